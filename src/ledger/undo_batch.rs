//! Taking one import back.
//!
//! Owns which rows are the batch's own. How a row is taken back is `undo`'s.

use uuid::Uuid;

use super::undo::{Reverted, finish, take_back_create};
use super::{Book, LedgerError};
use crate::model::entity::Kind;
use crate::store::groups::GroupRow;
use crate::store::writer::CommandInfo;

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
        if self.store.group(group)?.is_some() && self.store.group_is_of_batch(group, row.number)? {
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
        for number in numbers {
            take_back_create(&mut writer, Kind::Expense, number, group, &mut skipped)?;
        }
        finish(writer, of, skipped, dry_run)
    }
}
