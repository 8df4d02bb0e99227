//! Categories as a tree: each row knows its parent and its own name, so that a rename is one row.
//!
//! Owns paths, and where rows of a merged category count. Must not decide which category a person means.

use std::collections::HashMap;

use rusqlite::Connection;
use uuid::Uuid;

use super::Store;
use super::error::StoreError;
use super::writer::Writer;

/// Steps followed upwards or through merges at most. Deeper than any tree a person can make here (5 levels); two
/// devices that merge two categories into each other make a circle, which must end somewhere.
const STEPS_MAX: usize = 64;

/// One category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRow {
    /// Its local number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// The category above it.
    pub parent: Option<i64>,
    /// Its own name.
    pub name: String,
    /// Left out of suggestions.
    pub hidden: bool,
    /// Its place among its siblings.
    pub order: Option<i64>,
    /// Its colour.
    pub colour: Option<String>,
    /// Its icon.
    pub icon: Option<String>,
    /// The category it was merged into.
    pub merged_into: Option<i64>,
    /// Whether it is deleted.
    pub deleted: bool,
}

/// All categories of the database, deleted and merged ones included.
#[derive(Debug, Default)]
pub struct CategoryTree {
    rows: HashMap<i64, CategoryRow>,
    paths: HashMap<i64, String>,
}

impl CategoryTree {
    pub(super) fn load(conn: &Connection) -> Result<Self, StoreError> {
        let mut statement = conn.prepare_cached(
            "SELECT number, id, ledger, parent, name, hidden, position, colour, icon, merged_into, deleted_at IS NOT NULL
             FROM categories",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(CategoryRow {
                number: row.get(0)?,
                id: Uuid::from_bytes(row.get(1)?),
                ledger: row.get(2)?,
                parent: row.get(3)?,
                name: row.get(4)?,
                hidden: row.get(5)?,
                order: row.get(6)?,
                colour: row.get(7)?,
                icon: row.get(8)?,
                merged_into: row.get(9)?,
                deleted: row.get(10)?,
            })
        })?;
        let rows: HashMap<i64, CategoryRow> =
            rows.map(|row| row.map(|row| (row.number, row))).collect::<Result<_, _>>()?;
        let mut tree = Self { rows, paths: HashMap::new() };
        tree.paths =
            tree.rows.keys().map(|&number| (number, tree.compute_path(tree.effective(number)))).collect();
        Ok(tree)
    }

    fn compute_path(&self, number: i64) -> String {
        let mut names = Vec::new();
        let mut next = Some(number);
        while let Some(row) = next.and_then(|number| self.rows.get(&number)) {
            names.push(row.name.as_str());
            // A child stays below what its parent was merged into.
            next = row.parent.map(|parent| self.effective(parent));
            if names.len() == STEPS_MAX {
                break;
            }
        }
        names.reverse();
        names.join(":")
    }

    /// Where the rows of a category count: the end of its merges.
    #[must_use]
    pub fn effective(&self, number: i64) -> i64 {
        let mut current = number;
        for _ in 0..STEPS_MAX {
            match self.rows.get(&current).and_then(|row| row.merged_into) {
                Some(next) => current = next,
                None => return current,
            }
        }
        current
    }

    /// The path under which rows of a category are shown.
    #[must_use]
    pub fn path(&self, number: i64) -> Option<&str> {
        self.paths.get(&number).map(String::as_str)
    }

    /// One category.
    #[must_use]
    pub fn get(&self, number: i64) -> Option<&CategoryRow> {
        self.rows.get(&number)
    }

    /// The categories of a ledger that are neither deleted nor merged away, by path.
    #[must_use]
    pub fn live(&self, ledger: i64) -> Vec<&CategoryRow> {
        let mut live: Vec<_> = self
            .rows
            .values()
            .filter(|row| row.ledger == ledger && !row.deleted && row.merged_into.is_none())
            .collect();
        live.sort_by(|a, b| (self.path(a.number), a.number).cmp(&(self.path(b.number), b.number)));
        live
    }

    /// The deleted categories, by number.
    #[must_use]
    pub fn deleted(&self) -> Vec<&CategoryRow> {
        let mut deleted: Vec<_> = self.rows.values().filter(|row| row.deleted).collect();
        deleted.sort_unstable_by_key(|row| row.number);
        deleted
    }

    /// The numbers of every category, merged and deleted ones included, whose shown path satisfies the test.
    #[must_use]
    pub fn numbers_where(&self, mut test: impl FnMut(&str) -> bool) -> Vec<i64> {
        let mut numbers: Vec<i64> =
            self.paths.iter().filter(|(_, path)| test(path)).map(|(number, _)| *number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// Whether `ancestor` is `number` or stands above it, as it is shown: what is below a merged category stands below
    /// the one that it was merged into.
    #[must_use]
    pub fn is_at_or_below(&self, number: i64, ancestor: i64) -> bool {
        let mut next = Some(number);
        for _ in 0..STEPS_MAX {
            match next {
                Some(current) if current == ancestor => return true,
                Some(current) => {
                    let shown = self.effective(current);
                    if shown == ancestor {
                        return true;
                    }
                    next = self.rows.get(&shown).and_then(|row| row.parent);
                }
                None => return false,
            }
        }
        false
    }

    /// The live categories below one, itself not included.
    #[must_use]
    pub fn below(&self, ancestor: i64) -> Vec<&CategoryRow> {
        self.rows
            .values()
            .filter(|row| {
                row.number != ancestor
                    && !row.deleted
                    && row.merged_into.is_none()
                    && self.is_at_or_below(row.number, ancestor)
            })
            .collect()
    }
}

impl Store {
    /// Loads every category.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn category_tree(&self) -> Result<CategoryTree, StoreError> {
        CategoryTree::load(&self.conn)
    }
}

impl Writer<'_> {
    /// Loads every category, as this transaction sees them.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn category_tree(&self) -> Result<CategoryTree, StoreError> {
        CategoryTree::load(self.conn)
    }

    /// Whether a live expense, or anything else that is live, uses a category.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn category_is_used(&self, number: i64) -> Result<bool, StoreError> {
        // Expenses of this command are counted when it commits, so both places are asked.
        let pending: i64 =
            self.totals.iter().filter(|(key, _)| key.4 == number).map(|(_, total)| total.0).sum();
        let stored: i64 = self
            .conn
            .prepare_cached("SELECT coalesce(sum(count), 0) FROM totals WHERE category = ?1")?
            .query_row([number], |row| row.get(0))?;
        if stored + pending > 0 {
            return Ok(true);
        }
        Ok(self
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM categories WHERE (parent = ?1 OR merged_into = ?1) AND deleted_at IS NULL)
                 OR EXISTS (SELECT 1 FROM budgets WHERE category = ?1 AND deleted_at IS NULL)
                 OR EXISTS (SELECT 1 FROM rules WHERE category = ?1 AND deleted_at IS NULL)
                 OR EXISTS (SELECT 1 FROM recurring WHERE category = ?1 AND deleted_at IS NULL)",
            )?
            .query_row([number], |row| row.get(0))?)
    }
}
