//! Replicas and results in SQLite.
//!
//! Owns their SQL. Must not begin or end a transaction.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::txn::{SqliteTxn, damaged, maybe_uuid, uuid};
use crate::protocol::sync::{OperationResult, ResultStatus};
use crate::server::storage::{ReplicaRow, ReplicaRows, StorageError, StoredResult};

const RESULT: &str =
    "SELECT (SELECT n.id FROM numbers n WHERE n.number = r.replica), r.seq, r.id, r.attempt, r.fingerprint,
    r.revision, r.result FROM results r";

const REPLICA: &str = "SELECT id, device, last_seq, cursor, seen_at, parent, parent_revision FROM replicas";

fn read_replica(row: &Row) -> rusqlite::Result<ReplicaRow> {
    let revision: Option<i64> = row.get(6)?;
    Ok(ReplicaRow {
        id: uuid(row, 0)?,
        device: uuid(row, 1)?,
        last_seq: row.get(2)?,
        cursor: row.get(3)?,
        seen_at: row.get(4)?,
        parent: maybe_uuid(row, 5)?.zip(revision),
    })
}

fn read_result(row: &Row) -> rusqlite::Result<(StoredResult, Option<String>)> {
    let id = uuid(row, 2)?;
    let fingerprint: i64 = row.get(4)?;
    let result = OperationResult {
        id,
        status: ResultStatus::Applied,
        revision: row.get(5)?,
        conflicts: Vec::new(),
        error: None,
        fast_forward: false,
        replayed: false,
    };
    let stored = StoredResult {
        replica: uuid(row, 0)?,
        seq: row.get(1)?,
        attempt: row.get(3)?,
        fingerprint: fingerprint.cast_unsigned(),
        result,
    };
    Ok((stored, row.get(6)?))
}

fn whole_result((mut stored, text): (StoredResult, Option<String>)) -> Result<StoredResult, StorageError> {
    if let Some(text) = text {
        stored.result = serde_json::from_str(&text).map_err(damaged)?;
    }
    Ok(stored)
}

impl ReplicaRows for SqliteTxn<'_> {
    fn replica(&mut self, ledger: Uuid, id: Uuid) -> Result<Option<ReplicaRow>, StorageError> {
        let sql = format!("{REPLICA} WHERE ledger = ?1 AND id = ?2");
        self.one(&sql, params![ledger.as_bytes(), id.as_bytes()], read_replica)
    }

    fn forks_of(&mut self, ledger: Uuid, parent: Uuid) -> Result<Vec<ReplicaRow>, StorageError> {
        let sql = format!("{REPLICA} WHERE ledger = ?1 AND parent = ?2");
        self.all(&sql, params![ledger.as_bytes(), parent.as_bytes()], read_replica)
    }

    fn put_replica(&mut self, ledger: Uuid, replica: &ReplicaRow) -> Result<(), StorageError> {
        self.execute(
            "INSERT OR REPLACE INTO replicas (ledger, id, device, last_seq, cursor, seen_at, parent, parent_revision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                ledger.as_bytes(),
                replica.id.as_bytes(),
                replica.device.as_bytes(),
                replica.last_seq,
                replica.cursor,
                replica.seen_at,
                replica.parent.map(|parent| parent.0.into_bytes()),
                replica.parent.map(|parent| parent.1)
            ],
        )
    }

    fn cursor_min(&mut self, ledger: Uuid, since: i64) -> Result<Option<i64>, StorageError> {
        let found = self.one(
            "SELECT min(cursor) FROM replicas WHERE ledger = ?1 AND seen_at >= ?2",
            params![ledger.as_bytes(), since],
            |row| row.get(0),
        )?;
        Ok(found.flatten())
    }

    fn results_by_id(&mut self, ledger: Uuid, ids: &[Uuid]) -> Result<Vec<StoredResult>, StorageError> {
        let Some(ledger) = self.number(ledger)? else { return Ok(Vec::new()) };
        // Left to itself, the planner takes the table's own order for as good and reads the whole ledger.
        let mut statement = self
            .conn
            .prepare_cached(&format!("{RESULT} INDEXED BY results_id WHERE r.ledger = ?1 AND r.id = ?2"))?;
        let mut found = Vec::new();
        for id in ids {
            for row in statement.query_map(params![ledger, id.as_bytes()], read_result)? {
                found.push(whole_result(row?)?);
            }
        }
        Ok(found)
    }

    fn result_at(
        &mut self,
        ledger: Uuid,
        replica: Uuid,
        seq: i64,
    ) -> Result<Option<StoredResult>, StorageError> {
        let (Some(ledger), Some(replica)) = (self.number(ledger)?, self.number(replica)?) else {
            return Ok(None);
        };
        let sql = format!("{RESULT} WHERE r.ledger = ?1 AND r.replica = ?2 AND r.seq = ?3");
        let row = self.one(&sql, [ledger, replica, seq], read_result)?;
        row.map(whole_result).transpose()
    }

    fn revision_up_to(&mut self, ledger: Uuid, replica: Uuid, seq: i64) -> Result<i64, StorageError> {
        let (Some(ledger), Some(replica)) = (self.number(ledger)?, self.number(replica)?) else {
            return Ok(0);
        };
        let found = self.one(
            // One that was asked for again is newer than its place says; nothing behind the place may lie below it.
            "SELECT max(revision) FROM results WHERE ledger = ?1 AND replica = ?2 AND seq <= ?3
             AND revision < (SELECT coalesce(min(revision), 9223372036854775807) FROM results
                             WHERE ledger = ?1 AND replica = ?2 AND seq > ?3)",
            [ledger, replica, seq],
            |row| row.get::<_, Option<i64>>(0),
        )?;
        Ok(found.flatten().unwrap_or(0))
    }

    fn put_results(&mut self, ledger: Uuid, results: &[StoredResult]) -> Result<(), StorageError> {
        let ledger = self.number_given(ledger)?;
        let mut replica = None;
        let mut statement = self.conn.prepare_cached(
            "INSERT OR REPLACE INTO results (ledger, replica, seq, id, attempt, fingerprint, revision, result)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for stored in results {
            let result = &stored.result;
            let is_plain = result.status == ResultStatus::Applied
                && result.conflicts.is_empty()
                && result.error.is_none()
                && !result.fast_forward;
            let text = if is_plain { None } else { Some(serde_json::to_string(result).map_err(damaged)?) };
            let number = match replica {
                Some((id, number)) if id == stored.replica => number,
                _ => self.number_given(stored.replica)?,
            };
            replica = Some((stored.replica, number));
            statement.execute(params![
                ledger,
                number,
                stored.seq,
                result.id.as_bytes(),
                stored.attempt,
                stored.fingerprint.cast_signed(),
                result.revision,
                text
            ])?;
        }
        Ok(())
    }
}
