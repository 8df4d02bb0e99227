//! `outlay auth`.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::json;

use super::stub::{DEVICE, Mood, PASSWORD, Stub, other_web_server};
use super::{answers, check, fits_forty_columns, lacks_formats, ledger, needs, refuses, whole_in_a_pipe};
use crate::common::device::{Device, EMAIL, server};
use crate::common::{Sandbox, text};

/// The contract's ledger and a server that it is logged in to.
pub fn logged_in() -> (Sandbox, Stub) {
    let stub = Stub::start();
    let mut home = ledger();
    home.set("OUTLAY_PASSWORD", PASSWORD);
    home.ok(["auth", "login", &stub.url, "--email", "ana@example.org", "--device", "laptop"]);
    stub.requests();
    (home, stub)
}

#[test]
fn the_objects_have_the_keys_of_the_contract() {
    let stub = Stub::start();
    let mut home = ledger();
    home.set("OUTLAY_PASSWORD", PASSWORD);
    let args = ["auth", "login", &stub.url, "--email", "ana@example.org", "--device", "laptop"];
    let planned = answers(&home, &[args.as_slice(), &["--dry-run"]].concat(), "auth-login");
    assert_eq!((&planned["dry_run"], &planned["device_id"]), (&json!(true), &json!(null)));
    assert!(
        stub.requests().contains(&"POST /v1/auth/logout".to_owned()),
        "the device made to look is taken back"
    );
    assert_eq!(answers(&home, &["status"], "status")["server"], json!(null));
    let login = answers(&home, &args, "auth-login");
    assert_eq!(login["ledgers"], planned["ledgers"]);
    assert_eq!(login["ledgers"][0]["local_expenses"], 4);
    let status = answers(&home, &["status"], "status");
    assert_eq!((&status["server"], &status["account"]), (&json!(stub.url), &json!("ana@example.org")));
    assert_eq!(status["device"], "laptop");
    let devices = answers(&home, &["auth", "devices"], "auth-devices");
    assert_eq!(devices["count"], 2);
    assert_eq!(answers(&home, &["auth", "revoke", "phone"], "auth-revoke")["name"], "phone");
    let mut passwd = home.outlay(["auth", "passwd", "--password-stdin", "--format", "json"]);
    let assert = passwd.write_stdin("correct horse\nbattery staple\n").assert().success();
    check("auth-passwd", &serde_json::from_slice(&assert.get_output().stdout).unwrap());
    let logout = answers(&home, &["auth", "logout"], "auth-logout");
    assert_eq!((&logout["revoked"], &logout["device"]), (&json!(true), &json!("laptop")));
    assert!(logout["pending"].as_u64().unwrap() >= 4);
    let status = answers(&home, &["status"], "status");
    assert!(status["warnings"].to_string().contains("logged_out"), "{status:#}");
}

#[test]
fn the_token_is_its_owners_alone_and_a_wrong_mode_is_mended_and_told() {
    let (home, _stub) = logged_in();
    let token = home.path("state/outlay/token");
    let mode = || std::fs::metadata(&token).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    std::fs::set_permissions(&token, std::fs::Permissions::from_mode(0o640)).unwrap();
    let devices = answers(&home, &["auth", "devices"], "auth-devices");
    assert_eq!(devices["warnings"][0]["code"], "token_exposed");
    assert_eq!(mode(), 0o600);
}

#[test]
fn two_databases_are_two_devices_with_a_token_each() {
    let (home, stub) = logged_in();
    let other = home.path("other.db");
    let other = other.to_str().unwrap();
    refuses(&home, &["--db", other, "sync"], 6, "unauthorised");
    home.ok(["--db", other, "auth", "login", &stub.url, "--email", "ana@example.org"]);
    home.ok(["--db", other, "sync"]);
    home.ok(["sync"]);
}

#[test]
fn a_copy_that_logs_in_is_a_device_of_its_own_and_a_database_that_was_moved_stays_the_same_one() {
    let server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "lunch");
    device.synced();
    let home = &device.home;
    home.ok(["backup", "copy.db"]);
    let login = home.json(["--db", "copy.db", "auth", "login"]);
    assert_eq!(login["device"], "laptop-copy");
    let warning = login["warnings"][0]["message"].as_str().unwrap();
    assert!(warning.contains("outlay.db") && warning.contains("stays `laptop`"), "{warning}");
    device.add("2", "dinner");
    device.synced();
    home.ok(["--db", "copy.db", "sync"]);
    assert_eq!(home.json(["--db", "copy.db", "list"])["count"], 2);
    let names = || -> Vec<String> {
        let listed = home.json(["--db", "copy.db", "auth", "devices"])["devices"].clone();
        listed.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
    };
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(names()), ["laptop", "laptop-copy"]);
    std::fs::rename(home.database(), home.path("moved.db")).unwrap();
    let login = home.json(["--db", "moved.db", "auth", "login"]);
    assert_eq!((&login["device"], &login["warnings"]), (&json!("laptop"), &json!([])));
    assert_eq!(sorted(names()), ["laptop", "laptop-copy"], "what it was until now is taken back");
}

#[test]
fn exit_codes() {
    let stub = Stub::start();
    let mut home = ledger();
    for command in ["logout", "devices"] {
        refuses(&home, &["auth", command], 6, "unauthorised");
    }
    refuses(&home, &["auth", "revoke", "phone"], 6, "unauthorised");
    refuses(&home, &["auth", "frobnicate"], 2, "usage");
    refuses(&home, &["auth", "login", "ftp://example.org", "--email", "a@b"], 2, "usage");
    let plain = refuses(&home, &["auth", "login", "http://example.org", "--email", "a@b"], 2, "usage");
    assert!(plain["hint"].as_str().unwrap().contains("https://example.org"), "{plain}");
    home.set("OUTLAY_PASSWORD", "wrong");
    let login = ["auth", "login", stub.url.as_str(), "--email", "ana@example.org"];
    refuses(&home, &login, 6, "unauthorised");
    for address in ["https//example.org", "localhost:99999", "localhost:http", "example..org"] {
        let refused = refuses(&home, &["auth", "login", address, "--email", "a@b"], 2, "usage");
        assert_eq!(refused["value"], address, "{refused}");
    }
    let secure = stub.url.replace("http://", "https://");
    let refused = refuses(&home, &["auth", "login", &secure, "--email", "ana@example.org"], 5, "offline");
    assert!(refused["hint"].as_str().unwrap().contains(&format!("is it `{}`?", stub.url)), "{refused}");
    refuses(&home, &["auth", "login", "127.0.0.1:9", "--email", "ana@example.org"], 5, "offline");
    assert!(!home.path("state/outlay/token").exists(), "nothing is kept of a login that failed");
    home.set("OUTLAY_PASSWORD", PASSWORD);
    home.ok(login);
    refuses(&home, &["auth", "revoke", "tablet"], 3, "not_found");
    stub.be(Mood::Ill(401, "unauthorised"));
    refuses(&home, &["auth", "devices"], 6, "unauthorised");
    stub.be(Mood::Ill(429, "rate_limited"));
    refuses(&home, &["auth", "devices"], 5, "rate_limited");
    stub.be(Mood::Ill(503, "unavailable"));
    refuses(&home, &["auth", "devices"], 5, "offline");
    stub.be(Mood::Ill(426, "protocol"));
    refuses(&home, &["auth", "devices"], 1, "protocol");
}

#[test]
fn without_a_terminal_what_is_missing_is_named_and_no_password_is_asked_for() {
    let stub = Stub::start();
    let home = ledger();
    needs(&home, &["auth", "login", "--email", "ana@example.org"], "SERVER");
    needs(&home, &["auth", "login", &stub.url], "--email");
    needs(&home, &["auth", "login", &stub.url, "--email", "ana@example.org"], "--password-stdin");
    needs(&home, &["auth", "revoke"], "DEVICE");
    let mut login =
        home.outlay(["auth", "login", &stub.url, "--email", "ana@example.org", "--password-stdin"]);
    login.write_stdin("").assert().code(2);
    let mut login =
        home.outlay(["auth", "login", &stub.url, "--email", "ana@example.org", "--password-stdin"]);
    login.write_stdin("correct horse\r\nmore").assert().success();
    assert_eq!(stub.requests().first().map(String::as_str), Some("POST /v1/auth/login"));
}

#[test]
fn a_second_server_is_refused_with_the_way_out() {
    let (home, stub) = logged_in();
    // The same server under another address is the same server.
    let url = stub.url.replace("127.0.0.1", "localhost");
    home.ok(["auth", "login", &url]);
    assert_eq!(answers(&home, &["status"], "status")["server"], json!(url));
}

#[test]
fn a_password_is_never_shown() {
    let stub = Stub::start();
    let mut home = ledger();
    home.set("OUTLAY_PASSWORD", "hunter2-hunter2");
    let args = ["-v", "auth", "login", &stub.url, "--email", "ana@example.org"];
    let assert = home.outlay(args).assert().code(6);
    let output = assert.get_output();
    assert!(!(text(&output.stdout) + &text(&output.stderr)).contains("hunter2"));
    let (home, _stub) = logged_in();
    let database = std::fs::read(home.database()).unwrap();
    let found = |needle: &[u8]| database.windows(needle.len()).any(|part| part == needle);
    assert!(found(b"ana@example.org") && !found(PASSWORD.as_bytes()) && !found(b"device_token"));
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let (home, _stub) = logged_in();
    assert!(whole_in_a_pipe(&home, &["auth", "devices"]).contains(&DEVICE.to_string()));
    let narrow = fits_forty_columns(&home, &["auth", "devices"]);
    assert!(narrow.is_empty() || narrow.contains("this one"), "{narrow}");
    lacks_formats(&home, &["auth", "devices"], &["csv", "jsonl", "ids"]);
}

#[test]
fn a_wrong_password_is_told_with_the_address_the_server_and_where_it_came_from() {
    let stub = Stub::start();
    let mut home = ledger();
    let args = ["auth", "login", &stub.url, "--email", "ana@example.org"];
    let mut typed = home.outlay(args.iter().chain(&["--password-stdin"]));
    let said = text(&typed.write_stdin("wrong horse\n").assert().code(6).get_output().stderr);
    for words in [stub.url.as_str(), "`ana@example.org`", "outlay serve user passwd ana@example.org"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("OUTLAY_PASSWORD"), "{said}");
    home.set("OUTLAY_PASSWORD", "wrong horse");
    let refused = refuses(&home, &args, 6, "unauthorised");
    assert!(refused["message"].as_str().unwrap().ends_with("it came from OUTLAY_PASSWORD"), "{refused}");
    assert!(refused["hint"].as_str().unwrap().contains("unset OUTLAY_PASSWORD"), "{refused}");
    let server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    let mut passwd = device.home.outlay(["auth", "passwd", "--password-stdin"]);
    let said =
        text(&passwd.write_stdin("wrong horse\nbattery staple\n").assert().code(6).get_output().stderr);
    assert!(said.contains(&server.url()) && said.contains("outlay auth passwd asks"), "{said}");
}

#[test]
fn a_new_password_without_a_terminal_is_told_to_need_two_lines() {
    let (home, _stub) = logged_in();
    let refused = refuses(&home, &["auth", "passwd"], 2, "usage");
    let hint = refused["hint"].as_str().unwrap();
    assert!(
        hint.contains("--password-stdin reads two lines: the password until now, then the new one"),
        "{hint}"
    );
    assert!(hint.contains("OUTLAY_PASSWORD stands for the first alone"), "{hint}");
    let help = home.ok(["auth", "passwd", "--help"]);
    assert!(help.contains("two lines") && help.contains("OUTLAY_PASSWORD stands for"), "{help}");
    let mut one = home.outlay(["auth", "passwd", "--password-stdin"]);
    let said = text(&one.write_stdin("correct horse\n").assert().code(2).get_output().stderr);
    assert!(said.contains("reads two lines"), "{said}");
}

#[test]
fn an_address_where_no_outlay_server_answers_is_named_at_the_login() {
    let mut home = ledger();
    home.set("OUTLAY_PASSWORD", PASSWORD);
    let refused = |address: &str, named: &str| {
        let args = ["auth", "login", address, "--email", "ana@example.org"];
        let refused = refuses(&home, &args, 1, "protocol");
        assert_eq!(refused["value"], address, "{refused}");
        let message = refused["message"].as_str().unwrap();
        for words in [address, "no outlay server", named, "do not understand each other"] {
            assert!(message.contains(words), "{words}: {message}");
        }
    };
    for status in [404, 405, 501] {
        refused(&other_web_server(status), &format!("status {status}"));
    }
    let server = server();
    refused(&format!("{}/elsewhere", server.url()), "there is no such route");
    assert_eq!(home.json(["status"])["server"], json!(null), "bad input changes nothing");
}

#[test]
fn a_logout_that_the_server_does_not_take_needs_a_person_and_says_so_even_when_quiet() {
    let ill = |status, code| {
        let (home, stub) = logged_in();
        stub.be(Mood::Ill(status, code));
        (home, stub)
    };
    for quiet in [&[][..], &["-q"]] {
        let (home, stub) = ill(503, "unavailable");
        let args = [&["auth", "logout"], quiet].concat();
        let said = text(&home.outlay(&args).assert().code(4).get_output().stderr);
        for words in ["`laptop`", "still listed", &stub.url, &format!("outlay auth revoke {DEVICE}")] {
            assert!(said.contains(words), "{words}: {said}");
        }
        refuses(&home, &["sync"], 6, "unauthorised");
    }
    let (home, _stub) = ill(503, "unavailable");
    let told = home.outlay(["auth", "logout", "--format", "json"]).assert().code(4).stderr("");
    let told = serde_json::from_slice(&told.get_output().stdout).unwrap();
    check("auth-logout", &told);
    assert_eq!((&told["revoked"], &told["warnings"][0]["code"]), (&json!(false), &json!("not_revoked")));
    let (home, _stub) = ill(401, "unauthorised");
    let known = text(&home.outlay(["auth", "logout"]).assert().code(0).get_output().stderr);
    assert!(known.contains("was revoked before"), "one that the server knows no more is no trouble: {known}");
}

#[test]
fn what_waits_after_a_logout_is_counted_without_what_was_refused() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    home.ok(["add", "1EUR", "food:groceries"]);
    stub.be(Mood::Strict);
    home.outlay(["sync"]).assert().code(4);
    home.ok(["add", "1EUR", "food:groceries"]);
    stub.be(Mood::Well);
    let told = home.ok(["auth", "logout"]);
    assert!(told.contains("1 change waits for the next login (outlay auth login)"), "{told}");
    assert!(told.contains("1 operation was refused by the server"), "{told}");
}

#[test]
fn a_second_device_of_one_name_gets_another_one_and_a_new_login_of_the_first_keeps_it() {
    let server = server();
    let (first, second) = (Device::logged_in(&server.url(), "laptop"), Device::new());
    let url = server.url();
    let args = ["auth", "login", &url, "--email", EMAIL, "--device", "laptop"];
    let login = second.home.json(args);
    assert_eq!(login["device"], "laptop-2");
    let warning = login["warnings"][0]["message"].as_str().unwrap();
    assert!(warning.contains("`laptop`") && warning.contains("`laptop-2`"), "{warning}");
    assert_eq!(second.home.json(["status"])["device"], "laptop-2");
    let third = Device::new();
    let said = third.home.outlay(args).assert().success();
    assert!(text(&said.get_output().stdout).contains("this device is `laptop-3`"));
    for device in [&first, &second] {
        let name = device.home.json(["status"])["device"].clone();
        let login = device.home.json(["auth", "login"]);
        assert_eq!((&login["device"], &login["warnings"]), (&name, &json!([])), "it keeps its name");
    }
    let listed = first.home.json(["auth", "devices"])["devices"].clone();
    let mut names: Vec<&str> =
        listed.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["laptop", "laptop-2", "laptop-3"]);
    first.home.ok(["auth", "revoke", "laptop-3"]);
    // What was revoked leaves its name to the next one.
    assert_eq!(third.home.json(["auth", "login"])["device"], "laptop-3");
    // A dry run shows the name, and leaves no device behind.
    let planned = Device::new().home.json(args.iter().chain(&["--dry-run"]));
    assert_eq!(planned["device"], "laptop-4");
    assert_eq!(first.home.json(["auth", "devices"])["count"], 3);
}
