//! Recurring expenses as they are kept, and how far each was entered on this device.
//!
//! Owns reading them, and the hint that spares a look at every date that ever was. Must not decide what is due.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::Store;
use super::columns::{read_currency, read_date, split_tags};
use super::error::StoreError;
use super::expenses::direction;
use super::writer::Writer;
use crate::model::date::{from_yyyymmdd, to_yyyymmdd};
use crate::model::expense::Direction;
use crate::model::money::Money;

/// The role of a ledger in which this user writes nothing (DESIGN, section 3, "Ledger").
const VIEWER: &str = "viewer";

/// One recurring expense, income or transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecurringRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// Whether this user may write in its ledger.
    pub may_write: bool,
    /// Which way the money goes.
    pub direction: Direction,
    /// How much each time.
    pub amount: Money,
    /// The category's number.
    pub category: Option<i64>,
    /// What it is.
    pub description: String,
    /// Who receives or sends the money.
    pub payee: Option<String>,
    /// Payment method.
    pub method: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Free text.
    pub note: Option<String>,
    /// The interval, as it is written.
    pub every: String,
    /// The day of the month.
    pub day: Option<i64>,
    /// No date is before this one.
    pub starts_on: NaiveDate,
    /// No date is after this one.
    pub until_on: Option<NaiveDate>,
    /// At most so many dates.
    pub count: Option<i64>,
    /// Whether nothing is entered at present.
    pub paused: bool,
    /// Every date up to this one was entered on this device, or was seen to be.
    pub through: Option<NaiveDate>,
    /// The last date that was so under whatever rhythm.
    pub last_passed: Option<NaiveDate>,
}

impl RecurringRow {
    /// The rhythm as one text: what a hint is about.
    #[must_use]
    pub fn schedule(&self) -> String {
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        format!("{} {day} {}", self.every, self.starts_on)
    }
}

/// The live ones of a ledger, or of all for `None`, by number.
fn load(conn: &Connection, ledger: Option<i64>) -> Result<Vec<RecurringRow>, StoreError> {
    let mut statement = conn.prepare_cached(
        "SELECT r.number, r.id, r.ledger, l.role, r.direction, r.amount_minor, r.currency, r.category, r.description,
                r.payee, m.name, r.tags, r.note, r.every, r.day, r.starts_on, r.until_on, r.count, r.paused, p.schedule,
                p.through
         FROM recurring r JOIN ledgers l ON l.number = r.ledger LEFT JOIN names m ON m.number = r.method
           LEFT JOIN recurring_passed p ON p.recurring = r.id
         WHERE r.deleted_at IS NULL AND (?1 IS NULL OR r.ledger = ?1) ORDER BY r.number",
    )?;
    let mut rows = statement.query([ledger])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let role: String = row.get(3)?;
        let until_on: Option<i64> = row.get(16)?;
        let (schedule, through): (Option<String>, Option<i64>) = (row.get(19)?, row.get(20)?);
        let mut one = RecurringRow {
            number: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            ledger: row.get(2)?,
            may_write: role != VIEWER,
            direction: direction(row.get(4)?)?,
            amount: Money::new(row.get(5)?, read_currency(row, 6)?),
            category: row.get(7)?,
            description: row.get(8)?,
            payee: row.get(9)?,
            method: row.get(10)?,
            tags: row.get::<_, Option<String>>(11)?.map(|tags| split_tags(&tags)).unwrap_or_default(),
            note: row.get(12)?,
            every: row.get(13)?,
            day: row.get(14)?,
            starts_on: read_date(row, 15)?,
            until_on: until_on.map(|_| read_date(row, 16)).transpose()?,
            count: row.get(17)?,
            paused: row.get(18)?,
            through: None,
            last_passed: through.and_then(from_yyyymmdd),
        };
        if schedule.is_some_and(|schedule| schedule == one.schedule()) {
            one.through = one.last_passed;
        }
        found.push(one);
    }
    Ok(found)
}

/// The number of the expense with an id, and whether it is live.
fn entered(conn: &Connection, id: Uuid) -> Result<Option<(i64, bool)>, StoreError> {
    Ok(conn
        .prepare_cached("SELECT number, deleted_at IS NULL FROM expenses WHERE id = ?1")?
        .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

impl Store {
    /// Whether there is a recurring expense that is not paused: the look that a command has to spend where there is none.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn has_running(&self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM recurring WHERE deleted_at IS NULL AND paused = 0 LIMIT 1";
        Ok(self.conn.prepare_cached(sql)?.exists([])?)
    }

    /// The recurring expenses of a ledger, or of all for `None`, by number.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn recurring(&self, ledger: Option<i64>) -> Result<Vec<RecurringRow>, StoreError> {
        load(&self.conn, ledger)
    }

    /// The number of the expense with an id, and whether it is live; `None` if there never was one.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn entered(&self, id: Uuid) -> Result<Option<(i64, bool)>, StoreError> {
        entered(&self.conn, id)
    }
}

impl Writer<'_> {
    /// The recurring expenses of a ledger, or of all for `None`, as this transaction sees them.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn recurring(&self, ledger: Option<i64>) -> Result<Vec<RecurringRow>, StoreError> {
        load(self.conn, ledger)
    }

    /// As [`Store::entered`].
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn entered(&self, id: Uuid) -> Result<Option<(i64, bool)>, StoreError> {
        entered(self.conn, id)
    }

    /// Notes that every date of a recurring expense up to this one has its expense. A note alone is no command: it is kept
    /// without a group.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn note_passed(&mut self, row: &RecurringRow, through: NaiveDate) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "INSERT INTO recurring_passed (recurring, schedule, through) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET schedule = excluded.schedule, through = excluded.through",
            )?
            .execute(params![row.id.as_bytes(), row.schedule(), to_yyyymmdd(through)])?;
        self.notes += 1;
        Ok(())
    }
}
