//! Properties of the library, driven at random: the store and the ledger under any sequence of commands.
//!
//! Each test compares the program with a model that shares no code with it: snapshots of what a person sees, rows
//! read by SQL of their own, filters applied one row at a time.

mod budgets;
mod bulk;
mod categories;
mod doctor;
mod filters;
mod history;
mod queue;
mod races;
mod raw;
mod undo;
pub mod values;
pub mod world;
