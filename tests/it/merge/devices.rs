//! A small model of devices and a server over one entity: what a device has seen, what it has not finished, its forks.

use std::collections::{BTreeMap, BTreeSet};

use outlay::protocol::sync::{Branch, Fields, SentAction};
use outlay::server::merge::{Conflict, Entity, Stamp, Write, merge};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::oracle::{Clock, Fact, Loss, Oracle, Verdict};

/// The fields of the entity; the last two are tags.
pub const FIELDS: [&str; 4] = ["amount", "note", "tag:holiday", "tag:work"];

/// More copies than this find nothing new.
const DEVICES_MAX: usize = 8;

/// One thing that happens. Numbers pick among what is there.
#[derive(Debug, Clone)]
pub enum Step {
    /// Someone does something on a device.
    Write { device: usize, action: usize, fields: BTreeMap<usize, u8>, weak: bool, at: i64 },
    /// A device sends its oldest operations.
    Sync { device: usize, operations: usize, answered: bool, pulls: bool },
    /// A database is copied. Which of the two keeps the replica id, and whether that one gets its answer.
    Fork { device: usize, original_keeps: bool, answered: bool },
}

/// An operation, frozen.
#[derive(Debug, Clone)]
struct Op {
    author: usize,
    number: u64,
    action: SentAction,
    fields: Fields,
    weak: bool,
    at: i64,
    seen: i64,
    /// What the server knew when the state that `seen` names was pulled.
    seen_clock: Clock,
    /// The writes that its author made before.
    own: Clock,
}

/// An operation that a device still lays over its base.
#[derive(Debug, Clone)]
struct Unfinished {
    op: usize,
    sent: bool,
    /// The entity's revision after it.
    acknowledged: Option<i64>,
}

#[derive(Debug, Clone)]
struct Device {
    author: usize,
    /// What this copy wrote and what it was copied with.
    own: Clock,
    replica: Uuid,
    lineage: Vec<Branch>,
    base: Option<Entity>,
    base_clock: Clock,
    unfinished: Vec<Unfinished>,
}

/// The operation whose `seen` the next one on the same fields gets: its `seen`, and what was known then.
type Seen = (i64, Clock);

impl Device {
    fn base_seen(&self) -> Seen {
        (self.base.as_ref().map_or(0, |entity| entity.revision), self.base_clock.clone())
    }

    /// Whether its user sees the entity, and whether as deleted.
    fn view(&self, ops: &[Op]) -> Option<bool> {
        let base = self.base.as_ref().map(|entity| entity.deleted);
        self.unfinished
            .iter()
            .fold(base, |_, unfinished| Some(ops[unfinished.op].action == SentAction::Delete))
    }

    /// What was seen of a field: where an own operation covers it, what that one had seen.
    fn field_seen(&self, ops: &[Op], name: &str) -> Seen {
        let covering = self.unfinished.iter().rev().map(|one| &ops[one.op]);
        covering
            .filter(|op| op.fields.contains_key(name))
            .map(|op| (op.seen, op.seen_clock.clone()))
            .next()
            .unwrap_or_else(|| self.base_seen())
    }

    /// What was seen of the whole entity: the least of all.
    fn entity_seen(&self, ops: &[Op]) -> Seen {
        let covering = self.unfinished.iter().map(|one| &ops[one.op]);
        covering
            .map(|op| (op.seen, op.seen_clock.clone()))
            .chain([self.base_seen()])
            .min_by_key(|(seen, _)| *seen)
            .unwrap()
    }
}

/// What came of one operation at the server.
#[derive(Debug, Clone)]
pub struct Executed {
    /// Its number among the oracle's facts.
    pub fact: usize,
    /// The entity before it.
    pub before: Option<Entity>,
}

/// How often the interesting cases came up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(pub BTreeMap<&'static str, u32>);

impl Tally {
    fn count(&mut self, what: &'static str, happened: bool) {
        *self.0.entry(what).or_default() += u32::from(happened);
    }
}

pub struct World {
    kind: &'static str,
    devices: Vec<Device>,
    ops: Vec<Op>,
    /// The server.
    pub entity: Option<Entity>,
    revision: i64,
    executed_clock: Clock,
    /// The first result of each operation: the entity's revision, or refused.
    results: BTreeMap<usize, Option<i64>>,
    /// The highest revision that a replica was answered.
    highest: BTreeMap<Uuid, i64>,
    pub oracle: Oracle,
    pub executed: Vec<Executed>,
    pub conflicts: Vec<Conflict>,
    pub tally: Tally,
}

/// A replica's id. Scattered, so that neither age nor number decides ties.
pub fn replica_id(number: usize) -> Uuid {
    Uuid::from_u128((number as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835))
}

/// The id by which stamps name a fact.
pub fn fact_id(fact: usize) -> Uuid {
    Uuid::from_u128(fact as u128)
}

impl World {
    pub fn new(kind: &'static str) -> Self {
        let device = |author| {
            let replica = replica_id(author);
            Device {
                author,
                own: Clock::new(),
                replica,
                lineage: vec![Branch { replica, revision: i64::MAX }],
                base: None,
                base_clock: Clock::new(),
                unfinished: Vec::new(),
            }
        };
        Self {
            kind,
            devices: (0..3).map(device).collect(),
            ops: Vec::new(),
            entity: None,
            revision: 0,
            executed_clock: Clock::new(),
            results: BTreeMap::new(),
            highest: BTreeMap::new(),
            oracle: Oracle { silent: kind == "conflict", ..Oracle::default() },
            executed: Vec::new(),
            conflicts: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Lets it happen, then brings every device up to date.
    pub fn run(kind: &'static str, steps: &[Step]) -> Self {
        let mut world = Self::new(kind);
        for step in steps {
            world.step(step);
        }
        for device in 0..world.devices.len() {
            world.sync(device, usize::MAX, true, true);
        }
        world
    }

    fn step(&mut self, step: &Step) {
        let count = self.devices.len();
        match step {
            Step::Write { device, action, fields, weak, at } => {
                self.write(device % count, *action, fields, *weak, *at);
            }
            Step::Sync { device, operations, answered, pulls } => {
                self.sync(device % count, *operations, *answered, *pulls);
            }
            Step::Fork { device, original_keeps, answered } => {
                self.fork(device % count, *original_keeps, *answered);
            }
        }
    }

    fn write(&mut self, device: usize, action: usize, picks: &BTreeMap<usize, u8>, weak: bool, at: i64) {
        use SentAction::{Create, Delete, Restore, Update};
        let choices = match self.devices[device].view(&self.ops) {
            None => [Create, Create, Create, Create, Create, Delete, Restore, Update],
            Some(false) => [Update, Update, Update, Update, Update, Delete, Delete, Create],
            Some(true) => [Restore, Restore, Restore, Update, Create, Delete, Delete, Restore],
        };
        let action = choices[action % choices.len()];
        let fields: Fields = picks
            .iter()
            .map(|(field, pick)| (FIELDS[*field].to_owned(), self.value(*field, *pick)))
            .collect();
        let device_now = &self.devices[device];
        match action {
            Delete => {
                self.enqueue(device, action, Fields::new(), device_now.entity_seen(&self.ops), weak, at)
            }
            Create | Restore => {
                self.enqueue(device, action, fields, device_now.entity_seen(&self.ops), weak, at);
            }
            Update => {
                // Fields of which different states were seen are operations of their own (rule 4).
                let mut groups: BTreeMap<i64, (Clock, Fields)> = BTreeMap::new();
                for (name, value) in fields {
                    let (seen, clock) = device_now.field_seen(&self.ops, &name);
                    groups.entry(seen).or_insert((clock, Fields::new())).1.insert(name, value);
                }
                for (seen, (clock, fields)) in groups {
                    self.enqueue(device, action, fields, (seen, clock), weak, at);
                }
            }
        }
    }

    /// Nothing, one of two values that others choose too, or one that nobody else has.
    fn value(&self, field: usize, pick: u8) -> Json {
        match (pick, FIELDS[field]) {
            (0, _) => Json::Null,
            (_, tag) if tag.starts_with("tag:") => Json::Bool(true),
            (1, _) => json!("x"),
            (2, _) => json!("y"),
            _ => json!(format!("value {}", self.ops.len())),
        }
    }

    fn enqueue(
        &mut self,
        device: usize,
        action: SentAction,
        fields: Fields,
        (seen, seen_clock): Seen,
        weak: bool,
        at: i64,
    ) {
        let device = &mut self.devices[device];
        let own = device.own.clone();
        let number = device.own.entry(device.author).or_default();
        *number += 1;
        let (author, number) = (device.author, *number);
        device.unfinished.push(Unfinished { op: self.ops.len(), sent: false, acknowledged: None });
        self.ops.push(Op { author, number, action, fields, weak, at, seen, seen_clock, own });
    }

    fn sync(&mut self, device: usize, operations: usize, answered: bool, pulls: bool) {
        let Device { replica, lineage, unfinished, .. } = &self.devices[device];
        let (replica, lineage) = (*replica, lineage.clone());
        // What was sent once is sent again; a pull is not applied while something sent is unanswered (rule 19).
        let open: Vec<usize> =
            unfinished.iter().filter(|one| one.acknowledged.is_none()).map(|one| one.op).collect();
        let sent = unfinished.iter().filter(|one| one.sent && one.acknowledged.is_none()).count();
        let sends: BTreeSet<usize> = open.into_iter().take(operations.max(sent)).collect();
        for op in &sends {
            self.execute(*op, replica, &lineage);
        }
        let results = &self.results;
        let unfinished = &mut self.devices[device].unfinished;
        for one in unfinished.iter_mut().filter(|one| sends.contains(&one.op)) {
            one.sent = true;
            if answered {
                one.acknowledged = results[&one.op];
            }
        }
        if answered {
            unfinished.retain(|one| !sends.contains(&one.op) || one.acknowledged.is_some());
        }
        if answered && pulls {
            self.pull(device);
        }
    }

    fn pull(&mut self, device: usize) {
        let device = &mut self.devices[device];
        device.base = self.entity.clone();
        device.base_clock = self.executed_clock.clone();
        let revision = device.base_seen().0;
        device.unfinished.retain(|one| one.acknowledged.is_none_or(|acknowledged| acknowledged > revision));
    }

    /// Copies a database. One of the two sends what both have first and keeps the replica id; the other one is told to
    /// renew as soon as it comes, and branches off at the last thing that they share.
    fn fork(&mut self, original: usize, original_keeps: bool, answered: bool) {
        if self.devices.len() == DEVICES_MAX {
            return;
        }
        let copy = self.devices.len();
        let mut device = self.devices[original].clone();
        device.author = copy;
        self.devices.push(device);
        let (keeps, renews) = if original_keeps { (original, copy) } else { (copy, original) };
        self.sync(keeps, usize::MAX, answered, false);
        let shared = self.highest.get(&self.devices[renews].replica).copied().unwrap_or(0);
        let device = &mut self.devices[renews];
        device.lineage[0].revision = shared;
        device.replica = replica_id(copy);
        device.lineage.insert(0, Branch { replica: device.replica, revision: i64::MAX });
    }

    /// The server takes an operation: the merge and the oracle must say the same.
    fn execute(&mut self, number: usize, replica: Uuid, lineage: &[Branch]) {
        if self.results.contains_key(&number) {
            return self.tally.count("repeated", true);
        }
        let op = self.ops[number].clone();
        let fact = self.oracle.facts.len();
        let stamp =
            Stamp { revision: self.revision + 1, replica, member: fact_id(fact), at: op.at, weak: op.weak };
        let write = Write { action: op.action, fields: &op.fields, seen: op.seen, lineage, stamp };
        let merged = merge(self.kind, self.entity.as_ref(), &write);
        let before = self.entity.clone();
        let verdict = self.oracle.judge(fact_of(&op, replica));
        self.tally(&verdict, before.as_ref(), &write);
        self.executed_clock.insert(op.author, op.number);
        assert_eq!(merged.is_err(), verdict.refused, "{op:?} of {replica}");
        let Ok(merged) = merged else {
            self.results.insert(number, None);
            return;
        };
        let losses: Vec<Loss> = merged.conflicts.iter().map(loss).collect();
        let expected: Vec<Loss> = verdict.losses.iter().cloned().collect();
        assert_eq!(sorted(losses), expected, "conflicts of {op:?} of {replica} on {before:?}");
        self.executed.push(Executed { fact, before });
        if let Some(entity) = merged.entity {
            assert_ne!(
                same_values(&entity),
                self.entity.as_ref().and_then(same_values),
                "{op:?} did nothing"
            );
            assert_eq!(entity.revision, stamp.revision);
            self.entity = Some(entity);
            self.revision += 1;
        }
        self.assert_expected();
        self.assert_repeatable(&write);
        self.revision += i64::try_from(merged.conflicts.len()).unwrap();
        self.conflicts.extend(merged.conflicts);
        let now = self.entity.as_ref().map_or(0, |entity| entity.revision);
        self.results.insert(number, Some(now));
        let highest = self.highest.entry(replica).or_default();
        *highest = now.max(*highest);
    }

    /// The entity is what the oracle says, to the writer of every field.
    fn assert_expected(&self) {
        let expected = &self.oracle.expected;
        let Some(entity) = &self.entity else {
            assert!(!expected.known);
            return;
        };
        assert_eq!((entity.made, entity.deleted), (expected.made, !expected.live));
        assert_eq!(entity.fields, expected.values);
        let writers: BTreeMap<String, Uuid> =
            entity.stamps.iter().map(|(name, stamp)| (name.clone(), stamp.member)).collect();
        let expected_writers: BTreeMap<String, Uuid> =
            expected.writers.iter().map(|(name, fact)| (name.clone(), fact_id(*fact))).collect();
        assert_eq!(writers, expected_writers);
        assert_eq!(entity.life.member, fact_id(expected.life));
        assert!(entity.stamps.values().chain([&entity.life]).all(|stamp| stamp.revision <= entity.revision));
    }

    /// The same write once more, at a later place, changes nothing.
    fn assert_repeatable(&self, write: &Write<'_>) {
        let later = Stamp { revision: write.stamp.revision + 1_000, ..write.stamp };
        let again = Write { stamp: later, ..write.clone() };
        let merged = merge(self.kind, self.entity.as_ref(), &again).unwrap();
        assert_eq!(merged.entity, None, "{write:?} changed something when it came again");
    }

    fn tally(&mut self, verdict: &Verdict, before: Option<&Entity>, write: &Write<'_>) {
        let fact = self.oracle.facts.last().unwrap();
        let deletes = fact.action == SentAction::Delete;
        let me = self.oracle.facts.len() - 1;
        let about = |field: bool, won: bool| {
            verdict.losses.iter().any(|loss| loss.field.is_some() == field && (loss.kept == me) == won)
        };
        let foreign = |stamp: &&Stamp| stamp.replica != write.stamp.replica;
        let stamps: Vec<&Stamp> =
            before.iter().flat_map(|entity| entity.stamps.values().chain([&entity.life])).collect();
        let newer = || stamps.iter().copied().filter(|stamp| stamp.revision > write.seen);
        let branches = |stamp: &Stamp| write.lineage.iter().find(|branch| branch.replica == stamp.replica);
        let ancestor = |beyond: bool| {
            newer().filter(foreign).any(|stamp| {
                branches(stamp).is_some_and(|branch| (stamp.revision > branch.revision) == beyond)
            })
        };
        let counts = [
            ("field won", about(true, true)),
            ("field lost", about(true, false)),
            ("delete lost", deletes && about(false, false)),
            ("delete won against weak", deletes && about(false, true)),
            ("lived again", !deletes && about(false, true)),
            ("weak edit buried", !deletes && about(false, false)),
            ("own write not seen", newer().any(|stamp| stamp.replica == write.stamp.replica)),
            ("ancestor's write not seen", ancestor(false)),
            ("ancestor's write past the branch", ancestor(true)),
            ("three generations", write.lineage.len() > 2),
            ("refused", verdict.refused),
            ("deleted before it was made", deletes && before.is_none()),
        ];
        for (what, happened) in counts {
            self.tally.count(what, happened);
        }
    }
}

fn fact_of(op: &Op, replica: Uuid) -> Fact {
    let mut knows = op.seen_clock.clone();
    for (author, number) in &op.own {
        let known = knows.entry(*author).or_default();
        *known = (*known).max(*number);
    }
    Fact {
        author: op.author,
        number: op.number,
        knows,
        action: op.action,
        fields: op.fields.clone(),
        weak: op.weak,
        at: op.at,
        replica,
    }
}

/// The fact that a stamp names.
pub fn fact_named(stamp: &Stamp) -> usize {
    usize::try_from(stamp.member.as_u128()).unwrap()
}

fn loss(conflict: &Conflict) -> Loss {
    Loss {
        field: conflict.field.clone(),
        kept: fact_named(&conflict.kept.stamp),
        lost: fact_named(&conflict.lost.stamp),
    }
}

fn sorted(mut losses: Vec<Loss>) -> Vec<Loss> {
    losses.sort();
    losses
}

/// What two states must differ in for a revision to be taken.
#[allow(clippy::unnecessary_wraps)] // compared with a state that may not be there
fn same_values(entity: &Entity) -> Option<(bool, bool, Fields)> {
    Some((entity.made, entity.deleted, entity.fields.clone()))
}
