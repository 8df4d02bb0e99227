//! Sparklines: one character a value.

use super::Charset;

/// Eighths of a cell from below: U+2581 to U+2588.
const LEVELS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// The same where only ASCII is shown: what stands higher or is heavier is more.
const LEVELS_ASCII: [&str; 8] = ["_", ".", ",", "-", "=", "+", "*", "#"];

/// A line of one character for each value, from the least (or zero, whichever is less) to the largest; values that are all zero stand
/// at the bottom.
///
/// ```
/// use outlay::report::chart::{Charset, sparkline};
/// assert_eq!(sparkline(&[0, 50, 100], Charset::Unicode), "▁▅█");
/// ```
#[must_use]
pub fn sparkline(values: &[i64], charset: Charset) -> String {
    let levels = match charset {
        Charset::Unicode => LEVELS,
        Charset::Ascii => LEVELS_ASCII,
    };
    let least = i128::from(values.iter().copied().min().unwrap_or(0).min(0));
    let span = i128::from(values.iter().copied().max().unwrap_or(0)) - least;
    values
        .iter()
        .map(|value| {
            let height = i128::from(*value) - least;
            // Seven steps above the lowest, rounded half up.
            let level = if span <= 0 { 0 } else { (14 * height + span) / (2 * span) };
            levels[usize::try_from(level).unwrap_or(0).min(levels.len() - 1)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_its_height_between_zero_and_the_largest() {
        assert_eq!(sparkline(&[], Charset::Unicode), "");
        assert_eq!(sparkline(&[0, 0], Charset::Unicode), "▁▁");
        assert_eq!(sparkline(&[7, 7], Charset::Unicode), "██");
        assert_eq!(sparkline(&[0, 1, 2, 3, 4, 5, 6, 7], Charset::Unicode), "▁▂▃▄▅▆▇█");
        assert_eq!(sparkline(&[0, 1, 2, 3, 4, 5, 6, 7], Charset::Ascii), "_.,-=+*#");
    }

    #[test]
    fn what_is_below_zero_stands_lowest() {
        assert_eq!(sparkline(&[-10, 0, 10], Charset::Unicode), "▁▅█");
        assert_eq!(sparkline(&[i64::MIN, i64::MAX], Charset::Unicode), "▁█");
    }
}
