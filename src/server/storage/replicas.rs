//! Rows of replicas and of the results of their operations.
//!
//! Owns what a storage promises of them. Must not decide what a repeated operation is answered.

use uuid::Uuid;

use super::StorageError;
use crate::protocol::sync::OperationResult;

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

/// Replicas and results in a transaction.
#[allow(clippy::missing_errors_doc)] // said once, at `Txn`
pub trait ReplicaRows {
    /// One replica.
    fn replica(&mut self, ledger: Uuid, id: Uuid) -> Result<Option<ReplicaRow>, StorageError>;
    /// The replicas that were forked from one.
    fn forks_of(&mut self, ledger: Uuid, parent: Uuid) -> Result<Vec<ReplicaRow>, StorageError>;
    /// Writes a replica; one with its id is replaced.
    fn put_replica(&mut self, ledger: Uuid, replica: &ReplicaRow) -> Result<(), StorageError>;
    /// The smallest cursor of replicas seen at a moment or later; `None` if there were none.
    fn cursor_min(&mut self, ledger: Uuid, since: i64) -> Result<Option<i64>, StorageError>;

    /// The results of operations by their ids, from whichever replica, in no certain order. An id may have several, one
    /// that is not known has none, and one that is asked for twice may come twice.
    fn results_by_id(&mut self, ledger: Uuid, ids: &[Uuid]) -> Result<Vec<StoredResult>, StorageError>;
    /// The result at a place.
    fn result_at(
        &mut self,
        ledger: Uuid,
        replica: Uuid,
        seq: i64,
    ) -> Result<Option<StoredResult>, StorageError>;
    /// The highest revision among the results of a replica up to a place that lies below every revision behind it; 0 if
    /// there is none.
    fn revision_up_to(&mut self, ledger: Uuid, replica: Uuid, seq: i64) -> Result<i64, StorageError>;
    /// Writes results; one at the same place is replaced.
    fn put_results(&mut self, ledger: Uuid, results: &[StoredResult]) -> Result<(), StorageError>;
}
