//! Accounts, devices and tokens: who may come in.
//!
//! Owns passwords (Argon2id), device tokens (kept as hashes) and access tokens (signed, short-lived). Calls block, and
//! those that look at a password take long on purpose. Must not read the clock: every call is told what time it is.

mod names;

use std::fmt::Write as _;
use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::service::{Caller, Service, ServiceError};
use super::storage::{AccountRow, DeviceRow, StorageError, read, write};
use crate::id::random_id;
use crate::model::text::fold;
use crate::protocol::accounts::{
    AccessToken, DeviceInfo, DeviceList, LoginAnswer, LoginRequest, PasswordRequest, Secret, TokenAnswer,
    TokenRequest,
};
use crate::protocol::limits::{
    DEVICES_MAX, EMAIL_BYTES_MAX, NAME_BYTES_MAX, PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN,
};
use crate::protocol::problem::ProblemCode;

/// Memory of one password's hash in KiB: 19 MiB (OWASP Password Storage Cheat Sheet, Argon2id).
const ARGON2_MEMORY_KIB: u32 = 19 * 1_024;
/// Passes over it (same source).
const ARGON2_PASSES: u32 = 2;
/// Lanes (same source).
const ARGON2_LANES: u32 = 1;
/// For how many seconds an access token holds.
pub const ACCESS_SECONDS: i64 = 600;
/// What every device token begins with, so that one that leaked is recognised by scanners.
const TOKEN_PREFIX: &str = "outlay_";
/// Random bytes of a device token.
const TOKEN_BYTES: usize = 32;
/// Bytes of a client's version that are kept.
const VERSION_BYTES_MAX: usize = 64;

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: Uuid,
    dev: Uuid,
    iat: i64,
    exp: i64,
}

/// Accounts of a server.
#[derive(Clone)]
pub struct Accounts {
    service: Service,
    keys: Arc<(EncodingKey, DecodingKey)>,
    /// Checked where there is no such account, so that its absence cannot be told by time.
    decoy: Arc<str>,
}

impl std::fmt::Debug for Accounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Accounts").finish_non_exhaustive()
    }
}

impl Accounts {
    /// The accounts beside a service.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn new(service: Service) -> Result<Self, ServiceError> {
        let key = read(service.storage(), |txn| txn.signing_key())?;
        let keys = (EncodingKey::from_secret(&key), DecodingKey::from_secret(&key));
        Ok(Self { decoy: hash_password(&random_token()?)?.into(), service, keys: Arc::new(keys) })
    }

    /// Makes a device for someone who knows an account's password.
    ///
    /// # Errors
    /// A version that is not understood, wrong credentials, a device name that cannot be, those of the storage.
    pub fn login(&self, request: &LoginRequest, now_ms: i64) -> Result<LoginAnswer, ServiceError> {
        Service::check_protocol(request.protocol)?;
        let name = names::device_name(&request.device)
            .ok_or_else(|| unprocessable(format!("a device's name has 1 to {NAME_BYTES_MAX} plain bytes")))?;
        let email = fold(request.email.trim());
        let known = email.len() <= EMAIL_BYTES_MAX && request.password.expose().len() <= PASSWORD_BYTES_MAX;
        let account =
            if known { read(self.service.storage(), move |txn| txn.account_by_email(&email))? } else { None };
        let hash = account.as_ref().map_or(&*self.decoy, |account| account.password_hash.as_str());
        let password = if known { &request.password } else { &Secret::new(String::new()) };
        let matches = is_password(password, hash);
        let Some(account) = account.filter(|_| matches) else { return Err(bad_credentials()) };
        let token = random_token()?;
        let replaces = request.replaces;
        let device = DeviceRow {
            id: random_id(),
            account: account.id,
            name: name.clone(),
            token_hash: token_hash(&token),
            version: Some(bounded(&request.version)),
            created_at: now_ms,
            last_sync_at: None,
            revoked_at: None,
        };
        let (id, checked) = (device.id, account.password_hash.clone());
        let made = write(self.service.storage(), move |txn| {
            // The account may have gone, or changed its password, while the password was looked at.
            let is_same =
                txn.account(device.account)?.is_some_and(|account| account.password_hash == checked);
            if !is_same {
                return Ok(Err(bad_credentials()));
            }
            let mut live = txn.devices(device.account)?;
            live.retain(|one| one.revoked_at.is_none());
            if live.len() >= DEVICES_MAX {
                return Ok(Err(too_many_devices()));
            }
            let others = live.iter().filter(|one| Some(one.id) != replaces);
            let name = names::free_name(&device.name, others.map(|one| one.name.as_str()));
            txn.insert_device(&DeviceRow { name: name.clone(), ..device.clone() })?;
            Ok(Ok(name))
        })?;
        let given = made?;
        let access = self.access(Caller { account: account.id, device: id }, now_ms)?;
        Ok(LoginAnswer {
            server: self.service.server(),
            account: account.id,
            email: account.email,
            device: id,
            device_name: (given != name).then_some(given),
            device_token: token,
            access,
        })
    }

    /// A new access token for a device's token.
    ///
    /// # Errors
    /// A version that is not understood, a token that is unknown or revoked, those of the storage.
    pub fn token(&self, request: &TokenRequest, now_ms: i64) -> Result<TokenAnswer, ServiceError> {
        Service::check_protocol(request.protocol)?;
        let hash = token_hash(&request.device_token);
        let found = read(self.service.storage(), move |txn| {
            let Some(device) = txn.device_by_token(&hash)? else { return Ok(None) };
            Ok(txn.account(device.account)?.map(|account| (device, account.email)))
        })?;
        let Some((device, email)) = found.filter(|(device, _)| device.revoked_at.is_none()) else {
            return Err(unauthorised("the device is not logged in, or was revoked"));
        };
        let version = bounded(&request.version);
        if device.version.as_ref() != Some(&version) {
            let id = device.id;
            write(self.service.storage(), move |txn| txn.note_device(id, Some(&version), None))?;
        }
        let access = self.access(Caller { account: device.account, device: device.id }, now_ms)?;
        let server = self.service.server();
        Ok(TokenAnswer { server, account: device.account, email, device: device.id, access })
    }

    fn access(&self, caller: Caller, now_ms: i64) -> Result<AccessToken, ServiceError> {
        let iat = now_ms.div_euclid(1_000);
        let claims = Claims { sub: caller.account, dev: caller.device, iat, exp: iat + ACCESS_SECONDS };
        let token = jsonwebtoken::encode(&Header::default(), &claims, &self.keys.0).map_err(internal)?;
        Ok(AccessToken { token: Secret::new(token), expires_in: ACCESS_SECONDS })
    }

    /// Who an access token belongs to. Looks nothing up.
    ///
    /// # Errors
    /// A token that is not one of this server, or expired.
    pub fn verify(&self, token: &str, now_ms: i64) -> Result<Caller, ServiceError> {
        let mut validation = Validation::new(jsonwebtoken::Algorithm::HS256);
        // Held against the time that is given, and not against the system's.
        validation.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.keys.1, &validation)
            .map_err(|_| unauthorised("the access token is not one of this server"))?
            .claims;
        if claims.exp <= now_ms.div_euclid(1_000) {
            return Err(unauthorised("the access token has expired"));
        }
        Ok(Caller { account: claims.sub, device: claims.dev })
    }

    /// Refuses a device that was revoked since its access token was made.
    ///
    /// # Errors
    /// A revoked device, and those of the storage.
    pub fn check_device(&self, caller: Caller) -> Result<(), ServiceError> {
        match read(self.service.storage(), move |txn| txn.device(caller.device))? {
            Some(device) if device.account == caller.account && device.revoked_at.is_none() => Ok(()),
            _ => Err(unauthorised("the device was revoked")),
        }
    }

    /// The account's devices that are not revoked, oldest first.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn devices(&self, caller: Caller) -> Result<DeviceList, ServiceError> {
        let rows = read(self.service.storage(), move |txn| txn.devices(caller.account))?;
        let live = rows.into_iter().filter(|row| row.revoked_at.is_none());
        let devices = live.map(|row| DeviceInfo {
            id: row.id,
            name: row.name,
            version: row.version,
            created_at: row.created_at,
            last_sync_at: row.last_sync_at,
            current: row.id == caller.device,
        });
        Ok(DeviceList { devices: devices.collect() })
    }

    /// Revokes a device of the caller's account; its own to log out.
    ///
    /// # Errors
    /// A device that the account has not, and those of the storage.
    pub fn revoke(&self, caller: Caller, device: Uuid, now_ms: i64) -> Result<(), ServiceError> {
        let found = write(self.service.storage(), move |txn| {
            let row = txn.device(device)?;
            let is_own = row.is_some_and(|row| row.account == caller.account && row.revoked_at.is_none());
            if is_own {
                txn.revoke_device(device, now_ms)?;
            }
            Ok(is_own)
        })?;
        if found {
            return Ok(());
        }
        Err(ServiceError::new(ProblemCode::NotFound, "there is no such device for this account"))
    }

    /// Changes the caller's password; the devices stay logged in.
    ///
    /// # Errors
    /// A wrong current password, a new one outside the limits, those of the storage.
    pub fn change_password(&self, caller: Caller, request: &PasswordRequest) -> Result<(), ServiceError> {
        check_password(&request.new)?;
        let account = read(self.service.storage(), move |txn| txn.account(caller.account))?;
        let account = account.ok_or_else(|| unauthorised("there is no such account any more"))?;
        let is_bounded = request.current.expose().len() <= PASSWORD_BYTES_MAX;
        if !is_bounded || !is_password(&request.current, &account.password_hash) {
            return Err(ServiceError::new(ProblemCode::BadCredentials, "the current password is wrong"));
        }
        let hash = hash_password(&request.new)?;
        let checked = account.password_hash;
        let changed = write(self.service.storage(), move |txn| {
            // The operator may have set another, or revoked the device, while the current one was looked at.
            let is_same =
                txn.account(caller.account)?.is_some_and(|account| account.password_hash == checked);
            let is_live = txn.device(caller.device)?.is_some_and(|device| device.revoked_at.is_none());
            if is_same && is_live {
                txn.set_password_hash(caller.account, &hash)?;
            }
            Ok(is_same && is_live)
        })?;
        if changed {
            return Ok(());
        }
        Err(ServiceError::new(ProblemCode::BadCredentials, "the current password is wrong"))
    }

    /// Makes an account. For the operator.
    ///
    /// # Errors
    /// An address or password that cannot be, one that has an account, those of the storage.
    pub fn add(&self, email: &str, password: &Secret, now_ms: i64) -> Result<AccountRow, ServiceError> {
        let email = address(email)?;
        check_password(password)?;
        let row = AccountRow {
            id: random_id(),
            email,
            password_hash: hash_password(password)?,
            created_at: now_ms,
        };
        let account = row.clone();
        let made = write(self.service.storage(), move |txn| {
            let is_new = txn.account_by_email(&account.email)?.is_none();
            if is_new {
                txn.insert_account(&account)?;
            }
            Ok(is_new)
        })?;
        if made {
            return Ok(row);
        }
        Err(ServiceError::new(ProblemCode::Unprocessable, format!("`{}` has an account already", row.email)))
    }

    /// Every account with the number of its devices that are not revoked, by address. For the operator.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn list(&self) -> Result<Vec<(AccountRow, usize)>, ServiceError> {
        Ok(read(self.service.storage(), |txn| {
            let mut listed = Vec::new();
            for account in txn.accounts()? {
                let devices = txn.devices(account.id)?;
                listed.push((account, devices.iter().filter(|row| row.revoked_at.is_none()).count()));
            }
            Ok(listed)
        })?)
    }

    /// The account with an address. For the operator.
    ///
    /// # Errors
    /// What is no address, an address without an account; those of the storage.
    pub fn find(&self, email: &str) -> Result<AccountRow, ServiceError> {
        let folded = address(email)?;
        let found = read(self.service.storage(), move |txn| txn.account_by_email(&folded))?;
        found.ok_or_else(|| {
            let detail = format!("there is no account `{}`", email.trim());
            ServiceError::new(ProblemCode::NotFound, detail)
        })
    }

    /// Deletes an account with its devices and the ledgers that it made. For the operator.
    ///
    /// # Errors
    /// Those of the storage.
    pub fn remove(&self, account: Uuid) -> Result<(), ServiceError> {
        Ok(write(self.service.storage(), move |txn| txn.delete_account(account))?)
    }

    /// Sets an account's password, and revokes its devices at this moment where one is given. For the operator. Returns
    /// how many were revoked.
    ///
    /// # Errors
    /// A password outside the limits, those of the storage.
    pub fn set_password(
        &self,
        account: Uuid,
        password: &Secret,
        revoke_at_ms: Option<i64>,
    ) -> Result<usize, ServiceError> {
        check_password(password)?;
        let hash = hash_password(password)?;
        Ok(write(self.service.storage(), move |txn| {
            txn.set_password_hash(account, &hash)?;
            let Some(at) = revoke_at_ms else { return Ok(0) };
            let live: Vec<Uuid> = txn
                .devices(account)?
                .into_iter()
                .filter(|device| device.revoked_at.is_none())
                .map(|device| device.id)
                .collect();
            for device in &live {
                txn.revoke_device(*device, at)?;
            }
            Ok(live.len())
        })?)
    }
}

fn internal(error: impl std::fmt::Display) -> ServiceError {
    StorageError::Failed(error.to_string()).into()
}

fn unauthorised(detail: &str) -> ServiceError {
    ServiceError::new(ProblemCode::Unauthorised, detail)
}

fn too_many_devices() -> ServiceError {
    let detail = format!(
        "the account has {DEVICES_MAX} devices and takes no more; outlay auth revoke, on one of them, ends one"
    );
    ServiceError::new(ProblemCode::Unprocessable, detail)
}

fn bad_credentials() -> ServiceError {
    ServiceError::new(ProblemCode::BadCredentials, "the address or the password is wrong")
}

fn unprocessable(detail: String) -> ServiceError {
    ServiceError::new(ProblemCode::Unprocessable, detail)
}

/// An address as it is kept and compared. Only mail can prove more about one than this.
fn address(email: &str) -> Result<String, ServiceError> {
    let folded = fold(email.trim());
    let parts = folded.split_once('@');
    let looks_right = parts.is_some_and(|(local, host)| !local.is_empty() && !host.is_empty())
        && !folded.chars().any(|c| c.is_whitespace() || crate::model::text::is_hostile(c));
    if !looks_right {
        return Err(unprocessable(format!("`{}` is not an e-mail address", email.trim())));
    }
    if folded.len() > EMAIL_BYTES_MAX {
        return Err(unprocessable(format!("an address has at most {EMAIL_BYTES_MAX} bytes")));
    }
    Ok(folded)
}

fn check_password(password: &Secret) -> Result<(), ServiceError> {
    let text = password.expose();
    if text.chars().count() < PASSWORD_CHARS_MIN || text.len() > PASSWORD_BYTES_MAX {
        return Err(unprocessable(format!(
            "a password has at least {PASSWORD_CHARS_MIN} characters and at most {PASSWORD_BYTES_MAX} bytes"
        )));
    }
    Ok(())
}

/// A client's version as it is kept: cut, and without anything that is not meant to be seen.
fn bounded(version: &str) -> String {
    version.chars().filter(char::is_ascii_graphic).take(VERSION_BYTES_MAX).collect()
}

fn argon2() -> Result<Argon2<'static>, ServiceError> {
    let params = Params::new(ARGON2_MEMORY_KIB, ARGON2_PASSES, ARGON2_LANES, None).map_err(internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password.
fn hash_password(password: &Secret) -> Result<String, ServiceError> {
    let hash = argon2()?.hash_password(password.expose().as_bytes()).map_err(internal)?;
    Ok(hash.to_string())
}

/// Whether the password is the one that was hashed, by the parameters that are in the hash.
fn is_password(password: &Secret, hash: &str) -> bool {
    Argon2::default().verify_password(password.expose().as_bytes(), hash).is_ok()
}

fn random_token() -> Result<Secret, ServiceError> {
    let mut bytes = [0_u8; TOKEN_BYTES];
    getrandom::fill(&mut bytes).map_err(internal)?;
    let mut token = TOKEN_PREFIX.to_owned();
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(token, "{byte:02x}");
    }
    Ok(Secret::new(token))
}

/// 32 random bytes need no slow hash: nobody tries them all.
fn token_hash(token: &Secret) -> [u8; 32] {
    Sha256::digest(token.expose().as_bytes()).into()
}

#[cfg(test)]
mod tests;
