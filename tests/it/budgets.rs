//! Budgets as people, scripts and cron meet them.

use serde_json::{Value, json};

use crate::common::{Sandbox, text};

fn euros() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home
}

/// The budgets of `budget status` by name.
fn status(home: &Sandbox, args: &[&str]) -> Vec<Value> {
    let mut line = vec!["budget", "status"];
    line.extend(args);
    home.json(line)["budgets"].as_array().unwrap().clone()
}

fn left(home: &Sandbox, day: &str) -> String {
    status(home, &["-d", day])[0]["left"].as_str().unwrap().to_owned()
}

#[test]
fn the_three_rollovers_leave_what_the_help_says() {
    for (rollover, expected) in [
        ("none", ["20.00", "-30.00", "100.00"]),
        ("unspent", ["20.00", "-10.00", "100.00"]),
        ("all", ["20.00", "-10.00", "90.00"]),
    ] {
        let home = euros();
        home.ok(["budget", "set", "fun", "100", "--rollover", rollover, "--from", "2026-01-20"]);
        home.ok(["add", "80", "fun", "-d", "2026-01-31"]);
        home.ok(["add", "130", "fun", "-d", "2026-02-01"]);
        let found = ["2026-01-01", "2026-02-28", "2026-03-31"].map(|day| left(&home, day));
        assert_eq!(found, expected, "{rollover}");
        assert!(status(&home, &["-d", "2025-12-31"]).is_empty(), "it begins with January");
    }
}

#[test]
fn a_change_holds_from_its_period_on_and_undo_takes_it_back() {
    let home = euros();
    home.ok(["budget", "set", "fun", "100", "--rollover", "all", "--from", "2026-08-01"]);
    home.ok(["add", "80", "fun", "-d", "2026-08-10"]);
    home.ok(["add", "80", "fun", "-d", "2026-09-10"]);
    let said = home.ok(["budget", "set", "fun", "50"]);
    assert_eq!(said, "set fun: 50.00 EUR a month from 2026-10-01, what is left or overspent is carried on\n");
    let all = || ["2026-08-31", "2026-09-30", "2026-10-31"].map(|day| left(&home, day));
    assert_eq!(all(), ["20.00", "40.00", "90.00"]);
    let terms = home.json(["budget", "list"]);
    let held: Vec<_> = terms["budgets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| (&b["starts_on"], &b["ends_on"], &b["in_force"]))
        .collect();
    assert_eq!(
        held,
        [
            (&json!("2026-08-01"), &json!("2026-09-30"), &json!(false)),
            (&json!("2026-10-01"), &json!(null), &json!(true)),
        ]
    );
    home.ok(["undo"]);
    assert_eq!(all(), ["20.00", "40.00", "140.00"]);
    home.ok(["redo"]);
    assert_eq!(all(), ["20.00", "40.00", "90.00"]);
    let again = home.outlay(["budget", "set", "fun", "50"]).output().unwrap();
    assert_eq!((again.status.code(), text(&again.stdout).as_str()), (Some(0), ""));
    assert!(text(&again.stderr).contains("so already"), "{}", text(&again.stderr));
}

#[test]
fn a_later_change_stays_and_is_told() {
    let home = euros();
    home.ok(["budget", "set", "fun", "100", "--from", "2026-12-24"]);
    let output = home.outlay(["budget", "set", "fun", "70"]).output().unwrap();
    assert!(text(&output.stderr).contains("a later change stays: fun: 100.00 EUR a month from 2026-12-01"));
    assert_eq!((left(&home, "2026-11-30"), left(&home, "2026-12-01")), ("70.00".into(), "100.00".into()));
}

#[test]
fn removing_ends_it_with_the_period_before_and_setting_it_again_begins_anew() {
    let home = euros();
    home.ok(["budget", "set", "fun", "100", "--rollover", "all", "--from", "2026-08-01"]);
    home.ok(["budget", "set", "fun", "60", "--from", "2026-12-01"]);
    home.ok(["budget", "remove", "fun"]);
    assert_eq!(left(&home, "2026-09-30"), "200.00");
    for day in ["2026-10-01", "2026-12-05", "2027-05-05"] {
        assert!(status(&home, &["-d", day]).is_empty(), "{day}");
    }
    home.fails(["budget", "remove", "fun"], 3);
    home.ok(["budget", "set", "fun", "40"]);
    assert_eq!(left(&home, "2026-10-31"), "240.00", "no gap, so what was left goes on");
    home.ok(["undo"]);
    home.ok(["undo"]);
    assert_eq!((left(&home, "2026-11-30"), left(&home, "2026-12-31")), ("400.00".into(), "460.00".into()));
    assert_eq!(home.json(["doctor"])["ok"], true);
}

#[test]
fn refunds_count_transfers_do_not_and_children_count_in_their_parents() {
    let home = euros();
    home.ok(["budget", "set", "food", "100"]);
    home.ok(["budget", "set", "food:out", "40"]);
    home.ok(["budget", "set", "all", "500"]);
    home.ok(["add", "60", "food:groceries"]);
    home.ok(["add", "30", "food:out"]);
    home.ok(["add", "12", "food:groceries", "--income"]);
    home.ok(["add", "70", "food", "--transfer"]);
    home.ok(["add", "2000", "wages", "--income"]);
    home.ok(["add", "5", "misc"]);
    home.ok(["add", "9USD", "food"]);
    let spent: Vec<(Value, Value)> = status(&home, &[])
        .into_iter()
        .map(|mut budget| (budget["category"].take(), budget["spent"].take()))
        .collect();
    assert_eq!(
        spent,
        [(json!(null), json!("83.00")), (json!("food"), json!("78.00")), (json!("food:out"), json!("30.00")),]
    );
}

#[test]
fn currencies_have_budgets_of_their_own() {
    let home = euros();
    home.ok(["budget", "set", "fun", "100"]);
    home.ok(["budget", "set", "fun", "9000", "JPY"]);
    home.ok(["add", "20", "fun"]);
    home.ok(["add", "1500JPY", "fun"]);
    let found = status(&home, &[]);
    let seen: Vec<_> =
        found.iter().map(|b| (b["currency"].as_str().unwrap(), b["left"].as_str().unwrap())).collect();
    assert_eq!(seen, [("EUR", "80.00"), ("JPY", "7500")]);
    let error = home.fails(["budget", "remove", "fun"], 3);
    assert!(error.contains("2 budgets") && error.contains("--currency"), "{error}");
    home.ok(["budget", "remove", "fun", "--currency", "jpy"]);
    assert_eq!(status(&home, &[]).len(), 1);
}

#[test]
fn the_answer_has_every_key_and_its_figures_follow_from_each_other() {
    let home = euros();
    home.ok(["budget", "set", "food", "310", "--rollover", "unspent", "--from", "2026-09-01"]);
    home.ok(["add", "300", "food", "-d", "2026-09-15"]);
    home.ok(["add", "200", "food"]);
    let answer = home.json(["budget", "status", "--warn", "60%"]);
    assert_eq!(answer["on"], "2026-10-15");
    assert_eq!(answer["period"], json!({"from": "2026-10-01", "to": "2026-10-31"}));
    assert_eq!((&answer["over"], &answer["warned"]), (&json!(0), &json!(1)));
    let mut budget = answer["budgets"][0].clone();
    assert_eq!(budget["id"].take().as_str().unwrap().len(), 36);
    assert_eq!(
        budget,
        json!({
            "id": null, "category": "food", "currency": "EUR", "amount": "310.00", "carried": "10.00",
            "spent": "200.00", "left": "120.00", "used": "0.6250", "over": false, "warn": true, "days_left": 16,
            "projected": "413.33", "period": "month", "from": "2026-10-01", "to": "2026-10-31",
            "rollover": "unspent", "gone": "0.4839", "pace": "1.2917", "upcoming": null,
        })
    );
}

#[test]
fn check_is_silent_and_0_until_a_budget_needs_attention() {
    let home = euros();
    home.ok(["budget", "set", "food", "100"]);
    home.ok(["budget", "set", "fun", "50"]);
    home.ok(["add", "85", "food"]);
    let check = |args: &[&str]| {
        let mut line = vec!["budget", "status", "--check"];
        line.extend(args);
        let output = home.outlay(line).output().unwrap();
        assert_eq!(text(&output.stderr), "");
        (output.status.code().unwrap(), text(&output.stdout))
    };
    assert_eq!(check(&[]), (0, String::new()));
    assert_eq!(check(&["--warn", "85.01%"]), (0, String::new()));
    let line = "food, October 2026: 85.00 of 100.00 EUR spent, 15.00 left for 16 more days\n";
    assert_eq!(check(&["--warn", "85%"]), (4, line.to_owned()));
    assert_eq!(check(&["--warn", "80", "fun"]), (0, String::new()));
    home.ok(["add", "15", "food"]);
    assert_eq!(check(&[]), (0, String::new()), "all of it is not over");
    home.ok(["add", "0.01", "food"]);
    assert_eq!(check(&[]), (4, "food, October 2026: 100.01 of 100.00 EUR spent, 0.01 over\n".to_owned()));
    assert_eq!(check(&["-d", "2026-11-01"]).0, 0);
}

/// What a command says on stderr about budgets.
fn told(home: &Sandbox, args: &[&str]) -> Vec<String> {
    let output = home.outlay(args).output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stderr).lines().filter(|line| line.contains("budget")).map(str::to_owned).collect()
}

#[test]
fn what_takes_a_budget_over_says_so_once_for_each_budget() {
    let home = euros();
    home.ok(["budget", "set", "food", "100"]);
    home.ok(["budget", "set", "food:out", "40"]);
    assert!(told(&home, &["add", "40", "food:out"]).is_empty());
    assert_eq!(
        told(&home, &["add", "1", "food:out"]),
        ["warning: over budget: food:out, October 2026: 41.00 of 40.00 EUR spent, 1.00 over"]
    );
    assert!(told(&home, &["add", "1", "food:out"]).is_empty(), "it was over before");
    assert!(told(&home, &["add", "500", "food", "-d", "2026-07-01"]).is_empty(), "no budget held then");
    assert_eq!(told(&home, &["add", "100", "food", "-d", "2026-11-01"]).len(), 0);
    assert_eq!(
        told(&home, &["edit", "last", "--amount", "100.50"]),
        ["warning: over budget: food, November 2026: 100.50 of 100.00 EUR spent, 0.50 over"]
    );
    home.write(
        "a.csv",
        "Date,Amount,Category\n2026-10-03,-30.00,food\n2026-10-04,-30.00,food\n2026-11-05,-3.00,food\n",
    );
    assert_eq!(
        told(&home, &["import", "a.csv"]),
        ["warning: over budget: food, October 2026: 102.00 of 100.00 EUR spent, 2.00 over"]
    );
    let warnings = home.json(["add", "5", "food:out", "-d", "2026-12-01", "-p", "x"])["warnings"].clone();
    assert_eq!(warnings, json!([{"code": "future_date", "message": "2026-12-01 lies in the future"}]));
    let warnings = home.json(["again", "last", "36", "-d", "2026-12-02"])["warnings"].clone();
    assert_eq!(warnings[1]["code"], "budget_over");
}

#[test]
fn an_overspent_past_takes_the_present_over_where_it_is_carried_on() {
    let home = euros();
    home.ok(["budget", "set", "fun", "100", "--rollover", "all", "--from", "2026-09-01"]);
    home.ok(["add", "90", "fun"]);
    assert_eq!(
        told(&home, &["add", "120", "fun", "-d", "2026-09-20"]),
        ["warning: over budget: fun, October 2026: 90.00 of 80.00 EUR spent, 10.00 over"]
    );
}

#[test]
fn a_renamed_category_keeps_its_budget_and_a_merged_one_hands_it_on() {
    let home = euros();
    home.ok(["budget", "set", "fun", "100"]);
    home.ok(["budget", "set", "games", "30"]);
    home.ok(["add", "20", "fun"]);
    home.ok(["category", "rename", "fun", "leisure"]);
    let names =
        || status(&home, &[]).iter().map(|b| b["category"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(), ["games", "leisure"]);
    home.ok(["category", "merge", "games", "leisure"]);
    assert_eq!(names(), ["leisure"], "the one that is there holds");
    assert_eq!(left(&home, "2026-10-15"), "80.00");
    home.ok(["category", "add", "sport"]);
    home.ok(["category", "merge", "leisure", "sport"]);
    assert_eq!(names(), ["sport"]);
    assert_eq!(left(&home, "2026-10-15"), "80.00");
    home.ok(["budget", "set", "sport", "70"]);
    assert_eq!(left(&home, "2026-10-15"), "50.00");
}

#[test]
fn bad_input_changes_nothing_and_names_the_value() {
    let home = euros();
    home.ok(["add", "1", "fun"]);
    for (args, code, part) in [
        (&["budget", "set", "fun", "-5"][..], 2, "-5"),
        (&["budget", "set", "fun", "ten"], 2, "ten"),
        (&["budget", "set", "fun", "1,234"], 2, "1,234"),
        (&["budget", "set", "fun", "10", "--period", "fortnight"], 2, "fortnight"),
        (&["budget", "set", "fun", "10", "--rollover", "maybe"], 2, "maybe"),
        (&["budget", "set", "fun", "10", "--from", "03/04"], 2, "03/04"),
        (&["budget", "set", "fun", "10", "XXZ"], 2, "XXZ"),
        (&["budget", "set", "new", "10", "--strict"], 3, "new"),
        (&["budget", "remove", "fun"], 3, "fun"),
        (&["budget", "status", "fun"], 3, "fun"),
        (&["budget", "status", "--warn", "0.8x"], 2, "0.8x"),
    ] {
        let error = home.fails(args, code);
        assert!(error.contains(part), "{args:?}: {error}");
    }
    assert_eq!(home.json(["budget", "list"])["count"], 0);
}

#[test]
fn weeks_begin_where_the_configuration_says() {
    let home = euros();
    home.ok(["config", "set", "week_start", "sunday"]);
    home.ok(["budget", "set", "fun", "70", "--period", "week"]);
    home.ok(["add", "7", "fun", "-d", "2026-10-10"]);
    home.ok(["add", "20", "fun", "-d", "2026-10-11"]);
    let budget = &status(&home, &[])[0];
    assert_eq!((&budget["from"], &budget["to"]), (&json!("2026-10-11"), &json!("2026-10-17")));
    assert_eq!(
        (&budget["spent"], &budget["days_left"], &budget["projected"]),
        (&json!("20.00"), &json!(2), &json!("28.00"))
    );
}

#[test]
fn reading_budgets_makes_no_file() {
    let home = euros();
    for args in [&["budget", "list"][..], &["budget", "status"], &["budget", "status", "--check"]] {
        home.ok(args);
        assert!(!home.database().exists(), "{args:?}");
    }
}

#[test]
fn what_is_to_come_can_be_counted_and_what_is_entered_by_itself_is_told() {
    let home = euros();
    home.ok(["budget", "set", "media", "20"]);
    home.ok(["recurring", "add", "9.99", "media", "Netflix", "--every", "month", "--day", "31"]);
    home.ok(["recurring", "add", "5", "media", "refund", "--income", "--every", "month", "--day", "20"]);
    home.ok(["recurring", "add", "40", "media", "--transfer", "--every", "month", "--day", "20"]);
    home.ok(["add", "18", "media"]);
    let now = &status(&home, &[])[0];
    assert_eq!((&now["spent"], &now["upcoming"]), (&json!("18.00"), &json!(null)));
    let then = &status(&home, &["--upcoming"])[0];
    let figures = ["spent", "upcoming", "left", "over", "projected"].map(|key| then[key].clone());
    assert_eq!(figures, [json!("22.99"), json!("4.99"), json!("-2.99"), json!(true), json!("37.20")]);
    let check = home.outlay(["budget", "status", "--check", "--upcoming"]).output().unwrap();
    assert_eq!(check.status.code(), Some(4));
    assert_eq!(
        text(&check.stdout),
        "media, October 2026: 22.99 of 20.00 EUR spent with what is to come, 2.99 over\n"
    );
    // The end of the month: a command that enters what is due says what that takes over.
    let late = home.outlay(["add", "1", "food"]).env("OUTLAY_NOW", "2026-10-31T12:00:00Z").output().unwrap();
    let told = text(&late.stderr);
    assert!(told.contains("over budget: media, October 2026: 22.99 of 20.00 EUR spent, 2.99 over"), "{told}");
}

#[test]
fn a_budget_of_nothing_allows_nothing() {
    let home = euros();
    home.ok(["budget", "set", "fun", "0"]);
    home.ok(["budget", "set", "fun", "0.00", "JPY"]);
    assert_eq!(status(&home, &[])[0]["used"], json!(null));
    assert_eq!(told(&home, &["add", "0.01", "fun"]).len(), 1);
    assert_eq!(home.outlay(["budget", "status", "--check"]).output().unwrap().status.code(), Some(4));
}

#[test]
fn what_is_to_come_before_a_period_lessens_what_is_carried_into_it() {
    let home = euros();
    home.ok(["recurring", "add", "30", "gym", "--every", "month", "--day", "20"]);
    home.ok(["budget", "set", "gym", "100", "--rollover", "all"]);
    let then = |day: &str| {
        let budget = &status(&home, &["--upcoming", "-d", day])[0];
        ["carried", "spent", "left"].map(|key| budget[key].as_str().unwrap().to_owned())
    };
    assert_eq!(then("2026-11"), ["70.00", "30.00", "140.00"]);
    assert_eq!(then("2026-12"), ["140.00", "30.00", "210.00"]);
}

#[test]
fn a_merged_category_hands_its_budget_on_for_the_days_without_one() {
    let home = euros();
    home.ok(["budget", "set", "food", "100", "--from", "2026-08"]);
    home.ok(["budget", "set", "eats", "50", "--from", "2026-01"]);
    home.ok(["budget", "remove", "food"]);
    home.ok(["category", "merge", "eats", "food"]);
    let amount = |day: &str| status(&home, &["-d", day])[0]["amount"].as_str().unwrap().to_owned();
    assert_eq!(
        ["2026-05", "2026-08", "2026-09", "2026-10"].map(amount),
        ["50.00", "100.00", "100.00", "50.00"]
    );
    home.ok(["budget", "set", "food", "70"]);
    assert_eq!(["2026-05", "2026-09", "2026-10"].map(amount), ["50.00", "100.00", "70.00"]);
    home.ok(["budget", "remove", "food", "--from", "2026-09"]);
    assert_eq!(["2026-05", "2026-08"].map(amount), ["50.00", "100.00"]);
    assert!(status(&home, &["-d", "2026-09"]).is_empty() && status(&home, &["-d", "2026-12"]).is_empty());
}

#[test]
fn money_that_no_budget_counts_is_told() {
    let home = euros();
    home.ok(["budget", "set", "all", "100"]);
    home.ok(["add", "500USD", "hotel"]);
    let warnings = home.json(["budget", "status"])["warnings"].clone();
    assert_eq!(warnings[0]["code"], "other_currencies");
    assert!(warnings[0]["message"].as_str().unwrap().starts_with("500.00 USD of October 2026"), "{warnings}");
    home.ok(["budget", "set", "all", "600", "USD"]);
    assert_eq!(home.json(["budget", "status"])["warnings"], json!([]));
}

#[test]
fn a_conflict_and_an_undo_name_the_budget() {
    let home = euros();
    home.ok(["budget", "set", "all", "100"]);
    assert!(home.ok(["undo", "--list"]).contains("everything 100.00 EUR from 2026-10-01"));
}
