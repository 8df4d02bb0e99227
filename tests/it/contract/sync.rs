//! `outlay sync`.

use serde_json::{Value, json};

use super::auth::logged_in;
use super::stub::{Mood, PASSWORD, Stub, other_web_server};
use super::{answers, check, fits_forty_columns, lacks_formats, ledger, refuses, survives_a_closed_pipe};
use crate::common::{Sandbox, text};

/// Runs a sync that ends so; gives its object.
fn ends(home: &Sandbox, args: &[&str], exit: i32) -> Value {
    let assert = home.outlay(args).args(["--format", "json"]).assert().code(exit);
    let output = assert.get_output();
    assert_eq!(text(&output.stderr), "", "{args:?}");
    let object = serde_json::from_slice(&output.stdout).unwrap();
    check("sync", &object);
    object
}

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let (home, stub) = logged_in();
    let planned = answers(&home, &["sync", "--dry-run"], "sync");
    let waiting = planned["pending"].as_u64().unwrap();
    assert!(waiting >= 4 && planned["operations"].as_array().unwrap().len() as u64 == waiting);
    assert_eq!((stub.requests().len(), &planned["requests"]), (0, &json!(0)), "a dry run needs no network");
    let queued = home.json(["queue", "list"]);
    for (planned, queued) in
        planned["operations"].as_array().unwrap().iter().zip(queued["operations"].as_array().unwrap())
    {
        assert_eq!((&planned["action"], &planned["fields"]), (&queued["action"], &queued["fields"]));
    }
    let told = home.ok(["sync", "--dry-run"]);
    assert!(told.contains("create") && told.contains("date direction amount"), "{told}");
    let synced = answers(&home, &["sync", "--explain"], "sync");
    assert_eq!((&synced["status"], &synced["pushed"]), (&json!("ok"), &json!(waiting)), "{synced:#}");
    assert_eq!((&synced["pending"], &synced["error"]), (&json!(0), &json!(null)));
    assert_eq!(synced["ledgers"][0]["digest"]["ok"], true, "{synced:#}");
    assert_eq!(synced["operations"].as_array().unwrap().len() as u64, waiting);
    assert_eq!(
        stub.requests().len() as u64,
        synced["requests"].as_u64().unwrap(),
        "the token from before holds"
    );
    let again = answers(&home, &["sync"], "sync");
    assert_eq!((&again["pushed"], &again["requests"]), (&json!(0), &json!(1)));
    let status = answers(&home, &["status"], "status");
    assert_eq!(status["success_rate"], "1.00");
    assert_eq!(status["queue"]["pending"], 0);
    home.ok(["status", "--check"]);
    let metrics = home.ok(["status", "--format", "prometheus"]);
    assert!(metrics.contains("outlay_sync_runs_recent{result=\"ok\"} 2\n"), "{metrics}");
}

#[test]
fn a_summary_is_one_line_and_quiet_is_silent() {
    let (home, _stub) = logged_in();
    assert!(home.ok(["sync"]).starts_with("sent "));
    assert_eq!(home.ok(["sync"]), "up to date\n");
    assert_eq!(home.ok(["sync", "--quiet"]), "");
}

#[test]
fn exit_codes() {
    refuses(&ledger(), &["sync"], 6, "unauthorised");
    refuses(&ledger(), &["sync", "--dry-run"], 6, "unauthorised");
    let (home, stub) = logged_in();
    refuses(&home, &["sync", "--interval", "5s"], 2, "usage");
    refuses(&home, &["sync", "--watch", "--interval", "0s"], 2, "usage");
    let refused = refuses(&home, &["sync", "--watch", "--interval", "x"], 2, "usage");
    assert_eq!(refused["message"], "`x` is no time to wait between two syncs");
    refuses(&home, &["sync", "--tolerate", "soon"], 2, "usage");
    refuses(&home, &["sync", "--watch", "--dry-run"], 2, "usage");
    stub.be(Mood::Ill(503, "unavailable"));
    let offline = ends(&home, &["sync"], 5);
    assert_eq!((&offline["status"], &offline["error"]["code"]), (&json!("offline"), &json!("offline")));
    assert!(offline["pending"].as_u64().unwrap() >= 4);
    let waits = ends(&home, &["sync", "--scheduled"], 0);
    assert_eq!(waits["requests"], 0, "a scheduled sync keeps to the wait: {waits:#}");
    stub.be(Mood::Ill(401, "unauthorised"));
    assert_eq!(ends(&home, &["sync"], 6)["status"], "refused");
    stub.be(Mood::Ill(426, "protocol"));
    assert_eq!(ends(&home, &["sync"], 1)["error"]["code"], "protocol");
    stub.be(Mood::Forgetful);
    let forgetful = ends(&home, &["sync"], 1);
    assert_eq!(forgetful["error"]["code"], "protocol", "it is the server's fault, not the database's");
    home.ok(["doctor"]);
    stub.be(Mood::Strict);
    let attention = ends(&home, &["sync", "--explain"], 4);
    assert_eq!(attention["status"], "attention");
    assert!(attention["operations"].to_string().contains("not today"), "{attention:#}");
    assert!(attention["warnings"].to_string().contains("rejected"));
}

#[test]
fn the_last_success_is_known_however_many_runs_failed_after_it() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    let succeeded_at = home.json(["status"])["last_success_at"].clone();
    assert!(succeeded_at.is_string());
    let conn = rusqlite::Connection::open(home.database()).unwrap();
    conn.execute_batch(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
         INSERT INTO sync_runs (started_at, ended_at, result)
         SELECT (SELECT max(started_at) FROM sync_runs), (SELECT max(started_at) FROM sync_runs), 'offline' FROM n",
    )
    .unwrap();
    stub.be(Mood::Ill(503, "unavailable"));
    for _ in 0..2 {
        home.outlay(["sync", "--quiet", "--tolerate", "24h"]).assert().success();
        assert_eq!(home.json(["status"])["last_success_at"], succeeded_at);
        home.ok(["status", "--check", "--max-age", "24h"]);
    }
    let kept: i64 = conn.query_row("SELECT count(*) FROM sync_runs", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1_001, "a thousand, and the last success");
}

#[test]
fn a_failure_is_tolerated_while_the_last_success_is_young() {
    let (mut home, stub) = logged_in();
    stub.be(Mood::Ill(503, "unavailable"));
    home.fails(["sync", "--quiet", "--tolerate", "24h"], 5);
    stub.be(Mood::Well);
    home.ok(["sync"]);
    stub.be(Mood::Ill(503, "unavailable"));
    home.ok(["add", "1EUR", "food:groceries"]);
    home.outlay(["sync", "--quiet", "--tolerate", "24h"]).assert().success().stdout("").stderr("");
    let typed = home.outlay(["sync", "--tolerate", "24h"]).assert().success().stdout("");
    let typed = text(&typed.get_output().stderr);
    assert!(typed.contains("the server cannot answer now") && typed.contains("1 change waits"), "{typed}");
    home.set("OUTLAY_NOW", "2026-10-16T12:00:01Z");
    home.fails(["sync", "--quiet", "--tolerate", "24h"], 5);
    let wait = home.fails(["sync", "--quiet", "--scheduled", "--tolerate", "24h"], 5);
    assert!(wait.contains("not tried before 2026-10-16 12:"), "a wait is no success: {wait}");
    let wait = ends(&home, &["sync", "--scheduled", "--tolerate", "24h"], 5);
    assert_eq!((&wait["status"], &wait["requests"]), (&json!("offline"), &json!(0)), "{wait:#}");
    home.outlay(["sync", "--quiet", "--scheduled", "--tolerate", "2d"])
        .assert()
        .success()
        .stdout("")
        .stderr("");
    let old = home.fails(["status", "--check", "-q"], 5);
    assert!(old.contains("2026-10-15 12:00:00: not within 24h"), "{old}");
}

#[test]
fn quiet_and_tolerate_hush_what_passes_and_nothing_that_needs_a_person() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    let tolerate = ["--tolerate", "24h"].as_slice();
    // What the server does; the exit status without and with `--tolerate`; whether `--quiet` has something to say then.
    let cases = [
        (Mood::Well, 0, 0, false),
        (Mood::Ill(500, "internal"), 5, 0, true),
        (Mood::Ill(503, "unavailable"), 5, 0, true),
        (Mood::Ill(429, "rate_limited"), 5, 0, true),
        (Mood::Ill(401, "unauthorised"), 6, 6, true),
        (Mood::Ill(403, "forbidden"), 6, 6, true),
        (Mood::Ill(426, "protocol"), 1, 1, true),
        (Mood::Strict, 4, 4, true),
    ];
    for (mood, exit, tolerated, speaks) in cases {
        for (options, exit) in [(&[][..], exit), (tolerate, tolerated)] {
            // Each meets something new, or nothing would be refused.
            home.ok(["add", "1EUR", "food:groceries"]);
            stub.be(mood);
            let args = [&["sync", "--quiet"], options].concat();
            let ended = home.outlay(&args).assert().code(exit).stdout("");
            let said = text(&ended.get_output().stderr);
            assert_eq!(!said.is_empty(), speaks && exit != 0, "{args:?} exits {exit}: {said}");
            stub.be(Mood::Well);
        }
        home.outlay(["sync", "--quiet"]).assert().success().stdout("").stderr("");
    }
}

#[test]
fn a_device_that_only_takes_waits_after_a_failure_as_one_that_sends() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    stub.be(Mood::Ill(503, "unavailable"));
    let failed = ends(&home, &["sync"], 5);
    assert_eq!(failed["pending"], 0, "there is nothing to send");
    stub.requests();
    assert_ne!(answers(&home, &["status"], "status")["next_attempt_at"], json!(null));
    assert_eq!(ends(&home, &["sync", "--scheduled"], 0)["requests"], 0);
    assert_eq!(stub.requests().len(), 0);
    stub.be(Mood::Well);
    assert_eq!(answers(&home, &["sync"], "sync")["status"], "ok", "a typed one tries at once");
    assert_eq!(answers(&home, &["status"], "status")["next_attempt_at"], json!(null));
}

#[test]
fn a_ledger_that_cannot_get_its_place_on_the_server_is_a_failure_on_record() {
    let stub = Stub::start();
    let mut home = ledger();
    home.set("OUTLAY_PASSWORD", PASSWORD);
    stub.be(Mood::Ill(503, "unavailable"));
    let login = ["auth", "login", &stub.url, "--email", "ana@example.org", "--device", "laptop"];
    home.outlay(login).assert().code(5);
    ends(&home, &["sync"], 5);
    let status = answers(&home, &["status"], "status");
    assert_ne!(
        (&status["last_failure_at"], &status["last_error"]),
        (&json!(null), &json!(null)),
        "{status:#}"
    );
    stub.be(Mood::Well);
    assert_eq!(answers(&home, &["sync"], "sync")["status"], "ok");
}

#[test]
fn a_second_sync_says_so_and_is_done() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    stub.requests();
    let mut lock = home.database().into_os_string();
    lock.push(".sync-lock");
    let file = std::fs::File::open(lock).unwrap();
    file.lock().unwrap();
    assert_eq!(answers(&home, &["sync"], "sync")["status"], "already_running");
    assert_eq!(stub.requests().len(), 0);
    file.unlock().unwrap();
    assert_eq!(answers(&home, &["sync"], "sync")["status"], "ok");
}

#[test]
fn what_was_refused_is_retried_or_dropped() {
    let (home, stub) = logged_in();
    stub.be(Mood::Strict);
    home.outlay(["sync", "--quiet"]).assert().code(4);
    let refused = answers(&home, &["queue", "list"], "queue-list");
    let failed = refused["counts"]["failed"].as_u64().unwrap();
    assert!(failed > 0, "{refused:#}");
    refuses(&home, &["queue", "drop", "1"], 2, "usage");
    let first = refused["operations"][0]["seq"].to_string();
    for looked in [&["queue", "list"][..], &["queue", "show", &first]] {
        let shown = home.ok(looked);
        assert!(shown.contains("not today"), "the reason that the server gave is shown: {shown}");
    }
    fits_forty_columns(&home, &["queue", "list"]);
    let seq = refused["operations"].as_array().unwrap().last().unwrap()["seq"].to_string();
    let dropped = answers(&home, &["queue", "drop", &seq, "-y"], "queue-drop");
    assert_eq!(dropped["count"], 1);
    let retried = answers(&home, &["queue", "retry"], "queue-retry");
    assert!(retried["count"].as_u64().unwrap() > 0);
    refuses(&home, &["queue", "retry"], 3, "not_found");
    refuses(&home, &["queue", "drop", "9999", "-y"], 3, "not_found");
}

#[test]
fn a_change_starts_a_sync_in_the_background_where_that_is_wanted() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    stub.requests();
    home.ok(["add", "1EUR", "food:groceries"]);
    home.ok(["config", "set", "auto_sync", "on"]);
    assert_eq!(stub.requests().len(), 0, "not before it is wanted");
    home.ok(["list"]);
    home.ok(["add", "2EUR", "food:groceries"]);
    // Looked for, not waited for: the process that was started tells by what it asks.
    for _ in 0..2_000 {
        if stub.requests().iter().any(|what| what.ends_with("/sync")) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("no sync was started");
}

#[test]
fn the_watch_sends_what_is_there_and_what_comes_and_ends_when_it_is_told() {
    for (signal, status) in [("-INT", 130), ("-TERM", 0)] {
        let (home, stub) = logged_in();
        let mut child = home
            .process(assert_cmd::cargo::cargo_bin!("outlay"))
            .args(["sync", "--watch", "--interval", "1h", "--quiet"])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Ended whatever becomes of the test.
        struct Ended(u32);
        impl Drop for Ended {
            fn drop(&mut self) {
                let _ = std::process::Command::new("kill").args(["-KILL", &self.0.to_string()]).status();
            }
        }
        let guard = Ended(child.id());
        let until = |stub: &Stub| {
            (0..4_000).any(|_| {
                std::thread::sleep(std::time::Duration::from_millis(5));
                stub.requests().iter().any(|what| what.ends_with("/sync"))
            })
        };
        assert!(until(&stub), "at its start");
        while answers(&home, &["sync"], "sync")["status"] != "ok" {}
        stub.requests();
        home.ok(["add", "1EUR", "food:groceries"]);
        assert!(until(&stub), "after a change");
        let id = child.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{signal}");
        std::mem::forget(guard);
    }
}

#[test]
fn a_narrow_terminal_gets_what_fits() {
    let (home, _stub) = logged_in();
    fits_forty_columns(&home, &["sync", "--dry-run"]);
    fits_forty_columns(&home, &["sync", "--explain"]);
    survives_a_closed_pipe(&home, &["sync"]);
    lacks_formats(&home, &["sync"], &["csv", "jsonl", "ids"]);
}

#[test]
fn what_was_refused_before_is_told_by_every_later_sync_and_by_every_overview() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    home.ok(["add", "1EUR", "food:groceries"]);
    stub.be(Mood::Strict);
    home.outlay(["sync"]).assert().code(4);
    stub.be(Mood::Well);
    let told = "1 operation was refused by the server (outlay queue list tells why)";
    for _ in 0..2 {
        let later = home.outlay(["sync"]).assert().code(0).stdout("nothing else to send or to fetch\n");
        assert_eq!(text(&later.get_output().stderr), format!("warning: {told}\n"));
        let warned = json!([{"code": "refused_operations", "message": told}]);
        assert_eq!(ends(&home, &["sync"], 0)["warnings"], warned);
        assert_eq!(ends(&home, &["sync", "--dry-run"], 0)["warnings"], warned);
    }
    let planned = home.outlay(["sync", "--dry-run"]).assert().code(0).stdout("");
    let planned = text(&planned.get_output().stderr);
    assert!(planned.contains("nothing waits to be sent") && planned.contains(told), "{planned}");
    let glance = home.ok::<[&str; 0]>([]);
    assert!(glance.contains(told) && !glance.contains("to be synchronised"), "{glance}");
    let status = home.ok(["status"]);
    assert!(status.contains("1 failed (outlay queue list tells why)"), "{status}");
    home.outlay(["status", "--check"]).assert().code(4);
    // A timer that is to be silent is: the sync that met the refusal has told it, and monitors ask for the standing state.
    home.outlay(["sync", "--quiet", "--tolerate", "24h"]).assert().code(0).stdout("").stderr("");
    stub.be(Mood::Ill(503, "unavailable"));
    let offline = text(&home.outlay(["sync"]).assert().code(5).get_output().stderr);
    assert!(offline.contains(told), "{offline}");
    let tolerated = home.outlay(["sync", "--tolerate", "24h"]).assert().code(0).stdout("");
    let tolerated = text(&tolerated.get_output().stderr);
    assert!(tolerated.contains(&format!("warning: {told}\n")), "{tolerated}");
    stub.be(Mood::Well);
    home.ok(["queue", "retry"]);
    home.outlay(["sync"]).assert().code(0).stderr("");
    home.outlay(["sync"]).assert().code(0).stdout("up to date\n").stderr("");
}

#[test]
fn operations_that_are_too_large_one_by_one_are_refusals_and_a_server_that_takes_nothing_is_named() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    let refuse_two = || {
        home.ok(["add", "1EUR", "food:groceries"]);
        home.ok(["add", "2EUR", "food:groceries"]);
    };
    stub.be(Mood::Ill(413, "too_large"));
    refuse_two();
    let told = home.outlay(["sync"]).assert().code(4);
    let told = text(&told.get_output().stderr);
    assert!(told.contains("the server refused 2 changes (outlay queue list tells why)"), "{told}");
    assert!(told.contains(&stub.url), "{told}");
    assert!(home.ok(["queue", "list"]).contains("shorten its texts"));
    refuse_two();
    let object = ends(&home, &["sync"], 4);
    assert_eq!((&object["status"], &object["rejected"]), (&json!("attention"), &json!(2)), "{object:#}");
    home.outlay(["status", "--check"]).assert().code(4);
    assert_eq!(object["error"]["value"], json!(stub.url), "{object:#}");
    let later = ends(&home, &["sync"], 1);
    let error = &later["error"];
    assert!(error["message"].as_str().unwrap().contains(&stub.url), "{error:#}");
    assert!(error["hint"].as_str().unwrap().contains("outlay queue list"), "{error:#}");
    assert!(later["warnings"].to_string().contains("4 operations were refused"), "{later:#}");
    stub.be(Mood::Well);
    home.ok(["queue", "retry"]);
    assert_eq!(ends(&home, &["sync"], 0)["pushed"], 4);
}

#[test]
fn an_address_where_something_else_answers_by_now_is_named() {
    let (mut home, _stub) = logged_in();
    for (status, named) in [(404, "status 404"), (405, "status 405"), (501, "status 501")] {
        let other = other_web_server(status);
        home.set("OUTLAY_SERVER", &other);
        let object = ends(&home, &["sync"], 1);
        let error = &object["error"];
        assert_eq!((&error["code"], &error["value"]), (&json!("protocol"), &json!(other)), "{error:#}");
        let message = error["message"].as_str().unwrap();
        let words = [&other, "no outlay server", named, "do not understand each other"];
        assert!(words.iter().all(|word| message.contains(word)), "{message}");
    }
}

#[test]
fn the_shortest_interval_is_a_second() {
    let home = Sandbox::new();
    refuses(&home, &["sync", "--watch", "--interval", "0s"], 2, "usage");
    for interval in ["1s", "2s"] {
        // It is taken: what is wrong is that nobody has logged in.
        refuses(&home, &["sync", "--watch", "--interval", interval], 6, "unauthorised");
    }
}
