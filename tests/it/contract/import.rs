//! `outlay import`.

use serde_json::json;

use super::{
    answers, check, fits_forty_columns, ids, lacks_formats, needs, refuses, survives_a_closed_pipe, terminal,
    whole_in_a_pipe,
};
use crate::common::{Sandbox, text};

const STATEMENT: &str = "Date,Amount,Currency,Description\n\
                         2026-10-01,-12.50,EUR,Bread\n\
                         2026-10-02,-3.00,EUR,Coffee\n\
                         2026-10-03,100.00,EUR,Salary\n";

fn sandbox() -> Sandbox {
    let home = Sandbox::new();
    home.write("bank.csv", STATEMENT);
    home.write("bad.csv", STATEMENT.replace("-3.00", "three"));
    home
}

#[test]
fn the_object_has_the_keys_of_the_contract() {
    let home = sandbox();
    let would = answers(&home, &["import", "bank.csv", "--dry-run"], "import");
    assert_eq!(
        (&would["dry_run"], &would["imported"], &would["group"]),
        (&json!(true), &json!(3), &json!(null))
    );
    assert!(!home.database().exists(), "a dry run makes no file");
    let done = answers(&home, &["import", "bank.csv"], "import");
    assert_eq!(
        (&done["imported"], &done["duplicates"], &done["dry_run"]),
        (&json!(3), &json!(0), &json!(false))
    );
    assert!(done["group"].is_i64());
    let file = &done["files"][0];
    assert_eq!(
        (&file["rows"], &file["delimiter"], &file["decimal_mark"]),
        (&json!(3), &json!(","), &json!("."))
    );
    assert_eq!(file["encoding"], "UTF-8");
    let date = json!({"index": 1, "header": "Date", "role": "date", "reason": "its header `Date`"});
    assert_eq!((&file["columns"][0], &file["left_out"]), (&date, &json!([])));
    assert_eq!(
        file["totals"],
        json!([{"currency": "EUR", "count": 3, "expense": "15.50", "income": "100.00", "net": "84.50"}])
    );
    let again = answers(&home, &["import", "bank.csv"], "import");
    assert_eq!((&again["imported"], &again["duplicates"]), (&json!(0), &json!(3)));
    assert_eq!((&again["group"], &again["files"][0]["batch"]), (&json!(null), &json!(null)));
}

#[test]
fn own_files_answer_with_the_same_keys() {
    let home = sandbox();
    home.ok(["import", "bank.csv"]);
    for format in ["csv", "json", "jsonl"] {
        home.ok(["export", "--as", format, "-o", "own"]);
        let other = home.path(&format!("{format}.db"));
        let done = answers(&home, &["import", "own", "--db", other.to_str().unwrap()], "import");
        assert_eq!(done["imported"], 3, "{format}");
    }
}

#[test]
fn exit_codes() {
    let home = sandbox();
    let refused = refuses(&home, &["import", "bad.csv"], 1, "bad_rows");
    let details = refused["details"].as_array().unwrap();
    assert_eq!((&details[0]["line"], &details[0]["value"]), (&json!(3), &json!("three")));
    refuses(&home, &["import", "nothing.csv"], 1, "bad_file");
    home.write("empty.csv", "");
    refuses(&home, &["import", "empty.csv"], 1, "bad_file");
    refuses(&home, &["import", "bank.csv", "--map", "colour=1"], 2, "usage");
    refuses(&home, &["import", "bank.csv", "--date-format", "dd/mm"], 2, "usage");
    refuses(&home, &["import", "bank.csv", "--decimal-mark", ";"], 2, "usage");
    refuses(&home, &["import", "bank.csv", "--delimiter", "ab"], 2, "usage");
    refuses(&home, &["import", "bank.csv", "--encoding", "klingon"], 2, "usage");
    refuses(&home, &["import", "bank.csv", "--header", "0"], 2, "usage");
    refuses(&home, &["import", "bank.csv", "--currency", "EURO"], 2, "unknown_currency");
    refuses(&home, &["import", "bank.csv", "--strict", "-c", "zoo"], 3, "not_found");
    assert!(!home.database().exists(), "nothing of this made a file");
}

#[test]
fn refused_rows_that_were_left_out_are_exit_4() {
    let home = sandbox();
    let assert =
        home.outlay(["import", "bad.csv", "--skip-bad-rows", "--format", "json"]).assert().code(4).stderr("");
    let done: serde_json::Value = serde_json::from_str(&text(&assert.get_output().stdout)).unwrap();
    check("import", &done);
    assert_eq!((&done["imported"], &done["refused"]), (&json!(2), &json!(1)));
    let error = &done["errors"][0];
    assert_eq!(
        (&error["file"], &error["line"], &error["column"]),
        (&json!("bad.csv"), &json!(3), &json!("Amount"))
    );
    assert_eq!((&error["value"], &error["code"]), (&json!("three"), &json!("bad_amount")));
}

#[test]
fn a_few_new_categories_are_told_one_by_one_and_many_in_one_warning() {
    let home = Sandbox::new();
    let rows = |names: &[&str]| {
        let row = |name: &&str| format!("2026-10-01,-1,EUR,{name},row {name}\n");
        format!("Date,Amount,Currency,Category,Description\n{}", names.iter().map(row).collect::<String>())
    };
    home.write("few.csv", rows(&["a", "b"]));
    home.write("many.csv", rows(&["a", "c", "d", "e", "f", "g", "h", "d"]));
    let warnings = |args: &[&str]| answers(&home, args, "import")["warnings"].clone();
    let few = warnings(&["import", "few.csv", "--dry-run", "-c", "rest"]);
    assert_eq!(few.as_array().unwrap().len(), 2, "{few}");
    assert_eq!(warnings(&["import", "few.csv"]), few, "a dry run says the same");
    let many = json!([{"code": "new_category", "message": "6 new categories: c, d, e, f, g and 1 more"}]);
    assert_eq!(warnings(&["import", "many.csv", "--dry-run"]), many);
    assert_eq!(warnings(&["import", "many.csv"]), many);
    assert_eq!(warnings(&["import", "many.csv"]), json!([]));
}

#[test]
fn without_a_terminal_a_missing_file_is_named_and_a_dash_reads_stdin() {
    let home = sandbox();
    needs(&home, &["import"], "FILE");
    home.outlay(["import", "-"]).write_stdin(STATEMENT).assert().success();
    assert_eq!(ids(&home).len(), 3);
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = sandbox();
    whole_in_a_pipe(&home, &["import", "bank.csv", "--dry-run"]);
    if let Some(ended) = terminal::run(&home, 40, &["import", "bank.csv", "--dry-run"], "") {
        assert!(ended.code == 0 && ended.screen.contains("3 would be imported"), "{}", ended.screen);
    }
    survives_a_closed_pipe(&home, &["import", "bank.csv"]);
    assert_eq!(ids(&home).len(), 3);
    fits_forty_columns(&home, &["import", "bank.csv", "-q"]);
    lacks_formats(&home, &["import", "bank.csv"], &["csv", "jsonl", "ids"]);
}

#[test]
fn rows_whose_sum_is_too_large_are_refused_and_not_summed_wrongly() {
    let home = Sandbox::new();
    // Each month stays below 2^63 minor units, both together do not.
    let month = |month: u8| format!("2026-{month:02}-01,-9999999999999.99,EUR\n").repeat(5_000);
    home.write("big.csv", format!("Date,Amount,Currency\n{}{}", month(8), month(9)));
    refuses(&home, &["import", "big.csv", "--dry-run"], 1, "bad_amount");
    refuses(&home, &["import", "big.csv"], 1, "bad_amount");
    assert_eq!(ids(&home).len(), 0);
}
