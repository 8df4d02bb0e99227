//! `outlay serve`: the one place that orders and merges.
//!
//! `http` (axum) stands over the service, the service over a storage trait, and the merge is pure. Never meets the
//! client's `store`.

pub mod accounts;
pub mod exchange;
pub mod http;
pub mod merge;
mod purge;
pub mod service;
pub mod storage;
mod validate;
