//! What a device shows, entity by entity and field by field, in the form in which it travels.
//!
//! Owns the reading of rows. It shares no code with the engine's own reading of them.

use std::collections::BTreeMap;

use chrono::DateTime;
use outlay::model::entity::{FieldType, Kind};
use outlay::store::Store;
use outlay::store::apply::EntityRow;
use outlay::store::writer::CommandInfo;
use serde_json::Value as Json;
use uuid::Uuid;

/// The name of an entity: its kind and its id.
pub type Key = (String, Uuid);
/// Fields by name, without empty ones; each tag is one.
pub type Fields = BTreeMap<String, Json>;

/// One entity as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number of its ledger on the device.
    pub ledger: i64,
    /// Whether it is not deleted.
    pub live: bool,
    /// Its fields.
    pub fields: Fields,
    /// Whether it is kept here alone: the server never heard of it and will not.
    pub is_untold: bool,
}

/// Everything that a device shows.
pub type View = BTreeMap<Key, Shown>;

/// The kinds that commands make.
const KINDS: [Kind; 4] = [Kind::Expense, Kind::Category, Kind::Recurring, Kind::Conflict];

/// Reads what a device shows.
pub fn view(store: &mut Store) -> View {
    let mut writer = store.writer(CommandInfo::default(), DateTime::UNIX_EPOCH).unwrap();
    let mut view = View::new();
    for kind in KINDS {
        for number in 1.. {
            let Some(row) = writer.read(kind, number).unwrap() else { break };
            view.insert((kind.spec().name.to_owned(), row.id), shown(kind, &row));
        }
    }
    view
}

fn shown(kind: Kind, row: &EntityRow) -> Shown {
    let mut fields: Fields =
        row.extra.as_deref().map(|text| serde_json::from_str(text).unwrap()).unwrap_or_default();
    for (spec, value) in kind.spec().fields.iter().zip(&row.record) {
        match spec.kind {
            FieldType::Batch => {}
            FieldType::Tags => {
                fields.extend(value.as_tags().iter().map(|tag| (format!("tag:{tag}"), Json::Bool(true))));
            }
            _ if *value == spec.empty() => {}
            _ => drop(fields.insert(spec.name.to_owned(), value.to_json())),
        }
    }
    let is_untold = row.revision == 0 && row.last_op.is_none();
    Shown { ledger: row.ledger, live: !row.deleted, fields, is_untold }
}
