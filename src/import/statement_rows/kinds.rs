//! Rows that are no transactions.
//!
//! Owns telling them from rows that cannot be read: what has an amount and no date, or a date and no amount, is an error
//! unless its own words say that it is a balance or a sum.

use crate::import::candidate::LeftOut;
use crate::import::infer::{
    DirectionWord, RowKindWord, StateWord, direction_word, row_kind_word, state_word,
};
use crate::import::roles::Role;
use crate::import::table::cell;

use super::Row;

/// Columns whose words say what a row is.
const TEXTS: [Role; 4] = [Role::Description, Role::Payee, Role::Category, Role::Note];

impl Row<'_> {
    /// Whether the row is left out, and why; `has_date` says whether it has a date that can be read.
    pub(super) fn left_out(&self, has_date: bool) -> Option<LeftOut> {
        if self.state() == Some(StateWord::Failed) {
            return Some(LeftOut::Failed);
        }
        let word = self.layout.positions.cell(self.record, Role::Direction).unwrap_or_default();
        if !word.is_empty() && direction_word(word) == Some(DirectionWord::Neutral) {
            return Some(LeftOut::Neutral);
        }
        if has_date {
            let kinds = TEXTS.iter().filter_map(|role| self.layout.positions.cell(self.record, *role));
            let is_balance = kinds.map(row_kind_word).any(|kind| kind == Some(RowKindWord::Balance));
            return is_balance.then_some(LeftOut::Balance);
        }
        self.without_date()
    }

    fn without_date(&self) -> Option<LeftOut> {
        let words = (0..self.record.len()).filter_map(|index| cell(self.record, index));
        match words.filter(|text| !text.trim().is_empty()).take(3).find_map(row_kind_word) {
            Some(RowKindWord::Balance) => return Some(LeftOut::Balance),
            Some(RowKindWord::Total) => return Some(LeftOut::Total),
            None => {}
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
        self.state() == Some(StateWord::Pending)
            || date.starts_with(char::is_alphabetic) && state_word(date) == Some(StateWord::Pending)
    }
}
