//! The operations of one entity that the server has not settled: a chain, each after the one before.
//!
//! Owns how an operation joins the queue, and how a chain that was never sent leaves it (PROTOCOL, rules 1 to 6 and
//! 10). Must not change an entity's fields.

use rusqlite::{OptionalExtension, params};
use serde_json::{Value as Json, json};

use super::change::{EntityRow, created_fields};
use super::error::StoreError;
use super::writer::Writer;
use crate::model::entity::{Kind, KindSpec};
use crate::model::operation::{Action, Status};

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
        let mut state = created_fields(kind.spec(), &row.record);
        state.insert("deleted".to_owned(), json!(row.deleted));
        self.conn
            .prepare_cached(
                "INSERT INTO bases (kind, entity, revision, state) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO UPDATE SET revision = excluded.revision, state = excluded.state",
            )?
            .execute(params![kind.code(), row.number, row.revision, Json::Object(state).to_string()])?;
        Ok(())
    }

    /// Writes the body of a create down before its row changes for the first time (PROTOCOL, rule 1).
    pub(super) fn write_down_create(&mut self, kind: Kind, row: &EntityRow) -> Result<(), StoreError> {
        let Some(last) = row.last_op else { return Ok(()) };
        let slim: bool = self
            .conn
            .prepare_cached("SELECT action = 1 AND fields IS NULL FROM operations WHERE number = ?1")?
            .query_row([last], |row| row.get(0))?;
        if slim {
            let body = Json::Object(created_fields(kind.spec(), &row.record)).to_string();
            self.conn
                .prepare_cached("UPDATE operations SET fields = ?2 WHERE number = ?1")?
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
            draft.cancelled
        ])?;
        self.count_operation(draft.ledger, status, 1);
        Ok(number)
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
