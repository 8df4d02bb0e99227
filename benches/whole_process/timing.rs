//! Alternating runs of two commands, or of two pieces of work, and what is said of their times.
//!
//! Owns the clock. Must not know what is measured. Times are whole nanoseconds and ratios parts per million, so that
//! nothing here needs a float.

use std::fs::{self, File};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::place::Place;

/// A ratio of one.
pub const ONE_PPM: u64 = 1_000_000;

/// One side of a comparison.
pub struct Job<'a> {
    /// What it is called in the table.
    pub name: &'a str,
    /// Runs before each run, untimed.
    pub prepare: Box<dyn FnMut() -> Result<()> + 'a>,
    work: Work<'a>,
}

/// What is timed.
enum Work<'a> {
    /// A process, from its start to its exit.
    Process(Box<dyn FnMut() -> Result<Command> + 'a>),
    /// Something that measures itself.
    Measured(Box<dyn FnMut() -> Result<Duration> + 'a>),
}

impl<'a> Job<'a> {
    /// A command that leaves things as it finds them.
    pub fn new(name: &'a str, command: impl FnMut() -> Result<Command> + 'a) -> Self {
        Self { name, prepare: Box::new(|| Ok(())), work: Work::Process(Box::new(command)) }
    }

    /// Work of this process, which says how long it took: many connections at once.
    pub fn measured(name: &'a str, run: impl FnMut() -> Result<Duration> + 'a) -> Self {
        Self { name, prepare: Box::new(|| Ok(())), work: Work::Measured(Box::new(run)) }
    }

    /// With something to be done before each run.
    pub fn prepared(mut self, prepare: impl FnMut() -> Result<()> + 'a) -> Self {
        self.prepare = Box::new(prepare);
        self
    }
}

/// How often and how long.
#[derive(Debug, Clone, Copy)]
pub struct Runs {
    /// Pairs of runs.
    pub pairs: u64,
    /// Pairs before those, not counted.
    pub warm_up: u64,
    /// Stops early after this time, but not before [`PAIRS_MIN`] pairs.
    pub limit: Duration,
}

/// A median of fewer says nothing.
const PAIRS_MIN: usize = 3;

/// Median and extremes of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// The median.
    pub median: u64,
    /// The smallest.
    pub min: u64,
    /// The largest.
    pub max: u64,
}

/// What the runs of a pair came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// Nanoseconds of the first.
    pub ours_ns: Spread,
    /// Nanoseconds of the second.
    pub peer_ns: Spread,
    /// First by second, run by run, in parts per million.
    pub ratio_ppm: Spread,
    /// How many pairs.
    pub pairs: usize,
}

impl Spread {
    /// Of a series; of an empty one all is zero.
    pub fn of(values: &[u64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let (Some(&min), Some(&max)) = (sorted.first(), sorted.last()) else {
            return Self { median: 0, min: 0, max: 0 };
        };
        let middle = sorted.len() / 2;
        let median = if sorted.len() % 2 == 1 {
            sorted[middle]
        } else {
            u64::midpoint(sorted[middle - 1], sorted[middle])
        };
        Self { median, min, max }
    }

    /// Every number through a function.
    pub fn map(self, each: impl Fn(u64) -> String) -> String {
        format!("{} ({} … {})", each(self.median), each(self.min), each(self.max))
    }
}

/// Runs two jobs in turn and compares their times.
///
/// # Errors
/// If one of them fails: a command that cannot be started or does not exit with 0.
pub fn compare(place: &Place, runs: Runs, ours: &mut Job, peer: &mut Job) -> Result<Comparison> {
    for _ in 0..runs.warm_up {
        time_ns(place, ours)?;
        time_ns(place, peer)?;
    }
    let (mut ours_ns, mut peer_ns, mut ratio_ppm) = (Vec::new(), Vec::new(), Vec::new());
    let begun = Instant::now();
    for _ in 0..runs.pairs {
        if ours_ns.len() >= PAIRS_MIN && begun.elapsed() > runs.limit {
            break;
        }
        let (first, second) = (time_ns(place, ours)?, time_ns(place, peer)?);
        ours_ns.push(first);
        peer_ns.push(second);
        ratio_ppm.push(ratio(first, second));
    }
    Ok(Comparison {
        ours_ns: Spread::of(&ours_ns),
        peer_ns: Spread::of(&peer_ns),
        ratio_ppm: Spread::of(&ratio_ppm),
        pairs: ours_ns.len(),
    })
}

fn time_ns(place: &Place, job: &mut Job) -> Result<u64> {
    (job.prepare)()?;
    let make = match &mut job.work {
        Work::Process(make) => make,
        Work::Measured(run) => return nanoseconds(run().with_context(|| job.name.to_owned())?),
    };
    let log = place.path("timed.stderr");
    let mut command = make()?;
    command.stdout(std::process::Stdio::null()).stderr(File::create(&log)?);
    let begun = Instant::now();
    let status = command.spawn().and_then(|mut child| child.wait());
    let elapsed = begun.elapsed();
    let status = status.with_context(|| format!("cannot run {}", job.name))?;
    if !status.success() {
        bail!("{}: {status}: {}", job.name, fs::read_to_string(&log)?.trim());
    }
    nanoseconds(elapsed)
}

fn nanoseconds(elapsed: Duration) -> Result<u64> {
    u64::try_from(elapsed.as_nanos()).context("a run took centuries")
}

/// One number by another, in parts per million.
pub fn ratio(first: u64, second: u64) -> u64 {
    let ppm = u128::from(first) * u128::from(ONE_PPM) / u128::from(second.max(1));
    u64::try_from(ppm).unwrap_or(u64::MAX)
}
