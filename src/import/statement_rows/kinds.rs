//! Rows that are no transactions.
//!
//! Owns telling them from rows that cannot be read: what has an amount and no date, or a date and no amount, is an error
//! unless its own words say that it is a balance or a sum.

use crate::import::amounts::read_cell;
use crate::import::candidate::LeftOut;
use crate::import::infer::{
    DirectionWord, RowKindWord, StateWord, direction_word, heads_pending, is_balance, is_number,
    is_pending_text, row_kind_word, state_word,
};
use crate::import::roles::Role;
use crate::import::table::cell;

use super::Row;

/// Cells of a row without a date that may say what it is: the first ones, as texts of purchases stand anywhere.
const KIND_CELLS: usize = 5;
/// Columns whose words say what a row is.
const TEXTS: [Role; 3] = [Role::Description, Role::Payee, Role::Note];
/// Columns whose words say that a row is not booked yet; a note may be anybody's.
const NAMES: [Role; 2] = [Role::Description, Role::Payee];

impl Row<'_> {
    /// Whether the row is left out, and why; `has_date` says whether it has a date that can be read,
    /// `after_left_out` whether the row above was left out for having none.
    pub(super) fn left_out(&self, has_date: bool, after_left_out: bool) -> Option<LeftOut> {
        if self.state() == Some(StateWord::Failed) {
            return Some(LeftOut::Failed);
        }
        let word = self.layout.positions.cell(self.record, Role::Direction).unwrap_or_default();
        if !word.is_empty() && direction_word(word) == Some(DirectionWord::Neutral) {
            return Some(LeftOut::Neutral);
        }
        if self.is_part() {
            return Some(LeftOut::Part);
        }
        if has_date {
            // What moved nothing and tells how much there is.
            if !self.has_amount() && self.has_digits(Role::Balance) && !self.has_unread_amount() {
                return Some(LeftOut::Balance);
            }
            let by_words = self.kinds().find_map(|kind| match kind {
                RowKindWord::Balance => Some(LeftOut::Balance),
                RowKindWord::Turnover => Some(LeftOut::Total),
                RowKindWord::Total => None,
            });
            let is_notice =
                self.amounts_are_blank() && self.misplaced_amount().is_none() && !self.has_unread_amount();
            return by_words.or_else(|| is_notice.then_some(LeftOut::Notice));
        }
        if self.is_pending() && self.has_amount() {
            return Some(LeftOut::Undated);
        }
        self.without_date().or_else(|| (after_left_out && self.is_bare_sums()).then_some(LeftOut::Total))
    }

    /// Whether there is nothing but numbers in the row, one of them where a date would be: what stands below the names of a
    /// summary.
    fn is_bare_sums(&self) -> bool {
        let cells = (0..self.record.len()).filter_map(|index| cell(self.record, index));
        let mut filled = cells.filter(|text| !text.trim().is_empty()).peekable();
        filled.peek().is_some()
            && self.has_digits(Role::Date)
            && filled.all(|text| matches!(read_cell(text), Ok(Some(_))))
    }

    /// What the texts of the row are words for.
    fn kinds(&self) -> impl Iterator<Item = RowKindWord> {
        let read = TEXTS.iter().filter_map(|role| self.layout.positions.cell(self.record, *role));
        let is_silent = read.clone().all(|text| text.trim().is_empty());
        // A row that says nothing where rows say what they are may say it in a column that is not read.
        let others =
            (0..self.record.len()).filter(move |_| is_silent).filter_map(|index| cell(self.record, index));
        read.chain(others).filter_map(row_kind_word)
    }

    /// Whether the row, which has neither a date nor an amount, is a heading, and then whether it is one for rows that are not
    /// booked yet.
    pub(super) fn heads_pending(&self) -> Option<bool> {
        let cells = (0..self.record.len()).filter_map(|index| cell(self.record, index));
        let mut filled = cells.filter(|text| !text.trim().is_empty());
        let first = filled.next()?;
        filled.next().is_none().then(|| heads_pending(first))
    }

    /// Whether the row has a date and a word for a sum: `TOTAL` may be a filling station as well.
    pub(super) fn may_be_total(&self) -> bool {
        self.kinds().any(|kind| kind == RowKindWord::Total)
    }

    /// Whether the row has an amount only in the column for parts of another row's.
    fn is_part(&self) -> bool {
        self.layout.positions.parts().is_some_and(|index| {
            let is_filled = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
            cell(self.record, index).is_some_and(is_filled) && !self.has_amount()
        })
    }

    fn without_date(&self) -> Option<LeftOut> {
        let words = (0..self.record.len()).filter_map(|index| cell(self.record, index));
        match words.filter(|text| !text.trim().is_empty()).take(KIND_CELLS).find_map(row_kind_word) {
            Some(RowKindWord::Balance) => return Some(LeftOut::Balance),
            Some(RowKindWord::Total | RowKindWord::Turnover) => return Some(LeftOut::Total),
            None => {}
        }
        // With a date it may be the text of a purchase.
        let date = self.layout.positions.cell(self.record, Role::Date).unwrap_or_default();
        if is_balance(date) {
            return Some(LeftOut::Balance);
        }
        (!self.has_amount() && !self.has_digits(Role::Date)).then_some(LeftOut::Section).or_else(|| {
            // A note across the columns of amounts and dates: no amount anywhere, and hardly a cell.
            let filled = (0..self.record.len())
                .filter(|&index| cell(self.record, index).is_some_and(|text| !text.trim().is_empty()));
            (!self.has_amount() && filled.count() <= 2).then_some(LeftOut::Section)
        })
    }

    fn has_amount(&self) -> bool {
        [Role::Amount, Role::Debit, Role::Credit].into_iter().any(|role| self.has_digits(role))
    }

    /// Whether every cell for an amount is there and says nothing: a row that was cut short lacks some.
    fn amounts_are_blank(&self) -> bool {
        let positions = &self.layout.positions;
        [Role::Amount, Role::Debit, Role::Credit]
            .into_iter()
            .filter(|role| positions.get(*role).is_some())
            .all(|role| positions.cell(self.record, role).is_some_and(|text| text.trim().is_empty()))
    }

    /// Whether a column that is not read has an amount: then the row may be a transaction whose column was not known.
    fn has_unread_amount(&self) -> bool {
        let is_read =
            |index: usize| self.layout.columns.get(index).is_some_and(|column| column.role.is_some());
        let is_marked = |text: &str| text.contains(['.', ',']) && is_number(text);
        (0..self.record.len())
            .filter(|index| !is_read(*index))
            .filter_map(|index| cell(self.record, index))
            .any(is_marked)
    }

    /// The first number that stands where rows with an amount have none: the row's amount, in the wrong column or in one that
    /// is not known.
    pub(super) fn misplaced_amount(&self) -> Option<(usize, &str)> {
        let mut idle = self.layout.idle.iter().filter_map(|&index| Some((index, cell(self.record, index)?)));
        idle.find(|(_, text)| is_number(text))
    }

    fn has_digits(&self, role: Role) -> bool {
        let text = self.layout.positions.cell(self.record, role).unwrap_or_default();
        text.bytes().any(|byte| byte.is_ascii_digit())
    }

    fn state(&self) -> Option<StateWord> {
        let text = self.layout.positions.cell(self.record, Role::State)?;
        state_word(text)
    }

    /// Whether the row says that it is not booked yet.
    pub(super) fn is_pending(&self) -> bool {
        let date = self.layout.positions.cell(self.record, Role::Date).unwrap_or_default();
        let says_so =
            |role: &Role| self.layout.positions.cell(self.record, *role).is_some_and(is_pending_text);
        self.state() == Some(StateWord::Pending)
            || NAMES.iter().any(says_so)
            || date.starts_with(char::is_alphabetic) && state_word(date) == Some(StateWord::Pending)
    }
}
