//! Rust source as tokens, and the paths in it. Knows as much of the language as paths need.

/// A word, a mark, or `::`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// An identifier or keyword; numbers too, which are never looked at.
    Word(String),
    /// `::`.
    Path,
    /// Any other character.
    Mark(char),
}

use Token::{Mark, Path, Word};

/// Reads source. Comments, texts and characters are left out.
pub fn read(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        match c {
            '/' if next == '/' => at = position(&chars, at, |c| c == '\n'),
            '/' if next == '*' => at = after_comment(&chars, at),
            '"' => at = after_text(&chars, at + 1),
            '\'' => at = after_quote(&chars, at),
            ':' if next == ':' => {
                all.push(Path);
                at += 2;
            }
            c if c.is_alphanumeric() || c == '_' => {
                let end = position(&chars, at, |c| !(c.is_alphanumeric() || c == '_'));
                let word: String = chars[at..end].iter().collect();
                let follows = chars.get(end).copied().unwrap_or(' ');
                let is_raw = matches!(word.as_str(), "r" | "br" | "cr") && matches!(follows, '"' | '#');
                at = match is_raw.then(|| after_raw_text(&chars, end)).flatten() {
                    Some(after) => after,
                    // The prefix of a text, or of a raw identifier, is no word of its own.
                    None if matches!(word.as_str(), "b" | "c") && follows == '"' => end,
                    None if word == "r" && follows == '#' => end + 1,
                    None => {
                        all.push(Word(word));
                        end
                    }
                };
            }
            c => {
                if !c.is_whitespace() {
                    all.push(Mark(c));
                }
                at += 1;
            }
        }
    }
    all
}

fn position(chars: &[char], from: usize, ends: impl Fn(char) -> bool) -> usize {
    (from..chars.len()).find(|&at| ends(chars[at])).unwrap_or(chars.len())
}

fn after_comment(chars: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < chars.len() {
        match chars[at..] {
            ['/', '*', ..] => depth += 1,
            ['*', '/', ..] => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            break;
        }
    }
    at
}

fn after_text(chars: &[char], mut at: usize) -> usize {
    while at < chars.len() && chars[at] != '"' {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// Behind `r"…"` or `r#"…"#`, from behind the `r`; `None` for a raw identifier.
fn after_raw_text(chars: &[char], from: usize) -> Option<usize> {
    let hashes = position(chars, from, |c| c != '#') - from;
    if chars.get(from + hashes) != Some(&'"') {
        return None;
    }
    let ends =
        |at: usize| chars[at] == '"' && chars[at + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
    (from + hashes + 1..chars.len()).find(|&at| ends(at)).map(|at| at + 1 + hashes)
}

/// Behind a character, or behind the quote of a lifetime.
fn after_quote(chars: &[char], at: usize) -> usize {
    match chars[at + 1..] {
        ['\\', _, ..] => position(chars, at + 3, |c| c == '\'') + 1,
        [_, '\'', ..] => at + 3,
        _ => at + 1,
    }
}

fn word(token: Option<&Token>) -> Option<&str> {
    match token {
        Some(Word(word)) => Some(word),
        _ => None,
    }
}

/// Whether `#[cfg(test)]` begins here.
fn is_test_mark(all: &[Token]) -> bool {
    let wanted =
        [Mark('#'), Mark('['), Word("cfg".into()), Mark('('), Word("test".into()), Mark(')'), Mark(']')];
    all.starts_with(&wanted)
}

/// The place behind the item that begins here, its attributes included: behind its `;` or its block.
fn after_item(all: &[Token], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(token) = all.get(at) {
        at += 1;
        match token {
            Mark('(' | '[' | '{') => depth += 1,
            Mark(')' | ']') => depth = depth.saturating_sub(1),
            Mark('}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 && all.get(at) != Some(&Mark(';')) {
                    break;
                }
            }
            Mark(';') if depth == 0 => break,
            _ => {}
        }
    }
    at
}

/// The source without what is built for tests only.
pub fn without_tests(all: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::with_capacity(all.len());
    let mut at = 0;
    while at < all.len() {
        if is_test_mark(&all[at..]) {
            at = after_item(&all, at);
        } else {
            kept.push(all[at].clone());
            at += 1;
        }
    }
    kept
}

/// The names of modules in files of their own that are built for tests only.
pub fn test_modules(all: &[Token]) -> Vec<String> {
    (0..all.len())
        .filter(|&at| is_test_mark(&all[at..]))
        .filter_map(|at| match &all[at + 7..] {
            [Word(keyword), Word(name), Mark(';'), ..] if keyword == "mod" => Some(name.clone()),
            _ => None,
        })
        .collect()
}

/// Every path, with groups spread out, in a module at `place`: those of this crate begin with `crate`. A `use` of one
/// word is a path as well; other single words are none.
pub fn paths(all: &[Token], place: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    // Where inline modules end, and their names.
    let mut inline: Vec<(usize, String)> = Vec::new();
    let mut depth = 0_usize;
    for at in 0..all.len() {
        match &all[at] {
            Mark('{') => depth += 1,
            Mark('}') => {
                depth = depth.saturating_sub(1);
                inline.retain(|(opened, _)| *opened < depth + 1);
            }
            Word(keyword) if keyword == "mod" && all.get(at + 2) == Some(&Mark('{')) => {
                inline.push((depth + 1, word(all.get(at + 1)).unwrap_or_default().to_owned()));
            }
            Word(_) if begins_path(all, at) => {
                let module: Vec<&str> =
                    place.iter().copied().chain(inline.iter().map(|(_, name)| name.as_str())).collect();
                let mut spread = Vec::new();
                spread_path(all, at, &[], &mut spread);
                found.extend(spread.into_iter().map(|path| absolute(&path, &module)));
            }
            _ => {}
        }
    }
    found
}

/// Whether the word at `at` is the first of a path.
fn begins_path(all: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &all[before]);
    let goes_on = all.get(at + 1) == Some(&Path);
    let is_first = before != Some(&Path) || {
        // `::name` without a word before it, as in `use ::name`.
        let earlier = at.checked_sub(2).and_then(|earlier| word(all.get(earlier)));
        at < 2 || earlier == Some("use") || (earlier.is_none() && all.get(at - 2) != Some(&Mark('>')))
    };
    let is_use = match before {
        Some(Path) => at >= 2 && word(all.get(at - 2)) == Some("use"),
        before => word(before) == Some("use"),
    };
    is_first && (goes_on || is_use) && !is_inside_group(all, at)
}

/// Whether the word stands in the braces of a `use`, which are read from their beginning.
fn is_inside_group(all: &[Token], at: usize) -> bool {
    let mut depth = 0_usize;
    for before in (0..at).rev() {
        match &all[before] {
            Mark('}') => depth += 1,
            Mark('{') if depth == 0 => {
                if before > 0 && all[before - 1] == Path {
                    return true;
                }
                // `use {a, b};`
                return before > 0 && word(all.get(before - 1)) == Some("use");
            }
            Mark('{') => depth -= 1,
            Mark(';') if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// Follows a path from `at`, into every branch of a group; gives the place behind it.
fn spread_path(all: &[Token], at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    let mut at = at;
    loop {
        match all.get(at) {
            Some(Word(word)) => {
                if word != "self" || path.is_empty() {
                    path.push(word.clone());
                }
                at += 1;
            }
            Some(Mark('*')) => {
                path.push("*".to_owned());
                at += 1;
            }
            Some(Mark('{')) => {
                at += 1;
                while !matches!(all.get(at), None | Some(Mark('}'))) {
                    at = spread_path(all, at, &path, found);
                    while !matches!(all.get(at), None | Some(Mark(',' | '}'))) {
                        at += 1;
                    }
                    if all.get(at) == Some(&Mark(',')) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            _ => break,
        }
        if all.get(at) != Some(&Path) {
            break;
        }
        at += 1;
    }
    found.push(path);
    at
}

/// The path from the crate's root, for what begins with `self`, `super` or the crate's name.
fn absolute(path: &[String], module: &[&str]) -> Vec<String> {
    let mut here: Vec<String> = module.iter().map(|name| (*name).to_owned()).collect();
    let mut rest = path;
    match path.first().map(String::as_str) {
        Some("outlay") => return [&["crate".to_owned()], &path[1..]].concat(),
        Some("self") => rest = &path[1..],
        Some("super") => {}
        _ => return path.to_vec(),
    }
    while rest.first().is_some_and(|word| word == "super") {
        here.pop();
        rest = &rest[1..];
    }
    let mut whole = vec!["crate".to_owned()];
    whole.extend(here);
    whole.extend(rest.iter().cloned());
    whole
}
