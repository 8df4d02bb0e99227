//! What counts as the same row.

use super::{counts, euros, expenses, field, import};

const HEADER: &str = "Date,Amount,Description\n";
const BREAD: &str = "2026-10-01,-5.00,Bread\n";
const COFFEE: &str = "2026-10-02,-3.00,Coffee\n";
const RENT: &str = "2026-10-03,-500.00,Rent\n";

/// A statement of these rows.
fn of(rows: &[&str]) -> String {
    format!("{HEADER}{}", rows.concat())
}

#[test]
fn two_equal_purchases_in_a_statement_stay_two() {
    let home = euros();
    home.write("a.csv", of(&[COFFEE, COFFEE, BREAD]));
    assert_eq!(counts(&import(&home, &["a.csv"])), [3, 0, 0, 0]);
    assert_eq!(counts(&import(&home, &["a.csv"])), [0, 3, 0, 0]);
    home.write("b.csv", of(&[COFFEE, COFFEE, COFFEE]));
    assert_eq!(counts(&import(&home, &["b.csv"])), [1, 2, 0, 0], "the third is new");
    assert_eq!(expenses(&home).len(), 4);
}

#[test]
fn an_overlapping_statement_adds_only_the_new_rows() {
    let home = euros();
    home.write("september.csv", of(&[BREAD, COFFEE]));
    home.write("october.csv", of(&[RENT, COFFEE]));
    import(&home, &["september.csv"]);
    let done = import(&home, &["october.csv"]);
    assert_eq!(counts(&done), [1, 1, 0, 0]);
    assert_eq!(done["files"][0]["totals"][0]["expense"], "500.00", "the sums are of the new rows");
    assert_eq!(field(&home, "description"), ["Bread", "Coffee", "Rent"]);
    let again = import(&home, &["september.csv"]);
    assert_eq!((counts(&again), again["group"].is_null()), ([0, 2, 0, 0], true));
    assert_eq!(home.json(["undo", "--list"])["count"], 2, "nothing new is no step for undo");
}

#[test]
fn a_late_row_that_stands_between_known_ones_is_not_lost() {
    let home = euros();
    home.write("a.csv", of(&[BREAD, RENT]));
    home.write("b.csv", of(&[BREAD, COFFEE, RENT]));
    import(&home, &["a.csv"]);
    assert_eq!(counts(&import(&home, &["b.csv"])), [1, 2, 0, 0]);
}

#[test]
fn equal_rows_of_two_sources_stay_two() {
    let home = euros();
    home.write("a.csv", of(&[COFFEE]));
    import(&home, &["a.csv", "--source", "card"]);
    assert_eq!(counts(&import(&home, &["a.csv", "--source", "account"])), [1, 0, 0, 0]);
    assert_eq!(counts(&import(&home, &["a.csv", "--source", "account"])), [0, 1, 0, 0]);
    assert_eq!(field(&home, "source"), ["card", "account"]);
}

#[test]
fn what_was_entered_by_hand_is_another_expense() {
    let home = euros();
    home.ok(["add", "3", "cafe", "Coffee", "-d", "2026-10-02"]);
    home.write("a.csv", of(&[COFFEE]));
    assert_eq!(counts(&import(&home, &["a.csv"])), [1, 0, 0, 0]);
}

#[test]
fn a_row_that_was_edited_is_still_the_same_row_and_keeps_the_edit() {
    let home = euros();
    home.write("a.csv", of(&[COFFEE, BREAD]));
    import(&home, &["a.csv"]);
    home.ok(["edit", "1", "--amount", "3.50", "--description", "flat white", "-d", "2026-09-09"]);
    assert_eq!(counts(&import(&home, &["a.csv"])), [0, 2, 0, 0]);
    assert_eq!(home.json(["show", "1"])["expense"]["description"], "flat white");
}

#[test]
fn a_deleted_row_does_not_come_back_but_does_after_batch_undo() {
    let home = euros();
    home.write("a.csv", of(&[BREAD, COFFEE]));
    home.write("b.csv", of(&[BREAD, COFFEE, RENT]));
    import(&home, &["a.csv"]);
    home.ok(["delete", "1"]);
    assert_eq!(counts(&import(&home, &["b.csv"])), [1, 1, 1, 0], "deleted by a person: it stays so");
    assert_eq!(field(&home, "description"), ["Coffee", "Rent"]);
    home.ok(["batch", "undo", "1"]);
    assert_eq!(field(&home, "description"), ["Rent"]);
    assert_eq!(
        counts(&import(&home, &["b.csv"])),
        [2, 1, 0, 0],
        "taken back with its batch: it may come again"
    );
    assert_eq!(field(&home, "description"), ["Bread", "Coffee", "Rent"]);
    home.ok(["doctor"]);
}

#[test]
fn what_undo_took_back_may_come_again() {
    let home = euros();
    home.write("a.csv", of(&[BREAD, COFFEE]));
    let first = import(&home, &["a.csv"]);
    let ids = field(&home, "id");
    home.ok(["undo"]);
    assert_eq!(expenses(&home).len(), 0);
    assert_eq!(counts(&import(&home, &["a.csv"])), [2, 0, 0, 0]);
    assert_eq!(field(&home, "id"), ids, "an imported row's id is made from what it says");
    assert_eq!(first["imported"], 2);
}

#[test]
fn a_deletion_that_was_undone_is_none() {
    let home = euros();
    home.write("a.csv", of(&[BREAD]));
    import(&home, &["a.csv"]);
    home.ok(["delete", "1"]);
    home.ok(["undo"]);
    assert_eq!(counts(&import(&home, &["a.csv"])), [0, 1, 0, 0]);
}

#[test]
fn two_devices_give_a_row_the_same_id() {
    let (home, other) = (euros(), euros());
    for device in [&home, &other] {
        device.write("a.csv", of(&[COFFEE, COFFEE, BREAD]));
        import(device, &["a.csv", "--source", "card"]);
    }
    assert_eq!(field(&home, "id"), field(&other, "id"));
}
