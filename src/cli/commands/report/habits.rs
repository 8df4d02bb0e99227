//! `outlay report habits`: what is spent on which weekday and day of the month.

use std::fmt::Write as _;

use chrono::{Months, Weekday};
use clap::Args;
use serde_json::{Value, json};

use super::chart::Look;
use super::json::decimal;
use super::request::{Request, Words};
use super::text::title;
use super::{csv, gather};
use crate::cli::args::{FilterArgs, Format};
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::converted::InArgs;
use crate::cli::error::CliError;
use crate::cli::output::style::Tone;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::money_json;
use crate::model::period::{Period, Unit};
use crate::report::chart::{Axis, BAR_CELLS_MAX, Ink};
use crate::report::{Builder, Dimension, Report, Row, Shape};

/// Months looked back where no period was named: each weekday and day of the month is in them about as often.
const MONTHS: u32 = 12;
/// Cells of a bar at least.
const BAR_CELLS_MIN: usize = 8;
/// Cells between the table and its bars.
const GAP: usize = 2;
/// The two views.
const VIEWS: [(Dimension, &str); 2] =
    [(Dimension::Weekday, "weekdays"), (Dimension::DayOfMonth, "days_of_month")];

/// Show what is spent on which weekday and day of the month
///
/// Over the last 12 whole months, unless told otherwise; a period that still runs ends today. Averages are over all such days of the
/// period, those on which nothing was spent included.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay report habits
  outlay report habits -c food --year last

With --format json it prints {period, weekdays, days_of_month, totals, in, rates, unconverted, warnings}. Each row has the weekday or day_of_month, days (how
often it came), the sums and average: what was spent on one such day.")]
pub struct HabitsArgs {
    /// Draw with ASCII alone
    #[arg(long)]
    pub ascii: bool,
    /// In one currency
    #[command(flatten)]
    pub into: InArgs,
    /// Which expenses
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Shows the habits.
///
/// # Errors
///
/// Those of the filters and of the store.
pub fn run(args: &HabitsArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("report habits", &[Format::Table, Format::Json, Format::Csv])?;
    let shape = Shape { unit: Some(Unit::Day), is_filled: true, ..Shape::default() };
    let words = Words { by: vec![Dimension::Weekday], shape, ..Words::default() };
    let this = Period::month_of(ctx.today()).from;
    let default = Period {
        from: this.checked_sub_months(Months::new(MONTHS)).unwrap_or(this),
        to: this.pred_opt().unwrap_or(this),
    };
    let mut store = ctx.open_to_read()?;
    let request = Request::with_default(&words, &args.filter, ctx, &mut store, default)?;
    let mut builders = Vec::new();
    for (dimension, _) in VIEWS {
        builders.push(Builder::new(&[dimension], None)?.with_calendar(request.calendar));
    }
    let mut converted = request.converted(&args.into, &store)?;
    gather::each_fact(&mut converted, &store, &request.filter, false, |fact| {
        for builder in &mut builders {
            builder.add(fact)?;
        }
        Ok(())
    })?;
    let reports =
        builders.into_iter().map(|builder| builder.finish(&request.shape)).collect::<Result<Vec<_>, _>>()?;
    match format {
        Format::Json => {
            let mut answer = object(&reports)?;
            converted.put(ctx, &mut answer)?;
            return ctx.print_json(&answer).map(|()| Outcome::Done);
        }
        Format::Csv => csv::print_rows(ctx, &cells_of(&reports))?,
        _ if reports.iter().all(|report| report.rows.is_empty()) => request.say_nothing(ctx, &store)?,
        _ => {
            let look = Look::new(ctx, args.ascii);
            let mut text = format!("{}\n", look.style.bold(&request.heading()));
            for (number, report) in reports.iter().enumerate() {
                if number > 0 {
                    text.push('\n');
                }
                text.push_str(&table(report, &look));
            }
            let total = |total: &crate::report::MoneyRow| {
                format!("{}: expense {}", total.currency, decimal(total.expense_minor, total.currency))
            };
            let totals = reports.first().map(|report| &report.totals);
            for line in totals.into_iter().flatten().map(total) {
                let _ = writeln!(text, "{line}");
            }
            ctx.print_text(&text)?;
        }
    }
    converted.say(ctx);
    Ok(Outcome::Done)
}

/// How often the weekday or day of the month of a row is in the days of its report.
fn days(report: &Report, row: &Row) -> u64 {
    let key = row.key.first().and_then(Option::as_deref).unwrap_or_default();
    let (weekday, day) = (key.parse::<Weekday>().ok(), key.parse::<u32>().ok());
    let Some(all) = report.days else { return 0 };
    all.times(weekday, day)
}

fn average(row: &Row) -> Option<i64> {
    row.each.map(|each| each.expense_minor)
}

/// The rows with bars as long as the average.
fn table(report: &Report, look: &Look) -> String {
    let columns = || {
        vec![
            Column::new(report.by.first().map_or("", |by| title(*by))),
            Column::new("A day").right(),
            Column::new("Expense").right().dropped(1),
            Column::new("Days").right().dropped(2),
            Column::new("Rows").right().dropped(3),
        ]
    };
    let cells = |row: &Row| {
        let amount = |minor| format!("{} {}", decimal(minor, row.money.currency), row.money.currency);
        [
            Cell::from(row.key.first().and_then(Option::as_deref).unwrap_or_default()),
            Cell::from(average(row).map(amount).unwrap_or_default()),
            Cell::from(amount(row.money.expense_minor)),
            Cell::from(days(report, row).to_string()),
            Cell::from(row.money.count.to_string()),
        ]
    };
    let mut plain = Table::new(columns());
    for row in &report.rows {
        plain.row(cells(row));
    }
    let room = look.width.saturating_sub(plain.width(look.width.saturating_sub(BAR_CELLS_MIN + GAP)) + GAP);
    let mut all = columns();
    all.push(Column::new(""));
    let mut table = Table::new(all);
    for total in &report.totals {
        let rows = || report.rows.iter().filter(|row| row.money.currency == total.currency);
        let axis = Axis::new(rows().filter_map(average), room.min(BAR_CELLS_MAX));
        for row in rows() {
            let bar = axis.bar(average(row).unwrap_or(0), look.charset);
            table.row(cells(row).into_iter().chain([Cell::toned(bar, Tone::Ink(Ink::series(0)))]));
        }
    }
    table.render(Some(look.width), look.style)
}

fn object(reports: &[Report]) -> Result<Value, CliError> {
    let mut object = serde_json::Map::new();
    let period = reports.first().and_then(|report| report.period);
    object.insert(
        "period".to_owned(),
        json!({"from": period.map(|(from, _)| from), "to": period.map(|(_, to)| to)}),
    );
    for (report, (dimension, name)) in reports.iter().zip(VIEWS) {
        let mut rows = Vec::new();
        for row in &report.rows {
            let mut one = serde_json::Map::new();
            one.insert(dimension.as_str().replace('-', "_"), json!(row.key.first().cloned().flatten()));
            one.insert("days".to_owned(), json!(days(report, row)));
            let Value::Object(sums) = money_json(&row.money) else {
                return Err(CliError::internal("a money row is no object"));
            };
            one.extend(sums);
            let amount = average(row).map(|minor| decimal(minor, row.money.currency));
            one.insert("average".to_owned(), json!(amount));
            rows.push(Value::Object(one));
        }
        object.insert(name.to_owned(), Value::Array(rows));
    }
    let totals = reports.first().map(|report| report.totals.iter().map(money_json).collect::<Vec<_>>());
    object.insert("totals".to_owned(), json!(totals.unwrap_or_default()));
    Ok(Value::Object(object))
}

fn cells_of(reports: &[Report]) -> Vec<Vec<String>> {
    let header = ["by", "key", "currency", "days", "count", "expense", "income", "net", "average"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for (report, (dimension, _)) in reports.iter().zip(VIEWS) {
        for row in &report.rows {
            let amount = |minor: i64| decimal(minor, row.money.currency);
            rows.push(vec![
                dimension.as_str().to_owned(),
                row.key.first().cloned().flatten().unwrap_or_default(),
                row.money.currency.to_string(),
                days(report, row).to_string(),
                row.money.count.to_string(),
                amount(row.money.expense_minor),
                amount(row.money.income_minor),
                amount(row.money.net_minor),
                average(row).map(amount).unwrap_or_default(),
            ]);
        }
    }
    rows
}
