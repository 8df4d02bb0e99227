//! The digest: what two sides that hold the same ledger at the same revision must agree on (PROTOCOL, rule 21).
//!
//! Owns the content hash of an entity and the running sums. They are kept by adding and taking away, so that a sync costs
//! what changed and not what there is. Must not know where entities are kept.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::sync::{Digest, Fields};
use crate::model::entity::{FieldType, Kind, Value};

/// Bytes that what is hashed of most entities has room in.
const CONTENT_BYTES: usize = 512;

/// The running digest of a ledger's live entities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DigestSums {
    /// Live expenses.
    pub count: i64,
    /// Minor units by currency. Wide enough that no ledger can overflow it.
    pub sums: BTreeMap<String, i128>,
    /// The sum of the content hashes, modulo 2^128.
    pub hash: u128,
}

impl DigestSums {
    /// Counts a live entity in. `amount` is that of an expense: currency and minor units.
    pub fn add(&mut self, content: u128, amount: Option<(&str, i64)>) {
        self.hash = self.hash.wrapping_add(content);
        if let Some((currency, minor)) = amount {
            self.count += 1;
            self.add_minor(currency, i128::from(minor));
        }
    }

    /// Counts a live entity out.
    pub fn remove(&mut self, content: u128, amount: Option<(&str, i64)>) {
        self.hash = self.hash.wrapping_sub(content);
        if let Some((currency, minor)) = amount {
            self.count -= 1;
            self.add_minor(currency, -i128::from(minor));
        }
    }

    fn add_minor(&mut self, currency: &str, minor: i128) {
        match self.sums.get_mut(currency) {
            Some(sum) => {
                *sum += minor;
                if *sum == 0 {
                    self.sums.remove(currency);
                }
            }
            None if minor != 0 => drop(self.sums.insert(currency.to_owned(), minor)),
            None => {}
        }
    }

    /// The digest at a revision.
    #[must_use]
    pub fn at(&self, revision: i64) -> Digest {
        Digest {
            revision,
            count: self.count,
            sums: self.sums.iter().map(|(currency, sum)| (currency.clone(), sum.to_string())).collect(),
            hash: format!("{:032x}", self.hash),
        }
    }

    /// The sums in the form they are stored in: currency and sum, separated by a space, one pair after the other.
    #[must_use]
    pub fn sums_text(&self) -> String {
        let pairs: Vec<String> =
            self.sums.iter().map(|(currency, sum)| format!("{currency} {sum}")).collect();
        pairs.join(" ")
    }

    /// The sums of [`DigestSums::sums_text`]; `None` if it is not such a text.
    #[must_use]
    pub fn parse_sums(text: &str) -> Option<BTreeMap<String, i128>> {
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        if !words.len().is_multiple_of(2) {
            return None;
        }
        words.chunks(2).map(|pair| Some((pair[0].to_owned(), pair[1].parse().ok()?))).collect()
    }
}

/// The currency and the minor units of an entity that the digest counts: those of the field `amount` of an expense.
#[must_use]
pub fn expense_amount(kind: &str, fields: &Fields) -> Option<(String, i64)> {
    if kind != Kind::Expense.spec().name {
        return None;
    }
    match Value::from_json(FieldType::Money, fields.get("amount")?)? {
        Value::Money(money) => Some((money.currency.code().to_owned(), money.minor)),
        _ => None,
    }
}

/// The hash of an entity's content: SHA-256 over kind, id, revision and every field that is not empty, in the order of
/// names, each text with its length before it and each value as compact JSON; the first 128 bits, big-endian.
///
/// Every piece is its length (four bytes, big-endian) and its bytes: the kind in UTF-8; the id's 16 bytes; the revision's
/// eight, big-endian; then for each field, in the order of the bytes of the names, its name and its value. A text is two
/// pieces, `s` and its bytes; anything else is one piece, its JSON without spaces, objects in the order in which they came.
///
/// ```
/// use outlay::protocol::digest::content_hash;
/// use outlay::protocol::sync::Fields;
///
/// let fields: Fields = serde_json::from_str(
///     r#"{"date": "2026-10-15", "amount": "12.50 EUR", "direction": 0, "tag:fun": true, "note": null}"#,
/// )?;
/// let id = "00000000-0000-0000-0000-000000000007".parse()?;
/// // 0x00000007 "expense"  0x00000010 id  0x00000008 0x0000000000000003
/// // 0x00000006 "amount"  0x00000001 "s"  0x00000009 "12.50 EUR"
/// // 0x00000004 "date"  0x00000001 "s"  0x0000000a "2026-10-15"
/// // 0x00000009 "direction"  0x00000001 "0"  0x00000007 "tag:fun"  0x00000004 "true"
/// assert_eq!(format!("{:032x}", content_hash("expense", id, 3, &fields)), "c76a347fbb85ad8adb3cef3e55c83259");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn content_hash(kind: &str, id: Uuid, revision: i64, fields: &Fields) -> u128 {
    // In one piece: the hash takes many short ones far more slowly.
    let mut content = Vec::with_capacity(CONTENT_BYTES);
    let mut text = |bytes: &[u8]| {
        content.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        content.extend_from_slice(bytes);
    };
    text(kind.as_bytes());
    text(id.as_bytes());
    text(&revision.to_be_bytes());
    for (name, value) in fields {
        if value.is_null() {
            continue;
        }
        text(name.as_bytes());
        match value.as_str() {
            // Most values: a string is hashed without its quotes, marked by a byte that no JSON text begins with.
            Some(string) => {
                text(b"s");
                text(string.as_bytes());
            }
            None => text(value.to_string().as_bytes()),
        }
    }
    let digest = Sha256::digest(&content);
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    u128::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(pairs: &[(&str, serde_json::Value)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
    }

    #[test]
    fn the_hash_depends_on_every_part_and_not_on_empty_fields() {
        let id = Uuid::from_u128(7);
        let base = fields(&[("payee", json!("Ana")), ("hidden", json!(true))]);
        let hash = content_hash("expense", id, 3, &base);
        assert_eq!(
            hash,
            content_hash("expense", id, 3, &{
                let mut with_null = base.clone();
                with_null.insert("note".into(), serde_json::Value::Null);
                with_null
            })
        );
        assert_ne!(hash, content_hash("category", id, 3, &base));
        assert_ne!(hash, content_hash("expense", Uuid::from_u128(8), 3, &base));
        assert_ne!(hash, content_hash("expense", id, 4, &base));
        assert_ne!(
            hash,
            content_hash("expense", id, 3, &fields(&[("payee", json!("Ana")), ("hidden", json!("true"))]))
        );
    }

    #[test]
    fn the_hash_of_an_entity_never_changes() {
        // Computed once outside this program, from the bytes that the documentation lists.
        let fields = fields(&[
            ("amount", json!("12.50 EUR")),
            ("date", json!("2026-10-15")),
            ("direction", json!(0)),
            ("tag:fun", json!(true)),
        ]);
        let hash = content_hash("expense", Uuid::from_u128(7), 3, &fields);
        assert_eq!(format!("{hash:032x}"), "c76a347fbb85ad8adb3cef3e55c83259");
    }

    #[test]
    fn what_is_added_can_be_taken_away() {
        let mut sums = DigestSums::default();
        sums.add(u128::MAX, Some(("EUR", i64::MAX)));
        sums.add(5, Some(("EUR", i64::MAX)));
        sums.add(9, None);
        assert_eq!(DigestSums::parse_sums(&sums.sums_text()).as_ref(), Some(&sums.sums));
        assert_eq!(sums.count, 2);
        sums.remove(u128::MAX, Some(("EUR", i64::MAX)));
        sums.remove(9, None);
        sums.remove(5, Some(("EUR", i64::MAX)));
        assert_eq!(sums, DigestSums::default());
    }
}
