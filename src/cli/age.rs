//! Ages and intervals as they are typed: `90m`, `24h`, `2d`.
//!
//! Owns the one reading of them, and what is young enough by one.

use chrono::{DateTime, Utc};

use super::error::CliError;

/// Seconds of an age such as `30s`, `90m`, `24h`, `2d`, `1w`.
///
/// # Errors
///
/// `usage` for anything else.
pub fn seconds(text: &str) -> Result<i64, CliError> {
    let units = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400), ('w', 604_800)];
    units
        .iter()
        .find_map(|(unit, seconds)| {
            let count: i64 = text.strip_suffix(*unit)?.parse().ok()?;
            count.checked_mul(*seconds).filter(|age| *age >= 0)
        })
        .ok_or_else(|| {
            CliError::usage(format!("`{text}` is not an age"))
                .with_value(text)
                .with_hint("write 90m, 24h, 2d or 1w")
        })
}

/// Whether something is at most so many seconds old. What happened later than now is not: it was noted under a clock that
/// was ahead (invariant I6), and says nothing of how old it is. Parts of a second do not count.
#[must_use]
pub fn is_young(at: DateTime<Utc>, now: DateTime<Utc>, seconds_max: i64) -> bool {
    (0..=seconds_max).contains(&(now - at).num_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_young_is_so_one_below_and_at_the_limit_and_neither_above_nor_ahead_of_now() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let ages = [(-86_400, false), (-1, false), (0, true), (1, true), (59, true), (60, true), (61, false)];
        for (seconds, young) in ages {
            let at = now - chrono::TimeDelta::seconds(seconds);
            assert_eq!(is_young(at, now, 60), young, "{seconds}");
        }
        assert!(is_young(now, now, 0));
    }

    #[test]
    fn an_age_is_a_whole_number_and_a_unit() {
        assert_eq!((seconds("30s"), seconds("90m"), seconds("1w")), (Ok(30), Ok(5_400), Ok(604_800)));
        for bad in ["", "h", "24", "-1h", "1.5h", "9999999999999999999h", "soon"] {
            assert_eq!(seconds(bad).unwrap_err().exit, 2, "{bad}");
        }
    }
}
