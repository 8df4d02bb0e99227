//! Where weeks and fiscal years begin: the two habits of a calendar that people differ in.
//!
//! Owns their names and arithmetic. Must not know the configuration they come from.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::super::date::month_named;
use super::super::text::quoted;

/// The day on which a week begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WeekStart {
    /// As in ISO 8601.
    #[default]
    Monday,
    /// As in much of the Middle East.
    Saturday,
    /// As in the Americas, India and Japan.
    Sunday,
}

impl WeekStart {
    /// The day of the week.
    #[must_use]
    pub const fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Mon,
            Self::Saturday => Weekday::Sat,
            Self::Sunday => Weekday::Sun,
        }
    }
}

impl FromStr for WeekStart {
    type Err = String;

    /// Reads `monday`, `saturday` or `sunday`, as the configuration has it.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "monday" => Ok(Self::Monday),
            "saturday" => Ok(Self::Saturday),
            "sunday" => Ok(Self::Sunday),
            other => Err(format!("`{}` begins no week: monday, saturday or sunday", quoted(other, 20))),
        }
    }
}

/// The month on whose first day a fiscal year begins: 1 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalYearStart(u32);

impl Default for FiscalYearStart {
    /// January: the fiscal year is the calendar year.
    fn default() -> Self {
        Self(1)
    }
}

impl FiscalYearStart {
    /// The fiscal year that a day lies in, by the calendar year in which it ends, as most governments and companies name it: from
    /// April on, 1 April 2025 to 31 March 2026 is `FY2026`.
    #[must_use]
    pub fn year_of(self, day: NaiveDate) -> i32 {
        day.year() + i32::from(self.0 > 1 && day.month() >= self.0)
    }

    /// The first day of a fiscal year, by the same name; `None` beyond the calendar.
    #[must_use]
    pub fn first_day(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year - i32::from(self.0 > 1), self.0, 1)
    }
}

impl fmt::Display for FiscalYearStart {
    /// The month's English name in lower case.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = u8::try_from(self.0).ok().and_then(|month| chrono::Month::try_from(month).ok());
        f.write_str(&month.map_or("january", |month| month.name()).to_ascii_lowercase())
    }
}

impl FromStr for FiscalYearStart {
    type Err = String;

    /// Reads a month by its English name, at least three letters of it, or by its number.
    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse().ok().filter(|month| (1..=12).contains(month));
        let month = number.or_else(|| month_named(&text.to_ascii_lowercase()));
        month.map(Self).ok_or_else(|| format!("`{}` is no month", quoted(text, 20)))
    }
}

/// Where weeks and fiscal years begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Calendar {
    /// The first day of a week.
    pub week_start: WeekStart,
    /// The first month of a fiscal year.
    pub fiscal_year_start: FiscalYearStart,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_is_named_after_the_year_in_which_it_ends() {
        let april: FiscalYearStart = "april".parse().unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (text, year) in
            [("2026-03-31", 2026), ("2026-04-01", 2027), ("2026-12-31", 2027), ("2027-01-01", 2027)]
        {
            assert_eq!(april.year_of(day(text)), year, "{text}");
        }
        assert_eq!(april.first_day(2027), Some(day("2026-04-01")));
        let january = FiscalYearStart::default();
        assert_eq!(
            (january.year_of(day("2026-12-31")), january.first_day(2026)),
            (2026, Some(day("2026-01-01")))
        );
        assert_eq!((april.to_string(), january.to_string()), ("april".to_owned(), "january".to_owned()));
        assert_eq!(("Apr".parse(), "4".parse()), (Ok(april), Ok(april)));
        assert!("".parse::<FiscalYearStart>().is_err() && "0".parse::<FiscalYearStart>().is_err());
    }
}
