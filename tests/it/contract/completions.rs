//! `outlay completions`.

use super::{needs, refuses, survives_a_closed_pipe, whole_in_a_pipe};
use crate::common::Sandbox;

#[test]
fn every_shell_gets_a_script_on_stdout_and_nothing_else() {
    let home = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        for flags in [vec![], vec!["--static"]] {
            let mut args = vec!["completions", shell];
            args.extend(flags);
            let assert = home.outlay(&args).assert().success().stderr("");
            assert!(assert.get_output().stdout.len() > 100, "{args:?}");
            survives_a_closed_pipe(&home, &args);
        }
    }
    assert!(!home.database().exists());
}

#[test]
fn exit_codes_and_no_question() {
    let home = Sandbox::new();
    let refused = refuses(&home, &["completions", "csh"], 2, "usage");
    assert!(refused["message"].as_str().unwrap().contains("bash, zsh, fish"), "{refused}");
    needs(&home, &["completions"], "SHELL");
}

#[test]
fn a_script_does_not_depend_on_the_width() {
    let home = Sandbox::new();
    let narrow = home.outlay(["completions", "bash", "--static"]).env("COLUMNS", "40").assert().success();
    assert_eq!(
        crate::common::text(&narrow.get_output().stdout),
        home.ok(["completions", "bash", "--static"])
    );
    whole_in_a_pipe(&home, &["completions", "fish"]);
}

#[test]
fn completion_reads_the_ledger_is_silent_and_makes_no_file() {
    let home = Sandbox::new();
    let offers = |words: &[&str]| {
        let mut command = home.outlay(["--", "outlay"]);
        command
            .args(words)
            .env("OUTLAY_COMPLETE", "fish")
            .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
            .env("_CLAP_IFS", "\n");
        let assert = command.assert().success().stderr("");
        crate::common::text(&assert.get_output().stdout)
    };
    offers(&["list", "-c", ""]);
    assert!(!home.database().exists() && !home.path("data").exists());
    home.ok(["add", "1EUR", "zoo:tickets", "+familyday", "@Voucher"]);
    assert!(offers(&["list", "-c", "zoo"]).contains("zoo:tickets"));
    assert!(offers(&["list", "-t", "fam"]).contains("familyday"));
    assert!(offers(&["list", "-m", "Vou"]).contains("Voucher"));
    assert!(offers(&["show", ""]).contains('1'));
    std::fs::write(home.database(), "now it is no database").unwrap();
    offers(&["list", "-c", ""]);
}
