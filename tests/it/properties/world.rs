//! A ledger driven by random commands, and what a person sees of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use outlay::id::derived_id;
use outlay::ledger::categories::CategoryEdit;
use outlay::ledger::entries::{Decided, Edit, again};
use outlay::ledger::import::{Decisions, ImportFile, ImportOutcome, ImportRow, ImportSpec};
use outlay::ledger::undo::Reverted;
use outlay::ledger::{Book, CategoryPolicy, LedgerError};
use outlay::model::category::CategoryPath;
use outlay::model::expense::{Expense, ExpenseDraft, SyncState};
use outlay::model::filter::Filter;
use outlay::model::text::fold;
use outlay::store::{Access, OpenOptionsAt, Store};
use proptest::collection::vec;
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

use super::values;

/// One command of a random sequence. Numbers pick among what is there when it runs.
#[derive(Debug, Clone)]
pub enum Step {
    /// `add`.
    Add(ExpenseDraft),
    /// `again`, on another day.
    Again(usize, NaiveDate),
    /// `edit` of several.
    Edit(Vec<usize>, Edit),
    /// `delete` of several.
    Delete(Vec<usize>),
    /// `import` of files: rows whose ids are derived from the number beside them.
    Import(Vec<Vec<(u8, ExpenseDraft)>>),
    /// `category add`.
    AddCategory(CategoryPath, CategoryEdit),
    /// `category edit`.
    EditCategory(usize, CategoryEdit),
    /// `category rename`.
    RenameCategory(usize, CategoryPath),
    /// `category merge`.
    MergeCategories(Vec<usize>, usize),
    /// `undo`.
    Undo,
    /// `redo`.
    Redo,
}

/// A command other than undo and redo.
pub fn command() -> impl Strategy<Value = Step> {
    let pick = || 0_usize..1_000;
    prop_oneof![
        6 => values::draft().prop_map(Step::Add),
        1 => (pick(), values::day()).prop_map(|(at, date)| Step::Again(at, date)),
        6 => (vec(pick(), 1..4), values::edit()).prop_map(|(picks, edit)| Step::Edit(picks, edit)),
        3 => vec(pick(), 1..4).prop_map(Step::Delete),
        2 => vec(vec((0_u8..12, values::draft()), 1..5), 1..3).prop_map(Step::Import),
        1 => (values::path(), values::category_edit()).prop_map(|(path, edit)| Step::AddCategory(path, edit)),
        2 => (pick(), values::category_edit()).prop_map(|(at, edit)| Step::EditCategory(at, edit)),
        2 => (pick(), values::path()).prop_map(|(at, path)| Step::RenameCategory(at, path)),
        2 => (vec(pick(), 1..3), pick()).prop_map(|(from, into)| Step::MergeCategories(from, into)),
    ]
}

/// A command, undo or redo.
pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![6 => command(), 3 => Just(Step::Undo), 2 => Just(Step::Redo)]
}

/// How a category is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    path: String,
    hidden: bool,
    order: Option<i64>,
    colour: Option<String>,
    icon: Option<String>,
}

/// Everything a person sees: expenses by number, deleted ones included, and live categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Without what undo does not bring back: instants of change and deletion, and how far they are synchronised.
    pub expenses: BTreeMap<i64, Expense>,
    /// Those neither deleted nor merged away.
    pub categories: BTreeMap<Uuid, Look>,
}

impl Snapshot {
    /// Holds the ledger as it is now against what it was: all that was is so again, and what is new is deleted.
    pub fn assert_is_back(&self, then: &Self, what: &str) {
        for (number, was) in &then.expenses {
            assert_eq!(self.expenses.get(number), Some(was), "{what}: expense {number}");
        }
        for (number, expense) in &self.expenses {
            assert!(
                then.expenses.contains_key(number) || expense.deleted_at.is_some(),
                "{what}: {number} was not there"
            );
        }
        assert_eq!(self.categories, then.categories, "{what}: categories");
    }
}

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It changed something, as this group.
    Changed(i64),
    /// Everything was so already.
    Nothing,
    /// It was refused, as it should be.
    Refused,
}

/// The name of the database file.
pub const FILE: &str = "outlay.db";

/// An open ledger with its clock.
pub struct World {
    /// The store.
    pub store: Store,
    /// The moment of the next command.
    pub now: DateTime<Utc>,
    /// The ledger that commands are about: its place among the ledgers.
    pub ledger: usize,
    file: Option<TempDir>,
}

impl World {
    /// A new ledger in memory.
    pub fn in_memory() -> Self {
        let now = start();
        Self { store: Store::in_memory(&options(now)).unwrap(), now, ledger: 0, file: None }
    }

    /// A new ledger in a file.
    pub fn on_file() -> Self {
        Self::opened_in(tempfile::tempdir().unwrap())
    }

    /// The ledger in the file of a folder, which is made if it is missing.
    pub fn opened_in(folder: TempDir) -> Self {
        let now = start();
        let path = folder.path().join(FILE);
        let store = Store::open(&path, Access::Write, &options(now)).unwrap().unwrap();
        Self { store, now, ledger: 0, file: Some(folder) }
    }

    /// Whether it is in a file.
    pub const fn is_on_file(&self) -> bool {
        self.file.is_some()
    }

    /// Opens the file anew, as the next command does.
    pub fn reopen(&mut self) {
        self.store = Store::open(&self.path(), Access::Write, &options(self.now)).unwrap().unwrap();
    }

    /// A connection of its own to the same file, to read and meddle with.
    pub fn sql(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }

    fn path(&self) -> PathBuf {
        self.file.as_ref().expect("a ledger in a file").path().join(FILE)
    }

    /// The open book, a minute after the last time.
    pub fn book(&mut self) -> Book<'_> {
        self.now += TimeDelta::minutes(1);
        let ledger = self.store.ledgers().unwrap().remove(self.ledger);
        Book { store: &mut self.store, ledger, now: self.now, today: self.now.date_naive() }
    }

    /// Every expense, deleted ones included, newest first.
    pub fn expenses(&self) -> Vec<Expense> {
        self.store.expenses(&Filter { deleted: true, ..Filter::default() }, None).unwrap()
    }

    /// What a person sees now.
    pub fn snapshot(&self) -> Snapshot {
        let expenses = self
            .expenses()
            .into_iter()
            .map(|mut expense| {
                expense.updated_at = expense.created_at;
                expense.deleted_at = expense.deleted_at.map(|_| DateTime::UNIX_EPOCH);
                expense.sync = SyncState::Local;
                expense.revision = 0;
                (expense.number, expense)
            })
            .collect();
        let tree = self.store.category_tree().unwrap();
        let ledger = self.store.ledgers().unwrap().remove(self.ledger);
        let categories = tree
            .live(ledger.number)
            .into_iter()
            .map(|row| {
                let look = Look {
                    path: tree.path(row.number).unwrap().to_owned(),
                    hidden: row.hidden,
                    order: row.order,
                    colour: row.colour.clone(),
                    icon: row.icon.clone(),
                };
                (row.id, look)
            })
            .collect();
        Snapshot { expenses, categories }
    }

    /// Holds what must be so after every command: `doctor` is content; live categories have sound paths of their
    /// own, below live ones; live expenses are in live categories.
    pub fn assert_sound(&self) {
        for check in self.store.check().unwrap() {
            assert_eq!(check.problems, Vec::<String>::new(), "{}", check.name);
        }
        let tree = self.store.category_tree().unwrap();
        let live = tree.live(self.store.ledgers().unwrap()[0].number);
        let mut paths = BTreeSet::new();
        for row in &live {
            let path = CategoryPath::parse(tree.path(row.number).unwrap()).unwrap();
            let above = row.parent.map(|parent| tree.effective(parent));
            assert!(
                above.is_none_or(|above| live.iter().any(|row| row.number == above)),
                "above `{path}` is nothing"
            );
            assert!(paths.insert(path.folded()), "two categories are `{path}`");
        }
        for expense in self.expenses().iter().filter(|expense| expense.deleted_at.is_none()) {
            if let Some(category) = &expense.category {
                assert!(
                    paths.contains(&fold(category)),
                    "{} is in `{category}`, which is gone",
                    expense.number
                );
            }
        }
    }

    /// Runs one command; undo and redo may skip nothing.
    pub fn run(&mut self, step: &Step) -> Outcome {
        match self.try_run(step) {
            Ok(Some(group)) => Outcome::Changed(group),
            Ok(None) => Outcome::Nothing,
            Err(
                LedgerError::Ambiguous { .. }
                | LedgerError::CategoryExists(_)
                | LedgerError::CategoryCircle { .. }
                | LedgerError::TooDeep { .. }
                | LedgerError::NothingToUndo
                | LedgerError::NothingToRedo,
            ) => Outcome::Refused,
            Err(other) => panic!("{step:?}: {other}"),
        }
    }

    fn try_run(&mut self, step: &Step) -> Result<Option<i64>, LedgerError> {
        match step {
            Step::Add(draft) => {
                let draft = self.resolved(draft)?;
                Ok(self.book().add("add", &draft, Decided::default())?.1)
            }
            Step::Again(at, date) => {
                let live = self.numbers(true);
                let Some(number) = picked(&live, *at) else { return Ok(None) };
                let draft = again(&self.store.expense(number)?.unwrap(), *date, None);
                Ok(self.book().add("again", &draft, Decided::default())?.1)
            }
            Step::Edit(picks, edit) => {
                let live = self.numbers(true);
                let numbers: Vec<i64> = picks.iter().filter_map(|at| picked(&live, *at)).collect();
                let mut edit = edit.clone();
                if let Some(Some(path)) = &edit.category {
                    edit.category =
                        Some(Some(self.book().resolve_category(path, CategoryPolicy::Open)?.path));
                }
                Ok(self.book().edit(&numbers, &edit)?.group)
            }
            Step::Delete(picks) => {
                let all = self.numbers(false);
                let numbers: Vec<i64> = picks.iter().filter_map(|at| picked(&all, *at)).collect();
                Ok(self.book().delete(&numbers)?.group)
            }
            Step::Import(files) => Ok(self.import(files)?.group),
            Step::AddCategory(path, edit) => {
                let path = self.book().resolve_category(path, CategoryPolicy::Open)?.path;
                Ok(self.book().add_category(&path, edit)?.group)
            }
            Step::EditCategory(at, edit) => match picked(&self.category_paths(), *at) {
                Some(path) => Ok(self.book().edit_categories(&[path], edit)?.1.group),
                None => Ok(None),
            },
            Step::RenameCategory(at, target) => match picked(&self.category_paths(), *at) {
                Some(path) => Ok(self.book().rename_category(&path, target)?.group),
                None => Ok(None),
            },
            Step::MergeCategories(from, into) => {
                let paths = self.category_paths();
                let from: Vec<_> = from.iter().filter_map(|at| picked(&paths, *at)).collect();
                let Some(into) = picked(&paths, *into) else { return Ok(None) };
                Ok(self.book().merge_categories(&from, &into)?.1.group)
            }
            Step::Undo => Ok(nothing_skipped(self.book().undo(None, false)?)),
            Step::Redo => Ok(nothing_skipped(self.book().redo(false)?)),
        }
    }

    fn resolved(&mut self, draft: &ExpenseDraft) -> Result<ExpenseDraft, LedgerError> {
        let mut draft = draft.clone();
        if let Some(path) = &draft.category {
            let path = CategoryPath::parse(path).unwrap();
            draft.category =
                Some(self.book().resolve_category(&path, CategoryPolicy::Open)?.path.to_string());
        }
        Ok(draft)
    }

    /// Imports files as one command, a batch each; ids are derived from the numbers beside the rows, so that the same
    /// ones come again.
    pub fn import(
        &mut self,
        files: &[Vec<(u8, ExpenseDraft)>],
    ) -> Result<ImportOutcome<String>, LedgerError> {
        let ledger = self.store.ledgers()?.remove(self.ledger).id;
        let files: Vec<ImportFile<String>> = files.iter().map(|rows| import_file(ledger, rows)).collect();
        let spec = ImportSpec { skip_bad_rows: false, policy: CategoryPolicy::Open };
        let mut book = self.book();
        let checked = book.check_import(&files, &spec, |_| {})?;
        let outcome = book.write_import(&files, checked, &Decisions::new(), |_| {})?;
        assert!(!outcome.stopped, "{outcome:?}");
        Ok(outcome)
    }

    /// The numbers of the live expenses, or of all.
    pub fn numbers(&self, live: bool) -> Vec<i64> {
        let mut numbers: Vec<i64> =
            self.expenses().iter().filter(|e| !live || e.deleted_at.is_none()).map(|e| e.number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The paths of the live categories, sorted.
    pub fn category_paths(&self) -> Vec<CategoryPath> {
        let snapshot = self.snapshot();
        let mut paths: Vec<&str> = snapshot.categories.values().map(|look| look.path.as_str()).collect();
        paths.sort_unstable();
        paths.into_iter().filter_map(|path| CategoryPath::parse(path).ok()).collect()
    }
}

fn import_file(ledger: Uuid, rows: &[(u8, ExpenseDraft)]) -> ImportFile<'_, String> {
    let row = move |(line, (key, draft)): (usize, &(u8, ExpenseDraft))| {
        Ok(ImportRow {
            line: line as u64 + 2,
            id: Some(derived_id("row", &[ledger.as_bytes(), &[*key]])),
            identity: Vec::new(),
            draft: draft.clone(),
            source: None,
            batch: None,
            pending: false,
            exported: false,
            created_at: None,
            updated_at: None,
        })
    };
    ImportFile {
        name: Some("statement.csv".to_owned()),
        source: Some("bank".to_owned()),
        rows_hint: 0,
        rows: Box::new(move || Box::new(rows.iter().enumerate().map(row))),
        bad_category: |line, category, reason| format!("{line}: {category}: {reason}"),
    }
}

fn nothing_skipped(reverted: Reverted) -> Option<i64> {
    assert_eq!(reverted.skipped, Vec::new(), "taking back {:?}", reverted.of);
    assert!(reverted.group.is_some());
    reverted.group
}

fn picked<T: Clone>(from: &[T], at: usize) -> Option<T> {
    from.get(at.checked_rem(from.len())?).cloned()
}

fn start() -> DateTime<Utc> {
    "2026-10-15T12:00:00Z".parse().unwrap()
}

/// How many cases a property runs, unless `PROPTEST_CASES` asks for more or fewer; no file is left behind.
pub fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}

/// A category's path.
pub fn path(text: &str) -> CategoryPath {
    CategoryPath::parse(text).unwrap()
}

/// The group of a command that must have changed something.
pub fn group(outcome: Outcome) -> i64 {
    match outcome {
        Outcome::Changed(group) => group,
        other => panic!("{other:?}"),
    }
}

/// How tests open a store at a moment.
pub fn options(now: DateTime<Utc>) -> OpenOptionsAt<'static> {
    OpenOptionsAt { backup_dir: None, now }
}

/// An expense with a description and nothing else of note, `days` after the first of March 2026.
pub fn plain(description: &str, category: Option<&str>, days: u64) -> ExpenseDraft {
    ExpenseDraft {
        date: NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + Days::new(days),
        direction: outlay::model::expense::Direction::Expense,
        amount: outlay::model::money::Money::new(1_250, values::currency("EUR")),
        category: category.map(str::to_owned),
        description: description.to_owned(),
        payee: None,
        method: None,
        tags: Vec::new(),
        note: None,
        paid_by: None,
        reference: None,
    }
}
