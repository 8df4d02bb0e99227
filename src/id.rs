//! Ids: random ones for what a person makes, derived ones for what two devices must make alike.
//!
//! Owns the derivations and their domains. Must not read the clock: the time of a new id is given.

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};
use uuid::{Builder, NoContext, Timestamp, Uuid};

thread_local! {
    static SEED: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Makes the random ids of this thread follow from a seed, or be random again for `None`. For simulations, whose
/// schedules must run the same way twice: an id that leaves a test must never be made so.
pub fn seed_ids(seed: Option<u64>) {
    SEED.set(seed);
}

/// Fills bytes from the thread's seed; returns false where there is none, and nothing was filled then.
fn fill_seeded(bytes: &mut [u8]) -> bool {
    let Some(mut state) = SEED.get() else { return false };
    for chunk in bytes.chunks_mut(8) {
        // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_be_bytes()[..chunk.len()]);
    }
    SEED.set(Some(state));
    true
}

/// Makes a `UUIDv7` (RFC 9562, section 5.7) for the given moment: random, and increasing with time, so that unique
/// indexes are appended to. Moments before 1970 count as 1970.
#[must_use]
pub fn new_id(at: DateTime<Utc>) -> Uuid {
    let mut bytes = [0; 10];
    if fill_seeded(&mut bytes) {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        return Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid();
    }
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, at.timestamp_subsec_nanos()))
}

/// Makes a wholly random `UUIDv4` (RFC 9562, section 5.4): idempotency keys and replica ids, which must not tell when.
#[must_use]
pub fn random_id() -> Uuid {
    let mut bytes = [0; 16];
    if fill_seeded(&mut bytes) {
        return Builder::from_random_bytes(bytes).into_uuid();
    }
    Uuid::new_v4()
}

/// Random ids for many operations at once: the system is asked for a page of randomness, not for each id.
#[derive(Debug)]
pub struct RandomIds {
    bytes: Box<[u8; RANDOM_BYTES]>,
    used: usize,
}

/// A page: 256 ids a call.
const RANDOM_BYTES: usize = 4_096;

impl Default for RandomIds {
    fn default() -> Self {
        Self { bytes: Box::new([0; RANDOM_BYTES]), used: RANDOM_BYTES }
    }
}

impl RandomIds {
    /// Makes a wholly random `UUIDv4`, as [`random_id`].
    pub fn next_id(&mut self) -> Uuid {
        if self.used + 16 > RANDOM_BYTES {
            self.used = 0;
            if SEED.get().is_some() {
                self.used = RANDOM_BYTES;
                return random_id();
            }
            if getrandom::fill(&mut self.bytes[..]).is_err() {
                self.used = RANDOM_BYTES;
                return random_id();
            }
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.bytes[self.used..self.used + 16]);
        self.used += 16;
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// Derives a `UUIDv8` (RFC 9562, section 5.8) from a domain and parts: SHA-256 over each part with its length before
/// it, cut to 128 bits. The same parts give the same id on every device; parts cannot run into each other.
#[must_use]
pub fn derived_id(domain: &str, parts: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"outlay:");
    hash.update(domain.as_bytes());
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The id of the `personal` ledger: the same in every database, so that devices which imported the same statement
/// before their first login made the same rows (PROTOCOL, rule 25).
#[must_use]
pub fn personal_ledger_id() -> Uuid {
    derived_id("ledger", &[b"personal"])
}

/// The id of a category: from its ledger and its folded path at creation, so that two offline devices make the same.
#[must_use]
pub fn category_id(ledger: Uuid, folded_path: &str) -> Uuid {
    derived_id("category", &[ledger.as_bytes(), folded_path.as_bytes()])
}

/// The id of an exchange rate: from its ledger, its pair by their codes and its day (yyyymmdd), so that two devices that
/// import the same table, or set a rate for one day, make the same one.
#[must_use]
pub fn rate_id(ledger: Uuid, base: &str, quote: &str, date: i64) -> Uuid {
    derived_id("rate", &[ledger.as_bytes(), base.as_bytes(), quote.as_bytes(), &date.to_be_bytes()])
}

/// The id of a row of a statement: from its ledger, its source (the account) and the bytes that identify it there. What
/// is hashed here is frozen: with any change, statements imported before would come in again.
#[must_use]
pub fn imported_row_id(ledger: Uuid, source: &str, identity: &[u8]) -> Uuid {
    derived_id("imported row 1", &[ledger.as_bytes(), source.as_bytes(), identity])
}

/// The id of a further row of a statement that equals the one with the id `first`: `occurrence` is 1 for the second, 2
/// for the third. Two equal purchases stay two, and a statement that overlaps with an earlier one gives the same ids to
/// the rows they share.
#[must_use]
pub fn repeated_row_id(first: Uuid, occurrence: u32) -> Uuid {
    derived_id("imported row 1 repeated", &[first.as_bytes(), &occurrence.to_be_bytes()])
}

/// The id of what a budget is from a day on: from its ledger, category (none for everything), currency and that day, so that
/// two devices which set the same budget change one and the same.
#[must_use]
pub fn budget_id(ledger: Uuid, category: Option<Uuid>, currency: &str, starts_on: i64) -> Uuid {
    let category = category.map(Uuid::into_bytes);
    let category = category.as_ref().map_or(&[][..], |id| &id[..]);
    derived_id("budget 1", &[ledger.as_bytes(), category, currency.as_bytes(), &starts_on.to_be_bytes()])
}

/// The id of what a recurring expense comes to on a date: from the recurring one's id and the date (ISO 8601), so that every
/// device that enters it makes the same. What is hashed here is frozen: with any change, dates entered before would come
/// again.
#[must_use]
pub fn recurring_expense_id(recurring: Uuid, date: NaiveDate) -> Uuid {
    derived_id("recurring 1", &[recurring.as_bytes(), date.format("%Y-%m-%d").to_string().as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_depend_on_every_part_and_its_borders() {
        let id = derived_id("d", &[b"ab", b"c"]);
        assert_eq!(id, derived_id("d", &[b"ab", b"c"]));
        assert_ne!(id, derived_id("d", &[b"a", b"bc"]));
        assert_ne!(id, derived_id("e", &[b"ab", b"c"]));
        assert_eq!(id.get_version_num(), 8);
    }

    #[test]
    fn the_id_of_an_imported_row_never_changes() {
        // Written down once, from a computation outside this program.
        let first = imported_row_id(Uuid::nil(), "giro", b"REWE SAGT DANKE");
        assert_eq!(first.to_string(), "3f3c234d-0484-89b5-9a03-3bb67546f9a5");
        assert_eq!(repeated_row_id(first, 1).to_string(), "76cb7333-1bd8-8b25-9f47-8be957bfcf40");
    }

    #[test]
    fn the_id_of_a_rate_depends_on_the_pair_its_order_and_the_day() {
        let id = |base, quote, date| rate_id(Uuid::nil(), base, quote, date);
        let one = id("EUR", "USD", 20_261_001);
        assert_eq!(one, id("EUR", "USD", 20_261_001));
        for other in [id("USD", "EUR", 20_261_001), id("EUR", "USD", 20_261_002)] {
            assert_ne!(one, other);
        }
        assert_ne!(one, rate_id(personal_ledger_id(), "EUR", "USD", 20_261_001));
    }

    #[test]
    fn the_id_of_a_recurring_date_never_changes() {
        // Written down once, from a computation outside this program.
        let date = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        assert_eq!(
            recurring_expense_id(Uuid::nil(), date).to_string(),
            "defd6b67-d67e-8d9d-9c1c-ec6854132075"
        );
        assert_ne!(recurring_expense_id(Uuid::from_u128(1), date), recurring_expense_id(Uuid::nil(), date));
    }

    #[test]
    fn seeded_ids_come_again_and_differ_from_each_other() {
        let at = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();
        let three = || {
            seed_ids(Some(7));
            let ids = [random_id(), RandomIds::default().next_id(), new_id(at)];
            seed_ids(None);
            ids
        };
        let ids = three();
        assert_eq!(ids, three());
        assert!(ids[0] != ids[1] && ids[1] != ids[2]);
        assert_eq!(ids.map(|id| id.get_version_num()), [4, 4, 7]);
        assert_ne!(random_id(), ids[0]);
    }

    #[test]
    fn new_ids_increase_with_time() {
        let early = DateTime::from_timestamp_millis(1_000).unwrap();
        let late = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();
        assert!(new_id(early) < new_id(late));
    }
}
