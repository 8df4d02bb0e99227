//! What the views say, beside figures written out by hand.

use serde_json::{Value, json};

use super::household;
use crate::common::Sandbox;

fn rows(report: &Value) -> &Vec<Value> {
    report["rows"].as_array().unwrap()
}

fn row<'r>(report: &'r Value, name: &str, key: &str) -> &'r Value {
    let found = rows(report).iter().find(|row| row["key"][name] == key && row["currency"] == "EUR");
    found.unwrap_or_else(|| panic!("no {key}: {report:#}"))
}

/// A few rows of one currency: `(date, amount, category, further options)`.
fn ledger(rows: &[(&str, &str, &str, &str)]) -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    for (date, amount, category, more) in rows {
        home.ok(["add", amount, category, "-d", date].into_iter().chain(more.split_whitespace()));
    }
    home
}

#[test]
fn this_month_is_compared_with_the_last_one_up_to_the_same_day() {
    let home = ledger(&[
        ("2026-10-01", "900", "rent", ""),
        ("2026-10-05", "120", "food", ""),
        ("2026-10-20", "999", "rent", ""),
        ("2026-09-01", "800", "rent", ""),
        ("2026-09-14", "150", "food", ""),
        ("2026-09-16", "777", "food", ""),
        ("2026-09-02", "10", "bus", ""),
    ]);
    let report = home.json(["report", "--compare", "previous"]);
    assert_eq!(report["period"], json!({"from": "2026-10-01", "to": "2026-10-15"}));
    let other = json!({"with": "previous", "from": "2026-09-01", "to": "2026-09-15", "so_far": true});
    assert_eq!(report["compare"], other);
    let rent = &row(&report, "category", "rent")["earlier"];
    assert_eq!((&rent["expense"], &rent["count"]), (&json!("800.00"), &json!(1)));
    assert_eq!(rent["changes"]["expense"], json!({"difference": "100.00", "change": "0.1250"}));
    let food = &row(&report, "category", "food")["earlier"];
    assert_eq!(food["changes"]["expense"], json!({"difference": "-30.00", "change": "-0.2000"}));
    assert_eq!(food["changes"]["income"], json!({"difference": "0.00", "change": null}));
    let bus = row(&report, "category", "bus");
    assert_eq!((&bus["expense"], &bus["earlier"]["expense"]), (&json!("0.00"), &json!("10.00")));
    let total = &report["totals"][0];
    assert_eq!((&total["expense"], &total["earlier"]["expense"]), (&json!("1020.00"), &json!("960.00")));
    assert_eq!(total["earlier"]["changes"]["expense"]["change"], "0.0625");
}

#[test]
fn a_month_that_is_over_is_compared_whole_and_days_with_the_same_days() {
    let home = ledger(&[
        ("2026-03-31", "31", "food", ""),
        ("2026-03-28", "28", "food", ""),
        ("2026-02-28", "5", "food", ""),
        ("2025-03-31", "7", "food", ""),
    ]);
    let report = home.json(["report", "--month", "2026-03", "--by", "day", "--compare", "previous"]);
    assert_eq!(report["compare"]["to"], "2026-02-28");
    let of_28 = row(&report, "day", "2026-03-28");
    assert_eq!((&of_28["expense"], &of_28["earlier"]["expense"]), (&json!("28.00"), &json!("5.00")));
    let report = home.json(["report", "--month", "2026-03", "--by", "day", "--compare", "last-year"]);
    assert_eq!(row(&report, "day", "2026-03-31")["earlier"]["expense"], "7.00");
    let months = home.json(["report", "--year", "2026", "--by", "month", "--compare", "last-year"]);
    assert_eq!(row(&months, "month", "2026-03")["earlier"]["expense"], "7.00");
    assert_eq!(months["period"]["to"], "2026-10-15", "this year runs until today");
    let ytd = home.json(["report", "--period", "ytd", "--compare", "previous"]);
    assert_eq!(
        (&ytd["compare"]["from"], &ytd["compare"]["to"]),
        (&json!("2025-01-01"), &json!("2025-10-15"))
    );
}

#[test]
fn what_has_no_period_is_not_compared_or_averaged() {
    let home = ledger(&[("2026-10-01", "9", "rent", "")]);
    for args in [
        &["--period", "all", "--compare", "previous"][..],
        &["--month", "2026-01", "--month", "2026-03", "--compare", "last-year"],
        &["--month", "2026-01", "--month", "2026-03", "--average", "month"],
        &["--from", "2026-01-01", "--compare", "previous"],
        &["--by", "category", "--cumulated"],
        &["--by", "weekday", "--cumulated"],
        &["--cumulated", "--by", "month", "--sort", "expense"],
        &["--average", "decade"],
        &["--sort", "size"],
        &["--chart=pie"],
        &["--top", "0"],
    ] {
        let error = home.fails_json(["report"].iter().chain(args), 2);
        assert_eq!(error["code"], "usage", "{args:?}: {error}");
    }
}

#[test]
fn averages_end_today_and_are_over_what_a_row_stands_for() {
    let home = ledger(&[
        ("2026-10-05", "150", "food", ""),
        ("2026-10-31", "999", "food", ""),
        ("2026-09-05", "30", "food", ""),
        ("2025-12-05", "365", "food", ""),
    ]);
    let month = home.json(["report", "--average", "day"]);
    assert_eq!(row(&month, "category", "food")["each"]["expense"], "10.00");
    let by_month = home.json(["report", "--by", "month", "--average", "day", "--year", "2026"]);
    assert_eq!(row(&by_month, "month", "2026-09")["each"]["expense"], "1.00");
    assert_eq!(row(&by_month, "month", "2026-10")["each"]["expense"], "10.00");
    let years = home.json(["report", "--by", "year", "--average", "day", "--period", "all"]);
    // From the first of the month of the first expense.
    assert_eq!(row(&years, "year", "2025")["each"]["expense"], "11.77");
    assert_eq!(years["unit"], "day");
}

#[test]
fn running_sums_have_every_month_and_the_rest_is_one_row() {
    let home = household();
    let report = home.json(["report", "--by", "month", "--year", "2026", "--cumulated", "-c", "shopping"]);
    let cumulated: Vec<&Value> = rows(&report).iter().map(|row| &row["cumulated"]["expense"]).collect();
    assert_eq!(cumulated.len(), 10, "the months that have begun");
    assert_eq!(
        (cumulated[0], cumulated[1], cumulated[9]),
        (&json!("0.00"), &json!("3100.00"), &json!("3100.00"))
    );
    let top = home.json(["report", "--top", "1", "--year", "2026", "--currency", "EUR"]);
    let names: Vec<&Value> = rows(&top).iter().map(|row| &row["key"]["category"]).collect();
    assert_eq!(names, ["home:rent", "(other)"]);
    assert_eq!(rows(&top)[1]["others"], 5);
    let sum = |report: &Value| report["totals"][0]["expense"].clone();
    assert_eq!(sum(&top), sum(&home.json(["report", "--year", "2026", "--currency", "EUR"])));
}

#[test]
fn the_rate_of_savings_is_of_the_income_and_none_without() {
    let home = ledger(&[
        ("2026-10-01", "1000", "salary", "--income"),
        ("2026-10-02", "250", "food", ""),
        ("2026-09-02", "250", "food", ""),
    ]);
    assert_eq!(home.json(["report"])["totals"][0]["savings_rate"], "0.7500");
    assert_eq!(home.json(["report", "--month", "last"])["totals"][0]["savings_rate"], Value::Null);
    let text = home.ok(["report", "--by", "month", "--year", "2026"]);
    assert!(text.contains("Saved") && text.contains("75.0%"), "{text}");
    assert!(text.contains("EUR: expense 500.00, income 1000.00, net 500.00, 50.0% saved, 3 rows"), "{text}");
}

#[test]
fn a_trend_has_every_month_and_leaves_the_running_one_out_of_its_figures() {
    let home = household();
    let trend = home.json(["report", "trend", "food"]);
    let months: Vec<&str> =
        trend["rows"].as_array().unwrap().iter().map(|row| row["month"].as_str().unwrap()).collect();
    assert_eq!((months.len(), months[0], months[11]), (12, "2025-11", "2026-10"));
    let last = &trend["rows"][11];
    // 130.50 for groceries and 27.25 for a restaurant.
    assert_eq!((&last["sum"], &last["whole"]), (&json!("157.75"), &json!(false)));
    assert_eq!(trend["currencies"][0]["months"], 11);
    let salary = home.json(["report", "trend", "salary", "--year", "2026"]);
    assert_eq!(salary["currencies"][0]["counted"], "received");
    assert_eq!(salary["currencies"][0]["average"], "2500.00");
    let least = home.json(["report", "trend", "shopping"]);
    assert_eq!(least["currencies"][0]["least"], json!({"month": "2025-11", "sum": "0.00"}));
    assert_eq!(least["currencies"][0]["most"], json!({"month": "2026-02", "sum": "3100.00"}));
    assert_eq!(home.ok(["report", "trend", "nowhere"]), "");
}

#[test]
fn the_largest_are_of_each_currency_and_no_income() {
    let home = household();
    let largest = home.json(["report", "largest", "-n", "2", "--year", "2026"]);
    let found: Vec<(&str, &str)> = largest["expenses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|expense| (expense["amount"].as_str().unwrap(), expense["date"].as_str().unwrap()))
        .collect();
    // The yen of 2025-10 are not of the year; of equal rents the newest.
    assert_eq!(
        found,
        [
            ("3100.00", "2026-02-10"),
            ("900.00", "2026-10-03"),
            ("12400", "2026-10-08"),
            ("12400", "2026-04-08")
        ]
    );
    let income = home.json(["report", "largest", "-n", "1", "--direction", "income"]);
    assert_eq!(income["expenses"][0]["amount"], "2500.00");
}

#[test]
fn habits_are_averages_over_all_such_days() {
    let home = ledger(&[
        ("2026-09-07", "8", "food", ""),
        ("2026-09-14", "8", "food", ""),
        ("2026-09-30", "5", "food", ""),
        ("2026-08-31", "62", "food", ""),
    ]);
    let habits = home.json(["report", "habits", "--month", "2026-09"]);
    // Mondays of September 2026: 7, 14, 21, 28.
    let monday = &habits["weekdays"][0];
    assert_eq!(
        (&monday["weekday"], &monday["days"], &monday["average"]),
        (&json!("monday"), &json!(4), &json!("4.00"))
    );
    assert_eq!(habits["weekdays"].as_array().unwrap().len(), 7);
    let of_31 = &habits["days_of_month"][30];
    assert_eq!((&of_31["days"], &of_31["average"]), (&json!(0), &Value::Null));
    let year = home.json(["report", "habits"]);
    assert_eq!(year["period"], json!({"from": "2025-10-01", "to": "2026-09-30"}));
    // Seven months of the twelve have a 31st: 62 / 7.
    assert_eq!(year["days_of_month"][30]["average"], "8.86");
}

#[test]
fn every_view_has_csv_with_as_many_rows_as_its_object() {
    let home = household();
    for (args, keys) in [
        (
            vec!["report", "--by", "month", "--year", "2026", "--compare", "last-year", "--average", "day"],
            vec!["rows"],
        ),
        (vec!["report", "--by", "month", "--year", "2026", "--cumulated"], vec!["rows"]),
        (vec!["report", "trend", "food"], vec!["rows"]),
        (vec!["report", "habits"], vec!["weekdays", "days_of_month"]),
        (vec!["report", "largest"], vec!["expenses"]),
    ] {
        let object = home.json(&args);
        let text = home.ok(args.iter().chain(&["--format", "csv"]));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let count = reader.records().map(Result::unwrap).count();
        let wanted: usize = keys.iter().map(|key| object[key].as_array().unwrap().len()).sum();
        assert_eq!(count, wanted, "{args:?}");
    }
}
