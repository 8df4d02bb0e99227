//! What a person may say about a file: the options of `import`, as plain values, and the words they are typed in.
//!
//! Owns the values and their spelling (CLI.md, "Import options"). Must not read a file or decide anything.

use std::fmt;
use std::str::FromStr;

use chrono::format::{Item, StrftimeItems};
use encoding_rs::Encoding;

use crate::model::amount::DecimalMark;
use crate::model::currency::Currency;

use super::profile::Remembered;
use super::roles::{ColumnRef, Role};

/// An import option that cannot be read; the message names the value and what is accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadOption {
    /// A word before `=` in `--map` that is no role.
    #[error(
        "`{0}` is not a role: date, amount, debit, credit, direction, currency, description, payee, category, \
             method, note, reference, balance, value_date, fee, state or ignore"
    )]
    Role(String),
    /// A piece of `--map` without `ROLE=COL`.
    #[error("`{0}` is not ROLE=COL, as in --map date=1,amount=\"Net Amount\"")]
    Map(String),
    /// Column numbers and header lines count from 1.
    #[error("`{0}` is not a number from 1 up")]
    Number(String),
    /// Neither an order of day, month and year nor a usable strftime pattern.
    #[error("`{0}` is not a date format: dmy, mdy, ymd, or a strftime pattern such as %d.%m.%Y")]
    DateFormat(String),
    /// A delimiter that is not one ASCII character.
    #[error("`{0}` is not a delimiter: one ASCII character, or tab")]
    Delimiter(String),
    /// A label that the WHATWG Encoding Standard does not know.
    #[error("`{0}` is not a known encoding: use a name such as utf-8, windows-1252, iso-8859-2 or gb18030")]
    Encoding(String),
}

/// Where the header stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderOption {
    /// On this line of the file, from 1.
    Line(u64),
    /// Nowhere: the first line is data.
    None,
}

impl FromStr for HeaderOption {
    type Err = BadOption;

    /// Reads `none` or a line number from 1.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        if text.eq_ignore_ascii_case("none") {
            return Ok(Self::None);
        }
        match text.parse() {
            Ok(line) if line > 0 => Ok(Self::Line(line)),
            _ => Err(BadOption::Number(text.to_owned())),
        }
    }
}

/// How dates are written where a value alone does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateFormat {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
    /// A strftime pattern, as `chrono` reads it; checked when parsed from text.
    Strftime(String),
}

impl FromStr for DateFormat {
    type Err = BadOption;

    /// Reads `dmy`, `mdy`, `ymd`, or a pattern with at least one `%` field that chrono knows.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        match text.to_ascii_lowercase().as_str() {
            "dmy" => Ok(Self::Dmy),
            "mdy" => Ok(Self::Mdy),
            "ymd" => Ok(Self::Ymd),
            _ if text.contains('%') && !StrftimeItems::new(text).any(|item| item == Item::Error) => {
                Ok(Self::Strftime(text.to_owned()))
            }
            _ => Err(BadOption::DateFormat(text.to_owned())),
        }
    }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
            Self::Strftime(pattern) => pattern,
        })
    }
}

/// Reads a delimiter: one ASCII character that is no quote, letter, digit or line end, or the word `tab` or `\t`.
///
/// # Errors
///
/// [`BadOption::Delimiter`] for anything else.
pub fn parse_delimiter(text: &str) -> Result<u8, BadOption> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"\"\r\n\0".contains(byte) => {
            Ok(*byte)
        }
        _ => Err(BadOption::Delimiter(text.to_owned())),
    }
}

/// Reads an encoding's label as the WHATWG Encoding Standard defines them, so `latin1` is `windows-1252`.
///
/// # Errors
///
/// [`BadOption::Encoding`] for an unknown label.
pub fn parse_encoding(text: &str) -> Result<&'static Encoding, BadOption> {
    Encoding::for_label(text.as_bytes()).ok_or_else(|| BadOption::Encoding(text.to_owned()))
}

/// What decides between two readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// `--date-format`
    DateFormat(DateFormat),
    /// `--decimal-mark`
    DecimalMark(DecimalMark),
    /// `--invert`, and `--invert=no`
    Invert(bool),
    /// `--map`
    Map(Vec<(Role, ColumnRef)>),
}

impl fmt::Display for Answer {
    /// Writes the option as it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DateFormat(format) => write!(f, "--date-format {format}"),
            Self::DecimalMark(mark) => write!(f, "--decimal-mark {}", mark.as_str()),
            Self::Invert(true) => f.write_str("--invert"),
            Self::Invert(false) => f.write_str("--invert=no"),
            Self::Map(map) => {
                let pieces: Vec<String> = map
                    .iter()
                    .map(|(role, column)| match column {
                        ColumnRef::Header(text) => format!("{role}={text}"),
                        ColumnRef::Number(number) => format!("{role}={number}"),
                    })
                    .collect();
                write!(f, "--map {}", pieces.join(","))
            }
        }
    }
}

/// Everything that is told about a file. What is not told is read from the file or refused, never guessed.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// Columns by role; each role at most once, except [`Role::Ignore`].
    pub map: Vec<(Role, ColumnRef)>,
    /// Lines of the file to leave out before anything is looked for.
    pub skip_lines: u64,
    /// Where the header is; `None`: the first line with known names.
    pub header: Option<HeaderOption>,
    /// How dates are written; `None`: as the date column proves.
    pub date_format: Option<DateFormat>,
    /// The decimal mark; `None`: as the amount columns prove.
    pub decimal_mark: Option<DecimalMark>,
    /// The ASCII delimiter; `None`: the most consistent of `,` `;` tab and `|`.
    pub delimiter: Option<u8>,
    /// The encoding; `None`: by byte order mark, else UTF-8 where valid, else by its letters.
    pub encoding: Option<&'static Encoding>,
    /// Whether a positive amount is spending; `None`: as the file proves. Direction words and `CR`/`DR` keep their meaning.
    pub invert: Option<bool>,
    /// The currency of rows that do not say one.
    pub currency: Option<Currency>,
    /// The ledger's currency, used where neither the row nor `currency` says.
    pub default_currency: Currency,
    /// Category of rows that have none.
    pub category: Option<String>,
    /// Method of rows that have none.
    pub method: Option<String>,
    /// Tags of rows that have none; sorted and without doubles, as an expense holds them.
    pub tags: Vec<String>,
    /// What an earlier import of such a file has settled; the file may contradict it, what is told goes before it.
    pub remembered: Option<Box<Remembered>>,
}

impl ImportOptions {
    /// Makes options that tell nothing but the ledger's currency.
    #[must_use]
    pub const fn new(default_currency: Currency) -> Self {
        Self {
            map: Vec::new(),
            skip_lines: 0,
            header: None,
            date_format: None,
            decimal_mark: None,
            delimiter: None,
            encoding: None,
            invert: None,
            currency: None,
            default_currency,
            category: None,
            method: None,
            tags: Vec::new(),
            remembered: None,
        }
    }

    /// Adds what decides a question; the option says the same on the command line.
    pub fn take(&mut self, answer: Answer) {
        match answer {
            Answer::DateFormat(format) => self.date_format = Some(format),
            Answer::DecimalMark(mark) => self.decimal_mark = Some(mark),
            Answer::Invert(invert) => self.invert = Some(invert),
            Answer::Map(map) => self.map.extend(map),
        }
    }

    /// The name of the encoding that was told.
    #[must_use]
    pub fn encoding_name(&self) -> Option<&'static str> {
        self.encoding.map(Encoding::name)
    }

    /// Whether signs are turned: as told, else as remembered.
    pub(crate) fn inverts(&self) -> bool {
        self.invert.or_else(|| self.remembered.as_ref()?.profile.invert) == Some(true)
    }

    /// The currency of a row that says none.
    pub(crate) fn fallback_currency(&self) -> Currency {
        self.currency.unwrap_or(self.default_currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_other_options_are_read_or_refused() {
        assert_eq!("none".parse(), Ok(HeaderOption::None));
        assert_eq!("3".parse(), Ok(HeaderOption::Line(3)));
        assert!("0".parse::<HeaderOption>().is_err());
        assert_eq!("DMY".parse(), Ok(DateFormat::Dmy));
        assert_eq!("%d.%m.%y".parse(), Ok(DateFormat::Strftime("%d.%m.%y".to_owned())));
        assert!("%Q".parse::<DateFormat>().is_err());
        assert!("dd/mm".parse::<DateFormat>().is_err());
        assert_eq!(parse_delimiter("tab"), Ok(b'\t'));
        assert_eq!(parse_delimiter(";"), Ok(b';'));
        assert!(parse_delimiter("\"").is_err());
        assert!(parse_delimiter("€").is_err());
        assert_eq!(parse_encoding("latin1").unwrap().name(), "windows-1252");
        assert!(parse_encoding("klingon").is_err());
    }
}
