//! Recurrence: on which dates something comes again.
//!
//! Owns the text of an interval and the dates that follow from it, each computed from the first one: never by a step from
//! the one before, which a short month would have shortened. Must not know what recurs, nor what day it is.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::text::quoted;

/// Longest text taken for an interval, in characters: `every 2 quarters` has 16.
const TYPED_CHARS_MAX: usize = 40;
/// The last day of the years with four digits, beyond which no date is kept ([`super::date::from_yyyymmdd`]).
const LAST: NaiveDate = match NaiveDate::from_ymd_opt(9_999, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};
/// Days and months of the longest interval, ten years: one that is longer is more often a slip than meant.
const DAYS_MAX: u32 = 3_660;
const MONTHS_MAX: u32 = 120;

/// Why a recurrence is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceError {
    /// No form of an interval.
    #[error("`{value}` is not an interval")]
    Unreadable {
        /// What was typed, safe to show.
        value: String,
    },
    /// Not at least one, or longer than ten years.
    #[error("`{value}` is no interval from a day to ten years")]
    OutOfRange {
        /// What was typed, safe to show.
        value: String,
    },
    /// A month has no such day.
    #[error("a month has no day {0}")]
    NoSuchDay(i64),
    /// A day of the month beside days or weeks.
    #[error("{} has no day of the month", every.in_words())]
    DayWithoutMonth {
        /// The interval.
        every: Every,
    },
}

impl RecurrenceError {
    /// The way out, for the line below the message.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } | Self::OutOfRange { .. } => {
                "write day, week, 2w, month, quarter, 3m or year"
            }
            Self::NoSuchDay(_) => "a day is from 1 to 31; in shorter months the last one counts",
            Self::DayWithoutMonth { .. } => "leave --day out; --from DATE says on which day it begins",
        }
    }
}

/// The unit of an interval. A quarter is three months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// An interval: so many days, weeks, months or years, at least one and at most ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Every {
    count: u32,
    unit: Unit,
}

/// The step from one date to the next.
#[derive(Debug, Clone, Copy)]
enum Step {
    Days(u32),
    Months(u32),
}

impl Every {
    /// Reads an interval: `day`, `week`, `month`, `quarter`, `year`; `daily` and so on; `2w`, `10d`, `3m`, `1y`, `2 weeks`,
    /// each with `every` before it or not, whatever its case.
    ///
    /// # Errors
    /// [`RecurrenceError::Unreadable`], [`RecurrenceError::OutOfRange`].
    pub fn parse(text: &str) -> Result<Self, RecurrenceError> {
        let value = || quoted(text.trim(), TYPED_CHARS_MAX);
        let unreadable = || RecurrenceError::Unreadable { value: value() };
        let word = text.trim().to_ascii_lowercase();
        let word = word.strip_prefix("every ").unwrap_or(&word).trim_start();
        if word.len() > TYPED_CHARS_MAX {
            return Err(unreadable());
        }
        let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (number, unit) = word.split_at(digits);
        let (each, unit) = match unit.trim_start() {
            "daily" if number.is_empty() => (1, Unit::Day),
            "weekly" if number.is_empty() => (1, Unit::Week),
            "monthly" if number.is_empty() => (1, Unit::Month),
            "quarterly" if number.is_empty() => (3, Unit::Month),
            "yearly" | "annually" if number.is_empty() => (1, Unit::Year),
            "day" => (1, Unit::Day),
            "week" => (1, Unit::Week),
            "month" => (1, Unit::Month),
            "quarter" => (3, Unit::Month),
            "year" => (1, Unit::Year),
            "d" | "days" if !number.is_empty() => (1, Unit::Day),
            "w" | "weeks" if !number.is_empty() => (1, Unit::Week),
            "m" | "months" if !number.is_empty() => (1, Unit::Month),
            "q" | "quarters" if !number.is_empty() => (3, Unit::Month),
            "y" | "years" if !number.is_empty() => (1, Unit::Year),
            _ => return Err(unreadable()),
        };
        let count = if number.is_empty() { Some(1) } else { number.parse::<u32>().ok() };
        let every = count.and_then(|count| count.checked_mul(each)).map(|count| Self { count, unit });
        every
            .filter(|every| every.is_in_range())
            .ok_or_else(|| RecurrenceError::OutOfRange { value: value() })
    }

    const fn is_in_range(self) -> bool {
        let (each, most) = match self.unit {
            Unit::Day => (1, DAYS_MAX),
            Unit::Week => (7, DAYS_MAX),
            Unit::Month => (1, MONTHS_MAX),
            Unit::Year => (12, MONTHS_MAX),
        };
        self.count >= 1 && self.count <= most / each
    }

    const fn step(self) -> Step {
        match self.unit {
            Unit::Day => Step::Days(self.count),
            Unit::Week => Step::Days(self.count.saturating_mul(7)),
            Unit::Month => Step::Months(self.count),
            Unit::Year => Step::Months(self.count.saturating_mul(12)),
        }
    }

    /// Whether a day of the month belongs to it: it is one of months, quarters or years.
    #[must_use]
    pub const fn has_day(self) -> bool {
        matches!(self.unit, Unit::Month | Unit::Year)
    }

    /// It in words: `every month`, `every 2 weeks`, `every quarter`.
    #[must_use]
    pub fn in_words(self) -> String {
        let (count, unit) = match (self.count, self.unit) {
            (3, Unit::Month) => (1, "quarter"),
            (count, Unit::Day) => (count, "day"),
            (count, Unit::Week) => (count, "week"),
            (count, Unit::Month) => (count, "month"),
            (count, Unit::Year) => (count, "year"),
        };
        if count == 1 { format!("every {unit}") } else { format!("every {count} {unit}s") }
    }
}

impl fmt::Display for Every {
    /// The one form that is kept: `1d`, `2w`, `3m`, `1y`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Day => 'd',
            Unit::Week => 'w',
            Unit::Month => 'm',
            Unit::Year => 'y',
        };
        write!(f, "{}{unit}", self.count)
    }
}

/// On which dates something comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurrence {
    every: Every,
    day: Option<u32>,
    starts_on: NaiveDate,
    until_on: Option<NaiveDate>,
    count: Option<u32>,
}

impl Recurrence {
    /// A recurrence that begins with the first date from `starts_on` on, without an end. The day of the month, 1 to 31, is
    /// that of `starts_on` unless it is given.
    ///
    /// # Errors
    /// [`RecurrenceError::NoSuchDay`], [`RecurrenceError::DayWithoutMonth`].
    pub fn new(every: Every, day: Option<i64>, starts_on: NaiveDate) -> Result<Self, RecurrenceError> {
        let day = match day {
            None => None,
            Some(_) if !every.has_day() => return Err(RecurrenceError::DayWithoutMonth { every }),
            Some(day) => {
                let known = u32::try_from(day).ok().filter(|known| (1..=31).contains(known));
                Some(known.ok_or(RecurrenceError::NoSuchDay(day))?)
            }
        };
        Ok(Self { every, day, starts_on, until_on: None, count: None })
    }

    /// The same with an end: no date is after `until_on`, and there are at most `count` from the first one on.
    #[must_use]
    pub const fn ending(self, until_on: Option<NaiveDate>, count: Option<u32>) -> Self {
        Self { until_on, count, ..self }
    }

    /// The interval.
    #[must_use]
    pub const fn every(&self) -> Every {
        self.every
    }

    /// The day of the month on which it comes, 1 to 31; `None` for days and weeks.
    #[must_use]
    pub fn day(&self) -> Option<u32> {
        self.every.has_day().then(|| self.day.unwrap_or(self.starts_on.day()))
    }

    /// No date is before this one.
    #[must_use]
    pub const fn starts_on(&self) -> NaiveDate {
        self.starts_on
    }

    /// The last day on which it may come.
    #[must_use]
    pub const fn until_on(&self) -> Option<NaiveDate> {
        self.until_on
    }

    /// How many dates there are at most, from the first one on.
    #[must_use]
    pub const fn count(&self) -> Option<u32> {
        self.count
    }

    /// The first date, whatever its end: the first such day from [`Recurrence::starts_on`] on. `None` beyond the year 9999.
    fn first(&self) -> Option<NaiveDate> {
        let Some(day) = self.day() else { return Some(self.starts_on).filter(|date| *date <= LAST) };
        let month = month_of(self.starts_on);
        let date = on(month, day).filter(|date| *date >= self.starts_on);
        date.or_else(|| on(month.checked_add(1)?, day))
    }

    /// The date of a place, from 0, whatever its end.
    fn nth(&self, place: u32) -> Option<NaiveDate> {
        let first = self.first()?;
        match self.every.step() {
            Step::Days(days) => {
                let days = u64::from(place).checked_mul(u64::from(days))?;
                first.checked_add_days(Days::new(days)).filter(|date| *date <= LAST)
            }
            Step::Months(months) => {
                let months = i64::from(place).checked_mul(i64::from(months))?;
                on(month_of(first).checked_add(months)?, self.day()?)
            }
        }
    }

    /// How many dates there are up to a day, whatever its end: the place of the first one after it.
    fn place_after(&self, date: NaiveDate) -> Option<u32> {
        let first = self.first()?;
        if date < first {
            return Some(0);
        }
        let place = match self.every.step() {
            Step::Days(days) => date.signed_duration_since(first).num_days() / i64::from(days),
            Step::Months(months) => (month_of(date) - month_of(first)) / i64::from(months),
        };
        let place = u32::try_from(place).ok()?;
        let is_passed = self.nth(place).is_some_and(|at| at <= date);
        place.checked_add(u32::from(is_passed))
    }

    /// The date of a place, if it is before the end.
    fn at(&self, place: u32) -> Option<NaiveDate> {
        let date = self.nth(place).filter(|_| self.count.is_none_or(|count| place < count))?;
        Some(date).filter(|date| self.until_on.is_none_or(|until| *date <= until))
    }

    /// The dates after a day, or all for `None`, in their order.
    pub fn after(&self, date: Option<NaiveDate>) -> impl Iterator<Item = NaiveDate> + use<> {
        let this = *self;
        let mut next = date.map_or(Some(0), |date| this.place_after(date));
        std::iter::from_fn(move || {
            let place = next?;
            next = place.checked_add(1);
            let date = this.at(place);
            if date.is_none() {
                next = None;
            }
            date
        })
    }

    /// The first date after a day, or the very first for `None`.
    #[must_use]
    pub fn next_after(&self, date: Option<NaiveDate>) -> Option<NaiveDate> {
        self.after(date).next()
    }

    /// How many dates there are up to a day.
    #[must_use]
    pub fn passed(&self, date: NaiveDate) -> u32 {
        let date = self.until_on.map_or(date, |until| until.min(date));
        let passed = self.place_after(date).unwrap_or(u32::MAX);
        self.count.map_or(passed, |count| count.min(passed))
    }

    /// The last date up to a day.
    #[must_use]
    pub fn last_until(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.nth(self.passed(date).checked_sub(1)?)
    }

    /// What is left of it after a day: it begins with the first date after that one and has so many fewer. `None` if nothing
    /// is left.
    #[must_use]
    pub fn left_after(&self, date: NaiveDate) -> Option<Self> {
        let starts_on = self.next_after(Some(date))?;
        let count = self.count.map(|count| count.saturating_sub(self.passed(date)));
        Some(Self { day: self.day(), starts_on, count, ..*self })
    }

    /// It with another rhythm, from now on: nothing that has passed by `today` comes again, and what comes keeps the new
    /// interval from the last date that has, so that a month which had one gets no second one. Before its first date it only
    /// moves within the month of that one, not before today. `None` beyond the year 9999.
    ///
    /// # Errors
    /// As [`Recurrence::new`].
    pub fn changed(
        &self,
        every: Every,
        day: Option<i64>,
        today: NaiveDate,
    ) -> Result<Option<Self>, RecurrenceError> {
        let last = self.last_until(today);
        let Some(from) = last.or_else(|| self.first()) else { return Ok(None) };
        let day = day.or_else(|| every.has_day().then(|| i64::from(self.day().unwrap_or(from.day()))));
        // Whatever day of its month the last one had, the new one of that month counts for it.
        let month = if every.has_day() { from.with_day(1).unwrap_or(from) } else { from };
        let base = Self::new(every, day, month)?;
        let after = match (last, base.first()) {
            (Some(_), first) => first.map(|first| first.max(today)),
            (None, _) => today.pred_opt(),
        };
        let count = self.count.map(|count| count.saturating_sub(self.passed(today)));
        let starts_on = base.next_after(after);
        Ok(starts_on.map(|starts_on| Self { starts_on, ..base }.ending(self.until_on, count)))
    }
}

/// The months since the year 0.
fn month_of(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

/// A day of a month, or the month's last one where it has no such day; `None` beyond the year 9999.
fn on(month: i64, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()? + 1;
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(first.with_day(day).unwrap_or(last)).filter(|date| *date <= LAST)
}

#[cfg(test)]
mod tests;
