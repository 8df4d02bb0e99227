//! The write transaction of one command.
//!
//! Owns the transaction, the command's group and the sums of changes that are written once at the end. Must not
//! change an entity itself: that is `apply`, the only way (invariant I1). A transaction here is serialisable: it
//! takes SQLite's write lock at its start, so what it reads stays true until it commits.

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{CachedStatement, Connection, Statement, params};
use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::Store;
use super::columns::Lookups;
use super::derived::{self, DeferredCreates};
use super::error::StoreError;
use crate::id::RandomIds;
use crate::model::currency::Currency;
use crate::model::operation::Status;
use crate::protocol::digest::DigestSums;

/// What a command is, for the history.
#[derive(Debug, Clone, Copy, Default)]
pub struct CommandInfo<'a> {
    /// Its name: `add`, `import`, `category rename`.
    pub name: &'a str,
    /// The group that it undoes.
    pub undo_of: Option<i64>,
    /// The undo that it takes back.
    pub redo_of: Option<i64>,
}

/// The name of the engine's own transactions in the history; what they did is never offered to undo.
pub const SYNC: &str = "sync";

/// What a committed command did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// Its group; `None` if nothing changed and so nothing was written.
    pub group: Option<i64>,
    /// How many operations it made.
    pub operations: u64,
}

/// Month, currency, direction and category of a total; ledger first.
pub(super) type TotalKey = (i64, i64, Currency, i64, i64);

/// An open write transaction. Dropping it takes everything back.
pub struct Writer<'c> {
    pub(super) conn: &'c Connection,
    pub(super) now_ms: i64,
    pub(super) lookups: Lookups,
    pub(super) ids: RandomIds,
    pub(super) totals: FxHashMap<TotalKey, (i64, i128)>,
    pub(super) queue: FxHashMap<(i64, Status), i64>,
    pub(super) group: i64,
    pub(super) operations: u64,
    pub(super) next_operation: i64,
    pub(super) next_expense: i64,
    pub(super) created: Option<(i64, i64)>,
    pub(super) insert_expense: Option<Statement<'c>>,
    pub(super) insert_operation: CachedStatement<'c>,
    pub(super) insert_search: Option<Statement<'c>>,
    pub(super) bulk_indexes: bool,
    pub(super) bulk_search: bool,
    pub(super) deferred: Option<DeferredCreates>,
    /// The server's time in the last answer, by ledger.
    pub(super) since: FxHashMap<i64, Option<i64>>,
    /// The digests of the ledgers whose bases change.
    pub(super) digests: FxHashMap<i64, DigestSums>,
    now: DateTime<Utc>,
    pub(super) command: String,
    /// How much was noted that is kept though no entity changed.
    pub(super) notes: u64,
    undo_of: Option<i64>,
    redo_of: Option<i64>,
    finished: bool,
}

impl Store {
    /// Begins the write transaction of a command.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another process writes for longer than the busy timeout; else what SQLite reports.
    pub fn writer(&mut self, command: CommandInfo, now: DateTime<Utc>) -> Result<Writer<'_>, StoreError> {
        // Many rows of one import refer to few others, each looked up by this program in the same transaction: SQLite
        // need not look them up again for every row, nor check values that are typed here; for the list of directions it
        // would make and drop a table of its own each time. `doctor` checks the references and values of all rows.
        let checks_rows = !matches!(command.name, "import" | SYNC);
        // Each change of these makes SQLite prepare every statement anew.
        if self.checks_rows != Some(checks_rows) {
            let (checks, ignored) = if checks_rows { ("ON", "OFF") } else { ("OFF", "ON") };
            self.conn.execute_batch(&format!(
                "PRAGMA foreign_keys = {checks}; PRAGMA ignore_check_constraints = {ignored}"
            ))?;
            self.checks_rows = Some(checks_rows);
        }
        self.conn.execute_batch("BEGIN IMMEDIATE").map_err(|error| StoreError::at(error, &self.path))?;
        Writer::begin(&self.conn, command, now).inspect_err(|_| {
            // The transaction has not changed anything; if even this fails, closing takes it back.
            let _ = self.conn.execute_batch("ROLLBACK");
        })
    }
}

impl<'c> Writer<'c> {
    fn begin(conn: &'c Connection, command: CommandInfo, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let next = |sql: &str| -> Result<i64, StoreError> { Ok(conn.query_row(sql, [], |row| row.get(0))?) };
        let group = next("SELECT coalesce(max(number), 0) + 1 FROM groups")?;
        let next_operation = next("SELECT coalesce(max(number), 0) + 1 FROM operations")?;
        let next_expense = next("SELECT coalesce(max(number), 0) + 1 FROM expenses")?;
        Ok(Self {
            conn,
            now_ms: now.timestamp_millis(),
            lookups: Lookups::default(),
            ids: RandomIds::default(),
            totals: FxHashMap::default(),
            queue: FxHashMap::default(),
            group,
            operations: 0,
            next_operation,
            next_expense,
            created: None,
            insert_expense: None,
            insert_operation: conn.prepare_cached(derived::INSERT_OPERATION)?,
            insert_search: None,
            bulk_indexes: false,
            bulk_search: false,
            deferred: None,
            since: FxHashMap::default(),
            digests: FxHashMap::default(),
            now,
            command: command.name.to_owned(),
            notes: 0,
            undo_of: command.undo_of,
            redo_of: command.redo_of,
            finished: false,
        })
    }

    /// The moment of the command.
    #[must_use]
    pub const fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The number that the command's group will have.
    #[must_use]
    pub const fn group(&self) -> i64 {
        self.group
    }

    /// How many operations the command has made so far.
    #[must_use]
    pub const fn operation_count(&self) -> u64 {
        self.operations
    }

    /// Makes the batch of an imported file, as part of this command.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn create_batch(
        &mut self,
        id: Uuid,
        ledger: i64,
        source: Option<&str>,
        file: Option<&str>,
    ) -> Result<(), StoreError> {
        let source = source.map(|name| self.lookups.name_number(self.conn, "source", name)).transpose()?;
        self.conn
            .prepare_cached(
                "INSERT INTO batches (id, ledger, source, file, created_at, group_number) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO NOTHING",
            )?
            .execute(params![id.as_bytes(), ledger, source, file, self.now_ms, self.group])?;
        Ok(())
    }

    /// Notes between which numbers the rows of a batch lie.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn widen_batch(&mut self, id: Uuid, first: i64, last: i64) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "UPDATE batches SET first_number = min(coalesce(first_number, ?2), ?2),
                                    last_number = max(coalesce(last_number, ?3), ?3) WHERE id = ?1",
            )?
            .execute(params![id.as_bytes(), first, last])?;
        Ok(())
    }

    /// Writes the group and the sums, and commits. A command that changed nothing leaves no trace but
    /// what it noted for this device alone.
    ///
    /// # Errors
    /// What SQLite reports; then nothing of the command was written, but for [`StoreError::Unsettled`].
    pub fn commit(mut self) -> Result<Committed, StoreError> {
        if self.operations == 0 && self.undo_of.is_none() && self.redo_of.is_none() {
            let end = if self.notes > 0 { "COMMIT" } else { "ROLLBACK" };
            let path = Path::new(self.conn.path().unwrap_or_default());
            self.conn.execute_batch(end).map_err(|error| StoreError::at_commit(error, path))?;
            self.finished = true;
            return Ok(Committed { group: None, operations: 0 });
        }
        self.finish_bulk()?;
        self.flush_totals()?;
        self.flush_queue_counts()?;
        self.write_group()?;
        let path = Path::new(self.conn.path().unwrap_or_default());
        self.conn.execute_batch("COMMIT").map_err(|error| StoreError::at_commit(error, path))?;
        self.finished = true;
        Ok(Committed { group: Some(self.group), operations: self.operations })
    }

    /// Writes the sums and commits what the engine did. Operations that it made are a group; usually there are none.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub(super) fn commit_sync(mut self) -> Result<(), StoreError> {
        self.finish_bulk()?;
        self.flush_totals()?;
        self.flush_queue_counts()?;
        self.flush_digests()?;
        if self.operations > 0 {
            self.write_group()?;
        }
        let path = Path::new(self.conn.path().unwrap_or_default());
        self.conn.execute_batch("COMMIT").map_err(|error| StoreError::at_commit(error, path))?;
        self.finished = true;
        Ok(())
    }

    fn write_group(&self) -> Result<(), StoreError> {
        let (first, last) = self.created.unzip();
        self.conn
            .prepare_cached(
                "INSERT INTO groups (number, command, made_at, first_expense, last_expense, operations, undo_of, redo_of)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                self.group,
                self.command,
                self.now_ms,
                first,
                last,
                i64::try_from(self.operations).unwrap_or(i64::MAX),
                self.undo_of,
                self.redo_of
            ])?;
        if let Some(undone) = self.undo_of {
            self.conn
                .prepare_cached("UPDATE groups SET undone_by = ?2 WHERE number = ?1")?
                .execute([undone, self.group])?;
        }
        if let Some(undo) = self.redo_of {
            self.conn
                .prepare_cached("UPDATE groups SET redone_by = ?2 WHERE number = ?1")?
                .execute([undo, self.group])?;
            self.conn
                .prepare_cached(
                    // An earlier undo that left something is in force again.
                    "UPDATE groups SET undone_by = (SELECT max(u.number) FROM groups u
                       WHERE u.undo_of = groups.number AND u.redone_by IS NULL) WHERE undone_by = ?1",
                )?
                .execute([undo])?;
        }
        Ok(())
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        if !self.finished {
            // If this fails the connection is closed with the transaction open, which takes it back as well.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
    }
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer")
            .field("group", &self.group)
            .field("operations", &self.operations)
            .finish_non_exhaustive()
    }
}
