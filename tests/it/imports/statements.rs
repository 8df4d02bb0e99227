//! The real statements beside the project, where they are: imported with options to the counts and sums of
//! `expected.tsv`, again to nothing new, undone to nothing; reports agree with sums made here from the raw files.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::{counts, import};
use crate::common::Sandbox;

/// One statement and how it is told.
struct Statement {
    file: &'static str,
    currency: &'static str,
    options: &'static [&'static str],
    /// Of the raw file: lines before the first row, positions of date, category, and of the amount or debit and credit.
    skipped: usize,
    date: usize,
    category: Option<usize>,
    amounts: Amounts,
    day_first: bool,
}

enum Amounts {
    /// One column; whether a positive amount is spending.
    One(usize, bool),
    DebitCredit(usize, usize),
}

const STATEMENTS: [Statement; 5] = [
    Statement {
        file: "uk-council-cards.csv",
        currency: "GBP",
        options: &["--invert"],
        skipped: 3,
        date: 9,
        category: Some(14),
        amounts: Amounts::One(12, true),
        day_first: true,
    },
    Statement {
        file: "uk-health-spend.csv",
        currency: "GBP",
        options: &["--invert"],
        skipped: 1,
        date: 2,
        category: None,
        amounts: Amounts::One(7, true),
        day_first: true,
    },
    Statement {
        file: "lloyds.csv",
        currency: "GBP",
        options: &[],
        skipped: 1,
        date: 0,
        category: None,
        amounts: Amounts::DebitCredit(5, 6),
        day_first: true,
    },
    Statement {
        file: "boi.csv",
        currency: "EUR",
        options: &[],
        skipped: 1,
        date: 0,
        category: None,
        amounts: Amounts::DebitCredit(2, 3),
        day_first: true,
    },
    Statement {
        file: "chase-cc.csv",
        currency: "USD",
        options: &["--date-format", "mdy"],
        skipped: 1,
        date: 0,
        category: Some(3),
        amounts: Amounts::One(5, false),
        day_first: false,
    },
];

/// What was spent and what came in, in minor units.
type Sums = BTreeMap<String, (i64, i64)>;

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/statements");
    if !folder.is_dir() {
        eprintln!("not compared with real statements: there are none at {}", folder.display());
        return None;
    }
    Some(folder)
}

/// `1,234.5` as 123450.
fn minor(cell: &str) -> i64 {
    let plain: String = cell.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    format!("{whole}{decimals:0<2}").parse().unwrap_or_else(|_| panic!("{cell}"))
}

/// Sums by month and by category, made from the raw file without the program.
fn raw_sums(statement: &Statement, bytes: &[u8]) -> (Sums, Sums) {
    // What is not UTF-8 here is Latin-1, where a byte is a character.
    let content =
        String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.iter().map(|b| char::from(*b)).collect());
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(content.as_bytes());
    let (mut months, mut categories) = (Sums::new(), Sums::new());
    for record in reader.records().skip(statement.skipped) {
        let record = record.unwrap();
        let cell = |at: usize| record.get(at).unwrap_or_default().trim();
        let parts: Vec<&str> = cell(statement.date).split('/').collect();
        let &[first, second, year] = parts.as_slice() else { continue };
        let month = format!("{year}-{}", if statement.day_first { second } else { first });
        let signed = match statement.amounts {
            Amounts::One(at, positive_is_spending) => {
                minor(cell(at)) * if positive_is_spending { -1 } else { 1 }
            }
            Amounts::DebitCredit(debit, credit) => {
                let side = |at: usize| if cell(at).is_empty() { 0 } else { minor(cell(at)) };
                side(credit) - side(debit)
            }
        };
        let category = statement.category.map(cell).filter(|name| !name.is_empty()).unwrap_or("none");
        for (sums, key) in [(&mut months, month), (&mut categories, category.to_lowercase())] {
            let sum = sums.entry(key).or_default();
            if signed < 0 {
                sum.0 -= signed;
            } else {
                sum.1 += signed;
            }
        }
    }
    (months, categories)
}

/// The rows of a report as the sums above.
fn reported(report: &Value, by: &str) -> Sums {
    let rows = report["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| {
            let key = row["key"][by].as_str().unwrap_or("none").to_lowercase();
            (key, (minor(row["expense"].as_str().unwrap()), minor(row["income"].as_str().unwrap())))
        })
        .collect()
}

/// Count, debits (not positive) and credits of a file, from `expected.tsv`.
fn expected(folder: &std::path::Path, file: &str) -> (u64, i64, i64) {
    let table = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let line = table.lines().find(|line| line.split('\t').next() == Some(file)).unwrap();
    let cells: Vec<&str> = line.split('\t').collect();
    (cells[2].parse().unwrap(), cells[3].parse().unwrap(), cells[4].parse().unwrap())
}

fn try_statement(file: &str) {
    let Some(folder) = folder() else { return };
    let statement = STATEMENTS.iter().find(|statement| statement.file == file).unwrap();
    let path = folder.join(file);
    let bytes = std::fs::read(&path).unwrap();
    let home = Sandbox::new();
    let mut args = vec![path.to_str().unwrap(), "--currency", statement.currency];
    args.extend(statement.options);

    let (rows, debits, credits) = expected(&folder, file);
    let done = import(&home, &args);
    assert_eq!(counts(&done), [rows, 0, 0, 0], "{file}");
    let totals = &done["files"][0]["totals"];
    assert_eq!(totals.as_array().unwrap().len(), 1, "{totals}");
    let sums =
        |row: &Value| (-minor(row["expense"].as_str().unwrap()), minor(row["income"].as_str().unwrap()));
    assert_eq!(sums(&totals[0]), (debits, credits), "{file}");
    assert_eq!(totals[0]["currency"], statement.currency);

    let again = import(&home, &args);
    assert_eq!((counts(&again), &again["group"]), ([0, rows, 0, 0], &Value::Null), "{file} again");

    let (months, categories) = raw_sums(statement, &bytes);
    for (by, wanted) in [("month", months), ("category", categories)] {
        let report = home.json(["report", "--by", by, "--period", "all"]);
        assert_eq!(reported(&report, by), wanted, "{file} by {by}");
        assert_eq!(sums(&report["totals"][0]), (debits, credits), "{file} by {by}");
    }
    assert_eq!(home.json(["doctor"])["ok"], true);

    home.ok(["undo"]);
    assert_eq!(home.json(["list"])["count"], 0, "{file} undone");
    assert_eq!(home.json(["report", "--period", "all"])["rows"], serde_json::json!([]), "{file} undone");
    assert_eq!(home.json(["doctor"])["ok"], true);
}

#[test]
fn the_councils_card_spending() {
    try_statement("uk-council-cards.csv");
}

#[test]
fn the_health_departments_spending() {
    try_statement("uk-health-spend.csv");
}

#[test]
fn the_statement_of_lloyds() {
    try_statement("lloyds.csv");
}

#[test]
fn the_statement_of_the_bank_of_ireland() {
    try_statement("boi.csv");
}

#[test]
fn the_card_statement_of_chase() {
    try_statement("chase-cc.csv");
}

/// Every other statement: its currency where it has none, the option that decides where it is ambiguous, and rows that
/// have to be refused.
const OTHERS: [(&str, &[&str], u64); 21] = [
    ("abc-debit-cn.csv", &["--currency", "CNY"], 0),
    ("bsp-european.csv", &[], 0),
    ("bsp-french.csv", &[], 0),
    ("bsp-garbled.csv", &["--invert=no", "--skip-bad-rows"], 1),
    ("dkb.csv", &["--currency", "EUR"], 0),
    ("finaudit-axis.csv", &["--currency", "INR"], 0),
    ("hsbchk-debit.csv", &[], 0),
    ("ica-banken.csv", &["--currency", "SEK"], 0),
    ("john-lewis.csv", &[], 0),
    ("mint.csv", &["--currency", "CAD"], 0),
    ("n26.csv", &[], 0),
    ("nordea-dk.csv", &["--currency", "DKK"], 0),
    ("raiffeisen-cz.csv", &[], 0),
    ("reckon-french.csv", &["--currency", "EUR"], 0),
    ("reckon-inversed-cc.csv", &["--currency", "NZD"], 0),
    ("reckon-multiline.csv", &["--currency", "USD"], 0),
    ("reckon-tab.csv", &[], 0),
    ("revolut-v2.csv", &[], 0),
    ("td.csv", &["--currency", "CAD", "--date-format", "mdy"], 0),
    ("wechat.csv", &[], 0),
    ("ynab4.csv", &["--currency", "EUR"], 0),
];

#[test]
fn the_other_statements_come_in_with_a_currency_and_at_most_one_deciding_option() {
    let Some(folder) = folder() else { return };
    let table = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    for (file, options, refused) in OTHERS {
        let home = Sandbox::new();
        let path = folder.join(file);
        let args: Vec<&str> = [path.to_str().unwrap()].into_iter().chain(options.iter().copied()).collect();
        let done = if refused > 0 { super::import_with_refused(&home, &args) } else { import(&home, &args) };
        assert_eq!(done["refused"], refused, "{file}");
        let mut found: Vec<(String, u64, i64, i64)> = done["files"][0]["totals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                let sum = |key: &str| minor(row[key].as_str().unwrap());
                (
                    row["currency"].as_str().unwrap().to_owned(),
                    row["count"].as_u64().unwrap(),
                    -sum("expense"),
                    sum("income"),
                )
            })
            .collect();
        found.sort();
        let wanted: Vec<(String, u64, i64, i64)> = table
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|cells| cells[0] == file)
            .map(|cells| {
                let number = |at: usize| cells[at].parse::<i64>().unwrap();
                (cells[1].replace('?', "EUR"), cells[2].parse().unwrap(), number(3), number(4))
            })
            .collect();
        assert_eq!(found, wanted, "{file}");
    }
}
