//! `outlay status --check`: whether all is well, as an exit status.

use super::{State, StatusArgs};
use crate::cli::age;
use crate::cli::commands::Outcome;
use crate::cli::commands::sync::told;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::session;
use crate::cli::view::moment_to_the_second;
use crate::sync::report::SyncStatus;

/// How a run ended that the server refused.
const REFUSED: &str = SyncStatus::Refused.as_str();

impl State {
    /// What a monitor wants to know: a login and what was refused need a person, an old success needs a network.
    pub(super) fn judge(
        &self,
        ctx: &mut Context,
        max_age_seconds: i64,
        args: &StatusArgs,
    ) -> Result<Outcome, CliError> {
        let needs = self.needs(args.max_attempts);
        for need in &needs {
            ctx.talk.attention("attention", need.as_str());
        }
        if let Some(refused) = self.refused() {
            return Err(refused);
        }
        if !needs.is_empty() {
            return Ok(Outcome::NeedsAttention);
        }
        let success = self.last_success;
        let now = ctx.now();
        let is_old = success.is_none_or(|at| !age::is_young(at, now, max_age_seconds));
        if self.binding.is_some() && is_old {
            let when = success.map_or_else(
                || "no sync has succeeded yet".to_owned(),
                |at| {
                    let when = moment_to_the_second(at);
                    let why = if at > now {
                        "later than now, by a clock that was ahead".to_owned()
                    } else {
                        format!("not within {}", args.max_age)
                    };
                    format!("the last sync that succeeded was at {when}: {why}")
                },
            );
            return Err(CliError::new(ErrorCode::Offline, when)
                .with_value(args.max_age.as_str())
                .with_hint("outlay sync tries at once and says what is wrong"));
        }
        Ok(Outcome::Done)
    }

    /// What needs a person, a sentence each.
    fn needs(&self, max_attempts: u32) -> Vec<String> {
        let mut needs = Vec::new();
        if self.queue.failed > 0 {
            needs.push(told::refused_operations(self.queue.failed));
        }
        if self.conflicts_open > 0 {
            needs.push(told::open_conflicts(self.conflicts_open));
        }
        if self.attempts_max > i64::from(max_attempts) {
            needs.push(format!(
                "an operation was tried {} times, more than {max_attempts} (outlay queue list shows it)",
                self.attempts_max
            ));
        }
        needs
    }

    /// Why no sync can succeed until somebody logs in or looks: there is no token, or the last run was refused.
    pub(super) fn refused(&self) -> Option<CliError> {
        let binding = self.binding.as_ref()?;
        if !self.logged_in {
            return Some(session::logged_out(&binding.server_url));
        }
        let last = self.runs.iter().find(|run| run.ended_at.is_some())?;
        if last.result.as_deref() != Some(REFUSED) {
            return None;
        }
        let why = last.error.as_deref().unwrap_or("the server refuses");
        Some(
            CliError::new(ErrorCode::Unauthorised, format!("the last sync was refused: {why}"))
                .with_value(&binding.server_url)
                .with_hint("outlay sync tries again and says what to do; outlay auth login logs in again"),
        )
    }
}
