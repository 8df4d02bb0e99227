//! One expense, saved for good.

use std::cell::RefCell;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;

use super::quick;
use crate::args::Args;
use crate::data::Random;
use crate::place::{Place, expect, output};
use crate::table::{Line, Target};
use crate::timing::{Job, compare};

const SQL: &str = include_str!("../sql/add.sql");
const ADD: [&str; 4] = ["add", "12.50", "food:groceries", "lunch"];
const COUNTS: &str =
    "SELECT (SELECT count(*) FROM expenses) || ' ' || (SELECT count(*) FROM operations WHERE kind = 1)";

/// `add` beside the sqlite3 shell, in an empty and in a large ledger, and the one beside the other.
pub fn add(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let most = args.rows_max();
    place.remove_database("add-empty.db")?;
    place.outlay_json("add-empty.db", &ADD)?;
    place.checkpoint("add-empty.db")?;
    std::fs::copy(place.path("add-empty.db"), place.path("add-empty-peer.db"))?;
    place.copy_of_filled(most, "add-full.db")?;
    place.copy_of_filled(most, "add-full-peer.db")?;
    let random = RefCell::new(Random::new(args.seed));
    for (database, peer, rows, before) in
        [("add-empty.db", "add-empty-peer.db", 0, 1), ("add-full.db", "add-full-peer.db", most, most)]
    {
        check(place, database, peer, before, &random)?;
        let mut ours = Job::new("outlay", || Ok(place.outlay(database, ADD)));
        let mut shell = Job::new("sqlite3", || insert(place, peer, &random));
        let found = compare(place, quick(args), &mut ours, &mut shell)?;
        lines.push(Line::times(
            "`add`, durable",
            Some(rows),
            "sqlite3",
            &found,
            Some(Target::RatioPpm(1_100_000)),
        ));
    }
    let mut full = Job::new("outlay", || Ok(place.outlay("add-full.db", ADD)));
    let mut empty = Job::new("outlay", || Ok(place.outlay("add-empty.db", ADD)));
    let found = compare(place, quick(args), &mut full, &mut empty)?;
    lines.push(Line::times("`add`, durable", Some(most), "outlay, 0 rows", &found, Some(Target::Same)));
    for database in ["add-empty.db", "add-empty-peer.db", "add-full.db", "add-full-peer.db"] {
        place.remove_database(database)?;
    }
    Ok(())
}

/// One of each: both write an expense and an operation.
fn check(place: &Place, database: &str, peer: &str, before: u64, random: &RefCell<Random>) -> Result<()> {
    let counts = format!("{before} {before}");
    expect("rows before", place.sql(database, COUNTS)?.as_str(), counts.as_str())?;
    expect("sqlite3's rows before", place.sql(peer, COUNTS)?.as_str(), counts.as_str())?;
    let said = place.outlay_json(database, &ADD)?;
    expect("amount", &said["expense"]["amount"], "12.50")?;
    expect("currency", &said["expense"]["currency"], "EUR")?;
    expect("category", &said["expense"]["category"], "food:groceries")?;
    output(&mut insert(place, peer, random)?)?;
    let counts = format!("{0} {0}", before + 1);
    expect("rows after", place.sql(database, COUNTS)?.as_str(), counts.as_str())?;
    expect("sqlite3's rows after", place.sql(peer, COUNTS)?.as_str(), counts.as_str())
}

fn insert(place: &Place, database: &str, random: &RefCell<Random>) -> Result<Command> {
    let mut random = random.borrow_mut();
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    // The layout of a UUIDv7 (RFC 9562, section 5.7) and a UUIDv4, as far as an index can tell: 48 bits of time first.
    let id = format!("{now:012x}7{:03x}{:016x}", random.below(1 << 12), random.next());
    let key = format!("{:016x}{:016x}", random.next(), random.next());
    let sql = SQL.replace("{id}", &id).replace("{key}", &key).replace("{now}", &now.to_string());
    Ok(place.sqlite(database, &sql))
}
