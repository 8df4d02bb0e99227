//! The way to the server, which loses, doubles, delays and cuts, and on which either side may be killed.
//!
//! Owns what happens to each request. Shows the oracle every exchange that took place, answered or not.

use std::any::Any;
use std::panic::resume_unwind;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use outlay::protocol::accounts::{LedgerInfo, LedgerList, LedgerRequest};
use outlay::protocol::problem::ProblemCode;
use outlay::protocol::sync::{CommonAnswer, CommonRequest, SyncAnswer, SyncRequest};
use outlay::server::service::{Caller, ServiceError};
use outlay::sync::remote::{Remote, RemoteError};
use uuid::Uuid;

use super::bugs::Bug;
use super::dice::Dice;
use super::oracle::Oracle;
use super::server::{Server, Stop};

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The request does not arrive.
    LostRequest,
    /// It takes effect and the answer does not arrive, or breaks off.
    LostAnswer,
    /// It arrives twice; the second answer is the one that comes back.
    Doubled,
    /// An older request arrives again first.
    Delayed,
    /// The server takes no body of more than one operation (413).
    TooLarge,
    /// The server cannot answer (503).
    Unavailable,
    /// Too many requests (429).
    RateLimited,
    /// The client is killed before the request leaves.
    KilledBefore,
    /// The client is killed after it took effect.
    KilledAfter,
    /// The server is killed before its commit.
    ServerBefore,
    /// The server is killed after its commit.
    ServerAfter,
}

/// What unwinds a client that is killed.
#[derive(Debug)]
struct Killed;

/// Whether a run unwound because the client was killed.
pub fn is_kill(payload: &(dyn Any + Send)) -> bool {
    payload.is::<Killed>()
}

/// A request that may arrive again at any time.
#[derive(Debug, Clone)]
pub struct Older {
    caller: Caller,
    ledger: Uuid,
    request: SyncRequest,
}

/// Older requests that are kept.
const OLDER_MAX: usize = 64;

/// The faults of the next requests, with so many chances in 64 for each.
pub fn faults(dice: &mut Dice) -> Vec<Fault> {
    let fault = |dice: &mut Dice| match dice.below(64) {
        0..=3 => Fault::LostRequest,
        4..=9 => Fault::LostAnswer,
        10..=12 => Fault::Doubled,
        13..=16 => Fault::Delayed,
        17..=19 => Fault::TooLarge,
        20 => Fault::Unavailable,
        21 => Fault::RateLimited,
        22 | 23 => Fault::KilledBefore,
        24..=26 => Fault::KilledAfter,
        27 => Fault::ServerBefore,
        28..=30 => Fault::ServerAfter,
        _ => Fault::None,
    };
    (0..6).map(|_| fault(dice)).collect()
}

/// The way of one device to the server.
pub struct Network<'a> {
    pub server: &'a Server,
    pub oracle: &'a mut Oracle,
    pub older: &'a mut Vec<Older>,
    pub caller: Caller,
    pub now: DateTime<Utc>,
    /// Of the next requests, the last one first.
    pub faults: Vec<Fault>,
    /// What is wrong with the client or the server.
    pub bug: Option<Bug>,
}

pub fn refused(error: ServiceError) -> RemoteError {
    match error.code {
        ProblemCode::TooLarge => RemoteError::TooLarge,
        ProblemCode::Unavailable | ProblemCode::Internal => {
            RemoteError::Unavailable { detail: error.detail, retry_after: None }
        }
        code => RemoteError::Refused { code, detail: error.detail },
    }
}

fn lost() -> RemoteError {
    RemoteError::Offline { detail: "lost".to_owned() }
}

impl Network<'_> {
    /// Carries one request to the server and its answer back, as JSON.
    pub fn send(
        &mut self,
        caller: Caller,
        ledger: Uuid,
        request: &SyncRequest,
    ) -> Result<SyncAnswer, RemoteError> {
        if !self.server.knows(caller.device) {
            return Err(RemoteError::Unauthorised { detail: "revoked".to_owned(), server: None });
        }
        let request: SyncRequest = serde_json::from_str(&serde_json::to_string(request).unwrap()).unwrap();
        let before = self.server.head(ledger);
        let is_resent = request.operations.iter().any(|one| self.oracle.was_sent(one.id));
        let sent = self.bug.map_or_else(|| request.clone(), |bug| bug.request(&request, is_resent));
        let answered = self.server.service.sync(caller, ledger, &Arc::new(sent), self.now.timestamp_millis());
        let moved = self
            .server
            .head(ledger)
            .zip(before)
            .map_or(0, |(after, before)| after.revision - before.revision);
        let answer = answered.map_err(refused)?;
        let answer = match self.bug {
            Some(bug) => bug.answer(&request, answer),
            None => answer,
        };
        self.oracle.observe(ledger, &request, &answer, moved);
        Ok(serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap())
    }

    /// An older request arrives again. Whatever is answered, nobody hears it.
    pub fn repeat(&mut self, dice: &mut Dice) {
        if !self.older.is_empty() {
            let at = dice.place(self.older.len());
            let Older { caller, ledger, request } = self.older[at].clone();
            let _ = self.send(caller, ledger, &request);
        }
    }

    /// Older requests arrive again, the newest first.
    pub fn deliver(&mut self, older: Vec<Older>) {
        for Older { caller, ledger, request } in older.into_iter().rev() {
            let _ = self.send(caller, ledger, &request);
        }
    }

    /// The server is killed around its commit: what it did is asked for again, so that the oracle hears of it.
    fn send_stopping(&mut self, stop: Stop, ledger: Uuid, request: &SyncRequest) -> RemoteError {
        self.server.stop_next(stop);
        let before = self.server.head(ledger);
        let answer = self.server.service.sync(
            self.caller,
            ledger,
            &Arc::new(request.clone()),
            self.now.timestamp_millis(),
        );
        self.server.go_on();
        let is_moved = self.server.head(ledger) != before;
        assert!(!is_moved || stop == Stop::AfterCommit, "an aborted transaction left something");
        if let Ok(answer) = &answer {
            // It had nothing to write.
            self.oracle.observe(ledger, request, answer, 0);
        } else if stop == Stop::AfterCommit {
            self.oracle.unheard(ledger, request, self.server);
        }
        lost()
    }

    /// One request with what happens to it.
    fn pass(&mut self, fault: Fault, ledger: Uuid, request: &SyncRequest) -> Result<SyncAnswer, RemoteError> {
        let caller = self.caller;
        match fault {
            Fault::TooLarge if request.operations.len() > 1 => Err(RemoteError::TooLarge),
            Fault::None | Fault::TooLarge => self.send(caller, ledger, request),
            Fault::LostRequest => Err(lost()),
            Fault::LostAnswer => self.send(caller, ledger, request).and(Err(lost())),
            Fault::Doubled => {
                self.send(caller, ledger, request)?;
                self.send(caller, ledger, request)
            }
            Fault::Delayed => {
                let mut dice = Dice::new(self.older.len() as u64, request.operations.len() as u64);
                self.repeat(&mut dice);
                self.send(caller, ledger, request)
            }
            Fault::Unavailable => {
                Err(RemoteError::Unavailable { detail: "503".to_owned(), retry_after: Some(1) })
            }
            Fault::RateLimited => Err(RemoteError::RateLimited { retry_after: Some(30) }),
            Fault::KilledBefore => resume_unwind(Box::new(Killed)),
            Fault::KilledAfter => {
                let _ = self.send(caller, ledger, request);
                resume_unwind(Box::new(Killed))
            }
            Fault::ServerBefore => Err(self.send_stopping(Stop::BeforeCommit, ledger, request)),
            Fault::ServerAfter => Err(self.send_stopping(Stop::AfterCommit, ledger, request)),
        }
    }
}

impl Remote for Network<'_> {
    fn sync(&mut self, ledger: Uuid, request: &SyncRequest) -> Result<SyncAnswer, RemoteError> {
        let fault = self.faults.pop().unwrap_or(Fault::None);
        if self.older.len() == OLDER_MAX {
            self.older.remove(0);
        }
        self.older.push(Older { caller: self.caller, ledger, request: request.clone() });
        let answer = self.pass(fault, ledger, request);
        if let Ok(answer) = &answer {
            self.oracle.note_seen(ledger, request, answer, self.now);
        }
        answer
    }

    fn sync_while(
        &mut self,
        ledger: Uuid,
        request: &SyncRequest,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<SyncAnswer, RemoteError> {
        // What is done meanwhile is done before the request arrives, or after it took effect; not at all by a client that
        // is killed in between.
        if (self.older.len() + request.operations.len()).is_multiple_of(2) {
            meanwhile();
            return self.sync(ledger, request);
        }
        let answer = self.sync(ledger, request);
        meanwhile();
        answer
    }

    fn common(&mut self, ledger: Uuid, request: &CommonRequest) -> Result<CommonAnswer, RemoteError> {
        self.server.service.common(self.caller, ledger, request).map_err(refused)
    }

    fn ledgers(&mut self) -> Result<LedgerList, RemoteError> {
        if !self.server.knows(self.caller.device) {
            return Err(RemoteError::Unauthorised { detail: "revoked".to_owned(), server: None });
        }
        self.server.service.ledgers(self.caller).map_err(refused)
    }

    fn create_ledger(&mut self, request: &LedgerRequest) -> Result<LedgerInfo, RemoteError> {
        self.server.service.create_ledger(self.caller, request).map_err(refused)
    }
}
