//! `outlay redo`: the arguments.

use crate::cli::args::Format;
use crate::cli::commands::{Outcome, undo};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use clap::Args;

/// Take back the last undo
///
/// Possible until another command is entered.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
With --format json it prints {groups, skipped, count, warnings}. Exit 3 where there is nothing to redo, 4 where
something was left because it changed since.")]
pub struct RedoArgs {}

/// Takes an undo back.
///
/// # Errors
///
/// `nothing_to_undo`; those of the store.
pub fn run(ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("redo", &[Format::Table, Format::Json])?;
    let mut store = ctx.open_to_prepare()?;
    let mut reverted = ctx.book(&mut store)?.redo(false)?;
    // What is told is the command that came back, not the undo that went.
    if let Some(command) = reverted.of.undo_of.map(|group| store.group(group)).transpose()?.flatten() {
        reverted.of = command;
    }
    undo::tell(ctx, &store, "redid", &reverted)
}
