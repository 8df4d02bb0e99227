//! `outlay`: an offline-first budget tracker for the terminal.

pub mod model;
