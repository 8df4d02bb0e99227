//! The period that another is compared with.
//!
//! Owns what "the one before" and "a year earlier" mean. Must not know sums.

use std::str::FromStr;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::Period;
use crate::model::text::quoted;

/// What a period is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// The one of the same length just before: whole months with as many months, anything else with as many days.
    Previous,
    /// The same dates a year earlier.
    LastYear,
}

impl Comparison {
    /// The words on the command line.
    pub const WORDS: [&str; 2] = ["previous", "last-year"];

    /// The word on the command line and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Previous => Self::WORDS[0],
            Self::LastYear => Self::WORDS[1],
        }
    }
}

impl FromStr for Comparison {
    type Err = String;

    /// Reads `previous` or `last-year`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "previous" => Ok(Self::Previous),
            "last-year" => Ok(Self::LastYear),
            other => {
                Err(format!("`{}` is nothing to compare with: previous or last-year", quoted(other, 20)))
            }
        }
    }
}

/// How far back a period lies from the one it is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Whole months; a day that the other month does not have stands for its last.
    Months(u32),
    /// Days.
    Days(u64),
}

impl Shift {
    /// The day in the later period that a day in the earlier one is compared with.
    #[must_use]
    pub fn later(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Months(months) => day.checked_add_months(Months::new(months)),
            Self::Days(days) => day.checked_add_days(Days::new(days)),
        }
        .unwrap_or(NaiveDate::MAX)
    }

    /// The day in the earlier period that a day in the later one is compared with; `None` before the calendar begins.
    #[must_use]
    pub fn earlier(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Months(months) => day.checked_sub_months(Months::new(months)),
            Self::Days(days) => day.checked_sub_days(Days::new(days)),
        }
        .filter(|day| day.year() > 0)
    }
}

impl Period {
    /// The period that this one is compared with, and how far back it lies. `until` is the last day that counts, not before the first
    /// of this period: where it is before the end, the other is cut at the same day.
    ///
    /// `None` where the other would lie before the year 1.
    #[must_use]
    pub fn compared(&self, with: Comparison, until: NaiveDate) -> Option<(Self, Shift)> {
        let shift = match with {
            Comparison::LastYear => Shift::Months(12),
            Comparison::Previous if self.whole_months() => {
                Shift::Months(u32::try_from(self.months().count()).unwrap_or(u32::MAX))
            }
            Comparison::Previous => Shift::Days(self.days()),
        };
        let from = shift.earlier(self.from)?;
        let to = if until < self.to {
            shift.earlier(until)?
        } else if self.whole_months() {
            // The last day of a month stands for the last day of the other, however many days it has.
            shift.earlier(self.to.with_day(1)?)?.checked_add_months(Months::new(1))?.pred_opt()?
        } else {
            shift.earlier(self.to)?
        };
        Some((Self { from, to }, shift))
    }

    /// How many days, at least 1.
    #[must_use]
    pub fn days(&self) -> u64 {
        u64::try_from((self.to - self.from).num_days() + 1).unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn compared(period: &str, with: Comparison, until: Option<&str>) -> String {
        let (from, to) = period.split_once("..").unwrap();
        let period = Period { from: day(from), to: day(to) };
        let (other, shift) = period.compared(with, until.map_or(period.to, day)).unwrap();
        assert_eq!(shift.later(other.from), period.from, "the first days stand for each other");
        other.to_string()
    }

    #[test]
    fn months_are_compared_with_as_many_months_and_days_with_as_many_days() {
        for (period, previous) in [
            ("2026-03-01..2026-03-31", "2026-02-01..2026-02-28"),
            ("2026-01-01..2026-01-31", "2025-12-01..2025-12-31"),
            ("2026-07-01..2026-09-30", "2026-04-01..2026-06-30"),
            ("2024-01-01..2024-12-31", "2023-01-01..2023-12-31"),
            ("2026-10-05..2026-10-11", "2026-09-28..2026-10-04"),
            ("2026-10-15..2026-10-15", "2026-10-14..2026-10-14"),
            ("2026-07-18..2026-10-15", "2026-04-19..2026-07-17"),
        ] {
            assert_eq!(compared(period, Comparison::Previous, None), previous, "{period}");
        }
    }

    #[test]
    fn a_year_earlier_are_the_same_dates_and_whole_months_stay_whole() {
        for (period, earlier) in [
            ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
            ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
            ("2024-02-29..2024-03-15", "2023-02-28..2023-03-15"),
            ("2026-10-05..2026-10-11", "2025-10-05..2025-10-11"),
        ] {
            let (from, to) = period.split_once("..").unwrap();
            let period = Period { from: day(from), to: day(to) };
            let (other, _) = period.compared(Comparison::LastYear, period.to).unwrap();
            assert_eq!(other.to_string(), earlier, "{period}");
        }
    }

    #[test]
    fn a_period_that_still_runs_is_compared_up_to_the_same_day() {
        for (period, until, previous) in [
            ("2026-10-01..2026-10-31", "2026-10-15", "2026-09-01..2026-09-15"),
            ("2026-03-01..2026-03-31", "2026-03-30", "2026-02-01..2026-02-28"),
            ("2026-01-01..2026-12-31", "2026-10-15", "2025-01-01..2025-10-15"),
            ("2026-10-12..2026-10-18", "2026-10-14", "2026-10-05..2026-10-07"),
        ] {
            assert_eq!(compared(period, Comparison::Previous, Some(until)), previous, "{period}");
        }
    }

    #[test]
    fn nothing_is_compared_with_what_lies_before_the_calendar() {
        let first = Period::year_of(day("0001-06-01"));
        assert_eq!(first.compared(Comparison::LastYear, first.to), None);
        assert_eq!(first.compared(Comparison::Previous, first.to), None);
    }
}
