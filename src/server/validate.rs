//! Whether an operation says something that can be.
//!
//! Owns the limits of an operation and the values of the kinds that are known. What is not known is let through unread.

use crate::model::entity::{FieldType, Kind, KindSpec, Value};
use crate::protocol::json::{bytes_of, depth_of, has_fraction};
use crate::protocol::limits::{
    ENTITY_BYTES_MAX, ENTITY_FIELDS_MAX, FIELD_BYTES_MAX, FIELD_DEPTH_MAX, FIELD_NAME_BYTES_MAX, FIELDS_MAX,
    KIND_NAME_BYTES_MAX,
};
use crate::protocol::sync::{Refusal, RefusalCode, SentAction, SentOperation};
use crate::server::merge::Entity;

/// Refuses an operation that no device of this version could have made.
pub(super) fn validate(operation: &SentOperation, is_new: bool) -> Result<(), Refusal> {
    if operation.entity.len() > KIND_NAME_BYTES_MAX || operation.entity.is_empty() {
        return Err(refusal(RefusalCode::TooLarge, "the kind's name is empty or too long".to_owned()));
    }
    if operation.fields.len() > FIELDS_MAX {
        let message = format!("{} fields; at most {FIELDS_MAX} are taken", operation.fields.len());
        return Err(refusal(RefusalCode::TooLarge, message));
    }
    let spec = Kind::from_name(&operation.entity).map(Kind::spec);
    for (name, value) in &operation.fields {
        if name.len() > FIELD_NAME_BYTES_MAX {
            let message = format!("a field's name has {} bytes; at most {FIELD_NAME_BYTES_MAX}", name.len());
            return Err(refusal(RefusalCode::TooLarge, message));
        }
        let bytes = value.as_str().map_or_else(|| value.to_string().len(), str::len);
        if bytes > FIELD_BYTES_MAX {
            let message = format!("`{name}` has {bytes} bytes; at most {FIELD_BYTES_MAX} are taken");
            return Err(refusal(RefusalCode::TooLarge, message));
        }
        if depth_of(value) > FIELD_DEPTH_MAX {
            let message = format!("`{name}` is nested deeper than {FIELD_DEPTH_MAX}");
            return Err(refusal(RefusalCode::TooLarge, message));
        }
        if has_fraction(value) {
            let message = format!("`{name}` holds a number that is not a whole one of 64 bits");
            return Err(refusal(RefusalCode::BadValue, message));
        }
        if let Some((spec, at)) = spec.and_then(|spec| Some((spec, spec.position(name)?))) {
            check_value(spec, at, value)?;
        }
    }
    let empties = |name: &&&str| operation.fields.get(**name).is_some_and(|value| value.as_str() == Some(""));
    if let Some(emptied) = spec.and_then(|spec| spec.required.iter().find(empties)) {
        let message = format!("`{emptied}` cannot be empty");
        return Err(refusal(RefusalCode::MissingField, message));
    }
    let makes = match operation.action {
        SentAction::Create => is_new,
        SentAction::Restore => is_new && !operation.fields.is_empty(),
        SentAction::Update | SentAction::Delete => false,
    };
    let lacks = |name: &&&str| !operation.fields.contains_key(**name);
    if let Some(missing) = spec.filter(|_| makes).and_then(|spec| spec.required.iter().find(lacks)) {
        return Err(refusal(RefusalCode::MissingField, format!("`{missing}` is missing")));
    }
    Ok(())
}

/// Refuses what makes an entity larger than every device can be told, unless it was so before.
pub(super) fn validate_size(before: Option<&Entity>, after: &Entity) -> Result<(), Refusal> {
    let bytes =
        |entity: &Entity| entity.fields.iter().map(|(name, value)| name.len() + bytes_of(value)).sum();
    let (old_bytes, new_bytes): (usize, usize) = (before.map_or(0, bytes), bytes(after));
    if new_bytes > ENTITY_BYTES_MAX && new_bytes > old_bytes {
        let message = format!("it would have {new_bytes} bytes; at most {ENTITY_BYTES_MAX} are taken");
        return Err(refusal(RefusalCode::TooLarge, message));
    }
    let (old_count, new_count) = (before.map_or(0, |entity| entity.stamps.len()), after.stamps.len());
    if new_count > ENTITY_FIELDS_MAX && new_count > old_count {
        let message = format!("it would have had {new_count} fields; at most {ENTITY_FIELDS_MAX} are taken");
        return Err(refusal(RefusalCode::TooLarge, message));
    }
    Ok(())
}

fn check_value(spec: &KindSpec, at: usize, value: &serde_json::Value) -> Result<(), Refusal> {
    let field = &spec.fields[at];
    // Each tag is a field of its own.
    let read = Value::from_json(field.kind, value).filter(|_| field.kind != FieldType::Tags);
    if read.is_some_and(|read| spec.accepts(at, &read)) {
        return Ok(());
    }
    let shown: String = value.to_string().chars().take(80).collect();
    Err(refusal(RefusalCode::BadValue, format!("`{}` cannot be {shown}", field.name)))
}

/// A refusal.
pub(super) const fn refusal(code: RefusalCode, message: String) -> Refusal {
    Refusal { code, message }
}
