//! Expenses written as they are read, for `list` and `export`: a million of them take no more memory than one.
//!
//! Owns the way from the store's rows to the writers of `export`. Must not choose the rows or the file.

use std::io::{self, Write};
use std::ops::ControlFlow;

use super::error::CliError;
use super::output;
use crate::export::csv::{CellGuard, CsvWriter};
use crate::export::journal::{Dialect, JournalError, JournalWriter};
use crate::export::json::{JsonWriter, write_jsonl_line};
use crate::model::filter::Filter;
use crate::store::{Store, StoreError};

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFormat {
    /// CSV with a header.
    Csv(CellGuard),
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Ids, one a line.
    Ids,
    /// A journal of another program; the rows come oldest first.
    Journal(Dialect),
}

/// The rows to write, and how.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'r> {
    /// Where they are.
    pub store: &'r Store,
    /// Which.
    pub filter: &'r Filter,
    /// At most so many.
    pub limit: Option<u64>,
    /// How they are written.
    pub format: RowFormat,
}

/// What ends the writing.
enum Ended {
    Store(StoreError),
    Output(io::Error),
    Refused(CliError),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<JournalError> for Ended {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Io(error) => Self::Output(error),
            date @ JournalError::Date { .. } => Self::Refused(
                CliError::usage(date.to_string())
                    .with_hint("leave it out with --from, or write another format"),
            ),
        }
    }
}

impl Rows<'_> {
    /// Writes the rows to stdout.
    ///
    /// # Errors
    /// Those of the store and of stdout; a closed pipe is none.
    pub fn print(&self) -> Result<(), CliError> {
        self.write_with(|write| output::to_stdout(write))
    }

    /// Writes the rows with a function that knows the target. A failure of the store reaches the target as a failed
    /// write, so that it is not taken for complete, and the caller as what it was.
    ///
    /// # Errors
    /// Those of the store and of the target.
    pub fn write_with<T>(
        &self,
        target: impl FnOnce(&mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut failed = None;
        let written = target(&mut |out| match self.write(out) {
            Ok(()) => Ok(()),
            Err(Ended::Output(error)) => Err(error),
            Err(Ended::Store(error)) => {
                failed = Some(error.into());
                Err(io::Error::other("the database failed"))
            }
            Err(Ended::Refused(error)) => {
                failed = Some(error);
                Err(io::Error::other("a row was refused"))
            }
        });
        match failed {
            Some(error) => Err(error),
            None => written,
        }
    }

    fn write(&self, out: &mut dyn Write) -> Result<(), Ended> {
        match self.format {
            RowFormat::Csv(guard) => {
                let mut writer = CsvWriter::new(out, guard)?;
                self.each(|expense| writer.write(expense))?;
                writer.finish()?;
            }
            RowFormat::Json => {
                let mut writer = JsonWriter::new(out)?;
                self.each(|expense| writer.write(expense))?;
                writer.finish()?;
            }
            RowFormat::Jsonl => {
                let mut out = out;
                self.each(|expense| write_jsonl_line(&mut out, expense))?;
            }
            RowFormat::Journal(dialect) => {
                let mut writer = JournalWriter::new(out, dialect);
                self.store.for_each_expense_by_age(self.filter, |expense| {
                    writer.write(&expense)?;
                    Ok::<_, Ended>(ControlFlow::Continue(()))
                })?;
                writer.finish()?;
            }
            RowFormat::Ids => self.each(|expense| writeln!(out, "{}", expense.id))?,
        }
        Ok(())
    }

    fn each(
        &self,
        mut write: impl FnMut(&crate::model::expense::Expense) -> io::Result<()>,
    ) -> Result<(), Ended> {
        self.store.for_each_expense(self.filter, self.limit, |expense| {
            write(&expense)?;
            Ok(ControlFlow::Continue(()))
        })
    }
}
