//! How long a period is, in units that people pay by.
//!
//! Owns the fractions; they are exact. Must not round: whoever divides does.

use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::Period;
use crate::model::text::quoted;

/// A common multiple of the days that months have: 28, 29, 30 and 31 divide it.
const MONTH_PARTS: i128 = 4 * 7 * 29 * 15 * 31;

/// A unit to average by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Calendar day.
    Day,
    /// Seven days.
    Week,
    /// Calendar month; of one that is not whole, the days that are in for those that it has.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl Unit {
    /// Every unit, the shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word on the command line and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

impl FromStr for Unit {
    type Err = String;

    /// Reads `day`, `week`, `month`, `quarter` or `year`.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.as_str() == text)
            .ok_or_else(|| format!("`{}` is no unit: day, week, month, quarter or year", quoted(text, 20)))
    }
}

/// Days of a week.
const WEEK_DAYS: u64 = 7;

/// A number of units, not below zero, as an exact fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Above the line.
    pub dividend: i128,
    /// Below the line, above zero.
    pub divisor: i128,
}

impl Length {
    /// A whole number of units.
    #[must_use]
    pub fn whole(units: u64) -> Self {
        Self { dividend: i128::from(units), divisor: 1 }
    }

    /// `minor` for each unit, rounded half away from zero; `None` where there is no unit, or the quotient does not fit.
    #[must_use]
    pub fn each(self, minor: i64) -> Option<i64> {
        if self.dividend == 0 {
            return None;
        }
        let dividend = i128::from(minor).checked_mul(self.divisor)?;
        let magnitude = (2 * dividend.abs() + self.dividend) / (2 * self.dividend);
        i64::try_from(magnitude * dividend.signum()).ok()
    }
}

impl Period {
    /// How many units long it is: whole months are whole, three days of a month of 30 are a tenth of one.
    #[must_use]
    pub fn length(&self, unit: Unit) -> Length {
        let months = |each: i128| {
            let part = |month: NaiveDate| {
                let last = Self::month_of(month).to;
                let inside = Self { from: self.from.max(month), to: self.to.min(last) };
                i128::from(inside.days()) * (MONTH_PARTS / i128::from(last.day()))
            };
            Length { dividend: self.months().map(part).sum(), divisor: MONTH_PARTS * each }
        };
        match unit {
            Unit::Day => Length::whole(self.days()),
            Unit::Week => Length { dividend: i128::from(self.days()), divisor: 7 },
            Unit::Month => months(1),
            Unit::Quarter => months(3),
            Unit::Year => months(12),
        }
    }
}

impl Period {
    /// How many of its days are on this weekday and this day of the month, as far as either is given. It takes as long as it has
    /// months, not days.
    #[must_use]
    pub fn times(&self, weekday: Option<Weekday>, of_month: Option<u32>) -> u64 {
        let Some(of_month) = of_month else {
            let Some(weekday) = weekday else { return self.days() };
            let wait = u64::from(weekday.days_since(self.from.weekday()));
            return self.days().saturating_sub(wait).div_ceil(WEEK_DAYS);
        };
        let is_it =
            |day: &NaiveDate| self.contains(*day) && weekday.is_none_or(|weekday| day.weekday() == weekday);
        let days = self.months().filter_map(|month| month.with_day(of_month)).filter(is_it);
        u64::try_from(days.count()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_and_days_of_the_month_come_as_often_as_when_counted() {
        for (from, days) in [("2024-01-31", 1), ("2024-02-29", 60), ("2023-12-25", 6), ("2024-01-01", 800)] {
            let from: NaiveDate = from.parse().unwrap();
            let period = Period { from, to: from + chrono::Days::new(days - 1) };
            for weekday in [None, Some(Weekday::Mon), Some(Weekday::Thu), Some(Weekday::Sun)] {
                for of_month in [None, Some(1), Some(29), Some(31), Some(32)] {
                    let is_it = |day: &NaiveDate| {
                        weekday.is_none_or(|weekday| day.weekday() == weekday)
                            && of_month.is_none_or(|of_month| day.day() == of_month)
                    };
                    let counted = from.iter_days().take_while(|day| *day <= period.to).filter(is_it).count();
                    let times = period.times(weekday, of_month);
                    assert_eq!(times, u64::try_from(counted).unwrap(), "{period} {weekday:?} {of_month:?}");
                }
            }
        }
    }

    fn each(period: &str, unit: Unit, minor: i64) -> Option<i64> {
        let (from, to) = period.split_once("..").unwrap();
        Period { from: from.parse().unwrap(), to: to.parse().unwrap() }.length(unit).each(minor)
    }

    #[test]
    fn whole_months_are_whole_and_others_the_part_that_is_in() {
        assert_eq!(each("2024-02-01..2024-02-29", Unit::Month, 100), Some(100));
        assert_eq!(each("2026-01-01..2026-12-31", Unit::Month, 1_200), Some(100));
        assert_eq!(each("2026-01-01..2026-12-31", Unit::Quarter, 1_200), Some(300));
        assert_eq!(each("2023-01-01..2024-12-31", Unit::Year, 1_200), Some(600));
        assert_eq!(each("2026-09-01..2026-09-03", Unit::Month, 10), Some(100));
        assert_eq!(each("2026-09-16..2026-10-31", Unit::Month, 300), Some(200));
        assert_eq!(each("2026-10-01..2026-10-15", Unit::Day, 301), Some(20));
        assert_eq!(each("2026-10-01..2026-10-15", Unit::Week, 15), Some(7));
    }

    #[test]
    fn an_average_is_rounded_half_away_from_zero_and_none_of_nothing() {
        assert_eq!(Length::whole(2).each(5), Some(3));
        assert_eq!(Length::whole(2).each(-5), Some(-3));
        assert_eq!(Length::whole(3).each(4), Some(1));
        assert_eq!(Length::whole(0).each(4), None);
        assert_eq!(each("2026-09-01..2026-09-01", Unit::Year, i64::MAX), None, "beyond 64 bits");
    }
}
