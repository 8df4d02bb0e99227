//! What makes an imported row itself, so that the same row of the same statement gets the same id on every device.
//!
//! Owns the bytes that identify a row; `id` makes ids of them. What is written here is frozen: with any change,
//! statements imported before would come in again. Must not depend on options that only fill gaps.

use chrono::{Datelike, NaiveDate};

use crate::model::expense::Direction;
use crate::model::money::Money;

/// The bytes that identify a row within its source: date, direction, amount, currency, description, payee and reference, as
/// the row itself has them.
///
/// Left out is what says the same row differently from one download to the next (a running balance that some banks
/// recompute, a category that people change at the bank, notes), and all that options give to rows that lack it (category,
/// method, tags, the description taken from the payee). Texts count by their words: banks pad with spaces at will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity(Vec<u8>);

impl Identity {
    /// Makes it from a row's own fields; `texts` are description, payee and reference, empty where the row has none.
    pub(super) fn new(date: NaiveDate, direction: Direction, amount: Money, texts: [&str; 3]) -> Self {
        let mut bytes = Vec::with_capacity(32 + texts.iter().map(|text| text.len() + 4).sum::<usize>());
        bytes.extend(date.num_days_from_ce().to_be_bytes());
        bytes.push(match direction {
            Direction::Expense => b'E',
            Direction::Income => b'I',
            Direction::Transfer => b'T',
        });
        bytes.extend(amount.minor.to_be_bytes());
        bytes.extend(amount.currency.code().as_bytes());
        for text in texts {
            for word in text.split_whitespace() {
                bytes.extend(word.as_bytes());
                bytes.push(b' ');
            }
            // Words have no line feed in them, so it ends the text unambiguously.
            bytes.push(b'\n');
        }
        Self(bytes)
    }

    /// Hands the bytes over.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The bytes themselves.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(texts: [&str; 3]) -> Identity {
        let date = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        Identity::new(date, Direction::Expense, Money::new(1_250, "EUR".parse().unwrap()), texts)
    }

    #[test]
    fn the_bytes_that_identify_a_row_never_change() {
        // Written down once: a change here brings every statement ever imported in again.
        let bytes = identity(["REWE SAGT DANKE", "REWE", "123"]).as_bytes().to_vec();
        let mut expected = vec![0, 11, 73, 95, b'E', 0, 0, 0, 0, 0, 0, 4, 226];
        expected.extend(b"EURREWE SAGT DANKE \nREWE \n123 \n");
        assert_eq!(bytes, expected);
    }

    #[test]
    fn padding_does_not_tell_rows_apart_and_the_border_between_fields_does() {
        assert_eq!(identity(["a  b", "c", ""]), identity([" a b ", "c", " "]));
        assert_ne!(identity(["a b", "", ""]), identity(["a", "b", ""]));
        assert_ne!(identity(["", "a", ""]), identity(["a", "", ""]));
    }
}
