//! `outlay show`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::args::Format;
use crate::cli::commands::{Outcome, shown};
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::{EMPTY, amount_text, tag_words};
use crate::export::json::{expense_value, instant};
use serde_json::json;

/// Show one expense with all its fields
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay show 1042
  outlay show last --format json

With --format json it prints {expense, warnings}. Exit 3 where REF names none, or more than one.")]
pub struct ShowArgs {
    /// Which expense: a number, an id, last, last~1
    #[arg(value_name = "REF", add = ArgValueCandidates::new(completions::recent))]
    pub reference: String,
}

/// Shows an expense.
///
/// # Errors
///
/// `not_found`, `ambiguous`.
pub fn run(args: &ShowArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("show", &[Format::Table, Format::Json, Format::Ids])?;
    let store = ctx.open_to_read()?;
    let expense = shown::expense(&store, shown::resolve(&store, &args.reference)?)?;
    match format {
        Format::Json => ctx.print_json(&json!({"expense": expense_value(&expense)}))?,
        Format::Ids => ctx.print_text(&format!("{}\n", expense.id))?,
        _ => {
            let mut table = Table::new(vec![Column::new("Field"), Column::new("Value").shrinks_to(16)]);
            let mut line = |name: &str, value: String| {
                table.row([Cell::from(name), Cell::from(value)]);
            };
            let text = |value: &Option<String>| value.clone().unwrap_or_else(|| EMPTY.to_owned());
            line("number", expense.number.to_string());
            line("id", expense.id.to_string());
            line("ledger", expense.ledger.clone());
            line("date", expense.date.to_string());
            line("direction", expense.direction.to_string());
            line("amount", amount_text(&expense));
            line("category", text(&expense.category));
            line("description", expense.description.clone());
            line("payee", text(&expense.payee));
            line("method", text(&expense.method));
            line("tags", tag_words(&expense.tags));
            for (at, part) in text(&expense.note).lines().enumerate() {
                line(if at == 0 { "note" } else { "" }, part.to_owned());
            }
            line("reference", text(&expense.reference));
            line("source", text(&expense.source));
            line("batch", expense.batch.map_or_else(|| EMPTY.to_owned(), |id| id.to_string()));
            line("created", instant(expense.created_at));
            line("updated", instant(expense.updated_at));
            if let Some(at) = expense.deleted_at {
                line("deleted", instant(at));
            }
            line("sync", expense.sync.as_str().to_owned());
            ctx.print_table(&table)?;
        }
    }
    Ok(Outcome::Done)
}
