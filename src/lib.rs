//! `outlay`: an offline-first budget tracker for the terminal.

pub mod cli;
pub mod clock;
pub mod model;
