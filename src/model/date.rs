//! Dates that people type, read against one today (CLI contract, "Date").
//!
//! Owns the reading of typed dates, the range they may lie in, and the integer form. Must not read the clock, and
//! must not guess: two readings are refused with both. What banks write is read by `import`.

mod form;

use chrono::{Datelike, Months, NaiveDate};

use super::text::quoted;

/// Longest text taken for a date, in characters: `15th of september 2025` has 22.
const TYPED_CHARS_MAX: usize = 40;
/// The last year of a date, as many digits as ISO 8601 gives a year without agreement of both sides.
const YEAR_MAX: i32 = 9_999;

/// The first day that is taken without `--force-date` (CLI contract, "Date"): 1970-01-01, before which a date is
/// more often a slip than meant.
pub const EARLIEST: NaiveDate = match NaiveDate::from_yo_opt(1970, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// A typed date was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// No form of a date.
    #[error("`{value}` is not a date")]
    Unreadable {
        /// What was typed, safe to show.
        value: String,
    },
    /// The form of a date, but no such day, or a part is missing.
    #[error("`{value}` is not a date: {reason}")]
    Impossible {
        /// What was typed, safe to show.
        value: String,
        /// Why not, such as `February 2026 has 28 days`.
        reason: String,
        /// What may have been meant.
        candidates: Vec<NaiveDate>,
    },
    /// Day and month can be read either way round.
    #[error("`{value}` has two readings: {} and {}", readings[0], readings[1])]
    Ambiguous {
        /// What was typed, safe to show.
        value: String,
        /// Both readings, the earlier first.
        readings: [NaiveDate; 2],
    },
    /// A day before [`EARLIEST`] or more than a year ahead: more often a slip than meant.
    #[error("`{value}` is {}", if *value < EARLIEST { "before 1970-01-01" } else { "more than a year ahead" })]
    OutOfRange {
        /// The day that was read.
        value: NaiveDate,
    },
}

impl DateError {
    /// The value as a message may show it.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Unreadable { value } | Self::Impossible { value, .. } | Self::Ambiguous { value, .. } => {
                value.clone()
            }
            Self::OutOfRange { value } => value.to_string(),
        }
    }

    /// What may have been meant, as ISO 8601 dates; empty where nothing is known.
    #[must_use]
    pub fn candidates(&self) -> Vec<String> {
        match self {
            Self::Unreadable { .. } | Self::OutOfRange { .. } => Vec::new(),
            Self::Impossible { candidates, .. } => candidates.iter().map(NaiveDate::to_string).collect(),
            Self::Ambiguous { readings, .. } => readings.iter().map(NaiveDate::to_string).collect(),
        }
    }

    /// The code of the CLI contract: `ambiguous_date` or `bad_date`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ambiguous { .. } => "ambiguous_date",
            Self::Unreadable { .. } | Self::Impossible { .. } | Self::OutOfRange { .. } => "bad_date",
        }
    }

    /// The way out, for the line below the message.
    #[must_use]
    pub fn hint(&self) -> String {
        let candidates = self.candidates();
        match self {
            Self::OutOfRange { .. } => "--force-date records it all the same".to_owned(),
            _ if !candidates.is_empty() => format!("write {}", candidates.join(" or ")),
            _ => "write it as 2026-11-20, 15 mar, 15, fri, 3d, yesterday or today".to_owned(),
        }
    }
}

/// What is to be said about a date that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateNote {
    /// Nothing.
    None,
    /// It lies ahead.
    Future,
}

/// Why a text is no date; the value is added where it leaves this module.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    Unreadable,
    Impossible { reason: String, candidates: Vec<NaiveDate> },
    Ambiguous([NaiveDate; 2]),
}

impl Problem {
    fn because(reason: impl Into<String>) -> Self {
        Self::Impossible { reason: reason.into(), candidates: Vec::new() }
    }
}

/// Reads a date that a person typed; letter case and blanks around it do not matter. The range is checked apart, by
/// [`check_range`]. The forms:
///
/// - year first, which has one reading: `2026-11-20`, `2026-1-5`, `2026/11/20`, `20261120`, `2026 nov 20`;
/// - `today`, `yesterday`, `tomorrow`;
/// - back from today: `3d`, `-3d`, `2w`, `1m`, `1y`, `3 days ago`, `a week ago`. Months and years keep the day of the
///   month, or take the month's last day where it has no such day (a month before 31 March is 28 or 29 February);
/// - a weekday, in full or at least three letters of it: the latest not after today; after `last`, before today;
/// - the latest such day not after today: `15`, `15th`, `03-15` (month first, as in ISO 8601), `15 mar`, `mar 15`;
///   a day that not every month or year has (31, 29 February) goes back to the latest that has it;
/// - with a year: `15 mar 2025`, `march 15, 2025`;
/// - with dots the day is first, as wherever dots are used: `15.03.2026`, `15.03.`;
/// - `25/12/2025`, `25/12`, `25-12-2025`, where only one of the two readings is a day, or both are the same.
///
/// # Errors
///
/// [`DateError::Ambiguous`] where day and month can be exchanged (`03/04`), [`DateError::Impossible`] with the reason
/// for a day that does not exist or a year of two digits, [`DateError::Unreadable`] for everything else, digits
/// other than ASCII included.
pub fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, DateError> {
    let typed = text.trim();
    let found = if typed.len() <= TYPED_CHARS_MAX && typed.is_ascii() {
        form::read(&typed.to_ascii_lowercase(), today)
    } else {
        Err(Problem::Unreadable)
    };
    found.map_err(|problem| {
        let value = quoted(typed, TYPED_CHARS_MAX);
        match problem {
            Problem::Unreadable => DateError::Unreadable { value },
            Problem::Impossible { reason, candidates } => DateError::Impossible { value, reason, candidates },
            Problem::Ambiguous(readings) => DateError::Ambiguous { value, readings },
        }
    })
}

/// Checks that a date lies in the range taken without `--force-date`: from [`EARLIEST`] to the same day of the next
/// year.
///
/// # Errors
///
/// [`DateError::OutOfRange`].
pub fn check_range(date: NaiveDate, today: NaiveDate) -> Result<DateNote, DateError> {
    let latest = today.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX);
    if date < EARLIEST || date > latest {
        Err(DateError::OutOfRange { value: date })
    } else if date > today {
        Ok(DateNote::Future)
    } else {
        Ok(DateNote::None)
    }
}

/// The date as the integer yyyymmdd that the store keeps: it sorts as the date does.
#[must_use]
pub fn to_yyyymmdd(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// The date of an integer yyyymmdd; `None` where there is no such day in the years 1 to 9999.
#[must_use]
pub fn from_yyyymmdd(number: i64) -> Option<NaiveDate> {
    let year = i32::try_from(number / 10_000).ok().filter(|year| (1..=YEAR_MAX).contains(year))?;
    let month = u32::try_from(number / 100 % 100).ok()?;
    let day = u32::try_from(number % 100).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The month (1 to 12) that a word names: an English name, or at least three letters of its beginning, lower case.
pub(super) fn month_named(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    named(&NAMES, word).map(|index| index + 1)
}

/// The place of the one name that begins with `word`; three letters tell months and weekdays apart.
fn named(names: &[&str], word: &str) -> Option<u32> {
    let index = names.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    u32::try_from(index).ok()
}

#[cfg(test)]
mod tests;
