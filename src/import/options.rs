//! What a person may say about a file: the options of `import`, as plain values, and the words they are typed in.
//!
//! Owns the values and their spelling (CLI.md, "Import options"). Must not read a file or decide anything.

use std::fmt;
use std::str::FromStr;

use chrono::format::{Item, StrftimeItems};
use encoding_rs::Encoding;

use crate::model::currency::Currency;

/// What a column of a statement means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The calendar date.
    Date,
    /// The amount, its sign telling the direction.
    Amount,
    /// Money that went out.
    Debit,
    /// Money that came in.
    Credit,
    /// A word for the direction: debit, credit, transfer.
    Direction,
    /// ISO 4217 code or currency sign.
    Currency,
    /// What it was.
    Description,
    /// Who received or sent the money.
    Payee,
    /// Category text.
    Category,
    /// Payment method.
    Method,
    /// Free text.
    Note,
    /// The bank's own id of the row.
    Reference,
    /// The balance after the row; never imported, but it helps to prove how numbers are written.
    Balance,
    /// Nothing: keeps a column from getting a role by its header.
    Ignore,
}

impl Role {
    /// Every role, in the order in which messages list them.
    pub const ALL: [Self; 14] = [
        Self::Date,
        Self::Amount,
        Self::Debit,
        Self::Credit,
        Self::Direction,
        Self::Currency,
        Self::Description,
        Self::Payee,
        Self::Category,
        Self::Method,
        Self::Note,
        Self::Reference,
        Self::Balance,
        Self::Ignore,
    ];

    /// The word used in `--map` and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Amount => "amount",
            Self::Debit => "debit",
            Self::Credit => "credit",
            Self::Direction => "direction",
            Self::Currency => "currency",
            Self::Description => "description",
            Self::Payee => "payee",
            Self::Category => "category",
            Self::Method => "method",
            Self::Note => "note",
            Self::Reference => "reference",
            Self::Balance => "balance",
            Self::Ignore => "ignore",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An import option that cannot be read; the message names the value and what is accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadOption {
    /// A word before `=` in `--map` that is no role.
    #[error(
        "`{0}` is not a role: date, amount, debit, credit, direction, currency, description, payee, category, \
             method, note, reference, balance or ignore"
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
    /// A decimal mark other than the two.
    #[error("`{0}` is not a decimal mark: . or ,")]
    DecimalMark(String),
    /// A delimiter that is not one ASCII character.
    #[error("`{0}` is not a delimiter: one ASCII character, or tab")]
    Delimiter(String),
    /// A label that the WHATWG Encoding Standard does not know.
    #[error("`{0}` is not a known encoding: use a name such as utf-8, windows-1252, iso-8859-2 or gb18030")]
    Encoding(String),
}

impl FromStr for Role {
    type Err = BadOption;

    /// Reads one of the words of [`Role::as_str`]; case does not matter.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        let word = text.trim();
        Self::ALL
            .into_iter()
            .find(|role| role.as_str().eq_ignore_ascii_case(word))
            .ok_or_else(|| BadOption::Role(word.to_owned()))
    }
}

/// Which column is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnRef {
    /// By its header text; case and surrounding space do not matter.
    Header(String),
    /// By its position, from 1.
    Number(usize),
}

impl FromStr for ColumnRef {
    type Err = BadOption;

    /// Reads digits as a position from 1, anything else as a header.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadOption::Map(text.to_owned()));
        }
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Self::Header(text.to_owned()));
        }
        match text.parse() {
            Ok(number) if number > 0 => Ok(Self::Number(number)),
            _ => Err(BadOption::Number(text.to_owned())),
        }
    }
}

impl fmt::Display for ColumnRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(text) => write!(f, "`{text}`"),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// Reads `ROLE=COL,ROLE=COL`. A piece that names no role belongs to the header before it, because headers may hold
/// commas themselves.
///
/// # Errors
///
/// [`BadOption`] for an unknown role, a piece without `=`, or a column number 0.
pub fn parse_map(text: &str) -> Result<Vec<(Role, ColumnRef)>, BadOption> {
    let mut pieces: Vec<(Role, String)> = Vec::new();
    for piece in text.split(',') {
        match (piece.split_once('='), pieces.last_mut()) {
            (Some((role, column)), last) => match (role.parse::<Role>(), last) {
                (Ok(role), _) => pieces.push((role, column.to_owned())),
                (Err(_), Some((_, header))) if role.contains(' ') => {
                    header.push(',');
                    header.push_str(piece);
                }
                (Err(error), _) => return Err(error),
            },
            (None, Some((_, header))) => {
                header.push(',');
                header.push_str(piece);
            }
            (None, None) => return Err(BadOption::Map(piece.to_owned())),
        }
    }
    pieces
        .into_iter()
        .map(|(role, column)| match column.parse() {
            Ok(column) => Ok((role, column)),
            Err(BadOption::Map(_)) => Err(BadOption::Map(format!("{role}={column}"))),
            Err(other) => Err(other),
        })
        .collect()
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

/// The character before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,234.56`.
    Dot,
    /// `1.234,56`.
    Comma,
}

impl DecimalMark {
    /// The character itself.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dot => ".",
            Self::Comma => ",",
        }
    }

    /// The character as a byte.
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Self::Dot => b'.',
            Self::Comma => b',',
        }
    }

    /// The other one of the two, which then separates thousands.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Dot => Self::Comma,
            Self::Comma => Self::Dot,
        }
    }
}

impl FromStr for DecimalMark {
    type Err = BadOption;

    /// Reads `.` or `,`.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        match text {
            "." => Ok(Self::Dot),
            "," => Ok(Self::Comma),
            other => Err(BadOption::DecimalMark(other.to_owned())),
        }
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
    /// The encoding; `None`: by byte order mark, else UTF-8 where valid, else windows-1252.
    pub encoding: Option<&'static Encoding>,
    /// Whether a positive amount is spending. Direction words and `CR`/`DR` keep their meaning.
    pub invert: bool,
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
            invert: false,
            currency: None,
            default_currency,
            category: None,
            method: None,
            tags: Vec::new(),
        }
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
    fn a_map_keeps_headers_that_hold_commas_and_equal_signs() {
        let map = parse_map("date=1,amount=Amount, net,payee=Name").unwrap();
        assert_eq!(
            map,
            vec![
                (Role::Date, ColumnRef::Number(1)),
                (Role::Amount, ColumnRef::Header("Amount, net".to_owned())),
                (Role::Payee, ColumnRef::Header("Name".to_owned())),
            ]
        );
    }

    #[test]
    fn a_map_names_what_is_wrong_with_it() {
        assert_eq!(parse_map("data=1"), Err(BadOption::Role("data".to_owned())));
        assert_eq!(parse_map("date"), Err(BadOption::Map("date".to_owned())));
        assert_eq!(parse_map("date="), Err(BadOption::Map("date=".to_owned())));
        assert_eq!(parse_map("date=0"), Err(BadOption::Number("0".to_owned())));
        assert_eq!(
            parse_map("date=99999999999999999999999"),
            Err(BadOption::Number("99999999999999999999999".to_owned()))
        );
    }

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
