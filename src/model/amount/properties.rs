//! Typed amounts of every currency against what the program prints, and expressions against integers of 128 bits that
//! share no code with the fractions.

use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::model::text::is_hostile;

/// Every ISO 4217 currency, found by trying all codes.
static CURRENCIES: LazyLock<Vec<Currency>> = LazyLock::new(|| {
    let letters = || 'A'..='Z';
    letters()
        .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))))
        .filter_map(|code| code.parse().ok())
        .collect()
});

fn euros() -> AmountContext {
    AmountContext { currency: "EUR".parse().unwrap(), decimal_mark: None }
}

fn any_currency() -> impl Strategy<Value = Currency> {
    (0..CURRENCIES.len()).prop_map(|index| CURRENCIES[index])
}

/// Amounts of every magnitude, the smallest and the largest among them.
fn any_minor() -> impl Strategy<Value = i64> {
    prop_oneof![1..=2_000_000_i64, 1..=AMOUNT_MINOR_MAX, (0..=99_i64).prop_map(|n| AMOUNT_MINOR_MAX - n)]
}

fn assert_round_trip(money: Money, ledger: Currency) {
    let text = money.to_string();
    match parse_amount(&text, AmountContext { currency: ledger, decimal_mark: None }) {
        Ok(typed) => {
            assert_eq!(typed, TypedAmount { money, rounded: None, expression: false }, "{text}");
        }
        // Three decimals after one to three digits: then the amount is the second reading.
        Err(error) => {
            assert_eq!(money.currency.exponent(), 3, "{error}");
            assert!((1_000..1_000_000).contains(&money.minor), "{error}");
            assert_eq!(error.candidates()[1], text);
        }
    }
    for (mark, text) in [(DecimalMark::Point, text.clone()), (DecimalMark::Comma, text.replace('.', ","))] {
        let context = AmountContext { currency: ledger, decimal_mark: Some(mark) };
        assert_eq!(parse_amount(&text, context).map(|typed| typed.money), Ok(money), "{text}");
    }
}

#[test]
fn the_form_the_program_prints_is_read_back_in_every_currency() {
    assert!(CURRENCIES.len() > 150);
    for &currency in CURRENCIES.iter() {
        for minor in [1, 9, 10, 99, 100, 999, 1_000, 1_234, 12_345, 123_456, 1_234_567, AMOUNT_MINOR_MAX] {
            assert_round_trip(Money::new(minor, currency), currency);
        }
    }
}

proptest! {
    #[test]
    fn printing_and_reading_any_amount_returns_it(
        currency in any_currency(), ledger in any_currency(), minor in any_minor(),
    ) {
        assert_round_trip(Money::new(minor, currency), ledger);
    }

    #[test]
    fn grouped_amounts_are_read_as_the_plain_ones(
        minor in 100_000_i64..=AMOUNT_MINOR_MAX, group in "[,.' \u{A0}\u{202F}’]",
    ) {
        let money = Money::new(minor, "EUR".parse().unwrap());
        let plain = money.to_decimal();
        let (whole, decimals) = plain.split_once('.').unwrap();
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push_str(&group);
            }
            grouped.push(digit);
        }
        let mark = if group == "." { ',' } else { '.' };
        let typed = parse_amount(&format!("{grouped}{mark}{decimals}"), euros());
        prop_assert_eq!(typed.map(|typed| typed.money), Ok(money));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), currency in any_currency()) {
        for decimal_mark in [None, Some(DecimalMark::Point), Some(DecimalMark::Comma)] {
            if let Err(error) = parse_amount(&text, AmountContext { currency, decimal_mark }) {
                prop_assert!(!error.to_string().chars().any(is_hostile));
                prop_assert!(!error.hint().is_empty());
            }
        }
    }

    #[test]
    fn no_likely_text_makes_the_reader_panic_or_give_a_bad_amount(
        text in "[0-9.,'x*/+() \u{A0}$€£krEURJPY-]{0,40}", currency in any_currency(),
    ) {
        if let Ok(typed) = parse_amount(&text, AmountContext { currency, decimal_mark: None }) {
            prop_assert!((1..=AMOUNT_MINOR_MAX).contains(&typed.money.minor));
            prop_assert!(typed.expression || typed.rounded.is_none());
        }
    }

    #[test]
    fn a_sum_of_products_agrees_with_integers(
        terms in prop::collection::vec((1_i64..100_000, 1_i64..1_000, 1_i64..100, any::<bool>()), 1..5),
    ) {
        let mut text = String::new();
        let (mut numerator, mut denominator) = (0_i128, 1_i128);
        for (index, &(cents, times, over, minus)) in terms.iter().enumerate() {
            if index > 0 {
                text.push(if minus { '-' } else { '+' });
            }
            write!(text, "{}.{:02}x{times}/{over}", cents / 100, cents % 100).unwrap();
            let sign = if index > 0 && minus { -1 } else { 1 };
            numerator = numerator * i128::from(over)
                + sign * i128::from(cents) * i128::from(times) * denominator;
            denominator *= i128::from(over);
        }
        let expected = (2 * numerator + denominator).div_euclid(2 * denominator);
        match parse_amount(&text, euros()) {
            Ok(typed) => {
                prop_assert_eq!(i128::from(typed.money.minor), expected);
                prop_assert_eq!(typed.rounded.is_some(), numerator % denominator != 0);
            }
            Err(AmountError::NegativeResult { .. }) => prop_assert!(numerator < 0),
            Err(AmountError::Zero { .. }) => prop_assert!(numerator >= 0 && expected == 0),
            Err(error) => prop_assert!(false, "{}: {}", text, error),
        }
    }
}
