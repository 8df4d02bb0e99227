//! Bare `outlay`: the month at a glance. It enters what is due and else only reads, and never fails because of a server.

use std::fmt::Write as _;

use chrono::{Days, Months};
use serde_json::json;

use crate::cli::args::Format;
use crate::cli::budgets::{cells, columns, kind_of, standing_json};
use crate::cli::commands::Outcome;
use crate::cli::commands::list::money_rows;
use crate::cli::commands::queue::counts_json;
use crate::cli::commands::status::obstacle;
use crate::cli::commands::sync::told;
use crate::cli::context::Context;
use crate::cli::due;
use crate::cli::error::CliError;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::{EMPTY, expense_cells, expense_table, expenses_json, money_json, upcoming_json};
use crate::ledger::budget_status::{Seen, standings};
use crate::ledger::budgets::{Budget, Budgets};
use crate::ledger::upcoming::{Upcoming, upcoming};
use crate::model::budget::{BudgetPeriod, Standing};
use crate::model::currency::Currency;
use crate::model::expense::Expense;
use crate::model::filter::{Filter, LedgerScope, Match};
use crate::model::money::Money;
use crate::model::period::Period;
use crate::report::{Builder, Dimension, Fact, MoneyRow, Shape};
use crate::store::Store;
use crate::store::ledgers::LedgerRow;
use crate::store::operations::QueueCounts;

/// Currencies shown, categories where there is no budget, and budgets: with the last expenses they fit a screen of 24 lines.
const CURRENCIES_MAX: usize = 3;
const CATEGORIES_MAX: usize = 8;
const BUDGETS_MAX: usize = 6;
/// Expenses shown.
const EXPENSES_MAX: u64 = 5;
/// How far ahead what recurring expenses bring is told, and how much of it.
const UPCOMING_DAYS: Days = Days::new(7);
const UPCOMING_MAX: usize = 3;

/// What a screen of it shows.
struct Glance {
    ledger: Option<LedgerRow>,
    month: Filter,
    period: Period,
    totals: Vec<MoneyRow>,
    previous: Vec<MoneyRow>,
    budgets: Vec<(Budget, Standing)>,
    upcoming: Vec<Upcoming>,
    expenses: Vec<Expense>,
    counts: QueueCounts,
}

/// Shows this month against the last one, how the budgets stand or where the money went, the last entries, what comes, and what
/// waits.
///
/// # Errors
///
/// Those of the store.
pub fn run(ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("outlay", &[Format::Table, Format::Json])?;
    let store = due::enter_and_read(ctx)?;
    let glance = look(ctx, &store)?;
    if ctx.format() == Format::Json {
        let budgets = glance.budgets.iter().map(|(budget, stand)| standing_json(budget, stand, false, None));
        ctx.print_json(&json!({
            "period": {"from": glance.period.from, "to": glance.period.to},
            "totals": glance.totals.iter().map(money_json).collect::<Vec<_>>(),
            "previous": glance.previous.iter().map(money_json).collect::<Vec<_>>(),
            "budgets": budgets.collect::<Vec<_>>(),
            "upcoming": glance.upcoming.iter().map(upcoming_json).collect::<Vec<_>>(),
            "expenses": expenses_json(&glance.expenses),
            "queue": counts_json(&glance.counts),
        }))?;
        return Ok(Outcome::Done);
    }
    if glance.expenses.is_empty() && glance.budgets.is_empty() && glance.upcoming.is_empty() {
        ctx.talk.notice("no expenses yet");
        ctx.talk
            .hint("outlay add 12.50 food:lunch Falafel records the first one; outlay --help shows the rest");
        return Ok(Outcome::Done);
    }
    let mut text = months_text(&glance.totals, &glance.previous, glance.period);
    if glance.budgets.is_empty() {
        text.push_str(&categories_text(ctx, &store, &glance.month)?);
    } else {
        text.push_str(&budgets_text(ctx, &glance.budgets));
    }
    if !glance.expenses.is_empty() {
        let mut table = expense_table();
        for expense in &glance.expenses {
            table.row(expense_cells(expense));
        }
        text.push('\n');
        text.push_str(&table.render(ctx.screen.width, ctx.screen.stdout_style()));
    }
    text.push_str(&upcoming_text(ctx, &glance.upcoming));
    text.push_str(&waiting_text(ctx, &store, &glance)?);
    ctx.print_text(&text)?;
    Ok(Outcome::Done)
}

/// Reads it.
fn look(ctx: &Context, store: &Store) -> Result<Glance, CliError> {
    let ledger = ctx.ledger_to_read(store)?;
    let scope = match &ledger {
        Some(ledger) => LedgerScope::Named(vec![Match::is(ledger.name.clone())]),
        None => LedgerScope::All,
    };
    let period = Period::month_of(ctx.today());
    let before = Period::month_of(ctx.today().checked_sub_months(Months::new(1)).unwrap_or(period.from));
    let of = |period: Period| Filter { ledger: scope.clone(), ..Filter::of_period(Some(period)) };
    let number = ledger.as_ref().map(|ledger| ledger.number);
    let soon = ctx.today().checked_add_days(UPCOMING_DAYS).unwrap_or(ctx.today());
    // The ledger's own currency first, then the one with the most rows.
    let own = ledger.as_ref().and_then(|ledger| ledger.currency);
    let mut totals = money_rows(&store.sums(&of(period))?)?;
    totals.sort_by_key(|row| (Some(row.currency) != own, std::cmp::Reverse(row.count)));
    Ok(Glance {
        month: of(period),
        period,
        totals,
        previous: money_rows(&store.sums(&of(before))?)?,
        budgets: number.map_or_else(|| Ok(Vec::new()), |number| stands(ctx, store, number))?,
        upcoming: upcoming(store, number, soon)?.items,
        expenses: store
            .expenses(&Filter { ledger: scope.clone(), ..Filter::default() }, Some(EXPENSES_MAX))?,
        counts: store.queue_counts(number)?,
        ledger,
    })
}

/// What recurring expenses bring soon, a line each.
fn upcoming_text(ctx: &Context, upcoming: &[Upcoming]) -> String {
    let mut text = String::new();
    for item in upcoming.iter().take(UPCOMING_MAX) {
        let word = if item.date <= ctx.today() { "due" } else { "coming" };
        let what =
            if item.description.is_empty() { item.payee.as_deref() } else { Some(item.description.as_str()) };
        let mut line = format!("{word} {}  {}", item.date, item.amount);
        for part in [item.path.as_deref(), what].into_iter().flatten() {
            let _ = write!(line, "  {part}");
        }
        let _ = writeln!(text, "{}", for_terminal(&line));
    }
    if upcoming.len() > UPCOMING_MAX {
        let more = upcoming.len() - UPCOMING_MAX;
        let _ = writeln!(text, "and {more} more; outlay recurring upcoming shows all");
    }
    if text.is_empty() { text } else { format!("\n{text}") }
}

/// What waits to be synchronised, and what needs a person.
fn waiting_text(ctx: &mut Context, store: &Store, glance: &Glance) -> Result<String, CliError> {
    let (counts, mut text) = (&glance.counts, String::new());
    let waiting = counts.pending + counts.in_flight;
    if glance.ledger.as_ref().is_none_or(|ledger| ledger.server_id.is_some()) && waiting > 0 {
        let _ = writeln!(text, "\n{} to be synchronised", told::waiting(waiting));
        if let Some(obstacle) = obstacle(ctx, store)? {
            let _ = writeln!(text, "{}", for_terminal(&obstacle));
        }
    }
    if counts.failed > 0 {
        let _ = writeln!(text, "\n{}", told::refused_operations(counts.failed));
    }
    let conflicts_open = store.waiting()?.conflicts_open;
    if conflicts_open > 0 {
        let _ = writeln!(text, "\n{}", told::open_conflicts(conflicts_open));
    }
    Ok(text)
}

/// A line for each currency of the two months.
fn months_text(this_month: &[MoneyRow], last_month: &[MoneyRow], month: Period) -> String {
    let mut text = String::new();
    let name = month.from.format("%B %Y");
    let only_before =
        last_month.iter().filter(|before| this_month.iter().all(|row| row.currency != before.currency));
    let rows: Vec<(Currency, Option<&MoneyRow>)> = (this_month.iter().map(|row| (row.currency, Some(row))))
        .chain(only_before.map(|before| (before.currency, None)))
        .collect();
    for (currency, row) in rows.iter().take(CURRENCIES_MAX) {
        let decimal = |minor| Money::new(minor, *currency).to_decimal();
        match row {
            Some(row) => {
                let _ = write!(text, "{name}: {} {currency} spent", decimal(row.expense_minor));
                if row.income_minor != 0 {
                    let _ = write!(text, ", {} received", decimal(row.income_minor));
                }
            }
            None => {
                let _ = write!(text, "{name}: nothing in {currency} yet");
            }
        }
        if let Some(before) = last_month.iter().find(|before| before.currency == *currency) {
            let _ = write!(text, "; {} in the whole month before", decimal(before.expense_minor));
        }
        text.push('\n');
    }
    if rows.is_empty() {
        let _ = writeln!(text, "{name}: nothing spent yet");
    }
    if rows.len() > CURRENCIES_MAX {
        let more = rows.len() - CURRENCIES_MAX;
        let currencies = if more == 1 { "currency" } else { "currencies" };
        let _ = writeln!(text, "and {more} more {currencies}; outlay report shows all");
    }
    text
}

/// The budgets that hold today: those that are over first, then by how much of them is used.
fn stands(ctx: &Context, store: &Store, ledger: i64) -> Result<Vec<(Budget, Standing)>, CliError> {
    let rows = store.budgets(ledger)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let Budgets { budgets, .. } = Budgets::new(rows, &store.category_tree()?);
    let seen = Seen { ledger, today: ctx.today(), week_start: ctx.calendar().week_start };
    let wanted: Vec<_> = (0..budgets.len()).map(|at| (at, ctx.today())).collect();
    let found = standings(store, seen, &budgets, &wanted)?;
    let mut stands: Vec<_> =
        budgets.into_iter().zip(found).filter_map(|(budget, stand)| Some((budget, stand?))).collect();
    stands.sort_by_key(|(_, stand)| (!stand.is_over(), std::cmp::Reverse(stand.used())));
    Ok(stands)
}

/// The budgets as a table with bars, as many as there is room for.
fn budgets_text(ctx: &Context, stands: &[(Budget, Standing)]) -> String {
    let shown = &stands[..stands.len().min(BUDGETS_MAX)];
    let carried = shown.iter().any(|(_, stand)| stand.carried_minor != 0);
    let mut table = Table::new(columns(carried));
    for (budget, stand) in shown {
        let kind = kind_of(budget, stand.period);
        let name = match kind {
            BudgetPeriod::Month => budget.name().to_owned(),
            other => format!("{} ({other})", budget.name()),
        };
        table.row(cells(ctx, (budget, &name), stand, carried, false));
    }
    let mut text = format!("\n{}", table.render(ctx.screen.width, ctx.screen.stdout_style()));
    if stands.len() > BUDGETS_MAX {
        let _ = writeln!(text, "and {} more; outlay budget status shows all", stands.len() - BUDGETS_MAX);
    }
    text
}

/// The largest categories of the month.
fn categories_text(ctx: &Context, store: &Store, filter: &Filter) -> Result<String, CliError> {
    let mut builder = Builder::new(&[Dimension::Category], None)?;
    store.for_each_fact(filter, true, |row| {
        let fact = Fact {
            date: row.date,
            category: row.category,
            payee: None,
            method: None,
            tags: &[],
            ledger: row.ledger,
            source: None,
            direction: row.direction,
            currency: row.currency,
            count: row.count,
            minor: row.minor,
        };
        builder.add(&fact).map_err(CliError::from)
    })?;
    let report = builder.finish(&Shape::default())?;
    let spent: Vec<_> = report.rows.iter().filter(|row| row.money.expense_minor > 0).collect();
    if spent.is_empty() {
        return Ok(String::new());
    }
    let mut table = Table::new(vec![Column::new("Category").shrinks_to(8), Column::new("Spent").right()]);
    for row in spent.iter().take(CATEGORIES_MAX) {
        let key = row.key.first().and_then(Option::as_deref).unwrap_or(EMPTY);
        let spent = Money::new(row.money.expense_minor, row.money.currency);
        table.row([Cell::from(key), Cell::from(spent.to_string())]);
    }
    let mut text = format!("\n{}", table.render(ctx.screen.width, ctx.screen.stdout_style()));
    if spent.len() > CATEGORIES_MAX {
        let _ = writeln!(text, "and {} more; outlay report shows all", spent.len() - CATEGORIES_MAX);
    }
    Ok(text)
}
