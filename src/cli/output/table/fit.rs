//! A text in so many terminal cells: cut, or in pieces.
//!
//! Must not know of tables.

use unicode_width::UnicodeWidthStr;

pub(super) use crate::model::cells::cut_with;

/// The text in pieces of at most `cells` terminal cells, broken at spaces where there are any, the last of `most` pieces cut, with
/// `ellipsis` at its end. A
/// character that is wider stands alone.
pub(super) fn wrap(text: &str, cells: usize, most: usize, ellipsis: &str) -> Vec<String> {
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
        pieces.push(if pieces.len() + 1 < most { rest.to_owned() } else { cut_with(rest, cells, ellipsis) });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::cells::ELLIPSIS;

    #[test]
    fn the_pieces_of_a_text_are_the_text_and_each_has_the_room() {
        for text in
            ["", "one", "the server refused it", "/home/ana/outlay.db", "咖啡咖啡 e\u{301}e\u{301} 👩‍👩‍👧x"]
        {
            for cells in 2..=text.width() + 1 {
                let pieces = wrap(text, cells, usize::MAX, ELLIPSIS);
                assert!(pieces.iter().all(|piece| piece.width() <= cells), "{cells}: {pieces:?}");
                let whole = |text: &str| text.replace(' ', "");
                assert_eq!(whole(&pieces.concat()), whole(text), "{cells}");
            }
        }
        assert_eq!(wrap("咖啡", 1, usize::MAX, ELLIPSIS), ["咖", "啡"], "what is wider stands alone");
        assert_eq!(wrap("bread and butter", 9, 2, ELLIPSIS), ["bread and", "butter"]);
        assert_eq!(wrap("bread and butter and tea", 9, 2, ELLIPSIS), ["bread and", "butter a…"]);
        assert_eq!(wrap("bread and butter", 9, 1, ELLIPSIS), ["bread an…"]);
    }
}
