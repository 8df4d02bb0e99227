//! `outlay serve`: the arguments, the server's life and its users.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::DateTime;
use clap::{Args, Subcommand};
use serde_json::json;

use super::auth::given_password;
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::prompt;
use crate::export::json::instant;
use crate::protocol::problem::ProblemCode;
use crate::server::accounts::Accounts;
use crate::server::http::{self, Options, RunError};
use crate::server::service::{Service, ServiceError};
use crate::server::storage::sqlite::Sqlite;
use crate::store::open::create_folder;

/// The name of the server's database in the data folder.
const DATABASE_NAME: &str = "server.db";

/// Be the server that devices synchronise with
///
/// Listens on this machine alone unless told otherwise, keeps everything in one SQLite file, writes one line of JSON for
/// each request to stderr, and stops on SIGTERM or SIGINT once running requests are done.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  outlay serve
  outlay serve --listen 127.0.0.1:9000 --database /var/lib/outlay/server.db
  outlay serve user add ana@example.org

Once it listens it says so on stderr: `listening on http://127.0.0.1:8484`.")]
pub struct ServeArgs {
    /// The address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8484")]
    pub listen: SocketAddr,
    /// The server's database; made if it is missing [default: server.db in the data folder]
    #[arg(long, value_name = "FILE", global = true)]
    pub database: Option<PathBuf>,
    /// Listen on an address that other machines reach, without TLS: only behind a proxy that adds it
    #[arg(long)]
    pub insecure: bool,
    /// How much to log: error, warn, info, debug
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    pub log_level: String,
    /// The users instead
    #[command(subcommand)]
    pub command: Option<ServeCommand>,
}

/// What else `serve` does.
#[derive(Debug, Subcommand)]
pub enum ServeCommand {
    /// Add, list and remove users
    #[command(subcommand)]
    User(UserCommand),
}

/// What is done with users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user
    #[command(after_help = "With --format json it prints {id, email, created_at}.")]
    Add {
        /// The user's e-mail address
        email: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the users
    #[command(
        after_help = "With --format json it prints {users: [{id, email, created_at, devices}], count}."
    )]
    List,
    /// Remove a user with their devices and ledgers
    #[command(after_help = "With --format json it prints {id, email}.")]
    Remove {
        /// The user's e-mail address
        email: String,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
    /// Set a user's password
    #[command(after_help = "With --format json it prints {id, email}.")]
    Passwd {
        /// The user's e-mail address
        email: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Serves, or manages the users.
///
/// # Errors
///
/// `bad_file` for a database or an address that cannot be used; those of the accounts.
pub fn run(args: &ServeArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let path = match &args.database {
        Some(path) => path.clone(),
        None => ctx.paths.database.with_file_name(DATABASE_NAME),
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_folder(folder)?;
    }
    let storage = Sqlite::open(&path).map_err(|error| {
        CliError::bad_file(format!("`{}`: {error}", path.display())).with_value(path.display().to_string())
    })?;
    let service = Service::new(Arc::new(storage))?;
    match &args.command {
        Some(ServeCommand::User(command)) => users(command, &Accounts::new(service)?, ctx),
        None => serve(args, service, ctx),
    }
}

fn serve(args: &ServeArgs, service: Service, ctx: &Context) -> Result<Outcome, CliError> {
    if !args.listen.ip().is_loopback() && !args.insecure {
        return Err(CliError::usage(format!(
            "{} can be reached from other machines, without TLS",
            args.listen
        ))
        .with_value(args.listen.to_string())
        .with_hint(
            "listen on 127.0.0.1 behind a proxy with TLS, or add --insecure where one stands before it",
        ));
    }
    http::log_to_stderr(&args.log_level).map_err(|error| {
        CliError::usage(format!("`{}` is no log level: {error}", args.log_level)).with_value(&args.log_level)
    })?;
    let listening = |address: SocketAddr| ctx.talk.notice(&format!("listening on http://{address}"));
    http::run(service, args.listen, Options::default(), ctx.clock, listening)?;
    Ok(Outcome::Done)
}

fn users(command: &UserCommand, accounts: &Accounts, ctx: &mut Context) -> Result<Outcome, CliError> {
    let is_json = ctx.format_among("serve user", &[Format::Table, Format::Json])? == Format::Json;
    let (account, done) = match command {
        UserCommand::List => return list(accounts, ctx, is_json),
        UserCommand::Add { email, password_stdin } => {
            let password = given_password(ctx, email, *password_stdin, true)?;
            (accounts.add(email, &password, ctx.now().timestamp_millis())?, "added")
        }
        UserCommand::Passwd { email, password_stdin } => {
            let account = accounts.find(email)?;
            let password = given_password(ctx, email, *password_stdin, true)?;
            accounts.set_password(account.id, &password)?;
            (account, "has a new password")
        }
        UserCommand::Remove { email, yes } => {
            let account = accounts.find(email)?;
            let question = format!("Remove {email} with all their devices and ledgers on this server?");
            if !yes {
                if !ctx.can_prompt() {
                    return Err(CliError::usage(format!("removing {email} needs to be confirmed"))
                        .with_value(email)
                        .with_hint("add -y"));
                }
                if !prompt::confirm(ctx, &question, false)? {
                    return Ok(Outcome::Done);
                }
            }
            accounts.remove(account.id)?;
            (account, "removed")
        }
    };
    if is_json {
        let made = DateTime::from_timestamp_millis(account.created_at).map(instant);
        ctx.print_json(&json!({"id": account.id, "email": account.email, "created_at": made}))?;
    } else {
        ctx.talk.notice(&format!("{} {done}", account.email));
    }
    Ok(Outcome::Done)
}

fn list(accounts: &Accounts, ctx: &mut Context, is_json: bool) -> Result<Outcome, CliError> {
    let users = accounts.list()?;
    let made = |ms| DateTime::from_timestamp_millis(ms).map(instant);
    if is_json {
        let users: Vec<_> = users
            .iter()
            .map(|(account, devices)| {
                json!({
                    "id": account.id,
                    "email": account.email,
                    "created_at": made(account.created_at),
                    "devices": devices,
                })
            })
            .collect();
        ctx.print_json(&json!({"users": users, "count": users.len()}))?;
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![Column::new("User"), Column::new("Since"), Column::new("Devices")]);
    for (account, devices) in &users {
        table.row([
            Cell::from(account.email.as_str()),
            Cell::from(made(account.created_at).unwrap_or_default()),
            Cell::from(devices.to_string()),
        ]);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}

impl From<ServiceError> for CliError {
    fn from(error: ServiceError) -> Self {
        let message = error.to_string();
        match error.code {
            ProblemCode::NotFound => Self::not_found(message).with_hint("outlay serve user list shows them"),
            ProblemCode::Unavailable => Self::new(ErrorCode::DatabaseBusy, message),
            ProblemCode::Internal => Self::bad_file(message),
            _ => Self::usage(message),
        }
    }
}

impl From<RunError> for CliError {
    fn from(error: RunError) -> Self {
        let message = error.to_string();
        match error {
            RunError::Service(error) => error.into(),
            RunError::Listen { .. } => {
                Self::bad_file(message).with_hint("choose another port with --listen 127.0.0.1:PORT")
            }
            RunError::System(_) => Self::bad_file(message),
        }
    }
}
