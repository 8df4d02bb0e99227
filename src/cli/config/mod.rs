//! The configuration: `config.toml`, the environment and the flags.
//!
//! Owns which keys there are (`keys`), the file (`file`) and what is in effect (`settings`).

pub mod file;
pub mod keys;
pub mod settings;
