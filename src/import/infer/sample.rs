//! The first records of a file, as they stand in it, and how it is cut into them.
//!
//! Owns the sample and the choice of the delimiter. Must not know what a column means.

use std::borrow::Cow;

use crate::import::dates::day_month;
use crate::import::error::ImportError;
use crate::import::table::{Cut, Place, Records, cells, find_quote, is_blank};
use crate::import::years::Years;

use super::profile::is_row;

/// Records looked at: a statement of some months; what they leave open the whole file decides.
const RECORDS_MAX: usize = 400;
/// Text looked at, so that long records do not make the sample large.
const SAMPLE_BYTES_MAX: usize = 2 << 20;
/// Records looked at for the delimiter.
const PROBE_RECORDS: usize = 60;
/// Delimiters looked for, the ones that numbers never hold first: on a tie the earlier one is taken.
const DELIMITERS: [u8; 6] = [b'\t', b';', b'|', b',', b'^', b'~'];

/// One record.
#[derive(Debug, Clone)]
pub(in crate::import) struct SampleRecord {
    /// The line of the file on which it starts, from 1.
    pub line: u64,
    /// Its cells, trimmed.
    pub cells: Vec<String>,
    /// Where it starts.
    pub from: Place,
    /// Where the next one starts.
    pub to: Place,
}

/// The first records of a file that are not blank.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Sample {
    pub records: Vec<SampleRecord>,
    /// The time that the file is about, where its rows have no years; the cells of the records have them.
    pub years: Option<Years>,
}

impl Sample {
    /// Reads the first records from a place on.
    ///
    /// # Errors
    ///
    /// Records beyond the limits, and a quote that is never closed.
    pub(in crate::import) fn read(text: &str, start: Place, cut: Cut) -> Result<Self, ImportError> {
        Self::read_up_to(text, start, cut, RECORDS_MAX)
    }

    fn read_up_to(text: &str, start: Place, cut: Cut, records_max: usize) -> Result<Self, ImportError> {
        let mut reader = Records::new(text, start, cut);
        let mut records: Vec<SampleRecord> = Vec::new();
        while records.len() < records_max
            && reader.bytes_read().saturating_sub(start.offset) < SAMPLE_BYTES_MAX
        {
            let from = reader.place();
            let Some(line) = reader.read()? else { break };
            if !is_blank(reader.record()) {
                records.push(SampleRecord { line, cells: cells(reader.record()), from, to: reader.place() });
            }
        }
        // A line with a period and a sum in it is not one of rows without years.
        let years = if count_rows(&records) > 1 { None } else { complete(&mut records) };
        Ok(Self { records, years })
    }
}

/// Gives dates without a year the year that other records say, if that makes rows of them.
fn complete(records: &mut [SampleRecord]) -> Option<Years> {
    let has_none = |record: &&SampleRecord| record.cells.iter().all(|cell| day_month(cell).is_none());
    let around = records.iter().filter(has_none).flat_map(|record| &record.cells).map(String::as_str);
    let years = Years::of(around)?;
    let before = count_rows(records);
    for record in records.iter_mut() {
        for cell in &mut record.cells {
            if let Cow::Owned(whole) = years.complete(cell) {
                *cell = whole;
            }
        }
    }
    (count_rows(records) > before).then_some(years)
}

fn count_rows(records: &[SampleRecord]) -> usize {
    records.iter().filter(|record| is_row(&record.cells)).count()
}

/// The delimiter that yields the most rows with a date and an amount, else the one that cuts the most of the first records
/// into the same number of cells.
pub(in crate::import) fn find_delimiter(text: &str, start: Place) -> u8 {
    let mut best = ((0, 0), b',');
    let quote = Some(find_quote(text, start));
    for delimiter in DELIMITERS {
        let cut = Cut { delimiter, quote };
        let sample = Sample::read_up_to(text, start, cut, PROBE_RECORDS)
            .or_else(|_| Sample::read_up_to(text, start, cut.unquoted(), PROBE_RECORDS));
        let Ok(sample) = sample else { continue };
        let rows = sample.records.iter().filter(|record| is_row(&record.cells)).count();
        let score = (rows, consistency(&sample));
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Records that have the commonest number of cells, times the cuts in each: a delimiter that cuts more explains more.
fn consistency(sample: &Sample) -> usize {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for record in &sample.records {
        match counts.iter_mut().find(|(cells, _)| *cells == record.cells.len()) {
            Some((_, records)) => *records += 1,
            None => counts.push((record.cells.len(), 1)),
        }
    }
    counts.iter().map(|(cells, records)| records * (cells - 1)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_yields_rows_else_the_most_consistent_one() {
        let find = |text: &str| find_delimiter(text, Place::START);
        assert_eq!(find("a,b,c\n1,2,3\n"), b',');
        assert_eq!(find("Datum;Betrag;Saldo\n1.1.26;12,50;3,00\n"), b';');
        assert_eq!(find("2026-01-01;12,50;1000,00\n"), b';');
        assert_eq!(find("a\tb\n1,5\t2,5\n"), b'\t');
        assert_eq!(find("a|b|c\n"), b'|');
        assert_eq!(find("D,A,B\n2026-01-01,\"-1.00\"\t,\"3.00\"\t\n"), b',');
        assert_eq!(find("no delimiter at all\n"), b',');
        assert_eq!(find("Konto, 1, 2, 3\nDatum;Text, mit, Kommas;Betrag\n2026-01-01;a, b, c;1,00\n"), b';');
    }
}
