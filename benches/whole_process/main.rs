//! Whole `outlay` processes, measured from start to exit beside other programs doing the same work.
//!
//! `cargo bench --bench whole_process -- --help` says how. This file owns the order of the work and what is printed;
//! `cases` owns what is measured, `data` the rows, `place` the processes, `server` those of `outlay serve`,
//! `timing` the clock. Nothing here passes or
//! fails by a time: a wrong result is an error, a slow one is a figure.

mod args;
mod cases;
mod data;
mod http;
mod machine;
mod place;
mod relay;
mod server;
mod table;
mod timing;

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::Parser;

use args::Args;
use place::Place;

/// Below the build's own folder: on a real disk, where a temporary folder may be in memory and its fsync free.
const DEFAULT_DIR: &str = env!("CARGO_TARGET_TMPDIR");

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let args = Args::parse_from(env::args().skip(1));
    if !args.bench {
        // `cargo test --all-targets` runs benchmarks too, to see that they start.
        return Ok(writeln!(io::stderr(), "to measure: cargo bench --bench whole_process")?);
    }
    let parent = args.dir.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_DIR));
    let place = Place::new(&parent, args.seed)?;
    let lines = cases::run(&place, &args)?;
    let [machine, programs] = machine::describe(&place);
    let command = ["cargo bench --bench whole_process"]
        .into_iter()
        .map(str::to_owned)
        .chain((!words.is_empty()).then(|| format!("-- {}", words.join(" "))))
        .collect::<Vec<_>>()
        .join(" ");
    let mut out = io::stdout().lock();
    writeln!(out, "{}", table::markdown(&lines))?;
    if cfg!(debug_assertions) {
        writeln!(out, "**Not a release build: outlay's figures mean nothing.**\n")?;
    }
    writeln!(out, "Machine: {machine}.\nPrograms: {programs}.\nCommand: `{command}`.\n")?;
    for note in cases::NOTES {
        writeln!(out, "- {note}")?;
    }
    Ok(())
}
