//! `outlay restore`: the arguments.

use std::path::PathBuf;

use clap::Args;

/// Put a backup in the place of the database
///
/// The backup is checked first, and the database that was there is kept beside it. It asks, unless -y is given.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay restore ~/backup/outlay-2026-10-15.db

With --format json it prints {path, bytes, expenses, warnings}. Exit 1 where the file is damaged or of another program;
then nothing is changed.")]
pub struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}
