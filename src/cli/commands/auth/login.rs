//! `outlay auth login`: a device of an account, and the account's ledgers.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{given_password, wrong_password};
use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::config::keys::Key;
use crate::cli::config::settings::Source;
use crate::cli::context::Context;
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::failure;
use crate::cli::prompt;
use crate::cli::session::{self, Session, TOKEN_VARIABLE, Tokens};
use crate::cli::sync_lock::{PATIENCE, SyncLock};
use crate::cli::variable;
use crate::protocol::accounts::LoginAnswer;
use crate::protocol::limits::NAME_BYTES_MAX;
use crate::protocol::problem::ProblemCode;
use crate::store::sync::runs::Binding;
use crate::sync::adopt::{self, Adoption, Way};
use crate::sync::http::{Access, Http, HttpRemote, ServerAddress, expiry};
use crate::sync::remote::{Remote as _, RemoteError};

/// The arguments.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Ledgers of this database are joined to the account's: rows keep their ids, nothing is lost on either side, and what both \
imported from one statement meets. --dry-run shows what would be done. A copy of a database that is logged in becomes a \
device of its own, and the database it was copied from stays logged in.

Examples:
  outlay auth login https://sync.example.org --email ana@example.org
  outlay auth login --dry-run
  outlay auth login localhost:8484 --email ana@example.org --password-stdin < password.txt

With --format json it prints {dry_run, server, server_id, account, account_id, device, device_id, ledgers, warnings}. Exit \
5 where the server does not answer, 6 where it refuses, or where this database belongs to another server.")]
pub struct LoginArgs {
    /// The server's address [default: that of the environment, the configuration, the last login]
    #[arg(value_name = "SERVER")]
    pub server: Option<String>,
    /// The account's e-mail address
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// Read the password from standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// What to call this device [default: its name until now, else the host's]
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// Show what would become of each ledger, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Leave the server that this database belongs to, with everything entered here
    #[arg(long)]
    pub new_server: bool,
}

/// Where the name of this host is found, where no variable has it (Linux, proc(5)).
const HOST_NAME_FILE: &str = "/proc/sys/kernel/hostname";

/// Logs in.
pub(super) fn run(args: &LoginArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let before = ctx.open_to_read()?.binding()?;
    let http = Http::new(session::address(&server(args, ctx, before.as_ref())?)?, ctx.clock);
    let email = match (&args.email, &before) {
        (Some(email), _) => email.clone(),
        (None, Some(binding)) => binding.email.clone(),
        (None, None) => prompt::text(ctx, "E-mail address of the account", "--email", None)?,
    };
    let original = original(ctx, before.as_ref())?;
    let until_now = before.as_ref().map(|binding| match &original {
        Some(_) => format!("{}-copy", binding.device_name),
        None => binding.device_name.clone(),
    });
    let name = device_name(args.device.as_deref().or(until_now.as_deref()))?;
    // Asked for before the database is opened to write, and nothing is open while the server answers (invariant I5).
    let password = given_password(ctx, &email, args.password_stdin, false)?;
    let replaces = before.as_ref().filter(|_| original.is_none()).map(|before| before.device);
    let answer = http.login(&email, &password, &name, replaces).map_err(|error| match error {
        RemoteError::Refused { code: ProblemCode::BadCredentials, .. } => {
            wrong_password("login", http.address().as_str(), &email, args.password_stdin)
        }
        other => unanswered(other, http.address()),
    })?;
    drop(password);
    let login = Login { http, answer, asked: name, original };
    let done = if let Err(error) = login.check(before.as_ref(), args.new_server) {
        Err(error)
    } else if args.dry_run {
        login.plan(ctx)
    } else {
        return login.join(ctx, before.as_ref());
    };
    // The device that was made to look is taken back; where that fails it stands in the list of devices, unused.
    drop(login.remote(ctx).logout());
    let ledgers = done?;
    login.tell(ctx, true, &ledgers)
}

/// The error of a login: where nothing answers, the address is what is most often wrong.
fn unanswered(error: RemoteError, address: &ServerAddress) -> CliError {
    let error = match error {
        // Every outlay server knows this route.
        RemoteError::Refused { code: ProblemCode::NotFound, detail } => {
            RemoteError::something_else(&format!("status 404, {detail}"))
        }
        other => other,
    };
    let is_unreachable = matches!(error, RemoteError::Offline { .. });
    let error = failure::of_server(error, address.as_str());
    if !is_unreachable {
        return error;
    }
    let plain = address.as_str().strip_prefix("https://");
    let hint = match plain {
        Some(rest) if address.is_loopback() => {
            format!(
                "is it `http://{rest}`? outlay serve speaks no https by itself, only a proxy before it does"
            )
        }
        Some(_) => {
            "look at the address and its port: https is what the proxy before the server speaks, not outlay \
                    serve by itself"
                .to_owned()
        }
        None => "look at the address and its port, and whether outlay serve runs there".to_owned(),
    };
    error.with_value(address.as_str()).with_hint(hint)
}

/// The address to log in at.
fn server(args: &LoginArgs, ctx: &Context, before: Option<&Binding>) -> Result<String, CliError> {
    match args.server.clone().or_else(|| session::usual_server(ctx, before)) {
        Some(server) => Ok(server),
        None => prompt::text(ctx, "Address of the server", "SERVER", None),
    }
}

/// The database whose device this one is until now, where this is a copy of it.
fn original(ctx: &mut Context, before: Option<&Binding>) -> Result<Option<PathBuf>, CliError> {
    let Some(before) = before else { return Ok(None) };
    let session = Tokens::of(ctx)?.find(before.device)?;
    Ok(session.and_then(|session| session.original(&ctx.paths.database, ctx)))
}

/// What to call this device: as told, else as the host is called.
fn device_name(told: Option<&str>) -> Result<String, CliError> {
    let name = match told {
        Some(name) => name.trim().to_owned(),
        None => std::fs::read_to_string(HOST_NAME_FILE)
            .ok()
            .or_else(|| variable("HOSTNAME").and_then(|name| name.into_string().ok()))
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "outlay".to_owned()),
    };
    if name.is_empty() || name.len() > NAME_BYTES_MAX || name.chars().any(crate::model::text::is_hostile) {
        return Err(CliError::usage(format!(
            "`{name}` cannot be a device's name: it has 1 to {NAME_BYTES_MAX} bytes and no controls"
        ))
        .with_value(name)
        .with_hint("outlay auth login --device NAME"));
    }
    Ok(name)
}

/// A login that the server has taken.
struct Login {
    http: Http,
    answer: LoginAnswer,
    /// What the device was to be called.
    asked: String,
    /// The database that this one is a copy of, if its device is that one's.
    original: Option<PathBuf>,
}

impl Login {
    /// Refuses to join a database to a second server or account.
    fn check(&self, before: Option<&Binding>, new_server: bool) -> Result<(), CliError> {
        let Some(before) = before.filter(|_| !new_server) else { return Ok(()) };
        if before.server != self.answer.server {
            let address = self.http.address();
            let message = if before.server_url == address.as_str() {
                format!(
                    "the server at {address} is another one than this database belongs to: it was set up anew"
                )
            } else {
                format!(
                    "this database belongs to the server at {}, and {address} is another one",
                    before.server_url
                )
            };
            return Err(CliError::new(ErrorCode::WrongServer, message)
            .with_value(self.http.address().as_str())
            .with_hint(
                "outlay auth login --new-server leaves the old one and takes everything along; --db PATH starts another database",
            ));
        }
        if before.account != self.answer.account {
            let (old, new) = (&before.email, &self.answer.email);
            let message = if old.eq_ignore_ascii_case(new) {
                format!(
                    "the account {new} at {} was set up anew: it is not the one that this database belongs to",
                    self.http.address()
                )
            } else {
                format!("this database belongs to {old}, and {new} is another account")
            };
            return Err(CliError::new(ErrorCode::WrongServer, message).with_value(new).with_hint(
                "outlay auth login --new-server leaves the old account and takes everything along; --db PATH starts another database",
            ));
        }
        Ok(())
    }

    /// The server as the new device sees it.
    fn remote(&self, ctx: &Context) -> HttpRemote {
        let token = self.answer.device_token.clone();
        let identity = session::identity(&self.binding(), token, Some(self.access(ctx)));
        HttpRemote::new(self.http.clone(), identity, Box::new(|_| {}))
    }

    fn access(&self, ctx: &Context) -> Access {
        Access {
            token: self.answer.access.token.clone(),
            expires_at: expiry(self.answer.access.expires_in, &ctx.clock),
        }
    }

    fn plan(&self, ctx: &Context) -> Result<Vec<Adoption>, CliError> {
        let ledgers = self.remote(ctx).ledgers()?;
        Ok(adopt::plan(&ctx.open_to_read()?, &ledgers)?)
    }

    /// Keeps the device and joins the ledgers.
    fn join(&self, ctx: &mut Context, before: Option<&Binding>) -> Result<Outcome, CliError> {
        // Another binding is another history: a sync must not take an answer of the old one into it.
        let lock = SyncLock::wait(&ctx.paths.state_dir, &ctx.paths.database, PATIENCE);
        let kept = lock.and_then(|lock| self.keep(ctx).map(|()| lock));
        let _lock = match kept {
            Ok(lock) => lock,
            Err(error) => {
                drop(self.remote(ctx).logout());
                return Err(error);
            }
        };
        if let Some(before) = before {
            self.leave(ctx, before);
        }
        self.warn_of_override(ctx);
        let mut store = ctx.open_to_write()?;
        let adopted = adopt::adopt(&mut store, &mut self.remote(ctx), ctx.now()).map_err(|error| {
            let error = CliError::from(error);
            let hint = "outlay sync goes on where this stopped";
            CliError { message: format!("logged in, but {}", error.message), ..error }.with_hint(hint)
        })?;
        store.close()?;
        self.tell(ctx, false, &adopted)
    }

    /// Writes down who this device is: the token first, for a database that is bound and has none could not sync.
    fn keep(&self, ctx: &mut Context) -> Result<(), CliError> {
        let mut store = ctx.open_to_write()?;
        let access = self.access(ctx);
        let tokens = Tokens::of(ctx)?;
        tokens.put(Session {
            server_url: self.http.address().to_string(),
            server: self.answer.server,
            account: self.answer.account,
            email: self.answer.email.clone(),
            device: self.answer.device,
            device_token: self.answer.device_token.clone(),
            access_token: Some(access.token),
            access_expires_at: Some(access.expires_at),
            database: session::resolved(&ctx.paths.database),
        })?;
        let bound = store.bind(&self.binding());
        if bound.is_err() {
            // The error that counts is that of the database.
            drop(tokens.remove(self.answer.device));
        }
        store.close()?;
        Ok(bound?)
    }

    fn binding(&self) -> Binding {
        Binding {
            server: self.answer.server,
            server_url: self.http.address().to_string(),
            account: self.answer.account,
            email: self.answer.email.clone(),
            device: self.answer.device,
            device_name: self.name().to_owned(),
        }
    }

    /// What the device is called.
    fn name(&self) -> &str {
        self.answer.device_name.as_deref().unwrap_or(&self.asked)
    }

    /// Leaves the device that this database was until now to the database that it is copied from, or takes it back.
    fn leave(&self, ctx: &mut Context, before: &Binding) {
        match &self.original {
            Some(original) => ctx.talk.warn(
                "copy",
                format!(
                    "this database is a copy of {}, which stays `{}`; this one is a device of its own now",
                    original.display(),
                    before.device_name
                ),
            ),
            None => Self::take_back(ctx, before),
        }
    }

    /// Takes back the device that this database was until now, as well as that can be done: its token may be gone, its
    /// server too.
    fn take_back(ctx: &mut Context, before: &Binding) {
        let Ok(tokens) = Tokens::of(ctx) else { return };
        let Ok(Some(old)) = tokens.find(before.device) else { return };
        if let Ok(address) = session::address(&old.server_url) {
            let identity = session::identity(before, old.device_token.clone(), None);
            drop(HttpRemote::new(Http::new(address, ctx.clock), identity, Box::new(|_| {})).logout());
        }
        drop(tokens.remove(before.device));
    }

    /// Says so where a variable sends every later command elsewhere, or as somebody else.
    fn warn_of_override(&self, ctx: &mut Context) {
        if session::given_token().is_some_and(|token| token != self.answer.device_token) {
            ctx.talk.warn(
                "overridden",
                format!(
                    "{TOKEN_VARIABLE} is set, which wins over this login wherever it is set: unset {TOKEN_VARIABLE} to \
                     use this one"
                ),
            );
        }
        let (Some(told), Source::Env) = ctx.settings.get(Key::Server) else { return };
        if told != self.http.address().as_str() {
            let told = told.to_owned();
            ctx.talk.warn(
                "overridden",
                format!("OUTLAY_SERVER is set to {told}, which wins over {}", self.http.address()),
            );
        }
    }

    fn tell(&self, ctx: &mut Context, dry_run: bool, ledgers: &[Adoption]) -> Result<Outcome, CliError> {
        if self.name() != self.asked {
            ctx.talk.warn(
                "device_name",
                format!(
                    "the account has another device `{}`, so this one is `{}`; --device NAME gives it a name of its own",
                    self.asked,
                    self.name()
                ),
            );
        }
        if ctx.format() == Format::Json {
            let ledgers: Vec<Value> = ledgers.iter().map(adoption_json).collect();
            ctx.print_json(&json!({
                "dry_run": dry_run,
                "server": self.http.address().as_str(),
                "server_id": self.answer.server,
                "account": self.answer.email,
                "account_id": self.answer.account,
                "device": self.name(),
                "device_id": if dry_run { Value::Null } else { json!(self.answer.device) },
                "ledgers": ledgers,
            }))?;
            return Ok(Outcome::Done);
        }
        let verb = if dry_run { "would log in" } else { "logged in" };
        let mut lines = vec![format!(
            "{verb} to {} as {}; this device is `{}`",
            self.http.address(),
            self.answer.email,
            self.name()
        )];
        lines.extend(ledgers.iter().map(adoption_line));
        ctx.print_lines(&lines)?;
        if !dry_run {
            ctx.talk.hint("outlay sync sends what is here and fetches what is there");
        }
        Ok(Outcome::Done)
    }
}

/// What becomes of a ledger, in a sentence.
fn adoption_line(adoption: &Adoption) -> String {
    let Adoption { ledger, local_expenses: here, server_expenses: there, .. } = adoption;
    match adoption.way {
        Way::Adopt => format!("`{ledger}` becomes the account's, with {}", expenses(*here)),
        Way::Merge => format!("`{ledger}` is joined: {} here, {there} on the server", expenses(*here)),
        Way::Join => format!("`{ledger}` comes from the server, with {}", expenses(*there)),
        Way::Keep => format!("`{ledger}` is on the server already"),
    }
}

fn expenses(count: u64) -> String {
    format!("{count} {}", if count == 1 { "expense" } else { "expenses" })
}

fn adoption_json(adoption: &Adoption) -> Value {
    json!({
        "ledger": adoption.ledger,
        "action": adoption.way.as_str(),
        "local_expenses": adoption.local_expenses,
        "server_expenses": adoption.server_expenses,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_a_name_that_can_be_shown() {
        assert_eq!(device_name(Some(" laptop ")).as_deref(), Ok("laptop"));
        assert!(!device_name(None).unwrap().is_empty());
        for bad in ["", " ", "a\u{1b}[2J", "a\nb", &"x".repeat(NAME_BYTES_MAX + 1)] {
            assert_eq!(device_name(Some(bad)).unwrap_err().exit, 2, "{bad:?}");
        }
        assert!(device_name(Some(&"x".repeat(NAME_BYTES_MAX))).is_ok());
    }
}
