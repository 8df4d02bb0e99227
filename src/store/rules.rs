//! Rules, and the categorised rows that are learnt from, as they are kept.
//!
//! Owns reading them. Must not decide what a rule matches.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::Store;
use super::columns::split_tags;
use super::error::StoreError;
use super::writer::Writer;

/// Newest rows that are looked at for categorised ones: a ledger of a million rows without categories costs no more.
const LOOKED_AT_MAX: i64 = 200_000;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// Its place among the rules, smaller first.
    pub order: Option<i64>,
    /// Its pattern, as it is written.
    pub pattern: String,
    /// The number of the category that it gives.
    pub category: Option<i64>,
    /// The payee that it gives.
    pub payee: Option<String>,
    /// The method that it gives.
    pub method: Option<String>,
    /// The tags that it gives.
    pub tags: Vec<String>,
}

/// The rules of a ledger, or of all for `None`, in the order in which they are tried: the same on every device.
fn load(conn: &Connection, ledger: Option<i64>) -> Result<Vec<RuleRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.number, r.id, r.ledger, r.position, r.pattern, r.category, r.payee, m.name, r.tags
         FROM rules r LEFT JOIN names m ON m.number = r.method
         WHERE r.deleted_at IS NULL AND (?1 IS NULL OR r.ledger = ?1)
         ORDER BY r.ledger, r.position IS NULL, r.position, r.id",
    )?;
    let rows = statement.query_map([ledger], |row| {
        Ok(RuleRow {
            number: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            ledger: row.get(2)?,
            order: row.get(3)?,
            pattern: row.get(4)?,
            category: row.get(5)?,
            payee: row.get(6)?,
            method: row.get(7)?,
            tags: row.get::<_, Option<String>>(8)?.map(|tags| split_tags(&tags)).unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Store {
    /// The rules of a ledger, or of all for `None`, in the order in which they are tried.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn rules(&self, ledger: Option<i64>) -> Result<Vec<RuleRow>, StoreError> {
        load(&self.conn, ledger)
    }

    /// As [`Writer::for_each_categorised`].
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn for_each_categorised(
        &self,
        ledger: i64,
        each: impl FnMut(&str, &str, i64) -> bool,
    ) -> Result<(), StoreError> {
        for_each_categorised(&self.conn, ledger, each)
    }
}

impl Writer<'_> {
    /// The rules of a ledger as this transaction sees them.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn rules(&self, ledger: i64) -> Result<Vec<RuleRow>, StoreError> {
        load(self.conn, Some(ledger))
    }

    /// Calls `each` with payee, description and category's number of the newest live rows that have a category, until it
    /// returns false.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn for_each_categorised(
        &self,
        ledger: i64,
        each: impl FnMut(&str, &str, i64) -> bool,
    ) -> Result<(), StoreError> {
        for_each_categorised(self.conn, ledger, each)
    }
}

fn for_each_categorised(
    conn: &Connection,
    ledger: i64,
    mut each: impl FnMut(&str, &str, i64) -> bool,
) -> Result<(), StoreError> {
    // The totals know at once whether there is any.
    let any: bool = conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM totals WHERE ledger = ?1 AND category <> 0 AND count > 0)",
        )?
        .query_row([ledger], |row| row.get(0))?;
    if !any {
        return Ok(());
    }
    let mut statement = conn.prepare_cached(
        "SELECT payee, description, category FROM (
           SELECT payee, description, category FROM expenses WHERE ledger = ?1 AND deleted_at IS NULL
           ORDER BY date DESC, number DESC LIMIT ?2)
         WHERE category IS NOT NULL",
    )?;
    let mut rows = statement.query(params![ledger, LOOKED_AT_MAX])?;
    while let Some(row) = rows.next()? {
        let payee = row.get_ref(0)?.as_str_or_null().map_err(rusqlite::Error::from)?;
        let description = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        if !each(payee.unwrap_or_default(), description, row.get(2)?) {
            break;
        }
    }
    Ok(())
}
