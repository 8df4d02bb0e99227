//! Bare `outlay`: the month at a glance.

use serde_json::json;

use super::{
    LONG, answers, fits_forty_columns, lacks_formats, ledger, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    home.ok(["add", "7EUR", "travel", "-d", "2026-09-01"]);
    let glance = answers(&home, &[], "outlay");
    assert_eq!(glance["period"], json!({"from": "2026-10-01", "to": "2026-10-31"}));
    let of = |name: &str, currency: &str| {
        let rows = glance[name].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["currency"] == currency).unwrap()
    };
    assert_eq!(of("totals", "EUR")["expense"], "12.50");
    assert_eq!(of("previous", "EUR")["expense"], "7.00");
    assert_eq!(glance["expenses"].as_array().unwrap().len(), 5);
}

#[test]
fn an_empty_ledger_is_no_error_and_makes_no_file() {
    let home = Sandbox::new();
    let glance = answers(&home, &[], "outlay");
    assert_eq!((&glance["totals"], &glance["expenses"]), (&json!([]), &json!([])));
    home.outlay([] as [&str; 0]).assert().success().stdout("");
    assert!(!home.database().exists());
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["--nope"], 2, "usage");
    refuses(&home, &["--ledger", "garden"], 3, "not_found");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    assert!(whole_in_a_pipe(&home, &[]).contains(LONG));
    fits_forty_columns(&home, &["list"]);
    if let Some(ended) = super::terminal::run(&home, 40, &[], "") {
        use unicode_width::UnicodeWidthStr as _;
        let rows = ended.screen.lines().filter(|line| !line.starts_with("October 2026"));
        assert!(rows.clone().all(|line| line.width() <= 40), "{}", ended.screen);
        assert!(rows.count() > 5, "{}", ended.screen);
    }
    survives_a_closed_pipe(&home, &[]);
    lacks_formats(&home, &[], &["csv", "jsonl", "ids"]);
}

#[test]
fn what_waits_is_counted_as_people_count() {
    let (home, _stub) = super::auth::logged_in();
    home.ok(["sync"]);
    let glance = |home: &Sandbox| home.ok::<[&str; 0]>([]);
    assert!(!glance(&home).contains("to be synchronised"));
    home.ok(["add", "1EUR", "food:groceries"]);
    assert!(glance(&home).ends_with("1 change waits to be synchronised\n"), "{}", glance(&home));
    home.ok(["add", "1EUR", "food:groceries"]);
    assert!(glance(&home).ends_with("2 changes wait to be synchronised\n"), "{}", glance(&home));
}

#[test]
fn what_keeps_every_sync_from_succeeding_is_told() {
    let (home, stub) = super::auth::logged_in();
    let glance = || home.ok::<[&str; 0]>([]);
    home.ok(["sync"]);
    stub.be(super::stub::Mood::Ill(401, "unauthorised"));
    home.ok(["add", "1EUR", "food:groceries"]);
    home.fails(["sync"], 6);
    let said = glance();
    for words in ["1 change waits to be synchronised", "the last sync was refused", "outlay auth login"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    stub.be(super::stub::Mood::Well);
    home.ok(["sync"]);
    assert!(!glance().contains("refused"), "{}", glance());
    home.ok(["auth", "logout"]);
    assert!(!glance().contains("logged out"), "nothing waits: {}", glance());
    home.ok(["add", "1EUR", "food:groceries"]);
    assert!(glance().contains("logged out of") && glance().contains("outlay auth login"), "{}", glance());
}
