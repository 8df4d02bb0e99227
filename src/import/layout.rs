//! The layout: how a statement is to be read, every question answered.
//!
//! Owns the way from text and options to a [`Layout`]. The rows are read from the layout alone, so that another way to find
//! one (a remembered profile, more inference) changes nothing below. Must not read rows into expenses.

use super::columns::Columns;
use super::error::ImportError;
use super::evidence::{Evidence, SignCount};
use super::find_header::{Header, find_header};
use super::headers::{self, Normalised, normalise};
use crate::model::amount::DecimalMark;

use super::options::{DateFormat, HeaderOption, ImportOptions};
use super::roles::{ColumnRef, Role};
use super::table::{Place, find_delimiter};
use super::text::shown;

/// Most columns that a message lists.
const LISTED_MAX: usize = 30;

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
    /// A stable word for scripts: `all_positive`, `negative_debits`, `negative_credits`, `fallback_encoding`, `no_rows`.
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
    /// Rows, blank ones left out.
    pub rows: u64,
    /// What a person may want to see.
    pub notes: Vec<Note>,
    /// Where the first row may start.
    pub(super) data: Place,
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
            header_line: None,
            columns: Vec::new(),
            date_format: DateFormat::Ymd,
            decimal_mark: Some(DecimalMark::Point),
            signs: Signs {
                debit: Sign::Positive,
                credit: Sign::Positive,
                expense_word: Sign::Positive,
                income_word: Sign::Positive,
            },
            rows: 0,
            notes: Vec::new(),
            data: Place::START,
            positions,
            decimal_mark_told: true,
        }
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

/// Finds the layout of a statement from what was told and what its English headers and its values say.
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
    let Header { line: header_line, names, data } = find_header(text, start, delimiter, options)?;

    let (mut roles, normalised) = assign_roles(&names, options)?;
    let maybe_direction = headers::maybe_direction(&normalised, &roles);
    let mut positions = positions_of(&roles, &normalised);
    positions.set(Role::Direction, positions.get(Role::Direction).or(maybe_direction), None);
    let evidence = Evidence::collect(text, data, delimiter, &positions, options)?;
    if let Some(index) = maybe_direction {
        if evidence.proves_directions() {
            roles[index] = Some(Role::Direction);
        } else {
            positions.set(Role::Direction, None, None);
        }
    }

    let width = evidence.columns_max.max(names.len());
    check_numbers(options, &names, if evidence.rows > 0 { width } else { usize::MAX })?;
    let columns: Vec<Column> = (0..width)
        .map(|index| Column {
            index: index + 1,
            header: header_line.and_then(|_| names.get(index).cloned()),
            role: roles.get(index).copied().flatten().filter(|role| *role != Role::Ignore),
        })
        .collect();
    let named = |role| positions.get(role).map(|index| column_name(&columns, index)).unwrap_or_default();
    let date_format = evidence.date_format(options, &named(Role::Date))?;
    let decimal_mark = evidence.decimal_mark(options, named)?;
    let notes = notes(&evidence, &positions, options);
    Ok(Layout {
        format: Format::Csv,
        encoding,
        delimiter: Some(char::from(delimiter)),
        header_line,
        columns,
        date_format,
        decimal_mark,
        signs: Signs {
            debit: evidence.debit.usual(),
            credit: evidence.credit.usual(),
            expense_word: evidence.expense_words.usual(),
            income_word: evidence.income_words.usual(),
        },
        rows: evidence.rows,
        notes,
        data,
        positions,
        decimal_mark_told: options.decimal_mark.is_some(),
    })
}

/// The roles of the columns, told ones first, and the headers as they were compared.
fn assign_roles(
    names: &[String],
    options: &ImportOptions,
) -> Result<(Vec<Option<Role>>, Vec<Normalised>), ImportError> {
    let normalised: Vec<Normalised> = names.iter().map(|name| normalise(name)).collect();
    let told = told_roles(names, options)?;
    let mut roles = told.clone();
    headers::assign(&normalised, &mut roles);
    if let Some((role, same)) = headers::doubles(&normalised, &roles, &told) {
        let name = same.first().and_then(|&index| names.get(index)).map(|name| shown(name));
        let numbers = numbers_text(&same);
        return Err(ImportError::SameNames { role: role.as_str(), name: name.unwrap_or_default(), numbers });
    }
    Ok((roles, normalised))
}

/// The roles that `--map` gives, one entry a column of the header or of what it names by number.
pub(super) fn told_roles(
    names: &[String],
    options: &ImportOptions,
) -> Result<Vec<Option<Role>>, ImportError> {
    let mut roles: Vec<Option<Role>> = vec![None; names.len()];
    for (role, wanted) in &options.map {
        let index = find_column(names, *role, wanted)?;
        if index >= super::COLUMNS_MAX {
            return Err(unknown_column(names, *role, wanted));
        }
        if index >= roles.len() {
            roles.resize(index + 1, None);
        }
        if *role != Role::Ignore && roles.contains(&Some(*role)) {
            return Err(ImportError::MappedTwice(format!("the role {role}")));
        }
        if roles[index].replace(*role).is_some() {
            return Err(ImportError::MappedTwice(format!("column {wanted}")));
        }
    }
    Ok(roles)
}

/// The position of a column that was named, from 0.
fn find_column(names: &[String], role: Role, wanted: &ColumnRef) -> Result<usize, ImportError> {
    let header = match wanted {
        ColumnRef::Number(number) => return Ok(number.saturating_sub(1)),
        ColumnRef::Header(header) => header.trim(),
    };
    let by = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
        names.iter().enumerate().filter(|(_, name)| same(name)).map(|(index, _)| index).collect()
    };
    let exact = by(&|name| name == header);
    let found =
        if exact.is_empty() { by(&|name| name.to_lowercase() == header.to_lowercase()) } else { exact };
    match found.as_slice() {
        [index] => Ok(*index),
        [] => Err(unknown_column(names, role, wanted)),
        several => Err(ImportError::AmbiguousColumn {
            role: role.as_str(),
            wanted: wanted.to_string(),
            numbers: numbers_text(several),
        }),
    }
}

/// Positions as people count them: `2, 3`.
fn numbers_text(positions: &[usize]) -> String {
    positions.iter().map(|position| (position + 1).to_string()).collect::<Vec<_>>().join(", ")
}

pub(super) fn unknown_column(names: &[String], role: Role, wanted: &ColumnRef) -> ImportError {
    ImportError::UnknownColumn {
        role: role.as_str(),
        wanted: wanted.to_string(),
        columns: list_columns(names),
    }
}

/// `1 Date, 2 Amount` …, for messages.
pub(super) fn list_columns(names: &[String]) -> String {
    let mut listed: Vec<String> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.is_empty())
        .take(LISTED_MAX)
        .map(|(index, name)| format!("{} `{}`", index + 1, shown(name)))
        .collect();
    if listed.is_empty() {
        return format!("{} columns without names", names.len());
    }
    if names.len() > LISTED_MAX {
        listed.push(format!("… {} in all", names.len()));
    }
    listed.join(", ")
}

/// A column told by number has to be in some row of the file.
fn check_numbers(options: &ImportOptions, names: &[String], width: usize) -> Result<(), ImportError> {
    for (role, wanted) in &options.map {
        if matches!(wanted, ColumnRef::Number(number) if *number > width) {
            let mut all = names.to_vec();
            all.resize(width.max(names.len()), String::new());
            return Err(unknown_column(&all, *role, wanted));
        }
    }
    Ok(())
}

fn positions_of(roles: &[Option<Role>], normalised: &[Normalised]) -> Columns {
    let mut positions = Columns::default();
    for (index, role) in roles.iter().enumerate() {
        if let Some(role) = role {
            positions.set(*role, Some(index), normalised.get(index).and_then(|name| name.currency));
        }
    }
    positions
}

/// What was taken for granted and can be told otherwise.
fn notes(evidence: &Evidence, positions: &Columns, options: &ImportOptions) -> Vec<Note> {
    let mut notes = Vec::new();
    if evidence.rows == 0 {
        notes.push(Note { code: "no_rows", message: "the file has a header and no rows".to_owned() });
    }
    let SignCount { positive, negative } = evidence.amount;
    if positive > 1 && negative == 0 && !options.invert {
        let message = "every amount without a direction is positive and was read as income; --invert reads them as spending";
        notes.push(Note { code: "all_positive", message: message.to_owned() });
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
    notes
}
