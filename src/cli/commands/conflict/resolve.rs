//! `outlay conflict resolve`: which value stands from now on.
//!
//! Owns what a choice means, the question where none was typed, and what is told of the outcome.

use serde_json::json;

use super::{Choice, VALUE, conflict_json, find, stands_by, which_word, whose};
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::conflicts::{self, Conflict, Resolution, Which};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::prompt;
use crate::ledger::Book;
use crate::ledger::conflicts::Effect;
use crate::store::Store;

/// Resolves a conflict, also one that was decided before: the new decision takes the place of the old one.
pub(super) fn run(
    ctx: &mut Context,
    reference: &str,
    choice: Option<Choice>,
    value: Option<&str>,
) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let conflict = find(&store, reference)?;
    if let Some(decided) = &conflict.resolution {
        let now = conflict.present().map_or_else(String::new, |now| format!(", and {now} stands"));
        ctx.talk.warn(
            "decided",
            format!(
                "conflict {} was decided before ({decided}{now}); a new decision takes its place",
                conflict.number
            ),
        );
    }
    let mine = conflict.mine(&conflicts::own_replicas(&store, conflict.ledger)?);
    let mut book = ctx.book(&mut store)?;
    if let Some(ledger) = book.store.ledgers()?.into_iter().find(|ledger| ledger.number == conflict.ledger) {
        book.ledger = ledger;
    }
    let resolution = match (choice, value) {
        (Some(choice), _) => Resolution::Which(chosen(&conflict, choice, mine)?),
        (None, Some(text)) => Resolution::Value(conflicts::typed_value(ctx, &book, &conflict, text)?),
        (None, None) => ask(ctx, &book, &conflict, mine)?,
    };
    let resolved = conflicts::resolve(&mut book, &conflict, &resolution)?;
    let word = match resolution {
        Resolution::Which(which) => which_word(which),
        Resolution::Value(_) => VALUE,
    };
    let after = find(book.store, &conflict.number.to_string())?;
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({
            "conflict": conflict_json(&after), "resolution": word, "group": resolved.group,
        }))?;
        return Ok(Outcome::Done);
    }
    let stands = match &resolution {
        Resolution::Which(which) => conflict.value_text(*which),
        // A new value may name a category that the conflict did not.
        Resolution::Value(value) => after.text_of(value),
    };
    let outcome = outcome(&conflict, &stands, resolved.effect);
    ctx.print_lines(&[format!("resolved conflict {}: {} {outcome}", conflict.number, conflict.subject())])?;
    for other in still_open(book.store, &conflict)? {
        ctx.talk.hint(&format!(
            "conflict {} is about the same field and still open: outlay conflict show {}",
            other.number, other.number
        ));
    }
    Ok(Outcome::Done)
}

/// What became of the entity, in words.
fn outcome(conflict: &Conflict, stands: &str, effect: Effect) -> String {
    let restore = || match (conflict.entity.as_str(), conflict.entity_number) {
        ("expense", Some(number)) => {
            format!("; outlay log {number} shows when, outlay undo --list what can be taken back")
        }
        _ => String::new(),
    };
    match (effect, conflict.changed_since()) {
        (Effect::StaysDeleted, _) => format!("stays deleted, and was not changed{}", restore()),
        (Effect::Gone, _) => "is not here any more, and was not changed".to_owned(),
        (Effect::Stays, Some(now)) if now == "deleted" => format!("stays deleted{}", restore()),
        (Effect::Stays, Some(now)) => format!("stays {now}"),
        _ if !conflict.is_edit_delete() => format!("is {stands}"),
        _ if stands == "delete" => "is deleted".to_owned(),
        _ => "stays".to_owned(),
    }
}

/// The open conflicts about the field that another one is about.
fn still_open(store: &Store, decided: &Conflict) -> Result<Vec<Conflict>, CliError> {
    let is_about_it = |other: &Conflict| {
        other.number != decided.number && other.entity_id == decided.entity_id && other.field == decided.field
    };
    let open = conflicts::list(store, Some(decided.ledger), true)?;
    Ok(open.into_iter().filter(is_about_it).collect())
}

/// The side that a choice means.
fn chosen(conflict: &Conflict, choice: Choice, mine: Option<Which>) -> Result<Which, CliError> {
    let told = || {
        CliError::usage(format!(
            "conflict {} has no value that alone was entered on this device: {} stands ({}), {} lost ({})",
            conflict.number,
            conflict.changed_since().unwrap_or_else(|| conflict.value_text(Which::Kept)),
            stands_by(conflict),
            conflict.value_text(Which::Lost),
            conflict.by(Which::Lost)
        ))
        .with_value(conflict.number.to_string())
        .with_hint(conflicts::way_out(conflict, mine))
    };
    match choice {
        Choice::Kept => Ok(Which::Kept),
        Choice::Lost => Ok(Which::Lost),
        Choice::Mine => mine.ok_or_else(told),
        Choice::Theirs => mine.map(Which::other).ok_or_else(told),
    }
}

/// Asks which value stands. No transaction is open meanwhile (invariant I5).
fn ask(
    ctx: &mut Context,
    book: &Book,
    conflict: &Conflict,
    mine: Option<Which>,
) -> Result<Resolution, CliError> {
    let item = |which| format!("{} ({})", conflict.value_text(which), whose(conflict, which, mine));
    let stays = conflict.changed_since().map(|now| format!("{now} (a later change; it stays)"));
    let mut items = vec![stays.unwrap_or_else(|| item(Which::Kept)), item(Which::Lost)];
    if !conflict.is_edit_delete() {
        items.push("another value".to_owned());
    }
    let question = format!("Which one stands ({})", conflict.subject());
    let index = |which| usize::from(which == Which::Lost);
    let word = |word: &str| match word {
        "kept" => Some(index(Which::Kept)),
        "lost" => Some(index(Which::Lost)),
        "mine" => mine.map(index),
        "theirs" => mine.map(|own| index(own.other())),
        _ => None,
    };
    match prompt::select_or_word(ctx, &question, "WHICH or --value", &items, None, word)? {
        0 => Ok(Resolution::Which(Which::Kept)),
        1 => Ok(Resolution::Which(Which::Lost)),
        _ => prompt::until_read(ctx, "Value", "--value", |ctx, answer| {
            conflicts::typed_value(ctx, book, conflict, answer).map(Resolution::Value)
        }),
    }
}
