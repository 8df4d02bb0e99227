//! `outlay report`: the arguments.

use clap::Args;

use crate::cli::args::FilterArgs;
use std::fmt::Write as _;
use std::num::NonZeroUsize;

use clap_complete::engine::ArgValueCandidates;
use serde_json::{Map, Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::{EMPTY, money_json};
use crate::model::filter::Filter;
use crate::model::money::Money;
use crate::model::period::Period;
use crate::report::{Builder, Cross, Dimension, Fact, Grid, MoneyRow, Report, ReportError, Row};
use crate::store::query::FactRow;
use crate::store::{Store, StoreError};

/// Show where the money went
///
/// By category and for this month, unless told otherwise. Currencies are never added together; transfers are in no
/// total.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay report
  outlay report --by month --year 2026
  outlay report --by category,month --from 2026-01-01 -c food --chart

With --format json it prints {by, period, rows, totals, warnings}.")]
pub struct ReportArgs {
    /// What to group by, or two of them crossed: category, month, payee, method, tag
    #[arg(long, value_name = "A[,B]", value_delimiter = ',', default_value = "category", hide_default_value = true, add = ArgValueCandidates::new(completions::dimensions))]
    pub by: Vec<String>,
    /// Draw bars
    #[arg(long)]
    pub chart: bool,
    /// Which expenses.
    /// Cut categories after so many levels: 1 sums food:groceries into food
    #[arg(long, value_name = "N")]
    pub depth: Option<NonZeroUsize>,
    /// Which expenses
    #[command(flatten)]
    pub filter: FilterArgs,
}

/// Columns of a crossed table on a terminal at most, before it is told as rows.
const CROSS_COLUMNS_MAX: usize = 12;

/// Shows where the money went.
///
/// # Errors
///
/// Those of the filters and of the store; `usage` for dimensions that cannot be.
pub fn run(args: &ReportArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("report", &[Format::Table, Format::Json, Format::Csv])?;
    let by = args.by.iter().map(|word| word.parse::<Dimension>()).collect::<Result<Vec<_>, _>>()?;
    let mut store = ctx.open_to_read()?;
    let mut filter = ctx.filter(&mut store, &args.filter)?;
    let period = period(args, ctx, &mut filter)?;
    let report = build(&store, &filter, &by, args.depth, period)?;
    match format {
        Format::Json => ctx.print_json(&report_json(&report)?)?,
        Format::Csv => print_csv(ctx, &report)?,
        _ if report.rows.is_empty() => nothing(ctx, &store, &filter)?,
        _ => print(ctx, &span(&filter), &report, args.chart)?,
    }
    Ok(Outcome::Done)
}

/// The days that the report is over: those named, else this month. `None` for all time or several periods.
fn period(args: &ReportArgs, ctx: &Context, filter: &mut Filter) -> Result<Option<Period>, CliError> {
    let named =
        !args.filter.month.is_empty() || !args.filter.year.is_empty() || !args.filter.period.is_empty();
    if !named && filter.from.is_none() && filter.to.is_none() {
        let month = Period::month_of(ctx.today());
        (filter.from, filter.to) = (Some(month.from), Some(month.to));
        return Ok(Some(month));
    }
    match (filter.periods.as_slice(), filter.from, filter.to) {
        ([], Some(from), Some(to)) => Ok(Some(Period::new(from, to)?)),
        ([one], None, None) => Ok(Some(*one)),
        _ => Ok(None),
    }
}

/// The days that the report is over, as its heading says them.
fn span(filter: &Filter) -> String {
    let mut parts: Vec<String> = filter.periods.iter().copied().map(period_name).collect();
    match (filter.from, filter.to) {
        (Some(from), Some(to)) => parts.push(period_name(Period { from, to })),
        (Some(from), None) => parts.push(format!("from {from}")),
        (None, Some(to)) => parts.push(format!("until {to}")),
        (None, None) => {}
    }
    if parts.is_empty() { "All time".to_owned() } else { parts.join(", ") }
}

/// A month or a year by its name, anything else by its first and last day.
fn period_name(period: Period) -> String {
    if period == Period::month_of(period.from) {
        period.from.format("%B %Y").to_string()
    } else if period == Period::year_of(period.from) {
        period.from.format("%Y").to_string()
    } else {
        format!("{} to {}", period.from, period.to)
    }
}

/// Says that there is nothing, and where there may be something.
fn nothing(ctx: &Context, store: &Store, filter: &Filter) -> Result<(), CliError> {
    let span = span(filter);
    ctx.talk.notice(&format!("{span}: nothing was spent or received"));
    let is_all = filter.from.is_none() && filter.to.is_none() && filter.periods.is_empty();
    if !is_all && store.expense_count(None)? > 0 {
        ctx.talk.hint("look further with --period all, --year 2025 or --month last");
    }
    Ok(())
}

fn build(
    store: &Store,
    filter: &Filter,
    by: &[Dimension],
    depth: Option<NonZeroUsize>,
    period: Option<Period>,
) -> Result<Report, CliError> {
    let mut builder = Builder::new(by, depth)?;
    let by_month = by.iter().all(|dimension| dimension.is_in_monthly_totals());
    store.for_each_fact(filter, by_month, |row| builder.add(&fact(row)).map_err(CliError::from))?;
    Ok(builder.finish(period.map(|period| (period.from, period.to))))
}

fn fact<'a>(row: &FactRow<'a>) -> Fact<'a> {
    Fact {
        date: row.date,
        category: row.category,
        payee: row.payee,
        method: row.method,
        tags: row.tags,
        ledger: row.ledger,
        source: row.source,
        direction: row.direction,
        currency: row.currency,
        count: row.count,
        minor: row.minor,
    }
}

impl From<ReportError> for CliError {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Overflow(currency) => StoreError::Overflow(currency.to_string()).into(),
            other => Self::usage(other.to_string()).with_hint("outlay report --by category,month"),
        }
    }
}

fn report_json(report: &Report) -> Result<Value, CliError> {
    let mut rows = Vec::with_capacity(report.rows.len());
    for row in &report.rows {
        let mut object = Map::new();
        let key: Map<String, Value> =
            report.by.iter().zip(&row.key).map(|(by, key)| (by.as_str().to_owned(), json!(key))).collect();
        object.insert("key".to_owned(), Value::Object(key));
        let Value::Object(money) = money_json(&row.money) else {
            return Err(CliError::internal("a money row is no object"));
        };
        object.extend(money);
        object.insert("share".to_owned(), json!(row.share.map(share_decimal)));
        object.insert("average".to_owned(), json!(row.average_minor.map(|minor| decimal(minor, &row.money))));
        rows.push(Value::Object(object));
    }
    Ok(json!({
        "by": report.by.iter().map(|by| by.as_str()).collect::<Vec<_>>(),
        "period": {
            "from": report.period.map(|(from, _)| from),
            "to": report.period.map(|(_, to)| to),
        },
        "rows": rows,
        "totals": report.totals.iter().map(money_json).collect::<Vec<_>>(),
    }))
}

/// Parts per 10,000 as a decimal string between 0 and 1.
fn share_decimal(share: u32) -> String {
    format!("{}.{:04}", share / 10_000, share % 10_000)
}

fn decimal(minor: i64, row: &MoneyRow) -> String {
    Money::new(minor, row.currency).to_decimal()
}

fn key_text(key: Option<&str>) -> &str {
    key.unwrap_or(EMPTY)
}

fn title(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Category => "Category",
        Dimension::Month => "Month",
        Dimension::Year => "Year",
        Dimension::Week => "Week",
        Dimension::Day => "Day",
        Dimension::Weekday => "Weekday",
        Dimension::Payee => "Payee",
        Dimension::Method => "Method",
        Dimension::Tag => "Tag",
        Dimension::Currency => "Currency",
        Dimension::Direction => "Direction",
        Dimension::Ledger => "Ledger",
        Dimension::Source => "Source",
    }
}

fn print(ctx: &Context, span: &str, report: &Report, chart: bool) -> Result<(), CliError> {
    let mut text = format!("{}\n", ctx.screen.stdout_style().bold(span));
    let crossed = if chart { None } else { crossed_text(ctx, report) };
    text.push_str(&crossed.unwrap_or_else(|| rows_text(ctx, report, chart)));
    for total in &report.totals {
        let _ = writeln!(
            text,
            "{}: expense {}, income {}, net {}, {} {}",
            total.currency,
            decimal(total.expense_minor, total),
            decimal(total.income_minor, total),
            decimal(total.net_minor, total),
            total.count,
            if total.count == 1 { "row" } else { "rows" }
        );
    }
    ctx.print_text(&text)
}

/// Two dimensions as rows and columns; `None` where there is one, or the columns are too many for a person or too wide
/// for the terminal.
fn crossed_text(ctx: &Context, report: &Report) -> Option<String> {
    let cross = report.cross()?;
    if cross.grids.iter().any(|grid| grid.column_keys.len() > CROSS_COLUMNS_MAX) {
        return None;
    }
    let tables: Vec<Table> = cross.grids.iter().map(|grid| grid_table(&cross, grid)).collect();
    if tables.iter().any(|table| !table.fits(ctx.screen.width)) {
        return None;
    }
    let style = ctx.screen.stdout_style();
    Some(tables.iter().map(|table| table.render(ctx.screen.width, style)).collect::<Vec<_>>().join("\n"))
}

/// One line a row: sums, share and, if wanted, a bar.
fn rows_text(ctx: &Context, report: &Report, chart: bool) -> String {
    let mut columns: Vec<Column> = report.by.iter().map(|by| Column::new(title(*by)).shrinks_to(8)).collect();
    let has_income = report.rows.iter().any(|row| row.money.income_minor != 0);
    columns.push(Column::new("Expense").right());
    if has_income {
        columns.push(Column::new("Income").right().dropped(3));
        columns.push(Column::new("Net").right().dropped(2));
    }
    columns.push(Column::new("Share").right().dropped(4));
    columns.push(Column::new("Rows").right().dropped(5));
    if chart {
        columns.push(Column::new("").dropped(1));
    }
    let mut table = Table::new(columns);
    for row in &report.rows {
        let mut cells: Vec<Cell> = row.key.iter().map(|key| Cell::from(key_text(key.as_deref()))).collect();
        let sum = |minor| format!("{} {}", decimal(minor, &row.money), row.money.currency);
        cells.push(Cell::from(sum(row.money.expense_minor)));
        if has_income {
            cells.push(Cell::from(sum(row.money.income_minor)));
            cells.push(Cell::from(sum(row.money.net_minor)));
        }
        cells.push(Cell::from(row.share.map(percent).unwrap_or_default()));
        cells.push(Cell::from(row.money.count.to_string()));
        if chart {
            cells.push(Cell::from(bar(row, report, bar_cells(ctx.screen.width))));
        }
        table.row(cells);
    }
    table.render(ctx.screen.width, ctx.screen.stdout_style())
}

/// Parts per 10,000 as a percentage with one decimal.
fn percent(share: u32) -> String {
    let tenths = (share + 5) / 10;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Cells of the longest bar: a third of a narrow terminal.
fn bar_cells(width: Option<usize>) -> i128 {
    i128::try_from(width.map_or(BAR_CELLS_MAX, |width| (width / 3).min(BAR_CELLS_MAX))).unwrap_or(0)
}

/// Cells of the longest bar at most.
const BAR_CELLS_MAX: usize = 20;

/// A bar as long as the row's expense is beside the largest of its currency; eighths of a cell by block characters.
fn bar(row: &Row, report: &Report, cells: i128) -> String {
    let of_currency = report.rows.iter().filter(|other| other.money.currency == row.money.currency);
    let largest = of_currency.map(|other| other.money.expense_minor).max().unwrap_or(0);
    if largest <= 0 {
        return String::new();
    }
    let eighths = i128::from(row.money.expense_minor.max(0)) * cells * 8 / i128::from(largest);
    let full = usize::try_from(eighths / 8).unwrap_or(0);
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let rest = usize::try_from(eighths % 8).unwrap_or(0);
    format!("{}{}", "█".repeat(full), part[rest])
}

/// A table of rows and columns for one currency: what was spent less what came in.
fn grid_table(cross: &Cross, grid: &Grid) -> Table {
    let money = |minor: i64| Money::new(minor, grid.currency).to_decimal();
    let mut columns = vec![Column::new(title(cross.by[0])).shrinks_to(8)];
    for key in &grid.column_keys {
        columns.push(Column::named(key_text(key.as_deref())).right());
    }
    columns.push(Column::named(format!("Sum {}", grid.currency)).right());
    let mut table = Table::new(columns);
    for (at, key) in grid.row_keys.iter().enumerate() {
        let mut cells = vec![Cell::from(key_text(key.as_deref()))];
        for column in 0..grid.column_keys.len() {
            cells.push(Cell::from(grid.cell(at, column).map(money).unwrap_or_default()));
        }
        cells.push(Cell::from(money(grid.row_sums[at])));
        table.row(cells);
    }
    let mut sums = vec![Cell::from("Sum")];
    sums.extend(grid.column_sums.iter().map(|sum| Cell::from(money(*sum))));
    sums.push(Cell::from(money(grid.total)));
    table.row(sums);
    table
}

fn print_csv(ctx: &Context, report: &Report) -> Result<(), CliError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| CliError::internal(error.to_string());
    let mut header: Vec<&str> = report.by.iter().map(|by| by.as_str()).collect();
    header.extend(["currency", "count", "expense", "income", "net"]);
    writer.write_record(&header).map_err(failed)?;
    for row in &report.rows {
        let mut cells: Vec<String> = row.key.iter().map(|key| key.clone().unwrap_or_default()).collect();
        cells.push(row.money.currency.to_string());
        cells.push(row.money.count.to_string());
        for minor in [row.money.expense_minor, row.money.income_minor, row.money.net_minor] {
            cells.push(decimal(minor, &row.money));
        }
        writer.write_record(&cells).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| CliError::internal(error.to_string()))?;
    ctx.print_text(&String::from_utf8_lossy(&bytes))
}
