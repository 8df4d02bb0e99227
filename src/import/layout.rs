//! The layout: how a statement is to be read, every question answered.
//!
//! Owns the way from text and options to a [`Layout`]. The rows are read from the layout alone, so that another way to find
//! one (a remembered profile, more inference) changes nothing below. Must not read rows into expenses.

use super::columns::Columns;
use super::error::{Example, ImportError};
use super::evidence::Evidence;
use super::infer::{
    Assigned, Given, Header, Profile, Sample, SampleRecord, assign, currency_above, dates_above,
    find_delimiter, find_header, heads_pending, is_foreign, sign_by_payments, sign_by_purchases, usual_mark,
};
use super::sign_proof::prove;
use crate::model::amount::DecimalMark;
use crate::model::currency::Currency;

use super::options::{DateFormat, HeaderOption, ImportOptions};
use super::profile::{Recall, fingerprint_of};
use super::roles::Role;
use super::table::{Cut, Place, Records, find_quote, has_bare_quotes, is_blank};
use super::text::shown;
use super::told::{check_numbers, given_roles};
use super::years::Years;

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
    /// Whether a heading above the first row says that rows are not booked yet.
    pub(super) begins_pending: bool,
    /// The positions of the roles.
    pub(super) positions: Columns,
    /// Whether the decimal mark was told, so that `1.000` is what it says.
    pub(super) decimal_mark_told: bool,
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
            begins_pending: false,
            rows: 0,
            notes: Vec::new(),
            data: Place::START,
            positions,
            decimal_mark_told: true,
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

fn column_name(columns: &[Column], position: usize) -> String {
    match columns.get(position).and_then(|column| column.header.as_ref()) {
        Some(header) if !header.is_empty() => shown(header),
        _ => (position + 1).to_string(),
    }
}

/// Finds the layout of a statement from what was told and what its names and values say.
pub(super) fn find_layout(
    text: &str,
    encoding: &'static str,
    options: &ImportOptions,
) -> Result<Layout, ImportError> {
    let skip_to = options.skip_lines.saturating_add(1);
    let start = Place::of_line(text, skip_to).ok_or(ImportError::NoLine { line: skip_to })?;
    let start = match options.header {
        Some(HeaderOption::Line(line)) => Place::of_line(text, line).ok_or(ImportError::NoLine { line })?,
        _ => start,
    };
    let delimiter = options.delimiter.unwrap_or_else(|| find_delimiter(text, start));
    let quoted = Cut { delimiter, quote: Some(find_quote(text, start)) };
    let found = find_with_cut(text, start, quoted, encoding, options);
    let is_broken = match &found {
        Ok((_, swallowed)) => *swallowed > 0 || has_bare_quotes(text, start, quoted),
        // A column that is told or remembered may be there only where quotes are text.
        Err(error) => matches!(
            error,
            ImportError::OpenQuote { .. }
                | ImportError::RecordTooLong { .. }
                | ImportError::UnknownColumn { .. }
                | ImportError::ProfileColumn { .. }
        ),
    };
    if is_broken
        && let Ok((mut layout, _)) = find_with_cut(text, start, quoted.unquoted(), encoding, options)
        && is_even(text, &layout)
    {
        let message = "quotes are not closed as they are opened, so they were read as text".to_owned();
        layout.notes.push(Note { code: "broken_quotes", message });
        return Ok(layout);
    }
    found.map(|(layout, _)| layout)
}

/// Whether every row has as many cells as the others, so that quotes hold none together.
fn is_even(text: &str, layout: &Layout) -> bool {
    let mut records = Records::new(text, layout.data, layout.cut());
    let mut width = None;
    loop {
        match records.read() {
            Ok(None) => return width.is_some(),
            Ok(Some(_)) if is_blank(records.record()) => {}
            Ok(Some(_)) if *width.get_or_insert(records.record().len()) == records.record().len() => {}
            _ => return false,
        }
    }
}

/// The layout under one way to cut, and how many records take in rows after them.
fn find_with_cut(
    text: &str,
    start: Place,
    cut: Cut,
    encoding: &'static str,
    options: &ImportOptions,
) -> Result<(Layout, u64), ImportError> {
    let sample = Sample::read(text, start, cut)?;
    let Header { line: header_line, names, data, first } = find_header(&sample, start, cut, options)?;
    let records = sample.records.get(first..).unwrap_or_default();
    let profile = Profile::of(records);
    let fingerprint = fingerprint_of(&names, header_line.is_some(), cut.delimiter, records);
    let told = given_roles(&names, options)?;
    let mut assigned = assign(&names, &profile, told)?;

    let mut positions = positions_of(&assigned);
    let above = header_line.map_or(first, |line| sample.records.partition_point(|record| record.line < line));
    let above = sample.records.get(..above).unwrap_or_default();
    let begins_pending = begins_pending(above);
    let dates_above = dates_above(above);
    let above = currency_above(above);
    positions.set_parts(assigned.parts);
    positions.set_texts(assigned.more_texts.clone(), assigned.kind_text);
    positions.set_currency_above(above.map(|(currency, _)| currency));
    positions.set(Role::Direction, positions.get(Role::Direction).or(assigned.maybe_direction), None);
    let mark = options.decimal_mark.unwrap_or_else(|| usual_mark(&profile));
    let mut evidence =
        Evidence::collect(text, data, cut, (&positions, sample.years, is_foreign(&names)), options, mark)?;

    evidence.dates_above = dates_above;
    let width = evidence.columns_max.max(names.len());
    check_numbers(options, &names, if evidence.rows > 0 { width } else { usize::MAX })?;
    let header_of = |index: usize| header_line.and_then(|_| names.get(index).cloned());
    let plain: Vec<Column> = (0..width)
        .map(|index| Column { index: index + 1, header: header_of(index), role: None, reason: None })
        .collect();
    let named = |role| positions.get(role).map(|index| column_name(&plain, index)).unwrap_or_default();
    let date_format = evidence.date_format(options, &named(Role::Date))?;
    let decimal_mark = evidence.decimal_mark(options, named)?;
    let otherwise = || {
        let because = |reason: &'static str| move |sign: Sign| (sign, reason);
        sign_by_payments(&profile, &positions)
            .map(because("payments to the account show it"))
            .or_else(|| sign_by_purchases(&profile, &positions).map(because("purchases show it")))
            .or_else(|| assigned.is_spent.then_some((Sign::Positive, "its header says money spent")))
    };
    let proof = prove(&evidence, assigned.maybe_direction.is_some(), otherwise, options)?;
    if proof.directions
        && options.map.iter().all(|(role, _)| *role != Role::Direction)
        && let Some(line) = evidence.words_against_balance()
    {
        return Err(ImportError::AgainstBalance { column: named(Role::Direction), line });
    }
    if let Some(index) = assigned.maybe_direction {
        if proof.directions {
            let reason = "its values are words for directions".to_owned();
            assigned.roles[index] = Some(Given { role: Role::Direction, reason });
        } else {
            positions.set(Role::Direction, None, None);
        }
    }
    let columns = plain
        .into_iter()
        .zip(assigned.roles.into_iter().chain(std::iter::repeat(None)))
        .map(|(column, given)| match given.filter(|given| given.role != Role::Ignore) {
            Some(Given { role, reason }) => Column { role: Some(role), reason: Some(reason), ..column },
            None if assigned.more_texts.contains(&(column.index - 1)) => {
                Column { reason: Some("kept in the note".to_owned()), ..column }
            }
            None => column,
        })
        .collect();
    let layout = Layout {
        format: Format::Csv,
        encoding,
        delimiter: Some(char::from(cut.delimiter)),
        quote: cut.quote.map(char::from),
        header_line,
        columns,
        date_format,
        decimal_mark,
        signs: proof.signs,
        sign_reason: proof.reason,
        years: sample.years,
        recall: Recall {
            fingerprint: Some(fingerprint),
            told_against_proof: proof.told_against,
            date_format_matters: evidence.date_format_matters(options),
        },
        rows: evidence.rows,
        notes: notes(&evidence, &positions, sample.years, above, options),
        data,
        row_cells_max: names.len().max(usual_width(&profile)),
        begins_pending,
        positions,
        decimal_mark_told: options.decimal_mark.is_some(),
    };
    Ok((layout, evidence.swallowed))
}

/// Whether the last line above the table is a heading for rows that are not booked yet.
fn begins_pending(above: &[SampleRecord]) -> bool {
    let Some(last) = above.last() else { return false };
    let mut filled = last.cells.iter().filter(|cell| !cell.is_empty());
    filled.next().is_some_and(|cell| heads_pending(cell)) && filled.next().is_none()
}

/// The number of cells that most rows of the sample have at most: what stands beyond it was cut out of another cell.
fn usual_width(profile: &Profile) -> usize {
    let mut widths: Vec<usize> = profile.rows.iter().map(|row| row.cells.len()).collect();
    widths.sort_unstable();
    // Nine of ten rows are no wider.
    widths.get(widths.len() * 9 / 10).or(widths.last()).copied().unwrap_or(0)
}

fn positions_of(assigned: &Assigned) -> Columns {
    let mut positions = Columns::default();
    for (index, given) in assigned.roles.iter().enumerate() {
        if let Some(Given { role, .. }) = given {
            positions.set(*role, Some(index), assigned.currencies.get(index).copied().flatten());
        }
    }
    positions
}

/// What was taken for granted and can be told otherwise.
fn notes(
    evidence: &Evidence,
    positions: &Columns,
    years: Option<Years>,
    above: Option<(Currency, u64)>,
    options: &ImportOptions,
) -> Vec<Note> {
    let mut notes = Vec::new();
    if let Some(Example { line, value }) = evidence.deciding_date_above(options) {
        let message = format!("days and months of the dates stand as in `{value}` in line {line}");
        notes.push(Note { code: "dates_above", message });
    }
    if let Some(Years { first, last, .. }) = years {
        let message = format!(
            "dates have no year; they were read as days from {first} to {last}, as another line of the file has it"
        );
        notes.push(Note { code: "years", message });
    }
    if let Some((currency, line)) = above
        && options.currency.is_none()
        && evidence.has_bare_amounts
        && positions.get(Role::Currency).is_none()
    {
        let message = format!("amounts without a currency are in {currency}, which line {line} names");
        notes.push(Note { code: "currency_above", message });
    }
    if evidence.rows == 0 {
        notes.push(Note { code: "no_rows", message: "the file has a header and no rows".to_owned() });
    }
    for (role, count, code, meaning) in [
        (Role::Debit, evidence.debit, "negative_debits", "spending"),
        (Role::Credit, evidence.credit, "negative_credits", "income"),
    ] {
        if positions.get(role).is_some() && count.usual() == Sign::Negative {
            let message =
                format!("the {role} column has mostly negative amounts; they were read as {meaning}");
            notes.push(Note { code, message });
        }
    }
    if let Some(Example { line, value }) = &evidence.unknown_state {
        let message = format!(
            "{} rows say a state that is not known and were read as booked, such as `{value}` in line {line}",
            evidence.unknown_states
        );
        notes.push(Note { code: "unknown_states", message });
    }
    if let Some(position) = positions.get(Role::Fee) {
        let message = format!(
            "column {} has fees; they are no part of the amounts and were not imported",
            position + 1
        );
        notes.push(Note { code: "fees", message });
    }
    notes
}
