//! `outlay export`: the arguments.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::FilterArgs;

/// Write expenses to a file or to standard output
///
/// What export writes as CSV or JSON is read back by import without loss.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay export --as csv -o 2026.csv --year 2026
  outlay export --as csv --safe -o for-the-spreadsheet.csv
  outlay export --as jsonl | jq .amount")]
pub struct ExportArgs {
    /// What to write: csv, json or jsonl [default: by the file's ending, else csv]
    #[arg(long = "as", value_name = "FORMAT", value_enum, hide_possible_values = true)]
    pub write_as: Option<ExportFormat>,
    /// The file; `-` is standard output [default: -]
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// In CSV, guard cells that a spreadsheet would run as a formula; then reading back is not exact
    #[arg(long)]
    pub safe: bool,
    /// Which expenses.
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// What export writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated values (RFC 4180) with a header row.
    Csv,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Jsonl,
}
