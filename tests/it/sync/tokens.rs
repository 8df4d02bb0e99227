//! `OUTLAY_TOKEN`: a token that a command is given, of whichever account or device it is.

use std::fs;

use serde_json::{Value, json};

use crate::common::device::{Device, EMAIL, PASSWORD, Synced, server, settle, synced};
use crate::common::text;

const BOB: &str = "bob@example.org";

/// The device's own token, as its token file has it.
fn token_of(device: &Device) -> String {
    let file: Value =
        serde_json::from_slice(&fs::read(device.home.path("state/outlay/token")).unwrap()).unwrap();
    file["devices"][0]["device_token"].as_str().unwrap().to_owned()
}

/// A sync with a token of the environment.
fn sync_with_token(device: &Device, token: &str) -> Synced {
    synced(device.process(&["sync", "--format", "json"]).env("OUTLAY_TOKEN", token).output().unwrap())
}

/// How a logout with a token of the environment ends, and what it says on stderr.
fn logout_with_token(device: &Device, token: &str) -> (i32, String) {
    let output = device.process(&["auth", "logout"]).env("OUTLAY_TOKEN", token).output().unwrap();
    (output.status.code().unwrap(), text(&output.stderr))
}

#[test]
fn a_token_of_another_account_merges_nothing_and_names_both_accounts() {
    let server = server();
    server.add_user(BOB, PASSWORD);
    let ana = Device::logged_in(&server.url(), "laptop");
    let bob = Device::new();
    bob.home.ok(["auth", "login", &server.url(), "--email", BOB, "--device", "desk"]);
    ana.add("1", "for ana alone");
    bob.add("2", "for bob alone");
    ana.synced();
    bob.synced();
    ana.add("3", "not sent yet");
    let synced = sync_with_token(&ana, &token_of(&bob));
    assert_eq!((synced.code, &synced.object["status"]), (6, &json!("refused")), "{synced:?}");
    let error = &synced.object["error"];
    assert_eq!((&error["code"], &error["value"]), (&json!("wrong_server"), &json!(BOB)), "{error}");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(BOB) && message.contains(EMAIL), "{message}");
    assert!(error["hint"].as_str().unwrap().contains("OUTLAY_TOKEN"), "{error}");
    for command in [&["auth", "devices"][..], &["auth", "revoke", "desk"], &["auth", "logout"]] {
        let output = ana.process(command).env("OUTLAY_TOKEN", token_of(&bob)).output().unwrap();
        assert_eq!(output.status.code(), Some(6), "{command:?}: {}", text(&output.stderr));
    }
    // Neither has anything of the other, and each goes on.
    ana.synced();
    bob.synced();
    assert_eq!(ana.descriptions(), ["for ana alone", "not sent yet"]);
    assert_eq!(bob.descriptions(), ["for bob alone"]);
}

#[test]
fn a_token_of_an_account_that_was_set_up_anew_is_told_apart_by_its_id() {
    let server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "lunch");
    device.synced();
    server.home().ok(["serve", "user", "remove", EMAIL, "-y"]);
    server.add_user(EMAIL, PASSWORD);
    let login = server.login(EMAIL, PASSWORD).body;
    let synced = sync_with_token(&device, login["device_token"].as_str().unwrap());
    assert_eq!(synced.code, 6, "{synced:?}");
    let message = synced.object["error"]["message"].as_str().unwrap();
    assert!(message.contains(&format!("{EMAIL} ({})", login["account"].as_str().unwrap())), "{message}");
}

#[test]
fn a_container_syncs_with_the_token_that_it_is_given_and_with_one_of_another_device_too() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    laptop.add("1", "lunch");
    settle(&[&laptop, &phone]);
    let container = laptop.clone_files();
    let own = token_of(&laptop);
    fs::remove_dir_all(container.home.path("state")).unwrap();
    container.add("2", "by its own token");
    let sent = sync_with_token(&container, &own);
    assert_eq!((sent.code, sent.count("pushed")), (0, 1), "{sent:?}");
    container.add("3", "by the token of the phone");
    let sent = sync_with_token(&container, &token_of(&phone));
    assert_eq!((sent.code, sent.count("pushed")), (0, 1), "{sent:?}");
    settle(&[&laptop, &phone]);
    assert_eq!(phone.descriptions(), ["by its own token", "by the token of the phone", "lunch"]);
}

#[test]
fn a_logout_with_a_token_of_another_device_logs_nobody_out() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    let (own, other) = (token_of(&laptop), token_of(&phone));
    let (code, said) = logout_with_token(&laptop, &other);
    assert_eq!(code, 6, "{said}");
    for words in ["OUTLAY_TOKEN", "another device", "`laptop`", "unset OUTLAY_TOKEN"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(token_of(&laptop), own, "its token is kept");
    laptop.synced();
    phone.synced();
    // One that nobody knows changes nothing either.
    let (code, said) = logout_with_token(&laptop, "outlay_unknown");
    assert_eq!(code, 6, "{said}");
    laptop.synced();
    assert_eq!(logout_with_token(&laptop, &own), (0, String::new()), "its own does");
    assert_eq!(laptop.sync().code, 6);
    assert_eq!(phone.home.json(["auth", "devices"])["count"], 1);
}

#[test]
fn a_token_that_no_server_knows_is_named_as_the_environments_and_a_login_says_that_it_wins() {
    let server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.synced();
    for command in [&["sync"][..], &["auth", "devices"]] {
        let output = device.process(command).env("OUTLAY_TOKEN", "garbage").output().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(6), "{said}");
        assert!(said.contains("came from OUTLAY_TOKEN"), "{said}");
        assert!(said.contains("hint: unset OUTLAY_TOKEN"), "{said}");
    }
    let output = device.process(&["auth", "login"]).env("OUTLAY_TOKEN", "garbage").output().unwrap();
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("warning: OUTLAY_TOKEN is set"), "{said}");
    device.synced();
}
