//! The rules that need data: validates, builds changes, and has the store apply them.
//!
//! Owns what a command means for the ledger. Must not contain SQL, print, prompt, or read files and clocks.

mod auto_category;
pub mod budget_status;
pub mod budgets;
pub mod categories;
pub mod conflicts;
pub mod due;
pub mod entries;
pub mod error;
pub mod import;
mod places;
pub mod rates;
pub mod recurring;
pub mod reference;
pub mod rules;
pub mod undo;
mod undo_batch;
pub mod upcoming;

pub use auto_category::Categorised;
pub use error::LedgerError;

use std::collections::HashMap;

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
        Ok(self.methods()?.spelt(typed.to_owned()))
    }

    /// The payment methods of the ledger, as they are written.
    ///
    /// # Errors
    /// What the store reports.
    pub(crate) fn methods(&self) -> Result<Methods, LedgerError> {
        let mut methods = Methods::default();
        for name in KNOWN_METHODS.into_iter().map(str::to_owned).chain(self.store.names("method")?) {
            methods.spelt(name);
        }
        Ok(methods)
    }
}

/// Payment methods by their folded names: the first spelling is the one that is kept.
#[derive(Debug, Default)]
pub(crate) struct Methods(HashMap<String, String>);

impl Methods {
    /// The way the method is written; one that is not known yet is from now on.
    pub(crate) fn spelt(&mut self, typed: String) -> String {
        self.0.entry(crate::model::text::fold(&typed)).or_insert(typed).clone()
    }
}
