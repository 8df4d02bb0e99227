//! Sums in one currency: `--in EUR`.
//!
//! Owns what is said about the rates that were used, and about rows that have none: they stay in their own currency and are
//! told apart, never dropped. Which rate is right is `model::exchange`'s.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::ops::ControlFlow;

use chrono::NaiveDate;
use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use super::commands::list::money_rows;
use super::completions;
use super::context::Context;
use super::error::CliError;
use super::typed::currency;
use super::view::money_json;
use crate::ledger::rates::converter;
use crate::model::currency::Currency;
use crate::model::exchange::{Converter, RATE_AGE_DAYS_MAX, UsedRates, WithoutRate};
use crate::model::expense::{Direction, Expense};
use crate::model::filter::Filter;
use crate::model::money::Money;
use crate::store::query::{FactRow, Sum};
use crate::store::{Store, StoreError};

/// The option.
#[derive(Debug, Clone, Default, Args)]
pub struct InArgs {
    /// Convert every amount into this currency, at the rate of its own day
    #[arg(long = "in", value_name = "CUR", add = ArgValueCandidates::new(completions::currencies))]
    pub target: Option<String>,
}

/// Pairs of rates that are named of many; JSON has all.
const NAMED_MAX: usize = 5;

/// What an expense is worth in minor units, its day and its number.
type Ranked = (i64, NaiveDate, i64);

/// What converts, if anything is to be, and what could not be.
#[derive(Debug)]
pub struct Converted {
    converter: Option<Converter>,
    apart: Vec<Sum>,
    /// Whether the rows at hand are of the period that a report is compared with: what has no rate there is warned of, but is no part of
    /// the report's own sums.
    is_earlier: bool,
}

impl Converted {
    /// Reads the option, and the rates that the rows of the filters may need.
    ///
    /// # Errors
    /// `unknown_currency`; those of the store.
    pub fn new(args: &InArgs, store: &Store, filters: &[&Filter]) -> Result<Self, CliError> {
        let apart = Vec::new();
        let Some(code) = &args.target else { return Ok(Self { converter: None, apart, is_earlier: false }) };
        let converter = converter(store, filters, currency(code)?)?;
        Ok(Self { converter: Some(converter), apart, is_earlier: false })
    }

    /// Calls `each` with every fact that passes, converted where a rate is there; with sums of months where `by_month` says
    /// that they are enough and nothing is to be converted.
    ///
    /// # Errors
    /// Those of the store and of `each`; an amount that is too large in the other currency.
    pub fn each_fact(
        &mut self,
        store: &Store,
        filter: &Filter,
        by_month: bool,
        mut each: impl FnMut(&FactRow) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        let Self { converter, apart, is_earlier } = self;
        let Some(converter) = converter else { return store.for_each_fact(filter, by_month, each) };
        let to = converter.to();
        store.for_each_fact_in(filter, by_month, to, |row| {
            // A transfer is in no total.
            if row.currency == to || row.direction == Direction::Transfer {
                return each(row);
            }
            let amount = Money::new(row.minor, row.currency);
            let found = converter
                .convert(row.ledger, amount, row.date)
                .map_err(|error| StoreError::Overflow(error.to.to_string()))?;
            let Some(Money { minor, currency }) = found else {
                if !*is_earlier {
                    add(apart, row)?;
                }
                return each(row);
            };
            each(&FactRow { currency, minor, ..*row })
        })
    }

    /// From here on the rows are of the period that a report is compared with.
    pub const fn go_on_with_earlier(&mut self) {
        self.is_earlier = true;
    }

    /// The sums of what passes a filter, by currency and direction.
    ///
    /// # Errors
    /// As [`Converted::each_fact`].
    pub fn sums(&mut self, store: &Store, filter: &Filter) -> Result<Vec<Sum>, CliError> {
        if self.converter.is_none() {
            return Ok(store.sums(filter)?);
        }
        let mut sums = Vec::new();
        self.each_fact(store, filter, true, |row| Ok(add(&mut sums, row)?))?;
        sums.sort_by_key(|sum| (sum.currency, sum.direction));
        Ok(sums)
    }

    /// The expenses that pass a filter and are worth the most, at most `limit`, the newest first of those that are worth the
    /// same; behind them as many of each currency that has no rate.
    ///
    /// # Errors
    /// As [`Converted::each_fact`].
    pub fn largest(&mut self, store: &Store, filter: &Filter, limit: u64) -> Result<Vec<Expense>, CliError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut kept: BTreeMap<(bool, Currency), BinaryHeap<Reverse<Ranked>>> = BTreeMap::new();
        let to = self.converter.as_ref().map(Converter::to);
        store.for_each_expense(filter, None, |Expense { ledger, amount, date, number, .. }| {
            let found = match &mut self.converter {
                Some(converter) => converter.convert(&ledger, amount, date),
                None => Ok(None),
            };
            let found = found.map_err(|error| StoreError::Overflow(error.to.to_string()))?;
            let Money { minor, currency } = found.unwrap_or(amount);
            let heap = kept.entry((Some(currency) != to, currency)).or_default();
            heap.push(Reverse((minor, date, number)));
            if heap.len() > limit {
                heap.pop();
            }
            Ok::<_, CliError>(ControlFlow::Continue(()))
        })?;
        // A heap of the reversed is sorted from the largest on.
        let numbers = kept.into_values().flat_map(BinaryHeap::into_sorted_vec).map(|Reverse(key)| key.2);
        let expenses = numbers.filter_map(|number| store.expense(number).transpose());
        Ok(expenses.collect::<Result<_, _>>()?)
    }

    /// Puts what was converted into an answer: `in`, `rates` and `unconverted`, which are null and empty where nothing was to
    /// be converted. Rows without a rate are warned of.
    ///
    /// # Errors
    /// Those of the sums.
    pub fn put(&self, ctx: &mut Context, answer: &mut Value) -> Result<(), CliError> {
        self.warn(ctx);
        let used = self.converter.iter().flat_map(Converter::used).map(|used| {
            json!({
                "base": used.base.code(),
                "quote": used.quote.code(),
                "from": used.from,
                "to": used.to,
                "count": used.count,
            })
        });
        let unconverted: Vec<Value> = money_rows(&self.apart)?.iter().map(money_json).collect();
        if let Value::Object(answer) = answer {
            let to = self.converter.as_ref().map(|converter| converter.to().to_string());
            answer.insert("in".to_owned(), json!(to));
            answer.insert("rates".to_owned(), used.collect());
            answer.insert("unconverted".to_owned(), json!(unconverted));
        }
        Ok(())
    }

    /// Says which rates were used, and warns of rows that have none.
    pub fn say(&self, ctx: &mut Context) {
        let used: Vec<UsedRates> = self.converter.iter().flat_map(Converter::used).collect();
        if !used.is_empty() {
            let more = used.len().saturating_sub(NAMED_MAX);
            let mut parts: Vec<String> = used.iter().take(NAMED_MAX).map(used_text).collect();
            if more > 0 {
                parts.push(format!("{more} more pairs"));
            }
            ctx.talk.notice(&format!("converted at {}", parts.join(", ")));
        }
        self.warn(ctx);
    }

    fn warn(&self, ctx: &mut Context) {
        let Some(converter) = &self.converter else { return };
        let to = converter.to();
        for WithoutRate { currency, from, to: until, count } in converter.without() {
            let (rows, have, they) =
                if count == 1 { ("row", "has", "it stays") } else { ("rows", "have", "they stay") };
            let days = if from == until { format!("of {from}") } else { format!("from {from} to {until}") };
            ctx.talk.warn(
                "no_rate",
                format!(
                    "{count} {rows} in {currency} {days} {have} no rate to {to} of the day or the {RATE_AGE_DAYS_MAX} days \
                     before: {they} in {currency}; outlay rate import FILE or outlay rate set {to} {currency} RATE -d {from} \
                     gives one"
                ),
            );
        }
    }
}

/// Rates of a pair in words: `EUR/USD of 2026-10-01 to 2026-10-14 (12 rows)`.
fn used_text(used: &UsedRates) -> String {
    let UsedRates { base, quote, from, to, count } = used;
    let days = if from == to { from.to_string() } else { format!("{from} to {to}") };
    format!("{base}/{quote} of {days} ({count} {})", if *count == 1 { "row" } else { "rows" })
}

fn add(sums: &mut Vec<Sum>, row: &FactRow) -> Result<(), StoreError> {
    let (currency, direction) = (row.currency, row.direction);
    let known = sums.iter().position(|sum| (sum.currency, sum.direction) == (currency, direction));
    let at = known.unwrap_or_else(|| {
        sums.push(Sum { currency, direction, count: 0, minor: 0 });
        sums.len() - 1
    });
    let sum = &mut sums[at];
    let too_large = || StoreError::Overflow(currency.to_string());
    sum.count = sum.count.checked_add(row.count).ok_or_else(too_large)?;
    sum.minor = sum.minor.checked_add(row.minor).ok_or_else(too_large)?;
    Ok(())
}
