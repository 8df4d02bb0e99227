//! `outlay add`: the arguments.

use chrono::NaiveDate;
use clap::Args;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};

use crate::cli::args::Format;
use crate::cli::budgets;
use crate::cli::commands::{Outcome, shown};
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::due;
use crate::cli::error::CliError;
use crate::cli::prompt;
use crate::cli::typed::{self, NONE};
use crate::ledger::Book;
use crate::ledger::entries::Decided;
use crate::model::expense::{Direction, ExpenseDraft};
use crate::model::period::Period;
use crate::model::text::fold;

/// Enter an expense
///
/// AMOUNT comes first, then the category, then words: plain ones are the description, +word is a tag, @word is the
/// method. With -c every word after AMOUNT is description. On a terminal, what is missing is asked for.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay add 12.50 groceries bread and butter @card +weekend
  outlay add 9 EUR coffee -d yesterday -p \"Café Central\"
  outlay add 45/3 -c food:out dinner, my third
  outlay add 20 clothes --income returned the shirt
  outlay add 3 misc -- -words that look like options, +or @tags

With --format json it prints {expense, warnings}.")]
pub struct AddArgs {
    /// What to enter.
    #[command(flatten)]
    pub entry: EntryArgs,
    /// When it was [default: today]
    #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
    pub date: Option<String>,
    /// Enter it in the shared ledger
    #[arg(long, conflicts_with = "ledger")]
    pub shared: bool,
    /// Take a date before 1970 or more than a year ahead
    #[arg(long)]
    pub force_date: bool,
}

/// What is entered, but for its date.
#[derive(Debug, Clone, Args)]
pub struct EntryArgs {
    /// How much, with an optional currency: 12.50, 12.50EUR, €12.50, 12.50+3
    #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
    pub amount: Option<String>,
    /// The category, or a currency code that belongs to AMOUNT, or with -c the first word of the description
    #[arg(value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
    pub category_word: Option<String>,
    /// Description, +tag, @method
    #[arg(value_name = "WORDS", add = ArgValueCompleter::new(completions::words))]
    pub words: Vec<String>,
    /// Words that are description whatever they look like
    #[arg(value_name = "TEXT", last = true)]
    pub text: Vec<String>,
    /// The category; then every word after AMOUNT is description
    #[arg(short, long, value_name = "CATEGORY", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::categories))]
    pub category: Option<String>,
    /// How it was paid, or none
    #[arg(short, long, value_name = "METHOD", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::methods))]
    pub method: Option<String>,
    /// A tag; may be repeated
    #[arg(short, long, value_name = "TAG", allow_negative_numbers = true, add = ArgValueCandidates::new(completions::tags))]
    pub tag: Vec<String>,
    /// Who was paid
    #[arg(short, long, value_name = "PAYEE", allow_negative_numbers = true)]
    pub payee: Option<String>,
    /// Anything else worth keeping
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    /// Money received, a refund included
    #[arg(long, conflicts_with = "transfer")]
    pub income: bool,
    /// Money moved between your own accounts; in no total
    #[arg(long)]
    pub transfer: bool,
    /// Refuse a category that does not exist yet
    #[arg(long)]
    pub strict: bool,
}

impl EntryArgs {
    /// The words after AMOUNT and before `--`, in order, the one that may be a category or a currency first.
    pub fn words_after_amount(&self) -> impl Iterator<Item = &str> {
        self.category_word.iter().chain(&self.words).map(String::as_str)
    }
}

/// Enters an expense.
///
/// # Errors
///
/// Those of the values and of the store.
pub fn run(args: &AddArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("add", &[Format::Table, Format::Json, Format::Ids])?;
    if args.shared {
        return Err(CliError::not_found("there is no shared ledger in this database")
            .with_hint("leave --shared out to record it in your own ledger"));
    }
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let draft = draft(&args.entry, ctx, &book, |ctx| match &args.date {
        Some(date) => ctx.date(date, args.force_date),
        None => Ok(ctx.today()),
    })?;
    let mut opened;
    if book.store.is_in_memory() {
        opened = ctx.open_to_write()?;
        book = ctx.book(&mut opened)?;
    }
    let decided = decided(ctx, &draft);
    // Before what was typed, so that an undo takes that back.
    due::enter(ctx, book.store);
    let watch = budgets::watch(ctx, book.store, book.ledger.number, Period::day(draft.date));
    let (number, _) = book.add("add", &draft, decided)?;
    budgets::tell_taken(ctx, book.store, watch);
    shown::added(ctx, book.store, number)?;
    Ok(Outcome::Done)
}

/// What was settled of a draft before the write lock is taken.
#[must_use]
pub fn decided(ctx: &Context, draft: &ExpenseDraft) -> Decided {
    Decided {
        category_exists: draft.category.as_ref().is_some_and(|path| !ctx.announced.contains(path)),
        currency_assumed: ctx.assumed_currency == Some(draft.amount.currency),
    }
}

/// Reads what is to be entered. Asks for what is missing, where that is possible.
///
/// # Errors
///
/// Those of the values.
pub fn draft(
    args: &EntryArgs,
    ctx: &mut Context,
    book: &Book,
    date: impl FnOnce(&mut Context) -> Result<NaiveDate, CliError>,
) -> Result<ExpenseDraft, CliError> {
    let words: Vec<&str> = args.words_after_amount().collect();
    // Asked for once, even if the amount has to be asked for again.
    let mut currency = None;
    let mut read = |ctx: &mut Context, typed: &str| {
        let currency = match currency {
            Some(known) => known,
            None => *currency.insert(ctx.currency(&book.ledger, typed::currency_in(typed))?),
        };
        ctx.amount(typed, currency)
    };
    let (amount, words) = match &args.amount {
        Some(typed) => {
            let (typed, words) = typed::split_amount(typed, &words);
            (read(ctx, &typed)?, words)
        }
        None => (prompt::until_read(ctx, "Amount", "AMOUNT", read)?, words),
    };
    let mut parts = Parts::default();
    let (word, rest) = match (&args.category, words.split_first()) {
        (Some(category), _) => {
            parts.words.extend(words.iter().map(|word| (*word).to_owned()));
            (Some(category.as_str()), &[][..])
        }
        (None, Some((first, rest))) => (Some(*first), rest),
        (None, None) => (None, &[][..]),
    };
    parts.sort(rest, args.method.as_deref())?;
    let asked = match word {
        Some(_) => None,
        None => Some(prompt::until_read(ctx, "Category", "CATEGORY", |ctx, typed| {
            ctx.category(book, typed, args.strict)
        })?),
    };
    parts.words.extend(args.text.iter().cloned());
    if args.amount.is_none() && parts.words.is_empty() {
        parts.words.push(prompt::text(ctx, "Description (Enter for none)", "WORDS", Some(""))?);
    }
    let date = date(ctx)?;
    let method = method(ctx, book, args.method.as_deref().or(parts.method.as_deref()))?;
    let mut draft = ExpenseDraft {
        date,
        direction: match (args.income, args.transfer) {
            (true, _) => Direction::Income,
            (_, true) => Direction::Transfer,
            _ => Direction::Expense,
        },
        amount,
        category: asked,
        description: typed::line("description", &parts.words.join(" "))?,
        payee: args.payee.as_deref().map(typed::payee).transpose()?,
        method,
        tags: typed::tags(args.tag.iter().chain(&parts.tags))?,
        note: args.note.as_deref().map(typed::note).transpose()?,
        paid_by: None,
        reference: None,
    };
    // Last of all: what is said of a new category must not stand above an error that keeps it from being made.
    if let Some(word) = word {
        draft.category = Some(ctx.category(book, word, args.strict)?);
    }
    Ok(draft)
}

/// The method that was typed, else the configured one; `none` is no method.
fn method(ctx: &Context, book: &Book, typed: Option<&str>) -> Result<Option<String>, CliError> {
    let method = typed.or(ctx.settings.default_method());
    let is_none = |method: &str| fold(method.strip_prefix('@').unwrap_or(method).trim()) == NONE;
    method.filter(|method| !is_none(method)).map(|method| ctx.method(book, method)).transpose()
}

/// The words after the category, sorted by their first character.
#[derive(Debug, Default)]
struct Parts {
    words: Vec<String>,
    tags: Vec<String>,
    method: Option<String>,
}

impl Parts {
    /// Sorts the words. `option` is the method that -m names.
    fn sort(&mut self, words: &[&str], option: Option<&str>) -> Result<(), CliError> {
        for &word in words {
            if let Some(tag) = word.strip_prefix('+').filter(|tag| !tag.is_empty()) {
                self.tags.push(tag.to_owned());
            } else if let Some(method) = word.strip_prefix('@').filter(|method| !method.is_empty()) {
                let option = option.map(|option| option.strip_prefix('@').unwrap_or(option));
                if let Some(first) = self.method.as_deref().or(option) {
                    return Err(CliError::usage(format!("two methods: @{first} and @{method}"))
                        .with_value(word)
                        .with_hint("name one; after -- all words are description"));
                }
                self.method = Some(method.to_owned());
            } else {
                self.words.push(word.to_owned());
            }
        }
        Ok(())
    }
}
