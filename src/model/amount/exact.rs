//! Exact fractions for the arithmetic of typed amounts (invariant I7).
//!
//! Owns the arithmetic and the rounding. Must not know how numbers are typed.

/// A fraction in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// Reads ASCII digits of which the last `decimals` come after the mark; `None` beyond 128 bits.
    pub(super) fn from_digits(digits: &str, decimals: usize) -> Option<Self> {
        Self::reduced(digits.parse().ok()?, 10_i128.checked_pow(u32::try_from(decimals).ok()?)?)
    }

    /// The fraction in lowest terms; `None` if the denominator is zero.
    fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator, denominator)?;
        let divisor = if denominator < 0 { divisor.checked_neg()? } else { divisor };
        Some(Self {
            numerator: numerator.checked_div(divisor)?,
            denominator: denominator.checked_div(divisor)?,
        })
    }

    pub(super) const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    pub(super) const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// The sum; `None` beyond 128 bits.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::reduced(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The difference; `None` beyond 128 bits.
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { numerator: other.numerator.checked_neg()?, ..other })
    }

    /// The product; `None` beyond 128 bits.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.numerator)?;
        Self::reduced(numerator, self.denominator.checked_mul(other.denominator)?)
    }

    /// The quotient; `None` beyond 128 bits or if `other` is zero.
    pub(super) fn over(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.denominator)?;
        Self::reduced(numerator, self.denominator.checked_mul(other.numerator)?)
    }

    /// The number of units of 1/10^`decimals`, rounded half away from zero, and whether that is exact; `None` beyond
    /// 128 bits.
    pub(super) fn rounded(self, decimals: u32) -> Option<(i128, bool)> {
        let scaled = self.numerator.checked_mul(10_i128.checked_pow(decimals)?)?;
        let (quotient, remainder) = (scaled / self.denominator, scaled % self.denominator);
        // Compared with what is left to a whole unit, so that nothing is doubled.
        let up = remainder.unsigned_abs() >= self.denominator.unsigned_abs() - remainder.unsigned_abs();
        let away = if up { quotient.checked_add(scaled.signum())? } else { quotient };
        Some((away, remainder == 0))
    }

    /// The decimal form with one digit more than `decimals`, then `…` if that is not all, or a few more digits if
    /// they are all.
    pub(super) fn written_out(self, decimals: u32) -> String {
        let (numerator, denominator) = (self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        let mut text = format!("{}{}", if self.is_negative() { "-" } else { "" }, numerator / denominator);
        let mut digits = String::new();
        let mut remainder = numerator % denominator;
        let few = decimals as usize + 5;
        while remainder != 0 && digits.len() < few {
            // A denominator this long leaves no room for the next digit: what follows is cut.
            let Some(scaled) = remainder.checked_mul(10) else { break };
            digits.push_str(&(scaled / denominator).to_string());
            remainder = scaled % denominator;
        }
        if remainder != 0 {
            digits.truncate(decimals as usize + 1);
            digits.push('…');
        }
        if !digits.is_empty() {
            text.push('.');
            text.push_str(&digits);
        }
        text
    }
}

fn greatest_common_divisor(a: i128, b: i128) -> Option<i128> {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(numerator: i128, denominator: i128) -> Exact {
        Exact::reduced(numerator, denominator).unwrap()
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!(exact(1, 8).rounded(2), Some((13, false)));
        assert_eq!(exact(-1, 8).rounded(2), Some((-13, false)));
        assert_eq!(exact(1, 4).rounded(2), Some((25, true)));
        assert_eq!(exact(100, 3).rounded(2), Some((3333, false)));
        assert_eq!(exact(200, 3).rounded(0), Some((67, false)));
    }

    #[test]
    fn a_fraction_is_written_out_as_far_as_it_helps() {
        assert_eq!(exact(100, 3).written_out(2), "33.333…");
        assert_eq!(exact(100, 3).written_out(0), "33.3…");
        assert_eq!(exact(1, 8).written_out(2), "0.125");
        assert_eq!(exact(5, 1).written_out(2), "5");
        assert_eq!(exact(1, i128::MAX).written_out(2), "0.000…");
        assert_eq!(exact(-7, 2).written_out(0), "-3.5");
    }

    #[test]
    fn the_largest_fractions_neither_panic_nor_wrap() {
        let (large, small) = (exact(i128::MAX, 1), exact(1, i128::MAX));
        assert_eq!(large.plus(large), None);
        assert_eq!(large.times(large), None);
        assert_eq!(large.over(small), None);
        assert_eq!(large.times(small), Some(exact(1, 1)));
        assert_eq!(large.over(exact(0, 1)), None);
        assert_eq!(Exact::reduced(1, i128::MIN), None);
        assert_eq!(large.rounded(1), None);
        assert_eq!(small.rounded(2), Some((0, false)));
    }

    proptest! {
        #[test]
        fn arithmetic_agrees_with_cross_multiplied_integers(
            a in -10_000_i128..10_000, b in 1_i128..10_000, c in -10_000_i128..10_000, d in 1_i128..10_000,
        ) {
            let (left, right) = (exact(a, b), exact(c, d));
            prop_assert_eq!(left.plus(right), Exact::reduced(a * d + c * b, b * d));
            prop_assert_eq!(left.minus(right), Exact::reduced(a * d - c * b, b * d));
            prop_assert_eq!(left.times(right), Exact::reduced(a * c, b * d));
            prop_assert_eq!(left.over(right), if c == 0 { None } else { Exact::reduced(a * d, b * c) });
            let (minor, whole) = left.rounded(2).unwrap();
            // Within half a unit, and at exactly half away from zero.
            let twice = 2 * (100 * a - minor * b);
            prop_assert!(twice.abs() < b || (twice.abs() == b && minor.abs() * b > (100 * a).abs()));
            prop_assert_eq!(whole, minor * b == 100 * a);
        }
    }
}
