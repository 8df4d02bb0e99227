//! What the signs of amounts mean: proved by the balance, by words, by signs themselves, or asked.
//!
//! Owns the decision. Must not read cells.

use crate::model::expense::Direction;

use super::error::ImportError;
use super::evidence::{Evidence, SignCount};
use super::layout::{Sign, Signs};
use super::options::ImportOptions;

/// What was decided, and why.
#[derive(Debug)]
pub(super) struct SignProof {
    pub signs: Signs,
    /// Why amounts without a word are read as they are; `None` where there are none.
    pub reason: Option<&'static str>,
    /// Whether the column of words is read.
    pub directions: bool,
}

/// Decides from what the whole file showed. `maybe` says that the column of words is one by its values only.
///
/// # Errors
///
/// Amounts that may be money in or out, with nothing that decides.
pub(super) fn prove(
    evidence: &Evidence,
    maybe: bool,
    options: &ImportOptions,
) -> Result<SignProof, ImportError> {
    let directions = !maybe || evidence.proves_directions();
    let mut plain = evidence.amount;
    if !directions {
        plain.join(evidence.expense_words);
        plain.join(evidence.income_words);
        plain.join(evidence.other_amounts);
    }
    let unmarked = unmarked(evidence, plain, directions).filter(|_| options.invert.is_none());
    let (spending, reason) = match unmarked {
        Some(Direction::Income) => (Sign::Negative, Some("only money spent is marked")),
        Some(_) => (Sign::Positive, Some("only money that came in is marked")),
        None if plain.is_empty() => (sign(options.invert.unwrap_or(false)), None),
        None => {
            let (sign, reason) = spending(evidence, plain, options)?;
            (sign, Some(reason))
        }
    };
    let signs = Signs {
        spending,
        debit: evidence.debit.usual(),
        credit: evidence.credit.usual(),
        expense_word: evidence.expense_words.usual(),
        income_word: evidence.income_words.usual(),
    };
    Ok(SignProof { signs, reason, directions })
}

const fn sign(positive: bool) -> Sign {
    if positive { Sign::Positive } else { Sign::Negative }
}

/// What rows without a word are, where only one kind of row has one and none is below zero.
fn unmarked(evidence: &Evidence, plain: SignCount, directions: bool) -> Option<Direction> {
    if plain.is_empty() || plain.negative > 0 {
        return None;
    }
    let words = |count: SignCount| directions && !count.is_empty();
    let spent = words(evidence.expense_words) || evidence.expense_marks > 0;
    let came = words(evidence.income_words) || evidence.income_marks > 0;
    match (spent, came) {
        (false, true) => Some(Direction::Expense),
        (true, false) => Some(Direction::Income),
        _ => None,
    }
}

/// The sign of money spent among amounts without a word.
fn spending(
    evidence: &Evidence,
    plain: SignCount,
    options: &ImportOptions,
) -> Result<(Sign, &'static str), ImportError> {
    if let Some(invert) = options.invert {
        return Ok((sign(invert), if invert { "told by --invert" } else { "told by --invert=no" }));
    }
    match evidence.running.proves() {
        Some(true) => return Ok((Sign::Negative, "the balance rises and falls with them")),
        Some(false) => return Ok((Sign::Positive, "the balance falls by positive ones")),
        None => {}
    }
    let (spent, came) = (evidence.expense_words, evidence.income_words);
    if !spent.is_empty()
        && !came.is_empty()
        && !spent.is_mixed()
        && !came.is_mixed()
        && spent.usual() != came.usual()
    {
        return Ok((spent.usual(), "words beside amounts show it"));
    }
    if evidence.plus_signs > 0 && plain.negative > 0 {
        return Ok((Sign::Negative, "both signs are written"));
    }
    if plain.negative >= plain.positive {
        return Ok((Sign::Negative, "most amounts are negative"));
    }
    let (line, value) = match &evidence.first_positive {
        Some(example) => (example.line, example.value.clone()),
        None => (0, String::new()),
    };
    Err(ImportError::AmbiguousSign { line, value })
}
