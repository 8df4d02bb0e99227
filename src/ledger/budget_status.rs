//! How budgets stand: the spending of their periods, and which ones a command has taken over.
//!
//! Owns what counts: expenses less refunds of a category and those below it; transfers never. Whole months come from the monthly
//! totals, and only the days that are none are read one by one. The arithmetic is `model::budget`'s.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::LedgerError;
use super::budgets::{Budget, Budgets, Limited, MERGES_MAX};
use super::upcoming::upcoming;
use crate::model::budget::{Slot, Standing, chain, condensed, slot_on, standing};
use crate::model::currency::Currency;
use crate::model::expense::Direction;
use crate::model::money::Money;
use crate::model::period::{Period, WeekStart};
use crate::store::budgets::Spending;
use crate::store::categories::CategoryTree;
use crate::store::{Store, StoreError};

/// Periods of one budget that are looked at after a command whose rows are of many: the newest ones.
const WATCHED_PERIODS_MAX: usize = 12;

/// Where and when budgets are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// The ledger's number.
    pub ledger: i64,
    /// The day that says how much of a period is gone.
    pub today: NaiveDate,
    /// The day on which weeks begin.
    pub week_start: WeekStart,
}

/// How budgets stand in the periods of given days: for each wanted place among the budgets and day, in their order; `None` where
/// the budget is not in force on that day.
///
/// # Errors
/// What the store reports; an overflow where a sum does not fit.
pub fn standings(
    store: &Store,
    seen: Seen,
    budgets: &[Budget],
    wanted: &[(usize, NaiveDate)],
) -> Result<Vec<Option<Standing>>, LedgerError> {
    let tree = store.category_tree()?;
    let mut tallies = tallies(seen, budgets, wanted);
    count(store, seen.ledger, &tree, &mut tallies)?;
    tallies.iter().map(|tally| tally.standing(seen.today)).collect()
}

/// How a budget stands with what is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// How it stands with what is to come counted as spent, in the periods before as well.
    pub standing: Standing,
    /// What of it is to come in the period itself, in minor units.
    pub upcoming_minor: i64,
}

/// As [`standings`], with what recurring expenses will still bring counted as spent, what is due and not entered included; and
/// whether there is more to come than can be counted.
///
/// # Errors
/// As [`standings`].
pub fn expected(
    store: &Store,
    seen: Seen,
    budgets: &[Budget],
    wanted: &[(usize, NaiveDate)],
) -> Result<(Vec<Option<Expected>>, bool), LedgerError> {
    let tree = store.category_tree()?;
    let mut tallies = tallies(seen, budgets, wanted);
    count(store, seen.ledger, &tree, &mut tallies)?;
    let without: Vec<_> = tallies.iter().map(|tally| tally.standing(seen.today)).collect::<Result<_, _>>()?;
    let last = tallies.iter().filter_map(|tally| tally.slots.last()).map(|slot| slot.period.to).max();
    let Some(last) = last else { return Ok((vec![None; wanted.len()], false)) };
    let forecast = upcoming(store, Some(seen.ledger), last)?;
    for item in &forecast.items {
        let spending = Spending {
            date: item.date,
            category: item.category,
            currency: item.amount.currency,
            direction: item.direction,
            minor: item.amount.minor,
        };
        // Wages to come are no refund of anything.
        let is_spending = |of: Limited| item.direction == Direction::Expense || of.category.is_some();
        for tally in &mut tallies {
            if item.direction != Direction::Transfer
                && is_spending(tally.of)
                && tally.of.counts(&tree, item.category)
            {
                tally.add(&spending, None, root_of(&tree, item.category));
            }
        }
    }
    let mut expected = Vec::with_capacity(tallies.len());
    for (tally, without) in tallies.iter().zip(without) {
        let one = tally.standing(seen.today)?.zip(without).map(|(standing, without)| Expected {
            standing: standing.going_on_as(&without),
            upcoming_minor: standing.spent_minor.saturating_sub(without.spent_minor),
        });
        expected.push(one);
    }
    Ok((expected, forecast.truncated))
}

fn tallies(seen: Seen, budgets: &[Budget], wanted: &[(usize, NaiveDate)]) -> Vec<Tally> {
    wanted.iter().map(|&(at, day)| Tally::new(&budgets[at], day, seen.week_start)).collect()
}

impl Limited {
    /// Whether rows of a category count.
    fn counts(self, tree: &CategoryTree, category: Option<i64>) -> bool {
        match (self.category, category) {
            (None, _) => true,
            (Some(of), Some(category)) => tree.is_at_or_below(category, of),
            (Some(_), None) => false,
        }
    }
}

/// The category at the top above one, as it is shown.
fn root_of(tree: &CategoryTree, category: Option<i64>) -> Option<i64> {
    let parent = |number: &i64| Some(tree.effective(tree.get(*number)?.parent?));
    // Circles are cut where the tree is loaded, and no path is that deep.
    std::iter::successors(category.map(|number| tree.effective(number)), parent).take(MERGES_MAX).last()
}

/// The spending of one budget's periods as it is counted.
struct Tally {
    of: Limited,
    slots: Vec<Slot>,
    /// The whole months within each.
    months: Vec<Option<Period>>,
    /// For a category what was spent less what came back, in each period.
    net: Vec<i128>,
    /// For everything, by period and top category: what was spent, and what came back.
    apart: FxHashMap<(usize, Option<i64>), (i128, i128)>,
}

impl Tally {
    fn new(budget: &Budget, day: NaiveDate, week_start: WeekStart) -> Self {
        let slots = chain(&budget.terms, day, week_start).unwrap_or_default();
        // For everything refunds count within each period by itself.
        let slots = if budget.of.category.is_some() { condensed(&slots) } else { slots };
        let months = slots.iter().map(|slot| whole_months(slot.period)).collect();
        Self { of: budget.of, net: vec![0; slots.len()], months, slots, apart: FxHashMap::default() }
    }

    /// Adds what was spent in a whole month (`Some(true)`) or on a single day, if a period takes it so; `None` adds it in any case.
    fn add(&mut self, spending: &Spending, is_month: Option<bool>, root: Option<i64>) {
        if spending.currency != self.of.currency {
            return;
        }
        let at = self.slots.partition_point(|slot| slot.period.from <= spending.date);
        let Some(at) = at.checked_sub(1).filter(|&at| self.slots[at].period.contains(spending.date)) else {
            return;
        };
        let in_months = self.months[at].is_some_and(|whole| whole.contains(spending.date));
        if is_month.is_some_and(|is_month| is_month != in_months) {
            return;
        }
        let minor = i128::from(spending.minor);
        let is_income = spending.direction == Direction::Income;
        if self.of.category.is_some() {
            self.net[at] += if is_income { -minor } else { minor };
        } else {
            let (spent, back) = self.apart.entry((at, root)).or_default();
            *(if is_income { back } else { spent }) += minor;
        }
    }

    /// What was spent in each period, in minor units.
    fn spent(&self) -> Result<Vec<i64>, LedgerError> {
        let mut spent = self.net.clone();
        for (&(at, root), &(expense, income)) in &self.apart {
            // A refund is income where something is spent; wages are none, and neither is income without a category.
            spent[at] += if root.is_some() { (expense - income).max(0) } else { expense };
        }
        let fits: Result<Vec<i64>, _> = spent.into_iter().map(i64::try_from).collect();
        Ok(fits.map_err(|_| StoreError::Overflow(self.of.currency.to_string()))?)
    }

    fn standing(&self, today: NaiveDate) -> Result<Option<Standing>, LedgerError> {
        let overflow = |_| StoreError::Overflow(self.of.currency.to_string());
        Ok(standing(&self.slots, &self.spent()?, today).map_err(overflow)?)
    }
}

/// The whole months within a period.
fn whole_months(period: Period) -> Option<Period> {
    let (first, last) = (Period::month_of(period.from), Period::month_of(period.to));
    let from = if first.from == period.from { first.from } else { first.to.succ_opt()? };
    let to = if last.to == period.to { last.to } else { last.from.pred_opt()? };
    Period::new(from, to).ok()
}

/// The days of a period before and after its whole months.
fn single_days(period: Period) -> impl Iterator<Item = Period> {
    let ends = match whole_months(period) {
        None => [Some(period), None],
        Some(whole) => [
            whole.from.pred_opt().and_then(|to| Period::new(period.from, to).ok()),
            whole.to.succ_opt().and_then(|from| Period::new(from, period.to).ok()),
        ],
    };
    ends.into_iter().flatten()
}

/// Periods without what they have in common twice, in order.
fn united(mut periods: Vec<Period>) -> Vec<Period> {
    periods.sort_by_key(|period| period.from);
    let mut united: Vec<Period> = Vec::new();
    for period in periods {
        match united.last_mut() {
            Some(last) if last.to.succ_opt().is_none_or(|next| period.from <= next) => {
                last.to = last.to.max(period.to);
            }
            _ => united.push(period),
        }
    }
    united
}

/// Reads the spending of all periods once, and adds it where it belongs.
fn count(store: &Store, ledger: i64, tree: &CategoryTree, tallies: &mut [Tally]) -> Result<(), LedgerError> {
    let periods: Vec<Period> =
        tallies.iter().flat_map(|tally| tally.slots.iter().map(|slot| slot.period)).collect();
    let months = united(tallies.iter().flat_map(|tally| tally.months.iter().copied().flatten()).collect());
    let days = united(periods.iter().copied().flat_map(single_days).collect());
    // Which tallies a category counts in, found when it is first met.
    let mut within: FxHashMap<i64, Vec<usize>> = FxHashMap::default();
    let everything: Vec<usize> = (0..tallies.len()).filter(|&at| tallies[at].of.category.is_none()).collect();
    let mut roots: FxHashMap<i64, Option<i64>> = FxHashMap::default();
    let mut add = |spending: &Spending, is_month: bool| {
        let places = match spending.category {
            None => &everything,
            Some(number) => within.entry(number).or_insert_with(|| {
                (0..tallies.len()).filter(|&at| tallies[at].of.counts(tree, Some(number))).collect()
            }),
        };
        let root = spending
            .category
            .and_then(|number| *roots.entry(number).or_insert_with(|| root_of(tree, Some(number))));
        for &at in places {
            tallies[at].add(spending, Some(is_month), root);
        }
        Ok::<_, StoreError>(())
    };
    for months in months {
        store.for_each_month_of_spending(ledger, months, |spending| add(spending, true))?;
    }
    for days in days {
        store.for_each_day_of_spending(ledger, days, |spending| add(spending, false))?;
    }
    Ok(())
}

/// What was spent in a period without what came back, by currency.
///
/// # Errors
/// What the store reports; an overflow where a sum does not fit.
pub fn spent_in(store: &Store, ledger: i64, period: Period) -> Result<Vec<Money>, LedgerError> {
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    let mut add = |spending: &Spending| {
        if spending.direction == Direction::Expense {
            let sum = sums.entry(spending.currency).or_default();
            let overflow = || StoreError::Overflow(spending.currency.to_string());
            *sum = sum.checked_add(spending.minor).ok_or_else(overflow)?;
        }
        Ok::<_, StoreError>(())
    };
    if let Some(months) = whole_months(period) {
        store.for_each_month_of_spending(ledger, months, &mut add)?;
    }
    for days in single_days(period) {
        store.for_each_day_of_spending(ledger, days, &mut add)?;
    }
    let spent = sums.into_iter().filter(|(_, minor)| *minor > 0);
    Ok(spent.map(|(currency, minor)| Money::new(minor, currency)).collect())
}

/// A budget that a command has taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOver {
    /// The budget.
    pub budget: Budget,
    /// How it stands in the period that it was taken over in.
    pub standing: Standing,
}

/// Which budgets were over before a command.
#[derive(Debug)]
pub struct Watch {
    seen: Seen,
    budgets: Vec<Budget>,
    wanted: Vec<(usize, NaiveDate)>,
    before: Vec<Option<Standing>>,
}

impl Watch {
    /// Looks at the budgets before a command that writes rows of the given days; `None` where there is no budget, which costs one
    /// look into an empty table.
    ///
    /// # Errors
    /// What the store reports.
    pub fn begin(store: &Store, seen: Seen, days: Period) -> Result<Option<Self>, LedgerError> {
        let rows = store.budgets(seen.ledger)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let Budgets { budgets, .. } = Budgets::new(rows, &store.category_tree()?);
        let wanted = watched(&budgets, seen, days);
        let before = standings(store, seen, &budgets, &wanted)?;
        Ok(Some(Self { seen, budgets, wanted, before }))
    }

    /// The budgets that are over now and were not before, each once, in its newest such period.
    ///
    /// # Errors
    /// What the store reports.
    pub fn end(self, store: &Store) -> Result<Vec<TakenOver>, LedgerError> {
        let after = standings(store, self.seen, &self.budgets, &self.wanted)?;
        let mut taken: BTreeMap<usize, Standing> = BTreeMap::new();
        for ((&(at, _), before), after) in self.wanted.iter().zip(self.before).zip(after) {
            let (Some(before), Some(after)) = (before, after) else { continue };
            let is_newer = taken.get(&at).is_none_or(|known| known.period.from < after.period.from);
            if after.is_over() && !before.is_over() && is_newer {
                taken.insert(at, after);
            }
        }
        let of = |(at, standing): (usize, Standing)| TakenOver { budget: self.budgets[at].clone(), standing };
        Ok(taken.into_iter().map(of).collect())
    }
}

/// The periods of each budget that rows of some days may take over: those of the days, the newest of them, and today's, which
/// gets what is carried on.
fn watched(budgets: &[Budget], seen: Seen, days: Period) -> Vec<(usize, NaiveDate)> {
    let mut wanted = Vec::new();
    for (at, budget) in budgets.iter().enumerate() {
        let mut day = Some(days.to);
        for _ in 0..WATCHED_PERIODS_MAX {
            let slot = day.and_then(|day| slot_on(&budget.terms, day, seen.week_start));
            let Some(slot) = slot.filter(|slot| slot.period.to >= days.from) else { break };
            wanted.push((at, slot.period.from));
            day = slot.period.from.pred_opt();
        }
        if let Some(slot) = slot_on(&budget.terms, seen.today, seen.week_start)
            && seen.today > days.to
            && slot.period.from > days.to
        {
            wanted.push((at, seen.today));
        }
    }
    wanted
}
