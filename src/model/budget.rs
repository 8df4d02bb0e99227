//! Budgets: how much may be spent in a period, what is carried into the next one, and how the spending stands.
//!
//! Owns the arithmetic, in whole minor units. A budget is a row of terms, each in force from its first day until the next
//! one begins, so that a change leaves what was before as it was. Must not know where the spending is read.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::date::{from_yyyymmdd, to_yyyymmdd};
use super::period::{Period, WeekStart};
use super::text::quoted;

/// Shares are given in parts of this many: hundredths of a percent.
pub const WHOLE: i64 = 10_000;

/// Periods looked back at most for what is carried on: a century of weeks.
const PERIODS_MAX: usize = 5_300;

/// Characters of a typed word that a message repeats.
const SHOWN_CHARS_MAX: usize = 40;

/// How long one period of a budget is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BudgetPeriod {
    /// A week, from the configured day on.
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl BudgetPeriod {
    /// Every one, the shortest first.
    pub const ALL: [Self; 4] = [Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word on the command line, in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The period that a day lies in.
    #[must_use]
    pub fn of(self, day: NaiveDate, week_start: WeekStart) -> Period {
        match self {
            Self::Week => Period::week_of(day, week_start),
            Self::Month => Period::month_of(day),
            Self::Quarter => Period::quarter_of(day),
            Self::Year => Period::year_of(day),
        }
    }
}

impl fmt::Display for BudgetPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for BudgetPeriod {
    type Err = String;

    /// Reads one of the four words, exactly.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|period| period.as_str() == text).ok_or_else(|| {
            format!(
                "`{}` is no period of a budget: week, month, quarter or year",
                quoted(text, SHOWN_CHARS_MAX)
            )
        })
    }
}

/// What happens at the end of a period with what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rollover {
    /// Nothing is carried on.
    #[default]
    None,
    /// What was not spent is carried on; what was spent too much is not.
    Unspent,
    /// Both are carried on.
    All,
}

impl Rollover {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::None, Self::Unspent, Self::All];

    /// The word on the command line, in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unspent => "unspent",
            Self::All => "all",
        }
    }

    /// What is carried on of what a period left, in minor units.
    #[must_use]
    pub const fn carried(self, left_minor: i64) -> i64 {
        match self {
            Self::Unspent if left_minor > 0 => left_minor,
            Self::All => left_minor,
            Self::None | Self::Unspent => 0,
        }
    }
}

impl fmt::Display for Rollover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Rollover {
    type Err = String;

    /// Reads one of the three words, exactly.
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|rollover| rollover.as_str() == text).ok_or_else(|| {
            format!("`{}` is no rollover: none, unspent or all", quoted(text, SHOWN_CHARS_MAX))
        })
    }
}

/// What holds from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// How much may be spent in a period, in minor units; not negative.
    pub amount_minor: i64,
    /// How long a period is.
    pub period: BudgetPeriod,
    /// What is carried from each of its periods into the next.
    pub rollover: Rollover,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day; `None` for no end.
    pub ends_on: Option<NaiveDate>,
}

impl Term {
    /// Its last day where another term begins on `next_on`.
    #[must_use]
    pub fn last_day(&self, next_on: Option<NaiveDate>) -> NaiveDate {
        let before_next = next_on.map_or(NaiveDate::MAX, |next| next.pred_opt().unwrap_or(NaiveDate::MIN));
        self.ends_on.map_or(before_next, |end| end.min(before_next))
    }
}

/// The place of the term that is in force on a day, among terms in the order of their first days.
#[must_use]
pub fn term_on(terms: &[Term], day: NaiveDate) -> Option<usize> {
    let at = terms.partition_point(|term| term.starts_on <= day).checked_sub(1)?;
    (terms[at].last_day(terms.get(at + 1).map(|next| next.starts_on)) >= day).then_some(at)
}

/// One period of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its days: fewer than usual where a term begins or ends within it.
    pub period: Period,
    /// The place of its term.
    pub term: usize,
    /// What may be spent in it, without what is carried, in minor units: of the term's amount as much as the period has of the
    /// days of a whole one, rounded half up.
    pub amount_minor: i64,
    /// What is carried into the next one.
    pub rollover: Rollover,
}

/// The period of a budget that a day lies in, and before it those that something is carried from, the earliest first; `None`
/// where no term is in force on that day. `terms` are in the order of their first days.
#[must_use]
pub fn chain(terms: &[Term], day: NaiveDate, week_start: WeekStart) -> Option<Vec<Slot>> {
    let mut slots = vec![slot_on(terms, day, week_start)?];
    while slots.len() < PERIODS_MAX {
        let earliest = slots[slots.len() - 1].period.from;
        let before = earliest.pred_opt().and_then(|day| slot_on(terms, day, week_start));
        match before {
            Some(slot) if slot.rollover != Rollover::None => slots.push(slot),
            _ => break,
        }
    }
    slots.reverse();
    Some(slots)
}

/// The period that a day lies in.
#[must_use]
pub fn slot_on(terms: &[Term], day: NaiveDate, week_start: WeekStart) -> Option<Slot> {
    let at = term_on(terms, day)?;
    let term = &terms[at];
    let whole = term.period.of(day, week_start);
    let last = term.last_day(terms.get(at + 1).map(|next| next.starts_on));
    let period = Period { from: whole.from.max(term.starts_on), to: whole.to.min(last) };
    let days = |period: Period| i128::from((period.to - period.from).num_days() + 1);
    // Never more than the whole, so that it fits.
    let amount_minor =
        rounded(i128::from(term.amount_minor) * days(period), days(whole)).unwrap_or(term.amount_minor);
    Some(Slot { period, term: at, amount_minor, rollover: term.rollover })
}

/// The same chain with fewer periods: those that carry everything on are put together, but for the last one. What the last one
/// gets is the same; for a budget whose periods are not each counted by themselves.
#[must_use]
pub fn condensed(slots: &[Slot]) -> Vec<Slot> {
    let Some((last, before)) = slots.split_last() else { return Vec::new() };
    let mut fewer: Vec<Slot> = Vec::new();
    for slot in before {
        let joined = fewer.last().filter(|earlier| earlier.rollover == Rollover::All).and_then(|earlier| {
            let amount_minor = earlier.amount_minor.checked_add(slot.amount_minor)?;
            Some(Slot {
                period: Period { from: earlier.period.from, to: slot.period.to },
                amount_minor,
                ..*slot
            })
        });
        if let Some(joined) = joined {
            fewer.pop();
            fewer.push(joined);
        } else {
            fewer.push(*slot);
        }
    }
    fewer.push(*last);
    fewer
}

/// How a budget stands. All amounts are minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The days of the period.
    pub period: Period,
    /// What may be spent in it, without what is carried.
    pub amount_minor: i64,
    /// What the periods before left to it; negative where they were overspent and that is carried.
    pub carried_minor: i64,
    /// What was spent, less refunds; negative where more came back.
    pub spent_minor: i64,
    /// What may still be spent: amount and what is carried, less what was spent.
    pub left_minor: i64,
    /// The days of the period that have begun by today; 0 for one that lies ahead.
    pub days_gone: i64,
    /// The days of the period after today.
    pub days_left: i64,
    /// What will be spent by the end if it goes on as until today: spent, times the days of the period, by the days that have
    /// begun, rounded half away from zero. `None` for a period that lies ahead, or where it does not fit.
    pub projected_minor: Option<i64>,
}

/// A sum does not fit into 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overflow;

/// How the last period of a chain stands on a day, given what was spent in each of its periods.
///
/// # Errors
/// [`Overflow`].
pub fn standing(slots: &[Slot], spent_minor: &[i64], today: NaiveDate) -> Result<Option<Standing>, Overflow> {
    let mut carried = 0_i64;
    let mut standing = None;
    for (slot, &spent) in slots.iter().zip(spent_minor) {
        let left = i128::from(slot.amount_minor) + i128::from(carried) - i128::from(spent);
        let left = i64::try_from(left).map_err(|_| Overflow)?;
        standing = Some((slot, carried, spent, left));
        carried = slot.rollover.carried(left);
    }
    let Some((slot, carried_minor, spent_minor, left_minor)) = standing else { return Ok(None) };
    // Both ends are included.
    let days = (slot.period.to - slot.period.from).num_days() + 1;
    let days_gone = ((today - slot.period.from).num_days() + 1).clamp(0, days);
    let projected = rounded(i128::from(spent_minor) * i128::from(days), i128::from(days_gone));
    Ok(Some(Standing {
        period: slot.period,
        amount_minor: slot.amount_minor,
        carried_minor,
        spent_minor,
        left_minor,
        days_gone,
        days_left: days - days_gone,
        projected_minor: projected,
    }))
}

impl Standing {
    /// What could be spent in the period in all: its amount and what is carried, in minor units.
    #[must_use]
    pub fn available_minor(&self) -> i128 {
        i128::from(self.amount_minor) + i128::from(self.carried_minor)
    }

    /// Whether more was spent than could be.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        self.left_minor < 0
    }

    /// Whether at least so many parts per 10,000 of what can be spent is spent, exactly; a budget that is over counts, and one
    /// of nothing with nothing spent does not.
    #[must_use]
    pub fn is_used_to(&self, parts: i64) -> bool {
        let spent = i128::from(self.spent_minor) * i128::from(WHOLE);
        self.is_over() || (self.spent_minor > 0 && spent >= self.available_minor() * i128::from(parts))
    }

    /// What was spent in parts per 10,000 of what could be, rounded half away from zero; `None` where nothing could be spent.
    #[must_use]
    pub fn used(&self) -> Option<i64> {
        let available = self.available_minor();
        if available <= 0 {
            return None;
        }
        rounded(i128::from(self.spent_minor) * i128::from(WHOLE), available)
    }

    /// The part of the period that is over at the end of today, in parts per 10,000, rounded half up.
    #[must_use]
    pub fn gone(&self) -> i64 {
        let days = self.days_gone + self.days_left;
        rounded(i128::from(self.days_gone * WHOLE), i128::from(days)).unwrap_or(0)
    }

    /// The pace: what was spent, in parts per 10,000 of what would be if what can be spent were spent evenly; 10,000 is even,
    /// more is faster. Rounded half away from zero; `None` where nothing could be spent or no day has begun.
    #[must_use]
    pub fn pace(&self) -> Option<i64> {
        let even = self.available_minor() * i128::from(self.days_gone);
        if even <= 0 {
            return None;
        }
        let days = i128::from(self.days_gone + self.days_left);
        rounded(i128::from(self.spent_minor) * days * i128::from(WHOLE), even)
    }

    /// The same, where what is spent has in it what is known to come: that goes on in no pace, so the projection is that of `without`
    /// it, and at least what is spent then.
    #[must_use]
    pub fn going_on_as(mut self, without: &Self) -> Self {
        self.projected_minor = without.projected_minor.map(|projected| projected.max(self.spent_minor));
        self
    }
}

/// The quotient rounded half away from zero; `None` for a divisor that is not positive, or where it does not fit.
fn rounded(dividend: i128, divisor: i128) -> Option<i64> {
    if divisor <= 0 {
        return None;
    }
    let magnitude = (dividend.abs() * 2 + divisor) / (divisor * 2);
    i64::try_from(if dividend < 0 { -magnitude } else { magnitude }).ok()
}

/// The first day of a term that is to hold from a day on: that of the period that the day lies in; the day itself at the ends
/// of the calendar that can be kept.
#[must_use]
pub fn first_day(period: BudgetPeriod, from: NaiveDate, week_start: WeekStart) -> NaiveDate {
    let first = period.of(from, week_start).from;
    if from_yyyymmdd(to_yyyymmdd(first)).is_some() { first } else { from }
}

#[cfg(test)]
mod tests;
