//! What a careful reader of the whole program found: each test failed before it was mended.

use std::fs;

use serde_json::json;

use crate::common::{Sandbox, text};

const BAD: &str =
    "Date,Amount,Currency,Description\n2026-10-01,-12.50,EUR,Bread\n2026-10-02,three,EUR,Coffee\n";
const GOOD: &str = "Date,Amount,Currency,Description\n2026-10-01,-12.50,EUR,Bread\n";

/// A home with one expense, of 5 EUR.
fn home() -> Sandbox {
    let home = Sandbox::new();
    home.ok(["add", "5EUR", "food", "bread"]);
    home
}

#[test]
fn export_and_rejects_never_replace_the_database() {
    let home = home();
    let before = fs::read(home.database()).unwrap();
    home.write("bad.csv", BAD);
    for name in ["outlay.db", "outlay.db-wal", "outlay.db-shm"] {
        let path = home.path("data/outlay").join(name);
        let path = path.to_str().unwrap();
        assert_eq!(home.fails_json(["export", "-o", path], 2)["code"], "usage", "{name}");
        let args = ["import", "bad.csv", "--skip-bad-rows", "--rejects", path];
        assert_eq!(home.fails_json(args, 2)["code"], "usage", "{name}");
    }
    let detour = home.path("data/../data/outlay/outlay.db");
    home.fails(["export", "-o", detour.to_str().unwrap()], 2);
    assert_eq!(fs::read(home.database()).unwrap(), before);
    let fresh = Sandbox::new();
    fresh.write("bad.csv", BAD);
    fresh.fails(["import", "bad.csv", "--skip-bad-rows", "--db", "new.db", "--rejects", "./new.db"], 2);
    assert!(!fresh.path("new.db").exists(), "a database that is not there yet is not one of rejects either");
}

#[test]
fn rejects_never_replace_a_file_that_is_imported() {
    let home = home();
    home.write("bad.csv", BAD);
    let error = home.fails_json(["import", "bad.csv", "--skip-bad-rows", "--rejects", "./bad.csv"], 2);
    assert_eq!(error["value"], "./bad.csv");
    assert_eq!(fs::read_to_string(home.path("bad.csv")).unwrap(), BAD);
}

#[test]
fn rejects_are_written_only_where_rows_were_refused_and_not_in_a_dry_run() {
    let home = home();
    home.write("good.csv", GOOD);
    home.write("bad.csv", BAD);
    home.write("rejects.csv", "mine");
    home.ok(["import", "good.csv", "--skip-bad-rows", "--rejects", "rejects.csv"]);
    let dry = ["import", "bad.csv", "--skip-bad-rows", "--rejects", "rejects.csv", "--dry-run"];
    home.outlay(dry).assert().code(4);
    assert_eq!(fs::read_to_string(home.path("rejects.csv")).unwrap(), "mine");
    home.outlay(&dry[..5]).assert().code(4);
    assert!(fs::read_to_string(home.path("rejects.csv")).unwrap().contains("2026-10-02,three,EUR,Coffee,"));
}

#[test]
fn rejects_that_cannot_be_written_stop_the_import() {
    let home = home();
    for name in ["one.csv", "two.csv"] {
        home.write(name, BAD);
    }
    home.fails(["import", "one.csv", "two.csv", "--skip-bad-rows", "--rejects", "rejects.csv"], 2);
    home.fails(["import", "one.csv", "--skip-bad-rows", "--rejects", "no/such/folder/rejects.csv"], 1);
    assert_eq!(home.json(["list"])["count"], 1, "nothing was imported");
}

#[cfg(unix)]
#[test]
fn an_exported_file_is_for_its_owner_alone_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let home = home();
    home.write("bad.csv", BAD);
    symlink("real.csv", home.path("link.csv")).unwrap();
    for _ in 0..2 {
        home.ok(["export", "-o", "link.csv"]);
        assert!(fs::symlink_metadata(home.path("link.csv")).unwrap().is_symlink());
        assert!(fs::read_to_string(home.path("real.csv")).unwrap().contains("bread"));
    }
    home.outlay(["import", "bad.csv", "--skip-bad-rows", "--rejects", "rejects.csv"]).assert().code(4);
    for name in ["real.csv", "rejects.csv"] {
        let mode = fs::metadata(home.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let left: Vec<_> = fs::read_dir(home.home()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("partial")), "{left:?}");
}
