//! Export: expenses to bytes, one by one.
//!
//! Owns the program's own CSV and JSON (CLI.md, "JSON"). Pure: writes to what it is given, and must not choose the expenses
//! or the file. What is written here is read back by `import` without loss.

pub mod csv;
pub mod json;

#[cfg(test)]
pub(crate) mod sample;
