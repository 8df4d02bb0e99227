//! Exchange rates: exact decimals, and what an amount is worth by them (invariant I7).
//!
//! Owns how a rate is typed and written, and the arithmetic of a conversion. Must not choose which rate of which day is
//! right: that is `exchange`'s.

use std::fmt;

use super::amount::DecimalMark;
use super::currency::Currency;
use super::text::quoted;

/// Most significant digits of a rate. Central banks publish six; fifteen more than hold a rate that was worked out, and
/// with them every step of a conversion through two rates stays within 128 bits.
pub const RATE_DIGITS_MAX: usize = 15;
/// Most decimals of a rate, for the same two reasons: the smallest unit in use is worth about a hundred-thousandth of the
/// dearest.
pub const RATE_DECIMALS_MAX: usize = 15;
/// Longest text taken for a rate, in characters: every digit with a mark between any two of them.
const RATE_CHARS_MAX: usize = 64;
/// How much of a typed text a message repeats, in characters.
const SHOWN_CHARS_MAX: usize = 40;

/// An exchange rate: what one unit of the base currency is worth in the quote currency. An exact decimal above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    /// Its digits as a whole number: 1 to 10^15 - 1, no zero at its end as long as there are decimals.
    mantissa: u64,
    /// How many of the digits are decimals: at most 15.
    decimals: u8,
}

/// Why a text is no rate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// It is no number.
    #[error("`{0}` is not a rate")]
    Malformed(String),
    /// It is zero: nothing can be worth nothing.
    #[error("a rate is above zero, and `{0}` is not")]
    NotPositive(String),
    /// Its comma may begin decimals or group thousands.
    #[error("`{value}` can be read as {decimal} and as {grouped}")]
    Ambiguous {
        /// As it was typed.
        value: String,
        /// With the mark before decimals.
        decimal: String,
        /// With the mark between thousands.
        grouped: String,
    },
    /// It has more digits than are kept.
    #[error("`{0}` has too many digits: at most {RATE_DIGITS_MAX}, and {RATE_DECIMALS_MAX} after the mark")]
    TooLong(String),
}

impl RateError {
    /// The readings of one that has two.
    #[must_use]
    pub fn candidates(&self) -> Vec<String> {
        match self {
            Self::Ambiguous { decimal, grouped, .. } => vec![decimal.clone(), grouped.clone()],
            _ => Vec::new(),
        }
    }

    /// What to type instead.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Ambiguous { decimal, grouped, .. } => format!("write {decimal} or {grouped}"),
            Self::TooLong(_) => "round it".to_owned(),
            _ => "write a number such as 1.0843".to_owned(),
        }
    }
}

impl Rate {
    /// Reads a rate as people type it: digits with one `.` or `,` before the decimals; thousands may be grouped where the
    /// decimals are told apart (`1,484.50`, `1 484`). A point with three digits behind it begins decimals, as rates are
    /// quoted (`1.084`), a comma there has two readings (`1,484`), unless `mark`, the configured decimal mark, decides.
    ///
    /// # Errors
    /// [`RateError`].
    pub fn parse(text: &str, mark: Option<DecimalMark>) -> Result<Self, RateError> {
        let typed = text.trim();
        let shown = || quoted(typed, SHOWN_CHARS_MAX);
        if typed.chars().count() > RATE_CHARS_MAX {
            return Err(RateError::TooLong(shown()));
        }
        let runs: Vec<&str> = typed.split(|c: char| !c.is_ascii_digit()).collect();
        let marks: Vec<char> = typed.chars().filter(|c| !c.is_ascii_digit()).collect();
        if runs.iter().any(|run| run.is_empty()) {
            return Err(match typed.strip_prefix('-') {
                Some(rest) if Self::parse(rest, mark).is_ok() => RateError::NotPositive(shown()),
                _ => RateError::Malformed(shown()),
            });
        }
        let (whole, decimals) = match shape(&runs, &marks) {
            None => return Err(RateError::Malformed(shown())),
            Some(Shape::Whole) => (runs.concat(), ""),
            Some(Shape::Decimals) => decimals_apart(&runs),
            Some(Shape::Either) => match mark {
                Some(mark) if mark.as_char() == marks[0] => decimals_apart(&runs),
                Some(_) => (runs.concat(), ""),
                None if marks[0] == '.' => decimals_apart(&runs),
                None => {
                    let (decimal, grouped) = (runs.join("."), runs.concat());
                    return Err(RateError::Ambiguous { value: shown(), decimal, grouped });
                }
            },
        };
        Self::from_parts(&whole, decimals).ok_or_else(|| {
            let is_zero = whole.bytes().chain(decimals.bytes()).all(|byte| byte == b'0');
            if is_zero { RateError::NotPositive(shown()) } else { RateError::TooLong(shown()) }
        })
    }

    /// Reads the plain form that a rate is kept and published in: digits, and after a `.` decimals. `None` for anything
    /// else, for zero, and for more digits than a rate has.
    #[must_use]
    pub fn from_decimal(text: &str) -> Option<Self> {
        let (whole, decimals) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (text, ""),
        };
        if whole.is_empty() || text.len() > RATE_CHARS_MAX {
            return None;
        }
        Self::from_parts(whole, decimals)
    }

    /// The rate of digits before and after the mark, in its one form.
    fn from_parts(whole: &str, decimals: &str) -> Option<Self> {
        if !whole.bytes().chain(decimals.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
        let significant = if whole.is_empty() {
            decimals.trim_start_matches('0').len()
        } else {
            whole.len() + decimals.len()
        };
        if significant == 0 || significant > RATE_DIGITS_MAX || decimals.len() > RATE_DECIMALS_MAX {
            return None;
        }
        let mantissa = format!("{whole}{decimals}").parse().ok()?;
        Some(Self { mantissa, decimals: u8::try_from(decimals.len()).ok()? })
    }
}

/// What the marks of a typed number are.
enum Shape {
    Whole,
    Decimals,
    /// One mark that may be either.
    Either,
}

/// What the marks between runs of digits are; `None` if they make no sense.
fn shape(runs: &[&str], marks: &[char]) -> Option<Shape> {
    let spaced = |c: char| matches!(c, ' ' | '\'' | '\u{a0}' | '\u{202f}' | '’');
    // One to three digits that do not begin with a zero, then threes.
    let grouped = |count: usize| {
        let (first, rest) = (runs[0], &runs[1..count]);
        first.len() <= 3 && !first.starts_with('0') && rest.iter().all(|run| run.len() == 3)
    };
    let Some((&last, before)) = marks.split_last() else { return Some(Shape::Whole) };
    let all_grouped = grouped(runs.len());
    if !marks.iter().all(|&mark| spaced(mark) || mark == '.' || mark == ',')
        || before.windows(2).any(|pair| pair[0] != pair[1])
    {
        return None;
    }
    match before.first() {
        None if spaced(last) => all_grouped.then_some(Shape::Whole),
        None if all_grouped => Some(Shape::Either),
        None => Some(Shape::Decimals),
        Some(&mark) if mark == last => all_grouped.then_some(Shape::Whole),
        Some(_) => (!spaced(last) && grouped(runs.len() - 1)).then_some(Shape::Decimals),
    }
}

/// The digits before the last mark, and those behind it.
fn decimals_apart<'t>(runs: &[&'t str]) -> (String, &'t str) {
    runs.split_last().map_or_else(Default::default, |(last, before)| (before.concat(), *last))
}

impl fmt::Display for Rate {
    /// The one form in which a rate is kept: `1.0843`, `0.92`, `16533`; no zeros that say nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = usize::from(self.decimals);
        if decimals == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let unit = 10_u64.pow(u32::from(self.decimals));
        write!(f, "{}.{:0decimals$}", self.mantissa / unit, self.mantissa % unit)
    }
}

/// A rate, and which way it is gone: multiplied by from the base to the quote, divided by from the quote to the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// The rate.
    pub rate: Rate,
    /// From the quote to the base.
    pub inverse: bool,
}

impl Step {
    /// Numerator and denominator: each at most 10^15.
    fn fraction(self) -> (u128, u128) {
        let (mantissa, unit) = (u128::from(self.rate.mantissa), 10_u128.pow(u32::from(self.rate.decimals)));
        if self.inverse { (unit, mantissa) } else { (mantissa, unit) }
    }
}

/// What minor units of one currency are worth in minor units of another, by a step or by two: an exact fraction.
///
/// Numerator and denominator are at most 10^34: two steps of 10^15 each, and the four decimals of the finest minor unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversion {
    numerator: u128,
    denominator: u128,
}

impl Conversion {
    /// The conversion from a currency to another by a step, or by a second one after it.
    #[must_use]
    pub fn new(from: Currency, to: Currency, first: Step, second: Option<Step>) -> Self {
        let ((a, b), (c, d)) = (first.fraction(), second.map_or((1, 1), Step::fraction));
        let (mut numerator, mut denominator) = (a * c, b * d);
        match (from.exponent(), to.exponent()) {
            (from, to) if to >= from => numerator *= 10_u128.pow(to - from),
            (from, to) => denominator *= 10_u128.pow(from - to),
        }
        let common = gcd(numerator, denominator);
        Self { numerator: numerator / common, denominator: denominator / common }
    }

    /// Minor units in the other currency, rounded half away from zero; of a negative amount the negative. `None` if they
    /// leave 64 bits.
    #[must_use]
    pub fn convert(self, minor: i64) -> Option<i64> {
        let amount = u128::from(minor.unsigned_abs());
        let (whole, rest) = match amount.checked_mul(self.numerator) {
            Some(product) => (product / self.denominator, product % self.denominator),
            None => self.divide_long(amount)?,
        };
        // The rest is less than 10^34, so that twice of it fits.
        let rounded = whole.checked_add(u128::from(rest * 2 >= self.denominator))?;
        let rounded = i64::try_from(rounded).ok()?;
        Some(if minor < 0 { -rounded } else { rounded })
    }

    /// `amount * numerator / denominator` and the rest, digit by digit as on paper: no step leaves 128 bits, where the
    /// product would.
    fn divide_long(self, amount: u128) -> Option<(u128, u128)> {
        let (mut whole, mut rest) = (0_u128, 0_u128);
        for digit in amount.to_string().bytes().map(|byte| u128::from(byte - b'0')) {
            let at_hand = rest * 10 + digit * self.numerator;
            whole = whole.checked_mul(10)?.checked_add(at_hand / self.denominator)?;
            rest = at_hand % self.denominator;
        }
        Some((whole, rest))
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests;
