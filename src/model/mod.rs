//! What the program talks about: money, dates, expenses, categories, operations. Pure values and their rules.
//!
//! Must not touch a file, a connection, the clock, the environment or the terminal.

pub mod amount;
pub mod budget;
pub mod category;
pub mod cells;
pub mod currency;
pub mod date;
pub mod entity;
pub mod exchange;
pub mod expense;
pub mod filter;
pub mod learn;
pub mod money;
pub mod operation;
pub mod pattern;
pub mod period;
pub mod rate;
pub mod recurrence;
pub mod search;
pub mod similar;
pub mod text;
