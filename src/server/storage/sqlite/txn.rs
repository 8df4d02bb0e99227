//! One transaction on SQLite: the rows behind the storage's trait.
//!
//! Owns the SQL of the server. Must not begin or end a transaction.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::protocol::digest::DigestSums;
use crate::protocol::sync::{Fields, Head, OperationResult, ResultStatus};
use crate::server::merge::{Entity, Stamp};
use crate::server::storage::{
    AccountRow, DeviceRow, LedgerRow, ReplicaRow, StorageError, StoredEntity, StoredResult, Txn,
};

/// A transaction that somebody else began.
pub(super) struct SqliteTxn<'c> {
    conn: &'c Connection,
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

    fn execute(&self, sql: &str, params: impl rusqlite::Params) -> Result<(), StorageError> {
        self.conn.prepare_cached(sql)?.execute(params)?;
        Ok(())
    }

    fn one<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StorageError> {
        Ok(self.conn.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    fn all<T>(
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

fn damaged(error: impl std::fmt::Display) -> StorageError {
    StorageError::Failed(format!("a row cannot be read: {error}"))
}

fn uuid(row: &Row, at: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(at).map(Uuid::from_bytes)
}

fn maybe_uuid(row: &Row, at: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(at)?.map(Uuid::from_bytes))
}

const ACCOUNT: &str = "SELECT id, email, password_hash, created_at FROM accounts";
const DEVICE: &str =
    "SELECT id, account, name, token_hash, version, created_at, last_sync_at, revoked_at FROM devices";
const LEDGER: &str = "SELECT l.id, l.key, l.account, l.name, l.currency, l.revision, l.token, l.digest_count,
    l.digest_sums, l.digest_hash, l.purged_to FROM ledgers l";
const RESULT: &str = "SELECT replica, seq, id, attempt, fingerprint, revision, result FROM results";
const ENTITY: &str = "SELECT kind, id, revision, deleted, made, fields, stamps, life FROM entities";

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

fn read_result(row: &Row) -> rusqlite::Result<(StoredResult, Option<String>)> {
    let id = uuid(row, 2)?;
    let fingerprint: i64 = row.get(4)?;
    let result = OperationResult {
        id,
        status: ResultStatus::Applied,
        revision: row.get(5)?,
        conflicts: Vec::new(),
        error: None,
        fast_forward: false,
        replayed: false,
    };
    let stored = StoredResult {
        replica: uuid(row, 0)?,
        seq: row.get(1)?,
        attempt: row.get(3)?,
        fingerprint: fingerprint.cast_unsigned(),
        result,
    };
    Ok((stored, row.get(6)?))
}

fn whole_result((mut stored, text): (StoredResult, Option<String>)) -> Result<StoredResult, StorageError> {
    if let Some(text) = text {
        stored.result = serde_json::from_str(&text).map_err(damaged)?;
    }
    Ok(stored)
}

/// A stamp as it is stored: short, because every edited field has one.
#[derive(Debug, Serialize, Deserialize)]
struct StampText(i64, Uuid, Uuid, i64, bool);

impl From<Stamp> for StampText {
    fn from(stamp: Stamp) -> Self {
        Self(stamp.revision, stamp.replica, stamp.member, stamp.at, stamp.weak)
    }
}

impl From<StampText> for Stamp {
    fn from(StampText(revision, replica, member, at, weak): StampText) -> Self {
        Self { revision, replica, member, at, weak }
    }
}

struct EntityText {
    kind: String,
    id: Uuid,
    revision: i64,
    deleted: bool,
    made: bool,
    fields: String,
    stamps: Option<String>,
    life: String,
}

fn read_entity(row: &Row) -> rusqlite::Result<EntityText> {
    Ok(EntityText {
        kind: row.get(0)?,
        id: uuid(row, 1)?,
        revision: row.get(2)?,
        deleted: row.get(3)?,
        made: row.get(4)?,
        fields: row.get(5)?,
        stamps: row.get(6)?,
        life: row.get(7)?,
    })
}

fn whole_entity(text: EntityText) -> Result<StoredEntity, StorageError> {
    let fields: Fields = serde_json::from_str(&text.fields).map_err(damaged)?;
    let life: Stamp = serde_json::from_str::<StampText>(&text.life).map_err(damaged)?.into();
    let stamps = match text.stamps {
        Some(stamps) => {
            let stamps: BTreeMap<String, StampText> = serde_json::from_str(&stamps).map_err(damaged)?;
            stamps.into_iter().map(|(name, stamp)| (name, stamp.into())).collect()
        }
        None => fields.keys().map(|name| (name.clone(), life)).collect(),
    };
    let entity =
        Entity { revision: text.revision, deleted: text.deleted, made: text.made, fields, stamps, life };
    Ok(StoredEntity { kind: text.kind, id: text.id, entity })
}

/// The stamps as text, where they say more than that every field has the life's.
fn stamps_text(entity: &Entity) -> Result<Option<String>, StorageError> {
    let is_plain = entity.stamps.len() == entity.fields.len()
        && entity.stamps.values().all(|stamp| *stamp == entity.life);
    if is_plain {
        return Ok(None);
    }
    let stamps: BTreeMap<&str, StampText> =
        entity.stamps.iter().map(|(name, stamp)| (name.as_str(), (*stamp).into())).collect();
    serde_json::to_string(&stamps).map(Some).map_err(damaged)
}

impl Txn for SqliteTxn<'_> {
    fn server_id(&mut self) -> Result<Uuid, StorageError> {
        Uuid::from_slice(&self.meta("server")?).map_err(damaged)
    }

    fn signing_key(&mut self) -> Result<Vec<u8>, StorageError> {
        self.meta("signing_key")
    }

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
        for table in ["results", "entities", "tokens", "replicas", "members"] {
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

    fn replica(&mut self, ledger: Uuid, id: Uuid) -> Result<Option<ReplicaRow>, StorageError> {
        self.one(
            "SELECT id, device, last_seq, cursor, seen_at, parent, parent_revision FROM replicas
             WHERE ledger = ?1 AND id = ?2",
            params![ledger.as_bytes(), id.as_bytes()],
            |row| {
                let revision: Option<i64> = row.get(6)?;
                Ok(ReplicaRow {
                    id: uuid(row, 0)?,
                    device: uuid(row, 1)?,
                    last_seq: row.get(2)?,
                    cursor: row.get(3)?,
                    seen_at: row.get(4)?,
                    parent: maybe_uuid(row, 5)?.zip(revision),
                })
            },
        )
    }

    fn put_replica(&mut self, ledger: Uuid, replica: &ReplicaRow) -> Result<(), StorageError> {
        self.execute(
            "INSERT OR REPLACE INTO replicas (ledger, id, device, last_seq, cursor, seen_at, parent, parent_revision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                ledger.as_bytes(),
                replica.id.as_bytes(),
                replica.device.as_bytes(),
                replica.last_seq,
                replica.cursor,
                replica.seen_at,
                replica.parent.map(|parent| parent.0.into_bytes()),
                replica.parent.map(|parent| parent.1)
            ],
        )
    }

    fn cursor_min(&mut self, ledger: Uuid, since: i64) -> Result<Option<i64>, StorageError> {
        let found = self.one(
            "SELECT min(cursor) FROM replicas WHERE ledger = ?1 AND seen_at >= ?2",
            params![ledger.as_bytes(), since],
            |row| row.get(0),
        )?;
        Ok(found.flatten())
    }

    fn results_by_id(&mut self, ledger: Uuid, ids: &[Uuid]) -> Result<Vec<StoredResult>, StorageError> {
        let mut found = Vec::new();
        for id in ids {
            let sql = format!("{RESULT} WHERE ledger = ?1 AND id = ?2");
            for row in self.all(&sql, params![ledger.as_bytes(), id.as_bytes()], read_result)? {
                found.push(whole_result(row)?);
            }
        }
        Ok(found)
    }

    fn result_at(
        &mut self,
        ledger: Uuid,
        replica: Uuid,
        seq: i64,
    ) -> Result<Option<StoredResult>, StorageError> {
        let sql = format!("{RESULT} WHERE ledger = ?1 AND replica = ?2 AND seq = ?3");
        let row = self.one(&sql, params![ledger.as_bytes(), replica.as_bytes(), seq], read_result)?;
        row.map(whole_result).transpose()
    }

    fn revision_up_to(&mut self, ledger: Uuid, replica: Uuid, seq: i64) -> Result<i64, StorageError> {
        let found = self.one(
            // One that was asked for again is newer than its place says; nothing behind the place may lie below it.
            "SELECT max(revision) FROM results WHERE ledger = ?1 AND replica = ?2 AND seq <= ?3
             AND revision < (SELECT coalesce(min(revision), 9223372036854775807) FROM results
                             WHERE ledger = ?1 AND replica = ?2 AND seq > ?3)",
            params![ledger.as_bytes(), replica.as_bytes(), seq],
            |row| row.get::<_, Option<i64>>(0),
        )?;
        Ok(found.flatten().unwrap_or(0))
    }

    fn put_results(&mut self, ledger: Uuid, results: &[StoredResult]) -> Result<(), StorageError> {
        for stored in results {
            let result = &stored.result;
            let is_plain = result.status == ResultStatus::Applied
                && result.conflicts.is_empty()
                && result.error.is_none()
                && !result.fast_forward;
            let text = if is_plain { None } else { Some(serde_json::to_string(result).map_err(damaged)?) };
            self.execute(
                "INSERT OR REPLACE INTO results (ledger, replica, seq, id, attempt, fingerprint, revision, result)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    ledger.as_bytes(),
                    stored.replica.as_bytes(),
                    stored.seq,
                    result.id.as_bytes(),
                    stored.attempt,
                    stored.fingerprint.cast_signed(),
                    result.revision,
                    text
                ],
            )?;
        }
        Ok(())
    }

    fn entity(&mut self, ledger: Uuid, kind: &str, id: Uuid) -> Result<Option<Entity>, StorageError> {
        let sql = format!("{ENTITY} WHERE ledger = ?1 AND kind = ?2 AND id = ?3");
        let text = self.one(&sql, params![ledger.as_bytes(), kind, id.as_bytes()], read_entity)?;
        Ok(text.map(whole_entity).transpose()?.map(|stored| stored.entity))
    }

    fn put_entities(&mut self, ledger: Uuid, entities: &[StoredEntity]) -> Result<(), StorageError> {
        for StoredEntity { kind, id, entity } in entities {
            self.execute(
                "INSERT INTO entities (ledger, kind, id, revision, deleted, made, fields, stamps, life)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT DO UPDATE SET revision = excluded.revision, deleted = excluded.deleted,
                   made = excluded.made, fields = excluded.fields, stamps = excluded.stamps, life = excluded.life",
                params![
                    ledger.as_bytes(),
                    kind,
                    id.as_bytes(),
                    entity.revision,
                    entity.deleted,
                    entity.made,
                    serde_json::to_string(&entity.fields).map_err(damaged)?,
                    stamps_text(entity)?,
                    serde_json::to_string(&StampText::from(entity.life)).map_err(damaged)?
                ],
            )?;
        }
        Ok(())
    }

    fn changed_after(
        &mut self,
        ledger: Uuid,
        revision: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntity>, StorageError> {
        let sql = format!("{ENTITY} WHERE ledger = ?1 AND revision > ?2 ORDER BY revision LIMIT ?3");
        let rows = self.all(&sql, params![ledger.as_bytes(), revision, limit], read_entity)?;
        rows.into_iter().map(whole_entity).collect()
    }

    fn tombstones(
        &mut self,
        ledger: Uuid,
        up_to: i64,
        before: i64,
    ) -> Result<Vec<StoredEntity>, StorageError> {
        let sql = format!("{ENTITY} WHERE ledger = ?1 AND revision <= ?2 AND deleted ORDER BY revision");
        let rows = self.all(&sql, params![ledger.as_bytes(), up_to], read_entity)?;
        let rows = rows.into_iter().map(whole_entity).collect::<Result<Vec<_>, _>>()?;
        Ok(rows.into_iter().filter(|stored| stored.entity.life.at < before).collect())
    }

    fn remove_entities(&mut self, ledger: Uuid, entities: &[(String, Uuid)]) -> Result<(), StorageError> {
        for (kind, id) in entities {
            self.execute(
                "DELETE FROM entities WHERE ledger = ?1 AND kind = ?2 AND id = ?3",
                params![ledger.as_bytes(), kind, id.as_bytes()],
            )?;
        }
        Ok(())
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

    fn ledger_ids(&mut self) -> Result<Vec<Uuid>, StorageError> {
        self.all("SELECT id FROM ledgers ORDER BY id", [], |row| uuid(row, 0))
    }
}
