//! Reports of a few facts against written-out rows.

use std::num::NonZeroUsize;

use chrono::NaiveDate;

use super::*;
use crate::model::currency::Currency;
use crate::model::expense::Direction::{Expense, Income, Transfer};
use crate::model::period::{Comparison, Period, Unit};

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An expense of 1.00 EUR on 2026-03-15 with nothing else known.
fn fact() -> Fact<'static> {
    Fact {
        date: date("2026-03-15"),
        category: None,
        payee: None,
        method: None,
        tags: &[],
        ledger: "personal",
        source: None,
        direction: Expense,
        currency: currency("EUR"),
        count: 1,
        minor: 100,
    }
}

fn spent(category: &'static str, minor: i64) -> Fact<'static> {
    Fact { category: Some(category), minor, ..fact() }
}

fn on(day: &str, minor: i64) -> Fact<'static> {
    Fact { date: date(day), minor, ..fact() }
}

fn make_at(depth: usize, by: &[Dimension], facts: &[Fact<'_>]) -> Report {
    let mut builder = Builder::new(by, NonZeroUsize::new(depth)).unwrap();
    for fact in facts {
        builder.add(fact).unwrap();
    }
    builder.finish(&Shape::default()).unwrap()
}

fn make(by: &[Dimension], facts: &[Fact<'_>]) -> Report {
    make_at(0, by, facts)
}

fn key(key: &[Option<String>]) -> String {
    key.iter().map(|value| value.as_deref().unwrap_or("(none)")).collect::<Vec<_>>().join("/")
}

/// The keys with their expense, such as `food 250`.
fn lines(report: &Report) -> Vec<String> {
    report.rows.iter().map(|row| format!("{} {}", key(&row.key), row.money.expense_minor)).collect()
}

fn keys(edges: &[Edge]) -> Vec<Option<&str>> {
    edges.iter().map(|edge| edge.key.as_deref()).collect()
}

fn sums(edges: &[Edge]) -> Vec<i64> {
    edges.iter().map(Edge::spent).collect()
}

#[test]
fn categories_stand_with_the_largest_expense_first_and_ties_by_name() {
    let refund = Fact { direction: Income, ..spent("clothes", 40) };
    let facts =
        [spent("rent", 500), spent("food", 100), fact(), spent("clothes", 90), refund, spent("food", 150)];
    let more = [spent("bus", 100)];
    let report = make(&[Dimension::Category], &[&facts[..], &more[..]].concat());
    assert_eq!(lines(&report), ["rent 500", "food 250", "bus 100", "(none) 100", "clothes 90"]);
    let clothes = &report.rows[4].money;
    assert_eq!((clothes.count, clothes.income_minor, clothes.net_minor), (2, 40, -50));
    let [total] = &report.totals[..] else { panic!("one currency") };
    assert_eq!((total.count, total.expense_minor, total.income_minor, total.net_minor), (7, 1040, 40, -1000));
}

#[test]
fn shares_are_of_the_currencys_expense_and_averages_of_one_expense() {
    let refund = Fact { direction: Income, ..spent("food", 1_000) };
    let report =
        make(&[Dimension::Category], &[spent("rent", 2), spent("food", 0), spent("food", 1), refund]);
    let [rent, food] = &report.rows[..] else { panic!("two rows") };
    assert_eq!((rent.share, rent.average_minor), (Some(6_667), Some(2)));
    // 0.5 is rounded away from zero; the refund is in neither.
    assert_eq!((food.share, food.average_minor), (Some(3_333), Some(1)));
}

#[test]
fn where_nothing_was_spent_shares_and_averages_are_of_the_income() {
    let income = |category, minor| Fact { direction: Income, ..spent(category, minor) };
    let report = make(&[Dimension::Category], &[income("wage", 300), income("gift", 50), income("gift", 50)]);
    assert_eq!(report.rows[0].share, Some(7_500));
    assert_eq!((report.rows[1].share, report.rows[1].average_minor), (Some(2_500), Some(50)));
    let nothing = make(&[Dimension::Category], &[spent("free", 0)]);
    assert_eq!((nothing.rows[0].share, nothing.rows[0].average_minor), (None, Some(0)));
}

#[test]
fn transfers_and_totals_of_nothing_are_in_no_row_and_no_total() {
    let transfer = Fact { direction: Transfer, ..spent("card", 900) };
    let empty = Fact { count: 0, minor: 0, ..spent("gone", 0) };
    for by in [&[][..], &[Dimension::Direction], &[Dimension::Category, Dimension::Month]] {
        let report = make(by, &[transfer, empty]);
        assert!(report.rows.is_empty() && report.totals.is_empty());
    }
    let report = make(&[Dimension::Direction], &[transfer, spent("food", 1), fact()]);
    assert_eq!(lines(&report), ["expense 101"]);
    assert_eq!(report.totals[0].count, 2);
}

#[test]
fn currencies_never_mix_and_the_most_used_one_comes_first() {
    let yen = Fact { currency: currency("JPY"), minor: 1_000_000, ..spent("food", 0) };
    let kroner = Fact { currency: currency("DKK"), ..yen };
    let report = make(&[Dimension::Category], &[yen, kroner, spent("rent", 3), spent("food", 5)]);
    let rows: Vec<_> =
        report.rows.iter().map(|row| (row.money.currency.code(), key(&row.key), row.share)).collect();
    assert_eq!(
        rows,
        [
            ("EUR", "food".to_owned(), Some(6_250)),
            ("EUR", "rent".to_owned(), Some(3_750)),
            ("DKK", "food".to_owned(), Some(10_000)),
            ("JPY", "food".to_owned(), Some(10_000)),
        ]
    );
    let totals: Vec<_> =
        report.totals.iter().map(|total| (total.currency.code(), total.expense_minor)).collect();
    assert_eq!(totals, [("EUR", 8), ("DKK", 1_000_000), ("JPY", 1_000_000)]);
}

#[test]
fn time_goes_forward_whatever_was_spent() {
    let facts = [on("2026-02-28", 5), on("2025-12-31", 1), on("2026-02-01", 5), on("2026-01-01", 50)];
    for (dimension, expected) in [
        (Dimension::Month, &["2025-12 1", "2026-01 50", "2026-02 10"][..]),
        (Dimension::Year, &["2025 1", "2026 60"]),
        (Dimension::Day, &["2025-12-31 1", "2026-01-01 50", "2026-02-01 5", "2026-02-28 5"]),
        // 2025-12-31 is a Wednesday: its week has the Thursday of 2026-01-01 and is the first of that year.
        (Dimension::Week, &["2026-W01 51", "2026-W05 5", "2026-W09 5"]),
        (Dimension::Weekday, &["wednesday 1", "thursday 50", "saturday 5", "sunday 5"]),
    ] {
        assert_eq!(lines(&make(&[dimension], &facts)), expected, "{dimension}");
    }
}

#[test]
fn the_ends_of_the_calendar_have_labels_too() {
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        for dimension in Dimension::ALL {
            assert_eq!(make(&[dimension], &[Fact { date: day, ..fact() }]).rows.len(), 1, "{dimension}");
        }
    }
}

#[test]
fn every_other_dimension_groups_by_its_field() {
    let tags = ["trip".to_owned()];
    let full = Fact {
        payee: Some("Rewe"),
        method: Some("Card"),
        tags: &tags,
        source: Some("lloyds"),
        ledger: "shared",
        currency: currency("GBP"),
        direction: Income,
        ..fact()
    };
    for (dimension, value, other) in [
        (Dimension::Payee, "Rewe", "(none)"),
        (Dimension::Method, "Card", "(none)"),
        (Dimension::Tag, "trip", "(none)"),
        (Dimension::Source, "lloyds", "(none)"),
        (Dimension::Ledger, "shared", "personal"),
        (Dimension::Currency, "GBP", "EUR"),
        (Dimension::Direction, "income", "expense"),
    ] {
        let keys: Vec<_> = make(&[dimension], &[full, fact()]).rows.iter().map(|row| key(&row.key)).collect();
        assert_eq!(keys, [other, value], "{dimension}");
    }
}

#[test]
fn an_expense_counts_under_each_of_its_tags_and_once_in_the_totals() {
    let both = ["trip".to_owned(), "work".to_owned(), "trip".to_owned()];
    let work = ["work".to_owned()];
    let facts = [Fact { tags: &both, ..fact() }, Fact { tags: &work, ..fact() }, fact()];
    let report = make(&[Dimension::Tag], &facts);
    assert_eq!(lines(&report), ["work 200", "trip 100", "(none) 100"]);
    assert_eq!((report.totals[0].expense_minor, report.totals[0].count), (300, 3));
    assert_eq!(report.rows[0].share, Some(6_667));
}

#[test]
fn category_paths_are_cut_to_the_depth_asked_for() {
    let facts = [spent("food:groceries:market", 1), spent("food:out", 2), spent("food", 4), spent("rent", 3)];
    let by = [Dimension::Category];
    assert_eq!(lines(&make_at(1, &by, &facts)), ["food 7", "rent 3"]);
    assert_eq!(lines(&make_at(2, &by, &facts)), ["food 4", "rent 3", "food:out 2", "food:groceries 1"]);
    assert_eq!(lines(&make(&by, &facts)).len(), 4);
}

#[test]
fn categories_that_differ_only_in_case_are_one() {
    for facts in [[spent("food:a", 1), spent("Food:b", 2)], [spent("Food:b", 2), spent("food:a", 1)]] {
        assert_eq!(lines(&make_at(1, &[Dimension::Category], &facts)), ["Food 3"]);
    }
}

#[test]
fn a_crossed_report_keeps_the_first_order_and_then_the_second() {
    let facts = [
        Fact { category: Some("food"), ..on("2026-02-01", 30) },
        Fact { category: Some("food"), ..on("2026-01-01", 40) },
        Fact { category: Some("rent"), ..on("2026-01-01", 60) },
    ];
    // Food is more than rent in all, though no single cell of it is.
    let by_category = make(&[Dimension::Category, Dimension::Month], &facts);
    assert_eq!(lines(&by_category), ["food/2026-01 40", "food/2026-02 30", "rent/2026-01 60"]);
    let by_month = make(&[Dimension::Month, Dimension::Category], &facts);
    assert_eq!(lines(&by_month), ["2026-01/rent 60", "2026-01/food 40", "2026-02/food 30"]);
}

#[test]
fn a_cross_table_has_net_expense_in_its_cells_and_sums_at_its_edges() {
    let facts = [
        Fact { category: Some("food"), ..on("2026-02-01", 30) },
        Fact { category: Some("food"), direction: Income, ..on("2026-02-02", 45) },
        Fact { category: Some("food"), ..on("2026-01-01", 40) },
        Fact { category: Some("rent"), ..on("2026-01-01", 60) },
        Fact { currency: currency("USD"), ..on("2026-01-01", 7) },
    ];
    let report = make(&[Dimension::Category, Dimension::Month], &facts);
    let cross = report.cross().unwrap();
    assert_eq!(cross.by, [Dimension::Category, Dimension::Month]);
    let [euros, dollars] = &cross.grids[..] else { panic!("two currencies") };
    assert_eq!(keys(&euros.down), [Some("food"), Some("rent")]);
    assert_eq!(keys(&euros.across), [Some("2026-01"), Some("2026-02")]);
    let cells = [[euros.cell(0, 0), euros.cell(0, 1)], [euros.cell(1, 0), euros.cell(1, 1)]];
    assert_eq!(cells, [[Some(40), Some(-15)], [Some(60), None]]);
    assert_eq!(sums(&euros.down), [25, 60]);
    assert_eq!(sums(&euros.across), [100, -15]);
    assert_eq!(euros.total, 85);
    assert_eq!((keys(&dollars.down), dollars.cell(0, 0), dollars.total), (vec![None], Some(7), 7));
    assert!(make(&[Dimension::Month], &facts).cross().is_none());
}

#[test]
fn the_sums_of_a_cross_table_count_a_tagged_expense_once() {
    let tags = ["a".to_owned(), "b".to_owned()];
    let facts = [Fact { tags: &tags, ..spent("food", 10) }, spent("rent", 15)];
    let report = make(&[Dimension::Category, Dimension::Tag], &facts);
    // By the cells food would be 20 and come first.
    assert_eq!(lines(&report), ["rent/(none) 15", "food/a 10", "food/b 10"]);
    let grid = &report.cross().unwrap().grids[0];
    assert_eq!(sums(&grid.down), [15, 10]);
    assert_eq!(sums(&grid.across), [15, 10, 10]);
    assert_eq!(grid.total, 25);
}

#[test]
fn sums_beyond_64_bits_and_amounts_below_zero_are_refused_and_leave_the_report_as_it_was() {
    let mut builder = Builder::new(&[Dimension::Category, Dimension::Tag], None).unwrap();
    builder.add(&spent("food", i64::MAX)).unwrap();
    let euros = currency("EUR");
    assert_eq!(builder.add(&spent("rent", 1)), Err(ReportError::Overflow(euros)));
    let many = Fact { count: u64::MAX, direction: Income, ..spent("rent", 1) };
    assert_eq!(builder.add(&many), Err(ReportError::Overflow(euros)));
    let negative = ReportError::Negative { currency: euros, minor: -1 };
    assert_eq!(builder.add(&spent("rent", -1)), Err(negative));
    builder.add(&Fact { direction: Income, ..spent("food", i64::MAX) }).unwrap();
    let period = Some(Period { from: date("2026-03-01"), to: date("2026-03-31") });
    let report = builder.finish(&Shape { period, ..Shape::default() }).unwrap();
    assert_eq!(lines(&report), [format!("food/(none) {}", i64::MAX)]);
    assert_eq!((report.totals[0].net_minor, report.rows[0].share), (0, Some(10_000)));
    assert_eq!(report.period, Some((date("2026-03-01"), date("2026-03-31"))));
}

#[test]
fn dimensions_are_read_by_their_words_and_an_unknown_one_lists_them() {
    for dimension in Dimension::ALL {
        assert_eq!(dimension.to_string().parse(), Ok(dimension));
    }
    let error = "colour\u{1b}".parse::<Dimension>().unwrap_err().to_string();
    assert_eq!(
        error,
        "`colour\\u{1b}` is nothing to report by: category, month, quarter, year, fiscal-year, week, day, weekday, \
         day-of-month, payee, method, tag, currency, direction, ledger, source"
    );
    let three = [Dimension::Tag, Dimension::Month, Dimension::Payee];
    assert_eq!(Builder::new(&three, None).unwrap_err(), ReportError::TooManyDimensions(3));
    let twice = Builder::new(&[Dimension::Tag, Dimension::Tag], None).unwrap_err();
    assert_eq!(twice, ReportError::DimensionTwice(Dimension::Tag));
}

#[test]
fn without_dimensions_there_is_a_row_for_each_currency() {
    let report = make(&[], &[fact(), Fact { direction: Income, ..fact() }]);
    assert_eq!(report.rows.len(), 1);
    assert!(report.rows[0].key.is_empty());
    assert_eq!(report.rows[0].money, report.totals[0]);
}

#[test]
fn months_between_periods_apart_are_not_invented() {
    let spans = ["2026-01-01..2026-01-31", "2026-03-10..2026-04-09"].map(|text| {
        let (from, to) = text.split_once("..").unwrap();
        Period { from: date(from), to: date(to) }
    });
    let shape = Shape {
        spans: spans.to_vec(),
        from: Some(date("2026-01-01")),
        until: Some(date("2026-04-09")),
        is_filled: true,
        ..Shape::default()
    };
    let mut builder = Builder::new(&[Dimension::Month], None).unwrap();
    builder.add(&on("2026-03-12", 100)).unwrap();
    let report = builder.finish(&shape).unwrap();
    assert_eq!(lines(&report), ["2026-01 0", "2026-03 100", "2026-04 0"]);
    assert_eq!(report.spans, spans);
}

#[test]
fn nothing_in_a_period_is_nothing_each_month_beside_what_it_is_compared_with() {
    let now = Period { from: date("2026-03-01"), to: date("2026-03-31") };
    let (earlier, shift) = now.compared(Comparison::Previous, now.to).unwrap();
    let shape = Shape {
        period: Some(now),
        from: Some(now.from),
        until: Some(now.to),
        compared: Some(earlier),
        unit: Some(Unit::Month),
        ..Shape::default()
    };
    let mut builder = Builder::new(&[Dimension::Category], None).unwrap();
    builder.add_earlier(&Fact { date: date("2026-02-03"), ..spent("food", 100) }, shift, now).unwrap();
    let report = builder.finish(&shape).unwrap();
    assert_eq!(report.rows[0].each, Some(Amounts::default()));
    assert_eq!(report.more[0].each, Some(Amounts::default()));
}

#[test]
fn a_leap_day_stands_for_the_nearest_day_of_the_period() {
    let now = Period { from: date("2024-02-29"), to: date("2024-03-15") };
    let (earlier, shift) = now.compared(Comparison::LastYear, now.to).unwrap();
    let mut builder = Builder::new(&[Dimension::Day], None).unwrap();
    builder.add_earlier(&on("2023-02-28", 100), shift, now).unwrap();
    let shape = Shape { period: Some(now), compared: Some(earlier), ..Shape::default() };
    assert_eq!(lines(&builder.finish(&shape).unwrap()), ["2024-02-29 0"]);
}

#[test]
fn keys_that_differ_in_case_alone_are_one_and_the_rest_is_never_taken_for_one() {
    let paid = |payee: &'static str, minor| Fact { payee: Some(payee), minor, ..fact() };
    let facts = [paid("lidl", 100), paid("Lidl", 50), paid("(OTHER)", 400), paid("Rewe", 1), paid("Aldi", 2)];
    let mut builder = Builder::new(&[Dimension::Payee], None).unwrap();
    for fact in &facts {
        builder.add(fact).unwrap();
    }
    let report = builder.finish(&Shape { top: NonZeroUsize::new(2), ..Shape::default() }).unwrap();
    assert_eq!(lines(&report), ["(OTHER) 400", "Lidl 150", "(the rest) 3"]);
    assert_eq!(report.rows[2].others, Some(2));
}

#[test]
fn empty_months_are_not_summed_with_the_rest() {
    let shape = Shape {
        from: Some(date("2026-01-01")),
        until: Some(date("2026-12-31")),
        is_filled: true,
        top: NonZeroUsize::new(1),
        ..Shape::default()
    };
    let mut builder = Builder::new(&[Dimension::Month], None).unwrap();
    for day in ["2026-03-01", "2026-05-01", "2026-06-01"] {
        builder.add(&on(day, 100)).unwrap();
    }
    let report = builder.finish(&shape).unwrap();
    assert_eq!(lines(&report), ["2026-03 100", "(other) 200"]);
    assert_eq!(report.rows[1].others, Some(2));
}
