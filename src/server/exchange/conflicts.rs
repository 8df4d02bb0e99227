//! Values that lost, as entities of their own (PROTOCOL, rule 15).
//!
//! Owns their ids and what they say. Must not decide what loses.

use serde_json::json;
use uuid::Uuid;

use super::Session;
use super::work::Work;
use crate::id::derived_id;
use crate::model::entity::Kind;
use crate::protocol::sync::Fields;
use crate::server::merge::{Conflict, Entity, Side, Stamp};
use crate::server::storage::{EntityKey, StorageError};

impl Session<'_> {
    /// Makes the conflict entity of a value that lost (PROTOCOL, rule 15).
    pub(super) fn keep_conflict(
        &mut self,
        work: &mut Work,
        key: &EntityKey,
        conflict: &Conflict,
        stamp: Stamp,
    ) -> Result<Uuid, StorageError> {
        let field = conflict.field.clone().unwrap_or_default();
        let id = derived_id(
            "conflict",
            &[
                self.ledger.as_bytes(),
                key.0.as_bytes(),
                key.1.as_bytes(),
                field.as_bytes(),
                &conflict.kept.stamp.revision.to_be_bytes(),
                conflict.lost.stamp.replica.as_bytes(),
            ],
        );
        let mut fields = Fields::from([
            ("entity".to_owned(), json!(key.0)),
            ("entity_id".to_owned(), json!(key.1)),
            ("kind".to_owned(), json!(if conflict.field.is_some() { "field" } else { "edit_delete" })),
            ("kept".to_owned(), json!(self.side(&conflict.kept)?)),
            ("lost".to_owned(), json!(self.side(&conflict.lost)?)),
            ("status".to_owned(), json!("open")),
        ]);
        if conflict.field.is_some() {
            fields.insert("field".to_owned(), json!(field));
        }
        let key = (Kind::Conflict.spec().name.to_owned(), id);
        let old = self.current(work, &key)?;
        let life = Stamp { revision: work.row.head.revision + 1, at: self.now_ms, weak: false, ..stamp };
        let stamps = fields.keys().map(|name| (name.clone(), life)).collect();
        let entity = Entity { revision: life.revision, deleted: false, made: true, fields, stamps, life };
        work.put(&key, old.as_ref(), entity);
        Ok(id)
    }

    /// One side of a conflict as text, with names that people know.
    fn side(&mut self, side: &Side) -> Result<String, StorageError> {
        let device = if side.stamp.replica == self.request.replica {
            Some(self.caller.device)
        } else {
            self.txn.replica(self.ledger, side.stamp.replica)?.map(|known| known.device)
        };
        let device = device.map(|id| self.txn.device(id)).transpose()?.flatten();
        let member = self.txn.account(side.stamp.member)?;
        Ok(json!({
            "value": side.value,
            "device": device.map(|device| device.name),
            "replica": side.stamp.replica,
            "member": member.map(|account| account.email),
            "at": side.stamp.at,
            "revision": side.stamp.revision,
        })
        .to_string())
    }
}
