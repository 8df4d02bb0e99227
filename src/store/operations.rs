//! The queue and the history, as people see them.
//!
//! Owns reading operations, rendering creates from their rows, and dropping old history. Must not send anything.

use chrono::{DateTime, Utc};
use rusqlite::{OptionalExtension, Params, Row, params};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::Store;
use super::apply::read_entity;
use super::categories::CategoryTree;
use super::change::created_fields;
use super::columns::Lookups;
use super::error::StoreError;
use super::writer::SYNC;
use crate::model::entity::{FieldType, Kind};
use crate::model::operation::{Action, FieldChange, Operation, Status};

/// An instant from its column.
pub(super) fn instant(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

/// How many operations stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueCounts {
    /// Waiting to be sent.
    pub pending: u64,
    /// Sent, outcome unknown.
    pub in_flight: u64,
    /// Refused by the server.
    pub failed: u64,
    /// Finished: history.
    pub done: u64,
}

impl QueueCounts {
    /// The count of a status.
    #[must_use]
    pub const fn of(&self, status: Status) -> u64 {
        match status {
            Status::Pending => self.pending,
            Status::InFlight => self.in_flight,
            Status::Failed => self.failed,
            Status::Done => self.done,
        }
    }

    /// Operations that the server has not settled.
    #[must_use]
    pub const fn unfinished(&self) -> u64 {
        self.pending + self.in_flight + self.failed
    }
}

/// What the unfinished operations and the conflicts come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Most attempts that a waiting operation had.
    pub attempts_max: i64,
    /// Conflicts that nobody has resolved.
    pub conflicts_open: u64,
}

/// Which operations to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct QueueFilter {
    /// Only this status; otherwise every unfinished one.
    pub status: Option<Status>,
    /// Only this ledger.
    pub ledger: Option<i64>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// An entry of an expense's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// When (UTC).
    pub at: DateTime<Utc>,
    /// What was done.
    pub action: Action,
    /// The fields changed.
    pub fields: Vec<FieldChange>,
    /// The operation; `None` for a create whose history row was dropped.
    pub operation: Option<Uuid>,
    /// The server's revision of it.
    pub revision: Option<i64>,
}

const COLUMNS: &str =
    "o.number, o.seq, o.id, o.group_number, o.ledger, o.kind, o.entity, o.action, o.fields, o.seen,
    o.status, o.attempts, o.next_attempt_at, o.last_attempt_at, o.last_error, b.id, g.made_at, o.after, o.void,
    o.cancelled";
const FROM: &str = "operations o LEFT JOIN operations b ON b.number = o.after AND b.status <> 2
    LEFT JOIN groups g ON g.number = o.group_number";

/// In the words of two indexes: that of what was tried and has no place or was tried again, and that of what has a place,
/// which was tried at least once.
const ATTEMPTS_MAX: &str = "SELECT max(
    (SELECT coalesce(max(attempts), 0) FROM operations
       WHERE attempts > 0 AND status <> 2 AND (attempts > 1 OR seq IS NULL)),
    EXISTS (SELECT 1 FROM operations INDEXED BY operations_sent WHERE seq IS NOT NULL AND status <> 2))";

/// What turning rows into values needs to know.
struct Rendering {
    tree: CategoryTree,
    ledgers: Vec<super::ledgers::LedgerRow>,
    lookups: Lookups,
}

impl Store {
    /// How many operations of a ledger stand where; of all ledgers for `None`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn queue_counts(&self, ledger: Option<i64>) -> Result<QueueCounts, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT status, sum(count) FROM queue_counts WHERE ?1 IS NULL OR ledger = ?1 GROUP BY status",
        )?;
        let mut rows = statement.query([ledger])?;
        let mut counts = QueueCounts::default();
        while let Some(row) = rows.next()? {
            let count = u64::try_from(row.get::<_, i64>(1)?).unwrap_or(0);
            match Status::from_code(row.get(0)?) {
                Some(Status::Pending) => counts.pending = count,
                Some(Status::InFlight) => counts.in_flight = count,
                Some(Status::Failed) => counts.failed = count,
                Some(Status::Done) => counts.done = count,
                None => {}
            }
        }
        Ok(counts)
    }

    /// When the oldest operation that still waits was made; `None` where none does.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn oldest_pending(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        if self.queue_counts(None)?.unfinished() == 0 {
            return Ok(None);
        }
        Ok(self
            .conn
            .prepare_cached(
                "SELECT g.made_at FROM operations o JOIN groups g ON g.number = o.group_number
                 WHERE o.status <> 2 ORDER BY o.number LIMIT 1",
            )?
            .query_row([], |row| row.get::<_, i64>(0))
            .optional()?
            .map(instant))
    }

    /// What the unfinished operations and the conflicts come to.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn waiting(&self) -> Result<Waiting, StoreError> {
        let conflicts: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM conflicts WHERE status = 'open' AND deleted_at IS NULL")?
            .query_row([], |row| row.get(0))?;
        let attempts_max: i64 = self.conn.prepare_cached(ATTEMPTS_MAX)?.query_row([], |row| row.get(0))?;
        Ok(Waiting { attempts_max, conflicts_open: u64::try_from(conflicts).unwrap_or(0) })
    }

    /// Calls `each` with the operations of the queue, oldest first.
    ///
    /// # Errors
    /// What SQLite reports, or `each`'s own error.
    pub fn for_each_operation<E: From<StoreError>>(
        &self,
        filter: QueueFilter,
        mut each: impl FnMut(Operation) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rendering = self.rendering().map_err(E::from)?;
        let sql = format!(
            "SELECT {COLUMNS} FROM {FROM}
             WHERE (CASE WHEN ?1 IS NULL THEN o.status <> 2 ELSE o.status = ?1 END) AND (?2 IS NULL OR o.ledger = ?2)
             ORDER BY o.number LIMIT ?3"
        );
        let mut statement = self.conn.prepare_cached(&sql).map_err(StoreError::from)?;
        let limit = filter.limit.map_or(-1, i64::from);
        let mut rows = statement
            .query(params![filter.status.map(Status::code), filter.ledger, limit])
            .map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(self.render(row, &mut rendering).map_err(E::from)?)?;
        }
        Ok(())
    }

    /// Finds operations by their local number, or by a prefix of their id of 8 or more hexadecimal digits.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn find_operations(&self, reference: &str) -> Result<Vec<Operation>, StoreError> {
        let mut found = Vec::new();
        if let Ok(number) = reference.parse::<i64>() {
            found.extend(self.operations_where("o.number = ?1", [number])?);
        }
        if let Some((from, to)) = id_range(reference) {
            found.extend(self.operations_where("o.id BETWEEN ?1 AND ?2", [from, to])?);
        }
        Ok(found)
    }

    fn operations_where(&self, condition: &str, params: impl Params) -> Result<Vec<Operation>, StoreError> {
        let mut rendering = self.rendering()?;
        let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE {condition} ORDER BY o.number LIMIT 10");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.render(row, &mut rendering)?);
        }
        Ok(found)
    }

    /// The history of one entity, oldest first. Its creation is told from what it is now and what changed since, so
    /// it is complete even where its own history row was dropped.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn log(&self, kind: Kind, number: i64) -> Result<Vec<LogEntry>, StoreError> {
        let mut rendering = self.rendering()?;
        let Some(entity) = read_entity(&self.conn, &mut rendering.lookups, kind, number)? else {
            return Ok(Vec::new());
        };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS}, o.revision FROM {FROM}
             WHERE o.kind = ?1 AND o.entity = ?2 AND o.fields IS NOT NULL AND coalesce(g.command, '') <> ?3
             ORDER BY o.number"
        ))?;
        // What a sync gave back to a server that had lost it changed nothing here, and may be another device's work.
        let mut rows = statement.query(params![kind.code(), number, SYNC])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let mut operation = self.render(row, &mut rendering)?;
            if operation.action == Action::Restore {
                // Its body, where it has one, says what the entity was all the same.
                operation.fields.clear();
            }
            entries.push(LogEntry {
                at: operation.made_at,
                action: operation.action,
                fields: operation.fields,
                operation: Some(operation.id),
                revision: row.get(20)?,
            });
        }
        if entries.first().is_none_or(|entry| entry.action != Action::Create) {
            let mut first = self.creation_entry(kind, number, &entity.record, &mut rendering)?;
            for entry in entries.iter().rev() {
                for change in &entry.fields {
                    roll_back(&mut first.fields, change);
                }
            }
            first.fields.retain(|change| !is_empty(&change.after));
            entries.insert(0, first);
        }
        Ok(entries)
    }

    fn creation_entry(
        &self,
        kind: Kind,
        number: i64,
        record: &crate::model::entity::Record,
        rendering: &mut Rendering,
    ) -> Result<LogEntry, StoreError> {
        let (created_at, operation): (i64, Option<[u8; 16]>) = self.conn.query_row(
            &format!(
                "SELECT e.created_at, o.id FROM {} e LEFT JOIN operations o
                 ON o.number = e.last_op AND o.action = 1 AND o.fields IS NULL WHERE e.number = ?1",
                kind.spec().table
            ),
            [number],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let fields = created_fields(kind.spec(), record);
        Ok(LogEntry {
            at: instant(created_at),
            action: Action::Create,
            fields: self.render_fields(kind, &fields, rendering)?,
            operation: operation.map(Uuid::from_bytes),
            revision: None,
        })
    }

    /// Drops history beyond the newest `commands` commands, if it is also older than `before`. What waits to be sent
    /// stays, with its command.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn trim_history(&mut self, commands: u32, before: DateTime<Utc>) -> Result<u64, StoreError> {
        let txn = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        txn.execute_batch("CREATE TEMP TABLE old_groups (number INTEGER PRIMARY KEY)")?;
        txn.execute(
            "INSERT INTO old_groups SELECT number FROM groups WHERE made_at < ?2
             AND number <= (SELECT max(number) FROM groups) - ?1
             AND NOT EXISTS (SELECT 1 FROM operations o WHERE o.group_number = groups.number AND o.status <> 2)",
            params![commands, before.timestamp_millis()],
        )?;
        txn.execute(
            "INSERT INTO queue_counts (ledger, status, count)
             SELECT ledger, 2, -count(*) FROM operations WHERE status = 2 AND group_number IN (SELECT number FROM old_groups)
             GROUP BY ledger ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [],
        )?;
        txn.execute(
            "DELETE FROM operations WHERE group_number IN (SELECT number FROM old_groups) AND status = 2",
            [],
        )?;
        let dropped =
            txn.execute("DELETE FROM groups WHERE number IN (SELECT number FROM old_groups)", [])?;
        txn.execute_batch("DROP TABLE old_groups")?;
        txn.commit()?;
        Ok(dropped as u64)
    }

    fn rendering(&self) -> Result<Rendering, StoreError> {
        Ok(Rendering { tree: self.category_tree()?, ledgers: self.ledgers()?, lookups: Lookups::default() })
    }

    fn render(&self, row: &Row, rendering: &mut Rendering) -> Result<Operation, StoreError> {
        let unknown = |what: &str| StoreError::Inconsistent(format!("an operation has an unknown {what}"));
        let kind = Kind::from_code(row.get(5)?).ok_or_else(|| unknown("kind"))?;
        let action = Action::from_code(row.get(7)?).ok_or_else(|| unknown("action"))?;
        let entity_number: i64 = row.get(6)?;
        let entity = read_entity(&self.conn, &mut rendering.lookups, kind, entity_number)?
            .ok_or_else(|| unknown("entity"))?;
        let body: Option<String> = row.get(8)?;
        let fields: Map<String, Json> = match body {
            Some(body) => serde_json::from_str(&body)
                .map_err(|error| StoreError::Inconsistent(format!("an operation's fields: {error}")))?,
            None => created_fields(kind.spec(), &entity.record),
        };
        let ledger: i64 = row.get(4)?;
        let status = Status::from_code(row.get(10)?).ok_or_else(|| unknown("status"))?;
        let held_by = match status {
            Status::Pending => self.refused_before(row.get(17)?)?,
            Status::InFlight | Status::Failed | Status::Done => None,
        };
        Ok(Operation {
            number: row.get(0)?,
            seq: row.get(1)?,
            id: Uuid::from_bytes(row.get(2)?),
            group: row.get(3)?,
            ledger: rendering
                .ledgers
                .iter()
                .find(|known| known.number == ledger)
                .map_or_else(String::new, |known| known.name.clone()),
            kind,
            entity_id: entity.id,
            entity_number,
            action,
            fields: self.render_fields(kind, &fields, rendering)?,
            seen: row.get(9)?,
            status,
            attempts: row.get(11)?,
            next_attempt_at: row.get::<_, Option<i64>>(12)?.map(instant),
            last_attempt_at: row.get::<_, Option<i64>>(13)?.map(instant),
            last_error: row.get(14)?,
            depends_on: row.get::<_, Option<[u8; 16]>>(15)?.map(Uuid::from_bytes),
            held_by,
            made_at: instant(row.get::<_, Option<i64>>(16)?.unwrap_or(0)),
            dropped: status != Status::Done && row.get::<_, bool>(18)?,
            never_sent: row.get(19)?,
        })
    }

    /// The refused operation at or before one on the same entity.
    fn refused_before(&self, at: Option<i64>) -> Result<Option<i64>, StoreError> {
        let mut next = at;
        while let Some(number) = next {
            let found: Option<(i64, Option<i64>)> = self
                .conn
                .prepare_cached("SELECT status, after FROM operations WHERE number = ?1")?
                .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((status, after)) = found else { return Ok(None) };
            if Status::from_code(status) == Some(Status::Failed) {
                return Ok(Some(number));
            }
            next = after;
        }
        Ok(None)
    }

    /// Shows categories by path and directions by word, as everywhere else.
    fn render_fields(
        &self,
        kind: Kind,
        fields: &Map<String, Json>,
        rendering: &mut Rendering,
    ) -> Result<Vec<FieldChange>, StoreError> {
        let mut changes = Vec::with_capacity(fields.len());
        for (name, change) in fields {
            let spec = kind.spec().fields.iter().find(|field| field.name == name);
            let mut sides = [change["before"].clone(), change["after"].clone()];
            for side in &mut sides {
                match (spec.map(|spec| spec.kind), side.as_str(), side.as_i64()) {
                    (Some(FieldType::Category), Some(id), _) => {
                        let id = id.parse::<Uuid>().ok();
                        let number = id.and_then(|id| rendering.lookups.category_number(&self.conn, id).ok());
                        if let Some(path) = number.and_then(|number| rendering.tree.path(number)) {
                            *side = Json::from(path);
                        }
                    }
                    (Some(FieldType::Integer), _, Some(code)) if name == "direction" => {
                        *side = Json::from(super::expenses::direction(code)?.as_str());
                    }
                    _ => {}
                }
            }
            let [before, after] = sides;
            changes.push(FieldChange { field: name.clone(), before, after });
        }
        Ok(changes)
    }
}

/// The first and the last id with a prefix of 8 or more hexadecimal digits, hyphens left out.
fn id_range(prefix: &str) -> Option<([u8; 16], [u8; 16])> {
    let digits = prefix.replace('-', "");
    if !(8..=32).contains(&digits.len()) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let end = |fill: &str| {
        let whole = format!("{digits}{}", fill.repeat(32 - digits.len()));
        u128::from_str_radix(&whole, 16).ok().map(u128::to_be_bytes)
    };
    Some((end("0")?, end("f")?))
}

fn is_empty(value: &Json) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Takes a later change out of the fields a creation is told with.
fn roll_back(fields: &mut Vec<FieldChange>, change: &FieldChange) {
    match fields.iter_mut().find(|known| known.field == change.field) {
        Some(known) => known.after = change.before.clone(),
        None => fields.push(FieldChange {
            field: change.field.clone(),
            before: Json::Null,
            after: change.before.clone(),
        }),
    }
}
