//! What a user does: commands with values that come once, so that a value tells which edit it is of.
//!
//! Owns the choice of commands. Must not judge what becomes of them.

use chrono::{Days, NaiveDate};
use outlay::ledger::LedgerError;
use outlay::ledger::categories::CategoryEdit;
use outlay::ledger::due::enter_due;
use outlay::ledger::entries::{Decided, Edit};
use outlay::ledger::recurring::{RecurringEdit, RhythmEdit};
use outlay::model::category::CategoryPath;
use outlay::model::expense::{Direction, ExpenseDraft};
use outlay::model::money::Money;
use outlay::model::recurrence::{Every, Recurrence};
use outlay::store::conflicts::ConflictRow;
use serde_json::{Value as Json, json};

use super::devices::Device;
use super::dice::Dice;
use crate::properties::values::{CURRENCIES, METHODS, PATHS, TAGS, TEXTS, currency};
use crate::properties::world::Step;

/// Ids of rows of statements: few, so that devices import the same.
const ROWS: u64 = 8;

/// Chooses and runs a command. `event` makes its values its own. Returns what it was.
pub fn run(device: &mut Device, dice: &mut Dice, event: u64) -> String {
    let step = match dice.below(48) {
        40..=47 => return recurring(device, dice, event),
        0..=11 => Step::Add(draft(dice, event, 0)),
        12 => Step::Again(dice.place(1_000), day(dice)),
        13..=23 => Step::Edit(picks(dice), edit(dice, event)),
        24..=27 => Step::Delete(picks(dice)),
        28 | 29 => return import(device, dice, event),
        30 => Step::AddCategory(path(dice), look(dice, event)),
        31 | 32 => Step::EditCategory(dice.place(100), look(dice, event)),
        33 => Step::RenameCategory(dice.place(100), path(dice)),
        34 => Step::MergeCategories(vec![dice.place(100)], dice.place(100)),
        35..=37 => return undo(device),
        _ => return redo(device),
    };
    device.world.run(&step);
    format!("{step:?}")
}

/// What the trace says of a command that enters what is due.
pub const ENTERS: &str = "recurring run";

/// Adds, changes, pauses and removes recurring expenses, and enters what is due: most of all that.
fn recurring(device: &mut Device, dice: &mut Dice, event: u64) -> String {
    let ledger = device.world.store.ledgers().unwrap()[device.world.ledger].number;
    let numbers: Vec<i64> =
        device.world.store.recurring(Some(ledger)).unwrap().iter().map(|row| row.number).collect();
    let what = dice.below(8);
    if what == 0 || numbers.is_empty() {
        let draft = ExpenseDraft { description: format!("recurring {event}"), ..draft(dice, event, 0) };
        let every = Every::parse(dice.among(&["1m", "2m", "3m", "1y"])).unwrap();
        let rhythm = Recurrence::new(every, maybe(dice, 2, |_| 31), day(dice)).unwrap();
        device.world.book().add_recurring(&draft, &rhythm, Decided::default()).unwrap();
        return format!("recurring add {draft:?} {rhythm:?}");
    }
    let number = numbers[dice.place(numbers.len())];
    let mut book = device.world.book();
    let (outcome, told) = match what {
        1 => {
            let each = Edit { amount: Some(amount(dice, event)), ..Edit::default() };
            let edit = RecurringEdit { each, ..RecurringEdit::default() };
            (book.edit_recurring(number, &edit), format!("recurring edit {number} {edit:?}"))
        }
        2 => {
            let every = Every::parse(dice.among(&["1m", "2m"])).unwrap();
            let rhythm = RhythmEdit { every: Some(every), day: Some(15), ..RhythmEdit::default() };
            let edit = RecurringEdit { rhythm, ..RecurringEdit::default() };
            (book.edit_recurring(number, &edit), format!("recurring edit {number} {edit:?}"))
        }
        3 => {
            let paused = dice.once_in(2);
            (book.pause_recurring(&[number], paused), format!("recurring pause {number} {paused}"))
        }
        4 if dice.once_in(3) => (book.remove_recurring(&[number]), format!("recurring remove {number}")),
        _ => {
            // A clock that is years ahead would ask first.
            let (now, today) = (book.now, book.today);
            let entered = match enter_due(book.store, now, today, false) {
                Ok(entered) => entered.numbers.len(),
                Err(LedgerError::TooManyDue(_)) => 0,
                Err(error) => panic!("{ENTERS}: {error}"),
            };
            return format!("{ENTERS}: {entered} on {today}");
        }
    };
    match outcome {
        Ok(_) | Err(LedgerError::NoDateLeft) => told,
        Err(error) => panic!("{told}: {error}"),
    }
}

fn undo(device: &mut Device) -> String {
    match device.world.book().undo(None, false) {
        Ok(_) | Err(LedgerError::NothingToUndo) => "undo".to_owned(),
        Err(error) => panic!("undo: {error}"),
    }
}

fn redo(device: &mut Device) -> String {
    match device.world.book().redo(false) {
        Ok(_) | Err(LedgerError::NothingToRedo) => "redo".to_owned(),
        Err(error) => panic!("redo: {error}"),
    }
}

/// Rows of a statement: each is the same on every device, until somebody edits it.
fn import(device: &mut Device, dice: &mut Dice, event: u64) -> String {
    let rows = 1 + dice.below(4);
    let rows: Vec<(u8, ExpenseDraft)> = (0..rows)
        .map(|_| {
            let row = dice.below(ROWS);
            // Once in a while the bank changed its text meanwhile.
            let text = if dice.once_in(8) { event } else { 0 };
            (u8::try_from(row).unwrap(), draft(&mut Dice::new(row, text), 900 + row, text))
        })
        .collect();
    device.world.run(&Step::Import(vec![rows]));
    "import".to_owned()
}

fn picks(dice: &mut Dice) -> Vec<usize> {
    (0..=dice.below(3)).map(|_| dice.place(1_000)).collect()
}

fn day(dice: &mut Dice) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 11, 20).unwrap() + Days::new(dice.below(420))
}

fn path(dice: &mut Dice) -> CategoryPath {
    CategoryPath::parse(dice.among(&PATHS)).unwrap()
}

/// A text of this event alone, or one of a few.
fn text(dice: &mut Dice, event: u64, field: &str) -> String {
    if dice.once_in(6) { dice.among(&TEXTS).to_owned() } else { format!("{field} {event}") }
}

fn amount(dice: &mut Dice, event: u64) -> Money {
    let minor = if dice.once_in(6) { 1_250 } else { 10_000 + i64::try_from(event).unwrap() };
    Money::new(minor, currency(dice.among(&CURRENCIES)))
}

fn maybe<T>(dice: &mut Dice, times: u64, value: impl FnOnce(&mut Dice) -> T) -> Option<T> {
    dice.once_in(times).then(|| value(dice))
}

fn draft(dice: &mut Dice, event: u64, variant: u64) -> ExpenseDraft {
    let mut tags: Vec<String> = (0..dice.below(3)).map(|_| dice.among(&TAGS).to_owned()).collect();
    tags.sort();
    tags.dedup();
    ExpenseDraft {
        date: day(dice),
        direction: dice.among(&[Direction::Expense, Direction::Expense, Direction::Income]),
        amount: amount(dice, event),
        category: (!dice.once_in(4)).then(|| path(dice).to_string()),
        description: format!("made {event}.{variant}"),
        payee: maybe(dice, 2, |dice| text(dice, event, "payee")),
        method: maybe(dice, 2, |dice| dice.among(&METHODS).to_owned()),
        tags,
        note: maybe(dice, 4, |dice| text(dice, event, "note")),
        paid_by: None,
        reference: maybe(dice, 4, |dice| text(dice, event, "reference")),
    }
}

/// Few fields are the favourites, so that devices meet at them.
fn edit(dice: &mut Dice, event: u64) -> Edit {
    let mut edit = Edit::default();
    for _ in 0..=dice.below(3) {
        match dice.below(12) {
            0 => edit.date = Some(day(dice)),
            1 => edit.direction = Some(dice.among(&[Direction::Expense, Direction::Income])),
            2..=4 => edit.amount = Some(amount(dice, event)),
            5 => edit.category = Some((!dice.once_in(5)).then(|| path(dice))),
            6 => edit.description = Some(text(dice, event, "description")),
            7 | 8 => edit.payee = Some((!dice.once_in(5)).then(|| text(dice, event, "payee"))),
            9 => edit.note = Some((!dice.once_in(5)).then(|| text(dice, event, "note"))),
            10 => edit.method = Some((!dice.once_in(5)).then(|| dice.among(&METHODS).to_owned())),
            _ => edit.tags.push((dice.among(&TAGS).to_owned(), dice.once_in(2))),
        }
    }
    edit
}

fn look(dice: &mut Dice, event: u64) -> CategoryEdit {
    CategoryEdit {
        hidden: maybe(dice, 3, |dice| dice.once_in(2)),
        order: maybe(dice, 3, |dice| maybe(dice, 2, |_| i64::try_from(event).unwrap())),
        colour: maybe(dice, 2, |dice| maybe(dice, 2, |_| format!("colour {event}"))),
        icon: maybe(dice, 4, |dice| maybe(dice, 2, |_| format!("icon {event}"))),
    }
}

/// Resolves a conflict, one in a while a second time: with one of its values, or another. Returns what was done.
pub fn resolve(device: &mut Device, dice: &mut Dice, event: u64) -> Option<String> {
    let conflicts = device.world.store.conflicts(None, !dice.once_in(4)).unwrap();
    if conflicts.is_empty() {
        return None;
    }
    let conflict = &conflicts[dice.place(conflicts.len())];
    let (value, word) = chosen(conflict, dice, event);
    let ledgers = device.world.store.ledgers().unwrap();
    device.world.ledger = ledgers.iter().position(|ledger| ledger.number == conflict.ledger).unwrap();
    match device.world.book().resolve_conflict(conflict, (word != "kept").then_some(&value), word) {
        Ok(_) => {}
        // Another category has that path by now: a person would be told so.
        Err(LedgerError::CategoryPlace(_)) => return None,
        Err(error) => panic!("{error}"),
    }
    Some(format!("resolve {} {:?} of {} as {value}", conflict.id, conflict.field, conflict.entity_id))
}

fn chosen(conflict: &ConflictRow, dice: &mut Dice, event: u64) -> (Json, &'static str) {
    let side = |text: Option<&str>| -> Json {
        serde_json::from_str::<Json>(text.unwrap()).unwrap()["value"].clone()
    };
    let is_text = matches!(conflict.field.as_deref(), Some("payee" | "note" | "description"));
    match dice.below(5) {
        0 | 1 => (side(conflict.kept.as_deref()), "kept"),
        2 if is_text => (json!(format!("resolved {event}")), "value"),
        _ => (side(conflict.lost.as_deref()), "lost"),
    }
}
