//! A statement into an empty ledger, the same statement again, and what memory that takes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::{HUNDRED_THOUSAND, MILLION, quick, say, slow};
use crate::args::Args;
use crate::data::{Facts, Order};
use crate::place::{Place, expect, output};
use crate::table::{Line, Target, Unit};
use crate::timing::{Comparison, Job, compare};

const SQL: &str = include_str!("../sql/import.sql");
/// The target's 150 MB, of 2^20 bytes.
const MEMORY_BYTES_MAX: u64 = 150 << 20;
/// A year of a busy account, or some of a quiet one.
const DRY_ROWS: u64 = 5_000;
const OURS: &str = "import.db";
const PEER: &str = "import-peer.db";
/// The file's order: rows get their numbers as they come.
const AS_IN_FILE: &str = "staging.rowid";
/// The order of the unique index, which is then filled from one end to the other.
const BY_KEY: &str = "date, amount, description, staging.rowid";

/// Beside the sqlite3 shell, at each size.
pub fn fresh(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    for &rows in &args.rows {
        say(&format!("  {rows} rows"));
        let found = compare_imports(place, args, rows, Order::Mixed, AS_IN_FILE)?;
        let target = match rows {
            HUNDRED_THOUSAND => Some(Target::RatioPpm(1_000_000)),
            MILLION => Some(Target::RatioPpm(700_000)),
            _ => None,
        };
        lines.push(Line::times("import CSV, mixed", Some(rows), "sqlite3, dedupe index", &found, target));
    }
    Ok(())
}

/// What the order of the rows does to both.
pub fn other_orders(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let rows = args.rows_max();
    for (work, order, insertion) in
        [("import CSV, dated", Order::Dated, AS_IN_FILE), ("import CSV, sorted", Order::Mixed, BY_KEY)]
    {
        let found = compare_imports(place, args, rows, order, insertion)?;
        lines.push(Line::times(work, Some(rows), "sqlite3, dedupe index", &found, None));
    }
    Ok(())
}

fn compare_imports(
    place: &Place,
    args: &Args,
    rows: u64,
    order: Order,
    insertion: &str,
) -> Result<Comparison> {
    let (statement, facts) = place.statement(rows, order)?;
    place.import_checked(OURS, &statement, &facts)?;
    write_script(place, &statement, insertion)?;
    place.remove_database(PEER)?;
    check_peer(place, &facts, facts.rows)?;
    let clean = |database: &'static str| {
        move || {
            place.remove_database(database)?;
            place.settle()
        }
    };
    let mut ours = Job::new("outlay", || Ok(import(place, &statement))).prepared(clean(OURS));
    let mut peer = Job::new("sqlite3", || Ok(run_script(place))).prepared(clean(PEER));
    let found = compare(place, slow(args), &mut ours, &mut peer)?;
    expect("rows of the last import", place.sql_number(OURS, "SELECT count(*) FROM expenses")?, facts.rows)?;
    place.remove_database(OURS)?;
    place.remove_database(PEER)?;
    Ok(found)
}

/// What a person waits for before the first import of a file: its columns, and what would come of it.
pub fn dry(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let (statement, facts) = place.statement(DRY_ROWS, Order::Mixed)?;
    let said = place.outlay_json(OURS, &["import", &statement, "--dry-run"])?;
    expect("rows that would be imported", &said["imported"], facts.rows)?;
    write_script(place, &statement, AS_IN_FILE)?;
    place.remove_database(PEER)?;
    check_peer(place, &facts, facts.rows)?;
    let mut ours = Job::new("outlay", || Ok(place.outlay(OURS, ["import", &statement, "--dry-run"])));
    let mut peer = Job::new("sqlite3", || Ok(run_script(place))).prepared(|| place.remove_database(PEER));
    let found = compare(place, quick(args), &mut ours, &mut peer)?;
    let target = Some(Target::Milliseconds(100));
    lines.push(Line::times("import --dry-run", Some(DRY_ROWS), "sqlite3, dedupe index", &found, target));
    place.remove_database(OURS)?;
    place.remove_database(PEER)
}

/// All rows known already.
pub fn again(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let rows = args.rows_max();
    let (statement, facts) = place.statement(rows, Order::Mixed)?;
    place.copy_of_filled(rows, OURS)?;
    let said = place.outlay_json(OURS, &["import", &statement, "--source", "bench"])?;
    expect("imported rows", &said["imported"], 0)?;
    expect("duplicates", &said["duplicates"], facts.rows)?;
    write_script(place, &statement, AS_IN_FILE)?;
    place.remove_database(PEER)?;
    check_peer(place, &facts, facts.rows)?;
    check_peer(place, &facts, 0)?;
    let mut ours = Job::new("outlay", || Ok(import(place, &statement))).prepared(|| place.settle());
    let mut peer = Job::new("sqlite3", || Ok(run_script(place))).prepared(|| place.settle());
    let found = compare(place, slow(args), &mut ours, &mut peer)?;
    expect("rows after all", place.sql_number(OURS, "SELECT count(*) FROM expenses")?, facts.rows)?;
    let target = (rows == MILLION).then_some(Target::Milliseconds(2_500));
    lines.push(Line::times("import again, all known", Some(rows), "sqlite3, dedupe index", &found, target));
    place.remove_database(OURS)?;
    place.remove_database(PEER)
}

/// The most memory that an import holds at once, as GNU time reports it.
pub fn memory(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    const WORK: &str = "import CSV, peak memory";
    let rows = args.rows_max();
    let Some(time) = place.time.as_deref() else {
        lines.push(Line::absent(WORK, rows, "sqlite3", "GNU time is not installed"));
        return Ok(());
    };
    let (statement, _) = place.statement(rows, Order::Mixed)?;
    write_script(place, &statement, AS_IN_FILE)?;
    place.remove_database(OURS)?;
    place.remove_database(PEER)?;
    let ours = peak_bytes(place, time, &import(place, &statement))?;
    let peer = peak_bytes(place, time, &run_script(place))?;
    let most = (rows == MILLION).then_some(MEMORY_BYTES_MAX);
    lines.push(Line::sizes(WORK, rows, Unit::MebiByte, ours, Some(("sqlite3", peer)), most));
    place.remove_database(OURS)?;
    place.remove_database(PEER)
}

fn peak_bytes(place: &Place, time: &Path, of: &Command) -> Result<u64> {
    const REPORT: &str = "time.report";
    let mut command = place.command(time);
    command.args(["-f", "%M", "-o", REPORT]).arg(of.get_program()).args(of.get_args());
    output(&mut command)?;
    let text = fs::read_to_string(place.path(REPORT))?;
    let kib: u64 = text.trim().parse().with_context(|| format!("GNU time reported {text:?}"))?;
    Ok(kib * 1024)
}

fn import(place: &Place, statement: &str) -> Command {
    place.outlay(OURS, ["import", statement, "--source", "bench"])
}

fn write_script(place: &Place, statement: &str, order: &str) -> Result<()> {
    let sql = SQL.replace("{statement}", statement).replace("{order}", order);
    Ok(fs::write(place.path("import.sql"), sql)?)
}

fn run_script(place: &Place) -> Command {
    run_import_script(place, PEER)
}

/// The sqlite3 shell's import into a database that is not there yet, as [`check_import_script`] has prepared it.
pub fn run_import_script(place: &Place, database: &str) -> Command {
    place.sqlite(database, ".read import.sql")
}

/// Writes the script of the sqlite3 shell's import of a mixed statement, runs it once and checks what came of it.
pub fn check_import_script(place: &Place, database: &str, rows: u64) -> Result<()> {
    let (statement, facts) = place.statement(rows, Order::Mixed)?;
    write_script(place, &statement, AS_IN_FILE)?;
    place.remove_database(database)?;
    let said = output(&mut run_import_script(place, database))?;
    expect("rows that sqlite3 added", said.trim(), facts.rows.to_string().as_str())
}

fn check_peer(place: &Place, facts: &Facts, added: u64) -> Result<()> {
    let said = output(&mut run_script(place))?;
    expect("rows that sqlite3 added", said.trim(), added.to_string())?;
    let cents = |sign: &str| {
        let sql = format!(
            "SELECT CAST(round(sum(amount) * 100) AS INTEGER) FROM expense WHERE CAST(amount AS REAL) {sign} 0"
        );
        place.sql(PEER, &sql)
    };
    expect("sqlite3's expense cents", cents("<")?.as_str(), format!("-{}", facts.expense_minor))?;
    expect("sqlite3's income cents", cents(">")?.as_str(), facts.income_minor.to_string())
}
