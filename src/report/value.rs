//! What a report says.
//!
//! Owns the values that are printed and the arithmetic of shares and averages. Must not group.

use chrono::NaiveDate;

use super::{Dimension, ReportError};
use crate::model::currency::Currency;

/// Shares are given in parts of this many: hundredths of a percent.
const SHARE_WHOLE: i128 = 10_000;

/// Sums of one currency, in its minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MoneyRow {
    /// The currency.
    pub currency: Currency,
    /// How many expenses and incomes.
    pub count: u64,
    /// What was spent.
    pub expense_minor: i64,
    /// What came in, refunds included.
    pub income_minor: i64,
    /// Income less expense.
    pub net_minor: i64,
}

/// What was counted under one key in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The key: one value for each dimension; `None` is shown as "(none)".
    pub key: Vec<Option<String>>,
    /// The sums.
    pub money: MoneyRow,
    /// The part of the currency's total expense that this row's expense is, in parts per 10,000, rounded half up;
    /// where nothing was spent in the currency at all, the same of the income. `None` where that total is zero too.
    pub share: Option<u32>,
    /// The row's expense for each expense counted in it, in minor units, rounded half up; where it counts no
    /// expense, its income for each income. `None` if neither was counted.
    pub average_minor: Option<i64>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The dimensions, none to two.
    pub by: Vec<Dimension>,
    /// The first and the last day, both inclusive, where the report is over a period.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The rows: currency by currency as in `totals`; then a dimension of time (weekdays from Monday), or direction,
    /// in its own order, any other with the largest expense first, then the largest income, then by name. The second
    /// dimension is ordered likewise within each key of the first.
    pub rows: Vec<Row>,
    /// The sum of each currency: the one with the most expenses and incomes first, then by code.
    pub totals: Vec<MoneyRow>,
    /// The keys of either dimension of a crossed report with their sums, ordered like rows.
    pub(super) margins: [Vec<Margin>; 2],
}

/// The sums of one key of one dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Margin {
    pub(super) key: Option<String>,
    pub(super) money: MoneyRow,
}

/// Sums as they grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) expense_count: u64,
    pub(super) income_count: u64,
    pub(super) expense_minor: i64,
    pub(super) income_minor: i64,
}

impl Sums {
    /// Adds; nothing is changed if a sum would not fit.
    pub(super) fn add(&mut self, other: Self, currency: Currency) -> Result<(), ReportError> {
        *self = self.plus(other).ok_or(ReportError::Overflow(currency))?;
        Ok(())
    }

    fn plus(self, other: Self) -> Option<Self> {
        let sums = Self {
            expense_count: self.expense_count.checked_add(other.expense_count)?,
            income_count: self.income_count.checked_add(other.income_count)?,
            expense_minor: self.expense_minor.checked_add(other.expense_minor)?,
            income_minor: self.income_minor.checked_add(other.income_minor)?,
        };
        sums.expense_count.checked_add(sums.income_count).map(|_| sums)
    }

    /// The sums as a row. Neither sum is negative, so that their difference fits; `plus` checked the count.
    pub(super) const fn money(self, currency: Currency) -> MoneyRow {
        MoneyRow {
            currency,
            count: self.expense_count + self.income_count,
            expense_minor: self.expense_minor,
            income_minor: self.income_minor,
            net_minor: self.income_minor - self.expense_minor,
        }
    }

    /// See [`Row::share`].
    pub(super) fn share(self, total: Self) -> Option<u32> {
        let (part, whole) = if total.expense_minor > 0 {
            (self.expense_minor, total.expense_minor)
        } else {
            (self.income_minor, total.income_minor)
        };
        let share = quotient(i128::from(part) * SHARE_WHOLE, i128::from(whole))?;
        u32::try_from(share).ok()
    }

    /// See [`Row::average_minor`].
    pub(super) fn average_minor(self) -> Option<i64> {
        let (minor, count) = if self.expense_count > 0 {
            (self.expense_minor, self.expense_count)
        } else {
            (self.income_minor, self.income_count)
        };
        i64::try_from(quotient(i128::from(minor), i128::from(count))?).ok()
    }
}

/// The quotient of two numbers that are not negative, rounded half up; `None` if the divisor is zero.
fn quotient(dividend: i128, divisor: i128) -> Option<i128> {
    (2 * dividend + divisor).checked_div(2 * divisor)
}
