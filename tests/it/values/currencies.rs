//! Which currency an amount is in that names none.

use super::{added, said, warnings};
use crate::common::{Sandbox, text};

#[test]
fn variable_configuration_locale_code_and_dollars_come_in_this_order() {
    let mut home = Sandbox::new();
    home.set("LANG", "de_DE.UTF-8");
    home.ok(["config", "set", "currency", "CHF"]);
    let currency = |home: &Sandbox, amount: &str| {
        let other = home.path(&format!("{}.db", amount.len()));
        let _ = std::fs::remove_file(&other);
        added(home, &[amount, "food", "--db", other.to_str().unwrap()])["currency"].clone()
    };
    assert_eq!(currency(&home, "5"), "CHF", "the configuration before the locale");
    home.set("OUTLAY_CURRENCY", "JPY");
    assert_eq!(currency(&home, "5"), "JPY", "the variable before the configuration");
    let mut home = Sandbox::new();
    home.set("LANG", "de_DE.UTF-8");
    assert_eq!(currency(&home, "5"), "EUR", "the locale's region");
    home.set("LC_ALL", "en_GB.UTF-8");
    assert_eq!(currency(&home, "5"), "GBP", "LC_ALL before LANG");
    home.set("LC_ALL", "C");
    assert_eq!(currency(&home, "5SEK"), "SEK", "a code in the first amount");
    assert_eq!(currency(&home, "5"), "USD");
}

#[test]
fn the_first_amount_settles_the_ledger() {
    let home = Sandbox::new();
    added(&home, &["5SEK", "food"]);
    assert_eq!(added(&home, &["7", "food"])["currency"], "SEK");
    added(&home, &["5EUR", "food"]);
    assert_eq!(added(&home, &["7", "food"])["currency"], "SEK", "a second currency changes nothing");
}

#[test]
fn without_locale_home_or_terminal_the_first_add_works_and_says_the_currency_in_one_line() {
    let home = Sandbox::new();
    let mut command = home.outlay(["add", "4.20", "coffee"]);
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "COLUMNS", "TZ"] {
        command.env_remove(name);
    }
    let assert = command.env("LANG", "C").assert().success();
    assert_eq!(text(&assert.get_output().stdout), "added 1  2026-10-15  4.20 USD  coffee\n");
    let stderr = text(&assert.get_output().stderr);
    let about: Vec<&str> = stderr.lines().filter(|line| line.contains("USD")).collect();
    assert_eq!(about.len(), 1, "{stderr}");
    assert!(about[0].contains("config set currency"), "{stderr}");
}

#[test]
fn dollars_are_said_once_and_a_currency_that_was_told_is_not() {
    let home = Sandbox::new();
    assert!(warnings(&said(&home, &["1", "food"])).contains(&"currency_assumed".to_owned()));
    assert!(warnings(&said(&home, &["1", "food"])).is_empty());
    let mut told = Sandbox::new();
    told.set("OUTLAY_CURRENCY", "EUR");
    assert!(!warnings(&said(&told, &["1", "food"])).contains(&"currency_assumed".to_owned()));
}

#[test]
fn an_import_takes_the_currency_that_its_rows_name() {
    let home = Sandbox::new();
    home.write("a.csv", "Date,Amount,Currency\n2026-10-01,-5.00,SEK\n2026-10-02,-6.00,\n");
    let done = home.json(["import", "a.csv"]);
    assert_eq!(done["warnings"], serde_json::json!([]), "nothing had to be assumed");
    assert_eq!(done["files"][0]["totals"][0]["currency"], "SEK");
    assert_eq!(done["files"][0]["totals"][0]["count"], 2, "a row that names none is in the ledger's");
    assert_eq!(added(&home, &["7", "food"])["currency"], "SEK");
    let home = Sandbox::new();
    home.write("b.csv", "Date,Amount\n2026-10-01,-5.00\n");
    assert!(warnings(&home.json(["import", "b.csv"])).contains(&"currency_assumed".to_owned()));
}
