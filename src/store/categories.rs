//! Categories as a tree: each row knows its parent and its own name, so that a rename is one row.
//!
//! Owns paths, where rows of a merged category count, and how a circle is shown that two devices made together. Must not
//! decide which category a person means.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use uuid::Uuid;

use super::Store;
use super::error::StoreError;
use super::writer::Writer;

/// Steps followed upwards or through merges at most: deeper than any tree that devices make together. Circles are cut
/// before anything is followed.
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
    /// Those at which circles were cut.
    circles: Circles,
}

/// Categories that stand as if they had not been moved or merged, for they would be in a circle; one of each circle.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Circles {
    /// Those that would stand below themselves.
    pub moved: Vec<i64>,
    /// Those that would be merged into themselves.
    pub merged: Vec<i64>,
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
        let mut tree = Self { rows, ..Self::default() };
        tree.cut_circles();
        tree.paths =
            tree.rows.keys().map(|&number| (number, tree.compute_path(tree.effective(number)))).collect();
        Ok(tree)
    }

    /// Two devices that move two categories below each other, or merge them into each other, make a circle that neither
    /// of them made. In each, the category of the smallest id stands as if it had not been moved or merged: every device
    /// has the same ids and so shows the same tree, and a rename writes down where it is to stand.
    fn cut_circles(&mut self) {
        let merged = smallest_of_circles(&self.rows, |row| row.merged_into);
        for number in &merged {
            if let Some(row) = self.rows.get_mut(number) {
                row.merged_into = None;
            }
        }
        let moved = smallest_of_circles(&self.rows, |row| row.parent.map(|parent| self.effective(parent)));
        for number in &moved {
            if let Some(row) = self.rows.get_mut(number) {
                row.parent = None;
            }
        }
        self.circles = Circles { moved, merged };
    }

    /// Where circles were cut, in which two devices moved or merged categories together.
    #[must_use]
    pub const fn circles(&self) -> &Circles {
        &self.circles
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

    /// [`CategoryTree::path`] of the category with an id, merged and deleted ones included.
    #[must_use]
    pub fn path_of(&self, id: Uuid) -> Option<&str> {
        self.rows.values().find(|row| row.id == id).and_then(|row| self.path(row.number))
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

/// The row of the smallest id in each circle that following `next` runs into.
fn smallest_of_circles(
    rows: &HashMap<i64, CategoryRow>,
    next: impl Fn(&CategoryRow) -> Option<i64>,
) -> Vec<i64> {
    let mut found = Vec::new();
    let mut known: HashSet<i64> = HashSet::new();
    for &start in rows.keys() {
        let mut way = Vec::new();
        let mut current = Some(start);
        while let Some(number) = current.filter(|number| !known.contains(number)) {
            known.insert(number);
            way.push(number);
            current = rows.get(&number).and_then(&next);
        }
        // What is known from an earlier way was cut there, if it was in a circle.
        let Some(begin) = current.and_then(|number| way.iter().position(|&seen| seen == number)) else {
            continue;
        };
        found.extend(way[begin..].iter().copied().min_by_key(|number| rows.get(number).map(|row| row.id)));
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(rows: &[(i64, Option<i64>, Option<i64>)]) -> CategoryTree {
        let rows = rows.iter().map(|&(number, parent, merged_into)| {
            let row = CategoryRow {
                number,
                id: Uuid::from_u128(u128::from(number.unsigned_abs())),
                ledger: 1,
                parent,
                name: format!("c{number}"),
                hidden: false,
                order: None,
                colour: None,
                icon: None,
                merged_into,
                deleted: false,
            };
            (number, row)
        });
        let mut tree = CategoryTree { rows: rows.collect(), ..CategoryTree::default() };
        tree.cut_circles();
        tree.paths =
            tree.rows.keys().map(|&number| (number, tree.compute_path(tree.effective(number)))).collect();
        tree
    }

    fn live(tree: &CategoryTree) -> Vec<&str> {
        tree.live(1).iter().filter_map(|row| tree.path(row.number)).collect()
    }

    #[test]
    fn categories_that_stand_below_each_other_are_shown_with_the_smallest_id_on_top() {
        // 1 below 2 below 3 below 1, and 4 below one of them.
        let tree = tree(&[(1, Some(2), None), (2, Some(3), None), (3, Some(1), None), (4, Some(2), None)]);
        assert_eq!(live(&tree), ["c1", "c1:c3", "c1:c3:c2", "c1:c3:c2:c4"]);
        assert_eq!(tree.circles(), &Circles { moved: vec![1], merged: Vec::new() });
    }

    #[test]
    fn categories_that_are_merged_into_each_other_are_one_that_lives() {
        let tree = tree(&[(1, None, Some(2)), (2, None, Some(1)), (3, None, Some(2))]);
        assert_eq!(live(&tree), ["c1"]);
        for number in 1..=3 {
            assert_eq!((tree.effective(number), tree.path(number)), (1, Some("c1")));
        }
    }

    #[test]
    fn a_circle_that_merges_close_is_cut_as_well() {
        // 1 stands below 3, which is merged into 2, which stands below 1.
        let tree = tree(&[(1, Some(3), None), (2, Some(1), None), (3, None, Some(2))]);
        assert_eq!(live(&tree), ["c1", "c1:c2"]);
        assert_eq!(tree.path(3), Some("c1:c2"));
    }
}
