//! Money: whole minor units of a currency (invariant I7).
//!
//! Owns the exact arithmetic and the plain decimal form. Must not guess: what people type is read by `amount`,
//! what banks write by `import`.

use std::fmt;

use super::currency::Currency;

/// The largest magnitude of one amount, in minor units: 10^15 - 1 leaves room for more than nine thousand of the
/// largest amounts in an `i64` sum, and stays exact in a spreadsheet's 15 digits.
pub const AMOUNT_MINOR_MAX: i64 = 999_999_999_999_999;

/// An amount of one currency in its minor units. The sign is carried by the expense's direction, not by the amount,
/// except in sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units: cents for `EUR`, yen for `JPY`.
    pub minor: i64,
    /// The currency of the minor units.
    pub currency: Currency,
}

impl Money {
    /// Makes an amount from minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The plain decimal form without the currency, always with the currency's decimals: `12.50`, `-3`, `0.005`.
    #[must_use]
    pub fn to_decimal(self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = self.write_decimal(&mut text);
        text
    }

    fn write_decimal(self, out: &mut impl fmt::Write) -> fmt::Result {
        let digits = self.currency.exponent() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let (minor, unit) = (self.minor.unsigned_abs(), self.currency.minor_per_major().unsigned_abs());
        if digits == 0 {
            return write!(out, "{sign}{minor}");
        }
        write!(out, "{sign}{}.{:0digits$}", minor / unit, minor % unit)
    }

    /// Reads the plain decimal form that [`Money::to_decimal`] writes (fewer decimals are accepted, more are not):
    /// an optional `-`, digits, and after a `.` at most the currency's decimals. Returns `None` for anything else
    /// or beyond [`AMOUNT_MINOR_MAX`].
    #[must_use]
    pub fn from_decimal(text: &str, currency: Currency) -> Option<Self> {
        let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (major, decimals) = rest.split_once('.').map_or((rest, None), |(a, b)| (a, Some(b)));
        let exponent = currency.exponent() as usize;
        let decimals = match decimals {
            Some(d) if d.is_empty() || d.len() > exponent => return None,
            Some(d) => d,
            None => "",
        };
        if major.is_empty() || !major.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut minor: i64 = 0;
        for digit in
            major.bytes().chain(decimals.bytes()).chain(std::iter::repeat_n(b'0', exponent - decimals.len()))
        {
            minor = minor.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
            if minor > AMOUNT_MINOR_MAX {
                return None;
            }
        }
        Some(Self::new(if negative { -minor } else { minor }, currency))
    }
}

impl fmt::Display for Money {
    /// The decimal form with the code: `12.50 EUR`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_decimal(f)?;
        write!(f, " {}", self.currency)
    }
}
