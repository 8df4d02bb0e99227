//! Commands killed at moments that nobody chose, one after the other on one database.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::process::{Child, Output};
use std::thread;
use std::time::{Duration, Instant};

use super::home::{assert_sound, json, ok, process, said, statement};
use crate::common::Sandbox;
use crate::common::random::Random;

const COMMANDS: u32 = 300;
/// `doctor` looks after so many commands, and at the end.
const CHECK_EVERY: u32 = 60;
const SEED: u64 = 0x6f75_746c_6179_0001;

/// What the ledger holds: description and amount of each live expense.
type Rows = BTreeMap<String, String>;

/// What the ledger must hold: after each command that is not undone, the oldest first.
struct Journal {
    states: Vec<Rows>,
}

impl Journal {
    fn now(&self) -> &Rows {
        self.states.last().unwrap()
    }

    /// Enters a command as done; `None` is an undo.
    fn done(&mut self, after: Option<Rows>) {
        match after {
            Some(rows) => self.states.push(rows),
            None => drop(self.states.pop()),
        }
    }

    fn before_last(&self) -> Option<&Rows> {
        self.states.len().checked_sub(2).map(|at| &self.states[at])
    }
}

fn listed(home: &Sandbox) -> Rows {
    let list = json(home, &["list"]);
    let expenses = list["expenses"].as_array().unwrap();
    let rows: Rows = expenses
        .iter()
        .map(|row| {
            (row["description"].as_str().unwrap().to_owned(), row["amount"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(rows.len(), expenses.len(), "a row is there twice: {list}");
    rows
}

/// A command of the mix, and the rows after it; `None` for an undo.
fn command(random: &mut Random, step: u32, home: &Sandbox, journal: &Journal) -> (Vec<String>, Option<Rows>) {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut rows = journal.now().clone();
    let chosen = (!rows.is_empty()).then(|| rows.keys().nth(random.index(rows.len())).unwrap().clone());
    match (random.below(10), chosen) {
        (0..=1, Some(row)) => {
            let (number, amount) = (number_of(home, &row), format!("{}.75", step + 1));
            let args = words(&["edit", &number, "--amount", &amount]);
            rows.insert(row, amount);
            (args, Some(rows))
        }
        (2, Some(row)) => {
            let number = number_of(home, &row);
            rows.remove(&row);
            (words(&["delete", &number, "-y"]), Some(rows))
        }
        (3..=4, Some(_)) if journal.before_last().is_some() => (words(&["undo"]), None),
        (5, _) => {
            let file = format!("{step}.csv");
            let csv = statement(&format!("import {step}"), 1..=30).replace("a row of a statement", "");
            home.write(&file, csv);
            for row in 1..=30 {
                rows.insert(format!("import {step} {row}"), format!("{row}.25"));
            }
            let map = "date=Date,amount=Amount,description=Payee,category=Category";
            (words(&["import", &file, "--map", map]), Some(rows))
        }
        _ => {
            let (amount, description) = (format!("{}.50", step + 1), format!("entered {step}"));
            rows.insert(description.clone(), amount.clone());
            (words(&["add", &amount, &format!("food:{}", step % 7), &description]), Some(rows))
        }
    }
}

fn number_of(home: &Sandbox, description: &str) -> String {
    let list = json(home, &["list"]);
    let row = list["expenses"].as_array().unwrap().iter().find(|row| row["description"] == description);
    row.unwrap()["number"].to_string()
}

/// Waits for the end of a process, or kills it after a time.
fn end_or_kill(mut child: Child, after: Duration) -> Output {
    let start = Instant::now();
    while start.elapsed() < after {
        if child.try_wait().unwrap().is_some() {
            return child.wait_with_output().unwrap();
        }
        thread::yield_now();
    }
    let _ = child.kill();
    child.wait_with_output().unwrap()
}

fn assert_rows(now: &Rows, wanted: &Rows, when: &dyn Debug) {
    assert_eq!(now, wanted, "{when:?}");
}

#[test]
fn hundreds_of_random_kills_lose_nothing_that_was_acknowledged() {
    let home = Sandbox::new();
    let mut random = Random::new(SEED);
    let started = Instant::now();
    ok(&home, &["add", "1", "food", "the first"]);
    let mut wait_micros_max = u64::try_from(started.elapsed().as_micros()).unwrap();
    let mut journal = Journal { states: vec![Rows::new(), listed(&home)] };
    let (mut killed, mut acknowledged) = (0, 0);
    for step in 0..COMMANDS {
        let (mut args, after) = command(&mut random, step, &home, &journal);
        args.extend(["--format".to_owned(), "json".to_owned()]);
        // Shorter after a command that ended and longer after one that did not: about half of them end, on any machine.
        let wait = Duration::from_micros(random.below(wait_micros_max));
        let output = end_or_kill(process(&home, &args).spawn().unwrap(), wait);
        let when = (step, args, wait, said(&output));
        if output.stdout.ends_with(b"\n") {
            // It may have been killed after that: what it said holds.
            acknowledged += 1;
            wait_micros_max -= wait_micros_max / 16;
            journal.done(after);
        } else {
            assert_eq!(output.status.code(), None, "it failed by itself: {when:?}");
            killed += 1;
            wait_micros_max += wait_micros_max / 16;
            let now = listed(&home);
            let wanted = after.as_ref().or(journal.before_last()).unwrap();
            if now == *wanted {
                journal.done(after);
            } else {
                assert_rows(&now, journal.now(), &when);
            }
        }
        if step % CHECK_EVERY == 0 {
            assert_rows(&listed(&home), journal.now(), &when);
            assert_sound(&home, &format!("{when:?}"));
        }
    }
    assert_rows(&listed(&home), journal.now(), &"at the end");
    assert_sound(&home, "at the end");
    assert!(killed > COMMANDS / 10, "only {killed} commands were killed: nothing was tested");
    assert!(acknowledged > COMMANDS / 10, "only {acknowledged} commands ended: nothing was tested");
}
