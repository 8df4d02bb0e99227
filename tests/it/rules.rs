//! Categories by themselves: rules at import and on old rows, and what is learnt from rows that a person categorised.

mod learnt;

use serde_json::{Value, json};

use crate::common::Sandbox;

fn euros() -> Sandbox {
    let mut home = Sandbox::new();
    home.set("OUTLAY_CURRENCY", "EUR");
    home
}

/// Category, payee, method and tags of the expense with a description.
fn fields(home: &Sandbox, description: &str) -> Value {
    let list = home.json(["list"]);
    let found =
        list["expenses"].as_array().unwrap().iter().find(|expense| expense["description"] == description);
    let expense = found.unwrap_or_else(|| panic!("no {description}: {list:#}"));
    json!([expense["category"], expense["payee"], expense["method"], expense["tags"]])
}

fn patterns(home: &Sandbox) -> Vec<String> {
    let list = home.json(["rule", "list"]);
    list["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["pattern"].as_str().unwrap().to_owned())
        .collect()
}

const STATEMENT: &str = "Date,Amount,Description,Payee\n\
    2026-10-01,-5.00,Bread,Rewe Markt\n\
    2026-10-02,-6.00,ALDI SÜD 4711,\n\
    2026-10-03,-7.00,Garibaldi,\n\
    2026-10-04,1000.00,Salary,ACME\n";

#[test]
fn rules_give_categories_at_import_and_the_first_that_matches_wins() {
    let home = euros();
    home.ok(["rule", "add", "rewe", "food:bread", "-p", "REWE", "-m", "card", "-t", "shop"]);
    home.ok(["rule", "add", "REWE|ALDI", "food:groceries", "-p", "Discounter"]);
    home.write("a.csv", STATEMENT);
    let planned = home.json(["import", "a.csv", "--dry-run"]);
    let done = home.json(["import", "a.csv"]);
    for object in [&planned, &done] {
        assert_eq!(object["categorised"], json!({"rule": 2, "learnt": 0}));
        assert_eq!(object["files"][0]["categorised"], json!({"rule": 2, "learnt": 0}));
    }
    assert_eq!(
        fields(&home, "Bread"),
        json!(["food:bread", "Rewe Markt", "Card", ["shop"]]),
        "its payee stays"
    );
    assert_eq!(fields(&home, "ALDI SÜD 4711"), json!(["food:groceries", "Discounter", null, []]));
    assert_eq!(fields(&home, "Garibaldi")[0], json!(null));
    let again = home.json(["import", "a.csv"]);
    assert_eq!((&again["imported"], &again["duplicates"]), (&json!(0), &json!(4)));
    home.ok(["undo"]);
    assert_eq!(home.json(["list"])["count"], 0);
    assert_eq!(home.json(["rule", "list"])["count"], 2, "the rules are other commands'");
}

#[test]
fn what_a_person_said_is_never_changed() {
    let home = euros();
    home.ok(["rule", "add", "bread", "food:groceries"]);
    home.write(
        "a.csv",
        "Date,Amount,Description,Category\n2026-10-01,-5.00,Bread,gifts\n2026-10-02,-6.00,Bread old,\n",
    );
    home.ok(["import", "a.csv"]);
    assert_eq!(fields(&home, "Bread")[0], json!("gifts"));
    assert_eq!(fields(&home, "Bread old")[0], json!("food:groceries"));
    home.ok(["edit", "2", "-c", "none"]);
    home.ok(["import", "a.csv"]);
    assert_eq!(fields(&home, "Bread old")[0], json!(null), "a row that is there is left alone");
    home.write("b.csv", "Date,Amount,Description\n2026-10-03,-5.00,Bread new\n");
    home.ok(["import", "b.csv", "-c", "party"]);
    assert_eq!(fields(&home, "Bread new")[0], json!("party"), "the option is a person's word");
    // What was exported without a category comes back without one.
    home.ok(["export", "-o", "all.jsonl"]);
    home.ok(["rule", "add", "bread", "food", "--db", "other.db"]);
    home.ok(["import", "all.jsonl", "--db", "other.db"]);
    let other = home.json(["list", "--db", "other.db", "-c", "none"]);
    assert_eq!(other["count"], 1);
}

#[test]
fn rules_are_applied_to_old_rows_as_one_step_and_undone_as_one() {
    let home = euros();
    home.write("a.csv", STATEMENT);
    home.ok(["import", "a.csv"]);
    home.ok(["edit", "1", "-c", "gifts"]);
    home.ok(["rule", "add", "REWE|ALDI|ACME", "misc"]);
    let planned = home.json(["rule", "apply", "--dry-run"]);
    assert_eq!(planned["count"], 2);
    assert_eq!(fields(&home, "Salary")[0], json!(null), "only shown");
    assert_eq!(home.json(["rule", "apply", "--to", "2026-10-03"])["count"], 1, "filters hold");
    assert_eq!(fields(&home, "Salary")[0], json!(null));
    assert_eq!(home.json(["rule", "apply"])["count"], 1);
    assert_eq!(home.json(["rule", "apply"]).get("group"), Some(&json!(null)), "nothing is left");
    assert_eq!(fields(&home, "Bread")[0], json!("gifts"));
    home.ok(["undo"]);
    home.ok(["undo"]);
    assert_eq!(fields(&home, "ALDI SÜD 4711")[0], json!(null));
    assert_eq!(home.json(["rule", "list"])["count"], 1);
    home.ok(["undo"]);
    assert_eq!(home.json(["rule", "list"])["count"], 0);
}

#[test]
fn a_rule_stands_where_it_was_put_however_often() {
    let home = euros();
    for pattern in ["a", "b", "c"] {
        home.ok(["rule", "add", pattern, "food"]);
    }
    home.ok(["rule", "add", "first", "food", "--position", "1"]);
    home.ok(["rule", "edit", "3", "--position", "2"]);
    assert_eq!(patterns(&home), ["first", "c", "a", "b"]);
    // More often than there is room between two neighbours: then all get new places.
    let mut wanted: Vec<String> = patterns(&home);
    for number in 0..14 {
        let pattern = format!("m{number}");
        home.ok(["rule", "add", &pattern, "food", "--position", "2"]);
        wanted.insert(1, pattern);
    }
    assert_eq!(patterns(&home), wanted);
    home.ok(["rule", "edit", "1", "--position", "99"]);
    assert_eq!(patterns(&home).last().unwrap(), "a");
    home.ok(["undo"]);
    assert_eq!(patterns(&home), wanted);
    assert!(home.outlay(["doctor"]).output().unwrap().status.success());
}

#[test]
fn a_rule_follows_its_category() {
    let home = euros();
    home.ok(["rule", "add", "rewe", "groceries"]);
    home.ok(["category", "rename", "groceries", "food:groceries"]);
    home.ok(["category", "add", "shopping"]);
    home.ok(["category", "merge", "food:groceries", "shopping"]);
    assert_eq!(home.json(["rule", "list"])["rules"][0]["category"], "shopping");
    home.write("a.csv", STATEMENT);
    home.ok(["import", "a.csv"]);
    assert_eq!(fields(&home, "Bread")[0], json!("shopping"));
}

#[cfg(all(unix, feature = "server"))]
#[test]
fn a_rule_made_on_one_device_works_on_another() {
    use crate::common::server::Server;
    let server = Server::start();
    server.add_user("ana@example.org", "correct horse");
    let device = |name: &str| {
        let home = euros();
        let url = server.url();
        let args =
            ["auth", "login", &url, "--email", "ana@example.org", "--device", name, "--password-stdin"];
        home.outlay(args).write_stdin("correct horse").assert().success();
        home
    };
    let (laptop, phone) = (device("laptop"), device("phone"));
    laptop.ok(["rule", "add", "ALDI", "food", "-m", "card"]);
    laptop.ok(["rule", "add", "REWE", "food:groceries", "-t", "shop", "--position", "1"]);
    laptop.ok(["sync"]);
    phone.ok(["sync"]);
    assert_eq!(phone.json(["rule", "list"])["rules"].as_array().unwrap().len(), 2);
    assert_eq!(patterns(&phone), patterns(&laptop));
    phone.write("a.csv", STATEMENT);
    phone.ok(["import", "a.csv"]);
    assert_eq!(fields(&phone, "Bread"), json!(["food:groceries", "Rewe Markt", null, ["shop"]]));
    phone.ok(["rule", "edit", "1", "--pattern", "ALDI|LIDL"]);
    phone.ok(["rule", "remove", "2"]);
    phone.ok(["sync"]);
    laptop.ok(["sync"]);
    assert_eq!(patterns(&laptop), patterns(&phone));
    assert_eq!(laptop.json(["rule", "list"])["count"], 1);
}
