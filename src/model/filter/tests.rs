//! What each filter selects, by written-out examples: the reference that the SQL of the store is held against.

use chrono::DateTime;
use proptest::prelude::*;

use super::*;

fn expense() -> Expense {
    Expense {
        id: Uuid::nil(),
        number: 1,
        ledger: "personal".into(),
        date: "2026-11-20".parse().unwrap(),
        direction: Direction::Expense,
        amount: money("12.50", "EUR"),
        category: Some("Food:Groceries".into()),
        description: "AMAZON.DE order".into(),
        payee: Some("Café Noir".into()),
        method: Some("Card".into()),
        tags: vec!["holiday".into(), "shared".into()],
        note: None,
        paid_by: None,
        reference: None,
        source: None,
        batch: None,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
        deleted_at: None,
        sync: SyncState::Synced,
        revision: 0,
    }
}

/// The expense without anything that may be missing.
fn bare() -> Expense {
    Expense { category: None, payee: None, method: None, tags: Vec::new(), ..expense() }
}

fn money(amount: &str, currency: &str) -> Money {
    Money::from_decimal(amount, currency.parse().unwrap()).unwrap()
}

fn names(typed: &[&str]) -> Vec<Match<String>> {
    typed.iter().map(|text| Match::parse(text, |name| Ok::<_, String>(name.to_owned())).unwrap()).collect()
}

fn categories(typed: &[&str]) -> Vec<Match<CategoryFilter>> {
    typed.iter().map(|text| Match::parse(text, CategoryFilter::parse).unwrap()).collect()
}

fn bound(text: &str) -> AmountBound {
    text.parse().unwrap()
}

#[test]
fn a_typed_value_may_be_turned_round_or_empty() {
    for (text, negated, value) in [
        ("Card", false, Some("Card")),
        ("not:Card", true, Some("Card")),
        ("NOT: Card", true, Some("Card")),
        ("none", false, None),
        ("None", false, None),
        ("not:none", true, None),
        ("nöt:x", false, Some("nöt:x")),
    ] {
        assert_eq!(names(&[text]), [Match { negated, value: value.map(String::from) }], "{text}");
    }
}

#[test]
fn both_ends_of_the_dates_are_included() {
    for (period, expected) in [
        ("2026-11-20..2026-11-20", true),
        ("2026-11-01..2026-11-19", false),
        ("2026-11-21..2026-11-30", false),
    ] {
        let (from, to) = period.split_once("..").unwrap();
        let period = Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        assert_eq!(Filter::of_period(Some(period)).matches(&expense()), expected, "{period}");
    }
    assert!(Filter::of_period(None).matches(&expense()));
}

#[test]
fn a_category_takes_what_is_below_it_unless_it_ends_in_a_colon() {
    for (typed, with_category, without) in [
        (vec!["food"], true, false),
        (vec!["food:groceries:"], true, false),
        (vec!["food:"], false, false),
        (vec!["foo"], false, false),
        (vec!["none"], false, true),
        (vec!["none", "food"], true, true),
        (vec!["not:food"], false, true),
        (vec!["not:none"], true, false),
        (vec!["food", "not:food:groceries"], false, false),
        (vec!["food", "not:food:"], true, false),
    ] {
        let filter = Filter { category: categories(&typed), ..Filter::default() };
        assert_eq!(filter.matches(&expense()), with_category, "{typed:?}");
        assert_eq!(filter.matches(&bare()), without, "{typed:?}");
    }
}

#[test]
fn names_are_compared_whole_and_folded() {
    for (typed, with_payee, without) in [
        (vec!["CAFÉ NOIR"], true, false),
        (vec!["Café"], false, false),
        (vec!["x", "café noir"], true, false),
        (vec!["not:x"], true, true),
        (vec!["not:x", "not:café noir"], false, true),
        (vec!["none"], false, true),
    ] {
        let filter = Filter { payee: names(&typed), ..Filter::default() };
        assert_eq!((filter.matches(&expense()), filter.matches(&bare())), (with_payee, without), "{typed:?}");
    }
    let card = Filter { method: names(&["card"]), ..Filter::default() };
    assert!(card.matches(&expense()) && !card.matches(&bare()));
}

#[test]
fn any_tag_of_an_expense_counts() {
    for (typed, tagged, untagged) in [
        (vec!["Holiday"], true, false),
        (vec!["work", "shared"], true, false),
        (vec!["work"], false, false),
        (vec!["not:holiday"], false, true),
        (vec!["shared", "not:holiday"], false, false),
        (vec!["none"], false, true),
        (vec!["not:none"], true, false),
    ] {
        let filter = Filter { tag: names(&typed), ..Filter::default() };
        assert_eq!((filter.matches(&expense()), filter.matches(&bare())), (tagged, untagged), "{typed:?}");
    }
}

#[test]
fn amounts_of_any_currency_are_compared_exactly() {
    for (amount, currency, min, expected) in [
        ("12.50", "EUR", "12.5", true),
        ("12.50", "EUR", "12,50", true),
        ("12.50", "EUR", "12.5001", false),
        ("13", "JPY", "12.99", true),
        ("12", "JPY", "12.01", false),
        ("0.005", "BHD", "0.005", true),
        ("0.004", "BHD", "0.005", false),
        ("9999999999999.99", "EUR", "999999999999999999", false),
    ] {
        let row = Expense { amount: money(amount, currency), ..expense() };
        let filter = Filter { min: Some(bound(min)), ..Filter::default() };
        assert_eq!(filter.matches(&row), expected, "{amount} {currency} >= {min}");
    }
    let between = Filter { min: Some(bound("12.5")), max: Some(bound("12.50")), ..Filter::default() };
    assert!(between.matches(&expense()));
    assert!(!Filter { max: Some(bound("12.49")), ..Filter::default() }.matches(&expense()));
}

#[test]
fn a_bound_that_is_no_plain_number_is_refused() {
    for text in
        ["", ".", ".5", "5.", "-5", "+5", "1e3", "1.2.3", "12 50", "٣", "1\u{1b}", "9999999999999999999"]
    {
        let error = text.parse::<AmountBound>().expect_err(text);
        assert_eq!(error.code(), "bad_amount", "{text}");
    }
    let error = "1,234".parse::<AmountBound>().unwrap_err();
    assert_eq!(error.to_string(), "`1,234` has two readings: 1234 and 1.2340");
    assert_eq!(error.code(), "ambiguous_amount");
    assert_eq!(bound("1.2340"), AmountBound { mantissa: 12_340, scale: 4 });
    assert_eq!(bound("1234.567"), AmountBound { mantissa: 1_234_567, scale: 3 });
}

#[test]
fn the_other_filters_select_by_their_field() {
    let eur = Match::parse("not:eur", str::parse::<Currency>).unwrap();
    let income = Match::is(Direction::Income);
    let batch = Uuid::from_u128(7);
    let by_hand = Match { negated: false, value: None };
    let imported = Expense { batch: Some(batch), sync: SyncState::Pending, ..expense() };
    let deleted = Expense { deleted_at: Some(DateTime::UNIX_EPOCH), ..expense() };
    let all = Filter::default();
    for (filter, row, expected) in [
        (Filter { currency: vec![eur], ..all.clone() }, expense(), false),
        (Filter { direction: vec![income.clone()], ..all.clone() }, expense(), false),
        (Filter { direction: vec![income, Match::is(Direction::Expense)], ..all.clone() }, expense(), true),
        (Filter { batch: vec![Match::is(batch)], ..all.clone() }, imported.clone(), true),
        (Filter { batch: vec![Match::is(batch)], ..all.clone() }, expense(), false),
        (Filter { batch: vec![by_hand], ..all.clone() }, imported.clone(), false),
        (Filter { pending: true, ..all.clone() }, imported, true),
        (Filter { pending: true, ..all.clone() }, expense(), false),
        (all.clone(), deleted.clone(), false),
        (Filter { deleted: true, ..all.clone() }, deleted, true),
        (Filter { ledger: LedgerScope::Named(names(&["Personal"])), ..all.clone() }, expense(), true),
        (Filter { ledger: LedgerScope::Named(names(&["not:personal"])), ..all.clone() }, expense(), false),
        (Filter { search: vec!["amaz order".into()], ..all.clone() }, expense(), true),
        (Filter { search: vec!["cafe holi".into()], ..all.clone() }, expense(), true),
        (Filter { search: vec!["groceries".into()], ..all }, expense(), false),
    ] {
        assert_eq!(filter.matches(&row), expected, "{filter:?}");
    }
}

#[test]
fn a_search_does_not_run_from_one_field_into_the_next() {
    let row = Expense { description: "咖啡".into(), payee: Some("店家".into()), ..bare() };
    let search = |words: &str| Filter { search: vec![words.into()], ..Filter::default() }.matches(&row);
    assert!(search("咖啡") && search("店") && !search("咖啡店") && !search("啡店"));
}

proptest! {
    #[test]
    fn a_value_and_its_negation_divide_all_expenses(typed in "(card|Card|none|cash|food)") {
        let of = |text: String| Filter { method: names(&[&text]), ..Filter::default() };
        for row in [expense(), bare()] {
            let turned = of(format!("not:{typed}"));
            prop_assert_ne!(of(typed.clone()).matches(&row), turned.matches(&row));
        }
    }

    #[test]
    fn an_amount_compares_with_its_own_text_as_equal(minor in 0_i64..=999_999_999_999_999) {
        for code in ["EUR", "JPY", "BHD"] {
            let amount = Money::new(minor, code.parse().unwrap());
            if let Ok(bound) = amount.to_decimal().parse::<AmountBound>() {
                prop_assert_eq!(bound.order_of(amount), Ordering::Equal);
                let more = Money::new(minor + 1, amount.currency);
                prop_assert_eq!(bound.order_of(more), Ordering::Greater);
            }
        }
    }

    #[test]
    fn the_minor_units_of_a_bound_agree_with_the_exact_comparison(
        mantissa in 0_i64..=999_999_999_999_999_999, scale in 0_u32..=18, minor in 0_i64..=999_999_999_999_999,
        slip in -2_i64..=2,
    ) {
        let bound = AmountBound { mantissa, scale };
        for code in ["JPY", "EUR", "BHD", "CLF"] {
            let currency: Currency = code.parse().unwrap();
            let (least, largest) = (bound.least_minor(currency.exponent()), bound.largest_minor(currency.exponent()));
            for minor in [minor, least.saturating_add(slip), largest.saturating_add(slip)] {
                if (0..=999_999_999_999_999).contains(&minor) {
                    let order = bound.order_of(Money::new(minor, currency));
                    prop_assert_eq!((minor >= least, minor <= largest), (order.is_ge(), order.is_le()));
                }
            }
        }
    }
}

#[test]
fn days_are_split_into_whole_months_and_what_is_left() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let of = |from: Option<&str>, to: Option<&str>| Filter {
        from: from.map(day),
        to: to.map(day),
        ..Filter::default()
    };
    let shown = |filter: &Filter| {
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        format!("{}..{}", text(filter.from), text(filter.to))
    };
    for (from, to, months, edges) in [
        (Some("2026-01-15"), Some("2026-04-30"), "2026-02-01..2026-04-30", &["2026-01-15..2026-01-31"][..]),
        (Some("2024-02-01"), Some("2024-03-30"), "2024-02-01..2024-02-29", &["2024-03-01..2024-03-30"]),
        (None, Some("2026-10-15"), "..2026-09-30", &["2026-10-01..2026-10-15"]),
        (
            Some("2026-01-02"),
            Some("2026-03-30"),
            "2026-02-01..2026-02-28",
            &["2026-01-02..2026-01-31", "2026-03-01..2026-03-30"],
        ),
        (Some("2026-01-01"), None, "2026-01-01..", &[]),
    ] {
        let (whole, rest) = of(from, to).split_at_months().unwrap();
        assert_eq!(
            (shown(&whole).as_str(), rest.iter().map(shown).collect::<Vec<_>>()),
            (months, edges.iter().map(|edge| (*edge).to_owned()).collect())
        );
    }
    for (from, to) in
        [("2026-01-02", "2026-01-31"), ("2026-01-01", "2026-01-30"), ("2026-01-02", "2026-02-20")]
    {
        assert!(of(Some(from), Some(to)).split_at_months().is_none(), "{from} {to}");
    }
    let searching = Filter { search: vec!["x".to_owned()], ..of(Some("2026-01-15"), None) };
    assert!(searching.split_at_months().is_none());
}
