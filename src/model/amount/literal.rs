//! Reads one number of a typed amount: which marks group its digits and which one begins its decimals.
//!
//! Owns the rules of grouping and the refusal of what has two readings. Must not know expressions or signs.

use super::exact::Exact;
use super::{AmountError, DecimalMark, FACTOR_DECIMALS_MAX};
use crate::model::currency::Currency;

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// An amount: it has at most the currency's decimals.
    Money,
    /// An operand of a product or quotient: `1.19` in `100x1.19` is no amount.
    Factor,
}

/// What the numbers of one typed amount are read against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) currency: Currency,
    pub(super) decimal_mark: Option<DecimalMark>,
    /// The whole text, for messages.
    pub(super) value: &'a str,
}

/// A number in parts: the runs of digits and the marks between them, one fewer.
struct Runs<'a> {
    digits: Vec<&'a str>,
    marks: Vec<char>,
}

/// Where the decimals begin.
enum Shape {
    Whole,
    Decimals,
    /// One mark that may be either.
    Either,
}

impl Reading<'_> {
    /// Reads a number that consists of digits, `.`, `,`, `'` and spaces.
    ///
    /// # Errors
    /// [`AmountError::LeadingMark`], [`AmountError::Malformed`], [`AmountError::Ambiguous`],
    /// [`AmountError::TooManyDecimals`], [`AmountError::FactorDecimals`], [`AmountError::TooLarge`].
    pub(super) fn number(&self, literal: &str, role: Role) -> Result<Exact, AmountError> {
        if literal.starts_with(['.', ',']) {
            return Err(AmountError::LeadingMark {
                value: self.value.to_owned(),
                literal: literal.to_owned(),
            });
        }
        let malformed =
            || AmountError::Malformed { value: self.value.to_owned(), literal: literal.to_owned() };
        let runs = Runs {
            digits: literal.split(|c: char| !c.is_ascii_digit()).collect(),
            marks: literal.chars().filter(|c| !c.is_ascii_digit()).collect(),
        };
        if runs.digits.iter().any(|run| run.is_empty()) {
            return Err(malformed());
        }
        let has_decimals = match runs.shape().ok_or_else(malformed)? {
            Shape::Whole => false,
            Shape::Decimals => true,
            Shape::Either => self.decides_for_decimals(&runs, literal, role)?,
        };
        let decimals = if has_decimals { runs.digits.last().map_or(0, |run| run.len()) } else { 0 };
        match role {
            Role::Money if decimals > self.currency.exponent() as usize => {
                return Err(AmountError::TooManyDecimals {
                    value: self.value.to_owned(),
                    literal: literal.to_owned(),
                    currency: self.currency,
                });
            }
            Role::Factor if decimals > FACTOR_DECIMALS_MAX => {
                return Err(AmountError::FactorDecimals {
                    value: self.value.to_owned(),
                    literal: literal.to_owned(),
                });
            }
            _ => {}
        }
        Exact::from_digits(&runs.digits.concat(), decimals)
            .ok_or_else(|| AmountError::TooLarge { value: self.value.to_owned(), currency: self.currency })
    }

    /// Whether a mark with two readings begins decimals: the configured mark decides, else a currency without
    /// decimals, though not for a factor, which is no money.
    fn decides_for_decimals(&self, runs: &Runs<'_>, literal: &str, role: Role) -> Result<bool, AmountError> {
        if let Some(mark) = self.decimal_mark {
            return Ok(runs.marks.first() == Some(&mark.as_char()));
        }
        if role == Role::Money && self.currency.exponent() == 0 {
            return Ok(false);
        }
        Err(AmountError::Ambiguous {
            value: self.value.to_owned(),
            literal: literal.to_owned(),
            grouped: runs.digits.concat(),
            decimal: runs.digits.join("."),
            currency: (role == Role::Money).then_some(self.currency),
        })
    }
}

impl Runs<'_> {
    /// Where the decimals begin; `None` if the marks make no sense.
    fn shape(&self) -> Option<Shape> {
        let Some((&last, before)) = self.marks.split_last() else { return Some(Shape::Whole) };
        let may_be_decimal = matches!(last, '.' | ',');
        match before.first() {
            None if !may_be_decimal => self.groups(self.digits.len()).then_some(Shape::Whole),
            None if self.groups(self.digits.len()) => Some(Shape::Either),
            None => Some(Shape::Decimals),
            Some(&mark) if before.iter().any(|other| *other != mark) => None,
            Some(&mark) if mark == last => self.groups(self.digits.len()).then_some(Shape::Whole),
            Some(_) if may_be_decimal => self.groups(self.digits.len() - 1).then_some(Shape::Decimals),
            Some(_) => None,
        }
    }

    /// Whether the first `count` runs are groups: one to three digits that do not begin with a zero, then threes;
    /// or, between commas, the Indian two-digit groups before a last one of three (`1,23,45,678`).
    fn groups(&self, count: usize) -> bool {
        let Some(([first, middle @ ..], last)) =
            self.digits.get(..count).and_then(|runs| runs.split_last()).map(|(last, rest)| (rest, last))
        else {
            return false;
        };
        if first.starts_with('0') || last.len() != 3 {
            return false;
        }
        let indian = self.marks.first() == Some(&',') && first.len() <= 2;
        (first.len() <= 3 && middle.iter().all(|run| run.len() == 3))
            || (indian && middle.iter().all(|run| run.len() == 2))
    }
}
