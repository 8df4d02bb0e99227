//! Texts in terminal cells (Unicode UAX #11 as `unicode-width` counts them).
//!
//! Owns how a text is cut. Must not know what stands beside it.

use unicode_width::UnicodeWidthStr;

/// What stands at the end of a text that was cut: one cell.
pub const ELLIPSIS: &str = "…";
/// The same where only ASCII is shown.
pub const ELLIPSIS_ASCII: &str = "~";

/// How many terminal cells a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    // Most cells of a table are numbers; of printable ASCII each byte is a cell, which is told ten times as fast.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) { text.len() } else { text.width() }
}

/// The text, or as much of its beginning as fits into `cells` with an ellipsis.
#[must_use]
pub fn cut(text: &str, cells: usize) -> String {
    cut_with(text, cells, ELLIPSIS)
}

/// [`cut`] with another mark at the end, one cell wide: where only ASCII is shown.
#[must_use]
pub fn cut_with(text: &str, cells: usize, mark: &str) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let room = cells.saturating_sub(mark.width());
    let end = text
        .char_indices()
        .map(|(start, c)| start + c.len_utf8())
        .take_while(|&end| text[..end].width() <= room)
        .last()
        .unwrap_or(0);
    // A joiner left at the end would tie the ellipsis to the character before it.
    let kept = text[..end].trim_end_matches(['\u{200d}', ' ']);
    if cells == 0 { String::new() } else { format!("{kept}{mark}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_never_splits_a_wide_character_or_exceeds_the_room() {
        let text = "咖啡咖啡 e\u{301}e\u{301} 👩‍👩‍👧x";
        for cells in 0..=text.width() {
            let cut = cut(text, cells);
            assert!(width(&cut) <= cells, "{cells}: {cut:?}");
        }
        assert_eq!(cut("咖啡咖啡", 4), "咖…");
        assert_eq!(cut("coffee", 6), "coffee");
        assert_eq!(cut("coffee", 5), "coff…");
        assert_eq!(cut_with("coffee", 5, ELLIPSIS_ASCII), "coff~");
        for text in ["", "coffee, 12.50 ~", "a\tb", "\u{1b}", "é", "咖"] {
            assert_eq!(width(text), text.width(), "{text:?}");
        }
    }
}
