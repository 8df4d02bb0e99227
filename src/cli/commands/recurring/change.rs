//! The commands that change recurring expenses, and `recurring run`.
//!
//! Owns the reading of a rhythm, and that what is due is entered before a change. What is answered is `tell`'s.

use serde_json::json;

use super::{EndArgs, tell};
use crate::cli::args::Format;
use crate::cli::commands::add::{self, EntryArgs};
use crate::cli::commands::edit::{self, FieldArgs};
use crate::cli::commands::{Outcome, shown};
use crate::cli::context::Context;
use crate::cli::due::enter_watched;
use crate::cli::error::CliError;
use crate::cli::output;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::prompt;
use crate::cli::typed::NONE;
use crate::cli::view::{expense_line, expenses_json};
use crate::ledger::due::due;
use crate::ledger::recurring::{RecurringEdit, RhythmEdit, recurrence};
use crate::ledger::{Book, LedgerError};
use crate::model::recurrence::{Every, Recurrence};
use crate::store::recurring::RecurringRow;

/// Expenses told one by one: as many as fit a screen.
const LISTED_MAX: usize = 20;
/// Dates that are counted where they are left out; more are many.
const LEFT_OUT_MAX: usize = 100;

/// A rhythm as it is typed.
pub(super) struct Rhythm<'a> {
    pub every: Option<&'a str>,
    pub day: Option<u8>,
    pub from: Option<&'a str>,
    pub end: &'a EndArgs,
}

impl Rhythm<'_> {
    /// Reads what is to be changed of one.
    fn read(&self, ctx: &mut Context, force_date: bool) -> Result<RhythmEdit, CliError> {
        let is_none = |text: &str| text.trim().eq_ignore_ascii_case(NONE);
        let until = match self.end.until.as_deref() {
            None => None,
            Some(text) if is_none(text) => Some(None),
            // An end may lie as far ahead as it likes.
            Some(text) => Some(Some(crate::model::date::parse_date(text, ctx.today())?)),
        };
        let count = match self.end.count.as_deref() {
            None => None,
            Some(text) if is_none(text) => Some(None),
            Some(text) => {
                let count = text.trim().parse::<u32>().ok().filter(|count| *count > 0);
                Some(Some(count.ok_or_else(|| {
                    CliError::usage(format!("`{text}` is not a number of dates"))
                        .with_value(text)
                        .with_hint("write a whole number from 1 on, or none")
                })?))
            }
        };
        Ok(RhythmEdit {
            every: self.every.map(every).transpose()?,
            day: self.day.map(i64::from),
            from: self.from.map(|from| day_ahead(ctx, from, force_date)).transpose()?,
            until,
            count,
        })
    }
}

/// A day that usually lies ahead, so that nothing is said of that.
fn day_ahead(ctx: &Context, text: &str, force: bool) -> Result<chrono::NaiveDate, CliError> {
    let date = crate::model::date::parse_date(text, ctx.today())?;
    if !force {
        crate::model::date::check_range(date, ctx.today())?;
    }
    Ok(date)
}

fn every(text: &str) -> Result<Every, CliError> {
    Every::parse(text).map_err(|error| CliError::from(error).with_value(text))
}

pub(super) fn add(
    ctx: &mut Context,
    entry: &EntryArgs,
    rhythm: &Rhythm,
    force_date: bool,
) -> Result<Outcome, CliError> {
    let typed = rhythm.read(ctx, force_date)?;
    let from = typed.from.unwrap_or_else(|| ctx.today());
    let Some(every) = typed.every else { return Err(CliError::internal("there is no interval")) };
    let rhythm = Recurrence::new(every, typed.day, from)?
        .ending(typed.until.unwrap_or_default(), typed.count.unwrap_or_default());
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let draft = add::draft(entry, ctx, &book, |_| Ok(from))?;
    let mut opened;
    if book.store.is_in_memory() {
        opened = ctx.open_to_write()?;
        book = ctx.book(&mut opened)?;
    }
    let decided = add::decided(ctx, &draft);
    let (number, group) = book.add_recurring(&draft, &rhythm, decided)?;
    tell::changed(ctx, &book, "added", &[number], group)
}

pub(super) fn edit(
    ctx: &mut Context,
    reference: &str,
    fields: &FieldArgs,
    rhythm: &Rhythm,
    force_date: bool,
) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let row = tell::find(&rows(&book)?, reference)?.clone();
    let rhythm = rhythm.read(ctx, force_date)?;
    let each = edit::edit(fields, ctx, &book, row.amount.currency)?;
    let change = RecurringEdit { each, rhythm };
    if change == RecurringEdit::default() {
        return Err(CliError::usage("nothing to change was named")
            .with_hint("name a field, such as --amount 12.99; outlay recurring edit --help lists them"));
    }
    enter_before(ctx, &mut book, &[&row])?;
    let group = book.edit_recurring(row.number, &change)?;
    warn_of_a_second_date(ctx, &book, &row)?;
    warn_of_dates_left_out(ctx, &book, &row, change.rhythm.from.is_some())?;
    tell::changed(ctx, &book, "changed", &[row.number], group)
}

/// A later beginning leaves the dates before it out.
fn warn_of_dates_left_out(
    ctx: &mut Context,
    book: &Book,
    before: &RecurringRow,
    has_from: bool,
) -> Result<(), CliError> {
    let now = rows(book)?.into_iter().find(|row| row.number == before.number);
    let next = now.as_ref().and_then(recurrence).and_then(|rhythm| rhythm.next_after(Some(book.today)));
    let (Some(next), Some(old), true) = (next, recurrence(before), has_from) else { return Ok(()) };
    let left_out: Vec<chrono::NaiveDate> =
        old.after(Some(book.today)).take_while(|date| *date < next).take(LEFT_OUT_MAX).collect();
    if let Some(first) = left_out.first().filter(|_| !before.paused) {
        let dates = match left_out.len() {
            1 => format!("{first} is left out"),
            LEFT_OUT_MAX => format!("{LEFT_OUT_MAX} dates and more from {first} on are left out"),
            count => format!("{count} dates from {first} on are left out"),
        };
        ctx.talk.warn(
            "dates_left_out",
            format!(
                "{dates}: it begins anew with {next}; for a change from then on, end this one with --until and add \
                 another with --from"
            ),
        );
    }
    Ok(())
}

/// A day that was asked for may bring a second date into a month that had one.
fn warn_of_a_second_date(ctx: &mut Context, book: &Book, before: &RecurringRow) -> Result<(), CliError> {
    let now = rows(book)?.into_iter().find(|row| row.number == before.number);
    let dates = |row: &RecurringRow| recurrence(row).filter(|rhythm| rhythm.every().has_day());
    let last = dates(before).and_then(|rhythm| rhythm.last_until(book.today)).max(before.last_passed);
    let next = now.as_ref().and_then(dates).and_then(|rhythm| rhythm.next_after(last));
    let month = |date: chrono::NaiveDate| date.format("%Y-%m").to_string();
    if let (Some(last), Some(next)) = (last, next)
        && month(last) == month(next)
    {
        ctx.talk.warn("second_date", format!("{next} is a second date in {}, after {last}", month(last)));
    }
    Ok(())
}

pub(super) fn pause(ctx: &mut Context, references: &[String], paused: bool) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let all = rows(&book)?;
    let found = tell::find_all(&all, references)?;
    if paused {
        enter_before(ctx, &mut book, &found)?;
    }
    let numbers: Vec<i64> = found.iter().map(|row| row.number).collect();
    let group = book.pause_recurring(&numbers, paused)?;
    tell::changed(ctx, &book, if paused { "paused" } else { "resumed" }, &numbers, group)
}

pub(super) fn remove(ctx: &mut Context, references: &[String]) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let mut book = ctx.book(&mut store)?;
    let all = rows(&book)?;
    let found = tell::find_all(&all, references)?;
    let told = tell::Told::read(book.store, &found, book.today)?;
    let numbers: Vec<i64> = found.iter().map(|row| row.number).collect();
    let group = book.remove_recurring(&numbers)?;
    told.say(ctx, "removed", group)
}

pub(super) fn run(ctx: &mut Context, yes: bool) -> Result<Outcome, CliError> {
    let mut store = ctx.open_to_prepare()?;
    let found = due(&store, ctx.today())?;
    if found.needs_asking() && !yes {
        if !ctx.can_prompt() {
            return Err(LedgerError::TooManyDue(found.missing).into());
        }
        let question = format!("Enter {} recurring expenses?", found.missing);
        if !prompt::confirm(ctx, &question, false)? {
            return Err(CliError::declined());
        }
    }
    let is_asked = yes || found.needs_asking();
    let entered = enter_watched(ctx, &mut store, is_asked)?;
    let expenses = shown::expenses(&store, &entered.numbers)?;
    if entered.is_more {
        ctx.talk.warn("recurring_due", "more is due than one command enters: run it again");
    }
    let printed = match ctx.format() {
        Format::Json => ctx.print_json(&json!({
            "entered": expenses_json(&expenses),
            "count": expenses.len(),
            "group": entered.group,
        })),
        Format::Ids => {
            output::to_stdout(|out| expenses.iter().try_for_each(|expense| writeln!(out, "{}", expense.id)))
        }
        _ if expenses.is_empty() => {
            ctx.talk.notice("nothing is due; outlay recurring upcoming shows what comes");
            Ok(())
        }
        _ if ctx.global.quiet => Ok(()),
        _ => output::to_stdout(|out| {
            for expense in expenses.iter().take(LISTED_MAX) {
                writeln!(out, "entered {}", for_terminal(&expense_line(expense)))?;
            }
            if expenses.len() > LISTED_MAX {
                writeln!(out, "and {} more", expenses.len() - LISTED_MAX)?;
            }
            Ok(())
        }),
    };
    printed.map(|()| Outcome::Done).map_err(|error| match entered.group {
        Some(_) => error.after(&format!("{} recurring expenses were entered", expenses.len())),
        None => error,
    })
}

fn rows(book: &Book) -> Result<Vec<RecurringRow>, CliError> {
    Ok(book.store.recurring(Some(book.ledger.number))?)
}

/// Enters what is due under the old values: a change is one of later dates.
fn enter_before(ctx: &mut Context, book: &mut Book, rows: &[&RecurringRow]) -> Result<(), CliError> {
    let is_running = rows.iter().any(|row| !row.paused && row.may_write);
    if is_running {
        let entered = enter_watched(ctx, book.store, false)?;
        crate::cli::due::tell(ctx, book.store, &entered);
    }
    Ok(())
}
