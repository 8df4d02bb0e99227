//! The JSON that `list` and `export` write, read back: one object with a list, or one expense a line.
//!
//! Owns where each expense begins and what type each key has. Must not check what the values say.

use serde::Deserialize;
use serde::de::{self, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::RECORD_BYTES_MAX;
use super::candidate::{Candidate, Counts};
use super::columns::Columns;
use super::error::{ImportError, RowError};
use super::layout::{Format, Layout};
use super::options::ImportOptions;
use super::own::OwnFields;
use super::text::shown;

/// The schema that this version writes and reads (CLI.md, "JSON").
const SCHEMA: u64 = 1;

/// Which JSON this is: text that begins with a brace is one of ours or nothing.
pub(super) fn format(text: &str) -> Format {
    let object = text.trim_start();
    let first_line = object.lines().next().unwrap_or_default();
    match serde_json::from_str::<Envelope>(first_line) {
        Ok(envelope) if !envelope.has_expenses => Format::Jsonl,
        _ => Format::Json,
    }
}

/// Whether bytes begin as the object that `list` and `export` write.
pub(super) fn begins_as_own(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let Some(inner) = text.strip_prefix(b"{") else { return false };
    let has_list = text.windows(LIST_KEY.len()).take(LIST_KEY_BYTES_MAX).any(|key| key == LIST_KEY);
    inner.trim_ascii_start().starts_with(b"\"schema\"") && has_list
}

/// The key of the list of expenses, and how far into the object it stands at most: behind a few counts.
const LIST_KEY: &[u8] = b"\"expenses\"";
const LIST_KEY_BYTES_MAX: usize = 4_096;

/// Reads the file once to know that it is whole.
pub(super) fn find_layout(text: &str, encoding: &'static str) -> Result<Layout, ImportError> {
    let format = format(text);
    let mut layout = Layout::own(format, encoding, Columns::default());
    if format == Format::Jsonl {
        layout.rows = text.lines().filter(|line| !line.trim().is_empty()).count() as u64;
        return Ok(layout);
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| bad_json(&error))?;
    match envelope.schema {
        Some(schema) if schema > SCHEMA => {
            return Err(ImportError::NewerSchema { found: schema, known: SCHEMA });
        }
        _ if !envelope.has_expenses => return Err(ImportError::OtherJson),
        _ => layout.rows = envelope.count,
    }
    Ok(layout)
}

fn bad_json(error: &serde_json::Error) -> ImportError {
    if error.is_data() {
        return ImportError::OtherJson;
    }
    let message = plain_message(error);
    ImportError::BadJson { line: error.line() as u64, column: error.column() as u64, message }
}

/// The parser's words without its place, which is given apart.
fn plain_message(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    shown(&message[..end])
}

/// The object around the expenses, without keeping any of them.
#[derive(Default)]
struct Envelope {
    schema: Option<u64>,
    has_expenses: bool,
    count: u64,
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EnvelopeVisitor)
    }
}

struct EnvelopeVisitor;

impl<'de> Visitor<'de> for EnvelopeVisitor {
    type Value = Envelope;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object with expenses")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope, A::Error> {
        let mut envelope = Envelope::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "schema" => envelope.schema = Some(map.next_value()?),
                "expenses" => {
                    envelope.count = map.next_value::<Vec<IgnoredAny>>()?.len() as u64;
                    envelope.has_expenses = true;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(envelope)
    }
}

/// Reads the expenses one by one.
pub(super) struct JsonRows<'s> {
    text: &'s str,
    /// Byte offset of the next expense, and the line it is on.
    offset: usize,
    line: u64,
    jsonl: bool,
    options: &'s ImportOptions,
    counts: Counts,
}

impl<'s> JsonRows<'s> {
    pub(super) fn new(text: &'s str, layout: &Layout, options: &'s ImportOptions) -> Self {
        let jsonl = layout.format == Format::Jsonl;
        let offset = if jsonl { 0 } else { list_start(text) };
        let line = 1 + newlines(&text[..offset]);
        Self { text, offset, line, jsonl, options, counts: Counts::default() }
    }

    pub(super) const fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) const fn bytes_read(&self) -> usize {
        self.offset
    }

    pub(super) fn next(&mut self) -> Option<Result<Candidate, RowError>> {
        loop {
            let (line, object) = if self.jsonl { self.next_line()? } else { self.next_element()? };
            self.counts.rows += 1;
            match read_expense(line, object) {
                Ok(expense) if expense.deleted == Some(true) => {
                    self.counts.rows -= 1;
                    self.counts.deleted += 1;
                }
                Ok(expense) => return Some(expense.into_fields().into_candidate(line, self.options)),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    fn next_line(&mut self) -> Option<(u64, &'s str)> {
        loop {
            let rest = self.text.get(self.offset..).filter(|rest| !rest.is_empty())?;
            let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
            let line = self.line;
            self.offset += length;
            self.line += 1;
            let object = rest[..length].trim();
            if object.is_empty() {
                self.counts.blank += 1;
            } else {
                return Some((line, object));
            }
        }
    }

    /// The next element of the list. The whole text is known to be valid JSON.
    fn next_element(&mut self) -> Option<(u64, &'s str)> {
        let rest = self.text.get(self.offset..)?;
        let start = rest.find(|c: char| !c.is_whitespace() && c != ',')?;
        let element = &rest[start..];
        if element.starts_with(']') {
            return None;
        }
        let length = value_length(element);
        let line = self.line + newlines(&rest[..start]);
        self.line = line + newlines(&element[..length]);
        self.offset += start + length;
        Some((line, &element[..length]))
    }
}

fn newlines(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == b'\n').count() as u64
}

/// The length of the JSON value that valid text begins with.
fn value_length(text: &str) -> usize {
    let mut depth = 0_u32;
    let mut bytes = text.bytes().enumerate();
    while let Some((index, byte)) = bytes.next() {
        match byte {
            b'"' => {
                while let Some((_, byte)) = bytes.next() {
                    match byte {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
                if depth == 0 {
                    return bytes.next().map_or(text.len(), |(next, _)| next);
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return if depth == 1 { index + 1 } else { index },
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return index,
            _ if depth == 0 && byte.is_ascii_whitespace() => return index,
            _ => {}
        }
    }
    text.len()
}

/// The offset after the bracket that opens the list of a valid envelope.
fn list_start(text: &str) -> usize {
    let mut offset = text.find('{').map_or(text.len(), |at| at + 1);
    loop {
        let Some(key_at) = text.get(offset..).and_then(|rest| rest.find('"')) else { return text.len() };
        let key_start = offset + key_at;
        let key_end = key_start + value_length(&text[key_start..]);
        let key: String = serde_json::from_str(text[key_start..key_end].trim()).unwrap_or_default();
        // A string key at depth 0 ends at the colon or at the space before it.
        let Some(colon) =
            text.get(key_end..).and_then(|rest| rest.find(|c: char| !c.is_whitespace() && c != ':'))
        else {
            return text.len();
        };
        let value_start = key_end + colon;
        if key == "expenses" {
            return value_start + 1;
        }
        offset = value_start + value_length(&text[value_start..]);
    }
}

/// The keys of an expense that are read; any other is passed over.
#[derive(Deserialize)]
struct ExpenseIn {
    id: Option<String>,
    date: Option<String>,
    direction: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    category: Option<String>,
    description: Option<String>,
    payee: Option<String>,
    method: Option<String>,
    tags: Option<Vec<String>>,
    note: Option<String>,
    paid_by: Option<String>,
    reference: Option<String>,
    source: Option<String>,
    batch: Option<String>,
    created_at: Option<String>,
    updated_at: Option<String>,
    deleted: Option<bool>,
}

/// The keys of [`ExpenseIn`] that hold a text.
const TEXT_KEYS: [&str; 16] = [
    "id",
    "date",
    "direction",
    "amount",
    "currency",
    "category",
    "description",
    "payee",
    "method",
    "note",
    "paid_by",
    "reference",
    "source",
    "batch",
    "created_at",
    "updated_at",
];

impl ExpenseIn {
    fn into_fields(self) -> OwnFields {
        OwnFields {
            id: self.id,
            date: self.date,
            direction: self.direction,
            amount: self.amount,
            currency: self.currency,
            category: self.category,
            description: self.description,
            payee: self.payee,
            method: self.method,
            tags: self.tags.unwrap_or_default(),
            note: self.note,
            paid_by: self.paid_by,
            reference: self.reference,
            source: self.source,
            batch: self.batch,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

fn read_expense(line: u64, object: &str) -> Result<ExpenseIn, RowError> {
    if object.len() > RECORD_BYTES_MAX {
        let message = format!("the expense is longer than {RECORD_BYTES_MAX} bytes");
        return Err(RowError { line, column: None, value: shown(object), code: "bad_rows", message });
    }
    serde_json::from_str(object).map_err(|error| wrong_type(line, object, &error))
}

/// Finds the key whose value has the wrong type, for the message; only reached for rows that are refused.
fn wrong_type(line: u64, object: &str, error: &serde_json::Error) -> RowError {
    let refuse = |column: Option<&str>, value: &str, message: String| RowError {
        line,
        column: column.map(str::to_owned),
        value: shown(value),
        code: "bad_rows",
        message,
    };
    let Ok(value) = serde_json::from_str::<Value>(object) else {
        let place = error.column();
        return refuse(
            None,
            object,
            format!("not valid JSON at character {place}: {}", plain_message(error)),
        );
    };
    let Value::Object(keys) = &value else {
        return refuse(None, object, "expected an object with the keys of an expense".to_owned());
    };
    let is_texts = |value: &Value| value.as_array().is_some_and(|all| all.iter().all(Value::is_string));
    for (key, value) in keys.iter().filter(|(_, value)| !value.is_null()) {
        let wanted = match key.as_str() {
            "tags" if !is_texts(value) => "a list of texts",
            "deleted" if !value.is_boolean() => "true or false",
            known if TEXT_KEYS.contains(&known) && !value.is_string() => "a text in quotes",
            _ => continue,
        };
        let value = value.to_string();
        return refuse(Some(key), &value, format!("`{}` is not {wanted}", shown(&value)));
    }
    refuse(None, object, plain_message(error))
}
