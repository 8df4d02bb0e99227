//! `outlay sync`: how it ends where it cannot be done, what is on record of that, and what is tolerated.

use std::time::Duration;

use serde_json::{Value, json};

use super::auth::logged_in;
use super::stub::{Mood, other_web_server};
use super::{answers, check, refuses};
use crate::common::{Sandbox, text};

/// For how long a watch may take to see that it has to end.
const PATIENCE: Duration = Duration::from_secs(60);

/// The error of a sync that ends so.
fn error(home: &Sandbox, exit: i32) -> Value {
    let assert = home.outlay(["sync", "--format", "json"]).assert().code(exit);
    let object: Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    check("sync", &object);
    object["error"].clone()
}

#[test]
fn a_success_under_a_clock_that_was_ahead_is_old_for_monitors_and_timers() {
    let (mut home, stub) = logged_in();
    home.set("OUTLAY_NOW", "2027-10-15T12:00:00Z");
    home.ok(["sync"]);
    home.set("OUTLAY_NOW", "2026-10-15T12:00:00Z");
    let old = home.fails(["status", "--check", "-q"], 5);
    assert!(old.contains("2027-10-15 12:00:00: later than now"), "{old}");
    stub.be(Mood::Ill(503, "unavailable"));
    home.fails(["sync", "--quiet", "--tolerate", "24h"], 5);
    stub.be(Mood::Well);
    home.ok(["sync"]);
    home.ok(["status", "--check"]);
    stub.be(Mood::Ill(503, "unavailable"));
    home.ok(["sync", "--quiet", "--tolerate", "24h"]);
}

#[test]
fn something_else_at_the_address_is_on_record_as_a_refusal_and_told_alike_by_every_command() {
    for status in [404, 405, 501] {
        let (mut home, stub) = logged_in();
        home.ok(["sync"]);
        let other = other_web_server(status);
        home.set("OUTLAY_SERVER", &other);
        assert_eq!(error(&home, 1)["code"], "protocol", "{status}");
        let recorded = answers(&home, &["status"], "status");
        assert_eq!(recorded["next_attempt_at"], json!(null), "no wait makes it better: {recorded:#}");
        assert!(recorded["last_error"].as_str().unwrap().contains("no outlay server"), "{recorded:#}");
        home.fails(["status", "--check", "-q"], 6);
        for command in [&["auth", "devices"][..], &["auth", "revoke", "phone"]] {
            let refused = refuses(&home, command, 1, "protocol");
            let message = refused["message"].as_str().unwrap();
            assert!(message.contains(&other) && message.contains("no outlay server"), "{message}");
        }
        drop(stub);
    }
}

#[test]
fn what_the_server_refuses_as_a_whole_has_a_code_a_hint_and_its_address() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    for (status, problem, exit, code) in [
        (400, "bad_request", 1, "protocol"),
        (415, "unsupported_media", 1, "protocol"),
        (422, "key_reused", 1, "protocol"),
        (422, "unprocessable", 1, "protocol"),
        (451, "of_a_newer_server", 1, "protocol"),
        (403, "forbidden", 6, "unauthorised"),
        (404, "not_found", 6, "unauthorised"),
    ] {
        stub.be(Mood::Ill(status, problem));
        let error = error(&home, exit);
        assert_eq!((&error["code"], &error["value"]), (&json!(code), &json!(stub.url)), "{problem}: {error}");
        assert!(error["hint"].as_str().unwrap().contains("kept") || problem == "key_reused", "{error}");
        assert!(error["message"].as_str().unwrap().contains("as the test wants it"), "{error}");
        let mut watch = home.outlay(["sync", "--watch", "--interval", "1s"]);
        watch.timeout(PATIENCE).assert().code(exit);
    }
    stub.be(Mood::Well);
    home.ok(["sync"]);
}

#[test]
fn a_database_in_use_is_tolerated_as_a_network_is() {
    // Each waits for as long as a command does; so they wait at once.
    let worlds =
        [(true, "--quiet"), (true, "--format=json"), (false, "--quiet")].map(|(is_young, option)| {
            let (home, stub) = logged_in();
            if is_young {
                home.ok(["sync"]);
                home.ok(["add", "1EUR", "food:groceries"]);
            }
            let holder = rusqlite::Connection::open(home.database()).unwrap();
            holder.execute_batch("BEGIN IMMEDIATE; UPDATE expenses SET note = note").unwrap();
            let mut command = home.process(assert_cmd::cargo::cargo_bin!("outlay"));
            command.args(["sync", "--tolerate", "24h", option]);
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
            (command.spawn().unwrap(), home, stub, holder)
        });
    let [quiet, json, never] = worlds.map(|(child, _home, _stub, _holder)| {
        let output = child.wait_with_output().unwrap();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    });
    assert_eq!(quiet, (Some(0), String::new(), String::new()));
    assert_eq!((json.0, json.2.as_str()), (Some(0), ""), "{json:?}");
    let told: Value = serde_json::from_str(&json.1).unwrap();
    check("sync", &told);
    assert_eq!((&told["status"], &told["warnings"][0]["code"]), (&json!("offline"), &json!("database_busy")));
    assert_eq!((never.0, never.1.as_str()), (Some(5), ""), "{never:?}");
    assert!(never.2.contains("another command has been writing"), "{never:?}");
}
