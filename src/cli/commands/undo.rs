//! `outlay undo`: the arguments.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::{Outcome, shown};
use crate::cli::conflicts::{self, Conflict};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::{expense_line, expense_summary, moment};
use crate::ledger::undo::{DELETED, Reverted, Skipped};
use crate::model::entity::Kind;
use crate::model::expense::JOINED_TAG;
use crate::model::money::Money;
use crate::store::Store;
use crate::store::groups::GroupRow;

/// Take back the last command of this device
///
/// An import is one command. A field goes back only where it still has the value that the command gave it, and what it
/// made goes only where nobody has changed it; what changed since is left and listed. Again goes further back.
/// Configuration is not undone.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay undo --list
  outlay undo --dry-run
  outlay undo

With --format json it prints {groups, skipped, count, warnings}. Exit 3 where there is nothing to undo, 4 where
something was left because it changed since.")]
pub struct UndoArgs {
    /// Which command, as --list shows it [default: the last]
    #[arg(value_name = "GROUP")]
    pub group: Option<String>,
    /// Show the commands that can be undone
    #[arg(long, conflicts_with_all = ["dry_run", "group"])]
    pub list: bool,
    /// Show what would go back, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Commands that `--list` shows.
const LISTED_MAX: u32 = 50;
/// Lines in which `--list` says what a command was about.
const LINES_MAX: usize = 2;
/// Operations of a command looked at to say what it was about.
const TOUCHED_MAX: u32 = 100;
/// Expenses told one by one after an undo: more would hide what was left.
const TOLD_MAX: usize = 5;

/// Takes a command back.
///
/// # Errors
///
/// `nothing_to_undo`, `not_found`; those of the store.
pub fn run(args: &UndoArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("undo", &[Format::Table, Format::Json])?;
    if args.list {
        return list(ctx);
    }
    let group = args.group.as_deref().map(group_number).transpose()?;
    let mut store = ctx.open_to_prepare()?;
    let reverted = ctx.book(&mut store)?.undo(group, args.dry_run)?;
    tell(ctx, &store, if args.dry_run { "would undo" } else { "undid" }, &reverted)
}

fn group_number(text: &str) -> Result<i64, CliError> {
    text.strip_prefix('#').unwrap_or(text).parse().map_err(|_| {
        CliError::usage(format!("`{text}` is not a command's number"))
            .with_value(text)
            .with_hint("outlay undo --list shows them")
    })
}

fn list(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let groups = store.undoable_groups(LISTED_MAX)?;
    if ctx.format() == Format::Json {
        let groups: Vec<Value> = groups.iter().map(shown::group_json).collect();
        ctx.print_json(&json!({"count": groups.len(), "groups": groups, "skipped": []}))?;
        return Ok(Outcome::Done);
    }
    if groups.is_empty() {
        ctx.talk.notice("there is nothing to undo");
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("Group").right(),
        Column::new("At").wraps_to(10),
        Column::new("Command").wraps_to(8),
        Column::new("What").wraps_to(9).lines(LINES_MAX),
        Column::new("Changes").right().dropped(1),
    ]);
    for group in &groups {
        table.row([
            Cell::from(group.number.to_string()),
            Cell::from(moment(group.made_at)),
            Cell::from(&group.command),
            Cell::from(what(&store, group)?),
            Cell::from(group.operations.to_string()),
        ]);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

/// What a command was about: a conflict by its number and its field, an expense by what it says, several by their numbers, a
/// category by its path.
fn what(store: &Store, group: &GroupRow) -> Result<String, CliError> {
    let decided = conflicts_of(store, group)?;
    if !decided.is_empty() {
        let named: Vec<String> = decided.iter().map(in_words).collect();
        return Ok(named.join(", "));
    }
    let numbers = match group.created {
        Some((first, last)) if first < last => {
            return Ok(format!("{} expenses, {first} to {last}", last - first + 1));
        }
        Some((first, _)) => vec![first],
        None => expenses_of(store, group)?,
    };
    if let [number] = numbers.as_slice() {
        return Ok(store.expense(*number)?.map(|expense| expense_summary(&expense)).unwrap_or_default());
    }
    if !numbers.is_empty() {
        return Ok(format!("expenses {}", shown::numbers(&numbers)));
    }
    let tree = store.category_tree()?;
    let touched = store.touched(group.number, TOUCHED_MAX)?;
    let names: Vec<String> = touched
        .iter()
        .filter_map(|(kind, number)| match kind {
            Kind::Category => tree.path(*number).map(str::to_owned),
            Kind::Budget => store.budget(*number).ok().flatten().map(|row| {
                let of = row.category.and_then(|category| tree.path(category)).unwrap_or("everything");
                format!("{of} {} from {}", Money::new(row.amount_minor, row.currency), row.starts_on)
            }),
            other => Some(format!("{} {number}", other.spec().name)),
        })
        .collect();
    Ok(names.join(", "))
}

/// The conflicts that a command decided.
fn conflicts_of(store: &Store, group: &GroupRow) -> Result<Vec<Conflict>, CliError> {
    let touched = store.touched(group.number, TOUCHED_MAX)?;
    let is_decided = |conflict: &Conflict| touched.contains(&(Kind::Conflict, conflict.number));
    if touched.iter().all(|(kind, _)| *kind != Kind::Conflict) {
        return Ok(Vec::new());
    }
    Ok(conflicts::list(store, None, false)?.into_iter().filter(is_decided).collect())
}

fn in_words(conflict: &Conflict) -> String {
    format!("conflict {}: {}", conflict.number, conflict.subject())
}

/// The expenses that a command changed, without those it created.
fn expenses_of(store: &Store, group: &GroupRow) -> Result<Vec<i64>, CliError> {
    let touched = store.touched(group.number, TOUCHED_MAX)?;
    Ok(touched.into_iter().filter(|(kind, _)| *kind == Kind::Expense).map(|(_, number)| number).collect())
}

/// Tells what was taken back, and what was left.
///
/// # Errors
///
/// Those of stdout.
pub fn tell(ctx: &mut Context, store: &Store, word: &str, reverted: &Reverted) -> Result<Outcome, CliError> {
    answer(ctx, store, word, reverted).map_err(|error| match reverted.group {
        Some(_) => {
            error.after(&format!("outlay {word} {} (group {})", reverted.of.command, reverted.of.number))
        }
        None => error,
    })
}

fn answer(ctx: &mut Context, store: &Store, word: &str, reverted: &Reverted) -> Result<Outcome, CliError> {
    if ctx.format() == Format::Json {
        let skipped: Vec<Value> = reverted.skipped.iter().map(skipped_json).collect();
        ctx.print_json(&json!({
            "groups": [shown::group_json(&reverted.of)],
            "skipped": skipped,
            "count": reverted.operations,
        }))?;
    } else {
        let of = &reverted.of;
        let changes = if reverted.operations == 1 { "change" } else { "changes" };
        if !ctx.global.quiet {
            ctx.print_text(&format!(
                "{word} {} (group {}): {} {changes}\n",
                for_terminal(&of.command),
                of.number,
                reverted.operations
            ))?;
            if reverted.group.is_some() {
                ctx.print_text(&now(store, of)?)?;
            }
        }
        for left in &reverted.skipped {
            ctx.talk.attention("skipped", skipped_text(left));
        }
    }
    Ok(if reverted.skipped.is_empty() { Outcome::Done } else { Outcome::NeedsAttention })
}

/// How the few expenses and the conflicts that a command was about stand now, one to a line.
fn now(store: &Store, group: &GroupRow) -> Result<String, CliError> {
    let mut numbers = expenses_of(store, group)?;
    if let Some((first, last)) = group.created {
        numbers.extend(first..=last.min(first.saturating_add(i64::from(TOUCHED_MAX))));
    }
    numbers.sort_unstable();
    numbers.dedup();
    let mut told = shown::expenses(store, &numbers)?;
    // Nobody ever saw those: they stand for rows of a statement that became part of other expenses.
    told.retain(|expense| expense.deleted_at.is_none() || expense.tags != [JOINED_TAG]);
    let mut text = String::new();
    if told.len() <= TOLD_MAX {
        for expense in told {
            let word = if expense.deleted_at.is_some() { "deleted" } else { "now" };
            let _ = writeln!(text, "  {word} {}", for_terminal(&expense_line(&expense)));
        }
    }
    for conflict in conflicts_of(store, group)? {
        let word = if conflict.resolution.is_none() { "open again" } else { "decided" };
        let _ = writeln!(text, "  {word} {}", for_terminal(&in_words(&conflict)));
    }
    Ok(text)
}

/// What an undo left, and why. That something as a whole would have been deleted is only said of what no command of this
/// device changed.
fn skipped_text(left: &Skipped) -> String {
    let Skipped { kind, number, field, current, wanted, .. } = left;
    let name = kind.spec().name;
    if field == DELETED && *wanted == true {
        return format!(
            "{name} {number} was left, for another device changed it since (it would have been deleted)"
        );
    }
    let (current, wanted) = (quoted(current), quoted(wanted));
    format!(
        "{name} {number}: {field} was left at {current}, for it changed since (it would have gone back to {wanted})"
    )
}

fn quoted(value: &Value) -> String {
    let text = super::log::value_text(value);
    if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") }
}

fn skipped_json(skipped: &Skipped) -> Value {
    json!({
        "id": skipped.id,
        "number": skipped.number,
        "field": skipped.field,
        "current": skipped.current,
        "wanted": skipped.wanted,
    })
}
