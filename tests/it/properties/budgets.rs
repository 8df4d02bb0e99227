//! How budgets stand, against a calendar in which every day says what holds on it.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike as _, Days, NaiveDate};
use outlay::ledger::LedgerError;
use outlay::ledger::budget_status::{Seen, standings};
use outlay::ledger::budgets::BudgetChange;
use outlay::ledger::entries::Decided;
use outlay::model::budget::{BudgetPeriod, Rollover};
use outlay::model::category::CategoryPath;
use outlay::model::expense::{Direction, ExpenseDraft};
use outlay::model::money::Money;
use outlay::model::period::WeekStart;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::world::World;

/// Some below others, one a name that begins another.
const PATHS: [&str; 5] = ["food", "food:out", "food:out:pizza", "foodstuff", "rent"];
/// With two, none and three decimals.
const CURRENCIES: [&str; 3] = ["EUR", "JPY", "KWD"];

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 11, 1).unwrap()
}

/// A day of two years with a leap day.
fn day() -> impl Strategy<Value = NaiveDate> {
    (60_u64..760).prop_map(|days| first() + Days::new(days))
}

fn path() -> impl Strategy<Value = Option<&'static str>> {
    option::weighted(0.8, select(&PATHS[..]))
}

#[derive(Debug, Clone)]
enum Step {
    Set(Option<&'static str>, &'static str, i64, Option<BudgetPeriod>, Option<Rollover>, NaiveDate),
    Remove(Option<&'static str>, &'static str, NaiveDate),
}

fn step() -> impl Strategy<Value = Step> {
    let currency = || prop_oneof![4 => Just("EUR"), 1 => select(&CURRENCIES[..])];
    let period = option::of(select(&BudgetPeriod::ALL[..]));
    let rollover = option::of(select(&Rollover::ALL[..]));
    prop_oneof![
        5 => (path(), currency(), 0_i64..900, period, rollover, day())
            .prop_map(|(path, currency, minor, period, rollover, from)| {
                Step::Set(path, currency, minor, period, rollover, from)
            }),
        1 => (path(), currency(), day()).prop_map(|(path, currency, from)| Step::Remove(path, currency, from)),
    ]
}

#[derive(Debug, Clone)]
struct Row {
    date: NaiveDate,
    path: Option<&'static str>,
    currency: &'static str,
    direction: Direction,
    minor: i64,
}

fn row() -> impl Strategy<Value = Row> {
    let direction = prop_oneof![
        6 => Just(Direction::Expense),
        3 => Just(Direction::Income),
        1 => Just(Direction::Transfer),
    ];
    (day(), path(), prop_oneof![4 => Just("EUR"), 1 => select(&CURRENCIES[..])], direction, 1_i64..300)
        .prop_map(|(date, path, currency, direction, minor)| Row { date, path, currency, direction, minor })
}

/// What holds on a day: which setting it came from, and what that said.
type Held = (usize, i64, BudgetPeriod, Rollover);

/// The days on which a budget is in force.
type Calendar = BTreeMap<NaiveDate, Held>;

/// The end of the days that are looked at.
fn horizon() -> NaiveDate {
    first() + Days::new(1_500)
}

/// The first day of the week, month, quarter or year of a day, without the code under test.
fn floor(period: BudgetPeriod, day: NaiveDate, start: WeekStart) -> NaiveDate {
    let of_month = |month: u32| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap();
    match period {
        BudgetPeriod::Month => of_month(day.month()),
        BudgetPeriod::Quarter => of_month((day.month() - 1) / 3 * 3 + 1),
        BudgetPeriod::Year => of_month(1),
        BudgetPeriod::Week => {
            let wanted = match start {
                WeekStart::Monday => "Mon",
                WeekStart::Saturday => "Sat",
                WeekStart::Sunday => "Sun",
            };
            let mut day = day;
            while day.format("%a").to_string() != wanted {
                day = day.pred_opt().unwrap();
            }
            day
        }
    }
}

fn set(
    calendar: &mut Calendar,
    id: usize,
    (minor, period, rollover): (i64, Option<BudgetPeriod>, Option<Rollover>),
    from: NaiveDate,
    start: WeekStart,
) {
    let now = calendar.get(&from).copied();
    let before = calendar.range(..=from).next_back().map(|(_, held)| *held);
    let period = period.or(before.map(|held| held.2)).unwrap_or(BudgetPeriod::Month);
    let rollover = rollover.or(before.map(|held| held.3)).unwrap_or(Rollover::None);
    // Until another setting begins or an end that was told comes.
    let mut until = from;
    while until < horizon() && calendar.get(&until).map(|held| held.0) == now.map(|held| held.0) {
        until = until.succ_opt().unwrap();
    }
    let mut day = floor(period, from, start);
    while day < until {
        calendar.insert(day, (id, minor, period, rollover));
        day = day.succ_opt().unwrap();
    }
}

/// Whether there was anything to remove.
fn remove(calendar: &mut Calendar, from: NaiveDate, start: WeekStart) -> bool {
    let mut begin = from;
    if let Some(held) = calendar.get(&from).copied() {
        let whole = floor(held.2, from, start);
        while begin > whole && calendar.get(&begin.pred_opt().unwrap()).map(|before| before.0) == Some(held.0)
        {
            begin = begin.pred_opt().unwrap();
        }
    }
    !calendar.split_off(&begin).is_empty()
}

/// How many days the whole period of a day has.
fn whole_days(period: BudgetPeriod, day: NaiveDate, start: WeekStart) -> i64 {
    let first = floor(period, day, start);
    let rest = first.iter_days().take_while(|other| floor(period, *other, start) == first);
    i64::try_from(rest.count()).unwrap()
}

/// What is left on a day's period, by walking through the days with an envelope: minor units left, carried and spent.
fn envelope(
    calendar: &Calendar,
    spent: &dyn Fn(NaiveDate, NaiveDate) -> i64,
    day: NaiveDate,
    start: WeekStart,
) -> Option<(i64, i64, i64)> {
    calendar.get(&day)?;
    let mut slots: Vec<(NaiveDate, NaiveDate, Held)> = Vec::new();
    for (&today, &held) in calendar {
        match slots.last_mut() {
            Some((from, to, last))
                if last.0 == held.0
                    && to.succ_opt() == Some(today)
                    && floor(held.2, *from, start) == floor(held.2, today, start) =>
            {
                *to = today;
            }
            _ => slots.push((today, today, held)),
        }
    }
    let (mut carried, mut last): (i64, Option<NaiveDate>) = (0, None);
    for (from, to, held) in slots {
        if last.and_then(|last| last.succ_opt()) != Some(from) {
            carried = 0;
        }
        let spent = spent(from, to);
        let whole = whole_days(held.2, from, start);
        let left = (2 * held.1 * ((to - from).num_days() + 1) + whole) / (2 * whole) + carried - spent;
        if from <= day && day <= to {
            return Some((left, carried, spent));
        }
        carried = match held.3 {
            Rollover::None => 0,
            Rollover::Unspent => left.max(0),
            Rollover::All => left,
        };
        last = Some(to);
    }
    None
}

/// What was spent from one day to another on a category with those below it, or on everything.
fn spent(rows: &[Row], budget: Option<&str>, currency: &str, from: NaiveDate, to: NaiveDate) -> i64 {
    let counts = |row: &&Row| {
        row.currency == currency && row.date >= from && row.date <= to && row.direction != Direction::Transfer
    };
    let rows = rows.iter().filter(counts);
    let sign = |row: &Row| if row.direction == Direction::Income { -row.minor } else { row.minor };
    match budget {
        Some(budget) => rows
            .filter(|row| {
                row.path.is_some_and(|path| path == budget || path.starts_with(&format!("{budget}:")))
            })
            .map(sign)
            .sum(),
        None => {
            let mut by_category: HashMap<&str, i64> = HashMap::new();
            let mut sum = 0;
            for row in rows {
                match row.path {
                    Some(path) => {
                        *by_category.entry(path.split(':').next().unwrap()).or_default() += sign(row);
                    }
                    None if row.direction == Direction::Expense => sum += row.minor,
                    None => {}
                }
            }
            sum + by_category.values().map(|net| (*net).max(0)).sum::<i64>()
        }
    }
}

fn add(world: &mut World, row: &Row) {
    let draft = ExpenseDraft {
        date: row.date,
        direction: row.direction,
        amount: Money::new(row.minor, row.currency.parse().unwrap()),
        category: row.path.map(str::to_owned),
        description: String::new(),
        payee: None,
        method: None,
        tags: Vec::new(),
        note: None,
        paid_by: None,
        reference: None,
    };
    world.book().add("add", &draft, Decided::default()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn budgets_stand_as_days_and_envelopes_say(
        steps in vec(step(), 1..10),
        rows in vec(row(), 0..50),
        days in vec(day(), 1..6),
        today in day(),
        start in select(&[WeekStart::Monday, WeekStart::Saturday, WeekStart::Sunday][..]),
    ) {
        let mut world = World::in_memory();
        let mut calendars: BTreeMap<(Option<&str>, &str), Calendar> = BTreeMap::new();
        for (id, step) in steps.iter().enumerate() {
            match step {
                Step::Set(path, currency, minor, period, rollover, from) => {
                    let change = BudgetChange {
                        category: path.map(|path| (CategoryPath::parse(path).unwrap(), false)),
                        amount: Money::new(*minor, currency.parse().unwrap()),
                        period: *period,
                        rollover: *rollover,
                        from: *from,
                        week_start: start,
                    };
                    world.book().set_budget(&change).unwrap();
                    let calendar = calendars.entry((*path, currency)).or_default();
                    set(calendar, id, (*minor, *period, *rollover), *from, start);
                }
                Step::Remove(path, currency, from) => {
                    let typed = path.map(|path| CategoryPath::parse(path).unwrap());
                    let removed =
                        world.book().remove_budget(typed.as_ref(), currency.parse().unwrap(), *from, start);
                    let was_there = calendars
                        .get_mut(&(*path, currency))
                        .is_some_and(|calendar| remove(calendar, *from, start));
                    match removed {
                        Ok(_) => prop_assert!(was_there, "{step:?}"),
                        Err(LedgerError::NotFound { .. }) => prop_assert!(!was_there, "{step:?}"),
                        Err(other) => panic!("{other}"),
                    }
                }
            }
        }
        for row in &rows {
            add(&mut world, row);
        }
        let book = world.book();
        let budgets = book.budgets().unwrap().budgets;
        let seen = Seen { ledger: book.ledger.number, today, week_start: start };
        for day in days {
            let wanted: Vec<_> = (0..budgets.len()).map(|at| (at, day)).collect();
            let found = standings(book.store, seen, &budgets, &wanted).unwrap();
            let mut stand: BTreeMap<(Option<&str>, &str), (i64, i64, i64)> = BTreeMap::new();
            for (budget, standing) in budgets.iter().zip(found) {
                let Some(standing) = standing else { continue };
                prop_assert!(standing.period.contains(day));
                stand.insert(
                    (budget.path.as_deref(), budget.of.currency.code()),
                    (standing.left_minor, standing.carried_minor, standing.spent_minor),
                );
            }
            let expected: BTreeMap<_, _> = calendars
                .iter()
                .filter_map(|(&(path, currency), calendar)| {
                    let spent = |from, to| spent(&rows, path, currency, from, to);
                    Some(((path, currency), envelope(calendar, &spent, day, start)?))
                })
                .collect();
            prop_assert_eq!(stand, expected, "on {}", day);
        }
    }
}
