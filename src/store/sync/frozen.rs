//! Bodies of creates that were sent and are not answered yet (PROTOCOL, rule 1).
//!
//! Owns where they are kept: those of a request in one piece, because its rows are gone once it was answered as most are. Of
//! what is not, each body goes into its row. Must not decide what is sent.

use std::fmt::Write as _;

use rusqlite::{Connection, params};

use crate::model::entity::Kind;
use crate::protocol::encoding::{pack, unpack_own};
use crate::store::change::body_of;
use crate::store::error::StoreError;

/// The bodies of a request's creates, as they are put together.
#[derive(Default)]
pub(super) struct Piece {
    first: Option<i64>,
    text: String,
}

impl Piece {
    /// Adds what a create said.
    pub(super) fn add(&mut self, number: i64, kept: &str) {
        self.first.get_or_insert(number);
        // A line has no end within: JSON escapes it. Writing to a string cannot fail.
        let _ = writeln!(self.text, "{number} {kept}");
    }

    /// Writes the piece down. Returns the number that it is found by.
    pub(super) fn save(self, conn: &Connection) -> Result<Option<i64>, StoreError> {
        if let Some(first) = self.first {
            let unwritten =
                |error: std::io::Error| StoreError::Inconsistent(format!("the sent bodies {first}: {error}"));
            let bodies = pack(self.text.as_bytes()).map_err(unwritten)?;
            conn.prepare_cached("INSERT INTO sent_bodies (first, bodies) VALUES (?1, ?2)")?
                .execute(params![first, bodies])?;
        }
        Ok(self.first)
    }
}

/// Drops the piece of a request, none of whose creates is left.
pub(super) fn forget(conn: &Connection, first: i64) -> Result<(), StoreError> {
    conn.prepare_cached("DELETE FROM sent_bodies WHERE first = ?1")?.execute([first])?;
    Ok(())
}

/// Writes the bodies of all pieces into the rows that are left, and drops the pieces.
pub(in crate::store) fn thaw(conn: &Connection) -> Result<(), StoreError> {
    let mut pieces = conn.prepare_cached("SELECT first, bodies FROM sent_bodies")?;
    let mut rows = pieces.query([])?;
    let mut is_left = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM operations WHERE number = ?1 AND action = 1 AND fields IS NULL)",
    )?;
    let mut write = conn.prepare_cached("UPDATE operations SET fields = ?2 WHERE number = ?1")?;
    let mut thawed = Vec::new();
    while let Some(row) = rows.next()? {
        let first: i64 = row.get(0)?;
        let unread = || StoreError::Inconsistent(format!("the sent bodies {first} cannot be read"));
        let packed = row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?;
        let text = unpack_own(packed).map_err(|_| unread())?;
        let text = String::from_utf8(text).map_err(|_| unread())?;
        for line in text.lines() {
            let (number, kept) = line.split_once(' ').ok_or_else(unread)?;
            let number: i64 = number.parse().map_err(|_| unread())?;
            if is_left.query_row([number], |row| row.get(0))? {
                // Those of other kinds are written down when they are made.
                let body = body_of(Kind::Expense.spec(), kept).ok_or_else(unread)?;
                write.execute(params![number, body])?;
            }
        }
        thawed.push(first);
    }
    drop(rows);
    thawed.into_iter().try_for_each(|first| forget(conn, first))
}
