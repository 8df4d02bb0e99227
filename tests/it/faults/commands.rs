//! Each writing command, stopped at each of its durable calls in turn.

use super::home::{assert_sound, copy, error_of, furnished, json, ok, process, said, statement};
use super::shim::{self, Faulted, Mode};
use super::state::{COPY, State, state, tables};
use crate::common::Sandbox;

const KILLS: &[Mode] = &[Mode::KillBefore, Mode::Torn];
const ALL: &[Mode] = &[Mode::KillBefore, Mode::Torn, Mode::Eio, Mode::EioOnce, Mode::Enospc];

/// A command and the home that it is entered in.
struct Sweep<'a> {
    home: &'a Sandbox,
    args: Vec<&'a str>,
    before: State,
    after: State,
    /// States between the two that are whole in themselves.
    between: Vec<State>,
}

impl<'a> Sweep<'a> {
    fn new(home: &'a Sandbox, args: &[&'a str]) -> Self {
        let args = [args, &["--format", "json"]].concat();
        let before = state(home);
        let done = copy(home);
        ok(&done, &args);
        let after = state(&done);
        Self { home, args, before, after, between: Vec::new() }
    }

    fn run(&self, modes: &[Mode]) {
        shim::sweep(modes, |at, mode| self.step(at, mode));
    }

    /// One run with the fault at a call. Whether the call was reached.
    fn step(&self, at: usize, mode: Mode) -> bool {
        let home = copy(self.home);
        let faulted = shim::run(process(&home, &self.args), home.home(), Some((at, mode)));
        let reached = faulted.calls.len() >= at;
        let when = format!(
            "{} with {mode:?} at call {at}, {}: {}",
            self.args.join(" "),
            faulted.calls.get(at - 1).map_or("after its end", String::as_str),
            said(&faulted.output),
        );
        if mode.kills() {
            assert_eq!(faulted.was_killed(), reached, "{when}");
        }
        assert_sound(&home, &when);
        self.check_state(&state(&home), &faulted, mode, &when);
        let next = process(&home, ["add", "1", "misc", "next"]).output().unwrap();
        assert!(next.status.success(), "{when}, and then: {}", said(&next));
        reached
    }

    fn check_state(&self, now: &State, faulted: &Faulted, mode: Mode, when: &str) {
        // What stands on stdout was said, even if the program was killed while it was leaving.
        if faulted.output.status.success() || !faulted.output.stdout.is_empty() {
            assert_same(now, &self.after, &format!("it said that it was done, {when}"));
        } else if mode.kills() {
            if *now != self.after && !self.between.contains(now) {
                assert_same(now, &self.before, when);
            }
        } else {
            let error = error_of(&faulted.output);
            let code = if mode == Mode::Enospc { "disk_full" } else { "bad_file" };
            assert_eq!(
                (error["code"].as_str(), error["exit_code"].as_i64()),
                (Some(code), Some(1)),
                "{when}"
            );
            assert_eq!(faulted.output.status.code(), Some(1), "{when}");
            // Of a disk that is gone for good nobody can say what it holds; then that is what must be said.
            let unsettled =
                mode == Mode::Eio && error["message"].as_str().unwrap().contains("may or may not be there");
            let allowed = self.between.contains(now) || (unsettled && *now == self.after);
            if !allowed {
                assert_same(now, &self.before, &format!("it said that it failed, {when}"));
            }
        }
    }
}

/// Compares table by table, so that a failure shows the rows that differ and not all of them.
fn assert_same(now: &State, wanted: &State, when: &str) {
    for name in now.tables.keys().chain(wanted.tables.keys()) {
        assert_eq!(now.tables.get(name), wanted.tables.get(name), "{name}: {when}");
    }
    assert_eq!(now, wanted, "{when}");
}

#[test]
fn the_first_add_makes_the_whole_database_or_none() {
    let home = Sandbox::new();
    let mut sweep = Sweep::new(&home, &["add", "12.50", "food", "bread"]);
    // The database is made before the expense is, each in a transaction of its own.
    let made = Sandbox::new();
    ok(&made, &["add", "12.50", "food", "bread"]);
    let mut empty = sweep.before.clone();
    empty.tables = empty_tables();
    sweep.between.push(empty);
    sweep.run(ALL);
}

/// The tables of a new database without an expense.
fn empty_tables() -> super::state::Tables {
    use outlay::store::{Access, OpenOptionsAt, Store};
    let home = Sandbox::new();
    let now = crate::common::NOW.parse().unwrap();
    let options = OpenOptionsAt { backup_dir: None, now };
    Store::open(&home.database(), Access::Write, &options).unwrap().unwrap().close().unwrap();
    tables(&home.database())
}

#[test]
fn an_add_is_whole_or_absent() {
    Sweep::new(&furnished(), &["add", "3.40", "food:out", "coffee", "+work", "@cash"]).run(ALL);
}

#[test]
fn what_is_due_is_entered_whole_or_not_at_all() {
    let home = furnished();
    ok(&home, &["recurring", "add", "9.99", "food", "Netflix", "--every", "month", "--from", "2026-07-31"]);
    Sweep::new(&home, &["recurring", "run"]).run(ALL);
}

#[test]
fn an_add_with_a_new_category_is_whole_or_absent() {
    Sweep::new(&furnished(), &["add", "9", "car:fuel:diesel", "a tank"]).run(KILLS);
}

#[test]
fn an_edit_is_whole_or_absent() {
    Sweep::new(&furnished(), &["edit", "1", "2", "--note", "checked", "-t", "+seen", "-c", "home:kitchen"])
        .run(ALL);
}

#[test]
fn a_delete_is_whole_or_absent() {
    Sweep::new(&furnished(), &["delete", "1", "3", "4"]).run(KILLS);
}

#[test]
fn an_undo_is_whole_or_absent() {
    let home = furnished();
    ok(&home, &["edit", "1", "--payee", "none", "-t", "-weekend", "-d", "2026-09-30"]);
    Sweep::new(&home, &["undo"]).run(KILLS);
}

#[test]
fn a_redo_is_whole_or_absent() {
    let home = furnished();
    ok(&home, &["delete", "1", "2"]);
    ok(&home, &["undo"]);
    Sweep::new(&home, &["redo"]).run(KILLS);
}

#[test]
fn an_import_is_whole_or_absent() {
    let home = furnished();
    home.write("new.csv", statement("new", 1..=300));
    Sweep::new(&home, &["import", "new.csv"]).run(KILLS);
}

#[test]
fn an_import_onto_a_failing_or_full_disk_is_whole_or_absent() {
    let home = furnished();
    home.write("new.csv", statement("new", 1..=300));
    Sweep::new(&home, &["import", "new.csv"]).run(&[Mode::Eio, Mode::EioOnce, Mode::Enospc]);
}

#[test]
fn the_undo_of_a_batch_is_whole_or_absent() {
    let home = furnished();
    let batch = json(&home, &["batch", "list"])["batches"][0]["id"].as_str().unwrap().to_owned();
    Sweep::new(&home, &["batch", "undo", &batch, "-y"]).run(KILLS);
}

#[test]
fn the_rename_of_a_category_is_whole_or_absent() {
    Sweep::new(&furnished(), &["category", "rename", "food", "living:food"]).run(KILLS);
}

#[test]
fn the_merge_of_a_category_is_whole_or_absent() {
    Sweep::new(&furnished(), &["category", "merge", "food:out", "home"]).run(KILLS);
}

#[test]
fn compacting_changes_no_row_wherever_it_stops() {
    let home = furnished();
    home.write("new.csv", statement("new", 1..=100));
    ok(&home, &["import", "new.csv"]);
    ok(&home, &["undo", "--format", "json"]);
    Sweep::new(&home, &["compact"]).run(ALL);
}

#[test]
fn a_backup_is_whole_or_absent() {
    let home = furnished();
    let sweep = Sweep::new(&home, &["backup", COPY]);
    assert_eq!(sweep.after.copy.as_ref(), Some(&sweep.before.tables));
    sweep.run(ALL);
}

#[test]
fn a_backup_over_an_older_one_is_the_old_or_the_new_one() {
    let home = furnished();
    ok(&home, &["backup", COPY]);
    ok(&home, &["delete", "1"]);
    let sweep = Sweep::new(&home, &["backup", COPY, "-y"]);
    assert_ne!(sweep.before.copy, sweep.after.copy);
    sweep.run(KILLS);
    for over in [&[COPY][..], &["data/outlay/outlay.db", "-y"]] {
        let output = process(&home, [&["backup"], over].concat()).output().unwrap();
        assert!(!output.status.success(), "{over:?}: {}", said(&output));
        assert_eq!(state(&home), sweep.before, "{over:?}");
    }
}

#[test]
fn a_restore_leaves_the_old_ledger_or_the_whole_backup() {
    let home = furnished();
    ok(&home, &["backup", COPY]);
    ok(&home, &["delete", "1", "2"]);
    ok(&home, &["add", "99", "home", "a row that is not in the backup"]);
    let sweep = Sweep::new(&home, &["restore", COPY, "-y"]);
    assert_eq!(sweep.after.tables, *sweep.before.copy.as_ref().unwrap());
    sweep.run(ALL);
}

#[test]
fn a_setting_is_written_whole_or_not_at_all() {
    let home = furnished();
    ok(&home, &["config", "set", "currency", "EUR"]);
    Sweep::new(&home, &["config", "set", "currency", "CHF"]).run(ALL);
}
