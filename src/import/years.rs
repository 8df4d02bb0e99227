//! Dates without a year, where a line of the file says which time it is about: a period, a statement's date.
//!
//! Owns the days that a file speaks of and the one year that they leave a day and a month. Must not choose between two.

use std::borrow::Cow;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::date_evidence::DateEvidence;
use super::dates::{DayMonth, day_month, is_year_last_compact, parse_date, readings, unquoted};
use super::infer::{fold, month_of};

/// Days before the last one that a file names, within which its rows lie: with those after it less than a year, so that
/// a day and a month have one year or none.
const DAYS_BEFORE: u64 = 330;
/// Days after it: bookings that are on their way.
const DAYS_AFTER: u64 = 14;
/// Words of one date: `Wed, 4 March 2026`.
const WORDS_MAX: usize = 4;
/// Words for a statement and its period, folded, beside which a month is that of the rows.
const STATEMENTS: [&str; 18] = [
    "statement",
    "period",
    "invoice",
    "auszug",
    "abrechnung",
    "zeitraum",
    "extracto",
    "extrato",
    "estado de cuenta",
    "fatura",
    "releve",
    "estratto",
    "wyciag",
    "vypis",
    "afschrift",
    "账单",
    "明細",
    "명세",
];
/// Longest text that is searched for dates: a line of a letterhead.
const SEARCHED_BYTES_MAX: usize = 300;

/// The days that a file speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Years {
    /// The first one.
    pub first: NaiveDate,
    /// The last one.
    pub last: NaiveDate,
    /// The first and the last day that are named, where those are two: within them a day has its year before anywhere else.
    named: Option<(NaiveDate, NaiveDate)>,
}

impl Years {
    /// The days that texts around the rows speak of; `None` where they name no date with its year.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Self> {
        let mut found: Vec<String> = Vec::new();
        let mut months: Vec<NaiveDate> = Vec::new();
        for text in texts.filter(|text| text.len() <= SEARCHED_BYTES_MAX) {
            let before = found.len();
            dates_in(text, &mut found);
            if found.len() == before {
                months.extend(month_in(text).into_iter().flatten());
            }
        }
        let mut evidence = DateEvidence::default();
        for text in &found {
            evidence.observe(0, text);
        }
        let formats = match evidence.decide() {
            Ok(format) => vec![format],
            // Whichever order is meant, the days lie between the outermost ones.
            Err(_) => vec![super::DateFormat::Dmy, super::DateFormat::Mdy, super::DateFormat::Ymd],
        };
        let days = found.iter().flat_map(|text| formats.iter().filter_map(|format| parse_date(text, format)));
        let dates: Vec<NaiveDate> = days.chain(months).collect();
        let (first, last) = (*dates.iter().min()?, *dates.iter().max()?);
        let named = (first < last).then_some((first, last));
        let first = last.checked_sub_days(Days::new(DAYS_BEFORE)).map_or(first, |early| early.min(first));
        let last = last.checked_add_days(Days::new(DAYS_AFTER)).unwrap_or(last);
        Some(Self { first, last, named })
    }

    /// The text of a date with the year that it lacks, within the days that are named if it lies there, else within those that
    /// the file speaks of; the text itself where it has one, is no date, or may be of two years.
    pub(super) fn complete(self, text: &str) -> Cow<'_, str> {
        let Some(DayMonth { days, mark }) = day_month(text) else { return Cow::Borrowed(text) };
        let only_year = |first: NaiveDate, last: NaiveDate| {
            let mut years = (first.year()..=last.year()).filter(|year| {
                days.iter().flatten().any(|(day, month)| {
                    NaiveDate::from_ymd_opt(*year, *month, *day)
                        .is_some_and(|date| (first..=last).contains(&date))
                })
            });
            years.next().filter(|_| years.next().is_none())
        };
        let year = self
            .named
            .and_then(|(first, last)| only_year(first, last))
            .or_else(|| only_year(self.first, self.last));
        let bare = unquoted(text.trim()).trim_end_matches('.');
        let Some(year) = year else { return Cow::Borrowed(text) };
        Cow::Owned(match mark {
            '月' => format!("{year}年{bare}"),
            '월' => format!("{year}년{bare}"),
            mark => format!("{bare}{mark}{year}"),
        })
    }

    /// Whether a day that was given its year is one that the file speaks of: under one order it may be, and under the one that
    /// the file turns out to have it may not.
    pub(super) fn contains(self, date: NaiveDate) -> bool {
        (self.first..=self.last).contains(&date)
    }
}

/// Finds the dates with a year in a text.
fn dates_in(text: &str, found: &mut Vec<String>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = 0;
    while at < words.len() {
        let taken = (1..=WORDS_MAX.min(words.len() - at)).rev().find_map(|count| {
            let text = words[at..at + count].join(" ");
            let text = text.trim_matches(|c: char| !c.is_alphanumeric());
            readings(text).filter(|_| !is_year_last_compact(text)).map(|_| (count, text.to_owned()))
        });
        if let Some((count, text)) = taken {
            found.push(text);
            at += count;
        } else {
            found.extend(period_in(words[at]));
            at += 1;
        }
    }
}

/// The first and the last day of a month that a text without a date names: `2024年01月`, `January 2024`.
fn month_in(text: &str) -> Option<[NaiveDate; 2]> {
    // A card is valid until a month, and its holder a customer since one.
    let folded = fold(text);
    if !STATEMENTS.iter().any(|word| folded.contains(word) || text.contains(word)) {
        return None;
    }
    let in_signs = text.match_indices(['年', '년']).find_map(|(at, sign)| {
        let year = text[..at].get(at.checked_sub(4)?..)?.parse::<i32>().ok()?;
        let rest = text[at + sign.len()..].trim_start();
        let (month, rest) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
        Some((year, month.parse::<u32>().ok().filter(|_| rest.starts_with(['月', '월']))?))
    });
    let (year, month) = in_signs.or_else(|| {
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.windows(2).find_map(|pair| {
            let year = pair[1].parse::<i32>().ok().filter(|_| pair[1].len() == 4)?;
            Some((year, month_of(pair[0])?))
        })
    })?;
    let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| (1990..=2199).contains(&year))?;
    Some([first, first.checked_add_months(Months::new(1))?.pred_opt()?])
}

/// Two dates with a dash between them and no space.
fn period_in(word: &str) -> Vec<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let halves = word
        .match_indices(['-', '–', '/', '~', '～', '〜', '至'])
        .map(|(at, dash)| (&word[..at], &word[at + dash.len()..]));
    halves
        .filter(|(one, other)| readings(one).is_some() && readings(other).is_some())
        .map(|(one, other)| vec![one.to_owned(), other.to_owned()])
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Option<Years> {
        Years::of(text.split(';'))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_or_a_date_in_a_line_says_the_time() {
        for (text, last) in [
            ("Period: 01.03.2026 - 31.03.2026", "2026-03-31"),
            ("Zeitraum;01.03.2026-31.03.2026", "2026-03-31"),
            ("Statement date: 15 January 2026", "2026-01-15"),
            ("from March 4, 2026 to April 3, 2026", "2026-04-03"),
            ("Printed (2026-03-31)", "2026-03-31"),
        ] {
            let found = years(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.last, day(last) + Days::new(DAYS_AFTER), "{text}");
        }
        assert_eq!(years("Account 12-34 56.78;Balance 1.000,00"), None);
    }

    #[test]
    fn a_day_and_a_month_get_the_one_year_that_fits() {
        let time = years("31.01.2026").unwrap();
        for (text, complete) in [
            ("14 Mar", "14 Mar 2025"),
            ("24 Dec", "24 Dec 2025"),
            ("4. Januar", "4. Januar 2026"),
            ("Jan 04", "Jan 04 2026"),
            ("15.01.", "15.01.2026"),
            ("28/12", "28/12/2025"),
            ("'28/12", "28/12/2025"),
            ("1月30日", "2026年1月30日"),
            ("12월 4일", "2025년12월 4일"),
            ("'28 Des'", "28 Des 2025"),
            ("01-25", "01-25-2026"),
        ] {
            assert_eq!(time.complete(text), complete, "{text}");
        }
        // 20 February may be of neither year; 1 December and 12 January of one each.
        for open in ["20 Feb", "12/01", "10.12", "2026-01-15", "15.01.2026", "Total", "", "31/11", "12.50"] {
            assert_eq!(time.complete(open), open, "{open}");
        }
    }
}
