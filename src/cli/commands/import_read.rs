//! Reading the files of `outlay import`: bytes from a file or standard input, and the questions that a file leaves open.
//!
//! Owns the way from arguments to statements. Must not write anything.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::import::{ImportArgs, YesNo};
use super::import_profile::{Used, Wish, choose};
use crate::cli::context::Context;
use crate::cli::database::last_resort;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::prompt;
use crate::cli::typed;
use crate::import::{
    BadOption, FILE_BYTES_MAX, ImportError, ImportOptions, LineBound, Statement, parse_delimiter,
    parse_encoding, parse_map, read_statement,
};
use crate::ledger::Book;
use crate::model::amount::UnknownDecimalMark;
use crate::store::ledgers::LedgerRow;

/// A file that was understood.
#[derive(Debug)]
pub struct Understood<'a> {
    /// The file as it was named; `-` is standard input.
    pub path: &'a Path,
    /// What it holds.
    pub statement: Statement,
    /// The account that its rows come from: as told, else as its profile says.
    pub source: Option<String>,
    /// The profile that it was read with.
    pub used: Option<Used>,
}

/// Reads the files. Where nothing else names a currency, the first row that does settles the ledger's; where none does, it
/// is asked for.
///
/// # Errors
///
/// Those of the files, and of the currency.
pub fn understand_all<'a>(
    args: &'a ImportArgs,
    ctx: &mut Context,
    ledger: &LedgerRow,
    mut options: ImportOptions,
    source: Option<&str>,
) -> Result<Vec<Understood<'a>>, CliError> {
    let known = options.currency.or_else(|| ctx.known_currency(ledger));
    options.default_currency = known.unwrap_or(options.default_currency);
    let wish = Wish { named: args.profile.as_deref(), none: args.no_profile, source };
    let mut all = Vec::new();
    for path in &args.files {
        all.push(understand(path, ctx, options.clone(), wish)?);
    }
    if known.is_some() {
        return Ok(all);
    }
    let currency = match all.iter().find_map(|one| one.statement.first_currency()) {
        Some(currency) => currency,
        None => ctx.currency(ledger, None)?,
    };
    all.into_iter()
        .map(|one| match one.statement.in_ledger_of(currency) {
            Ok(statement) => Ok(Understood { statement, ..one }),
            Err(error) => Err(not_understood(one.path, &error)),
        })
        .collect()
}

/// Reads one file. What the file and its profile leave open is asked on a terminal, with the readings of a row; else it is
/// an error with the options that decide.
fn understand<'a>(
    path: &'a Path,
    ctx: &mut Context,
    mut options: ImportOptions,
    wish: Wish<'_>,
) -> Result<Understood<'a>, CliError> {
    let mut bytes = read_file(path)?;
    let used = choose(ctx, path, &bytes, &options, wish)?;
    if let Some(used) = &used {
        used.profile.apply(&used.name, &mut options);
    }
    let source = wish.source.map(str::to_owned).or_else(|| used.as_ref()?.profile.source.clone());
    loop {
        let error = match read_statement(bytes, options.clone()) {
            Ok(statement) => return Ok(Understood { path, statement, source, used }),
            Err(error) => error,
        };
        let choices = error.choices();
        // What was piped in cannot be read again, and nobody sits behind it.
        if choices.is_empty() || path == Path::new("-") || !ctx.can_prompt() {
            return Err(not_understood(path, &error));
        }
        let items: Vec<String> =
            choices.iter().map(|choice| format!("{} ({})", choice.reading, choice.answer)).collect();
        let option = choices[0].answer.to_string();
        ctx.talk.notice(&format!("{}: {error}", path.display()));
        let chosen = prompt::select(ctx, "Which is right?", &option, &items, None)?;
        if let Some(choice) = choices.into_iter().nth(chosen) {
            options.take(choice.answer);
        }
        bytes = read_file(path)?;
    }
}

/// Bytes read at a time: the first ones tell the program's own files.
const CHUNK_BYTES: usize = 64 * 1_024;
/// Bytes that memory is asked for at once; more only when so many were found to be lines of a statement.
const FIRST_BYTES: u64 = 4 << 20;

fn read_file(path: &Path) -> Result<Vec<u8>, CliError> {
    if path == Path::new("-") {
        return read_bounded(io::stdin().lock(), 0, path);
    }
    let failed = |error: &io::Error| {
        let error = CliError::io("read", path, error);
        CliError { code: ErrorCode::BadFile, ..error }
            .with_hint("name a file that can be read, or - for standard input")
    };
    let file = fs::File::open(path).map_err(|error| failed(&error))?;
    let size = file.metadata().map_or(0, |meta| meta.len());
    read_bounded(file, size, path)
}

/// Reads to the end, or to the first line that is too long; `size` is about what there is.
fn read_bounded(mut from: impl Read, size: u64, path: &Path) -> Result<Vec<u8>, CliError> {
    let failed = |error: &io::Error| match path.to_str() {
        Some("-") => CliError::bad_file(format!("cannot read standard input: {error}")),
        _ => CliError { code: ErrorCode::BadFile, ..CliError::io("read", path, error) }
            .with_hint("name a file that can be read, or - for standard input"),
    };
    let room = |bytes: &mut Vec<u8>, more: u64| {
        let more = usize::try_from(more).unwrap_or(usize::MAX);
        bytes.try_reserve_exact(more).map_err(|_| {
            CliError::bad_file(format!("{}: there is not enough memory for {size} bytes", path.display()))
        })
    };
    let limit = FILE_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    let mut bound = LineBound::default();
    room(&mut bytes, size.min(FIRST_BYTES) + 1)?;
    loop {
        let before = bytes.len();
        let left = limit - before as u64;
        let read = from.by_ref().take(left.min(CHUNK_BYTES as u64)).read_to_end(&mut bytes);
        if read.map_err(|error| failed(&error))? == 0 {
            return Ok(bytes);
        }
        bound.take(&bytes[before..]).map_err(|error| not_understood(path, &error))?;
        let missing = size.min(limit).saturating_sub(bytes.len() as u64);
        if bytes.capacity() - bytes.len() < CHUNK_BYTES && missing > 0 {
            room(&mut bytes, missing + 1)?;
        }
    }
}

/// The options of the command line as plain values.
///
/// # Errors
///
/// `usage`, `unknown_currency`, and those of the category.
pub fn options(args: &ImportArgs, ctx: &mut Context, book: &Book) -> Result<ImportOptions, CliError> {
    let told = args.currency.as_deref().map(currency).transpose()?;
    let bad = |error: BadOption| CliError::usage(error.to_string());
    let mut options = ImportOptions::new(last_resort()?);
    options.currency = told;
    for text in &args.map {
        options.map.extend(parse_map(text).map_err(bad)?);
    }
    options.skip_lines = args.skip_lines.map_or(0, u64::from);
    options.header = args.header.as_deref().map(str::parse).transpose().map_err(bad)?;
    options.date_format = args.date_format.as_deref().map(str::parse).transpose().map_err(bad)?;
    options.decimal_mark = match &args.decimal_mark {
        Some(mark) => {
            Some(mark.parse().map_err(|error: UnknownDecimalMark| CliError::usage(error.to_string()))?)
        }
        None => None,
    };
    options.delimiter = args.delimiter.as_deref().map(parse_delimiter).transpose().map_err(bad)?;
    options.encoding = args.encoding.as_deref().map(parse_encoding).transpose().map_err(bad)?;
    options.invert = args.invert.map(|answer| answer == YesNo::Yes);
    let category = args.category.as_deref();
    options.category = category
        .map(|text| ctx.resolve_category(book, text, args.strict))
        .transpose()?
        .map(|resolved| resolved.path.to_string());
    options.method = args.method.as_deref().map(|text| ctx.method(book, text)).transpose()?;
    options.tags = typed::tags(&args.tag)?;
    Ok(options)
}

fn currency(code: &str) -> Result<crate::model::currency::Currency, CliError> {
    code.parse().map_err(|error| {
        CliError::new(ErrorCode::UnknownCurrency, format!("{error}"))
            .with_value(code)
            .with_hint("write a code such as EUR, USD or JPY")
    })
}

fn not_understood(path: &Path, error: &ImportError) -> CliError {
    let code = match error.code() {
        "ambiguous_date" => ErrorCode::AmbiguousDate,
        "ambiguous_amount" => ErrorCode::AmbiguousAmount,
        "usage" => ErrorCode::Usage,
        "not_found" => ErrorCode::NotFound,
        "ambiguous" => ErrorCode::Ambiguous,
        _ => ErrorCode::BadFile,
    };
    // What the file leaves open is no mistake of the command line.
    let exit = match code {
        ErrorCode::Usage | ErrorCode::NotFound | ErrorCode::Ambiguous => code.exit(),
        _ => crate::cli::error::exit::FAILED,
    };
    CliError::new(code, format!("{}: {error}", path.display()))
        .with_value(path.display().to_string())
        .with_candidates(error.candidates())
        .with_exit(exit)
}
