//! One exchange: `POST /v1/ledgers/{ledger}/sync`.
//!
//! Owns the shapes of requests and answers. Instants are milliseconds since 1970 (UTC); values of fields are in the
//! JSON form of the entity registry; keys that one side does not know are ignored, fields and kinds it does not know are
//! kept and handed on unread.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

/// An entity's fields by name, without empty ones in states; in operations `null` empties a field. Sorted, so that
/// there is one form.
pub type Fields = BTreeMap<String, Json>;

#[allow(clippy::trivially_copy_pass_by_ref)] // serde wants a reference
const fn is_false(value: &bool) -> bool {
    !*value
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde wants a reference
const fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// Reads fields of which each may be named once: of two values the writer meant one, and nobody knows which.
fn unique_fields<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
    struct Unique;

    impl<'de> Visitor<'de> for Unique {
        type Value = Fields;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object of fields")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Fields, A::Error> {
            let mut fields = Fields::new();
            while let Some((name, value)) = entries.next_entry::<String, Json>()? {
                if fields.insert(name, value).is_some() {
                    return Err(A::Error::custom("a field comes twice in one operation"));
                }
            }
            Ok(fields)
        }
    }

    deserializer.deserialize_map(Unique)
}

/// What a device sends: what it did, and how far it has seen what others did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncRequest {
    /// The version it speaks.
    pub protocol: u32,
    /// Its name in causality.
    pub replica: Uuid,
    /// The replica that it was forked from, and up to where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Branch>,
    /// The last of its operations that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Place>,
    /// The newest revision that it ever saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<Head>,
    /// The revision up to which it has everything.
    pub cursor: i64,
    /// While it walks from zero: the ledger's revision when it began, that of the first page's `head`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walk: Option<i64>,
    /// Its clock as the request leaves.
    pub sent_at: i64,
    /// How many changes it takes; 0 for none, and then the cursor stays.
    pub limit: u32,
    /// Its operations, in the order of `seq`, without gaps.
    pub operations: Vec<SentOperation>,
}

/// Where a copy left its parent: what the parent wrote up to that revision, the copy knows as its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The parent.
    pub replica: Uuid,
    /// The last revision of the parent's writes that the copy shares.
    pub revision: i64,
}

/// An operation's place in its replica's sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Dense, from 1.
    pub seq: i64,
    /// The operation's id.
    pub id: Uuid,
}

/// A revision and the random token that says which history it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The revision.
    pub revision: i64,
    /// Its token.
    pub token: Uuid,
}

/// What an operation does to its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentAction {
    /// Makes it.
    Create,
    /// Changes fields.
    Update,
    /// Deletes it.
    Delete,
    /// Makes it live again; may carry fields.
    Restore,
}

/// One operation as it travels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SentOperation {
    /// Its id: the idempotency key.
    pub id: Uuid,
    /// How often its user asked for it again after a refusal.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub attempt: u32,
    /// Its place in the replica's sequence.
    pub seq: i64,
    /// Its predecessor on the same entity, if that one was not finished when this one was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Uuid>,
    /// The kind of entity: a name of the registry, or one that this side does not know.
    pub entity: String,
    /// The entity.
    pub entity_id: Uuid,
    /// What it does.
    pub action: SentAction,
    /// The new values of the fields it changes; `null` empties one. A name that comes twice is an error.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "unique_fields")]
    pub fields: Fields,
    /// The revision of this entity that its author had seen; 0 for none.
    pub seen: i64,
    /// When it was made, by the device's clock.
    pub made_at: i64,
    /// The server's time in the last answer that the device had when it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// Never wins against another device's write.
    #[serde(default, skip_serializing_if = "is_false")]
    pub weak: bool,
    /// Asks that this id is never executed, or for its result if it was.
    #[serde(default, skip_serializing_if = "is_false")]
    pub void: bool,
    /// The command it belongs to, by the device's own count.
    pub group: i64,
}

/// What came of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultStatus {
    /// It took effect as it was meant, or said what was so already.
    Applied,
    /// It took effect in part or lost, and every value that lost is in a conflict.
    Merged,
    /// It was refused and had no effect.
    Rejected,
    /// One before it on the same entity was refused, so it was too.
    Blocked,
    /// Its id will never be executed.
    Voided,
}

/// Why an operation was refused: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    /// The entity is not known: it was never made, or its tombstone was purged.
    UnknownEntity,
    /// A value is not one that the field can have.
    BadValue,
    /// A field that every entity of its kind has is missing.
    MissingField,
    /// It has too many fields, or a name or value that is too long.
    TooLarge,
    /// The account's role does not allow it.
    Forbidden,
    /// An operation that it depends on was refused.
    Blocked,
    /// A code of a newer server.
    #[serde(other)]
    Other,
}

/// Why an operation was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The reason, for programs.
    pub code: RefusalCode,
    /// The reason, for people: names the field and the value.
    pub message: String,
}

/// The result of one operation; the first one is kept for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperationResult {
    /// The operation.
    pub id: Uuid,
    /// What came of it.
    pub status: ResultStatus,
    /// The entity's revision after it, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// The conflict entities that it made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Uuid>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<Refusal>,
    /// The entity is now exactly what its author saw with this operation over it: it is not told again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub fast_forward: bool,
    /// It had been answered before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub replayed: bool,
}

/// The latest state of one entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntityChange {
    /// Its revision.
    pub revision: i64,
    /// Its kind.
    pub entity: String,
    /// Its id.
    pub entity_id: Uuid,
    /// Every field that is not empty; of a deleted one too.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: Fields,
    /// Whether it is deleted.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deleted: bool,
    /// The replica that wrote last.
    pub replica: Uuid,
    /// The account that wrote last: its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// When, by the server's clock.
    pub at: i64,
}

/// What a device must hold once it has everything up to a revision (`digest`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The revision it is of.
    pub revision: i64,
    /// Live expenses.
    pub count: i64,
    /// Sum of the minor units of live expenses by currency, as decimal numbers.
    pub sums: BTreeMap<String, String>,
    /// The additive hash, 32 hexadecimal digits.
    pub hash: String,
}

/// The ordinary answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// One result for each operation, in order.
    pub results: Vec<OperationResult>,
    /// What changed after the cursor, in the order of revisions.
    pub changes: Vec<EntityChange>,
    /// The cursor after these changes.
    pub cursor: i64,
    /// Whether more changes wait.
    pub has_more: bool,
    /// What the ledger comes to.
    pub digest: Digest,
    /// The ledger's newest revision.
    pub head: Head,
    /// The server.
    pub server: Uuid,
    /// Its clock.
    pub server_time: i64,
}

/// What a server answers to a request it understood: an object with one of these keys. Others beside it are ignored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", try_from = "AnswerKeys")]
pub enum SyncAnswer {
    /// The exchange took place.
    Exchange(Box<Exchange>),
    /// Two copies share one replica id; nothing was done. The device takes a new one.
    Renew {
        /// The last revision of the replica's writes that this copy shares.
        revision: i64,
        /// The server.
        server: Uuid,
    },
    /// The device's cursor lies below what was purged; nothing was done. It walks from zero.
    Resync {
        /// The server.
        server: Uuid,
    },
    /// The server does not know the witness: it is older than the device; nothing was done.
    Rollback {
        /// The server's newest revision.
        head: Head,
        /// The server.
        server: Uuid,
    },
    /// Operations are missing before the first one sent; nothing was done.
    Gap {
        /// The place that the server waits for.
        seq: i64,
        /// The server.
        server: Uuid,
    },
}

/// [`SyncAnswer`] as it is read: the enum by itself would refuse a key that a newer server adds.
#[derive(Deserialize)]
struct AnswerKeys {
    exchange: Option<Box<Exchange>>,
    renew: Option<Renew>,
    resync: Option<Resync>,
    rollback: Option<Rollback>,
    gap: Option<Gap>,
}

#[derive(Deserialize)]
struct Renew {
    revision: i64,
    server: Uuid,
}

#[derive(Deserialize)]
struct Resync {
    server: Uuid,
}

#[derive(Deserialize)]
struct Rollback {
    head: Head,
    server: Uuid,
}

#[derive(Deserialize)]
struct Gap {
    seq: i64,
    server: Uuid,
}

impl TryFrom<AnswerKeys> for SyncAnswer {
    type Error = &'static str;

    fn try_from(keys: AnswerKeys) -> Result<Self, Self::Error> {
        match keys {
            AnswerKeys { exchange: Some(exchange), .. } => Ok(Self::Exchange(exchange)),
            AnswerKeys { renew: Some(Renew { revision, server }), .. } => {
                Ok(Self::Renew { revision, server })
            }
            AnswerKeys { resync: Some(Resync { server }), .. } => Ok(Self::Resync { server }),
            AnswerKeys { rollback: Some(Rollback { head, server }), .. } => {
                Ok(Self::Rollback { head, server })
            }
            AnswerKeys { gap: Some(Gap { seq, server }), .. } => Ok(Self::Gap { seq, server }),
            _ => Err("an answer without any of the keys that are known"),
        }
    }
}

/// `POST /v1/ledgers/{ledger}/common`: which of the device's witnesses the server knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonRequest {
    /// What the device saw, newest first.
    pub witnesses: Vec<Head>,
}

/// The newest of the witnesses that the server knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommonAnswer {
    /// `None` if it knows none.
    pub common: Option<Head>,
    /// The server.
    pub server: Uuid,
}
