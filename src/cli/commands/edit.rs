//! `outlay edit`: the arguments.

use clap::Args;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};

use crate::cli::args::Format;
use crate::cli::budgets;
use crate::cli::commands::{Outcome, shown};
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::typed::{self, NONE};
use crate::ledger::Book;
use crate::ledger::entries::Edit;
use crate::model::expense::Direction;
use crate::model::period::Period;
use crate::model::text::fold;

/// Change fields of expenses
///
/// Several expenses are one step for undo. `none` clears a field.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay edit last --amount 12.80
  outlay edit 1042 1043 -c food:out -t +friends -t -work
  outlay edit 1042 --payee none
  outlay list --search spar --format ids | outlay edit - -c groceries

With --format json it prints {expenses, count, group, warnings}. Exit 3 where a REF names none, or more than one; then
nothing is changed.")]
pub struct EditArgs {
    /// Which expenses: numbers, ids, last, last~1; `-` reads ids from standard input
    #[arg(value_name = "REF", required = true, add = ArgValueCandidates::new(completions::recent))]
    pub references: Vec<String>,
    /// What becomes of them.
    #[command(flatten)]
    pub fields: FieldArgs,
    /// When it was
    #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// Take a date before 1970 or more than a year ahead
    #[arg(long)]
    pub force_date: bool,
}

/// The fields that can be changed, but for the date.
#[derive(Debug, Clone, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own on the command line
pub struct FieldArgs {
    /// How much
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub amount: Option<String>,
    /// The category, or none
    #[arg(short, long, value_name = "CATEGORY", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::categories))]
    pub category: Option<String>,
    /// How it was paid, or none
    #[arg(short, long, value_name = "METHOD", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::methods))]
    pub method: Option<String>,
    /// Add a tag with +TAG, take one away with -TAG; may be repeated; none takes all away
    #[arg(short, long, value_name = "+TAG|-TAG", allow_hyphen_values = true, add = ArgValueCompleter::new(completions::signed_tags))]
    pub tag: Vec<String>,
    /// Who was paid, or none
    #[arg(short, long, value_name = "PAYEE", allow_negative_numbers = true)]
    pub payee: Option<String>,
    /// What it was, or none
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub description: Option<String>,
    /// Anything else worth keeping, or none
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// Make it money spent
    #[arg(long, group = "direction")]
    pub expense: bool,
    /// Make it money received
    #[arg(long, group = "direction")]
    pub income: bool,
    /// Make it money moved between your own accounts
    #[arg(long, group = "direction")]
    pub transfer: bool,
    /// Refuse a category that does not exist yet
    #[arg(long)]
    pub strict: bool,
}

/// Changes expenses.
///
/// # Errors
///
/// Those of the references, the values and the store; then nothing is changed.
pub fn run(args: &EditArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("edit", &[Format::Table, Format::Json, Format::Ids])?;
    let mut store = ctx.open_to_prepare()?;
    let numbers = shown::resolve_all(ctx, &store, &args.references)?;
    let mut book = ctx.book(&mut store)?;
    let Some(first) = numbers.first() else {
        let nothing = book.edit(&[], &Edit::default())?;
        shown::changed(ctx, book.store, "changed", &nothing)?;
        return Ok(Outcome::Done);
    };
    let first = shown::expense(book.store, *first)?;
    if let Some(ledger) = book.store.ledgers()?.into_iter().find(|ledger| ledger.name == first.ledger) {
        book.ledger = ledger;
    }
    let date = args.date.as_deref().map(|date| ctx.date(date, args.force_date)).transpose()?;
    let edit = Edit { date, ..edit(&args.fields, ctx, &book, first.amount.currency)? };
    if edit == Edit::default() {
        return Err(CliError::usage("nothing to change was named")
            .with_hint("name a field, such as --amount 12.80; outlay edit --help lists them"));
    }
    let days = book.store.days_of(&numbers)?;
    let days = edit.date.map(|date| Period::reaching(days, date)).or(days);
    let watch = days.and_then(|days| budgets::watch(ctx, book.store, book.ledger.number, days));
    let changed = book.edit(&numbers, &edit)?;
    budgets::tell_taken(ctx, book.store, watch);
    shown::changed(ctx, book.store, "changed", &changed)?;
    Ok(Outcome::Done)
}

/// Reads what is to be changed.
///
/// # Errors
///
/// Those of the values.
pub fn edit(
    args: &FieldArgs,
    ctx: &mut Context,
    book: &Book,
    currency: crate::model::currency::Currency,
) -> Result<Edit, CliError> {
    let is_none = |text: &str| fold(text.trim()) == NONE;
    let optional = |text: &Option<String>, read: &dyn Fn(&str) -> Result<String, CliError>| match text {
        None => Ok(None),
        Some(text) if is_none(text) => Ok(Some(None)),
        Some(text) => read(text).map(|text| Some(Some(text))),
    };
    let mut tags = Vec::new();
    let mut clear_tags = false;
    for text in &args.tag {
        match text.strip_prefix('-') {
            _ if is_none(text) => clear_tags = true,
            Some(tag) => tags.push((typed::tag(tag)?, false)),
            None => tags.push((typed::tag(text)?, true)),
        }
    }
    let mut edit = Edit {
        date: None,
        direction: match (args.expense, args.income, args.transfer) {
            (true, _, _) => Some(Direction::Expense),
            (_, true, _) => Some(Direction::Income),
            (_, _, true) => Some(Direction::Transfer),
            _ => None,
        },
        amount: args.amount.as_deref().map(|amount| ctx.amount(amount, currency)).transpose()?,
        category: None,
        description: match &args.description {
            Some(text) if is_none(text) => Some(String::new()),
            other => other.as_deref().map(|text| typed::line("description", text)).transpose()?,
        },
        payee: optional(&args.payee, &typed::payee)?,
        method: optional(&args.method, &|text| ctx.method(book, text))?,
        note: optional(&args.note, &typed::note)?,
        category_exists: false,
        reference: None,
        tags,
        clear_tags,
    };
    // Last of all: what is said of a new category must not stand above an error that keeps it from being made.
    edit.category = match &args.category {
        None => None,
        Some(text) if is_none(text) => Some(None),
        Some(text) => {
            let path = ctx.category(book, text, args.strict)?;
            edit.category_exists = !ctx.announced.contains(&path);
            Some(Some(crate::model::category::CategoryPath::parse(&path)?))
        }
    };
    Ok(edit)
}
