//! `outlay doctor`.

use serde_json::json;

use super::{
    answers, check, fits_forty_columns, lacks_formats, ledger, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::{Sandbox, text};

/// A ledger whose monthly totals no longer are those of its rows.
fn wrong() -> Sandbox {
    let home = ledger();
    let conn = rusqlite::Connection::open(home.database()).unwrap();
    let changed = conn.execute("DELETE FROM totals", []).unwrap();
    assert!(changed > 0, "there are totals to lose");
    home
}

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    let doctor = answers(&home, &["doctor"], "doctor");
    assert_eq!(doctor["ok"], true);
    assert!(
        doctor["checks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|check| check["ok"] == true && check["fix"] == json!(null))
    );
    let empty = Sandbox::new();
    answers(&empty, &["doctor"], "doctor");
    assert!(!empty.database().exists());
}

#[test]
fn findings_are_exit_4_until_they_are_mended() {
    let home = wrong();
    let assert = home.outlay(["doctor", "--format", "json"]).assert().code(4).stderr("");
    let doctor: serde_json::Value = serde_json::from_str(&text(&assert.get_output().stdout)).unwrap();
    check("doctor", &doctor);
    assert_eq!(doctor["ok"], false);
    let totals = doctor["checks"].as_array().unwrap().iter().find(|check| check["ok"] == false).unwrap();
    assert_eq!((&totals["name"], &totals["fix"]), (&json!("totals"), &json!("outlay doctor --fix")));
    assert!(!totals["detail"].as_str().unwrap().is_empty());
    home.outlay(["doctor"]).assert().code(4);
    let mended = answers(&home, &["doctor", "--fix"], "doctor");
    assert_eq!(mended["ok"], true);
    home.ok(["doctor"]);
    assert_eq!(answers(&home, &["report", "--period", "all"], "report")["rows"].as_array().unwrap().len(), 2);
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["doctor", "--nope"], 2, "usage");
    home.write(
        "text.db",
        "no database at all, only text that is long enough to be looked into as one".repeat(20),
    );
    refuses(&home, &["doctor", "--db", "text.db"], 1, "not_outlay_database");
}

#[test]
fn pipes_and_formats() {
    let home = ledger();
    whole_in_a_pipe(&home, &["doctor"]);
    fits_forty_columns(&home, &["doctor"]);
    survives_a_closed_pipe(&home, &["doctor"]);
    lacks_formats(&home, &["doctor"], &["csv", "jsonl", "ids"]);
}
