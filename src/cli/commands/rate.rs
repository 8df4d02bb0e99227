//! `outlay rate`: the arguments.

use std::collections::{BTreeMap, HashMap, HashSet};

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use super::rate_import;
use crate::cli::args::{FilterArgs, Format};
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::typed::currency;
use crate::ledger::Book;
use crate::model::date::parse_date;
use crate::model::exchange::DayRate;
use crate::store::Store;
use crate::store::rates::{RateRow, RateScope};

/// Keep exchange rates, for reports in one currency
///
/// report --in EUR and the totals of list --in EUR convert every row at the rate of its own day, or the last one before it that is at
/// most seven days old. A rate leads both ways, and two of them meet in a third currency. Rates are synced.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct RateArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: RateCommand,
}

/// What to do with rates.
#[derive(Debug, Clone, Subcommand)]
#[allow(clippy::large_enum_variant)] // one is made per process
pub enum RateCommand {
    /// Set the rate of a day; one that is there is changed
    #[command(after_help = "\
Examples:
  outlay rate set EUR USD 1.0843
  outlay rate set usd thb 32,15 -d 2026-08-02

With --format json it prints {rates, count, group, warnings}.")]
    Set {
        /// The currency of which one unit is worth so much
        #[arg(value_name = "BASE", add = ArgValueCandidates::new(completions::currencies))]
        base: String,
        /// The currency that it is worth it in
        #[arg(value_name = "QUOTE", add = ArgValueCandidates::new(completions::currencies))]
        quote: String,
        /// How much: 1.0843 means that 1 BASE is 1.0843 QUOTE
        #[arg(value_name = "RATE", allow_negative_numbers = true)]
        rate: String,
        /// The day [default: today]
        #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
        date: Option<String>,
    },
    /// Take in the European Central Bank's table of rates
    #[command(after_help = "\
The table has one euro in some thirty currencies, for every working day since 1999. It can be had as eurofxref-hist.zip (every
day) or eurofxref.zip (the last one) from https://www.ecb.europa.eu/stats/eurofxref/; unpack it first. Without --currency, --from
and --all the currencies in use in the ledger are taken, from seven days before the oldest expense on. A day that is there
already is changed where the file says something else. One wrong cell, and nothing is taken.

Examples:
  outlay rate import eurofxref-hist.csv
  unzip -p eurofxref-hist.zip | outlay rate import - --currency USD,THB --from 2026-01-01
  outlay rate import eurofxref-hist.csv --all --dry-run

With --format json it prints {dry_run, file, base, days, currencies, from, added, changed, unchanged, changes, left_out, unknown,
group, warnings}.")]
    Import(rate_import::RateImportArgs),
    /// List the rates, newest first
    #[command(after_help = "\
A table shows the first 50 unless -n says otherwise; json, csv and ids give all.

Examples:
  outlay rate list EUR USD --month this
  outlay rate list THB --format csv

With --format json it prints {rates, count, warnings}.")]
    List {
        /// Only pairs with this currency, or with both of these
        #[arg(value_name = "CUR", num_args = 0..=2, add = ArgValueCandidates::new(completions::currencies))]
        currencies: Vec<String>,
        /// On or after this date
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        from: Option<String>,
        /// On or before this date
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        to: Option<String>,
        /// In this month: 2026-10, oct, this, last
        #[arg(long, value_name = "MONTH", allow_hyphen_values = true)]
        month: Vec<String>,
        /// In this year: 2026, this, last
        #[arg(long, value_name = "YEAR", allow_hyphen_values = true)]
        year: Vec<String>,
        /// At most this many
        #[arg(short = 'n', long, value_name = "N", allow_negative_numbers = true)]
        limit: Option<u64>,
    },
    /// Remove rates
    #[command(after_help = "\
Examples:
  outlay rate remove 12
  outlay rate list HRK --format ids | outlay rate remove -

With --format json it prints {rates, count, group, warnings}. Exit 3 where there is no such rate.")]
    Remove {
        /// Which rates: their numbers in `rate list`, their ids or 8 characters of them; `-` reads them from standard input
        #[arg(value_name = "RATE", required = true)]
        rates: Vec<String>,
    },
}

/// Characters of an id that name a rate, at least: as for every id.
const ID_PREFIX_MIN: usize = 8;
/// Rates listed when many were removed: as many as fit a screen.
const LISTED_MAX: usize = 20;

impl RateCommand {
    /// Whether it leaves something for the server.
    #[must_use]
    pub const fn changes(&self) -> bool {
        match self {
            Self::List { .. } => false,
            Self::Import(args) => !args.dry_run,
            Self::Set { .. } | Self::Remove { .. } => true,
        }
    }
}

/// Looks at rates, or changes them.
///
/// # Errors
///
/// `unknown_currency`, `bad_amount`, `ambiguous_amount`, `bad_date`; `bad_file` and `bad_rows` for a file; `not_found`,
/// `ambiguous`; those of the store.
pub fn run(args: &RateArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    match &args.command {
        RateCommand::Set { base, quote, rate, date } => {
            ctx.format_among("rate set", &[Format::Table, Format::Json])?;
            set(ctx, [base, quote, rate], date.as_deref())
        }
        RateCommand::Import(args) => rate_import::run(args, ctx),
        RateCommand::List { currencies, from, to, month, year, limit } => {
            let days = FilterArgs {
                from: from.clone(),
                to: to.clone(),
                month: month.clone(),
                year: year.clone(),
                ..FilterArgs::default()
            };
            list(ctx, currencies, &days, *limit)
        }
        RateCommand::Remove { rates } => {
            ctx.format_among("rate remove", &[Format::Table, Format::Json])?;
            remove(ctx, rates)
        }
    }
}

fn set(ctx: &mut Context, words: [&String; 3], date: Option<&str>) -> Result<Outcome, CliError> {
    let [base, quote, rate] = words;
    let (base, quote) = (currency(base)?, currency(quote)?);
    let rate = ctx.rate(rate)?;
    if base == quote {
        return Err(CliError::usage(format!("1 {base} is 1 {base} on every day"))
            .with_value(quote.to_string())
            .with_hint("name two currencies"));
    }
    let date = match date {
        Some(text) => ctx.date(text, false).map_err(|error| match parse_date(text, ctx.today()) {
            Ok(_) => error.with_hint("a rate is of a day from 1970 on, at most a year ahead"),
            Err(_) => error,
        })?,
        None => ctx.today(),
    };
    let mut store = ctx.open_to_write()?;
    let mut book = ctx.book(&mut store)?;
    let done = book.set_rate(&DayRate { base, quote, date, rate })?;
    let row = row(book.store, done.number)?;
    let line = match &done.before {
        None => format!("added {}", line(&row)),
        Some(before) => format!("changed {} (was {before})", line(&row)),
    };
    let said = if ctx.format() == Format::Json {
        ctx.print_json(&json!({"rates": [rate_json(&row)], "count": 1, "group": done.group}))
    } else if done.group.is_none() {
        ctx.talk.notice(&format!("{} already: nothing to change", self::line(&row)));
        Ok(())
    } else {
        ctx.print_lines(std::slice::from_ref(&line))
    };
    said.map(|()| Outcome::Done).map_err(|error| match done.group {
        Some(_) => error.after(&line),
        None => error,
    })
}

fn row(store: &Store, number: i64) -> Result<RateRow, CliError> {
    store.rate(number)?.ok_or_else(|| CliError::internal("a rate that was set is not there"))
}

/// A rate in words: `1 EUR = 1.0843 USD on 2026-10-15`.
#[must_use]
pub fn line(row: &RateRow) -> String {
    format!("1 {} = {} {} on {}", row.base, row.rate, row.quote, row.date)
}

/// A rate as JSON.
#[must_use]
pub fn rate_json(row: &RateRow) -> Value {
    json!({
        "id": row.id,
        "number": row.number,
        "base": row.base,
        "quote": row.quote,
        "date": row.date,
        "rate": row.rate,
    })
}

fn list(
    ctx: &mut Context,
    currencies: &[String],
    days: &FilterArgs,
    limit: Option<u64>,
) -> Result<Outcome, CliError> {
    let format = ctx.format_among("rate list", &[Format::Table, Format::Json, Format::Csv, Format::Ids])?;
    let currencies = currencies.iter().map(|text| currency(text)).collect::<Result<Vec<_>, _>>()?;
    let mut store = ctx.open_to_read()?;
    let filter = ctx.filter(&mut store, days)?;
    let scope = RateScope {
        any_of: None,
        ledger: ctx.ledger_to_read(&store)?.map(|ledger| ledger.number),
        currencies,
        from: filter.from,
        to: filter.to,
        periods: filter.periods,
    };
    match format {
        Format::Json => {
            let rates = store.rates(&scope, limit)?;
            let rates: Vec<Value> = rates.iter().map(rate_json).collect();
            ctx.print_json(&json!({"count": rates.len(), "rates": rates}))?;
        }
        Format::Table => table(ctx, &store, &scope, limit)?,
        csv_or_ids => stream(&store, &scope, limit, csv_or_ids == Format::Csv)?,
    }
    Ok(Outcome::Done)
}

fn table(ctx: &mut Context, store: &Store, scope: &RateScope, limit: Option<u64>) -> Result<(), CliError> {
    let limit = limit.unwrap_or_else(|| u64::from(ctx.settings.list_limit()));
    let rates = store.rates(scope, Some(limit))?;
    let all = store.rate_count(scope)?;
    if all == 0 {
        ctx.talk.notice("no rates here");
        if store.rate_count(&RateScope::default())? == 0 {
            ctx.talk.hint("outlay rate set EUR USD 1.0843 sets today's; outlay rate import --help says where tables are");
        }
        return Ok(());
    }
    let mut table = Table::new(vec![
        Column::new("Number").right().dropped(1),
        Column::new("Date"),
        Column::new("One"),
        Column::new("Is").right(),
        Column::new("In"),
    ]);
    for row in &rates {
        let [number, date] = [row.number.to_string(), row.date.to_string()];
        table.row([number.as_str(), &date, &row.base, &row.rate, &row.quote].map(Cell::from));
    }
    if !rates.is_empty() {
        ctx.print_table(&table)?;
    }
    if u64::try_from(rates.len()).unwrap_or(u64::MAX) < all {
        ctx.talk.notice(&format!("the newest {} of {all} are shown; -n shows more", rates.len()));
    }
    Ok(())
}

/// CSV or ids, written as they are read: the whole history of every currency is as many rates as many ledgers have rows.
fn stream(store: &Store, scope: &RateScope, limit: Option<u64>, is_csv: bool) -> Result<(), CliError> {
    let mut failed = None;
    output::to_stdout(|out| {
        let mut csv = csv::Writer::from_writer(out);
        if is_csv {
            csv.write_record(["id", "number", "base", "quote", "date", "rate"])?;
        }
        let mut written = Ok(());
        let read = store.for_each_rate(scope, limit, |row| {
            if written.is_err() {
                return Ok(());
            }
            let (id, number, date) = (row.id.to_string(), row.number.to_string(), row.date.to_string());
            written = if is_csv {
                csv.write_record([&id, &number, &row.base, &row.quote, &date, &row.rate])
            } else {
                csv.write_record([&id])
            };
            Ok(())
        });
        failed = read.err();
        written?;
        csv.flush()
    })?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn remove(ctx: &mut Context, references: &[String]) -> Result<Outcome, CliError> {
    let mut words = Vec::new();
    for reference in references {
        if reference == "-" {
            let input = std::io::read_to_string(std::io::stdin())
                .map_err(|error| CliError::bad_file(format!("cannot read standard input: {error}")))?;
            words.extend(input.split_whitespace().map(str::to_owned));
        } else {
            words.push(reference.clone());
        }
    }
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let rows = find_all(&book, &words)?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    let group = if numbers.is_empty() { None } else { book.remove_rates(&numbers)? };
    let said = if ctx.format() == Format::Json {
        let rates: Vec<Value> = rows.iter().map(rate_json).collect();
        ctx.print_json(&json!({"count": rates.len(), "rates": rates, "group": group}))
    } else if rows.is_empty() {
        // No error: `rate list --format ids` of nothing is an answer, and a pipeline goes on.
        ctx.talk.notice("standard input names no rate: nothing to change");
        Ok(())
    } else {
        let mut lines: Vec<String> =
            rows.iter().take(LISTED_MAX).map(|row| format!("removed {}", line(row))).collect();
        if rows.len() > LISTED_MAX {
            lines.push(format!("and {} more", rows.len() - LISTED_MAX));
        }
        ctx.print_lines(&lines)
    };
    said.map(|()| Outcome::Done).map_err(|error| match group {
        Some(_) => error.after(&format!("{} rates were removed", rows.len())),
        None => error,
    })
}

/// The live rates of the ledger that references name, each once.
fn find_all(book: &Book, words: &[String]) -> Result<Vec<RateRow>, CliError> {
    let scope = RateScope { ledger: Some(book.ledger.number), ..RateScope::default() };
    let all = if words.is_empty() { Vec::new() } else { book.store.rates(&scope, None)? };
    let by_number: HashMap<i64, &RateRow> = all.iter().map(|row| (row.number, row)).collect();
    let by_id: BTreeMap<String, &RateRow> = all.iter().map(|row| (row.id.to_string(), row)).collect();
    let mut found: Vec<RateRow> = Vec::with_capacity(words.len());
    let mut seen = HashSet::new();
    for word in words {
        let wanted = word.trim().trim_start_matches('#').to_ascii_lowercase();
        let number = wanted.parse().ok().and_then(|number: i64| by_number.get(&number));
        let mut by_prefix = by_id
            .range(wanted.clone()..)
            .take_while(|(id, _)| wanted.len() >= ID_PREFIX_MIN && id.starts_with(&wanted));
        let row = match (number, by_prefix.next(), by_prefix.next()) {
            (Some(row), ..) | (None, Some((_, row)), None) => *row,
            (None, Some((first, _)), Some((second, _))) => {
                let mut candidates = vec![first.clone(), second.clone()];
                candidates.extend(by_prefix.map(|(id, _)| id.clone()));
                let message = format!("`{word}` names {} rates", candidates.len());
                return Err(CliError::ambiguous(message, candidates).with_value(word));
            }
            (None, None, _) => {
                return Err(CliError::not_found(format!("there is no rate `{word}`"))
                    .with_value(word)
                    .with_hint("outlay rate list shows them"));
            }
        };
        if seen.insert(row.number) {
            found.push(row.clone());
        }
    }
    Ok(found)
}
