//! Where the server keeps what it knows: behind one trait, so that SQLite and PostgreSQL serve the same service.
//!
//! Owns the promises. A [`Txn`] is serialisable: what it reads stays true until it commits, and nothing of it is visible
//! before. A write that returned is durable; a job that fails or panics leaves nothing and harms no other. What stands for
//! many rows takes them at once, so that a storage across a network asks once. Must not know the protocol's rules.

mod accounts;
mod entities;
mod ledgers;
mod replicas;
pub mod sqlite;

use std::sync::{Arc, Mutex, PoisonError};

use uuid::Uuid;

pub use self::accounts::{AccountRow, AccountRows, DeviceRow};
pub use self::entities::{EntityKey, EntityRows, StoredEntity};
pub use self::ledgers::{LedgerRow, LedgerRows};
pub use self::replicas::{ReplicaRow, ReplicaRows, StoredResult};

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

/// A transaction. Every method fails with what the storage reports, and then the whole job is taken back.
#[allow(clippy::missing_errors_doc)] // said once, above
pub trait Txn: AccountRows + LedgerRows + ReplicaRows + EntityRows {
    /// The server's id, made with the database.
    fn server_id(&mut self) -> Result<Uuid, StorageError>;
    /// The key that access tokens are signed with, made with the database.
    fn signing_key(&mut self) -> Result<Vec<u8>, StorageError>;
}
