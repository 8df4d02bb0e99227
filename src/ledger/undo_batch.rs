//! Taking one import back.
//!
//! Owns which rows are the batch's own. How a row is taken back is `undo`'s.

use std::collections::HashSet;

use uuid::Uuid;

use super::undo::{Reverted, finish, take_back_changes, take_back_create};
use super::{Book, LedgerError};
use crate::model::entity::Kind;
use crate::model::operation::Action;
use crate::store::apply::Change;
use crate::store::groups::{GroupOperation, GroupRow};
use crate::store::writer::{CommandInfo, Writer};

impl Book<'_> {
    /// Takes the import of a batch back: the command that brought it, if every expense it brought is of this batch;
    /// else only the batch's own rows. Rows that were left before, because they had changed, are tried again.
    ///
    /// # Errors
    /// As [`Book::undo`].
    pub fn undo_batch(&mut self, batch: Uuid, dry_run: bool) -> Result<Reverted, LedgerError> {
        let rows = self.store.batches(None)?;
        let missing =
            || LedgerError::NotFound { what: "batch", reference: batch.to_string(), near: Vec::new() };
        let row = rows.iter().find(|row| row.id == batch).ok_or_else(missing)?;
        let group = row.group.ok_or_else(missing)?;
        let made = self.store.group(group)?;
        if made.is_some() && self.store.group_is_of_batch(group, row.number)? {
            match self.undo(Some(group), dry_run) {
                // Rows that came back by another way since are still this batch's.
                Err(LedgerError::AlreadyUndone { .. }) if row.live > 0 => {}
                other => return other,
            }
        }
        let mut writer =
            self.store.writer(CommandInfo { name: "batch undo", ..CommandInfo::default() }, self.now)?;
        let numbers = writer.batch_numbers(row.number)?;
        if numbers.is_empty() {
            return Err(LedgerError::NothingToUndo);
        }
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
        let mut skipped = Vec::new();
        let joined = joined(&writer, made.as_ref(), row.number, &numbers)?;
        for number in numbers {
            // What was there before became part of the batch: it goes back to what it was.
            if joined.contains(&number) {
                take_back_changes(&mut writer, number, group, &mut skipped)?;
            } else {
                take_back_create(&mut writer, Kind::Expense, number, group, &mut skipped)?;
            }
        }
        for number in writer.batch_traces(row.number)? {
            writer.apply(Change::Restore { kind: Kind::Expense, number, weak: true })?;
            take_back_create(&mut writer, Kind::Expense, number, group, &mut skipped)?;
        }
        finish(writer, of, skipped, dry_run)
    }
}

/// The expenses that were there before an import and became part of its batch, among the batch's `numbers`.
fn joined(
    writer: &Writer,
    made: Option<&GroupRow>,
    batch: i64,
    numbers: &[i64],
) -> Result<HashSet<i64>, LedgerError> {
    let Some(made) = made else {
        // Its history is gone; what it joined is older than itself.
        let is_plain = writer.batch_traces(batch)?.is_empty();
        return Ok(if is_plain { HashSet::new() } else { writer.older_than_batch(batch)? });
    };
    let brought = |one: &GroupOperation| matches!(one.action, Action::Create | Action::Restore);
    let again: HashSet<i64> = writer
        .group_operations(made.number)?
        .iter()
        .filter(|one| one.kind == Kind::Expense && brought(one))
        .map(|one| one.entity)
        .collect();
    let is_joined = |number: &i64| !made.has_created(*number) && !again.contains(number);
    Ok(numbers.iter().copied().filter(is_joined).collect())
}
