//! Statements written for the tests: a ledger in a layout of chosen properties, and the ledger read back.
//!
//! Owns the writing. Must not know how anything is understood.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};

use proptest::prelude::ProptestConfig;

use super::{
    Answer, Choice, DateFormat, ImportError, ImportOptions, LayoutProfile, Role, Statement, fingerprints,
    read_statement,
};
use crate::model::amount::DecimalMark;
use crate::model::expense::Direction;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoded {
    Utf8,
    Marked,
    Utf16,
    Windows1252,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    English,
    German,
    French,
    TwoLines,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    Amount,
    Pair,
    Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    Untold,
    Column,
    Beside,
}

/// A layout by its properties.
#[allow(clippy::struct_excessive_bools)] // each is an axis of its own
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spec {
    pub encoding: Encoded,
    pub delimiter: char,
    pub mark: char,
    pub names: Names,
    pub preamble: bool,
    /// `dmy`, `mdy` or `ymd`.
    pub order: &'static str,
    pub date_mark: char,
    /// Whether money spent is written above zero.
    pub positive_spends: bool,
    pub columns: Columns,
    pub money: Money,
    pub all_quoted: bool,
    pub ragged: bool,
    pub state: bool,
    pub balance: bool,
}

/// A row of a ledger: its day, its cents with a sign, its text.
pub(super) type LedgerRow = (NaiveDate, i64, String);

fn number(minor: i64, mark: char) -> String {
    let (sign, minor) = (if minor < 0 { "-" } else { "" }, minor.abs());
    let (whole, group) = (minor / 100, if mark == ',' { '.' } else { ',' });
    let whole = if whole >= 1_000 {
        format!("{}{group}{:03}", whole / 1_000, whole % 1_000)
    } else {
        whole.to_string()
    };
    format!("{sign}{whole}{mark}{:02}", minor % 100)
}

fn day(date: NaiveDate, spec: &Spec) -> String {
    let (y, m, d, mark) = (date.year(), date.month(), date.day(), spec.date_mark);
    match spec.order {
        "dmy" => format!("{d:02}{mark}{m:02}{mark}{y}"),
        "mdy" => format!("{m:02}{mark}{d:02}{mark}{y}"),
        _ => format!("{y}{mark}{m:02}{mark}{d:02}"),
    }
}

/// Names of date, text, amount, debit, credit, direction, currency, state, balance.
const fn names(names: Names) -> [&'static str; 9] {
    match names {
        Names::German => [
            "Buchungstag",
            "Verwendungszweck",
            "Betrag",
            "Soll",
            "Haben",
            "Soll/Haben",
            "Währung",
            "Status",
            "Saldo",
        ],
        Names::French => {
            ["Date opération", "Libellé", "Montant", "Débit", "Crédit", "Sens", "Devise", "Statut", "Solde"]
        }
        _ => [
            "Booking date",
            "Transaction description",
            "Booked amount",
            "Debit amount",
            "Credit amount",
            "Debit Credit",
            "Account currency",
            "Booking status",
            "Account balance",
        ],
    }
}

impl Spec {
    fn amounts(&self, minor: i64) -> Vec<String> {
        let spent = minor < 0;
        let beside = |text: String| if self.money == Money::Beside { format!("{text} EUR") } else { text };
        match self.columns {
            Columns::Amount => {
                vec![beside(number(if self.positive_spends { -minor } else { minor }, self.mark))]
            }
            Columns::Words => {
                let written = if self.positive_spends { minor.abs() } else { minor };
                let word = match (self.names, spent) {
                    (Names::German, true) => "Soll",
                    (Names::German, false) => "Haben",
                    (Names::French, true) => "Débit",
                    (Names::French, false) => "Crédit",
                    (_, true) => "debit",
                    (_, false) => "credit",
                };
                vec![beside(number(written, self.mark)), word.to_owned()]
            }
            Columns::Pair => {
                let text = beside(number(
                    if spent && !self.positive_spends { minor } else { minor.abs() },
                    self.mark,
                ));
                if spent { vec![text, String::new()] } else { vec![String::new(), text] }
            }
        }
    }

    fn header(&self) -> Vec<&'static str> {
        let [date, text, amount, debit, credit, direction, currency, state, balance] = names(self.names);
        let mut header = vec![date, text];
        match self.columns {
            Columns::Amount => header.push(amount),
            Columns::Words => header.extend([amount, direction]),
            Columns::Pair => header.extend([debit, credit]),
        }
        for (name, wanted) in
            [(currency, self.money == Money::Column), (state, self.state), (balance, self.balance)]
        {
            header.extend(wanted.then_some(name));
        }
        header
    }

    fn line(&self, out: &mut String, cells: &[String]) {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                out.push(self.delimiter);
            }
            if self.all_quoted || cell.contains([self.delimiter, '"', '\n']) {
                let _ = write!(out, "\"{}\"", cell.replace('"', "\"\""));
            } else {
                out.push_str(cell);
            }
        }
    }

    fn row(&self, (date, minor, text): &LedgerRow, state: &str, balance: i64) -> Vec<String> {
        let mut cells = vec![day(*date, self), text.clone()];
        cells.extend(self.amounts(*minor));
        cells.extend((self.money == Money::Column).then(|| "EUR".to_owned()));
        cells.extend(self.state.then(|| state.to_owned()));
        cells.extend(self.balance.then(|| number(balance, self.mark)));
        cells
    }

    /// The ledger as a file of this layout.
    pub(super) fn write(&self, ledger: &[LedgerRow]) -> Vec<u8> {
        let mut out = String::new();
        if self.preamble {
            out.push_str("Statement of account 12345\nPrinted for Zoé\n\n");
        }
        let texts = |cells: Vec<&str>| cells.into_iter().map(str::to_owned).collect::<Vec<_>>();
        match self.names {
            Names::None => {}
            Names::TwoLines => {
                let pairs: Vec<(&str, &str)> =
                    self.header().into_iter().filter_map(|name| name.split_once(' ')).collect();
                self.line(&mut out, &texts(pairs.iter().map(|pair| pair.0).collect()));
                out.push('\n');
                self.line(&mut out, &texts(pairs.iter().map(|pair| pair.1).collect()));
                out.push('\n');
            }
            _ => {
                self.line(&mut out, &texts(self.header()));
                out.push('\n');
            }
        }
        let mut balance = 100_000;
        for (index, row) in ledger.iter().enumerate() {
            balance += row.1;
            self.line(&mut out, &self.row(row, "Completed", balance));
            if self.ragged && index % 2 == 1 {
                out.push(self.delimiter);
            }
            out.push('\n');
        }
        if let (true, Some(row)) = (self.state, ledger.first()) {
            self.line(&mut out, &self.row(row, "Declined", balance));
            out.push('\n');
        }
        if self.ragged {
            out.push_str("End of statement\n");
        }
        match self.encoding {
            Encoded::Utf8 => out.into_bytes(),
            Encoded::Marked => format!("\u{feff}{out}").into_bytes(),
            Encoded::Utf16 => format!("\u{feff}{out}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoded::Windows1252 => encoding_rs::WINDOWS_1252.encode(&out).0.into_owned(),
        }
    }

    /// Whether a choice is the one this layout was written by.
    fn is_right(&self, choice: &Choice, ledger: &[LedgerRow]) -> bool {
        match &choice.answer {
            // One side alone of a pair without names is a column of amounts like any other.
            Answer::Invert(invert) if self.columns == Columns::Pair => {
                *invert == ledger.first().is_some_and(|row| row.1 < 0)
            }
            Answer::Invert(invert) => *invert == self.positive_spends,
            Answer::DateFormat(format) => *format == self.order.parse::<DateFormat>().unwrap(),
            Answer::DecimalMark(mark) => (*mark == DecimalMark::Comma) == (self.mark == ','),
            Answer::Map(map) => map.iter().all(|(role, column)| {
                *role != Role::Debit && *role != Role::Amount || *column == super::ColumnRef::Number(3)
            }),
        }
    }

    /// Reads a file of this layout, answering what is asked; gives the ledger and the number of questions, or what is
    /// wrong with the file or its first bad row.
    pub(super) fn read(&self, bytes: &[u8], ledger: &[LedgerRow]) -> Result<(Vec<LedgerRow>, usize), String> {
        let mut options = ImportOptions::new("EUR".parse().unwrap());
        // Where most of it came in, amounts with their signs turned look like any others: such a file has to be told.
        let came = ledger.iter().filter(|row| row.1 > 0).count();
        let is_turned = self.positive_spends && self.columns == Columns::Amount && came * 2 >= ledger.len();
        options.invert = is_turned.then_some(true);
        for questions in 0..5 {
            let statement = match read_statement(bytes.to_vec(), options.clone()) {
                Ok(statement) => statement,
                Err(error) => {
                    let right = error.choices().into_iter().find(|choice| self.is_right(choice, ledger));
                    options.take(right.ok_or_else(|| error.to_string())?.answer);
                    continue;
                }
            };
            assert_read_again_with_its_profile(bytes, &statement);
            let rows: Result<Vec<LedgerRow>, String> = statement
                .rows()
                .map(|row| {
                    let draft = row.map_err(|error| error.to_string())?.draft;
                    let sign = if draft.direction == Direction::Income { 1 } else { -1 };
                    assert_eq!(draft.amount.currency.code(), "EUR");
                    Ok((draft.date, sign * draft.amount.minor, draft.description))
                })
                .collect();
            return Ok((rows?, questions));
        }
        Err("asked too often".to_owned())
    }
}

/// Reads a file once more with nothing told but what was remembered of it: every row is the same.
pub(super) fn assert_read_again_with_its_profile(bytes: &[u8], statement: &Statement) {
    let Some(profile) = LayoutProfile::of(statement, None) else { return };
    let mut options = ImportOptions::new("EUR".parse().unwrap());
    let known = fingerprints(bytes, &profile.to_recognise(&options));
    assert!(known.contains(&profile.fingerprint.unwrap()), "not recognised: {}", bytes.escape_ascii());
    profile.apply("itself", &mut options);
    let text = || format!("{profile:?}\n{}", bytes.escape_ascii());
    let again = match read_statement(bytes.to_vec(), options) {
        // What was told stood against a row that is no expense, or was refused.
        Err(
            ImportError::AgainstProfile { .. }
            | ImportError::ContradictoryDates { .. }
            | ImportError::AmbiguousDate { .. },
        ) if statement.options().date_format.is_some() => return,
        again => again.unwrap_or_else(|error| panic!("{error}\n{}", text())),
    };
    for (one, other) in statement.rows().zip(again.rows()) {
        assert_eq!(one, other, "read otherwise: {}", text());
    }
    assert_eq!(statement.rows().count(), again.rows().count(), "{}", text());
    // What it says of itself is what was known already.
    assert_eq!(LayoutProfile::of(&again, None).as_ref(), Some(&profile), "{}", text());
}

/// How many cases a property runs, unless `PROPTEST_CASES` asks for more or fewer; no file is left behind.
pub(super) fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}
