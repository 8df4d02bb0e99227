//! Whom the database belongs to, and the record of past syncs.
//!
//! Owns the binding to a server and an account, the adoption of ledgers, and sync runs. Must not hold secrets: tokens
//! are not kept in the database, which is copied and sent around.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::id::random_id;
use crate::protocol::accounts::LedgerInfo;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::ledgers::UNDECIDED;

/// How many runs are kept: ten days of one every quarter of an hour.
const RUNS_KEPT: i64 = 1_000;

/// The server and the account that a database belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The server's id.
    pub server: Uuid,
    /// Where it was reached.
    pub server_url: String,
    /// The account.
    pub account: Uuid,
    /// Its address.
    pub email: String,
    /// This device.
    pub device: Uuid,
    /// Its name.
    pub device_name: String,
}

/// What one run did, for the record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunRecord {
    /// How it ended: `ok`, `attention`, `offline`, `refused`.
    pub result: String,
    /// Operations carried out.
    pub pushed: u64,
    /// Those that had been carried out before.
    pub replayed: u64,
    /// Those that met another device's write.
    pub merged: u64,
    /// Changes taken.
    pub pulled: u64,
    /// New conflicts.
    pub conflicts: u64,
    /// Operations refused.
    pub rejected: u64,
    /// Requests sent.
    pub requests: u64,
    /// Why it failed.
    pub error: Option<String>,
    /// From when on a scheduled run may try again; `None` for at once.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

/// Under this key `meta` keeps from when on a scheduled run may try again, in milliseconds since 1970.
const NEXT_ATTEMPT: &str = "next_attempt_at";
/// The result of a run that reached no server.
const OFFLINE: &str = "offline";
/// Failures in a row that make a difference to the wait: by then it is the longest.
const FAILURES_COUNTED: i64 = 16;

/// Lets the next scheduled run try at once.
pub(super) fn forget_wait(conn: &Connection) -> rusqlite::Result<usize> {
    conn.execute("DELETE FROM meta WHERE key = ?1", [NEXT_ATTEMPT])
}

const KEYS: [&str; 6] = ["server", "server_url", "account", "email", "device", "device_name"];

impl Store {
    /// Whom the database belongs to; `None` before the first login.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn binding(&self) -> Result<Option<Binding>, StoreError> {
        let mut values = Vec::with_capacity(KEYS.len());
        for key in KEYS {
            let Some(value) = self.meta(key)? else { return Ok(None) };
            values.push(value);
        }
        let id = |at: usize| values[at].parse::<Uuid>().ok();
        let (Some(server), Some(account), Some(device)) = (id(0), id(2), id(4)) else {
            return Err(StoreError::Inconsistent("the binding to a server cannot be read".into()));
        };
        Ok(Some(Binding {
            server,
            server_url: values[1].clone(),
            account,
            email: values[3].clone(),
            device,
            device_name: values[5].clone(),
        }))
    }

    /// Binds the database.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn bind(&mut self, binding: &Binding) -> Result<(), StoreError> {
        let txn = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let values = [
            binding.server.to_string(),
            binding.server_url.clone(),
            binding.account.to_string(),
            binding.email.clone(),
            binding.device.to_string(),
            binding.device_name.clone(),
        ];
        for (key, value) in KEYS.iter().zip(values) {
            txn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", [*key, &value])?;
        }
        Ok(txn.commit()?)
    }

    /// Gives a ledger the server's identity of it. Its currency settles what is open on either side.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn adopt_ledger(&mut self, ledger: i64, info: &LedgerInfo) -> Result<(), StoreError> {
        self.conn.execute(
            "UPDATE ledgers SET server_id = ?2, role = ?3,
             currency = CASE WHEN currency = ?4 THEN coalesce(?5, currency) ELSE currency END WHERE number = ?1",
            params![ledger, info.id.as_bytes(), info.role, UNDECIDED, info.currency],
        )?;
        Ok(())
    }

    /// Makes the row of a ledger that only the server knew. A name that is taken gets a number behind it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn join_ledger(&mut self, info: &LedgerInfo, now: DateTime<Utc>) -> Result<i64, StoreError> {
        let taken = |name: &str| -> Result<bool, StoreError> {
            Ok(self
                .conn
                .query_row("SELECT 1 FROM ledgers WHERE name = ?1", [name], |_| Ok(()))
                .optional()?
                .is_some())
        };
        let shown = info.shown_name();
        let mut name = shown.clone();
        let mut count = 1;
        while taken(&name)? {
            count += 1;
            name = format!("{shown}-{count}");
        }
        self.conn.execute(
            "INSERT INTO ledgers (id, name, currency, role, created_at, server_id, replica)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                info.key.as_bytes(),
                name,
                info.currency.as_deref().unwrap_or(UNDECIDED),
                info.role,
                now.timestamp_millis(),
                info.id.as_bytes(),
                random_id().as_bytes()
            ],
        )?;
        Ok(self.conn.last_insert_rowid())
    }

    /// Records a run.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn record_run(
        &mut self,
        started_at: DateTime<Utc>,
        ended_at: DateTime<Utc>,
        run: &RunRecord,
    ) -> Result<(), StoreError> {
        let count = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let txn = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        txn.execute(
            "INSERT INTO sync_runs (started_at, ended_at, result, pushed, pulled, conflicts, rejected, requests, error,
             replayed, merged) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                started_at.timestamp_millis(),
                ended_at.timestamp_millis(),
                run.result,
                count(run.pushed),
                count(run.pulled),
                count(run.conflicts),
                count(run.rejected),
                count(run.requests),
                run.error,
                count(run.replayed),
                count(run.merged)
            ],
        )?;
        // The last success stays however many failed after it: from it follows how long the failures may be tolerated.
        txn.execute(
            "DELETE FROM sync_runs WHERE number <= ?1 AND number IS NOT
             (SELECT max(number) FROM sync_runs WHERE result IN ('ok', 'attention'))",
            [txn.last_insert_rowid() - RUNS_KEPT],
        )?;
        match run.next_attempt_at {
            Some(at) => txn.execute(
                "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)",
                params![NEXT_ATTEMPT, at.timestamp_millis().to_string()],
            )?,
            None => forget_wait(&txn)?,
        };
        Ok(txn.commit()?)
    }

    /// From when on a scheduled run may try again; `None` for at once.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn next_attempt(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let at = self.meta(NEXT_ATTEMPT)?.and_then(|text| text.parse().ok());
        Ok(at.and_then(DateTime::from_timestamp_millis))
    }

    /// When the last run ended that delivered and fetched, even where something in it needs a person; `None` before the
    /// first one.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn last_success_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let at: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT ended_at FROM sync_runs WHERE result IN ('ok', 'attention') ORDER BY number DESC LIMIT 1",
            )?
            .query_row([], |row| row.get(0))
            .optional()?
            .flatten();
        Ok(at.and_then(DateTime::from_timestamp_millis))
    }

    /// How many of the newest runs reached no server, up to the first that did; at most `FAILURES_COUNTED`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn failures_in_a_row(&self) -> Result<i64, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT result FROM sync_runs ORDER BY number DESC LIMIT ?1")?;
        let mut rows = statement.query([FAILURES_COUNTED])?;
        let mut failures = 0;
        while let Some(row) = rows.next()?
            && row.get::<_, Option<String>>(0)?.as_deref() == Some(OFFLINE)
        {
            failures += 1;
        }
        Ok(failures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_memory() -> Store {
        let options = crate::store::OpenOptionsAt { backup_dir: None, now: DateTime::UNIX_EPOCH };
        Store::in_memory(&options).unwrap()
    }

    fn recorded(store: &mut Store, result: &str, count: i64) {
        for _ in 0..count {
            let record = RunRecord { result: result.to_owned(), ..RunRecord::default() };
            store.record_run(DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH, &record).unwrap();
        }
    }

    #[test]
    fn so_many_runs_are_kept_and_the_last_success_beside_them() {
        let mut store = in_memory();
        let kept = |store: &Store| i64::try_from(store.sync_runs(u32::MAX).unwrap().len()).unwrap();
        recorded(&mut store, "ok", RUNS_KEPT - 1);
        for wanted in [RUNS_KEPT, RUNS_KEPT] {
            recorded(&mut store, "ok", 1);
            assert_eq!(kept(&store), wanted);
        }
        for (more, wanted) in [(RUNS_KEPT - 1, RUNS_KEPT), (1, RUNS_KEPT + 1), (1, RUNS_KEPT + 1)] {
            recorded(&mut store, OFFLINE, more);
            assert_eq!(kept(&store), wanted);
        }
        assert!(store.last_success_at().unwrap().is_some());
    }

    #[test]
    fn failures_in_a_row_are_counted_so_far() {
        let mut store = in_memory();
        recorded(&mut store, OFFLINE, 1);
        recorded(&mut store, "ok", 1);
        recorded(&mut store, OFFLINE, FAILURES_COUNTED - 1);
        for wanted in [FAILURES_COUNTED - 1, FAILURES_COUNTED, FAILURES_COUNTED] {
            assert_eq!(store.failures_in_a_row().unwrap(), wanted);
            recorded(&mut store, OFFLINE, 1);
        }
    }
}
