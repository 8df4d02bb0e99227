//! What an answer changes: results, bases, views, cursor and witness, in one transaction (PROTOCOL, rule 19).
//!
//! Owns the reading of results and changes. Must not ask the server anything.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};

use super::frozen::{forget, thaw};
use super::origin::unmoved;
use super::push::{Outgoing, Sent};
use super::settle::Base;
use super::state::State;
use super::{BULK_ROWS_MIN, LedgerState, witness};
use crate::model::entity::Kind;
use crate::model::operation::{Action, Status};
use crate::protocol::sync::{
    Digest, EntityChange, Exchange, OperationResult, ResultStatus, SentAction, SentOperation,
};
use crate::store::Store;
use crate::store::apply::is_derived;
use crate::store::columns::KindSql;
use crate::store::error::StoreError;
use crate::store::writer::Writer;

/// What an answer came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Operations that the server carried out now.
    pub pushed: u64,
    /// Operations that it had carried out before.
    pub replayed: u64,
    /// Those of them that met another device's write.
    pub merged: u64,
    /// Operations refused.
    pub rejected: u64,
    /// Conflicts that came: new to this device and open.
    pub conflicts: u64,
    /// Changes of others taken.
    pub pulled: u64,
    /// Whether more waits.
    pub has_more: bool,
    /// The digest here and there, where both are of one revision.
    pub digests: Option<(Digest, Digest)>,
}

impl Store {
    /// Takes an answer to a request. `None` if the database is not the one any more that the request was made from: then
    /// nothing was taken.
    ///
    /// # Errors
    /// What SQLite reports; then nothing of the answer was taken, and the same request may be sent again.
    pub fn take_answer(
        &mut self,
        outgoing: &Outgoing,
        exchange: &Exchange,
        now: DateTime<Utc>,
    ) -> Result<Option<Taken>, StoreError> {
        if exchange.results.len() != outgoing.sent.len() {
            return Err(StoreError::Inconsistent(format!(
                "{} operations were sent and {} answered",
                outgoing.sent.len(),
                exchange.results.len()
            )));
        }
        if u64::try_from(exchange.changes.len()).unwrap_or(u64::MAX) >= BULK_ROWS_MIN {
            self.expect_many()?;
        }
        let mut writer = self.sync_writer(now)?;
        let Some(state) = unmoved(writer.conn, outgoing)? else { return Ok(None) };
        let ledger = state.number;
        let mut answer = Answer {
            ledger,
            is_walking: state.walking,
            has_unread: !exchange.changes.is_empty() && writer.has_unread(ledger)?,
            touched: BTreeSet::new(),
            folded: HashSet::new(),
            made: Vec::new(),
            taken: Taken::default(),
        };
        let operations = outgoing.request.operations.iter().zip(&outgoing.sent);
        for ((operation, sent), result) in operations.zip(&exchange.results) {
            answer.take_result(&mut writer, operation, *sent, result)?;
        }
        let is_any_left = answer.made.len() < outgoing.sent.len();
        answer.finish_made(&mut writer, outgoing.frozen, is_any_left)?;
        if !outgoing.is_partial {
            for change in &exchange.changes {
                answer.take_change(&mut writer, change)?;
            }
        }
        answer.settle_touched(&mut writer, outgoing.request.cursor)?;
        let moved = if outgoing.is_partial { state.cursor } else { exchange.cursor };
        answer.note_progress(&mut writer, &state, outgoing, exchange, moved)?;
        if !exchange.has_more && !outgoing.is_partial {
            if state.walking {
                writer.finish_walk(ledger, moved)?;
            } else {
                // A tombstone that was purged meanwhile is never told.
                writer.settle_acknowledged(ledger, moved)?;
            }
        }
        let here = writer.digest(ledger)?.at(moved);
        writer.commit_sync()?;
        let mut taken = answer.taken;
        taken.has_more = exchange.has_more || outgoing.is_partial;
        let is_level = !taken.has_more && exchange.digest.revision == moved;
        taken.digests = is_level.then(|| (here, exchange.digest.clone()));
        Ok(Some(taken))
    }
}

struct Answer {
    ledger: i64,
    is_walking: bool,
    /// Whether anything is kept that this version could not read.
    has_unread: bool,
    /// Entities whose operations were acknowledged and may be finished already.
    touched: BTreeSet<(i64, i64)>,
    /// Entities whose base is the result of a fast-forward operation of this answer.
    folded: HashSet<(Kind, i64)>,
    /// Creates of expenses that are their rows' bases now, by their numbers, with their revisions.
    made: Vec<(i64, i64)>,
    taken: Taken,
}

impl Answer {
    fn take_result(
        &mut self,
        writer: &mut Writer,
        operation: &SentOperation,
        sent: Sent,
        result: &OperationResult,
    ) -> Result<(), StoreError> {
        if let Some(revision) = result.revision
            && result.fast_forward
            && self.fold_create(writer, operation, sent, revision)?
        {
            self.count_applied(result);
            self.note_walked(writer, sent.kind, sent.entity)?;
            self.folded.insert((sent.kind, sent.entity));
            return Ok(());
        }
        // An answer that comes twice, or late, finds its operation settled.
        let waits: bool = writer
            .conn
            .prepare_cached("SELECT status = 1 AND revision IS NULL FROM operations WHERE number = ?1")?
            .query_row([sent.number], |row| row.get(0))
            .optional()?
            .unwrap_or(false);
        if !waits {
            return Ok(());
        }
        match (result.status, result.revision) {
            (ResultStatus::Applied | ResultStatus::Merged, Some(revision)) => {
                self.count_applied(result);
                self.acknowledge(writer, operation, sent, result, revision)
            }
            (ResultStatus::Applied | ResultStatus::Merged, None) => {
                // Nothing that has a revision came of it: a weak create of something that is gone.
                self.taken.pushed += 1;
                writer.finish_operation(sent.kind, self.ledger, sent.number, Status::InFlight)?;
                self.touched.insert((sent.kind.code(), sent.entity));
                Ok(())
            }
            (ResultStatus::Voided, _) => {
                writer.take_out(sent.kind, self.ledger, sent.number)?;
                self.touched.insert((sent.kind.code(), sent.entity));
                Ok(())
            }
            (ResultStatus::Rejected | ResultStatus::Blocked, _) => {
                self.taken.rejected += 1;
                let reason = result.error.as_ref().map_or("refused", |error| error.message.as_str());
                writer
                    .conn
                    .prepare_cached("UPDATE operations SET status = 3, last_error = ?2 WHERE number = ?1")?
                    .execute(params![sent.number, reason])?;
                writer.count_operation(self.ledger, Status::InFlight, -1);
                writer.count_operation(self.ledger, Status::Failed, 1);
                Ok(())
            }
        }
    }

    fn count_applied(&mut self, result: &OperationResult) {
        if result.replayed {
            self.taken.replayed += 1;
        } else {
            self.taken.pushed += 1;
        }
        self.taken.merged += u64::from(result.status == ResultStatus::Merged);
    }

    fn acknowledge(
        &mut self,
        writer: &mut Writer,
        operation: &SentOperation,
        sent: Sent,
        result: &OperationResult,
        revision: i64,
    ) -> Result<(), StoreError> {
        let key = (sent.kind, sent.entity);
        if result.fast_forward {
            let row = writer.read_existing(sent.kind, sent.entity)?;
            let base = writer.base(sent.kind, &row)?;
            // Of what the server knows a delete of and nothing else, no base is kept: nobody wrote since is all it takes.
            let follows = base.as_ref().is_none_or(|base| base.revision == operation.seen);
            if follows || self.folded.contains(&key) {
                acknowledge_row(writer, sent.number, revision)?;
                let mut state = base.map_or_else(State::default, |base| base.state);
                state.lay_over(action_of(operation.action), &operation.fields);
                writer.take_base(sent.kind, sent.entity, Some(Base { revision, state }))?;
                self.note_walked(writer, sent.kind, sent.entity)?;
                self.folded.insert(key);
                return Ok(());
            }
        }
        acknowledge_row(writer, sent.number, revision)?;
        self.touched.insert((sent.kind.code(), sent.entity));
        Ok(())
    }

    /// The common case made cheap: a create that nobody else touched and that was not edited since becomes its base.
    fn fold_create(
        &mut self,
        writer: &mut Writer,
        operation: &SentOperation,
        sent: Sent,
        revision: i64,
    ) -> Result<bool, StoreError> {
        if operation.action != SentAction::Create {
            return Ok(false);
        }
        let is_plain = writer.conn.prepare_cached(&KindSql::of(sent.kind).fold)?.execute(params![
            sent.entity,
            revision,
            sent.number
        ])?;
        if is_plain == 0 {
            return Ok(false);
        }
        // What is empty is in no hash, so that the fields count as they were sent.
        let (kind, id) = (sent.kind.spec().name, operation.entity_id);
        writer.count_content(self.ledger, kind, id, revision, &operation.fields, true)?;
        if sent.kind == Kind::Expense {
            self.made.push((sent.number, revision));
        } else {
            writer.finish_operation(sent.kind, self.ledger, sent.number, Status::InFlight)?;
            acknowledge_row(writer, sent.number, revision)?;
        }
        Ok(true)
    }

    /// Takes the creates of expenses out of the queue that became their rows' bases: no other operation is on those. Of what
    /// is left of a request, the bodies are written into the rows.
    fn finish_made(
        &self,
        writer: &mut Writer,
        frozen: Option<i64>,
        is_any_left: bool,
    ) -> Result<(), StoreError> {
        let numbers = self.made.iter().map(|(number, _)| *number);
        let left = writer.finish_creates(self.ledger, numbers)?;
        match frozen {
            Some(first) if !is_any_left && left.is_none() => forget(writer.conn, first)?,
            Some(_) => thaw(writer.conn)?,
            None => {}
        }
        for (number, revision) in self.made.iter().filter(|(number, _)| Some(*number) == left) {
            writer.finish_operation(Kind::Expense, self.ledger, *number, Status::InFlight)?;
            acknowledge_row(writer, *number, *revision)?;
        }
        Ok(())
    }

    fn take_change(&mut self, writer: &mut Writer, change: &EntityChange) -> Result<(), StoreError> {
        let Some(kind) = Kind::from_name(&change.entity) else {
            self.taken.pulled += 1;
            return self.keep_unread(writer, change);
        };
        let number = match writer.find_with_ledger(kind, change.entity_id)? {
            None => return self.take_new(writer, kind, change),
            Some((number, ledger)) if ledger == self.ledger => number,
            // The server keeps each ledger's ids for themselves; a row has one ledger, and only that one writes it.
            Some(_) => {
                self.taken.pulled += 1;
                return self.keep_unread(writer, change);
            }
        };
        let base = Base {
            revision: change.revision,
            state: State { fields: change.fields.clone(), deleted: change.deleted },
        };
        self.note_walked(writer, kind, number)?;
        let row = writer.read_existing(kind, number)?;
        writer.tell_untold_delete(kind, &row, &base)?;
        if self.is_walking && writer.recover(kind, &row, Some(&base))? {
            self.taken.pulled += 1;
            return Ok(());
        }
        if !self.is_walking && change.revision <= row.revision {
            return Ok(()); // an older state never replaces a newer base
        }
        self.taken.pulled += u64::from(change.revision != row.revision);
        writer.take_base(kind, number, Some(base))
    }

    fn take_new(&mut self, writer: &mut Writer, kind: Kind, change: &EntityChange) -> Result<(), StoreError> {
        if self.has_unread {
            // It may have come before in a form that could not be read.
            writer.drop_unread(self.ledger, change)?;
        }
        if change.deleted && !is_derived(change.entity_id) {
            return Ok(()); // nobody here ever knew it, and no other device makes the same
        }
        self.taken.pulled += 1;
        match writer.insert_pulled(self.ledger, kind, change)? {
            Some(number) => {
                self.note_walked(writer, kind, number)?;
                if kind == Kind::Conflict
                    && change.fields.get("status").is_some_and(|status| status == "open")
                {
                    self.taken.conflicts += 1;
                }
                Ok(())
            }
            None => self.keep_unread(writer, change),
        }
    }

    fn keep_unread(&mut self, writer: &mut Writer, change: &EntityChange) -> Result<(), StoreError> {
        self.has_unread = true;
        writer.keep_unread(self.ledger, change)
    }

    fn note_walked(&self, writer: &Writer, kind: Kind, number: i64) -> Result<(), StoreError> {
        if self.is_walking {
            writer
                .conn
                .prepare_cached("INSERT OR IGNORE INTO walked (ledger, kind, entity) VALUES (?1, ?2, ?3)")?
                .execute([self.ledger, kind.code(), number])?;
        }
        Ok(())
    }

    /// Finishes acknowledged operations whose result the base already holds: what they came to had been told up to `cursor`
    /// before they were sent.
    fn settle_touched(&self, writer: &mut Writer, cursor: i64) -> Result<(), StoreError> {
        for &(kind, number) in &self.touched {
            let Some(kind) = Kind::from_code(kind) else { continue };
            let row = writer.read_existing(kind, number)?;
            let base = writer.base(kind, &row)?;
            // One that came to something later is told at that later place, with all before it: until then an own edit stays
            // laid over (PROTOCOL, rule 5).
            let newest = writer.unfinished(kind, &row)?.iter().filter_map(|one| one.revision).max();
            let known_to = if newest.is_some_and(|newest| newest > cursor) { 0 } else { cursor };
            writer.take_base_known_to(kind, number, base, known_to)?;
        }
        Ok(())
    }

    fn note_progress(
        &self,
        writer: &mut Writer,
        state: &LedgerState,
        outgoing: &Outgoing,
        exchange: &Exchange,
        cursor: i64,
    ) -> Result<(), StoreError> {
        let last = outgoing.request.operations.iter().map(|operation| (operation.seq, operation.id)).max();
        let last = last.filter(|(seq, _)| state.last.is_none_or(|known| *seq > known.seq));
        if let Some((seq, id)) = last {
            writer
                .conn
                .prepare_cached("UPDATE ledgers SET last_seq = ?2, last_id = ?3 WHERE number = ?1")?
                .execute(params![self.ledger, seq, id.as_bytes()])?;
        }
        writer
            .conn
            .prepare_cached("UPDATE ledgers SET cursor = ?2, server_time = ?3 WHERE number = ?1")?
            .execute(params![self.ledger, cursor, exchange.server_time])?;
        // The server need not know who walks: a request that comes late from before would look like one.
        if outgoing.request.cursor == 0 && !outgoing.is_partial {
            let began = exchange.has_more.then_some(exchange.head.revision);
            self.note_walk(writer, began)?;
        } else if state.walk_head.is_some() && !exchange.has_more {
            self.note_walk(writer, None)?;
        }
        witness(writer.conn, self.ledger, exchange.head)
    }

    fn note_walk(&self, writer: &Writer, began: Option<i64>) -> Result<(), StoreError> {
        writer
            .conn
            .prepare_cached("UPDATE ledgers SET walk_head = ?2 WHERE number = ?1")?
            .execute(params![self.ledger, began])?;
        Ok(())
    }
}

fn acknowledge_row(writer: &Writer, number: i64, revision: i64) -> Result<(), StoreError> {
    writer
        .conn
        .prepare_cached("UPDATE operations SET revision = ?2, void = 0 WHERE number = ?1")?
        .execute([number, revision])?;
    Ok(())
}

const fn action_of(action: SentAction) -> Action {
    match action {
        SentAction::Create => Action::Create,
        SentAction::Update => Action::Update,
        SentAction::Delete => Action::Delete,
        SentAction::Restore => Action::Restore,
    }
}
