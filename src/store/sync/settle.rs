//! From what the server said to what the user sees: base, own operations laid over it, row (PROTOCOL, rules 5 and 19).
//!
//! Owns the only way in which a base changes, with the digest that follows from it. Must not decide what the server
//! meant.

use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::state::{State, extra_text, fields_of, record_of, record_over};
use crate::model::entity::{FieldType, Kind, Record, Value};
use crate::model::operation::{Action, Status};
use crate::protocol::digest::{DigestSums, content_hash, expense_amount};
use crate::protocol::sync::{EntityChange, Fields};
use crate::store::apply::EntityRow;
use crate::store::chain::Unfinished;
use crate::store::columns::{KindSql, bind_field};
use crate::store::derived::expense_terms;
use crate::store::error::StoreError;
use crate::store::writer::Writer;

/// The name a category has until its own state arrives begins with this.
const UNKNOWN_CATEGORY: &str = "?";

/// What the server last said of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Its revision.
    pub revision: i64,
    /// Its state then.
    pub state: State,
}

/// What a row shows.
fn shown(kind: Kind, row: &EntityRow) -> State {
    State { fields: fields_of(kind.spec(), &row.record, row.extra.as_deref()), deleted: row.deleted }
}

impl Writer<'_> {
    /// What the server last said of an entity; `None` if it never said anything.
    pub(super) fn base(&self, kind: Kind, row: &EntityRow) -> Result<Option<Base>, StoreError> {
        if row.revision == 0 {
            return Ok(None);
        }
        let kept: Option<(i64, String)> = self
            .conn
            .prepare_cached("SELECT revision, state FROM bases WHERE kind = ?1 AND entity = ?2")?
            .query_row(params![kind.code(), row.number], |base| Ok((base.get(0)?, base.get(1)?)))
            .optional()?;
        if let Some((revision, state)) = kept {
            let state = serde_json::from_str(&state)
                .map_err(|error| StoreError::Inconsistent(format!("a base cannot be read: {error}")))?;
            return Ok(Some(Base { revision, state }));
        }
        Ok(Some(Base { revision: row.revision, state: shown(kind, row) }))
    }

    /// Takes a new base, or none, and brings the row in line with it and the operations that are still unfinished.
    pub(super) fn take_base(
        &mut self,
        kind: Kind,
        number: i64,
        base: Option<Base>,
    ) -> Result<(), StoreError> {
        self.take_base_known_to(kind, number, base, 0)
    }

    /// [`Writer::take_base`], where everything up to a revision is here: what was acknowledged up to it is in the base,
    /// also in that of something that was never made, which leaves none.
    pub(super) fn take_base_known_to(
        &mut self,
        kind: Kind,
        number: i64,
        base: Option<Base>,
        known_to: i64,
    ) -> Result<(), StoreError> {
        let row = self.read_existing(kind, number)?;
        self.write_down_create(kind, &row)?;
        let old = self.base(kind, &row)?;
        if old != base {
            if let Some(old) = &old {
                self.count_state(row.ledger, kind, row.id, old, false)?;
            }
            if let Some(new) = &base {
                self.count_state(row.ledger, kind, row.id, new, true)?;
            }
        }
        let is_news = old.as_ref().map(|old| &old.state) != base.as_ref().map(|base| &base.state);
        let chain = self.unfinished(kind, &row)?;
        let at = base.as_ref().map_or(0, |base| base.revision).max(known_to);
        // Of what it never had whole, the server knows at most a delete: then the device tells it everything (rule 10).
        let base = base.filter(|base| !(base.state.deleted && base.state.fields.is_empty()));
        let (finished, left): (Vec<Unfinished>, Vec<Unfinished>) = chain
            .into_iter()
            .partition(|one| one.status == Status::InFlight && one.revision.is_some_and(|given| given <= at));
        for one in &finished {
            self.finish_operation(kind, row.ledger, one.number, Status::InFlight)?;
        }
        let mut view = match &base {
            Some(base) => base.state.clone(),
            // The first of them brings all of it: what was entered over it and taken back is not of it.
            None if brings_all(&left) => State::default(),
            // Gone from the server: what waits to be refused visibly stays as it is.
            None if !left.is_empty() => shown(kind, &row),
            None => State { fields: fields_of(kind.spec(), &row.record, None), deleted: true },
        };
        for one in left.iter().filter(|one| !one.void) {
            view.lay_over(one.action, &one.fields);
        }
        if is_news {
            self.note_changed_elsewhere(kind, &row, &view)?;
        }
        let revision = base.as_ref().map_or(0, |base| base.revision);
        let is_told = self.write_view(kind, &row, &view, revision, left.last().map(|one| one.number))?;
        match &base {
            // The row tells what the server said, unless something waits or this version would say it otherwise.
            Some(base) if !left.is_empty() || !is_told => {
                self.write_base(kind, number, base.revision, &base.state)
            }
            _ => {
                self.conn
                    .prepare_cached("DELETE FROM bases WHERE kind = ?1 AND entity = ?2")?
                    .execute([kind.code(), number])?;
                Ok(())
            }
        }
    }

    /// Notes that what the server said makes another view than the row is: no command of this device did that, and an undo has
    /// to know it. By the order of commands, for clocks are set.
    fn note_changed_elsewhere(
        &mut self,
        kind: Kind,
        row: &EntityRow,
        view: &State,
    ) -> Result<(), StoreError> {
        if shown(kind, row) != *view {
            self.conn
                .prepare_cached(
                    "INSERT OR REPLACE INTO changed_elsewhere (kind, entity, after_group)
                     VALUES (?1, ?2, (SELECT coalesce(max(number), 0) FROM groups))",
                )?
                .execute([kind.code(), row.number])?;
        }
        Ok(())
    }

    /// Takes an operation out of the queue. The create of an expense leaves no history: its row says what it was. The
    /// newest operation stays, so that no number is given twice. Returns whether it left none.
    pub(super) fn finish_operation(
        &mut self,
        kind: Kind,
        ledger: i64,
        number: i64,
        from: Status,
    ) -> Result<bool, StoreError> {
        let dropped = kind == Kind::Expense
            && self
                .conn
                .prepare_cached("DELETE FROM operations WHERE number = ?1 AND action = 1 AND number < (SELECT max(number) FROM operations)")?
                .execute([number])?
                > 0;
        self.count_operation(ledger, from, -1);
        if !dropped {
            self.conn
                .prepare_cached(
                    "UPDATE operations SET status = 2, next_attempt_at = NULL, last_error = NULL WHERE number = ?1",
                )?
                .execute([number])?;
            self.count_operation(ledger, Status::Done, 1);
        }
        Ok(dropped)
    }

    /// Brings a row in line with a view. Returns whether the row tells all of it, as it was said.
    fn write_view(
        &mut self,
        kind: Kind,
        row: &EntityRow,
        view: &State,
        revision: i64,
        last_op: Option<i64>,
    ) -> Result<bool, StoreError> {
        let spec = kind.spec();
        let (mut record, mut extra) = record_over(kind, &view.fields, &row.record);
        for (at, field) in spec.fields.iter().enumerate() {
            if field.kind == FieldType::Batch {
                record[at] = row.record[at].clone();
            }
        }
        self.know_categories(row.ledger, kind, &mut record, &mut extra)?;
        let extra = extra_text(&extra);
        if record != row.record {
            self.write_record(spec, row.number, &row.record, &record)?;
        }
        if kind == Kind::Expense {
            if !row.deleted {
                self.count_expense(row.ledger, &row.record, -1)?;
            }
            if !view.deleted {
                self.count_expense(row.ledger, &record, 1)?;
            }
            match (row.deleted, view.deleted) {
                (false, false) => self.reindex(row.number, &row.record, &record)?,
                (false, true) => self.unindex_terms(row.number, &expense_terms(&row.record))?,
                (true, false) => self.index_terms(row.number, &expense_terms(&record))?,
                (true, true) => {}
            }
        }
        let changed = record != row.record || view.deleted != row.deleted;
        self.conn
            .prepare_cached(&format!(
                "UPDATE {} SET revision = ?2, last_op = ?3, extra = ?4,
                 deleted_at = CASE WHEN ?5 THEN coalesce(deleted_at, ?6) END, withdrawn = withdrawn AND ?5,
                 updated_at = CASE WHEN ?7 THEN ?6 ELSE updated_at END WHERE number = ?1",
                spec.table
            ))?
            .execute(params![row.number, revision, last_op, extra, view.deleted, self.now_ms, changed])?;
        Ok(fields_of(spec, &record, extra.as_deref()) == view.fields)
    }

    /// Makes the row of an entity that this device did not know. Returns its number; `None` if no row can hold it.
    pub(super) fn insert_pulled(
        &mut self,
        ledger: i64,
        kind: Kind,
        change: &EntityChange,
    ) -> Result<Option<i64>, StoreError> {
        let spec = kind.spec();
        let Some((mut record, mut extra)) = record_of(kind, &change.fields) else { return Ok(None) };
        self.know_categories(ledger, kind, &mut record, &mut extra)?;
        let extra = extra_text(&extra);
        let number = if kind == Kind::Expense {
            self.next_expense += 1;
            self.next_expense - 1
        } else {
            let sql = format!("SELECT coalesce(max(number), 0) + 1 FROM {}", spec.table);
            self.conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))?
        };
        let created_ms = made_ms(change.entity_id).unwrap_or(change.at);
        let conn = self.conn;
        let mut statement = conn.prepare_cached(&KindSql::of(kind).insert_pulled)?;
        statement.raw_bind_parameter(1, number)?;
        statement.raw_bind_parameter(2, &change.entity_id.as_bytes()[..])?;
        statement.raw_bind_parameter(3, ledger)?;
        statement.raw_bind_parameter(4, created_ms)?;
        statement.raw_bind_parameter(5, (change.at != created_ms).then_some(change.at))?;
        statement.raw_bind_parameter(6, change.deleted.then_some(change.at))?;
        statement.raw_bind_parameter(7, change.revision)?;
        statement.raw_bind_parameter(8, extra.as_deref())?;
        let mut parameter = 9;
        for (field, value) in spec.fields.iter().zip(&record) {
            parameter = bind_field(&mut statement, parameter, field, value, &mut self.lookups, conn)?;
        }
        statement.raw_execute()?;
        drop(statement);
        if fields_of(spec, &record, extra.as_deref()) != change.fields {
            let state = State { fields: change.fields.clone(), deleted: change.deleted };
            self.write_base(kind, number, change.revision, &state)?;
        }
        if change.deleted {
            return Ok(Some(number));
        }
        if kind == Kind::Expense {
            self.count_expense(ledger, &record, 1)?;
            self.index_terms(number, &expense_terms(&record))?;
        }
        self.count_content(ledger, spec.name, change.entity_id, change.revision, &change.fields, true)?;
        Ok(Some(number))
    }

    /// Sees to it that every category that a record names has a row: its own state may come later (rule 18), or never.
    /// One of another ledger is none of this ledger's: the field stays unread.
    fn know_categories(
        &mut self,
        ledger: i64,
        kind: Kind,
        record: &mut Record,
        extra: &mut Fields,
    ) -> Result<(), StoreError> {
        for (field, value) in kind.spec().fields.iter().zip(record) {
            let Value::Reference(id) = value else { continue };
            if field.kind != FieldType::Category {
                continue;
            }
            if !self.know_category(ledger, *id)? {
                extra.insert(field.name.to_owned(), value.to_json());
                *value = Value::Null;
            }
        }
        Ok(())
    }

    /// Sees to it that a category has a row. Returns false, and makes none, if it is one of another ledger.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn know_category(&mut self, ledger: i64, id: Uuid) -> Result<bool, StoreError> {
        if let Some(own) = self.lookups.category_ledger(self.conn, id)? {
            return Ok(own == ledger);
        }
        let name = format!("{UNKNOWN_CATEGORY}{}", &id.simple().to_string()[..8]);
        self.conn
            .prepare_cached(
                "INSERT INTO categories (id, ledger, name, created_at, deleted_at)
                 VALUES (?1, ?2, ?3, ?4, ?4)",
            )?
            .execute(params![id.as_bytes(), ledger, name, self.now_ms])?;
        Ok(true)
    }

    /// Counts what the server has of an entity in or out of the digest.
    pub(super) fn count_state(
        &mut self,
        ledger: i64,
        kind: Kind,
        id: Uuid,
        base: &Base,
        is_added: bool,
    ) -> Result<(), StoreError> {
        if base.state.deleted {
            return Ok(());
        }
        self.count_content(ledger, kind.spec().name, id, base.revision, &base.state.fields, is_added)
    }

    /// Counts a live entity, of a kind that this version may not know, in or out of the digest.
    pub(super) fn count_content(
        &mut self,
        ledger: i64,
        kind: &str,
        id: Uuid,
        revision: i64,
        fields: &Fields,
        is_added: bool,
    ) -> Result<(), StoreError> {
        let content = content_hash(kind, id, revision, fields);
        let amount = expense_amount(kind, fields);
        let amount = amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor));
        let sums = self.digest(ledger)?;
        if is_added {
            sums.add(content, amount);
        } else {
            sums.remove(content, amount);
        }
        Ok(())
    }

    /// The running digest of a ledger.
    pub(super) fn digest(&mut self, ledger: i64) -> Result<&mut DigestSums, StoreError> {
        if !self.digests.contains_key(&ledger) {
            let sums = super::read_digest(self.conn, ledger)?;
            self.digests.insert(ledger, sums);
        }
        Ok(self.digests.entry(ledger).or_default())
    }

    pub(in crate::store) fn flush_digests(&mut self) -> Result<(), StoreError> {
        for (ledger, sums) in std::mem::take(&mut self.digests) {
            self.conn
                .prepare_cached(
                    "UPDATE ledgers SET digest_count = ?2, digest_sums = ?3, digest_hash = ?4 WHERE number = ?1",
                )?
                .execute(params![ledger, sums.count, sums.sums_text(), sums.hash.to_be_bytes()])?;
        }
        Ok(())
    }
}

/// Whether the first operation that is not asked to be taken out makes the entity.
fn brings_all(left: &[Unfinished]) -> bool {
    let first = left.iter().find(|one| !one.void);
    first.is_some_and(|one| match one.action {
        Action::Create => true,
        Action::Restore => !one.fields.is_empty(),
        Action::Update | Action::Delete => false,
    })
}

/// The moment inside a `UUIDv7` (RFC 9562, section 5.7).
fn made_ms(id: Uuid) -> Option<i64> {
    (id.get_version_num() == 7).then(|| i64::try_from(id.as_u128() >> 80).unwrap_or(0))
}
