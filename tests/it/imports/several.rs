//! Several files in one command: one undo group, one batch each, all or nothing.

use super::{counts, euros, expenses, import};
use crate::contract::error;

#[test]
fn several_files_are_one_undo_group_with_a_batch_each() {
    let home = euros();
    home.write("a.csv", "Date,Amount\n2026-10-01,-1.00\n2026-10-02,-2.00\n");
    home.write("b.csv", "Date;Betrag\n2026-10-03;-3,00\n");
    home.write("c.csv", "Date,Amount\n2026-10-04,-4.00\n");
    let done = import(&home, &["a.csv", "c.csv"]);
    assert_eq!(counts(&done), [3, 0, 0, 0]);
    assert_eq!(home.json(["batch", "list"])["count"], 2);
    assert_ne!(done["files"][0]["batch"], done["files"][1]["batch"]);
    assert_eq!(done["files"][1]["totals"][0]["expense"], "4.00");
    home.ok(["undo"]);
    assert_eq!(expenses(&home).len(), 0);
    home.ok(["redo"]);
    assert_eq!(expenses(&home).len(), 3);
    home.ok(["batch", "undo", "2"]);
    assert_eq!(expenses(&home).len(), 2, "one batch can be taken back alone");
}

#[test]
fn one_bad_file_stops_all() {
    let home = euros();
    home.write("good.csv", "Date,Amount,Category\n2026-10-01,-1.00,new\n");
    home.write("bad.csv", "Date,Amount\n2026-10-02,two\n");
    home.write("noise.csv", "nothing that is known\nat all\n");
    for other in ["bad.csv", "noise.csv", "missing.csv"] {
        for args in [["import", "good.csv", other], ["import", other, "good.csv"]] {
            let output = home.outlay(args).output().unwrap();
            assert!(!output.status.success(), "{args:?}");
            assert!(!home.database().exists(), "{args:?}");
        }
    }
    home.ok(["add", "1", "food"]);
    let before = (home.ok(["export"]), home.json(["queue", "list"]));
    error(&home, &["import", "good.csv", "bad.csv"], 1);
    assert_eq!((home.ok(["export"]), home.json(["queue", "list"])), before);
    assert_eq!(home.json(["category", "list"])["count"], 1, "nor its categories");
}

#[test]
fn overlapping_files_in_one_command_count_each_row_once() {
    let home = euros();
    home.write("a.csv", "Date,Amount\n2026-10-01,-1.00\n2026-10-01,-1.00\n2026-10-02,-2.00\n");
    home.write(
        "b.csv",
        "Date,Amount\n2026-10-01,-1.00\n2026-10-01,-1.00\n2026-10-01,-1.00\n2026-10-03,-3.00\n",
    );
    let would = import(&home, &["a.csv", "b.csv", "--dry-run"]);
    let done = import(&home, &["a.csv", "b.csv"]);
    assert_eq!((counts(&would), counts(&done)), ([5, 2, 0, 0], [5, 2, 0, 0]));
    assert_eq!((&done["files"][1]["imported"], &done["files"][1]["duplicates"]), (&2.into(), &2.into()));
    assert_eq!(expenses(&home).len(), 5);
    let twice = import(&home, &["a.csv", "a.csv"]);
    assert_eq!(counts(&twice), [0, 6, 0, 0]);
}
