//! Whether two texts speak of the same payment.
//!
//! Owns the comparison. Banks write one purchase in many ways: with the town, with a card's number, cut short.

use super::text::fold;

/// Letters from which on the beginning of a word stands for the whole: `MKTPL` and `MKTPLACE`.
const STEM_CHARS_MIN: usize = 4;
/// Characters from which on a text that is part of another says the same, in scripts that have no spaces.
const PART_CHARS_MIN: usize = 2;

/// Whether texts are alike: half of the words of the shorter one stand in the other, or all of one text does. Case, accents
/// and numbers do not count. Two texts without a word tell nothing apart and are alike.
#[must_use]
pub fn is_similar(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let (first, second) = (words(&one), words(&other));
    if first.is_empty() || second.is_empty() {
        return first.is_empty() && second.is_empty();
    }
    let (shorter, longer) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let shared = shorter.iter().filter(|word| longer.iter().any(|known| is_same(word, known))).count();
    shared * 2 >= shorter.len() || is_part(&one, &other) || is_part(&other, &one)
}

/// The words of a folded text, each once; numbers are the card's, the terminal's or the day's.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn is_same(one: &str, other: &str) -> bool {
    one == other
        || one.chars().count() >= STEM_CHARS_MIN && other.starts_with(one)
        || other.chars().count() >= STEM_CHARS_MIN && one.starts_with(other)
}

/// Whether a text beyond ASCII stands in another one.
fn is_part(part: &str, whole: &str) -> bool {
    let part = part.trim();
    !part.is_ascii() && part.chars().count() >= PART_CHARS_MIN && whole.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_purchase_written_in_two_ways_is_alike() {
        for (one, other) in [
            ("REWE SAGT DANKE 54321", "Pending: REWE SAGT DANKE"),
            ("Amazon MKTPL", "AMAZON MKTPLACE PMTS 12"),
            ("rewe", "REWE Markt GmbH//Berlin/DE"),
            ("Café Central", "CAFE CENTRAL WIEN"),
            ("咖啡", "星巴克咖啡店"),
            ("", ""),
            ("1234", "5678"),
        ] {
            assert!(is_similar(one, other) && is_similar(other, one), "{one} / {other}");
        }
    }

    #[test]
    fn different_purchases_are_not() {
        for (one, other) in [
            ("Bread", "SPAR DANKT"),
            ("Shell", "Aral Tankstelle"),
            ("Tea", "Team Sports"),
            ("food", ""),
            ("茶", "星巴克咖啡店"),
            ("The Corner Shop", "The Big Store"),
        ] {
            assert!(!is_similar(one, other) && !is_similar(other, one), "{one} / {other}");
        }
    }
}
