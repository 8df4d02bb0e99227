//! `outlay sync --dry-run`: what would be sent.

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::sync::told::{self, Line};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::session;
use crate::model::operation::{Operation, Status};
use crate::store::operations::QueueFilter;
use crate::sync::report::SyncReport;

/// Rows of the table: more are counted, not listed.
const LISTED_MAX: u32 = 50;

/// Shows what would be sent. No network, and nothing is written.
pub(super) fn show(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    store.binding()?.ok_or_else(session::never_logged_in)?;
    let ledger = match &ctx.global.ledger {
        Some(_) => ctx.ledger_to_read(&store)?.map(|ledger| ledger.number),
        None => None,
    };
    let counts = store.queue_counts(ledger)?;
    let is_json = ctx.format() == Format::Json;
    let mut lines = Vec::new();
    for status in [Status::InFlight, Status::Pending] {
        let limit = (!is_json).then_some(LISTED_MAX);
        store.for_each_operation(QueueFilter { status: Some(status), ledger, limit }, |operation| {
            lines.push(planned(&operation));
            Ok::<_, CliError>(())
        })?;
    }
    let waiting = counts.pending + counts.in_flight;
    if is_json {
        let report = SyncReport { pending: waiting, ..told::nothing(ctx.now()) };
        remind(ctx, counts.failed);
        ctx.print_json(&told::object("ok", &report, "", &lines))?;
        return Ok(Outcome::Done);
    }
    if lines.is_empty() {
        ctx.talk.notice("nothing waits to be sent");
        remind(ctx, counts.failed);
        return Ok(Outcome::Done);
    }
    ctx.print_table(&table(&lines))?;
    let listed = lines.len() as u64;
    if waiting > listed {
        ctx.talk.notice(&format!("{listed} of {waiting} are shown; --format json has all"));
    }
    remind(ctx, counts.failed);
    Ok(Outcome::Done)
}

/// Reminds of what is not sent before somebody decides about it.
fn remind(ctx: &mut Context, refused: u64) {
    if refused > 0 {
        ctx.talk.warn("refused_operations", told::refused_operations(refused));
    }
}

fn planned(operation: &Operation) -> Line {
    let detail = match operation.status {
        Status::InFlight if !operation.dropped => {
            Some("sent before, the answer is not known; it is sent again under the same id".to_owned())
        }
        _ => operation.why(),
    };
    Line {
        number: operation.number,
        id: operation.id,
        entity: operation.kind.spec().name,
        entity_number: operation.entity_number,
        attempts: operation.attempts,
        status: operation.status.as_str(),
        state: operation.state(),
        detail,
        action: Some(operation.action.as_str()),
        fields: Some(operation.fields.clone()),
    }
}

/// What would be sent: which fields of what, and how often it was tried.
fn table(lines: &[Line]) -> Table {
    let mut table = Table::new(vec![
        Column::new("Seq").right(),
        Column::new("Action"),
        Column::new("Entity").dropped(3),
        Column::new("No").right(),
        Column::new("Fields").wraps_to(11),
        Column::new("Sent").right().dropped(2),
        Column::new("Status").dropped(1),
        Column::new("Why").wraps_to(12).dropped(4),
    ]);
    for line in lines {
        let fields = line.fields.iter().flatten().map(|change| change.field.as_str());
        table.row([
            Cell::from(line.number.to_string()),
            Cell::from(line.action.unwrap_or_default()),
            Cell::from(line.entity),
            Cell::from(line.entity_number.to_string()),
            Cell::from(fields.collect::<Vec<_>>().join(" ")),
            Cell::from(line.attempts.to_string()),
            Cell::from(line.state),
            Cell::from(line.detail.as_deref().unwrap_or_default()),
        ]);
    }
    table
}
