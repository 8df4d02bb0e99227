//! Clients and servers that are wrong on purpose, so that the simulation itself is on trial.
//!
//! Owns what each does to a request or an answer on its way. A bug that no schedule notices is a hole in the simulation.

use outlay::id::random_id;
use outlay::protocol::sync::{Exchange, OperationResult, ResultStatus, SyncAnswer, SyncRequest};

/// A mistake of a client or a server, as it looks from between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bug {
    /// The client moves its cursor before it has taken what came with it.
    CursorFirst,
    /// The client sends what may have arrived under a new key.
    NewKey,
    /// The client takes its cursor for what its user had seen of an entity.
    SeenFromCursor,
    /// The client answers its own user that an operation was taken back, and does not ask.
    VoidUnasked,
    /// The server forgets results, and carries the same operation out again.
    Forgotten,
    /// The server says that what it only remembered was carried out now.
    FreshReplay,
    /// The server acknowledges what it never carried out.
    AckedUndone,
    /// The server tells an entity's fields of before.
    StaleState,
    /// The server leaves the last change of a page out.
    LastOfPage,
    /// The server keeps the value that lost to itself.
    SilentLoss,
    /// The server says of a merged operation that it went through as it was.
    FalseFastForward,
    /// The server says `false` of a delete.
    DeleteUntold,
}

impl Bug {
    /// Every one.
    pub const ALL: [Self; 12] = [
        Self::CursorFirst,
        Self::NewKey,
        Self::SeenFromCursor,
        Self::VoidUnasked,
        Self::Forgotten,
        Self::FreshReplay,
        Self::AckedUndone,
        Self::StaleState,
        Self::LastOfPage,
        Self::SilentLoss,
        Self::FalseFastForward,
        Self::DeleteUntold,
    ];

    /// The request as the server gets it. `attempt` counts what was sent before of the schedule.
    pub fn request(self, request: &SyncRequest, is_resent: bool) -> SyncRequest {
        let mut sent = request.clone();
        match self {
            Self::NewKey if is_resent => sent.operations.iter_mut().for_each(|one| one.id = random_id()),
            Self::Forgotten => {
                // As if neither the results nor the places were known.
                sent.replica = random_id();
                sent.last = None;
                for (at, one) in sent.operations.iter_mut().enumerate() {
                    one.id = random_id();
                    one.seq = i64::try_from(at).unwrap() + 1;
                }
            }
            Self::SeenFromCursor => sent.operations.iter_mut().for_each(|one| one.seen = request.cursor),
            Self::VoidUnasked | Self::AckedUndone => sent.operations.retain(|one| !self.swallows(one.void)),
            _ => {}
        }
        sent
    }

    fn swallows(self, is_void: bool) -> bool {
        is_void == (self == Self::VoidUnasked)
    }

    /// The answer as the client gets it.
    pub fn answer(self, request: &SyncRequest, answer: SyncAnswer) -> SyncAnswer {
        let SyncAnswer::Exchange(mut exchange) = answer else { return answer };
        match self {
            Self::CursorFirst => exchange.changes.clear(),
            Self::LastOfPage => drop(exchange.changes.pop()),
            Self::NewKey | Self::Forgotten => {
                for (result, one) in exchange.results.iter_mut().zip(&request.operations) {
                    result.id = one.id;
                }
            }
            Self::VoidUnasked | Self::AckedUndone => self.fill(request, &mut exchange),
            Self::FreshReplay => exchange.results.iter_mut().for_each(|result| result.replayed = false),
            Self::StaleState => {
                for change in &mut exchange.changes {
                    change.fields.remove("payee");
                }
            }
            Self::SilentLoss => exchange.changes.retain(|change| change.entity != "conflict"),
            Self::FalseFastForward => {
                exchange
                    .results
                    .iter_mut()
                    .for_each(|result| result.fast_forward = result.revision.is_some());
            }
            Self::DeleteUntold => exchange.changes.iter_mut().for_each(|change| change.deleted = false),
            Self::SeenFromCursor => {}
        }
        SyncAnswer::Exchange(exchange)
    }

    /// Puts results where operations were swallowed.
    fn fill(self, request: &SyncRequest, exchange: &mut Exchange) {
        let status = if self == Self::VoidUnasked { ResultStatus::Voided } else { ResultStatus::Applied };
        let revision = (status == ResultStatus::Applied).then_some(exchange.head.revision);
        let mut real = std::mem::take(&mut exchange.results).into_iter();
        for one in &request.operations {
            let made = OperationResult {
                id: one.id,
                status,
                revision,
                conflicts: Vec::new(),
                error: None,
                fast_forward: false,
                replayed: false,
            };
            let result = if self.swallows(one.void) { Some(made) } else { real.next() };
            exchange.results.extend(result);
        }
    }
}
