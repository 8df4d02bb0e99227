//! Budgets of two devices.

use serde_json::{Value, json};

use crate::common::device::{Device, server, settle};

/// What each budget allows, by category and first day.
fn terms(device: &Device) -> Vec<(Value, Value, Value)> {
    let list = device.home.json(["budget", "list"]);
    let mut terms: Vec<_> = list["budgets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|term| (term["category"].clone(), term["starts_on"].clone(), term["amount"].clone()))
        .collect();
    terms.sort_by_key(|term| format!("{term:?}"));
    terms
}

#[test]
fn two_devices_that_set_the_same_budget_offline_have_one_and_what_lost_in_a_conflict() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    let phone = Device::logged_in(&server.url(), "phone");
    laptop.home.ok(["budget", "set", "food", "300EUR", "--rollover", "all"]);
    phone.home.ok(["budget", "set", "food", "280EUR", "--rollover", "all"]);
    phone.home.ok(["budget", "set", "all", "1000EUR", "--period", "year"]);
    settle(&[&laptop, &phone]);
    assert_eq!(terms(&laptop), terms(&phone));
    assert_eq!(terms(&laptop).len(), 2);
    let conflicts = laptop.conflicts();
    assert_eq!(conflicts.len(), 1, "{conflicts:#?}");
    assert_eq!((&conflicts[0]["entity"], &conflicts[0]["field"]), (&json!("budget"), &json!("amount")));
    let values = [&conflicts[0]["kept"]["value"], &conflicts[0]["lost"]["value"]];
    assert!(values.contains(&&json!("300.00 EUR")) && values.contains(&&json!("280.00 EUR")), "{values:?}");
    let id = conflicts[0]["id"].as_str().unwrap();
    laptop.home.ok(["conflict", "resolve", id, "lost"]);
    settle(&[&laptop, &phone]);
    assert_eq!(terms(&laptop), terms(&phone));
    assert!(laptop.conflicts().iter().all(|conflict| conflict["status"] == "resolved"));
}

#[test]
fn a_change_and_a_removal_on_two_devices_lose_neither_word() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    let phone = Device::logged_in(&server.url(), "phone");
    laptop.home.ok(["budget", "set", "fun", "50EUR"]);
    settle(&[&laptop, &phone]);
    laptop.home.ok(["budget", "set", "fun", "60EUR"]);
    phone.home.ok(["budget", "remove", "fun"]);
    settle(&[&laptop, &phone]);
    assert_eq!(terms(&laptop), terms(&phone));
    assert_eq!(laptop.conflicts().len(), 1, "{:#?}", laptop.conflicts());
    for device in [&laptop, &phone] {
        device.assert_sound("after the merge");
    }
}
