//! What people type, as plain checked values: amounts, dates, categories, methods, tags, texts.
//!
//! Owns how a command's settings and clock enter the parsers of `model`, and what is said about a value that is taken
//! but noteworthy. Must not write anything.

use chrono::NaiveDate;

use super::context::Context;
use super::error::{CliError, ErrorCode};
use super::failure::shell_word;
use crate::ledger::categories::Resolved;
use crate::ledger::{Book, CategoryPolicy};
use crate::model::amount::{AmountContext, DecimalMark, is_currency_word, parse_amount};
use crate::model::category::CategoryPath;
use crate::model::currency::Currency;
use crate::model::date::{DateNote, check_range, parse_date};
use crate::model::expense::{NAME_CHARS_MAX, NOTE_CHARS_MAX, TAGS_MAX, TEXT_CHARS_MAX};
use crate::model::money::Money;
use crate::model::rate::Rate;
use crate::model::text::{clean_line, clean_note, fold};

/// The word that clears a field.
pub const NONE: &str = "none";

/// What stands before a filter's value to mean every other one.
const NOT: &str = "not:";

impl Context {
    /// Reads an amount, in the ledger's currency unless it names one. An expression that was rounded is noted.
    ///
    /// # Errors
    /// `bad_amount`, `ambiguous_amount`, `unknown_currency`.
    pub fn amount(&mut self, text: &str, currency: Currency) -> Result<Money, CliError> {
        let decimal_mark = self.decimal_mark();
        let typed = parse_amount(text, AmountContext { currency, decimal_mark })
            .map_err(|error| CliError::from(error).with_value(text))?;
        if let Some(exact) = typed.rounded {
            self.talk.warn("rounded", format!("{text} is {exact}; rounded to {}", typed.money));
        }
        Ok(typed.money)
    }

    /// Reads an exchange rate.
    ///
    /// # Errors
    /// `bad_amount`, `ambiguous_amount`.
    pub fn rate(&self, text: &str) -> Result<Rate, CliError> {
        Rate::parse(text, self.decimal_mark()).map_err(|error| {
            let candidates = error.candidates();
            let code = if candidates.is_empty() { ErrorCode::BadAmount } else { ErrorCode::AmbiguousAmount };
            CliError::new(code, error.to_string())
                .with_value(text)
                .with_candidates(candidates)
                .with_hint(error.hint())
        })
    }

    /// The configured mark before decimals.
    fn decimal_mark(&self) -> Option<DecimalMark> {
        match self.settings.decimal_mark() {
            Some('.') => Some(DecimalMark::Point),
            Some(',') => Some(DecimalMark::Comma),
            _ => None,
        }
    }

    /// Reads an amount that may be nothing: a budget of 0 allows nothing.
    ///
    /// # Errors
    /// As [`Context::amount`].
    pub fn amount_or_zero(&mut self, text: &str, currency: Currency) -> Result<Money, CliError> {
        let is_digits = |text: &str| text.chars().all(|c| matches!(c, '0' | '.' | ','));
        let number = text.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim_end();
        if number.starts_with('0') && is_digits(number) {
            let named = currency_in(text);
            if number.len() == text.trim().len() || named.is_some() {
                return Ok(Money::new(0, named.unwrap_or(currency)));
            }
        }
        self.amount(text, currency)
    }

    /// Reads a date. One that lies ahead is noted; one before 1970 or more than a year ahead needs `force`.
    ///
    /// # Errors
    /// `bad_date`, `ambiguous_date`.
    pub fn date(&mut self, text: &str, force: bool) -> Result<NaiveDate, CliError> {
        let today = self.today();
        let date = parse_date(text, today)?;
        if force {
            return Ok(date);
        }
        if check_range(date, today)? == DateNote::Future {
            self.talk.warn("future_date", format!("{date} lies in the future"));
        }
        Ok(date)
    }

    /// Reads a category and finds which one is meant. A new one is said, with names like it.
    ///
    /// # Errors
    /// `usage` for a path that cannot be one; `ambiguous`; `not_found` for a new one where those are refused.
    pub fn category(&mut self, book: &Book, text: &str, strict: bool) -> Result<String, CliError> {
        let resolved = self.resolve_category(book, text, strict)?;
        let path = resolved.path.to_string();
        if resolved.new {
            // Whoever types a category below one that is there did not slip.
            let near = resolved.near.iter().filter(|near| !path.starts_with(&format!("{near}:")));
            let near: Vec<String> = near.map(|path| format!("`{path}`")).collect();
            let near = if near.is_empty() { String::new() } else { format!(" (not {}?)", near.join(", ")) };
            self.talk.warn("new_category", format!("`{path}` is a new category{near}"));
            self.announced.push(path.clone());
        }
        Ok(path)
    }

    /// Reads a category and finds which one is meant, without a word about a new one.
    ///
    /// # Errors
    /// As [`Context::category`].
    pub fn resolve_category(&self, book: &Book, text: &str, strict: bool) -> Result<Resolved, CliError> {
        let policy =
            if strict || self.settings.is_strict() { CategoryPolicy::Strict } else { CategoryPolicy::Open };
        let typed = CategoryPath::parse(text).map_err(|error| CliError::from(error).with_value(text))?;
        Ok(book.resolve_category(&typed, policy)?)
    }

    /// Reads a payment method, in the spelling the ledger knows.
    ///
    /// # Errors
    /// `usage` for a text that cannot be a name.
    pub fn method(&self, book: &Book, text: &str) -> Result<String, CliError> {
        let text = text.strip_prefix('@').unwrap_or(text);
        not_negated("method", text, text.trim())?;
        Ok(book.method_name(&name("method", text)?)?)
    }
}

/// Reads the code of a currency, in any case.
///
/// # Errors
/// `unknown_currency`.
pub fn currency(text: &str) -> Result<Currency, CliError> {
    text.trim().parse().map_err(|error| {
        CliError::new(ErrorCode::UnknownCurrency, format!("{error}"))
            .with_value(text)
            .with_hint("write a code such as EUR, USD or JPY")
    })
}

/// Reads a short name: one line that is not `none`.
///
/// # Errors
/// `usage`.
pub fn name(field: &'static str, text: &str) -> Result<String, CliError> {
    not_none(field, text, clean_line(field, text, NAME_CHARS_MAX)?)
}

/// Reads a payee: one line that is not `none`, which filters take for no payee.
///
/// # Errors
/// `usage`.
pub fn payee(text: &str) -> Result<String, CliError> {
    not_negated("payee", text, text.trim())?;
    not_none("payee", text, clean_line("payee", text, TEXT_CHARS_MAX)?)
}

/// Refuses a value that no filter could name: there `not:` means every other one.
fn not_negated(field: &'static str, text: &str, cleaned: &str) -> Result<(), CliError> {
    if fold(cleaned).starts_with(NOT) {
        return Err(CliError::usage(format!(
            "a {field} cannot be called `{cleaned}`: `{NOT}` means every other {field} in filters"
        ))
        .with_value(text)
        .with_hint(format!("leave `{NOT}` out; list and report take it, as in outlay list -t not:work")));
    }
    Ok(())
}

fn not_none(field: &'static str, text: &str, cleaned: String) -> Result<String, CliError> {
    if fold(&cleaned) == NONE {
        return Err(CliError::usage(format!(
            "a {field} cannot be called `{cleaned}`: the word means no {field}"
        ))
        .with_value(text)
        .with_hint(format!("leave the {field} out")));
    }
    Ok(cleaned)
}

/// Reads a tag, with or without `+`: a name without spaces.
///
/// # Errors
/// `usage`.
pub fn tag(text: &str) -> Result<String, CliError> {
    let tag = name("tag", text.strip_prefix('+').unwrap_or(text))?;
    not_negated("tag", text, &tag)?;
    if tag.chars().any(char::is_whitespace) || tag.starts_with(['+', '-', '@']) {
        return Err(CliError::usage(format!(
            "`{tag}` cannot be a tag: a tag is one word that begins with no sign"
        ))
        .with_value(text)
        .with_hint(format!("write {}", shell_word(&tag.replace(char::is_whitespace, "-")))));
    }
    Ok(tag)
}

/// Sorts tags and leaves doubles out.
///
/// # Errors
/// `usage` for too many.
pub fn tags(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Vec<String>, CliError> {
    let mut tags = texts.into_iter().map(|text| tag(text.as_ref())).collect::<Result<Vec<_>, _>>()?;
    tags.sort();
    tags.dedup();
    if tags.len() > TAGS_MAX {
        return Err(CliError::usage(format!("{} tags are too many: at most {TAGS_MAX}", tags.len())));
    }
    Ok(tags)
}

/// Reads a line of text that may be empty.
///
/// # Errors
/// `usage`.
pub fn line(field: &'static str, text: &str) -> Result<String, CliError> {
    if text.trim().is_empty() { Ok(String::new()) } else { Ok(clean_line(field, text, TEXT_CHARS_MAX)?) }
}

/// Reads a note.
///
/// # Errors
/// `usage`.
pub fn note(text: &str) -> Result<String, CliError> {
    Ok(clean_note("note", text, NOTE_CHARS_MAX)?)
}

/// The words after a command: the amount with the currency that may stand behind it, and the rest.
#[must_use]
pub fn split_amount<'w>(amount: &str, rest: &[&'w str]) -> (String, Vec<&'w str>) {
    match rest.split_first() {
        Some((word, rest))
            if ends_in_digit(amount) && (is_currency_word(word).is_some() || is_currency_sign(word)) =>
        {
            (format!("{amount} {word}"), rest.to_vec())
        }
        _ => (amount.to_owned(), rest.to_vec()),
    }
}

/// Whether a word is nothing but a currency sign: those of Latin-1, and the Unicode block Currency Symbols. No category
/// is called so.
fn is_currency_sign(word: &str) -> bool {
    let mut characters = word.chars();
    matches!(characters.next(), Some('$' | '£' | '¥' | '\u{20A0}'..='\u{20CF}'))
        && characters.next().is_none()
}

fn ends_in_digit(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit() || c == ')')
}

/// The ISO 4217 code that stands in an amount, if one does.
#[must_use]
pub fn currency_in(text: &str) -> Option<Currency> {
    text.split(|c: char| !c.is_ascii_uppercase()).find_map(is_currency_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_or_a_sign_behind_the_number_belongs_to_the_amount() {
        let split = |words: &[&'static str]| split_amount("5", words);
        assert_eq!(split(&["EUR", "food", "x"]), ("5 EUR".to_owned(), vec!["food", "x"]));
        assert_eq!(split(&["€", "food"]), ("5 €".to_owned(), vec!["food"]));
        assert_eq!(split(&["eur", "food"]), ("5".to_owned(), vec!["eur", "food"]));
        assert_eq!(split(&["€tickets"]), ("5".to_owned(), vec!["€tickets"]));
        assert_eq!(split_amount("5€", &["EUR"]), ("5€".to_owned(), vec!["EUR"]));
    }
}
