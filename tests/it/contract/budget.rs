//! `outlay budget`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn every_form_answers_with_the_keys_of_the_contract() {
    let home = ledger();
    let set = [
        "budget",
        "set",
        "food",
        "10",
        "EUR",
        "--period",
        "quarter",
        "--rollover",
        "all",
        "--from",
        "2026-08-01",
    ];
    let changed = answers(&home, &set, "budget-change");
    let budget = &changed["budgets"][0];
    let said = json!([
        budget["category"],
        budget["amount"],
        budget["starts_on"],
        budget["ends_on"],
        budget["in_force"]
    ]);
    assert_eq!(said, json!(["food", "10.00", "2026-07-01", null, true]));
    answers(&home, &["budget", "set", "food", "20"], "budget-change");
    let listed = answers(&home, &["budget", "list"], "budget-list");
    assert_eq!(listed["count"], 2);
    assert_eq!(listed["budgets"][0]["ends_on"], "2026-09-30");
    let same = answers(&home, &["budget", "set", "food", "20", "--rollover", "all"], "budget-change");
    assert_eq!(same["group"], Value::Null, "nothing changed");
    answers(&home, &["budget", "set", "all", "0.00"], "budget-change");
    answers(&home, &["budget", "set", "all", "9000JPY", "--period", "week"], "budget-change");
    let status = answers(&home, &["budget", "status", "--warn", "1%"], "budget-status");
    assert_eq!(status["budgets"].as_array().unwrap().len(), 3);
    answers(&home, &["budget", "status", "-d", "2020-01-01"], "budget-status");
    answers(&home, &["budget", "status", "-d", "2030-01-01", "--upcoming"], "budget-status");
    answers(&home, &["budget", "remove", "food"], "budget-change");
    assert_eq!(answers(&home, &["budget", "list"], "budget-list")["count"], 3, "what was before stays");
}

#[test]
fn reading_makes_no_file() {
    let home = Sandbox::new();
    answers(&home, &["budget", "list"], "budget-list");
    answers(&home, &["budget", "status", "--check"], "budget-status");
    assert!(!home.database().exists());
}

#[test]
fn exit_codes_and_what_is_said() {
    let home = ledger();
    refuses(&home, &["budget", "set", "food", "10", "--period", "fortnight"], 2, "usage");
    refuses(&home, &["budget", "set", "food", "nothing"], 2, "bad_amount");
    refuses(&home, &["budget", "set", "food", "1", "--from", "2026-13-01"], 2, "bad_date");
    refuses(&home, &["budget", "set", "new:one", "1", "--strict"], 3, "not_found");
    refuses(&home, &["budget", "status", "food"], 3, "not_found");
    refuses(&home, &["budget", "remove", "all"], 3, "not_found");
    needs(&home, &["budget", "set", "food"], "AMOUNT");
    lacks_formats(&home, &["budget", "list"], &["csv", "ids"]);
}

#[test]
fn terminals_and_pipes() {
    let home = ledger();
    home.ok([
        "budget",
        "set",
        "food:groceries",
        "1234567.89",
        "EUR",
        "--rollover",
        "all",
        "--from",
        "2026-01-01",
    ]);
    home.ok(["budget", "set", "travel", "1", "EUR", "--period", "year"]);
    fits_forty_columns(&home, &["budget", "list"]);
    fits_forty_columns(&home, &["budget", "status"]);
    assert!(whole_in_a_pipe(&home, &["budget", "list"]).contains("food:groceries"));
    survives_a_closed_pipe(&home, &["budget", "list"]);
    survives_a_closed_pipe(&home, &["budget", "status"]);
}
