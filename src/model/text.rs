//! Human text: what may be kept, how it is compared, and how it is shown (invariant I10).
//!
//! Owns cleaning, case folding of names and the escaping for terminals. Must not search (`search`) and must not
//! know what a field means beyond its name in a message.

use std::borrow::Cow;

use caseless::Caseless;
use unicode_normalization::{UnicodeNormalization, is_nfc_quick};

/// A text cannot be kept as it is. `field` is the name that people know it by, such as `description`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A control, bidirectional-override or otherwise invisible character that text has no use for.
    #[error("{field} contains the {} U+{:04X} at character {position}", kind_of(*.character), u32::from(*.character))]
    Control {
        /// The field.
        field: &'static str,
        /// The character; never to be printed raw.
        character: char,
        /// Where it stands, counted in characters from 1, in the text as it was given.
        position: usize,
    },
    /// More characters than the field may have.
    #[error("{field} has {chars} characters; at most {max} are kept")]
    TooLong {
        /// The field.
        field: &'static str,
        /// The most it may have.
        max: usize,
        /// How many it has, after cleaning.
        chars: usize,
    },
    /// Nothing that can be seen.
    #[error("{field} is empty")]
    Empty {
        /// The field.
        field: &'static str,
    },
}

impl TextError {
    /// The way out, for the line below the message.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Control { .. } => {
                "take the character out; it may have come along with a copied text".to_owned()
            }
            Self::TooLong { field: "note", .. } => "shorten the note".to_owned(),
            Self::TooLong { field, .. } => format!("shorten the {field}, or put the rest into the note"),
            Self::Empty { field } => format!("give the {field} at least one visible character"),
        }
    }
}

/// What a refused character is called in a message.
fn kind_of(c: char) -> &'static str {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "line break",
        '\t' => "tab",
        c if c.is_control() => "control character",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "text direction override",
        _ => "invisible character",
    }
}

/// Whether a character is refused in every field and never reaches a terminal raw: the controls C0, DEL and C1;
/// the explicit bidirectional embeddings, overrides and isolates (Unicode Annex 9, section 2); the line and
/// paragraph separators; the deprecated and annotation format characters; the byte order mark; noncharacters
/// (The Unicode Standard, section 23.7).
///
/// The joiners U+200C and U+200D (emoji, Persian, Indic scripts) and the marks U+200E, U+200F and U+061C, which
/// Hebrew and Arabic texts need and which override nothing, are not among them.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{2028}'..='\u{202E}' // separators, embeddings, overrides
        | '\u{2066}'..='\u{206F}' // isolates and the deprecated format characters
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' // interlinear annotation
        | '\u{FDD0}'..='\u{FDEF}' // noncharacters
        | '\u{E0001}' => true, // the deprecated language tag
        c => c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE,
    }
}

/// Whether a character shows nothing and takes no space (Unicode property `Default_Ignorable_Code_Point`,
/// `DerivedCoreProperties.txt`): joiners, marks of direction, variation selectors, fillers, tags.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Cleans one line that a person typed: normal form C (Unicode Annex 15) and trimmed; spaces inside stay as
/// typed. `max_chars` counts the characters of the result.
///
/// # Errors
///
/// [`TextError::Control`] for a character that [`is_hostile`], line breaks and tabs included;
/// [`TextError::Empty`] if nothing visible is left (a field that may be empty is not passed here when it is);
/// [`TextError::TooLong`] beyond `max_chars`.
pub fn clean_line(field: &'static str, text: &str, max_chars: usize) -> Result<String, TextError> {
    refuse_hostile(field, text, |_| false)?;
    finish(field, text, max_chars)
}

/// Cleans a text of several lines that a person typed: as [`clean_line`], but line breaks (`\r\n` becomes `\n`)
/// and tabs stay.
///
/// # Errors
///
/// As [`clean_line`].
pub fn clean_note(field: &'static str, text: &str, max_chars: usize) -> Result<String, TextError> {
    let unix: Cow<'_, str> =
        if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text.into() };
    refuse_hostile(field, &unix, |c| matches!(c, '\n' | '\t'))?;
    finish(field, &unix, max_chars)
}

/// Cleans one field of a file: normal form C and trimmed. What a person would be refused for is not the reader's
/// fault here, so line breaks and tabs become one space and the other characters that [`is_hostile`] are left
/// out. The second value says whether that happened; trimming and normalizing alone do not count. An empty
/// result is fine.
///
/// # Errors
///
/// [`TextError::TooLong`] beyond `max_chars`: a cut text would look like the bank's own.
pub fn clean_imported(
    field: &'static str,
    text: &str,
    max_chars: usize,
) -> Result<(String, bool), TextError> {
    if !text.chars().any(is_hostile) {
        return Ok((bounded(field, normal_form(text.trim()), max_chars)?, false));
    }
    let mut kept = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push(' '),
            c if is_hostile(c) => {}
            c => kept.push(c),
        }
    }
    Ok((bounded(field, normal_form(kept.trim()), max_chars)?, true))
}

/// The text with every character that [`is_hostile`] written out (`\n`, `\t`, `\u{1b}`), so that nothing in it can
/// move a cursor, set a colour or turn the direction of what follows. Whoever shows a note splits it into lines
/// first.
#[must_use]
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    // Tables of thousands of rows are mostly printable ASCII, in which nothing is hostile.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => shown.extend(c.escape_default()),
            c if is_hostile(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// A typed value as a message may quote it: safe for the terminal and at most `max_chars` characters long.
#[must_use]
pub fn quoted(text: &str, max_chars: usize) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(max_chars).collect();
    let mut shown = for_terminal(&start).into_owned();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The form in which names are compared: full case folding between two normalizations to form C (The Unicode
/// Standard, section 3.13, default caseless matching), in no language in particular: `I` is `i`, and the Turkish
/// dotless `ı` is a letter of its own.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfc().default_case_fold().nfc().collect()
}

fn refuse_hostile(field: &'static str, text: &str, allowed: impl Fn(char) -> bool) -> Result<(), TextError> {
    match text.chars().enumerate().find(|(_, c)| is_hostile(*c) && !allowed(*c)) {
        Some((index, character)) => Err(TextError::Control { field, character, position: index + 1 }),
        None => Ok(()),
    }
}

fn finish(field: &'static str, text: &str, max_chars: usize) -> Result<String, TextError> {
    let trimmed = text.trim();
    if trimmed.chars().all(|c| c.is_whitespace() || is_ignorable(c)) {
        return Err(TextError::Empty { field });
    }
    bounded(field, normal_form(trimmed), max_chars)
}

fn bounded(field: &'static str, text: String, max: usize) -> Result<String, TextError> {
    // A text of so many bytes has at most so many characters; most texts need no counting.
    if text.len() <= max {
        return Ok(text);
    }
    let chars = text.chars().count();
    if chars > max { Err(TextError::TooLong { field, max, chars }) } else { Ok(text) }
}

fn normal_form(text: &str) -> String {
    if text.is_ascii() || is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_trimmed_and_composed_and_keeps_its_inner_spaces() {
        assert_eq!(clean_line("payee", "  Cafe\u{301}  Noir \u{3000}", 64).as_deref(), Ok("Café  Noir"));
    }

    #[test]
    fn hostile_characters_are_refused_with_their_place() {
        for (text, character, position) in [
            ("a\u{1b}[31mb", '\u{1b}', 2),
            ("tab\there", '\t', 4),
            ("trailing\n", '\n', 9),
            ("é\u{9b}31m", '\u{9b}', 2),
            ("\u{202e}txt.exe", '\u{202e}', 1),
            ("x\u{2067}y", '\u{2067}', 2),
            ("x\u{2028}y", '\u{2028}', 2),
            ("\u{feff}x", '\u{feff}', 1),
            ("x\u{1fffe}", '\u{1fffe}', 2),
            ("x\0", '\0', 2),
            ("x\u{7f}", '\u{7f}', 2),
        ] {
            let refused = clean_line("description", text, 64);
            assert_eq!(refused, Err(TextError::Control { field: "description", character, position }));
        }
    }

    #[test]
    fn the_message_names_the_character_without_showing_it() {
        let message = clean_line("description", "a\u{1b}b", 9).unwrap_err().to_string();
        assert_eq!(message, "description contains the control character U+001B at character 2");
    }

    #[test]
    fn emoji_joiners_and_direction_marks_are_kept() {
        for text in ["👨\u{200d}👩\u{200d}👧", "می\u{200c}خواهم", "שלום\u{200f}!", "🏴\u{e0067}\u{e007f}"]
        {
            assert_eq!(clean_line("payee", text, 64).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        for text in ["", "   ", "\u{200b}\u{200d}", "\u{3164}", "\u{a0}"] {
            assert_eq!(clean_line("payee", text, 64), Err(TextError::Empty { field: "payee" }));
        }
    }

    #[test]
    fn length_is_counted_in_characters_after_cleaning() {
        assert!(clean_line("tag", " éééé ", 4).is_ok());
        assert!(clean_line("tag", "e\u{301}e\u{301}", 2).is_ok());
        let refused = clean_line("tag", "ééééé", 4);
        assert_eq!(refused, Err(TextError::TooLong { field: "tag", max: 4, chars: 5 }));
    }

    #[test]
    fn a_note_keeps_lines_and_tabs_and_nothing_else_of_the_kind() {
        assert_eq!(clean_note("note", "one\r\ntwo\tthree\n", 64).as_deref(), Ok("one\ntwo\tthree"));
        assert!(clean_note("note", "one\rtwo", 64).is_err());
        assert!(clean_note("note", "one\u{1b}two", 64).is_err());
    }

    #[test]
    fn an_imported_text_loses_hostile_characters_and_says_so() {
        assert_eq!(
            clean_imported("description", " AMAZON\tDE\r\nX\u{1b}[0m ", 64),
            Ok(("AMAZON DE X[0m".into(), true))
        );
        assert_eq!(clean_imported("description", "  AMAZON.DE ", 64), Ok(("AMAZON.DE".into(), false)));
        assert_eq!(clean_imported("description", "", 64), Ok((String::new(), false)));
        assert!(matches!(clean_imported("description", "12345", 4), Err(TextError::TooLong { .. })));
    }

    #[test]
    fn a_terminal_sees_escapes_written_out() {
        assert_eq!(for_terminal("a\u{1b}[2J\u{202e}b\nc"), "a\\u{1b}[2J\\u{202e}b\\nc");
        assert!(matches!(for_terminal("Café ☕"), Cow::Borrowed(_)));
        assert_eq!(quoted("abcdef", 3), "abc…");
        assert_eq!(quoted("a\u{7}", 3), "a\\u{7}");
    }

    #[test]
    fn names_are_compared_by_full_case_folding() {
        for (a, b) in
            [("STRASSE", "straße"), ("CAFÉ", "cafe\u{301}"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("FOOD", "food")]
        {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        assert_ne!(fold("Café"), fold("Cafe"));
        assert_ne!(fold("ı"), fold("i"));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in any::<String>()) {
            let (once, _) = clean_imported("description", &text, 10_000).unwrap();
            prop_assert!(!once.chars().any(is_hostile));
            prop_assert_eq!(clean_imported("description", &once, 10_000), Ok((once.clone(), false)));
            if let Ok(line) = clean_line("description", &text, 10_000) {
                prop_assert_eq!(clean_line("description", &line, 10_000), Ok(line));
            }
        }

        #[test]
        fn nothing_hostile_reaches_a_terminal(text in any::<String>()) {
            prop_assert!(!for_terminal(&text).chars().any(is_hostile));
        }

        #[test]
        fn folding_twice_changes_nothing_more(text in any::<String>()) {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
