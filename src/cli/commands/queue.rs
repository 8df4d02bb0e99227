//! `outlay queue`: the arguments.

use clap::{Args, Subcommand};

/// Look at the operations that the server has not yet seen
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct QueueArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: QueueCommand,
}

/// What to do with the queue.
#[derive(Debug, Clone, Subcommand)]
pub enum QueueCommand {
    /// List the operations that wait or were refused
    #[command(after_help = "With --format json it prints {operations, count, counts, warnings}.")]
    List,
    /// Show one operation with its fields
    #[command(after_help = "Exit 3 where there is no such operation.")]
    Show {
        /// Which operation: its number in `queue list`, or its id
        #[arg(value_name = "SEQ")]
        operation: String,
    },
}
