//! Operations as they are written down and as they travel.
//!
//! Owns their text and their fields. Must not decide which of them leave.

use rusqlite::Connection;
use uuid::Uuid;

use super::push::Candidate;
use super::state::sent_fields;
use crate::model::operation::Action;
use crate::protocol::sync::{Fields, SentAction, SentOperation};
use crate::store::apply::read_entity;
use crate::store::chain::parse_body;
use crate::store::change::render_created;
use crate::store::columns::Lookups;
use crate::store::error::StoreError;

/// What an operation says, as it travels.
pub(super) struct Rendered {
    entity_id: Uuid,
    /// Of a create whose body is nowhere but in its row: what is to be kept of it.
    pub(super) kept: Option<String>,
    /// Bytes of its values, about.
    pub(super) bytes: usize,
    fields: Fields,
}

/// Renders an operation. The body of a create that was never sent was kept in its row until now (PROTOCOL, rule 1).
pub(super) fn render(
    conn: &Connection,
    lookups: &mut Lookups,
    candidate: &mut Candidate,
) -> Result<Rendered, StoreError> {
    let spec = candidate.kind.spec();
    if let Some(body) = candidate.body.take() {
        let id: [u8; 16] = conn
            .prepare_cached(&format!("SELECT id FROM {} WHERE number = ?1", spec.table))?
            .query_row([candidate.entity], |row| row.get(0))?;
        let fields = if candidate.void { Fields::new() } else { sent_fields(spec, &parse_body(&body)?) };
        return Ok(Rendered { entity_id: Uuid::from_bytes(id), kept: None, bytes: body.len(), fields });
    }
    let row = read_entity(conn, lookups, candidate.kind, candidate.entity)?.ok_or_else(|| {
        StoreError::Inconsistent(format!("operation {} has lost its row", candidate.number))
    })?;
    let (kept, mut fields) = render_created(spec, &row.record);
    if candidate.void {
        fields.clear();
    }
    Ok(Rendered { entity_id: row.id, bytes: kept.len(), kept: Some(kept), fields })
}

impl Rendered {
    pub(super) fn operation(self, candidate: &Candidate, seq: i64, after: Option<Uuid>) -> SentOperation {
        SentOperation {
            id: candidate.id,
            attempt: candidate.attempt,
            seq,
            after,
            entity: candidate.kind.spec().name.to_owned(),
            entity_id: self.entity_id,
            action: sent_action(candidate.action),
            fields: self.fields,
            seen: candidate.seen,
            made_at: candidate.made_at,
            since: candidate.since,
            weak: candidate.weak,
            void: candidate.void,
            group: candidate.group,
        }
    }
}

const fn sent_action(action: Action) -> SentAction {
    match action {
        Action::Create => SentAction::Create,
        Action::Update => SentAction::Update,
        Action::Delete => SentAction::Delete,
        Action::Restore => SentAction::Restore,
    }
}
