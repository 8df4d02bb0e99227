//! `outlay list`: the arguments.

use clap::Args;

use crate::cli::args::FilterArgs;

/// List expenses, newest first
///
/// A table shows the first 50 unless -n says otherwise; json, jsonl, csv and ids give all.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay list --month last -c food
  outlay list --search \"coffee shop\" --min 5 --format csv
  outlay list -t holiday -t not:work --format ids | outlay edit - -c travel

With --format json it prints {expenses, count, matched, truncated, totals, warnings}; jsonl is one expense a line.")]
pub struct ListArgs {
    /// At most this many rows
    #[arg(short = 'n', long, value_name = "N", allow_negative_numbers = true)]
    pub limit: Option<u64>,
    /// In CSV, guard cells that a spreadsheet would run as a formula
    #[arg(long)]
    pub safe: bool,
    /// Which expenses.
    #[command(flatten)]
    pub filter: FilterArgs,
}
