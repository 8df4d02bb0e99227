//! Where the server keeps what it knows: behind one trait, so that SQLite and PostgreSQL serve the same service.
//!
//! Owns the promises. A [`Txn`] is serialisable: what it reads stays true until it commits, and nothing of it is visible
//! before. A write that returned is durable. Must not know the protocol's rules.

pub mod sqlite;

use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

use crate::protocol::digest::DigestSums;
use crate::protocol::sync::{Head, OperationResult};

use super::merge::Entity;

/// A failure of the storage. Nothing of the job was written.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Too many jobs wait, or the database is locked by another process: try again later.
    #[error("the storage is busy")]
    Busy,
    /// The database failed.
    #[error("the storage failed: {0}")]
    Failed(String),
    /// The service itself stopped the job: its answer is with the caller, and nothing is written.
    #[error("the job was taken back")]
    TakenBack,
}

/// A job in a transaction. It may be run again after a serialisation failure, so it must not keep what it saw.
pub type Job = Box<dyn FnMut(&mut dyn Txn) -> Result<(), StorageError> + Send>;

/// A storage.
pub trait Storage: Send + Sync {
    /// Runs a job in a transaction that is durable when this returns.
    ///
    /// # Errors
    /// The cases of [`StorageError`]; then nothing was written.
    fn write(&self, job: Job) -> Result<(), StorageError>;

    /// Runs a job that only reads, on a snapshot.
    ///
    /// # Errors
    /// The cases of [`StorageError`].
    fn read(&self, job: Job) -> Result<(), StorageError>;
}

/// [`Storage::write`] with a value.
///
/// # Errors
/// Those of the job and of the storage.
pub fn write<T: Send + 'static>(
    storage: &dyn Storage,
    job: impl FnMut(&mut dyn Txn) -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    with_value(job, |job| storage.write(job))
}

/// [`Storage::read`] with a value.
///
/// # Errors
/// Those of the job and of the storage.
pub fn read<T: Send + 'static>(
    storage: &dyn Storage,
    job: impl FnMut(&mut dyn Txn) -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    with_value(job, |job| storage.read(job))
}

fn with_value<T: Send + 'static>(
    mut job: impl FnMut(&mut dyn Txn) -> Result<T, StorageError> + Send + 'static,
    run: impl FnOnce(Job) -> Result<(), StorageError>,
) -> Result<T, StorageError> {
    let slot = Arc::new(Mutex::new(None));
    let filled = Arc::clone(&slot);
    run(Box::new(move |txn| {
        let value = job(txn)?;
        *filled.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        Ok(())
    }))?;
    let value = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    value.ok_or_else(|| StorageError::Failed("a job left no value".to_owned()))
}

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

/// A replica of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaRow {
    /// Its id.
    pub id: Uuid,
    /// The device that it was last seen on.
    pub device: Uuid,
    /// The last place that was answered.
    pub last_seq: i64,
    /// How far it had seen when it was last here.
    pub cursor: i64,
    /// When it was last here.
    pub seen_at: i64,
    /// What it was forked from, and up to which revision.
    pub parent: Option<(Uuid, i64)>,
}

/// The stored result of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredResult {
    /// The replica it came from.
    pub replica: Uuid,
    /// Its place there.
    pub seq: i64,
    /// The attempt that this is the result of.
    pub attempt: u32,
    /// The fingerprint of its content.
    pub fingerprint: u64,
    /// The result.
    pub result: OperationResult,
}

/// An entity with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredEntity {
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: Uuid,
    /// What is known of it.
    pub entity: Entity,
}

/// One account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its id.
    pub id: Uuid,
    /// Its address, folded.
    pub email: String,
    /// The PHC string of its password.
    pub password_hash: String,
    /// When it was made.
    pub created_at: i64,
}

/// One device of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its id.
    pub id: Uuid,
    /// Its account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// The client's version.
    pub version: Option<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it last synchronised.
    pub last_sync_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// A transaction. Every method fails with what the storage reports, and then the whole job is taken back.
#[allow(clippy::missing_errors_doc)] // said once, above
pub trait Txn {
    /// The server's id, made with the database.
    fn server_id(&mut self) -> Result<Uuid, StorageError>;
    /// The key that access tokens are signed with, made with the database.
    fn signing_key(&mut self) -> Result<Vec<u8>, StorageError>;

    /// Makes an account.
    fn insert_account(&mut self, account: &AccountRow) -> Result<(), StorageError>;
    /// The account with an address.
    fn account_by_email(&mut self, email: &str) -> Result<Option<AccountRow>, StorageError>;
    /// One account.
    fn account(&mut self, id: Uuid) -> Result<Option<AccountRow>, StorageError>;
    /// Every account, by address.
    fn accounts(&mut self) -> Result<Vec<AccountRow>, StorageError>;
    /// Changes an account's password.
    fn set_password_hash(&mut self, account: Uuid, hash: &str) -> Result<(), StorageError>;
    /// Deletes an account with its devices and the ledgers that it made.
    fn delete_account(&mut self, account: Uuid) -> Result<(), StorageError>;

    /// Makes a device.
    fn insert_device(&mut self, device: &DeviceRow) -> Result<(), StorageError>;
    /// The device with a token, revoked or not.
    fn device_by_token(&mut self, hash: &[u8; 32]) -> Result<Option<DeviceRow>, StorageError>;
    /// One device.
    fn device(&mut self, id: Uuid) -> Result<Option<DeviceRow>, StorageError>;
    /// The devices of an account, oldest first, revoked ones included.
    fn devices(&mut self, account: Uuid) -> Result<Vec<DeviceRow>, StorageError>;
    /// Revokes a device.
    fn revoke_device(&mut self, id: Uuid, at: i64) -> Result<(), StorageError>;
    /// Notes a device's version or sync; `None` leaves what is there.
    fn note_device(
        &mut self,
        id: Uuid,
        version: Option<&str>,
        sync_at: Option<i64>,
    ) -> Result<(), StorageError>;

    /// The ledgers that an account is a member of, with its role.
    fn ledgers_of(&mut self, account: Uuid) -> Result<Vec<(LedgerRow, String)>, StorageError>;
    /// Makes a ledger with its account as owner.
    fn insert_ledger(&mut self, ledger: &LedgerRow) -> Result<(), StorageError>;
    /// One ledger; in a write, its row is locked.
    fn ledger(&mut self, id: Uuid) -> Result<Option<LedgerRow>, StorageError>;
    /// Writes a ledger's row.
    fn update_ledger(&mut self, ledger: &LedgerRow) -> Result<(), StorageError>;
    /// An account's role in a ledger.
    fn role(&mut self, ledger: Uuid, account: Uuid) -> Result<Option<String>, StorageError>;
    /// Sets an account's role in a ledger; `None` takes it away.
    fn set_role(&mut self, ledger: Uuid, account: Uuid, role: Option<&str>) -> Result<(), StorageError>;

    /// One replica.
    fn replica(&mut self, ledger: Uuid, id: Uuid) -> Result<Option<ReplicaRow>, StorageError>;
    /// Writes a replica.
    fn put_replica(&mut self, ledger: Uuid, replica: &ReplicaRow) -> Result<(), StorageError>;
    /// The smallest cursor of replicas seen since a moment; `None` if there were none.
    fn cursor_min(&mut self, ledger: Uuid, since: i64) -> Result<Option<i64>, StorageError>;

    /// The results of operations by their ids, from whichever replica.
    fn results_by_id(&mut self, ledger: Uuid, ids: &[Uuid]) -> Result<Vec<StoredResult>, StorageError>;
    /// The result at a place.
    fn result_at(
        &mut self,
        ledger: Uuid,
        replica: Uuid,
        seq: i64,
    ) -> Result<Option<StoredResult>, StorageError>;
    /// The highest revision among the results of a replica up to a place that lies below every revision behind it.
    fn revision_up_to(&mut self, ledger: Uuid, replica: Uuid, seq: i64) -> Result<i64, StorageError>;
    /// Writes results; one at the same place is replaced.
    fn put_results(&mut self, ledger: Uuid, results: &[StoredResult]) -> Result<(), StorageError>;

    /// One entity.
    fn entity(&mut self, ledger: Uuid, kind: &str, id: Uuid) -> Result<Option<Entity>, StorageError>;
    /// Writes entities.
    fn put_entities(&mut self, ledger: Uuid, entities: &[StoredEntity]) -> Result<(), StorageError>;
    /// Entities changed after a revision, in the order of revisions, at most so many.
    fn changed_after(
        &mut self,
        ledger: Uuid,
        revision: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntity>, StorageError>;
    /// Deleted entities with revisions up to one, written before a moment.
    fn tombstones(
        &mut self,
        ledger: Uuid,
        up_to: i64,
        before: i64,
    ) -> Result<Vec<StoredEntity>, StorageError>;
    /// Removes entities for good.
    fn remove_entities(&mut self, ledger: Uuid, entities: &[(String, Uuid)]) -> Result<(), StorageError>;

    /// The token of a revision that was once the newest.
    fn token(&mut self, ledger: Uuid, revision: i64) -> Result<Option<Uuid>, StorageError>;
    /// Remembers a token.
    fn put_token(&mut self, ledger: Uuid, head: Head) -> Result<(), StorageError>;
    /// Every ledger's id.
    fn ledger_ids(&mut self) -> Result<Vec<Uuid>, StorageError>;
}
