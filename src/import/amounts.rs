//! Amounts as files write them: signs, currency marks and numbers in one cell.
//!
//! Owns what a cell says. Must not decide what a sign means for the direction, nor choose between two readings of a number.

use crate::model::expense::Direction;
use crate::model::money::AMOUNT_MINOR_MAX;

use super::currency_marks::{CurrencyMark, mark_at_end, mark_at_start};
use super::options::DecimalMark;

/// Digits an amount may have: more than this is beyond [`AMOUNT_MINOR_MAX`] in any currency, or padding.
const DIGITS_MAX: usize = 24;

/// What an amount's cell says, its number still as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AmountCell<'t> {
    /// Whether it has a minus sign, before or behind, or stands in parentheses.
    pub negative: bool,
    /// `CR` or `DR` beside the number.
    pub direction: Option<Direction>,
    /// A code or sign beside the number.
    pub currency: Option<CurrencyMark>,
    /// Digits with marks between them.
    pub number: &'t str,
}

impl AmountCell<'_> {
    /// Whether every digit is 0.
    pub(super) fn is_zero(&self) -> bool {
        self.number.bytes().all(|byte| !matches!(byte, b'1'..=b'9'))
    }
}

/// The cell holds something that is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotAnAmount;

/// Takes a cell apart; `None` for an empty one or a lone dash.
pub(super) fn read_cell(text: &str) -> Result<Option<AmountCell<'_>>, NotAnAmount> {
    let plain = AmountCell { negative: false, direction: None, currency: None, number: text };
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && is_number(digits) {
        return Ok(Some(AmountCell { negative: digits.len() < text.len(), number: digits, ..plain }));
    }
    // Spreadsheets are kept from reading a cell by `'12` or `="12"`.
    let text = text.trim();
    let text = text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).unwrap_or(text);
    let text = text.strip_prefix('\'').unwrap_or(text).trim();
    if text.chars().all(is_minus) {
        return Ok(None);
    }
    Peeler { rest: text, cell: plain, signs: 0, parentheses: (0, 0) }.peel().map(Some)
}

/// Takes what stands around a number off, from both ends.
struct Peeler<'t> {
    rest: &'t str,
    cell: AmountCell<'t>,
    signs: u8,
    parentheses: (u8, u8),
}

impl<'t> Peeler<'t> {
    fn peel(mut self) -> Result<AmountCell<'t>, NotAnAmount> {
        while self.peel_start()? || self.peel_end()? {}
        let wrapped = self.parentheses.0 == 1;
        // `(-5)` may be minus five or its opposite.
        if self.parentheses.0 != self.parentheses.1
            || self.signs + u8::from(wrapped) > 1
            || !is_number(self.rest)
        {
            return Err(NotAnAmount);
        }
        Ok(AmountCell { negative: self.cell.negative || wrapped, number: self.rest, ..self.cell })
    }

    fn peel_start(&mut self) -> Result<bool, NotAnAmount> {
        let Some(first) = self.rest.chars().next() else { return Err(NotAnAmount) };
        let after = &self.rest[first.len_utf8()..];
        if first == '(' {
            self.parentheses.0 += 1;
            self.rest = after;
        } else if first.is_whitespace() {
            self.rest = after;
        } else if is_sign(first) {
            self.sign(first, after);
        } else if let Some((direction, rest)) = word_at_start(self.rest) {
            self.direction(direction, rest)?;
        } else if let Some((mark, rest)) = mark_at_start(self.rest) {
            self.currency(mark, rest)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn peel_end(&mut self) -> Result<bool, NotAnAmount> {
        let Some(last) = self.rest.chars().next_back() else { return Err(NotAnAmount) };
        let before = &self.rest[..self.rest.len() - last.len_utf8()];
        if last == ')' {
            self.parentheses.1 += 1;
            self.rest = before;
        } else if last.is_whitespace() {
            self.rest = before;
        } else if is_sign(last) {
            self.sign(last, before);
        } else if let Some((direction, rest)) = word_at_end(self.rest) {
            self.direction(direction, rest)?;
        } else if let Some((mark, rest)) = mark_at_end(self.rest) {
            self.currency(mark, rest)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn sign(&mut self, sign: char, rest: &'t str) {
        self.signs = self.signs.saturating_add(1);
        self.cell.negative |= is_minus(sign);
        self.rest = rest;
    }

    fn direction(&mut self, direction: Direction, rest: &'t str) -> Result<(), NotAnAmount> {
        self.rest = rest;
        if self.cell.direction.replace(direction).is_some() { Err(NotAnAmount) } else { Ok(()) }
    }

    fn currency(&mut self, mark: CurrencyMark, rest: &'t str) -> Result<(), NotAnAmount> {
        self.rest = rest;
        match self.cell.currency.replace(mark) {
            Some(before) if before != mark => Err(NotAnAmount),
            _ => Ok(()),
        }
    }
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '\u{FF0B}') || is_minus(c)
}

/// The hyphen, and what fonts and word processors make of it.
const fn is_minus(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// `CR` and `DR` beside a number, as bookkeepers write them.
const DIRECTION_WORDS: [(&str, Direction); 2] = [("CR", Direction::Income), ("DR", Direction::Expense)];

fn word_at_start(text: &str) -> Option<(Direction, &str)> {
    let (head, rest) = text.split_at_checked(2)?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    if rest.starts_with(char::is_alphabetic) {
        return None;
    }
    DIRECTION_WORDS
        .iter()
        .find(|(word, _)| head.eq_ignore_ascii_case(word))
        .map(|&(_, direction)| (direction, rest))
}

fn word_at_end(text: &str) -> Option<(Direction, &str)> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let (rest, tail) = text.split_at_checked(text.len().checked_sub(2)?)?;
    if rest.ends_with(char::is_alphabetic) {
        return None;
    }
    DIRECTION_WORDS
        .iter()
        .find(|(word, _)| tail.eq_ignore_ascii_case(word))
        .map(|&(_, direction)| (direction, rest))
}

/// Whether a character separates groups of digits besides `.` and `,`.
const fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}' | '\u{02bc}')
}

/// Digits with marks between them, at least one digit.
fn is_number(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            '.' | ',' => {}
            _ if is_group_space(c) => {}
            _ => return false,
        }
    }
    (1..=DIGITS_MAX).contains(&digits)
}

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
    if !(separator == char::from(mark.other().byte()) || is_group_space(separator)) {
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
    let mark = if decimals.starts_with('.') { DecimalMark::Dot } else { DecimalMark::Comma };
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
    use proptest::prelude::*;

    use super::*;

    /// Signed minor units of a cell, decimal mark given, two decimals.
    fn read(text: &str, mark: DecimalMark) -> Option<i64> {
        let cell = read_cell(text).ok()??;
        let minor = minor_units(cell.number, mark, 2, false).ok()?;
        Some(if cell.negative { -minor } else { minor })
    }

    #[test]
    fn signs_and_marks_around_a_number_are_understood() {
        for text in [
            "-1234.56",
            "-1,234.56",
            "(1,234.56)",
            "1,234.56-",
            "\u{2212}1 234.56",
            "$-1,234.56",
            "-$1,234.56",
            "- $1,234.56",
            "(£1,234.56)",
            "£(1,234.56)",
            "-1234.56 EUR",
            "EUR -1234.56",
            "'-1234.56",
            "=\"-1234.56\"",
            "\u{2013}1'234.56 CHF",
            "-1\u{202f}234.56\u{a0}€",
            " -1234.56\t",
            "-01234.5600",
        ] {
            assert_eq!(read(text, DecimalMark::Dot), Some(-123_456), "{text}");
        }
        for text in ["+ £1,234.56", "+1234.56", "1.234,56", "1234,56 kr", "1 234,56"] {
            let mark = if text.contains(".5") { DecimalMark::Dot } else { DecimalMark::Comma };
            assert_eq!(read(text, mark), Some(123_456), "{text}");
        }
    }

    #[test]
    fn credit_and_debit_words_are_directions_and_not_signs() {
        let cell = read_cell("1,234.56 CR").unwrap().unwrap();
        assert_eq!(
            (cell.negative, cell.direction, cell.number),
            (false, Some(Direction::Income), "1,234.56")
        );
        assert_eq!(read_cell("5.00Dr.").unwrap().unwrap().direction, Some(Direction::Expense));
        assert_eq!(read_cell("DR 5.00").unwrap().unwrap().direction, Some(Direction::Expense));
    }

    #[test]
    fn what_is_no_amount_is_refused_and_a_dash_is_empty() {
        for text in [
            "abc", "12..34x", "(5", "5)", "(-5)", "--5", "-5-", "5 CR DR", "$5€", "1/2", "12:30", "EUR", ".",
            "5%",
        ] {
            assert!(read_cell(text).is_err(), "{text}");
        }
        for text in ["", "  ", "-", "--", "\u{2013}"] {
            assert_eq!(read_cell(text), Ok(None), "{text:?}");
        }
        for text in
            ["12..34", "1,23", "12,3456", "1,2345,678", "1.2.3", "1,234 567", ",5,", "12,345,67", "1,,234"]
        {
            assert_eq!(read(text, DecimalMark::Dot), None, "{text}");
        }
    }

    #[test]
    fn groups_may_be_thousands_or_indian_hundreds() {
        assert_eq!(minor_units("12,34,567.89", DecimalMark::Dot, 2, false), Ok(123_456_789));
        assert_eq!(minor_units("1.234.567,8", DecimalMark::Comma, 2, false), Ok(123_456_780));
        assert_eq!(minor_units("1,234", DecimalMark::Dot, 0, false), Ok(1_234));
    }

    #[test]
    fn decimals_beyond_the_currency_are_refused_unless_they_are_zeros() {
        assert_eq!(minor_units("1.005", DecimalMark::Dot, 2, true), Err(BadNumber::TooManyDecimals));
        assert_eq!(minor_units("1.000", DecimalMark::Dot, 2, false), Err(BadNumber::Ambiguous));
        assert_eq!(minor_units("1.000", DecimalMark::Dot, 2, true), Ok(100));
        assert_eq!(minor_units("0.500", DecimalMark::Dot, 2, false), Ok(50));
        assert_eq!(minor_units("1.5000", DecimalMark::Dot, 2, false), Ok(150));
        assert_eq!(minor_units("1.005", DecimalMark::Dot, 3, false), Ok(1_005));
        assert_eq!(minor_units("9999999999999.99", DecimalMark::Dot, 2, false), Ok(AMOUNT_MINOR_MAX));
        assert_eq!(minor_units("10000000000000.00", DecimalMark::Dot, 2, false), Err(BadNumber::TooLarge));
    }

    #[test]
    fn a_number_proves_its_decimal_mark_or_is_unclear() {
        let dot = MarkEvidence::Proves(DecimalMark::Dot);
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

    proptest! {
        #[test]
        fn no_cell_makes_the_reader_fall_over(text in "\\PC{0,24}|[-+()., '0-9€$CRDkr]{0,24}", exponent in 0_u32..5) {
            if let Ok(Some(cell)) = read_cell(&text) {
                let _ = mark_evidence(cell.number, exponent);
                for mark in [DecimalMark::Dot, DecimalMark::Comma] {
                    if let Ok(minor) = minor_units(cell.number, mark, exponent, false) {
                        prop_assert!((0..=AMOUNT_MINOR_MAX).contains(&minor));
                    }
                }
            }
        }

        #[test]
        fn an_amount_written_in_any_way_is_read_back_or_unclear(
            minor in 0_i64..100_000_000_000, comma: bool, grouped: bool, style in 0_usize..8,
        ) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Dot };
            let (whole, cents) = (minor / 100, minor % 100);
            let mut digits = whole.to_string();
            if grouped {
                let mut at = digits.len();
                while at > 3 {
                    at -= 3;
                    digits.insert_str(at, mark.other().as_str());
                }
            }
            let number = format!("{digits}{}{cents:02}", mark.as_str());
            let text = match style {
                0 => number.clone(),
                1 => format!("-{number}"),
                2 => format!("({number})"),
                3 => format!("{number}-"),
                4 => format!("€ {number}"),
                5 => format!("-{number} EUR"),
                6 => format!("$({number})"),
                _ => format!("+{number}"),
            };
            let cell = read_cell(&text).unwrap().unwrap();
            prop_assert_eq!(cell.negative, matches!(style, 1 | 2 | 3 | 5 | 6));
            prop_assert_eq!(mark_evidence(cell.number, 2), MarkEvidence::Proves(mark));
            prop_assert_eq!(minor_units(cell.number, mark, 2, false), Ok(minor));
            // Under the other mark it is refused, never another number.
            prop_assert!(minor_units(cell.number, mark.other(), 2, false).is_err());
        }
    }
}
