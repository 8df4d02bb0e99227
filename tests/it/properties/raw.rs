//! The rows and operations of a database, read by SQL of its own: what the store's code is held against.

use std::collections::BTreeMap;

use outlay::model::currency::Currency;
use outlay::model::entity::{FieldType, Kind};
use outlay::model::money::Money;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// Fields by name as operations carry them, those that are empty left out; each tag is one.
pub type Fields = BTreeMap<String, Json>;

/// An entity's kind and number.
pub type Key = (i64, i64);

/// The kinds that the commands make so far.
pub const KINDS: [Kind; 2] = [Kind::Expense, Kind::Category];

/// One entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Its id.
    pub id: Uuid,
    /// Its fields.
    pub fields: Fields,
    /// Whether it is not deleted.
    pub live: bool,
    /// Whether its creation was taken back.
    pub withdrawn: bool,
    /// The server's revision.
    pub revision: i64,
    /// Its newest unfinished operation.
    pub last_op: Option<i64>,
}

/// One operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Op {
    /// Its local order.
    pub number: i64,
    /// Its idempotency key.
    pub id: Uuid,
    /// Its command.
    pub group: i64,
    /// What it changes.
    pub key: Key,
    /// 1 create, 2 update, 3 delete, 4 restore.
    pub action: i64,
    /// Its body as it is stored.
    pub body: Option<String>,
    /// 0 pending, 1 in flight, 2 done, 3 failed.
    pub status: i64,
    /// The revision that its author had seen.
    pub seen: i64,
    /// Its predecessor.
    pub after: Option<i64>,
    /// Whether it was ever sent.
    pub sent: bool,
    /// Whether it takes a creation back, or makes such a one live again.
    pub withdrawn: bool,
}

/// The actions of [`Op`].
pub const CREATE: i64 = 1;
/// Changes fields.
pub const UPDATE: i64 = 2;
/// Deletes.
pub const DELETE: i64 = 3;
/// Makes live again.
pub const RESTORE: i64 = 4;

impl Op {
    /// The changed fields: name, before, after; none for a create that is still rendered from its row.
    pub fn changes(&self) -> Vec<(String, Json, Json)> {
        let body: Map<String, Json> = serde_json::from_str(self.body.as_deref().unwrap_or("{}")).unwrap();
        body.into_iter()
            .map(|(name, change)| (name, change["before"].clone(), change["after"].clone()))
            .collect()
    }

    /// Whether it brings all fields of its entity.
    pub fn creates(&self) -> bool {
        self.action == CREATE || (self.action == RESTORE && !self.changes().is_empty())
    }
}

/// Every expense and category.
pub fn entities(sql: &Connection) -> BTreeMap<Key, Entity> {
    let mut entities = BTreeMap::new();
    for kind in KINDS {
        let mut statement = sql.prepare(&format!("SELECT * FROM {}", kind.spec().table)).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let entity = Entity {
                id: Uuid::from_bytes(row.get("id").unwrap()),
                fields: fields(sql, kind, row),
                live: row.get::<_, Option<i64>>("deleted_at").unwrap().is_none(),
                withdrawn: row.get("withdrawn").unwrap(),
                revision: row.get("revision").unwrap(),
                last_op: row.get("last_op").unwrap(),
            };
            entities.insert((kind.code(), row.get("number").unwrap()), entity);
        }
    }
    entities
}

fn fields(sql: &Connection, kind: Kind, row: &Row) -> Fields {
    let mut fields = Fields::new();
    for field in kind.spec().fields {
        let looked_up =
            |query: &str, number: i64| -> Sql { sql.query_row(query, [number], |row| row.get(0)).unwrap() };
        let json = match (field.kind, row.get::<_, Sql>(field.column).unwrap()) {
            (_, Sql::Null) => continue,
            (FieldType::Text, Sql::Text(text)) if text.is_empty() => continue,
            (FieldType::Text, Sql::Text(text)) => json!(text),
            (FieldType::Integer, Sql::Integer(number)) => json!(number),
            (FieldType::Boolean, Sql::Integer(0)) => continue,
            (FieldType::Boolean, Sql::Integer(1)) => json!(true),
            (FieldType::Date, Sql::Integer(number)) => {
                json!(format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100))
            }
            (FieldType::Money, Sql::Integer(minor)) => {
                let currency: Currency = row.get::<_, String>("currency").unwrap().parse().unwrap();
                json!(Money::new(minor, currency).to_string())
            }
            (FieldType::Name, Sql::Integer(number)) => {
                let Sql::Text(name) = looked_up("SELECT name FROM names WHERE number = ?1", number) else {
                    panic!()
                };
                json!(name)
            }
            (FieldType::Category | FieldType::Batch, Sql::Integer(number)) => {
                let table = if field.kind == FieldType::Batch { "batches" } else { "categories" };
                let id = looked_up(&format!("SELECT id FROM {table} WHERE number = ?1"), number);
                let Sql::Blob(id) = id else { panic!("{id:?}") };
                json!(Uuid::from_slice(&id).unwrap().to_string())
            }
            (FieldType::Tags, Sql::Text(tags)) => {
                fields.extend(tags.split_whitespace().map(|tag| (format!("tag:{tag}"), json!(true))));
                continue;
            }
            other => panic!("{} of {}: {other:?}", field.name, kind.spec().name),
        };
        fields.insert(field.name.to_owned(), json);
    }
    fields
}

/// Every operation, oldest first.
pub fn operations(sql: &Connection) -> Vec<Op> {
    let mut statement = sql
        .prepare(
            "SELECT number, id, group_number, kind, entity, action, fields, status, seen, after,
               seq IS NOT NULL OR attempts > 0, withdrawn FROM operations ORDER BY number",
        )
        .unwrap();
    let rows = statement.query_map([], |row| {
        Ok(Op {
            number: row.get(0)?,
            id: Uuid::from_bytes(row.get(1)?),
            group: row.get(2)?,
            key: (row.get(3)?, row.get(4)?),
            action: row.get(5)?,
            body: row.get(6)?,
            status: row.get(7)?,
            seen: row.get(8)?,
            after: row.get(9)?,
            sent: row.get(10)?,
            withdrawn: row.get(11)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// A field's value as [`Fields`] has it: nothing, the empty description and `no` are all left out.
pub fn set(fields: &mut Fields, name: &str, value: Json) {
    if value.is_null() || value == json!("") || value == json!(false) {
        fields.remove(name);
    } else {
        fields.insert(name.to_owned(), value);
    }
}

/// A field's value as operations carry it: the other way round than [`set`].
pub fn get(fields: &Fields, name: &str) -> Json {
    fields.get(name).cloned().unwrap_or_else(|| match name {
        "description" => json!(""),
        "hidden" => json!(false),
        _ => Json::Null,
    })
}
