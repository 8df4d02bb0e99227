//! `outlay delete`.

use serde_json::json;

use super::{
    answers, ids, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe, terminal, whole_in_a_pipe,
};
use crate::common::Sandbox;

/// A ledger with 21 expenses.
fn many() -> Sandbox {
    let home = Sandbox::new();
    let rows: String = (1..=21).map(|n| format!("2026-09-{n:02},{n}.00,EUR\n")).collect();
    home.write("rows.csv", format!("Date,Amount,Currency\n{rows}"));
    home.ok(["import", "rows.csv", "--invert"]);
    home
}

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    let deleted = answers(&home, &["delete", "1", "2"], "delete");
    assert_eq!((&deleted["count"], &deleted["expenses"][0]["deleted"]), (&json!(2), &json!(true)));
    assert_eq!(ids(&home).len(), 2);
    let again = answers(&home, &["delete", "1"], "delete");
    assert_eq!((&again["count"], &again["group"]), (&json!(0), &json!(null)), "it is deleted already");
    home.ok(["undo"]);
    assert_eq!(ids(&home).len(), 4, "one step for undo");
}

#[test]
fn exit_codes_and_nothing_is_deleted() {
    let home = ledger();
    refuses(&home, &["delete", "1", "99"], 3, "not_found");
    refuses(&home, &["delete", "1", "--nope"], 2, "usage");
    home.outlay(["delete", "-"]).write_stdin("1 99").assert().code(3).stdout("");
    assert_eq!(ids(&home).len(), 4);
}

#[test]
fn without_a_terminal_what_is_missing_is_named() {
    needs(&ledger(), &["delete"], "REF");
    let home = many();
    let all = ids(&home);
    let mut args = vec!["delete"];
    args.extend(all.iter().map(String::as_str));
    needs(&home, &args, "-y");
    assert_eq!(ids(&home).len(), 21, "nothing was deleted");
    args.pop();
    home.ok(&args);
    assert_eq!(ids(&home).len(), 1, "twenty need no question");
}

#[test]
fn more_than_twenty_are_deleted_with_yes_or_with_an_answer() {
    let home = many();
    let all = ids(&home).join("\n");
    if let Some(ended) = terminal::run(&home, 80, &["delete", "1-21"], "") {
        assert_eq!(ended.code, 3, "{}", ended.screen);
    }
    let numbers: Vec<String> = (1..=21).map(|number| number.to_string()).collect();
    let mut args = vec!["delete"];
    args.extend(numbers.iter().map(String::as_str));
    if let Some(ended) = terminal::run(&home, 80, &args, "n\n") {
        assert_eq!(ended.code, 130, "{}", ended.screen);
        assert!(ended.screen.contains("Delete 21 expenses?") && ids(&home).len() == 21, "{}", ended.screen);
        let ended = terminal::run(&home, 80, &args, "y\n").unwrap();
        assert_eq!((ended.code, ids(&home).len()), (0, 0), "{}", ended.screen);
        home.ok(["undo"]);
    }
    home.outlay(["delete", "-", "-y"]).write_stdin(all).assert().success();
    assert_eq!(ids(&home).len(), 0);
}

#[test]
fn a_pipe_gets_all_of_it_and_a_closed_one_is_no_error() {
    let home = ledger();
    assert!(whole_in_a_pipe(&home, &["delete", "1"]).contains("☕ too"));
    survives_a_closed_pipe(&home, &["delete", "2"]);
    assert_eq!(ids(&home).len(), 2);
    let id = ids(&home)[0].clone();
    assert_eq!(home.ok(["delete", &id, "--format", "ids"]).trim_end(), id);
    lacks_formats(&home, &["delete", "3"], &["csv", "jsonl"]);
    assert_eq!(ids(&home).len(), 1);
}
