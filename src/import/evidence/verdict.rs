//! What the first reading decides about dates and decimal marks, together with what was told and what is remembered.
//!
//! Owns the order: what was told, what the file proves, what a profile says where the file leaves a question open. A profile
//! that the file contradicts is an error. Must not read the file.

use chrono::Days;

use crate::import::error::{Example, ImportError};
use crate::import::numbers::minor_units;
use crate::import::options::{DateFormat, ImportOptions};
use crate::import::roles::Role;
use crate::model::amount::DecimalMark;

use super::Evidence;
use crate::import::date_evidence::DateEvidence;
use crate::import::dates::{day_month, parse_date};

/// Days before the first row and after the last one, within which dates above them are of their time: a statement covers at
/// most a quarter, and is made within a year.
const DAYS_BEFORE_ROWS: u64 = 92;
const DAYS_AFTER_ROWS: u64 = 366;
/// Days by which a row may be younger than the statement: bookings that are on their way.
const DAYS_BOOKED_AHEAD: u64 = 14;

impl Evidence {
    /// How dates are written: as told, or as proved.
    ///
    /// # Errors
    ///
    /// No cell is a date, or the column does not decide.
    pub(in crate::import) fn date_format(
        &self,
        options: &ImportOptions,
        column: &str,
    ) -> Result<DateFormat, ImportError> {
        let pattern = remembered_pattern(options);
        if let (Some(remembered), Some(DateFormat::Strftime(pattern)), Some(Example { line, value })) =
            (&options.remembered, pattern, &self.unlike_pattern)
        {
            return Err(ImportError::AgainstProfile {
                profile: remembered.name.clone(),
                says: format!("that dates are written {pattern}"),
                found: format!("`{value}` in line {line} is not"),
                option: "--date-format".to_owned(),
                code: "ambiguous_date",
            });
        }
        let missed = match options.date_format.as_ref().or(pattern) {
            None => self.dates.nothing_found(),
            Some(_) if self.told_date_found => None,
            Some(_) => self.told_date_missed.as_ref(),
        };
        if let Some(Example { line, value }) = missed.cloned() {
            let column = column.to_owned();
            return Err(match day_month(&value) {
                Some(_) => ImportError::NoYears { column, line, value },
                None => ImportError::NoDates { column, line, value },
            });
        }
        if let Some(format) = options.date_format.as_ref().or(pattern) {
            return Ok(format.clone());
        }
        let proved = self.proved_date_format();
        let format =
            options.remembered.as_ref().and_then(|known| Some((known, known.profile.date_format.as_ref()?)));
        let Some((remembered, format)) = format else {
            return proved.or_else(|error| match self.order_above(&error) {
                Some((format, _)) => Ok(format),
                None => Err(error),
            });
        };
        match proved {
            Err(error @ ImportError::AmbiguousDate { .. }) if error.may_be(format) => {
                match self.order_above(&error) {
                    Some((above, Example { line, value })) if above != *format => {
                        Err(ImportError::AgainstProfile {
                            profile: remembered.name.clone(),
                            says: format!("that dates are written {format}"),
                            found: format!("`{value}` in line {line} is written {above}"),
                            option: format!("--date-format {above}"),
                            code: "ambiguous_date",
                        })
                    }
                    _ => Ok(format.clone()),
                }
            }
            Ok(proved) if proved != *format && self.dates.is_numeric() => Err(ImportError::AgainstProfile {
                profile: remembered.name.clone(),
                says: format!("that dates are written {format}"),
                found: match self.dates.excludes(format) {
                    Some(Example { line, value }) => format!("`{value}` in line {line} is not"),
                    None => format!("the file's are {proved}"),
                },
                option: format!("--date-format {proved}"),
                code: "ambiguous_date",
            }),
            proved => proved,
        }
    }

    /// The order of dates that the lines above the rows prove where the rows leave it open, and the date that does: a bank writes
    /// all dates of a file in one way, with the same marks.
    fn order_above(&self, error: &ImportError) -> Option<(DateFormat, &Example)> {
        let ImportError::AmbiguousDate { value, readings, .. } = error else { return None };
        let mark = |text: &str| text.trim().chars().find(|c| !c.is_ascii_digit());
        let alike = || self.dates_above.iter().filter(|example| mark(&example.value) == mark(value));
        let mut above = DateEvidence::default();
        for example in alike() {
            above.observe(example.line, &example.value);
        }
        let format = above.decide().ok().filter(|format| above.is_numeric() && error.may_be(format))?;
        // Only what is of their time: a birthday is written by somebody else, and no row is younger than its statement.
        let (first, last) = self.dates.span_in(&format)?;
        let from = first.checked_sub_days(Days::new(DAYS_BEFORE_ROWS))?;
        let to = last.checked_add_days(Days::new(DAYS_AFTER_ROWS))?;
        let near = || alike().filter_map(|one| Some((one, parse_date(&one.value, &format)?)));
        let near = || near().filter(|(_, date)| (from..=to).contains(date));
        let newest = near().map(|(_, date)| date).max()?;
        if last > newest.checked_add_days(Days::new(DAYS_BOOKED_AHEAD))? {
            return None;
        }
        let is_deciding = |value: &str| {
            readings.iter().any(|(order, _)| *order != format && parse_date(value, order).is_none())
        };
        near().map(|(one, _)| one).find(|one| is_deciding(&one.value)).map(|one| (format.clone(), one))
    }

    /// The date above the rows that decided how theirs are read, where it had to.
    pub(in crate::import) fn deciding_date_above(&self, options: &ImportOptions) -> Option<&Example> {
        let remembered = options.remembered.as_ref().and_then(|known| known.profile.date_format.as_ref());
        if options.date_format.is_some() || remembered.is_some() {
            return None;
        }
        let error = self.proved_date_format().err()?;
        self.order_above(&error).map(|(_, example)| example)
    }

    /// The order that the dates of the rows prove. What one column leaves open the other may prove: a file writes its dates in
    /// one way.
    fn proved_date_format(&self) -> Result<DateFormat, ImportError> {
        self.dates.decide().or_else(|error| match (&error, self.value_dates.decide()) {
            (ImportError::AmbiguousDate { readings, .. }, Ok(format))
                if self.value_dates.is_numeric() && readings.iter().any(|(order, _)| *order == format) =>
            {
                Ok(format)
            }
            _ => Err(error),
        })
    }

    /// Whether how dates are written had to be known.
    pub(in crate::import) fn date_format_matters(&self, options: &ImportOptions) -> bool {
        options.date_format.is_some() || remembered_pattern(options).is_some() || self.dates.is_numeric()
    }

    /// The decimal mark: as told, or as proved; `None` where no amount has one.
    ///
    /// # Errors
    ///
    /// No cell is an amount, or the columns do not decide.
    pub(in crate::import) fn decimal_mark(
        &self,
        options: &ImportOptions,
        column: impl Fn(Role) -> String,
    ) -> Result<Option<DecimalMark>, ImportError> {
        if let (false, Some((role, Example { line, value }))) = (self.amount_found, self.no_amount.clone()) {
            return Err(ImportError::NoAmounts { column: column(role), line, value });
        }
        if options.decimal_mark.is_some() {
            return Ok(options.decimal_mark);
        }
        let remembered = options.remembered.as_ref();
        let known = remembered.and_then(|remembered| remembered.profile.decimal_mark);
        let proved = |mark: DecimalMark, example: &Example| match (remembered, known) {
            (Some(remembered), Some(known)) if known != mark => Err(ImportError::AgainstProfile {
                profile: remembered.name.clone(),
                says: format!("that `{}` stands before the decimals", known.as_str()),
                found: format!("in `{}` in line {} it is `{}`", example.value, example.line, mark.as_str()),
                option: format!("--decimal-mark {}", mark.as_str()),
                code: "ambiguous_amount",
            }),
            _ => Ok(Some(mark)),
        };
        if let (true, Some((example, ..)), Some(mark)) =
            (self.shows_no_mark(), &self.unclear_mark, self.balance_mark())
        {
            return proved(mark, example);
        }
        match (&self.dot, &self.comma, &self.unclear_mark) {
            (Some(dot), Some(comma), _) => {
                Err(ImportError::ContradictoryAmounts { dot: dot.clone(), comma: comma.clone() })
            }
            (Some(dot), None, _) => proved(DecimalMark::Point, dot),
            (None, Some(comma), _) => proved(DecimalMark::Comma, comma),
            (None, None, None) => Ok(None),
            (None, None, Some(_)) if known.is_some() => Ok(known),
            (None, None, Some((example, number, exponent))) => Err(ImportError::AmbiguousAmount {
                line: example.line,
                value: example.value.clone(),
                dot: reading(number, DecimalMark::Point, *exponent),
                comma: reading(number, DecimalMark::Comma, *exponent),
            }),
        }
    }
}

impl Evidence {
    /// The decimal mark under which the balance moves by the amounts, where it does so under one of the two only.
    fn balance_mark(&self) -> Option<DecimalMark> {
        let mark = self.mark?;
        let (one, other) = (&self.running, &self.other_running);
        match (one.fits_better(other), other.fits_better(one)) {
            (true, false) => Some(mark),
            (false, true) => Some(mark.other()),
            _ => None,
        }
    }
}

/// The strftime pattern of a profile, where nothing else was told.
pub(super) fn remembered_pattern(options: &ImportOptions) -> Option<&DateFormat> {
    let format = options.remembered.as_ref()?.profile.date_format.as_ref()?;
    (options.date_format.is_none() && matches!(format, DateFormat::Strftime(_))).then_some(format)
}

/// A number under a decimal mark, as people read it: without groups, with a dot.
fn reading(number: &str, mark: DecimalMark, exponent: u32) -> String {
    let digits: String = number
        .chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            _ if c == char::from(mark.as_byte()) => Some('.'),
            _ => None,
        })
        .collect();
    match minor_units(number, mark, exponent, true) {
        Ok(_) => digits,
        Err(_) => format!("{digits} (too many decimals)"),
    }
}
