//! A report by two dimensions as tables.
//!
//! Owns the arrangement in rows and columns. Must not print.

use std::collections::HashMap;

use super::{Dimension, Edge, MoneyRow, Report};
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
    /// The keys of the rows with their sums, ordered like [`Report::rows`].
    pub down: Vec<Edge>,
    /// The keys of the columns with their sums, likewise.
    pub across: Vec<Edge>,
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
            self.edges[1].iter().filter(|edge| edge.money.currency == total.currency).count()
        };
        self.totals.iter().map(of_currency).max().unwrap_or(0)
    }

    fn grid(&self, currency: Currency, total: i64) -> Grid {
        let [down, across] = [0, 1].map(|index: usize| {
            let of_currency = |edge: &&Edge| edge.money.currency == currency;
            self.edges[index].iter().filter(of_currency).cloned().collect::<Vec<Edge>>()
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
        Grid { currency, down, across, total, cells }
    }
}

fn indexes(edges: &[Edge]) -> HashMap<Option<String>, usize> {
    edges.iter().enumerate().map(|(index, edge)| (edge.key.clone(), index)).collect()
}
