//! `--search`: words, their beginnings, accents and scripts, and never query syntax.

use super::{added, euros};
use crate::common::Sandbox;

fn texts() -> Sandbox {
    let home = euros();
    for (description, more) in [
        ("Coffee-Shop am Markt", ["--note", "with Anna"].as_slice()),
        ("AMAZON.DE order 123-456", &[]),
        ("Crème brûlée", &["-p", "Café Central"]),
        ("咖啡 和 蛋糕", &["+東京"]),
        ("100% \"natural\" juice * 2", &[]),
        ("O'Brien's; DROP TABLE expenses; --", &[]),
        ("Straße 5", &["+familyday"]),
        ("a_b c%d", &[]),
        ("NEAR AND OR NOT", &[]),
        ("smörgåsbord 🍣", &[]),
    ] {
        let mut args = vec!["5", "-c", "food"];
        args.extend(more);
        args.extend(["--", description]);
        added(&home, &args);
    }
    home
}

fn found(home: &Sandbox, words: &str) -> Vec<i64> {
    let list = home.json(["list", "--search", words]);
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
fn words_are_beginnings_and_all_of_them_must_be_there() {
    let home = texts();
    for (words, wanted) in [
        ("coffee", [1].as_slice()),
        ("cof", &[1]),
        ("offee", &[]),
        ("shop coffee", &[1]),
        ("coffee-shop", &[1]),
        ("coffee anna", &[1]),
        ("coffee cake", &[]),
        ("amazon.de", &[2]),
        ("AMAZON.DE", &[2]),
        ("123-456", &[2]),
        ("family", &[7]),
        ("+family", &[7]),
        ("central", &[3]),
        ("", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("   ", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ] {
        assert_eq!(found(&home, words), wanted, "{words:?}");
    }
}

#[test]
fn case_and_accents_are_folded_both_ways() {
    let home = texts();
    for (words, wanted) in [
        ("creme brulee", 3),
        ("CRÈME", 3),
        ("cre\u{300}me", 3),
        ("cafe", 3),
        ("strasse", 7),
        ("STRASSE", 7),
        ("smorgasbord", 10),
        ("SMÖRGÅS", 10),
    ] {
        assert_eq!(found(&home, words), [wanted], "{words}");
    }
}

#[test]
fn scripts_without_spaces_are_searched_as_substrings() {
    let home = texts();
    for (words, wanted) in [
        ("咖啡", [4].as_slice()),
        ("啡", &[4]),
        ("蛋糕", &[4]),
        ("糕", &[4]),
        ("糕蛋", &[]),
        ("東京", &[4]),
        ("京", &[4]),
    ] {
        assert_eq!(found(&home, words), wanted, "{words}");
    }
}

#[test]
fn nothing_typed_is_query_syntax() {
    let home = texts();
    for (words, wanted) in [
        ("\"", [5].as_slice()),
        ("*", &[5]),
        ("%", &[5, 8]),
        ("_", &[8]),
        ("a_b", &[8]),
        ("c%d", &[8]),
        ("'", &[6]),
        ("--", &[6]),
        (";", &[6]),
        ("o'brien", &[6]),
        ("'; DROP TABLE expenses; --", &[]),
        ("x' OR '1'='1", &[]),
        ("DROP TABLE expenses; --", &[6]),
        ("\"natural\"", &[5]),
        ("natural*", &[5]),
        ("AND", &[9]),
        ("OR", &[2, 9]),
        ("NOT", &[9]),
        ("NEAR(coffee shop)", &[]),
        ("description:coffee", &[]),
        ("coffee OR amazon", &[]),
        ("-coffee", &[1]),
        ("🍣", &[10]),
        ("(", &[]),
        (")", &[]),
        ("^", &[]),
        ("\\", &[]),
        ("\u{0}", &[]),
    ] {
        // A NUL cannot be an argument of a process.
        if !words.contains('\0') {
            let got = found(&home, words);
            assert_eq!(got, wanted, "{words:?}");
        }
    }
    assert_eq!(home.json(["list"])["count"], 10, "nothing was dropped");
}

#[test]
fn a_repeated_search_is_an_or_and_limits_and_formats_hold() {
    let home = texts();
    assert_eq!(
        home.ok(["list", "--search", "coffee", "--search", "amazon", "--format", "ids"]).lines().count(),
        2
    );
    assert_eq!(home.ok(["list", "--search", "o", "-n", "1", "--format", "ids"]).lines().count(), 1);
    assert_eq!(home.ok(["export", "--as", "jsonl", "--search", "coffee"]).lines().count(), 1);
    assert_eq!(home.json(["report", "--search", "coffee"])["totals"][0]["count"], 1);
    let long = "x".repeat(10_000);
    assert_eq!(found(&home, &long), [0; 0]);
}

#[test]
fn the_index_follows_edits_deletes_and_undo() {
    let home = texts();
    home.ok(["edit", "1", "--description", "tea"]);
    assert_eq!((found(&home, "coffee"), found(&home, "tea")), (vec![], vec![1]));
    home.ok(["undo"]);
    assert_eq!((found(&home, "coffee"), found(&home, "tea")), (vec![1], vec![]));
    home.ok(["delete", "1"]);
    assert_eq!(found(&home, "coffee"), [0; 0]);
    assert_eq!(home.json(["list", "--search", "coffee", "--deleted"])["count"], 1);
    home.ok(["undo"]);
    home.ok(["edit", "1", "-t", "+zebra", "--note", "quagga", "--payee", "okapi"]);
    for word in ["zebra", "quagga", "okapi"] {
        assert_eq!(found(&home, word), [1], "{word}");
    }
    home.ok(["doctor"]);
}
