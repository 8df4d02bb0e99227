//! `outlay`: an offline-first budget tracker for the terminal.
//!
//! The library behind the one binary. It is built in layers; each uses only what stands below it, and
//! `tests/it/layers.rs` holds the table:
//!
//! | layer | owns |
//! |---|---|
//! | [`cli`] | arguments, output, prompts, the environment, hints and exit codes |
//! | [`import`] | bytes to candidate expenses and located row errors; pure |
//! | [`export`] | expenses to bytes; pure |
//! | [`report`] | rows to a report value; pure |
//! | [`ledger`] | the rules that need data: validates, builds changes, calls the store |
//! | [`server`] | `outlay serve`: HTTP over a service over a storage; the merge is pure |
//! | [`sync`] | the client engine: push, pull, rebase, retry |
//! | [`store`] | the SQLite file; the only client SQL |
//! | [`protocol`] | what client and server say to each other: wire types, limits, digest, error codes |
//! | [`model`] | money, currency, dates, periods, expense, category, filter, operation; pure |
//! | [`id`], [`clock`] | ids; the only reader of the current time |
//!
//! # Invariants
//!
//! They are cited by number where they are enforced.
//!
//! - **I1 Outbox.** An entity change and the operation that describes it commit in one SQLite transaction, through
//!   one function, [`store::writer::Writer::apply`].
//! - **I2 Exactly once.** An operation has a random id, its idempotency key, saved before it is first sent.
//! - **I3 No lost edit.** Nothing a user entered disappears silently.
//! - **I4 Convergence.** Devices that have nothing pending and the same cursor hold the same expenses.
//! - **I5 No transaction across the network or a prompt.**
//! - **I6 Clocks are hints.** Order, causality and delivery never depend on a device's clock.
//! - **I7 Money is integer minor units** with an ISO 4217 currency; sums are checked; currencies are never added.
//! - **I8 stdout is data, stderr is talk.** Exit codes are documented; no prompt without a terminal.
//! - **I9 Everything is bounded.** Each limit is a named constant with its reason.
//! - **I10 Other people's text is hostile.** Never shown raw, never spliced into SQL, never run by a spreadsheet.

pub mod cli;
pub mod clock;
pub mod export;
pub mod id;
pub mod import;
pub mod ledger;
pub mod model;
pub mod protocol;
pub mod report;
#[cfg(feature = "server")]
pub mod server;
pub mod store;
pub mod sync;
