//! `outlay log`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;

/// Show what happened to an expense, and on which device
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay log 1042
  outlay log last --format json

With --format json it prints {entries, warnings}. Exit 3 where REF names none, or more than one.")]
pub struct LogArgs {
    /// Which expense: a number, an id, last, last~1; deleted ones included
    #[arg(value_name = "REF", add = ArgValueCandidates::new(completions::recent))]
    pub reference: String,
}
