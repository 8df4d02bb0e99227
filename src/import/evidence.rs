//! The first reading of a statement: what its columns prove about dates, decimal marks and signs.
//!
//! Owns the proof over the whole file. Must not produce expenses.

use std::borrow::Cow;

use csv::ByteRecord;

use crate::model::expense::Direction;

use super::amounts::{NotAnAmount, read_cell};
use super::columns::Columns;
use super::date_evidence::DateEvidence;
use super::dates::{parse_date, readings};
use super::error::{Example, ImportError};
use super::infer::{DirectionWord, Running, StateWord, direction_word, state_word, value};
use super::layout::Sign;
use super::numbers::{MarkEvidence, mark_evidence};
use crate::model::amount::DecimalMark;

use super::options::ImportOptions;
use super::roles::Role;
use super::table::{Cut, Place, Records, cell, is_blank};
use super::years::Years;

use verdict::remembered_pattern;

mod verdict;

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

    pub(super) const fn is_mixed(self) -> bool {
        self.negative > 0 && self.positive > 0
    }

    pub(super) const fn is_empty(self) -> bool {
        self.negative == 0 && self.positive == 0
    }

    /// What was counted since an earlier count.
    const fn since(self, earlier: Self) -> Self {
        Self { positive: self.positive - earlier.positive, negative: self.negative - earlier.negative }
    }

    /// Adds what was counted apart.
    pub(super) const fn join(&mut self, other: Self) {
        self.positive += other.positive;
        self.negative += other.negative;
    }
}

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub rows: u64,
    pub columns_max: usize,
    /// The time that dates without a year are of.
    years: Option<Years>,
    pub amount: SignCount,
    pub debit: SignCount,
    pub credit: SignCount,
    /// Amounts beside a word for expense, and beside one for income.
    pub expense_words: SignCount,
    pub income_words: SignCount,
    /// Amounts beside something that is no word for a direction.
    pub other_amounts: SignCount,
    /// Amounts with a mark for expense beside the number, and for income.
    pub expense_marks: u64,
    pub income_marks: u64,
    /// Amounts with a plus sign.
    pub plus_signs: u64,
    /// The first amount above zero that has no word.
    pub first_positive: Option<Example>,
    /// How the balance moves with the amounts.
    pub running: Running,
    /// The same under the other decimal mark, as long as no number shows which one it is.
    other_running: Running,
    /// The same with the signs that words give.
    worded: Running,
    /// The first row with a word for a direction.
    first_word: Option<u64>,
    /// The mark under which `running` was read.
    mark: Option<DecimalMark>,
    /// Records in which a quote takes in lines that look like rows.
    pub swallowed: u64,
    /// Dates of the second date column.
    value_dates: DateEvidence,
    /// Cells of the direction column that are neither empty nor a word for a direction.
    other_words: u64,
    dates: DateEvidence,
    /// Dates that stand above the rows.
    dates_above: Vec<Example>,
    told_date_found: bool,
    /// A date that is not written as a pattern of a profile says.
    unlike_pattern: Option<Example>,
    told_date_missed: Option<Example>,
    dot: Option<Example>,
    comma: Option<Example>,
    unclear_mark: Option<(Example, String, u32)>,
    amount_found: bool,
    /// Rows whose state is no word that is known, and the first of them.
    pub unknown_states: u64,
    pub unknown_state: Option<Example>,
    /// Numbers with three decimals that are numbers under one decimal mark only: others with three have decimals too.
    pub three_decimals: u64,
    /// Whether an amount has no currency beside it.
    pub has_bare_amounts: bool,
    no_amount: Option<(Role, Example)>,
}

impl Evidence {
    /// Reads the whole file once. `columns` may hold a direction column that is still to be proved; `mark` is the decimal
    /// mark of the sample, under which the balance is compared; `dates_above` stand above the rows; `is_foreign` says that the
    /// columns have names in another language than English.
    ///
    /// # Errors
    ///
    /// Records beyond the limits and a quote that is never closed.
    pub(super) fn collect(
        text: &str,
        data: Place,
        cut: Cut,
        (columns, years, is_foreign): (&Columns, Option<Years>, bool),
        dates_above: Vec<Example>,
        options: &ImportOptions,
        mark: DecimalMark,
    ) -> Result<Self, ImportError> {
        let mut evidence = Self {
            years,
            dates_above,
            mark: Some(mark),
            dates: DateEvidence::of_file(is_foreign),
            value_dates: DateEvidence::of_file(is_foreign),
            ..Self::default()
        };
        let mut records = Records::new(text, data, cut);
        while let Some(line) = records.read()? {
            let record = records.record();
            if !is_blank(record) {
                evidence.observe(line, record, cut, columns, options, mark);
            }
        }
        Ok(evidence)
    }

    fn observe(
        &mut self,
        line: u64,
        record: &ByteRecord,
        cut: Cut,
        columns: &Columns,
        options: &ImportOptions,
        mark: DecimalMark,
    ) {
        self.rows += 1;
        self.columns_max = self.columns_max.max(record.len());
        // What never took place says nothing about the others, and moved no balance.
        if let Some(text) = columns.cell(record, Role::State).filter(|text| !text.trim().is_empty()) {
            match state_word(text) {
                Some(StateWord::Failed) => return,
                Some(_) => {}
                None => {
                    self.unknown_states += 1;
                    self.unknown_state.get_or_insert_with(|| Example::new(line, text));
                }
            }
        }
        if let Some(date) = columns.cell(record, Role::Date) {
            let date = self.years.map_or(Cow::Borrowed(date), |years| years.complete(date));
            self.observe_date(line, &date, options);
        }
        if let Some(date) = columns.cell(record, Role::ValueDate) {
            let date = self.years.map_or(Cow::Borrowed(date), |years| years.complete(date));
            self.value_dates.observe(line, &date);
        }
        if record.as_slice().contains(&b'\n') {
            self.swallowed += u64::from(swallows_rows(record, cut, columns));
        }
        let word = columns.cell(record, Role::Direction).unwrap_or_default();
        let direction = match direction_word(word) {
            Some(DirectionWord::Way(direction)) => Some(direction),
            // A row that counts as neither is left out, whatever its sign.
            Some(DirectionWord::Neutral) => return,
            None => None,
        };
        let is_other = direction.is_none() && !word.trim().is_empty();
        self.other_words += u64::from(is_other);
        let plain_before = self.amount;
        // Under the other mark as well, as long as both may be right.
        let marks = [Some(mark), self.shows_no_mark().then(|| mark.other())];
        let mut moved = [None, None];
        for role in [Role::Amount, Role::Debit, Role::Credit] {
            let Some(amount) = columns.cell(record, role).filter(|amount| !amount.is_empty()) else {
                continue;
            };
            let exponent = columns.exponent_near(record, amount, options);
            self.observe_amount(line, role, amount, direction, exponent);
            if columns.get(Role::Balance).is_some() {
                for (moved, mark) in moved.iter_mut().zip(marks) {
                    if let Some(value) = mark.and_then(|mark| compared(role, amount, mark)) {
                        *moved = Some(moved.unwrap_or(0) + value);
                    }
                }
            }
        }
        if is_other {
            // What such a row is, only the signs can say, and they do not count where words do.
            self.other_amounts.join(self.amount.since(plain_before));
            self.amount = plain_before;
        }
        self.observe_balance(line, record, columns, direction, marks.into_iter().zip(moved), options);
    }

    /// Adds how a balance moved by the amounts of its row, under each mark that may be right.
    fn observe_balance(
        &mut self,
        line: u64,
        record: &ByteRecord,
        columns: &Columns,
        direction: Option<Direction>,
        moved: impl Iterator<Item = (Option<DecimalMark>, Option<i64>)>,
        options: &ImportOptions,
    ) {
        let Some(balance) = columns.cell(record, Role::Balance).filter(|balance| !balance.is_empty()) else {
            return;
        };
        let exponent = columns.exponent_near(record, balance, options);
        self.observe_amount(line, Role::Balance, balance, None, exponent);
        let account = columns.cell(record, Role::Currency).unwrap_or_default();
        let fee = columns.cell(record, Role::Fee);
        let runs = [(&mut self.running, Some(&mut self.worded)), (&mut self.other_running, None)];
        for ((mark, moved), (running, worded)) in moved.zip(runs) {
            let (Some(mark), Some(amount)) = (mark, moved) else { continue };
            let Some(balance) = value(balance, mark) else { continue };
            let fee = fee.and_then(|fee| value(fee, mark)).unwrap_or(0);
            running.add(account, amount - fee.abs(), balance);
            if let Some(worded) = worded {
                if direction.is_some() {
                    self.first_word.get_or_insert(line);
                }
                worded.add(account, with_word(direction, amount), balance);
            }
        }
    }

    /// Whether no number so far can be read under one decimal mark only.
    const fn shows_no_mark(&self) -> bool {
        self.dot.is_none() && self.comma.is_none()
    }

    /// The first row with a word for a direction, where the words do not go with how the balance moves: it moves by the
    /// amounts, and by those that the words give their signs hardly ever.
    pub fn words_against_balance(&self) -> Option<u64> {
        let line = self.first_word?;
        let (with_words, _) = self.worded.agreeing();
        (self.worded.proves_size() && with_words * 2 < self.worded.of_a_size()).then_some(line)
    }

    /// Whether the rows go from older to newer days; `None` if that is not known.
    pub fn dates_rise(&self) -> Option<bool> {
        self.dates.rises()
    }

    fn observe_date(&mut self, line: u64, date: &str, options: &ImportOptions) {
        let pattern = remembered_pattern(options);
        if let Some(pattern) = pattern
            && self.unlike_pattern.is_none()
            && readings(date).is_some()
            && parse_date(date, pattern).is_none()
        {
            self.unlike_pattern = Some(Example::new(line, date));
        }
        match options.date_format.as_ref().or(pattern) {
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
            MarkEvidence::Proves(mark) => {
                let decimals =
                    amount.number.rsplit_once(mark.as_str()).map_or(0, |(_, decimals)| decimals.len());
                self.three_decimals += u64::from(decimals == 3);
                let example = if mark == DecimalMark::Point { &mut self.dot } else { &mut self.comma };
                example.get_or_insert_with(|| Example::new(line, text));
            }
            // A balance proves; what it leaves open is of no interest.
            MarkEvidence::Unclear if role == Role::Balance => {}
            MarkEvidence::Unclear => {
                self.unclear_mark
                    .get_or_insert_with(|| (Example::new(line, text), amount.number.to_owned(), exponent));
            }
        }
        self.amount_found |= role != Role::Balance;
        self.has_bare_amounts |= role != Role::Balance && amount.currency.is_none();
        match amount.direction {
            Some(Direction::Income) => self.income_marks += 1,
            Some(_) => self.expense_marks += 1,
            None => {}
        }
        if amount.is_zero() || amount.direction.is_some() {
            return;
        }
        if role == Role::Amount {
            self.plus_signs += u64::from(amount.plus);
            if !amount.negative && direction.is_none() {
                self.first_positive.get_or_insert_with(|| Example::new(line, text));
            }
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

    /// Whether a column that may hold directions does: nothing but words for them, each with one sign; where some rows have
    /// none, all amounts are positive and all words the same.
    pub(super) const fn proves_directions(&self) -> bool {
        let (spent, came) = (self.expense_words, self.income_words);
        let worded = !(spent.is_empty() && came.is_empty());
        let one_sided = (spent.is_empty() || came.is_empty())
            && self.amount.negative + spent.negative + came.negative == 0;
        // Two words that both stand beside money spent are no directions.
        let both_negative = spent.negative > 0 && came.negative > 0;
        self.other_words == 0
            && !both_negative
            && worded
            && !spent.is_mixed()
            && !came.is_mixed()
            && (one_sided || self.amount.is_empty())
    }
}

/// What an amount adds to a balance, as the word beside it says.
const fn with_word(direction: Option<Direction>, amount: i64) -> i64 {
    match direction {
        Some(Direction::Expense) => -amount.abs(),
        Some(Direction::Income) => amount.abs(),
        _ => amount,
    }
}

/// What an amount adds to a balance, as far as its column says.
fn compared(role: Role, text: &str, mark: DecimalMark) -> Option<i64> {
    let amount = value(text, mark)?;
    Some(match role {
        Role::Debit => -amount.abs(),
        Role::Credit => amount.abs(),
        _ => amount,
    })
}

/// Whether a line inside a cell has a date where rows have one.
fn swallows_rows(record: &ByteRecord, cut: Cut, columns: &Columns) -> bool {
    let Some(position) = columns.get(Role::Date) else { return false };
    let is_row = |inner: &str| {
        let mut cells = inner.split(char::from(cut.delimiter));
        cells.nth(position).is_some_and(|text| readings(text.trim_matches('"')).is_some())
            && cells.next().is_some()
    };
    (0..record.len()).any(|index| cell(record, index).unwrap_or_default().split('\n').skip(1).any(is_row))
}
