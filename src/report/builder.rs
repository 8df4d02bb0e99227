//! Gathers facts into a report.
//!
//! Owns the sums while they grow and the order of the rows. Must not know where facts come from.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::num::NonZeroUsize;

use chrono::NaiveDate;

use super::keys::Keys;
use super::value::{Margin, Sums};
use super::{DIMENSIONS_MAX, Dimension, MoneyRow, Report, ReportError, Row};
use crate::model::currency::Currency;
use crate::model::expense::Direction;

/// An expense or income, or the sum of several that agree in all that the report is by.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'a> {
    /// The date; the first of the month where the fact is a month's total.
    pub date: NaiveDate,
    /// Category path.
    pub category: Option<&'a str>,
    /// Who received or sent the money.
    pub payee: Option<&'a str>,
    /// Payment method.
    pub method: Option<&'a str>,
    /// Tags.
    pub tags: &'a [String],
    /// The ledger's name.
    pub ledger: &'a str,
    /// The account that an imported row comes from.
    pub source: Option<&'a str>,
    /// Which way the money went; a transfer is left out.
    pub direction: Direction,
    /// The currency.
    pub currency: Currency,
    /// How many expenses it stands for.
    pub count: u64,
    /// Their sum in minor units, not negative.
    pub minor: i64,
}

/// Gathers facts into a report; millions of them cost memory only for the keys that differ.
#[derive(Debug)]
pub struct Builder {
    keys: Vec<Keys>,
    /// Sums by the numbers of the keys; zero stands for a dimension that is not there.
    cells: HashMap<(Currency, [i64; DIMENSIONS_MAX]), Sums>,
    /// Sums by the number of one key of a crossed report. They are no sums of cells, where a fact is once for each tag.
    margins: [HashMap<(Currency, i64), Sums>; DIMENSIONS_MAX],
    totals: Vec<(Currency, Sums)>,
    /// The numbers of the fact at hand, kept so that their space is used again.
    scratch: [Vec<i64>; DIMENSIONS_MAX],
}

/// Where a key stands among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    Natural(i64),
    /// Expense, income, whether it is "(none)", name.
    Size(Reverse<i64>, Reverse<i64>, bool, &'a str),
}

impl Builder {
    /// Begins a report by none, one or two dimensions. Category paths are cut after `category_depth` names; paths that
    /// differ only in case are one, under the spelling that sorts first.
    ///
    /// # Errors
    /// [`ReportError::TooManyDimensions`], [`ReportError::DimensionTwice`].
    pub fn new(by: &[Dimension], category_depth: Option<NonZeroUsize>) -> Result<Self, ReportError> {
        if by.len() > DIMENSIONS_MAX {
            return Err(ReportError::TooManyDimensions(by.len()));
        }
        if let [first, second] = by
            && first == second
        {
            return Err(ReportError::DimensionTwice(*first));
        }
        Ok(Self {
            keys: by.iter().map(|dimension| Keys::new(*dimension, category_depth)).collect(),
            cells: HashMap::new(),
            margins: Default::default(),
            totals: Vec::new(),
            scratch: Default::default(),
        })
    }

    /// Adds a fact. A transfer, or a total of nothing, changes nothing.
    ///
    /// # Errors
    /// [`ReportError::Negative`] for an amount below zero; [`ReportError::Overflow`] if the currency's sums do not
    /// fit. Neither changes the report.
    pub fn add(&mut self, fact: &Fact<'_>) -> Result<(), ReportError> {
        let currency = fact.currency;
        if fact.minor < 0 {
            return Err(ReportError::Negative { currency, minor: fact.minor });
        }
        let sums = match fact.direction {
            Direction::Transfer => return Ok(()),
            Direction::Expense => {
                Sums { expense_count: fact.count, expense_minor: fact.minor, ..Sums::default() }
            }
            Direction::Income => {
                Sums { income_count: fact.count, income_minor: fact.minor, ..Sums::default() }
            }
        };
        if sums == Sums::default() {
            return Ok(());
        }
        // The total is never less than the sum of a key, so that what fits it fits them all.
        self.total(currency).add(sums, currency)?;
        let mut scratch = std::mem::take(&mut self.scratch);
        for (index, numbers) in scratch.iter_mut().enumerate() {
            numbers.clear();
            match self.keys.get_mut(index) {
                Some(keys) => keys.numbers(fact, numbers),
                None => numbers.push(0),
            }
        }
        let added = self.add_under(&scratch, currency, sums);
        self.scratch = scratch;
        added
    }

    fn total(&mut self, currency: Currency) -> &mut Sums {
        // There are fewer than two hundred currencies, and few in one ledger.
        let index = self.totals.iter().position(|(known, _)| *known == currency).unwrap_or_else(|| {
            self.totals.push((currency, Sums::default()));
            self.totals.len() - 1
        });
        &mut self.totals[index].1
    }

    fn add_under(
        &mut self,
        numbers: &[Vec<i64>; DIMENSIONS_MAX],
        currency: Currency,
        sums: Sums,
    ) -> Result<(), ReportError> {
        for &first in &numbers[0] {
            for &second in &numbers[1] {
                self.cells.entry((currency, [first, second])).or_default().add(sums, currency)?;
            }
        }
        if self.keys.len() < DIMENSIONS_MAX {
            return Ok(());
        }
        for (margin, numbers) in self.margins.iter_mut().zip(numbers) {
            for &number in numbers {
                margin.entry((currency, number)).or_default().add(sums, currency)?;
            }
        }
        Ok(())
    }

    /// The report of what was added. `period` is its first and last day, both inclusive; the facts are not held
    /// against it.
    #[must_use]
    pub fn finish(mut self, period: Option<(NaiveDate, NaiveDate)>) -> Report {
        self.totals.sort_by_key(|(currency, sums)| (Reverse(sums.money(*currency).count), *currency));
        let ranks: HashMap<Currency, (usize, Sums)> = self
            .totals
            .iter()
            .enumerate()
            .map(|(rank, (currency, sums))| (*currency, (rank, *sums)))
            .collect();
        Report {
            by: self.keys.iter().map(Keys::dimension).collect(),
            period,
            rows: self.rows(&ranks),
            totals: self
                .totals
                .iter()
                .map(|(currency, sums)| sums.money(*currency))
                .collect::<Vec<MoneyRow>>(),
            margins: [self.margin(0, &ranks), self.margin(1, &ranks)],
        }
    }

    fn rows(&self, ranks: &HashMap<Currency, (usize, Sums)>) -> Vec<Row> {
        let mut cells: Vec<_> = self
            .cells
            .iter()
            .map(|(&(currency, numbers), &sums)| {
                let (rank, total) = ranks.get(&currency).copied().unwrap_or_default();
                // Of a crossed report the first key stands where its own sum puts it, not where this cell's does.
                let whole = self.margins[0].get(&(currency, numbers[0])).copied().unwrap_or(sums);
                let place = (rank, self.place(0, numbers[0], whole), self.place(1, numbers[1], sums));
                (place, currency, numbers, sums, total)
            })
            .collect();
        cells.sort_unstable_by_key(|(place, ..)| *place);
        cells
            .into_iter()
            .map(|(_, currency, numbers, sums, total)| Row {
                key: self.keys.iter().zip(numbers).map(|(keys, number)| keys.label(number)).collect(),
                money: sums.money(currency),
                share: sums.share(total),
                average_minor: sums.average_minor(),
            })
            .collect()
    }

    fn margin(&self, index: usize, ranks: &HashMap<Currency, (usize, Sums)>) -> Vec<Margin> {
        let Some(keys) = self.keys.get(index) else { return Vec::new() };
        let mut margin: Vec<_> = self.margins[index]
            .iter()
            .map(|(&(currency, number), &sums)| {
                let (rank, _) = ranks.get(&currency).copied().unwrap_or_default();
                ((rank, self.place(index, number, sums)), currency, number, sums)
            })
            .collect();
        margin.sort_unstable_by_key(|(place, ..)| *place);
        margin
            .into_iter()
            .map(|(_, currency, number, sums)| Margin {
                key: keys.label(number),
                money: sums.money(currency),
            })
            .collect()
    }

    fn place(&self, index: usize, number: i64, sums: Sums) -> Place<'_> {
        match self.keys.get(index) {
            Some(keys) if !keys.dimension().is_ordered() => {
                let label = keys.text_label(number);
                Place::Size(
                    Reverse(sums.expense_minor),
                    Reverse(sums.income_minor),
                    label.is_none(),
                    label.unwrap_or_default(),
                )
            }
            _ => Place::Natural(number),
        }
    }
}
