//! The names of accounts: one for each category, method and source, in the syntax of each program.
//!
//! Owns which signs a name may hold and that two categories never share one. Must not write.

use std::collections::{HashMap, HashSet};

use unicode_normalization::char::is_combining_mark;

use super::Dialect;
use crate::model::category::SEPARATOR;
use crate::model::text::{fold, is_hostile};

/// The account of rows without a category, below expenses or income.
const NO_CATEGORY: &str = "uncategorised";
/// The account of rows without a method or source.
const NO_METHOD: &str = "unspecified";
/// The other side of transfers.
const TRANSFERS: &str = "transfers";
/// Words in the name of a method that is owed, not owned.
const CREDIT_WORDS: [&str; 5] = ["card", "credit", "visa", "mastercard", "amex"];
/// A word that makes it owned all the same.
const DEBIT_WORD: &str = "debit";

/// The kinds of accounts that every program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Root {
    /// Money spent.
    Expenses,
    /// Money received.
    Income,
    /// What is owned.
    Assets,
    /// What is owed.
    Liabilities,
    /// What is neither.
    Equity,
}

impl Root {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Expenses => "expenses",
            Self::Income => "income",
            Self::Assets => "assets",
            Self::Liabilities => "liabilities",
            Self::Equity => "equity",
        }
    }
}

/// An account of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Account {
    /// Its whole name, ready to be written.
    pub name: String,
    /// Whether it was not named before.
    pub is_new: bool,
}

/// The accounts of one journal. What cannot be written is replaced; where that makes two names equal, the one that comes
/// second gets a number.
#[derive(Debug)]
pub(super) struct Accounts {
    dialect: Dialect,
    names: HashMap<(Root, String), String>,
    taken: HashSet<String>,
}

impl Accounts {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, names: HashMap::new(), taken: HashSet::new() }
    }

    pub(super) fn of_category(&mut self, root: Root, category: Option<&str>) -> Account {
        // No category is named `(none)`, so that the key is not one's own.
        self.account(root, category.unwrap_or("(none)"), category.unwrap_or(NO_CATEGORY))
    }

    pub(super) fn of_transfer(&mut self, category: Option<&str>) -> Account {
        let path =
            category.map_or_else(|| TRANSFERS.to_owned(), |path| format!("{TRANSFERS}{SEPARATOR}{path}"));
        self.account(Root::Equity, &path, &path)
    }

    pub(super) fn of_method(&mut self, method: Option<&str>) -> Account {
        let folded = fold(method.unwrap_or("(none)"));
        let is_word = |wanted: &str| {
            folded
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word.strip_suffix('s').unwrap_or(word) == wanted)
        };
        let is_credit = CREDIT_WORDS.into_iter().any(is_word) && !is_word(DEBIT_WORD);
        let root = if is_credit { Root::Liabilities } else { Root::Assets };
        // A method is one level, whatever it is called.
        let level = method.unwrap_or(NO_METHOD).to_lowercase().replace(SEPARATOR, "-");
        self.account(root, &folded, &level)
    }

    fn account(&mut self, root: Root, key: &str, path: &str) -> Account {
        let key = (root, key.to_owned());
        if let Some(name) = self.names.get(&key) {
            return Account { name: name.clone(), is_new: false };
        }
        let mut base = self.level(root.as_str());
        for level in path.split(SEPARATOR) {
            base.push(':');
            base.push_str(&self.level(level));
        }
        let mut name = base.clone();
        let mut number = 1;
        while self.taken.contains(&name) {
            number += 1;
            name = format!("{base}-{number}");
        }
        self.taken.insert(name.clone());
        self.names.insert(key, name.clone());
        Account { name, is_new: true }
    }

    fn level(&self, level: &str) -> String {
        match self.dialect {
            Dialect::Hledger | Dialect::Ledger => plain_level(level),
            Dialect::Beancount => beancount_level(level),
        }
    }
}

/// A level for hledger and Ledger: two blanks end an account's name, `;` begins a comment, brackets make postings virtual.
fn plain_level(level: &str) -> String {
    let kept: String = level
        .chars()
        .map(|c| match c {
            c if c.is_whitespace() => ' ',
            c if is_hostile(c) => '-',
            c if c.is_alphanumeric() || !c.is_ascii() || "-_.&'+/".contains(c) => c,
            _ => '-',
        })
        .collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A level for beancount (`beancount/core/account.py`): a capital or a digit, then letters, digits and `-`.
fn beancount_level(level: &str) -> String {
    let kept: String =
        level.chars().map(|c| if is_letter(c) || c.is_ascii_digit() { c } else { '-' }).collect();
    let kept = kept.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    let mut chars = kept.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let is_capital = |c: char| c.is_ascii_digit() || (c.is_uppercase() && is_letter(c));
    match first.chars().next() {
        Some(c) if is_capital(c) => format!("{first}{}", chars.as_str()),
        Some(_) => format!("X-{kept}"),
        None => "X".to_owned(),
    }
}

/// Whether a character is of the general category L: Rust's alphabetic ones are more.
fn is_letter(c: char) -> bool {
    let is_other = matches!(c,
        '\u{2160}'..='\u{2182}' | '\u{2185}'..='\u{2188}' // Roman numerals
        | '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F149}' | '\u{1F150}'..='\u{1F169}' | '\u{1F170}'..='\u{1F189}' // in circles and squares
        | '\u{16EE}'..='\u{16F0}' | '\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3038}'..='\u{303A}'
        | '\u{A6E6}'..='\u{A6EF}' | '\u{10140}'..='\u{10174}' | '\u{10341}' | '\u{1034A}'
        | '\u{103D1}'..='\u{103D5}' | '\u{12400}'..='\u{1246E}'); // numerals
    c.is_alphabetic() && !is_combining_mark(c) && !is_other
}
