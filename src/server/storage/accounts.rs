//! Rows of accounts and their devices.
//!
//! Owns what a storage promises of them. Must not know how a password or a token is made.

use uuid::Uuid;

use super::StorageError;

/// One account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its id.
    pub id: Uuid,
    /// Its address, folded.
    pub email: String,
    /// The PHC string of its password.
    pub password_hash: String,
    /// When it was made.
    pub created_at: i64,
}

/// One device of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRow {
    /// Its id.
    pub id: Uuid,
    /// Its account.
    pub account: Uuid,
    /// Its name.
    pub name: String,
    /// SHA-256 of its token.
    pub token_hash: [u8; 32],
    /// The client's version.
    pub version: Option<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it last synchronised.
    pub last_sync_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// Accounts and devices in a transaction.
#[allow(clippy::missing_errors_doc)] // said once, at `Txn`
pub trait AccountRows {
    /// Makes an account; fails where its id or its address is taken.
    fn insert_account(&mut self, account: &AccountRow) -> Result<(), StorageError>;
    /// The account with an address, as it is stored.
    fn account_by_email(&mut self, email: &str) -> Result<Option<AccountRow>, StorageError>;
    /// One account.
    fn account(&mut self, id: Uuid) -> Result<Option<AccountRow>, StorageError>;
    /// Every account, by address.
    fn accounts(&mut self) -> Result<Vec<AccountRow>, StorageError>;
    /// Changes an account's password; does nothing where there is no such account.
    fn set_password_hash(&mut self, account: Uuid, hash: &str) -> Result<(), StorageError>;
    /// Deletes an account with its devices, its memberships, and the ledgers that it made with all that is in them. What
    /// it wrote in ledgers of others stays.
    fn delete_account(&mut self, account: Uuid) -> Result<(), StorageError>;

    /// Makes a device; fails where its id or its token is taken.
    fn insert_device(&mut self, device: &DeviceRow) -> Result<(), StorageError>;
    /// The device with a token, revoked or not.
    fn device_by_token(&mut self, hash: &[u8; 32]) -> Result<Option<DeviceRow>, StorageError>;
    /// One device.
    fn device(&mut self, id: Uuid) -> Result<Option<DeviceRow>, StorageError>;
    /// The devices of an account, oldest first, revoked ones included.
    fn devices(&mut self, account: Uuid) -> Result<Vec<DeviceRow>, StorageError>;
    /// Revokes a device; one that was revoked keeps its first moment.
    fn revoke_device(&mut self, id: Uuid, at: i64) -> Result<(), StorageError>;
    /// Notes a device's version or sync; `None` leaves what is there.
    fn note_device(
        &mut self,
        id: Uuid,
        version: Option<&str>,
        sync_at: Option<i64>,
    ) -> Result<(), StorageError>;
}
