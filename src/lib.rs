//! `outlay`: an offline-first budget tracker for the terminal.

pub mod export;
pub mod import;
pub mod model;
