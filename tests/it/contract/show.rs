//! `outlay show`.

use serde_json::json;

use super::{
    LONG, answers, fits_forty_columns, ids, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    let expense = answers(&home, &["show", "1"], "show")["expense"].clone();
    assert_eq!(expense["description"], LONG);
    assert_eq!((&expense["note"], &expense["tags"]), (&json!("two\nlines"), &json!(["weekend", "éclair"])));
    assert_eq!(answers(&home, &["show", "2"], "show")["expense"]["direction"], "income");
    assert_eq!(answers(&home, &["show", "3"], "show")["expense"]["direction"], "transfer");
    assert_eq!(answers(&home, &["show", "4"], "show")["expense"]["amount"], "1200");
    home.ok(["delete", "2"]);
    assert_eq!(answers(&home, &["show", "2"], "show")["expense"]["deleted"], true);
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["show", "99"], 3, "not_found");
    refuses(&home, &["show", "last~9"], 3, "not_found");
    refuses(&home, &["show", "nothing"], 3, "not_found");
    refuses(&home, &["show", "1", "2"], 2, "usage");
    let empty = Sandbox::new();
    refuses(&empty, &["show", "1"], 3, "not_found");
    assert!(!empty.database().exists(), "looking makes no file");
}

#[test]
fn without_a_terminal_a_missing_reference_is_named() {
    needs(&ledger(), &["show"], "REF");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    let shown = whole_in_a_pipe(&home, &["show", "1"]);
    assert!(shown.contains(LONG) && shown.contains("Café Central"), "{shown}");
    let narrow = fits_forty_columns(&home, &["show", "1"]);
    assert!(narrow.is_empty() || narrow.contains("12.50 EUR"), "{narrow}");
    survives_a_closed_pipe(&home, &["show", "1"]);
}

#[test]
fn formats() {
    let home = ledger();
    assert_eq!(home.ok(["show", "last", "--format", "ids"]).trim_end(), ids(&home)[1]);
    lacks_formats(&home, &["show", "1"], &["csv", "jsonl"]);
}
