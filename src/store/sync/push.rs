//! What leaves: operations in the order they were made, saved as sent before they are (PROTOCOL, rules 2, 3 and 19).
//!
//! Owns which operations a request carries. Must not send it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};
use uuid::Uuid;

use super::frozen::{self, Piece};
pub use super::limits::PushLimits;
use super::marks::{Marks, id_of, move_counts};
use super::render::{Rendered, render};
use super::{BULK_ROWS_MIN, LedgerState, ledger_state};
use crate::model::entity::Kind;
use crate::model::operation::Action;
use crate::protocol::PROTOCOL_VERSION;
use crate::protocol::sync::{SentOperation, SyncRequest};
use crate::store::Store;
use crate::store::columns::Lookups;
use crate::store::error::StoreError;

/// Bytes that an operation takes beside its fields, as JSON.
const OPERATION_BYTES: usize = 320;

/// Where an operation of a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Its local number.
    pub number: i64,
    /// What it changes.
    pub kind: Kind,
    /// The entity's local number.
    pub entity: i64,
    /// How often it was sent, this time included.
    pub attempts: i64,
}

/// A request that is saved and may be sent.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The request; `sent_at` is to be set as it leaves.
    pub request: SyncRequest,
    /// Where its operations came from, in the same order.
    pub sent: Vec<Sent>,
    /// Where the ledger stood when the request was made.
    pub origin: LedgerState,
    /// Whether operations that were sent are not in this request: then nothing may be pulled.
    pub is_partial: bool,
    /// Whether others could leave and found no room.
    pub has_waiting: bool,
    /// What the bodies of its creates are found by, until it is answered.
    pub(super) frozen: Option<i64>,
}

/// A row of the queue that may leave.
pub(super) struct Candidate {
    pub(super) number: i64,
    pub(super) id: Uuid,
    pub(super) kind: Kind,
    pub(super) entity: i64,
    pub(super) action: Action,
    pub(super) body: Option<String>,
    pub(super) seen: i64,
    pub(super) after: Option<i64>,
    pub(super) weak: bool,
    pub(super) void: bool,
    pub(super) since: Option<i64>,
    pub(super) seq: Option<i64>,
    pub(super) attempt: u32,
    pub(super) attempts: i64,
    pub(super) group: i64,
    pub(super) made_at: i64,
    pub(super) is_pending: bool,
}

const COLUMNS: &str =
    "o.number, o.id, o.kind, o.entity, o.action, o.fields, o.seen, o.after, o.weak, o.void, o.since,
    o.seq, o.attempt, o.attempts, o.group_number, coalesce(g.made_at, 0), o.status = 0";
const FROM: &str = "operations o LEFT JOIN groups g ON g.number = o.group_number";
// The index of sent operations is one of those that are not finished (`sqlite.org/partialindex.html`): each query says so
// in the index's words, or it would look through the whole history.
pub(super) const UNANSWERED: &str =
    "WHERE o.ledger = ?1 AND o.seq IS NOT NULL AND o.status <> 2 AND o.revision IS NULL
    AND (o.status = 1 OR (o.status = 0 AND o.void = 1)) ORDER BY o.seq";
const AGAIN: &str =
    "WHERE o.ledger = ?1 AND o.seq IS NOT NULL AND o.status <> 2 AND o.status = 0 ORDER BY o.seq";
const FRESH: &str =
    "WHERE o.number >= ?2 AND o.ledger = ?1 AND o.status = 0 AND o.seq IS NULL ORDER BY o.number";

fn read_candidate(row: &Row) -> rusqlite::Result<Option<Candidate>> {
    let (Some(kind), Some(action)) = (Kind::from_code(row.get(2)?), Action::from_code(row.get(4)?)) else {
        return Ok(None);
    };
    Ok(Some(Candidate {
        number: row.get(0)?,
        id: Uuid::from_bytes(row.get(1)?),
        kind,
        entity: row.get(3)?,
        action,
        body: row.get(5)?,
        seen: row.get(6)?,
        after: row.get(7)?,
        weak: row.get(8)?,
        void: row.get(9)?,
        since: row.get(10)?,
        seq: row.get(11)?,
        attempt: row.get(12)?,
        attempts: row.get(13)?,
        group: row.get(14)?,
        made_at: row.get(15)?,
        is_pending: row.get(16)?,
    }))
}

impl Store {
    /// Takes the operations that leave next and marks them as sent. An operation whose outcome is unknown goes first,
    /// as it was; one whose predecessor was refused, or waits itself, stays.
    ///
    /// # Errors
    /// What SQLite reports; then nothing is marked.
    pub fn prepare_push(
        &mut self,
        ledger: i64,
        limits: PushLimits,
        now: DateTime<Utc>,
    ) -> Result<Outgoing, StoreError> {
        let state = ledger_state(&self.conn, ledger)?;
        let counts = self.queue_counts(Some(ledger))?;
        if counts.pending + counts.in_flight == 0 {
            return Ok(Outgoing::from(&state, limits.changes));
        }
        if counts.pending + counts.in_flight >= BULK_ROWS_MIN {
            self.expect_many()?;
        }
        let most = u64::try_from(limits.operations).unwrap_or(u64::MAX);
        let limits = if counts.pending + counts.in_flight > most { limits.leading() } else { limits };
        let txn = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // What was sent before and not answered is looked at one by one from now on.
        frozen::thaw(&txn)?;
        let state = ledger_state(&txn, ledger)?;
        let batch = Batch::fill(&txn, &state, limits)?;
        let mut outgoing = Outgoing::from(&state, if batch.is_partial { 0 } else { limits.changes });
        (outgoing.is_partial, outgoing.has_waiting) = (batch.is_partial, batch.has_waiting);
        let saved = batch.save(&txn, &state, now)?;
        txn.commit()?;
        outgoing.carry(saved);
        Ok(outgoing)
    }
}

impl Outgoing {
    /// A request that carries nothing, from where a ledger stands.
    pub(super) fn from(state: &LedgerState, changes: u32) -> Self {
        let request = SyncRequest {
            protocol: PROTOCOL_VERSION,
            replica: state.replica,
            parent: state.parent,
            last: state.last,
            witness: state.witness,
            cursor: state.cursor,
            walk: state.walk_head.filter(|_| state.cursor > 0),
            sent_at: 0,
            limit: changes,
            operations: Vec::new(),
        };
        Self {
            request,
            sent: Vec::new(),
            origin: state.clone(),
            is_partial: false,
            has_waiting: false,
            frozen: None,
        }
    }

    /// Gives it operations.
    pub(super) fn carry(&mut self, saved: Saved) {
        (self.request.operations, self.sent, self.frozen) = (saved.operations, saved.sent, saved.frozen);
    }
}

/// The operations of one request.
#[derive(Default)]
pub(super) struct Batch {
    candidates: Vec<(Candidate, Rendered)>,
    /// The local numbers of those, and of the ones that go before them.
    taken: FxHashSet<i64>,
    lookups: Lookups,
    bytes: usize,
    is_partial: bool,
    pub(super) has_waiting: bool,
    unsent_from: i64,
}

impl Batch {
    /// Those that leave behind a request that is on its way, all of whose operations come before.
    pub(super) fn behind(
        conn: &Connection,
        state: &LedgerState,
        sent: &[Sent],
        limits: PushLimits,
    ) -> Result<Self, StoreError> {
        let taken = sent.iter().map(|sent| sent.number).collect();
        let mut batch = Self { unsent_from: state.unsent_from, taken, ..Self::default() };
        batch.add_waiting(conn, state, limits)?;
        Ok(batch)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    fn fill(conn: &Connection, state: &LedgerState, limits: PushLimits) -> Result<Self, StoreError> {
        let mut batch = Self { unsent_from: state.unsent_from, ..Self::default() };
        // A void goes at its place among them: what is behind it was sent before it was asked for.
        let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} {UNANSWERED}"))?;
        let mut rows = statement.query([state.number])?;
        let mut void_waits = false;
        while let Some(row) = rows.next()? {
            let Some(candidate) = read_candidate(row)? else { continue };
            void_waits |= candidate.void;
            if !batch.take(conn, candidate, limits)? {
                batch.is_partial = true;
                return Ok(batch);
            }
        }
        // Nothing behind an unanswered void is sent (rule 9), nor anything that a walk from zero could take for news.
        if void_waits || state.walking {
            return Ok(batch);
        }
        batch.add_waiting(conn, state, limits)?;
        Ok(batch)
    }

    /// Adds what waits: what its user asked for again, then what was never sent.
    fn add_waiting(
        &mut self,
        conn: &Connection,
        state: &LedgerState,
        limits: PushLimits,
    ) -> Result<(), StoreError> {
        let mut again = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} {AGAIN}"))?;
        let mut rows = again.query([state.number])?;
        while let Some(row) = rows.next()? {
            let Some(candidate) = read_candidate(row)? else { continue };
            if self.is_full(limits)
                || (!self.is_held(conn, &candidate)? && !self.take(conn, candidate, limits)?)
            {
                self.has_waiting = true;
                return Ok(());
            }
        }
        let mut fresh = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {FROM} {FRESH}"))?;
        let mut rows = fresh.query([state.number, state.unsent_from])?;
        let mut held = None;
        let mut next = i64::MAX;
        while let Some(row) = rows.next()? {
            let Some(candidate) = read_candidate(row)? else { continue };
            let (number, is_void) = (candidate.number, candidate.void);
            if self.is_full(limits) {
                self.has_waiting = true;
                next = number;
                break;
            }
            // A void waits for nothing itself.
            if !is_void && self.is_held(conn, &candidate)? {
                held.get_or_insert(number);
                continue;
            }
            if !self.take(conn, candidate, limits)? {
                self.has_waiting = true;
                next = number;
                break;
            }
            // Nothing goes behind a void.
            if is_void {
                next = number;
                break;
            }
        }
        if next == i64::MAX {
            next = self
                .candidates
                .last()
                .map_or(state.unsent_from, |(last, _)| last.number + 1)
                .max(state.unsent_from);
        }
        self.unsent_from = held.map_or(next, |held: i64| held.min(next));
        Ok(())
    }

    /// Whether no other one is to be looked at; the first always is.
    fn is_full(&self, limits: PushLimits) -> bool {
        !self.candidates.is_empty() && self.candidates.len() >= limits.operations
    }

    /// Takes an operation, if there is room for it. Only as it travels can it be told how large it is: a create that was
    /// never sent has its texts in its row.
    fn take(
        &mut self,
        conn: &Connection,
        mut candidate: Candidate,
        limits: PushLimits,
    ) -> Result<bool, StoreError> {
        let rendered = render(conn, &mut self.lookups, &mut candidate)?;
        let bytes = self.bytes + OPERATION_BYTES + rendered.bytes;
        if !self.candidates.is_empty() && (self.is_full(limits) || bytes > limits.bytes) {
            return Ok(false);
        }
        self.bytes = bytes;
        self.taken.insert(candidate.number);
        self.candidates.push((candidate, rendered));
        Ok(true)
    }

    /// Whether the operation before this one on the same entity is unsettled and does not go with it.
    fn is_held(&self, conn: &Connection, candidate: &Candidate) -> Result<bool, StoreError> {
        let Some(after) = candidate.after else { return Ok(false) };
        if self.taken.contains(&after) {
            return Ok(false);
        }
        Ok(conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM operations WHERE number = ?1
                   AND (status IN (0, 3) OR (status = 1 AND revision IS NULL)))",
            )?
            .query_row([after], |row| row.get(0))?)
    }

    /// Gives places, writes bodies down and marks all as sent.
    pub(super) fn save(
        self,
        conn: &Connection,
        state: &LedgerState,
        now: DateTime<Utc>,
    ) -> Result<Saved, StoreError> {
        let mut next_seq = state.next_seq;
        let mut marks = Marks::new(conn, now)?;
        let mut piece = Piece::default();
        let mut operations = Vec::with_capacity(self.candidates.len());
        let mut sent = Vec::with_capacity(self.candidates.len());
        // Most come after nothing.
        let follow = self.candidates.iter().any(|(candidate, _)| candidate.after.is_some());
        let named = self.candidates.iter().filter(|_| follow);
        let ids: FxHashMap<i64, Uuid> =
            named.map(|(candidate, _)| (candidate.number, candidate.id)).collect();
        let mut pending = 0;
        for (candidate, rendered) in self.candidates {
            let seq = candidate.seq.unwrap_or_else(|| {
                next_seq += 1;
                next_seq - 1
            });
            pending += i64::from(candidate.is_pending);
            marks.add(candidate.number, seq)?;
            if let Some(kept) = &rendered.kept {
                piece.add(candidate.number, kept);
            }
            let after = match candidate.after {
                Some(after) if ids.contains_key(&after) => ids.get(&after).copied(),
                Some(after) => id_of(conn, after)?,
                None => None,
            };
            sent.push(Sent {
                number: candidate.number,
                kind: candidate.kind,
                entity: candidate.entity,
                attempts: candidate.attempts + 1,
            });
            operations.push(rendered.operation(&candidate, seq, after));
        }
        marks.write()?;
        let frozen = piece.save(conn)?;
        move_counts(conn, state.number, pending)?;
        conn.prepare_cached("UPDATE ledgers SET next_seq = ?2, unsent_from = ?3 WHERE number = ?1")?
            .execute(params![state.number, next_seq, self.unsent_from])?;
        Ok(Saved { operations, sent, frozen })
    }
}

/// The operations of a request, once they are marked as sent.
#[derive(Debug, Clone)]
pub(super) struct Saved {
    operations: Vec<SentOperation>,
    pub(super) sent: Vec<Sent>,
    frozen: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::OpenOptionsAt;

    #[test]
    fn what_leaves_is_found_without_a_look_through_the_history() {
        let options = OpenOptionsAt { backup_dir: None, now: DateTime::UNIX_EPOCH };
        let store = Store::in_memory(&options).unwrap();
        for query in [UNANSWERED, AGAIN, FRESH] {
            let steps = store.plan(&format!("SELECT {COLUMNS} FROM {FROM} {query}"));
            assert!(steps.iter().any(|step| step.starts_with("SEARCH o USING")), "{query}: {steps:?}");
            assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{query}: {steps:?}");
        }
    }
}
