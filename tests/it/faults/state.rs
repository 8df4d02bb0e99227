//! What a home holds, in a form that two runs of the same command can be compared by.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use uuid::Uuid;

use crate::common::Sandbox;

/// Every row of every table. The search index is left out: `doctor` compares it with the rows.
pub type Tables = BTreeMap<String, Vec<String>>;

/// The ledger, and the files that commands write beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The database; no tables if there is no file or nothing in it.
    pub tables: Tables,
    /// The configuration.
    pub config: Option<String>,
    /// The copy that `backup` makes.
    pub copy: Option<Tables>,
}

/// The name that the tests give to a backup, below the home.
pub const COPY: &str = "copy.db";

/// Reads the state of a home. The program must have opened the database since it was last killed, so that it is the
/// program that picked up the pieces, and not this.
pub fn state(home: &Sandbox) -> State {
    let copy = home.path(COPY);
    State {
        tables: tables(&home.database()),
        config: fs::read_to_string(home.config_file()).ok(),
        copy: copy.exists().then(|| tables(&copy)),
    }
}

/// Reads every row of a database file.
pub fn tables(path: &Path) -> Tables {
    if !path.exists() {
        return Tables::new();
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).unwrap();
    let names: Vec<String> = conn
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             AND name NOT LIKE 'expense_search%'",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    names.into_iter().map(|name| (name.clone(), rows(&conn, &name))).collect()
}

fn rows(conn: &Connection, table: &str) -> Vec<String> {
    let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let rows = statement.query_map([], |row| Ok(show(row, &columns))).unwrap();
    let mut rows: Vec<String> = rows.collect::<Result<_, _>>().unwrap();
    rows.sort_unstable();
    rows
}

fn show(row: &Row, columns: &[String]) -> String {
    let value = |at: usize| match row.get_ref(at).unwrap() {
        ValueRef::Null => "null".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => without_random_ids(std::str::from_utf8(text).unwrap()),
        ValueRef::Blob(bytes) => match Uuid::from_slice(bytes) {
            Ok(id) => without_random_ids(&id.to_string()),
            Err(_) => format!("{bytes:?}"),
        },
    };
    columns.iter().enumerate().map(|(at, name)| format!("{name}={}", value(at))).collect::<Vec<_>>().join(" ")
}

/// Random ids (versions 4 and 7 of RFC 9562) differ from run to run; derived ones do not.
fn without_random_ids(text: &str) -> String {
    const LENGTH: usize = 36;
    let mut shown = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let id = rest.get(..LENGTH).and_then(|part| Uuid::try_parse(part).ok());
        if id.is_some_and(|id| matches!(id.get_version_num(), 4 | 7)) {
            shown.push_str("random");
            rest = &rest[LENGTH..];
        } else {
            shown.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    shown
}
