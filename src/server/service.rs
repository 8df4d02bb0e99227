//! What the server does, below HTTP and above the storage.
//!
//! Owns who may do what, and the answers. Calls block; HTTP runs them on threads of their own. Must not read the clock:
//! every call is told what time it is.

use std::collections::HashSet;
use std::sync::Arc;

use uuid::Uuid;

use super::exchange;
use super::purge::purge;
use super::storage::{LedgerRow, Storage, StorageError, read, write};
use crate::id::random_id;
use crate::model::currency::Currency;
use crate::model::text::is_hostile;
use crate::protocol::accounts::{LedgerInfo, LedgerList, LedgerRequest};
use crate::protocol::digest::DigestSums;
use crate::protocol::limits::{LEDGERS_MAX, NAME_BYTES_MAX, OPERATIONS_MAX, WITNESSES_MAX};
use crate::protocol::problem::ProblemCode;
use crate::protocol::sync::{CommonAnswer, CommonRequest, Head, SyncAnswer, SyncRequest};
use crate::protocol::{PROTOCOL_VERSION, PROTOCOL_VERSION_MIN};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// The account.
    pub account: Uuid,
    /// The device.
    pub device: Uuid,
}

/// Why a request is refused as a whole.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct ServiceError {
    /// The reason, for programs.
    pub code: ProblemCode,
    /// The reason, for people; of an internal error, for the log alone.
    pub detail: String,
}

impl ServiceError {
    /// An error with a code.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }
}

impl From<StorageError> for ServiceError {
    fn from(error: StorageError) -> Self {
        let code = match error {
            StorageError::Busy => ProblemCode::Unavailable,
            StorageError::Failed(_) | StorageError::TakenBack => ProblemCode::Internal,
        };
        Self::new(code, error.to_string())
    }
}

/// The service.
#[derive(Clone)]
pub struct Service {
    storage: Arc<dyn Storage>,
    server: Uuid,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Service").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Service {
    /// A service on a storage.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn new(storage: Arc<dyn Storage>) -> Result<Self, ServiceError> {
        let server = read(&*storage, |txn| txn.server_id())?;
        Ok(Self { storage, server })
    }

    /// The server's id.
    #[must_use]
    pub const fn server(&self) -> Uuid {
        self.server
    }

    /// The storage, for the accounts beside this.
    #[must_use]
    pub fn storage(&self) -> &dyn Storage {
        &*self.storage
    }

    /// Whether the storage answers.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn check(&self) -> Result<(), ServiceError> {
        Ok(read(&*self.storage, |txn| txn.server_id().map(drop))?)
    }

    /// Refuses a version that this server does not understand.
    ///
    /// # Errors
    /// [`ProblemCode::Protocol`].
    pub fn check_protocol(version: u32) -> Result<(), ServiceError> {
        if (PROTOCOL_VERSION_MIN..=PROTOCOL_VERSION).contains(&version) {
            return Ok(());
        }
        let detail = format!(
            "the client speaks protocol {version}; this server understands {PROTOCOL_VERSION_MIN} to {PROTOCOL_VERSION}"
        );
        Err(ServiceError::new(ProblemCode::Protocol, detail))
    }

    /// One exchange.
    ///
    /// # Errors
    /// A version that is not understood, a ledger that is not the caller's, a request beyond the limits, a key that
    /// came with another content before, and those of the storage. Nothing was carried out then.
    pub fn sync(
        &self,
        caller: Caller,
        ledger: Uuid,
        request: &Arc<SyncRequest>,
        now_ms: i64,
    ) -> Result<SyncAnswer, ServiceError> {
        Self::check_protocol(request.protocol)?;
        if request.operations.len() > OPERATIONS_MAX {
            return Err(ServiceError::new(
                ProblemCode::TooLarge,
                format!("{} operations; at most {OPERATIONS_MAX} are taken", request.operations.len()),
            ));
        }
        if let Some(detail) = impossible(request) {
            return Err(ServiceError::new(ProblemCode::Unprocessable, detail));
        }
        let mut ids = HashSet::with_capacity(request.operations.len());
        if let Some(twice) = request.operations.iter().find(|operation| !ids.insert(operation.id)) {
            let detail = format!("operation {} comes twice in one request", twice.id);
            return Err(ServiceError::new(ProblemCode::Unprocessable, detail));
        }
        exchange::exchange(&self.storage, self.server, caller, ledger, request, now_ms)
    }

    /// The newest of the device's witnesses that this server knows.
    ///
    /// # Errors
    /// As [`Service::sync`].
    pub fn common(
        &self,
        caller: Caller,
        ledger: Uuid,
        request: &CommonRequest,
    ) -> Result<CommonAnswer, ServiceError> {
        if request.witnesses.len() > WITNESSES_MAX {
            return Err(ServiceError::new(
                ProblemCode::Unprocessable,
                format!("{} witnesses; at most {WITNESSES_MAX} are taken", request.witnesses.len()),
            ));
        }
        let mut witnesses = request.witnesses.clone();
        witnesses.sort_by_key(|head| std::cmp::Reverse(head.revision));
        let found = read(&*self.storage, move |txn| {
            if txn.role(ledger, caller.account)?.is_none() {
                return Ok(None);
            }
            for witness in &witnesses {
                if txn.token(ledger, witness.revision)? == Some(witness.token) {
                    return Ok(Some(Some(*witness)));
                }
            }
            Ok(Some(None))
        })?;
        let common = found.ok_or_else(no_ledger)?;
        Ok(CommonAnswer { common, server: self.server })
    }

    /// The caller's ledgers.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn ledgers(&self, caller: Caller) -> Result<LedgerList, ServiceError> {
        let rows = read(&*self.storage, move |txn| txn.ledgers_of(caller.account))?;
        let ledgers = rows.iter().map(|(row, role)| info(row, role)).collect();
        Ok(LedgerList { server: self.server, account: caller.account, ledgers })
    }

    /// Makes a ledger, or finds the caller's own one with that key; a currency settles one that was open.
    ///
    /// # Errors
    /// A name or currency that cannot be, and those of the storage.
    pub fn create_ledger(&self, caller: Caller, request: &LedgerRequest) -> Result<LedgerInfo, ServiceError> {
        let name = request.name.trim().to_owned();
        if name.is_empty() || name.len() > NAME_BYTES_MAX || name.chars().any(is_hostile) {
            return Err(ServiceError::new(
                ProblemCode::Unprocessable,
                format!("a ledger's name has 1 to {NAME_BYTES_MAX} plain bytes"),
            ));
        }
        if let Some(code) = request.currency.as_deref().filter(|code| code.parse::<Currency>().is_err()) {
            let detail = format!("`{}` is no ISO 4217 currency", code.escape_debug());
            return Err(ServiceError::new(ProblemCode::Unprocessable, detail));
        }
        let (key, currency) = (request.key, request.currency.clone());
        write(&*self.storage, move |txn| {
            let mut all = txn.ledgers_of(caller.account)?;
            all.retain(|(row, _)| row.account == caller.account);
            let count = all.len();
            let own = all.into_iter().find(|(row, _)| row.key == key);
            if let Some((mut row, role)) = own {
                if row.currency.is_none() && currency.is_some() && role != "viewer" {
                    row.currency.clone_from(&currency);
                    txn.update_ledger(&row)?;
                }
                return Ok(Ok(info(&row, &role)));
            }
            if count >= LEDGERS_MAX {
                let detail = format!("the account has {LEDGERS_MAX} ledgers and takes no more");
                return Ok(Err(ServiceError::new(ProblemCode::Unprocessable, detail)));
            }
            let row = LedgerRow {
                id: random_id(),
                key,
                account: caller.account,
                name: name.clone(),
                currency: currency.clone(),
                head: Head { revision: 0, token: random_id() },
                digest: DigestSums::default(),
                purged_to: 0,
            };
            txn.insert_ledger(&row)?;
            txn.put_token(row.id, row.head)?;
            Ok(Ok(info(&row, "owner")))
        })?
    }

    /// Removes tombstones that no device needs any more (PROTOCOL, rule 24). Returns how many.
    ///
    /// # Errors
    /// Those of the storage; what was removed before stays removed.
    pub fn purge(&self, now_ms: i64) -> Result<usize, ServiceError> {
        Ok(purge(&*self.storage, now_ms)?)
    }
}

/// A number in a request that no history can have.
fn impossible(request: &SyncRequest) -> Option<String> {
    let branch = request.parent.map(|parent| ("the branch", parent.revision, 0));
    let last = request.last.map(|last| ("`last`", last.seq, 1));
    let operations = request.operations.iter();
    let numbers = operations.flat_map(|one| [("`seq`", one.seq, 1), ("`seen`", one.seen, 0)]);
    let mut all = [("`cursor`", request.cursor, 0)].into_iter().chain(branch).chain(last).chain(numbers);
    let (name, number, floor) = all.find(|(_, number, floor)| number < floor)?;
    Some(format!("{name} is {number}; the least is {floor}"))
}

/// Someone who is no member is told no more than that there is nothing for him.
pub(super) fn no_ledger() -> ServiceError {
    ServiceError::new(ProblemCode::NotFound, "there is no such ledger for this account")
}

fn info(row: &LedgerRow, role: &str) -> LedgerInfo {
    LedgerInfo {
        id: row.id,
        key: row.key,
        name: row.name.clone(),
        currency: row.currency.clone(),
        role: role.to_owned(),
        revision: row.head.revision,
        expenses: row.digest.count,
    }
}
