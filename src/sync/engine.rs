//! A run: ledger by ledger, request by request, until nothing is left to send or to take.
//!
//! Owns the order (read, close, send, then one short write that takes the answer; invariant I5) and what each kind of
//! answer leads to. Where much is to be sent or taken, an answer is taken while the next request is on its way already.
//! Must not decide what an answer means for a row: that is the store's.

mod backoff;
mod detours;

use chrono::{DateTime, TimeDelta, Utc};

use self::backoff::backoff_s;
use super::SyncError;
use super::remote::{Remote, RemoteError};
use super::report::{DigestReport, LedgerReport, Listing, OperationReport, SyncReport, SyncStatus};
use crate::clock::Clock;
use crate::protocol::problem::ProblemCode;
use crate::protocol::sync::{Exchange, OperationResult, Refusal, RefusalCode, ResultStatus, SyncAnswer};
use crate::store::sync::LedgerState;
use crate::store::sync::ahead::{Ahead, following};
use crate::store::sync::answer::Taken;
use crate::store::sync::push::{Outgoing, PushLimits};
use crate::store::sync::runs::RunRecord;
use crate::store::{Store, StoreError};

/// Requests of one run and ledger at most: twenty million operations. What is left then goes with the next run.
pub const RUN_REQUESTS_MAX: u64 = 10_000;
/// How often one run takes a new replica id, recovers or walks from zero before it gives up: each should happen once.
const DETOURS_MAX: u32 = 8;
/// The longest wait that a server can ask for, in seconds: a day.
const WAIT_SECONDS_MAX: i64 = 86_400;

/// Why an operation that is too large alone is parked.
const TOO_LARGE: &str = "the server takes no operation of that size; shorten its texts";

/// How to run.
#[derive(Debug, Clone, Copy)]
pub struct SyncOptions {
    /// Honours the waits of earlier failures.
    pub scheduled: bool,
    /// Walks from zero first.
    pub repair: bool,
    /// Only this ledger.
    pub ledger: Option<i64>,
    /// How much a request carries.
    pub limits: PushLimits,
    /// How many requests of one ledger there are at most.
    pub requests_max: u64,
}

impl Default for SyncOptions {
    fn default() -> Self {
        let limits = PushLimits::default();
        Self { scheduled: false, repair: false, ledger: None, limits, requests_max: RUN_REQUESTS_MAX }
    }
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
        is_reached: false,
        listing: Listing::default(),
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
        operations: run.listing.operations,
        operations_unlisted: run.listing.unlisted,
        waits_until,
    };
    report.status = report.judge();
    if waits_until.is_none() {
        let record = RunRecord { next_attempt_at: run.next_attempt_at, ..report.record() };
        store.record_run(started_at, report.ended_at, &record)?;
    }
    Ok(report)
}

/// A request with its answer.
struct Answered {
    outgoing: Outgoing,
    exchange: Box<Exchange>,
}

/// An answer with what came of it; nothing, if the database was not the one any more that it was asked for.
struct Noted {
    answered: Answered,
    taken: Option<Taken>,
}

/// What was done while a request was on its way.
#[derive(Default)]
struct Meanwhile {
    taken: Option<Noted>,
    ahead: Option<Ahead>,
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
    /// Whether the server has answered in this run.
    is_reached: bool,
    listing: Listing,
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
        limits.lead = limits.lead.min(LEAD_OPERATIONS);
        let mut detours = 0;
        let mut is_done = false;
        if self.options.repair {
            store.begin_walk(state.number, None, self.clock.now())?;
        }
        let mut answered = None;
        let mut next = None;
        let mut is_cut = false;
        for request in 0.. {
            let mut outgoing = match next.take() {
                Some(outgoing) => outgoing,
                None => store.prepare_push(state.number, limits, self.clock.now())?,
            };
            if is_done && outgoing.sent.is_empty() {
                break;
            }
            is_cut = request == self.options.requests_max;
            if is_cut {
                break;
            }
            outgoing.request.sent_at = self.clock.now().timestamp_millis();
            self.requests += 1;
            limits.lead = limits.lead.saturating_mul(LEAD_GROWTH);
            let (answer, meanwhile) = self.exchange(store, server_id, &outgoing, answered.take(), limits);
            let meanwhile = meanwhile?;
            if meanwhile.taken.is_some_and(|taken| !self.note(report, taken)) {
                // What is to be known of this answer too is that the database is another one.
                if let Err(error) = answer {
                    return Err(self.failed(store, &outgoing, None, error)?);
                }
                detours += 1;
                is_done = false;
                Self::go_round(store, state.number, server_id, detours)?;
                continue;
            }
            self.is_reached |= answer.is_ok();
            let answer = match answer {
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
                Err(error) => return Err(self.failed(store, &outgoing, meanwhile.ahead.as_ref(), error)?),
            };
            let exchange = match answer {
                SyncAnswer::Exchange(exchange) => exchange,
                other => {
                    detours += 1;
                    if detours > DETOURS_MAX {
                        let detail = "the server asks for the same way round again and again".to_owned();
                        return Err(RemoteError::Protocol { detail }.into());
                    }
                    is_done = false;
                    if !self.detour(store, &outgoing, server_id, &other)? {
                        Self::go_round(store, state.number, server_id, detours)?;
                    }
                    continue;
                }
            };
            self.check_exchange(&outgoing, &exchange)?;
            let is_ahead = meanwhile.ahead.is_some();
            next = following(&outgoing, &exchange, meanwhile.ahead, limits);
            if next.is_some() {
                answered = Some(Answered { outgoing, exchange });
                continue;
            }
            // What is marked as sent is not in this request: nothing is pulled before it was answered too.
            outgoing.is_partial |= is_ahead;
            let taken = store.take_answer(&outgoing, &exchange, self.clock.now())?;
            is_done = taken.as_ref().is_some_and(|taken| !taken.has_more);
            if !self.note(report, Noted { answered: Answered { outgoing, exchange }, taken }) {
                detours += 1;
                Self::go_round(store, state.number, server_id, detours)?;
            }
        }
        if let Some(answered) = answered {
            let taken = store.take_answer(&answered.outgoing, &answered.exchange, self.clock.now())?;
            self.note(report, Noted { answered, taken });
        }
        if !is_cut {
            return Ok(());
        }
        let detail = format!(
            "after {} requests there is still more; the next sync goes on",
            self.options.requests_max
        );
        Err(RemoteError::Unavailable { detail, retry_after: None }.into())
    }

    /// Sends a request. While it is on its way, the answer before it is taken and what goes behind it is made ready.
    fn exchange(
        &mut self,
        store: &mut Store,
        server_id: uuid::Uuid,
        outgoing: &Outgoing,
        before: Option<Answered>,
        limits: PushLimits,
    ) -> (Result<SyncAnswer, RemoteError>, Result<Meanwhile, StoreError>) {
        if before.is_none() && !outgoing.has_waiting {
            return (self.remote.sync(server_id, &outgoing.request), Ok(Meanwhile::default()));
        }
        let now = self.clock.now();
        let is_reached = self.is_reached;
        let mut before = before;
        let mut done = Ok(Meanwhile::default());
        let mut work = || {
            done = (|| {
                let taken = match before.take() {
                    None => None,
                    Some(answered) => {
                        let taken = store.take_answer(&answered.outgoing, &answered.exchange, now)?;
                        Some(Noted { answered, taken })
                    }
                };
                // Where nobody has answered yet, nothing more is marked as sent than is. What could not be made ready is
                // made ready by the next request.
                let ahead = if is_reached {
                    store.prepare_ahead(outgoing, limits, now).unwrap_or(None)
                } else {
                    None
                };
                Ok(Meanwhile { taken, ahead })
            })();
        };
        let answer = self.remote.sync_while(server_id, &outgoing.request, &mut work);
        (answer, done)
    }

    fn check_exchange(&self, outgoing: &Outgoing, exchange: &Exchange) -> Result<(), RemoteError> {
        self.check_server(exchange.server)?;
        let (sent, answered) = (outgoing.sent.len(), exchange.results.len());
        if sent == answered {
            return Ok(());
        }
        Err(RemoteError::Protocol { detail: format!("{sent} operations were sent and {answered} answered") })
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
        limits.operations = self.options.limits.operations; // it alone was too large
        report.rejected += 1;
        let error = Refusal { code: RefusalCode::TooLarge, message: TOO_LARGE.to_owned() };
        self.listing.list(OperationReport {
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
        ahead: Option<&Ahead>,
        error: RemoteError,
    ) -> Result<SyncError, SyncError> {
        if error.is_transient() && !outgoing.sent.is_empty() {
            let attempts = outgoing.sent.iter().map(|sent| sent.attempts).max().unwrap_or(1);
            let until = self.wait_after(&error, attempts);
            let sent = outgoing.sent.iter().map(|sent| sent.number);
            let numbers: Vec<i64> = sent.chain(ahead.into_iter().flat_map(Ahead::numbers)).collect();
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

    /// Counts what was taken. Returns false if the answer was thrown away.
    fn note(&mut self, report: &mut LedgerReport, noted: Noted) -> bool {
        let Noted { answered: Answered { outgoing, exchange }, taken: Some(taken) } = noted else {
            return false;
        };
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
        for (sent, result) in outgoing.sent.iter().zip(exchange.results) {
            self.listing.list(OperationReport {
                number: sent.number,
                kind: sent.kind,
                entity: sent.entity,
                attempts: sent.attempts,
                result,
            });
        }
        true
    }
}

/// Whether an error says nothing of the ledgers that come after.
const fn is_of_one_ledger(error: &RemoteError) -> bool {
    matches!(error, RemoteError::Refused { .. } | RemoteError::Protocol { .. } | RemoteError::TooLarge)
}

/// Operations of the first request where several are needed, and how many times more the next one has each time: nothing is
/// made ready while nobody has answered yet, so that a short first request has both sides at work soon.
const LEAD_OPERATIONS: usize = 250;
const LEAD_GROWTH: usize = 4;
