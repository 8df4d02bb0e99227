//! Sync of one device with a server on this machine: the first push, the first pull, nothing, a few edits, and bytes.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::import::{check_import_script, run_import_script};
use super::{HUNDRED_THOUSAND, quick, say, slow};
use crate::args::Args;
use crate::http::Connection;
use crate::place::{Place, expect, output};
use crate::relay::Relay;
use crate::server::{Running, Server, Stages, server_facts, sync, sync_checked};
use crate::table::{Line, Target, Unit, grouped};
use crate::timing::{Job, compare};

const SQL: &str = include_str!("../sql/push.sql");
/// What the script's head and its batch are parted by.
const BATCH_MARK: &str = "-- batch\n";
/// Operations of one request, and so rows of one of the server's transactions (`protocol::limits::OPERATIONS_MAX`).
const BATCH_ROWS: u64 = 2_000;
const TEN_THOUSAND: u64 = 10_000;
/// More rows are pushed once, to be looked at afterwards, and not again and again: a million take half a minute.
const ROWS_MAX: u64 = HUNDRED_THOUSAND;
const CLIENT: &str = "sync.db";
const SERVER: &str = "sync-server.db";
const PEER: &str = "sync-peer.db";
const SCRIPT: &str = "push.sql";
/// Expenses that are edited before a sync.
const EDITS: u64 = 100;
/// The target of bytes that are sent for a new expense.
const SENT_BYTES_MAX: u64 = 80;

/// The sizes that are sent and fetched.
fn sizes(args: &Args) -> Vec<u64> {
    let mut sizes: Vec<u64> = args.rows.iter().copied().filter(|&rows| rows <= ROWS_MAX).collect();
    sizes.sort_unstable();
    if sizes.is_empty() {
        sizes.push(args.rows_min());
    }
    sizes
}

/// All expenses of a new ledger, beside the rows alone.
pub fn push(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    for rows in sizes(args) {
        say(&format!("  {rows} rows"));
        let stages = Stages::of(place, rows)?;
        write_floor(place, &stages)?;
        check_floor(place, &stages)?;
        let running = Running::default();
        let restart = || running.restart(place, (&stages.server_empty, SERVER), (&stages.pending, CLIENT));
        let mut ours = Job::new("outlay", || Ok(sync(place, CLIENT, running.address()?))).prepared(restart);
        let mut floor = Job::new("sqlite3", || Ok(run_floor(place))).prepared(|| {
            running.stop(place)?;
            place.copy(&stages.server_empty, PEER)
        });
        let found = compare(place, slow(args), &mut ours, &mut floor)?;
        running.stop(place)?;
        restart()?;
        sync_checked(place, CLIENT, running.address()?, rows)?;
        running.stop(place)?;
        let (found_there, wanted_there) =
            (server_facts(place, SERVER)?, server_facts(place, &stages.server_full)?);
        expect("expenses on the server", &found_there, &wanted_there)?;
        let target = match rows {
            TEN_THOUSAND => Some(Target::Milliseconds(300)),
            HUNDRED_THOUSAND => Some(Target::Milliseconds(2_500)),
            _ => None,
        };
        lines.push(Line::times(
            "sync, push of new expenses",
            Some(rows),
            "sqlite3, same rows",
            &found,
            target,
        ));
    }
    clean(place)
}

/// All expenses of a ledger to a device that has none, beside an import of as many.
pub fn first(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    for rows in sizes(args) {
        say(&format!("  {rows} rows"));
        let stages = Stages::of(place, rows)?;
        let running = Running::default();
        let restart = || running.restart(place, (&stages.server_two, SERVER), (&stages.fresh, CLIENT));
        restart()?;
        let said = sync_checked(place, CLIENT, running.address()?, rows)?;
        let categories = place.sql_number(CLIENT, "SELECT count(*) FROM categories")?;
        expect("fetched changes", &said["pulled"], rows + categories)?;
        check_import_script(place, PEER, rows)?;
        let mut ours = Job::new("outlay", || Ok(sync(place, CLIENT, running.address()?))).prepared(restart);
        let mut floor = Job::new("sqlite3", || Ok(run_import_script(place, PEER))).prepared(|| {
            running.stop(place)?;
            place.remove_database(PEER)?;
            place.settle()
        });
        let found = compare(place, slow(args), &mut ours, &mut floor)?;
        running.stop(place)?;
        let count = place.sql_number(CLIENT, "SELECT count(*) FROM expenses")?;
        expect("expenses of the last one", count, rows)?;
        let target = match rows {
            TEN_THOUSAND => Some(Target::Milliseconds(300)),
            HUNDRED_THOUSAND => Some(Target::Milliseconds(2_000)),
            _ => None,
        };
        lines.push(Line::times("sync, first of a new device", Some(rows), "sqlite3, import", &found, target));
    }
    clean(place)
}

/// Nothing to do, at the smallest and the largest size, and one beside the other.
pub fn idle(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    const WORK: &str = "sync, nothing to do";
    let sides = [
        (args.rows_min(), "idle-min.db", "idle-min-server.db"),
        (args.rows_max(), "idle.db", "idle-server.db"),
    ];
    let mut servers = Vec::new();
    for (rows, client, server) in sides {
        say(&format!("  {rows} rows"));
        let stages = Stages::of(place, rows)?;
        place.copy(&stages.pushed, client)?;
        place.copy(&stages.server_full, server)?;
        servers.push(Server::start(place, server)?);
    }
    let addresses: Vec<_> = servers.iter().map(Server::address).collect();
    for ((rows, client, _), &address) in sides.into_iter().zip(&addresses) {
        let said = sync_checked(place, client, address, rows)?;
        expect("pushed", &said["pushed"], 0)?;
        expect("fetched", &said["pulled"], 0)?;
        expect("requests", &said["requests"], 1)?;
        let mut ours = Job::new("outlay", || Ok(sync(place, client, address)));
        let mut request = Job::measured("one request", || {
            let begun = std::time::Instant::now();
            let mut connection = Connection::open(address)?;
            let request = connection.request("GET", "/healthz", None, b"");
            connection.exchange(&request)?;
            Ok(begun.elapsed())
        });
        let found = compare(place, quick(args), &mut ours, &mut request)?;
        let target = Some(Target::Milliseconds(20));
        lines.push(Line::times(WORK, Some(rows), "one request, no process", &found, target));
    }
    let mut large = Job::new("outlay", || Ok(sync(place, sides[1].1, addresses[1])));
    let mut small = Job::new("outlay", || Ok(sync(place, sides[0].1, addresses[0])));
    let found = compare(place, quick(args), &mut large, &mut small)?;
    let beside = format!("outlay, {} rows", grouped(args.rows_min()));
    lines.push(Line::times(WORK, Some(args.rows_max()), &beside, &found, Some(Target::Same)));
    for server in servers {
        server.stop(place)?;
    }
    for (_, client, server) in sides {
        place.remove_database(client)?;
        place.remove_database(server)?;
    }
    Ok(())
}

/// A hundred edits of a ledger that was synchronised before, beside a sync that has nothing to do.
pub fn edits(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    for rows in sizes(args) {
        say(&format!("  {rows} rows"));
        let stages = Stages::of(place, rows)?;
        let running = Running::default();
        running.restart(place, (&stages.server_full, SERVER), (&stages.pushed, CLIENT))?;
        let address = running.address()?;
        // Spread over the ledger: neighbours would lie on one page.
        let references: Vec<String> = (0..EDITS).map(|at| (at * rows / EDITS + 1).to_string()).collect();
        let count = std::cell::Cell::new(0_u64);
        let edit = || {
            count.set(count.get() + 1);
            let note = format!("edit {}", count.get());
            let mut command = place.outlay(CLIENT, ["edit"]);
            command.args(&references).args(["--note", &note]);
            output(&mut command).map(drop)
        };
        edit()?;
        let said = sync_checked(place, CLIENT, address, rows)?;
        expect("pushed", &said["pushed"], EDITS)?;
        let mut ours = Job::new("outlay", || Ok(sync(place, CLIENT, address))).prepared(edit);
        let mut nothing = Job::new("outlay, nothing to do", || Ok(sync(place, CLIENT, address)));
        let found = compare(place, quick(args), &mut ours, &mut nothing)?;
        sync_checked(place, CLIENT, address, rows)?;
        running.stop(place)?;
        let target = Some(Target::Milliseconds(30));
        lines.push(Line::times("sync, 100 edits", Some(rows), "outlay, nothing to do", &found, target));
    }
    clean(place)
}

/// What a push is on the wire, with everything that HTTP adds.
pub fn bytes(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    for rows in sizes(args) {
        let stages = Stages::of(place, rows)?;
        let running = Running::default();
        running.restart(place, (&stages.server_empty, SERVER), (&stages.pending, CLIENT))?;
        let relay = Relay::start(running.address()?)?;
        sync_checked(place, CLIENT, relay.address(), rows)?;
        let (sent, received) = relay.bytes();
        running.stop(place)?;
        for (work, bytes, most) in [
            ("sync, bytes sent per new expense", sent, Some(SENT_BYTES_MAX)),
            ("sync, bytes received per new expense", received, None),
        ] {
            lines.push(Line::sizes(work, rows, Unit::Byte, bytes.div_ceil(rows), None, most));
        }
    }
    clean(place)
}

fn write_floor(place: &Place, stages: &Stages) -> Result<()> {
    let (head, batch) = SQL.split_once(BATCH_MARK).unwrap_or((SQL, ""));
    let mut script =
        head.replace("{source}", &stages.server_full).replace("{batch}", &BATCH_ROWS.to_string());
    let last = place.sql_number(&stages.server_full, "SELECT max(revision) FROM entities")?;
    for after in (0..last).step_by(usize::try_from(BATCH_ROWS)?) {
        let to = (after + BATCH_ROWS).to_string();
        script.push_str(&batch.replace("{after}", &after.to_string()).replace("{to}", &to));
    }
    Ok(fs::write(place.path(SCRIPT), script)?)
}

fn run_floor(place: &Place) -> Command {
    place.sqlite(PEER, &format!(".read {SCRIPT}"))
}

fn check_floor(place: &Place, stages: &Stages) -> Result<()> {
    place.copy(&stages.server_empty, PEER)?;
    output(&mut run_floor(place))?;
    for table in ["entities", "results"] {
        let count = |database: &str| place.sql_number(database, &format!("SELECT count(*) FROM {table}"));
        expect(table, count(PEER)?, count(&stages.server_full)?)?;
    }
    Ok(())
}

fn clean(place: &Place) -> Result<()> {
    for database in [CLIENT, SERVER, PEER] {
        place.remove_database(database)?;
    }
    Ok(())
}
