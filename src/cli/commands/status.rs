//! `outlay status`: the arguments, and how things stand.

mod check;

pub use check::obstacle;

use clap::Args;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::cli::age;
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::queue::counts_json;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::session::{TOKEN_VARIABLE, Tokens};
use crate::cli::variable;
use crate::cli::view::moment_to_the_second;
use crate::export::json::instant;
use crate::store::Store;
use crate::store::ledgers::LedgerRow;
use crate::store::maintenance::SyncRun;
use crate::store::operations::QueueCounts;
use crate::store::sync::runs::Binding;

/// Show how the database and the queue stand
///
/// With --check the exit status tells a monitor whether all is well.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay status
  outlay status --check --max-age 48h || notify-send \"outlay does not sync\"
  outlay status --format prometheus > /var/lib/node_exporter/outlay.prom

With --format json it prints {server, account, device, queue, …, database, warnings}. With --check: exit 0 where all is \
well, or where the database belongs to no server; 4 where something needs a person: a conflict, an operation that was \
refused, or tried too often; 5 where the last success is too old; 6 where the database is logged out, or the server refused \
the last sync, since the device was revoked for one. Where several of these hold, all are said, and 6 goes before 4 and 4 \
before 5.")]
pub struct StatusArgs {
    /// Answer by the exit status
    #[arg(long)]
    pub check: bool,
    /// With --check, how old the last successful sync may be
    #[arg(long, value_name = "AGE", default_value = "24h", requires = "check")]
    pub max_age: String,
    /// With --check, how often an operation may have been tried
    #[arg(long, value_name = "N", default_value_t = 10, requires = "check")]
    pub max_attempts: u32,
}

/// Runs that averages and rates are taken over: about a day of one every quarter of an hour.
const RUNS_MAX: u32 = 100;

/// Everything that `status` tells.
struct State {
    binding: Option<Binding>,
    logged_in: bool,
    queue: QueueCounts,
    oldest: Option<DateTime<Utc>>,
    attempts_max: i64,
    next_attempt: Option<DateTime<Utc>>,
    conflicts_open: u64,
    runs: Vec<SyncRun>,
    last_success: Option<DateTime<Utc>>,
    ledgers: Vec<LedgerRow>,
    bytes: u64,
    schema: i64,
    expenses: u64,
}

/// Shows how the database and the queue stand.
///
/// # Errors
///
/// Those of the store; `usage` for an age that cannot be read.
pub fn run(args: &StatusArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("status", &[Format::Table, Format::Json, Format::Prometheus])?;
    let max_age = age::seconds(&args.max_age)?;
    let store = ctx.open_to_read()?;
    let mut state = read(&store)?;
    drop(store);
    state.look_for_token(ctx, args.check)?;
    if ctx.clock.is_fixed() {
        ctx.talk.warn("clock_fixed", format!("OUTLAY_NOW is set: now is {}", instant(ctx.now())));
    }
    // Judged first: the reason belongs into what is printed.
    let verdict = if args.check { state.judge(ctx, max_age, args) } else { Ok(Outcome::Done) };
    match format {
        Format::Json => ctx.print_json(&state.json(ctx))?,
        Format::Prometheus => ctx.print_text(&state.prometheus())?,
        _ if ctx.global.quiet => {}
        _ => state.print(ctx)?,
    }
    verdict
}

fn read(store: &Store) -> Result<State, CliError> {
    let waiting = store.waiting()?;
    Ok(State {
        binding: store.binding()?,
        logged_in: false,
        queue: store.queue_counts(None)?,
        oldest: store.oldest_pending()?,
        attempts_max: waiting.attempts_max,
        next_attempt: store.next_attempt()?,
        conflicts_open: waiting.conflicts_open,
        runs: store.sync_runs(RUNS_MAX)?,
        last_success: store.last_success_at()?,
        ledgers: store.ledgers()?,
        bytes: if store.is_in_memory() { 0 } else { store.file_bytes() },
        schema: store.schema()?,
        expenses: store.expense_count(None)?,
    })
}

impl State {
    /// Whether the token of the database's device is here; says so where it is not, or where the server refused the last
    /// sync, unless that is `judged` anyway.
    fn look_for_token(&mut self, ctx: &mut Context, judged: bool) -> Result<(), CliError> {
        let Some(binding) = &self.binding else { return Ok(()) };
        self.logged_in =
            variable(TOKEN_VARIABLE).is_some() || Tokens::of(ctx)?.find(binding.device)?.is_some();
        if !self.logged_in && !judged {
            ctx.talk.warn(
                "logged_out",
                format!("logged out of {}: outlay auth login logs in again", binding.server_url),
            );
        } else if let Some(refused) = self.refused().filter(|_| !judged) {
            let way = refused.hint.unwrap_or_default();
            ctx.talk.warn("refused", format!("{}: {way}", refused.message));
        }
        Ok(())
    }

    /// What was delivered and fetched counts, even where something in it needs a person.
    fn succeeded(run: &SyncRun) -> bool {
        matches!(run.result.as_deref(), Some("ok" | "attention"))
    }

    /// Runs by how they ended, each of the words of the contract.
    fn runs_by_result(&self) -> [(&'static str, i64); 4] {
        ["ok", "attention", "offline", "refused"].map(|result| {
            let ended = self.runs.iter().filter(|run| run.result.as_deref() == Some(result)).count();
            (result, i64::try_from(ended).unwrap_or(i64::MAX))
        })
    }

    fn last_failure(&self) -> Option<&SyncRun> {
        self.runs.iter().find(|run| run.ended_at.is_some() && !Self::succeeded(run))
    }

    fn latency_ms(&self) -> Option<i64> {
        let times: Vec<i64> = self
            .runs
            .iter()
            .filter(|run| Self::succeeded(run))
            .filter_map(|run| Some((run.ended_at? - run.started_at).num_milliseconds()))
            .collect();
        let count = i64::try_from(times.len()).ok().filter(|count| *count > 0)?;
        Some(times.iter().sum::<i64>() / count)
    }

    fn ended_runs(&self) -> usize {
        self.runs.iter().filter(|run| run.ended_at.is_some()).count()
    }

    /// Why the last run failed, if no later one succeeded.
    fn standing_error(&self) -> Option<String> {
        self.runs.first().filter(|run| !Self::succeeded(run)).and_then(|run| run.error.clone())
    }

    /// Successful runs in a hundred of those that ended.
    fn success_percent(&self) -> Option<usize> {
        let ended = self.ended_runs();
        let good = self.runs.iter().filter(|run| Self::succeeded(run)).count();
        (ended > 0).then(|| good * 100 / ended)
    }

    fn json(&self, ctx: &Context) -> Value {
        let ledgers: Vec<Value> = self
            .ledgers
            .iter()
            .map(|ledger| {
                json!({
                    "id": ledger.id,
                    "name": ledger.name,
                    "role": ledger.role,
                    "cursor": ledger.cursor,
                    "members": [],
                })
            })
            .collect();
        json!({
            "server": self.binding.as_ref().map(|binding| &binding.server_url),
            "account": self.binding.as_ref().map(|binding| &binding.email),
            "device": self.binding.as_ref().map(|binding| &binding.device_name),
            "queue": counts_json(&self.queue),
            "oldest_pending_at": self.oldest.map(instant),
            "attempts_max": self.attempts_max,
            "next_attempt_at": self.next_attempt.map(instant),
            "conflicts_open": self.conflicts_open,
            "last_sync_at": self.runs.first().map(|run| instant(run.started_at)),
            "last_success_at": self.last_success.map(instant),
            "last_failure_at": self.last_failure().and_then(|run| run.ended_at).map(instant),
            "last_error": self.last_failure().and_then(|run| run.error.clone()),
            "latency_ms_avg": self.latency_ms(),
            "success_rate": self.success_percent().map(|percent| format!("{}.{:02}", percent / 100, percent % 100)),
            "ledgers": ledgers,
            "database": {
                "path": ctx.paths.database.display().to_string(),
                "bytes": self.bytes,
                "schema": self.schema,
                "expenses": self.expenses,
            },
        })
    }

    fn print(&self, ctx: &Context) -> Result<(), CliError> {
        let mut table = Table::new(vec![Column::new("Field"), Column::new("Value").wraps_to(16)]);
        let mut line = |name: &str, value: String| {
            table.row([Cell::from(name), Cell::from(value)]);
        };
        line("database", ctx.paths.database.display().to_string());
        line("size", format!("{} bytes, schema {}", self.bytes, self.schema));
        line("expenses", self.expenses.to_string());
        match &self.binding {
            None => line("server", "none: everything stays on this device".to_owned()),
            Some(binding) => {
                line("server", binding.server_url.clone());
                let state = if self.logged_in { "" } else { ", logged out" };
                line("account", format!("{}{state}", binding.email));
                line("device", binding.device_name.clone());
            }
        }
        line("queue", queue_words(&self.queue));
        if let Some(oldest) = self.oldest {
            line("oldest pending", moment_to_the_second(oldest));
        }
        if self.conflicts_open > 0 {
            line("conflicts", format!("{} open (outlay conflict list)", self.conflicts_open));
        }
        if self.binding.is_some() {
            line("last success", self.last_success.map_or_else(|| "never".to_owned(), moment_to_the_second));
        }
        if let Some(error) = self.standing_error() {
            line("last error", error);
        }
        if let Some(next) = self.next_attempt {
            line("next attempt", moment_to_the_second(next));
        }
        if let (Some(latency), Some(percent)) = (self.latency_ms(), self.success_percent()) {
            line("syncs", format!("{percent} % of {} succeeded, {latency} ms each", self.ended_runs()));
        }
        for ledger in &self.ledgers {
            let currency =
                ledger.currency.map_or_else(|| "currency open".to_owned(), |code| code.to_string());
            line("ledger", format!("{} ({}, {currency})", ledger.name, ledger.role));
        }
        ctx.print_table(&table)
    }

    /// The Prometheus text exposition format 0.0.4.
    fn prometheus(&self) -> String {
        let mut text = String::new();
        let mut gauge = |name: &str, help: &str, samples: &[(&str, i64)]| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "# HELP outlay_{name} {help}\n# TYPE outlay_{name} gauge");
            for (labels, value) in samples {
                let _ = writeln!(text, "outlay_{name}{labels} {value}");
            }
        };
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        gauge(
            "bound",
            "Whether the database belongs to a server.",
            &[("", i64::from(self.binding.is_some()))],
        );
        gauge("logged_in", "Whether this device has a token.", &[("", i64::from(self.logged_in))]);
        gauge(
            "queue_operations",
            "Operations by status.",
            &[
                ("{status=\"pending\"}", count(self.queue.pending)),
                ("{status=\"in_flight\"}", count(self.queue.in_flight)),
                ("{status=\"failed\"}", count(self.queue.failed)),
            ],
        );
        gauge("expenses", "Live expenses.", &[("", count(self.expenses))]);
        gauge("database_bytes", "Size of the database file and its log.", &[("", count(self.bytes))]);
        gauge("conflicts_open", "Conflicts that wait for a person.", &[("", count(self.conflicts_open))]);
        gauge("attempts_max", "Most attempts of a waiting operation.", &[("", self.attempts_max)]);
        let runs = self.runs_by_result().map(|(result, runs)| (format!("{{result=\"{result}\"}}"), runs));
        let runs = runs.each_ref().map(|(labels, runs)| (labels.as_str(), *runs));
        gauge("sync_runs_recent", "The last syncs (100 at most) by how they ended.", &runs);
        if let Some(latency) = self.latency_ms() {
            gauge("sync_latency_milliseconds_avg", "How long a sync takes.", &[("", latency)]);
        }
        if let Some(percent) = self.success_percent() {
            let percent = i64::try_from(percent).unwrap_or_default();
            gauge("sync_success_percent", "Successful syncs in a hundred of the last.", &[("", percent)]);
        }
        if let Some(next) = self.next_attempt {
            gauge(
                "next_attempt_timestamp_seconds",
                "When a waiting operation may be sent.",
                &[("", next.timestamp())],
            );
        }
        if let Some(last) = self.runs.first() {
            gauge(
                "last_sync_timestamp_seconds",
                "When a sync last began.",
                &[("", last.started_at.timestamp())],
            );
        }
        if let Some(oldest) = self.oldest {
            gauge(
                "oldest_pending_timestamp_seconds",
                "When the oldest waiting operation was made.",
                &[("", oldest.timestamp())],
            );
        }
        if let Some(success) = self.last_success {
            gauge(
                "last_success_timestamp_seconds",
                "When a sync last succeeded.",
                &[("", success.timestamp())],
            );
        }
        text
    }
}

/// The queue in words; nothing is said of what there is none of.
fn queue_words(queue: &QueueCounts) -> String {
    let counts = [(queue.pending, "pending"), (queue.in_flight, "in flight"), (queue.failed, "failed")];
    let some: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let way = if queue.failed > 0 { " (outlay queue list tells why)" } else { "" };
    if some.is_empty() { "empty".to_owned() } else { some.join(", ") + way }
}
