//! Text search: the words that the full-text index is given and the terms that a typed search becomes.
//!
//! Owns the folding for search and the splitting into words, which must be the same on both sides. Must not know
//! SQL beyond the match text it renders: terms are only letters, digits and marks, so nothing typed is syntax.
//!
//! The index is FTS5 with the `ascii` tokenizer and `detail=none`: it keeps exactly the words of [`search_terms`],
//! without positions. What words alone cannot tell is left to the caller as folded substrings to verify.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::text::is_ignorable;

/// Longest word in the index, in characters: no word that people type is longer, and a pasted token of a thousand
/// characters does not bloat the index. Longer ones are cut, on both sides.
pub const WORD_CHARS_MAX: usize = 64;
/// Most terms of one search that go to the index; further words are ones to verify. Far more than a person types,
/// far less than the depth at which FTS5 gives up (256, `SQLITE_FTS5_MAX_EXPR_DEPTH`).
pub const TERMS_MAX: usize = 64;

/// A typed search, ready for the index or for a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SearchQuery {
    /// Nothing was typed: every text matches.
    All,
    /// Texts whose words match all `terms`, and whose [`search_fold`] form contains each of `verify`.
    Terms {
        /// Looked up in the index, all of them; never empty.
        terms: Vec<SearchTerm>,
        /// What the index cannot decide: to be looked for in the folded text of each row that it finds.
        verify: Vec<String>,
    },
    /// Texts whose [`search_fold`] form contains each of these; no word to look up (`"`, `*`, an emoji).
    Substrings(Vec<String>),
}

/// One word to look up: letters, digits and marks only, folded, at most [`WORD_CHARS_MAX`] characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchTerm {
    /// The folded word or pair of characters.
    pub text: String,
    /// Whether it is the beginning of a word rather than all of it.
    pub prefix: bool,
}

impl SearchQuery {
    /// The FTS5 match text, quoted terms only: `"coffee"* "shop"*` (side by side means AND, SQLite's FTS5 page,
    /// section 3). `None` where the index has nothing to look up.
    #[must_use]
    pub fn match_text(&self) -> Option<String> {
        let Self::Terms { terms, .. } = self else { return None };
        let quoted: Vec<String> = terms
            .iter()
            .map(|term| format!("\"{}\"{}", term.text, if term.prefix { "*" } else { "" }))
            .collect();
        Some(quoted.join(" "))
    }

    /// The folded substrings that a text found by [`SearchQuery::match_text`], or any text where that is `None`,
    /// must contain besides.
    #[must_use]
    pub fn substrings(&self) -> &[String] {
        match self {
            Self::All => &[],
            Self::Terms { verify, .. } => verify,
            Self::Substrings(parts) => parts,
        }
    }

    /// Whether a text matches, without an index: what the index and the verification together must say.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let folded = search_fold(text);
        if !self.substrings().iter().all(|part| folded.contains(part.as_str())) {
            return false;
        }
        let Self::Terms { terms, .. } = self else { return true };
        let indexed = search_terms(text);
        terms.iter().all(|term| {
            let found =
                |word: &str| if term.prefix { word.starts_with(&term.text) } else { word == term.text };
            indexed.split(' ').any(found)
        })
    }
}

/// Reads what was typed after `--search`: all words must match, each is the beginning of one; a run of a script
/// without spaces is a substring, by its pairs of characters; a word without letters and digits is a substring.
/// Nothing is ever query syntax.
#[must_use]
pub fn search_query(words: &str) -> SearchQuery {
    let mut terms: Vec<SearchTerm> = Vec::new();
    let mut verify = Vec::new();
    for word in search_fold(words).split_whitespace() {
        if terms.len() >= TERMS_MAX || Segments(word).next().is_none() {
            verify.push(word.to_owned());
            continue;
        }
        for segment in Segments(word) {
            query_segment(&segment, &mut terms, &mut verify);
        }
    }
    match (terms.is_empty(), verify.is_empty()) {
        (true, true) => SearchQuery::All,
        (true, false) => SearchQuery::Substrings(verify),
        (false, _) => SearchQuery::Terms { terms, verify },
    }
}

fn query_segment(segment: &Segment<'_>, terms: &mut Vec<SearchTerm>, verify: &mut Vec<String>) {
    let text = match *segment {
        Segment::Word(text) => {
            let kept = cut(text);
            terms.push(SearchTerm { text: kept.to_owned(), prefix: true });
            if kept.len() < text.len() {
                verify.push(text.to_owned());
            }
            return;
        }
        Segment::Run(text) => text,
    };
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    match starts.len() - 1 {
        // One character begins every pair in which it is first, and stands alone where it is last.
        1 => terms.push(SearchTerm { text: text.to_owned(), prefix: true }),
        chars => {
            let pairs = starts.iter().zip(starts.iter().skip(2)).map(|(&from, &to)| &text[from..to]);
            terms.extend(
                pairs
                    .take(TERMS_MAX.saturating_sub(terms.len()).max(1))
                    .map(|pair| SearchTerm { text: pair.to_owned(), prefix: false }),
            );
            // All pairs may stand in a text without standing next to each other.
            if chars > 2 {
                verify.push(text.to_owned());
            }
        }
    }
}

/// The words of a text as the index gets them: folded by [`search_fold`], split at everything that is neither
/// letter, digit nor mark, separated by single spaces. A run of a script that is written without spaces becomes its
/// overlapping pairs of characters and its last character (`咖啡店`: `咖啡 啡店 店`).
#[must_use]
pub fn search_terms(text: &str) -> String {
    let mut terms = String::with_capacity(text.len() + 1);
    search_terms_into(text, &mut terms);
    terms
}

/// Appends the words of [`search_terms`] to `terms`, separated by a space from what is there: for rows with several
/// texts, and without an allocation for each.
pub fn search_terms_into(text: &str, terms: &mut String) {
    if text.is_ascii() {
        ascii_terms_into(text, terms);
        return;
    }
    let folded = search_fold(text);
    for segment in Segments(&folded) {
        match segment {
            Segment::Word(word) => push_term(cut(word), terms),
            Segment::Run(run) => {
                for (at, first) in run.char_indices() {
                    let second = run[at + first.len_utf8()..].chars().next();
                    push_term(&run[at..at + first.len_utf8() + second.map_or(0, char::len_utf8)], terms);
                }
            }
        }
    }
}

// Almost every row of an import comes through here.
fn ascii_terms_into(text: &str, terms: &mut String) {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        let start = terms.len() + usize::from(!terms.is_empty());
        push_term(&word[..word.len().min(WORD_CHARS_MAX)], terms);
        terms[start..].make_ascii_lowercase();
    }
}

fn push_term(word: &str, terms: &mut String) {
    if !terms.is_empty() {
        terms.push(' ');
    }
    terms.push_str(word);
}

fn cut(word: &str) -> &str {
    word.char_indices().nth(WORD_CHARS_MAX).map_or(word, |(end, _)| &word[..end])
}

/// The form in which texts are searched: compatibility decomposition (form KD, Unicode Annex 15), accents and
/// invisible characters left out, full case folding, Latin letters without a decomposition (`æ`, `ø`, `ł`) spelt
/// out, composed again.
///
/// Marks that are letters of their script stay (Indic vowel signs, the voicing marks of kana); Latin, Greek,
/// Cyrillic, Hebrew and Arabic ones go.
#[must_use]
pub fn search_fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_dropped(*c)).default_case_fold() {
        match plain_latin(c) {
            Some(spelt) => plain.push_str(spelt),
            None => plain.push(c),
        }
    }
    if plain.is_ascii() { plain } else { plain.nfc().collect() }
}

/// Latin letters without a decomposition, as people without them on the keyboard type them (after Unicode CLDR's
/// `Latin-ASCII` transform). `ß` needs no line: case folding makes it `ss`.
fn plain_latin(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŋ' => "n",
        'ŧ' => "t",
        _ => return None,
    })
}

/// Accents and pointing (general category `Mn` in the blocks of the scripts named at [`search_fold`], Unicode
/// `Scripts.txt` and `Blocks.txt`), the Arabic stretcher, and everything invisible.
fn is_dropped(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => false,
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}'
        | '\u{5BF}'
        | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}'
        | '\u{5C7}'
        | '\u{610}'..='\u{61A}'
        | '\u{640}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E4}'
        | '\u{6E7}'..='\u{6E8}'
        | '\u{6EA}'..='\u{6ED}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' => true,
        c => is_ignorable(c),
    }
}

/// Whether a letter belongs to a script that is written without spaces between words: Han, Hiragana, Katakana, Thai,
/// Lao, Khmer, Myanmar (Unicode `Scripts.txt`; characters that form KD replaces are left out, and the planes 2 and
/// 3 are taken whole, since they are set aside for ideographs).
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E5B}' // Thai
        | '\u{E80}'..='\u{EDF}' // Lao
        | '\u{1000}'..='\u{109F}' | '\u{A9E0}'..='\u{A9FE}' | '\u{AA60}'..='\u{AA7F}'
        | '\u{116D0}'..='\u{116E3}' // Myanmar
        | '\u{1780}'..='\u{17E9}' | '\u{17F0}'..='\u{17F9}' // Khmer
        | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{1AFF0}'..='\u{1B167}' // kana and their marks
        | '\u{2E80}'..='\u{2EF3}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{303C}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAD9}' | '\u{20000}'..='\u{3FFFD}') // Han
}

/// A stretch of folded text that is looked up as one.
enum Segment<'a> {
    /// A word between separators.
    Word(&'a str),
    /// A run of a script without spaces.
    Run(&'a str),
}

/// The segments of a folded text, in order; borrows, so that splitting costs no allocation.
struct Segments<'a>(&'a str);

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        let is_letter = |c: char| c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c));
        let rest = &self.0[self.0.find(is_letter)?..];
        let spaceless = rest.starts_with(is_spaceless);
        let end = rest.find(|c| !is_letter(c) || is_spaceless(c) != spaceless).unwrap_or(rest.len());
        let (segment, rest) = rest.split_at(end);
        self.0 = rest;
        Some(if spaceless { Segment::Run(segment) } else { Segment::Word(segment) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_folded_and_split_at_everything_else() {
        for (text, terms) in [
            ("", ""),
            ("   ", ""),
            ("AMAZON.DE*MKTP 7 Ab", "amazon de mktp 7 ab"),
            ("coffee-shop", "coffee shop"),
            ("Café CAFE", "cafe cafe"),
            ("straße STRASSE", "strasse strasse"),
            ("Smørrebrød Łódź Đà Nẵng Æble", "smorrebrod lodz da nang aeble"),
            ("ISPARTA ısparta İstanbul", "isparta isparta istanbul"),
            ("☕ 👍🏽", ""),
            ("مُحَمَّد قهوة", "محمد قهوة"),
            ("커피 숍", "커피 숍"),
            ("किताब", "किताब"),
            ("ｶﾞｽ", "ガス ス"),
            ("Ａ１２", "a12"),
            ("№ 5", "no 5"),
        ] {
            assert_eq!(search_terms(text), terms, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_become_pairs_and_a_last_character() {
        assert_eq!(search_terms("咖啡店"), "咖啡 啡店 店");
        assert_eq!(search_terms("店"), "店");
        assert_eq!(search_terms("7咖啡bar"), "7 咖啡 啡 bar");
        assert_eq!(search_terms("กาแฟ"), "กา าแ แฟ ฟ");
        assert_eq!(search_terms("コーヒー屋"), "コー ーヒ ヒー ー屋 屋");
    }

    #[test]
    fn a_query_is_only_quoted_terms() {
        for (typed, expected) in [
            ("coffee-shop", "\"coffee\"* \"shop\"*"),
            ("AMAZON.DE", "\"amazon\"* \"de\"*"),
            ("NOT a OR (b", "\"not\"* \"a\"* \"or\"* \"b\"*"),
            ("name:x^2", "\"name\"* \"x\"* \"2\"*"),
            ("咖啡", "\"咖啡\""),
            ("咖", "\"咖\"*"),
            ("咖啡店", "\"咖啡\" \"啡店\""),
        ] {
            assert_eq!(search_query(typed).match_text().as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn symbols_are_looked_for_as_they_stand() {
        assert_eq!(search_query("\""), SearchQuery::Substrings(vec!["\"".into()]));
        assert_eq!(search_query(" * ☕\u{fe0f} "), SearchQuery::Substrings(vec!["*".into(), "☕".into()]));
        assert_eq!(search_query("  "), SearchQuery::All);
        assert_eq!(search_query("tea ☕").substrings(), ["☕"]);
        assert_eq!(search_query("咖啡店").substrings(), ["咖啡店"]);
        assert_eq!(search_query("咖啡").substrings(), [] as [&str; 0]);
    }

    #[test]
    fn a_search_finds_what_a_person_expects() {
        for (typed, text, expected) in [
            ("amaz", "AMAZON.DE", true),
            ("mazon", "AMAZON.DE", false),
            ("amazon.de", "AMAZON MARKETPLACE DE", true),
            ("café", "CAFE NOIR", true),
            ("cafe", "Cafe\u{301}", true),
            ("strasse", "Lange Straße", true),
            ("咖啡", "星巴克咖啡店", true),
            ("啡店", "星巴克咖啡店", true),
            ("店", "星巴克咖啡店", true),
            ("咖店", "星巴克咖啡店", false),
            ("咖啡店", "咖啡 啡店", false),
            ("커", "커피", true),
            ("\"", "the \"best\" tea", true),
            ("*", "PAYPAL *STEAM", true),
            ("*", "PAYPAL STEAM", false),
            ("paypal *", "PAYPAL STEAM", false),
            ("", "anything", true),
        ] {
            assert_eq!(search_query(typed).matches(text), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn a_word_beyond_the_limit_is_cut_in_the_index_and_verified_in_a_search() {
        let long = "x".repeat(WORD_CHARS_MAX + 10);
        assert_eq!(search_terms(&long).len(), WORD_CHARS_MAX);
        assert!(search_query(&long).matches(&long));
        assert!(!search_query(&format!("{long}y")).matches(&long));
    }

    #[test]
    fn a_search_of_ten_thousand_words_stays_bounded() {
        let SearchQuery::Terms { terms, verify } = search_query(&"ab 咖啡店 ".repeat(10_000)) else {
            panic!("it has words")
        };
        assert!(terms.len() <= TERMS_MAX + 1);
        assert!(verify.len() > 10_000);
        let run = "咖啡".repeat(1_000);
        assert!(search_query(&run).matches(&run));
    }

    proptest! {
        #[test]
        fn terms_hold_nothing_that_a_tokenizer_would_split_or_a_query_would_read(text in any::<String>()) {
            let terms = search_terms(&text);
            prop_assert!(terms.chars().all(|c| c == ' ' || c.is_ascii_digit() || c.is_ascii_lowercase() || !c.is_ascii()));
            prop_assert!(!terms.contains("  ") && terms == terms.trim());
            if let SearchQuery::Terms { terms, .. } = search_query(&text) {
                prop_assert!(terms.iter().all(|t| t.text.chars().all(|c| c.is_ascii_alphanumeric() || !c.is_ascii())));
                prop_assert!(terms.iter().all(|t| t.text.chars().count() <= WORD_CHARS_MAX));
            }
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            prop_assert_eq!(search_fold(&search_fold(&text)), search_fold(&text));
        }

        #[test]
        fn the_fast_path_writes_what_the_general_path_would(text in "[ -~]{0,200}") {
            let with_a_mark = format!("{text} é");
            let expected = format!("{} e", search_terms(&text)).trim().to_owned();
            prop_assert_eq!(search_terms(&with_a_mark), expected);
        }

        #[test]
        fn every_text_is_found_by_itself(text in any::<String>()) {
            prop_assert!(search_query(&text).matches(&text));
        }

        #[test]
        fn every_piece_of_a_run_without_spaces_finds_it(
            run in "[咖啡店กาแฟ東京]{1,12}", from in 0_usize..12, len in 1_usize..12,
        ) {
            let piece: String = run.chars().skip(from).take(len).collect();
            prop_assert!(search_query(&piece).matches(&run));
        }
    }
}
