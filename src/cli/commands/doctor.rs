//! `outlay doctor`: the arguments.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::store::check::Check;

/// Check the database: its structure, totals, search index and queue
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay doctor
  outlay doctor --fix

With --format json it prints {ok, checks, warnings}. Exit 4 where it found something that is not mended.")]
pub struct DoctorArgs {
    /// Mend what can be worked out from the rows
    #[arg(long)]
    pub fix: bool,
}

/// Checks the database, and mends what can be computed again.
///
/// # Errors
///
/// Those of the store.
pub fn run(args: &DoctorArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("doctor", &[Format::Table, Format::Json])?;
    let store = ctx.open_to_read()?;
    let mut checks = store.check()?;
    drop(store);
    let broken = checks.iter().any(|check| check.fixable && !check.problems.is_empty());
    let mut mended = Vec::new();
    if args.fix && broken {
        let mut store = ctx.open_to_write()?;
        store.rebuild_derived()?;
        let after = store.check()?;
        for check in &checks {
            let left = after.iter().find(|now| now.name == check.name);
            if !check.problems.is_empty() && left.is_some_and(|now| now.problems.is_empty()) {
                mended.push(check.name);
            }
        }
        checks = after;
    }
    let ok = checks.iter().all(|check| check.problems.is_empty());
    if ctx.format() == Format::Json {
        let checks: Vec<Value> = checks.iter().map(|check| check_json(check, &mended)).collect();
        ctx.print_json(&json!({"ok": ok, "checks": checks}))?;
    } else {
        // With -q what is in order says nothing, so that cron sends no mail about it.
        let told = checks.iter().filter(|check| !ctx.global.quiet || !check.problems.is_empty());
        let lines: Vec<String> = told.map(|check| check_lines(check, &mended)).collect();
        ctx.print_text(&lines.concat())?;
        if !ok {
            let fixable = checks.iter().any(|check| check.fixable && !check.problems.is_empty());
            let is_of_categories = |check: &Check| check.problems.is_empty() || check.name == "categories";
            ctx.talk.hint(if checks.iter().all(is_of_categories) {
                "outlay category rename and outlay category merge settle it as told"
            } else if fixable {
                "outlay doctor --fix computes totals, search index and counts again from the rows"
            } else {
                "outlay backup FILE keeps what is there; outlay restore FILE goes back to a backup"
            });
        }
    }
    Ok(if ok { Outcome::Done } else { Outcome::NeedsAttention })
}

fn check_json(check: &Check, mended: &[&str]) -> Value {
    let fix = (check.fixable && !check.problems.is_empty()).then_some("outlay doctor --fix");
    let detail = if check.problems.is_empty() {
        if mended.contains(&check.name) { "mended".to_owned() } else { String::new() }
    } else {
        check.problems.join("; ")
    };
    json!({"name": check.name, "ok": check.problems.is_empty(), "detail": detail, "fix": fix})
}

fn check_lines(check: &Check, mended: &[&str]) -> String {
    if check.problems.is_empty() {
        let word = if mended.contains(&check.name) { "mended" } else { "ok" };
        return format!("{}: {word}\n", check.name);
    }
    let mut text = format!("{}: {} wrong\n", check.name, check.problems.len());
    for problem in &check.problems {
        let _ = writeln!(text, "  {}", crate::cli::output::sanitize::for_terminal(problem));
    }
    text
}
