//! Recurring expenses: keeping them, and what a change of one means for its later dates.
//!
//! Owns what an edit, a pause and an end do to the dates. Entering them is `due`'s, the forecast is `upcoming`'s, and which
//! dates there are is `model::recurrence`'s.

use chrono::NaiveDate;

use super::categories::category_under_lock;
use super::entries::{Edit, settle_currency};
use super::{Book, LedgerError};
use crate::id::new_id;
use crate::model::category::CategoryPath;
use crate::model::entity::{Kind, Value, recurring_field as field};
use crate::model::expense::ExpenseDraft;
use crate::model::recurrence::{Every, Recurrence, RecurrenceError};
use crate::store::StoreError;
use crate::store::apply::{Applied, Change, Creation, FieldUpdate, Presence};
use crate::store::categories::CategoryTree;
use crate::store::expenses::direction_code;
use crate::store::recurring::RecurringRow;
use crate::store::writer::{CommandInfo, Writer};

/// Most recurring expenses of a ledger: each is looked at by every command that enters what is due.
pub const RECURRING_MAX: usize = 1_000;

/// What a person changes of a recurring expense; `None` leaves it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecurringEdit {
    /// What each of its dates comes to; of its date and reference nothing is taken.
    pub each: Edit,
    /// The rhythm.
    pub rhythm: RhythmEdit,
}

/// What a person changes of its dates. An inner `None` clears.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RhythmEdit {
    /// The interval.
    pub every: Option<Every>,
    /// The day of the month.
    pub day: Option<i64>,
    /// The day from which it counts.
    pub from: Option<NaiveDate>,
    /// The last day on which it may come.
    pub until: Option<Option<NaiveDate>>,
    /// How many dates there are from its first one on.
    pub count: Option<Option<u32>>,
}

impl RhythmEdit {
    /// Whether it moves dates, and does not only say where they end.
    const fn moves(&self) -> bool {
        self.every.is_some() || self.day.is_some() || self.from.is_some()
    }

    /// The recurrence after it. What is due `today` has been entered, and under whatever rhythm everything up to `passed`.
    fn apply(
        &self,
        old: &Recurrence,
        today: NaiveDate,
        passed: Option<NaiveDate>,
    ) -> Result<Recurrence, LedgerError> {
        let mut new = *old;
        if self.moves() {
            let every = self.every.unwrap_or(old.every());
            new = match self.from {
                None => old.changed(every, self.day, today)?,
                Some(from) => self.begun_at(old, every, from, (today, passed))?,
            }
            .ok_or(LedgerError::NoDateLeft)?;
        }
        let (until, count) = (self.until.unwrap_or(new.until_on()), self.count.unwrap_or(new.count()));
        Ok(new.ending(until, count))
    }

    /// A rhythm that begins on a day of its own, after the last date that has passed.
    fn begun_at(
        &self,
        old: &Recurrence,
        every: Every,
        from: NaiveDate,
        (today, passed): (NaiveDate, Option<NaiveDate>),
    ) -> Result<Option<Recurrence>, RecurrenceError> {
        let kept = || if self.every.is_none() { old.day().map(i64::from) } else { None };
        let base = Recurrence::new(every, self.day.or_else(kept), from)?;
        let count = old.count().map(|count| count.saturating_sub(old.passed(today)));
        let begun = base.next_after(old.last_until(today).max(passed)).map(|starts_on| {
            let day = base.day().map(i64::from);
            Recurrence::new(every, day, starts_on)
        });
        Ok(begun.transpose()?.map(|begun| begun.ending(old.until_on(), count)))
    }
}

/// What a recurring expense's rows say of its dates; `None` if this version cannot read it: then it is left alone.
#[must_use]
pub fn recurrence(row: &RecurringRow) -> Option<Recurrence> {
    let count = row.count.map(u32::try_from).transpose().ok()?;
    let every = Every::parse(&row.every).ok()?;
    // Two devices may have changed the interval and the day: an interval of days or weeks has none.
    let day = row.day.filter(|_| every.has_day());
    let read = Recurrence::new(every, day, row.starts_on).ok()?;
    Some(read.ending(row.until_on, count))
}

/// The path of its category, as merges and renames have left it.
#[must_use]
pub fn category_of<'t>(row: &RecurringRow, tree: &'t CategoryTree) -> Option<&'t str> {
    tree.path(tree.effective(row.category?))
}

impl Book<'_> {
    /// Adds a recurring expense: on each of its dates the draft is entered, whose own date is of no account. Returns its number
    /// and the undo group. Nothing is entered yet.
    ///
    /// # Errors
    /// [`LedgerError::TooManyRecurring`], [`LedgerError::NoDateLeft`]; [`LedgerError::CategoryGone`] or
    /// [`LedgerError::CurrencySettled`] if what was decided before is no longer so; what the store reports.
    pub fn add_recurring(
        &mut self,
        draft: &ExpenseDraft,
        rhythm: &Recurrence,
        decided: super::entries::Decided,
    ) -> Result<(i64, Option<i64>), LedgerError> {
        let first = rhythm.next_after(None).ok_or(LedgerError::NoDateLeft)?;
        let info = CommandInfo { name: "recurring add", ..CommandInfo::default() };
        let mut writer = self.store.writer(info, self.now)?;
        if writer.recurring(Some(self.ledger.number))?.len() >= RECURRING_MAX {
            return Err(LedgerError::TooManyRecurring(RECURRING_MAX));
        }
        settle_currency(&mut writer, &self.ledger, draft.amount.currency, decided.currency_assumed)?;
        let path = draft.category.as_deref().and_then(|path| CategoryPath::parse(path).ok());
        let category = path
            .map(|path| category_under_lock(&mut writer, &self.ledger, &path, decided.category_exists))
            .transpose()?;
        let mut record = Kind::Recurring.spec().empty_record();
        record[field::DIRECTION] = Value::Integer(direction_code(draft.direction));
        record[field::AMOUNT] = Value::Money(draft.amount);
        record[field::CATEGORY] = Value::reference(category);
        record[field::DESCRIPTION] = Value::Text(draft.description.clone());
        record[field::PAYEE] = Value::text(draft.payee.clone());
        record[field::METHOD] = Value::text(draft.method.clone());
        record[field::TAGS] = Value::tags(draft.tags.clone());
        record[field::NOTE] = Value::text(draft.note.clone());
        for (at, value) in dates(rhythm, first) {
            record[at] = value;
        }
        let applied = writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Recurring,
            id: new_id(self.now),
            ledger: self.ledger.number,
            record,
            presence: Presence::Absent,
            weak: false,
            created_at: None,
            updated_at: None,
        })))?;
        let group = writer.commit()?.group;
        match applied {
            Applied::Created(number) => Ok((number, group)),
            _ => Err(StoreError::Inconsistent("a new recurring expense existed already".into()).into()),
        }
    }

    /// Changes a recurring expense from its next date on: what is due must have been entered. Returns the undo group; `None` if
    /// it was so already.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] if it is gone, [`LedgerError::Unreadable`] where its dates are to change and cannot be read,
    /// [`LedgerError::NoDateLeft`], [`LedgerError::Recurrence`], [`LedgerError::CategoryGone`]; what the store reports.
    pub fn edit_recurring(&mut self, number: i64, edit: &RecurringEdit) -> Result<Option<i64>, LedgerError> {
        let info = CommandInfo { name: "recurring edit", ..CommandInfo::default() };
        let mut writer = self.store.writer(info, self.now)?;
        let row = present(&writer, self.ledger.number, number)?;
        let mut fields = each_fields(&mut writer, &self.ledger, &row, &edit.each)?;
        if edit.rhythm != RhythmEdit::default() {
            let old = recurrence(&row).ok_or(LedgerError::Unreadable(number))?;
            let new = edit.rhythm.apply(&old, self.today, row.last_passed)?;
            let first = if edit.rhythm.moves() { new.starts_on() } else { row.starts_on };
            fields.extend(dates(&new, first).into_iter().map(|(at, value)| FieldUpdate::Set(at, value)));
        }
        writer.apply(Change::Update { kind: Kind::Recurring, number, fields, weak: false })?;
        Ok(writer.commit()?.group)
    }

    /// Pauses recurring expenses, or lets them go on: with their first date after today, so that those that passed meanwhile are
    /// skipped on every device. Returns the undo group; `None` if all were so already.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] if one is gone; [`LedgerError::Unreadable`] and [`LedgerError::NoDateLeft`] for one that is to
    /// go on; what the store reports. Then none is changed.
    pub fn pause_recurring(&mut self, numbers: &[i64], paused: bool) -> Result<Option<i64>, LedgerError> {
        let name = if paused { "recurring pause" } else { "recurring resume" };
        let mut writer = self.store.writer(CommandInfo { name, ..CommandInfo::default() }, self.now)?;
        for &number in numbers {
            let row = present(&writer, self.ledger.number, number)?;
            let mut fields = vec![FieldUpdate::Set(field::PAUSED, Value::Boolean(paused))];
            if row.paused && !paused {
                let old = recurrence(&row).ok_or(LedgerError::Unreadable(number))?;
                let left = old.left_after(self.today).ok_or(LedgerError::NoDateLeft)?;
                if old.passed(self.today) > 0 {
                    let moved = dates(&left, left.starts_on());
                    fields.extend(moved.into_iter().map(|(at, value)| FieldUpdate::Set(at, value)));
                }
            }
            writer.apply(Change::Update { kind: Kind::Recurring, number, fields, weak: false })?;
        }
        Ok(writer.commit()?.group)
    }

    /// Removes recurring expenses, as one undo group. What they entered stays.
    ///
    /// # Errors
    /// [`LedgerError::NotFound`] if one is gone; then none is removed.
    pub fn remove_recurring(&mut self, numbers: &[i64]) -> Result<Option<i64>, LedgerError> {
        let info = CommandInfo { name: "recurring remove", ..CommandInfo::default() };
        let mut writer = self.store.writer(info, self.now)?;
        for &number in numbers {
            present(&writer, self.ledger.number, number)?;
            let (kind, withdrawn, weak) = (Kind::Recurring, false, false);
            writer.apply(Change::Delete { kind, number, withdrawn, weak })?;
        }
        Ok(writer.commit()?.group)
    }
}

/// The recurring expense with a number, as the transaction sees it.
fn present(writer: &Writer, ledger: i64, number: i64) -> Result<RecurringRow, LedgerError> {
    let found = writer.recurring(Some(ledger))?.into_iter().find(|row| row.number == number);
    found.ok_or_else(|| LedgerError::NotFound {
        what: "recurring expense",
        reference: number.to_string(),
        near: Vec::new(),
    })
}

/// The fields of a rhythm that begins on a date of its own.
fn dates(rhythm: &Recurrence, first: NaiveDate) -> [(usize, Value); 5] {
    let integer = |value: Option<u32>| value.map_or(Value::Null, |value| Value::Integer(i64::from(value)));
    [
        (field::EVERY, Value::Text(rhythm.every().to_string())),
        // Always written down: a date that a short month made earlier says nothing of the day.
        (field::DAY, integer(rhythm.day())),
        (field::STARTS_ON, Value::Date(first)),
        (field::UNTIL_ON, rhythm.until_on().map_or(Value::Null, Value::Date)),
        (field::COUNT, integer(rhythm.count())),
    ]
}

/// The changes of what each date comes to.
fn each_fields(
    writer: &mut Writer,
    ledger: &crate::store::ledgers::LedgerRow,
    row: &RecurringRow,
    edit: &Edit,
) -> Result<Vec<FieldUpdate>, LedgerError> {
    let mut fields = Vec::new();
    let mut set = |at, value| fields.push(FieldUpdate::Set(at, value));
    if let Some(direction) = edit.direction {
        set(field::DIRECTION, Value::Integer(direction_code(direction)));
    }
    if let Some(amount) = edit.amount {
        set(field::AMOUNT, Value::Money(amount));
    }
    if let Some(path) = &edit.category {
        let id = path
            .as_ref()
            .map(|path| category_under_lock(writer, ledger, path, edit.category_exists))
            .transpose()?;
        set(field::CATEGORY, Value::reference(id));
    }
    if let Some(description) = &edit.description {
        set(field::DESCRIPTION, Value::Text(description.clone()));
    }
    for (at, value) in [(field::PAYEE, &edit.payee), (field::METHOD, &edit.method), (field::NOTE, &edit.note)]
    {
        if let Some(value) = value {
            set(at, Value::text(value.clone()));
        }
    }
    if edit.clear_tags {
        fields.extend(row.tags.iter().map(|tag| FieldUpdate::Tag(tag.clone(), false)));
    }
    fields.extend(edit.tags.iter().map(|(tag, present)| FieldUpdate::Tag(tag.clone(), *present)));
    Ok(fields)
}
