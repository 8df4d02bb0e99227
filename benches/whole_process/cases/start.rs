//! Starting and doing nothing.

use anyhow::{Result, bail};

use super::quick;
use crate::args::Args;
use crate::place::{Place, output};
use crate::table::{Line, Target};
use crate::timing::{Job, compare};

/// `--version` beside a C program that returns 0.
pub fn run(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let version = output(&mut place.outlay_version())?;
    if !version.starts_with("outlay ") {
        bail!("`outlay --version` printed {version:?}");
    }
    let mut ours = Job::new("outlay", || Ok(place.outlay_version()));
    let mut empty = Job::new("empty process", || Ok(place.command(&place.empty)));
    let found = compare(place, quick(args), &mut ours, &mut empty)?;
    lines.push(Line::times(
        "start (`--version`)",
        None,
        "empty process",
        &found,
        Some(Target::RatioPpm(1_300_000)),
    ));
    let mut shell = Job::new("sqlite3", || {
        let mut command = place.command(&place.sqlite3);
        command.arg("--version");
        Ok(command)
    });
    let found = compare(place, quick(args), &mut ours, &mut shell)?;
    lines.push(Line::times("start (`--version`)", None, "sqlite3", &found, None));
    Ok(())
}
