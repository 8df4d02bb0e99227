//! The storage in one SQLite file.
//!
//! Owns its file, its schema and the group commit: one writer takes what waits, runs each job in a savepoint of one
//! transaction, commits once and answers all. Readers have connections of their own.

mod accounts;
mod entities;
mod ledgers;
mod replicas;
mod txn;
mod upkeep;

use std::fs::OpenOptions;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use self::txn::SqliteTxn;
use super::{Job, Storage, StorageError};
use crate::id::random_id;

/// `outs` in ASCII: the database header's application id.
const APPLICATION_ID: i64 = 0x6f75_7473;
/// The schema of this version.
const SCHEMA: i64 = 1;
/// Jobs that wait for the writer at most; beyond, callers are told to come again.
const QUEUE_MAX: usize = 256;
/// Jobs of one transaction at most, so that the first does not wait long for the last.
const GROUP_MAX: usize = 64;
/// How long another process (an operator's command) may hold the file, in milliseconds.
const BUSY_TIMEOUT_MS: u64 = 10_000;
/// Memory for the writer's pages, in KiB. Ids are in no order, so that every transaction touches most pages of their
/// indexes: those of about a million rows have room.
const WRITER_CACHE_KIB: u32 = 64 * 1024;
/// Pages of the write-ahead log before it is written back, 64 MiB: the same pages are written by many transactions.
const LOG_PAGES: u32 = 16 * 1024;
/// Prepared statements that a connection keeps: more than there are.
const STATEMENTS_KEPT: usize = 64;
/// Connections for readers that are kept open.
const READERS_MAX: usize = 8;

type Reply = SyncSender<Result<(), StorageError>>;

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Failed(error.to_string()),
        }
    }
}

/// A storage in an SQLite file, or in memory.
#[derive(Debug)]
pub struct Sqlite {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// One connection, used by one caller at a time.
    Memory(Mutex<Connection>),
    /// Readers, and a writer behind a queue. The readers go first: the last connection tidies the file up.
    File { path: PathBuf, readers: Mutex<Vec<Connection>>, writer: Writer },
}

/// The thread that writes, and the way to it.
#[derive(Debug)]
struct Writer {
    queue: Option<SyncSender<(Job, Reply)>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    fn start(conn: Connection) -> Result<Self, StorageError> {
        let (queue, jobs) = mpsc::sync_channel(QUEUE_MAX);
        let thread = std::thread::Builder::new()
            .name("outlay-writer".to_owned())
            .spawn(move || write_all(&conn, &jobs))
            .map_err(|error| StorageError::Failed(error.to_string()))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    fn write(&self, job: Job) -> Result<(), StorageError> {
        let stopped = || StorageError::Failed("the writer has stopped".to_owned());
        let (reply, answer) = mpsc::sync_channel(1);
        let queue = self.queue.as_ref().ok_or_else(stopped)?;
        queue.try_send((job, reply)).map_err(|error| match error {
            TrySendError::Full(_) => StorageError::Busy,
            TrySendError::Disconnected(_) => stopped(),
        })?;
        answer.recv().map_err(|_| stopped())?
    }
}

impl Drop for Writer {
    /// Waits until the file is closed. A process that ended before would leave the newest commits in the log beside it, and
    /// whoever copies the file would lose them.
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take() {
            // It does not panic: every job is caught.
            let _ = thread.join();
        }
    }
}

impl Sqlite {
    /// Opens the file, making it if it is missing.
    ///
    /// # Errors
    /// What SQLite reports; a file of another program or of a newer version.
    pub fn open(path: &Path) -> Result<Self, StorageError> {
        let mut options = OpenOptions::new();
        options.write(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path).map_err(|error| StorageError::Failed(error.to_string()))?;
        let conn = connect(path)?;
        prepare(&conn)?;
        conn.execute_batch(&format!(
            // What a savepoint keeps of a job's pages stays in memory: as a file it would be written for every group.
            "PRAGMA cache_size = -{WRITER_CACHE_KIB}; PRAGMA wal_autocheckpoint = {LOG_PAGES};
             PRAGMA temp_store = MEMORY"
        ))?;
        let writer = Writer::start(conn)?;
        Ok(Self { kind: Kind::File { path: path.to_path_buf(), readers: Mutex::new(Vec::new()), writer } })
    }

    /// A storage in memory.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn in_memory() -> Result<Self, StorageError> {
        let conn = Connection::open_in_memory()?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        prepare(&conn)?;
        Ok(Self { kind: Kind::Memory(Mutex::new(conn)) })
    }

    /// A copy in memory of one in memory, as a backup would be.
    ///
    /// # Errors
    /// What SQLite reports; [`StorageError::Failed`] for one in a file.
    pub fn copy(&self) -> Result<Self, StorageError> {
        let Kind::Memory(conn) = &self.kind else {
            return Err(StorageError::Failed("a storage in a file is copied as a file".to_owned()));
        };
        let source = conn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut target = Connection::open_in_memory()?;
        target.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        rusqlite::backup::Backup::new(&source, &mut target)?.step(-1)?;
        Ok(Self { kind: Kind::Memory(Mutex::new(target)) })
    }
}

impl Storage for Sqlite {
    fn write(&self, mut job: Job) -> Result<(), StorageError> {
        match &self.kind {
            Kind::Memory(conn) => {
                let conn = conn.lock().unwrap_or_else(PoisonError::into_inner);
                conn.execute_batch("BEGIN IMMEDIATE")?;
                let result = carry_out(&conn, &mut job);
                conn.execute_batch(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
                result
            }
            Kind::File { writer, .. } => writer.write(job),
        }
    }

    fn read(&self, mut job: Job) -> Result<(), StorageError> {
        match &self.kind {
            Kind::Memory(conn) => {
                let conn = conn.lock().unwrap_or_else(PoisonError::into_inner);
                conn.execute_batch("BEGIN")?;
                let result = carry_out(&conn, &mut job);
                conn.execute_batch("ROLLBACK")?;
                result
            }
            Kind::File { path, readers, .. } => {
                let kept = readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let conn = match kept {
                    Some(conn) => conn,
                    None => connect(path)?,
                };
                control(&conn, "BEGIN")?;
                let result = carry_out(&conn, &mut job);
                // A connection goes back only clean.
                if control(&conn, "ROLLBACK").is_ok() {
                    let mut readers = readers.lock().unwrap_or_else(PoisonError::into_inner);
                    if readers.len() < READERS_MAX {
                        readers.push(conn);
                    }
                }
                result
            }
        }
    }
}

/// The writer: ends when the last sender is gone, which closes the file properly.
fn write_all(conn: &Connection, jobs: &Receiver<(Job, Reply)>) {
    while let Ok(first) = jobs.recv() {
        write_group(conn, group_of(first, jobs));
    }
}

/// A job with those that wait behind it.
fn group_of(first: (Job, Reply), jobs: &Receiver<(Job, Reply)>) -> Vec<(Job, Reply)> {
    let mut group = vec![first];
    while group.len() < GROUP_MAX
        && let Ok(next) = jobs.try_recv()
    {
        group.push(next);
    }
    group
}

fn write_group(conn: &Connection, group: Vec<(Job, Reply)>) {
    if let Err(error) = control(conn, "BEGIN IMMEDIATE") {
        let message = error.to_string();
        let is_busy = matches!(StorageError::from(error), StorageError::Busy);
        for (_, reply) in group {
            let error = if is_busy { StorageError::Busy } else { StorageError::Failed(message.clone()) };
            // A caller that no longer waits is told nothing.
            let _ = reply.send(Err(error));
        }
        return;
    }
    let mut done = Vec::with_capacity(group.len());
    // One alone takes everything back itself: a savepoint costs a copy of every page that is changed in it.
    let is_alone = group.len() == 1;
    for (mut job, reply) in group {
        let result = if is_alone { carry_out(conn, &mut job) } else { in_savepoint(conn, &mut job) };
        done.push((reply, result));
    }
    let is_void = is_alone && done.iter().all(|(_, result)| result.is_err());
    let end = if is_void { "ROLLBACK" } else { "COMMIT" };
    let committed = control(conn, end).map_err(|error| error.to_string());
    if committed.is_err() {
        // After a failed commit the transaction may still be open.
        let _ = conn.execute_batch("ROLLBACK");
    }
    for (reply, result) in done {
        let result = match &committed {
            Ok(()) => result,
            Err(message) => result.and(Err(StorageError::Failed(message.clone()))),
        };
        let _ = reply.send(result);
    }
}

/// A job that fails takes only itself back, not its neighbours.
fn in_savepoint(conn: &Connection, job: &mut Job) -> Result<(), StorageError> {
    control(conn, "SAVEPOINT job")?;
    let result = carry_out(conn, job);
    if result.is_err() {
        control(conn, "ROLLBACK TO job")?;
    }
    control(conn, "RELEASE job")?;
    result
}

/// A statement around jobs: kept prepared, for it is as long as a short job otherwise.
fn control(conn: &Connection, sql: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(sql)?.execute([]).map(drop)
}

/// Runs a job: a bug in it fails it, and stops neither the writer nor whoever asks next.
fn carry_out(conn: &Connection, job: &mut Job) -> Result<(), StorageError> {
    catch_unwind(AssertUnwindSafe(|| job(&mut SqliteTxn::new(conn))))
        .unwrap_or_else(|_| Err(StorageError::Failed("a job panicked".to_owned())))
}

fn connect(path: &Path) -> Result<Connection, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    // FULL: what a device was told is settled survives a power cut.
    conn.execute_batch("PRAGMA synchronous = FULL")?;
    Ok(conn)
}

/// Makes the schema in an empty file, and looks at a full one.
fn prepare(conn: &Connection) -> Result<(), StorageError> {
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let result = prepare_locked(conn);
    conn.execute_batch(if result.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    result
}

fn prepare_locked(conn: &Connection) -> Result<(), StorageError> {
    let (application, version, tables): (i64, i64, i64) = conn.query_row(
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
                (SELECT count(*) FROM sqlite_schema)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    if application == APPLICATION_ID && version == SCHEMA {
        return Ok(());
    }
    if application == APPLICATION_ID {
        return Err(StorageError::Failed(format!(
            "the database has schema {version}, and this version knows {SCHEMA}"
        )));
    }
    if application != 0 || tables != 0 {
        return Err(StorageError::Failed("this is not a database of outlay serve".to_owned()));
    }
    conn.execute_batch(include_str!("schema.sql"))?;
    let mut key = [0_u8; 32];
    getrandom::fill(&mut key).map_err(|error| StorageError::Failed(error.to_string()))?;
    let mut insert = conn.prepare("INSERT INTO meta (key, value) VALUES (?1, ?2)")?;
    insert.execute(rusqlite::params!["server", &random_id().as_bytes()[..]])?;
    insert.execute(rusqlite::params!["signing_key", &key[..]])?;
    conn.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA}"))?;
    Ok(())
}

#[cfg(test)]
mod tests;
