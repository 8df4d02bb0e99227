//! Undo and redo: a command taken back by new operations.
//!
//! A field goes back only where it still has the value that the command gave it (PROTOCOL, rule 10); what changed
//! since is left and listed. Undo is the same for every command, an import included.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{Book, LedgerError};
use crate::model::entity::{FieldType, Kind, Value};
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
    /// The field; `deleted` for the entity as a whole.
    pub field: String,
    /// What it holds now.
    pub current: Json,
    /// What it would have gone back to.
    pub wanted: Json,
}

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
    /// Takes back the newest command that is not undone, or the given one.
    ///
    /// # Errors
    /// [`LedgerError::NothingToUndo`], [`LedgerError::NotFound`], [`LedgerError::AlreadyUndone`] or
    /// [`LedgerError::NotUndoable`].
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

    /// Takes the import of a batch back: the command that brought it, if it brought nothing else; else only the
    /// batch's own rows.
    ///
    /// # Errors
    /// As [`Book::undo`].
    pub fn undo_batch(&mut self, batch: Uuid, dry_run: bool) -> Result<Reverted, LedgerError> {
        let rows = self.store.batches(None)?;
        let missing =
            || LedgerError::NotFound { what: "batch", reference: batch.to_string(), near: Vec::new() };
        let row = rows.iter().find(|row| row.id == batch).ok_or_else(missing)?;
        let group = row.group.ok_or_else(missing)?;
        let alone = rows.iter().filter(|other| other.group == Some(group)).count() == 1;
        if alone && self.store.group(group)?.is_some() {
            return self.undo(Some(group), dry_run);
        }
        let numbers = self.store.batch_numbers(row.number)?;
        let of = GroupRow {
            number: group,
            command: "import".to_owned(),
            made_at: row.created_at,
            created: None,
            operations: i64::try_from(numbers.len()).unwrap_or(i64::MAX),
            undo_of: None,
            redo_of: None,
            undone_by: None,
            redone_by: None,
        };
        let mut writer =
            self.store.writer(CommandInfo { name: "batch undo", ..CommandInfo::default() }, self.now)?;
        let mut skipped = Vec::new();
        for number in numbers {
            take_back_create(&mut writer, Kind::Expense, number, &mut skipped)?;
        }
        finish(writer, of, skipped, dry_run)
    }
}

fn undoable(writer: &Writer, number: i64) -> Result<GroupRow, LedgerError> {
    let row = writer.group_row(number)?.ok_or_else(|| LedgerError::NotFound {
        what: "command",
        reference: number.to_string(),
        near: Vec::new(),
    })?;
    if row.undo_of.is_some() || row.redo_of.is_some() {
        return Err(LedgerError::NotUndoable(number));
    }
    match row.undone_by {
        Some(by) => Err(LedgerError::AlreadyUndone { group: number, by }),
        None => Ok(row),
    }
}

fn finish(
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
    let mut skipped = Vec::new();
    let mut creates_seen = HashSet::new();
    // Categories that a command made go last: only then is it known whether anything still uses them.
    let mut created_categories = Vec::new();
    for operation in writer.group_operations(group.number)?.into_iter().rev() {
        match (operation.action, operation.kind) {
            (Action::Create, Kind::Expense) => {
                creates_seen.insert(operation.entity);
                take_back_create(writer, Kind::Expense, operation.entity, &mut skipped)?;
            }
            (Action::Create, Kind::Category) => created_categories.push(operation.entity),
            (Action::Create, kind) => take_back_create(writer, kind, operation.entity, &mut skipped)?,
            (Action::Update, _) => take_back_update(writer, &operation, way, &mut skipped)?,
            (Action::Delete, kind) => {
                writer.apply(Change::Restore { kind, number: operation.entity, weak: true })?;
            }
            (Action::Restore, Kind::Category) if writer.category_is_used(operation.entity)? => {}
            (Action::Restore, kind) => {
                let withdrawn = operation.withdrawn;
                writer.apply(Change::Delete { kind, number: operation.entity, withdrawn, weak: true })?;
            }
        }
    }
    if let Some((first, last)) = group.created {
        for number in (first..=last).rev().filter(|number| !creates_seen.contains(number)) {
            take_back_create(writer, Kind::Expense, number, &mut skipped)?;
        }
    }
    for number in created_categories {
        if !writer.category_is_used(number)? {
            writer.apply(Change::Delete { kind: Kind::Category, number, withdrawn: true, weak: true })?;
        }
    }
    Ok(skipped)
}

/// Deletes what a command made, unless it was changed since.
fn take_back_create(
    writer: &mut Writer,
    kind: Kind,
    number: i64,
    skipped: &mut Vec<Skipped>,
) -> Result<(), LedgerError> {
    let Some(row) = writer.read(kind, number)? else { return Ok(()) };
    if row.deleted {
        return Ok(());
    }
    let changed = writer.changed_since_creation(kind, &row)?;
    if changed.is_empty() {
        writer.apply(Change::Delete { kind, number, withdrawn: true, weak: true })?;
        return Ok(());
    }
    for (field, created, current) in changed {
        skipped.push(Skipped { kind, id: row.id, number, field, current, wanted: created });
    }
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
        skipped.push(Skipped {
            kind: operation.kind,
            id: row.id,
            number: row.number,
            field: "deleted".to_owned(),
            current: Json::from(true),
            wanted: Json::from(false),
        });
        return Ok(());
    }
    let fields = inverse(&row, operation, skipped);
    if !fields.is_empty() {
        writer.apply(Change::Update { kind: operation.kind, number: row.number, fields, weak: true })?;
    }
    Ok(())
}

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
