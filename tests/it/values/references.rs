//! The words that name an expense.

use serde_json::{Value, json};

use super::{added, error, euros, strings};
use crate::common::Sandbox;

fn number(home: &Sandbox, reference: &str) -> i64 {
    home.json(["show", reference])["expense"]["number"].as_i64().unwrap()
}

/// The error of a reference that may look like an option.
fn refused_reference(home: &Sandbox, reference: &str) -> Value {
    let assert = home.outlay(["--format", "json", "show", "--", reference]).assert().code(3).stdout("");
    let object: Value = serde_json::from_slice(&assert.get_output().stderr).unwrap();
    crate::contract::check("error", &object);
    object["error"].clone()
}

#[test]
fn numbers_ids_beginnings_and_last() {
    let home = euros();
    for n in 1..=4 {
        added(&home, &[&n.to_string(), "food"]);
    }
    let id = home.json(["show", "2"])["expense"]["id"].as_str().unwrap().to_owned();
    for reference in ["2", "#2", id.as_str(), &id.to_uppercase(), &id.replace('-', ""), "last~2"] {
        assert_eq!(number(&home, reference), 2, "{reference}");
    }
    assert_eq!((number(&home, "last"), number(&home, "last~0"), number(&home, "last~3")), (4, 4, 1));
    let twenty = &id[..20];
    assert_eq!(number(&home, twenty), 2);
    for reference in
        ["0", "5", "-1", "last~4", "last~", "last~x", "lastly", &id[..7], "zzzzzzzz", "", "1.0", "1 2", "９"]
    {
        let error = refused_reference(&home, reference);
        assert_eq!((&error["code"], &error["value"]), (&json!("not_found"), &json!(reference)));
    }
}

#[test]
fn a_beginning_of_several_ids_is_refused_with_the_candidates() {
    let home = euros();
    // The clock stands still, so that ids made at one moment begin alike.
    added(&home, &["1", "food", "first"]);
    added(&home, &["2", "food", "second"]);
    let id = home.json(["show", "1"])["expense"]["id"].as_str().unwrap().to_owned();
    for args in [["show", &id[..8]], ["log", &id[..8]], ["delete", &id[..8]], ["again", &id[..8]]] {
        let error = error(&home, &args, 3);
        assert_eq!(error["code"], "ambiguous", "{args:?}");
        let candidates = strings(&error["candidates"]);
        assert_eq!(candidates.len(), 2, "{error}");
        assert!(candidates.iter().any(|line| line.starts_with("1 ") && line.contains("first")), "{error}");
    }
    assert_eq!(home.json(["list"])["count"], 2);
}

#[test]
fn a_number_is_stable_for_ever_deleted_ones_included() {
    let home = euros();
    for n in 1..=3 {
        added(&home, &[&n.to_string(), "food"]);
    }
    home.ok(["delete", "3"]);
    assert_eq!(home.json(["show", "3"])["expense"]["deleted"], true);
    home.ok(["compact"]);
    assert_eq!(added(&home, &["9", "food"])["number"], 4, "a number is never given twice");
    home.ok(["log", "3"]);
    assert_eq!(home.json(["show", "last"])["expense"]["number"], 4);
    home.ok(["delete", "4"]);
    assert_eq!(number(&home, "last"), 2, "the last one is a live one");
}

#[test]
fn last_is_what_was_entered_by_hand_not_what_was_imported_or_is_dated_last() {
    let home = euros();
    added(&home, &["1", "food", "-d", "2026-10-14"]);
    added(&home, &["2", "food", "-d", "2026-01-01"]);
    home.write("a.csv", "Date,Amount\n2026-10-15,-3.00\n");
    home.ok(["import", "a.csv"]);
    assert_eq!(home.json(["list"])["expenses"][0]["amount"], "3.00");
    assert_eq!(home.json(["show", "last"])["expense"]["amount"], "2.00");
    home.ok(["edit", "1", "--amount", "5"]);
    assert_eq!(home.json(["show", "last"])["expense"]["amount"], "2.00", "an edit enters nothing");
    home.ok(["again", "3"]);
    assert_eq!(home.json(["show", "last"])["expense"]["amount"], "3.00");
}

#[test]
fn nothing_was_entered_is_not_found() {
    let home = euros();
    for args in [["show", "last"], ["log", "last"], ["delete", "last"], ["again", "last"]] {
        assert_eq!(error(&home, &args, 3)["code"], "not_found", "{args:?}");
    }
    assert!(!home.database().exists());
}

#[test]
fn references_come_from_stdin_one_or_more_a_line() {
    let home = euros();
    for n in 1..=5 {
        added(&home, &[&n.to_string(), "food"]);
    }
    home.outlay(["delete", "-", "5"]).write_stdin("1 2\n\n  last\n").assert().success();
    let left: Vec<i64> = home.json(["list"])["expenses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|expense| expense["number"].as_i64().unwrap())
        .collect();
    assert_eq!(left, [4, 3]);
}
