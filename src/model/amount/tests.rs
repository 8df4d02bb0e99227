//! Typed amounts against written-out examples.

use super::*;

fn context(currency: &str, decimal_mark: Option<DecimalMark>) -> AmountContext {
    AmountContext { currency: currency.parse().unwrap(), decimal_mark }
}

fn read_in(ledger: &str, text: &str) -> Result<TypedAmount, AmountError> {
    parse_amount(text, context(ledger, None))
}

fn shown(ledger: &str, text: &str) -> String {
    read_in(ledger, text).unwrap_or_else(|error| panic!("{text}: {error}")).money.to_string()
}

fn with_mark(ledger: &str, mark: DecimalMark, text: &str) -> Result<String, AmountError> {
    parse_amount(text, context(ledger, Some(mark))).map(|typed| typed.money.to_string())
}

fn refused(ledger: &str, text: &str) -> AmountError {
    match read_in(ledger, text) {
        Err(error) => {
            assert!(!error.hint().is_empty() && !error.to_string().is_empty());
            error
        }
        Ok(typed) => panic!("{text:?} was read as {}", typed.money),
    }
}

#[test]
fn plain_numbers_are_read_in_the_ledgers_currency() {
    for (text, amount) in [
        ("12", "12.00 EUR"),
        ("12.5", "12.50 EUR"),
        ("12,50", "12.50 EUR"),
        (" 12.50 ", "12.50 EUR"),
        ("0.05", "0.05 EUR"),
        ("007", "7.00 EUR"),
        ("1234567.89", "1234567.89 EUR"),
        ("9999999999999.99", "9999999999999.99 EUR"),
    ] {
        assert_eq!(shown("EUR", text), amount, "{text}");
        let typed = read_in("EUR", text).unwrap();
        assert!(!typed.expression && typed.rounded.is_none());
    }
    assert_eq!(shown("JPY", "1200"), "1200 JPY");
    assert_eq!(shown("BHD", "1.5"), "1.500 BHD");
}

#[test]
fn a_currency_may_stand_before_or_after_the_number() {
    for text in ["12.50EUR", "12.50 EUR", "EUR 12.50", "EUR12.50", "€12.50", "12.50€", "12,50 €", "12.50eur"]
    {
        assert_eq!(shown("USD", text), "12.50 EUR", "{text}");
    }
    for (text, amount) in [
        ("£3", "3.00 GBP"),
        ("₹1,23,456.78", "123456.78 INR"),
        ("₽5", "5.00 RUB"),
        ("₩1,000", "1000 KRW"),
        ("5₺", "5.00 TRY"),
        ("5 ₴", "5.00 UAH"),
        ("50.000₫", "50000 VND"),
        ("12,50 zł", "12.50 PLN"),
        ("12,50 ZŁ", "12.50 PLN"),
        ("120 Kč", "120.00 CZK"),
        ("120 Kc\u{30C}", "120.00 CZK"),
        ("R$ 12,50", "12.50 BRL"),
        ("Fr. 12.50", "12.50 CHF"),
        ("Fr.12.50", "12.50 CHF"),
        ("12.50 CHF", "12.50 CHF"),
        ("S/.12.50", "12.50 PEN"),
        ("S/12.50", "12.50 PEN"),
        ("R12.50", "12.50 ZAR"),
        ("US$12.50", "12.50 USD"),
        ("1000円", "1000 JPY"),
    ] {
        assert_eq!(shown("EUR", text), amount, "{text}");
    }
}

#[test]
fn a_shared_sign_means_the_ledgers_currency_or_is_refused_with_the_candidates() {
    assert_eq!(shown("AUD", "$12.50"), "12.50 AUD");
    assert_eq!(shown("CNY", "¥12.50"), "12.50 CNY");
    assert_eq!(shown("JPY", "¥1,250"), "1250 JPY");
    assert_eq!(shown("NOK", "12,50 kr"), "12.50 NOK");
    assert_eq!(shown("ISK", "1.250 kr."), "1250 ISK");
    assert_eq!(shown("PKR", "Rs. 12"), "12.00 PKR");
    assert_eq!(shown("GIP", "£12.50"), "12.50 GIP");
    for (text, first) in [("$12.50", "USD"), ("¥1250", "JPY"), ("12 kr", "SEK"), ("Rs 12", "INR")] {
        let error = refused("EUR", text);
        assert_eq!(error.code(), "ambiguous_amount");
        assert_eq!(error.candidates().first().map(String::as_str), Some(first), "{text}");
        assert!(error.candidates().len() > 1);
        let way_out = error.hint().split('`').nth(1).unwrap().to_owned();
        assert_eq!(read_in("EUR", &way_out).unwrap().money.currency.code(), first, "{way_out}");
    }
    assert_eq!(
        refused("EUR", "12 kr").to_string(),
        "`kr` is the sign of several currencies: SEK, NOK, DKK, ISK"
    );
}

#[test]
fn a_code_settles_a_shared_sign_and_different_currencies_are_refused() {
    assert_eq!(shown("EUR", "$12.50 CAD"), "12.50 CAD");
    assert_eq!(shown("EUR", "12.50 EUR EUR"), "12.50 EUR");
    assert!(matches!(refused("EUR", "€12.50 USD"), AmountError::MixedCurrencies { .. }));
    assert!(matches!(refused("EUR", "12 EUR + 3 USD"), AmountError::MixedCurrencies { .. }));
    assert!(matches!(refused("EUR", "$12 SEK"), AmountError::MixedCurrencies { .. }));
}

#[test]
fn an_unknown_currency_is_named() {
    for (text, word) in
        [("12.50EUX", "EUX"), ("12k", "k"), ("12.50food", "food"), ("12¤", "¤"), ("12xyz", "xyz")]
    {
        let error = refused("EUR", text);
        assert_eq!(error.code(), "unknown_currency", "{text}");
        assert!(
            matches!(&error, AmountError::UnknownCurrency { word: found, .. } if found == word),
            "{error:?}"
        );
    }
}

#[test]
fn groups_of_digits_are_read_with_every_usual_mark() {
    for text in [
        "1 234,50",
        "1\u{A0}234,50",
        "1\u{202F}234,50",
        "1\u{2009}234,50",
        "1'234.50",
        "1’234.50",
        "1,234.50",
        "1.234,50",
        "1234,50",
        "1234.50",
    ] {
        assert_eq!(shown("EUR", text), "1234.50 EUR", "{text}");
    }
    for (text, amount) in [
        ("1.234.567", "1234567.00 EUR"),
        ("1,234,567", "1234567.00 EUR"),
        ("1 234 567", "1234567.00 EUR"),
        ("1,234,567.8", "1234567.80 EUR"),
        ("1,23,456", "123456.00 EUR"),
        ("12,34,567.89", "1234567.89 EUR"),
        ("1 234", "1234.00 EUR"),
        ("1 234 EUR", "1234.00 EUR"),
    ] {
        assert_eq!(shown("EUR", text), amount, "{text}");
    }
    assert_eq!(shown("BHD", "1,234.567"), "1234.567 BHD");
}

#[test]
fn malformed_groups_are_refused() {
    for text in [
        "1,23,4",
        "1,234,50",
        "1.23.456",
        "12 34",
        "1'23",
        "1,234.567,8",
        "1.234 567",
        "1 2345",
        "12345,678,901",
        "0,123,456",
        "1,,234",
        "12.",
        "12,",
        "12'",
        "1'",
        "1.234.56",
        "1,234'567",
        "12.50.",
        "'12",
    ] {
        let error = refused("EUR", text);
        assert!(matches!(error, AmountError::Malformed { .. }), "{text}: {error:?}");
        assert_eq!(error.code(), "bad_amount");
    }
}

#[test]
fn a_mark_with_two_readings_is_refused_with_both() {
    for text in ["1,234", "1.234", "12,345", "123.456"] {
        let error = refused("EUR", text);
        assert_eq!(error.code(), "ambiguous_amount", "{text}");
        assert_eq!(error.candidates().len(), 2);
    }
    let error = refused("EUR", "1,234");
    assert_eq!(error.candidates(), ["1234.00 EUR", "1.234 EUR"]);
    assert_eq!(
        error.to_string(),
        "`1,234` has two readings: 1234.00 EUR and 1.234 EUR (EUR has only 2 decimals)"
    );
    assert!(
        error.hint().starts_with("write `1234` or at most 2 decimals; `outlay config set decimal_mark .`")
    );
    let error = refused("EUR", "1.234 BHD");
    assert_eq!(error.candidates(), ["1234.000 BHD", "1.234 BHD"]);
    assert_eq!(error.to_string(), "`1.234` has two readings: 1234.000 BHD and 1.234 BHD");
}

#[test]
fn the_ways_out_of_two_readings_are_read_as_they_say() {
    assert!(refused("BHD", "1,234").hint().starts_with("write `1234` or `01.234`;"));
    assert_eq!(shown("BHD", "1234"), "1234.000 BHD");
    assert_eq!(shown("BHD", "01.234"), "1.234 BHD");
    let error = refused("EUR", "100x1,195");
    assert_eq!(error.candidates(), ["1195", "1.195"]);
    assert!(error.hint().starts_with("write `1195` or `1.1950`;"));
    assert_eq!(shown("EUR", "100x1195"), "119500.00 EUR");
    assert_eq!(shown("EUR", "100x1.1950"), "119.50 EUR");
}

#[test]
fn the_exponent_or_a_leading_zero_decides_between_two_readings() {
    assert_eq!(shown("JPY", "1,234"), "1234 JPY");
    assert_eq!(shown("EUR", "1.234 JPY"), "1234 JPY");
    assert_eq!(shown("BHD", "0.123"), "0.123 BHD");
    assert!(matches!(refused("EUR", "0.123"), AmountError::TooManyDecimals { .. }));
}

#[test]
fn the_configured_mark_decides_between_two_readings() {
    use DecimalMark::{Comma, Point};
    assert_eq!(with_mark("EUR", Point, "1,234").unwrap(), "1234.00 EUR");
    assert_eq!(with_mark("EUR", Comma, "1.234").unwrap(), "1234.00 EUR");
    assert_eq!(with_mark("BHD", Comma, "1,234").unwrap(), "1.234 BHD");
    assert_eq!(with_mark("BHD", Comma, "1.234").unwrap(), "1234.000 BHD");
    for mark in [Point, Comma] {
        // One sane reading whatever is configured.
        assert_eq!(with_mark("EUR", mark, "12.5").unwrap(), "12.50 EUR");
        assert_eq!(with_mark("EUR", mark, "12,5").unwrap(), "12.50 EUR");
        assert_eq!(with_mark("EUR", mark, "1.234,50").unwrap(), "1234.50 EUR");
        assert_eq!(with_mark("EUR", mark, "1,234.50").unwrap(), "1234.50 EUR");
        assert_eq!(with_mark("EUR", mark, "1.234.567").unwrap(), "1234567.00 EUR");
    }
    for (mark, text) in [(Point, "1.234"), (Comma, "1,234")] {
        for currency in ["EUR", "JPY"] {
            let error = with_mark(currency, mark, text).unwrap_err();
            assert!(matches!(error, AmountError::TooManyDecimals { .. }), "{error:?}");
        }
    }
    assert_eq!(".".parse(), Ok(Point));
    assert_eq!(",".parse(), Ok(Comma));
    assert!("x".parse::<DecimalMark>().is_err());
}

#[test]
fn expressions_are_worked_out_exactly_and_rounded_once() {
    for (text, amount, rounded) in [
        ("12.50+3", "15.50 EUR", None),
        ("45/3", "15.00 EUR", None),
        ("12x3", "36.00 EUR", None),
        ("12X3", "36.00 EUR", None),
        ("12×3", "36.00 EUR", None),
        ("12 * 3", "36.00 EUR", None),
        ("20-3.5", "16.50 EUR", None),
        ("20−3,5", "16.50 EUR", None),
        ("2+3x4", "14.00 EUR", None),
        ("20-5-5", "10.00 EUR", None),
        ("100/10/2", "5.00 EUR", None),
        ("(2+3)x4", "20.00 EUR", None),
        ("((2))x(3)", "6.00 EUR", None),
        ("100x1.19", "119.00 EUR", None),
        ("1/3x3", "1.00 EUR", None),
        ("100/3", "33.33 EUR", Some("33.333… EUR")),
        ("2/3", "0.67 EUR", Some("0.666… EUR")),
        ("1/8", "0.13 EUR", Some("0.125 EUR")),
        ("9.99x1.195833", "11.95 EUR", Some("11.946… EUR")),
        ("100/1.95583", "51.13 EUR", Some("51.129… EUR")),
        ("100 / 3 JPY", "33 JPY", Some("33.3… JPY")),
        ("1,250 + 1,250 JPY", "2500 JPY", None),
    ] {
        let typed = read_in("EUR", text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(typed.money.to_string(), amount, "{text}");
        assert_eq!(typed.rounded.as_deref(), rounded, "{text}");
        assert!(typed.expression, "{text}");
    }
}

#[test]
fn a_currency_may_stand_beside_any_number_of_an_expression() {
    for text in ["€12+€3", "12EUR+3EUR", "12+3€", "EUR 12 + 3", "(12+3) EUR"] {
        assert_eq!(shown("USD", text), "15.00 EUR", "{text}");
    }
    for text in ["3x€4.50", "€4.50x3", "4.50€x3", "4.50EURx3", "3xEUR4.50", "3 x 4.50 EUR"] {
        assert_eq!(shown("USD", text), "13.50 EUR", "{text}");
    }
    assert_eq!(shown("USD", "12XOF"), "12 XOF");
}

#[test]
fn numbers_with_too_many_decimals_are_refused_unless_they_are_factors() {
    for text in ["12.5051", "0.005", "12.5000", "12.50+0.005", "1,234.567", "(1.1234)x2"] {
        assert!(matches!(refused("EUR", text), AmountError::TooManyDecimals { .. }), "{text}");
    }
    assert!(matches!(refused("JPY", "12.0"), AmountError::TooManyDecimals { .. }));
    assert!(matches!(refused("EUR", "2x0.1234567891"), AmountError::FactorDecimals { .. }));
    assert_eq!(shown("EUR", "1000000000x0.000000001"), "1.00 EUR");
}

#[test]
fn broken_expressions_are_refused() {
    for text in [
        "12+", "12*-3", "12x", "x12", "12++3", "(12", "12)", "()12", "12()", "(12)(3)", "12€50", "12/",
        "1  234",
    ] {
        let error = refused("EUR", text);
        assert!(matches!(error, AmountError::Expression { .. }), "{text}: {error:?}");
    }
    for text in ["1/0", "1/(3-3)", "12/0.00"] {
        assert!(matches!(refused("EUR", text), AmountError::DivisionByZero { .. }), "{text}");
    }
}

#[test]
fn amounts_are_positive() {
    for text in ["-5", "−5", "-€5", "€-5", "(5)", "-5+10", "- 5", "€(5.00)"] {
        let error = refused("EUR", text);
        assert!(matches!(error, AmountError::Negative { .. }), "{text}: {error:?}");
        assert!(error.to_string().ends_with("amounts are positive; a refund is --income"));
    }
    assert!(matches!(refused("EUR", "+5"), AmountError::PlusSign { .. }));
    for text in ["3-5", "1/8-1", "2x(1-2)"] {
        assert!(matches!(refused("EUR", text), AmountError::NegativeResult { .. }), "{text}");
    }
    for text in ["0", "0.00", "0,00 €", "5-5", "0x10", "1/1000", "0000000"] {
        assert!(matches!(refused("EUR", text), AmountError::Zero { .. }), "{text}");
    }
}

#[test]
fn a_leading_mark_is_refused_with_what_the_shell_did() {
    for text in [".50", ",50", "€.50", "12+.50", "."] {
        let error = refused("EUR", text);
        if text == "." {
            assert!(matches!(error, AmountError::NotANumber { .. }));
        } else {
            assert!(error.to_string().contains("when the shell takes `$1` for a variable"), "{text}");
        }
    }
}

#[test]
fn what_is_no_amount_is_refused_for_what_it_is() {
    for text in ["", " ", "\u{A0}", "\n"] {
        assert!(matches!(refused("EUR", text), AmountError::Empty { .. }), "{text:?}");
    }
    for text in ["lunch", "NaN", "inf", "-", "€", "EUR", "()", "‒"] {
        assert!(matches!(refused("EUR", text), AmountError::NotANumber { .. }), "{text:?}");
    }
    for text in ["1e5", "1E5", "1.5e+3", "1e-5"] {
        assert!(matches!(refused("EUR", text), AmountError::Scientific { .. }), "{text:?}");
    }
    for text in [
        "12\u{7}",
        "12\t50",
        "\u{1b}[31m12",
        "12\u{202E}",
        "12\u{200B}",
        "12%",
        "1_000",
        "12:30",
        "#12",
        "12\n",
    ] {
        let error = refused("EUR", text);
        assert!(matches!(error, AmountError::Character { .. }), "{text:?}: {error:?}");
        assert!(!error.to_string().chars().any(crate::model::text::is_hostile), "{text:?}");
        assert!(!error.value().chars().any(crate::model::text::is_hostile), "{text:?}");
    }
}

#[test]
fn full_width_digits_are_read_and_those_of_other_scripts_refused() {
    assert_eq!(shown("JPY", "１，２３４"), "1234 JPY");
    assert_eq!(shown("JPY", "￥１２"), "12 JPY");
    assert_eq!(shown("EUR", "１２．５０　ＥＵＲ"), "12.50 EUR");
    for text in ["١٢", "१२", "12²", "½", "1２½", "①"] {
        assert!(matches!(refused("EUR", text), AmountError::ForeignDigit { .. }), "{text:?}");
    }
}

#[test]
fn what_is_too_long_or_too_large_is_refused() {
    assert!(matches!(refused("EUR", &"1".repeat(AMOUNT_CHARS_MAX + 1)), AmountError::TooLong { .. }));
    assert_eq!(refused("EUR", &"1".repeat(100_000)).value().chars().count(), SHOWN_CHARS_MAX + 1);
    for text in
        ["10000000000000", &"9".repeat(AMOUNT_CHARS_MAX), "999999999x999999999", "9999999999999.99+0.01"]
    {
        assert!(matches!(refused("EUR", text), AmountError::TooLarge { .. }), "{text}");
    }
    assert!(matches!(
        refused("EUR", "99999999999999999999x99999999999999999999/99999999999999999999"),
        AmountError::Inexact { .. }
    ));
    assert!(matches!(refused("EUR", &"(".repeat(AMOUNT_CHARS_MAX - 1)), AmountError::NotANumber { .. }));
    assert!(matches!(refused("EUR", &format!("{}1", "(".repeat(99))), AmountError::Expression { .. }));
    assert_eq!(shown("EUR", &format!("{}1+1{}", "(".repeat(48), ")".repeat(48))), "2.00 EUR");
}

#[test]
fn only_an_upper_case_code_is_a_currency_word() {
    assert_eq!(is_currency_word("EUR").map(|currency| currency.to_string()).as_deref(), Some("EUR"));
    for word in ["eur", "Eur", "EUX", "EURO", "EU", "", "€", "ÄÖÜ", "food"] {
        assert_eq!(is_currency_word(word), None, "{word}");
    }
}
