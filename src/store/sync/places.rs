//! The places of what is sent: a dense row of numbers under one replica id (PROTOCOL, rules 3 and 22).
//!
//! Owns what becomes of them where copies share a replica id, where the server waits for another place, and where an
//! operation gives its place up. Must not give places at the first send: that is the push's.

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::ledger_state;
use super::origin::unmoved;
use super::push::Outgoing;
use crate::id::random_id;
use crate::model::operation::Status;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::writer::Writer;

/// What came of an answer that the server waits for another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// What was sent goes again from that place on.
    Moved,
    /// The places here are as the server wants them, or what it answered before is gone there.
    Not,
    /// The database is not the one any more that the request was made from; nothing was done.
    Overtaken,
}

impl Store {
    /// Takes a new replica id, forked from the present one: two copies share it. What waits keeps its id and is sent
    /// again at a new place. Returns false, and does nothing, if the database is not the one any more that the request was
    /// made from.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn renew(&mut self, asked: &Outgoing, shared: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let writer = self.sync_writer(now)?;
        let Some(state) = unmoved(writer.conn, asked)? else { return Ok(false) };
        writer.fork(state.number, shared, i64::MAX)?;
        // What was sent goes first, in its old order, at new places.
        let next_seq = writer.give_places(state.number, 1)?;
        writer
            .conn
            .execute("UPDATE ledgers SET next_seq = ?2 WHERE number = ?1", [state.number, next_seq])?;
        writer.commit_sync()?;
        Ok(true)
    }

    /// Closes a gap: the server has nothing at `seq` nor behind it, so that what is unanswered there moves up to it, in its
    /// order and under its ids.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn close_gap(
        &mut self,
        asked: &Outgoing,
        seq: i64,
        now: DateTime<Utc>,
    ) -> Result<Closed, StoreError> {
        let writer = self.sync_writer(now)?;
        let Some(state) = unmoved(writer.conn, asked)? else { return Ok(Closed::Overtaken) };
        if state.last.is_some_and(|last| last.seq >= seq) {
            return Ok(Closed::Not);
        }
        let next_seq = writer.give_places(state.number, seq)?;
        let sent = asked.request.operations.iter().map(|operation| operation.seq);
        let is_moved = sent.min().is_some_and(|first| first != seq) || next_seq != state.next_seq;
        if !is_moved {
            return Ok(Closed::Not);
        }
        writer
            .conn
            .execute("UPDATE ledgers SET next_seq = ?2 WHERE number = ?1", [state.number, next_seq])?;
        writer.commit_sync()?;
        Ok(Closed::Moved)
    }

    /// Parks the one operation of a request that the server cannot take at all. It gives its place up: the server has
    /// nothing there, and what was sent behind it moves up. Returns false, and does nothing, if the database is not the one
    /// any more that the request was made from.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn park(&mut self, asked: &Outgoing, reason: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut writer = self.sync_writer(now)?;
        let Some(state) = unmoved(writer.conn, asked)? else { return Ok(false) };
        for (sent, operation) in asked.sent.iter().zip(&asked.request.operations) {
            // A refused one that was asked for again has been answered at its place, and keeps it.
            let keeps = state.last.is_some_and(|last| last.seq >= operation.seq);
            let parked = writer.conn.execute(
                "UPDATE operations SET status = 3, seq = iif(?3, seq, NULL), last_error = ?2
                 WHERE number = ?1 AND status = 1 AND revision IS NULL",
                params![sent.number, reason, keeps],
            )?;
            if parked == 0 {
                continue;
            }
            writer.count_operation(state.number, Status::InFlight, -1);
            writer.count_operation(state.number, Status::Failed, 1);
            if !keeps {
                let next_seq = writer.give_places(state.number, operation.seq)?;
                writer.conn.execute(
                    "UPDATE ledgers SET next_seq = ?2 WHERE number = ?1",
                    [state.number, next_seq],
                )?;
            }
        }
        writer.commit_sync()?;
        Ok(true)
    }
}

impl Writer<'_> {
    /// Gives a ledger a new replica id, forked from the present one at `shared`, where the server has all up to `known`.
    ///
    /// One that was never answered may be unknown to the server, which would then follow its line no further; it has
    /// written nothing that its user was told of, so that its own parent stays.
    pub(super) fn fork(&self, ledger: i64, shared: i64, known: i64) -> Result<(), StoreError> {
        let state = ledger_state(self.conn, ledger)?;
        let parent = match (state.last, state.parent) {
            (None, Some(parent)) => (parent.replica, parent.revision.min(known)),
            _ => (state.replica, shared),
        };
        self.conn.execute(
            "UPDATE ledgers SET parent = ?2, parent_revision = ?3, replica = ?4, last_seq = NULL, last_id = NULL,
             unsent_from = 1 WHERE number = ?1",
            params![ledger, parent.0.as_bytes(), parent.1, random_id().as_bytes()],
        )?;
        // What was refused is asked for again at a place of the new replica, if it is.
        self.conn.execute(
            "UPDATE operations SET seq = NULL, attempts = max(attempts, 1) WHERE ledger = ?1 AND seq IS NOT NULL AND status <> 2 AND status IN (0, 3)",
            [ledger],
        )?;
        Ok(())
    }

    /// Numbers what is unanswered at a place or behind it anew, from that place on and in its order. Returns the place
    /// behind the last one.
    fn give_places(&self, ledger: i64, from: i64) -> Result<i64, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT number FROM operations WHERE ledger = ?1 AND seq >= ?2 AND status <> 2 AND revision IS NULL
             ORDER BY seq",
        )?;
        let rows = statement.query_map([ledger, from], |row| row.get(0))?;
        let numbers: Vec<i64> = rows.collect::<Result<_, _>>()?;
        let mut next = from;
        for number in numbers {
            self.conn
                .prepare_cached("UPDATE operations SET seq = ?2 WHERE number = ?1")?
                .execute([number, next])?;
            next += 1;
        }
        Ok(next)
    }
}
