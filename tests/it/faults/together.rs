//! Processes that write one database at the same time: all finish, and nothing is lost.

use std::process::Child;
use std::thread;

use super::home::{assert_sound, json, ok, process, said, statement};
use crate::common::Sandbox;

const ADDS: usize = 100;
/// Rounds of first commands: the moment in which they can meet is short.
const FIRSTS: usize = 30;

fn descriptions(home: &Sandbox) -> Vec<String> {
    let list = json(home, &["list"]);
    let rows = list["expenses"].as_array().unwrap().iter();
    let mut descriptions: Vec<_> = rows.map(|row| row["description"].as_str().unwrap().to_owned()).collect();
    descriptions.sort_unstable();
    descriptions
}

fn assert_done(child: Child) {
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

fn add_all(home: &Sandbox, name: &str) {
    for row in 0..ADDS {
        ok(home, &["add", "1.50", &format!("food:{name}{}", row % 5), &format!("{name} {row:03}")]);
    }
}

#[test]
fn two_processes_that_add_and_one_that_imports_lose_nothing() {
    let home = Sandbox::new();
    home.write("bank.csv", statement("bank", 1..=500));
    thread::scope(|scope| {
        scope.spawn(|| add_all(&home, "left"));
        scope.spawn(|| add_all(&home, "right"));
        scope.spawn(|| ok(&home, &["import", "bank.csv"]));
    });
    let names = |name: &str| (0..ADDS).map(|row| format!("{name} {row:03}")).collect::<Vec<_>>();
    let imported = vec!["a row of a statement".to_owned(); 500];
    assert_eq!(descriptions(&home), [imported, names("left"), names("right")].concat());
    assert_sound(&home, "after all");
}

#[test]
fn what_reads_during_many_adds_sees_one_moment() {
    let home = Sandbox::new();
    ok(&home, &["add", "1.50", "food:left0", "the first"]);
    thread::scope(|scope| {
        let adding = [scope.spawn(|| add_all(&home, "left")), scope.spawn(|| add_all(&home, "right"))];
        while !adding.iter().all(thread::ScopedJoinHandle::is_finished) {
            let list = json(&home, &["list"]);
            let count = u64::try_from(list["expenses"].as_array().unwrap().len()).unwrap();
            let amount = format!("{}.{}0", count * 3 / 2, count % 2 * 5);
            assert_eq!(list["count"], count, "{list}");
            assert_eq!(list["matched"], count, "{list}");
            assert_eq!(list["totals"][0]["count"], count, "{list}");
            assert_eq!(list["totals"][0]["expense"], amount, "{list}");
            let report = json(&home, &["report", "--by", "category"]);
            let rows = report["rows"].as_array().unwrap().iter();
            let sum: u64 = rows.map(|row| row["count"].as_u64().unwrap()).sum();
            assert_eq!(report["totals"][0]["count"], sum, "{report}");
            assert_sound(&home, "while others write");
        }
    });
}

#[test]
fn first_commands_at_once_make_one_database() {
    for round in 0..FIRSTS {
        let home = Sandbox::new();
        let children =
            ["left", "right"].map(|name| process(&home, ["add", "2", "food", name]).spawn().unwrap());
        children.into_iter().for_each(assert_done);
        assert_eq!(descriptions(&home), ["left", "right"], "round {round}");
        assert_sound(&home, &format!("round {round}"));
    }
}

#[test]
fn a_first_command_and_a_reader_at_once_do_not_disturb_each_other() {
    for round in 0..FIRSTS {
        let home = Sandbox::new();
        let adding = process(&home, ["add", "2", "food", "bread"]).spawn().unwrap();
        let listing = process(&home, ["list", "--format", "json"]).spawn().unwrap();
        assert_done(listing);
        assert_done(adding);
        assert_eq!(descriptions(&home), ["bread"], "round {round}");
    }
}

#[test]
fn one_file_imported_twice_at_once_is_there_once() {
    for round in 0..5 {
        let home = Sandbox::new();
        home.write("bank.csv", statement("bank", 1..=200));
        let children = [(); 2].map(|()| process(&home, ["import", "bank.csv"]).spawn().unwrap());
        children.into_iter().for_each(assert_done);
        assert_eq!(descriptions(&home).len(), 200, "round {round}");
        assert_sound(&home, &format!("round {round}"));
    }
}
