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
    if let Some(back) = last_index(text) {
        let back = back.filter(|back| *back <= LAST_MAX).ok_or_else(missing)?;
        return store.last_entered(back, 1)?.first().copied().ok_or_else(missing);
    }
    if let Ok(number) = text.strip_prefix('#').unwrap_or(text).parse::<i64>() {
        if store.has_expense(number)? {
            return Ok(number);
        }
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

/// `last` is 0, `last~2` is 2, `last~x` is nothing; anything else is no such reference.
fn last_index(text: &str) -> Option<Option<u64>> {
    let rest = text.strip_prefix("last")?;
    match rest.strip_prefix('~') {
        Some(number) => Some(number.parse().ok()),
        None if rest.is_empty() => Some(Some(0)),
        None => None,
    }
}
