//! `outlay import`: the arguments.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::args::Format;
use crate::cli::budgets;
use crate::cli::commands::import_match::decide;
use crate::cli::commands::import_profile::remember;
use crate::cli::commands::import_read::{Understood, options, understand_all};
use crate::cli::commands::{Outcome, imported, rejects};
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::typed;
use crate::cli::whole_file;
use crate::import::{Candidate, RowError, Rows, Skipped};
use crate::ledger::CategoryPolicy;
use crate::ledger::import::{Decisions, ImportFile, ImportRow, ImportSpec};

/// Take in bank statements, or what export wrote
///
/// Rows that are already there are counted and left out, so that overlapping statements can be imported as they come.
/// Several files are one step for undo, all or nothing. How a file was read is remembered as a profile, which is used for
/// the next one with the same columns; what a file itself shows goes before it.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay import statement.csv --dry-run
  outlay import statement.csv --source \"current account\" --date-format dmy
  outlay import cards.csv --skip-lines 2 --map date=1,amount=Total,payee=3 --invert
  outlay import cards.csv --profile shared/cards.toml
  outlay export --as json -o - | outlay import - --db other.db

With --format json it prints {dry_run, files, imported, duplicates, skipped, matched, pending, refused, errors, group, warnings}.
Exit 0 also for 0 new rows; 1 where a row is bad, and then nothing is imported; 4 where rows were refused with
--skip-bad-rows.")]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own on the command line
pub struct ImportArgs {
    /// The files; `-` is standard input
    #[arg(value_name = "FILE", required = true, value_hint = clap::ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Which column is what, as ROLE=COL; roles: date, amount, debit, credit, direction, currency, description, payee,
    /// category, method, note, reference, balance, fee, state, ignore, `value_date`; COL is a header or a number from 1
    #[arg(long, value_name = "ROLE=COL,…")]
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
    /// Positive amounts are money spent; with =no they are income. What the file says in words stays
    #[arg(long, value_name = "yes|no", num_args = 0..=1, require_equals = true, default_missing_value = "yes")]
    pub invert: Option<YesNo>,
    /// The currency of rows that name none
    #[arg(long, value_name = "CUR")]
    pub currency: Option<String>,
    /// The account that the file comes from
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Read the files as this profile says, named as in `profile list` or by its path; without it one is used if it was
    /// made for such a file
    #[arg(long, value_name = "NAME|FILE", value_hint = clap::ValueHint::FilePath, conflicts_with = "no_profile",
          add = ArgValueCandidates::new(completions::profiles))]
    pub profile: Option<String>,
    /// Use no profile, and remember none
    #[arg(long)]
    pub no_profile: bool,
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
    /// What becomes of a row that may be an expense entered by hand: ask on a terminal, add it, link the two, or skip the
    /// row now and later [default: ask on a terminal, else add]
    #[arg(long, value_name = "WAY")]
    pub r#match: Option<MatchWay>,
    /// Refuse rows of categories that do not exist yet
    #[arg(long)]
    pub strict: bool,
}

/// What becomes of rows that may be expenses entered by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum MatchWay {
    /// Ask for each.
    Ask,
    /// They are new.
    Add,
    /// They are left out.
    Skip,
    /// They are the same.
    Link,
}

/// The answer to a question that has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Takes files in.
///
/// # Errors
///
/// `bad_file`, `bad_rows` and those of the options and of the store; then nothing was imported.
pub fn run(args: &ImportArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("import", &[Format::Table, Format::Json])?;
    if args.r#match == Some(MatchWay::Ask) && !ctx.can_prompt() {
        return Err(CliError::usage("--match ask needs a terminal to ask on")
            .with_value("ask")
            .with_hint("say --match add, --match link or --match skip"));
    }
    if let Some(rejects) = &args.rejects {
        rejects::check_place(rejects, &args.files, &ctx.paths.database)?;
    }
    let mut store = ctx.open_to_prepare()?;
    let source = args.source.as_deref().map(|name| typed::name("source", name)).transpose()?;
    let spec = ImportSpec {
        skip_bad_rows: args.skip_bad_rows,
        policy: if args.strict || ctx.settings.is_strict() {
            CategoryPolicy::Strict
        } else {
            CategoryPolicy::Open
        },
    };
    let mut book = ctx.book(&mut store)?;
    let options = options(args, ctx, &book)?;
    let statements = understand_all(args, ctx, &book.ledger, options, source.as_deref())?;
    let left_out: Vec<Mutex<Vec<Skipped>>> = statements.iter().map(|_| Mutex::default()).collect();
    let files = import_files(&statements, &left_out);
    let bar = progress_bar(ctx);
    let checked = book.check_import(&files, &spec, |rows| advance(bar.as_ref(), rows, "rows read"))?;
    if let Some(rejects) = &args.rejects {
        // Written before the rows are: what is wrong with the file must stop the import.
        let text = rejects::text(rejects, &statements, &checked)?;
        if let Some(text) = text.filter(|_| !args.dry_run) {
            whole_file::write(rejects, &mut |out| out.write_all(text.as_bytes()))?;
        }
    }
    let decisions = if checked.is_stopped() {
        Decisions::new()
    } else {
        // Nothing is locked while a person thinks (I5); what was decided is looked at again under the lock.
        decide(args, ctx, &statements, book.possible_matches(&files, &checked)?)?
    };
    let outcome = if checked.is_stopped() || args.dry_run {
        book.preview_import(&files, checked, &decisions)?
    } else {
        // The first command may be an import; what is bad about it leaves no file behind.
        let mut opened;
        if book.store.is_in_memory() {
            opened = ctx.open_to_write()?;
            book = ctx.book(&mut opened)?;
        }
        let (ledger, span) = (book.ledger.number, checked.span());
        let watch = span.and_then(|span| budgets::watch(ctx, book.store, ledger, span));
        let outcome = book
            .write_import(&files, checked, &decisions, |rows| advance(bar.as_ref(), rows, "rows written"))?;
        budgets::tell_taken(ctx, book.store, watch);
        outcome
    };
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    drop(files);
    if !outcome.stopped && !args.dry_run && !args.no_profile {
        remember(ctx, &statements);
    }
    let left_out: Vec<Vec<Skipped>> =
        left_out.into_iter().map(|skipped| skipped.into_inner().unwrap_or_default()).collect();
    imported::finish(args, ctx, &statements, &left_out, &outcome)
}

fn advance(bar: Option<&ProgressBar>, rows: u64, what: &'static str) {
    if let Some(bar) = bar {
        bar.set_message(what);
        bar.set_position(rows);
    }
}

/// A progress line on stderr, where a person watches; it appears only if the import takes a while.
fn progress_bar(ctx: &Context) -> Option<ProgressBar> {
    if !ctx.screen.stderr_is_terminal || !ctx.talk.is_chatty() {
        return None;
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    Some(bar)
}

/// Rows that remember, when they are all read, what was left out among them.
struct Counted<'s> {
    rows: Rows<'s>,
    left_out: &'s Mutex<Vec<Skipped>>,
}

impl Iterator for Counted<'_> {
    type Item = Result<ImportRow, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.rows.next();
        if row.is_none()
            && let Ok(mut left_out) = self.left_out.lock()
        {
            *left_out = self.rows.skipped().to_vec();
        }
        row.map(|row| row.map(import_row))
    }
}

fn import_files<'s>(
    statements: &'s [Understood<'_>],
    left_out: &'s [Mutex<Vec<Skipped>>],
) -> Vec<ImportFile<'s, RowError>> {
    statements
        .iter()
        .zip(left_out)
        .map(|(Understood { path, statement, source, .. }, left_out)| ImportFile {
            name: (*path != Path::new("-")).then(|| file_name(path)),
            source: source.clone(),
            rows_hint: statement.layout().rows,
            rows: Box::new(|| Box::new(Counted { rows: statement.rows(), left_out })),
            bad_category: |line, text, reason| RowError {
                line,
                column: Some("category".to_owned()),
                value: text.to_owned(),
                code: "bad_rows",
                message: format!("{reason}; --map ignore=COLUMN leaves the column out"),
            },
        })
        .collect()
}

fn import_row(row: Candidate) -> ImportRow {
    let exported = row.kept.is_some();
    let kept = row.kept.map(|kept| *kept).unwrap_or_default();
    ImportRow {
        line: row.line,
        id: kept.id,
        identity: row.identity.into_bytes(),
        draft: row.draft,
        source: kept.source,
        batch: kept.batch,
        pending: row.pending,
        exported,
        created_at: kept.created_at,
        updated_at: kept.updated_at,
    }
}

/// The last part of a path.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
