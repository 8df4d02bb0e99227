//! Taking in the rows of files: all or nothing, each row once.
//!
//! Owns what a row means for the ledger: whether it is there already, was deleted by a person or taken back by an undo,
//! which category it gets and which batch it belongs to. Must not know how files are read; rows come as they were
//! understood, and may be asked for twice: once to check everything, once to write.

mod join;
mod load;
mod names;
mod preview;

pub use join::{Decision, Decisions, PossibleMatch};

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use chrono::{DateTime, NaiveDate, Utc};
use rustc_hash::FxHashSet;
use uuid::Uuid;

use self::join::PendingRows;
use self::load::Load;
use self::names::CategoryNames;
use super::auto_category::{AutoCategory, Categorised};
use super::{Book, CategoryPolicy, LedgerError};
use crate::id::{imported_row_id, repeated_row_id};
use crate::model::expense::ExpenseDraft;
use crate::model::period::Period;
use crate::store::query::Sum;
use crate::store::rows::Known;
use crate::store::writer::CommandInfo;

/// A row as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The line it starts on, from 1.
    pub line: u64,
    /// Its own id, where it was exported from a ledger; else its id is derived.
    pub id: Option<Uuid>,
    /// The bytes that identify it within its source.
    pub identity: Vec<u8>,
    /// What it says.
    pub draft: ExpenseDraft,
    /// The account it comes from, where it says so itself.
    pub source: Option<String>,
    /// The import that brought it first, where it says so itself.
    pub batch: Option<Uuid>,
    /// Whether the bank has not booked it yet.
    pub pending: bool,
    /// Whether it was exported from a ledger: then source and batch are what it says, even nothing.
    pub exported: bool,
    /// When it was first recorded, where it says so itself.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed, where it says so itself.
    pub updated_at: Option<DateTime<Utc>>,
}

/// Rows, or what is wrong with them.
pub type RowIter<'f, E> = Box<dyn Iterator<Item = Result<ImportRow, E>> + 'f>;

/// A file that was understood.
pub struct ImportFile<'f, E> {
    /// Its name, for the batch.
    pub name: Option<String>,
    /// The account that its rows come from.
    pub source: Option<String>,
    /// About how many rows it has.
    pub rows_hint: u64,
    /// Its rows from the first one on, the same every time.
    pub rows: Box<dyn Fn() -> RowIter<'f, E> + Send + Sync + 'f>,
    /// Makes the error of a row whose category cannot be used: line, category, reason.
    pub bad_category: fn(u64, &str, String) -> E,
}

impl<E> std::fmt::Debug for ImportFile<'_, E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ImportFile").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportSpec {
    /// Import the good rows although there are bad ones.
    pub skip_bad_rows: bool,
    /// Whether rows may make categories.
    pub policy: CategoryPolicy,
}

/// What came of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOutcome<E> {
    /// Its batch; `None` if none of its rows was new, or in a dry run.
    pub batch: Option<Uuid>,
    /// Rows read, bad ones included.
    pub rows: u64,
    /// Rows that were new.
    pub imported: u64,
    /// Rows that were there already.
    pub duplicates: u64,
    /// Rows that a person had deleted, and that stay so; rows that were to be left out.
    pub skipped: u64,
    /// Rows that became part of an expense that was there: booked ones of pending ones, and those entered by hand.
    pub matched: u64,
    /// New rows that are not booked yet.
    pub pending: u64,
    /// New rows that had no category and were given one.
    pub categorised: Categorised,
    /// Sums of the new rows.
    pub totals: Vec<Sum>,
    /// Bad rows.
    pub errors: Vec<E>,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOutcome<E> {
    /// One for each file.
    pub files: Vec<FileOutcome<E>>,
    /// The undo group; `None` if nothing was new, in a dry run, or if bad rows stopped it.
    pub group: Option<i64>,
    /// Whether bad rows stopped it: then nothing was written.
    pub stopped: bool,
    /// Categories that it made, or would make.
    pub new_categories: Vec<String>,
}

/// What is known of a file after the first reading.
struct Checked<E> {
    outcome: FileOutcome<E>,
    ids: Vec<Uuid>,
    /// How many good rows it has.
    good: usize,
    /// The days of the rows that no ledger exported.
    days: FxHashSet<NaiveDate>,
    /// The first and the last day of its good rows.
    span: Option<Period>,
    /// Whether a row asks for a category.
    asks_category: bool,
}

impl Book<'_> {
    /// Reads files and checks every row; nothing is written. `progress` is called now and then with the rows done.
    ///
    /// # Errors
    /// What the store reports.
    pub fn check_import<E: Send>(
        &self,
        files: &[ImportFile<'_, E>],
        spec: &ImportSpec,
        mut progress: impl FnMut(u64),
    ) -> Result<CheckedImport<E>, LedgerError> {
        let mut categories = CategoryNames::load(self, spec.policy)?;
        let files: Vec<_> =
            files.iter().map(|file| check(file, self.ledger.id, &mut categories, &mut progress)).collect();
        let stopped = !spec.skip_bad_rows && files.iter().any(|file| !file.outcome.errors.is_empty());
        Ok(CheckedImport { files, categories, stopped, is_currency_open: self.ledger.currency.is_none() })
    }

    /// Imports checked files as one command; `decisions` says what becomes of rows that may be there already. `progress` is
    /// called now and then with the rows done.
    ///
    /// # Errors
    /// [`LedgerError::ForeignBatch`]; [`LedgerError::CategoryGone`] or [`LedgerError::CurrencySettled`] if what was
    /// found by checking is no longer so; what the store reports, a sum that is too large included. Nothing was
    /// written then.
    pub fn write_import<E: Send>(
        &mut self,
        files: &[ImportFile<'_, E>],
        mut checked: CheckedImport<E>,
        decisions: &Decisions,
        mut progress: impl FnMut(u64),
    ) -> Result<ImportOutcome<E>, LedgerError> {
        let ids = checked.take_ids();
        let ledger = self.ledger.clone();
        let methods = self.methods()?;
        let mut writer =
            self.store.writer(CommandInfo { name: "import", ..CommandInfo::default() }, self.now)?;
        let known = writer.known_expenses(&ids)?;
        let pending = PendingRows::new(writer.pending_rows(ledger.number)?);
        if !known.contains(&Known::Withdrawn) && pending.is_empty() && decisions.is_empty() {
            // What was taken back or joined is looked up by its id, for which the index must be there.
            let fresh = known.iter().filter(|state| **state == Known::Absent).count();
            writer.expect_expenses(u64::try_from(fresh).unwrap_or(u64::MAX))?;
        }
        let asks = checked.files.iter().any(|file| file.asks_category) && has_new(&known);
        let auto =
            if asks { AutoCategory::of_writer(&writer, ledger.number)? } else { AutoCategory::default() };
        let mut load = Load {
            auto,
            ledger: &ledger,
            categories: &checked.categories,
            category_ids: HashMap::new(),
            methods,
            is_currency_assumed: checked.is_currency_open,
            pending,
            decisions,
            is_settled: !checked.is_currency_open && ledger.currency.is_some(),
        };
        let mut at = 0;
        for (file, source) in checked.files.iter_mut().zip(files) {
            at += load.file(&mut writer, file, source, (&ids[at..], &known[at..]), &mut progress)?;
        }
        let used = load.category_ids.into_keys().collect();
        let group = writer.commit()?.group;
        Ok(checked.outcome(group, &used))
    }
}

/// Files whose every row was looked at.
pub struct CheckedImport<E> {
    files: Vec<Checked<E>>,
    categories: CategoryNames,
    stopped: bool,
    /// Whether the ledger had no currency when the rows were read: then that of rows that name none was assumed.
    is_currency_open: bool,
}

impl<E> std::fmt::Debug for CheckedImport<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CheckedImport").field("stopped", &self.stopped).finish_non_exhaustive()
    }
}

impl<E> CheckedImport<E> {
    /// Whether bad rows forbid to write it.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// From the first to the last day of all good rows; `None` where there is none.
    #[must_use]
    pub fn span(&self) -> Option<Period> {
        let spans = self.files.iter().filter_map(|file| file.span);
        spans.reduce(|a, b| Period { from: a.from.min(b.from), to: a.to.max(b.to) })
    }

    /// The bad rows of each file.
    pub fn errors(&self) -> impl Iterator<Item = &[E]> {
        self.files.iter().map(|file| file.outcome.errors.as_slice())
    }

    /// The ids of all good rows, file after file.
    fn take_ids(&mut self) -> Vec<Uuid> {
        match self.files.as_mut_slice() {
            // The usual case keeps one copy of a list that may be long.
            [only] => std::mem::take(&mut only.ids),
            several => several.iter().flat_map(|file| file.ids.iter().copied()).collect(),
        }
    }

    fn outcome(self, group: Option<i64>, used: &HashSet<String>) -> ImportOutcome<E> {
        ImportOutcome {
            new_categories: self.categories.new_paths(used),
            files: self.files.into_iter().map(|file| file.outcome).collect(),
            group,
            stopped: self.stopped,
        }
    }
}

/// Whether a row is to be written.
fn has_new(known: &[Known]) -> bool {
    known.iter().any(|state| matches!(state, Known::Absent | Known::Withdrawn))
}

impl<E> Checked<E> {
    /// Counts the rows, where what is known of each says it all: none is new, and none may be a later form of a pending one.
    /// Returns how many there are; `None` where they have to be read.
    fn count_known(&mut self, known: &[Known], pending: &PendingRows) -> Option<usize> {
        let known = known.get(..self.good)?;
        if has_new(known) || !pending.is_empty() {
            return None;
        }
        let deleted = known.iter().filter(|state| **state == Known::Deleted).count();
        self.outcome.skipped += deleted as u64;
        self.outcome.duplicates += (self.good - deleted) as u64;
        Some(self.good)
    }
}

/// Rows between two calls of `progress`.
const PROGRESS_ROWS: u64 = 4_096;

/// Rows handed over at a time by the thread that reads them: enough that the handing over costs nothing.
const BATCH_ROWS: usize = 1_024;
/// Batches that wait at most, so that memory stays bounded.
const BATCHES_WAITING: usize = 4;

/// Reads rows on a thread of their own and gives them to `each` in order: reading and what is done with the rows cost
/// about the same, and most machines have two cores.
fn for_each_row<E: Send, F>(
    file: &ImportFile<'_, E>,
    mut each: impl FnMut(Result<ImportRow, E>) -> Result<(), F>,
) -> Result<(), F> {
    let rows = &file.rows;
    std::thread::scope(|scope| {
        let (sender, receiver) = std::sync::mpsc::sync_channel::<Vec<Result<ImportRow, E>>>(BATCHES_WAITING);
        scope.spawn(move || {
            let mut rows = rows();
            loop {
                let batch: Vec<_> = rows.by_ref().take(BATCH_ROWS).collect();
                // The other side has stopped listening after an error of its own.
                if batch.is_empty() || sender.send(batch).is_err() {
                    return;
                }
            }
        });
        receiver.into_iter().flatten().try_for_each(&mut each)
    })
}

/// Reads a file once: every row is good, or its error is kept.
fn check<E: Send>(
    file: &ImportFile<'_, E>,
    ledger: Uuid,
    categories: &mut CategoryNames,
    progress: &mut impl FnMut(u64),
) -> Checked<E> {
    let mut outcome = FileOutcome {
        batch: None,
        rows: 0,
        imported: 0,
        duplicates: 0,
        skipped: 0,
        matched: 0,
        pending: 0,
        categorised: Categorised::default(),
        totals: Vec::new(),
        errors: Vec::new(),
    };
    let mut ids = Vec::with_capacity(usize::try_from(file.rows_hint).unwrap_or(0));
    let mut own = HashSet::new();
    let mut asks_category = false;
    let mut days = FxHashSet::default();
    let mut span: Option<Period> = None;
    let source = file.source.as_deref().unwrap_or_default();
    let read = for_each_row(file, |row| {
        outcome.rows += 1;
        if outcome.rows.is_multiple_of(PROGRESS_ROWS) {
            progress(outcome.rows);
        }
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                outcome.errors.push(error);
                return Ok(());
            }
        };
        if let Some(text) = row.draft.category.as_deref()
            && let Err(reason) = categories.check(text)
        {
            outcome.errors.push((file.bad_category)(row.line, text, reason));
            return Ok(());
        }
        asks_category |= AutoCategory::is_asked_by(&row);
        let day = row.draft.date;
        if !row.exported {
            days.insert(day);
        }
        span = Some(Period::reaching(span, day));
        ids.push(match row.id {
            Some(id) => {
                own.insert(id);
                id
            }
            None => imported_row_id(ledger, source, &row.identity),
        });
        Ok::<_, Infallible>(())
    });
    match read {
        Ok(()) => {}
        Err(never) => match never {},
    }
    number_repeats(&mut ids, &own);
    Checked { outcome, good: ids.len(), ids, days, span, asks_category }
}

/// Tells equal rows of a file apart: the second and later ones get ids of their own. Rows that came with their own id
/// are the same row where it is the same.
fn number_repeats(ids: &mut [Uuid], own: &HashSet<Uuid>) {
    let mut order: Vec<u32> = (0..u32::try_from(ids.len()).unwrap_or(u32::MAX)).collect();
    order.sort_unstable_by_key(|&at| (ids[at as usize], at));
    let mut first = 0;
    while first < order.len() {
        let id = ids[order[first] as usize];
        let mut next = first + 1;
        let mut occurrence = 1;
        while next < order.len() && ids[order[next] as usize] == id {
            if !own.contains(&id) {
                ids[order[next] as usize] = repeated_row_id(id, occurrence);
            }
            occurrence += 1;
            next += 1;
        }
        first = next;
    }
}
