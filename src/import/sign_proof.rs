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
    /// Whether what was told is the opposite of what the file itself shows.
    pub told_against: bool,
}

/// What is known of a file besides its amounts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hints<O> {
    /// Whether the column of words is one by its values only.
    pub maybe_direction: bool,
    /// Whether the lines above the rows speak of a credit card, or rows of a card's bill.
    pub is_of_card: bool,
    /// Whether the column of amounts is called by a name of money spent.
    pub is_spent: bool,
    /// The sign of money spent as words beside the amounts show it.
    pub otherwise: O,
}

/// Decides from what the whole file showed. `otherwise` is asked where neither the file as a whole nor a profile shows the sign
/// of money spent.
///
/// # Errors
///
/// Amounts that may be money in or out, with nothing that decides.
pub(super) fn prove(
    evidence: &Evidence,
    hints: Hints<impl FnOnce() -> Option<(Sign, &'static str)>>,
    options: &ImportOptions,
) -> Result<SignProof, ImportError> {
    let directions = !hints.maybe_direction || evidence.proves_directions();
    let mut plain = evidence.amount;
    if !directions {
        plain.join(evidence.expense_words);
        plain.join(evidence.income_words);
        plain.join(evidence.other_amounts);
    }
    let told = options.invert.map(|invert| (sign(invert), invert));
    let shown = shown_by_itself(evidence, plain, directions);
    let (spending, reason) = if plain.is_empty() {
        (sign(options.inverts()), None)
    } else if let Some((sign, invert)) = told {
        (sign, Some(if invert { "told by --invert" } else { "told by --invert=no" }))
    } else {
        let (sign, reason) = untold(evidence, plain, shown, hints, options)?;
        (sign, Some(reason))
    };
    let told_against = match &options.remembered {
        _ if plain.is_empty() => false,
        Some(remembered) if told.is_none() => remembered.profile.against_proof,
        _ => told.is_some_and(|(told, _)| is_against(told, shown, plain)),
    };
    let signs = Signs {
        spending,
        debit: evidence.debit.usual(),
        credit: evidence.credit.usual(),
        expense_word: evidence.expense_words.usual(),
        income_word: evidence.income_words.usual(),
    };
    Ok(SignProof { signs, reason, directions, told_against })
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

/// The sign of money spent as the file itself shows it, without counting which sign is the commoner.
fn shown_by_itself(evidence: &Evidence, plain: SignCount, directions: bool) -> Option<(Sign, &'static str)> {
    match unmarked(evidence, plain, directions) {
        Some(Direction::Income) => return Some((Sign::Negative, "only money spent is marked")),
        Some(_) => return Some((Sign::Positive, "only money that came in is marked")),
        None => {}
    }
    match evidence.running.proves_in(evidence.dates_rise()) {
        Some(true) => return Some((Sign::Negative, "the balance rises and falls with them")),
        Some(false) => return Some((Sign::Positive, "the balance falls by positive ones")),
        None => {}
    }
    let (spent, came) = (evidence.expense_words, evidence.income_words);
    if !spent.is_empty()
        && !came.is_empty()
        && !spent.is_mixed()
        && !came.is_mixed()
        && spent.usual() != came.usual()
    {
        return Some((spent.usual(), "words beside amounts show it"));
    }
    (evidence.plus_signs > 0 && plain.negative > 0).then_some((Sign::Negative, "both signs are written"))
}

/// The sign of money spent where it was not told: as the file shows, else as a profile says, else the commoner one.
fn untold(
    evidence: &Evidence,
    plain: SignCount,
    shown: Option<(Sign, &'static str)>,
    hints: Hints<impl FnOnce() -> Option<(Sign, &'static str)>>,
    options: &ImportOptions,
) -> Result<(Sign, &'static str), ImportError> {
    let known = options.remembered.as_ref().and_then(|remembered| {
        let profile = &remembered.profile;
        let known = profile.invert.map(sign).or(profile.spending)?;
        Some((remembered, known))
    });
    if let Some((remembered, known)) = known {
        if remembered.profile.against_proof || !is_against(known, shown, plain) {
            return Ok((known, "the profile says so"));
        }
        let found = match shown {
            Some((_, reason)) => reason.to_owned(),
            None => format!("none of {} amounts is positive", plain.negative),
        };
        return Err(against_profile(&remembered.name, known, found));
    }
    if let Some(shown) = shown {
        return Ok(shown);
    }
    // Of a card's file without a sign before what was spent a third may be payments and refunds.
    let is_clear = plain.positive == 0 || plain.negative >= 3 * plain.positive;
    let most_are_negative = plain.negative >= plain.positive && (is_clear || !hints.is_of_card);
    match (hints.otherwise)() {
        Some(shown) if shown.0 == Sign::Negative || plain.positive > 0 => return Ok(shown),
        _ if most_are_negative => return Ok((Sign::Negative, "most amounts are negative")),
        _ if hints.is_spent && plain.positive > plain.negative => {
            return Ok((Sign::Positive, "its header says money spent"));
        }
        _ => {}
    }
    let (line, value) = match &evidence.first_positive {
        Some(example) => (example.line, example.value.clone()),
        None => (0, String::new()),
    };
    Err(ImportError::AmbiguousSign { line, value })
}

/// Whether a sign of money spent is the opposite of what the file shows, or leaves a file without any money spent.
fn is_against(sign: Sign, shown: Option<(Sign, &'static str)>, plain: SignCount) -> bool {
    match shown {
        Some((shown, _)) => shown != sign,
        None => sign == Sign::Positive && plain.positive == 0 && plain.negative > 1,
    }
}

fn against_profile(profile: &str, known: Sign, found: String) -> ImportError {
    let (known, option) = match known {
        Sign::Positive => ("positive", "--invert=no"),
        Sign::Negative => ("negative", "--invert"),
    };
    ImportError::AgainstProfile {
        profile: profile.to_owned(),
        says: format!("that {known} amounts are money spent"),
        found,
        option: option.to_owned(),
        code: "ambiguous_amount",
    }
}
