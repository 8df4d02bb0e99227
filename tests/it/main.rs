//! Black-box tests: they drive the program as a user would. One binary, a module per area.

mod common;
mod config;
#[cfg(target_os = "linux")]
mod faults;
mod generated;
mod shell;
