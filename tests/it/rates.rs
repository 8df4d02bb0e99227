//! Exchange rates: setting, importing and removing them, on one device and on two.

mod convert;
#[cfg(all(unix, feature = "server"))]
mod devices;

use serde_json::{Value, json};

use crate::common::Sandbox;

fn euros() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home
}

/// The live rates, newest first: `2026-10-15 EUR USD 1.0843`.
fn rates(home: &Sandbox) -> Vec<String> {
    let list = home.json(["rate", "list"]);
    let word = |rate: &Value, key: &str| rate[key].as_str().unwrap().to_owned();
    list["rates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rate| ["date", "base", "quote", "rate"].map(|key| word(rate, key)).join(" "))
        .collect()
}

/// What the European Central Bank publishes: the history, and the last day.
const HISTORY: &str = "Date,USD,JPY,GBP,CYP,\n\
    2026-10-15,1.0843,163.45,0.8321,N/A,\n\
    2026-10-14,1.0800,163.10,0.8300,N/A,\n\
    2026-10-01,1.0700,160.00,0.8200,N/A,\n\
    2005-01-03,1.3507,139.00,0.7076,0.5810,\n";
const LAST: &str = "Date, USD, JPY, GBP, \n15 October 2026, 1.0900, 163.45, 0.8321, \n";

#[test]
fn a_rate_is_said_back_in_words_and_one_of_the_same_day_is_changed() {
    let home = euros();
    assert_eq!(home.ok(["rate", "set", "EUR", "USD", "1.0843"]), "added 1 EUR = 1.0843 USD on 2026-10-15\n");
    assert_eq!(
        home.ok(["rate", "set", "eur", "usd", "1,09"]),
        "changed 1 EUR = 1.09 USD on 2026-10-15 (was 1.0843)\n"
    );
    home.ok(["rate", "set", "USD", "EUR", "0.9"]);
    home.ok(["rate", "set", "EUR", "USD", "1.08", "-d", "yesterday"]);
    assert_eq!(
        rates(&home),
        ["2026-10-15 EUR USD 1.09", "2026-10-15 USD EUR 0.9", "2026-10-14 EUR USD 1.08"],
        "the pair turned round is another one"
    );
    home.ok(["undo"]);
    home.ok(["undo"]);
    home.ok(["undo"]);
    assert_eq!(rates(&home), ["2026-10-15 EUR USD 1.0843"]);
}

#[test]
fn an_import_takes_the_currencies_in_use_since_the_oldest_expense_and_says_what_it_left() {
    let home = euros();
    home.ok(["add", "5USD", "food", "-d", "2026-10-09"]);
    home.write("hist.csv", HISTORY);
    let assert = home.outlay(["rate", "import", "hist.csv"]).assert().success();
    let output = assert.get_output();
    assert_eq!(crate::common::text(&output.stdout), "hist.csv: 2 rates added\n");
    assert_eq!(
        crate::common::text(&output.stderr),
        "11 rates of the file left out: JPY, GBP, CYP; 2 days before 2026-10-02\n\
         hint: --currency CUR, --from DATE and --all choose others\n\
         hint: outlay undo 2 takes it back\n"
    );
    assert_eq!(rates(&home), ["2026-10-15 EUR USD 1.0843", "2026-10-14 EUR USD 1.08"]);
    // What was taken once is in use from then on.
    home.ok(["rate", "import", "hist.csv", "--currency", "jpy,CYP", "--from", "2026-10-15"]);
    let again = home.json(["rate", "import", "hist.csv"]);
    assert_eq!((&again["added"], &again["unchanged"]), (&json!(1), &json!(3)), "{again}");
    let all = home.json(["rate", "import", "hist.csv", "--all"]);
    assert_eq!(
        (&all["added"], &all["unchanged"], &all["left_out"]["rates"]),
        (&json!(9), &json!(4), &json!(0))
    );
    assert_eq!(rates(&home).len(), 13);
}

#[test]
fn importing_again_adds_what_is_new_and_changes_what_is_said_otherwise() {
    let home = euros();
    home.write("hist.csv", HISTORY);
    home.write("last.csv", LAST);
    home.ok(["rate", "import", "hist.csv", "--all"]);
    let before = rates(&home);
    let same = home.json(["rate", "import", "hist.csv", "--all"]);
    assert_eq!((&same["added"], &same["unchanged"], &same["group"]), (&json!(0), &json!(13), &json!(null)));
    let said = home.ok(["rate", "import", "last.csv"]);
    assert_eq!(
        said,
        "1 EUR = 1.09 USD on 2026-10-15 (was 1.0843)\nlast.csv: 0 rates added, 1 changed, 2 already there\n"
    );
    home.ok(["undo"]);
    assert_eq!(rates(&home), before, "one step back");
    home.ok(["undo"]);
    assert_eq!(rates(&home), Vec::<String>::new(), "and the whole table with another");
    home.ok(["redo"]);
    assert_eq!(rates(&home), before);
    home.ok(["rate", "remove", "1", "2"]);
    let back = home.json(["rate", "import", "hist.csv", "--all"]);
    assert_eq!((&back["added"], &back["unchanged"]), (&json!(2), &json!(11)), "what was removed is back");
    assert_eq!(rates(&home), before);
    home.outlay(["doctor"]).assert().success();
}

#[test]
fn one_wrong_cell_and_nothing_is_taken() {
    let home = euros();
    home.write("bad.csv", HISTORY.replace("163.10", "l63.10").replace("2026-10-01", "2026-10-32"));
    let refused = home.fails_json(["rate", "import", "bad.csv", "--currency", "USD"], 1);
    assert_eq!(refused["code"], "bad_rows");
    assert_eq!(refused["message"], "bad.csv: 2 cells cannot be read; nothing was imported");
    let places: Vec<(&Value, &Value, &Value)> = refused["details"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["line"], &one["column"], &one["value"]))
        .collect();
    assert_eq!(
        places,
        [(&json!(3), &json!("JPY"), &json!("l63.10")), (&json!(4), &json!("Date"), &json!("2026-10-32")),]
    );
    let said = home.fails(["rate", "import", "bad.csv"], 1);
    assert!(said.contains("bad.csv: line 3, column JPY: `l63.10` is no rate"), "{said}");
    assert!(!home.database().exists());
    home.write("hist.zip", b"PK\x03\x04more");
    let said = home.fails(["rate", "import", "hist.zip"], 1);
    assert!(said.contains("unzip -p hist.zip | outlay rate import -"), "{said}");
    let statement = home.write("statement.csv", "Date,Amount,Payee\n2026-10-01,5,REWE\n");
    assert!(statement.exists());
    let said = home.fails(["rate", "import", "statement.csv"], 1);
    assert!(said.contains("`Date,Amount,Payee` stands there"), "{said}");
}

#[test]
fn a_table_comes_from_standard_input_and_what_it_does_not_have_is_told() {
    let home = euros();
    let args = ["rate", "import", "-", "--currency", "USD,THB"];
    let assert = home.outlay(args).write_stdin(LAST).assert().success();
    let output = assert.get_output();
    assert_eq!(crate::common::text(&output.stdout), "-: 1 rate added\n");
    assert!(crate::common::text(&output.stderr).contains("the file has no THB; outlay rate set takes"));
    assert_eq!(rates(&home), ["2026-10-15 EUR USD 1.09"]);
    let newer = "Date,USD,QQQ\n2026-10-14,1.08,5\n";
    let assert = home.outlay(["rate", "import", "-"]).write_stdin(newer).assert().success();
    assert!(crate::common::text(&assert.get_output().stderr).contains("knows no currency QQQ"));
}

#[test]
fn rates_are_listed_by_pair_and_day_and_removed_by_what_is_listed() {
    let home = euros();
    home.write("hist.csv", HISTORY);
    home.ok(["rate", "import", "hist.csv", "--all"]);
    let count = |args: &[&str]| home.json([&["rate", "list"], args].concat())["count"].clone();
    assert_eq!(count(&["usd"]), 4);
    assert_eq!(count(&["USD", "EUR"]), 4);
    assert_eq!(count(&["USD", "JPY"]), 0);
    assert_eq!(count(&["--month", "2026-10"]), 9);
    assert_eq!(count(&["--year", "2005", "JPY"]), 1);
    assert_eq!(count(&["--from", "2026-10-02", "--to", "2026-10-14"]), 3);
    assert_eq!(count(&["-n", "5"]), 5);
    let table = home.ok(["rate", "list", "USD", "--month", "2026-10"]);
    assert_eq!(
        table,
        "Number  Date        One      Is  In\n\
         \u{20}    1  2026-10-15  EUR  1.0843  USD\n\
         \u{20}    4  2026-10-14  EUR    1.08  USD\n\
         \u{20}    7  2026-10-01  EUR    1.07  USD\n"
    );
    let ids = home.ok(["rate", "list", "CYP", "--format", "ids"]);
    home.outlay(["rate", "remove", "-"]).write_stdin(ids).assert().success();
    assert_eq!(count(&["CYP"]), 0);
    home.outlay(["rate", "remove", "-"]).write_stdin("").assert().success();
    assert_eq!(count(&[]), 12);
}
