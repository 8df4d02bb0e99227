//! One server at a time on a database file.
//!
//! Owns the lock file beside the server's database. The system lets go of it when the process ends, however it ends, so
//! none is ever left behind. Must not keep `serve user` from the file, which works beside a running server.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::error::{CliError, ErrorCode};
use crate::cli::session::lock_file;

/// What stands behind the database's name in the lock file's.
const SUFFIX: &str = ".serve-lock";

/// The right to serve a database, until it is dropped.
#[derive(Debug)]
pub(super) struct Claim {
    _file: File,
}

impl Claim {
    /// Takes the right to serve the database, which is there already.
    ///
    /// # Errors
    /// `database_busy` where another process serves it; those of the lock file.
    pub(super) fn take(database: &Path) -> Result<Self, CliError> {
        let path = beside(database);
        let mut file = lock_file(&path)?;
        match file.try_lock() {
            Ok(()) => {
                // For people alone: the lock is what counts.
                let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => Err(taken(database, &path)),
            // A file system without locks is used as well as it can be.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                Ok(Self { _file: file })
            }
            Err(TryLockError::Error(error)) => Err(CliError::io("lock", &path, &error)),
        }
    }
}

/// The lock file of a database, named by where the database lies, so that every way to it leads to one lock.
fn beside(database: &Path) -> PathBuf {
    let mut path = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned()).into_os_string();
    path.push(SUFFIX);
    PathBuf::from(path)
}

fn taken(database: &Path, lock: &Path) -> CliError {
    let holder = fs::read_to_string(lock).ok().and_then(|text| text.trim().parse::<u32>().ok());
    let process = holder.map_or_else(String::new, |id| format!(" (process {id})"));
    let shown = database.display();
    CliError::new(ErrorCode::DatabaseBusy, format!("another server{process} is serving `{shown}`"))
        .with_value(shown.to_string())
        .with_hint(
            "end that one first, or name another file with --database; outlay serve user works beside it",
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_served_once_whatever_its_path_is_called_and_another_one_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one.db"), folder.path().join("other.db"));
        for database in [&one, &other] {
            fs::write(database, "").unwrap();
        }
        fs::create_dir(folder.path().join("sub")).unwrap();
        let claim = Claim::take(&one).unwrap();
        let error = Claim::take(&folder.path().join("sub/../one.db")).unwrap_err();
        assert!(error.message.contains(&format!("process {}", std::process::id())), "{error:?}");
        assert!(Claim::take(&other).is_ok());
        drop(claim);
        assert!(Claim::take(&one).is_ok());
    }
}
