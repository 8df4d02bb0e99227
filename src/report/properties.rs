//! Reports of random facts against sums made one row at a time.

use std::num::NonZeroUsize;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::model::currency::Currency;
use crate::model::expense::Direction;

/// A fact that owns its texts.
#[derive(Debug, Clone)]
struct Owned {
    date: NaiveDate,
    category: Option<String>,
    payee: Option<String>,
    tags: Vec<String>,
    direction: Direction,
    currency: Currency,
    minor: i64,
}

impl Owned {
    fn fact(&self) -> Fact<'_> {
        Fact {
            date: self.date,
            category: self.category.as_deref(),
            payee: self.payee.as_deref(),
            method: None,
            tags: &self.tags,
            ledger: "personal",
            source: None,
            direction: self.direction,
            currency: self.currency,
            count: 1,
            minor: self.minor,
        }
    }

    /// The keys it counts under, made without the code under test.
    fn keys(&self, dimension: Dimension) -> Vec<Option<String>> {
        match dimension {
            Dimension::Category => vec![self.category.clone()],
            // Whichever spelling the report shows.
            Dimension::Payee => vec![self.payee.as_ref().map(|payee| payee.to_lowercase())],
            Dimension::Month => vec![Some(self.date.format("%Y-%m").to_string())],
            Dimension::Day => vec![Some(self.date.format("%Y-%m-%d").to_string())],
            Dimension::Week => vec![Some(self.date.format("%G-W%V").to_string())],
            Dimension::Weekday => vec![Some(self.date.format("%A").to_string().to_lowercase())],
            Dimension::Tag if self.tags.is_empty() => vec![None],
            Dimension::Tag => self.tags.iter().cloned().map(Some).collect(),
            Dimension::Currency => vec![Some(self.currency.to_string())],
            other => panic!("{other} is not among the dimensions tried"),
        }
    }
}

impl Owned {
    /// Whether it counts under a key as a report shows it: a payee in one of its spellings.
    fn counts_under(&self, dimension: Dimension, key: Option<&str>) -> bool {
        let key = match dimension {
            Dimension::Payee => key.map(str::to_lowercase),
            _ => key.map(str::to_owned),
        };
        self.keys(dimension).contains(&key)
    }
}

const TRIED: [Dimension; 8] = [
    Dimension::Category,
    Dimension::Payee,
    Dimension::Month,
    Dimension::Day,
    Dimension::Week,
    Dimension::Weekday,
    Dimension::Tag,
    Dimension::Currency,
];

fn any_owned() -> impl Strategy<Value = Owned> {
    (
        (0_u64..800).prop_map(|days| {
            NaiveDate::from_ymd_opt(2024, 11, 1).unwrap().checked_add_days(chrono::Days::new(days)).unwrap()
        }),
        prop::option::of("[a-c](:[a-c])?"),
        prop::option::of("[A-Ca-c]{1,2}"),
        prop::collection::btree_set("[a-d]", 0..3),
        prop::sample::select(vec![Direction::Expense, Direction::Income, Direction::Transfer]),
        prop::sample::select(vec!["EUR", "USD", "JPY"]),
        0_i64..10_000,
    )
        .prop_map(|(date, category, payee, tags, direction, currency, minor)| Owned {
            date,
            category,
            payee,
            tags: tags.into_iter().collect(),
            direction,
            currency: currency.parse().unwrap(),
            minor,
        })
}

fn any_by() -> impl Strategy<Value = Vec<Dimension>> {
    prop::sample::subsequence(TRIED.to_vec(), 0..=2).prop_shuffle()
}

fn cut_report(by: &[Dimension], facts: &[Owned], top: Option<NonZeroUsize>) -> Report {
    let mut builder = Builder::new(by, None).unwrap();
    for owned in facts {
        builder.add(&owned.fact()).unwrap();
    }
    builder.finish(&Shape { top, ..Shape::default() }).unwrap()
}

fn report(by: &[Dimension], facts: &[Owned]) -> Report {
    cut_report(by, facts, None)
}

/// The sums of the facts that `counts`, in one currency.
fn naive(facts: &[Owned], currency: Currency, counts: impl Fn(&Owned) -> bool) -> MoneyRow {
    let mut sum = MoneyRow { currency, count: 0, expense_minor: 0, income_minor: 0, net_minor: 0 };
    for owned in facts.iter().filter(|owned| owned.currency == currency && counts(owned)) {
        match owned.direction {
            Direction::Expense => sum.expense_minor += owned.minor,
            Direction::Income => sum.income_minor += owned.minor,
            Direction::Transfer => continue,
        }
        sum.count += 1;
    }
    sum.net_minor = sum.income_minor - sum.expense_minor;
    sum
}

proptest! {
    #[test]
    fn rows_and_totals_equal_sums_made_one_by_one(
        facts in prop::collection::vec(any_owned(), 0..60), by in any_by(),
    ) {
        let report = report(&by, &facts);
        for total in &report.totals {
            prop_assert_eq!(*total, naive(&facts, total.currency, |_| true));
        }
        for row in &report.rows {
            let under = |owned: &Owned| {
                by.iter().zip(&row.key).all(|(dimension, key)| owned.counts_under(*dimension, key.as_deref()))
            };
            prop_assert_eq!(row.money, naive(&facts, row.money.currency, under));
        }
        // Nothing is missing: every fact is in as many rows as it has keys.
        let places: usize = facts
            .iter()
            .filter(|owned| owned.direction != Direction::Transfer)
            .map(|owned| by.iter().map(|dimension| owned.keys(*dimension).len()).product::<usize>())
            .sum();
        let counted: u64 = report.rows.iter().map(|row| row.money.count).sum();
        prop_assert_eq!(u64::try_from(places).unwrap(), counted);
        let keys: std::collections::HashSet<_> =
            report.rows.iter().map(|row| (row.money.currency, &row.key)).collect();
        prop_assert_eq!(keys.len(), report.rows.len());
    }

    #[test]
    fn the_rest_of_tags_counts_every_expense_once(
        facts in prop::collection::vec(any_owned(), 0..60), top in 1_usize..4,
        by in prop::sample::select(vec![
            vec![Dimension::Tag],
            vec![Dimension::Tag, Dimension::Month],
            vec![Dimension::Payee, Dimension::Tag],
        ]),
    ) {
        let cut = cut_report(&by, &facts, NonZeroUsize::new(top));
        prop_assert_eq!(&cut.totals, &report(&by, &facts).totals);
        for total in &cut.totals {
            // The first keys of each dimension that is cut, as the report by that one alone has them.
            let kept: Vec<Vec<Option<String>>> = by
                .iter()
                .map(|dimension| {
                    let all = report(&[*dimension], &facts);
                    let rows = all.rows.into_iter().filter(|row| row.money.currency == total.currency);
                    let first = if *dimension == Dimension::Month { usize::MAX } else { top };
                    rows.take(first).map(|row| row.key[0].clone()).collect()
                })
                .collect();
            for row in cut.rows.iter().filter(|row| row.money.currency == total.currency) {
                let counts = |owned: &Owned| {
                    by.iter().zip(&row.key).zip(&kept).all(|((dimension, key), kept)| {
                        let is_kept = |own: &Option<String>| {
                            kept.iter().any(|kept| match (kept, dimension) {
                                (Some(kept), Dimension::Payee) => own.as_deref() == Some(&kept.to_lowercase()),
                                _ => kept == own,
                            })
                        };
                        if key.as_deref() == Some("(other)") {
                            owned.keys(*dimension).iter().any(|own| !is_kept(own))
                        } else {
                            owned.counts_under(*dimension, key.as_deref())
                        }
                    })
                };
                prop_assert_eq!(row.money, naive(&facts, total.currency, counts), "{:?}", row.key);
                prop_assert_eq!(row.others.is_some(), row.key.contains(&Some("(other)".to_owned())));
            }
        }
    }

    #[test]
    fn the_order_of_the_facts_does_not_matter(
        (facts, shuffled) in prop::collection::vec(any_owned(), 0..60)
            .prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
        by in any_by(),
    ) {
        prop_assert_eq!(report(&by, &facts), report(&by, &shuffled));
    }

    #[test]
    fn the_edges_of_a_cross_table_equal_the_reports_by_one_dimension(
        facts in prop::collection::vec(any_owned(), 0..60), by in any_by(),
    ) {
        let Some(cross) = report(&by, &facts).cross() else {
            prop_assert!(by.len() < 2);
            return Ok(());
        };
        for grid in &cross.grids {
            for (dimension, edges) in [(by[0], &grid.down), (by[1], &grid.across)] {
                let single = report(&[dimension], &facts);
                let rows: Vec<_> = single.rows.iter().filter(|row| row.money.currency == grid.currency).collect();
                let told: Vec<_> = edges.iter().map(|edge| (&edge.key, edge.money)).collect();
                prop_assert_eq!(told, rows.iter().map(|row| (&row.key[0], row.money)).collect::<Vec<_>>());
            }
            for (row, Edge { key: row_key, .. }) in grid.down.iter().enumerate() {
                for (column, Edge { key: column_key, .. }) in grid.across.iter().enumerate() {
                    let under = |owned: &Owned| {
                        owned.counts_under(by[0], row_key.as_deref()) && owned.counts_under(by[1], column_key.as_deref())
                    };
                    let sum = naive(&facts, grid.currency, under);
                    prop_assert_eq!(grid.cell(row, column), (sum.count > 0).then_some(-sum.net_minor));
                }
            }
        }
    }
}
