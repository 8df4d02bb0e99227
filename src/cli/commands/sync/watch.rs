//! `outlay sync --watch`: a sync at intervals, and at once after a change.
//!
//! Owns the loop and its end. Between two runs no lock is held and nothing is open but a connection without a transaction. A run may
//! be interrupted at any point, as every other: what it had not finished is finished by the next one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::{Run, bound, exit_of, once, told};
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::{CliError, exit};
use crate::sync::engine::SyncOptions;
use crate::sync::remote::RemoteError;
use crate::sync::report::{SyncReport, SyncStatus};

/// How often a change and a signal are looked for: soon enough for a person, seldom enough for a battery.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Runs that may follow each other without a wait: what was entered during a run goes out at once, and a queue that never
/// empties does not keep the server busy.
const AT_ONCE_MAX: u32 = 10;

/// The shortest wait after something that the next run will meet again, unless somebody sees to it: another version, or
/// something else at the address. As long as the longest wait after a failure that passes by itself.
const STANDING_WAIT: Duration = Duration::from_secs(300);

/// What tells the loop to end.
struct Signals {
    seen: Arc<AtomicUsize>,
    running: Arc<AtomicBool>,
}

impl Signals {
    /// Takes SIGINT and SIGTERM over. During a run they end the process at once, for a run may wait a minute for the
    /// network; between two runs the loop sees them.
    fn listen() -> Result<Self, CliError> {
        let signals = Self { seen: Arc::default(), running: Arc::default() };
        for (signal, status) in [(SIGINT, exit::INTERRUPTED), (SIGTERM, exit::DONE)] {
            let number = usize::try_from(signal).unwrap_or_default();
            flag::register_conditional_shutdown(signal, i32::from(status), Arc::clone(&signals.running))
                .and_then(|_| flag::register_usize(signal, Arc::clone(&signals.seen), number))
                .map_err(|error| CliError::internal(format!("cannot listen for signals: {error}")))?;
        }
        Ok(signals)
    }

    /// How the loop ends, if it is to.
    fn end(&self) -> Option<Outcome> {
        match i32::try_from(self.seen.load(Ordering::Relaxed)).unwrap_or_default() {
            SIGINT => Some(Outcome::Told(exit::INTERRUPTED)),
            SIGTERM => Some(Outcome::Done),
            _ => None,
        }
    }
}

/// Synchronises until it is told to stop.
///
/// # Errors
/// What no later run can mend: not logged in, another server, a damaged database.
pub(super) fn run(
    ctx: &mut Context,
    mut options: SyncOptions,
    interval: Duration,
    explain: bool,
) -> Result<Outcome, CliError> {
    bound(ctx)?;
    let signals = Signals::listen()?;
    ctx.talk.notice(&format!("a sync every {} s and after each change; Ctrl-C ends it", interval.as_secs()));
    let mut last_error = None;
    let mut at_once = 0;
    loop {
        signals.running.store(true, Ordering::Relaxed);
        let ran = once(ctx, &options);
        signals.running.store(false, Ordering::Relaxed);
        // The first run tries at once; the later ones keep to the waits after failures.
        options.scheduled = true;
        let mut pause = interval;
        let left = match ran {
            Ok(Run::AlreadyRunning) => None,
            Ok(Run::Ran(report, standing)) => {
                let error = report.error.as_ref().map(ToString::to_string);
                if let Some(outcome) = final_outcome(&report) {
                    told::report(ctx, &report, &standing, explain)?;
                    return Ok(outcome);
                }
                let is_new = error != last_error;
                if is_news(&report) || is_new || ctx.format() == Format::Json {
                    told::report(ctx, &report, &standing, explain)?;
                }
                if report.status == SyncStatus::Refused {
                    pause = interval.max(STANDING_WAIT);
                    if is_new {
                        ctx.talk.notice(&format!(
                            "the watch goes on, every {} s and after each change",
                            pause.as_secs()
                        ));
                    }
                }
                last_error = error;
                matches!(report.status, SyncStatus::Ok | SyncStatus::Attention).then_some(report.pending)
            }
            // The database is in use: that passes.
            Err(error) if error.exit == exit::TRY_AGAIN => {
                if last_error.as_ref() != Some(&error.message) {
                    error.print(ctx.format().is_json(), ctx.screen.stderr_style(), &[]);
                }
                last_error = Some(error.message);
                None
            }
            Err(error) => return Err(error),
        };
        let left = left.filter(|_| at_once < AT_ONCE_MAX);
        // Looking needs the database too, and that it is in use passes here as well.
        match passing(wait(ctx, pause, left, &signals))?.unwrap_or_else(|| wait_blindly(pause, &signals)) {
            Waited::Stop(outcome) => return Ok(outcome),
            Waited::AtOnce => at_once += 1,
            Waited::Whole => at_once = 0,
        }
    }
}

/// The end where going on is of no use: a person has to log in again, or to look at what the server refuses. Something else
/// that answers in its place may go away again.
fn final_outcome(report: &SyncReport) -> Option<Outcome> {
    let status = exit_of(report);
    let is_said = matches!(report.error, Some(RemoteError::Refused { .. })) || status == exit::REFUSED;
    (report.status == SyncStatus::Refused && is_said).then_some(Outcome::Told(status))
}

/// Whether a report has something that a person wants to hear.
fn is_news(report: &SyncReport) -> bool {
    report.status == SyncStatus::Attention
        || report.ledgers.iter().any(|ledger| ledger.pushed > 0 || ledger.pulled > 0)
}

/// What ended the wait between two runs.
enum Waited {
    /// A signal.
    Stop(Outcome),
    /// Something was entered while the run was under way.
    AtOnce,
    /// The time, or a change.
    Whole,
}

/// What a wait came to; `None` where it could not look for changes, since the database is in use.
fn passing(waited: Result<Waited, CliError>) -> Result<Option<Waited>, CliError> {
    match waited {
        Ok(waited) => Ok(Some(waited)),
        Err(error) if error.exit == exit::TRY_AGAIN => Ok(None),
        Err(error) => Err(error),
    }
}

/// Waits for the interval to pass or for a signal.
fn wait_blindly(interval: Duration, signals: &Signals) -> Waited {
    let mut waited = Duration::ZERO;
    loop {
        if let Some(outcome) = signals.end() {
            return Waited::Stop(outcome);
        }
        if waited >= interval {
            return Waited::Whole;
        }
        sleep(LOOK_EVERY);
        waited += LOOK_EVERY;
    }
}

/// Waits for the interval to pass, for a change or for a signal. `left` is how many operations the run left behind, if it
/// went well: more than those means that it is not to be waited for.
fn wait(ctx: &Context, interval: Duration, left: Option<u64>, signals: &Signals) -> Result<Waited, CliError> {
    // Opened as for writing, though nothing is written: a connection that reads holds one moment of the database, and would
    // never see a change.
    let store = ctx.open_to_write()?;
    // Before the queue is counted: a change after it is seen by one of the two.
    let before = store.change_counter()?;
    let at_once = match left {
        Some(left) => {
            let counts = store.queue_counts(None)?;
            counts.pending + counts.in_flight > left
        }
        None => false,
    };
    let mut waited = Duration::ZERO;
    loop {
        if let Some(outcome) = signals.end() {
            return Ok(Waited::Stop(outcome));
        }
        if at_once {
            return Ok(Waited::AtOnce);
        }
        if waited >= interval || store.change_counter()? != before {
            return Ok(Waited::Whole);
        }
        sleep(LOOK_EVERY);
        waited += LOOK_EVERY;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreError;

    #[test]
    fn a_database_that_is_in_use_ends_no_watch_and_a_damaged_one_does() {
        assert!(matches!(passing(Err(CliError::from(StoreError::Busy))), Ok(None)));
        let damaged = StoreError::Inconsistent("a row is missing".to_owned());
        assert!(passing(Err(CliError::from(damaged))).is_err());
        assert!(matches!(passing(Ok(Waited::AtOnce)), Ok(Some(Waited::AtOnce))));
        let stopped = Signals { seen: Arc::new(AtomicUsize::new(15)), running: Arc::default() };
        assert!(matches!(wait_blindly(Duration::MAX, &stopped), Waited::Stop(Outcome::Done)));
    }
}
