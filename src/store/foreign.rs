//! Facts for a report in one currency: those in it from the totals, the others row by row, since each has its own day's rate.
//!
//! Owns how the two are read apart. Must not convert.

use chrono::NaiveDate;
use rusqlite::params;

use super::Store;
use super::columns::read_currency;
use super::error::StoreError;
use super::query::FactRow;
use crate::model::currency::Currency;
use crate::model::date::to_yyyymmdd;
use crate::model::filter::Filter;

impl Store {
    /// As [`Store::for_each_fact`], but what is in another currency than `to` always comes row by row. Where nothing is, it
    /// costs no more.
    ///
    /// # Errors
    /// What SQLite reports, or `each`'s own error.
    pub fn for_each_fact_in<E: From<StoreError>>(
        &self,
        filter: &Filter,
        by_month: bool,
        to: Currency,
        mut each: impl FnMut(&FactRow) -> Result<(), E>,
    ) -> Result<(), E> {
        if !by_month || !self.has_other_currencies(filter, to)? {
            return self.for_each_fact(filter, by_month, each);
        }
        if let Some(own) = filter.only_in(to) {
            self.for_each_fact(&own, by_month, &mut each)?;
        }
        self.for_each_fact(&filter.without(to), false, each)
    }

    /// The currencies other than `to` of a ledger's rows in the months from the one of the first day to that of the last, where there are
    /// such days; sorted. Rows that are deleted do not count.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn other_currencies(
        &self,
        ledger: i64,
        days: (Option<NaiveDate>, Option<NaiveDate>),
        to: Currency,
    ) -> Result<Vec<Currency>, StoreError> {
        let from = days.0.map_or(0, |date| to_yyyymmdd(date) / 100);
        let until = days.1.map_or(i64::MAX, |date| to_yyyymmdd(date) / 100);
        let sql = "SELECT DISTINCT currency FROM totals
                   WHERE ledger = ?1 AND month BETWEEN ?2 AND ?3 AND currency <> ?4 ORDER BY currency";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params![ledger, from, until, to.code()])?;
        let mut currencies = Vec::new();
        while let Some(row) = rows.next()? {
            currencies.push(read_currency(row, 0)?);
        }
        Ok(currencies)
    }

    /// Whether the months of a filter have expenses in another currency, of whichever ledger.
    fn has_other_currencies(&self, filter: &Filter, to: Currency) -> Result<bool, StoreError> {
        if filter.deleted {
            return Ok(true); // the totals are of live expenses
        }
        let from = filter.from.map_or(0, |date| to_yyyymmdd(date) / 100);
        let until = filter.to.map_or(i64::MAX, |date| to_yyyymmdd(date) / 100);
        let sql = "SELECT EXISTS (SELECT 1 FROM totals WHERE month BETWEEN ?1 AND ?2 AND currency <> ?3)";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row(params![from, until, to.code()], |row| row.get(0))?)
    }
}
