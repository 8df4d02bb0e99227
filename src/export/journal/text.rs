//! Other people's text inside a journal: it must not become a comment, a tag, a date or a posting (invariant I10).
//!
//! Owns what each program would read into a text, and what is written instead. Must not know what the text is about.

use super::Dialect;
use crate::model::text::is_hostile;

/// Longest part of a value in one line, in bytes: Ledger reads no line beyond 4,096 (`src/context.h`, `MAX_LINE`).
const PART_BYTES_MAX: usize = 2_000;
/// What Ledger takes for an answer of its own where a tag is called so (`src/post.cc`, `src/item.cc`).
const LEDGER_KEYS: [&str; 4] = ["payee", "value", "uuid", "auxdate"];

/// Text for the line with the date. `;` would begin a comment and `|` part payee and note; a sign at the start would be
/// a state or a code.
pub(super) fn title(text: &str) -> String {
    let line = one_line(text);
    let line: String = line
        .chars()
        .map(|c| match c {
            ';' => ',',
            '|' => '/',
            c => c,
        })
        .collect();
    if line.starts_with(['*', '!', '(', '=', '[']) { format!("- {line}") } else { line }
}

/// A value after its key in a comment, in parts that fit a line. hledger reads on for tags behind a comma, and Ledger
/// takes dates in brackets for those of the transaction.
pub(super) fn comment_parts(text: &str, dialect: Dialect) -> Vec<String> {
    let safe: String = text
        .lines()
        .map(one_line)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" / ")
        .chars()
        .map(|c| match (c, dialect) {
            (',', Dialect::Hledger) => ';',
            ('[', Dialect::Ledger) => '(',
            (']', Dialect::Ledger) => ')',
            (c, _) => c,
        })
        .collect();
    let mut parts = Vec::new();
    let mut rest = safe.as_str();
    while rest.len() > PART_BYTES_MAX {
        let end = (0..=PART_BYTES_MAX).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        parts.push(part.to_owned());
        rest = after;
    }
    parts.push(rest.to_owned());
    parts
}

/// A tag for hledger and Ledger, which read it up to a blank, a `:` or a `,`.
pub(super) fn tag(tag: &str) -> String {
    let name: String = tag
        .chars()
        .map(|c| {
            let is_kept = c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace()) || "-_./".contains(c);
            if is_kept && !is_hostile(c) { c } else { '_' }
        })
        .collect();
    if LEDGER_KEYS.iter().any(|key| key.eq_ignore_ascii_case(&name)) { format!("{name}_") } else { name }
}

/// Whether beancount reads a text as a tag behind `#`.
pub(super) fn is_beancount_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/.".contains(&b))
}

/// A string of beancount.
pub(super) fn string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => string.extend(['\\', c]),
            '\n' => string.push_str("\\n"),
            '\t' => string.push_str("\\t"),
            c if is_hostile(c) => string.push(' '),
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

/// The text on one line, with single blanks.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if is_hostile(c) { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
