//! `outlay add`.

use serde_json::json;

use super::{
    answers, check, fits_forty_columns, ids, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    terminal, whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = Sandbox::new();
    let args = [
        "add",
        "12.50EUR",
        "food:groceries",
        "bread",
        "and",
        "+weekend",
        "@card",
        "butter",
        "-p",
        "Spar",
        "--note",
        "a",
        "-d",
        "2026-10-14",
        "-t",
        "shared",
    ];
    let object = answers(&home, &args, "add");
    let expense = &object["expense"];
    for (key, value) in [
        ("number", json!(1)),
        ("ledger", json!("personal")),
        ("date", json!("2026-10-14")),
        ("direction", json!("expense")),
        ("amount", json!("12.50")),
        ("currency", json!("EUR")),
        ("category", json!("food:groceries")),
        ("description", json!("bread and butter")),
        ("payee", json!("Spar")),
        ("method", json!("Card")),
        ("tags", json!(["shared", "weekend"])),
        ("note", json!("a")),
        ("paid_by", json!(null)),
        ("reference", json!(null)),
        ("source", json!(null)),
        ("batch", json!(null)),
        ("created_at", json!("2026-10-15T12:00:00.000Z")),
        ("updated_at", json!("2026-10-15T12:00:00.000Z")),
        ("deleted", json!(false)),
        ("sync", json!("local")),
        ("revision", json!(0)),
    ] {
        assert_eq!(expense[key], value, "{key}");
    }
    assert_eq!(object["warnings"][0]["code"], "new_category");
    let least = answers(&home, &["add", "1", "food:groceries"], "add");
    assert_eq!((&least["expense"]["description"], &least["warnings"]), (&json!(""), &json!([])));
}

#[test]
fn what_is_noteworthy_stands_in_the_warnings_and_not_on_stderr() {
    let home = Sandbox::new();
    let object = answers(&home, &["add", "10/3", "food", "-d", "2026-11-01", "--transfer"], "add");
    let codes: Vec<&str> = object["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning["code"].as_str().unwrap())
        .collect();
    for code in ["currency_assumed", "rounded", "new_category", "future_date"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert_eq!(object["expense"]["direction"], "transfer");
}

#[test]
fn exit_codes() {
    let home = ledger();
    for (args, code) in [
        (vec!["add", "12.345", "food"], "ambiguous_amount"),
        (vec!["add", "abc", "food"], "bad_amount"),
        (vec!["add", "12.50XYZ", "food"], "unknown_currency"),
        (vec!["add", "12", "food", "-d", "someday"], "bad_date"),
        (vec!["add", "12", "food", "-d", "03/04"], "ambiguous_date"),
        (vec!["add", "12", "food", "--income", "--transfer"], "usage"),
        (vec!["add", "12", "food", "--nope"], "usage"),
        (vec!["add", "12", "food", "@card", "@cash"], "usage"),
        (vec!["add", "12", "a:b:c:d:e:f"], "usage"),
    ] {
        refuses(&home, &args, 2, code);
    }
    refuses(&home, &["add", "12", "fodo", "--strict"], 3, "not_found");
    refuses(&home, &["add", "12", "food", "--shared"], 3, "not_found");
    refuses(&home, &["add", "12", "food", "--ledger", "garden"], 3, "not_found");
    refuses(&home, &["add", "12", "food", "--ledger", "all"], 2, "usage");
    assert_eq!(ids(&home).len(), 4, "nothing was added");
}

#[test]
fn without_a_terminal_what_is_missing_is_named_and_nobody_is_asked() {
    let home = Sandbox::new();
    needs(&home, &["add"], "AMOUNT");
    needs(&home, &["add", "12"], "CATEGORY");
    needs(&home, &["add", "12", "EUR"], "CATEGORY");
    home.outlay(["add"]).write_stdin("12\nfood\nlunch\n").assert().code(2);
    assert!(!home.database().exists());
}

#[test]
fn at_a_terminal_what_is_missing_is_asked_for_unless_that_is_forbidden() {
    let home = Sandbox::new();
    let Some(ended) = terminal::run(&home, 80, &["add"], "12.50EUR\nfood\nlunch\n") else { return };
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(
        ended.screen.contains("Amount")
            && ended.screen.contains("added 1  2026-10-15  12.50 EUR  food  lunch")
    );
    let ended = terminal::run(&home, 80, &["add", "--no-input"], "").unwrap();
    assert_eq!(ended.code, 2, "{}", ended.screen);
    assert_eq!(ids(&home).len(), 1);
}

#[test]
fn the_success_line_shows_amount_and_currency_and_is_never_cut() {
    let home = Sandbox::new();
    let words = vec!["very"; 40].join(" ");
    let line = whole_in_a_pipe(&home, &["add", "2.50", "food", &words]);
    assert!(line.starts_with("added 1  2026-10-15  2.50 USD  food  very"), "{line}");
    assert!(line.trim_end().ends_with("very") && line.matches("very").count() == 40);
    assert_eq!(home.ok(["-q", "add", "2.50", "food"]), "");
    fits_forty_columns(&home, &["add", "1", "food"]);
}

#[test]
fn an_expense_is_recorded_although_nobody_reads_the_answer() {
    let home = ledger();
    survives_a_closed_pipe(&home, &["add", "5", "food:groceries", "unheard"]);
    survives_a_closed_pipe(&home, &["add", "5", "food:groceries", "unheard", "--format", "json"]);
    assert!(home.ok(["list", "--search", "unheard", "--format", "ids"]).lines().count() == 2);
}

#[test]
fn formats() {
    let home = Sandbox::new();
    let id = home.ok(["add", "5", "food", "--format", "ids"]);
    assert_eq!(id.trim_end(), ids(&home)[0]);
    let shown = answers(&home, &["show", id.trim_end()], "show");
    check("expense", &shown["expense"]);
    lacks_formats(&home, &["add", "5", "food"], &["csv", "jsonl", "prometheus"]);
    assert_eq!(ids(&home).len(), 1, "a format that is not there adds nothing");
}
