//! `outlay compact`: the arguments.

use chrono::Days;
use clap::Args;
use serde_json::json;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;

/// Forget old history and give space back to the disk
///
/// Operations that the server has not seen are never forgotten. What is kept for undo and log follows the configured
/// `history`.
#[derive(Debug, Clone, Args)]
pub struct CompactArgs {}

/// Days for which history is kept whatever its count.
const HISTORY_DAYS: u64 = 365;

/// Forgets old history and gives space back.
///
/// # Errors
///
/// Those of the store.
pub fn run(ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("compact", &[Format::Table, Format::Json])?;
    let mut store = ctx.open_to_prepare()?;
    let before = ctx.now().checked_sub_days(Days::new(HISTORY_DAYS)).unwrap_or(ctx.now());
    let dropped = store.trim_history(ctx.settings.history_commands(), before)?;
    let (old, new) = if store.is_in_memory() { (0, 0) } else { store.compact()? };
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"bytes_before": old, "bytes": new, "forgotten": dropped}))?;
    } else if !ctx.global.quiet {
        ctx.print_text(&format!("{old} bytes before, {new} now; {dropped} old commands forgotten\n"))?;
    }
    Ok(Outcome::Done)
}
