//! How expenses, sums and changes look: as table cells and as JSON.
//!
//! Owns the look that several commands share. Must not read the store.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::output::style::Tone;
use super::output::table::{Cell, Column, Table};
use crate::clock::Clock;
use crate::export::json::expense_value;
use crate::ledger::upcoming::Upcoming;
use crate::model::expense::{Direction, Expense};
use crate::model::money::Money;
use crate::report::MoneyRow;

/// What stands where a field is empty and the reader should see that it is.
pub const EMPTY: &str = "(none)";

/// A table of expenses.
#[must_use]
pub fn expense_table() -> Table {
    Table::new(vec![
        Column::new("No").right(),
        Column::new("Date"),
        Column::new("Amount").right(),
        Column::new("Category").shrinks_to(8),
        Column::new("Description").shrinks_to(8).dropped(1),
        Column::new("Payee").shrinks_to(6).dropped(3),
        Column::new("Method").shrinks_to(4).dropped(4),
        Column::new("Tags").shrinks_to(4).dropped(2),
    ])
}

/// An expense's row in [`expense_table`].
#[must_use]
pub fn expense_cells(expense: &Expense) -> Vec<Cell> {
    let cells = vec![
        Cell::from(expense.number.to_string()),
        Cell::from(expense.date.to_string()),
        amount_cell(expense),
        Cell::from(expense.category.as_deref().unwrap_or(EMPTY)),
        Cell::from(&expense.description),
        Cell::from(expense.payee.as_deref().unwrap_or_default()),
        Cell::from(expense.method.as_deref().unwrap_or_default()),
        Cell::from(tag_words(&expense.tags)),
    ];
    if expense.deleted_at.is_some() {
        return cells.into_iter().map(|cell| cell.in_tone(Tone::Dim)).collect();
    }
    cells
}

/// Tags as they are typed.
#[must_use]
pub fn tag_words(tags: &[String]) -> String {
    tags.iter().map(|tag| format!("+{tag}")).collect::<Vec<_>>().join(" ")
}

/// The amount of an expense: income with a plus, a transfer in parentheses.
#[must_use]
pub fn amount_text(expense: &Expense) -> String {
    match expense.direction {
        Direction::Expense => expense.amount.to_string(),
        Direction::Income => format!("+{}", expense.amount),
        Direction::Transfer => format!("({})", expense.amount),
    }
}

fn amount_cell(expense: &Expense) -> Cell {
    match expense.direction {
        Direction::Expense => Cell::from(amount_text(expense)),
        Direction::Income => Cell::toned(amount_text(expense), Tone::Green),
        Direction::Transfer => Cell::toned(amount_text(expense), Tone::Dim),
    }
}

/// An expense on one line, as the success of a command tells it.
#[must_use]
pub fn expense_line(expense: &Expense) -> String {
    let mut parts = vec![
        expense.number.to_string(),
        expense.date.to_string(),
        amount_text(expense),
        expense.category.clone().unwrap_or_else(|| EMPTY.to_owned()),
    ];
    if !expense.description.is_empty() {
        parts.push(expense.description.clone());
    }
    if let Some(payee) = &expense.payee {
        parts.push(format!("at {payee}"));
    }
    if let Some(method) = &expense.method {
        parts.push(format!("@{method}"));
    }
    if !expense.tags.is_empty() {
        parts.push(tag_words(&expense.tags));
    }
    parts.join("  ")
}

/// What tells an expense from its neighbours: the amount, and the first thing said about it.
#[must_use]
pub fn expense_summary(expense: &Expense) -> String {
    let texts = [expense.description.as_str(), expense.payee.as_deref().unwrap_or_default()];
    let what = texts.into_iter().find(|text| !text.is_empty()).or(expense.category.as_deref());
    format!("{} {}", amount_text(expense), what.unwrap_or(EMPTY))
}

/// An instant for people: date and time in the local zone, to the minute.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> String {
    Clock::local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// [`moment`] to the second, for what is counted in seconds: attempts, and when the next one comes.
#[must_use]
pub fn moment_to_the_second(at: DateTime<Utc>) -> String {
    Clock::local(at).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Expenses as a JSON array.
#[must_use]
pub fn expenses_json(expenses: &[Expense]) -> Value {
    expenses.iter().map(expense_value).collect()
}

/// A date of a recurring expense that is still to come, as `recurring upcoming` of CLI.md has it.
#[must_use]
pub fn upcoming_json(item: &Upcoming) -> Value {
    json!({
        "recurring": item.recurring,
        "date": item.date,
        "amount": item.amount.to_decimal(),
        "currency": item.amount.currency.code(),
        "category": item.path,
        "description": item.description,
        "direction": item.direction.as_str(),
    })
}

/// A money row of CLI.md.
#[must_use]
pub fn money_json(row: &MoneyRow) -> Value {
    let decimal = |minor| Money::new(minor, row.currency).to_decimal();
    json!({
        "currency": row.currency.code(),
        "count": row.count,
        "expense": decimal(row.expense_minor),
        "income": decimal(row.income_minor),
        "net": decimal(row.net_minor),
    })
}
