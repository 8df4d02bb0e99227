//! One exchange: places, results, merge, pull, all in one transaction (PROTOCOL, rules 6 to 9, 17 to 23).
//!
//! Owns what a request is answered with. Everything is decided before the first row is written, so that a request that
//! is refused leaves nothing.

mod conflicts;
mod places;
mod pull;
mod results;
mod work;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use uuid::Uuid;

use self::results::{fingerprint, first_result, forgotten, measured_ms, normal, plain, settled, shown};
use self::work::Work;
use super::merge::{Entity, Stamp, Write, merge};
use super::service::{Caller, ServiceError, no_ledger};
use super::storage::{
    EntityKey, ReplicaRow, Storage, StorageError, StoredEntity, StoredResult, Txn, read, write,
};
use super::validate::{refusal, validate, validate_size};
use crate::id::random_id;
use crate::protocol::problem::ProblemCode;
use crate::protocol::sync::{
    OperationResult, Refusal, RefusalCode, ResultStatus, SentOperation, SyncAnswer, SyncRequest,
};

/// A replica that was here within so many milliseconds need not be written down again: an hour.
const SEEN_MS: i64 = 3_600_000;

/// What a job in the transaction comes to: an answer and whether something must be written, or a refusal.
type Outcome = Result<(SyncAnswer, bool), ServiceError>;

/// Answers a request. One that has nothing to write does not wait for the writer.
pub(super) fn exchange(
    storage: &Arc<dyn Storage>,
    server: Uuid,
    caller: Caller,
    ledger: Uuid,
    request: &Arc<SyncRequest>,
    now_ms: i64,
) -> Result<SyncAnswer, ServiceError> {
    // Outside the transaction: there may be one writer, and everyone waits for it.
    let fingerprints: Arc<[u64]> = request.operations.iter().map(fingerprint).collect();
    let job = |writes: bool| {
        let (request, fingerprints) = (Arc::clone(request), Arc::clone(&fingerprints));
        move |txn: &mut dyn Txn| {
            let (request, fingerprints, known) = (&*request, &*fingerprints, HashMap::new());
            Session { txn, request, fingerprints, server, caller, ledger, now_ms, writes, known }.answer()
        }
    };
    if request.operations.is_empty() {
        let (answer, must_write) = read(&**storage, job(false))??;
        if !must_write {
            return Ok(answer);
        }
    }
    write(&**storage, job(true))?.map(|(answer, _)| answer)
}

struct Session<'a> {
    txn: &'a mut dyn Txn,
    request: &'a SyncRequest,
    /// Those of its operations, in the same order.
    fingerprints: &'a [u64],
    server: Uuid,
    caller: Caller,
    ledger: Uuid,
    now_ms: i64,
    writes: bool,
    /// What is stored of the operations of the request, by id.
    known: HashMap<Uuid, Vec<StoredResult>>,
}

impl Session<'_> {
    fn answer(mut self) -> Result<Outcome, StorageError> {
        let Some(role) = self.txn.role(self.ledger, self.caller.account)? else {
            return Ok(Err(no_ledger()));
        };
        let Some(row) = self.txn.ledger(self.ledger)? else { return Ok(Err(no_ledger())) };
        let replica = self.txn.replica(self.ledger, self.request.replica)?;
        self.look_up_results()?;
        if let Some(other) = self.other_way(&row, replica.as_ref())? {
            return Ok(Ok((other, false)));
        }
        if let Some(claim) = self.beyond_what_was_told() {
            return Ok(Err(ServiceError::new(ProblemCode::Unprocessable, claim)));
        }
        if !self.writes && self.must_write(replica.as_ref()) {
            return Ok(Ok((SyncAnswer::Resync { server: self.server }, true)));
        }
        let mut work = Work::new(row, role, self.request.operations.len());
        work.lineage = self.lineage(replica.as_ref())?;
        self.look_up_entities(&mut work)?;
        match self.carry_out(&mut work)? {
            Ok(()) => {}
            Err(refused) => return Ok(Err(refused)),
        }
        work.is_known = work.entities.keys().all(|key| work.folded.contains_key(key));
        if self.writes {
            self.save(&mut work, replica.as_ref())?;
        }
        self.pull(work).map(|exchange| Ok((SyncAnswer::Exchange(Box::new(exchange)), false)))
    }

    /// Reads what is stored of the operations, and of those that they depend on.
    fn look_up_results(&mut self) -> Result<(), StorageError> {
        let ids: BTreeSet<Uuid> = self
            .request
            .operations
            .iter()
            .flat_map(|operation| [Some(operation.id), operation.after])
            .flatten()
            .collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        for stored in self.txn.results_by_id(self.ledger, &ids)? {
            self.known.entry(stored.result.id).or_default().push(stored);
        }
        Ok(())
    }

    /// Reads the entities that the operations are about.
    fn look_up_entities(&mut self, work: &mut Work) -> Result<(), StorageError> {
        let keys: BTreeSet<EntityKey> = self
            .request
            .operations
            .iter()
            .map(|operation| (operation.entity.clone(), operation.entity_id))
            .collect();
        let keys: Vec<EntityKey> = keys.into_iter().collect();
        let found = self.txn.entities(self.ledger, &keys)?;
        work.before.extend(keys.into_iter().map(|key| (key, None)));
        work.before.extend(found.into_iter().map(|stored| ((stored.kind, stored.id), Some(stored.entity))));
        self.look_up_purged(work)
    }

    /// Reads which of the unknown entities were there and were purged.
    fn look_up_purged(&mut self, work: &mut Work) -> Result<(), StorageError> {
        if work.row.purged_to == 0 {
            return Ok(());
        }
        let unknown = work.before.iter().filter(|(_, entity)| entity.is_none()).map(|(key, _)| key.clone());
        let unknown: Vec<EntityKey> = unknown.collect();
        for (key, life) in self.txn.purged(self.ledger, &unknown)? {
            work.purged.insert(key.clone());
            work.before.insert(key, Some(Entity::purged(life)));
        }
        Ok(())
    }

    fn must_write(&self, replica: Option<&ReplicaRow>) -> bool {
        !self.request.operations.is_empty()
            || replica.is_none_or(|known| {
                known.cursor != self.request.cursor
                    || known.device != self.caller.device
                    || self.now_ms - known.seen_at >= SEEN_MS
            })
    }

    fn carry_out(&mut self, work: &mut Work) -> Result<Result<(), ServiceError>, StorageError> {
        let request = self.request;
        for (operation, &fingerprint) in request.operations.iter().zip(self.fingerprints) {
            let known = self.known.remove(&operation.id).unwrap_or_default();
            let own = known.iter().find(|stored| stored.replica == request.replica);
            let stored = first_result(&known, own);
            if let Some(stored) = stored
                && stored.result.status != ResultStatus::Voided
                && !operation.void
                && stored.fingerprint != fingerprint
            {
                let detail = format!("operation {} came with another content before", operation.id);
                return Ok(Err(ServiceError::new(ProblemCode::KeyReused, detail)));
            }
            let result = match settled(operation, stored) {
                Some(result) => result,
                None => self.execute(work, operation)?,
            };
            // What takes an operation back says nothing of its content: another copy may ask for the same once more.
            let fingerprint = match stored {
                Some(stored) if operation.void => stored.fingerprint,
                _ => fingerprint,
            };
            let attempt = stored.map_or(operation.attempt, |stored| stored.attempt.max(operation.attempt));
            work.statuses.insert(operation.id, result.status);
            if own.is_none_or(|own| own.result != forgotten(&result) || own.attempt != attempt) {
                work.stored.push(StoredResult {
                    replica: request.replica,
                    seq: operation.seq,
                    attempt,
                    fingerprint,
                    result: forgotten(&result),
                });
            }
            work.results.push(result);
        }
        Ok(Ok(()))
    }

    fn execute(
        &mut self,
        work: &mut Work,
        operation: &SentOperation,
    ) -> Result<OperationResult, StorageError> {
        if let Some((status, refusal)) = self.refused(work, operation) {
            return Ok(OperationResult { error: Some(refusal), ..plain(operation.id, status) });
        }
        let key = (operation.entity.clone(), operation.entity_id);
        let current = self.current(work, &key)?;
        if let Err(refusal) = validate(operation, current.as_ref().is_none_or(|entity| !entity.made)) {
            return Ok(OperationResult {
                error: Some(refusal),
                ..plain(operation.id, ResultStatus::Rejected)
            });
        }
        let stamp = Stamp {
            revision: work.row.head.revision + 1,
            replica: self.request.replica,
            member: self.caller.account,
            at: measured_ms(operation, self.request.sent_at, self.now_ms),
            weak: operation.weak,
            shared: false,
            generated: false,
        };
        let fields = normal(operation);
        let incoming = Write {
            action: operation.action,
            fields: &fields,
            seen: operation.seen,
            lineage: &work.lineage,
            stamp,
        };
        let Ok(mut merged) = merge(&operation.entity, current.as_ref(), &incoming) else {
            let message = format!("the server does not know this {}", shown(&operation.entity));
            return Ok(OperationResult {
                error: Some(refusal(RefusalCode::UnknownEntity, message)),
                ..plain(operation.id, ResultStatus::Rejected)
            });
        };
        if let Some(Err(refusal)) =
            merged.entity.as_ref().map(|entity| validate_size(current.as_ref(), entity))
        {
            let error = Some(refusal);
            return Ok(OperationResult { error, ..plain(operation.id, ResultStatus::Rejected) });
        }
        let is_purged = work.purged.remove(&key);
        if is_purged && merged.entity.is_none() {
            // It stays deleted: whoever sent this is told so by a tombstone, as nothing else would.
            merged.entity = current.clone().map(|entity| Entity { revision: stamp.revision, ..entity });
        }
        let before = current.as_ref().map_or(0, |entity| entity.revision);
        let follows = before == operation.seen || work.folded.get(&key) == Some(&before);
        let mut result = plain(operation.id, ResultStatus::Applied);
        // Who knows the tombstone still has the fields that went with it.
        result.fast_forward = follows && merged.conflicts.is_empty() && !is_purged;
        result.revision = Some(merged.entity.as_ref().map_or(before, |entity| entity.revision));
        if let Some(entity) = merged.entity {
            work.put(&key, current.as_ref(), entity);
        }
        if result.fast_forward {
            work.folded.insert(key.clone(), result.revision.unwrap_or(before));
        } else {
            work.folded.remove(&key);
        }
        for conflict in &merged.conflicts {
            result.status = ResultStatus::Merged;
            result.conflicts.push(self.keep_conflict(work, &key, conflict, stamp)?);
        }
        Ok(result)
    }

    /// Why an operation is refused whatever it says.
    fn refused(&self, work: &Work, operation: &SentOperation) -> Option<(ResultStatus, Refusal)> {
        if work.role == "viewer" {
            let message = "your role in this ledger is viewer".to_owned();
            return Some((ResultStatus::Rejected, refusal(RefusalCode::Forbidden, message)));
        }
        let after = operation.after?;
        let earlier = || {
            let stored = self.known.get(&after)?.iter();
            stored.max_by_key(|stored| stored.attempt).map(|stored| stored.result.status)
        };
        let status = work.statuses.get(&after).copied().or_else(earlier);
        matches!(status, Some(ResultStatus::Rejected | ResultStatus::Blocked)).then(|| {
            let message = format!("operation {after}, which it depends on, was refused");
            (ResultStatus::Blocked, refusal(RefusalCode::Blocked, message))
        })
    }

    fn current(&mut self, work: &Work, key: &EntityKey) -> Result<Option<Entity>, StorageError> {
        if let Some(known) = work.entities.get(key) {
            return Ok(Some(known.clone()));
        }
        if let Some(known) = work.before.get(key) {
            return Ok(known.clone());
        }
        let found = self.txn.entities(self.ledger, std::slice::from_ref(key))?;
        Ok(found.into_iter().next().map(|stored| stored.entity))
    }

    fn save(&mut self, work: &mut Work, replica: Option<&ReplicaRow>) -> Result<(), StorageError> {
        let changed = std::mem::take(&mut work.entities).into_iter();
        let mut changed: Vec<StoredEntity> =
            changed.map(|((kind, id), entity)| StoredEntity { kind, id, entity }).collect();
        changed.sort_by_key(|stored| stored.entity.revision);
        self.txn.put_entities(self.ledger, &changed, self.now_ms)?;
        self.txn.put_results(self.ledger, &work.stored)?;
        if work.is_changed {
            work.row.head.token = random_id();
            self.txn.update_ledger(&work.row)?;
            self.txn.put_token(self.ledger, work.row.head)?;
        }
        let last_seq = self.request.operations.iter().map(|operation| operation.seq).max().unwrap_or(0);
        let row = ReplicaRow {
            id: self.request.replica,
            device: self.caller.device,
            last_seq: replica.map_or(0, |known| known.last_seq).max(last_seq),
            cursor: self.request.cursor,
            seen_at: self.now_ms,
            parent: self.parent(replica).map(|parent| (parent.replica, parent.revision)),
        };
        self.txn.put_replica(self.ledger, &row)?;
        self.txn.note_device(self.caller.device, None, Some(self.now_ms))
    }
}
