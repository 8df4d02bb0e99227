//! What a device is told: the latest state of what changed after its cursor (PROTOCOL, rule 18).
//!
//! Owns pages and their bounds. Reads a few rows at a time, so that memory holds a page and not a ledger.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::Session;
use super::work::Work;
use crate::protocol::json::bytes_of;
use crate::protocol::limits::{CHANGES_MAX, PAGE_BYTES_MAX};
use crate::protocol::sync::{EntityChange, Exchange};
use crate::server::merge::Entity;
use crate::server::storage::{EntityKey, StorageError};

/// Bytes that a change takes beside its fields, as JSON.
const CHANGE_BYTES: usize = 200;
/// Rows that are read at a time.
const ROWS_MAX: u32 = 500;

impl Session<'_> {
    /// The latest state of what changed after the cursor, in the order of revisions (PROTOCOL, rule 18).
    pub(super) fn pull(&mut self, work: Work) -> Result<Exchange, StorageError> {
        let (request, head) = (self.request, work.row.head);
        let mut answer = Exchange {
            results: work.results,
            changes: Vec::new(),
            cursor: request.cursor,
            has_more: request.cursor < head.revision,
            digest: work.row.digest.at(head.revision),
            head,
            server: self.server,
            server_time: self.now_ms,
        };
        let limit = request.limit.min(CHANGES_MAX);
        if limit == 0 || !answer.has_more {
            return Ok(answer);
        }
        if request.cursor == work.revision_before && work.is_known {
            // Nobody else wrote anything since: the rows need not be read to see that none is told.
            answer.cursor = head.revision;
            answer.has_more = false;
            return Ok(answer);
        }
        let told: HashSet<EntityKey> = work.folded.into_keys().collect();
        let mut members: HashMap<Uuid, Option<String>> = HashMap::new();
        let mut bytes = 0;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        loop {
            let rows = self.txn.changed_after(self.ledger, answer.cursor, ROWS_MAX)?;
            let is_last = rows.len() < usize::try_from(ROWS_MAX).unwrap_or(usize::MAX);
            for stored in rows {
                let key = (stored.kind, stored.id);
                if told.contains(&key) {
                    answer.cursor = stored.entity.revision;
                    continue;
                }
                if answer.changes.len() == limit || bytes > PAGE_BYTES_MAX {
                    return Ok(answer);
                }
                answer.cursor = stored.entity.revision;
                let change = self.change(key, stored.entity, &mut members)?;
                bytes += CHANGE_BYTES
                    + change.fields.iter().map(|(name, value)| name.len() + bytes_of(value)).sum::<usize>();
                answer.changes.push(change);
            }
            if is_last {
                break;
            }
        }
        answer.cursor = head.revision;
        answer.has_more = false;
        Ok(answer)
    }

    fn change(
        &mut self,
        (entity, entity_id): EntityKey,
        state: Entity,
        members: &mut HashMap<Uuid, Option<String>>,
    ) -> Result<EntityChange, StorageError> {
        let last = state.stamps.values().chain([&state.life]).max_by_key(|stamp| stamp.revision);
        let last = *last.unwrap_or(&state.life);
        let member = if let Some(known) = members.get(&last.member) {
            known.clone()
        } else {
            let name = self.txn.account(last.member)?.map(|account| account.email);
            members.insert(last.member, name.clone());
            name
        };
        Ok(EntityChange {
            revision: state.revision,
            entity,
            entity_id,
            fields: state.fields,
            deleted: state.deleted,
            replica: last.replica,
            member,
            at: last.at,
        })
    }
}
