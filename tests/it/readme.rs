//! The README says what is true: its transcripts are run, its commands are those that `.ci/run` runs.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::Sandbox;

#[cfg(all(unix, feature = "server"))]
mod failures;
#[cfg(unix)]
mod timers;
#[cfg(unix)]
mod transcript;

/// Set to write what the commands print into the README instead of comparing it.
const REGENERATE: &str = "OUTLAY_REGENERATE";

fn repository(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(repository(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What stands between ```` ```language ```` and the closing fence, block by block.
fn blocks(markdown: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}");
    let mut lines = markdown.lines();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        if line == opening {
            blocks.push(
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect(),
            );
        }
    }
    blocks
}

#[cfg(unix)]
#[test]
fn the_transcripts_of_the_readme_are_what_the_program_prints() {
    let home = Sandbox::new();
    let mut readme = read("README.md");
    let mut seen = 0;
    for section in readme.clone().split("\n## ") {
        let transcripts = blocks(section, "console");
        seen += transcripts.len();
        for (transcript, printed) in transcripts.iter().zip(transcript::run_again(&home, &transcripts)) {
            if std::env::var_os(REGENERATE).is_some() {
                readme = readme.replacen(transcript, &printed, 1);
            } else {
                assert_eq!(
                    *transcript, printed,
                    "write it anew with `{REGENERATE}=1 cargo test --test it readme`"
                );
            }
        }
    }
    assert!(seen > 5, "the README shows how it is used");
    if std::env::var_os(REGENERATE).is_some() {
        fs::write(repository("README.md"), readme).unwrap();
    }
}

/// The two commands of the README: the one that does the main job, and the one that runs the tests.
fn two_commands() -> (String, String) {
    let readme = read("README.md");
    let commands = blocks(&readme, "sh").remove(0);
    let mut lines = commands.lines().map(|line| line.split(" # ").next().unwrap().trim().to_owned());
    (lines.next().unwrap(), lines.next().unwrap())
}

#[test]
fn the_first_command_of_the_readme_records_an_expense_without_any_set_up() {
    let (main, _) = two_commands();
    let words = main.strip_prefix("cargo run --release -- ").unwrap();
    let home = Sandbox::new();
    let added = home.ok(words.split(' '));
    assert!(added.starts_with("added 1  2026-10-15  12.50 USD  food:lunch"), "{added}");
}

#[test]
fn the_test_command_of_the_readme_is_the_one_that_is_run_and_told_elsewhere() {
    let (_, tests) = two_commands();
    assert_eq!(tests, "cargo test");
    for name in [".ci/run", "CONTRIBUTING.md"] {
        let text = read(name);
        let found = text.lines().any(|line| line.trim().trim_start_matches("run ") == tests);
        assert!(found, "{name} has the line `{tests}`");
    }
}

#[test]
fn every_command_that_the_documents_name_is_there() {
    for name in ["README.md", "CONTRIBUTING.md"] {
        let text = read(name);
        let scripts = blocks(&text, "sh").concat() + &blocks(&text, "crontab").concat();
        let spans = text.split('`').skip(1).step_by(2).filter(|span| span.starts_with("outlay "));
        let lines = scripts.lines().flat_map(|line| line.match_indices("outlay ").map(|(at, _)| &line[at..]));
        for line in lines.chain(spans) {
            let Some(word) = line.split([' ', ')']).skip(1).find(|word| !word.starts_with('-')) else {
                continue;
            };
            let known = outlay::cli::commands::Command::is_builtin(word);
            assert!(known, "{name} names `outlay {word}`, which is no command: {line}");
        }
    }
}

#[test]
fn every_option_that_the_readme_names_is_there() {
    let of_others = ["--release", "--path", "--user", "--now", "--system"];
    let options = read("completions/outlay.bash");
    let readme = read("README.md");
    let words = readme.split(|c: char| !(c == '-' || c.is_ascii_lowercase()));
    for word in words.filter(|word| {
        word.starts_with("--") && word.contains(char::is_alphabetic) && !of_others.contains(word)
    }) {
        assert!(options.split_whitespace().any(|known| known.trim_matches('"') == word), "no option {word}");
    }
}
