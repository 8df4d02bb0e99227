//! `outlay status --check`: whether all is well, as an exit status.

use super::{State, StatusArgs};
use crate::cli::age;
use crate::cli::commands::Outcome;
use crate::cli::commands::sync::told;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::session::{self, Tokens};
use crate::cli::view::moment_to_the_second;
use crate::store::Store;
use crate::store::maintenance::SyncRun;
use crate::store::sync::runs::Binding;
use crate::sync::report::SyncStatus;

/// How a run ended that the server refused.
const REFUSED: &str = SyncStatus::Refused.as_str();

/// Runs looked at for the last that has ended: others may be under way, or were broken off.
const OBSTACLE_RUNS_MAX: u32 = 10;

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

    pub(super) fn refused(&self) -> Option<CliError> {
        refused(self.binding.as_ref()?, self.logged_in, &self.runs)
    }
}

/// Why no sync can succeed until somebody logs in or looks: there is no token, or the last of these runs was refused.
fn refused(binding: &Binding, logged_in: bool, runs: &[SyncRun]) -> Option<CliError> {
    if !logged_in {
        return Some(session::logged_out(&binding.server_url));
    }
    let last = runs.iter().find(|run| run.ended_at.is_some())?;
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

/// Why what waits cannot be sent, in a sentence with the way out; a token file that cannot be read is for others to tell.
///
/// # Errors
/// Those of the store.
pub fn obstacle(ctx: &Context, store: &Store) -> Result<Option<String>, CliError> {
    let Some(binding) = store.binding()? else { return Ok(None) };
    let has_token =
        || Tokens::in_folder(&ctx.paths.state_dir).find(binding.device).is_ok_and(|found| found.is_some());
    let logged_in = session::given_token().is_some() || has_token();
    let refused = refused(&binding, logged_in, &store.sync_runs(OBSTACLE_RUNS_MAX)?);
    Ok(refused.map(|error| format!("{}: {}", error.message, error.hint.unwrap_or_default())))
}
