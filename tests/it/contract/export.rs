//! `outlay export`.

use serde_json::{Value, json};

use super::{LONG, check, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe};
use crate::common::{Sandbox, text};

#[test]
fn the_object_has_every_expense_with_the_keys_of_the_contract() {
    let home = ledger();
    for args in [
        vec!["export", "--as", "json"],
        vec!["export", "--format", "json"],
        vec!["export", "--as", "json", "-o", "-"],
    ] {
        let object: Value = serde_json::from_str(&home.ok(&args)).unwrap();
        check("export", &object);
        assert_eq!(object["count"], 4, "{args:?}");
    }
}

#[test]
fn jsonl_is_one_expense_a_line_and_csv_is_that_of_list() {
    let home = ledger();
    let lines = home.ok(["export", "--as", "jsonl"]);
    assert_eq!(lines.lines().count(), 4);
    lines.lines().for_each(|line| check("expense", &serde_json::from_str(line).unwrap()));
    let csv = home.ok(["export"]);
    assert_eq!(csv, home.ok(["export", "--as", "csv"]), "CSV is the default");
    assert_eq!(csv, home.ok(["list", "--format", "csv"]));
    assert!(csv.contains(LONG));
    assert_eq!(home.ok(["export", "--as", "csv", "-c", "travel"]).lines().count(), 2, "filters hold");
}

#[test]
fn a_file_gets_what_stdout_would_and_its_ending_chooses_the_format() {
    let home = ledger();
    for (name, format) in [("a.csv", "csv"), ("a.json", "json"), ("a.jsonl", "jsonl")] {
        assert_eq!(home.ok(["export", "-o", name]), "", "{name}");
        assert_eq!(
            std::fs::read_to_string(home.path(name)).unwrap(),
            home.ok(["export", "--as", format]),
            "{name}"
        );
    }
    home.ok(["export", "--as", "json", "-o", "a.csv"]);
    assert!(std::fs::read_to_string(home.path("a.csv")).unwrap().starts_with('{'));
}

#[test]
fn an_empty_ledger_exports_nothing_and_makes_no_file() {
    let home = Sandbox::new();
    let object: Value = serde_json::from_str(&home.ok(["export", "--as", "json"])).unwrap();
    check("export", &object);
    assert_eq!(object["expenses"], json!([]));
    assert_eq!(home.ok(["export", "--as", "jsonl"]), "");
    assert!(!home.database().exists());
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["export", "--as", "xml"], 2, "usage");
    refuses(&home, &["export", "--month", "13"], 2, "bad_date");
    refuses(&home, &["export", "-o", "no/such/folder/x.csv"], 1, "bad_file");
    refuses(&home, &["export", "-o", "."], 1, "bad_file");
    assert!(home.fails(["export", "--format", "ids"], 2).contains("no format `ids`"));
    let left: Vec<_> =
        std::fs::read_dir(home.home()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("partial")), "{left:?}");
}

#[test]
fn pipes() {
    let home = ledger();
    for format in ["csv", "json", "jsonl"] {
        whole_in_a_pipe_but_its_data(&home, format);
        survives_a_closed_pipe(&home, &["export", "--as", format]);
    }
    let assert = home.outlay(["export", "--no-input"]).assert().success().stderr("");
    assert!(text(&assert.get_output().stdout).starts_with("id,"));
}

fn whole_in_a_pipe_but_its_data(home: &Sandbox, format: &str) {
    assert!(whole_in_a_pipe(home, &["export", "--as", format]).contains("☕ too"), "{format}");
}
