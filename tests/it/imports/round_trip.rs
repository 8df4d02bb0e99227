//! What `export` writes is read back without loss.

use serde_json::{Map, Value};

use super::{counts, euros, import};
use crate::common::Sandbox;

/// A ledger with everything an expense can have, by hand and imported, edited and deleted.
fn furnished() -> Sandbox {
    let home = euros();
    home.ok([
        "add",
        "12.50",
        "food:groceries",
        "bread, \"fresh\"",
        "+weekend",
        "+éclair",
        "@card",
        "-p",
        "Café 咖啡",
        "--note",
        "two\nlines\tand a tab",
    ]);
    home.ok(["add", "3CHF", "food", "=1+1", "--income", "-d", "2026-09-01"]);
    home.ok(["add", "1200JPY", "travel", "--transfer", "-d", "2025-12-31"]);
    home.ok(["add", "0.234BHD", "misc", "-m", "Gulf Bank"]);
    home.write("a.csv", "Date,Amount,Description,Reference\n2026-10-01,-5.00,Bread,R-1\n2026-10-01,-5.00,Bread,R-1\n2026-10-02,-6.00,,\n");
    home.ok(["import", "a.csv", "--source", "card"]);
    home.ok(["edit", "1", "--amount", "13", "-t", "-weekend"]);
    home.ok(["delete", "2"]);
    home
}

/// The expenses of a database without their numbers, by id.
fn by_id(home: &Sandbox, database: &str) -> Map<String, Value> {
    let lines = home.ok(["export", "--as", "jsonl", "--db", database]);
    lines
        .lines()
        .map(|line| {
            let mut expense: Value = serde_json::from_str(line).unwrap();
            expense.as_object_mut().unwrap().remove("number");
            (expense["id"].as_str().unwrap().to_owned(), expense)
        })
        .collect()
}

#[test]
fn an_export_into_an_empty_ledger_gives_the_same_ledger() {
    let home = furnished();
    let own = home.database();
    let wanted = by_id(&home, own.to_str().unwrap());
    for format in ["json", "jsonl", "csv"] {
        let file = format!("export.{format}");
        home.ok(["export", "-o", &file]);
        let other = format!("{format}.db");
        let done = import(&home, &[&file, "--db", &other]);
        assert_eq!(counts(&done), [6, 0, 0, 0], "{format}");
        let got = by_id(&home, &other);
        assert_eq!(got.len(), wanted.len(), "{format}");
        for (id, expense) in &wanted {
            for (key, value) in expense.as_object().unwrap() {
                // CSV has no columns for the moments and the batch (CLI.md, "JSON").
                let kept = format != "csv" || !["created_at", "updated_at", "batch"].contains(&key.as_str());
                if kept && key != "revision" {
                    assert_eq!(got[id][key], *value, "{format} {key}");
                }
            }
        }
        for report in [
            ["report", "--by", "category", "--period", "all"],
            ["report", "--by", "month", "--period", "all"],
        ] {
            let there = home.json(report.iter().chain(&["--db", &other]));
            assert_eq!(there["rows"], home.json(report)["rows"], "{format}");
        }
        let again = import(&home, &[&file, "--db", &other]);
        assert_eq!(counts(&again), [0, 6, 0, 0], "{format}: once is enough");
        home.ok(["doctor", "--db", &other]);
    }
}

#[test]
fn a_second_export_is_the_first_but_for_the_numbers() {
    let home = furnished();
    home.ok(["export", "-o", "first.csv"]);
    import(&home, &["first.csv", "--db", "other.db"]);
    home.ok(["export", "-o", "second.csv", "--db", "other.db"]);
    let rows = |name: &str| {
        let mut reader = csv::Reader::from_path(home.path(name)).unwrap();
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| {
                row.unwrap()
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| *at != 1)
                    .map(|(_, cell)| cell.to_owned())
                    .collect()
            })
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(rows("first.csv"), rows("second.csv"));
}

#[test]
fn an_export_into_its_own_ledger_changes_nothing_and_what_was_deleted_stays_so() {
    let home = furnished();
    home.ok(["export", "-o", "all.json"]);
    let before = home.ok(["export"]);
    assert_eq!(counts(&import(&home, &["all.json"])), [0, 6, 0, 0]);
    home.ok(["delete", "1"]);
    assert_eq!(counts(&import(&home, &["all.json"])), [0, 5, 1, 0]);
    home.ok(["undo"]);
    assert_eq!(home.ok(["export"]), before);
}

#[test]
fn a_pipe_carries_a_ledger() {
    let home = furnished();
    let mut script = home.script("sh", "outlay export --as json | outlay import - --db piped.db");
    script.assert().success();
    assert_eq!(by_id(&home, "piped.db").len(), 6);
}

#[test]
fn what_was_changed_in_the_file_by_hand_is_checked() {
    let home = furnished();
    home.ok(["export", "-o", "all.json"]);
    let content = std::fs::read_to_string(home.path("all.json")).unwrap();
    for (from, to) in [
        ("\"13.00\"", "\"abc\""),
        ("\"13.00\"", "\"-13.00\""),
        ("\"2026-10-15\"", "\"2026-15-10\""),
        ("\"EUR\"", "\"EURO\""),
        ("\"transfer\"", "\"gift\""),
    ] {
        assert!(content.contains(from), "{from}");
        home.write("bad.json", content.replacen(from, to, 1));
        let refused = crate::contract::error(&home, &["import", "bad.json", "--db", "bad.db"], 1);
        assert_eq!(refused["code"], "bad_rows", "{to}");
        assert!(!home.path("bad.db").exists());
    }
}
