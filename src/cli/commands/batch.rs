//! `outlay batch`: the arguments.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::undo;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::filters::batch_id;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::prompt;
use crate::cli::view::{EMPTY, expense_cells, expense_table, expenses_json, moment};
use crate::export::json::instant;
use crate::model::filter::{Filter, LedgerScope, Match};
use crate::store::Store;
use crate::store::batches::BatchRow;

/// Look at imports, and take one back
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct BatchArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: BatchCommand,
}

/// What to do with imports.
#[derive(Debug, Clone, Subcommand)]
pub enum BatchCommand {
    /// List the imports, newest first
    List,
    /// Show one import and its counts
    #[command(after_help = "Exit 3 where there is no such import.")]
    Show {
        /// Which import, as `batch list` shows it
        #[arg(value_name = "BATCH")]
        batch: String,
    },
    /// Take an import back; its rows may then be imported again
    ///
    /// It asks before it deletes more than 20 expenses, unless -y is given. Expenses that were changed since are left
    /// and listed.
    #[command(
        after_help = "Exit 3 where there is no such import, 4 where expenses were left because they changed since."
    )]
    Undo {
        /// Which import, as `batch list` shows it
        #[arg(value_name = "BATCH")]
        batch: String,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
}
/// Looks at imports, or takes one back.
///
/// # Errors
///
/// `not_found`; those of the store.
pub fn run(args: &BatchArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("batch", &[Format::Table, Format::Json])?;
    match &args.command {
        BatchCommand::List => list(ctx),
        BatchCommand::Show { batch } => show(ctx, batch),
        BatchCommand::Undo { batch, yes } => take_back(ctx, batch, *yes),
    }
}

fn batch_json(row: &BatchRow) -> Value {
    json!({
        "id": row.id,
        "number": row.number,
        "source": row.source,
        "file": row.file,
        "at": instant(row.created_at),
        "group": row.group,
        "count": row.live,
        "deleted": row.deleted,
    })
}

fn list(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let ledger = ctx.ledger_to_read(&store)?;
    let rows = store.batches(ledger.map(|ledger| ledger.number))?;
    if ctx.format() == Format::Json {
        let batches: Vec<Value> = rows.iter().map(batch_json).collect();
        ctx.print_json(&json!({"count": batches.len(), "batches": batches}))?;
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        ctx.talk.notice("nothing was imported yet");
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("Batch").right(),
        Column::new("At"),
        Column::new("Rows").right().dropped(1),
        Column::new("Deleted").right().dropped(3),
        Column::new("Source").shrinks_to(6).dropped(2),
        Column::new("File").shrinks_to(8),
    ]);
    for row in &rows {
        table.row([
            Cell::from(row.number.to_string()),
            Cell::from(moment(row.created_at)),
            Cell::from(row.live.to_string()),
            Cell::from(row.deleted.to_string()),
            Cell::from(row.source.as_deref().unwrap_or(EMPTY)),
            Cell::from(row.file.as_deref().unwrap_or(EMPTY)),
        ]);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

fn find(store: &Store, text: &str) -> Result<BatchRow, CliError> {
    let id = batch_id(store, text)?;
    let row = store.batches(None)?.into_iter().find(|row| row.id == id);
    row.ok_or_else(|| CliError::not_found(format!("there is no batch `{text}`")).with_value(text))
}

fn show(ctx: &mut Context, text: &str) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let row = find(&store, text)?;
    let filter = Filter {
        batch: vec![Match::is(row.id)],
        ledger: LedgerScope::All,
        deleted: true,
        ..Filter::default()
    };
    let expenses = store.expenses(&filter, None)?;
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"batch": batch_json(&row), "expenses": expenses_json(&expenses)}))?;
        return Ok(Outcome::Done);
    }
    let mut table = expense_table();
    for expense in &expenses {
        table.row(expense_cells(expense));
    }
    ctx.print_table(&table)?;
    ctx.talk.notice(&format!(
        "batch {}: {} of {}, {} deleted since",
        row.number,
        row.live,
        row.file.as_deref().unwrap_or("standard input"),
        row.deleted
    ));
    Ok(Outcome::Done)
}

/// Rows taken back without a question at most, as `delete` has it.
const UNASKED_MAX: u64 = 20;

fn take_back(ctx: &mut Context, text: &str, yes: bool) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let row = find(&store, text)?;
    if row.live > UNASKED_MAX && !yes {
        let question = format!("Take back {} rows of batch {}?", row.live, row.number);
        if !prompt::confirm(ctx, &question, false)? {
            return Err(CliError::declined());
        }
    }
    let reverted = ctx.book(&mut store)?.undo_batch(row.id, false)?;
    undo::tell(ctx, &store, "undid", &reverted)
}
