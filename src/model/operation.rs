//! Operations: what the queue carries and the history shows.
//!
//! Owns the words for actions and states and the value that people see. Must not know how they are stored or sent.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;
use uuid::Uuid;

use super::entity::Kind;

/// What an operation does to its entity. The discriminants are stored and must never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum Action {
    /// Makes the entity.
    Create = 1,
    /// Changes fields.
    Update = 2,
    /// Deletes it.
    Delete = 3,
    /// Makes a deleted entity live again.
    Restore = 4,
}

impl Action {
    /// The word used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// The number that is stored.
    #[must_use]
    pub const fn code(self) -> i64 {
        self as i64
    }

    /// The action of a stored number.
    #[must_use]
    pub const fn from_code(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Create),
            2 => Some(Self::Update),
            3 => Some(Self::Delete),
            4 => Some(Self::Restore),
            _ => None,
        }
    }
}

/// Where an operation stands (PROTOCOL, rule 2). The discriminants are stored and must never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(i64)]
pub enum Status {
    /// Waits to be sent.
    Pending = 0,
    /// Was sent; the outcome is unknown until an answer comes.
    InFlight = 1,
    /// Acknowledged, or taken out of the queue before it was ever sent: history.
    Done = 2,
    /// Refused by the server; a person decides.
    Failed = 3,
}

impl Status {
    /// Every status, in the order of the discriminants.
    pub const ALL: [Self; 4] = [Self::Pending, Self::InFlight, Self::Done, Self::Failed];

    /// The word used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InFlight => "in_flight",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// The number that is stored.
    #[must_use]
    pub const fn code(self) -> i64 {
        self as i64
    }

    /// The status of a stored number.
    #[must_use]
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// A field's change as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field: `payee`, `tag:holiday`.
    pub field: String,
    /// The value before, in JSON form, references shown by name.
    pub before: Json,
    /// The value after.
    pub after: Json,
}

/// One operation of the queue or the history, as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Local order.
    pub number: i64,
    /// Dense number per replica and ledger, given at the first send.
    pub seq: Option<i64>,
    /// The idempotency key.
    pub id: Uuid,
    /// The command it belongs to.
    pub group: i64,
    /// The ledger's name.
    pub ledger: String,
    /// What it changes.
    pub kind: Kind,
    /// The entity's id.
    pub entity_id: Uuid,
    /// The entity's local number.
    pub entity_number: i64,
    /// What it does.
    pub action: Action,
    /// The changed fields.
    pub fields: Vec<FieldChange>,
    /// The revision of the entity that its author had seen.
    pub seen: i64,
    /// Where it stands.
    pub status: Status,
    /// How often it was sent.
    pub attempts: i64,
    /// When it may be sent again (UTC).
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was last sent (UTC).
    pub last_attempt_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// The operation on the same entity that must succeed first, by its id.
    pub depends_on: Option<Uuid>,
    /// The refused operation on the same entity that holds this one back, by its local number.
    pub held_by: Option<i64>,
    /// When the command was entered (UTC).
    pub made_at: DateTime<Utc>,
    /// It was dropped after a sync had tried to send it: what leaves is the wish never to carry it out.
    pub dropped: bool,
    /// It left the queue without ever having been sent.
    pub never_sent: bool,
}

impl Operation {
    /// Where it stands, in a word for people.
    #[must_use]
    pub const fn state(&self) -> &'static str {
        if self.dropped { "dropped" } else { self.status.as_str() }
    }

    /// Why it is still here, if there is a reason: that it was dropped, the refused one that holds it, or why its last
    /// attempt failed.
    #[must_use]
    pub fn why(&self) -> Option<String> {
        match self.held_by {
            _ if self.dropped => Some("the next sync asks the server never to carry it out".to_owned()),
            Some(number) => Some(format!("waits for operation {number}, which was refused")),
            None => self.last_error.clone(),
        }
    }
}
