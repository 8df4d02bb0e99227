//! References: the words by which people name an expense.
//!
//! A local number, `last` and `last~N`, a full id, or an id's first eight or more hexadecimal digits.

use super::LedgerError;
use crate::store::Store;

/// Fewest hexadecimal digits of an id's beginning: fewer would be local numbers.
const PREFIX_DIGITS_MIN: usize = 8;
/// How far back `last~N` reaches: as far as the history is kept by count.
const LAST_MAX: u64 = 1_000;

/// Finds the expense that a reference names, deleted ones included (`last` means live ones).
///
/// # Errors
/// [`LedgerError::NotFound`]; [`LedgerError::Ambiguous`] for a prefix of several ids.
pub fn resolve(store: &Store, reference: &str) -> Result<i64, LedgerError> {
    let text = reference.trim();
    let missing =
        || LedgerError::NotFound { what: "expense", reference: reference.to_owned(), near: Vec::new() };
    if let Some(back) = text.strip_prefix("last") {
        let back = last_index(back).filter(|back| *back <= LAST_MAX).ok_or_else(missing)?;
        return store.last_entered(back, 1)?.first().copied().ok_or_else(missing);
    }
    if let Ok(number) = text.strip_prefix('#').unwrap_or(text).parse::<i64>()
        && store.has_expense(number)?
    {
        return Ok(number);
    }
    let digits: String = text.chars().filter(|c| *c != '-').collect::<String>().to_ascii_lowercase();
    if digits.len() < PREFIX_DIGITS_MIN || digits.len() > 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return Err(missing());
    }
    let found = store.expenses_with_id_prefix(&digits)?;
    match found.as_slice() {
        [] => Err(missing()),
        [number] => Ok(*number),
        several => Err(LedgerError::Ambiguous {
            what: "expenses",
            reference: reference.to_owned(),
            candidates: several.iter().map(ToString::to_string).collect(),
        }),
    }
}

/// How far back from the newest: nothing behind `last` is 0, `~2` is 2; anything else is no reference.
fn last_index(rest: &str) -> Option<u64> {
    if rest.is_empty() { Some(0) } else { rest.strip_prefix('~')?.parse().ok() }
}
