//! What a request comes to, before any of it is written.
//!
//! Owns the revisions that it takes and the digest that follows. Must not read or write the storage.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::protocol::digest::{content_hash, expense_amount};
use crate::protocol::sync::{Branch, Head, OperationResult, ResultStatus};
use crate::server::merge::Entity;
use crate::server::storage::{EntityKey, LedgerRow, StoredResult};

/// What a request comes to, before it is written.
pub(super) struct Work {
    pub(super) row: LedgerRow,
    /// The revision that the request found.
    pub(super) revision_before: i64,
    pub(super) role: String,
    pub(super) lineage: Vec<Branch>,
    /// The entities that the operations are about, as they are stored.
    pub(super) before: HashMap<EntityKey, Option<Entity>>,
    /// Those of them of which nothing but the delete is left, and which no operation of the request was about so far.
    pub(super) purged: HashSet<EntityKey>,
    /// Those that are written, as they will be.
    pub(super) entities: HashMap<EntityKey, Entity>,
    /// Entities whose newest operation of this request is fast-forward, with the revision it gave.
    pub(super) folded: HashMap<EntityKey, i64>,
    pub(super) statuses: HashMap<Uuid, ResultStatus>,
    pub(super) results: Vec<OperationResult>,
    pub(super) stored: Vec<StoredResult>,
    pub(super) is_changed: bool,
    /// Whether the author knows everything that is written, because it follows from its operations alone.
    pub(super) is_known: bool,
}

impl Work {
    /// Nothing yet, with room for what so many operations come to.
    pub(super) fn new(row: LedgerRow, role: String, operations: usize) -> Self {
        Self {
            revision_before: row.head.revision,
            row,
            role,
            lineage: Vec::new(),
            before: HashMap::with_capacity(operations),
            purged: HashSet::new(),
            entities: HashMap::with_capacity(operations),
            folded: HashMap::with_capacity(operations),
            statuses: HashMap::with_capacity(operations),
            results: Vec::with_capacity(operations),
            stored: Vec::with_capacity(operations),
            is_changed: false,
            is_known: true,
        }
    }

    /// Takes the next revision for an entity's new state, and counts it in the digest.
    pub(super) fn put(&mut self, key: &EntityKey, old: Option<&Entity>, new: Entity) {
        if let Some(old) = old.filter(|old| !old.deleted) {
            let amount = expense_amount(&key.0, &old.fields);
            let content = content_hash(&key.0, key.1, old.revision, &old.fields);
            self.row
                .digest
                .remove(content, amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor)));
        }
        if !new.deleted {
            let amount = expense_amount(&key.0, &new.fields);
            let content = content_hash(&key.0, key.1, new.revision, &new.fields);
            self.row
                .digest
                .add(content, amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor)));
        }
        self.row.head = Head { revision: new.revision, token: self.row.head.token };
        self.is_changed = true;
        self.entities.insert(key.clone(), new);
    }
}
