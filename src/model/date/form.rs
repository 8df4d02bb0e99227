//! The forms of a typed date, each tried in turn on lower-case ASCII text.
//!
//! Owns the grammar of [`super::parse_date`]. Must not add the typed value to what it refuses; the caller does.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{Problem, YEAR_MAX, month_named, named};

type Reading = Result<NaiveDate, Problem>;

/// Reads a date; the first form that recognizes the text decides.
pub(super) fn read(text: &str, today: NaiveDate) -> Reading {
    let forms = [day_word, counted_back, weekday, digits, separated, with_month_name];
    forms.iter().find_map(|form| form(text, today)).unwrap_or(Err(Problem::Unreadable))
}

fn day_word(text: &str, today: NaiveDate) -> Option<Reading> {
    let date = match text {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        _ => return None,
    };
    Some(in_calendar(date))
}

fn counted_back(text: &str, today: NaiveDate) -> Option<Reading> {
    let (ago, counted) = text.strip_suffix(" ago").map_or((false, text), |rest| (true, rest.trim_end()));
    let ahead = counted.starts_with('+');
    let counted = if ago { counted } else { counted.strip_prefix(['-', '+']).unwrap_or(counted) };
    let (count, unit) = match counted.find(|c: char| !c.is_ascii_digit())? {
        0 if ago => ("1", counted.split_once(' ').filter(|(one, _)| matches!(*one, "a" | "an" | "one"))?.1),
        0 => return None,
        end => counted.split_at(end),
    };
    let (days, months) = match unit.trim_start() {
        "d" | "day" | "days" => (1, 0),
        "w" | "week" | "weeks" => (7, 0),
        "m" | "month" | "months" => (0, 1),
        "y" | "year" | "years" => (0, 12),
        _ => return None,
    };
    if ahead {
        return Some(Err(Problem::because("days are counted back from today; write a day ahead out")));
    }
    let date = count.parse::<u32>().ok().and_then(|count| {
        let back = today.checked_sub_days(Days::new(u64::from(count) * days))?;
        back.checked_sub_months(Months::new(count.checked_mul(months)?))
    });
    Some(in_calendar(date))
}

fn weekday(text: &str, today: NaiveDate) -> Option<Reading> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let (before_today, name) = text.strip_prefix("last ").map_or((false, text), |name| (true, name.trim()));
    let wanted = named(&NAMES, name)?;
    let back = match (today.weekday().num_days_from_monday() + 7 - wanted) % 7 {
        0 if before_today => 7,
        back => back,
    };
    Some(in_calendar(today.checked_sub_days(Days::new(back.into()))))
}

/// `15`, `15th`, `20261120`.
fn digits(text: &str, today: NaiveDate) -> Option<Reading> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    match (number.len(), suffix) {
        (1 | 2, "" | "st" | "nd" | "rd" | "th") => Some(latest_day(parsed(number), today)),
        (8, "") => Some(on(&number[..4], parsed(&number[4..6]), parsed(&number[6..]))),
        (4, "") => Some(Err(Problem::because("it names a year, not a day"))),
        _ => None,
    }
}

/// Numbers separated by `-`, `/` or `.`, the same one throughout.
fn separated(text: &str, today: NaiveDate) -> Option<Reading> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let dated = if separator == '.' { text.strip_suffix('.').unwrap_or(text) } else { text };
    let parts: Vec<&str> = dated.split(separator).collect();
    if !parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let lengths: Vec<usize> = parts.iter().copied().map(str::len).collect();
    Some(match (separator, parts.as_slice(), lengths.as_slice()) {
        (_, [year, month, day], [4, 1..=2, 1..=2]) | ('.', [day, month, year], [1..=2, 1..=2, 4]) => {
            on(year, parsed(month), parsed(day))
        }
        ('.', [day, month], [1..=2, 1..=2]) => latest_month_day(parsed(month), parsed(day), today),
        ('-', [month, day], [1..=2, 1..=2]) => month_first(parsed(month), parsed(day), today),
        (_, [one, other, year], [1..=2, 1..=2, 4]) => {
            either(parsed(one), parsed(other), |month, day| on(year, month, day))
        }
        (_, [one, other], [1..=2, 1..=2]) => {
            either(parsed(one), parsed(other), |month, day| latest_month_day(month, day, today))
        }
        (_, _, [1..=2, 1..=2, 2]) => Err(Problem::because("the year needs four digits")),
        (_, _, [4, 1..=2] | [1..=2, 4]) => Err(Problem::because("it names a month, not a day")),
        _ => return None,
    })
}

/// `15 mar`, `mar 15`, `15th of march 2025`, `march 15, 2025`, `2025-mar-15`.
fn with_month_name(text: &str, today: NaiveDate) -> Option<Reading> {
    if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut tokens = Vec::new();
    for part in text.split([' ', '-', '/', '.', ',']).filter(|part| !part.is_empty() && *part != "of") {
        let kind = |c: char| c.is_ascii_digit();
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            let ordinal = matches!(token, "st" | "nd" | "rd" | "th") && end + after.len() < part.len();
            if !ordinal {
                tokens.push(token);
            }
            rest = after;
        }
    }
    let at = tokens.iter().position(|token| month_named(token).is_some())?;
    let month = month_named(tokens.remove(at))?;
    if !tokens.iter().all(|token| token.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let lengths: Vec<usize> = tokens.iter().copied().map(str::len).collect();
    Some(match (at, tokens.as_slice(), lengths.as_slice()) {
        (0 | 1, [day], [1..=2]) => latest_month_day(month, parsed(day), today),
        (0 | 1, [day, year], [1..=2, 4]) | (0 | 1, [year, day], [4, 1..=2]) => on(year, month, parsed(day)),
        (0 | 1, [_, _], [1..=2, 1..=2]) => Err(Problem::because("the year needs four digits")),
        (_, [], _) | (_, [_], [4]) => Err(Problem::because("it names a month, not a day")),
        _ => return None,
    })
}

/// `03-15`: month first, as in ISO 8601; the other way round is refused with the date it would be.
fn month_first(month: u32, day: u32, today: NaiveDate) -> Reading {
    let exchanged = latest_month_day(day, month, today);
    match (month, exchanged) {
        (13.., Ok(meant)) => Err(Problem::Impossible {
            reason: format!("there is no month {month}, and the month is first"),
            candidates: vec![meant],
        }),
        _ => latest_month_day(month, day, today),
    }
}

/// Reads two numbers as day and month both ways round, and takes the reading only if it is the only one.
fn either(one: u32, other: u32, read: impl Fn(u32, u32) -> Reading) -> Reading {
    match (read(other, one), read(one, other)) {
        (Ok(a), Ok(b)) if a == b => Ok(a),
        (Ok(a), Ok(b)) => Err(Problem::Ambiguous([a.min(b), a.max(b)])),
        (Ok(only), Err(_)) | (Err(_), Ok(only)) => Ok(only),
        // The reason is told for the reading in which the month exists.
        (Err(day_first), Err(_)) if (1..=12).contains(&other) => Err(day_first),
        (Err(_), Err(month_first)) => Err(month_first),
    }
}

fn on(year: &str, month: u32, day: u32) -> Reading {
    let year = i32::try_from(parsed(year)).unwrap_or(0);
    if year == 0 {
        return Err(Problem::because("there is no year 0"));
    }
    exists(Some(year), month, day)?;
    in_calendar(NaiveDate::from_ymd_opt(year, month, day))
}

/// The latest such day of a month that is not after today.
fn latest_day(day: u32, today: NaiveDate) -> Reading {
    if !(1..=31).contains(&day) {
        return Err(no_day(day));
    }
    // A month without a day 31 stands between two that have it, February included.
    let months = (0..=2).filter_map(|back| today.with_day(1)?.checked_sub_months(Months::new(back)));
    in_calendar(months.filter_map(|month| month.with_day(day)).find(|date| *date <= today))
}

/// The latest such day of a year that is not after today.
fn latest_month_day(month: u32, day: u32, today: NaiveDate) -> Reading {
    exists(None, month, day)?;
    // Two leap years are at most eight years apart (1896 and 1904).
    let years = (0..=8).map(|back| today.year() - back);
    in_calendar(
        years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).find(|date| *date <= today),
    )
}

/// Whether there is such a day in the year, or in any year; the reason if not.
fn exists(year: Option<i32>, month: u32, day: u32) -> Result<(), Problem> {
    // 2000 was a leap year, so that 29 February passes where no year is named.
    let Some(first) = NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, 1) else {
        return Err(Problem::because(format!("there is no month {month}")));
    };
    if !(1..=31).contains(&day) {
        return Err(no_day(day));
    }
    let days = u32::from(first.num_days_in_month());
    if day > days {
        let month = first.format(if year.is_some() { "%B %Y" } else { "%B" });
        return Err(Problem::because(format!("{month} has {days} days")));
    }
    Ok(())
}

fn no_day(day: u32) -> Problem {
    Problem::because(format!("no month has a day {day}"))
}

fn in_calendar(date: Option<NaiveDate>) -> Reading {
    date.filter(|date| (1..=YEAR_MAX).contains(&date.year()))
        .ok_or_else(|| Problem::because("it is outside the years 1 to 9999"))
}

/// The number of at most four digits.
fn parsed(digits: &str) -> u32 {
    digits.bytes().filter(u8::is_ascii_digit).fold(0, |number, b| number * 10 + u32::from(b - b'0'))
}
