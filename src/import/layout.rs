//! The layout: how a statement is to be read, every question answered.
//!
//! Owns what it says. The rows are read from the layout alone, so that another way to find one (a remembered profile, more
//! inference) changes nothing below. Must not find one.

use super::columns::Columns;
use super::options::DateFormat;
use super::profile::Recall;
use super::roles::Role;
use super::table::{Cut, Place};
use super::text::shown;
use super::years::Years;
use crate::model::amount::DecimalMark;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A statement of a bank, card or wallet: delimited text.
    Csv,
    /// The CSV that `list` and `export` write.
    OutlayCsv,
    /// The JSON object that `list` and `export` write.
    Json,
    /// One JSON expense a line.
    Jsonl,
}

impl Format {
    /// The word used in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::OutlayCsv => "outlay csv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }
}

/// One column of the file and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Position, from 1.
    pub index: usize,
    /// The header's text, trimmed; `None` without a header or beyond its end.
    pub header: Option<String>,
    /// What it means; `None`: it is not read.
    pub role: Option<Role>,
    /// Why it was taken for that.
    pub reason: Option<String>,
}

impl Layout {
    /// How dates are written, as `--date-format` takes it; `None` where the file's own format fixes it.
    #[must_use]
    pub fn date_format_name(&self) -> Option<String> {
        (self.format == Format::Csv).then(|| self.date_format.to_string())
    }

    /// The decimal mark, as `--decimal-mark` takes it; `None` where no amount needs one.
    #[must_use]
    pub fn decimal_mark_name(&self) -> Option<&'static str> {
        self.decimal_mark.map(DecimalMark::as_str)
    }
}

/// Something that was understood without being told and that a person may want to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// A stable word for scripts: `negative_debits`, `negative_credits`, `fees`, `broken_quotes`, `fallback_encoding`,
    /// `no_rows`, `years`, `currency_above`, `dates_above`, `unknown_states`.
    pub code: &'static str,
    /// The sentence, with the way out.
    pub message: String,
}

/// The sign that a kind of amount is usually written with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sign {
    /// None, or a plus.
    #[default]
    Positive,
    /// A minus.
    Negative,
}

impl Sign {
    /// The other one.
    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Positive => Self::Negative,
            Self::Negative => Self::Positive,
        }
    }
}

/// Which signs are the usual ones; the other one turns the direction in a column of its own, and is refused beside a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs {
    /// Spending among amounts without a word.
    pub spending: Sign,
    /// Spending in the debit column.
    pub debit: Sign,
    /// Income in the credit column.
    pub credit: Sign,
    /// Amounts beside a word for spending.
    pub expense_word: Sign,
    /// Amounts beside a word for income.
    pub income_word: Sign,
}

/// Resolved reading instructions: nothing in it is left to guess.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What the file is.
    pub format: Format,
    /// The encoding's name in the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// The ASCII delimiter; `None` for JSON.
    pub delimiter: Option<char>,
    /// The ASCII quote that holds cells together; `None` where quotes are text.
    pub quote: Option<char>,
    /// The line of the file that the header is on, from 1.
    pub header_line: Option<u64>,
    /// Every column; empty for JSON.
    pub columns: Vec<Column>,
    /// How dates are written.
    pub date_format: DateFormat,
    /// The decimal mark; `None` where no amount has one.
    pub decimal_mark: Option<DecimalMark>,
    /// Which signs are the usual ones.
    pub signs: Signs,
    /// Why amounts without a word are read as they are; `None` where there are none.
    pub sign_reason: Option<&'static str>,
    /// The time that the file is about, where its dates have no years.
    pub(super) years: Option<Years>,
    /// What else a profile keeps of it.
    pub recall: Recall,
    /// Rows, blank ones left out.
    pub rows: u64,
    /// What a person may want to see.
    pub notes: Vec<Note>,
    /// Where the first row may start.
    pub(super) data: Place,
    /// Cells that a row may have; more that are filled were cut out of another cell.
    pub(super) row_cells_max: usize,
    /// Positions of columns in which a number is the row's amount, where the row has none.
    pub(super) idle: Vec<usize>,
    /// Whether a heading above the first row says that rows are not booked yet.
    pub(super) begins_pending: bool,
    /// The positions of the roles.
    pub(super) positions: Columns,
    /// Whether the decimal mark was told, or other numbers have three decimals, so that `1.000` is what it says.
    pub(super) may_have_three_decimals: bool,
}

impl Layout {
    /// The layout of one of the program's own formats.
    pub(super) const fn own(format: Format, encoding: &'static str, positions: Columns) -> Self {
        Self {
            format,
            encoding,
            delimiter: None,
            quote: Some('"'),
            header_line: None,
            columns: Vec::new(),
            date_format: DateFormat::Ymd,
            decimal_mark: Some(DecimalMark::Point),
            signs: Signs {
                spending: Sign::Negative,
                debit: Sign::Positive,
                credit: Sign::Positive,
                expense_word: Sign::Positive,
                income_word: Sign::Positive,
            },
            sign_reason: None,
            years: None,
            recall: Recall { fingerprint: None, told_against_proof: false, date_format_matters: false },
            row_cells_max: usize::MAX,
            idle: Vec::new(),
            begins_pending: false,
            rows: 0,
            notes: Vec::new(),
            data: Place::START,
            positions,
            may_have_three_decimals: true,
        }
    }

    /// How the text is cut into cells.
    pub(super) fn cut(&self) -> Cut {
        let delimiter = self.delimiter.and_then(|c| u8::try_from(c).ok()).unwrap_or(b',');
        let quote = self.quote.and_then(|c| u8::try_from(c).ok());
        Cut { delimiter, quote }
    }

    /// What people call the column of a role: its header made safe to show, else its number.
    pub(super) fn column_name(&self, role: Role) -> Option<String> {
        let position = self.positions.get(role)?;
        Some(column_name(&self.columns, position))
    }
}

/// What people call a column: its header made safe to show, else its number.
pub(super) fn column_name(columns: &[Column], position: usize) -> String {
    match columns.get(position).and_then(|column| column.header.as_ref()) {
        Some(header) if !header.is_empty() => shown(header),
        _ => (position + 1).to_string(),
    }
}
