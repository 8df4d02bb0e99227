//! Amounts that people type, read exactly or refused (CLI contract, "Amount").
//!
//! Owns which texts are amounts and what they are worth. Must not guess: two readings are refused with both. What
//! banks write is read by `import`, what the program itself wrote by [`Money::from_decimal`].
//!
//! Some texts have an answer here that the contract leaves open:
//!
//! - An operand of `x` or `/` is no amount and may have up to [`FACTOR_DECIMALS_MAX`] decimals (`100x1.19`); a number
//!   that is only added or subtracted has at most the currency's. `1,195` as a factor has two readings in every currency.
//! - A mark with two readings is refused also where one of them has too many decimals for the currency (`1,234 EUR`):
//!   a slip in either is a thousandfold.
//! - Full-width digits, signs and letters (`１２`) are read; digits of other scripts are refused.
//! - A code is read in any case where it is part of the amount (`12.50eur`), also beside a sign that it settles
//!   (`$12.50 CAD`). As a word of its own it must be upper case ([`is_currency_word`]): `all` and `try` are codes too.
//! - `(12.50)` is refused as bookkeepers' minus; zero is refused, for it would be in no total.

mod error;
mod exact;
mod expression;
mod literal;
mod sign;
mod token;

use std::fmt;
use std::str::FromStr;

use super::currency::Currency;
use super::money::{AMOUNT_MINOR_MAX, Money};
use super::text::quoted;
pub use error::AmountError;
use literal::Reading;
use token::{Operator, Token};

/// Longest text taken for an amount, in characters: a shopping list of twenty prices. It also bounds how deep
/// parentheses go.
pub const AMOUNT_CHARS_MAX: usize = 100;
/// Most decimals of a factor or divisor: exchange rates are quoted with up to six, and three more do no harm.
pub const FACTOR_DECIMALS_MAX: usize = 9;
/// How much of a typed text a message repeats, in characters.
const SHOWN_CHARS_MAX: usize = 60;

/// The mark before the decimals of amounts, as configured by `decimal_mark` or told about a file; the other one groups
/// digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecimalMark {
    /// `12.50`
    Point,
    /// `12,50`
    Comma,
}

/// The text is no decimal mark.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not a decimal mark: `.` or `,`", quoted(.0, SHOWN_CHARS_MAX))]
pub struct UnknownDecimalMark(pub String);

impl DecimalMark {
    /// The character.
    #[must_use]
    pub const fn as_char(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// The character as a byte.
    #[must_use]
    pub const fn as_byte(self) -> u8 {
        match self {
            Self::Point => b'.',
            Self::Comma => b',',
        }
    }

    /// The mark as options and JSON write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Point => ".",
            Self::Comma => ",",
        }
    }

    /// The other one of the two, which then separates thousands.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

impl fmt::Display for DecimalMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_char())
    }
}

impl FromStr for DecimalMark {
    type Err = UnknownDecimalMark;

    /// Reads `.` or `,`.
    fn from_str(text: &str) -> Result<Self, UnknownDecimalMark> {
        match text {
            "." => Ok(Self::Point),
            "," => Ok(Self::Comma),
            other => Err(UnknownDecimalMark(other.to_owned())),
        }
    }
}

/// What a typed amount is read against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountContext {
    /// The ledger's currency: meant where none is typed, and by a sign that it uses.
    pub currency: Currency,
    /// The configured decimal mark, if there is one.
    pub decimal_mark: Option<DecimalMark>,
}

/// An amount as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedAmount {
    /// The amount: 1 to [`AMOUNT_MINOR_MAX`] minor units.
    pub money: Money,
    /// For an expression that had to be rounded, its exact form to be told: `33.333… EUR`.
    pub rounded: Option<String>,
    /// Whether the text was an expression such as `12.50+3`, and no plain number.
    pub expression: bool,
}

/// Reads an amount that a person typed: a number or an expression of numbers (`12.50+3`, `3x4.20`, `45/3`, with
/// parentheses), and at most one currency before or after it. An expression is worked out exactly and then rounded
/// half away from zero to the currency's minor unit.
///
/// # Errors
/// An [`AmountError`] for everything else, and for what has two readings.
pub fn parse_amount(text: &str, context: AmountContext) -> Result<TypedAmount, AmountError> {
    let value = quoted(text, SHOWN_CHARS_MAX);
    if text.chars().nth(AMOUNT_CHARS_MAX).is_some() {
        return Err(AmountError::TooLong { value });
    }
    if text.trim().is_empty() {
        return Err(AmountError::Empty { value });
    }
    let parts = token::split(text, &value)?;
    refuse_signed(&parts.tokens, &value)?;
    let currency = sign::resolve(&parts.words, &parts.bare, context.currency, &value)?;
    let reading = Reading { currency, decimal_mark: context.decimal_mark, value: &value };
    let exact = expression::evaluate(&parts.tokens, reading)?;
    if exact.is_negative() {
        let result = format!("{} {currency}", exact.written_out(currency.exponent()));
        return Err(AmountError::NegativeResult { value, result });
    }
    let too_large = || AmountError::TooLarge { value: value.clone(), currency };
    let (minor, is_exact) = exact.rounded(currency.exponent()).ok_or_else(too_large)?;
    let minor = i64::try_from(minor).ok().filter(|minor| *minor <= AMOUNT_MINOR_MAX).ok_or_else(too_large)?;
    if minor == 0 {
        return Err(AmountError::Zero { value, currency });
    }
    let rounded = (!is_exact).then(|| format!("{} {currency}", exact.written_out(currency.exponent())));
    let expression = parts.tokens.iter().any(|token| matches!(token, Token::Operator(_)));
    Ok(TypedAmount { money: Money::new(minor, currency), rounded, expression })
}

/// Refuses what begins with a sign, and a lone number in parentheses.
fn refuse_signed(tokens: &[Token], value: &str) -> Result<(), AmountError> {
    match tokens {
        [Token::Operator(Operator::Minus), ..] | [Token::Open, Token::Number(_), Token::Close] => {
            Err(AmountError::Negative { value: value.to_owned() })
        }
        [Token::Operator(Operator::Plus), ..] => Err(AmountError::PlusSign { value: value.to_owned() }),
        _ => Ok(()),
    }
}

/// The currency that a word of its own after the amount names: exactly an upper-case ISO 4217 code. The caller joins
/// the two words (`12.50` `EUR`) before it reads the amount.
#[must_use]
pub fn is_currency_word(word: &str) -> Option<Currency> {
    let upper = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    word.parse().ok().filter(|_| upper)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
