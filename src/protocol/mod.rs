//! The sync protocol: what a client and a server say to each other.
//!
//! Owns the wire types, the limits, the error codes, the digest and the encoding of bodies. Must not know how either side
//! keeps its data, nor HTTP beyond the names of the content encodings. What follows is enough to write another client.
//!
//! # Requests
//!
//! | request | types | what it does |
//! |---|---|---|
//! | `POST /v1/auth/login` | [`accounts::LoginRequest`], [`accounts::LoginAnswer`] | makes a device; its token is told once |
//! | `POST /v1/auth/token` | [`accounts::TokenRequest`], [`accounts::TokenAnswer`] | a device token for a short-lived access token |
//! | `POST /v1/auth/logout`, `/v1/auth/password` | [`accounts::PasswordRequest`] | ends this device; changes the password |
//! | `GET /v1/devices`, `DELETE /v1/devices/{id}` | [`accounts::DeviceList`] | lists devices; revokes one |
//! | `GET`, `POST /v1/ledgers` | [`accounts::LedgerList`], [`accounts::LedgerRequest`] | the account's ledgers; makes or finds one |
//! | `POST /v1/ledgers/{ledger}/sync` | [`sync::SyncRequest`], [`sync::SyncAnswer`] | one exchange: push, then pull from the same snapshot |
//! | `POST /v1/ledgers/{ledger}/common` | [`sync::CommonRequest`], [`sync::CommonAnswer`] | which revisions both sides know |
//!
//! Bodies are JSON, packed with zstd, gzip or not at all ([`encoding`]); limits are in [`limits`]. Access tokens go as
//! `Authorization: Bearer …`. Both sides check the protocol's version first. Keys that are not known are ignored; fields
//! and kinds of entities that are not known are kept and handed on unread.
//!
//! # An operation's life
//!
//! `pending` → `in_flight` → acknowledged → `done`, or → `failed`.
//!
//! 1. A command writes the change and the operation in one transaction. Its id is random and is its idempotency key.
//! 2. Before it is first sent it gets its place, `seq`, dense for each replica and ledger, and its body is written down.
//!    From then on both are what they are: whatever happens to the request, the same bytes are sent under the same key.
//! 3. The server answers each operation with an [`sync::OperationResult`] and keeps it **for ever**, by place and by id. A
//!    key never expires into a second execution; a repeated delivery gets the first result, marked `replayed`. The same
//!    key with another content is refused as a whole ([`problem::ProblemCode::KeyReused`]).
//! 4. An acknowledged operation stays laid over the base until the base is at or past its revision; then it is history.
//! 5. A refused one stays visible. Its user may ask again (`attempt` + 1, same id) or drop it (`void`): the server then
//!    answers with the result if it was carried out after all, else it never will be.
//!
//! What a person sees is the base (the server's last word) with the unfinished own operations over it, in order.
//!
//! # Causality
//!
//! The server gives every change of a ledger the next revision, inside the transaction that makes it, so that commit
//! order is revision order. An operation names the revision of its entity that its author had `seen`. The last write of a
//! field, by replica *d* at revision *r*, is **concurrent** with the operation exactly if *r* > `seen` and *d* is neither the
//! operation's replica nor one it was forked from before *r*. That is a version vector with its two live entries: what the
//! author had got from the server, and what it did itself. Where an own unfinished operation hides a field, `seen` is
//! inherited from that operation, because its user has still not seen what others wrote.
//!
//! # Merge
//!
//! | operation | the entity | result |
//! |---|---|---|
//! | sets a field that nobody wrote concurrently | live | written |
//! | sets a field to the value it has | live | agreed; nothing new is stamped |
//! | sets a field that was written concurrently | live | the later edit is kept, the other is a conflict entity |
//! | any edit | deleted, seen | it lives again |
//! | any edit | deleted concurrently | it lives again; the delete is a conflict entity |
//! | delete | edited concurrently | the edit stays; the delete is a conflict entity |
//! | delete | not known | a tombstone, so that another device's copy of it is found deleted |
//! | create | exists | merged like an edit, field by field |
//! | weak create | exists or existed | nothing |
//! | weak edit or delete | written concurrently | it loses; its value is a conflict entity |
//!
//! *Later* is measured by the server: its time less the age that the edit has by its author's own clock
//! (`sent_at` − `made_at`), never after now and never before `since`. Ties go to the larger replica id. A clock that is off by
//! years changes nothing as long as it runs evenly. A conflict entity travels and is resolved like every other entity.
//!
//! # Digest
//!
//! With everything up to a revision in hand, both sides must come to the same [`sync::Digest`]: the number of live
//! expenses, their sum by currency, and the sum modulo 2^128 of a hash over each live entity ([`digest::content_hash`]).
//! A device that does not walks from zero: what a complete walk does not name is gone; what is pending stays.
//!
//! # When histories do not fit
//!
//! | answer | what happened | what the device does |
//! |---|---|---|
//! | [`sync::SyncAnswer::Renew`] | two copies of a database share one replica id | takes a new id with the old one as parent, sends what waits under the same keys |
//! | [`sync::SyncAnswer::Rollback`] | the server was restored from a backup | asks for the last common revision, takes a new id, walks from zero, and sends again what the server had said and lost |
//! | [`sync::SyncAnswer::Resync`] | its cursor lies below what was purged | walks from zero |
//! | [`sync::SyncAnswer::Gap`] | places before the first one sent are missing | takes a new id and sends again |
//!
//! # Errors
//!
//! Of a request as a whole: [`problem::ProblemCode`], as problem documents (RFC 9457). Of one operation:
//! [`sync::RefusalCode`]. Once a request has left, any failure but 413 and 429 means that the outcome is unknown.

pub mod accounts;
pub mod digest;
pub mod encoding;
pub mod json;
pub mod limits;
pub mod problem;
pub mod sync;

/// The version of the protocol that this program speaks.
pub const PROTOCOL_VERSION: u32 = 1;

/// The oldest version that this program still understands: the one before its own, once there is one.
pub const PROTOCOL_VERSION_MIN: u32 = 1;
