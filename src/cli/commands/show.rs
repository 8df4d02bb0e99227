//! `outlay show`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;

/// Show one expense with all its fields
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay show 1042
  outlay show last --format json

With --format json it prints {expense, warnings}. Exit 3 where REF names none, or more than one.")]
pub struct ShowArgs {
    /// Which expense: a number, an id, last, last~1
    #[arg(value_name = "REF", add = ArgValueCandidates::new(completions::recent))]
    pub reference: String,
}
