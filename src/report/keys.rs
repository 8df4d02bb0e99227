//! The values of one dimension as small numbers, so that adding a fact allocates nothing once its key is known.
//!
//! Owns the numbering and the labels. Must not know sums.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use chrono::Datelike;

use super::{Dimension, Fact};
use crate::model::category::SEPARATOR;
use crate::model::expense::Direction;
use crate::model::text::fold;

/// The number of "(none)".
const NONE: i64 = -1;
const MONTHS: i64 = 12;
/// More than the days of a month, and than the weeks of a year.
const DAYS: i64 = 64;
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The values of one dimension.
#[derive(Debug)]
pub(super) struct Keys {
    dimension: Dimension,
    category_depth: Option<NonZeroUsize>,
    /// Numbers of the texts met, as they were spelt.
    numbers: HashMap<Box<str>, i64>,
    /// Numbers of the texts met, as they are compared: only for categories, whose spellings are one.
    folded: HashMap<String, i64>,
    /// The labels by number.
    labels: Vec<Box<str>>,
}

impl Keys {
    pub(super) fn new(dimension: Dimension, category_depth: Option<NonZeroUsize>) -> Self {
        Self {
            dimension,
            category_depth,
            numbers: HashMap::new(),
            folded: HashMap::new(),
            labels: Vec::new(),
        }
    }

    pub(super) const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// Appends the numbers of the keys that the fact counts under: one, or one for each tag. In a dimension with an
    /// order the numbers have it.
    pub(super) fn numbers(&mut self, fact: &Fact<'_>, into: &mut Vec<i64>) {
        let date = fact.date;
        let year = i64::from(date.year());
        let month = year * MONTHS + i64::from(date.month0());
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
            Dimension::Year => year,
            Dimension::Month => month,
            Dimension::Day => month * DAYS + i64::from(date.day()),
            Dimension::Week => {
                let week = date.iso_week();
                i64::from(week.year()) * DAYS + i64::from(week.week())
            }
            Dimension::Weekday => i64::from(date.weekday().num_days_from_monday()),
            Dimension::Direction => i64::from(fact.direction == Direction::Income),
        });
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
        match self.dimension {
            Dimension::Year => Some(format!("{number:04}")),
            Dimension::Month => Some(month_label(number)),
            Dimension::Day => {
                let (month, day) = (number.div_euclid(DAYS), number.rem_euclid(DAYS));
                Some(format!("{}-{day:02}", month_label(month)))
            }
            Dimension::Week => {
                Some(format!("{:04}-W{:02}", number.div_euclid(DAYS), number.rem_euclid(DAYS)))
            }
            Dimension::Weekday => {
                let index = usize::try_from(number).ok()?;
                WEEKDAYS.get(index).map(|&word| word.to_owned())
            }
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
