//! `outlay serve backup`: a copy of the server's database. Works beside a running server, on the same file.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::output::sanitize::for_terminal;
use crate::cli::whole_file;
use crate::server::storage::StorageError;
use crate::server::storage::sqlite::Sqlite;

/// Copy the server's database to a file, also while a server runs on it
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
The copy is the database as it was at one moment, for its owner alone: it holds what the users entered. To put it back, stop the \
server, remove the files that end with -wal and -shm beside its database, and copy the file over it; devices give back \
what it lacks.

Examples:
  outlay serve backup /var/backups/outlay/server-$(date +%F).db --database /var/lib/outlay/server.db

With --format json it prints {path, bytes, warnings}. A file that exists is left alone unless -y is given. Exit 3 where \
there is no such database.")]
pub struct BackupArgs {
    /// The new file
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
    /// Replace the file if it exists
    #[arg(short, long)]
    pub yes: bool,
}

/// Copies the server's database.
///
/// # Errors
///
/// `not_found` where there is none; those of the storage and of the file.
pub fn run(args: &BackupArgs, database: Option<&Path>, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("serve backup", &[Format::Table, Format::Json])?;
    let database = super::existing(ctx, database)?;
    let file = &args.file;
    let shown = file.display().to_string();
    whole_file::refuse_database(file, &database)?;
    if file.exists() && !args.yes {
        return Err(CliError::new(ErrorCode::BadFile, format!("{shown} exists and is left alone"))
            .with_value(shown)
            .with_hint("name another file, or replace it with -y"));
    }
    // Opened as for serving first: what is no server's database is not copied.
    drop(Sqlite::open(&database).map_err(|error| super::storage_failure(&error, &database))?);
    whole_file::make(file, |partial| {
        Sqlite::back_up(&database, partial).map_err(|error| match error {
            StorageError::Busy => super::storage_failure(&error, &database),
            error => {
                CliError::bad_file(format!("the server's database cannot be copied to {shown}: {error}"))
                    .with_value(shown.as_str())
            }
        })
    })?;
    let bytes = fs::metadata(file).map_err(|error| CliError::io("read", file, &error))?.len();
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"path": shown, "bytes": bytes}))?;
    } else if !ctx.global.quiet {
        ctx.print_text(&format!(
            "backed up {}: {} ({bytes} bytes)\n",
            for_terminal(&database.display().to_string()),
            for_terminal(&shown)
        ))?;
    }
    Ok(Outcome::Done)
}
