//! The client's SQLite file: the only place with client SQL.
//!
//! Owns the schema, the one way to change an entity ([`writer::Writer::apply`], invariant I1), and every read. Must
//! not print, prompt, read the environment or the clock, or hold a transaction while anything else waits (I5).

pub mod apply;
pub mod batches;
pub mod budgets;
pub mod categories;
mod chain;
pub mod change;
pub mod check;
mod check_categories;
mod columns;
pub mod conflicts;
mod derived;
pub mod error;
pub mod expenses;
mod foreign;
pub mod groups;
pub mod ledgers;
pub mod maintenance;
pub mod matching;
pub mod open;
pub mod operations;
pub mod query;
pub mod rates;
pub mod recurring;
pub mod rows;
pub mod rules;
pub mod sync;
pub mod totals;
pub mod writer;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use error::StoreError;
pub use open::{Access, OpenOptionsAt};

/// How long a command waits for another one that writes, in milliseconds: longer than an import of a million rows
/// takes on a slow machine, shorter than a person waits without wondering.
pub const BUSY_TIMEOUT_MS: u64 = 30_000;

/// An open database.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    /// Whether SQLite checks references and values of rows that are written; `None` before it was told.
    checks_rows: Option<bool>,
}

impl Store {
    /// The database file; `:memory:` for one in memory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this is a database in memory: there is no file yet.
    #[must_use]
    pub fn is_in_memory(&self) -> bool {
        self.path.as_os_str() == ":memory:"
    }

    /// Makes this connection wait for others that write no longer than so many milliseconds: for what can wait until the next
    /// command.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn wait_for_others_ms(&self, milliseconds: u64) -> Result<(), StoreError> {
        Ok(self.conn.busy_timeout(std::time::Duration::from_millis(milliseconds))?)
    }

    /// Closes the file properly: the write-ahead log is folded in and removed, so that one file is the whole
    /// database.
    ///
    /// # Errors
    /// What SQLite reports while folding the log in; everything committed is safe all the same.
    pub fn close(self) -> Result<(), StoreError> {
        let Self { conn, path, .. } = self;
        conn.close().map_err(|(_, error)| StoreError::at(error, &path))
    }
}

#[cfg(test)]
impl Store {
    /// The steps by which SQLite would answer a query.
    pub(crate) fn plan(&self, query: &str) -> Vec<String> {
        let mut plan = self.conn.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
        let mut steps = plan.raw_query();
        std::iter::from_fn(|| steps.next().unwrap().map(|step| step.get(3).unwrap())).collect()
    }
}
