//! Export: expenses to bytes, one by one.
//!
//! Owns the program's own CSV and JSON (CLI.md, "JSON") and the journals of other programs. Pure: writes to what it is given, and must not choose the expenses
//! or the file. CSV and JSON are read back by `import` without
//! loss.

pub mod csv;
pub mod journal;
pub mod json;

#[cfg(test)]
pub(crate) mod sample;
