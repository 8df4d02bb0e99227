//! Rows that the bank has not booked yet: kept, marked, and replaced by the booked row when it comes.

use serde_json::{Value, json};

use super::{counts, euros, expenses, field, import};
use crate::common::Sandbox;

const EARLY: &str = "Date,Description,Amount,State\n\
    2026-10-01,Bread,-5.00,COMPLETED\n\
    2026-10-02,REWE SAGT DANKE,-12.50,PENDING\n";
const LATER: &str = "Date,Description,Amount,State\n\
    2026-10-01,Bread,-5.00,COMPLETED\n\
    2026-10-05,REWE SAGT DANKE 54321 BERLIN,-12.50,COMPLETED\n\
    2026-10-06,Tea,-2.00,COMPLETED\n";

fn home() -> Sandbox {
    let home = euros();
    home.write("early.csv", EARLY);
    home.write("later.csv", LATER);
    home
}

fn of(home: &Sandbox, number: &str) -> Value {
    home.json(["show", number])["expense"].clone()
}

fn matched(object: &Value) -> &Value {
    assert_eq!(object["matched"], object["files"][0]["matched"]);
    &object["matched"]
}

#[test]
fn a_pending_row_is_kept_and_marked() {
    let home = home();
    assert_eq!(counts(&import(&home, &["early.csv", "--source", "giro"])), [2, 0, 0, 0]);
    assert_eq!(of(&home, "2")["tags"], json!(["pending"]));
    assert_eq!(of(&home, "1")["tags"], json!([]));
    assert_eq!(counts(&import(&home, &["early.csv"])), [0, 2, 0, 0], "still pending, still one");
    assert_eq!(home.json(["list", "-t", "pending"])["count"], 1);
}

#[test]
fn the_booked_row_replaces_it_and_what_a_person_gave_stays() {
    let home = home();
    import(&home, &["early.csv", "--source", "giro"]);
    home.ok(["edit", "2", "-c", "food:groceries", "--note", "for the party", "-t", "+party"]);
    let would = import(&home, &["later.csv", "--dry-run"]);
    let done = import(&home, &["later.csv"]);
    assert_eq!((counts(&done), matched(&done)), ([1, 1, 0, 0], &json!(1)));
    assert_eq!((counts(&would), matched(&would)), (counts(&done), matched(&done)), "a dry run says the same");
    assert_eq!(home.json(["list"])["count"], 3, "one of it, not two");
    let booked = of(&home, "2");
    assert_eq!(
        (&booked["date"], &booked["description"], &booked["tags"]),
        (&json!("2026-10-05"), &json!("REWE SAGT DANKE 54321 BERLIN"), &json!(["party"]))
    );
    assert_eq!((&booked["category"], &booked["note"]), (&json!("food:groceries"), &json!("for the party")));
    assert_eq!(done["files"][0]["totals"][0]["expense"], "2.00", "only what is new is summed");
    let again = import(&home, &["later.csv"]);
    assert_eq!((counts(&again), matched(&again), &again["group"]), ([0, 3, 0, 0], &json!(0), &json!(null)));
    assert_eq!(
        counts(&import(&home, &["early.csv"])),
        [0, 2, 0, 0],
        "nor does the old statement bring it again"
    );
    assert_eq!(home.json(["doctor"])["ok"], true);
}

#[test]
fn a_text_that_a_person_changed_is_not_overwritten() {
    let home = home();
    import(&home, &["early.csv"]);
    home.ok(["edit", "2", "--description", "groceries for Saturday"]);
    home.ok(["edit", "2", "-p", "REWE"]);
    let done = import(&home, &["later.csv"]);
    assert_eq!(matched(&done), &json!(1));
    let booked = of(&home, "2");
    assert_eq!(
        (&booked["description"], &booked["payee"]),
        (&json!("groceries for Saturday"), &json!("REWE"))
    );
    assert_eq!((&booked["date"], &booked["tags"]), (&json!("2026-10-05"), &json!([])));
}

#[test]
fn undo_and_batch_undo_give_the_pending_row_back_and_the_booked_one_may_come_again() {
    for way in ["undo", "batch"] {
        let home = home();
        import(&home, &["early.csv"]);
        let before = expenses(&home);
        import(&home, &["later.csv"]);
        if way == "undo" {
            home.ok(["undo"]);
        } else {
            let batch = home.json(["batch", "list"])["batches"][0]["number"].to_string();
            home.ok(["batch", "undo", &batch]);
        }
        let plain = |all: Vec<Value>| -> Vec<Value> {
            let fields = ["id", "date", "amount", "description", "tags", "batch", "source", "category"];
            all.into_iter().map(|e| fields.iter().map(|name| e[name].clone()).collect()).collect()
        };
        assert_eq!(plain(expenses(&home)), plain(before), "{way}");
        let done = import(&home, &["later.csv"]);
        assert_eq!((counts(&done), matched(&done)), ([1, 1, 0, 0], &json!(1)), "{way}");
        assert_eq!(home.json(["list"])["count"], 3, "{way}");
        assert_eq!(home.json(["doctor"])["ok"], true, "{way}");
    }
}

#[test]
fn several_files_at_once_settle_each_other_and_one_of_them_can_be_taken_back() {
    let home = home();
    let would = import(&home, &["early.csv", "later.csv", "--source", "giro", "--dry-run"]);
    let done = import(&home, &["early.csv", "later.csv", "--source", "giro"]);
    assert_eq!((counts(&done), &done["matched"]), ([3, 1, 0, 0], &json!(1)));
    assert_eq!(
        (counts(&would), &would["matched"]),
        (counts(&done), &done["matched"]),
        "a dry run says the same"
    );
    assert_eq!(field(&home, "date"), ["2026-10-01", "2026-10-05", "2026-10-06"]);
    assert_eq!(expenses(&home)[1]["tags"], json!([]));
    home.ok(["undo"]);
    assert_eq!(home.json(["list"])["count"], 0, "the command is taken back as a whole");
    import(&home, &["early.csv", "--source", "giro"]);
    home.write("other.csv", "Date,Description,Amount,State\n2026-10-07,Cinema,-9.00,COMPLETED\n");
    import(&home, &["later.csv", "other.csv", "--source", "giro"]);
    let batches = home.json(["batch", "list"]);
    let batch =
        batches["batches"].as_array().unwrap().iter().find(|batch| batch["file"] == "later.csv").unwrap();
    home.ok(["batch", "undo", &batch["number"].to_string()]);
    assert_eq!(field(&home, "description"), ["Bread", "REWE SAGT DANKE", "Cinema"]);
    assert_eq!(expenses(&home)[1]["tags"], json!(["pending"]));
    let done = import(&home, &["later.csv"]);
    assert_eq!((counts(&done), matched(&done)), ([1, 1, 0, 0], &json!(1)));
}

#[test]
fn nothing_but_the_state_may_have_changed() {
    let home = home();
    import(&home, &["early.csv"]);
    home.write("same.csv", EARLY.replace("PENDING", "COMPLETED"));
    let done = import(&home, &["same.csv"]);
    assert_eq!((counts(&done), matched(&done)), ([0, 1, 0, 0], &json!(1)));
    assert_eq!(expenses(&home)[1]["tags"], json!([]));
    assert_eq!(counts(&import(&home, &["same.csv"])), [0, 2, 0, 0]);
    home.ok(["undo"]);
    assert_eq!(expenses(&home)[1]["tags"], json!(["pending"]));
}

#[test]
fn two_equal_pending_rows_are_two_and_each_is_booked_once() {
    let home = euros();
    let row = |date: &str, state: &str| format!("{date},Coffee,-3.00,{state}\n");
    let file = |rows: &[String]| format!("Date,Description,Amount,State\n{}", rows.concat());
    home.write("a.csv", file(&[row("2026-10-01", "PENDING"), row("2026-10-01", "PENDING")]));
    assert_eq!(counts(&import(&home, &["a.csv"])), [2, 0, 0, 0]);
    home.write("b.csv", file(&[row("2026-10-03", "COMPLETED"), row("2026-10-01", "PENDING")]));
    let done = import(&home, &["b.csv"]);
    assert_eq!((counts(&done), matched(&done)), ([0, 1, 0, 0], &json!(1)));
    home.write("c.csv", file(&[row("2026-10-03", "COMPLETED"), row("2026-10-03", "COMPLETED")]));
    let done = import(&home, &["c.csv"]);
    assert_eq!((counts(&done), matched(&done)), ([0, 1, 0, 0], &json!(1)));
    assert_eq!(field(&home, "date"), ["2026-10-03", "2026-10-03"]);
}

#[test]
fn what_is_too_late_too_different_or_of_another_account_is_a_row_of_its_own() {
    for (row, source) in [
        ("2026-10-13,REWE SAGT DANKE,-12.50,COMPLETED", "giro"),
        ("2026-10-05,Cinema,-12.50,COMPLETED", "giro"),
        ("2026-10-05,REWE SAGT DANKE,-12.51,COMPLETED", "giro"),
        ("2026-10-05,REWE SAGT DANKE,12.50,COMPLETED", "giro"),
        ("2026-10-05,REWE SAGT DANKE,-12.50,COMPLETED", "other"),
    ] {
        let home = home();
        import(&home, &["early.csv", "--source", "giro"]);
        home.write(
            "next.csv",
            format!("Date,Description,Amount,State\n2026-10-01,Bread,-5.00,COMPLETED\n{row}\n"),
        );
        let done = import(&home, &["next.csv", "--source", source]);
        assert_eq!(matched(&done), &json!(0), "{row} {source}");
        assert_eq!(home.json(["list", "-t", "pending"])["count"], 1, "{row} {source}");
    }
    let home = home();
    import(&home, &["early.csv", "--source", "giro"]);
    home.write("next.csv", "Date,Description,Amount,State\n2026-10-12,REWE SAGT DANKE,-12.50,COMPLETED\n");
    assert_eq!(matched(&import(&home, &["next.csv"])), &json!(1), "ten days are not too late");
}
