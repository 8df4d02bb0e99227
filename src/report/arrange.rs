//! Arranges the sums of a report in rows: their order, the rest in one row, those in which nothing happened, what they are compared
//! with, averages over time and running sums.
//!
//! Owns the order of the rows. Must not add facts.

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::str::FromStr;

use chrono::{NaiveDate, Weekday};
use rustc_hash::FxHashMap;

use super::builder::{Builder, Cells};
use super::keys::{Keys, OTHER};
use super::spread::Spread;
use super::value::{Earlier, Edge, Pair, Sums, Total};
use super::{Amounts, DIMENSIONS_MAX, Dimension, Report, ReportError, Row};
use crate::model::currency::Currency;
use crate::model::period::{Calendar, Length, Period, Unit};
use crate::model::text::quoted;

/// Most rows that are put in only because nothing happened in them: a hundred years of days. A report of a longer time by days shows
/// only the days on which something happened.
pub const FILLED_ROWS_MAX: usize = 36_600;

/// What rows are ordered by, other than in the order of [`Report::rows`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The largest expense first.
    Expense,
    /// The largest income first.
    Income,
    /// Where the most was spent beyond what came in first.
    Net,
    /// The most rows first.
    Count,
    /// By name, or in the order of time.
    Name,
    /// The largest average first: for each unit where one is named, else of one expense.
    Average,
}

impl Order {
    /// The words on the command line.
    pub const WORDS: [&str; 6] = ["expense", "income", "net", "count", "name", "average"];
}

impl FromStr for Order {
    type Err = String;

    /// Reads one of the words, exactly.
    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "expense" => Self::Expense,
            "income" => Self::Income,
            "net" => Self::Net,
            "count" => Self::Count,
            "name" => Self::Name,
            "average" => Self::Average,
            other => {
                return Err(format!(
                    "`{}` is nothing to sort by: {}",
                    quoted(other, 20),
                    Self::WORDS.join(", ")
                ));
            }
        })
    }
}

/// How the rows of a report are arranged, and what is added to them.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The first and the last day of the report, where it is over one period with both.
    pub period: Option<Period>,
    /// The stretches of days that the report is over, in their order and apart from each other; none where it is over one.
    pub spans: Vec<Period>,
    /// The first day where the report has one; else it is that of the month of the first fact.
    pub from: Option<NaiveDate>,
    /// The day up to which averages and empty rows go; where there is none, or the last fact is later, it is the last day of the month of
    /// that fact, within the period.
    pub until: Option<NaiveDate>,
    /// The period whose facts were added as earlier.
    pub compared: Option<Period>,
    /// The unit to average over, if any.
    pub unit: Option<Unit>,
    /// Whether a dimension of time is cumulated.
    pub is_cumulated: bool,
    /// Whether a dimension of time, weekdays or days of the month have rows where nothing happened.
    pub is_filled: bool,
    /// Another order of the rows.
    pub order: Option<Order>,
    /// How many keys have a row of their own; the others are summed in one. Of two dimensions, it holds for each that has no order of
    /// its own, or for the first if both have.
    pub top: Option<NonZeroUsize>,
}

/// The sums with all that decides where they stand.
pub(super) struct Arranged<'s> {
    keys: Vec<Keys>,
    calendar: Calendar,
    totals: Vec<(Currency, Pair)>,
    spread: Spread,
    shape: &'s Shape,
    /// The days that averages and empty rows are over; `None` where nothing was added and the report has no two ends.
    days: Option<Period>,
    /// The place of each currency, and its sums.
    ranks: FxHashMap<Currency, (usize, Pair)>,
}

/// Where a key stands among others: whether it is the rest, two measures, whether it is "(none)", the name, the number.
type Place<'a> = (bool, i64, i64, bool, &'a str, i64);

impl<'s> Arranged<'s> {
    pub(super) fn new(builder: Builder, shape: &'s Shape) -> Result<Self, ReportError> {
        let Builder { keys, cells: gathered, mut totals, days, calendar } = builder;
        let counts = |pair: &Pair, currency| {
            let count = |sums: Sums| std::cmp::Reverse(sums.money(currency).count);
            (count(pair.now), count(pair.earlier), currency)
        };
        totals.sort_by_key(|(currency, pair)| counts(pair, *currency));
        let ranks = totals.iter().enumerate();
        let ranks = ranks.map(|(rank, (currency, pair))| (*currency, (rank, *pair))).collect();
        let spread = Spread::new(&keys, &gathered)?;
        let days = days_of_facts(days, shape);
        let mut arranged = Self { keys, calendar, totals, spread, shape, days, ranks };
        let cut = shape.top.map(|_| arranged.cut()).unwrap_or_default();
        if let Some(top) = shape.top {
            arranged.sum_the_rest(&gathered, top, &cut)?;
        }
        if shape.is_filled {
            arranged.fill(&cut);
        }
        Ok(arranged)
    }

    /// Puts in the keys of time at which nothing happened, but of dimensions that were cut.
    fn fill(&mut self, cut: &[usize]) {
        let Some(all) = self.days.or(self.shape.period) else { return };
        let is_crossed = self.keys.len() == DIMENSIONS_MAX;
        for index in (0..self.keys.len()).filter(|index| !cut.contains(index)) {
            let numbers = all_numbers(&self.keys[index], all, &self.shape.spans);
            for &currency in self.ranks.keys() {
                for &number in &numbers {
                    // Of a crossed report only the edge is filled: the cells within stay empty.
                    if is_crossed {
                        self.spread.edges[index].entry((currency, number)).or_default();
                    } else {
                        self.spread.cells.entry((currency, [number, 0])).or_default();
                    }
                }
            }
        }
    }

    /// The places of the dimensions of which only the first keys stand alone.
    fn cut(&self) -> Vec<usize> {
        let ordered = |index: usize| self.keys[index].dimension().is_ordered();
        match self.keys.len() {
            0 => Vec::new(),
            1 => vec![0],
            _ if ordered(0) && ordered(1) => vec![0],
            _ => (0..DIMENSIONS_MAX).filter(|index| !ordered(*index)).collect(),
        }
    }

    /// Sums all keys but the first `top` of each currency under [`super::keys::OTHER`].
    fn sum_the_rest(
        &mut self,
        gathered: &Cells,
        top: NonZeroUsize,
        cut: &[usize],
    ) -> Result<(), ReportError> {
        let kept: Vec<HashSet<(Currency, i64)>> =
            (0..self.keys.len()).map(|index| self.first_keys(index, top)).collect();
        let is_kept = |index: usize, currency: Currency, number: i64| {
            !cut.contains(&index) || kept[index].contains(&(currency, number))
        };
        self.spread = self.spread.with_the_rest(&self.keys, gathered, is_kept)?;
        Ok(())
    }

    fn first_keys(&self, index: usize, top: NonZeroUsize) -> HashSet<(Currency, i64)> {
        let mut all: Vec<((Currency, i64), Pair)> = if self.keys.len() == DIMENSIONS_MAX {
            self.spread.edges[index].iter().map(|(key, pair)| (*key, *pair)).collect()
        } else {
            let cells = self.spread.cells.iter();
            cells.map(|((currency, numbers), pair)| ((*currency, numbers[0]), *pair)).collect()
        };
        all.sort_unstable_by_key(|((currency, number), pair)| {
            (self.rank(*currency), self.place(index, *currency, *number, *pair))
        });
        let mut kept = HashSet::new();
        let mut of_currency: FxHashMap<Currency, usize> = FxHashMap::default();
        for (key, _) in all {
            let seen = of_currency.entry(key.0).or_default();
            if *seen < top.get() {
                kept.insert(key);
            }
            *seen += 1;
        }
        kept
    }

    pub(super) fn report(self) -> Result<Report, ReportError> {
        let mut rows = self.rows()?;
        if self.shape.is_cumulated {
            cumulate(&mut rows, &self.by())?;
        }
        let money = |(currency, pair): &(Currency, Pair)| pair.now.money(*currency);
        let more = |(currency, pair): &(Currency, Pair)| {
            Ok(Total {
                each: self.each(pair.now.money(*currency).amounts(), self.days),
                earlier: self.earlier(*currency, *pair)?,
            })
        };
        Ok(Report {
            by: self.by(),
            period: self.shape.period.map(|period| (period.from, period.to)),
            days: self.days,
            spans: self.shape.spans.clone(),
            compared: self.shape.compared,
            unit: self.shape.unit,
            rows,
            totals: self.totals.iter().map(money).collect(),
            more: self.totals.iter().map(more).collect::<Result<_, ReportError>>()?,
            edges: [self.edge(0), self.edge(1)],
        })
    }

    fn by(&self) -> Vec<Dimension> {
        self.keys.iter().map(Keys::dimension).collect()
    }

    fn rank(&self, currency: Currency) -> usize {
        self.ranks.get(&currency).map_or(usize::MAX, |(rank, _)| *rank)
    }

    fn rows(&self) -> Result<Vec<Row>, ReportError> {
        let is_crossed = self.keys.len() == DIMENSIONS_MAX;
        // Of a crossed report the first key stands where its own sum puts it, not where a cell's does: its place is found once.
        let firsts: FxHashMap<(Currency, i64), usize> =
            self.placed(0).into_iter().enumerate().map(|(at, (key, _))| (key, at)).collect();
        let last = usize::from(is_crossed);
        let mut cells: Vec<_> = self
            .spread
            .cells
            .iter()
            .map(|(&(currency, numbers), &pair)| {
                let first = firsts.get(&(currency, numbers[0])).copied().unwrap_or(usize::MAX);
                let place = self.place(last, currency, numbers[last], pair);
                ((self.rank(currency), first, place), currency, numbers, pair)
            })
            .collect();
        cells.sort_unstable_by_key(|(place, ..)| *place);
        // The same key comes again in every row of a crossed report.
        let mut labels: [FxHashMap<i64, Option<String>>; DIMENSIONS_MAX] = Default::default();
        let mut label = |index: usize, number: i64| {
            let keys = self.keys.get(index)?;
            labels[index].entry(number).or_insert_with(|| keys.label(number)).clone()
        };
        let row = |(_, currency, numbers, pair): (_, Currency, [i64; DIMENSIONS_MAX], Pair)| {
            let key = (0..self.keys.len()).map(|index| label(index, numbers[index])).collect();
            self.row(key, currency, numbers, pair)
        };
        cells.into_iter().map(row).collect()
    }

    fn row(
        &self,
        key: Vec<Option<String>>,
        currency: Currency,
        numbers: [i64; DIMENSIONS_MAX],
        pair: Pair,
    ) -> Result<Row, ReportError> {
        let money = pair.now.money(currency);
        let total = self.ranks.get(&currency).map(|(_, total)| total.now).unwrap_or_default();
        Ok(Row {
            key,
            money,
            share: pair.now.share(total),
            average_minor: pair.now.average_minor(),
            each: self.each_of_row(&numbers, money.amounts()),
            cumulated: None,
            earlier: self.earlier(currency, pair)?,
            others: numbers.contains(&OTHER).then_some(pair.merged),
        })
    }

    /// See [`Row::each`].
    fn each_of_row(&self, numbers: &[i64; DIMENSIONS_MAX], amounts: Amounts) -> Option<Amounts> {
        match self.repeats(numbers) {
            Some(times) => amounts.each(times),
            None => self.each(amounts, self.days_of(numbers)),
        }
    }

    /// The days of the period that a row stands for; `None` for the rest of a dimension of time, which are any days.
    fn days_of(&self, numbers: &[i64; DIMENSIONS_MAX]) -> Option<Period> {
        let mut days = self.days?;
        for (keys, number) in self.keys.iter().zip(numbers) {
            if !keys.dimension().is_time() {
                continue;
            }
            let span = keys.span(*number)?;
            days = Period { from: days.from.max(span.from), to: days.to.min(span.to) };
        }
        (days.from <= days.to).then_some(days)
    }

    /// How often the weekday or day of the month of a row came in its days, where averages are by the day; `None` where the row is of
    /// neither.
    fn repeats(&self, numbers: &[i64; DIMENSIONS_MAX]) -> Option<Length> {
        let repeating = |keys: &Keys| matches!(keys.dimension(), Dimension::Weekday | Dimension::DayOfMonth);
        let known = self.keys.iter().zip(numbers);
        let wanted: Vec<(Dimension, i64)> = known
            .filter(|(keys, _)| repeating(keys))
            .map(|(keys, number)| (keys.dimension(), *number))
            .collect();
        if self.shape.unit != Some(Unit::Day) || wanted.is_empty() {
            return None;
        }
        let first = self.calendar.week_start.weekday();
        let mut weekday = None;
        let mut of_month = None;
        for (dimension, number) in wanted {
            match dimension {
                Dimension::Weekday => weekday = weekday_after(first, number),
                _ => of_month = u32::try_from(number).ok(),
            }
        }
        Some(Length::whole(self.days_of(numbers)?.times(weekday, of_month)))
    }

    fn each(&self, amounts: Amounts, days: Option<Period>) -> Option<Amounts> {
        amounts.each(days?.length(self.shape.unit?))
    }

    fn earlier(&self, currency: Currency, pair: Pair) -> Result<Option<Earlier>, ReportError> {
        let is_compared = self.shape.compared.is_some();
        let earlier = || Earlier::new(&pair.now.money(currency), pair.earlier.money(currency));
        is_compared.then(earlier).transpose()
    }

    /// The keys of one dimension of a crossed report with their sums, in their order; none of another report.
    fn placed(&self, index: usize) -> Vec<((Currency, i64), Pair)> {
        let mut margin: Vec<_> = self.spread.edges[index].iter().map(|(key, pair)| (*key, *pair)).collect();
        margin.sort_unstable_by_key(|((currency, number), pair)| {
            (self.rank(*currency), self.place(index, *currency, *number, *pair))
        });
        margin
    }

    fn edge(&self, index: usize) -> Vec<Edge> {
        let Some(keys) = self.keys.get(index) else { return Vec::new() };
        let of = |((currency, number), pair): ((Currency, i64), Pair)| Edge {
            key: keys.label(number),
            money: pair.now.money(currency),
            is_rest: number == OTHER,
        };
        self.placed(index).into_iter().map(of).collect()
    }

    fn place(&self, index: usize, currency: Currency, number: i64, pair: Pair) -> Place<'_> {
        let Some(keys) = self.keys.get(index) else { return (false, 0, 0, false, "", 0) };
        let sums = pair.now;
        let label = keys.text_label(number);
        let is_none = !keys.dimension().is_ordered() && label.is_none();
        // Neither is negative, so that their difference and their negatives fit.
        let [expense, income] = [sums.expense_minor, sums.income_minor];
        let (first, second) = match self.shape.order {
            None if keys.dimension().is_ordered() => (0, 0),
            Some(Order::Name) => (0, 0),
            None | Some(Order::Expense) => (-expense, -income),
            Some(Order::Income) => (-income, -expense),
            Some(Order::Net) => (income - expense, -expense),
            Some(Order::Count) => (-i64::try_from(sums.money(currency).count).unwrap_or(i64::MAX), -expense),
            Some(Order::Average) => (-self.average(index, currency, number, sums), -expense),
        };
        let name = if keys.dimension().is_ordered() { "" } else { label.unwrap_or_default() };
        // A text's number says only when it was first met.
        let number_or_none = if keys.dimension().is_ordered() { number } else { 0 };
        (number == OTHER, first, second, is_none, name, number_or_none)
    }

    /// What [`Order::Average`] goes by: what the row says, and of one dimension of two what the whole period says.
    fn average(&self, index: usize, currency: Currency, number: i64, sums: Sums) -> i64 {
        if self.shape.unit.is_none() {
            return sums.average_minor().unwrap_or(0);
        }
        let amounts = sums.money(currency).amounts();
        let each = if index == 0 && self.keys.len() == 1 {
            self.each_of_row(&[number, 0], amounts)
        } else {
            self.each(amounts, self.days)
        };
        each.map_or(0, |each| each.expense_minor)
    }
}

/// The days that averages and empty rows are over, of a report whose first and last fact were on these.
fn days_of_facts(days: Option<(NaiveDate, NaiveDate)>, shape: &Shape) -> Option<Period> {
    let Some((first, last)) = days else {
        // Nothing at all is nothing each month.
        return Some(Period { from: shape.from?, to: shape.until? }).filter(|days| days.from <= days.to);
    };
    // By months, so that it is the same whether facts are single or sums of months.
    let month_end = Period::month_of(last).to;
    let end = shape.period.map_or(month_end, |period| period.to.min(month_end).max(last));
    Some(Period {
        from: shape.from.unwrap_or_else(|| Period::month_of(first).from),
        to: shape.until.filter(|until| *until >= last).unwrap_or(end),
    })
}

/// The weekday so many days after another.
fn weekday_after(first: Weekday, days: i64) -> Option<Weekday> {
    let number = (i64::from(first.num_days_from_monday()) + days).rem_euclid(7);
    Weekday::try_from(u8::try_from(number).ok()?).ok()
}

/// The numbers of every key of a dimension that comes by itself, within these days and, if there are any, these stretches of them; none of
/// any other dimension, and none where there would be more than [`FILLED_ROWS_MAX`].
fn all_numbers(keys: &Keys, days: Period, spans: &[Period]) -> Vec<i64> {
    match keys.dimension() {
        Dimension::Weekday => return (0..7).collect(),
        Dimension::DayOfMonth => return (1..=31).collect(),
        _ => {}
    }
    let mut numbers = Vec::new();
    for span in if spans.is_empty() { std::slice::from_ref(&days) } else { spans } {
        let to = span.to.min(days.to);
        let mut next = keys.dimension().is_time().then_some(span.from.max(days.from));
        while let Some(day) = next.filter(|day| *day <= to) {
            let number = keys.number_at(day);
            // Two stretches may share a month.
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
            if numbers.len() > FILLED_ROWS_MAX {
                return Vec::new();
            }
            next = keys.span(number).and_then(|span| span.to.succ_opt());
        }
    }
    numbers
}

/// Puts running sums into rows that stand in the order of time, for each key of the other dimension.
fn cumulate(rows: &mut [Row], by: &[Dimension]) -> Result<(), ReportError> {
    let time = by.iter().position(|dimension| dimension.is_time());
    let mut running: FxHashMap<(Currency, Vec<Option<String>>), Amounts> = FxHashMap::default();
    for row in rows {
        let mut rest = row.key.clone();
        if let Some(time) = time {
            rest.remove(time);
        }
        let sum = running.entry((row.money.currency, rest)).or_default();
        let add = |sum: i64, minor| sum.checked_add(minor).ok_or(ReportError::Overflow(row.money.currency));
        *sum = Amounts {
            expense_minor: add(sum.expense_minor, row.money.expense_minor)?,
            income_minor: add(sum.income_minor, row.money.income_minor)?,
            net_minor: add(sum.net_minor, row.money.net_minor)?,
        };
        row.cumulated = Some(*sum);
    }
    Ok(())
}
