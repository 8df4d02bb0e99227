//! A report as CSV.
//!
//! Owns the columns: those of every report first and always the same, then those of what was asked for.

use super::json::{decimal, rate_decimal};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::report::{Amounts, Report, Row};

/// Prints the rows.
///
/// # Errors
///
/// Those of stdout.
pub fn print(ctx: &Context, report: &Report) -> Result<(), CliError> {
    let is_cumulated = report.rows.iter().any(|row| row.cumulated.is_some());
    let mut header: Vec<String> = report.by.iter().map(|by| by.as_str().to_owned()).collect();
    header.extend(["currency", "count", "expense", "income", "net"].map(str::to_owned));
    let mut three = |prefix: &str| {
        header.extend(["expense", "income", "net"].map(|name| format!("{prefix}_{name}")));
    };
    if report.unit.is_some() {
        three("each");
    }
    if is_cumulated {
        three("cumulated");
    }
    if report.compared.is_some() {
        three("earlier");
        three("difference");
        three("change");
    }
    let mut table = vec![header];
    table.extend(report.rows.iter().map(|row| cells(report, row, is_cumulated)));
    print_rows(ctx, &table)
}

fn cells(report: &Report, row: &Row, is_cumulated: bool) -> Vec<String> {
    let currency = row.money.currency;
    let mut cells: Vec<String> = row.key.iter().map(|key| key.clone().unwrap_or_default()).collect();
    cells.push(currency.to_string());
    cells.push(row.money.count.to_string());
    let mut three = |sums: Option<Amounts>| match sums {
        Some(sums) => {
            cells.extend(
                [sums.expense_minor, sums.income_minor, sums.net_minor].map(|minor| decimal(minor, currency)),
            );
        }
        None => cells.extend([const { String::new() }; 3]),
    };
    three(Some(row.money.amounts()));
    if report.unit.is_some() {
        three(row.each);
    }
    if is_cumulated {
        three(row.cumulated);
    }
    if report.compared.is_some() {
        three(row.earlier.map(|earlier| earlier.money.amounts()));
        let changes = row.earlier.map(|earlier| [earlier.expense, earlier.income, earlier.net]);
        three(changes.map(|[expense, income, net]| Amounts {
            expense_minor: expense.difference_minor,
            income_minor: income.difference_minor,
            net_minor: net.difference_minor,
        }));
        let rates = changes.into_iter().flatten();
        cells.extend(rates.map(|change| change.rate.map(rate_decimal).unwrap_or_default()));
    }
    cells
}

/// Prints rows of cells, the header first.
///
/// # Errors
///
/// Those of stdout.
pub fn print_rows(ctx: &Context, rows: &[Vec<String>]) -> Result<(), CliError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| CliError::internal(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| CliError::internal(error.to_string()))?;
    ctx.print_text(&String::from_utf8_lossy(&bytes))
}
