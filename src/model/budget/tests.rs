use proptest::prelude::*;

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn term(starts_on: &str, amount_minor: i64, rollover: Rollover) -> Term {
    Term { amount_minor, period: BudgetPeriod::Month, rollover, starts_on: date(starts_on), ends_on: None }
}

/// What is left in each month, given what was spent in each.
fn left(terms: &[Term], months: &[(&str, i64)]) -> Vec<i64> {
    (0..months.len())
        .map(|at| {
            let slots = chain(terms, date(months[at].0), WeekStart::Monday).unwrap();
            let spent: Vec<i64> = slots
                .iter()
                .map(|slot| months.iter().find(|(day, _)| slot.period.contains(date(day))).map_or(0, |m| m.1))
                .collect();
            standing(&slots, &spent, date(months[at].0)).unwrap().unwrap().left_minor
        })
        .collect()
}

#[test]
fn the_three_rollovers_leave_what_they_say() {
    let months = [("2026-01-31", 80), ("2026-02-28", 130), ("2026-03-31", 0)];
    for (rollover, expected) in [
        (Rollover::None, [20, -30, 100]),
        (Rollover::Unspent, [20, -10, 100]),
        (Rollover::All, [20, -10, 90]),
    ] {
        assert_eq!(left(&[term("2026-01-01", 100, rollover)], &months), expected, "{rollover}");
    }
}

#[test]
fn a_change_holds_from_its_period_on_and_leaves_the_past() {
    let terms = [term("2026-01-01", 100, Rollover::All), term("2026-03-01", 50, Rollover::All)];
    let months = [("2026-01-05", 80), ("2026-02-05", 80), ("2026-03-05", 80), ("2026-04-05", 0)];
    assert_eq!(left(&terms, &months), [20, 40, 10, 60]);
    assert_eq!(left(&terms[..1], &months[..2]), [20, 40]);
}

#[test]
fn what_a_period_leaves_goes_by_its_own_rollover() {
    let terms = [term("2026-01-01", 100, Rollover::None), term("2026-02-01", 100, Rollover::All)];
    assert_eq!(left(&terms, &[("2026-01-05", 80), ("2026-02-05", 80), ("2026-03-05", 0)]), [20, 20, 120]);
}

#[test]
fn nothing_is_carried_over_a_gap() {
    let mut terms = [term("2026-01-01", 100, Rollover::All), term("2026-03-01", 100, Rollover::All)];
    terms[0].ends_on = Some(date("2026-01-31"));
    assert_eq!(chain(&terms, date("2026-02-10"), WeekStart::Monday), None);
    assert_eq!(left(&terms, &[("2026-01-05", 80), ("2026-03-05", 0)]), [20, 100]);
}

#[test]
fn a_term_that_begins_within_a_longer_period_cuts_it() {
    let week = Term { period: BudgetPeriod::Week, ..term("2026-10-12", 25, Rollover::None) };
    let terms = [term("2026-09-01", 100, Rollover::None), week];
    let slot = |day: &str| slot_on(&terms, date(day), WeekStart::Monday).map(|slot| slot.period.to_string());
    assert_eq!(slot("2026-08-31"), None);
    assert_eq!(slot("2026-09-30").unwrap(), "2026-09-01..2026-09-30");
    assert_eq!(slot("2026-10-11").unwrap(), "2026-10-01..2026-10-11");
    assert_eq!(slot("2026-10-12").unwrap(), "2026-10-12..2026-10-18");
}

#[test]
fn weeks_begin_where_they_are_told_to() {
    let terms = [Term { period: BudgetPeriod::Week, ..term("2026-10-01", 25, Rollover::None) }];
    let slot = |start| slot_on(&terms, date("2026-10-18"), start).map(|slot| slot.period.to_string());
    assert_eq!(slot(WeekStart::Monday).unwrap(), "2026-10-12..2026-10-18");
    assert_eq!(slot(WeekStart::Sunday).unwrap(), "2026-10-18..2026-10-24");
    assert_eq!(slot(WeekStart::Saturday).unwrap(), "2026-10-17..2026-10-23");
}

#[test]
fn leap_days_and_the_lengths_of_months_count() {
    let terms = [term("2024-01-01", 2900, Rollover::None)];
    let on = |day: &str, today: &str, spent: i64| {
        let slots = chain(&terms, date(day), WeekStart::Monday).unwrap();
        standing(&slots, &[spent], date(today)).unwrap().unwrap()
    };
    let february = on("2024-02-10", "2024-02-10", 1000);
    assert_eq!((february.days_gone, february.days_left, february.projected_minor), (10, 19, Some(2900)));
    assert_eq!((february.gone(), february.used(), february.pace()), (3448, Some(3448), Some(10_000)));
    let over = on("2025-02-10", "2025-03-01", 3000);
    assert_eq!((over.days_gone, over.days_left, over.projected_minor), (28, 0, Some(3000)));
    assert!(over.is_over());
    let ahead = on("2026-02-10", "2026-01-31", 0);
    assert_eq!((ahead.days_gone, ahead.days_left, ahead.projected_minor, ahead.pace()), (0, 28, None, None));
}

#[test]
fn a_warning_threshold_is_exact_and_a_budget_of_nothing_is_over_with_the_first_cent() {
    let stand = |amount: i64, spent: i64| {
        let slots =
            chain(&[term("2026-01-01", amount, Rollover::None)], date("2026-01-01"), WeekStart::Monday);
        standing(&slots.unwrap(), &[spent], date("2026-01-01")).unwrap().unwrap()
    };
    assert!(!stand(1000, 799).is_used_to(8000));
    assert!(stand(1000, 800).is_used_to(8000));
    assert!(!stand(0, 0).is_used_to(8000) && !stand(0, 0).is_over() && stand(0, 0).used().is_none());
    assert!(stand(0, 1).is_over() && stand(0, 1).is_used_to(8000));
    assert!(!stand(1000, -500).is_used_to(0));
    assert_eq!(stand(1000, -500).used(), Some(-5000));
    assert!(!stand(1000, 1000).is_over() && stand(1000, 1001).is_over());
}

#[test]
fn sums_that_do_not_fit_are_refused() {
    let slots = chain(&[term("2026-01-01", i64::MAX, Rollover::All)], date("2026-02-01"), WeekStart::Monday);
    assert_eq!(standing(&slots.unwrap(), &[0, 0], date("2026-02-01")), Err(Overflow));
}

#[test]
fn what_is_known_to_come_lifts_the_projection() {
    let slots =
        chain(&[term("2026-01-01", 1000, Rollover::None)], date("2026-01-16"), WeekStart::Monday).unwrap();
    let stand = |spent: i64| standing(&slots, &[spent], date("2026-01-16")).unwrap().unwrap();
    let with = |spent: i64| stand(spent).going_on_as(&stand(160)).projected_minor;
    assert_eq!((stand(160).projected_minor, with(160), with(900)), (Some(310), Some(310), Some(900)));
}

#[test]
fn a_shortened_period_has_its_part_of_the_amount() {
    let mut terms = [term("2026-10-12", 310, Rollover::None), term("2026-10-22", 310, Rollover::None)];
    let amounts = |terms: &[Term]| {
        ["2026-10-15", "2026-10-25", "2026-11-30"]
            .map(|day| slot_on(terms, date(day), WeekStart::Monday).map(|slot| slot.amount_minor))
    };
    assert_eq!(amounts(&terms), [Some(100), Some(100), Some(310)]);
    terms[1].ends_on = Some(date("2026-10-26"));
    assert_eq!(amounts(&terms), [Some(100), Some(50), None]);
}

fn any_term() -> impl Strategy<Value = Term> {
    (0_i64..500, 0_usize..4, 0_usize..3, 0_i64..800, proptest::option::of(0_i64..400)).prop_map(
        |(amount_minor, period, rollover, start, end)| {
            let starts_on = date("2023-12-01") + chrono::Days::new(start.unsigned_abs());
            Term {
                amount_minor,
                period: BudgetPeriod::ALL[period],
                rollover: Rollover::ALL[rollover],
                starts_on,
                ends_on: end.map(|days| starts_on + chrono::Days::new(days.unsigned_abs())),
            }
        },
    )
}

/// How many days from one on are of the same term and period.
fn days_in(terms: &[Term], at: usize, from: NaiveDate, whole: Period) -> i64 {
    let holds = |day: NaiveDate| {
        whole.contains(day)
            && terms.iter().rposition(|term| term.starts_on <= day) == Some(at)
            && terms[at].ends_on.is_none_or(|end| day <= end)
    };
    i64::try_from(from.iter_days().take_while(|day| holds(*day)).count()).unwrap()
}

/// Walks day by day from the first term on, as one would with a calendar and an envelope.
fn by_the_day(
    terms: &[Term],
    spent_on: &dyn Fn(NaiveDate) -> i64,
    day: NaiveDate,
    start: WeekStart,
) -> Option<i64> {
    let mut envelope: Option<(usize, Period, i64)> = None;
    let mut today = terms.first()?.starts_on;
    while today <= day {
        let term = terms.iter().rposition(|term| term.starts_on <= today);
        let term = term.filter(|&at| terms[at].ends_on.is_none_or(|end| today <= end));
        envelope = match (envelope, term) {
            (_, None) => None,
            (Some((at, whole, left)), Some(now)) if at == now && whole.contains(today) => {
                Some((at, whole, left))
            }
            (before, Some(now)) => {
                let carried = before.map_or(0, |(at, _, left)| match terms[at].rollover {
                    Rollover::None => 0,
                    Rollover::Unspent => left.max(0),
                    Rollover::All => left,
                });
                let whole = terms[now].period.of(today, start);
                let days = days_in(terms, now, today, whole);
                let all = (whole.to - whole.from).num_days() + 1;
                Some((now, whole, (2 * terms[now].amount_minor * days + all) / (2 * all) + carried))
            }
        };
        if let Some((_, _, left)) = &mut envelope {
            *left -= spent_on(today);
        }
        today = today.succ_opt()?;
    }
    // What is left at the end of the period, with the rest of it.
    let (at, whole, mut left) = envelope?;
    while whole.contains(today)
        && terms.iter().rposition(|term| term.starts_on <= today) == Some(at)
        && terms[at].ends_on.is_none_or(|end| today <= end)
    {
        left -= spent_on(today);
        today = today.succ_opt()?;
    }
    Some(left)
}

proptest! {
    #[test]
    fn what_is_left_is_what_an_envelope_would_hold(
        mut terms in proptest::collection::vec(any_term(), 1..4),
        spending in proptest::collection::vec((0_i64..1000, -60_i64..200), 0..40),
        day in 0_i64..1000,
        start in 0_usize..3,
    ) {
        terms.sort_by_key(|term| term.starts_on);
        terms.dedup_by_key(|term| term.starts_on);
        let start = [WeekStart::Monday, WeekStart::Saturday, WeekStart::Sunday][start];
        let origin = date("2023-12-01");
        let at = |days: i64| origin + chrono::Days::new(days.unsigned_abs());
        let spent_on = |day: NaiveDate| {
            spending.iter().filter(|(days, _)| at(*days) == day).map(|(_, minor)| minor).sum::<i64>()
        };
        let day = at(day);
        let stand = |slots: Vec<Slot>| {
            let of = |slot: &Slot| {
                spending.iter().filter(|(days, _)| slot.period.contains(at(*days))).map(|(_, minor)| minor).sum()
            };
            let spent: Vec<i64> = slots.iter().map(of).collect();
            standing(&slots, &spent, day).unwrap().unwrap()
        };
        let found = chain(&terms, day, start);
        let fewer = found.as_deref().map(condensed);
        let found = found.map(stand);
        prop_assert_eq!(fewer.map(stand), found);
        prop_assert_eq!(found.map(|it| it.left_minor), by_the_day(&terms, &spent_on, day, start));
    }
}
