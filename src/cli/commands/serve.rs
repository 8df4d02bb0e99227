//! `outlay serve`: the arguments, the log, and the way to the server.

mod backup;
mod claim;
mod user;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode, reason};
use crate::cli::failure::shell_word;
use crate::protocol::problem::ProblemCode;
use crate::server::http::{Options, RunError};
use crate::server::service::{Service, ServiceError};
use crate::server::storage::StorageError;
use crate::server::storage::sqlite::Sqlite;

/// Run the sync server, or manage its users
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  outlay serve
  outlay serve --listen 127.0.0.1:0 --database /var/lib/outlay/server.db
  outlay serve user add ana@example.org
  outlay serve backup server-copy.db

It speaks plain HTTP and listens on this machine only: a proxy that does TLS must stand before it. The address is said on \
stderr once it listens; after that each line there is a JSON object. GET /healthz answers 200 while it runs, and GET /readyz \
while its database answers too. SIGTERM and SIGINT let what runs finish, then it \
exits 0. A database is served by one process at a time: a second one exits 5. After a crash the database is looked through \
first, and a damaged one is refused. Where there is no database one is made, and \
its path is said. --db, which names a database of your own, is refused.")]
pub struct ServeArgs {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub command: Option<ServeCommand>,
    /// The server's database instead of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub database: Option<PathBuf>,
    /// How to serve.
    #[command(flatten)]
    pub options: ServeOptions,
}

/// What to do instead of serving.
#[derive(Debug, Clone, Subcommand)]
pub enum ServeCommand {
    /// Add, list and remove users, and set their passwords
    User(user::UserArgs),
    /// Copy the server's database to a file, also while a server runs on it
    Backup(backup::BackupArgs),
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8484", value_parser = listen_address)]
    pub listen: SocketAddr,
    /// Listen on other addresses than this machine's own, without TLS; a proxy that does TLS must stand before it
    #[arg(long)]
    pub insecure: bool,
    /// How much to log
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    pub log_level: LogLevel,
    /// Connections at once [default: 512]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_connections: Option<u32>,
    /// Bytes of a body as it is sent [default: 4194304]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_body: Option<u32>,
    /// Bytes of a body after decompression [default: 16777216]
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_decompressed: Option<u32>,
    /// Seconds that a request may take [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub request_seconds: Option<u32>,
    /// Seconds in which a body must arrive [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub body_seconds: Option<u32>,
    /// Seconds that a connection may carry no request, its header included [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub idle_seconds: Option<u32>,
    /// Seconds that requests have to finish when the server stops [default: 30]
    #[arg(long, value_name = "SECONDS")]
    pub shutdown_seconds: Option<u32>,
}

/// How much to log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// What failed.
    Error,
    /// What should be looked at, too.
    Warn,
    /// A line for each request, too.
    Info,
    /// More.
    Debug,
}

/// Reads where to listen. A host's name is not looked up: it may have several addresses, not all of them meant.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "write an IP address and a port, as in 127.0.0.1:8484".to_owned())
}

impl ServeOptions {
    fn limits(&self) -> Options {
        let mut options = Options::default();
        let count = |value: Option<u32>, usual: usize| {
            value.map_or(usual, |value| usize::try_from(value).unwrap_or(usize::MAX))
        };
        let time = |value: Option<u32>, usual: Duration| {
            value.map_or(usual, |value| Duration::from_secs(value.into()))
        };
        options.connections = count(self.max_connections, options.connections);
        options.request_bytes = count(self.max_body, options.request_bytes);
        options.decompressed_bytes = count(self.max_decompressed, options.decompressed_bytes);
        options.request_time = time(self.request_seconds, options.request_time);
        options.body_time = time(self.body_seconds, options.body_time);
        options.idle_time = time(self.idle_seconds, options.idle_time);
        options.shutdown_time = time(self.shutdown_seconds, options.shutdown_time);
        options
    }
}

/// Serves, or manages users.
///
/// # Errors
///
/// `usage` for `--db` and for an address that is not this machine's own; `database_busy` where another server serves the
/// file; those of the server and its storage.
pub fn run(args: &ServeArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    refuse_own_database(args, ctx)?;
    match &args.command {
        Some(ServeCommand::User(user)) => return user::run(user, args.database.as_deref(), ctx),
        Some(ServeCommand::Backup(backup)) => return backup::run(backup, args.database.as_deref(), ctx),
        None => {}
    }
    let options = &args.options;
    if !options.listen.ip().is_loopback() && !options.insecure {
        return Err(CliError::usage(format!(
            "{} can be reached from other machines, and this server speaks plain HTTP",
            options.listen
        ))
        .with_value(options.listen.to_string())
        .with_hint("put a proxy with TLS before 127.0.0.1, or give --insecure"));
    }
    let path = args.database.as_ref().unwrap_or(&ctx.paths.server_database).clone();
    let bind = || crate::server::http::bind(options.listen).map_err(stopped);
    // An address that is taken is found before a database is made; of two servers on one the second hears of the first.
    let early = if path.exists() { None } else { Some(bind()?) };
    let has_log = has_log(&path);
    let opened = open(ctx, Some(&path));
    let (service, _claim) =
        opened.and_then(|service| Ok((service, claim::Claim::take(&path)?))).map_err(|error| {
            if has_log && error.code == ErrorCode::BadFile { under_a_log(error) } else { error }
        })?;
    if has_log {
        look_through(&path)?;
    }
    let listener = match early {
        Some(listener) => listener,
        None => bind()?,
    };
    start_log(options.log_level);
    crate::server::http::run(service, listener, options.limits(), ctx.clock, |address| {
        // Scripts wait for it, also with -q; if nobody listens, nobody is told.
        let _ = writeln!(std::io::stderr().lock(), "listening on http://{address}");
    })
    .map_err(stopped)?;
    Ok(Outcome::Done)
}

/// Why the server does not run, as an operator meets it.
fn stopped(error: RunError) -> CliError {
    match error {
        RunError::Listen { address, source } => {
            CliError::new(ErrorCode::BadFile, format!("cannot listen on {address}: {}", reason(&source)))
                .with_value(address.to_string())
                .with_hint(
                    "outlay serve --listen 127.0.0.1:0 takes a free port; another server may be running",
                )
        }
        RunError::System(source) => CliError::internal(source.to_string()),
        RunError::Service(error) => failure(error),
    }
}

/// Whether the log of a server that did not end properly lies beside a database: SQLite takes it for the log of whatever file
/// lies there now, also of a copy that was put back since.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(PathBuf::from(log)).is_ok_and(|log| log.len() > 0)
}

/// Refuses a database that is damaged.
fn look_through(path: &Path) -> Result<(), CliError> {
    let problems = Sqlite::problems(path).map_err(|error| storage_failure(&error, path))?;
    let Some(problem) = problems.first() else { return Ok(()) };
    let shown = path.display();
    let message = format!("the server's database `{shown}` is damaged: {problem}");
    Err(under_a_log(CliError::new(ErrorCode::DatabaseDamaged, message).with_value(shown.to_string())))
}

/// The way out of damage that the log of a crash may have done to a copy that was put under it.
fn under_a_log(error: CliError) -> CliError {
    error.with_hint(
        "where a copy was put back after a crash, remove the files that end with -wal and -shm beside the database, and put \
         the copy there again; outlay serve backup makes such copies",
    )
}

/// `--db` names a person's own database; whoever types it here means the server's, and would get another one.
fn refuse_own_database(args: &ServeArgs, ctx: &Context) -> Result<(), CliError> {
    let Some(typed) = &ctx.global.db else { return Ok(()) };
    let shown = typed.display().to_string();
    let command = match args.command {
        Some(ServeCommand::User(_)) => "serve user …",
        Some(ServeCommand::Backup(_)) => "serve backup …",
        None => "serve",
    };
    Err(CliError::usage(format!("--db {shown} names a database of your own, which a server does not use"))
        .with_hint(format!("outlay {command} --database {} names the server's", shell_word(&shown)))
        .with_value(shown))
}

/// Where the server's database lies, which must be there.
fn existing(ctx: &Context, path: Option<&Path>) -> Result<PathBuf, CliError> {
    let path = path.unwrap_or(&ctx.paths.server_database);
    if !path.exists() {
        let shown = path.display().to_string();
        return Err(CliError::not_found(format!("there is no server's database `{shown}`"))
            .with_hint(
                "name the right one with --database; outlay serve, or outlay serve user add EMAIL, makes a new one",
            )
            .with_value(shown));
    }
    Ok(path.to_owned())
}

/// The service on the server's database, which is made if there is none. That one was made is said: a path that was mistyped
/// would pass for the right one otherwise.
fn open(ctx: &mut Context, path: Option<&Path>) -> Result<Service, CliError> {
    let path = path.unwrap_or(&ctx.paths.server_database).to_owned();
    let is_new = !path.exists();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        crate::store::open::create_folder(folder)?;
    }
    let storage = Sqlite::open(&path).map_err(|error| storage_failure(&error, &path))?;
    let service = Service::new(Arc::new(storage)).map_err(failure)?;
    if is_new {
        let told = format!("made a new server's database: {}", path.display());
        if ctx.format() == Format::Json {
            ctx.talk.warn("new_database", told);
        } else {
            ctx.talk.notice(&told);
        }
    }
    Ok(service)
}

fn storage_failure(error: &StorageError, path: &Path) -> CliError {
    let code = if matches!(error, StorageError::Busy) { ErrorCode::DatabaseBusy } else { ErrorCode::BadFile };
    let shown = path.display();
    CliError::new(code, format!("the server's database `{shown}` cannot be opened: {error}"))
        .with_value(shown.to_string())
        .with_hint("name another file with --database")
}

/// What the service refuses, as an operator meets it.
fn failure(error: ServiceError) -> CliError {
    match error.code {
        ProblemCode::NotFound => {
            CliError::not_found(error.detail).with_hint("outlay serve user list shows them")
        }
        ProblemCode::Unprocessable => CliError::usage(error.detail),
        ProblemCode::Unavailable => CliError::new(ErrorCode::DatabaseBusy, error.detail),
        _ => CliError::bad_file(error.detail),
    }
}

/// Sends the server's own events to stderr as JSON, and no other library's: those may hold headers.
fn start_log(level: LogLevel) {
    let level = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(std::io::stderr);
    // One that is there already, in a test, stays.
    let _ = tracing_subscriber::registry()
        .with(lines)
        .with(Targets::new().with_target("outlay", level))
        .try_init();
    // A request that panics is answered with 500; it must not end the process as a command's panic does.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a bug in outlay");
    }));
}
