//! A schema change that is killed, fails, or is made by two processes at once.
//!
//! There is only one schema yet, so the tests bring a second of their own, and run the store in a process that can be
//! killed: this test program itself.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use outlay::store::open::{MIGRATIONS, Migration};
use outlay::store::{Access, OpenOptionsAt, Store};
use rusqlite::Connection;

use super::home::{assert_sound, copy, furnished, said};
use super::shim::{self, Mode};
use super::state::{Tables, tables};
use crate::common::{NOW, Sandbox, text};

/// Names the home whose database the child migrates.
const HOME_VARIABLE: &str = "OUTLAY_TEST_MIGRATE";

/// The schema after the last one: a table more, and a column of every expense written anew.
fn migrations() -> Vec<Migration> {
    let mut all = MIGRATIONS.to_vec();
    all.push(Migration {
        version: newest() + 1,
        sql: "CREATE TABLE goals (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
              INSERT INTO goals (name) SELECT name FROM categories;
              ALTER TABLE expenses ADD COLUMN place TEXT;
              UPDATE expenses SET place = payee, note = coalesce(note, '') || ' (moved)';",
    });
    all
}

fn newest() -> i64 {
    MIGRATIONS.last().unwrap().version
}

fn copies(home: &Path) -> PathBuf {
    home.join("state/outlay")
}

#[test]
#[ignore = "the other tests of this module run it, in a process of its own"]
fn the_migration_itself() {
    let home = PathBuf::from(env::var_os(HOME_VARIABLE).expect("the home to migrate"));
    let (database, folder) = (home.join("data/outlay/outlay.db"), copies(&home));
    let options = OpenOptionsAt { backup_dir: Some(&folder), now: NOW.parse().unwrap() };
    let store = Store::open_with(&database, Access::Write, &options, &migrations());
    store.unwrap_or_else(|error| panic!("refused: {error}")).unwrap().close().unwrap();
}

fn child(home: &Sandbox) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["faults::migration::the_migration_itself", "--exact", "--ignored", "--nocapture"])
        .env(HOME_VARIABLE, home.home())
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn schema(path: &Path) -> i64 {
    Connection::open(path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
}

/// The copies that were put into place; a part of one bears another name.
fn copies_of(home: &Sandbox) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(copies(home.home())) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| !path.to_string_lossy().contains(".partial")).collect()
}

fn assert_copies_hold(home: &Sandbox, before: &Tables, when: &str) -> usize {
    let copies = copies_of(home);
    for copy in &copies {
        assert_eq!(schema(copy), newest(), "{when}");
        let checked: String = Connection::open(copy)
            .unwrap()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(checked, "ok", "{when}");
        assert_eq!(&tables(copy), before, "{when}");
    }
    copies.len()
}

#[test]
fn a_migration_is_whole_or_absent_wherever_it_stops() {
    let base = furnished();
    let before = tables(&base.database());
    let migrated = copy(&base);
    let output = child(&migrated).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let after = tables(&migrated.database());
    assert_eq!(schema(&migrated.database()), newest() + 1);
    assert_ne!(before["expenses"], after["expenses"]);
    assert_eq!(assert_copies_hold(&migrated, &before, "undisturbed"), 1);

    shim::sweep(&[Mode::KillBefore, Mode::Torn, Mode::Eio, Mode::EioOnce, Mode::Enospc], |at, mode| {
        let home = copy(&base);
        let faulted = shim::run(child(&home), home.home(), Some((at, mode)));
        let reached = faulted.calls.len() >= at;
        let when =
            format!("{mode:?} at call {at}, {:?}: {}", faulted.calls.get(at - 1), said(&faulted.output));
        if mode.kills() {
            assert_eq!(faulted.was_killed(), reached, "{when}");
        }
        let copies = assert_copies_hold(&home, &before, &when);
        if schema(&home.database()) == newest() {
            assert!(!faulted.output.status.success(), "{when}");
            assert_eq!(tables(&home.database()), before, "{when}");
            assert_sound(&home, &when);
        } else {
            assert_eq!(tables(&home.database()), after, "{when}");
            assert_eq!(copies, 1, "{when}");
            // A log that the program was told nothing about cannot be taken back from a disk that is gone.
            let unsettled = text(&faulted.output.stderr).contains("may or may not be there");
            assert!(mode.kills() || faulted.output.status.success() || unsettled, "{when}");
        }
        let again = child(&home).output().unwrap();
        assert!(again.status.success(), "{when}, and then: {}", said(&again));
        assert_eq!(tables(&home.database()), after, "{when}");
        reached
    });
}

#[test]
fn two_processes_that_migrate_at_once_migrate_once() {
    let base = furnished();
    let before = tables(&base.database());
    for _ in 0..20 {
        let home = copy(&base);
        let children: Vec<_> = (0..2).map(|_| child(&home).spawn().unwrap()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
        }
        let after = tables(&home.database());
        assert_eq!(after["goals"].len(), before["categories"].len());
        assert!(after["expenses"].iter().all(|row| row.matches("(moved)").count() == 1), "{after:?}");
        assert_eq!(assert_copies_hold(&home, &before, "two at once"), 1);
    }
}
