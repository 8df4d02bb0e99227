//! The settings in effect: flag, then environment, then file, then default.
//!
//! Owns the order of the sources and the typed reading of each key.

use std::str::FromStr as _;

use chrono::Weekday;

use super::file::ConfigFile;
use super::keys::Key;
use crate::cli::args::{ColorWhen, GlobalArgs};
use crate::cli::error::{CliError, ErrorCode};
use crate::cli::variable;
use crate::model::currency::Currency;
use crate::model::period::FiscalYearStart;
use crate::report::chart::Charset;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// An option on the command line.
    Flag,
    /// An environment variable.
    Env,
    /// The configuration file.
    File,
    /// Nobody said anything.
    Default,
}

impl Source {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Env => "env",
            Self::File => "file",
            Self::Default => "default",
        }
    }
}

/// The settings in effect.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    given: Vec<(Key, String, Source)>,
}

impl Settings {
    /// Puts the sources together.
    ///
    /// # Errors
    ///
    /// A variable with a value that its key may not hold: exit 2.
    pub fn new(global: &GlobalArgs, file: Option<&ConfigFile>) -> Result<Self, CliError> {
        let mut given = Vec::new();
        for key in Key::ALL {
            if let Some((value, source)) = override_of(key, global)? {
                given.push((key, value, source));
            } else if let Some(value) = file.and_then(|file| file.value(key)) {
                given.push((key, value.to_owned(), Source::File));
            }
        }
        Ok(Self { given })
    }

    /// The value of a key and where it comes from.
    #[must_use]
    pub fn get(&self, key: Key) -> (Option<&str>, Source) {
        self.given
            .iter()
            .find(|(known, _, _)| *known == key)
            .map_or((key.default(), Source::Default), |(_, value, source)| (Some(value.as_str()), *source))
    }

    /// The value of a key.
    fn value(&self, key: Key) -> Option<&str> {
        self.get(key).0
    }

    /// The currency of amounts that name none.
    #[must_use]
    pub fn currency(&self) -> Option<Currency> {
        self.value(Key::Currency).and_then(|code| Currency::from_str(code).ok())
    }

    /// The ledger to work in; `all` where a command that only reads was told so.
    #[must_use]
    pub fn ledger(&self) -> &str {
        self.value(Key::Ledger).unwrap_or_default()
    }

    /// The character before the decimals, where an amount has two readings.
    #[must_use]
    pub fn decimal_mark(&self) -> Option<char> {
        self.value(Key::DecimalMark).and_then(|mark| mark.chars().next())
    }

    /// Whether a category that does not exist yet is refused.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.value(Key::Categories) == Some("strict")
    }

    /// The method of expenses that name none.
    #[must_use]
    pub fn default_method(&self) -> Option<&str> {
        self.value(Key::DefaultMethod)
    }

    /// How many commands are kept for undo and log, beside those of the last year.
    #[must_use]
    pub fn history_commands(&self) -> u32 {
        self.count(Key::History)
    }

    /// How many rows a table of `list` shows.
    #[must_use]
    pub fn list_limit(&self) -> u32 {
        self.count(Key::ListLimit)
    }

    /// The first day of a week.
    #[must_use]
    pub fn week_start(&self) -> Weekday {
        self.value(Key::WeekStart).and_then(|day| day.parse().ok()).unwrap_or(Weekday::Mon)
    }

    /// Whether a change starts a sync in the background.
    #[must_use]
    pub fn auto_sync(&self) -> bool {
        self.value(Key::AutoSync) == Some("on")
    }

    /// When to use colour.
    #[must_use]
    pub fn color(&self) -> ColorWhen {
        match self.value(Key::Color) {
            Some("always") => ColorWhen::Always,
            Some("never") => ColorWhen::Never,
            _ => ColorWhen::Auto,
        }
    }

    /// The month in which a fiscal year begins.
    #[must_use]
    pub fn fiscal_year_start(&self) -> FiscalYearStart {
        self.value(Key::FiscalYearStart).and_then(|month| month.parse().ok()).unwrap_or_default()
    }

    /// What pictures are made of, where the configuration decides it and not the locale.
    #[must_use]
    pub fn symbols(&self) -> Option<Charset> {
        match self.value(Key::Symbols) {
            Some("unicode") => Some(Charset::Unicode),
            Some("ascii") => Some(Charset::Ascii),
            _ => None,
        }
    }

    /// A number; the values were checked when they were read.
    fn count(&self, key: Key) -> u32 {
        self.value(key).and_then(|count| count.parse().ok()).unwrap_or(u32::MAX)
    }
}

/// What a flag or a variable says about a key: it wins over the file.
///
/// # Errors
///
/// A variable with a value that the key may not hold: exit 2.
pub fn override_of(key: Key, global: &GlobalArgs) -> Result<Option<(String, Source)>, CliError> {
    let flag = match key {
        Key::Ledger => global.ledger.clone(),
        Key::Color => global.color.map(|when| {
            match when {
                ColorWhen::Auto => "auto",
                ColorWhen::Always => "always",
                ColorWhen::Never => "never",
            }
            .to_owned()
        }),
        _ => None,
    };
    if let Some(value) = flag {
        let value = key
            .check(&value)
            .map_err(|reason| refused(key, &format!("--{}", key.name()), &value, &reason))?;
        return Ok(Some((value, Source::Flag)));
    }
    let Some(name) = key.variable() else { return Ok(None) };
    let Some(value) = variable(name) else { return Ok(None) };
    let value = value.to_string_lossy();
    let value = key.check(&value).map_err(|reason| refused(key, name, &value, &reason))?;
    Ok(Some((value, Source::Env)))
}

/// The error for a value that a key may not hold.
#[must_use]
pub fn refused(key: Key, place: &str, value: &str, reason: &str) -> CliError {
    let code = if key == Key::Currency { ErrorCode::UnknownCurrency } else { ErrorCode::Usage };
    CliError::new(code, format!("{place} cannot be `{value}`: {reason}")).with_value(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn the_flag_wins_over_the_file_and_the_file_over_the_default() {
        let file =
            ConfigFile::parse(Path::new("c"), "ledger = 'home'\nlist_limit = 5\nweek_start = 'sunday'")
                .unwrap();
        let global = GlobalArgs { ledger: Some("work".to_owned()), ..GlobalArgs::default() };
        let settings = Settings::new(&global, Some(&file)).unwrap();
        assert_eq!(settings.get(Key::Ledger), (Some("work"), Source::Flag));
        assert_eq!(settings.get(Key::ListLimit), (Some("5"), Source::File));
        assert_eq!(settings.get(Key::History), (Some("1000"), Source::Default));
        assert_eq!((settings.list_limit(), settings.week_start()), (5, Weekday::Sun));
    }

    #[test]
    fn the_defaults_have_their_typed_readings() {
        let settings = Settings::default();
        assert_eq!(
            (settings.ledger(), settings.list_limit(), settings.history_commands()),
            ("personal", 50, 1000)
        );
        assert_eq!((settings.decimal_mark(), settings.default_method()), (None, None));
        assert!(!settings.is_strict());
        assert_eq!(settings.week_start(), Weekday::Mon);
        assert_eq!(settings.color(), ColorWhen::Auto);
    }

    #[test]
    fn an_empty_ledger_on_the_command_line_is_refused() {
        let global = GlobalArgs { ledger: Some(" ".to_owned()), ..GlobalArgs::default() };
        assert_eq!(Settings::new(&global, None).unwrap_err().exit, 2);
    }
}
