//! What can go wrong with the store.
//!
//! Owns the mapping from SQLite's result codes (sqlite.org/rescode.html) to the few cases that a person can act on.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{ErrorCode, ffi};

/// A failure of the store. Nothing was written, but for [`StoreError::Unsettled`].
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process held the write lock for longer than the busy timeout.
    #[error("the database is busy: another command has been writing for more than {seconds} s", seconds = super::BUSY_TIMEOUT_MS / 1000)]
    Busy,
    /// The file was written by a newer version.
    #[error("`{path}` has schema {found}, and this version knows schemas up to {known}")]
    Newer {
        /// The database file.
        path: PathBuf,
        /// The schema of the file.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// The file is an outlay database that is damaged, or no database at all where one should be.
    #[error("`{path}` is damaged: {detail}")]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// The file belongs to something else.
    #[error("`{0}` is not an outlay database")]
    NotOutlay(PathBuf),
    /// No room on the disk.
    #[error("no space left on the disk that holds `{0}`; nothing was changed")]
    DiskFull(PathBuf),
    /// The file or its folder cannot be written.
    #[error("`{0}` cannot be written: the file or its folder is read-only")]
    ReadOnly(PathBuf),
    /// The file or its folder cannot be opened or made.
    #[error("`{path}` cannot be opened: {detail}")]
    CannotOpen {
        /// The database file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// A sum left the range of 64-bit minor units.
    #[error("the totals of {0} would leave the range of 64-bit minor units")]
    Overflow(String),
    /// Anything else that SQLite reports.
    #[error("the database failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// The disk failed, or a file beside the database did (backup, migration copy).
    #[error("`{path}`: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk failed while a finished change was being made lasting: it is there as a whole or not at all, and only
    /// the disk knows which.
    #[error(
        "the disk that holds `{path}` failed while the change was being saved; it may or may not be there: {source}"
    )]
    Unsettled {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// The rows contradict each other in a way that no command can produce.
    #[error("the database is inconsistent: {0}")]
    Inconsistent(String),
}

/// Stands for the path of the database in an error until somebody who knows the path names it.
pub const UNNAMED: &str = "the database";

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::at(error, Path::new(UNNAMED))
    }
}

impl StoreError {
    /// Sorts an SQLite error into the cases above, naming the file.
    #[must_use]
    pub fn at(error: rusqlite::Error, path: &Path) -> Self {
        let path = path.to_path_buf();
        let Some(code) = error.sqlite_error_code() else { return Self::Sqlite(error) };
        match code {
            // SQLite's own reading of it: the volume is out of space (sqlite.org/rescode.html#ioerr_shmsize).
            ErrorCode::SystemIoFailure if extended_code(&error) == Some(ffi::SQLITE_IOERR_SHMSIZE) => {
                Self::DiskFull(path)
            }
            ErrorCode::SystemIoFailure => Self::Io { path, source: io::Error::other(error) },
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::DatabaseCorrupt => Self::Damaged { path, detail: error.to_string() },
            ErrorCode::NotADatabase => Self::NotOutlay(path),
            ErrorCode::DiskFull => Self::DiskFull(path),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly(path),
            ErrorCode::CannotOpen => Self::CannotOpen { path, detail: error.to_string() },
            _ => Self::Sqlite(error),
        }
    }

    /// Sorts the error of a commit: when the disk itself fails, what was written to the log may still be found there
    /// by the next command.
    #[must_use]
    pub fn at_commit(error: rusqlite::Error, path: &Path) -> Self {
        match Self::at(error, path) {
            Self::Io { path, source } => match source.downcast() {
                Ok(source) => Self::Unsettled { path, source },
                Err(source) => Self::Io { path, source },
            },
            other => other,
        }
    }

    /// Names the file in an error that did not know it.
    #[must_use]
    pub fn named(self, path: &Path) -> Self {
        match self {
            Self::Sqlite(error) => Self::at(error, path),
            Self::DiskFull(_) => Self::DiskFull(path.to_path_buf()),
            Self::ReadOnly(_) => Self::ReadOnly(path.to_path_buf()),
            Self::NotOutlay(_) => Self::NotOutlay(path.to_path_buf()),
            Self::Damaged { detail, .. } => Self::Damaged { path: path.to_path_buf(), detail },
            Self::CannotOpen { detail, .. } => Self::CannotOpen { path: path.to_path_buf(), detail },
            Self::Io { path: unnamed, source } if unnamed.as_os_str() == UNNAMED => {
                Self::Io { path: path.to_path_buf(), source }
            }
            other => other,
        }
    }
}

fn extended_code(error: &rusqlite::Error) -> Option<i32> {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => Some(failure.extended_code),
        _ => None,
    }
}
