//! The merge: what an operation makes of an entity (PROTOCOL, rules 11 to 16). Pure.
//!
//! Owns the verdict "concurrent or not", which value is kept, and what becomes a conflict. Must not read or write
//! anything, nor know what a field means: a value is compared as a whole, so money is one field and each tag is one.
//!
//! | The entity | create | update | delete | restore |
//! |---|---|---|---|---|
//! | unknown | made | refused | a tombstone, not made | made if it has fields, else refused |
//! | deleted, never made | made | refused | agreed | made if it has fields, else refused |
//! | deleted | lives again | lives again | agreed | lives again |
//! | live | agreed, field by field | field by field | deleted, unless someone wrote concurrently | agreed, field by field |
//!
//! That two devices made, restored or deleted the same without a word of each other is stamped, though nothing changed: what
//! one of them takes back unseen by the other would be gone from both. What they agree on is weak if both are.
//!
//! What lives again leaves a conflict if the delete was concurrent. Weak writes (generated entries, undo) win against no
//! concurrent one, whichever arrives first: a weak create of what exists or existed does nothing; any other weak edit
//! of what was deleted concurrently leaves it deleted: its values go into the tombstone, so that they are there when it
//! is restored, and a conflict says so; a delete that is not weak stays against weak writes alone.
//!
//! What a weak create brought was entered by nobody: whoever writes to it or deletes it, weakly or not, wins without a
//! conflict, as if it had come second and done nothing.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use uuid::Uuid;

use crate::model::entity::Kind;
use crate::protocol::sync::{Branch, Fields, SentAction};

/// Who wrote something last, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The entity's revision that the write made.
    pub revision: i64,
    /// The replica that wrote.
    pub replica: Uuid,
    /// The account that wrote.
    pub member: Uuid,
    /// When it was written, measured by the server (rule 13), in milliseconds since 1970.
    pub at: i64,
    /// Whether the write is weak: generated, and never to win against another device's write, whichever arrives first.
    pub weak: bool,
    /// Whether others had said the same without a word of it: then nobody knows it by having written it. Of lives alone.
    pub shared: bool,
    /// Whether it is the weak create that made the entity: nobody entered what it says, so whoever says otherwise wins, and
    /// nothing of it is kept in a conflict.
    pub generated: bool,
}

/// An entity as the server has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The revision of its last change.
    pub revision: i64,
    /// Whether it is deleted.
    pub deleted: bool,
    /// Whether it was ever made, and not only deleted before it was heard of.
    pub made: bool,
    /// Its fields that are not empty.
    pub fields: Fields,
    /// The last write of each field that was ever written, emptied ones included.
    pub stamps: BTreeMap<String, Stamp>,
    /// The last write that made, deleted or restored it.
    pub life: Stamp,
}

impl Entity {
    /// What is left of one whose tombstone was purged: that it was deleted, by whom and when. Like one that was never made, it
    /// is made by what brings all of it, and by nothing else.
    #[must_use]
    pub fn purged(life: Stamp) -> Self {
        let (fields, stamps) = (Fields::new(), BTreeMap::new());
        Self { revision: life.revision, deleted: true, made: false, fields, stamps, life }
    }
}

/// An operation as the merge sees it.
#[derive(Debug, Clone)]
pub struct Write<'a> {
    /// What it does.
    pub action: SentAction,
    /// The new values; `null` empties a field.
    pub fields: &'a Fields,
    /// The revision of the entity that its author had seen.
    pub seen: i64,
    /// The replicas whose writes its author knows as its own, up to the revision beside each: its own without a bound
    /// (`i64::MAX`), and those it was forked from.
    pub lineage: &'a [Branch],
    /// Its own stamp: the revision it takes if it has an effect, its replica, account and measured time, and whether it is
    /// weak.
    pub stamp: Stamp,
}

/// One value of a conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The value; `null` for an empty one. For edit against delete: `"edit"` or `"delete"`.
    pub value: Json,
    /// Who wrote it, and when.
    pub stamp: Stamp,
}

/// A value that lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The field; `None` for an edit against a delete.
    pub field: Option<String>,
    /// What the entity has now.
    pub kept: Side,
    /// What it has not.
    pub lost: Side,
}

/// What an operation makes of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The entity after it; `None` if nothing changed and no revision is taken.
    pub entity: Option<Entity>,
    /// The values that lost.
    pub conflicts: Vec<Conflict>,
}

/// The entity that an operation changes is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownEntity;

/// The value of a side that changed the entity, where the other deleted it.
pub const EDIT: &str = "edit";

/// The value of a side that deleted the entity, where the other changed it.
pub const DELETE: &str = "delete";

impl Stamp {
    /// Whether it is the later of two edits (rule 13). The replica decides a tie, so that the order of arrival never
    /// does.
    fn is_later_than(&self, other: &Self) -> bool {
        (self.at, self.replica) > (other.at, other.replica)
    }
}

impl Write<'_> {
    /// Whether its author did not know that other write when making this one (rule 11).
    fn is_concurrent_with(&self, other: &Stamp) -> bool {
        other.revision > self.seen && (other.shared || !self.is_own(other))
    }

    /// Whether its author, or one that it was forked from, wrote that.
    fn is_own(&self, other: &Stamp) -> bool {
        let own = |branch: &Branch| branch.replica == other.replica && branch.revision >= other.revision;
        self.lineage.iter().any(own)
    }

    /// The stamp of a life of which it says what others said without its knowledge; `None` if it knows of them.
    fn agrees_with(&self, life: &Stamp) -> Option<Stamp> {
        let agrees = life.revision > self.seen && !self.is_own(life);
        agrees.then_some(Stamp { weak: self.stamp.weak && life.weak, shared: true, ..self.stamp })
    }

    /// Whether it wins against a concurrent write (rules 10, 12 and 13). Of two weak ones neither may win: the first
    /// stays, unless nobody entered it.
    fn beats(&self, other: &Stamp) -> bool {
        other.generated || (!self.stamp.weak && (other.weak || self.stamp.is_later_than(other)))
    }

    /// Its side of a conflict.
    fn side(&self, value: Json) -> Side {
        Side { value, stamp: self.stamp }
    }

    /// Whether it can make an entity that never was.
    fn makes(&self) -> bool {
        match self.action {
            SentAction::Create => true,
            SentAction::Restore => !self.fields.is_empty(),
            SentAction::Update | SentAction::Delete => false,
        }
    }
}

impl Merged {
    /// No effect: what was asked for was so already, or may not be.
    const fn nothing() -> Self {
        Self { entity: None, conflicts: Vec::new() }
    }
}

/// What a write makes of an entity of that kind, or of one that is not known (`None`).
///
/// Values of `fields` are in their normal form, with `null` for every empty one. The write's revision is only taken if
/// [`Merged::entity`] is there. Values that lose leave a conflict, except those of conflicts themselves: a conflict
/// about a conflict could go on for ever, so there the later edit wins and that is all.
///
/// # Errors
/// [`UnknownEntity`] if the write changes something that was never made.
pub fn merge(kind: &str, current: Option<&Entity>, write: &Write<'_>) -> Result<Merged, UnknownEntity> {
    let deletes = write.action == SentAction::Delete;
    let mut merged = match current {
        None if deletes => Merged { entity: Some(unmade(write)), conflicts: Vec::new() },
        None if write.makes() => made(write),
        None => return Err(UnknownEntity),
        Some(entity) if deletes => delete(entity, write),
        Some(entity) if !entity.made && !write.makes() => return Err(UnknownEntity),
        Some(_) if write.stamp.weak && write.action == SentAction::Create => Merged::nothing(),
        Some(entity) => edit(entity, write),
    };
    if kind == Kind::Conflict.spec().name {
        merged.conflicts.clear();
    }
    Ok(merged)
}

/// The tombstone of something that was deleted before it was heard of: whoever makes it later is told.
fn unmade(write: &Write<'_>) -> Entity {
    Entity {
        revision: write.stamp.revision,
        deleted: true,
        made: false,
        fields: Fields::new(),
        stamps: BTreeMap::new(),
        life: write.stamp,
    }
}

/// An entity that was not known, with the write's fields.
fn made(write: &Write<'_>) -> Merged {
    let generated = write.stamp.weak && write.action == SentAction::Create;
    let stamp = Stamp { generated, ..write.stamp };
    let mut entity = Entity { deleted: false, made: true, life: stamp, ..unmade(write) };
    for (name, value) in write.fields {
        set(&mut entity, name, value, stamp);
    }
    Merged { entity: Some(entity), conflicts: Vec::new() }
}

/// A delete of a known entity (rules 10 and 14).
fn delete(entity: &Entity, write: &Write<'_>) -> Merged {
    if entity.deleted {
        let agreed = write.agrees_with(&entity.life);
        let entity = agreed.map(|life| Entity { revision: life.revision, life, ..entity.clone() });
        return Merged { entity, conflicts: Vec::new() };
    }
    let stamps = entity.stamps.values().chain([&entity.life]);
    let unseen = stamps
        .filter(|stamp| write.is_concurrent_with(stamp))
        .max_by_key(|stamp| (!stamp.weak, !stamp.generated, stamp.revision));
    let Some(unseen) = unseen.filter(|stamp| !stamp.generated) else {
        return Merged { entity: Some(deleted(entity, write)), conflicts: Vec::new() };
    };
    let edit = Side { value: EDIT.into(), stamp: *unseen };
    let delete = write.side(DELETE.into());
    if unseen.weak && !write.stamp.weak {
        let conflict = Conflict { field: None, kept: delete, lost: edit };
        return Merged { entity: Some(deleted(entity, write)), conflicts: vec![conflict] };
    }
    Merged { entity: None, conflicts: vec![Conflict { field: None, kept: edit, lost: delete }] }
}

/// The tombstone of a live entity; its fields stay for a restore.
fn deleted(entity: &Entity, write: &Write<'_>) -> Entity {
    Entity { revision: write.stamp.revision, deleted: true, life: write.stamp, ..entity.clone() }
}

/// A create, an update or a restore of a known entity (rules 10, 12 and 14).
fn edit(entity: &Entity, write: &Write<'_>) -> Merged {
    if write.action == SentAction::Update && write.fields.is_empty() {
        return Merged::nothing(); // it says nothing, not even that the entity should live
    }
    let mut after = entity.clone();
    let mut conflicts = Vec::new();
    let mut changed = !entity.made;
    after.made = true;
    if entity.deleted {
        changed |= revive(&mut after, write, &mut conflicts);
    } else if write.action != SentAction::Update
        && let Some(life) = write.agrees_with(&entity.life)
    {
        after.life = life;
        changed = true;
    }
    for (name, value) in write.fields {
        changed |= change(&mut after, write, name, value, &mut conflicts);
    }
    after.revision = write.stamp.revision;
    Merged { entity: changed.then_some(after), conflicts }
}

/// Makes a deleted entity live again, unless the write may not; says whether it did.
fn revive(entity: &mut Entity, write: &Write<'_>, conflicts: &mut Vec<Conflict>) -> bool {
    let concurrent = write.is_concurrent_with(&entity.life);
    let stays = concurrent && write.stamp.weak;
    if concurrent {
        let mut kept = write.side(EDIT.into());
        let mut lost = Side { value: DELETE.into(), stamp: entity.life };
        if stays {
            std::mem::swap(&mut kept, &mut lost);
        }
        conflicts.push(Conflict { field: None, kept, lost });
    }
    if !stays {
        entity.deleted = false;
        entity.life = write.stamp;
    }
    !stays
}

/// Merges one field (rule 12); says whether it changed. That a field is empty which nobody had written is news as well: it
/// is how a device tells a server that lost it that the field was emptied.
fn change(
    entity: &mut Entity,
    write: &Write<'_>,
    name: &str,
    value: &Json,
    conflicts: &mut Vec<Conflict>,
) -> bool {
    let held = entity.fields.get(name).cloned().unwrap_or_default();
    if held == *value {
        // What nobody entered is somebody's once they say the same.
        let is_first = match entity.stamps.get(name) {
            None => value.is_null(),
            Some(stamp) => stamp.generated,
        };
        if is_first {
            set(entity, name, value, write.stamp);
        }
        return is_first;
    }
    let unseen = entity.stamps.get(name).filter(|stamp| write.is_concurrent_with(stamp)).copied();
    let wins = unseen.is_none_or(|stamp| write.beats(&stamp));
    if let Some(stamp) = unseen.filter(|stamp| !stamp.generated) {
        let mut kept = write.side(value.clone());
        let mut lost = Side { value: held, stamp };
        if !wins {
            std::mem::swap(&mut kept, &mut lost);
        }
        conflicts.push(Conflict { field: Some(name.to_owned()), kept, lost });
    }
    if wins {
        set(entity, name, value, write.stamp);
    }
    wins
}

/// Writes one field.
fn set(entity: &mut Entity, name: &str, value: &Json, stamp: Stamp) {
    if value.is_null() {
        entity.fields.remove(name);
    } else {
        entity.fields.insert(name.to_owned(), value.clone());
    }
    entity.stamps.insert(name.to_owned(), stamp);
}

#[cfg(test)]
mod tests;
