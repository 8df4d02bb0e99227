//! The ways round: what a run does where the server could not carry a request out as it was.
//!
//! Owns which way each such answer leads. Must not send operations.

use uuid::Uuid;

use super::{DETOURS_MAX, Run};
use crate::protocol::sync::{CommonRequest, SyncAnswer};
use crate::store::sync::places::Closed;
use crate::store::sync::push::Outgoing;
use crate::store::{Store, StoreError};
use crate::sync::SyncError;
use crate::sync::adopt::{adopt, check_list};
use crate::sync::remote::RemoteError;

/// The role of whoever made a ledger.
const OWNER: &str = "owner";

impl Run<'_> {
    /// The server's new id of an own ledger that it has lost; `None` if it has not, or the ledger is somebody else's.
    pub(super) fn placed_again(
        &mut self,
        store: &mut Store,
        ledger: i64,
        lost: Uuid,
    ) -> Result<Option<Uuid>, SyncError> {
        let known = self.remote.ledgers()?;
        self.requests += 1;
        check_list(store, &known)?;
        let rows = store.ledgers()?;
        let is_own = rows.iter().any(|row| row.number == ledger && row.role == OWNER);
        if !is_own || known.ledgers.iter().any(|info| info.id == lost) {
            return Ok(None);
        }
        adopt(store, self.remote, self.clock.now())?;
        Ok(store.ledger_state(ledger)?.server_id.filter(|id| *id != lost))
    }

    /// An answer was thrown away, since the database is not the one any more that it was asked for. The same operations are
    /// sent again, where this run may still speak for the ledger.
    pub(super) fn go_round(
        store: &Store,
        ledger: i64,
        server_id: Uuid,
        detours: u32,
    ) -> Result<(), StoreError> {
        let is_there = store
            .synced_ledgers()?
            .iter()
            .any(|state| state.number == ledger && state.server_id == Some(server_id));
        if is_there && detours <= DETOURS_MAX { Ok(()) } else { Err(StoreError::Busy) }
    }

    /// The server could not carry the request out as it was, and did nothing. Returns false where the database is not the
    /// one any more that it was asked for.
    pub(super) fn detour(
        &mut self,
        store: &mut Store,
        asked: &Outgoing,
        server_id: Uuid,
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

    pub(super) fn check_server(&self, found: Uuid) -> Result<(), RemoteError> {
        if found == self.server {
            return Ok(());
        }
        Err(RemoteError::WrongServer { expected: self.server, found })
    }
}
