//! Recurring expenses: what is entered when, by whom, once; what a change means for later dates; the forecast.

mod changes;
#[cfg(feature = "server")]
mod devices;
mod forecast;

use serde_json::{Value, json};

use crate::common::{Sandbox, text};

/// A home in euros.
fn euros() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home
}

/// A command at another time, which must succeed; gives its object.
fn at(home: &Sandbox, now: &str, args: &[&str]) -> Value {
    let mut command = home.outlay(args);
    let output = command.args(["--format", "json"]).env("OUTLAY_NOW", now).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The dates of the live expenses with a description, in their order.
fn dates(home: &Sandbox, description: &str) -> Vec<String> {
    let list = home.json(["list"]);
    let rows = list["expenses"].as_array().unwrap().iter();
    let mut dates: Vec<String> = rows
        .filter(|row| row["description"] == description)
        .map(|row| row["date"].as_str().unwrap().to_owned())
        .collect();
    dates.sort_unstable();
    dates
}

fn netflix(home: &Sandbox, more: &[&str]) -> Value {
    let add = ["recurring", "add", "9.99", "subscriptions", "Netflix"];
    home.json(add.iter().chain(more))
}

#[test]
fn each_missed_date_is_entered_once_however_long_the_machine_was_off() {
    let home = euros();
    let added = netflix(&home, &["--every", "month", "--day", "31"]);
    assert_eq!(added["recurring"][0]["next_on"], "2026-10-31");
    assert_eq!((&added["due"], &added["recurring"][0]["every"]), (&json!(0), &json!("1m")));
    assert_eq!(home.json(["recurring", "run"])["count"], 0);
    let run = at(&home, "2027-03-01T09:00:00Z", &["recurring", "run"]);
    assert_eq!(run["count"], 5);
    let wanted = ["2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"];
    assert_eq!(dates(&home, "Netflix"), wanted);
    let first = &run["entered"][0];
    assert_eq!(
        json!([first["amount"], first["category"], first["direction"], first["source"]]),
        json!(["9.99", "subscriptions", "expense", null])
    );
    assert_eq!(at(&home, "2027-03-01T09:00:00Z", &["recurring", "run"])["count"], 0);
    assert_eq!(
        at(&home, "2026-11-01T09:00:00Z", &["recurring", "run"])["count"],
        0,
        "a clock that went back"
    );
    let list = at(&home, "2027-03-01T09:00:00Z", &["recurring", "list"]);
    assert_eq!(
        (&list["recurring"][0]["next_on"], &list["recurring"][0]["entered"]),
        (&json!("2027-03-31"), &json!(5))
    );
}

#[test]
fn add_and_the_glance_enter_what_is_due_and_commands_that_only_read_do_not() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    for reader in [
        &["list"][..],
        &["report"],
        &["show", "1"],
        &["status"],
        &["recurring", "list"],
        &["recurring", "upcoming"],
        &["undo", "--list"],
        &["category", "list"],
        &["export"],
        &["config", "list"],
    ] {
        let _ = home.outlay(reader).output().unwrap();
        assert_eq!(dates(&home, "Netflix"), [] as [&str; 0], "{reader:?}");
    }
    let output = home.outlay(["add", "5", "food", "bread"]).output().unwrap();
    assert!(
        text(&output.stderr).contains("entered 3 recurring")
            || text(&output.stderr).contains("as it was due")
    );
    assert!(text(&output.stdout).contains("bread"), "the answer is of what was typed");
    assert_eq!(dates(&home, "Netflix"), ["2026-10-01", "2026-10-08", "2026-10-15"]);
    let glance = at(&home, "2026-10-22T09:00:00Z", &[]);
    assert_eq!(glance["expenses"][0]["date"], "2026-10-22", "the glance shows what it entered");
    assert_eq!(glance["warnings"][0]["code"], "recurring_entered");
    assert_eq!(dates(&home, "Netflix").len(), 4);
    home.ok([] as [&str; 0]);
    assert_eq!(dates(&home, "Netflix").len(), 4);
    home.ok(["doctor"]);
}

#[test]
fn an_undo_after_add_takes_the_add_back_and_last_is_what_was_typed() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    home.ok(["add", "5", "food", "bread"]);
    assert_eq!(home.json(["show", "last"])["expense"]["description"], "bread");
    assert_eq!(home.json(["undo"])["groups"][0]["command"], "add");
    assert_eq!((dates(&home, "Netflix").len(), dates(&home, "bread").len()), (3, 0));
    home.ok(["redo"]);
    let undone = home.json(["undo", "2"]);
    assert_eq!((&undone["groups"][0]["command"], &undone["count"]), (&json!("recurring run"), &json!(3)));
    assert_eq!(dates(&home, "Netflix").len(), 0);
    home.ok(["add", "6", "food", "milk"]);
    assert_eq!(
        home.json(["recurring", "run"])["count"],
        0,
        "what was taken back does not come again by itself"
    );
    assert_eq!(dates(&home, "Netflix").len(), 0);
}

#[test]
fn a_redo_is_still_possible_after_something_became_due() {
    let home = euros();
    netflix(&home, &["--every", "week"]);
    home.ok(["add", "5", "food", "bread"]);
    home.ok(["undo"]);
    assert_eq!(at(&home, "2026-10-22T09:00:00Z", &[])["warnings"][0]["code"], "recurring_entered");
    home.ok(["redo"]);
    assert_eq!(dates(&home, "bread").len(), 1);
}

#[test]
fn one_that_was_deleted_is_not_entered_again_even_if_all_notes_are_lost() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    home.ok(["recurring", "run"]);
    home.ok(["delete", "2"]);
    let sql = rusqlite::Connection::open(home.database()).unwrap();
    let noted: i64 = sql.query_row("SELECT count(*) FROM recurring_passed", [], |row| row.get(0)).unwrap();
    assert_eq!(noted, 1);
    sql.execute("DELETE FROM recurring_passed", []).unwrap();
    drop(sql);
    assert_eq!(home.json(["recurring", "run"])["count"], 0);
    home.ok(["add", "5", "food", "bread"]);
    assert_eq!(dates(&home, "Netflix"), ["2026-10-01", "2026-10-15"]);
    assert_eq!(home.json(["recurring", "list"])["recurring"][0]["entered"], 2);
    home.ok(["doctor"]);
}

#[test]
fn more_than_sixty_dates_are_entered_only_when_that_is_wanted_and_add_goes_on() {
    let home = euros();
    let added = netflix(&home, &["--every", "day", "--from", "2026-08-16"]);
    assert_eq!(added["due"], 61);
    let error = home.fails_json(["recurring", "run"], 1);
    assert_eq!((&error["code"], &error["value"]), (&json!("usage"), &json!("61")));
    let bread = home.json(["add", "5", "food", "bread"]);
    assert_eq!(bread["warnings"].as_array().unwrap().last().unwrap()["code"], "recurring_due");
    assert_eq!(home.json([] as [&str; 0])["warnings"][0]["code"], "recurring_due");
    assert_eq!(dates(&home, "Netflix").len(), 0);
    assert_eq!(home.json(["recurring", "run", "--yes"])["count"], 61);
    assert_eq!(home.json(["list"])["matched"], 62);

    let sixty = euros();
    netflix(&sixty, &["--every", "day", "--from", "2026-08-17"]);
    assert_eq!(sixty.json(["recurring", "run"])["count"], 60);
}

#[test]
fn a_clock_that_is_years_ahead_enters_nothing_unasked_and_nothing_is_missed_afterwards() {
    let home = euros();
    netflix(&home, &["--every", "week"]);
    let glance = at(&home, "2036-10-15T12:00:00Z", &[]);
    assert_eq!(glance["warnings"][0]["code"], "recurring_due");
    assert_eq!(at(&home, "2026-10-29T12:00:00Z", &["recurring", "run"])["count"], 3);
}

#[test]
fn the_day_is_that_of_the_place_where_the_user_is() {
    for (zone, now, wanted) in [
        ("Pacific/Auckland", "2026-09-26T12:30:00Z", 1), // 27 September, when its clocks go forward
        ("America/New_York", "2026-09-27T03:30:00Z", 0),
        ("Europe/Berlin", "2026-10-24T22:30:00Z", 1), // 25 October, when its clocks go back
        ("UTC", "2026-10-24T22:30:00Z", 0),
    ] {
        let mut home = euros();
        home.set("TZ", zone);
        let from = if now < "2026-10" { "2026-09-27" } else { "2026-10-25" };
        at(
            &home,
            "2026-09-01T12:00:00Z",
            &["recurring", "add", "1", "x", "Tea", "--every", "day", "--from", from],
        );
        assert_eq!(at(&home, now, &["recurring", "run"])["count"], wanted, "{zone}");
    }
}

#[test]
fn leap_days_income_and_transfers_and_everything_that_add_knows() {
    let home = euros();
    let add =
        ["recurring", "add", "2400", "USD", "wages", "ACME", "+job", "@bank", "--income", "-p", "Acme Ltd"];
    let rest = ["--note", "gross", "--every", "year", "--from", "2024-02-29"];
    let added = home.json(add.iter().chain(&rest));
    let wages = &added["recurring"][0];
    assert_eq!(
        json!([
            wages["direction"],
            wages["currency"],
            wages["method"],
            wages["tags"],
            wages["note"],
            wages["day"]
        ]),
        json!(["income", "USD", "Bank", ["job"], "gross", 29])
    );
    assert_eq!((&wages["next_on"], &added["due"]), (&json!("2027-02-28"), &json!(3)));
    let run = at(&home, "2028-03-01T00:00:00Z", &["recurring", "run"]);
    let entered = run["entered"].as_array().unwrap();
    let on: Vec<&Value> = entered.iter().map(|row| &row["date"]).collect();
    assert_eq!(json!(on), json!(["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]));
    let last = &entered[4];
    assert_eq!(
        json!([
            last["direction"],
            last["amount"],
            last["currency"],
            last["payee"],
            last["method"],
            last["tags"]
        ]),
        json!(["income", "2400.00", "USD", "Acme Ltd", "Bank", ["job"]])
    );
    home.ok(["recurring", "add", "200", "savings", "--transfer", "--every", "quarter", "--day", "31"]);
    let run = at(&home, "2028-04-01T00:00:00Z", &["recurring", "run"]);
    assert_eq!(run["entered"][0]["direction"], "transfer");
    assert_eq!(run["entered"][1]["date"], "2027-01-31");
}

#[test]
fn it_ends_with_its_last_day_or_its_count() {
    let home = euros();
    netflix(&home, &["--every", "month", "--from", "2026-01-31", "--count", "3"]);
    home.ok([
        "recurring",
        "add",
        "5",
        "gym",
        "Gym",
        "--every",
        "2w",
        "--from",
        "2026-09-01",
        "--until",
        "2026-09-29",
    ]);
    assert_eq!(home.json(["recurring", "run"])["count"], 6);
    assert_eq!(dates(&home, "Netflix"), ["2026-01-31", "2026-02-28", "2026-03-31"]);
    assert_eq!(dates(&home, "Gym"), ["2026-09-01", "2026-09-15", "2026-09-29"]);
    for row in home.json(["recurring", "list"])["recurring"].as_array().unwrap() {
        assert_eq!(row["next_on"], Value::Null);
    }
    assert!(home.ok(["recurring", "list"]).contains("ended"));
}

#[test]
fn bad_input_is_refused_and_changes_nothing() {
    let home = euros();
    home.ok(["add", "1", "food", "first"]);
    for (args, code, exit) in [
        (&["--every", "fortnight"][..], "usage", 2),
        (&["--every", "0d"], "usage", 2),
        (&["--every", "month", "--day", "32"], "usage", 2),
        (&["--every", "week", "--day", "3"], "usage", 2),
        (&["--every", "month", "--count", "0"], "usage", 2),
        (&["--every", "month", "--until", "2026-01-01"], "usage", 2),
        (&["--every", "month", "--from", "03/04"], "ambiguous_date", 2),
        (&["--every", "month", "--from", "2029-01-01"], "bad_date", 2),
    ] {
        let add = ["recurring", "add", "9.99", "new", "Netflix"];
        let error = home.fails_json(add.iter().chain(args), exit);
        assert_eq!(error["code"], code, "{args:?}: {error}");
    }
    assert_eq!(home.json(["recurring", "list"])["count"], 0);
    assert_eq!(home.json(["category", "list"])["count"], 1);
    for args in [&["edit", "9", "--amount", "1"][..], &["pause", "9"], &["resume", "9"], &["remove", "9"]] {
        assert_eq!(home.fails_json(["recurring"].iter().chain(args), 3)["code"], "not_found", "{args:?}");
    }
    let none = Sandbox::new();
    none.fails(["recurring", "add", "x", "food", "--every", "month"], 2);
    none.fails(["recurring", "add", "5", "food", "--every", "never"], 2);
    none.ok(["recurring", "list"]);
    none.ok(["recurring", "upcoming"]);
    assert!(!none.database().exists(), "nothing was made");
}

#[test]
fn a_glance_goes_on_where_the_database_is_in_use_or_cannot_be_written() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    let other = rusqlite::Connection::open(home.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let output = home.outlay(["--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let glance: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(glance["warnings"][0]["code"], "recurring_not_entered");
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    assert_eq!(dates(&home, "Netflix").len(), 0);
    home.ok([] as [&str; 0]);
    assert_eq!(dates(&home, "Netflix").len(), 3);
}

#[test]
fn in_a_ledger_that_is_only_looked_at_nothing_is_entered() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    let sql = rusqlite::Connection::open(home.database()).unwrap();
    sql.execute("UPDATE ledgers SET role = 'viewer'", []).unwrap();
    assert_eq!(home.json(["recurring", "run"])["count"], 0);
    sql.execute("UPDATE ledgers SET role = 'editor'", []).unwrap();
    assert_eq!(home.json(["recurring", "run"])["count"], 3);
}

#[test]
fn one_that_only_a_newer_version_can_read_is_left_alone_and_listed_as_such() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    let sql = rusqlite::Connection::open(home.database()).unwrap();
    for (every, day) in [("2nd friday", None), ("1m", Some(-1))] {
        sql.execute("UPDATE recurring SET every = ?1, day = ?2", (every, day)).unwrap();
        assert_eq!(home.json(["recurring", "run"])["count"], 0, "{every}");
        let list = home.json(["recurring", "list"]);
        assert_eq!(
            (&list["recurring"][0]["readable"], &list["recurring"][0]["next_on"]),
            (&json!(false), &Value::Null)
        );
        assert!(home.ok(["recurring", "list"]).contains("newer"), "{every}");
        assert_eq!(home.json(["recurring", "upcoming"])["count"], 0);
        home.ok(["add", "1", "food"]);
        home.ok(["recurring", "edit", "1", "--amount", "12"]);
        home.ok(["recurring", "edit", "1", "--amount", "13"]);
        assert_eq!(
            home.fails_json(["recurring", "edit", "1", "--until", "2027-01-01"], 1)["code"],
            "protocol"
        );
        let (kept, on): (String, Option<i64>) = sql
            .query_row("SELECT every, day FROM recurring", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!((kept.as_str(), on), (every, day), "it is as it was");
    }
}

#[test]
fn an_interval_of_one_device_and_a_day_of_another_are_read_together() {
    let home = euros();
    netflix(&home, &["--every", "week", "--from", "2026-10-01"]);
    let sql = rusqlite::Connection::open(home.database()).unwrap();
    sql.execute("UPDATE recurring SET every = '2w', day = 21", []).unwrap();
    let list = home.json(["recurring", "list"]);
    assert_eq!((&list["recurring"][0]["readable"], &list["recurring"][0]["due"]), (&json!(true), &json!(2)));
    assert_eq!(home.json(["recurring", "run"])["count"], 2);
    home.ok(["recurring", "edit", "1", "--every", "month", "--day", "10"]);
    assert_eq!(home.json(["recurring", "list"])["recurring"][0]["day"], 10);
}
