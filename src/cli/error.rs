//! What goes wrong, as the user meets it: a code, a message, a way out and an exit status.
//!
//! Owns the closed list of error codes and the exit statuses, and how an error is written for people and for
//! scripts. Lower layers have errors of their own and know neither; they are turned into a [`CliError`] in `cli`.

use std::fmt;
use std::io::Write as _;

use serde_json::{Value, json};

use crate::export::json::to_writer;

use super::output::sanitize::for_terminal;
use super::output::style::Style;
use super::output::talk::Warning;
use crate::store::error::UNNAMED;

/// The exit statuses of the program. They are a contract with scripts: a meaning never changes.
pub mod exit {
    /// Done; also for nothing new, a closed pipe, and a second sync at the same time.
    pub const DONE: u8 = 0;
    /// The request failed and nothing was written: bad rows, a damaged, read-only, full or newer database.
    pub const FAILED: u8 = 1;
    /// The command line is wrong: an unknown option, a bad amount or date.
    pub const USAGE: u8 = 2;
    /// There is no such thing, or more than one, or nothing to undo.
    pub const NOT_FOUND: u8 = 3;
    /// Done, and something new needs a person: a conflict, a refused row, a skipped undo, an answer that could not be
    /// printed.
    pub const ATTENTION: u8 = 4;
    /// Try again later: the network, the server or a busy database. Local data is safe.
    pub const TRY_AGAIN: u8 = 5;
    /// Not logged in, revoked, or refused by the server.
    pub const REFUSED: u8 = 6;
    /// A bug in the program (`EX_SOFTWARE` of BSD `sysexits.h`).
    pub const BUG: u8 = 70;
    /// Interrupted by the user: 128 plus SIGINT, as shells report it.
    pub const INTERRUPTED: u8 = 130;
}

/// What kind of thing went wrong: the closed list that scripts may match on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// The command line or the configuration cannot be understood.
    Usage,
    /// The text is not an amount.
    BadAmount,
    /// The amount has two readings.
    AmbiguousAmount,
    /// The text is not a date.
    BadDate,
    /// The date has two readings.
    AmbiguousDate,
    /// No ISO 4217 currency, or a sign that names several.
    UnknownCurrency,
    /// There is no such thing.
    NotFound,
    /// The reference fits more than one thing.
    Ambiguous,
    /// No command is left to undo or redo.
    NothingToUndo,
    /// Rows of a file cannot be taken.
    BadRows,
    /// A file cannot be read or written, or is not what it should be.
    BadFile,
    /// Another process holds the database.
    DatabaseBusy,
    /// The database was written by a newer version.
    DatabaseNewer,
    /// The database is damaged.
    DatabaseDamaged,
    /// The file is a database of another program.
    NotOutlayDatabase,
    /// The disk or the quota is full.
    DiskFull,
    /// The database or its folder cannot be written.
    ReadOnly,
    /// The server cannot be reached.
    Offline,
    /// The server asked to wait.
    RateLimited,
    /// Not logged in, revoked, or not allowed.
    Unauthorised,
    /// The database belongs to another server or account.
    WrongServer,
    /// The server answered with something this version cannot understand.
    Protocol,
    /// A bug in the program.
    Internal,
}

impl ErrorCode {
    /// Every code, in the order of the contract.
    pub const ALL: [Self; 23] = [
        Self::Usage,
        Self::BadAmount,
        Self::AmbiguousAmount,
        Self::BadDate,
        Self::AmbiguousDate,
        Self::UnknownCurrency,
        Self::NotFound,
        Self::Ambiguous,
        Self::NothingToUndo,
        Self::BadRows,
        Self::BadFile,
        Self::DatabaseBusy,
        Self::DatabaseNewer,
        Self::DatabaseDamaged,
        Self::NotOutlayDatabase,
        Self::DiskFull,
        Self::ReadOnly,
        Self::Offline,
        Self::RateLimited,
        Self::Unauthorised,
        Self::WrongServer,
        Self::Protocol,
        Self::Internal,
    ];

    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::BadAmount => "bad_amount",
            Self::AmbiguousAmount => "ambiguous_amount",
            Self::BadDate => "bad_date",
            Self::AmbiguousDate => "ambiguous_date",
            Self::UnknownCurrency => "unknown_currency",
            Self::NotFound => "not_found",
            Self::Ambiguous => "ambiguous",
            Self::NothingToUndo => "nothing_to_undo",
            Self::BadRows => "bad_rows",
            Self::BadFile => "bad_file",
            Self::DatabaseBusy => "database_busy",
            Self::DatabaseNewer => "database_newer",
            Self::DatabaseDamaged => "database_damaged",
            Self::NotOutlayDatabase => "not_outlay_database",
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::Offline => "offline",
            Self::RateLimited => "rate_limited",
            Self::Unauthorised => "unauthorised",
            Self::WrongServer => "wrong_server",
            Self::Protocol => "protocol",
            Self::Internal => "internal",
        }
    }

    /// The exit status that this kind of error has unless the error says otherwise.
    #[must_use]
    pub const fn exit(self) -> u8 {
        match self {
            Self::Usage
            | Self::BadAmount
            | Self::AmbiguousAmount
            | Self::BadDate
            | Self::AmbiguousDate
            | Self::UnknownCurrency => exit::USAGE,
            Self::NotFound | Self::Ambiguous | Self::NothingToUndo => exit::NOT_FOUND,
            Self::BadRows
            | Self::BadFile
            | Self::DatabaseNewer
            | Self::DatabaseDamaged
            | Self::NotOutlayDatabase
            | Self::DiskFull
            | Self::ReadOnly
            | Self::Protocol => exit::FAILED,
            Self::DatabaseBusy | Self::Offline | Self::RateLimited => exit::TRY_AGAIN,
            Self::Unauthorised | Self::WrongServer => exit::REFUSED,
            Self::Internal => exit::BUG,
        }
    }
}

/// An error as it is shown: what happened, to which value, and what to do about it.
#[derive(Debug, Clone, PartialEq)]
pub struct CliError {
    /// What kind of error it is.
    pub code: ErrorCode,
    /// The exit status, normally [`ErrorCode::exit`] of the code.
    pub exit: u8,
    /// What happened, naming the value and the place: lower-case start, no final period.
    pub message: String,
    /// The way out, most often the next command to type.
    pub hint: Option<String>,
    /// The value that was refused, as it was given.
    pub value: Option<String>,
    /// What might have been meant.
    pub candidates: Vec<String>,
    /// Anything else a script may want.
    pub details: Option<Box<Value>>,
}

impl CliError {
    /// Makes an error with the code's own exit status.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            exit: code.exit(),
            message: bounded(message.into()),
            hint: None,
            value: None,
            candidates: Vec::new(),
            details: None,
        }
    }

    /// The command line cannot be understood: exit 2.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Usage, message)
    }

    /// There is no such thing: exit 3.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::NotFound, message)
    }

    /// The reference fits several things: exit 3, with the candidates listed.
    pub fn ambiguous(message: impl Into<String>, candidates: Vec<String>) -> Self {
        Self::new(ErrorCode::Ambiguous, message).with_candidates(candidates)
    }

    /// A file cannot be read or written, or is not what it should be: exit 1.
    pub fn bad_file(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::BadFile, message)
    }

    /// A bug: exit 70.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Internal, message)
    }

    /// The user broke off a prompt: exit 130.
    #[must_use]
    pub fn interrupted() -> Self {
        Self::new(ErrorCode::Usage, "interrupted; nothing was changed").with_exit(exit::INTERRUPTED)
    }

    /// The user answered no.
    #[must_use]
    pub fn declined() -> Self {
        Self::new(ErrorCode::Usage, "not confirmed; nothing was changed").with_exit(exit::INTERRUPTED)
    }

    /// The configuration cannot be used: code `usage`, but exit 1, for the command line itself was right.
    pub fn bad_config(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Usage, message).with_exit(exit::FAILED)
    }

    /// A file could not be read or written: the code follows the operating system's reason, the message names the
    /// path.
    #[must_use]
    pub fn io(doing: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let code = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => ErrorCode::ReadOnly,
            _ => ErrorCode::BadFile,
        };
        Self::new(code, format!("cannot {doing} {}: {}", path.display(), reason(error)))
            .with_value(path.display().to_string())
    }

    /// The error of an answer that could not be given after its work was done (`done`: a sentence without an end): exit
    /// 4, since a script that takes it for a failure would do the work twice.
    #[must_use]
    pub fn after(self, done: &str) -> Self {
        let code = if self.code == ErrorCode::DiskFull { ErrorCode::BadFile } else { self.code };
        Self { code, exit: exit::ATTENTION, message: format!("{done}, but {}", self.message), ..self }
            .with_hint("do not enter it again; outlay list and outlay undo --list show what there is")
    }

    /// Adds the way out.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the value that was refused.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Adds what might have been meant.
    #[must_use]
    pub fn with_candidates(mut self, candidates: Vec<String>) -> Self {
        self.candidates = candidates;
        self
    }

    /// Adds what else a script may want.
    #[must_use]
    pub fn with_details(mut self, details: Value) -> Self {
        self.details = Some(Box::new(details));
        self
    }

    /// Replaces the exit status.
    #[must_use]
    pub const fn with_exit(mut self, exit: u8) -> Self {
        self.exit = exit;
        self
    }

    /// Names the database in an error from a place that did not know its path.
    #[must_use]
    pub fn naming_database(mut self, path: &std::path::Path) -> Self {
        let name = path.display().to_string();
        self.message = self.message.replace(&format!("`{UNNAMED}`"), &format!("`{name}`"));
        self.value = self.value.map(|value| if value == UNNAMED { name } else { value });
        self
    }

    /// The error as scripts get it: `{"error": {…}}` with every key present. Warnings that came before the error
    /// are kept in its details, since nothing else may stand on stderr then.
    #[must_use]
    pub fn to_json(&self, warnings: &[Warning]) -> Value {
        let mut details = self.details.as_deref().cloned().unwrap_or(Value::Null);
        if !warnings.is_empty() {
            if details.is_null() {
                details = json!({});
            }
            if let Value::Object(map) = &mut details {
                map.insert("warnings".to_owned(), json!(warnings));
            }
        }
        json!({ "error": {
            "code": self.code.as_str(),
            "message": self.message,
            "hint": self.hint,
            "exit_code": self.exit,
            "value": self.value,
            "candidates": self.candidates,
            "details": details,
        }})
    }

    /// The error as people get it: `error: …`, the candidates one to a line unless the message or the hint names them, `hint: …`.
    #[must_use]
    pub fn to_text(&self, style: Style) -> String {
        let mut text = format!("{} {}\n", style.red("error:"), for_terminal(&self.message));
        let said =
            |candidate: &String| self.hint.as_ref().is_some_and(|hint| hint.contains(candidate.as_str()));
        let all_said = self.candidates.iter().all(|candidate| self.message.contains(candidate.as_str()));
        for candidate in self.candidates.iter().filter(|candidate| !all_said && !said(candidate)) {
            text.push_str("  ");
            text.push_str(&for_terminal(candidate));
            text.push('\n');
        }
        if let Some(hint) = &self.hint {
            text.push_str(&style.bold("hint:"));
            text.push(' ');
            text.push_str(&for_terminal(hint));
            text.push('\n');
        }
        text
    }

    /// Writes the error to stderr, as one line of JSON or as text. A stderr that is closed cannot be told about.
    pub fn print(&self, json: bool, style: Style, warnings: &[Warning]) {
        let mut text = Vec::new();
        if json {
            // Writing to memory does not fail.
            let _ = to_writer(&mut text, &self.to_json(warnings));
            text.push(b'\n');
        } else {
            text.extend(self.to_text(style).into_bytes());
        }
        let _ = std::io::stderr().lock().write_all(&text);
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CliError {}

/// Longest message, in characters: it quotes what was typed, and a pasted page must not push the way out off the
/// screen. The value itself stays whole in JSON.
const MESSAGE_CHARS_MAX: usize = 1_000;

fn bounded(message: String) -> String {
    match message.char_indices().nth(MESSAGE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &message[..end]),
        None => message,
    }
}

/// The operating system's words without Rust's `(os error 13)`, in the style of the other messages.
#[must_use]
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// Replaces the panic message by one line and exits with 70. Release builds abort on a panic, so the status must be
/// set here.
pub fn install_panic_hook(json: bool) {
    std::panic::set_hook(Box::new(move |panic| {
        let payload = panic.payload();
        let text = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let what = text.and_then(|text| text.lines().next()).unwrap_or("no message");
        let place = panic.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
        CliError::internal(format!("a bug in outlay{place}: {what}"))
            .with_hint("what was saved is safe; please report this line with the command that you ran")
            .print(json, Style::plain(), &[]);
        std::process::exit(i32::from(exit::BUG));
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_of_an_error_has_every_key() {
        let json = CliError::not_found("there is no expense 7").to_json(&[]);
        assert_eq!(
            json.to_string(),
            r#"{"error":{"code":"not_found","message":"there is no expense 7","hint":null,"exit_code":3,"value":null,"candidates":[],"details":null}}"#
        );
    }

    #[test]
    fn warnings_before_an_error_are_kept_in_its_details() {
        let warning = Warning { code: "near_match".to_owned(), message: "similar to food".to_owned() };
        let json = CliError::usage("no").to_json(std::slice::from_ref(&warning));
        assert_eq!(json["error"]["details"]["warnings"][0]["code"], "near_match");
        let json = CliError::usage("no").with_details(json!({"line": 3})).to_json(&[warning]);
        assert_eq!(json["error"]["details"]["line"], 3);
        assert_eq!(json["error"]["details"]["warnings"][0]["message"], "similar to food");
    }

    #[test]
    fn the_text_of_an_error_lists_candidates_and_the_way_out() {
        let error =
            CliError::ambiguous("`1a2b3c4d` fits 2 expenses", vec!["1042".to_owned(), "1043".to_owned()])
                .with_hint("use the number");
        assert_eq!(
            error.to_text(Style::plain()),
            "error: `1a2b3c4d` fits 2 expenses\n  1042\n  1043\nhint: use the number\n"
        );
        assert_eq!(error.exit, exit::NOT_FOUND);
    }

    #[test]
    fn text_from_elsewhere_cannot_drive_the_terminal_through_an_error() {
        let text = CliError::not_found("no category `\u{1b}[2Jx\u{202e}y`").to_text(Style::plain());
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
    }

    #[test]
    fn a_panic_is_one_line_and_exit_70() {
        let output = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "cli::error::tests::panicking_child", "--ignored", "--nocapture"])
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(70), "{stderr}");
        let line = stderr.lines().find(|line| line.starts_with('{')).unwrap();
        assert!(line.contains(r#""code":"internal""#) && line.contains("out of order"), "{line}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }

    #[test]
    #[ignore = "runs in a process of its own, started by the test above"]
    fn panicking_child() {
        install_panic_hook(true);
        panic!("out of order");
    }

    #[test]
    fn every_code_has_its_own_word() {
        let mut words: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), ErrorCode::ALL.len());
    }

    #[test]
    fn a_full_disk_and_a_read_only_folder_have_codes_of_their_own() {
        let path = std::path::Path::new("/x/config.toml");
        let code = |kind| CliError::io("write", path, &std::io::Error::from(kind)).code;
        assert_eq!(code(std::io::ErrorKind::StorageFull), ErrorCode::DiskFull);
        assert_eq!(code(std::io::ErrorKind::PermissionDenied), ErrorCode::ReadOnly);
        assert_eq!(code(std::io::ErrorKind::NotFound), ErrorCode::BadFile);
    }
}
