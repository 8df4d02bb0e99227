//! A small model of devices over one entity: what each has seen, what it has not finished, its forks.

use std::collections::{BTreeMap, BTreeSet};

use outlay::protocol::sync::{Branch, Fields, SentAction};
use outlay::server::merge::Entity;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::oracle::Clock;
use super::server::Server;

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
pub struct Op {
    pub author: usize,
    pub number: u64,
    pub action: SentAction,
    pub fields: Fields,
    pub weak: bool,
    pub at: i64,
    pub seen: i64,
    /// What the server knew when the state that `seen` names was pulled.
    pub seen_clock: Clock,
    /// The writes that its author made before.
    pub own: Clock,
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

/// Devices and their server.
pub struct World {
    devices: Vec<Device>,
    ops: Vec<Op>,
    pub server: Server,
}

/// A replica's id. Scattered, so that neither age nor number decides ties.
pub fn replica_id(number: usize) -> Uuid {
    Uuid::from_u128((number as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835))
}

impl World {
    fn new(kind: &'static str, judged: bool) -> Self {
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
        Self { devices: (0..3).map(device).collect(), ops: Vec::new(), server: Server::new(kind, judged) }
    }

    /// Lets it happen, then brings every device up to date.
    pub fn run(kind: &'static str, steps: &[Step]) -> Self {
        Self::new(kind, true).through(steps)
    }

    /// The same, and the oracle does not compare: for checks that stand by themselves.
    pub fn run_unjudged(steps: &[Step]) -> Self {
        Self::new("expense", false).through(steps)
    }

    fn through(self, steps: &[Step]) -> Self {
        let mut world = self;
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
            self.server.execute(*op, &self.ops[*op], replica, &lineage);
        }
        let results = &self.server.results;
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
        device.base = self.server.entity.clone();
        device.base_clock = self.server.executed_clock.clone();
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
        let shared = self.server.highest.get(&self.devices[renews].replica).copied().unwrap_or(0);
        let device = &mut self.devices[renews];
        device.lineage[0].revision = shared;
        device.replica = replica_id(copy);
        device.lineage.insert(0, Branch { replica: device.replica, revision: i64::MAX });
    }
}
