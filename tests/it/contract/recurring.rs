//! `outlay recurring`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn every_form_answers_with_the_keys_of_the_contract() {
    let home = ledger();
    let add = [
        "recurring",
        "add",
        "9.99",
        "media",
        "駅弁",
        "+tv",
        "@card",
        "-p",
        "Netflix",
        "--note",
        "two\nlines",
    ];
    let rest = ["--every", "month", "--day", "31", "--from", "2026-09-01", "--until", "2027-12-31"];
    let added = answers(&home, &[&add[..], &rest].concat(), "recurring-change");
    assert_eq!((&added["due"], &added["warnings"][0]["code"]), (&json!(1), &json!("new_category")));
    let listed = answers(&home, &["recurring", "list"], "recurring-list");
    assert_eq!(listed["recurring"], added["recurring"]);
    answers(&home, &["recurring", "upcoming"], "recurring-upcoming");
    let run = answers(&home, &["recurring", "run"], "recurring-run");
    assert_eq!((&run["count"], &run["entered"][0]["note"]), (&json!(1), &json!("two\nlines")));
    let none = answers(&home, &["recurring", "run"], "recurring-run");
    assert_eq!(none["group"], Value::Null);
    let id = added["recurring"][0]["id"].as_str().unwrap()[..13].to_owned();
    let edit = ["recurring", "edit", &id, "--payee", "none", "-t", "none", "--count", "5", "--until", "none"];
    let edited = answers(&home, &edit, "recurring-change");
    let one = &edited["recurring"][0];
    assert_eq!(json!([one["payee"], one["tags"], one["count"], one["until_on"]]), json!([null, [], 5, null]));
    let same = answers(&home, &["recurring", "edit", "1", "--count", "5"], "recurring-change");
    assert_eq!(same["group"], Value::Null, "nothing changed");
    for word in ["pause", "resume", "remove"] {
        answers(&home, &["recurring", word, "1"], "recurring-change");
    }
    assert_eq!(answers(&home, &["recurring", "list"], "recurring-list")["recurring"], json!([]));
}

#[test]
fn reading_makes_no_file() {
    let home = Sandbox::new();
    answers(&home, &["recurring", "list"], "recurring-list");
    answers(&home, &["recurring", "upcoming", "--to", "2027-01-01"], "recurring-upcoming");
    answers(&home, &["recurring", "run"], "recurring-run");
    assert!(!home.database().exists());
}

#[test]
fn exit_codes_and_what_is_said() {
    let home = ledger();
    refuses(&home, &["recurring", "add", "1", "food", "--every", "fortnight"], 2, "usage");
    refuses(&home, &["recurring", "add", "1", "new:one", "--every", "week", "--strict"], 3, "not_found");
    refuses(&home, &["recurring", "edit", "9", "--amount", "1"], 3, "not_found");
    home.ok(["recurring", "add", "1", "travel", "--every", "week"]);
    refuses(&home, &["recurring", "edit", "1"], 2, "usage");
    refuses(&home, &["recurring", "remove", "1", "9"], 3, "not_found");
    assert_eq!(home.json(["recurring", "list"])["count"], 1);
    needs(&home, &["recurring", "add", "1", "food"], "--every");
    needs(&home, &["recurring", "pause"], "RECURRING");
    lacks_formats(&home, &["recurring", "list"], &["csv", "ids"]);
}

#[test]
fn terminals_and_pipes() {
    let home = ledger();
    let words = "a very long description that no column of forty has any room for";
    home.ok(["recurring", "add", "1234567.89", "food:groceries", words, "--every", "2w"]);
    fits_forty_columns(&home, &["recurring", "list"]);
    fits_forty_columns(&home, &["recurring", "upcoming"]);
    assert!(whole_in_a_pipe(&home, &["recurring", "list"]).contains(words));
    survives_a_closed_pipe(&home, &["recurring", "list"]);
    survives_a_closed_pipe(&home, &["recurring", "upcoming"]);
}
