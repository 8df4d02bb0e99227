//! Devices and a server in one process: the real engine, the real service and storage, a network that loses, doubles and
//! delays, kills on either side, clocks that are off by years, copies and backups.
//!
//! A schedule is made from its seed alone: `OUTLAY_SEED=N` runs that one and prints what happens, `OUTLAY_SCHEDULES=N` so
//! many, on every core. One that fails is made shorter, printed, and named.

mod bugs;
mod commands;
mod devices;
mod dice;
mod judge;
mod network;
mod newer;
mod oracle;
mod overtaken;
mod runs;
mod schedule;
mod server;
mod settle;
mod trace;
mod view;

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, Once};
use std::time::Instant;

use self::bugs::Bug;
use self::schedule::{EVENTS, Simulation};

/// Schedules that `cargo test` runs.
const SCHEDULES: u64 = 200;

thread_local! {
    /// Whether panics of this thread are kept from the terminal: a failed schedule is run again many times.
    static QUIET: Cell<bool> = const { Cell::new(false) };
    /// Where the last one of those was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What a schedule came to.
struct Ran {
    failure: Option<String>,
    trace: String,
    carried_out: u64,
    replayed: u64,
}

/// Runs a schedule without some of its events.
fn run(seed: u64, left_out: &BTreeSet<u64>, is_traced: bool, bug: Option<Bug>) -> Ran {
    let mut simulation = Simulation::new(seed, is_traced, bug);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        for event in (0..EVENTS).filter(|event| !left_out.contains(event)) {
            simulation.event(seed, event);
        }
        simulation.settle();
    }));
    Ran {
        failure: outcome.err().map(|payload| message(&*payload)),
        trace: simulation.trace().to_owned(),
        carried_out: simulation.oracle.carried_out,
        replayed: simulation.oracle.replayed,
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    let text = text.or_else(|| payload.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    format!("{} ({})", text.unwrap_or_default(), PLACE.take())
}

/// Leaves out events as long as the schedule still fails, and prints what is left.
fn report(seed: u64) -> String {
    let mut left_out = BTreeSet::new();
    for event in (0..EVENTS).rev() {
        left_out.insert(event);
        if run(seed, &left_out, false, None).failure.is_none() {
            left_out.remove(&event);
        }
    }
    let last = run(seed, &left_out, true, None);
    format!(
        "OUTLAY_SEED={seed} fails; this much of it is enough:\n{}\n{}",
        last.trace,
        last.failure.unwrap_or_else(|| "(not any more when it was traced)".to_owned())
    )
}

/// Panics of a schedule are told once, by [`report`].
fn keep_quiet() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if QUIET.get() {
                PLACE.set(info.location().map(ToString::to_string).unwrap_or_default());
            } else {
                told(info);
            }
        }));
    });
    QUIET.set(true);
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Runs seeds on every core; returns the first that failed, and prints how many of what there was.
fn run_all(seeds: std::ops::Range<u64>) -> Option<u64> {
    let started = Instant::now();
    let (next, carried_out, replayed) = (AtomicU64::new(seeds.start), AtomicU64::new(0), AtomicU64::new(0));
    let failed: Mutex<Option<u64>> = Mutex::new(None);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                keep_quiet();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end || failed.lock().unwrap().is_some() {
                        break;
                    }
                    let ran = run(seed, &BTreeSet::new(), false, None);
                    carried_out.fetch_add(ran.carried_out, Ordering::Relaxed);
                    replayed.fetch_add(ran.replayed, Ordering::Relaxed);
                    if let Some(failure) = ran.failure {
                        if number("OUTLAY_KEEP_GOING").is_some() {
                            eprintln!("{seed}: {}", failure.lines().take(2).collect::<Vec<_>>().join(" "));
                            continue;
                        }
                        let mut failed = failed.lock().unwrap();
                        *failed = Some(failed.map_or(seed, |known: u64| known.min(seed)));
                    }
                }
            });
        }
    });
    eprintln!(
        "{} schedules: {} operations carried out, {} replayed; {:.1} s on {cores} cores",
        seeds.end - seeds.start,
        carried_out.into_inner(),
        replayed.into_inner(),
        started.elapsed().as_secs_f64()
    );
    failed.into_inner().unwrap()
}

#[test]
fn devices_agree_after_any_schedule_and_nothing_is_lost_or_doubled() {
    let failed = match number("OUTLAY_SEED") {
        Some(seed) => {
            keep_quiet();
            let ran = run(seed, &BTreeSet::new(), true, None);
            eprintln!("{}", ran.trace);
            ran.failure.map(|_| seed)
        }
        None => {
            let first = number("OUTLAY_FIRST").unwrap_or(0);
            run_all(first..first + number("OUTLAY_SCHEDULES").unwrap_or(SCHEDULES))
        }
    };
    if let Some(seed) = failed {
        keep_quiet();
        let report = report(seed);
        QUIET.set(false);
        panic!("{report}");
    }
}

/// Schedules within which a bug must show itself.
const TRIALS: u64 = 60;

#[test]
fn a_client_or_a_server_that_is_wrong_is_caught() {
    keep_quiet();
    let mut missed = Vec::new();
    for bug in Bug::ALL {
        let caught = (0..TRIALS).find_map(|seed| {
            let ran = run(seed, &BTreeSet::new(), false, Some(bug));
            ran.failure.map(|failure| (seed, failure))
        });
        match caught {
            Some((seed, failure)) => {
                let first = failure.lines().next().unwrap_or_default();
                eprintln!("{bug:?}: after {} schedules: {first:.100}", seed + 1);
            }
            None => missed.push(bug),
        }
    }
    QUIET.set(false);
    assert_eq!(missed, [], "no schedule of {TRIALS} notices");
}
