//! Reports of random facts against sums made one row at a time.

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
            Dimension::Payee => vec![self.payee.clone()],
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

fn report(by: &[Dimension], facts: &[Owned]) -> Report {
    let mut builder = Builder::new(by, None).unwrap();
    for owned in facts {
        builder.add(&owned.fact()).unwrap();
    }
    builder.finish(&Shape::default()).unwrap()
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
                by.iter().zip(&row.key).all(|(dimension, key)| owned.keys(*dimension).contains(key))
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
            for (dimension, keys, sums) in [
                (by[0], &grid.row_keys, &grid.row_sums),
                (by[1], &grid.column_keys, &grid.column_sums),
            ] {
                let single = report(&[dimension], &facts);
                let rows: Vec<_> = single.rows.iter().filter(|row| row.money.currency == grid.currency).collect();
                prop_assert_eq!(keys, &rows.iter().map(|row| row.key[0].clone()).collect::<Vec<_>>());
                prop_assert_eq!(sums, &rows.iter().map(|row| -row.money.net_minor).collect::<Vec<_>>());
            }
            for (row, row_key) in grid.row_keys.iter().enumerate() {
                for (column, column_key) in grid.column_keys.iter().enumerate() {
                    let under = |owned: &Owned| {
                        owned.keys(by[0]).contains(row_key) && owned.keys(by[1]).contains(column_key)
                    };
                    let sum = naive(&facts, grid.currency, under);
                    prop_assert_eq!(grid.cell(row, column), (sum.count > 0).then_some(-sum.net_minor));
                }
            }
        }
    }
}
