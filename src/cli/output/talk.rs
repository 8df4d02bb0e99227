//! Talk to the person at the keyboard: notices, warnings and hints, on stderr (invariant I8).
//!
//! Owns who hears what: `-q` silences all of it but what needs a person, and with `--format json` warnings are collected for the object on
//! stdout while notices and hints are dropped. Errors are not talk.

use std::io::Write as _;

use serde::Serialize;

use super::sanitize::for_terminal;
use super::style::Style;

/// Something the user should know although the command did what it was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// A stable word for scripts, in `snake_case`.
    pub code: String,
    /// The same for people: lower-case start, no final period.
    pub message: String,
}

/// The way to stderr for everything but errors.
#[derive(Debug)]
pub struct Talk {
    quiet: bool,
    verbosity: u8,
    json: bool,
    style: Style,
    warnings: Vec<Warning>,
}

impl Talk {
    /// Makes the way to stderr: `quiet` for `-q`, `verbosity` for the number of `-v`, `json` where warnings belong
    /// into the object on stdout.
    #[must_use]
    pub const fn new(quiet: bool, verbosity: u8, json: bool, style: Style) -> Self {
        Self { quiet, verbosity, json, style, warnings: Vec::new() }
    }

    /// Says what was done or assumed.
    pub fn notice(&self, message: &str) {
        if !self.quiet && !self.json {
            write_line(&for_terminal(message));
        }
    }

    /// Warns: printed, or collected for JSON.
    pub fn warn(&mut self, code: &str, message: impl Into<String>) {
        let message = message.into();
        if self.json {
            self.warnings.push(Warning { code: code.to_owned(), message });
        } else if !self.quiet {
            write_line(&format!("{} {}", self.style.bold("warning:"), for_terminal(&message)));
        }
    }

    /// Warns of what makes the exit status 4: said even with `-q`, for a status alone tells nobody what to look at.
    pub fn attention(&mut self, code: &str, message: impl Into<String>) {
        let quiet = std::mem::take(&mut self.quiet);
        self.warn(code, message);
        self.quiet = quiet;
    }

    /// Says what to type next.
    pub fn hint(&self, message: &str) {
        if !self.quiet && !self.json {
            write_line(&format!("{} {}", self.style.bold("hint:"), for_terminal(message)));
        }
    }

    /// Says how something is done, only with `-v`.
    pub fn detail(&self, message: &str) {
        if self.verbosity > 0 && !self.quiet && !self.json {
            write_line(&self.style.dim(&for_terminal(message)));
        }
    }

    /// Whether notices are wanted: not with `-q`, and not where stderr must stay empty for JSON. Progress bars ask.
    #[must_use]
    pub const fn is_chatty(&self) -> bool {
        !self.quiet && !self.json
    }

    /// The warnings collected so far; empty unless they belong into JSON.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Hands over the warnings collected so far.
    pub fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }
}

/// Writes one line to stderr; if nobody listens, nobody is told.
fn write_line(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_collected_for_json_even_when_quiet_and_handed_over_once() {
        let mut talk = Talk::new(true, 0, true, Style::plain());
        talk.warn("new_category", "`fod` is new; did you mean food?");
        assert_eq!(talk.take_warnings().len(), 1);
        assert!(talk.warnings().is_empty());
    }

    #[test]
    fn nothing_is_collected_where_warnings_are_printed() {
        let mut talk = Talk::new(true, 0, false, Style::plain());
        talk.warn("new_category", "`fod` is new");
        assert!(talk.warnings().is_empty());
    }

    #[test]
    fn progress_is_wanted_only_when_people_listen() {
        assert!(Talk::new(false, 0, false, Style::plain()).is_chatty());
        assert!(!Talk::new(true, 0, false, Style::plain()).is_chatty());
        assert!(!Talk::new(false, 0, true, Style::plain()).is_chatty());
    }
}
