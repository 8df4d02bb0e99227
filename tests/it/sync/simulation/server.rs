//! The server: the real service over a storage that can fail around its commits.
//!
//! Owns its backups and the membership of the two accounts. Must not know devices.

use std::sync::Arc;
use std::sync::Mutex;

use outlay::id::random_id;
use outlay::protocol::sync::{Head, OperationResult, ResultStatus};
use outlay::server::service::Service;
use outlay::server::storage::sqlite::Sqlite;
use outlay::server::storage::{AccountRow, DeviceRow, Job, Storage, StorageError, StoredEntity, read, write};
use uuid::Uuid;

/// Where the storage stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The job was run and not committed.
    BeforeCommit,
    /// It was committed, and nobody is told.
    AfterCommit,
}

/// A storage that stops around its next write.
#[derive(Debug)]
pub struct Stopping {
    inner: Sqlite,
    next: Mutex<Option<Stop>>,
}

impl Stopping {
    fn new(inner: Sqlite) -> Self {
        Self { inner, next: Mutex::new(None) }
    }
}

impl Storage for Stopping {
    fn write(&self, mut job: Job) -> Result<(), StorageError> {
        match self.next.lock().unwrap().take() {
            None => self.inner.write(job),
            Some(Stop::BeforeCommit) => self.inner.write(Box::new(move |txn| {
                job(txn)?;
                Err(StorageError::Failed("stopped before the commit".to_owned()))
            })),
            Some(Stop::AfterCommit) => {
                self.inner.write(job)?;
                Err(StorageError::Failed("stopped after the commit".to_owned()))
            }
        }
    }

    fn read(&self, job: Job) -> Result<(), StorageError> {
        self.inner.read(job)
    }
}

/// The server.
pub struct Server {
    /// The service.
    pub service: Service,
    storage: Arc<Stopping>,
    accounts: [Uuid; 2],
}

impl Server {
    /// A new one with two accounts.
    pub fn new() -> Self {
        let storage = Arc::new(Stopping::new(Sqlite::in_memory().unwrap()));
        let service = Service::new(storage.clone()).unwrap();
        let server = Self { service, storage, accounts: [random_id(), random_id()] };
        for (id, name) in server.accounts.into_iter().zip(["ana", "ben"]) {
            let row = AccountRow {
                id,
                email: format!("{name}@example.org"),
                password_hash: String::new(),
                created_at: 0,
            };
            write(server.storage(), move |txn| txn.insert_account(&row)).unwrap();
        }
        server
    }

    /// One of the accounts.
    pub fn account(&self, at: usize) -> Uuid {
        self.accounts[at]
    }

    /// Logs a device in: a new one of the account.
    pub fn log_in(&self, account: Uuid) -> Uuid {
        let id = random_id();
        let mut token_hash = [0; 32];
        token_hash[..16].copy_from_slice(id.as_bytes());
        let row = DeviceRow {
            id,
            account,
            name: format!("device {id}"),
            token_hash,
            version: None,
            created_at: 0,
            last_sync_at: None,
            revoked_at: None,
        };
        write(self.storage(), move |txn| txn.insert_device(&row)).unwrap();
        id
    }

    /// Revokes a device.
    pub fn revoke(&self, device: Uuid, at_ms: i64) {
        write(self.storage(), move |txn| txn.revoke_device(device, at_ms)).unwrap();
    }

    /// Whether a device may come: one that the server does not know may not.
    pub fn knows(&self, device: Uuid) -> bool {
        let row = read(self.storage(), move |txn| txn.device(device)).unwrap();
        row.is_some_and(|row| row.revoked_at.is_none())
    }

    /// Makes an account a member of every ledger, as what it says.
    pub fn set_role(&self, account: Uuid, role: &str) {
        let role = role.to_owned();
        write(self.storage(), move |txn| {
            for ledger in txn.ledger_ids()? {
                let is_owner = txn.ledger(ledger)?.is_some_and(|row| row.account == account);
                let role = if is_owner && role == "editor" { "owner" } else { &*role };
                txn.set_role(ledger, account, Some(role))?;
            }
            Ok(())
        })
        .unwrap();
    }

    /// The storage stops around its next write.
    pub fn stop_next(&self, stop: Stop) {
        *self.storage.next.lock().unwrap() = Some(stop);
    }

    /// Nothing stops any more.
    pub fn go_on(&self) {
        *self.storage.next.lock().unwrap() = None;
    }

    /// A copy, as a backup is.
    pub fn backup(&self) -> Sqlite {
        self.storage.inner.copy().unwrap()
    }

    /// Puts a backup in its place.
    pub fn restore(&mut self, backup: Sqlite) {
        self.storage = Arc::new(Stopping::new(backup));
        self.service = Service::new(self.storage.clone()).unwrap();
    }

    /// The newest revision of a ledger; `None` if there is no such ledger.
    pub fn head(&self, ledger: Uuid) -> Option<Head> {
        read(self.storage(), move |txn| Ok(txn.ledger(ledger)?.map(|row| row.head))).unwrap()
    }

    /// The result that is kept of an operation.
    pub fn kept_result(&self, ledger: Uuid, operation: Uuid) -> Option<OperationResult> {
        let found = read(self.storage(), move |txn| txn.results_by_id(ledger, &[operation])).unwrap();
        let is_done = |status| matches!(status, ResultStatus::Applied | ResultStatus::Merged);
        found.into_iter().map(|stored| stored.result).find(|result| is_done(result.status))
    }

    /// Every ledger with its key and its entities.
    pub fn ledgers(&self) -> Vec<(Uuid, Uuid, Vec<StoredEntity>)> {
        read(self.storage(), |txn| {
            let mut found = Vec::new();
            for id in txn.ledger_ids()? {
                let Some(row) = txn.ledger(id)? else { continue };
                found.push((id, row.key, txn.changed_after(id, 0, u32::MAX)?));
            }
            Ok(found)
        })
        .unwrap()
    }

    fn storage(&self) -> &dyn Storage {
        &*self.storage
    }
}
