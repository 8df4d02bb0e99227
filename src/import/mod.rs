//! Import: the bytes of a file to candidate expenses and located row errors.
//!
//! Owns how files are understood. Pure: must not touch a file, a connection, the clock, the environment or the terminal,
//! nor know which expenses a ledger already has.
//!
//! [`read_statement`] takes the whole file, decodes it, recognises the program's own formats by their content, and for
//! anything else reads the file once to find its [`Layout`]: how it is to be read, every question answered by what was told,
//! by its headers, or by proof over the whole column; what stays open is refused with the option that decides.
//! [`Statement::rows`] then delivers rows one by one, any number of times, so that memory holds the text and one row.

mod amounts;
mod candidate;
mod columns;
mod currency_marks;
mod date_evidence;
mod dates;
mod encoding;
mod error;
mod evidence;
mod find_layout;
mod identity;
mod infer;
mod layout;
mod lines;
mod numbers;
mod options;
mod own;
mod own_csv;
mod own_json;
mod profile;
mod rates;
mod records;
mod roles;
mod sign_proof;
mod statement_rows;
mod table;
mod text;
mod told;
mod years;

#[cfg(test)]
mod fuzz_test;
#[cfg(test)]
mod hints_test;
#[cfg(test)]
mod hostile_test;
#[cfg(test)]
mod matrix_test;
#[cfg(test)]
mod profile_test;
#[cfg(test)]
mod round_trip_test;
#[cfg(test)]
mod statement_test;
#[cfg(test)]
mod statements_test;
#[cfg(test)]
mod written;
#[cfg(test)]
mod years_test;

pub use candidate::{Candidate, Counts, Kept, LeftOut, Skipped};
pub use error::{Choice, Example, ImportError, RowError};
pub use identity::Identity;
pub use layout::{Column, Format, Layout, Note, Sign, Signs};
pub use lines::{LINE_BYTES_MAX, LineBound};
pub use options::{
    Answer, BadOption, DateFormat, HeaderOption, ImportOptions, parse_delimiter, parse_encoding,
};
pub use profile::{Fingerprint, HEAD_BYTES, LayoutProfile, Recall, Remembered, fingerprints};
pub use rates::{RATES_BYTES_MAX, RateChoice, RateFile, RateFileError, read_rates};
pub use roles::{ColumnRef, Role, parse_map};

use crate::model::currency::Currency;

use own_csv::OwnCsvRows;
use own_json::JsonRows;
use statement_rows::StatementRows;

/// Largest file: twenty times the largest statement met, and what any machine can hold twice.
pub const FILE_BYTES_MAX: usize = 1 << 30;
/// Largest record: every text of an expense at its limit, in four-byte characters, fits ten times.
pub const RECORD_BYTES_MAX: usize = 1 << 20;
/// Most columns: the widest export met has under a hundred.
pub const COLUMNS_MAX: usize = 1_000;

/// Recognises a file by its content; its name does not matter.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Format {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // As much as a record can be: an export's first expense is whole in it, or it is none.
    let head = bytes.get(..RECORD_BYTES_MAX).unwrap_or(bytes);
    match std::str::from_utf8(head) {
        Ok(text) => sniff_text(text),
        // The cut may go through a character.
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).map_or(Format::Csv, sniff_text),
    }
}

fn sniff_text(text: &str) -> Format {
    match text.trim_start().as_bytes().first() {
        Some(b'{') => own_json::format(text),
        Some(b'[') => Format::Json,
        _ if own_csv::is_header(text) => Format::OutlayCsv,
        _ => Format::Csv,
    }
}

/// A file that was understood, ready to give its rows.
#[derive(Debug)]
pub struct Statement {
    text: String,
    layout: Layout,
    options: ImportOptions,
}

/// Understands a file. Takes the bytes, so that no second copy stays in memory when they have to be decoded.
///
/// # Errors
///
/// [`ImportError`] where the file as a whole cannot be read, or does not say how; the message names what decides.
pub fn read_statement(bytes: Vec<u8>, options: ImportOptions) -> Result<Statement, ImportError> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(ImportError::TooLarge { bytes: bytes.len(), max: FILE_BYTES_MAX });
    }
    let (text, encoding) = encoding::decode(bytes, options.encoding)?;
    if text.trim_start().is_empty() {
        return Err(ImportError::Empty);
    }
    let layout = understand(&text, encoding.name(), &options)?;
    Ok(Statement { text, layout, options })
}

fn understand(text: &str, encoding: &'static str, options: &ImportOptions) -> Result<Layout, ImportError> {
    let mut layout = match sniff_text(text) {
        Format::Csv => find_layout::find_layout(text, encoding, options)?,
        Format::OutlayCsv => own_csv::find_layout(text, encoding)?,
        Format::Json | Format::Jsonl => own_json::find_layout(text, encoding)?,
    };
    let is_unicode = [encoding_rs::UTF_8, encoding_rs::UTF_16LE, encoding_rs::UTF_16BE];
    if options.encoding.is_none() && !is_unicode.iter().any(|known| known.name() == encoding) {
        let message = format!("the file is not UTF-8 and was read as {encoding}; --encoding names another");
        layout.notes.push(Note { code: "fallback_encoding", message });
    }
    Ok(layout)
}

impl Statement {
    /// How the file is read.
    #[must_use]
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What it was read with.
    #[must_use]
    pub const fn options(&self) -> &ImportOptions {
        &self.options
    }

    /// The size of the decoded text, which [`Rows::bytes_read`] approaches.
    #[must_use]
    pub const fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// The records that begin on the given lines as they stand in the file, below its header, each with the reason it
    /// was refused in a column of its own at the end: a file that can be mended and imported. `None` for JSON.
    #[must_use]
    pub fn refused_records(&self, reasons: &[(u64, &str)]) -> Option<String> {
        let marks = (self.layout.delimiter?, self.layout.quote);
        let mut out = String::new();
        if let Some(line) = self.layout.header_line {
            records::append(&mut out, &self.text, &[(line, records::REASON_HEADER)], marks);
        }
        records::append(&mut out, &self.text, reasons, marks);
        Some(out)
    }

    /// The same file in a ledger of another currency.
    ///
    /// # Errors
    ///
    /// As [`read_statement`]: decimals of the currency may be what decides how numbers are read.
    pub fn in_ledger_of(mut self, currency: Currency) -> Result<Self, ImportError> {
        if currency != self.options.default_currency {
            self.options.default_currency = currency;
            self.layout = understand(&self.text, self.layout.encoding, &self.options)?;
        }
        Ok(self)
    }

    /// The currency of the first row that names one itself, so that it is the same in whatever ledger; `None` where
    /// every row leaves it to the ledger.
    #[must_use]
    pub fn first_currency(&self) -> Option<Currency> {
        let in_ledger_of = |code: &str| {
            code.parse().ok().map(|code| ImportOptions { default_currency: code, ..self.options.clone() })
        };
        let (one, other) = (in_ledger_of("USD")?, in_ledger_of("EUR")?);
        let currency = |row: Result<Candidate, RowError>| row.ok().map(|row| row.draft.amount.currency);
        let (rows, others) = (self.rows_with(&one).map(currency), self.rows_with(&other).map(currency));
        // A row that names none is in one currency here and in the other there.
        rows.zip(others).take_while(|(a, b)| a.is_none() || a == b).find_map(|(a, _)| a)
    }

    /// The rows from the first one on; may be called again.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        self.rows_with(&self.options)
    }

    fn rows_with<'s>(&'s self, options: &'s ImportOptions) -> Rows<'s> {
        let (text, layout) = (self.text.as_str(), &self.layout);
        Rows(match layout.format {
            Format::Csv => Reader::Statement(StatementRows::new(text, layout, options)),
            Format::OutlayCsv => Reader::OwnCsv(OwnCsvRows::new(text, layout, options)),
            Format::Json | Format::Jsonl => Reader::Json(JsonRows::new(text, layout, options)),
        })
    }
}

/// The rows of a statement: each a [`Candidate`] or the reason why it is none.
pub struct Rows<'s>(Reader<'s>);

enum Reader<'s> {
    Statement(StatementRows<'s>),
    OwnCsv(OwnCsvRows<'s>),
    Json(JsonRows<'s>),
}

impl Rows<'_> {
    /// What was read and passed over so far.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        match &self.0 {
            Reader::Statement(rows) => rows.counts(),
            Reader::OwnCsv(rows) => rows.counts(),
            Reader::Json(rows) => rows.counts(),
        }
    }

    /// Rows that were left out so far, by kind.
    #[must_use]
    pub fn skipped(&self) -> &[Skipped] {
        match &self.0 {
            Reader::Statement(rows) => rows.skipped(),
            Reader::OwnCsv(_) | Reader::Json(_) => &[],
        }
    }

    /// How far into the decoded text the reader is, in bytes.
    #[must_use]
    pub fn bytes_read(&self) -> usize {
        match &self.0 {
            Reader::Statement(rows) => rows.bytes_read(),
            Reader::OwnCsv(rows) => rows.bytes_read(),
            Reader::Json(rows) => rows.bytes_read(),
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Candidate, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Reader::Statement(rows) => rows.next(),
            Reader::OwnCsv(rows) => rows.next(),
            Reader::Json(rows) => rows.next(),
        }
    }
}
