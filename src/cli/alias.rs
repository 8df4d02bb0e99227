//! Own words for commands: `[alias]` in the configuration.
//!
//! Owns the expansion. The configuration is read here only if the first word is no command; a command can never be
//! replaced.

use std::ffi::OsString;

use super::commands::Command;
use super::config::file::ConfigFile;
use super::error::CliError;
use super::paths::Paths;

/// Most aliases that may stand for one another: far above any use, and a bound (invariant I9).
const DEPTH_MAX: usize = 16;

/// The arguments without aliases, and the configuration if it had to be read for that.
pub struct Expanded {
    /// The arguments, the program's name first.
    pub args: Vec<OsString>,
    /// The configuration, so that it is not read twice.
    pub config: Option<ConfigFile>,
}

/// Replaces the command by what its alias says, as often as needed.
///
/// # Errors
///
/// A configuration that cannot be read; an alias that leads back to itself or cannot be split into words.
pub fn expand(args: &[OsString]) -> Result<Expanded, CliError> {
    let Some(word) = unknown_word(args) else { return Ok(Expanded { args: args.to_owned(), config: None }) };
    let config = ConfigFile::read(&Paths::config_file())?;
    let args = match &config {
        Some(file) if file.alias(&word).is_some() => expand_with(args.to_owned(), |word| file.alias(word))?,
        _ => args.to_owned(),
    };
    Ok(Expanded { args, config })
}

/// [`expand`] with the aliases given.
fn expand_with(
    mut args: Vec<OsString>,
    alias: impl Fn(&str) -> Option<String>,
) -> Result<Vec<OsString>, CliError> {
    let mut seen: Vec<String> = Vec::new();
    while let Some(word) = unknown_word(&args) {
        let Some(text) = alias(&word) else { break };
        let is_loop = seen.contains(&word);
        seen.push(word.clone());
        if is_loop || seen.len() > DEPTH_MAX {
            return Err(CliError::usage(format!(
                "the alias `{}` leads to itself: {}",
                seen[0],
                seen.join(" -> ")
            ))
            .with_value(word)
            .with_hint("look at `outlay config list`, then `outlay config unset alias.NAME`"));
        }
        let words = shell_words::split(&text).map_err(|_| {
            CliError::usage(format!("the alias `{word}` has a quote that is not closed: {text}"))
                .with_value(text.clone())
        })?;
        let Some(at) = super::command_word(&args) else { break };
        args.splice(at..=at, words.into_iter().map(OsString::from));
    }
    Ok(args)
}

/// The word in the place of the command, if it is none.
fn unknown_word(args: &[OsString]) -> Option<String> {
    let word = args.get(super::command_word(args)?)?.to_str()?;
    (!Command::is_builtin(word)).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(line: &str) -> Result<String, CliError> {
        let aliases = |word: &str| {
            let text = match word {
                "coffee" => "add 3.40 food:coffee @card",
                "lunch" => "add 9 food:out \"with Ana\"",
                "mocha" => "coffee chocolate",
                "ping" => "pong",
                "pong" => "-q ping",
                "add" => "delete",
                "open" => "add 'x",
                _ => return None,
            };
            Some(text.to_owned())
        };
        let args = expand_with(line.split(' ').map(OsString::from).collect(), aliases)?;
        Ok(args.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn an_alias_stands_for_its_words_and_keeps_what_follows() {
        assert_eq!(
            expanded("outlay --db x coffee -d yesterday").unwrap(),
            "outlay|--db|x|add|3.40|food:coffee|@card|-d|yesterday"
        );
        assert_eq!(expanded("outlay lunch").unwrap(), "outlay|add|9|food:out|with Ana");
        assert_eq!(expanded("outlay mocha").unwrap(), "outlay|add|3.40|food:coffee|@card|chocolate");
    }

    #[test]
    fn aliases_that_lead_to_each_other_are_refused() {
        let error = expanded("outlay ping").unwrap_err();
        assert_eq!(error.exit, 2);
        assert_eq!(error.message, "the alias `ping` leads to itself: ping -> pong -> ping");
    }

    #[test]
    fn a_command_is_never_replaced_and_an_unknown_word_is_left() {
        assert_eq!(expanded("outlay add 5 food").unwrap(), "outlay|add|5|food");
        assert_eq!(expanded("outlay tea").unwrap(), "outlay|tea");
    }

    #[test]
    fn an_open_quote_is_refused() {
        assert!(expanded("outlay open").unwrap_err().message.contains("quote"));
    }
}
