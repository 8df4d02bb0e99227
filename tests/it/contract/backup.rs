//! `outlay backup`.

use super::{answers, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe, whole_in_a_pipe};
use crate::common::Sandbox;

#[test]
fn the_object_has_the_keys_of_the_contract_and_the_copy_has_everything() {
    let home = ledger();
    let object = answers(&home, &["backup", "copy.db"], "backup");
    assert_eq!(object["expenses"], 4);
    assert!(object["path"].as_str().unwrap().ends_with("copy.db"));
    assert_eq!(object["bytes"], std::fs::metadata(home.path("copy.db")).unwrap().len());
    let exported = home.ok(["export", "--as", "jsonl"]);
    assert_eq!(home.ok(["export", "--as", "jsonl", "--db", "copy.db"]), exported);
}

#[cfg(unix)]
#[test]
fn the_copy_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = ledger();
    home.ok(["backup", "copy.db"]);
    assert_eq!(std::fs::metadata(home.path("copy.db")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_file_that_is_there_is_left_alone_unless_told() {
    let home = ledger();
    home.write("taken", "precious");
    refuses(&home, &["backup", "taken"], 1, "bad_file");
    assert_eq!(std::fs::read_to_string(home.path("taken")).unwrap(), "precious");
    answers(&home, &["backup", "taken", "-y"], "backup");
    assert_eq!(home.ok(["list", "--format", "ids", "--db", "taken"]).lines().count(), 4);
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["backup", "no/such/folder/copy.db"], 1, "bad_file");
    refuses(&home, &["backup", "a", "b"], 2, "usage");
    refuses(&Sandbox::new(), &["backup", "copy.db"], 3, "not_found");
}

#[test]
fn without_a_terminal_a_missing_file_is_named() {
    needs(&ledger(), &["backup"], "FILE");
}

#[test]
fn pipes_and_formats() {
    let home = ledger();
    assert!(
        whole_in_a_pipe(&home, &["backup", "a-long-name-for-a-copy-of-the-whole-database.db"])
            .contains("database.db")
    );
    survives_a_closed_pipe(&home, &["backup", "b.db"]);
    assert!(home.path("b.db").exists());
    lacks_formats(&home, &["backup", "c.db"], &["csv", "jsonl", "ids"]);
    assert!(!home.path("c.db").exists());
}
