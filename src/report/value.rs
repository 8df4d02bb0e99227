//! What a report says.
//!
//! Owns the values that are printed and the arithmetic of shares, averages and changes. Must not group.

use chrono::NaiveDate;

use super::{Dimension, ReportError};
use crate::model::currency::Currency;
use crate::model::period::{Length, Period, Unit};

/// Shares and rates are given in parts of this many: hundredths of a percent.
const RATE_WHOLE: i128 = 10_000;

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

impl MoneyRow {
    /// The part of the income that was not spent, in parts per 10,000, rounded half away from zero: below zero where more was spent than
    /// came in. `None` where nothing came in.
    #[must_use]
    pub fn savings_rate(&self) -> Option<i128> {
        rate(i128::from(self.net_minor), i128::from(self.income_minor))
    }

    /// The three sums.
    #[must_use]
    pub const fn amounts(&self) -> Amounts {
        Amounts {
            expense_minor: self.expense_minor,
            income_minor: self.income_minor,
            net_minor: self.net_minor,
        }
    }
}

/// Expense, income and net in minor units of one currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    /// What was spent.
    pub expense_minor: i64,
    /// What came in.
    pub income_minor: i64,
    /// Income less expense.
    pub net_minor: i64,
}

impl Amounts {
    /// Each of the three for one unit of a length, rounded on its own half away from zero, so that the net may differ by one from
    /// income less expense. `None` where there is no unit.
    #[must_use]
    pub fn each(self, length: Length) -> Option<Self> {
        Some(Self {
            expense_minor: length.each(self.expense_minor)?,
            income_minor: length.each(self.income_minor)?,
            net_minor: length.each(self.net_minor)?,
        })
    }
}

/// How one sum differs from an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The later less the earlier, in minor units.
    pub difference_minor: i64,
    /// The difference as a part of the earlier one's size, in parts per 10,000, rounded half away from zero; `None` where the earlier is
    /// zero.
    pub rate: Option<i128>,
}

impl Change {
    /// The change from `earlier` to `later`.
    ///
    /// # Errors
    /// [`ReportError::Overflow`] where the difference leaves 64 bits.
    pub fn new(later: i64, earlier: i64, currency: Currency) -> Result<Self, ReportError> {
        let difference_minor = later.checked_sub(earlier).ok_or(ReportError::Overflow(currency))?;
        Ok(Self { difference_minor, rate: rate(i128::from(difference_minor), i128::from(earlier).abs()) })
    }
}

/// The sums of the period that a report is compared with, and how the report's own differ from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    /// What was counted in the earlier period.
    pub money: MoneyRow,
    /// How what was spent differs.
    pub expense: Change,
    /// How what came in differs.
    pub income: Change,
    /// How the net differs.
    pub net: Change,
}

impl Earlier {
    pub(super) fn new(later: &MoneyRow, earlier: MoneyRow) -> Result<Self, ReportError> {
        let change = |later, earlier_minor| Change::new(later, earlier_minor, earlier.currency);
        Ok(Self {
            money: earlier,
            expense: change(later.expense_minor, earlier.expense_minor)?,
            income: change(later.income_minor, earlier.income_minor)?,
            net: change(later.net_minor, earlier.net_minor)?,
        })
    }
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
    /// The sums for each unit of the time that the row stands for, where a unit was named: of a row of time the days of it that are in
    /// the period, of a weekday or day of the month by the day how often it came, of any other the whole period.
    pub each: Option<Amounts>,
    /// The sums of this row and those before it, where the report is cumulated.
    pub cumulated: Option<Amounts>,
    /// The same key in the earlier period, where the report is compared with one.
    pub earlier: Option<Earlier>,
    /// How many rows were summed into this one, where it is the rest; `None` for a row of its own.
    pub others: Option<u64>,
}

/// The sums of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The sums for each unit of the whole period, where a unit was named.
    pub each: Option<Amounts>,
    /// The sums of the earlier period, where the report is compared with one.
    pub earlier: Option<Earlier>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The dimensions, none to two.
    pub by: Vec<Dimension>,
    /// The first and the last day, both inclusive, where the report is over a period.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The days that averages are over: the period, or of an open one the days up to the one it was made on, or the end of the month of a
    /// later fact; `None` where there is no fact and the period is open.
    pub days: Option<Period>,
    /// The stretches of `days` that it is over, in their order and apart from each other; none where it is over all of them.
    pub spans: Vec<Period>,
    /// The period that it is compared with.
    pub compared: Option<Period>,
    /// The unit of [`Row::each`].
    pub unit: Option<Unit>,
    /// The rows: currency by currency as in `totals`; then, unless another order was wanted, a dimension of time, weekdays, days of the
    /// month or direction in its own order, any other with the largest expense first, then the largest income, then by name. The second
    /// dimension is ordered likewise within each key of the first. The rest stands last.
    pub rows: Vec<Row>,
    /// The sum of each currency: the one with the most expenses and incomes first, then by code.
    pub totals: Vec<MoneyRow>,
    /// What else is known of each of `totals`, in their order.
    pub more: Vec<Total>,
    /// The keys of either dimension of a crossed report with their sums, ordered like rows.
    pub(super) edges: [Vec<Edge>; 2],
}

/// The sums of one key of one dimension of two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The key; `None` is shown as "(none)".
    pub key: Option<String>,
    /// The sums, in which every expense is counted once.
    pub money: MoneyRow,
    /// Whether it is the rest.
    pub is_rest: bool,
}

impl Edge {
    /// What was spent less what came in, in minor units.
    #[must_use]
    pub const fn spent(&self) -> i64 {
        -self.money.net_minor
    }
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
        u32::try_from(rate(i128::from(part), i128::from(whole))?).ok()
    }

    /// See [`Row::average_minor`].
    pub(super) fn average_minor(self) -> Option<i64> {
        let (minor, count) = if self.expense_count > 0 {
            (self.expense_minor, self.expense_count)
        } else {
            (self.income_minor, self.income_count)
        };
        Length::whole(count).each(minor)
    }
}

/// The sums of the report's own period and of the one that it is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) now: Sums,
    pub(super) earlier: Sums,
    /// How many keys were summed into it, where it is the rest.
    pub(super) merged: u64,
}

impl Pair {
    pub(super) const fn of(now: Sums) -> Self {
        Self {
            now,
            earlier: Sums { expense_count: 0, income_count: 0, expense_minor: 0, income_minor: 0 },
            merged: 0,
        }
    }

    pub(super) fn add(&mut self, other: Self, currency: Currency) -> Result<(), ReportError> {
        let (mut now, mut earlier) = (self.now, self.earlier);
        now.add(other.now, currency)?;
        earlier.add(other.earlier, currency)?;
        *self = Self { now, earlier, merged: self.merged };
        Ok(())
    }
}

/// `part` of `whole`, which is not negative, in parts per 10,000, rounded half away from zero; `None` if the whole is zero.
fn rate(part: i128, whole: i128) -> Option<i128> {
    let magnitude = (2 * part.abs() * RATE_WHOLE + whole).checked_div(2 * whole)?;
    Some(magnitude * part.signum())
}
