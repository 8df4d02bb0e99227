//! A report as bars.
//!
//! Owns what is drawn and where it stands beside the table. How long a bar is belongs to `report::chart`.

use std::collections::HashMap;

use super::json::decimal;
use super::text::{Says, cells, columns, key_text, title};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::style::{Style, Tone};
use crate::cli::output::table::{Cell, Column, Table};
use crate::model::text::fold;
use crate::report::chart::{Axis, BAR_CELLS_MAX, Charset, Ink, SERIES_MAX, Series, Stack, Stacked};
use crate::report::{Dimension, Edge, MoneyRow, Report, Row};
use crate::store::Store;

/// Cells of a bar at least: columns of the table go before it is shorter.
const BAR_CELLS_MIN: usize = 10;
/// Cells between the table and its bars.
const GAP: usize = 2;
/// What stands for the rest of the series.
const REST: &str = "(other)";
/// What is said below bars whose parts are more than the bar's sum.
const PARTS_OVERLAP: &str =
    "An expense with several tags is drawn under each of them and counted once in the sum.\n";

/// What bars are as long as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// What was spent; of a currency in which nothing was, what came in.
    Expense,
    /// What came in.
    Income,
    /// Income less expense.
    Net,
}

impl Measure {
    /// The words on the command line.
    pub const WORDS: [&str; 3] = ["expense", "income", "net"];

    /// The measure of this word.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        let known = [Self::Expense, Self::Income, Self::Net];
        Self::WORDS.iter().position(|word| *word == text).map(|at| known[at])
    }

    /// What is drawn of a currency with this total.
    fn of_currency(self, total: &MoneyRow) -> Self {
        if self == Self::Expense && total.expense_minor == 0 { Self::Income } else { self }
    }

    const fn of(self, money: &MoneyRow) -> i64 {
        match self {
            Self::Expense => money.expense_minor,
            Self::Income => money.income_minor,
            Self::Net => money.net_minor,
        }
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Expense => "Expense",
            Self::Income => "Income",
            Self::Net => "Net",
        }
    }
}

/// What pictures are made for.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The room in terminal cells.
    pub width: usize,
    /// What they are made of.
    pub charset: Charset,
    /// Whether they are coloured.
    pub style: Style,
}

impl Look {
    /// The look on this screen; `ascii` where ASCII was asked for.
    #[must_use]
    pub fn new(ctx: &Context, ascii: bool) -> Self {
        let charset = if ascii { Charset::Ascii } else { ctx.screen.charset };
        Self {
            width: ctx.screen.picture_width,
            charset,
            style: ctx.screen.stdout_style().in_charset(charset),
        }
    }
}

/// Colours by folded category path.
pub type Inks = HashMap<String, Ink>;

/// The colours of the categories in a report: their own, else that of the nearest category above which has one.
///
/// # Errors
///
/// Those of the store.
pub fn category_inks(ctx: &Context, store: &Store, report: &Report) -> Result<Inks, CliError> {
    if !report.by.contains(&Dimension::Category) || !ctx.screen.stdout_style().is_coloured() {
        return Ok(Inks::new());
    }
    let tree = store.category_tree()?;
    let mut inks = Inks::new();
    for ledger in store.ledgers()? {
        for row in tree.live(ledger.number) {
            let ink = row.colour.as_deref().and_then(Ink::named);
            if let Some((path, ink)) = tree.path(row.number).zip(ink) {
                inks.insert(fold(path), ink);
            }
        }
    }
    Ok(inks)
}

fn ink_of(inks: &Inks, dimension: Dimension, key: Option<&str>) -> Option<Ink> {
    let path = key.filter(|_| dimension == Dimension::Category).map(fold)?;
    let ends = path.match_indices(':').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
    ends.into_iter().rev().find_map(|end| inks.get(&path[..end]).copied())
}

/// The picture of a report: bars beside the table of one dimension, stacked bars of two.
#[must_use]
pub fn of_report(report: &Report, measure: Measure, look: &Look, inks: &Inks) -> String {
    match report.by.as_slice() {
        [one, two] => stacked(report, [*one, *two], measure, look, inks),
        _ => bars(report, measure, look, inks),
    }
}

/// The table with a bar behind each row. Where the report is compared, the bar of the other period stands below it.
fn bars(report: &Report, measure: Measure, look: &Look, inks: &Inks) -> String {
    let says = Says::of(report);
    let columns = || columns(report, says, Some((measure, look.width)));
    let mut plain = Table::new(columns());
    for row in &report.rows {
        plain.row(cells(report, says, row));
    }
    let least = BAR_CELLS_MIN.max(look.width / 4);
    let room = look.width.saturating_sub(plain.width(look.width.saturating_sub(least + GAP)) + GAP);
    let mut all = columns();
    all.push(Column::new(""));
    let width = all.len();
    let mut table = Table::new(all);
    for total in &report.totals {
        let measure = measure.of_currency(total);
        let rows = || report.rows.iter().filter(|row| row.money.currency == total.currency);
        let before = |row: &Row| row.earlier.map(|earlier| measure.of(&earlier.money));
        let values = rows().map(|row| measure.of(&row.money)).chain(rows().filter_map(before));
        let axis = Axis::new(values, room.min(BAR_CELLS_MAX));
        for row in rows() {
            let value = measure.of(&row.money);
            let key = row.key.first().and_then(Option::as_deref);
            let own = report.by.first().and_then(|by| ink_of(inks, *by, key));
            let ink = match own {
                _ if row.others.is_some() => Ink::others(),
                _ if value < 0 => Ink::negative(),
                own => own.unwrap_or(Ink::series(0)),
            };
            let mut line = cells(report, says, row);
            line.push(Cell::toned(axis.bar(value, look.charset), Tone::Ink(ink)));
            table.row(line);
            if let Some(before) = before(row).filter(|before| *before != 0) {
                let mut line: Vec<Cell> = (1..width).map(|_| Cell::from("")).collect();
                line.push(Cell::toned(shaded(&axis.bar(before, look.charset)), Tone::Ink(Ink::others())));
                table.row(line);
            }
        }
    }
    table.render(Some(look.width), look.style)
}

/// A bar of the other period, told from that above it without colour as well.
fn shaded(bar: &str) -> String {
    let shade = |c: char| match c {
        ' ' => ' ',
        '#' | '-' | '.' => ':',
        _ => '▒',
    };
    bar.chars().map(shade).collect()
}

/// A bar for each key of the dimension of time, or else of the first; a part for each of the other.
fn stacked(report: &Report, by: [Dimension; 2], measure: Measure, look: &Look, inks: &Inks) -> String {
    let along = usize::from(!by[0].is_time() && by[1].is_time());
    let across = 1 - along;
    let mut text = String::new();
    let Some(cross) = report.cross() else { return text };
    for (grid, total) in cross.grids.iter().zip(&report.totals) {
        let measure = measure.of_currency(total);
        let [bars, parts] = if along == 0 { [&grid.down, &grid.across] } else { [&grid.across, &grid.down] };
        let kept = kept_series(parts);
        let places: HashMap<&Option<String>, usize> =
            parts.iter().enumerate().map(|(at, edge)| (&edge.key, at)).collect();
        let mut values: HashMap<&Option<String>, Vec<i64>> = HashMap::new();
        for row in report.rows.iter().filter(|row| row.money.currency == grid.currency) {
            let [bar, part] = [&row.key[along], &row.key[across]];
            let at = places.get(part).copied().unwrap_or(usize::MAX).min(kept.len().saturating_sub(1));
            let sums = values.entry(bar).or_insert_with(|| vec![0; kept.len()]);
            sums[at] = sums[at].saturating_add(measure.of(&row.money));
        }
        // What has no part in any bar needs no place in the legend.
        let is_drawn: Vec<bool> =
            (0..kept.len()).map(|at| values.values().any(|values| values[at] != 0)).collect();
        let drawn = |at: &usize| is_drawn[*at];
        let series = (0..kept.len()).filter(drawn).map(|at| &kept[at]).map(|(key, is_rest)| Series {
            label: key_text(key.as_deref()).to_owned(),
            ink: if *is_rest { None } else { ink_of(inks, by[across], key.as_deref()) },
            is_rest: *is_rest,
        });
        let mut is_more = false;
        let stacks = bars.iter().map(|edge| {
            let sums = values.remove(&edge.key).unwrap_or_else(|| vec![0; kept.len()]);
            let values: Vec<i64> = (0..kept.len()).filter(drawn).map(|at| sums[at]).collect();
            // An expense with two tags is a part of the bar under each of them, and once in the sum.
            let sum = measure.of(&edge.money);
            is_more |= values.iter().fold(0_i64, |sum, value| sum.saturating_add(*value)) != sum;
            let label = key_text(edge.key.as_deref()).to_owned();
            Stack { label, values, note: decimal(sum, grid.currency) }
        });
        let stacks = stacks.collect();
        let chart = Stacked {
            heading: [title(by[along]).to_owned(), format!("{} {}", measure.heading(), grid.currency)],
            series: series.collect(),
            stacks,
        };
        let lines = chart.lines(look.width, look.charset, look.style.is_coloured());
        for (number, line) in lines.iter().enumerate() {
            let line = look.style.line(line);
            let line = line.trim_end();
            text.push_str(&if number == 0 { look.style.bold(line) } else { line.to_owned() });
            text.push('\n');
        }
        if is_more {
            text.push_str(PARTS_OVERLAP);
        }
    }
    text
}

/// The parts that have a colour of their own, and the rest; with whether it is that.
fn kept_series(parts: &[Edge]) -> Vec<(Option<String>, bool)> {
    if parts.len() <= SERIES_MAX
        || (parts.len() == SERIES_MAX + 1 && parts.last().is_some_and(|edge| edge.is_rest))
    {
        return parts.iter().map(|edge| (edge.key.clone(), edge.is_rest)).collect();
    }
    let first = parts.iter().filter(|edge| !edge.is_rest).take(SERIES_MAX);
    first.map(|edge| (edge.key.clone(), false)).chain([(Some(REST.to_owned()), true)]).collect()
}
