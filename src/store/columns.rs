//! Between field values and columns.
//!
//! Owns how each [`FieldType`] looks in SQLite, in both directions, and the lookups that turn names and ids into row
//! numbers. Must not decide what is written.

use std::sync::OnceLock;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Statement};
use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::error::StoreError;
use crate::model::currency::Currency;
use crate::model::date::{from_yyyymmdd, to_yyyymmdd};
use crate::model::entity::{FieldSpec, FieldType, Kind, KindSpec, Record, Value};
use crate::model::money::Money;

/// The columns of a kind's fields, in order, separated by commas.
pub fn column_list(spec: &KindSpec) -> String {
    let mut columns = Vec::with_capacity(spec.fields.len() + 1);
    for field in spec.fields {
        columns.push(field.column);
        if field.kind == FieldType::Money {
            columns.push("currency");
        }
    }
    columns.join(", ")
}

/// How many columns a kind's fields take.
pub fn column_count(spec: &KindSpec) -> usize {
    spec.fields.iter().map(|field| if field.kind == FieldType::Money { 2 } else { 1 }).sum()
}

/// The statements over a kind's table that are used for many rows. Their texts are made once: to write one anew for each
/// row would take as long as SQLite takes to run it.
#[derive(Debug)]
pub struct KindSql {
    /// Reads a row by its number: what every entity has, then the kind's fields.
    pub read: String,
    /// Finds a row's number and its ledger by its id.
    pub find: String,
    /// Makes the row of an entity.
    pub insert: String,
    /// The number that the next row has.
    pub next: String,
    /// Makes the row of an entity that came from the server.
    pub insert_pulled: String,
    /// Turns a create that was not edited since into the base, as long as its operation waits for its answer.
    pub fold: String,
}

impl KindSql {
    /// The statements of a kind.
    pub fn of(kind: Kind) -> &'static Self {
        static ALL: [OnceLock<KindSql>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
        let at = Kind::ALL.iter().position(|known| *known == kind).unwrap_or_default();
        ALL[at].get_or_init(|| Self::new(kind.spec()))
    }

    fn new(spec: &KindSpec) -> Self {
        let (table, columns) = (spec.table, column_list(spec));
        let parameters = |count: usize| {
            (1..=column_count(spec) + count).map(|at| format!("?{at}")).collect::<Vec<_>>().join(", ")
        };
        Self {
            read: format!(
                "SELECT id, ledger, deleted_at IS NOT NULL, withdrawn, revision, last_op, extra, {columns} FROM {table}
                 WHERE number = ?1"
            ),
            find: format!("SELECT number, ledger FROM {table} WHERE id = ?1"),
            insert: format!(
                "INSERT INTO {table} (number, id, ledger, created_at, updated_at, last_op, {columns}) VALUES ({})",
                parameters(6)
            ),
            next: format!("SELECT coalesce(max(number), 0) + 1 FROM {table}"),
            insert_pulled: format!(
                "INSERT INTO {table} (number, id, ledger, created_at, updated_at, deleted_at, revision, extra, {columns})
                 VALUES ({})",
                parameters(8)
            ),
            fold: format!(
                "UPDATE {table} SET revision = ?2, last_op = NULL WHERE number = ?1 AND last_op = ?3 AND revision = 0
                 AND (SELECT status = 1 AND revision IS NULL FROM operations WHERE number = ?3)"
            ),
        }
    }
}

/// Row numbers of shared names, categories and batches, remembered while a command runs.
#[derive(Debug, Default)]
pub struct Lookups {
    names: FxHashMap<&'static str, FxHashMap<String, i64>>,
    name_of: FxHashMap<i64, String>,
    categories: FxHashMap<Uuid, i64>,
    category_of: FxHashMap<i64, Uuid>,
    category_ledgers: FxHashMap<Uuid, i64>,
    batches: FxHashMap<Uuid, i64>,
    batch_of: FxHashMap<i64, Uuid>,
}

impl Lookups {
    /// The number of a field's name, making it if it is new.
    pub fn name_number(
        &mut self,
        conn: &Connection,
        field: &'static str,
        name: &str,
    ) -> Result<i64, StoreError> {
        if let Some(number) = self.names.get(field).and_then(|names| names.get(name)) {
            return Ok(*number);
        }
        let known = conn
            .prepare_cached("SELECT number FROM names WHERE field = ?1 AND name = ?2")?
            .query_row([field, name], |row| row.get(0))
            .optional()?;
        let number = if let Some(number) = known {
            number
        } else {
            conn.prepare_cached("INSERT INTO names (field, name) VALUES (?1, ?2)")?.execute([field, name])?;
            conn.last_insert_rowid()
        };
        self.names.entry(field).or_default().insert(name.to_owned(), number);
        Ok(number)
    }

    /// The name with a number.
    pub fn name(&mut self, conn: &Connection, number: i64) -> Result<String, StoreError> {
        if let Some(name) = self.name_of.get(&number) {
            return Ok(name.clone());
        }
        let name: String = conn
            .prepare_cached("SELECT name FROM names WHERE number = ?1")?
            .query_row([number], |row| row.get(0))?;
        self.name_of.insert(number, name.clone());
        Ok(name)
    }

    fn number_of(
        cache: &mut FxHashMap<Uuid, i64>,
        conn: &Connection,
        table: &str,
        id: Uuid,
    ) -> Result<i64, StoreError> {
        if let Some(number) = cache.get(&id) {
            return Ok(*number);
        }
        let number = conn
            .prepare_cached(&format!("SELECT number FROM {table} WHERE id = ?1"))?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?
            .ok_or_else(|| StoreError::Inconsistent(format!("{table} has no row with id {id}")))?;
        cache.insert(id, number);
        Ok(number)
    }

    fn id_of(
        cache: &mut FxHashMap<i64, Uuid>,
        conn: &Connection,
        table: &str,
        number: i64,
    ) -> Result<Uuid, StoreError> {
        if let Some(id) = cache.get(&number) {
            return Ok(*id);
        }
        let id: [u8; 16] = conn
            .prepare_cached(&format!("SELECT id FROM {table} WHERE number = ?1"))?
            .query_row([number], |row| row.get(0))?;
        let id = Uuid::from_bytes(id);
        cache.insert(number, id);
        Ok(id)
    }

    /// The number of a category by its id.
    pub fn category_number(&mut self, conn: &Connection, id: Uuid) -> Result<i64, StoreError> {
        Self::number_of(&mut self.categories, conn, "categories", id)
    }

    /// The number of the ledger that a category is in, by its id; `None` if there is no such category.
    pub fn category_ledger(&mut self, conn: &Connection, id: Uuid) -> Result<Option<i64>, StoreError> {
        if let Some(ledger) = self.category_ledgers.get(&id) {
            return Ok(Some(*ledger));
        }
        let ledger = conn
            .prepare_cached("SELECT ledger FROM categories WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| row.get(0))
            .optional()?;
        if let Some(ledger) = ledger {
            self.category_ledgers.insert(id, ledger);
        }
        Ok(ledger)
    }

    /// The id of a category by its number.
    pub fn category_id(&mut self, conn: &Connection, number: i64) -> Result<Uuid, StoreError> {
        Self::id_of(&mut self.category_of, conn, "categories", number)
    }

    /// The number of a batch by its id.
    pub fn batch_number(&mut self, conn: &Connection, id: Uuid) -> Result<i64, StoreError> {
        Self::number_of(&mut self.batches, conn, "batches", id)
    }

    /// The id of a batch by its number.
    pub fn batch_id(&mut self, conn: &Connection, number: i64) -> Result<Uuid, StoreError> {
        Self::id_of(&mut self.batch_of, conn, "batches", number)
    }
}

/// Binds a field's value from the given parameter on; returns the parameter after it.
pub fn bind_field(
    statement: &mut Statement,
    parameter: usize,
    field: &FieldSpec,
    value: &Value,
    lookups: &mut Lookups,
    conn: &Connection,
) -> Result<usize, StoreError> {
    match value {
        Value::Null if field.kind == FieldType::Money => {
            return Err(StoreError::Inconsistent(format!("{} is empty", field.name)));
        }
        Value::Null => match field.empty() {
            Value::Text(empty) => statement.raw_bind_parameter(parameter, empty)?,
            Value::Boolean(no) => statement.raw_bind_parameter(parameter, i64::from(no))?,
            _ => statement.raw_bind_parameter(parameter, rusqlite::types::Null)?,
        },
        Value::Text(name) if field.kind == FieldType::Name => {
            statement.raw_bind_parameter(parameter, lookups.name_number(conn, field.name, name)?)?;
        }
        Value::Text(text) => statement.raw_bind_parameter(parameter, text.as_str())?,
        Value::Integer(number) => statement.raw_bind_parameter(parameter, number)?,
        Value::Boolean(yes) => statement.raw_bind_parameter(parameter, i64::from(*yes))?,
        Value::Date(date) => statement.raw_bind_parameter(parameter, to_yyyymmdd(*date))?,
        Value::Money(money) => {
            statement.raw_bind_parameter(parameter, money.minor)?;
            statement.raw_bind_parameter(parameter + 1, money.currency.code())?;
            return Ok(parameter + 2);
        }
        Value::Reference(id) if field.kind == FieldType::Batch => {
            statement.raw_bind_parameter(parameter, lookups.batch_number(conn, *id)?)?;
        }
        Value::Reference(id) => {
            statement.raw_bind_parameter(parameter, lookups.category_number(conn, *id)?)?;
        }
        Value::Tags(tags) => statement.raw_bind_parameter(parameter, tags_column(tags))?,
    }
    Ok(parameter + 1)
}

/// Reads all fields of a kind from the given column on.
pub fn read_record(
    row: &Row,
    first: usize,
    spec: &KindSpec,
    lookups: &mut Lookups,
    conn: &Connection,
) -> Result<Record, StoreError> {
    let mut record = Vec::with_capacity(spec.fields.len());
    let mut column = first;
    for field in spec.fields {
        let value = row.get_ref(column)?;
        column += 1;
        record.push(match (field.kind, value) {
            (_, ValueRef::Null) => Value::Null,
            (FieldType::Money, _) => {
                let minor = row.get(column - 1)?;
                let currency = read_currency(row, column)?;
                column += 1;
                Value::Money(Money::new(minor, currency))
            }
            (FieldType::Text, _) => Value::Text(row.get(column - 1)?),
            (FieldType::Integer, _) => Value::Integer(row.get(column - 1)?),
            (FieldType::Boolean, _) => Value::Boolean(row.get::<_, i64>(column - 1)? != 0),
            (FieldType::Date, _) => Value::Date(read_date(row, column - 1)?),
            (FieldType::Name, _) => Value::Text(lookups.name(conn, row.get(column - 1)?)?),
            (FieldType::Category, _) => Value::Reference(lookups.category_id(conn, row.get(column - 1)?)?),
            (FieldType::Batch, _) => Value::Reference(lookups.batch_id(conn, row.get(column - 1)?)?),
            (FieldType::Tags, _) => Value::tags(split_tags(&row.get::<_, String>(column - 1)?)),
        });
    }
    Ok(record)
}

/// The stored form of tags: sorted, a space around each, so that one tag is found by `instr`.
pub fn tags_column(tags: &[String]) -> String {
    format!(" {} ", tags.join(" "))
}

/// The tags of the stored form.
pub fn split_tags(column: &str) -> Vec<String> {
    column.split(' ').filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// A date from a yyyymmdd column.
pub fn read_date(row: &Row, column: usize) -> Result<chrono::NaiveDate, StoreError> {
    let number: i64 = row.get(column)?;
    from_yyyymmdd(number).ok_or_else(|| StoreError::Inconsistent(format!("{number} is no date")))
}

/// A currency from its column.
pub fn read_currency(row: &Row, column: usize) -> Result<Currency, StoreError> {
    let code = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    code.parse().map_err(|_| StoreError::Inconsistent(format!("`{code}` is no currency")))
}
