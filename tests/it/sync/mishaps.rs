//! What befalls devices and servers, as the README tells it: backups put back, copies, a new server, a lost login.

use std::fs;

use serde_json::Value;

use crate::common::server::Server;
use crate::common::{Sandbox, text};

const EMAIL: &str = "ana@example.org";
const PASSWORD: &str = "correct horse";

/// A server with a user, and a home on whose databases `OUTLAY_PASSWORD` logs in.
fn world() -> (Server, Sandbox) {
    let server = Server::start();
    server.add_user(EMAIL, PASSWORD);
    let mut home = Sandbox::new();
    home.set("OUTLAY_PASSWORD", PASSWORD);
    (server, home)
}

fn log_in(server: &Server, home: &Sandbox, name: &str) {
    let database = format!("{name}.db");
    home.ok(["--db", &database, "auth", "login", &server.url(), "--email", EMAIL, "--device", name]);
}

fn on(home: &Sandbox, name: &str, args: &[&str]) -> String {
    home.ok(["--db", &format!("{name}.db")].iter().chain(args))
}

/// How a command of a database ends, and what it says on stderr.
fn ends(home: &Sandbox, name: &str, args: &[&str]) -> (i32, String) {
    let output = home.outlay(["--db", &format!("{name}.db")].iter().chain(args)).output().unwrap();
    (output.status.code().unwrap(), text(&output.stderr))
}

/// The descriptions of a database's expenses, sorted.
fn entries(home: &Sandbox, name: &str) -> Vec<String> {
    let list = home.json(["--db", &format!("{name}.db"), "list"]);
    let texts = list["expenses"].as_array().unwrap().iter().map(|expense| expense["description"].as_str());
    let mut texts: Vec<String> = texts.map(|text| text.unwrap().to_owned()).collect();
    texts.sort();
    texts
}

fn devices(home: &Sandbox, name: &str) -> Vec<Value> {
    let listed = home.json(["--db", &format!("{name}.db"), "auth", "devices"]);
    listed["devices"].as_array().unwrap().clone()
}

#[test]
fn a_stopped_server_is_one_file_and_one_that_was_put_back_is_given_what_it_lost() {
    let (mut server, home) = world();
    log_in(&server, &home, "laptop");
    log_in(&server, &home, "phone");
    on(&home, "laptop", &["add", "1EUR", "food", "one"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "phone", &["sync"]);
    assert!(server.stop().success());
    let database = server.database();
    for ending in ["db-wal", "db-shm"] {
        assert!(
            !database.with_extension(ending).exists(),
            "{ending} is left: a copy would lack what is in it"
        );
    }
    let copy = fs::read(&database).unwrap();
    server.restart();
    on(&home, "laptop", &["add", "2EUR", "food", "two"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "phone", &["sync"]);
    on(&home, "phone", &["add", "3EUR", "food", "three"]);
    server.stop();
    fs::write(&database, copy).unwrap();
    server.restart();
    on(&home, "laptop", &["sync"]);
    on(&home, "phone", &["sync"]);
    on(&home, "laptop", &["sync"]);
    log_in(&server, &home, "tablet");
    on(&home, "tablet", &["sync"]);
    for name in ["laptop", "phone", "tablet"] {
        assert_eq!(entries(&home, name), ["one", "three", "two"], "{name}");
        assert_eq!(ends(&home, name, &["sync"]), (0, String::new()), "{name}");
    }
    let log = server.log();
    assert!(
        log.contains("/sync") && !log.contains("ana@") && !log.contains("three"),
        "nothing personal: {log}"
    );
}

#[test]
fn a_server_that_was_set_up_anew_is_known_for_it_and_takes_everything_when_told_to() {
    let (mut server, home) = world();
    log_in(&server, &home, "laptop");
    on(&home, "laptop", &["add", "1EUR", "food", "one"]);
    on(&home, "laptop", &["sync"]);
    server.stop();
    fs::remove_file(server.database()).unwrap();
    server.restart();
    server.add_user(EMAIL, PASSWORD);
    let (status, said) = ends(&home, "laptop", &["sync"]);
    assert!(status == 6 && said.contains("outlay auth login"), "{status} {said}");
    let (status, said) = ends(&home, "laptop", &["auth", "login"]);
    assert!(status == 6 && said.contains("it was set up anew"), "{status} {said}");
    assert!(said.contains("outlay auth login --new-server"), "{said}");
    on(&home, "laptop", &["auth", "login", "--new-server"]);
    on(&home, "laptop", &["sync"]);
    log_in(&server, &home, "phone");
    on(&home, "phone", &["sync"]);
    assert_eq!(entries(&home, "phone"), ["one"]);
}

#[test]
fn a_database_that_was_put_back_and_one_that_was_copied_send_and_get_what_they_lack() {
    let (server, home) = world();
    log_in(&server, &home, "laptop");
    on(&home, "laptop", &["add", "1EUR", "food", "one"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "laptop", &["backup", "copy.db"]);
    on(&home, "laptop", &["add", "2EUR", "food", "two"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "laptop", &["restore", "copy.db", "-y"]);
    on(&home, "laptop", &["add", "3EUR", "food", "three"]);
    on(&home, "laptop", &["sync"]);
    assert_eq!(entries(&home, "laptop"), ["one", "three", "two"]);
    fs::copy(home.path("laptop.db"), home.path("clone.db")).unwrap();
    on(&home, "laptop", &["add", "4EUR", "food", "four"]);
    on(&home, "clone", &["add", "5EUR", "food", "five"]);
    for name in ["laptop", "clone", "laptop"] {
        on(&home, name, &["sync"]);
    }
    for name in ["laptop", "clone"] {
        assert_eq!(entries(&home, name), ["five", "four", "one", "three", "two"], "{name}");
    }
    assert_eq!(devices(&home, "clone").len(), 1, "they are one device until one of them logs in by itself");
    let mut elsewhere = Sandbox::new();
    elsewhere.set("OUTLAY_PASSWORD", PASSWORD);
    fs::copy(home.path("laptop.db"), elsewhere.path("moved.db")).unwrap();
    on(&elsewhere, "moved", &["add", "6EUR", "food", "six"]);
    on(&home, "laptop", &["add", "7EUR", "food", "seven"]);
    assert_eq!(ends(&elsewhere, "moved", &["sync"]).0, 6, "the token stayed behind");
    on(&elsewhere, "moved", &["auth", "login"]);
    on(&home, "laptop", &["sync"]);
    on(&elsewhere, "moved", &["sync"]);
    on(&home, "laptop", &["sync"]);
    assert_eq!(entries(&elsewhere, "moved"), entries(&home, "laptop"));
    assert_eq!(entries(&home, "laptop").len(), 7);
}

/// What was entered, backed up and sent is not known to be sent by the backup: taken back there, it looks like something that
/// nobody ever heard of.
#[test]
fn what_is_deleted_in_a_backup_that_was_put_back_is_deleted_everywhere() {
    for (way, args) in [("delete", &["delete", "1", "-y"][..]), ("undo", &["undo"][..])] {
        let (server, home) = world();
        log_in(&server, &home, "laptop");
        log_in(&server, &home, "phone");
        on(&home, "laptop", &["add", "1EUR", "food", "one"]);
        on(&home, "laptop", &["backup", "before.db"]);
        on(&home, "laptop", &["sync"]);
        on(&home, "phone", &["sync"]);
        fs::copy(home.path("before.db"), home.path("laptop.db")).unwrap();
        for log in ["laptop.db-wal", "laptop.db-shm"] {
            let _ = fs::remove_file(home.path(log));
        }
        on(&home, "laptop", args);
        for name in ["laptop", "phone", "laptop", "phone"] {
            // Undo takes the new category back as well, which may meet the phone's copy of it: that is told.
            let (code, said) = ends(&home, name, &["sync"]);
            assert!(code == 0 || (way == "undo" && code == 4), "{way}: {said}");
        }
        assert_eq!((entries(&home, "laptop"), entries(&home, "phone")), (vec![], vec![]), "{way}");
    }
}

#[test]
fn a_login_that_is_gone_costs_nothing_and_the_next_one_sends_what_waited() {
    let (server, home) = world();
    log_in(&server, &home, "laptop");
    log_in(&server, &home, "phone");
    on(&home, "phone", &["auth", "revoke", "laptop"]);
    let lost = || fs::remove_file(home.path("state/outlay/token")).unwrap();
    let out = || drop(on(&home, "laptop", &["auth", "logout"]));
    for (number, lose) in [&(|| ()) as &dyn Fn(), &out, &lost].into_iter().enumerate() {
        lose();
        let word = format!("word{number}");
        on(&home, "laptop", &["add", "1EUR", "food", &word]);
        let (status, said) = ends(&home, "laptop", &["sync"]);
        assert!(status == 6 && said.contains("hint: outlay auth login"), "{status} {said}");
        assert!(on(&home, "laptop", &["status"]).contains("logged out"));
        let greeting = on(&home, "laptop", &["auth", "login"]);
        assert!(greeting.contains("this device is `laptop`"), "a device keeps its name: {greeting}");
        on(&home, "laptop", &["sync"]);
    }
    assert_eq!(entries(&home, "laptop"), ["word0", "word1", "word2"]);
}

#[test]
fn a_new_password_leaves_devices_logged_in_and_the_old_one_opens_nothing() {
    let (server, home) = world();
    log_in(&server, &home, "laptop");
    let mut passwd = home.outlay(["--db", "laptop.db", "auth", "passwd", "--password-stdin"]);
    passwd.write_stdin("correct horse\nbattery staple\n").assert().success();
    assert_eq!(ends(&home, "laptop", &["sync"]).0, 0);
    let (status, said) = ends(&home, "laptop", &["auth", "login"]);
    assert!(status == 6 && said.contains("password is wrong"), "{said}");
    let mut login = home.outlay(["--db", "laptop.db", "auth", "login", "--password-stdin"]);
    login.write_stdin("battery staple\n").assert().success();
}

#[test]
fn undo_and_the_log_know_nothing_of_what_a_sync_gave_back_to_a_server() {
    let (mut server, home) = world();
    log_in(&server, &home, "laptop");
    log_in(&server, &home, "phone");
    on(&home, "laptop", &["add", "1EUR", "food", "one"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "phone", &["sync"]);
    server.stop();
    let copy = fs::read(server.database()).unwrap();
    server.restart();
    on(&home, "phone", &["edit", "1", "--amount", "2"]);
    on(&home, "phone", &["add", "7EUR", "food", "seven"]);
    for name in ["phone", "laptop"] {
        on(&home, name, &["sync"]);
    }
    let logs = || [on(&home, "laptop", &["log", "1"]), on(&home, "laptop", &["log", "2"])];
    let list = || on(&home, "laptop", &["undo", "--list"]);
    let before = (logs(), list());
    server.stop();
    fs::write(server.database(), copy).unwrap();
    server.restart();
    on(&home, "laptop", &["sync"]);
    assert_eq!((logs(), list()), before, "what the phone did stays the phone's");
    // Nor what it gives to a server that is set up anew.
    server.stop();
    fs::remove_file(server.database()).unwrap();
    server.restart();
    server.add_user(EMAIL, PASSWORD);
    on(&home, "laptop", &["auth", "login", "--new-server"]);
    on(&home, "laptop", &["sync"]);
    assert_eq!((logs(), list()), before);
    for group in ["2", "3"] {
        let (status, said) = ends(&home, "laptop", &["undo", group]);
        assert!(status == 3 && said.contains("sync"), "{group}: {status} {said}");
    }
    on(&home, "laptop", &["add", "9EUR", "food", "nine"]);
    let undone = on(&home, "laptop", &["undo"]);
    assert!(undone.contains("undid add"), "{undone}");
    assert_eq!(entries(&home, "laptop"), ["one", "seven"]);
    // A sync after the undo does not stand in the way of a redo.
    server.stop();
    fs::remove_file(server.database()).unwrap();
    server.restart();
    server.add_user(EMAIL, PASSWORD);
    on(&home, "laptop", &["auth", "login", "--new-server"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "laptop", &["redo"]);
    assert_eq!(entries(&home, "laptop"), ["nine", "one", "seven"]);
}

#[test]
fn undo_leaves_what_another_device_changed_and_deletes_what_it_did_not() {
    let (server, home) = world();
    log_in(&server, &home, "laptop");
    log_in(&server, &home, "phone");
    on(&home, "laptop", &["add", "1EUR", "food", "seen"]);
    on(&home, "laptop", &["add", "2EUR", "food", "edited"]);
    for name in ["laptop", "phone"] {
        on(&home, name, &["sync"]);
    }
    on(&home, "phone", &["edit", "2", "--amount", "3"]);
    for name in ["phone", "laptop"] {
        on(&home, name, &["sync"]);
    }
    let (status, said) = ends(&home, "laptop", &["undo"]);
    assert!(
        status == 4 && said.contains("expense 2 was left, for another device changed it"),
        "{status} {said}"
    );
    let list = home.json(["--db", "laptop.db", "list", "--search", "edited"]);
    assert_eq!(list["expenses"][0]["amount"], "3.00");
    assert_eq!(ends(&home, "laptop", &["undo", "1"]).0, 0, "nobody changed that one");
    for name in ["laptop", "phone"] {
        on(&home, name, &["sync"]);
    }
    assert_eq!([entries(&home, "laptop"), entries(&home, "phone")], [["edited"]; 2]);
}

#[test]
fn undo_of_an_import_leaves_the_rows_that_another_device_changed() {
    let (server, home) = world();
    log_in(&server, &home, "laptop");
    log_in(&server, &home, "phone");
    let rows =
        "date,amount,description\n2026-10-01,-1.00,one\n2026-10-02,-2.00,two\n2026-10-13,-3.00,three\n";
    fs::write(home.path("bank.csv"), rows).unwrap();
    on(&home, "laptop", &["import", "bank.csv", "--currency", "EUR"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "phone", &["sync"]);
    on(&home, "phone", &["edit", "2", "-c", "food"]);
    on(&home, "phone", &["sync"]);
    on(&home, "laptop", &["sync"]);
    // What this device changes and changes back neither hides a change nor is one.
    for number in ["2", "3"] {
        on(&home, "laptop", &["edit", number, "--note", "x"]);
        on(&home, "laptop", &["undo"]);
    }
    let undone = home.outlay(["--db", "laptop.db", "undo", "--format", "json"]).output().unwrap();
    assert_eq!(undone.status.code(), Some(4));
    let undone: Value = serde_json::from_slice(&undone.stdout).unwrap();
    let skipped: Vec<(&Value, &Value)> =
        undone["skipped"].as_array().unwrap().iter().map(|one| (&one["number"], &one["field"])).collect();
    assert_eq!(skipped, [(&Value::from(2), &Value::from("deleted"))]);
    on(&home, "laptop", &["sync"]);
    on(&home, "phone", &["sync"]);
    assert_eq!([entries(&home, "laptop"), entries(&home, "phone")], [["two"]; 2]);
}

#[test]
fn undo_of_what_was_added_is_not_stopped_by_what_this_device_dropped_or_undid() {
    let (server, home) = world();
    log_in(&server, &home, "laptop");
    on(&home, "laptop", &["add", "1EUR", "food", "one"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "laptop", &["edit", "1", "--note", "x"]);
    on(&home, "laptop", &["undo"]);
    on(&home, "laptop", &["sync"]);
    on(&home, "laptop", &["edit", "1", "--note", "y"]);
    let queue = home.json(["--db", "laptop.db", "queue", "list"]);
    let seq = queue["operations"][0]["seq"].to_string();
    on(&home, "laptop", &["queue", "drop", &seq, "-y"]);
    let (status, said) = ends(&home, "laptop", &["undo", "1"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(entries(&home, "laptop"), [""; 0]);
}
