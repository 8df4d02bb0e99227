//! `outlay budget status`: what is spent and left, and whether anything needs attention.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::budgets::{self, cells, columns, kind_of, period_name, resolve, sentence, standing_json};
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::Table;
use crate::ledger::budget_status::{Seen, expected, spent_in, standings};
use crate::ledger::budgets::{Budget, Budgets};
use crate::ledger::due;
use crate::model::budget::{BudgetPeriod, Standing};
use crate::store::Store;

/// The largest percentage that `--warn` takes: a budget may be allowed to be over tenfold.
const WARN_PERCENT_MAX: i64 = 1_000;
/// The smallest, in parts per 10,000: 0.8 is meant as 80%.
const WARN_PARTS_MIN: i64 = 100;

/// One budget and how it stands.
struct Stand {
    budget: Budget,
    standing: Standing,
    warned: bool,
    /// What is counted as spent although it is still to come, in minor units.
    upcoming: Option<i64>,
}

impl Stand {
    fn kind(&self) -> BudgetPeriod {
        kind_of(&self.budget, self.standing.period)
    }

    fn needs_attention(&self) -> bool {
        self.warned || self.standing.is_over()
    }
}

/// How to look at budgets.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Print only what needs attention, and answer that something does.
    pub check: bool,
    /// Count what is to come as spent.
    pub upcoming: bool,
    /// From which percentage on a budget needs attention.
    pub warn: Option<&'a str>,
}

/// Shows how budgets stand.
///
/// # Errors
///
/// `usage` for a percentage that is none; `bad_date`; `not_found`; those of the store.
pub fn run(
    ctx: &mut Context,
    categories: &[String],
    date: Option<&str>,
    options: Options,
) -> Result<Outcome, CliError> {
    let check = options.check;
    let warn = options.warn.map(percent).transpose()?;
    let on = date.map_or_else(|| Ok(ctx.today()), |text| budgets::day(ctx, text))?;
    let mut store = ctx.open_to_read()?;
    let book = ctx.book(&mut store)?;
    let Budgets { budgets, unread } = book.budgets()?;
    budgets::tell_unread(ctx, unread);
    let mut chosen: Vec<&Budget> = Vec::new();
    for category in categories {
        for budget in resolve(ctx, &book, &budgets, category)? {
            if !chosen.contains(&budget) {
                chosen.push(budget);
            }
        }
    }
    if categories.is_empty() {
        chosen = budgets.iter().collect();
    }
    let chosen: Vec<Budget> = chosen.into_iter().cloned().collect();
    let wanted: Vec<(usize, NaiveDate)> = (0..chosen.len()).map(|at| (at, on)).collect();
    let seen = Seen { ledger: book.ledger.number, today: ctx.today(), week_start: ctx.calendar().week_start };
    let found: Vec<Option<(Standing, Option<i64>)>> = if options.upcoming {
        let (found, truncated) = expected(book.store, seen, &chosen, &wanted)?;
        if truncated {
            ctx.talk.warn("truncated", "more is to come than can be counted: what comes last is left out");
        }
        found.into_iter().map(|one| one.map(|one| (one.standing, Some(one.upcoming_minor)))).collect()
    } else {
        let found = standings(book.store, seen, &chosen, &wanted)?;
        found.into_iter().map(|standing| standing.map(|standing| (standing, None))).collect()
    };
    let stand = |(budget, found): (Budget, Option<(Standing, Option<i64>)>)| {
        let (standing, upcoming) = found?;
        let warned = warn.is_some_and(|parts| standing.is_used_to(parts));
        Some(Stand { budget, standing, warned, upcoming })
    };
    let mut stands: Vec<Stand> = chosen.into_iter().zip(found).filter_map(stand).collect();
    stands.sort_by_key(Stand::kind_order);
    if !check {
        tell_what_is_not_counted(ctx, book.store, seen, &stands, options.upcoming)?;
    }
    let attention = stands.iter().any(Stand::needs_attention);
    if ctx.format() == Format::Json {
        ctx.print_json(&status_json(&stands, on))?;
    } else if check {
        let lines: Vec<String> = stands
            .iter()
            .filter(|stand| stand.needs_attention())
            .map(|stand| sentence(&stand.budget, &stand.standing, stand.upcoming.is_some()))
            .collect();
        if attention {
            let lines: Vec<String> = lines
                .iter()
                .map(|line| format!("{}\n", crate::cli::output::sanitize::for_terminal(line)))
                .collect();
            ctx.print_text(&lines.concat())?;
        }
    } else if stands.is_empty() {
        budgets::tell_none(ctx, !budgets.is_empty());
    } else {
        ctx.print_text(&text(ctx, &stands))?;
    }
    Ok(if check && attention { Outcome::NeedsAttention } else { Outcome::Done })
}

/// Says what a reader may think is in the figures: money in other currencies, and dates that are due and not entered.
fn tell_what_is_not_counted(
    ctx: &mut Context,
    store: &Store,
    seen: Seen,
    stands: &[Stand],
    with_upcoming: bool,
) -> Result<(), CliError> {
    let everything = || stands.iter().filter(|stand| stand.budget.of.category.is_none());
    let limited: Vec<_> = everything().map(|stand| stand.budget.of.currency).collect();
    for stand in everything() {
        let period = stand.standing.period;
        let mut others = spent_in(store, seen.ledger, period)?;
        others.retain(|money| !limited.contains(&money.currency));
        if !others.is_empty() {
            let sums: Vec<String> = others.iter().map(ToString::to_string).collect();
            let (name, currency) = (period_name(stand.kind(), period), others[0].currency);
            ctx.talk.warn(
                "other_currencies",
                format!(
                    "{} of {name} is in no budget of everything; outlay budget set all AMOUNT {currency} makes one",
                    sums.join(" and ")
                ),
            );
        }
    }
    let due = due::due(store, ctx.today())?.missing;
    if due > 0 && !with_upcoming && !stands.is_empty() {
        let dates = if due == 1 { "1 date is".to_owned() } else { format!("{due} dates are") };
        ctx.talk.warn(
            "recurring_due",
            format!(
                "{dates} due and not entered: outlay recurring run does it; --upcoming counts what comes"
            ),
        );
    }
    Ok(())
}

impl Stand {
    fn kind_order(&self) -> (usize, NaiveDate, NaiveDate) {
        let kind = BudgetPeriod::ALL.iter().position(|kind| *kind == self.kind()).unwrap_or(0);
        (kind, self.standing.period.from, self.standing.period.to)
    }
}

/// Reads `80%` or `80`, with at most two decimals, as parts per 10,000.
fn percent(text: &str) -> Result<i64, CliError> {
    let digits = text.trim().trim_end_matches('%').trim_end();
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let number = |text: &str| text.parse::<i64>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let parts = number(whole)
        .filter(|whole| *whole <= WARN_PERCENT_MAX)
        .zip(number(&format!("{decimals:0<2}")).filter(|_| decimals.len() <= 2))
        .map(|(whole, hundredths)| whole * 100 + hundredths)
        .filter(|parts| *parts >= WARN_PARTS_MIN);
    parts.ok_or_else(|| {
        CliError::usage(format!("`{text}` is not a percentage"))
            .with_value(text)
            .with_hint(format!("write it as 80%, from 1% to {WARN_PERCENT_MAX}%"))
    })
}

/// The budgets as tables, one for each period.
fn text(ctx: &Context, stands: &[Stand]) -> String {
    let mut text = String::new();
    for group in stands.chunk_by(|a, b| a.kind_order() == b.kind_order()) {
        let standing = &group[0].standing;
        if !text.is_empty() {
            text.push('\n');
        }
        let name = period_name(group[0].kind(), standing.period);
        let days = standing.days_gone + standing.days_left;
        let gone = if standing.days_gone == 0 {
            "lies ahead".to_owned()
        } else if standing.days_left == 0 {
            (if ctx.today() > standing.period.to { "past" } else { "its last day" }).to_owned()
        } else {
            format!("day {} of {days}, {} left", standing.days_gone, standing.days_left)
        };
        let _ = writeln!(text, "{}", ctx.screen.stdout_style().bold(&format!("{name}: {gone}")));
        let carried = group.iter().any(|stand| stand.standing.carried_minor != 0);
        let mut table = Table::new(columns(carried));
        for stand in group {
            let named = (&stand.budget, stand.budget.name());
            table.row(cells(ctx, named, &stand.standing, carried, stand.warned));
        }
        text.push_str(&table.render(ctx.screen.width, ctx.screen.stdout_style()));
    }
    text
}

fn status_json(stands: &[Stand], on: NaiveDate) -> Value {
    let budgets: Vec<Value> = stands
        .iter()
        .map(|stand| standing_json(&stand.budget, &stand.standing, stand.warned, stand.upcoming))
        .collect();
    let count = |test: &dyn Fn(&Stand) -> bool| stands.iter().filter(|stand| test(stand)).count();
    json!({
        "on": on,
        "period": {
            "from": stands.iter().map(|stand| stand.standing.period.from).min(),
            "to": stands.iter().map(|stand| stand.standing.period.to).max(),
        },
        "budgets": budgets,
        "over": count(&|stand| stand.standing.is_over()),
        "warned": count(&|stand| stand.warned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_exactly() {
        let read = |text: &str| percent(text).map_err(|error| error.message);
        assert_eq!((read("80%"), read("80"), read("100 %")), (Ok(8000), Ok(8000), Ok(10_000)));
        assert_eq!((read("99.5%"), read("1.25"), read("1000%")), (Ok(9950), Ok(125), Ok(100_000)));
        for text in ["", "%", "0", "-5", "1001", "8e1", "80.555", "+80", "80%x", "0,8", "0.8", "0.99"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
