//! What holds for every command: help, versions, errors, colour, completion, pipes.

use predicates::prelude::*;
use serde_json::json;

use crate::common::{Sandbox, text};

#[test]
fn the_version_is_one_line_on_stdout() {
    let home = Sandbox::new();
    for flag in ["--version", "-V"] {
        assert_eq!(home.ok([flag]), format!("outlay {}\n", env!("CARGO_PKG_VERSION")));
    }
    assert_eq!(home.ok(["-q", "--version"]), format!("outlay {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn help_goes_to_stdout_and_has_every_command() {
    let home = Sandbox::new();
    let help = home.ok(["--help"]);
    for command in ["add", "again", "list", "report", "import", "undo", "completions", "man"] {
        let line = help.lines().find(|line| line.starts_with(&format!("  {command} "))).unwrap_or_default();
        assert!(line.len() > command.len() + 10, "{command} says what it does: {help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
    let add = home.ok(["add", "--help"]);
    assert!(add.contains("Examples:") && add.contains("--force-date"));
    assert_eq!(add, home.ok(["help", "add"]), "the short way to the help builds the same command");
    for command in ["list", "category", "category merge", "config set", "import", "report"] {
        let words: Vec<&str> = command.split(' ').collect();
        let direct = home.ok(words.iter().copied().chain(["--help"]));
        assert_eq!(direct, home.ok(["help"].into_iter().chain(words)), "{command}");
    }
}

#[test]
fn an_unknown_command_gets_a_suggestion_and_never_a_guess() {
    let home = Sandbox::new();
    let stderr = home.fails(["lst"], 2);
    assert_eq!(stderr, "error: there is no command `lst`\nhint: did you mean `list`? try `outlay --help`\n");
    home.fails(["lis"], 2);
    let error = home.fails_json(["lst"], 2);
    assert_eq!(
        error,
        json!({
            "code": "usage", "message": "there is no command `lst`", "exit_code": 2, "value": "lst",
            "hint": "did you mean `list`? try `outlay --help`", "candidates": ["list"], "details": null
        })
    );
}

#[test]
fn an_unknown_option_is_exit_2_in_text_and_json() {
    let home = Sandbox::new();
    assert!(home.fails(["list", "--catgory", "food"], 2).contains("did you mean `--category`?"));
    let error = home.fails_json(["list", "--catgory", "food"], 2);
    assert_eq!((&error["code"], &error["candidates"]), (&json!("usage"), &json!(["--category"])));
    home.outlay(["--format=json", "list", "--nope"])
        .assert()
        .code(2)
        .stderr(predicate::str::starts_with("{\"error\":{\"code\":\"usage\""));
    assert!(home.fails(["--format", "xml", "config", "list"], 2).contains("xml"));
}

#[test]
fn a_format_that_the_command_does_not_have_is_refused() {
    let home = Sandbox::new();
    let stderr = home.fails(["config", "list", "--format", "csv"], 2);
    assert!(stderr.contains("`config` has no format `csv`") && stderr.contains("table or json"), "{stderr}");
}

#[test]
fn a_negative_amount_is_told_what_a_refund_is() {
    let home = Sandbox::new();
    for amount in ["-5EUR", "-5,50", "-€5"] {
        let error = home.fails_json(["add", amount, "food"], 2);
        assert_eq!((&error["code"], &error["value"]), (&json!("bad_amount"), &json!(amount)));
        assert!(error["hint"].as_str().unwrap().contains("--income"));
    }
}

#[test]
fn a_malformed_time_is_a_usage_error_that_names_it() {
    let mut home = Sandbox::new();
    home.set("OUTLAY_NOW", "yesterday");
    let stderr = home.fails(["config", "list"], 2);
    assert!(stderr.contains("OUTLAY_NOW") && stderr.contains("yesterday"), "{stderr}");
    home.set("OUTLAY_NOW", "");
    home.ok(["config", "list"]);
}

#[test]
fn a_malformed_currency_in_the_environment_is_named() {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EURO");
    let error = home.fails_json(["config", "list"], 2);
    assert_eq!(error["code"], "unknown_currency");
    assert!(error["message"].as_str().unwrap().contains("OUTLAY_CURRENCY"), "{error}");
}

#[test]
fn colour_is_off_in_a_pipe_on_when_forced_and_the_flag_has_the_last_word() {
    let coloured = |variables: &[(&str, &str)], flags: &[&str]| {
        let mut home = Sandbox::new();
        for (name, value) in variables {
            home.set(name, value);
        }
        let stdout = home.ok(["config", "list"].iter().chain(flags)).contains('\u{1b}');
        let stderr = home.fails(["lst"].iter().chain(flags), 2).contains('\u{1b}');
        let help = home.ok(["--help"].iter().chain(flags)).contains('\u{1b}');
        assert!(
            stdout == stderr && stdout == help,
            "stdout {stdout}, stderr {stderr}, help {help}: {flags:?}"
        );
        stdout
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(coloured(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["--color=never"]));
}

#[test]
fn a_reader_that_went_away_is_success() {
    use std::process::Stdio;
    let home = Sandbox::new();
    let binary = assert_cmd::cargo::cargo_bin!("outlay");
    let mut child = std::process::Command::new(binary)
        .args(["completions", "bash", "--static"])
        .env("HOME", home.home())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{:?}", output.status);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_stdout_is_an_error() {
    let home = Sandbox::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("outlay"))
        .args(["config", "list", "--format", "json"])
        .env_clear()
        .env("HOME", home.home())
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("\"disk_full\""));
}

#[test]
fn a_process_without_home_locale_or_terminal_still_runs() {
    let home = Sandbox::new();
    let mut command = home.outlay(["config", "list"]);
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "COLUMNS", "TZ"] {
        command.env_remove(name);
    }
    command.env("LANG", "C").assert().success().stdout(predicate::str::contains("personal"));
    assert!(!home.database().exists(), "looking makes no file");
}

#[test]
fn the_man_pages_are_written_into_a_new_folder() {
    let home = Sandbox::new();
    home.ok(["man", "share/man1"]);
    let page = std::fs::read_to_string(home.path("share/man1/outlay-add.1")).unwrap();
    assert!(page.contains(".TH outlay-add 1"), "{page}");
    home.write("file", "");
    assert!(home.fails(["man", "file"], 1).contains("file"));
}
