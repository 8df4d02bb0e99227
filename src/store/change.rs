//! Changes as values: what is to happen to an entity, and what came of it.
//!
//! Owns the differences between two records in the form that operations carry. Must not read or write rows.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::sync::state::{TAG, is_local};
use crate::model::entity::{FieldType, Kind, KindSpec, Record, Value};
use crate::protocol::sync::Fields;

/// Whether an entity with the id of a creation may exist already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It cannot, or the caller has looked: nothing is looked up.
    Absent,
    /// It was there, was deleted, and is wanted again: it lives again with what the creation says.
    Gone,
}

/// An entity to be made.
#[derive(Debug, Clone)]
pub struct Creation {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// Its fields.
    pub record: Record,
    /// Whether it may exist.
    pub presence: Presence,
    /// Made by no person but by this program: it does nothing where another device has made it already (PROTOCOL, rule 10).
    pub weak: bool,
    /// When it was first recorded, if that was before this command.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed, if that was before this command.
    pub updated_at: Option<DateTime<Utc>>,
}

/// One field's new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldUpdate {
    /// The field at a position of the registry.
    Set(usize, Value),
    /// One tag added or removed.
    Tag(String, bool),
}

/// A change of one entity.
#[derive(Debug, Clone)]
pub enum Change {
    /// Makes it.
    Create(Box<Creation>),
    /// Changes fields.
    Update {
        /// Its kind.
        kind: Kind,
        /// Its number.
        number: i64,
        /// The new values.
        fields: Vec<FieldUpdate>,
        /// Never wins against another device's write (undo).
        weak: bool,
    },
    /// Deletes it.
    Delete {
        /// Its kind.
        kind: Kind,
        /// Its number.
        number: i64,
        /// Takes its creation back: a later import of the same row brings it again.
        withdrawn: bool,
        /// Never wins against another device's write (undo).
        weak: bool,
    },
    /// Makes it live again.
    Restore {
        /// Its kind.
        kind: Kind,
        /// Its number.
        number: i64,
        /// Never wins against another device's write (undo).
        weak: bool,
    },
}

/// What a change came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It was made, with this number.
    Created(i64),
    /// It had been taken back and lives again, with this number.
    Revived(i64),
    /// It was there already, with this number; nothing was written.
    Present(i64),
    /// It was changed.
    Changed,
    /// It was so already; nothing was written.
    Unchanged,
}

/// An entity's row.
#[derive(Debug, Clone)]
pub struct EntityRow {
    /// Its number.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// Its ledger's number.
    pub ledger: i64,
    /// Its fields.
    pub record: Record,
    /// Whether it is deleted.
    pub deleted: bool,
    /// Whether its creation was taken back.
    pub withdrawn: bool,
    /// The server's revision; 0: never seen there.
    pub revision: i64,
    /// Its newest unfinished operation.
    pub last_op: Option<i64>,
    /// Its fields that this version cannot read, as JSON.
    pub extra: Option<String>,
}

/// Changes a record in memory.
pub(super) fn apply_update(spec: &KindSpec, record: &mut Record, update: &FieldUpdate) {
    match update {
        FieldUpdate::Set(position, value) => record[*position] = spec.fields[*position].normal(value.clone()),
        FieldUpdate::Tag(tag, present) => {
            let Some(position) = spec.tags_position() else { return };
            let mut tags = record[position].as_tags().to_vec();
            tags.retain(|known| known != tag);
            if *present {
                tags.push(tag.clone());
                tags.sort();
            }
            record[position] = Value::tags(tags);
        }
    }
}

/// The differences between two records as an operation carries them; each tag is a field of its own.
pub(super) fn changed_fields(spec: &KindSpec, before: &Record, after: &Record) -> Map<String, Json> {
    let mut changes = Map::new();
    for (at, field) in spec.fields.iter().enumerate() {
        let (old, new) = (&before[at], &after[at]);
        if old == new {
            continue;
        }
        if field.kind == FieldType::Tags {
            let (old, new) = (old.as_tags(), new.as_tags());
            for tag in old.iter().filter(|tag| !new.contains(tag)) {
                changes.insert(format!("{TAG}{tag}"), json!({"before": true, "after": null}));
            }
            for tag in new.iter().filter(|tag| !old.contains(tag)) {
                changes.insert(format!("{TAG}{tag}"), json!({"before": null, "after": true}));
            }
        } else {
            changes.insert(field.name.to_owned(), json!({"before": old.to_json(), "after": new.to_json()}));
        }
    }
    changes
}

/// The body of a create: every field that is not empty.
pub(super) fn created_fields(spec: &KindSpec, record: &Record) -> Map<String, Json> {
    changed_fields(spec, &spec.empty_record(), record)
}

/// Bytes that the values of most creates have room in.
const VALUES_BYTES: usize = 256;

/// The values of a create as they are kept when it is sent ([`body_of`] makes its body of them), and as they travel. Creates
/// are many, so both are made in one pass.
pub(super) fn render_created(spec: &KindSpec, record: &Record) -> (String, Fields) {
    let mut kept = Vec::with_capacity(VALUES_BYTES);
    let mut fields = Fields::new();
    for (field, value) in spec.fields.iter().zip(record) {
        if *value == field.empty() {
            continue;
        }
        if field.kind == FieldType::Tags {
            for tag in value.as_tags() {
                let name = format!("{TAG}{tag}");
                write_value(&mut kept, &name, &Json::Bool(true));
                fields.insert(name, Json::Bool(true));
            }
            continue;
        }
        let after = value.to_json();
        write_value(&mut kept, field.name, &after);
        if !is_local(field) {
            fields.insert(field.name.to_owned(), after);
        }
    }
    kept.extend_from_slice(if kept.is_empty() { b"{}" } else { b"}" });
    // JSON is UTF-8.
    (String::from_utf8(kept).unwrap_or_default(), fields)
}

fn write_value(out: &mut Vec<u8>, name: &str, value: &Json) {
    out.push(if out.is_empty() { b'{' } else { b',' });
    // Names and values always have a JSON form, and memory takes every byte of it.
    let _ = serde_json::to_writer(&mut *out, name);
    out.push(b':');
    let _ = serde_json::to_writer(out, value);
}

/// The body of a create ([`created_fields`] as text), of its values as they are kept when it is sent. `None` if they are
/// no such text.
pub(super) fn body_of(spec: &KindSpec, kept: &str) -> Option<String> {
    let kept: Map<String, Json> = serde_json::from_str(kept).ok()?;
    let change = |(name, after): (String, Json)| {
        let before = spec.position(&name).map_or(Json::Null, |at| spec.fields[at].empty().to_json());
        (name, json!({"before": before, "after": after}))
    };
    Some(Json::Object(kept.into_iter().map(change).collect()).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::entity::Kind;
    use crate::store::sync::state::sent_fields;

    #[test]
    fn a_create_rendered_in_one_pass_says_what_its_fields_say() {
        let spec = Kind::Expense.spec();
        let mut record = spec.empty_record();
        for (name, json) in [
            ("date", json!("2026-03-15")),
            ("direction", json!(0)),
            ("amount", json!("12.50 EUR")),
            ("category", json!("00000000-0000-4000-8000-000000000007")),
            ("description", json!("a \"quoted\" \u{1} text")),
            ("method", json!("Card")),
            ("tags", json!(["a\"b", "c"])),
            ("batch", json!("00000000-0000-4000-8000-000000000008")),
        ] {
            let at = spec.position(name).unwrap();
            record[at] = Value::from_json(spec.fields[at].kind, &json).unwrap();
        }
        for (record, count) in [(record, 9), (spec.empty_record(), 0)] {
            let wanted = created_fields(spec, &record);
            let (kept, fields) = render_created(spec, &record);
            assert_eq!(body_of(spec, &kept), Some(Json::Object(wanted.clone()).to_string()));
            assert_eq!(fields, sent_fields(spec, &wanted));
            assert_eq!(wanted.len(), count);
        }
    }
}
