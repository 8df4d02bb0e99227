//! `outlay completions`: print what a shell needs to complete commands.

use clap::Args;
use clap::ValueEnum;

use super::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;

/// Print the completion script of a shell
///
/// The script asks outlay while you type, so that it offers your own categories, methods, tags and recent expenses. With
/// --static it knows only commands and options, and never runs outlay.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Put one of these where your shell starts:
  bash        source <(outlay completions bash)             ~/.bashrc
  zsh         source <(outlay completions zsh)              ~/.zshrc, after compinit
  fish        outlay completions fish | source              ~/.config/fish/config.fish
  elvish      eval (outlay completions elvish | slurp)      ~/.config/elvish/rc.elv
  powershell  outlay completions powershell | Out-String | Invoke-Expression")]
pub struct CompletionsArgs {
    /// Which shell: bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    pub shell: Shell,
    /// Print a script that never runs outlay
    #[arg(long = "static")]
    pub is_static: bool,
}

/// A shell that can complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum Shell {
    /// GNU bash.
    Bash,
    /// The Z shell.
    Zsh,
    /// The friendly interactive shell.
    Fish,
    /// Elvish.
    Elvish,
    /// `PowerShell`.
    PowerShell,
}

/// Runs `outlay completions`.
///
/// # Errors
///
/// Stdout that cannot be written.
pub fn run(args: &CompletionsArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let script = if args.is_static {
        completions::static_script(args.shell)
    } else {
        completions::dynamic_script(args.shell)
            .map_err(|error| CliError::internal(format!("the completion script cannot be made: {error}")))?
    };
    ctx.print_text(&script)?;
    Ok(Outcome::Done)
}
