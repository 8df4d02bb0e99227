//! The one place where text on its way to a terminal loses what could drive the terminal (invariant I10).
//!
//! Owns the choice of the characters that are not shown raw. Data written for programs (JSON, CSV) does not pass here.

use std::borrow::Cow;

/// Replaces every character that a terminal would act on, or that reorders text, by U+FFFD; tabs and line breaks
/// become spaces, so that one value stays on one line.
///
/// Control characters are C0, DEL and C1 (ECMA-48); the bidirectional formatting characters are those of Unicode
/// UAX #9, section 2; U+2028 and U+2029 break lines.
#[must_use]
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| match c {
                '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
                c if is_unsafe(c) => char::REPLACEMENT_CHARACTER,
                c => c,
            })
            .collect(),
    )
}

/// Whether the character drives a terminal, breaks a line or reorders text.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_bidi_overrides_are_made_visible() {
        assert_eq!(for_terminal("a\u{1b}[31mb"), "a\u{fffd}[31mb");
        assert_eq!(
            for_terminal("x\u{202e}y\u{2066}z\u{9b}1m\u{7f}"),
            "x\u{fffd}y\u{fffd}z\u{fffd}1m\u{fffd}"
        );
        assert_eq!(for_terminal("two\r\nlines\tand\u{2028}more"), "two  lines and more");
    }

    #[test]
    fn ordinary_text_of_any_script_is_left_alone() {
        for text in ["", "café ☕", "咖啡", "👩‍👩‍👧", "שלום", "مرحبا"] {
            assert!(matches!(for_terminal(text), Cow::Borrowed(same) if same == text));
        }
    }
}
