//! `outlay status`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    let status = answers(&home, &["status"], "status");
    for key in [
        "server",
        "account",
        "last_sync_at",
        "last_success_at",
        "last_failure_at",
        "last_error",
        "success_rate",
    ] {
        assert_eq!(status[key], json!(null), "{key}: nothing was synchronised yet");
    }
    assert_eq!(status["conflicts_open"], 0);
    assert_eq!(status["database"]["path"], home.database().to_str().unwrap());
    assert_eq!((&status["database"]["expenses"], &status["database"]["schema"]), (&json!(4), &json!(2)));
    let ledger = &status["ledgers"][0];
    assert_eq!(
        (&ledger["name"], &ledger["role"], &ledger["cursor"]),
        (&json!("personal"), &json!("owner"), &json!(0))
    );
    assert_eq!(status["oldest_pending_at"], "2026-10-15T12:00:00.000Z");
}

#[test]
fn it_says_that_the_time_is_set() {
    let home = Sandbox::new();
    let status = answers(&home, &["status"], "status");
    let warning = &status["warnings"][0];
    assert!(warning["message"].as_str().unwrap().contains("OUTLAY_NOW"), "{status:#}");
    assert_eq!((&status["database"]["expenses"], &status["database"]["bytes"]), (&json!(0), &json!(0)));
    assert!(!home.database().exists(), "looking makes no file");
    let mut now = home.outlay(["status", "--format", "json"]);
    let assert = now.env_remove("OUTLAY_NOW").assert().success();
    assert!(crate::common::text(&assert.get_output().stdout).contains("\"warnings\":[]"));
}

#[test]
fn exit_codes() {
    let home = ledger();
    home.ok(["status", "--check"]);
    home.ok(["status", "--check", "--max-age", "1h", "--max-attempts", "3"]);
    refuses(&home, &["status", "--check", "--max-age", "soon"], 2, "usage");
    refuses(&home, &["status", "--check", "--max-attempts", "-1"], 2, "usage");
    refuses(&home, &["status", "--max-age", "1h"], 2, "usage");
    refuses(&home, &["status", "stray"], 2, "usage");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    assert!(whole_in_a_pipe(&home, &["status"]).contains(home.database().to_str().unwrap()));
    if let Some(ended) = super::terminal::run(&home, 40, &["status", "-q"], "") {
        assert_eq!((ended.code, ended.screen.as_str()), (0, ""));
    }
    let mut real = ledger();
    real.set("OUTLAY_NOW", "");
    fits_forty_columns(&real, &["status"]);
    survives_a_closed_pipe(&home, &["status"]);
    survives_a_closed_pipe(&home, &["status", "--format", "prometheus"]);
    lacks_formats(&home, &["status"], &["csv", "jsonl", "ids"]);
}

#[test]
fn prometheus_is_the_text_format() {
    let home = ledger();
    let text = home.ok(["status", "--format", "prometheus"]);
    for line in text.lines() {
        let well_formed = match line.strip_prefix("# ") {
            Some(comment) => comment.starts_with("HELP outlay_") || comment.starts_with("TYPE outlay_"),
            None => {
                let (name, value) = line.rsplit_once(' ').unwrap();
                name.starts_with("outlay_") && value.parse::<i64>().is_ok()
            }
        };
        assert!(well_formed, "{line}");
    }
    assert!(text.contains("outlay_expenses 4\n"), "{text}");
}
