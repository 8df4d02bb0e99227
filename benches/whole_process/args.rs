//! The command line of the harness.
//!
//! Owns the options and their defaults. Must not run anything.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

/// Measures whole `outlay` processes, from start to exit, beside other programs doing the same work.
///
/// Runs alternate, so that a slow moment of the machine meets both sides. Every command is run and its result checked
/// once before anything is timed. The table is Markdown, on standard output; progress goes to standard error. Needs
/// the sqlite3 shell (3.37 or newer) and a C compiler; hledger, ledger and GNU time are used where installed. All
/// defaults together take some twenty minutes and 5 GB of disk; a run that is interrupted leaves its folder behind.
#[derive(Debug, Clone, Parser)]
#[command(name = "whole_process", no_binary_name = true)]
pub struct Args {
    /// The numbers of rows. Imports are run at each, pushes at each up to 100,000; reports and syncs of nothing at the
    /// smallest and the largest; the rest at the largest
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "10000,100000,1000000",
          value_parser = clap::value_parser!(u64).range(1000..=10_000_000))]
    pub rows: Vec<u64>,
    /// Only these parts
    #[arg(long, value_name = "PART,…", value_delimiter = ',')]
    pub only: Vec<Part>,
    /// How many pairs of runs for work that takes seconds
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..))]
    pub runs: u64,
    /// How many pairs of runs for work that takes milliseconds
    #[arg(long, value_name = "N", default_value_t = 101, value_parser = clap::value_parser!(u64).range(1..))]
    pub quick_runs: u64,
    /// After so many seconds a measurement stops early, but not before three pairs
    #[arg(long, value_name = "SECONDS", default_value_t = 150)]
    pub seconds: u64,
    /// The largest number of rows given to hledger and ledger
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub journal_rows_max: u64,
    /// hledger and ledger are stopped after so many seconds a run
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub journal_seconds: u64,
    /// Seed of the generated statements
    #[arg(long, value_name = "N", default_value_t = 20_160_101)]
    pub seed: u64,
    /// Where the data is put while it runs: on the kind of disk to be measured [default: below `target`]
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
    /// Given by `cargo bench`
    #[arg(long, hide = true)]
    pub bench: bool,
}

/// What can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// `--version`, beside a process that does nothing
    Start,
    /// One durable `add`, in an empty and in a large ledger
    Add,
    /// A statement into an empty ledger
    Import,
    /// As `import` at the largest size, with the rows or the work in another order
    ImportOrder,
    /// A dry run of a statement of 5,000 rows
    ImportDry,
    /// A statement whose rows are all known
    Reimport,
    /// The month x category report
    Report,
    /// The last 50
    List,
    /// Words in descriptions
    Search,
    /// Bytes on disk
    Size,
    /// Peak memory of an import
    Memory,
    /// All expenses of a ledger to a server, up to 100,000
    SyncPush,
    /// All expenses of a ledger to a new device, up to 100,000
    SyncFirst,
    /// A sync that has nothing to do
    SyncIdle,
    /// A hundred edits to a server
    SyncEdits,
    /// Bytes on the wire of a push
    SyncBytes,
    /// `add` with `auto_sync` and a server that does not answer
    SyncAuto,
    /// The server under load
    Server,
    /// hledger and ledger
    Journals,
}

impl Args {
    /// Whether a part is to be measured.
    pub fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// The smallest number of rows.
    pub fn rows_min(&self) -> u64 {
        self.rows.iter().copied().min().unwrap_or(0)
    }

    /// The largest number of rows.
    pub fn rows_max(&self) -> u64 {
        self.rows.iter().copied().max().unwrap_or(0)
    }

    /// The longest that a measurement goes on.
    pub const fn limit(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}
