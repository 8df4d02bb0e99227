//! Whether an operation says something that can be.
//!
//! Owns the limits of an operation and the values of the kinds that are known. What is not known is let through unread.

use crate::model::entity::{FieldSpec, FieldType, Kind, Value};
use crate::protocol::limits::{FIELD_BYTES_MAX, FIELD_NAME_BYTES_MAX, FIELDS_MAX, KIND_NAME_BYTES_MAX};
use crate::protocol::sync::{Refusal, RefusalCode, SentAction, SentOperation};

/// Refuses an operation that no device of this version could have made.
pub(super) fn validate(operation: &SentOperation, is_new: bool) -> Result<(), Refusal> {
    if operation.entity.len() > KIND_NAME_BYTES_MAX || operation.entity.is_empty() {
        return Err(refusal(RefusalCode::TooLarge, "the kind's name is empty or too long".to_owned()));
    }
    if operation.fields.len() > FIELDS_MAX {
        let message = format!("{} fields; at most {FIELDS_MAX} are taken", operation.fields.len());
        return Err(refusal(RefusalCode::TooLarge, message));
    }
    let kind = Kind::ALL.into_iter().find(|kind| kind.spec().name == operation.entity);
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
        let known = kind.and_then(|kind| Some((kind, kind.spec().position(name)?)));
        if let Some((kind, at)) = known {
            check_value(kind, &kind.spec().fields[at], value)?;
        }
    }
    let makes = operation.action == SentAction::Create && is_new;
    if let Some(missing) = kind.filter(|_| makes).and_then(|kind| {
        required(kind).iter().find(|name| operation.fields.get(**name).is_none_or(serde_json::Value::is_null))
    }) {
        return Err(refusal(RefusalCode::MissingField, format!("`{missing}` is missing")));
    }
    Ok(())
}

fn check_value(kind: Kind, field: &FieldSpec, value: &serde_json::Value) -> Result<(), Refusal> {
    let bad = || {
        let shown: String = value.to_string().chars().take(80).collect();
        Err(refusal(RefusalCode::BadValue, format!("`{}` cannot be {shown}", field.name)))
    };
    if value.is_null() {
        return if required(kind).contains(&field.name) { bad() } else { Ok(()) };
    }
    match Value::from_json(field.kind, value) {
        None => bad(),
        Some(_) if field.kind == FieldType::Tags => bad(), // each tag is a field of its own
        Some(Value::Money(money)) if money.minor < 0 => bad(),
        Some(Value::Integer(code)) if field.name == "direction" && !(0..=2).contains(&code) => bad(),
        Some(_) => Ok(()),
    }
}

/// The fields that an entity of a kind cannot be without.
const fn required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Expense => &["date", "direction", "amount"],
        Kind::Category => &["name"],
        _ => &[],
    }
}

/// A refusal.
pub(super) const fn refusal(code: RefusalCode, message: String) -> Refusal {
    Refusal { code, message }
}
