//! Budgets as they are kept, and the spending that they are held against.
//!
//! Owns the reads. Must not decide which budget is in force or what it leaves.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension as _, params};
use uuid::Uuid;

use super::Store;
use super::columns::{read_currency, read_date};
use super::error::StoreError;
use super::expenses::direction;
use super::writer::Writer;
use crate::model::currency::Currency;
use crate::model::date::{from_yyyymmdd, to_yyyymmdd};
use crate::model::expense::Direction;
use crate::model::period::Period;

/// What one budget is from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// The number of the category whose spending it limits; `None` for everything.
    pub category: Option<i64>,
    /// How much may be spent in a period, in minor units.
    pub amount_minor: i64,
    /// The currency that it counts.
    pub currency: Currency,
    /// How long a period is, as it is written.
    pub period: String,
    /// What is carried on, as it is written.
    pub rollover: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
}

/// What was spent or came in, in one category and currency: on a day, or in a month where it comes from the totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spending {
    /// The day; the first one of a month.
    pub date: NaiveDate,
    /// The category's number.
    pub category: Option<i64>,
    /// The currency.
    pub currency: Currency,
    /// Expense or income.
    pub direction: Direction,
    /// The sum in minor units.
    pub minor: i64,
}

const COLUMNS: &str =
    "number, id, ledger, category, amount_minor, currency, period, rollover, starts_on, ends_on";

/// The budgets of a ledger in the order of their first days, the same on every device.
fn load(conn: &Connection, ledger: i64) -> Result<Vec<BudgetRow>, StoreError> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM budgets WHERE deleted_at IS NULL AND ledger = ?1 ORDER BY starts_on, id"
    ))?;
    let mut rows = statement.query([ledger])?;
    let mut budgets = Vec::new();
    while let Some(row) = rows.next()? {
        budgets.push(read(row)?);
    }
    Ok(budgets)
}

fn read(row: &rusqlite::Row) -> Result<BudgetRow, StoreError> {
    Ok(BudgetRow {
        number: row.get(0)?,
        id: Uuid::from_bytes(row.get(1)?),
        ledger: row.get(2)?,
        category: row.get(3)?,
        amount_minor: row.get(4)?,
        currency: read_currency(row, 5)?,
        period: row.get(6)?,
        rollover: row.get(7)?,
        starts_on: read_date(row, 8)?,
        ends_on: match row.get::<_, Option<i64>>(9)? {
            Some(_) => Some(read_date(row, 9)?),
            None => None,
        },
    })
}

impl Store {
    /// The budgets of a ledger in the order of their first days.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn budgets(&self, ledger: i64) -> Result<Vec<BudgetRow>, StoreError> {
        load(&self.conn, ledger)
    }

    /// One term of a budget by its number, also a deleted one.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn budget(&self, number: i64) -> Result<Option<BudgetRow>, StoreError> {
        let mut statement =
            self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM budgets WHERE number = ?1"))?;
        let mut rows = statement.query([number])?;
        rows.next()?.map(read).transpose()
    }

    /// Calls `each` with what was spent and came in during whole months, from the monthly totals; transfers are left out.
    ///
    /// # Errors
    /// What SQLite reports, or `each`'s own error.
    pub fn for_each_month_of_spending<E: From<StoreError>>(
        &self,
        ledger: i64,
        months: Period,
        mut each: impl FnMut(&Spending) -> Result<(), E>,
    ) -> Result<(), E> {
        let numbers = (to_yyyymmdd(months.from) / 100, to_yyyymmdd(months.to) / 100);
        let mut result = Ok(());
        self.for_each_total(Some(ledger), numbers, |total| {
            if result.is_ok() && total.direction != Direction::Transfer {
                result = each(&Spending {
                    date: total.month,
                    category: total.category,
                    currency: total.currency,
                    direction: total.direction,
                    minor: total.minor,
                });
            }
            Ok(())
        })
        .map_err(E::from)?;
        result
    }

    /// Calls `each` with what was spent and came in on each day of a period, by category; transfers are left out.
    ///
    /// # Errors
    /// What SQLite reports, an overflow where the sum of a day does not fit, or `each`'s own error.
    pub fn for_each_day_of_spending<E: From<StoreError>>(
        &self,
        ledger: i64,
        days: Period,
        mut each: impl FnMut(&Spending) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut statement = self
            .conn
            .prepare_cached(
                // In two halves, since SQLite gives up without a name where a sum leaves 64 bits.
                "SELECT date, category, currency, direction, sum(amount_minor >> 32), sum(amount_minor & 0xffffffff)
                 FROM expenses
                 WHERE ledger = ?1 AND deleted_at IS NULL AND date BETWEEN ?2 AND ?3 AND direction <> 2
                 GROUP BY date, category, currency, direction",
            )
            .map_err(StoreError::from)?;
        let ends = params![ledger, to_yyyymmdd(days.from), to_yyyymmdd(days.to)];
        let mut rows = statement.query(ends).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            each(&spending(row).map_err(E::from)?)?;
        }
        Ok(())
    }

    /// The first and the last day of the expenses with these numbers; `None` for none.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn days_of(&self, numbers: &[i64]) -> Result<Option<Period>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT date FROM expenses WHERE number = ?1")?;
        let mut span: Option<Period> = None;
        for number in numbers {
            let Some(day) =
                statement.query_row([number], |row| row.get(0)).optional()?.and_then(from_yyyymmdd)
            else {
                continue;
            };
            span = Some(Period::reaching(span, day));
        }
        Ok(span)
    }
}

fn spending(row: &rusqlite::Row) -> Result<Spending, StoreError> {
    let currency = read_currency(row, 2)?;
    let minor = (i128::from(row.get::<_, i64>(4)?) << 32) + i128::from(row.get::<_, i64>(5)?);
    Ok(Spending {
        date: read_date(row, 0)?,
        category: row.get(1)?,
        currency,
        direction: direction(row.get(3)?)?,
        minor: i64::try_from(minor).map_err(|_| StoreError::Overflow(currency.to_string()))?,
    })
}

impl Writer<'_> {
    /// The budgets of a ledger as this transaction sees them, in the order of their first days.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn budgets(&self, ledger: i64) -> Result<Vec<BudgetRow>, StoreError> {
        load(self.conn, ledger)
    }
}
