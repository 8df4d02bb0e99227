//! The request after next: made while one is on its way, and sent as soon as that one's answer is there, before it is taken.
//! Client and server work at the same time then, where much is to be sent or taken.
//!
//! Owns when that may be, and what the request says of a place at which the ledger is only going to be. That it got there is
//! checked where the answer is taken, by the rule for every answer (see `origin`).

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};
use rustc_hash::FxHashSet;

use super::push::{Batch, Outgoing, PushLimits, Saved, UNANSWERED};
use super::{LedgerState, ledger_state};
use crate::protocol::sync::{Exchange, Place, ResultStatus};
use crate::store::Store;
use crate::store::error::StoreError;

/// Operations that are marked as sent and go behind those of a request that is on its way.
#[derive(Debug, Clone)]
pub struct Ahead {
    saved: Saved,
    has_waiting: bool,
}

impl Ahead {
    /// The local numbers of its operations.
    pub fn numbers(&self) -> impl Iterator<Item = i64> {
        self.saved.sent.iter().map(|sent| sent.number)
    }
}

impl Store {
    /// Takes the operations that leave behind those of a request that was made, and marks them as sent. `None` where there
    /// are none, or the answer to that request decides what leaves next.
    ///
    /// # Errors
    /// What SQLite reports; then nothing is marked.
    pub fn prepare_ahead(
        &mut self,
        asked: &Outgoing,
        limits: PushLimits,
        now: DateTime<Utc>,
    ) -> Result<Option<Ahead>, StoreError> {
        if !asked.has_waiting || asked.is_partial || asked.origin.walking {
            return Ok(None);
        }
        let txn = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let state = ledger_state(&txn, asked.origin.number)?;
        // Another process may have given the ledger another history, or have sent what this request does not carry.
        if !state.is_at(&asked.origin) || is_more_unanswered(&txn, asked)? {
            return Ok(None);
        }
        let batch = Batch::behind(&txn, &state, &asked.sent, limits.leading())?;
        if batch.is_empty() {
            return Ok(None);
        }
        let has_waiting = batch.has_waiting;
        let saved = batch.save(&txn, &state, now)?;
        txn.commit()?;
        Ok(Some(Ahead { saved, has_waiting }))
    }
}

/// Whether anything that was sent waits for an answer and is not in a request, or a void waits: nothing is sent behind one
/// (PROTOCOL, rules 9 and 19).
fn is_more_unanswered(conn: &Connection, asked: &Outgoing) -> Result<bool, StoreError> {
    let known: FxHashSet<i64> = asked.sent.iter().map(|sent| sent.number).collect();
    let mut statement =
        conn.prepare_cached(&format!("SELECT o.number, o.void FROM operations o {UNANSWERED}"))?;
    let mut rows = statement.query([asked.origin.number])?;
    while let Some(row) = rows.next()? {
        if row.get(1)? || !known.contains(&row.get(0)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The request that may follow one before its answer is taken: with operations that were made ready, or for the next page.
/// `None` where the answer has to be taken first, because it can change what is to be sent.
#[must_use]
pub fn following(
    asked: &Outgoing,
    answer: &Exchange,
    ahead: Option<Ahead>,
    limits: PushLimits,
) -> Option<Outgoing> {
    let is_plain = |result: &crate::protocol::sync::OperationResult| {
        result.status == ResultStatus::Applied && result.fast_forward && result.revision.is_some()
    };
    let may = !asked.is_partial && !asked.origin.walking && answer.results.iter().all(is_plain);
    let pushes = ahead.is_some() && answer.changes.is_empty() && !answer.has_more;
    let pulls = ahead.is_none() && asked.sent.is_empty() && answer.has_more && !answer.changes.is_empty();
    if !may || !(pushes || pulls) {
        return None;
    }
    let mut next = Outgoing::from(&place_after(asked, answer), limits.changes);
    if let Some(ahead) = ahead {
        next.has_waiting = ahead.has_waiting;
        next.carry(ahead.saved);
    }
    Some(next)
}

/// Where the ledger stands once a whole answer was taken.
fn place_after(asked: &Outgoing, answer: &Exchange) -> LedgerState {
    let mut state = asked.origin.clone();
    let places = asked.request.operations.iter().map(|one| Place { seq: one.seq, id: one.id });
    if let Some(last) = places.max_by_key(|place| place.seq)
        && state.last.is_none_or(|known| last.seq > known.seq)
    {
        state.last = Some(last);
    }
    if state.witness.is_none_or(|known| known.revision < answer.head.revision) {
        state.witness = Some(answer.head);
    }
    if asked.request.cursor == 0 {
        state.walk_head = answer.has_more.then_some(answer.head.revision);
    } else if !answer.has_more {
        state.walk_head = None;
    }
    state.cursor = answer.cursor;
    state
}
