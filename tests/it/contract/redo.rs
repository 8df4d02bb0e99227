//! `outlay redo`.

use serde_json::json;

use super::{answers, ids, lacks_formats, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract_and_the_command_that_came_back() {
    let home = ledger();
    home.ok(["delete", "1"]);
    home.ok(["undo"]);
    let redone = answers(&home, &["redo"], "redo");
    assert_eq!(redone["groups"][0]["command"], "delete");
    assert_eq!((&redone["count"], &redone["skipped"]), (&json!(1), &json!([])));
    assert_eq!(ids(&home).len(), 3);
}

#[test]
fn undos_are_taken_back_in_turn_until_another_command_is_entered() {
    let home = ledger();
    let before = home.ok(["export", "--as", "jsonl"]);
    for _ in 0..3 {
        home.ok(["undo"]);
    }
    for _ in 0..3 {
        home.ok(["redo"]);
    }
    let names = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["description"].to_string())
            .collect()
    };
    assert_eq!(names(&home.ok(["export", "--as", "jsonl"])), names(&before));
    refuses(&home, &["redo"], 3, "nothing_to_undo");
    home.ok(["undo"]);
    home.ok(["add", "1", "travel"]);
    refuses(&home, &["redo"], 3, "nothing_to_undo");
}

#[test]
fn exit_codes() {
    let home = Sandbox::new();
    refuses(&home, &["redo"], 3, "nothing_to_undo");
    refuses(&home, &["redo", "1"], 2, "usage");
    assert!(!home.database().exists());
}

#[test]
fn a_pipe_and_a_closed_one() {
    let home = ledger();
    home.ok(["undo"]);
    home.ok(["undo"]);
    assert!(whole_in_a_pipe(&home, &["redo"]).contains("redid add"));
    survives_a_closed_pipe(&home, &["redo"]);
    assert_eq!(ids(&home).len(), 4);
    home.ok(["undo"]);
    lacks_formats(&home, &["redo"], &["csv", "jsonl", "ids"]);
}
