//! Accounts and devices in SQLite.
//!
//! Owns their SQL. Must not begin or end a transaction.

use rusqlite::{Row, params};
use uuid::Uuid;

use super::txn::{SqliteTxn, uuid};
use crate::server::storage::{AccountRow, AccountRows, DeviceRow, StorageError};

const ACCOUNT: &str = "SELECT id, email, password_hash, created_at FROM accounts";
const DEVICE: &str =
    "SELECT id, account, name, token_hash, version, created_at, last_sync_at, revoked_at FROM devices";

fn read_account(row: &Row) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        id: uuid(row, 0)?,
        email: row.get(1)?,
        password_hash: row.get(2)?,
        created_at: row.get(3)?,
    })
}

fn read_device(row: &Row) -> rusqlite::Result<DeviceRow> {
    Ok(DeviceRow {
        id: uuid(row, 0)?,
        account: uuid(row, 1)?,
        name: row.get(2)?,
        token_hash: row.get(3)?,
        version: row.get(4)?,
        created_at: row.get(5)?,
        last_sync_at: row.get(6)?,
        revoked_at: row.get(7)?,
    })
}

impl AccountRows for SqliteTxn<'_> {
    fn insert_account(&mut self, account: &AccountRow) -> Result<(), StorageError> {
        self.execute(
            "INSERT INTO accounts (id, email, password_hash, created_at) VALUES (?1, ?2, ?3, ?4)",
            params![account.id.as_bytes(), account.email, account.password_hash, account.created_at],
        )
    }

    fn account_by_email(&mut self, email: &str) -> Result<Option<AccountRow>, StorageError> {
        self.one(&format!("{ACCOUNT} WHERE email = ?1"), [email], read_account)
    }

    fn account(&mut self, id: Uuid) -> Result<Option<AccountRow>, StorageError> {
        self.one(&format!("{ACCOUNT} WHERE id = ?1"), [id.as_bytes()], read_account)
    }

    fn accounts(&mut self) -> Result<Vec<AccountRow>, StorageError> {
        self.all(&format!("{ACCOUNT} ORDER BY email"), [], read_account)
    }

    fn set_password_hash(&mut self, account: Uuid, hash: &str) -> Result<(), StorageError> {
        self.execute(
            "UPDATE accounts SET password_hash = ?2 WHERE id = ?1",
            params![account.as_bytes(), hash],
        )
    }

    fn delete_account(&mut self, account: Uuid) -> Result<(), StorageError> {
        let id = account.as_bytes();
        for table in ["results", "entities", "purged"] {
            self.execute(
                &format!(
                    "DELETE FROM {table} WHERE ledger IN (SELECT n.number FROM numbers n
                       JOIN ledgers l ON l.id = n.id WHERE l.account = ?1)"
                ),
                [id],
            )?;
        }
        // Those of replicas stay: random ids, which say nothing of anybody.
        self.execute("DELETE FROM numbers WHERE id IN (SELECT id FROM ledgers WHERE account = ?1)", [id])?;
        for table in ["tokens", "replicas", "members"] {
            self.execute(
                &format!("DELETE FROM {table} WHERE ledger IN (SELECT id FROM ledgers WHERE account = ?1)"),
                [id],
            )?;
        }
        self.execute("DELETE FROM ledgers WHERE account = ?1", [id])?;
        self.execute("DELETE FROM members WHERE account = ?1", [id])?;
        self.execute("DELETE FROM devices WHERE account = ?1", [id])?;
        self.execute("DELETE FROM accounts WHERE id = ?1", [id])
    }

    fn insert_device(&mut self, device: &DeviceRow) -> Result<(), StorageError> {
        self.execute(
            "INSERT INTO devices (id, account, name, token_hash, version, created_at, last_sync_at, revoked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                device.id.as_bytes(),
                device.account.as_bytes(),
                device.name,
                &device.token_hash[..],
                device.version,
                device.created_at,
                device.last_sync_at,
                device.revoked_at
            ],
        )
    }

    fn device_by_token(&mut self, hash: &[u8; 32]) -> Result<Option<DeviceRow>, StorageError> {
        self.one(&format!("{DEVICE} WHERE token_hash = ?1"), [&hash[..]], read_device)
    }

    fn device(&mut self, id: Uuid) -> Result<Option<DeviceRow>, StorageError> {
        self.one(&format!("{DEVICE} WHERE id = ?1"), [id.as_bytes()], read_device)
    }

    fn devices(&mut self, account: Uuid) -> Result<Vec<DeviceRow>, StorageError> {
        let sql = format!("{DEVICE} WHERE account = ?1 ORDER BY created_at, id");
        self.all(&sql, [account.as_bytes()], read_device)
    }

    fn revoke_device(&mut self, id: Uuid, at: i64) -> Result<(), StorageError> {
        self.execute(
            "UPDATE devices SET revoked_at = coalesce(revoked_at, ?2) WHERE id = ?1",
            params![id.as_bytes(), at],
        )
    }

    fn note_device(
        &mut self,
        id: Uuid,
        version: Option<&str>,
        sync_at: Option<i64>,
    ) -> Result<(), StorageError> {
        self.execute(
            "UPDATE devices SET version = coalesce(?2, version), last_sync_at = coalesce(?3, last_sync_at) WHERE id = ?1",
            params![id.as_bytes(), version, sync_at],
        )
    }
}
