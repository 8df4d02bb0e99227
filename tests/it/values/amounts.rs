//! Amounts.

use super::{added, error, euros, refused, said, strings, warnings};
use crate::common::Sandbox;

#[test]
fn amounts_are_read_as_people_write_them() {
    let home = euros();
    for (typed, amount) in [
        ("12", "12.00"),
        ("12.5", "12.50"),
        ("12,50", "12.50"),
        ("12.50EUR", "12.50"),
        ("€12.50", "12.50"),
        ("12.50€", "12.50"),
        ("12,50 €", "12.50"),
        ("1 234,50", "1234.50"),
        ("1\u{202f}234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567.00"),
        ("0.01", "0.01"),
        ("007", "7.00"),
        ("12.50+3", "15.50"),
        ("20-7.5", "12.50"),
        ("45/3", "15.00"),
        ("12x3", "36.00"),
        ("3*4.20", "12.60"),
        ("(10+5)/2", "7.50"),
        ("１２．５０", "12.50"),
    ] {
        let object = said(&home, &[typed, "food"]);
        assert_eq!(
            (&object["expense"]["amount"], &object["expense"]["currency"]),
            (&amount.into(), &"EUR".into()),
            "{typed}"
        );
        assert!(!warnings(&object).contains(&"rounded".to_owned()), "{typed}");
    }
}

#[test]
fn a_second_word_that_is_an_upper_case_code_is_the_currency() {
    let home = euros();
    let expense = added(&home, &["12.50", "CHF", "food", "lunch"]);
    assert_eq!((&expense["currency"], &expense["category"]), (&"CHF".into(), &"food".into()));
    assert_eq!(expense["description"], "lunch");
    assert_eq!(added(&home, &["12.50", "chf"])["category"], "chf", "a lower-case word is a category");
    assert_eq!(added(&home, &["12.50", "XYZ"])["category"], "XYZ", "a code that is none is a category");
    let both = added(&home, &["12.50USD", "EUR", "stamps"]);
    assert_eq!(
        (&both["currency"], &both["category"]),
        (&"USD".into(), &"EUR".into()),
        "one currency is enough"
    );
    let with_flag = added(&home, &["12.50", "CHF", "-c", "food"]);
    assert_eq!((&with_flag["currency"], &with_flag["description"]), (&"CHF".into(), &"".into()));
}

#[test]
fn an_expression_is_rounded_half_away_from_zero_and_says_so() {
    let home = euros();
    for (typed, amount) in [("10/3", "3.33"), ("0.05/2", "0.03"), ("20/3", "6.67"), ("0.25x0.1", "0.03")] {
        let object = said(&home, &[typed, "food"]);
        assert_eq!(object["expense"]["amount"], amount, "{typed}");
        assert!(warnings(&object).contains(&"rounded".to_owned()), "{typed}: {object}");
    }
    let exact = said(&home, &["10/4", "food"]);
    assert!(!warnings(&exact).contains(&"rounded".to_owned()));
}

#[test]
fn one_mark_before_three_digits_has_two_readings_and_both_are_told() {
    let home = euros();
    for (typed, whole) in [
        ("1,234", "1234.00 EUR"),
        ("1.234", "1234.00 EUR"),
        ("12.345", "12345.00 EUR"),
        ("€1,234", "1234.00 EUR"),
    ] {
        let error = refused(&home, &[typed, "food"], "ambiguous_amount");
        assert_eq!(error["value"], typed);
        let candidates = strings(&error["candidates"]);
        assert_eq!((candidates.len(), candidates[0]), (2, whole), "{typed}: {error}");
        assert!(candidates[1].contains("1.234") || candidates[1].contains("12.345"), "{typed}: {error}");
        assert!(error["hint"].as_str().unwrap().contains("decimal_mark"), "{error}");
    }
}

#[test]
fn the_configured_mark_or_a_currency_without_decimals_decides() {
    let home = euros();
    home.ok(["config", "set", "decimal_mark", "."]);
    assert_eq!(added(&home, &["1,234", "food"])["amount"], "1234.00");
    refused(&home, &["1.234", "food"], "bad_amount");
    home.ok(["config", "set", "decimal_mark", ","]);
    assert_eq!(added(&home, &["1.234", "food"])["amount"], "1234.00");
    refused(&home, &["1,234", "food"], "bad_amount");
    assert_eq!(added(&home, &["1,5", "food"])["amount"], "1.50");
    assert_eq!(added(&home, &["1.5", "food"])["amount"], "1.50", "one reading needs no decision");
    home.ok(["config", "unset", "decimal_mark"]);
    for typed in ["1,234JPY", "1.234JPY", "1234JPY"] {
        assert_eq!(added(&home, &[typed, "food"])["amount"], "1234", "{typed}");
    }
    assert_eq!(
        added(&home, &["1.2345CLF", "food"])["amount"],
        "1.2345",
        "as many decimals as the currency has"
    );
}

#[test]
fn what_is_no_positive_amount_is_refused() {
    let home = euros();
    for typed in [
        "",
        " ",
        "abc",
        "0",
        "0.00",
        "0/5",
        ".50",
        ",50",
        "2.",
        "1.2.3",
        "12..34",
        "1,23,4",
        "1 23",
        "1e5",
        "12.3456",
        "12.50EUR+3USD",
        "12/0",
        "5-7",
        "(5",
        "5)",
        "1++2",
        "+5",
        "٣",
        "½",
        "5%",
        "5;6",
        "99999999999999999999",
        "1\u{200b}2",
        "12\u{202e}34",
    ] {
        let error = refused(&home, &[typed, "food"], "bad_amount");
        assert!(error["hint"].is_string(), "{typed}: {error}");
        assert!(error["candidates"].as_array().unwrap().is_empty(), "{typed}: {error}");
    }
    let long = "1".repeat(5_000);
    let error = refused(&home, &[&long, "food"], "bad_amount");
    assert!(error["message"].as_str().unwrap().len() < 500, "the message does not repeat all of it");
}

#[test]
fn a_negative_amount_is_told_of_income_and_a_leading_mark_of_the_shell() {
    let home = euros();
    for typed in ["-5", "-5.50EUR", "−5", "(5)EUR"] {
        let error = refused(&home, &[typed, "food"], "bad_amount");
        let told = format!("{}; {}", error["message"].as_str().unwrap(), error["hint"].as_str().unwrap());
        assert!(told.contains("amounts are positive; a refund is --income"), "{told}");
    }
    let error = refused(&home, &[".50", "food"], "bad_amount");
    let told = format!("{} {}", error["message"], error["hint"]);
    assert!(told.contains("shell") && told.contains("0.50"), "{told}");
}

#[test]
fn a_literal_with_too_many_decimals_is_refused_by_its_currency() {
    let home = euros();
    for (typed, currency) in
        [("12.3456", "EUR"), ("1.5JPY", "JPY"), ("0.0001BHD", "BHD"), ("12.5671+1", "EUR")]
    {
        let error = refused(&home, &[typed, "food"], "bad_amount");
        assert!(error["message"].as_str().unwrap().contains(currency), "{typed}: {error}");
    }
    assert_eq!(added(&home, &["0.005BHD", "food"])["amount"], "0.005");
}

#[test]
fn signs_of_several_currencies_are_the_ledgers_own_or_refused_with_candidates() {
    for (sign, own, other) in [("$", "CAD", "USD"), ("¥", "CNY", "JPY"), ("kr", "NOK", "SEK")] {
        let home = euros();
        for typed in [format!("{sign}5"), format!("5{sign}")] {
            let error = refused(&home, &[&typed, "food"], "ambiguous_amount");
            let candidates = strings(&error["candidates"]);
            assert!(candidates.contains(&own) && candidates.contains(&other), "{typed}: {error}");
        }
        let mut home = Sandbox::new();
        home.set("OUTLAY_CURRENCY", own);
        assert_eq!(added(&home, &[&format!("{sign}5"), "food"])["currency"], own);
    }
    let home = euros();
    assert_eq!(added(&home, &["£5", "food"])["currency"], "GBP");
    assert_eq!(added(&home, &["₹500", "food"])["currency"], "INR");
    assert_eq!(added(&home, &["US$5", "food"])["currency"], "USD");
}

#[test]
fn a_currency_that_is_none_is_named() {
    let home = euros();
    for typed in ["12.50XYZ", "12EURO", "12bananas", "EURO 12"] {
        let error = refused(&home, &[typed, "food"], "unknown_currency");
        assert!(error["message"].as_str().unwrap().contains("ISO 4217"), "{typed}: {error}");
    }
    assert_eq!(added(&home, &["12.50eur", "food"])["currency"], "EUR", "a code may be typed in lower case");
}

#[test]
fn the_amount_of_an_edit_follows_the_same_rules_and_keeps_the_currency() {
    let home = euros();
    added(&home, &["12CHF", "food"]);
    home.ok(["edit", "1", "--amount", "10+3.50"]);
    let shown = home.json(["show", "1"]);
    assert_eq!(
        (&shown["expense"]["amount"], &shown["expense"]["currency"]),
        (&"13.50".into(), &"CHF".into())
    );
    home.ok(["edit", "1", "--amount", "7 USD"]);
    assert_eq!(home.json(["show", "1"])["expense"]["currency"], "USD");
    for (typed, code) in [
        ("1,234", "ambiguous_amount"),
        ("-5", "bad_amount"),
        ("0", "bad_amount"),
        ("5XYZ", "unknown_currency"),
    ] {
        assert_eq!(error(&home, &["edit", "1", "--amount", typed], 2)["code"], code, "{typed}");
    }
    assert_eq!(home.json(["show", "1"])["expense"]["amount"], "7.00");
}

#[test]
fn the_largest_amounts_are_kept_to_the_cent_and_sums_never_wrap() {
    let home = euros();
    let largest = "999999999999.99";
    added(&home, &[largest, "food"]);
    assert_eq!(home.json(["show", "1"])["expense"]["amount"], largest);
    let total = home.json(["list"])["totals"][0]["expense"].clone();
    assert_eq!(total, largest);
    added(&home, &["0.01", "food"]);
    assert_eq!(home.json(["list"])["totals"][0]["expense"], "1000000000000.00");
}
