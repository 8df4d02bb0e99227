//! `outlay`: an offline-first budget tracker for the terminal.

pub mod id;
pub mod ledger;
pub mod model;
pub mod report;
pub mod store;
