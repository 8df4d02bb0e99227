//! Rows of entities, tombstones among them.
//!
//! Owns what a storage promises of them. Must not read a field.

use std::ops::RangeInclusive;

use uuid::Uuid;

use super::StorageError;
use crate::server::merge::{Entity, Stamp};

/// What an entity is found by in its ledger: its kind and its id.
pub type EntityKey = (String, Uuid);

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

/// Entities in a transaction.
#[allow(clippy::missing_errors_doc)] // said once, at `Txn`
pub trait EntityRows {
    /// The entities with these names that are known, in no certain order; one that is asked for twice may come twice.
    fn entities(&mut self, ledger: Uuid, keys: &[EntityKey]) -> Result<Vec<StoredEntity>, StorageError>;
    /// Writes entities; one with the same kind and id is replaced. What is deleted counts as deleted at that moment, in
    /// milliseconds since 1970.
    fn put_entities(&mut self, ledger: Uuid, entities: &[StoredEntity], at: i64) -> Result<(), StorageError>;
    /// Entities changed after a revision, in the order of revisions, at most so many.
    fn changed_after(
        &mut self,
        ledger: Uuid,
        revision: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntity>, StorageError>;
    /// Deleted entities with these revisions that were deleted before a moment, in the order of revisions, at most so
    /// many.
    fn tombstones(
        &mut self,
        ledger: Uuid,
        revisions: RangeInclusive<i64>,
        before: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntity>, StorageError>;
    /// Removes entities for good, but for the stamp of their last life; one that is not known is no matter.
    fn purge_entities(&mut self, ledger: Uuid, keys: &[EntityKey]) -> Result<(), StorageError>;
    /// The last life of those of these entities that were purged, in no certain order. One that was made again since counts
    /// as well.
    fn purged(&mut self, ledger: Uuid, keys: &[EntityKey]) -> Result<Vec<(EntityKey, Stamp)>, StorageError>;
}
