//! What the commands above the engine ask of the store and the engine, in one place.
//!
//! Owns no rule: each function is one call of a layer below, in the words of the commands.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::error::CliError;
use crate::clock::Clock;
use crate::protocol::accounts::LedgerList;
use crate::store::Store;
use crate::sync::remote::Remote;

/// Which server, account and device a database belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The server.
    pub server: Uuid,
    /// Its address.
    pub server_url: String,
    /// The account.
    pub account: Uuid,
    /// The account's address.
    pub email: String,
    /// The device.
    pub device: Uuid,
    /// The device's name.
    pub device_name: String,
}

/// What becomes of a ledger at the first login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The ledger's name.
    pub ledger: String,
    /// What is done: `adopt` (an empty one of the server takes it in), `join` (both sides have something), `create`.
    pub action: &'static str,
    /// Live expenses here.
    pub local_expenses: i64,
    /// Live expenses there.
    pub server_expenses: i64,
}

fn not_yet() -> CliError {
    CliError::internal("this build has no sync engine")
}

/// Which server a database belongs to; `None` before the first login.
///
/// # Errors
/// Those of the store.
pub fn of(_store: &Store) -> Result<Option<Binding>, CliError> {
    Ok(None)
}

/// Binds a database to a server, account and device.
///
/// # Errors
/// Those of the store.
pub fn bind(_store: &mut Store, _binding: &Binding, _now: DateTime<Utc>) -> Result<(), CliError> {
    Err(not_yet())
}

/// Forgets the server: every row becomes one that no server knows.
///
/// # Errors
/// Those of the store.
pub fn unbind(_store: &mut Store) -> Result<(), CliError> {
    Err(not_yet())
}

/// What a login would do with each ledger. Changes nothing.
///
/// # Errors
/// Those of the store.
pub fn plan(_store: &Store, _ledgers: &LedgerList) -> Result<Vec<Adoption>, CliError> {
    Err(not_yet())
}

/// Gives each ledger that has none its place on the server.
///
/// # Errors
/// Those of the store and of the server.
pub fn adopt(
    _store: &mut Store,
    _remote: &mut dyn Remote,
    _clock: &Clock,
) -> Result<Vec<Adoption>, CliError> {
    Err(not_yet())
}

/// Operations that the server has not settled.
///
/// # Errors
/// Those of the store.
pub fn waiting(store: &Store) -> Result<u64, CliError> {
    Ok(store.queue_counts(None)?.unfinished())
}
