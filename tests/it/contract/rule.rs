//! `outlay rule`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn every_form_answers_with_the_keys_of_the_contract() {
    let home = ledger();
    let add = ["rule", "add", "駅弁|REWE", "food:lunch", "-p", "Ekiben", "-m", "cash", "-t", "+japan"];
    let added = answers(&home, &add, "rule-change");
    assert_eq!(
        (&added["rules"][0]["pattern"], &added["rules"][0]["category"], &added["rules"][0]["position"]),
        (&json!("駅弁|REWE"), &json!("food:lunch"), &json!(1))
    );
    assert_eq!(added["warnings"][0]["code"], "new_category");
    let listed = answers(&home, &["rule", "list"], "rule-list");
    assert_eq!(listed["rules"], added["rules"]);
    let edited = answers(&home, &["rule", "edit", "1", "--payee", "none", "-c", "travel"], "rule-change");
    assert_eq!(
        (&edited["rules"][0]["payee"], &edited["rules"][0]["category"]),
        (&json!(null), &json!("travel"))
    );
    let same = answers(&home, &["rule", "edit", "1", "-c", "travel"], "rule-change");
    assert_eq!(same["group"], json!(null), "nothing changed");
    let met = answers(&home, &["rule", "test", "Rewe Markt"], "rule-test");
    assert_eq!((&met["alternative"], &met["found"]), (&json!("REWE"), &json!("rewe")));
    let unmet = answers(&home, &["rule", "test", "nothing"], "rule-test");
    assert_eq!(unmet["rule"], json!(null));
    home.ok(["edit", "4", "-c", "none"]);
    for (dry_run, args) in [(true, vec!["rule", "apply", "--dry-run"]), (false, vec!["rule", "apply"])] {
        let applied = answers(&home, &args, "rule-apply");
        assert_eq!((&applied["dry_run"], &applied["count"]), (&json!(dry_run), &json!(1)));
        assert_eq!(applied["rules"][0]["count"], 1);
        assert_eq!(applied["group"] == json!(null), dry_run);
    }
    assert_eq!(home.json(["show", "4"])["expense"]["category"], "travel");
    let id = listed["rules"][0]["id"].as_str().unwrap().to_owned();
    answers(&home, &["rule", "remove", &id[..13]], "rule-change");
    assert_eq!(answers(&home, &["rule", "list"], "rule-list")["rules"], json!([]));
}

#[test]
fn reading_makes_no_file() {
    let home = Sandbox::new();
    assert_eq!(answers(&home, &["rule", "list"], "rule-list")["count"], 0);
    answers(&home, &["rule", "test", "x"], "rule-test");
    assert_eq!(answers(&home, &["rule", "apply", "--dry-run"], "rule-apply")["count"], 0);
    assert!(!home.database().exists());
}

#[test]
fn exit_codes_and_what_is_said() {
    let home = ledger();
    for bad in ["a||b", "/(/", "/a*/", "", "tab\there"] {
        let refused = refuses(&home, &["rule", "add", bad, "food"], 2, "usage");
        assert_ne!(refused["hint"], Value::Null, "{bad}");
    }
    refuses(&home, &["rule", "add", "x", "new:one", "--strict"], 3, "not_found");
    refuses(&home, &["rule", "add", "x", "food", "--position", "0"], 2, "usage");
    assert_eq!(home.json(["rule", "list"])["count"], 0, "nothing came of it");
    home.ok(["rule", "add", "x", "food"]);
    refuses(&home, &["rule", "edit", "9", "--position", "1"], 3, "not_found");
    refuses(&home, &["rule", "edit", "1"], 2, "usage");
    refuses(&home, &["rule", "remove", "1", "9"], 3, "not_found");
    assert_eq!(home.json(["rule", "list"])["count"], 1);
    needs(&home, &["rule", "add", "x"], "CATEGORY");
    needs(&home, &["rule", "test"], "TEXT");
    lacks_formats(&home, &["rule", "list"], &["csv", "ids"]);
}

#[test]
fn terminals_and_pipes() {
    let home = ledger();
    home.ok([
        "rule",
        "add",
        "a very long pattern|with many words|that no column of forty has room for",
        "food",
    ]);
    fits_forty_columns(&home, &["rule", "list"]);
    assert!(whole_in_a_pipe(&home, &["rule", "list"]).contains("has room for"));
    survives_a_closed_pipe(&home, &["rule", "list"]);
}
