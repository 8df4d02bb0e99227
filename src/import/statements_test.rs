//! The real statements beside the project, where they are: counts and sums have to be those of `expected.tsv`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::roles::parse_map;
use super::{DateFormat, HeaderOption, ImportOptions, read_statement};
use crate::model::expense::Direction;

/// What a file yields in one currency.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
struct Figures {
    transactions: u64,
    debits_minor: i64,
    credits_minor: i64,
}

/// The first and the last date of a whole file.
type Dates = Option<(NaiveDate, NaiveDate)>;

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/statements");
    if folder.is_dir() {
        return Some(folder);
    }
    #[allow(clippy::print_stderr, reason = "says why nothing was compared")]
    {
        eprintln!("skipped: the statements are not at {}", folder.display());
    }
    None
}

/// The rows of `expected.tsv` by file and currency, with the dates and the number of rows that cannot be read.
fn expected(folder: &Path) -> BTreeMap<(String, String), (Figures, Dates, u64)> {
    let text = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let figures = Figures {
            transactions: cells[2].parse().unwrap(),
            debits_minor: cells[3].parse().unwrap(),
            credits_minor: cells[4].parse().unwrap(),
        };
        let dates = Some((cells[6].parse().unwrap(), cells[7].parse().unwrap()));
        ((cells[0].to_owned(), cells[1].to_owned()), (figures, dates, cells[10].parse().unwrap()))
    });
    rows.collect()
}

/// Imports a file and sums it up by currency; also returns its dates and how many rows were refused.
fn figures(path: &Path, options: ImportOptions) -> (BTreeMap<String, Figures>, Dates, u64) {
    let statement = read_statement(std::fs::read(path).unwrap(), options)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (mut all, mut dates, mut refused): (BTreeMap<String, Figures>, Dates, u64) =
        (BTreeMap::new(), None, 0);
    for row in statement.rows() {
        let Ok(candidate) = row else {
            refused += 1;
            continue;
        };
        let draft = candidate.draft;
        let figures = all.entry(draft.amount.currency.to_string()).or_default();
        figures.transactions += 1;
        match draft.direction {
            Direction::Expense => figures.debits_minor -= draft.amount.minor,
            Direction::Income => figures.credits_minor += draft.amount.minor,
            Direction::Transfer => panic!("no statement says transfer"),
        }
        let (first, last) = dates.unwrap_or((draft.date, draft.date));
        dates = Some((first.min(draft.date), last.max(draft.date)));
    }
    (all, dates, refused)
}

fn options(currency: &str, map: &str) -> ImportOptions {
    let map = if map.is_empty() { Vec::new() } else { parse_map(map).unwrap() };
    ImportOptions { map, ..ImportOptions::new(currency.parse().unwrap()) }
}

/// Compares a file with what is expected of it in all its currencies.
fn check(file: &str, options: ImportOptions) {
    let Some(folder) = folder() else { return };
    let expected = expected(&folder);
    let of_file: BTreeMap<String, (Figures, Dates, u64)> = expected
        .into_iter()
        .filter(|((name, _), _)| name == file)
        .map(|((_, currency), rest)| (currency.replace('?', "EUR"), rest))
        .collect();
    let (all, dates, refused) = figures(&folder.join(file), options);
    let wanted: BTreeMap<String, Figures> =
        of_file.iter().map(|(currency, (figures, ..))| (currency.clone(), figures.clone())).collect();
    assert_eq!(all, wanted, "{file}");
    let (_, wanted_dates, wanted_refused) = of_file.values().next().unwrap();
    assert_eq!((dates, refused), (*wanted_dates, *wanted_refused), "{file}");
}

#[test]
fn the_councils_card_spending_imports_with_a_shifted_header_and_positive_spending() {
    let map = "date=TransNo,payee=Supplier Name,description=Purpose of Spend,category=Merchant Category";
    check("uk-council-cards.csv", ImportOptions { invert: true, ..options("GBP", map) });
    check("uk-council-cards.csv", ImportOptions { invert: true, skip_lines: 2, ..options("GBP", "date=10") });
    check("uk-council-cards.csv", ImportOptions { invert: true, ..options("GBP", "date=10,amount=13") });
    let header = Some(HeaderOption::Line(3));
    check("uk-council-cards.csv", ImportOptions { invert: true, header, ..options("GBP", "date=10") });
}

#[test]
fn the_health_departments_spending_imports_inverted() {
    check("uk-health-spend.csv", ImportOptions { invert: true, ..options("GBP", "") });
}

#[test]
fn english_headers_need_no_map() {
    check("lloyds.csv", options("GBP", ""));
    check("boi.csv", options("EUR", ""));
    check("chase-cc.csv", ImportOptions { date_format: Some(DateFormat::Mdy), ..options("USD", "") });
    check("hsbchk-debit.csv", options("HKD", ""));
    check("finaudit-axis.csv", options("INR", ""));
    check("ynab4.csv", options("EUR", ""));
    check("bsp-garbled.csv", options("EUR", ""));
}

#[test]
fn other_languages_and_missing_headers_are_told_by_map() {
    check("bsp-european.csv", options("USD", "date=Buchungstag,amount=Betrag,description=Verwendungszweck"));
    check("bsp-french.csv", options("USD", "date=Date opération,debit=Débit,credit=Crédit,currency=Devise"));
    check("dkb.csv", options("EUR", "date=Buchungsdatum,amount=Betrag (€),payee=Zahlungsempfänger*in"));
    check("ica-banken.csv", options("SEK", "date=Datum,amount=Belopp,description=Text"));
    check("n26.csv", options("USD", "date=1,amount=7,payee=2"));
    check("abc-debit-cn.csv", options("CNY", "date=1,amount=4,description=3"));
    check("nordea-dk.csv", options("DKK", "date=1,description=2,amount=4"));
    check("reckon-french.csv", options("EUR", "date=2,description=3,amount=5"));
    check("reckon-tab.csv", options("EUR", "date=3,amount=7,description=8"));
    check("reckon-inversed-cc.csv", options("NZD", "date=1,amount=7,direction=4,description=6"));
    check("mint.csv", options("CAD", "date=1,amount=4,direction=5,description=2"));
    let td = options("CAD", "date=1,description=2,debit=3,credit=4");
    check("td.csv", ImportOptions { date_format: Some(DateFormat::Mdy), ..td });
    let english = ImportOptions { invert: true, ..options("EUR", "direction=4") };
    check("john-lewis.csv", english);
    let czech = ImportOptions {
        encoding: Some(encoding_rs::WINDOWS_1250),
        ..options("EUR", "date=1,amount=14,currency=15")
    };
    check("raiffeisen-cz.csv", czech);
}
