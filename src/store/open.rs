//! Opening, creating and migrating the database file.
//!
//! Owns the file's mode, its pragmas, its version and the copy made before a migration. Must not read or write rows
//! other than those every new database starts with.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags, functions::FunctionFlags};

use super::error::StoreError;
use super::{BUSY_TIMEOUT_MS, Store};
use crate::model::{search, text};

/// `outl` in ASCII: the database header's application id (`sqlite.org/pragma.html#pragma_application_id`).
pub const APPLICATION_ID: i64 = 0x6f75_746c;

/// Prepared statements that a connection keeps: more than a sync of every kind of entity uses.
const STATEMENTS_KEPT: usize = 128;

/// One step from a schema to the next.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The schema that it leads to; the list counts 1, 2, 3 …
    pub version: i64,
    /// What it runs, inside the migration's transaction.
    pub sql: &'static str,
}

/// Every schema from the first on.
pub const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, sql: include_str!("schema.sql") },
    Migration { version: 2, sql: include_str!("schema_2.sql") },
    Migration { version: 3, sql: include_str!("schema_3.sql") },
    Migration { version: 4, sql: include_str!("schema_4.sql") },
    Migration { version: 5, sql: include_str!("schema_5.sql") },
];

/// Where copies made before a migration go, and what time it is.
#[derive(Debug, Clone)]
pub struct OpenOptionsAt<'a> {
    /// The folder for copies made before a migration; the database's own folder if there is none.
    pub backup_dir: Option<&'a Path>,
    /// The moment, for file names and instants of new rows.
    pub now: DateTime<Utc>,
}

/// How a command means to use the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reads only: never takes the write lock, never creates the database, and sees it as it is at one moment.
    Read,
    /// Writes; creates the database with its folder if it is missing.
    Write,
}

impl Store {
    /// Opens the database file, making or migrating it if the access allows writing.
    ///
    /// Returns `None` if it is to be read and does not exist.
    ///
    /// # Errors
    /// The cases of [`StoreError`]; a file of another program, of a newer version or damaged is left as it is.
    pub fn open(path: &Path, access: Access, options: &OpenOptionsAt) -> Result<Option<Self>, StoreError> {
        Self::open_with(path, access, options, MIGRATIONS)
    }

    /// As [`Store::open`], with another list of migrations: for tests of the migration itself.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(
        path: &Path,
        access: Access,
        options: &OpenOptionsAt,
        migrations: &[Migration],
    ) -> Result<Option<Self>, StoreError> {
        match (fs::metadata(path), access) {
            (Ok(meta), _) if meta.is_dir() => {
                return Err(StoreError::CannotOpen { path: path.into(), detail: "it is a folder".into() });
            }
            (Ok(_), _) => {}
            (Err(error), Access::Read) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            (Err(error), Access::Write) if error.kind() == io::ErrorKind::NotFound => create_file(path)?,
            (Err(error), _) => return Err(cannot_open(path, &error)),
        }
        let opened = connect(path, access).and_then(|conn| {
            let mut store = Self { conn, path: path.to_path_buf(), checks_rows: None };
            store.prepare(access, options, migrations).map(|()| store)
        });
        opened.map(Some).map_err(|error| with_reason(error.named(path), path))
    }

    /// Opens an existing database to read it as it is, of whatever schema up to the newest.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::NotOutlay`] also for a file in which no database was made yet.
    pub(super) fn open_unmigrated(path: &Path) -> Result<Self, StoreError> {
        let store = fs::metadata(path)
            .map_err(|error| cannot_open(path, &error))
            .and_then(|_| connect(path, Access::Read))
            .map(|conn| Self { conn, path: path.to_path_buf(), checks_rows: None })?;
        let known = MIGRATIONS.last().map_or(0, |migration| migration.version);
        match store.version(known).map_err(|error| error.named(path))? {
            0 => Err(StoreError::NotOutlay(path.to_path_buf())),
            _ => Ok(store),
        }
    }

    /// Opens an empty database in memory: for tests, and for reading where there is no file yet.
    ///
    /// # Errors
    /// Only what SQLite reports when memory runs out.
    pub fn in_memory(options: &OpenOptionsAt) -> Result<Self, StoreError> {
        let conn = Connection::open_in_memory()?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        let mut store = Self { conn, path: PathBuf::from(":memory:"), checks_rows: None };
        store.prepare(Access::Write, options, MIGRATIONS)?;
        Ok(store)
    }

    fn prepare(
        &mut self,
        access: Access,
        options: &OpenOptionsAt,
        migrations: &[Migration],
    ) -> Result<(), StoreError> {
        let known = migrations.last().map_or(0, |migration| migration.version);
        register_functions(&self.conn)?;
        let version = self.version(known)?;
        if version < known {
            if access == Access::Read && version == 0 {
                // Made by a first command that was interrupted before its schema was committed: still empty.
                self.conn = Connection::open_in_memory()?;
                register_functions(&self.conn)?;
            }
            self.migrate(options, migrations)?;
        }
        if access == Access::Read {
            // One read transaction from the first row to the last: the parts of an answer are of one moment, whatever
            // others write meanwhile.
            self.conn.execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = FILE; BEGIN")?;
        } else {
            // FULL: what a user was told is saved survives a power cut (sqlite.org/pragma.html#pragma_synchronous).
            self.conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")?;
        }
        Ok(())
    }

    /// The schema of the file: 0 for a file without tables.
    fn version(&self, known: i64) -> Result<i64, StoreError> {
        // One statement, so that all three are of one moment: another process may be making the database just now.
        let (application, version, tables): (i64, i64, i64) = self.conn.query_row(
            "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
                    (SELECT count(*) FROM sqlite_schema)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        if application == APPLICATION_ID {
            if version > known {
                return Err(StoreError::Newer { path: self.path.clone(), found: version, known });
            }
            return Ok(version);
        }
        if application == 0 && version == 0 && tables == 0 {
            return Ok(0);
        }
        Err(StoreError::NotOutlay(self.path.clone()))
    }

    /// Brings the file to the newest schema, in one transaction, after copying what is there.
    fn migrate(&mut self, options: &OpenOptionsAt, migrations: &[Migration]) -> Result<(), StoreError> {
        let known = migrations.last().map_or(0, |migration| migration.version);
        set_wal(&self.conn)?;
        self.conn.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?;
        let result = self.migrate_locked(options, migrations, known);
        match result {
            Ok(()) => {
                self.conn
                    .execute_batch("COMMIT")
                    .map_err(|error| StoreError::at_commit(error, &self.path))?;
                self.conn.execute_batch("PRAGMA foreign_keys = ON")?;
            }
            Err(error) => {
                self.conn.execute_batch("ROLLBACK")?;
                return Err(error);
            }
        }
        Ok(())
    }

    fn migrate_locked(
        &self,
        options: &OpenOptionsAt,
        migrations: &[Migration],
        known: i64,
    ) -> Result<(), StoreError> {
        // Asked again under the lock: another process may have migrated meanwhile.
        let version = self.version(known)?;
        if version == known {
            return Ok(());
        }
        if version > 0 {
            self.copy_before_migration(options, version)?;
        }
        for migration in migrations.iter().filter(|migration| migration.version > version) {
            self.conn.execute_batch(migration.sql)?;
        }
        if version == 0 {
            super::ledgers::insert_first(&self.conn, options.now)?;
        }
        self.conn.execute_batch(&format!(
            "PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {known}"
        ))?;
        Ok(())
    }

    fn copy_before_migration(&self, options: &OpenOptionsAt, version: i64) -> Result<(), StoreError> {
        let Some(name) = self.path.file_name() else { return Ok(()) };
        let folder = options.backup_dir.or_else(|| self.path.parent()).unwrap_or(Path::new("."));
        create_folder(folder)?;
        let copy = folder.join(format!(
            "{}.schema{version}.{}",
            name.to_string_lossy(),
            options.now.format("%Y%m%dT%H%M%S%3fZ")
        ));
        // A second connection: a backup from the one that holds the write transaction would wait for itself.
        let source = connect(&self.path, Access::Read)?;
        super::maintenance::copy_to(&source, &copy)
    }
}

/// Opens a connection to an existing file.
fn connect(path: &Path, access: Access) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let conn = Connection::open_with_flags(path, flags).map_err(|error| StoreError::at(error, path))?;
    conn.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    if access == Access::Read {
        // In a folder that cannot be written, or on a full disk, SQLite cannot make the shared-memory file that WAL needs. If no other
        // process has one open either, the file is as it was closed and can be read without locks
        // (sqlite.org/wal.html#read_only_databases).
        let readable = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0));
        if let Err(error) = readable {
            // Closed before looking: what this attempt has made beside the database is no log to be read.
            drop(conn);
            let error = StoreError::at(error, path);
            let cannot_make = matches!(
                error,
                StoreError::CannotOpen { .. } | StoreError::ReadOnly(_) | StoreError::DiskFull(_)
            );
            if cannot_make && fs::metadata(wal_path(path)).map_or(true, |log| log.len() == 0) {
                let uri = format!("file:{}?immutable=1", percent_encode(path));
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                return Connection::open_with_flags(uri, flags).map_err(|error| StoreError::at(error, path));
            }
            return Err(error);
        }
    }
    Ok(conn)
}

fn wal_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

/// Percent-encodes a path for an SQLite URI file name (sqlite.org/uri.html).
fn percent_encode(path: &Path) -> String {
    path.to_string_lossy().bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// Switches to write-ahead logging. Several processes may make the same new database at once, and this one statement
/// does not wait for the others by itself.
fn set_wal(conn: &Connection) -> Result<(), StoreError> {
    for _ in 0..WAL_ATTEMPTS_MAX {
        match conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Ok(_) => return Ok(()),
            Err(error) => match StoreError::from(error) {
                StoreError::Busy => std::thread::sleep(Duration::from_millis(WAL_WAIT_MS)),
                other => return Err(other),
            },
        }
    }
    Err(StoreError::Busy)
}

/// Together about the busy timeout.
const WAL_ATTEMPTS_MAX: u64 = BUSY_TIMEOUT_MS / WAL_WAIT_MS;
const WAL_WAIT_MS: u64 = 5;

fn create_file(path: &Path) -> Result<(), StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_folder(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|error| cannot_open(path, &error))
}

/// Makes a folder and those above it, for the user alone.
///
/// # Errors
/// If it cannot be made.
pub fn create_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| cannot_open(folder, &error))
}

/// SQLite says no more than that it could not make a file beside the database. Asked the same, the system says why.
fn with_reason(error: StoreError, path: &Path) -> StoreError {
    if !matches!(error, StoreError::CannotOpen { .. }) {
        return error;
    }
    let mut probe = path.as_os_str().to_owned();
    probe.push(format!(".probe-{}", std::process::id()));
    let made = OpenOptions::new().write(true).create_new(true).open(&probe);
    match made.map_err(|reason| cannot_open(path, &reason)) {
        Ok(_) => {
            // It was only asked for.
            let _ = fs::remove_file(&probe);
            error
        }
        Err(StoreError::CannotOpen { .. }) => error,
        Err(reason) => reason,
    }
}

fn cannot_open(path: &Path, error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly(path.into())
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::DiskFull(path.into()),
        _ => StoreError::CannotOpen { path: path.into(), detail: error.to_string() },
    }
}

/// Makes the definitions of folding available to SQL: they are needed by filters and by `doctor`.
fn register_functions(conn: &Connection) -> Result<(), StoreError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    conn.create_scalar_function("fold", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|value| text::fold(&value)))
    })?;
    conn.create_scalar_function("search_fold", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|value| search::search_fold(&value)))
    })?;
    conn.create_scalar_function("search_terms", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|value| search::search_terms(&value)))
    })?;
    Ok(())
}
