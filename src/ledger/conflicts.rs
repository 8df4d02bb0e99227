//! Resolving a conflict: an ordinary edit of the entity and the record of it, in one group (PROTOCOL, rule 15).
//!
//! Owns what a choice changes. Must not decide for a person.

use serde_json::Value as Json;

use super::Book;
use super::error::LedgerError;
use super::places::may_move;
use crate::model::entity::{FieldType, Kind, Value, category_field};
use crate::store::apply::{Change, FieldUpdate};
use crate::store::conflicts::ConflictRow;
use crate::store::writer::{CommandInfo, Writer};

/// The word of an edit against a delete for the delete.
const DELETE: &str = "delete";

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The group; `None` if nothing was left to change.
    pub group: Option<i64>,
    /// What it did to the entity.
    pub effect: Effect,
}

/// What a decision did to the entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It has the chosen value.
    Chosen,
    /// It stays as it is, as was chosen.
    Stays,
    /// It is deleted, and stays so.
    StaysDeleted,
    /// It is not here any more.
    Gone,
}

impl Book<'_> {
    /// Gives the entity the chosen value, unless it has it, and marks the conflict as resolved. Without a value the entity
    /// stays as it is, whatever it has by now. A value for an entity that is deleted is not written: an edit would bring it
    /// back, which nobody asked for.
    ///
    /// # Errors
    /// [`LedgerError::NeedsNewer`] for a kind or a field that this version does not know, [`LedgerError::NotFound`] for a
    /// value that the field cannot have, [`LedgerError::FieldRequired`] for none where there must be one,
    /// [`LedgerError::CategoryPlace`] where a category cannot stand; what the store reports. Nothing was written then.
    pub fn resolve_conflict(
        &mut self,
        conflict: &ConflictRow,
        value: Option<&Json>,
        resolution: &str,
    ) -> Result<Resolved, LedgerError> {
        let info = CommandInfo { name: "conflict resolve", undo_of: None, redo_of: None };
        let mut writer = self.store.writer(info, self.now)?;
        let effect = match value {
            Some(value) => choose(&mut writer, conflict, value)?,
            None => Effect::Stays,
        };
        let spec = Kind::Conflict.spec();
        let set = |name: &str, text: &str| {
            spec.position(name).map(|at| FieldUpdate::Set(at, Value::Text(text.to_owned())))
        };
        let fields = [set("status", "resolved"), set("resolution", resolution)];
        writer.apply(Change::Update {
            kind: Kind::Conflict,
            number: conflict.number,
            fields: fields.into_iter().flatten().collect(),
            weak: false,
        })?;
        Ok(Resolved { group: writer.commit()?.group, effect })
    }
}

/// Writes the chosen value.
fn choose(writer: &mut Writer, conflict: &ConflictRow, value: &Json) -> Result<Effect, LedgerError> {
    let kind = Kind::from_name(&conflict.entity)
        .ok_or_else(|| LedgerError::NeedsNewer { what: "kind", name: conflict.entity.clone() })?;
    let update = match &conflict.field {
        Some(field) => Some(field_update(kind, field, value)?),
        None => None,
    };
    let Some(number) = conflict.entity_number else { return Ok(Effect::Gone) };
    let Some(row) = writer.read(kind, number)? else { return Ok(Effect::Gone) };
    if let Some(FieldUpdate::Set(at, Value::Reference(id))) = update.as_ref().filter(|_| !row.deleted)
        && kind.spec().fields[*at].kind == FieldType::Category
        // What a conflict names may come later than the conflict.
        && !writer.know_category(row.ledger, *id)?
    {
        return Err(not_a_value(value));
    }
    if let Some(FieldUpdate::Set(at, value)) =
        update.as_ref().filter(|_| kind == Kind::Category && !row.deleted)
    {
        let mut wanted = row.record.clone();
        wanted[*at] = value.clone();
        if row.record[*at] != *value && !may_move(writer, &row, &wanted)? {
            let name = wanted[category_field::NAME].as_text().unwrap_or_default();
            return Err(LedgerError::CategoryPlace(name.to_owned()));
        }
    }
    let change = match update {
        Some(_) if row.deleted => return Ok(Effect::StaysDeleted),
        Some(update) => Change::Update { kind, number, fields: vec![update], weak: false },
        None if value.as_str() == Some(DELETE) => {
            Change::Delete { kind, number, withdrawn: false, weak: false }
        }
        None => Change::Restore { kind, number, weak: false },
    };
    writer.apply(change)?;
    Ok(Effect::Chosen)
}

fn field_update(kind: Kind, field: &str, value: &Json) -> Result<FieldUpdate, LedgerError> {
    let spec = kind.spec();
    if let Some(tag) = field.strip_prefix("tag:").filter(|_| spec.tags_position().is_some()) {
        return Ok(FieldUpdate::Tag(tag.to_owned(), value.as_bool() == Some(true)));
    }
    let at = spec
        .position(field)
        .ok_or_else(|| LedgerError::NeedsNewer { what: "field", name: field.to_owned() })?;
    let read = Value::from_json(spec.fields[at].kind, value).filter(|value| spec.accepts(at, value));
    let read = read.ok_or_else(|| match value {
        Json::Null => LedgerError::FieldRequired(spec.fields[at].name),
        _ => not_a_value(value),
    })?;
    Ok(FieldUpdate::Set(at, read))
}

fn not_a_value(value: &Json) -> LedgerError {
    LedgerError::NotFound { what: "value", reference: value.to_string(), near: Vec::new() }
}
