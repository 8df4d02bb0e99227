//! What an operator does with the file as a whole: a copy of it, and a look through it.
//!
//! Both work beside a running server. Must not write into the file.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{Sqlite, connect};
use crate::server::storage::StorageError;

/// Problems told of a damaged file at most: one says enough.
const PROBLEMS_MAX: u32 = 10;

impl Sqlite {
    /// Copies the database at `path`, as it is at one moment, into the empty file `copy`, which is whole only if this
    /// succeeds.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn back_up(path: &Path, copy: &Path) -> Result<(), StorageError> {
        let source = connect(path)?;
        let mut target = Connection::open(copy)?;
        // Nobody reads the copy before it is whole, so it needs no journal.
        target.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
        // In one step: the pages are those of one snapshot, whatever is written meanwhile.
        let done = Backup::new(&source, &mut target)?.step(-1)?;
        target.close().map_err(|(_, error)| error)?;
        if done == StepResult::Done { Ok(()) } else { Err(StorageError::Busy) }
    }

    /// Looks through the whole database at `path`; what is wrong with it, nothing for a sound one. It takes as long as reading
    /// all of it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn problems(path: &Path) -> Result<Vec<String>, StorageError> {
        let conn = connect(path)?;
        let mut statement = conn.prepare(&format!("PRAGMA integrity_check({PROBLEMS_MAX})"))?;
        let found = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }
}
