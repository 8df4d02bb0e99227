//! `outlay queue`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, ledger, needs, refuses, survives_a_closed_pipe,
    whole_in_a_pipe,
};
use crate::common::Sandbox;

#[test]
fn the_objects_have_the_keys_of_the_contract() {
    let home = ledger();
    home.ok(["edit", "1", "--amount", "13", "-t", "+x", "--payee", "none"]);
    let list = answers(&home, &["queue", "list"], "queue-list");
    let operations = list["operations"].as_array().unwrap();
    assert_eq!(list["count"], operations.len());
    assert_eq!(list["counts"]["pending"], operations.len());
    let expenses: Vec<_> = operations.iter().filter(|operation| operation["entity"] == "expense").collect();
    assert!(expenses.len() >= 4, "{list:#}");
    assert!(
        operations.iter().all(|operation| operation["status"] == "pending" && operation["attempts"] == 0)
    );
    let seq = operations.last().unwrap()["seq"].to_string();
    let shown = answers(&home, &["queue", "show", &seq], "queue-show");
    assert_eq!(shown["operation"], *operations.last().unwrap());
    let id = shown["operation"]["id"].as_str().unwrap();
    assert_eq!(answers(&home, &["queue", "show", id], "queue-show"), shown);
    let empty = Sandbox::new();
    assert_eq!(answers(&empty, &["queue", "list"], "queue-list")["operations"], json!([]));
    assert!(!empty.database().exists());
}

#[test]
fn a_create_and_its_delete_that_nobody_saw_cancel() {
    let home = Sandbox::new();
    home.ok(["add", "1EUR", "food"]);
    home.ok(["delete", "last"]);
    let list = answers(&home, &["queue", "list"], "queue-list");
    let left = list["operations"].as_array().unwrap();
    assert!(left.iter().all(|operation| operation["entity"] != "expense"), "{list:#}");
}

#[test]
fn the_creation_of_a_category_that_is_used_stays_and_goes_with_what_uses_it() {
    let home = Sandbox::new();
    home.ok(["add", "1EUR", "newcat:sub", "lunch"]);
    let list = answers(&home, &["queue", "list"], "queue-list");
    let of = |entity: &str| -> Vec<String> {
        let all = list["operations"].as_array().unwrap().iter();
        all.filter(|one| one["entity"] == entity).map(|one| one["seq"].to_string()).collect()
    };
    let (categories, expenses) = (of("category"), of("expense"));
    for category in &categories {
        let refused = refuses(&home, &["queue", "drop", category, "-y"], 2, "usage");
        assert!(refused["message"].as_str().unwrap().contains("still uses the category"), "{refused:#}");
    }
    assert_eq!(answers(&home, &["queue", "list"], "queue-list"), list, "nothing was dropped");
    let mut all = vec!["queue", "drop", "-y"];
    all.extend(categories.iter().chain(&expenses).map(String::as_str));
    home.ok(all);
    assert_eq!(answers(&home, &["queue", "list"], "queue-list")["operations"], json!([]));
    home.ok(["doctor"]);
}

#[test]
fn exit_codes() {
    let home = ledger();
    refuses(&home, &["queue", "show", "9999"], 3, "not_found");
    refuses(&home, &["queue", "show", "nothing"], 3, "not_found");
    refuses(&home, &["queue", "frobnicate"], 2, "usage");
    refuses(&home, &["queue", "list", "stray"], 2, "usage");
}

#[test]
fn without_a_terminal_a_missing_operation_is_named() {
    let home = ledger();
    for command in ["show", "drop"] {
        needs(&home, &["queue", command], "SEQ");
        let refused = refuses(&home, &["queue", command], 2, "usage");
        let hint = format!("outlay queue list shows what there is; try `outlay queue {command} --help`");
        assert_eq!(refused["hint"], hint);
    }
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let home = ledger();
    assert!(whole_in_a_pipe(&home, &["queue", "list"]).contains("2026-10-15 12:00"));
    assert!(whole_in_a_pipe(&home, &["queue", "show", "3"]).contains("☕ too"));
    let narrow = fits_forty_columns(&home, &["queue", "list"]);
    assert!(narrow.is_empty() || (narrow.contains("expense") && narrow.contains("create")), "{narrow}");
    fits_forty_columns(&home, &["queue", "show", "3"]);
    for args in [["queue", "list"].as_slice(), &["queue", "show", "1"]] {
        survives_a_closed_pipe(&home, args);
        lacks_formats(&home, args, &["csv", "jsonl", "ids"]);
    }
}

#[test]
fn so_many_operations_are_listed_and_the_rest_is_counted() {
    let server = crate::common::device::server();
    let laptop = crate::common::device::Device::logged_in(&server.url(), "laptop");
    let home = &laptop.home;
    for rows in [49, 50, 51] {
        let file: String = (0..rows).map(|at| format!("2026-09-01,{}.00,lunch\n", at + 1)).collect();
        std::fs::write(home.path("rows.csv"), format!("date,amount,description\n{file}")).unwrap();
        // What was imported before is known: one more row each time.
        home.ok(["import", "rows.csv", "--invert"]);
        for args in [["queue", "list"], ["sync", "--dry-run"]] {
            let said = home.outlay(args).assert().success();
            let shown = crate::common::text(&said.get_output().stdout).lines().count() - 1;
            let cut = crate::common::text(&said.get_output().stderr).contains("50 of 51");
            assert_eq!((shown, cut), (rows.min(50), rows > 50), "{args:?}");
            assert_eq!(home.json(args)["operations"].as_array().unwrap().len(), rows);
        }
    }
}

#[test]
fn an_operation_is_named_by_so_many_digits_of_its_id() {
    let home = ledger();
    let id =
        answers(&home, &["queue", "list"], "queue-list")["operations"][0]["id"].as_str().unwrap().to_owned();
    refuses(&home, &["queue", "show", &id[..7]], 3, "not_found");
    // The eighth digit is followed by a hyphen, which counts for nothing.
    for named in [&id[..8], &id[..9], &id[..10], &id.replace('-', ""), &id.to_uppercase()] {
        let shown = answers(&home, &["queue", "show", named], "queue-show");
        assert_eq!(shown["operation"]["id"], id.as_str());
    }
    refuses(&home, &["queue", "show", &format!("{id}0")], 3, "not_found");
}

#[test]
fn what_was_deleted_and_restored_before_anybody_heard_of_it_is_dropped_whole() {
    let home = ledger();
    let added = home.json(["add", "7EUR", "gone and back"]);
    let number = added["expense"]["number"].to_string();
    home.ok(["delete", &number, "-y"]);
    home.ok(["undo"]);
    home.ok(["edit", &number, "--note", "edited", "--payee", "Cafe"]);
    let list = answers(&home, &["queue", "list"], "queue-list");
    let of: Vec<&Value> = list["operations"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["entity"] == "expense" && one["number"] == added["expense"]["number"])
        .collect();
    assert_eq!(of[0]["action"], "restore", "{of:#?}");
    home.ok(["queue", "drop", &of[0]["seq"].to_string(), "-y"]);
    assert!(!home.ok(["list"]).contains("gone and back"));
    home.ok(["doctor"]);
    for _ in 0..3 {
        // Whatever can still be taken back, nothing is damaged by it.
        let code = home.outlay(["undo"]).output().unwrap().status.code();
        assert_ne!(code, Some(70));
        home.ok(["doctor"]);
    }
}

#[test]
fn what_was_dropped_after_a_try_is_shown_as_dropped_and_what_never_left_is_not_said_to_have_arrived() {
    let mut server = crate::common::device::server();
    let laptop = crate::common::device::Device::logged_in(&server.url(), "laptop");
    let home = &laptop.home;
    home.ok(["add", "1EUR", "lunch"]);
    laptop.synced();
    server.kill();
    home.ok(["add", "2EUR", "lunch"]);
    assert_eq!(laptop.sync().code, 5);
    let seq = laptop.queue().last().unwrap()["seq"].to_string();
    let said = home.ok(["queue", "drop", &seq, "-y"]);
    assert!(said.contains("a sync tried to send it") && !said.contains("was sent before"), "{said}");
    let listed = answers(home, &["queue", "list"], "queue-list");
    let dropped = listed["operations"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&dropped["seq"].to_string(), &dropped["dropped"]), (&seq, &json!(true)), "{listed:#}");
    for args in [["queue", "list"].as_slice(), &["sync", "--dry-run"], &["queue", "show", &seq]] {
        let shown = home.ok(args);
        assert!(shown.contains("dropped") && !shown.contains("cannot be reached"), "{args:?}: {shown}");
    }
    assert!(home.json(["sync", "--dry-run"])["operations"].to_string().contains("never to carry it out"));
    // An entry that came and went before anybody heard of it.
    home.ok(["add", "3EUR", "lunch"]);
    let seq = laptop.queue().last().unwrap()["seq"].to_string();
    home.ok(["delete", "last"]);
    let refused = refuses(home, &["queue", "drop", &seq, "-y"], 3, "not_found");
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("never sent") && !message.contains("the server has it"), "{message}");
    server.restart();
    laptop.synced();
    assert_eq!(laptop.queue().len(), 0);
}
