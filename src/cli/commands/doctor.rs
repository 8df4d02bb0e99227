//! `outlay doctor`: the arguments.

use clap::Args;

/// Check the database: its structure, totals, search index and queue
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay doctor
  outlay doctor --fix

With --format json it prints {ok, checks, warnings}. Exit 4 where it found something that is not mended.")]
pub struct DoctorArgs {
    /// Mend what can be worked out from the rows
    #[arg(long)]
    pub fix: bool,
}
