//! No value disappears: what became of everything that was ever written.
//!
//! Reads what the merge left behind, entity and conflicts, and not what the oracle expected.

use outlay::protocol::sync::SentAction;
use outlay::server::merge::{Entity, Stamp};
use serde_json::Value as Json;

use super::oracle::Fact;
use super::server::{Executed, Server, fact_named};

/// Asserts that every value is in the entity, was overwritten by someone who had seen it, is in a conflict, or was
/// the same as one of which that is true; and likewise every delete.
pub fn assert_nothing_disappeared(server: &Server) {
    let Some(entity) = &server.entity else { return };
    let fates = Fates { server, entity };
    for executed in &server.executed {
        let fact = fates.fact(executed.fact);
        if fact.action == SentAction::Delete {
            assert!(fates.delete_is_kept(executed.fact), "the delete {fact:?} disappeared");
        } else if !fates.is_generated(executed) {
            for (name, value) in &fact.fields {
                assert!(fates.value_is_kept(executed.fact, name, value), "`{name}` of {fact:?} disappeared");
            }
        }
    }
    if entity.deleted {
        fates.assert_nothing_unseen_is_buried();
    }
}

struct Fates<'a> {
    server: &'a Server,
    entity: &'a Entity,
}

impl Fates<'_> {
    fn fact(&self, number: usize) -> &Fact {
        &self.server.oracle.facts[number]
    }

    fn executed(&self, fact: usize) -> &Executed {
        self.server.executed.iter().find(|executed| executed.fact == fact).unwrap()
    }

    /// Nobody entered what a weak create says: of what is there it is dropped by its rule, and others may write over it.
    fn is_generated(&self, executed: &Executed) -> bool {
        let fact = self.fact(executed.fact);
        fact.weak && fact.action == SentAction::Create
    }

    fn value_is_kept(&self, fact: usize, name: &str, value: &Json) -> bool {
        if self.entity.stamps.get(name).is_some_and(|stamp| fact_named(stamp) == fact) {
            return self.entity.fields.get(name).unwrap_or(&Json::Null) == value;
        }
        let in_conflict = self.server.conflicts.iter().any(|conflict| {
            let holds = |stamp: &Stamp, kept: &Json| fact_named(stamp) == fact && kept == value;
            conflict.field.as_deref() == Some(name)
                && (holds(&conflict.kept.stamp, &conflict.kept.value)
                    || holds(&conflict.lost.stamp, &conflict.lost.value))
        });
        let overwritten =
            || self.later(fact).any(|later| later.fields.contains_key(name) && later.knows(self.fact(fact)));
        in_conflict || overwritten() || self.was_agreed(fact, name, value)
    }

    /// Whether it said what was so already, and that is kept.
    fn was_agreed(&self, fact: usize, name: &str, value: &Json) -> bool {
        let before = self.executed(fact).before.as_ref();
        let held = before.and_then(|entity| entity.fields.get(name)).unwrap_or(&Json::Null);
        let writer = before.and_then(|entity| entity.stamps.get(name)).map(fact_named);
        held == value && writer.is_none_or(|writer| self.value_is_kept(writer, name, value))
    }

    fn delete_is_kept(&self, fact: usize) -> bool {
        let before = self.executed(fact).before.as_ref();
        self.entity.deleted
            || self.is_in_a_conflict_of_lives(fact)
            || self
                .later(fact)
                .any(|later| later.action != SentAction::Delete && later.knows(self.fact(fact)))
            || before.is_some_and(|entity| entity.deleted && self.delete_is_kept(fact_named(&entity.life)))
            || self.is_told_with_a_later(fact)
    }

    /// Whether a conflict names one that deleted the same later, without a word of that delete: the tombstone names the last.
    fn is_told_with_a_later(&self, fact: usize) -> bool {
        self.server.executed.iter().filter(|one| one.fact > fact).any(|one| {
            let later = self.fact(one.fact);
            let names = |entity: &Entity| entity.deleted && fact_named(&entity.life) == fact;
            later.action == SentAction::Delete
                && one.before.as_ref().is_some_and(names)
                && (self.is_in_a_conflict_of_lives(one.fact) || self.is_told_with_a_later(one.fact))
        })
    }

    /// A delete and those before it that said the same.
    fn agreed(&self, delete: usize) -> Vec<usize> {
        let before = self.executed(delete).before.as_ref().filter(|entity| entity.deleted);
        let mut agreed = before.map_or_else(Vec::new, |entity| self.agreed(fact_named(&entity.life)));
        agreed.push(delete);
        agreed
    }

    fn is_in_a_conflict_of_lives(&self, fact: usize) -> bool {
        self.server.conflicts.iter().any(|conflict| {
            conflict.field.is_none()
                && [&conflict.kept, &conflict.lost].into_iter().any(|side| fact_named(&side.stamp) == fact)
        })
    }

    /// Those that the server came to know after that one and did not refuse.
    fn later(&self, fact: usize) -> impl Iterator<Item = &Fact> {
        self.server.executed.iter().filter(move |one| one.fact > fact).map(|one| self.fact(one.fact))
    }

    /// What is in a tombstone was seen by who deleted it, or a conflict says that it was not.
    fn assert_nothing_unseen_is_buried(&self) {
        let delete = fact_named(&self.entity.life);
        for (name, stamp) in &self.entity.stamps {
            let writer = fact_named(stamp);
            if self.is_generated(self.executed(writer)) {
                continue;
            }
            let agreed = self.agreed(delete);
            let seen = agreed.iter().any(|one| self.fact(*one).knows(self.fact(writer)));
            let told = agreed.iter().any(|one| self.is_in_a_conflict_of_lives(writer.max(*one)));
            // Whoever knew of the delete and wrote to the tombstone all the same would have restored it.
            assert!(seen || told, "`{name}` went with a delete that did not know it");
        }
    }
}
