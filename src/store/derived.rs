//! What follows from the entities and is kept beside them: monthly totals, the search index, the queue's counts.
//!
//! Owns the differences that `apply` collects and this module writes at the end of the command. `check` recomputes
//! the same from the rows, and must share nothing with this file but the definition of a search term.

use std::sync::{Mutex, PoisonError};

use rusqlite::functions::FunctionFlags;
use rusqlite::{OptionalExtension, params};

use super::error::StoreError;
use super::writer::{SYNC, TotalKey, Writer};
use crate::id::RandomIds;
use crate::model::entity::{Kind, Record, Value, expense_field as field};
use crate::model::operation::{Action, Status};
use crate::model::search::search_terms;

/// The insert of an operation; its parameters are in the order of the columns named here.
pub const INSERT_OPERATION: &str = "INSERT INTO operations
    (number, id, group_number, ledger, kind, entity, action, fields, status, seen, after, weak, withdrawn, cancelled, since)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

/// Memory for the search index while a large import is loaded, in bytes: fewer, larger segments are several times
/// cheaper to write and to read (`sqlite.org/fts5.html#the_hashsize_configuration_option`).
const SEARCH_HASH_BULK_BYTES: i64 = 8 * 1024 * 1024;
/// FTS5's own default, restored afterwards.
const SEARCH_HASH_BYTES: i64 = 1024 * 1024;
/// From this share of new rows on (one new in so many old ones) the indexes are dropped and built anew: filling an
/// index in random order costs several times as much as sorting it once.
const BULK_REBUILD_SHARE: u64 = 4;
/// Below so many rows an ordinary insert is as fast.
const BULK_ROWS_MIN: u64 = 20_000;

/// Threads that sort for an index beside the one that reads (sqlite.org/pragma.html, "threads").
const SORT_THREADS: u32 = 1;
/// Memory for pages and for sorting while a large import is loaded, in KiB.
const BULK_CACHE_KIB: u32 = 8 * 1024;

/// Slim creates whose operations are not written yet: rows and operations both count up by one.
#[derive(Debug, Clone, Copy)]
pub struct DeferredCreates {
    ledger: i64,
    first: i64,
    last: i64,
    operation: i64,
}

/// The largest sum that a total holds, in minor units: it is made of whole thousand millions in SQL, which has no wider
/// numbers.
pub const TOTAL_MAX: i64 = 9_223_372_035_999_999_999;
/// A total whose sum is larger: what a device typed is refused before, but devices that did not know of each other may
/// come to that together.
pub const OUT_OF_RANGE: i64 = i64::MAX;

const INDEXES: [(&str, &str); 2] = [
    ("expenses_id", "CREATE UNIQUE INDEX expenses_id ON expenses (id)"),
    ("expenses_date", "CREATE INDEX expenses_date ON expenses (ledger, date) WHERE deleted_at IS NULL"),
];

/// The folded words of an expense that the search index holds.
pub fn expense_terms(record: &Record) -> String {
    let mut text = String::new();
    for position in [field::DESCRIPTION, field::PAYEE, field::NOTE] {
        if let Some(part) = record[position].as_text().filter(|part| !part.is_empty()) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(part);
        }
    }
    for tag in record[field::TAGS].as_tags() {
        text.push(' ');
        text.push_str(tag);
    }
    search_terms(&text)
}

impl Writer<'_> {
    /// Tells that so many expenses are about to be created, so that they are loaded the cheap way.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn expect_expenses(&mut self, count: u64) -> Result<(), StoreError> {
        if count < BULK_ROWS_MIN {
            return Ok(());
        }
        let present = u64::try_from(self.next_expense - 1).unwrap_or(0);
        self.set_search_memory(SEARCH_HASH_BULK_BYTES)?;
        self.bulk_search = true;
        if count >= present / BULK_REBUILD_SHARE {
            for (name, _) in INDEXES {
                self.conn.execute_batch(&format!("DROP INDEX {name}"))?;
            }
            self.conn.execute_batch(&format!(
                "PRAGMA threads = {SORT_THREADS}; PRAGMA cache_size = -{BULK_CACHE_KIB}"
            ))?;
            self.bulk_indexes = true;
        }
        Ok(())
    }

    /// Puts off the operation of a slim create: the next one in the queue, written with its neighbours.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn defer_create(&mut self, ledger: i64, number: i64) -> Result<(), StoreError> {
        if self.deferred.is_some_and(|run| run.ledger != ledger) {
            self.flush_creates()?;
        }
        let operation = self.next_operation;
        self.next_operation += 1;
        self.operations += 1;
        self.count_operation(ledger, Status::Pending, 1);
        let run =
            self.deferred.get_or_insert(DeferredCreates { ledger, first: number, last: number, operation });
        run.last = number;
        Ok(())
    }

    /// Writes the operations that were put off, in one statement: they say nothing but which row was created.
    pub(super) fn flush_creates(&mut self) -> Result<(), StoreError> {
        let Some(run) = self.deferred.take() else { return Ok(()) };
        let since = self.since(run.ledger)?;
        let ids = Mutex::new(RandomIds::default());
        let flags = FunctionFlags::SQLITE_UTF8;
        self.conn.create_scalar_function("operation_id", 0, flags, move |_| {
            // One thread uses the connection; a lock that was poisoned still holds good randomness.
            let mut ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(ids.next_id().as_bytes().to_vec())
        })?;
        self.conn
            .prepare_cached(
                "INSERT INTO operations (number, id, group_number, ledger, kind, entity, action, since)
                 SELECT number + ?1, operation_id(), ?2, ledger, ?3, number, ?4, ?7 FROM expenses
                 WHERE number BETWEEN ?5 AND ?6 ORDER BY number",
            )?
            .execute(params![
                run.operation - run.first,
                self.group,
                Kind::Expense.code(),
                Action::Create.code(),
                run.first,
                run.last,
                since
            ])?;
        Ok(())
    }

    /// Builds the indexes that [`Writer::expect_expenses`] dropped.
    pub(super) fn finish_bulk(&mut self) -> Result<(), StoreError> {
        // Statements that hold the table's old shape would be prepared again at their next use; none follows.
        self.insert_expense = None;
        self.flush_creates()?;
        if std::mem::take(&mut self.bulk_indexes) {
            for (_, create) in INDEXES {
                self.conn.execute_batch(create)?;
            }
        }
        if std::mem::take(&mut self.bulk_search) {
            // The option is kept in the index itself, so it is put back in the same transaction.
            self.set_search_memory(SEARCH_HASH_BYTES)?;
        }
        Ok(())
    }

    fn set_search_memory(&self, bytes: i64) -> Result<(), StoreError> {
        self.conn
            .execute("INSERT INTO expense_search (expense_search, rank) VALUES ('hashsize', ?1)", [bytes])
            .map(drop)
            .map_err(StoreError::from)
    }

    /// Counts an expense in (`sign` 1) or out (`sign` -1) of its month's total.
    pub(super) fn count_expense(
        &mut self,
        ledger: i64,
        record: &Record,
        sign: i64,
    ) -> Result<(), StoreError> {
        let (Value::Date(date), Value::Integer(direction), Value::Money(money)) =
            (&record[field::DATE], &record[field::DIRECTION], &record[field::AMOUNT])
        else {
            return Err(StoreError::Inconsistent("an expense lacks its date, direction or amount".into()));
        };
        let category = match record[field::CATEGORY].as_reference() {
            Some(id) => self.lookups.category_number(self.conn, id)?,
            None => 0,
        };
        let month = crate::model::date::to_yyyymmdd(*date) / 100;
        let key: TotalKey = (ledger, month, money.currency, *direction, category);
        let total = self.totals.entry(key).or_default();
        total.0 += sign;
        total.1 += i128::from(sign) * i128::from(money.minor);
        Ok(())
    }

    pub(super) fn index_terms(&mut self, number: i64, terms: &str) -> Result<(), StoreError> {
        if terms.is_empty() {
            return Ok(());
        }
        if self.insert_search.is_none() {
            self.insert_search =
                Some(self.conn.prepare("INSERT INTO expense_search (rowid, terms) VALUES (?1, ?2)")?);
        }
        if let Some(statement) = &mut self.insert_search {
            statement.execute(params![number, terms])?;
        }
        Ok(())
    }

    pub(super) fn unindex_terms(&mut self, number: i64, terms: &str) -> Result<(), StoreError> {
        if !terms.is_empty() {
            self.conn
                .prepare_cached(
                    "INSERT INTO expense_search (expense_search, rowid, terms) VALUES ('delete', ?1, ?2)",
                )?
                .execute(params![number, terms])?;
        }
        Ok(())
    }

    pub(super) fn count_operation(&mut self, ledger: i64, status: Status, difference: i64) {
        *self.queue.entry((ledger, status)).or_default() += difference;
    }

    /// Writes the totals that changed. One that no number can hold is refused to whoever types or imports it here; what
    /// other devices entered is taken, and the total says that it is out of range.
    pub(super) fn flush_totals(&mut self) -> Result<(), StoreError> {
        for (key, (count, minor)) in std::mem::take(&mut self.totals) {
            if count == 0 && minor == 0 {
                continue;
            }
            let (ledger, month, currency, direction, category) = key;
            let values = params![ledger, month, currency.code(), direction, category];
            let known: Option<(i64, i64)> = self
                .conn
                .prepare_cached(
                    "SELECT count, minor FROM totals WHERE ledger = ?1 AND month = ?2 AND currency = ?3
                     AND direction = ?4 AND category = ?5",
                )?
                .query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (old_count, old_minor) = known.unwrap_or_default();
            if old_count + count == 0 {
                self.conn
                    .prepare_cached(
                        "DELETE FROM totals WHERE ledger = ?1 AND month = ?2 AND currency = ?3 AND direction = ?4
                         AND category = ?5",
                    )?
                    .execute(values)?;
                continue;
            }
            let sum = if old_minor > TOTAL_MAX { self.sum_rows(key)? } else { i128::from(old_minor) + minor };
            let fits = i64::try_from(sum).ok().filter(|sum| *sum <= TOTAL_MAX);
            if fits.is_none() && minor > 0 && self.command != SYNC {
                return Err(StoreError::Overflow(currency.to_string()));
            }
            self.conn
                .prepare_cached(
                    "INSERT INTO totals (ledger, month, currency, direction, category, count, minor)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                     ON CONFLICT DO UPDATE SET count = excluded.count, minor = excluded.minor",
                )?
                .execute(params![
                    ledger,
                    month,
                    currency.code(),
                    direction,
                    category,
                    old_count + count,
                    fits.unwrap_or(OUT_OF_RANGE)
                ])?;
        }
        Ok(())
    }

    /// The sum of the live expenses of a total, from the rows.
    fn sum_rows(&self, (ledger, month, currency, direction, category): TotalKey) -> Result<i128, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT amount_minor FROM expenses WHERE deleted_at IS NULL AND ledger = ?1
             AND date BETWEEN ?2 * 100 AND ?2 * 100 + 99 AND currency = ?3 AND direction = ?4
             AND coalesce(category, 0) = ?5",
        )?;
        let mut rows = statement.query(params![ledger, month, currency.code(), direction, category])?;
        let mut sum = 0;
        while let Some(row) = rows.next()? {
            sum += i128::from(row.get::<_, i64>(0)?);
        }
        Ok(sum)
    }

    pub(super) fn flush_queue_counts(&mut self) -> Result<(), StoreError> {
        for ((ledger, status), difference) in std::mem::take(&mut self.queue) {
            if difference != 0 {
                self.conn
                    .prepare_cached(
                        "INSERT INTO queue_counts (ledger, status, count) VALUES (?1, ?2, ?3)
                         ON CONFLICT DO UPDATE SET count = count + excluded.count",
                    )?
                    .execute(params![ledger, status.code(), difference])?;
            }
        }
        Ok(())
    }
}
