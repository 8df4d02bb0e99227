//! Two devices that enter the same dates without a word of each other: one copy of each, whoever comes first, and no question
//! to a person.

use serde_json::json;

use crate::common::device::{Device, server, settle};
use crate::common::server::Server;

/// Two devices that know of one recurring expense, in December, when two of its dates are due.
struct Scene {
    _server: Server,
    laptop: Device,
    phone: Device,
}

const DECEMBER: &str = "2026-12-05T12:00:00Z";

impl Scene {
    fn new() -> Self {
        let server = server();
        let (mut laptop, mut phone) =
            (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
        let add = [
            "recurring",
            "add",
            "9.99",
            "subscriptions",
            "Netflix",
            "+tv",
            "--every",
            "month",
            "--day",
            "31",
        ];
        laptop.home.ok(add);
        settle(&[&laptop, &phone]);
        for device in [&mut laptop, &mut phone] {
            device.home.set("OUTLAY_NOW", DECEMBER);
        }
        Self { _server: server, laptop, phone }
    }

    /// Both enter what is due.
    fn enter(&self) {
        for device in [&self.laptop, &self.phone] {
            assert_eq!(device.home.json(["recurring", "run"])["count"], 2);
        }
    }

    /// Lets both come to rest; date and amount of what both show.
    fn rest(&self, laptop_first: bool) -> Vec<(String, String)> {
        let (first, second) =
            if laptop_first { (&self.laptop, &self.phone) } else { (&self.phone, &self.laptop) };
        settle(&[first, second]);
        for device in [first, second] {
            assert_eq!(device.conflicts(), [] as [serde_json::Value; 0], "nobody is asked");
            device.assert_sound("at rest");
            assert_eq!(device.home.json(["recurring", "run"])["count"], 0, "nothing comes again");
        }
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let rows = first.view();
        let mut rows: Vec<_> = rows.iter().map(|row| (text(&row["date"]), text(&row["amount"]))).collect();
        rows.sort_unstable();
        rows
    }
}

fn of(date: &str, amount: &str) -> (String, String) {
    (date.to_owned(), amount.to_owned())
}

#[test]
fn two_devices_that_enter_the_same_dates_offline_end_with_one_of_each() {
    let scene = Scene::new();
    scene.enter();
    assert_eq!(scene.rest(true), [of("2026-10-31", "9.99"), of("2026-11-30", "9.99")]);
}

#[test]
fn what_one_device_deleted_or_took_back_is_gone_whichever_comes_first() {
    for (laptop_first, args, left) in [
        (true, &["delete", "1"][..], 1),
        (false, &["delete", "1"], 1),
        (true, &["undo"], 0),
        (false, &["undo"], 0),
    ] {
        let scene = Scene::new();
        scene.enter();
        scene.laptop.home.ok(args);
        assert_eq!(scene.rest(laptop_first).len(), left, "{args:?}, the laptop first: {laptop_first}");
    }
}

#[test]
fn what_one_device_edited_stays_edited_whichever_comes_first() {
    for laptop_first in [true, false] {
        let scene = Scene::new();
        scene.enter();
        scene.laptop.home.ok(["edit", "1", "--amount", "12", "-t", "-tv", "-c", "fun"]);
        assert_eq!(scene.rest(laptop_first), [of("2026-10-31", "12.00"), of("2026-11-30", "9.99")]);
        let edited = scene.phone.view().into_iter().find(|row| row["amount"] == "12.00").unwrap();
        assert_eq!((&edited["tags"], &edited["category"]), (&json!([]), &json!("fun")));
    }
}

#[test]
fn an_amount_that_was_changed_on_one_side_doubles_nothing() {
    for (laptop_first, amount) in [(true, "12.00"), (false, "9.99")] {
        let scene = Scene::new();
        let earlier = |args: &[&str]| {
            scene.laptop.process(args).env("OUTLAY_NOW", "2026-10-20T12:00:00Z").status().unwrap()
        };
        assert!(earlier(&["recurring", "edit", "1", "--amount", "12"]).success());
        scene.enter();
        let entered = scene.rest(laptop_first);
        assert_eq!(entered, [of("2026-10-31", amount), of("2026-11-30", amount)], "the first to come stays");
        assert_eq!(scene.phone.home.json(["recurring", "list"])["recurring"][0]["amount"], "12.00");
    }
}

#[test]
fn a_sync_enters_what_is_due_and_sends_it_in_the_same_run() {
    let scene = Scene::new();
    let synced = scene.laptop.synced();
    assert_eq!((synced.count("pushed"), synced.count("pending")), (2, 0));
    assert_eq!(synced.object["warnings"][0]["code"], "recurring_entered");
    let synced = scene.phone.synced();
    assert_eq!((synced.count("pushed"), synced.count("pulled")), (0, 2));
    assert_eq!(scene.rest(true).len(), 2);
}

#[test]
fn a_sync_hears_of_a_removal_or_a_pause_before_it_enters_anything() {
    for what in ["remove", "pause"] {
        let scene = Scene::new();
        let mut early = scene.laptop.process(&["recurring", what, "1"]);
        assert!(early.env("OUTLAY_NOW", "2026-10-20T12:00:00Z").status().unwrap().success());
        scene.laptop.synced();
        scene.phone.synced();
        assert_eq!(scene.rest(true), []);
    }
}

#[test]
fn a_sync_without_a_server_enters_what_is_due_all_the_same() {
    let mut scene = Scene::new();
    scene._server.kill();
    assert_eq!(scene.laptop.sync().code, 5);
    assert_eq!(scene.laptop.descriptions(), ["Netflix", "Netflix"]);
    scene._server.restart();
    assert_eq!(scene.rest(true).len(), 2);
}

#[test]
fn two_amounts_that_were_given_at_once_are_a_conflict_that_can_be_looked_at_and_decided() {
    let scene = Scene::new();
    for (device, amount) in [(&scene.laptop, "11"), (&scene.phone, "13")] {
        let mut edit = device.process(&["recurring", "edit", "1", "--amount", amount]);
        assert!(edit.env("OUTLAY_NOW", "2026-10-20T12:00:00Z").status().unwrap().success());
    }
    settle(&[&scene.laptop, &scene.phone]);
    let conflict = &scene.laptop.conflicts()[0];
    assert_eq!((&conflict["entity"], &conflict["field"]), (&json!("recurring"), &json!("amount")));
    let number = conflict["number"].to_string();
    let shown = scene.laptop.home.ok(["conflict", "list"]);
    assert!(shown.contains("recurring 1") || shown.contains("amount"), "{shown}");
    let id = conflict["id"].as_str().unwrap();
    assert!(scene.laptop.home.ok(["conflict", "show", id]).contains("recurring"), "{number}");
    scene.laptop.home.ok(["conflict", "resolve", id, "--value", "12"]);
    settle(&[&scene.laptop, &scene.phone]);
    for device in [&scene.laptop, &scene.phone] {
        assert_eq!(device.home.json(["recurring", "list"])["recurring"][0]["amount"], "12.00");
        assert_eq!(device.conflicts().len(), 0);
    }
}
