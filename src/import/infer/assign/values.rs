//! The columns of a sample that are compared, as numbers.
//!
//! Owns how they move by each other. Must not decide what a column is.

use super::super::balance::Running;
use super::super::money::{usual_mark, value};
use super::Work;
use super::amounts::COMPARED_MAX;

/// The numbers of the compared columns.
pub(super) struct Values {
    pub rows: usize,
    columns: Vec<(usize, Vec<Option<i64>>)>,
}

impl Values {
    pub(super) fn read(work: &Work<'_>, columns: &[usize]) -> Self {
        let mark = usual_mark(work.profile);
        let rows = work.profile.rows.len();
        let read = |index: usize| (0..rows).map(|row| value(work.profile.cell(row, index), mark)).collect();
        Self {
            rows,
            columns: columns.iter().take(4 * COMPARED_MAX).map(|&index| (index, read(index))).collect(),
        }
    }

    pub(super) fn get(&self, row: usize, column: usize) -> Option<i64> {
        self.columns
            .iter()
            .find(|(index, _)| *index == column)
            .and_then(|(_, values)| values.get(row).copied().flatten())
    }

    /// Whether one column is another one and the amount, in every row, and not only because there is nothing.
    pub(super) fn differ_by(&self, before: usize, after: usize, amount: usize) -> bool {
        let mut fits = 0;
        let all = (0..self.rows).all(|row| {
            let values = (self.get(row, amount), self.get(row, before), self.get(row, after));
            let (Some(a), Some(b), Some(c)) = values else { return false };
            fits += usize::from(a != 0 && b != 0);
            c - b == a
        });
        all && fits > 0
    }

    /// How one column moves by another.
    pub(super) fn running(&self, amount: usize, balance: usize) -> Running {
        let mut running = Running::default();
        for row in 0..self.rows {
            if let (Some(amount), Some(balance)) = (self.get(row, amount), self.get(row, balance)) {
                running.add("", amount, balance);
            }
        }
        running
    }

    /// An amount that is not zero: the other side of a pair may be written as zero.
    pub(super) fn moving(&self, row: usize, column: usize) -> Option<i64> {
        self.get(row, column).filter(|amount| *amount != 0)
    }

    pub(super) fn moves(&self, row: usize, column: usize) -> bool {
        self.moving(row, column).is_some()
    }
}
