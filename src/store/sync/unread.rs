//! Entities that this version cannot read: kinds of a newer one, or states that no row can hold.
//!
//! Owns keeping them as they came. They count in the digest like any other, so that an older client still agrees.

use rusqlite::{OptionalExtension, params};

use crate::protocol::sync::EntityChange;
use crate::store::error::StoreError;
use crate::store::writer::Writer;

impl Writer<'_> {
    /// Whether anything of a ledger is kept as it came.
    pub(super) fn has_unread(&self, ledger: i64) -> Result<bool, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM others WHERE ledger = ?1)")?
            .query_row([ledger], |row| row.get(0))?)
    }

    /// Keeps an entity as it came.
    pub(super) fn keep_unread(&mut self, ledger: i64, change: &EntityChange) -> Result<(), StoreError> {
        self.drop_unread(ledger, change)?;
        if !change.deleted {
            let (kind, id) = (&change.entity, change.entity_id);
            self.count_content(ledger, kind, id, change.revision, &change.fields, true)?;
        }
        let fields = serde_json::to_string(&change.fields)
            .map_err(|error| StoreError::Inconsistent(error.to_string()))?;
        self.conn
            .prepare_cached(
                "INSERT INTO others (ledger, kind, id, revision, deleted, fields) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                ledger,
                change.entity,
                change.entity_id.as_bytes(),
                change.revision,
                change.deleted,
                fields
            ])?;
        Ok(())
    }

    /// Drops what was kept of an entity, because something newer of it came.
    pub(super) fn drop_unread(&mut self, ledger: i64, change: &EntityChange) -> Result<(), StoreError> {
        let kept: Option<(i64, bool, String)> = self
            .conn
            .prepare_cached(
                "DELETE FROM others WHERE ledger = ?1 AND kind = ?2 AND id = ?3 RETURNING revision, deleted, fields",
            )?
            .query_row(params![ledger, change.entity, change.entity_id.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((revision, false, fields)) = kept else { return Ok(()) };
        let fields = serde_json::from_str(&fields)
            .map_err(|error| StoreError::Inconsistent(format!("an entity cannot be read: {error}")))?;
        self.count_content(ledger, &change.entity, change.entity_id, revision, &fields, false)
    }
}
