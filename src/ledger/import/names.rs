//! The categories and sums of the rows of an import.
//!
//! Owns that each category is looked at once. Must not write anything.

use std::collections::{HashMap, HashSet};

use super::ImportRow;
use crate::ledger::{Book, CategoryPolicy, LedgerError};
use crate::model::category::CategoryPath;
use crate::model::expense::ExpenseDraft;
use crate::model::text::fold;
use crate::store::StoreError;
use crate::store::query::Sum;

/// The categories that the rows name, each looked at once.
pub(super) struct CategoryNames {
    existing: HashSet<String>,
    policy: CategoryPolicy,
    seen: HashMap<String, Result<Option<String>, String>>,
}

impl CategoryNames {
    pub(super) fn load(book: &Book, policy: CategoryPolicy) -> Result<Self, LedgerError> {
        let tree = book.store.category_tree()?;
        let existing =
            tree.live(book.ledger.number).iter().filter_map(|row| tree.path(row.number)).map(fold).collect();
        Ok(Self { existing, policy, seen: HashMap::new() })
    }

    /// Whether a row may have this category, exactly as the file has it: nothing is guessed from its last part.
    pub(super) fn check(&mut self, text: &str) -> Result<(), String> {
        if let Some(seen) = self.seen.get(text) {
            return seen.as_ref().map(drop).map_err(Clone::clone);
        }
        let judged = match CategoryPath::parse(text) {
            Err(error) => Err(error.to_string()),
            Ok(path) if self.existing.contains(&path.folded()) => Ok(None),
            Ok(path) if self.policy == CategoryPolicy::Strict => {
                Err(format!("there is no category `{path}`, and new ones are not made here"))
            }
            Ok(path) => Ok(Some(path.to_string())),
        };
        let answer = judged.as_ref().map(drop).map_err(Clone::clone);
        self.seen.insert(text.to_owned(), judged);
        answer
    }

    /// The new paths among the texts of rows that were imported.
    pub(super) fn new_paths(&self, used: &HashSet<String>) -> Vec<String> {
        let mut paths: Vec<String> =
            used.iter().filter_map(|text| self.seen.get(text)?.clone().ok().flatten()).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Whether a category that was checked was there.
    pub(super) fn existed(&self, text: &str) -> bool {
        matches!(self.seen.get(text), Some(Ok(None)))
    }

    /// Whether a row that was checked has a category that it may have.
    pub(super) fn accepts(&self, row: &ImportRow) -> bool {
        row.draft.category.as_deref().is_none_or(|text| self.seen.get(text).is_some_and(Result::is_ok))
    }
}

/// Sums of new rows by currency and direction.
#[derive(Default)]
pub(super) struct Totals(Vec<Sum>);

impl Totals {
    pub(super) fn add(&mut self, draft: &ExpenseDraft) -> Result<(), StoreError> {
        let (currency, direction) = (draft.amount.currency, draft.direction);
        let known = self.0.iter_mut().find(|sum| sum.currency == currency && sum.direction == direction);
        match known {
            Some(sum) => {
                sum.count += 1;
                // The store sums by months: it may take each of them where all together are too much.
                let minor = sum.minor.checked_add(draft.amount.minor);
                sum.minor = minor.ok_or_else(|| StoreError::Overflow(currency.to_string()))?;
            }
            None => self.0.push(Sum { currency, direction, count: 1, minor: draft.amount.minor }),
        }
        Ok(())
    }

    pub(super) fn sums(mut self) -> Vec<Sum> {
        self.0.sort_by_key(|sum| (sum.currency, sum.direction));
        self.0
    }
}
