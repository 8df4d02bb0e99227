//! `outlay log`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    home.ok(["edit", "1", "--payee", "none", "--amount", "13"]);
    home.ok(["delete", "1"]);
    let entries = answers(&home, &["log", "1"], "log")["entries"].clone();
    let actions: Vec<&str> =
        entries.as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions.len(), 3, "{entries:#}");
    for action in ["create", "update", "delete"] {
        assert!(actions.contains(&action), "{actions:?}");
    }
    let update = entries.as_array().unwrap().iter().find(|entry| entry["action"] == "update").unwrap();
    assert_eq!(update["fields"]["payee"], json!({"before": "Café Central", "after": null}));
    assert_eq!(update["fields"].as_object().unwrap().len(), 2, "{update:#}");
    assert_eq!(update["at"], "2026-10-15T12:00:00.000Z");
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["log", "99"], 3, "not_found");
    refuses(&home, &["log", "1", "2"], 2, "usage");
}

#[test]
fn without_a_terminal_a_missing_reference_is_named() {
    needs(&ledger(), &["log"], "REF");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    home.ok(["edit", "1", "--description", "something else"]);
    let log = whole_in_a_pipe(&home, &["log", "1"]);
    assert!(log.contains("something else") && log.contains("☕ too"), "{log}");
    let narrow = fits_forty_columns(&home, &["log", "1"]);
    assert!(narrow.is_empty() || narrow.contains("2026-10-15"), "{narrow}");
    survives_a_closed_pipe(&home, &["log", "1"]);
    lacks_formats(&home, &["log", "1"], &["csv", "jsonl", "ids"]);
}
