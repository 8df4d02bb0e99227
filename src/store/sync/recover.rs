//! Broken histories: copies that share a replica id, servers restored from a backup, and walks from zero
//! (PROTOCOL, rules 21 to 24).
//!
//! Owns what becomes of bases and of the queue then. What a person entered is never taken away here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::ledger_state;
use super::origin::unmoved;
use super::push::Outgoing;
use super::settle::Base;
use super::state::{State, sent_fields};
use crate::model::entity::Kind;
use crate::model::operation::{Action, Status};
use crate::protocol::limits::WITNESSES_MAX;
use crate::protocol::sync::Head;
use crate::store::Store;
use crate::store::apply::{EntityRow, is_derived};
use crate::store::chain::{OperationDraft, parse_body};
use crate::store::error::StoreError;
use crate::store::writer::Writer;

/// What a server had said of an entity before it lost it.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The last revision that both histories share: what the server was told after it, its user has not seen.
    seen: i64,
    #[serde(flatten)]
    state: State,
}

impl Kept {
    fn parse(text: &str) -> Result<Self, StoreError> {
        serde_json::from_str(text)
            .map_err(|error| StoreError::Inconsistent(format!("a base cannot be read: {error}")))
    }
}

impl Store {
    /// What the server was seen at, newest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn witnesses(&self, ledger: i64) -> Result<Vec<Head>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT revision, token FROM heads WHERE ledger = ?1 ORDER BY revision DESC LIMIT ?2",
        )?;
        let limit = i64::try_from(WITNESSES_MAX).unwrap_or(i64::MAX);
        let rows = statement.query_map([ledger, limit], |row| {
            Ok(Head { revision: row.get(0)?, token: Uuid::from_bytes(row.get(1)?) })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Prepares for a server that lost what came after `common`: everything that it had said since is kept aside, to be
    /// sent to it again once a walk from zero shows what it still has. Returns false, and does nothing, if the database is
    /// not the one any more that `asked` was made from.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn begin_recovery(
        &mut self,
        ledger: i64,
        asked: Option<&Outgoing>,
        common: Option<Head>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut writer = self.sync_writer(now)?;
        if let Some(asked) = asked
            && unmoved(writer.conn, asked)?.is_none()
        {
            return Ok(false);
        }
        let shared = common.map_or(0, |head| head.revision);
        writer.forget_walk(ledger)?;
        for kind in Kind::ALL {
            writer.keep_aside(ledger, kind, shared)?;
        }
        writer.fork(ledger, shared, shared)?;
        let conn = writer.conn;
        // Acknowledged by a history that is gone: unknown again. None of these is ever treated as never sent.
        let unsettled = conn.execute(
            "UPDATE operations SET status = 0, seq = NULL, revision = NULL, attempts = max(attempts, 1)
             WHERE ledger = ?1 AND status = 1",
            [ledger],
        )?;
        let unsettled = i64::try_from(unsettled).unwrap_or(0);
        writer.count_operation(ledger, Status::InFlight, -unsettled);
        writer.count_operation(ledger, Status::Pending, unsettled);
        for kind in Kind::ALL {
            writer.tell_deletes_again(ledger, kind, shared)?;
        }
        let conn = writer.conn;
        conn.execute(
            "UPDATE operations SET seen = min(seen, ?2) WHERE ledger = ?1 AND status <> 2",
            [ledger, shared],
        )?;
        conn.execute("DELETE FROM heads WHERE ledger = ?1 AND revision > ?2", [ledger, shared])?;
        conn.execute(
            "UPDATE ledgers SET next_seq = 1, unsent_from = 1, cursor = 0, walking = 1, head_revision = ?2,
             head_token = ?3 WHERE number = ?1",
            params![ledger, shared, common.map(|head| head.token.into_bytes())],
        )?;
        writer.commit_sync()?;
        Ok(true)
    }

    /// Begins a walk from zero: what the server does not name in it is gone. Returns false, and does nothing, if the
    /// database is not the one any more that `asked` was made from.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn begin_walk(
        &mut self,
        ledger: i64,
        asked: Option<&Outgoing>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut writer = self.sync_writer(now)?;
        if let Some(asked) = asked
            && unmoved(writer.conn, asked)?.is_none()
        {
            return Ok(false);
        }
        writer.forget_walk(ledger)?;
        writer.conn.execute("UPDATE ledgers SET cursor = 0, walking = 1 WHERE number = ?1", [ledger])?;
        writer.commit_sync()?;
        Ok(true)
    }
}

/// An operation that gives something back to the server.
struct Recovery {
    action: Action,
    body: Map<String, Json>,
    seen: i64,
    after: Option<i64>,
    weak: bool,
}

impl Writer<'_> {
    /// Keeps the bases of a kind aside that are newer than a revision.
    fn keep_aside(&mut self, ledger: i64, kind: Kind, shared: i64) -> Result<(), StoreError> {
        for number in self.numbers_beyond(ledger, kind, shared)? {
            let row = self.read_existing(kind, number)?;
            let Some(base) = self.base(kind, &row)? else { continue };
            let before: Option<String> = self
                .conn
                .prepare_cached("SELECT state FROM recoveries WHERE kind = ?1 AND entity = ?2")?
                .query_row([kind.code(), number], |row| row.get(0))
                .optional()?;
            let seen = match before {
                Some(before) => Kept::parse(&before)?.seen.min(shared),
                None => shared,
            };
            let state = serde_json::to_string(&Kept { seen, state: base.state })
                .map_err(|error| StoreError::Inconsistent(error.to_string()))?;
            self.conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO recoveries (ledger, kind, entity, state) VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![ledger, kind.code(), number, state])?;
        }
        Ok(())
    }

    fn numbers_beyond(&self, ledger: i64, kind: Kind, shared: i64) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare(&format!(
            "SELECT number FROM {} WHERE ledger = ?1 AND revision > ?2 ORDER BY number",
            kind.spec().table
        ))?;
        let rows = statement.query_map([ledger, shared], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Asks again for the deletes that a server lost of what it never had: of those there is no base to send again, and
    /// another device may make the same.
    fn tell_deletes_again(&mut self, ledger: i64, kind: Kind, shared: i64) -> Result<(), StoreError> {
        let table = kind.spec().table;
        let mut statement = self.conn.prepare(&format!(
            "SELECT max(o.number), o.entity FROM operations o JOIN {table} e ON e.number = o.entity
             WHERE o.ledger = ?1 AND o.kind = ?2 AND o.action = 3 AND o.status = 2 AND o.cancelled = 0
               AND o.revision > ?3 AND e.revision = 0 AND e.last_op IS NULL AND e.deleted_at IS NOT NULL
             GROUP BY o.entity"
        ))?;
        let rows =
            statement.query_map([ledger, kind.code(), shared], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let lost: Vec<(i64, i64)> = rows.collect::<Result<_, _>>()?;
        for (number, entity) in lost {
            self.conn
                .prepare_cached(
                    "UPDATE operations SET status = 0, seq = NULL, revision = NULL, after = NULL,
                     attempts = max(attempts, 1) WHERE number = ?1",
                )?
                .execute([number])?;
            self.touch(kind.spec(), entity, Some(number))?;
            self.count_operation(ledger, Status::Done, -1);
            self.count_operation(ledger, Status::Pending, 1);
        }
        self.tell_forgotten_deletes(ledger, kind)
    }

    /// The same for deletes whose operation went with old history: which revision they had is not known any more, and a
    /// delete that the server knows changes nothing. Only what another device can make by itself needs one.
    fn tell_forgotten_deletes(&mut self, ledger: i64, kind: Kind) -> Result<(), StoreError> {
        if kind.is_referred_to() {
            // Its delete is always told. A row of which nothing was said stands for what others named (rule 18).
            return Ok(());
        }
        let table = kind.spec().table;
        let mut statement = self.conn.prepare(&format!(
            "SELECT number FROM {table} e WHERE ledger = ?1 AND revision = 0 AND last_op IS NULL
             AND deleted_at IS NOT NULL AND NOT EXISTS
               (SELECT 1 FROM operations WHERE kind = ?2 AND entity = e.number AND fields IS NOT NULL AND action = 3)"
        ))?;
        let rows = statement.query_map([ledger, kind.code()], |row| row.get(0))?;
        let forgotten: Vec<i64> = rows.collect::<Result<_, _>>()?;
        for number in forgotten {
            let row = self.read_existing(kind, number)?;
            if is_derived(row.id) {
                let delete =
                    Recovery { action: Action::Delete, body: Map::new(), seen: 0, after: None, weak: false };
                self.push_recovery(kind, &row, delete)?;
            }
        }
        Ok(())
    }

    /// Sends to the server again what it had said of an entity and lost. Returns false if it lost nothing of it.
    pub(super) fn recover(
        &mut self,
        kind: Kind,
        row: &EntityRow,
        server: Option<&Base>,
    ) -> Result<bool, StoreError> {
        let kept: Option<String> = self
            .conn
            .prepare_cached("DELETE FROM recoveries WHERE kind = ?1 AND entity = ?2 RETURNING state")?
            .query_row([kind.code(), row.number], |row| row.get(0))
            .optional()?;
        let Some(kept) = kept else { return Ok(false) };
        let kept = Kept::parse(&kept)?;
        // Revisions of the history that is gone say nothing in the present one: whoever entered something meanwhile, on
        // what was known then, has seen no more of the present one than both share.
        for one in self.unfinished(kind, row)? {
            self.conn
                .prepare_cached("UPDATE operations SET seen = min(seen, ?2) WHERE number = ?1")?
                .execute([one.number, kept.seen])?;
        }
        self.take_base(kind, row.number, server.cloned())?;
        match server {
            Some(server) => self.push_difference(kind, row.number, &server.state, &kept)?,
            None => self.push_whole(kind, row.number, &kept.state)?,
        }
        Ok(true)
    }

    /// Queues what the server's state lacks against what it had said before, but for what waits anyway. What another
    /// device wrote since the two histories parted stands: it may be newer, and the value from before is then a conflict.
    fn push_difference(
        &mut self,
        kind: Kind,
        number: i64,
        server: &State,
        kept: &Kept,
    ) -> Result<(), StoreError> {
        let Kept { seen, state: kept } = kept;
        let row = self.read_existing(kind, number)?;
        let waiting = self.unfinished(kind, &row)?;
        let mut body = Map::new();
        let names = server.fields.keys().chain(kept.fields.keys());
        for name in names.filter(|name| !waiting.iter().any(|one| one.fields.contains_key(*name))) {
            let (before, after) = (server.fields.get(name), kept.fields.get(name));
            if before != after {
                body.insert(name.clone(), json!({"before": before, "after": after}));
            }
        }
        let settles_life =
            waiting.iter().any(|one| matches!(one.action, Action::Delete | Action::Restore | Action::Create));
        let action = match (server.deleted, kept.deleted) {
            _ if settles_life => Action::Update,
            (false, true) => Action::Delete,
            (true, false) => Action::Restore,
            _ => Action::Update,
        };
        if action == Action::Delete {
            body.clear();
        } else if action == Action::Update && (body.is_empty() || row.deleted) {
            return Ok(());
        }
        let after = row.last_op;
        self.push_recovery(kind, &row, Recovery { action, body, seen: *seen, after, weak: true })?;
        self.resettle(kind, number)
    }

    /// Queues all of an entity that the server does not know any more, before what waits of it.
    fn push_whole(&mut self, kind: Kind, number: i64, kept: &State) -> Result<(), StoreError> {
        let row = self.read_existing(kind, number)?;
        let waiting = self.unfinished(kind, &row)?;
        let stays_deleted = kept.deleted && waiting.is_empty();
        // What was emptied here is told as well: another device may tell what it was before.
        let emptied =
            self.written_fields(kind, number)?.into_iter().filter(|name| !kept.fields.contains_key(name));
        let body = kept
            .fields
            .iter()
            .map(|(name, after)| (name.clone(), json!({"before": null, "after": after})))
            .chain(emptied.map(|name| (name, json!({"before": null, "after": null}))))
            .collect();
        let create = Recovery { action: Action::Create, body, seen: row.revision, after: None, weak: false };
        let made = self.push_recovery(kind, &row, create)?;
        if stays_deleted {
            // Others may refer to it, or make it again, as a device does that had not heard of the delete: the tombstone says
            // what it was.
            let row = self.read_existing(kind, number)?;
            let (seen, after) = (row.revision, Some(made));
            let delete = Recovery { action: Action::Delete, body: Map::new(), seen, after, weak: true };
            self.push_recovery(kind, &row, delete)?;
        }
        if let Some(first) = waiting.first() {
            self.conn
                .prepare_cached("UPDATE operations SET after = ?2 WHERE number = ?1")?
                .execute([first.number, made])?;
            let table = kind.spec().table;
            self.conn
                .prepare_cached(&format!("UPDATE {table} SET last_op = ?2 WHERE number = ?1"))?
                .execute([number, waiting.last().map_or(made, |last| last.number)])?;
        }
        self.resettle(kind, number)
    }

    /// The fields of an entity to which operations of this database gave a value, or none, that the server took.
    fn written_fields(&self, kind: Kind, number: i64) -> Result<BTreeSet<String>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT fields FROM operations
             WHERE kind = ?1 AND entity = ?2 AND fields IS NOT NULL AND status = 2 AND cancelled = 0",
        )?;
        let mut rows = statement.query([kind.code(), number])?;
        let mut names = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let body = parse_body(&row.get::<_, String>(0)?)?;
            names.extend(sent_fields(kind.spec(), &body).into_keys());
        }
        Ok(names)
    }

    fn push_recovery(&mut self, kind: Kind, row: &EntityRow, recovery: Recovery) -> Result<i64, StoreError> {
        self.keep_base(kind, row)?;
        self.write_down_create(kind, row)?;
        let Recovery { action, body, seen, after, weak } = recovery;
        let body = Json::Object(body).to_string();
        let number = self.push(&OperationDraft {
            kind,
            entity: row.number,
            ledger: row.ledger,
            action,
            fields: Some(&body),
            seen,
            after,
            weak,
            withdrawn: false,
            cancelled: false,
        })?;
        // Others were told of it by the history that is gone: it is never treated as if nobody had heard of it.
        self.conn
            .prepare_cached("UPDATE operations SET attempts = 1 WHERE number = ?1")?
            .execute([number])?;
        self.touch(kind.spec(), row.number, Some(number))?;
        Ok(number)
    }

    fn resettle(&mut self, kind: Kind, number: i64) -> Result<(), StoreError> {
        let row = self.read_existing(kind, number)?;
        let base = self.base(kind, &row)?;
        self.take_base(kind, number, base)
    }

    /// Finishes what was acknowledged up to a revision, once everything up to it is here: its entity may be gone since.
    pub(super) fn settle_acknowledged(&mut self, ledger: i64, up_to: i64) -> Result<(), StoreError> {
        // In the words of the index of what was sent, as in `push`.
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT kind, entity FROM operations
             WHERE ledger = ?1 AND seq IS NOT NULL AND status <> 2 AND status = 1 AND revision <= ?2",
        )?;
        let rows = statement.query_map([ledger, up_to], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let acknowledged: Vec<(i64, i64)> = rows.collect::<Result<_, _>>()?;
        for (kind, number) in acknowledged {
            let Some(kind) = Kind::from_code(kind) else { continue };
            let row = self.read_existing(kind, number)?;
            let base = self.base(kind, &row)?;
            self.take_base_known_to(kind, number, base, up_to)?;
        }
        Ok(())
    }

    /// Ends a walk from zero up to a revision: what it did not name is gone from the server.
    pub(super) fn finish_walk(&mut self, ledger: i64, up_to: i64) -> Result<(), StoreError> {
        for kind in Kind::ALL {
            for number in self.numbers_beyond(ledger, kind, 0)? {
                let is_named: bool = self
                    .conn
                    .prepare_cached("SELECT EXISTS (SELECT 1 FROM walked WHERE kind = ?1 AND entity = ?2)")?
                    .query_row([kind.code(), number], |row| row.get(0))?;
                if is_named {
                    continue;
                }
                let row = self.read_existing(kind, number)?;
                if !self.recover(kind, &row, None)? {
                    self.take_base(kind, number, None)?;
                }
            }
        }
        self.settle_acknowledged(ledger, up_to)?;
        self.conn.execute("DELETE FROM walked WHERE ledger = ?1", [ledger])?;
        self.conn.execute("DELETE FROM recoveries WHERE ledger = ?1", [ledger])?;
        self.conn.execute("UPDATE ledgers SET walking = 0 WHERE number = ?1", [ledger])?;
        debug_assert!(!ledger_state(self.conn, ledger)?.walking);
        Ok(())
    }

    /// Starts a walk with nothing named yet, and a digest of what is here. What this version cannot read is dropped: the
    /// walk brings it again, where the server still has it.
    fn forget_walk(&mut self, ledger: i64) -> Result<(), StoreError> {
        self.conn.execute("DELETE FROM walked WHERE ledger = ?1", [ledger])?;
        self.conn.execute("DELETE FROM others WHERE ledger = ?1", [ledger])?;
        self.recount_digest(ledger)
    }

    /// Computes the digest of a ledger anew from its bases.
    pub(super) fn recount_digest(&mut self, ledger: i64) -> Result<(), StoreError> {
        *self.digest(ledger)? = crate::protocol::digest::DigestSums::default();
        for kind in Kind::ALL {
            for number in self.numbers_beyond(ledger, kind, 0)? {
                let row = self.read_existing(kind, number)?;
                if let Some(base) = self.base(kind, &row)? {
                    self.count_state(ledger, kind, row.id, &base, true)?;
                }
            }
        }
        Ok(())
    }
}
