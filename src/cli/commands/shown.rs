//! What commands that change expenses answer: the expense that was added, the expenses that were changed.

use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::view::{expense_line, expenses_json};
use crate::export::json::expense_value;
use crate::ledger::entries::Changed;
use crate::ledger::{LedgerError, reference};
use crate::model::expense::Expense;
use crate::store::Store;

/// Rows listed when many were changed: as many as fit a screen.
const LISTED_MAX: usize = 20;

/// Tells that an expense was added.
///
/// # Errors
///
/// Those of the store and of stdout.
pub fn added(ctx: &mut Context, store: &Store, number: i64) -> Result<(), CliError> {
    tell_added(ctx, store, number).map_err(|error| error.after(&format!("expense {number} was recorded")))
}

fn tell_added(ctx: &mut Context, store: &Store, number: i64) -> Result<(), CliError> {
    let expense = expense(store, number)?;
    match ctx.format() {
        Format::Json => ctx.print_json(&json!({"expense": expense_value(&expense)})),
        Format::Ids => ctx.print_text(&format!("{}\n", expense.id)),
        _ if ctx.global.quiet => Ok(()),
        _ => ctx.print_text(&format!("added {}\n", for_terminal(&expense_line(&expense)))),
    }
}

/// Tells which expenses were changed (`word`: what was done to them) and which were so already.
///
/// # Errors
///
/// Those of the store and of stdout.
pub fn changed(ctx: &mut Context, store: &Store, word: &str, changed: &Changed) -> Result<(), CliError> {
    tell_changed(ctx, store, word, changed).map_err(|error| match changed.numbers.len() {
        0 => error,
        1 => error.after(&format!("expense {} was {word}", changed.numbers[0])),
        count => error.after(&format!("{count} expenses were {word}")),
    })
}

fn tell_changed(ctx: &mut Context, store: &Store, word: &str, changed: &Changed) -> Result<(), CliError> {
    let expenses = expenses(store, &changed.numbers)?;
    match ctx.format() {
        Format::Json => ctx.print_json(&json!({
            "expenses": expenses_json(&expenses),
            "count": expenses.len(),
            "group": changed.group,
        })),
        Format::Ids => {
            output::to_stdout(|out| expenses.iter().try_for_each(|expense| writeln!(out, "{}", expense.id)))
        }
        _ => {
            if !changed.unchanged.is_empty() {
                ctx.talk.notice(&format!("{} already so: nothing to change", numbers(&changed.unchanged)));
            }
            if ctx.global.quiet {
                return Ok(());
            }
            output::to_stdout(|out| {
                for expense in expenses.iter().take(LISTED_MAX) {
                    writeln!(out, "{word} {}", for_terminal(&expense_line(expense)))?;
                }
                if expenses.len() > LISTED_MAX {
                    writeln!(out, "and {} more", expenses.len() - LISTED_MAX)?;
                }
                Ok(())
            })
        }
    }
}

/// One expense that must be there.
///
/// # Errors
///
/// `not_found`.
pub fn expense(store: &Store, number: i64) -> Result<Expense, CliError> {
    store.expense(number)?.ok_or_else(|| {
        LedgerError::NotFound { what: "expense", reference: number.to_string(), near: Vec::new() }.into()
    })
}

/// Several expenses, in the given order.
///
/// # Errors
///
/// `not_found`.
pub fn expenses(store: &Store, numbers: &[i64]) -> Result<Vec<Expense>, CliError> {
    numbers.iter().map(|number| expense(store, *number)).collect()
}

/// The expense a reference names. The candidates of an ambiguous one are shown as lines.
///
/// # Errors
///
/// `not_found`, `ambiguous`.
pub fn resolve(store: &Store, reference: &str) -> Result<i64, CliError> {
    reference::resolve(store, reference).map_err(|error| match error {
        LedgerError::Ambiguous { what, reference, candidates } => {
            let lines = candidates
                .iter()
                .filter_map(|number| store.expense(number.parse().ok()?).ok().flatten())
                .map(|expense| expense_line(&expense))
                .collect();
            LedgerError::Ambiguous { what, reference, candidates: lines }.into()
        }
        other => other.into(),
    })
}

/// The expenses that references name; a single `-` stands for the references on standard input.
///
/// # Errors
///
/// `not_found`, `ambiguous`.
pub fn resolve_all(ctx: &Context, store: &Store, references: &[String]) -> Result<Vec<i64>, CliError> {
    let mut words = Vec::new();
    for reference in references {
        if reference == "-" {
            let input = std::io::read_to_string(std::io::stdin())
                .map_err(|error| CliError::bad_file(format!("cannot read standard input: {error}")))?;
            words.extend(input.split_whitespace().map(str::to_owned));
        } else {
            words.push(reference.clone());
        }
    }
    if words.is_empty() {
        // No error: `list --format ids` of nothing is an answer, and a pipeline goes on.
        ctx.talk.notice("standard input names no expense: nothing to change");
    }
    let mut numbers = Vec::new();
    for word in &words {
        let number = resolve(store, word)?;
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// Numbers as a sentence says them.
#[must_use]
pub fn numbers(numbers: &[i64]) -> String {
    let words: Vec<String> = numbers.iter().take(LISTED_MAX).map(ToString::to_string).collect();
    let more = numbers.len().saturating_sub(LISTED_MAX);
    if more == 0 { words.join(", ") } else { format!("{} and {more} more", words.join(", ")) }
}

/// What an undo or redo answers.
#[must_use]
pub fn group_json(group: &crate::store::groups::GroupRow) -> Value {
    json!({
        "group": group.number,
        "command": group.command,
        "at": crate::export::json::instant(group.made_at),
        "operations": group.operations,
    })
}
