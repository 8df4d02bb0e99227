//! Recording, changing and deleting expenses.

use chrono::NaiveDate;
use uuid::Uuid;

use super::categories::category_under_lock;
use super::{Book, LedgerError};
use crate::id::new_id;
use crate::model::category::CategoryPath;
use crate::model::currency::Currency;
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
    /// Whether that category was found when it was asked for; one that was not is made.
    pub category_exists: bool,
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

/// What was settled before the write lock was taken, and must still be so under it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decided {
    /// The category was found; one that was not is made.
    pub category_exists: bool,
    /// The ledger had no currency, and neither did the amount name one: it was assumed.
    pub currency_assumed: bool,
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
    /// [`LedgerError::CategoryGone`] or [`LedgerError::CurrencySettled`] if what was decided before is no longer so;
    /// what the store reports.
    pub fn add(
        &mut self,
        command: &str,
        draft: &ExpenseDraft,
        decided: Decided,
    ) -> Result<(i64, Option<i64>), LedgerError> {
        let id = new_id(self.now);
        let mut writer =
            self.store.writer(CommandInfo { name: command, ..CommandInfo::default() }, self.now)?;
        settle_currency(&mut writer, &self.ledger, draft.amount.currency, decided.currency_assumed)?;
        let path = draft.category.as_deref().and_then(|path| CategoryPath::parse(path).ok());
        let category = path
            .map(|path| category_under_lock(&mut writer, &self.ledger, &path, decided.category_exists))
            .transpose()?;
        let applied = writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Expense,
            id,
            ledger: self.ledger.number,
            record: expense_record(draft.clone(), category, None, None),
            presence: Presence::Absent,
            weak: false,
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
    /// [`LedgerError::Deleted`] if one of them is deleted; [`LedgerError::CategoryGone`]; then none is changed.
    pub fn edit(&mut self, numbers: &[i64], edit: &Edit) -> Result<Changed, LedgerError> {
        let ledgers = self.store.ledgers()?;
        let mut writer =
            self.store.writer(CommandInfo { name: "edit", ..CommandInfo::default() }, self.now)?;
        let mut changed = Changed { numbers: Vec::new(), unchanged: Vec::new(), group: None };
        for &number in numbers {
            let row = live(&mut writer, number)?;
            let Some(ledger) = ledgers.iter().find(|ledger| ledger.number == row.ledger) else { continue };
            // It was looked for in this ledger; in another one it may have to be made.
            let existed = edit.category_exists && ledger.number == self.ledger.number;
            let fields = edit_fields(&mut writer, ledger, edit, existed, &row.record)?;
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

/// Settles a ledger's currency if it is still open. One that was assumed must not differ from what another command
/// has settled since.
pub(super) fn settle_currency(
    writer: &mut Writer,
    ledger: &LedgerRow,
    currency: Currency,
    assumed: bool,
) -> Result<(), LedgerError> {
    match writer.ledger_currency(ledger.number)? {
        None => Ok(writer.settle_currency(ledger.number, currency)?),
        Some(known) if assumed && known != currency => {
            Err(LedgerError::CurrencySettled { ledger: known, assumed: currency })
        }
        Some(_) => Ok(()),
    }
}

fn edit_fields(
    writer: &mut Writer,
    ledger: &LedgerRow,
    edit: &Edit,
    category_existed: bool,
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
        let id = path
            .as_ref()
            .map(|path| category_under_lock(writer, ledger, path, category_existed))
            .transpose()?;
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
