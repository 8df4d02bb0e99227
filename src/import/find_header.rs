//! Where the header is, and where the rows begin.
//!
//! Owns the search through the first records. Must not decide what dates and amounts mean.

use super::amounts::read_cell;
use super::dates::{parse_date, readings};
use super::error::ImportError;
use super::headers::{assign, normalise, suffices};
use super::layout::{list_columns, told_roles, unknown_column};
use super::options::{HeaderOption, ImportOptions};
use super::roles::{ColumnRef, Role};
use super::table::{Place, Records, cells, is_blank};

/// Records looked at for a header: preambles of real statements have up to 25 lines.
const SEARCHED_MAX: usize = 100;

/// What was found.
#[derive(Debug)]
pub(super) struct Header {
    /// The line of the file it is on; `None`: there is none.
    pub line: Option<u64>,
    /// Its cells, trimmed; empty without a header.
    pub names: Vec<String>,
    /// Where the rows begin.
    pub data: Place,
}

/// One of the first records of the file.
struct Candidate {
    line: u64,
    cells: Vec<String>,
    from: Place,
    to: Place,
}

/// Finds the header: where it was told to be, else the first record whose names suffice with what `--map` says. If `--map`
/// says all by number, rows begin with the first date, and the record before it is the header.
pub(super) fn find_header(
    text: &str,
    start: Place,
    delimiter: u8,
    options: &ImportOptions,
) -> Result<Header, ImportError> {
    let candidates = first_records(text, start, delimiter)?;
    match options.header {
        Some(HeaderOption::Line(line)) => {
            let header = candidates.into_iter().next().filter(|first| first.line == line);
            let Candidate { cells, to, .. } = header.ok_or(ImportError::NoLine { line })?;
            let roles = roles_with(&cells, options)?;
            if !suffices(&roles) {
                return Err(not_understood(&[Candidate { line, cells, from: start, to }]));
            }
            Ok(Header { line: Some(line), names: cells, data: to })
        }
        Some(HeaderOption::None) => {
            let width = candidates.first().map(|first| first.cells.len()).unwrap_or_default();
            told_without_header(width, options)?;
            Ok(Header { line: None, names: Vec::new(), data: start })
        }
        None if all_by_number(options) => Ok(before_first_date(candidates, start, options)),
        None => search(&candidates, options),
    }
}

fn first_records(text: &str, start: Place, delimiter: u8) -> Result<Vec<Candidate>, ImportError> {
    let mut records = Records::new(text, start, delimiter);
    let mut candidates = Vec::new();
    for _ in 0..SEARCHED_MAX {
        let from = records.place();
        let Some(line) = records.read()? else { break };
        if !is_blank(records.record()) {
            candidates.push(Candidate { line, cells: cells(records.record()), from, to: records.place() });
        }
    }
    if candidates.is_empty() { Err(ImportError::Empty) } else { Ok(candidates) }
}

/// The roles of the names, those of `--map` first.
fn roles_with(names: &[String], options: &ImportOptions) -> Result<Vec<Option<Role>>, ImportError> {
    let mut roles = told_roles(names, options)?;
    let normalised: Vec<_> = names.iter().map(|name| normalise(name)).collect();
    assign(&normalised, &mut roles);
    Ok(roles)
}

/// Without a header every role has to be told by number, and they have to suffice.
fn told_without_header(width: usize, options: &ImportOptions) -> Result<(), ImportError> {
    let nameless = vec![String::new(); width];
    for (role, column) in &options.map {
        if matches!(column, ColumnRef::Header(_)) {
            return Err(unknown_column(&nameless, *role, column));
        }
    }
    if suffices(&told_roles(&nameless, options)?) {
        return Ok(());
    }
    Err(ImportError::NoHeaderNoMap { example: "--map date=1,amount=2 (or debit= and credit=)".to_owned() })
}

/// Whether `--map` tells by number alone all that a row needs.
fn all_by_number(options: &ImportOptions) -> bool {
    let by_number = |wanted: Role| {
        options.map.iter().any(|(role, column)| *role == wanted && matches!(column, ColumnRef::Number(_)))
    };
    by_number(Role::Date) && (by_number(Role::Amount) || by_number(Role::Debit) || by_number(Role::Credit))
}

fn before_first_date(candidates: Vec<Candidate>, start: Place, options: &ImportOptions) -> Header {
    let position = options.map.iter().find_map(|(role, column)| match column {
        ColumnRef::Number(number) if *role == Role::Date => Some(number.saturating_sub(1)),
        _ => None,
    });
    let is_date = |text: &str| match &options.date_format {
        Some(format) => parse_date(text, format).is_some(),
        None => readings(text).is_some(),
    };
    let mut before: Option<Candidate> = None;
    for candidate in candidates {
        if position.and_then(|index| candidate.cells.get(index)).is_some_and(|text| is_date(text)) {
            let data = candidate.from;
            // A title has one cell; names of columns are several.
            return match before.filter(|before| before.cells.len() > 1) {
                Some(header) => Header { line: Some(header.line), names: header.cells, data },
                None => Header { line: None, names: Vec::new(), data },
            };
        }
        before = Some(candidate);
    }
    // The rows will be refused with the cell that stands where a date was told to be.
    Header { line: None, names: Vec::new(), data: start }
}

fn search(candidates: &[Candidate], options: &ImportOptions) -> Result<Header, ImportError> {
    let mut wrong_map = None;
    let mut widest = (0, 0);
    for (index, candidate) in candidates.iter().enumerate() {
        let named = candidate.cells.iter().filter(|cell| !cell.is_empty()).count();
        let wider = named > widest.0;
        if wider {
            widest = (named, index);
        }
        match roles_with(&candidate.cells, options) {
            Ok(roles) if suffices(&roles) => {
                let Candidate { line, cells, to, .. } = candidate;
                return Ok(Header { line: Some(*line), names: cells.clone(), data: *to });
            }
            // A preamble does not have the column either; the widest record is what the message lists.
            Err(error) if wider || wrong_map.is_none() => wrong_map = Some(error),
            Ok(_) | Err(_) => {}
        }
    }
    Err(wrong_map.unwrap_or_else(|| not_understood(&candidates[widest.1..])))
}

/// The refusal, with the names of the first record given and an example made from the values of the next.
fn not_understood(candidates: &[Candidate]) -> ImportError {
    let Some(Candidate { line, cells, .. }) = candidates.first() else { return ImportError::Empty };
    let values = candidates.get(1).map_or(cells, |next| &next.cells);
    let date = values.iter().position(|cell| readings(cell).is_some());
    let is_amount = |text: &&String| {
        text.contains(['.', ',']) && readings(text).is_none() && matches!(read_cell(text), Ok(Some(_)))
    };
    let name = |index: usize| (index + 1).to_string();
    // One number may be the amount; of several, or of several columns of which one is empty here, nobody knows which.
    let amounts: Vec<usize> =
        (0..values.len()).filter(|&at| values.get(at).as_ref().is_some_and(is_amount)).collect();
    let is_alone = values.iter().all(|cell| !cell.trim().is_empty());
    let example = match (amounts.as_slice(), is_alone) {
        ([amount], true) => format!(
            "--map date={},amount={},description=COL",
            date.map_or_else(|| "COL".to_owned(), name),
            name(*amount)
        ),
        _ => format!(
            "--map date={},amount=COL,description=COL, with debit=COL,credit=COL or direction=COL where the file has those",
            date.map_or_else(|| "COL".to_owned(), name)
        ),
    };
    ImportError::NoHeader { found: format!("line {line} has {}", list_columns(cells)), example }
}
