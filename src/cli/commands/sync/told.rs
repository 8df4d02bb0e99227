//! What a sync answers: a line or two for people, one object for scripts.

use serde_json::{Value, json};

use super::exit_of;
use crate::cli::args::Format;
use crate::cli::binding::{LedgerReport, OperationReport, SyncReport, SyncStatus};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::error::exit;
use crate::cli::output::table::{Cell, Column, Table};

/// Says that another process is at it.
pub(super) fn already_running(ctx: &mut Context) -> Result<(), CliError> {
    if ctx.format() == Format::Json {
        return ctx.print_json(&object("already_running", &nothing()));
    }
    ctx.talk.notice("another sync of this database is running");
    Ok(())
}

/// A report of nothing.
pub(super) fn nothing() -> SyncReport {
    SyncReport {
        status: SyncStatus::Ok,
        ledgers: Vec::new(),
        pending: 0,
        requests: 0,
        duration_ms: 0,
        error: None,
        operations: Vec::new(),
    }
}

/// Tells a report.
pub(super) fn report(ctx: &mut Context, report: &SyncReport, explain: bool) -> Result<(), CliError> {
    if ctx.format() == Format::Json {
        let mut told = report.clone();
        if !explain {
            told.operations.clear();
        }
        return ctx.print_json(&object(word(report.status), &told));
    }
    if explain && !report.operations.is_empty() {
        ctx.print_table(&operations(&report.operations))?;
    }
    if let Some(error) = &report.error
        && exit_of(report) != exit::DONE
    {
        CliError::from(error.clone()).print(false, ctx.screen.stderr_style(), &[]);
        if report.pending > 0 {
            ctx.talk.notice(&format!("{} wait", changes(report.pending)));
        }
        return Ok(());
    }
    ctx.print_lines(&[summary(report)])?;
    attention(ctx, report);
    Ok(())
}

/// The report in a line.
pub(super) fn summary(report: &SyncReport) -> String {
    let sum = |of: fn(&LedgerReport) -> u64| report.ledgers.iter().map(of).sum::<u64>();
    let (pushed, pulled) = (sum(|ledger| ledger.pushed), sum(|ledger| ledger.pulled));
    let mut parts = Vec::new();
    if pushed > 0 {
        parts.push(format!("sent {}", changes(pushed)));
    }
    if pulled > 0 {
        parts.push(format!("fetched {pulled}"));
    }
    if parts.is_empty() {
        parts.push("up to date".to_owned());
    }
    if report.pending > 0 {
        parts.push(format!("{} wait", report.pending));
    }
    parts.join(", ")
}

fn changes(count: u64) -> String {
    format!("{count} {}", if count == 1 { "change" } else { "changes" })
}

/// Says what needs a person, even with `-q`: the exit status alone tells nobody what to look at.
fn attention(ctx: &mut Context, report: &SyncReport) {
    for ledger in &report.ledgers {
        let name = &ledger.ledger;
        if ledger.conflicts > 0 {
            let count = ledger.conflicts;
            let noun = if count == 1 { "conflict" } else { "conflicts" };
            ctx.talk.attention("conflicts", format!("`{name}`: {count} new {noun} (outlay conflict list)"));
        }
        if ledger.rejected > 0 {
            let refused = changes(ledger.rejected);
            ctx.talk.attention(
                "rejected",
                format!("`{name}`: the server refused {refused} (outlay queue list tells why)"),
            );
        }
        if let Some(digest) = ledger.digest.as_ref().filter(|digest| !digest.ok) {
            ctx.talk.attention(
                "digest",
                format!(
                    "`{name}` is not what the server has (here {}, there {}); outlay sync --repair mends it",
                    digest.local, digest.server
                ),
            );
        }
    }
}

/// Every operation, for `--explain`.
pub(super) fn operations(operations: &[OperationReport]) -> Table {
    let mut table = Table::new(vec![
        Column::new("Seq").right(),
        Column::new("Action"),
        Column::new("Entity"),
        Column::new("No").right(),
        Column::new("Sent").right().dropped(1),
        Column::new("Result"),
        Column::new("Why").shrinks_to(12),
    ]);
    for operation in operations {
        table.row([
            Cell::from(operation.number.to_string()),
            Cell::from(&operation.action),
            Cell::from(&operation.entity),
            Cell::from(operation.entity_number.to_string()),
            Cell::from(operation.attempts.to_string()),
            Cell::from(&operation.status),
            Cell::from(operation.detail.as_deref().unwrap_or_default()),
        ]);
    }
    table
}

const fn word(status: SyncStatus) -> &'static str {
    match status {
        SyncStatus::Ok => "ok",
        SyncStatus::Attention => "attention",
        SyncStatus::Offline => "offline",
        SyncStatus::Refused => "refused",
    }
}

/// The object of the contract.
pub(super) fn object(status: &str, report: &SyncReport) -> Value {
    let sum = |of: fn(&LedgerReport) -> u64| report.ledgers.iter().map(of).sum::<u64>();
    let ledgers: Vec<Value> = report.ledgers.iter().map(ledger_json).collect();
    let error = report.error.clone().map(|error| CliError::from(error).to_json(&[])["error"].clone());
    json!({
        "status": status,
        "ledgers": ledgers,
        "pushed": sum(|ledger| ledger.pushed),
        "replayed": sum(|ledger| ledger.replayed),
        "merged": sum(|ledger| ledger.merged),
        "conflicts": sum(|ledger| ledger.conflicts),
        "rejected": sum(|ledger| ledger.rejected),
        "pulled": sum(|ledger| ledger.pulled),
        "pending": report.pending,
        "requests": report.requests,
        "duration_ms": report.duration_ms,
        "error": error,
        "operations": report.operations.iter().map(operation_json).collect::<Vec<_>>(),
    })
}

fn ledger_json(ledger: &LedgerReport) -> Value {
    let digest = ledger
        .digest
        .as_ref()
        .map(|digest| json!({"ok": digest.ok, "local": digest.local, "server": digest.server}));
    json!({
        "ledger": ledger.ledger,
        "cursor": ledger.cursor,
        "pushed": ledger.pushed,
        "replayed": ledger.replayed,
        "merged": ledger.merged,
        "conflicts": ledger.conflicts,
        "rejected": ledger.rejected,
        "pulled": ledger.pulled,
        "digest": digest,
    })
}

fn operation_json(operation: &OperationReport) -> Value {
    json!({
        "seq": operation.number,
        "id": operation.id,
        "entity": operation.entity,
        "number": operation.entity_number,
        "action": operation.action,
        "attempts": operation.attempts,
        "status": operation.status,
        "detail": operation.detail,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_one_line() {
        let mut report = nothing();
        assert_eq!(summary(&report), "up to date");
        report.ledgers = vec![LedgerReport { pushed: 1, pulled: 12, ..LedgerReport::default() }];
        assert_eq!(summary(&report), "sent 1 change, fetched 12");
        report.pending = 2;
        report.ledgers[0].pushed = 0;
        assert_eq!(summary(&report), "fetched 12, 2 wait");
    }
}
