//! What every command gets: the global options, the paths, the settings, the clock, the screen and the way to talk.
//!
//! Owns nothing of its own; it is put together once per run. Opening the database is left to the commands that need it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::args::{ColorWhen, Format, GlobalArgs};
use super::config::file::ConfigFile;
use super::config::settings::Settings;
use super::error::CliError;
use super::output::{self, json, sanitize::for_terminal, table::Table, talk::Talk};
use super::paths::Paths;
use super::screen::Screen;
use crate::clock::Clock;
use crate::model::currency::Currency;

/// The surroundings of one command.
#[derive(Debug)]
pub struct Context {
    /// The global options as they were typed.
    pub global: GlobalArgs,
    /// Where things lie.
    pub paths: Paths,
    /// The settings in effect: flag, environment, file, default.
    pub settings: Settings,
    /// The only way to the time.
    pub clock: Clock,
    /// What is known about the terminal.
    pub screen: Screen,
    /// The way to stderr.
    pub talk: Talk,
    /// New categories that the user was told of: those alone may be made.
    pub announced: Vec<String>,
    /// The currency that stood in because neither the amount nor the ledger nor the settings had one.
    pub assumed_currency: Option<Currency>,
}

impl Context {
    /// Puts the surroundings together. `config` is the configuration where it was read already; without
    /// `needs_settings` a configuration that is not there or not in order is no error.
    ///
    /// # Errors
    ///
    /// A malformed `OUTLAY_NOW` or variable: exit 2. A malformed configuration: code `usage`, exit 1.
    pub fn new(
        global: GlobalArgs,
        config: Option<ConfigFile>,
        needs_settings: bool,
    ) -> Result<Self, CliError> {
        let clock = super::clock().map_err(|error| {
            CliError::usage(error.to_string())
                .with_value(error.value)
                .with_hint("unset OUTLAY_NOW to use the system's clock")
        })?;
        let paths = Paths::new(global.db.as_deref());
        let mut doubts = Vec::new();
        let settings = if needs_settings {
            let config = match config {
                Some(config) => Some(config),
                None => ConfigFile::read(&paths.config_file)?,
            };
            doubts = config.as_ref().map(ConfigFile::doubts).unwrap_or_default();
            Settings::new(&global, config.as_ref())?
        } else {
            Settings::default()
        };
        let screen =
            Screen::of_process(global.color.unwrap_or(ColorWhen::Auto), settings.color(), settings.symbols());
        let is_json = global.format == Some(Format::Json);
        let mut talk = Talk::new(global.quiet, global.verbose, is_json, screen.stderr_style());
        for doubt in doubts {
            talk.warn("config", doubt);
        }
        if needs_settings && paths.is_homeless {
            talk.warn(
                "no_home",
                format!(
                    "there is no home folder: using {}; set OUTLAY_DB to choose",
                    paths.database.display()
                ),
            );
        }
        Ok(Self {
            global,
            paths,
            settings,
            clock,
            screen,
            talk,
            announced: Vec::new(),
            assumed_currency: None,
        })
    }

    /// The current instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Today in the local zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// How to print the answer; a table unless told otherwise.
    #[must_use]
    pub fn format(&self) -> Format {
        self.global.format.unwrap_or(Format::Table)
    }

    /// [`Context::format`], if the command has it.
    ///
    /// # Errors
    ///
    /// `usage` where `known` does not hold the format that was asked for.
    pub fn format_among(&self, command: &str, known: &[Format]) -> Result<Format, CliError> {
        let format = self.format();
        if known.contains(&format) {
            return Ok(format);
        }
        let names: Vec<&str> = known.iter().map(|format| format.as_str()).collect();
        Err(CliError::usage(format!("`{command}` has no format `{}`", format.as_str()))
            .with_value(format.as_str())
            .with_candidates(names.iter().map(|&name| name.to_owned()).collect())
            .with_hint(format!("use --format {}", names.join(" or "))))
    }

    /// Whether questions may be asked: stdin and stderr are terminals and `--no-input` is not given.
    #[must_use]
    pub const fn can_prompt(&self) -> bool {
        self.screen.stdin_is_terminal && self.screen.stderr_is_terminal && !self.global.no_input
    }

    /// Prints one JSON object with what was warned of inside.
    ///
    /// # Errors
    ///
    /// Those of [`json::print()`].
    pub fn print_json(&mut self, value: &impl Serialize) -> Result<(), CliError> {
        json::print(value, &self.talk.take_warnings())
    }

    /// Prints a table, as wide as the terminal allows.
    ///
    /// # Errors
    ///
    /// Those of [`output::to_stdout`].
    pub fn print_table(&self, table: &Table) -> Result<(), CliError> {
        self.print_text(&table.render(self.screen.width, self.screen.stdout_style()))
    }

    /// Prints what was done, a line each, unless `-q` is given. The lines are made safe for the terminal here.
    ///
    /// # Errors
    ///
    /// Those of [`output::to_stdout`].
    pub fn print_lines(&self, lines: &[String]) -> Result<(), CliError> {
        if self.global.quiet {
            return Ok(());
        }
        let lines: Vec<String> = lines.iter().map(|line| format!("{}\n", for_terminal(line))).collect();
        self.print_text(&lines.concat())
    }

    /// Prints text as it is. The caller has made it safe for the terminal.
    ///
    /// # Errors
    ///
    /// Those of [`output::to_stdout`].
    pub fn print_text(&self, text: &str) -> Result<(), CliError> {
        output::to_stdout(|out| out.write_all(text.as_bytes()))
    }
}
