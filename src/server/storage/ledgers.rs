//! Rows of ledgers, their members and the tokens of their revisions.
//!
//! Owns what a storage promises of them. Must not know what a role allows.

use uuid::Uuid;

use super::StorageError;
use crate::protocol::digest::DigestSums;
use crate::protocol::sync::Head;

/// A ledger's own row.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerRow {
    /// The server's id of it.
    pub id: Uuid,
    /// The id that ids of its entities are derived from.
    pub key: Uuid,
    /// The account that made it.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// Its currency, once decided.
    pub currency: Option<String>,
    /// Its newest revision and that one's token.
    pub head: Head,
    /// What its live entities come to.
    pub digest: DigestSums,
    /// Tombstones up to this revision may be gone.
    pub purged_to: i64,
}

/// Ledgers, members and tokens in a transaction.
#[allow(clippy::missing_errors_doc)] // said once, at `Txn`
pub trait LedgerRows {
    /// Every ledger's id, in the order of ids.
    fn ledger_ids(&mut self) -> Result<Vec<Uuid>, StorageError>;
    /// The ledgers that an account is a member of, with its role, by name and then by id.
    fn ledgers_of(&mut self, account: Uuid) -> Result<Vec<(LedgerRow, String)>, StorageError>;
    /// Makes a ledger with its account as owner; fails where its id is taken, or its key among the account's own ones.
    fn insert_ledger(&mut self, ledger: &LedgerRow) -> Result<(), StorageError>;
    /// One ledger; in a write, its row is locked until the job ends.
    fn ledger(&mut self, id: Uuid) -> Result<Option<LedgerRow>, StorageError>;
    /// Writes a ledger's name, currency, head, digest and purge line; its key and its account stay what they are.
    fn update_ledger(&mut self, ledger: &LedgerRow) -> Result<(), StorageError>;
    /// An account's role in a ledger.
    fn role(&mut self, ledger: Uuid, account: Uuid) -> Result<Option<String>, StorageError>;
    /// Sets an account's role in a ledger; `None` takes it away.
    fn set_role(&mut self, ledger: Uuid, account: Uuid, role: Option<&str>) -> Result<(), StorageError>;

    /// The token of a revision that was once the newest.
    fn token(&mut self, ledger: Uuid, revision: i64) -> Result<Option<Uuid>, StorageError>;
    /// Remembers a token; one of the same revision is replaced.
    fn put_token(&mut self, ledger: Uuid, head: Head) -> Result<(), StorageError>;
}
