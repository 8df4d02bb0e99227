//! A disk that is full or cannot be written, and a database that another process holds.
//!
//! The disks are real ones, mounted in a namespace of their own by util-linux `unshare`. Where that is not allowed the
//! shim plays the disk.

use std::fs;
use std::process::{Command, Output};
use std::sync::OnceLock;

use rusqlite::Connection;

use super::home::{assert_sound, copy, error_of, files, furnished, json, ok, process, said, statement};
use super::shim::{self, Mode};
use super::state::state;
use crate::common::Sandbox;

/// Whether this user may mount file systems in a namespace of the process.
fn can_mount() -> bool {
    static ALLOWED: OnceLock<bool> = OnceLock::new();
    *ALLOWED.get_or_init(|| {
        let tried = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/tmp"]).output();
        tried.is_ok_and(|output| output.status.success())
    })
}

/// A command in a namespace where a script has mounted something first; the script ends with `"$@"`.
fn mounted(home: &Sandbox, script: &str, args: &[&str]) -> Output {
    let inner = process(home, args);
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-euc", script, "sh"]).arg(inner.get_program()).args(inner.get_args());
    command.env_clear().current_dir(home.home());
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.output().unwrap()
}

/// Runs a command with the data folder on a disk that cannot be written.
fn on_read_only_disk(home: &Sandbox, args: &[&str]) -> Output {
    fs::create_dir_all(home.path("data")).unwrap();
    if !can_mount() {
        return shim::run(process(home, args), &home.path("data"), Some((1, Mode::Erofs))).output;
    }
    let script = "mount --bind data data; mount -o remount,bind,ro data; exec \"$@\"";
    mounted(home, script, args)
}

/// Runs a command with the data folder on a disk of 1 MiB, full to the last block if `filled`; what is on it
/// afterwards is put into the home.
fn on_small_disk(home: &Sandbox, filled: bool, args: &[&str]) -> Output {
    if !can_mount() {
        let at = if filled { 1 } else { 20 };
        return shim::run(process(home, args), &home.path("data"), Some((at, Mode::Enospc))).output;
    }
    let fill = if filled { "dd if=/dev/zero of=data/filler bs=1k 2>/dev/null || true" } else { "" };
    let script = format!(
        "mkdir -p kept; cp -a data/. kept; mount -t tmpfs -o size=1m none data; cp -a kept/. data; {fill}
         status=0; \"$@\" || status=$?
         rm -rf data/filler kept; cp -a data kept; exit $status"
    );
    let output = mounted(home, &script, args);
    fs::remove_dir_all(home.path("data")).unwrap();
    fs::rename(home.path("kept"), home.path("data")).unwrap();
    output
}

fn assert_refused(output: &Output, code: &str) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    assert!(output.stdout.is_empty(), "{}", said(output));
    let error = error_of(output);
    assert_eq!((error["code"].as_str(), error["exit_code"].as_i64()), (Some(code), Some(1)), "{error}");
}

#[test]
fn an_import_that_fills_the_disk_leaves_the_earlier_rows() {
    let home = furnished();
    home.write("big.csv", statement("row", 1..=20_000));
    let before = state(&home);
    assert_refused(&on_small_disk(&home, false, &["import", "big.csv", "--format", "json"]), "disk_full");
    assert_sound(&home, "after the disk was full");
    assert_eq!(state(&home), before);
    let output = on_small_disk(&home, false, &["list", "--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    ok(&home, &["import", "big.csv"]);
}

#[test]
fn a_disk_without_a_free_block_refuses_what_writes_and_answers_what_reads() {
    let home = furnished();
    let before = state(&home);
    for args in [
        &["add", "1", "food", "one more"][..],
        &["edit", "1", "--note", "x"],
        &["delete", "1"],
        &["undo"],
        &["backup", "data/copy.db"],
    ] {
        assert_refused(&on_small_disk(&home, true, &[args, &["--format", "json"]].concat()), "disk_full");
        assert_sound(&home, "after the disk was full");
        assert_eq!(state(&home), before, "{args:?}");
    }
    let wanted = json(&home, &["list"]);
    let output = on_small_disk(&home, true, &["list", "--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap(), wanted);
}

#[test]
fn a_read_only_disk_refuses_what_writes_and_answers_what_reads() {
    let home = furnished();
    let before = files(home.home());
    for args in [
        &["add", "1", "food"][..],
        &["edit", "1", "--note", "x"],
        &["undo"],
        &["compact"],
        &["import", "bank.csv"],
    ] {
        assert_refused(&on_read_only_disk(&home, &[args, &["--format", "json"]].concat()), "read_only");
    }
    for args in [&["list"][..], &["report"], &["status"], &["doctor"], &["category", "list"]] {
        let args = [args, &["--format", "json"]].concat();
        let output = on_read_only_disk(&home, &args);
        assert!(output.status.success(), "{args:?}: {}", said(&output));
        let wanted = process(&home, &args).output().unwrap();
        assert_eq!(output.stdout, wanted.stdout, "{args:?}");
    }
    assert_eq!(files(home.home()), before);
}

#[test]
fn a_folder_that_cannot_be_written_gets_no_database() {
    let home = Sandbox::new();
    assert_refused(&on_read_only_disk(&home, &["add", "1", "food", "--format", "json"]), "read_only");
    let output = on_read_only_disk(&home, &["list", "--format", "json"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(files(home.home()).is_empty(), "{:?}", files(home.home()).keys());
    ok(&home, &["add", "1", "food"]);
}

#[test]
fn a_command_waits_for_another_that_writes_and_those_that_read_do_not() {
    let home = furnished();
    let mut wanted = state(&copy(&home));
    let other = Connection::open(home.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE; UPDATE expenses SET note = 'held'").unwrap();
    let mut waiting = process(&home, ["add", "1", "food", "in time"]).spawn().unwrap();
    let listed = json(&home, &["list"]);
    assert!(listed["expenses"].as_array().unwrap().iter().all(|row| row["note"].is_null()), "{listed}");
    assert_sound(&home, "while another process writes");
    // It cannot have ended: the lock that it needs is still held.
    assert!(waiting.try_wait().unwrap().is_none());
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_sound(&home, "after waiting");
    let now = state(&home);
    assert_eq!(now.tables["expenses"].len(), wanted.tables["expenses"].len() + 1);
    wanted.tables.get_mut("expenses").unwrap().retain(|row| !now.tables["expenses"].contains(row));
    assert!(wanted.tables["expenses"].is_empty(), "an earlier row changed");
}
