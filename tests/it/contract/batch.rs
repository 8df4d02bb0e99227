//! `outlay batch`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, ids, lacks_formats, needs, refuses, survives_a_closed_pipe, terminal,
    whole_in_a_pipe,
};
use crate::common::{Sandbox, text};

/// Two imports: three rows of one file, 21 of another.
fn imported() -> Sandbox {
    let home = Sandbox::new();
    home.write(
        "a statement with a long name, 2026-10.csv",
        "Date,Amount,Currency\n2026-10-01,-1,EUR\n2026-10-02,-2,EUR\n2026-10-03,-3,EUR\n",
    );
    home.ok(["import", "a statement with a long name, 2026-10.csv", "--source", "current account"]);
    let rows: String = (1..=21).map(|n| format!("2026-09-{n:02},-{n}.00,EUR\n")).collect();
    home.write("b.csv", format!("Date,Amount,Currency\n{rows}"));
    home.ok(["import", "b.csv"]);
    home
}

#[test]
fn the_objects_have_the_keys_of_the_contract() {
    let home = imported();
    let list = answers(&home, &["batch", "list"], "batch-list");
    assert_eq!(list["count"], 2);
    let (newest, first) = (&list["batches"][0], &list["batches"][1]);
    assert_eq!(
        (&newest["number"], &newest["file"], &newest["count"]),
        (&json!(2), &json!("b.csv"), &json!(21))
    );
    assert_eq!((&first["source"], &first["deleted"]), (&json!("current account"), &json!(0)));
    home.ok(["delete", "1"]);
    let shown = answers(&home, &["batch", "show", "1"], "batch-show");
    assert_eq!((&shown["batch"]["count"], &shown["batch"]["deleted"]), (&json!(2), &json!(1)));
    assert_eq!(shown["expenses"].as_array().unwrap().len(), 3);
    let id = first["id"].as_str().unwrap();
    assert_eq!(answers(&home, &["batch", "show", id], "batch-show"), shown);
    let undone = answers(&home, &["batch", "undo", "2", "-y"], "batch-undo");
    assert_eq!((&undone["count"], &undone["groups"][0]["command"]), (&json!(21), &json!("import")));
    assert_eq!(ids(&home).len(), 2);
    let empty = Sandbox::new();
    assert_eq!(answers(&empty, &["batch", "list"], "batch-list")["batches"], json!([]));
    assert!(!empty.database().exists());
}

#[test]
fn exit_codes() {
    let home = imported();
    for command in ["show", "undo"] {
        refuses(&home, &["batch", command, "9"], 3, "not_found");
    }
    refuses(&home, &["batch", "show", "b.csv"], 3, "not_found");
    refuses(&home, &["batch", "frobnicate"], 2, "usage");
    home.ok(["batch", "undo", "1"]);
    refuses(&home, &["batch", "undo", "1"], 3, "nothing_to_undo");
}

#[test]
fn an_expense_that_was_changed_since_is_left_and_the_exit_code_is_4() {
    let home = imported();
    home.ok(["edit", "2", "--note", "mine"]);
    let assert = home.outlay(["batch", "undo", "1", "--format", "json"]).assert().code(4).stderr("");
    let object: serde_json::Value = serde_json::from_str(&text(&assert.get_output().stdout)).unwrap();
    super::check("batch-undo", &object);
    assert_eq!((&object["count"], &object["skipped"][0]["number"]), (&json!(2), &json!(2)));
}

#[test]
fn without_a_terminal_what_is_missing_is_named() {
    let home = imported();
    needs(&home, &["batch", "show"], "BATCH");
    needs(&home, &["batch", "undo"], "BATCH");
    needs(&home, &["batch", "undo", "2"], "-y");
    assert_eq!(ids(&home).len(), 24, "21 rows are not taken back unasked");
    home.ok(["batch", "undo", "1"]);
    assert_eq!(ids(&home).len(), 21, "a few are");
}

#[test]
fn at_a_terminal_more_than_twenty_rows_are_asked_for() {
    let home = imported();
    let Some(ended) = terminal::run(&home, 80, &["batch", "undo", "2"], "n\n") else { return };
    assert_eq!((ended.code, ids(&home).len()), (130, 24), "{}", ended.screen);
    let ended = terminal::run(&home, 80, &["batch", "undo", "1"], "").unwrap();
    assert_eq!((ended.code, ids(&home).len()), (0, 21), "{}", ended.screen);
    let ended = terminal::run(&home, 80, &["batch", "undo", "2"], "y\n").unwrap();
    assert_eq!((ended.code, ids(&home).len()), (0, 0), "{}", ended.screen);
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = imported();
    assert!(whole_in_a_pipe(&home, &["batch", "list"]).contains("a statement with a long name, 2026-10.csv"));
    whole_in_a_pipe(&home, &["batch", "show", "1"]);
    let narrow = fits_forty_columns(&home, &["batch", "list"]);
    assert!(narrow.is_empty() || narrow.contains("2026-10-15"), "{narrow}");
    for args in [["batch", "list"].as_slice(), &["batch", "show", "1"], &["batch", "undo", "1"]] {
        survives_a_closed_pipe(&home, args);
        lacks_formats(&home, args, &["csv", "jsonl", "ids"]);
    }
    assert_eq!(ids(&home).len(), 21);
}

#[test]
fn taking_an_import_back_leaves_the_rows_of_the_same_command_that_it_did_not_bring() {
    let home = imported();
    home.ok(["add", "5EUR", "food", "by hand"]);
    home.ok(["export", "--as", "json", "-o", "all.json"]);
    home.ok(["batch", "undo", "2", "-y"]);
    home.ok(["export", "--as", "json", "-o", "some.json"]);
    home.ok(["--db", "other.db", "import", "some.json"]);
    home.ok(["--db", "other.db", "batch", "undo", "1"]);
    let left = answers(&home, &["--db", "other.db", "list"], "list");
    assert_eq!(
        (&left["count"], &left["expenses"][0]["description"]),
        (&json!(1), &json!("by hand")),
        "{left:#}"
    );
}

#[test]
fn rows_that_were_left_can_be_taken_back_once_they_are_as_imported() {
    let home = imported();
    home.ok(["edit", "2", "--amount", "7"]);
    home.outlay(["batch", "undo", "1"]).assert().code(4);
    home.outlay(["batch", "undo", "1"]).assert().code(4);
    home.ok(["edit", "2", "--amount", "2"]);
    home.ok(["batch", "undo", "1"]);
    assert_eq!(ids(&home).len(), 21);
    refuses(&home, &["batch", "undo", "1"], 3, "nothing_to_undo");
}
