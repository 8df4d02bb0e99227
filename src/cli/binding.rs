//! What the commands above the engine ask of the store and the engine, in one place.
//!
//! Owns no rule: each function is one call of a layer below, in the words of the commands.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::error::CliError;
use crate::clock::Clock;
use crate::protocol::accounts::LedgerList;
use crate::store::Store;
use crate::sync::remote::{Remote, RemoteError};

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

/// How to synchronise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SyncOptions {
    /// Honours the wait after a failure; a sync that was typed tries at once.
    pub scheduled: bool,
    /// Walks from zero and mends what differs from the server.
    pub repair: bool,
    /// Only this ledger.
    pub ledger: Option<i64>,
}

/// How a sync ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncStatus {
    /// All is well.
    Ok,
    /// Something new needs a person.
    Attention,
    /// The server was not reached or could not answer.
    Offline,
    /// The server refused, or is not understood.
    Refused,
}

/// What a sync did in one ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerReport {
    /// The ledger's name.
    pub ledger: String,
    /// How far it is synchronised.
    pub cursor: i64,
    /// Operations carried out.
    pub pushed: u64,
    /// Those that had been carried out before.
    pub replayed: u64,
    /// Those that met another device's write.
    pub merged: u64,
    /// New conflicts.
    pub conflicts: u64,
    /// Operations refused.
    pub rejected: u64,
    /// Changes taken.
    pub pulled: u64,
    /// Whether both sides hold the same, where that could be compared.
    pub digest: Option<DigestReport>,
}

/// What the two sides hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestReport {
    /// Whether it is the same.
    pub ok: bool,
    /// What is here.
    pub local: String,
    /// What the server has.
    pub server: String,
}

/// What became of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationReport {
    /// Its number in `queue list`.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// The kind of entity.
    pub entity: String,
    /// The entity's local number.
    pub entity_number: i64,
    /// What it does.
    pub action: String,
    /// How often it was sent.
    pub attempts: i64,
    /// What the server did.
    pub status: String,
    /// Why, or what else there is to say.
    pub detail: Option<String>,
}

/// What a sync did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// How it ended.
    pub status: SyncStatus,
    /// Each ledger.
    pub ledgers: Vec<LedgerReport>,
    /// Operations that still wait.
    pub pending: u64,
    /// Requests sent.
    pub requests: u64,
    /// How long it took.
    pub duration_ms: i64,
    /// Why it failed.
    pub error: Option<RemoteError>,
    /// Each operation that was answered.
    pub operations: Vec<OperationReport>,
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

/// Pushes and pulls.
///
/// # Errors
/// Those of the store; what goes wrong with the server is in the report.
pub fn sync(
    _store: &mut Store,
    _remote: &mut dyn Remote,
    _options: &SyncOptions,
    _clock: &Clock,
) -> Result<SyncReport, CliError> {
    Err(not_yet())
}

/// A number that grows whenever another connection has changed the database.
///
/// # Errors
/// Those of the store.
pub fn change_counter(_store: &Store) -> Result<i64, CliError> {
    Err(not_yet())
}

/// Operations that the server has not settled.
///
/// # Errors
/// Those of the store.
pub fn waiting(store: &Store) -> Result<u64, CliError> {
    Ok(store.queue_counts(None)?.unfinished())
}
