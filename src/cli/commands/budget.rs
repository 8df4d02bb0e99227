//! `outlay budget`: the arguments, setting, listing and removing.

mod status;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::budgets::{self, EVERYTHING, resolve};
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::style::Tone;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::typed;
use crate::ledger::budgets::{Budget, BudgetChange, Budgets};
use crate::model::budget::{BudgetPeriod, Rollover, Term, term_on};
use crate::model::category::CategoryPath;
use crate::model::money::Money;

/// Limit what is spent on a category, or in all
///
/// A budget limits a category with those below it, or everything, in one currency. Refunds count against what was spent, transfers
/// do not count. A change holds from a period on and leaves the past as it was. Budgets are synced.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct BudgetArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: BudgetCommand,
}

/// What to do with budgets.
#[derive(Debug, Clone, Subcommand)]
pub enum BudgetCommand {
    /// Set a budget, or change it from a period on
    #[command(aliases = ["add", "edit"], after_help = "\
CATEGORY all is everything that is spent. Of 100.00 a month with 80.00, 130.00 and nothing spent, --rollover none leaves 20.00, -30.00
and 100.00; unspent leaves 20.00, -10.00 and 100.00; all leaves 20.00, -10.00 and 90.00.

Examples:
  outlay budget set food 300
  outlay budget set all 1800 --rollover all
  outlay budget set travel 1200 --period year --rollover unspent --from 2026-01-01
  outlay budget set food 350 --from 2027-01-01

With --format json it prints {budgets, count, group, warnings}.")]
    Set {
        /// The category, or all
        #[arg(value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
        category: String,
        /// How much may be spent in a period, with an optional currency
        #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
        amount: String,
        /// The currency, if it stands by itself
        #[arg(value_name = "CUR")]
        currency: Option<String>,
        /// How long a period is: week, month, quarter, year [default: as before, else month]
        #[arg(long, value_name = "PERIOD")]
        period: Option<String>,
        /// What is carried into the next period: none, unspent, all [default: as before, else none]
        #[arg(long, value_name = "WHAT")]
        rollover: Option<String>,
        /// A day of the first period that it holds for, or a month such as 2027-01 [default: today]
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        from: Option<String>,
        /// Refuse a category that does not exist yet
        #[arg(long)]
        strict: bool,
    },
    /// List what holds now and later
    #[command(after_help = "\
With --format json it prints {budgets, count, warnings}, past ones included; each of budgets is what holds from starts_on to ends_on.")]
    List {
        /// Past ones too
        #[arg(long)]
        all: bool,
    },
    /// Show what is spent and left
    #[command(
        alias = "show",
        after_help = "\
Used is the part that is spent of what could be; pace is 1.00x where spending goes evenly through the period and more where it
goes faster; at the end is what will be spent if it goes on so. --check prints only the budgets that are over, or with --warn are
used so far, and exits with 4 if there are any: for cron, which mails what is printed.

Examples:
  outlay budget status
  outlay budget status food -d 2026-09-15
  outlay budget status --upcoming
  outlay budget status --check --warn 80%

With --format json it prints {on, period, budgets, over, warned, warnings}."
    )]
    Status {
        /// Which budgets: categories, or all for the one of everything
        #[arg(value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
        categories: Vec<String>,
        /// A day of the periods to show, or a month such as 2026-09 [default: today]
        #[arg(short, long, value_name = "DATE", allow_hyphen_values = true)]
        date: Option<String>,
        /// Print only what needs attention, and exit with 4 if anything does
        #[arg(long)]
        check: bool,
        /// Count what recurring expenses will still bring in the period as spent
        #[arg(long)]
        upcoming: bool,
        /// From which part on a budget needs attention before it is over, such as 80%
        #[arg(long, value_name = "PERCENT")]
        warn: Option<String>,
    },
    /// End a budget; the periods before stay as they were
    #[command(
        aliases = ["delete", "rm"],
        after_help = "With --format json it prints {budgets, count, group, warnings}: what is left of it. Exit 3 where there is no such budget."
    )]
    Remove {
        /// The category, or all
        #[arg(value_name = "CATEGORY", add = ArgValueCandidates::new(completions::categories))]
        category: String,
        /// The currency, where there is a budget in several
        #[arg(long, value_name = "CUR")]
        currency: Option<String>,
        /// A day of the first period without it, or a month such as 2027-01 [default: today]
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        from: Option<String>,
    },
}

impl BudgetCommand {
    /// Whether it leaves something for the server.
    #[must_use]
    pub const fn changes(&self) -> bool {
        matches!(self, Self::Set { .. } | Self::Remove { .. })
    }
}

/// Sets, lists, shows or removes budgets.
///
/// # Errors
///
/// `usage`, `not_found`, `ambiguous`; those of the values and of the store.
pub fn run(args: &BudgetArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("budget", &[Format::Table, Format::Json])?;
    match &args.command {
        BudgetCommand::Set { .. } => set(&args.command, ctx),
        BudgetCommand::List { all } => list(ctx, *all),
        BudgetCommand::Status { categories, date, check, upcoming, warn } => {
            let options = status::Options { check: *check, upcoming: *upcoming, warn: warn.as_deref() };
            status::run(ctx, categories, date.as_deref(), options)
        }
        BudgetCommand::Remove { category, currency, from } => {
            remove(ctx, category, currency.as_deref(), from.as_deref())
        }
    }
}

fn set(command: &BudgetCommand, ctx: &mut Context) -> Result<Outcome, CliError> {
    let BudgetCommand::Set { category, amount, currency, period, rollover, from, strict } = command else {
        return Err(CliError::internal("not `budget set`"));
    };
    let mut store = ctx.open_to_write()?;
    let mut book = ctx.book(&mut store)?;
    let typed = currency.as_ref().map_or_else(|| amount.clone(), |code| format!("{amount} {code}"));
    let amount_currency = ctx.currency(&book.ledger, typed::currency_in(&typed))?;
    let amount = ctx.amount_or_zero(&typed, amount_currency)?;
    let word = |error: String, word: &Option<String>| {
        CliError::usage(error).with_value(word.as_deref().unwrap_or_default())
    };
    let period: Option<BudgetPeriod> =
        period.as_deref().map(str::parse).transpose().map_err(|error| word(error, period))?;
    let rollover: Option<Rollover> =
        rollover.as_deref().map(str::parse).transpose().map_err(|error| word(error, rollover))?;
    let from = from.as_deref().map_or_else(|| Ok(ctx.today()), |text| budgets::day(ctx, text))?;
    let category = if is_everything(category) {
        None
    } else {
        let path = ctx.category(&book, category, *strict)?;
        let existed = !ctx.announced.contains(&path);
        Some((CategoryPath::parse(&path)?, existed))
    };
    let change =
        BudgetChange { category, amount, period, rollover, from, week_start: ctx.calendar().week_start };
    let (number, group) = book.set_budget(&change)?;
    let Budgets { budgets, .. } = book.budgets()?;
    let found = budgets
        .iter()
        .find_map(|budget| budget.rows.iter().position(|row| row.number == number).map(|at| (budget, at)));
    let Some((budget, at)) = found else { return Err(CliError::internal("the budget is not there")) };
    let line = term_line(budget, at);
    let printed = if ctx.format() == Format::Json {
        let today = ctx.today();
        ctx.print_json(&json!({"budgets": [term_json(budget, at, today)], "count": 1, "group": group}))
    } else if group.is_none() {
        ctx.talk.notice("the budget is so already: nothing to change");
        Ok(())
    } else {
        ctx.print_lines(&[format!("set {line}")])
    };
    printed.map_err(|error| if group.is_some() { error.after(&format!("set {line}")) } else { error })?;
    if let Some(later) = (at + 1..budget.terms.len()).find(|&later| budget.rows[later].starts_on > from) {
        ctx.talk.notice(&format!("a later change stays: {}", term_line(budget, later)));
    }
    Ok(Outcome::Done)
}

/// Whether a typed category means all that is spent.
fn is_everything(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case(EVERYTHING)
}

fn list(ctx: &mut Context, all: bool) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_read()?;
    let Budgets { budgets, unread } = ctx.book(&mut store)?.budgets()?;
    budgets::tell_unread(ctx, unread);
    let today = ctx.today();
    if ctx.format() == Format::Json {
        let terms: Vec<Value> = budgets
            .iter()
            .flat_map(|budget| (0..budget.terms.len()).map(move |at| term_json(budget, at, today)))
            .collect();
        ctx.print_json(&json!({"count": terms.len(), "budgets": terms}))?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("Budget").shrinks_to(8),
        Column::new("Amount").right(),
        Column::new("Every"),
        Column::new("Rollover").dropped(3),
        Column::new("From").dropped(1),
        Column::new("Until").dropped(2),
    ]);
    for budget in &budgets {
        for (at, term) in budget.terms.iter().enumerate() {
            let last = term.last_day(budget.terms.get(at + 1).map(|next| next.starts_on));
            if !all && last < today {
                continue;
            }
            let cells = [
                budget.name().to_owned(),
                money(budget, term).to_string(),
                term.period.to_string(),
                term.rollover.to_string(),
                term.starts_on.to_string(),
                if last == chrono::NaiveDate::MAX { String::new() } else { last.to_string() },
            ];
            let tone = (term_on(&budget.terms, today) != Some(at)).then_some(Tone::Dim);
            let cell = |text: String| tone.map_or_else(|| Cell::from(&text), |tone| Cell::toned(&text, tone));
            table.row(cells.map(cell));
        }
    }
    if table.is_empty() {
        budgets::tell_none(ctx, !budgets.is_empty());
        return Ok(Outcome::Done);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

fn remove(
    ctx: &mut Context,
    category: &str,
    currency: Option<&str>,
    from: Option<&str>,
) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let from = from.map_or_else(|| Ok(ctx.today()), |text| budgets::day(ctx, text))?;
    let Budgets { budgets, .. } = book.budgets()?;
    let currency = currency.map(typed::currency).transpose()?;
    let named = resolve(ctx, &book, &budgets, category)?;
    let found: Vec<&Budget> = named
        .into_iter()
        .filter(|budget| currency.is_none_or(|currency| budget.of.currency == currency))
        .collect();
    let budget = match found.as_slice() {
        [one] => *one,
        [] => return Err(budgets::not_found(category)),
        several => {
            let codes = several.iter().map(|budget| budget.of.currency.to_string()).collect();
            return Err(CliError::ambiguous(format!("`{category}` has {} budgets", several.len()), codes)
                .with_value(category)
                .with_hint("name one with --currency"));
        }
    };
    let path = budget.path.as_deref().map(CategoryPath::parse).transpose()?;
    let group = book.remove_budget(path.as_ref(), budget.of.currency, from, ctx.calendar().week_start)?;
    let line = format!("the budget of {} in {}", budget.name(), budget.of.currency);
    let printed = if ctx.format() == Format::Json {
        let today = ctx.today();
        let left = book.budgets()?.budgets.into_iter().find(|left| left.of == budget.of);
        let terms: Vec<Value> =
            left.iter().flat_map(|left| (0..left.terms.len()).map(|at| term_json(left, at, today))).collect();
        ctx.print_json(&json!({"count": terms.len(), "budgets": terms, "group": group}))
    } else {
        ctx.print_lines(&[format!("removed {line}; what was before stays")])
    };
    printed.map(|()| Outcome::Done).map_err(|error| error.after(&format!("removed {line}")))
}

fn money(budget: &Budget, term: &Term) -> Money {
    Money::new(term.amount_minor, budget.of.currency)
}

/// What holds from when on, on one line.
fn term_line(budget: &Budget, at: usize) -> String {
    let term = &budget.terms[at];
    let carried = match term.rollover {
        Rollover::None => "nothing is carried on",
        Rollover::Unspent => "what is not spent is carried on",
        Rollover::All => "what is left or overspent is carried on",
    };
    let until = budget.terms.get(at + 1).map(|next| next.starts_on);
    let last = term.last_day(until);
    let until = if last == chrono::NaiveDate::MAX { String::new() } else { format!(" until {last}") };
    format!(
        "{}: {} a {} from {}{until}, {carried}",
        budget.name(),
        money(budget, term),
        term.period,
        term.starts_on
    )
}

fn term_json(budget: &Budget, at: usize, today: chrono::NaiveDate) -> Value {
    let (term, row) = (&budget.terms[at], &budget.rows[at]);
    let last = term.last_day(budget.terms.get(at + 1).map(|next| next.starts_on));
    json!({
        "id": row.id,
        "number": row.number,
        "category": budget.path,
        "currency": budget.of.currency.code(),
        "amount": money(budget, term).to_decimal(),
        "period": term.period.as_str(),
        "rollover": term.rollover.as_str(),
        "starts_on": term.starts_on,
        "ends_on": if last == chrono::NaiveDate::MAX { None } else { Some(last) },
        "in_force": term_on(&budget.terms, today) == Some(at),
    })
}
