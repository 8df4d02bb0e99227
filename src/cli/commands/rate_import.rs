//! `outlay rate import`: the arguments, and which rates of a table are taken.
//!
//! Owns what is taken where nothing was said: the currencies in use, since the oldest expense. Must not read cells.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::Days;
use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::failure::shell_word;
use crate::cli::typed::currency;
use crate::import::{RATES_BYTES_MAX, RateChoice, RateFile, RateFileError, RowError, read_rates};
use crate::ledger::Book;
use crate::ledger::rates::{ChangedRate, ImportedRates};
use crate::model::currency::Currency;
use crate::model::exchange::RATE_AGE_DAYS_MAX;

/// What to import.
#[derive(Debug, Clone, Args)]
pub struct RateImportArgs {
    /// The table, as the bank publishes it; `-` is standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub file: PathBuf,
    /// Only these currencies, separated by commas; may be repeated [default: those in use]
    #[arg(long, value_name = "CUR", value_delimiter = ',', add = ArgValueCandidates::new(completions::currencies))]
    pub currency: Vec<String>,
    /// Only from this day on [default: seven days before the oldest expense]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: Option<String>,
    /// Every currency, and every day unless --from is given
    #[arg(long, conflicts_with = "currency")]
    pub all: bool,
    /// Show what would come in, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Changed rates, errors and currencies that are told; JSON has all.
const TOLD_MAX: usize = 20;
/// Currencies that are named of many.
const NAMED_MAX: usize = 5;

/// Takes in a table of rates.
///
/// # Errors
///
/// `bad_file`, `bad_rows`; `unknown_currency`, `bad_date`; those of the store.
pub fn run(args: &RateImportArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("rate import", &[Format::Table, Format::Json])?;
    let bytes = read_file(&args.file)?;
    let mut store = if args.dry_run { ctx.open_to_read()? } else { ctx.open_to_prepare()? };
    let choice = choice(args, ctx, &ctx.book(&mut store)?)?;
    let file = read_rates(&bytes, &choice).map_err(|error| refused(&args.file, error))?;
    drop(bytes);
    if !args.dry_run && !file.rates.is_empty() && store.is_in_memory() {
        store = ctx.open_to_write()?;
    }
    let mut book = ctx.book(&mut store)?;
    let done = book.import_rates(&file.rates, args.dry_run)?;
    warn(args, ctx, &file);
    let said = if ctx.format() == Format::Json {
        ctx.print_json(&import_json(args, &choice, &file, &done))
    } else {
        print(args, ctx, &choice, &file, &done)
    };
    said.map(|()| Outcome::Done).map_err(|error| match done.group {
        Some(_) => error.after(&format!("{} rates were added, {} changed", done.added, done.changed.len())),
        None => error,
    })
}

/// Which rates are wanted: as told, else the currencies in use since the oldest expense.
fn choice(args: &RateImportArgs, ctx: &Context, book: &Book) -> Result<RateChoice, CliError> {
    let in_use = book.store.rates_in_use(book.ledger.number)?;
    let told = args.currency.iter().map(|text| currency(text)).collect::<Result<Vec<_>, _>>()?;
    let currencies = match (args.all, told.is_empty()) {
        (true, _) => None,
        (false, false) => Some(told),
        (false, true) => {
            let mut used = in_use.currencies;
            used.extend(ctx.known_currency(&book.ledger));
            used.sort_unstable();
            used.dedup();
            Some(used)
        }
    };
    let from = match &args.from {
        Some(text) => Some(crate::model::date::parse_date(text, ctx.today())?),
        None if args.all => None,
        // A row of the oldest day may need a rate that is as old as one may be.
        None => {
            let oldest = in_use.oldest.unwrap_or_else(|| ctx.today());
            oldest.checked_sub_days(Days::new(RATE_AGE_DAYS_MAX.unsigned_abs()))
        }
    };
    Ok(RateChoice { currencies, from })
}

fn read_file(path: &Path) -> Result<Vec<u8>, CliError> {
    let limit = u64::try_from(RATES_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        let read = std::io::stdin().lock().take(limit).read_to_end(&mut bytes);
        read.map_err(|error| CliError::bad_file(format!("cannot read standard input: {error}")))?;
        return Ok(bytes);
    }
    let read = File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes));
    read.map_err(|error| {
        CliError { code: ErrorCode::BadFile, ..CliError::io("read", path, &error) }
            .with_hint("name a file that can be read, or - for standard input")
    })?;
    Ok(bytes)
}

/// The error of a file that is not taken.
fn refused(path: &Path, error: RateFileError) -> CliError {
    let shown = path.display().to_string();
    let hint = match &error {
        RateFileError::Zip if path == Path::new("-") => {
            "unpack it first: unzip -p eurofxref-hist.zip | outlay rate import -".to_owned()
        }
        RateFileError::Zip => {
            format!("unpack it first: unzip -p {} | outlay rate import -", shell_word(&shown))
        }
        RateFileError::Rows { .. } => "mend them, or fetch the file again".to_owned(),
        _ => "outlay rate import reads the tables of the European Central Bank, eurofxref-hist.csv and eurofxref.csv; \
              outlay rate set takes a single rate"
            .to_owned(),
    };
    let message = format!("{shown}: {error}; nothing was imported");
    match error {
        RateFileError::Rows { errors, .. } => {
            let told = |error: &RowError| format!("{shown}: {error}");
            CliError::new(ErrorCode::BadRows, message)
                .with_candidates(errors.iter().take(TOLD_MAX).map(told).collect())
                .with_details(errors.iter().map(|error| error_json(&shown, error)).collect())
        }
        _ => CliError::new(ErrorCode::BadFile, message),
    }
    .with_value(shown.clone())
    .with_hint(hint)
}

fn error_json(file: &str, error: &RowError) -> Value {
    json!({
        "file": file,
        "line": error.line,
        "column": error.column,
        "value": error.value,
        "code": error.code,
        "message": error.message,
    })
}

/// What is noteworthy about the file.
fn warn(args: &RateImportArgs, ctx: &mut Context, file: &RateFile) {
    if !file.unknown.is_empty() {
        let codes = file.unknown.join(", ");
        let message = format!("this version knows no currency {codes}: left out; update outlay to take it");
        ctx.talk.warn("unknown_currency", message);
    }
    let told: Vec<Currency> = args.currency.iter().filter_map(|text| currency(text).ok()).collect();
    let has = |code: &Currency| file.base == Some(*code) || file.currencies.contains(code);
    let missing: Vec<String> = told.iter().filter(|code| !has(code)).map(ToString::to_string).collect();
    if !missing.is_empty() {
        let codes = missing.join(", ");
        ctx.talk
            .warn("no_such_column", format!("the file has no {codes}; outlay rate set takes single rates"));
    }
}

fn import_json(args: &RateImportArgs, choice: &RateChoice, file: &RateFile, done: &ImportedRates) -> Value {
    let changes: Vec<Value> = done
        .changed
        .iter()
        .map(|ChangedRate { now, before }| {
            json!({
                "base": now.base.code(),
                "quote": now.quote.code(),
                "date": now.date,
                "before": before,
                "after": now.rate.to_string(),
            })
        })
        .collect();
    json!({
        "dry_run": args.dry_run,
        "file": args.file.display().to_string(),
        "base": file.base.map(|base| base.to_string()),
        "days": {"from": file.days.map(|days| days.0), "to": file.days.map(|days| days.1)},
        "currencies": codes(&file.taken_currencies()),
        "from": choice.from,
        "added": done.added,
        "changed": done.changed.len(),
        "unchanged": done.unchanged,
        "changes": changes,
        "left_out": {
            "rates": file.left_out,
            "currencies": codes(&file.other_currencies),
            "days": file.earlier_days,
        },
        "unknown": file.unknown,
        "group": done.group,
    })
}

fn codes(currencies: &[Currency]) -> Vec<String> {
    currencies.iter().map(ToString::to_string).collect()
}

/// Some codes of many: `JPY, GBP and 36 more`.
fn named(currencies: &[Currency]) -> String {
    let first = codes(&currencies[..currencies.len().min(NAMED_MAX)]).join(", ");
    match currencies.len().saturating_sub(NAMED_MAX) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn print(
    args: &RateImportArgs,
    ctx: &Context,
    choice: &RateChoice,
    file: &RateFile,
    done: &ImportedRates,
) -> Result<(), CliError> {
    let would = if args.dry_run { "would be " } else { "" };
    let changed = done.changed.len();
    let mut lines: Vec<String> = done
        .changed
        .iter()
        .take(TOLD_MAX)
        .map(|ChangedRate { now, before }| {
            format!("1 {} = {} {} on {} (was {before})", now.base, now.rate, now.quote, now.date)
        })
        .collect();
    if changed > TOLD_MAX {
        lines.push(format!("and {} more", changed - TOLD_MAX));
    }
    let mut parts = vec![format!("{} {would}added", counted(done.added, "rate", "rates"))];
    if changed > 0 {
        parts.push(format!("{changed} {would}changed"));
    }
    if done.unchanged > 0 {
        parts.push(format!("{} already there", done.unchanged));
    }
    lines.push(format!("{}: {}", args.file.display(), parts.join(", ")));
    ctx.print_lines(&lines)?;
    if let Some(left_out) = left_out(choice, file) {
        ctx.talk.notice(&left_out);
        ctx.talk.hint("--currency CUR, --from DATE and --all choose others");
    }
    if let Some(group) = done.group {
        ctx.talk.hint(&format!("outlay undo {group} takes it back"));
    }
    Ok(())
}

/// What of the file was left out, in words.
fn left_out(choice: &RateChoice, file: &RateFile) -> Option<String> {
    if file.left_out == 0 {
        return None;
    }
    let mut parts = Vec::new();
    if !file.other_currencies.is_empty() {
        parts.push(named(&file.other_currencies));
    }
    if let (Some(from), true) = (choice.from, file.earlier_days > 0) {
        parts.push(format!("{} before {from}", counted(file.earlier_days, "day", "days")));
    }
    let rates = counted(file.left_out, "rate", "rates");
    Some(format!("{rates} of the file left out: {}", parts.join("; ")))
}
