//! What sync does to the store: what leaves, what an answer changes, and what a broken history needs.
//!
//! Owns each of these as one short transaction. Must not wait for anything while one is open (invariant I5).

pub mod ahead;
pub mod answer;
pub(in crate::store) mod frozen;
mod limits;
mod marks;
mod origin;
pub mod places;
pub mod push;
pub mod queue;
pub mod recover;
mod render;
pub mod runs;
pub mod settle;
pub mod state;
mod unread;
mod untold;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::Store;
use super::error::StoreError;
use super::writer::{CommandInfo, SYNC, Writer};
use crate::protocol::digest::DigestSums;
use crate::protocol::limits::WITNESSES_MAX;
use crate::protocol::sync::{Branch, Digest, Head, Place};

/// From so many rows of one run on it is worth to prepare for them.
const BULK_ROWS_MIN: u64 = 2_000;
/// Memory for pages then, in KiB: the indexes of some hundred thousand rows.
const BULK_CACHE_KIB: u32 = 32 * 1024;
/// Pages of the write-ahead log then, before it is written back: 32 MiB.
const BULK_LOG_PAGES: u32 = 8 * 1024;

/// How far one ledger was synchronised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerState {
    /// Its local number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// The server's id of it.
    pub server_id: Option<Uuid>,
    /// This copy's name in causality.
    pub replica: Uuid,
    /// What it was forked from.
    pub parent: Option<Branch>,
    /// The last answered operation.
    pub last: Option<Place>,
    /// The newest revision ever seen.
    pub witness: Option<Head>,
    /// The revision up to which everything is here.
    pub cursor: i64,
    /// Whether it walks from zero.
    pub walking: bool,
    /// The server's revision when that walk, or the first one, began; `None` between walks.
    pub walk_head: Option<i64>,
    /// The place of the next operation that is sent for the first time.
    pub next_seq: i64,
    /// No operation that was never sent lies before this one.
    pub unsent_from: i64,
}

const STATE_COLUMNS: &str = "number, name, server_id, replica, parent, parent_revision, last_seq, last_id,
    head_revision, head_token, cursor, walking, next_seq, unsent_from, walk_head";

fn read_state(row: &Row) -> rusqlite::Result<LedgerState> {
    let uuid = |at: usize| -> rusqlite::Result<Option<Uuid>> {
        Ok(row.get::<_, Option<[u8; 16]>>(at)?.map(Uuid::from_bytes))
    };
    let revision: Option<i64> = row.get(5)?;
    let seq: Option<i64> = row.get(6)?;
    let head: i64 = row.get(8)?;
    Ok(LedgerState {
        number: row.get(0)?,
        name: row.get(1)?,
        server_id: uuid(2)?,
        replica: Uuid::from_bytes(row.get(3)?),
        parent: uuid(4)?.zip(revision).map(|(replica, revision)| Branch { replica, revision }),
        last: seq.zip(uuid(7)?).map(|(seq, id)| Place { seq, id }),
        witness: uuid(9)?.map(|token| Head { revision: head, token }),
        cursor: row.get(10)?,
        walking: row.get(11)?,
        next_seq: row.get(12)?,
        unsent_from: row.get(13)?,
        walk_head: row.get(14)?,
    })
}

fn find_state(conn: &Connection, ledger: i64) -> Result<Option<LedgerState>, StoreError> {
    Ok(conn
        .prepare_cached(&format!("SELECT {STATE_COLUMNS} FROM ledgers WHERE number = ?1"))?
        .query_row([ledger], read_state)
        .optional()?)
}

fn ledger_state(conn: &Connection, ledger: i64) -> Result<LedgerState, StoreError> {
    find_state(conn, ledger)?.ok_or_else(|| StoreError::Inconsistent(format!("there is no ledger {ledger}")))
}

fn read_digest(conn: &Connection, ledger: i64) -> Result<DigestSums, StoreError> {
    let (count, sums, hash): (i64, String, Option<[u8; 16]>) = conn
        .prepare_cached("SELECT digest_count, digest_sums, digest_hash FROM ledgers WHERE number = ?1")?
        .query_row([ledger], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let sums = DigestSums::parse_sums(&sums)
        .ok_or_else(|| StoreError::Inconsistent(format!("the digest of ledger {ledger} cannot be read")))?;
    Ok(DigestSums { count, sums, hash: hash.map_or(0, u128::from_be_bytes) })
}

impl Store {
    /// How far a ledger was synchronised.
    ///
    /// # Errors
    /// What SQLite reports; [`StoreError::Inconsistent`] if there is no such ledger.
    pub fn ledger_state(&self, ledger: i64) -> Result<LedgerState, StoreError> {
        ledger_state(&self.conn, ledger)
    }

    /// The ledgers that belong to a server.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn synced_ledgers(&self) -> Result<Vec<LedgerState>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {STATE_COLUMNS} FROM ledgers WHERE server_id IS NOT NULL ORDER BY number"
        ))?;
        let rows = statement.query_map([], read_state)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The digest of a ledger's bases at a revision.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn digest(&self, ledger: i64, revision: i64) -> Result<Digest, StoreError> {
        Ok(read_digest(&self.conn, ledger)?.at(revision))
    }

    /// Whether anything waits that was never sent and that nothing holds back: what was entered after a run had looked for
    /// the last time.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn has_unsent(&self) -> Result<bool, StoreError> {
        let held = "SELECT 1 FROM operations p WHERE p.number = o.after
                    AND (p.status IN (0, 3) OR (p.status = 1 AND p.revision IS NULL))";
        for state in self.synced_ledgers()? {
            let found = self
                .conn
                .prepare_cached(&format!(
                    "SELECT EXISTS (SELECT 1 FROM operations o WHERE o.number >= ?2 AND o.ledger = ?1 AND o.status = 0
                       AND o.seq IS NULL AND o.attempts = 0 AND NOT EXISTS ({held}))"
                ))?
                .query_row([state.number, state.unsent_from], |row| row.get(0))?;
            if found {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A number that grows whenever another connection has changed the database (`sqlite.org/pragma.html#pragma_data_version`).
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn change_counter(&self) -> Result<i64, StoreError> {
        Ok(self.conn.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Makes room for pages of the database in memory, and writes the log back less often, while many rows are sent or
    /// taken: ids are in no order, so that every transaction touches most pages of their index. What a statement about many
    /// rows keeps of them, to be able to take itself back, need not go through a file.
    fn expect_many(&self) -> Result<(), StoreError> {
        Ok(self.conn.execute_batch(&format!(
            "PRAGMA cache_size = -{BULK_CACHE_KIB}; PRAGMA wal_autocheckpoint = {BULK_LOG_PAGES};
             PRAGMA temp_store = MEMORY"
        ))?)
    }

    /// Begins a transaction of the engine.
    fn sync_writer(&mut self, now: DateTime<Utc>) -> Result<Writer<'_>, StoreError> {
        self.writer(CommandInfo { name: SYNC, undo_of: None, redo_of: None }, now)
    }
}

/// Remembers the newest revision that the server was seen at.
fn witness(conn: &Connection, ledger: i64, head: Head) -> Result<(), StoreError> {
    let changed = conn
        .prepare_cached(
            "UPDATE ledgers SET head_revision = ?2, head_token = ?3
             WHERE number = ?1 AND (head_token IS NULL OR head_revision < ?2)",
        )?
        .execute(params![ledger, head.revision, head.token.as_bytes()])?;
    if changed > 0 {
        conn.prepare_cached("INSERT OR REPLACE INTO heads (ledger, revision, token) VALUES (?1, ?2, ?3)")?
            .execute(params![ledger, head.revision, head.token.as_bytes()])?;
        // More are never told to a server, so no older one is of use.
        conn.prepare_cached(
            "DELETE FROM heads WHERE ledger = ?1 AND revision <= (SELECT revision FROM heads WHERE ledger = ?1
               ORDER BY revision DESC LIMIT 1 OFFSET ?2)",
        )?
        .execute(params![ledger, i64::try_from(WITNESSES_MAX).unwrap_or(i64::MAX)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::random_id;
    use crate::store::OpenOptionsAt;

    #[test]
    fn no_more_witnesses_are_kept_than_a_server_is_told_and_those_are_the_newest() {
        let options = OpenOptionsAt { backup_dir: None, now: DateTime::UNIX_EPOCH };
        let store = Store::in_memory(&options).unwrap();
        let ledger = store.ledgers().unwrap()[0].number;
        let most = i64::try_from(WITNESSES_MAX).unwrap();
        for revision in 1..=most + 20 {
            witness(&store.conn, ledger, Head { revision: 2 * revision, token: random_id() }).unwrap();
        }
        let kept: (i64, i64) = store
            .conn
            .query_row("SELECT count(*), min(revision) FROM heads", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        assert_eq!(kept, (most, 2 * 21));
    }
}
