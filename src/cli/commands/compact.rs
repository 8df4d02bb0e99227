//! `outlay compact`: the arguments.

use clap::Args;

/// Forget old history and give space back to the disk
///
/// Operations that the server has not seen are never forgotten. What is kept for undo and log follows the configured
/// `history`.
#[derive(Debug, Clone, Args)]
pub struct CompactArgs {}
