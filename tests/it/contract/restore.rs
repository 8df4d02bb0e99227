//! `outlay restore`.

use super::{
    answers, ids, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe, terminal, whole_in_a_pipe,
};
use crate::common::Sandbox;

/// A ledger of four expenses, a backup of it, and one more expense since.
fn backed_up() -> Sandbox {
    let home = ledger();
    home.ok(["backup", "copy.db"]);
    home.ok(["add", "1", "travel", "since"]);
    home
}

#[test]
fn the_object_has_the_keys_of_the_contract_and_what_was_there_is_kept() {
    let home = backed_up();
    let object = answers(&home, &["restore", "copy.db", "-y"], "restore");
    assert_eq!(object["expenses"], 4);
    assert_eq!(object["path"], home.database().to_str().unwrap());
    assert_eq!(ids(&home).len(), 4);
    let kept = std::fs::read_dir(home.path("state/outlay")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(home.ok(["list", "--format", "ids", "--db", kept.to_str().unwrap()]).lines().count(), 5);
}

#[test]
fn a_backup_makes_a_database_where_there_is_none() {
    let home = backed_up();
    let other = home.path("other/new.db");
    let object = answers(&home, &["restore", "copy.db", "--db", other.to_str().unwrap()], "restore");
    assert_eq!(object["path"], other.to_str().unwrap());
}

#[test]
fn exit_codes_and_nothing_is_changed() {
    let home = backed_up();
    home.write("text.db", "no database at all");
    home.write("empty.db", "");
    refuses(&home, &["restore", "nothing.db", "-y"], 1, "bad_file");
    refuses(&home, &["restore", "text.db", "-y"], 1, "not_outlay_database");
    let database = home.database();
    refuses(&home, &["restore", database.to_str().unwrap(), "-y"], 2, "usage");
    let mut half = std::fs::read(home.path("copy.db")).unwrap();
    half.truncate(half.len() / 2);
    home.write("half.db", half);
    let damaged = refuses(&home, &["restore", "half.db", "-y"], 1, "database_damaged");
    let server = home.outlay(["serve", "user", "add", "ana@example.org", "--database", "server.db"]);
    drop({ server }.env("OUTLAY_PASSWORD", "correct horse").assert().success());
    let foreign = refuses(&home, &["restore", "server.db", "-y"], 1, "not_outlay_database");
    for refused in [damaged, foreign] {
        let hint = refused["hint"].as_str().unwrap();
        assert!(hint.contains("another file that outlay backup made") && !hint.contains("--db"), "{hint}");
    }
    home.outlay(["restore", "empty.db", "-y"]).assert().code(1);
    assert_eq!(ids(&home).len(), 5);
}

#[test]
fn without_a_terminal_what_is_missing_is_named() {
    let home = backed_up();
    needs(&home, &["restore"], "FILE");
    needs(&home, &["restore", "copy.db"], "-y");
    assert_eq!(ids(&home).len(), 5);
}

#[test]
fn at_a_terminal_it_asks() {
    let home = backed_up();
    let Some(ended) = terminal::run(&home, 80, &["restore", "copy.db"], "n\n") else { return };
    assert_eq!((ended.code, ids(&home).len()), (130, 5), "{}", ended.screen);
    let ended = terminal::run(&home, 80, &["restore", "copy.db"], "y\n").unwrap();
    assert_eq!((ended.code, ids(&home).len()), (0, 4), "{}", ended.screen);
}

#[test]
fn pipes_and_formats() {
    let home = backed_up();
    assert!(whole_in_a_pipe(&home, &["restore", "copy.db", "-y"]).contains("4 expenses"));
    survives_a_closed_pipe(&home, &["restore", "copy.db", "-y"]);
    lacks_formats(&home, &["restore", "copy.db", "-y"], &["csv", "jsonl", "ids"]);
}

#[test]
fn what_waited_for_a_server_in_the_database_that_goes_is_told() {
    let (home, _stub) = super::auth::logged_in();
    home.ok(["sync"]);
    home.ok(["backup", "copy.db"]);
    home.ok(["add", "1EUR", "travel", "since"]);
    let restored = home.outlay(["restore", "copy.db", "-y"]).assert().success();
    let told = crate::common::text(&restored.get_output().stderr);
    let way = told.rsplit_once("1 change waits there that no server has; outlay restore ");
    let kept = way
        .and_then(|(_, rest)| rest.strip_suffix(" takes the restore back\n"))
        .unwrap_or_else(|| panic!("{told}"));
    home.ok(["restore", kept, "-y", "-q"]);
    assert_eq!(ids(&home).len(), 5, "as it says");
    let object = answers(&home, &["restore", "copy.db", "-y"], "restore");
    assert_eq!(object["warnings"][0]["code"], "unsent", "{object:#}");
    assert_eq!(answers(&home, &["restore", "copy.db", "-y"], "restore")["warnings"], serde_json::json!([]));
}
