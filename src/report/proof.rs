//! Reports of random facts against an independent computation: lists of plain tuples, a calendar of its own, one row at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::model::currency::Currency;
use crate::model::expense::Direction;
use crate::model::period::{Calendar, Comparison, Period, Unit, WeekStart};

/// Day number (0 is 1970-01-01), category, direction, currency, amount.
type Plain = (i64, Option<String>, Direction, &'static str, i64);
/// Expense, income, count.
type Sums = (i64, i64, u64);

/// Year, month and day of the days from 1970-01-01 on, by counting.
static CIVIL: LazyLock<Vec<(i64, i64, i64)>> = LazyLock::new(|| {
    let years = (1970..2030).flat_map(|year| (1..=12).map(move |month| (year, month)));
    years.flat_map(|(year, month)| (1..=days_in(year, month)).map(move |day| (year, month, day))).collect()
});

fn civil(day: i64) -> (i64, i64, i64) {
    CIVIL[usize::try_from(day).unwrap()]
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day number of a date.
fn number(year: i64, month: i64, day: i64) -> i64 {
    i64::try_from(CIVIL.binary_search(&(year, month, day)).unwrap()).unwrap()
}

fn date(day: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + Days::new(u64::try_from(day).unwrap())
}

const WEEKDAYS: [&str; 7] = ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"];

/// The key of a fact in one dimension.
fn key(plain: &Plain, by: Dimension, depth: usize, week_start: WeekStart, fiscal: i64) -> Option<String> {
    let (day, category, direction, currency, _) = plain;
    let (year, month, of_month) = civil(*day);
    Some(match by {
        Dimension::Category => {
            return category.as_ref().map(|path| path.split(':').take(depth).collect::<Vec<_>>().join(":"));
        }
        Dimension::Month => format!("{year:04}-{month:02}"),
        Dimension::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
        Dimension::Year => format!("{year:04}"),
        Dimension::FiscalYear => {
            let later = fiscal > 1 && month >= fiscal;
            format!("FY{:04}", if later { year + 1 } else { year })
        }
        Dimension::Day => format!("{year:04}-{month:02}-{of_month:02}"),
        Dimension::Weekday => WEEKDAYS[usize::try_from(day % 7).unwrap()].to_owned(),
        Dimension::DayOfMonth => format!("{of_month:02}"),
        Dimension::Week => {
            let first = match week_start {
                WeekStart::Monday => 4,
                WeekStart::Saturday => 2,
                WeekStart::Sunday => 3,
            };
            let start = day - (day - first).rem_euclid(7);
            let (y, m, d) = civil(start);
            if week_start != WeekStart::Monday {
                return Some(format!("{y:04}-{m:02}-{d:02}"));
            }
            // A week of ISO 8601 is of the year that its Thursday is in.
            let (thursday_year, _, _) = civil(start + 3);
            let week = (start + 3 - number(thursday_year, 1, 1)) / 7 + 1;
            format!("{thursday_year:04}-W{week:02}")
        }
        Dimension::Currency => (*currency).to_owned(),
        Dimension::Direction => direction.as_str().to_owned(),
        other => panic!("{other} is not tried here"),
    })
}

const TRIED: [Dimension; 11] = [
    Dimension::Category,
    Dimension::Month,
    Dimension::Quarter,
    Dimension::Year,
    Dimension::FiscalYear,
    Dimension::Week,
    Dimension::Day,
    Dimension::Weekday,
    Dimension::DayOfMonth,
    Dimension::Currency,
    Dimension::Direction,
];

fn fact(plain: &Plain) -> Fact<'_> {
    let (day, category, direction, currency, minor) = plain;
    Fact {
        date: date(*day),
        category: category.as_deref(),
        payee: None,
        method: None,
        tags: &[],
        ledger: "personal",
        source: None,
        direction: *direction,
        currency: currency.parse().unwrap(),
        count: 1,
        minor: *minor,
    }
}

/// 2023-11-01 and 2025-04-30: a leap day, two turns of the year, weeks 52 and 1.
const FROM: i64 = 19_662;
const TO: i64 = 20_208;

fn any_plain(days: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Plain> {
    let leap = number(2024, 2, 29);
    let day =
        prop_oneof![8 => days, 1 => Just(leap).prop_filter("outside", move |_| (FROM..=TO).contains(&leap))];
    (
        day,
        prop::option::of("[a-c](:[ab])?(:c)?"),
        prop::sample::select(vec![
            Direction::Expense,
            Direction::Expense,
            Direction::Income,
            Direction::Transfer,
        ]),
        prop::sample::select(vec!["EUR", "JPY", "BHD"]),
        0_i64..100_000,
    )
}

fn facts() -> impl Strategy<Value = Vec<Plain>> {
    prop::collection::vec(any_plain(FROM..=TO), 0..50)
}

fn by() -> impl Strategy<Value = Vec<Dimension>> {
    prop::sample::subsequence(TRIED.to_vec(), 1..=2).prop_shuffle()
}

fn calendars() -> impl Strategy<Value = (WeekStart, i64)> {
    (prop::sample::select(vec![WeekStart::Monday, WeekStart::Saturday, WeekStart::Sunday]), 1_i64..=12)
}

fn calendar((week_start, fiscal): (WeekStart, i64)) -> Calendar {
    Calendar { week_start, fiscal_year_start: fiscal.to_string().parse().unwrap() }
}

/// Sums by currency and key, added one by one.
fn naive(
    facts: &[Plain],
    keys: impl Fn(&Plain) -> Vec<Option<String>>,
) -> BTreeMap<(String, Vec<Option<String>>), Sums> {
    let mut sums: BTreeMap<_, Sums> = BTreeMap::new();
    for plain in facts {
        let at = (plain.3.to_owned(), keys(plain));
        let (expense, income) = match plain.2 {
            Direction::Expense => (plain.4, 0),
            Direction::Income => (0, plain.4),
            Direction::Transfer => continue,
        };
        let sum = sums.entry(at).or_default();
        *sum = (sum.0 + expense, sum.1 + income, sum.2 + 1);
    }
    sums
}

fn told(money: &MoneyRow) -> Sums {
    assert_eq!(money.net_minor, money.income_minor - money.expense_minor);
    (money.expense_minor, money.income_minor, money.count)
}

fn at(row: &Row) -> (String, Vec<Option<String>>) {
    (row.money.currency.code().to_owned(), row.key.clone())
}

fn build(facts: &[Plain], by: &[Dimension], depth: usize, of: (WeekStart, i64), shape: &Shape) -> Report {
    let mut builder = Builder::new(by, NonZeroUsize::new(depth)).unwrap().with_calendar(calendar(of));
    for plain in facts {
        builder.add(&fact(plain)).unwrap();
    }
    builder.finish(shape).unwrap()
}

fn whole() -> Period {
    Period { from: date(FROM), to: date(TO) }
}

/// A quotient rounded half away from zero, by comparing remainders.
fn rounded(dividend: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    if 2 * rest.abs() >= divisor { quotient + dividend.signum() } else { quotient }
}

#[test]
fn the_calendar_of_this_proof_is_right_about_days_that_are_known() {
    assert_eq!((civil(FROM), civil(TO)), ((2023, 11, 1), (2025, 4, 30)));
    assert_eq!(
        key(
            &(number(2024, 12, 30), None, Direction::Expense, "EUR", 0),
            Dimension::Week,
            1,
            WeekStart::Monday,
            1
        )
        .unwrap(),
        "2025-W01"
    );
    assert_eq!(WEEKDAYS[usize::try_from(number(2026, 10, 15) % 7).unwrap()], "thursday");
}

proptest! {
    #[test]
    fn every_dimension_and_pair_at_every_depth_and_calendar(
        facts in facts(), by in by(), depth in 1_usize..4, of in calendars(),
    ) {
        let report = build(&facts, &by, depth, of, &Shape::default());
        let keys = |plain: &Plain| by.iter().map(|by| key(plain, *by, depth, of.0, of.1)).collect();
        let rows: BTreeMap<_, _> = report.rows.iter().map(|row| (at(row), told(&row.money))).collect();
        prop_assert_eq!(rows.len(), report.rows.len());
        prop_assert_eq!(rows, naive(&facts, keys));
        let totals: BTreeMap<_, _> =
            report.totals.iter().map(|total| ((total.currency.code().to_owned(), Vec::new()), told(total))).collect();
        prop_assert_eq!(totals, naive(&facts, |_| Vec::new()));
        for row in &report.rows {
            let rate = row.money.savings_rate();
            let income = i128::from(row.money.income_minor);
            prop_assert_eq!(rate, (income > 0).then(|| rounded(i128::from(row.money.net_minor) * 10_000, income)));
        }
    }

    #[test]
    fn what_is_compared_has_the_sums_of_the_other_period(
        now in prop::collection::vec(any_plain(19_783..=19_813), 0..30),
        earlier in prop::collection::vec((0_i64..29, prop::option::of("[ab]"), 0_i64..1_000), 0..30),
        by in prop::sample::select(vec![Dimension::Category, Dimension::Day, Dimension::Month, Dimension::Weekday, Dimension::DayOfMonth]),
        with in prop::sample::select(vec![Comparison::Previous, Comparison::LastYear]),
    ) {
        // March 2024, with February 2024, which has a leap day, or March 2023.
        let march = Period { from: date(19_783), to: date(19_813) };
        let now: Vec<Plain> = now.into_iter().filter(|plain| plain.0 >= 19_783).collect();
        let (other, shift) = march.compared(with, march.to).unwrap();
        let first = match with { Comparison::Previous => number(2024, 2, 1), Comparison::LastYear => number(2023, 3, 1) };
        prop_assert_eq!(other.from, date(first));
        let earlier: Vec<Plain> = earlier
            .into_iter()
            .map(|(day, category, minor)| (first + day, category, Direction::Expense, "EUR", minor))
            .collect();
        let mut builder = Builder::new(&[by], None).unwrap();
        for plain in &now {
            builder.add(&fact(plain)).unwrap();
        }
        for plain in &earlier {
            builder.add_earlier(&fact(plain), shift, march).unwrap();
        }
        let report = builder.finish(&Shape { compared: Some(other), ..Shape::default() }).unwrap();
        // The same day of March; of a weekday or day of a month its own.
        let moved = |plain: &Plain| {
            let (_, _, day) = civil(plain.0);
            let at = if by.is_time() { number(2024, 3, day) } else { plain.0 };
            vec![key(&(at, plain.1.clone(), plain.2, plain.3, plain.4), by, 9, WeekStart::Monday, 1)]
        };
        let of_now = naive(&now, |plain| vec![key(plain, by, 9, WeekStart::Monday, 1)]);
        let of_earlier = naive(&earlier, moved);
        let keys: BTreeSet<_> = of_now.keys().chain(of_earlier.keys()).collect();
        prop_assert_eq!(report.rows.len(), keys.len());
        for row in &report.rows {
            let both = (of_now.get(&at(row)).copied().unwrap_or_default(), of_earlier.get(&at(row)).copied().unwrap_or_default());
            let told_earlier = row.earlier.unwrap();
            prop_assert_eq!((told(&row.money), told(&told_earlier.money)), both);
            let difference = both.0.0 - both.1.0;
            prop_assert_eq!(told_earlier.expense.difference_minor, difference);
            let rate = (both.1.0 > 0).then(|| rounded(i128::from(difference) * 10_000, i128::from(both.1.0)));
            prop_assert_eq!(told_earlier.expense.rate, rate);
            let net = (both.0.1 - both.0.0, both.1.1 - both.1.0);
            prop_assert_eq!(told_earlier.net.difference_minor, net.0 - net.1);
            let rate = (net.1 != 0).then(|| rounded(i128::from(net.0 - net.1) * 10_000, i128::from(net.1.abs())));
            prop_assert_eq!(told_earlier.net.rate, rate);
        }
    }

    #[test]
    fn an_average_is_over_the_days_that_a_row_stands_for(
        facts in facts(), by in by(), of in calendars(), unit in prop::sample::select(Unit::ALL.to_vec()),
    ) {
        let shape = Shape {
            period: Some(whole()), from: Some(date(FROM)), until: Some(date(TO)), unit: Some(unit), ..Shape::default()
        };
        let report = build(&facts, &by, 9, of, &shape);
        let repeats = |by: &Dimension| matches!(by, Dimension::Weekday | Dimension::DayOfMonth);
        for row in &report.rows {
            // The days that share the row's keys of time; weekdays count only where averages are by the day.
            let counted = |day: &i64| {
                by.iter().zip(&row.key).filter(|(by, _)| by.is_time() || (unit == Unit::Day && repeats(by))).all(
                    |(by, wanted)| key(&(*day, None, Direction::Expense, "EUR", 0), *by, 9, of.0, of.1) == *wanted,
                )
            };
            // In parts of a day's share of its month, of which 377,580 make a month of any length.
            let (mut dividend, divisor) = match unit {
                Unit::Day => (0_i128, 1),
                Unit::Week => (0, 7),
                Unit::Month => (0, 377_580),
                Unit::Quarter => (0, 3 * 377_580),
                Unit::Year => (0, 12 * 377_580),
            };
            for day in (FROM..=TO).filter(counted) {
                let (year, month, _) = civil(day);
                dividend += if matches!(unit, Unit::Day | Unit::Week) { 1 } else { 377_580 / i128::from(days_in(year, month)) };
            }
            let each = |minor: i64| i64::try_from(rounded(i128::from(minor) * divisor, dividend)).unwrap();
            let sums = row.money.amounts();
            let wanted = Amounts {
                expense_minor: each(sums.expense_minor),
                income_minor: each(sums.income_minor),
                net_minor: each(sums.net_minor),
            };
            prop_assert_eq!(row.each, Some(wanted), "{:?} {:?}", row.key, unit);
        }
    }

    #[test]
    fn running_sums_run_over_every_key_of_time_and_none_is_missing(
        facts in facts(), of in calendars(),
        by in prop::sample::select(vec![Dimension::Month, Dimension::Quarter, Dimension::Year, Dimension::FiscalYear, Dimension::Week, Dimension::Day]),
    ) {
        let shape = Shape {
            period: Some(whole()), from: Some(date(FROM)), until: Some(date(TO)),
            is_filled: true, is_cumulated: true, ..Shape::default()
        };
        let report = build(&facts, &[by], 9, of, &shape);
        let mut keys = Vec::new();
        for day in FROM..=TO {
            let key = key(&(day, None, Direction::Expense, "EUR", 0), by, 9, of.0, of.1);
            if keys.last() != Some(&key) {
                keys.push(key);
            }
        }
        let sums = naive(&facts, |plain| vec![key(plain, by, 9, of.0, of.1)]);
        let currencies: BTreeSet<&str> = report.totals.iter().map(|total| total.currency.code()).collect();
        prop_assert_eq!(report.rows.len(), keys.len() * currencies.len());
        for code in currencies {
            let currency: Currency = code.parse().unwrap();
            let mut running = (0, 0);
            let rows = report.rows.iter().filter(|row| row.money.currency == currency);
            for (row, key) in rows.zip(&keys) {
                prop_assert_eq!(&row.key, &vec![key.clone()]);
                let (expense, income, _) = sums.get(&at(row)).copied().unwrap_or_default();
                running = (running.0 + expense, running.1 + income);
                let cumulated = row.cumulated.unwrap();
                prop_assert_eq!((cumulated.expense_minor, cumulated.income_minor), running);
                prop_assert_eq!(cumulated.net_minor, running.1 - running.0);
            }
        }
    }

    #[test]
    fn the_first_few_stand_alone_and_the_rest_is_what_is_missing(
        facts in facts(), top in 1_usize..5,
        order in prop::sample::select(vec![
            (None, 0), (Some(Order::Expense), 0), (Some(Order::Income), 1), (Some(Order::Net), 2), (Some(Order::Count), 3),
            (Some(Order::Name), 4),
        ]),
    ) {
        let shape = Shape { order: order.0, top: NonZeroUsize::new(top), ..Shape::default() };
        let report = build(&facts, &[Dimension::Category], 9, (WeekStart::Monday, 1), &shape);
        let sums = naive(&facts, |plain| vec![key(plain, Dimension::Category, 9, WeekStart::Monday, 1)]);
        for total in &report.totals {
            let code = total.currency.code();
            let mut wanted: Vec<(&Option<String>, Sums)> =
                sums.iter().filter(|((of, _), _)| of == code).map(|((_, key), sums)| (&key[0], *sums)).collect();
            wanted.sort_by_key(|(name, (expense, income, count))| {
                let size = match order.1 {
                    0 => (-expense, -income),
                    1 => (-income, -expense),
                    2 => (income - expense, -expense),
                    3 => (-i64::try_from(*count).unwrap(), -expense),
                    _ => (0, 0),
                };
                (size, name.is_none(), *name)
            });
            let rows: Vec<&Row> = report.rows.iter().filter(|row| row.money.currency == total.currency).collect();
            for (row, (name, sums)) in rows.iter().zip(wanted.iter().take(top)) {
                prop_assert_eq!((&row.key[0], told(&row.money), row.others), (*name, *sums, None));
            }
            let rest = &wanted[top.min(wanted.len())..];
            prop_assert_eq!(rows.len(), wanted.len().min(top) + usize::from(!rest.is_empty()));
            if let Some(row) = rows.get(top) {
                let sum = rest.iter().fold((0, 0, 0), |sum, (_, one)| (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2));
                prop_assert_eq!(told(&row.money), sum);
                prop_assert_eq!((row.key[0].as_deref(), row.others), (Some("(other)"), Some(u64::try_from(rest.len()).unwrap())));
            }
        }
    }

    #[test]
    fn the_rest_of_two_dimensions_leaves_every_sum_of_the_other_as_it_was(facts in facts(), top in 1_usize..4) {
        let by = [Dimension::Category, Dimension::Month];
        let cut = build(&facts, &by, 9, (WeekStart::Monday, 1), &Shape { top: NonZeroUsize::new(top), ..Shape::default() });
        let all = build(&facts, &by, 9, (WeekStart::Monday, 1), &Shape::default());
        prop_assert_eq!(&cut.totals, &all.totals);
        let months = |report: &Report| {
            let mut sums: BTreeMap<(String, Option<String>), Sums> = BTreeMap::new();
            for row in &report.rows {
                let sum = sums.entry((row.money.currency.code().to_owned(), row.key[1].clone())).or_default();
                let one = told(&row.money);
                *sum = (sum.0 + one.0, sum.1 + one.1, sum.2 + one.2);
            }
            sums
        };
        prop_assert_eq!(months(&cut), months(&all));
        for grid in cut.cross().unwrap().grids {
            prop_assert!(grid.down.len() <= top + 1);
        }
    }
}
