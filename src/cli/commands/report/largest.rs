//! `outlay report largest`: the largest expenses of a period.

use std::num::NonZeroU64;

use clap::Args;
use serde_json::json;

use super::csv;
use super::request::{Request, Words};
use crate::cli::args::{FilterArgs, Format};
use crate::cli::commands::Outcome;
use crate::cli::commands::list::money_rows;
use crate::cli::context::Context;
use crate::cli::converted::InArgs;
use crate::cli::error::CliError;
use crate::cli::view::{expense_cells, expense_table, expenses_json, money_json};
use crate::model::expense::{Direction, Expense};
use crate::model::filter::{Filter, Match};
use crate::store::Store;
use crate::store::query::Sum;

/// Show the largest expenses
///
/// Of this month, unless told otherwise. Currencies are never compared: there are as many of each.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay report largest
  outlay report largest -n 3 --year last -c travel
  outlay report largest --direction income --period all

With --format json it prints {period, expenses, count, totals, in, rates, unconverted, warnings}; totals are of all that passes
the filters. With --in they are ordered by what they were worth in that currency on their day, and shown as they are.")]
pub struct LargestArgs {
    /// At most this many of each currency
    #[arg(short = 'n', long, value_name = "N", default_value = "10", allow_negative_numbers = true)]
    pub limit: NonZeroU64,
    /// In one currency
    #[command(flatten)]
    pub into: InArgs,
    /// Which expenses
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Shows them.
///
/// # Errors
///
/// Those of the filters and of the store.
pub fn run(args: &LargestArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("report largest", &[Format::Table, Format::Json, Format::Csv])?;
    let mut store = ctx.open_to_read()?;
    let mut request = Request::new(&Words::default(), &args.filter, ctx, &mut store)?;
    if request.filter.direction.is_empty() {
        request.filter.direction.push(Match::is(Direction::Expense));
    }
    let mut converted = request.converted(&args.into, &store)?;
    let sums = converted.sums(&store, &request.filter)?;
    let expenses = if args.into.target.is_some() {
        // By another one, so that no row is counted twice among those that were converted.
        request.converted(&args.into, &store)?.largest(&store, &request.filter, args.limit.get())?
    } else {
        largest(&store, &request.filter, &sums, args.limit.get())?
    };
    match format {
        Format::Json => {
            let period = request.shape.period;
            let mut answer = json!({
                "period": {"from": period.map(|period| period.from), "to": period.map(|period| period.to)},
                "expenses": expenses_json(&expenses),
                "count": expenses.len(),
                "totals": money_rows(&sums)?.iter().map(money_json).collect::<Vec<_>>(),
            });
            converted.put(ctx, &mut answer)?;
            return ctx.print_json(&answer).map(|()| Outcome::Done);
        }
        Format::Csv => csv::print_rows(ctx, &cells_of(&expenses))?,
        _ if expenses.is_empty() => request.say_nothing(ctx, &store)?,
        _ => {
            let mut table = expense_table();
            for expense in &expenses {
                table.row(expense_cells(expense));
            }
            let style = ctx.screen.stdout_style();
            let heading = style.bold(&request.heading());
            ctx.print_text(&format!("{heading}\n{}", table.render(ctx.screen.width, style)))?;
        }
    }
    converted.say(ctx);
    Ok(Outcome::Done)
}

/// The largest of each currency, the currency with the most rows first.
fn largest(store: &Store, filter: &Filter, sums: &[Sum], limit: u64) -> Result<Vec<Expense>, CliError> {
    let mut currencies: Vec<_> =
        sums.iter().map(|sum| (std::cmp::Reverse(sum.count), sum.currency)).collect();
    currencies.sort_unstable();
    let mut expenses: Vec<Expense> = Vec::new();
    let mut seen = Vec::new();
    for (_, currency) in currencies {
        if seen.contains(&currency) {
            continue;
        }
        seen.push(currency);
        let of_currency = Filter { currency: vec![Match::is(currency)], ..filter.clone() };
        expenses.extend(store.largest_expenses(&of_currency, limit)?);
    }
    Ok(expenses)
}

fn cells_of(expenses: &[Expense]) -> Vec<Vec<String>> {
    let header =
        ["number", "date", "direction", "amount", "currency", "category", "description", "payee", "method"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    rows.extend(expenses.iter().map(|expense| {
        vec![
            expense.number.to_string(),
            expense.date.to_string(),
            expense.direction.as_str().to_owned(),
            expense.amount.to_decimal(),
            expense.amount.currency.to_string(),
            text(&expense.category),
            expense.description.clone(),
            text(&expense.payee),
            text(&expense.method),
        ]
    }));
    rows
}
