//! Taking in the rows of files: all or nothing, each row once.
//!
//! Owns what a row means for the ledger: whether it is there already, was deleted by a person or taken back by an undo,
//! which category it gets and which batch it belongs to. Must not know how files are read; rows come as they were
//! understood, and may be asked for twice: once to check everything, once to write.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::auto_category::{AutoCategory, Categorised};
use super::categories::category_under_lock;
use super::entries::{expense_record, settle_currency};
use super::{Book, CategoryPolicy, LedgerError, Methods};
use crate::id::{imported_row_id, new_id, repeated_row_id};
use crate::model::category::CategoryPath;
use crate::model::entity::Kind;
use crate::model::expense::ExpenseDraft;
use crate::model::text::fold;
use crate::store::StoreError;
use crate::store::apply::{Applied, Change, Creation, Presence};
use crate::store::query::Sum;
use crate::store::rows::Known;
use crate::store::writer::{CommandInfo, Writer};

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
    /// Rows that a person had deleted, and that stay so.
    pub skipped: u64,
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

    /// Says what importing checked files would do.
    ///
    /// # Errors
    /// What the store reports; [`StoreError::Overflow`] for rows whose sum is too large.
    pub fn preview_import<E: Send>(
        &self,
        files: &[ImportFile<'_, E>],
        mut checked: CheckedImport<E>,
    ) -> Result<ImportOutcome<E>, LedgerError> {
        let ids = checked.take_ids();
        let known = self.store.known_expenses(&ids)?;
        let asks = checked.files.iter().any(|file| file.asks_category) && has_new(&known);
        let auto = if asks {
            AutoCategory::of_store(self.store, self.ledger.number)?
        } else {
            AutoCategory::default()
        };
        let mut at = 0;
        let mut used = HashSet::new();
        for (file, source) in checked.files.iter_mut().zip(files) {
            at += count_rows(file, source, (&checked.categories, &auto), &known[at..], &mut used)?;
        }
        Ok(checked.outcome(None, &used))
    }

    /// Imports checked files as one command. `progress` is called now and then with the rows done.
    ///
    /// # Errors
    /// [`LedgerError::ForeignBatch`]; [`LedgerError::CategoryGone`] or [`LedgerError::CurrencySettled`] if what was
    /// found by checking is no longer so; what the store reports, a sum that is too large included. Nothing was
    /// written then.
    pub fn write_import<E: Send>(
        &mut self,
        files: &[ImportFile<'_, E>],
        mut checked: CheckedImport<E>,
        mut progress: impl FnMut(u64),
    ) -> Result<ImportOutcome<E>, LedgerError> {
        let ids = checked.take_ids();
        let ledger = self.ledger.clone();
        let methods = self.methods()?;
        let mut writer =
            self.store.writer(CommandInfo { name: "import", ..CommandInfo::default() }, self.now)?;
        let known = writer.known_expenses(&ids)?;
        if !known.contains(&Known::Withdrawn) {
            // What was taken back is looked up by its id, for which the index must be there.
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
        categorised: Categorised::default(),
        totals: Vec::new(),
        errors: Vec::new(),
    };
    let mut ids = Vec::with_capacity(usize::try_from(file.rows_hint).unwrap_or(0));
    let mut own = HashSet::new();
    let mut asks_category = false;
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
    Checked { outcome, ids, asks_category }
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

/// Counts what a dry run would do; returns how many good rows the file has.
fn count_rows<E: Send>(
    file: &mut Checked<E>,
    source: &ImportFile<'_, E>,
    (categories, auto): (&CategoryNames, &AutoCategory),
    known: &[Known],
    used: &mut HashSet<String>,
) -> Result<usize, LedgerError> {
    let mut totals = Totals::default();
    let mut at = 0;
    for (mut row, state) in
        (source.rows)().filter_map(Result::ok).filter(|row| categories.accepts(row)).zip(known)
    {
        at += 1;
        match state {
            Known::Absent | Known::Withdrawn => {
                file.outcome.imported += 1;
                auto.fill(&mut row, &mut file.outcome.categorised);
                totals.add(&row.draft)?;
                used.extend(row.draft.category.filter(|text| !used.contains(text)));
            }
            Known::Present => file.outcome.duplicates += 1,
            Known::Deleted => file.outcome.skipped += 1,
        }
    }
    file.outcome.totals = totals.sums();
    Ok(at)
}

/// What writing the rows needs to know.
struct Load<'l> {
    auto: AutoCategory,
    ledger: &'l crate::store::ledgers::LedgerRow,
    categories: &'l CategoryNames,
    category_ids: HashMap<String, Uuid>,
    is_currency_assumed: bool,
    methods: Methods,
    is_settled: bool,
}

impl Load<'_> {
    /// Writes the new rows of a file; returns how many good rows it has.
    fn file<E: Send>(
        &mut self,
        writer: &mut Writer,
        file: &mut Checked<E>,
        source: &ImportFile<'_, E>,
        (ids, known): (&[Uuid], &[Known]),
        progress: &mut impl FnMut(u64),
    ) -> Result<usize, LedgerError> {
        let mut totals = Totals::default();
        let own_batch = new_id(writer.now());
        let mut batches = Batches::default();
        let mut at = 0;
        let categories = self.categories;
        for_each_row(source, |row| {
            let Some(mut row) = row.ok().filter(|row| categories.accepts(row)) else { return Ok(()) };
            let (id, state) = (ids[at], known[at]);
            at += 1;
            if (at as u64).is_multiple_of(PROGRESS_ROWS) {
                progress(at as u64);
            }
            match state {
                Known::Present => file.outcome.duplicates += 1,
                Known::Deleted => file.outcome.skipped += 1,
                Known::Absent | Known::Withdrawn => {
                    let batch = if row.exported { row.batch } else { Some(own_batch) };
                    let source_name = if row.exported { row.source.clone() } else { source.source.clone() };
                    if let Some(batch) = batch {
                        let (source_name, file_name) = (source_name.as_deref(), source.name.as_deref());
                        batches.ensure(writer, self.ledger, batch, source_name, file_name, &row)?;
                    }
                    if let Some(id) = self.auto.fill(&mut row, &mut file.outcome.categorised)
                        && let Some(path) = &row.draft.category
                        && !self.category_ids.contains_key(path)
                    {
                        self.category_ids.insert(path.clone(), id);
                    }
                    totals.add(&row.draft)?;
                    let number = self.row(writer, row, (id, state), source_name, batch)?;
                    batches.widen(batch, number);
                    file.outcome.imported += 1;
                }
            }
            Ok::<_, LedgerError>(())
        })?;
        batches.finish(writer)?;
        file.outcome.batch =
            (file.outcome.imported > 0).then_some(own_batch).filter(|id| batches.contains(*id));
        file.outcome.totals = totals.sums();
        Ok(at)
    }

    fn row(
        &mut self,
        writer: &mut Writer,
        mut row: ImportRow,
        (id, state): (Uuid, Known),
        source: Option<String>,
        batch: Option<Uuid>,
    ) -> Result<i64, LedgerError> {
        if !self.is_settled {
            settle_currency(writer, self.ledger, row.draft.amount.currency, self.is_currency_assumed)?;
            self.is_settled = true;
        }
        if !row.exported {
            row.draft.method = row.draft.method.map(|method| self.methods.spelt(method));
        }
        let category = match row.draft.category.as_deref() {
            None => None,
            Some(text) => Some(self.category(writer, text)?),
        };
        let presence = if state == Known::Absent { Presence::Absent } else { Presence::Gone };
        let applied = writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Expense,
            id,
            ledger: self.ledger.number,
            record: expense_record(row.draft, category, source, batch),
            presence,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })))?;
        match applied {
            Applied::Created(number) | Applied::Revived(number) | Applied::Present(number) => Ok(number),
            _ => Err(StoreError::Inconsistent("an imported row changed while it was written".into()).into()),
        }
    }

    fn category(&mut self, writer: &mut Writer, text: &str) -> Result<Uuid, LedgerError> {
        if let Some(id) = self.category_ids.get(text) {
            return Ok(*id);
        }
        let path = CategoryPath::parse(text)
            .map_err(|_| LedgerError::UnknownCategory { path: text.to_owned(), near: Vec::new() })?;
        let id = category_under_lock(writer, self.ledger, &path, self.categories.existed(text))?;
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

    /// The new paths among the texts of rows that were imported.
    fn new_paths(&self, used: &HashSet<String>) -> Vec<String> {
        let mut paths: Vec<String> =
            used.iter().filter_map(|text| self.seen.get(text)?.clone().ok().flatten()).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Whether a category that was checked was there.
    fn existed(&self, text: &str) -> bool {
        matches!(self.seen.get(text), Some(Ok(None)))
    }

    /// Whether a row that was checked has a category that it may have.
    fn accepts(&self, row: &ImportRow) -> bool {
        row.draft.category.as_deref().is_none_or(|text| self.seen.get(text).is_some_and(Result::is_ok))
    }
}

/// Sums of new rows by currency and direction.
#[derive(Default)]
struct Totals(Vec<Sum>);

impl Totals {
    fn add(&mut self, draft: &ExpenseDraft) -> Result<(), StoreError> {
        let (currency, direction) = (draft.amount.currency, draft.direction);
        let known = self.0.iter_mut().find(|sum| sum.currency == currency && sum.direction == direction);
        match known {
            Some(sum) => {
                sum.count += 1;
                // The store sums by months: it may take each of them where all together are too much.
                let minor = sum.minor.checked_add(draft.amount.minor);
                sum.minor = minor.ok_or_else(|| StoreError::Overflow(currency.to_string()))?;
            }
            None => self.0.push(Sum { currency, direction, count: 1, minor: draft.amount.minor }),
        }
        Ok(())
    }

    fn sums(mut self) -> Vec<Sum> {
        self.0.sort_by_key(|sum| (sum.currency, sum.direction));
        self.0
    }
}
