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
        if request.cursor > 0 && request.cursor < row.purged_to {
            return Ok(Some(SyncAnswer::Resync { server }));
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
        Ok(None)
    }

    fn renew(&mut self, shared: i64) -> Result<Option<SyncAnswer>, StorageError> {
        let revision = self.txn.revision_up_to(self.ledger, self.request.replica, shared)?;
        Ok(Some(SyncAnswer::Renew { revision, server: self.server }))
    }

    /// The replicas whose writes the author knows as its own.
    pub(super) fn lineage(&mut self) -> Result<Vec<Branch>, StorageError> {
        let mut lineage = vec![Branch { replica: self.request.replica, revision: i64::MAX }];
        let mut next = self.request.parent;
        while let Some(branch) = next.filter(|_| lineage.len() < LINEAGE_MAX) {
            lineage.push(branch);
            let above = self.txn.replica(self.ledger, branch.replica)?.and_then(|known| known.parent);
            next =
                above.map(|(replica, revision)| Branch { replica, revision: revision.min(branch.revision) });
        }
        Ok(lineage)
    }
}
