//! Categories for rows of a statement that have none: the rules first, then what was learnt.
//!
//! Owns the order of the two and what is counted. Must not touch a row that has a category, or one that was exported from a
//! ledger: there its lack is what a person wanted.

use super::LedgerError;
use super::import::ImportRow;
use super::rules::Rules;
use crate::model::learn::{Learner, Learnt};
use crate::store::Store;
use crate::store::categories::CategoryTree;
use crate::store::writer::Writer;
use uuid::Uuid;

/// How many rows got their category so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Categorised {
    /// By a rule.
    pub by_rule: u64,
    /// By what was learnt.
    pub learnt: u64,
}

/// What gives categories to rows without one.
#[derive(Debug, Default)]
pub(super) struct AutoCategory {
    rules: Rules,
    learnt: Learnt,
    tree: CategoryTree,
}

impl AutoCategory {
    pub(super) fn of_store(store: &Store, ledger: i64) -> Result<Self, LedgerError> {
        let tree = store.category_tree()?;
        let rules = Rules::new(store.rules(Some(ledger))?, &tree);
        let mut learner = Learner::default();
        store.for_each_categorised(ledger, |payee, description, category| {
            learner.learn(payee, description, tree.effective(category))
        })?;
        Ok(Self { rules, learnt: learner.finish(), tree })
    }

    pub(super) fn of_writer(writer: &Writer, ledger: i64) -> Result<Self, LedgerError> {
        let tree = writer.category_tree()?;
        let rules = Rules::new(writer.rules(ledger)?, &tree);
        let mut learner = Learner::default();
        writer.for_each_categorised(ledger, |payee, description, category| {
            learner.learn(payee, description, tree.effective(category))
        })?;
        Ok(Self { rules, learnt: learner.finish(), tree })
    }

    /// Whether a row asks for a category at all.
    pub(super) fn is_asked_by(row: &ImportRow) -> bool {
        row.draft.category.is_none() && !row.exported
    }

    /// Gives a row a category if it has none and one is known. Returns the id of the category that it has got.
    pub(super) fn fill(&self, row: &mut ImportRow, counted: &mut Categorised) -> Option<Uuid> {
        if !Self::is_asked_by(row) || (self.rules.rules.is_empty() && self.learnt.is_empty()) {
            return None;
        }
        let texts = [row.draft.payee.as_deref().unwrap_or_default(), row.draft.description.as_str()];
        if let Some((at, _)) = self.rules.first(texts) {
            let rule = &self.rules.rules[at];
            rule.fill(&mut row.draft);
            counted.by_rule += 1;
            return Some(rule.category.0);
        }
        let (number, _) = self.learnt.guess(texts[0], texts[1])?;
        let category = self.tree.get(number).filter(|category| !category.deleted)?;
        row.draft.category = Some(self.tree.path(number)?.to_owned());
        counted.learnt += 1;
        Some(category.id)
    }
}
