//! One transaction on SQLite: what the rows of every concern are read and written with.
//!
//! Must not begin or end a transaction.

use rusqlite::{Connection, OptionalExtension as _, Row};
use uuid::Uuid;

use crate::server::storage::{StorageError, Txn};

/// A transaction that somebody else began.
pub(super) struct SqliteTxn<'c> {
    pub(super) conn: &'c Connection,
}

impl<'c> SqliteTxn<'c> {
    pub(super) const fn new(conn: &'c Connection) -> Self {
        Self { conn }
    }

    fn meta(&self, key: &str) -> Result<Vec<u8>, StorageError> {
        Ok(self
            .conn
            .prepare_cached("SELECT value FROM meta WHERE key = ?1")?
            .query_row([key], |row| row.get(0))?)
    }

    /// The number that rows name a ledger or a replica by; `None` if none does.
    pub(super) fn number(&self, id: Uuid) -> Result<Option<i64>, StorageError> {
        self.one("SELECT number FROM numbers WHERE id = ?1", [id.as_bytes()], |row| row.get(0))
    }

    /// The same for a row that is written.
    pub(super) fn number_given(&self, id: Uuid) -> Result<i64, StorageError> {
        if let Some(number) = self.number(id)? {
            return Ok(number);
        }
        self.execute("INSERT INTO numbers (id) VALUES (?1)", [id.as_bytes()])?;
        Ok(self.conn.last_insert_rowid())
    }

    pub(super) fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), StorageError> {
        self.conn.prepare_cached(sql)?.execute(params)?;
        Ok(())
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StorageError> {
        Ok(self.conn.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StorageError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn damaged(error: impl std::fmt::Display) -> StorageError {
    StorageError::Failed(format!("a row cannot be read: {error}"))
}

pub(super) fn uuid(row: &Row, at: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(at).map(Uuid::from_bytes)
}

pub(super) fn maybe_uuid(row: &Row, at: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(at)?.map(Uuid::from_bytes))
}

impl Txn for SqliteTxn<'_> {
    fn server_id(&mut self) -> Result<Uuid, StorageError> {
        Uuid::from_slice(&self.meta("server")?).map_err(damaged)
    }

    fn signing_key(&mut self) -> Result<Vec<u8>, StorageError> {
        self.meta("signing_key")
    }
}
