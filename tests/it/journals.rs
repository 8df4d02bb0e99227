//! Journals: hledger, Ledger and beancount read what `export` writes for them and come to the same balances.
//!
//! The programs are run where they are installed; in CI (`CI=true`) they must be.

use std::collections::BTreeMap;
use std::process::Command;

use chrono::{Days, NaiveDate};
use outlay::export::csv::HEADER;
use outlay::model::currency::Currency;
use outlay::model::money::Money;
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{Sandbox, text};

/// The program, if it is installed. In CI it must be.
fn installed(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    let in_ci = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(there || !in_ci, "{program} is not installed; .ci/run installs it");
    there
}

/// Runs a program that must accept what it is given; gives what it prints.
fn runs(home: &Sandbox, program: &str, args: &[&str]) -> String {
    let output = home.process(program).args(args).output().unwrap();
    let journal = || std::fs::read_to_string(home.path(args[args.len() - 1])).unwrap_or_default();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{program} {args:?}: {}{}\n{}",
        text(&output.stdout),
        text(&output.stderr),
        journal()
    );
    text(&output.stdout)
}

/// Balances in units of a ten-thousandth, by account and currency; what is zero is left out.
type Balances = BTreeMap<(String, String), i128>;

fn ten_thousandths(decimal: &str) -> i128 {
    let (sign, digits) = decimal.trim().strip_prefix('-').map_or((1, decimal.trim()), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    sign * format!("{whole}{part:0<4}").parse::<i128>().unwrap()
}

fn add(balances: &mut Balances, account: &str, currency: &str, amount: i128) {
    *balances.entry((account.trim().to_owned(), currency.trim().to_owned())).or_default() += amount;
}

fn without_zeros(mut balances: Balances) -> Balances {
    balances.retain(|_, amount| *amount != 0);
    balances
}

/// What hledger makes of a journal.
fn of_hledger(home: &Sandbox, file: &str) -> Balances {
    let table = runs(home, "hledger", &["bal", "--flat", "-N", "-O", "csv", "-f", file]);
    let mut balances = Balances::new();
    for record in csv::Reader::from_reader(table.as_bytes()).into_records() {
        let record = record.unwrap();
        for part in record[1].split(", ").filter(|part| *part != "0") {
            let (amount, currency) = part.split_once(' ').unwrap();
            add(&mut balances, &record[0], currency, ten_thousandths(amount));
        }
    }
    without_zeros(balances)
}

/// What Ledger makes of a journal.
fn of_ledger(home: &Sandbox, file: &str) -> Balances {
    let format = "%(account)\\t%(commodity)\\t%(quantity(amount))\\n";
    let lines = runs(home, "ledger", &["reg", "--format", format, "-f", file]);
    let mut balances = Balances::new();
    for line in lines.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        add(&mut balances, cells[0], cells[1], ten_thousandths(cells[2]));
    }
    without_zeros(balances)
}

/// What beancount makes of a journal.
fn of_beancount(home: &Sandbox, file: &str) -> Balances {
    runs(home, "bean-check", &[file]);
    // As text: bean-query shows numbers with the decimals that most of them have, and fails at large ones.
    let query = "select account, currency, str(sum(number)) group by account, currency";
    let table = runs(home, "bean-query", &["-f", "csv", file, query]);
    let mut balances = Balances::new();
    for record in csv::Reader::from_reader(table.as_bytes()).into_records() {
        let record = record.unwrap();
        let number = record[2].trim().trim_start_matches("Decimal('").trim_end_matches("')");
        if !number.contains('E') {
            add(&mut balances, &record[0], &record[1], ten_thousandths(number));
        } else {
            assert!(number.trim_start_matches('-').starts_with("0E"), "{number}");
        }
    }
    without_zeros(balances)
}

/// A program, and how its balances are read.
type Program = (&'static str, fn(&Sandbox, &str) -> Balances);

const PROGRAMS: [Program; 3] = [("hledger", of_hledger), ("ledger", of_ledger), ("beancount", of_beancount)];

/// Exports for a program and has it read the journal; nothing where it is not installed.
fn read_back(home: &Sandbox, (name, read): Program, args: &[&str]) -> Option<Balances> {
    if !installed(if name == "beancount" { "bean-check" } else { name }) {
        return None;
    }
    let file = format!("all.{name}");
    home.ok(["export", "-o", &file].iter().chain(args));
    Some(read(home, &file))
}

fn wanted(of: &[(&str, &str, &str)]) -> Balances {
    let mut balances = Balances::new();
    for (account, currency, amount) in of {
        add(&mut balances, account, currency, ten_thousandths(amount));
    }
    balances
}

#[test]
fn a_ledger_comes_to_the_same_balances_in_each_program() {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    for line in [
        "12.50 food:groceries weekly shop @card -p REWE +home",
        "3 food:groceries -p REWE --income @card -d 2026-09-01",
        "2500 salary --income @bank -d 2026-01-31",
        "400 card --transfer @bank -d 2025-12-31",
        "1200JPY travel @cash",
        "0.234BHD misc",
    ] {
        home.ok(["add"].into_iter().chain(line.split(' ')));
    }
    home.write("zero.csv", "Date,Amount,Description\n2026-10-01,0.00,Nothing\n2026-10-02,-6.00,Something\n");
    home.ok(["import", "zero.csv", "--source", "giro"]);
    let plain = wanted(&[
        ("expenses:food:groceries", "EUR", "12.50"),
        ("income:food:groceries", "EUR", "-3"),
        ("liabilities:card", "EUR", "-9.50"),
        ("income:salary", "EUR", "-2500"),
        ("assets:bank", "EUR", "2100"),
        ("equity:transfers:card", "EUR", "400"),
        ("expenses:travel", "JPY", "1200"),
        ("assets:cash", "JPY", "-1200"),
        ("expenses:misc", "BHD", "0.234"),
        ("assets:unspecified", "BHD", "-0.234"),
        ("expenses:uncategorised", "EUR", "6"),
        ("assets:giro", "EUR", "-6"),
    ]);
    let capitals = |name: &str| {
        let levels = name.split(':').map(|level| format!("{}{}", level[..1].to_uppercase(), &level[1..]));
        levels.collect::<Vec<_>>().join(":")
    };
    for program in PROGRAMS {
        let Some(got) = read_back(&home, program, &[]) else { continue };
        let wanted = plain.iter().map(|((account, currency), amount)| {
            let account = if program.0 == "beancount" { capitals(account) } else { account.clone() };
            ((account, currency.clone()), *amount)
        });
        assert_eq!(got, wanted.collect(), "{}", program.0);
        let filtered = read_back(&home, program, &["-c", "travel"]).unwrap();
        assert_eq!(filtered.len(), 2, "filters hold for {}", program.0);
    }
}

#[test]
fn an_empty_ledger_is_an_empty_journal() {
    for program in PROGRAMS {
        let home = Sandbox::new();
        assert_eq!(read_back(&home, program, &[]).unwrap_or_default(), Balances::new(), "{}", program.0);
        assert!(!home.database().exists());
    }
}

#[test]
fn a_date_that_ledger_cannot_read_names_the_expense_and_leaves_no_file() {
    let home = Sandbox::new();
    home.ok(["add", "5EUR", "history", "-d", "1399-12-31", "--force-date"]);
    let error = home.fails(["export", "--as", "ledger", "-o", "old.ledger"], 2);
    assert!(error.contains("expense 1 is of 1399-12-31"), "{error}");
    assert!(error.contains("--from"), "{error}");
    assert!(!home.path("old.ledger").exists());
    for program in PROGRAMS.into_iter().filter(|program| program.0 != "ledger") {
        assert_eq!(read_back(&home, program, &[]).map_or(2, |balances| balances.len()), 2);
    }
}

/// Text that means something to one of the programs, alone and joined.
const PIECES: [&str; 26] = [
    "coffee",
    ";",
    "  ; x",
    "|",
    "*",
    "!",
    "(code)",
    "[2020-01-01]",
    "[=2020/01/01]",
    "date:2019-01-01",
    ", date:1999-01-01",
    "Payee: you",
    "key:: 1+1",
    ":tag:",
    "\"",
    "\\",
    "=",
    "= 5 EUR",
    "@ 2 USD",
    "{1 USD}",
    "咖啡",
    "Café",
    "#tag",
    "^link",
    "~",
    "%",
];
const PATHS: [&str; 13] = [
    "food",
    "food:groceries",
    "Food & drink",
    "food - drink",
    "food-drink",
    "咖啡:é",
    "a;b",
    "a  b",
    "(virtual)",
    "[x]",
    "uncategorised",
    "ß:2024",
    "हिन्दी:☕",
];
const METHODS: [&str; 7] = ["Card", "Cash", "my; bank", "my- bank", "咖啡", "unspecified", "Debit card"];

fn any_text() -> impl Strategy<Value = String> {
    vec(select(&PIECES[..]), 0..4).prop_map(|pieces| pieces.join(" "))
}

/// One row: days, direction, minor units, currency, category, texts, method, tags.
#[derive(Debug, Clone)]
struct Row {
    date: NaiveDate,
    direction: &'static str,
    amount: Money,
    category: Option<&'static str>,
    texts: [String; 3],
    method: Option<&'static str>,
    tags: Vec<&'static str>,
}

fn row() -> impl Strategy<Value = Row> {
    let minor = prop_oneof![Just(0_i64), 0_i64..100_000, Just(999_999_999_999_999)];
    (
        (0_u64..900, select(vec!["expense", "income", "transfer"]), minor),
        (
            select(vec!["EUR", "JPY", "BHD", "CLF"]),
            option::of(select(&PATHS[..])),
            any_text(),
            any_text(),
            any_text(),
        ),
        (
            option::of(select(&METHODS[..])),
            btree_set(select(vec!["home", "a:b", "payee", "date", "été", "x,y"]), 0..3),
        ),
    )
        .prop_map(|((days, direction, minor), (code, category, one, two, three), (method, tags))| Row {
            date: NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(days),
            direction,
            amount: Money::new(minor, code.parse::<Currency>().unwrap()),
            category,
            texts: [one, two, three],
            method,
            tags: tags.into_iter().collect(),
        })
}

/// The rows as `export` would write them, so that every field comes in as it is.
fn as_csv(rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).unwrap();
    for (at, row) in rows.iter().enumerate() {
        let id = uuid::Builder::from_random_bytes((at as u128 + 1).to_be_bytes()).into_uuid();
        let [description, payee, note] = &row.texts;
        let record = [
            id.to_string(),
            (at + 1).to_string(),
            row.date.to_string(),
            row.direction.to_owned(),
            row.amount.to_decimal(),
            row.amount.currency.to_string(),
            row.category.unwrap_or_default().to_owned(),
            description.clone(),
            payee.clone(),
            row.method.unwrap_or_default().to_owned(),
            row.tags.join(" "),
            format!("{note}\n{note}"),
            String::new(),
            payee.clone(),
            String::new(),
            "personal".to_owned(),
        ];
        writer.write_record(&record).unwrap();
    }
    writer.into_inner().unwrap()
}

/// The balances of one kind of account, without the names, which differ by program: no two categories share an account, so
/// the amounts are the same.
fn amounts(balances: &Balances, root: &str) -> Vec<BTreeMap<String, i128>> {
    let mut by_account: BTreeMap<&str, BTreeMap<String, i128>> = BTreeMap::new();
    for ((account, currency), amount) in balances {
        if account.to_lowercase().starts_with(root) {
            by_account.entry(account).or_default().insert(currency.clone(), *amount);
        }
    }
    let mut amounts: Vec<_> = by_account.into_values().collect();
    amounts.sort();
    amounts
}

/// The balances by the rows themselves: categories and methods are names as they are typed.
fn computed(rows: &[Row]) -> Balances {
    let mut balances = Balances::new();
    for row in rows {
        let (currency, amount) = (row.amount.currency.to_string(), ten_thousandths(&row.amount.to_decimal()));
        let (root, amount) = match row.direction {
            "expense" => ("expenses", amount),
            "income" => ("income", -amount),
            _ => ("equity", amount),
        };
        add(&mut balances, &format!("{root} {:?}", row.category), &currency, amount);
        let root = if row.method == Some("Card") { "liabilities" } else { "assets" };
        add(&mut balances, &format!("{root} {:?}", row.method), &currency, -amount);
    }
    without_zeros(balances)
}

#[test]
fn random_ledgers_with_hostile_texts_come_to_the_same_balances() {
    let mut runner = TestRunner::new(Config {
        cases: 8,
        max_shrink_iters: 32,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&vec(row(), 1..40), |rows| {
            let home = Sandbox::new();
            home.write("rows.csv", as_csv(&rows));
            home.ok(["import", "rows.csv"]);
            let wanted = computed(&rows);
            for program in PROGRAMS {
                let Some(got) = read_back(&home, program, &[]) else { continue };
                for root in ["expenses", "income", "equity", "assets", "liabilities"] {
                    prop_assert_eq!(amounts(&got, root), amounts(&wanted, root), "{} of {}", root, program.0);
                }
                let again = std::fs::read(home.path(&format!("all.{}", program.0))).unwrap();
                home.ok(["export", "-o", "again", "--as", program.0]);
                prop_assert_eq!(again, std::fs::read(home.path("again")).unwrap(), "the same every time");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn texts_change_neither_date_nor_payee_nor_state() {
    if !installed("hledger") || !installed("ledger") {
        return;
    }
    let home = Sandbox::new();
    let eur: Currency = "EUR".parse().unwrap();
    let rows: Vec<Row> = PIECES
        .iter()
        .map(|piece| Row {
            date: NaiveDate::from_ymd_opt(2026, 3, 4).unwrap(),
            direction: "expense",
            amount: Money::new(100, eur),
            category: Some("food"),
            texts: [format!("{piece} a"), format!("{piece} b"), (*piece).to_owned()],
            method: None,
            tags: vec!["date", "payee"],
        })
        .collect();
    home.write("rows.csv", as_csv(&rows));
    home.ok(["import", "rows.csv"]);
    home.ok(["export", "-o", "all.hledger"]);
    home.ok(["export", "-o", "all.ledger"]);
    let table = runs(&home, "hledger", &["print", "-O", "csv", "-f", "all.hledger"]);
    let records: Vec<csv::StringRecord> =
        csv::Reader::from_reader(table.as_bytes()).into_records().map(Result::unwrap).collect();
    assert_eq!(records.len(), PIECES.len() * 2);
    for record in &records {
        assert_eq!(&record[1], "2026-03-04");
        assert_eq!((&record[2], &record[3], &record[4]), ("", "", ""), "no second date, state or code");
        assert!(record[5].contains(" b | ") && record[5].ends_with(" a"), "{}", &record[5]);
    }
    let format = "%(date)\\t%(payee)\\t%(cleared or pending)\\t%(code)\\t%(format_date(aux_date ? aux_date : date))\\n";
    let lines = runs(&home, "ledger", &["reg", "--format", format, "-f", "all.ledger"]);
    assert_eq!(lines.lines().count(), PIECES.len() * 2);
    for line in lines.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells[0], "2026/03/04", "{line}");
        assert!(cells[1].ends_with(" b"), "{line}");
        assert_eq!((cells[2], cells[3]), ("false", ""), "{line}");
        assert!(cells[4].starts_with("26-Mar-04"), "{line}");
    }
}
