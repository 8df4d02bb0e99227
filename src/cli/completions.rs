//! Completion in shells: the scripts, and the answers while a line is being typed.
//!
//! Two kinds of script. The dynamic one registers `outlay` itself, which is asked at each Tab and offers what the ledger
//! has; `outlay completions SHELL` prints it, to be read anew at the start of the shell so that it fits the version. The
//! static one knows commands and options only; `completions/` has those for packagers, and a test says when they are
//! stale. Must not look into the ledger itself: `candidates` does.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_complete::CompleteEnv;
use clap_complete::engine::{self, CompletionCandidate};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use super::PROGRAM;
use super::args::Cli;
use super::candidates::{self, Candidate};
use super::commands::completions::Shell;
use super::config::keys::Key;
use super::output::sanitize::for_terminal;
use super::paths::Paths;
use super::profiles::Profiles;

/// The variable that a dynamic script sets when it asks; its value is the shell.
pub const VARIABLE: &str = "OUTLAY_COMPLETE";

/// The registration for bash. Bash splits the line at `:`, `=` and `@` too (`COMP_WORDBREAKS`), which stand inside
/// categories, options and methods; the words are put together again here, and what readline takes for typed already
/// is cut off the answers. `COMP_TYPE` 63 only lists (bash(1), "Programmable Completion"): what is shown then is never
/// put into the line, so that a number may stand there with the expense it means, as wide as the terminal.
const BASH_SCRIPT: &str = r#"_outlay() {
    local rest=${COMP_LINE:0:COMP_POINT} word trimmed last=-1 i
    local -a words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        trimmed=${rest#"${rest%%[![:space:]]*}"}
        word=${COMP_WORDS[i]}
        ((i == COMP_CWORD)) && word=$trimmed
        if ((last >= 0)) && [[ $trimmed == "$rest" ]]; then
            words[last]+=$word
        else
            words[++last]=$word
        fi
        rest=${trimmed#"$word"}
    done
    local current=${words[last]} typed=$2
    [[ $typed == [:=@] ]] && typed=
    local before=${current:0:${#current}-${#typed}}
    COMPREPLY=()
    local -a answers=()
    IFS=$'\013' read -r -d '' -a answers < <(
        _CLAP_IFS=$'\013' _CLAP_COMPLETE_INDEX=$last _CLAP_COMPLETE_COMP_TYPE=$COMP_TYPE \
            OUTLAY_COMPLETE=bash outlay -- "${words[@]}" 2>/dev/null
    )
    for word in "${answers[@]}"; do
        word=${word#"$before"}
        if ((COMP_TYPE == 63)); then
            word=${word:0:${COLUMNS:-80}-2}
        elif [[ $current != [\"\']* ]]; then
            printf -v word %q "$word"
            [[ $current == \~* ]] && word=${word#\\}
        fi
        COMPREPLY+=("$word")
    done
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/:] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o bashdefault -o nosort -F _outlay outlay 2>/dev/null || complete -o bashdefault -F _outlay outlay
"#;

/// Bash with [`BASH_SCRIPT`] for its registration; the answers are clap's.
struct BashWholeWords;

impl EnvCompleter for BashWholeWords {
    fn name(&self) -> &'static str {
        Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        Bash.is(name)
    }

    fn write_registration(
        &self,
        _var: &str,
        _name: &str,
        _bin: &str,
        _completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        buf.write_all(BASH_SCRIPT.as_bytes())
    }

    fn write_complete(
        &self,
        cmd: &mut Command,
        args: Vec<OsString>,
        current_dir: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let told = |name: &str| super::variable(name).and_then(|value| value.into_string().ok());
        let index = told("_CLAP_COMPLETE_INDEX").and_then(|index| index.parse().ok()).unwrap_or_default();
        let separator = told("_CLAP_IFS").unwrap_or_else(|| "\n".to_owned());
        let only_lists = told("_CLAP_COMPLETE_COMP_TYPE").as_deref() == Some("63");
        let is_open = args.get(index).is_none_or(|word: &OsString| word.is_empty());
        let answers = engine::complete(cmd, args, index, current_dir)?;
        for (at, answer) in bash_answers(&answers, is_open, only_lists).iter().enumerate() {
            let before = if at == 0 { "" } else { &separator };
            write!(buf, "{before}{answer}")?;
        }
        Ok(())
    }
}

/// The answers as bash shows them. It has one column for all, so options wait until a dash is typed where anything else
/// can stand; and of numbers, which say nothing by themselves, the list tells what they mean.
fn bash_answers(answers: &[CompletionCandidate], is_open: bool, only_lists: bool) -> Vec<String> {
    let words = answers.iter().map(|answer| (answer.get_value().to_string_lossy(), answer.get_help()));
    let is_option = |word: &str| word.starts_with('-');
    let hides_options = is_open && words.clone().any(|(word, _)| !is_option(&word));
    words
        .filter(|(word, _)| !(hides_options && is_option(word)))
        .map(|(word, help)| match help {
            Some(help) if only_lists && word.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{word}  {help}")
            }
            _ => word.into_owned(),
        })
        .collect()
}

/// Answers a shell that asks what could come next; `false` where none asks. What goes wrong is not told: the shell would
/// show it in the middle of the line.
#[must_use]
pub fn answer_shell() -> bool {
    if super::variable(VARIABLE).is_none() {
        return false;
    }
    let answered = CompleteEnv::with_factory(Cli::command)
        .var(VARIABLE)
        .bin(PROGRAM)
        .completer(PROGRAM)
        .shells(Shells(&[&BashWholeWords, &Elvish, &Fish, &Powershell, &Zsh]))
        .try_complete(std::env::args_os(), std::env::current_dir().ok().as_deref());
    answered.unwrap_or(true)
}

/// The script that makes a shell ask `outlay`.
///
/// # Errors
///
/// None in practice: the script is written to memory.
pub fn dynamic_script(shell: Shell) -> io::Result<String> {
    let completer: &dyn EnvCompleter = match shell {
        Shell::Bash => &BashWholeWords,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
        Shell::Elvish => &Elvish,
        Shell::PowerShell => &Powershell,
    };
    let mut script = Vec::new();
    completer.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// The script that knows the commands and options of this version and asks nobody.
#[must_use]
pub fn static_script(shell: Shell) -> String {
    let shell = match shell {
        Shell::Bash => clap_complete::Shell::Bash,
        Shell::Zsh => clap_complete::Shell::Zsh,
        Shell::Fish => clap_complete::Shell::Fish,
        Shell::Elvish => clap_complete::Shell::Elvish,
        Shell::PowerShell => clap_complete::Shell::PowerShell,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), PROGRAM, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The file names of the static scripts, as the shells look for them.
#[must_use]
pub const fn static_file(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => "outlay.bash",
        Shell::Zsh => "_outlay",
        Shell::Fish => "outlay.fish",
        Shell::Elvish => "outlay.elv",
        Shell::PowerShell => "_outlay.ps1",
    }
}

/// Offers the categories.
#[must_use]
pub fn categories() -> Vec<CompletionCandidate> {
    offer(candidates::categories(), "")
}

/// Offers the currencies, those in use first.
#[must_use]
pub fn currencies() -> Vec<CompletionCandidate> {
    offer(candidates::currencies(), "")
}

/// Offers the payment methods.
#[must_use]
pub fn methods() -> Vec<CompletionCandidate> {
    offer(candidates::methods(), "")
}

/// Offers the profiles of statements.
#[must_use]
pub fn profiles() -> Vec<CompletionCandidate> {
    let names = Profiles::new(&Paths::new(None)).names();
    offer(names.into_iter().map(|name| (name, None)).collect(), "")
}

/// Offers the tags.
#[must_use]
pub fn tags() -> Vec<CompletionCandidate> {
    offer(candidates::tags(), "")
}

/// Offers what a tag of `edit` may become: `+tag`, `-tag`, or `tag`, which adds it too.
#[must_use]
pub fn signed_tags(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(current) = current.to_str() else { return Vec::new() };
    let sign = &current[..current.find(|c| !matches!(c, '+' | '-')).unwrap_or(current.len()).min(1)];
    offer(candidates::tags(), sign)
        .into_iter()
        .filter(|candidate| candidate.get_value().to_string_lossy().starts_with(current))
        .collect()
}

/// Offers the newest expenses and the word `last`.
#[must_use]
pub fn recent() -> Vec<CompletionCandidate> {
    let mut offered = offer(candidates::recent(), "");
    offered.push(CompletionCandidate::new("last").help(Some("the newest entered by hand".into())));
    offered
}

/// Offers the recurring expenses.
#[must_use]
pub fn recurring() -> Vec<CompletionCandidate> {
    offer(candidates::recurring(), "")
}

/// Offers the intervals of recurring expenses.
#[must_use]
pub fn intervals() -> Vec<CompletionCandidate> {
    ["day", "week", "2w", "month", "quarter", "year"].into_iter().map(CompletionCandidate::new).collect()
}

/// What a report can be by.
#[must_use]
pub fn dimensions() -> Vec<CompletionCandidate> {
    crate::report::Dimension::ALL
        .iter()
        .map(|dimension| CompletionCandidate::new(dimension.as_str()))
        .collect()
}

/// Offers the directions.
#[must_use]
pub fn directions() -> Vec<CompletionCandidate> {
    ["expense", "income", "transfer"].into_iter().map(CompletionCandidate::new).collect()
}

/// Offers the keys of the configuration.
#[must_use]
pub fn config_keys() -> Vec<CompletionCandidate> {
    Key::ALL.iter().map(|key| CompletionCandidate::new(key.name()).help(Some(key.doc().into()))).collect()
}

/// Offers what a word of `add` may become: `@method` or `+tag`. Plain words are the user's own.
#[must_use]
pub fn words(current: &OsStr) -> Vec<CompletionCandidate> {
    let Some(current) = current.to_str() else { return Vec::new() };
    [(candidates::methods as fn() -> Vec<Candidate>, "@"), (candidates::tags, "+")]
        .into_iter()
        .filter(|(_, sign)| current.is_empty() || current.starts_with(sign))
        .flat_map(|(list, sign)| offer(list(), sign))
        .filter(|candidate| candidate.get_value().to_string_lossy().starts_with(current))
        .collect()
}

/// Turns words of the ledger into answers. One that a terminal would act on is left out: the shell prints it raw.
fn offer(words: Vec<Candidate>, sign: &str) -> Vec<CompletionCandidate> {
    words
        .into_iter()
        .filter(|(word, _)| for_terminal(word) == *word)
        .map(|(word, help)| {
            CompletionCandidate::new(format!("{sign}{word}"))
                .help(help.map(|help| for_terminal(&help).into_owned().into()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(candidates: &[CompletionCandidate]) -> Vec<String> {
        candidates.iter().map(|candidate| candidate.get_value().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_word_with_a_sign_is_completed_and_a_plain_one_is_not() {
        assert_eq!(values(&words(OsStr::new("@Ca"))), ["@Card", "@Cash"]);
        assert!(words(OsStr::new("bread")).is_empty());
    }

    #[test]
    fn words_that_would_drive_the_terminal_are_not_offered() {
        let offered =
            offer(vec![("a\u{1b}[2J".to_owned(), None), ("food".to_owned(), Some("x\ny".to_owned()))], "");
        assert_eq!(values(&offered), ["food"]);
        assert_eq!(offered[0].get_help().unwrap().to_string(), "x\\ny");
    }

    #[test]
    fn every_shell_has_both_scripts() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::Elvish, Shell::PowerShell] {
            let dynamic = dynamic_script(shell).unwrap();
            assert!(dynamic.contains(VARIABLE), "{shell:?}");
            let fixed = static_script(shell);
            assert!(fixed.contains("force-date") && !fixed.contains(VARIABLE), "{shell:?}");
        }
    }
}
