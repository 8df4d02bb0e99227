//! The first reading of a statement: what its columns prove about dates, decimal marks and signs.
//!
//! Owns the proof over the whole file. Must not produce expenses.

use crate::model::expense::Direction;

use super::amounts::{NotAnAmount, read_cell};
use super::columns::{Columns, direction_word};
use super::date_evidence::DateEvidence;
use super::dates::parse_date;
use super::error::{Example, ImportError};
use super::layout::Sign;
use super::numbers::{MarkEvidence, mark_evidence, minor_units};
use crate::model::amount::DecimalMark;

use super::options::{DateFormat, ImportOptions};
use super::roles::Role;
use super::table::{Place, Records, cell, is_blank};

/// How often a value was above and below zero.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct SignCount {
    pub positive: u64,
    pub negative: u64,
}

impl SignCount {
    fn add(&mut self, negative: bool) {
        if negative { self.negative += 1 } else { self.positive += 1 }
    }

    /// The sign that most values have.
    pub(super) const fn usual(self) -> Sign {
        if self.negative > self.positive { Sign::Negative } else { Sign::Positive }
    }

    const fn is_mixed(self) -> bool {
        self.negative > 0 && self.positive > 0
    }
}

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub rows: u64,
    pub columns_max: usize,
    pub amount: SignCount,
    pub debit: SignCount,
    pub credit: SignCount,
    /// Amounts beside a word for expense, and beside one for income.
    pub expense_words: SignCount,
    pub income_words: SignCount,
    /// Cells of the direction column that are neither empty nor a word for a direction.
    other_words: u64,
    dates: DateEvidence,
    told_date_found: bool,
    told_date_missed: Option<Example>,
    dot: Option<Example>,
    comma: Option<Example>,
    unclear_mark: Option<(Example, String, u32)>,
    amount_found: bool,
    no_amount: Option<(Role, Example)>,
}

impl Evidence {
    /// Reads the whole file once. `columns` may hold a direction column that is still to be proved.
    ///
    /// # Errors
    ///
    /// Records beyond the limits and a quote that is never closed.
    pub(super) fn collect(
        text: &str,
        data: Place,
        delimiter: u8,
        columns: &Columns,
        options: &ImportOptions,
    ) -> Result<Self, ImportError> {
        let mut evidence = Self::default();
        let mut records = Records::new(text, data, delimiter);
        while let Some(line) = records.read()? {
            let record = records.record();
            if is_blank(record) {
                continue;
            }
            evidence.rows += 1;
            evidence.columns_max = evidence.columns_max.max(record.len());
            if let Some(date) = columns.get(Role::Date).and_then(|index| cell(record, index)) {
                evidence.observe_date(line, date, options.date_format.as_ref());
            }
            let word = columns.get(Role::Direction).and_then(|index| cell(record, index)).unwrap_or_default();
            let direction = direction_word(word);
            evidence.other_words += u64::from(direction.is_none() && !word.trim().is_empty());
            for role in [Role::Amount, Role::Debit, Role::Credit, Role::Balance] {
                let Some(amount) = columns.get(role).and_then(|index| cell(record, index)) else { continue };
                if !amount.is_empty() {
                    let exponent = columns.exponent_near(record, amount, options);
                    evidence.observe_amount(line, role, amount, direction, exponent);
                }
            }
        }
        Ok(evidence)
    }

    fn observe_date(&mut self, line: u64, date: &str, told: Option<&DateFormat>) {
        match told {
            None => self.dates.observe(line, date),
            Some(_) if self.told_date_found => {}
            Some(format) if parse_date(date, format).is_some() => self.told_date_found = true,
            Some(_) => {
                self.told_date_missed.get_or_insert_with(|| Example::new(line, date));
            }
        }
    }

    fn observe_amount(
        &mut self,
        line: u64,
        role: Role,
        text: &str,
        direction: Option<Direction>,
        exponent: u32,
    ) {
        let amount = match read_cell(text) {
            Ok(Some(amount)) => amount,
            Ok(None) => return,
            Err(NotAnAmount) => {
                if role != Role::Balance {
                    self.no_amount.get_or_insert_with(|| (role, Example::new(line, text)));
                }
                return;
            }
        };
        match mark_evidence(amount.number, exponent) {
            MarkEvidence::Nothing => {}
            MarkEvidence::Proves(DecimalMark::Point) => {
                self.dot.get_or_insert_with(|| Example::new(line, text));
            }
            MarkEvidence::Proves(DecimalMark::Comma) => {
                self.comma.get_or_insert_with(|| Example::new(line, text));
            }
            // A balance proves; what it leaves open is of no interest.
            MarkEvidence::Unclear if role == Role::Balance => {}
            MarkEvidence::Unclear => {
                self.unclear_mark
                    .get_or_insert_with(|| (Example::new(line, text), amount.number.to_owned(), exponent));
            }
        }
        self.amount_found |= role != Role::Balance;
        if amount.is_zero() || amount.direction.is_some() {
            return;
        }
        match (role, direction) {
            (Role::Amount, Some(Direction::Expense)) => self.expense_words.add(amount.negative),
            (Role::Amount, Some(Direction::Income)) => self.income_words.add(amount.negative),
            (Role::Amount, None) => self.amount.add(amount.negative),
            (Role::Debit, _) => self.debit.add(amount.negative),
            (Role::Credit, _) => self.credit.add(amount.negative),
            _ => {}
        }
    }

    /// Whether a column that may hold directions does: nothing but words for them, and each with one sign.
    pub(super) const fn proves_directions(&self) -> bool {
        self.other_words == 0
            && self.amount.positive + self.amount.negative == 0
            && self.expense_words.positive + self.expense_words.negative > 0
            && !self.expense_words.is_mixed()
            && !self.income_words.is_mixed()
    }

    /// How dates are written: as told, or as proved.
    ///
    /// # Errors
    ///
    /// No cell is a date, or the column does not decide.
    pub(super) fn date_format(
        &self,
        options: &ImportOptions,
        column: &str,
    ) -> Result<DateFormat, ImportError> {
        let missed = match &options.date_format {
            None => self.dates.nothing_found(),
            Some(_) if self.told_date_found => None,
            Some(_) => self.told_date_missed.as_ref(),
        };
        if let Some(Example { line, value }) = missed.cloned() {
            return Err(ImportError::NoDates { column: column.to_owned(), line, value });
        }
        options.date_format.clone().map_or_else(|| self.dates.decide(), Ok)
    }

    /// The decimal mark: as told, or as proved; `None` where no amount has one.
    ///
    /// # Errors
    ///
    /// No cell is an amount, or the columns do not decide.
    pub(super) fn decimal_mark(
        &self,
        options: &ImportOptions,
        column: impl Fn(Role) -> String,
    ) -> Result<Option<DecimalMark>, ImportError> {
        if let (false, Some((role, Example { line, value }))) = (self.amount_found, self.no_amount.clone()) {
            return Err(ImportError::NoAmounts { column: column(role), line, value });
        }
        if options.decimal_mark.is_some() {
            return Ok(options.decimal_mark);
        }
        match (&self.dot, &self.comma, &self.unclear_mark) {
            (Some(dot), Some(comma), _) => {
                Err(ImportError::ContradictoryAmounts { dot: dot.clone(), comma: comma.clone() })
            }
            (Some(_), None, _) => Ok(Some(DecimalMark::Point)),
            (None, Some(_), _) => Ok(Some(DecimalMark::Comma)),
            (None, None, None) => Ok(None),
            (None, None, Some((example, number, exponent))) => Err(ImportError::AmbiguousAmount {
                line: example.line,
                value: example.value.clone(),
                dot: reading(number, DecimalMark::Point, *exponent),
                comma: reading(number, DecimalMark::Comma, *exponent),
            }),
        }
    }
}

/// A number under a decimal mark, as people read it: without groups, with a dot.
fn reading(number: &str, mark: DecimalMark, exponent: u32) -> String {
    let digits: String = number
        .chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            _ if c == char::from(mark.as_byte()) => Some('.'),
            _ => None,
        })
        .collect();
    match minor_units(number, mark, exponent, true) {
        Ok(_) => digits,
        Err(_) => format!("{digits} (too many decimals)"),
    }
}
