//! Deletes of what this device made and, as far as it knew, never told anybody.
//!
//! Owns what becomes of such a delete when the server turns out to know the entity: a backup of this database that was put back
//! knows nothing of what was sent after it was made, and neither does a copy of what the other one sends. Must not change a base.

use rusqlite::{OptionalExtension, params};

use super::settle::Base;
use super::state::fields_of;
use crate::model::entity::Kind;
use crate::model::operation::{Action, Status};
use crate::store::apply::EntityRow;
use crate::store::error::StoreError;
use crate::store::writer::Writer;

impl Writer<'_> {
    /// Puts the delete of an entity into the queue that was taken for one that nobody needs to hear of (PROTOCOL, rule 10), if
    /// the server says that the entity lives. One that its user took out of the queue stays out. Its author has seen what he
    /// made himself: the server's state, where it is that and nobody has written over it, and nothing of it elsewhere, so that
    /// what others did is no silent loss.
    pub(super) fn tell_untold_delete(
        &mut self,
        kind: Kind,
        row: &EntityRow,
        base: &Base,
    ) -> Result<(), StoreError> {
        if !row.deleted || row.revision != 0 || row.last_op.is_some() || base.state.deleted {
            return Ok(());
        }
        let newest: Option<(i64, i64, bool)> = self
            .conn
            .prepare_cached(
                "SELECT number, action, cancelled = 1 FROM operations WHERE kind = ?1 AND entity = ?2 AND fields IS NOT NULL
                 ORDER BY number DESC LIMIT 1",
            )?
            .query_row(params![kind.code(), row.number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let Some((number, action, true)) = newest else { return Ok(()) };
        if Action::from_code(action) != Some(Action::Delete) {
            return Ok(());
        }
        let is_own = base.state.fields == fields_of(kind.spec(), &row.record, row.extra.as_deref());
        let seen = if is_own { base.revision } else { 0 };
        self.conn
            .prepare_cached("UPDATE operations SET status = 0, cancelled = 0, seen = ?2 WHERE number = ?1")?
            .execute([number, seen])?;
        self.send_from(row.ledger, number)?;
        self.conn
            .prepare_cached(&format!("UPDATE {} SET last_op = ?2 WHERE number = ?1", kind.spec().table))?
            .execute([row.number, number])?;
        self.count_operation(row.ledger, Status::Done, -1);
        self.count_operation(row.ledger, Status::Pending, 1);
        Ok(())
    }
}
