//! Reports, the last fifty, and words: what people ask of a ledger.

use std::time::Duration;

use anyhow::{Result, bail};

use super::{MILLION, quick};
use crate::args::Args;
use crate::data::{COMMON_WORD, Order, RARE_WORD, decimal};
use crate::place::{Place, expect, output};
use crate::table::{Line, Target, grouped};
use crate::timing::{Job, Runs, compare};

const REPORT: [&str; 5] = ["report", "--by", "month,category", "--period", "all"];
const REPORT_SQL: &str = include_str!("../sql/report.sql");
const LIST_SQL: &str = include_str!("../sql/list.sql");
const SEARCH_SQL: &str = include_str!("../sql/search.sql");
/// The sqlite3 shell's copy: what one side leaves behind must not meet the other.
const PEER: &str = "read-peer.db";
/// The shell takes most of a second for a million rows, so a hundred runs would take minutes and say no more.
const GROUP_BY_LIMIT: Duration = Duration::from_secs(20);
const LIST_ROWS: usize = 50;

/// Month x category, at the smallest and the largest size, and one beside the other.
pub fn report(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    const WORK: &str = "report, month × category";
    for rows in [args.rows_min(), args.rows_max()] {
        let database = place.filled(rows)?;
        check_report(place, &database, rows)?;
        place.copy_of_filled(rows, PEER)?;
        let mut ours = Job::new("outlay", || Ok(place.outlay(&database, REPORT)));
        let mut peer = Job::new("sqlite3", || Ok(place.sqlite(PEER, REPORT_SQL)));
        let runs = Runs { limit: args.limit().min(GROUP_BY_LIMIT), ..quick(args) };
        let found = compare(place, runs, &mut ours, &mut peer)?;
        lines.push(Line::times(WORK, Some(rows), "sqlite3, GROUP BY", &found, Some(Target::Milliseconds(5))));
    }
    place.remove_database(PEER)?;
    let (most, least) = (place.filled(args.rows_max())?, place.filled(args.rows_min())?);
    let mut large = Job::new("outlay", || Ok(place.outlay(&most, REPORT)));
    let mut small = Job::new("outlay", || Ok(place.outlay(&least, REPORT)));
    let found = compare(place, quick(args), &mut large, &mut small)?;
    let beside = format!("outlay, {} rows", grouped(args.rows_min()));
    lines.push(Line::times(WORK, Some(args.rows_max()), &beside, &found, Some(Target::Same)));
    Ok(())
}

/// To the cent.
fn check_report(place: &Place, database: &str, rows: u64) -> Result<()> {
    let (_, facts) = place.statement(rows, Order::Mixed)?;
    let said = place.outlay_json(database, &REPORT)?;
    let total = &said["totals"][0];
    expect("count of the report", &total["count"], facts.rows)?;
    expect("expense of the report", &total["expense"], decimal(facts.expense_minor).as_str())?;
    expect("income of the report", &total["income"], decimal(facts.income_minor).as_str())?;
    let counted: u64 =
        said["rows"].as_array().into_iter().flatten().filter_map(|row| row["count"].as_u64()).sum();
    expect("count of the report's rows", counted, facts.rows)
}

/// The last fifty.
pub fn list(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let rows = args.rows_max();
    let database = place.filled(rows)?;
    let (_, facts) = place.statement(rows, Order::Mixed)?;
    let said = place.outlay_json(&database, &["list", "-n", "50"])?;
    expect("listed expenses", said["expenses"].as_array().map(Vec::len), Some(LIST_ROWS))?;
    expect("newest date", &said["expenses"][0]["date"], facts.newest.to_string().as_str())?;
    let shown = output(&mut place.outlay(&database, ["list"]))?;
    if shown.lines().count() < LIST_ROWS {
        bail!("`outlay list` printed {} lines", shown.lines().count());
    }
    place.copy_of_filled(rows, PEER)?;
    expect("rows of sqlite3", place.sql(PEER, LIST_SQL)?.lines().count(), LIST_ROWS)?;
    let mut ours = Job::new("outlay", || Ok(place.outlay(&database, ["list"])));
    let mut peer = Job::new("sqlite3", || Ok(place.sqlite(PEER, LIST_SQL)));
    let found = compare(place, quick(args), &mut ours, &mut peer)?;
    lines.push(Line::times(
        "list the last 50",
        Some(rows),
        "sqlite3",
        &found,
        Some(Target::RatioPpm(1_300_000)),
    ));
    place.remove_database(PEER)
}

/// A word in five rows and a word in one of twenty.
pub fn search(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let rows = args.rows_max();
    let database = place.filled(rows)?;
    let (_, facts) = place.statement(rows, Order::Mixed)?;
    place.copy_of_filled(rows, PEER)?;
    for (work, word, matches, access) in [
        ("search, a rare word", RARE_WORD, facts.rare, "NOT INDEXED"),
        ("search, a common word", COMMON_WORD, facts.common, "INDEXED BY expenses_date"),
    ] {
        let said = place.outlay_json(&database, &["list", "--search", word, "-n", "50"])?;
        expect("matches", &said["matched"], matches)?;
        let sql = SEARCH_SQL.replace("{access}", access).replace("{word}", word);
        let shown = usize::try_from(matches)?.min(LIST_ROWS);
        expect("rows of sqlite3", place.sql(PEER, &sql)?.lines().count(), shown)?;
        let mut ours = Job::new("outlay", || Ok(place.outlay(&database, ["list", "--search", word])));
        let mut peer = Job::new("sqlite3", || Ok(place.sqlite(PEER, &sql)));
        let found = compare(place, quick(args), &mut ours, &mut peer)?;
        let target = (rows <= MILLION).then_some(Target::Milliseconds(10));
        lines.push(Line::times(work, Some(rows), "sqlite3, LIKE", &found, target));
    }
    place.remove_database(PEER)
}
