//! The dates against a calendar that is walked day by day, and the cases that people meet.

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn every(text: &str) -> Every {
    Every::parse(text).unwrap()
}

fn of(interval: &str, on: Option<i64>, from: &str) -> Recurrence {
    Recurrence::new(every(interval), on, day(from)).unwrap()
}

fn first(recurrence: &Recurrence, count: usize) -> Vec<String> {
    recurrence.after(None).take(count).map(|date| date.to_string()).collect()
}

#[test]
fn an_interval_has_one_form_that_is_kept_and_reads_as_itself() {
    for (typed, kept, words) in [
        ("day", "1d", "every day"),
        ("Daily", "1d", "every day"),
        ("10d", "10d", "every 10 days"),
        ("week", "1w", "every week"),
        ("2w", "2w", "every 2 weeks"),
        ("2 weeks", "2w", "every 2 weeks"),
        ("every 2 weeks", "2w", "every 2 weeks"),
        ("monthly", "1m", "every month"),
        ("3m", "3m", "every quarter"),
        ("quarter", "3m", "every quarter"),
        ("2 quarters", "6m", "every 6 months"),
        ("1y", "1y", "every year"),
        (" annually ", "1y", "every year"),
    ] {
        let read = every(typed);
        assert_eq!((read.to_string().as_str(), read.in_words().as_str()), (kept, words), "{typed}");
        assert_eq!(Every::parse(kept), Ok(read), "{typed}");
    }
}

#[test]
fn what_is_no_interval_is_refused_with_the_reason() {
    for bad in ["", "fortnight", "2", "w", "weeks", "2 daily", "biweekly", "-1w", "1.5m", "٣m", "every"] {
        assert!(matches!(Every::parse(bad), Err(RecurrenceError::Unreadable { .. })), "{bad}");
    }
    for bad in ["0d", "3661d", "523w", "121m", "11y", "41q", "99999999999d"] {
        assert!(matches!(Every::parse(bad), Err(RecurrenceError::OutOfRange { .. })), "{bad}");
    }
    let new = |interval, on| Recurrence::new(every(interval), Some(on), day("2026-10-15"));
    assert_eq!(new("month", 0), Err(RecurrenceError::NoSuchDay(0)));
    assert_eq!(new("year", 32), Err(RecurrenceError::NoSuchDay(32)));
    assert!(matches!(new("2w", 5), Err(RecurrenceError::DayWithoutMonth { .. })));
}

#[test]
fn the_31st_is_the_last_day_of_short_months_and_the_31st_again_afterwards() {
    assert_eq!(
        first(&of("month", Some(31), "2027-12-15"), 5),
        ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]
    );
    assert_eq!(first(&of("month", None, "2027-01-30"), 3), ["2027-01-30", "2027-02-28", "2027-03-30"]);
    assert_eq!(first(&of("quarter", Some(31), "2026-11-01"), 3), ["2026-11-30", "2027-02-28", "2027-05-31"]);
}

#[test]
fn the_29th_of_february_is_the_28th_in_years_that_have_none() {
    assert_eq!(
        first(&of("year", None, "2024-02-29"), 5),
        ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]
    );
}

#[test]
fn the_first_date_is_the_first_such_day_from_the_start_on() {
    assert_eq!(first(&of("month", Some(5), "2026-10-15"), 2), ["2026-11-05", "2026-12-05"]);
    assert_eq!(first(&of("month", Some(15), "2026-10-15"), 1), ["2026-10-15"]);
    assert_eq!(first(&of("month", Some(31), "2027-02-28"), 2), ["2027-02-28", "2027-03-31"]);
    assert_eq!(first(&of("year", Some(5), "2026-10-15"), 2), ["2026-11-05", "2027-11-05"]);
    assert_eq!(first(&of("2w", None, "2026-10-15"), 3), ["2026-10-15", "2026-10-29", "2026-11-12"]);
}

#[test]
fn it_ends_with_its_count_or_its_last_day_whichever_comes_first_and_with_the_year_9999() {
    let monthly = of("month", Some(31), "2026-01-01");
    assert_eq!(monthly.ending(None, Some(3)).after(None).count(), 3);
    assert_eq!(monthly.ending(Some(day("2026-03-30")), Some(3)).after(None).count(), 2);
    assert_eq!(monthly.ending(None, Some(0)).next_after(None), None);
    let late = of("month", None, "9999-10-31");
    assert_eq!(first(&late, 9), ["9999-10-31", "9999-11-30", "9999-12-31"]);
    assert_eq!(late.next_after(Some(NaiveDate::MAX)), None);
    assert_eq!(of("day", None, "9999-12-30").after(None).count(), 2);
    assert_eq!(Recurrence::new(every("day"), None, NaiveDate::MAX).unwrap().next_after(None), None);
    assert_eq!(Recurrence::new(every("year"), None, NaiveDate::MIN).unwrap().passed(NaiveDate::MIN), 1);
}

#[test]
fn another_rhythm_gives_a_month_that_had_its_date_no_second_one() {
    let changed = |old: &Recurrence, interval: &str, on: Option<i64>, today: &str| {
        let changed = old.changed(every(interval), on, day(today)).unwrap().unwrap();
        first(&changed, 2).join(" ")
    };
    let on_the_first = of("month", Some(1), "2026-01-01");
    assert_eq!(changed(&on_the_first, "month", Some(15), "2026-11-03"), "2026-12-15 2027-01-15");
    assert_eq!(changed(&on_the_first, "month", Some(15), "2026-11-01"), "2026-12-15 2027-01-15");
    assert_eq!(changed(&on_the_first, "quarter", None, "2026-11-03"), "2027-02-01 2027-05-01");
    assert_eq!(changed(&on_the_first, "week", None, "2026-11-03"), "2026-11-08 2026-11-15");
    let on_the_last = of("month", Some(31), "2026-01-01");
    assert_eq!(changed(&on_the_last, "month", Some(15), "2026-11-03"), "2026-11-15 2026-12-15");
    assert_eq!(changed(&on_the_last, "2m", None, "2027-03-05"), "2027-04-30 2027-06-30", "31 stays 31");
    let yearly = of("year", None, "2020-03-10");
    assert_eq!(changed(&yearly, "month", None, "2026-11-03"), "2026-11-10 2026-12-10", "not from then on");
    let weekly = of("week", None, "2026-10-07");
    assert_eq!(changed(&weekly, "month", Some(31), "2026-11-03"), "2026-11-30 2026-12-31");
}

#[test]
fn another_rhythm_before_the_first_date_moves_it_within_its_month_and_not_before_today() {
    let begins = |on: i64, today: &str| {
        let coming = of("month", Some(20), "2026-12-20");
        coming.changed(every("month"), Some(on), day(today)).unwrap().unwrap().starts_on().to_string()
    };
    assert_eq!(begins(5, "2026-10-15"), "2026-12-05");
    assert_eq!(begins(31, "2026-10-15"), "2026-12-31");
    assert_eq!(begins(5, "2026-12-06"), "2027-01-05");
    assert_eq!(begins(6, "2026-12-06"), "2026-12-06");
}

#[test]
fn what_is_left_counts_what_has_passed() {
    let twelve = of("month", Some(31), "2026-01-31").ending(None, Some(12));
    let left = twelve.left_after(day("2026-03-31")).unwrap();
    assert_eq!((left.starts_on(), left.count(), left.day()), (day("2026-04-30"), Some(9), Some(31)));
    assert_eq!(left.after(None).last(), twelve.after(None).last());
    assert_eq!(twelve.left_after(day("2026-12-31")), None);
    assert_eq!(twelve.passed(day("2030-01-01")), 12);
}

/// The dates up to a day, by walking every day: of months, each that is the day, or the last of a month that lacks it; and
/// of those, or of all days, each so manieth.
fn walked(recurrence: &Recurrence, to: NaiveDate) -> Vec<NaiveDate> {
    let (each, on) = match recurrence.every.unit {
        Unit::Day => (recurrence.every.count, None),
        Unit::Week => (recurrence.every.count * 7, None),
        Unit::Month => (recurrence.every.count, recurrence.day()),
        Unit::Year => (recurrence.every.count * 12, recurrence.day()),
    };
    let is_last = |date: NaiveDate| date.succ_opt().unwrap().day() == 1;
    let is_such = |date: &NaiveDate| match on {
        None => true,
        Some(day) => date.day() == day || (is_last(*date) && day > date.day()),
    };
    recurrence
        .starts_on
        .iter_days()
        .take_while(|date| *date <= to)
        .filter(is_such)
        .step_by(usize::try_from(each).unwrap())
        .take(recurrence.count.map_or(usize::MAX, |count| usize::try_from(count).unwrap()))
        .filter(|date| recurrence.until_on.is_none_or(|until| *date <= until))
        .collect()
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    // Two centuries, 1900 and 2100 without their leap days among them.
    (0..75_000_u64).prop_map(|days| NaiveDate::from_ymd_opt(1899, 1, 1).unwrap() + Days::new(days))
}

fn recurrences() -> impl Strategy<Value = Recurrence> {
    let units = prop_oneof![Just("d"), Just("w"), Just("m"), Just("y")];
    (1..=10_u32, units, proptest::option::of(1..=31_i64), some_day(), 0..9_000_u64, 0..200_u32, 0..4_u8)
        .prop_map(|(count, unit, on, from, days, dates, ends)| {
            let every = every(&format!("{count}{unit}"));
            let until = (ends & 1 == 1).then(|| from + Days::new(days));
            let on = on.filter(|_| every.has_day());
            Recurrence::new(every, on, from).unwrap().ending(until, (ends & 2 == 2).then_some(dates))
        })
}

proptest! {
    #[test]
    fn the_dates_are_those_of_a_calendar_walked_day_by_day(
        recurrence in recurrences(),
        days in 0..9_000_u64,
    ) {
        let to = recurrence.starts_on + Days::new(days);
        let walked = walked(&recurrence, to);
        let found: Vec<NaiveDate> = recurrence.after(None).take_while(|date| *date <= to).collect();
        prop_assert_eq!(&found, &walked);
        prop_assert!(found.is_sorted_by(|one, next| one < next));
        prop_assert_eq!(recurrence.passed(to), u32::try_from(walked.len()).unwrap());
        prop_assert_eq!(recurrence.last_until(to), walked.last().copied());
    }

    #[test]
    fn begun_again_at_any_day_it_goes_on_as_it_would_have(
        recurrence in recurrences(),
        days in 0..9_000_u64,
        before in 0..40_u64,
    ) {
        let at = recurrence.starts_on + Days::new(days) - Days::new(before);
        let whole: Vec<NaiveDate> = recurrence.after(None).skip_while(|date| *date <= at).take(30).collect();
        let again: Vec<NaiveDate> = recurrence.after(Some(at)).take(30).collect();
        prop_assert_eq!(&again, &whole);
        let left = recurrence.left_after(at);
        let left: Vec<NaiveDate> = left.iter().flat_map(|left| left.after(None).take(30)).collect();
        prop_assert_eq!(&left, &whole, "what is left, with its own start and count");
    }

    #[test]
    fn another_rhythm_brings_nothing_that_has_passed_and_no_second_date_into_a_month(
        recurrence in recurrences(),
        count in 1..=10_u32,
        unit in prop_oneof![Just("m"), Just("y")],
        on in 1..=31_i64,
        days in 0..3_000_u64,
    ) {
        let today = recurrence.starts_on + Days::new(days);
        let every = every(&format!("{count}{unit}"));
        let changed = recurrence.changed(every, Some(on), today).unwrap();
        if let (Some(changed), Some(last)) = (changed, recurrence.last_until(today)) {
            prop_assert!(changed.starts_on() > today);
            prop_assert!(month_of(changed.starts_on()) > month_of(last));
            prop_assert!(changed.starts_on().day() == u32::try_from(on).unwrap() || changed.starts_on().succ_opt().unwrap().day() == 1);
        }
    }
}
