//! `outlay undo`.

use serde_json::json;

use super::{
    answers, fits_forty_columns, ids, lacks_formats, ledger, refuses, survives_a_closed_pipe, whole_in_a_pipe,
};
use crate::common::{Sandbox, text};

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = ledger();
    home.ok(["edit", "1", "2", "--amount", "9"]);
    let would = answers(&home, &["undo", "--dry-run"], "undo");
    assert_eq!(
        answers(&home, &["show", "1"], "show")["expense"]["amount"],
        "9.00",
        "a dry run changes nothing"
    );
    let undone = answers(&home, &["undo"], "undo");
    assert_eq!(would, undone);
    assert_eq!(
        (&undone["groups"][0]["command"], &undone["groups"][0]["operations"]),
        (&json!("edit"), &json!(2))
    );
    assert_eq!((&undone["skipped"], &undone["count"]), (&json!([]), &json!(2)));
    assert_eq!(answers(&home, &["show", "1"], "show")["expense"]["amount"], "12.50");
    assert_eq!(answers(&home, &["show", "2"], "show")["expense"]["amount"], "3.00");
}

#[test]
fn the_list_has_what_can_be_undone_newest_first() {
    let home = ledger();
    home.ok(["delete", "1"]);
    let list = answers(&home, &["undo", "--list"], "undo");
    let commands: Vec<&str> =
        list["groups"].as_array().unwrap().iter().map(|group| group["command"].as_str().unwrap()).collect();
    assert_eq!(commands, ["delete", "add", "add", "add", "add"]);
    assert_eq!(list["count"], 5);
    let third = list["groups"][2]["group"].to_string();
    let undone = answers(&home, &["undo", &third], "undo");
    assert_eq!(undone["groups"][0]["group"], list["groups"][2]["group"]);
    let empty = Sandbox::new();
    assert_eq!(answers(&empty, &["undo", "--list"], "undo")["groups"], json!([]));
    assert!(!empty.database().exists());
}

#[test]
fn again_goes_further_back_until_there_is_nothing() {
    let home = ledger();
    for left in (0..4).rev() {
        home.ok(["undo"]);
        assert_eq!(ids(&home).len(), left);
    }
    refuses(&home, &["undo"], 3, "nothing_to_undo");
    let empty = Sandbox::new();
    refuses(&empty, &["undo"], 3, "nothing_to_undo");
    assert!(!empty.database().exists());
}

#[test]
fn what_changed_since_is_left_and_listed_and_the_exit_code_is_4() {
    let home = ledger();
    home.ok(["edit", "1", "--amount", "13", "--payee", "Kiosk"]);
    home.ok(["edit", "1", "--amount", "14"]);
    let list = answers(&home, &["undo", "--list"], "undo");
    let group = list["groups"][1]["group"].to_string();
    let assert = home.outlay(["undo", &group, "--format", "json"]).assert().code(4).stderr("");
    let object: serde_json::Value = serde_json::from_str(&text(&assert.get_output().stdout)).unwrap();
    super::check("undo", &object);
    let skipped = object["skipped"].as_array().unwrap();
    assert_eq!(skipped.len(), 1, "{object:#}");
    assert_eq!((&skipped[0]["number"], &skipped[0]["field"]), (&json!(1), &json!("amount")));
    let expense = answers(&home, &["show", "1"], "show")["expense"].clone();
    assert_eq!((&expense["amount"], &expense["payee"]), (&json!("14.00"), &json!("Café Central")));
    assert_eq!(skipped[0]["id"], expense["id"]);
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["undo", "99"], 3, "not_found");
    refuses(&home, &["undo", "yesterday"], 2, "usage");
    refuses(&home, &["undo", "--list", "--dry-run"], 2, "usage");
    refuses(&home, &["undo", "1", "2"], 2, "usage");
    let list = answers(&home, &["undo", "--list"], "undo");
    let first = list["groups"][3]["group"].to_string();
    home.ok(["undo", &first]);
    refuses(&home, &["undo", &first], 3, "nothing_to_undo");
}

#[test]
fn what_is_no_change_of_the_ledger_is_not_undone() {
    let home = ledger();
    home.ok(["config", "set", "currency", "CHF"]);
    home.ok(["compact"]);
    home.ok(["undo"]);
    assert_eq!(ids(&home).len(), 3);
    assert_eq!(home.ok(["config", "get", "currency"]), "CHF\n");
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    home.ok(["category", "rename", "travel", "journeys"]);
    assert!(
        whole_in_a_pipe(&home, &["undo", "--list"]).contains("category rename"),
        "{}",
        home.ok(["undo", "--list"])
    );
    let narrow = fits_forty_columns(&home, &["undo", "--list"]);
    let words = ["Command", "What", "2026-10-15", "category", "rename", "journeys", "bread", "200.00"];
    assert!(narrow.is_empty() || words.iter().all(|word| narrow.contains(word)), "{narrow}");
    survives_a_closed_pipe(&home, &["undo"]);
    survives_a_closed_pipe(&home, &["undo"]);
    assert_eq!(ids(&home).len(), 3);
    lacks_formats(&home, &["undo"], &["csv", "jsonl", "ids"]);
}

#[test]
fn what_an_undo_left_can_be_named_again_and_undo_alone_goes_further_back() {
    let home = ledger();
    home.ok(["edit", "1", "--amount", "13"]);
    home.ok(["edit", "2", "--amount", "4"]);
    let groups = answers(&home, &["undo", "--list"], "undo");
    let (add, edit) = (groups["groups"][5]["group"].to_string(), groups["groups"][1]["group"].to_string());
    // Nothing of it can go back, because the amount differs.
    home.outlay(["undo", &add]).assert().code(4);
    home.outlay(["undo", &add]).assert().code(4);
    home.ok(["undo", &edit]);
    home.ok(["undo", &add]);
    assert!(!ids(&home).contains(&"1".to_owned()), "{:?}", ids(&home));
    refuses(&home, &["undo", &add], 3, "nothing_to_undo");
    home.ok(["redo"]);
    assert_eq!(ids(&home).len(), 4);
    home.ok(["undo", &add]);
    assert_eq!(ids(&home).len(), 3);
}

#[test]
fn a_field_that_went_back_is_not_taken_back_twice() {
    let home = ledger();
    home.ok(["edit", "1", "--amount", "13", "--payee", "Kiosk"]);
    home.ok(["edit", "1", "--amount", "14"]);
    let groups = answers(&home, &["undo", "--list"], "undo");
    let first = groups["groups"][1]["group"].to_string();
    home.outlay(["undo", &first]).assert().code(4);
    // Typed anew after the undo: no longer what that command did.
    home.ok(["edit", "1", "--amount", "13", "--payee", "Kiosk"]);
    home.ok(["undo", &first]);
    let expense = answers(&home, &["show", "1"], "show")["expense"].clone();
    assert_eq!((&expense["amount"], &expense["payee"]), (&json!("12.50"), &json!("Kiosk")));
}

#[test]
fn each_expense_of_a_command_is_told_once_however_many_operations_it_has() {
    let home = Sandbox::new();
    home.write("two.csv", "date,amount,description\n2026-10-01,-1,bread\n2026-10-02,-2,milk\n");
    home.ok(["import", "two.csv", "--currency", "EUR"]);
    // Its create is written down now, as an edit or another device's copy of the row makes it.
    home.ok(["edit", "1", "--note", "organic"]);
    home.ok(["undo"]);
    for (command, word) in [("undo", "deleted"), ("redo", "now")] {
        let said = home.ok([command]);
        let lines: Vec<&str> = said.lines().filter(|line| line.starts_with(&format!("  {word} "))).collect();
        assert_eq!(lines.len(), 2, "{command}: {said}");
    }
}

#[test]
fn an_entry_that_only_marks_what_a_pending_row_became_is_never_told() {
    let home = Sandbox::new();
    let head = "Date,Description,Amount,State\n";
    home.write("early.csv", format!("{head}2026-10-02,REWE SAGT DANKE,-12.50,PENDING\n"));
    home.write("later.csv", format!("{head}2026-10-05,REWE SAGT DANKE 54321,-12.50,COMPLETED\n"));
    for file in ["early.csv", "later.csv"] {
        home.ok(["import", file, "--currency", "EUR", "--source", "giro"]);
    }
    for command in ["undo", "redo"] {
        let said = home.ok([command]);
        assert!(said.contains("now 1 ") && !said.contains("joined"), "{command}: {said}");
    }
}
