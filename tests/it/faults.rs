//! What happens when the disk, the machine or another process gets in the way of a command.
//!
//! The real program is killed, or its disk fails, at each durable call in turn. Afterwards the ledger must be exactly
//! what it was before the command or what it should be after it, and a command that said it was done must be done.

mod commands;
mod damage;
mod disk;
pub mod home;
mod migration;
mod random;
pub mod shim;
mod state;
mod together;
