//! The only reader of the current time and of the local time zone.
//!
//! Owns "now" and "today". Nothing else in the program may ask the operating system for the time, so that a test
//! (or a person who reproduces a report) can fix it with `OUTLAY_NOW`.

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, Utc};

/// The environment variable that fixes the time, as an RFC 3339 instant.
pub const NOW_VARIABLE: &str = "OUTLAY_NOW";

/// `OUTLAY_NOW` is set to something that is not an RFC 3339 instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{NOW_VARIABLE} is `{value}`, which is not an RFC 3339 time such as 2026-10-15T12:00:00Z")]
pub struct BadNow {
    /// What the variable holds.
    pub value: String,
}

/// Where the time comes from: the system, or one fixed instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    fixed_at: Option<DateTime<Utc>>,
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self { fixed_at: None }
    }

    /// A clock that stands still at `instant`.
    #[must_use]
    pub const fn fixed(instant: DateTime<Utc>) -> Self {
        Self { fixed_at: Some(instant) }
    }

    /// The clock for one value of `OUTLAY_NOW`; an empty value counts as not set.
    ///
    /// # Errors
    ///
    /// [`BadNow`] where the value is not an RFC 3339 instant.
    pub fn from_value(value: &str) -> Result<Self, BadNow> {
        if value.is_empty() {
            return Ok(Self::system());
        }
        let instant = DateTime::parse_from_rfc3339(value).map_err(|_| BadNow { value: value.to_owned() })?;
        Ok(Self::fixed(instant.with_timezone(&Utc)))
    }

    /// The current instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.fixed_at.unwrap_or_else(Utc::now)
    }

    /// The current calendar date in the local zone: `TZ` where set, else the system's.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&Local).date_naive()
    }

    /// An instant as the clocks of the local zone show it.
    #[must_use]
    pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
        at.with_timezone(&Local).naive_local()
    }

    /// Whether `OUTLAY_NOW` holds the time still.
    #[must_use]
    pub const fn is_fixed(&self) -> bool {
        self.fixed_at.is_some()
    }
}

/// Measures how long something takes, whatever the clock is set to.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts one.
    #[must_use]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Milliseconds since the start.
    #[must_use]
    pub fn elapsed_ms(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_tells_the_same_instant_in_utc_whatever_the_offset() {
        let clock = Clock::from_value("2026-10-15T14:00:00+02:00").unwrap();
        assert!(clock.is_fixed());
        assert_eq!(clock.now().to_rfc3339(), "2026-10-15T12:00:00+00:00");
        assert_eq!(clock.now(), clock.now());
    }

    #[test]
    fn an_empty_variable_counts_as_not_set() {
        assert_eq!(Clock::from_value(""), Ok(Clock::system()));
        assert!(!Clock::system().is_fixed());
    }

    #[test]
    fn a_time_that_is_not_rfc_3339_is_refused_by_name() {
        for value in ["today", "2026-10-15", "2026-10-15 12:00", "1760529600"] {
            let error = Clock::from_value(value).unwrap_err();
            assert!(error.to_string().contains(value), "{error}");
        }
    }
}
