//! Files that are no database of this program, or one that is broken or too new: each is named for what it is and left
//! byte for byte.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use rusqlite::Connection;

use super::home::{assert_sound, copy, error_of, files, furnished, json, ok, process, said, statement};
use super::state::{COPY, state};
use crate::common::{Sandbox, text};

const READS: &[&[&str]] = &[&["list"], &["report"], &["status"], &["show", "1"]];
const WRITES: &[&[&str]] = &[&["add", "1", "food"], &["undo"], &["edit", "1", "--note", "x"]];

/// Every command says what is wrong, exits with 1, and changes no byte below the home.
fn assert_refused(home: &Sandbox, commands: &[&[&str]], code: &str) {
    let before = files(home.home());
    for args in commands {
        let output = process(home, [*args, &["--format", "json"]].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", said(&output));
        let error = error_of(&output);
        assert_eq!(
            (error["code"].as_str(), error["exit_code"].as_i64()),
            (Some(code), Some(1)),
            "{args:?}: {error}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("outlay.db"), "{args:?}: the file is not named: {error}");
        assert!(files(home.home()) == before, "{args:?} changed a file: {:?}", files(home.home()).keys());
    }
}

fn home_with(database: &[u8]) -> Sandbox {
    let home = Sandbox::new();
    home.write("data/outlay/outlay.db", database);
    home
}

#[test]
fn a_newer_schema_is_refused_and_left() {
    let home = furnished();
    Connection::open(home.database()).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    assert_refused(&home, &[READS, WRITES, &[&["doctor"], &["compact"]]].concat(), "database_newer");
}

#[test]
fn a_database_of_another_program_is_refused_and_left() {
    for made in [
        "PRAGMA application_id = 7",
        "CREATE TABLE notes (text)",
        "PRAGMA user_version = 1",
        "PRAGMA journal_mode = WAL; PRAGMA application_id = 7; CREATE TABLE expenses (number)",
    ] {
        let home = home_with(b"");
        Connection::open(home.database()).unwrap().execute_batch(made).unwrap();
        assert_refused(&home, &[READS, WRITES, &[&["doctor"]]].concat(), "not_outlay_database");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left() {
    for content in ["Dear diary,\n".repeat(1000), "x\n".to_owned()] {
        let home = home_with(content.as_bytes());
        assert_refused(&home, &[READS, WRITES, &[&["doctor"]]].concat(), "not_outlay_database");
    }
}

#[test]
fn an_empty_file_reads_as_an_empty_ledger_and_becomes_a_database() {
    let home = home_with(b"");
    assert_eq!(json(&home, &["list"])["count"], 0);
    assert_eq!(fs::read(home.database()).unwrap(), b"");
    ok(&home, &["add", "1", "food"]);
    assert_eq!(json(&home, &["list"])["count"], 1);
    assert_sound(&home, "made from an empty file");
}

#[test]
fn a_folder_where_the_database_should_be_is_refused() {
    let home = Sandbox::new();
    home.write("data/outlay/outlay.db/file", "");
    assert_refused(&home, &[READS, WRITES, &[&["doctor"]]].concat(), "bad_file");
}

/// A ledger of some hundred pages.
fn large() -> Sandbox {
    let home = furnished();
    home.write("more.csv", statement("more", 1..=2000));
    ok(&home, &["import", "more.csv"]);
    home
}

#[test]
fn a_truncated_database_is_refused_and_left() {
    let whole = fs::read(large().database()).unwrap();
    for kept in [whole.len() / 2, whole.len() / 10, 4096] {
        let home = home_with(&whole[..kept]);
        assert_refused(
            &home,
            &[READS, WRITES, &[&["doctor"], &["doctor", "--fix"]]].concat(),
            "database_damaged",
        );
    }
}

#[test]
fn garbage_in_a_page_is_found_and_left() {
    let home = large();
    let conn = Connection::open(home.database()).unwrap();
    let page: i64 = conn
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'expenses'", [], |row| row.get(0))
        .unwrap();
    drop(conn);
    overwrite(&home.database(), u64::try_from(page - 1).unwrap() * 4096, &[0xa5; 4096]);
    assert_refused(
        &home,
        &[&["list"], &["show", "1"], &["add", "1", "food"], &["edit", "1", "--note", "x"]],
        "database_damaged",
    );
    assert_doctor_sees(&home);
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

/// `doctor` reports findings (exit 4) and changes nothing, with `--fix` or without.
fn assert_doctor_sees(home: &Sandbox) {
    let before = files(home.home());
    for args in [&["doctor"][..], &["doctor", "--fix"]] {
        let output = process(home, [args, &["--format", "json"]].concat()).output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{args:?}: {}", said(&output));
        let object: serde_json::Value = serde_json::from_str(&text(&output.stdout)).unwrap();
        assert_eq!(object["ok"], false, "{object}");
        assert!(files(home.home()) == before, "{args:?} changed a file");
    }
}

#[test]
fn a_restore_over_anything_brings_the_backup_and_keeps_what_was_there() {
    let base = large();
    ok(&base, &["backup", COPY]);
    let wanted = state(&base).copy.unwrap();
    let whole = fs::read(base.database()).unwrap();
    let garbage_at = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at..at + 4096].fill(0xa5);
        bytes
    };
    let cut = |length: usize| whole[..length].to_vec();
    let pieces = [
        cut(0),
        cut(100),
        cut(4096),
        cut(20_000),
        cut(whole.len() / 2),
        cut(whole.len() - 4096),
        b"Dear diary".to_vec(),
    ];
    let garbage = (0..whole.len() / 4096).step_by(5).map(|page| garbage_at(page * 4096));
    for broken in pieces.into_iter().chain(garbage) {
        let home = copy(&base);
        fs::write(home.database(), &broken).unwrap();
        ok(&home, &["restore", COPY, "-y"]);
        assert_sound(&home, "restored");
        assert_eq!(state(&home).tables, wanted);
        let kept = files(&home.path("state"));
        // A database that can be opened is kept as one, so not byte for byte.
        assert_eq!(kept.len(), 1, "{:?}", kept.keys());
        let kept = kept.values().next().unwrap();
        assert!(
            *kept == broken || kept.len() >= broken.len(),
            "{} of {} bytes were kept",
            kept.len(),
            broken.len()
        );
    }
}

#[test]
fn a_restore_is_not_mixed_with_the_log_of_the_database_that_was_there() {
    let home = furnished();
    ok(&home, &["backup", COPY]);
    let wanted = state(&home).copy.unwrap();
    // A command that was killed leaves its log beside the database; then the database itself is lost.
    let (log, index) = (home.path("data/outlay/outlay.db-wal"), home.path("data/outlay/outlay.db-shm"));
    let conn = Connection::open(home.database()).unwrap();
    conn.execute_batch("DELETE FROM totals; UPDATE expenses SET note = 'of the log'").unwrap();
    let logged = fs::read(&log).unwrap();
    drop(conn);
    fs::write(&log, &logged).unwrap();
    let _ = fs::remove_file(index);
    overwrite(&home.database(), 0, &[0xa5; 4096]);
    ok(&home, &["restore", COPY, "-y"]);
    assert_sound(&home, "restored");
    assert_eq!(state(&home).tables, wanted);
    let kept = files(&home.path("state"));
    let holds_log = |bytes: &Vec<u8>| bytes.windows(10).any(|part| part == b"of the log");
    assert!(kept.values().any(holds_log), "what the log held was not kept");
}

#[test]
fn only_a_sound_database_of_this_program_can_be_restored() {
    let home = furnished();
    ok(&home, &["backup", COPY]);
    let whole = fs::read(home.path(COPY)).unwrap();
    let before = state(&home).tables;
    for (content, code) in [
        (&b""[..], "not_outlay_database"),
        (&b"Dear diary"[..], "not_outlay_database"),
        (&whole[..whole.len() / 2], "database_damaged"),
    ] {
        home.write("broken.db", content);
        let output = process(&home, ["restore", "broken.db", "-y", "--format", "json"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert_eq!(error_of(&output)["code"], code, "{}", said(&output));
        assert_eq!(state(&home).tables, before);
        assert_eq!(fs::read(home.path("broken.db")).unwrap(), content);
    }
}
