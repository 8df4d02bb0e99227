//! `outlay backup`: the arguments.

use std::path::PathBuf;

use clap::Args;

/// Copy the database to a file while it is in use
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay backup ~/backup/outlay-$(date +%F).db

With --format json it prints {path, bytes, expenses, warnings}. A file that exists is left alone unless -y is given.")]
pub struct BackupArgs {
    /// The new file
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
    /// Replace the file if it exists
    #[arg(short, long)]
    pub yes: bool,
}
