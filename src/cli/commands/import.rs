//! `outlay import`: the arguments.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;

/// Take in bank statements, or what export wrote
///
/// Rows that are already there are counted and left out, so that overlapping statements can be imported as they come.
/// Several files are one step for undo, all or nothing.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay import statement.csv --dry-run
  outlay import statement.csv --source \"current account\" --date-format dmy
  outlay import cards.csv --skip-lines 2 --map date=1,amount=Total,payee=3 --invert
  outlay export --as json -o - | outlay import - --db other.db

With --format json it prints {dry_run, files, imported, duplicates, skipped, matched, refused, errors, group, warnings}.
Exit 0 also for 0 new rows; 1 where a row is bad, and then nothing is imported; 4 where rows were refused with
--skip-bad-rows.")]
pub struct ImportArgs {
    /// The files; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Which column is what, as ROLE=COL; roles: date, amount, debit, credit, direction, currency, description, payee,
    /// category, method, note, reference, balance; COL is a header or a number from 1
    #[arg(long, value_name = "ROLE=COL,…", value_delimiter = ',')]
    pub map: Vec<String>,
    /// Lines to leave out at the top
    #[arg(long, value_name = "N")]
    pub skip_lines: Option<u32>,
    /// The line with the headers, counted from 1 after --skip-lines, or none
    #[arg(long, value_name = "N|none")]
    pub header: Option<String>,
    /// How dates are written: dmy, mdy, ymd or a strftime pattern
    #[arg(long, value_name = "FORMAT")]
    pub date_format: Option<String>,
    /// The character before the decimals
    #[arg(long, value_name = ".|,")]
    pub decimal_mark: Option<String>,
    /// The character between columns; `tab` is a tab
    #[arg(long, value_name = "CHAR")]
    pub delimiter: Option<String>,
    /// The file's character encoding: utf-8, windows-1252, utf-16le, …
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Positive amounts are money spent
    #[arg(long)]
    pub invert: bool,
    /// The currency of rows that name none
    #[arg(long, value_name = "CUR")]
    pub currency: Option<String>,
    /// The account that the file comes from
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// The category of rows that have none
    #[arg(short, long, value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
    pub category: Option<String>,
    /// The method of rows that have none
    #[arg(short, long, value_name = "METHOD", add = ArgValueCandidates::new(completions::methods))]
    pub method: Option<String>,
    /// A tag for rows that have none; may be repeated
    #[arg(short, long, value_name = "TAG", add = ArgValueCandidates::new(completions::tags))]
    pub tag: Vec<String>,
    /// Show what would come in, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Import the good rows and leave out the bad ones
    #[arg(long)]
    pub skip_bad_rows: bool,
    /// Write the bad rows to this file
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub rejects: Option<PathBuf>,
    /// What to do with a row that looks like an expense entered by hand: ask, add, skip or link
    #[arg(long = "match", value_name = "WHAT", value_enum, hide_possible_values = true)]
    pub match_by_hand: Option<MatchAction>,
}

/// What to do with a row that looks like an expense entered by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MatchAction {
    /// Ask for each; needs a terminal.
    Ask,
    /// Import the row all the same.
    Add,
    /// Leave the row out.
    Skip,
    /// Keep one expense that is both.
    Link,
}
