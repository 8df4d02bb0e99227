//! The pattern of a rule: which payees and descriptions it means.
//!
//! Owns its syntax and what it matches. Must not know what a rule does.
//!
//! A pattern is words with `|` between alternatives: `REWE|ALDI süd`. An alternative is found where a word begins, case
//! and accents folded as in every search, so that `aldi` is in `ALDI SÜD 4711` and not in `Garibaldi`; scripts without
//! spaces are searched anywhere. `^` before it means the beginning of the text, `$` behind it the end. Between slashes,
//! `/rewe \d+/`, it is a regular expression of the `regex` crate, whatever the case, over the text as it is and over its
//! folded form; its time is linear in the text.

use regex::{Regex, RegexBuilder};

use super::search::{is_spaceless, search_fold};
use super::text::{TextError, clean_line, quoted};

/// Longest pattern, in characters: a page of merchants.
pub const PATTERN_CHARS_MAX: usize = 1_000;
/// Most alternatives of one pattern.
const ALTERNATIVES_MAX: usize = 100;
/// Largest compiled expression, in bytes: a counted repetition of a counted repetition would take gigabytes.
const REGEX_BYTES_MAX: usize = 1 << 20;
/// Longest part of a refused pattern that a message quotes, in characters.
const SHOWN_CHARS_MAX: usize = 80;

/// A text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It cannot be kept as text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// An alternative without a word in it would be found everywhere.
    #[error("the pattern `{0}` has an alternative without a letter or digit")]
    EmptyAlternative(String),
    /// Too many alternatives.
    #[error("the pattern has {count} alternatives; at most {ALTERNATIVES_MAX} are kept")]
    TooMany {
        /// How many it has.
        count: usize,
    },
    /// No regular expression, or too large a one.
    #[error("`{pattern}` is no regular expression: {reason}")]
    Regex {
        /// The pattern, safe to show.
        pattern: String,
        /// What is wrong with it, in one line.
        reason: String,
    },
    /// A regular expression that is found in a text without anything in it.
    #[error("`{0}` matches the empty text, and so everything")]
    MatchesAll(String),
}

impl PatternError {
    /// The way out, for the line below the message.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Text(cause) => cause.hint(),
            Self::EmptyAlternative(_) => "write words with | between them, as 'REWE|ALDI'".to_owned(),
            Self::TooMany { .. } => "make two rules of it".to_owned(),
            Self::Regex { .. } => {
                "without the slashes it is words with | between them; with them, see https://docs.rs/regex"
                    .to_owned()
            }
            Self::MatchesAll(_) => "write what must stand in the text".to_owned(),
        }
    }
}

/// A pattern, ready to be looked for.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: String,
    matcher: Matcher,
}

#[derive(Debug, Clone)]
enum Matcher {
    Words(Vec<Alternative>),
    Regex(Regex),
}

#[derive(Debug, Clone)]
struct Alternative {
    source: String,
    folded: String,
    at_start: bool,
    at_end: bool,
}

/// A text with the form in which it is searched; folded once for many rules.
#[derive(Debug, Clone)]
pub struct Searched<'t> {
    text: &'t str,
    folded: String,
}

impl<'t> Searched<'t> {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, folded: spaced(&search_fold(text)) }
    }
}

/// Why a pattern matches: the alternative, and what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The alternative, as it is written in the pattern; the whole of a regular expression.
    pub alternative: String,
    /// What it found: folded for words, as it stands for an expression.
    pub text: String,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// [`PatternError`].
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let source = clean_line("pattern", text, PATTERN_CHARS_MAX)?;
        let shown = || quoted(&source, SHOWN_CHARS_MAX);
        let inner = source.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        if let Some(expression) = inner.filter(|expression| !expression.is_empty()) {
            let built =
                RegexBuilder::new(expression).case_insensitive(true).size_limit(REGEX_BYTES_MAX).build();
            let regex =
                built.map_err(|error| PatternError::Regex { pattern: shown(), reason: reason(&error) })?;
            if regex.is_match("") {
                return Err(PatternError::MatchesAll(shown()));
            }
            return Ok(Self { source, matcher: Matcher::Regex(regex) });
        }
        let parts: Vec<&str> = source.split('|').collect();
        if parts.len() > ALTERNATIVES_MAX {
            return Err(PatternError::TooMany { count: parts.len() });
        }
        let read =
            |part: &&str| Alternative::parse(part).ok_or_else(|| PatternError::EmptyAlternative(shown()));
        let alternatives = parts.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { source, matcher: Matcher::Words(alternatives) })
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether it is found in a text, and what for.
    #[must_use]
    pub fn find(&self, searched: &Searched<'_>) -> Option<Found> {
        match &self.matcher {
            Matcher::Words(alternatives) => {
                let found = alternatives.iter().find(|one| one.is_in(&searched.folded))?;
                Some(Found { alternative: found.source.clone(), text: found.folded.clone() })
            }
            Matcher::Regex(regex) => {
                let found = regex.find(searched.text).or_else(|| regex.find(&searched.folded))?;
                Some(Found { alternative: self.source.clone(), text: found.as_str().to_owned() })
            }
        }
    }
}

impl Alternative {
    fn parse(text: &str) -> Option<Self> {
        let source = text.trim();
        let (at_start, rest) = source.strip_prefix('^').map_or((false, source), |rest| (true, rest));
        let (at_end, rest) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
        let folded = spaced(&search_fold(rest));
        folded.contains(char::is_alphanumeric).then(|| Self {
            source: source.to_owned(),
            folded,
            at_start,
            at_end,
        })
    }

    fn is_in(&self, folded: &str) -> bool {
        let wanted = self.folded.as_str();
        if self.at_start {
            return if self.at_end { folded == wanted } else { folded.starts_with(wanted) };
        }
        // A text is at most 1,000 characters, so that looking again from every place stays cheap.
        let mut from = 0;
        while let Some(at) = folded[from..].find(wanted).map(|at| from + at) {
            let is_last = at + wanted.len() == folded.len();
            if begins_word(folded, at, wanted) && (is_last || !self.at_end) {
                return true;
            }
            from = at + folded[at..].chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

/// Whether a word begins at a place, or the script has no spaces, or what is looked for begins with a sign.
fn begins_word(folded: &str, at: usize, wanted: &str) -> bool {
    let is_inside = |c: char| c.is_alphanumeric();
    let first = wanted.chars().next();
    let before = folded[..at].chars().next_back();
    first.is_none_or(|first| !is_inside(first) || is_spaceless(first))
        || before.is_none_or(|before| !is_inside(before) || is_spaceless(before))
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with an expression: the last line of what `regex` says, the others draw it.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    quoted(last.trim_start_matches("error:").trim(), SHOWN_CHARS_MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_found(pattern: &str, text: &str) -> bool {
        Pattern::parse(pattern).unwrap().find(&Searched::new(text)).is_some()
    }

    #[test]
    fn an_alternative_is_found_where_a_word_begins_whatever_case_and_accents() {
        for (pattern, text, expected) in [
            ("REWE|ALDI", "Rewe Markt 4711", true),
            ("REWE|ALDI", "PAYPAL *aldi süd", true),
            ("REWE|ALDI", "Garibaldi", false),
            ("aldi sud", "ALDI   SÜD", true),
            ("café", "CAFE CENTRAL", true),
            ("^rewe", "Dank an REWE", false),
            ("^rewe", "REWE City", true),
            ("ticket$", "DB Ticket", true),
            ("ticket$", "Ticket DB", false),
            ("^miete$", "Miete", true),
            ("咖啡", "星巴克咖啡店", true),
            ("*", "a", false),
        ] {
            if let Ok(pattern) = Pattern::parse(pattern) {
                assert_eq!(pattern.find(&Searched::new(text)).is_some(), expected, "{pattern:?} in {text}");
            } else {
                assert!(!expected, "{pattern}");
            }
        }
    }

    #[test]
    fn between_slashes_it_is_a_regular_expression_over_the_text_and_its_folded_form() {
        assert!(is_found(r"/rewe \d{4}/", "REWE 4711 Köln"));
        assert!(is_found(r"/köln$/", "REWE 4711 KÖLN"));
        assert!(is_found(r"/koln$/", "REWE 4711 KÖLN"));
        assert!(!is_found(r"/^\d+$/", "REWE 4711"));
        let found = Pattern::parse(r"/\d+/").unwrap().find(&Searched::new("REWE 4711")).unwrap();
        assert_eq!(found, Found { alternative: r"/\d+/".to_owned(), text: "4711".to_owned() });
    }

    #[test]
    fn what_would_match_everything_or_cost_too_much_is_refused() {
        let error = |text: &str| Pattern::parse(text).unwrap_err();
        assert!(matches!(error("rewe||aldi"), PatternError::EmptyAlternative(_)));
        assert!(matches!(error("^$"), PatternError::EmptyAlternative(_)));
        assert!(matches!(error("/a*/"), PatternError::MatchesAll(_)));
        assert!(matches!(error("/(a/"), PatternError::Regex { .. }));
        assert!(matches!(error("/((a{100}){100}){100}/"), PatternError::Regex { .. }));
        assert!(matches!(error(&vec!["a"; 101].join("|")), PatternError::TooMany { count: 101 }));
        assert!(matches!(error(" "), PatternError::Text(_)));
    }

    #[test]
    fn the_reason_names_the_alternative() {
        let found = Pattern::parse("aldi|Rewe ").unwrap().find(&Searched::new("REWE")).unwrap();
        assert_eq!(found, Found { alternative: "Rewe".to_owned(), text: "rewe".to_owned() });
    }

    proptest! {
        #[test]
        fn any_text_is_a_pattern_or_refused_and_never_a_panic(pattern in any::<String>(), text in any::<String>()) {
            if let Ok(pattern) = Pattern::parse(&pattern) {
                let _ = pattern.find(&Searched::new(&text));
            }
        }

        #[test]
        fn a_word_of_a_text_finds_it(words in proptest::collection::vec("[a-zäöü0-9]{1,8}", 1..6), at in any::<proptest::sample::Index>()) {
            let text = words.join(" ");
            let word: &String = at.get(&words);
            prop_assert!(is_found(word, &text));
        }
    }
}
