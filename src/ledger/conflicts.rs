//! Resolving a conflict: an ordinary edit of the entity and the record of it, in one group (PROTOCOL, rule 15).
//!
//! Owns what a choice changes. Must not decide for a person.

use serde_json::Value as Json;

use super::Book;
use super::error::LedgerError;
use crate::model::entity::{Kind, Value};
use crate::store::apply::{Change, FieldUpdate};
use crate::store::conflicts::ConflictRow;
use crate::store::writer::CommandInfo;

/// The word of an edit against a delete for the delete.
const DELETE: &str = "delete";

impl Book<'_> {
    /// Gives the entity the chosen value, unless it has it, and marks the conflict as resolved. Returns the group;
    /// `None` if nothing was left to change.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] for a value that the field cannot have; what the store reports.
    pub fn resolve_conflict(
        &mut self,
        conflict: &ConflictRow,
        value: &Json,
        resolution: &str,
    ) -> Result<Option<i64>, LedgerError> {
        let info = CommandInfo { name: "conflict resolve", undo_of: None, redo_of: None };
        let mut writer = self.store.writer(info, self.now)?;
        let kind = Kind::from_name(&conflict.entity);
        if let (Some(kind), Some(number)) = (kind, conflict.entity_number) {
            match &conflict.field {
                Some(field) => {
                    let update = field_update(kind, field, value).ok_or_else(|| LedgerError::NotFound {
                        what: "value",
                        reference: value.to_string(),
                        near: Vec::new(),
                    })?;
                    writer.apply(Change::Update { kind, number, fields: vec![update], weak: false })?;
                }
                None if value.as_str() == Some(DELETE) => {
                    writer.apply(Change::Delete { kind, number, withdrawn: false, weak: false })?;
                }
                None => {
                    writer.apply(Change::Restore { kind, number, weak: false })?;
                }
            }
        }
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
        Ok(writer.commit()?.group)
    }
}

fn field_update(kind: Kind, field: &str, value: &Json) -> Option<FieldUpdate> {
    if let Some(tag) = field.strip_prefix("tag:") {
        return Some(FieldUpdate::Tag(tag.to_owned(), value.as_bool() == Some(true)));
    }
    let at = kind.spec().position(field)?;
    Some(FieldUpdate::Set(at, Value::from_json(kind.spec().fields[at].kind, value)?))
}
