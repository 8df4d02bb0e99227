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
/// What stands for the rest: the first that is no name of a key.
const OTHER_LABELS: [&str; 3] = ["(other)", "(the rest)", "(all the rest)"];
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
    /// Numbers of the texts met, as they are compared: spellings that differ in case alone are one.
    folded: FxHashMap<String, i64>,
    /// The labels by number.
    labels: Vec<Box<str>>,
    /// The sets of tags met, each sorted; a set's number is its place.
    sets: Vec<Box<[i64]>>,
    /// The numbers of the sets.
    set_numbers: FxHashMap<Box<[i64]>, i64>,
    /// The tags of the fact at hand, kept so that their space is used again.
    scratch: Vec<i64>,
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
            sets: Vec::new(),
            set_numbers: FxHashMap::default(),
            scratch: Vec::new(),
        }
    }

    pub(super) const fn set_calendar(&mut self, calendar: Calendar) {
        self.calendar = calendar;
    }

    pub(super) const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// The number that the fact is gathered under: that of its key, or of its set of tags, which [`Keys::members`] tells. In a dimension
    /// with an order the numbers have it. `at` is the day that the fact stands for in a dimension of time: its own, or that of a later
    /// period with which its own is compared.
    pub(super) fn number(&mut self, fact: &Fact<'_>, at: NaiveDate) -> i64 {
        match self.dimension {
            Dimension::Category => {
                let depth = self.category_depth;
                self.text(fact.category.map(|path| cut(path, depth)))
            }
            Dimension::Payee => self.text(fact.payee),
            Dimension::Method => self.text(fact.method),
            Dimension::Ledger => self.text(Some(fact.ledger)),
            Dimension::Source => self.text(fact.source),
            Dimension::Currency => self.text(Some(fact.currency.code())),
            Dimension::Tag => self.set(fact.tags),
            Dimension::Weekday => {
                let first = self.calendar.week_start.weekday();
                i64::from(fact.date.weekday().days_since(first))
            }
            Dimension::DayOfMonth => i64::from(fact.date.day()),
            Dimension::Direction => i64::from(fact.direction == Direction::Income),
            _ => self.number_at(at),
        }
    }

    /// The numbers of the keys that what was gathered under a number counts under: itself, or one for each tag.
    pub(super) fn members<'a>(&'a self, number: &'a i64) -> &'a [i64] {
        if self.dimension != Dimension::Tag {
            return std::slice::from_ref(number);
        }
        let set = usize::try_from(*number).ok().and_then(|at| self.sets.get(at));
        set.map_or(std::slice::from_ref(&NONE), |set| &**set)
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

    /// The number of a set of tags; [`NONE`] where there is no tag.
    fn set(&mut self, tags: &[String]) -> i64 {
        if tags.is_empty() {
            return NONE;
        }
        let mut members = std::mem::take(&mut self.scratch);
        members.clear();
        members.extend(tags.iter().map(|tag| self.text(Some(tag))));
        members.sort_unstable();
        // A tag given twice would count the expense twice under it.
        members.dedup();
        let number = self.set_numbers.get(members.as_slice()).copied().unwrap_or_else(|| {
            let number = i64::try_from(self.sets.len()).unwrap_or(i64::MAX);
            let set: Box<[i64]> = members.as_slice().into();
            self.sets.push(set.clone());
            self.set_numbers.insert(set, number);
            number
        });
        self.scratch = members;
        number
    }

    fn text(&mut self, text: Option<&str>) -> i64 {
        let Some(text) = text else { return NONE };
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let next = i64::try_from(self.labels.len()).unwrap_or(i64::MAX);
        let number = *self.folded.entry(fold(text)).or_insert(next);
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
            let is_free = |label: &&str| !self.folded.contains_key(*label);
            let free = OTHER_LABELS.into_iter().find(is_free).unwrap_or(OTHER_LABELS[0]);
            return Some(free.to_owned());
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
