//! Expenses entered by hand that a statement brings: offered, linked, left out or added.

use serde_json::{Value, json};

use super::{counts, euros, expenses, field, import};
use crate::common::{Sandbox, text};
use crate::contract::{error, terminal};

const STATEMENT: &str = "Date,Description,Amount\n\
    2026-10-03,REWE SAGT DANKE 54321,-12.50\n\
    2026-10-04,Cinema Central,-9.00\n\
    2026-10-05,SHELL 0815,-40.00\n";

/// A home with two expenses by hand that the statement has, one without a text, and one that it has not.
fn home() -> Sandbox {
    let home = euros();
    home.ok(["add", "12.50", "food", "rewe", "-d", "2026-10-01", "--note", "with Ana"]);
    home.ok(["add", "9", "leisure", "-d", "2026-10-04"]);
    home.ok(["add", "40", "travel", "bicycle repair", "-d", "2026-10-05"]);
    home.write("bank.csv", STATEMENT);
    home
}

fn of(home: &Sandbox, number: &str) -> Value {
    home.json(["show", number])["expense"].clone()
}

#[test]
fn without_a_terminal_they_are_added_and_named_with_the_option() {
    let home = home();
    let would = import(&home, &["bank.csv", "--dry-run"]);
    let done = import(&home, &["bank.csv", "--source", "giro"]);
    assert_eq!((counts(&done), &done["matched"]), ([3, 0, 0, 0], &json!(0)));
    let warnings = done["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 2, "the one with another text is no candidate: {done}");
    assert_eq!(warnings, would["warnings"].as_array().unwrap());
    let first = warnings[0]["message"].as_str().unwrap();
    assert_eq!(warnings[0]["code"], "possible_match");
    assert_eq!(
        first,
        "bank.csv line 2: 2026-10-03 12.50 EUR `REWE SAGT DANKE 54321` may be expense 1 of 2026-10-01 `rewe`; it is added: \
         --match link joins them, --match skip leaves it out"
    );
    let again = home.outlay(["import", "bank.csv"]).assert().success();
    let said = text(&again.get_output().stderr);
    assert!(!said.contains("may be expense"), "what is known is not offered: {said}");
    home.ok(["undo"]);
    let told = import(&home, &["bank.csv", "--match", "add"]);
    assert_eq!((counts(&told), &told["warnings"]), ([3, 0, 0, 0], &json!([])), "told, so not warned of");
}

#[test]
fn they_are_found_around_each_day_of_a_statement_however_far_apart_its_days_are() {
    for years in [2, 20] {
        let home = euros();
        let mut rows = "Date,Description,Amount\n".to_owned();
        for year in 2026 - years..2026 {
            home.ok(["add", "12.50", "food", "rewe", "-d", &format!("{year}-10-01")]);
            rows += &format!("{year}-10-03,REWE SAGT DANKE,-12.50\n");
        }
        home.write("bank.csv", rows);
        let done = import(&home, &["bank.csv", "--match", "link"]);
        assert_eq!((counts(&done), &done["matched"]), ([0, 0, 0, 0], &json!(years)), "{years} spans");
    }
}

#[test]
fn linked_they_are_the_statements_rows_and_known_the_next_time() {
    let home = home();
    let would = import(&home, &["bank.csv", "--match", "link", "--dry-run"]);
    let done = import(&home, &["bank.csv", "--source", "giro", "--match", "link"]);
    assert_eq!((counts(&done), &done["matched"]), ([1, 0, 0, 0], &json!(2)));
    assert_eq!((counts(&would), &would["matched"]), (counts(&done), &done["matched"]));
    assert_eq!(home.json(["list"])["count"], 4);
    let linked = of(&home, "1");
    assert_eq!((&linked["source"], &linked["date"]), (&json!("giro"), &json!("2026-10-01")));
    assert_eq!(
        (&linked["description"], &linked["category"], &linked["note"]),
        (&json!("rewe"), &json!("food"), &json!("with Ana")),
        "what was entered stays"
    );
    assert_eq!(of(&home, "2")["description"], "Cinema Central", "what was left empty is filled");
    let again = import(&home, &["bank.csv"]);
    assert_eq!((counts(&again), &again["matched"]), ([0, 3, 0, 0], &json!(0)));
    assert_eq!(again["warnings"], json!([]));
    assert_eq!(home.json(["doctor"])["ok"], true);
}

#[test]
fn undo_makes_them_entered_by_hand_again() {
    let home = home();
    let before: Vec<Value> = expenses(&home);
    import(&home, &["bank.csv", "--source", "giro", "--match", "link"]);
    home.ok(["undo"]);
    let plain = |all: Vec<Value>| -> Vec<Value> {
        let fields = ["id", "date", "description", "category", "note", "source", "batch", "payee", "tags"];
        all.into_iter().map(|e| fields.iter().map(|name| e[name].clone()).collect()).collect()
    };
    assert_eq!(plain(expenses(&home)), plain(before));
    let again = import(&home, &["bank.csv", "--source", "giro", "--match", "link"]);
    assert_eq!((counts(&again), &again["matched"]), ([1, 0, 0, 0], &json!(2)));
}

#[test]
fn skipped_rows_stay_out_the_next_time_until_the_import_is_taken_back() {
    let home = home();
    let would = import(&home, &["bank.csv", "--match", "skip", "--dry-run"]);
    let done = import(&home, &["bank.csv", "--match", "skip"]);
    assert_eq!((counts(&done), &done["matched"]), ([1, 0, 2, 0], &json!(0)));
    assert_eq!(counts(&would), counts(&done));
    assert_eq!(counts(&import(&home, &["bank.csv"])), [0, 1, 2, 0]);
    assert_eq!(home.json(["list"])["count"], 4);
    assert_eq!(of(&home, "1")["batch"], json!(null));
    home.ok(["undo"]);
    let back = import(&home, &["bank.csv", "--match", "add"]);
    assert_eq!(counts(&back), [3, 0, 0, 0]);
}

#[test]
fn a_terminal_is_asked_row_by_row() {
    let home = home();
    let Some(ended) = terminal::run(&home, 200, &["import", "bank.csv"], "1\n3\n") else { return };
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(
        ended.screen.contains("may be expense 1")
            && ended.screen.contains("1 imported, 1 joined with what was there"),
        "{}",
        ended.screen
    );
    assert_eq!(field(&home, "description"), ["rewe", "", "bicycle repair", "SHELL 0815"]);
    let home = self::home();
    let ended = terminal::run(&home, 200, &["import", "bank.csv"], "4\n").unwrap();
    assert!(ended.screen.contains("2 joined"), "one answer for all: {}", ended.screen);
    let home = self::home();
    let ended = terminal::run(&home, 200, &["import", "bank.csv", "--no-input"], "").unwrap();
    assert!(ended.screen.contains("3 imported") && ended.screen.contains("it is added"), "{}", ended.screen);
}

#[test]
fn asking_needs_a_terminal() {
    let home = home();
    error(&home, &["import", "bank.csv", "--match", "ask"], 2);
    error(&home, &["import", "bank.csv", "--match", "perhaps"], 2);
    assert_eq!(home.json(["list"])["count"], 3);
}

#[test]
fn a_date_too_far_another_amount_direction_or_currency_is_no_match() {
    for add in [
        ["add", "12.50", "food", "rewe", "-d", "2026-09-28"].as_slice(),
        &["add", "12.51", "food", "rewe", "-d", "2026-10-03"],
        &["add", "12.50", "food", "rewe", "-d", "2026-10-03", "--income"],
        &["add", "12.50CHF", "food", "rewe", "-d", "2026-10-03"],
        &["add", "12.50", "food", "restaurant", "-d", "2026-10-03"],
    ] {
        let home = euros();
        home.ok(["add", "1", "food"]);
        home.ok(add);
        home.write("bank.csv", "Date,Description,Amount\n2026-10-03,REWE SAGT DANKE 54321,-12.50\n");
        let done = import(&home, &["bank.csv", "--match", "link"]);
        assert_eq!((counts(&done), &done["matched"]), ([1, 0, 0, 0], &json!(0)), "{add:?}");
    }
}

#[test]
fn two_equal_rows_are_two_expenses_and_each_is_linked_once() {
    let home = euros();
    home.ok(["add", "3", "food", "coffee", "-d", "2026-10-01"]);
    home.write(
        "bank.csv",
        "Date,Description,Amount\n2026-10-01,COFFEE BAR,-3.00\n2026-10-01,COFFEE BAR,-3.00\n",
    );
    let done = import(&home, &["bank.csv", "--match", "link"]);
    assert_eq!((counts(&done), &done["matched"]), ([1, 0, 0, 0], &json!(1)));
    assert_eq!(counts(&import(&home, &["bank.csv", "--match", "link"])), [0, 2, 0, 0]);
}

#[test]
fn what_was_exported_is_never_matched() {
    let home = home();
    home.ok(["export", "--as", "csv", "-o", "own.csv"]);
    let other = euros();
    other.ok(["add", "12.50", "food", "rewe", "-d", "2026-10-01"]);
    other.write("own.csv", std::fs::read(home.path("own.csv")).unwrap());
    let done = import(&other, &["own.csv", "--match", "link"]);
    assert_eq!((counts(&done), &done["matched"]), ([3, 0, 0, 0], &json!(0)));
}

#[test]
fn a_pending_row_that_was_linked_is_booked_later() {
    let home = home();
    home.write("early.csv", "Date,Description,Amount,State\n2026-10-02,REWE SAGT DANKE,-12.50,PENDING\n");
    import(&home, &["early.csv", "--source", "giro", "--match", "link"]);
    assert_eq!(of(&home, "1")["tags"], json!(["pending"]));
    home.write(
        "later.csv",
        "Date,Description,Amount,State\n2026-10-04,REWE SAGT DANKE 54321,-12.50,COMPLETED\n",
    );
    let done = import(&home, &["later.csv"]);
    assert_eq!((counts(&done), &done["matched"]), ([0, 0, 0, 0], &json!(1)));
    let booked = of(&home, "1");
    assert_eq!(
        (&booked["tags"], &booked["category"], &booked["note"]),
        (&json!([]), &json!("food"), &json!("with Ana"))
    );
}
