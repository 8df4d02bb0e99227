//! Which of many ids are there already: what an import asks before it writes.
//!
//! Owns the two ways to look: one by one for a few, in one pass over the sorted index for many.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::Store;
use super::error::StoreError;
use super::writer::Writer;
use crate::model::entity::Kind;
use crate::model::expense::JOINED_TAG;

/// What is known of an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It is not there.
    Absent,
    /// It is there, or stood earlier in the same list.
    Present,
    /// It became part of another expense.
    Joined,
    /// A person deleted it.
    Deleted,
    /// Its creation was taken back by an undo, or it was deleted and the import that brought it was taken back.
    Withdrawn,
}

/// From one id in so many rows on, reading the whole index in order is faster than looking ids up in random order.
const PASS_SHARE: u64 = 20;

impl Store {
    /// What is known of each id, in the order given.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn known_expenses(&self, ids: &[Uuid]) -> Result<Vec<Known>, StoreError> {
        known_expenses(&self.conn, ids)
    }
}

impl Writer<'_> {
    /// What is known of each id, in the order given, as this transaction sees it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn known_expenses(&self, ids: &[Uuid]) -> Result<Vec<Known>, StoreError> {
        known_expenses(self.conn, ids)
    }

    /// The ledger that a batch belongs to.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn batch_ledger(&self, batch: Uuid) -> Result<Option<i64>, StoreError> {
        Ok(self
            .conn
            .prepare_cached("SELECT ledger FROM batches WHERE id = ?1")?
            .query_row([batch.as_bytes()], |row| row.get(0))
            .optional()?)
    }
}

fn known_expenses(conn: &Connection, ids: &[Uuid]) -> Result<Vec<Known>, StoreError> {
    let mut order: Vec<u32> = (0..u32::try_from(ids.len()).unwrap_or(u32::MAX)).collect();
    order.sort_unstable_by_key(|&at| (ids[at as usize], at));
    let rows: i64 = conn.query_row("SELECT coalesce(max(number), 0) FROM expenses", [], |row| row.get(0))?;
    let many = ids.len() as u64 * PASS_SHARE > u64::try_from(rows).unwrap_or(0);
    let mut known = vec![Known::Absent; ids.len()];
    let gone = gone_expenses(conn)?;
    let state = |number: i64| gone.get(&number).copied().unwrap_or(Known::Present);
    if many {
        let mut statement = conn.prepare("SELECT id, number FROM expenses ORDER BY id")?;
        let mut rows = statement.query([])?;
        let mut next = 0;
        while let Some(row) = rows.next()? {
            let id = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            while next < order.len() && &ids[order[next] as usize].as_bytes()[..] < id {
                next += 1;
            }
            if next == order.len() {
                break;
            }
            if ids[order[next] as usize].as_bytes() == id {
                known[order[next] as usize] = state(row.get(1)?);
            }
        }
    } else {
        let mut statement = conn.prepare("SELECT number FROM expenses WHERE id = ?1")?;
        for &at in &order {
            let number: Option<i64> =
                statement.query_row([&ids[at as usize].as_bytes()[..]], |row| row.get(0)).optional()?;
            if let Some(number) = number {
                known[at as usize] = state(number);
            }
        }
    }
    let elsewhere = deleted_elsewhere(conn)?;
    if !elsewhere.is_empty() {
        for (state, id) in known.iter_mut().zip(ids) {
            if *state == Known::Absent && elsewhere.contains(id) {
                *state = Known::Deleted;
            }
        }
    }
    // An id that comes twice in the list is new at most once.
    for pair in order.windows(2) {
        let (first, second) = (pair[0] as usize, pair[1] as usize);
        if ids[first] == ids[second] {
            known[second] = match known[first] {
                known @ (Known::Deleted | Known::Joined) => known,
                _ => Known::Present,
            };
        }
    }
    Ok(known)
}

/// The expenses that another device deleted before it ever told of them: they have no row here.
fn deleted_elsewhere(conn: &Connection) -> Result<HashSet<Uuid>, StoreError> {
    let mut statement = conn.prepare("SELECT id FROM others WHERE kind = ?1 AND deleted")?;
    let ids = statement.query_map([Kind::Expense.spec().name], |row| Ok(Uuid::from_bytes(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The deleted expenses, of which there are few. Who takes an import back takes back with it what was deleted of it: a
/// row that a person deleted may come again with the others.
fn gone_expenses(conn: &Connection) -> Result<HashMap<i64, Known>, StoreError> {
    let mut statement = conn.prepare(
        "WITH gone AS (SELECT number, withdrawn, batch, tags FROM expenses WHERE deleted_at IS NOT NULL)
         SELECT number, withdrawn OR batch IN (SELECT batch FROM gone WHERE withdrawn AND batch IS NOT NULL),
           tags IS ?1 FROM gone",
    )?;
    let mut rows = statement.query([format!(" {JOINED_TAG} ")])?;
    let mut gone = HashMap::new();
    while let Some(row) = rows.next()? {
        let withdrawn = row.get::<_, Option<bool>>(1)? == Some(true);
        let known = match row.get(2)? {
            _ if withdrawn => Known::Withdrawn,
            true => Known::Joined,
            false => Known::Deleted,
        };
        gone.insert(row.get(0)?, known);
    }
    Ok(gone)
}
