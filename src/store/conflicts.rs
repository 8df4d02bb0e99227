//! Conflicts: values that lost a merge, as they are kept.
//!
//! Owns reading them. Must not decide which value is to stand.

use std::collections::BTreeMap;

use rusqlite::params;
use serde_json::Value as Json;
use uuid::Uuid;

use super::Store;
use super::apply::read_entity;
use super::columns::Lookups;
use super::error::StoreError;
use super::writer::SYNC;
use crate::model::entity::{FieldSpec, Kind, Value};

/// One conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// Its ledger's name.
    pub ledger_name: String,
    /// The kind of entity it is about.
    pub entity: String,
    /// The entity.
    pub entity_id: Uuid,
    /// The entity's local number, if it is here.
    pub entity_number: Option<i64>,
    /// `field` or `edit_delete`.
    pub kind: String,
    /// The field.
    pub field: Option<String>,
    /// The value that stands, as JSON text.
    pub kept: Option<String>,
    /// The value that does not, as JSON text.
    pub lost: Option<String>,
    /// `open` or `resolved`.
    pub status: String,
    /// How it was resolved.
    pub resolution: Option<String>,
}

/// What the entity of a conflict has now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whether it is deleted.
    pub deleted: bool,
    /// The field's value in the form of the entity registry; `None` for a conflict about the whole, and for a field that
    /// this version does not know.
    pub value: Option<Json>,
    /// Whether `value` is the one that the conflict kept.
    pub is_kept: bool,
}

impl Store {
    /// What the entity of a conflict has now; `None` where the entity is not here, or of a kind that is not known.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn standing(&self, conflict: &ConflictRow, kept: &Json) -> Result<Option<Standing>, StoreError> {
        let (Some(kind), Some(number)) = (Kind::from_name(&conflict.entity), conflict.entity_number) else {
            return Ok(None);
        };
        let Some(row) = read_entity(&self.conn, &mut Lookups::default(), kind, number)? else {
            return Ok(None);
        };
        let spec = kind.spec();
        let deleted = row.deleted;
        let Some(field) = conflict.field.as_deref() else {
            let is_kept = kept.as_str().is_none_or(|word| (word == "delete") == deleted);
            return Ok(Some(Standing { deleted, value: None, is_kept }));
        };
        if let (Some(tag), Some(at)) = (field.strip_prefix("tag:"), spec.tags_position()) {
            let has_it = row.record[at].as_tags().iter().any(|known| known == tag);
            let is_kept = has_it == (kept.as_bool() == Some(true));
            return Ok(Some(Standing { deleted, value: Some(has_it.into()), is_kept }));
        }
        let Some(at) = spec.position(field) else {
            return Ok(Some(Standing { deleted, value: None, is_kept: true }));
        };
        let (field, value) = (&spec.fields[at], &row.record[at]);
        Ok(Some(Standing { deleted, value: Some(value.to_json()), is_kept: is_same(field, value, kept) }))
    }

    /// The conflicts of a ledger, or of all for `None`, oldest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn conflicts(&self, ledger: Option<i64>, open_only: bool) -> Result<Vec<ConflictRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.number, c.id, c.ledger, l.name, c.entity, c.entity_id, c.kind, c.field, c.kept, c.lost, c.status,
               c.resolution
             FROM conflicts c JOIN ledgers l ON l.number = c.ledger
             WHERE c.deleted_at IS NULL AND (?1 IS NULL OR c.ledger = ?1) AND (NOT ?2 OR c.status = 'open')
             ORDER BY c.number",
        )?;
        let mut rows = statement.query(params![ledger, open_only])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let entity: String = row.get(4)?;
            let entity_id = row.get::<_, String>(5)?.parse().unwrap_or_default();
            found.push(ConflictRow {
                number: row.get(0)?,
                id: Uuid::from_bytes(row.get(1)?),
                ledger: row.get(2)?,
                ledger_name: row.get(3)?,
                entity_number: self.number_of(&entity, entity_id)?,
                entity,
                entity_id,
                kind: row.get(6)?,
                field: row.get(7)?,
                kept: row.get(8)?,
                lost: row.get(9)?,
                status: row.get(10)?,
                resolution: row.get(11)?,
            });
        }
        Ok(found)
    }

    /// The conflicts that are decided, and that a command of this device decided once: by their numbers, with how each is
    /// decided now, whoever did that.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn own_decisions(&self) -> Result<BTreeMap<i64, String>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.number, coalesce(c.resolution, '') FROM conflicts c
             WHERE c.status = 'resolved' AND c.deleted_at IS NULL AND EXISTS (SELECT 1 FROM operations o
               JOIN groups g ON g.number = o.group_number
               WHERE o.kind = ?1 AND o.entity = c.number AND o.fields IS NOT NULL AND o.cancelled = 0
                 AND g.command <> ?2)",
        )?;
        let rows = statement
            .query_map(params![Kind::Conflict.code(), SYNC], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn number_of(&self, kind: &str, id: Uuid) -> Result<Option<i64>, StoreError> {
        use rusqlite::OptionalExtension;
        let Some(kind) = Kind::from_name(kind) else {
            return Ok(None);
        };
        Ok(self
            .conn
            .prepare_cached(&format!("SELECT number FROM {} WHERE id = ?1", kind.spec().table))?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?)
    }
}

/// Whether a value of a field is the one in a conflict, whose empty one is `null`.
fn is_same(field: &FieldSpec, value: &Value, kept: &Json) -> bool {
    Value::from_json(field.kind, kept).is_some_and(|kept| field.normal(kept) == field.normal(value.clone()))
}
