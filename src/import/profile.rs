//! What an import that went well has settled about a layout, so that the next file of that layout asks nothing.
//!
//! Owns what is remembered, how a layout is recognised, and how both come together with what is told. Must not read or
//! write a profile's file, nor let a remembered answer stand against what a file itself proves: the proofs ask here.

use encoding_rs::Encoding;
use uuid::Uuid;

use crate::id::derived_id;
use crate::model::amount::DecimalMark;
use crate::model::currency::Currency;

use super::Statement;
use super::encoding;
use super::infer::{
    HeaderCandidate, Profile as Look, Sample, SampleRecord, find_delimiter, header_candidates,
};
use super::layout::{Column, Format, Layout, Sign};
use super::options::{DateFormat, HeaderOption, ImportOptions};
use super::records::REASON_HEADER;
use super::roles::{ColumnRef, Role};
use super::table::{Cut, Place, find_quote};

/// Bytes at the beginning of a file that are looked at to recognise it: the longest preamble met, and 400 rows of the
/// widest export, fit ten times.
pub const HEAD_BYTES: usize = 1 << 20;

/// What tells one layout from another: its delimiter and the names of its columns; without names how many columns there
/// are, and which of them hold dates and amounts. Neither rows nor the preamble count, and the encoding only by what it
/// makes of the names: without a letter beyond ASCII the same bank's file is UTF-8, with one it is something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(Uuid);

impl Fingerprint {
    /// Of a header.
    pub(super) fn of_names(delimiter: u8, names: &[String]) -> Self {
        // A file of refused rows, mended, is of the layout that it came from.
        let names = match names.split_last() {
            Some((last, names)) if last == REASON_HEADER => names,
            _ => names,
        };
        let mut parts: Vec<&[u8]> = vec![std::slice::from_ref(&delimiter)];
        parts.extend(names.iter().map(String::as_bytes));
        Self(derived_id("statement layout 1", &parts))
    }

    /// Of columns without names.
    pub(super) fn of_columns(delimiter: u8, look: &Look) -> Self {
        let kinds: Vec<u8> = look
            .columns
            .iter()
            .map(|column| match (column.is_dates(), column.is_money()) {
                (true, _) => b'd',
                (_, true) => b'm',
                _ => b't',
            })
            .collect();
        Self(derived_id("statement columns 1", &[&[delimiter], &kinds]))
    }

    /// The fingerprint as it is written into a profile.
    #[must_use]
    pub const fn id(self) -> Uuid {
        self.0
    }

    /// The fingerprint that was written.
    #[must_use]
    pub const fn of_id(id: Uuid) -> Self {
        Self(id)
    }
}

/// Every fingerprint that a file may have, read with what the options tell about its encoding, delimiter and lines; `head`
/// is the file or its first [`HEAD_BYTES`].
#[must_use]
pub fn fingerprints(head: &[u8], options: &ImportOptions) -> Vec<Fingerprint> {
    let Ok((text, _)) = encoding::decode(whole_lines(head).to_vec(), options.encoding) else {
        return Vec::new();
    };
    let Some(start) = Place::of_line(&text, options.skip_lines.saturating_add(1)) else { return Vec::new() };
    let delimiter = options.delimiter.unwrap_or_else(|| find_delimiter(&text, start));
    let quoted = Cut { delimiter, quote: Some(find_quote(&text, start)) };
    let mut all = Vec::new();
    // Quotes that are not closed as they are opened may have been read as text.
    for cut in [quoted, quoted.unquoted()] {
        let Ok(sample) = Sample::read(&text, start, cut) else { continue };
        let names = header_candidates(&sample).into_iter().map(|(_, _, names)| names);
        all.extend(names.map(|names| Fingerprint::of_names(delimiter, &names)));
        all.push(Fingerprint::of_columns(delimiter, &Look::of(&sample.records)));
    }
    all
}

/// The bytes up to the last line end, so that no character is cut.
fn whole_lines(head: &[u8]) -> &[u8] {
    if head.len() < HEAD_BYTES {
        return head;
    }
    let head = &head[..HEAD_BYTES];
    let Some(end) = head.iter().rposition(|&byte| byte == b'\n') else { return head };
    // The second half of a line end in UTF-16, least significant byte first.
    let end = end + 1 + usize::from(head.get(end + 1) == Some(&0));
    &head[..end]
}

/// What is remembered of a layout.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayoutProfile {
    /// The layout it belongs to; `None` for one that is only used when it is named.
    pub fingerprint: Option<Fingerprint>,
    /// The account that such files come from.
    pub source: Option<String>,
    /// The currency of rows that name none.
    pub currency: Option<Currency>,
    /// The encoding, where it was told.
    pub encoding: Option<&'static Encoding>,
    /// The ASCII delimiter.
    pub delimiter: Option<u8>,
    /// Lines left out at the top.
    pub skip_lines: u64,
    /// Whether it was told that there is no header.
    pub headless: bool,
    /// Columns by role; each role at most once, except [`Role::Ignore`].
    pub columns: Vec<(Role, ColumnRef)>,
    /// How dates are written, where that had to be known.
    pub date_format: Option<DateFormat>,
    /// The decimal mark, where an amount had one.
    pub decimal_mark: Option<DecimalMark>,
    /// `--invert` as it was told.
    pub invert: Option<bool>,
    /// The sign of money spent, where it was not told.
    pub spending: Option<Sign>,
    /// Whether `invert` was told against what the file itself shows, which then is no contradiction.
    pub against_proof: bool,
}

/// What a layout keeps for the profile that it may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recall {
    /// What it is recognised by; `None` for the program's own formats.
    pub fingerprint: Option<Fingerprint>,
    /// Whether `--invert` says the opposite of what the file itself shows.
    pub told_against_proof: bool,
    /// Whether a date of the file could be read in more than one way, or how dates are written was told.
    pub date_format_matters: bool,
}

/// A profile in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// What people call it.
    pub name: String,
    /// What it says.
    pub profile: LayoutProfile,
}

impl LayoutProfile {
    /// Lets the profile say what the options do not tell. How the file is cut is told by it; what the file itself may prove
    /// is left to the proofs, which take the profile's word where the file leaves a question open.
    pub fn apply(&self, name: &str, options: &mut ImportOptions) {
        options.currency = options.currency.or(self.currency);
        options.encoding = options.encoding.or(self.encoding);
        options.delimiter = options.delimiter.or(self.delimiter);
        if options.skip_lines == 0 {
            options.skip_lines = self.skip_lines;
        }
        if self.headless && options.header.is_none() {
            options.header = Some(HeaderOption::None);
        }
        options.remembered = Some(Box::new(Remembered { name: name.to_owned(), profile: self.clone() }));
    }

    /// The options under which a file of this layout is looked at to recognise it.
    #[must_use]
    pub fn to_recognise(&self, told: &ImportOptions) -> ImportOptions {
        let mut options = told.clone();
        options.encoding = options.encoding.or(self.encoding);
        options.delimiter = options.delimiter.or(self.delimiter);
        if options.skip_lines == 0 {
            options.skip_lines = self.skip_lines;
        }
        options
    }

    /// What is to be remembered of a statement that was imported: what was told, answered or proved, over what the profile
    /// that was used says besides. `None` for the program's own formats, and for a file without rows, which shows nothing.
    #[must_use]
    pub fn of(statement: &Statement, source: Option<&str>) -> Option<Self> {
        let (layout, options) = (&statement.layout, &statement.options);
        let fingerprint =
            layout.recall.fingerprint.filter(|_| layout.format == Format::Csv && layout.rows > 0)?;
        let before = options.remembered.as_ref().map(|remembered| &remembered.profile);
        let before = before.cloned().unwrap_or_default();
        let invert = options.invert.or(before.invert);
        let is_signed = layout.sign_reason.is_some();
        Some(Self {
            fingerprint: Some(fingerprint),
            source: source.map(str::to_owned),
            currency: options.currency,
            encoding: options.encoding,
            delimiter: layout.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()),
            skip_lines: options.skip_lines,
            headless: options.header == Some(HeaderOption::None),
            columns: columns(layout, options, &before),
            date_format: Some(layout.date_format.clone())
                .filter(|_| layout.recall.date_format_matters)
                .or(before.date_format),
            decimal_mark: layout.decimal_mark.or(before.decimal_mark),
            invert,
            spending: match invert {
                Some(_) => None,
                None if is_signed => Some(layout.signs.spending),
                None => before.spending,
            },
            against_proof: invert.is_some() && layout.recall.told_against_proof,
        })
    }
}

impl LayoutProfile {
    /// The encoding's name in the WHATWG Encoding Standard, where it was told.
    #[must_use]
    pub fn encoding_name(&self) -> Option<&'static str> {
        self.encoding.map(Encoding::name)
    }

    /// Takes over what another one of the same layout says besides.
    pub fn fill_from(&mut self, other: &Self) {
        self.currency = self.currency.or(other.currency);
        self.encoding = self.encoding.or(other.encoding);
        self.date_format = self.date_format.take().or_else(|| other.date_format.clone());
        self.decimal_mark = self.decimal_mark.or(other.decimal_mark);
        if self.invert.is_none() && self.spending.is_none() {
            self.invert = other.invert;
            self.spending = other.spending;
        }
    }
}

/// The roles of the columns, by name where one column has it; and what was told to be left unread.
fn columns(layout: &Layout, options: &ImportOptions, before: &LayoutProfile) -> Vec<(Role, ColumnRef)> {
    let by_name = |column: &Column| {
        let name = column.header.as_deref().unwrap_or_default();
        let same = |other: &&Column| {
            other.header.as_deref().is_some_and(|other| other.to_lowercase() == name.to_lowercase())
        };
        // Digits alone would be read as a number.
        let is_name = !name.is_empty() && !name.bytes().all(|byte| byte.is_ascii_digit());
        if is_name && layout.columns.iter().filter(same).count() == 1 {
            ColumnRef::Header(name.to_owned())
        } else {
            ColumnRef::Number(column.index)
        }
    };
    let mut columns: Vec<(Role, ColumnRef)> =
        layout.columns.iter().filter_map(|column| Some((column.role?, by_name(column)))).collect();
    let ignored = options.map.iter().chain(&before.columns).filter(|(role, _)| *role == Role::Ignore);
    for (role, column) in ignored {
        if !columns.iter().any(|(_, known)| known == column) {
            columns.push((*role, column.clone()));
        }
    }
    columns
}

/// What may be the header that a profile belongs to in a sample.
pub(super) fn known_headers(sample: &Sample, delimiter: u8, options: &ImportOptions) -> Vec<HeaderCandidate> {
    let wanted = options.remembered.as_ref().and_then(|remembered| remembered.profile.fingerprint);
    let Some(wanted) = wanted else { return Vec::new() };
    let mut candidates = header_candidates(sample);
    candidates.retain(|(_, _, names)| Fingerprint::of_names(delimiter, names) == wanted);
    candidates
}

/// The fingerprint of a layout that was found.
pub(super) fn fingerprint_of(
    names: &[String],
    has_header: bool,
    delimiter: u8,
    records: &[SampleRecord],
) -> Fingerprint {
    if has_header {
        Fingerprint::of_names(delimiter, names)
    } else {
        Fingerprint::of_columns(delimiter, &Look::of(records))
    }
}
