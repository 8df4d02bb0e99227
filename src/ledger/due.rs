//! Recurring expenses that are due: which of their dates have no expense yet, and entering those.
//!
//! Owns what is entered without being asked for. The id of each comes from the recurring expense and the date, so a date is
//! entered once, however often it is tried and on however many devices; one that was entered and deleted is not entered
//! again. Must not prompt or print.

use chrono::{DateTime, NaiveDate, Utc};

use super::LedgerError;
use super::entries::{expense_record, settle_currency};
use super::recurring::recurrence;
use crate::id::recurring_expense_id;
use crate::model::entity::Kind;
use crate::model::expense::ExpenseDraft;
use crate::store::Store;
use crate::store::apply::{Applied, Change, Creation, Presence};
use crate::store::categories::CategoryTree;
use crate::store::groups::RECURRING_RUN;
use crate::store::recurring::RecurringRow;
use crate::store::writer::{CommandInfo, Writer};

/// Most dates that are entered without asking: five years of one that is monthly. More than that at once is a clock that is
/// wrong or a date that was mistyped more often than a machine that was off.
pub const UNASKED_MAX: u64 = 60;
/// Most dates that one command looks at: they take a fraction of a second. The next one goes on behind them.
pub const DATES_MAX: u64 = 10_000;
/// Dates that were found to be entered already and are looked at each time again before that is noted down: a command that
/// only reads need not write for so few.
const KNOWN_MAX: u64 = 32;

/// What a look at the recurring expenses found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Due {
    /// Dates that are due and have no expense; at most [`DATES_MAX`].
    pub missing: u64,
    /// Dates that were looked at and have one.
    known: u64,
}

impl Due {
    /// Whether there is anything to write.
    #[must_use]
    pub const fn needs_writing(&self) -> bool {
        self.missing > 0 || self.known > KNOWN_MAX
    }

    /// Whether so much is due that a person has to be asked.
    #[must_use]
    pub const fn needs_asking(&self) -> bool {
        self.missing > UNASKED_MAX
    }
}

/// What was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// The expenses, by number.
    pub numbers: Vec<i64>,
    /// Its undo group; `None` if nothing was entered.
    pub group: Option<i64>,
    /// Whether more is due than one command looks at.
    pub is_more: bool,
}

/// Looks what is due today in every ledger that this user may write in.
///
/// # Errors
/// What the store reports.
pub fn due(store: &Store, today: NaiveDate) -> Result<Due, LedgerError> {
    let mut due = Due::default();
    if !store.has_running()? {
        return Ok(due);
    }
    for row in store.recurring(None)? {
        for date in dates(&row, today) {
            if due.missing + due.known >= DATES_MAX {
                return Ok(due);
            }
            match store.entered(recurring_expense_id(row.id, date))? {
                Some(_) => due.known += 1,
                None => due.missing += 1,
            }
        }
    }
    Ok(due)
}

/// Enters what is due today, as an undo group of its own. Unless a person was asked it enters nothing where that is too much.
///
/// # Errors
/// [`LedgerError::TooManyDue`]; what the store reports. Then nothing was entered.
pub fn enter_due(
    store: &mut Store,
    now: DateTime<Utc>,
    today: NaiveDate,
    is_asked: bool,
) -> Result<Entered, LedgerError> {
    let found = due(store, today)?;
    if !found.needs_writing() {
        return Ok(Entered::default());
    }
    if found.needs_asking() && !is_asked {
        return Err(LedgerError::TooManyDue(found.missing));
    }
    let ledgers = store.ledgers()?;
    let info = CommandInfo { name: RECURRING_RUN, ..CommandInfo::default() };
    let mut writer = store.writer(info, now)?;
    let (mut entered, mut looked_at) = (Entered::default(), 0);
    let mut tree = None;
    for row in writer.recurring(None)? {
        let Some(ledger) = ledgers.iter().find(|ledger| ledger.number == row.ledger) else { continue };
        let mut through = None;
        for date in dates(&row, today) {
            if looked_at >= DATES_MAX {
                entered.is_more = true;
                break;
            }
            looked_at += 1;
            through = Some(date);
            if writer.entered(recurring_expense_id(row.id, date))?.is_some() {
                continue;
            }
            if tree.is_none() {
                tree = Some(writer.category_tree()?);
            }
            settle_currency(&mut writer, ledger, row.amount.currency, false)?;
            entered.numbers.extend(enter(&mut writer, &row, date, tree.as_ref())?);
        }
        if let Some(through) = through {
            writer.note_passed(&row, through)?;
        }
    }
    let count = u64::try_from(entered.numbers.len()).unwrap_or(u64::MAX);
    if count > UNASKED_MAX && !is_asked {
        return Err(LedgerError::TooManyDue(count));
    }
    entered.group = writer.commit()?.group;
    Ok(entered)
}

/// The dates of a recurring expense that this device has not passed, up to today. None of one that is paused, that belongs
/// to others, or that this version cannot read.
fn dates(row: &RecurringRow, today: NaiveDate) -> impl Iterator<Item = NaiveDate> + use<> {
    let rhythm = recurrence(row).filter(|_| !row.paused && row.may_write);
    let through = row.through;
    rhythm.into_iter().flat_map(move |rhythm| rhythm.after(through)).take_while(move |date| *date <= today)
}

/// Enters one date, weakly: where another device has made it, or a person deleted it, that stands (PROTOCOL, rule 10).
fn enter(
    writer: &mut Writer,
    row: &RecurringRow,
    date: NaiveDate,
    tree: Option<&CategoryTree>,
) -> Result<Option<i64>, LedgerError> {
    let category = row.category.zip(tree).and_then(|(category, tree)| tree.get(tree.effective(category)));
    let draft = ExpenseDraft {
        date,
        direction: row.direction,
        amount: row.amount,
        category: None,
        description: row.description.clone(),
        payee: row.payee.clone(),
        method: row.method.clone(),
        tags: row.tags.clone(),
        note: row.note.clone(),
        paid_by: None,
        reference: None,
    };
    let applied = writer.apply(Change::Create(Box::new(Creation {
        kind: Kind::Expense,
        id: recurring_expense_id(row.id, date),
        ledger: row.ledger,
        record: expense_record(draft, category.map(|category| category.id), None, None),
        presence: Presence::Absent,
        weak: true,
        created_at: None,
        updated_at: None,
    })))?;
    Ok(match applied {
        Applied::Created(number) => Some(number),
        _ => None,
    })
}
