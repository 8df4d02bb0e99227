//! One sync at a time per database, across processes.
//!
//! Owns the lock file. The system lets go of it when the process ends, however it ends, so none is ever left behind.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::error::CliError;
use super::session::lock_file;
use crate::store::open::create_folder;

/// The right to synchronise a database, until it is dropped.
#[derive(Debug)]
pub struct SyncLock {
    _file: File,
}

impl SyncLock {
    /// Takes the right; `None` where another process has it.
    ///
    /// # Errors
    /// Those of the lock file.
    pub fn take(state_dir: &Path, database: &Path) -> Result<Option<Self>, CliError> {
        create_folder(state_dir)?;
        let path = place(state_dir, database);
        let file = lock_file(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            // A file system without locks is used as well as it can be: the server tells two copies apart.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                Ok(Some(Self { _file: file }))
            }
            Err(TryLockError::Error(error)) => Err(CliError::io("lock", &path, &error)),
        }
    }

    /// Whether a process has it at this moment. Makes no file.
    #[must_use]
    pub fn is_taken(state_dir: &Path, database: &Path) -> bool {
        // Opened to read, a file that is not there is not made; a lock needs no more (flock(2)).
        let Ok(file) = File::open(place(state_dir, database)) else { return false };
        matches!(file.try_lock(), Err(TryLockError::WouldBlock))
    }
}

/// The lock file of a database: named by where the database lies, so that every way to it leads to one lock.
fn place(state_dir: &Path, database: &Path) -> PathBuf {
    let resolved = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let hash = Sha256::digest(resolved.as_os_str().as_encoded_bytes());
    let mut start = [0_u8; 8];
    start.copy_from_slice(&hash[..8]);
    state_dir.join(format!("sync-{:016x}.lock", u64::from_be_bytes(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_has_one_lock_whatever_its_path_is_called_and_another_database_another() {
        let folder = tempfile::tempdir().unwrap();
        let (state, one) = (folder.path().join("state"), folder.path().join("one.db"));
        let other = folder.path().join("other.db");
        fs::write(&one, "").unwrap();
        fs::write(&other, "").unwrap();
        assert!(!SyncLock::is_taken(&state, &one) && !state.exists());
        let lock = SyncLock::take(&state, &one).unwrap().unwrap();
        let roundabout = folder.path().join("state/../one.db");
        assert!(SyncLock::take(&state, &roundabout).unwrap().is_none());
        assert!(SyncLock::is_taken(&state, &roundabout));
        assert!(SyncLock::take(&state, &other).unwrap().is_some());
        drop(lock);
        assert!(!SyncLock::is_taken(&state, &one));
        assert!(SyncLock::take(&state, &one).unwrap().is_some());
    }
}
