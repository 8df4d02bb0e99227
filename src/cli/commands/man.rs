//! `outlay man`: write the man pages.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::man;

/// Write the man pages into a folder
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay man ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    pub dir: PathBuf,
}

/// Runs `outlay man`.
///
/// # Errors
///
/// A folder or file that cannot be written: exit 1.
pub fn run(args: &ManArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let pages =
        man::pages().map_err(|error| CliError::internal(format!("the man pages cannot be made: {error}")))?;
    fs::create_dir_all(&args.dir).map_err(|error| CliError::io("make the folder", &args.dir, &error))?;
    for (name, text) in &pages {
        let path = args.dir.join(name);
        fs::write(&path, text).map_err(|error| CliError::io("write", &path, &error))?;
    }
    ctx.talk.notice(&format!("wrote {} pages to {}", pages.len(), args.dir.display()));
    Ok(Outcome::Done)
}
