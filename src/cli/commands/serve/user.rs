//! `outlay serve user`: the arguments. Works beside a running server, on the same file.

use std::path::Path;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::args::Format;
use crate::cli::commands::Outcome;
use crate::cli::commands::auth::{given_password, typed_password};
use crate::cli::context::Context;
use crate::cli::error::{CliError, exit};
use crate::cli::failure::shell_word;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::output::table::{Cell, Column, Table};
use crate::cli::prompt;
use crate::cli::view::moment;
use crate::export::json::instant;
use crate::protocol::problem::ProblemCode;
use crate::server::accounts::Accounts;
use crate::server::storage::AccountRow;

/// Add, list and remove users, and set their passwords
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "\
Of these only add makes a database where there is none, and says so. Exit 3 where there is no such database, or no such user.")]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What to do with users.
#[derive(Debug, Clone, Subcommand)]
pub enum UserCommand {
    /// Add a user; asks for the password unless it is given, or in the environment
    Add {
        /// The user's address
        #[arg(value_name = "EMAIL")]
        email: String,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
    },
    /// List the users with the number of their devices
    List,
    /// Remove a user with all devices and the ledgers that the user made
    Remove {
        /// The user's address
        #[arg(value_name = "EMAIL")]
        email: String,
        /// Do not ask
        #[arg(short, long)]
        yes: bool,
    },
    /// Set a user's password, which is asked for or read from stdin; devices stay logged in, unless they are revoked
    Passwd {
        /// The user's address
        #[arg(value_name = "EMAIL")]
        email: String,
        /// Read the password from the first line of stdin
        #[arg(long)]
        password_stdin: bool,
        /// Log out all of the user's devices too
        #[arg(long)]
        revoke_devices: bool,
    },
}

/// Looks at users, or changes them.
///
/// # Errors
///
/// `not_found`, `usage`; those of the storage.
pub fn run(args: &UserArgs, database: Option<&Path>, ctx: &mut Context) -> Result<Outcome, CliError> {
    ctx.format_among("serve user", &[Format::Table, Format::Json])?;
    let makes_one = matches!(args.command, UserCommand::Add { .. });
    let path = if makes_one { None } else { Some(super::existing(ctx, database)?) };
    let service = super::open(ctx, path.as_deref().or(database))?;
    let accounts = Accounts::new(service).map_err(super::failure)?;
    match &args.command {
        UserCommand::Add { email, password_stdin } => {
            // Before anybody types a password twice.
            match accounts.find(email) {
                Ok(known) => return Err(is_known(&known.email)),
                Err(error) if error.code == ProblemCode::NotFound => {}
                Err(error) => return Err(super::failure(error)),
            }
            let password = given_password(ctx, email, *password_stdin, true)?;
            let now_ms = ctx.now().timestamp_millis();
            let account = accounts.add(email, &password, now_ms).map_err(super::failure)?;
            tell(ctx, "added", &account)
        }
        UserCommand::List => list(ctx, &accounts),
        UserCommand::Remove { email, yes } => {
            let account = accounts.find(email).map_err(super::failure)?;
            let question = format!("Remove {} with all devices and ledgers?", account.email);
            if !yes && !prompt::confirm(ctx, &question, false)? {
                return Err(CliError::declined());
            }
            accounts.remove(account.id).map_err(super::failure)?;
            tell(ctx, "removed", &account)
        }
        UserCommand::Passwd { email, password_stdin, revoke_devices } => {
            let account = accounts.find(email).map_err(super::failure)?;
            let password = typed_password(ctx, email, *password_stdin, true).map_err(|error| {
                if error.exit != exit::USAGE || *password_stdin {
                    return error;
                }
                error.with_hint(
                    "give the new password by --password-stdin < FILE; OUTLAY_PASSWORD is never the new one",
                )
            })?;
            let revoke_at = revoke_devices.then(|| ctx.now().timestamp_millis());
            accounts.set_password(account.id, &password, revoke_at).map_err(super::failure)?;
            tell(ctx, "changed the password of", &account)
        }
    }
}

fn is_known(email: &str) -> CliError {
    CliError::usage(format!("`{email}` has an account already"))
        .with_value(email)
        .with_hint(format!("outlay serve user passwd {} sets a new password", shell_word(email)))
}

fn tell(ctx: &mut Context, word: &str, account: &AccountRow) -> Result<Outcome, CliError> {
    if ctx.format() == Format::Json {
        ctx.print_json(&json!({"id": account.id, "email": account.email}))?;
    } else if !ctx.global.quiet {
        ctx.print_text(&format!("{word} {}\n", for_terminal(&account.email)))?;
    }
    Ok(Outcome::Done)
}

fn list(ctx: &mut Context, accounts: &Accounts) -> Result<Outcome, CliError> {
    let users = accounts.list().map_err(super::failure)?;
    let made = |account: &AccountRow| chrono::DateTime::from_timestamp_millis(account.created_at);
    if ctx.format() == Format::Json {
        let listed: Vec<Value> = users
            .iter()
            .map(|(account, devices)| {
                json!({"id": account.id, "email": account.email, "created_at": made(account).map(instant), "devices": devices})
            })
            .collect();
        ctx.print_json(&json!({"count": listed.len(), "users": listed}))?;
        return Ok(Outcome::Done);
    }
    if users.is_empty() {
        ctx.talk.notice("no users yet; outlay serve user add EMAIL makes one");
        return Ok(Outcome::Done);
    }
    let mut table = Table::new(vec![
        Column::new("User").shrinks_to(12),
        Column::new("Devices").right(),
        Column::new("Made at").dropped(1),
    ]);
    for (account, devices) in &users {
        table.row([
            Cell::from(account.email.as_str()),
            Cell::from(devices.to_string()),
            Cell::from(made(account).map(moment).unwrap_or_default()),
        ]);
    }
    ctx.print_table(&table)?;
    Ok(Outcome::Done)
}
