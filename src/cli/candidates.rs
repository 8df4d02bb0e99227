//! What the ledger offers to completion: categories, methods, tags, recent expenses.
//!
//! Owns the look into the ledger while a line is being typed. It opens read-only, makes nothing, says nothing, and
//! answers with nothing where it cannot look: the shell shows whatever it prints.

use std::ffi::OsString;
use std::path::PathBuf;

use super::paths::Paths;

/// A word to offer, and what it means.
pub type Candidate = (String, Option<String>);

/// The methods that every ledger knows (the contract's list; others come with use).
const KNOWN_METHODS: [&str; 4] = ["Card", "Cash", "Bank", "UPI"];

/// The paths of the categories.
#[must_use]
pub const fn categories() -> Vec<Candidate> {
    Vec::new()
}

/// The names of the payment methods.
#[must_use]
pub fn methods() -> Vec<Candidate> {
    KNOWN_METHODS.iter().map(|name| ((*name).to_owned(), None)).collect()
}

/// The names of the tags, without a sign before them.
#[must_use]
pub const fn tags() -> Vec<Candidate> {
    Vec::new()
}

/// The numbers of the newest expenses, each with its date, amount and description.
#[must_use]
pub const fn recent() -> Vec<Candidate> {
    Vec::new()
}

/// The database of the line that is being completed: its own `--db` where it has one.
#[must_use]
pub fn database() -> PathBuf {
    Paths::new(typed_database(std::env::args_os()).as_deref()).database
}

/// The value of `--db` among the words of the line, which the shell passes after `--`.
fn typed_database(args: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    let mut words = args.skip_while(|word| word != "--").skip(1);
    while let Some(word) = words.next() {
        if word == "--db" {
            return words.next().map(PathBuf::from);
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--db=")) {
            return Some(PathBuf::from(path));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_the_line_that_is_typed_is_the_one_asked() {
        let typed = |line: &str| typed_database(line.split(' ').map(OsString::from));
        assert_eq!(typed("outlay -- outlay --db a.db show"), Some(PathBuf::from("a.db")));
        assert_eq!(typed("outlay -- outlay show --db=b.db"), Some(PathBuf::from("b.db")));
        assert_eq!(typed("outlay -- outlay show"), None);
    }
}
