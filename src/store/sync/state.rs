//! Between rows and the states that travel: an entity's fields by name, without empty ones.
//!
//! Owns the two directions and the overlay of operations over a base (PROTOCOL, rule 5). Must not read or write rows.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use crate::model::entity::{FieldSpec, FieldType, Kind, KindSpec, Record, Value};
use crate::model::operation::Action;
use crate::protocol::sync::Fields;

/// The word before a tag's name in a field's name.
pub(in crate::store) const TAG: &str = "tag:";

/// An entity's state: what the server said, or what the user sees.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// The fields that are not empty.
    pub fields: Fields,
    /// Whether it is deleted.
    pub deleted: bool,
}

impl State {
    /// Lays one operation over the state.
    pub fn lay_over(&mut self, action: Action, fields: &Fields) {
        for (name, value) in fields {
            if value.is_null() {
                self.fields.remove(name);
            } else {
                self.fields.insert(name.clone(), value.clone());
            }
        }
        self.deleted = action == Action::Delete;
    }
}

/// Whether a field stays on this device.
pub(in crate::store) const fn is_local(field: &FieldSpec) -> bool {
    matches!(field.kind, FieldType::Batch)
}

/// A record as a state's fields; `extra` are the fields that this version does not know.
#[must_use]
pub fn fields_of(spec: &KindSpec, record: &Record, extra: Option<&str>) -> Fields {
    let mut fields: Fields = extra.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    for (field, value) in spec.fields.iter().zip(record) {
        if is_local(field) || *value == field.empty() || *value == Value::Null {
            continue;
        }
        if field.kind == FieldType::Tags {
            fields.extend(value.as_tags().iter().map(|tag| (format!("{TAG}{tag}"), Json::Bool(true))));
        } else {
            fields.insert(field.name.to_owned(), value.to_json());
        }
    }
    fields
}

/// The new values of an operation's body as they travel.
#[must_use]
pub fn sent_fields(spec: &KindSpec, body: &Map<String, Json>) -> Fields {
    let mut fields = Fields::new();
    for (name, change) in body {
        let after = change.get("after").cloned().unwrap_or(Json::Null);
        let value = match spec.position(name).map(|at| &spec.fields[at]) {
            Some(field) if is_local(field) => continue,
            Some(field) if after == field.empty().to_json() => Json::Null,
            _ => after,
        };
        fields.insert(name.clone(), value);
    }
    fields
}

/// The record of a state, and its fields that this version cannot read. `None` if something is missing or unreadable that
/// every entity of the kind has.
#[must_use]
pub fn record_of(kind: Kind, fields: &Fields) -> Option<(Record, Fields)> {
    let spec = kind.spec();
    let (record, extra) = read_fields(spec, fields);
    let whole = (0..spec.fields.len()).all(|at| spec.accepts(at, &record[at]));
    whole.then_some((record, extra))
}

/// [`record_of`] for an entity that has a row: what no row can be without stays as it was where it cannot be read.
#[must_use]
pub fn record_over(kind: Kind, fields: &Fields, before: &Record) -> (Record, Fields) {
    let spec = kind.spec();
    let (mut record, extra) = read_fields(spec, fields);
    for at in (0..spec.fields.len()).filter(|&at| !spec.accepts(at, &record[at])).collect::<Vec<_>>() {
        record[at] = before[at].clone();
    }
    (record, extra)
}

/// Unread fields as they are kept in a row.
#[must_use]
pub fn extra_text(extra: &Fields) -> Option<String> {
    if extra.is_empty() { None } else { serde_json::to_string(extra).ok() }
}

fn read_fields(spec: &KindSpec, fields: &Fields) -> (Record, Fields) {
    let mut record = spec.empty_record();
    let mut extra = Fields::new();
    let mut tags = Vec::new();
    for (name, value) in fields {
        // What should have stayed on another device says nothing here: it is handed on unread.
        let is_whole = |field: &FieldSpec| field.kind != FieldType::Tags && !is_local(field);
        let known = spec.position(name).filter(|&at| is_whole(&spec.fields[at]));
        let read = known.and_then(|at| Some((at, Value::from_json(spec.fields[at].kind, value)?)));
        match (read, name.strip_prefix(TAG)) {
            (Some((at, value)), _) if spec.accepts(at, &value) => {
                record[at] = spec.fields[at].normal(value);
            }
            (None, Some(tag))
                if spec.tags_position().is_some()
                    && *value == Json::Bool(true)
                    && !tag.is_empty()
                    && !tag.contains(char::is_whitespace) =>
            {
                tags.push(tag.to_owned());
            }
            _ => drop(extra.insert(name.clone(), value.clone())),
        }
    }
    if let Some(at) = spec.tags_position() {
        tags.sort();
        record[at] = Value::tags(tags);
    }
    (record, extra)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(json: Json) -> Fields {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_state_becomes_a_record_and_the_same_state_again() {
        let state = fields(json!({
            "date": "2026-10-15", "direction": 0, "amount": "12.50 EUR", "payee": "Ana", "tag:a": true, "tag:b": true,
            "from_a_newer_version": {"x": 1}
        }));
        let (record, extra) = record_of(Kind::Expense, &state).unwrap();
        assert_eq!(fields_of(Kind::Expense.spec(), &record, extra_text(&extra).as_deref()), state);
    }

    #[test]
    fn what_cannot_be_read_is_kept_and_what_must_be_there_is_asked_for() {
        assert_eq!(record_of(Kind::Expense, &fields(json!({"date": "2026-10-15", "direction": 0}))), None);
        let odd = fields(json!({"name": "food", "hidden": "perhaps", "order": "first"}));
        let (record, extra) = record_of(Kind::Category, &odd).unwrap();
        assert_eq!(fields_of(Kind::Category.spec(), &record, extra_text(&extra).as_deref()), odd);
    }

    #[test]
    fn a_row_keeps_what_it_cannot_be_without_and_takes_the_rest() {
        let known = fields(json!({"date": "2026-10-15", "direction": 0, "amount": "12.50 EUR"}));
        let (before, _) = record_of(Kind::Expense, &known).unwrap();
        let newer = fields(
            json!({"date": "2026-10-16", "direction": 3, "amount": "9.00 EUR", "batch": "b", "note": "n"}),
        );
        assert_eq!(record_of(Kind::Expense, &newer), None);
        let (record, extra) = record_over(Kind::Expense, &newer, &before);
        assert_eq!(extra, fields(json!({"direction": 3, "batch": "b"})));
        let read = fields(json!({"date": "2026-10-16", "direction": 0, "amount": "9.00 EUR", "note": "n"}));
        assert_eq!(fields_of(Kind::Expense.spec(), &record, None), read);
    }

    #[test]
    fn empty_values_travel_as_null_and_the_batch_stays_here() {
        let body = json!({
            "hidden": {"before": true, "after": false}, "batch": {"before": null, "after": "x"},
            "description": {"before": "a", "after": ""}, "payee": {"before": null, "after": "Ana"}
        });
        let body = body.as_object().unwrap();
        assert_eq!(sent_fields(Kind::Expense.spec(), body)["description"], Json::Null);
        assert_eq!(sent_fields(Kind::Expense.spec(), body)["payee"], json!("Ana"));
        assert!(!sent_fields(Kind::Expense.spec(), body).contains_key("batch"));
        assert_eq!(sent_fields(Kind::Category.spec(), body)["hidden"], Json::Null);
    }
}
