//! `outlay restore`: the arguments.

use std::path::PathBuf;

use clap::Args;
use std::fs;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::backup::{is_same_file, report};
use crate::cli::commands::sync::told;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::failure::shell_word;
use crate::cli::prompt;
use crate::cli::sync_lock::{PATIENCE, SyncLock};
use crate::store::{OpenOptionsAt, Store};

/// Put a backup in the place of the database
///
/// The backup is checked first, and the database that was there is kept in the state folder, under a name that is said; `outlay
/// restore` with that file takes the restore back. Changes that wait there for a server are counted. It asks, unless -y is given.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay restore ~/backup/outlay-2026-10-15.db

With --format json it prints {path, bytes, expenses, warnings}. Exit 1 where the file is damaged or of another program;
then nothing is changed.")]
pub struct RestoreArgs {
    /// The backup
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}

/// Puts a backup in the place of the database.
///
/// # Errors
///
/// Those of the store; `usage` where a confirmation is needed and cannot be asked for.
pub fn run(args: &RestoreArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("restore", &[Format::Table, Format::Json])?;
    let database = ctx.paths.database.clone();
    if is_same_file(&args.file, &database) {
        return Err(CliError::usage(format!("{} is the database itself", args.file.display()))
            .with_value(args.file.display().to_string())
            .with_hint("name a file that outlay backup made"));
    }
    if let Err(error) = fs::File::open(&args.file) {
        return Err(CliError::io("read", &args.file, &error));
    }
    if database.exists() && !args.yes {
        let with = match unsent(ctx) {
            0 => String::new(),
            unsent => format!(", where {} to be sent,", told::waiting(unsent)),
        };
        let question = format!("Replace {}{with} (a copy of it is kept)?", database.display());
        if !prompt::confirm(ctx, &question, false)? {
            return Err(CliError::declined());
        }
    }
    let options = OpenOptionsAt { backup_dir: Some(&ctx.paths.state_dir), now: ctx.now() };
    // A sync that waits for its server would take the answer into a database that it never asked for.
    let wait = || SyncLock::wait(&ctx.paths.state_dir, &database, PATIENCE);
    let lock = database.exists().then(wait).transpose()?;
    // What a sync has sent that was waited for does not wait any more.
    let unsent = unsent(ctx);
    let restored = Store::restore(&args.file, &database, &ctx.paths.state_dir, &options)
        .map_err(|error| of_file(error.into(), args))?;
    drop(lock);
    if let Some(kept) = &restored.kept {
        ctx.talk.notice(&format!("what was there before is kept at {}", kept.display()));
        if unsent > 0 {
            ctx.talk.warn(
                "unsent",
                format!(
                    "{} there that no server has; outlay restore {} takes the restore back",
                    told::waiting(unsent),
                    shell_word(&kept.display().to_string())
                ),
            );
        }
    }
    let bytes = fs::metadata(&database).map_or(0, |file| file.len());
    report(ctx, "restored", &database, bytes, restored.expenses)
}

/// An error about the file that was to be put in place: the usual ways out are about the database itself.
fn of_file(error: CliError, args: &RestoreArgs) -> CliError {
    let is_of_file = error.value.as_deref() == args.file.to_str();
    match error.code {
        ErrorCode::DatabaseDamaged | ErrorCode::NotOutlayDatabase if is_of_file => {
            error.with_hint("nothing was changed; name another file that outlay backup made")
        }
        ErrorCode::DatabaseNewer if is_of_file => error.with_hint("nothing was changed; update outlay"),
        _ => error,
    }
}

/// How many changes of the database that is to be replaced wait for its server. A database that cannot be read, which is what
/// a restore is often for, and one that belongs to no server have none to tell of.
fn unsent(ctx: &Context) -> u64 {
    let count = || -> Result<u64, CliError> {
        let store = ctx.open_to_read()?;
        let counts = store.queue_counts(None)?;
        Ok(store.binding()?.map_or(0, |_| counts.unfinished()))
    };
    count().unwrap_or(0)
}
