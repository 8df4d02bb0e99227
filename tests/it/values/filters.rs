//! Filters: what each selects, what they refuse, and that every command reads them alike.

use serde_json::Value;

use super::{added, error, euros};
use crate::common::Sandbox;

/// Expenses by hand, numbers 1 to 8, and one imported one, number 9.
fn furnished() -> Sandbox {
    let home = euros();
    for args in [
        ["5", "food:groceries", "-d", "2026-10-15", "+home", "@card", "-p", "Spar"].as_slice(),
        &["12.50", "food:out", "-d", "2026-10-14", "+fun", "@cash", "-p", "Café Central"],
        &["7", "food", "-d", "2026-10-01", "@card"],
        &["100", "rent", "-d", "2026-09-30", "@bank", "-p", "Landlord"],
        &["30CHF", "travel", "-d", "2026-08-31", "+fun", "+home"],
        &["2", "food:groceries", "--income", "-d", "2026-07-01", "-p", "spar"],
        &["50", "savings", "--transfer", "-d", "2025-12-31"],
        &["0.99", "foodie", "-d", "2025-01-01"],
    ] {
        added(&home, args);
    }
    home.write("a.csv", "Date,Amount,Currency\n2026-06-15,-20.00,EUR\n");
    home.ok(["import", "a.csv"]);
    home
}

/// The numbers of the expenses that pass.
fn passing(home: &Sandbox, filters: &[&str]) -> Vec<i64> {
    let list = home.json(["list"].iter().chain(filters));
    let mut numbers: Vec<i64> = list["expenses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|expense| expense["number"].as_i64().unwrap())
        .collect();
    numbers.sort_unstable();
    numbers
}

#[test]
fn each_filter_selects_what_the_contract_says() {
    let home = furnished();
    for (filters, wanted) in [
        (["--from", "2026-10-01"].as_slice(), [1, 2, 3].as_slice()),
        (&["--to", "2025-12-31"], &[7, 8]),
        (&["--from", "2026-09-30", "--to", "2026-10-01"], &[3, 4]),
        (&["--month", "2026-10"], &[1, 2, 3]),
        (&["--month", "last"], &[4]),
        (&["--month", "aug"], &[5]),
        (&["--year", "2025"], &[7, 8]),
        (&["--year", "last"], &[7, 8]),
        (&["--period", "2026-Q3"], &[4, 5, 6]),
        (&["--period", "last-month"], &[4]),
        (&["--period", "2026-08-31..2026-09-30"], &[4, 5]),
        (&["--period", "all"], &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (&["-c", "food"], &[1, 2, 3, 6]),
        (&["-c", "food:"], &[3]),
        (&["-c", "FOOD:Groceries"], &[1, 6]),
        (&["-c", "groceries"], &[1, 6]),
        (&["-c", "none"], &[9]),
        (&["-m", "card"], &[1, 3]),
        (&["-m", "@Card"], &[1, 3]),
        (&["-m", "none"], &[5, 6, 7, 8, 9]),
        (&["-p", "spar"], &[1, 6]),
        (&["-p", "cafe central"], &[]),
        (&["-p", "CAFÉ CENTRAL"], &[2]),
        (&["-p", "none"], &[3, 5, 7, 8, 9]),
        (&["-t", "fun"], &[2, 5]),
        (&["-t", "+home"], &[1, 5]),
        (&["-t", "none"], &[3, 4, 6, 7, 8, 9]),
        (&["--min", "30"], &[4, 5, 7]),
        (&["--max", "5"], &[1, 6, 8]),
        (&["--min", "5", "--max", "12,50"], &[1, 2, 3]),
        (&["--currency", "CHF"], &[5]),
        (&["--currency", "chf"], &[5]),
        (&["--direction", "income"], &[6]),
        (&["--direction", "transfer"], &[7]),
        (&["--batch", "1"], &[9]),
        (&["--batch", "none"], &[1, 2, 3, 4, 5, 6, 7, 8]),
        (&["--ledger", "all"], &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (&["--pending"], &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ] {
        assert_eq!(passing(&home, filters), wanted, "{filters:?}");
    }
}

#[test]
fn not_turns_round_and_leaves_the_empty_field_in() {
    let home = furnished();
    for (filters, wanted) in [
        (["-c", "not:food"].as_slice(), [4, 5, 7, 8, 9].as_slice()),
        (&["-c", "not:food:"], &[1, 2, 4, 5, 6, 7, 8, 9]),
        (&["-c", "not:none"], &[1, 2, 3, 4, 5, 6, 7, 8]),
        (&["-m", "not:card"], &[2, 4, 5, 6, 7, 8, 9]),
        (&["-m", "not:none"], &[1, 2, 3, 4]),
        (&["-p", "not:Spar"], &[2, 3, 4, 5, 7, 8, 9]),
        (&["-t", "not:fun"], &[1, 3, 4, 6, 7, 8, 9]),
        (&["--currency", "not:EUR"], &[5]),
        (&["--direction", "not:expense"], &[6, 7]),
        (&["--batch", "not:none"], &[9]),
        (&["--batch", "not:1"], &[1, 2, 3, 4, 5, 6, 7, 8]),
    ] {
        assert_eq!(passing(&home, filters), wanted, "{filters:?}");
    }
}

#[test]
fn different_filters_and_a_repeated_one_or() {
    let home = furnished();
    for (filters, wanted) in [
        (["-c", "food", "-m", "card"].as_slice(), [1, 3].as_slice()),
        (&["-c", "rent", "-c", "travel"], &[4, 5]),
        (&["-c", "rent", "-c", "none"], &[4, 9]),
        (&["-c", "food", "-c", "not:food:out"], &[1, 3, 6]),
        (&["-t", "fun", "-t", "home"], &[1, 2, 5]),
        (&["-t", "fun", "-t", "not:home"], &[2]),
        (&["-m", "cash", "-m", "bank", "-c", "not:rent"], &[2]),
        (&["--month", "2026-08", "--month", "2026-07"], &[5, 6]),
        (&["--month", "2026-08", "--year", "2025"], &[5, 7, 8]),
        (&["--direction", "income", "--direction", "transfer"], &[6, 7]),
        (&["--currency", "CHF", "--currency", "EUR", "--min", "100"], &[4]),
        (&["--year", "2026", "-c", "food", "--max", "6", "--direction", "expense"], &[1]),
    ] {
        assert_eq!(passing(&home, filters), wanted, "{filters:?}");
    }
}

#[test]
fn report_and_export_select_the_same() {
    let home = furnished();
    for filters in [
        ["-c", "food", "--period", "all"].as_slice(),
        &["--month", "2026-10"],
        &["--from", "2026-07-15", "--to", "2026-10-01", "-m", "not:none"],
        &["-t", "fun", "--period", "all"],
        &["--min", "7", "--period", "all", "--direction", "not:transfer"],
        &["--batch", "1", "--period", "all"],
    ] {
        let list = home.json(["list"].iter().chain(filters));
        let report = home.json(["report"].iter().chain(filters));
        let of = |object: &Value| {
            let mut rows = object["totals"].as_array().unwrap().clone();
            rows.sort_by_key(|row| row["currency"].to_string());
            // A report says more of each.
            for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                row.retain(|key, _| {
                    ["currency", "count", "expense", "income", "net"].contains(&key.as_str())
                });
            }
            rows
        };
        assert_eq!(of(&list), of(&report), "{filters:?}");
        let exported = home.ok(["export", "--as", "jsonl"].iter().chain(filters));
        assert_eq!(exported.lines().count(), list["expenses"].as_array().unwrap().len(), "{filters:?}");
    }
}

#[test]
fn what_cannot_be_a_filter_is_refused() {
    let home = furnished();
    for (filters, exit, code) in [
        (["--month", "smarch"], 2, "bad_date"),
        (["--month", "2026-13"], 2, "bad_date"),
        (["--year", "26"], 2, "bad_date"),
        (["--period", "fortnight"], 2, "bad_date"),
        (["--period", "2026-W54"], 2, "bad_date"),
        (["--period", "2026-02-01..2026-01-01"], 2, "bad_date"),
        (["--period", "03/04..05/06"], 2, "ambiguous_date"),
        (["--from", "03/04"], 2, "ambiguous_date"),
        (["--to", "never"], 2, "bad_date"),
        (["--min", "1,234"], 2, "ambiguous_amount"),
        (["--min", "-5"], 2, "bad_amount"),
        (["--max", "5EUR"], 2, "bad_amount"),
        (["--currency", "EURO"], 2, "unknown_currency"),
        (["--direction", "out"], 2, "usage"),
        (["--category", "a::b"], 2, "usage"),
        (["--category", "foood"], 3, "not_found"),
        (["--batch", "2"], 3, "not_found"),
        (["--batch", "x"], 3, "not_found"),
        (["--ledger", "garden"], 3, "not_found"),
    ] {
        for command in ["list", "report", "export"] {
            let refused = error(&home, &[command, filters[0], filters[1]], exit);
            assert_eq!(refused["code"], code, "{command} {filters:?}: {refused}");
        }
    }
}

#[test]
fn a_category_that_was_never_there_selects_nothing_unless_it_is_a_slip() {
    let home = furnished();
    assert_eq!(passing(&home, &["-c", "zoo"]), [0; 0]);
    let slip = error(&home, &["list", "-c", "grocries"], 3);
    assert_eq!(slip["candidates"][0], "food:groceries");
}
