//! Undo and redo: a command taken back by new operations.
//!
//! A field goes back only where it still has the value that the command gave it (PROTOCOL, rule 10), and what was made
//! goes only where nobody has changed it, here or on another device; what changed since is left and listed. Undo is the
//! same for every command, an import included.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::places::{may_move, revive_used};
use super::{Book, LedgerError};
use crate::model::entity::{FieldType, Kind, Value, category_field};
use crate::model::operation::Action;
use crate::store::apply::{Change, EntityRow, FieldUpdate};
use crate::store::groups::{GroupOperation, GroupRow};
use crate::store::writer::{CommandInfo, Writer};

/// A field that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The kind of the entity.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub number: i64,
    /// The field; [`DELETED`] for the entity as a whole.
    pub field: String,
    /// What it holds now.
    pub current: Json,
    /// What it would have gone back to.
    pub wanted: Json,
}

/// Stands for the entity as a whole among the fields that were left ([`Skipped::field`]): whether it is deleted.
pub const DELETED: &str = "deleted";

/// What an undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reverted {
    /// The command that was taken back.
    pub of: GroupRow,
    /// The group of the undo or redo itself; `None` in a dry run.
    pub group: Option<i64>,
    /// How many operations it made.
    pub operations: u64,
    /// What was left because it had changed since.
    pub skipped: Vec<Skipped>,
}

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Undo,
    Redo,
}

impl Book<'_> {
    /// Takes back the newest command that is not undone, or the given one; of one that was undone before, what that
    /// undo left. If all of that is left once more, nothing is written.
    ///
    /// # Errors
    /// [`LedgerError::NothingToUndo`], [`LedgerError::NotFound`], [`LedgerError::NotUndoable`],
    /// [`LedgerError::OfSync`], or [`LedgerError::AlreadyUndone`] if nothing was left.
    pub fn undo(&mut self, group: Option<i64>, dry_run: bool) -> Result<Reverted, LedgerError> {
        let now = self.now;
        let target = {
            let writer = self.store.writer(CommandInfo { name: "undo", ..CommandInfo::default() }, now)?;
            match group {
                None => writer.next_undo()?.ok_or(LedgerError::NothingToUndo)?,
                Some(number) => undoable(&writer, number)?,
            }
        };
        let command = CommandInfo { name: "undo", undo_of: Some(target.number), redo_of: None };
        let mut writer = self.store.writer(command, now)?;
        // Asked again under the lock that writes: another process may have undone it meanwhile.
        let target = undoable(&writer, target.number)?;
        let skipped = revert(&mut writer, &target, Way::Undo)?;
        if let Some(by) = target.undone_by.filter(|_| writer.operation_count() == 0) {
            if skipped.is_empty() {
                return Err(LedgerError::AlreadyUndone { group: target.number, by });
            }
            return finish(writer, target, skipped, true);
        }
        finish(writer, target, skipped, dry_run)
    }

    /// Takes the newest undo back, as long as no other command was entered after it.
    ///
    /// # Errors
    /// [`LedgerError::NothingToRedo`].
    pub fn redo(&mut self, dry_run: bool) -> Result<Reverted, LedgerError> {
        let now = self.now;
        let target = {
            let writer = self.store.writer(CommandInfo { name: "redo", ..CommandInfo::default() }, now)?;
            writer.next_redo()?.ok_or(LedgerError::NothingToRedo)?
        };
        let command = CommandInfo { name: "redo", undo_of: None, redo_of: Some(target.number) };
        let mut writer = self.store.writer(command, now)?;
        let target = writer
            .next_redo()?
            .filter(|now| now.number == target.number)
            .ok_or(LedgerError::NothingToRedo)?;
        let skipped = revert(&mut writer, &target, Way::Redo)?;
        finish(writer, target, skipped, dry_run)
    }
}

fn undoable(writer: &Writer, number: i64) -> Result<GroupRow, LedgerError> {
    let row = writer.group_row(number)?.ok_or_else(|| LedgerError::NotFound {
        what: "command",
        reference: number.to_string(),
        near: Vec::new(),
    })?;
    if row.is_of_sync() {
        return Err(LedgerError::OfSync(number));
    }
    if row.undo_of.is_some() || row.redo_of.is_some() {
        return Err(LedgerError::NotUndoable(number));
    }
    Ok(row)
}

/// Commits, unless it is a dry run.
pub(super) fn finish(
    writer: Writer,
    of: GroupRow,
    skipped: Vec<Skipped>,
    dry_run: bool,
) -> Result<Reverted, LedgerError> {
    if dry_run {
        let operations = writer.operation_count();
        drop(writer);
        return Ok(Reverted { of, group: None, operations, skipped });
    }
    let committed = writer.commit()?;
    Ok(Reverted { of, group: committed.group, operations: committed.operations, skipped })
}

/// Applies the inverse of a group's operations, newest first.
fn revert(writer: &mut Writer, group: &GroupRow, way: Way) -> Result<Vec<Skipped>, LedgerError> {
    let mut operations = writer.group_operations(group.number)?;
    let back = match way {
        Way::Undo => back_already(writer, group.number)?,
        Way::Redo => HashSet::new(),
    };
    for operation in &mut operations {
        let (kind, number) = (operation.kind, operation.entity);
        operation.fields.retain(|name, _| !back.contains(&(kind, number, Some(name.clone()))));
    }
    operations.retain(|one| match one.action {
        Action::Update => !one.fields.is_empty(),
        _ => !back.contains(&(one.kind, one.entity, None)),
    });
    let mut skipped = Vec::new();
    let kept = changed_revivals(writer, group.number, &operations, &mut skipped)?;
    // Categories that a command made, or made live again, go last: only then is it known whether anything still uses
    // them. A create of an expense need not be among the operations, so it is not enough to go through them backwards.
    let made_categories = made_categories(writer, group.number, &operations)?;
    let mut creates_seen = HashSet::new();
    for operation in operations.iter().rev().filter(|one| !kept.contains(&(one.kind, one.entity))) {
        let (kind, number) = (operation.kind, operation.entity);
        match (operation.action, kind) {
            (Action::Create | Action::Restore, Kind::Category) => {}
            (Action::Create, _) => {
                creates_seen.insert(number);
                take_back_create(writer, kind, number, group.number, &mut skipped)?;
            }
            // What the command itself made goes as a whole.
            (Action::Update, Kind::Expense) if way == Way::Undo && group.has_created(number) => {}
            (Action::Update, _) => take_back_update(writer, operation, way, &mut skipped)?,
            (Action::Delete, _) => {
                writer.apply(Change::Restore { kind, number, weak: true })?;
            }
            (Action::Restore, _) => {
                let withdrawn = operation.withdrawn;
                writer.apply(Change::Delete { kind, number, withdrawn, weak: true })?;
            }
        }
    }
    if let Some((first, last)) = group.created {
        let is_left =
            |number: &i64| !creates_seen.contains(number) && !back.contains(&(Kind::Expense, *number, None));
        for number in (first..=last).rev().filter(is_left) {
            take_back_create(writer, Kind::Expense, number, group.number, &mut skipped)?;
        }
    }
    for (row, changed) in made_categories {
        if writer.category_is_used(row.number)? {
            continue;
        }
        if changed.is_empty() {
            let (kind, number) = (Kind::Category, row.number);
            writer.apply(Change::Delete { kind, number, withdrawn: true, weak: true })?;
        } else {
            skipped.extend(changes_kept(Kind::Category, &row, changed));
        }
    }
    revive_used(writer)?;
    Ok(skipped)
}

/// What earlier undos of a command took back: entities as a whole, and single fields. What happened to those since is
/// not that command's doing.
fn back_already(writer: &Writer, group: i64) -> Result<HashSet<(Kind, i64, Option<String>)>, LedgerError> {
    let mut back = HashSet::new();
    for undo in writer.undos_of(group)? {
        for GroupOperation { kind, entity, action, fields, .. } in writer.group_operations(undo)? {
            if action == Action::Update {
                back.extend(fields.into_iter().map(|(name, _)| (kind, entity, Some(name))));
            } else {
                back.insert((kind, entity, None));
            }
        }
    }
    Ok(back)
}

/// A field that differs from what a command left it with: its name, the value that an undo wants, the value now.
type ChangedField = (String, Json, Json);

fn changes_kept(kind: Kind, row: &EntityRow, changed: Vec<ChangedField>) -> impl Iterator<Item = Skipped> {
    let (id, number) = (row.id, row.number);
    changed.into_iter().map(move |(field, wanted, current)| Skipped {
        kind,
        id,
        number,
        field,
        current,
        wanted,
    })
}

/// What was changed of something that a command made, here or on another device, since it did.
fn changes_since(
    writer: &Writer,
    kind: Kind,
    row: &EntityRow,
    group: i64,
) -> Result<Vec<ChangedField>, LedgerError> {
    let mut changed = writer.changed_since(kind, row, group)?;
    if changed.is_empty() && writer.is_changed_elsewhere(kind, row.number, group)? {
        changed.push((DELETED.to_owned(), Json::from(true), Json::from(false)));
    }
    Ok(changed)
}

/// Those that a command brought again after they had been taken back, and that were changed since: they stay, as
/// what a command made stays. One that was deleted since stays as it is, too.
fn changed_revivals(
    writer: &mut Writer,
    group: i64,
    operations: &[GroupOperation],
    skipped: &mut Vec<Skipped>,
) -> Result<HashSet<(Kind, i64)>, LedgerError> {
    let mut kept = HashSet::new();
    let brought = |one: &&GroupOperation| one.action == Action::Restore && one.kind != Kind::Category;
    for GroupOperation { kind, entity, .. } in operations.iter().filter(brought) {
        let Some(row) = writer.read(*kind, *entity)? else { continue };
        let changed = if row.deleted { Vec::new() } else { changes_since(writer, *kind, &row, group)? };
        if row.deleted || !changed.is_empty() {
            kept.insert((*kind, *entity));
            skipped.extend(changes_kept(*kind, &row, changed));
        }
    }
    Ok(kept)
}

/// The live categories that a command made, or made live again, newest first, with what was changed of them since.
fn made_categories(
    writer: &mut Writer,
    group: i64,
    operations: &[GroupOperation],
) -> Result<Vec<(EntityRow, Vec<ChangedField>)>, LedgerError> {
    let mut made = Vec::new();
    for operation in operations.iter().rev().filter(|one| one.kind == Kind::Category) {
        if matches!(operation.action, Action::Create | Action::Restore) {
            let row = writer.read(Kind::Category, operation.entity)?.filter(|row| !row.deleted);
            if let Some(row) = row {
                let changed = changes_since(writer, Kind::Category, &row, group)?;
                made.push((row, changed));
            }
        }
    }
    Ok(made)
}

/// Takes back what a command changed of one expense.
pub(super) fn take_back_changes(
    writer: &mut Writer,
    number: i64,
    group: i64,
    skipped: &mut Vec<Skipped>,
) -> Result<(), LedgerError> {
    let is_of =
        |one: &GroupOperation| (one.kind, one.entity, one.action) == (Kind::Expense, number, Action::Update);
    for operation in writer.group_operations(group)?.iter().rev().filter(|one| is_of(one)) {
        take_back_update(writer, operation, Way::Undo, skipped)?;
    }
    Ok(())
}

/// Deletes what a command made, unless it was changed since.
pub(super) fn take_back_create(
    writer: &mut Writer,
    kind: Kind,
    number: i64,
    group: i64,
    skipped: &mut Vec<Skipped>,
) -> Result<(), LedgerError> {
    let Some(row) = writer.read(kind, number)?.filter(|row| !row.deleted) else { return Ok(()) };
    let changed = changes_since(writer, kind, &row, group)?;
    if changed.is_empty() {
        writer.apply(Change::Delete { kind, number, withdrawn: true, weak: true })?;
    }
    skipped.extend(changes_kept(kind, &row, changed));
    Ok(())
}

/// Puts each field of an update back where it still has the value that the update gave it.
fn take_back_update(
    writer: &mut Writer,
    operation: &GroupOperation,
    way: Way,
    skipped: &mut Vec<Skipped>,
) -> Result<(), LedgerError> {
    let Some(row) = writer.read(operation.kind, operation.entity)? else { return Ok(()) };
    if row.deleted && way == Way::Undo {
        let deleted = (DELETED.to_owned(), Json::from(false), Json::from(true));
        skipped.extend(changes_kept(operation.kind, &row, vec![deleted]));
        return Ok(());
    }
    let mut fields = inverse(&row, operation, skipped);
    if operation.kind == Kind::Category {
        leave_in_place(writer, &row, &mut fields, skipped)?;
    }
    if !fields.is_empty() {
        writer.apply(Change::Update { kind: operation.kind, number: row.number, fields, weak: true })?;
    }
    Ok(())
}

/// Leaves a category where it stands if it cannot go back there: another one has the path by now, or it would stand
/// below itself or too deep.
fn leave_in_place(
    writer: &mut Writer,
    row: &EntityRow,
    fields: &mut Vec<FieldUpdate>,
    skipped: &mut Vec<Skipped>,
) -> Result<(), LedgerError> {
    let moves = |update: &FieldUpdate| matches!(update, FieldUpdate::Set(at, _) if PLACE.contains(at));
    let mut wanted = row.record.clone();
    for update in fields.iter() {
        if let FieldUpdate::Set(at, value) = update {
            wanted[*at] = value.clone();
        }
    }
    if !fields.iter().any(moves) || may_move(writer, row, &wanted)? {
        return Ok(());
    }
    let spec = Kind::Category.spec();
    let left = PLACE.into_iter().filter(|&at| wanted[at] != row.record[at]);
    let left =
        left.map(|at| (spec.fields[at].name.to_owned(), wanted[at].to_json(), row.record[at].to_json()));
    skipped.extend(changes_kept(Kind::Category, row, left.collect()));
    fields.retain(|update| !moves(update));
    Ok(())
}

/// The fields of a category that say where it stands.
const PLACE: [usize; 3] = [category_field::PARENT, category_field::NAME, category_field::MERGED_INTO];

fn inverse(row: &EntityRow, operation: &GroupOperation, skipped: &mut Vec<Skipped>) -> Vec<FieldUpdate> {
    let spec = operation.kind.spec();
    let mut updates = Vec::new();
    let mut skip = |field: &str, current: Json, wanted: Json| {
        skipped.push(Skipped {
            kind: operation.kind,
            id: row.id,
            number: row.number,
            field: field.to_owned(),
            current,
            wanted,
        });
    };
    for (name, change) in &operation.fields {
        if let Some(tag) = name.strip_prefix("tag:") {
            let present =
                spec.tags_position().is_some_and(|at| row.record[at].as_tags().iter().any(|t| t == tag));
            let given = !change["after"].is_null();
            if present == given {
                updates.push(FieldUpdate::Tag(tag.to_owned(), !given));
            } else {
                skip(name, Json::from(present), Json::from(!given));
            }
            continue;
        }
        let Some(position) = spec.position(name) else { continue };
        let kind = spec.fields[position].kind;
        let current = &row.record[position];
        let (before, after) = (side(kind, change, "before"), side(kind, change, "after"));
        match (before, after) {
            (Some(before), Some(after)) if spec.fields[position].normal(after.clone()) == *current => {
                updates.push(FieldUpdate::Set(position, before));
            }
            _ => skip(name, current.to_json(), change["before"].clone()),
        }
    }
    updates
}

fn side(kind: FieldType, change: &Json, name: &str) -> Option<Value> {
    Value::from_json(
        kind,
        change.as_object().and_then(|map: &Map<String, Json>| map.get(name)).unwrap_or(&Json::Null),
    )
}
