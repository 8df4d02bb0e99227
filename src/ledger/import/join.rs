//! Rows of a statement that are expenses which are there already, in another form: a row that was pending and is booked
//! now, and an expense that was entered by hand.
//!
//! Owns which expense a row belongs to, what of the row goes into it, and the trace that is left of the row itself, so that
//! the next import knows it: it is created and deleted at once, under its own id, which is the same on every device.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::load::Load;
use super::{CheckedImport, ImportFile, ImportRow, has_new};
use crate::ledger::auto_category::Categorised;
use crate::ledger::{Book, LedgerError};
use crate::model::entity::{Kind, Record, Value, expense_field as field};
use crate::model::expense::{Direction, ExpenseDraft, PENDING_TAG};
use crate::model::money::Money;
use crate::model::similar::is_similar;
use crate::store::apply::{Change, EntityRow, FieldUpdate};
use crate::store::matching::Brief;
use crate::store::rows::Known;
use crate::store::writer::Writer;

/// Days between a pending row and the booked one, at most: card payments are booked within a week, and a weekend of
/// holidays comes on top.
const BOOKED_DAYS_MAX: i64 = 10;
/// Days between an expense entered by hand and its row, at most: bookings over a long weekend.
const ENTERED_DAYS_MAX: i64 = 4;
/// Rows that are offered as expenses entered by hand, at most; the others are added.
const OFFERED_MAX: usize = 10_000;

/// A row that may be an expense entered by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PossibleMatch {
    /// The file, by its place among those imported.
    pub file: usize,
    /// The line that the row starts on, from 1.
    pub line: u64,
    /// The id that the row has, or would have.
    pub row: Uuid,
    /// What the row says.
    pub draft: ExpenseDraft,
    /// The expense.
    pub expense: Brief,
}

/// What is to become of a row that may be an expense entered by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It is that expense, by number.
    Link(i64),
    /// It is left out, also the next time.
    Skip,
}

/// What was decided, by the row's id; the others are added.
pub type Decisions = HashMap<Uuid, Decision>;

/// Where a row stands in the ledger.
#[derive(Debug)]
pub(super) struct Place {
    pub id: Uuid,
    pub source: Option<String>,
    pub batch: Option<Uuid>,
}

impl Place {
    /// What was exported from a ledger says for itself where it belongs, even nowhere.
    pub(super) fn new(id: Uuid, row: &ImportRow, source: Option<&str>, batch: Uuid) -> Self {
        if row.exported {
            Self { id, source: row.source.clone(), batch: row.batch }
        } else {
            Self { id, source: source.map(str::to_owned), batch: Some(batch) }
        }
    }
}

/// What a row is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    /// Nothing: it is new.
    Nothing,
    /// An expense that has it already.
    Before,
    /// Nothing, and it stays out.
    Left,
    /// The expense with this number.
    With(i64, Kept),
}

/// What the expense was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// A pending row.
    Pending,
    /// Entered by hand.
    Hand,
}

/// Account, direction and amount: what two forms of one payment have in common.
type Key = (Option<String>, Direction, Money);

/// Expenses by what they have in common with their rows.
#[derive(Debug, Default)]
struct Pool {
    by_key: HashMap<Key, Vec<Brief>>,
}

impl Pool {
    fn add(&mut self, brief: Brief) {
        let key = (brief.source.clone(), brief.direction, brief.amount);
        self.by_key.entry(key).or_default().push(brief);
    }

    /// Takes the expense that a row is likely to be: the nearest in time.
    fn take(
        &mut self,
        row: &ImportRow,
        source: Option<&str>,
        days_max: i64,
        is_alike: impl Fn(&str, &str) -> bool,
    ) -> Option<Brief> {
        let key = (source.map(str::to_owned), row.draft.direction, row.draft.amount);
        let briefs = self.by_key.get_mut(&key)?;
        let text = text_of(row.draft.payee.as_deref(), &row.draft.description);
        let days = |brief: &Brief| (brief.date - row.draft.date).num_days().abs();
        let at = (0..briefs.len())
            .filter(|&at| days(&briefs[at]) <= days_max)
            .filter(|&at| {
                let now = text_of(briefs[at].payee.as_deref(), &briefs[at].description);
                is_alike(&now, &text) || briefs[at].before.iter().any(|before| is_alike(before, &text))
            })
            // The id decides at last: it is the same on every device.
            .min_by_key(|&at| (days(&briefs[at]), briefs[at].id))?;
        Some(briefs.remove(at))
    }
}

fn text_of(payee: Option<&str>, description: &str) -> String {
    match payee {
        Some(payee) if payee != description => format!("{payee} {description}"),
        _ => description.to_owned(),
    }
}

/// The imported rows that are not booked yet.
#[derive(Debug, Default)]
pub(super) struct PendingRows(Pool);

impl PendingRows {
    pub(super) fn new(briefs: Vec<Brief>) -> Self {
        let mut rows = Self::default();
        rows.extend(briefs);
        rows
    }

    pub(super) fn extend(&mut self, briefs: Vec<Brief>) {
        for brief in briefs {
            self.0.add(brief);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.by_key.is_empty()
    }

    /// Takes the row that the booked one is a later form of.
    pub(super) fn take(&mut self, row: &ImportRow, source: Option<&str>) -> Option<Brief> {
        if row.pending || row.exported || self.is_empty() {
            return None;
        }
        self.0.take(row, source, BOOKED_DAYS_MAX, is_similar)
    }

    /// Takes the row that has the same id as the booked one: nothing but its state has changed.
    pub(super) fn take_booked(&mut self, id: Uuid, row: &ImportRow) -> Option<Brief> {
        if row.pending || row.exported || self.is_empty() {
            return None;
        }
        self.0.by_key.values_mut().find_map(|briefs| {
            let at = briefs.iter().position(|brief| brief.id == id)?;
            Some(briefs.remove(at))
        })
    }
}

/// What tells a row that is about to be written; its number is not known yet.
pub(super) fn brief_of(row: &ImportRow, place: &Place) -> Brief {
    Brief {
        number: 0,
        id: place.id,
        date: row.draft.date,
        direction: row.draft.direction,
        amount: row.draft.amount,
        description: row.draft.description.clone(),
        payee: row.draft.payee.clone(),
        source: place.source.clone(),
        has_category: row.draft.category.is_some(),
        before: Vec::new(),
    }
}

/// The spans of days, both ends included, in which an expense may be one of these days' rows entered by hand.
fn around(days: &BTreeSet<NaiveDate>) -> Vec<(NaiveDate, NaiveDate)> {
    let near = Days::new(ENTERED_DAYS_MAX.unsigned_abs());
    let mut spans: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for day in days {
        let from = day.checked_sub_days(near).unwrap_or(*day);
        let to = day.checked_add_days(near).unwrap_or(*day);
        match spans.last_mut() {
            Some((_, last)) if from <= *last => *last = to,
            _ => spans.push((from, to)),
        }
    }
    spans
}

impl Book<'_> {
    /// The new rows that may be expenses entered by hand: same amount and direction, near date, similar text or no text.
    ///
    /// # Errors
    /// What the store reports.
    pub fn possible_matches<E: Send>(
        &self,
        files: &[ImportFile<'_, E>],
        checked: &CheckedImport<E>,
    ) -> Result<Vec<PossibleMatch>, LedgerError> {
        let ids: Vec<Uuid> = checked.files.iter().flat_map(|file| file.ids.iter().copied()).collect();
        let known = self.store.known_expenses(&ids)?;
        if !has_new(&known) {
            return Ok(Vec::new());
        }
        let days: BTreeSet<NaiveDate> = checked.files.iter().flat_map(|file| &file.days).copied().collect();
        let mut hand = Pool::default();
        for brief in self.store.entered_by_hand(self.ledger.number, &around(&days))? {
            hand.add(brief);
        }
        if hand.by_key.is_empty() {
            return Ok(Vec::new());
        }
        let mut pending = PendingRows::new(self.store.pending_rows(self.ledger.number)?);
        let mut matches = Vec::new();
        let mut at = 0;
        for (index, file) in files.iter().enumerate() {
            let rows = (file.rows)().filter_map(Result::ok).filter(|row| checked.categories.accepts(row));
            for row in rows {
                let (id, state) = (ids[at], known[at]);
                at += 1;
                let is_new = matches!(state, Known::Absent | Known::Withdrawn);
                if !is_new || row.exported || matches.len() == OFFERED_MAX {
                    continue;
                }
                if pending.take(&row, file.source.as_deref()).is_some() {
                    continue;
                }
                let is_alike = |hand: &str, row: &str| {
                    hand.trim().is_empty() || row.trim().is_empty() || is_similar(hand, row)
                };
                if let Some(expense) = hand.take(&row, None, ENTERED_DAYS_MAX, is_alike) {
                    matches.push(PossibleMatch {
                        file: index,
                        line: row.line,
                        row: id,
                        draft: row.draft,
                        expense,
                    });
                }
            }
        }
        Ok(matches)
    }
}

impl Load<'_> {
    /// What a new row is part of.
    pub(super) fn counterpart(
        &mut self,
        writer: &mut Writer,
        row: &ImportRow,
        place: &Place,
    ) -> Result<Joined, LedgerError> {
        if let Some(brief) = self.pending.take(row, place.source.as_deref()) {
            return Ok(Joined::With(brief.number, Kept::Pending));
        }
        Ok(match self.decisions.get(&place.id) {
            Some(Decision::Skip) => Joined::Left,
            // What was decided before the lock was taken holds only for what is still so.
            Some(Decision::Link(number)) if is_by_hand(writer, *number, row)? => {
                Joined::With(*number, Kept::Hand)
            }
            Some(Decision::Link(_)) | None => Joined::Nothing,
        })
    }

    /// Puts into an expense what the row knows better. Of a pending row that is the day and the texts, unless a person
    /// has changed them; of one entered by hand nothing that is there. What a person gives stays in both.
    pub(super) fn join(
        &mut self,
        writer: &mut Writer,
        number: i64,
        row: &mut ImportRow,
        place: &Place,
        kept: Kept,
        counted: &mut Categorised,
    ) -> Result<(), LedgerError> {
        let expense = writer.read_existing_expense(number)?;
        let record = &expense.record;
        let mut fields = Vec::new();
        if record[field::CATEGORY] == Value::Null {
            if let Some(id) = self.auto.fill(row, counted) {
                self.know_category(row, id);
            }
            if let Some(text) = row.draft.category.clone() {
                let id = self.category(writer, &text)?;
                fields.push(FieldUpdate::Set(field::CATEGORY, Value::reference(Some(id))));
            }
        }
        let draft = &row.draft;
        let given = [
            (field::PAYEE, Value::text(draft.payee.clone())),
            (field::METHOD, Value::text(draft.method.clone().map(|method| self.methods.spelt(method)))),
            (field::NOTE, Value::text(draft.note.clone())),
            (field::REFERENCE, Value::text(draft.reference.clone())),
        ];
        let fills = given.into_iter().filter(|(at, _)| record[*at] == Value::Null);
        fields.extend(fills.map(|(at, value)| FieldUpdate::Set(at, value)));
        if record[field::DESCRIPTION] == Value::Text(String::new()) {
            fields.push(FieldUpdate::Set(field::DESCRIPTION, Value::Text(draft.description.clone())));
        }
        match kept {
            Kept::Pending => {
                fields.extend(booked(writer, &expense, draft)?);
                fields.push(FieldUpdate::Tag(PENDING_TAG.to_owned(), false));
            }
            Kept::Hand if row.pending => fields.push(FieldUpdate::Tag(PENDING_TAG.to_owned(), true)),
            Kept::Hand => {}
        }
        fields.push(FieldUpdate::Set(field::SOURCE, Value::text(place.source.clone())));
        fields.push(FieldUpdate::Set(field::BATCH, Value::reference(place.batch)));
        writer.apply(Change::Update { kind: Kind::Expense, number, fields, weak: false })?;
        Ok(())
    }

    /// Leaves what tells a later import that a row is known: created and deleted at once. Returns its number.
    pub(super) fn leave_trace(
        &mut self,
        writer: &mut Writer,
        mut row: ImportRow,
        place: &Place,
        state: Known,
        tag: Option<&str>,
    ) -> Result<i64, LedgerError> {
        row.pending = false;
        row.draft.category = None;
        row.draft.tags = tag.into_iter().map(str::to_owned).collect();
        let number = self.row(writer, row, place, state)?;
        writer.apply(Change::Delete { kind: Kind::Expense, number, withdrawn: false, weak: false })?;
        Ok(number)
    }
}

/// The day and the texts of a booked row, where the pending one has what its import gave it.
fn booked(
    writer: &Writer,
    expense: &EntityRow,
    draft: &ExpenseDraft,
) -> Result<Vec<FieldUpdate>, LedgerError> {
    let group = match expense.record[field::BATCH].as_reference() {
        Some(batch) => writer.batch_group(batch)?,
        None => None,
    };
    // Of a row that came from another device it is not known here what a person changed: its texts stay.
    let texts = [field::DESCRIPTION, field::PAYEE, field::REFERENCE];
    let edited: Vec<usize> = match group {
        None => texts.to_vec(),
        Some(group) => {
            let spec = Kind::Expense.spec();
            let changed = writer.changed_since(Kind::Expense, expense, group)?;
            changed.iter().filter_map(|(name, ..)| spec.position(name)).collect()
        }
    };
    let wanted = [
        (field::DATE, Value::Date(draft.date)),
        (field::DESCRIPTION, Value::Text(draft.description.clone())),
        (field::PAYEE, Value::text(draft.payee.clone())),
        (field::REFERENCE, Value::text(draft.reference.clone())),
    ];
    let is_blank = |value: &Value| *value == Value::Null || *value == Value::Text(String::new());
    let fits = wanted.into_iter().filter(|(at, value)| !edited.contains(at) && !is_blank(value));
    Ok(fits.map(|(at, value)| FieldUpdate::Set(at, value)).collect())
}

/// Whether an expense is still one that no import brought, with the row's amount.
fn is_by_hand(writer: &mut Writer, number: i64, row: &ImportRow) -> Result<bool, LedgerError> {
    let same = |record: &Record| {
        record[field::AMOUNT] == Value::Money(row.draft.amount)
            && record[field::SOURCE] == Value::Null
            && record[field::BATCH] == Value::Null
    };
    Ok(writer.read(Kind::Expense, number)?.is_some_and(|expense| !expense.deleted && same(&expense.record)))
}
