//! The first meeting of a database and an account: which ledger becomes which (PROTOCOL, rule 25).
//!
//! Owns the plan, which a dry run shows, and its execution. Rows keep their ids, so nothing is copied or rewritten.

use chrono::{DateTime, Utc};

use super::SyncError;
use super::remote::Remote;
use crate::protocol::accounts::{LedgerList, LedgerRequest};
use crate::store::Store;

/// What becomes of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The account has none like it: this device's becomes the account's.
    Adopt,
    /// Both have it: they are merged.
    Merge,
    /// Only the account has it: this device gets it.
    Join,
    /// It is synchronised already.
    Keep,
}

impl Way {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adopt => "adopt",
            Self::Merge => "merge",
            Self::Join => "join",
            Self::Keep => "keep",
        }
    }
}

/// What becomes of one ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Its name here, or there if it is new here.
    pub ledger: String,
    /// What becomes of it.
    pub way: Way,
    /// Live expenses on this device.
    pub local_expenses: u64,
    /// Live expenses on the server.
    pub server_expenses: u64,
}

/// Says what adoption would do; writes nothing.
///
/// # Errors
/// Those of the store.
pub fn plan(store: &Store, list: &LedgerList) -> Result<Vec<Adoption>, SyncError> {
    let local = store.ledgers()?;
    let mut plan = Vec::new();
    for ledger in &local {
        let there = list.ledgers.iter().find(|info| info.key == ledger.id);
        plan.push(Adoption {
            ledger: ledger.name.clone(),
            way: match (ledger.server_id, there) {
                (Some(id), Some(info)) if id == info.id => Way::Keep,
                (_, Some(_)) => Way::Merge,
                (_, None) => Way::Adopt,
            },
            local_expenses: store.expense_count(Some(ledger.number))?,
            server_expenses: there.map_or(0, |info| u64::try_from(info.expenses).unwrap_or(0)),
        });
    }
    for info in list.ledgers.iter().filter(|info| !local.iter().any(|ledger| ledger.id == info.key)) {
        plan.push(Adoption {
            ledger: info.shown_name(),
            way: Way::Join,
            local_expenses: 0,
            server_expenses: u64::try_from(info.expenses).unwrap_or(0),
        });
    }
    Ok(plan)
}

/// Gives every ledger of this device its place on the server, and this device every ledger of the account. May be done
/// again: what has its place keeps it. A ledger that had its place on another server is sent to this one whole.
///
/// # Errors
/// Those of the store and the remote; what was done before stays done.
pub fn adopt(
    store: &mut Store,
    remote: &mut dyn Remote,
    now: DateTime<Utc>,
) -> Result<Vec<Adoption>, SyncError> {
    let list = remote.ledgers()?;
    let plan = plan(store, &list)?;
    for ledger in store.ledgers()? {
        let known = list.ledgers.iter().find(|info| info.key == ledger.id);
        let currency = ledger.currency.map(|currency| currency.to_string());
        let info = match known {
            Some(info) if info.currency.is_some() || currency.is_none() => info.clone(),
            _ => remote.create_ledger(&LedgerRequest {
                key: ledger.id,
                name: ledger.name.clone(),
                currency,
            })?,
        };
        if ledger.server_id.is_some_and(|id| id != info.id) {
            store.begin_recovery(ledger.number, None, None, now)?;
        }
        store.adopt_ledger(ledger.number, &info)?;
    }
    let local = store.ledgers()?;
    for info in list.ledgers.iter().filter(|info| !local.iter().any(|ledger| ledger.id == info.key)) {
        store.join_ledger(info, now)?;
    }
    Ok(plan)
}
