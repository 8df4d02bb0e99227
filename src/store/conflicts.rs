//! Conflicts: values that lost a merge, as they are kept.
//!
//! Owns reading them. Must not decide which value is to stand.

use rusqlite::params;
use uuid::Uuid;

use super::Store;
use super::error::StoreError;
use crate::model::entity::Kind;

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

impl Store {
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
