//! The one way to change an entity (invariant I1): entity, operation, history and totals in one transaction.
//!
//! Owns what each change writes and which operation describes it (PROTOCOL, rules 1 to 6 and 10). Must not know what
//! a kind means beyond the registry, but for the totals and the search index of expenses.

use rusqlite::{OptionalExtension, Statement, params};
use serde_json::Value as Json;
use uuid::Uuid;

use super::chain::OperationDraft;
pub use super::change::{Applied, Change, Creation, EntityRow, FieldUpdate, Presence};
use super::change::{apply_update, changed_fields, created_fields};
use super::columns::{KindSql, bind_field, read_record};
use super::derived::expense_terms;
use super::error::StoreError;
use super::writer::Writer;
use crate::model::entity::{FieldType, Kind, KindSpec, Record};
use crate::model::operation::Action;

impl Writer<'_> {
    /// Applies one change: the entity's row, the operation that describes it, and what follows from both.
    ///
    /// # Errors
    /// What SQLite reports, or [`StoreError::Inconsistent`] if the entity does not exist. After an error the writer
    /// must be dropped.
    pub fn apply(&mut self, change: Change) -> Result<Applied, StoreError> {
        match change {
            Change::Create(creation) => self.create(&creation),
            Change::Update { kind, number, fields, weak } => self.update(kind, number, &fields, weak),
            Change::Delete { kind, number, withdrawn, weak } => self.delete(kind, number, withdrawn, weak),
            Change::Restore { kind, number, weak } => self.restore(kind, number, weak),
        }
    }

    /// Reads an entity as this transaction sees it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn read(&mut self, kind: Kind, number: i64) -> Result<Option<EntityRow>, StoreError> {
        read_entity(self.conn, &mut self.lookups, kind, number)
    }

    /// Reads an expense that must be there.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] where it is not; what SQLite reports.
    pub fn read_existing_expense(&mut self, number: i64) -> Result<EntityRow, StoreError> {
        self.read_existing(Kind::Expense, number)
    }

    /// The number of the entity with an id, in whichever ledger it is.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn find(&self, kind: Kind, id: Uuid) -> Result<Option<i64>, StoreError> {
        Ok(self.find_with_ledger(kind, id)?.map(|(number, _)| number))
    }

    /// The number of the entity with an id, and that of its ledger.
    pub(super) fn find_with_ledger(&self, kind: Kind, id: Uuid) -> Result<Option<(i64, i64)>, StoreError> {
        Ok(self
            .conn
            .prepare_cached(&KindSql::of(kind).find)?
            .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    pub(super) fn read_existing(&mut self, kind: Kind, number: i64) -> Result<EntityRow, StoreError> {
        self.read(kind, number)?
            .ok_or_else(|| StoreError::Inconsistent(format!("there is no {} {number}", kind.spec().name)))
    }

    fn create(&mut self, creation: &Creation) -> Result<Applied, StoreError> {
        if creation.presence == Presence::Gone
            && let Some(applied) = self.create_over_present(creation)?
        {
            return Ok(applied);
        }
        let spec = creation.kind.spec();
        let number = match creation.kind {
            Kind::Expense => {
                let number = self.next_expense;
                self.next_expense += 1;
                self.created = Some((self.created.map_or(number, |range| range.0), number));
                number
            }
            kind => self.conn.prepare_cached(&KindSql::of(kind).next)?.query_row([], |row| row.get(0))?,
        };
        let operation = self.next_operation;
        self.insert_entity(creation, number, operation)?;
        if creation.kind == Kind::Expense {
            self.count_expense(creation.ledger, &creation.record, 1)?;
            self.index_terms(number, &expense_terms(&creation.record))?;
        }
        if creation.kind == Kind::Expense && self.bulk_indexes {
            self.defer_create(creation.ledger, number)?;
            return Ok(Applied::Created(number));
        }
        // Expenses are many, so their creates stay slim; of the other kinds the body is history at once.
        let body = (creation.kind != Kind::Expense)
            .then(|| Json::Object(created_fields(spec, &creation.record)).to_string());
        self.push(&OperationDraft {
            kind: creation.kind,
            entity: number,
            ledger: creation.ledger,
            action: Action::Create,
            fields: body.as_deref(),
            seen: 0,
            after: None,
            weak: creation.weak,
            withdrawn: false,
            cancelled: false,
        })?;
        Ok(Applied::Created(number))
    }

    /// A creation whose id is there already: live, or deleted and now wanted again.
    fn create_over_present(&mut self, creation: &Creation) -> Result<Option<Applied>, StoreError> {
        let Some(number) = self.find(creation.kind, creation.id)? else { return Ok(None) };
        let row = self.read_existing(creation.kind, number)?;
        if !row.deleted {
            return Ok(Some(Applied::Present(number)));
        }
        self.restore(creation.kind, number, false)?;
        let fields = creation
            .record
            .iter()
            .cloned()
            .enumerate()
            .map(|(at, value)| FieldUpdate::Set(at, value))
            .collect::<Vec<_>>();
        self.update(creation.kind, number, &fields, false)?;
        Ok(Some(Applied::Revived(number)))
    }

    fn insert_entity(&mut self, creation: &Creation, number: i64, operation: i64) -> Result<(), StoreError> {
        if creation.kind != Kind::Expense {
            let mut statement = self.conn.prepare_cached(&KindSql::of(creation.kind).insert)?;
            return self.fill_and_insert(&mut statement, creation, number, operation);
        }
        let mut statement = match self.insert_expense.take() {
            Some(statement) => statement,
            None => self.conn.prepare(&KindSql::of(creation.kind).insert)?,
        };
        self.fill_and_insert(&mut statement, creation, number, operation)?;
        self.insert_expense = Some(statement);
        Ok(())
    }

    fn fill_and_insert(
        &mut self,
        statement: &mut Statement,
        creation: &Creation,
        number: i64,
        operation: i64,
    ) -> Result<(), StoreError> {
        statement.raw_bind_parameter(1, number)?;
        statement.raw_bind_parameter(2, &creation.id.as_bytes()[..])?;
        statement.raw_bind_parameter(3, creation.ledger)?;
        statement
            .raw_bind_parameter(4, creation.created_at.map_or(self.now_ms, |at| at.timestamp_millis()))?;
        statement.raw_bind_parameter(5, creation.updated_at.map(|at| at.timestamp_millis()))?;
        statement.raw_bind_parameter(6, operation)?;
        self.bind_record(statement, 7, creation.kind.spec(), &creation.record)?;
        statement.raw_execute()?;
        Ok(())
    }

    pub(super) fn bind_record(
        &mut self,
        statement: &mut Statement,
        first: usize,
        spec: &KindSpec,
        record: &Record,
    ) -> Result<usize, StoreError> {
        let mut parameter = first;
        for (field, value) in spec.fields.iter().zip(record) {
            parameter = bind_field(statement, parameter, field, value, &mut self.lookups, self.conn)?;
        }
        Ok(parameter)
    }

    fn update(
        &mut self,
        kind: Kind,
        number: i64,
        updates: &[FieldUpdate],
        weak: bool,
    ) -> Result<Applied, StoreError> {
        let row = self.read_existing(kind, number)?;
        let spec = kind.spec();
        let mut record = row.record.clone();
        for update in updates {
            apply_update(spec, &mut record, update);
        }
        let changes = changed_fields(spec, &row.record, &record);
        if changes.is_empty() {
            return Ok(Applied::Unchanged);
        }
        self.keep_base(kind, &row)?;
        self.write_down_create(kind, &row)?;
        let apart = self.changes_by_seen(kind, &row, changes)?;
        self.write_record(spec, number, &row.record, &record)?;
        if kind == Kind::Expense && !row.deleted {
            self.count_expense(row.ledger, &row.record, -1)?;
            self.count_expense(row.ledger, &record, 1)?;
            self.reindex(number, &row.record, &record)?;
        }
        let mut last_op = row.last_op;
        for (seen, changes) in apart {
            let fields = Json::Object(changes).to_string();
            last_op = Some(self.push(&OperationDraft {
                kind,
                entity: number,
                ledger: row.ledger,
                action: Action::Update,
                fields: Some(&fields),
                seen,
                after: last_op,
                weak,
                withdrawn: false,
                cancelled: false,
            })?);
        }
        self.touch(spec, number, last_op)?;
        Ok(Applied::Changed)
    }

    pub(super) fn reindex(&mut self, number: i64, before: &Record, after: &Record) -> Result<(), StoreError> {
        let (old, new) = (expense_terms(before), expense_terms(after));
        if old != new {
            self.unindex_terms(number, &old)?;
            self.index_terms(number, &new)?;
        }
        Ok(())
    }

    /// Writes the columns of the fields that differ.
    pub(super) fn write_record(
        &mut self,
        spec: &KindSpec,
        number: i64,
        before: &Record,
        after: &Record,
    ) -> Result<(), StoreError> {
        let differing: Vec<_> = (0..spec.fields.len()).filter(|&at| before[at] != after[at]).collect();
        let mut assignments = Vec::new();
        for &at in &differing {
            assignments.push(format!("{} = ?", spec.fields[at].column));
            if spec.fields[at].kind == FieldType::Money {
                assignments.push("currency = ?".to_owned());
            }
        }
        let sql = format!("UPDATE {} SET {} WHERE number = ?", spec.table, assignments.join(", "));
        let conn = self.conn;
        let mut statement = conn.prepare_cached(&sql)?;
        let mut parameter = 1;
        for at in differing {
            parameter =
                bind_field(&mut statement, parameter, &spec.fields[at], &after[at], &mut self.lookups, conn)?;
        }
        statement.raw_bind_parameter(parameter, number)?;
        statement.raw_execute()?;
        Ok(())
    }

    fn delete(
        &mut self,
        kind: Kind,
        number: i64,
        withdrawn: bool,
        weak: bool,
    ) -> Result<Applied, StoreError> {
        let row = self.read_existing(kind, number)?;
        if row.deleted {
            return Ok(Applied::Unchanged);
        }
        let seen = self.seen_as_a_whole(kind, &row)?;
        self.keep_base(kind, &row)?;
        let spec = kind.spec();
        // What others may refer to is told all the same: an operation that names it may stay though it goes.
        let unsent = row.revision == 0 && !kind.is_referred_to() && self.chain(row.last_op)?.unsent;
        let mut cancelled = false;
        let mut after = row.last_op;
        if unsent {
            // The server never heard of it. A random id can be forgotten; a derived one may reach the server from
            // another device, so its delete stays behind (PROTOCOL, rule 10).
            self.write_down_create(kind, &row)?;
            self.cancel_chain(row.last_op)?;
            cancelled = !is_derived(row.id);
            after = None;
        }
        self.conn
            .prepare_cached(&format!(
                "UPDATE {} SET deleted_at = ?2, withdrawn = ?3 WHERE number = ?1",
                spec.table
            ))?
            .execute(params![number, self.now_ms, withdrawn])?;
        if kind == Kind::Expense {
            self.count_expense(row.ledger, &row.record, -1)?;
            self.unindex_terms(number, &expense_terms(&row.record))?;
        }
        let operation = self.push(&OperationDraft {
            kind,
            entity: number,
            ledger: row.ledger,
            action: Action::Delete,
            fields: Some("{}"),
            seen,
            after,
            weak,
            withdrawn,
            cancelled,
        })?;
        self.touch(spec, number, (!cancelled).then_some(operation))?;
        Ok(Applied::Changed)
    }

    fn restore(&mut self, kind: Kind, number: i64, weak: bool) -> Result<Applied, StoreError> {
        let row = self.read_existing(kind, number)?;
        if !row.deleted {
            return Ok(Applied::Unchanged);
        }
        let seen = self.seen_as_a_whole(kind, &row)?;
        self.keep_base(kind, &row)?;
        let spec = kind.spec();
        let chain = self.chain(row.last_op)?;
        let mut draft = OperationDraft {
            kind,
            entity: number,
            ledger: row.ledger,
            action: Action::Restore,
            fields: Some("{}"),
            seen,
            after: row.last_op,
            weak,
            withdrawn: row.withdrawn,
            cancelled: false,
        };
        let body;
        if row.revision == 0 && (chain.unsent || !chain.creates) {
            // The server never heard of it, or only of its delete: the operation carries all of it.
            let mut fields = created_fields(spec, &row.record);
            self.tell_emptied(kind, &row, &mut fields)?;
            body = Json::Object(fields).to_string();
            draft.fields = Some(&body);
            draft.weak = false;
        }
        if row.revision == 0 && chain.unsent {
            self.cancel_chain(row.last_op)?;
            draft.after = None;
        }
        self.conn
            .prepare_cached(&format!(
                "UPDATE {} SET deleted_at = NULL, withdrawn = 0 WHERE number = ?1",
                spec.table
            ))?
            .execute([number])?;
        if kind == Kind::Expense {
            self.count_expense(row.ledger, &row.record, 1)?;
            self.index_terms(number, &expense_terms(&row.record))?;
        }
        let operation = self.push(&draft)?;
        self.touch(spec, number, Some(operation))?;
        Ok(Applied::Changed)
    }
}

/// Whether an id is derived from content (`UUIDv8`), so that another device can make the same one.
pub(super) fn is_derived(id: Uuid) -> bool {
    id.get_version_num() == 8
}

/// Reads an entity's row.
pub(super) fn read_entity(
    conn: &rusqlite::Connection,
    lookups: &mut super::columns::Lookups,
    kind: Kind,
    number: i64,
) -> Result<Option<EntityRow>, StoreError> {
    let mut statement = conn.prepare_cached(&KindSql::of(kind).read)?;
    let mut rows = statement.query([number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(EntityRow {
        number,
        id: Uuid::from_bytes(row.get(0)?),
        ledger: row.get(1)?,
        deleted: row.get(2)?,
        withdrawn: row.get(3)?,
        revision: row.get(4)?,
        last_op: row.get(5)?,
        extra: row.get(6)?,
        record: read_record(row, 7, kind.spec(), lookups, conn)?,
    }))
}
