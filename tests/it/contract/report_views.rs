//! `outlay report trend`, `largest` and `habits`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_objects_have_the_keys_of_the_contract() {
    let home = ledger();
    let trend = answers(&home, &["report", "trend", "food"], "report-trend");
    assert_eq!(trend["category"], "food");
    assert_eq!(trend["rows"].as_array().unwrap().len(), 12);
    assert_eq!(answers(&home, &["report", "trend"], "report-trend")["category"], Value::Null);
    let largest = answers(&home, &["report", "largest"], "report-largest");
    assert_eq!(largest["count"], 2);
    let habits = answers(&home, &["report", "habits", "--month", "this"], "report-habits");
    assert_eq!(habits["period"], json!({"from": "2026-10-01", "to": "2026-10-15"}));
    for more in [
        &["--compare", "previous"][..],
        &["--compare", "last-year", "--average", "week"],
        &["--by", "month", "--cumulated"],
        &["--top", "1", "--sort", "name"],
        &["--chart=net"],
    ] {
        answers(&home, &["report"].iter().chain(more).copied().collect::<Vec<_>>(), "report");
    }
}

#[test]
fn every_dimension_has_its_word_in_the_schema() {
    let home = ledger();
    for by in outlay::report::Dimension::ALL {
        answers(&home, &["report", "--by", by.as_str(), "--period", "all"], "report");
    }
}

#[test]
fn nothing_is_an_answer_and_makes_no_file() {
    let home = Sandbox::new();
    for view in ["trend", "largest", "habits"] {
        assert_eq!(home.ok(["report", view]), "");
        home.json(["report", view]);
    }
    assert!(!home.database().exists());
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["report", "trend", "food", "travel"], 2, "usage");
    refuses(&home, &["report", "--chart", "trend"], 2, "usage");
    refuses(&home, &["report", "trend", "--month", "13"], 2, "bad_date");
    refuses(&home, &["report", "trend", "fod"], 3, "not_found");
    refuses(&home, &["report", "largest", "-n", "-1"], 2, "usage");
    refuses(&home, &["report", "habits", "--by", "day"], 2, "usage");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    whole_in_a_pipe(&home, &["report", "largest"]);
    for args in [vec!["report", "largest"], vec!["report", "trend", "food", "--year", "2026"]] {
        fits_forty_columns(&home, &args);
        survives_a_closed_pipe(&home, &args);
    }
    survives_a_closed_pipe(&home, &["report", "habits"]);
    for view in ["trend", "largest", "habits"] {
        lacks_formats(&home, &["report", view], &["ids", "jsonl"]);
    }
}
