//! Errors of the protocol: problem documents (RFC 9457) with a closed list of codes.
//!
//! Owns the codes and their HTTP status numbers. Must not decide what a client does about them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What went wrong with a request as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The request cannot be understood.
    BadRequest,
    /// Not logged in, or no longer: the token is missing, malformed, expired or revoked.
    Unauthorised,
    /// Address or password are wrong.
    BadCredentials,
    /// The account's role does not allow it.
    Forbidden,
    /// There is no such thing for this account.
    NotFound,
    /// The request took too long to arrive.
    Timeout,
    /// The body is too large, as sent or after decompression.
    TooLarge,
    /// The body is in an encoding or type that this server does not take.
    UnsupportedMedia,
    /// The same key came with another content.
    KeyReused,
    /// The request is well formed but cannot be carried out: a value outside its limits.
    Unprocessable,
    /// The client speaks a version that this server does not understand.
    Protocol,
    /// Too many requests; `Retry-After` says when to come again.
    RateLimited,
    /// A bug of the server.
    Internal,
    /// The server cannot answer now; nothing is wrong with the request.
    Unavailable,
    /// A code of a newer server.
    #[serde(other)]
    Other,
}

impl ProblemCode {
    /// Every code that this version sends, in the order of their status numbers.
    pub const ALL: [Self; 14] = [
        Self::BadRequest,
        Self::Unauthorised,
        Self::BadCredentials,
        Self::Forbidden,
        Self::NotFound,
        Self::Timeout,
        Self::TooLarge,
        Self::UnsupportedMedia,
        Self::KeyReused,
        Self::Unprocessable,
        Self::Protocol,
        Self::RateLimited,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The HTTP status (RFC 9110, section 15; 426 and 429: RFC 6585 and RFC 9110).
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthorised | Self::BadCredentials => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Timeout => 408,
            Self::TooLarge => 413,
            Self::UnsupportedMedia => 415,
            Self::KeyReused | Self::Unprocessable => 422,
            Self::Protocol => 426,
            Self::RateLimited => 429,
            Self::Internal | Self::Other => 500,
            Self::Unavailable => 503,
        }
    }

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::Unauthorised => "unauthorised",
            Self::BadCredentials => "bad_credentials",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Timeout => "timeout",
            Self::TooLarge => "too_large",
            Self::UnsupportedMedia => "unsupported_media",
            Self::KeyReused => "key_reused",
            Self::Unprocessable => "unprocessable",
            Self::Protocol => "protocol",
            Self::RateLimited => "rate_limited",
            Self::Internal => "internal",
            Self::Other => "other",
            Self::Unavailable => "unavailable",
        }
    }
}

/// A problem document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `about:blank` (RFC 9457, section 4.2.1): the code says more than a page could.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with this request.
    pub detail: String,
    /// The code.
    pub code: ProblemCode,
    /// The request, for the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The server, where it does not know a device's token: the device then sees whether it asked the right one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Uuid>,
}

impl Problem {
    /// A document for a code.
    #[must_use]
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: code.as_str().replace('_', " "),
            status: code.status(),
            detail: detail.into(),
            code,
            request_id: None,
            server: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_word_and_reads_back() {
        for code in ProblemCode::ALL {
            let text = serde_json::to_string(&code).unwrap();
            assert_eq!(text, format!("\"{}\"", code.as_str()));
            assert_eq!(serde_json::from_str::<ProblemCode>(&text).unwrap(), code);
        }
    }

    #[test]
    fn a_code_of_a_newer_server_is_kept_apart() {
        assert_eq!(serde_json::from_str::<ProblemCode>("\"teapot\"").unwrap(), ProblemCode::Other);
    }
}
