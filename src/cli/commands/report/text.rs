//! A report as tables for people.
//!
//! Owns which columns there are and which go first where room is short. Must not compute figures.

use std::fmt::Write as _;

use super::chart::Measure;
use super::json::decimal;
use crate::cli::context::Context;
use crate::cli::output::style::Tone;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::EMPTY;
use crate::model::money::Money;
use crate::report::{Change, Cross, Dimension, Grid, MoneyRow, Report, Row};

/// Columns of a crossed table on a terminal at most, before it is told as rows.
const CROSS_COLUMNS_MAX: usize = 12;

/// Beside bars, names are cut only where the room is narrower than this; other columns go first.
const NAMES_WHOLE_FROM: usize = 60;

/// The table of a report: crossed where it is by two dimensions and fits, else one line a row.
#[must_use]
pub fn of_report(ctx: &Context, report: &Report) -> String {
    let style = ctx.screen.stdout_style();
    crossed(ctx, report).unwrap_or_else(|| rows_table(report).render(ctx.screen.width, style))
}

/// Two dimensions as rows and columns; `None` where there is one, where a row says more than one sum, or the columns are too many for
/// a person or too wide for the terminal.
fn crossed(ctx: &Context, report: &Report) -> Option<String> {
    let says_more = |row: &Row| row.earlier.is_some() || row.each.is_some() || row.cumulated.is_some();
    if report.rows.iter().any(says_more) {
        return None;
    }
    if report.cross_columns() > CROSS_COLUMNS_MAX {
        return None;
    }
    let cross = report.cross()?;
    let tables: Vec<Table> = cross.grids.iter().map(|grid| grid_table(&cross, grid)).collect();
    if tables.iter().any(|table| !table.fits(ctx.screen.width)) {
        return None;
    }
    let style = ctx.screen.stdout_style();
    let tables: Vec<String> = tables.iter().map(|table| table.render(ctx.screen.width, style)).collect();
    // What a cell is needs saying only where it is not all there is.
    let has_income = report.totals.iter().any(|total| total.income_minor != 0);
    let caption = if has_income { "Spent less what came in:\n" } else { "" };
    Some(format!("{caption}{}", tables.join("\n")))
}

/// Which columns the rows of a report have beside those that all have.
#[derive(Debug, Clone, Copy)]
pub struct Says {
    income: bool,
    cumulated: bool,
    expense: bool,
}

impl Says {
    /// What there is to say of a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let earlier_income = |row: &Row| row.earlier.is_some_and(|earlier| earlier.money.income_minor != 0);
        let income = report.rows.iter().any(|row| row.money.income_minor != 0 || earlier_income(row));
        let earlier_expense = |row: &Row| row.earlier.is_some_and(|earlier| earlier.money.expense_minor != 0);
        Self {
            income,
            cumulated: report.rows.iter().any(|row| row.cumulated.is_some()),
            expense: report.rows.iter().any(|row| row.money.expense_minor != 0 || earlier_expense(row)),
        }
    }
}

/// Whether the rate of savings is told: of a category it says nothing, its income is a refund, or all there is.
fn tells_savings(report: &Report, says: Says) -> bool {
    says.income && report.by.iter().all(|by| by.is_time())
}

/// One line a row.
#[must_use]
pub fn rows_table(report: &Report) -> Table {
    let says = Says::of(report);
    let mut table = Table::new(columns(report, says, None));
    for row in &report.rows {
        table.row(cells(report, says, row));
    }
    table
}

/// The columns of [`cells`]. `drawn` is what bars beside them show, and the room that both have: its sums are the last to go.
#[must_use]
pub fn columns(report: &Report, says: Says, drawn: Option<(Measure, usize)>) -> Vec<Column> {
    let name_cells = if drawn.is_some_and(|(_, room)| room >= NAMES_WHOLE_FROM) { 18 } else { 8 };
    let mut columns: Vec<Column> =
        report.by.iter().map(|by| Column::new(title(*by)).shrinks_to(name_cells)).collect();
    let measure = drawn.map_or(Measure::Expense, |(measure, _)| measure);
    let [expense, income, net] = match measure {
        Measure::Expense => [0, 6, 5],
        Measure::Income => [6, 0, 5],
        Measure::Net => [6, 5, 0],
    };
    columns.push(Column::new("Expense").right().dropped(expense));
    if report.compared.is_some() {
        columns.push(Column::new("Before").right());
        columns.push(Column::new("Change").right().dropped(2));
        columns.push(Column::new("%").right().dropped(1));
    }
    if says.income {
        columns.push(Column::new("Income").right().dropped(income));
        columns.push(Column::new("Net").right().dropped(net));
    }
    if report.compared.is_some() && says.income {
        columns.push(Column::new("Net before").right().dropped(7));
    }
    if tells_savings(report, says) {
        columns.push(Column::new("Saved").right().dropped(4));
    }
    if let Some(unit) = report.unit {
        columns.push(Column::named(format!("A {}", unit.as_str())).right().dropped(3));
    }
    if says.cumulated {
        columns.push(Column::new("Cumulated").right().dropped(3));
        if says.income {
            columns.push(Column::new("Net so far").right().dropped(4));
        }
    }
    columns.push(Column::new("Share").right().dropped(8));
    columns.push(Column::new("Rows").right().dropped(9));
    columns
}

/// The cells of a row.
#[must_use]
pub fn cells(report: &Report, says: Says, row: &Row) -> Vec<Cell> {
    let currency = row.money.currency;
    let sum = |minor| {
        let mut text = decimal(minor, currency);
        text.push(' ');
        text.push_str(currency.code());
        Cell::figure(text)
    };
    let optional = |minor: Option<i64>| minor.map_or_else(|| Cell::from(""), sum);
    let mut cells: Vec<Cell> = row.key.iter().map(|key| Cell::from(key_text(key.as_deref()))).collect();
    cells.push(sum(row.money.expense_minor));
    if report.compared.is_some() {
        let earlier = row.earlier;
        let (before, change) = if says.expense {
            (earlier.map(|earlier| earlier.money.expense_minor), earlier.map(|earlier| earlier.expense))
        } else {
            (earlier.map(|earlier| earlier.money.income_minor), earlier.map(|earlier| earlier.income))
        };
        cells.push(optional(before));
        cells.extend(change_cells(change, &row.money, says.expense));
    }
    if says.income {
        cells.push(sum(row.money.income_minor));
        cells.push(sum(row.money.net_minor));
    }
    if report.compared.is_some() && says.income {
        cells.push(optional(row.earlier.map(|earlier| earlier.money.net_minor)));
    }
    if tells_savings(report, says) {
        cells.push(Cell::from(row.money.savings_rate().map(percent).unwrap_or_default()));
    }
    if report.unit.is_some() {
        cells.push(optional(row.each.map(|each| each.expense_minor)));
    }
    if says.cumulated {
        cells.push(optional(row.cumulated.map(|sums| sums.expense_minor)));
        if says.income {
            cells.push(optional(row.cumulated.map(|sums| sums.net_minor)));
        }
    }
    cells.push(Cell::figure(row.share.map(|share| percent(i128::from(share))).unwrap_or_default()));
    cells.push(Cell::figure(row.money.count.to_string()));
    cells
}

/// Difference and percentage; more spent is red, less is green, and the other way round for what came in.
fn change_cells(change: Option<Change>, money: &MoneyRow, is_expense: bool) -> [Cell; 2] {
    let Some(change) = change else { return [Cell::from(""), Cell::from("")] };
    let tone = match (change.difference_minor.signum(), is_expense) {
        (0, _) => None,
        (1, true) | (-1, false) => Some(Tone::Red),
        _ => Some(Tone::Green),
    };
    let texts = [
        signed(change.difference_minor, &decimal(change.difference_minor, money.currency)),
        change.rate.map(signed_percent).unwrap_or_default(),
    ];
    texts.map(|text| match tone {
        Some(tone) => Cell::toned(text, tone),
        None => Cell::from(text),
    })
}

/// A number with its sign, also where it is above zero.
#[must_use]
pub fn signed(value: i64, text: &str) -> String {
    if value > 0 { format!("+{text}") } else { text.to_owned() }
}

/// Parts per 10,000 as a percentage with one decimal, rounded half away from zero.
#[must_use]
pub fn percent(rate: i128) -> String {
    let sign = if rate < 0 { "-" } else { "" };
    let tenths = (rate.unsigned_abs() + 5) / 10;
    format!("{sign}{}.{}%", tenths / 10, tenths % 10)
}

/// [`percent`] with its sign, also where it is above zero.
#[must_use]
pub fn signed_percent(rate: i128) -> String {
    if rate > 0 { format!("+{}", percent(rate)) } else { percent(rate) }
}

/// What stands for a key.
#[must_use]
pub fn key_text(key: Option<&str>) -> &str {
    key.unwrap_or(EMPTY)
}

/// The heading of a dimension.
#[must_use]
pub const fn title(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Category => "Category",
        Dimension::Month => "Month",
        Dimension::Quarter => "Quarter",
        Dimension::Year => "Year",
        Dimension::FiscalYear => "Fiscal year",
        Dimension::Week => "Week",
        Dimension::Day => "Day",
        Dimension::Weekday => "Weekday",
        Dimension::DayOfMonth => "Day of month",
        Dimension::Payee => "Payee",
        Dimension::Method => "Method",
        Dimension::Tag => "Tag",
        Dimension::Currency => "Currency",
        Dimension::Direction => "Direction",
        Dimension::Ledger => "Ledger",
        Dimension::Source => "Source",
    }
}

/// A line for each currency, and one more for what it is compared with.
#[must_use]
pub fn totals(report: &Report) -> String {
    let mut text = String::new();
    for (total, more) in report.totals.iter().zip(&report.more) {
        let sums = |money: &MoneyRow| {
            let decimal = |minor| decimal(minor, money.currency);
            let rate = money.savings_rate().map(|rate| format!(", {} saved", percent(rate)));
            format!(
                "expense {}, income {}, net {}{}",
                decimal(money.expense_minor),
                decimal(money.income_minor),
                decimal(money.net_minor),
                rate.unwrap_or_default(),
            )
        };
        let rows = if total.count == 1 { "row" } else { "rows" };
        let _ = writeln!(text, "{}: {}, {} {rows}", total.currency, sums(total), total.count);
        if let Some(earlier) = more.earlier {
            let rate = |change: Change| change.rate.map_or_else(|| "none before".to_owned(), signed_percent);
            let _ = writeln!(text, "  before: {}", sums(&earlier.money));
            let _ = writeln!(
                text,
                "  change: expense {}, income {}, net {}",
                rate(earlier.expense),
                rate(earlier.income),
                rate(earlier.net)
            );
        }
        if let (Some(each), Some(unit)) = (more.each, report.unit) {
            let decimal = |minor| decimal(minor, total.currency);
            let _ = writeln!(
                text,
                "  a {}: expense {}, income {}, net {}",
                unit.as_str(),
                decimal(each.expense_minor),
                decimal(each.income_minor),
                decimal(each.net_minor)
            );
        }
    }
    text
}

/// A table of rows and columns for one currency: what was spent less what came in.
fn grid_table(cross: &Cross, grid: &Grid) -> Table {
    let money = |minor: i64| Money::new(minor, grid.currency).to_decimal();
    let mut columns = vec![Column::new(title(cross.by[0])).shrinks_to(8)];
    for edge in &grid.across {
        columns.push(Column::named(key_text(edge.key.as_deref())).right());
    }
    columns.push(Column::named(format!("Sum {}", grid.currency)).right());
    let mut table = Table::new(columns);
    for (at, edge) in grid.down.iter().enumerate() {
        let mut cells = vec![Cell::from(key_text(edge.key.as_deref()))];
        for column in 0..grid.across.len() {
            cells.push(Cell::from(grid.cell(at, column).map(money).unwrap_or_default()));
        }
        cells.push(Cell::from(money(edge.spent())));
        table.row(cells);
    }
    let mut sums = vec![Cell::from("Sum")];
    sums.extend(grid.across.iter().map(|edge| Cell::from(money(edge.spent()))));
    sums.push(Cell::from(money(grid.total)));
    table.row(sums);
    table
}
