//! `recurring upcoming`, and the look of the answers.

use serde_json::{Value, json};

use super::{at, euros, netflix};

#[test]
fn the_forecast_has_what_is_due_and_not_entered_and_what_comes_and_nothing_else() {
    let home = euros();
    netflix(&home, &["--every", "2w", "--from", "2026-10-01"]);
    home.ok([
        "recurring",
        "add",
        "1000",
        "JPY",
        "wages",
        "Job",
        "--income",
        "--every",
        "month",
        "--day",
        "1",
    ]);
    home.ok(["recurring", "add", "50", "savings", "--transfer", "--every", "month", "--day", "5"]);
    home.ok(["recurring", "add", "7", "gym", "Gym", "--every", "week"]);
    home.ok(["recurring", "pause", "4"]);
    let forecast = home.json(["recurring", "upcoming", "--to", "2026-11-12"]);
    let line =
        |item: &Value| format!("{} {} {}", item["date"], item["amount"], item["direction"]).replace('"', "");
    let lines = |forecast: &Value| -> Vec<String> {
        forecast["items"].as_array().unwrap().iter().map(line).collect()
    };
    // The pause has entered what was due.
    assert_eq!(
        lines(&forecast),
        [
            "2026-10-29 9.99 expense",
            "2026-11-01 1000 income",
            "2026-11-05 50.00 transfer",
            "2026-11-12 9.99 expense"
        ]
    );
    assert_eq!(forecast["count"], 4);
    assert_eq!(
        forecast["totals"],
        json!([
            {"currency": "EUR", "count": 2, "expense": "19.98", "income": "0.00", "net": "-19.98"},
            {"currency": "JPY", "count": 1, "expense": "0", "income": "1000", "net": "1000"}
        ])
    );
    let late = at(&home, "2026-11-02T09:00:00Z", &["recurring", "upcoming", "--days", "0"]);
    assert_eq!(lines(&late), ["2026-10-29 9.99 expense", "2026-11-01 1000 income"], "due and not entered");
    at(&home, "2026-11-02T09:00:00Z", &["recurring", "run"]);
    home.ok(["delete", "5"]);
    let after = at(&home, "2026-11-02T09:00:00Z", &["recurring", "upcoming", "--days", "3"]);
    assert_eq!(lines(&after), ["2026-11-05 50.00 transfer"]);
    let csv = home.ok(["recurring", "upcoming", "--to", "2026-11-05", "--format", "csv"]);
    assert_eq!(
        csv.lines().collect::<Vec<_>>(),
        [
            "recurring,date,direction,amount,currency,category,description",
            "3,2026-11-05,transfer,50.00,EUR,savings,"
        ]
    );
    home.fails(["recurring", "upcoming", "--to", "2026-10-01"], 2);
}

#[test]
fn every_answer_names_the_next_date() {
    let home = euros();
    let said =
        home.ok(["recurring", "add", "9.99", "subscriptions", "Netflix", "--every", "month", "--day", "31"]);
    assert_eq!(
        said.trim_end(),
        "added recurring 1  9.99 EUR  subscriptions  Netflix  every month on day 31  next 2026-10-31"
    );
    for (args, next) in [
        (&["edit", "1", "--day", "20"][..], "next 2026-10-20"),
        (&["pause", "1"], "paused"),
        (&["resume", "1"], "next 2026-10-20"),
        (&["remove", "1"], "every month on day 20"),
    ] {
        let said = home.ok(["recurring"].iter().chain(args));
        assert!(said.trim_end().ends_with(next), "{args:?}: {said}");
    }
}
