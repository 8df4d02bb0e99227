//! `outlay edit`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, ids, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::text;

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    let args = [
        "edit",
        "1",
        "4",
        "--date",
        "2026-10-01",
        "-c",
        "travel",
        "-p",
        "Kiosk",
        "-m",
        "cash",
        "-t",
        "+trip",
    ];
    let edited = answers(&home, &args, "edit");
    assert_eq!(edited["count"], 2);
    assert!(edited["group"].is_i64());
    for expense in edited["expenses"].as_array().unwrap() {
        assert_eq!((&expense["date"], &expense["category"]), (&json!("2026-10-01"), &json!("travel")));
        assert_eq!((&expense["payee"], &expense["method"]), (&json!("Kiosk"), &json!("Cash")));
        assert!(expense["tags"].as_array().unwrap().contains(&json!("trip")));
    }
    let same = answers(&home, &args, "edit");
    assert_eq!((&same["count"], &same["expenses"], &same["group"]), (&json!(0), &json!([]), &json!(null)));
}

#[test]
fn several_expenses_are_one_step_for_undo_and_ids_may_come_on_stdin() {
    let home = ledger();
    let listed = home.ok(["list", "-c", "food", "--format", "ids"]);
    assert_eq!(listed.lines().count(), 2);
    let assert =
        home.outlay(["edit", "-", "--note", "x", "--format", "json"]).write_stdin(listed).assert().success();
    let object: serde_json::Value = serde_json::from_str(&text(&assert.get_output().stdout)).unwrap();
    super::check("edit", &object);
    assert_eq!(object["count"], 2);
    home.ok(["undo"]);
    assert_eq!(home.ok(["list", "--search", "x", "--format", "ids"]), "");
    assert_eq!(answers(&home, &["show", "1"], "show")["expense"]["note"], "two\nlines");
}

#[test]
fn exit_codes_and_nothing_is_changed() {
    let home = ledger();
    let before = home.ok(["export", "--as", "jsonl"]);
    refuses(&home, &["edit", "1", "99", "--amount", "5"], 3, "not_found");
    refuses(&home, &["edit", "1"], 2, "usage");
    refuses(&home, &["edit", "1", "--amount", "abc"], 2, "bad_amount");
    refuses(&home, &["edit", "1", "--amount", "1,234"], 2, "ambiguous_amount");
    refuses(&home, &["edit", "1", "-d", "2026-02-30"], 2, "bad_date");
    refuses(&home, &["edit", "1", "--income", "--transfer"], 2, "usage");
    refuses(&home, &["edit", "1", "-c", "zoo", "--strict"], 3, "not_found");
    refuses(&home, &["edit", "1", "-t", "+two words"], 2, "usage");
    refuses(&home, &["edit", "1", "-p", ""], 2, "usage");
    assert_eq!(home.ok(["export", "--as", "jsonl"]), before);
    home.ok(["delete", "2"]);
    refuses(&home, &["edit", "2", "--amount", "5"], 3, "not_found");
    let assert = home.outlay(["edit", "-", "--amount", "5"]).write_stdin("1\nnothing\n").assert().code(3);
    assert!(text(&assert.get_output().stderr).contains("nothing"));
}

#[test]
fn without_a_terminal_a_missing_reference_is_named() {
    needs(&ledger(), &["edit"], "REF");
    needs(&ledger(), &["edit", "--amount", "5"], "REF");
}

#[test]
fn nothing_on_stdin_is_nothing_to_do() {
    let home = ledger();
    home.outlay(["edit", "-", "--amount", "5"]).write_stdin("").assert().success().stdout("");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_closed_one_is_no_error() {
    let home = ledger();
    assert!(whole_in_a_pipe(&home, &["edit", "1", "--amount", "13"]).contains("☕ too"));
    fits_forty_columns(&home, &["edit", "4", "--amount", "1300", "-q"]);
    survives_a_closed_pipe(&home, &["edit", "1", "2", "--amount", "14"]);
    assert_eq!(answers(&home, &["show", "2"], "show")["expense"]["amount"], "14.00");
}

#[test]
fn formats() {
    let home = ledger();
    let edited = home.ok(["edit", "1", "2", "--note", "n", "--format", "ids"]);
    assert_eq!(edited.lines().count(), 2);
    assert!(edited.lines().all(|id| ids(&home).iter().any(|known| known == id)));
    lacks_formats(&home, &["edit", "1", "--note", "m"], &["csv", "jsonl"]);
}
