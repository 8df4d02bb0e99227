//! Homes to break: commands as processes that can be killed, and copies of a prepared home.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::common::{NOW, Sandbox, copy_folder, text};

/// The program in a home, as a process to be started, watched or killed.
pub fn process<I>(home: &Sandbox, args: I) -> Command
where
    I: IntoIterator,
    I::Item: AsRef<OsStr>,
{
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("outlay"));
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home.home())
        .env("XDG_DATA_HOME", home.path("data"))
        .env("XDG_CONFIG_HOME", home.path("config"))
        .env("XDG_STATE_HOME", home.path("state"))
        .env("OUTLAY_NOW", NOW)
        .env("OUTLAY_CURRENCY", "EUR")
        .env("TZ", "UTC")
        .env("COLUMNS", "80")
        .env("LANG", "C.UTF-8")
        .current_dir(home.home())
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a command that must succeed; gives its stdout.
pub fn ok(home: &Sandbox, args: &[&str]) -> String {
    let output = process(home, args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", said(&output));
    text(&output.stdout)
}

/// As [`ok`] with `--format json`; gives the object.
pub fn json(home: &Sandbox, args: &[&str]) -> Value {
    let args = [args, &["--format", "json"]].concat();
    serde_json::from_str(&ok(home, &args)).unwrap()
}

/// The object in the last line of stderr.
pub fn error_of(output: &Output) -> Value {
    let stderr = text(&output.stderr);
    let line = stderr.lines().last().unwrap_or_default();
    let object: Value =
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {}", said(output)));
    object["error"].clone()
}

/// How a process ended and what it said, for the message of a failed test.
pub fn said(output: &Output) -> String {
    format!("{}; {}{}", output.status, text(&output.stdout), text(&output.stderr))
}

/// `doctor` finds nothing.
pub fn assert_sound(home: &Sandbox, when: &str) {
    let output = process(home, ["doctor", "--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{when}: {}", said(&output));
    let object: Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!(object["ok"], true, "{when}: {object}");
}

/// Another home with the same files.
pub fn copy(home: &Sandbox) -> Sandbox {
    let other = Sandbox::new();
    copy_folder(home.home(), other.home());
    other
}

/// Every file below a folder with its bytes, by its path.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.append(&mut files(&path));
        } else {
            found.insert(path.clone(), fs::read(path).unwrap());
        }
    }
    found
}

/// A home with a few expenses, two categories below one, an import, and a command that was undone.
pub fn furnished() -> Sandbox {
    let home = Sandbox::new();
    home.write("bank.csv", statement("bank", 1..=5));
    ok(&home, &["add", "12.50", "food:groceries", "bread", "+weekend", "@card", "-p", "Lidl"]);
    ok(&home, &["add", "5", "home", "soap"]);
    ok(&home, &["add", "7.20", "food:out", "soup", "-d", "yesterday"]);
    ok(&home, &["import", "bank.csv"]);
    home
}

/// A statement whose rows are told apart by their payee.
pub fn statement(payee: &str, rows: std::ops::RangeInclusive<u32>) -> String {
    let lines = rows.map(|row| {
        let (month, day, category) = (row % 9 + 1, row % 28 + 1, row % 3);
        format!("2026-0{month}-{day:02},-{row}.25,{payee} {row},a row of a statement,bills:{category}")
    });
    std::iter::once("Date,Amount,Payee,Description,Category".to_owned())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}
