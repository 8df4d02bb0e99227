//! What the commands of recurring expenses answer.
//!
//! Owns their look in tables, lines and JSON, and finding one by its number or id. Must not change anything.

use std::collections::HashMap;
use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::list::money_rows;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::{EMPTY, money_json, tag_words, upcoming_json};
use crate::id::recurring_expense_id;
use crate::ledger::Book;
use crate::ledger::due::DATES_MAX;
use crate::ledger::recurring::{category_of, recurrence};
use crate::ledger::upcoming::{self, Upcoming};
use crate::model::date::parse_date;
use crate::model::expense::Direction;
use crate::model::money::Money;
use crate::model::period::Period;
use crate::model::recurrence::Every;
use crate::store::Store;
use crate::store::categories::CategoryTree;
use crate::store::query::Sum;
use crate::store::recurring::RecurringRow;

/// Characters of an id that name one, at least: as for every id.
const ID_PREFIX_MIN: usize = 8;
/// What stands in place of a next date where this version cannot read the rhythm.
const UNREADABLE: &str = "needs a newer version";

/// The one that a reference names.
pub(super) fn find<'r>(rows: &'r [RecurringRow], reference: &str) -> Result<&'r RecurringRow, CliError> {
    let wanted = reference.trim().trim_start_matches('#').to_ascii_lowercase();
    let number = wanted.parse::<i64>().ok();
    let found: Vec<&RecurringRow> = match rows.iter().find(|row| Some(row.number) == number) {
        Some(row) => vec![row],
        None => rows
            .iter()
            .filter(|row| wanted.len() >= ID_PREFIX_MIN && row.id.to_string().starts_with(&wanted))
            .collect(),
    };
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err(CliError::not_found(format!("there is no recurring expense `{reference}`"))
            .with_value(reference)
            .with_hint("outlay recurring list shows them")),
        several => Err(CliError::ambiguous(
            format!("`{reference}` names {} recurring expenses", several.len()),
            several.iter().map(|row| row.id.to_string()).collect(),
        )
        .with_value(reference)),
    }
}

/// Those that references name, each once.
pub(super) fn find_all<'r>(
    rows: &'r [RecurringRow],
    references: &[String],
) -> Result<Vec<&'r RecurringRow>, CliError> {
    let mut found: Vec<&RecurringRow> = Vec::new();
    for reference in references {
        let row = find(rows, reference)?;
        if !found.iter().any(|known| known.number == row.number) {
            found.push(row);
        }
    }
    Ok(found)
}

/// What is told of a recurring expense beside what its row says.
struct Standing {
    /// The category's path.
    category: Option<String>,
    /// The first date that has no expense and is not before today; `None` where none comes.
    next_on: Option<NaiveDate>,
    /// Dates that are due and not entered.
    due: u64,
    /// Live expenses of its dates since `starts_on`.
    entered: u64,
    /// Whether this version can read its rhythm.
    is_readable: bool,
}

/// Recurring expenses as they are told.
pub(super) struct Told(Vec<(RecurringRow, Standing)>);

impl Told {
    /// Reads how they stand.
    pub(super) fn read(store: &Store, rows: &[&RecurringRow], today: NaiveDate) -> Result<Self, CliError> {
        let tree = store.category_tree()?;
        let mut told = Vec::with_capacity(rows.len());
        for &row in rows {
            told.push((row.clone(), standing(store, row, &tree, today)?));
        }
        Ok(Self(told))
    }

    /// Answers with them.
    pub(super) fn say(&self, ctx: &mut Context, word: &str, group: Option<i64>) -> Result<Outcome, CliError> {
        let lines: Vec<String> = self
            .0
            .iter()
            .map(|(row, standing)| format!("{word} {}", line(row, standing, word != "removed")))
            .collect();
        let due: u64 = self.0.iter().map(|(_, standing)| standing.due).sum();
        let printed = if ctx.format() == Format::Json {
            let items: Vec<Value> =
                self.0.iter().map(|(row, standing)| recurring_json(row, standing)).collect();
            ctx.print_json(&json!({"count": items.len(), "recurring": items, "due": due, "group": group}))
        } else if group.is_none() {
            ctx.talk.notice("it is so already: nothing to change");
            Ok(())
        } else if ctx.global.quiet {
            Ok(())
        } else {
            ctx.print_lines(&lines)
        };
        if due > 0 && group.is_some() {
            let dates = if due == 1 { "1 date has".to_owned() } else { format!("{due} dates have") };
            ctx.talk.notice(&match word {
                "removed" => format!("{dates} passed without being entered, and will not be"),
                _ => format!(
                    "{dates} passed already: the next outlay, add or sync enters what is due, outlay recurring run does \
                     it now"
                ),
            });
        }
        printed.map(|()| Outcome::Done).map_err(|error| match group {
            Some(_) => error.after(&format!("outlay {}", lines.join(", "))),
            None => error,
        })
    }
}

/// Answers with those of these numbers as they are now.
pub(super) fn changed(
    ctx: &mut Context,
    book: &Book,
    word: &str,
    numbers: &[i64],
    group: Option<i64>,
) -> Result<Outcome, CliError> {
    let rows = book.store.recurring(Some(book.ledger.number))?;
    let found: Vec<&RecurringRow> = rows.iter().filter(|row| numbers.contains(&row.number)).collect();
    Told::read(book.store, &found, book.today)?.say(ctx, word, group)
}

fn standing(
    store: &Store,
    row: &RecurringRow,
    tree: &CategoryTree,
    today: NaiveDate,
) -> Result<Standing, CliError> {
    let category = category_of(row, tree).map(str::to_owned);
    let mut told = Standing { category, next_on: None, due: 0, entered: 0, is_readable: true };
    let Some(rhythm) = recurrence(row) else { return Ok(Standing { is_readable: false, ..told }) };
    let most = usize::try_from(DATES_MAX).unwrap_or(usize::MAX);
    for date in rhythm.after(None).take_while(|date| *date <= today).take(most) {
        match store.entered(recurring_expense_id(row.id, date))? {
            Some((_, live)) => told.entered += u64::from(live),
            None if row.paused => {}
            None => told.due += 1,
        }
    }
    for date in rhythm.after(today.pred_opt()).take(most) {
        if store.entered(recurring_expense_id(row.id, date))?.is_none() {
            told.next_on = Some(date).filter(|_| !row.paused);
            break;
        }
    }
    Ok(told)
}

/// When it comes: its next date, or why there is none.
fn next_text(row: &RecurringRow, standing: &Standing) -> String {
    match standing.next_on {
        _ if !standing.is_readable => UNREADABLE.to_owned(),
        _ if row.paused => "paused".to_owned(),
        Some(date) => date.to_string(),
        None => "ended".to_owned(),
    }
}

/// Its rhythm in words.
fn rhythm_text(row: &RecurringRow) -> String {
    let every = Every::parse(&row.every).map_or_else(|_| row.every.clone(), Every::in_words);
    let has_day = Every::parse(&row.every).is_ok_and(Every::has_day);
    let mut text = match row.day.filter(|_| has_day) {
        Some(day) => format!("{every} on day {day}"),
        None => every,
    };
    if let Some(count) = row.count {
        let _ = if count == 1 { write!(text, ", once") } else { write!(text, ", {count} times") };
    }
    if let Some(until) = row.until_on {
        let _ = write!(text, " until {until}");
    }
    text
}

fn amount_text(amount: Money, direction: Direction) -> String {
    match direction {
        Direction::Expense => amount.to_string(),
        Direction::Income => format!("+{amount}"),
        Direction::Transfer => format!("({amount})"),
    }
}

/// One on one line, its next date last.
fn line(row: &RecurringRow, standing: &Standing, with_next: bool) -> String {
    let mut parts = vec![
        row.number.to_string(),
        amount_text(row.amount, row.direction),
        standing.category.clone().unwrap_or_else(|| EMPTY.to_owned()),
    ];
    if !row.description.is_empty() {
        parts.push(row.description.clone());
    }
    parts.extend(row.payee.iter().map(|payee| format!("at {payee}")));
    parts.extend(row.method.iter().map(|method| format!("@{method}")));
    if !row.tags.is_empty() {
        parts.push(tag_words(&row.tags));
    }
    parts.push(rhythm_text(row));
    if with_next {
        parts.push(match standing.next_on {
            Some(date) => format!("next {date}"),
            None => next_text(row, standing),
        });
    }
    format!("recurring {}", parts.join("  "))
}

fn recurring_json(row: &RecurringRow, standing: &Standing) -> Value {
    json!({
        "id": row.id,
        "number": row.number,
        "direction": row.direction.as_str(),
        "amount": row.amount.to_decimal(),
        "currency": row.amount.currency.code(),
        "category": standing.category,
        "description": row.description,
        "payee": row.payee,
        "method": row.method,
        "tags": row.tags,
        "note": row.note,
        "every": row.every,
        "day": row.day,
        "starts_on": row.starts_on,
        "until_on": row.until_on,
        "count": row.count,
        "paused": row.paused,
        "next_on": standing.next_on,
        "due": standing.due,
        "entered": standing.entered,
        "readable": standing.is_readable,
    })
}

pub(super) fn list(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let ledger = ctx.ledger_to_read(&store)?.map(|ledger| ledger.number);
    let rows = store.recurring(ledger)?;
    let Told(mut told) = Told::read(&store, &rows.iter().collect::<Vec<_>>(), ctx.today())?;
    // Those that come first stand first, and those that do not come last.
    told.sort_by_key(|(row, standing)| (standing.next_on.is_none(), standing.next_on, row.number));
    if ctx.format() == Format::Json {
        let items: Vec<Value> = told.iter().map(|(row, standing)| recurring_json(row, standing)).collect();
        ctx.print_json(&json!({"count": items.len(), "recurring": items}))?;
        return Ok(Outcome::Done);
    }
    if told.is_empty() {
        ctx.talk.notice(
            "no recurring expenses yet; outlay recurring add 9.99 subscriptions Netflix --every month makes one",
        );
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("No").right(),
        Column::new("Next").wraps_to(10),
        Column::new("Amount").right(),
        Column::new("Category").shrinks_to(8),
        Column::new("What").shrinks_to(6).dropped(2),
        Column::new("Every").shrinks_to(8).dropped(1),
    ]);
    for (row, standing) in &told {
        table.row([
            Cell::from(row.number.to_string()),
            Cell::from(next_text(row, standing)),
            Cell::from(amount_text(row.amount, row.direction)),
            Cell::from(standing.category.as_deref().unwrap_or(EMPTY)),
            Cell::from(what(&row.description, row.payee.as_deref())),
            Cell::from(rhythm_text(row)),
        ]);
    }
    ctx.print_table(&table)?;
    let due: u64 = told.iter().map(|(_, standing)| standing.due).sum();
    if due > 0 {
        ctx.talk.hint(&format!("{due} due; outlay recurring run"));
    }
    Ok(Outcome::Done)
}

/// The first thing said about it.
fn what<'t>(description: &'t str, payee: Option<&'t str>) -> &'t str {
    if description.is_empty() { payee.unwrap_or_default() } else { description }
}

pub(super) fn upcoming(ctx: &mut Context, days: u16, to: Option<&str>) -> Result<Outcome, CliError> {
    let today = ctx.today();
    let to = match to {
        Some(text) => parse_date(text, today)?,
        None => today.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX),
    };
    Period::new(today, to)?;
    let store = ctx.open_to_read()?;
    let ledger = ctx.ledger_to_read(&store)?.map(|ledger| ledger.number);
    let forecast = upcoming::upcoming(&store, ledger, to)?;
    let totals = money_rows(&sums(&forecast.items)?)?;
    if forecast.truncated {
        ctx.talk.warn("truncated", format!("only the first {} dates are shown", forecast.items.len()));
    }
    match ctx.format() {
        Format::Json => ctx.print_json(&json!({
            "period": {"from": today, "to": to},
            "items": forecast.items.iter().map(upcoming_json).collect::<Vec<_>>(),
            "count": forecast.items.len(),
            "truncated": forecast.truncated,
            "totals": totals.iter().map(money_json).collect::<Vec<_>>(),
        }))?,
        Format::Csv => print_csv(ctx, &forecast.items)?,
        _ if forecast.items.is_empty() => ctx.talk.notice(&format!("nothing comes up to {to}")),
        _ => {
            print_items(ctx, &forecast.items, today)?;
            for row in &totals {
                for (minor, way) in [(row.expense_minor, "to spend"), (row.income_minor, "to receive")] {
                    if minor > 0 {
                        ctx.print_lines(&[format!("{} {way}", Money::new(minor, row.currency))])?;
                    }
                }
            }
        }
    }
    Ok(Outcome::Done)
}

fn print_items(ctx: &Context, items: &[Upcoming], today: NaiveDate) -> Result<(), CliError> {
    let mut table = Table::new(vec![
        Column::new("Date"),
        Column::new("Amount").right(),
        Column::new("Category").shrinks_to(8),
        Column::new("What").shrinks_to(6).dropped(1),
        Column::new("Recurring").right().dropped(2),
    ]);
    for item in items {
        let due = if item.date <= today { " due" } else { "" };
        table.row([
            Cell::from(format!("{}{due}", item.date)),
            Cell::from(amount_text(item.amount, item.direction)),
            Cell::from(item.path.as_deref().unwrap_or(EMPTY)),
            Cell::from(what(&item.description, item.payee.as_deref())),
            Cell::from(item.recurring.to_string()),
        ]);
    }
    ctx.print_table(&table)
}

/// What they come to, by currency and direction.
fn sums(items: &[Upcoming]) -> Result<Vec<Sum>, CliError> {
    let mut sums: Vec<Sum> = Vec::new();
    let mut places = HashMap::new();
    for item in items {
        let currency = item.amount.currency;
        let at = *places.entry((currency, item.direction)).or_insert_with(|| {
            sums.push(Sum { currency, direction: item.direction, count: 0, minor: 0 });
            sums.len() - 1
        });
        let overflow = || CliError::from(crate::store::StoreError::Overflow(currency.to_string()));
        sums[at].minor = sums[at].minor.checked_add(item.amount.minor).ok_or_else(overflow)?;
        sums[at].count += 1;
    }
    Ok(sums)
}

fn print_csv(ctx: &Context, items: &[Upcoming]) -> Result<(), CliError> {
    let failed = |error: csv::Error| CliError::internal(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["recurring", "date", "direction", "amount", "currency", "category", "description"];
    writer.write_record(header).map_err(failed)?;
    for item in items {
        writer
            .write_record([
                item.recurring.to_string().as_str(),
                &item.date.to_string(),
                item.direction.as_str(),
                &item.amount.to_decimal(),
                item.amount.currency.code(),
                item.path.as_deref().unwrap_or_default(),
                &item.description,
            ])
            .map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| CliError::internal(error.to_string()))?;
    ctx.print_text(&String::from_utf8_lossy(&bytes))
}
