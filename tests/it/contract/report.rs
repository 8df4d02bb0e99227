//! `outlay report`.

use serde_json::{Value, json};

use super::{answers, lacks_formats, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe};
use crate::common::Sandbox;

fn row<'r>(report: &'r Value, name: &str, key: &Value, currency: &str) -> &'r Value {
    report["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["key"][name] == *key && row["currency"] == currency)
        .unwrap_or_else(|| panic!("no {name} {key} {currency}: {report:#}"))
}

#[test]
fn the_object_has_the_keys_of_the_contract_by_category_for_this_month() {
    let home = ledger();
    let report = answers(&home, &["report"], "report");
    assert_eq!(report["by"], json!(["category"]));
    assert_eq!(report["period"], json!({"from": "2026-10-01", "to": "2026-10-31"}));
    let food = row(&report, "category", &json!("food:groceries"), "EUR");
    assert_eq!(
        (&food["expense"], &food["income"], &food["net"]),
        (&json!("12.50"), &json!("3.00"), &json!("-9.50"))
    );
    assert_eq!((&food["count"], &food["share"]), (&json!(2), &json!("1.0000")));
    assert_eq!(row(&report, "category", &json!("travel"), "JPY")["expense"], "1200");
    assert_eq!(report["rows"].as_array().unwrap().len(), 2, "last month and the transfer are not in it");
    assert_eq!(report["totals"].as_array().unwrap().len(), 2, "currencies are never added");
}

#[test]
fn every_dimension_and_two_of_them_crossed() {
    let home = ledger();
    for (by, key, currency) in [
        ("category", json!("travel"), "JPY"),
        ("month", json!("2026-10"), "EUR"),
        ("payee", json!("Café Central"), "EUR"),
        ("method", json!("Card"), "EUR"),
        ("tag", json!("éclair"), "EUR"),
        ("payee", Value::Null, "JPY"),
    ] {
        let report = answers(&home, &["report", "--by", by, "--period", "all"], "report");
        row(&report, by, &key, currency);
    }
    let crossed = answers(&home, &["report", "--by", "category,month", "--year", "2026"], "report");
    assert_eq!(crossed["by"], json!(["category", "month"]));
    let food = row(&crossed, "category", &json!("food:groceries"), "EUR");
    assert_eq!(food["key"], json!({"category": "food:groceries", "month": "2026-10"}));
    assert_eq!(crossed["period"], json!({"from": "2026-01-01", "to": "2026-12-31"}));
    let all = answers(&home, &["report", "--period", "all"], "report");
    assert_eq!(all["period"], json!({"from": null, "to": null}));
}

#[test]
fn nothing_is_an_answer_and_makes_no_file() {
    let home = Sandbox::new();
    let report = answers(&home, &["report"], "report");
    assert_eq!((&report["rows"], &report["totals"]), (&json!([]), &json!([])));
    assert_eq!(home.ok(["report"]), "");
    assert!(!home.database().exists());
}

#[test]
fn exit_codes() {
    let home = ledger();
    for by in ["colour", "category,month,payee", "category,category", ""] {
        refuses(&home, &["report", "--by", by], 2, "usage");
    }
    refuses(&home, &["report", "--month", "13"], 2, "bad_date");
    refuses(&home, &["report", "--depth", "0"], 2, "usage");
    refuses(&home, &["report", "--batch", "7"], 3, "not_found");
    refuses(&home, &["report", "stray"], 2, "usage");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    for month in 1..=9 {
        home.ok(["add", "1234.56EUR", "rent", "-d", &format!("2026-{month:02}-03")]);
    }
    let crossed = whole_in_a_pipe(&home, &["report", "--by", "category,month", "--year", "2026"]);
    assert!(crossed.contains("2026-03") && crossed.contains("food:groceries"), "{crossed}");
    for args in [
        vec!["report"],
        vec!["report", "--chart"],
        vec!["report", "--by", "payee"],
        vec!["report", "--by", "category,month", "--year", "2026"],
    ] {
        let narrow: Vec<String> = fits_tables(&home, &args);
        assert!(
            narrow.is_empty() || narrow.iter().any(|line| line.contains("12.50") || line.contains("12.5"))
        );
        survives_a_closed_pipe(&home, &args);
    }
    lacks_formats(&home, &["report"], &["ids"]);
}

/// The lines of a report at 40 columns without the sentence of the totals, which wraps as sentences do.
fn fits_tables(home: &Sandbox, args: &[&str]) -> Vec<String> {
    use unicode_width::UnicodeWidthStr as _;
    let Some(ended) = super::terminal::run(home, 40, args, "") else { return Vec::new() };
    let lines: Vec<String> =
        ended.screen.lines().filter(|line| !line.contains(": expense ")).map(str::to_owned).collect();
    for line in &lines {
        assert!(line.width() <= 40, "{} cells in {args:?}: {line}\n{}", line.width(), ended.screen);
    }
    lines
}

#[test]
fn csv_has_the_same_rows_as_the_object() {
    let home = ledger();
    let text = home.ok(["report", "--by", "category,month", "--period", "all", "--format", "csv"]);
    let report = answers(&home, &["report", "--by", "category,month", "--period", "all"], "report");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(header, ["category", "month", "currency", "count", "expense", "income", "net"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), report["rows"].as_array().unwrap().len());
    for (cells, row) in rows.iter().zip(report["rows"].as_array().unwrap()) {
        assert_eq!(
            (&cells[0], &cells[1]),
            (row["key"]["category"].as_str().unwrap(), row["key"]["month"].as_str().unwrap())
        );
        assert_eq!((&cells[4], &cells[6]), (row["expense"].as_str().unwrap(), row["net"].as_str().unwrap()));
    }
}
