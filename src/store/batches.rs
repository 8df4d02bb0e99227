//! Import batches: one per imported file.
//!
//! Owns their rows and counts. What an import means is the ledger's.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Store;
use super::error::StoreError;
use super::operations::instant;
use super::writer::Writer;
use crate::model::expense::JOINED_TAG;

/// One imported file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// The account its rows come from.
    pub source: Option<String>,
    /// The file's name.
    pub file: Option<String>,
    /// When it was imported (UTC).
    pub created_at: DateTime<Utc>,
    /// The command that imported it.
    pub group: Option<i64>,
    /// How many of its rows live.
    pub live: u64,
    /// How many were deleted since.
    pub deleted: u64,
}

impl Store {
    /// The batches of a ledger, newest first; of all ledgers for `None`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn batches(&self, ledger: Option<i64>) -> Result<Vec<BatchRow>, StoreError> {
        // A batch's rows lie between two numbers, so each count reads only those.
        let mut statement = self.conn.prepare_cached(
            "SELECT b.number, b.id, b.ledger, n.name, b.file, b.created_at, b.group_number,
               (SELECT count(*) FROM expenses e WHERE e.number BETWEEN b.first_number AND b.last_number
                AND e.batch = b.number AND e.deleted_at IS NULL),
               (SELECT count(*) FROM expenses e WHERE e.number BETWEEN b.first_number AND b.last_number
                AND e.batch = b.number AND e.deleted_at IS NOT NULL)
             FROM batches b LEFT JOIN names n ON n.number = b.source
             WHERE ?1 IS NULL OR b.ledger = ?1 ORDER BY b.number DESC",
        )?;
        let rows = statement.query_map([ledger], |row| {
            Ok(BatchRow {
                number: row.get(0)?,
                id: Uuid::from_bytes(row.get(1)?),
                ledger: row.get(2)?,
                source: row.get(3)?,
                file: row.get(4)?,
                created_at: instant(row.get(5)?),
                group: row.get(6)?,
                live: u64::try_from(row.get::<_, i64>(7)?).unwrap_or(0),
                deleted: u64::try_from(row.get::<_, i64>(8)?).unwrap_or(0),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// The numbers of a batch's live rows, newest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn batch_numbers(&self, batch: i64) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.number FROM batches b JOIN expenses e
               ON e.number BETWEEN b.first_number AND b.last_number AND e.batch = b.number
             WHERE b.number = ?1 AND e.deleted_at IS NULL ORDER BY e.number DESC",
        )?;
        let rows = statement.query_map([batch], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The numbers of a batch's live rows that were there before it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn older_than_batch(&self, batch: i64) -> Result<HashSet<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.number FROM batches b JOIN expenses e
               ON e.number BETWEEN b.first_number AND b.last_number AND e.batch = b.number
             WHERE b.number = ?1 AND e.deleted_at IS NULL AND e.created_at < b.created_at",
        )?;
        let rows = statement.query_map([batch], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The numbers of a batch's rows that became part of other expenses, newest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn batch_traces(&self, batch: i64) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.number FROM batches b JOIN expenses e
               ON e.number BETWEEN b.first_number AND b.last_number AND e.batch = b.number
             WHERE b.number = ?1 AND e.deleted_at IS NOT NULL AND NOT e.withdrawn AND e.tags IS ?2
             ORDER BY e.number DESC",
        )?;
        let rows = statement.query_map((batch, format!(" {JOINED_TAG} ")), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
