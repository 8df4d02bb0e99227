//! Exchange rates as they are kept, and which currencies are in use.
//!
//! Owns reading them. Must not choose among them: that is `model::exchange`'s. What another device wrote may be no rate for
//! this version: it is listed as it is, and converts nothing.

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::Store;
use super::columns::read_date;
use super::error::StoreError;
use super::writer::Writer;
use crate::model::currency::Currency;
use crate::model::date::{from_yyyymmdd, to_yyyymmdd};
use crate::model::exchange::DayRate;
use crate::model::period::Period;
use crate::model::rate::Rate;

/// One rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// The code of the currency of which one unit is worth so much.
    pub base: String,
    /// The code of the currency that it is worth it in.
    pub quote: String,
    /// The day.
    pub date: NaiveDate,
    /// How much, as it is kept.
    pub rate: String,
}

impl RateRow {
    /// The rate, if this version can read it.
    #[must_use]
    pub fn read(&self) -> Option<DayRate> {
        Some(DayRate {
            base: self.base.parse().ok()?,
            quote: self.quote.parse().ok()?,
            date: self.date,
            rate: Rate::from_decimal(&self.rate)?,
        })
    }
}

/// Which rates; the default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RateScope {
    /// The ledger's number; `None` is all.
    pub ledger: Option<i64>,
    /// Currencies of which each is one side of the pair.
    pub currencies: Vec<Currency>,
    /// Currencies of which any is one side of the pair; `None` is any currency.
    pub any_of: Option<Vec<Currency>>,
    /// The first day, included.
    pub from: Option<NaiveDate>,
    /// The last day, included.
    pub to: Option<NaiveDate>,
    /// Stretches of days of which any holds the date; none is all time.
    pub periods: Vec<Period>,
}

/// A rate that an import may meet: its number, what it is now, and whether it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRate {
    /// Its local number.
    pub number: i64,
    /// How much, as it is kept.
    pub rate: String,
    /// Whether it is deleted.
    pub deleted: bool,
}

/// What an import of rates goes by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RatesInUse {
    /// The ledger's currency and those of its expenses, budgets, recurring expenses and rates; sorted.
    pub currencies: Vec<Currency>,
    /// The day of the oldest live expense.
    pub oldest: Option<NaiveDate>,
}

impl Store {
    /// Calls `each` with the live rates, newest first, at most `limit`.
    ///
    /// # Errors
    /// What SQLite reports, or `each`'s own error.
    pub fn for_each_rate(
        &self,
        scope: &RateScope,
        limit: Option<u64>,
        mut each: impl FnMut(RateRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let (conditions, parameters) = conditions(scope);
        let limit = limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
        let mut statement = self.conn.prepare(&format!(
            "SELECT number, id, base, quote, date, rate FROM rates WHERE {conditions}
             ORDER BY date DESC, base, quote, number LIMIT {limit}"
        ))?;
        let mut rows = statement.query(params_from_iter(parameters))?;
        while let Some(row) = rows.next()? {
            each(RateRow {
                number: row.get(0)?,
                id: Uuid::from_bytes(row.get(1)?),
                base: row.get(2)?,
                quote: row.get(3)?,
                date: read_date(row, 4)?,
                rate: row.get(5)?,
            })?;
        }
        Ok(())
    }

    /// The live rates, newest first, at most `limit`.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn rates(&self, scope: &RateScope, limit: Option<u64>) -> Result<Vec<RateRow>, StoreError> {
        let mut rates = Vec::new();
        self.for_each_rate(scope, limit, |row| {
            rates.push(row);
            Ok(())
        })?;
        Ok(rates)
    }

    /// How many live rates there are.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn rate_count(&self, scope: &RateScope) -> Result<u64, StoreError> {
        let (conditions, parameters) = conditions(scope);
        let count: i64 = self
            .conn
            .prepare(&format!("SELECT count(*) FROM rates WHERE {conditions}"))?
            .query_row(params_from_iter(parameters), |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The rate with a number, deleted or not.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn rate(&self, number: i64) -> Result<Option<RateRow>, StoreError> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT number, id, base, quote, date, rate FROM rates WHERE number = ?1")?;
        let mut rows = statement.query([number])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some(RateRow {
            number: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            base: row.get(2)?,
            quote: row.get(3)?,
            date: read_date(row, 4)?,
            rate: row.get(5)?,
        }))
    }

    /// The rates of a ledger by id, deleted ones included.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn known_rates(&self, ledger: i64) -> Result<FxHashMap<Uuid, KnownRate>, StoreError> {
        known_rates(&self.conn, ledger)
    }

    /// Which currencies a ledger uses, and since when.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn rates_in_use(&self, ledger: i64) -> Result<RatesInUse, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT currency FROM ledgers WHERE number = ?1
             UNION SELECT currency FROM totals WHERE ledger = ?1
             UNION SELECT currency FROM budgets WHERE ledger = ?1 AND deleted_at IS NULL
             UNION SELECT currency FROM recurring WHERE ledger = ?1 AND deleted_at IS NULL
             UNION SELECT base FROM rates WHERE ledger = ?1 AND deleted_at IS NULL
             UNION SELECT quote FROM rates WHERE ledger = ?1 AND deleted_at IS NULL",
        )?;
        let codes = statement.query_map([ledger], |row| row.get::<_, String>(0))?;
        let mut currencies = Vec::new();
        for code in codes {
            let code = code?;
            currencies.extend(code.parse::<Currency>().ok().filter(|_| code != super::ledgers::UNDECIDED));
        }
        let oldest: Option<i64> = self
            .conn
            .prepare_cached("SELECT min(date) FROM expenses WHERE ledger = ?1 AND deleted_at IS NULL")?
            .query_row([ledger], |row| row.get(0))?;
        Ok(RatesInUse { currencies, oldest: oldest.and_then(from_yyyymmdd) })
    }
}

impl Writer<'_> {
    /// The rates of a ledger by id, deleted ones included, as this transaction sees them.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn known_rates(&self, ledger: i64) -> Result<FxHashMap<Uuid, KnownRate>, StoreError> {
        known_rates(self.conn, ledger)
    }
}

fn known_rates(conn: &Connection, ledger: i64) -> Result<FxHashMap<Uuid, KnownRate>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT id, number, rate, deleted_at IS NOT NULL FROM rates WHERE ledger = ?1")?;
    let rows = statement.query_map([ledger], |row| {
        let known = KnownRate { number: row.get(1)?, rate: row.get(2)?, deleted: row.get(3)? };
        Ok((Uuid::from_bytes(row.get(0)?), known))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The scope as conditions joined by AND, with their parameters.
fn conditions(scope: &RateScope) -> (String, Vec<Sql>) {
    let mut conditions = vec!["deleted_at IS NULL".to_owned()];
    let mut parameters = Vec::new();
    if let Some(ledger) = scope.ledger {
        conditions.push("ledger = ?".to_owned());
        parameters.push(Sql::from(ledger));
    }
    for (date, comparison) in [(scope.from, ">="), (scope.to, "<=")] {
        if let Some(date) = date {
            conditions.push(format!("date {comparison} ?"));
            parameters.push(Sql::from(to_yyyymmdd(date)));
        }
    }
    if !scope.periods.is_empty() {
        let any = vec!["date BETWEEN ? AND ?"; scope.periods.len()].join(" OR ");
        conditions.push(format!("({any})"));
        let ends = scope.periods.iter().flat_map(|period| [period.from, period.to]);
        parameters.extend(ends.map(|date| Sql::from(to_yyyymmdd(date))));
    }
    for currency in &scope.currencies {
        conditions.push("? IN (base, quote)".to_owned());
        parameters.push(Sql::from(currency.to_string()));
    }
    if let Some(currencies) = &scope.any_of {
        let any = vec!["?"; currencies.len()].join(", ");
        conditions.push(format!("(base IN ({any}) OR quote IN ({any}))"));
        for _ in 0..2 {
            parameters.extend(currencies.iter().map(|currency| Sql::from(currency.to_string())));
        }
    }
    (conditions.join(" AND "), parameters)
}
