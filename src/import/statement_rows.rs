//! The rows of a statement, read by its layout.
//!
//! Owns the way from a record to a candidate. Must not find out how to read: the layout says it all.

use std::borrow::Cow;

use csv::ByteRecord;

use crate::model::currency::Currency;
use crate::model::expense::{Direction, ExpenseDraft, NOTE_CHARS_MAX};
use crate::model::money::Money;

use super::amounts::{AmountCell, NotAnAmount, read_cell};
use super::candidate::{Candidate, Counts, LeftOut, Skipped, check_lengths, fill_gaps};
use super::dates::parse_date;
use super::error::{Example, RowError};
use super::identity::Identity;
use super::infer::{DirectionWord, StateWord, direction_word, state_word};
use super::layout::{Layout, Sign, column_name};
use super::numbers::minor_units;
use crate::model::amount::DecimalMark;

use super::options::ImportOptions;
use super::roles::Role;
use super::table::{Records, cell, is_blank};
use super::text::{clean_imported, shown};

/// Stands between texts of several columns in a note.
const NOTE_SEPARATOR: &str = " | ";

/// Reads the rows one by one.
pub(super) struct StatementRows<'s> {
    records: Records<'s>,
    layout: &'s Layout,
    options: &'s ImportOptions,
    counts: Counts,
    skipped: Vec<Skipped>,
    /// Whether a heading said that the rows below it are to come.
    to_come: bool,
    /// What the rows so far sum up to.
    sums: Sums,
    /// Whether the row before was left out for having no date.
    after_left_out: bool,
    /// The exponent of the currency looked up last: nearly every row has the same.
    exponent: (Currency, u32),
}

impl<'s> StatementRows<'s> {
    pub(super) fn new(text: &'s str, layout: &'s Layout, options: &'s ImportOptions) -> Self {
        let currency = options.fallback_currency();
        Self {
            records: Records::new(text, layout.data, layout.cut()),
            layout,
            options,
            counts: Counts::default(),
            skipped: Vec::new(),
            to_come: layout.begins_pending,
            sums: Sums::default(),
            after_left_out: false,
            exponent: (currency, currency.exponent()),
        }
    }

    pub(super) const fn counts(&self) -> Counts {
        let mut counts = self.counts;
        counts.blank += self.records.blank_lines();
        counts
    }

    pub(super) fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    pub(super) fn bytes_read(&self) -> usize {
        self.records.bytes_read()
    }

    fn leave_out(&mut self, line: u64, kind: LeftOut) {
        if let Some(known) = self.skipped.iter_mut().find(|skipped| skipped.kind == kind) {
            known.count += 1;
            return;
        }
        let record = self.records.record();
        let cells = (0..record.len()).filter_map(|index| cell(record, index)).map(str::trim);
        let text = cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ");
        self.skipped.push(Skipped { kind, count: 1, example: Example::new(line, &text) });
    }

    pub(super) fn next(&mut self) -> Option<Result<Candidate, RowError>> {
        loop {
            let line = match self.records.read() {
                Ok(line) => line?,
                // The same records were read whole to find the layout, so this cannot be reached with the same text.
                Err(error) => {
                    let message = error.to_string();
                    return Some(Err(RowError {
                        line: 0,
                        column: None,
                        value: String::new(),
                        code: "bad_file",
                        message,
                    }));
                }
            };
            if is_blank(self.records.record()) {
                self.counts.blank += 1;
                continue;
            }
            let row = Row { line, record: self.records.record(), layout: self.layout, options: self.options };
            let date = row.date();
            if let Some(kind) = row.left_out(date.is_some(), self.after_left_out) {
                self.after_left_out = date.is_none();
                if kind == LeftOut::Section
                    && let Some(pending) = row.heads_pending()
                {
                    self.to_come = pending;
                }
                self.leave_out(line, kind);
                continue;
            }
            self.after_left_out = false;
            let mut read = row.read(date, &mut self.exponent);
            if let Ok(candidate) = &mut read {
                candidate.pending |= self.to_come;
                if self.sums.are(candidate.draft.amount) && row.may_be_total() {
                    self.leave_out(line, LeftOut::Total);
                    continue;
                }
                self.sums.add(candidate.draft.direction, candidate.draft.amount);
            }
            self.counts.rows += 1;
            return Some(read);
        }
    }
}

mod kinds;
mod refusals;
mod sums;

use sums::Sums;

/// One record and what is needed to read it.
struct Row<'r> {
    line: u64,
    record: &'r ByteRecord,
    layout: &'r Layout,
    options: &'r ImportOptions,
}

impl Row<'_> {
    fn read(
        &self,
        date: Option<chrono::NaiveDate>,
        exponent: &mut (Currency, u32),
    ) -> Result<Candidate, RowError> {
        self.check_swallowed_lines()?;
        self.check_width()?;
        let date = date.ok_or_else(|| {
            let text = self.layout.positions.cell(self.record, Role::Date).unwrap_or_default();
            let message = match text.trim() {
                "" => "the date is missing".to_owned(),
                text => format!("`{}` is not a date written as {}", shown(text), self.layout.date_format),
            };
            self.error(Role::Date, text, "bad_date", message)
        })?;
        let (role, amount) = self.amount()?;
        if amount.is_zero() {
            self.check_unread_amount(role)?;
        }
        let direction = self.direction(role, &amount)?;
        let currency = self
            .layout
            .positions
            .currency(self.record, role, amount.currency, self.options)
            .map_err(|bad| self.bad_currency(bad))?;
        if exponent.0 != currency {
            *exponent = (currency, currency.exponent());
        }
        let mark = self.layout.decimal_mark.unwrap_or(DecimalMark::Point);
        let minor = minor_units(amount.number, mark, exponent.1, self.layout.may_have_three_decimals)
            .map_err(|bad| self.bad_number(role, bad, mark, currency))?;
        self.candidate(date, direction, Money::new(minor, currency))
    }

    /// The day of the row: of its date column, or where that is blank or says that it is to come, of the other one.
    fn date(&self) -> Option<chrono::NaiveDate> {
        let positions = &self.layout.positions;
        let text = positions.cell(self.record, Role::Date).unwrap_or_default();
        let parse = |text: &str| match self.layout.years {
            Some(years) => match years.complete(text) {
                Cow::Owned(whole) => {
                    parse_date(&whole, &self.layout.date_format).filter(|date| years.contains(*date))
                }
                Cow::Borrowed(text) => parse_date(text, &self.layout.date_format),
            },
            None => parse_date(text, &self.layout.date_format),
        };
        parse(text).or_else(|| {
            let is_to_come = text.trim().is_empty() || state_word(text) == Some(StateWord::Pending);
            let other = positions.cell(self.record, Role::ValueDate).filter(|_| is_to_come)?;
            parse(other)
        })
    }

    /// A row wider than all others was cut where its own text holds the delimiter: what stands where is not known.
    fn check_width(&self) -> Result<(), RowError> {
        let (width, max) = (self.record.len(), self.layout.row_cells_max);
        let is_filled = |index: usize| cell(self.record, index).is_some_and(|text| !text.trim().is_empty());
        if width <= max || !(max..width).any(is_filled) {
            return Ok(());
        }
        let message = format!(
            "the row has {width} columns, the others have {max}: put quotes around the text that holds the delimiter"
        );
        let value = cell(self.record, max).unwrap_or_default();
        Err(RowError {
            line: self.line,
            column: Some((max + 1).to_string()),
            value: shown(value),
            code: "bad_rows",
            message,
        })
    }

    fn candidate(
        &self,
        date: chrono::NaiveDate,
        direction: Direction,
        amount: Money,
    ) -> Result<Candidate, RowError> {
        let raw = |role| self.layout.positions.cell(self.record, role).unwrap_or_default();
        let [description, payee, reference] =
            [raw(Role::Description), raw(Role::Payee), raw(Role::Reference)];
        let identity = Identity::new(date, direction, amount, [description, payee, reference]);
        let text = |raw| Some(clean_imported(raw)).filter(|text| !text.is_empty()).map(Cow::into_owned);
        let (payee, reference) = (text(payee), text(reference));
        let more = self.layout.positions.more_texts().iter().filter_map(|index| cell(self.record, *index));
        let mut notes = std::iter::once(raw(Role::Note)).chain(more).filter_map(text);
        let first_note = notes.next();
        let kind = || text(cell(self.record, self.layout.positions.kind_text()?)?);
        // Something to recognise the row by, where the file has it anywhere.
        let description =
            text(description).or_else(|| payee.clone()).or_else(|| first_note.clone()).or_else(kind);
        // What does not fit beside the note itself is left in the file.
        let note = first_note.map(|first| {
            notes.fold(first, |note, more| match note.chars().count() + more.chars().count() {
                chars if chars + NOTE_SEPARATOR.len() > NOTE_CHARS_MAX => note,
                _ => note + NOTE_SEPARATOR + &more,
            })
        });
        let mut draft = ExpenseDraft {
            date,
            direction,
            amount,
            category: text(raw(Role::Category)),
            description: description.unwrap_or_default(),
            payee,
            method: text(raw(Role::Method)),
            tags: Vec::new(),
            note,
            paid_by: None,
            reference,
        };
        check_lengths(self.line, &draft, |field| {
            field.parse().ok().and_then(|role| self.layout.column_name(role))
        })?;
        fill_gaps(&mut draft, self.options);
        Ok(Candidate { line: self.line, draft, identity, kept: None, pending: self.is_pending() })
    }

    /// An amount of nothing beside one that is not read may be the empty side of a pair.
    fn check_unread_amount(&self, role: Role) -> Result<(), RowError> {
        let Some((index, value)) = self.misplaced_amount() else { return Ok(()) };
        let column = column_name(&self.layout.columns, index);
        let message = format!(
            "the amount is zero and `{}` in column {column} is not read as one: say what it is with \
             --map debit=COL,credit=COL, or --map ignore={}",
            shown(value),
            index + 1
        );
        Err(self.error(role, value, "ambiguous_amount", message))
    }

    /// The one amount of the row and the column it stands in.
    fn amount(&self) -> Result<(Role, AmountCell<'_>), RowError> {
        if self.layout.positions.get(Role::Amount).is_some() {
            let text = self.needed(Role::Amount)?;
            let amount = self.amount_in(Role::Amount, text)?;
            return amount.map(|amount| (Role::Amount, amount)).ok_or_else(|| {
                self.error(Role::Amount, text, "bad_amount", "the amount is missing".to_owned())
            });
        }
        let side = |role| match self.layout.positions.cell(self.record, role) {
            Some(text) => Ok(self.amount_in(role, text)?.map(|amount| (role, amount))),
            None => Ok(None),
        };
        let (debit, credit) = (side(Role::Debit)?, side(Role::Credit)?);
        match (debit, credit) {
            (Some(one), None) | (None, Some(one)) => Ok(one),
            (Some(debit), Some(credit)) if credit.1.is_zero() => Ok(debit),
            (Some(debit), Some(credit)) if debit.1.is_zero() => Ok(credit),
            (Some(_), Some((_, credit))) => Err(self.error(
                Role::Credit,
                credit.number,
                "bad_amount",
                "the row has a debit and a credit: only one of them can be".to_owned(),
            )),
            (None, None) => {
                let role =
                    if self.layout.positions.get(Role::Debit).is_some() { Role::Debit } else { Role::Credit };
                Err(self.error(role, "", "bad_amount", "the row has neither a debit nor a credit".to_owned()))
            }
        }
    }

    fn amount_in<'t>(&self, role: Role, text: &'t str) -> Result<Option<AmountCell<'t>>, RowError> {
        read_cell(text).map_err(|NotAnAmount| {
            self.error(role, text, "bad_amount", format!("`{}` is not an amount", shown(text)))
        })
    }

    /// Words decide before signs, and `--invert` turns signs only: a word says the same whoever wrote it.
    fn direction(&self, role: Role, amount: &AmountCell<'_>) -> Result<Direction, RowError> {
        let signs = self.layout.signs;
        let sign = if amount.negative { Sign::Negative } else { Sign::Positive };
        let word_text = self.layout.positions.cell(self.record, Role::Direction).unwrap_or_default().trim();
        let word = match direction_word(word_text) {
            None | Some(DirectionWord::Neutral) if !word_text.is_empty() => {
                let message =
                    format!("`{}` is no word for a direction: debit, credit or transfer", shown(word_text));
                return Err(self.error(Role::Direction, word_text, "bad_rows", message));
            }
            Some(DirectionWord::Way(direction)) => Some(direction),
            _ => None,
        };
        if word == Some(Direction::Transfer) {
            return Ok(Direction::Transfer);
        }
        if let Some(direction) = amount.direction {
            return if amount.negative && !amount.is_zero() {
                Err(self.turned(role, amount, direction))
            } else {
                Ok(direction)
            };
        }
        if role == Role::Amount
            && let Some(direction) = word
        {
            let usual = match direction {
                Direction::Income => signs.income_word,
                _ => signs.expense_word,
            };
            let turned = sign != usual && !amount.is_zero();
            return if turned { Err(self.turned(role, amount, direction)) } else { Ok(direction) };
        }
        let turned = self.options.inverts();
        let spent = match role {
            // A zero has no sign: the column it stands in is all there is.
            _ if amount.is_zero() => (role == Role::Debit) != turned,
            Role::Debit => (sign == signs.debit) != turned,
            Role::Credit => (sign != signs.credit) != turned,
            _ => sign == signs.spending,
        };
        Ok(if spent { Direction::Expense } else { Direction::Income })
    }

    fn turned(&self, role: Role, amount: &AmountCell<'_>, direction: Direction) -> RowError {
        let sign = if amount.negative { "-" } else { "" };
        let value = format!("{sign}{}", amount.number);
        let message = format!(
            "`{value}` is marked {direction} and has the sign of the opposite: correct it in the file, or leave the words \
             unread with --map ignore=COL"
        );
        self.error(role, &value, "bad_amount", message)
    }

    /// A quote closed too late takes the rows after it into a cell, whose lines then begin as rows do.
    fn check_swallowed_lines(&self) -> Result<(), RowError> {
        if !self.record.as_slice().contains(&b'\n') {
            return Ok(());
        }
        for index in 0..self.record.len() {
            let text = cell(self.record, index).unwrap_or_default();
            if let Some(swallowed) = text.split('\n').skip(1).find(|inner| self.looks_like_row(inner)) {
                let message =
                    "a quote opened in this row takes in the rows after it: close it in the file".to_owned();
                let column = Some((index + 1).to_string());
                return Err(RowError {
                    line: self.line,
                    column,
                    value: shown(swallowed),
                    code: "bad_rows",
                    message,
                });
            }
        }
        Ok(())
    }

    /// Whether a line inside a cell has a date where rows have one, or as many cells as a row and an amount where rows
    /// have one. A text of several lines has neither.
    fn looks_like_row(&self, inner: &str) -> bool {
        let cells: Vec<&str> = inner.split(self.layout.delimiter.unwrap_or(',')).collect();
        let at = |role| self.layout.positions.get(role).and_then(|position| cells.get(position)).copied();
        let is_date = at(Role::Date).is_some_and(|text| parse_date(text, &self.layout.date_format).is_some());
        let is_amount = |role| at(role).is_some_and(|text| matches!(read_cell(text), Ok(Some(_))));
        cells.len() > 1 && is_date
            || cells.len() >= self.layout.columns.len()
                && [Role::Amount, Role::Debit, Role::Credit].into_iter().any(is_amount)
    }

    fn needed(&self, role: Role) -> Result<&str, RowError> {
        self.layout.positions.cell(self.record, role).ok_or_else(|| {
            let message = format!("the row has {} columns, and none for the {role}", self.record.len());
            self.error(role, "", "bad_rows", message)
        })
    }

    fn error(&self, role: Role, value: &str, code: &'static str, message: String) -> RowError {
        let column = self.layout.column_name(role);
        RowError { line: self.line, column, value: shown(value), code, message }
    }
}
