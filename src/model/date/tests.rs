//! Typed dates against written-out examples and against an independent calendar: the civil-from-days arithmetic of
//! Howard Hinnant's "chrono-compatible low-level date algorithms", which shares nothing with the calendar in use.

use proptest::prelude::*;

use super::*;

/// A Friday.
fn today() -> NaiveDate {
    date("2026-11-20")
}

fn date(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

fn read(text: &str) -> Result<String, DateError> {
    parse_date(text, today()).map(|date| date.to_string())
}

fn assert_read(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text).as_deref(), Ok(*expected), "{text}");
    }
}

fn assert_refused(cases: &[(&str, &str)]) {
    for (text, reason) in cases {
        let error = read(text).expect_err(text);
        assert_eq!(error.to_string(), format!("`{text}` is not a date: {reason}"));
        assert_eq!(error.code(), "bad_date");
    }
}

#[test]
fn a_year_first_has_one_reading() {
    let same = "2026-03-05";
    for text in ["2026-03-05", "2026-3-5", "2026/03/05", "2026.3.5", "20260305", " 2026-03-05 ", "2026 mar 5"]
    {
        assert_eq!(read(text).as_deref(), Ok(same), "{text}");
    }
}

#[test]
fn words_for_days_are_read_in_any_case() {
    assert_read(&[("today", "2026-11-20"), ("Yesterday", "2026-11-19"), ("TOMORROW", "2026-11-21")]);
}

#[test]
fn counted_days_go_back() {
    assert_read(&[
        ("3d", "2026-11-17"),
        ("-3d", "2026-11-17"),
        ("0d", "2026-11-20"),
        ("2w", "2026-11-06"),
        ("1m", "2026-10-20"),
        ("1y", "2025-11-20"),
        ("3 days ago", "2026-11-17"),
        ("3d ago", "2026-11-17"),
        ("a week ago", "2026-11-13"),
        ("one month ago", "2026-10-20"),
    ]);
    assert_refused(&[
        ("+3d", "days are counted back from today; write a day ahead out"),
        ("9999y", "it is outside the years 1 to 9999"),
        ("99999999999d", "it is outside the years 1 to 9999"),
    ]);
}

#[test]
fn months_back_end_at_the_end_of_a_shorter_month() {
    assert_eq!(parse_date("1m", date("2026-03-31")), Ok(date("2026-02-28")));
    assert_eq!(parse_date("1y", date("2024-02-29")), Ok(date("2023-02-28")));
}

#[test]
fn a_weekday_is_the_latest_not_after_today() {
    assert_read(&[
        ("fri", "2026-11-20"),
        ("Friday", "2026-11-20"),
        ("last friday", "2026-11-13"),
        ("sat", "2026-11-14"),
        ("last sat", "2026-11-14"),
        ("thurs", "2026-11-19"),
        ("MON", "2026-11-16"),
    ]);
}

#[test]
fn a_part_of_a_date_is_the_latest_not_after_today() {
    assert_read(&[
        ("15", "2026-11-15"),
        ("20", "2026-11-20"),
        ("21", "2026-10-21"),
        ("31", "2026-10-31"),
        ("1st", "2026-11-01"),
        ("15th", "2026-11-15"),
        ("03-15", "2026-03-15"),
        ("11-21", "2025-11-21"),
        ("15 mar", "2026-03-15"),
        ("mar 15", "2026-03-15"),
        ("Sept. 1st", "2026-09-01"),
        ("15th of December", "2025-12-15"),
        ("15mar", "2026-03-15"),
        ("15.03.", "2026-03-15"),
        ("15.3", "2026-03-15"),
        ("29 feb", "2024-02-29"),
        ("02-29", "2024-02-29"),
    ]);
    assert_eq!(parse_date("30", date("2026-03-01")), Ok(date("2026-01-30")));
    assert_eq!(parse_date("31", date("2026-03-30")), Ok(date("2026-01-31")));
    assert_eq!(parse_date("29 feb", date("1904-02-28")), Ok(date("1896-02-29")));
}

#[test]
fn a_named_month_takes_a_year() {
    assert_read(&[
        ("15 march 2025", "2025-03-15"),
        ("March 15, 2025", "2025-03-15"),
        ("15-Mar-2025", "2025-03-15"),
        ("2025-mar-15", "2025-03-15"),
        ("29 feb 2024", "2024-02-29"),
    ]);
}

#[test]
fn dots_are_day_first() {
    assert_read(&[("03.04.2026", "2026-04-03"), ("3.4.2026", "2026-04-03"), ("31.12.", "2025-12-31")]);
}

#[test]
fn two_readings_are_refused_with_both() {
    for (text, readings) in [
        ("03/04", ["2026-03-04", "2026-04-03"]),
        ("03/04/2026", ["2026-03-04", "2026-04-03"]),
        ("3-4-2026", ["2026-03-04", "2026-04-03"]),
        ("12/11", ["2025-12-11", "2026-11-12"]),
    ] {
        let error = read(text).expect_err(text);
        assert_eq!(error.code(), "ambiguous_date");
        assert_eq!(error.candidates(), readings, "{text}");
        assert_eq!(error.hint(), format!("write {} or {}", readings[0], readings[1]));
        assert!(error.to_string().contains(text));
    }
}

#[test]
fn slashes_with_one_reading_are_read() {
    assert_read(&[
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("25-12-2025", "2025-12-25"),
        ("13/04", "2026-04-13"),
        ("04/13", "2026-04-13"),
        ("03/03/2026", "2026-03-03"),
        ("29/02", "2024-02-29"),
    ]);
}

#[test]
fn a_day_that_does_not_exist_is_refused_with_the_reason() {
    assert_refused(&[
        ("2026-02-30", "February 2026 has 28 days"),
        ("2026-02-29", "February 2026 has 28 days"),
        ("2100-02-29", "February 2100 has 28 days"),
        ("2026-13-01", "there is no month 13"),
        ("2026-00-01", "there is no month 0"),
        ("2026-01-00", "no month has a day 0"),
        ("0000-01-01", "there is no year 0"),
        ("20261332", "there is no month 13"),
        ("32", "no month has a day 32"),
        ("0", "no month has a day 0"),
        ("31 apr", "April has 30 days"),
        ("30 feb", "February has 29 days"),
        ("31/04", "April has 30 days"),
        ("29/02/2026", "February 2026 has 28 days"),
        ("02/30/2026", "February 2026 has 28 days"),
        ("45/46", "there is no month 45"),
        ("13-13", "there is no month 13"),
    ]);
}

#[test]
fn a_missing_part_is_named() {
    assert_refused(&[
        ("2026", "it names a year, not a day"),
        ("2026-11", "it names a month, not a day"),
        ("11/2026", "it names a month, not a day"),
        ("march", "it names a month, not a day"),
        ("march 2026", "it names a month, not a day"),
        ("15/03/26", "the year needs four digits"),
        ("15.03.26", "the year needs four digits"),
        ("15 mar 26", "the year needs four digits"),
    ]);
}

#[test]
fn a_day_where_the_month_belongs_is_refused_with_what_was_meant() {
    let error = read("15-03").unwrap_err();
    assert_eq!(error.to_string(), "`15-03` is not a date: there is no month 15, and the month is first");
    assert_eq!(error.hint(), "write 2026-03-15");
}

#[test]
fn anything_else_is_no_date() {
    for text in [
        "",
        " ",
        "soon",
        "next friday",
        "last week",
        "3x",
        "--3d",
        "-3 days ago",
        "1.5d",
        "2026-11-20T10:00",
        "٢٠٢٦-١١-٢٠",
        "２０２６-11-20",
        "2026–11–20",
        "2026-11-20\u{1b}[31m",
        "\u{202e}15",
        "15 mar apr",
        "12345",
        "-15",
        "15-",
        "/",
        "..",
        "15//03",
        "-",
        "a",
        "of",
        "15 of",
        "03-15/2026",
        "nov 20 2026 5",
    ] {
        let error = read(text).expect_err(text);
        assert!(matches!(error, DateError::Unreadable { .. }), "{text}: {error:?}");
        assert!(!error.to_string().chars().any(crate::model::text::is_hostile));
    }
}

#[test]
fn a_long_text_is_quoted_in_part() {
    let error = read(&"9".repeat(100_000)).unwrap_err();
    assert_eq!(error.value().chars().count(), TYPED_CHARS_MAX + 1);
}

#[test]
fn the_range_ends_in_1970_and_a_year_ahead() {
    for (iso, note) in [
        ("1970-01-01", DateNote::None),
        ("2026-11-20", DateNote::None),
        ("2026-11-21", DateNote::Future),
        ("2027-11-20", DateNote::Future),
    ] {
        assert_eq!(check_range(date(iso), today()), Ok(note), "{iso}");
    }
    for (iso, message) in [
        ("1969-12-31", "`1969-12-31` is before 1970-01-01"),
        ("2027-11-21", "`2027-11-21` is more than a year ahead"),
    ] {
        let error = check_range(date(iso), today()).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(
            (error.code(), error.hint()),
            ("bad_date", "--force-date records it all the same".to_owned())
        );
    }
}

#[test]
fn the_integer_form_is_read_back_and_nothing_else_is() {
    assert_eq!(to_yyyymmdd(today()), 20_261_120);
    assert_eq!(from_yyyymmdd(20_261_120), Some(today()));
    for number in [0, -20_261_120, 20_260_230, 20_261_301, 20_260_100, 100_000_101, i64::MIN, i64::MAX] {
        assert_eq!(from_yyyymmdd(number), None, "{number}");
    }
}

type Civil = (i64, i64, i64);

fn civil_from_days(days: i64) -> Civil {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, doy - (153 * mp + 2) / 5 + 1)
}

fn iso((year, month, day): Civil) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// The latest day not after `days` of which `wanted` holds, by walking back.
fn latest(days: i64, wanted: impl Fn(i64, Civil) -> bool) -> String {
    iso((0..4_000)
        .map(|back| civil_from_days(days - back))
        .zip((0..).map(|back| days - back))
        .find(|(civil, at)| wanted(*at, *civil))
        .unwrap()
        .0)
}

fn read_on(text: &str, days: i64) -> String {
    parse_date(text, date(&iso(civil_from_days(days))))
        .map_or_else(|e| e.to_string(), |date| date.to_string())
}

proptest! {
    // Days from 0020 to 9998.
    #[test]
    fn every_day_is_read_as_the_independent_calendar_writes_it(days in -712_000_i64..2_932_000) {
        let civil @ (year, month, day) = civil_from_days(days);
        prop_assert_eq!(read(&iso(civil)), Ok(iso(civil)));
        prop_assert_eq!(read(&format!("{day}.{month}.{year:04}")), Ok(iso(civil)));
        prop_assert_eq!(to_yyyymmdd(date(&iso(civil))), year * 10_000 + month * 100 + day);
        prop_assert_eq!(from_yyyymmdd(year * 10_000 + month * 100 + day), Some(date(&iso(civil))));
    }

    #[test]
    fn a_date_exists_exactly_where_the_independent_calendar_has_it(
        year in 1_i64..=9_999, month in 0_i64..=14, day in 0_i64..=33,
    ) {
        let january = (year - 1970) * 365 + (year - 1969).div_euclid(4) - (year - 1901).div_euclid(100)
            + (year - 1601).div_euclid(400);
        let exists = (january..january + 366).any(|days| civil_from_days(days) == (year, month, day));
        prop_assert_eq!(read(&iso((year, month, day))).is_ok(), exists);
    }

    #[test]
    fn counted_days_and_weeks_agree_with_the_independent_calendar(days in -5_000_i64..50_000, back in 0_i64..5_000) {
        prop_assert_eq!(read_on(&format!("{back}d"), days), iso(civil_from_days(days - back)));
        prop_assert_eq!(read_on(&format!("{} weeks ago", back / 7), days), iso(civil_from_days(days - back / 7 * 7)));
    }

    #[test]
    fn counted_months_are_the_same_day_or_the_last_before_it(days in -5_000_i64..50_000, back in 0_i64..120) {
        let (year, month, day) = civil_from_days(days);
        let months = year * 12 + month - 1 - back;
        let target = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let expected = latest(days, |_, (y, m, d)| (y, m) == target && d <= day);
        prop_assert_eq!(read_on(&format!("-{back}m"), days), expected);
    }

    #[test]
    fn a_part_is_the_latest_such_day_by_walking_back(days in -5_000_i64..50_000, of in -5_000_i64..50_000) {
        let (_, month, day) = civil_from_days(of);
        prop_assert_eq!(read_on(&day.to_string(), days), latest(days, |_, (_, _, d)| d == day));
        let expected = latest(days, |_, (_, m, d)| (m, d) == (month, day));
        prop_assert_eq!(read_on(&format!("{month:02}-{day:02}"), days), expected.clone());
        let name = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            [usize::try_from(month - 1).unwrap()];
        prop_assert_eq!(read_on(&format!("{day} {name}"), days), expected);
    }

    // 1970-01-01 was a Thursday.
    #[test]
    fn a_weekday_is_found_by_walking_back(days in -5_000_i64..50_000, index in 0_i64..7) {
        let name = ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"]
            [usize::try_from(index).unwrap()];
        let expected = latest(days, |at, _| at.rem_euclid(7) == index);
        prop_assert_eq!(read_on(name, days), expected.clone());
        prop_assert_eq!(read_on(&name[..3], days), expected);
        prop_assert_eq!(read_on(&format!("last {name}"), days), latest(days - 1, |at, _| at.rem_euclid(7) == index));
    }

    #[test]
    fn no_text_panics(text in any::<String>(), almost in "[-+0-9a-z/., ]{0,24}", back in 0_i64..700_000) {
        for text in [text, almost] {
            let _ = parse_date(&text, today());
            let _ = parse_date(&text, date(&iso(civil_from_days(-back))));
        }
    }
}
