//! How budgets look, which one a word names, and what is said when a command takes one over.
//!
//! Owns what `budget`, the month at a glance and the commands that write expenses share. Must not compute how a budget
//! stands: that is the ledger's.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::context::Context;
use super::error::CliError;
use super::output::style::Tone;
use super::output::table::{Cell, Column};
use crate::ledger::Book;
use crate::ledger::budget_status::{Seen, TakenOver, Watch};
use crate::ledger::budgets::Budget;
use crate::model::budget::{BudgetPeriod, Standing, WHOLE, term_on};
use crate::model::date::parse_date;
use crate::model::money::Money;
use crate::model::period::{Period, parse_period};
use crate::report::chart::gauge;
use crate::store::Store;

/// The word for the budget of all that is spent.
pub const EVERYTHING: &str = "all";

/// Budgets that one command tells of at most: more are a matter for `budget status`.
const TOLD_MAX: usize = 5;

/// A day of a budget's period: any date, without a word about the future, or a month, quarter, year or other period by its first
/// day.
///
/// # Errors
/// `bad_date`, `ambiguous_date`.
pub fn day(ctx: &Context, text: &str) -> Result<NaiveDate, CliError> {
    let error = match parse_date(text, ctx.today()) {
        Ok(day) => return Ok(day),
        Err(error) => error,
    };
    match parse_period(text, ctx.today(), ctx.calendar()) {
        Ok(Some(period)) if error.code() != "ambiguous_date" => Ok(period.from),
        _ => Err(error.into()),
    }
}

/// The budgets that a typed category names, in whatever currency; `all` is the one of everything.
///
/// # Errors
/// `not_found` where there is none; `ambiguous` and those of categories.
pub fn resolve<'b>(
    ctx: &Context,
    book: &Book,
    budgets: &'b [Budget],
    typed: &str,
) -> Result<Vec<&'b Budget>, CliError> {
    let path = if typed.trim().eq_ignore_ascii_case(EVERYTHING) {
        None
    } else {
        Some(ctx.resolve_category(book, typed, false)?.path.to_string())
    };
    let found: Vec<&Budget> = budgets.iter().filter(|budget| budget.path == path).collect();
    if found.is_empty() { Err(not_found(typed)) } else { Ok(found) }
}

/// The error where a category has no budget.
#[must_use]
pub fn not_found(typed: &str) -> CliError {
    CliError::not_found(format!("there is no budget `{typed}`"))
        .with_value(typed)
        .with_hint("outlay budget list shows them")
}

/// Says that there is no budget yet, or none that holds now.
pub fn tell_none(ctx: &Context, any_past: bool) {
    if any_past {
        ctx.talk.notice("no budget holds then; outlay budget list --all shows past ones");
    } else {
        ctx.talk.notice("no budgets yet; outlay budget set food 300 makes one");
    }
}

/// Says that some budgets cannot be read.
pub fn tell_unread(ctx: &mut Context, unread: usize) {
    if unread > 0 {
        ctx.talk.warn(
            "newer_budget",
            format!(
                "{unread} of the budgets came from a newer version of outlay and cannot be read by this one"
            ),
        );
    }
}

/// The period of a budget, by its name.
#[must_use]
pub fn period_name(kind: BudgetPeriod, period: Period) -> String {
    let from = period.from;
    let whole =
        |of: Period, name: String| if of == period { name } else { format!("{} to {}", from, period.to) };
    match kind {
        BudgetPeriod::Week => format!("{} to {}", from, period.to),
        BudgetPeriod::Month => whole(Period::month_of(from), from.format("%B %Y").to_string()),
        BudgetPeriod::Quarter => {
            let months = format!("{} to {}", from.format("%B"), period.to.format("%B %Y"));
            whole(Period::quarter_of(from), months)
        }
        BudgetPeriod::Year => whole(Period::year_of(from), from.format("%Y").to_string()),
    }
}

/// How long the periods of a budget are at a period.
#[must_use]
pub fn kind_of(budget: &Budget, period: Period) -> BudgetPeriod {
    term_on(&budget.terms, period.from).map(|at| budget.terms[at].period).unwrap_or_default()
}

/// Parts per 10,000 as a percentage, whole: what is nearly all is never shown as all.
#[must_use]
pub fn percent(parts: i64) -> String {
    let whole = if (9_950..WHOLE).contains(&parts) { 99 } else { (parts + 50).div_euclid(100) };
    format!("{whole}%")
}

/// Parts per 10,000 as a factor with two decimals.
#[must_use]
pub fn factor(parts: i64) -> String {
    let hundredths = (parts.abs() + 50) / 100;
    format!("{}{}.{:02}x", if parts < 0 { "-" } else { "" }, hundredths / 100, hundredths % 100)
}

/// The columns of budgets as a table; `carried` where anything is carried on.
#[must_use]
pub fn columns(carried: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("Budget").shrinks_to(8),
        Column::new("Spent").right().dropped(1),
        Column::new("Of").right().dropped(2),
    ];
    if carried {
        columns.push(Column::new("Carried").right().dropped(6));
    }
    columns.extend([
        Column::new("Left").right(),
        Column::new("Used").right(),
        Column::new("").dropped(3),
        Column::new("Pace").right().dropped(5),
        Column::new("At the end").right().dropped(4),
    ]);
    columns
}

/// One budget's row in [`columns`], under a name. What it is held against is the amount with what is carried, so that the figures
/// add up in every table.
#[must_use]
pub fn cells(
    ctx: &Context,
    (budget, name): (&Budget, &str),
    standing: &Standing,
    carried: bool,
    warned: bool,
) -> Vec<Cell> {
    let decimal = |minor: i64| Money::new(minor, budget.of.currency).to_decimal();
    let available = i64::try_from(standing.available_minor()).map(decimal).unwrap_or_default();
    let tone = if standing.is_over() || warned { Some(Tone::Red) } else { None };
    let toned = |text: String| tone.map_or_else(|| Cell::from(&text), |tone| Cell::toned(&text, tone));
    let mut cells = vec![
        Cell::from(name),
        Cell::from(Money::new(standing.spent_minor, budget.of.currency).to_string()),
        Cell::from(available),
    ];
    if carried {
        let text = if standing.carried_minor == 0 { String::new() } else { decimal(standing.carried_minor) };
        cells.push(Cell::from(text));
    }
    cells.extend([
        toned(decimal(standing.left_minor)),
        toned(
            standing.used().map_or_else(|| if standing.is_over() { "over" } else { "" }.to_owned(), percent),
        ),
        toned(used_gauge(ctx, standing)),
        Cell::from(standing.pace().map(factor).unwrap_or_default()),
        Cell::from(standing.projected_minor.map(decimal).unwrap_or_default()),
    ]);
    cells
}

/// Cells of a gauge: an eighth of the terminal, within these.
const GAUGE_CELLS: std::ops::RangeInclusive<usize> = 6..=20;

/// What is used, in front of what could be.
fn used_gauge(ctx: &Context, standing: &Standing) -> String {
    let cells = (ctx.screen.width.unwrap_or(usize::MAX) / 8).clamp(*GAUGE_CELLS.start(), *GAUGE_CELLS.end());
    let used = standing.used().unwrap_or(if standing.is_over() { WHOLE } else { 0 });
    gauge(used, WHOLE, cells, ctx.screen.charset)
}

/// How a budget stands, as a sentence for mail and warnings.
#[must_use]
pub fn sentence(budget: &Budget, standing: &Standing, with_upcoming: bool) -> String {
    let money = |minor: i64| Money::new(minor, budget.of.currency);
    let name = period_name(kind_of(budget, standing.period), standing.period);
    let available = i64::try_from(standing.available_minor()).unwrap_or(i64::MAX);
    let mut text = format!(
        "{}, {name}: {} of {} spent",
        budget.name(),
        money(standing.spent_minor).to_decimal(),
        money(available)
    );
    if with_upcoming {
        text.push_str(" with what is to come");
    }
    if standing.is_over() {
        let _ = write!(text, ", {} over", money(standing.left_minor.saturating_neg()).to_decimal());
    } else {
        let _ = write!(text, ", {} left", money(standing.left_minor).to_decimal());
        match standing.days_left {
            0 => {}
            1 => text.push_str(" for one more day"),
            days => {
                let _ = write!(text, " for {days} more days");
            }
        }
    }
    text
}

/// How a budget stands, as `budget status` of CLI.md has it; `upcoming` is what is counted as spent though it is still to come.
#[must_use]
pub fn standing_json(budget: &Budget, standing: &Standing, warned: bool, upcoming: Option<i64>) -> Value {
    let decimal = |minor| Money::new(minor, budget.of.currency).to_decimal();
    let at = term_on(&budget.terms, standing.period.from);
    json!({
        "id": at.map(|at| budget.rows[at].id),
        "category": budget.path,
        "currency": budget.of.currency.code(),
        "amount": decimal(standing.amount_minor),
        "carried": decimal(standing.carried_minor),
        "spent": decimal(standing.spent_minor),
        "left": decimal(standing.left_minor),
        "used": standing.used().map(parts_decimal),
        "over": standing.is_over(),
        "warn": warned,
        "days_left": standing.days_left,
        "projected": standing.projected_minor.map(decimal),
        "period": kind_of(budget, standing.period).as_str(),
        "from": standing.period.from,
        "to": standing.period.to,
        "rollover": at.map(|at| budget.terms[at].rollover.as_str()),
        "gone": parts_decimal(standing.gone()),
        "pace": standing.pace().map(parts_decimal),
        "upcoming": upcoming.map(decimal),
    })
}

/// Parts per 10,000 as a decimal string.
fn parts_decimal(parts: i64) -> String {
    let sign = if parts < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", parts.abs() / 10_000, parts.abs() % 10_000)
}

/// The budgets before a command writes; what it takes over is told by [`tell_taken`]. That they cannot be looked at keeps no
/// expense from being written.
#[must_use]
pub fn watch(ctx: &Context, store: &Store, ledger: i64, days: Period) -> Option<Watch> {
    let seen = Seen { ledger, today: ctx.today(), week_start: ctx.calendar().week_start };
    Watch::begin(store, seen, days).ok().flatten()
}

/// Tells which budgets a command has taken over.
pub fn tell_taken(ctx: &mut Context, store: &Store, watch: Option<Watch>) {
    let Some(watch) = watch else { return };
    let taken = match watch.end(store) {
        Ok(taken) => taken,
        Err(error) => {
            ctx.talk.warn("budget", format!("the budgets could not be looked at: {error}"));
            return;
        }
    };
    for TakenOver { budget, standing } in taken.iter().take(TOLD_MAX) {
        ctx.talk.warn("budget_over", format!("over budget: {}", sentence(budget, standing, false)));
    }
    if taken.len() > TOLD_MAX {
        let more = taken.len() - TOLD_MAX;
        ctx.talk
            .warn("budget_over", format!("{more} more budgets are over; outlay budget status shows them"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_decimals_percentages_and_factors() {
        assert_eq!((parts_decimal(-5), parts_decimal(12_345)), ("-0.0005".to_owned(), "1.2345".to_owned()));
        assert_eq!(
            [0, 49, 50, 9_949, 9_950, 9_999, 10_000, 10_049].map(percent),
            ["0%", "0%", "1%", "99%", "99%", "99%", "100%", "100%"]
        );
        assert_eq!(percent(-5_000), "-50%");
        assert_eq!([0, 12_349, 12_350, -5_000].map(factor), ["0.00x", "1.23x", "1.24x", "-0.50x"]);
    }
}
