//! Copies of the database, and making it smaller.
//!
//! Owns backup, restore and compaction. A copy is written beside its target, synced and renamed into place, so that
//! a target is the old file or the whole new one, never a part.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::Store;
use super::error::StoreError;
use super::open::{Access, OpenOptionsAt, create_folder};

/// Pages copied at a time: all of them, in one read transaction, so that the copy is of one moment.
const PAGES_PER_STEP: i32 = -1;

/// Copies a database to a file that must not exist, of the mode of a private file.
pub(super) fn copy_to(source: &Connection, target: &Path) -> Result<(), StoreError> {
    let partial = partial_path(target);
    let result = copy_and_sync(source, &partial).and_then(|()| move_into_place(&partial, target));
    if result.is_err() {
        // The copy is of no use; the error that counts is the first one.
        let _ = fs::remove_file(&partial);
    }
    result
}

fn copy_and_sync(source: &Connection, partial: &Path) -> Result<(), StoreError> {
    let io = |source| StoreError::Io { path: partial.to_path_buf(), source };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(partial).map_err(io)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy =
        Connection::open_with_flags(partial, flags).map_err(|error| StoreError::at(error, partial))?;
    // Nobody reads the copy before it is whole and synced, so it needs no journal.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
    copy_pages(source, &mut copy, |error| StoreError::at(error, partial))?;
    copy.close().map_err(|(_, error)| StoreError::at(error, partial))?;
    File::open(partial).and_then(|file| file.sync_all()).map_err(io)
}

/// Copies every page in one step, after waiting for locks no longer than the connections' own busy timeout.
fn copy_pages(
    source: &Connection,
    target: &mut Connection,
    sorted: impl Fn(rusqlite::Error) -> StoreError,
) -> Result<(), StoreError> {
    match Backup::new(source, target).and_then(|backup| backup.step(PAGES_PER_STEP)).map_err(sorted)? {
        StepResult::Done => Ok(()),
        _ => Err(StoreError::Busy),
    }
}

/// Replaces every page of the target, having kept what it holds once nobody else can change it any more. Returns what
/// `keep` does.
fn replace_pages<T>(
    source: &Connection,
    target: &mut Connection,
    path: &Path,
    keep: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let sorted = |error| StoreError::at_commit(error, path);
    let backup = Backup::new(source, target).map_err(sorted)?;
    // A step of no pages takes the target's write lock, which the backup has until it ends
    // (sqlite.org/c3ref/backup_finish.html). Readers are not kept out, so `keep` can copy from a connection of its own.
    match backup.step(0).map_err(sorted)? {
        StepResult::Done | StepResult::More => {}
        _ => return Err(StoreError::Busy),
    }
    let kept = keep()?;
    match backup.step(PAGES_PER_STEP).map_err(sorted)? {
        StepResult::Done => Ok(kept),
        _ => Err(StoreError::Busy),
    }
}

fn move_into_place(partial: &Path, target: &Path) -> Result<(), StoreError> {
    let io = |source| StoreError::Io { path: target.to_path_buf(), source };
    fs::rename(partial, target).map_err(io)?;
    sync_folder(target).map_err(io)
}

/// Makes a rename durable: the folder's entry is data of the folder (fsync(2)).
fn sync_folder(file: &Path) -> std::io::Result<()> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

/// The write-ahead log of a database and its index.
fn log_paths(database: &Path) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|ending| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

fn remove_log(database: &Path) -> Result<(), StoreError> {
    for path in log_paths(database).into_iter().filter(|path| path.exists()) {
        fs::remove_file(&path).map_err(|source| StoreError::Io { path, source })?;
    }
    Ok(())
}

fn partial_path(target: &Path) -> PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(format!(".partial-{}", std::process::id()));
    PathBuf::from(name)
}

/// The path, with a number behind it if it is taken: what was kept once is never replaced.
fn unused_path(path: &Path) -> PathBuf {
    let numbered = (2_u32..).map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!("-{number}"));
        PathBuf::from(name)
    });
    std::iter::once(path.to_path_buf()).chain(numbered).find(|path| !path.exists()).unwrap_or_default()
}

fn copy_bytes(from: &Path, to: &Path) -> Result<(), StoreError> {
    let copied = fs::copy(from, to).and_then(|_| File::open(to)?.sync_all());
    copied.map_err(|source| StoreError::Io { path: to.to_path_buf(), source })
}

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Where the database that stood there before was kept.
    pub kept: Option<PathBuf>,
    /// How many live expenses the backup holds.
    pub expenses: u64,
}

impl Store {
    /// Copies the whole database, at one moment, to a file that must not exist unless it is to be replaced.
    ///
    /// # Errors
    /// If the file exists or cannot be written; then nothing is left of the copy.
    pub fn backup(&self, target: &Path, replace: bool) -> Result<(), StoreError> {
        if target.exists() && !replace {
            return Err(StoreError::Io {
                path: target.to_path_buf(),
                source: std::io::Error::from(std::io::ErrorKind::AlreadyExists),
            });
        }
        copy_to(&self.conn, target)
    }

    /// Puts the database of a backup in place of the one at `path`, after checking it whole and keeping a copy of
    /// what was there in `keep_dir`: all of it, since no other command can write between the copy and the replacement.
    ///
    /// The pages are copied into the present file in one transaction, so that other processes see the old state or
    /// the new one, and a kill leaves the old one.
    ///
    /// # Errors
    /// If the backup is damaged, of another program or newer, or the present database cannot be written; then what
    /// was there stays.
    pub fn restore(
        backup: &Path,
        path: &Path,
        keep_dir: &Path,
        options: &OpenOptionsAt,
    ) -> Result<Restored, StoreError> {
        let source = Self::open_unmigrated(backup)?;
        let problems = source.integrity_problems()?;
        if let Some(problem) = problems.first() {
            return Err(StoreError::Damaged { path: backup.to_path_buf(), detail: problem.clone() });
        }
        // Counted first: once the pages are in place nothing may fail any more.
        let expenses = source.expense_count(None)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            create_folder(folder)?;
        }
        let existed = path.exists();
        let kept = match Self::open(path, Access::Write, options) {
            Ok(Some(mut store)) => {
                let fresh = !existed && store.group_count()? == 0;
                let keep = || if fresh { Ok(None) } else { Self::keep_present(path, keep_dir, options) };
                replace_pages(&source.conn, &mut store.conn, path, keep)?
            }
            // What stands there is no database that SQLite can write into: the copy replaces the file. Its log goes
            // first, since SQLite would take it for the log of the new file.
            Ok(None)
            | Err(StoreError::Damaged { .. } | StoreError::NotOutlay(_) | StoreError::Newer { .. }) => {
                let kept = Self::keep_present(path, keep_dir, options)?;
                remove_log(path)?;
                copy_to(&source.conn, path)?;
                kept
            }
            Err(error) => return Err(error),
        };
        Ok(Restored { kept, expenses })
    }

    /// Copies the file that stands at `path`, whatever it is.
    fn keep_present(
        path: &Path,
        keep_dir: &Path,
        options: &OpenOptionsAt,
    ) -> Result<Option<PathBuf>, StoreError> {
        if !path.exists() {
            return Ok(None);
        }
        create_folder(keep_dir)?;
        let name =
            path.file_name().map_or_else(|| "outlay.db".into(), |name| name.to_string_lossy().into_owned());
        let kept = unused_path(
            &keep_dir.join(format!("{name}.before-restore.{}", options.now.format("%Y%m%dT%H%M%S%3fZ"))),
        );
        let copied = Self::open(path, Access::Read, options).and_then(|store| match store {
            Some(store) => store.backup(&kept, false),
            None => Ok(()),
        });
        if copied.is_err() {
            // It need not be a database: then its bytes are kept, and those of its log.
            copy_bytes(path, &kept)?;
            for (log, kept_log) in
                log_paths(path).iter().zip(log_paths(&kept)).filter(|(log, _)| log.exists())
            {
                copy_bytes(log, &kept_log)?;
            }
        }
        Ok(Some(kept))
    }

    /// Rebuilds the file without the room that deleted rows left, and merges the search index into one piece.
    /// Returns the bytes before and after.
    ///
    /// # Errors
    /// What SQLite reports; the file is then as it was.
    pub fn compact(&mut self) -> Result<(u64, u64), StoreError> {
        let before = self.file_bytes();
        self.conn.execute_batch(
            "INSERT INTO expense_search (expense_search) VALUES ('optimize');
             VACUUM;
             PRAGMA optimize;
             PRAGMA wal_checkpoint(TRUNCATE);",
        )?;
        Ok((before, self.file_bytes()))
    }

    /// The size of the database file and its write-ahead log, in bytes.
    #[must_use]
    pub fn file_bytes(&self) -> u64 {
        let mut wal = self.path.as_os_str().to_owned();
        wal.push("-wal");
        [self.path.as_path(), Path::new(&wal)]
            .iter()
            .filter_map(|path| fs::metadata(path).ok())
            .map(|meta| meta.len())
            .sum()
    }

    /// The schema of the open database.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn schema(&self) -> Result<i64, StoreError> {
        Ok(self.conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
    }

    /// A value that the program keeps about itself.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn meta(&self, key: &str) -> Result<Option<String>, StoreError> {
        use rusqlite::OptionalExtension;
        Ok(self
            .conn
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// Instants of the last finished runs, newest first, at most `limit`: start, end, result, error.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn sync_runs(&self, limit: u32) -> Result<Vec<SyncRun>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT started_at, ended_at, result, error FROM sync_runs ORDER BY number DESC LIMIT ?1",
        )?;
        let rows = statement.query_map([limit], |row| {
            Ok(SyncRun {
                started_at: super::operations::instant(row.get(0)?),
                ended_at: row.get::<_, Option<i64>>(1)?.map(super::operations::instant),
                result: row.get(2)?,
                error: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// One recorded sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRun {
    /// When it began (UTC).
    pub started_at: DateTime<Utc>,
    /// When it ended (UTC); `None` if it was interrupted.
    pub ended_at: Option<DateTime<Utc>>,
    /// How it ended.
    pub result: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
}
