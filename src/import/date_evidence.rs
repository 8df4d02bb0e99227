//! What the dates of a column prove together about the order of day, month and year.
//!
//! Owns the proof. Must not decide where two orders remain that read a row differently.

use chrono::NaiveDate;

use super::dates::{Order, Reading, readings};
use super::error::{Example, ImportError};
use super::options::DateFormat;

/// The orders that a purely numeric date may have.
const ORDERS: [DateFormat; 3] = [DateFormat::Dmy, DateFormat::Mdy, DateFormat::Ymd];
/// Indexes in [`ORDERS`] of each pair of them.
const PAIRS: [(usize, usize); 3] = [(0, 1), (0, 2), (1, 2)];
/// The index of the order with the day first, and that of the one with the month first: with dots between them no language
/// but English ever has the month first. Source: Unicode CLDR, the short dates of all locales.
const DAY_FIRST: usize = 0;
const MONTH_FIRST: usize = 1;
/// Two-digit years leave day and year to be told apart. Read the wrong way round, days scatter over decades: an order
/// under which the file spans this many days …
const SCATTERED_DAYS_MIN: i64 = 3 * 365;
/// … and this many times what it spans under another order, is not meant.
const SCATTERED_TIMES_MIN: i64 = 20;

/// The dates of one column, seen one by one.
#[derive(Debug, Default)]
pub(super) struct DateEvidence {
    /// For each order, the first value that is no date in it.
    excluded: [Option<Example>; 3],
    /// For each pair of orders, the first value on which they differ, with its readings.
    differs: [Option<(Example, [Option<NaiveDate>; 3])>; 3],
    /// For each order, the first and last date under it.
    span: [Option<(NaiveDate, NaiveDate)>; 3],
    /// For each order, the date of the first row and that of the last; and of dates that are clear by themselves.
    ends: [Option<(NaiveDate, NaiveDate)>; 3],
    clear_ends: Option<(NaiveDate, NaiveDate)>,
    /// The order of the first date that is clear by itself.
    clear: Option<Order>,
    /// Whether the names of the columns are in another language than English.
    is_foreign: bool,
    /// Whether a date that an order decides is written with something else than dots.
    other_marks: bool,
    /// The first cell that is no date at all.
    unreadable: Option<Example>,
    found: bool,
}

/// Whether the first mark in a date is a dot.
fn has_dots(cell: &str) -> bool {
    cell.trim().trim_start_matches(|c: char| c.is_ascii_digit() || c == '\'').starts_with('.')
}

/// Takes a date for the last one, and for the first if there was none.
fn extend(ends: &mut Option<(NaiveDate, NaiveDate)>, date: NaiveDate) {
    let first = ends.map_or(date, |(first, _)| first);
    *ends = Some((first, date));
}

impl DateEvidence {
    /// No dates yet, of a file whose columns have names in another language than English or not.
    pub(super) fn of_file(is_foreign: bool) -> Self {
        Self { is_foreign, ..Self::default() }
    }

    /// Adds a cell of the date column.
    pub(super) fn observe(&mut self, line: u64, cell: &str) {
        match readings(cell) {
            None => {
                self.unreadable.get_or_insert_with(|| Example::new(line, cell));
            }
            Some(Reading::Clear(date, order)) => {
                self.found = true;
                extend(&mut self.clear_ends, date);
                self.clear.get_or_insert(order);
            }
            Some(Reading::Numeric(dates)) => {
                self.found = true;
                self.observe_numeric(line, cell, dates);
            }
        }
    }

    fn observe_numeric(&mut self, line: u64, cell: &str, dates: [Option<NaiveDate>; 3]) {
        // A dot at the end is Hungarian, where the year may come first in two digits.
        self.other_marks |= !has_dots(cell) || cell.trim_end().ends_with('.');
        for ((excluded, span), date) in self.excluded.iter_mut().zip(&mut self.span).zip(dates) {
            match (date, span) {
                (Some(date), Some((first, last))) => (*first, *last) = (date.min(*first), date.max(*last)),
                (Some(date), empty) => *empty = Some((date, date)),
                (None, _) => {
                    excluded.get_or_insert_with(|| Example::new(line, cell));
                }
            }
        }
        for (ends, date) in self.ends.iter_mut().zip(dates) {
            if let Some(date) = date {
                extend(ends, date);
            }
        }
        for (differs, (a, b)) in self.differs.iter_mut().zip(PAIRS) {
            if differs.is_none() && dates[a] != dates[b] {
                *differs = Some((Example::new(line, cell), dates));
            }
        }
    }

    /// The first cell that is no date, if no cell at all was one.
    pub(super) const fn nothing_found(&self) -> Option<&Example> {
        if self.found { None } else { self.unreadable.as_ref() }
    }

    /// Whether any date was seen that an order decides.
    pub(super) fn is_numeric(&self) -> bool {
        self.differs.iter().any(Option::is_some)
    }

    /// The first value that is no date in an order.
    pub(super) fn excludes(&self, format: &DateFormat) -> Option<&Example> {
        let order = ORDERS.iter().position(|order| order == format)?;
        self.excluded[order].as_ref()
    }

    /// The one format that the column proves.
    ///
    /// # Errors
    ///
    /// Two orders remain and read a row differently, or none remains.
    pub(super) fn decide(&self) -> Result<DateFormat, ImportError> {
        if self.differs.iter().all(Option::is_none) {
            // No numeric date, or only such as 05/05/2026, which are the same in every order.
            return Ok(self.clear.map_or(DateFormat::Dmy, Order::format));
        }
        let mut left: Vec<usize> =
            (0..ORDERS.len()).filter(|&order| self.excluded[order].is_none()).collect();
        let scattered: Vec<usize> =
            left.iter().copied().filter(|&order| self.is_scattered(order, &left)).collect();
        left.retain(|order| !scattered.contains(order));
        if self.is_foreign && !self.other_marks && left.contains(&DAY_FIRST) {
            left.retain(|order| *order != MONTH_FIRST);
        }
        let Some(&first) = left.first() else { return Err(self.contradiction()) };
        let undecided = PAIRS
            .iter()
            .zip(&self.differs)
            .filter(|((a, b), _)| left.contains(a) && left.contains(b))
            .find_map(|(_, differs)| differs.as_ref());
        match undecided {
            None => Ok(ORDERS[first].clone()),
            Some((example, dates)) => Err(ImportError::AmbiguousDate {
                line: example.line,
                value: example.value.clone(),
                readings: left
                    .iter()
                    .filter_map(|&o| dates[o].map(|date| (ORDERS[o].clone(), date)))
                    .collect(),
            }),
        }
    }

    /// The first and the last day under an order; `None` where no date is one under it.
    pub(super) fn span_in(&self, format: &DateFormat) -> Option<(NaiveDate, NaiveDate)> {
        let order = ORDERS.iter().position(|order| order == format)?;
        self.span[order]
    }

    /// Whether the last row is of a later day than the first, or of an earlier one; `None` if that is not known.
    pub(super) fn rises(&self) -> Option<bool> {
        let format = self.decide().ok()?;
        let order = ORDERS.iter().position(|order| *order == format);
        let (first, last) = order.and_then(|order| self.ends[order]).or(self.clear_ends)?;
        (first != last).then_some(first < last)
    }

    /// Whether an order takes days for years: compared between year first and year last only, never between day and month.
    fn is_scattered(&self, order: usize, left: &[usize]) -> bool {
        let year_first = |order: usize| order == 2;
        let days = |order: usize| self.span[order].map_or(0, |(first, last)| (last - first).num_days());
        days(order) >= SCATTERED_DAYS_MIN
            && left.iter().any(|&other| {
                year_first(other) != year_first(order)
                    && days(order) >= SCATTERED_TIMES_MIN * (days(other) + 1)
            })
    }

    /// Two values that exclude each other.
    fn contradiction(&self) -> ImportError {
        let mut examples = self.excluded.iter().flatten();
        let first = examples.next().cloned().unwrap_or(Example::new(0, ""));
        let second = examples.find(|example| **example != first).cloned().unwrap_or_else(|| first.clone());
        ImportError::ContradictoryDates { first, second }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(cells: &[&str]) -> Result<DateFormat, ImportError> {
        decide_in(false, cells)
    }

    fn decide_in(is_foreign: bool, cells: &[&str]) -> Result<DateFormat, ImportError> {
        let mut evidence = DateEvidence::of_file(is_foreign);
        for (line, cell) in (2..).zip(cells) {
            evidence.observe(line, cell);
        }
        evidence.decide()
    }

    #[test]
    fn one_day_above_twelve_proves_the_order_of_the_column() {
        assert_eq!(decide(&["03/04/2026", "13/04/2026"]), Ok(DateFormat::Dmy));
        assert_eq!(decide(&["03/04/2026", "04/13/2026"]), Ok(DateFormat::Mdy));
        assert_eq!(decide(&["01.06.23", "15.06.23", "01.07.23"]), Ok(DateFormat::Dmy));
    }

    #[test]
    fn with_dots_the_month_is_never_first_but_in_english() {
        assert_eq!(decide_in(true, &["03.04.2026", "01.02.2026"]), Ok(DateFormat::Dmy));
        assert_eq!(decide_in(true, &["03.04.26", "01.02.26"]), Ok(DateFormat::Dmy));
        // Unless the column itself says so.
        assert_eq!(decide_in(true, &["03.04.2026", "04.13.2026"]), Ok(DateFormat::Mdy));
        assert!(decide_in(true, &["03.04.2026", "01/02/2026"]).is_err());
        assert!(decide(&["03.04.2026", "01.02.2026"]).is_err());
    }

    #[test]
    fn a_column_that_does_not_decide_is_refused_with_both_readings_and_the_option() {
        let error = decide(&["05/05/2026", "03/04/2026", "01/02/2026"]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`03/04/2026` in line 3 is 3 April 2026 (dmy) or 4 March 2026 (mdy), and no date of the file decides: \
             say --date-format dmy or --date-format mdy"
        );
        assert_eq!(error.code(), "ambiguous_date");
    }

    #[test]
    fn dates_that_are_the_same_in_every_order_need_no_decision() {
        assert!(decide(&["05/05/2026", "01/01/2026"]).is_ok());
    }

    #[test]
    fn dates_that_exclude_each_other_are_refused_with_both() {
        let error = decide(&["13/04/2026", "04/13/2026"]).unwrap_err();
        assert!(matches!(error, ImportError::ContradictoryDates { .. }));
        let message = error.to_string();
        assert!(
            message.contains("`13/04/2026` in line 2") && message.contains("`04/13/2026` in line 3"),
            "{message}"
        );
    }

    #[test]
    fn two_digit_years_are_known_by_what_does_not_scatter() {
        assert_eq!(decide(&["01/06/23", "15/06/23", "28/06/23"]), Ok(DateFormat::Dmy));
        assert_eq!(decide(&["23-06-01", "23-06-15", "23-06-28"]), Ok(DateFormat::Ymd));
        assert!(matches!(decide(&["26-03-04", "26-03-05"]), Err(ImportError::AmbiguousDate { .. })));
        assert!(matches!(decide(&["01/06/23", "12/06/23"]), Err(ImportError::AmbiguousDate { .. })));
    }

    #[test]
    fn dates_clear_by_themselves_and_cells_that_are_none_decide_nothing() {
        assert_eq!(decide(&["2026-03-04", "Total"]), Ok(DateFormat::Ymd));
        assert_eq!(decide(&["4 Mar 2026", "2026-03-04"]), Ok(DateFormat::Dmy));
        assert_eq!(decide(&["Mar 4, 2026"]), Ok(DateFormat::Mdy));
        assert!(matches!(decide(&["2026-13-04", "03/04/2026"]), Err(ImportError::AmbiguousDate { .. })));
    }
}
