//! `outlay delete`: the arguments.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use crate::cli::args::Format;
use crate::cli::commands::{Outcome, shown};
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::prompt;

/// Delete expenses; undo brings them back
///
/// It asks before it deletes more than 20, unless -y is given.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay delete 1042
  outlay list --batch 7 --format ids | outlay delete - -y

With --format json it prints {expenses, count, group, warnings}. Exit 3 where a REF names none, or more than one; then
nothing is deleted.")]
pub struct DeleteArgs {
    /// Which expenses: numbers, ids, last, last~1; `-` reads ids from standard input
    #[arg(value_name = "REF", required = true, add = ArgValueCandidates::new(completions::recent))]
    pub references: Vec<String>,
    /// Do not ask
    #[arg(short, long)]
    pub yes: bool,
}

/// Expenses deleted without a question at most: what a person can still look over in the answer.
const UNASKED_MAX: usize = 20;

/// Deletes expenses.
///
/// # Errors
///
/// Those of the references and the store; `usage` where more than 20 need a confirmation that cannot be asked for.
pub fn run(args: &DeleteArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("delete", &[Format::Table, Format::Json, Format::Ids])?;
    let mut store = ctx.open_to_prepare()?;
    let numbers = shown::resolve_all(ctx, &store, &args.references)?;
    if numbers.len() > UNASKED_MAX && !args.yes {
        let question = format!("Delete {} expenses?", numbers.len());
        if !prompt::confirm(ctx, &question, false)? {
            return Err(CliError::declined());
        }
    }
    let changed = ctx.book(&mut store)?.delete(&numbers)?;
    shown::changed(ctx, &store, "deleted", &changed)?;
    Ok(Outcome::Done)
}
