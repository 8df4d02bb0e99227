//! `outlay backup`: the arguments.

use std::path::{Path, PathBuf};

use clap::Args;
use std::fs;

use serde_json::json;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::whole_file;
use crate::store::StoreError;

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

/// Copies the database.
///
/// # Errors
///
/// Those of the store and of the file.
pub fn run(args: &BackupArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("backup", &[Format::Table, Format::Json])?;
    let store = ctx.open_to_read()?;
    if store.is_in_memory() {
        return Err(CliError::not_found(format!("there is no database at {}", ctx.paths.database.display()))
            .with_value(ctx.paths.database.display().to_string())
            .with_hint("outlay add makes one"));
    }
    whole_file::refuse_database(&args.file, &ctx.paths.database)?;
    if args.file.exists() && !args.yes {
        return Err(CliError::new(
            ErrorCode::BadFile,
            format!("{} exists and is left alone", args.file.display()),
        )
        .with_value(args.file.display().to_string())
        .with_hint("name another file, or replace it with -y"));
    }
    store.backup(&args.file, args.yes).map_err(|error| naming(error, &args.file))?;
    let bytes = fs::metadata(&args.file).map_err(|error| CliError::io("read", &args.file, &error))?.len();
    report(ctx, "backed up", &args.file, bytes, store.expense_count(None)?)
}

/// Names the file that was typed in place of the one beside it that could not be written.
fn naming(error: StoreError, file: &Path) -> CliError {
    let path = file.to_path_buf();
    match error {
        StoreError::Io { source, .. } => CliError::io("write", file, &source),
        StoreError::DiskFull(_) => StoreError::DiskFull(path).into(),
        StoreError::ReadOnly(_) => StoreError::ReadOnly(path).into(),
        StoreError::CannotOpen { .. } => CliError::bad_file(format!("cannot write {}", file.display()))
            .with_value(file.display().to_string()),
        other => other.into(),
    }
}

/// Whether two paths lead to one file.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).ok().zip(fs::canonicalize(other).ok()).is_some_and(|(one, other)| one == other)
}

/// Tells what was copied.
///
/// # Errors
///
/// Those of stdout.
pub fn report(
    ctx: &mut Context,
    word: &str,
    path: &Path,
    bytes: u64,
    expenses: u64,
) -> Result<Outcome, CliError> {
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"path": path.display().to_string(), "bytes": bytes, "expenses": expenses}))?;
    } else if !ctx.global.quiet {
        let path = path.display().to_string();
        ctx.print_text(&format!(
            "{word} {expenses} {}: {} ({bytes} bytes)\n",
            if expenses == 1 { "expense" } else { "expenses" },
            crate::cli::output::sanitize::for_terminal(&path)
        ))?;
    }
    Ok(Outcome::Done)
}
