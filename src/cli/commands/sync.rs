//! `outlay sync`: the arguments, one run, and what it answers.

mod plan;
pub mod told;
mod watch;

use std::collections::BTreeMap;
use std::time::Duration;

use clap::Args;

use self::told::Standing;
use crate::cli::age;
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::conflicts;
use crate::cli::context::Context;
use crate::cli::due;
use crate::cli::error::{CliError, exit};
use crate::cli::failure::of_sync;
use crate::cli::session;
use crate::cli::sync_lock::SyncLock;
use crate::cli::view::moment_to_the_second;
use crate::store::Store;
use crate::store::sync::runs::Binding;
use crate::sync::engine::{self, SyncOptions};
use crate::sync::remote::RemoteError;
use crate::sync::report::{SyncReport, SyncStatus};

/// Send what was entered here, and fetch what other devices did
///
/// It can be broken off and repeated at any time: nothing is sent twice, nothing is lost. A second sync of the same database
/// says so and is done.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay sync
  outlay sync --watch
  outlay sync --quiet --tolerate 24h
  outlay sync --explain

With --format json it prints {status, ledgers, pushed, replayed, merged, conflicts, rejected, pulled, pending, requests, \
duration_ms, waits_until, error, operations, operations_unlisted, warnings}; status is ok, already_running, attention, offline or refused. Exit \
4 where something new needs a person, 5 where the server cannot be reached, 6 where it refuses. What needed one before, a \
conflict that is open or an operation that was refused, is told again each time and is no exit status: outlay status --check \
has one for it.")]
#[allow(clippy::struct_excessive_bools)] // each is a switch of its own on the command line
pub struct SyncArgs {
    /// Go on: at intervals, and at once after a change
    #[arg(long, conflicts_with_all = ["dry_run", "repair", "tolerate"])]
    pub watch: bool,
    /// With --watch, how long to wait between two runs: 30s, 5m
    #[arg(long, value_name = "TIME", default_value = "30s", requires = "watch")]
    pub interval: String,
    /// Show what would be sent, without a network
    #[arg(long, conflicts_with = "repair")]
    pub dry_run: bool,
    /// Tell of every operation what the server did with it, and why
    #[arg(long)]
    pub explain: bool,
    /// Fetch everything anew, and mend what differs from the server
    #[arg(long)]
    pub repair: bool,
    /// A server that cannot be reached is no failure while the last success is younger: 24h, 2d
    #[arg(long, value_name = "AGE")]
    pub tolerate: Option<String>,
    /// Keep to the waits after failures, as timers should
    #[arg(long)]
    pub scheduled: bool,
}

/// The shortest interval: the server's limits count in minutes, and a change is seen at once anyway.
const INTERVAL_SECONDS_MIN: i64 = 1;

/// Runs that a scheduled one has after it at most, for what was entered while it was at work.
const FOLLOWING_MAX: usize = 3;

/// How a run ended.
enum Run {
    /// Another process was at it.
    AlreadyRunning,
    /// It was this one's turn; and how things stand now.
    Ran(Box<SyncReport>, Standing),
}

/// Synchronises.
///
/// # Errors
///
/// `unauthorised` where the database is not logged in; those of the store. What goes wrong with the server is in the answer.
pub fn run(args: &SyncArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("sync", &[Format::Table, Format::Json])?;
    let tolerated = args.tolerate.as_deref().map(age::seconds).transpose()?;
    let interval = age::seconds(&args.interval).map_err(|_| {
        CliError::usage(format!("`{}` is no time to wait between two syncs", args.interval))
            .with_value(args.interval.as_str())
            .with_hint("write 30s, 5m or 1h; the default is 30s")
    })?;
    if interval < INTERVAL_SECONDS_MIN {
        return Err(CliError::usage(format!("`{}` is too short an interval", args.interval))
            .with_value(args.interval.as_str())
            .with_hint("the default is 30s; a change is sent at once in any case"));
    }
    if args.dry_run {
        return plan::show(ctx);
    }
    let options = SyncOptions { scheduled: args.scheduled, repair: args.repair, ..SyncOptions::default() };
    if args.watch {
        let interval = Duration::from_secs(interval.unsigned_abs());
        return watch::run(ctx, options, interval, args.explain);
    }
    let (mut report, standing) = match several(ctx, &options) {
        Ok(Run::Ran(report, standing)) => (report, standing),
        Ok(Run::AlreadyRunning) => {
            told::already_running(ctx)?;
            return Ok(Outcome::Done);
        }
        // The database is in use: that passes as a network's failure does.
        Err(error) if error.exit == exit::TRY_AGAIN && is_tolerated(ctx, tolerated).unwrap_or(false) => {
            told::tolerated(ctx, &error)?;
            return Ok(Outcome::Done);
        }
        Err(error) => return Err(error),
    };
    let is_tolerated = is_tolerated(ctx, tolerated)?;
    if let (Some(until), Some(_), false) = (report.waits_until, tolerated, is_tolerated) {
        // A wait is no success: what is told does not depend on whether a timer meets one.
        report.status = SyncStatus::Offline;
        report.error = Some(RemoteError::Offline {
            detail: format!("it is not tried before {}", moment_to_the_second(until)),
        });
    }
    if exit_of(&report) == exit::TRY_AGAIN && is_tolerated {
        if ctx.format() == Format::Json {
            told::report(ctx, &report, &standing, args.explain)?;
        } else {
            told::put_off(ctx, &report, &standing);
        }
        return Ok(Outcome::Done);
    }
    told::report(ctx, &report, &standing, args.explain)?;
    Ok(outcome(&report))
}

/// One run, and where it is a scheduled one those that have to follow it.
fn several(ctx: &mut Context, options: &SyncOptions) -> Result<Run, CliError> {
    // Said whatever else is at it.
    bound(ctx)?;
    let Run::Ran(mut report, mut standing) = once(ctx, options)? else { return Ok(Run::AlreadyRunning) };
    // A command that made a change while this run held the lock has left it to this run, which may have looked for the last
    // time before. With the lock let go of, every later command starts a sync of its own.
    for _ in 0..FOLLOWING_MAX {
        let is_wanted = options.scheduled && ctx.format() == Format::Table && report.error.is_none();
        if !is_wanted || report.waits_until.is_some() || !ctx.open_to_read()?.has_unsent()? {
            break;
        }
        let Run::Ran(next, stands) = once(ctx, options)? else { break };
        let needed_attention = report.status == SyncStatus::Attention;
        let told = std::mem::take(&mut standing.replaced);
        (report, standing) = (next, stands);
        standing.replaced.splice(..0, told);
        if needed_attention && report.error.is_none() {
            report.status = SyncStatus::Attention;
        }
    }
    Ok(Run::Ran(report, standing))
}

/// The server that this database belongs to, and the ledger that is meant, if one is named.
fn bound(ctx: &Context) -> Result<(Binding, Option<i64>), CliError> {
    let store = ctx.open_to_read()?;
    let binding = store.binding()?.ok_or_else(session::never_logged_in)?;
    let ledger = match &ctx.global.ledger {
        Some(_) => ctx.ledger_to_read(&store)?.map(|ledger| ledger.number),
        None => None,
    };
    Ok((binding, ledger))
}

/// One run, if no other process is at it. The lock and the database are let go of before anything is told.
fn once(ctx: &mut Context, options: &SyncOptions) -> Result<Run, CliError> {
    let Some(lock) = SyncLock::take(&ctx.paths.state_dir, &ctx.paths.database)? else {
        return Ok(Run::AlreadyRunning);
    };
    // Under the lock: a login that came before it is the one that counts, and none comes in between.
    let (binding, ledger) = bound(ctx)?;
    let mut remote = session::connect(ctx, &binding)?;
    let mut store = ctx.open_to_write()?;
    let options = SyncOptions { ledger, ..*options };
    let decided = store.own_decisions()?;
    let mut report = engine::run(&mut store, &mut remote, &options, &ctx.clock);
    // After what others did is here, so that what they entered, changed, paused or removed meanwhile counts; and what is
    // entered then goes out at once. Without a network it is entered all the same, and waits.
    if due::enter(ctx, &mut store)
        && let Ok(first) = &report
        && first.error.is_none()
    {
        let next = engine::run(&mut store, &mut remote, &options, &ctx.clock);
        report = report.and_then(|first| Ok(first.followed_by(next?)));
    }
    let (waiting, counts) = (store.waiting(), store.queue_counts(None));
    let categories = store.category_problems();
    let replaced = replaced(&store, &decided);
    store.close()?;
    drop(lock);
    let standing = Standing {
        conflicts_open: waiting?.conflicts_open,
        refused: counts?.failed,
        categories: categories?,
        replaced: replaced?,
        server: session::server_url(ctx, &binding),
    };
    let mut report = report?;
    // Operations that were all parked as too large need a person like every other refusal, also where the run ended with
    // that.
    if report.error == Some(RemoteError::TooLarge) && report.sum(|ledger| ledger.rejected) > 0 {
        report.status = SyncStatus::Attention;
    }
    if report.status == SyncStatus::Ok && !standing.replaced.is_empty() {
        report.status = SyncStatus::Attention;
    }
    Ok(Run::Ran(Box::new(report), standing))
}

/// What this device had decided of conflicts before a run and another one decided otherwise: to the record the later decision
/// is an edit like every other, and whoever made the earlier one would not hear of it.
fn replaced(store: &Store, before: &BTreeMap<i64, String>) -> Result<Vec<String>, CliError> {
    let now = store.own_decisions()?;
    let is_other =
        |number: &i64| now.get(number).is_some_and(|now| before.get(number).is_some_and(|was| was != now));
    let numbers: Vec<i64> = now.keys().copied().filter(is_other).collect();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let conflicts = conflicts::list(store, None, false)?;
    let told = conflicts.iter().filter(|conflict| numbers.contains(&conflict.number));
    Ok(told.map(|conflict| told::decided_elsewhere(conflict, &before[&conflict.number])).collect())
}

/// The exit status of a report.
fn exit_of(report: &SyncReport) -> u8 {
    match (&report.error, report.status) {
        (Some(error), SyncStatus::Offline | SyncStatus::Refused) => of_sync(error.clone(), "").exit,
        (_, SyncStatus::Offline) => exit::TRY_AGAIN,
        (_, SyncStatus::Refused) => exit::REFUSED,
        (_, SyncStatus::Attention) => exit::ATTENTION,
        (_, SyncStatus::Ok) => exit::DONE,
    }
}

fn outcome(report: &SyncReport) -> Outcome {
    match exit_of(report) {
        exit::DONE => Outcome::Done,
        exit::ATTENTION => Outcome::NeedsAttention,
        other => Outcome::Told(other),
    }
}

/// Whether the last success is young enough that a failure needs nobody.
fn is_tolerated(ctx: &Context, seconds: Option<i64>) -> Result<bool, CliError> {
    let Some(seconds) = seconds else { return Ok(false) };
    let store = ctx.open_to_read()?;
    Ok(store.last_success_at()?.is_some_and(|at| age::is_young(at, ctx.now(), seconds)))
}
