//! The rules that need data: validates, builds changes, and has the store apply them.
//!
//! Owns what a command means for the ledger. Must not contain SQL, print, prompt, or read files and clocks.

pub mod categories;
pub mod entries;
pub mod error;
pub mod import;
mod places;
pub mod reference;
pub mod undo;
mod undo_batch;

pub use error::LedgerError;

use chrono::{DateTime, NaiveDate, Utc};

use crate::store::Store;
use crate::store::ledgers::LedgerRow;

/// The open book: the store, one ledger of it, and the moment of the command.
#[derive(Debug)]
pub struct Book<'s> {
    /// The store.
    pub store: &'s mut Store,
    /// The ledger that new rows go into.
    pub ledger: LedgerRow,
    /// The moment of the command (UTC).
    pub now: DateTime<Utc>,
    /// The calendar date of that moment where the user is.
    pub today: NaiveDate,
}

/// Whether a command may make categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CategoryPolicy {
    /// A new path makes a category.
    Open,
    /// A new path is refused.
    Strict,
}

/// Payment methods that every ledger knows.
pub const KNOWN_METHODS: [&str; 4] = ["Card", "Cash", "Bank", "UPI"];

impl Book<'_> {
    /// The way a payment method is written: a known one, or one used before, whatever the case it was typed in.
    ///
    /// # Errors
    /// What the store reports.
    pub fn method_name(&self, typed: &str) -> Result<String, LedgerError> {
        let folded = crate::model::text::fold(typed);
        let same = |name: &str| crate::model::text::fold(name) == folded;
        if let Some(known) = KNOWN_METHODS.into_iter().find(|name| same(name)) {
            return Ok(known.to_owned());
        }
        let used = self.store.names("method")?;
        Ok(used.into_iter().find(|name| same(name)).unwrap_or_else(|| typed.to_owned()))
    }
}
