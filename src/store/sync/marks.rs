//! Many operations at once: a push marks and takes out thousands, most of which follow one another in the queue.
//!
//! Owns the statements for runs of them. Must not decide which.

use chrono::{DateTime, Utc};
use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::model::operation::Status;
use crate::store::error::StoreError;
use crate::store::writer::Writer;

/// Marks operations as sent: those that follow one another, in the queue and in their places, at once.
pub(super) struct Marks<'c> {
    statement: CachedStatement<'c>,
    now_ms: i64,
    /// The first and the last one that are not yet written.
    run: Option<(i64, i64)>,
    /// The place of each less its number.
    offset: i64,
}

impl<'c> Marks<'c> {
    pub(super) fn new(conn: &'c Connection, now: DateTime<Utc>) -> Result<Self, StoreError> {
        let statement = conn.prepare_cached(
            "UPDATE operations SET status = 1, seq = number + ?3, attempts = attempts + 1, last_attempt_at = ?4,
             revision = NULL WHERE number BETWEEN ?1 AND ?2",
        )?;
        Ok(Self { statement, now_ms: now.timestamp_millis(), run: None, offset: 0 })
    }

    /// Marks one more.
    pub(super) fn add(&mut self, number: i64, seq: i64) -> Result<(), StoreError> {
        if let Some((_, last)) = &mut self.run
            && number == *last + 1
            && seq - number == self.offset
        {
            *last = number;
            return Ok(());
        }
        self.write()?;
        (self.run, self.offset) = (Some((number, number)), seq - number);
        Ok(())
    }

    /// Writes down what was not yet.
    pub(super) fn write(&mut self) -> Result<(), StoreError> {
        if let Some((first, last)) = self.run.take() {
            self.statement.execute([first, last, self.offset, self.now_ms])?;
        }
        Ok(())
    }
}

impl Writer<'_> {
    /// [`Writer::finish_operation`] for creates of expenses that are in flight: those that follow one another at once. The
    /// newest operation is not touched; returns its number if it is one of them.
    pub(super) fn finish_creates(
        &mut self,
        ledger: i64,
        numbers: impl Iterator<Item = i64>,
    ) -> Result<Option<i64>, StoreError> {
        let newest: i64 = self
            .conn
            .prepare_cached("SELECT coalesce(max(number), 0) FROM operations")?
            .query_row([], |row| row.get(0))?;
        let mut delete = self
            .conn
            .prepare_cached("DELETE FROM operations WHERE number BETWEEN ?1 AND ?2 AND action = 1")?;
        let mut left = None;
        let mut gone = 0;
        let mut run: Option<(i64, i64)> = None;
        for number in numbers {
            if number == newest {
                left = Some(number);
                continue;
            }
            gone += 1;
            run = match run {
                Some((first, last)) if number == last + 1 => Some((first, number)),
                done => {
                    if let Some((first, last)) = done {
                        delete.execute([first, last])?;
                    }
                    Some((number, number))
                }
            };
        }
        if let Some((first, last)) = run {
            delete.execute([first, last])?;
        }
        drop(delete);
        self.count_operation(ledger, Status::InFlight, -gone);
        Ok(left)
    }
}

/// Counts operations as in flight that were pending.
pub(super) fn move_counts(conn: &Connection, ledger: i64, sent: i64) -> Result<(), StoreError> {
    for (status, difference) in [(0, -sent), (1, sent)] {
        if sent != 0 {
            conn.prepare_cached(
                "INSERT INTO queue_counts (ledger, status, count) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET count = count + excluded.count",
            )?
            .execute(params![ledger, status, difference])?;
        }
    }
    Ok(())
}

/// The id of an operation that the server may remember; `None` if its history is gone.
pub(super) fn id_of(conn: &Connection, number: i64) -> Result<Option<Uuid>, StoreError> {
    let id: Option<[u8; 16]> = conn
        .prepare_cached("SELECT id FROM operations WHERE number = ?1 AND cancelled = 0")?
        .query_row([number], |row| row.get(0))
        .optional()?;
    Ok(id.map(Uuid::from_bytes))
}
