//! What clap says about a command line that it cannot read, in the form of every other error.
//!
//! Owns the translation of clap's errors. Must not parse values: they have parsers of their own.

use std::ffi::OsString;

use clap::ValueEnum as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::Format;
use super::error::{CliError, ErrorCode};

/// Aliases suggested at most.
const NEAR_MAX: usize = 3;

/// Why there is nothing to run.
#[derive(Debug)]
pub enum Stop {
    /// Help or the version was asked for: goes to stdout, exit 0.
    Help(String),
    /// The command line is wrong: exit 2.
    Error(Box<CliError>),
}

impl Stop {
    /// Translates clap's answer. `args` are the words that it read, `own_words` the aliases with what they stand for;
    /// `coloured` is about help.
    pub fn from_clap(
        error: &clap::Error,
        args: &[OsString],
        own_words: &[(String, String)],
        coloured: bool,
    ) -> Self {
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                let text = error.render();
                Self::Help(if coloured { text.ansi().to_string() } else { text.to_string() })
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                Self::Error(Box::new(missing_command(error, args)))
            }
            _ => Self::Error(Box::new(
                negative_amount(error, args).unwrap_or_else(|| translate(error, args, own_words)),
            )),
        }
    }
}

/// The error for a command that wants one of its own commands and got none.
fn missing_command(error: &clap::Error, args: &[OsString]) -> CliError {
    let help = error.render().to_string();
    let commands: Vec<String> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| *word != "help")
        .map(str::to_owned)
        .collect();
    CliError::usage(format!("`{}` needs a command after it", typed_command(args)))
        .with_candidates(commands)
        .with_hint(help_hint(args))
}

/// An unknown option that begins with a digit or a sign is meant as an amount.
fn negative_amount(error: &clap::Error, args: &[OsString]) -> Option<CliError> {
    let ContextValue::String(option) = error.get(ContextKind::InvalidArg)? else { return None };
    let enters_amounts = matches!(typed_command(args).as_str(), "outlay add" | "outlay again");
    if !enters_amounts
        || error.kind() != ErrorKind::UnknownArgument
        || !option.strip_prefix('-')?.starts_with(|c: char| c.is_ascii_digit() || "€£$¥₹.,".contains(c))
    {
        return None;
    }
    // clap names only the first character after the dash.
    let typed =
        args.iter().filter_map(|word| word.to_str()).find(|word| word.starts_with(option.as_str()))?;
    Some(
        CliError::new(ErrorCode::BadAmount, format!("`{typed}` is negative: amounts are positive"))
            .with_value(typed)
            .with_hint("a refund is --income; words that begin with a dash go after `--`"),
    )
}

/// Any other error: the first paragraph is the message, suggestions are the candidates, and the hint asks whether one of
/// them was meant.
fn translate(error: &clap::Error, args: &[OsString], own_words: &[(String, String)]) -> CliError {
    let text = error.render().to_string();
    let body = text.strip_prefix("error: ").unwrap_or(&text);
    let first: Vec<&str> = body.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    let tips: Vec<&str> = body
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("tip: "))
        .filter(|tip| !tip.contains("similar"))
        .collect();
    let mut candidates: Vec<String> =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
            .into_iter()
            .filter_map(|kind| error.get(kind))
            .flat_map(strings)
            .collect();
    let value = [ContextKind::InvalidValue, ContextKind::InvalidSubcommand, ContextKind::InvalidArg]
        .into_iter()
        .filter_map(|kind| error.get(kind))
        .find_map(|value| match value {
            ContextValue::String(value) => Some(value.clone()),
            _ => None,
        });
    if let (ErrorKind::UnknownArgument, Some(format)) =
        (error.kind(), value.as_deref().and_then(|option| option.strip_prefix("--")))
        && Format::from_str(format, false).is_ok()
    {
        candidates = vec![format!("--format {format}")];
    }
    if let (ErrorKind::InvalidSubcommand, Some(word)) = (error.kind(), &value) {
        candidates.splice(0..0, nearest(word, own_words));
        if let Some((_, meant)) = ELSEWHERE.iter().find(|(known, _)| known == word) {
            candidates = vec![(*meant).to_owned()];
        }
    }
    let message = match &value {
        _ if error.kind() == ErrorKind::MissingRequiredArgument => missing_arguments(error),
        Some(word) if error.kind() == ErrorKind::InvalidSubcommand => format!("there is no command `{word}`"),
        _ => first.join(" ").trim_end_matches('.').to_owned(),
    };
    let listing =
        if error.kind() == ErrorKind::MissingRequiredArgument { listing(error, args) } else { None };
    let hint = if let Some(listing) = listing {
        format!("{listing} shows what there is; {}", help_hint(args))
    } else if !candidates.is_empty() {
        let quoted: Vec<String> = candidates.iter().map(|word| format!("`{word}`")).collect();
        format!("did you mean {}? {}", quoted.join(" or "), help_hint(args))
    } else if tips.is_empty() {
        help_hint(args)
    } else {
        tips.join("; ")
    };
    CliError { value, candidates, ..CliError::usage(message).with_hint(hint) }
}

/// Words that people try as commands, and where what they want is.
const ELSEWHERE: [(&str, &str); 9] = [
    ("upcoming", "recurring upcoming"),
    ("forecast", "recurring upcoming"),
    ("subscriptions", "recurring list"),
    ("search", "list --search"),
    ("find", "list --search"),
    ("chart", "report --chart"),
    ("trend", "report trend"),
    ("compare", "report --compare previous"),
    ("convert", "report --in"),
];

/// The aliases like a word, nearest first: at most three slips away, and not more than half of the alias.
fn nearest(word: &str, own_words: &[(String, String)]) -> Vec<String> {
    let mut near: Vec<(usize, &str)> = own_words
        .iter()
        .map(|(name, _)| (strsim::damerau_levenshtein(word, name), name.as_str()))
        .filter(|(slips, name)| *slips <= 3.min(name.chars().count() / 2))
        .collect();
    near.sort_unstable();
    near.into_iter().take(NEAR_MAX).map(|(_, name)| name.to_owned()).collect()
}

/// The names of the arguments that are missing.
fn missing_names(error: &clap::Error) -> Vec<String> {
    let names: Vec<String> = error.get(ContextKind::InvalidArg).map(strings).unwrap_or_default();
    names
        .iter()
        .map(|name| name.trim_end_matches('.').trim_matches(['<', '>']).replace(['<', '>'], ""))
        .collect()
}

/// The command that shows what a missing argument can name.
fn listing(error: &clap::Error, args: &[OsString]) -> Option<&'static str> {
    let command = typed_command(args);
    missing_names(error).iter().find_map(|name| match name.as_str() {
        "SEQ" if command.starts_with("outlay queue") => Some("outlay queue list"),
        "ID" if command.starts_with("outlay conflict") => Some("outlay conflict list"),
        "RATE" if command.starts_with("outlay rate remove") => Some("outlay rate list"),
        "DEVICE" if command.starts_with("outlay auth") => Some("outlay auth devices"),
        _ => None,
    })
}

/// What is missing, as the other messages say it.
fn missing_arguments(error: &clap::Error) -> String {
    let names = missing_names(error);
    format!("{} {} missing", names.join(" and "), if names.len() == 1 { "is" } else { "are" })
}

/// The texts of one piece of clap's context.
fn strings(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(one) => vec![one.clone()],
        ContextValue::Strings(many) => many.clone(),
        _ => Vec::new(),
    }
}

/// Where to read on.
fn help_hint(args: &[OsString]) -> String {
    format!("try `{} --help`", typed_command(args))
}

/// The program with the command that was typed, if there is such a command, and that one's own: `outlay list`, `outlay
/// queue show`.
fn typed_command(args: &[OsString]) -> String {
    let word_of = |args: &[OsString]| {
        super::command_word(args).and_then(|at| Some((at, args.get(at)?.to_str()?.to_owned())))
    };
    let mut typed = "outlay".to_owned();
    let Some((at, word)) = word_of(args).filter(|(_, word)| super::commands::Command::is_builtin(word))
    else {
        return typed;
    };
    // What is below a command is put off until it is built, which this one is together with the global options.
    let mut tree = super::tree_for(args);
    tree.build();
    let (mut next, mut rest) = (Some(word), &args[at..]);
    while let Some(word) = next {
        let Some(below) = tree.find_subcommand(&word).cloned() else { break };
        typed = format!("{typed} {word}");
        tree = below;
        let found = word_of(rest);
        next = found.map(|(at, word)| {
            rest = &rest[at..];
            word
        });
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::commands::Command;

    fn error(line: &str) -> CliError {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let shown = super::super::Shown::from_words(&args);
        match super::super::parse(&args, &[], shown) {
            Err(Stop::Error(error)) => *error,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn an_unknown_command_gets_a_suggestion() {
        let error = error("outlay lst");
        assert_eq!(error.exit, 2);
        assert_eq!(error.message, "there is no command `lst`");
        assert_eq!(error.value.as_deref(), Some("lst"));
        assert_eq!(error.candidates, ["list"]);
        assert_eq!(error.hint.as_deref(), Some("did you mean `list`? try `outlay --help`"));
    }

    #[test]
    fn a_word_that_is_done_elsewhere_is_led_there() {
        assert_eq!(error("outlay upcoming").candidates, ["recurring upcoming"]);
        assert_eq!(error("outlay search").candidates, ["list --search"]);
        assert_eq!(error("outlay recurring add 5 x").message, "--every INTERVAL is missing");
    }

    #[test]
    fn an_unknown_option_gets_a_suggestion_and_a_missing_argument_a_way_to_the_help() {
        assert_eq!(error("outlay list --catgory food").candidates, ["--category"]);
        let missing = error("outlay show");
        assert_eq!(missing.message, "REF is missing");
        assert_eq!(missing.hint.as_deref(), Some("try `outlay show --help`"));
        let hint = |line: &str| error(line).hint.unwrap();
        assert_eq!(
            hint("outlay -q queue drop -y"),
            "outlay queue list shows what there is; try `outlay queue drop --help`"
        );
        assert_eq!(
            hint("outlay conflict resolve"),
            "outlay conflict list shows what there is; try `outlay conflict resolve --help`"
        );
        assert_eq!(
            hint("outlay auth revoke"),
            "outlay auth devices shows what there is; try `outlay auth revoke --help`"
        );
        assert_eq!(hint("outlay conflict resolve 3 --value"), "try `outlay conflict resolve --help`");
        assert_eq!(hint("outlay serve user"), "try `outlay serve user --help`");
    }

    #[test]
    fn a_group_of_commands_without_one_lists_them() {
        let error = error("outlay batch");
        assert_eq!(error.exit, 2);
        assert_eq!(error.candidates, ["list", "show", "undo"]);
    }

    #[test]
    fn a_negative_amount_that_is_no_plain_number_is_told_what_a_refund_is() {
        for line in [
            "outlay add -5EUR food",
            "outlay add -5,50 food",
            "outlay add -€5 food",
            "outlay add 5 food -5EUR",
        ] {
            let error = error(line);
            assert_eq!(error.code, ErrorCode::BadAmount, "{line}");
            assert!(error.hint.unwrap().contains("--income"));
        }
    }

    #[test]
    fn a_number_where_no_amount_is_entered_is_an_unknown_option() {
        assert_eq!(error("outlay list -5EUR").code, ErrorCode::Usage);
    }

    #[test]
    fn plain_negative_numbers_reach_the_parser_of_the_value() {
        let parse = |line: &str| {
            let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            super::super::parse(&args, &[], super::super::Shown::from_words(&args)).unwrap().command.unwrap()
        };
        let Command::Add(add) = parse("outlay add -5 food -d -3d -m -1") else { panic!("not add") };
        assert_eq!((add.entry.amount.as_deref(), add.date.as_deref()), (Some("-5"), Some("-3d")));
        assert_eq!(add.entry.method.as_deref(), Some("-1"));
        let Command::List(list) = parse("outlay list --min -5EUR --from -30d") else { panic!("not list") };
        assert_eq!((list.filter.min.as_deref(), list.filter.from.as_deref()), (Some("-5EUR"), Some("-30d")));
        let Command::Edit(edit) = parse("outlay edit - -t +a -t -b") else { panic!("not edit") };
        assert_eq!(
            (edit.references, edit.fields.tag),
            (vec!["-".to_owned()], vec!["+a".to_owned(), "-b".to_owned()])
        );
    }
}
