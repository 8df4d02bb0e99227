//! Which column has which role, and what a row's own cells say about its currency.
//!
//! Owns the reading of single cells by role. Must not read a whole file.

use csv::ByteRecord;

use crate::model::currency::Currency;

use super::amounts::read_cell;
use super::currency_marks::{CurrencyMark, MarkConflict, whole_mark};
use super::options::ImportOptions;
use super::roles::Role;
use super::table::cell;

/// The position of each role, from 0, and the currencies that headers name.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    positions: [Option<usize>; Role::ALL.len()],
    /// By role: the currency in the header of the column, as in `Amount (EUR)`.
    currencies: [Option<Currency>; Role::ALL.len()],
    /// The currency that the lines above the rows name.
    above: Option<Currency>,
    /// The column of amounts that another row's is made of.
    parts: Option<usize>,
    /// Columns of further texts, which are kept in the note.
    more_texts: Vec<usize>,
    /// The column that names the kind of the transaction.
    kind_text: Option<usize>,
}

impl Columns {
    /// The position of a role, from 0.
    pub(super) const fn get(&self, role: Role) -> Option<usize> {
        self.positions[role as usize]
    }

    /// Sets or clears the position of a role.
    pub(super) const fn set(&mut self, role: Role, position: Option<usize>, currency: Option<Currency>) {
        self.positions[role as usize] = position;
        self.currencies[role as usize] = currency;
    }

    /// Sets the currency of rows that name none themselves, as the lines above them say.
    pub(super) const fn set_currency_above(&mut self, currency: Option<Currency>) {
        self.above = currency;
    }

    /// The position of the column of parts, from 0.
    pub(super) const fn parts(&self) -> Option<usize> {
        self.parts
    }

    /// Sets or clears that position.
    pub(super) const fn set_parts(&mut self, position: Option<usize>) {
        self.parts = position;
    }

    /// Sets the columns of texts that have no role of their own.
    pub(super) fn set_texts(&mut self, more_texts: Vec<usize>, kind_text: Option<usize>) {
        self.more_texts = more_texts;
        self.kind_text = kind_text;
    }

    /// Columns of further texts, which are kept in the note.
    pub(super) fn more_texts(&self) -> &[usize] {
        &self.more_texts
    }

    /// The column that names the kind of the transaction.
    pub(super) const fn kind_text(&self) -> Option<usize> {
        self.kind_text
    }

    /// The currency of a row whose own cells name none, for an amount in the column of a role: that of the column's header, what
    /// was told, the header of another column of the account's amounts, what the lines above the rows say, the ledger's.
    pub(super) fn fallback_currency(&self, role: Role, options: &ImportOptions) -> Currency {
        let named = |role: Role| self.currencies[role as usize];
        named(role)
            .or(options.currency)
            .or_else(|| [Role::Amount, Role::Debit, Role::Credit, Role::Balance].into_iter().find_map(named))
            .or(self.above)
            .unwrap_or(options.default_currency)
    }

    /// The cell of a role; `None` where the role has no column or the row is too short.
    pub(super) fn cell<'r>(&self, record: &'r ByteRecord, role: Role) -> Option<&'r str> {
        cell(record, self.get(role)?)
    }

    /// The currency of a row: the amount's own mark and the currency column, which have to agree, else the fallback.
    pub(super) fn currency(
        &self,
        record: &ByteRecord,
        role: Role,
        mark: Option<CurrencyMark>,
        options: &ImportOptions,
    ) -> Result<Currency, BadCurrency> {
        let fallback = self.fallback_currency(role, options);
        let column = match self.cell(record, Role::Currency).map(str::trim).filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => match whole_mark(text).map(|mark| mark.resolve(None, fallback)) {
                None => return Err(BadCurrency::Unknown(text.to_owned())),
                Some(Err(conflict)) => {
                    return Err(BadCurrency::Conflict(Role::Currency, text.to_owned(), conflict));
                }
                Some(Ok(currency)) => Some(currency),
            },
        };
        match mark {
            None => Ok(column.unwrap_or(fallback)),
            Some(mark) => mark.resolve(column, fallback).map_err(|conflict| {
                BadCurrency::Conflict(role, self.cell(record, role).unwrap_or_default().to_owned(), conflict)
            }),
        }
    }

    /// Decimals of the currency that an amount is in, for the proof of the decimal mark; 2 where that is not known.
    pub(super) fn exponent_near(&self, record: &ByteRecord, amount: &str, options: &ImportOptions) -> u32 {
        // Only a number with three digits behind a mark is read differently with other decimals.
        let bytes = amount.as_bytes();
        let plain = bytes.len() >= 3 && matches!(bytes[bytes.len() - 3], b'.' | b',');
        if plain && bytes[bytes.len() - 1].is_ascii_digit() {
            return 2;
        }
        let mark = read_cell(amount).ok().flatten().and_then(|cell| cell.currency);
        self.currency(record, Role::Amount, mark, options).map_or(2, |currency| currency.exponent())
    }
}

/// Why a row has no currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadCurrency {
    /// The currency column holds something else.
    Unknown(String),
    /// A sign of several currencies, or one that disagrees with the currency column; with the cell it is in.
    Conflict(Role, String, MarkConflict),
}
