//! The values of one dimension as small numbers, so that adding a fact allocates nothing once its key is known.
//!
//! Owns the numbering, the labels and which days a key of time stands for. Must not know sums.

use std::num::NonZeroUsize;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

use super::{Dimension, Fact};
use crate::model::category::SEPARATOR;
use crate::model::expense::Direction;
use crate::model::period::{Calendar, Period, WeekStart};
use crate::model::text::fold;

/// The number of "(none)".
const NONE: i64 = -1;
/// The number of the rest that is summed in one row: after every other.
pub(super) const OTHER: i64 = i64::MAX;
/// What stands for the rest.
const OTHER_LABEL: &str = "(other)";
const MONTHS: i64 = 12;
const QUARTERS: i64 = 4;
/// More than the days of a month.
const DAYS: i64 = 64;
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The values of one dimension.
#[derive(Debug)]
pub(super) struct Keys {
    dimension: Dimension,
    category_depth: Option<NonZeroUsize>,
    calendar: Calendar,
    /// Numbers of the texts met, as they were spelt.
    numbers: FxHashMap<Box<str>, i64>,
    /// Numbers of the texts met, as they are compared: only for categories, whose spellings are one.
    folded: FxHashMap<String, i64>,
    /// The labels by number.
    labels: Vec<Box<str>>,
}

impl Keys {
    pub(super) fn new(dimension: Dimension, category_depth: Option<NonZeroUsize>) -> Self {
        Self {
            dimension,
            category_depth,
            calendar: Calendar::default(),
            numbers: FxHashMap::default(),
            folded: FxHashMap::default(),
            labels: Vec::new(),
        }
    }

    pub(super) const fn set_calendar(&mut self, calendar: Calendar) {
        self.calendar = calendar;
    }

    pub(super) const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// Appends the numbers of the keys that the fact counts under: one, or one for each tag. In a dimension with an
    /// order the numbers have it. `at` is the day that the fact stands for in a dimension of time: its own, or that of a later period
    /// with which its own is compared.
    pub(super) fn numbers(&mut self, fact: &Fact<'_>, at: NaiveDate, into: &mut Vec<i64>) {
        into.push(match self.dimension {
            Dimension::Category => {
                let depth = self.category_depth;
                self.text(fact.category.map(|path| cut(path, depth)))
            }
            Dimension::Payee => self.text(fact.payee),
            Dimension::Method => self.text(fact.method),
            Dimension::Ledger => self.text(Some(fact.ledger)),
            Dimension::Source => self.text(fact.source),
            Dimension::Currency => self.text(Some(fact.currency.code())),
            Dimension::Tag => return self.tags(fact.tags, into),
            Dimension::Weekday => {
                let first = self.calendar.week_start.weekday();
                i64::from(fact.date.weekday().days_since(first))
            }
            Dimension::DayOfMonth => i64::from(fact.date.day()),
            Dimension::Direction => i64::from(fact.direction == Direction::Income),
            _ => self.number_at(at),
        });
    }

    /// The number of the stretch of time that a day lies in; 0 where the dimension is none of time.
    pub(super) fn number_at(&self, day: NaiveDate) -> i64 {
        let year = i64::from(day.year());
        let month = year * MONTHS + i64::from(day.month0());
        match self.dimension {
            Dimension::Year => year,
            Dimension::FiscalYear => i64::from(self.calendar.fiscal_year_start.year_of(day)),
            Dimension::Quarter => year * QUARTERS + i64::from(day.month0() / 3),
            Dimension::Month => month,
            Dimension::Week => {
                i64::from(Period::week_of(day, self.calendar.week_start).from.num_days_from_ce())
            }
            Dimension::Day => month * DAYS + i64::from(day.day()),
            _ => 0,
        }
    }

    /// The days that a number of [`Keys::number_at`] stands for; `None` where the dimension is none of time.
    pub(super) fn span(&self, number: i64) -> Option<Period> {
        let date = |year: i64, month0: i64, day: i64| {
            let [month, day] = [u32::try_from(month0 + 1).ok()?, u32::try_from(day).ok()?];
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        };
        match self.dimension {
            Dimension::Year => date(number, 0, 1).map(Period::year_of),
            Dimension::FiscalYear => {
                let start = self.calendar.fiscal_year_start;
                let first = start.first_day(i32::try_from(number).ok()?)?;
                Some(Period::fiscal_year_of(first, start))
            }
            Dimension::Quarter => {
                date(number.div_euclid(QUARTERS), number.rem_euclid(QUARTERS) * 3, 1).map(Period::quarter_of)
            }
            Dimension::Month => {
                date(number.div_euclid(MONTHS), number.rem_euclid(MONTHS), 1).map(Period::month_of)
            }
            Dimension::Week => {
                let first = NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)?;
                Some(Period::week_of(first, self.calendar.week_start))
            }
            Dimension::Day => {
                let (month, day) = (number.div_euclid(DAYS), number.rem_euclid(DAYS));
                let day = date(month.div_euclid(MONTHS), month.rem_euclid(MONTHS), day)?;
                Some(Period { from: day, to: day })
            }
            _ => None,
        }
    }

    fn tags(&mut self, tags: &[String], into: &mut Vec<i64>) {
        if tags.is_empty() {
            into.push(NONE);
        }
        for tag in tags {
            let number = self.text(Some(tag));
            // A tag given twice would count the expense twice under it.
            if !into.contains(&number) {
                into.push(number);
            }
        }
    }

    fn text(&mut self, text: Option<&str>) -> i64 {
        let Some(text) = text else { return NONE };
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let next = i64::try_from(self.labels.len()).unwrap_or(i64::MAX);
        let number = if self.dimension == Dimension::Category {
            *self.folded.entry(fold(text)).or_insert(next)
        } else {
            next
        };
        self.numbers.insert(text.into(), number);
        match usize::try_from(number).ok().and_then(|index| self.labels.get_mut(index)) {
            // Of several spellings the one that sorts first, so that the order of the facts does not matter.
            Some(label) if text < &**label => *label = text.into(),
            Some(_) => {}
            None => self.labels.push(text.into()),
        }
        number
    }

    /// The label of a text's number; `None` for "(none)" and for numbers that stand for no text.
    pub(super) fn text_label(&self, number: i64) -> Option<&str> {
        let index = usize::try_from(number).ok()?;
        self.labels.get(index).map(|label| &**label)
    }

    /// What stands for the number in the report; `None` for "(none)".
    pub(super) fn label(&self, number: i64) -> Option<String> {
        if number == OTHER {
            return Some(OTHER_LABEL.to_owned());
        }
        match self.dimension {
            Dimension::Year => Some(format!("{number:04}")),
            Dimension::FiscalYear => Some(format!("FY{number:04}")),
            Dimension::Quarter => {
                Some(format!("{:04}-Q{}", number.div_euclid(QUARTERS), number.rem_euclid(QUARTERS) + 1))
            }
            Dimension::Month => Some(month_label(number)),
            Dimension::Day => {
                let (month, day) = (number.div_euclid(DAYS), number.rem_euclid(DAYS));
                Some(format!("{}-{day:02}", month_label(month)))
            }
            Dimension::Week => {
                let first = self.span(number)?.from;
                Some(match self.calendar.week_start {
                    WeekStart::Monday => {
                        format!("{:04}-W{:02}", first.iso_week().year(), first.iso_week().week())
                    }
                    WeekStart::Saturday | WeekStart::Sunday => first.to_string(),
                })
            }
            Dimension::Weekday => {
                let first = self.calendar.week_start.weekday().num_days_from_monday();
                let index = usize::try_from(number + i64::from(first)).ok()?;
                WEEKDAYS.get(index % WEEKDAYS.len()).map(|&word| word.to_owned())
            }
            Dimension::DayOfMonth => Some(format!("{number:02}")),
            Dimension::Direction => {
                let direction = if number == 0 { Direction::Expense } else { Direction::Income };
                Some(direction.as_str().to_owned())
            }
            Dimension::Category
            | Dimension::Payee
            | Dimension::Method
            | Dimension::Tag
            | Dimension::Currency
            | Dimension::Ledger
            | Dimension::Source => self.text_label(number).map(str::to_owned),
        }
    }
}

fn month_label(number: i64) -> String {
    format!("{:04}-{:02}", number.div_euclid(MONTHS), number.rem_euclid(MONTHS) + 1)
}

/// The first `depth` names of a category path.
fn cut(path: &str, depth: Option<NonZeroUsize>) -> &str {
    let end = depth.and_then(|depth| path.match_indices(SEPARATOR).nth(depth.get() - 1));
    end.map_or(path, |(at, _)| &path[..at])
}
