//! Numbers as files write them: groups of digits, decimal marks, and what a number proves about them.
//!
//! Owns the exact reading in minor units (invariant I7) and the evidence. Must not choose between two readings.

use crate::model::money::AMOUNT_MINOR_MAX;

use super::amounts::is_group_space;
use crate::model::amount::DecimalMark;

/// Why a number cannot be read under a decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadNumber {
    /// Groups that are none, two decimal marks.
    Malformed,
    /// More decimals than the currency has, and not only zeros.
    TooManyDecimals,
    /// Three decimals that are zeros, or could be a group of thousands.
    Ambiguous,
    /// Beyond [`AMOUNT_MINOR_MAX`].
    TooLarge,
}

/// Reads a number exactly under a decimal mark, in minor units of a currency with so many decimals. Zeros beyond them
/// are accepted, except three decimals that could be a group of thousands, unless the mark was `told`.
pub(super) fn minor_units(
    number: &str,
    mark: DecimalMark,
    exponent: u32,
    told: bool,
) -> Result<i64, BadNumber> {
    let (whole, decimals) = match number.split_once(mark.as_str()) {
        Some((whole, decimals)) => (whole, decimals),
        None => (number, ""),
    };
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadNumber::Malformed);
    }
    check_groups(whole, mark)?;
    let exponent = usize::try_from(exponent).unwrap_or(0);
    let (kept, excess) = decimals.split_at(decimals.len().min(exponent));
    if excess.bytes().any(|byte| byte != b'0') {
        return Err(BadNumber::TooManyDecimals);
    }
    if !told && !excess.is_empty() && decimals.len() == 3 && could_be_group(whole) {
        return Err(BadNumber::Ambiguous);
    }
    let digits = whole.bytes().filter(u8::is_ascii_digit).chain(kept.bytes());
    let padded = digits.chain(std::iter::repeat_n(b'0', exponent - kept.len()));
    let mut minor: i64 = 0;
    for digit in padded {
        minor = minor * 10 + i64::from(digit - b'0');
        if minor > AMOUNT_MINOR_MAX {
            return Err(BadNumber::TooLarge);
        }
    }
    Ok(minor)
}

/// One to three digits that do not begin with 0: what stands before a group of thousands.
fn could_be_group(whole: &str) -> bool {
    (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// Groups of thousands, or of hundreds before the last thousand (India: `12,34,567`), with one separator throughout.
fn check_groups(whole: &str, mark: DecimalMark) -> Result<(), BadNumber> {
    if whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    let separator = whole.chars().find(|c| !c.is_ascii_digit()).unwrap_or(' ');
    if !(separator == char::from(mark.other().as_byte()) || is_group_space(separator)) {
        return Err(BadNumber::Malformed);
    }
    let mut groups = whole.rsplit(separator).map(|group| {
        let digits = group.bytes().all(|byte| byte.is_ascii_digit());
        if digits { group.len() } else { 0 }
    });
    let last = groups.next().unwrap_or(0);
    let before: Vec<usize> = groups.collect();
    let Some((&first, middle)) = before.split_last() else { return Err(BadNumber::Malformed) };
    let thousands = middle.iter().all(|&length| length == 3) && (1..=3).contains(&first);
    let hundreds = middle.iter().all(|&length| length == 2) && (1..=2).contains(&first);
    if last == 3 && (thousands || hundreds) { Ok(()) } else { Err(BadNumber::Malformed) }
}

/// What a number by itself says about the decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkEvidence {
    /// Nothing: no mark, or no number under either.
    Nothing,
    /// It is a number under this one only.
    Proves(DecimalMark),
    /// It is another number under the other one.
    Unclear,
}

/// What a number says about the decimal mark, in a currency with so many decimals.
pub(super) fn mark_evidence(number: &str, exponent: u32) -> MarkEvidence {
    let Some(last) = number.rfind(['.', ',']) else { return MarkEvidence::Nothing };
    let (whole, decimals) = number.split_at(last);
    let mark = if decimals.starts_with('.') { DecimalMark::Point } else { DecimalMark::Comma };
    let decimals = &decimals[1..];
    let repeated = whole.contains(mark.as_str());
    let grouped = repeated || decimals.len() == 3 && could_be_group(whole);
    let proved = match (repeated, grouped) {
        (true, _) => mark.other(),
        // A currency without decimals can only have thousands there.
        (false, true) if exponent == 0 => mark.other(),
        (false, true) => return MarkEvidence::Unclear,
        (false, false) => mark,
    };
    match minor_units(number, proved, exponent.max(3), true) {
        Ok(_) | Err(BadNumber::TooManyDecimals | BadNumber::TooLarge) => MarkEvidence::Proves(proved),
        Err(_) => MarkEvidence::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_may_be_thousands_or_indian_hundreds() {
        assert_eq!(minor_units("12,34,567.89", DecimalMark::Point, 2, false), Ok(123_456_789));
        assert_eq!(minor_units("1.234.567,8", DecimalMark::Comma, 2, false), Ok(123_456_780));
        assert_eq!(minor_units("1,234", DecimalMark::Point, 0, false), Ok(1_234));
    }

    #[test]
    fn decimals_beyond_the_currency_are_refused_unless_they_are_zeros() {
        assert_eq!(minor_units("1.005", DecimalMark::Point, 2, true), Err(BadNumber::TooManyDecimals));
        assert_eq!(minor_units("1.000", DecimalMark::Point, 2, false), Err(BadNumber::Ambiguous));
        assert_eq!(minor_units("1.000", DecimalMark::Point, 2, true), Ok(100));
        assert_eq!(minor_units("0.500", DecimalMark::Point, 2, false), Ok(50));
        assert_eq!(minor_units("1.5000", DecimalMark::Point, 2, false), Ok(150));
        assert_eq!(minor_units("1.005", DecimalMark::Point, 3, false), Ok(1_005));
        assert_eq!(minor_units("9999999999999.99", DecimalMark::Point, 2, false), Ok(AMOUNT_MINOR_MAX));
        assert_eq!(minor_units("10000000000000.00", DecimalMark::Point, 2, false), Err(BadNumber::TooLarge));
    }

    #[test]
    fn a_number_proves_its_decimal_mark_or_is_unclear() {
        let dot = MarkEvidence::Proves(DecimalMark::Point);
        let comma = MarkEvidence::Proves(DecimalMark::Comma);
        for (text, exponent, expected) in [
            ("12.50", 2, dot),
            ("12,50", 2, comma),
            ("1,234.56", 2, dot),
            ("1.234,56", 2, comma),
            ("1,234,567", 2, dot),
            ("1.234.567", 2, comma),
            ("0.500", 2, dot),
            ("1234.567", 2, dot),
            ("1 234,567", 2, comma),
            ("1'234.5", 2, dot),
            ("1.234", 0, comma),
            ("1,234", 0, dot),
            ("1.234", 2, MarkEvidence::Unclear),
            ("1,000", 3, MarkEvidence::Unclear),
            ("1234", 2, MarkEvidence::Nothing),
            ("12..34", 2, MarkEvidence::Nothing),
            ("1,23,4.5", 2, MarkEvidence::Nothing),
        ] {
            assert_eq!(mark_evidence(text, exponent), expected, "{text} with {exponent} decimals");
        }
    }
}
