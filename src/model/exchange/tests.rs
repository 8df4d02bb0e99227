use proptest::prelude::*;

use super::*;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rates(lines: &[&str]) -> RateTable {
    RateTable::new(lines.iter().map(|line| {
        let words: Vec<&str> = line.split(' ').collect();
        DayRate {
            base: currency(words[0]),
            quote: currency(words[1]),
            date: day(words[2]),
            rate: Rate::from_decimal(words[3]).unwrap(),
        }
    }))
}

/// A thousand of `from` in `to`, by the rates.
fn worth(lines: &[&str], from: &str, to: &str, on: &str) -> Option<String> {
    let mut converter = Converter::new(currency(to), [("personal".to_owned(), rates(lines))]);
    let amount = Money::from_decimal("1000", currency(from)).unwrap();
    converter.convert("personal", amount, day(on)).unwrap().map(Money::to_decimal)
}

#[test]
fn the_rate_of_the_day_holds_and_before_it_the_last_one_for_a_week() {
    let lines = ["EUR USD 2026-10-02 1.1", "EUR USD 2026-10-05 1.2"];
    let at = |on| worth(&lines, "EUR", "USD", on);
    assert_eq!(at("2026-10-01"), None, "no later rate is taken");
    assert_eq!(at("2026-10-02").as_deref(), Some("1100.00"));
    assert_eq!(at("2026-10-04").as_deref(), Some("1100.00"), "a Sunday has Friday's");
    assert_eq!(at("2026-10-05").as_deref(), Some("1200.00"));
    assert_eq!(at("2026-10-12").as_deref(), Some("1200.00"), "seven days");
    assert_eq!(at("2026-10-13"), None, "eight days");
}

#[test]
fn a_rate_is_turned_round_and_two_meet_in_a_third_currency() {
    let lines = ["EUR USD 2026-10-01 1.25", "EUR JPY 2026-10-01 160", "CHF EUR 2026-10-01 1.0"];
    let at = |from, to| worth(&lines, from, to, "2026-10-03");
    assert_eq!(at("USD", "EUR").as_deref(), Some("800.00"));
    assert_eq!(at("USD", "JPY").as_deref(), Some("128000"));
    assert_eq!(at("JPY", "USD").as_deref(), Some("7.81"));
    assert_eq!(at("CHF", "USD").as_deref(), Some("1250.00"), "both rates forward");
    assert_eq!(at("USD", "CHF").as_deref(), Some("800.00"), "both turned round");
    assert_eq!(at("USD", "GBP"), None);
    let chain = ["EUR USD 2026-10-01 1.25", "USD JPY 2026-10-01 150", "JPY KRW 2026-10-01 9"];
    assert_eq!(worth(&chain, "EUR", "KRW", "2026-10-01"), None, "three rates are no way");
}

#[test]
fn of_several_ways_the_youngest_wins_then_the_plainest() {
    let cross = ["EUR USD 2026-10-01 1.25", "EUR CHF 2026-10-01 1.0"];
    let with = |more: &[&str], on| worth(&[&cross[..], more].concat(), "USD", "CHF", on).unwrap();
    assert_eq!(with(&[], "2026-10-02"), "800.00");
    assert_eq!(with(&["USD CHF 2026-10-01 0.9"], "2026-10-02"), "900.00", "direct before cross");
    assert_eq!(with(&["CHF USD 2026-10-01 1.1"], "2026-10-02"), "909.09", "turned round before cross");
    let both = ["CHF USD 2026-10-01 1.1", "USD CHF 2026-10-01 0.9"];
    assert_eq!(with(&both, "2026-10-02"), "900.00", "direct before turned round");
    assert_eq!(with(&["USD CHF 2026-09-30 0.9"], "2026-10-02"), "800.00", "young before direct");
    let turned = ["CHF USD 2026-10-02 1.1", "USD CHF 2026-10-01 0.9"];
    assert_eq!(with(&turned, "2026-10-02"), "909.09", "young before direct");
    // The way through the dollar of Australia sorts before the one through the euro.
    let other = ["AUD USD 2026-10-01 0.5", "AUD CHF 2026-10-01 0.35"];
    assert_eq!(with(&other, "2026-10-02"), "700.00");
    // A way is as old as its older rate.
    let half_old = ["AUD USD 2026-10-02 0.5", "AUD CHF 2026-09-30 0.35"];
    assert_eq!(with(&half_old, "2026-10-02"), "800.00");
}

#[test]
fn what_was_used_and_what_was_missing_is_told_by_pair_and_currency() {
    let table = rates(&["EUR USD 2026-10-01 1.25", "EUR USD 2026-10-02 1.3", "EUR JPY 2026-10-02 160"]);
    let mut converter = Converter::new(currency("EUR"), [("home".to_owned(), table)]);
    let mut convert = |ledger, amount, code, on| {
        let money = Money::from_decimal(amount, currency(code)).unwrap();
        converter.convert(ledger, money, day(on)).unwrap()
    };
    for on in ["2026-10-01", "2026-10-02", "2026-10-03"] {
        assert!(convert("home", "5", "USD", on).is_some());
    }
    assert_eq!(convert("home", "5", "EUR", "1999-01-01").map(|money| money.minor), Some(500));
    assert_eq!(convert("home", "5", "JPY", "2026-10-01"), None);
    assert_eq!(convert("trip", "5", "JPY", "2026-10-05"), None, "another ledger's rates are not its own");
    let [eur, usd, jpy] = ["EUR", "USD", "JPY"].map(currency);
    let dollars =
        UsedRates { base: eur, quote: usd, from: day("2026-10-01"), to: day("2026-10-02"), count: 3 };
    assert_eq!(converter.used().collect::<Vec<_>>(), [dollars]);
    let without = WithoutRate { currency: jpy, from: day("2026-10-01"), to: day("2026-10-05"), count: 2 };
    assert_eq!(converter.without().collect::<Vec<_>>(), [without]);
}

#[test]
fn an_amount_that_no_number_holds_is_an_error_and_not_without_a_rate() {
    let table = rates(&["EUR JPY 2026-10-01 999999999999999"]);
    let mut converter = Converter::new(currency("JPY"), [("home".to_owned(), table)]);
    let amount = Money::new(999_999_999_999_999, currency("EUR"));
    let refused = converter.convert("home", amount, day("2026-10-01")).unwrap_err();
    assert_eq!(refused.to_string(), "9999999999999.99 EUR in JPY is out of range");
    assert_eq!((converter.used().count(), converter.without().count()), (0, 0));
}

const CODES: [&str; 5] = ["EUR", "USD", "JPY", "KWD", "CHF"];
const FIRST: &str = "2026-01-01";

/// Every way by the rule's own words: all rates, no table, no order but the one that is written down.
fn by_the_words(all: &[DayRate], from: Currency, to: Currency, on: NaiveDate) -> Option<Way> {
    let age = |rate: &DayRate| on.signed_duration_since(rate.date).num_days();
    let last = |base: Currency, quote: Currency| {
        let of_pair = all.iter().filter(|one| (one.base, one.quote) == (base, quote));
        of_pair.filter(|one| (0..=7).contains(&age(one))).min_by_key(|one| age(one)).copied()
    };
    let legs = |a: Currency, b: Currency| {
        let direct = last(a, b).map(|rate| Leg { rate, inverse: false });
        let turned = last(b, a).map(|rate| Leg { rate, inverse: true });
        direct.into_iter().chain(turned).min_by_key(|leg| (age(&leg.rate), leg.inverse))
    };
    let mut ways: Vec<(i64, u8, Option<Currency>, Way)> = Vec::new();
    if let Some(first) = legs(from, to) {
        ways.push((age(&first.rate), u8::from(first.inverse), None, Way { first, second: None }));
    }
    for through in CODES.map(currency).into_iter().filter(|through| *through != from && *through != to) {
        if let (Some(first), Some(second)) = (legs(from, through), legs(through, to)) {
            let oldest = age(&first.rate).max(age(&second.rate));
            ways.push((oldest, 2, Some(through), Way { first, second: Some(second) }));
        }
    }
    ways.into_iter().min_by_key(|(age, kind, through, _)| (*age, *kind, *through)).map(|(.., way)| way)
}

proptest! {
    #[test]
    fn the_way_is_the_one_of_the_rule(
        drawn in proptest::collection::btree_map((0_usize..5, 0_usize..5, 0_u64..30), 1_u64..2_000_000, 0..60),
        from in 0_usize..5, to in 0_usize..5, on in 0_u64..40,
    ) {
        prop_assume!(from != to);
        let date = |days| day(FIRST).checked_add_days(chrono::Days::new(days)).unwrap();
        let all: Vec<DayRate> = drawn
            .iter()
            .filter(|((base, quote, _), _)| base != quote)
            .map(|((base, quote, days), digits)| DayRate {
                base: currency(CODES[*base]),
                quote: currency(CODES[*quote]),
                date: date(*days),
                rate: Rate::from_decimal(&digits.to_string()).unwrap(),
            })
            .collect();
        let (from, to, on) = (currency(CODES[from]), currency(CODES[to]), date(on));
        let found = RateTable::new(all.iter().copied()).way(from, to, on);
        prop_assert_eq!(found, by_the_words(&all, from, to, on));
        // The order in which rates are handed over decides nothing.
        prop_assert_eq!(RateTable::new(all.iter().rev().copied()).way(from, to, on), found);
    }
}
