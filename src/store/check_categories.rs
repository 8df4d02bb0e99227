//! `doctor`: whether the categories are a tree, one to a path.
//!
//! Owns that check. Must not look for circles in the tree of `categories`, whose guards hide them; it only names them.

use std::collections::{BTreeMap, HashSet};

use super::Store;
use super::check::PROBLEMS_MAX;
use super::error::StoreError;
use crate::model::category::{LEVELS_MAX, SEPARATOR};
use crate::model::text::fold;

/// What of a category says where it stands.
struct Place {
    ledger: i64,
    parent: Option<i64>,
    name: String,
    merged_into: Option<i64>,
    deleted: bool,
}

/// A way upwards, or through merges, that never ends.
struct Circle;

impl Store {
    /// What of the categories is no tree, or not one to a path, each with its way out.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn category_problems(&self) -> Result<Vec<String>, StoreError> {
        let places = self.places()?;
        let mut problems = Vec::new();
        let mut paths: HashSet<(i64, String)> = HashSet::new();
        let mut has_circles = false;
        for (&number, place) in places.iter().filter(|(_, place)| !place.deleted) {
            if merged(&places, number).is_err() {
                has_circles = true;
                continue;
            }
            if place.merged_into.is_some() {
                continue;
            }
            let Ok(path) = path(&places, number) else {
                has_circles = true;
                continue;
            };
            let levels = path.split(SEPARATOR).count();
            if levels > LEVELS_MAX {
                problems.push(format!(
                    "category `{path}` is {levels} levels deep, and at most {LEVELS_MAX} are allowed; renaming it (outlay \
                     category rename) moves it up"
                ));
            }
            if !paths.insert((place.ledger, fold(&path))) {
                problems.push(format!(
                    "two categories are both `{path}`, as two devices did together; merging `{path}` into itself (outlay \
                     category merge) makes them one"
                ));
            }
        }
        if has_circles {
            problems.extend(self.circles()?);
        }
        problems.truncate(PROBLEMS_MAX);
        Ok(problems)
    }

    /// The circles, each by the path under which it is shown: the one by which a person finds it.
    fn circles(&self) -> Result<Vec<String>, StoreError> {
        let tree = self.category_tree()?;
        let told = |numbers: &[i64], what: &str| -> Vec<String> {
            let paths = numbers.iter().filter_map(|number| tree.path(*number));
            let told = paths.map(|path| {
                format!(
                    "category `{path}` {what}, by way of others, as two devices did together; renaming `{path}` (outlay \
                     category rename) settles it"
                )
            });
            told.collect()
        };
        let circles = tree.circles();
        let mut problems = told(&circles.merged, "is merged into itself");
        problems.extend(told(&circles.moved, "stands below itself"));
        problems.sort_unstable();
        Ok(problems)
    }

    fn places(&self) -> Result<BTreeMap<i64, Place>, StoreError> {
        let mut statement = self.conn.prepare(
            "SELECT number, ledger, parent, name, merged_into, deleted_at IS NOT NULL FROM categories",
        )?;
        let rows = statement.query_map([], |row| {
            let place = Place {
                ledger: row.get(1)?,
                parent: row.get(2)?,
                name: row.get(3)?,
                merged_into: row.get(4)?,
                deleted: row.get(5)?,
            };
            Ok((row.get(0)?, place))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The end of a category's merges.
fn merged(places: &BTreeMap<i64, Place>, number: i64) -> Result<i64, Circle> {
    let mut current = number;
    // No way through all categories is longer than there are any.
    for _ in 0..=places.len() {
        match places.get(&current).and_then(|place| place.merged_into) {
            Some(next) => current = next,
            None => return Ok(current),
        }
    }
    Err(Circle)
}

/// The path of a category, below what those above it were merged into.
fn path(places: &BTreeMap<i64, Place>, number: i64) -> Result<String, Circle> {
    let mut names = Vec::new();
    let mut next = Some(number);
    while let Some(place) = next.and_then(|number| places.get(&number)) {
        if names.len() > places.len() {
            return Err(Circle);
        }
        names.push(place.name.as_str());
        next = place.parent.map(|parent| merged(places, parent)).transpose()?;
    }
    names.reverse();
    Ok(names.join(&SEPARATOR.to_string()))
}
