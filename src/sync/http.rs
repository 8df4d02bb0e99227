//! The server over HTTP: [`Remote`] for the engine, and what `outlay auth` asks.
//!
//! Owns addresses, headers, time limits and tokens on their way. Must not decide what an error leads to, nor where a token
//! is kept. Everything is bounded (invariant I9): connecting, the whole request, and what an answer unpacks to.

mod address;
mod answer;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use ureq::http::{Method, Request};
use uuid::Uuid;

pub use self::address::{AddressError, ServerAddress};
use self::answer::{RawAnswer, bounded, without_answer};
use super::remote::{Remote, RemoteError};
use crate::clock::Clock;
use crate::protocol::PROTOCOL_VERSION;
use crate::protocol::accounts::{
    DeviceList, LedgerInfo, LedgerList, LedgerRequest, LoginAnswer, LoginRequest, PasswordRequest, Secret,
    TokenAnswer, TokenRequest,
};
use crate::protocol::encoding::{Encoding, encode};
use crate::protocol::limits::DECOMPRESSED_BYTES_MAX;
use crate::protocol::problem::ProblemCode;
use crate::protocol::sync::{CommonAnswer, CommonRequest, SyncAnswer, SyncRequest};

/// For how long a connection is tried: a name that resolves to a host behind a silent firewall must not hold a command
/// for the minutes that TCP would.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// For how long a request may take as a whole, its body and the answer's included: a full page over a slow line.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(60);

/// Seconds that an access token must still hold to be sent: it must not run out on the way.
const ACCESS_SECONDS_MIN: i64 = 5;

/// Bytes that are read of an answer: one more than allowed, so that an answer of the limit is told from a longer one.
/// What is larger than the limit as it travels is larger unpacked.
const ANSWER_BYTES_MAX: u64 = DECOMPRESSED_BYTES_MAX as u64 + 1;

/// The version of this program, for the server's list of devices.
pub const CLIENT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// A connection to one server. It carries no identity.
#[derive(Debug, Clone)]
pub struct Http {
    agent: Agent,
    address: ServerAddress,
    clock: Clock,
}

/// A body in the encoding it travels in; made once, however often it is sent.
struct Body {
    bytes: Vec<u8>,
    encoding: Encoding,
}

impl Body {
    fn new(value: &impl Serialize, encoding: Encoding) -> Result<Self, RemoteError> {
        let (bytes, encoding) = encode(value, encoding).map_err(|error| RemoteError::Protocol {
            detail: format!("the request cannot be written: {error}"),
        })?;
        Ok(Self { bytes, encoding })
    }
}

impl Http {
    /// A connection to the server at an address. Nothing is sent yet.
    #[must_use]
    pub fn new(address: ServerAddress, clock: Clock) -> Self {
        let mut config = Agent::config_builder()
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(REQUEST_TIMEOUT))
            // A token goes to the server that it was made by and nowhere else.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(format!("outlay/{CLIENT_VERSION}"))
            .accept("application/json, application/problem+json")
            .accept_encoding("zstd, gzip");
        if address.is_loopback() {
            config = config.proxy(None);
        }
        Self { agent: Agent::new_with_config(config.build()), address, clock }
    }

    /// The server's address.
    #[must_use]
    pub const fn address(&self) -> &ServerAddress {
        &self.address
    }

    fn send(
        &self,
        method: &Method,
        path: &str,
        access: Option<&Secret>,
        body: Option<&Body>,
    ) -> Result<RawAnswer, RemoteError> {
        let unsendable = |error: ureq::http::Error| RemoteError::Protocol { detail: error.to_string() };
        let mut request = Request::builder().method(method).uri(self.address.join(path));
        if let Some(token) = access {
            request = request.header(AUTHORIZATION, format!("Bearer {}", token.expose()));
        }
        let sent = match body {
            // With a length, as every body: without one it would travel in chunks, of which there is none.
            None if method == Method::POST => {
                self.agent.run(request.body([].as_slice()).map_err(unsendable)?)
            }
            None => self.agent.run(request.body(()).map_err(unsendable)?),
            Some(body) => {
                request = request.header(CONTENT_TYPE, "application/json");
                if let Some(name) = body.encoding.name() {
                    request = request.header(CONTENT_ENCODING, name);
                }
                self.agent.run(request.body(body.bytes.as_slice()).map_err(unsendable)?)
            }
        };
        let host = || self.address.as_str();
        let (head, body) = sent.map_err(|error| without_answer(error, host()))?.into_parts();
        let bytes = body
            .into_with_config()
            .limit(ANSWER_BYTES_MAX)
            .read_to_vec()
            .map_err(|error| without_answer(error, host()))?;
        Ok(RawAnswer { status: head.status.as_u16(), headers: head.headers, body: bytes })
    }

    fn post<A: DeserializeOwned>(&self, path: &str, value: &impl Serialize) -> Result<A, RemoteError> {
        // Short as these are, nothing is saved by packing them.
        let body = Body::new(value, Encoding::Identity)?;
        self.send(&Method::POST, path, None, Some(&body))?.read(self.clock.now())
    }

    /// Makes a device of an account, which may have the name of the one that it `replaces`.
    ///
    /// # Errors
    /// `Refused` with `bad_credentials` for a wrong address or password; the other cases of [`RemoteError`].
    pub fn login(
        &self,
        email: &str,
        password: &Secret,
        device: &str,
        replaces: Option<Uuid>,
    ) -> Result<LoginAnswer, RemoteError> {
        let request = LoginRequest {
            protocol: PROTOCOL_VERSION,
            email: email.to_owned(),
            password: password.clone(),
            device: device.to_owned(),
            version: CLIENT_VERSION.to_owned(),
            replaces,
        };
        self.post("/v1/auth/login", &request)
    }

    /// Exchanges a device's token for an access token.
    ///
    /// # Errors
    /// `Unauthorised` where the device was revoked; the other cases of [`RemoteError`].
    pub fn token(&self, device_token: &Secret) -> Result<TokenAnswer, RemoteError> {
        let request = TokenRequest {
            protocol: PROTOCOL_VERSION,
            device_token: device_token.clone(),
            version: CLIENT_VERSION.to_owned(),
        };
        self.post("/v1/auth/token", &request)
    }
}

/// An access token with the instant at which it ends, by this device's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The token.
    pub token: Secret,
    /// When it ends: milliseconds since 1970.
    pub expires_at: i64,
}

/// What a device shows to its server, and what the server must know it by.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The server that the device belongs to; another one's answer is an error.
    pub server: Uuid,
    /// The account that the device belongs to; a token of another one is an error.
    pub account: Uuid,
    /// The account's address.
    pub email: String,
    /// The device's long-lived token.
    pub device_token: Secret,
    /// An access token from before.
    pub access: Option<Access>,
}

/// The server as one device sees it. Where an access token from before still holds, a call is one request.
pub struct HttpRemote {
    http: Http,
    identity: Identity,
    /// What bodies travel in, until the server takes them only as they are.
    encoding: Encoding,
    keep: Box<dyn FnMut(&Access) + Send>,
}

impl HttpRemote {
    /// The server at the end of `http`. `keep` is given each new access token, so that the next run can use it.
    #[must_use]
    pub fn new(http: Http, identity: Identity, keep: Box<dyn FnMut(&Access) + Send>) -> Self {
        Self { http, identity, encoding: Encoding::Zstd, keep }
    }

    /// The device whose token this is, as the server knows it.
    ///
    /// # Errors
    /// The cases of [`RemoteError`].
    pub fn device(&mut self) -> Result<Uuid, RemoteError> {
        self.exchange().map(|answer| answer.device)
    }

    /// The account's devices.
    ///
    /// # Errors
    /// The cases of [`RemoteError`].
    pub fn devices(&mut self) -> Result<DeviceList, RemoteError> {
        self.get("/v1/devices")
    }

    /// Revokes a device: its token is worth nothing from then on.
    ///
    /// # Errors
    /// `Refused` with `not_found` where the account has no such device; the other cases of [`RemoteError`].
    pub fn revoke(&mut self, device: Uuid) -> Result<(), RemoteError> {
        self.authorised(&Method::DELETE, &format!("/v1/devices/{device}"), None).map(drop)
    }

    /// Revokes the device whose token this is.
    ///
    /// # Errors
    /// `Unauthorised` where it was revoked before; the other cases of [`RemoteError`].
    pub fn logout(&mut self) -> Result<(), RemoteError> {
        self.authorised(&Method::POST, "/v1/auth/logout", None).map(drop)
    }

    /// Changes the account's password.
    ///
    /// # Errors
    /// `Refused` with `bad_credentials` for a wrong current one, with `unprocessable` for a new one outside the limits;
    /// the other cases of [`RemoteError`].
    pub fn password(&mut self, current: &Secret, new: &Secret) -> Result<(), RemoteError> {
        let request = PasswordRequest { current: current.clone(), new: new.clone() };
        let body = Body::new(&request, Encoding::Identity)?;
        self.authorised(&Method::POST, "/v1/auth/password", Some(&body)).map(drop)
    }

    fn get<A: DeserializeOwned>(&mut self, path: &str) -> Result<A, RemoteError> {
        let now = self.http.clock.now();
        self.authorised(&Method::GET, path, None)?.read(now)
    }

    fn post<A: DeserializeOwned>(&mut self, path: &str, value: &impl Serialize) -> Result<A, RemoteError> {
        let body = Body::new(value, self.encoding)?;
        let answer = match self.authorised(&Method::POST, path, Some(&body)) {
            // Nothing was carried out: from now on bodies are sent as they are.
            Err(RemoteError::Refused { code: ProblemCode::UnsupportedMedia, .. })
                if body.encoding != Encoding::Identity =>
            {
                self.encoding = Encoding::Identity;
                self.authorised(&Method::POST, path, Some(&Body::new(value, self.encoding)?))?
            }
            other => other?,
        };
        answer.read(self.http.clock.now())
    }

    /// Sends a request with an access token: the one from before, or a new one where that is old or is not taken.
    fn authorised(
        &mut self,
        method: &Method,
        path: &str,
        body: Option<&Body>,
    ) -> Result<RawAnswer, RemoteError> {
        let now = self.http.clock.now();
        let until = now.timestamp_millis().saturating_add(ACCESS_SECONDS_MIN * 1_000);
        if let Some(access) = self.identity.access.as_ref().filter(|access| access.expires_at > until) {
            let answer = self.http.send(method, path, Some(&access.token), body)?;
            match answer.check(now) {
                // The token ended early: another key of the server, another clock. A new one settles it.
                Err(RemoteError::Unauthorised { .. }) => {}
                Err(error) => return Err(error),
                Ok(()) => return Ok(answer),
            }
        }
        let token = self.exchange()?.access.token;
        let answer = self.http.send(method, path, Some(&token), body)?;
        answer.check(now)?;
        Ok(answer)
    }

    /// A new access token for the device's token, once it is sure whose that one is.
    fn exchange(&mut self) -> Result<TokenAnswer, RemoteError> {
        let answer = self.http.token(&self.identity.device_token);
        let found = match &answer {
            Ok(answer) => Some(answer.server),
            // Another server does not know the token either.
            Err(RemoteError::Unauthorised { server, .. }) => *server,
            Err(_) => None,
        };
        let expected = self.identity.server;
        if let Some(found) = found.filter(|found| *found != expected) {
            return Err(RemoteError::WrongServer { expected, found });
        }
        let answer = answer?;
        if answer.account != self.identity.account {
            return Err(self.wrong_account(&answer));
        }
        let access = Access {
            expires_at: expiry(answer.access.expires_in, &self.http.clock),
            token: answer.access.token.clone(),
        };
        (self.keep)(&access);
        self.identity.access = Some(access);
        Ok(answer)
    }

    /// The error of a token of another account. One that was set up anew under the same address is told apart by its id.
    fn wrong_account(&self, answer: &TokenAnswer) -> RemoteError {
        let Identity { account, email, .. } = &self.identity;
        let found = bounded(&answer.email);
        if found.eq_ignore_ascii_case(email) {
            let expected = format!("{email} ({account})");
            return RemoteError::WrongAccount { expected, found: format!("{found} ({})", answer.account) };
        }
        RemoteError::WrongAccount { expected: email.clone(), found }
    }
}

/// When something that holds for so many seconds ends, by this device's clock: milliseconds since 1970.
#[must_use]
pub fn expiry(seconds: i64, clock: &Clock) -> i64 {
    clock.now().timestamp_millis().saturating_add(seconds.saturating_mul(1_000))
}

impl Remote for HttpRemote {
    fn sync(&mut self, ledger: Uuid, request: &SyncRequest) -> Result<SyncAnswer, RemoteError> {
        self.post(&format!("/v1/ledgers/{ledger}/sync"), request)
    }

    fn sync_while(
        &mut self,
        ledger: Uuid,
        request: &SyncRequest,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<SyncAnswer, RemoteError> {
        let joined = std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().name("outlay-request".to_owned());
            let asked = thread.spawn_scoped(scope, || self.sync(ledger, request));
            meanwhile();
            asked.map(std::thread::ScopedJoinHandle::join)
        });
        match joined {
            Ok(Ok(answer)) => answer,
            Ok(Err(panicked)) => std::panic::resume_unwind(panicked),
            // No thread was to be had: one after the other, then.
            Err(_) => self.sync(ledger, request),
        }
    }

    fn common(&mut self, ledger: Uuid, request: &CommonRequest) -> Result<CommonAnswer, RemoteError> {
        self.post(&format!("/v1/ledgers/{ledger}/common"), request)
    }

    fn ledgers(&mut self) -> Result<LedgerList, RemoteError> {
        self.get("/v1/ledgers")
    }

    fn create_ledger(&mut self, request: &LedgerRequest) -> Result<LedgerInfo, RemoteError> {
        self.post("/v1/ledgers", request)
    }
}
