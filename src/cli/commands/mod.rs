//! The commands, one file each; the doc comment of a file's `Args` is the command's help.
//!
//! Owns the list of commands and what a command may answer. A command reads its arguments, calls the layers below and
//! prints; it never exits.

pub mod add;
pub mod again;
pub mod auth;
pub mod backup;
pub mod batch;
pub mod budget;
pub mod category;
pub mod compact;
pub mod completions;
pub mod config;
pub mod conflict;
pub mod delete;
pub mod doctor;
pub mod edit;
pub mod export;
pub mod glance;
pub mod import;
mod import_match;
mod import_profile;
pub mod import_read;
pub mod imported;
pub mod list;
pub mod log;
pub mod man;
pub mod profile;
pub mod queue;
pub mod rate;
mod rate_import;
pub mod recurring;
pub mod redo;
pub mod rejects;
pub mod report;
pub mod restore;
pub mod rule;
#[cfg(feature = "server")]
pub mod serve;
pub mod show;
pub mod shown;
pub mod status;
pub mod sync;
pub mod undo;

use clap::Subcommand;

use super::auto_sync;
use super::context::Context;
use super::error::{CliError, exit};

/// How a command ended that did what it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is well: exit 0.
    Done,
    /// It is done, and something new needs a person: exit 4.
    NeedsAttention,
    /// It ended so, and the answer says why: that exit status.
    Told(u8),
}

impl Outcome {
    /// The exit status.
    #[must_use]
    pub const fn exit(self) -> u8 {
        match self {
            Self::Done => exit::DONE,
            Self::NeedsAttention => exit::ATTENTION,
            Self::Told(status) => status,
        }
    }
}

/// Every command, in the order of the help. The arguments of a command are built only when they are needed (`defer`),
/// which keeps the start of the program short.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
#[allow(missing_docs, clippy::large_enum_variant)] // the doc comments are on the arguments; one is made per process
pub enum Command {
    Add(add::AddArgs),
    Again(again::AgainArgs),
    List(list::ListArgs),
    Show(show::ShowArgs),
    Log(log::LogArgs),
    Edit(edit::EditArgs),
    Delete(delete::DeleteArgs),
    Undo(undo::UndoArgs),
    Redo(redo::RedoArgs),
    Report(report::ReportArgs),
    Import(import::ImportArgs),
    Export(export::ExportArgs),
    Batch(batch::BatchArgs),
    Profile(profile::ProfileArgs),
    Category(category::CategoryArgs),
    Rule(rule::RuleArgs),
    Budget(budget::BudgetArgs),
    Rate(rate::RateArgs),
    Recurring(recurring::RecurringArgs),
    Sync(sync::SyncArgs),
    Status(status::StatusArgs),
    Queue(queue::QueueArgs),
    Conflict(conflict::ConflictArgs),
    Auth(auth::AuthArgs),
    Config(config::ConfigArgs),
    Backup(backup::BackupArgs),
    Restore(restore::RestoreArgs),
    Doctor(doctor::DoctorArgs),
    Compact(compact::CompactArgs),
    #[cfg(feature = "server")]
    Serve(serve::ServeArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Command {
    /// Whether `word` is a command: such a word is never looked up as an alias.
    #[must_use]
    pub fn is_builtin(word: &str) -> bool {
        word == "help" || Self::has_subcommand(word)
    }

    /// Whether the command may leave something for the server.
    #[must_use]
    pub const fn may_change_entities(&self) -> bool {
        match self {
            Self::Queue(args) => args.command.changes(),
            Self::Conflict(args) => args.command.changes(),
            Self::Rule(args) => args.command.changes(),
            Self::Budget(args) => args.command.changes(),
            Self::Rate(args) => args.command.changes(),
            Self::Recurring(args) => args.command.changes(),
            Self::Add(_)
            | Self::Again(_)
            | Self::Edit(_)
            | Self::Delete(_)
            | Self::Undo(_)
            | Self::Redo(_)
            | Self::Import(_)
            | Self::Batch(_)
            | Self::Category(_) => true,
            _ => false,
        }
    }

    /// Whether the command works without the configuration, so that a broken one can be looked at and mended.
    #[must_use]
    pub const fn works_without_settings(&self) -> bool {
        matches!(self, Self::Config(_) | Self::Completions(_) | Self::Man(_))
    }
}

/// Runs the command, or the month at a glance where there is none.
///
/// # Errors
///
/// Those of the command.
pub fn run(command: Option<&Command>, ctx: &mut Context) -> Result<Outcome, CliError> {
    let outcome = dispatch(command, ctx);
    if outcome.is_ok() && command.is_some_and(Command::may_change_entities) {
        auto_sync::start(ctx);
    }
    outcome
}

fn dispatch(command: Option<&Command>, ctx: &mut Context) -> Result<Outcome, CliError> {
    match command {
        Some(Command::Add(args)) => add::run(args, ctx),
        Some(Command::Again(args)) => again::run(args, ctx),
        Some(Command::List(args)) => list::run(args, ctx),
        Some(Command::Show(args)) => show::run(args, ctx),
        Some(Command::Log(args)) => log::run(args, ctx),
        Some(Command::Edit(args)) => edit::run(args, ctx),
        Some(Command::Delete(args)) => delete::run(args, ctx),
        Some(Command::Undo(args)) => undo::run(args, ctx),
        Some(Command::Redo(_)) => redo::run(ctx),
        Some(Command::Report(args)) => report::run(args, ctx),
        Some(Command::Import(args)) => import::run(args, ctx),
        Some(Command::Export(args)) => export::run(args, ctx),
        Some(Command::Batch(args)) => batch::run(args, ctx),
        Some(Command::Profile(args)) => profile::run(args, ctx),
        Some(Command::Category(args)) => category::run(args, ctx),
        Some(Command::Rule(args)) => rule::run(args, ctx),
        Some(Command::Budget(args)) => budget::run(args, ctx),
        Some(Command::Rate(args)) => rate::run(args, ctx),
        Some(Command::Recurring(args)) => recurring::run(args, ctx),
        Some(Command::Sync(args)) => sync::run(args, ctx),
        Some(Command::Status(args)) => status::run(args, ctx),
        Some(Command::Queue(args)) => queue::run(args, ctx),
        Some(Command::Conflict(args)) => conflict::run(args, ctx),
        Some(Command::Auth(args)) => auth::run(args, ctx),
        Some(Command::Config(args)) => config::run(args, ctx),
        Some(Command::Backup(args)) => backup::run(args, ctx),
        Some(Command::Restore(args)) => restore::run(args, ctx),
        Some(Command::Doctor(args)) => doctor::run(args, ctx),
        Some(Command::Compact(_)) => compact::run(ctx),
        #[cfg(feature = "server")]
        Some(Command::Serve(args)) => serve::run(args, ctx),
        Some(Command::Completions(args)) => completions::run(args, ctx),
        Some(Command::Man(args)) => man::run(args, ctx),
        None => glance::run(ctx),
    }
}
