//! Filters: which expenses a list, report, export or edit is about.
//!
//! Owns the values of the filter options and, in [`Filter::matches`], what they mean; the store's SQL must say the
//! same. Must not resolve short names or references: paths, ledgers and batches arrive whole.

use std::cmp::Ordering;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

use super::category::{CategoryError, CategoryPath, SEPARATOR, is_at_or_below};
use super::currency::Currency;
use super::expense::{Direction, Expense, SyncState};
use super::money::Money;
use super::period::Period;
use super::search::search_query;
use super::text::{fold, quoted};

/// Most digits of an amount bound before and after the decimal mark together: those of the largest amount (15) and
/// of the finest ISO 4217 minor unit (4), within an `i64`.
const BOUND_DIGITS_MAX: usize = 18;
/// Longest part of a refused amount that a message quotes, in characters.
const SHOWN_CHARS_MAX: usize = 40;

/// The filters of one command. Different ones must all hold; of a repeated one any, and none of its negated values.
/// The default lets every expense pass that is not deleted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The first day, included.
    pub from: Option<NaiveDate>,
    /// The last day, included.
    pub to: Option<NaiveDate>,
    /// Stretches of days of which any must hold the date; none is all time.
    pub periods: Vec<Period>,
    /// Categories, with what is below them unless only themselves are meant.
    pub category: Vec<Match<CategoryFilter>>,
    /// Payment methods, whole and case-folded.
    pub method: Vec<Match<String>>,
    /// Payees, whole and case-folded; parts of a name are what the search is for.
    pub payee: Vec<Match<String>>,
    /// Tags without `+`, case-folded; any of an expense's tags counts.
    pub tag: Vec<Match<String>>,
    /// The least amount, included.
    pub min: Option<AmountBound>,
    /// The largest amount, included.
    pub max: Option<AmountBound>,
    /// Currencies.
    pub currency: Vec<Match<Currency>>,
    /// Words to search for, as [`search_query`] reads each; any of them must match.
    pub search: Vec<String>,
    /// Directions.
    pub direction: Vec<Match<Direction>>,
    /// The ledgers looked into.
    pub ledger: LedgerScope,
    /// Batches; `none` is what was entered by hand.
    pub batch: Vec<Match<Uuid>>,
    /// Only what the server has not seen whole: waiting, refused, or in a ledger without a server.
    pub pending: bool,
    /// Deleted expenses as well.
    pub deleted: bool,
}

/// The ledgers that a filter looks into.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LedgerScope {
    /// All of them.
    #[default]
    All,
    /// Those whose names match, case-folded.
    Named(Vec<Match<String>>),
}

impl LedgerScope {
    /// Whether a ledger of this name is looked into.
    #[must_use]
    pub fn passes(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Named(names) => passes_one(names, Some(name), same_name),
        }
    }
}

/// One value of a filter option, possibly turned round: `x`, `not:x`, `none`, `not:none`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<T> {
    /// Whether `not:` stood before it. An expense without the field passes `not:x`, as it is not `x`.
    pub negated: bool,
    /// The value; `None` is the empty field, typed `none`.
    pub value: Option<T>,
}

impl<T> Match<T> {
    /// A value that must match.
    pub const fn is(value: T) -> Self {
        Self { negated: false, value: Some(value) }
    }

    /// Reads a typed value; `read` reads what is neither `not:` nor `none` (in any case of letters).
    ///
    /// # Errors
    ///
    /// Those of `read`.
    pub fn parse<E>(text: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Self, E> {
        let text = text.trim();
        let turned = text.get(..4).filter(|start| start.eq_ignore_ascii_case("not:"));
        let value = turned.map_or(text, |_| text[4..].trim_start());
        let value = if value.eq_ignore_ascii_case("none") { None } else { Some(read(value)?) };
        Ok(Self { negated: turned.is_some(), value })
    }
}

/// A category to filter by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryFilter {
    /// The path, compared case-folded.
    pub path: CategoryPath,
    /// Whether what is below it is left out: typed with a trailing `:`.
    pub only_itself: bool,
}

impl CategoryFilter {
    /// Reads `food` (with all below) or `food:` (only itself).
    ///
    /// # Errors
    ///
    /// As [`CategoryPath::parse`].
    pub fn parse(text: &str) -> Result<Self, CategoryError> {
        let text = text.trim();
        let alone = text.strip_suffix(SEPARATOR);
        Ok(Self { path: CategoryPath::parse(alone.unwrap_or(text))?, only_itself: alone.is_some() })
    }

    /// Whether a category's path is meant.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let (path, wanted) = (fold(path), self.path.folded());
        if self.only_itself { path == wanted } else { is_at_or_below(&path, &wanted) }
    }
}

/// An exact decimal that amounts of any currency are compared with: `mantissa` / 10^`scale`. Made by reading text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountBound {
    mantissa: i64,
    scale: u32,
}

/// A text is no bound for amounts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BoundError {
    /// Not a plain decimal.
    #[error("`{0}` is not an amount")]
    Unreadable(String),
    /// Three digits after one mark: thousands or decimals.
    #[error("`{value}` has two readings: {} and {}", readings[0], readings[1])]
    Ambiguous {
        /// What was typed, safe to show.
        value: String,
        /// As thousands, and as decimals.
        readings: [String; 2],
    },
}

impl BoundError {
    /// The code of the CLI contract: `ambiguous_amount` or `bad_amount`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "bad_amount",
            Self::Ambiguous { .. } => "ambiguous_amount",
        }
    }

    /// The way out, for the line below the message.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable(_) => {
                "write a plain number such as 12 or 12.50; --currency names the currency".into()
            }
            Self::Ambiguous { readings, .. } => format!("write {} or {}", readings[0], readings[1]),
        }
    }
}

impl FromStr for AmountBound {
    type Err = BoundError;

    /// Reads a plain decimal without a sign: `12`, `12.5`, `12,50`. It belongs to no currency, so a mark before
    /// exactly three digits decides nothing: `1.234` is refused with both readings, `0.005` and `1.2340` are read.
    fn from_str(text: &str) -> Result<Self, BoundError> {
        let text = text.trim();
        let unreadable = || BoundError::Unreadable(quoted(text, SHOWN_CHARS_MAX));
        let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let digits = format!("{whole}{decimals}");
        let marked = whole.len() < text.len();
        if whole.is_empty()
            || (marked && decimals.is_empty())
            || digits.len() > BOUND_DIGITS_MAX
            || !digits.bytes().all(|b| b.is_ascii_digit())
        {
            return Err(unreadable());
        }
        if decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0') {
            let readings = [digits, format!("{whole}.{decimals}0")];
            return Err(BoundError::Ambiguous { value: text.to_owned(), readings });
        }
        let scale = u32::try_from(decimals.len()).map_err(|_| unreadable())?;
        Ok(Self { mantissa: digits.parse().map_err(|_| unreadable())?, scale })
    }
}

impl AmountBound {
    /// How an amount stands to the bound, by its number alone, in whatever currency: exact, in 128 bits.
    #[must_use]
    pub fn order_of(&self, amount: Money) -> Ordering {
        let exponent = amount.currency.exponent();
        let amount = i128::from(amount.minor) * 10_i128.pow(self.scale);
        amount.cmp(&(i128::from(self.mantissa) * 10_i128.pow(exponent)))
    }

    /// The least whole number of minor units that is not below the bound, in currencies with `exponent` decimals
    /// (ISO 4217: 0 to 4): the form in which a query compares.
    #[must_use]
    pub fn least_minor(&self, exponent: u32) -> i64 {
        let unit = 10_i128.pow(self.scale);
        saturated((i128::from(self.mantissa) * 10_i128.pow(exponent) + unit - 1).div_euclid(unit))
    }

    /// The largest whole number of minor units that is not above the bound, as [`AmountBound::least_minor`].
    #[must_use]
    pub fn largest_minor(&self, exponent: u32) -> i64 {
        let unit = 10_i128.pow(self.scale);
        saturated((i128::from(self.mantissa) * 10_i128.pow(exponent)).div_euclid(unit))
    }
}

// No amount comes near the end of an i64, so that a bound beyond it compares the same at the end.
fn saturated(minor: i128) -> i64 {
    i64::try_from(minor).unwrap_or(i64::MAX)
}

impl Filter {
    /// The filter of a period alone; `None` is all time.
    #[must_use]
    pub fn of_period(period: Option<Period>) -> Self {
        Self { from: period.map(|p| p.from), to: period.map(|p| p.to), ..Self::default() }
    }

    /// Whether sums by month, category, currency, direction and ledger are enough to answer it: it asks for nothing
    /// else, and its days are whole months.
    #[must_use]
    pub fn totals_answer(&self) -> bool {
        let whole = |period: &Period| period.whole_months();
        let starts = self.from.is_none_or(|from| from.day() == 1);
        let ends = self.to.is_none_or(|to| to.succ_opt().is_none_or(|next| next.day() == 1));
        starts
            && ends
            && self.periods.iter().all(whole)
            && self.method.is_empty()
            && self.payee.is_empty()
            && self.tag.is_empty()
            && self.min.is_none()
            && self.max.is_none()
            && self.search.is_empty()
            && self.batch.is_empty()
            && !self.pending
            && !self.deleted
    }

    /// The days as whole months, which sums by month can answer, and the days before and after them, which they cannot. `None` where there
    /// is no whole month, or the filter asks for more than such sums know.
    #[must_use]
    pub fn split_at_months(&self) -> Option<(Self, Vec<Self>)> {
        if !self.periods.is_empty() {
            return None;
        }
        let (mut months, mut edges) = (self.clone(), Vec::new());
        if let Some(from) = self.from.filter(|from| from.day() != 1) {
            let month = Period::month_of(from);
            edges.push(Self { from: Some(from), to: Some(month.to), ..self.clone() });
            months.from = month.to.succ_opt();
        }
        if let Some(to) = self.to {
            let month = Period::month_of(to);
            if month.to != to {
                edges.push(Self { from: Some(month.from), to: Some(to), ..self.clone() });
                months.to = month.from.pred_opt();
            }
        }
        let is_left = months.from.zip(months.to).is_none_or(|(from, to)| from <= to);
        (is_left && months.totals_answer()).then_some((months, edges))
    }

    /// Whether the sum of a month (its first day), category, currency and direction passes, where
    /// [`Filter::totals_answer`] says that such sums are enough. The ledger is left to [`LedgerScope::passes`].
    #[must_use]
    pub fn total_passes(
        &self,
        month: NaiveDate,
        category: Option<&str>,
        currency: Currency,
        direction: Direction,
    ) -> bool {
        self.from.is_none_or(|from| month >= from)
            && self.to.is_none_or(|to| month <= to)
            && (self.periods.is_empty() || self.periods.iter().any(|period| period.contains(month)))
            && passes_one(&self.category, category, CategoryFilter::matches)
            && passes_one(&self.currency, Some(&currency), |a, b| a == b)
            && passes_one(&self.direction, Some(&direction), |a, b| a == b)
    }

    /// The filter for what passes and is in a currency; `None` where nothing in it passes.
    #[must_use]
    pub fn only_in(&self, currency: Currency) -> Option<Self> {
        let passes = passes_one(&self.currency, Some(&currency), |a, b| a == b);
        passes.then(|| Self { currency: vec![Match::is(currency)], ..self.clone() })
    }

    /// The filter for what passes and is in any other currency.
    #[must_use]
    pub fn without(&self, currency: Currency) -> Self {
        let mut others = self.clone();
        others.currency.push(Match { negated: true, value: Some(currency) });
        others
    }

    /// Whether an expense passes: the meaning of every filter, one row at a time.
    #[must_use]
    pub fn matches(&self, expense: &Expense) -> bool {
        let tags: Vec<&str> = expense.tags.iter().map(String::as_str).collect();
        self.ledger.passes(&expense.ledger)
            && self.from.is_none_or(|from| expense.date >= from)
            && self.to.is_none_or(|to| expense.date <= to)
            && (self.periods.is_empty() || self.periods.iter().any(|period| period.contains(expense.date)))
            && passes_one(&self.category, expense.category.as_deref(), CategoryFilter::matches)
            && passes_one(&self.method, expense.method.as_deref(), same_name)
            && passes_one(&self.payee, expense.payee.as_deref(), same_name)
            && passes(&self.tag, &tags, same_name)
            && self.min.is_none_or(|min| min.order_of(expense.amount).is_ge())
            && self.max.is_none_or(|max| max.order_of(expense.amount).is_le())
            && passes_one(&self.currency, Some(&expense.amount.currency), |a, b| a == b)
            && passes_one(&self.direction, Some(&expense.direction), |a, b| a == b)
            && passes_one(&self.batch, expense.batch.as_ref(), |a, b| a == b)
            && (!self.pending || expense.sync != SyncState::Synced)
            && (self.deleted || expense.deleted_at.is_none())
            && (self.search.is_empty()
                || self.search.iter().any(|words| search_query(words).matches(&searchable_text(expense))))
    }
}

/// What a search looks into: description, payee, note and tags, on lines of their own, so that no match runs from one
/// into the next.
#[must_use]
pub fn searchable_text(expense: &Expense) -> String {
    let optional = [&expense.payee, &expense.note].into_iter().flatten();
    let texts = [&expense.description].into_iter().chain(optional).chain(&expense.tags);
    texts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn same_name(wanted: &impl AsRef<str>, name: &str) -> bool {
    fold(wanted.as_ref()) == fold(name)
}

fn passes_one<T, V: ?Sized>(wanted: &[Match<T>], value: Option<&V>, same: impl Fn(&T, &V) -> bool) -> bool {
    passes(wanted, value.as_slice(), same)
}

/// Whether a field with these values passes one option's values: any positive one if there are any, no negated one.
fn passes<T, V: ?Sized>(wanted: &[Match<T>], values: &[&V], same: impl Fn(&T, &V) -> bool) -> bool {
    let holds = |one: &Match<T>| match &one.value {
        None => values.is_empty(),
        Some(wanted) => values.iter().any(|value| same(wanted, value)),
    };
    let mut positive = wanted.iter().filter(|one| !one.negated).peekable();
    (positive.peek().is_none() || positive.any(holds)) && !wanted.iter().any(|one| one.negated && holds(one))
}

#[cfg(test)]
mod tests;
