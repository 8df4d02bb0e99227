//! Reports: where the money went, by one dimension or by two of them crossed (CLI contract, "report").
//!
//! Owns the grouping, the sums and the order of rows. Pure: it is handed facts and returns a value. Must not read a
//! store, choose a period, or print.
//!
//! What the contract leaves open is answered so:
//!
//! - A transfer contributes to nothing, not even to a count.
//! - Amounts of different currencies never meet: there is a row for each key and currency. The currency with the most
//!   expenses comes first.
//! - An expense with two tags counts under each tag, but once in the totals and in the sums of a cross table.
//! - A row's share is its part of the currency's total expense, or of the income where nothing was spent at all; its
//!   average is the expense of one expense, or the income of one income where nothing was spent under the key.
//! - All quotients are exact fractions of integers, rounded half away from zero at the end.

mod arrange;
mod builder;
pub mod chart;
mod cross;
mod dimension;
mod error;
mod keys;
mod spread;
mod value;

pub use arrange::{FILLED_ROWS_MAX, Order, Shape};
pub use builder::{Builder, Fact};
pub use cross::{Cross, Grid};
pub use dimension::Dimension;
pub use error::ReportError;
pub use value::{Amounts, Change, Earlier, Edge, MoneyRow, Report, Row, Total};

/// Most dimensions of one report: a table has rows and columns.
pub const DIMENSIONS_MAX: usize = 2;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
