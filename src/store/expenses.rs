//! Reading expenses, with every reference resolved to its name.
//!
//! Owns finding them by reference and streaming them. Which rows a filter means is `query`; nothing here writes.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

use super::Store;
use super::categories::CategoryTree;
use super::columns::{Lookups, read_currency, read_date, split_tags};
use super::error::StoreError;
use super::operations::instant;
use crate::model::expense::{Direction, Expense, SyncState};
use crate::model::money::Money;

/// The columns that [`Reader::expense`] reads, of the table alias `e`.
pub(super) const COLUMNS: &str =
    "e.number, e.id, e.ledger, e.date, e.direction, e.amount_minor, e.currency, e.category,
    e.description, e.payee, e.method, e.tags, e.note, e.paid_by, e.reference, e.source, e.batch, e.created_at,
    e.updated_at, e.deleted_at, e.revision, e.last_op";

/// Turns rows into expenses; remembers names between them.
pub struct Reader<'c> {
    conn: &'c Connection,
    tree: CategoryTree,
    ledgers: HashMap<i64, (String, bool)>,
    lookups: Lookups,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

/// The direction of a stored number.
pub(super) fn direction(code: i64) -> Result<Direction, StoreError> {
    match code {
        0 => Ok(Direction::Expense),
        1 => Ok(Direction::Income),
        2 => Ok(Direction::Transfer),
        other => Err(StoreError::Inconsistent(format!("{other} is no direction"))),
    }
}

/// The number a direction is stored as.
#[must_use]
pub const fn direction_code(direction: Direction) -> i64 {
    match direction {
        Direction::Expense => 0,
        Direction::Income => 1,
        Direction::Transfer => 2,
    }
}

impl<'c> Reader<'c> {
    pub(super) fn new(store: &'c Store) -> Result<Self, StoreError> {
        Ok(Self {
            conn: &store.conn,
            tree: store.category_tree()?,
            ledgers: store
                .ledgers()?
                .into_iter()
                .map(|ledger| (ledger.number, (ledger.name, ledger.server_id.is_some())))
                .collect(),
            lookups: Lookups::default(),
        })
    }

    /// Reads one row of [`COLUMNS`].
    pub(super) fn expense(&mut self, row: &Row) -> Result<Expense, StoreError> {
        let ledger: i64 = row.get(2)?;
        let (ledger, bound) = self.ledgers.get(&ledger).cloned().unwrap_or_default();
        let created_at = instant(row.get(17)?);
        Ok(Expense {
            number: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            sync: self.sync_state(row, bound)?,
            ledger,
            date: read_date(row, 3)?,
            direction: direction(row.get(4)?)?,
            amount: Money::new(row.get(5)?, read_currency(row, 6)?),
            category: row
                .get::<_, Option<i64>>(7)?
                .and_then(|number| self.tree.path(number))
                .map(str::to_owned),
            description: row.get(8)?,
            payee: row.get(9)?,
            method: self.name(row, 10)?,
            tags: row
                .get_ref(11)?
                .as_str_or_null()
                .map_err(rusqlite::Error::from)?
                .map(split_tags)
                .unwrap_or_default(),
            note: row.get(12)?,
            paid_by: row.get(13)?,
            reference: row.get(14)?,
            source: self.name(row, 15)?,
            batch: row
                .get::<_, Option<i64>>(16)?
                .map(|number| self.lookups.batch_id(self.conn, number))
                .transpose()?,
            created_at,
            updated_at: row.get::<_, Option<i64>>(18)?.map_or(created_at, instant),
            deleted_at: row.get::<_, Option<i64>>(19)?.map(instant),
            revision: row.get(20)?,
        })
    }

    fn name(&mut self, row: &Row, column: usize) -> Result<Option<String>, StoreError> {
        row.get::<_, Option<i64>>(column)?.map(|number| self.lookups.name(self.conn, number)).transpose()
    }

    fn sync_state(&self, row: &Row, bound: bool) -> Result<SyncState, StoreError> {
        if !bound {
            return Ok(SyncState::Local);
        }
        let Some(operation) = row.get::<_, Option<i64>>(21)? else { return Ok(SyncState::Synced) };
        let failed: bool = self
            .conn
            .prepare_cached("SELECT status = 3 FROM operations WHERE number = ?1")?
            .query_row([operation], |row| row.get(0))
            .optional()?
            .unwrap_or(false);
        Ok(if failed { SyncState::Failed } else { SyncState::Pending })
    }
}

impl Store {
    /// One expense by its number, deleted or not.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn expense(&self, number: i64) -> Result<Option<Expense>, StoreError> {
        let mut reader = Reader::new(self)?;
        let mut statement =
            self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM expenses e WHERE number = ?1"))?;
        let mut rows = statement.query([number])?;
        rows.next()?.map(|row| reader.expense(row)).transpose()
    }

    /// The numbers of expenses whose id begins with the given hexadecimal digits, at most 10.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn expenses_with_id_prefix(&self, digits: &str) -> Result<Vec<i64>, StoreError> {
        let bound = |fill: char| -> Option<Uuid> {
            let mut text = digits.to_owned();
            while text.len() < 32 {
                text.push(fill);
            }
            Uuid::try_parse(&text).ok()
        };
        let (Some(low), Some(high)) = (bound('0'), bound('f')) else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare_cached(
            "SELECT number FROM expenses WHERE id BETWEEN ?1 AND ?2 ORDER BY number LIMIT 10",
        )?;
        let rows = statement.query_map([low.as_bytes(), high.as_bytes()], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether there is an expense with this number, deleted or not.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn has_expense(&self, number: i64) -> Result<bool, StoreError> {
        Ok(self.conn.prepare_cached("SELECT 1 FROM expenses WHERE number = ?1")?.exists([number])?)
    }

    /// The names used in a field (`method`, `source`), by name.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn names(&self, field: &str) -> Result<Vec<String>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT name FROM names WHERE field = ?1 ORDER BY name")?;
        let rows = statement.query_map([field], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The tags of live expenses, by name.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn tags(&self) -> Result<Vec<String>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT DISTINCT tags FROM expenses WHERE tags IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut tags = std::collections::BTreeSet::new();
        while let Some(row) = rows.next()? {
            tags.extend(split_tags(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?));
        }
        Ok(tags.into_iter().collect())
    }
}
