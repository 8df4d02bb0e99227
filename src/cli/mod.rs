//! The command line: the only code that prints, prompts, reads the environment, and maps errors to hints and exit
//! codes.
//!
//! Owns the way from arguments to one call of a command and back to an exit status. Must not hold rules about money,
//! dates or the store: those stand in the layers below.

pub mod age;
mod alias;
pub mod args;
pub mod auto_sync;
pub mod budgets;
pub mod candidates;
pub mod commands;
pub mod completions;
pub mod config;
pub mod conflicts;
pub mod context;
pub mod converted;
mod database;
pub mod due;
pub mod error;
pub mod failure;
mod filters;
pub mod man;
pub mod output;
pub mod paths;
pub mod profiles;
pub mod prompt;
pub mod rows;
pub mod screen;
pub mod session;
pub mod sync_lock;
pub mod typed;
mod usage;
pub mod view;
pub mod whole_file;

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use clap::{Args as _, CommandFactory as _, FromArgMatches as _, Subcommand as _};

use args::{Cli, ColorWhen, GlobalArgs};
use context::Context;
use error::CliError;
use output::style::Style;

use crate::clock::{BadNow, Clock, NOW_VARIABLE};

/// The name of the program, in its help and in scripts.
const PROGRAM: &str = "outlay";

/// Runs the program: reads the arguments of the process, prints, and answers with the exit status.
#[must_use]
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    // Asked for by scripts and benchmarks alike: it must cost nothing but the start of the process.
    if let [_, only] = args.as_slice()
        && (only == "--version" || only == "-V")
    {
        return finish(
            output::to_stdout(|out| writeln!(out, "outlay {}", env!("CARGO_PKG_VERSION"))),
            Shown::from_words(&args),
        );
    }
    error::install_panic_hook(Shown::from_words(&args).json);
    if completions::answer_shell() {
        return ExitCode::SUCCESS;
    }
    run(&args)
}

/// Everything after the short cuts.
fn run(args: &[OsString]) -> ExitCode {
    let expanded = match alias::expand(args) {
        Ok(expanded) => expanded,
        Err(error) => return finish(Err(error), Shown::from_words(args)),
    };
    let shown = Shown::from_words(&expanded.args);
    let own_words = expanded.config.as_ref().map(config::file::ConfigFile::aliases).unwrap_or_default();
    let cli = match parse(&expanded.args, own_words, shown) {
        Ok(cli) => cli,
        Err(usage::Stop::Help(text)) => {
            return finish(output::to_stdout(|out| out.write_all(text.as_bytes())), shown);
        }
        Err(usage::Stop::Error(error)) => return finish(Err(*error), shown),
    };
    let needs_settings = !cli.command.as_ref().is_some_and(commands::Command::works_without_settings);
    let mut ctx = match Context::new(cli.global, expanded.config, needs_settings) {
        Ok(ctx) => ctx,
        Err(error) => return finish(Err(error), shown),
    };
    match commands::run(cli.command.as_ref(), &mut ctx) {
        Ok(outcome) => ExitCode::from(outcome.exit()),
        Err(error) => {
            let error = error.naming_database(&ctx.paths.database);
            error.print(ctx.format().is_json(), ctx.screen.stderr_style(), ctx.talk.warnings());
            ExitCode::from(error.exit)
        }
    }
}

/// Reads the arguments. `own_words` are the aliases, which may be what an unknown word was meant to be.
fn parse(args: &[OsString], own_words: &[(String, String)], shown: Shown) -> Result<Cli, usage::Stop> {
    let mut tree = tree_for(args).color(match shown.color {
        ColorWhen::Auto => clap::ColorChoice::Auto,
        ColorWhen::Always => clap::ColorChoice::Always,
        ColorWhen::Never => clap::ColorChoice::Never,
    });
    let parsed = tree
        .try_get_matches_from_mut(args)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| usage::Stop::from_clap(&error, args, own_words, shown.colours_help()));
    // The process is short: giving back the hundreds of small pieces of the tree would take longer than to parse.
    std::mem::forget(tree);
    parsed
}

/// The tree of commands, or as much of it as these arguments can need: one command with the global options where one was
/// typed, all of them for help and for a word that is no command. clap copies the global options into every command of
/// the tree, which takes longer than everything else at the start.
fn tree_for(args: &[OsString]) -> clap::Command {
    let typed = command_word(args).and_then(|at| args.get(at)?.to_str());
    let one = typed.and_then(|word| {
        commands::Command::augment_subcommands(clap::Command::new(PROGRAM)).find_subcommand(word).cloned()
    });
    match one {
        Some(one) => GlobalArgs::augment_args(clap::Command::new(PROGRAM)).subcommand(one),
        None if args.len() <= 1 => GlobalArgs::augment_args(clap::Command::new(PROGRAM)),
        None => {
            let mut all = Cli::command();
            all.build();
            all
        }
    }
}

/// Ends a run that never came to a command.
fn finish(result: Result<(), CliError>, shown: Shown) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.print(shown.json, Style::new(shown.colours_errors()), &[]);
            ExitCode::from(error.exit)
        }
    }
}

/// How to show what goes wrong before the command line is understood: taken from its words as they stand.
#[derive(Debug, Clone, Copy)]
struct Shown {
    json: bool,
    color: ColorWhen,
}

impl Shown {
    /// Looks for `--format` and `--color`, up to `--`.
    fn from_words(args: &[OsString]) -> Self {
        let mut shown = Self { json: false, color: ColorWhen::Auto };
        let mut words = args.iter().skip(1).take_while(|word| *word != "--").peekable();
        while let Some(word) = words.next() {
            let Some(word) = word.to_str() else { continue };
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (word, words.peek().and_then(|next| next.to_str())),
            };
            match (name, value) {
                ("--format", Some(value)) => shown.json = matches!(value, "json" | "jsonl"),
                ("--color", Some("always")) => shown.color = ColorWhen::Always,
                ("--color", Some("never")) => shown.color = ColorWhen::Never,
                _ => {}
            }
        }
        shown
    }

    /// Whether help on stdout is coloured.
    fn colours_help(self) -> bool {
        screen::is_coloured(self.color, ColorWhen::Auto, &|name| std::env::var_os(name), || {
            std::io::IsTerminal::is_terminal(&std::io::stdout())
        })
    }

    /// Whether errors on stderr are coloured.
    fn colours_errors(self) -> bool {
        screen::is_coloured(self.color, ColorWhen::Auto, &|name| std::env::var_os(name), || {
            std::io::IsTerminal::is_terminal(&std::io::stderr())
        })
    }
}

/// Where the command stands among the arguments: the first word that is neither a global option nor its value. `None`
/// where there is no word, or an option that is not global stands before it.
fn command_word(args: &[OsString]) -> Option<usize> {
    let mut at = 1;
    while let Some(word) = args.get(at) {
        match word.to_str() {
            Some("--db" | "--ledger" | "--format" | "--color") => at += 2,
            Some("--no-input" | "--quiet" | "--verbose") => at += 1,
            Some(word) if is_global_with_value(word) || is_short_globals(word) => at += 1,
            Some(word) if word.starts_with('-') => return None,
            _ => return Some(at),
        }
    }
    None
}

/// Whether the word is a global option with its value attached: `--format=json`.
fn is_global_with_value(word: &str) -> bool {
    ["--db=", "--ledger=", "--format=", "--color="].iter().any(|option| word.starts_with(option))
}

/// Whether the word is nothing but global short flags: `-q`, `-vv`.
fn is_short_globals(word: &str) -> bool {
    word.strip_prefix('-')
        .is_some_and(|flags| !flags.is_empty() && flags.chars().all(|c| matches!(c, 'q' | 'v')))
}

/// The clock that the environment asks for: fixed by `OUTLAY_NOW` where that is set, else the system's.
///
/// # Errors
///
/// Where the variable is not an RFC 3339 instant.
fn clock() -> Result<Clock, BadNow> {
    let value = variable(NOW_VARIABLE).unwrap_or_default();
    Clock::from_value(&value.to_string_lossy())
}

/// The value of an environment variable; an empty one counts as not set.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| value.as_os_str() != OsStr::new(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_command_is_found_behind_global_options() {
        let at = |line| command_word(&words(line));
        assert_eq!(at("outlay list"), Some(1));
        assert_eq!(at("outlay --db list list"), Some(3));
        assert_eq!(at("outlay --format=json -qv --no-input coffee"), Some(4));
        assert_eq!(at("outlay"), None);
        assert_eq!(at("outlay --help list"), None);
        assert_eq!(at("outlay --db"), None);
    }

    #[test]
    fn the_format_of_errors_is_known_before_the_command_line_is_understood() {
        let json = |line| Shown::from_words(&words(line)).json;
        assert!(json("outlay lst --format json"));
        assert!(json("outlay --format=jsonl lst"));
        assert!(!json("outlay lst --format table"));
        assert!(!json("outlay add 5 food -- --format json"));
        assert_eq!(Shown::from_words(&words("outlay --color never x")).color, ColorWhen::Never);
    }
}
