//! `outlay log`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::args::Format;
use crate::cli::commands::{Outcome, shown};
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::moment;
use crate::export::json::instant;
use crate::model::entity::Kind;
use crate::store::operations::LogEntry;
use serde_json::{Map, Value, json};

/// Show what happened to an expense, and on which device
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay log 1042
  outlay log last --format json

With --format json it prints {entries, warnings}. Exit 3 where REF names none, or more than one.")]
pub struct LogArgs {
    /// Which expense: a number, an id, last, last~1; deleted ones included
    #[arg(value_name = "REF", add = ArgValueCandidates::new(completions::recent))]
    pub reference: String,
}

/// Shows an expense's history.
///
/// # Errors
///
/// `not_found`, `ambiguous`.
pub fn run(args: &LogArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("log", &[Format::Table, Format::Json])?;
    let store = ctx.open_to_read()?;
    let number = shown::resolve(&store, &args.reference)?;
    let entries = store.log(Kind::Expense, number)?;
    if format == Format::Json {
        let entries: Vec<Value> = entries.iter().map(entry_json).collect();
        ctx.print_json(&json!({"entries": entries}))?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("At"),
        Column::new("Action"),
        Column::new("Field").shrinks_to(6),
        Column::new("Before").shrinks_to(5).dropped(1),
        Column::new("After").shrinks_to(5),
    ]);
    for entry in &entries {
        let mut first = true;
        let lines = entry.fields.iter().map(|change| (change.field.as_str(), &change.before, &change.after));
        let nothing = [("", &Value::Null, &Value::Null)];
        let lines: Vec<_> = if entry.fields.is_empty() { nothing.to_vec() } else { lines.collect() };
        for (field, before, after) in lines {
            let at = if first { moment(entry.at) } else { String::new() };
            let action = if first { entry.action.as_str() } else { "" };
            table.row([
                Cell::from(at),
                Cell::from(action),
                Cell::from(field),
                Cell::from(value_text(before)),
                Cell::from(value_text(after)),
            ]);
            first = false;
        }
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

/// A field's value as a table shows it.
#[must_use]
pub fn value_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn entry_json(entry: &LogEntry) -> Value {
    let fields: Map<String, Value> = entry
        .fields
        .iter()
        .map(|change| (change.field.clone(), json!({"before": change.before, "after": change.after})))
        .collect();
    // The device and the member are this one until another device's operations can be seen.
    json!({
        "at": instant(entry.at),
        "device": null,
        "member": null,
        "action": entry.action.as_str(),
        "fields": fields,
        "operation": entry.operation,
        "revision": entry.revision,
    })
}
