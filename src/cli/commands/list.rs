//! `outlay list`: the arguments.

use clap::Args;

use crate::cli::args::FilterArgs;

use serde_json::json;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::converted::{Converted, InArgs};
use crate::cli::error::CliError;
use crate::cli::rows::{RowFormat, Rows};
use crate::cli::view::{expense_cells, expense_table, expenses_json, money_json};
use crate::export::csv::CellGuard;
use crate::model::filter::Filter;
use crate::model::money::Money;
use crate::report::MoneyRow;
use crate::store::query::Sum;
use crate::store::{Store, StoreError};

/// List expenses, newest first
///
/// A table shows the first 50 unless -n says otherwise; json, jsonl, csv and ids give all.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay list --month last -c food
  outlay list --search \"coffee shop\" --min 5 --format csv
  outlay list -t holiday -t not:work --format ids | outlay edit - -c travel
  outlay list -t holiday --in EUR

With --in a table ends with the totals, converted; rows are shown as they are.

With --format json it prints {expenses, count, matched, truncated, totals, in, rates, unconverted, warnings}; jsonl is one expense
a line.")]
pub struct ListArgs {
    /// At most this many rows
    #[arg(short = 'n', long, value_name = "N", allow_negative_numbers = true)]
    pub limit: Option<u64>,
    /// In CSV, guard cells that a spreadsheet would run as a formula
    #[arg(long)]
    pub safe: bool,
    /// Which expenses.
    /// Deleted expenses too
    #[arg(long)]
    pub deleted: bool,
    /// Totals in one currency
    #[command(flatten)]
    pub into: InArgs,
    /// Which expenses
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Lists expenses.
///
/// # Errors
///
/// Those of the filters, of the store and of stdout.
pub fn run(args: &ListArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format =
        ctx.format_among("list", &[Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Ids])?;
    let mut store = ctx.open_to_read()?;
    let mut filter = ctx.filter(&mut store, &args.filter)?;
    filter.deleted = args.deleted;
    if args.into.target.is_some() && !matches!(format, Format::Table | Format::Json) {
        return Err(CliError::usage("--in converts totals, and only a table and json have any")
            .with_value(format.as_str())
            .with_hint("leave --in out: each row is in its own currency"));
    }
    let mut converted = Converted::new(&args.into, &store, &[&filter])?;
    let rows = |format| Rows { store: &store, filter: &filter, limit: args.limit, format };
    match format {
        Format::Table => {
            table(args, ctx, &store, &filter)?;
            if args.into.target.is_some() {
                for row in money_rows(&converted.sums(&store, &filter)?)? {
                    ctx.print_text(&format!("{}\n", total_line(&row)))?;
                }
                converted.say(ctx);
            }
        }
        Format::Json => {
            let expenses = store.expenses(&filter, args.limit)?;
            let totals = money_rows(&converted.sums(&store, &filter)?)?;
            let matched = store.count(&filter)?;
            let count = u64::try_from(expenses.len()).unwrap_or(u64::MAX);
            let mut answer = json!({
                "expenses": expenses_json(&expenses),
                "count": count,
                "matched": matched,
                "truncated": count < matched,
                "totals": totals.iter().map(money_json).collect::<Vec<_>>(),
            });
            converted.put(ctx, &mut answer)?;
            ctx.print_json(&answer)?;
        }
        Format::Csv => {
            let guard = if args.safe { CellGuard::Safe } else { CellGuard::Lossless };
            rows(RowFormat::Csv(guard)).print()?;
        }
        Format::Jsonl => rows(RowFormat::Jsonl).print()?,
        _ => rows(RowFormat::Ids).print()?,
    }
    Ok(Outcome::Done)
}

/// The rows that fit, and what there is beyond them.
fn table(args: &ListArgs, ctx: &mut Context, store: &Store, filter: &Filter) -> Result<(), CliError> {
    let limit = args.limit.unwrap_or_else(|| u64::from(ctx.settings.list_limit()));
    let mut expenses = store.expenses(filter, Some(limit.saturating_add(1)))?;
    let more = u64::try_from(expenses.len()).unwrap_or(u64::MAX) > limit;
    expenses.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    if expenses.is_empty() {
        if limit == 0 {
            return Ok(());
        }
        ctx.talk.notice("no expenses here");
        if store.expense_count(None)? == 0 {
            ctx.talk.hint("outlay add 12.50 food:lunch Falafel records the first one");
        }
        return Ok(());
    }
    let mut table = expense_table();
    for expense in &expenses {
        table.row(expense_cells(expense));
    }
    ctx.print_table(&table)?;
    if more {
        // What months and categories can answer costs nothing; counting rows by rows would.
        let of = if filter.totals_answer() { format!(" of {}", store.count(filter)?) } else { String::new() };
        ctx.talk.notice(&format!("the newest {}{of} are shown; -n shows more", expenses.len()));
    }
    Ok(())
}

/// The sums of a currency in words.
fn total_line(row: &MoneyRow) -> String {
    let decimal = |minor| Money::new(minor, row.currency).to_decimal();
    format!(
        "{}: expense {}, income {}, net {}, {} {}",
        row.currency,
        decimal(row.expense_minor),
        decimal(row.income_minor),
        decimal(row.net_minor),
        row.count,
        if row.count == 1 { "row" } else { "rows" }
    )
}

/// Money rows of sums by direction. A transfer is in no total.
///
/// # Errors
///
/// Those of the arithmetic.
pub fn money_rows(sums: &[Sum]) -> Result<Vec<MoneyRow>, CliError> {
    let mut rows: Vec<MoneyRow> = Vec::new();
    for sum in sums {
        let known = rows.iter().position(|row| row.currency == sum.currency);
        let at = known.unwrap_or_else(|| {
            let empty = MoneyRow {
                currency: sum.currency,
                count: 0,
                expense_minor: 0,
                income_minor: 0,
                net_minor: 0,
            };
            rows.push(empty);
            rows.len() - 1
        });
        let row = &mut rows[at];
        let minor = match sum.direction {
            crate::model::expense::Direction::Expense => &mut row.expense_minor,
            crate::model::expense::Direction::Income => &mut row.income_minor,
            crate::model::expense::Direction::Transfer => continue,
        };
        let overflow =
            || CliError::from(StoreError::Overflow(Money::new(0, sum.currency).currency.to_string()));
        *minor = minor.checked_add(sum.minor).ok_or_else(overflow)?;
        row.count += sum.count;
        row.net_minor = row.income_minor.checked_sub(row.expense_minor).ok_or_else(overflow)?;
    }
    rows.retain(|row| row.count > 0);
    Ok(rows)
}
