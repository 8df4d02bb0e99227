//! The sync protocol: what a client and a server say to each other.
//!
//! Owns the wire types, the limits, the error codes, the digest and the encoding of bodies. Must not know how either side
//! keeps its data, nor HTTP beyond the names of the content encodings.

pub mod accounts;
pub mod digest;
pub mod encoding;
pub mod limits;
pub mod problem;
pub mod sync;

/// The version of the protocol that this program speaks.
pub const PROTOCOL_VERSION: u32 = 1;

/// The oldest version that this program still understands: the one before its own, once there is one.
pub const PROTOCOL_VERSION_MIN: u32 = 1;
