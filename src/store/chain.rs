//! The operations of one entity that the server has not settled: a chain, each after the one before.
//!
//! Owns how an operation joins the queue, and how a chain that was never sent leaves it (PROTOCOL, rules 1 to 6 and
//! 10). Must not change an entity's fields.

use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value as Json, json};

use super::change::{EntityRow, created_fields};
use super::error::StoreError;
use super::sync::frozen;
use super::sync::state::{State, fields_of, is_local, sent_fields};
use super::writer::Writer;
use crate::model::entity::{Kind, KindSpec};
use crate::model::operation::{Action, Status};
use crate::protocol::sync::Fields;

/// Changes of fields, and the revision of them that their author had seen.
pub(super) type SeenChanges = (i64, Map<String, Json>);

/// One unfinished operation of an entity.
#[derive(Debug, Clone)]
pub(super) struct Unfinished {
    pub(super) number: i64,
    pub(super) action: Action,
    /// The new values as they travel; of a slim create, those of its row.
    pub(super) fields: Fields,
    pub(super) seen: i64,
    pub(super) status: Status,
    /// Asked to be taken out; no longer laid over.
    pub(super) void: bool,
    /// Its revision, once it was acknowledged.
    pub(super) revision: Option<i64>,
}

/// What an entity's unfinished operations come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chain {
    /// None of them was ever sent.
    pub(super) unsent: bool,
    /// One of them brings all fields.
    pub(super) creates: bool,
}

pub(super) struct OperationDraft<'a> {
    pub(super) kind: Kind,
    pub(super) entity: i64,
    pub(super) ledger: i64,
    pub(super) action: Action,
    pub(super) fields: Option<&'a str>,
    pub(super) seen: i64,
    pub(super) after: Option<i64>,
    pub(super) weak: bool,
    pub(super) withdrawn: bool,
    pub(super) cancelled: bool,
}

impl Writer<'_> {
    /// Copies the server's last state of an entity before the first operation on it (DESIGN, section 3, "Base").
    pub(super) fn keep_base(&mut self, kind: Kind, row: &EntityRow) -> Result<(), StoreError> {
        if row.revision == 0 || row.last_op.is_some() {
            return Ok(());
        }
        let is_kept: bool = self
            .conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM bases WHERE kind = ?1 AND entity = ?2)")?
            .query_row([kind.code(), row.number], |base| base.get(0))?;
        if is_kept {
            return Ok(()); // the row does not tell all that the server said
        }
        let state =
            State { fields: fields_of(kind.spec(), &row.record, row.extra.as_deref()), deleted: row.deleted };
        self.write_base(kind, row.number, row.revision, &state)
    }

    /// Writes a base down.
    pub(super) fn write_base(
        &self,
        kind: Kind,
        number: i64,
        revision: i64,
        state: &State,
    ) -> Result<(), StoreError> {
        let state =
            serde_json::to_string(state).map_err(|error| StoreError::Inconsistent(error.to_string()))?;
        self.conn
            .prepare_cached(
                "INSERT INTO bases (kind, entity, revision, state) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET revision = excluded.revision, state = excluded.state",
            )?
            .execute(params![kind.code(), number, revision, state])?;
        Ok(())
    }

    /// Writes the body of a create down before its row changes for the first time (PROTOCOL, rule 1).
    pub(super) fn write_down_create(&mut self, kind: Kind, row: &EntityRow) -> Result<(), StoreError> {
        let Some(last) = row.last_op else { return Ok(()) };
        let (slim, was_sent): (bool, bool) = self
            .conn
            .prepare_cached(
                "SELECT action = 1 AND fields IS NULL, attempts > 0 FROM operations WHERE number = ?1",
            )?
            .query_row([last], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if slim && was_sent {
            // What it said then stays so, whatever this version would make of its row.
            frozen::thaw(self.conn)?;
        }
        if slim {
            let body = Json::Object(created_fields(kind.spec(), &row.record)).to_string();
            self.conn
                .prepare_cached("UPDATE operations SET fields = ?2 WHERE number = ?1 AND fields IS NULL")?
                .execute(params![last, body])?;
        }
        Ok(())
    }

    /// Looks at an entity's operations, from the newest one that is not finished back.
    pub(super) fn chain(&self, last_op: Option<i64>) -> Result<Chain, StoreError> {
        let mut chain = Chain { unsent: true, creates: false };
        let mut next = last_op;
        while let Some(number) = next {
            let operation: Option<(bool, bool, Option<i64>)> = self
                .conn
                .prepare_cached(
                    "SELECT status = 0 AND seq IS NULL AND attempts = 0, action = 1 OR (action = 4 AND fields <> '{}'),
                       after FROM operations WHERE number = ?1",
                )?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            // One that is not there was answered so long ago that its history was dropped.
            let (unsent, creates, after) = operation.unwrap_or((false, false, None));
            chain.unsent &= unsent;
            chain.creates |= creates;
            next = after;
        }
        Ok(chain)
    }

    /// An entity's unfinished operations, oldest first.
    pub(super) fn unfinished(&self, kind: Kind, row: &EntityRow) -> Result<Vec<Unfinished>, StoreError> {
        let mut found = Vec::new();
        let mut next = row.last_op;
        while let Some(number) = next {
            let mut statement = self.conn.prepare_cached(
                "SELECT action, fields, seen, status, void, revision, after FROM operations WHERE number = ?1",
            )?;
            let mut rows = statement.query([number])?;
            let Some(operation) = rows.next()? else { break };
            let status = Status::from_code(operation.get(3)?).unwrap_or(Status::Done);
            let body: Option<String> = operation.get(1)?;
            let fields = match body {
                Some(body) => sent_fields(kind.spec(), &parse_body(&body)?),
                None => fields_of(kind.spec(), &row.record, None),
            };
            next = operation.get(6)?;
            if status == Status::Done {
                continue;
            }
            found.push(Unfinished {
                number,
                action: Action::from_code(operation.get(0)?)
                    .ok_or_else(|| StoreError::Inconsistent(format!("operation {number} has no action")))?,
                fields,
                seen: operation.get(2)?,
                status,
                void: operation.get(4)?,
                revision: operation.get(5)?,
            });
        }
        found.reverse();
        Ok(found)
    }

    /// The revision of the entity that its user has seen as a whole: that of the base, or less where an unfinished
    /// operation hides what others wrote since (PROTOCOL, rule 4).
    pub(super) fn seen_as_a_whole(&self, kind: Kind, row: &EntityRow) -> Result<i64, StoreError> {
        let chain = self.unfinished(kind, row)?;
        Ok(chain.iter().filter(|one| !one.void).map(|one| one.seen).fold(row.revision, i64::min))
    }

    /// The changes apart by what their author had seen of each field (PROTOCOL, rule 4): nothing of what this version
    /// could not read.
    pub(super) fn changes_by_seen(
        &self,
        kind: Kind,
        row: &EntityRow,
        changes: Map<String, Json>,
    ) -> Result<Vec<SeenChanges>, StoreError> {
        let chain = self.unfinished(kind, row)?;
        let unread = unread_fields(kind, row);
        let is_read = !changes.keys().any(|name| unread.contains_key(name));
        if is_read && chain.iter().all(|one| one.void || one.seen == row.revision) {
            return Ok(vec![(row.revision, changes)]);
        }
        let mut apart: Vec<SeenChanges> = Vec::new();
        for (name, change) in changes {
            let covering = chain.iter().rev().find(|one| !one.void && one.fields.contains_key(&name));
            let own = if unread.contains_key(&name) { 0 } else { row.revision };
            let seen = covering.map_or(own, |one| one.seen);
            match apart.iter_mut().find(|part| part.0 == seen) {
                Some(part) => drop(part.1.insert(name, change)),
                None => apart.push((seen, Map::from_iter([(name, change)]))),
            }
        }
        Ok(apart)
    }

    /// Adds the fields that were emptied by operations that are never sent: another device may make the same entity with
    /// them.
    pub(super) fn tell_emptied(
        &self,
        kind: Kind,
        row: &EntityRow,
        fields: &mut Map<String, Json>,
    ) -> Result<(), StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT fields FROM operations WHERE kind = ?1 AND entity = ?2 AND action = 2 AND fields IS NOT NULL
             AND cancelled <> 0 ORDER BY number",
        )?;
        let mut rows = statement.query([kind.code(), row.number])?;
        while let Some(operation) = rows.next()? {
            for (name, change) in parse_body(operation.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?
            {
                let before = &change["before"];
                if change["after"].is_null() && !before.is_null() && !fields.contains_key(&name) {
                    fields.insert(name, json!({"before": before, "after": null}));
                }
            }
        }
        Ok(())
    }

    pub(super) fn cancel_chain(&mut self, last_op: Option<i64>) -> Result<(), StoreError> {
        let mut next = last_op;
        while let Some(number) = next {
            let (ledger, after): (i64, Option<i64>) = self
                .conn
                .prepare_cached(
                    "UPDATE operations SET status = 2, cancelled = 1 WHERE number = ?1 RETURNING ledger, after",
                )?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
            self.count_operation(ledger, Status::Pending, -1);
            self.count_operation(ledger, Status::Done, 1);
            next = after;
        }
        Ok(())
    }

    pub(super) fn push(&mut self, draft: &OperationDraft) -> Result<i64, StoreError> {
        // What was put off comes first: the queue's order is the order of the changes.
        self.flush_creates()?;
        let number = self.next_operation;
        self.next_operation += 1;
        self.operations += 1;
        let status = if draft.cancelled { Status::Done } else { Status::Pending };
        let since = self.since(draft.ledger)?;
        self.insert_operation.execute(params![
            number,
            &self.ids.next_id().as_bytes()[..],
            self.group,
            draft.ledger,
            draft.kind.code(),
            draft.entity,
            draft.action.code(),
            draft.fields,
            status.code(),
            draft.seen,
            draft.after,
            draft.weak,
            draft.withdrawn,
            draft.cancelled,
            since
        ])?;
        self.count_operation(draft.ledger, status, 1);
        Ok(number)
    }

    /// The server's time in the last answer about a ledger.
    pub(super) fn since(&mut self, ledger: i64) -> Result<Option<i64>, StoreError> {
        if let Some(since) = self.since.get(&ledger) {
            return Ok(*since);
        }
        let since: Option<i64> = self
            .conn
            .prepare_cached("SELECT server_time FROM ledgers WHERE number = ?1")?
            .query_row([ledger], |row| row.get(0))
            .optional()?
            .flatten();
        self.since.insert(ledger, since);
        Ok(since)
    }

    pub(super) fn touch(
        &mut self,
        spec: &KindSpec,
        number: i64,
        last_op: Option<i64>,
    ) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(&format!(
                "UPDATE {} SET updated_at = ?2, last_op = ?3 WHERE number = ?1",
                spec.table
            ))?
            .execute(params![number, self.now_ms, last_op])?;
        Ok(())
    }
}

/// What a row holds unread, but for fields that stay on a device anyway.
fn unread_fields(kind: Kind, row: &EntityRow) -> Fields {
    let mut unread: Fields =
        row.extra.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let stays = |name: &String| kind.spec().fields.iter().any(|field| field.name == name && is_local(field));
    unread.retain(|name, _| !stays(name));
    unread
}

/// A body as it is stored.
pub(super) fn parse_body(body: &str) -> Result<Map<String, Json>, StoreError> {
    serde_json::from_str(body)
        .map_err(|error| StoreError::Inconsistent(format!("a body cannot be read: {error}")))
}
