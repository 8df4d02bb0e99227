//! The server of the model: the merge and the oracle beside it, which must say the same of every operation.

use std::collections::BTreeMap;

use outlay::protocol::sync::{Branch, Fields, SentAction};
use outlay::server::merge::{Conflict, Entity, Merged, Stamp, Write, merge};
use uuid::Uuid;

use super::devices::Op;
use super::oracle::{Clock, Fact, Loss, Oracle, Verdict};

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

pub struct Server {
    kind: &'static str,
    /// The oracle compares.
    judged: bool,
    pub entity: Option<Entity>,
    revision: i64,
    pub executed_clock: Clock,
    /// The first result of each operation: the entity's revision, or refused.
    pub results: BTreeMap<usize, Option<i64>>,
    /// The highest revision that a replica was answered.
    pub highest: BTreeMap<Uuid, i64>,
    pub oracle: Oracle,
    pub executed: Vec<Executed>,
    pub conflicts: Vec<Conflict>,
    pub tally: Tally,
}

/// The id by which stamps name a fact.
pub fn fact_id(fact: usize) -> Uuid {
    Uuid::from_u128(fact as u128)
}

impl Server {
    pub fn new(kind: &'static str, judged: bool) -> Self {
        Self {
            kind,
            judged,
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

    /// Takes an operation.
    pub fn execute(&mut self, number: usize, op: &Op, replica: Uuid, lineage: &[Branch]) {
        if self.results.contains_key(&number) {
            return self.tally.count("repeated", true);
        }
        let fact = self.oracle.facts.len();
        let (revision, member) = (self.revision + 1, fact_id(fact));
        let stamp =
            Stamp { revision, replica, member, at: op.at, weak: op.weak, shared: false, generated: false };
        let write = Write { action: op.action, fields: &op.fields, seen: op.seen, lineage, stamp };
        let merged = merge(self.kind, self.entity.as_ref(), &write).ok();
        let before = self.entity.clone();
        let verdict = self.oracle.judge(fact_of(op, replica));
        self.tally(&verdict, before.as_ref(), &write);
        self.executed_clock.insert(op.author, op.number);
        let found = merged.clone();
        let result = merged.map(|merged| self.take(merged, Executed { fact, before }));
        if self.judged {
            self.assert_judged(found, &verdict, &write);
        }
        let highest = self.highest.entry(replica).or_default();
        *highest = result.map_or(*highest, |revision| revision.max(*highest));
        self.results.insert(number, result);
    }

    /// Writes down what the merge said; gives the entity's revision.
    fn take(&mut self, merged: Merged, executed: Executed) -> i64 {
        self.executed.push(executed);
        if let Some(entity) = merged.entity {
            self.entity = Some(entity);
            self.revision += 1;
        }
        self.revision += i64::try_from(merged.conflicts.len()).unwrap();
        self.conflicts.extend(merged.conflicts);
        self.entity.as_ref().map_or(0, |entity| entity.revision)
    }

    /// What the merge said is what the oracle says, and saying it once more changes nothing.
    fn assert_judged(&self, found: Option<Merged>, verdict: &Verdict, write: &Write<'_>) {
        assert_eq!(found.is_none(), verdict.refused, "{write:?}");
        let Some(found) = found else { return };
        let losses: Vec<Loss> = found.conflicts.iter().map(loss).collect();
        let expected: Vec<Loss> = verdict.losses.iter().cloned().collect();
        let before = self.executed.last().unwrap().before.as_ref();
        assert_eq!(sorted(losses), expected, "conflicts of {write:?} on {before:?}");
        if let Some(entity) = &found.entity {
            assert_ne!(Some(content(entity)), before.map(content), "{write:?} did nothing");
            assert_eq!(entity.revision, write.stamp.revision);
        }
        self.assert_expected();
        self.assert_repeatable(write);
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
        assert_eq!((entity.life.shared, entity.life.weak), (expected.shared, expected.weakly));
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
        told: op.seen_clock.clone(),
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
fn content(entity: &Entity) -> (bool, bool, &Fields, &BTreeMap<String, Stamp>, Stamp) {
    (entity.made, entity.deleted, &entity.fields, &entity.stamps, entity.life)
}
