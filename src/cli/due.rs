//! Entering what is due beside the work of another command: `add`, bare `outlay`, `sync`.
//!
//! Owns that the other command goes on whatever comes of it, and what is said. Must not ask.

use chrono::NaiveDate;

use super::args::Format;
use super::budgets;
use super::context::Context;
use super::error::CliError;
use super::view::expense_line;
use crate::ledger::LedgerError;
use crate::ledger::due::{self, Entered};
use crate::model::period::Period;
use crate::store::Store;

/// How long a command that would otherwise only read waits for one that writes, in milliseconds: not so long that a person
/// notices.
const WAIT_MS: u64 = 100;
/// Expenses told one by one: more would hide the answer of the command itself.
const TOLD_MAX: usize = 3;

/// Enters what is due, and says which budgets that takes over. Whatever keeps it from that is said, and is no failure. Returns
/// whether anything was entered.
pub fn enter(ctx: &mut Context, store: &mut Store) -> bool {
    match due::due(store, ctx.today()) {
        Ok(found) if !found.needs_writing() => return false,
        Ok(_) => {}
        Err(error) => {
            warn(ctx, error);
            return false;
        }
    }
    match enter_watched(ctx, store, false) {
        Ok(entered) => {
            tell(ctx, store, &entered);
            entered.group.is_some()
        }
        Err(error) => {
            warn(ctx, error);
            false
        }
    }
}

/// Enters what is due, as [`due::enter_due`] does, and says which budgets of the command's ledger that takes over.
///
/// # Errors
/// As there.
pub fn enter_watched(ctx: &mut Context, store: &mut Store, is_asked: bool) -> Result<Entered, LedgerError> {
    let ledger = ctx.ledger(store).ok();
    let days = Period { from: NaiveDate::MIN, to: ctx.today() };
    let watch = ledger.and_then(|ledger| budgets::watch(ctx, store, ledger.number, days));
    let entered = due::enter_due(store, ctx.now(), ctx.today(), is_asked)?;
    budgets::tell_taken(ctx, store, watch);
    Ok(entered)
}

/// Opens the database to read it, after entering what is due. It is opened for writing only where something is, and where
/// that cannot be, the reader sees what there is.
///
/// # Errors
/// Those of opening it to read.
pub fn enter_and_read(ctx: &mut Context) -> Result<Store, CliError> {
    let store = ctx.open_to_read()?;
    let found = match due::due(&store, ctx.today()) {
        Ok(found) => found,
        Err(error) => {
            warn(ctx, error);
            return Ok(store);
        }
    };
    if found.needs_asking() {
        warn(ctx, LedgerError::TooManyDue(found.missing));
        return Ok(store);
    }
    if !found.needs_writing() || store.is_in_memory() {
        return Ok(store);
    }
    store.close()?;
    let opened = ctx.open_to_write().and_then(|store| {
        store.wait_for_others_ms(WAIT_MS)?;
        Ok(store)
    });
    match opened {
        Ok(mut store) => {
            if enter(ctx, &mut store) {
                super::auto_sync::start(ctx);
            }
            store.close()?;
        }
        Err(error) => say(ctx, &error.message),
    }
    ctx.open_to_read()
}

/// Tells what was entered, where anything was.
pub fn tell(ctx: &mut Context, store: &Store, entered: &Entered) {
    let Some(group) = entered.group else { return };
    let told = if entered.numbers.len() <= TOLD_MAX {
        let expenses = entered.numbers.iter().filter_map(|number| store.expense(*number).ok().flatten());
        expenses.map(|expense| format!("entered, as it was due: {}", expense_line(&expense))).collect()
    } else {
        let (count, first) = (entered.numbers.len(), entered.numbers.first().copied().unwrap_or_default());
        let last = entered.numbers.last().copied().unwrap_or_default();
        vec![format!(
            "entered {count} recurring expenses that were due, {first} to {last}; outlay undo {group} takes them back"
        )]
    };
    for line in told {
        if ctx.format() == Format::Json {
            ctx.talk.warn("recurring_entered", line);
        } else {
            ctx.talk.notice(&line);
        }
    }
    if entered.is_more {
        ctx.talk.warn("recurring_due", "more is due: outlay recurring run enters it");
    }
}

fn warn(ctx: &mut Context, error: LedgerError) {
    if let LedgerError::TooManyDue(count) = error {
        ctx.talk.warn(
            "recurring_due",
            format!(
                "{count} dates of recurring expenses are due, more than are entered without asking: outlay recurring run \
                 --yes enters them"
            ),
        );
    } else {
        say(ctx, &CliError::from(error).message);
    }
}

fn say(ctx: &mut Context, why: &str) {
    ctx.talk.warn(
        "recurring_not_entered",
        format!("what is due was not entered: {why}; outlay recurring run tries again"),
    );
}
