//! Filters: the store's SQL selects what `Filter::matches` says, in the right order, and sums it.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use outlay::id::{derived_id, new_id};
use outlay::ledger::entries::expense_record;
use outlay::model::category::CategoryPath;
use outlay::model::currency::Currency;
use outlay::model::entity::Kind;
use outlay::model::expense::{Direction, Expense, ExpenseDraft};
use outlay::model::filter::{AmountBound, CategoryFilter, Filter, LedgerScope, Match};
use outlay::model::period::Period;
use outlay::store::apply::{Change, Creation, Presence};
use outlay::store::query::Sum;
use outlay::store::writer::CommandInfo;
use outlay::store::{Store, StoreError};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use uuid::Uuid;

use super::values::{self, CURRENCIES, METHODS, PATHS, TAGS, TEXTS};
use super::world::{Outcome, Step, World, config, plain};

/// Ledgers besides `personal`.
const LEDGERS: [&str; 2] = ["Household", "studio"];

/// Searches: beginnings of words, cases and accents, pieces of scripts without spaces, signs alone, query syntax.
const SEARCHES: [&str; 22] = [
    "coffee",
    "COFF",
    "cof shop",
    "cafe",
    "café",
    "咖",
    "咖啡",
    "咖啡店",
    "啡店",
    "店",
    "AMAZON.DE",
    "amazon order",
    "\"",
    "*",
    "☕",
    "NEAR(x)",
    "-5",
    "%",
    "strasse lodz aero",
    "holiday",
    "   ",
    "nothing has this",
];

fn matched<T: Clone + std::fmt::Debug + 'static>(
    values: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Vec<Match<T>>> {
    let one = (prop::bool::weighted(0.3), option::weighted(0.85, values));
    let some = vec(one.prop_map(|(negated, value)| Match { negated, value }), 1..3);
    prop_oneof![3 => Just(Vec::new()), 1 => some]
}

fn name(values: &'static [&'static str]) -> impl Strategy<Value = String> {
    (select(values), 0..3_u8).prop_map(|(text, how)| match how {
        0 => text.to_owned(),
        1 => text.to_uppercase(),
        _ => text.to_lowercase(),
    })
}

fn category_filter() -> impl Strategy<Value = CategoryFilter> {
    (name(&PATHS), any::<bool>()).prop_map(|(path, only_itself)| CategoryFilter {
        path: CategoryPath::parse(&path).unwrap(),
        only_itself,
    })
}

/// A day, often the first or the last of a month.
fn end() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![
        values::day(),
        values::day().prop_map(|day| day.with_day(1).unwrap()),
        values::day().prop_map(|day| Period::month_of(day).to),
    ]
}

fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        values::day().prop_map(Period::month_of),
        values::day().prop_map(Period::quarter_of),
        (values::day(), 0_u64..90).prop_map(|(from, days)| Period { from, to: from + Days::new(days) }),
    ]
}

fn bound() -> impl Strategy<Value = AmountBound> {
    select(&["0", "1.25", "12.5", "12.50", "1250", "0.005", "12.4999", "3000000", "0.00001"][..])
        .prop_map(|text| text.parse().unwrap())
}

fn rarely<T: std::fmt::Debug>(values: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    option::weighted(0.2, values)
}

/// Any filter; most fields empty, so that something is left to be found.
fn filter(batches: Vec<Uuid>) -> impl Strategy<Value = Filter> {
    let ledgers = matched(name(&["personal", "Household", "studio", "nobody's"]));
    let days = (rarely(end()), rarely(end()), prop_oneof![3 => Just(Vec::new()), 1 => vec(period(), 1..3)]);
    let names = (
        matched(category_filter()),
        matched(name(&METHODS)),
        matched(name(&TEXTS)),
        matched(name(&TAGS)),
        ledgers,
    );
    let money = (
        rarely(bound()),
        rarely(bound()),
        matched(select(&CURRENCIES[..]).prop_map(values::currency)),
        matched(values::direction()),
    );
    let search =
        prop_oneof![2 => Just(Vec::new()), 1 => vec(select(&SEARCHES[..]).prop_map(str::to_owned), 1..4)];
    let rest = (matched(select(batches)), prop::bool::weighted(0.2), prop::bool::weighted(0.3));
    (days, names, money, search, rest).prop_map(
        |(
            (from, to, periods),
            (category, method, payee, tag, ledgers),
            (min, max, currency, direction),
            search,
            rest,
        )| {
            let (batch, pending, deleted) = rest;
            let ledger = if ledgers.is_empty() { LedgerScope::All } else { LedgerScope::Named(ledgers) };
            Filter {
                from,
                to,
                periods,
                category,
                method,
                payee,
                tag,
                min,
                max,
                currency,
                search,
                direction,
                ledger,
                batch,
                pending,
                deleted,
            }
        },
    )
}

/// A database of several ledgers with `count` rows, some deleted, some in merged or renamed categories, some
/// imported; one ledger is known to a server, which has a part of its rows.
fn filled(count: usize) -> (World, Vec<Uuid>) {
    let mut world = World::on_file();
    let now = world.now;
    for name in LEDGERS {
        world.store.create_ledger(name, values::currency("EUR"), now).unwrap();
    }
    let mut runner = TestRunner::deterministic();
    let mut drafts = vec(values::draft(), count).new_tree(&mut runner).unwrap().current();
    for (at, path) in PATHS.iter().enumerate() {
        drafts[at].category = Some((*path).to_owned());
        assert!(matches!(world.run(&Step::Add(drafts[at].clone())), Outcome::Changed(_) | Outcome::Refused));
    }
    fill(&mut world.store, &drafts);
    world.import(&[vec![(1, plain("imported", None, 3)), (2, plain("咖啡", Some("food"), 4))]]).unwrap();
    world.run(&Step::MergeCategories(vec![1], 6));
    world.run(&Step::RenameCategory(3, CategoryPath::parse("Travel:meals").unwrap()));
    world.run(&Step::Delete((0..count).step_by(7).collect()));
    world.run(&Step::Undo);
    world.run(&Step::Delete((0..count).step_by(9).collect()));
    world
        .sql()
        .execute_batch(
            "UPDATE ledgers SET server_id = randomblob(16) WHERE number = 2;
             UPDATE operations SET status = 2 WHERE number % 2 AND ledger = 2 AND kind = 1;
             UPDATE expenses SET revision = 1, last_op = NULL
               WHERE last_op IN (SELECT number FROM operations WHERE status = 2);
             DELETE FROM queue_counts;
             INSERT INTO queue_counts (ledger, status, count)
               SELECT ledger, status, count(*) FROM operations GROUP BY ledger, status;",
        )
        .unwrap();
    world.assert_sound();
    let mut batches: Vec<Uuid> = world.store.batches(None).unwrap().iter().map(|batch| batch.id).collect();
    batches.push(Uuid::nil());
    (world, batches)
}

/// Adds rows to all ledgers in one command; those outside `personal` have no category.
fn fill(store: &mut Store, drafts: &[ExpenseDraft]) {
    let tree = store.category_tree().unwrap();
    let ledgers = store.ledgers().unwrap();
    let now = "2026-10-15T13:00:00Z".parse().unwrap();
    let mut writer = store.writer(CommandInfo { name: "fill", ..CommandInfo::default() }, now).unwrap();
    for (at, draft) in drafts.iter().enumerate() {
        let ledger = ledgers[[0, 0, 0, 1, 1, 2][at % 6]].number;
        let path = draft.category.as_deref();
        let row = tree.live(ledger).into_iter().find(|row| tree.path(row.number) == path);
        let record = expense_record(draft.clone(), row.map(|row| row.id), None, None);
        let id = if at % 10 == 0 {
            derived_id("fill", &[&drafts.len().to_be_bytes(), &at.to_be_bytes()])
        } else {
            new_id(now)
        };
        let creation = Creation {
            kind: Kind::Expense,
            id,
            ledger,
            record,
            presence: Presence::Absent,
            weak: false,
            created_at: None,
            updated_at: None,
        };
        writer.apply(Change::Create(Box::new(creation))).unwrap();
    }
    writer.commit().unwrap();
}

fn sums(expenses: &[&Expense]) -> Vec<Sum> {
    let mut sums: BTreeMap<(Currency, Direction), (u64, i64)> = BTreeMap::new();
    for expense in expenses {
        let sum = sums.entry((expense.amount.currency, expense.direction)).or_default();
        *sum = (sum.0 + 1, sum.1 + expense.amount.minor);
    }
    sums.into_iter()
        .map(|((currency, direction), (count, minor))| Sum { currency, direction, count, minor })
        .collect()
}

/// What a report adds up: by everything that both the rows and the monthly totals know.
type Facts = BTreeMap<(NaiveDate, Option<String>, String, Direction, Currency), (u64, i64)>;

fn facts(store: &Store, filter: &Filter, by_month: bool) -> Facts {
    let mut facts = Facts::new();
    let each = |fact: &outlay::store::query::FactRow| {
        let month = fact.date.with_day(1).unwrap();
        let category = fact.category.map(str::to_owned);
        let key = (month, category, fact.ledger.to_owned(), fact.direction, fact.currency);
        let sum = facts.entry(key).or_default();
        *sum = (sum.0 + fact.count, sum.1 + fact.minor);
        Ok::<_, StoreError>(())
    };
    store.for_each_fact(filter, by_month, each).unwrap();
    facts
}

/// Holds every way to ask the store against the filter applied to each row.
fn assert_selects(store: &Store, all: &[Expense], filter: &Filter, limit: usize) {
    let wanted: Vec<&Expense> = all.iter().filter(|expense| filter.matches(expense)).collect();
    let numbers = |expenses: &[Expense]| expenses.iter().map(|expense| expense.number).collect::<Vec<_>>();
    let wanted_numbers: Vec<i64> = wanted.iter().map(|expense| expense.number).collect();
    let found = store.expenses(filter, None).unwrap();
    assert_eq!(numbers(&found), wanted_numbers);
    assert!(found.iter().eq(wanted.iter().copied()));
    let first = store.expenses(filter, Some(limit as u64)).unwrap();
    assert_eq!(numbers(&first), wanted_numbers[..limit.min(wanted.len())]);
    assert_eq!(store.sums(filter).unwrap(), sums(&wanted));
    assert_eq!(store.count(filter).unwrap(), wanted.len() as u64);
    let mut expected = Facts::new();
    for expense in wanted {
        let month = expense.date.with_day(1).unwrap();
        let money = (expense.direction, expense.amount.currency);
        let key = (month, expense.category.clone(), expense.ledger.clone(), money.0, money.1);
        let sum = expected.entry(key).or_default();
        *sum = (sum.0 + 1, sum.1 + expense.amount.minor);
    }
    for by_month in [false, true] {
        assert_eq!(facts(store, filter, by_month), expected, "by month: {by_month}");
    }
}

/// Every row, newest first: by date, then by number.
fn all_sorted(world: &World) -> Vec<Expense> {
    let mut all: Vec<Expense> = (1..).map_while(|number| world.store.expense(number).unwrap()).collect();
    all.sort_by_key(|expense| std::cmp::Reverse((expense.date, expense.number)));
    all
}

#[test]
fn every_filter_selects_and_sums_what_its_meaning_says() {
    let (world, batches) = filled(240);
    let all = all_sorted(&world);
    let mut runner = TestRunner::new(config(500));
    runner
        .run(&(filter(batches), 0_usize..40), |(filter, limit)| {
            assert_selects(&world.store, &all, &filter, limit);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_search_that_finds_more_rows_than_are_looked_up_one_by_one_selects_the_same() {
    let (mut world, batches) = filled(300);
    // More than the 2,000 rows up to which found rows are looked up one by one.
    let many: Vec<ExpenseDraft> = (0..2_700_u64)
        .map(|at| ExpenseDraft {
            payee: (at % 9 == 0).then(|| "星巴克咖啡".to_owned()),
            note: (at % 2 == 0).then(|| "100% * \"".to_owned()),
            ..plain(
                if at % 5 == 0 { "tea" } else { "Coffee to go" },
                PATHS.get(at as usize % 4).copied(),
                at % 300,
            )
        })
        .collect();
    fill(&mut world.store, &many);
    let all = all_sorted(&world);
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    for search in [
        words(&["coffee"]),
        words(&["co go"]),
        words(&["tea"]),
        words(&["咖啡"]),
        words(&["巴克咖"]),
        words(&["*"]),
        words(&["coffee \""]),
        words(&["tea", "咖啡"]),
        words(&["coffee", "tea", "\""]),
        words(&["coffee", "nothing has this"]),
        words(&["coffee", ""]),
    ] {
        for limit in [0, 1, 50, 5_000] {
            assert_selects(
                &world.store,
                &all,
                &Filter { search: search.clone(), ..Filter::default() },
                limit,
            );
        }
    }
    let mut runner = TestRunner::new(config(12));
    runner
        .run(&(filter(batches), vec(select(&SEARCHES[..]), 1..3), 0_usize..90), |(filter, search, limit)| {
            let filter = Filter { search: search.into_iter().map(str::to_owned).collect(), ..filter };
            assert_selects(&world.store, &all, &filter, limit);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_sum_beyond_64_bits_is_refused_whichever_way_it_is_made() {
    let mut world = World::in_memory();
    for days in [0, 40, 80] {
        let mut draft = plain("all there is", None, days);
        draft.amount.minor = i64::MAX / 2;
        world.run(&Step::Add(draft));
    }
    let by_totals = Filter::default();
    let by_rows = Filter { search: vec!["all".to_owned()], ..Filter::default() };
    for filter in [by_totals, by_rows] {
        let refused = world.store.sums(&filter);
        assert!(matches!(refused, Err(StoreError::Overflow(_))), "{refused:?}");
    }
}
