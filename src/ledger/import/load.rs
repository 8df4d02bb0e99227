//! Writing the rows of a file.
//!
//! Owns what is written for each row that was checked, and the batch it belongs to. Whether it is part of an expense that is
//! there is `join`'s.

use std::collections::HashMap;

use uuid::Uuid;

use super::join::{Decisions, Joined, Kept, PendingRows, Place, brief_of};
use super::names::{CategoryNames, Totals};
use super::{Checked, FileOutcome, ImportFile, ImportRow, PROGRESS_ROWS, for_each_row};
use crate::id::new_id;
use crate::ledger::auto_category::AutoCategory;
use crate::ledger::categories::category_under_lock;
use crate::ledger::entries::{expense_record, settle_currency};
use crate::ledger::{LedgerError, Methods};
use crate::model::category::CategoryPath;
use crate::model::entity::Kind;
use crate::model::expense::{JOINED_TAG, PENDING_TAG};
use crate::store::StoreError;
use crate::store::apply::{Applied, Change, Creation, Presence};
use crate::store::ledgers::LedgerRow;
use crate::store::matching::Brief;
use crate::store::rows::Known;
use crate::store::writer::Writer;

/// What writing the rows needs to know.
pub(super) struct Load<'l> {
    pub auto: AutoCategory,
    pub ledger: &'l LedgerRow,
    pub categories: &'l CategoryNames,
    pub category_ids: HashMap<String, Uuid>,
    pub is_currency_assumed: bool,
    pub methods: Methods,
    pub is_settled: bool,
    /// What earlier statements left open.
    pub pending: PendingRows,
    /// What is to become of rows that may be there already.
    pub decisions: &'l Decisions,
}

/// A row that is not there in this form, and what it is part of.
struct New {
    row: ImportRow,
    place: Place,
    state: Known,
    joined: Joined,
}

impl Load<'_> {
    /// Writes the new rows of a file; returns how many good rows it has.
    pub(super) fn file<E: Send>(
        &mut self,
        writer: &mut Writer,
        file: &mut Checked<E>,
        source: &ImportFile<'_, E>,
        (ids, known): (&[Uuid], &[Known]),
        progress: &mut impl FnMut(u64),
    ) -> Result<usize, LedgerError> {
        if let Some(good) = file.count_known(known, &self.pending) {
            return Ok(good);
        }
        let mut totals = Totals::default();
        let own_batch = new_id(writer.now());
        let mut batches = Batches::default();
        let mut opened: Vec<Brief> = Vec::new();
        let mut at = 0;
        let categories = self.categories;
        for_each_row(source, |row| {
            let Some(row) = row.ok().filter(|row| categories.accepts(row)) else { return Ok(()) };
            let (id, state) = (ids[at], known[at]);
            at += 1;
            if (at as u64).is_multiple_of(PROGRESS_ROWS) {
                progress(at as u64);
            }
            let before = match state {
                Known::Joined => Joined::Before,
                Known::Deleted => Joined::Left,
                Known::Present => match self.pending.take_booked(id, &row) {
                    Some(brief) => Joined::With(brief.number, Kept::Pending),
                    None => Joined::Before,
                },
                Known::Absent | Known::Withdrawn => Joined::Nothing,
            };
            let outcome = &mut file.outcome;
            match before {
                Joined::Before => outcome.duplicates += 1,
                Joined::Left => outcome.skipped += 1,
                Joined::Nothing | Joined::With(..) => {
                    let place = Place::new(id, &row, source.source.as_deref(), own_batch);
                    let joined = match before {
                        Joined::Nothing => self.counterpart(writer, &row, &place)?,
                        with => with,
                    };
                    batches.ensure(writer, self.ledger, source.name.as_deref(), &row, &place)?;
                    let row = New { row, place, state, joined };
                    self.new_row(writer, row, outcome, (&mut totals, &mut opened, &mut batches))?;
                }
            }
            Ok::<_, LedgerError>(())
        })?;
        batches.finish(writer)?;
        file.outcome.batch = (file.outcome.imported + file.outcome.matched + file.outcome.skipped > 0)
            .then_some(own_batch)
            .filter(|id| batches.contains(*id));
        file.outcome.totals = totals.sums();
        // Rows of one file are no counterparts of each other.
        self.pending.extend(opened);
        Ok(at)
    }

    /// Writes a row that is not there in this form.
    fn new_row<E>(
        &mut self,
        writer: &mut Writer,
        New { mut row, place, state, joined }: New,
        outcome: &mut FileOutcome<E>,
        (totals, opened, batches): (&mut Totals, &mut Vec<Brief>, &mut Batches),
    ) -> Result<(), LedgerError> {
        let number = match joined {
            Joined::Before | Joined::Left => {
                outcome.skipped += 1;
                self.leave_trace(writer, row, &place, state, None)?
            }
            Joined::With(number, kept) => {
                outcome.matched += 1;
                self.join(writer, number, &mut row, &place, kept, &mut outcome.categorised)?;
                batches.widen(place.batch, number);
                if state == Known::Present {
                    return Ok(());
                }
                self.leave_trace(writer, row, &place, state, Some(JOINED_TAG))?
            }
            Joined::Nothing => {
                if let Some(id) = self.auto.fill(&mut row, &mut outcome.categorised) {
                    self.know_category(&row, id);
                }
                totals.add(&row.draft)?;
                outcome.imported += 1;
                outcome.pending += u64::from(row.pending);
                let brief = row.pending.then(|| brief_of(&row, &place));
                let number = self.row(writer, row, &place, state)?;
                opened.extend(brief.map(|brief| Brief { number, ..brief }));
                number
            }
        };
        batches.widen(place.batch, number);
        Ok(())
    }

    pub(super) fn know_category(&mut self, row: &ImportRow, id: Uuid) {
        if let Some(path) = &row.draft.category
            && !self.category_ids.contains_key(path)
        {
            self.category_ids.insert(path.clone(), id);
        }
    }

    pub(super) fn row(
        &mut self,
        writer: &mut Writer,
        mut row: ImportRow,
        place: &Place,
        state: Known,
    ) -> Result<i64, LedgerError> {
        if !self.is_settled {
            settle_currency(writer, self.ledger, row.draft.amount.currency, self.is_currency_assumed)?;
            self.is_settled = true;
        }
        if !row.exported {
            row.draft.method = row.draft.method.map(|method| self.methods.spelt(method));
        }
        if row.pending {
            row.draft.tags.push(PENDING_TAG.to_owned());
            row.draft.tags.sort();
            row.draft.tags.dedup();
        }
        let category = match row.draft.category.as_deref() {
            None => None,
            Some(text) => Some(self.category(writer, text)?),
        };
        let presence = if state == Known::Absent { Presence::Absent } else { Presence::Gone };
        let applied = writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Expense,
            id: place.id,
            ledger: self.ledger.number,
            record: expense_record(row.draft, category, place.source.clone(), place.batch),
            presence,
            weak: false,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })))?;
        match applied {
            Applied::Created(number) | Applied::Revived(number) | Applied::Present(number) => Ok(number),
            _ => Err(StoreError::Inconsistent("an imported row changed while it was written".into()).into()),
        }
    }

    pub(super) fn category(&mut self, writer: &mut Writer, text: &str) -> Result<Uuid, LedgerError> {
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
        ledger: &LedgerRow,
        file: Option<&str>,
        row: &ImportRow,
        place: &Place,
    ) -> Result<(), LedgerError> {
        let (Some(batch), source) = (place.batch, place.source.as_deref()) else { return Ok(()) };
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
