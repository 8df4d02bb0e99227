//! The limits of the server, each with its default and reason (invariant I9).

use std::time::Duration;

use crate::protocol::limits::{DECOMPRESSED_BYTES_MAX, REQUEST_BYTES_MAX};

/// Connections at once: below the file descriptors that a process has by default.
pub const CONNECTIONS_MAX: usize = 512;
/// Requests at once: a connection may carry several.
pub const REQUESTS_MAX: usize = 512;
/// Calls of the service at once: enough for one commit to serve many, few enough for the memory of full bodies.
pub const WORKERS_MAX: usize = 64;
/// Passwords looked at once: each takes 19 MiB and a processor.
pub const PASSWORDS_MAX: usize = 2;
/// Requests at once that look at a password or wait to: an eighth of all, so that a flood of them leaves the rest to syncs,
/// and few enough that the last of them is answered in time.
pub const LOGINS_MAX: usize = 64;
/// Seconds that a request may take as a whole: as long as a client waits for it.
pub const REQUEST_SECONDS: u64 = 60;
/// Seconds in which a body must have arrived: 4 MiB over a slow line.
pub const BODY_SECONDS: u64 = 30;
/// Seconds that a connection may be without a request, its header included.
pub const IDLE_SECONDS: u64 = 30;
/// Seconds that running requests have to finish once the server is told to stop: below what service managers wait for.
pub const SHUTDOWN_SECONDS: u64 = 30;
/// Bytes of a body that holds no operations: a password and an address, or a thousand witnesses.
pub const SMALL_BYTES_MAX: usize = 256 * 1_024;
/// A body that is too large is still read up to so many times the limit, so that its sender gets to see the answer: a
/// connection that is closed on unread data takes the answer with it (RFC 9112, section 9.6).
pub const DISCARD_FACTOR: usize = 4;

/// What can be chosen.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Connections at once.
    pub connections: usize,
    /// Bytes of a body as sent.
    pub request_bytes: usize,
    /// Bytes of a body after decompression.
    pub decompressed_bytes: usize,
    /// For how long a request may run.
    pub request_time: Duration,
    /// For how long a body may arrive.
    pub body_time: Duration,
    /// For how long a connection may carry no request.
    pub idle_time: Duration,
    /// For how long requests may finish at the end.
    pub shutdown_time: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: CONNECTIONS_MAX,
            request_bytes: REQUEST_BYTES_MAX,
            decompressed_bytes: DECOMPRESSED_BYTES_MAX,
            request_time: Duration::from_secs(REQUEST_SECONDS),
            body_time: Duration::from_secs(BODY_SECONDS),
            idle_time: Duration::from_secs(IDLE_SECONDS),
            shutdown_time: Duration::from_secs(SHUTDOWN_SECONDS),
        }
    }
}
