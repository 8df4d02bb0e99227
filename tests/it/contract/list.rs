//! `outlay list`.

use serde_json::{Value, json};

use super::{
    LONG, answers, check, fits_forty_columns, ids, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe,
};
use crate::common::Sandbox;

const CSV_HEADER: &str = "id,number,date,direction,amount,currency,category,description,payee,method,tags,note,paid_by,\
                          reference,source,ledger";

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    let list = answers(&home, &["list"], "list");
    assert_eq!((&list["count"], &list["matched"], &list["truncated"]), (&json!(4), &json!(4), &json!(false)));
    let dates: Vec<&str> = list["expenses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|expense| expense["date"].as_str().unwrap())
        .collect();
    assert_eq!(dates, ["2026-10-15", "2026-10-14", "2026-10-02", "2026-09-30"], "newest first");
    let totals = list["totals"].as_array().unwrap();
    let of = |currency: &str| totals.iter().find(|row| row["currency"] == currency).unwrap();
    assert_eq!(
        *of("EUR"),
        json!({"currency": "EUR", "count": 2, "expense": "12.50", "income": "3.00", "net": "-9.50"}),
        "a transfer is in no total"
    );
    assert_eq!(of("JPY")["expense"], "1200");
    let cut = answers(&home, &["list", "-n", "1"], "list");
    assert_eq!((&cut["count"], &cut["matched"], &cut["truncated"]), (&json!(1), &json!(4), &json!(true)));
    assert_eq!(cut["totals"], list["totals"], "the totals are of everything that matched");
    let none = answers(&home, &["list", "-c", "zoo"], "list");
    assert_eq!((&none["count"], &none["truncated"], &none["totals"]), (&json!(0), &json!(false), &json!([])));
}

#[test]
fn an_empty_ledger_lists_nothing_and_makes_no_file() {
    let home = Sandbox::new();
    let list = answers(&home, &["list"], "list");
    assert_eq!((&list["expenses"], &list["matched"]), (&json!([]), &json!(0)));
    for format in ["jsonl", "ids"] {
        assert_eq!(home.ok(["list", "--format", format]), "");
    }
    assert_eq!(home.ok(["list", "--format", "csv"]).trim_end(), CSV_HEADER);
    assert_eq!(home.ok(["list"]), "", "talk goes to stderr");
    assert!(!home.database().exists() && !home.path("data").exists() && !home.path("state").exists());
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["list", "--month", "13"], 2, "bad_date");
    refuses(&home, &["list", "--from", "03/04"], 2, "ambiguous_date");
    refuses(&home, &["list", "--from", "2026-10-02", "--to", "2026-10-01"], 2, "bad_date");
    refuses(&home, &["list", "--min", "1.234"], 2, "ambiguous_amount");
    refuses(&home, &["list", "--max", "abc"], 2, "bad_amount");
    refuses(&home, &["list", "--currency", "EURO"], 2, "unknown_currency");
    refuses(&home, &["list", "--direction", "sideways"], 2, "usage");
    refuses(&home, &["list", "-n", "-1"], 2, "usage");
    refuses(&home, &["list", "--batch", "7"], 3, "not_found");
    refuses(&home, &["list", "--ledger", "garden"], 3, "not_found");
    refuses(&home, &["list", "stray"], 2, "usage");
}

#[test]
fn a_table_shows_fifty_rows_and_every_other_format_shows_all() {
    let home = Sandbox::new();
    let rows: String = (1..=60).map(|n| format!("2026-09-{:02},{n}.00,EUR\n", n % 30 + 1)).collect();
    home.write("rows.csv", format!("Date,Amount,Currency\n{rows}"));
    home.ok(["import", "rows.csv", "--invert"]);
    assert_eq!(home.ok(["list"]).lines().count(), 51, "a heading and fifty rows");
    assert_eq!(home.ok(["list", "-n", "7"]).lines().count(), 8);
    assert_eq!(home.ok(["list", "-n", "1000"]).lines().count(), 61);
    assert_eq!(answers(&home, &["list"], "list")["count"], 60);
    for (format, lines) in [("jsonl", 60), ("csv", 61), ("ids", 60)] {
        assert_eq!(home.ok(["list", "--format", format]).lines().count(), lines, "{format}");
        assert_eq!(home.ok(["list", "-n", "7", "--format", format]).lines().count(), lines - 53, "{format}");
    }
    if let Some(ended) = super::terminal::run(&home, 80, &["list", "--format", "ids"], "") {
        assert_eq!(ended.screen.lines().count(), 60, "a terminal changes nothing of it");
    }
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    let list = whole_in_a_pipe(&home, &["list"]);
    assert!(list.contains(LONG) && list.contains("+éclair") && list.contains("駅弁"), "{list}");
    let narrow = fits_forty_columns(&home, &["list"]);
    if !narrow.is_empty() {
        assert!(narrow.contains("12.50 EUR") && narrow.contains("+3.00 EUR"), "{narrow}");
        assert!(narrow.contains("food:gr") && narrow.contains('…'), "{narrow}");
    }
    for format in ["table", "json", "jsonl", "csv", "ids"] {
        survives_a_closed_pipe(&home, &["list", "--format", format]);
    }
}

#[test]
fn wide_characters_and_accents_line_up() {
    use unicode_width::UnicodeWidthStr as _;
    let home = ledger();
    let list = home.ok(["list"]);
    let heading = list.lines().next().unwrap();
    let place = heading[..heading.find("Payee").unwrap()].width();
    let row = list.lines().find(|row| row.contains("Café")).unwrap();
    assert_eq!(row[..row.find("Café").unwrap()].width(), place, "{list}");
}

#[test]
fn jsonl_is_one_expense_a_line_and_the_same_as_in_the_object() {
    let home = ledger();
    let lines: Vec<Value> = home
        .ok(["list", "--format", "jsonl"])
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    lines.iter().for_each(|line| check("expense", line));
    assert_eq!(json!(lines), answers(&home, &["list"], "list")["expenses"]);
    let ids: Vec<String> = ids(&home);
    assert_eq!(json!(ids), json!(lines.iter().map(|line| line["id"].clone()).collect::<Vec<_>>()));
}

#[test]
fn csv_has_the_columns_of_the_contract_and_loses_nothing() {
    let home = ledger();
    let text = home.ok(["list", "--format", "csv"]);
    assert_eq!(text.lines().next().unwrap(), CSV_HEADER);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let object = answers(&home, &["list"], "list");
    for (row, expense) in rows.iter().zip(object["expenses"].as_array().unwrap()) {
        for (name, cell) in CSV_HEADER.split(',').zip(row) {
            let wanted = match &expense[name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Array(tags) => {
                    tags.iter().map(|tag| tag.as_str().unwrap()).collect::<Vec<_>>().join(" ")
                }
                other => other.to_string(),
            };
            assert_eq!(cell, wanted, "{name}");
        }
    }
    assert_eq!(rows.len(), 4);
}

#[test]
fn safe_csv_guards_cells_that_a_spreadsheet_would_run() {
    let home = Sandbox::new();
    for text in ["=1+1", "+cmd", "-2", "@sum"] {
        home.ok(["add", "1", "-c", "food", "--", text]);
    }
    let (plain, safe) =
        (home.ok(["list", "--format", "csv"]), home.ok(["list", "--format", "csv", "--safe"]));
    for text in ["=1+1", "+cmd", "-2", "@sum"] {
        assert!(plain.contains(&format!(",{text},")), "{plain}");
        assert!(!safe.contains(&format!(",{text},")) && safe.contains(&format!("'{text}")), "{safe}");
    }
}

#[test]
fn deleted_expenses_are_listed_when_asked_for() {
    let home = ledger();
    home.ok(["delete", "2"]);
    assert_eq!(answers(&home, &["list"], "list")["count"], 3);
    assert_eq!(answers(&home, &["list", "--deleted"], "list")["count"], 4);
}
