//! `outlay again`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, ids, lacks_formats, ledger, refuses, survives_a_closed_pipe, terminal,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract_and_the_fields_of_the_first() {
    let home = ledger();
    let first = answers(&home, &["show", "1"], "show")["expense"].clone();
    let again = answers(&home, &["again", "1", "-d", "2026-10-01"], "again")["expense"].clone();
    for key in
        ["amount", "currency", "category", "description", "payee", "method", "tags", "note", "direction"]
    {
        assert_eq!(again[key], first[key], "{key}");
    }
    assert_eq!((&again["number"], &again["date"]), (&json!(5), &json!("2026-10-01")));
    assert_ne!(again["id"], first["id"]);
}

#[test]
fn without_a_reference_it_is_the_newest_by_hand_today_and_an_amount_alone_is_the_amount() {
    let home = ledger();
    let again = answers(&home, &["again"], "again")["expense"].clone();
    assert_eq!((&again["description"], &again["date"]), (&json!("駅弁"), &json!("2026-10-15")));
    assert_eq!((&again["amount"], &again["currency"]), (&json!("1200"), &json!("JPY")));
    let again = answers(&home, &["again", "last~2", "4.20"], "again")["expense"].clone();
    assert_eq!(
        (&again["amount"], &again["description"], &again["direction"]),
        (&json!("4.20"), &json!(""), &json!("transfer"))
    );
    let again = answers(&home, &["again", "4.30"], "again")["expense"].clone();
    assert_eq!((&again["amount"], &again["currency"]), (&json!("4.30"), &json!("EUR")));
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["again", "99"], 3, "not_found");
    refuses(&home, &["again", "1", "abc"], 2, "bad_amount");
    refuses(&home, &["again", "1", "1.234"], 2, "ambiguous_amount");
    refuses(&home, &["again", "1", "-d", "32"], 2, "bad_date");
    refuses(&home, &["again", "1", "-d", "03/04"], 2, "ambiguous_date");
    refuses(&home, &["again", "1", "2", "3"], 2, "usage");
    assert_eq!(ids(&home).len(), 4);
    let empty = Sandbox::new();
    refuses(&empty, &["again"], 3, "not_found");
    assert!(!empty.database().exists(), "nothing to repeat makes no file");
}

#[test]
fn nobody_is_asked_and_the_line_is_whole() {
    let home = ledger();
    home.outlay(["again"]).write_stdin("").assert().success();
    assert!(whole_in_a_pipe(&home, &["again", "1"]).contains("too"));
    if let Some(ended) = terminal::run(&home, 80, &["again", "4"], "") {
        assert!(ended.code == 0 && ended.screen.contains("1200 JPY"), "{}", ended.screen);
    }
    fits_forty_columns(&home, &["again", "2", "-q"]);
}

#[test]
fn formats_and_a_closed_pipe() {
    let home = ledger();
    let id = home.ok(["again", "--format", "ids"]);
    assert_eq!(id.trim_end(), ids(&home)[0]);
    lacks_formats(&home, &["again"], &["csv", "jsonl"]);
    survives_a_closed_pipe(&home, &["again"]);
    assert_eq!(ids(&home).len(), 6);
}
