//! Completion in shells: what is offered, and that looking leaves nothing behind.

use crate::common::{Sandbox, text};

/// What is offered for the last of these words, whatever the shell.
fn offers(home: &Sandbox, words: &[&str]) -> Vec<String> {
    let mut command = home.outlay(["--", "outlay"]);
    command
        .args(words)
        .env("OUTLAY_COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string());
    let assert = command.assert().success().stderr("");
    text(&assert.get_output().stdout).lines().map(str::to_owned).collect()
}

/// What bash gets for a line that readline split into `words`, of which it wants to complete `typed`. `kind` is
/// `COMP_TYPE`: 9 completes, 63 lists.
fn bash_replies(home: &Sandbox, words: &str, line: &str, typed: &str, kind: u8) -> Vec<String> {
    let script = format!(
        "source <(outlay completions bash); COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}}-1)); \
         COMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}; COMP_TYPE={kind}; _outlay outlay '{typed}' x; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\""
    );
    let assert = home.script("bash", &script).assert().success().stderr("");
    text(&assert.get_output().stdout).lines().map(str::to_owned).collect()
}

fn has_bash() -> bool {
    std::process::Command::new("bash").arg("--version").output().is_ok()
}

/// A ledger with a few expenses, a hidden category and a tag.
fn ledger() -> Sandbox {
    let home = Sandbox::new();
    home.ok(["add", "12.50", "food:lunch", "Falafel", "@Bank", "-d", "2026-10-13"]);
    home.ok(["add", "3", "food:coffee", "@voucher", "+work", "-p", "Café Central", "-d", "2026-10-14"]);
    home.ok(["add", "700", "rent", "--income"]);
    home.ok(["add", "1", "secret"]);
    home.ok(["category", "hide", "secret"]);
    home
}

#[test]
fn a_shell_is_offered_commands_options_and_values() {
    let home = Sandbox::new();
    assert_eq!(offers(&home, &["com"]), ["compact", "completions"]);
    assert_eq!(offers(&home, &["list", "--cat"]), ["--category"]);
    assert_eq!(offers(&home, &["add", "5", "food", "bread", "@Ca"]), ["@Card", "@Cash"]);
    assert_eq!(offers(&home, &["list", "-m", "U"]), ["UPI"]);
    assert_eq!(offers(&home, &["config", "get", "cur"]), ["currency"]);
    assert_eq!(offers(&home, &["show", "la"]), ["last"]);
}

#[test]
fn the_ledger_offers_its_categories_methods_and_tags() {
    let home = ledger();
    assert_eq!(offers(&home, &["add", "5", "fo"]), ["food", "food:coffee", "food:lunch"]);
    assert_eq!(offers(&home, &["list", "-c", "r"]), ["rent"]);
    assert!(offers(&home, &["list", "-c", "sec"]).is_empty(), "a hidden one is not suggested");
    assert_eq!(offers(&home, &["edit", "1", "--method=vo"]), ["--method=voucher"]);
    assert_eq!(
        offers(&home, &["edit", "1", "-m", "B"]),
        ["Bank"],
        "one that everybody knows is offered once"
    );
    assert_eq!(offers(&home, &["list", "-t", "w"]), ["work"]);
    assert_eq!(offers(&home, &["add", "5", "food", "bread", "+"]), ["+work"]);
    assert_eq!(offers(&home, &["edit", "1", "-t", "-w"]), ["-work"]);
    assert_eq!(offers(&home, &["edit", "1", "-t", "+"]), ["+work"]);
}

#[test]
fn the_newest_expenses_are_offered_by_number() {
    let home = ledger();
    assert_eq!(offers(&home, &["show", ""]), ["4", "3", "2", "1", "last"]);
    for day in 1..=20 {
        home.ok(["add", "1", "rent", "-d", &format!("2026-09-{day:02}")]);
    }
    let recent = offers(&home, &["delete", ""]);
    assert_eq!((recent.len(), recent[14].as_str(), recent[15].as_str()), (16, "14", "last"));
}

#[test]
fn the_database_and_ledger_of_the_line_are_asked() {
    let home = ledger();
    home.ok(["--db", "other.db", "add", "5", "travel"]);
    assert_eq!(offers(&home, &["--db", "other.db", "list", "-c", ""]), ["travel"]);
    assert_eq!(offers(&home, &["--db=other.db", "show", ""]), ["1", "last"]);
    assert!(offers(&home, &["--ledger", "nowhere", "list", "-c", "f"]).is_empty());
    assert!(offers(&home, &["--ledger", "all", "list", "-c", "f"]).contains(&"food".to_owned()));
}

#[test]
fn completing_without_a_database_makes_no_file() {
    let home = Sandbox::new();
    assert!(offers(&home, &["show", ""]).contains(&"last".to_owned()));
    assert!(offers(&home, &["list", "-c", ""]).is_empty());
    assert_eq!(std::fs::read_dir(home.home()).unwrap().count(), 0);
}

#[test]
fn completing_from_a_file_that_is_no_ledger_is_silent_and_leaves_it() {
    let home = Sandbox::new();
    let path = home.write("data/outlay/outlay.db", "this is a diary and no database at all, and long enough");
    assert!(offers(&home, &["list", "-c", ""]).is_empty());
    assert!(offers(&home, &["list", "-t", ""]).is_empty());
    assert_eq!(std::fs::read_to_string(&path).unwrap().len(), 55);
    assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    home.write("config/outlay/config.toml", "= nonsense");
    assert_eq!(offers(&home, &["list", "-m", "U"]), ["UPI"]);
}

#[test]
fn the_dynamic_scripts_call_the_program_by_its_name() {
    let home = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = home.ok(["completions", shell]);
        assert!(script.contains("OUTLAY_COMPLETE") && !script.contains("target/"), "{shell}: {script}");
    }
    assert!(home.fails(["completions", "tcsh"], 2).contains("tcsh"));
}

/// Bash splits words at `:` and `@`; what readline gets must fit what it takes for typed already.
#[cfg(unix)]
#[test]
fn bash_gets_answers_for_words_that_it_splits() {
    if !has_bash() {
        return;
    }
    let home = ledger();
    let replies = |words: &str, line: &str, typed: &str| bash_replies(&home, words, line, typed, 9);
    assert_eq!(replies("outlay comp", "outlay comp", "comp"), ["compact", "completions"]);
    assert_eq!(replies("outlay add 5 food '@' Ca", "outlay add 5 food @Ca", "Ca"), ["Card", "Cash"]);
    assert_eq!(replies("outlay list --method = U", "outlay list --method=U", "U"), ["UPI"]);
    assert_eq!(replies("outlay add 5 food : l", "outlay add 5 food:l", "l"), ["lunch"]);
    assert_eq!(replies("outlay list -t w", "outlay list -t w", "w"), ["work"]);
    home.write("a b.csv", "");
    assert_eq!(replies("outlay import '~/a'", "outlay import ~/a", "~/a"), [r"~/a\ b.csv"]);
}

#[cfg(unix)]
#[test]
fn bash_offers_options_after_a_dash_and_tells_what_a_number_means_where_it_only_lists() {
    if !has_bash() {
        return;
    }
    let home = ledger();
    let replies = |words: &str, typed: &str, kind| {
        bash_replies(&home, words, &format!("outlay show {typed}"), typed, kind)
    };
    assert_eq!(replies("outlay show ''", "", 9), ["4", "3", "2", "1", "last"]);
    let listed = [
        "4  2026-10-15 1.00 USD secret",
        "3  2026-10-15 +700.00 USD rent",
        "2  2026-10-14 3.00 USD Café Central",
        "1  2026-10-13 12.50 USD Falafel",
        "last",
    ];
    assert_eq!(replies("outlay show ''", "", 63), listed);
    assert_eq!(replies("outlay show --db", "--db", 9), ["--db"]);
}
