//! The limits of the protocol (invariant I9), each with its reason.
//!
//! Owns numbers that both sides keep to. A server may be configured to take less; a client finds out by 413 and halves.

/// Operations in one request: enough that the cost of a request is spread thin, few enough for one short transaction.
pub const OPERATIONS_MAX: usize = 2_000;

/// Bytes of one request's JSON before compression that a client fills: what proxies commonly let through.
pub const REQUEST_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Bytes of a body that either side takes after decompression: a full request of large operations, with room.
pub const DECOMPRESSED_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Values in one request's JSON, counted before any is built: each takes many times its bytes in memory. More than a
/// client that fills a request with operations ever comes to.
pub const VALUES_MAX: usize = 262_144;

/// Changes in one answer.
pub const CHANGES_MAX: u32 = 5_000;

/// Bytes of one answer's changes as JSON; a page is closed once it has so many.
pub const PAGE_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Bytes of one field's value: a text's own, otherwise those of its JSON.
pub const FIELD_BYTES_MAX: usize = 64 * 1024;

/// How deep a field's value may be nested. Readers of JSON stop somewhere, and what one device sent, every other must be
/// able to read.
pub const FIELD_DEPTH_MAX: usize = 32;

/// Fields of one operation; each tag is one.
pub const FIELDS_MAX: usize = 512;

/// Bytes of a field's name.
pub const FIELD_NAME_BYTES_MAX: usize = 512;

/// Bytes of a kind's name.
pub const KIND_NAME_BYTES_MAX: usize = 32;

/// Bytes of an entity's fields as JSON, their names included: a page that is almost full takes one more entity, and must
/// still be one that every device unpacks.
pub const ENTITY_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Fields that an entity ever had, emptied ones included: who wrote each last is remembered.
pub const ENTITY_FIELDS_MAX: usize = 4_096;

/// Witnesses in one question for the last common revision.
pub const WITNESSES_MAX: usize = 1_000;

/// Bytes of a device's or a ledger's name.
pub const NAME_BYTES_MAX: usize = 200;

/// Devices of an account that are not revoked: a list of more is none that a person looks through, and a machine that forgets its
/// state and logs in anew each time is noticed.
pub const DEVICES_MAX: usize = 1_000;

/// Ledgers that an account owns.
pub const LEDGERS_MAX: usize = 1_000;

/// Bytes of an account's e-mail address (RFC 5321, section 4.5.3.1.3).
pub const EMAIL_BYTES_MAX: usize = 254;

/// Bytes of a password: more only costs the server time.
pub const PASSWORD_BYTES_MAX: usize = 1_024;

/// Characters of a password at least (NIST SP 800-63B, section 5.1.1.1).
pub const PASSWORD_CHARS_MIN: usize = 8;
