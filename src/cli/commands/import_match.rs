//! `import --match`: rows of a statement that may be expenses entered by hand.
//!
//! Owns the question and what is said where nobody is asked. Must not decide what is alike.

use super::import::{ImportArgs, MatchWay};
use super::import_read::Understood;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::prompt;
use crate::ledger::import::{Decision, Decisions, PossibleMatch};

/// Rows that are told one by one at most: more would hide what came of the import.
const TOLD_MAX: usize = 10;

/// The answers to one question, in the order in which they are offered.
const ANSWERS: [(&str, bool, MatchWay); 5] = [
    ("the same payment: link them", false, MatchWay::Link),
    ("two payments: add it", false, MatchWay::Add),
    ("leave the row out, also the next time", false, MatchWay::Skip),
    ("link this one and all that follow", true, MatchWay::Link),
    ("add this one and all that follow", true, MatchWay::Add),
];

/// Decides what becomes of each row: as told, as answered, else all are added and named.
///
/// # Errors
///
/// Exit 130 where the user breaks off; then nothing is imported.
pub fn decide(
    args: &ImportArgs,
    ctx: &mut Context,
    statements: &[Understood<'_>],
    matches: Vec<PossibleMatch>,
) -> Result<Decisions, CliError> {
    let may_ask = ctx.can_prompt() && !args.dry_run;
    let mut way = args.r#match.unwrap_or(if may_ask { MatchWay::Ask } else { MatchWay::Add });
    if way == MatchWay::Ask && !may_ask {
        way = MatchWay::Add;
    }
    if way == MatchWay::Add && args.r#match.is_none() {
        tell(ctx, statements, &matches);
    }
    let mut decisions = Decisions::new();
    for one in matches {
        let mut now = way;
        if way == MatchWay::Ask {
            ctx.talk.notice(&said(statements, &one));
            let items: Vec<String> = ANSWERS.iter().map(|(text, ..)| (*text).to_owned()).collect();
            let chosen = prompt::select(ctx, "Are they the same?", "--match", &items, Some(0))?;
            let (_, for_all, answer) = ANSWERS[chosen.min(ANSWERS.len() - 1)];
            now = answer;
            if for_all {
                way = answer;
            }
        }
        let decision = match now {
            MatchWay::Link => Decision::Link(one.expense.number),
            MatchWay::Skip => Decision::Skip,
            MatchWay::Add | MatchWay::Ask => continue,
        };
        decisions.insert(one.row, decision);
    }
    Ok(decisions)
}

/// Names the rows that are added although they may be there.
fn tell(ctx: &mut Context, statements: &[Understood<'_>], matches: &[PossibleMatch]) {
    for one in matches.iter().take(TOLD_MAX) {
        let message = format!(
            "{}; it is added: --match link joins them, --match skip leaves it out",
            said(statements, one)
        );
        ctx.talk.warn("possible_match", message);
    }
    if matches.len() > TOLD_MAX {
        let more = matches.len() - TOLD_MAX;
        ctx.talk.warn(
            "possible_match",
            format!("{more} more rows may be expenses entered by hand; they are added"),
        );
    }
}

/// A row and the expense that it may be.
fn said(statements: &[Understood<'_>], one: &PossibleMatch) -> String {
    let file = statements.get(one.file).map(|file| file.path.display().to_string()).unwrap_or_default();
    let (row, expense) = (&one.draft, &one.expense);
    let amount = row.amount;
    format!(
        "{file} line {}: {} {} {} `{}` may be expense {} of {}{}",
        one.line,
        row.date,
        amount.to_decimal(),
        amount.currency,
        row.description,
        expense.number,
        expense.date,
        if expense.description.is_empty() { String::new() } else { format!(" `{}`", expense.description) },
    )
}
