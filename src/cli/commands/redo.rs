//! `outlay redo`: the arguments.

use clap::Args;

/// Take back the last undo
///
/// Possible until another command is entered.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
With --format json it prints {groups, skipped, count, warnings}. Exit 3 where there is nothing to redo, 4 where
something was left because it changed since.")]
pub struct RedoArgs {}
