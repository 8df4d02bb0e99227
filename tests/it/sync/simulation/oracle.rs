//! What users entered, and what must have become of it.
//!
//! Owns a record of every edit, taken from what the device showed before and after each command, and what the server
//! answered. Knows nothing of operations' chains, bases, revisions and `seen`: who has seen what is told by what was shown
//! when an edit was made. The verdict on the record is `judge`'s.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use outlay::protocol::sync::{ResultStatus, SentAction, SentOperation, SyncAnswer, SyncRequest};
use serde_json::Value as Json;
use uuid::Uuid;

use super::server::Server;
use super::trace;
use super::view::{Fields, Key, View};

/// The name under which the life of an entity is recorded: `true`, `false`, or `null` before it is made.
pub const LIFE: &str = "(life)";

/// One value that a user gave to one field.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What the trace says of its event.
    pub event: u64,
    pub key: Key,
    pub field: String,
    /// What the device showed before.
    pub shown: Json,
    pub value: Json,
    /// Of a delete: everything that was shown of the entity.
    pub whole: Option<Rc<Fields>>,
    /// The copies that hold it.
    pub holders: BTreeSet<usize>,
    /// It was shown by this device alone: the server had not heard of the entity, and would not have.
    pub is_first: bool,
    /// Its user took it out of the queue, so it may be gone or not.
    pub is_dropped: bool,
    /// Nobody entered it: a recurring expense was due. That it is there must stand; what it says gives way to others.
    pub is_generated: bool,
}

/// What the server did, as far as a backup of it remembers.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// By edit: whether an operation that says it was carried out.
    pub executed: Vec<bool>,
    /// By edit: the operation that did, where no other edit says the same.
    executed_by: Vec<Option<Uuid>>,
    /// Operations that were carried out.
    effects: HashSet<(Uuid, Uuid)>,
    /// Conflicts that were made.
    pub conflicts: HashSet<Uuid>,
    /// Edits that met another one.
    merged: HashSet<usize>,
    /// Operations that were taken back: they are never carried out.
    voided: HashSet<(Uuid, Uuid)>,
}

/// The record of a schedule.
#[derive(Debug, Default)]
pub struct Oracle {
    pub edits: Vec<Edit>,
    pub by_entity: HashMap<Key, Vec<usize>>,
    pub done: Done,
    /// Operations that were answered as carried out.
    pub carried_out: u64,
    /// Answers that said no more than an earlier one.
    pub replayed: u64,
    /// Whether a server was ever older than before: devices tell it again what it lost, as operations of their own.
    was_restored: bool,
    /// Whether several databases ever went by one replica's name.
    was_copied: bool,
    /// When each replica was last answered with an exchange.
    seen_at: HashMap<(Uuid, Uuid), DateTime<Utc>>,
    /// What was sent and answered, for a person; nothing unless it is wanted.
    pub trace: Option<String>,
}

impl Oracle {
    /// Records what a command on a copy changed.
    pub fn record(&mut self, event: u64, device: usize, before: &View, after: &View) {
        for (key, now) in after.iter().filter(|(key, _)| key.0 != "conflict") {
            let was = before.get(key);
            // What another one names and the device was not told of yet has a row that says nothing.
            let is_unknown = was.is_none() && !now.live && now.is_untold;
            if was == Some(now) || is_unknown {
                continue;
            }
            let life = was.map_or(Json::Null, |was| Json::Bool(was.live));
            let whole = was.filter(|was| was.live && !now.live).map(|was| Rc::new(was.fields.clone()));
            if life != Json::Bool(now.live) {
                let is_delete = whole.is_some();
                self.push(event, device, key, (LIFE, life.clone(), Json::Bool(now.live)), whole);
                self.edits.last_mut().unwrap().is_first = was.is_none_or(|was| was.is_untold);
                // What was never sent is deleted here alone: a copy of the database that was made before sends it all
                // the same.
                if is_delete && now.is_untold && self.has_copies(key) {
                    self.drop_untold(device, key);
                }
            }
            let empty = Fields::new();
            let old = was.map_or(&empty, |was| &was.fields);
            let names: BTreeSet<&String> = old.keys().chain(now.fields.keys()).collect();
            for name in names {
                let (from, to) = (get(old, name), get(&now.fields, name));
                if from != to {
                    self.push(event, device, key, (name, from, to), None);
                    if life == Json::Bool(false) && !now.live {
                        // An edit of something deleted makes it live again (PROTOCOL, rule 14), where it is told.
                        self.push(event, device, key, (LIFE, Json::Bool(false), Json::Bool(true)), None);
                        self.edits.last_mut().unwrap().is_dropped = true;
                    }
                }
            }
        }
    }

    /// What was recorded last, from a place on, nobody entered.
    pub fn note_generated(&mut self, from: usize) {
        for edit in &mut self.edits[from..] {
            edit.is_generated = true;
        }
    }

    /// What was entered on one device alone of an entity is gone with its delete.
    fn drop_untold(&mut self, device: usize, key: &Key) {
        for at in &self.by_entity[key] {
            let edit = &mut self.edits[*at];
            edit.is_dropped |= edit.holders.iter().eq([&device]) && !self.done.executed[*at];
        }
    }

    /// Whether several copies hold the creation of an entity.
    fn has_copies(&self, key: &Key) -> bool {
        self.by_entity[key]
            .iter()
            .any(|at| self.edits[*at].shown.is_null() && self.edits[*at].holders.len() > 1)
    }

    fn push(
        &mut self,
        event: u64,
        device: usize,
        key: &Key,
        (field, shown, value): (&str, Json, Json),
        whole: Option<Rc<Fields>>,
    ) {
        self.by_entity.entry(key.clone()).or_default().push(self.edits.len());
        self.done.executed.push(false);
        self.done.executed_by.push(None);
        self.edits.push(Edit {
            event,
            key: key.clone(),
            field: field.to_owned(),
            shown,
            value,
            whole,
            holders: BTreeSet::from([device]),
            is_first: false,
            is_dropped: false,
            is_generated: false,
        });
    }

    /// Records an edit that went to the server without a queue, and took effect.
    pub fn record_direct(&mut self, event: u64, key: &Key, before: Option<&Fields>, fields: &Fields) {
        let empty = Fields::new();
        if before.is_none() {
            self.push(event, usize::MAX, key, (LIFE, Json::Null, Json::Bool(true)), None);
        }
        for (name, value) in fields {
            let shown = get(before.unwrap_or(&empty), name);
            self.push(event, usize::MAX, key, (name, shown, value.clone()), None);
        }
        let mine = self.edits.len() - fields.len() - usize::from(before.is_none());
        for at in mine..self.edits.len() {
            self.edits[at].holders.clear();
            self.done.executed[at] = true;
        }
    }

    /// Whether databases were copied or a server restored: then devices know less of each other than their users saw.
    pub const fn is_uncertain(&self) -> bool {
        self.was_restored || self.was_copied
    }

    /// The edits that a copy holds.
    pub fn held_by(&self, device: usize) -> Vec<usize> {
        (0..self.edits.len()).filter(|at| self.edits[*at].holders.contains(&device)).collect()
    }

    /// A copy now holds these edits and no others.
    pub fn holds(&mut self, device: usize, held: &[usize]) {
        self.was_copied = true;
        for edit in &mut self.edits {
            edit.holders.remove(&device);
        }
        for at in held {
            self.edits[*at].holders.insert(device);
        }
    }

    /// A user took operations out of the queue: of an entity as a whole, or of one field's value (`None`: whatever value).
    pub fn drop_edits(&mut self, device: usize, key: &Key, fields: Option<&[String]>) {
        for at in self.by_entity.get(key).into_iter().flatten() {
            let edit = &mut self.edits[*at];
            let is_meant = fields.is_none_or(|fields| edit.field == LIFE || fields.contains(&edit.field));
            edit.is_dropped |= is_meant && edit.holders.contains(&device);
        }
    }

    /// What the server did up to now, for a backup of it.
    pub fn done_so_far(&self) -> Done {
        self.done.clone()
    }

    /// The server is older than it was.
    pub fn restore(&mut self, mut done: Done) {
        // A conflict that no device had heard of goes with the server that made it, and the value that lost with it.
        let lost: Vec<usize> = self.done.merged.difference(&done.merged).copied().collect();
        for at in lost {
            self.edits[at].is_dropped = true;
            if self.edits[at].whole.is_some() {
                let (key, holders) = (self.edits[at].key.clone(), self.edits[at].holders.clone());
                holders.into_iter().for_each(|holder| self.drop_untold(holder, &key));
            }
        }
        done.executed.resize(self.edits.len(), false);
        done.executed_by.resize(self.edits.len(), None);
        self.was_restored = true;
        self.done = done;
    }

    /// Looks at an exchange as it was answered. `moved` is by how much the ledger's revision grew.
    pub fn observe(&mut self, ledger: Uuid, request: &SyncRequest, answer: &SyncAnswer, moved: i64) {
        if let Some(trace) = &mut self.trace {
            trace::tell(trace, request, answer);
        }
        let SyncAnswer::Exchange(exchange) = answer else {
            assert_eq!(moved, 0, "an answer without an exchange changed the ledger: {answer:?}");
            return;
        };
        assert_eq!(exchange.results.len(), request.operations.len(), "a result for each operation");
        let mut fresh = 0;
        for (operation, result) in request.operations.iter().zip(&exchange.results) {
            assert_eq!(operation.id, result.id, "results come in the order of the operations");
            let name = (ledger, operation.id);
            if result.status == ResultStatus::Voided {
                assert!(
                    !self.done.effects.contains(&name),
                    "{} was carried out, not taken back",
                    operation.id
                );
                self.done.voided.insert(name);
            }
            if !matches!(result.status, ResultStatus::Applied | ResultStatus::Merged) {
                continue;
            }
            assert!(!self.done.voided.contains(&name), "{} was taken back and carried out", operation.id);
            if result.replayed {
                self.replayed += 1;
                continue;
            }
            assert!(
                self.done.effects.insert(name),
                "operation {} was carried out twice: {operation:?} {result:?}",
                operation.id
            );
            fresh += 1;
            self.carried_out += 1;
            self.done.conflicts.extend(&result.conflicts);
            let said = self.note_executed(operation);
            if !result.conflicts.is_empty() {
                self.done.merged.extend(said);
            }
        }
        assert!(fresh > 0 || moved == 0, "a request that carried nothing out changed the ledger");
        let mut last = request.cursor;
        for change in &exchange.changes {
            assert!(change.revision > last, "changes come in the order of their revisions");
            last = change.revision;
        }
        assert!(exchange.cursor >= last && exchange.cursor <= exchange.head.revision, "the cursor");
    }

    /// Looks at what became of a request whose answer nobody heard: the results as the server keeps them.
    pub fn unheard(&mut self, ledger: Uuid, request: &SyncRequest, server: &Server) {
        for operation in &request.operations {
            let Some(result) = server.kept_result(ledger, operation.id) else { continue };
            if matches!(result.status, ResultStatus::Applied | ResultStatus::Merged)
                && self.done.effects.insert((ledger, operation.id))
            {
                self.carried_out += 1;
                self.done.conflicts.extend(&result.conflicts);
                let said = self.note_executed(operation);
                if !result.conflicts.is_empty() {
                    self.done.merged.extend(said);
                }
            }
        }
    }

    /// Whether an operation was sent before and came to something.
    pub fn was_sent(&self, operation: Uuid) -> bool {
        self.done.effects.iter().any(|(_, id)| *id == operation)
    }

    /// A device that came within 180 days need not walk from zero: what it has not seen deleted is not purged (PROTOCOL,
    /// rule 24).
    pub fn note_seen(
        &mut self,
        ledger: Uuid,
        request: &SyncRequest,
        answer: &SyncAnswer,
        now: DateTime<Utc>,
    ) {
        let name = (ledger, request.replica);
        match answer {
            SyncAnswer::Exchange(_) => drop(self.seen_at.insert(name, now)),
            SyncAnswer::Resync { .. } if !self.is_uncertain() => {
                let seen_at = self.seen_at.get(&name);
                assert!(
                    seen_at.is_none_or(|at| now - *at > TimeDelta::days(179)),
                    "a device that was here {seen_at:?} must walk from zero at {now}"
                );
            }
            _ => {}
        }
    }

    fn note_executed(&mut self, operation: &SentOperation) -> Vec<usize> {
        let key = (operation.entity.clone(), operation.entity_id);
        let lives = operation.action != SentAction::Delete;
        let is_said = |edit: &Edit| {
            if edit.field == LIFE {
                // Nothing that is shown as deleted is made again by a create: that one says what was entered before.
                let is_made_again = operation.action == SentAction::Create && edit.shown == Json::Bool(false);
                operation.action != SentAction::Update && edit.value == Json::Bool(lives) && !is_made_again
            } else {
                operation.fields.get(&edit.field) == Some(&edit.value)
            }
        };
        let own = self.by_entity.get(&key).into_iter().flatten();
        let said: Vec<usize> = own.copied().filter(|at| is_said(&self.edits[*at])).collect();
        for at in &said {
            self.done.executed[*at] = true;
            let (field, value) = (&self.edits[*at].field, &self.edits[*at].value);
            let is_only = said.iter().all(|other| other == at || self.edits[*other].field != *field);
            // A restore may tell again what was told when it was made.
            if is_only && field != LIFE && operation.action != SentAction::Restore && !self.was_restored {
                let by = self.done.executed_by[*at].get_or_insert(operation.id);
                assert_eq!(*by, operation.id, "{field} {value} was entered once and carried out twice");
            }
        }
        said
    }
}

/// A field's value; `null` where it is empty.
pub fn get(fields: &Fields, name: &str) -> Json {
    fields.get(name).cloned().unwrap_or_default()
}
