//! Amounts as files write them: signs, currency marks and numbers in one cell.
//!
//! Owns what a cell says. Must not decide what a sign means for the direction, nor read the number (`numbers`).

use crate::model::expense::Direction;

use super::currency_marks::{CurrencyMark, mark_at_end, mark_at_start};

/// Digits an amount may have: more is beyond the largest amount of any currency, or padding.
const DIGITS_MAX: usize = 24;

/// What an amount's cell says, its number still as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AmountCell<'t> {
    /// Whether it has a minus sign, before or behind, or stands in parentheses.
    pub negative: bool,
    /// Whether it has a plus sign.
    pub plus: bool,
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
    let plain = AmountCell { negative: false, plus: false, direction: None, currency: None, number: text };
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plainly = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if plainly && is_number(digits) {
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
    signs: u32,
    parentheses: (u32, u32),
}

impl<'t> Peeler<'t> {
    fn peel(mut self) -> Result<AmountCell<'t>, NotAnAmount> {
        while self.peel_start()? || self.peel_end()? {}
        let wrapped = self.parentheses.0 == 1;
        // `(-5)` may be minus five or its opposite.
        if self.parentheses.0 != self.parentheses.1
            || self.signs + u32::from(wrapped) > 1
            || !is_number(self.rest)
        {
            return Err(NotAnAmount);
        }
        Ok(AmountCell { negative: self.cell.negative || wrapped, number: self.rest, ..self.cell })
    }

    fn peel_start(&mut self) -> Result<bool, NotAnAmount> {
        let Some(first) = self.rest.chars().next() else { return Err(NotAnAmount) };
        let after = &self.rest[first.len_utf8()..];
        if first.is_ascii_digit() {
            return Ok(false);
        }
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
        if last.is_ascii_digit() {
            return Ok(false);
        }
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
        self.signs += 1;
        self.cell.negative |= is_minus(sign);
        self.cell.plus |= !is_minus(sign);
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
const DIRECTION_WORDS: [(&str, Direction); 3] =
    [("CR", Direction::Income), ("DR", Direction::Expense), ("DB", Direction::Expense)];

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
pub(super) const fn is_group_space(c: char) -> bool {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::numbers::{MarkEvidence, mark_evidence, minor_units};
    use crate::model::amount::DecimalMark;
    use crate::model::money::AMOUNT_MINOR_MAX;

    /// Signed minor units of a cell, decimal mark given, two decimals.
    fn read(text: &str, mark: DecimalMark) -> Option<i64> {
        let cell = read_cell(text).ok()??;
        let minor = minor_units(cell.number, mark, 2, false).ok()?;
        Some(if cell.negative { -minor } else { minor })
    }

    #[test]
    fn hundreds_of_marks_around_a_number_are_no_amount_and_no_overflow() {
        for mark in ["(", ")", "-", "+"] {
            let marks = mark.repeat(300);
            assert!(read_cell(&format!("{marks}5")).is_err(), "{mark}");
            assert!(read_cell(&format!("{marks}(5)")).is_err(), "{mark}");
        }
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
            assert_eq!(read(text, DecimalMark::Point), Some(-123_456), "{text}");
        }
        for text in ["+ £1,234.56", "+1234.56", "1.234,56", "1234,56 kr", "1 234,56"] {
            let mark = if text.contains(".5") { DecimalMark::Point } else { DecimalMark::Comma };
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
            assert_eq!(read(text, DecimalMark::Point), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_makes_the_reader_fall_over(text in "\\PC{0,24}|[-+()., '0-9€$CRDkr]{0,24}", exponent in 0_u32..5) {
            if let Ok(Some(cell)) = read_cell(&text) {
                let _ = mark_evidence(cell.number, exponent);
                for mark in [DecimalMark::Point, DecimalMark::Comma] {
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
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
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
