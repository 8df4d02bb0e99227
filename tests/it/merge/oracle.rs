//! What must come of a write, for one who knows what every author knew.
//!
//! Each write carries a full vector clock. Nothing here knows revisions, replicas' lineages or stamps.

use std::collections::{BTreeMap, BTreeSet};

use outlay::protocol::sync::{Fields, SentAction};
use serde_json::Value as Json;
use uuid::Uuid;

/// For each author how many of its writes are known. An author is one copy of a database between two forks.
pub type Clock = BTreeMap<usize, u64>;

/// One write and everything that its author had seen of the fields it is about.
#[derive(Debug, Clone)]
pub struct Fact {
    pub author: usize,
    /// Its place among its author's writes, from 1.
    pub number: u64,
    pub knows: Clock,
    /// The part of it that the server told: not what its author wrote itself.
    pub told: Clock,
    pub action: SentAction,
    pub fields: Fields,
    pub weak: bool,
    pub at: i64,
    /// Decides ties only.
    pub replica: Uuid,
}

impl Fact {
    pub fn knows(&self, other: &Self) -> bool {
        reaches(&self.knows, other)
    }
}

/// Whether a clock is at a fact or past it.
fn reaches(clock: &Clock, fact: &Fact) -> bool {
    clock.get(&fact.author).is_some_and(|known| *known >= fact.number)
}

/// A value that lost: which field, which fact's value is kept and which is not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Loss {
    /// `None` for an edit against a delete.
    pub field: Option<String>,
    pub kept: usize,
    pub lost: usize,
}

/// The entity as it must be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expected {
    /// It was heard of, be it by its delete.
    pub known: bool,
    pub made: bool,
    pub live: bool,
    pub values: BTreeMap<String, Json>,
    /// The fact that wrote each field last.
    pub writers: BTreeMap<String, usize>,
    /// The fact that made, deleted or restored it last.
    pub life: usize,
    /// Another fact had said the same of its life, and that one did not know of it.
    pub shared: bool,
    /// Nobody says of its life what is said but weakly.
    pub weakly: bool,
}

/// What must come of one fact.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    pub refused: bool,
    pub losses: BTreeSet<Loss>,
}

/// All facts in the order in which the server came to know them.
#[derive(Debug, Default)]
pub struct Oracle {
    pub facts: Vec<Fact>,
    pub expected: Expected,
    /// Of a kind that makes no conflicts.
    pub silent: bool,
}

impl Oracle {
    /// Takes a fact in and says what must come of it.
    pub fn judge(&mut self, fact: Fact) -> Verdict {
        let me = self.facts.len();
        self.facts.push(fact);
        let mut losses = BTreeSet::new();
        let refused = !self.apply(me, &mut losses);
        if self.silent {
            losses.clear();
        }
        Verdict { refused, losses }
    }

    /// Whether fact number `me` did not know that other.
    fn unknown_to(&self, me: usize, other: usize) -> bool {
        !self.facts[me].knows(&self.facts[other])
    }

    /// Whether nobody entered a fact: a weak create, which has an effect only where it makes the entity.
    fn is_generated(&self, one: usize) -> bool {
        self.facts[one].weak && self.facts[one].action == SentAction::Create
    }

    /// Whether fact number `me` did not know who all say that the entity lives, or does not. Of an agreement one knows by
    /// the server alone: whoever takes part in it had no word of the others.
    fn life_unknown_to(&self, me: usize) -> bool {
        let (fact, life) = (&self.facts[me], &self.facts[self.expected.life]);
        if self.expected.shared { !reaches(&fact.told, life) } else { !fact.knows(life) }
    }

    /// Says of the life what the others say, who stay as they are.
    fn agree(&mut self, me: usize) {
        let life = self.expected.life;
        if self.unknown_to(me, life) {
            self.expected.shared = true;
            self.expected.life = me;
            self.expected.weakly &= self.facts[me].weak;
        }
    }

    fn decide_life(&mut self, me: usize, live: bool) {
        self.expected.live = live;
        self.expected.life = me;
        self.expected.shared = false;
        self.expected.weakly = self.facts[me].weak;
    }

    fn apply(&mut self, me: usize, losses: &mut BTreeSet<Loss>) -> bool {
        let fact = self.facts[me].clone();
        let was = self.expected.clone();
        match fact.action {
            SentAction::Delete if !was.known => {
                self.expected = Expected { known: true, life: me, weakly: fact.weak, ..Expected::default() };
                return true;
            }
            SentAction::Delete => {
                if was.live {
                    self.delete(me, losses);
                } else {
                    self.agree(me);
                }
                return true;
            }
            SentAction::Update if !was.made => return false,
            SentAction::Restore if !was.made && fact.fields.is_empty() => return false,
            SentAction::Create if was.known && fact.weak => return true,
            SentAction::Update if fact.fields.is_empty() => return true,
            SentAction::Create | SentAction::Update | SentAction::Restore => {}
        }
        self.expected.made = true;
        self.expected.known = true;
        if !was.known {
            self.decide_life(me, true);
        } else if was.live && fact.action != SentAction::Update {
            self.agree(me);
        } else if !was.live {
            let unseen = self.life_unknown_to(me);
            let buried = unseen && fact.weak;
            if unseen {
                let (kept, lost) = if buried { (was.life, me) } else { (me, was.life) };
                losses.insert(Loss { field: None, kept, lost });
            }
            if !buried {
                self.decide_life(me, true);
            }
        }
        for (name, value) in &fact.fields {
            self.write(me, name, value, losses);
        }
        true
    }

    /// A delete of something live: only what nobody else touched unseen goes.
    fn delete(&mut self, me: usize, losses: &mut BTreeSet<Loss>) {
        let life = self.life_unknown_to(me).then_some(self.expected.life);
        let writers = self.expected.writers.values().copied();
        let mut unseen: BTreeSet<usize> =
            writers.filter(|one| self.unknown_to(me, *one)).chain(life).collect();
        unseen.retain(|one| !self.is_generated(*one));
        // Who agreed weakly on a life speaks for those who did not.
        let is_weak = |one: usize| self.facts[one].weak && (Some(one) != life || self.expected.weakly);
        let strong = unseen.iter().rfind(|one| !is_weak(**one));
        let newest = unseen.last();
        match (strong.or(newest), strong.is_some() || self.facts[me].weak) {
            (Some(edit), true) => {
                losses.insert(Loss { field: None, kept: *edit, lost: me });
                return;
            }
            (Some(edit), false) => {
                losses.insert(Loss { field: None, kept: me, lost: *edit });
            }
            (None, _) => {}
        }
        self.decide_life(me, false);
    }

    fn write(&mut self, me: usize, name: &str, value: &Json, losses: &mut BTreeSet<Loss>) {
        let held = self.expected.values.get(name).unwrap_or(&Json::Null);
        if held == value {
            match self.expected.writers.get(name) {
                None if !value.is_null() => {}
                // What nobody entered is somebody's once they say the same.
                Some(writer) if !self.is_generated(*writer) => {}
                _ => {
                    self.expected.writers.insert(name.to_owned(), me);
                }
            }
            return;
        }
        let mut wins = true;
        if let Some(writer) = self.expected.writers.get(name).copied()
            && self.unknown_to(me, writer)
        {
            let is_generated = self.is_generated(writer);
            wins = is_generated || self.preferred(me, writer) == me;
            let (kept, lost) = if wins { (me, writer) } else { (writer, me) };
            if !is_generated {
                losses.insert(Loss { field: Some(name.to_owned()), kept, lost });
            }
        }
        if wins {
            self.expected.values.insert(name.to_owned(), value.clone());
            self.expected.values.retain(|_, value| !value.is_null());
            self.expected.writers.insert(name.to_owned(), me);
        }
    }

    /// Which of two concurrent writes is shown: one that is not weak, then the later. Of two weak ones the first.
    fn preferred(&self, new: usize, old: usize) -> usize {
        let rank = |one: usize| {
            let fact = &self.facts[one];
            if fact.weak { None } else { Some((fact.at, *fact.replica.as_bytes())) }
        };
        if rank(new) > rank(old) { new } else { old }
    }
}
