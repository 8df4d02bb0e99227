//! Text to records: delimiters, quotes, lines, and the limits that keep a hostile file from costing more than it weighs.
//!
//! Owns where a record starts and ends (RFC 4180, read leniently). Must not know what a column means.

use std::io::{self, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::error::ImportError;
use super::{COLUMNS_MAX, RECORD_BYTES_MAX};

/// Read buffer of the CSV parser.
const BUFFER_BYTES: usize = 64 * 1_024;

/// Fed after the text. A file whose last quote is open swallows it, so its absence is the proof of an open quote; the
/// parser itself takes the end of the file for the end of the cell, and rows would be lost without a word.
const SENTINEL: &[u8] = b"\n\0\n";

/// A place in the text where a record may start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Byte offset in the text.
    pub offset: usize,
    /// The line of the file that this offset is on, from 1.
    pub line: u64,
}

impl Place {
    pub(super) const START: Self = Self { offset: 0, line: 1 };

    /// The start of the given line of the file, from 1; `None` beyond the end.
    pub(super) fn of_line(text: &str, line: u64) -> Option<Self> {
        let mut place = Self::START;
        while place.line < line {
            let rest = text.as_bytes().get(place.offset..)?;
            place.offset += rest.iter().position(|&byte| byte == b'\n')? + 1;
            place.line += 1;
        }
        (place.offset < text.len()).then_some(place)
    }
}

/// How a text is cut into cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// The ASCII delimiter.
    pub delimiter: u8,
    /// The ASCII quote that holds cells together; in a file whose quotes are broken there is none, and they are text like any
    /// other.
    pub quote: Option<u8>,
}

impl Cut {
    /// As RFC 4180 has it.
    pub(super) const fn quoted(delimiter: u8) -> Self {
        Self { delimiter, quote: Some(b'"') }
    }

    /// The same without quotes.
    pub(super) const fn unquoted(self) -> Self {
        Self { quote: None, ..self }
    }
}

/// Text looked at for the quote: some hundreds of rows.
const QUOTE_BYTES: usize = 64 * 1_024;

/// The quote of a file: `"`, unless no cell begins with one and most of those that begin with `'` end with it as well.
pub(super) fn find_quote(text: &str, start: Place) -> u8 {
    let bytes = text.as_bytes().get(start.offset..).unwrap_or_default();
    let bytes = &bytes[..bytes.len().min(QUOTE_BYTES)];
    let is_edge = |byte: Option<&u8>| byte.is_none_or(|byte| b",;\t|\r\n".contains(byte));
    let (mut opened, mut closed, mut inside) = (0_usize, 0_usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        match byte {
            b'"' if is_edge(before) => return b'"',
            // A spreadsheet's mark for text, `'0042`, is not closed.
            b'\'' if inside && is_edge(bytes.get(at + 1)) => {
                closed += 1;
                inside = false;
            }
            b'\'' if !inside && is_edge(before) => {
                opened += 1;
                inside = true;
            }
            b'\n' => inside = false,
            _ => {}
        }
    }
    if closed > 2 && closed * 10 >= opened * 9 { b'\'' } else { b'"' }
}

/// Whether quotes stand inside cells that are quoted and are not doubled there, as RFC 4180 has it, in the first rows: such
/// cells are read whole only where quotes are text.
pub(super) fn has_bare_quotes(text: &str, start: Place, cut: Cut) -> bool {
    // An apostrophe is a letter of names.
    let Some(quote) = cut.quote.filter(|quote| *quote == b'"') else { return false };
    let bytes = text.as_bytes().get(start.offset..).unwrap_or_default();
    let bytes = &bytes[..bytes.len().min(QUOTE_BYTES)];
    let is_edge =
        |byte: Option<&u8>| byte.is_none_or(|byte| *byte == cut.delimiter || matches!(byte, b'\r' | b'\n'));
    let (mut bare, mut begun) = (false, false);
    for (at, byte) in bytes.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        if *byte != quote {
            begun &= !is_edge(Some(byte));
        } else if is_edge(before) && !is_edge(after) {
            begun = true;
        } else if !is_edge(before) && !is_edge(after) {
            if before == Some(&quote) || after == Some(&quote) {
                return false;
            }
            bare |= begun;
        }
    }
    bare
}

/// Serves the text, then the sentinel, and at most so many bytes before a record has to be complete.
struct Bounded<'t> {
    rest: &'t [u8],
    sentinel: &'static [u8],
    allowance: usize,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() {
            return self.sentinel.read(buffer);
        }
        if self.allowance == 0 {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let length = buffer.len().min(self.allowance);
        let read = self.rest.read(&mut buffer[..length])?;
        self.allowance -= read;
        Ok(read)
    }
}

/// Reads records one by one into one buffer.
pub(super) struct Records<'t> {
    reader: csv::Reader<Bounded<'t>>,
    text: &'t str,
    start: Place,
    is_quoted: bool,
    record: ByteRecord,
    blank_lines: u64,
    done: bool,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str, start: Place, cut: Cut) -> Self {
        let rest = text.as_bytes().get(start.offset..).unwrap_or_default();
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(cut.delimiter)
            .quoting(cut.quote.is_some())
            .quote(cut.quote.unwrap_or(b'"'))
            .buffer_capacity(BUFFER_BYTES)
            .from_reader(Bounded { rest, sentinel: SENTINEL, allowance: RECORD_BYTES_MAX });
        Self {
            reader,
            text,
            start,
            is_quoted: cut.quote.is_some(),
            record: ByteRecord::new(),
            blank_lines: 0,
            done: false,
        }
    }

    /// Reads the next record and returns the line of the file on which it starts; `None` at the end.
    pub(super) fn read(&mut self) -> Result<Option<u64>, ImportError> {
        if self.done {
            return Ok(None);
        }
        let line = self.skip_empty_lines();
        self.reader.get_mut().allowance = RECORD_BYTES_MAX;
        match self.reader.read_byte_record(&mut self.record) {
            Ok(true) => {}
            Ok(false) => {
                self.done = true;
                return Ok(None);
            }
            // The only failure a slice can have is the allowance: records of any width and text of any kind are accepted.
            Err(_) => {
                self.done = true;
                return Err(ImportError::RecordTooLong { line, max: RECORD_BYTES_MAX });
            }
        }
        // One byte of the sentinel may end a last line that has no line end of its own.
        if self.place().offset > self.text.len() + 1 {
            self.done = true;
            // A quote alone in the last line opens nothing.
            let is_nothing = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
            let closed = self.record.len() == 1 && self.record[0].iter().all(is_nothing);
            return if closed { Ok(None) } else { Err(ImportError::OpenQuote { line }) };
        }
        if self.record.len() > COLUMNS_MAX {
            self.done = true;
            return Err(ImportError::TooManyColumns { line, columns: self.record.len(), max: COLUMNS_MAX });
        }
        if !self.is_quoted {
            self.record = self.record.iter().map(unquote).collect();
        }
        Ok(Some(line))
    }

    /// The record read last.
    pub(super) const fn record(&self) -> &ByteRecord {
        &self.record
    }

    /// Where the next record may start.
    pub(super) fn place(&self) -> Place {
        let position = self.reader.position();
        let offset = usize::try_from(position.byte()).unwrap_or(usize::MAX).saturating_add(self.start.offset);
        Place { offset, line: position.line() - 1 + self.start.line }
    }

    /// How far into the text the reader is, in bytes.
    pub(super) fn bytes_read(&self) -> usize {
        self.place().offset.min(self.text.len())
    }

    /// Empty lines between the records read so far; the parser passes over them.
    pub(super) const fn blank_lines(&self) -> u64 {
        self.blank_lines
    }

    /// The line on which the next record really starts: the parser's own count is of where it began to look.
    fn skip_empty_lines(&mut self) -> u64 {
        let Place { offset, mut line } = self.place();
        let rest = self.text.as_bytes().get(offset..).unwrap_or_default();
        let after_cr = offset > 0 && self.text.as_bytes().get(offset - 1) == Some(&b'\r');
        for (index, byte) in rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).enumerate() {
            if *byte == b'\n' {
                line += 1;
                self.blank_lines += u64::from(!(index == 0 && after_cr));
            }
        }
        line
    }
}

/// One cell of a record as text; `None` where the record is too short. Cells are slices of valid UTF-8, cut at ASCII.
pub(super) fn cell(record: &ByteRecord, index: usize) -> Option<&str> {
    std::str::from_utf8(record.get(index)?).ok()
}

/// Takes off the quotes that a cell begins or ends with, where quotes do not hold cells together.
fn unquote(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    let cell = cell.strip_prefix(b"\"").unwrap_or(cell);
    cell.strip_suffix(b"\"").unwrap_or(cell)
}

/// Whether no cell holds anything but white space.
pub(super) fn is_blank(record: &ByteRecord) -> bool {
    record.as_slice().iter().all(u8::is_ascii_whitespace)
}

/// The cells of a record, trimmed.
pub(super) fn cells(record: &ByteRecord) -> Vec<String> {
    (0..record.len()).map(|index| cell(record, index).unwrap_or_default().trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMA: Cut = Cut::quoted(b',');

    fn read_all(text: &str) -> Result<Vec<(u64, Vec<String>)>, ImportError> {
        let mut records = Records::new(text, Place::START, COMMA);
        let mut all = Vec::new();
        while let Some(line) = records.read()? {
            all.push((line, cells(records.record())));
        }
        Ok(all)
    }

    fn lines(text: &str) -> Vec<u64> {
        read_all(text).unwrap().into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn records_know_the_line_of_the_file_they_start_on() {
        assert_eq!(lines("a,b\nc,d\n"), [1, 2]);
        assert_eq!(lines("a,b\r\nc,d\r\n\r\ne,f"), [1, 2, 4]);
        assert_eq!(lines("\n\na,b\n\n\n\"x\ny\",d\ne,f\n\n"), [3, 6, 8]);
        assert_eq!(lines("\r\n\r\na,b"), [3]);
    }

    #[test]
    fn empty_lines_are_counted() {
        for (text, blank) in [("a\n\nb\n", 1), ("a\r\n\r\n\r\nb\r\n", 2), ("a\r\nb\r\n", 0), ("\na\n", 1)] {
            let mut records = Records::new(text, Place::START, COMMA);
            while records.read().unwrap().is_some() {}
            assert_eq!(records.blank_lines(), blank, "{text:?}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_is_an_error_that_names_the_line() {
        assert_eq!(read_all("a,b\nc,\"d\ne,f\n"), Err(ImportError::OpenQuote { line: 2 }));
        assert_eq!(read_all("a,b\nc,\"d"), Err(ImportError::OpenQuote { line: 2 }));
        assert_eq!(read_all("a,b\nc,\"d\"").unwrap().len(), 2);
        assert_eq!(read_all("a,b\nc,d\n\"\n\n").unwrap().len(), 2);
        assert_eq!(read_all("a,b\n\"\nc,d\n"), Err(ImportError::OpenQuote { line: 2 }));
        assert_eq!(read_all("a,b\nc,\"d\"\"").unwrap_err(), ImportError::OpenQuote { line: 2 });
    }

    #[test]
    fn a_line_that_holds_what_the_sentinel_holds_is_a_line() {
        assert_eq!(read_all("a\n\0\nb\n\0").unwrap().len(), 4);
    }

    #[test]
    fn a_record_beyond_the_limit_is_an_error_that_names_the_line() {
        let long = format!("a,b\n{},d\n", "x".repeat(10 * RECORD_BYTES_MAX));
        assert_eq!(read_all(&long), Err(ImportError::RecordTooLong { line: 2, max: RECORD_BYTES_MAX }));
        let open = format!("a,b\nc,\"d\n{}", "e,f\n".repeat(RECORD_BYTES_MAX));
        assert_eq!(read_all(&open), Err(ImportError::RecordTooLong { line: 2, max: RECORD_BYTES_MAX }));
        let wide = format!("a,b\nc,d\n{}\n", ",".repeat(1_000_000));
        assert_eq!(
            read_all(&wide),
            Err(ImportError::TooManyColumns { line: 3, columns: 1_000_001, max: COLUMNS_MAX })
        );
        let fits = format!("a,{}\n", "x".repeat(RECORD_BYTES_MAX - 100));
        assert_eq!(read_all(&fits).unwrap().len(), 1);
    }

    #[test]
    fn lines_are_found_by_number() {
        assert_eq!(Place::of_line("a\nb\nc", 3), Some(Place { offset: 4, line: 3 }));
        assert_eq!(Place::of_line("a\nb\n", 3), None);
        assert_eq!(Place::of_line("a\n", 1), Some(Place::START));
    }
}
