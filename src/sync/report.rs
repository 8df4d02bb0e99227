//! What a run tells of itself: how it ended, ledger by ledger and operation by operation.
//!
//! Owns these types and what they sum up to. Must not run anything.

use chrono::{DateTime, Utc};

use super::remote::RemoteError;
use crate::model::entity::Kind;
use crate::protocol::sync::{Digest, OperationResult, ResultStatus};
use crate::store::sync::runs::RunRecord;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncStatus {
    /// All is well.
    Ok,
    /// Done, and something needs a person: a conflict, a refused operation, a digest that differs.
    Attention,
    /// Try again later; local data is safe.
    Offline,
    /// The server refuses this device, or is another one, or speaks another version.
    Refused,
}

impl SyncStatus {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Attention => "attention",
            Self::Offline => "offline",
            Self::Refused => "refused",
        }
    }
}

/// The digest on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestReport {
    /// Whether they are the same.
    pub ok: bool,
    /// This device's.
    pub local: Digest,
    /// The server's.
    pub server: Digest,
}

/// What a run did in one ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerReport {
    /// The ledger's name.
    pub ledger: String,
    /// The cursor afterwards.
    pub cursor: i64,
    /// Operations carried out.
    pub pushed: u64,
    /// Operations that had been carried out before.
    pub replayed: u64,
    /// Those that met another device's write.
    pub merged: u64,
    /// New conflicts.
    pub conflicts: u64,
    /// Operations refused.
    pub rejected: u64,
    /// Changes of others taken.
    pub pulled: u64,
    /// The digest, where both sides stood at one revision at the end.
    pub digest: Option<DigestReport>,
    /// Why the server refuses this ledger; the others went on.
    pub error: Option<RemoteError>,
}

/// What became of one operation, for `sync --explain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationReport {
    /// Its local number.
    pub number: i64,
    /// Its kind of entity.
    pub kind: Kind,
    /// The entity's local number.
    pub entity: i64,
    /// How often it was sent by now.
    pub attempts: i64,
    /// What the server answered.
    pub result: OperationResult,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// How it ended.
    pub status: SyncStatus,
    /// Each ledger, as far as the run came.
    pub ledgers: Vec<LedgerReport>,
    /// Operations that wait now.
    pub pending: u64,
    /// Requests sent.
    pub requests: u64,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: DateTime<Utc>,
    /// Why it ended early, or else the first refusal of a ledger.
    pub error: Option<RemoteError>,
    /// What became of each operation.
    pub operations: Vec<OperationReport>,
    /// Operations that were carried out beyond those that are listed.
    pub operations_unlisted: u64,
    /// Until when a scheduled run waits, if that is why it did nothing.
    pub waits_until: Option<DateTime<Utc>>,
}

/// So many operations of a run are listed, and as many again of those that were merged or refused: memory stays bounded.
pub const OPERATIONS_LISTED_MAX: usize = 10_000;

/// The operations of a run as they are told.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// What became of each.
    pub(super) operations: Vec<OperationReport>,
    /// How many more there were.
    pub(super) unlisted: u64,
}

impl Listing {
    /// Lists one, or counts it where there are too many.
    pub(super) fn list(&mut self, operation: OperationReport) {
        let is_plain = operation.result.status == ResultStatus::Applied;
        let room = if is_plain { OPERATIONS_LISTED_MAX } else { 2 * OPERATIONS_LISTED_MAX };
        if self.operations.len() < room {
            self.operations.push(operation);
        } else {
            self.unlisted += 1;
        }
    }
}

impl SyncReport {
    /// The sum of a count over the ledgers.
    pub fn sum(&self, count: impl Fn(&LedgerReport) -> u64) -> u64 {
        self.ledgers.iter().map(count).sum()
    }

    /// This run and the one that followed it as one: what both did, and how the later one ended.
    #[must_use]
    pub fn followed_by(mut self, next: Self) -> Self {
        for later in next.ledgers {
            let Some(known) = self.ledgers.iter_mut().find(|known| known.ledger == later.ledger) else {
                self.ledgers.push(later);
                continue;
            };
            *known = LedgerReport {
                pushed: known.pushed + later.pushed,
                replayed: known.replayed + later.replayed,
                merged: known.merged + later.merged,
                conflicts: known.conflicts + later.conflicts,
                rejected: known.rejected + later.rejected,
                pulled: known.pulled + later.pulled,
                ..later
            };
        }
        self.operations.extend(next.operations);
        self.operations_unlisted += next.operations_unlisted;
        self.requests += next.requests;
        let needs_a_person = self.status == SyncStatus::Attention && next.status == SyncStatus::Ok;
        Self {
            status: if needs_a_person { SyncStatus::Attention } else { next.status },
            pending: next.pending,
            ended_at: next.ended_at,
            error: next.error,
            waits_until: next.waits_until,
            ..self
        }
    }

    /// How it ended, by all the rest that it says.
    pub(super) fn judge(&self) -> SyncStatus {
        match &self.error {
            Some(error) if error.is_transient() => SyncStatus::Offline,
            // What was parked needs a person like every other refusal, also where the run ended with that.
            Some(RemoteError::TooLarge) if self.sum(|ledger| ledger.rejected) > 0 => SyncStatus::Attention,
            Some(_) => SyncStatus::Refused,
            None => {
                let differs = |ledger: &LedgerReport| ledger.digest.as_ref().is_some_and(|digest| !digest.ok);
                let attention = self.sum(|ledger| ledger.conflicts + ledger.rejected) > 0;
                if attention || self.ledgers.iter().any(differs) {
                    SyncStatus::Attention
                } else {
                    SyncStatus::Ok
                }
            }
        }
    }

    /// What of it is kept; not from when on a scheduled run may try again.
    pub(super) fn record(&self) -> RunRecord {
        RunRecord {
            result: self.status.as_str().to_owned(),
            pushed: self.sum(|ledger| ledger.pushed),
            replayed: self.sum(|ledger| ledger.replayed),
            merged: self.sum(|ledger| ledger.merged),
            pulled: self.sum(|ledger| ledger.pulled),
            conflicts: self.sum(|ledger| ledger.conflicts),
            rejected: self.sum(|ledger| ledger.rejected),
            requests: self.requests,
            error: self.error.as_ref().map(ToString::to_string),
            next_attempt_at: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn operation(status: ResultStatus) -> OperationReport {
        let (id, conflicts) = (Uuid::nil(), Vec::new());
        let result = OperationResult {
            id,
            status,
            revision: None,
            conflicts,
            error: None,
            fast_forward: false,
            replayed: false,
        };
        OperationReport { number: 1, kind: Kind::Expense, entity: 1, attempts: 1, result }
    }

    #[test]
    fn so_many_operations_are_listed_and_what_needs_a_person_after_them_too() {
        let mut listing = Listing::default();
        for at in 1..=OPERATIONS_LISTED_MAX + 1 {
            listing.list(operation(ResultStatus::Applied));
            assert_eq!(listing.operations.len(), at.min(OPERATIONS_LISTED_MAX));
        }
        assert_eq!(listing.unlisted, 1);
        for at in 1..=OPERATIONS_LISTED_MAX + 1 {
            listing.list(operation(ResultStatus::Rejected));
            assert_eq!(listing.operations.len(), OPERATIONS_LISTED_MAX + at.min(OPERATIONS_LISTED_MAX));
        }
        assert_eq!(listing.unlisted, 2);
    }
}
