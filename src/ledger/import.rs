//! Taking in the rows of files: all or nothing, each row once.
//!
//! Owns what a row means for the ledger: whether it is there already, was deleted by a person or taken back by an undo,
//! which category it gets and which batch it belongs to. Must not know how files are read; rows come as they were
//! understood, and may be asked for twice: once to check everything, once to write.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::categories::ensure_category;
use super::entries::expense_record;
use super::{Book, CategoryPolicy, LedgerError};
use crate::id::new_id;
use crate::model::category::CategoryPath;
use crate::model::entity::Kind;
use crate::model::expense::ExpenseDraft;
use crate::model::text::fold;
use crate::store::apply::{Applied, Change, Creation, Presence};
use crate::store::query::Sum;
use crate::store::rows::Known;
use crate::store::writer::{CommandInfo, Writer};

/// A row as a file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// The line it starts on, from 1.
    pub line: u64,
    /// Its id: derived from its content, or its own where it was exported by this program.
    pub id: Uuid,
    /// What it says.
    pub draft: ExpenseDraft,
    /// The account it comes from, where it says so itself.
    pub source: Option<String>,
    /// The import that brought it first, where it says so itself.
    pub batch: Option<Uuid>,
    /// Whether it was exported from a ledger: then source and batch are what it says, even nothing.
    pub exported: bool,
    /// When it was first recorded, where it says so itself.
    pub created_at: Option<DateTime<Utc>>,
    /// When it was last changed, where it says so itself.
    pub updated_at: Option<DateTime<Utc>>,
}

/// Whether rows are to be told with their ids: to derive them costs as much as to read the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// Derive them.
    Wanted,
    /// Leave them nil: they are known from the first reading.
    Known,
}

/// Rows, or what is wrong with them.
pub type RowIter<'f, E> = Box<dyn Iterator<Item = Result<ImportRow, E>> + 'f>;

/// A file that was understood.
pub struct ImportFile<'f, E> {
    /// Its name, for the batch.
    pub name: Option<String>,
    /// Its rows from the first one on, the same every time.
    pub rows: Box<dyn Fn(Ids) -> RowIter<'f, E> + 'f>,
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
    /// The account that the rows come from.
    pub source: Option<String>,
    /// Only say what would happen.
    pub dry_run: bool,
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
    /// Rows that a person had deleted, and that stay so.
    pub skipped: u64,
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
}

impl Book<'_> {
    /// Imports files as one command. `progress` is called now and then with the rows done so far and whether they
    /// are being written yet.
    ///
    /// # Errors
    /// [`LedgerError::ForeignBatch`]; what the store reports. Nothing was written then.
    pub fn import<E>(
        &mut self,
        files: &[ImportFile<'_, E>],
        spec: &ImportSpec,
        mut progress: impl FnMut(u64, bool),
    ) -> Result<ImportOutcome<E>, LedgerError> {
        let mut categories = CategoryNames::load(self, spec.policy)?;
        let mut checked: Vec<Checked<E>> = Vec::with_capacity(files.len());
        for file in files {
            checked.push(check(file, &mut categories, &mut progress));
        }
        let new_categories = categories.new_paths();
        let stopped = !spec.skip_bad_rows && checked.iter().any(|file| !file.outcome.errors.is_empty());
        if stopped || spec.dry_run {
            let mut all: Vec<Uuid> = checked.iter().flat_map(|file| file.ids.iter().copied()).collect();
            let known = self.store.known_expenses(&all)?;
            all.clear();
            let mut at = 0;
            for (file, source) in checked.iter_mut().zip(files) {
                count_rows(file, source, &known[at..at + file.ids.len()]);
                at += file.ids.len();
            }
            let files = checked.into_iter().map(|file| file.outcome).collect();
            return Ok(ImportOutcome { files, group: None, stopped, new_categories });
        }
        let ledger = self.ledger.clone();
        let mut writer =
            self.store.writer(CommandInfo { name: "import", ..CommandInfo::default() }, self.now)?;
        let known = match checked.as_slice() {
            [only] => writer.known_expenses(&only.ids)?,
            several => {
                let ids: Vec<Uuid> = several.iter().flat_map(|file| file.ids.iter().copied()).collect();
                writer.known_expenses(&ids)?
            }
        };
        let fresh = known.iter().filter(|state| **state == Known::Absent).count();
        if !known.contains(&Known::Withdrawn) {
            // What was taken back is looked up by its id, for which the index must be there.
            writer.expect_expenses(u64::try_from(fresh).unwrap_or(u64::MAX))?;
        }
        let mut load = Load {
            ledger: &ledger,
            spec,
            categories: &categories,
            category_ids: HashMap::new(),
            is_settled: ledger.currency.is_some(),
        };
        let mut at = 0;
        for (file, source) in checked.iter_mut().zip(files) {
            let count = file.ids.len();
            load.file(&mut writer, file, source, &known[at..at + count], &mut progress)?;
            at += count;
        }
        let group = writer.commit()?.group;
        let files = checked.into_iter().map(|file| file.outcome).collect();
        Ok(ImportOutcome { files, group, stopped: false, new_categories })
    }
}

/// Rows between two calls of `progress`.
const PROGRESS_ROWS: u64 = 4_096;

/// Reads a file once: every row is good, or its error is kept.
fn check<E>(
    file: &ImportFile<'_, E>,
    categories: &mut CategoryNames,
    progress: &mut impl FnMut(u64, bool),
) -> Checked<E> {
    let mut outcome = FileOutcome {
        batch: None,
        rows: 0,
        imported: 0,
        duplicates: 0,
        skipped: 0,
        totals: Vec::new(),
        errors: Vec::new(),
    };
    let mut ids = Vec::new();
    for row in (file.rows)(Ids::Wanted) {
        outcome.rows += 1;
        if outcome.rows % PROGRESS_ROWS == 0 {
            progress(outcome.rows, false);
        }
        match row {
            Err(error) => outcome.errors.push(error),
            Ok(row) => match row.draft.category.as_deref().map(|text| categories.check(text)) {
                Some(Err(reason)) => {
                    let text = row.draft.category.as_deref().unwrap_or_default();
                    outcome.errors.push((file.bad_category)(row.line, text, reason));
                }
                _ => ids.push(row.id),
            },
        }
    }
    Checked { outcome, ids }
}

/// The good rows of a file, as the first reading counted them.
fn good_rows<'f, E>(
    file: &'f ImportFile<'_, E>,
    categories: &CategoryNames,
) -> impl Iterator<Item = ImportRow> + use<'f, E> {
    let bad = categories.bad();
    (file.rows)(Ids::Known).filter_map(Result::ok).filter(move |row| {
        bad.is_empty() || !row.draft.category.as_deref().is_some_and(|text| bad.contains(text))
    })
}

/// Counts what a dry run would do.
fn count_rows<E>(file: &mut Checked<E>, source: &ImportFile<'_, E>, known: &[Known]) {
    let mut totals = Totals::default();
    let rows = (source.rows)(Ids::Wanted).filter_map(Result::ok);
    let mut by_id: HashMap<Uuid, Known> = HashMap::with_capacity(file.ids.len());
    for (id, state) in file.ids.iter().zip(known) {
        by_id.insert(*id, *state);
    }
    for row in rows {
        match by_id.insert(row.id, Known::Present) {
            Some(Known::Absent | Known::Withdrawn) => {
                file.outcome.imported += 1;
                totals.add(&row.draft);
            }
            Some(Known::Present) => file.outcome.duplicates += 1,
            Some(Known::Deleted) => {
                by_id.insert(row.id, Known::Deleted);
                file.outcome.skipped += 1;
            }
            None => {
                by_id.remove(&row.id);
            }
        }
    }
    file.outcome.totals = totals.sums();
}

/// What writing the rows needs to know.
struct Load<'l> {
    ledger: &'l crate::store::ledgers::LedgerRow,
    spec: &'l ImportSpec,
    categories: &'l CategoryNames,
    category_ids: HashMap<String, Uuid>,
    is_settled: bool,
}

impl Load<'_> {
    fn file<E>(
        &mut self,
        writer: &mut Writer,
        file: &mut Checked<E>,
        source: &ImportFile<'_, E>,
        known: &[Known],
        progress: &mut impl FnMut(u64, bool),
    ) -> Result<(), LedgerError> {
        let mut totals = Totals::default();
        let own_batch = new_id(writer.now());
        let mut batches = Batches::default();
        let mut written = 0;
        let ids = std::mem::take(&mut file.ids);
        for ((mut row, state), id) in good_rows(source, self.categories).zip(known).zip(ids) {
            row.id = id;
            written += 1;
            if written % PROGRESS_ROWS == 0 {
                progress(written, true);
            }
            match state {
                Known::Present => file.outcome.duplicates += 1,
                Known::Deleted => file.outcome.skipped += 1,
                Known::Absent | Known::Withdrawn => {
                    let batch = if row.exported { row.batch } else { Some(own_batch) };
                    let source_name =
                        if row.exported { row.source.clone() } else { self.spec.source.clone() };
                    if let Some(batch) = batch {
                        batches.ensure(
                            writer,
                            self.ledger,
                            batch,
                            source_name.as_deref(),
                            source.name.as_deref(),
                            &row,
                        )?;
                    }
                    totals.add(&row.draft);
                    let number = self.row(writer, row, *state, source_name, batch)?;
                    batches.widen(batch, number);
                    file.outcome.imported += 1;
                }
            }
        }
        batches.finish(writer)?;
        file.outcome.batch =
            (file.outcome.imported > 0).then_some(own_batch).filter(|id| batches.contains(*id));
        file.outcome.totals = totals.sums();
        Ok(())
    }

    fn row(
        &mut self,
        writer: &mut Writer,
        row: ImportRow,
        state: Known,
        source: Option<String>,
        batch: Option<Uuid>,
    ) -> Result<i64, LedgerError> {
        if !self.is_settled {
            writer.settle_currency(self.ledger.number, row.draft.amount.currency)?;
            self.is_settled = true;
        }
        let category = match row.draft.category.as_deref() {
            None => None,
            Some(text) => Some(self.category(writer, text)?),
        };
        let presence = if state == Known::Absent { Presence::Absent } else { Presence::Unknown };
        let applied = writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Expense,
            id: row.id,
            ledger: self.ledger.number,
            record: expense_record(row.draft, category, source, batch),
            presence,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })))?;
        match applied {
            Applied::Created(number) | Applied::Revived(number) | Applied::Present(number) => Ok(number),
            _ => Err(crate::store::StoreError::Inconsistent(
                "an imported row changed while it was written".into(),
            )
            .into()),
        }
    }

    fn category(&mut self, writer: &mut Writer, text: &str) -> Result<Uuid, LedgerError> {
        if let Some(id) = self.category_ids.get(text) {
            return Ok(*id);
        }
        let path = CategoryPath::parse(text)
            .map_err(|_| LedgerError::UnknownCategory { path: text.to_owned(), near: Vec::new() })?;
        let id = ensure_category(writer, self.ledger, &path)?;
        self.category_ids.insert(text.to_owned(), id);
        Ok(id)
    }
}

/// The batches that a file's rows belong to, and the numbers between which those lie.
#[derive(Default)]
struct Batches {
    ranges: HashMap<Uuid, Option<(i64, i64)>>,
}

impl Batches {
    fn ensure(
        &mut self,
        writer: &mut Writer,
        ledger: &crate::store::ledgers::LedgerRow,
        batch: Uuid,
        source: Option<&str>,
        file: Option<&str>,
        row: &ImportRow,
    ) -> Result<(), LedgerError> {
        if self.ranges.contains_key(&batch) {
            return Ok(());
        }
        writer.create_batch(batch, ledger.number, source, file)?;
        if writer.batch_ledger(batch)? != Some(ledger.number) {
            return Err(LedgerError::ForeignBatch { date: row.draft.date, batch });
        }
        self.ranges.insert(batch, None);
        Ok(())
    }

    fn widen(&mut self, batch: Option<Uuid>, number: i64) {
        if let Some(range) = batch.and_then(|id| self.ranges.get_mut(&id)) {
            *range =
                Some(range.map_or((number, number), |(first, last)| (first.min(number), last.max(number))));
        }
    }

    fn contains(&self, batch: Uuid) -> bool {
        self.ranges.contains_key(&batch)
    }

    fn finish(&self, writer: &mut Writer) -> Result<(), LedgerError> {
        for (batch, range) in &self.ranges {
            if let Some((first, last)) = range {
                writer.widen_batch(*batch, *first, *last)?;
            }
        }
        Ok(())
    }
}

/// The categories that the rows name, each looked at once.
struct CategoryNames {
    existing: HashSet<String>,
    policy: CategoryPolicy,
    seen: HashMap<String, Result<Option<String>, String>>,
}

impl CategoryNames {
    fn load(book: &Book, policy: CategoryPolicy) -> Result<Self, LedgerError> {
        let tree = book.store.category_tree()?;
        let existing =
            tree.live(book.ledger.number).iter().filter_map(|row| tree.path(row.number)).map(fold).collect();
        Ok(Self { existing, policy, seen: HashMap::new() })
    }

    /// Whether a row may have this category, exactly as the file has it: nothing is guessed from its last part.
    fn check(&mut self, text: &str) -> Result<(), String> {
        if let Some(seen) = self.seen.get(text) {
            return seen.as_ref().map(drop).map_err(Clone::clone);
        }
        let judged = match CategoryPath::parse(text) {
            Err(error) => Err(error.to_string()),
            Ok(path) if self.existing.contains(&path.folded()) => Ok(None),
            Ok(path) if self.policy == CategoryPolicy::Strict => {
                Err(format!("there is no category `{path}`, and new ones are not made here"))
            }
            Ok(path) => Ok(Some(path.to_string())),
        };
        let answer = judged.as_ref().map(drop).map_err(Clone::clone);
        self.seen.insert(text.to_owned(), judged);
        answer
    }

    fn new_paths(&self) -> Vec<String> {
        let mut paths: Vec<String> =
            self.seen.values().filter_map(|seen| seen.clone().ok().flatten()).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    fn bad(&self) -> HashSet<String> {
        self.seen.iter().filter(|(_, seen)| seen.is_err()).map(|(text, _)| text.clone()).collect()
    }
}

/// Sums of new rows by currency and direction.
#[derive(Default)]
struct Totals(Vec<Sum>);

impl Totals {
    fn add(&mut self, draft: &ExpenseDraft) {
        let (currency, direction) = (draft.amount.currency, draft.direction);
        let known = self.0.iter_mut().find(|sum| sum.currency == currency && sum.direction == direction);
        match known {
            Some(sum) => {
                sum.count += 1;
                // Saturates only where the store refuses the same sum and the import with it.
                sum.minor = sum.minor.saturating_add(draft.amount.minor);
            }
            None => self.0.push(Sum { currency, direction, count: 1, minor: draft.amount.minor }),
        }
    }

    fn sums(mut self) -> Vec<Sum> {
        self.0.sort_by_key(|sum| (sum.currency, sum.direction));
        self.0
    }
}
