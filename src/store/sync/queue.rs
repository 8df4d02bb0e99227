//! What a person does to the queue: asks again for what was refused, or takes an operation out
//! (PROTOCOL, rules 8 and 9).
//!
//! Owns both. Must not decide which operation is meant.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

use crate::model::entity::Kind;
use crate::model::operation::Status;
use crate::store::Store;
use crate::store::chain::parse_body;
use crate::store::error::StoreError;
use crate::store::writer::Writer;

/// What became of an operation that was to be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// It had never been sent and is gone.
    Gone,
    /// It was sent, so the server is asked at the next sync never to carry it out. Until then it is not shown.
    Asked,
    /// The server has carried it out meanwhile: nothing to drop.
    Finished,
    /// It makes a category that something live uses and that would be gone without it: it stays.
    Used,
}

/// An operation's row as far as retry and drop need it.
struct Found {
    kind: Kind,
    entity: i64,
    ledger: i64,
    status: Status,
    action: i64,
    was_sent: bool,
    /// The server carried it out; it only waits for its result to come as a base.
    is_acknowledged: bool,
    /// It changes fields.
    has_fields: bool,
}

impl Store {
    /// Asks again for refused operations and those that were refused because of them; of those that wait after a
    /// failure, only the wait is cleared. All of them or none. Returns how many operations will be sent.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn retry_operations(&mut self, numbers: &[i64], now: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut writer = self.sync_writer(now)?;
        let mut retried = HashSet::new();
        for number in numbers {
            writer.retry(*number, &mut retried)?;
        }
        if !retried.is_empty() {
            super::runs::forget_wait(writer.conn)?;
        }
        writer.commit_sync()?;
        Ok(retried.len() as u64)
    }

    /// Takes an operation out of the queue; a create with everything that came after it on the same entity. The entity
    /// goes back to what the server has, with the operations that are left over it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn drop_operation(&mut self, number: i64, now: DateTime<Utc>) -> Result<Dropped, StoreError> {
        let mut writer = self.sync_writer(now)?;
        let is_open = |found: &Found| found.status != Status::Done && !found.is_acknowledged;
        let Some(first) = writer.found(number)?.filter(is_open) else {
            return Ok(if writer.was_taken_out(number)? { Dropped::Gone } else { Dropped::Finished });
        };
        let row = writer.read_existing(first.kind, first.entity)?;
        let has_base = writer.base(first.kind, &row)?.is_some();
        // What was deleted and restored before anybody heard of it is told whole by its restore.
        let creates = first.action == 1 || first.action == 4 && first.has_fields && !has_base;
        let is_all_there_is = creates && first.kind == Kind::Category && !has_base;
        if is_all_there_is && writer.category_is_used(first.entity)? {
            return Ok(Dropped::Used);
        }
        writer.keep_base(first.kind, &row)?;
        writer.write_down_create(first.kind, &row)?;
        let chain = writer.unfinished(first.kind, &row)?;
        let dropped = chain.iter().filter(|one| one.number == number || (creates && one.number > number));
        let mut outcome = Dropped::Gone;
        for one in dropped.rev() {
            let Some(found) = writer.found(one.number)?.filter(is_open) else { continue };
            if found.was_sent {
                writer.ask_void(one.number, &found)?;
                outcome = Dropped::Asked;
            } else {
                writer.take_out(found.kind, found.ledger, one.number)?;
            }
        }
        let row = writer.read_existing(first.kind, first.entity)?;
        let base = writer.base(first.kind, &row)?;
        if base.is_none() && creates {
            // The server has nothing, so neither has the user; what waits to be voided is not shown.
            writer.conn.execute(
                &format!(
                    "UPDATE {} SET withdrawn = 1 WHERE number = ?1 AND deleted_at IS NULL",
                    first.kind.spec().table
                ),
                [first.entity],
            )?;
            writer.hide(first.kind, first.entity)?;
        } else {
            writer.take_base(first.kind, first.entity, base)?;
        }
        writer.commit_sync()?;
        Ok(outcome)
    }

    /// Notes that a request did not come through: its operations may be sent again from a moment on.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn put_off(
        &mut self,
        numbers: &[i64],
        until: DateTime<Utc>,
        reason: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let writer = self.sync_writer(now)?;
        for number in numbers {
            writer
                .conn
                .prepare_cached(
                    "UPDATE operations SET next_attempt_at = ?2, last_error = ?3 WHERE number = ?1 AND status IN (0, 1)",
                )?
                .execute(params![number, until.timestamp_millis(), reason])?;
        }
        writer.commit_sync()
    }
}

impl Writer<'_> {
    /// Asks again for an operation and those that were refused because of it.
    fn retry(&mut self, number: i64, retried: &mut HashSet<i64>) -> Result<(), StoreError> {
        let mut next = Some(number);
        while let Some(number) = next.filter(|number| !retried.contains(number)) {
            let Some(found) = self.found(number)? else { break };
            match found.status {
                Status::Failed => {
                    self.conn
                        .prepare_cached(
                            "UPDATE operations SET status = 0, attempt = attempt + 1, next_attempt_at = NULL
                             WHERE number = ?1",
                        )?
                        .execute([number])?;
                    self.send_from(found.ledger, number)?;
                    self.count_operation(found.ledger, Status::Failed, -1);
                    self.count_operation(found.ledger, Status::Pending, 1);
                    retried.insert(number);
                }
                Status::Pending | Status::InFlight => {
                    self.conn
                        .prepare_cached("UPDATE operations SET next_attempt_at = NULL WHERE number = ?1")?
                        .execute([number])?;
                    retried.insert(number);
                }
                Status::Done => {}
            }
            next = self
                .conn
                .prepare_cached(
                    "SELECT number FROM operations
                     WHERE kind = ?1 AND entity = ?2 AND fields IS NOT NULL AND after = ?3 AND status = 3",
                )?
                .query_row(params![found.kind.code(), found.entity, number], |row| row.get(0))
                .optional()?;
        }
        Ok(())
    }

    /// Takes an operation out as if it had never been made; what came after it now comes after what was before it, and
    /// its values before pass to the next own operation on those fields (PROTOCOL, rule 9).
    pub(super) fn take_out(&mut self, kind: Kind, ledger: i64, number: i64) -> Result<(), StoreError> {
        let (entity, after, status, body): (i64, Option<i64>, i64, Option<String>) = self
            .conn
            .prepare_cached("SELECT entity, after, status, fields FROM operations WHERE number = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let next: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT number FROM operations WHERE kind = ?1 AND entity = ?2 AND fields IS NOT NULL AND after = ?3",
            )?
            .query_row(params![kind.code(), entity, number], |row| row.get(0))
            .optional()?;
        if let (Some(next), Some(body)) = (next, &body) {
            self.pass_before(next, body)?;
        }
        self.conn
            .prepare_cached(
                "UPDATE operations SET after = ?3
                 WHERE kind = ?1 AND entity = ?2 AND fields IS NOT NULL AND after = ?4",
            )?
            .execute(params![kind.code(), entity, after, number])?;
        self.conn
            .prepare_cached(&format!(
                // The one before may be finished, and its history gone.
                "UPDATE {} SET last_op = (SELECT number FROM operations WHERE number = ?3 AND status <> 2)
                 WHERE number = ?1 AND last_op = ?2",
                kind.spec().table
            ))?
            .execute(params![entity, number, after])?;
        self.conn
            .prepare_cached(
                "UPDATE operations SET status = 2, cancelled = 2, next_attempt_at = NULL WHERE number = ?1",
            )?
            .execute([number])?;
        if let Some(status) = Status::from_code(status) {
            self.count_operation(ledger, status, -1);
            self.count_operation(ledger, Status::Done, 1);
        }
        Ok(())
    }

    /// Gives the next operation the values before of one that is taken out, where both change the field.
    fn pass_before(&self, next: i64, dropped: &str) -> Result<(), StoreError> {
        let body: String = self
            .conn
            .prepare_cached("SELECT fields FROM operations WHERE number = ?1")?
            .query_row([next], |row| row.get(0))?;
        let (dropped, mut body) = (parse_body(dropped)?, parse_body(&body)?);
        for (name, change) in &mut body {
            if let (Some(was), Some(change)) = (dropped.get(name), change.as_object_mut())
                && let Some(before) = was.get("before")
            {
                change.insert("before".to_owned(), before.clone());
            }
        }
        self.conn
            .prepare_cached("UPDATE operations SET fields = ?2 WHERE number = ?1")?
            .execute(params![next, serde_json::Value::Object(body).to_string()])?;
        Ok(())
    }

    /// Whether an operation left the queue without being carried out: with the create before it, say.
    fn was_taken_out(&self, number: i64) -> Result<bool, StoreError> {
        let cancelled = self
            .conn
            .prepare_cached("SELECT cancelled FROM operations WHERE number = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        Ok(cancelled.unwrap_or(false))
    }

    fn found(&self, number: i64) -> Result<Option<Found>, StoreError> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT kind, entity, ledger, status, action, seq IS NOT NULL OR attempts > 0, revision IS NOT NULL,
                   coalesce(fields, '') <> '{}'
                 FROM operations WHERE number = ?1",
            )?
            .query_row([number], |row| {
                let (Some(kind), Some(status)) =
                    (Kind::from_code(row.get(0)?), Status::from_code(row.get(3)?))
                else {
                    return Ok(None);
                };
                Ok(Some(Found {
                    kind,
                    entity: row.get(1)?,
                    ledger: row.get(2)?,
                    status,
                    action: row.get(4)?,
                    was_sent: row.get(5)?,
                    is_acknowledged: row.get(6)?,
                    has_fields: row.get(7)?,
                }))
            })
            .optional()?;
        Ok(found.flatten())
    }

    /// Has the next push look for what is to be sent from this operation on.
    pub(super) fn send_from(&self, ledger: i64, number: i64) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("UPDATE ledgers SET unsent_from = min(unsent_from, ?2) WHERE number = ?1")?
            .execute([ledger, number])?;
        Ok(())
    }

    fn ask_void(&mut self, number: i64, found: &Found) -> Result<(), StoreError> {
        self.conn.execute(
            "UPDATE operations SET void = 1, status = 0, next_attempt_at = NULL WHERE number = ?1",
            [number],
        )?;
        self.send_from(found.ledger, number)?;
        self.count_operation(found.ledger, found.status, -1);
        self.count_operation(found.ledger, Status::Pending, 1);
        Ok(())
    }

    /// Shows an entity as deleted though operations on it are not settled.
    fn hide(&mut self, kind: Kind, number: i64) -> Result<(), StoreError> {
        let row = self.read_existing(kind, number)?;
        if row.deleted {
            return Ok(());
        }
        if kind == Kind::Expense {
            self.count_expense(row.ledger, &row.record, -1)?;
            self.unindex_terms(number, &crate::store::derived::expense_terms(&row.record))?;
        }
        let table = kind.spec().table;
        self.conn
            .prepare_cached(&format!(
                "UPDATE {table} SET deleted_at = ?2, updated_at = ?2 WHERE number = ?1"
            ))?
            .execute([number, self.now_ms])?;
        Ok(())
    }
}
