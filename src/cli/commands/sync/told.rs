//! What a sync answers: a line or two for people, one object for scripts.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::exit_of;
use crate::cli::args::Format;
use crate::cli::commands::queue::changes_json;
use crate::cli::conflicts::Conflict;
use crate::cli::context::Context;
use crate::cli::error::{CliError, exit};
use crate::cli::failure::of_sync;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::view::moment_to_the_second;
use crate::export::json::instant;
use crate::model::operation::FieldChange;
use crate::protocol::sync::{Digest, ResultStatus};
use crate::sync::remote::RemoteError;
use crate::sync::report::{
    DigestReport, LedgerReport, OPERATIONS_LISTED_MAX, OperationReport, SyncReport, SyncStatus,
};

/// How things stand after a run, whoever brought them there, and where the server is.
pub(super) struct Standing {
    /// Conflicts that wait for a person.
    pub conflicts_open: u64,
    /// Operations that the server refused, and those that wait for one of them.
    pub refused: u64,
    /// What several devices together made of the categories, each with its way out.
    pub categories: Vec<String>,
    /// Decisions of this device about conflicts that another one replaced.
    pub replaced: Vec<String>,
    /// The server's address.
    pub server: String,
}

/// Says that another process is at it.
pub(super) fn already_running(ctx: &mut Context) -> Result<(), CliError> {
    if ctx.format() == Format::Json {
        return ctx.print_json(&object("already_running", &nothing(ctx.now()), "", &[]));
    }
    ctx.talk.notice("another sync of this database is running");
    Ok(())
}

/// Says why nothing was done where that needs nobody.
pub(super) fn tolerated(ctx: &mut Context, error: &CliError) -> Result<(), CliError> {
    ctx.talk.warn(error.code.as_str(), &error.message);
    if ctx.format() == Format::Json {
        return ctx.print_json(&object(SyncStatus::Offline.as_str(), &nothing(ctx.now()), "", &[]));
    }
    Ok(())
}

/// Says that nothing came of a run where that is tolerated, and how things stand.
pub(super) fn put_off(ctx: &mut Context, report: &SyncReport, standing: &Standing) {
    if let Some(error) = &report.error {
        let waits = if report.pending > 0 { format!("; {}", waiting(report.pending)) } else { String::new() };
        ctx.talk.notice(&format!("{error}{waits}"));
    }
    replaced(ctx, standing);
    remind(ctx, report, standing);
}

/// A report of nothing.
pub(super) fn nothing(now: DateTime<Utc>) -> SyncReport {
    SyncReport {
        status: SyncStatus::Ok,
        ledgers: Vec::new(),
        pending: 0,
        requests: 0,
        started_at: now,
        ended_at: now,
        error: None,
        operations: Vec::new(),
        operations_unlisted: 0,
        waits_until: None,
    }
}

/// One operation, as it is told: sent, or to be sent.
pub(super) struct Line {
    /// Its number in `queue list`.
    pub number: i64,
    /// Its id.
    pub id: Uuid,
    /// The kind of entity.
    pub entity: &'static str,
    /// The entity's local number.
    pub entity_number: i64,
    /// How often it was sent.
    pub attempts: i64,
    /// Where it stands.
    pub status: &'static str,
    /// The same in a word for people.
    pub state: &'static str,
    /// Why, or what else there is to say.
    pub detail: Option<String>,
    /// What it does; known of what is to be sent.
    pub action: Option<&'static str>,
    /// What it changes; likewise.
    pub fields: Option<Vec<FieldChange>>,
}

impl From<&OperationReport> for Line {
    fn from(report: &OperationReport) -> Self {
        let status = match report.result.status {
            ResultStatus::Applied => "applied",
            ResultStatus::Merged => "merged",
            ResultStatus::Rejected => "rejected",
            ResultStatus::Blocked => "blocked",
            ResultStatus::Voided => "voided",
        };
        Self {
            number: report.number,
            id: report.result.id,
            entity: report.kind.spec().name,
            entity_number: report.entity,
            attempts: report.attempts,
            status,
            state: status,
            detail: detail(report),
            action: None,
            fields: None,
        }
    }
}

/// What the server did with an operation and why, in words.
fn detail(report: &OperationReport) -> Option<String> {
    let result = &report.result;
    let mut parts = Vec::new();
    if let Some(error) = &result.error {
        parts.push(error.message.clone());
    }
    match result.status {
        ResultStatus::Blocked => parts.push("an operation before it was refused".to_owned()),
        ResultStatus::Voided => parts.push("it was taken out of the queue".to_owned()),
        ResultStatus::Merged if result.conflicts.is_empty() => {
            parts.push("another device had written too".to_owned());
        }
        _ => {}
    }
    match result.conflicts.len() {
        0 => {}
        1 => parts.push("another device's value differs: 1 conflict".to_owned()),
        count => parts.push(format!("another device's values differ: {count} conflicts")),
    }
    if result.replayed {
        parts.push("it had arrived before, only its answer was lost".to_owned());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Tells a report.
pub(super) fn report(
    ctx: &mut Context,
    report: &SyncReport,
    standing: &Standing,
    explain: bool,
) -> Result<(), CliError> {
    let lines: Vec<Line> = report.operations.iter().filter(|_| explain).map(Line::from).collect();
    if ctx.format() == Format::Json {
        attention(ctx, report, standing);
        remind(ctx, report, standing);
        return ctx.print_json(&object(report.status.as_str(), report, &standing.server, &lines));
    }
    if !lines.is_empty() {
        ctx.print_table(&table(&lines))?;
        if report.operations_unlisted > 0 {
            ctx.talk.notice(&format!(
                "{} more operations are not listed: {OPERATIONS_LISTED_MAX} of one run are, and as many again of those that \
                 were merged or refused",
                report.operations_unlisted
            ));
        }
    }
    if let Some(error) = &report.error
        && exit_of(report) != exit::DONE
    {
        of_sync(error.clone(), &standing.server).print(false, ctx.screen.stderr_style(), &[]);
        for ledger in report.ledgers.iter().filter(|_| report.ledgers.len() > 1) {
            if let Some(error) = &ledger.error {
                ctx.talk.attention("refused", format!("`{}`: {error}", ledger.ledger));
            }
        }
        if report.pending > 0 {
            ctx.talk.notice(&waiting(report.pending));
        }
        attention(ctx, report, standing);
        remind(ctx, report, standing);
        return Ok(());
    }
    ctx.print_lines(&[summary(report, standing.refused)])?;
    attention(ctx, report, standing);
    remind(ctx, report, standing);
    Ok(())
}

/// The report in a line. Where operations are `refused`, the two sides are not level.
pub(super) fn summary(report: &SyncReport, refused: u64) -> String {
    let (pushed, pulled) = (report.sum(|ledger| ledger.pushed), report.sum(|ledger| ledger.pulled));
    let mut parts = Vec::new();
    if pushed > 0 {
        parts.push(format!("sent {}", changes(pushed)));
    }
    if pulled > 0 {
        parts.push(if pushed > 0 {
            format!("fetched {pulled}")
        } else {
            format!("fetched {}", changes(pulled))
        });
    }
    if let Some(until) = report.waits_until {
        parts.push(format!("not before {}, as the last failure asks for", moment_to_the_second(until)));
    } else if parts.is_empty() {
        let level = if refused == 0 { "up to date" } else { "nothing else to send or to fetch" };
        parts.push(level.to_owned());
    }
    if report.pending > 0 {
        parts.push(waiting(report.pending));
    }
    parts.join(", ")
}

fn changes(count: u64) -> String {
    format!("{count} {}", if count == 1 { "change" } else { "changes" })
}

/// What is left for a later sync, in words.
#[must_use]
pub fn waiting(count: u64) -> String {
    format!("{} {}", changes(count), if count == 1 { "waits" } else { "wait" })
}

/// Reminds of conflicts and refusals that were found before, by a sync that nobody saw for one. They are not new: no exit
/// status.
pub(super) fn remind(ctx: &mut Context, report: &SyncReport, standing: &Standing) {
    if standing.conflicts_open > report.sum(|ledger| ledger.conflicts) {
        ctx.talk.warn("conflicts_open", open_conflicts(standing.conflicts_open));
    }
    if standing.refused > report.sum(|ledger| ledger.rejected) {
        ctx.talk.warn("refused_operations", refused_operations(standing.refused));
    }
    for problem in &standing.categories {
        ctx.talk.warn("categories", problem.clone());
    }
}

/// How many operations the server refused, with the way to them.
#[must_use]
pub fn refused_operations(count: u64) -> String {
    let noun = if count == 1 { "operation was" } else { "operations were" };
    format!("{count} {noun} refused by the server (outlay queue list tells why)")
}

/// How many conflicts wait, with the way to them.
#[must_use]
pub fn open_conflicts(count: u64) -> String {
    let noun = if count == 1 { "conflict is" } else { "conflicts are" };
    format!("{count} {noun} open (outlay conflict list)")
}

/// Says what needs a person, even with `-q`: the exit status alone tells nobody what to look at.
fn attention(ctx: &mut Context, report: &SyncReport, standing: &Standing) {
    replaced(ctx, standing);
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
                    in_words(&digest.local),
                    in_words(&digest.server)
                ),
            );
        }
    }
}

/// Says which decisions of this device another one replaced.
fn replaced(ctx: &mut Context, standing: &Standing) {
    for told in &standing.replaced {
        ctx.talk.attention("decided_elsewhere", told.clone());
    }
}

/// That a conflict which was decided here is decided otherwise now, and what stands.
pub(super) fn decided_elsewhere(conflict: &Conflict, was: &str) -> String {
    let (number, subject) = (conflict.number, conflict.subject());
    let now = conflict.resolution.as_deref().unwrap_or_default();
    let present = conflict.present().map_or_else(String::new, |present| format!(": {subject} is {present}"));
    format!(
        "conflict {number} was decided `{was}` here, and another device decided `{now}`{present} (outlay conflict show \
         {number})"
    )
}

/// A digest as a person compares it.
fn in_words(digest: &Digest) -> String {
    format!("{} expenses, {}", digest.count, digest.hash.get(..8).unwrap_or_default())
}

/// Every operation, for `--explain`.
fn table(lines: &[Line]) -> Table {
    let mut table = Table::new(vec![
        Column::new("Seq").right(),
        Column::new("Entity"),
        Column::new("No").right(),
        Column::new("Sent").right().dropped(1),
        Column::new("Result"),
        Column::new("Why").wraps_to(12),
    ]);
    for line in lines {
        table.row([
            Cell::from(line.number.to_string()),
            Cell::from(line.entity),
            Cell::from(line.entity_number.to_string()),
            Cell::from(line.attempts.to_string()),
            Cell::from(line.state),
            Cell::from(line.detail.as_deref().unwrap_or_default()),
        ]);
    }
    table
}

/// The object of the contract.
pub(super) fn object(status: &str, report: &SyncReport, server: &str, lines: &[Line]) -> Value {
    let error = |error: RemoteError| of_sync(error, server).to_json(&[])["error"].clone();
    let ledgers: Vec<Value> = report.ledgers.iter().map(|ledger| ledger_json(ledger, &error)).collect();
    json!({
        "status": status,
        "ledgers": ledgers,
        "pushed": report.sum(|ledger| ledger.pushed),
        "replayed": report.sum(|ledger| ledger.replayed),
        "merged": report.sum(|ledger| ledger.merged),
        "conflicts": report.sum(|ledger| ledger.conflicts),
        "rejected": report.sum(|ledger| ledger.rejected),
        "pulled": report.sum(|ledger| ledger.pulled),
        "pending": report.pending,
        "requests": report.requests,
        "duration_ms": (report.ended_at - report.started_at).num_milliseconds().max(0),
        "waits_until": report.waits_until.map(instant),
        "error": report.error.clone().map(error),
        "operations": lines.iter().map(line_json).collect::<Vec<_>>(),
        "operations_unlisted": report.operations_unlisted,
    })
}

fn ledger_json(ledger: &LedgerReport, error: &impl Fn(RemoteError) -> Value) -> Value {
    json!({
        "ledger": ledger.ledger,
        "cursor": ledger.cursor,
        "pushed": ledger.pushed,
        "replayed": ledger.replayed,
        "merged": ledger.merged,
        "conflicts": ledger.conflicts,
        "rejected": ledger.rejected,
        "pulled": ledger.pulled,
        "digest": ledger.digest.as_ref().map(digest_json),
        "error": ledger.error.clone().map(error),
    })
}

fn digest_json(digest: &DigestReport) -> Value {
    let side = |side: &Digest| json!({"revision": side.revision, "count": side.count, "sums": side.sums, "hash": side.hash});
    json!({"ok": digest.ok, "local": side(&digest.local), "server": side(&digest.server)})
}

fn line_json(line: &Line) -> Value {
    json!({
        "seq": line.number,
        "id": line.id,
        "entity": line.entity,
        "number": line.entity_number,
        "attempts": line.attempts,
        "status": line.status,
        "detail": line.detail,
        "action": line.action,
        "fields": line.fields.as_deref().map(changes_json),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_one_line() {
        let mut report = nothing(DateTime::UNIX_EPOCH);
        assert_eq!(summary(&report, 0), "up to date");
        assert_eq!(summary(&report, 1), "nothing else to send or to fetch");
        report.ledgers = vec![LedgerReport { pushed: 1, pulled: 12, ..LedgerReport::default() }];
        assert_eq!(summary(&report, 0), "sent 1 change, fetched 12");
        report.pending = 2;
        report.ledgers[0].pushed = 0;
        assert_eq!(summary(&report, 0), "fetched 12 changes, 2 changes wait");
    }
}
