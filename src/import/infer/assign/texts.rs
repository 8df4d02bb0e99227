//! Which columns hold the texts.
//!
//! Owns the order: names first, then what the values look like, and what becomes of texts that nothing names. Must not give a
//! role to a column that has one.

use crate::import::records::REASON_HEADER;
use crate::import::roles::Role;

use super::super::lexicon::Kind;
use super::Work;

/// Columns of further texts kept at most: a text is cut into four lines at most by the exports met.
const MORE_TEXTS_MAX: usize = 3;
/// A further text is kept where at least one row in so many has it.
const MORE_TEXTS_SHARE: usize = 4;
impl Work<'_> {
    /// Roles that names alone give, and a description from the values where no name gives one.
    pub(super) fn texts(&mut self) {
        for (role, kind) in [
            (Role::Description, Kind::Description),
            (Role::Payee, Kind::Payee),
            (Role::Category, Kind::Category),
            (Role::Method, Kind::Method),
            (Role::Reference, Kind::Reference),
            (Role::Note, Kind::Note),
        ] {
            if self.has(role) {
                continue;
            }
            // A name that stands over dates or amounts belongs to another column.
            let fits = |index: &usize| {
                let column = self.profile.column(*index);
                *index != self.maybe_direction.unwrap_or(usize::MAX)
                    && (role == Role::Reference && !column.is_dates()
                        || !(column.is_dates() || column.is_marked_money()))
            };
            let fitting: Vec<usize> = self.claimants(kind).into_iter().filter(fits).collect();
            let filled = fitting.iter().copied().find(|&index| self.profile.column(index).filled > 0);
            if let Some(index) = filled.or(fitting.first().copied().filter(|_| role != Role::Note)) {
                self.give(index, role, "its header `{name}`");
            }
        }
        if self.has(Role::Description) || self.has(Role::Payee) {
            self.further_text();
            return;
        }
        let unread = [Kind::Unread, Kind::Type, Kind::OtherCurrency];
        let wordy = (0..self.width())
            .filter(|&index| {
                self.is_free(index) && Some(index) != self.maybe_direction && !self.claims_any(index, &unread)
            })
            .filter(|&index| self.profile.column(index).texts > 0)
            .max_by_key(|&index| {
                let column = self.profile.column(index);
                (
                    column.distinct.len().min(column.texts) * (column.text_chars / column.texts.max(1)),
                    std::cmp::Reverse(index),
                )
            });
        if let Some(index) = wordy {
            self.give(index, Role::Description, "its values are texts");
        }
        self.further_text();
    }

    /// Another column of texts that differ from row to row, as where a bank writes the kind of a posting into one column and
    /// who it was with into another: kept as the note, so that it is found.
    fn further_text(&mut self) {
        if self.has(Role::Note) {
            return;
        }
        let rows = self.profile.rows.len();
        let further = self
            .unnamed_texts()
            .into_iter()
            .filter(|&index| self.profile.column(index).texts * 2 > rows)
            .max_by_key(|&index| (self.profile.column(index).text_chars, std::cmp::Reverse(index)));
        if let Some(index) = further {
            self.give(index, Role::Note, "texts that nothing else names");
        } else if let Some(index) = self.claimants(Kind::Note).into_iter().next() {
            self.give(index, Role::Note, "its header `{name}`");
        }
    }

    /// Free columns of texts that differ from row to row and are no numbers of accounts or kinds of things.
    fn unnamed_texts(&self) -> Vec<usize> {
        let known =
            [Kind::Unread, Kind::Type, Kind::OtherCurrency, Kind::Currency, Kind::Time, Kind::Category];
        (0..self.width())
            .filter(|&index| {
                self.is_free(index)
                    && Some(index) != self.maybe_direction
                    && self.names.get(index).is_none_or(|name| name != REASON_HEADER)
                    && !self.claims_any(index, &known)
            })
            .filter(|&index| {
                let column = self.profile.column(index);
                column.texts > 0 && column.distinct.len() * 2 > column.texts && !column.is_dates()
            })
            .collect()
    }

    /// Further texts for the note: a text that a bank cut into several columns is kept whole.
    pub(super) fn more_texts(&self) -> Vec<usize> {
        let rows = self.profile.rows.len();
        let mut more = self.unnamed_texts();
        more.retain(|&index| self.profile.column(index).texts * MORE_TEXTS_SHARE >= rows);
        more.truncate(MORE_TEXTS_MAX);
        more
    }

    /// A column that names the kind of the transaction: what a row is called that has no text besides.
    pub(super) fn kind_text(&self) -> Option<usize> {
        let texts =
            |index: &usize| self.profile.column(*index).texts > 0 && Some(*index) != self.maybe_direction;
        self.claimants(Kind::Type).into_iter().find(texts)
    }
}
