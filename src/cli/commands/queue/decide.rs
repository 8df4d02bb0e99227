//! `outlay queue retry` and `outlay queue drop`.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::find;
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::prompt;
use crate::model::operation::{Operation, Status};
use crate::store::Store;
use crate::store::operations::QueueFilter;
use crate::store::sync::queue::Dropped;

/// Asks again for operations; for everything that was refused where none is named.
pub(super) fn retry(ctx: &mut Context, references: &[String]) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let chosen = if references.is_empty() { refused(ctx, &store)? } else { named(&store, references)? };
    if let Some(done) = chosen.iter().find(|operation| operation.status == Status::Done) {
        return Err(finished(done));
    }
    // What is held back by a refused one that is not among them does not leave.
    let named: HashSet<i64> = chosen.iter().map(|operation| operation.number).collect();
    let (held, free): (Vec<&Operation>, Vec<&Operation>) =
        chosen.iter().partition(|one| one.held_by.is_some_and(|by| !named.contains(&by)));
    let free: Vec<i64> = free.iter().map(|operation| operation.number).collect();
    let count = if free.is_empty() { 0 } else { store.retry_operations(&free, ctx.now())? };
    for operation in &held {
        if let Some(by) = operation.held_by {
            let what = in_words(operation);
            ctx.talk.warn(
                "held",
                format!("{what} waits for operation {by}, which was refused (outlay queue retry {by})"),
            );
        }
    }
    if ctx.format() == Format::Json {
        let listed: Vec<Value> = chosen.iter().map(|one| json!({"seq": one.number, "id": one.id})).collect();
        ctx.print_json(&json!({"operations": listed, "count": count}))?;
        return Ok(Outcome::Done);
    }
    let noun = if count == 1 { "operation" } else { "operations" };
    ctx.print_lines(&[format!("{count} {noun} will be sent by the next sync")])?;
    Ok(Outcome::Done)
}

/// Every operation that the server refused.
fn refused(ctx: &Context, store: &Store) -> Result<Vec<Operation>, CliError> {
    let ledger = ctx.ledger_to_read(store)?.map(|ledger| ledger.number);
    let mut found = Vec::new();
    let filter = QueueFilter { status: Some(Status::Failed), ledger, limit: None };
    store.for_each_operation(filter, |operation| {
        found.push(operation);
        Ok::<_, CliError>(())
    })?;
    if found.is_empty() {
        return Err(CliError::not_found("nothing was refused").with_hint(
            "outlay queue retry SEQ clears the wait of an operation that could not be delivered",
        ));
    }
    Ok(found)
}

fn named(store: &Store, references: &[String]) -> Result<Vec<Operation>, CliError> {
    references.iter().map(|reference| find(store, reference)).collect()
}

/// Takes operations out of the queue.
pub(super) fn drop(ctx: &mut Context, references: &[String], yes: bool) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let mut chosen = named(&store, references)?;
    if let Some(done) = chosen.iter().find(|operation| operation.status == Status::Done) {
        return Err(finished(done));
    }
    // The newest first: what uses a category goes before it.
    chosen.sort_by_key(|operation| std::cmp::Reverse(operation.number));
    if !yes {
        let what: Vec<String> = chosen.iter().map(in_words).collect();
        let question = format!("Drop {} for good?", what.join(", "));
        if !prompt::confirm(ctx, &question, false)? {
            return Err(CliError::declined());
        }
    }
    let mut dropped = Vec::with_capacity(chosen.len());
    let mut stays = None;
    for operation in &chosen {
        match store.drop_operation(operation.number, ctx.now())? {
            Dropped::Used => stays = Some(in_use(operation)),
            // A sync was faster than the answer to the question.
            Dropped::Finished => stays = Some(finished(operation)),
            outcome => dropped.push((operation, outcome)),
        }
    }
    if ctx.format() == Format::Json {
        let listed: Vec<Value> = dropped
            .iter()
            .map(|(one, outcome)| json!({"seq": one.number, "id": one.id, "outcome": word(*outcome)}))
            .collect();
        if stays.is_none() || !dropped.is_empty() {
            ctx.print_json(&json!({"count": listed.len(), "operations": listed}))?;
        }
        return stays.map_or(Ok(Outcome::Done), Err);
    }
    let lines: Vec<String> = dropped
        .iter()
        .map(|(operation, outcome)| {
            let rest = match outcome {
                Dropped::Asked => "; a sync tried to send it, so the next one takes it back at the server",
                Dropped::Gone | Dropped::Finished | Dropped::Used => "",
            };
            format!("dropped {}{rest}", in_words(operation))
        })
        .collect();
    ctx.print_lines(&lines)?;
    stays.map_or(Ok(Outcome::Done), Err)
}

/// The error for the creation of a category that something needs.
fn in_use(operation: &Operation) -> CliError {
    CliError::usage(format!("{} stays in the queue: something still uses the category", in_words(operation)))
        .with_value(operation.number.to_string())
        .with_hint("outlay queue retry asks the server again; drop what uses it, or move it to another category, before")
}

fn in_words(operation: &Operation) -> String {
    format!(
        "operation {} ({} {} {})",
        operation.number,
        operation.action.as_str(),
        operation.kind.spec().name,
        operation.entity_number
    )
}

const fn word(outcome: Dropped) -> &'static str {
    match outcome {
        Dropped::Gone => "gone",
        Dropped::Asked => "asked",
        Dropped::Finished => "finished",
        Dropped::Used => "used",
    }
}

/// The error for an operation that nothing can be decided about any more.
fn finished(operation: &Operation) -> CliError {
    if operation.never_sent {
        return CliError::not_found(format!(
            "{} left the queue already and was never sent",
            in_words(operation)
        ))
        .with_value(operation.number.to_string())
        .with_hint("outlay queue list shows what waits");
    }
    CliError::not_found(format!("{} is finished: the server has it", in_words(operation)))
        .with_value(operation.number.to_string())
        .with_hint("outlay undo takes back what a command did")
}
