//! Expenses that a row of a statement may be: those it left open earlier, and those entered by hand.
//!
//! Owns the two reads. What is the same payment is the ledger's to say.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::Store;
use super::columns::{read_currency, read_date};
use super::error::StoreError;
use super::expenses::direction;
use super::writer::Writer;
use crate::model::date::to_yyyymmdd;
use crate::model::entity::Kind;
use crate::model::expense::{Direction, PENDING_TAG};
use crate::model::money::Money;
use crate::model::operation::Action;

/// Expenses that are looked at, at most: what is pending is gone in days, and a person types some thousand a year.
const BRIEFS_MAX: i64 = 50_000;
/// Days up to which the index by date finds them sooner than a walk through the table.
const INDEXED_DAYS_MAX: i64 = 100;

/// What tells an expense from another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Calendar date.
    pub date: NaiveDate,
    /// Which way the money went.
    pub direction: Direction,
    /// The amount.
    pub amount: Money,
    /// What it was.
    pub description: String,
    /// Who received or sent the money.
    pub payee: Option<String>,
    /// The account that it comes from.
    pub source: Option<String>,
    /// Whether it has a category.
    pub has_category: bool,
    /// What it was and who it was paid to before a person changed that.
    pub before: Vec<String>,
}

const COLUMNS: &str =
    "e.number, e.id, e.date, e.direction, e.amount_minor, e.currency, e.description, e.payee,
    (SELECT name FROM names n WHERE n.number = e.source), e.category IS NOT NULL";

impl Store {
    /// The live imported expenses of a ledger that are not booked yet, oldest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn pending_rows(&self, ledger: i64) -> Result<Vec<Brief>, StoreError> {
        pending_rows(&self.conn, ledger)
    }

    /// The live expenses of a ledger that no import brought, in spans of days, both ends included, that do not overlap and
    /// are in order; oldest first.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn entered_by_hand(
        &self,
        ledger: i64,
        spans: &[(NaiveDate, NaiveDate)],
    ) -> Result<Vec<Brief>, StoreError> {
        let (Some((first, _)), Some((_, last))) = (spans.first(), spans.last()) else {
            return Ok(Vec::new());
        };
        let days: i64 = spans.iter().map(|(from, to)| (*to - *from).num_days() + 1).sum();
        let (table, spans) = if days > INDEXED_DAYS_MAX {
            ("expenses e NOT INDEXED", &[(*first, *last)][..])
        } else {
            ("expenses e", spans)
        };
        let mut statement = self.conn.prepare(&format!(
            "SELECT {COLUMNS} FROM {table} WHERE e.ledger = ?1 AND e.date BETWEEN ?2 AND ?3 AND e.deleted_at IS NULL
               AND e.batch IS NULL AND e.source IS NULL ORDER BY e.date, e.id LIMIT ?4"
        ))?;
        let mut briefs = Vec::new();
        for (from, to) in spans {
            let params = params![ledger, to_yyyymmdd(*from), to_yyyymmdd(*to), BRIEFS_MAX];
            let rows = statement.query_map(params, |row| Ok(brief(row)))?;
            for row in rows {
                briefs.push(row??);
            }
        }
        briefs.truncate(usize::try_from(BRIEFS_MAX).unwrap_or(usize::MAX));
        Ok(briefs)
    }
}

impl Writer<'_> {
    /// As [`Store::pending_rows`], as this transaction sees it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn pending_rows(&self, ledger: i64) -> Result<Vec<Brief>, StoreError> {
        pending_rows(self.conn, ledger)
    }

    /// The command of this device that made a batch.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn batch_group(&self, batch: Uuid) -> Result<Option<i64>, StoreError> {
        let group = self
            .conn
            .prepare_cached("SELECT group_number FROM batches WHERE id = ?1")?
            .query_row([batch.as_bytes()], |row| row.get(0))
            .optional()?;
        Ok(group.flatten())
    }
}

/// By the index of tags: most rows have none, and the one of dates would walk through all of them.
const PENDING: &str = "e.tags > '' AND instr(e.tags, ?2) AND +e.ledger = ?1 AND e.deleted_at IS NULL
    AND e.batch IS NOT NULL ORDER BY e.date, e.id LIMIT ?3";

fn pending_rows(conn: &Connection, ledger: i64) -> Result<Vec<Brief>, StoreError> {
    let mut statement = conn.prepare(&format!("SELECT {COLUMNS} FROM expenses e WHERE {PENDING}"))?;
    let rows =
        statement.query_map(params![ledger, format!(" {PENDING_TAG} "), BRIEFS_MAX], |row| Ok(brief(row)))?;
    let mut briefs: Vec<Brief> = rows.map(|row| row?).collect::<Result<_, StoreError>>()?;
    for brief in &mut briefs {
        brief.before = texts_before(conn, brief.number)?;
    }
    Ok(briefs)
}

/// The texts that an expense had before each change of them.
fn texts_before(conn: &Connection, number: i64) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT o.fields ->> '$.description.before', o.fields ->> '$.payee.before' FROM operations o
         WHERE o.kind = ?1 AND o.entity = ?2 AND o.action = ?3 AND o.fields IS NOT NULL ORDER BY o.number",
    )?;
    let mut rows = statement.query((Kind::Expense.code(), number, Action::Update.code()))?;
    let mut texts: Vec<String> = Vec::new();
    while let Some(row) = rows.next()? {
        let found = [row.get::<_, Option<String>>(0)?, row.get(1)?];
        texts.extend(found.into_iter().flatten().filter(|text| !text.trim().is_empty()));
    }
    Ok(texts)
}

fn brief(row: &Row) -> Result<Brief, StoreError> {
    Ok(Brief {
        number: row.get(0)?,
        id: Uuid::from_bytes(row.get(1)?),
        date: read_date(row, 2)?,
        direction: direction(row.get(3)?)?,
        amount: Money::new(row.get(4)?, read_currency(row, 5)?),
        description: row.get(6)?,
        payee: row.get(7)?,
        source: row.get(8)?,
        has_category: row.get(9)?,
        before: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::store::OpenOptionsAt;

    #[test]
    fn what_is_pending_is_found_without_a_look_through_the_history() {
        let options = OpenOptionsAt { backup_dir: None, now: DateTime::UNIX_EPOCH };
        let store = Store::in_memory(&options).unwrap();
        let steps = store.plan(&format!("SELECT {COLUMNS} FROM expenses e WHERE {PENDING}"));
        assert!(steps.iter().any(|step| step.contains("INDEX expenses_tags (tags>?)")), "{steps:?}");
    }
}
