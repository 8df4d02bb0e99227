//! What an answer of HTTP means to the client.
//!
//! Owns the way from statuses, problem documents and broken connections to [`RemoteError`]. What a server says is bounded
//! here; it is others' text, and made safe where it is shown (invariant I10).

use std::io;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use ureq::http::HeaderMap;
use ureq::http::header::{CONTENT_ENCODING, LOCATION, RETRY_AFTER};

use super::{CONNECT_TIMEOUT, REQUEST_TIMEOUT};
use crate::protocol::encoding::{Encoding, EncodingError, decode};
use crate::protocol::limits::DECOMPRESSED_BYTES_MAX;
use crate::protocol::problem::{Problem, ProblemCode};
use crate::sync::remote::RemoteError;

/// Bytes of a problem document: one sentence and some words. A longer body is no such document.
const PROBLEM_BYTES_MAX: usize = 64 * 1024;

/// Characters of a server's sentence that are kept: what fits a few lines of a terminal.
const DETAIL_CHARS_MAX: usize = 300;

/// Seconds that a server can ask to wait at most: a mistaken or hostile one must not stop a device for good.
const RETRY_AFTER_SECONDS_MAX: u64 = 86_400;

/// An answer as it came, not yet understood.
pub(super) struct RawAnswer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl RawAnswer {
    /// The value that a good answer carries.
    pub fn read<T: DeserializeOwned>(&self, now: DateTime<Utc>) -> Result<T, RemoteError> {
        self.check(now)?;
        let encoding = self.encoding().ok_or_else(|| RemoteError::Protocol {
            detail: format!("the answer is in the unknown encoding `{}`", self.header(&CONTENT_ENCODING)),
        })?;
        decode(&self.body, encoding, DECOMPRESSED_BYTES_MAX).map_err(|error| RemoteError::Protocol {
            detail: match error {
                EncodingError::Json(_) => "the answer is not one of an outlay server".to_owned(),
                other => other.to_string(),
            },
        })
    }

    /// Whether the answer is a good one.
    pub fn check(&self, now: DateTime<Utc>) -> Result<(), RemoteError> {
        match self.status {
            200..=299 => Ok(()),
            status => Err(self.refusal(status, now)),
        }
    }

    fn refusal(&self, status: u16, now: DateTime<Utc>) -> RemoteError {
        let problem = self.problem();
        let code = problem.as_ref().map(|problem| problem.code);
        let server = problem.as_ref().and_then(|problem| problem.server);
        let detail = match problem {
            Some(problem) if !problem.detail.is_empty() => bounded(&problem.detail),
            _ => format!("status {status}"),
        };
        let retry_after = self.retry_after(now);
        match status {
            300..=399 => RemoteError::Protocol {
                detail: format!(
                    "the server sends on to `{}`; name that address instead",
                    bounded(self.header(&LOCATION))
                ),
            },
            401 if code == Some(ProblemCode::BadCredentials) => {
                RemoteError::Refused { code: ProblemCode::BadCredentials, detail }
            }
            401 => RemoteError::Unauthorised { detail, server },
            413 => RemoteError::TooLarge,
            429 => RemoteError::RateLimited { retry_after },
            426 => RemoteError::Protocol { detail },
            // An address at which something else than outlay listens knows none of its paths or methods, and sends no
            // problems.
            404 | 405 | 501 if code.is_none() => RemoteError::something_else(&format!("status {status}")),
            408 | 500..=599 => RemoteError::Unavailable { detail, retry_after },
            // Also where only a proxy says so: the way out is the same.
            415 => RemoteError::Refused { code: ProblemCode::UnsupportedMedia, detail },
            400..=499 => RemoteError::Refused { code: code.unwrap_or(ProblemCode::Other), detail },
            _ => RemoteError::Protocol { detail: format!("the answer has the status {status}") },
        }
    }

    fn problem(&self) -> Option<Problem> {
        decode(&self.body, self.encoding()?, PROBLEM_BYTES_MAX).ok()
    }

    fn encoding(&self) -> Option<Encoding> {
        Encoding::from_name(self.header(&CONTENT_ENCODING))
    }

    fn header(&self, name: &ureq::http::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// `Retry-After` (RFC 9110, section 10.2.3) in seconds from now: a number of them, or a date.
    fn retry_after(&self, now: DateTime<Utc>) -> Option<u64> {
        let text = self.header(&RETRY_AFTER).trim();
        let seconds = if let Ok(seconds) = text.parse::<u64>() {
            seconds
        } else {
            let at = DateTime::parse_from_rfc2822(text).ok()?;
            u64::try_from((at.with_timezone(&Utc) - now).num_seconds()).unwrap_or(0)
        };
        Some(seconds.min(RETRY_AFTER_SECONDS_MAX))
    }
}

/// A server's sentence, no longer than a person would read.
pub(super) fn bounded(text: &str) -> String {
    match text.char_indices().nth(DETAIL_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What a request without an answer means. `host` is whom it was for.
pub(super) fn without_answer(error: ureq::Error, host: &str) -> RemoteError {
    use ureq::{Error, Timeout};
    let offline = |detail: String| RemoteError::Offline { detail };
    match error {
        Error::HostNotFound => offline(format!("no host is known as `{host}`")),
        Error::Timeout(Timeout::Resolve) => {
            offline(format!("the name `{host}` could not be looked up in time"))
        }
        Error::Timeout(Timeout::Connect) => {
            offline(format!("no connection to `{host}` within {} s", CONNECT_TIMEOUT.as_secs()))
        }
        Error::Timeout(_) => {
            offline(format!("no answer from `{host}` within {} s", REQUEST_TIMEOUT.as_secs()))
        }
        Error::Io(error) => offline(broken(&error, host)),
        Error::ConnectionFailed => offline(format!("no connection to `{host}`")),
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => {
            offline(format!("the proxy gives no way to `{host}`"))
        }
        // A wrong certificate is a network's sign-in page as often as it is a server's mistake: it may pass.
        Error::Tls(_) | Error::Rustls(_) | Error::Pem(_) | Error::TlsRequired => {
            offline(format!("no secure connection to `{host}`: {}", bounded(&error.to_string())))
        }
        Error::Protocol(_) | Error::LargeResponseHeader(..) | Error::BodyExceedsLimit(_) => {
            RemoteError::Protocol { detail: format!("what `{host}` answers is not understood") }
        }
        other => RemoteError::Protocol { detail: bounded(&other.to_string()) },
    }
}

/// A broken connection in plain words.
fn broken(error: &io::Error, host: &str) -> String {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::ConnectionRefused => format!("`{host}` takes no connection"),
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => {
            format!("the connection to `{host}` broke off")
        }
        Kind::NetworkUnreachable | Kind::HostUnreachable | Kind::NetworkDown => {
            format!("there is no way to `{host}`")
        }
        Kind::TimedOut => format!("`{host}` does not answer"),
        Kind::InvalidData => format!("no secure connection to `{host}`: {}", bounded(&error.to_string())),
        _ => {
            let text = error.to_string();
            let reason = text.split(" (os error").next().unwrap_or_default();
            format!("no connection to `{host}`: {}", bounded(reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: Vec<u8>) -> RawAnswer {
        RawAnswer { status, headers: HeaderMap::new(), body }
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).unwrap()
    }

    #[test]
    fn an_answer_is_read_one_below_and_at_the_limit_and_refused_above() {
        for bytes in [DECOMPRESSED_BYTES_MAX - 1, DECOMPRESSED_BYTES_MAX, DECOMPRESSED_BYTES_MAX + 1] {
            let mut body = b"7".to_vec();
            body.resize(bytes, b' ');
            let read = answer(200, body).read::<u8>(now());
            assert_eq!(read.is_ok(), bytes <= DECOMPRESSED_BYTES_MAX, "{bytes}");
        }
    }

    #[test]
    fn what_a_server_says_is_cut_one_below_at_and_above() {
        for chars in [DETAIL_CHARS_MAX - 1, DETAIL_CHARS_MAX, DETAIL_CHARS_MAX + 1] {
            let kept = bounded(&"é".repeat(chars));
            assert_eq!(kept.ends_with('…'), chars > DETAIL_CHARS_MAX);
            assert_eq!(kept.chars().filter(|&c| c == 'é').count(), chars.min(DETAIL_CHARS_MAX));
        }
        for bytes in [PROBLEM_BYTES_MAX - 1, PROBLEM_BYTES_MAX, PROBLEM_BYTES_MAX + 1] {
            let mut body = serde_json::to_vec(&Problem::new(ProblemCode::Forbidden, "no")).unwrap();
            body.resize(bytes, b' ');
            let error = answer(403, body).check(now()).unwrap_err();
            let is_known = matches!(error, RemoteError::Refused { code: ProblemCode::Forbidden, .. });
            assert_eq!(is_known, bytes <= PROBLEM_BYTES_MAX, "{bytes}");
        }
    }

    #[test]
    fn a_wait_is_bounded_one_below_at_and_above() {
        for seconds in
            [RETRY_AFTER_SECONDS_MAX - 1, RETRY_AFTER_SECONDS_MAX, RETRY_AFTER_SECONDS_MAX + 1, u64::MAX]
        {
            let mut answer = answer(503, Vec::new());
            answer.headers.insert(RETRY_AFTER, seconds.to_string().parse().unwrap());
            let wait = answer.check(now()).unwrap_err().retry_after();
            assert_eq!(wait, Some(seconds.min(RETRY_AFTER_SECONDS_MAX)));
        }
    }
}
