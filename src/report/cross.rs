//! A report by two dimensions as tables.
//!
//! Owns the arrangement in rows and columns. Must not print.

use std::collections::HashMap;

use super::value::Margin;
use super::{Dimension, MoneyRow, Report};
use crate::model::currency::Currency;

/// A report by two dimensions as one table for each currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cross {
    /// What the rows and the columns stand for.
    pub by: [Dimension; 2],
    /// One table for each currency, in the order of [`Report::totals`].
    pub grids: Vec<Grid>,
}

/// One currency's table. All amounts are what was spent less what came in, in minor units: negative where more came in.
///
/// A sum counts each expense once: in a table with tags, where an expense may be in several cells, it can be less than
/// what the cells add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The currency.
    pub currency: Currency,
    /// The keys of the rows, ordered like [`Report::rows`]; `None` is shown as "(none)".
    pub row_keys: Vec<Option<String>>,
    /// The keys of the columns, likewise.
    pub column_keys: Vec<Option<String>>,
    /// The sum of each row.
    pub row_sums: Vec<i64>,
    /// The sum of each column.
    pub column_sums: Vec<i64>,
    /// The sum of the currency.
    pub total: i64,
    /// Only the cells that hold something: days by payees would be mostly empty.
    cells: HashMap<(usize, usize), i64>,
}

impl Grid {
    /// The cell in a row and column, counted from 0; `None` if nothing was counted there.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<i64> {
        self.cells.get(&(row, column)).copied()
    }
}

impl Report {
    /// The report as tables, if it is by two dimensions: the first down the side, the second across.
    #[must_use]
    pub fn cross(&self) -> Option<Cross> {
        let by = <[Dimension; 2]>::try_from(self.by.as_slice()).ok()?;
        let grids = self.totals.iter().map(|total| self.grid(total.currency, -total.net_minor)).collect();
        Some(Cross { by, grids })
    }

    /// How many columns the widest table of [`Report::cross`] has; 0 where there is none. Known without making it.
    #[must_use]
    pub fn cross_columns(&self) -> usize {
        let of_currency = |total: &MoneyRow| {
            self.margins[1].iter().filter(|margin| margin.money.currency == total.currency).count()
        };
        self.totals.iter().map(of_currency).max().unwrap_or(0)
    }

    fn grid(&self, currency: Currency, total: i64) -> Grid {
        let [down, across] = [0, 1].map(|index: usize| {
            let of_currency = |margin: &&Margin| margin.money.currency == currency;
            self.margins[index].iter().filter(of_currency).collect::<Vec<&Margin>>()
        });
        let row_indexes = indexes(&down);
        let column_indexes = indexes(&across);
        let cells = self
            .rows
            .iter()
            .filter(|row| row.money.currency == currency)
            .filter_map(|row| {
                let [row_key, column_key] = row.key.as_slice() else { return None };
                let at = (*row_indexes.get(row_key)?, *column_indexes.get(column_key)?);
                Some((at, -row.money.net_minor))
            })
            .collect();
        let keys = |margins: &[&Margin]| margins.iter().map(|margin| margin.key.clone()).collect();
        let sums = |margins: &[&Margin]| margins.iter().map(|margin| -margin.money.net_minor).collect();
        Grid {
            currency,
            row_keys: keys(&down),
            column_keys: keys(&across),
            row_sums: sums(&down),
            column_sums: sums(&across),
            total,
            cells,
        }
    }
}

fn indexes<'a>(margins: &[&'a Margin]) -> HashMap<&'a Option<String>, usize> {
    margins.iter().enumerate().map(|(index, margin)| (&margin.key, index)).collect()
}
