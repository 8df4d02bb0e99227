//! The table of the README that says what is wrong and what to type: each row is what the program says, and helps.

use super::read;
use crate::common::device::{Device, EMAIL, PASSWORD, server, settle};
use crate::common::server::Server;
use crate::common::text;
use crate::contract::stub::{Mood, Stub};

/// The row of the table that quotes these words of the program; gives what it says to do.
fn row(words: &str) -> (i32, String) {
    let readme = read("README.md");
    let (_, section) = readme.split_once("### When something is wrong").unwrap();
    let quoted = format!("`{words}`");
    let rows: Vec<&str> =
        section.lines().filter(|line| line.starts_with("| exit ") && line.contains(&quoted)).collect();
    let [row] = rows.as_slice() else { panic!("{words}: {rows:?}") };
    let mut cells = row.trim_matches('|').split(" | ");
    let seen = cells.next().unwrap().trim();
    let exit = seen.strip_prefix("exit ").unwrap().split(',').next().unwrap().parse().unwrap();
    (exit, cells.next().unwrap().to_owned())
}

/// Runs a command that must end as the row of these words says, with the words, where the row names what helps.
fn ends_as_told(device: &Device, args: &[&str], words: &str, helps: &str) {
    let (exit, what) = row(words);
    assert!(what.contains(&format!("`{helps}`")), "{words}: {what}");
    let output = device.process(args).output().unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(exit), "{args:?}: {said}");
    assert!(said.contains(words), "{args:?}: no `{words}` in {said}");
}

/// A later sync succeeds, and reminds of what stands with the words of a row that names what helps.
fn ends_later(device: &Device, words: &str, helps: &str) {
    let (_, what) = row(words);
    assert!(what.contains(&format!("`{helps}`")), "{words}: {what}");
    let later = device.home.outlay(["sync"]).assert().success();
    let said = text(&later.get_output().stderr);
    assert!(said.contains(words), "no `{words}` in {said}");
}

#[test]
fn a_server_that_cannot_be_reached_needs_only_another_sync() {
    let mut server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "lunch");
    server.kill();
    ends_as_told(&device, &["sync"], "the server cannot be reached", "outlay sync");
    server.restart();
    device.synced();
}

#[test]
fn a_new_conflict_and_one_that_is_open_are_in_the_list() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    let lunch = laptop.add("1", "lunch");
    settle(&[&laptop, &phone]);
    laptop.home.ok(["edit", &lunch, "--amount", "2"]);
    laptop.synced();
    phone.home.ok(["edit", &lunch, "--amount", "3"]);
    ends_as_told(&phone, &["sync"], "new conflict", "outlay conflict list");
    ends_later(&phone, "open (outlay conflict list)", "outlay conflict resolve");
}

#[test]
fn a_decision_that_another_device_replaced_is_decided_anew() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    let lunch = laptop.add("1", "lunch");
    settle(&[&laptop, &phone]);
    laptop.home.ok(["edit", &lunch, "--amount", "2"]);
    phone.home.ok(["edit", &lunch, "--amount", "3"]);
    settle(&[&laptop, &phone]);
    laptop.home.ok(["conflict", "resolve", "1", "kept"]);
    phone.home.ok(["conflict", "resolve", "1", "lost"]);
    laptop.synced();
    phone.synced();
    ends_as_told(&laptop, &["sync"], "another device decided", "outlay conflict show");
    laptop.home.ok(["conflict", "resolve", "1", "kept"]);
    settle(&[&laptop, &phone]);
}

#[test]
fn what_the_server_refused_is_explained_by_the_queue() {
    let (stub, device) = (Stub::start(), Device::new());
    device.log_in(&stub.url, "laptop");
    device.add("1", "lunch");
    stub.be(Mood::Strict);
    ends_as_told(&device, &["sync"], "the server refused", "outlay queue list");
    assert!(device.home.ok(["queue", "list"]).contains("not today"));
    stub.be(Mood::Well);
    ends_later(&device, "refused by the server", "outlay queue list");
    device.home.ok(["queue", "retry"]);
    device.synced();
}

#[test]
fn a_device_that_was_logged_out_or_revoked_logs_in_again() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    laptop.add("1", "lunch");
    laptop.home.ok(["auth", "logout"]);
    ends_as_told(&laptop, &["sync"], "logged out", "outlay auth login");
    laptop.home.ok(["auth", "login"]);
    laptop.synced();
    phone.home.ok(["auth", "revoke", "laptop"]);
    ends_as_told(&laptop, &["sync"], "does not know this device", "outlay auth login");
    laptop.home.outlay(["status", "--check"]).assert().code(6);
    laptop.home.ok(["auth", "login"]);
    laptop.synced();
    laptop.home.ok(["status", "--check"]);
}

/// Puts a server without any data in the place of one.
fn set_up_anew(server: &mut Server) {
    server.kill();
    for suffix in ["", "-wal", "-shm"] {
        let file = server.home().path(&format!("data/outlay/server.db{suffix}"));
        if file.exists() {
            std::fs::remove_file(file).unwrap();
        }
    }
    server.restart();
    server.add_user(EMAIL, PASSWORD);
}

#[test]
fn a_server_that_was_set_up_anew_gets_everything_by_a_login_that_says_so() {
    let mut server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "lunch");
    device.synced();
    set_up_anew(&mut server);
    let helps = "outlay auth login --new-server";
    ends_as_told(&device, &["sync"], "another server", helps);
    ends_as_told(&device, &["auth", "login"], "another one", helps);
    device.home.ok(["auth", "login", "--new-server"]);
    device.synced();
    let other = Device::logged_in(&server.url(), "phone");
    other.synced();
    assert_eq!(other.descriptions(), ["lunch"]);
}

#[test]
fn a_copy_that_differs_from_the_server_is_repaired() {
    let server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "lunch");
    device.synced();
    device.add("2", "dinner");
    let conn = rusqlite::Connection::open(device.home.database()).unwrap();
    conn.execute("UPDATE ledgers SET digest_hash = zeroblob(16)", []).unwrap();
    conn.close().unwrap();
    ends_as_told(&device, &["sync"], "is not what the server has", "outlay sync --repair");
    assert_eq!(device.sync_with(&["--repair"]).code, 0);
}

#[test]
fn versions_that_do_not_understand_each_other_are_told() {
    let (stub, device) = (Stub::start(), Device::new());
    device.log_in(&stub.url, "laptop");
    stub.be(Mood::Ill(426, "protocol"));
    let (exit, what) = row("do not understand each other");
    assert!(what.contains("update the older side"), "{what}");
    let said = device.home.fails(["sync"], exit);
    assert!(said.contains("do not understand each other"), "{said}");
}

#[test]
fn a_user_who_was_removed_and_added_again_logs_in_anew_with_everything() {
    let server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "lunch");
    device.synced();
    server.home().ok(["serve", "user", "remove", EMAIL, "-y"]);
    server.add_user(EMAIL, PASSWORD);
    ends_as_told(&device, &["sync"], "does not know this device", "outlay auth login");
    ends_as_told(&device, &["auth", "login"], "was set up anew", "outlay auth login --new-server");
    device.home.ok(["auth", "login", "--new-server"]);
    device.synced();
    let other = Device::logged_in(&server.url(), "phone");
    other.synced();
    assert_eq!(other.descriptions(), ["lunch"]);
}

#[test]
fn a_token_of_another_account_and_a_logout_that_nobody_heard_of_are_told() {
    let mut server = server();
    server.add_user("bob@example.org", PASSWORD);
    let token = server.login("bob@example.org", PASSWORD).body["device_token"].as_str().unwrap().to_owned();
    let mut device = Device::logged_in(&server.url(), "laptop");
    device.home.set("OUTLAY_TOKEN", &token);
    ends_as_told(&device, &["sync"], "is one of the account", "unset OUTLAY_TOKEN");
    device.home.set("OUTLAY_TOKEN", "garbage");
    ends_as_told(&device, &["sync"], "came from OUTLAY_TOKEN", "unset OUTLAY_TOKEN");
    let device = Device::logged_in(&server.url(), "phone");
    server.stop();
    ends_as_told(&device, &["auth", "logout"], "is still listed", "outlay auth revoke");
}
