//! `outlay undo`: the arguments.

use clap::Args;

/// Take back the last command of this device
///
/// An import is one command. A field goes back only where it still has the value that the command gave it; what changed
/// since is left and listed. Again goes further back. Configuration is not undone.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay undo --list
  outlay undo --dry-run
  outlay undo

With --format json it prints {groups, skipped, count, warnings}. Exit 3 where there is nothing to undo, 4 where
something was left because it changed since.")]
pub struct UndoArgs {
    /// Which command, as --list shows it [default: the last]
    #[arg(value_name = "GROUP")]
    pub group: Option<String>,
    /// Show the commands that can be undone
    #[arg(long, conflicts_with_all = ["dry_run", "group"])]
    pub list: bool,
    /// Show what would go back, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}
