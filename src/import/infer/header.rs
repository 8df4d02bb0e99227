//! Where the header is, and where the rows begin.
//!
//! Owns the search through a sample. Must not decide what a column is read as.

use crate::import::amounts::read_cell;
use crate::import::dates::{parse_date, readings};
use crate::import::error::ImportError;
use crate::import::options::{HeaderOption, ImportOptions};
use crate::import::profile::known_headers;
use crate::import::roles::{ColumnRef, Role};
use crate::import::table::{Cut, Place};
use crate::import::told::{list_columns, told_roles, unknown_column};

use super::around::currency_above;
use super::lexicon::{Kind, claims, normalise};
use super::profile::is_row;
use super::sample::{Sample, SampleRecord};

/// Records looked at for a header: preambles of real statements have up to 25 lines.
const SEARCHED_MAX: usize = 100;
/// What a record is worth above all others because `--map` names its cells.
const NAMED_SCORE: usize = 1_000;

/// What was found.
#[derive(Debug)]
pub(in crate::import) struct Header {
    /// The line of the file it is on; `None`: there is none.
    pub line: Option<u64>,
    /// Its cells, trimmed; empty without a header.
    pub names: Vec<String>,
    /// Where the rows begin.
    pub data: Place,
    /// The record of the sample that they begin with.
    pub first: usize,
}

impl Header {
    fn none(sample: &Sample, first: usize) -> Self {
        let data = sample.records.get(first).map_or(Place::START, |record| record.from);
        Self { line: None, names: Vec::new(), data, first }
    }

    fn at(sample: &Sample, index: usize, lines: usize, names: Vec<String>) -> Option<Self> {
        let last = sample.records.get(index + lines - 1)?;
        Some(Self { line: Some(sample.records.get(index)?.line), names, data: last.to, first: index + lines })
    }
}

/// Finds the header: where it was told to be, else the record whose cells are best known as names of columns, alone or
/// together with the next one; else the rows begin with the first date and amount.
///
/// # Errors
///
/// The header that was told is not there; nothing in the sample is a header or a row; what `--map` says cannot be.
pub(in crate::import) fn find_header(
    sample: &Sample,
    start: Place,
    cut: Cut,
    options: &ImportOptions,
) -> Result<Header, ImportError> {
    if sample.records.is_empty() {
        return Err(ImportError::Empty);
    }
    if options.header.is_none()
        && let Some(header) = known_header(sample, cut, options)
    {
        return Ok(header);
    }
    match options.header {
        Some(HeaderOption::Line(line)) => {
            let names =
                sample.records.first().filter(|first| first.line == line).map(|first| first.cells.clone());
            names.and_then(|names| Header::at(sample, 0, 1, names)).ok_or(ImportError::NoLine { line })
        }
        Some(HeaderOption::None) => {
            let width = sample.records.first().map_or(0, |first| first.cells.len());
            let nameless = vec![String::new(); width];
            for (role, column) in &options.map {
                if matches!(column, ColumnRef::Header(_)) {
                    return Err(unknown_column(&nameless, *role, column));
                }
            }
            Ok(Header { data: start, ..Header::none(sample, 0) })
        }
        None if all_by_number(options) => Ok(before_first_date(sample, start, options)),
        None => search(sample, options),
    }
}

/// Whether `--map` tells by number alone all that a row needs.
fn all_by_number(options: &ImportOptions) -> bool {
    let by_number = |wanted: Role| {
        options.map.iter().any(|(role, column)| *role == wanted && matches!(column, ColumnRef::Number(_)))
    };
    by_number(Role::Date) && (by_number(Role::Amount) || by_number(Role::Debit) || by_number(Role::Credit))
}

fn before_first_date(sample: &Sample, start: Place, options: &ImportOptions) -> Header {
    let position = options.map.iter().find_map(|(role, column)| match column {
        ColumnRef::Number(number) if *role == Role::Date => Some(number.saturating_sub(1)),
        _ => None,
    });
    let is_date = |text: &String| match &options.date_format {
        Some(format) => parse_date(text, format).is_some(),
        None => readings(text).is_some(),
    };
    let mut records = sample.records.iter().take(SEARCHED_MAX);
    let Some(first) =
        records.position(|record| position.and_then(|at| record.cells.get(at)).is_some_and(is_date))
    else {
        // The rows will be refused with the cell that stands where a date was told to be.
        return Header { data: start, ..Header::none(sample, 0) };
    };
    names_above(sample, first)
}

/// The record above the first row, if it may be a header: a title has one cell, names of columns are several.
fn names_above(sample: &Sample, first: usize) -> Header {
    let above = first.checked_sub(1).and_then(|index| sample.records.get(index));
    match above.filter(|above| above.cells.iter().filter(|cell| !cell.is_empty()).count() > 1) {
        Some(above) => {
            Header { line: Some(above.line), names: above.cells.clone(), ..Header::none(sample, first) }
        }
        None => Header::none(sample, first),
    }
}

fn search(sample: &Sample, options: &ImportOptions) -> Result<Header, ImportError> {
    let first_row = sample.records.iter().position(|record| is_row(&record.cells));
    if let Some(header) = best_header(sample, options) {
        refuse_several_tables(sample, &header, options)?;
        // A name that `--map` says has to be there.
        told_roles(&header.names, options)?;
        return Ok(header);
    }
    let Some(first) = first_row else {
        told_roles(&widest(sample).cells, options)?;
        return Err(not_understood(sample));
    };
    let unknown = names_above(sample, first);
    let alike = unknown.names.len() == sample.records.get(first).map_or(0, |row| row.cells.len());
    let worded = unknown.names.iter().all(|name| name.chars().any(char::is_alphabetic) && !has_digits(name));
    let header = if alike && worded { unknown } else { Header::none(sample, first) };
    let width = sample.records.get(first).map_or(0, |row| row.cells.len());
    let mut names = header.names.clone();
    names.resize(width.max(names.len()), String::new());
    told_roles(&names, options)?;
    Ok(header)
}

fn has_digits(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The record, or two records one under the other, whose cells are best known as names of columns.
fn best_header(sample: &Sample, options: &ImportOptions) -> Option<Header> {
    let ranked = header_candidates(sample)
        .into_iter()
        .filter_map(|candidate| Some((Some(rank(sample, &candidate, options)?), candidate)));
    best_of(sample, ranked)
}

/// The one that may be the header a profile belongs to, which may stand in the file more than once.
fn known_header(sample: &Sample, cut: Cut, options: &ImportOptions) -> Option<Header> {
    let ranked = known_headers(sample, cut.delimiter, options)
        .into_iter()
        .map(|candidate| (rank(sample, &candidate, options), candidate));
    best_of(sample, ranked)
}

/// The best of ranked ones; of equals the first.
fn best_of(
    sample: &Sample,
    ranked: impl DoubleEndedIterator<Item = (Option<usize>, Candidate)>,
) -> Option<Header> {
    let (_, (index, lines, names)) = ranked.rev().max_by_key(|(rank, _)| *rank)?;
    Header::at(sample, index, lines, names)
}

/// How well a candidate is known as a header; `None` where it is none.
fn rank(sample: &Sample, (index, lines, names): &Candidate, options: &ImportOptions) -> Option<usize> {
    let score = score(names, sample.records.get(index + lines), options)?;
    // What a second line adds has to be more than a unit here and there.
    Some(score * 2 - usize::from(*lines > 1))
}

/// A file of several accounts has a table for each. With other columns they are other tables: rows of one would be taken for a
/// preamble, or read by the names of another.
fn refuse_several_tables(
    sample: &Sample,
    header: &Header,
    options: &ImportOptions,
) -> Result<(), ImportError> {
    let Some(chosen) = header.line else { return Ok(()) };
    let names = without_empty_end(&header.names);
    for (index, record) in sample.records.iter().enumerate() {
        let other = without_empty_end(&record.cells);
        // The chosen one may span two lines.
        let is_apart = record.line.abs_diff(chosen) > 2;
        // The same columns again, some of them without a name, are the same table after a break.
        let is_same = other.len() > 1
            && other.iter().enumerate().all(|(at, name)| name.is_empty() || names.get(at) == Some(name));
        let other_currency = || {
            let (first, second) = (above_table(sample, chosen), above_table(sample, record.line));
            matches!((currency_above(first), currency_above(second)), (Some((a, _)), Some((b, _))) if a != b)
        };
        let several =
            || ImportError::SeveralTables { first: record.line.min(chosen), second: record.line.max(chosen) };
        if is_apart && is_same && other_currency() {
            return Err(several());
        }
        let next = sample.records.get(index + 1).filter(|_| record.line < chosen);
        let is_header =
            score(other, None, options).is_some() || next.is_some_and(|next| is_above_row(other, next));
        if !is_apart || is_same || is_row(other) || !is_header {
            continue;
        }
        let below = sample
            .records
            .iter()
            .skip(index + 1)
            .take_while(|below| record.line > chosen || below.line < chosen);
        let rows: Vec<&SampleRecord> = below.filter(|below| is_row(&below.cells)).collect();
        // One line above the rows, without a text or with no amount but a balance, sums the statement up.
        let is_summary = record.line < chosen
            && matches!(rows[..], [row] if !row.cells.iter().any(|cell| is_text(cell)) || has_only_balances(row, other));
        if !rows.is_empty() && !is_summary {
            return Err(several());
        }
    }
    Ok(())
}

/// Whether names that may be in no table of words stand above a row with a text: as many words as it has cells, without a
/// digit in them.
fn is_above_row(names: &[String], next: &SampleRecord) -> bool {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let is_word = |name: &String| name.chars().any(char::is_alphabetic) && !has_digits(name);
    names.len() > 2
        && names.iter().all(is_word)
        && filled(&next.cells) == names.len()
        && is_row(&next.cells)
        && next.cells.iter().any(|cell| is_text(cell))
}

/// Whether every number of a row stands under a name of a balance or of an account.
fn has_only_balances(row: &SampleRecord, names: &[String]) -> bool {
    let is_amount = |cell: &str| readings(cell).is_none() && matches!(read_cell(cell), Ok(Some(_)));
    row.cells.iter().enumerate().filter(|(_, cell)| is_amount(cell)).all(|(at, _)| {
        let claims = names.get(at).map(|name| claims(&normalise(name).name)).unwrap_or_default();
        claims
            .first()
            .is_some_and(|claim| matches!(claim.kind, Kind::Balance | Kind::Unread | Kind::Reference))
    })
}

/// Whether a cell has letters and is neither a date nor an amount.
fn is_text(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && readings(cell).is_none() && read_cell(cell).is_err()
}

/// The records between the rows before a table and its header, which is on that line.
fn above_table(sample: &Sample, line: u64) -> &[SampleRecord] {
    let end = sample.records.partition_point(|record| record.line < line);
    let above = &sample.records[..end];
    let start = above.iter().rposition(|record| is_row(&record.cells)).map_or(0, |last| last + 1);
    &above[start..]
}

/// Names without the empty ones behind the last.
fn without_empty_end(names: &[String]) -> &[String] {
    &names[..names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1)]
}

/// What may be a header: the record of the sample that it begins with, how many it spans, and its names.
pub(in crate::import) type Candidate = (usize, usize, Vec<String>);

/// What may be a header in a sample.
pub(in crate::import) fn header_candidates(sample: &Sample) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (index, record) in sample.records.iter().enumerate().take(SEARCHED_MAX) {
        candidates.push((index, 1, record.cells.clone()));
        candidates.extend(joined(sample, index).map(|names| (index, 2, names)));
    }
    candidates
}

/// A record's cells together with those below, where the next one is no row either.
fn joined(sample: &Sample, index: usize) -> Option<Vec<String>> {
    let (upper, lower) = (sample.records.get(index)?, sample.records.get(index + 1)?);
    // Nothing between them, not even a record of empty cells.
    let close = lower.from == upper.to && lower.line <= upper.to.line + 1;
    if !close
        || upper.cells.len() < 2
        || lower.cells.len() < 2
        || is_row(&lower.cells)
        || !is_row(&sample.records.get(index + 2)?.cells)
    {
        return None;
    }
    let width = upper.cells.len().max(lower.cells.len());
    let cell = |record: &SampleRecord, at: usize| record.cells.get(at).cloned().unwrap_or_default();
    Some((0..width).map(|at| format!("{} {}", cell(upper, at), cell(lower, at)).trim().to_owned()).collect())
}

/// How well cells are known as names of columns; `None` where they are no header.
fn score(names: &[String], next: Option<&SampleRecord>, options: &ImportOptions) -> Option<usize> {
    if names.iter().any(|name| readings(name).is_some()) {
        return None;
    }
    let mut kinds: Vec<Kind> = Vec::new();
    let mut known = 0;
    let normalised: Vec<String> = names.iter().map(|name| normalise(name).name).collect();
    for (index, name) in normalised.iter().enumerate() {
        // A name that comes twice tells nothing apart; the line above may.
        if normalised[..index].contains(name) {
            continue;
        }
        let found = claims(name);
        if let Some(claim) = found.first() {
            known += if claim.rank < 100 { 2 } else { 1 };
            kinds.extend(found.iter().map(|claim| claim.kind));
        }
    }
    let told = named_in(names, options);
    let has = |wanted: &[Kind]| kinds.iter().any(|kind| wanted.contains(kind));
    let is_date = has(&[Kind::Date, Kind::ValueDate]);
    let is_amount = has(&[Kind::Amount, Kind::OtherAmount, Kind::Debit, Kind::Credit, Kind::Balance]);
    let before_row = next.is_some_and(|next| is_row(&next.cells));
    let filled = names.iter().filter(|name| !name.is_empty()).count();
    let several = filled > 1 && known > 2;
    let enough = is_date && is_amount || several && before_row && known >= filled || told > 0;
    enough.then_some(known + told * NAMED_SCORE)
}

/// How many of the names of `--map` these are.
fn named_in(names: &[String], options: &ImportOptions) -> usize {
    let is_name = |wanted: &str| names.iter().any(|name| name.to_lowercase() == wanted.to_lowercase());
    options
        .map
        .iter()
        .filter(|(_, column)| matches!(column, ColumnRef::Header(wanted) if is_name(wanted.trim())))
        .count()
}

fn widest(sample: &Sample) -> &SampleRecord {
    static NONE: SampleRecord =
        SampleRecord { line: 1, cells: Vec::new(), from: Place::START, to: Place::START };
    let filled = |record: &SampleRecord| record.cells.iter().filter(|cell| !cell.is_empty()).count();
    sample.records.iter().take(SEARCHED_MAX).rev().max_by_key(|record| filled(record)).unwrap_or(&NONE)
}

/// The refusal, with the cells of the widest record.
pub(super) fn not_understood(sample: &Sample) -> ImportError {
    let record = widest(sample);
    ImportError::NoHeader {
        found: format!("line {} has {}", record.line, list_columns(&record.cells)),
        example: "--map date=COL,amount=COL,description=COL, with debit=COL,credit=COL or direction=COL where the file \
                  has those"
            .to_owned(),
    }
}
