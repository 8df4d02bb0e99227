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

/// Every file with the ledger's currency, where the file has none, and the one option that decides, where it is ambiguous.
const FILES: [(&str, &str, &str); 26] = [
    ("abc-debit-cn.csv", "CNY", ""),
    ("boi.csv", "EUR", ""),
    ("bsp-european.csv", "XXX", ""),
    ("bsp-french.csv", "XXX", ""),
    ("bsp-garbled.csv", "XXX", "--invert=no"),
    ("chase-cc.csv", "USD", "--date-format mdy"),
    ("dkb.csv", "XXX", ""),
    ("finaudit-axis.csv", "INR", ""),
    ("hsbchk-debit.csv", "XXX", ""),
    ("ica-banken.csv", "SEK", ""),
    ("john-lewis.csv", "XXX", ""),
    ("lloyds.csv", "GBP", ""),
    ("mint.csv", "CAD", ""),
    ("n26.csv", "XXX", ""),
    ("nordea-dk.csv", "DKK", ""),
    ("raiffeisen-cz.csv", "XXX", ""),
    ("reckon-french.csv", "EUR", ""),
    ("reckon-inversed-cc.csv", "NZD", ""),
    ("reckon-multiline.csv", "USD", ""),
    ("reckon-tab.csv", "XXX", ""),
    ("revolut-v2.csv", "XXX", ""),
    ("td.csv", "CAD", "--date-format mdy"),
    ("uk-council-cards.csv", "GBP", "--invert"),
    ("uk-health-spend.csv", "GBP", "--invert"),
    ("wechat.csv", "XXX", ""),
    ("ynab4.csv", "EUR", ""),
];

/// The options of a word of the table.
fn told(currency: &str, option: &str) -> ImportOptions {
    let mut options = options(currency, "");
    match option {
        "" => {}
        "--invert" => options.invert = Some(true),
        "--invert=no" => options.invert = Some(false),
        "--date-format mdy" => options.date_format = Some(DateFormat::Mdy),
        other => panic!("{other}"),
    }
    options
}

#[test]
fn every_statement_imports_with_its_currency_and_at_most_one_deciding_option() {
    for (file, currency, option) in FILES {
        check(file, told(currency, option));
    }
}

#[test]
fn where_an_option_decides_the_file_alone_is_refused_with_that_option_among_the_choices() {
    let Some(folder) = folder() else { return };
    for (file, currency, option) in FILES.into_iter().filter(|(.., option)| !option.is_empty()) {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        let error = read_statement(bytes, told(currency, "")).unwrap_err();
        let choices: Vec<String> = error.choices().iter().map(|choice| choice.answer.to_string()).collect();
        assert!(choices.iter().any(|choice| choice == option), "{file}: {error}: {choices:?}");
    }
}

#[test]
fn the_councils_card_spending_can_be_told_by_map_as_well() {
    let map = "date=TransNo,payee=Supplier Name,description=Purpose of Spend,category=Merchant Category";
    let inverted = |map: &str| ImportOptions { invert: Some(true), ..options("GBP", map) };
    check("uk-council-cards.csv", inverted(map));
    check("uk-council-cards.csv", ImportOptions { skip_lines: 2, ..inverted("date=10") });
    check("uk-council-cards.csv", inverted("date=10,amount=13"));
    check(
        "uk-council-cards.csv",
        ImportOptions { header: Some(HeaderOption::Line(3)), ..inverted("date=10") },
    );
}
