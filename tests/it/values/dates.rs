//! Dates. Every test takes place on Thursday 2026-10-15.

use super::{added, error, euros, refused, said, strings, warnings};

#[test]
fn dates_are_read_as_people_write_them_all_backwards() {
    let home = euros();
    for (typed, date) in [
        ("2026-03-04", "2026-03-04"),
        ("20260304", "2026-03-04"),
        ("today", "2026-10-15"),
        ("Yesterday", "2026-10-14"),
        ("tomorrow", "2026-10-16"),
        ("3d", "2026-10-12"),
        ("-3d", "2026-10-12"),
        ("0d", "2026-10-15"),
        ("2w", "2026-10-01"),
        ("1m", "2026-09-15"),
        ("3 days ago", "2026-10-12"),
        ("1 month ago", "2026-09-15"),
        ("thu", "2026-10-15"),
        ("friday", "2026-10-09"),
        ("mon", "2026-10-12"),
        ("15", "2026-10-15"),
        ("16", "2026-09-16"),
        ("31", "2026-08-31"),
        ("03-15", "2026-03-15"),
        ("12-24", "2025-12-24"),
        ("15 mar", "2026-03-15"),
        ("24 dec", "2025-12-24"),
        ("mar 15", "2026-03-15"),
        ("25/12", "2025-12-25"),
        ("03/03", "2026-03-03"),
        ("29 feb 2024", "2024-02-29"),
        ("1970-01-01", "1970-01-01"),
        ("2027-10-15", "2027-10-15"),
    ] {
        assert_eq!(added(&home, &["5", "food", "-d", typed])["date"], date, "{typed}");
    }
}

#[test]
fn a_month_back_from_a_long_one_is_its_last_day() {
    let mut home = euros();
    home.set("OUTLAY_NOW", "2026-03-31T12:00:00Z");
    assert_eq!(added(&home, &["5", "food", "-d", "1m"])["date"], "2026-02-28");
    assert_eq!(added(&home, &["5", "food", "-d", "30"])["date"], "2026-03-30");
    home.set("OUTLAY_NOW", "2026-03-01T12:00:00Z");
    assert_eq!(added(&home, &["5", "food", "-d", "30"])["date"], "2026-01-30");
}

#[test]
fn today_is_that_of_the_local_zone() {
    let mut home = euros();
    home.set("OUTLAY_NOW", "2026-10-15T23:30:00Z").set("TZ", "<+02>-2");
    assert_eq!(added(&home, &["5", "food"])["date"], "2026-10-16");
    home.set("OUTLAY_NOW", "2026-10-15T00:30:00Z").set("TZ", "<-05>5");
    assert_eq!(added(&home, &["5", "food"])["date"], "2026-10-14");
    assert_eq!(added(&home, &["5", "food", "-d", "yesterday"])["date"], "2026-10-13");
}

#[test]
fn day_and_month_that_can_be_exchanged_are_refused_with_both_readings() {
    let home = euros();
    let error = refused(&home, &["5", "food", "-d", "03/04"], "ambiguous_date");
    assert_eq!(error["value"], "03/04");
    assert_eq!(strings(&error["candidates"]), ["2026-03-04", "2026-04-03"]);
    let error = refused(&home, &["5", "food", "-d", "03/04/2025"], "ambiguous_date");
    assert_eq!(strings(&error["candidates"]), ["2025-03-04", "2025-04-03"]);
}

#[test]
fn what_is_no_date_is_refused() {
    let home = euros();
    for typed in [
        "",
        "someday",
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "32",
        "0",
        "99/99",
        "2026",
        "2026-10",
        "15/10/26",
        "+3d",
        "next friday",
        "3x",
        "10000-01-01",
        "٢٠٢٦-١٠-١٥",
        "2026-10-15T12:00:00Z",
        "2026-10-15 extra",
        "fr",
    ] {
        let error = refused(&home, &["5", "food", "-d", typed], "bad_date");
        assert!(error["hint"].is_string(), "{typed}: {error}");
    }
}

#[test]
fn far_days_need_to_be_meant_and_a_future_one_is_noted() {
    let home = euros();
    for typed in ["1969-12-31", "2027-10-16", "0001-01-01", "9999-12-31"] {
        let error = refused(&home, &["5", "food", "-d", typed], "bad_date");
        assert!(error["hint"].as_str().unwrap().contains("--force-date"), "{error}");
        assert_eq!(added(&home, &["5", "food", "-d", typed, "--force-date"])["date"], typed);
        home.ok(["undo"]);
        std::fs::remove_file(home.database()).unwrap();
    }
    let object = said(&home, &["5", "food", "-d", "2026-10-16"]);
    assert!(warnings(&object).contains(&"future_date".to_owned()));
    let object = said(&home, &["5", "food", "-d", "2026-10-15"]);
    assert!(!warnings(&object).contains(&"future_date".to_owned()));
}

#[test]
fn edit_again_and_filters_read_dates_alike() {
    let home = euros();
    added(&home, &["5", "food"]);
    home.ok(["edit", "1", "-d", "fri"]);
    assert_eq!(home.json(["show", "1"])["expense"]["date"], "2026-10-09");
    assert_eq!(home.json(["again", "1", "-d", "-3d"])["expense"]["date"], "2026-10-12");
    assert_eq!(home.json(["list", "--from", "3 days ago", "--to", "today"])["count"], 1);
    for command in
        [["edit", "1", "-d", "03/04"].as_slice(), &["again", "1", "-d", "03/04"], &["list", "--to", "03/04"]]
    {
        assert_eq!(error(&home, command, 2)["code"], "ambiguous_date");
    }
    assert_eq!(error(&home, &["edit", "1", "-d", "1960-01-01"], 2)["code"], "bad_date");
    home.ok(["edit", "1", "-d", "1960-01-01", "--force-date"]);
    assert_eq!(home.json(["list", "--to", "1960-12-31"])["count"], 1, "a filter may name any day");
}
