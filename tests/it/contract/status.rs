//! `outlay status`.

use std::collections::BTreeMap;

use serde_json::json;

use super::auth::logged_in;
use super::stub::Mood;
use super::{
    answers, fits_forty_columns, lacks_formats, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe,
};
use crate::common::{Sandbox, text};

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
    assert_eq!((&status["database"]["expenses"], &status["database"]["schema"]), (&json!(4), &json!(5)));
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
    assert!(text(&assert.get_output().stdout).contains("\"warnings\":[]"));
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

/// Reads the Prometheus text format 0.0.4: for each metric its help, its type, then its samples, each series once. Gives
/// the samples by name and labels.
fn parse(text: &str) -> BTreeMap<String, i64> {
    let (mut samples, mut told, mut metric) = (BTreeMap::new(), Vec::new(), String::new());
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, words) = help.split_once(' ').unwrap();
            assert!(name.starts_with("outlay_") && !words.is_empty(), "{line}");
            assert!(!told.contains(&name.to_owned()), "{name} comes twice");
            name.clone_into(&mut metric);
            told.push(metric.clone());
        } else if let Some(kind) = line.strip_prefix("# TYPE ") {
            assert_eq!(kind, format!("{metric} gauge"), "{line}");
        } else {
            let (series, value) = line.rsplit_once(' ').unwrap();
            let name = series.split('{').next().unwrap();
            assert_eq!(name, metric, "{line}");
            if let Some(labels) = series.strip_prefix(name).filter(|labels| !labels.is_empty()) {
                let inside = labels.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap();
                let (label, value) = inside.split_once('=').unwrap();
                assert!(label.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{line}");
                assert!(value.len() > 2 && value.starts_with('"') && value.ends_with('"'), "{line}");
            }
            assert_eq!(samples.insert(series.to_owned(), value.parse().unwrap()), None, "{line}");
        }
    }
    assert!(text.ends_with('\n'));
    samples
}

#[test]
fn prometheus_is_the_text_format() {
    let metrics = parse(&ledger().ok(["status", "--format", "prometheus"]));
    assert_eq!((metrics["outlay_expenses"], metrics["outlay_bound"]), (4, 0));
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    stub.be(Mood::Ill(503, "unavailable"));
    home.ok(["add", "1EUR", "food:groceries"]);
    for _ in 0..3 {
        home.outlay(["sync", "--quiet"]).assert().code(5);
    }
    let metrics = parse(&home.ok(["status", "--format", "prometheus"]));
    for (series, value) in [
        ("outlay_bound", 1),
        ("outlay_logged_in", 1),
        ("outlay_expenses", 5),
        ("outlay_attempts_max", 3),
        ("outlay_queue_operations{status=\"in_flight\"}", 1),
        ("outlay_sync_runs_recent{result=\"ok\"}", 1),
        ("outlay_sync_runs_recent{result=\"offline\"}", 3),
        ("outlay_sync_success_percent", 25),
        ("outlay_last_success_timestamp_seconds", 1_792_065_600),
    ] {
        assert_eq!(metrics.get(series), Some(&value), "{series}: {metrics:#?}");
    }
    assert!(metrics["outlay_next_attempt_timestamp_seconds"] > 1_792_065_600);
}

#[test]
fn a_check_tells_what_is_too_old_and_what_was_tried_too_often() {
    let (mut home, stub) = logged_in();
    home.outlay(["status", "--check"]).assert().code(5);
    home.ok(["sync"]);
    home.ok(["status", "--check"]);
    stub.be(Mood::Ill(503, "unavailable"));
    home.ok(["add", "1EUR", "food:groceries"]);
    for _ in 0..3 {
        home.outlay(["sync", "--quiet"]).assert().code(5);
    }
    home.ok(["status", "--check", "--max-attempts", "3"]);
    home.outlay(["status", "--check", "--max-attempts", "2"]).assert().code(4);
    home.set("OUTLAY_NOW", "2026-10-15T14:00:00Z");
    home.ok(["status", "--check", "--max-age", "2h"]);
    home.outlay(["status", "--check", "--max-age", "119m"]).assert().code(5);
    stub.be(Mood::Well);
    home.ok(["sync"]);
    home.ok(["status", "--check", "--max-age", "119m", "--max-attempts", "0"]);
}

#[test]
fn a_check_tells_that_nobody_is_logged_in_and_that_the_server_refuses_this_device() {
    let (home, stub) = logged_in();
    home.ok(["sync"]);
    home.ok(["status", "--check"]);
    stub.be(Mood::Ill(401, "unauthorised"));
    home.outlay(["sync", "--quiet"]).assert().code(6);
    let refused = home.outlay(["status", "--check", "-q"]).assert().code(6).stdout("");
    let said = text(&refused.get_output().stderr);
    assert!(said.contains("the last sync was refused") && said.contains("outlay auth login"), "{said}");
    let plain = home.outlay(["status"]).assert().success();
    let said = text(&plain.get_output().stderr);
    assert!(said.contains("the last sync was refused") && said.contains("outlay auth login"), "{said}");
    let status = answers(&home, &["status"], "status");
    let is_told = |warning: &serde_json::Value| warning["code"] == "refused";
    assert!(status["warnings"].as_array().unwrap().iter().any(is_told), "{status:#}");
    stub.be(Mood::Well);
    home.ok(["sync"]);
    home.ok(["status", "--check"]);
    home.ok(["auth", "logout"]);
    let out = home.outlay(["status", "--check"]).assert().code(6);
    let said = text(&out.get_output().stderr);
    assert_eq!(said.matches("logged out").count(), 1, "{said}");
    assert!(said.contains("outlay auth login"), "{said}");
}

#[test]
fn a_check_names_what_needs_a_person_and_nothing_that_there_is_none_of() {
    let (home, stub) = logged_in();
    stub.be(Mood::Strict);
    home.outlay(["sync", "--quiet"]).assert().code(4);
    let checked = home.outlay(["status", "--check", "-q"]).assert().code(4).stdout("");
    let said = text(&checked.get_output().stderr);
    assert!(said.contains("refused by the server (outlay queue list tells why)"), "{said}");
    assert!(!said.contains("conflict") && !said.contains(" 0 ") && !said.contains("tried"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn times_are_told_to_the_second_and_a_narrow_terminal_loses_nothing_of_them() {
    let (mut home, stub) = logged_in();
    home.ok(["sync"]);
    home.ok(["add", "1EUR", "food:groceries"]);
    stub.be(Mood::Ill(503, "unavailable"));
    home.outlay(["sync", "--quiet"]).assert().code(5);
    let told = home.ok(["status"]);
    for line in ["last success    2026-10-15 12:00:00", "next attempt    2026-10-15 12:00:0"] {
        assert!(told.contains(line), "{told}");
    }
    let seq = home.json(["queue", "list"])["operations"][0]["seq"].to_string();
    let shown = home.ok(["queue", "show", &seq]);
    assert!(shown.contains("12:00:0"), "{shown}");
    home.set("OUTLAY_NOW", "");
    let narrow = fits_forty_columns(&home, &["status"]);
    let whole: String = narrow.chars().filter(|c| !c.is_whitespace()).collect();
    let path: String = home.database().to_str().unwrap().to_owned();
    assert!(narrow.is_empty() || whole.contains(&path), "{narrow}");
}
