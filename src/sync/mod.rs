//! The client's side of sync: push, pull, rebase, retry.
//!
//! Owns the order of an exchange and what each answer leads to. Must not keep a transaction open while the network is
//! waited for (invariant I5), and must not know SQL, HTTP types above [`remote`], or exit codes.

pub mod adopt;
pub mod engine;
pub mod http;
pub mod remote;
pub mod report;

use crate::store::StoreError;
use remote::RemoteError;

/// Why a sync ended early. What was taken before stays taken.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The server gave no answer, or one that ends the run.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// The database belongs to no server yet.
    #[error("this database belongs to no server yet")]
    NotLoggedIn,
}
