//! `outlay compact`.

use super::{answers, ids, lacks_formats, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract_and_the_expenses_stay() {
    let home = ledger();
    let before = home.ok(["export", "--as", "jsonl"]);
    let object = answers(&home, &["compact"], "compact");
    let on_disk = std::fs::metadata(home.database()).unwrap().len();
    assert_eq!(object["bytes"], on_disk, "{object}");
    assert_eq!(home.ok(["export", "--as", "jsonl"]), before);
    home.ok(["doctor"]);
}

#[test]
fn room_that_was_given_up_goes_back_to_the_disk() {
    let home = ledger();
    let rows: String = (0..2_000).map(|n| format!("2026-09-01,-{n}.01,EUR,row number {n}\n")).collect();
    home.write("rows.csv", format!("Date,Amount,Currency,Description\n{rows}"));
    home.ok(["import", "rows.csv"]);
    home.ok(["undo"]);
    let object = answers(&home, &["compact"], "compact");
    assert!(object["bytes"].as_u64() <= object["bytes_before"].as_u64(), "{object}");
    assert_eq!(ids(&home).len(), 4);
}

#[test]
fn exit_codes() {
    refuses(&ledger(), &["compact", "stray"], 2, "usage");
    let empty = Sandbox::new();
    answers(&empty, &["compact"], "compact");
    assert!(!empty.database().exists(), "nothing is made only to be made smaller");
}

#[test]
fn pipes_and_formats() {
    let home = ledger();
    whole_in_a_pipe(&home, &["compact"]);
    survives_a_closed_pipe(&home, &["compact"]);
    lacks_formats(&home, &["compact"], &["csv", "jsonl", "ids"]);
}
