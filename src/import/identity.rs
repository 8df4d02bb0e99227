//! What makes an imported row itself: the same row of the same statement gets the same id on every device.
//!
//! Owns the bytes that identify a row, the id made from them, and the counting of equal rows. What is written here is
//! frozen: with any change, statements imported before would come in again. Must not depend on options that only fill gaps.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::model::expense::Direction;
use crate::model::money::Money;

/// Says what the hash is of, and which version of these rules; a change of the rules needs another one.
const DOMAIN: &[u8] = b"outlay imported row v1";
/// The same for the id of the second and later of equal rows.
const DOMAIN_REPEAT: &[u8] = b"outlay imported row v1 repeat";

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

    /// The bytes themselves.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A row's identity within a ledger and a source, hashed (SHA-256).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowKey([u8; 32]);

/// Hashes a row's identity with the ledger and the source (the account) it belongs to.
#[must_use]
pub fn row_key(ledger: Uuid, source: &str, identity: &Identity) -> RowKey {
    RowKey(hash(&[DOMAIN, ledger.as_bytes(), source.as_bytes(), identity.as_bytes()]))
}

/// The id of an imported row: version 8 (RFC 9562, section 5.8), from the first 128 bits of the hash.
///
/// `occurrence` is 0 for the first of equal rows of a file, 1 for the second, as [`Occurrences`] counts them: two equal
/// purchases stay two, and a statement that overlaps with an earlier one gives the same ids to the rows they share.
#[must_use]
pub fn expense_id(key: &RowKey, occurrence: u32) -> Uuid {
    let bytes = match occurrence {
        0 => key.0,
        _ => hash(&[DOMAIN_REPEAT, &key.0, &occurrence.to_be_bytes()]),
    };
    let mut id = [0; 16];
    id.copy_from_slice(&bytes[..16]);
    Uuid::new_v8(id)
}

/// Every part with its length before it, so that no two lists of parts give the same bytes.
fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    sha.finalize().into()
}

/// Counts equal rows of one file. About 36 bytes a row: one set of 128-bit hashes, and counts only for rows that repeat.
#[derive(Debug, Default)]
pub struct Occurrences {
    seen: HashSet<[u8; 16], BuildHasherDefault<HashedAlready>>,
    repeated: HashMap<[u8; 16], u32>,
}

impl Occurrences {
    /// Makes a counter with room for so many rows, so that it need not be copied as it grows.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        Self {
            seen: HashSet::with_capacity_and_hasher(rows, BuildHasherDefault::default()),
            repeated: HashMap::new(),
        }
    }

    /// How often this row was seen before, and counts it.
    pub fn count(&mut self, key: &RowKey) -> u32 {
        let mut short = [0; 16];
        short.copy_from_slice(&key.0[..16]);
        if self.seen.insert(short) {
            return 0;
        }
        let count = self.repeated.entry(short).or_insert(0);
        *count = count.saturating_add(1);
        *count
    }
}

/// The keys are hashes: their first bytes are as good as another hash of them.
#[derive(Debug, Default)]
struct HashedAlready(u64);

impl Hasher for HashedAlready {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.0 ^= u64::from_le_bytes(*first);
        }
    }

    /// The length of the key, the same for all.
    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0
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
    fn the_id_of_a_row_never_changes() {
        // Written down once: a change here brings every statement ever imported in again.
        let key = row_key(Uuid::nil(), "giro", &identity(["REWE SAGT DANKE", "REWE", "123"]));
        assert_eq!(expense_id(&key, 0).to_string(), "5c257505-9a19-842a-b487-16f856e2235b");
        assert_eq!(expense_id(&key, 1).to_string(), "41c2fc44-bd20-87c6-9bbe-f984cd4f7dca");
        assert_eq!(expense_id(&key, 0).get_version_num(), 8);
    }

    #[test]
    fn padding_does_not_tell_rows_apart_and_the_border_between_fields_does() {
        assert_eq!(identity(["a  b", "c", ""]), identity([" a b ", "c", " "]));
        assert_ne!(identity(["a b", "", ""]), identity(["a", "b", ""]));
        assert_ne!(identity(["", "a", ""]), identity(["a", "", ""]));
    }

    #[test]
    fn ledger_source_and_occurrence_tell_equal_rows_apart() {
        let row = identity(["coffee", "", ""]);
        let key = row_key(Uuid::nil(), "giro", &row);
        assert_ne!(key, row_key(Uuid::nil(), "card", &row));
        assert_ne!(key, row_key(Uuid::max(), "giro", &row));
        let mut occurrences = Occurrences::with_capacity(4);
        let other = row_key(Uuid::nil(), "giro", &identity(["tea", "", ""]));
        let counts: Vec<u32> = [&key, &key, &other, &key].map(|key| occurrences.count(key)).to_vec();
        assert_eq!(counts, [0, 1, 0, 2]);
        assert_ne!(expense_id(&key, 0), expense_id(&key, 1));
    }
}
