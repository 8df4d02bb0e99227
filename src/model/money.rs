//! Money: whole minor units of a currency (invariant I7).
//!
//! Owns the exact arithmetic and the plain decimal form. Must not guess: what people type is read by `amount`,
//! what banks write by `import`.

use std::fmt;

use super::currency::Currency;

/// The largest magnitude of one amount, in minor units: 10^15 - 1 leaves room for more than nine thousand of the
/// largest amounts in an `i64` sum, and stays exact in a spreadsheet's 15 digits.
pub const AMOUNT_MINOR_MAX: i64 = 999_999_999_999_999;

/// Longest decimal form in bytes: the 19 digits of an `i64`, a sign, a mark, and room to spare for leading zeros.
const DECIMAL_BYTES_MAX: usize = 32;

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
        // By hand and from the right: a report formats tens of thousands of sums, and the formatting of numbers with a width that is
        // known only when it runs takes several times as long.
        let mut digits = [b'0'; DECIMAL_BYTES_MAX];
        let mut at = digits.len();
        let mut rest = self.minor.unsigned_abs();
        let exponent = self.currency.exponent() as usize;
        let mut written = 0;
        while rest > 0 || written <= exponent {
            if written == exponent && exponent > 0 {
                at -= 1;
                digits[at] = b'.';
            }
            at -= 1;
            digits[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
            written += 1;
        }
        if self.minor < 0 {
            at -= 1;
            digits[at] = b'-';
        }
        out.write_str(std::str::from_utf8(&digits[at..]).unwrap_or_default())
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_decimal_form_is_the_whole_and_the_part_of_it_with_the_sign_before(
            minor in prop_oneof![any::<i64>(), -2_000_i64..2_000],
            (code, digits) in prop::sample::select(vec![("EUR", 2_usize), ("JPY", 0), ("BHD", 3), ("CLF", 4)]),
        ) {
            let sign = if minor < 0 { "-" } else { "" };
            let (size, unit) = (i128::from(minor).abs(), 10_i128.pow(u32::try_from(digits).unwrap()));
            let part = if digits == 0 { String::new() } else { format!(".{:0digits$}", size % unit) };
            let money = Money::new(minor, code.parse().unwrap());
            prop_assert_eq!(money.to_decimal(), format!("{}{}{}", sign, size / unit, part));
            prop_assert_eq!(money.to_string(), format!("{}{}{} {}", sign, size / unit, part, code));
        }
    }
}
