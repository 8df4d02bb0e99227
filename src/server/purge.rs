//! The purge: tombstones that no device needs any more go (PROTOCOL, rule 24).
//!
//! Owns how long they stay, and does it in short transactions, so that syncs go on between them. Of each delete a stamp
//! stays for good.

use super::storage::{EntityKey, Storage, StorageError, Txn, read, write};
use uuid::Uuid;

/// How long a tombstone stays at least, from when it came to the server, in milliseconds: 30 days (PROTOCOL, rule 24).
const TOMBSTONE_MS: i64 = 30 * 86_400_000;
/// For how long a device that does not come is waited for, in milliseconds: 180 days (PROTOCOL, rule 24).
const DEVICE_MS: i64 = 180 * 86_400_000;
/// Tombstones looked at in one transaction.
const PURGE_MAX: u32 = 2_000;

/// Removes what may go from every ledger; gives how many.
pub(super) fn purge(storage: &dyn Storage, now_ms: i64) -> Result<usize, StorageError> {
    let mut removed = 0;
    for ledger in read(storage, |txn| txn.ledger_ids())? {
        let mut after = Some(0);
        while let Some(revision) = after {
            let step = write(storage, move |txn| purge_some(txn, ledger, revision, now_ms))?;
            removed += step.removed;
            after = step.up_to;
        }
    }
    Ok(removed)
}

#[derive(Debug, Default)]
struct Step {
    removed: usize,
    /// The last revision that was looked at, if there may be more behind it.
    up_to: Option<i64>,
}

fn purge_some(txn: &mut dyn Txn, ledger: Uuid, after: i64, now_ms: i64) -> Result<Step, StorageError> {
    let Some(mut row) = txn.ledger(ledger)? else { return Ok(Step::default()) };
    let up_to = txn.cursor_min(ledger, now_ms - DEVICE_MS)?.unwrap_or(row.head.revision);
    let old = txn.tombstones(ledger, after + 1..=up_to, now_ms - TOMBSTONE_MS, PURGE_MAX)?;
    let is_full = old.len() == usize::try_from(PURGE_MAX).unwrap_or(usize::MAX);
    let last = old.last().map(|tombstone| tombstone.entity.revision).filter(|_| is_full);
    // Another device may make the same id again; it must find that it was deleted.
    let gone: Vec<_> = old.into_iter().filter(|tombstone| tombstone.id.get_version_num() != 8).collect();
    if let Some(newest) = gone.last().map(|tombstone| tombstone.entity.revision) {
        row.purged_to = row.purged_to.max(newest);
        txn.update_ledger(&row)?;
    }
    let keys: Vec<EntityKey> = gone.into_iter().map(|tombstone| (tombstone.kind, tombstone.id)).collect();
    txn.purge_entities(ledger, &keys)?;
    Ok(Step { removed: keys.len(), up_to: last })
}
