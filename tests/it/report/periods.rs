//! Periods of reports: weeks and fiscal years as configured, empty ones and those to come, and whole months beside single days.

use serde_json::{Value, json};

use super::household;
use crate::common::Sandbox;

fn keys(report: &Value, name: &str) -> Vec<String> {
    let rows = report["rows"].as_array().unwrap();
    rows.iter().map(|row| row["key"][name].as_str().unwrap_or("(none)").to_owned()).collect()
}

#[test]
fn weeks_and_fiscal_years_follow_the_configuration() {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    for date in ["2026-01-04", "2026-03-31", "2026-04-01"] {
        home.ok(["add", "5", "food", "-d", date]);
    }
    let all = |home: &Sandbox, by: &str| keys(&home.json(["report", "--by", by, "--period", "all"]), by);
    assert_eq!(all(&home, "week"), ["2026-W01", "2026-W14"]);
    assert_eq!(all(&home, "fiscal-year"), ["FY2026"]);
    assert_eq!(all(&home, "quarter"), ["2026-Q1", "2026-Q2"]);
    assert_eq!(all(&home, "weekday"), ["tuesday", "wednesday", "sunday"]);
    home.ok(["config", "set", "week_start", "sunday"]);
    home.ok(["config", "set", "fiscal_year_start", "4"]);
    assert_eq!(all(&home, "week"), ["2026-01-04", "2026-03-29"]);
    assert_eq!(all(&home, "fiscal-year"), ["FY2026", "FY2027"]);
    assert_eq!(all(&home, "quarter"), ["2026-Q1", "2026-Q2"]);
    assert_eq!(all(&home, "weekday"), ["sunday", "tuesday", "wednesday"]);
    assert_eq!(home.json(["config", "get", "fiscal_year_start"])["value"], "april");
    let fiscal = home.json(["report", "--period", "FY2026"]);
    assert_eq!(fiscal["period"], json!({"from": "2025-04-01", "to": "2026-03-31"}));
    assert_eq!(fiscal["totals"][0]["count"], 2);
    assert_eq!(home.json(["report", "--period", "this-fiscal-year"])["period"]["from"], "2026-04-01");
    assert_eq!(home.json(["report", "--period", "last fiscal year"])["totals"][0]["count"], 2);
}

#[test]
fn the_periods_that_people_name_are_known() {
    let home = household();
    for (period, from, to) in [
        ("this-month", "2026-10-01", "2026-10-31"),
        ("last-quarter", "2026-07-01", "2026-09-30"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("last 90 days", "2026-07-18", "2026-10-15"),
        ("ytd", "2026-01-01", "2026-10-15"),
        ("2026-W42", "2026-10-12", "2026-10-18"),
    ] {
        let report = home.json(["report", "--period", period]);
        assert_eq!(report["period"], json!({"from": from, "to": to}), "{period}");
    }
}

#[test]
fn a_period_without_anything_is_an_answer_and_so_is_one_to_come() {
    let home = household();
    for args in [
        &["report", "--year", "1999"][..],
        &["report", "--month", "2027-05", "--compare", "previous"],
        &["report", "--year", "2027", "--average", "month", "--chart"],
        &["report", "--by", "month", "--year", "1999", "--cumulated"],
        &["report", "trend", "--year", "1999"],
        &["report", "habits", "--year", "1999"],
        &["report", "largest", "--year", "1999"],
    ] {
        assert_eq!(home.ok(args), "", "{args:?}");
        let said = home.outlay(args).assert().success();
        let stderr = crate::common::text(&said.get_output().stderr);
        assert!(stderr.contains("nothing was spent or received"), "{args:?}: {stderr}");
        home.json(args);
    }
    home.ok(["add", "70", "food", "-d", "2027-02-10"]);
    let future = home.json(["report", "--month", "2027-02", "--average", "week", "--compare", "last-year"]);
    assert_eq!(future["rows"][0]["each"]["expense"], "17.50");
    assert_eq!(future["compare"]["so_far"], false);
    let open = home.json(["report", "--from", "2027-01-01", "--average", "day"]);
    // From the first day of the report to the end of the month of the last expense: 59 days, read from sums or from rows.
    assert_eq!(open["rows"][0]["each"]["expense"], "1.19");
    let rows = home.json(["report", "--from", "2027-01-01", "--average", "day", "--min", "0"]);
    assert_eq!(rows["rows"][0]["each"], open["rows"][0]["each"]);
}

#[test]
fn whole_months_from_the_totals_and_days_from_the_rows_add_up() {
    let home = household();
    for (from, to) in [
        ("2025-09-04", "2026-10-12"),
        ("2025-10-01", "2026-02-11"),
        ("2026-01-02", "2026-03-31"),
        ("2026-02-02", "2026-02-20"),
        ("2026-02-15", "2026-03-15"),
    ] {
        for by in ["category", "month", "quarter", "year", "month,category"] {
            let plain = home.json(["report", "--by", by, "--from", from, "--to", to]);
            // A bound that all rows pass makes the report read each of them.
            let rows = home.json(["report", "--by", by, "--from", from, "--to", to, "--min", "0"]);
            assert_eq!(plain["rows"], rows["rows"], "{by} {from} {to}");
            assert_eq!(plain["totals"], rows["totals"], "{by} {from} {to}");
        }
    }
}
