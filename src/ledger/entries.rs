//! Recording, changing and deleting expenses.

use chrono::NaiveDate;
use uuid::Uuid;

use super::categories::ensure_category;
use super::{Book, LedgerError};
use crate::id::new_id;
use crate::model::category::CategoryPath;
use crate::model::entity::{Kind, Record, Value, expense_field as field};
use crate::model::expense::{Direction, Expense, ExpenseDraft};
use crate::model::money::Money;
use crate::store::apply::{Applied, Change, Creation, FieldUpdate, Presence};
use crate::store::expenses::direction_code;
use crate::store::ledgers::LedgerRow;
use crate::store::writer::{CommandInfo, Writer};

/// What a person changes of one or more expenses. An outer `None` leaves a field, an inner one clears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Calendar date.
    pub date: Option<NaiveDate>,
    /// Which way the money went.
    pub direction: Option<Direction>,
    /// The amount.
    pub amount: Option<Money>,
    /// The category's path.
    pub category: Option<Option<CategoryPath>>,
    /// What it was.
    pub description: Option<String>,
    /// Who received or sent the money.
    pub payee: Option<Option<String>>,
    /// Payment method.
    pub method: Option<Option<String>>,
    /// Free text.
    pub note: Option<Option<String>>,
    /// The bank's own id.
    pub reference: Option<Option<String>>,
    /// Tags to add (`true`) or take off (`false`).
    pub tags: Vec<(String, bool)>,
    /// Whether every tag goes before the changes of `tags`.
    pub clear_tags: bool,
}

/// What a command that changes several expenses did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The expenses that it changed, by number.
    pub numbers: Vec<i64>,
    /// Those that were so already.
    pub unchanged: Vec<i64>,
    /// Its undo group; `None` if nothing changed.
    pub group: Option<i64>,
}

impl Book<'_> {
    /// Records an expense entered by hand. Returns its number and the undo group.
    ///
    /// # Errors
    /// What the store reports.
    pub fn add(&mut self, command: &str, draft: &ExpenseDraft) -> Result<(i64, Option<i64>), LedgerError> {
        let id = new_id(self.now);
        let mut writer =
            self.store.writer(CommandInfo { name: command, ..CommandInfo::default() }, self.now)?;
        writer.settle_currency(self.ledger.number, draft.amount.currency)?;
        let category = ensure_path(&mut writer, &self.ledger, draft.category.as_deref())?;
        let applied = writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Expense,
            id,
            ledger: self.ledger.number,
            record: expense_record(draft.clone(), category, None, None),
            presence: Presence::Absent,
            created_at: None,
            updated_at: None,
        })))?;
        let committed = writer.commit()?;
        match applied {
            Applied::Created(number) => Ok((number, committed.group)),
            _ => Err(crate::store::StoreError::Inconsistent("a new expense existed already".into()).into()),
        }
    }

    /// Changes expenses, as one undo group.
    ///
    /// # Errors
    /// [`LedgerError::Deleted`] if one of them is deleted; then none is changed.
    pub fn edit(&mut self, numbers: &[i64], edit: &Edit) -> Result<Changed, LedgerError> {
        let ledgers = self.store.ledgers()?;
        let mut writer =
            self.store.writer(CommandInfo { name: "edit", ..CommandInfo::default() }, self.now)?;
        let mut changed = Changed { numbers: Vec::new(), unchanged: Vec::new(), group: None };
        for &number in numbers {
            let row = live(&mut writer, number)?;
            let Some(ledger) = ledgers.iter().find(|ledger| ledger.number == row.ledger) else { continue };
            let fields = edit_fields(&mut writer, ledger, edit, &row.record)?;
            match writer.apply(Change::Update { kind: Kind::Expense, number, fields, weak: false })? {
                Applied::Unchanged => changed.unchanged.push(number),
                _ => changed.numbers.push(number),
            }
        }
        changed.group = writer.commit()?.group;
        Ok(changed)
    }

    /// Deletes expenses, as one undo group. One that is deleted already is left so.
    ///
    /// # Errors
    /// What the store reports.
    pub fn delete(&mut self, numbers: &[i64]) -> Result<Changed, LedgerError> {
        let mut writer =
            self.store.writer(CommandInfo { name: "delete", ..CommandInfo::default() }, self.now)?;
        let mut changed = Changed { numbers: Vec::new(), unchanged: Vec::new(), group: None };
        for &number in numbers {
            match writer.apply(Change::Delete {
                kind: Kind::Expense,
                number,
                withdrawn: false,
                weak: false,
            })? {
                Applied::Unchanged => changed.unchanged.push(number),
                _ => changed.numbers.push(number),
            }
        }
        changed.group = writer.commit()?.group;
        Ok(changed)
    }
}

fn live(writer: &mut Writer, number: i64) -> Result<crate::store::apply::EntityRow, LedgerError> {
    let row = writer.read(Kind::Expense, number)?.ok_or_else(|| LedgerError::NotFound {
        what: "expense",
        reference: number.to_string(),
        near: Vec::new(),
    })?;
    if row.deleted {
        return Err(LedgerError::Deleted { number, id: row.id });
    }
    Ok(row)
}

fn ensure_path(
    writer: &mut Writer,
    ledger: &LedgerRow,
    path: Option<&str>,
) -> Result<Option<Uuid>, LedgerError> {
    let Some(path) = path.and_then(|path| CategoryPath::parse(path).ok()) else { return Ok(None) };
    ensure_category(writer, ledger, &path).map(Some)
}

fn edit_fields(
    writer: &mut Writer,
    ledger: &LedgerRow,
    edit: &Edit,
    record: &Record,
) -> Result<Vec<FieldUpdate>, LedgerError> {
    let mut fields = Vec::new();
    let mut set = |position, value| fields.push(FieldUpdate::Set(position, value));
    if let Some(date) = edit.date {
        set(field::DATE, Value::Date(date));
    }
    if let Some(direction) = edit.direction {
        set(field::DIRECTION, Value::Integer(direction_code(direction)));
    }
    if let Some(amount) = edit.amount {
        set(field::AMOUNT, Value::Money(amount));
    }
    if let Some(path) = &edit.category {
        let id = path.as_ref().map(|path| ensure_category(writer, ledger, path)).transpose()?;
        set(field::CATEGORY, Value::reference(id));
    }
    if let Some(description) = &edit.description {
        set(field::DESCRIPTION, Value::Text(description.clone()));
    }
    for (position, value) in [
        (field::PAYEE, &edit.payee),
        (field::METHOD, &edit.method),
        (field::NOTE, &edit.note),
        (field::REFERENCE, &edit.reference),
    ] {
        if let Some(value) = value {
            set(position, Value::text(value.clone()));
        }
    }
    if edit.clear_tags {
        fields.extend(record[field::TAGS].as_tags().iter().map(|tag| FieldUpdate::Tag(tag.clone(), false)));
    }
    fields.extend(edit.tags.iter().map(|(tag, present)| FieldUpdate::Tag(tag.clone(), *present)));
    Ok(fields)
}

/// The record of a draft.
#[must_use]
pub fn expense_record(
    draft: ExpenseDraft,
    category: Option<Uuid>,
    source: Option<String>,
    batch: Option<Uuid>,
) -> Record {
    vec![
        Value::Date(draft.date),
        Value::Integer(direction_code(draft.direction)),
        Value::Money(draft.amount),
        Value::reference(category),
        Value::Text(draft.description),
        Value::text(draft.payee),
        Value::text(draft.method),
        Value::tags(draft.tags),
        Value::text(draft.note),
        Value::text(draft.paid_by),
        Value::text(draft.reference),
        Value::text(source),
        Value::reference(batch),
    ]
}

/// An expense once more on another day: everything a person would type again, nothing that belonged to that one
/// payment (its reference, source and batch).
#[must_use]
pub fn again(expense: &Expense, date: NaiveDate, amount: Option<Money>) -> ExpenseDraft {
    ExpenseDraft {
        date,
        direction: expense.direction,
        amount: amount.unwrap_or(expense.amount),
        category: expense.category.clone(),
        description: expense.description.clone(),
        payee: expense.payee.clone(),
        method: expense.method.clone(),
        tags: expense.tags.clone(),
        note: expense.note.clone(),
        paid_by: expense.paid_by.clone(),
        reference: None,
    }
}
