//! Text from files: hostile until it went through here (invariant I10).
//!
//! Owns what is taken out of a cell before it becomes a field. Must not know which field it is.

use std::borrow::Cow;

use crate::model::text::is_hostile;

/// Longest piece of a file that a message quotes, in characters.
const SHOWN_CHARS_MAX: usize = 80;

/// Makes one line of a cell: unsafe characters out, any run of white space one space, ends trimmed.
pub(crate) fn clean_imported(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let mut space_before = false;
    let clean = trimmed.chars().all(|c| {
        let fine = !is_hostile(c) && !(c.is_whitespace() && (space_before || c != ' '));
        space_before = c.is_whitespace();
        fine
    });
    if clean {
        return Cow::Borrowed(trimmed);
    }
    let mut line = String::with_capacity(trimmed.len());
    for c in trimmed.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_hostile(c) {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    Cow::Owned(line)
}

/// Takes unsafe characters out of text that the program itself wrote, and nothing else: such text is already clean, and
/// must come back as it was. Line feeds and tabs stay where `lines` says that the field may hold them.
pub(crate) fn clean_own(text: &str, lines: bool) -> Cow<'_, str> {
    let unsafe_here = |c: char| is_hostile(c) && !(lines && matches!(c, '\n' | '\t'));
    if text.chars().any(unsafe_here) {
        Cow::Owned(text.chars().filter(|&c| !unsafe_here(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Makes a piece of a file fit for a message: cut to a length, unsafe characters written as escapes.
pub(crate) fn shown(text: &str) -> String {
    let mut safe = String::new();
    for (count, c) in text.trim().chars().enumerate() {
        if count == SHOWN_CHARS_MAX {
            safe.push('…');
            break;
        }
        if is_hostile(c) { safe.extend(c.escape_unicode()) } else { safe.push(c) }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_lose_controls_and_bidi_overrides_and_keep_their_words() {
        assert_eq!(clean_imported("  POS  PURCHASE\t SUPERMARKET \n"), "POS PURCHASE SUPERMARKET");
        assert_eq!(clean_imported("a\u{1b}[31mred\u{202e}x\0"), "a[31mredx");
        assert_eq!(clean_imported("\u{feff} x \u{feff}"), "x");
        assert!(matches!(clean_imported("Café 咖啡 e\u{301}"), Cow::Borrowed(_)));
    }

    #[test]
    fn own_text_keeps_its_spaces_and_a_note_its_lines() {
        assert_eq!(clean_own("two  spaces", false), "two  spaces");
        assert_eq!(clean_own("one\ntwo", true), "one\ntwo");
        assert_eq!(clean_own("one\ntwo\u{7}", false), "onetwo");
    }

    #[test]
    fn what_messages_quote_is_short_and_inert() {
        assert_eq!(shown("\u{1b}]0;x\u{7}"), "\\u{1b}]0;x\\u{7}");
        assert_eq!(shown(&"x".repeat(1_000)).chars().count(), SHOWN_CHARS_MAX + 1);
    }
}
