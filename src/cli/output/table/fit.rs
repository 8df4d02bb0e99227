//! A text in so many terminal cells: cut, or in pieces.
//!
//! Must not know of tables.

use unicode_width::UnicodeWidthStr;

/// What stands at the end of a text that was cut.
const ELLIPSIS: &str = "…";

/// The text in pieces of at most `cells` terminal cells, broken at spaces where there are any, the last of `most` pieces cut. A
/// character that is wider stands alone.
pub(super) fn wrap(text: &str, cells: usize, most: usize) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.width() > cells && pieces.len() + 1 < most {
        let end = rest
            .char_indices()
            .map(|(start, c)| start + c.len_utf8())
            .take_while(|&end| rest[..end].width() <= cells)
            .last()
            .or_else(|| rest.chars().next().map(char::len_utf8))
            .unwrap_or(rest.len());
        let end = match rest[..end].rfind(' ') {
            _ if rest[end..].starts_with(' ') => end,
            Some(space) if space > 0 => space,
            _ => end,
        };
        let (piece, after) = rest.split_at(end);
        pieces.push(piece.to_owned());
        rest = after.trim_start_matches(' ');
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(if pieces.len() + 1 < most { rest.to_owned() } else { cut(rest, cells) });
    }
    pieces
}

/// The text, or as much of its beginning as fits into `cells` with an ellipsis.
pub(super) fn cut(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    let room = cells.saturating_sub(ELLIPSIS.width());
    let end = text
        .char_indices()
        .map(|(start, c)| start + c.len_utf8())
        .take_while(|&end| text[..end].width() <= room)
        .last()
        .unwrap_or(0);
    // A joiner left at the end would tie the ellipsis to the character before it.
    let kept = text[..end].trim_end_matches(['\u{200d}', ' ']);
    if cells == 0 { String::new() } else { format!("{kept}{ELLIPSIS}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_never_splits_a_wide_character_or_exceeds_the_room() {
        let text = "咖啡咖啡 e\u{301}e\u{301} 👩‍👩‍👧x";
        for cells in 0..=text.width() {
            let cut = cut(text, cells);
            assert!(cut.width() <= cells, "{cells}: {cut:?}");
        }
        assert_eq!(cut("咖啡咖啡", 4), "咖…");
        assert_eq!(cut("coffee", 6), "coffee");
        assert_eq!(cut("coffee", 5), "coff…");
    }

    #[test]
    fn the_pieces_of_a_text_are_the_text_and_each_has_the_room() {
        for text in
            ["", "one", "the server refused it", "/home/ana/outlay.db", "咖啡咖啡 e\u{301}e\u{301} 👩‍👩‍👧x"]
        {
            for cells in 2..=text.width() + 1 {
                let pieces = wrap(text, cells, usize::MAX);
                assert!(pieces.iter().all(|piece| piece.width() <= cells), "{cells}: {pieces:?}");
                let whole = |text: &str| text.replace(' ', "");
                assert_eq!(whole(&pieces.concat()), whole(text), "{cells}");
            }
        }
        assert_eq!(wrap("咖啡", 1, usize::MAX), ["咖", "啡"], "what is wider stands alone");
        assert_eq!(wrap("bread and butter", 9, 2), ["bread and", "butter"]);
        assert_eq!(wrap("bread and butter and tea", 9, 2), ["bread and", "butter a…"]);
        assert_eq!(wrap("bread and butter", 9, 1), ["bread an…"]);
    }
}
