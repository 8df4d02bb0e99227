//! What holds for every error, whatever the command.

use super::{error, ledger};
use crate::common::Sandbox;

/// One line of arguments for each way to fail that needs no broken file.
const WRONG: [(&[&str], i32); 12] = [
    (&["add", "1,234", "food"], 2),
    (&["add", "$", "food"], 2),
    (&["add", "12", "food", "-d", "03/04"], 2),
    (&["show", "99"], 3),
    (&["edit", "1"], 2),
    (&["undo", "77"], 3),
    (&["list", "--batch", "5"], 3),
    (&["report", "--by", "colour"], 2),
    (&["import", "missing.csv"], 1),
    (&["config", "get", "colour"], 3),
    (&["lst"], 2),
    (&["category", "hide", "zoo"], 3),
];

#[test]
fn an_error_is_one_line_of_json_or_a_few_of_text_and_names_the_value_and_a_way_out() {
    let home = ledger();
    for (args, exit) in WRONG {
        let refused = error(&home, args, exit);
        let said = home.fails(args, exit);
        assert!(said.contains(refused["message"].as_str().unwrap()), "{args:?}: {said}");
        assert!(refused["hint"].is_string(), "{args:?} has no way out: {refused}");
        let message = refused["message"].as_str().unwrap();
        let first = message.chars().next().unwrap();
        assert!(!first.is_uppercase() && !message.ends_with('.'), "{args:?}: {message}");
    }
}

#[test]
fn quiet_keeps_errors_and_jsonl_makes_them_json() {
    let home = ledger();
    assert!(home.fails(["-q", "show", "99"], 3).starts_with("error: "));
    let line = home.fails(["list", "--batch", "5", "--format", "jsonl"], 3);
    super::check("error", &serde_json::from_str(&line).unwrap());
    assert!(home.fails(["list", "--batch", "5", "--format", "csv"], 3).starts_with("error: "));
}

#[test]
fn a_first_command_that_is_refused_leaves_no_file_behind() {
    let home = Sandbox::new();
    for (args, _) in WRONG {
        home.outlay(args).assert().failure();
    }
    let left: Vec<_> = std::fs::read_dir(home.home()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn hints_lead_where_the_command_can_go() {
    let home = ledger();
    let long = "x".repeat(70_000);
    let note = home.fails_json(["edit", "1", "--note", &long], 2);
    assert_eq!(note["hint"], "shorten the note");
    let json = home.fails_json(["list", "--json"], 2);
    assert!(json["hint"].as_str().unwrap().contains("`--format json`"), "{json}");
    let password = home.fails(["auth", "login", "127.0.0.1:9", "--email", "ana@example.org"], 2);
    assert!(password.contains("error: the password is missing"), "{password}");
    assert!(home.ok(["sync", "--help"]).contains("operations_unlisted"));
}
