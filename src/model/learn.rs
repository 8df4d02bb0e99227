//! Categories learnt from what a person categorised: payee and description to a category, offline.
//!
//! Owns what counts as evidence and how sure a guess must be. Pure, whole numbers only, bounded. Must not read rows or
//! know what a category is called: categories are numbers here.
//!
//! Three kinds of evidence are kept, each with how often it stood beside each category: the payee with the description, the
//! payee alone (the description where there is none), both folded and without digits, and each word. The first that
//! knows enough answers. How much is enough is settled on the person's own rows: what the older four fifths say of the
//! newest fifth must be right in `RIGHT_PERCENT` of a hundred guesses; where nothing asked for reaches that, nothing is
//! guessed.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::search::search_fold;

/// Most rows that are learnt from: years of a household's; more make no guess better and take time.
pub const ROWS_MAX: usize = 50_000;
/// Most pieces of evidence kept: some 16 MB.
const EVIDENCE_MAX: usize = 200_000;
/// Most words of one text that count.
const WORDS_MAX: usize = 16;
/// Most categories counted for one piece of evidence: one that stands beside more says nothing.
const CATEGORIES_MAX: usize = 8;
/// How many of a hundred guesses must be right.
const RIGHT_PERCENT: usize = 95;
/// Guesses that must have been made before anything is concluded from how they came out.
const GUESSES_MIN: usize = 20;
/// Which part of the rows, the newest, tells how sure a guess must be: a fifth.
const HELD_OUT: usize = 5;

/// How much evidence makes a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sureness {
    /// Rows that the payee must have had.
    rows_min: u32,
    /// How many of a hundred of them must be of one category.
    percent: u32,
    /// Rows that a word must have stood in.
    word_rows_min: u32,
    /// As `percent`, for a word.
    word_percent: u32,
}

/// From the most guesses to the fewest.
const STEPS: [Sureness; 5] = [
    Sureness { rows_min: 1, percent: 90, word_rows_min: 3, word_percent: 97 },
    Sureness { rows_min: 2, percent: 90, word_rows_min: 5, word_percent: 99 },
    Sureness { rows_min: 3, percent: 95, word_rows_min: 8, word_percent: 100 },
    Sureness { rows_min: 5, percent: 95, word_rows_min: 8, word_percent: 100 },
    Sureness { rows_min: 8, percent: 98, word_rows_min: 16, word_percent: 100 },
];

/// Shortest word that counts, in characters.
const WORD_CHARS_MIN: usize = 3;

/// What led to a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// Payee and description together.
    Both,
    /// The payee; the description where there is none.
    Payee,
    /// A word.
    Word,
}

/// Rows to learn from, as they come.
#[derive(Debug, Default)]
pub struct Learner {
    rows: Vec<(Keys, i64)>,
}

/// What was learnt.
#[derive(Debug, Default)]
pub struct Learnt {
    counts: FxHashMap<(Evidence, u64), Counts>,
    sureness: Option<Sureness>,
}

/// How often a piece of evidence stood beside each category.
#[derive(Debug, Default)]
struct Counts {
    total: u32,
    by_category: Vec<(i64, u32)>,
}

impl Counts {
    fn add(&mut self, category: i64) {
        self.total += 1;
        if let Some((_, count)) = self.by_category.iter_mut().find(|(known, _)| *known == category) {
            *count += 1;
        } else if self.by_category.len() < CATEGORIES_MAX {
            self.by_category.push((category, 1));
        }
    }

    /// The category that stood beside it in so many of a hundred rows, if one did.
    fn sure(&self, rows_min: u32, percent: u32) -> Option<i64> {
        let (category, count) = *self.by_category.iter().max_by_key(|(_, count)| *count)?;
        let is_sure = u64::from(count) * 100 >= u64::from(self.total) * u64::from(percent);
        (self.total >= rows_min && is_sure).then_some(category)
    }
}

impl Learner {
    /// Takes a row that a person categorised; newer rows first. Returns false once there are enough.
    pub fn learn(&mut self, payee: &str, description: &str, category: i64) -> bool {
        if self.rows.len() < ROWS_MAX {
            self.rows.push((Keys::of(payee, description), category));
        }
        self.rows.len() < ROWS_MAX
    }

    /// Learns, and settles how sure a guess must be.
    #[must_use]
    pub fn finish(self) -> Learnt {
        let mut learnt = Learnt::default();
        let (newest, older) = self.rows.split_at(self.rows.len() / HELD_OUT);
        for (keys, category) in older {
            learnt.add(keys, *category);
        }
        learnt.sureness = STEPS.into_iter().find(|sureness| learnt.is_right_enough(newest, *sureness));
        for (keys, category) in newest {
            learnt.add(keys, *category);
        }
        learnt
    }
}

impl Learnt {
    fn add(&mut self, keys: &Keys, category: i64) {
        let words = keys.words.iter().map(|word| (Evidence::Word, *word));
        for key in [(Evidence::Both, keys.both), (Evidence::Payee, keys.payee)].into_iter().chain(words) {
            if self.counts.len() < EVIDENCE_MAX || self.counts.contains_key(&key) {
                self.counts.entry(key).or_default().add(category);
            }
        }
    }

    /// Whether enough of what would be guessed of rows is right. Where too few are guessed to tell, the least sureness is
    /// enough: a person who has begun to categorise is to see it.
    fn is_right_enough(&self, rows: &[(Keys, i64)], sureness: Sureness) -> bool {
        let (mut given, mut right) = (0, 0);
        for (keys, category) in rows {
            if let Some((guess, _)) = self.guess_of(keys, sureness) {
                given += 1;
                right += usize::from(guess == *category);
            }
        }
        if given < GUESSES_MIN { sureness == STEPS[0] } else { right * 100 >= given * RIGHT_PERCENT }
    }

    /// Whether nothing is guessed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sureness.is_none() || self.counts.is_empty()
    }

    /// The category of a row that has none, if what was learnt is sure of one.
    #[must_use]
    pub fn guess(&self, payee: &str, description: &str) -> Option<(i64, Evidence)> {
        if self.is_empty() || (payee.is_empty() && description.is_empty()) {
            return None;
        }
        self.guess_of(&Keys::of(payee, description), self.sureness?)
    }

    fn guess_of(&self, keys: &Keys, sureness: Sureness) -> Option<(i64, Evidence)> {
        for (evidence, key) in [(Evidence::Both, keys.both), (Evidence::Payee, keys.payee)] {
            if let Some(counts) = self.counts.get(&(evidence, key)) {
                if let Some(category) = counts.sure(sureness.rows_min, sureness.percent) {
                    return Some((category, evidence));
                }
                // It is known that this payee is of several categories.
                if evidence == Evidence::Payee {
                    return None;
                }
            }
        }
        let mut agreed = None;
        for word in &keys.words {
            let Some(counts) = self.counts.get(&(Evidence::Word, *word)) else { continue };
            match (counts.sure(sureness.word_rows_min, sureness.word_percent), agreed) {
                (Some(category), None) => agreed = Some(category),
                (Some(category), Some(other)) if category != other => return None,
                _ => {}
            }
        }
        agreed.map(|category| (category, Evidence::Word))
    }
}

/// The evidence in a row, as hashes: two that meet by chance, one in some billions, make one guess unsure.
#[derive(Debug)]
struct Keys {
    both: u64,
    payee: u64,
    words: Vec<u64>,
}

impl Keys {
    fn of(payee: &str, description: &str) -> Self {
        let (payee, description) = (letters(payee), letters(description));
        let mut words: Vec<u64> = payee
            .split(' ')
            .chain(description.split(' '))
            .filter(|word| word.chars().count() >= WORD_CHARS_MIN)
            .take(WORDS_MAX)
            .map(|word| hash(&word))
            .collect();
        words.sort_unstable();
        words.dedup();
        let alone = if payee.is_empty() { &description } else { &payee };
        Self { both: hash(&(&payee, &description)), payee: hash(alone), words }
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The words of a text, folded; dates, times and numbers of receipts are no part of what a thing is.
fn letters(text: &str) -> String {
    let folded = search_fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '&');
    let kept = words.filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_ascii_digit()));
    let kept = kept.collect::<Vec<_>>().join(" ");
    if kept.is_empty() { folded } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learnt(rows: &[(&str, &str, i64)]) -> Learnt {
        let mut learner = Learner::default();
        for (payee, description, category) in rows {
            assert!(learner.learn(payee, description, *category));
        }
        learner.finish()
    }

    #[test]
    fn the_same_payee_has_the_same_category_whatever_the_receipt() {
        let learnt =
            learnt(&[("REWE 4711", "Kartenzahlung 12.03.", 1), ("ALDI", "", 1), ("DB", "Ticket", 2)]);
        assert_eq!(learnt.guess("rewe 0815", "Kartenzahlung 13.03.").map(|guess| guess.0), Some(1));
        assert_eq!(learnt.guess("DB", "Bistro").map(|guess| guess.0), Some(2));
        assert_eq!(learnt.guess("Unknown", "thing"), None);
        assert_eq!(Learnt::default().guess("REWE", ""), None);
    }

    #[test]
    fn a_payee_of_several_categories_is_told_apart_by_the_description_or_not_at_all() {
        let learnt = learnt(&[("AMAZON", "Book", 1), ("AMAZON", "Shoes", 2)]);
        assert_eq!(learnt.guess("AMAZON", "book"), Some((1, Evidence::Both)));
        assert_eq!(learnt.guess("AMAZON", "Lamp"), None);
    }

    #[test]
    fn a_word_that_always_means_one_thing_is_enough() {
        let rows = [("Apotheke Nord", "", 7), ("Apotheke am Markt", "", 7), ("Stern Apotheke", "", 7)];
        assert_eq!(learnt(&rows).guess("Apotheke Süd", ""), Some((7, Evidence::Word)));
        assert_eq!(learnt(&rows[..2]).guess("Apotheke Süd", ""), None, "two are too few");
    }

    #[test]
    fn where_a_payee_says_nothing_nothing_is_guessed() {
        let noisy = |categories: i64| {
            let rows: Vec<(String, i64)> = (0..600_i64)
                .map(|at| (format!("shop {}", name(at % 300)), at * 7 % 11 % categories))
                .collect();
            let rows: Vec<_> = rows.iter().map(|(payee, category)| (payee.as_str(), "", *category)).collect();
            learnt(&rows).sureness
        };
        assert_eq!(noisy(1), Some(STEPS[0]));
        assert_eq!(noisy(5), None);
    }

    fn name(number: i64) -> String {
        number.to_string().chars().map(|digit| char::from(u8::try_from(digit).unwrap() + 50)).collect()
    }

    #[test]
    fn learning_ends_at_the_limit() {
        let mut learner = Learner::default();
        let taken = (0..ROWS_MAX + 10)
            .filter(|row| learner.learn(&format!("payee {}", name(i64::try_from(*row).unwrap())), "", 1))
            .count();
        assert_eq!(taken, ROWS_MAX - 1);
        assert_eq!(learner.rows.len(), ROWS_MAX);
        assert!(learner.finish().counts.len() <= EVIDENCE_MAX);
    }
}
