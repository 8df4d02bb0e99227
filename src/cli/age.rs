//! Ages and intervals as they are typed: `90m`, `24h`, `2d`.
//!
//! Owns the one reading of them.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_a_whole_number_and_a_unit() {
        assert_eq!((seconds("30s"), seconds("90m"), seconds("1w")), (Ok(30), Ok(5_400), Ok(604_800)));
        for bad in ["", "h", "24", "-1h", "1.5h", "9999999999999999999h", "soon"] {
            assert_eq!(seconds(bad).unwrap_err().exit, 2, "{bad}");
        }
    }
}
