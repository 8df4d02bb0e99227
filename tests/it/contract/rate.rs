//! `outlay rate`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

const TABLE: &str = "Date,USD,JPY,GBP,\n2026-10-15,1.0843,163.45,0.8321,\n2026-09-22,1.07,160,0.8,\n";

#[test]
fn every_form_answers_with_the_keys_of_the_contract() {
    let home = ledger();
    let set = answers(&home, &["rate", "set", "usd", "THB", "32,15", "-d", "2026-10-01"], "rate-change");
    let rate = &set["rates"][0];
    assert_eq!(
        (&rate["base"], &rate["quote"], &rate["date"], &rate["rate"], &set["group"]),
        (&json!("USD"), &json!("THB"), &json!("2026-10-01"), &json!("32.15"), &json!(5))
    );
    let same = answers(&home, &["rate", "set", "USD", "THB", "32.150", "-d", "2026-10-01"], "rate-change");
    assert_eq!((&same["group"], &same["rates"]), (&json!(null), &set["rates"]), "nothing changed");
    let again = answers(&home, &["rate", "set", "USD", "THB", "33", "-d", "2026-10-01"], "rate-change");
    assert_eq!((&again["rates"][0]["rate"], &again["rates"][0]["id"]), (&json!("33"), &rate["id"]));
    let listed = answers(&home, &["rate", "list"], "rate-list");
    assert_eq!(listed["rates"], again["rates"]);
    home.write("hist.csv", TABLE);
    for dry_run in [true, false] {
        let mut args = vec!["rate", "import", "hist.csv"];
        args.extend(dry_run.then_some("--dry-run"));
        let done = answers(&home, &args, "rate-import");
        // The ledger has euros and yen, and dollars by the rate that was set; its oldest expense is of 30 September.
        assert_eq!((&done["added"], &done["currencies"]), (&json!(2), &json!(["USD", "JPY"])));
        assert_eq!((&done["from"], &done["base"]), (&json!("2026-09-23"), &json!("EUR")));
        assert_eq!(done["left_out"], json!({"rates": 4, "currencies": ["GBP"], "days": 1}));
        assert_eq!((&done["dry_run"], done["group"] == json!(null)), (&json!(dry_run), dry_run));
    }
    let id = rate["id"].as_str().unwrap().to_owned();
    let removed = answers(&home, &["rate", "remove", &id[..13]], "rate-change");
    assert_eq!(removed["rates"], again["rates"]);
    assert_eq!(answers(&home, &["rate", "list"], "rate-list")["count"], 2);
}

#[test]
fn reading_makes_no_file() {
    let home = Sandbox::new();
    home.write("hist.csv", TABLE);
    assert_eq!(answers(&home, &["rate", "list"], "rate-list")["count"], 0);
    let planned = answers(&home, &["rate", "import", "hist.csv", "--all", "--dry-run"], "rate-import");
    assert_eq!(planned["added"], 6);
    assert!(!home.database().exists());
}

#[test]
fn exit_codes_and_what_is_said() {
    let home = ledger();
    for (args, exit, code) in [
        (&["set", "EUR", "QQQ", "1"][..], 2, "unknown_currency"),
        (&["set", "EUR", "EUR", "1"], 2, "usage"),
        (&["set", "EUR", "USD", "0"], 2, "bad_amount"),
        (&["set", "EUR", "USD", "-1.2"], 2, "bad_amount"),
        (&["set", "EUR", "USD", "x"], 2, "bad_amount"),
        (&["set", "EUR", "USD", "1,484"], 2, "ambiguous_amount"),
        (&["set", "EUR", "USD", "1.1", "-d", "soon"], 2, "bad_date"),
        (&["list", "QQQ"], 2, "unknown_currency"),
        (&["import", "none.csv"], 1, "bad_file"),
        (&["import", "none.csv", "--all", "--currency", "USD"], 2, "usage"),
        (&["remove", "9"], 3, "not_found"),
    ] {
        let refused = refuses(&home, &[&["rate"], args].concat(), exit, code);
        assert_ne!(refused["hint"], Value::Null, "{args:?}");
    }
    assert_eq!(home.json(["rate", "list"])["count"], 0, "nothing came of it");
    home.ok(["rate", "set", "EUR", "USD", "1.1"]);
    refuses(&home, &["rate", "remove", "1", "9"], 3, "not_found");
    assert_eq!(home.json(["rate", "list"])["count"], 1);
    needs(&home, &["rate", "set", "EUR", "USD"], "RATE");
    needs(&home, &["rate", "import"], "FILE");
    lacks_formats(&home, &["rate", "list"], &["jsonl", "prometheus"]);
    lacks_formats(&home, &["rate", "set", "EUR", "USD", "1.2"], &["csv", "ids"]);
    lacks_formats(&home, &["rate", "import", "none.csv"], &["csv", "ids"]);
}

#[test]
fn terminals_pipes_and_formats() {
    let home = ledger();
    home.ok(["rate", "set", "EUR", "JPY", "163.123456789012"]);
    home.ok(["rate", "set", "EUR", "USD", "1.08", "-d", "2026-10-14"]);
    fits_forty_columns(&home, &["rate", "list"]);
    assert!(whole_in_a_pipe(&home, &["rate", "list"]).contains("163.123456789012"));
    survives_a_closed_pipe(&home, &["rate", "list", "--format", "csv"]);
    let listed = home.json(["rate", "list", "USD"]);
    let id = listed["rates"][0]["id"].as_str().unwrap();
    let csv = home.ok(["rate", "list", "USD", "--format", "csv"]);
    assert_eq!(csv, format!("id,number,base,quote,date,rate\n{id},2,EUR,USD,2026-10-14,1.08\n"));
    assert_eq!(home.ok(["rate", "list", "USD", "--format", "ids"]), format!("{id}\n"));
}
