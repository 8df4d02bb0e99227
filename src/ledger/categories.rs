//! Categories: finding the one a person means, making new ones, and moving them.
//!
//! Rename, hide and merge are one operation each, however many rows there are (DESIGN, section 3).

use std::cmp::Reverse;
use std::collections::HashMap;

use uuid::Uuid;

use super::{Book, CategoryPolicy, LedgerError};
use crate::id::category_id;
use crate::model::category::{self, CategoryMatch, CategoryPath, LEVELS_MAX, SEPARATOR};
use crate::model::entity::{Kind, Value, category_field as field};
use crate::model::text::fold;
use crate::store::apply::{Applied, Change, Creation, FieldUpdate, Presence};
use crate::store::categories::{CategoryRow, CategoryTree};
use crate::store::writer::{CommandInfo, Committed, Writer};

/// Ids tried for one path: a path whose id is taken by a category that was renamed or merged away gets the next one.
const IDS_PER_PATH_MAX: u32 = 1_000;

/// The category that a typed word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Its path.
    pub path: CategoryPath,
    /// Whether it will be made.
    pub new: bool,
    /// Categories with names like it, if it is new.
    pub near: Vec<String>,
}

/// What `category edit` changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CategoryEdit {
    /// Left out of suggestions.
    pub hidden: Option<bool>,
    /// Its place among its siblings; `Some(None)` clears it.
    pub order: Option<Option<i64>>,
    /// Its colour; `Some(None)` clears it.
    pub colour: Option<Option<String>>,
    /// Its icon; `Some(None)` clears it.
    pub icon: Option<Option<String>>,
}

impl Book<'_> {
    /// Finds the category a person means: an exact path, else the unique last part of one, else a new one.
    ///
    /// # Errors
    /// [`LedgerError::Ambiguous`]; [`LedgerError::UnknownCategory`] if it is new and the policy is strict.
    pub fn resolve_category(
        &self,
        typed: &CategoryPath,
        policy: CategoryPolicy,
    ) -> Result<Resolved, LedgerError> {
        resolve(&self.store.category_tree()?, self.ledger.number, typed, policy)
    }

    /// Whether there is a live category of exactly this path, in whatever case.
    ///
    /// # Errors
    /// What the store reports.
    pub fn has_category(&self, path: &CategoryPath) -> Result<bool, LedgerError> {
        Ok(find_live(&self.store.category_tree()?, self.ledger.number, path).is_some())
    }

    /// Makes a category and those above it, and gives it its looks.
    ///
    /// # Errors
    /// What the store reports.
    pub fn add_category(
        &mut self,
        path: &CategoryPath,
        edit: &CategoryEdit,
    ) -> Result<Committed, LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "category add", ..CommandInfo::default() }, self.now)?;
        let id = ensure_category(&mut writer, &self.ledger, path)?;
        if let Some(number) = writer.find(Kind::Category, id)? {
            writer.apply(Change::Update {
                kind: Kind::Category,
                number,
                fields: edit.updates(),
                weak: false,
            })?;
        }
        Ok(writer.commit()?)
    }

    /// Changes how categories are shown, as one undo group. Returns their whole paths.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] or [`LedgerError::Ambiguous`]; then none is changed.
    pub fn edit_categories(
        &mut self,
        typed: &[CategoryPath],
        edit: &CategoryEdit,
    ) -> Result<(Vec<CategoryPath>, Committed), LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "category edit", ..CommandInfo::default() }, self.now)?;
        let tree = writer.category_tree()?;
        let mut found = Vec::with_capacity(typed.len());
        for one in typed {
            let row = existing(&tree, self.ledger.number, one)?;
            found.push((row.number, known_path(tree.path(row.number).unwrap_or_default(), one)));
        }
        for (number, _) in &found {
            let (kind, number) = (Kind::Category, *number);
            writer.apply(Change::Update { kind, number, fields: edit.updates(), weak: false })?;
        }
        let paths = found.into_iter().map(|(_, path)| path).collect();
        Ok((paths, writer.commit()?))
    }

    /// Gives a category, and with it everything below it, another path.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`]; [`LedgerError::CategoryExists`] if the new path is taken (merge them instead);
    /// [`LedgerError::CategoryCircle`]; [`LedgerError::TooDeep`] if something below it would sink too deep.
    pub fn rename_category(
        &mut self,
        typed: &CategoryPath,
        target: &CategoryPath,
    ) -> Result<Committed, LedgerError> {
        // Everything is decided under the lock that writes: another command may be moving the same categories.
        let mut writer =
            self.store.writer(CommandInfo { name: "category rename", ..CommandInfo::default() }, self.now)?;
        let tree = writer.category_tree()?;
        let row = existing(&tree, self.ledger.number, typed)?;
        if let Some(taken) = find_live(&tree, self.ledger.number, target) {
            // The same category in another spelling is a rename; another one is not.
            if taken.number != row.number {
                return Err(LedgerError::CategoryExists(target.to_string()));
            }
        }
        let present = tree.path(row.number).unwrap_or_default().to_owned();
        let levels = target.levels().count() + levels_below(&tree, row.number);
        if levels > LEVELS_MAX {
            return Err(LedgerError::TooDeep { path: target.to_string(), levels, max: LEVELS_MAX });
        }
        if let Some(parent) = target.parent() {
            let inside = find_live(&tree, self.ledger.number, &parent)
                .is_some_and(|parent| tree.is_at_or_below(parent.number, row.number));
            let under = CategoryPath::parse(&present).is_ok_and(|path| parent.starts_with(&path));
            if inside || under {
                return Err(LedgerError::CategoryCircle { category: present, target: target.to_string() });
            }
        }
        let parent =
            target.parent().map(|parent| ensure_category(&mut writer, &self.ledger, &parent)).transpose()?;
        let fields = vec![
            FieldUpdate::Set(field::PARENT, Value::reference(parent)),
            FieldUpdate::Set(field::NAME, Value::Text(target.last().to_owned())),
            // One that is shown stands for itself, also where two devices merged it into another and that one into it.
            FieldUpdate::Set(field::MERGED_INTO, Value::reference(None)),
        ];
        writer.apply(Change::Update { kind: Kind::Category, number: row.number, fields, weak: false })?;
        Ok(writer.commit()?)
    }

    /// Merges categories into another: their rows, and what is below them, count there from now on. What would get the
    /// path of a category that is below the target already is merged with that one. A path that several categories have is
    /// merged into itself: they become one, on every device the same. Returns the target's whole path.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`]; [`LedgerError::CategoryCircle`] if the target is one of them or below it;
    /// [`LedgerError::TooDeep`] if something below them would sink too deep.
    pub fn merge_categories(
        &mut self,
        typed: &[CategoryPath],
        target: &CategoryPath,
    ) -> Result<(CategoryPath, Committed), LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "category merge", ..CommandInfo::default() }, self.now)?;
        let tree = writer.category_tree()?;
        let into = existing(&tree, self.ledger.number, target)?;
        let path = known_path(tree.path(into.number).unwrap_or_default(), target);
        let mut sources = Vec::new();
        for source in typed {
            if source.folded() == target.folded() {
                // Two devices made or moved two categories to one path: a path that is merged into itself makes them one.
                let namesakes = namesakes(&tree, self.ledger.number, &path).into_iter().skip(1);
                sources.extend(namesakes.map(|row| (depth(&tree, row.number), row.number)));
                if !sources.is_empty() {
                    continue;
                }
            }
            let row = existing(&tree, self.ledger.number, source)?;
            let present = tree.path(row.number).unwrap_or_default();
            if tree.is_at_or_below(into.number, row.number) {
                return Err(LedgerError::CategoryCircle {
                    category: present.to_owned(),
                    target: path.to_string(),
                });
            }
            let levels = path.levels().count() + levels_below(&tree, row.number);
            if levels > LEVELS_MAX {
                return Err(LedgerError::TooDeep { path: path.to_string(), levels, max: LEVELS_MAX });
            }
            sources.push((depth(&tree, row.number), row.number));
        }
        // The innermost first: once one is merged, nothing is below it any more.
        sources.sort_unstable_by_key(|&(depth, number)| (Reverse(depth), number));
        for (_, number) in sources {
            merge(&mut writer, self.ledger.number, number, into.number)?;
        }
        Ok((path, writer.commit()?))
    }
}

fn resolve(
    tree: &CategoryTree,
    ledger: i64,
    typed: &CategoryPath,
    policy: CategoryPolicy,
) -> Result<Resolved, LedgerError> {
    let live = tree.live(ledger);
    let paths: Vec<&str> = live.iter().filter_map(|row| tree.path(row.number)).collect();
    match category::resolve(typed, paths.iter().copied()) {
        CategoryMatch::Found(at) => {
            Ok(Resolved { path: known_path(paths[at], typed), new: false, near: Vec::new() })
        }
        CategoryMatch::Ambiguous { candidates } => {
            Err(LedgerError::Ambiguous { what: "categories", reference: typed.to_string(), candidates })
        }
        CategoryMatch::New { near } if policy == CategoryPolicy::Strict => {
            Err(LedgerError::UnknownCategory { path: typed.to_string(), near })
        }
        CategoryMatch::New { near } => Ok(Resolved { path: typed.clone(), new: true, near }),
    }
}

fn existing<'t>(
    tree: &'t CategoryTree,
    ledger: i64,
    typed: &CategoryPath,
) -> Result<&'t CategoryRow, LedgerError> {
    let resolved = match resolve(tree, ledger, typed, CategoryPolicy::Strict) {
        Err(LedgerError::UnknownCategory { path, near }) => {
            return Err(LedgerError::NotFound { what: "category", reference: path, near });
        }
        other => other?,
    };
    find_live(tree, ledger, &resolved.path).ok_or_else(|| LedgerError::NotFound {
        what: "category",
        reference: typed.to_string(),
        near: Vec::new(),
    })
}

/// How many levels reach below a category.
pub(super) fn levels_below(tree: &CategoryTree, number: i64) -> usize {
    let deepest = tree.below(number).iter().map(|child| depth(tree, child.number)).max();
    deepest.map_or(0, |deepest| deepest.saturating_sub(depth(tree, number)))
}

/// How many levels the path of a category has.
pub(super) fn depth(tree: &CategoryTree, number: i64) -> usize {
    tree.path(number).map_or(0, |path| path.split(SEPARATOR).count())
}

/// Merges one category into another, after those below it that have a namesake below the target: two live categories
/// never share a path.
fn merge(writer: &mut Writer, ledger: i64, source: i64, target: i64) -> Result<(), LedgerError> {
    let tree = writer.category_tree()?;
    let mut merges = Vec::new();
    if let (Some(from), Some(to)) = (tree.path(source), tree.path(target)) {
        let taken: HashMap<String, i64> = tree
            .live(ledger)
            .into_iter()
            .filter(|row| !tree.is_at_or_below(row.number, source))
            .filter_map(|row| Some((fold(tree.path(row.number)?), row.number)))
            .collect();
        for child in tree.below(source) {
            let rest = tree.path(child.number).and_then(|path| path.strip_prefix(from));
            let namesake = rest.and_then(|rest| taken.get(&fold(&format!("{to}{rest}"))));
            merges.extend(namesake.map(|&namesake| (child.number, namesake)));
        }
    }
    // The innermost first, so that undo, which goes backwards, finds each one's place free.
    merges.sort_unstable_by_key(|&(child, _)| (Reverse(depth(&tree, child)), child));
    merges.push((source, target));
    for (number, into) in merges {
        let fields =
            vec![FieldUpdate::Set(field::MERGED_INTO, Value::reference(tree.get(into).map(|row| row.id)))];
        writer.apply(Change::Update { kind: Kind::Category, number, fields, weak: false })?;
    }
    Ok(())
}

impl CategoryEdit {
    fn updates(&self) -> Vec<FieldUpdate> {
        let mut fields = Vec::new();
        if let Some(hidden) = self.hidden {
            fields.push(FieldUpdate::Set(field::HIDDEN, Value::Boolean(hidden)));
        }
        if let Some(order) = self.order {
            fields.push(FieldUpdate::Set(field::ORDER, order.map_or(Value::Null, Value::Integer)));
        }
        if let Some(colour) = &self.colour {
            fields.push(FieldUpdate::Set(field::COLOUR, Value::text(colour.clone())));
        }
        if let Some(icon) = &self.icon {
            fields.push(FieldUpdate::Set(field::ICON, Value::text(icon.clone())));
        }
        fields
    }
}

/// The path as the ledger writes it; what was typed if that cannot be parsed (a name from a newer version).
fn known_path(path: &str, typed: &CategoryPath) -> CategoryPath {
    CategoryPath::parse(path).unwrap_or_else(|_| typed.clone())
}

fn find_live<'t>(tree: &'t CategoryTree, ledger: i64, path: &CategoryPath) -> Option<&'t CategoryRow> {
    namesakes(tree, ledger, path).into_iter().next()
}

/// The live categories of a path, the smallest id first: one, unless several devices brought others there.
fn namesakes<'t>(tree: &'t CategoryTree, ledger: i64, path: &CategoryPath) -> Vec<&'t CategoryRow> {
    let folded = path.folded();
    let mut found = tree.live(ledger);
    found.retain(|row| tree.path(row.number).is_some_and(|known| fold(known) == folded));
    found.sort_unstable_by_key(|row| row.id);
    found
}

/// The id of the category with a path. One that existed when it was asked for is not made again if it is gone by now:
/// whoever typed it meant the one that is elsewhere now.
pub(super) fn category_under_lock(
    writer: &mut Writer,
    ledger: &crate::store::ledgers::LedgerRow,
    path: &CategoryPath,
    existed: bool,
) -> Result<Uuid, LedgerError> {
    if existed && find_live(&writer.category_tree()?, ledger.number, path).is_none() {
        return Err(LedgerError::CategoryGone(path.to_string()));
    }
    ensure_category(writer, ledger, path)
}

/// The id of the category with a path, making it and those above it where they do not exist.
pub(super) fn ensure_category(
    writer: &mut Writer,
    ledger: &crate::store::ledgers::LedgerRow,
    path: &CategoryPath,
) -> Result<Uuid, LedgerError> {
    let tree = writer.category_tree()?;
    if let Some(row) = find_live(&tree, ledger.number, path) {
        return Ok(row.id);
    }
    let parent = path.parent().map(|parent| ensure_category(writer, ledger, &parent)).transpose()?;
    let folded = path.folded();
    for attempt in 1..=IDS_PER_PATH_MAX {
        let id = match attempt {
            1 => category_id(ledger.id, &folded),
            // No path holds a NUL, so this cannot be another path's first id.
            _ => category_id(ledger.id, &format!("{folded}\u{0}{attempt}")),
        };
        match writer.find(Kind::Category, id)? {
            None => {
                create_category(writer, ledger.number, id, parent, path)?;
                return Ok(id);
            }
            Some(number) => {
                let Some(row) = tree.get(number) else { continue };
                // Below the category that is meant, not below one that was deleted and had its path.
                let above =
                    row.parent.and_then(|above| tree.get(tree.effective(above))).map(|above| above.id);
                let same_name = row.merged_into.is_none() && fold(&row.name) == fold(path.last());
                let is_own = row.ledger == ledger.number;
                if is_own && row.deleted && above == parent && same_name {
                    writer.apply(Change::Restore { kind: Kind::Category, number, weak: false })?;
                    return Ok(id);
                }
            }
        }
    }
    Err(LedgerError::CategoryExists(path.to_string()))
}

fn create_category(
    writer: &mut Writer,
    ledger: i64,
    id: Uuid,
    parent: Option<Uuid>,
    path: &CategoryPath,
) -> Result<Applied, LedgerError> {
    let mut record = Kind::Category.spec().empty_record();
    record[field::PARENT] = Value::reference(parent);
    record[field::NAME] = Value::Text(path.last().to_owned());
    Ok(writer.apply(Change::Create(Box::new(Creation {
        kind: Kind::Category,
        id,
        ledger,
        record,
        presence: Presence::Absent,
        weak: false,
        created_at: None,
        updated_at: None,
    })))?)
}
