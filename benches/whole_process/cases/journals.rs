//! hledger and ledger, where they are installed: the same rows as a journal.
//!
//! They keep no index, so they are given smaller sizes, and a run that takes too long ends theirs.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use super::{say, slow};
use crate::args::Args;
use crate::data::Order;
use crate::place::{Place, expect};
use crate::table::Line;
use crate::timing::{Job, Runs, compare};

const REPORT: [&str; 5] = ["report", "--by", "month,category", "--period", "all"];
const RULES: &str = "skip 1
fields date, description, amount, category
date-format %Y-%m-%d
currency EUR
account1 assets:bank
account2 expenses:%category
";
const IMPORTED: &str = "imported.journal";
const OURS: &str = "journals.db";
/// More of theirs would take minutes and say the same.
const PAIRS_MAX: u64 = 3;

type Check<'a> = Box<dyn Fn(&str) -> Result<()> + 'a>;

struct Peer<'a> {
    name: &'static str,
    work: &'static str,
    command: Box<dyn Fn() -> Command + 'a>,
    /// Undoes what the last run left.
    clean: Box<dyn Fn() -> Result<()> + 'a>,
    /// Refuses a result that is wrong, given what it printed.
    check: Check<'a>,
}

/// Reports and imports at each size up to the limit.
pub fn run(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    for (name, program) in [("hledger", &place.hledger), ("ledger", &place.ledger)] {
        if program.is_none() {
            lines.push(Line::absent("report and import", 0, name, "not installed"));
        }
    }
    fs::write(place.path("bench.rules"), RULES)?;
    let mut sizes: Vec<u64> =
        args.rows.iter().copied().filter(|&rows| rows <= args.journal_rows_max).collect();
    sizes.sort_unstable();
    let mut too_slow = Vec::new();
    for rows in sizes {
        say(&format!("  {rows} rows"));
        let journal = place.journal(rows)?;
        let (statement, _) = place.statement(rows, Order::Mixed)?;
        for peer in peers(place, args, rows, &journal, &statement) {
            let what = (peer.name, peer.work);
            if too_slow.contains(&what) {
                lines.push(Line::absent(peer.work, rows, peer.name, "left out: too slow at the size before"));
            } else if let Some(line) = measure(place, args, rows, &statement, &peer)? {
                lines.push(line);
            } else {
                too_slow.push(what);
                let reason = format!("stopped after {} s", args.journal_seconds);
                lines.push(Line::absent(peer.work, rows, peer.name, &reason));
            }
        }
        place.remove(&journal)?;
    }
    Ok(())
}

/// `None` if the other program took too long.
fn measure(place: &Place, args: &Args, rows: u64, statement: &str, peer: &Peer) -> Result<Option<Line>> {
    (peer.clean)()?;
    let checked = (peer.command)().output()?;
    // What `timeout` exits with when it had to end the program.
    if checked.status.code() == Some(124) {
        return Ok(None);
    }
    if !checked.status.success() {
        bail!("{}: {}: {}", peer.name, checked.status, String::from_utf8_lossy(&checked.stderr).trim());
    }
    (peer.check)(&String::from_utf8_lossy(&checked.stdout))?;
    let imports = peer.work.starts_with("import");
    let filled = place.filled(rows)?;
    let mut ours = Job::new("outlay", || {
        Ok(if imports {
            place.outlay(OURS, ["import", statement, "--source", "bench"])
        } else {
            place.outlay(&filled, REPORT)
        })
    })
    .prepared(|| place.remove_database(OURS));
    let mut theirs = Job::new(peer.name, || Ok((peer.command)())).prepared(|| (peer.clean)());
    let runs = Runs { pairs: args.runs.min(PAIRS_MAX), ..slow(args) };
    let found = compare(place, runs, &mut ours, &mut theirs)?;
    place.remove_database(OURS)?;
    (peer.clean)()?;
    Ok(Some(Line::times(peer.work, Some(rows), peer.name, &found, None)))
}

fn peers<'a>(
    place: &'a Place,
    args: &'a Args,
    rows: u64,
    journal: &'a str,
    statement: &'a str,
) -> Vec<Peer<'a>> {
    let mut peers = Vec::new();
    if let Some(hledger) = place.hledger.as_deref() {
        peers.push(Peer {
            name: "hledger balance",
            work: "report, month × category",
            command: Box::new(move || {
                limited(place, args, hledger, &["-f", journal, "balance", "--monthly"])
            }),
            clean: Box::new(|| Ok(())),
            check: Box::new(|said| contains(said, "expenses:food:groceries")),
        });
        peers.push(Peer {
            name: "hledger import",
            work: "import CSV",
            command: Box::new(move || {
                limited(
                    place,
                    args,
                    hledger,
                    &["-f", IMPORTED, "import", "--rules-file", "bench.rules", statement],
                )
            }),
            clean: Box::new(move || {
                // It remembers the newest date of a file that it has imported.
                place.remove(&format!(".latest.{statement}"))?;
                Ok(fs::write(place.path(IMPORTED), "")?)
            }),
            check: Box::new(move |_| {
                let text = fs::read_to_string(place.path(IMPORTED))?;
                let entries = text.lines().filter(|line| line.starts_with("20")).count();
                expect("entries that hledger imported", u64::try_from(entries)?, rows)
            }),
        });
    }
    if let Some(ledger) = place.ledger.as_deref() {
        peers.push(Peer {
            name: "ledger register",
            work: "report, month × category",
            command: Box::new(move || {
                limited(place, args, ledger, &["-f", journal, "register", "--monthly", "--wide", "expenses"])
            }),
            clean: Box::new(|| Ok(())),
            check: Box::new(|said| contains(said, "food:groceries")),
        });
        peers.push(Peer {
            name: "ledger convert",
            work: "import CSV",
            command: Box::new(move || {
                let words = ["-f", "/dev/null", "convert", statement, "--input-date-format", "%Y-%m-%d"];
                limited(place, args, ledger, &words)
            }),
            clean: Box::new(|| Ok(())),
            check: Box::new(move |said| {
                let entries = said.lines().filter(|line| line.starts_with("20")).count();
                expect("entries that ledger converted", u64::try_from(entries)?, rows)
            }),
        });
    }
    peers
}

/// A program that is ended when it takes too long, where the system has the means. That costs one more process, below
/// a millisecond.
fn limited(place: &Place, args: &Args, program: &Path, words: &[&str]) -> Command {
    let mut command = match &place.timeout {
        Some(timeout) => {
            let mut command = place.command(timeout);
            command.arg(args.journal_seconds.to_string()).arg(program);
            command
        }
        None => place.command(program),
    };
    command.args(words);
    command
}

fn contains(said: &str, wanted: &str) -> Result<()> {
    if said.contains(wanted) { Ok(()) } else { bail!("{wanted} is not in {} bytes of output", said.len()) }
}
