//! Groups: the commands of this device, the unit of undo.
//!
//! Owns which command can be undone or redone next and what its operations were. Must not decide how they are taken
//! back: that is the ledger's `undo`.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value as Json};

use super::Store;
use super::error::StoreError;
use super::operations::instant;
use super::writer::{SYNC, Writer};
use crate::model::entity::Kind;
use crate::model::operation::Action;

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// Its number.
    pub number: i64,
    /// The command's name.
    pub command: String,
    /// When it was entered (UTC).
    pub made_at: DateTime<Utc>,
    /// The numbers of the expenses it created, first and last.
    pub created: Option<(i64, i64)>,
    /// How many operations it made.
    pub operations: i64,
    /// The group that it undoes.
    pub undo_of: Option<i64>,
    /// The undo that it takes back.
    pub redo_of: Option<i64>,
    /// The undo that took it back, while it is undone.
    pub undone_by: Option<i64>,
    /// The redo that took this undo back.
    pub redone_by: Option<i64>,
}

impl GroupRow {
    /// Whether it is no command of a person: what the engine gave back to a server that had lost it, other devices' work too.
    #[must_use]
    pub fn is_of_sync(&self) -> bool {
        self.command == SYNC
    }

    /// Whether the command created the expense with this number.
    #[must_use]
    pub fn has_created(&self, number: i64) -> bool {
        self.created.is_some_and(|(first, last)| (first..=last).contains(&number))
    }
}

/// One operation of a group, as taking it back needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupOperation {
    /// What it changed.
    pub kind: Kind,
    /// The entity's number.
    pub entity: i64,
    /// What it did.
    pub action: Action,
    /// Whether a delete took a creation back.
    pub withdrawn: bool,
    /// The fields that an update changed, before and after; empty for any other action.
    pub fields: Map<String, Json>,
}

/// What a person can take back: a command of this device, and neither an undo or redo nor what the engine did
/// ([`GroupRow::is_of_sync`]).
const OWN: &str = "undo_of IS NULL AND redo_of IS NULL AND command <> 'sync'";

/// The name of the command that enters what is due. Other commands run it before their own work, so a redo is still possible
/// after it.
pub const RECURRING_RUN: &str = "recurring run";

const COLUMNS: &str = "number, command, made_at, first_expense, last_expense, operations, undo_of, redo_of, undone_by, redone_by";

fn read(row: &Row) -> rusqlite::Result<GroupRow> {
    let created: (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
    Ok(GroupRow {
        number: row.get(0)?,
        command: row.get(1)?,
        made_at: instant(row.get(2)?),
        created: created.0.zip(created.1),
        operations: row.get(5)?,
        undo_of: row.get(6)?,
        redo_of: row.get(7)?,
        undone_by: row.get(8)?,
        redone_by: row.get(9)?,
    })
}

fn one(conn: &Connection, condition: &str, parameters: &[i64]) -> Result<Option<GroupRow>, StoreError> {
    Ok(conn
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM groups WHERE {condition} ORDER BY number DESC LIMIT 1"
        ))?
        .query_row(rusqlite::params_from_iter(parameters), read)
        .optional()?)
}

fn next_undo(conn: &Connection) -> Result<Option<GroupRow>, StoreError> {
    one(conn, &format!("{OWN} AND undone_by IS NULL"), &[])
}

fn next_redo(conn: &Connection) -> Result<Option<GroupRow>, StoreError> {
    one(
        conn,
        &format!(
            "undo_of IS NOT NULL AND redone_by IS NULL
             AND number > coalesce((SELECT max(number) FROM groups WHERE {OWN} AND command <> '{RECURRING_RUN}'), 0)"
        ),
        &[],
    )
}

fn group(conn: &Connection, number: i64) -> Result<Option<GroupRow>, StoreError> {
    one(conn, "number = ?1", &[number])
}

impl Store {
    /// How many commands this database holds, undos and redos included.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn group_count(&self) -> Result<i64, StoreError> {
        Ok(self.conn.query_row("SELECT count(*) FROM groups", [], |row| row.get(0))?)
    }

    /// Whether every expense that a command made, or made live again, is of one batch.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn group_is_of_batch(&self, group: i64, batch: i64) -> Result<bool, StoreError> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT NOT EXISTS (SELECT 1 FROM groups g JOIN expenses e
                     ON e.number BETWEEN g.first_expense AND g.last_expense
                   WHERE g.number = ?1 AND e.batch IS NOT ?2)
                 AND NOT EXISTS (SELECT 1 FROM operations o JOIN expenses e ON e.number = o.entity
                   WHERE o.group_number = ?1 AND o.fields IS NOT NULL AND o.kind = ?3 AND e.batch IS NOT ?2)",
            )?
            .query_row([group, batch, Kind::Expense.code()], |row| row.get(0))?)
    }

    /// The commands that can be undone, newest first, at most `limit`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn undoable_groups(&self, limit: u32) -> Result<Vec<GroupRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM groups WHERE {OWN} AND undone_by IS NULL ORDER BY number DESC LIMIT ?1"
        ))?;
        let rows = statement.query_map([limit], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One command.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn group(&self, number: i64) -> Result<Option<GroupRow>, StoreError> {
        group(&self.conn, number)
    }

    /// What the operations of a command were about, in their order and each once, from its first `limit` operations;
    /// without the expenses it created, whose numbers are [`GroupRow::created`].
    ///
    /// # Errors
    /// What SQLite reports; [`StoreError::Inconsistent`].
    pub fn touched(&self, group: i64, limit: u32) -> Result<Vec<(Kind, i64)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT kind, entity FROM operations WHERE group_number = ?1 AND fields IS NOT NULL
             ORDER BY number LIMIT ?2",
        )?;
        let mut rows = statement.query((group, limit))?;
        let mut touched = Vec::new();
        while let Some(row) = rows.next()? {
            let kind = Kind::from_code(row.get(0)?)
                .ok_or_else(|| StoreError::Inconsistent("an operation has an unknown kind".into()))?;
            let entity = (kind, row.get(1)?);
            if !touched.contains(&entity) {
                touched.push(entity);
            }
        }
        Ok(touched)
    }

    /// The numbers of the newest live expenses entered by hand on this device, newest first, after skipping `skip`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn last_entered(&self, skip: u64, limit: u32) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT expenses.number FROM groups CROSS JOIN expenses
               ON expenses.number BETWEEN groups.first_expense AND groups.last_expense
             WHERE groups.command IN ('add', 'again') AND expenses.deleted_at IS NULL
             ORDER BY groups.number DESC, expenses.number DESC LIMIT ?1 OFFSET ?2",
        )?;
        let rows = statement.query_map((limit, i64::try_from(skip).unwrap_or(i64::MAX)), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writer<'_> {
    /// The newest command that is not undone.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn next_undo(&self) -> Result<Option<GroupRow>, StoreError> {
        next_undo(self.conn)
    }

    /// The newest undo with no other command after it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn next_redo(&self) -> Result<Option<GroupRow>, StoreError> {
        next_redo(self.conn)
    }

    /// One command.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn group_row(&self, number: i64) -> Result<Option<GroupRow>, StoreError> {
        group(self.conn, number)
    }

    /// The undos of a command that are in force, oldest first: one that left something may be followed by others.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn undos_of(&self, number: i64) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT number FROM groups WHERE undo_of = ?1 AND redone_by IS NULL ORDER BY number",
        )?;
        let rows = statement.query_map([number], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The operations of a group in the order they were made, but for the creates that are still rendered from
    /// their rows or whose history was dropped: those are the numbers of [`GroupRow::created`].
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn group_operations(&self, number: i64) -> Result<Vec<GroupOperation>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT kind, entity, action, withdrawn, fields FROM operations
             WHERE group_number = ?1 AND fields IS NOT NULL ORDER BY number",
        )?;
        let mut rows = statement.query([number])?;
        let mut operations = Vec::new();
        while let Some(row) = rows.next()? {
            let action = Action::from_code(row.get(2)?)
                .ok_or_else(|| StoreError::Inconsistent("an operation has an unknown action".into()))?;
            // What a command made goes as a whole, and of an imported table there may be hundreds of thousands.
            let fields = if action == Action::Update {
                serde_json::from_str(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)
                    .map_err(|error| StoreError::Inconsistent(format!("an operation's fields: {error}")))?
            } else {
                Map::new()
            };
            operations.push(GroupOperation {
                kind: Kind::from_code(row.get(0)?)
                    .ok_or_else(|| StoreError::Inconsistent("an operation has an unknown kind".into()))?,
                entity: row.get(1)?,
                action,
                withdrawn: row.get(3)?,
                fields,
            });
        }
        Ok(operations)
    }

    /// The fields in which an entity differs from what a command left it with: name, value then, value now. Told from
    /// the values before the first change of each field since, so that a create needs no history of its own.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn changed_since(
        &self,
        kind: Kind,
        row: &super::apply::EntityRow,
        group: i64,
    ) -> Result<Vec<(String, Json, Json)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT fields FROM operations WHERE kind = ?1 AND entity = ?2 AND action = 2 AND fields IS NOT NULL
             AND group_number > ?3 ORDER BY number",
        )?;
        let mut rows = statement.query([kind.code(), row.number, group])?;
        let mut left: Map<String, Json> = Map::new();
        while let Some(line) = rows.next()? {
            let fields: Map<String, Json> =
                serde_json::from_str(line.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)
                    .map_err(|error| StoreError::Inconsistent(format!("an operation's fields: {error}")))?;
            for (name, change) in fields {
                left.entry(name).or_insert_with(|| change["before"].clone());
            }
        }
        let spec = kind.spec();
        let current = |name: &str| match name.strip_prefix("tag:") {
            Some(tag) => spec
                .tags_position()
                .filter(|&at| row.record[at].as_tags().iter().any(|known| known == tag))
                .map_or(Json::Null, |_| Json::from(true)),
            None => spec.position(name).map_or(Json::Null, |at| row.record[at].to_json()),
        };
        Ok(left
            .into_iter()
            .map(|(name, then)| {
                let now = current(&name);
                (name, then, now)
            })
            .filter(|(_, then, now)| then != now)
            .collect())
    }

    /// Whether a sync has changed what is shown of an entity since a command.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn is_changed_elsewhere(&self, kind: Kind, number: i64, group: i64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM changed_elsewhere WHERE kind = ?1 AND entity = ?2 AND after_group >= ?3)";
        Ok(self.conn.prepare_cached(sql)?.query_row([kind.code(), number, group], |row| row.get(0))?)
    }
}
