//! The contract of every command, one module each: the keys and types of its JSON against a checked-in schema, its exit
//! codes, what it does without a terminal, at a width of 40, in a pipe and in a closed one, and its formats.
//!
//! The schemas are written from the contract, not from what the program prints.

mod add;
mod again;
mod auth;
mod backup;
mod bare;
mod batch;
mod budget;
mod category;
mod compact;
mod completions;
mod config;
#[cfg(feature = "server")]
mod conflict;
mod delete;
mod doctor;
mod edit;
mod errors;
mod export;
mod import;
mod list;
mod log;
mod man;
mod profile;
mod queue;
mod rate;
mod recurring;
mod redo;
mod report;
mod report_views;
mod restore;
mod rule;
mod schema;
mod show;
mod status;
pub mod stub;
mod sync;
mod sync_ends;
pub mod terminal;
mod undo;

use std::sync::OnceLock;

use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use crate::common::{Sandbox, text};

pub use schema::{check, error};

/// A description that no table of 40 or 80 columns can show whole.
const LONG: &str =
    "bread and butter and everything else that a table of eighty columns has no room for, 咖啡 ☕ too";

/// A ledger with four expenses by hand (numbers 1 to 4): an ordinary one with every field, a refund, a transfer and
/// one in a currency without decimals. It is made once and copied.
fn ledger() -> Sandbox {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let database = MADE.get_or_init(|| {
        let home = Sandbox::new();
        let first = ["add", "12.50EUR", "food:groceries", LONG, "+weekend", "+éclair", "@card"];
        home.ok(first.iter().chain(&["-p", "Café Central", "--note", "two\nlines"]));
        home.ok(["add", "3", "food:groceries", "bottles", "--income", "-d", "2026-10-02"]);
        home.ok(["add", "200", "savings", "--transfer", "-d", "2026-09-30"]);
        home.ok(["add", "1200JPY", "travel", "駅弁", "-d", "2026-10-14"]);
        assert!(!home.path("data/outlay/outlay.db-wal").exists(), "the file alone is the whole database");
        std::fs::read(home.database()).unwrap()
    });
    let home = Sandbox::new();
    home.write("data/outlay/outlay.db", database);
    home
}

/// Runs a command that must succeed and checks its object against a schema.
fn answers(home: &Sandbox, args: &[&str], schema: &str) -> Value {
    let object = home.json(args);
    check(schema, &object);
    object
}

/// Runs a command that must fail so, in words and as JSON, and say nothing on stdout; gives the error, which has passed
/// its schema.
fn refuses(home: &Sandbox, args: &[&str], exit: i32, code: &str) -> Value {
    let said = home.fails(args, exit);
    assert!(said.starts_with("error: ") || said.contains("\nerror: "), "{args:?}: {said}");
    let refused = error(home, args, exit);
    assert_eq!(refused["code"], code, "{args:?}: {refused}");
    refused
}

/// Checks that a command which lacks an argument says which one, and asks nobody.
fn needs(home: &Sandbox, args: &[&str], argument: &str) {
    let refused = refuses(home, args, 2, "usage");
    assert!(refused["message"].as_str().unwrap().contains(argument), "{args:?}: {refused}");
    let mut quiet = args.to_vec();
    quiet.push("--no-input");
    refuses(home, &quiet, 2, "usage");
}

/// Checks that nothing is cut where stdout is no terminal, however narrow one would be; gives what was printed.
fn whole_in_a_pipe(home: &Sandbox, args: &[&str]) -> String {
    let assert = home.outlay(args).env("COLUMNS", "40").assert().success();
    let printed = text(&assert.get_output().stdout);
    assert!(!printed.contains('…') && !printed.contains('\u{1b}'), "{args:?}: {printed}");
    printed
}

/// Checks that a command at a terminal of 40 columns prints no wider line, and gives what was printed.
fn fits_forty_columns(home: &Sandbox, args: &[&str]) -> String {
    let Some(ended) = terminal::run(home, 40, args, "") else { return String::new() };
    assert_eq!(ended.code, 0, "{args:?}: {}", ended.screen);
    for line in ended.screen.lines() {
        assert!(line.width() <= 40, "{} cells in {args:?}: {line}\n{}", line.width(), ended.screen);
    }
    ended.screen
}

/// Checks that a reader that has gone away is success.
fn survives_a_closed_pipe(home: &Sandbox, args: &[&str]) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = home
        .process(assert_cmd::cargo::cargo_bin!("outlay"))
        .args(args)
        .stdin(std::process::Stdio::null())
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
    assert!(!text(&output.stderr).contains("error"), "{args:?}: {}", text(&output.stderr));
}

/// Checks that a command does not have these formats, and says which ones it has.
fn lacks_formats(home: &Sandbox, args: &[&str], formats: &[&str]) {
    for format in formats {
        let said = home.fails(args.iter().chain(&["--format", format]), 2);
        assert!(said.contains(&format!("no format `{format}`")) && said.contains("json"), "{args:?}: {said}");
    }
}

/// The ids of all live expenses, newest first.
fn ids(home: &Sandbox) -> Vec<String> {
    home.ok(["list", "--format", "ids"]).lines().map(str::to_owned).collect()
}
