//! Reading the monthly totals: what a report over months, categories, directions and currencies is made of.
//!
//! Owns the reads; `derived` keeps the table. They do not grow with history, but for one row a month and category.

use chrono::NaiveDate;

use super::Store;
use super::categories::CategoryTree;
use super::columns::read_currency;
use super::derived::TOTAL_MAX;
use super::error::StoreError;
use super::expenses::direction;
use crate::model::currency::Currency;
use crate::model::date::from_yyyymmdd;
use crate::model::expense::Direction;

/// The sum of one month, category, currency and direction of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalRow {
    /// The ledger's number.
    pub ledger: i64,
    /// The first day of the month.
    pub month: NaiveDate,
    /// The currency.
    pub currency: Currency,
    /// Which way the money went.
    pub direction: Direction,
    /// The category's number.
    pub category: Option<i64>,
    /// How many expenses.
    pub count: u64,
    /// Their sum in minor units.
    pub minor: i64,
}

impl Store {
    /// Calls `each` with the totals of the months from `first` to `last` (yyyymm, both inclusive), of one ledger or
    /// of all.
    ///
    /// # Errors
    /// What SQLite reports; [`StoreError::Overflow`] for a sum that is out of range.
    pub fn for_each_total(
        &self,
        ledger: Option<i64>,
        months: (i64, i64),
        mut each: impl FnMut(&TotalRow) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let ledgers = match ledger {
            Some(number) => vec![number],
            None => self.ledgers()?.into_iter().map(|ledger| ledger.number).collect(),
        };
        let mut statement = self.conn.prepare_cached(
            "SELECT ledger, month, currency, direction, category, count, minor FROM totals
             WHERE ledger = ?1 AND month BETWEEN ?2 AND ?3",
        )?;
        for ledger in ledgers {
            let mut rows = statement.query([ledger, months.0, months.1])?;
            while let Some(row) = rows.next()? {
                let minor: i64 = row.get(6)?;
                if minor > TOTAL_MAX {
                    return Err(StoreError::Overflow(read_currency(row, 2)?.to_string()));
                }
                let month: i64 = row.get(1)?;
                let category: i64 = row.get(4)?;
                each(&TotalRow {
                    ledger: row.get(0)?,
                    month: from_yyyymmdd(month * 100 + 1)
                        .ok_or_else(|| StoreError::Inconsistent(format!("{month} is no month")))?,
                    currency: read_currency(row, 2)?,
                    direction: direction(row.get(3)?)?,
                    category: (category != 0).then_some(category),
                    count: u64::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
                    minor,
                })?;
            }
        }
        Ok(())
    }

    /// How many live expenses each category has, those merged into it included.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn category_counts(
        &self,
        tree: &CategoryTree,
    ) -> Result<std::collections::HashMap<i64, u64>, StoreError> {
        let mut counts = std::collections::HashMap::new();
        let mut statement = self.conn.prepare_cached(
            "SELECT category, sum(count) FROM totals WHERE category <> 0 GROUP BY category",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let count: i64 = row.get(1)?;
            *counts.entry(tree.effective(row.get(0)?)).or_default() += u64::try_from(count).unwrap_or(0);
        }
        Ok(counts)
    }

    /// How many live expenses there are, of one ledger or of all.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn expense_count(&self, ledger: Option<i64>) -> Result<u64, StoreError> {
        let count: i64 = self
            .conn
            .prepare_cached("SELECT coalesce(sum(count), 0) FROM totals WHERE ?1 IS NULL OR ledger = ?1")?
            .query_row([ledger], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}
