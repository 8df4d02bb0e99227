//! Whether a ledger still stands where a request was made from.
//!
//! Owns that question alone: between a request and its answer the database is closed to nobody, so that a login, a restore or
//! another sync may have given it another history. What an answer then says is of a state that is gone.

use rusqlite::Connection;

use super::push::Outgoing;
use super::{LedgerState, find_state};
use crate::store::error::StoreError;

impl LedgerState {
    /// Whether an answer to a request that was made from the one means the same to the other. What commands change in
    /// between (the name, what is still to be sent) makes no difference.
    pub(super) fn is_at(&self, other: &Self) -> bool {
        let place = |state: &Self| {
            (
                state.server_id,
                state.replica,
                state.parent,
                state.last,
                state.witness,
                state.cursor,
                state.walking,
            )
        };
        place(self) == place(other)
    }
}

/// The state of a request's ledger, where it is still the one that the request was made from, and holds everything that was
/// sent; `None` where the answer is to be thrown away.
///
/// A backup that was put back may stand at the same place without an operation that was sent since: its place in the queue
/// and how often it was sent tell.
pub(super) fn unmoved(conn: &Connection, outgoing: &Outgoing) -> Result<Option<LedgerState>, StoreError> {
    let Some(state) = find_state(conn, outgoing.origin.number)? else { return Ok(None) };
    if !state.is_at(&outgoing.origin) {
        return Ok(None);
    }
    let mut is_there = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM operations WHERE number = ?1 AND id = ?2 AND seq = ?3 AND attempts >= ?4)",
    )?;
    for (operation, sent) in outgoing.request.operations.iter().zip(&outgoing.sent) {
        let id = operation.id.into_bytes();
        if !is_there.query_row((sent.number, id, operation.seq, sent.attempts), |row| row.get(0))? {
            return Ok(None);
        }
    }
    Ok(Some(state))
}
