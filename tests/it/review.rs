//! What a careful reader of the whole program found: each test failed before it was mended.

use std::fs;

use serde_json::json;

use crate::common::{Sandbox, text};

const BAD: &str =
    "Date,Amount,Currency,Description\n2026-10-01,-12.50,EUR,Bread\n2026-10-02,three,EUR,Coffee\n";
const GOOD: &str = "Date,Amount,Currency,Description\n2026-10-01,-12.50,EUR,Bread\n";

/// A home with one expense, of 5 EUR.
fn home() -> Sandbox {
    let home = Sandbox::new();
    home.ok(["add", "5EUR", "food", "bread"]);
    home
}

#[test]
fn export_rejects_and_backup_never_replace_the_database() {
    let home = home();
    let before = fs::read(home.database()).unwrap();
    home.write("bad.csv", BAD);
    for name in ["outlay.db", "outlay.db-wal", "outlay.db-shm"] {
        let path = home.path("data/outlay").join(name);
        let path = path.to_str().unwrap();
        assert_eq!(home.fails_json(["export", "-o", path], 2)["code"], "usage", "{name}");
        assert_eq!(home.fails_json(["backup", path, "-y"], 2)["code"], "usage", "{name}");
        let args = ["import", "bad.csv", "--skip-bad-rows", "--rejects", path];
        assert_eq!(home.fails_json(args, 2)["code"], "usage", "{name}");
    }
    let detour = home.path("data/../data/outlay/outlay.db");
    home.fails(["export", "-o", detour.to_str().unwrap()], 2);
    assert_eq!(fs::read(home.database()).unwrap(), before);
    let fresh = Sandbox::new();
    fresh.write("bad.csv", BAD);
    fresh.fails(["import", "bad.csv", "--skip-bad-rows", "--db", "new.db", "--rejects", "./new.db"], 2);
    assert!(!fresh.path("new.db").exists(), "a database that is not there yet is not one of rejects either");
}

#[test]
fn rejects_never_replace_a_file_that_is_imported() {
    let home = home();
    home.write("bad.csv", BAD);
    let error = home.fails_json(["import", "bad.csv", "--skip-bad-rows", "--rejects", "./bad.csv"], 2);
    assert_eq!(error["value"], "./bad.csv");
    assert_eq!(fs::read_to_string(home.path("bad.csv")).unwrap(), BAD);
}

#[test]
fn rejects_are_written_only_where_rows_were_refused_and_not_in_a_dry_run() {
    let home = home();
    home.write("good.csv", GOOD);
    home.write("bad.csv", BAD);
    home.write("rejects.csv", "mine");
    home.ok(["import", "good.csv", "--skip-bad-rows", "--rejects", "rejects.csv"]);
    let dry = ["import", "bad.csv", "--skip-bad-rows", "--rejects", "rejects.csv", "--dry-run"];
    home.outlay(dry).assert().code(4);
    assert_eq!(fs::read_to_string(home.path("rejects.csv")).unwrap(), "mine");
    home.outlay(&dry[..5]).assert().code(4);
    assert!(fs::read_to_string(home.path("rejects.csv")).unwrap().contains("2026-10-02,three,EUR,Coffee,"));
}

#[test]
fn rejects_that_cannot_be_written_stop_the_import() {
    let home = home();
    for name in ["one.csv", "two.csv"] {
        home.write(name, BAD);
    }
    home.fails(["import", "one.csv", "two.csv", "--skip-bad-rows", "--rejects", "rejects.csv"], 2);
    home.fails(["import", "one.csv", "--skip-bad-rows", "--rejects", "no/such/folder/rejects.csv"], 1);
    assert_eq!(home.json(["list"])["count"], 1, "nothing was imported");
}

#[cfg(unix)]
#[test]
fn an_exported_file_is_for_its_owner_alone_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let home = home();
    home.write("bad.csv", BAD);
    symlink("real.csv", home.path("link.csv")).unwrap();
    for _ in 0..2 {
        home.ok(["export", "-o", "link.csv"]);
        assert!(fs::symlink_metadata(home.path("link.csv")).unwrap().is_symlink());
        assert!(fs::read_to_string(home.path("real.csv")).unwrap().contains("bread"));
    }
    home.outlay(["import", "bad.csv", "--skip-bad-rows", "--rejects", "rejects.csv"]).assert().code(4);
    for name in ["real.csv", "rejects.csv"] {
        let mode = fs::metadata(home.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let left: Vec<_> = fs::read_dir(home.home()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("partial")), "{left:?}");
}

/// Runs a command whose stdout is a full disk; gives the error.
#[cfg(target_os = "linux")]
fn with_full_stdout(home: &Sandbox, args: &[&str]) -> (Option<i32>, serde_json::Value) {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = home.process(assert_cmd::cargo::cargo_bin!("outlay"));
    let output = command.args(args).args(["--format", "json"]).stdout(full).output().unwrap();
    let said: serde_json::Value = serde_json::from_str(text(&output.stderr).lines().last().unwrap()).unwrap();
    (output.status.code(), said["error"].clone())
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_printed_says_that_the_work_is_done() {
    let home = home();
    home.write("good.csv", GOOD);
    for (args, done) in [
        (&["add", "7EUR", "food"][..], "expense 2 was recorded"),
        (&["again", "2"], "expense 3 was recorded"),
        (&["edit", "2", "--amount", "8"], "expense 2 was changed"),
        (&["delete", "2", "3"], "2 expenses were deleted"),
        (&["undo"], "outlay undid delete (group 5)"),
        (&["redo"], "outlay redid delete (group 5)"),
        (&["import", "good.csv"], "the rows were imported (group 8)"),
        (&["batch", "undo", "1"], "outlay undid import (group 8)"),
        (&["category", "rename", "food", "x:eating"], "outlay renamed food to x:eating"),
    ] {
        let (code, error) = with_full_stdout(&home, args);
        assert_eq!((code, &error["code"]), (Some(4), &json!("bad_file")), "{args:?}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("{done}, but cannot write")), "{args:?}: {message}");
    }
    for args in [&["list"][..], &["undo", "--dry-run"], &["import", "good.csv", "--dry-run"]] {
        let (code, error) = with_full_stdout(&home, args);
        assert_eq!((code, &error["code"]), (Some(1), &json!("disk_full")), "{args:?}: {error}");
    }
}

#[test]
fn no_reference_on_standard_input_is_said() {
    let home = home();
    for args in [&["delete", "-"][..], &["edit", "-", "--amount", "5"]] {
        let assert = home.outlay(args).write_stdin("\n").assert().success().stdout("");
        assert!(text(&assert.get_output().stderr).contains("names no expense"), "{args:?}");
    }
}

#[test]
fn a_category_that_moves_is_told_by_its_whole_path() {
    let home = home();
    home.ok(["category", "add", "x:food:café"]);
    home.ok(["category", "add", "bar"]);
    assert_eq!(home.ok(["category", "rename", "café", "pub"]), "renamed x:food:café to pub\n");
    home.ok(["category", "rename", "pub", "x:food:pub"]);
    assert_eq!(home.ok(["category", "merge", "pub", "bar"]), "merged x:food:pub into bar\n");
}

#[test]
fn settings_made_at_once_are_all_kept() {
    let home = Sandbox::new();
    let children: Vec<_> = (0..16)
        .map(|number| {
            let mut command = home.process(assert_cmd::cargo::cargo_bin!("outlay"));
            command.args(["config", "set", &format!("alias.a{number}"), "list"]);
            command.stdout(std::process::Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let file = fs::read_to_string(home.config_file()).unwrap();
    assert_eq!(file.lines().filter(|line| line.ends_with("= \"list\"")).count(), 16, "{file}");
}

#[test]
fn a_check_that_fails_says_why_in_its_json() {
    let home = home();
    let database = rusqlite::Connection::open(home.database()).unwrap();
    database.execute("UPDATE operations SET attempts = 11", []).unwrap();
    drop(database);
    let assert = home.outlay(["status", "--check", "--format", "json"]).assert().code(4).stderr("");
    let status: serde_json::Value = serde_json::from_str(&text(&assert.get_output().stdout)).unwrap();
    let warnings = status["warnings"].as_array().unwrap();
    assert!(warnings.iter().any(|warning| warning["code"] == "attention"), "{status:#}");
}

#[test]
fn a_method_is_named_once_and_none_is_no_method() {
    let home = home();
    let error = home.fails_json(["add", "7EUR", "food", "@card", "-m", "cash"], 2);
    assert!(error["message"].as_str().unwrap().contains("two methods: @cash and @card"), "{error}");
    home.ok(["config", "set", "default_method", "card"]);
    assert_eq!(home.json(["add", "7EUR", "food"])["expense"]["method"], "Card");
    for args in [&["-m", "none"][..], &["-m", "@None"], &["@none"]] {
        let added = home.json(["add", "7EUR", "food"].iter().chain(args));
        assert_eq!(added["expense"]["method"], json!(null), "{args:?}");
    }
    assert_eq!(home.json(["add", "7EUR", "food", "-m", "cash"])["expense"]["method"], "Cash");
}

#[test]
fn nobody_is_called_none() {
    let home = home();
    for payee in ["none", " None"] {
        let error = home.fails_json(["add", "7EUR", "food", "-p", payee], 2);
        assert!(error["message"].as_str().unwrap().contains("means no payee"), "{error}");
    }
    home.ok(["edit", "1", "--payee", "Ana"]);
    home.ok(["edit", "1", "--payee", "none"]);
    assert_eq!(home.json(["show", "1"])["expense"]["payee"], json!(null));
}

#[test]
fn the_configuration_sends_nothing_to_the_terminal_but_text() {
    let home = Sandbox::new();
    for value in ["list \u{1b}[31m", "list\nlist", "list \u{202e}"] {
        home.fails(["config", "set", "alias.q", value], 2);
    }
    assert!(!home.config_file().exists());
    home.write("config/outlay/config.toml", "[alias]\nq = \"list \\u001b[31m\"\n");
    assert_eq!(home.ok(["config", "get", "alias.q"]), "list \\u{1b}[31m\n");
    assert_eq!(home.json(["config", "get", "alias.q"])["value"], "list \u{1b}[31m");
}

#[test]
fn a_new_category_is_announced_only_where_nothing_else_is_wrong() {
    let home = home();
    for args in [&["add", "5EUR", "zoo", "w", "-d", "BAD"][..], &["edit", "1", "-c", "zoo", "-d", "BAD"]] {
        let said = home.fails(args, 2);
        assert!(!said.contains("new category"), "{args:?}: {said}");
    }
}

#[test]
fn a_number_that_is_no_expense_is_not_taken_for_an_amount_and_the_way_is_told() {
    let home = home();
    let error = home.fails_json(["again", "500"], 3);
    assert_eq!(error["hint"], "outlay again last 500 takes it for the amount");
    assert_eq!(home.json(["again", "last", "500"])["expense"]["amount"], "500.00");
    assert_eq!(home.json(["again", "4.20"])["expense"]["amount"], "4.20");
}

#[test]
fn a_backup_that_cannot_be_written_names_the_path_that_was_typed() {
    let home = home();
    let error = home.fails_json(["backup", "no/such/folder/x"], 1);
    assert_eq!((&error["code"], &error["value"]), (&json!("bad_file"), &json!("no/such/folder/x")));
    assert!(!error["message"].as_str().unwrap().contains("partial"), "{error}");
}

#[test]
fn an_unknown_word_like_an_alias_gets_that_as_a_suggestion() {
    let home = home();
    home.ok(["config", "set", "alias.coffee", "add 3 coffee"]);
    let error = home.fails_json(["cofee"], 2);
    assert_eq!(error["candidates"], json!(["coffee", "config"]));
    assert!(error["hint"].as_str().unwrap().contains("did you mean `coffee` or `config`?"), "{error}");
}
