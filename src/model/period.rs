//! Periods of whole days: the month, year or stretch that a report or filter covers.
//!
//! Owns the reading of `--month`, `--year` and `--period`. Must not read the clock; today is given.

mod calendar;
mod compare;
mod length;

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use calendar::{Calendar, FiscalYearStart, WeekStart};
pub use compare::{Comparison, Shift};
pub use length::{Length, Unit};

use super::date::{DateError, month_named, parse_date};
use super::text::quoted;

/// Longest text taken for a period, in characters: two long dates and the dots between them.
const TYPED_CHARS_MAX: usize = 90;

/// A stretch of calendar days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, not before the first.
    pub to: NaiveDate,
}

/// A typed period was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// No form of a month.
    #[error("`{0}` is not a month")]
    Month(String),
    /// No form of a year.
    #[error("`{0}` is not a year")]
    Year(String),
    /// No form of a period.
    #[error("`{0}` is not a period")]
    Period(String),
    /// The form of a period that the calendar does not have, such as week 53 of a year with 52.
    #[error("`{value}` is not a period: {reason}")]
    Impossible {
        /// What was typed, safe to show.
        value: String,
        /// Why not.
        reason: String,
    },
    /// The end stands before the start.
    #[error("`{from}..{to}` ends before it starts")]
    Reversed {
        /// The start that was given.
        from: NaiveDate,
        /// The end that was given.
        to: NaiveDate,
    },
    /// One end of a range is no date.
    #[error(transparent)]
    Date(#[from] DateError),
}

impl PeriodError {
    /// The code of the CLI contract: `ambiguous_date` for an end with two readings, else `bad_date`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Date(cause) => cause.code(),
            _ => "bad_date",
        }
    }

    /// What may have been meant, as ISO 8601 dates; empty where nothing is known.
    #[must_use]
    pub fn candidates(&self) -> Vec<String> {
        match self {
            Self::Date(cause) => cause.candidates(),
            _ => Vec::new(),
        }
    }

    /// The way out, for the line below the message.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Month(_) => "write it as 2026-10, oct, october 2025, 10, this or last".to_owned(),
            Self::Year(_) => "write it as 2026, this or last".to_owned(),
            Self::Period(_) | Self::Impossible { .. } => {
                "write it as 2026, 2026-10, 2026-Q3, 2026-W40, this-month, last-quarter, ytd, FY2026, last 90 days, all \
                 or 2026-01-01..2026-03-31"
                    .to_owned()
            }
            Self::Reversed { from, to } => format!("write {to}..{from}"),
            Self::Date(cause) => cause.hint(),
        }
    }
}

impl Period {
    /// Makes a period of two days, both included.
    ///
    /// # Errors
    ///
    /// [`PeriodError::Reversed`] if `to` is before `from`.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, PeriodError> {
        if to < from { Err(PeriodError::Reversed { from, to }) } else { Ok(Self { from, to }) }
    }

    /// The calendar month that a day lies in.
    #[must_use]
    pub fn month_of(day: NaiveDate) -> Self {
        Self::months_from(first_of_month(day), 1)
    }

    /// The calendar year that a day lies in.
    #[must_use]
    pub fn year_of(day: NaiveDate) -> Self {
        Self::months_from(first_of_month(day).with_month(1).unwrap_or(day), 12)
    }

    /// The quarter (from January, April, July or October) that a day lies in.
    #[must_use]
    pub fn quarter_of(day: NaiveDate) -> Self {
        let month = day.month0() / 3 * 3 + 1;
        Self::months_from(first_of_month(day).with_month(month).unwrap_or(day), 3)
    }

    /// The seven days from a week's first day that a day lies in.
    #[must_use]
    pub fn week_of(day: NaiveDate, start: WeekStart) -> Self {
        let week = day.week(start.weekday());
        Self {
            from: week.checked_first_day().unwrap_or(NaiveDate::MIN),
            to: week.checked_last_day().unwrap_or(NaiveDate::MAX),
        }
    }

    /// The fiscal year that a day lies in.
    #[must_use]
    pub fn fiscal_year_of(day: NaiveDate, start: FiscalYearStart) -> Self {
        Self::months_from(start.first_day(start.year_of(day)).unwrap_or(day), 12)
    }

    /// The shortest period that has this one and a day; the day alone for none.
    #[must_use]
    pub fn reaching(period: Option<Self>, day: NaiveDate) -> Self {
        match period {
            Some(Self { from, to }) => Self { from: from.min(day), to: to.max(day) },
            None => Self::day(day),
        }
    }

    /// Whether the day lies in the period.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether the period starts on the first and ends on the last day of a month, so that sums by month cover it.
    #[must_use]
    pub fn whole_months(&self) -> bool {
        self.from.day() == 1 && self.to.day() == u32::from(self.to.num_days_in_month())
    }

    /// The months that the period touches, each as its first day, in order.
    pub fn months(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let last = self.to;
        let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
        std::iter::successors(Some(first_of_month(self.from)), next).take_while(move |month| *month <= last)
    }

    fn months_from(first: NaiveDate, months: u32) -> Self {
        let next = first.checked_add_months(Months::new(months));
        Self { from: first, to: next.and_then(|day| day.pred_opt()).unwrap_or(NaiveDate::MAX) }
    }

    /// A single day.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self { from: day, to: day }
    }
}

impl fmt::Display for Period {
    /// Both days: `2026-10-01..2026-10-31`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

/// Reads what was typed after `--month`: `2026-10`, `2026/10`, `10/2026`, `october 2025`, `this`, `last`, and the
/// latest such month that has begun: `oct`, `october`, `10`.
///
/// # Errors
///
/// [`PeriodError::Month`] for everything else.
pub fn parse_month(text: &str, today: NaiveDate) -> Result<Period, PeriodError> {
    let typed = lower(text).unwrap_or_default();
    match typed.as_str() {
        "this" | "this-month" => return Ok(Period::month_of(today)),
        "last" | "last-month" => return before(Period::month_of(today), 1, 1, text),
        _ => {}
    }
    let parts: Vec<&str> = typed.split(['-', '/', '.']).collect();
    let found = match parts.as_slice() {
        [month] => {
            month_named(month).or_else(|| number(month, 1..=2)).and_then(|month| latest_month(month, today))
        }
        [one, other] => {
            let month = |text| month_named(text).or_else(|| number(text, 1..=2));
            let of = |year, named| NaiveDate::from_ymd_opt(year_number(year)?, month(named)?, 1);
            of(one, other).or_else(|| of(other, one))
        }
        _ => None,
    };
    found.map(Period::month_of).ok_or_else(|| PeriodError::Month(shown(text)))
}

/// Reads what was typed after `--year`: four digits, `this` or `last`.
///
/// # Errors
///
/// [`PeriodError::Year`] for everything else; two digits name no year.
pub fn parse_year(text: &str, today: NaiveDate) -> Result<Period, PeriodError> {
    let year = match lower(text).unwrap_or_default().as_str() {
        "this" | "this-year" => return Ok(Period::year_of(today)),
        "last" | "last-year" => return before(Period::year_of(today), 12, 1, text),
        digits => year_number(digits).and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)),
    };
    year.map(Period::year_of).ok_or_else(|| PeriodError::Year(shown(text)))
}

/// Reads what was typed after `--period`; `None` is `all`, without an end on either side. Blanks may stand for the
/// hyphens. The forms:
///
/// - `this-week`, `last-month`, `this-quarter`, `last-year` and the like: whole calendar units, days to come included;
/// - `last 90 days`: the days up to today, today included; `last 2 weeks`, `last 3 months`, `last 4 quarters`,
///   `last 5 years`: whole calendar units before the current one, so that `last 1 month` is `last-month`;
/// - `today`, `yesterday`, `ytd` (from 1 January to today), `all`;
/// - `this-fiscal-year`, `last-fiscal-year`, `last 2 fiscal years`, and `FY2026`, named after the year in which it ends;
/// - `2026`, `2026-10`, `october 2025`, `2026-Q3`, `2026-W40` (ISO 8601 week: from Monday, whatever `week_start`);
/// - `2026-10-05`, and `2026-01-01..2026-03-31` with any dates of [`parse_date`], months or years as its ends.
///
/// # Errors
///
/// [`PeriodError`] as its variants say.
pub fn parse_period(text: &str, today: NaiveDate, calendar: Calendar) -> Result<Option<Period>, PeriodError> {
    if let Some((from, to)) = text.split_once("..") {
        let from = range_end(from, today, calendar)?.from;
        return Period::new(from, range_end(to, today, calendar)?.to).map(Some);
    }
    let typed = lower(text).ok_or_else(|| PeriodError::Period(shown(text)))?;
    Ok(Some(match typed.as_str() {
        "all" => return Ok(None),
        "today" => Period::day(today),
        "yesterday" => Period::day(today.pred_opt().unwrap_or(today)),
        "ytd" => Period { from: Period::year_of(today).from, to: today },
        _ => match typed.split('-').collect::<Vec<_>>().as_slice() {
            ["this", unit] => unit_before(unit, 0, text, today, calendar)?,
            ["last", unit] => unit_before(unit, 1, text, today, calendar)?,
            ["this", "fiscal", "year"] => unit_before("fiscal-year", 0, text, today, calendar)?,
            ["last", "fiscal", "year"] => unit_before("fiscal-year", 1, text, today, calendar)?,
            ["last", count, "fiscal", "year" | "years"] => {
                last_units(count, "fiscal-year", text, today, calendar)?
            }
            ["last", count, unit] => last_units(count, unit, text, today, calendar)?,
            [year, part] if part.starts_with(['q', 'w']) => part_of_year(year, part, text)?,
            [name] if name.starts_with("fy") => {
                let start = calendar.fiscal_year_start;
                let first = year_number(&name[2..]).and_then(|year| start.first_day(year));
                let first = first.filter(|day| day.year() > 0).ok_or_else(|| not_a_period(text))?;
                Period::months_from(first, 12)
            }
            [digits] if year_number(digits).is_some() => {
                parse_year(digits, today).map_err(|_| not_a_period(text))?
            }
            [_, _] => parse_month(text, today).map_err(|_| not_a_period(text))?,
            [_, _, _] => match parse_date(text, today) {
                Err(DateError::Unreadable { .. }) => return Err(not_a_period(text)),
                day => Period::day(day?),
            },
            [name] if month_named(name).is_some() => parse_month(name, today)?,
            _ => return Err(not_a_period(text)),
        },
    }))
}

/// One end of a range: a date, or a period whose first or last day it stands for.
fn range_end(text: &str, today: NaiveDate, calendar: Calendar) -> Result<Period, PeriodError> {
    match parse_date(text, today) {
        Ok(day) => Ok(Period::day(day)),
        Err(error @ DateError::Ambiguous { .. }) => Err(error.into()),
        Err(error) => parse_period(text, today, calendar).ok().flatten().ok_or_else(|| error.into()),
    }
}

/// `this-week` (0 back), `last-week` (1 back): the calendar unit that many before the current one.
fn unit_before(
    unit: &str,
    back: u32,
    text: &str,
    today: NaiveDate,
    calendar: Calendar,
) -> Result<Period, PeriodError> {
    match unit {
        "week" => {
            let day = today.checked_sub_days(Days::new(u64::from(back) * 7)).unwrap_or(today);
            Ok(Period::week_of(day, calendar.week_start))
        }
        "month" => before(Period::month_of(today), 1, back, text),
        "quarter" => before(Period::quarter_of(today), 3, back, text),
        "year" => before(Period::year_of(today), 12, back, text),
        "fiscal-year" => before(Period::fiscal_year_of(today, calendar.fiscal_year_start), 12, back, text),
        _ => Err(not_a_period(text)),
    }
}

/// `last 90 days`, `last 3 months`: the days up to today, or whole units before the current one.
fn last_units(
    count: &str,
    unit: &str,
    text: &str,
    today: NaiveDate,
    calendar: Calendar,
) -> Result<Period, PeriodError> {
    let count = number(count, 1..=4).filter(|count| *count > 0).ok_or_else(|| not_a_period(text))?;
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    if unit == "day" {
        let from =
            today.checked_sub_days(Days::new(u64::from(count - 1))).ok_or_else(|| not_a_period(text))?;
        return Ok(Period { from, to: today });
    }
    let newest = unit_before(unit, 1, text, today, calendar)?;
    let oldest = unit_before(unit, count, text, today, calendar)?;
    Ok(Period { from: oldest.from, to: newest.to })
}

/// The unit of `months` months that lies `back` units before `current`.
fn before(current: Period, months: u32, back: u32, text: &str) -> Result<Period, PeriodError> {
    let first = current.from.checked_sub_months(Months::new(months * back)).filter(|day| day.year() > 0);
    let first = first.ok_or_else(|| PeriodError::Impossible {
        value: shown(text),
        reason: "it begins before the year 1".to_owned(),
    })?;
    Ok(Period::months_from(first, months))
}

/// `2026-Q3`, `2026-W40`.
fn part_of_year(year: &str, part: &str, text: &str) -> Result<Period, PeriodError> {
    let impossible = |reason: String| PeriodError::Impossible { value: shown(text), reason };
    let (kind, digits) = part.split_at(1);
    let year = year_number(year).ok_or_else(|| not_a_period(text))?;
    let index = number(digits, 1..=2).ok_or_else(|| not_a_period(text))?;
    if kind == "q" {
        let first = Some(index).filter(|q| (1..=4).contains(q));
        let first = first.and_then(|quarter| NaiveDate::from_ymd_opt(year, quarter * 3 - 2, 1));
        return first
            .map(Period::quarter_of)
            .ok_or_else(|| impossible(format!("there is no quarter {index}")));
    }
    let monday = NaiveDate::from_isoywd_opt(year, index, Weekday::Mon);
    monday
        .map(|day| Period::week_of(day, WeekStart::Monday))
        .ok_or_else(|| impossible(format!("{year} has no week {index}")))
}

/// The latest such month that has begun.
fn latest_month(month: u32, today: NaiveDate) -> Option<NaiveDate> {
    let this_year = NaiveDate::from_ymd_opt(today.year(), month, 1)?;
    if this_year <= today { Some(this_year) } else { this_year.with_year(today.year() - 1) }
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The typed text in lower case with single hyphens for blanks; `None` if it is too long or not ASCII.
fn lower(text: &str) -> Option<String> {
    let fits = text.len() <= TYPED_CHARS_MAX && text.is_ascii();
    fits.then(|| text.split_whitespace().collect::<Vec<_>>().join("-").to_ascii_lowercase())
}

fn number(digits: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let fits = lengths.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

/// A year of four digits, 1 to 9999.
fn year_number(digits: &str) -> Option<i32> {
    number(digits, 4..=4).and_then(|year| i32::try_from(year).ok()).filter(|year| *year > 0)
}

fn shown(text: &str) -> String {
    quoted(text.trim(), TYPED_CHARS_MAX)
}

fn not_a_period(text: &str) -> PeriodError {
    PeriodError::Period(shown(text))
}

#[cfg(test)]
mod tests;
