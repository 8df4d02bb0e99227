//! A value for a conflict as a person types it.
//!
//! Owns which fields can be typed there. Each is read as the same field is everywhere.

use serde_json::Value as Json;
use uuid::Uuid;

use super::{Conflict, own_replicas, way_out};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::typed::{self, NONE};
use crate::ledger::Book;
use crate::model::category::CategoryPath;
use crate::model::text::fold;

/// Reads a value that was typed for a conflict's field, as that field is typed everywhere.
///
/// # Errors
/// Those of the value; `usage` where the conflict is not about a field that can be typed.
pub fn typed_value(
    ctx: &mut Context,
    book: &Book,
    conflict: &Conflict,
    text: &str,
) -> Result<Json, CliError> {
    let mine = conflict.mine(&own_replicas(book.store, conflict.ledger)?);
    let Some(field) = conflict.field.as_deref() else {
        return Err(CliError::usage("this conflict is an edit against a delete: it has no value to give")
            .with_hint(way_out(conflict, mine)));
    };
    let is_none = fold(text.trim()) == NONE;
    let word = |text: String| Ok(Json::String(text));
    match (conflict.entity.as_str(), field) {
        ("expense" | "recurring", "amount") => {
            let currency = ctx.known_currency(&book.ledger).map_or_else(
                || Err(CliError::usage(format!("`{text}` names no currency")).with_hint("write 12.50EUR")),
                Ok,
            )?;
            word(ctx.amount(text, currency)?.to_string())
        }
        ("expense", "date") => word(ctx.date(text, false)?.to_string()),
        ("expense" | "recurring", "direction") => match text {
            "expense" => Ok(0.into()),
            "income" => Ok(1.into()),
            "transfer" => Ok(2.into()),
            _ => Err(CliError::usage(format!("`{text}` is not a direction"))
                .with_value(text)
                .with_hint("write expense, income or transfer")),
        },
        (_, field) if field.starts_with("tag:") => match text {
            "yes" | "true" => Ok(true.into()),
            "no" | "false" | NONE => Ok(Json::Null),
            _ => Err(CliError::usage(format!("`{text}` is neither yes nor no"))
                .with_value(text)
                .with_hint("yes puts the tag on, no takes it off")),
        },
        (_, field) if is_none && field != "name" => Ok(Json::Null),
        ("expense" | "recurring", "category") => {
            let resolved = ctx.resolve_category(book, text, true)?;
            category_id(book, &resolved.path).map(|id| Json::String(id.to_string()))
        }
        ("expense" | "recurring", "method") => word(ctx.method(book, text)?),
        ("expense" | "recurring", "payee") => word(typed::payee(text)?),
        ("expense" | "recurring", "note") => word(typed::note(text)?),
        ("expense" | "recurring", "description") => word(typed::line("description", text)?),
        ("rate", "rate") => word(ctx.rate(text)?.to_string()),
        ("category", "name") => word(category_name(text)?),
        ("expense" | "category", "reference" | "source" | "paid_by" | "colour" | "icon") => {
            word(typed::line("value", text)?)
        }
        _ => Err(CliError::usage(format!("a value of `{field}` cannot be typed here"))
            .with_value(text)
            .with_hint(format!(
                "{}; what is chosen can be changed by its own command",
                way_out(conflict, mine)
            ))),
    }
}

/// A category's own name: a path of one level.
fn category_name(text: &str) -> Result<String, CliError> {
    let path = CategoryPath::parse(text).map_err(|error| CliError::from(error).with_value(text))?;
    if path.levels().count() > 1 {
        return Err(CliError::usage(format!("`{path}` is a path, and the conflict is about the name alone"))
            .with_value(text)
            .with_hint("outlay category rename moves a category; --value takes its name"));
    }
    Ok(path.last().to_owned())
}

/// The id of a category that exists.
fn category_id(book: &Book, path: &CategoryPath) -> Result<Uuid, CliError> {
    let tree = book.store.category_tree()?;
    let found = tree
        .live(book.ledger.number)
        .into_iter()
        .find(|row| tree.path(row.number).is_some_and(|known| fold(known) == fold(path.as_str())))
        .map(|row| row.id);
    found.ok_or_else(|| CliError::not_found(format!("there is no category `{path}`")))
}
