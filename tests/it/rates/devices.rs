//! Rates on two devices that do not know of each other.

use serde_json::json;

use super::{HISTORY, rates};
use crate::common::device::{Device, server, settle};

#[test]
fn a_table_that_both_import_offline_is_there_once_and_nothing_is_in_conflict() {
    let server = server();
    let [laptop, phone] = ["laptop", "phone"].map(|name| Device::logged_in(&server.url(), name));
    for device in [&laptop, &phone] {
        device.home.write("hist.csv", HISTORY);
        device.home.ok(["rate", "import", "hist.csv", "--all"]);
    }
    let alone = rates(&laptop.home);
    settle(&[&laptop, &phone]);
    for device in [&laptop, &phone] {
        assert_eq!(rates(&device.home), alone);
        assert_eq!(device.conflicts(), Vec::<serde_json::Value>::new());
        let again = device.home.json(["rate", "import", "hist.csv", "--all"]);
        assert_eq!((&again["added"], &again["changed"]), (&json!(0), &json!(0)));
        device.assert_sound("after both have imported it");
    }
    // The phone takes one back, and the laptop has it no more.
    phone.home.ok(["rate", "remove", "1"]);
    settle(&[&phone, &laptop]);
    assert_eq!(rates(&laptop.home), rates(&phone.home));
    assert_eq!(rates(&laptop.home).len(), alone.len() - 1);
}

#[test]
fn of_two_rates_for_one_day_one_stands_and_the_other_is_in_the_conflict() {
    let server = server();
    let [laptop, phone] = ["laptop", "phone"].map(|name| Device::logged_in(&server.url(), name));
    laptop.home.ok(["rate", "set", "EUR", "USD", "1.08"]);
    phone.home.ok(["rate", "set", "EUR", "USD", "1.0900"]);
    settle(&[&laptop, &phone]);
    assert_eq!(rates(&laptop.home), rates(&phone.home));
    let conflicts = laptop.conflicts();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    let (kept, lost) = (&conflicts[0]["kept"]["value"], &conflicts[0]["lost"]["value"]);
    let mut both = [kept, lost].map(|value| value.as_str().unwrap().to_owned());
    both.sort_unstable();
    assert_eq!(both, ["1.08", "1.09"]);
    assert_eq!(rates(&laptop.home), [format!("2026-10-15 EUR USD {}", kept.as_str().unwrap())]);
    let number = conflicts[0]["number"].to_string();
    let shown = laptop.home.ok(["conflict", "show", &number]);
    assert!(
        shown.contains("rate EUR/USD of 2026-10-15") && shown.contains("1.08") && shown.contains("1.09"),
        "{shown}"
    );
    // A person decides for a third value, as a rate is typed.
    let refused = laptop.home.fails(["conflict", "resolve", &number, "--value", "1,484"], 2);
    assert!(refused.contains("1.484 and as 1484"), "{refused}");
    laptop.home.ok(["conflict", "resolve", &number, "--value", "1,0850"]);
    settle(&[&laptop, &phone]);
    for device in [&laptop, &phone] {
        assert_eq!(rates(&device.home), ["2026-10-15 EUR USD 1.085"]);
        assert!(device.conflicts().is_empty());
    }
}
