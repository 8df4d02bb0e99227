//! Bytes on disk.

use std::fs;

use anyhow::Result;

use crate::args::Args;
use crate::data::Order;
use crate::place::{Place, expect};
use crate::table::{Line, Unit};

const DATABASE: &str = "size.db";
const DRAIN_SQL: &str = include_str!("../sql/drain.sql");

/// Per expense: as the import leaves it, after a checkpoint, and with the queue drained.
pub fn run(place: &Place, args: &Args, lines: &mut Vec<Line>) -> Result<()> {
    let rows = args.rows_max();
    let (statement, facts) = place.statement(rows, Order::Mixed)?;
    place.remove_database(DATABASE)?;
    // Nothing else may open it before it is weighed: whoever closes it last moves the log into the file.
    place.outlay_json(DATABASE, &["import", &statement, "--source", "bench"])?;
    let left = place.bytes(DATABASE)?;
    expect("expenses", place.sql_number(DATABASE, "SELECT count(*) FROM expenses")?, facts.rows)?;
    let pending = "SELECT count(*) FROM operations WHERE kind = 1 AND status = 0";
    expect("pending operations", place.sql_number(DATABASE, pending)?, facts.rows)?;
    place.checkpoint(DATABASE)?;
    let settled = place.bytes(DATABASE)?;
    fs::write(place.path("drain.sql"), DRAIN_SQL)?;
    place.sql(DATABASE, ".read drain.sql")?;
    expect("pending operations", place.sql_number(DATABASE, "SELECT count(*) FROM operations")?, 0)?;
    expect("expenses", place.sql_number(DATABASE, "SELECT count(*) FROM expenses")?, facts.rows)?;
    let drained = place.bytes(DATABASE)?;
    for (work, bytes, most) in [
        ("bytes per expense, all pending, as the import leaves it", left, 220),
        ("bytes per expense, all pending, after a checkpoint", settled, 220),
        ("bytes per expense, queue drained", drained, 180),
    ] {
        lines.push(Line::sizes(work, rows, Unit::Byte, bytes.div_ceil(rows), None, Some(most)));
    }
    place.remove_database(DATABASE)
}
