//! The forecast: what the recurring expenses come to up to a day.
//!
//! Owns which of their dates are still to come. Reads only.

use chrono::NaiveDate;

use super::LedgerError;
use super::due::DATES_MAX;
use super::recurring::recurrence;
use crate::id::recurring_expense_id;
use crate::model::expense::Direction;
use crate::model::money::Money;
use crate::store::Store;

/// One date of a recurring expense that has no expense yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    /// The recurring expense's number.
    pub recurring: i64,
    /// Its ledger's number.
    pub ledger: i64,
    /// The date; one that has passed is due.
    pub date: NaiveDate,
    /// How much.
    pub amount: Money,
    /// Which way the money goes.
    pub direction: Direction,
    /// The category's number, as merges have left it.
    pub category: Option<i64>,
    /// Its path.
    pub path: Option<String>,
    /// What it is.
    pub description: String,
    /// Who receives or sends the money.
    pub payee: Option<String>,
}

/// What comes, in the order of the dates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// The dates.
    pub items: Vec<Upcoming>,
    /// Whether there are more up to that day than are told: the later ones are left out.
    pub truncated: bool,
}

/// What comes in a ledger, or in all for `None`, up to a day and that day included: dates that are due and not entered, and
/// later ones. What is paused, was entered or was deleted is not among them.
///
/// # Errors
/// What the store reports.
pub fn upcoming(store: &Store, ledger: Option<i64>, to: NaiveDate) -> Result<Forecast, LedgerError> {
    let mut forecast = Forecast::default();
    if !store.has_running()? {
        return Ok(forecast);
    }
    let tree = store.category_tree()?;
    let most = usize::try_from(DATES_MAX).unwrap_or(usize::MAX);
    for row in store.recurring(ledger)?.into_iter().filter(|row| !row.paused) {
        let Some(rhythm) = recurrence(&row) else { continue };
        let category = row.category.map(|category| tree.effective(category));
        let mut dates = rhythm.after(row.through).take_while(|date| *date <= to);
        for date in dates.by_ref().take(most) {
            if store.entered(recurring_expense_id(row.id, date))?.is_some() {
                continue;
            }
            forecast.items.push(Upcoming {
                recurring: row.number,
                ledger: row.ledger,
                date,
                amount: row.amount,
                direction: row.direction,
                category,
                path: category.and_then(|category| tree.path(category)).map(str::to_owned),
                description: row.description.clone(),
                payee: row.payee.clone(),
            });
        }
        forecast.truncated |= dates.next().is_some();
    }
    forecast.items.sort_by_key(|item| (item.date, item.recurring));
    forecast.truncated |= forecast.items.len() > most;
    forecast.items.truncate(most);
    Ok(forecast)
}
