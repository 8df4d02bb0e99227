//! A run: ledger by ledger, request by request, until nothing is left to send or to take.
//!
//! Owns the order (read, close, send, then one short write that takes the answer; invariant I5), what each kind of
//! answer leads to, and how long a failed request waits. Must not decide what an answer means for a row: that is the
//! store's.

use chrono::{DateTime, TimeDelta, Utc};

use super::SyncError;
use super::remote::{Remote, RemoteError};
use super::report::{DigestReport, LedgerReport, OperationReport, SyncReport, SyncStatus};
use crate::clock::Clock;
use crate::id::random_id;
use crate::protocol::problem::ProblemCode;
use crate::protocol::sync::{CommonRequest, OperationResult, Refusal, RefusalCode, ResultStatus, SyncAnswer};
use crate::store::sync::LedgerState;
use crate::store::sync::answer::Taken;
use crate::store::sync::places::Closed;
use crate::store::sync::push::{Outgoing, PushLimits};
use crate::store::sync::runs::RunRecord;
use crate::store::{Store, StoreError};

/// Requests of one run and ledger at most: twenty million operations. A run that needs more goes on at the next.
const REQUESTS_MAX: u64 = 10_000;
/// How often one run takes a new replica id, recovers or walks from zero before it gives up: each should happen once.
const DETOURS_MAX: u32 = 8;
/// The first wait after a failure, in seconds (DESIGN, section 4).
const BACKOFF_MIN_S: u64 = 1;
/// The longest wait, in seconds.
const BACKOFF_MAX_S: u64 = 300;

/// The longest wait that a server can ask for, in seconds: a day.
const WAIT_SECONDS_MAX: i64 = 86_400;

/// Why an operation that is too large alone is parked.
const TOO_LARGE: &str = "the server takes no operation of that size; shorten its texts";

/// The role of whoever made a ledger.
const OWNER: &str = "owner";

/// How to run.
#[derive(Debug, Clone, Copy, Default)]
pub struct SyncOptions {
    /// Honours the waits of earlier failures.
    pub scheduled: bool,
    /// Walks from zero first.
    pub repair: bool,
    /// Only this ledger.
    pub ledger: Option<i64>,
    /// How much a request carries.
    pub limits: PushLimits,
}

/// Synchronises every ledger that belongs to a server, and records the run.
///
/// # Errors
/// [`SyncError::NotLoggedIn`], and what the store reports. What the remote reports is part of the report.
pub fn run(
    store: &mut Store,
    remote: &mut dyn Remote,
    options: &SyncOptions,
    clock: &Clock,
) -> Result<SyncReport, SyncError> {
    let started_at = clock.now();
    let binding = store.binding()?.ok_or(SyncError::NotLoggedIn)?;
    // A wait that seems longer than any can be was noted under another clock (invariant I6).
    let longest = started_at + TimeDelta::seconds(WAIT_SECONDS_MAX);
    let waits_until = match store.next_attempt()? {
        Some(at) if options.scheduled && at > started_at && at <= longest => Some(at),
        _ => None,
    };
    let failures = store.failures_in_a_row()?;
    let mut run = Run {
        server: binding.server,
        remote,
        options,
        clock,
        failures,
        next_attempt_at: None,
        requests: 0,
        operations: Vec::new(),
    };
    let mut ledgers = Vec::new();
    let mut error = None;
    if waits_until.is_none() {
        match run.all(store, &mut ledgers) {
            Ok(()) => error = ledgers.iter().find_map(|ledger: &LedgerReport| ledger.error.clone()),
            Err(SyncError::Remote(failed)) => error = Some(failed),
            Err(other) => return Err(other),
        }
        if let Some(failed) = error.as_ref().filter(|failed| failed.is_transient()) {
            run.wait_after(failed, 0);
        }
    }
    let counts = store.queue_counts(None)?;
    let mut report = SyncReport {
        status: SyncStatus::Ok,
        ledgers,
        pending: counts.pending + counts.in_flight,
        requests: run.requests,
        started_at,
        ended_at: clock.now(),
        error,
        operations: run.operations,
        waits_until,
    };
    report.status = report.judge();
    if waits_until.is_none() {
        let record = RunRecord { next_attempt_at: run.next_attempt_at, ..report.record() };
        store.record_run(started_at, report.ended_at, &record)?;
    }
    Ok(report)
}

struct Run<'a> {
    server: uuid::Uuid,
    remote: &'a mut dyn Remote,
    options: &'a SyncOptions,
    clock: &'a Clock,
    /// Runs before this one that reached no server.
    failures: i64,
    /// From when on a scheduled run may try again, once this one has failed.
    next_attempt_at: Option<DateTime<Utc>>,
    requests: u64,
    operations: Vec<OperationReport>,
}

impl Run<'_> {
    /// Every ledger that is wanted, one after the other. Where the server refuses one, the others still have their turn;
    /// what would befall them too ends the run.
    fn all(&mut self, store: &mut Store, reports: &mut Vec<LedgerReport>) -> Result<(), SyncError> {
        // Made since the login, or the login was broken off: they have no place on the server yet.
        if store.ledgers()?.iter().any(|ledger| ledger.server_id.is_none()) {
            self.requests += 1;
            super::adopt::adopt(store, self.remote, self.clock.now())?;
        }
        for state in store.synced_ledgers()? {
            if self.options.ledger.is_some_and(|wanted| wanted != state.number) {
                continue;
            }
            let mut report = LedgerReport { ledger: state.name.clone(), ..LedgerReport::default() };
            let outcome = self.ledger(store, &state, &mut report);
            report.cursor = store.ledger_state(state.number)?.cursor;
            let outcome = match outcome {
                Err(SyncError::Remote(error)) if is_of_one_ledger(&error) => {
                    report.error = Some(error);
                    Ok(())
                }
                other => other,
            };
            reports.push(report);
            outcome?;
        }
        Ok(())
    }

    fn ledger(
        &mut self,
        store: &mut Store,
        state: &LedgerState,
        report: &mut LedgerReport,
    ) -> Result<(), SyncError> {
        let Some(mut server_id) = state.server_id else { return Ok(()) };
        let mut limits = self.options.limits;
        let mut detours = 0;
        let mut is_done = false;
        if self.options.repair {
            store.begin_walk(state.number, None, self.clock.now())?;
        }
        for _ in 0..REQUESTS_MAX {
            let mut outgoing = store.prepare_push(state.number, limits, self.clock.now())?;
            if is_done && outgoing.sent.is_empty() {
                break;
            }
            outgoing.request.sent_at = self.clock.now().timestamp_millis();
            self.requests += 1;
            let answer = match self.remote.sync(server_id, &outgoing.request) {
                Ok(answer) => answer,
                Err(RemoteError::TooLarge) if !outgoing.sent.is_empty() => {
                    self.shrink(store, &outgoing, &mut limits, report)?;
                    continue;
                }
                Err(RemoteError::Refused { code: ProblemCode::NotFound, detail }) => {
                    // Restored from before this ledger was made: it gets its place again, and everything in it.
                    detours += 1;
                    server_id = match self.placed_again(store, state.number, server_id)? {
                        Some(id) if detours <= DETOURS_MAX => id,
                        _ => return Err(RemoteError::Refused { code: ProblemCode::NotFound, detail }.into()),
                    };
                    continue;
                }
                Err(error) => return Err(self.failed(store, &outgoing, error)?),
            };
            if let SyncAnswer::Exchange(exchange) = &answer {
                self.check_server(exchange.server)?;
                if exchange.results.len() != outgoing.sent.len() {
                    let (sent, answered) = (outgoing.sent.len(), exchange.results.len());
                    let detail = format!("{sent} operations were sent and {answered} answered");
                    return Err(RemoteError::Protocol { detail }.into());
                }
                if let Some(taken) = store.take_answer(&outgoing, exchange, self.clock.now())? {
                    self.note(report, &outgoing, &exchange.results, &taken);
                    is_done = !taken.has_more;
                    continue;
                }
                detours += 1;
                is_done = false;
                Self::go_round(store, state.number, server_id, detours)?;
                continue;
            }
            detours += 1;
            if detours > DETOURS_MAX {
                let detail = "the server asks for the same way round again and again".to_owned();
                return Err(RemoteError::Protocol { detail }.into());
            }
            is_done = false;
            if !self.detour(store, &outgoing, server_id, &answer)? {
                Self::go_round(store, state.number, server_id, detours)?;
            }
        }
        Ok(())
    }

    /// The server's new id of an own ledger that it has lost; `None` if it has not, or the ledger is somebody else's.
    fn placed_again(
        &mut self,
        store: &mut Store,
        ledger: i64,
        lost: uuid::Uuid,
    ) -> Result<Option<uuid::Uuid>, SyncError> {
        let known = self.remote.ledgers()?;
        self.requests += 1;
        self.check_server(known.server)?;
        let rows = store.ledgers()?;
        let is_own = rows.iter().any(|row| row.number == ledger && row.role == OWNER);
        if !is_own || known.ledgers.iter().any(|info| info.id == lost) {
            return Ok(None);
        }
        super::adopt::adopt(store, self.remote, self.clock.now())?;
        Ok(store.ledger_state(ledger)?.server_id.filter(|id| *id != lost))
    }

    /// An answer was thrown away, since the database is not the one any more that it was asked for. The same operations are
    /// sent again, where this run may still speak for the ledger.
    fn go_round(store: &Store, ledger: i64, server_id: uuid::Uuid, detours: u32) -> Result<(), StoreError> {
        let is_there = store
            .synced_ledgers()?
            .iter()
            .any(|state| state.number == ledger && state.server_id == Some(server_id));
        if is_there && detours <= DETOURS_MAX { Ok(()) } else { Err(StoreError::Busy) }
    }

    /// The server could not carry the request out as it was, and did nothing. Returns false where the database is not the
    /// one any more that it was asked for.
    fn detour(
        &mut self,
        store: &mut Store,
        asked: &Outgoing,
        server_id: uuid::Uuid,
        answer: &SyncAnswer,
    ) -> Result<bool, SyncError> {
        let now = self.clock.now();
        let ledger = asked.origin.number;
        Ok(match answer {
            SyncAnswer::Exchange(_) => true,
            SyncAnswer::Renew { revision, server } => {
                self.check_server(*server)?;
                store.renew(asked, *revision, now)?
            }
            SyncAnswer::Gap { seq, server } => {
                self.check_server(*server)?;
                match store.close_gap(asked, *seq, now)? {
                    Closed::Moved => true,
                    Closed::Not => store.renew(asked, asked.origin.cursor, now)?,
                    Closed::Overtaken => false,
                }
            }
            SyncAnswer::Resync { server } => {
                self.check_server(*server)?;
                store.begin_walk(ledger, Some(asked), now)?
            }
            SyncAnswer::Rollback { server, .. } => {
                self.check_server(*server)?;
                let witnesses = store.witnesses(ledger)?;
                self.requests += 1;
                let answer = self.remote.common(server_id, &CommonRequest { witnesses })?;
                self.check_server(answer.server)?;
                store.begin_recovery(ledger, Some(asked), answer.common, now)?
            }
        })
    }

    fn check_server(&self, found: uuid::Uuid) -> Result<(), RemoteError> {
        if found == self.server {
            return Ok(());
        }
        Err(RemoteError::WrongServer { expected: self.server, found })
    }

    /// The body was too large: half as many operations, or the one that is too large alone is parked.
    fn shrink(
        &mut self,
        store: &mut Store,
        outgoing: &Outgoing,
        limits: &mut PushLimits,
        report: &mut LedgerReport,
    ) -> Result<(), SyncError> {
        let ([only], [operation]) = (outgoing.sent.as_slice(), outgoing.request.operations.as_slice()) else {
            limits.operations = (outgoing.sent.len() / 2).max(1);
            return Ok(());
        };
        if !store.park(outgoing, TOO_LARGE, self.clock.now())? {
            return Ok(()); // the database was changed meanwhile: the next request is of what it is now
        }
        report.rejected += 1;
        let error = Refusal { code: RefusalCode::TooLarge, message: TOO_LARGE.to_owned() };
        self.operations.push(OperationReport {
            number: only.number,
            kind: only.kind,
            entity: only.entity,
            attempts: only.attempts,
            result: OperationResult {
                id: operation.id,
                status: ResultStatus::Rejected,
                revision: None,
                conflicts: Vec::new(),
                error: Some(error),
                fast_forward: false,
                replayed: false,
            },
        });
        Ok(())
    }

    /// Notes when the request may be sent again, where that may help.
    fn failed(
        &mut self,
        store: &mut Store,
        outgoing: &Outgoing,
        error: RemoteError,
    ) -> Result<SyncError, SyncError> {
        if error.is_transient() && !outgoing.sent.is_empty() {
            let attempts = outgoing.sent.iter().map(|sent| sent.attempts).max().unwrap_or(1);
            let until = self.wait_after(&error, attempts);
            let numbers: Vec<i64> = outgoing.sent.iter().map(|sent| sent.number).collect();
            store.put_off(&numbers, until, &error.to_string(), self.clock.now())?;
        }
        Ok(error.into())
    }

    /// Decides once, for the operations and for the device, how long a scheduled run waits after a failure: a device that
    /// only takes waits as one that sends does.
    fn wait_after(&mut self, error: &RemoteError, attempts: i64) -> DateTime<Utc> {
        let wait = backoff_s(attempts.max(self.failures + 1)).max(error.retry_after().unwrap_or(0));
        let wait = TimeDelta::seconds(i64::try_from(wait).unwrap_or(i64::MAX).min(WAIT_SECONDS_MAX));
        *self.next_attempt_at.get_or_insert(self.clock.now() + wait)
    }

    fn note(
        &mut self,
        report: &mut LedgerReport,
        outgoing: &Outgoing,
        results: &[OperationResult],
        taken: &Taken,
    ) {
        report.pushed += taken.pushed;
        report.replayed += taken.replayed;
        report.merged += taken.merged;
        report.conflicts += taken.conflicts;
        report.rejected += taken.rejected;
        report.pulled += taken.pulled;
        if let Some((local, server)) = &taken.digests {
            let ok = local == server;
            report.digest = Some(DigestReport { ok, local: local.clone(), server: server.clone() });
        }
        let keeps = |result: &OperationResult| {
            !(result.status == ResultStatus::Applied && outgoing.sent.len() > EXPLAINED_MAX)
        };
        for (sent, result) in outgoing.sent.iter().zip(results).filter(|(_, result)| keeps(result)) {
            self.operations.push(OperationReport {
                number: sent.number,
                kind: sent.kind,
                entity: sent.entity,
                attempts: sent.attempts,
                result: result.clone(),
            });
        }
    }
}

/// Whether an error says nothing of the ledgers that come after.
const fn is_of_one_ledger(error: &RemoteError) -> bool {
    matches!(error, RemoteError::Refused { .. } | RemoteError::Protocol { .. } | RemoteError::TooLarge)
}

/// Of a larger request only what is worth a look is kept for `--explain`: memory stays bounded.
const EXPLAINED_MAX: usize = 500;

/// Exponential backoff with full jitter: anything up to twice as much after each attempt.
fn backoff_s(attempts: i64) -> u64 {
    let doublings = u32::try_from(attempts.clamp(0, 16)).unwrap_or(0);
    let most = (BACKOFF_MIN_S << doublings).min(BACKOFF_MAX_S);
    let random = random_id().as_u128() % u128::from(most);
    u64::try_from(random).unwrap_or(0) + BACKOFF_MIN_S
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_within_five_minutes() {
        for attempts in 0..100 {
            let wait = backoff_s(attempts);
            assert!((BACKOFF_MIN_S..=BACKOFF_MAX_S + BACKOFF_MIN_S).contains(&wait), "{wait}");
        }
        assert!(backoff_s(1) <= 3);
    }
}
