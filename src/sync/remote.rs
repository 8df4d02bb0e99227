//! The server as the client sees it.
//!
//! Owns the trait behind which stand HTTP and the faulty networks of the tests, and the closed list of what can go wrong.

use uuid::Uuid;

use crate::protocol::accounts::{LedgerInfo, LedgerList, LedgerRequest};
use crate::protocol::problem::ProblemCode;
use crate::protocol::sync::{CommonAnswer, CommonRequest, SyncAnswer, SyncRequest};

/// What the client asks of a server. Any error means that the outcome is unknown, unless it says otherwise.
pub trait Remote {
    /// One exchange.
    ///
    /// # Errors
    /// The cases of [`RemoteError`].
    fn sync(&mut self, ledger: Uuid, request: &SyncRequest) -> Result<SyncAnswer, RemoteError>;

    /// One exchange, with something that is done once while it is on its way, whatever comes of it.
    ///
    /// # Errors
    /// The cases of [`RemoteError`].
    fn sync_while(
        &mut self,
        ledger: Uuid,
        request: &SyncRequest,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<SyncAnswer, RemoteError> {
        meanwhile();
        self.sync(ledger, request)
    }

    /// Which of the device's witnesses the server knows.
    ///
    /// # Errors
    /// The cases of [`RemoteError`].
    fn common(&mut self, ledger: Uuid, request: &CommonRequest) -> Result<CommonAnswer, RemoteError>;

    /// The account's ledgers.
    ///
    /// # Errors
    /// The cases of [`RemoteError`].
    fn ledgers(&mut self) -> Result<LedgerList, RemoteError>;

    /// Makes a ledger, or finds the account's one with that key.
    ///
    /// # Errors
    /// The cases of [`RemoteError`].
    fn create_ledger(&mut self, request: &LedgerRequest) -> Result<LedgerInfo, RemoteError>;
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    /// No connection, or it broke, or no answer in time, or an answer that broke off: unknown whether it took effect.
    #[error("the server cannot be reached: {detail}")]
    Offline {
        /// What happened.
        detail: String,
    },
    /// The server cannot answer now (5xx, 408).
    #[error("the server cannot answer now: {detail}")]
    Unavailable {
        /// What it said.
        detail: String,
        /// After how many seconds to come again, if it said so.
        retry_after: Option<u64>,
    },
    /// Too many requests (429); it was not carried out.
    #[error("the server asks to wait")]
    RateLimited {
        /// After how many seconds to come again, if it said so.
        retry_after: Option<u64>,
    },
    /// The body is too large (413); it was not carried out.
    #[error("the server takes no body of that size")]
    TooLarge,
    /// Not logged in, or the device was revoked (401).
    #[error("the server does not know this device any more: {detail}")]
    Unauthorised {
        /// What it said.
        detail: String,
        /// The server, if it said so.
        server: Option<Uuid>,
    },
    /// The answer came from another server than the one that this database belongs to.
    #[error("this is another server (`{found}`) than the one this database belongs to (`{expected}`)")]
    WrongServer {
        /// The server that the database belongs to.
        expected: Uuid,
        /// The server that answered.
        found: Uuid,
    },
    /// The token, or what was answered, is of another account than this database.
    #[error("the token is one of the account `{found}`, and this database belongs to `{expected}`")]
    WrongAccount {
        /// The account that the database belongs to: its address, as far as that tells the two apart.
        expected: String,
        /// The account that the token belongs to, likewise.
        found: String,
    },
    /// The two speak different versions, or the answer is not one of this protocol.
    #[error("client and server do not understand each other: {detail}")]
    Protocol {
        /// What is wrong.
        detail: String,
    },
    /// The server refused the request as a whole (403, 404, 422 …).
    #[error("the server refuses: {detail}")]
    Refused {
        /// The code of its problem document.
        code: ProblemCode,
        /// What it said.
        detail: String,
    },
}

impl RemoteError {
    /// The error of an address where something else than an outlay server answers so.
    #[must_use]
    pub fn something_else(answer: &str) -> Self {
        Self::Protocol { detail: format!("there is no outlay server at this address ({answer})") }
    }

    /// Whether trying again later, without anything changed, may help.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(self, Self::Offline { .. } | Self::Unavailable { .. } | Self::RateLimited { .. })
    }

    /// After how many seconds the server asked to come again.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Unavailable { retry_after, .. } | Self::RateLimited { retry_after } => *retry_after,
            _ => None,
        }
    }
}
