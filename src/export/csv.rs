//! Expenses as CSV (RFC 4180): one header, one line each, memory bounded.
//!
//! Owns the columns and their order, which scripts rely on. Must not know JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::model::expense::Expense;

/// The columns, in their order. A column that is added goes to the end.
pub const HEADER: [&str; 16] = [
    "id",
    "number",
    "date",
    "direction",
    "amount",
    "currency",
    "category",
    "description",
    "payee",
    "method",
    "tags",
    "note",
    "paid_by",
    "reference",
    "source",
    "ledger",
];

/// What stands between the tags of an expense: tags have no spaces in them.
pub const TAG_SEPARATOR: char = ' ';

/// Whether cells are kept from being run by a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellGuard {
    /// Cells are written as they are, and come back as they were.
    Lossless,
    /// A `'` goes before cells that a spreadsheet would take for a formula. The file is for people, not for `import`.
    Safe,
}

/// First characters that make a spreadsheet run a cell. Source: OWASP, "CSV Injection".
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Writes expenses as CSV. An empty cell is null; an empty description is an empty cell too.
pub struct CsvWriter<W: Write> {
    writer: csv::Writer<W>,
    guard: CellGuard,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// What `out` returns; a closed pipe keeps its kind.
    pub fn new(out: W, guard: CellGuard) -> io::Result<Self> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(HEADER).map_err(io_error)?;
        Ok(Self { writer, guard })
    }

    /// Writes one expense.
    ///
    /// # Errors
    ///
    /// What the output returns.
    pub fn write(&mut self, expense: &Expense) -> io::Result<()> {
        let Expense { id, number, date, direction, amount, tags, .. } = expense;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells: [Cow<'_, str>; HEADER.len()] = [
            id.to_string().into(),
            number.to_string().into(),
            date.to_string().into(),
            direction.as_str().into(),
            amount.to_decimal().into(),
            amount.currency.to_string().into(),
            text(&expense.category).into(),
            expense.description.as_str().into(),
            text(&expense.payee).into(),
            text(&expense.method).into(),
            tags.join(" ").into(),
            text(&expense.note).into(),
            text(&expense.paid_by).into(),
            text(&expense.reference).into(),
            text(&expense.source).into(),
            expense.ledger.as_str().into(),
        ];
        for cell in &cells {
            if self.guard == CellGuard::Safe && cell.starts_with(FORMULA_STARTS) {
                self.writer.write_field(format!("'{cell}")).map_err(io_error)?;
            } else {
                self.writer.write_field(cell.as_bytes()).map_err(io_error)?;
            }
        }
        self.writer.write_record(None::<&[u8]>).map_err(io_error)
    }

    /// Writes what is still buffered.
    ///
    /// # Errors
    ///
    /// What the output returns.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// The error of the output itself: a closed pipe has to be told from a full disk.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Writes all expenses of an iterator with a header.
///
/// # Errors
///
/// What `out` or the iterator returns.
pub fn write_csv<E: From<io::Error>>(
    out: impl Write,
    expenses: impl IntoIterator<Item = Result<Expense, E>>,
    guard: CellGuard,
) -> Result<(), E> {
    let mut writer = CsvWriter::new(out, guard)?;
    for expense in expenses {
        writer.write(&expense?)?;
    }
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::sample;

    fn written(expense: &Expense, guard: CellGuard) -> String {
        let mut out = Vec::new();
        write_csv::<io::Error>(&mut out, [Ok(expense.clone())], guard).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_columns_are_those_of_the_contract() {
        let mut expense = sample();
        expense.note = Some("two\nlines, \"quoted\"".to_owned());
        assert_eq!(
            written(&expense, CellGuard::Lossless),
            "id,number,date,direction,amount,currency,category,description,payee,method,tags,note,paid_by,reference,source,\
             ledger\n\
             01890000-0000-7000-8000-000000000001,1042,2026-03-04,expense,12.50,EUR,food:groceries,weekly shop,REWE,Card,\
             home party,\"two\nlines, \"\"quoted\"\"\",,RF-1,giro,personal\n"
        );
    }

    #[test]
    fn cells_that_a_spreadsheet_would_run_are_guarded_when_asked() {
        for start in FORMULA_STARTS {
            let expense = Expense { description: format!("{start}cmd|' /C calc'!A0"), ..sample() };
            let safe = written(&expense, CellGuard::Safe);
            assert!(safe.contains(&format!("'{start}cmd")), "{safe}");
            assert!(!written(&expense, CellGuard::Lossless).contains(&format!("'{start}cmd")));
        }
        assert!(!written(&sample(), CellGuard::Safe).contains('\''));
    }

    #[test]
    fn a_closed_pipe_stays_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = write_csv::<io::Error>(Closed, [Ok(sample())], CellGuard::Lossless).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
