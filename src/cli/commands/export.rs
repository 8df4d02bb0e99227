//! `outlay export`: the arguments.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::FilterArgs;
use std::path::Path;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::rows::{RowFormat, Rows};
use crate::cli::whole_file;
use crate::export::csv::CellGuard;
use crate::export::journal::Dialect;

/// Write expenses to a file or to standard output
///
/// What export writes as CSV or JSON is read back by import without loss. A journal is for another program: an expense moves
/// its amount from the account of its method (liabilities:card, assets:cash; else of its source) to expenses:CATEGORY, an
/// income from income:CATEGORY to it, and a transfer leaves it for equity:transfers.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay export --as csv -o 2026.csv --year 2026
  outlay export --as csv --safe -o for-the-spreadsheet.csv
  outlay export --as jsonl | jq .amount
  outlay export --as hledger | hledger -f - balance
  outlay export -o all.beancount && bean-check all.beancount

A name that the other program cannot read is written with - in place of the signs it does not know; payee, tags, note, reference
and source are comments or metadata.")]
pub struct ExportArgs {
    /// What to write: csv, json, jsonl, hledger, ledger or beancount [default: by the file's ending, else csv]
    #[arg(long = "as", value_name = "FORMAT", value_enum, hide_possible_values = true)]
    pub write_as: Option<ExportFormat>,
    /// The file, which is replaced where it exists; `-` is standard output [default: -]
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
    /// A journal for hledger.
    Hledger,
    /// A journal for Ledger.
    Ledger,
    /// A journal for beancount.
    Beancount,
}

/// Writes expenses out.
///
/// # Errors
///
/// Those of the filters, of the store and of the file.
pub fn run(args: &ExportArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let write_as = match (args.write_as, ctx.global.format) {
        (Some(format), _) => format,
        (None, Some(Format::Json)) => ExportFormat::Json,
        (None, Some(Format::Jsonl)) => ExportFormat::Jsonl,
        (None, None) => args.output.as_deref().and_then(of_ending).unwrap_or(ExportFormat::Csv),
        (None, Some(Format::Csv)) => ExportFormat::Csv,
        (None, Some(other)) => {
            return Err(CliError::usage(format!("`export` has no format `{}`", other.as_str()))
                .with_value(other.as_str())
                .with_hint("use --as csv, json, jsonl, hledger, ledger or beancount"));
        }
    };
    let file = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(path) = file {
        whole_file::refuse_database(path, &ctx.paths.database)?;
    }
    let mut store = ctx.open_to_read()?;
    let filter = ctx.filter(&mut store, &args.filter)?;
    let guard = if args.safe { CellGuard::Safe } else { CellGuard::Lossless };
    let format = match write_as {
        ExportFormat::Csv => RowFormat::Csv(guard),
        ExportFormat::Json => RowFormat::Json,
        ExportFormat::Jsonl => RowFormat::Jsonl,
        ExportFormat::Hledger => RowFormat::Journal(Dialect::Hledger),
        ExportFormat::Ledger => RowFormat::Journal(Dialect::Ledger),
        ExportFormat::Beancount => RowFormat::Journal(Dialect::Beancount),
    };
    let rows = Rows { store: &store, filter: &filter, limit: None, format };
    match file {
        Some(path) => rows.write_with(|write| whole_file::write(path, write))?,
        None => rows.print()?,
    }
    Ok(Outcome::Done)
}

/// The format that a file's ending names.
fn of_ending(path: &Path) -> Option<ExportFormat> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Some(ExportFormat::Csv),
        "json" => Some(ExportFormat::Json),
        "jsonl" | "ndjson" => Some(ExportFormat::Jsonl),
        "hledger" => Some(ExportFormat::Hledger),
        "ledger" => Some(ExportFormat::Ledger),
        "beancount" | "bean" => Some(ExportFormat::Beancount),
        _ => None,
    }
}
