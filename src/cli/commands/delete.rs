//! `outlay delete`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;

/// Delete expenses; undo brings them back
///
/// It asks before it deletes more than 20, unless -y is given.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay delete 1042
  outlay list --batch 7 --format ids | outlay delete - -y

With --format json it prints {expenses, count, group, warnings}. Exit 3 where a REF names none, or more than one; then
nothing is deleted.")]
pub struct DeleteArgs {
    /// Which expenses: numbers, ids, last, last~1; `-` reads ids from standard input
    #[arg(value_name = "REF", required = true, add = ArgValueCandidates::new(completions::recent))]
    pub references: Vec<String>,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}
