//! Whether every edit is accounted for in the end.
//!
//! One is if its value is what the entity holds, or if a conflict holds it, or if somebody whose device showed that value put
//! another in its place (or deleted the entity), and that edit is accounted for in turn.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::oracle::{Edit, LIFE, Oracle, get};
use super::view::{Fields, Key};

/// How things stand in the end.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Every entity of the server.
    pub entities: HashMap<Key, (bool, Fields)>,
}

impl Oracle {
    /// Panics if an edit is not accounted for.
    pub fn judge(&self, outcome: &Outcome) {
        for id in &self.done.conflicts {
            let key = ("conflict".to_owned(), *id);
            assert!(outcome.entities.contains_key(&key), "the conflict {id} is gone");
        }
        let kept = Kept::read(outcome);
        self.judge_conflicts(outcome);
        let mut known = Known { verdicts: vec![None; self.edits.len()], asked: Vec::new() };
        for at in (0..self.edits.len()).rev() {
            if self.must_stand(at) && !self.stands(at, outcome, &kept, &mut known) {
                let edit = &self.edits[at];
                let history: Vec<String> = self.by_entity[&edit.key]
                    .iter()
                    .filter(|one| [&edit.field[..], LIFE].contains(&&*self.edits[**one].field))
                    .map(|one| format!("  {}", self.told(*one)))
                    .collect();
                panic!(
                    "an edit is lost:\n  {}\nof these on {:?}:\n{}\nthe server has {:?}\nconflicts: {:?}",
                    self.told(at),
                    edit.key,
                    history.join("\n"),
                    outcome.entities.get(&edit.key),
                    kept.of(&edit.key)
                );
            }
        }
    }

    /// Panics if somebody is asked to decide between a value and one that was put in its place by who saw it. After copies
    /// and restored servers that can be: what is known of who saw what is less then.
    fn judge_conflicts(&self, outcome: &Outcome) {
        if self.is_uncertain() {
            return;
        }
        for ((_, id), (_, fields)) in outcome.entities.iter().filter(|(key, _)| key.0 == "conflict") {
            let Some(field) = fields.get("field").and_then(Json::as_str) else { continue };
            let key = (text(fields, "entity"), text(fields, "entity_id").parse().unwrap());
            let [kept, lost] = ["kept", "lost"].map(|side| {
                let side: Json = serde_json::from_str(&text(fields, side)).unwrap();
                side["value"].clone()
            });
            // Of what two devices said alike one may have been seen and the other not.
            let edits = [&kept, &lost].map(|value| self.only_edit(&key, field, value));
            if let [Some(kept), Some(lost)] = edits {
                let saw = |one: &Edit, other: &Edit| !other.value.is_null() && one.shown == other.value;
                let is_seen = saw(kept, lost) || saw(lost, kept);
                assert!(
                    !is_seen,
                    "the conflict {id} is between {kept:?} and {lost:?}, of which one saw the other"
                );
            }
        }
    }

    /// The edit that gave a field a value, where it is one.
    fn only_edit(&self, key: &Key, field: &str, value: &Json) -> Option<&Edit> {
        let own = self.by_entity.get(key)?.iter().map(|at| &self.edits[*at]);
        let mut said = own.filter(|edit| edit.field == field && edit.value == *value);
        said.next().filter(|_| said.next().is_none())
    }

    fn told(&self, at: usize) -> String {
        let edit = &self.edits[at];
        format!(
            "event {} by {:?}: {} {} -> {}{}{}",
            edit.event,
            edit.holders,
            edit.field,
            edit.shown,
            edit.value,
            if edit.is_dropped { ", dropped" } else { "" },
            if self.done.executed[at] { ", carried out" } else { "" }
        )
    }

    /// Whether somebody still relies on an edit: a copy that holds it, or a server that carried it out.
    fn must_stand(&self, at: usize) -> bool {
        let edit = &self.edits[at];
        !edit.is_dropped
            && (!edit.is_generated || edit.field == LIFE)
            && (!edit.holders.is_empty() || self.done.executed[at])
            && !self.agreed_with_a_dropped_one(at)
    }

    /// Whether an edit says what another device's had said before (rule 12 stamps it no more), which that device's user then
    /// took back.
    fn agreed_with_a_dropped_one(&self, at: usize) -> bool {
        let edit = &self.edits[at];
        let is_it = |other: &usize| {
            let one = &self.edits[*other];
            *other < at
                && one.is_dropped
                && self.done.executed[*other]
                && one.field == edit.field
                && one.value == edit.value
                && one.shown == edit.shown
        };
        self.by_entity[&edit.key].iter().any(is_it)
    }

    fn stands(&self, at: usize, outcome: &Outcome, kept: &Kept, known: &mut Known) -> bool {
        if let Some(known) = known.verdicts[at] {
            return known;
        }
        // What stands only because of itself does not stand.
        if known.asked.contains(&at) {
            return false;
        }
        known.asked.push(at);
        let edit = &self.edits[at];
        let absent = (false, Fields::new());
        let (live, fields) = outcome.entities.get(&edit.key).unwrap_or(&absent);
        let held = if edit.field == LIFE { Json::Bool(*live) } else { get(fields, &edit.field) };
        let found = held == edit.value
            // What a command took from an entity as it deleted it stands or falls with that.
            || self.is_of_a_delete(edit)
            || kept.holds(&edit.key, &edit.field, &edit.value)
            || (!live && kept.holds(&edit.key, LIFE, &Json::Null))
            || self.is_overwritten(at, *live, outcome, kept, known);
        known.asked.pop();
        // A no that was found on the way to another edit may have left that one out.
        if found || known.asked.is_empty() {
            known.verdicts[at] = Some(found);
        }
        found
    }

    fn is_of_a_delete(&self, edit: &Edit) -> bool {
        let deletes = |other: &Edit| {
            other.event == edit.event && other.field == LIFE && other.value == Json::Bool(false)
        };
        edit.field != LIFE && self.by_entity[&edit.key].iter().any(|at| deletes(&self.edits[*at]))
    }

    fn is_overwritten(
        &self,
        at: usize,
        is_live: bool,
        outcome: &Outcome,
        kept: &Kept,
        known: &mut Known,
    ) -> bool {
        let edit = &self.edits[at];
        // Where others said the same before, they agreed: who saw it from one of them has seen it.
        let agrees = |other: &&usize| {
            let one = &self.edits[**other];
            one.field == edit.field
                && one.value == edit.value
                && (edit.field != LIFE || one.shown == edit.shown || one.is_first && edit.is_first)
        };
        let first = self.by_entity[&edit.key].iter().find(agrees).map_or(at, |first| at.min(*first));
        let later: Vec<usize> = self.by_entity[&edit.key]
            .iter()
            .copied()
            .filter(|other| *other > first && *other != at)
            .collect();
        later.into_iter().any(|other| {
            let by = &self.edits[other];
            let saw = match &by.whole {
                // A delete before the first sync takes what was entered with it, and may then lose to others.
                Some(whole) => {
                    (!is_live || !self.done.executed[at] && kept.holds(&edit.key, LIFE, &Json::Null))
                        && edit.field != LIFE
                        && get(whole, &edit.field) == edit.value
                }
                None => false,
            };
            (saw || (by.field == edit.field && by.shown == edit.value))
                && (self.must_stand(other) || self.stands(other, outcome, kept, known))
        })
    }
}

/// What is known of the edits so far.
struct Known {
    /// Whether each stands.
    verdicts: Vec<Option<bool>>,
    /// Those that are asked for now, each on the way to the next.
    asked: Vec<usize>,
}

/// The values that conflicts hold.
struct Kept(HashMap<Key, Vec<(String, Json)>>);

impl Kept {
    fn read(outcome: &Outcome) -> Self {
        let mut kept: HashMap<Key, Vec<(String, Json)>> = HashMap::new();
        for (_, (_, fields)) in outcome.entities.iter().filter(|(key, _)| key.0 == "conflict") {
            let entity = (text(fields, "entity"), text(fields, "entity_id").parse().unwrap());
            let field = fields.get("field").and_then(Json::as_str);
            for side in ["kept", "lost"] {
                let side: Json = serde_json::from_str(&text(fields, side)).unwrap();
                let value = if field.is_some() { side["value"].clone() } else { Json::Null };
                kept.entry(entity.clone()).or_default().push((field.unwrap_or(LIFE).to_owned(), value));
            }
        }
        Self(kept)
    }

    fn of(&self, key: &Key) -> &[(String, Json)] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a conflict holds the value of a field; of a life whatever it says.
    fn holds(&self, key: &Key, field: &str, value: &Json) -> bool {
        self.of(key).iter().any(|(name, held)| name == field && (field == LIFE || held == value))
    }
}

/// A text that every conflict has.
fn text(fields: &Fields, name: &str) -> String {
    let value = fields.get(name).and_then(Json::as_str);
    value.unwrap_or_else(|| panic!("a conflict lacks its `{name}`: {fields:?}")).to_owned()
}
