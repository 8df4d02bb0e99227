//! Accounts, devices and ledgers: everything but the exchange itself.
//!
//! Owns the shapes. Secrets in them are shown by no `Debug`.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::limits::NAME_BYTES_MAX;
use crate::model::text::is_hostile;

/// A text that must not be printed: a password or a token. It is wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.0);
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// `POST /v1/auth/login`: makes a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginRequest {
    /// The version the client speaks.
    pub protocol: u32,
    /// The account's address.
    pub email: String,
    /// Its password.
    pub password: Secret,
    /// What to call the device.
    pub device: String,
    /// The client's version, for the list of devices.
    pub version: String,
    /// The device that this login takes the place of, whose name it may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Uuid>,
}

/// The device that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginAnswer {
    /// The server.
    pub server: Uuid,
    /// The account.
    pub account: Uuid,
    /// Its address as the server has it.
    pub email: String,
    /// The device.
    pub device: Uuid,
    /// What it is called, where that is not as asked: no two devices of an account have one name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
    /// The device's long-lived token; the server keeps only its hash.
    pub device_token: Secret,
    /// A first access token.
    pub access: AccessToken,
}

/// `POST /v1/auth/token`: a device token for a short-lived access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRequest {
    /// The version the client speaks.
    pub protocol: u32,
    /// The device's token.
    pub device_token: Secret,
    /// The client's version, for the list of devices.
    pub version: String,
}

/// The answer to [`TokenRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenAnswer {
    /// The server.
    pub server: Uuid,
    /// The account that the token belongs to.
    pub account: Uuid,
    /// Its address as the server has it.
    pub email: String,
    /// The device that the token belongs to.
    pub device: Uuid,
    /// The access token.
    pub access: AccessToken,
}

/// A signed token that is sent as `Authorization: Bearer …`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessToken {
    /// The token.
    pub token: Secret,
    /// For how many seconds it holds from now.
    pub expires_in: i64,
}

/// One device of `GET /v1/devices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceInfo {
    /// The device.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The client's version when it last asked for an access token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When it was made.
    pub created_at: i64,
    /// When it last synchronised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sync_at: Option<i64>,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// The answer of `GET /v1/devices`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceList {
    /// The devices that are not revoked, oldest first.
    pub devices: Vec<DeviceInfo>,
}

/// `POST /v1/auth/password`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordRequest {
    /// The password until now.
    pub current: Secret,
    /// The new one.
    pub new: Secret,
}

/// One ledger of `GET /v1/ledgers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerInfo {
    /// The server's id of it: what stands in paths.
    pub id: Uuid,
    /// The id that ids of its entities are derived from: the same on every device.
    pub key: Uuid,
    /// Its name.
    pub name: String,
    /// Its currency, once one is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The account's role in it: owner, editor or viewer.
    pub role: String,
    /// Its newest revision: 0 while nothing was ever sent.
    pub revision: i64,
    /// Live expenses in it.
    pub expenses: i64,
}

impl LedgerInfo {
    /// Its name as a device may keep and show it: on one line, without anything that is not meant to be seen, and never
    /// empty.
    #[must_use]
    pub fn shown_name(&self) -> String {
        let plain: String = self.name.chars().map(|c| if is_hostile(c) { '_' } else { c }).collect();
        let name = plain.trim();
        let end =
            (0..=NAME_BYTES_MAX.min(name.len())).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
        let name = &name[..end];
        if name.is_empty() { "ledger".to_owned() } else { name.to_owned() }
    }
}

/// The answer of `GET /v1/ledgers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerList {
    /// The server.
    pub server: Uuid,
    /// The account.
    pub account: Uuid,
    /// The ledgers the account is a member of.
    pub ledgers: Vec<LedgerInfo>,
}

/// `POST /v1/ledgers`: makes a ledger, or answers with the account's own one of that key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRequest {
    /// The id that ids of its entities are derived from.
    pub key: Uuid,
    /// Its name.
    pub name: String,
    /// Its currency, if one is decided; sets it where the server's ledger has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}
