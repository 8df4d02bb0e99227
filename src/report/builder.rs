//! Gathers facts into a report.
//!
//! Owns the sums while they grow. Must not know where facts come from, nor how rows are arranged.

use std::num::NonZeroUsize;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::arrange::{Arranged, Shape};
use super::keys::Keys;
use super::value::{Pair, Sums};
use super::{DIMENSIONS_MAX, Dimension, Report, ReportError};
use crate::model::currency::Currency;
use crate::model::expense::Direction;
use crate::model::period::{Calendar, Period, Shift};

/// An expense or income, or the sum of several that agree in all that the report is by.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'a> {
    /// The date; the first of the month where the fact is a month's total.
    pub date: NaiveDate,
    /// Category path.
    pub category: Option<&'a str>,
    /// Who received or sent the money.
    pub payee: Option<&'a str>,
    /// Payment method.
    pub method: Option<&'a str>,
    /// Tags.
    pub tags: &'a [String],
    /// The ledger's name.
    pub ledger: &'a str,
    /// The account that an imported row comes from.
    pub source: Option<&'a str>,
    /// Which way the money went; a transfer is left out.
    pub direction: Direction,
    /// The currency.
    pub currency: Currency,
    /// How many expenses it stands for.
    pub count: u64,
    /// Their sum in minor units, not negative.
    pub minor: i64,
}

/// Sums by the numbers of the keys; zero stands for a dimension that is not there.
pub(super) type Cells = FxHashMap<(Currency, [i64; DIMENSIONS_MAX]), Pair>;

/// Gathers facts into a report; millions of them cost memory only for the keys that differ.
#[derive(Debug)]
pub struct Builder {
    pub(super) keys: Vec<Keys>,
    /// What was gathered: each fact once, under its set of tags where the report is by tag.
    pub(super) cells: Cells,
    pub(super) totals: Vec<(Currency, Pair)>,
    /// The first and the last day of the facts of the report's own period.
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    pub(super) calendar: Calendar,
}

impl Builder {
    /// Begins a report by none, one or two dimensions. Category paths are cut after `category_depth` names; texts that
    /// differ only in case are one key, under the spelling that sorts first.
    ///
    /// # Errors
    /// [`ReportError::TooManyDimensions`], [`ReportError::DimensionTwice`].
    pub fn new(by: &[Dimension], category_depth: Option<NonZeroUsize>) -> Result<Self, ReportError> {
        if by.len() > DIMENSIONS_MAX {
            return Err(ReportError::TooManyDimensions(by.len()));
        }
        if let [first, second] = by
            && first == second
        {
            return Err(ReportError::DimensionTwice(*first));
        }
        Ok(Self {
            keys: by.iter().map(|dimension| Keys::new(*dimension, category_depth)).collect(),
            cells: Cells::default(),
            totals: Vec::new(),
            days: None,
            calendar: Calendar::default(),
        })
    }

    /// The same report with weeks and fiscal years that begin elsewhere than on Monday and in January.
    #[must_use]
    pub fn with_calendar(mut self, calendar: Calendar) -> Self {
        self.calendar = calendar;
        for keys in &mut self.keys {
            keys.set_calendar(calendar);
        }
        self
    }

    /// Adds a fact. A transfer, or a total of nothing, changes nothing.
    ///
    /// # Errors
    /// [`ReportError::Negative`] for an amount below zero; [`ReportError::Overflow`] if the currency's sums do not
    /// fit. Neither changes the report.
    pub fn add(&mut self, fact: &Fact<'_>) -> Result<(), ReportError> {
        let Some(sums) = sums(fact)? else { return Ok(()) };
        let day = fact.date;
        let days = self.days.get_or_insert((day, day));
        *days = (days.0.min(day), days.1.max(day));
        self.add_pair(fact, day, Pair::of(sums))
    }

    /// Adds a fact of the period that the report is compared with. In a dimension of time it counts under the day that its own is
    /// compared with, which is in the report's own period `now`: a day that this has not, such as a leap day, stands for its nearest.
    ///
    /// # Errors
    /// As [`Builder::add`].
    pub fn add_earlier(&mut self, fact: &Fact<'_>, shift: Shift, now: Period) -> Result<(), ReportError> {
        let Some(sums) = sums(fact)? else { return Ok(()) };
        let at = shift.later(fact.date).min(now.to).max(now.from);
        self.add_pair(fact, at, Pair { earlier: sums, ..Pair::default() })
    }

    fn add_pair(&mut self, fact: &Fact<'_>, at: NaiveDate, pair: Pair) -> Result<(), ReportError> {
        // The total is never less than the sum of a key, so that what fits it fits them all.
        self.total(fact.currency).add(pair, fact.currency)?;
        let mut numbers = [0; DIMENSIONS_MAX];
        for (keys, number) in self.keys.iter_mut().zip(&mut numbers) {
            *number = keys.number(fact, at);
        }
        self.cells.entry((fact.currency, numbers)).or_default().add(pair, fact.currency)
    }

    fn total(&mut self, currency: Currency) -> &mut Pair {
        // There are fewer than two hundred currencies, and few in one ledger.
        let index = self.totals.iter().position(|(known, _)| *known == currency).unwrap_or_else(|| {
            self.totals.push((currency, Pair::default()));
            self.totals.len() - 1
        });
        &mut self.totals[index].1
    }

    /// The report of what was added, its rows arranged as `shape` says. The facts are not held against its period.
    ///
    /// # Errors
    /// [`ReportError::Overflow`] where a difference, a cumulated sum or the sum of the rest does not fit.
    pub fn finish(self, shape: &Shape) -> Result<Report, ReportError> {
        Arranged::new(self, shape)?.report()
    }
}

/// What the fact adds; `None` where that is nothing.
fn sums(fact: &Fact<'_>) -> Result<Option<Sums>, ReportError> {
    if fact.minor < 0 {
        return Err(ReportError::Negative { currency: fact.currency, minor: fact.minor });
    }
    let sums = match fact.direction {
        Direction::Transfer => return Ok(None),
        Direction::Expense => {
            Sums { expense_count: fact.count, expense_minor: fact.minor, ..Sums::default() }
        }
        Direction::Income => Sums { income_count: fact.count, income_minor: fact.minor, ..Sums::default() },
    };
    Ok(Some(sums).filter(|sums| *sums != Sums::default()))
}
