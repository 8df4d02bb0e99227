//! `outlay config`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, lacks_formats, needs, refuses, survives_a_closed_pipe, whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_objects_have_the_keys_of_the_contract() {
    let home = Sandbox::new();
    let got = answers(&home, &["config", "get", "ledger"], "config-get");
    assert_eq!(
        (&got["key"], &got["value"], &got["source"]),
        (&json!("ledger"), &json!("personal"), &json!("default"))
    );
    assert_eq!(answers(&home, &["config", "path"], "config-path")["exists"], false);
    let set = answers(&home, &["config", "set", "currency", "eur"], "config-get");
    assert_eq!((&set["value"], &set["source"]), (&json!("EUR"), &json!("file")));
    answers(&home, &["config", "set", "alias.coffee", "add 3.40 food:coffee"], "config-get");
    let list = answers(&home, &["config", "list"], "config-list");
    assert_eq!(list["count"], list["values"].as_array().unwrap().len());
    assert_eq!(answers(&home, &["config", "path"], "config-path")["exists"], true);
    let unset = answers(&home, &["config", "unset", "currency"], "config-get");
    assert_eq!((&unset["value"], &unset["source"]), (&json!(null), &json!("default")));
}

#[test]
fn exit_codes() {
    let home = Sandbox::new();
    refuses(&home, &["config", "get", "colour"], 3, "not_found");
    refuses(&home, &["config", "unset", "currency"], 3, "not_found");
    refuses(&home, &["config", "get", "alias.tea"], 3, "not_found");
    refuses(&home, &["config", "set", "currency", "EURO"], 2, "unknown_currency");
    refuses(&home, &["config", "set", "history", "many"], 2, "usage");
    refuses(&home, &["config", "frobnicate"], 2, "usage");
    home.write("config/outlay/config.toml", "= nonsense");
    refuses(&home, &["config", "list"], 1, "usage");
    refuses(&home, &["list"], 1, "usage");
    home.ok(["config", "path"]);
}

#[test]
fn without_a_terminal_what_is_missing_is_named() {
    let home = Sandbox::new();
    for command in ["get", "set", "unset"] {
        needs(&home, &["config", command], "KEY");
    }
    needs(&home, &["config", "set", "currency"], "VALUE");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = Sandbox::new();
    let words = "add 3.40 food:coffee flat white at the corner @card +morning";
    home.ok(["config", "set", "alias.coffee", words]);
    assert!(whole_in_a_pipe(&home, &["config", "list"]).contains(words));
    let narrow = fits_forty_columns(&home, &["config", "list"]);
    assert!(narrow.is_empty() || narrow.contains("alias.coffee"), "{narrow}");
    for args in [["config", "list"].as_slice(), &["config", "get", "ledger"], &["config", "path"]] {
        survives_a_closed_pipe(&home, args);
        lacks_formats(&home, args, &["csv", "jsonl", "ids"]);
    }
}
