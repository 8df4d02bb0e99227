//! `outlay queue`: the arguments, and looking at the queue.

mod decide;

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::log::value_text;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::{moment, moment_to_the_second};
use crate::export::json::instant;
use crate::model::operation::{FieldChange, Operation};
use crate::store::Store;
use crate::store::operations::{QueueCounts, QueueFilter};

/// Look at the operations that the server has not yet seen, and decide about those it refused
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct QueueArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: QueueCommand,
}

/// What to do with the queue.
#[derive(Debug, Clone, Subcommand)]
pub enum QueueCommand {
    /// List the operations that wait or were refused
    #[command(after_help = "With --format json it prints {operations, count, counts, warnings}.")]
    List,
    /// Send again what the server refused, and what was refused because of it
    #[command(after_help = "\
Without SEQ it is everything that was refused. What waits after a failure waits no longer. The next sync sends it.

With --format json it prints {operations, count, warnings}. Exit 3 where there is no such operation, or nothing was \
refused.")]
    Retry {
        /// Which operations: their numbers in `queue list`, or their ids
        #[arg(value_name = "SEQ")]
        operations: Vec<String>,
    },
    /// Take operations out of the queue: what they changed goes back to what the server has
    #[command(after_help = "\
It asks first, unless -y is given. With a create goes everything that came after it on the same entry. What a sync tried \
to send is taken back at the server by the next sync, and is listed as dropped until then. This cannot be undone.

With --format json it prints {operations, count, warnings}. Exit 3 where there is no such operation, or it is finished.")]
    Drop {
        /// Which operations: their numbers in `queue list`, or their ids
        #[arg(value_name = "SEQ", required = true)]
        operations: Vec<String>,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
    /// Show one operation with its fields
    #[command(after_help = "Exit 3 where there is no such operation.")]
    Show {
        /// Which operation: its number in `queue list`, or its id
        #[arg(value_name = "SEQ")]
        operation: String,
    },
}

impl QueueCommand {
    /// Whether it leaves something for the server.
    #[must_use]
    pub const fn changes(&self) -> bool {
        matches!(self, Self::Retry { .. } | Self::Drop { .. })
    }
}

/// Rows of a table: a queue of a million operations is counted, not listed.
const LISTED_MAX: u32 = 50;

/// Looks at the queue and decides about it.
///
/// # Errors
///
/// `not_found`, `ambiguous`; those of the store.
pub fn run(args: &QueueArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("queue", &[Format::Table, Format::Json])?;
    match &args.command {
        QueueCommand::List => list(ctx),
        QueueCommand::Show { operation } => show(ctx, operation),
        QueueCommand::Retry { operations } => decide::retry(ctx, operations),
        QueueCommand::Drop { operations, yes } => decide::drop(ctx, operations, *yes),
    }
}

fn list(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let ledger = ctx.ledger_to_read(&store)?.map(|ledger| ledger.number);
    let counts = store.queue_counts(ledger)?;
    let is_json = ctx.format() == Format::Json;
    let limit = (!is_json).then_some(LISTED_MAX);
    let mut operations = Vec::new();
    store.for_each_operation(QueueFilter { status: None, ledger, limit }, |operation| {
        operations.push(operation);
        Ok::<_, CliError>(())
    })?;
    if is_json {
        let listed: Vec<Value> = operations.iter().map(operation_json).collect();
        ctx.print_json(
            &json!({"count": listed.len(), "operations": listed, "counts": counts_json(&counts)}),
        )?;
        return Ok(Outcome::Done);
    }
    if operations.is_empty() {
        ctx.talk.notice("nothing waits to be delivered");
        return Ok(Outcome::Done);
    }
    let is_explained = operations.iter().any(|operation| operation.why().is_some());
    let mut columns = vec![
        Column::new("Seq").right(),
        Column::new("Made at").dropped(4),
        Column::new("Status"),
        Column::new("Action").dropped(1),
        Column::new("Entity").dropped(2),
        Column::new("No").right(),
        Column::new("Fields").wraps_to(11).dropped(3),
    ];
    if is_explained {
        columns.push(Column::new("Why").wraps_to(12));
    }
    let mut table = Table::new(columns);
    for operation in &operations {
        let fields: Vec<&str> = operation.fields.iter().map(|change| change.field.as_str()).collect();
        let mut cells = vec![
            Cell::from(operation.number.to_string()),
            Cell::from(moment(operation.made_at)),
            Cell::from(operation.state()),
            Cell::from(operation.action.as_str()),
            Cell::from(operation.kind.spec().name),
            Cell::from(operation.entity_number.to_string()),
            Cell::from(fields.join(" ")),
        ];
        if is_explained {
            cells.push(Cell::from(operation.why().unwrap_or_default()));
        }
        table.row(cells);
    }
    ctx.print_table(&table)?;
    let waiting = counts.unfinished();
    if waiting > operations.len() as u64 {
        ctx.talk.notice(&format!(
            "the oldest {} of {waiting} are shown; --format json has all",
            operations.len()
        ));
    }
    Ok(Outcome::Done)
}

/// The counts of the queue.
#[must_use]
pub fn counts_json(counts: &QueueCounts) -> Value {
    json!({
        "pending": counts.pending,
        "in_flight": counts.in_flight,
        "failed": counts.failed,
        "done": counts.done,
    })
}

/// What an operation changes, by field.
#[must_use]
pub fn changes_json(changes: &[FieldChange]) -> Value {
    let change = |change: &FieldChange| json!({"before": change.before, "after": change.after});
    let fields: Map<String, Value> = changes.iter().map(|one| (one.field.clone(), change(one))).collect();
    Value::Object(fields)
}

fn operation_json(operation: &Operation) -> Value {
    json!({
        "seq": operation.number,
        "id": operation.id,
        "group": operation.group,
        "ledger": operation.ledger,
        "entity": operation.kind.spec().name,
        "entity_id": operation.entity_id,
        "number": operation.entity_number,
        "action": operation.action.as_str(),
        "fields": changes_json(&operation.fields),
        "seen": operation.seen,
        "status": operation.status.as_str(),
        "attempts": operation.attempts,
        "next_attempt_at": operation.next_attempt_at.map(instant),
        "last_attempt_at": operation.last_attempt_at.map(instant),
        "last_error": operation.last_error,
        "depends_on": operation.depends_on,
        "held_by": operation.held_by,
        "dropped": operation.dropped,
        "made_at": instant(operation.made_at),
    })
}

fn show(ctx: &mut Context, reference: &str) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let operation = find(&store, reference)?;
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"operation": operation_json(&operation)}))?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![Column::new("Field"), Column::new("Value").wraps_to(16)]);
    let mut line = |name: &str, value: String| {
        table.row([Cell::from(name), Cell::from(value)]);
    };
    line("operation", operation.number.to_string());
    line("id", operation.id.to_string());
    line("ledger", operation.ledger.clone());
    line("entity", format!("{} {}", operation.kind.spec().name, operation.entity_number));
    line("action", operation.action.as_str().to_owned());
    line("status", operation.state().to_owned());
    line("made at", moment_to_the_second(operation.made_at));
    line("command", operation.group.to_string());
    line("attempts", operation.attempts.to_string());
    if let Some(at) = operation.last_attempt_at {
        line("last attempt", moment_to_the_second(at));
    }
    if let Some(error) = operation.last_error.as_ref().filter(|_| !operation.dropped) {
        line("last error", error.clone());
    }
    if let Some(at) = operation.next_attempt_at {
        line("next attempt", moment_to_the_second(at));
    }
    for change in &operation.fields {
        line(&change.field, format!("{} -> {}", value_text(&change.before), value_text(&change.after)));
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

/// The operation that a reference names.
fn find(store: &Store, reference: &str) -> Result<Operation, CliError> {
    let mut found = store.find_operations(reference)?;
    match (found.len(), found.pop()) {
        (1, Some(operation)) => Ok(operation),
        (_, None) => Err(CliError::not_found(format!("there is no operation `{reference}`"))
            .with_value(reference)
            .with_hint("outlay queue list shows them")),
        (count, Some(last)) => {
            let ids = found.iter().chain([&last]).map(|operation| operation.id.to_string()).collect();
            Err(CliError::ambiguous(format!("`{reference}` names {count} operations"), ids)
                .with_value(reference))
        }
    }
}
