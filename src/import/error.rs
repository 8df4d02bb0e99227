//! What can be wrong with a file or with one of its rows.
//!
//! Owns the messages: each names the place, the value and the way out. Must not decide whether a bad row stops an import.

use chrono::NaiveDate;

use super::options::{Answer, DateFormat};
use super::text::shown;
use crate::model::amount::DecimalMark;

/// One row that cannot be read; the rows around it can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: {message}", column.as_ref().map(|c| format!(", column {c}")).unwrap_or_default())]
pub struct RowError {
    /// The line of the file on which the row starts, from 1.
    pub line: u64,
    /// The header of the column, its number from 1, or the JSON key.
    pub column: Option<String>,
    /// The offending text, cut and with control characters made visible; empty where something is missing.
    pub value: String,
    /// One of the closed list of error codes: `bad_date`, `bad_amount`, `ambiguous_amount`, `unknown_currency`, `bad_rows`.
    pub code: &'static str,
    /// What is wrong and what to do, without the place.
    pub message: String,
}

/// A value and the line it stands on, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The line of the file, from 1.
    pub line: u64,
    /// The text, made safe to show.
    pub value: String,
}

impl Example {
    pub(crate) fn new(line: u64, value: &str) -> Self {
        Self { line, value: shown(value) }
    }
}

/// One of the readings that remain, and the option that decides for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The option.
    pub answer: Answer,
    /// What it makes of the row shown.
    pub reading: String,
}

/// The file as a whole cannot be read as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// More than [`super::FILE_BYTES_MAX`].
    #[error("the file has {bytes} bytes; at most {max} are read: split it")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// A known binary format, or bytes that are no text in any encoding looked for.
    #[error("the file is {0}, not text: save it as CSV, or name its encoding with --encoding")]
    NotText(&'static str),
    /// Bytes that the given encoding does not have.
    #[error("line {line} has bytes that are not {encoding}: name the right one with --encoding")]
    Undecodable {
        /// The encoding's name.
        encoding: &'static str,
        /// The first such line.
        line: u64,
    },
    /// A record beyond [`super::RECORD_BYTES_MAX`].
    #[error(
        "the record that starts in line {line} is longer than {max} bytes: a quote may be open there, or --delimiter or \
             --encoding is wrong"
    )]
    RecordTooLong {
        /// Where it starts.
        line: u64,
        /// The limit.
        max: usize,
    },
    /// A line beyond [`super::LINE_BYTES_MAX`], met before the file was read to its end.
    #[error(
        "line {line} is longer than {max} bytes: no statement has such lines, so the file is something else or damaged"
    )]
    LineTooLong {
        /// The line, from 1.
        line: u64,
        /// The limit.
        max: usize,
    },
    /// A record with more than [`super::COLUMNS_MAX`] cells.
    #[error("line {line} has {columns} columns; at most {max} are read")]
    TooManyColumns {
        /// Where it starts.
        line: u64,
        /// How many there are.
        columns: usize,
        /// The limit.
        max: usize,
    },
    /// A quote that is never closed swallows the rest of the file.
    #[error("a quote opened in the record of line {line} is never closed: close it, and import again")]
    OpenQuote {
        /// Where the record starts.
        line: u64,
    },
    /// `--skip-lines` or `--header` beyond the end.
    #[error("the file has no line {line}")]
    NoLine {
        /// The line asked for.
        line: u64,
    },
    /// Two lines name columns, other ones, and both have rows below.
    #[error(
        "the file holds several tables: lines {first} and {second} both name columns, and not the same ones; put each table into a \
         file of its own (--skip-lines {skip} begins with the second)",
        skip = second.saturating_sub(1)
    )]
    SeveralTables {
        /// The line of the first header.
        first: u64,
        /// The line of the second.
        second: u64,
    },
    /// The words for directions say otherwise than the balance moves.
    #[error(
        "the words in column {column} do not go with the balance, which moves by the amounts in line {line} and others the other \
         way: name the column of directions with --map direction=COL, or leave it unread with --map ignore={column}"
    )]
    AgainstBalance {
        /// What the column is called, or its number.
        column: String,
        /// The first row with such a word.
        line: u64,
    },
    /// No line names a date and an amount.
    #[error("no line names a date and an amount column; {found}: say which they are, as in {example}")]
    NoHeader {
        /// What was found instead.
        found: String,
        /// Options that would decide.
        example: String,
    },
    /// Without a header, columns are known by number only.
    #[error("without a header the columns have to be told: {example}")]
    NoHeaderNoMap {
        /// Options that would decide.
        example: String,
    },
    /// `--map` names a column that is not there.
    #[error("--map {role}={wanted}: there is no such column; the file has {columns}")]
    UnknownColumn {
        /// The role.
        role: &'static str,
        /// What was asked for.
        wanted: String,
        /// What there is.
        columns: String,
    },
    /// `--map` names a header that stands over several columns.
    #[error("--map {role}={wanted}: columns {numbers} have this header: name one by its number")]
    AmbiguousColumn {
        /// The role.
        role: &'static str,
        /// What was asked for.
        wanted: String,
        /// The numbers.
        numbers: String,
    },
    /// Several columns of the file have the name that decides a role.
    #[error(
        "columns {numbers} are called `{name}`: say which has the {role} with --map {role}=COL, by number"
    )]
    SameNames {
        /// The role.
        role: &'static str,
        /// The name.
        name: String,
        /// The numbers.
        numbers: String,
    },
    /// `--map` gives one role to two columns, or two roles to one.
    #[error("--map gives {0} twice")]
    MappedTwice(String),
    /// No cell of the date column is a date.
    #[error(
        "column {column} has no dates: line {line} has `{value}` there; say which column has them with --map date=COL, or \
             how they are written with --date-format"
    )]
    NoDates {
        /// Header or number.
        column: String,
        /// First row.
        line: u64,
        /// Its cell.
        value: String,
    },
    /// Dates have no year, and nothing in the file says which it is.
    #[error(
        "the dates of column {column} have no year, as `{value}` in line {line}, and no line of the file says which it is: \
             write one above the header, such as `Period: 2026-03-01 - 2026-03-31`"
    )]
    NoYears {
        /// Header or number.
        column: String,
        /// First row.
        line: u64,
        /// Its cell.
        value: String,
    },
    /// No cell of the amount columns is a number.
    #[error(
        "column {column} has no amounts: line {line} has `{value}` there; say which column has them with --map amount=COL"
    )]
    NoAmounts {
        /// Header or number.
        column: String,
        /// First row.
        line: u64,
        /// Its cell.
        value: String,
    },
    /// Every date of the column can be read in several ways.
    #[error(
        "`{value}` in line {line} is {}, and no date of the file decides: say {}",
        readings_text(readings),
        formats_text(readings)
    )]
    AmbiguousDate {
        /// The line of the row shown.
        line: u64,
        /// Its date cell.
        value: String,
        /// The readings that remain.
        readings: Vec<(DateFormat, NaiveDate)>,
    },
    /// Two dates of the column exclude each other.
    #[error("dates are written in two ways: `{}` in line {}, `{}` in line {}: say --date-format, and the other rows are refused",
            first.value, first.line, second.value, second.line)]
    ContradictoryDates {
        /// One of them.
        first: Example,
        /// The other.
        second: Example,
    },
    /// Every amount can be read in two ways.
    #[error(
        "`{value}` in line {line} is {dot} with --decimal-mark . and {comma} with --decimal-mark , and no amount of the file \
             decides: say which"
    )]
    AmbiguousAmount {
        /// The line of the row shown.
        line: u64,
        /// Its cell.
        value: String,
        /// The reading with a decimal dot.
        dot: String,
        /// The reading with a decimal comma.
        comma: String,
    },
    /// Two amounts of the file exclude each other.
    #[error("amounts are written in two ways: `{}` in line {}, `{}` in line {}: say --decimal-mark, and the other rows are refused",
            dot.value, dot.line, comma.value, comma.line)]
    ContradictoryAmounts {
        /// One that needs a decimal dot.
        dot: Example,
        /// One that needs a decimal comma.
        comma: Example,
    },
    /// Amounts without a direction are mostly positive, which may be money in or money out.
    #[error(
        "`{value}` in line {line} is money in or money out, and nothing in the file decides: say --invert if positive amounts \
             are money spent, --invert=no if they are income"
    )]
    AmbiguousSign {
        /// The line of the row shown.
        line: u64,
        /// Its amount.
        value: String,
    },
    /// Several columns can hold the amount.
    #[error("several columns may hold the amount, as line {line} shows: {}", choices_text(choices))]
    AmbiguousAmountColumn {
        /// The line of the row shown.
        line: u64,
        /// What each reading makes of it.
        choices: Vec<Choice>,
    },
    /// A profile names a column that is not there.
    #[error("profile `{}` does not fit: {error}; --no-profile reads the file without it", shown(profile))]
    ProfileColumn {
        /// Its name.
        profile: String,
        /// What is missing.
        error: Box<ImportError>,
    },
    /// The file shows the opposite of what a profile says.
    #[error(
        "profile `{}` says {says}, and {found}: say {option} if that is right here, which changes the profile, or read the \
         file without it by --no-profile",
        shown(profile)
    )]
    AgainstProfile {
        /// Its name.
        profile: String,
        /// What it says.
        says: String,
        /// What the file shows.
        found: String,
        /// What would say it too.
        option: String,
        /// The error's code.
        code: &'static str,
    },
    /// JSON that is not whole.
    #[error("line {line}, column {column}: not valid JSON: {message}")]
    BadJson {
        /// The line, from 1.
        line: u64,
        /// The character of the line, from 1.
        column: u64,
        /// The parser's words.
        message: String,
    },
    /// JSON of something else.
    #[error(
        "the JSON holds no expenses: expected {{\"schema\":1,\"expenses\":[…]}} or one expense a line, as `outlay export` \
             writes them"
    )]
    OtherJson,
    /// Written by a newer version.
    #[error(
        "the file has schema {found}, this version reads schema {known}: upgrade outlay, or export with the older one"
    )]
    NewerSchema {
        /// The file's.
        found: u64,
        /// Ours.
        known: u64,
    },
}

impl ImportError {
    /// Whether the question is one of dates, and this order one of the answers.
    pub(super) fn may_be(&self, format: &DateFormat) -> bool {
        matches!(self, Self::AmbiguousDate { readings, .. } if readings.iter().any(|(order, _)| order == format))
    }

    /// The error code of the contract: `bad_file`, or the one that says which option decides.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AmbiguousDate { .. } | Self::ContradictoryDates { .. } => "ambiguous_date",
            Self::AmbiguousAmount { .. }
            | Self::ContradictoryAmounts { .. }
            | Self::AmbiguousSign { .. }
            | Self::AmbiguousAmountColumn { .. } => "ambiguous_amount",
            Self::AgainstProfile { code, .. } => code,
            Self::ProfileColumn { .. } | Self::UnknownColumn { .. } => "not_found",
            Self::AmbiguousColumn { .. } | Self::SameNames { .. } | Self::AgainstBalance { .. } => {
                "ambiguous"
            }
            Self::NoHeaderNoMap { .. } | Self::MappedTwice(_) => "usage",
            _ => "bad_file",
        }
    }

    /// What would decide, where the file leaves several readings.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        let choice = |answer, reading: &str| Choice { answer, reading: reading.to_owned() };
        match self {
            Self::AmbiguousDate { readings, .. } => readings
                .iter()
                .map(|(format, date)| choice(Answer::DateFormat(format.clone()), &date.to_string()))
                .collect(),
            Self::AmbiguousAmount { dot, comma, .. } => vec![
                choice(Answer::DecimalMark(DecimalMark::Point), dot),
                choice(Answer::DecimalMark(DecimalMark::Comma), comma),
            ],
            Self::AmbiguousSign { value, .. } => vec![
                choice(Answer::Invert(true), &format!("`{value}` is money spent")),
                choice(Answer::Invert(false), &format!("`{value}` is income")),
            ],
            Self::AmbiguousAmountColumn { choices, .. } => choices.clone(),
            _ => Vec::new(),
        }
    }

    /// The choices as they are listed below a message.
    #[must_use]
    pub fn candidates(&self) -> Vec<String> {
        self.choices().iter().map(|choice| format!("{}: {}", choice.answer, choice.reading)).collect()
    }
}

fn choices_text(choices: &[Choice]) -> String {
    let texts: Vec<String> =
        choices.iter().map(|choice| format!("{} for {}", choice.answer, choice.reading)).collect();
    format!("say {}", texts.join(", or "))
}

fn readings_text(readings: &[(DateFormat, NaiveDate)]) -> String {
    let texts: Vec<String> =
        readings.iter().map(|(format, date)| format!("{} ({format})", date.format("%-d %B %Y"))).collect();
    texts.join(" or ")
}

fn formats_text(readings: &[(DateFormat, NaiveDate)]) -> String {
    let texts: Vec<String> = readings.iter().map(|(format, _)| format!("--date-format {format}")).collect();
    texts.join(" or ")
}
