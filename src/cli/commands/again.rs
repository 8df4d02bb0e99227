//! `outlay again`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;

/// Enter the same expense once more, today
///
/// Without REF it repeats the newest expense entered by hand on this device. With one word that is no REF, the word
/// is the amount.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay again
  outlay again 1042
  outlay again last~1 4.20 -d yesterday

With --format json it prints {expense, warnings}.")]
pub struct AgainArgs {
    /// Which expense: a number, an id, last, last~1 [default: last]
    #[arg(value_name = "REF", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::recent))]
    pub reference: Option<String>,
    /// Another amount than last time
    #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
    pub amount: Option<String>,
    /// When it was [default: today]
    #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// Take a date before 1970 or more than a year ahead
    #[arg(long)]
    pub force_date: bool,
}
