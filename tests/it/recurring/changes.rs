//! Edits, pauses and ends: they change later dates only.

use serde_json::{Value, json};

use super::{at, dates, euros, netflix};
use crate::common::Sandbox;

fn next(home: &Sandbox, now: &str) -> Value {
    at(home, now, &["recurring", "list"])["recurring"][0]["next_on"].clone()
}

/// Date and amount of everything that was entered, in the order of the dates.
fn amounts(home: &Sandbox) -> Vec<(String, String)> {
    let list = home.json(["list"]);
    let rows = list["expenses"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut found: Vec<_> = rows.map(|row| (text(&row["date"]), text(&row["amount"]))).collect();
    found.sort_unstable();
    found
}

#[test]
fn an_edit_enters_what_was_due_under_the_old_values_and_counts_from_then_on() {
    let home = euros();
    netflix(&home, &["--every", "month", "--day", "1", "--from", "2026-08-15"]);
    home.ok(["recurring", "run"]);
    let edited = at(
        &home,
        "2026-12-05T09:00:00Z",
        &["recurring", "edit", "1", "--amount", "12.99", "--description", "Netflix HD"],
    );
    assert_eq!(edited["recurring"][0]["next_on"], "2027-01-01");
    at(&home, "2027-01-02T09:00:00Z", &["recurring", "run"]);
    let of = |date: &str, amount: &str| (date.to_owned(), amount.to_owned());
    assert_eq!(
        amounts(&home),
        [
            of("2026-09-01", "9.99"),
            of("2026-10-01", "9.99"),
            of("2026-11-01", "9.99"),
            of("2026-12-01", "9.99"),
            of("2027-01-01", "12.99")
        ]
    );
    assert_eq!(dates(&home, "Netflix HD"), ["2027-01-01"]);
}

#[test]
fn another_day_gives_no_month_a_second_date_in_silence() {
    let home = euros();
    netflix(&home, &["--every", "month", "--day", "1", "--from", "2026-10-01"]);
    let edited = home.json(["recurring", "edit", "1", "--day", "20"]);
    assert_eq!(dates(&home, "Netflix"), ["2026-10-01"], "what was due came first");
    assert_eq!(edited["recurring"][0]["next_on"], "2026-11-20");
    assert_eq!(edited["warnings"].as_array().unwrap().len(), 1, "what was entered: {edited}");
    let asked = home.json(["recurring", "edit", "1", "--from", "2026-10-25"]);
    assert_eq!(asked["recurring"][0]["next_on"], "2026-11-20", "its day stays");
    let asked = home.json(["recurring", "edit", "1", "--from", "2026-10-25", "--day", "25"]);
    assert_eq!(asked["recurring"][0]["next_on"], "2026-10-25");
    let weekly = home.json(["recurring", "edit", "1", "--every", "week"]);
    assert_eq!(
        (&weekly["recurring"][0]["day"], &weekly["recurring"][0]["next_on"]),
        (&json!(null), &json!("2026-10-25"))
    );
}

#[test]
fn a_second_date_that_was_asked_for_is_said() {
    let home = euros();
    netflix(&home, &["--every", "month", "--day", "1", "--from", "2026-10-01"]);
    home.ok(["recurring", "run"]);
    let asked = home.json(["recurring", "edit", "1", "--day", "25", "--from", "2026-10-20"]);
    assert_eq!(asked["recurring"][0]["next_on"], "2026-10-25");
    let codes: Vec<&Value> = asked["warnings"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert!(codes.contains(&&json!("second_date")), "{asked}");
    let behind = home.json(["recurring", "edit", "1", "--from", "2026-09-01", "--day", "1"]);
    assert_eq!(behind["recurring"][0]["next_on"], "2026-11-01", "nothing that has passed comes again");
    assert_eq!(home.json(["recurring", "run"])["count"], 0);
}

#[test]
fn what_passes_in_a_pause_is_skipped_for_good() {
    let home = euros();
    netflix(&home, &["--every", "month", "--day", "31", "--from", "2026-08-01", "--count", "6"]);
    let paused = home.json(["recurring", "pause", "1"]);
    assert_eq!(
        (&paused["recurring"][0]["paused"], &paused["recurring"][0]["next_on"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(dates(&home, "Netflix"), ["2026-08-31", "2026-09-30"], "what was due before came before");
    assert_eq!(at(&home, "2026-12-15T09:00:00Z", &["recurring", "run"])["count"], 0);
    let resumed = at(&home, "2026-12-15T09:00:00Z", &["recurring", "resume", "1"]);
    assert_eq!(resumed["recurring"][0]["next_on"], "2026-12-31");
    assert_eq!(
        at(&home, "2027-06-15T09:00:00Z", &["recurring", "run"])["count"],
        2,
        "six dates, two of them skipped"
    );
    assert_eq!(dates(&home, "Netflix")[2..], ["2026-12-31", "2027-01-31"]);
    let again = home.json(["recurring", "resume", "1"]);
    assert_eq!(again["group"], Value::Null);
    home.ok(["recurring", "pause", "1"]);
    let mut over = home.outlay(["recurring", "resume", "1"]);
    over.env("OUTLAY_NOW", "2028-01-01T00:00:00Z").assert().code(2).stdout("");
}

#[test]
fn a_removal_leaves_what_was_entered_and_enters_nothing_more() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    home.ok(["recurring", "run"]);
    let removed = at(&home, "2026-10-29T09:00:00Z", &["recurring", "remove", "1"]);
    assert_eq!(removed["due"], 2);
    assert_eq!(at(&home, "2026-10-29T09:00:00Z", &["recurring", "run"])["count"], 0);
    assert_eq!(dates(&home, "Netflix").len(), 3);
    assert_eq!(home.json(["recurring", "list"])["count"], 0);
    home.ok(["undo"]);
    assert_eq!(
        at(&home, "2026-10-29T09:00:00Z", &["recurring", "run"])["count"],
        2,
        "an undo brings it back"
    );
}

#[test]
fn an_undo_of_a_change_puts_the_rhythm_back_and_enters_nothing_twice() {
    let home = euros();
    netflix(&home, &["--every", "month", "--day", "1", "--from", "2026-08-01"]);
    home.ok(["recurring", "edit", "1", "--day", "20"]);
    assert_eq!(next(&home, "2026-10-16T09:00:00Z"), "2026-11-20");
    let undone = home.json(["undo"]);
    assert_eq!(undone["groups"][0]["command"], "recurring edit");
    assert_eq!(next(&home, "2026-10-16T09:00:00Z"), "2026-11-01");
    assert_eq!(at(&home, "2026-11-02T09:00:00Z", &["recurring", "run"])["count"], 1);
    assert_eq!(dates(&home, "Netflix"), ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"]);
    let listed = home.ok(["undo", "--list"]);
    assert!(listed.contains("recurring add") && listed.contains("recurring 1"), "{listed}");
}

#[test]
fn a_category_that_was_renamed_or_merged_is_followed() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    home.ok(["category", "rename", "subscriptions", "media"]);
    home.ok(["add", "1", "fun", "x"]);
    assert_eq!(home.json(["list", "-c", "media"])["count"], 3);
    home.ok(["category", "merge", "media", "fun"]);
    assert_eq!(home.json(["recurring", "list"])["recurring"][0]["category"], "fun");
    at(&home, "2026-10-22T09:00:00Z", &["recurring", "run"]);
    assert_eq!(home.json(["list", "-c", "fun"])["count"], 5);
    home.ok(["doctor"]);
}

#[test]
fn an_edit_that_would_enter_too_much_first_is_refused() {
    let home = euros();
    netflix(&home, &["--every", "day", "--from", "2026-07-01"]);
    for args in [&["edit", "1", "--amount", "1"][..], &["pause", "1"]] {
        let error = home.fails_json(["recurring"].iter().chain(args), 1);
        assert!(error["hint"].as_str().unwrap().contains("run --yes"), "{error}");
    }
    assert_eq!(home.json(["recurring", "list"])["recurring"][0]["amount"], "9.99");
    home.ok(["recurring", "remove", "1"]);
}
