//! Black-box tests: they drive the program as a user would. One binary, a module per area.

// A failed step is a failed test, in a helper as in the test itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, clippy::pedantic)]

mod bad_input;
mod budgets;
mod common;
mod completion;
mod config;
mod contract;
#[cfg(target_os = "linux")]
mod faults;
mod generated;
mod imports;
mod journals;
mod layers;
#[cfg(feature = "server")]
mod merge;
mod properties;
mod rates;
mod readme;
mod recurring;
mod report;
mod review;
mod rules;
#[cfg(all(unix, feature = "server"))]
mod server;
mod shell;
#[cfg(feature = "server")]
mod sync;
#[cfg(unix)]
mod terminal;
mod values;
