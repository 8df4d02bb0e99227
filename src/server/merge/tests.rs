//! The merge, rule by rule.

use serde_json::json;

use super::*;

mod fields;
mod lives;

/// A replica and its account; the greater number is the greater id.
const A: u128 = 1;
const B: u128 = 2;
const C: u128 = 3;

/// One write by a replica, before it gets its place in the history.
struct Draft {
    action: SentAction,
    fields: Fields,
    seen: i64,
    weak: bool,
    lineage: Vec<Branch>,
    replica: Uuid,
    at: i64,
}

fn draft(replica: u128, action: SentAction, fields: &[(&str, Json)]) -> Draft {
    let replica = Uuid::from_u128(replica);
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let lineage = vec![Branch { replica, revision: i64::MAX }];
    Draft { action, fields, seen: 0, weak: false, lineage, replica, at: 0 }
}

fn create(replica: u128, fields: &[(&str, Json)]) -> Draft {
    draft(replica, SentAction::Create, fields)
}

fn update(replica: u128, fields: &[(&str, Json)]) -> Draft {
    draft(replica, SentAction::Update, fields)
}

fn restore(replica: u128, fields: &[(&str, Json)]) -> Draft {
    draft(replica, SentAction::Restore, fields)
}

fn delete_by(replica: u128) -> Draft {
    draft(replica, SentAction::Delete, &[])
}

impl Draft {
    fn seen(mut self, revision: i64) -> Self {
        self.seen = revision;
        self
    }

    fn at(mut self, at: i64) -> Self {
        self.at = at;
        self
    }

    fn weak(mut self) -> Self {
        self.weak = true;
        self
    }

    fn forked_from(mut self, replica: u128, revision: i64) -> Self {
        self.lineage.push(Branch { replica: Uuid::from_u128(replica), revision });
        self
    }
}

/// One entity and the revisions it has taken.
struct History {
    kind: &'static str,
    entity: Option<Entity>,
    revision: i64,
}

fn history() -> History {
    History { kind: "expense", entity: None, revision: 0 }
}

impl History {
    fn try_write(&mut self, draft: &Draft) -> Result<Merged, UnknownEntity> {
        let stamp = Stamp {
            revision: self.revision + 1,
            replica: draft.replica,
            member: draft.replica,
            at: draft.at,
            weak: draft.weak,
            shared: false,
            generated: false,
        };
        let write = Write {
            action: draft.action,
            fields: &draft.fields,
            seen: draft.seen,
            lineage: &draft.lineage,
            stamp,
        };
        let merged = merge(self.kind, self.entity.as_ref(), &write)?;
        if let Some(entity) = &merged.entity {
            assert_eq!(entity.revision, stamp.revision);
            self.revision += 1;
            self.entity = Some(entity.clone());
        }
        Ok(merged)
    }

    /// What lost: field, kept and lost value.
    #[allow(clippy::needless_pass_by_value)] // reads as a sentence
    fn write(&mut self, draft: Draft) -> Vec<(Option<String>, Json, Json)> {
        let conflicts = self.try_write(&draft).unwrap().conflicts;
        conflicts.into_iter().map(|found| (found.field, found.kept.value, found.lost.value)).collect()
    }

    /// A write that must have no effect, take no revision and leave no conflict.
    #[allow(clippy::needless_pass_by_value)] // reads as a sentence
    fn ignores(&mut self, draft: Draft) {
        let before = self.entity.clone();
        assert_eq!(self.try_write(&draft), Ok(Merged::nothing()));
        assert_eq!(self.entity, before);
    }

    fn get(&self, name: &str) -> Json {
        self.now().fields.get(name).cloned().unwrap_or_default()
    }

    fn now(&self) -> &Entity {
        self.entity.as_ref().unwrap()
    }
}

fn lost(field: &str, kept: Json, lost: Json) -> Vec<(Option<String>, Json, Json)> {
    vec![(Some(field.to_owned()), kept, lost)]
}

fn edit_kept() -> Vec<(Option<String>, Json, Json)> {
    vec![(None, json!("edit"), json!("delete"))]
}

fn delete_kept() -> Vec<(Option<String>, Json, Json)> {
    vec![(None, json!("delete"), json!("edit"))]
}

const NOTHING_LOST: [(Option<String>, Json, Json); 0] = [];

/// An expense that A made, at revision 1.
fn made_by_a() -> History {
    let mut history = history();
    history.write(create(A, &[("amount", json!("12.50 EUR")), ("note", json!("first"))]));
    history
}

/// The same, which A then deleted, at revision 2.
fn deleted_by_a() -> History {
    let mut history = made_by_a();
    assert_eq!(history.write(delete_by(A).seen(1)), NOTHING_LOST);
    history
}
