//! `outlay again`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::args::Format;
use crate::cli::budgets;
use crate::cli::commands::{Outcome, shown};
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::ledger::entries;
use crate::ledger::entries::Decided;
use crate::model::category::CategoryPath;
use crate::model::period::Period;

/// Enter the same expense once more, today
///
/// Without REF it repeats the newest expense entered by hand on this device. One word that can be no REF is the amount:
/// 4.20, 5EUR. A whole number is a REF, so that a slip enters nothing; `last 5` is the amount 5.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay again
  outlay again 1042
  outlay again 4.20
  outlay again last~1 4.20 -d yesterday

With --format json it prints {expense, warnings}.")]
pub struct AgainArgs {
    /// Which expense: a number, an id, last, last~1 [default: last]
    #[arg(value_name = "REF", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::recent))]
    pub reference: Option<String>,
    /// Another amount than last time
    #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
    pub amount: Option<String>,
    /// When it was [default: today]
    #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// Take a date before 1970 or more than a year ahead
    #[arg(long)]
    pub force_date: bool,
}

/// Enters an expense once more.
///
/// # Errors
///
/// `not_found` where there is none; those of the values and of the store.
pub fn run(args: &AgainArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("again", &[Format::Table, Format::Json, Format::Ids])?;
    let mut store = ctx.open_to_prepare()?;
    let (reference, amount) = match (&args.reference, &args.amount) {
        (Some(reference), Some(amount)) => (reference.as_str(), Some(amount.as_str())),
        (Some(word), None) if looks_like_amount(word) => ("last", Some(word.as_str())),
        (Some(reference), None) => (reference.as_str(), None),
        (None, _) => ("last", None),
    };
    let number = shown::resolve(&store, reference).map_err(|error| {
        let is_number = amount.is_none() && reference.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && error.code == ErrorCode::NotFound {
            error.with_hint(format!("outlay again last {reference} takes it for the amount"))
        } else {
            error
        }
    })?;
    let expense = shown::expense(&store, number)?;
    let amount = amount.map(|text| ctx.amount(text, expense.amount.currency)).transpose()?;
    let date = match &args.date {
        Some(date) => ctx.date(date, args.force_date)?,
        None => ctx.today(),
    };
    let mut book = ctx.book(&mut store)?;
    if let Some(ledger) = book.store.ledgers()?.into_iter().find(|ledger| ledger.name == expense.ledger) {
        book.ledger = ledger;
    }
    let path = expense.category.as_deref().and_then(|path| CategoryPath::parse(path).ok());
    let category_exists = path.map_or(Ok(false), |path| book.has_category(&path))?;
    let decided = Decided { category_exists, currency_assumed: false };
    let watch = budgets::watch(ctx, book.store, book.ledger.number, Period::day(date));
    let (number, _) = book.add("again", &entries::again(&expense, date, amount), decided)?;
    budgets::tell_taken(ctx, &store, watch);
    shown::added(ctx, &store, number)?;
    Ok(Outcome::Done)
}

/// Whether a word can be an amount and no reference: it has a mark, a sign of a currency or an operator in it.
fn looks_like_amount(word: &str) -> bool {
    !word.starts_with("last")
        && !word.starts_with('#')
        && word.chars().any(|c| c.is_ascii_digit())
        && !word.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}
