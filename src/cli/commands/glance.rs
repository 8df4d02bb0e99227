//! Bare `outlay`: the month at a glance. It enters what is due and else only reads, and never fails because of a server.

use std::fmt::Write as _;

use chrono::Months;
use serde_json::json;

use crate::cli::args::Format;
use crate::cli::budgets::{cells, columns, standing_json};
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
use crate::cli::view::{EMPTY, expense_cells, expense_table, expenses_json, money_json};
use crate::ledger::budget_status::{Seen, standings};
use crate::ledger::budgets::{Budget, Budgets};
use crate::model::budget::Standing;
use crate::model::filter::{Filter, LedgerScope, Match};
use crate::model::money::Money;
use crate::model::period::Period;
use crate::report::{Builder, Dimension, Fact, MoneyRow, Shape};
use crate::store::Store;

/// Currencies shown, categories where there is no budget, and budgets: with the last expenses they fit a screen of 24 lines.
const CURRENCIES_MAX: usize = 3;
const CATEGORIES_MAX: usize = 8;
const BUDGETS_MAX: usize = 6;
/// Expenses shown.
const EXPENSES_MAX: u64 = 5;

/// Shows this month against the last one, where it went, the last entries, and what waits.
///
/// # Errors
///
/// Those of the store.
pub fn run(ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("outlay", &[Format::Table, Format::Json])?;
    let store = due::enter_and_read(ctx)?;
    let ledger = ctx.ledger_to_read(&store)?;
    let scope = match &ledger {
        Some(ledger) => LedgerScope::Named(vec![Match::is(ledger.name.clone())]),
        None => LedgerScope::All,
    };
    let month = Period::month_of(ctx.today());
    let before = Period::month_of(ctx.today().checked_sub_months(Months::new(1)).unwrap_or(month.from));
    let of = |period: Period| Filter { ledger: scope.clone(), ..Filter::of_period(Some(period)) };
    let this_month = money_rows(&store.sums(&of(month))?)?;
    let last_month = money_rows(&store.sums(&of(before))?)?;
    let recent =
        store.expenses(&Filter { ledger: scope.clone(), ..Filter::default() }, Some(EXPENSES_MAX))?;
    let stands = match &ledger {
        Some(ledger) => stands(ctx, &store, ledger.number)?,
        None => Vec::new(),
    };
    let counts = store.queue_counts(ledger.as_ref().map(|ledger| ledger.number))?;
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({
            "period": {"from": month.from, "to": month.to},
            "totals": this_month.iter().map(money_json).collect::<Vec<_>>(),
            "previous": last_month.iter().map(money_json).collect::<Vec<_>>(),
            "budgets": stands.iter().map(|(budget, stand)| standing_json(budget, stand, false)).collect::<Vec<_>>(),
            "expenses": expenses_json(&recent),
            "queue": counts_json(&counts),
        }))?;
        return Ok(Outcome::Done);
    }
    if recent.is_empty() {
        ctx.talk.notice("no expenses yet");
        ctx.talk
            .hint("outlay add 12.50 food:lunch Falafel records the first one; outlay --help shows the rest");
        return Ok(Outcome::Done);
    }
    let mut text = months_text(&this_month, &last_month, month);
    if stands.is_empty() {
        text.push_str(&categories_text(ctx, &store, &of(month))?);
    } else {
        text.push_str(&budgets_text(ctx, &stands));
    }
    let mut table = expense_table();
    for expense in &recent {
        table.row(expense_cells(expense));
    }
    text.push('\n');
    text.push_str(&table.render(ctx.screen.width, ctx.screen.stdout_style()));
    let waiting = counts.pending + counts.in_flight;
    if ledger.is_none_or(|ledger| ledger.server_id.is_some()) && waiting > 0 {
        let _ = writeln!(text, "\n{} to be synchronised", told::waiting(waiting));
        if let Some(obstacle) = obstacle(ctx, &store)? {
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
    ctx.print_text(&text)?;
    Ok(Outcome::Done)
}

/// A line for each currency of the two months.
fn months_text(this_month: &[MoneyRow], last_month: &[MoneyRow], month: Period) -> String {
    let mut text = String::new();
    let name = month.from.format("%B %Y");
    for row in this_month.iter().take(CURRENCIES_MAX) {
        let decimal = |minor| Money::new(minor, row.currency).to_decimal();
        let _ = write!(text, "{name}: {} {} spent", decimal(row.expense_minor), row.currency);
        if row.income_minor != 0 {
            let _ = write!(text, ", {} received", decimal(row.income_minor));
        }
        if let Some(before) = last_month.iter().find(|before| before.currency == row.currency) {
            let _ = write!(text, "; {} in the whole month before", decimal(before.expense_minor));
        }
        text.push('\n');
    }
    if this_month.is_empty() {
        let _ = writeln!(text, "{name}: nothing spent yet");
    }
    if this_month.len() > CURRENCIES_MAX {
        let _ = writeln!(text, "… and {} more currencies", this_month.len() - CURRENCIES_MAX);
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
        table.row(cells(ctx, budget, stand, carried, false));
    }
    let mut text = format!("\n{}", table.render(ctx.screen.width, ctx.screen.stdout_style()));
    if stands.len() > BUDGETS_MAX {
        let _ = writeln!(text, "… and {} more; outlay budget status shows all", stands.len() - BUDGETS_MAX);
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
        let _ = writeln!(text, "… and {} more; outlay report shows all", spent.len() - CATEGORIES_MAX);
    }
    Ok(text)
}
