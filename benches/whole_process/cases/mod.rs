//! What is measured: one file per kind of work, in the order of the table.
//!
//! Owns the list, its targets and what must be known to read the figures. Each case first checks the results of what
//! it is about to time.

mod auto_sync;
mod import;
mod journals;
mod read;
mod server;
mod size;
mod start;
mod sync;
mod write;

use std::io::{self, Write};

use anyhow::{Context, Result};

use crate::args::{Args, Part};
use crate::place::Place;
use crate::table::Line;
use crate::timing::Runs;

/// The sizes that the targets name.
const HUNDRED_THOUSAND: u64 = 100_000;
const MILLION: u64 = 1_000_000;

/// What the reader of the table must know.
pub const NOTES: [&str; 11] = [
    "Times are of whole processes, from their start to their exit: median (smallest … largest). The two of a row ran in \
     turn; the ratio is outlay's time by the other's, pair by pair. Output goes to /dev/null.",
    "`add`: the sqlite3 shell inserts the same expense and operation into a copy of the same database (same tables and \
     indexes, write-ahead log, `synchronous = FULL`); it leaves out the totals, the search index and the undo group.",
    "import: the sqlite3 shell reads the same file with `.import` into a temporary table and copies it, in the file's \
     order, into a table with a unique index over date, amount, description and occurrence (`INSERT OR IGNORE`) and an \
     index over the date, with `synchronous = FULL` and its own default journal; no operations, totals or search.",
    "\"mixed\" is a statement whose dates are in no order, \"dated\" one with the oldest first. \"sorted\" is the mixed \
     one, which the sqlite3 shell sorts by the unique key before it inserts: its best case, with the file's order lost.",
    "list and search: the shell selects the same rows and columns, by the same date index where that helps it; its \
     search is LIKE. report: it sums the rows.",
    "Bytes are the database file with its write-ahead log, by rows. Drained: a copy with the operations deleted, a \
     revision in each row, vacuumed.",
    "hledger reads a journal of the same rows for `balance --monthly`, and the same CSV for `import`; ledger `register \
     --monthly`, and `convert`, which stores nothing.",
    "sync: `outlay sync`, a process, with `outlay serve`, another one, on loopback, each with its database on the same \
     disk. push: beside it the sqlite3 shell copies the rows that the server wrote into an empty copy of the server's \
     database, 2,000 to a durable commit: no client, no network, no merge. first: beside it the shell imports as many \
     rows from CSV, as in the rows of `import`.",
    "nothing to do: beside it a connection and one request of the harness itself to `/healthz`, without a process. edits: \
     the notes of 100 expenses across the ledger. Bytes: counted by a relay between the two, HTTP's own included; sent is \
     from the client to the server.",
    "auto_sync: the server takes the connection and never answers; before each run the sync of the one before was ended, so \
     that every `add` starts another.",
    "server: 50 connections of the harness, each a device with a ledger of its own, which sends its next request when it has \
     its answer; beside it the sqlite3 shell copies the rows that the server wrote, 50 requests' rows to a durable \
     commit. Operations a second are the rows by the time; half of the floor's is a ratio of 2. Harness and server share \
     the machine.",
];

/// Measures what the arguments ask for.
///
/// # Errors
/// If a command fails or its result is not what it must be.
pub fn run(place: &Place, args: &Args) -> Result<Vec<Line>> {
    type Case = fn(&Place, &Args, &mut Vec<Line>) -> Result<()>;
    let cases: [(Part, Case); 19] = [
        (Part::Start, start::run),
        (Part::Add, write::add),
        (Part::Import, import::fresh),
        (Part::ImportOrder, import::other_orders),
        (Part::ImportDry, import::dry),
        (Part::Reimport, import::again),
        (Part::Memory, import::memory),
        (Part::Report, read::report),
        (Part::List, read::list),
        (Part::Search, read::search),
        (Part::Size, size::run),
        (Part::SyncPush, sync::push),
        (Part::SyncFirst, sync::first),
        (Part::SyncIdle, sync::idle),
        (Part::SyncEdits, sync::edits),
        (Part::SyncBytes, sync::bytes),
        (Part::SyncAuto, auto_sync::run),
        (Part::Server, server::run),
        (Part::Journals, journals::run),
    ];
    let mut lines = Vec::new();
    for (part, case) in cases {
        if args.wants(part) {
            say(&format!("{part:?} …"));
            case(place, args, &mut lines).with_context(|| format!("measuring {part:?}"))?;
        }
    }
    Ok(lines)
}

/// Tells how far it is.
fn say(text: &str) {
    // Progress is not worth failing for.
    let _ = writeln!(io::stderr(), "{text}");
}

/// For work of milliseconds.
fn quick(args: &Args) -> Runs {
    Runs { pairs: args.quick_runs, warm_up: 3, limit: args.limit() }
}

/// For work of seconds; the check before it has warmed the caches.
fn slow(args: &Args) -> Runs {
    Runs { pairs: args.runs, warm_up: 0, limit: args.limit() }
}
