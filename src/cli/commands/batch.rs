//! `outlay batch`: the arguments.

use clap::{Args, Subcommand};

/// Look at imports, and take one back
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct BatchArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: BatchCommand,
}

/// What to do with imports.
#[derive(Debug, Clone, Subcommand)]
pub enum BatchCommand {
    /// List the imports, newest first
    List,
    /// Show one import and its counts
    #[command(after_help = "Exit 3 where there is no such import.")]
    Show {
        /// Which import, as `batch list` shows it
        #[arg(value_name = "BATCH")]
        batch: String,
    },
    /// Take an import back; its rows may then be imported again
    ///
    /// It asks before it deletes more than 20 expenses, unless -y is given. Expenses that were changed since are left
    /// and listed.
    #[command(
        after_help = "Exit 3 where there is no such import, 4 where expenses were left because they changed since."
    )]
    Undo {
        /// Which import, as `batch list` shows it
        #[arg(value_name = "BATCH")]
        batch: String,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
}
