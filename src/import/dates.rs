//! Dates as files write them.
//!
//! Owns which calendar dates a cell can mean. Must not choose between two that remain.

use chrono::NaiveDate;
use chrono::format::{Parsed, StrftimeItems, parse as parse_items};
use unicode_normalization::char::is_combining_mark;

use super::infer::{is_weekday, month_of};
use super::options::DateFormat;

/// Years that a statement may hold; anything else is a misreading.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
/// Two-digit years below this belong to 2000, the others to 1900 (POSIX `strptime`, `%y`).
const YEAR_PIVOT: i32 = 69;
/// Years of the Buddhist era, which is 543 ahead (Thailand); none of them is a year of a statement by itself.
const BUDDHIST_YEARS: std::ops::RangeInclusive<i32> = 2443..=2743;
/// Years of the Republic of China era, written in three digits, which began with 1912 as its year 1 (Taiwan).
const MINGUO_YEARS: std::ops::RangeInclusive<u32> = 100..=289;
/// Japanese eras and the year before their first one: Reiwa began in 2019, Heisei in 1989.
const ERAS: [(&str, i32); 4] = [("令和", 2018), ("平成", 1988), ("R", 2018), ("H", 1988)];
/// Longest name of a month, in bytes.
const MONTH_BYTES_MAX: usize = 40;

/// What a cell can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// One date, whatever the column's order: the year comes first in four digits, or the month is a word. The order is
    /// the one it is written in.
    Clear(NaiveDate, Order),
    /// One date for each of the orders in which it is a date: day first, month first, year first.
    Numeric([Option<NaiveDate>; 3]),
}

/// The order in which a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Dmy,
    Mdy,
    Ymd,
}

impl Order {
    pub(super) const fn format(self) -> DateFormat {
        match self {
            Self::Dmy => DateFormat::Dmy,
            Self::Mdy => DateFormat::Mdy,
            Self::Ymd => DateFormat::Ymd,
        }
    }
}

/// Reads a cell under a format; `None` if it is no date under it. A date that is clear by itself is read under any of
/// the three orders; under a strftime pattern only what fits the pattern.
pub(super) fn parse_date(text: &str, format: &DateFormat) -> Option<NaiveDate> {
    let index = match format {
        DateFormat::Dmy => 0,
        DateFormat::Mdy => 1,
        DateFormat::Ymd => 2,
        DateFormat::Strftime(pattern) => return parse_pattern(text.trim(), pattern),
    };
    match readings(text)? {
        Reading::Clear(date, _) => Some(date),
        Reading::Numeric(dates) => dates[index],
    }
}

fn parse_pattern(text: &str, pattern: &str) -> Option<NaiveDate> {
    let mut parsed = Parsed::new();
    parse_items(&mut parsed, text, StrftimeItems::new(pattern)).ok()?;
    let date = parsed.to_naive_date().ok()?;
    YEARS.contains(&chrono::Datelike::year(&date)).then_some(date)
}

/// A piece of a date.
#[derive(Debug, Clone, Copy)]
enum Part {
    Number { value: u32, digits: usize },
    Month(u32),
}

/// Reads a cell as a date with an optional time of day after it; `None` if it is no date in any order.
pub(super) fn readings(text: &str) -> Option<Reading> {
    if let Some(date) = parse_iso(text.as_bytes()) {
        return Some(Reading::Clear(date, Order::Ymd));
    }
    let text = unquoted(text.trim());
    if let Some(date) = in_era(text) {
        return Some(Reading::Clear(date, Order::Ymd));
    }
    // `mar 4 mar 2026` is a Tuesday, and `Mar 4, 2026` is not: a weekday is one only where no date begins with the word.
    let whole = split(text).filter(|(_, _, rest)| is_time_of_day(rest));
    let (parts, dotted, _) = match whole {
        Some(whole) => whole,
        None => split(after_weekday(text)?).filter(|(_, _, rest)| is_time_of_day(rest))?,
    };
    match parts {
        [
            Part::Number { value: a, digits: 4 },
            Part::Month(month) | Part::Number { value: month, digits: 1 | 2 },
            Part::Number { value: d, digits: 1 | 2 },
        ] => Some(Reading::Clear(date(year(a, 4)?, month, d)?, Order::Ymd)),
        [
            Part::Number { value: a, digits: 3 },
            Part::Number { value: month, digits: 1 | 2 },
            Part::Number { value: d, digits: 1 | 2 },
        ] if MINGUO_YEARS.contains(&a) => {
            Some(Reading::Clear(date(i32::try_from(a).ok()? + 1_911, month, d)?, Order::Ymd))
        }
        [Part::Number { value: d, digits: 1 | 2 }, Part::Month(month), Part::Number { value: y, digits }] => {
            Some(Reading::Clear(date(year(y, digits)?, month, d)?, Order::Dmy))
        }
        [Part::Month(month), Part::Number { value: d, digits: 1 | 2 }, Part::Number { value: y, digits }] => {
            Some(Reading::Clear(date(year(y, digits)?, month, d)?, Order::Mdy))
        }
        [
            Part::Number { value: a, digits: first @ (1 | 2) },
            Part::Number { value: b, digits: 1 | 2 },
            Part::Number { value: c, digits: last },
        ] => numeric([a, b, c], first == 2 && last <= 2 && !dotted, last),
        _ => None,
    }
}

/// `令和6年3月4日`, `令和元年5月1日`, `R6.3.4`, `H31/4/30`.
fn in_era(text: &str) -> Option<NaiveDate> {
    let (rest, before) = ERAS.iter().find_map(|(era, before)| Some((text.strip_prefix(era)?, *before)))?;
    let first = rest.strip_prefix('元').map(|rest| format!("1{rest}"));
    let (parts, _, rest) = split(first.as_deref().unwrap_or(rest))?;
    match parts {
        [
            Part::Number { value: year, digits: 1 | 2 },
            Part::Number { value: month, digits: 1 | 2 },
            Part::Number { value: day, digits: 1 | 2 },
        ] if is_time_of_day(rest) => date(before + i32::try_from(year).ok()?, month, day),
        _ => None,
    }
}

/// Three numbers in the three orders. No convention writes a two-digit year first with dots, so that is not looked at.
fn numeric([a, b, c]: [u32; 3], may_begin_with_year: bool, last_digits: usize) -> Option<Reading> {
    let last_year = year(c, last_digits);
    let year_first = if may_begin_with_year { year(a, 2) } else { None };
    let dates = [
        last_year.and_then(|y| date(y, b, a)),
        last_year.and_then(|y| date(y, a, b)),
        year_first.and_then(|y| date(y, b, c)),
    ];
    dates.iter().any(Option::is_some).then_some(Reading::Numeric(dates))
}

/// `2026-03-04` or `2026:03:04`, optionally followed by a time of day: by far the commonest, so without any splitting.
fn parse_iso(bytes: &[u8]) -> Option<NaiveDate> {
    let (head, rest) = bytes.split_at_checked(10)?;
    if !matches!((head[4], head[7]), (b'-', b'-') | (b':', b':'))
        || !rest.is_empty() && !is_time_of_day(std::str::from_utf8(rest).ok()?)
    {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        head[range]
            .iter()
            .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    date(year(number(0..4)?, 4)?, number(5..7)?, number(8..10)?)
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    YEARS.contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

fn year(value: u32, digits: usize) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    match digits {
        4 if BUDDHIST_YEARS.contains(&value) => Some(value - 543),
        4 => Some(value),
        2 if value < YEAR_PIVOT => Some(2_000 + value),
        2 => Some(1_900 + value),
        _ => None,
    }
}

/// What follows a leading weekday name; `None` without one.
fn after_weekday(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(['.', ',', ' ']);
    (!word.is_empty() && !rest.is_empty() && is_weekday(word)).then_some(rest)
}

/// Splits off the three parts of a date; returns them, whether dots stood between, and what follows.
fn split(text: &str) -> Option<([Part; 3], bool, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 || digits == 14 {
        return split_compact(text, digits);
    }
    let (first, rest) = part(text)?;
    let (dotted, rest) = separator(rest)?;
    let (second, rest) = part(rest)?;
    let (_, rest) = separator(rest)?;
    let (third, rest) = part(rest)?;
    let rest = ["日", "일", " г.", "г.", "."].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    Some(([first, second, third], dotted, rest))
}

/// A date without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayMonth {
    /// Day and month, as far as it can be read: day first, month first.
    pub days: [Option<(u32, u32)>; 2],
    /// What stands between its parts, and would stand before the year.
    pub mark: char,
}

/// Reads a day and a month alone: `04 Mar`, `March 4`, `4. März`, `03/04`, `03-04`, `3月4日` and `03.04.`, but not `03.04`, which
/// is a number.
pub(super) fn day_month(text: &str) -> Option<DayMonth> {
    let text = unquoted(text.trim());
    let (first, rest) = part(text)?;
    let mark = rest.chars().next()?;
    let (_, rest) = separator(rest)?;
    let (second, rest) = part(rest)?;
    let day = |value: u32, digits: usize| (1..=31).contains(&value) && digits <= 2;
    match (first, second) {
        (Part::Number { value, digits }, Part::Month(month))
        | (Part::Month(month), Part::Number { value, digits })
            if day(value, digits) && matches!(rest, "" | ".") =>
        {
            Some(DayMonth { days: [Some((value, month)), None], mark: ' ' })
        }
        (Part::Number { value: a, digits: 1 | 2 }, Part::Number { value: b, digits: 1 | 2 }) => {
            let is_date = matches!((mark, rest), ('/' | '-', "") | ('.', ".") | ('月', "日") | ('월', "일"));
            let read = |day: u32, month: u32| {
                ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((day, month))
            };
            let days =
                if matches!(mark, '月' | '월') { [read(b, a), None] } else { [read(a, b), read(b, a)] };
            (is_date && days.iter().any(Option::is_some)).then_some(DayMonth { days, mark })
        }
        _ => None,
    }
}

/// Without the apostrophe that says text to a spreadsheet, or the two around it.
pub(super) fn unquoted(text: &str) -> &str {
    let inner = text.trim_start_matches('\'');
    if inner.len() < text.len() { inner.trim_end_matches('\'') } else { text }
}

/// Whether a text is `04032026`: eight digits that may be a date, and the number of anything.
pub(super) fn is_year_last_compact(text: &str) -> bool {
    let text = unquoted(text.trim());
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(&text[4..6], "19" | "20")
}

/// `20260304`, or the same with hours, minutes and seconds; `04032026`, where no year can stand first because no month is the
/// 19th or 20th.
fn split_compact(text: &str, digits: usize) -> Option<([Part; 3], bool, &str)> {
    let number = |range: std::ops::Range<usize>| {
        let digits = range.len();
        text.get(range).and_then(|t| t.parse().ok()).map(|value| Part::Number { value, digits })
    };
    let rest = text.get(digits..)?;
    let year_is_last = digits == 8 && is_year_last_compact(text.get(..8)?);
    let ranges = if year_is_last { [0..2, 2..4, 4..8] } else { [0..4, 4..6, 6..8] };
    let [first, second, third] = ranges.map(number);
    Some(([first?, second?, third?], false, rest))
}

fn part(text: &str) -> Option<(Part, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let value = text.get(..digits).filter(|t| t.len() <= 4)?.parse().ok()?;
        return Some((Part::Number { value, digits }, &text[digits..]));
    }
    let end = text.find(|c: char| !c.is_alphabetic() && !is_combining_mark(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    // No name of a month is longer.
    if word.len() > MONTH_BYTES_MAX {
        return None;
    }
    Some((Part::Month(month_of(word)?), rest.strip_prefix('.').unwrap_or(rest)))
}

/// One mark with spaces around it, or spaces alone, or `st`, `nd`, `rd`, `th` after a day; says whether it was a dot.
fn separator(text: &str) -> Option<(bool, &str)> {
    let ordinal =
        ["st", "nd", "rd", "th"].iter().find_map(|suffix| text.strip_prefix(suffix)).unwrap_or(text);
    let trimmed = ordinal.trim_start_matches([' ', '\u{a0}']);
    let after = trimmed
        .trim_start_matches(['-', '/', '.', ',', '年', '月', '년', '월', '\u{2010}', '\u{2011}', '\u{2013}']);
    let marks = &trimmed[..trimmed.len() - after.len()];
    if marks.chars().count() > 1
        || after.len() == text.len() && !text.starts_with(|c: char| c.is_ascii_alphanumeric())
    {
        return None;
    }
    let after = after.trim_start_matches([' ', '\u{a0}', '\'', '’']);
    // `4 de marzo de 2026`
    let after = ["de ", "del ", "of "].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
    Some((marks == ".", after))
}

/// Nothing, or a time of day: `T10:15:00Z`, ` 10:15`, `, 9.05 pm +01:00`, ` 10:15:00 EDT`.
fn is_time_of_day(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if !matches!(first, 'T' | ' ' | ',' | '\t' | '\u{a0}') {
        return false;
    }
    let time = rest.trim_start_matches(['T', ' ', ',', '\t', '\u{a0}']);
    // The zone by its letters, of which none has more.
    let time = match time.rsplit_once(' ') {
        Some((time, zone))
            if (2..=5).contains(&zone.len()) && zone.bytes().all(|c| c.is_ascii_uppercase()) =>
        {
            time
        }
        _ => time,
    };
    time.is_empty()
        || time.starts_with(|c: char| c.is_ascii_digit())
            && time.contains([':', '.'])
            && time.chars().all(|c| c.is_ascii_digit() || " :.+-ZUTCGMapmAP".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_that_are_clear_need_no_format() {
        let expected = day(2026, 3, 4);
        for text in [
            "2026-03-04",
            "2026/03/04",
            "2026.3.4",
            "20260304",
            "20260304101500",
            "2026-03-04T10:15:00Z",
            "2026-03-04 10:15:00.123",
            "2026-03-04 10:15 PM",
            "2026-03-04 10:15:00 EDT",
            "2026:03:04",
            "4 Mar 2026",
            "04-MAR-2026",
            "4th March 2026",
            "04Mar2026",
            "Mar 4, 2026",
            "March 4 2026",
            "Wed, 4 Mar 2026 10:15:00 +0100",
            "4-Mar-26",
            "2026年3月4日",
            "'2026-03-04",
            "'2026-03-04'",
            "令和8年3月4日",
            "R8.3.4",
            "R08/03/04",
            "115/03/04",
            "2569-03-04",
        ] {
            match readings(text) {
                Some(Reading::Clear(date, _)) => assert_eq!(date, expected, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
            for format in [DateFormat::Dmy, DateFormat::Mdy, DateFormat::Ymd] {
                assert_eq!(parse_date(text, &format), Some(expected), "{text} {format}");
            }
        }
    }

    #[test]
    fn numeric_dates_are_read_in_the_order_given() {
        for text in [
            "03/04/2026",
            "3/4/2026",
            "03.04.2026",
            "03-04-2026",
            "3. 4. 2026",
            "03/04/26",
            "03/04/2026 10:15",
            "03042026",
            "'03042026'",
        ] {
            assert_eq!(parse_date(text, &DateFormat::Dmy), Some(day(2026, 4, 3)), "{text}");
            assert_eq!(parse_date(text, &DateFormat::Mdy), Some(day(2026, 3, 4)), "{text}");
        }
        assert_eq!(parse_date("26-03-04", &DateFormat::Ymd), Some(day(2026, 3, 4)));
        assert_eq!(parse_date("03/04/2569", &DateFormat::Dmy), Some(day(2026, 4, 3)));
        assert_eq!(parse_date("令和元年5月1日", &DateFormat::Dmy), Some(day(2019, 5, 1)));
        assert_eq!(parse_date("平成31年4月30日", &DateFormat::Dmy), Some(day(2019, 4, 30)));
        assert_eq!(parse_date("13/04/2026", &DateFormat::Mdy), None);
        assert_eq!(parse_date("03/04/2026", &DateFormat::Ymd), None);
        assert_eq!(parse_date("1/1/70", &DateFormat::Dmy), Some(day(1970, 1, 1)));
    }

    #[test]
    fn what_is_no_date_is_not_read_as_one() {
        for text in [
            "",
            "Total",
            "10",
            "12/2026",
            "31/02/2026",
            "2026-02-30",
            "2026-03-04 and more",
            "2026-03-04 EDT",
            "2026-03-04 MORE",
            "10:03:26",
            "1234567",
            "99999999",
            "32012026",
            "13132026",
            "01012126",
            "12.50",
            "1.234.567",
            "0000-00-00",
            "2026-03",
            "03/04/20266",
            "٣/٤/٢٠٢٦",
            "2026-03-0é",
            "1//2/2026",
            "3026-01-01",
            "R8",
            "R8.3.4.1",
            "H2O 3 4",
            "099/03/04",
            "R8.13.4",
        ] {
            assert_eq!(readings(text), None, "{text}");
        }
    }

    #[test]
    fn a_strftime_pattern_reads_what_fits_it_and_nothing_else() {
        let format: DateFormat = "%d.%m.%y".parse().unwrap();
        assert_eq!(parse_date("03.04.26", &format), Some(day(2026, 4, 3)));
        assert_eq!(parse_date("2026-03-04", &format), None);
        let with_time: DateFormat = "%m/%d/%Y %H:%M".parse().unwrap();
        assert_eq!(parse_date("03/04/2026 23:30", &with_time), Some(day(2026, 3, 4)));
    }
}
