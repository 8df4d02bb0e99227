//! Conflicts as the commands see them: two values of one field, and which of the two was entered here.
//!
//! Owns the reading of a side, which travels as text of another device and is believed only where it is well formed
//! (invariant I10). Reading and resolving are calls of the layers below, kept together at the end.

mod value;

use std::collections::BTreeMap;
use std::ops::Deref;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value as Json;
use uuid::Uuid;

pub use value::typed_value;

use super::commands::log::value_text;
use super::error::CliError;
use crate::ledger::Book;
use crate::ledger::conflicts::Resolved;
use crate::model::entity::{FieldType, Kind, KindSpec};
use crate::store::Store;
use crate::store::categories::CategoryTree;
use crate::store::conflicts::{ConflictRow, Standing};
use crate::store::rates::RateRow;

/// One of the two values.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Side {
    /// The value in the form of the entity registry; for an edit against a delete the word for it.
    #[serde(default)]
    pub value: Json,
    /// The device's name.
    #[serde(default)]
    pub device: Option<String>,
    /// The device's name in causality.
    #[serde(default)]
    pub replica: Option<Uuid>,
    /// Who entered it.
    #[serde(default)]
    pub member: Option<String>,
    /// When, by the server's measure: milliseconds since 1970.
    #[serde(default)]
    pub at: Option<i64>,
    /// The server's revision of it.
    #[serde(default)]
    pub revision: Option<i64>,
}

impl Side {
    /// Reads a side; one that cannot be read is an empty one.
    #[must_use]
    pub fn read(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Self {
            value: Json::Null,
            device: None,
            replica: None,
            member: None,
            at: None,
            revision: None,
        })
    }

    /// When it was entered.
    #[must_use]
    pub fn at(&self) -> Option<DateTime<Utc>> {
        self.at.and_then(DateTime::from_timestamp_millis)
    }
}

/// A conflict with its two sides read.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The conflict as it is kept.
    pub row: ConflictRow,
    /// The value that stands.
    pub kept: Side,
    /// The value that does not.
    pub lost: Side,
    /// What the entity has now, where it is here and this version knows it.
    pub standing: Option<Standing>,
    /// The account of this database: its own devices are told without it.
    pub account: Option<String>,
    /// The paths of the categories that it names, by their ids.
    pub paths: BTreeMap<String, String>,
    /// The rate or budget that it is about, in words: `EUR/USD of 2026-10-15`, `food in EUR from 2026-10-01`.
    pub named: Option<String>,
}

impl Deref for Conflict {
    type Target = ConflictRow;

    fn deref(&self) -> &ConflictRow {
        &self.row
    }
}

/// Which of the two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one that stands.
    Kept,
    /// The one that does not.
    Lost,
}

/// What is to stand from now on.
#[derive(Debug, Clone, PartialEq)]
pub enum Resolution {
    /// One of the two.
    Which(Which),
    /// Another value, in the form of the entity registry; `null` empties the field.
    Value(Json),
}

impl Conflict {
    /// What it is about: `expense 12`, `category food:lunch`, `rate EUR/USD of 2026-10-15`, `budget food in EUR
    /// from 2026-10-01`.
    #[must_use]
    pub fn what(&self) -> String {
        let id = self.entity_id.to_string();
        let name = match (self.paths.get(&id), self.entity_number) {
            _ if self.named.is_some() => self.named.clone().unwrap_or_default(),
            (Some(path), _) if self.entity == Kind::Category.spec().name => path.clone(),
            (_, Some(number)) => number.to_string(),
            (_, None) => id,
        };
        format!("{} {name}", self.entity)
    }

    /// What it is about, with the field: `payee of expense 12`; an edit against a delete is about the whole.
    #[must_use]
    pub fn subject(&self) -> String {
        match &self.field {
            Some(field) => format!("{field} of {}", self.what()),
            None => self.what(),
        }
    }

    /// Whether one side is an edit of the entity as a whole and the other its deletion.
    #[must_use]
    pub fn is_edit_delete(&self) -> bool {
        self.kind == "edit_delete"
    }

    /// One of the two.
    #[must_use]
    pub const fn side(&self, which: Which) -> &Side {
        match which {
            Which::Kept => &self.kept,
            Which::Lost => &self.lost,
        }
    }

    /// Who entered a side, in words: the device, and the member where that is somebody else.
    #[must_use]
    pub fn by(&self, which: Which) -> String {
        let side = self.side(which);
        let member = side.member.as_ref().filter(|member| Some(*member) != self.account.as_ref());
        match (member, &side.device) {
            (Some(member), Some(device)) => format!("{member} on {device}"),
            (None, Some(device)) => device.clone(),
            (Some(member), None) => member.clone(),
            (None, None) => "another device".to_owned(),
        }
    }

    /// A side's value as a table shows it.
    #[must_use]
    pub fn value_text(&self, which: Which) -> String {
        self.text_of(&self.side(which).value)
    }

    /// What the entity has now as a table shows it, where that is not the value that was kept.
    #[must_use]
    pub fn changed_since(&self) -> Option<String> {
        let standing = self.standing.as_ref()?;
        match &standing.value {
            _ if standing.deleted && !(self.is_edit_delete() && standing.is_kept) => {
                Some("deleted".to_owned())
            }
            _ if standing.is_kept => None,
            Some(value) => Some(self.text_of(value)),
            None => Some("not deleted".to_owned()),
        }
    }

    /// What the entity has now, in words.
    #[must_use]
    pub fn present(&self) -> Option<String> {
        let standing = self.standing.as_ref()?;
        Some(match &standing.value {
            _ if standing.deleted => "deleted".to_owned(),
            Some(value) => self.text_of(value),
            None => "not deleted".to_owned(),
        })
    }

    /// The side whose value the entity has now.
    #[must_use]
    pub fn present_side(&self) -> Option<Which> {
        let present = self.present()?;
        [Which::Kept, Which::Lost].into_iter().find(|&which| {
            match (self.is_edit_delete(), self.value_text(which)) {
                (true, word) => (word == "delete") == (present == "deleted"),
                (false, text) => text == present,
            }
        })
    }

    /// A value of its field as a table shows it: a category by its path.
    #[must_use]
    pub fn text_of(&self, value: &Json) -> String {
        let direction = || match value.as_i64() {
            Some(0) => Some("expense"),
            Some(1) => Some("income"),
            Some(2) => Some("transfer"),
            _ => None,
        };
        match self.field.as_deref() {
            Some("direction") => direction().map_or_else(|| value_text(value), str::to_owned),
            Some(_) if self.is_about_a_category() => match value.as_str() {
                None | Some("") => super::view::EMPTY.to_owned(),
                // It may be of a ledger or a version that this database knows nothing of.
                Some(id) => self.paths.get(id).cloned().unwrap_or_else(|| format!("category {id}")),
            },
            _ if value.is_null() || value == "" => super::view::EMPTY.to_owned(),
            _ => value_text(value),
        }
    }

    /// Whether its values are ids of categories.
    fn is_about_a_category(&self) -> bool {
        let spec = Kind::from_name(&self.entity).map(Kind::spec);
        let field = |spec: &KindSpec| Some(spec.fields[spec.position(self.field.as_deref()?)?].kind);
        spec.and_then(field) == Some(FieldType::Category)
    }

    /// Whether any category's path is needed to show it.
    fn names_categories(&self) -> bool {
        self.is_about_a_category() || self.entity == Kind::Category.spec().name
    }

    /// Looks up the paths of the categories that it names.
    fn name_categories(&mut self, tree: &CategoryTree) {
        let standing = self.standing.as_ref().and_then(|standing| standing.value.as_ref());
        let values = [Some(&self.kept.value), Some(&self.lost.value), standing].into_iter().flatten();
        let ids = values.filter_map(|value| value.as_str()?.parse().ok()).chain([self.row.entity_id]);
        self.paths =
            ids.filter_map(|id: Uuid| Some((id.to_string(), tree.path_of(id)?.to_owned()))).collect();
    }

    /// The side that one of these replicas entered: this device's own. `None` where neither or both are.
    #[must_use]
    pub fn mine(&self, own: &[Uuid]) -> Option<Which> {
        let is_own = |side: &Side| side.replica.is_some_and(|replica| own.contains(&replica));
        match (is_own(&self.kept), is_own(&self.lost)) {
            (true, false) => Some(Which::Kept),
            (false, true) => Some(Which::Lost),
            _ => None,
        }
    }
}

impl Which {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Kept => Self::Lost,
            Self::Lost => Self::Kept,
        }
    }
}

/// How a conflict is decided, with every way that this one has; `mine` is the side that was entered here, where that is one.
#[must_use]
pub fn way_out(conflict: &Conflict, mine: Option<Which>) -> String {
    let sides = if mine.is_some() { ", mine or theirs" } else { "" };
    let value = if conflict.is_edit_delete() { "" } else { ", or --value V" };
    format!("outlay conflict resolve {} kept or lost{sides}{value} decides", conflict.number)
}

/// The replicas whose writes are this device's own.
///
/// # Errors
/// Those of the store.
pub fn own_replicas(store: &Store, ledger: i64) -> Result<Vec<Uuid>, CliError> {
    let state = store.ledger_state(ledger)?;
    Ok(std::iter::once(state.replica).chain(state.parent.map(|parent| parent.replica)).collect())
}

/// The conflicts of a ledger, or of all; the open ones, or every one. Oldest first.
///
/// # Errors
/// Those of the store.
pub fn list(store: &Store, ledger: Option<i64>, open_only: bool) -> Result<Vec<Conflict>, CliError> {
    let account = store.binding()?.map(|binding| binding.email);
    let rows = store.conflicts(ledger, open_only)?;
    let tree = if rows.is_empty() { None } else { Some(store.category_tree()?) };
    let mut conflicts = Vec::with_capacity(rows.len());
    for row in rows {
        let mut conflict = Conflict { account: account.clone(), ..Conflict::from(row) };
        conflict.standing = store.standing(&conflict.row, &conflict.kept.value)?;
        if let Some(number) = conflict.entity_number.filter(|_| conflict.entity == Kind::Rate.spec().name) {
            let name = |rate: RateRow| format!("{}/{} of {}", rate.base, rate.quote, rate.date);
            conflict.named = store.rate(number)?.map(name);
        }
        if let Some(number) = conflict.entity_number.filter(|_| conflict.entity == Kind::Budget.spec().name)
            && let (Some(row), Some(tree)) = (store.budget(number)?, tree.as_ref())
        {
            let of = row.category.and_then(|category| tree.path(category)).unwrap_or("everything");
            conflict.named = Some(format!("{of} in {} from {}", row.currency, row.starts_on));
        }
        if let Some(tree) = tree.as_ref().filter(|_| conflict.names_categories()) {
            conflict.name_categories(tree);
        }
        conflicts.push(conflict);
    }
    Ok(conflicts)
}

impl From<ConflictRow> for Conflict {
    fn from(row: ConflictRow) -> Self {
        let (kept, lost) = (Side::read(row.kept.as_deref()), Side::read(row.lost.as_deref()));
        Self { row, kept, lost, standing: None, account: None, paths: BTreeMap::new(), named: None }
    }
}

/// Resolves a conflict: an ordinary edit of the entity and the record, in one group. The value that was kept needs no edit,
/// unless an earlier decision put the other one in its place, which stands still.
///
/// # Errors
/// Those of the ledger and the store.
pub fn resolve(book: &mut Book, conflict: &Conflict, to: &Resolution) -> Result<Resolved, CliError> {
    let (value, word) = match to {
        Resolution::Which(Which::Kept) => {
            let is_turned = conflict.resolution.is_some() && conflict.present_side() == Some(Which::Lost);
            (Some(&conflict.kept.value).filter(|_| is_turned), "kept")
        }
        Resolution::Which(Which::Lost) => (Some(&conflict.lost.value), "lost"),
        Resolution::Value(value) => (Some(value), "value"),
    };
    Ok(book.resolve_conflict(conflict, value, word)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn conflict(kept: &Json, lost: &Json) -> Conflict {
        Conflict::from(ConflictRow {
            number: 1,
            id: Uuid::nil(),
            ledger: 1,
            ledger_name: "personal".to_owned(),
            entity: "expense".to_owned(),
            entity_id: Uuid::nil(),
            entity_number: Some(12),
            kind: "field".to_owned(),
            field: Some("payee".to_owned()),
            kept: Some(kept.to_string()),
            lost: Some(lost.to_string()),
            status: "open".to_owned(),
            resolution: None,
        })
    }

    #[test]
    fn mine_is_the_side_that_this_device_entered_and_nothing_where_that_is_not_one() {
        let side = |replica: u128| json!({"value": "x", "replica": Uuid::from_u128(replica)});
        let own = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let mine = |kept, lost| conflict(&side(kept), &side(lost)).mine(&own);
        assert_eq!(mine(1, 9), Some(Which::Kept));
        assert_eq!(mine(9, 2), Some(Which::Lost));
        assert_eq!((mine(8, 9), mine(1, 2)), (None, None));
    }

    #[test]
    fn the_members_own_name_is_left_out_and_another_ones_is_told() {
        let side = |member: &str| json!({"value": "x", "device": "phone", "member": member});
        let own = Some("ana@example.org".to_owned());
        let told = Conflict { account: own, ..conflict(&side("ana@example.org"), &side("bob@example.org")) };
        assert_eq!(
            (told.by(Which::Kept), told.by(Which::Lost)),
            ("phone".into(), "bob@example.org on phone".into())
        );
        assert_eq!(conflict(&json!({}), &json!({})).by(Which::Kept), "another device");
    }

    #[test]
    fn a_side_that_is_not_well_formed_is_empty() {
        let empty = Side::read(None);
        for text in ["", "[]", "{\"at\": \"soon\"}", "7"] {
            assert_eq!(Side::read(Some(text)), empty, "{text}");
        }
        assert_eq!(conflict(&json!({}), &json!({"value": "Ana"})).value_text(Which::Kept), "(none)");
        assert_eq!(conflict(&json!({}), &json!({"value": "Ana"})).value_text(Which::Lost), "Ana");
    }
}
