//! From the errors of the layers below to what the user meets.
//!
//! Owns the code, the hint and the candidates of each. Must not decide anything else: the layers know what failed.

use super::error::{CliError, ErrorCode, exit};
use super::session::{TOKEN_VARIABLE, given_token};
use crate::ledger::LedgerError;
use crate::model::amount::AmountError;
use crate::model::category::CategoryError;
use crate::model::date::DateError;
use crate::model::period::PeriodError;
use crate::model::recurrence::RecurrenceError;
use crate::model::text::TextError;
use crate::protocol::problem::ProblemCode;
use crate::store::StoreError;
use crate::sync::SyncError;
use crate::sync::remote::RemoteError;

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        let message = error.to_string();
        match error {
            StoreError::Busy => Self::new(ErrorCode::DatabaseBusy, message)
                .with_hint("try again when the other command is done"),
            StoreError::Newer { path, .. } => Self::new(ErrorCode::DatabaseNewer, message)
                .with_value(path.display().to_string())
                .with_hint("update outlay, or name another database with --db"),
            StoreError::Damaged { path, .. } => Self::new(ErrorCode::DatabaseDamaged, message)
                .with_value(path.display().to_string())
                .with_hint("outlay restore FILE puts a backup in its place and keeps this file beside it"),
            StoreError::NotOutlay(path) => Self::new(ErrorCode::NotOutlayDatabase, message)
                .with_value(path.display().to_string())
                .with_hint("name another file with --db; this one was left as it is"),
            StoreError::DiskFull(path) => Self::new(ErrorCode::DiskFull, message)
                .with_value(path.display().to_string())
                .with_hint("make room and try again"),
            StoreError::ReadOnly(path) => Self::new(ErrorCode::ReadOnly, message)
                .with_value(path.display().to_string())
                .with_hint("make it writable, or name another database with --db"),
            StoreError::CannotOpen { path, .. } => Self::new(ErrorCode::BadFile, message)
                .with_value(path.display().to_string())
                .with_hint("name another file with --db"),
            StoreError::Io { path, source } => Self::io("write", &path, &source),
            StoreError::Unsettled { path, .. } => {
                Self::new(ErrorCode::BadFile, message).with_value(path.display().to_string()).with_hint(
                    "see whether it is there before you enter it again; copy the database to another disk",
                )
            }
            StoreError::Overflow(currency) => Self::new(ErrorCode::BadAmount, message)
                .with_value(currency)
                .with_exit(exit::FAILED)
                .with_hint("sums stay below 9.2 quintillion minor units; enter smaller amounts, or ask for less at once"),
            StoreError::Sqlite(_) => Self::internal(message).with_hint("outlay doctor checks the database"),
            StoreError::Inconsistent(_) => Self::new(ErrorCode::DatabaseDamaged, message).with_hint(
                "outlay doctor tells what is wrong; outlay doctor --fix mends what can be computed again",
            ),
        }
    }
}

impl From<LedgerError> for CliError {
    fn from(error: LedgerError) -> Self {
        let message = error.to_string();
        match error {
            LedgerError::Store(error) => error.into(),
            LedgerError::NotFound { what, reference, near } => {
                let hint = match what {
                    "expense" => "outlay list shows the numbers",
                    "category" => "outlay category list shows them",
                    "batch" => "outlay batch list shows them",
                    "budget" => "outlay budget list shows them",
                    "command" => "outlay undo --list shows them",
                    _ => "outlay --help shows the commands",
                };
                Self::not_found(message).with_value(reference).with_candidates(near).with_hint(hint)
            }
            LedgerError::Ambiguous { reference, candidates, .. } => Self::ambiguous(message, candidates)
                .with_value(reference)
                .with_hint("name one of them in full"),
            LedgerError::UnknownCategory { path, near } => Self::not_found(message)
                .with_value(&path)
                .with_candidates(near)
                .with_hint(format!("outlay category add {} makes it", shell_word(&path))),
            LedgerError::CategoryGone(path) => Self::new(ErrorCode::DatabaseBusy, message)
                .with_value(path)
                .with_hint("try again; outlay category list shows what there is now"),
            LedgerError::CurrencySettled { assumed, .. } => Self::new(ErrorCode::DatabaseBusy, message)
                .with_value(assumed.to_string())
                .with_hint("try again: amounts without a code are then in the ledger's currency"),
            LedgerError::CategoryExists(path) => Self::usage(message)
                .with_value(&path)
                .with_hint(format!("outlay category merge OLD {} puts the two together", shell_word(&path))),
            LedgerError::CategoryPlace(name) => Self::usage(message)
                .with_value(name)
                .with_hint("outlay category rename or merge makes room, and outlay conflict list shows what is open"),
            LedgerError::FieldRequired(field) => {
                Self::usage(message).with_value(field).with_hint("--value takes the value that it is to have")
            }
            LedgerError::CategoryCircle { target, .. } => Self::usage(message).with_value(target),
            LedgerError::TooDeep { path, .. } => Self::usage(message).with_value(path),
            LedgerError::TooManyRules(_) => {
                Self::usage(message).with_hint("join some: a pattern takes many words with | between them")
            }
            LedgerError::TooManyBudgets(_) => {
                Self::usage(message).with_hint("outlay budget list shows them, and outlay budget remove takes one away")
            }
            LedgerError::TooManyRecurring(_) => Self::usage(message)
                .with_hint("outlay recurring list shows them; outlay recurring remove makes room"),
            LedgerError::TooManyDue(count) => Self::usage(message).with_exit(exit::FAILED).with_value(count.to_string()).with_hint(
                "outlay recurring run --yes enters them; outlay recurring remove or edit changes what is not wanted",
            ),
            LedgerError::NoDateLeft => Self::usage(message)
                .with_hint("--until none and --count none let it go on; a later --from begins anew"),
            LedgerError::Unreadable(number) => Self::new(ErrorCode::Protocol, message)
                .with_value(number.to_string())
                .with_hint("change its dates with a newer version of outlay"),
            LedgerError::Recurrence(error) => error.into(),
            LedgerError::NothingToUndo | LedgerError::NothingToRedo => {
                Self::new(ErrorCode::NothingToUndo, message)
                    .with_hint("outlay undo --list shows what can be undone")
            }
            LedgerError::AlreadyUndone { group, .. } | LedgerError::NotUndoable(group) => {
                Self::new(ErrorCode::NothingToUndo, message)
                    .with_value(group.to_string())
                    .with_hint("outlay undo --list shows what can be undone; outlay redo takes an undo back")
            }
            LedgerError::OfSync(group) => Self::new(ErrorCode::NothingToUndo, message)
                .with_value(group.to_string())
                .with_hint("outlay undo --list shows what can be undone"),
            LedgerError::Deleted { number, .. } => Self::not_found(message)
                .with_value(number.to_string())
                .with_hint(format!("outlay log {number} shows when; outlay undo takes a deletion back")),
            LedgerError::NeedsNewer { name, .. } => Self::new(ErrorCode::Protocol, message)
                .with_value(name)
                .with_hint("decide it with a newer version of outlay, or keep what stands: outlay conflict resolve ID kept"),
            LedgerError::ForeignBatch { batch, .. } => {
                Self::new(ErrorCode::BadRows, message).with_value(batch.to_string())
            }
        }
    }
}

impl From<SyncError> for CliError {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Store(error) => error.into(),
            SyncError::Remote(error) => error.into(),
            SyncError::NotLoggedIn => super::session::never_logged_in(),
        }
    }
}

impl From<RemoteError> for CliError {
    fn from(error: RemoteError) -> Self {
        const SAFE: &str =
            "what is entered here is kept; run the same command again when the server can be reached";
        let message = error.to_string();
        match error {
            RemoteError::Offline { .. } => Self::new(ErrorCode::Offline, message).with_hint(SAFE),
            RemoteError::Unavailable { retry_after, .. } => {
                Self::new(ErrorCode::Offline, message).with_hint(again_in(retry_after))
            }
            RemoteError::RateLimited { retry_after } => {
                Self::new(ErrorCode::RateLimited, message).with_hint(again_in(retry_after))
            }
            RemoteError::TooLarge => Self::new(ErrorCode::Protocol, message)
                .with_hint(
                    "whoever runs the server, or a proxy before it, can allow larger bodies (4 MiB are usual); outlay queue \
                     list shows what was not taken, and outlay queue retry sends it again",
                ),
            RemoteError::Unauthorised { .. } if given_token().is_some() => {
                Self::new(ErrorCode::Unauthorised, format!("{message}; its token came from {TOKEN_VARIABLE}"))
                    .with_hint(format!(
                        "unset {TOKEN_VARIABLE}, and the token of the last login counts again; or give it the one of a \
                         device of the account; nothing here is lost"
                    ))
            }
            RemoteError::Unauthorised { .. } => Self::new(ErrorCode::Unauthorised, message)
                .with_hint("outlay auth login makes it a device of the account again; nothing here is lost"),
            RemoteError::WrongServer { found, .. } => Self::new(ErrorCode::WrongServer, message)
                .with_value(found.to_string())
                .with_hint(
                    "outlay auth login with the right address, or with --new-server to leave the old one for this one",
                ),
            RemoteError::WrongAccount { found, .. } => Self::new(ErrorCode::WrongServer, message)
                .with_value(found)
                .with_hint(
                    "unset OUTLAY_TOKEN, or give it the token of a device of this database's account; outlay auth login \
                     --new-server leaves that account and takes everything along",
                ),
            RemoteError::Protocol { .. } => Self::new(ErrorCode::Protocol, message)
                .with_hint("look at the address and at the versions of outlay on both sides"),
            RemoteError::Refused { code: ProblemCode::BadCredentials, .. } => {
                Self::new(ErrorCode::Unauthorised, "the e-mail address or the password is wrong")
                    .with_hint("outlay auth login asks again; whoever runs the server can set a new password")
            }
            RemoteError::Refused { code: ProblemCode::NotFound, .. } => Self::not_found(message),
            RemoteError::Refused { code: ProblemCode::Forbidden, .. } => {
                Self::new(ErrorCode::Unauthorised, message).with_hint(
                    "the account may read this ledger and not write it, or not this one: whoever made it decides; what is \
                     entered here is kept",
                )
            }
            RemoteError::Refused { code: ProblemCode::KeyReused, .. } => Self::new(ErrorCode::Protocol, message)
                .with_hint("nothing was carried out; outlay doctor looks whether this database is damaged"),
            RemoteError::Refused { .. } => Self::new(ErrorCode::Protocol, message).with_hint(
                "nothing was carried out, and what is entered here is kept; look at the versions of outlay on both sides",
            ),
        }
    }
}

/// An error of the server at an address, which is named where it may be the wrong one.
#[must_use]
pub fn of_server(error: RemoteError, url: &str) -> CliError {
    let message = match &error {
        RemoteError::Protocol { detail } => {
            format!("this program and {url} do not understand each other: {detail}")
        }
        RemoteError::TooLarge => format!("even a small request is too large for {url} (status 413)"),
        RemoteError::Refused { code, detail }
            if !matches!(code, ProblemCode::NotFound | ProblemCode::BadCredentials) =>
        {
            format!("{url} refuses: {detail}")
        }
        _ => return CliError::from(error),
    };
    CliError { message, ..CliError::from(error) }.with_value(url)
}

/// An error of a sync with the server at an address: there, what is not found is the ledger.
#[must_use]
pub fn of_sync(error: RemoteError, url: &str) -> CliError {
    match error {
        RemoteError::Refused { code: ProblemCode::NotFound, detail } => CliError::new(
            ErrorCode::Unauthorised,
            format!("{url} has this ledger no more for the account: {detail}"),
        )
        .with_value(url)
        .with_hint(
            "whoever made it may have taken it back; what is entered here is kept, and outlay auth login --dry-run shows \
             what a new login would do with it",
        ),
        other => of_server(other, url),
    }
}

/// When to come again, in words.
fn again_in(seconds: Option<u64>) -> String {
    match seconds {
        Some(seconds) => format!("try again in {seconds} s; what is entered is kept on this device"),
        None => "try again later; what is entered is kept on this device".to_owned(),
    }
}

impl From<DateError> for CliError {
    fn from(error: DateError) -> Self {
        let code =
            if error.code() == "ambiguous_date" { ErrorCode::AmbiguousDate } else { ErrorCode::BadDate };
        Self::new(code, error.to_string())
            .with_value(error.value())
            .with_candidates(error.candidates())
            .with_hint(error.hint())
    }
}

impl From<PeriodError> for CliError {
    fn from(error: PeriodError) -> Self {
        let code = if matches!(&error, PeriodError::Date(DateError::Ambiguous { .. })) {
            ErrorCode::AmbiguousDate
        } else {
            ErrorCode::BadDate
        };
        Self::new(code, error.to_string()).with_candidates(error.candidates()).with_hint(error.hint())
    }
}

impl From<RecurrenceError> for CliError {
    fn from(error: RecurrenceError) -> Self {
        Self::usage(error.to_string()).with_hint(error.hint())
    }
}

impl From<AmountError> for CliError {
    fn from(error: AmountError) -> Self {
        let code = match error.code() {
            "ambiguous_amount" => ErrorCode::AmbiguousAmount,
            "unknown_currency" => ErrorCode::UnknownCurrency,
            _ => ErrorCode::BadAmount,
        };
        Self::new(code, error.to_string()).with_candidates(error.candidates()).with_hint(error.hint())
    }
}

impl From<CategoryError> for CliError {
    fn from(error: CategoryError) -> Self {
        Self::usage(error.to_string()).with_hint(error.hint())
    }
}

impl From<TextError> for CliError {
    fn from(error: TextError) -> Self {
        Self::usage(error.to_string()).with_hint(error.hint())
    }
}

/// A word as a shell takes it: quoted unless it is plain.
#[must_use]
pub fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "_-.:/+@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
