//! `outlay log`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::device::{Device, EMAIL, server, settle};

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

#[test]
fn a_change_is_told_with_its_device_also_one_of_another_that_met_one_of_this() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    let lunch = laptop.add("12.50", "lunch");
    settle(&[&laptop, &phone]);
    laptop.home.ok(["edit", &lunch, "--amount", "12.80", "--payee", "Cafe"]);
    laptop.synced();
    phone.home.ok(["edit", &lunch, "--amount", "13.10", "--payee", "Bistro"]);
    assert_eq!(phone.sync().code, 4);
    assert_eq!(laptop.sync().code, 4);
    let entries = answers(&laptop.home, &["log", &lunch], "log")["entries"].clone();
    let by = |device: &str| {
        let found: Vec<&Value> =
            entries.as_array().unwrap().iter().filter(|entry| entry["device"] == device).collect();
        assert!(found.iter().all(|entry| entry["member"] == EMAIL), "{entries:#}");
        found.iter().map(|entry| entry["fields"]["payee"]["after"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(by("phone"), [json!("Bistro")], "{entries:#}");
    assert!(by("laptop").contains(&json!("Cafe")), "{entries:#}");
    let log = laptop.home.ok(["log", &lunch]);
    assert!(log.contains("Device") && log.contains("13.10 EUR") && log.contains("12.80 EUR"), "{log}");
}
