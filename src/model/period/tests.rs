//! Typed months, years and periods against written-out examples and the rules of the calendar.

use proptest::prelude::*;

use super::*;

fn date(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

/// A Friday.
fn today() -> NaiveDate {
    date("2026-11-20")
}

fn period(text: &str) -> Result<Option<Period>, PeriodError> {
    parse_period(text, today(), Calendar::default())
}

/// A calendar with weeks that begin so.
fn of(week_start: WeekStart) -> Calendar {
    Calendar { week_start, ..Calendar::default() }
}

fn assert_periods(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let read = period(text).map(|period| period.map(|period| period.to_string()));
        assert_eq!(read, Ok(Some((*expected).to_owned())), "{text}");
    }
}

#[test]
fn a_month_is_read_in_every_form() {
    for (text, expected) in [
        ("2026-10", "2026-10-01..2026-10-31"),
        ("2026/2", "2026-02-01..2026-02-28"),
        ("10/2026", "2026-10-01..2026-10-31"),
        ("oct", "2026-10-01..2026-10-31"),
        ("NOV", "2026-11-01..2026-11-30"),
        ("december", "2025-12-01..2025-12-31"),
        ("october 2025", "2025-10-01..2025-10-31"),
        ("2025 Oct", "2025-10-01..2025-10-31"),
        ("10", "2026-10-01..2026-10-31"),
        ("12", "2025-12-01..2025-12-31"),
        ("this", "2026-11-01..2026-11-30"),
        ("last", "2026-10-01..2026-10-31"),
        ("last month", "2026-10-01..2026-10-31"),
    ] {
        assert_eq!(
            parse_month(text, today()).map(|period| period.to_string()).as_deref(),
            Ok(expected),
            "{text}"
        );
    }
    assert_eq!(parse_month("last", date("2026-01-31")).unwrap().to_string(), "2025-12-01..2025-12-31");
}

#[test]
fn what_names_no_month_is_refused() {
    for text in [
        "",
        "13",
        "0",
        "2026",
        "2026-13",
        "2026-00",
        "26-10",
        "oct 26",
        "next",
        "2026-10-05",
        "oct\u{1b}",
        "٣",
    ] {
        let error = parse_month(text, today()).expect_err(text);
        assert!(matches!(error, PeriodError::Month(_)), "{text}");
        assert_eq!(error.code(), "bad_date");
    }
}

#[test]
fn a_year_has_four_digits_or_a_word() {
    for (text, expected) in [
        ("2024", "2024-01-01..2024-12-31"),
        ("this", "2026-01-01..2026-12-31"),
        ("last", "2025-01-01..2025-12-31"),
        ("9999", "9999-01-01..9999-12-31"),
    ] {
        assert_eq!(
            parse_year(text, today()).map(|period| period.to_string()).as_deref(),
            Ok(expected),
            "{text}"
        );
    }
    for text in ["26", "0000", "10000", "", "2026-10", "-2026"] {
        assert!(matches!(parse_year(text, today()), Err(PeriodError::Year(_))), "{text}");
    }
}

#[test]
fn calendar_units_are_whole() {
    assert_periods(&[
        ("this-month", "2026-11-01..2026-11-30"),
        ("last-month", "2026-10-01..2026-10-31"),
        ("This Month", "2026-11-01..2026-11-30"),
        ("this-quarter", "2026-10-01..2026-12-31"),
        ("last-quarter", "2026-07-01..2026-09-30"),
        ("this-year", "2026-01-01..2026-12-31"),
        ("last-year", "2025-01-01..2025-12-31"),
        ("this-week", "2026-11-16..2026-11-22"),
        ("last-week", "2026-11-09..2026-11-15"),
        ("today", "2026-11-20..2026-11-20"),
        ("yesterday", "2026-11-19..2026-11-19"),
        ("ytd", "2026-01-01..2026-11-20"),
    ]);
    assert_eq!(period("all"), Ok(None));
}

#[test]
fn counted_units_are_days_up_to_today_or_whole_units_before() {
    assert_periods(&[
        ("last 90 days", "2026-08-23..2026-11-20"),
        ("last 1 day", "2026-11-20..2026-11-20"),
        ("last-2-weeks", "2026-11-02..2026-11-15"),
        ("last 3 months", "2026-08-01..2026-10-31"),
        ("last 1 month", "2026-10-01..2026-10-31"),
        ("last 4 quarters", "2025-10-01..2026-09-30"),
        ("last 2 years", "2024-01-01..2025-12-31"),
    ]);
    assert!(period("last 0 days").is_err());
    assert!(matches!(period("last 9999 years"), Err(PeriodError::Impossible { .. })));
}

#[test]
fn named_parts_of_the_calendar_are_read() {
    assert_periods(&[
        ("2026", "2026-01-01..2026-12-31"),
        ("2026-10", "2026-10-01..2026-10-31"),
        ("oct", "2026-10-01..2026-10-31"),
        ("october 2025", "2025-10-01..2025-10-31"),
        ("2026-Q3", "2026-07-01..2026-09-30"),
        ("2026 q1", "2026-01-01..2026-03-31"),
        ("2026-W40", "2026-09-28..2026-10-04"),
        ("2026-W01", "2025-12-29..2026-01-04"),
        ("2026-w53", "2026-12-28..2027-01-03"),
        ("2026-10-05", "2026-10-05..2026-10-05"),
    ]);
    for (text, reason) in [
        ("2025-W53", "2025 has no week 53"),
        ("2026-W0", "2026 has no week 0"),
        ("2026-Q5", "there is no quarter 5"),
    ] {
        assert_eq!(period(text).unwrap_err().to_string(), format!("`{text}` is not a period: {reason}"));
    }
}

#[test]
fn the_week_starts_where_the_setting_says_but_not_the_iso_week() {
    for (start, expected) in
        [(WeekStart::Sunday, "2026-11-15..2026-11-21"), (WeekStart::Saturday, "2026-11-14..2026-11-20")]
    {
        let week = parse_period("this-week", today(), of(start)).unwrap().unwrap();
        assert_eq!(week.to_string(), expected);
        let iso = parse_period("2026-W40", today(), of(start)).unwrap().unwrap();
        assert_eq!(iso.from, date("2026-09-28"));
    }
    assert_eq!("sunday".parse(), Ok(WeekStart::Sunday));
    assert!("tuesday".parse::<WeekStart>().is_err());
}

#[test]
fn a_range_takes_dates_months_and_years_as_its_ends() {
    assert_periods(&[
        ("2026-01-01..2026-03-31", "2026-01-01..2026-03-31"),
        ("2026-01 .. 2026-03", "2026-01-01..2026-03-31"),
        ("2025..today", "2025-01-01..2026-11-20"),
        ("oct..yesterday", "2026-10-01..2026-11-19"),
    ]);
}

#[test]
fn a_range_with_a_bad_or_missing_end_is_refused() {
    assert_eq!(period("03/04..today").unwrap_err().code(), "ambiguous_date");
    for text in ["..", "2026-01-01..", "..2026-01-01", "2026-02-30..today", "all..today", "a..b..c"] {
        assert_eq!(period(text).expect_err(text).code(), "bad_date");
    }
    let reversed = period("2026-03-31..2026-01-01").unwrap_err();
    assert_eq!(reversed.to_string(), "`2026-03-31..2026-01-01` ends before it starts");
    assert_eq!(reversed.hint(), "write 2026-01-01..2026-03-31");
}

#[test]
fn what_names_no_period_is_refused() {
    for text in [
        "",
        "10",
        "next-month",
        "last",
        "this",
        "last x days",
        "2026-13",
        "q3",
        "26-Q1",
        "last-fortnight",
        "next 3 days",
        "🗓",
    ] {
        let error = period(text).expect_err(text);
        assert_eq!((error.code(), error.to_string()), ("bad_date", format!("`{text}` is not a period")));
    }
}

#[test]
fn whole_months_are_told_from_parts() {
    for (text, whole) in [
        ("2026-02", true),
        ("2024-02", true),
        ("2026-01-01..2026-03-31", true),
        ("2024-02-01..2024-02-28", false),
        ("2026-01-02..2026-03-31", false),
        ("ytd", false),
    ] {
        assert_eq!(period(text).unwrap().unwrap().whole_months(), whole, "{text}");
    }
}

#[test]
fn the_months_of_a_period_are_listed_in_order() {
    let months: Vec<String> =
        period("2025-11-30..2026-02-01").unwrap().unwrap().months().map(|month| month.to_string()).collect();
    assert_eq!(months, ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]);
}

proptest! {
    #[test]
    fn units_of_the_calendar_join_without_a_gap(days in 0_i32..40_000) {
        let day = NaiveDate::from_epoch_days(days).unwrap();
        for text in ["month", "quarter", "year", "week"] {
            let unit = |which: &str| parse_period(&format!("{which}-{text}"), day, of(WeekStart::Sunday)).unwrap().unwrap();
            let (this, last) = (unit("this"), unit("last"));
            prop_assert!(this.contains(day) && !last.contains(day));
            prop_assert_eq!(last.to.succ_opt(), Some(this.from));
            prop_assert_eq!(Period::new(last.from, this.to).unwrap().contains(day), true);
        }
        prop_assert!(Period::month_of(day).whole_months());
    }

    #[test]
    fn a_period_is_read_back_from_what_it_prints(from in 0_i32..40_000, days in 0_i32..4_000) {
        let [from, to] = [from, from + days].map(|days| NaiveDate::from_epoch_days(days).unwrap());
        let made = Period::new(from, to).unwrap();
        prop_assert_eq!(period(&made.to_string()), Ok(Some(made)));
    }

    #[test]
    fn no_text_panics(text in any::<String>(), almost in "[-0-9a-zQW./ ]{0,24}") {
        for text in [text, almost] {
            let _ = (period(&text), parse_month(&text, today()), parse_year(&text, today()));
        }
    }
}

#[test]
fn fiscal_years_begin_where_the_calendar_says_and_are_named_after_their_end() {
    let april = Calendar { fiscal_year_start: "april".parse().unwrap(), ..Calendar::default() };
    let period = |text, calendar| parse_period(text, today(), calendar).unwrap().unwrap().to_string();
    for (text, in_april, in_january) in [
        ("this-fiscal-year", "2026-04-01..2027-03-31", "2026-01-01..2026-12-31"),
        ("last fiscal year", "2025-04-01..2026-03-31", "2025-01-01..2025-12-31"),
        ("last 2 fiscal years", "2024-04-01..2026-03-31", "2024-01-01..2025-12-31"),
        ("FY2026", "2025-04-01..2026-03-31", "2026-01-01..2026-12-31"),
        ("2026-Q1", "2026-01-01..2026-03-31", "2026-01-01..2026-03-31"),
    ] {
        assert_eq!(period(text, april), in_april, "{text}");
        assert_eq!(period(text, Calendar::default()), in_january, "{text}");
    }
    for text in ["FY26", "FY", "FY0001", "fiscal year"] {
        assert!(parse_period(text, today(), april).is_err(), "{text}");
    }
}
