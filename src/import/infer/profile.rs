//! What the cells of a sample look like, column by column.
//!
//! Owns the look of cells. Must not give roles.

use std::collections::BTreeSet;

use crate::import::amounts::{AmountCell, read_cell};
use crate::import::currency_marks::code_of;
use crate::import::dates::readings;

use super::lexicon::{direction_word, state_word};
use super::sample::SampleRecord;

/// Different values counted per column; more is as good as all.
const DISTINCT_MAX: usize = 40;
/// Digits from which a number without marks is taken for an id.
const ID_DIGITS_MIN: usize = 9;
/// Tenths of the filled cells that have to look like what a column is taken for: the rest may be bad rows.
const SUPPORT_TENTHS: usize = 8;

/// The cells of one column in the rows of a sample.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct ColumnProfile {
    /// Cells that are not empty.
    pub filled: usize,
    /// Cells that are dates.
    pub dates: usize,
    /// Cells that are amounts and no dates.
    pub money: usize,
    /// Amounts with a mark, a sign or a currency: numbers of things have none.
    pub marked: usize,
    /// Amounts of zero without a mark.
    pub bare_zeros: usize,
    /// Amounts below zero.
    pub negatives: usize,
    /// Numbers too long for an amount without marks, or with leading zeros.
    pub ids: usize,
    /// ISO 4217 codes.
    pub codes: usize,
    /// Words for directions.
    pub directions: usize,
    /// Words for states.
    pub states: usize,
    /// Cells with letters that are none of the above.
    pub texts: usize,
    /// Characters of those.
    pub text_chars: usize,
    /// Different values, up to a limit.
    pub distinct: BTreeSet<String>,
}

impl ColumnProfile {
    fn add(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        if self.distinct.len() < DISTINCT_MAX {
            self.distinct.insert(cell.to_owned());
        }
        self.directions += usize::from(direction_word(cell).is_some());
        self.states += usize::from(state_word(cell).is_some());
        if code_of(cell).is_some() {
            self.codes += 1;
        } else if readings(cell).is_some() {
            self.dates += 1;
        } else {
            match read_cell(cell) {
                Ok(Some(amount)) => self.add_amount(cell, &amount),
                Ok(None) => self.filled -= 1,
                Err(_) => {
                    self.texts += usize::from(cell.chars().any(char::is_alphabetic));
                    self.text_chars += cell.chars().count();
                }
            }
        }
    }

    fn add_amount(&mut self, cell: &str, amount: &AmountCell<'_>) {
        if is_id(cell, amount) {
            self.ids += 1;
            return;
        }
        self.money += 1;
        self.negatives += usize::from(amount.negative && !amount.is_zero());
        self.marked += usize::from(is_marked(amount));
        self.bare_zeros += usize::from(amount.is_zero() && !is_marked(amount));
    }

    /// Whether most of the cells that are not empty are dates.
    pub(in crate::import) const fn is_dates(&self) -> bool {
        self.filled > 0 && self.dates * 10 >= self.filled * SUPPORT_TENTHS
    }

    /// Whether most of the cells that are not empty are amounts.
    pub(in crate::import) const fn is_money(&self) -> bool {
        self.filled > 0 && self.money * 10 >= self.filled * SUPPORT_TENTHS
    }

    /// Whether they are amounts that nobody would take for numbers of things.
    pub(in crate::import) const fn is_marked_money(&self) -> bool {
        self.is_money() && self.marked * 2 >= self.money
    }

    /// The same, zeros left out: one side of a pair may be written as `0` where the other has the amount.
    pub(in crate::import) const fn is_marked_beside_zeros(&self) -> bool {
        self.is_money()
            && self.marked > 0
            && (self.marked + self.bare_zeros) * 10 >= self.money * SUPPORT_TENTHS
    }

    /// Whether all filled cells are words for directions.
    pub(in crate::import) const fn is_directions(&self) -> bool {
        self.filled > 0 && self.directions == self.filled
    }
}

/// Numbers with leading zeros, or with more digits than amounts have where nothing marks them as such.
fn is_id(cell: &str, amount: &AmountCell<'_>) -> bool {
    // A spreadsheet's mark for text: `'0042`.
    let cell = cell.strip_prefix('\'').unwrap_or(cell);
    let plain = amount.number.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = amount.number.len() > 1 && amount.number.starts_with('0');
    plain && amount.number.len() == cell.len() && (amount.number.len() >= ID_DIGITS_MIN || leading_zero)
}

fn is_marked(amount: &AmountCell<'_>) -> bool {
    amount.negative
        || amount.plus
        || amount.currency.is_some()
        || amount.direction.is_some()
        || amount.number.contains(['.', ','])
}

/// Whether a record has a date in one cell and an amount in another: what a row has and a title has not.
pub(in crate::import) fn is_row(cells: &[String]) -> bool {
    let is_amount = |cell: &&String| {
        matches!(read_cell(cell), Ok(Some(amount)) if !is_id(cell, &amount)) && readings(cell).is_none()
    };
    cells.iter().any(|cell| readings(cell).is_some()) && cells.iter().any(|cell| is_amount(&cell))
}

/// The columns of the rows of a sample.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Profile {
    /// By position, as many as the widest row has.
    pub columns: Vec<ColumnProfile>,
    /// The records that are rows.
    pub rows: Vec<SampleRecord>,
}

impl Profile {
    /// Looks at the records from the first row on; where none has a date and an amount, at all of them.
    pub(in crate::import) fn of(records: &[SampleRecord]) -> Self {
        let mut rows: Vec<SampleRecord> =
            records.iter().filter(|record| is_row(&record.cells)).cloned().collect();
        if rows.is_empty() {
            rows = records.to_vec();
        }
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut columns = vec![ColumnProfile::default(); width];
        for row in &rows {
            for (column, cell) in columns.iter_mut().zip(&row.cells) {
                column.add(cell);
            }
        }
        Self { columns, rows }
    }

    /// The column at a position; an empty one beyond the widest row.
    pub(in crate::import) fn column(&self, index: usize) -> &ColumnProfile {
        static EMPTY: ColumnProfile = ColumnProfile {
            filled: 0,
            dates: 0,
            money: 0,
            marked: 0,
            bare_zeros: 0,
            negatives: 0,
            ids: 0,
            codes: 0,
            directions: 0,
            states: 0,
            texts: 0,
            text_chars: 0,
            distinct: BTreeSet::new(),
        };
        self.columns.get(index).unwrap_or(&EMPTY)
    }

    /// The cell of a row; empty where the row is shorter.
    pub(in crate::import) fn cell(&self, row: usize, column: usize) -> &str {
        self.rows.get(row).and_then(|row| row.cells.get(column)).map_or("", String::as_str)
    }

    /// Whether a column holds one value in all of several rows, as a date of the file does.
    pub(in crate::import) fn is_constant(&self, index: usize) -> bool {
        self.rows.len() >= 5 && self.column(index).distinct.len() == 1
    }
}
