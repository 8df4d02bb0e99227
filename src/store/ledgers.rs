//! Ledgers: the named books of this database.
//!
//! Owns their rows. Must not decide which ledger a command means.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::Store;
use super::error::StoreError;
use crate::id::{new_id, personal_ledger_id, random_id};
use crate::model::currency::Currency;

/// The ledger that exists from the first command.
pub const PERSONAL: &str = "personal";

/// The currency of a ledger whose user has not chosen one yet: "no currency" of ISO 4217.
pub(super) const UNDECIDED: &str = "XXX";

/// One ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The currency of amounts typed without one; `None` until the first amount decides, and where the server's is one that
    /// this version does not know: then it stays the ledger's, for a version that does.
    pub currency: Option<Currency>,
    /// This user's role: owner, editor or viewer.
    pub role: String,
    /// The server's identity of it; `None` until adopted by an account.
    pub server_id: Option<Uuid>,
    /// How far it was synchronised.
    pub cursor: i64,
}

fn read(row: &Row) -> Result<LedgerRow, StoreError> {
    let code: String = row.get(3)?;
    Ok(LedgerRow {
        number: row.get(0)?,
        id: Uuid::from_bytes(row.get(1)?),
        name: row.get(2)?,
        currency: code.parse().ok().filter(|_| code != UNDECIDED),
        role: row.get(4)?,
        server_id: row.get::<_, Option<[u8; 16]>>(5)?.map(Uuid::from_bytes),
        cursor: row.get(6)?,
    })
}

/// Makes the `personal` ledger of a new database, its currency still open.
pub(super) fn insert_first(conn: &Connection, now: DateTime<Utc>) -> Result<(), StoreError> {
    conn.execute(
        "INSERT INTO ledgers (id, name, currency, created_at, replica) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            personal_ledger_id().as_bytes(),
            PERSONAL,
            UNDECIDED,
            now.timestamp_millis(),
            random_id().as_bytes()
        ],
    )?;
    conn.execute("INSERT INTO meta (key, value) VALUES ('database_id', ?1)", [random_id().to_string()])?;
    Ok(())
}

impl Store {
    /// Every ledger, in the order they were made.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn ledgers(&self) -> Result<Vec<LedgerRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT number, id, name, currency, role, server_id, cursor FROM ledgers ORDER BY number",
        )?;
        let mut rows = statement.query([])?;
        let mut ledgers = Vec::new();
        while let Some(row) = rows.next()? {
            ledgers.push(read(row)?);
        }
        Ok(ledgers)
    }

    /// Makes a ledger.
    ///
    /// # Errors
    /// What SQLite reports; a name that is taken.
    pub fn create_ledger(
        &mut self,
        name: &str,
        currency: Currency,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.conn.execute(
            "INSERT INTO ledgers (id, name, currency, created_at, replica) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                new_id(now).as_bytes(),
                name,
                currency.code(),
                now.timestamp_millis(),
                random_id().as_bytes()
            ],
        )?;
        Ok(())
    }
}

impl super::writer::Writer<'_> {
    /// A ledger's currency; `None` while it is open, or if there is no such ledger.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn ledger_currency(&self, ledger: i64) -> Result<Option<Currency>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT number, id, name, currency, role, server_id, cursor FROM ledgers WHERE number = ?1",
        )?;
        let mut rows = statement.query([ledger])?;
        Ok(rows.next()?.map(read).transpose()?.and_then(|row| row.currency))
    }

    /// Settles a ledger's currency, as part of this command, if it was still open.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn settle_currency(&mut self, ledger: i64, currency: Currency) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("UPDATE ledgers SET currency = ?2 WHERE number = ?1 AND currency = ?3")?
            .execute(params![ledger, currency.code(), UNDECIDED])?;
        Ok(())
    }
}
