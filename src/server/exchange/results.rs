//! What an operation is answered when it comes again, and what is compared to know that it does. Pure.
//!
//! Owns the idempotency of operations (PROTOCOL, rules 7 to 9). Must not merge anything.

use std::borrow::Cow;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::model::entity::{FieldType, Kind, Value};
use crate::protocol::sync::{Fields, OperationResult, ResultStatus, SentAction, SentOperation};
use crate::server::storage::StoredResult;

/// Bytes that the content of most operations has room in.
const CONTENT_BYTES: usize = 512;

pub(super) const fn plain(id: Uuid, status: ResultStatus) -> OperationResult {
    OperationResult {
        id,
        status,
        revision: None,
        conflicts: Vec::new(),
        error: None,
        fast_forward: false,
        replayed: false,
    }
}

/// The result of an operation that was answered before, or is not to be carried out.
pub(super) fn settled(operation: &SentOperation, stored: Option<&StoredResult>) -> Option<OperationResult> {
    let refused = |status| matches!(status, ResultStatus::Rejected | ResultStatus::Blocked);
    match stored {
        Some(stored) if operation.void && refused(stored.result.status) => {
            Some(plain(operation.id, ResultStatus::Voided))
        }
        Some(stored) if refused(stored.result.status) && operation.attempt > stored.attempt => None,
        Some(stored) => Some(OperationResult { replayed: true, ..stored.result.clone() }),
        None if operation.void => Some(plain(operation.id, ResultStatus::Voided)),
        None => None,
    }
}

/// The result that counts where an id came from several copies: what was carried out stays so, what was voided too.
pub(super) fn first_result<'a>(
    known: &'a [StoredResult],
    own: Option<&'a StoredResult>,
) -> Option<&'a StoredResult> {
    let with = |wanted: &[ResultStatus]| known.iter().find(|stored| wanted.contains(&stored.result.status));
    with(&[ResultStatus::Applied, ResultStatus::Merged])
        .or_else(|| with(&[ResultStatus::Voided]))
        .or_else(|| known.iter().max_by_key(|stored| stored.attempt))
        .or(own)
}

/// A result as it is kept: how it was first told does not matter later, when others may have written since.
pub(super) fn forgotten(result: &OperationResult) -> OperationResult {
    OperationResult { fast_forward: false, replayed: false, ..result.clone() }
}

/// The operation's fields in the one form in which every device writes them: `"12.50 EUR"` for `"12.5 EUR"`, `null` for
/// every empty value. So that the devices come to the same digest, and a value is no conflict with itself.
pub(super) fn normal(operation: &SentOperation) -> Cow<'_, Fields> {
    if operation.action == SentAction::Delete {
        return Cow::Owned(Fields::new());
    }
    let Some(spec) = Kind::from_name(&operation.entity).map(Kind::spec) else {
        return Cow::Borrowed(&operation.fields);
    };
    // The values were read before, so that what cannot be is refused by now.
    let written = |name: &str, value: &Json| {
        let field = &spec.fields[spec.position(name)?];
        // A text has one form; only an empty one may be none.
        if matches!(field.kind, FieldType::Text | FieldType::Name) && value.as_str() != Some("") {
            return None;
        }
        let read = Value::from_json(field.kind, value)?;
        Some(if read == field.empty() { Json::Null } else { read.to_json() })
    };
    let mut fields = Cow::Borrowed(&operation.fields);
    for (name, value) in &operation.fields {
        if let Some(written) = written(name, value).filter(|written| written != value) {
            fields.to_mut().insert(name.clone(), written);
        }
    }
    fields
}

/// When an operation was made, by the server's clock (PROTOCOL, rule 13).
pub(super) fn measured_ms(operation: &SentOperation, sent_at: i64, now_ms: i64) -> i64 {
    let age = sent_at.saturating_sub(operation.made_at);
    let since = operation.since.unwrap_or(i64::MIN).min(now_ms);
    now_ms.saturating_sub(age).clamp(since, now_ms)
}

/// What an operation says, in eight bytes: the same key with another content is told by it.
pub(super) fn fingerprint(operation: &SentOperation) -> u64 {
    let mut text = Vec::with_capacity(CONTENT_BYTES);
    let content = (
        &operation.entity,
        operation.entity_id,
        operation.action,
        &operation.fields,
        operation.weak,
        operation.made_at,
    );
    // These types always have a JSON form.
    let _ = serde_json::to_writer(&mut text, &content);
    let digest = Sha256::digest(&text);
    let mut bytes = [0_u8; 8];
    bytes.copy_from_slice(&digest[..8]);
    u64::from_be_bytes(bytes)
}

/// A kind's name for a message.
pub(super) fn shown(kind: &str) -> String {
    kind.escape_debug().take(40).collect()
}
