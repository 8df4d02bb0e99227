//! Entities in SQLite.
//!
//! Owns their SQL. Must not begin or end a transaction.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::txn::{SqliteTxn, damaged, uuid};
use crate::protocol::sync::Fields;
use crate::server::merge::{Entity, Stamp};
use crate::server::storage::{EntityKey, EntityRows, StorageError, StoredEntity};

const ENTITY: &str =
    "SELECT kind, id, revision, deleted_at IS NOT NULL, made, fields, stamps, life FROM entities";

/// A stamp of a field as it is stored: short, because every edited field has one. None of these is shared.
#[derive(Debug, Serialize, Deserialize)]
struct StampText(i64, Uuid, Uuid, i64, Strength);

/// Whether a write is weak, or [`GENERATED`].
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Strength {
    Weak(bool),
    Code(u8),
}

/// A weak create that made the entity.
const GENERATED: u8 = 2;

impl From<Stamp> for StampText {
    fn from(stamp: Stamp) -> Self {
        let strength = if stamp.generated { Strength::Code(GENERATED) } else { Strength::Weak(stamp.weak) };
        Self(stamp.revision, stamp.replica, stamp.member, stamp.at, strength)
    }
}

impl From<StampText> for Stamp {
    fn from(StampText(revision, replica, member, at, strength): StampText) -> Self {
        let (weak, generated) = match strength {
            Strength::Weak(weak) => (weak, false),
            Strength::Code(code) => (true, code == GENERATED),
        };
        Self { revision, replica, member, at, weak, shared: false, generated }
    }
}

struct EntityColumns {
    kind: String,
    id: Uuid,
    revision: i64,
    deleted: bool,
    made: bool,
    fields: String,
    stamps: Option<String>,
    life: [u8; LIFE_BYTES],
}

/// A life's stamp takes so many bytes: revision, replica, member, instant, and whether it is weak (bit 0), shared (bit 1) and
/// generated (bit 2). Every entity has one.
const LIFE_BYTES: usize = 8 + 16 + 16 + 8 + 1;

fn life_bytes(stamp: &Stamp) -> [u8; LIFE_BYTES] {
    let mut bytes = [0; LIFE_BYTES];
    bytes[..8].copy_from_slice(&stamp.revision.to_be_bytes());
    bytes[8..24].copy_from_slice(stamp.replica.as_bytes());
    bytes[24..40].copy_from_slice(stamp.member.as_bytes());
    bytes[40..48].copy_from_slice(&stamp.at.to_be_bytes());
    bytes[48] = u8::from(stamp.weak) | u8::from(stamp.shared) << 1 | u8::from(stamp.generated) << 2;
    bytes
}

fn life_stamp(bytes: &[u8; LIFE_BYTES]) -> Stamp {
    let part = |at: usize| std::array::from_fn(|i| bytes[at + i]);
    let id = |at: usize| Uuid::from_bytes(std::array::from_fn(|i| bytes[at + i]));
    Stamp {
        revision: i64::from_be_bytes(part(0)),
        replica: id(8),
        member: id(24),
        at: i64::from_be_bytes(part(40)),
        weak: bytes[48] & 1 != 0,
        shared: bytes[48] & 2 != 0,
        generated: bytes[48] & 4 != 0,
    }
}

fn read_entity(row: &Row) -> rusqlite::Result<EntityColumns> {
    Ok(EntityColumns {
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

fn whole_entity(columns: EntityColumns) -> Result<StoredEntity, StorageError> {
    let fields: Fields = serde_json::from_str(&columns.fields).map_err(damaged)?;
    let life = life_stamp(&columns.life);
    let stamps = match columns.stamps {
        Some(stamps) => {
            let stamps: BTreeMap<String, StampText> = serde_json::from_str(&stamps).map_err(damaged)?;
            stamps.into_iter().map(|(name, stamp)| (name, stamp.into())).collect()
        }
        None => fields.keys().map(|name| (name.clone(), life)).collect(),
    };
    let entity = Entity {
        revision: columns.revision,
        deleted: columns.deleted,
        made: columns.made,
        fields,
        stamps,
        life,
    };
    Ok(StoredEntity { kind: columns.kind, id: columns.id, entity })
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

impl EntityRows for SqliteTxn<'_> {
    fn entities(&mut self, ledger: Uuid, keys: &[EntityKey]) -> Result<Vec<StoredEntity>, StorageError> {
        let Some(ledger) = self.number(ledger)? else { return Ok(Vec::new()) };
        // In one process many small queries cost no more than a large one (sqlite.org/np1queryprob.html).
        let mut statement =
            self.conn.prepare_cached(&format!("{ENTITY} WHERE ledger = ?1 AND kind = ?2 AND id = ?3"))?;
        let mut found = Vec::new();
        for (kind, id) in keys {
            let row = statement.query_row(params![ledger, kind, id.as_bytes()], read_entity);
            if let Some(row) = row.optional()? {
                found.push(whole_entity(row)?);
            }
        }
        Ok(found)
    }

    fn put_entities(&mut self, ledger: Uuid, entities: &[StoredEntity], at: i64) -> Result<(), StorageError> {
        let ledger = self.number_given(ledger)?;
        let mut statement = self.conn.prepare_cached(
            "INSERT INTO entities (ledger, kind, id, revision, deleted_at, made, fields, stamps, life)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT DO UPDATE SET revision = excluded.revision, deleted_at = excluded.deleted_at,
               made = excluded.made, fields = excluded.fields, stamps = excluded.stamps, life = excluded.life",
        )?;
        for StoredEntity { kind, id, entity } in entities {
            statement.execute(params![
                ledger,
                kind,
                id.as_bytes(),
                entity.revision,
                entity.deleted.then_some(at),
                entity.made,
                serde_json::to_string(&entity.fields).map_err(damaged)?,
                stamps_text(entity)?,
                life_bytes(&entity.life)
            ])?;
        }
        Ok(())
    }

    fn changed_after(
        &mut self,
        ledger: Uuid,
        revision: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntity>, StorageError> {
        let Some(ledger) = self.number(ledger)? else { return Ok(Vec::new()) };
        let sql = format!("{ENTITY} WHERE ledger = ?1 AND revision > ?2 ORDER BY revision LIMIT ?3");
        let rows = self.all(&sql, params![ledger, revision, limit], read_entity)?;
        rows.into_iter().map(whole_entity).collect()
    }

    fn tombstones(
        &mut self,
        ledger: Uuid,
        revisions: RangeInclusive<i64>,
        before: i64,
        limit: u32,
    ) -> Result<Vec<StoredEntity>, StorageError> {
        let Some(ledger) = self.number(ledger)? else { return Ok(Vec::new()) };
        let sql = format!(
            "{ENTITY} WHERE ledger = ?1 AND revision BETWEEN ?2 AND ?3 AND deleted_at < ?4 ORDER BY revision LIMIT ?5"
        );
        let (from, to) = revisions.into_inner();
        let rows = self.all(&sql, params![ledger, from, to, before, limit], read_entity)?;
        rows.into_iter().map(whole_entity).collect()
    }

    fn purge_entities(&mut self, ledger: Uuid, keys: &[EntityKey]) -> Result<(), StorageError> {
        let Some(ledger) = self.number(ledger)? else { return Ok(()) };
        for (kind, id) in keys {
            let key = params![ledger, kind, id.as_bytes()];
            self.execute(
                "INSERT OR REPLACE INTO purged (ledger, kind, id, life)
                 SELECT ledger, kind, id, life FROM entities WHERE ledger = ?1 AND kind = ?2 AND id = ?3",
                key,
            )?;
            self.execute("DELETE FROM entities WHERE ledger = ?1 AND kind = ?2 AND id = ?3", key)?;
        }
        Ok(())
    }

    fn purged(&mut self, ledger: Uuid, keys: &[EntityKey]) -> Result<Vec<(EntityKey, Stamp)>, StorageError> {
        let Some(ledger) = self.number(ledger)? else { return Ok(Vec::new()) };
        let sql = "SELECT life FROM purged WHERE ledger = ?1 AND kind = ?2 AND id = ?3";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut found = Vec::new();
        for (kind, id) in keys {
            let life = statement.query_row(params![ledger, kind, id.as_bytes()], |row| row.get(0));
            if let Some(life) = life.optional()? {
                found.push(((kind.clone(), *id), life_stamp(&life)));
            }
        }
        Ok(found)
    }
}
