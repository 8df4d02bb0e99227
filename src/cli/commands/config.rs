//! `outlay config`: look at the configuration and change it.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;
use serde_json::{Value, json};

use super::Outcome;
use crate::cli::args::Format;
use crate::cli::completions;
use crate::cli::config::file::{self, ConfigFile};
use crate::cli::config::keys::{ALIAS_TABLE, Key, Kind, nearest};
use crate::cli::config::settings::{Settings, Source, override_of, refused};
use crate::cli::context::Context;
use crate::cli::error::CliError;
use crate::cli::output::sanitize::for_terminal;
use crate::cli::output::table::{Cell, Column, Table};
use crate::model::text::is_hostile;

/// Look at the configuration and change it
///
/// A value comes from a flag, else an environment variable, else the file, else a default.
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "\
Keys:
  auto_sync       on: a change starts a sync in the background
  categories      open: a new category is made when first used; strict: it is refused
  color           auto, always or never
  currency        the currency of amounts that name none, such as EUR
  decimal_mark    the character before the decimals, where an amount has two readings
  default_method  the method of expenses that name none
  fiscal_year_start
                  the month in which a fiscal year begins, such as april
  history         how many commands are kept for undo and log; a year is kept in any case
  ledger          the ledger to work in
  list_limit      how many rows a table of list shows
  server          the server that outlay auth login goes to where none is named
  symbols         unicode or ascii: what bars are drawn with
  week_start      monday, saturday or sunday
  alias.NAME      the words that NAME stands for

Examples:
  outlay config set currency EUR
  outlay config set alias.coffee \"add 3.40 food:coffee @card\"
  outlay config get currency --format json")]
pub struct ConfigArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// What to do with the configuration.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigCommand {
    /// Print a value
    #[command(after_help = "\
With --format json it prints {key, value, source, warnings}; source is flag, env, file or default. Exit 3 where there is no
such key or alias.")]
    Get {
        /// The key, or alias.NAME
        #[arg(value_name = "KEY", add = ArgValueCandidates::new(completions::config_keys))]
        key: String,
    },
    /// Set a value in the file; its comments stay
    Set {
        /// The key, or alias.NAME
        #[arg(value_name = "KEY", add = ArgValueCandidates::new(completions::config_keys))]
        key: String,
        /// The value
        #[arg(value_name = "VALUE", allow_hyphen_values = true)]
        value: String,
    },
    /// Take a value out of the file
    #[command(after_help = "Exit 3 where the file does not have it.")]
    Unset {
        /// The key, or alias.NAME
        #[arg(value_name = "KEY", add = ArgValueCandidates::new(completions::config_keys))]
        key: String,
    },
    /// List every key with its value and where that comes from
    #[command(after_help = "With --format json it prints {values, count, warnings}.")]
    List,
    /// Print where the file is
    #[command(after_help = "With --format json it prints {path, exists, warnings}.")]
    Path,
}

/// A key as it was typed.
enum Name {
    Key(Key),
    Alias(String),
}

impl Name {
    /// Reads `key` or `alias.NAME`.
    fn parse(text: &str) -> Result<Self, CliError> {
        if let Some(alias) = text.strip_prefix(ALIAS_TABLE).and_then(|rest| rest.strip_prefix('.')) {
            return Ok(Self::Alias(alias.to_owned()));
        }
        Key::from_name(text).map(Self::Key).ok_or_else(|| {
            CliError::not_found(format!("there is no key `{text}`"))
                .with_value(text)
                .with_candidates(nearest(text))
                .with_hint("`outlay config list` shows every key")
        })
    }

    /// The name as it is typed.
    fn text(&self) -> String {
        match self {
            Self::Key(key) => key.name().to_owned(),
            Self::Alias(name) => format!("{ALIAS_TABLE}.{name}"),
        }
    }

    /// The parts of the name in the file.
    fn parts(&self) -> Vec<&str> {
        match self {
            Self::Key(key) => vec![key.name()],
            Self::Alias(name) => vec![ALIAS_TABLE, name],
        }
    }

    /// Checks a value and gives it as TOML.
    fn check(&self, value: &str) -> Result<toml_edit::Value, CliError> {
        match self {
            Self::Key(key) => {
                let value = key.check(value).map_err(|reason| refused(*key, key.name(), value, &reason))?;
                Ok(match (key.kind(), value.parse::<i64>()) {
                    (Kind::CountUpTo(_), Ok(count)) => count.into(),
                    _ => value.into(),
                })
            }
            Self::Alias(name) => {
                file::check_alias_name(name).map_err(|reason| {
                    CliError::usage(format!("`{name}` cannot be an alias: {reason}"))
                        .with_value(name.as_str())
                })?;
                if value.chars().any(is_hostile) {
                    return Err(CliError::usage("an alias cannot hold control characters").with_value(value));
                }
                if shell_words::split(value).map_or(true, |words| words.is_empty()) {
                    return Err(CliError::usage(format!(
                        "`{value}` is no command line: empty, or an open quote"
                    ))
                    .with_value(value));
                }
                Ok(value.into())
            }
        }
    }
}

/// Runs `outlay config`.
///
/// # Errors
///
/// An unknown key: exit 3. A value that the key may not hold: exit 2. A file that cannot be read or written: exit 1.
pub fn run(args: &ConfigArgs, ctx: &mut Context) -> Result<Outcome, CliError> {
    let format = ctx.format_among("config", &[Format::Table, Format::Json])?;
    match &args.command {
        ConfigCommand::Get { key } => get(ctx, &Name::parse(key)?)?,
        ConfigCommand::Set { key, value } => set(ctx, &Name::parse(key)?, value)?,
        ConfigCommand::Unset { key } => unset(ctx, &Name::parse(key)?)?,
        ConfigCommand::List => list(ctx, format)?,
        ConfigCommand::Path => {
            let path = ctx.paths.config_file.clone();
            if format == Format::Json {
                ctx.print_json(&json!({ "path": path.display().to_string(), "exists": path.exists() }))?;
            } else {
                ctx.print_text(&format!("{}\n", for_terminal(&path.display().to_string())))?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// Prints a value.
fn get(ctx: &mut Context, name: &Name) -> Result<(), CliError> {
    let config = read(ctx)?;
    match name {
        Name::Key(key) => {
            let settings = Settings::new(&ctx.global, config.as_ref())?;
            let (value, source) = settings.get(*key);
            print_value(ctx, name, value, source)
        }
        Name::Alias(alias) => {
            let value = config.and_then(|config| config.alias(alias)).ok_or_else(|| {
                CliError::not_found(format!("there is no alias `{alias}`")).with_value(alias.as_str())
            })?;
            print_value(ctx, name, Some(&value), Source::File)
        }
    }
}

fn not_in_file(path: &Path, name: &Name) -> CliError {
    CliError::not_found(format!("{} does not have `{}`", path.display(), name.text())).with_value(name.text())
}

/// Waits until no other command changes the file, and keeps the others waiting until it is dropped: what two commands
/// set at once is both kept. The lock lies in the state folder, since the file itself is replaced.
fn lock(ctx: &Context) -> Result<File, CliError> {
    let folder = &ctx.paths.state_dir;
    fs::create_dir_all(folder).map_err(|error| CliError::io("make the folder", folder, &error))?;
    let path = folder.join("config.lock");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let failed = |error: &std::io::Error| CliError::io("lock", &path, error);
    let file = options.open(&path).map_err(|error| failed(&error))?;
    match file.lock() {
        // A file system without locks is used as well as it can be.
        Err(error) if error.kind() != ErrorKind::Unsupported => Err(failed(&error)),
        _ => Ok(file),
    }
}

/// Sets a value in the file.
fn set(ctx: &mut Context, name: &Name, value: &str) -> Result<(), CliError> {
    let value = name.check(value)?;
    let path = ctx.paths.config_file.clone();
    let _lock = lock(ctx)?;
    let text = file::read_text(&path)?.unwrap_or_default();
    let plain = plain(&value);
    let changed = file::with_value(&path, &text, &name.parts(), value)?;
    if changed != text {
        file::write(&path, &changed)?;
    }
    warn_of_override(ctx, name)?;
    print_change(
        ctx,
        name,
        Some(&plain),
        Source::File,
        &format!("{} = {}\n", name.text(), for_terminal(&plain)),
    )
}

/// Takes a value out of the file.
fn unset(ctx: &mut Context, name: &Name) -> Result<(), CliError> {
    let path = ctx.paths.config_file.clone();
    if file::read_text(&path)?.is_none() {
        return Err(not_in_file(&path, name));
    }
    let _lock = lock(ctx)?;
    let text = file::read_text(&path)?.unwrap_or_default();
    let changed =
        file::without_value(&path, &text, &name.parts())?.ok_or_else(|| not_in_file(&path, name))?;
    file::write(&path, &changed)?;
    warn_of_override(ctx, name)?;
    let default = match name {
        Name::Key(key) => key.default(),
        Name::Alias(_) => None,
    };
    let text = match default {
        Some(default) => format!("{} is {default} again\n", name.text()),
        None => format!("{} is not set any more\n", name.text()),
    };
    print_change(ctx, name, default, Source::Default, &text)
}

/// Lists every key and alias.
fn list(ctx: &mut Context, format: Format) -> Result<(), CliError> {
    let config = read(ctx)?;
    let settings = Settings::new(&ctx.global, config.as_ref())?;
    let aliases = config.as_ref().map(ConfigFile::aliases).unwrap_or_default();
    if format == Format::Json {
        let keys = Key::ALL.iter().map(|key| {
            let (value, source) = settings.get(*key);
            entry(key.name(), value, source, key.default(), Some(key.doc()))
        });
        let aliases = aliases.iter().map(|(name, words)| {
            entry(&format!("{ALIAS_TABLE}.{name}"), Some(words), Source::File, None, None)
        });
        let values: Vec<Value> = keys.chain(aliases).collect();
        return ctx.print_json(&json!({ "count": values.len(), "values": values }));
    }
    let mut table = Table::new([
        Column::new("key"),
        Column::new("value").shrinks_to(12),
        Column::new("source").dropped(1),
    ]);
    for key in Key::ALL {
        let (value, source) = settings.get(key);
        table.row([Cell::from(key.name()), Cell::from(value.unwrap_or("-")), Cell::from(source.as_str())]);
    }
    for (name, words) in aliases {
        table.row([Cell::from(format!("{ALIAS_TABLE}.{name}")), Cell::from(words), Cell::from("file")]);
    }
    ctx.print_table(&table)
}

/// Reads the file and tells what is odd in it.
fn read(ctx: &mut Context) -> Result<Option<ConfigFile>, CliError> {
    let config = ConfigFile::read(&ctx.paths.config_file)?;
    for doubt in config.as_ref().map(ConfigFile::doubts).unwrap_or_default() {
        ctx.talk.warn("config", doubt);
    }
    Ok(config)
}

/// Says so where a variable or a flag wins over what was changed.
fn warn_of_override(ctx: &mut Context, name: &Name) -> Result<(), CliError> {
    if let Name::Key(key) = name
        && let Some((value, Source::Env)) = override_of(*key, &ctx.global)?
    {
        let variable = key.variable().unwrap_or_default();
        ctx.talk.warn("overridden", format!("{variable} is set to {value}, which wins over the file"));
    }
    Ok(())
}

/// One row of the list.
fn entry(key: &str, value: Option<&str>, source: Source, default: Option<&str>, doc: Option<&str>) -> Value {
    json!({ "key": key, "value": value, "source": source.as_str(), "default": default, "doc": doc })
}

/// Prints a value alone, or with its source as JSON.
fn print_value(ctx: &mut Context, name: &Name, value: Option<&str>, source: Source) -> Result<(), CliError> {
    let text = value.map(|value| format!("{}\n", for_terminal(value))).unwrap_or_default();
    print_change(ctx, name, value, source, &text)
}

/// Prints `text`, or the value with its source as JSON.
fn print_change(
    ctx: &mut Context,
    name: &Name,
    value: Option<&str>,
    source: Source,
    text: &str,
) -> Result<(), CliError> {
    if ctx.format() == Format::Json {
        return ctx.print_json(&json!({ "key": name.text(), "value": value, "source": source.as_str() }));
    }
    // The line's end is the program's own, everything before it may come from a file.
    ctx.print_text(
        &text.strip_suffix('\n').map_or_else(String::new, |line| format!("{}\n", for_terminal(line))),
    )
}

/// The value without TOML's quotes.
fn plain(value: &toml_edit::Value) -> String {
    value.as_str().map_or_else(|| value.to_string().trim().to_owned(), str::to_owned)
}
