//! `outlay auth`: the arguments, and where passwords come from.

mod devices;
mod login;

use std::io::{BufRead as _, Read as _};

use clap::{Args, Subcommand};
use serde_json::json;
use uuid::Uuid;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::sync::told;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode, exit};
use crate::cli::failure::{self, shell_word};
use crate::cli::session::{self, PASSWORD_VARIABLE, Tokens};
use crate::cli::{prompt, variable};
use crate::protocol::accounts::Secret;
use crate::protocol::limits::{PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN};
use crate::protocol::problem::ProblemCode;
use crate::store::sync::runs::Binding;
use crate::sync::http::HttpRemote;
use crate::sync::remote::RemoteError;

/// Log in to a sync server, and look after the devices of the account
///
/// Everything else works without a server. A password is asked for at a terminal, unseen; scripts give it with
/// --password-stdin or in the environment.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct AuthArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: AuthCommand,
}

/// What to do with the account.
#[derive(Debug, Clone, Subcommand)]
pub enum AuthCommand {
    /// Make this database a device of an account, and join its ledgers to the account's
    Login(login::LoginArgs),
    /// Take this device's token back; what was entered stays, and waits for the next login
    #[command(
        after_help = "With --format json it prints {server, account, device, revoked, pending, warnings}. Exit 4 where the \
server could not be told: the device is then still listed there."
    )]
    Logout,
    /// List the devices of the account
    #[command(after_help = "With --format json it prints {devices, count, warnings}.")]
    Devices,
    /// Take a device's token back: it can send and fetch nothing more
    #[command(after_help = "\
With --format json it prints {id, name, revoked, warnings}. Exit 3 where there is no such device, or more than one.")]
    Revoke {
        /// Which device: its name, its id, or 8 characters of it
        #[arg(value_name = "DEVICE")]
        device: String,
    },
    /// Change the account's password
    #[command(after_help = "\
With --password-stdin the first line is the password until now, the second the new one. OUTLAY_PASSWORD stands for the \
password until now alone: the new one is asked for at a terminal.

Examples:
  outlay auth passwd
  printf '%s\\n' \"$OLD\" \"$NEW\" | outlay auth passwd --password-stdin

With --format json it prints {account, changed, warnings}. Exit 6 where the server does not take the password until now.")]
    Passwd {
        /// Read two lines from standard input: the password until now, then the new one
        #[arg(long)]
        password_stdin: bool,
    },
}

/// How both passwords of a change are given where nobody can be asked.
const TWO_LINES: &str = "outlay auth passwd --password-stdin reads two lines: the password until now, then the new one; \
                         OUTLAY_PASSWORD stands for the first alone";

/// Runs `outlay auth`.
///
/// # Errors
///
/// `unauthorised` (exit 6) where the server refuses, `offline` (exit 5) where it does not answer; those of the store.
pub fn run(args: &AuthArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("auth", &[Format::Table, Format::Json])?;
    match &args.command {
        AuthCommand::Login(args) => login::run(args, ctx),
        AuthCommand::Logout => logout(ctx),
        AuthCommand::Devices => devices::list(ctx),
        AuthCommand::Revoke { device } => devices::revoke(ctx, device),
        AuthCommand::Passwd { password_stdin } => passwd(ctx, *password_stdin),
    }
}

/// The server that this database belongs to.
fn bound(ctx: &Context) -> Result<Binding, CliError> {
    ctx.open_to_read()?.binding()?.ok_or_else(session::never_logged_in)
}

fn logout(ctx: &mut Context) -> Result<Outcome, CliError> {
    let store = ctx.open_to_read()?;
    let binding = store.binding()?.ok_or_else(session::never_logged_in)?;
    let counts = store.queue_counts(None)?;
    let pending = counts.pending + counts.in_flight;
    drop(store);
    let mut remote = session::connect(ctx, &binding)?;
    let url = session::server_url(ctx, &binding);
    let (revoked, outcome) = if session::given_token().is_some() {
        revoke_given(&mut remote, &binding).map_err(|error| match error {
            Given::Another(device) => another_device(&binding, device),
            Given::Remote(error) => failure::of_server(error, &url),
        })?;
        (true, Outcome::Done)
    } else {
        let ended = remote.logout();
        (
            ended.is_ok(),
            ended.map_or_else(|error| not_revoked(ctx, &binding, &url, &error), |()| Outcome::Done),
        )
    };
    Tokens::of(ctx)?.remove(binding.device)?;
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({
            "server": binding.server_url,
            "account": binding.email,
            "device": binding.device_name,
            "revoked": revoked,
            "pending": pending,
        }))?;
        return Ok(outcome);
    }
    let mut lines = vec![format!("logged out of {} as {}", binding.server_url, binding.email)];
    if pending > 0 {
        lines.push(format!("{} for the next login (outlay auth login)", told::waiting(pending)));
    }
    if counts.failed > 0 {
        lines.push(told::refused_operations(counts.failed));
    }
    ctx.print_lines(&lines)?;
    Ok(outcome)
}

/// Why the token of the environment was not revoked; nothing was changed then.
enum Given {
    /// It is the one of another device.
    Another(Uuid),
    /// The server did not do it.
    Remote(RemoteError),
}

/// Revokes this database's device with the token of the environment, if it is the one of that device.
fn revoke_given(remote: &mut HttpRemote, binding: &Binding) -> Result<(), Given> {
    let device = remote.device().map_err(Given::Remote)?;
    if device != binding.device {
        return Err(Given::Another(device));
    }
    remote.logout().map_err(Given::Remote)
}

/// The error where the environment holds the token of another device than this database is.
fn another_device(binding: &Binding, device: Uuid) -> CliError {
    CliError::new(
        ErrorCode::Unauthorised,
        format!(
            "OUTLAY_TOKEN is the token of another device ({device}) than this database is (`{}`); nothing was changed",
            binding.device_name
        ),
    )
    .with_value(device.to_string())
    .with_hint(format!(
        "unset OUTLAY_TOKEN and outlay auth logout logs `{}` out; outlay auth revoke {device} ends the other one",
        binding.device_name
    ))
}

/// Says that this device is logged out here, but perhaps not at its server; which is for a person to do, unless the server
/// knows it no more.
fn not_revoked(ctx: &mut Context, binding: &Binding, url: &str, error: &RemoteError) -> Outcome {
    let (name, device) = (&binding.device_name, binding.device);
    if matches!(error, RemoteError::Unauthorised { .. }) {
        ctx.talk.warn("not_revoked", format!("{error}: it was revoked before, or its account was removed"));
        return Outcome::Done;
    }
    ctx.talk.attention(
        "not_revoked",
        format!(
            "{error}; the token of `{name}` is forgotten here, but as far as is known the device is still listed at {url}: \
             outlay auth revoke {device} on another device of the account ends it there"
        ),
    );
    Outcome::NeedsAttention
}

fn passwd(ctx: &mut Context, from_stdin: bool) -> Result<Outcome, CliError> {
    let binding = bound(ctx)?;
    let (current, new) = if from_stdin {
        let mut lines = secret_lines(2)?.into_iter();
        match (lines.next(), lines.next()) {
            (Some(current), Some(new)) => (current, new),
            _ => {
                return Err(CliError::usage("standard input has not two lines").with_hint(TWO_LINES));
            }
        }
    } else {
        let question = format!("Password of {} until now", binding.email);
        let current = match password_variable() {
            Some(password) => password,
            None => prompt::password(ctx, &question, false).map_err(not_asked)?,
        };
        (current, prompt::password(ctx, "New password", true).map_err(not_asked)?)
    };
    check_new(&new)?;
    let url = session::server_url(ctx, &binding);
    session::connect(ctx, &binding)?.password(&current, &new).map_err(|error| match error {
        RemoteError::Refused { code: ProblemCode::BadCredentials, .. } => {
            wrong_password("passwd", &url, &binding.email, from_stdin)
        }
        other => failure::of_server(other, &url),
    })?;
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"account": binding.email, "changed": true}))?;
    } else {
        ctx.print_lines(&[format!("the password of {} is changed; devices stay logged in", binding.email)])?;
    }
    Ok(Outcome::Done)
}

/// Checks a new password before it is sent.
fn check_new(password: &Secret) -> Result<(), CliError> {
    if password.expose().chars().count() < PASSWORD_CHARS_MIN {
        return Err(CliError::usage(format!(
            "the new password has fewer than {PASSWORD_CHARS_MIN} characters"
        )));
    }
    if password.expose().len() > PASSWORD_BYTES_MAX {
        return Err(CliError::usage(format!("the new password has more than {PASSWORD_BYTES_MAX} bytes")));
    }
    Ok(())
}

/// A password of an account: from standard input, the environment, or the person at the terminal, who types a new one
/// twice. That a new one is the environment's is told.
///
/// # Errors
///
/// `usage` where there is none.
pub fn given_password(
    ctx: &Context,
    email: &str,
    from_stdin: bool,
    is_new: bool,
) -> Result<Secret, CliError> {
    let Some(password) = password_variable().filter(|_| !from_stdin) else {
        return typed_password(ctx, email, from_stdin, is_new);
    };
    if is_new {
        ctx.talk.notice(&format!("the password of {} is the one in {PASSWORD_VARIABLE}", email.trim()));
    }
    Ok(password)
}

/// A password of an account that the environment has no say in: from standard input, or the person at the terminal.
///
/// # Errors
///
/// `usage` where there is none.
pub fn typed_password(
    ctx: &Context,
    email: &str,
    from_stdin: bool,
    is_new: bool,
) -> Result<Secret, CliError> {
    if from_stdin {
        return secret_lines(1)?.pop().ok_or_else(|| {
            CliError::usage("standard input has no password")
                .with_hint("the first line is the password: add --password-stdin < file")
        });
    }
    prompt::password(ctx, &format!("Password of {email}"), is_new)
}

/// The error where the two passwords of a change cannot be asked for: one variable does not hold both.
fn not_asked(error: CliError) -> CliError {
    if error.exit == exit::USAGE { error.with_hint(TWO_LINES) } else { error }
}

/// The error of a password that the server at `url` does not take: what it was tried for, and where it came from.
fn wrong_password(command: &str, url: &str, email: &str, from_stdin: bool) -> CliError {
    let is_of_variable = !from_stdin && password_variable().is_some();
    let (from, again) = if is_of_variable {
        ("; it came from OUTLAY_PASSWORD", "unset OUTLAY_PASSWORD, and")
    } else {
        ("", "the next")
    };
    CliError::new(
        ErrorCode::Unauthorised,
        format!("{url} does not let `{email}` in: the address or the password is wrong{from}"),
    )
    .with_value(email)
    .with_hint(format!(
        "{again} outlay auth {command} asks for it; whoever runs the server sets a new one with outlay serve user passwd {}",
        shell_word(email)
    ))
}

fn password_variable() -> Option<Secret> {
    variable(PASSWORD_VARIABLE).and_then(|value| value.into_string().ok()).map(Secret::new)
}

/// The first lines of standard input that are not empty, without their ends; no more of it is read than passwords can
/// have.
fn secret_lines(most: usize) -> Result<Vec<Secret>, CliError> {
    let unreadable = |error: &std::io::Error| {
        CliError::bad_file(format!("cannot read a password from standard input: {error}"))
    };
    let limit = u64::try_from(most * (PASSWORD_BYTES_MAX + 2)).unwrap_or(u64::MAX);
    let mut input = std::io::stdin().lock().take(limit);
    let mut lines = Vec::new();
    while lines.len() < most {
        let mut line = String::new();
        if input.read_line(&mut line).map_err(|error| unreadable(&error))? == 0 {
            break;
        }
        let end = line.trim_end_matches(['\n', '\r']).len();
        line.truncate(end);
        if line.is_empty() {
            break;
        }
        lines.push(Secret::new(line));
    }
    Ok(lines)
}
