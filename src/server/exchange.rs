//! One exchange: places, results, merge, pull, all in one transaction (PROTOCOL, rules 6 to 9, 17 to 23).
//!
//! Owns what a request is answered with. Everything is decided before the first row is written, so that a request that
//! is refused leaves nothing.

mod places;
mod pull;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::merge::{Conflict, Entity, Side, Stamp, Write, merge};
use super::service::{Caller, ServiceError, no_ledger};
use super::storage::{
    EntityKey, LedgerRow, ReplicaRow, Storage, StorageError, StoredEntity, StoredResult, Txn, read, write,
};
use super::validate::{refusal, validate};
use crate::id::{derived_id, random_id};
use crate::model::entity::Kind;
use crate::protocol::digest::{content_hash, expense_amount};
use crate::protocol::problem::ProblemCode;
use crate::protocol::sync::{
    Branch, Fields, Head, OperationResult, Refusal, RefusalCode, ResultStatus, SentAction, SentOperation,
    SyncAnswer, SyncRequest,
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
    request: &SyncRequest,
    now_ms: i64,
) -> Result<SyncAnswer, ServiceError> {
    let request = Arc::new(request.clone());
    let job = |writes: bool| {
        let request = Arc::clone(&request);
        move |txn: &mut dyn Txn| {
            Session { txn, request: &request, server, caller, ledger, now_ms, writes, known: HashMap::new() }
                .answer()
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
        if !self.writes && self.must_write(replica.as_ref()) {
            return Ok(Ok((SyncAnswer::Resync { server: self.server }, true)));
        }
        let mut work = Work::new(row, role);
        work.lineage = self.lineage()?;
        self.look_up_entities(&mut work)?;
        match self.carry_out(&mut work)? {
            Ok(()) => {}
            Err(refused) => return Ok(Err(refused)),
        }
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
        for operation in &request.operations {
            let known = self.known.remove(&operation.id).unwrap_or_default();
            let own = known.iter().find(|stored| stored.replica == request.replica);
            let stored = first_result(&known, own);
            let fingerprint = fingerprint(operation);
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
        };
        let fields = normal(operation);
        let incoming = Write {
            action: operation.action,
            fields: &fields,
            seen: operation.seen,
            lineage: &work.lineage,
            stamp,
        };
        let Ok(merged) = merge(&operation.entity, current.as_ref(), &incoming) else {
            let message = format!("the server does not know this {}", shown(&operation.entity));
            return Ok(OperationResult {
                error: Some(refusal(RefusalCode::UnknownEntity, message)),
                ..plain(operation.id, ResultStatus::Rejected)
            });
        };
        let before = current.as_ref().map_or(0, |entity| entity.revision);
        let follows = before == operation.seen || work.folded.get(&key) == Some(&before);
        let mut result = plain(operation.id, ResultStatus::Applied);
        result.fast_forward = follows && merged.conflicts.is_empty();
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

    /// Makes the conflict entity of a value that lost (PROTOCOL, rule 15).
    fn keep_conflict(
        &mut self,
        work: &mut Work,
        key: &EntityKey,
        conflict: &Conflict,
        stamp: Stamp,
    ) -> Result<Uuid, StorageError> {
        let field = conflict.field.clone().unwrap_or_default();
        let id = derived_id(
            "conflict",
            &[
                self.ledger.as_bytes(),
                key.0.as_bytes(),
                key.1.as_bytes(),
                field.as_bytes(),
                &conflict.kept.stamp.revision.to_be_bytes(),
                conflict.lost.stamp.replica.as_bytes(),
            ],
        );
        let mut fields = Fields::from([
            ("entity".to_owned(), json!(key.0)),
            ("entity_id".to_owned(), json!(key.1)),
            ("kind".to_owned(), json!(if conflict.field.is_some() { "field" } else { "edit_delete" })),
            ("kept".to_owned(), json!(self.side(&conflict.kept)?)),
            ("lost".to_owned(), json!(self.side(&conflict.lost)?)),
            ("status".to_owned(), json!("open")),
        ]);
        if conflict.field.is_some() {
            fields.insert("field".to_owned(), json!(field));
        }
        let key = (Kind::Conflict.spec().name.to_owned(), id);
        let old = self.current(work, &key)?;
        let life = Stamp { revision: work.row.head.revision + 1, at: self.now_ms, weak: false, ..stamp };
        let stamps = fields.keys().map(|name| (name.clone(), life)).collect();
        let entity = Entity { revision: life.revision, deleted: false, made: true, fields, stamps, life };
        work.put(&key, old.as_ref(), entity);
        Ok(id)
    }

    /// One side of a conflict as text, with names that people know.
    fn side(&mut self, side: &Side) -> Result<String, StorageError> {
        let device = if side.stamp.replica == self.request.replica {
            Some(self.caller.device)
        } else {
            self.txn.replica(self.ledger, side.stamp.replica)?.map(|known| known.device)
        };
        let device = device.map(|id| self.txn.device(id)).transpose()?.flatten();
        let member = self.txn.account(side.stamp.member)?;
        Ok(json!({
            "value": side.value,
            "device": device.map(|device| device.name),
            "replica": side.stamp.replica,
            "member": member.map(|account| account.email),
            "at": side.stamp.at,
            "revision": side.stamp.revision,
        })
        .to_string())
    }

    fn save(&mut self, work: &mut Work, replica: Option<&ReplicaRow>) -> Result<(), StorageError> {
        let mut changed: Vec<StoredEntity> = work
            .entities
            .iter()
            .map(|((kind, id), entity)| StoredEntity { kind: kind.clone(), id: *id, entity: entity.clone() })
            .collect();
        changed.sort_by_key(|stored| stored.entity.revision);
        self.txn.put_entities(self.ledger, &changed)?;
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
            parent: self.request.parent.map(|parent| (parent.replica, parent.revision)),
        };
        self.txn.put_replica(self.ledger, &row)?;
        self.txn.note_device(self.caller.device, None, Some(self.now_ms))
    }
}

/// What a request comes to, before it is written.
struct Work {
    row: LedgerRow,
    role: String,
    lineage: Vec<Branch>,
    /// The entities that the operations are about, as they are stored.
    before: HashMap<EntityKey, Option<Entity>>,
    /// Those that are written, as they will be.
    entities: HashMap<EntityKey, Entity>,
    /// Entities whose newest operation of this request is fast-forward, with the revision it gave.
    folded: HashMap<EntityKey, i64>,
    statuses: HashMap<Uuid, ResultStatus>,
    results: Vec<OperationResult>,
    stored: Vec<StoredResult>,
    is_changed: bool,
}

impl Work {
    fn new(row: LedgerRow, role: String) -> Self {
        Self {
            row,
            role,
            lineage: Vec::new(),
            before: HashMap::new(),
            entities: HashMap::new(),
            folded: HashMap::new(),
            statuses: HashMap::new(),
            results: Vec::new(),
            stored: Vec::new(),
            is_changed: false,
        }
    }

    /// Takes the next revision for an entity's new state, and counts it in the digest.
    fn put(&mut self, key: &EntityKey, old: Option<&Entity>, new: Entity) {
        if let Some(old) = old.filter(|old| !old.deleted) {
            let amount = expense_amount(&key.0, &old.fields);
            let content = content_hash(&key.0, key.1, old.revision, &old.fields);
            self.row
                .digest
                .remove(content, amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor)));
        }
        if !new.deleted {
            let amount = expense_amount(&key.0, &new.fields);
            let content = content_hash(&key.0, key.1, new.revision, &new.fields);
            self.row
                .digest
                .add(content, amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor)));
        }
        self.row.head = Head { revision: new.revision, token: self.row.head.token };
        self.is_changed = true;
        self.entities.insert(key.clone(), new);
    }
}

const fn plain(id: Uuid, status: ResultStatus) -> OperationResult {
    OperationResult {
        id,
        status,
        revision: None,
        conflicts: Vec::new(),
        error: None,
        fast_forward: false,
        replayed: false,
    }
}

/// The result of an operation that was answered before, or is not to be carried out.
fn settled(operation: &SentOperation, stored: Option<&StoredResult>) -> Option<OperationResult> {
    let refused = |status| matches!(status, ResultStatus::Rejected | ResultStatus::Blocked);
    match stored {
        Some(stored) if operation.void && refused(stored.result.status) => {
            Some(plain(operation.id, ResultStatus::Voided))
        }
        Some(stored) if refused(stored.result.status) && operation.attempt > stored.attempt => None,
        Some(stored) => Some(OperationResult { replayed: true, ..stored.result.clone() }),
        None if operation.void => Some(plain(operation.id, ResultStatus::Voided)),
        None => None,
    }
}

/// The result that counts where an id came from several copies: what was carried out stays so, what was voided too.
fn first_result<'a>(known: &'a [StoredResult], own: Option<&'a StoredResult>) -> Option<&'a StoredResult> {
    let with = |wanted: &[ResultStatus]| known.iter().find(|stored| wanted.contains(&stored.result.status));
    with(&[ResultStatus::Applied, ResultStatus::Merged])
        .or_else(|| with(&[ResultStatus::Voided]))
        .or_else(|| known.iter().max_by_key(|stored| stored.attempt))
        .or(own)
}

/// A result as it is kept: how it was first told does not matter later, when others may have written since.
fn forgotten(result: &OperationResult) -> OperationResult {
    OperationResult { fast_forward: false, replayed: false, ..result.clone() }
}

/// The operation's fields with every empty value as `null`.
fn normal(operation: &SentOperation) -> Fields {
    let kind = Kind::from_name(&operation.entity);
    let mut fields = operation.fields.clone();
    if operation.action == SentAction::Delete {
        fields.clear();
    }
    for (name, value) in &mut fields {
        let known = kind.and_then(|kind| Some(&kind.spec().fields[kind.spec().position(name)?]));
        if known.is_some_and(|field| *value == field.empty().to_json()) {
            *value = serde_json::Value::Null;
        }
    }
    fields
}

/// When an operation was made, by the server's clock (PROTOCOL, rule 13).
fn measured_ms(operation: &SentOperation, sent_at: i64, now_ms: i64) -> i64 {
    let age = sent_at.saturating_sub(operation.made_at);
    let since = operation.since.unwrap_or(i64::MIN).min(now_ms);
    now_ms.saturating_sub(age).clamp(since, now_ms)
}

/// What an operation says, in eight bytes: the same key with another content is told by it.
fn fingerprint(operation: &SentOperation) -> u64 {
    let content = json!([
        operation.entity,
        operation.entity_id,
        operation.action,
        operation.fields,
        operation.weak,
        operation.made_at
    ]);
    let digest = Sha256::digest(content.to_string());
    let mut bytes = [0_u8; 8];
    bytes.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(bytes)
}

/// A kind's name for a message.
fn shown(kind: &str) -> String {
    kind.escape_debug().take(40).collect()
}
