//! The client's side of sync: push, pull, rebase, retry.
//!
//! Owns the order of an exchange and what each answer leads to. Must not keep a transaction open while the network is
//! waited for (invariant I5), and must not know SQL, HTTP types above [`remote`], or exit codes.

pub mod http;
pub mod remote;
