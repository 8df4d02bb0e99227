//! Why a typed amount was refused, and the way out.
//!
//! Owns the messages and hints. Must not read amounts: what is said here was found out by its neighbours.

use super::{AMOUNT_CHARS_MAX, FACTOR_DECIMALS_MAX};
use crate::model::currency::Currency;
use crate::model::money::{AMOUNT_MINOR_MAX, Money};

/// A typed amount was refused. `value` is always what was typed, safe to show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing but spaces.
    #[error("the amount is empty")]
    Empty {
        /// What was typed.
        value: String,
    },
    /// More than [`AMOUNT_CHARS_MAX`] characters.
    #[error("`{value}` is too long for an amount: more than {AMOUNT_CHARS_MAX} characters")]
    TooLong {
        /// The beginning of what was typed.
        value: String,
    },
    /// A character that no amount holds: a control or invisible character, or punctuation without a meaning here.
    #[error("`{value}` holds {shown}, which no amount has")]
    Character {
        /// What was typed.
        value: String,
        /// The character, named so that it can be seen.
        shown: String,
    },
    /// Digits of another script, superscripts or fractions.
    #[error("`{value}` holds `{digit}`: amounts are read from the digits 0 to 9 only")]
    ForeignDigit {
        /// What was typed.
        value: String,
        /// The first such character.
        digit: char,
    },
    /// No digit at all.
    #[error("`{value}` is not an amount")]
    NotANumber {
        /// What was typed.
        value: String,
    },
    /// Scientific notation, which spreadsheets make and people do not mean.
    #[error("`{value}` is in scientific notation")]
    Scientific {
        /// What was typed.
        value: String,
    },
    /// A number begins with its decimal mark.
    #[error(
        "`{literal}` begins with its decimal mark, as `$1.50` does when the shell takes `$1` for a variable"
    )]
    LeadingMark {
        /// What was typed.
        value: String,
        /// The number in it.
        literal: String,
    },
    /// A number whose marks make neither groups nor decimals.
    #[error("`{literal}` is not a number: its marks make neither groups of digits nor decimals")]
    Malformed {
        /// What was typed.
        value: String,
        /// The number in it.
        literal: String,
    },
    /// More decimals than the currency has.
    #[error("`{literal}` has more decimals than {currency}, which has {}", currency.exponent())]
    TooManyDecimals {
        /// What was typed.
        value: String,
        /// The number in it.
        literal: String,
        /// The currency.
        currency: Currency,
    },
    /// A factor or divisor with more than [`FACTOR_DECIMALS_MAX`] decimals.
    #[error("`{literal}` has more than {FACTOR_DECIMALS_MAX} decimals")]
    FactorDecimals {
        /// What was typed.
        value: String,
        /// The number in it.
        literal: String,
    },
    /// One mark that may separate thousands or decimals.
    #[error(
        "`{literal}` has two readings: {}{}",
        readings(grouped, decimal, *currency).join(" and "), too_fine(*currency)
    )]
    Ambiguous {
        /// What was typed.
        value: String,
        /// The number in it.
        literal: String,
        /// The digits if the mark groups them: `1234`.
        grouped: String,
        /// The number if the mark begins its decimals: `1.234`.
        decimal: String,
        /// The currency; none for a factor, which is no money.
        currency: Option<Currency>,
    },
    /// A sign that several currencies share, none of them the ledger's.
    #[error("`{sign}` is the sign of several currencies: {}", codes(currencies))]
    AmbiguousSign {
        /// What was typed.
        value: String,
        /// The sign.
        sign: String,
        /// What was typed without its signs.
        bare: String,
        /// The currencies that use it, the more common first.
        currencies: Vec<Currency>,
    },
    /// A word or sign that names no currency.
    #[error("`{word}` is not a currency: neither an ISO 4217 code nor a known sign")]
    UnknownCurrency {
        /// What was typed.
        value: String,
        /// The word.
        word: String,
    },
    /// Two different currencies in one amount.
    #[error("`{value}` names more than one currency: `{first}` and `{second}`")]
    MixedCurrencies {
        /// What was typed.
        value: String,
        /// One word or sign.
        first: String,
        /// Another that does not agree with it.
        second: String,
    },
    /// Below zero as typed: a minus sign, or a number in parentheses as bookkeepers write it.
    #[error("`{value}` is negative: amounts are positive; a refund is --income")]
    Negative {
        /// What was typed.
        value: String,
    },
    /// A plus sign before the number.
    #[error("`{value}` has a sign: amounts are positive; what comes in is --income")]
    PlusSign {
        /// What was typed.
        value: String,
    },
    /// Zero, or rounded to zero.
    #[error("`{value}` is zero in {currency}: an expense of nothing would change no total")]
    Zero {
        /// What was typed.
        value: String,
        /// The currency.
        currency: Currency,
    },
    /// An expression that is less than zero.
    #[error("`{value}` comes to {result}, which is negative: amounts are positive; a refund is --income")]
    NegativeResult {
        /// What was typed.
        value: String,
        /// What it comes to.
        result: String,
    },
    /// Beyond [`AMOUNT_MINOR_MAX`].
    #[error("`{value}` is too large: an amount is at most {}", Money::new(AMOUNT_MINOR_MAX, *currency))]
    TooLarge {
        /// What was typed.
        value: String,
        /// The currency.
        currency: Currency,
    },
    /// An expression whose exact result needs more digits than are kept.
    #[error("`{value}` cannot be worked out exactly: its numbers have too many digits")]
    Inexact {
        /// What was typed.
        value: String,
    },
    /// A division by zero.
    #[error("`{value}` divides by zero")]
    DivisionByZero {
        /// What was typed.
        value: String,
    },
    /// An expression that is not well-formed.
    #[error("`{value}` cannot be worked out: {problem}")]
    Expression {
        /// What was typed.
        value: String,
        /// What is wrong.
        problem: &'static str,
    },
}

impl AmountError {
    /// What was typed, safe to show; at most the beginning of a long text.
    #[must_use]
    pub fn value(&self) -> &str {
        match self {
            Self::Empty { value }
            | Self::TooLong { value }
            | Self::Character { value, .. }
            | Self::ForeignDigit { value, .. }
            | Self::NotANumber { value }
            | Self::Scientific { value }
            | Self::LeadingMark { value, .. }
            | Self::Malformed { value, .. }
            | Self::TooManyDecimals { value, .. }
            | Self::FactorDecimals { value, .. }
            | Self::Ambiguous { value, .. }
            | Self::AmbiguousSign { value, .. }
            | Self::UnknownCurrency { value, .. }
            | Self::MixedCurrencies { value, .. }
            | Self::Negative { value }
            | Self::PlusSign { value }
            | Self::Zero { value, .. }
            | Self::NegativeResult { value, .. }
            | Self::TooLarge { value, .. }
            | Self::Inexact { value }
            | Self::DivisionByZero { value }
            | Self::Expression { value, .. } => value,
        }
    }

    /// What may have been meant: both readings of a number, or the codes of the currencies that share a sign.
    /// Empty where nothing is known.
    #[must_use]
    pub fn candidates(&self) -> Vec<String> {
        match self {
            Self::Ambiguous { grouped, decimal, currency, .. } => {
                readings(grouped, decimal, *currency).to_vec()
            }
            Self::AmbiguousSign { currencies, .. } => currencies.iter().map(Currency::to_string).collect(),
            _ => Vec::new(),
        }
    }

    /// The code of the CLI contract: `ambiguous_amount`, `unknown_currency` or `bad_amount`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Ambiguous { .. } | Self::AmbiguousSign { .. } => "ambiguous_amount",
            Self::UnknownCurrency { .. } => "unknown_currency",
            _ => "bad_amount",
        }
    }

    /// The way out, for the line below the message.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Ambiguous { grouped, decimal, currency, .. } => {
                let other = match currency.map(|currency| currency.exponent()) {
                    // A fourth decimal makes a group impossible.
                    None => format!("`{decimal}0`"),
                    // No group begins with a zero, so that one makes the mark a decimal mark.
                    Some(3..) => format!("`0{decimal}`"),
                    Some(exponent) => format!("at most {exponent} decimals"),
                };
                format!(
                    "write `{grouped}` or {other}; `outlay config set decimal_mark .` (or `,`) settles it for good"
                )
            }
            Self::AmbiguousSign { bare, currencies, .. } => match currencies.first() {
                Some(currency) => format!("write the code, as in `{bare} {currency}`"),
                None => "write the code of the currency".to_owned(),
            },
            Self::UnknownCurrency { .. } => {
                "write the ISO 4217 code, as in `12.50 EUR`; a category is a word of its own: `12.50 food`"
                    .to_owned()
            }
            Self::MixedCurrencies { .. } => "record one expense for each currency".to_owned(),
            Self::TooManyDecimals { currency, .. } if currency.exponent() == 0 => {
                format!("{currency} has no smaller unit: write a whole number, as in `12 {currency}`")
            }
            Self::TooManyDecimals { currency, .. } => {
                format!("write at most {} decimals, as in `12.5 {currency}`", currency.exponent())
            }
            Self::LeadingMark { .. } => {
                "write `0.50`; or quote the sign, as in '$1.50'; or give the code, as in `1.50 USD`"
                    .to_owned()
            }
            Self::Negative { .. } | Self::PlusSign { .. } | Self::NegativeResult { .. } => {
                "write the amount without a sign and add --income: `12.50 food --income`".to_owned()
            }
            Self::Malformed { .. } => "write it without grouping, as in `1234.50`".to_owned(),
            Self::FactorDecimals { .. } | Self::Inexact { .. } => {
                "write the result itself, as in `12.50`".to_owned()
            }
            Self::Zero { .. } => "write what was paid, as in `12.50`".to_owned(),
            Self::TooLarge { .. } => "look for a digit too many, or a missing decimal mark".to_owned(),
            Self::DivisionByZero { .. } | Self::Expression { .. } => {
                "expressions are sums like `12.50+3`, `3x4.20` or `45/3`".to_owned()
            }
            Self::Scientific { .. } => "write all digits, as in `100000`".to_owned(),
            Self::ForeignDigit { .. } => "write it with 0 to 9, as in `12.50`".to_owned(),
            Self::Character { .. } => "write digits and at most one currency, as in `12.50 EUR`".to_owned(),
            Self::Empty { .. } | Self::TooLong { .. } | Self::NotANumber { .. } => {
                "the amount comes first, as in `12.50 food`".to_owned()
            }
        }
    }
}

/// Both readings of a number: its mark as grouping, its mark as the decimal mark.
fn readings(grouped: &str, decimal: &str, currency: Option<Currency>) -> [String; 2] {
    let Some(currency) = currency else { return [grouped.to_owned(), decimal.to_owned()] };
    let whole = Money::from_decimal(grouped, currency)
        .map_or_else(|| format!("{grouped} {currency}"), |money| money.to_string());
    [whole, format!("{decimal} {currency}")]
}

/// What speaks against the second reading: a mark with two readings has three digits after it.
fn too_fine(currency: Option<Currency>) -> String {
    match currency {
        Some(currency) if currency.exponent() < 3 => {
            format!(" ({currency} has only {} decimals)", currency.exponent())
        }
        _ => String::new(),
    }
}

fn codes(currencies: &[Currency]) -> String {
    currencies.iter().map(Currency::code).collect::<Vec<_>>().join(", ")
}
