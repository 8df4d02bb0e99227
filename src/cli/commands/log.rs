//! `outlay log`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::args::Format;
use crate::cli::commands::queue::changes_json;
use crate::cli::commands::{Outcome, shown};
use crate::cli::completions;
use crate::cli::conflicts::{self, Conflict, Side, Which};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::moment;
use crate::export::json::instant;
use crate::model::entity::Kind;
use crate::model::operation::{Action, FieldChange};
use crate::store::Store;
use crate::store::operations::LogEntry;
use serde_json::{Value, json};

/// Show what happened to an expense, and on which device
///
/// What was entered here is there whole. Of other devices the server tells what an expense is, not how it became so: theirs are
/// the changes that met one of this device in a conflict, and a value before that nobody entered here is one of theirs, too.
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
    let entries = history(&store, number)?;
    if format == Format::Json {
        let entries: Vec<Value> = entries.iter().map(entry_json).collect();
        ctx.print_json(&json!({"entries": entries}))?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("At"),
        Column::new("Device").shrinks_to(6).dropped(2),
        Column::new("Action"),
        Column::new("Field").shrinks_to(6),
        Column::new("Before").shrinks_to(5).dropped(1),
        Column::new("After").shrinks_to(5),
    ]);
    for entry in &entries {
        let mut first = true;
        let Told { entry, by } = entry;
        let lines = entry.fields.iter().map(|change| (change.field.as_str(), &change.before, &change.after));
        let nothing = [("", &Value::Null, &Value::Null)];
        let lines: Vec<_> = if entry.fields.is_empty() { nothing.to_vec() } else { lines.collect() };
        for (field, before, after) in lines {
            let at = if first { moment(entry.at) } else { String::new() };
            let action = if first { entry.action.as_str() } else { "" };
            table.row([
                Cell::from(at),
                Cell::from(if first { by.words() } else { String::new() }),
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

/// An entry, and who made it.
struct Told {
    entry: LogEntry,
    by: By,
}

/// Who made a change, as far as that is known.
#[derive(Default, Clone, PartialEq)]
struct By {
    device: Option<String>,
    member: Option<String>,
}

impl By {
    fn words(&self) -> String {
        self.device.clone().or_else(|| self.member.clone()).unwrap_or_default()
    }
}

/// What was entered here, with the changes of others that conflicts tell of among it, by their times.
fn history(store: &Store, number: i64) -> Result<Vec<Told>, CliError> {
    let own = store.binding()?.map_or_else(By::default, |binding| By {
        device: Some(binding.device_name),
        member: Some(binding.email),
    });
    let mut entries: Vec<Told> = store
        .log(Kind::Expense, number)?
        .into_iter()
        // What has no operation here may have come from the server.
        .map(|entry| Told { by: entry.operation.map_or_else(By::default, |_| own.clone()), entry })
        .collect();
    let mut foreign: Vec<Told> = Vec::new();
    for conflict in conflicts::list(store, None, false)? {
        if conflict.entity != Kind::Expense.spec().name || conflict.entity_number != Some(number) {
            continue;
        }
        let replicas = conflicts::own_replicas(store, conflict.ledger)?;
        for which in [Which::Kept, Which::Lost] {
            let side = conflict.side(which);
            if side.replica.is_some_and(|replica| !replicas.contains(&replica)) {
                add_foreign(&mut foreign, &conflict, side);
            }
        }
    }
    foreign.sort_by_key(|told| told.entry.at);
    for told in foreign {
        // What was entered here keeps its order, whatever the clock said.
        let place = entries.iter().position(|known| known.entry.at > told.entry.at).unwrap_or(entries.len());
        entries.insert(place, told);
    }
    Ok(entries)
}

/// Adds what a side tells: the same write may have met several others, and in several fields.
fn add_foreign(foreign: &mut Vec<Told>, conflict: &Conflict, side: &Side) {
    let Some(at) = side.at() else { return };
    let by = By { device: side.device.clone(), member: side.member.clone() };
    let action =
        if side.value == "delete" && conflict.is_edit_delete() { Action::Delete } else { Action::Update };
    let is_same = |told: &Told| told.by == by && told.entry.revision == side.revision && told.entry.at == at;
    let place = foreign.iter().position(is_same).unwrap_or_else(|| {
        let entry = LogEntry { at, action, fields: Vec::new(), operation: None, revision: side.revision };
        foreign.push(Told { entry, by });
        foreign.len() - 1
    });
    let fields = &mut foreign[place].entry.fields;
    if let Some(field) = conflict.field.clone().filter(|field| fields.iter().all(|one| one.field != *field)) {
        let after = match &side.value {
            value @ (Value::Null | Value::Bool(_)) => value.clone(),
            value => Value::String(conflict.text_of(value)),
        };
        fields.push(FieldChange { field, before: Value::Null, after });
    }
}

fn entry_json(told: &Told) -> Value {
    let entry = &told.entry;
    json!({
        "at": instant(entry.at),
        "device": told.by.device,
        "member": told.by.member,
        "action": entry.action.as_str(),
        "fields": changes_json(&entry.fields),
        "operation": entry.operation,
        "revision": entry.revision,
    })
}
