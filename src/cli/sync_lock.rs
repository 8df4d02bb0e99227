//! One at a time per database, across processes: a sync, a login, a restore.
//!
//! Owns the lock file, which lies beside the database so that every process finds the same one. The system lets go of it when
//! the process ends, however it ends, so none is ever left behind.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::error::{CliError, ErrorCode};
use super::session::lock_file;
use crate::store::open::create_folder;

/// For how long a command that a person waits for lets a sync finish.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// For how long another one's look at the lock is waited out: it takes microseconds, unless the machine is busy just then.
const LOOK_LASTS_MAX: Duration = Duration::from_millis(500);
/// How long it is left alone between two tries.
const LOOK_LASTS: Duration = Duration::from_micros(50);

/// The right to synchronise a database, or to put another history in its place, until it is dropped.
#[derive(Debug)]
pub struct SyncLock {
    file: File,
}

impl Drop for SyncLock {
    // A closed file keeps its lock for as long as a copy of it is open, and a program that is just being started has one
    // until it begins to run (flock(2), fork(2)); one that is unlocked lets go at once.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl SyncLock {
    /// Takes the right; `None` where another process has it.
    ///
    /// # Errors
    /// Those of the lock file.
    pub fn take(state_dir: &Path, database: &Path) -> Result<Option<Self>, CliError> {
        let (path, mut file) = open(state_dir, database)?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => {
                    // For people alone: the lock is what counts.
                    let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
                    return Ok(Some(Self { file }));
                }
                Err(TryLockError::WouldBlock) => {}
                // A file system without locks is used as well as it can be: the server tells two copies apart.
                Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                    return Ok(Some(Self { file }));
                }
                Err(TryLockError::Error(error)) => return Err(CliError::io("lock", &path, &error)),
            }
            // Whoever only looks shares it, and is gone at once.
            let is_shared = !matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
            let _ = file.unlock();
            if !is_shared || waited >= LOOK_LASTS_MAX {
                return Ok(None);
            }
            sleep(LOOK_LASTS);
            waited += LOOK_LASTS;
        }
    }

    /// Takes the right for a command that would change a database under a sync, waiting so long for the one that has it.
    ///
    /// # Errors
    /// `database_busy` where it was not let go of in time; those of the lock file.
    pub fn wait(state_dir: &Path, database: &Path, patience: Duration) -> Result<Self, CliError> {
        let mut waited = Duration::ZERO;
        loop {
            if let Some(lock) = Self::take(state_dir, database)? {
                return Ok(lock);
            }
            if waited >= patience {
                break;
            }
            sleep(LOOK_EVERY);
            waited += LOOK_EVERY;
        }
        let holder = places(state_dir, database).iter().find_map(|path| fs::read_to_string(path).ok());
        let holder = holder.and_then(|text| text.trim().parse::<u32>().ok());
        let process = holder.map_or_else(|| "another process".to_owned(), |id| format!("process {id}"));
        Err(CliError::new(
            ErrorCode::DatabaseBusy,
            format!("{process} is synchronising {} at this moment", database.display()),
        )
        .with_value(database.display().to_string())
        .with_hint("let it finish, or end that process (nothing is lost by it), and type the command again"))
    }

    /// Whether a process has it at this moment. Makes no file.
    #[must_use]
    pub fn is_taken(state_dir: &Path, database: &Path) -> bool {
        // Opened to read, a file that is not there is not made; a lock needs no more (flock(2)).
        places(state_dir, database).iter().filter_map(|path| File::open(path).ok()).any(|file| {
            let is_taken = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
            let _ = file.unlock();
            is_taken
        })
    }
}

/// Opens the lock file: beside the database, or in the state folder where that one cannot be written.
fn open(state_dir: &Path, database: &Path) -> Result<(PathBuf, File), CliError> {
    let [beside, in_state] = places(state_dir, database);
    let made = match beside.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => create_folder(folder).is_ok(),
        None => true,
    };
    if made && let Ok(file) = lock_file(&beside) {
        return Ok((beside, file));
    }
    create_folder(state_dir)?;
    let file = lock_file(&in_state)?;
    Ok((in_state, file))
}

/// Where the lock file of a database may lie, named by where the database lies, so that every way to it leads to one lock.
fn places(state_dir: &Path, database: &Path) -> [PathBuf; 2] {
    let resolved = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let hash = Sha256::digest(resolved.as_os_str().as_encoded_bytes());
    let mut start = [0_u8; 8];
    start.copy_from_slice(&hash[..8]);
    let in_state = state_dir.join(format!("sync-{:016x}.lock", u64::from_be_bytes(start)));
    let mut beside = resolved.into_os_string();
    beside.push(".sync-lock");
    [PathBuf::from(beside), in_state]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A state folder and a database.
    fn place(folder: &Path) -> (PathBuf, PathBuf) {
        let database = folder.join("one.db");
        fs::write(&database, "").unwrap();
        (folder.join("state"), database)
    }

    #[test]
    fn a_database_has_one_lock_whatever_its_path_is_called_and_another_database_another() {
        let folder = tempfile::tempdir().unwrap();
        let (state, one) = place(folder.path());
        let other = folder.path().join("other.db");
        fs::write(&other, "").unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        assert!(!SyncLock::is_taken(&state, &one) && !state.exists());
        let lock = SyncLock::take(&state, &one).unwrap().unwrap();
        let roundabout = folder.path().join("sub/../one.db");
        assert!(SyncLock::take(&state, &roundabout).unwrap().is_none());
        assert!(SyncLock::is_taken(&state, &roundabout));
        assert!(SyncLock::take(&state, &other).unwrap().is_some());
        drop(lock);
        assert!(!SyncLock::is_taken(&state, &one));
        assert!(SyncLock::take(&state, &one).unwrap().is_some());
    }

    #[test]
    fn processes_with_other_state_folders_exclude_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (state, one) = place(folder.path());
        let elsewhere = folder.path().join("elsewhere");
        let _lock = SyncLock::take(&state, &one).unwrap().unwrap();
        assert!(SyncLock::take(&elsewhere, &one).unwrap().is_none());
        assert!(SyncLock::is_taken(&elsewhere, &one));
    }

    #[test]
    fn whoever_looks_at_a_lock_keeps_nobody_from_taking_it() {
        let folder = tempfile::tempdir().unwrap();
        let (state, one) = place(folder.path());
        drop(SyncLock::take(&state, &one).unwrap());
        let ends = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !ends.load(std::sync::atomic::Ordering::Relaxed) {
                    std::hint::black_box(SyncLock::is_taken(&state, &one));
                }
            });
            let taken = (0..2_000).filter(|_| SyncLock::take(&state, &one).unwrap().is_some()).count();
            ends.store(true, std::sync::atomic::Ordering::Relaxed);
            assert_eq!(taken, 2_000);
        });
    }

    #[test]
    fn a_command_that_cannot_wait_any_longer_says_who_holds_the_database() {
        let folder = tempfile::tempdir().unwrap();
        let (state, one) = place(folder.path());
        let _lock = SyncLock::take(&state, &one).unwrap().unwrap();
        let error = SyncLock::wait(&state, &one, Duration::ZERO).unwrap_err();
        assert!(error.message.contains(&format!("process {}", std::process::id())), "{error:?}");
        assert!(error.message.contains("one.db"), "{error:?}");
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_file_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (state, one) = place(folder.path());
        drop(SyncLock::take(&state, &one).unwrap());
        let file = fs::metadata(folder.path().join("one.db.sync-lock")).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.permissions()) & 0o777, 0o600);
        assert!(!state.exists());
    }
}
