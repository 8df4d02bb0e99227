//! Whether a device's history and the server's fit together (PROTOCOL, rules 22 to 24).
//!
//! Owns the answers where they do not, and whose writes an author knows as its own.

use super::Session;
use crate::protocol::sync::{Branch, SyncAnswer};
use crate::server::storage::{LedgerRow, ReplicaRow, StorageError};

/// Forks of forks that are followed.
const LINEAGE_MAX: usize = 64;

impl Session<'_> {
    /// The answers to a device whose history and the server's do not fit together.
    pub(super) fn other_way(
        &mut self,
        row: &LedgerRow,
        replica: Option<&ReplicaRow>,
    ) -> Result<Option<SyncAnswer>, StorageError> {
        let (request, server) = (self.request, self.server);
        let rollback = Some(SyncAnswer::Rollback { head: row.head, server });
        if let Some(witness) = request.witness
            && self.txn.token(self.ledger, witness.revision)? != Some(witness.token)
        {
            return Ok(rollback);
        }
        if request.cursor > row.head.revision {
            return Ok(rollback);
        }
        // A walk from zero lies below the purge line until it is past it. What was deleted before it began, it was never
        // told as live.
        let walk = request.walk.unwrap_or(0);
        if request.cursor > 0 && request.cursor.max(walk) < row.purged_to {
            return Ok(Some(SyncAnswer::Resync { server }));
        }
        let is_elsewhere = replica.is_some_and(|known| known.device != self.caller.device);
        if is_elsewhere && !self.is_own(replica)? {
            return Ok(Some(SyncAnswer::Renew { revision: 0, server }));
        }
        let last_seq = replica.map_or(0, |known| known.last_seq);
        let mut shared = 0;
        if let Some(last) = request.last {
            match self.txn.result_at(self.ledger, request.replica, last.seq)? {
                Some(stored) if stored.result.id == last.id => shared = last.seq,
                Some(_) => return self.renew(0),
                None => return Ok(Some(SyncAnswer::Gap { seq: last_seq + 1, server })),
            }
        }
        let mut next = last_seq + 1;
        for operation in &request.operations {
            let known = self.known.get(&operation.id).map_or(&[][..], Vec::as_slice);
            let own = known.iter().find(|stored| stored.replica == request.replica);
            match own.map(|stored| stored.seq) {
                Some(seq) if seq == operation.seq => shared = shared.max(seq),
                Some(_) => return self.renew(shared),
                // A place that is taken, by another operation.
                None if operation.seq <= last_seq => return self.renew(shared),
                None if operation.seq != next => return Ok(Some(SyncAnswer::Gap { seq: next, server })),
                None => next += 1,
            }
        }
        // The same database on a device that logged in again has its history; whoever read the replica's name has not.
        if is_elsewhere && last_seq > 0 && shared == 0 {
            return self.renew(0);
        }
        if next > last_seq + 1 && self.was_left()? {
            return self.renew(shared);
        }
        Ok(None)
    }

    /// Whether a copy of the caller's account has left the replica's name for another. What is new in the old name was sent
    /// before that, by a history that the server may have lost since, or comes from another copy, which takes a name of its
    /// own as well.
    fn was_left(&mut self) -> Result<bool, StorageError> {
        for fork in self.txn.forks_of(self.ledger, self.request.replica)? {
            if self.is_own(Some(&fork))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a replica is one of the caller's account.
    fn is_own(&mut self, replica: Option<&ReplicaRow>) -> Result<bool, StorageError> {
        let Some(replica) = replica else { return Ok(false) };
        let device = self.txn.device(replica.device)?;
        Ok(device.is_some_and(|device| device.account == self.caller.account))
    }

    /// What the request says to know without having been told: the witness, whose token nobody guesses, is the newest
    /// revision of which its author can have seen anything.
    pub(super) fn beyond_what_was_told(&self) -> Option<String> {
        let told = self.request.witness.map_or(0, |witness| witness.revision);
        let claims = self.request.operations.iter().filter(|operation| !operation.void);
        if let Some(claim) = claims.into_iter().find(|operation| operation.seen > told) {
            return Some(format!(
                "operation {} has seen revision {}; the newest that its device was told is {told}",
                claim.id, claim.seen
            ));
        }
        let branch = self.request.parent.filter(|branch| branch.revision > told)?;
        Some(format!(
            "the branch lies at revision {}; the newest that its device was told is {told}",
            branch.revision
        ))
    }

    fn renew(&mut self, shared: i64) -> Result<Option<SyncAnswer>, StorageError> {
        let revision = self.txn.revision_up_to(self.ledger, self.request.replica, shared)?;
        // What came of a later attempt at an old place, the copy was not told.
        let told = self.request.witness.map_or(0, |witness| witness.revision);
        let revision = revision.min(told);
        Ok(Some(SyncAnswer::Renew { revision, server: self.server }))
    }

    /// What the replica was forked from: as it was said at first.
    pub(super) fn parent(&self, replica: Option<&ReplicaRow>) -> Option<Branch> {
        match replica {
            Some(known) => known.parent.map(|(replica, revision)| Branch { replica, revision }),
            None => self.request.parent,
        }
    }

    /// The replicas whose writes the author knows as its own. Copies are made within an account: the writes of another's
    /// replica are nobody else's.
    pub(super) fn lineage(&mut self, replica: Option<&ReplicaRow>) -> Result<Vec<Branch>, StorageError> {
        let mut lineage = vec![Branch { replica: self.request.replica, revision: i64::MAX }];
        let mut next = self.parent(replica);
        while let Some(branch) = next.filter(|_| lineage.len() < LINEAGE_MAX) {
            let known = self.txn.replica(self.ledger, branch.replica)?;
            if !self.is_own(known.as_ref())? {
                break;
            }
            lineage.push(branch);
            next = known
                .and_then(|known| known.parent)
                .map(|(replica, revision)| Branch { replica, revision: revision.min(branch.revision) });
        }
        Ok(lineage)
    }
}
