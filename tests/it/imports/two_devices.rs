//! Statements that two devices import, each by itself: pending rows and expenses entered by hand are the same on both
//! afterwards.

use serde_json::{Value, json};

use super::import;
use crate::common::device::{Device, server, settle};

const EARLY: &str = "Date,Description,Amount,State\n2026-10-02,REWE SAGT DANKE,-12.50,PENDING\n";
const LATER: &str = "Date,Description,Amount,State\n2026-10-05,REWE SAGT DANKE 54321,-12.50,COMPLETED\n";

/// Two devices of one account.
fn devices(url: &str) -> [Device; 2] {
    [Device::logged_in(url, "laptop"), Device::logged_in(url, "phone")]
}

/// Imports a statement of the account `giro`.
fn take_in(device: &Device, name: &str, statement: &str, options: &[&str]) -> Value {
    device.home.write(name, statement);
    let mut args = vec![name, "--source", "giro"];
    args.extend(options);
    import(&device.home, &args)
}

#[test]
fn a_pending_row_that_both_book_is_one_row_without_a_conflict() {
    let server = server();
    let [laptop, phone] = devices(&server.url());
    for device in [&laptop, &phone] {
        take_in(device, "early.csv", EARLY, &[]);
    }
    settle(&[&laptop, &phone]);
    for device in [&laptop, &phone] {
        let done = take_in(device, "later.csv", LATER, &[]);
        assert_eq!((&done["imported"], &done["matched"]), (&json!(0), &json!(1)));
    }
    settle(&[&laptop, &phone]);
    for device in [&laptop, &phone] {
        assert_eq!(device.descriptions().len(), 1);
        assert_eq!(device.conflicts(), Vec::<Value>::new());
        let again = take_in(device, "later.csv", LATER, &[]);
        assert_eq!((&again["imported"], &again["matched"]), (&json!(0), &json!(0)));
        device.assert_sound("after both have booked it");
    }
}

#[test]
fn what_one_device_booked_or_linked_the_other_knows() {
    let server = server();
    let [laptop, phone] = devices(&server.url());
    take_in(&laptop, "early.csv", EARLY, &[]);
    laptop.add("40", "bicycle repair");
    settle(&[&laptop, &phone]);
    let bike = "Date,Description,Amount,State\n2026-10-16,BICYCLE SHOP,-40.00,COMPLETED\n";
    let done = take_in(&laptop, "bike.csv", bike, &["--match", "link"]);
    assert_eq!(done["matched"], 1);
    take_in(&laptop, "later.csv", LATER, &[]);
    settle(&[&laptop, &phone]);
    for (name, statement) in [("later.csv", LATER), ("bike.csv", bike), ("early.csv", EARLY)] {
        let done = take_in(&phone, name, statement, &["--match", "link"]);
        assert_eq!((&done["imported"], &done["matched"]), (&json!(0), &json!(0)), "{name}: {done}");
    }
    assert_eq!(phone.descriptions().len(), 2);
    settle(&[&laptop, &phone]);
    laptop.assert_sound("at last");
    phone.assert_sound("at last");
}
