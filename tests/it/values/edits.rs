//! What `edit` changes, adds and clears.

use serde_json::{Value, json};

use super::{added, error, euros};
use crate::common::Sandbox;

fn shown(home: &Sandbox, number: &str) -> Value {
    home.json(["show", number])["expense"].clone()
}

fn full(home: &Sandbox) {
    added(home, &["5", "food", "lunch", "+a", "+b", "@card", "-p", "Spar", "--note", "remember"]);
}

#[test]
fn none_clears_a_field_in_any_case_of_letters() {
    let home = euros();
    full(&home);
    for (option, key, cleared) in [
        ("--payee", "payee", json!(null)),
        ("--method", "method", json!(null)),
        ("--note", "note", json!(null)),
        ("--category", "category", json!(null)),
        ("--description", "description", json!("")),
        ("--tag", "tags", json!([])),
    ] {
        assert_ne!(shown(&home, "1")[key], cleared, "{option}");
        home.ok(["edit", "1", option, "None"]);
        assert_eq!(shown(&home, "1")[key], cleared, "{option}");
    }
    for _ in 0..6 {
        home.ok(["undo"]);
    }
    let back = shown(&home, "1");
    assert_eq!(
        (&back["payee"], &back["tags"], &back["category"]),
        (&json!("Spar"), &json!(["a", "b"]), &json!("food"))
    );
}

#[test]
fn what_every_expense_has_cannot_be_cleared() {
    let home = euros();
    full(&home);
    for args in [["edit", "1", "--amount", "none"], ["edit", "1", "--date", "none"]] {
        error(&home, &args, 2);
    }
}

#[test]
fn tags_are_added_and_taken_away() {
    let home = euros();
    full(&home);
    home.ok(["edit", "1", "-t", "+c", "-t", "-b"]);
    assert_eq!(shown(&home, "1")["tags"], json!(["a", "c"]));
    home.ok(["edit", "1", "-t", "d"]);
    assert_eq!(shown(&home, "1")["tags"], json!(["a", "c", "d"]), "a bare word adds");
    home.ok(["edit", "1", "-t", "none", "-t", "+z"]);
    assert_eq!(shown(&home, "1")["tags"], json!(["z"]));
    let same = home.json(["edit", "1", "-t", "-nothere"]);
    assert_eq!((&same["count"], &same["group"]), (&json!(0), &json!(null)));
    for tag in ["+", "-", "+two words", "+-x"] {
        assert_eq!(error(&home, &["edit", "1", &format!("--tag={tag}")], 2)["code"], "usage", "{tag}");
    }
}

#[test]
fn only_what_is_named_changes_and_only_once() {
    let home = euros();
    full(&home);
    let before = shown(&home, "1");
    home.ok(["edit", "1", "--description", "dinner"]);
    let after = shown(&home, "1");
    for (key, value) in before.as_object().unwrap() {
        if !["description", "updated_at", "revision"].contains(&key.as_str()) {
            assert_eq!(after[key], *value, "{key}");
        }
    }
    let again = home.json(["edit", "1", "--description", "dinner"]);
    assert_eq!(again["group"], json!(null));
    assert_eq!(home.json(["undo", "--list"])["count"], 2, "nothing changed, so there is nothing to undo");
}

#[test]
fn several_and_doubles_are_one_step() {
    let home = euros();
    full(&home);
    full(&home);
    let edited = home.json(["edit", "1", "2", "last", "1", "--amount", "6"]);
    assert_eq!(edited["count"], 2);
    home.ok(["undo"]);
    assert_eq!(
        (&shown(&home, "1")["amount"], &shown(&home, "2")["amount"]),
        (&json!("5.00"), &json!("5.00"))
    );
}

#[test]
fn texts_follow_the_rules_of_add() {
    let home = euros();
    full(&home);
    for args in [
        ["--payee", ""],
        ["--payee", "a\u{1b}b"],
        ["--description", "a\nb"],
        ["--note", "a\u{7}b"],
        ["--method", "two\tparts"],
        ["--category", "a::b"],
    ] {
        let refused = error(&home, &["edit", "1", args[0], args[1]], 2);
        assert_eq!(refused["code"], "usage", "{args:?}");
    }
    home.ok(["edit", "1", "--note", "two\nlines", "--description", ""]);
    assert_eq!(
        (&shown(&home, "1")["note"], &shown(&home, "1")["description"]),
        (&json!("two\nlines"), &json!(""))
    );
}

#[test]
fn what_filters_take_for_every_other_value_is_no_value() {
    let home = euros();
    full(&home);
    let before = shown(&home, "1");
    for args in [["edit", "1", "-t", "not:a"], ["edit", "1", "-t", "+Not:a"], ["edit", "1", "-t", "-not:a"]] {
        let refused = error(&home, &args, 2);
        assert!(refused["message"].as_str().unwrap().contains("every other tag"), "{refused}");
    }
    for args in [
        ["edit", "1", "-m", "not:card"].as_slice(),
        &["edit", "1", "-p", "not:Spar"],
        &["add", "1", "food", "+not:a"],
        &["add", "1", "-c", "food", "-t", "not:a"],
    ] {
        error(&home, args, 2);
    }
    assert_eq!(shown(&home, "1"), before);
    assert_eq!(home.json(["list"])["count"], 1);
}
