//! The European Central Bank's tables of reference rates: the whole history (`eurofxref-hist.csv`) and the day's
//! (`eurofxref.csv`).
//!
//! Owns how such a file is read: a header of `Date` and currency codes, a row a day, newest first or not, `N/A` where there
//! was no rate, a comma at the end of the line, blanks after commas, dates as `2026-11-27` or `27 November 2026`. Every cell is
//! looked at, and what is wrong is located, whether or not it was wanted. Must not know which rates there are already.
//!
//! Source: <https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html>.

use std::collections::HashMap;

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Trim};

use super::error::RowError;
use super::text::shown;
use crate::model::currency::Currency;
use crate::model::exchange::DayRate;
use crate::model::rate::Rate;

/// Largest file: the history since 1999 has two million bytes, and grows by seventy thousand a year.
pub const RATES_BYTES_MAX: usize = 32 << 20;
/// Errors that are kept: a file that is none of these tables has one in every cell.
pub const RATE_ERRORS_MAX: usize = 100;
/// The currency that one unit of is worth so much in every column.
const BASE: &str = "EUR";
/// What stands where there was no rate that day.
const NONE: &str = "N/A";
/// How a file in the ZIP format begins (PKWARE, APPNOTE 6.3.10, section 4.3.7), in which the bank offers its tables.
const ZIP: &[u8] = b"PK\x03\x04";

/// Which rates of a file are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateChoice {
    /// The currencies; `None` is all of them.
    pub currencies: Option<Vec<Currency>>,
    /// The first day; `None` is all of them.
    pub from: Option<NaiveDate>,
}

/// What a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateFile {
    /// The currency of which one unit is worth so much; there is always one.
    pub base: Option<Currency>,
    /// The other currencies of the file that this version knows, in the file's order.
    pub currencies: Vec<Currency>,
    /// The rates that were wanted, as they stand in the file.
    pub rates: Vec<DayRate>,
    /// The first and the last day of the file.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Rates that were not wanted.
    pub left_out: u64,
    /// Currencies of the file of which none was wanted, in the file's order.
    pub other_currencies: Vec<Currency>,
    /// Days of the file before the first one wanted.
    pub earlier_days: u64,
    /// Codes of columns that this version knows no currency for.
    pub unknown: Vec<String>,
}

impl RateFile {
    /// The currencies of the file that were wanted, in its order.
    #[must_use]
    pub fn taken_currencies(&self) -> Vec<Currency> {
        self.currencies.iter().filter(|one| !self.other_currencies.contains(one)).copied().collect()
    }
}

/// Why a file is no such table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateFileError {
    /// It is too large.
    #[error("the file is larger than {RATES_BYTES_MAX} bytes, and no table of rates is")]
    TooLarge,
    /// It is an archive.
    #[error("the file is a ZIP archive")]
    Zip,
    /// It is no UTF-8 text.
    #[error("the file is no text in UTF-8")]
    NotText,
    /// Its first line is something else.
    #[error("line 1 does not begin a table of rates: `Date,USD,JPY,…` is looked for, and `{0}` stands there")]
    Header(String),
    /// It has nothing but a header.
    #[error("the file has no rates")]
    Empty,
    /// Cells that cannot be read: those that are kept, and how many there are.
    #[error("{count} cells cannot be read")]
    Rows {
        /// The first of them, at most `RATE_ERRORS_MAX`.
        errors: Vec<RowError>,
        /// How many there are.
        count: usize,
    },
}

/// Reads a table.
///
/// # Errors
/// [`RateFileError`]; then nothing of the file is to be used.
pub fn read_rates(bytes: &[u8], choice: &RateChoice) -> Result<RateFile, RateFileError> {
    if bytes.len() > RATES_BYTES_MAX {
        return Err(RateFileError::TooLarge);
    }
    if bytes.starts_with(ZIP) {
        return Err(RateFileError::Zip);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| RateFileError::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut records = reader.records();
    let not_read = |error: &csv::Error| RateFileError::Header(shown(&error.to_string()));
    let header = records.next().transpose().map_err(|error| not_read(&error))?.unwrap_or_default();
    let mut table = Table::new(&header, choice)?;
    for record in records {
        table.row(&record.map_err(|error| not_read(&error))?);
    }
    table.finish()
}

/// A file as it is read.
struct Table<'c> {
    choice: &'c RateChoice,
    base: Currency,
    /// The columns behind the first: the currency, where there is one that this version knows, and whether it is wanted.
    columns: Vec<(String, Option<(Currency, bool)>)>,
    lines: HashMap<NaiveDate, u64>,
    file: RateFile,
    errors: Vec<RowError>,
    error_count: usize,
}

impl<'c> Table<'c> {
    fn new(header: &StringRecord, choice: &'c RateChoice) -> Result<Self, RateFileError> {
        let wrong = || RateFileError::Header(shown(&header.iter().collect::<Vec<_>>().join(",")));
        let base = BASE.parse().map_err(|_| wrong())?;
        let mut cells = header.iter();
        if !cells.next().is_some_and(|first| first.eq_ignore_ascii_case("date")) {
            return Err(wrong());
        }
        let mut names: Vec<&str> = cells.collect();
        if names.last() == Some(&"") {
            names.pop();
        }
        let mut file = RateFile { base: Some(base), ..RateFile::default() };
        let mut columns: Vec<(String, Option<(Currency, bool)>)> = Vec::new();
        for name in names {
            let is_code = name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase());
            if !is_code || name == BASE || columns.iter().any(|(known, _)| known == name) {
                return Err(wrong());
            }
            let currency = name.parse::<Currency>().ok();
            file.currencies.extend(currency);
            let column = currency.map(|currency| {
                let wanted = choice.currencies.as_ref().is_none_or(|wanted| wanted.contains(&currency));
                (currency, wanted)
            });
            match column {
                None => file.unknown.push(name.to_owned()),
                Some((currency, false)) => file.other_currencies.push(currency),
                Some(_) => {}
            }
            columns.push((name.to_owned(), column));
        }
        if columns.iter().all(|(_, column)| column.is_none()) {
            return Err(wrong());
        }
        let lines = HashMap::new();
        Ok(Self { choice, base, columns, lines, file, errors: Vec::new(), error_count: 0 })
    }

    fn row(&mut self, record: &StringRecord) {
        let line = record.position().map_or(0, csv::Position::line);
        let text = record.get(0).unwrap_or_default();
        let Some(date) = read_day(text) else {
            return self.refuse(line, "Date", text, "bad_date", "is no day such as 2026-11-27");
        };
        if let Some(first) = self.lines.insert(date, line) {
            let message = format!("is a day that line {first} has already");
            return self.refuse(line, "Date", text, "bad_rows", &message);
        }
        let extra = record.iter().skip(self.columns.len() + 1).any(|cell| !cell.is_empty());
        if extra || record.len() <= self.columns.len() {
            let (has, wants) = (record.len().saturating_sub(1), self.columns.len());
            let message = format!("begins a line of {has} rates, and the header names {wants}");
            return self.refuse(line, "Date", text, "bad_rows", &message);
        }
        let days = self.file.days.get_or_insert((date, date));
        *days = (days.0.min(date), days.1.max(date));
        let is_earlier = self.choice.from.is_some_and(|from| date < from);
        self.file.earlier_days += u64::from(is_earlier);
        for (at, cell) in record.iter().skip(1).take(self.columns.len()).enumerate() {
            if cell.is_empty() || cell == NONE {
                continue;
            }
            let Some(rate) = Rate::from_decimal(cell) else {
                let column = self.columns[at].0.clone();
                let message = "is no rate such as 1.0843, nor N/A";
                self.refuse(line, &column, cell, "bad_amount", message);
                continue;
            };
            match self.columns[at].1 {
                Some((quote, true)) if !is_earlier => {
                    self.file.rates.push(DayRate { base: self.base, quote, date, rate });
                }
                Some(_) => self.file.left_out += 1,
                None => {}
            }
        }
    }

    fn refuse(&mut self, line: u64, column: &str, value: &str, code: &'static str, message: &str) {
        self.error_count += 1;
        if self.errors.len() < RATE_ERRORS_MAX {
            let (value, column) = (shown(value), Some(column.to_owned()));
            let message = format!("`{value}` {message}");
            self.errors.push(RowError { line, column, value, code, message });
        }
    }

    fn finish(self) -> Result<RateFile, RateFileError> {
        if self.error_count > 0 {
            return Err(RateFileError::Rows { errors: self.errors, count: self.error_count });
        }
        if self.file.days.is_none() {
            return Err(RateFileError::Empty);
        }
        Ok(self.file)
    }
}

/// A day as either table writes it.
fn read_day(text: &str) -> Option<NaiveDate> {
    // As long as what chrono would take in place of either: years of other lengths and signs.
    let is_iso = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let date = if is_iso {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?
    } else {
        let (rest, year) = text.rsplit_once(' ')?;
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        NaiveDate::parse_from_str(&format!("{rest} {year}"), "%d %B %Y").ok().filter(|_| is_year)?
    };
    // The euro began in 1999, and the first rate is of its fourth day.
    (date >= NaiveDate::from_ymd_opt(1999, 1, 1)?).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HISTORY: &str = "Date,USD,JPY,CYP,GBP,\n\
        2026-11-27,1.0843,163.45,N/A,0.8321,\n\
        2026-11-26,1.0800,N/A,N/A,0.83,\n\
        1999-01-04,1.1789,133.73,0.58231,0.7111,\n";
    const DAY: &str = "Date, USD, JPY, GBP, \n27 November 2026, 1.0843, 163.45, 0.8321, \n";

    fn choice(currencies: Option<&[&str]>, from: Option<&str>) -> RateChoice {
        let codes = |codes: &[&str]| codes.iter().map(|code| code.parse().unwrap()).collect();
        RateChoice { currencies: currencies.map(codes), from: from.map(|from| from.parse().unwrap()) }
    }

    fn lines(file: &RateFile) -> Vec<String> {
        let line = |one: &DayRate| format!("{} {} {} {}", one.date, one.base, one.quote, one.rate);
        file.rates.iter().map(line).collect()
    }

    fn errors(text: &str) -> Vec<String> {
        match read_rates(text.as_bytes(), &RateChoice::default()) {
            Err(RateFileError::Rows { errors, count }) => {
                assert_eq!(errors.len(), count.min(RATE_ERRORS_MAX));
                errors.iter().map(ToString::to_string).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_history_and_the_day_are_read() {
        let all = read_rates(HISTORY.as_bytes(), &RateChoice::default()).unwrap();
        assert_eq!(
            lines(&all),
            [
                "2026-11-27 EUR USD 1.0843",
                "2026-11-27 EUR JPY 163.45",
                "2026-11-27 EUR GBP 0.8321",
                "2026-11-26 EUR USD 1.08",
                "2026-11-26 EUR GBP 0.83",
                "1999-01-04 EUR USD 1.1789",
                "1999-01-04 EUR JPY 133.73",
                "1999-01-04 EUR CYP 0.58231",
                "1999-01-04 EUR GBP 0.7111",
            ]
        );
        assert_eq!((all.left_out, all.earlier_days), (0, 0));
        let day = read_rates(DAY.as_bytes(), &RateChoice::default()).unwrap();
        assert_eq!(lines(&day), lines(&all)[..3]);
        let with_bom = format!("\u{feff}{}", DAY.replace('\n', "\r\n"));
        assert_eq!(read_rates(with_bom.as_bytes(), &RateChoice::default()).unwrap(), day);
    }

    #[test]
    fn what_was_not_wanted_is_counted() {
        let file =
            read_rates(HISTORY.as_bytes(), &choice(Some(&["USD", "CHF"]), Some("2026-11-26"))).unwrap();
        assert_eq!(lines(&file), ["2026-11-27 EUR USD 1.0843", "2026-11-26 EUR USD 1.08"]);
        assert_eq!((file.left_out, file.earlier_days), (7, 1));
        let other: Vec<String> = file.other_currencies.iter().map(ToString::to_string).collect();
        assert_eq!(other, ["JPY", "CYP", "GBP"]);
        let days = file.days.unwrap();
        assert_eq!((days.0.to_string().as_str(), days.1.to_string().as_str()), ("1999-01-04", "2026-11-27"));
    }

    #[test]
    fn a_currency_that_came_later_is_left_out_by_its_name() {
        let file = read_rates(b"Date,USD,QQQ\n2026-11-27,1.1,2.2\n", &RateChoice::default()).unwrap();
        assert_eq!((lines(&file).len(), file.unknown), (1, vec!["QQQ".to_owned()]));
    }

    #[test]
    fn every_cell_that_cannot_be_read_is_named_by_its_place() {
        assert_eq!(
            errors(
                "Date,USD,JPY,\n2026-11-27,1.1,x,\n2026-11-26,-1.1,0,\nsoon,1,2,\n2026-11-27,1,2,\n2026-11-25,1\n"
            ),
            [
                "line 2, column JPY: `x` is no rate such as 1.0843, nor N/A",
                "line 3, column USD: `-1.1` is no rate such as 1.0843, nor N/A",
                "line 3, column JPY: `0` is no rate such as 1.0843, nor N/A",
                "line 4, column Date: `soon` is no day such as 2026-11-27",
                "line 5, column Date: `2026-11-27` is a day that line 2 has already",
                "line 6, column Date: `2026-11-25` begins a line of 1 rates, and the header names 2",
            ]
        );
        for day in ["2026-02-30", "1998-12-31", "27/11/2026", "+2026-11-27", "27 Brumaire 2026", "27 May 99"]
        {
            assert_eq!(errors(&format!("Date,USD\n{day},1.1\n")).len(), 1, "{day}");
        }
        let many = format!("Date,USD\n{}", "x,1\n".repeat(500));
        assert_eq!(errors(&many).len(), RATE_ERRORS_MAX);
    }

    #[test]
    fn what_is_no_table_of_rates_is_refused() {
        let refused = |bytes: &[u8]| read_rates(bytes, &RateChoice::default()).unwrap_err();
        assert_eq!(refused(b"PK\x03\x04rest"), RateFileError::Zip);
        assert_eq!(refused(b"Date,USD\n\xff\xfe\n"), RateFileError::NotText);
        assert_eq!(refused(b"Date,USD,\n"), RateFileError::Empty);
        for text in
            ["", "Date,Amount,Payee\n", "Day,USD\n", "Date,USD,USD\n", "Date,EUR\n", "Date,QQQ\n", "Date\n"]
        {
            assert!(matches!(refused(text.as_bytes()), RateFileError::Header(_)), "{text}");
        }
        assert_eq!(refused(&vec![b'x'; RATES_BYTES_MAX + 1]), RateFileError::TooLarge);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_the_reader_fail_otherwise(bytes in "(Date,USD,JPY,\n)?([-0-9A-Za-z., \"\n/]{0,60})") {
            let _ = read_rates(bytes.as_bytes(), &RateChoice::default());
        }
    }
}
