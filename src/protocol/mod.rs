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
//! **Bodies** are JSON (`application/json`), sent as they are or with `Content-Encoding: zstd` or `gzip`, and answered in the
//! best that `Accept-Encoding` allows ([`encoding`]). The same field named twice is an error. Keys that are not known are
//! ignored; fields and kinds of entities that are not known are kept and handed on unread, each value as it came: numbers
//! are whole ones of 64 bits, everything else is text.
//!
//! **Versions**: every request that has a `protocol` is first looked at for it. A version that the server does not
//! understand is answered with 426 and code `protocol`, however the rest looks; a server understands its own version and
//! the one before.
//!
//! **Limits** are in [`limits`]; a server may be told to take less and says so with 413. A client then sends half as many
//! operations, down to one, which it parks if it is alone too large.
//!
//! **Pages**: an answer holds at most `limit` changes, and fewer where their bytes or the server's own limit say so. While
//! `has_more` is true, the client asks again with the `cursor` it was given; it stores cursor and changes in one
//! transaction. Changes that follow from the client's own operations alone ([`sync::OperationResult::fast_forward`]) are
//! not told again: the client folds the result into its base.
//!
//! # Logging in
//!
//! A login makes a device and tells its token once; the device keeps it like a password. It is exchanged for an access
//! token, which goes into `Authorization: Bearer …` of everything else and holds for `expires_in` seconds. A request that is
//! answered with 401 and code `unauthorised` is worth one new access token and one repetition; if the exchange itself is
//! refused, the device was revoked or its account removed, and its user logs in again. A revoked device is refused at once,
//! also while an access token of its still holds. Changing the password leaves devices logged in.
//!
//! ```
//! use outlay::protocol::accounts::{LoginAnswer, LoginRequest, TokenAnswer, TokenRequest};
//! use serde_json::from_str;
//!
//! // POST /v1/auth/login, and what comes back.
//! from_str::<LoginRequest>(r#"{"protocol": 1, "email": "ana@example.org", "password": "correct horse",
//!     "device": "laptop", "version": "0.1.0"}"#)?;
//! from_str::<LoginAnswer>(r#"{"server": "5e0c3f0e-7d55-4c8b-9d0a-0f5f5f3f7a10",
//!     "account": "8a0d7c52-3f4e-4a53-8a5e-1f0a4f0f5b11", "email": "ana@example.org",
//!     "device": "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", "device_token": "outlay_5f…",
//!     "access": {"token": "eyJ…", "expires_in": 600}}"#)?;
//! // POST /v1/auth/token, and what comes back.
//! from_str::<TokenRequest>(r#"{"protocol": 1, "device_token": "outlay_5f…", "version": "0.1.0"}"#)?;
//! from_str::<TokenAnswer>(r#"{"server": "5e0c3f0e-7d55-4c8b-9d0a-0f5f5f3f7a10",
//!     "account": "8a0d7c52-3f4e-4a53-8a5e-1f0a4f0f5b11", "email": "ana@example.org",
//!     "device": "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
//!     "access": {"token": "eyJ…", "expires_in": 600}}"#)?;
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! No two devices of an account have one name: where the name is taken, the answer has the one that the device got in
//! `device_name`. A login that names the device in whose place it comes (`replaces`) may have that one's name.
//!
//! A client remembers `server` and `account` at its first login. An answer from another server is not taken: the address
//! leads elsewhere. A token of another account is not used, nor a list of its ledgers: two people's ledgers would become one.
//! A token of another device of the same account may be used, for what is sent is told apart by `replica`; but it does not
//! log this device out.
//!
//! # One exchange
//!
//! ```
//! use outlay::protocol::sync::{SyncAnswer, SyncRequest};
//! use serde_json::from_str;
//!
//! from_str::<SyncRequest>(r#"{"protocol": 1, "replica": "0f8fad5b-d9cb-469f-a165-70867728950e",
//!     "last": {"seq": 41, "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"},
//!     "witness": {"revision": 120, "token": "16fd2706-8baf-433b-82eb-8c7fada847da"},
//!     "cursor": 120, "sent_at": 1792065600000, "limit": 5000,
//!     "operations": [{"id": "6ecd8c99-4036-403d-bf84-cf8400f67836", "seq": 42, "entity": "expense",
//!         "entity_id": "0199e5a0-0000-7000-8000-000000000001", "action": "update",
//!         "fields": {"amount": "12.50 EUR", "tag:holiday": true, "note": null},
//!         "seen": 118, "made_at": 1792065500000, "since": 1792060000000, "group": 7}]}"#)?;
//! from_str::<SyncAnswer>(r#"{"exchange": {
//!     "results": [{"id": "6ecd8c99-4036-403d-bf84-cf8400f67836", "status": "applied", "revision": 122}],
//!     "changes": [{"revision": 121, "entity": "category", "entity_id": "3f333df6-90a4-8fda-8dd3-9485d27cee36",
//!         "fields": {"name": "food"}, "replica": "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
//!         "member": "bob@example.org", "at": 1792061000000}],
//!     "cursor": 122, "has_more": false,
//!     "digest": {"revision": 122, "count": 1, "sums": {"EUR": "1250"}, "hash": "c76a347fbb85ad8adb3cef3e55c83259"},
//!     "head": {"revision": 122, "token": "aa1f2706-8baf-433b-82eb-8c7fada847da"},
//!     "server": "5e0c3f0e-7d55-4c8b-9d0a-0f5f5f3f7a10", "server_time": 1792065601000}}"#)?;
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! Values are in the JSON form of [`crate::model::entity`]: money is `"12.50 EUR"`, a date `"2026-10-15"`, each tag a field
//! `tag:name` that is `true`; `null` empties a field. Operations come in the order of `seq`, which is dense from 1; those
//! whose outcome is unknown first, under their old `seq`, before any new one. An answer is taken in one transaction:
//! results, bases, what is shown, cursor and witness. Nothing is pulled (`limit` 0) while a sent operation outside the
//! request is unanswered.
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
//! 5. A refused one stays visible, and those that name it in `after` are refused with it (`blocked`). Its user may ask again
//!    (`attempt` + 1, same id) or drop it (`void`): the server then answers with the result if it was carried out after
//!    all, else it never will be. Nothing behind an unanswered `void` is sent.
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
//! A client is not believed what it cannot know. Neither `seen` nor the branch of `parent` may lie beyond the `witness`, the
//! newest revision that the device was told with its token, which nobody guesses; a request that has a `seen` has a witness.
//! A replica belongs to the account that first used it, and keeps the parent that it came with; on another device of that
//! account it shows its history by `last` or by an operation that was answered. Branches of other accounts' replicas count
//! for nothing. Once a replica of the account names another as its parent, nothing new is carried out under the parent's name
//! (`renew`): it may be a request that was held up until after a server was restored and its device recovered, which would
//! bring back what was emptied since. A second copy that still uses the name takes one of its own, as the first did.
//!
//! # Merge
//!
//! | operation | the entity | result |
//! |---|---|---|
//! | sets a field that nobody wrote concurrently | live | written |
//! | sets a field to the value it has | live | agreed; nothing new is stamped |
//! | says that a field is empty which nobody ever wrote | live | stamped: who fills it without a word of that meets a conflict |
//! | sets a field that was written concurrently | live | the later edit is kept, the other is a conflict entity |
//! | any edit | deleted, seen | it lives again |
//! | any edit | deleted concurrently | it lives again; the delete is a conflict entity |
//! | delete | edited concurrently | the edit stays; the delete is a conflict entity |
//! | delete | not known | a tombstone, so that another device's copy of it is found deleted |
//! | create | exists | merged like an edit, field by field |
//! | create, restore | live, which was decided concurrently | agreed, and stamped as shared |
//! | delete | deleted concurrently | agreed, and stamped as shared |
//! | create, restore with fields | purged | as of one that was deleted; what went with the tombstone is not there any more |
//! | weak create, delete | purged | a tombstone again, so that its author is told |
//! | weak create | exists or existed | nothing |
//! | weak edit or delete | written concurrently | it loses; its value is a conflict entity |
//! | any edit or delete | made concurrently by a weak create, and not touched since | it wins; no conflict |
//!
//! A life that is **shared** was decided alike by several who did not know of each other. None of them knows it by having
//! written it: it is concurrent with whatever has not `seen` its revision. Were it one's alone, that one's later delete would take
//! from the others what they made, and no conflict would say so. A weak delete or restore agrees like any other, and what is agreed
//! is weak if both are; a weak create of what exists or existed does nothing.
//!
//! A weak create is how a device enters a recurring expense that is due: every device makes the same entity, and no person
//! entered what it says. Whichever arrives first makes it, the others do nothing, and an edit or a delete by a person, an undo
//! included, comes to the same whether it arrives before or after them.
//!
//! *Later* is measured by the server: its time less the age that the edit has by its author's own clock
//! (`sent_at` − `made_at`), never after now and never before `since`. Ties go to the larger replica id. A clock that is off by
//! years changes nothing as long as it runs evenly. A conflict entity travels and is resolved like every other entity: its
//! record is edited, and the expense with it, in one group.
//!
//! # Digest
//!
//! With everything up to a revision in hand, both sides must come to the same [`sync::Digest`]: the number of live
//! expenses, their sum by currency, and the sum modulo 2^128 of a hash over each live entity. It is compared when `has_more`
//! is false, over bases, at that very revision. A device that differs says so and, when told to, walks from zero: what a
//! complete walk does not name is gone; what is pending stays. The bytes that are hashed, with an example, are at
//! [`digest::content_hash`].
//!
//! # When histories do not fit
//!
//! | answer | what happened | what the device does |
//! |---|---|---|
//! | [`sync::SyncAnswer::Renew`] | two copies of a database share one replica id | takes a new id with the old one as parent and `revision` as branch, sends what waits under the same keys |
//! | [`sync::SyncAnswer::Rollback`] | the server was restored from a backup | asks for the last common revision, takes a new id, walks from zero, and sends again what the server had said and lost |
//! | [`sync::SyncAnswer::Resync`] | its cursor lies below what was purged | walks from zero |
//! | [`sync::SyncAnswer::Gap`] | places before the first one sent are missing | sends what is unanswered from place `seq` on; where it had an answer at that place or behind it, takes a new id and sends again |
//!
//! Nothing of such a request was carried out. A walk from zero is `cursor` 0 and then page by page, with
//! `walk` saying at which revision the first page found the server; a tombstone goes 30 days
//! after it came at the earliest, and not before every device of the last 180 days is past it. Of the delete its stamp stays for
//! good: a device that was away for longer, and sends what makes the entity again, is asked like any other whether it knew.
//!
//! What a device sends again after a rollback is weak and has seen the last common revision: what another device wrote
//! since then stands, and the value from before becomes a conflict. What the server has nothing of any more is made again, with
//! every value that it had said and `null` for every field that was written here and is empty now. Deletes of entities with derived
//! ids of which the device has no state are sent again, whether or not it still knows their operations.
//!
//! A delete of what was made here and never sent needs nobody to hear of it, unless the server turns out to know the entity: a backup
//! that was put back does not know what was sent after it was made. Then the delete is sent, with the revision that the server
//! tells as `seen` where that is exactly what was deleted, else with 0.
//!
//! # Errors
//!
//! Of a request as a whole: a problem document (RFC 9457) with a [`problem::ProblemCode`]. Nothing was carried out where the
//! table says *no*; elsewhere the outcome is unknown, and the same operations are sent again under the same keys.
//!
//! | code | status | carried out | what a client does |
//! |---|---|---|---|
//! | `bad_request` | 400 | no | stops: a bug of one side; everything stays queued |
//! | `unauthorised` | 401 | no | takes a new access token once, then asks its user to log in |
//! | `bad_credentials` | 401 | no | asks again for address and password |
//! | `forbidden` | 403 | no | stops and says so |
//! | `not_found` | 404 | no | asks for the ledgers; makes an own one again that the server has lost; stops at another's |
//! | `timeout` | 408 | unknown | waits and sends again |
//! | `too_large` | 413 | no | sends half as many operations, or parks the one |
//! | `unsupported_media` | 415 | no | sends this body and every later one as it is; stops where it did |
//! | `key_reused` | 422 | no | stops: a key has two contents, which is a bug or a damaged database |
//! | `unprocessable` | 422 | no | stops and says so: a value outside its limits, or a claim beyond what was told |
//! | `protocol` | 426 | no | asks for an update of the older side |
//! | `rate_limited` | 429 | no | waits for `Retry-After` |
//! | `internal` | 500 | unknown | waits and sends again |
//! | `unavailable` | 503 | unknown | waits, `Retry-After` at least, and sends again |
//!
//! A server that does not know a device's token names itself in the problem document, so that a device that asks the wrong one
//! learns so.
//!
//! Waits grow from 1 s to 5 min, with jitter. Any other 4xx stops, any other 5xx and a broken connection are as `internal`; 404, 405 and 501
//! without a problem document come from something else than such a server, and stop too.
//!
//! Of one operation, while the others of the request go on: a [`sync::RefusalCode`]. It stays in the queue for its user to
//! retry or drop, and only what depends on it waits.
//!
//! | code | why | what helps |
//! |---|---|---|
//! | `unknown_entity` | never made, or its tombstone was purged | dropping it, or making the entity anew |
//! | `bad_value` | the field cannot have that value | dropping it and entering another |
//! | `missing_field` | every entity of the kind has that field | dropping it and entering it whole |
//! | `too_large` | a name, value, nesting or the entity as a whole is | shortening it |
//! | `forbidden` | the account's role does not allow it | another role, then a retry |
//! | `blocked` | one that it depends on was refused | settling that one |

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

#[cfg(test)]
mod tests {
    use super::problem::ProblemCode;
    use super::sync::RefusalCode;

    /// The rows of the documentation's tables, cell by cell.
    fn rows() -> Vec<Vec<String>> {
        let lines = include_str!("mod.rs").lines().filter_map(|line| line.strip_prefix("//! | "));
        lines
            .map(|line| line.trim_end_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect())
            .collect()
    }

    #[test]
    fn the_table_of_errors_has_every_code_with_its_status() {
        for code in ProblemCode::ALL {
            let name = format!("`{}`", code.as_str());
            let row = rows().into_iter().find(|row| row.len() == 4 && row[0] == name);
            assert_eq!(row.unwrap_or_else(|| panic!("{name}"))[1], code.status().to_string(), "{name}");
        }
    }

    #[test]
    fn the_table_of_refusals_has_every_code() {
        let codes = [
            RefusalCode::UnknownEntity,
            RefusalCode::BadValue,
            RefusalCode::MissingField,
            RefusalCode::TooLarge,
            RefusalCode::Forbidden,
            RefusalCode::Blocked,
        ];
        for code in codes {
            let name = serde_json::to_string(&code).unwrap().replace('"', "`");
            assert!(rows().iter().any(|row| row.len() == 3 && row[0] == name), "{name}");
        }
    }
}
