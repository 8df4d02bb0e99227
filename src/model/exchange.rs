//! Which rates convert an amount, and by how much they did: the rates of a ledger, looked up by day.
//!
//! Owns the choice among several ways. Pure: it is handed rates and rows. Must not know where they come from.
//!
//! A row is converted at its own day's rate, or the last earlier one that is at most [`RATE_AGE_DAYS_MAX`] days old. A
//! currency leads to another by a rate between the two (direct or turned round), or by two rates that meet in a third
//! currency. Of several ways the one with the youngest rates is taken, a way of two rates being as old as its older one; of
//! equally old ones the direct rate, then the one that is turned round, then the way through the currency whose code sorts
//! first. So a rate that a person set for a day holds on that day whatever was imported, and later ones replace it.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::currency::Currency;
use super::money::Money;
use super::rate::{Conversion, Rate, Step};

/// Days that a rate holds at most after its own. Rates are not published at weekends and on holidays: at Easter and at the
/// turn of the year four or five days lie between two of the European Central Bank. A week holds over them, and no gap in
/// what was imported is taken for one.
pub const RATE_AGE_DAYS_MAX: i64 = 7;

/// One rate of one day: what one unit of `base` was worth in `quote`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayRate {
    /// The currency of which one unit is worth so much.
    pub base: Currency,
    /// The currency that it is worth it in.
    pub quote: Currency,
    /// The day.
    pub date: NaiveDate,
    /// How much.
    pub rate: Rate,
}

/// The rates of a ledger.
#[derive(Debug, Clone, Default)]
pub struct RateTable {
    /// By pair, by day.
    pairs: HashMap<(Currency, Currency), Vec<(NaiveDate, Rate)>>,
    /// The currencies that share a pair with each, sorted.
    neighbours: HashMap<Currency, Vec<Currency>>,
}

/// A rate that a conversion uses, and whether it is turned round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Leg {
    rate: DayRate,
    inverse: bool,
}

/// A way from a currency to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Way {
    first: Leg,
    second: Option<Leg>,
}

impl RateTable {
    /// Makes the table. Of two rates for one pair and day the last one holds; a currency in itself is always worth one.
    #[must_use]
    pub fn new(rates: impl IntoIterator<Item = DayRate>) -> Self {
        let mut days: HashMap<(Currency, Currency), BTreeMap<NaiveDate, Rate>> = HashMap::new();
        for one in rates.into_iter().filter(|one| one.base != one.quote) {
            days.entry((one.base, one.quote)).or_default().insert(one.date, one.rate);
        }
        let mut neighbours: HashMap<Currency, Vec<Currency>> = HashMap::new();
        for &(base, quote) in days.keys() {
            neighbours.entry(base).or_default().push(quote);
            neighbours.entry(quote).or_default().push(base);
        }
        for known in neighbours.values_mut() {
            known.sort_unstable();
            known.dedup();
        }
        let pairs = days.into_iter().map(|(pair, days)| (pair, days.into_iter().collect())).collect();
        Self { pairs, neighbours }
    }

    /// The pair's rate that holds on a day.
    fn holding(&self, base: Currency, quote: Currency, on: NaiveDate) -> Option<DayRate> {
        let days = self.pairs.get(&(base, quote))?;
        let (date, rate) = days[..days.partition_point(|(date, _)| *date <= on)].last().copied()?;
        let young = on.signed_duration_since(date).num_days() <= RATE_AGE_DAYS_MAX;
        young.then_some(DayRate { base, quote, date, rate })
    }

    /// The rate between two currencies, whichever way it is kept: the younger one, else the direct one.
    fn leg(&self, from: Currency, to: Currency, on: NaiveDate) -> Option<Leg> {
        let direct = self.holding(from, to, on).map(|rate| Leg { rate, inverse: false });
        let turned = self.holding(to, from, on).map(|rate| Leg { rate, inverse: true });
        match (direct, turned) {
            (Some(direct), Some(turned)) if turned.rate.date > direct.rate.date => Some(turned),
            (direct, turned) => direct.or(turned),
        }
    }

    /// The way from a currency to another on a day.
    fn way(&self, from: Currency, to: Currency, on: NaiveDate) -> Option<Way> {
        let mut best = self.leg(from, to, on).map(|first| Way { first, second: None });
        if best.is_some_and(|way| way.first.rate.date == on) {
            return best;
        }
        for &through in self.neighbours.get(&from).into_iter().flatten() {
            let (Some(first), Some(second)) = (self.leg(from, through, on), self.leg(through, to, on)) else {
                continue;
            };
            let way = Way { first, second: Some(second) };
            if best.is_none_or(|best| way.date() > best.date()) {
                best = Some(way);
            }
        }
        best
    }
}

impl Way {
    /// The day of its older rate.
    fn date(&self) -> NaiveDate {
        self.second.map_or(self.first.rate.date, |second| second.rate.date.min(self.first.rate.date))
    }

    fn conversion(&self, from: Currency, to: Currency) -> Conversion {
        let step = |leg: Leg| Step { rate: leg.rate.rate, inverse: leg.inverse };
        Conversion::new(from, to, step(self.first), self.second.map(step))
    }
}

/// Rates of one pair that rows were converted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedRates {
    /// The base currency of the pair.
    pub base: Currency,
    /// The quote currency of the pair.
    pub quote: Currency,
    /// The day of the earliest rate.
    pub from: NaiveDate,
    /// The day of the latest rate.
    pub to: NaiveDate,
    /// How many rows; a row that went through a third currency counts under both pairs.
    pub count: u64,
}

/// Rows of one currency that no rate was found for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithoutRate {
    /// The currency.
    pub currency: Currency,
    /// The first day that has none.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// How many rows.
    pub count: u64,
}

/// A converted amount is larger than any number kept here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{amount} in {to} is out of range")]
pub struct TooLarge {
    /// The amount.
    pub amount: Money,
    /// The currency that it cannot be told in.
    pub to: Currency,
}

/// Converts rows into one currency, and remembers by which rates.
#[derive(Debug, Clone)]
pub struct Converter {
    to: Currency,
    tables: HashMap<String, Rates>,
    used: BTreeMap<(Currency, Currency), UsedRates>,
    without: BTreeMap<Currency, WithoutRate>,
}

/// The rates of one ledger, with the ways that were asked for: rows of one day and currency go one way.
#[derive(Debug, Clone, Default)]
struct Rates {
    table: RateTable,
    ways: FxHashMap<(Currency, NaiveDate), Option<(Way, Conversion)>>,
}

impl Converter {
    /// Converts into a currency by the rates of each ledger, by its name: a row by its own ledger's.
    #[must_use]
    pub fn new(to: Currency, tables: impl IntoIterator<Item = (String, RateTable)>) -> Self {
        let tables =
            tables.into_iter().map(|(name, table)| (name, Rates { table, ways: FxHashMap::default() }));
        Self { to, tables: tables.collect(), used: BTreeMap::new(), without: BTreeMap::new() }
    }

    /// The currency that is converted into.
    #[must_use]
    pub const fn to(&self) -> Currency {
        self.to
    }

    /// An amount of a ledger's row of a day, converted and rounded half away from zero; `None` where no rate leads there:
    /// then it is to be kept in its own currency. One that has the currency is as it is.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn convert(&mut self, ledger: &str, amount: Money, on: NaiveDate) -> Result<Option<Money>, TooLarge> {
        let (from, to) = (amount.currency, self.to);
        if from == to {
            return Ok(Some(amount));
        }
        let way = self.tables.get_mut(ledger).and_then(|Rates { table, ways }| {
            let find = || table.way(from, to, on).map(|way| (way, way.conversion(from, to)));
            *ways.entry((from, on)).or_insert_with(find)
        });
        let Some((way, conversion)) = way else {
            let one = WithoutRate { currency: from, from: on, to: on, count: 0 };
            let known = self.without.entry(from).or_insert(one);
            (known.from, known.to, known.count) = (known.from.min(on), known.to.max(on), known.count + 1);
            return Ok(None);
        };
        let minor = conversion.convert(amount.minor).ok_or(TooLarge { amount, to })?;
        for leg in std::iter::once(way.first).chain(way.second) {
            let DayRate { base, quote, date, .. } = leg.rate;
            let one = UsedRates { base, quote, from: date, to: date, count: 0 };
            let known = self.used.entry((base, quote)).or_insert(one);
            (known.from, known.to, known.count) = (known.from.min(date), known.to.max(date), known.count + 1);
        }
        Ok(Some(Money::new(minor, to)))
    }

    /// The rates by which rows were converted, by pair.
    pub fn used(&self) -> impl Iterator<Item = UsedRates> + '_ {
        self.used.values().copied()
    }

    /// The rows that had no rate, by currency.
    pub fn without(&self) -> impl Iterator<Item = WithoutRate> + '_ {
        self.without.values().copied()
    }
}

#[cfg(test)]
mod tests;
