//! Category paths such as `food:groceries`: their form, their tree, and which one a typed name means.
//!
//! Owns the rules of the path. Must not know where categories are kept; the existing paths are given.

use std::fmt;

use super::text::{TextError, clean_line, fold, quoted};

/// Most levels of a path (CLI contract, "Category").
pub const LEVELS_MAX: usize = 5;
/// Longest level, in characters (CLI contract, "Category").
pub const LEVEL_CHARS_MAX: usize = 64;
/// Between two levels.
pub const SEPARATOR: char = ':';

/// Most near matches told for a new category: as many as a person reads at a glance.
const NEAR_MAX: usize = 5;
/// Most slips of a near match; three turn most short words into each other.
const NEAR_SLIPS_MAX: usize = 2;
/// A typed name of so many characters or fewer is near only by one slip, else `gas` were near to `tax`.
const SHORT_CHARS_MAX: usize = 4;
/// Longest part of a refused text that a message quotes, in characters.
const SHOWN_CHARS_MAX: usize = 80;

/// A text is no category path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CategoryError {
    /// A level cannot be kept as text, or nothing was given.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Two separators side by side, or one at an end.
    #[error("category `{0}` has an empty level")]
    EmptyLevel(String),
    /// More than [`LEVELS_MAX`] levels.
    #[error("category `{value}` has {levels} levels; at most {LEVELS_MAX} are kept")]
    TooDeep {
        /// What was given, safe to show.
        value: String,
        /// How many levels it has.
        levels: usize,
    },
    /// Only digits and separators of numbers: more likely an amount.
    #[error("category `{0}` is a number")]
    Number(String),
    /// A sign that means a tag, a method or a removal on the command line.
    #[error("category `{0}` starts with a sign that means something else")]
    Sign(String),
    /// A word that filters use.
    #[error("`{0}` cannot name a category")]
    Reserved(String),
}

impl CategoryError {
    /// The way out, for the line below the message.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Text(cause) => cause.hint(),
            Self::EmptyLevel(_) | Self::TooDeep { .. } => {
                format!("write one to {LEVELS_MAX} names with `{SEPARATOR}` between them, as food:groceries")
            }
            Self::Number(_) => {
                "an amount with a blank in it is quoted, and the category comes after it".to_owned()
            }
            Self::Sign(_) => "the category comes before +tag and @method".to_owned(),
            Self::Reserved(_) => {
                "`none` means without a category, and `not:` turns a filter round".to_owned()
            }
        }
    }
}

/// The path of a category: one to [`LEVELS_MAX`] names, cleaned, the outermost first. Written as it was first typed;
/// two paths are the same category if their [`CategoryPath::folded`] forms are equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CategoryPath(String);

impl CategoryPath {
    /// Reads a path: normal form C, every level trimmed, `:` between levels.
    ///
    /// # Errors
    ///
    /// [`CategoryError`] for an empty, too long or hostile level, too many levels, a path that is wholly a number
    /// or begins with `@`, `+` or `-`, a level `none` or `(none)`, and a first level `not` before others: filters read
    /// `not:food` as everything but food.
    pub fn parse(text: &str) -> Result<Self, CategoryError> {
        let shown = || quoted(text.trim(), SHOWN_CHARS_MAX);
        let text_clean = clean_line("category", text, usize::MAX)?;
        let levels: Vec<&str> = text_clean.split(SEPARATOR).map(str::trim).collect();
        if levels.len() > LEVELS_MAX {
            return Err(CategoryError::TooDeep { value: shown(), levels: levels.len() });
        }
        if levels.iter().any(|level| level.is_empty()) {
            return Err(CategoryError::EmptyLevel(shown()));
        }
        let cleaned: Vec<String> = levels
            .iter()
            .map(|level| clean_line("category level", level, LEVEL_CHARS_MAX))
            .collect::<Result<_, _>>()?;
        if text_clean.starts_with(['@', '+', '-']) {
            return Err(CategoryError::Sign(shown()));
        }
        if let [only] = cleaned.as_slice()
            && is_number(only)
        {
            return Err(CategoryError::Number(shown()));
        }
        let reserved = |level: &String| matches!(fold(level).as_str(), "none" | "(none)");
        if cleaned.iter().any(reserved) || (cleaned.len() > 1 && fold(&cleaned[0]) == "not") {
            return Err(CategoryError::Reserved(shown()));
        }
        Ok(Self(cleaned.join(":")))
    }

    /// The path as written, such as `Food:Groceries`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which paths are compared, such as `food:groceries`.
    #[must_use]
    pub fn folded(&self) -> String {
        fold(&self.0)
    }

    /// The names, the outermost first.
    pub fn levels(&self) -> impl Iterator<Item = &str> {
        self.0.split(SEPARATOR)
    }

    /// The innermost name: `groceries` of `food:groceries`.
    #[must_use]
    pub fn last(&self) -> &str {
        self.0.rsplit_once(SEPARATOR).map_or(&self.0, |(_, last)| last)
    }

    /// The path one level up; `None` at the top.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once(SEPARATOR).map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The path and all above it, the topmost first: the order in which they come into being.
    #[must_use]
    pub fn ancestors(&self) -> Vec<Self> {
        let ends = self.0.match_indices(SEPARATOR).map(|(end, _)| end).chain([self.0.len()]);
        ends.map(|end| Self(self.0[..end].to_owned())).collect()
    }

    /// Whether the path is `other` or below it, case-folded and level by level: `food:x` starts with `Food`, `foodie`
    /// does not.
    #[must_use]
    pub fn starts_with(&self, other: &Self) -> bool {
        is_at_or_below(&self.folded(), &other.folded())
    }

    /// The path one level further down.
    ///
    /// # Errors
    ///
    /// As [`CategoryPath::parse`] of the whole.
    pub fn join(&self, level: &str) -> Result<Self, CategoryError> {
        Self::parse(&format!("{}{SEPARATOR}{level}", self.0))
    }
}

impl fmt::Display for CategoryPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a folded path is `top` or below it.
pub(super) fn is_at_or_below(folded: &str, top: &str) -> bool {
    folded.strip_prefix(top).is_some_and(|rest| rest.is_empty() || rest.starts_with(SEPARATOR))
}

/// What a typed path means among the existing ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CategoryMatch {
    /// The existing path at this place of what was given.
    Found(usize),
    /// Several existing paths end so, none of them is it exactly.
    Ambiguous {
        /// Those paths, sorted.
        candidates: Vec<String>,
    },
    /// None of them.
    New {
        /// Existing paths that it may be a slip of, the nearest first, at most five.
        near: Vec<String>,
    },
}

/// Finds the existing path that a typed one means (CLI contract, "Category"): the exact one, else the only one that
/// ends with the typed levels (`groceries` finds `food:groceries`), all compared case-folded; else it is new. Near are
/// paths of which the whole or the end is at most two slips away (insertion, deletion, exchange of a character or of
/// two neighbours: the Damerau-Levenshtein distance), one for short names, or of which one begins the other.
#[must_use]
pub fn resolve<'a>(typed: &CategoryPath, existing: impl IntoIterator<Item = &'a str>) -> CategoryMatch {
    let wanted = typed.folded();
    let depth = typed.levels().count();
    let mut ending: Vec<(usize, &str)> = Vec::new();
    let mut near: Vec<(usize, &str)> = Vec::new();
    for (index, path) in existing.into_iter().enumerate() {
        let folded = fold(path);
        if folded == wanted {
            return CategoryMatch::Found(index);
        }
        let end = last_levels(&folded, depth);
        if end == wanted {
            ending.push((index, path));
        } else if let Some(distance) =
            nearness(&wanted, &folded).into_iter().chain(nearness(&wanted, end)).min()
        {
            near.push((distance, path));
        }
    }
    match ending.as_slice() {
        [(index, _)] => CategoryMatch::Found(*index),
        [] => {
            near.sort_unstable();
            CategoryMatch::New {
                near: near.iter().take(NEAR_MAX).map(|(_, path)| (*path).to_owned()).collect(),
            }
        }
        several => {
            let mut candidates: Vec<String> = several.iter().map(|(_, path)| (*path).to_owned()).collect();
            candidates.sort_unstable();
            CategoryMatch::Ambiguous { candidates }
        }
    }
}

/// The innermost `depth` levels of a path, or all of it.
fn last_levels(path: &str, depth: usize) -> &str {
    path.rmatch_indices(SEPARATOR).nth(depth.saturating_sub(1)).map_or(path, |(at, _)| &path[at + 1..])
}

/// How near two folded names are, the nearest 1; `None` if they are not.
fn nearness(wanted: &str, path: &str) -> Option<usize> {
    let (wanted_chars, path_chars) = (wanted.chars().count(), path.chars().count());
    let slips_max = if wanted_chars <= SHORT_CHARS_MAX { 1 } else { NEAR_SLIPS_MAX };
    // A distance is never less than the difference of the lengths; most paths end here.
    if wanted_chars.abs_diff(path_chars) <= slips_max {
        let slips = strsim::damerau_levenshtein(wanted, path);
        if slips <= slips_max {
            return Some(slips);
        }
    }
    let begins = wanted_chars.min(path_chars) > 1 && (path.starts_with(wanted) || wanted.starts_with(path));
    begins.then_some(NEAR_SLIPS_MAX + 1)
}

/// Whether a name is made of digits and what stands between digits of an amount, one digit at least.
fn is_number(name: &str) -> bool {
    name.chars().any(char::is_numeric)
        && name
            .chars()
            .all(|c| c.is_numeric() || c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’' | '_'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path(text: &str) -> CategoryPath {
        CategoryPath::parse(text).unwrap()
    }

    #[test]
    fn a_path_is_trimmed_level_by_level_and_composed() {
        assert_eq!(path("  Food :  Groceries ").as_str(), "Food:Groceries");
        assert_eq!(path("cafe\u{301}").to_string(), "café");
        assert_eq!(path("a:b:c:d:e").levels().count(), LEVELS_MAX);
        assert_eq!(path("2026:trip").as_str(), "2026:trip");
        assert_eq!(path("not").as_str(), "not");
        assert_eq!(path("餐饮:咖啡").folded(), "餐饮:咖啡");
    }

    #[test]
    fn what_is_no_path_is_refused_with_the_value() {
        for (text, message) in [
            ("a::b", "category `a::b` has an empty level"),
            (":a", "category `:a` has an empty level"),
            ("a:", "category `a:` has an empty level"),
            ("a:b:c:d:e:f", "category `a:b:c:d:e:f` has 6 levels; at most 5 are kept"),
            ("234,50", "category `234,50` is a number"),
            ("1 234.50", "category `1 234.50` is a number"),
            ("٣", "category `٣` is a number"),
            ("@card", "category `@card` starts with a sign that means something else"),
            ("+tag", "category `+tag` starts with a sign that means something else"),
            (" -5", "category `-5` starts with a sign that means something else"),
            ("None", "`None` cannot name a category"),
            ("food:(none)", "`food:(none)` cannot name a category"),
            ("not:food", "`not:food` cannot name a category"),
            ("", "category is empty"),
            (" \u{200b}", "category is empty"),
            ("a:\u{200b}", "category level is empty"),
            ("a\u{1b}b", "category contains the control character U+001B at character 2"),
            ("a\u{202e}b", "category contains the text direction override U+202E at character 2"),
        ] {
            let error = CategoryPath::parse(text).expect_err(text);
            assert_eq!(error.to_string(), message);
            assert!(!error.hint().is_empty());
        }
        assert!(CategoryPath::parse(&"é".repeat(LEVEL_CHARS_MAX)).is_ok());
        assert!(CategoryPath::parse(&"é".repeat(LEVEL_CHARS_MAX + 1)).is_err());
    }

    #[test]
    fn the_tree_is_walked_by_levels() {
        let deep = path("Food:Out:Coffee");
        assert_eq!((deep.last(), path("Food").last()), ("Coffee", "Food"));
        assert_eq!(deep.parent(), Some(path("Food:Out")));
        assert_eq!(path("Food").parent(), None);
        assert_eq!(deep.ancestors(), [path("Food"), path("Food:Out"), deep.clone()]);
        assert_eq!(path("Food").join(" Out ").unwrap(), path("Food:Out"));
        assert!(deep.join("a").unwrap().join("b").unwrap().join("c").is_err());
        assert!(deep.starts_with(&path("food:OUT")) && deep.starts_with(&deep));
        assert!(!path("foodie").starts_with(&path("food")) && !path("food").starts_with(&deep));
    }

    #[test]
    fn a_typed_name_finds_the_exact_path_or_the_only_one_that_ends_so() {
        let existing = ["food", "food:groceries", "home", "home:Food", "home:garden:tools", "work:tools"];
        for (typed, expected) in [
            ("FOOD", CategoryMatch::Found(0)),
            ("groceries", CategoryMatch::Found(1)),
            ("home:food", CategoryMatch::Found(3)),
            ("garden:tools", CategoryMatch::Found(4)),
            (
                "tools",
                CategoryMatch::Ambiguous {
                    candidates: vec!["home:garden:tools".into(), "work:tools".into()],
                },
            ),
        ] {
            assert_eq!(resolve(&path(typed), existing), expected, "{typed}");
        }
    }

    #[test]
    fn an_unknown_name_is_new_and_names_what_is_near() {
        let existing = ["food", "food:groceries", "car:tax", "rent", "travel"];
        for (typed, expected) in [
            ("grocereis", vec!["food:groceries"]),
            ("fod:groceries", vec!["food:groceries"]),
            ("groc", vec!["food:groceries"]),
            ("travels", vec!["travel"]),
            ("travelling", vec!["travel"]),
            ("rant", vec!["rent"]),
            ("gas", vec![]),
            ("food:fuel", vec!["food"]),
            ("z", vec![]),
        ] {
            let CategoryMatch::New { near } = resolve(&path(typed), existing) else {
                panic!("{typed} is new")
            };
            assert_eq!(near, expected, "{typed}");
        }
    }

    #[test]
    fn at_most_five_near_paths_are_told_the_nearest_first() {
        let existing: Vec<String> =
            (0..20).map(|n| format!("coffee{n:02}")).chain(["coffe".into()]).collect();
        let near = resolve(&path("coffee"), existing.iter().map(String::as_str));
        let expected = ["coffe", "coffee00", "coffee01", "coffee02", "coffee03"].map(String::from).to_vec();
        assert_eq!(near, CategoryMatch::New { near: expected });
    }

    proptest! {
        #[test]
        fn a_path_is_read_back_from_what_it_prints(text in any::<String>()) {
            if let Ok(read) = CategoryPath::parse(&text) {
                prop_assert_eq!(CategoryPath::parse(read.as_str()), Ok(read.clone()));
                prop_assert!(read.levels().all(|level| level.chars().count() <= LEVEL_CHARS_MAX));
                prop_assert!(read.ancestors().iter().all(|above| read.starts_with(above)));
                prop_assert_eq!(resolve(&read, [read.as_str()]), CategoryMatch::Found(0));
            }
        }
    }
}
