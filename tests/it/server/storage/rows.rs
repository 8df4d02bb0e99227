//! Rows to store.

use std::collections::BTreeMap;

use outlay::protocol::digest::DigestSums;
use outlay::protocol::sync::{Head, OperationResult, ResultStatus};
use outlay::server::merge::{Entity, Stamp};
use outlay::server::storage::{
    AccountRow, DeviceRow, LedgerRow, ReplicaRow, StorageError, StoredEntity, StoredResult, Txn,
};
use serde_json::json;
use uuid::Uuid;

/// An id that is easy to tell.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn account(number: u128) -> AccountRow {
    AccountRow {
        id: id(number),
        email: format!("{number}@example.org"),
        password_hash: format!("hash {number}"),
        created_at: 7,
    }
}

pub fn device(number: u128, account: u128, created_at: i64) -> DeviceRow {
    let mut token_hash = [0; 32];
    token_hash[..16].copy_from_slice(&number.to_be_bytes());
    DeviceRow {
        id: id(number),
        account: id(account),
        name: format!("device {number}"),
        token_hash,
        version: None,
        created_at,
        last_sync_at: None,
        revoked_at: None,
    }
}

pub fn ledger(number: u128, account: u128) -> LedgerRow {
    LedgerRow {
        id: id(number),
        key: id(number + 1_000),
        account: id(account),
        name: format!("ledger {number}"),
        currency: None,
        head: Head { revision: 0, token: id(number + 2_000) },
        digest: DigestSums::default(),
        purged_to: 0,
    }
}

pub fn replica(number: u128) -> ReplicaRow {
    ReplicaRow { id: id(number), device: id(1), last_seq: 3, cursor: 5, seen_at: 9, parent: None }
}

pub fn result(replica: u128, seq: i64, number: u128, revision: Option<i64>) -> StoredResult {
    StoredResult {
        replica: id(replica),
        seq,
        attempt: 0,
        fingerprint: u64::MAX - 1,
        result: OperationResult {
            id: id(number),
            status: ResultStatus::Applied,
            revision,
            conflicts: Vec::new(),
            error: None,
            fast_forward: false,
            replayed: false,
        },
    }
}

pub fn stamp(revision: i64) -> Stamp {
    Stamp { revision, replica: id(11), member: id(12), at: 13, weak: false, shared: false, generated: false }
}

pub fn entity(kind: &str, number: u128, revision: i64) -> StoredEntity {
    let life = stamp(revision);
    let fields = BTreeMap::from([("payee".to_owned(), json!("Ana"))]);
    let stamps = BTreeMap::from([("payee".to_owned(), life)]);
    let entity = Entity { revision, deleted: false, made: true, fields, stamps, life };
    StoredEntity { kind: kind.to_owned(), id: id(number), entity }
}

pub fn tombstone(kind: &str, number: u128, revision: i64) -> StoredEntity {
    let mut stored = entity(kind, number, revision);
    stored.entity.deleted = true;
    stored
}

/// Accounts 1 and 2, each with its ledger, 10 and 20.
pub fn two_ledgers(txn: &mut dyn Txn) -> Result<(), StorageError> {
    for number in [1, 2] {
        txn.insert_account(&account(number))?;
        txn.insert_ledger(&ledger(number * 10, number))?;
    }
    Ok(())
}
