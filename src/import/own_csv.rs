//! The CSV that `list` and `export` write, read back.
//!
//! Owns the order of its columns. Must not check what stands in them.

use crate::export::csv::{HEADER, TAG_SEPARATOR};

use super::candidate::{Candidate, Counts};
use super::columns::Columns;
use super::error::{ImportError, RowError};
use super::layout::{Column, Format, Layout};
use super::options::ImportOptions;
use super::own::OwnFields;
use super::roles::Role;
use super::table::{Cut, Place, Records, cell, is_blank};

const CUT: Cut = Cut::quoted(b',');

/// The line that tells this format from any statement.
pub(super) fn is_header(text: &str) -> bool {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let mut names = line.split(',').map(|name| name.trim_matches('"'));
    HEADER.iter().all(|&known| names.next() == Some(known))
}

/// Reads the file once to know that it is whole, and where its rows begin.
pub(super) fn find_layout(text: &str, encoding: &'static str) -> Result<Layout, ImportError> {
    let mut records = Records::new(text, Place::START, CUT);
    records.read()?;
    let names = super::table::cells(records.record());
    let data = records.place();
    let mut rows = 0;
    while records.read()?.is_some() {
        rows += u64::from(!is_blank(records.record()));
    }
    let mut positions = Columns::default();
    let mut columns = Vec::with_capacity(names.len());
    for (position, name) in names.into_iter().enumerate() {
        let role: Option<Role> = HEADER.get(position).and_then(|known| known.parse().ok());
        if let Some(role) = role {
            positions.set(role, Some(position), None);
        }
        columns.push(Column { index: position + 1, header: Some(name), role, reason: None });
    }
    let layout = Layout::own(Format::OutlayCsv, encoding, positions);
    Ok(Layout { columns, rows, data, delimiter: Some(','), header_line: Some(1), ..layout })
}

/// Reads the rows one by one.
pub(super) struct OwnCsvRows<'s> {
    records: Records<'s>,
    options: &'s ImportOptions,
    counts: Counts,
}

impl<'s> OwnCsvRows<'s> {
    pub(super) fn new(text: &'s str, layout: &Layout, options: &'s ImportOptions) -> Self {
        Self { records: Records::new(text, layout.data, CUT), options, counts: Counts::default() }
    }

    pub(super) const fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn bytes_read(&self) -> usize {
        self.records.bytes_read()
    }

    pub(super) fn next(&mut self) -> Option<Result<Candidate, RowError>> {
        loop {
            let line = self.records.read().ok().flatten()?;
            let record = self.records.record();
            if is_blank(record) {
                self.counts.blank += 1;
                continue;
            }
            self.counts.rows += 1;
            if record.len() < HEADER.len() {
                let message = format!("the row has {} columns, an export has {}", record.len(), HEADER.len());
                return Some(Err(RowError {
                    line,
                    column: None,
                    value: String::new(),
                    code: "bad_rows",
                    message,
                }));
            }
            return Some(fields(record).into_candidate(line, self.options));
        }
    }
}

fn fields(record: &csv::ByteRecord) -> OwnFields {
    let text = |index| cell(record, index).filter(|text| !text.is_empty()).map(str::to_owned);
    // In the order of HEADER; `number` and `ledger` belong to the ledger it came from.
    OwnFields {
        id: text(0),
        date: text(2),
        direction: text(3),
        amount: text(4),
        currency: text(5),
        category: text(6),
        description: text(7),
        payee: text(8),
        method: text(9),
        tags: text(10)
            .map(|tags| tags.split(TAG_SEPARATOR).filter(|tag| !tag.is_empty()).map(str::to_owned).collect())
            .unwrap_or_default(),
        note: text(11),
        paid_by: text(12),
        reference: text(13),
        source: text(14),
        ..OwnFields::default()
    }
}
