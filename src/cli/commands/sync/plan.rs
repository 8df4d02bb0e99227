//! `outlay sync --dry-run`: what would be sent.

use crate::cli::args::Format;
use crate::cli::binding::{self, OperationReport};
use crate::cli::commands::Outcome;
use crate::cli::commands::sync::told;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::session;
use crate::model::operation::{Operation, Status};
use crate::store::operations::QueueFilter;

/// Rows of the table: more are counted, not listed.
const LISTED_MAX: u32 = 50;

/// Shows what would be sent. No network, and nothing is written.
pub(super) fn show(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    binding::of(&store)?.ok_or_else(session::never_logged_in)?;
    let ledger = match &ctx.global.ledger {
        Some(_) => ctx.ledger_to_read(&store)?.map(|ledger| ledger.number),
        None => None,
    };
    let counts = store.queue_counts(ledger)?;
    let is_json = ctx.format() == Format::Json;
    let mut report = told::nothing();
    for status in [Status::InFlight, Status::Pending] {
        let limit = (!is_json).then_some(LISTED_MAX);
        store.for_each_operation(QueueFilter { status: Some(status), ledger, limit }, |operation| {
            report.operations.push(planned(&operation));
            Ok::<_, CliError>(())
        })?;
    }
    report.pending = counts.pending + counts.in_flight;
    if is_json {
        ctx.print_json(&told::object("ok", &report))?;
        return Ok(Outcome::Done);
    }
    if report.operations.is_empty() {
        ctx.talk.notice("nothing waits to be sent");
        return Ok(Outcome::Done);
    }
    ctx.print_table(&told::operations(&report.operations))?;
    let listed = report.operations.len() as u64;
    if report.pending > listed {
        ctx.talk.notice(&format!("{listed} of {} are shown; --format json has all", report.pending));
    }
    Ok(Outcome::Done)
}

fn planned(operation: &Operation) -> OperationReport {
    let detail = match operation.status {
        Status::InFlight => {
            Some("sent before, the answer is not known; it is sent again under the same id".to_owned())
        }
        _ => operation.last_error.clone(),
    };
    OperationReport {
        number: operation.number,
        id: operation.id,
        entity: operation.kind.spec().name.to_owned(),
        entity_number: operation.entity_number,
        action: operation.action.as_str().to_owned(),
        attempts: operation.attempts,
        status: operation.status.as_str().to_owned(),
        detail,
    }
}
