//! Ledgers, members and tokens in SQLite.
//!
//! Owns their SQL. Must not begin or end a transaction.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::txn::{SqliteTxn, uuid};
use crate::protocol::digest::DigestSums;
use crate::protocol::sync::Head;
use crate::server::storage::{LedgerRow, LedgerRows, StorageError};

const LEDGER: &str = "SELECT l.id, l.key, l.account, l.name, l.currency, l.revision, l.token, l.digest_count,
    l.digest_sums, l.digest_hash, l.purged_to FROM ledgers l";

fn read_ledger(row: &Row) -> rusqlite::Result<LedgerRow> {
    let sums: String = row.get(8)?;
    let sums = DigestSums::parse_sums(&sums)
        .ok_or_else(|| rusqlite::Error::InvalidColumnName("digest_sums".to_owned()))?;
    Ok(LedgerRow {
        id: uuid(row, 0)?,
        key: uuid(row, 1)?,
        account: uuid(row, 2)?,
        name: row.get(3)?,
        currency: row.get(4)?,
        head: Head { revision: row.get(5)?, token: uuid(row, 6)? },
        digest: DigestSums { count: row.get(7)?, sums, hash: u128::from_be_bytes(row.get(9)?) },
        purged_to: row.get(10)?,
    })
}

impl LedgerRows for SqliteTxn<'_> {
    fn ledger_ids(&mut self) -> Result<Vec<Uuid>, StorageError> {
        self.all("SELECT id FROM ledgers ORDER BY id", [], |row| uuid(row, 0))
    }

    fn ledgers_of(&mut self, account: Uuid) -> Result<Vec<(LedgerRow, String)>, StorageError> {
        let sql = format!(
            "{}, m.role FROM ledgers l JOIN members m ON m.ledger = l.id WHERE m.account = ?1 ORDER BY l.name, l.id",
            LEDGER.trim_end_matches(" FROM ledgers l")
        );
        self.all(&sql, [account.as_bytes()], |row| Ok((read_ledger(row)?, row.get(11)?)))
    }

    fn insert_ledger(&mut self, ledger: &LedgerRow) -> Result<(), StorageError> {
        self.execute(
            "INSERT INTO ledgers (id, key, account, name, token, digest_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                ledger.id.as_bytes(),
                ledger.key.as_bytes(),
                ledger.account.as_bytes(),
                ledger.name,
                ledger.head.token.as_bytes(),
                ledger.digest.hash.to_be_bytes()
            ],
        )?;
        self.set_role(ledger.id, ledger.account, Some("owner"))?;
        self.update_ledger(ledger)
    }

    fn ledger(&mut self, id: Uuid) -> Result<Option<LedgerRow>, StorageError> {
        self.one(&format!("{LEDGER} WHERE l.id = ?1"), [id.as_bytes()], read_ledger)
    }

    fn update_ledger(&mut self, ledger: &LedgerRow) -> Result<(), StorageError> {
        self.execute(
            "UPDATE ledgers SET name = ?2, currency = ?3, revision = ?4, token = ?5, digest_count = ?6,
             digest_sums = ?7, digest_hash = ?8, purged_to = ?9 WHERE id = ?1",
            params![
                ledger.id.as_bytes(),
                ledger.name,
                ledger.currency,
                ledger.head.revision,
                ledger.head.token.as_bytes(),
                ledger.digest.count,
                ledger.digest.sums_text(),
                ledger.digest.hash.to_be_bytes(),
                ledger.purged_to
            ],
        )
    }

    fn role(&mut self, ledger: Uuid, account: Uuid) -> Result<Option<String>, StorageError> {
        self.one(
            "SELECT role FROM members WHERE ledger = ?1 AND account = ?2",
            params![ledger.as_bytes(), account.as_bytes()],
            |row| row.get(0),
        )
    }

    fn set_role(&mut self, ledger: Uuid, account: Uuid, role: Option<&str>) -> Result<(), StorageError> {
        let (ledger, account) = (ledger.as_bytes(), account.as_bytes());
        match role {
            Some(role) => self.execute(
                "INSERT OR REPLACE INTO members (ledger, account, role) VALUES (?1, ?2, ?3)",
                params![ledger, account, role],
            ),
            None => self
                .execute("DELETE FROM members WHERE ledger = ?1 AND account = ?2", params![ledger, account]),
        }
    }

    fn token(&mut self, ledger: Uuid, revision: i64) -> Result<Option<Uuid>, StorageError> {
        self.one(
            "SELECT token FROM tokens WHERE ledger = ?1 AND revision = ?2",
            params![ledger.as_bytes(), revision],
            |row| uuid(row, 0),
        )
    }

    fn put_token(&mut self, ledger: Uuid, head: Head) -> Result<(), StorageError> {
        self.execute(
            "INSERT OR REPLACE INTO tokens (ledger, revision, token) VALUES (?1, ?2, ?3)",
            params![ledger.as_bytes(), head.revision, head.token.as_bytes()],
        )
    }
}
