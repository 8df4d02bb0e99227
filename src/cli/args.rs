//! What the command line may say outside the single commands: the root, the global options, the filters.
//!
//! Owns clap types; none goes below `cli`. Values that have a grammar of their own (amounts, dates, categories) stay
//! text here, so that their parsers give their own messages. Doc comments are the help.

use std::path::PathBuf;

use clap::{Args, Parser, ValueEnum};
use clap_complete::engine::ArgValueCandidates;

use super::commands::Command;
use super::completions;

/// Stands at the end of `outlay --help` and in outlay(1).
const SURROUNDINGS: &str = "\
Values:
  AMOUNT    12  12.50  12,50  12.50EUR  €12.50  12.50+3  45/3; always positive
  DATE      2026-10-15  today  yesterday  3d  2w  mon  15  03-15  \"15 mar\"
  CATEGORY  food:groceries, or its last segment where that is unique
  REF       the number that tables show, an id or 8 characters of it, last, last~1

Exit status:
  0    done
  1    the request failed and nothing was written
  2    the command line is wrong
  3    no such thing, or more than one, or nothing to undo
  4    done, and something needs a person
  5    try again later
  6    not logged in, or refused
  70   a bug
  130  interrupted

Environment:
  OUTLAY_DB        the database file, as --db
  OUTLAY_LEDGER    the ledger, as --ledger
  OUTLAY_CURRENCY  the currency of amounts that name none
  OUTLAY_SERVER    the address of the sync server
  OUTLAY_TOKEN     a device's token, in place of the token file
  OUTLAY_PASSWORD  the account's password until now, for outlay auth, and a new user's for serve user add
  OUTLAY_CONFIG    the configuration file
  OUTLAY_NOW       the time to take for now (RFC 3339), for tests
  NO_COLOR, CLICOLOR_FORCE, TERM, COLUMNS, TZ as everywhere

Files:
  $XDG_DATA_HOME/outlay/outlay.db      the database
  $XDG_CONFIG_HOME/outlay/config.toml  the configuration
  $XDG_STATE_HOME/outlay/              the token, locks, backups made before a migration";

/// Keep track of what you spend, offline first
///
/// Without a command it shows the month at a glance.
#[derive(Debug, Parser)]
#[command(name = "outlay", version, after_long_help = SURROUNDINGS)]
pub struct Cli {
    /// Options that every command understands.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// The command; none is the month at a glance.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command understands.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
pub struct GlobalArgs {
    /// The database file
    #[arg(long, value_name = "PATH", global = true, value_hint = clap::ValueHint::FilePath,
          help = "The database file [env: OUTLAY_DB]")]
    pub db: Option<PathBuf>,
    /// The ledger to work in
    #[arg(
        long,
        value_name = "NAME",
        global = true,
        help = "The ledger to work in; `all` for a command that only reads [env: OUTLAY_LEDGER]"
    )]
    pub ledger: Option<String>,
    /// How to print
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        global = true,
        hide_possible_values = true,
        help = "How to print: table, json, jsonl, csv or ids"
    )]
    pub format: Option<Format>,
    /// When to use colour
    #[arg(
        long,
        value_name = "WHEN",
        value_enum,
        global = true,
        hide_possible_values = true,
        help = "When to use colour: auto, always or never"
    )]
    pub color: Option<ColorWhen>,
    /// Never ask; what is missing is an error
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Say nothing unless something failed or needs a person
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// How a command prints its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table for people.
    Table,
    /// One JSON object.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Ids, one a line.
    Ids,
    /// The Prometheus text format; `status` only.
    #[value(hide = true)]
    Prometheus,
}

impl Format {
    /// The word on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Ids => "ids",
            Self::Prometheus => "prometheus",
        }
    }

    /// Whether errors and warnings are JSON in this format.
    #[must_use]
    pub const fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Jsonl)
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Which expenses a command is about. Different filters must all hold; of a repeated one, any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(
    next_help_heading = "Filters (different ones must all hold, of a repeated one any; `not:` negates, `none` is empty)"
)]
pub struct FilterArgs {
    /// On or after this date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// On or before this date
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub to: Option<String>,
    /// In this month: 2026-10, oct, this, last
    #[arg(long, value_name = "MONTH", allow_hyphen_values = true)]
    pub month: Vec<String>,
    /// In this year: 2026, this, last
    #[arg(long, value_name = "YEAR", allow_hyphen_values = true)]
    pub year: Vec<String>,
    /// In this period: 2026-q3, 2026-w42, last-month, ytd, fy2026, 'last 90 days', all
    #[arg(long, value_name = "PERIOD", allow_hyphen_values = true)]
    pub period: Vec<String>,
    /// In this category or below it; a trailing `:` leaves out what is below
    #[arg(short, long, value_name = "CATEGORY", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::categories))]
    pub category: Vec<String>,
    /// Paid with this method
    #[arg(short, long, value_name = "METHOD", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::methods))]
    pub method: Vec<String>,
    /// Paid to this payee
    #[arg(short, long, value_name = "PAYEE", allow_negative_numbers = true)]
    pub payee: Vec<String>,
    /// With this tag
    #[arg(short, long, value_name = "TAG", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::tags))]
    pub tag: Vec<String>,
    /// Of at least this amount
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub min: Option<String>,
    /// Of at most this amount
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub max: Option<String>,
    /// In this currency
    #[arg(long, value_name = "CUR")]
    pub currency: Vec<String>,
    /// With words that begin so in description, payee, note or tags
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    pub search: Vec<String>,
    /// Of this direction: expense, income or transfer
    #[arg(long, value_name = "DIRECTION", add = ArgValueCandidates::new(completions::directions))]
    pub direction: Vec<String>,
    /// From this import
    #[arg(long, value_name = "BATCH")]
    pub batch: Vec<String>,
    /// Not yet delivered to the server
    #[arg(long)]
    pub pending: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_tree_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_short_flag_means_one_thing_everywhere() {
        fn visit(command: &clap::Command, found: &mut Vec<(char, String)>) {
            for arg in command.get_arguments() {
                if let Some(short) = arg.get_short() {
                    found.push((short, arg.get_long().unwrap_or_default().to_owned()));
                }
            }
            command.get_subcommands().for_each(|sub| visit(sub, found));
        }
        let mut root = Cli::command();
        root.build();
        let mut found = Vec::new();
        visit(&root, &mut found);
        found.sort();
        found.dedup();
        let expected = [
            ('V', "version"),
            ('c', "category"),
            ('d', "date"),
            ('h', "help"),
            ('m', "method"),
            ('n', "limit"),
            ('o', "output"),
            ('p', "payee"),
            ('q', "quiet"),
            ('t', "tag"),
            ('v', "verbose"),
            ('y', "yes"),
        ];
        assert_eq!(found, expected.map(|(short, long)| (short, long.to_owned())));
    }

    #[test]
    fn every_command_and_option_says_what_it_is() {
        fn visit(command: &clap::Command, silent: &mut Vec<String>) {
            if command.get_about().is_none() {
                silent.push(command.get_name().to_owned());
            }
            for arg in command.get_arguments().filter(|arg| arg.get_help().is_none()) {
                silent.push(format!("{} {}", command.get_name(), arg.get_id()));
            }
            command
                .get_subcommands()
                .filter(|sub| sub.get_name() != "help")
                .for_each(|sub| visit(sub, silent));
        }
        let mut root = Cli::command();
        root.build();
        let mut silent = Vec::new();
        visit(&root, &mut silent);
        assert!(silent.is_empty(), "{silent:?}");
    }
}
