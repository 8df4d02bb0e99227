//! Questions to a person at a terminal, on stderr.
//!
//! Owns the only way to ask. Where nobody can answer, what is missing is a `usage` error that names it. No transaction
//! may be open while one waits here (invariant I5).

use dialoguer::{Confirm, Input, Select};

use super::context::Context;
use super::error::CliError;
use super::output::sanitize::for_terminal;

/// Asks for a text; an empty answer takes `default`, and is asked again where there is none. `argument` is what would
/// have to be given on the command line.
///
/// # Errors
///
/// `usage` naming `argument` where nobody can be asked; exit 130 where the user breaks off.
pub fn text(
    ctx: &Context,
    question: &str,
    argument: &str,
    default: Option<&str>,
) -> Result<String, CliError> {
    require_person(ctx, argument)?;
    let mut input = Input::<String>::new().with_prompt(for_terminal(question));
    if let Some(default) = default {
        input = input.default(default.to_owned());
    }
    input.interact_text().map_err(|error| broken_off(&error))
}

/// Asks to choose one of `items` and gives its index; `default` is the one under the cursor.
///
/// # Errors
///
/// As [`text`]; Escape breaks off.
pub fn select(
    ctx: &Context,
    question: &str,
    argument: &str,
    items: &[String],
    default: usize,
) -> Result<usize, CliError> {
    require_person(ctx, argument)?;
    Select::new()
        .with_prompt(for_terminal(question))
        .items(items.iter().map(|item| for_terminal(item)))
        .default(default.min(items.len().saturating_sub(1)))
        .interact_opt()
        .map_err(|error| broken_off(&error))?
        .ok_or_else(CliError::interrupted)
}

/// Asks yes or no.
///
/// # Errors
///
/// As [`text`]; Escape breaks off.
pub fn confirm(ctx: &Context, question: &str, argument: &str, default: bool) -> Result<bool, CliError> {
    require_person(ctx, argument)?;
    Confirm::new()
        .with_prompt(for_terminal(question))
        .default(default)
        .interact_opt()
        .map_err(|error| broken_off(&error))?
        .ok_or_else(CliError::interrupted)
}

/// Refuses where nobody can be asked.
fn require_person(ctx: &Context, argument: &str) -> Result<(), CliError> {
    if ctx.can_prompt() { Ok(()) } else { Err(missing(argument, ctx.global.no_input)) }
}

/// The error for an argument that cannot be asked for.
fn missing(argument: &str, no_input: bool) -> CliError {
    let why = if no_input { "--no-input is given" } else { "there is no terminal to ask on" };
    CliError::usage(format!("{argument} is missing, and {why}"))
        .with_value(argument)
        .with_hint(format!("give {argument} on the command line"))
}

/// The error for a question without an answer: the input ended or the terminal went away. Ctrl-C never comes here, it
/// ends the process as everywhere.
fn broken_off(_: &dialoguer::Error) -> CliError {
    CliError::interrupted()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_asked_for_is_a_usage_error_that_names_the_argument() {
        let error = missing("AMOUNT", false);
        assert_eq!(error.exit, 2);
        assert_eq!(error.message, "AMOUNT is missing, and there is no terminal to ask on");
        assert!(missing("-y", true).message.contains("--no-input"));
    }
}
