//! What an import would do.
//!
//! Owns the count of a dry run. Must not write.

use std::collections::HashSet;

use uuid::Uuid;

use super::join::{Decision, Decisions, PendingRows, Place, brief_of};
use super::names::{CategoryNames, Totals};
use super::{Checked, CheckedImport, ImportFile, ImportOutcome, has_new};
use crate::ledger::auto_category::AutoCategory;
use crate::ledger::{Book, LedgerError};
use crate::store::matching::Brief;
use crate::store::rows::Known;

impl Book<'_> {
    /// Says what importing checked files would do.
    ///
    /// # Errors
    /// What the store reports; [`crate::store::StoreError::Overflow`] for rows whose sum is too large.
    pub fn preview_import<E: Send>(
        &self,
        files: &[ImportFile<'_, E>],
        mut checked: CheckedImport<E>,
        decisions: &Decisions,
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
        let mut pending = PendingRows::new(self.store.pending_rows(self.ledger.number)?);
        for (file, source) in checked.files.iter_mut().zip(files) {
            let rows = (&ids[at..], &known[at..]);
            let mut count =
                Count { categories: &checked.categories, auto: &auto, decisions, pending: &mut pending };
            at += count.rows(file, source, rows, &mut used)?;
        }
        Ok(checked.outcome(None, &used))
    }
}

/// What counting the rows needs to know.
struct Count<'c> {
    categories: &'c CategoryNames,
    auto: &'c AutoCategory,
    decisions: &'c Decisions,
    pending: &'c mut PendingRows,
}

impl Count<'_> {
    /// Counts what a dry run would do; returns how many good rows the file has.
    fn rows<E: Send>(
        &mut self,
        file: &mut Checked<E>,
        source: &ImportFile<'_, E>,
        (ids, known): (&[Uuid], &[Known]),
        used: &mut HashSet<String>,
    ) -> Result<usize, LedgerError> {
        if let Some(good) = file.count_known(known, self.pending) {
            return Ok(good);
        }
        let mut totals = Totals::default();
        let mut opened: Vec<Brief> = Vec::new();
        let mut at = 0;
        for mut row in (source.rows)().filter_map(Result::ok).filter(|row| self.categories.accepts(row)) {
            let (id, state) = (ids[at], known[at]);
            at += 1;
            let outcome = &mut file.outcome;
            match state {
                Known::Absent | Known::Withdrawn => {
                    let booked = self.pending.take(&row, source.source.as_deref());
                    match self.decisions.get(&id) {
                        _ if booked.is_some() => outcome.matched += 1,
                        Some(Decision::Link(_)) => outcome.matched += 1,
                        Some(Decision::Skip) => outcome.skipped += 1,
                        None => {
                            outcome.imported += 1;
                            if row.pending {
                                outcome.pending += 1;
                                let place = Place::new(id, &row, source.source.as_deref(), Uuid::nil());
                                opened.push(brief_of(&row, &place));
                            }
                            self.auto.fill(&mut row, &mut outcome.categorised);
                            totals.add(&row.draft)?;
                            used.extend(row.draft.category.filter(|text| !used.contains(text)));
                        }
                    }
                }
                Known::Present if self.pending.take_booked(id, &row).is_some() => outcome.matched += 1,
                Known::Present | Known::Joined => outcome.duplicates += 1,
                Known::Deleted => outcome.skipped += 1,
            }
        }
        file.outcome.totals = totals.sums();
        // Rows of one file are no counterparts of each other.
        self.pending.extend(opened);
        Ok(at)
    }
}
