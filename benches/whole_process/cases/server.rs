//! The server under load: many connections at once, each a device with a ledger of its own, whose requests were rendered
//! beforehand.

use std::fs;
use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value as Json, json};

use super::{say, slow};
use crate::args::Args;
use crate::data::{Random, decimal};
use crate::http::Connection;
use crate::place::{Place, expect, output};
use crate::server::{EMAIL, PASSWORD, Server, add_user, server_facts};
use crate::table::{Line, Target};
use crate::timing::{Job, compare};

const CONNECTIONS: u64 = 50;
/// Operations of a request, and operations of a run: what a single change sends, and what a device does that was away for
/// some days.
const LOADS: [(u64, u64); 2] = [(1, 10_000), (100, 100_000)];
const SERVER: &str = "load.db";
const EMPTY: &str = "load-empty.db";
const FULL: &str = "load-full.db";
const PEER: &str = "load-peer.db";
const SCRIPT: &str = "load.sql";
/// Before the copy: the results in the order in which they were written, which their table does not keep.
const ORDER: &str = "CREATE TABLE written AS SELECT r.* FROM results r
  CROSS JOIN entities e ON e.ledger = r.ledger AND e.revision = r.seq ORDER BY e.rowid";
/// The copy of one commit's rows; the numbers are rows of the source.
const BATCH: &str = "BEGIN IMMEDIATE;
INSERT INTO results SELECT * FROM source.written WHERE rowid > {after} AND rowid <= {to};
INSERT INTO entities SELECT * FROM source.entities WHERE rowid > {after} AND rowid <= {to};
COMMIT;
";

/// A device with its ledger.
struct Device {
    token: String,
    ledger: String,
}

/// Both loads, each beside the rows alone.
pub fn run(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    for (size, operations) in LOADS {
        say(&format!("  {size} operations a request"));
        let found = load(place, args, size, operations)?;
        let work = format!("server, {CONNECTIONS} connections, {size} a request");
        // Half of the floor's operations a second is twice its time.
        let target = Some(Target::RatioPpm(2_000_000));
        lines.push(Line::times(&work, Some(operations), "sqlite3, same rows", &found, target));
    }
    for database in [SERVER, EMPTY, FULL, PEER] {
        place.remove_database(database)?;
    }
    Ok(())
}

fn load(place: &Place, args: &Args, size: u64, operations: u64) -> Result<crate::timing::Comparison> {
    place.remove_database(SERVER)?;
    add_user(place, SERVER, EMAIL)?;
    let server = Server::start(place, SERVER)?;
    let devices = (0..CONNECTIONS).map(|at| device(server.address(), at)).collect::<Result<Vec<_>>>()?;
    server.stop(place)?;
    place.checkpoint(SERVER)?;
    place.copy(SERVER, EMPTY)?;
    let each = operations / CONNECTIONS;
    let mut random = Random::new(args.seed);
    let bodies: Vec<Vec<Vec<u8>>> = devices.iter().map(|_| bodies(&mut random, each, size)).collect();
    let running = std::cell::RefCell::new(None::<Server>);
    let stop = || running.take().map_or(Ok(()), |server| server.stop(place));
    let restart = || {
        stop()?;
        place.copy(EMPTY, SERVER)?;
        running.replace(Some(Server::start(place, SERVER)?));
        Ok(())
    };
    let drive = || {
        let address = running.borrow().as_ref().map(Server::address).context("no server runs")?;
        drive(address, &devices, &bodies)
    };
    restart()?;
    drive()?;
    stop()?;
    place.checkpoint(SERVER)?;
    expect("expenses on the server", server_facts(place, SERVER)?.0, operations)?;
    expect("results", place.sql_number(SERVER, "SELECT count(*) FROM results")?, operations)?;
    place.copy(SERVER, FULL)?;
    output(&mut place.sqlite(FULL, ORDER))?;
    expect("the results in order", place.sql_number(FULL, "SELECT count(*) FROM written")?, operations)?;
    // One commit for as many requests as there are connections: the most that can wait at once.
    write_floor(place, operations, CONNECTIONS * size)?;
    place.copy(EMPTY, PEER)?;
    output(&mut run_floor(place))?;
    expect("the shell's rows", place.sql_number(PEER, "SELECT count(*) FROM entities")?, operations)?;
    let mut ours = Job::measured("outlay", drive).prepared(restart);
    let mut floor = Job::new("sqlite3", || Ok(run_floor(place))).prepared(|| {
        stop()?;
        place.copy(EMPTY, PEER)
    });
    let found = compare(place, slow(args), &mut ours, &mut floor)?;
    stop()?;
    expect("expenses of the last run", server_facts(place, SERVER)?.0, operations)?;
    Ok(found)
}

/// Logs a device in and makes a ledger for it.
fn device(address: SocketAddr, at: u64) -> Result<Device> {
    let mut connection = Connection::open(address)?;
    let mut ask = |path: &str, token: Option<&str>, body: &Json| -> Result<Json> {
        let request = connection.request("POST", path, token, body.to_string().as_bytes());
        Ok(serde_json::from_slice(&connection.exchange(&request)?)?)
    };
    let login = json!({
        "protocol": 1, "email": EMAIL, "password": PASSWORD, "device": format!("device {at}"), "version": "bench",
    });
    let said = ask("/v1/auth/login", None, &login)?;
    let token = said["access"]["token"].as_str().context("no access token")?.to_owned();
    let ledger = json!({"key": uuid(at, 0), "name": format!("ledger {at}"), "currency": "EUR"});
    let said = ask("/v1/ledgers", Some(&token), &ledger)?;
    let ledger = said["id"].as_str().context("no ledger")?.to_owned();
    Ok(Device { token, ledger })
}

/// The requests of one device: so many creates, so many a request, each request after the answer to the one before.
fn bodies(random: &mut Random, operations: u64, size: u64) -> Vec<Vec<u8>> {
    let replica = uuid(random.next(), random.next());
    let mut next = || uuid(random.next(), random.next());
    let category = next();
    let mut bodies = Vec::new();
    let mut last = Json::Null;
    for first in (0..operations).step_by(usize::try_from(size).unwrap_or(1)) {
        let mut sent = Vec::new();
        let before = last.clone();
        for seq in first + 1..=first + size {
            let id = next();
            last = json!({"seq": seq, "id": id});
            sent.push(json!({
                "id": id, "seq": seq, "entity": "expense", "entity_id": next(), "action": "create",
                "fields": {
                    "amount": format!("{} EUR", decimal(seq * 37 % 20_000 + 1)), "category": category,
                    "date": "2026-03-15", "description": format!("Green Grocer Leeds {:04}", seq % 10_000),
                    "direction": 0, "source": "bench",
                },
                "seen": 0, "made_at": 1_790_000_000_000_u64, "group": seq,
            }));
        }
        let mut body = json!({
            "protocol": 1, "replica": replica, "cursor": first, "sent_at": 1_790_000_000_000_u64, "limit": 500,
            "operations": sent,
        });
        if !before.is_null() {
            body["last"] = before;
        }
        bodies.push(body.to_string().into_bytes());
    }
    bodies
}

fn uuid(high: u64, low: u64) -> String {
    let hex = format!("{high:016x}{low:016x}");
    format!("{}-{}-4{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
}

/// All devices at once; the time from when all are connected until the last has its last answer.
fn drive(address: SocketAddr, devices: &[Device], bodies: &[Vec<Vec<u8>>]) -> Result<Duration> {
    let start = Arc::new(Barrier::new(devices.len() + 1));
    thread::scope(|scope| {
        let mut running = Vec::new();
        for (device, bodies) in devices.iter().zip(bodies) {
            let start = Arc::clone(&start);
            running.push(scope.spawn(move || -> Result<()> {
                let connected = Connection::open(address);
                start.wait();
                let mut connection = connected?;
                let path = format!("/v1/ledgers/{}/sync", device.ledger);
                for body in bodies {
                    let request = connection.request("POST", &path, Some(&device.token), body);
                    check(&connection.exchange(&request)?)?;
                }
                Ok(())
            }));
        }
        start.wait();
        let begun = Instant::now();
        for thread in running {
            thread.join().map_err(|_| anyhow::anyhow!("a connection's thread panicked"))??;
        }
        Ok(begun.elapsed())
    })
}

/// Every operation was applied. Looked at without reading it all, which would be work of the load and not of the server.
fn check(answer: &[u8]) -> Result<()> {
    let text = String::from_utf8_lossy(answer);
    if text.starts_with("{\"exchange\"") && !text.contains("\"rejected\"") && !text.contains("\"error\"") {
        return Ok(());
    }
    bail!("the server answered {}", text.chars().take(300).collect::<String>())
}

fn write_floor(place: &Place, operations: u64, batch: u64) -> Result<()> {
    let mut script = format!("PRAGMA synchronous = FULL;\nATTACH '{FULL}' AS source;\n");
    for after in (0..operations).step_by(usize::try_from(batch)?) {
        let to = (after + batch).to_string();
        script.push_str(&BATCH.replace("{after}", &after.to_string()).replace("{to}", &to));
    }
    Ok(fs::write(place.path(SCRIPT), script)?)
}

fn run_floor(place: &Place) -> Command {
    place.sqlite(PEER, &format!(".read {SCRIPT}"))
}
