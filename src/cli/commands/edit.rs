//! `outlay edit`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;

/// Change fields of expenses
///
/// Several expenses are one step for undo. `none` clears a field.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay edit last --amount 12.80
  outlay edit 1042 1043 -c food:out -t +friends -t -work
  outlay edit 1042 --payee none
  outlay list --search spar --format ids | outlay edit - -c groceries

With --format json it prints {expenses, count, group, warnings}. Exit 3 where a REF names none, or more than one; then
nothing is changed.")]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own on the command line
pub struct EditArgs {
    /// Which expenses: numbers, ids, last, last~1; `-` reads ids from standard input
    #[arg(value_name = "REF", required = true, add = ArgValueCandidates::new(completions::recent))]
    pub references: Vec<String>,
    /// How much
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub amount: Option<String>,
    /// When it was
    #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// The category, or none
    #[arg(short, long, value_name = "CATEGORY", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::categories))]
    pub category: Option<String>,
    /// How it was paid, or none
    #[arg(short, long, value_name = "METHOD", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::methods))]
    pub method: Option<String>,
    /// Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away
    #[arg(short, long, value_name = "+TAG|-TAG", allow_hyphen_values = true, add = ArgValueCandidates::new(completions::tags))]
    pub tag: Vec<String>,
    /// Who was paid, or none
    #[arg(short, long, value_name = "PAYEE", allow_negative_numbers = true)]
    pub payee: Option<String>,
    /// What it was, or none
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub description: Option<String>,
    /// Anything else worth keeping, or none
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// Make it money spent
    #[arg(long, group = "direction")]
    pub expense: bool,
    /// Make it money received
    #[arg(long, group = "direction")]
    pub income: bool,
    /// Make it money moved between your own accounts
    #[arg(long, group = "direction")]
    pub transfer: bool,
    /// Refuse a category that does not exist yet
    #[arg(long)]
    pub strict: bool,
    /// Take a date before 1970 or more than a year ahead
    #[arg(long)]
    pub force_date: bool,
}
