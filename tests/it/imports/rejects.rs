//! Bad rows: told with their place, left out when told so, written out, mended and imported again.

use serde_json::json;

use super::{counts, euros, field, import, import_with_refused};
use crate::contract::error;

const BAD: &str = "Date,Amount,Description\n\
                   2026-10-01,-5.00,Bread\n\
                   2026-10-02,three,\"Coffee, \"\"large\"\"\nand cake\"\n\
                   2026-13-02,-4.00,Tea\n\
                   2026-10-03,-6.00,Butter\n";

#[test]
fn every_bad_row_is_told_with_line_column_value_and_code_and_nothing_is_imported() {
    let home = euros();
    home.write("a.csv", BAD);
    let refused = error(&home, &["import", "a.csv"], 1);
    assert_eq!(refused["code"], "bad_rows");
    let details = refused["details"].as_array().unwrap();
    let told: Vec<_> = details
        .iter()
        .map(|e| (e["line"].clone(), e["column"].clone(), e["value"].clone(), e["code"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (json!(3), json!("Amount"), json!("three"), json!("bad_amount")),
            (json!(5), json!("Date"), json!("2026-13-02"), json!("bad_date")),
        ]
    );
    assert!(refused["hint"].as_str().unwrap().contains("--skip-bad-rows"));
    assert!(!home.database().exists());
    let said = home.fails(["import", "a.csv"], 1);
    assert!(said.contains("line 3") && said.contains("`three`") && said.contains("line 5"), "{said}");
}

#[test]
fn the_good_ones_come_in_when_told_and_the_exit_code_is_4() {
    let home = euros();
    home.write("a.csv", BAD);
    let done = import_with_refused(&home, &["a.csv", "--skip-bad-rows"]);
    assert_eq!(counts(&done), [2, 0, 0, 2]);
    assert_eq!((&done["files"][0]["rows"], &done["files"][0]["refused"]), (&json!(4), &json!(2)));
    assert_eq!(field(&home, "description"), ["Bread", "Butter"]);
    let again = import_with_refused(&home, &["a.csv", "--skip-bad-rows"]);
    assert_eq!(counts(&again), [0, 2, 0, 2]);
    home.outlay(["import", "a.csv", "--skip-bad-rows", "--dry-run"]).assert().code(4);
}

#[test]
fn rejects_are_written_mended_and_imported_again() {
    let home = euros();
    home.write("a.csv", BAD);
    import_with_refused(&home, &["a.csv", "--skip-bad-rows", "--rejects", "bad.csv"]);
    let rejects = std::fs::read_to_string(home.path("bad.csv")).unwrap();
    assert!(rejects.starts_with("Date,Amount,Description,"), "{rejects}");
    assert!(
        rejects.contains("\"Coffee, \"\"large\"\"\nand cake\"") && rejects.contains("three"),
        "{rejects}"
    );
    assert!(!rejects.contains("Bread"));
    let mended = rejects.replace("three", "-3.00").replace("2026-13-02", "2026-10-02");
    home.write("bad.csv", &mended);
    assert_eq!(counts(&import(&home, &["bad.csv"])), [2, 0, 0, 0]);
    assert_eq!(field(&home, "description").len(), 4);
    let whole = BAD.replace("three", "-3.00").replace("2026-13-02", "2026-10-02");
    home.write("a.csv", whole);
    assert_eq!(counts(&import(&home, &["a.csv"])), [0, 4, 0, 0], "the bank's mended file has nothing new");
}

#[test]
fn rejects_are_written_also_where_nothing_is_imported() {
    let home = euros();
    home.write("a.csv", BAD);
    home.fails(["import", "a.csv", "--rejects", "bad.csv"], 1);
    assert!(std::fs::read_to_string(home.path("bad.csv")).unwrap().contains("three"));
    assert!(!home.database().exists());
}

#[test]
fn a_statement_of_bad_rows_only_is_refused_whole() {
    let home = euros();
    home.write("a.csv", "Date,Amount,Currency\n2026-10-02,-3.00,EURO\n");
    home.fails(["import", "a.csv"], 1);
    let done = import_with_refused(&home, &["a.csv", "--skip-bad-rows"]);
    assert_eq!((counts(&done), &done["group"]), ([0, 0, 0, 1], &json!(null)));
    home.write("a.csv", "Date,Amount\n2026-10-02,three\n");
    let refused = error(&home, &["import", "a.csv"], 1);
    assert!(refused["message"].as_str().unwrap().contains("three"), "{refused}");
}

#[test]
fn amounts_of_a_statement_are_reported_not_guessed() {
    let home = euros();
    for bad in ["12..34", "1.2.3", "abc", "--5", "5-", "1e5", "1 000 00", "5 XYZ"] {
        home.write("a.csv", format!("Date,Amount\n2026-10-01,-1.50\n2026-10-02,{bad}\n"));
        let output = home.outlay(["import", "a.csv", "--dry-run"]).output().unwrap();
        let code = output.status.code().unwrap();
        // Trailing minus signs are how some banks write debits.
        if bad == "5-" {
            assert_eq!(code, 0, "{bad}");
        } else {
            assert_eq!(code, 1, "{bad}: {}", crate::common::text(&output.stderr));
        }
    }
}
