use proptest::prelude::*;

use super::*;

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::from_decimal(text).unwrap_or_else(|| panic!("{text}"))
}

fn direct(text: &str) -> Step {
    Step { rate: rate(text), inverse: false }
}

fn inverse(text: &str) -> Step {
    Step { rate: rate(text), inverse: true }
}

/// A whole number without bounds: decimal digits, the last one first, multiplied and compared as on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Big(Vec<u8>);

impl Big {
    fn read(digits: &str) -> Self {
        Self(digits.bytes().rev().map(|byte| byte - b'0').collect()).trimmed()
    }

    fn ten_to(power: usize) -> Self {
        Self::read(&format!("1{}", "0".repeat(power)))
    }

    fn trimmed(mut self) -> Self {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    fn times(&self, other: &Self) -> Self {
        let mut sums = vec![0_u64; self.0.len() + other.0.len() + 1];
        for (at, a) in self.0.iter().enumerate() {
            for (by, b) in other.0.iter().enumerate() {
                sums[at + by] += u64::from(*a) * u64::from(*b);
            }
        }
        for at in 0..sums.len() - 1 {
            sums[at + 1] += sums[at] / 10;
            sums[at] %= 10;
        }
        Self(sums.into_iter().map(|digit| u8::try_from(digit).unwrap()).collect()).trimmed()
    }

    fn at_most(&self, other: &Self) -> bool {
        (self.0.len(), self.0.iter().rev().collect::<Vec<_>>())
            <= (other.0.len(), other.0.iter().rev().collect::<Vec<_>>())
    }
}

/// Numerator and denominator of a step, from the text of its rate.
fn fraction(step: Step) -> (Big, Big) {
    let text = step.rate.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let (a, b) = (Big::read(&format!("{whole}{decimals}")), Big::ten_to(decimals.len()));
    if step.inverse { (b, a) } else { (a, b) }
}

/// Whether `result` is `minor` converted and rounded half away from zero: `2r - 1 <= 2x < 2r + 1`.
fn is_right(minor: u64, result: u64, from: Currency, to: Currency, steps: [Option<Step>; 2]) -> bool {
    let (mut numerator, mut denominator) =
        (Big::ten_to(to.exponent() as usize), Big::ten_to(from.exponent() as usize));
    for step in steps.into_iter().flatten() {
        let (a, b) = fraction(step);
        (numerator, denominator) = (numerator.times(&a), denominator.times(&b));
    }
    let twice = Big::read("2").times(&Big::read(&minor.to_string())).times(&numerator);
    let bound = |doubled: u128| Big::read(&doubled.to_string()).times(&denominator);
    let doubled = 2 * u128::from(result);
    (result == 0 || bound(doubled - 1).at_most(&twice)) && !bound(doubled + 1).at_most(&twice)
}

fn any_rate() -> impl Strategy<Value = Rate> {
    let digits = prop_oneof![1_u64..2_000_000, 1_u64..1_000_000_000_000_000];
    (digits, 0_usize..=RATE_DECIMALS_MAX).prop_filter_map("zero", |(digits, decimals)| {
        let text = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, rest) = text.split_at(text.len() - decimals);
        Rate::from_decimal(&if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    (any_rate(), any::<bool>()).prop_map(|(rate, inverse)| Step { rate, inverse })
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop_oneof![Just("EUR"), Just("JPY"), Just("KWD"), Just("CLF"), Just("USD")].prop_map(currency)
}

proptest! {
    #[test]
    fn a_conversion_is_exact_and_rounded_once(
        minor in prop_oneof![0_i64..100_000_000, 0..=i64::MAX], first in any_step(),
        second in proptest::option::of(any_step()), from in any_currency(), to in any_currency(),
    ) {
        if let Some(result) = Conversion::new(from, to, first, second).convert(minor) {
            let (minor, result) = (u64::try_from(minor).unwrap(), u64::try_from(result).unwrap());
            prop_assert!(is_right(minor, result, from, to, [Some(first), second]), "{result}");
        } else {
            // What was refused is beyond 64 bits: the largest number that fits is too small.
            let largest = u64::try_from(i64::MAX).unwrap();
            prop_assert!(!is_right(u64::try_from(minor).unwrap(), largest, from, to, [Some(first), second]));
        }
    }

    #[test]
    fn the_sign_changes_nothing_else(
        minor in any::<i64>(), first in any_step(), second in proptest::option::of(any_step()),
        from in any_currency(), to in any_currency(),
    ) {
        prop_assume!(minor != i64::MIN);
        let conversion = Conversion::new(from, to, first, second);
        prop_assert_eq!(conversion.convert(-minor), conversion.convert(minor).map(|result| -result));
    }

    #[test]
    fn there_and_back_by_one_rate_is_where_it_began(
        minor in 0_i64..1_000_000_000_000_000, rate in any_rate(), from in any_currency(), to in any_currency(),
    ) {
        let step = |inverse| Step { rate, inverse };
        // As one conversion of two steps nothing is rounded in between.
        prop_assert_eq!(Conversion::new(from, from, step(false), Some(step(true))).convert(minor), Some(minor));
        let one = Step { rate: Rate::from_decimal("1").unwrap(), inverse: false };
        prop_assert_eq!(Conversion::new(to, to, one, None).convert(minor), Some(minor));
        prop_assert_eq!(
            Conversion::new(from, to, step(true), None).convert(minor),
            Conversion::new(from, to, one, Some(step(true))).convert(minor)
        );
    }

    #[test]
    fn the_text_of_a_rate_is_read_back(rate in any_rate()) {
        let text = rate.to_string();
        prop_assert_eq!(Rate::from_decimal(&text), Some(rate));
        prop_assert_eq!(Rate::parse(&text, None), Ok(rate));
        prop_assert!(!text.contains('.') || !text.ends_with('0'));
    }

    #[test]
    fn no_text_makes_the_reader_fail_otherwise(text in "[-0-9., ']{0,24}|\\PC{0,12}") {
        for mark in [None, Some(DecimalMark::Point), Some(DecimalMark::Comma)] {
            if let Ok(rate) = Rate::parse(&text, mark) {
                prop_assert!(text.chars().filter(char::is_ascii_digit).any(|digit| digit != '0'), "{}", rate);
            }
        }
        let _ = Rate::from_decimal(&text);
    }
}

#[test]
fn an_amount_is_converted_between_currencies_with_other_decimals() {
    let (eur, usd, jpy, kwd) = (currency("EUR"), currency("USD"), currency("JPY"), currency("KWD"));
    let by = |from, to, step, minor| Conversion::new(from, to, step, None).convert(minor).unwrap();
    assert_eq!(by(eur, usd, direct("1.0843"), 10_000), 10_843);
    assert_eq!(by(usd, eur, inverse("1.0843"), 10_843), 10_000);
    assert_eq!(by(eur, jpy, direct("163.45"), 1_000), 1_635, "1634.5 yen are rounded up");
    assert_eq!(by(jpy, eur, inverse("163.45"), 1_635), 1_000);
    assert_eq!(by(eur, kwd, direct("0.3312"), 100), 331);
    assert_eq!(by(kwd, eur, inverse("0.3312"), 331), 100);
    assert_eq!(by(usd, eur, direct("0.5"), 1), 1, "half a cent is rounded away from zero");
    assert_eq!(by(usd, eur, direct("0.5"), -1), -1);
    assert_eq!(by(usd, eur, direct("0.49"), 1), 0);
    // 100.00 USD are 100 / 1.0843 EUR, and those 15,074.2 yen.
    let cross = Conversion::new(usd, jpy, inverse("1.0843"), Some(direct("163.45")));
    assert_eq!(cross.convert(10_000), Some(15_074));
}

#[test]
fn what_leaves_64_bits_is_none_and_nothing_before_it_is() {
    let (eur, jpy) = (currency("EUR"), currency("JPY"));
    let same = Conversion::new(eur, eur, direct("1"), None);
    assert_eq!(same.convert(i64::MAX), Some(i64::MAX));
    assert_eq!(same.convert(i64::MIN), None, "its negative does not fit");
    assert_eq!(Conversion::new(eur, jpy, direct("101"), None).convert(i64::MAX), None);
    let (large, small) = (direct("999999999999999"), direct("0.000000000000001"));
    assert_eq!(Conversion::new(jpy, eur, large, Some(large)).convert(1), None);
    assert_eq!(Conversion::new(eur, jpy, small, Some(small)).convert(i64::MAX), Some(0));
    assert_eq!(Conversion::new(eur, eur, large, Some(small)).convert(1_000_000), Some(1_000_000));
}

#[test]
fn a_rate_is_read_as_it_is_typed() {
    for (text, normal) in [
        ("1.0843", "1.0843"),
        ("1,0843", "1.0843"),
        (" 1.084 ", "1.084"),
        ("0,084", "0.084"),
        ("16533.0", "16533"),
        ("1.5000", "1.5"),
        ("007", "7"),
        ("1,484.50", "1484.5"),
        ("1.484,50", "1484.5"),
        ("1 484", "1484"),
        ("1'484.5", "1484.5"),
        ("1,234,567", "1234567"),
        ("1484,125", "1484.125"),
    ] {
        assert_eq!(Rate::parse(text, None).map(|rate| rate.to_string()), Ok(normal.to_owned()), "{text}");
    }
    let with = |text, mark| Rate::parse(text, Some(mark)).unwrap().to_string();
    assert_eq!(with("1.084", DecimalMark::Comma), "1084");
    assert_eq!(with("1,084", DecimalMark::Comma), "1.084");
    assert_eq!(with("1,084", DecimalMark::Point), "1084");
}

#[test]
fn what_is_no_rate_is_refused_with_the_reason() {
    let refused = |text: &str| Rate::parse(text, None).unwrap_err();
    assert_eq!(refused("1,484").candidates(), ["1.484", "1484"]);
    for text in ["0", "0.00", "-1.5", "000"] {
        assert!(matches!(refused(text), RateError::NotPositive(_)), "{text}");
    }
    for text in ["", "x", ".5", "1.", "1.2.3", "1,2,3", "1.084€", "1e3", "--1", "1 48", "1.234.56", "١"] {
        assert!(matches!(refused(text), RateError::Malformed(_)), "{text}: {:?}", refused(text));
    }
    let long = "1".repeat(200);
    for text in ["1234567890.123456", "0.0000000000000001", long.as_str()] {
        assert!(matches!(refused(text), RateError::TooLong(_)), "{text}");
    }
    for text in ["1,5", "1.", ".5", "", "+1", "N/A", "1.5 ", "0.0"] {
        assert_eq!(Rate::from_decimal(text), None, "{text}");
    }
}
