//! Questions to a person at a terminal, on stderr.
//!
//! Owns the only way to ask. Where nobody can answer, what is missing is a `usage` error that names it. No transaction
//! may be open while one waits here (invariant I5).
//!
//! Every question is answered by a line of text. The ones that are answered by a key hide the cursor, and an interrupt,
//! which ends the process as everywhere, would leave it hidden.

use std::io::Write as _;

use dialoguer::{Input, Password};

use super::context::Context;
use super::error::{CliError, exit};
use super::output::sanitize::for_terminal;
use crate::protocol::accounts::Secret;

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
        input = input.default(default.to_owned()).show_default(!default.is_empty());
    }
    input.interact_text().map_err(|error| broken_off(&error))
}

/// Asks for a password, which is not shown; `repeated` asks for it twice.
///
/// # Errors
///
/// `usage` where nobody can be asked; exit 130 where the user breaks off.
pub fn password(ctx: &Context, question: &str, repeated: bool) -> Result<Secret, CliError> {
    require_person(ctx, "--password-stdin").map_err(|error| {
        let why = no_person(ctx.global.no_input);
        CliError {
            message: format!("the password is missing (--password-stdin gives it), and {why}"),
            ..error
        }
        .with_hint("give the password by --password-stdin < FILE, or in OUTLAY_PASSWORD")
    })?;
    let mut input = Password::new().with_prompt(for_terminal(question)).report(false);
    if repeated {
        input = input.with_confirmation("Once more", "the two are not the same");
    }
    input.interact().map(Secret::new).map_err(|error| broken_off(&error))
}

/// Asks until `read` takes the answer; why it does not is told each time.
///
/// # Errors
///
/// As [`text`]; those of `read` that are not about the answer.
pub fn until_read<T>(
    ctx: &mut Context,
    question: &str,
    argument: &str,
    mut read: impl FnMut(&mut Context, &str) -> Result<T, CliError>,
) -> Result<T, CliError> {
    loop {
        let answer = text(ctx, question, argument, None)?;
        match read(ctx, &answer) {
            Err(error) if matches!(error.exit, exit::USAGE | exit::NOT_FOUND) => {
                error.print(false, ctx.screen.stderr_style(), &[]);
            }
            read => return read,
        }
    }
}

/// Asks to choose one of `items`, by number or by its text, and gives its index; `default` is taken for an empty
/// answer, and where there is none the question is asked again.
///
/// The list is numbered rather than walked with the arrows: see the head of this file.
///
/// # Errors
///
/// As [`text`].
pub fn select(
    ctx: &Context,
    question: &str,
    argument: &str,
    items: &[String],
    default: Option<usize>,
) -> Result<usize, CliError> {
    select_or_word(ctx, question, argument, items, default, |_| None)
}

/// [`select`], where an item may also be named by a word of the command line: `word` gives its index.
///
/// # Errors
///
/// As [`text`].
pub fn select_or_word(
    ctx: &Context,
    question: &str,
    argument: &str,
    items: &[String],
    default: Option<usize>,
    word: impl Fn(&str) -> Option<usize>,
) -> Result<usize, CliError> {
    let choice = |answer: &str| choice(items, answer).or_else(|| word(&answer.trim().to_ascii_lowercase()));
    require_person(ctx, argument)?;
    let mut stderr = std::io::stderr().lock();
    for (index, item) in items.iter().enumerate() {
        // If stderr is gone, the question below says so.
        let _ = writeln!(stderr, "{:>4}  {}", index + 1, for_terminal(item));
    }
    drop(stderr);
    let mut input = Input::<String>::new().with_prompt(for_terminal(question));
    if let Some(default) = default {
        input = input.default((default.min(items.len().saturating_sub(1)) + 1).to_string());
    }
    let answer = input
        .validate_with(|answer: &String| match choice(answer) {
            Some(_) => Ok(()),
            None => Err(format!("a number from 1 to {}, please", items.len())),
        })
        .interact_text()
        .map_err(|error| broken_off(&error))?;
    choice(&answer).ok_or_else(CliError::interrupted)
}

/// The index of the item that an answer names, by its number from 1 or by its text.
fn choice(items: &[String], answer: &str) -> Option<usize> {
    let answer = answer.trim();
    match answer.parse::<usize>() {
        Ok(number) => number.checked_sub(1).filter(|index| *index < items.len()),
        Err(_) => items.iter().position(|item| item == answer),
    }
}

/// Asks yes or no; `-y` would have answered.
///
/// # Errors
///
/// As [`text`], with the question.
pub fn confirm(ctx: &Context, question: &str, default: bool) -> Result<bool, CliError> {
    require_person(ctx, "-y")
        .map_err(|error| CliError { message: format!("{}: {question}", error.message), ..error })?;
    let choices = if default { "Y/n" } else { "y/N" };
    let answer = Input::<String>::new()
        .with_prompt(format!("{} [{choices}]", for_terminal(question)))
        .default(if default { "y" } else { "n" }.to_owned())
        .show_default(false)
        .validate_with(|answer: &String| yes_or_no(answer).map(|_| ()).ok_or("y or n, please"))
        .interact_text()
        .map_err(|error| broken_off(&error))?;
    yes_or_no(&answer).ok_or_else(CliError::interrupted)
}

/// What an answer means.
fn yes_or_no(answer: &str) -> Option<bool> {
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// Refuses where nobody can be asked.
fn require_person(ctx: &Context, argument: &str) -> Result<(), CliError> {
    if ctx.can_prompt() { Ok(()) } else { Err(missing(argument, ctx.global.no_input)) }
}

/// The error for an argument that cannot be asked for.
fn missing(argument: &str, no_input: bool) -> CliError {
    CliError::usage(format!("{argument} is missing, and {}", no_person(no_input)))
        .with_value(argument)
        .with_hint(format!("give {argument} on the command line"))
}

/// Why nobody can be asked.
const fn no_person(no_input: bool) -> &'static str {
    if no_input { "--no-input is given" } else { "there is no terminal to ask on" }
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
    fn an_item_is_chosen_by_its_number_or_its_text() {
        let items = ["food".to_owned(), "travel".to_owned()];
        assert_eq!((choice(&items, " 2 "), choice(&items, "food")), (Some(1), Some(0)));
        assert_eq!((choice(&items, "0"), choice(&items, "3"), choice(&items, "fo")), (None, None, None));
    }

    #[test]
    fn only_yes_and_no_are_answers() {
        assert_eq!((yes_or_no("Y"), yes_or_no(" no "), yes_or_no("maybe")), (Some(true), Some(false), None));
    }

    #[test]
    fn what_cannot_be_asked_for_is_a_usage_error_that_names_the_argument() {
        let error = missing("AMOUNT", false);
        assert_eq!(error.exit, 2);
        assert_eq!(error.message, "AMOUNT is missing, and there is no terminal to ask on");
        assert!(missing("-y", true).message.contains("--no-input"));
    }
}
