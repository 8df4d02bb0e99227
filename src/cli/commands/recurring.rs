//! `outlay recurring`: the arguments, and what becomes of each.

mod change;
mod tell;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::add::EntryArgs;
use crate::cli::commands::edit::FieldArgs;
use crate::cli::completions;
use crate::cli::context::Context;
use crate::cli::error::CliError;

/// Enter what comes again by itself: subscriptions, rent, wages
///
/// On each of its dates a recurring expense is entered by `outlay`, `add`, `sync` or `recurring run`, whichever comes first: once
/// for each date that was missed, however long the machine was off and however many devices there are. One that you delete is not
/// entered again. They are synced.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct RecurringArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: RecurringCommand,
}

/// What to do with recurring expenses.
#[derive(Debug, Clone, Subcommand)]
#[allow(clippy::large_enum_variant)] // one is made per process
pub enum RecurringCommand {
    /// Add a recurring expense
    #[command(after_help = "\
Amount, category and words are those of `outlay add`. In months that lack the day it comes on the last one.

Examples:
  outlay recurring add 9.99 subscriptions Netflix --every month --day 31
  outlay recurring add 850 rent --every month --day 1 --from 2026-01-01
  outlay recurring add 2400 wages --income --every 2w --from 2026-10-23
  outlay recurring add 120 insurance --every year --count 3 @bank

With --format json it prints {recurring, due, count, group, warnings}.")]
    Add {
        /// What each date comes to.
        #[command(flatten)]
        entry: EntryArgs,
        /// How often: day, week, 2w, month, quarter, 3m, year
        #[arg(long, value_name = "INTERVAL", add = ArgValueCandidates::new(completions::intervals))]
        every: String,
        /// The day of the month, for months, quarters and years [default: that of the first date]
        #[arg(long, value_name = "1-31", value_parser = clap::value_parser!(u8))]
        day: Option<u8>,
        /// Its first date is the first such day from this one on; it may have passed [default: today]
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        from: Option<String>,
        /// Where it ends.
        #[command(flatten)]
        end: EndArgs,
        /// Take a date before 1970 or more than a year ahead
        #[arg(long)]
        force_date: bool,
    },
    /// List them with their next dates
    #[command(after_help = "With --format json it prints {recurring, count, warnings}.")]
    List,
    /// Change one; what was entered stays, and what is due is entered before
    #[command(after_help = "\
Another rhythm goes on from the last date that has passed: a month that had one gets no second one, unless --from asks for it.

Examples:
  outlay recurring edit 3 --amount 12.99
  outlay recurring edit 3 --day 15
  outlay recurring edit 3 --until none

With --format json it prints {recurring, count, group, warnings}. Exit 3 where there is none of that number.")]
    Edit {
        /// Which one: its number in `recurring list`, its id, or 8 characters of it
        #[arg(value_name = "RECURRING", add = ArgValueCandidates::new(completions::recurring))]
        recurring: String,
        /// What each date comes to.
        #[command(flatten)]
        fields: FieldArgs,
        /// How often: day, week, 2w, month, quarter, 3m, year
        #[arg(long, value_name = "INTERVAL", add = ArgValueCandidates::new(completions::intervals))]
        every: Option<String>,
        /// The day of the month, for months, quarters and years
        #[arg(long, value_name = "1-31", value_parser = clap::value_parser!(u8))]
        day: Option<u8>,
        /// It begins anew with the first such day from this one on; dates before it are left out, which skips them
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        from: Option<String>,
        /// Where it ends.
        #[command(flatten)]
        end: EndArgs,
        /// Take a date before 1970 or more than a year ahead
        #[arg(long)]
        force_date: bool,
    },
    /// Enter nothing for a while; what is due is entered before
    #[command(
        after_help = "With --format json it prints {recurring, count, group, warnings}. Exit 3 where there is none of that number."
    )]
    Pause(Which),
    /// Let it go on with its first date after today; those that passed meanwhile are skipped
    #[command(
        after_help = "With --format json it prints {recurring, count, group, warnings}. Exit 3 where there is none of that number."
    )]
    Resume(Which),
    /// Remove it; what it entered stays, what is due is not entered
    #[command(
        aliases = ["delete", "rm"],
        after_help = "With --format json it prints {recurring, count, group, warnings}. Exit 3 where there is none of that number."
    )]
    Remove(Which),
    /// Enter what is due in every ledger, as one step for undo
    #[command(after_help = "With --format json it prints {entered, count, group, warnings}.")]
    Run {
        /// Enter it also where more than 60 dates are due
        #[arg(short, long)]
        yes: bool,
    },
    /// Show what comes, and what is due and not entered yet
    #[command(after_help = "\
Examples:
  outlay recurring upcoming
  outlay recurring upcoming --to 2026-12-31 --format csv

With --format json it prints {period, items, count, truncated, totals, warnings}.")]
    Upcoming {
        /// How many days ahead
        #[arg(long, value_name = "N", default_value_t = 30, conflicts_with = "to", value_parser = clap::value_parser!(u16).range(..=3660))]
        days: u16,
        /// Up to this day
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
    },
}

/// Where a recurring expense ends.
#[derive(Debug, Clone, Default, Args)]
pub struct EndArgs {
    /// The last day on which it may come, or none
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// How many dates there are, from its first one on, or none
    #[arg(long, value_name = "N")]
    pub count: Option<String>,
}

/// Which recurring expenses.
#[derive(Debug, Clone, Args)]
pub struct Which {
    /// Which ones: numbers in `recurring list`, ids, or 8 characters of one
    #[arg(value_name = "RECURRING", required = true, add = ArgValueCandidates::new(completions::recurring))]
    pub recurring: Vec<String>,
}

impl RecurringCommand {
    /// Whether it leaves something for the server.
    #[must_use]
    pub const fn changes(&self) -> bool {
        !matches!(self, Self::List | Self::Upcoming { .. })
    }
}

/// Looks at recurring expenses, changes them or enters what is due.
///
/// # Errors
///
/// `usage` for a rhythm that is none; `not_found`, `ambiguous`; those of the values and of the store.
pub fn run(args: &RecurringArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let formats: &[Format] = match args.command {
        RecurringCommand::Upcoming { .. } => &[Format::Table, Format::Json, Format::Csv],
        RecurringCommand::Run { .. } => &[Format::Table, Format::Json, Format::Ids],
        _ => &[Format::Table, Format::Json],
    };
    ctx.format_among("recurring", formats)?;
    match &args.command {
        RecurringCommand::Add { entry, every, day, from, end, force_date } => {
            let rhythm = change::Rhythm { every: Some(every), day: *day, from: from.as_deref(), end };
            change::add(ctx, entry, &rhythm, *force_date)
        }
        RecurringCommand::List => tell::list(ctx),
        RecurringCommand::Edit { recurring, fields, every, day, from, end, force_date } => {
            let (every, from) = (every.as_deref(), from.as_deref());
            change::edit(ctx, recurring, fields, &change::Rhythm { every, day: *day, from, end }, *force_date)
        }
        RecurringCommand::Pause(which) => change::pause(ctx, &which.recurring, true),
        RecurringCommand::Resume(which) => change::pause(ctx, &which.recurring, false),
        RecurringCommand::Remove(which) => change::remove(ctx, &which.recurring),
        RecurringCommand::Run { yes } => change::run(ctx, *yes),
        RecurringCommand::Upcoming { days, to } => tell::upcoming(ctx, *days, to.as_deref()),
    }
}
