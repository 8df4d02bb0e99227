//! Expenses as JSON: the view that every command shows, the object with a list, and one expense a line.
//!
//! Owns the keys of `expense` (CLI.md, "JSON"), their order and types. Must not know which command shows it.

use std::io::{self, Write};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use uuid::Uuid;

use crate::model::expense::Expense;
use crate::model::text::is_hostile;

/// The version of the JSON that this program writes: keys are never removed within it.
pub const SCHEMA: u32 = 1;

/// An expense as JSON shows it: every key is there, in this order; null where nothing is known.
#[derive(Debug, Serialize)]
pub struct ExpenseJson<'e> {
    id: Uuid,
    number: i64,
    ledger: &'e str,
    date: NaiveDate,
    direction: &'static str,
    /// A decimal string with the currency's decimals: numbers would lose cents in readers that use floats.
    amount: String,
    currency: &'e str,
    category: Option<&'e str>,
    description: &'e str,
    payee: Option<&'e str>,
    method: Option<&'e str>,
    tags: &'e [String],
    note: Option<&'e str>,
    paid_by: Option<&'e str>,
    reference: Option<&'e str>,
    source: Option<&'e str>,
    batch: Option<Uuid>,
    created_at: String,
    updated_at: String,
    deleted: bool,
    sync: &'static str,
    revision: i64,
}

impl<'e> From<&'e Expense> for ExpenseJson<'e> {
    fn from(expense: &'e Expense) -> Self {
        Self {
            id: expense.id,
            number: expense.number,
            ledger: &expense.ledger,
            date: expense.date,
            direction: expense.direction.as_str(),
            amount: expense.amount.to_decimal(),
            currency: expense.amount.currency.code(),
            category: expense.category.as_deref(),
            description: &expense.description,
            payee: expense.payee.as_deref(),
            method: expense.method.as_deref(),
            tags: &expense.tags,
            note: expense.note.as_deref(),
            paid_by: expense.paid_by.as_deref(),
            reference: expense.reference.as_deref(),
            source: expense.source.as_deref(),
            batch: expense.batch,
            created_at: instant(expense.created_at),
            updated_at: instant(expense.updated_at),
            deleted: expense.deleted_at.is_some(),
            sync: expense.sync.as_str(),
            revision: expense.revision,
        }
    }
}

/// An instant as JSON shows it: RFC 3339, UTC, milliseconds, `Z`.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// An expense as a value to put into a larger object.
#[must_use]
pub fn expense_value(expense: &Expense) -> serde_json::Value {
    // Texts, numbers and lists of texts always have a value.
    serde_json::to_value(ExpenseJson::from(expense)).unwrap_or_default()
}

/// Writes a value as JSON in which nothing can drive a terminal or reorder text (invariant I10): what [`is_hostile`] is
/// written as `\uXXXX` (RFC 8259, section 7), which every reader takes for the same text.
///
/// # Errors
///
/// What `out` returns; a closed pipe keeps its kind.
pub fn to_writer(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Escaping)).map_err(io::Error::from)
}

/// Compact JSON with escapes for more than JSON asks for.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // JSON itself escapes what is below a blank, and nearly all text ends before the first control of the rest.
        if fragment.bytes().all(|byte| byte < 0x7F) {
            return out.write_all(fragment.as_bytes());
        }
        let mut written = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| is_hostile(*c)) {
            out.write_all(&fragment.as_bytes()[written..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}

/// Writes one expense a line (jsonl).
///
/// # Errors
///
/// What `out` returns; a closed pipe keeps its kind.
pub fn write_jsonl_line(out: &mut impl Write, expense: &Expense) -> io::Result<()> {
    to_writer(&mut *out, &ExpenseJson::from(expense))?;
    out.write_all(b"\n")
}

/// Writes all expenses of an iterator, one a line.
///
/// # Errors
///
/// What `out` or the iterator returns.
pub fn write_jsonl<E: From<io::Error>>(
    mut out: impl Write,
    expenses: impl IntoIterator<Item = Result<Expense, E>>,
) -> Result<(), E> {
    for expense in expenses {
        write_jsonl_line(&mut out, &expense?)?;
    }
    Ok(out.flush()?)
}

/// Writes the object of an export one expense at a time: `{"schema":1,"expenses":[…],"count":N}`. Memory is bounded
/// however many there are.
#[derive(Debug)]
pub struct JsonWriter<W: Write> {
    out: W,
    count: u64,
}

impl<W: Write> JsonWriter<W> {
    /// Begins the object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"schema\":{SCHEMA},\"expenses\":[")?;
        Ok(Self { out, count: 0 })
    }

    /// Writes one expense on a line of its own.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&mut self, expense: &Expense) -> io::Result<()> {
        self.out.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
        to_writer(&mut self.out, &ExpenseJson::from(expense))?;
        self.count += 1;
        Ok(())
    }

    /// Ends the object.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn finish(mut self) -> io::Result<()> {
        writeln!(self.out, "\n],\"count\":{}}}", self.count)?;
        self.out.flush()
    }
}

/// Writes an object with all the expenses, one a line.
///
/// # Errors
/// The first error of an expense or of the writer.
pub fn write_json<E: From<io::Error>>(
    out: impl Write,
    expenses: impl IntoIterator<Item = Result<Expense, E>>,
) -> Result<(), E> {
    let mut writer = JsonWriter::new(out)?;
    for expense in expenses {
        writer.write(&expense?)?;
    }
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::sample;

    #[test]
    fn the_keys_are_those_of_the_contract_in_their_order() {
        let value = expense_value(&sample());
        let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys.join(" "),
            "id number ledger date direction amount currency category description payee method tags note paid_by reference \
             source batch created_at updated_at deleted sync revision"
        );
        assert_eq!(value["amount"], "12.50");
        assert_eq!(value["date"], "2026-03-04");
        assert_eq!(value["created_at"], "2026-03-04T10:15:00.123Z");
        assert_eq!(value["note"], serde_json::Value::Null);
        assert_eq!(value["deleted"], false);
    }

    #[test]
    fn the_object_is_valid_with_none_one_and_two_expenses() {
        for count in 0..3 {
            let mut out = Vec::new();
            write_json::<io::Error>(&mut out, (0..count).map(|_| Ok(sample()))).unwrap();
            let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
            assert_eq!(value["schema"], 1);
            assert_eq!(value["count"], count);
            assert_eq!(value["expenses"].as_array().unwrap().len(), count);
        }
    }

    #[test]
    fn what_could_drive_a_terminal_is_escaped_and_read_back_the_same() {
        let text = "a\u{9b}1m\u{7f}b\u{202e}c\u{feff}\u{e0001}d\u{1b}[2J é 咖啡 👩‍👩‍👧 \"\\";
        let mut out = Vec::new();
        to_writer(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.chars().any(is_hostile), "{written:?}");
        assert!(
            written.contains("\\u009b") && written.contains("\\u202e") && written.contains("咖啡"),
            "{written}"
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn one_line_holds_one_expense_whatever_its_text() {
        let expense = Expense { description: "a\nb\u{2028}c\"".to_owned(), ..sample() };
        let mut out = Vec::new();
        write_jsonl::<io::Error>(&mut out, [Ok(expense.clone()), Ok(expense)]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().matches('\n').count(), 2);
    }
}
