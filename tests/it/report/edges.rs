//! What the views say where periods lie apart, tags overlap, nothing happened, or names are those that the program uses itself.

use serde_json::{Value, json};

use crate::common::Sandbox;

fn ledger(rows: &[(&str, &str, &str, &str)]) -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    for (date, amount, category, more) in rows {
        home.ok(["add", amount, category, "-d", date].into_iter().chain(more.split_whitespace()));
    }
    home
}

fn told<'r>(report: &'r Value, name: &str) -> Vec<(&'r Value, &'r Value)> {
    let rows = report["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["key"].get(name).unwrap_or(&row[name]), &row["expense"])).collect()
}

#[test]
fn months_apart_are_shown_and_averaged_as_they_are() {
    let home = ledger(&[("2026-01-05", "10", "food", ""), ("2026-03-05", "30", "food", "")]);
    let two = ["--month", "2026-01", "--month", "2026-03"];
    let trend = home.json(["report", "trend", "food"].into_iter().chain(two));
    assert_eq!(
        told(&trend, "month"),
        [(&json!("2026-01"), &json!("10.00")), (&json!("2026-03"), &json!("30.00"))]
    );
    assert_eq!(trend["rows"][1]["difference"], Value::Null, "January is not the month before March");
    let euros = &trend["currencies"][0];
    assert_eq!(
        (&euros["months"], &euros["average"], &euros["least"]["sum"]),
        (&json!(2), &json!("20.00"), &json!("10.00"))
    );
    let chart = home.ok(["report", "--by", "month", "--chart"].into_iter().chain(two));
    assert!(!chart.contains("2026-02"), "{chart}");
    // Months that follow each other are one period.
    let average = home.json(["report", "--average", "month", "--month", "2026-02", "--month", "2026-03"]);
    assert_eq!(average["rows"][0]["each"]["expense"], "15.00");
}

#[test]
fn an_expense_with_two_tags_is_in_the_sum_and_in_the_rest_once() {
    let home = ledger(&[
        ("2026-10-01", "90", "food", "--tag a"),
        ("2026-10-02", "10", "food", "--tag b --tag c"),
        ("2026-10-03", "5", "food", "--tag b"),
        ("2026-10-04", "1", "food", ""),
    ]);
    let top = home.json(["report", "--by", "tag", "--top", "1"]);
    assert_eq!(told(&top, "tag"), [(&json!("a"), &json!("90.00")), (&json!("(other)"), &json!("16.00"))]);
    assert_eq!(top["rows"][1]["others"], 3);
    let chart = home.ok(["report", "--by", "month,tag", "--chart"]);
    assert!(chart.contains("2026-10       106.00"), "{chart}");
    assert!(
        chart.contains(
            "An expense with several tags is drawn under each of them and counted once in the sum.\n"
        ),
        "{chart}"
    );
    let plain = home.ok(["report", "--by", "month,category", "--chart"]);
    assert!(!plain.contains("several tags"), "{plain}");
}

#[test]
fn nothing_spent_is_an_average_of_nothing() {
    let home = ledger(&[("2026-09-05", "30", "food", "")]);
    let report = home.json(["report", "--compare", "previous", "--average", "month"]);
    assert_eq!(report["rows"][0]["each"]["expense"], "0.00");
    let error = home.fails_json(["report", "largest", "-n", "0"], 2);
    assert_eq!(error["code"], "usage");
}

#[test]
fn spellings_of_a_payee_are_one_and_a_category_may_be_called_the_rest() {
    let home = ledger(&[
        ("2026-10-01", "1", "food", "--payee lidl"),
        ("2026-10-02", "2", "food", "--payee LIDL"),
        ("2026-10-02", "9", "(other)", ""),
        ("2026-10-03", "3", "bus", ""),
    ]);
    let payees = home.json(["report", "--by", "payee", "-c", "food"]);
    assert_eq!(told(&payees, "payee"), [(&json!("LIDL"), &json!("3.00"))]);
    let top = home.json(["report", "--top", "1"]);
    assert_eq!(
        told(&top, "category"),
        [(&json!("(other)"), &json!("9.00")), (&json!("(the rest)"), &json!("6.00"))]
    );
}

#[test]
fn a_trend_is_of_one_category_and_says_which_month_still_runs() {
    let home = ledger(&[("2026-10-01", "5", "food", ""), ("2026-10-02", "7", "food:out", "")]);
    let error = home.fails_json(["report", "trend", "food", "-c", "bus"], 2);
    assert_eq!((&error["code"], &error["value"]), (&json!("usage"), &json!("bus")));
    let text = home.ok(["report", "trend", "food", "-c", "not:food:out"]);
    assert!(
        text.contains("2026-10*  5.00 EUR") && text.contains("* so far; the month ends on 2026-10-31\n"),
        "{text}"
    );
    let text = home.ok(["report", "trend", "food", "--month", "2026-09"]);
    assert!(!text.contains("so far"), "{text}");
}

#[test]
fn a_crossed_table_says_what_its_cells_are_where_something_came_in() {
    let home = ledger(&[("2026-10-01", "5", "food", ""), ("2026-09-02", "7", "food", "")]);
    let by = ["report", "--by", "category,month", "--year", "2026"];
    assert!(!home.ok(by).contains("less what came in"));
    home.ok(["add", "2", "food", "-d", "2026-10-02", "--income"]);
    assert!(home.ok(by).contains("\nSpent less what came in:\n"));
    let error = home.fails_json(["report", "--by", "month,year", "--cumulated"], 2);
    assert_eq!(error["code"], "usage");
}

#[test]
fn days_that_the_period_has_not_stand_for_its_nearest() {
    let home = ledger(&[("2025-02-28", "28", "food", ""), ("2024-02-29", "2", "food", "")]);
    let days = ["report", "--by", "day", "--compare", "last-year", "--from"];
    let report = home.json(days.into_iter().chain(["2024-02-29", "--to", "2024-03-15"]));
    assert_eq!(told(&report, "day"), [(&json!("2024-02-29"), &json!("2.00"))]);
    let report = home.json(days.into_iter().chain(["2026-02-28", "--to", "2026-03-15"]));
    assert_eq!(report["rows"][0]["earlier"]["expense"], "28.00");
}

#[test]
fn without_unicode_nothing_is_cut_with_a_mark_that_is_none() {
    let long = "a-long-name-of-a-category-that-no-narrow-terminal-has-room-for";
    let mut home = ledger(&[("2026-10-01", "5", long, ""), ("2026-09-01", "5", "food", "")]);
    home.set("COLUMNS", "40");
    for args in [
        &["report", "--chart", "--ascii"][..],
        &["report", "--by", "month,category", "--chart", "--ascii", "--year", "2026"],
    ] {
        let text = home.ok(args);
        assert!(text.is_ascii() && text.contains('~'), "{text}");
    }
}

#[test]
fn habits_of_all_the_years_there_are_take_no_longer_for_them() {
    let home = ledger(&[("2026-10-01", "5", "food", "")]);
    let habits = home.json(["report", "habits", "--from", "0001-01-01"]);
    let thursday =
        habits["weekdays"].as_array().unwrap().iter().find(|row| row["weekday"] == "thursday").unwrap();
    // 2026-10-15 is the 739904th day of the calendar, which began on a Monday.
    assert_eq!(thursday["days"], 105_701);
}
