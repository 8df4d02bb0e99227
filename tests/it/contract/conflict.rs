//! `outlay conflict`.

use serde_json::{Value, json};

use super::{
    answers, fits_forty_columns, lacks_formats, needs, refuses, survives_a_closed_pipe, terminal,
    whole_in_a_pipe,
};
use crate::common::Sandbox;
use crate::common::device::{Device, server, settle};
use crate::common::server::Server;

/// Two devices with a conflict about the amount, the note and the payee of one expense, and one of an edit against a
/// delete.
fn quarrel() -> (Server, Device, Device) {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    let (lunch, dinner) = (laptop.add("12.50", "lunch"), laptop.add("20", "dinner"));
    settle(&[&laptop, &phone]);
    laptop.home.ok(["edit", &lunch, "--amount", "12.80", "--note", "by the laptop", "--payee", "Cafe"]);
    laptop.home.ok(["delete", &dinner, "-y"]);
    laptop.synced();
    phone.home.ok(["edit", &lunch, "--amount", "13.10", "--note", "by the phone", "--payee", "Bistro"]);
    phone.home.ok(["edit", &dinner, "--note", "still needed"]);
    assert_eq!(phone.sync().code, 4);
    assert_eq!(laptop.sync().code, 4);
    (server, laptop, phone)
}

/// The conflict about a field; `None` for the edit against a delete.
fn about(home: &Sandbox, field: Option<&str>) -> Value {
    let list = answers(home, &["conflict", "list"], "conflict-list");
    let found = list["conflicts"].as_array().unwrap().iter().find(|one| one["field"] == json!(field));
    found.unwrap_or_else(|| panic!("no conflict about {field:?}: {list:#}")).clone()
}

fn resolve(home: &Sandbox, field: Option<&str>, how: &[&str]) -> Value {
    let number = about(home, field)["conflict"].to_string();
    let args = [&["conflict", "resolve", &number], how].concat();
    answers(home, &args, "conflict-resolve")
}

#[test]
fn the_objects_have_the_keys_of_the_contract_and_each_choice_stands_on_both_devices() {
    let (_server, laptop, phone) = quarrel();
    let home = &laptop.home;
    let list = answers(home, &["conflict", "list"], "conflict-list");
    assert_eq!((&list["count"], list["conflicts"].as_array().unwrap().len()), (&json!(4), 4), "{list:#}");
    assert_eq!(about(home, None)["kind"], "edit_delete");
    let amount = about(home, Some("amount"));
    let shown = answers(home, &["conflict", "show", &amount["conflict"].to_string()], "conflict-show");
    assert_eq!(shown["conflict"], amount);
    let by_id = answers(home, &["conflict", "show", amount["id"].as_str().unwrap()], "conflict-show");
    assert_eq!(by_id, shown);
    let sides = [&amount["kept"], &amount["lost"]];
    assert!(
        sides.iter().any(|side| side["device"] == "laptop" && side["value"] == "12.80 EUR"),
        "{amount:#}"
    );
    assert!(sides.iter().any(|side| side["device"] == "phone" && side["value"] == "13.10 EUR"), "{amount:#}");
    assert!(sides.iter().all(|side| side["member"] == "ana@example.org" && side["revision"].is_number()));

    let mine = resolve(home, Some("amount"), &["mine"]);
    assert_eq!(mine["conflict"]["status"], "resolved", "{mine:#}");
    resolve(home, Some("note"), &["theirs"]);
    let value = resolve(home, Some("payee"), &["--value", "Kantine"]);
    assert_eq!(value["resolution"], "value");
    resolve(home, None, &["mine"]);
    assert_eq!(answers(home, &["conflict", "list"], "conflict-list")["count"], 0);
    assert_eq!(answers(home, &["conflict", "list", "--all"], "conflict-list")["count"], 4);
    settle(&[&laptop, &phone]);
    for device in [&laptop, &phone] {
        let lunch = device.expense("lunch");
        assert_eq!((&lunch["amount"], &lunch["note"]), (&json!("12.80"), &json!("by the phone")));
        assert_eq!((&lunch["payee"], device.find("dinner")), (&json!("Kantine"), None));
        assert_eq!(device.conflicts().len(), 0);
    }
    // A decision is undone like every command.
    laptop.home.ok(["undo"]);
    assert_eq!(answers(home, &["conflict", "list"], "conflict-list")["count"], 1);
    assert!(laptop.find("dinner").is_some());
}

#[test]
fn a_person_at_a_terminal_chooses_or_types_another_value() {
    let (_server, laptop, _phone) = quarrel();
    let at_terminal = |field: Option<&str>, input: &str| {
        let number = about(&laptop.home, field)["conflict"].to_string();
        terminal::run(&laptop.home, 80, &["conflict", "resolve", &number], input)
    };
    let Some(ended) = at_terminal(Some("amount"), "3\nnonsense\n14.20\n") else { return };
    assert_eq!(ended.code, 0, "{}", ended.screen);
    for shown in ["12.80", "13.10", "another value", "mine", "phone"] {
        assert!(ended.screen.contains(shown), "{}", ended.screen);
    }
    assert_eq!(laptop.expense("lunch")["amount"], "14.20");
    let standing = about(&laptop.home, Some("note"))["kept"]["value"].clone();
    let ended = at_terminal(Some("note"), "1\n").unwrap();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert_eq!(laptop.expense("lunch")["note"], standing);
    let ended = at_terminal(None, "2\n").unwrap();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(laptop.find("dinner").is_none(), "the delete had lost");
    assert_eq!(answers(&laptop.home, &["conflict", "list"], "conflict-list")["count"], 1);
}

#[test]
fn what_stands_stays_when_it_was_changed_after_the_conflict() {
    let (_server, laptop, phone) = quarrel();
    let home = &laptop.home;
    let payee = about(home, Some("payee"));
    assert_eq!(payee["present"]["value"], payee["kept"]["value"], "{payee:#}");
    let number = payee["conflict"].to_string();
    let lunch = laptop.expense("lunch")["id"].as_str().unwrap().to_owned();
    home.ok(["edit", &lunch, "--payee", "Corrected"]);
    assert!(home.ok(["conflict", "list"]).contains("Corrected"));
    assert!(home.ok(["conflict", "show", &number]).contains("Corrected (a later change)"));
    assert_eq!(about(home, Some("payee"))["present"], json!({"value": "Corrected", "deleted": false}));
    let told = home.ok(["conflict", "resolve", &number, "kept"]);
    assert!(told.contains("stays Corrected"), "{told}");
    settle(&[&laptop, &phone]);
    for device in [&laptop, &phone] {
        assert_eq!(device.expense("lunch")["payee"], "Corrected");
    }
}

#[test]
fn no_value_is_written_to_a_deleted_expense_and_the_way_back_is_told() {
    let (_server, laptop, phone) = quarrel();
    let home = &laptop.home;
    let lunch = laptop.expense("lunch");
    home.ok(["delete", lunch["id"].as_str().unwrap(), "-y"]);
    for (field, how) in
        [("amount", ["lost"].as_slice()), ("note", &["mine"]), ("payee", &["--value", "Kantine"])]
    {
        let number = about(home, Some(field))["conflict"].to_string();
        let args = [&["conflict", "resolve", &number], how].concat();
        let told = home.ok(&args);
        let restore = format!("outlay log {} shows when, outlay undo --list", lunch["number"]);
        assert!(told.contains("stays deleted") && told.contains(&restore), "{told}");
    }
    assert!(laptop.find("lunch").is_none());
    settle(&[&laptop, &phone]);
    assert!(phone.find("lunch").is_none(), "no device brought it back");
}

#[test]
fn a_conflict_about_what_only_a_newer_version_knows_is_refused_and_stays_open() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    let number = about(home, Some("payee"))["conflict"].to_string();
    for (column, name) in [("field", "mood"), ("entity", "gadget")] {
        let conn = rusqlite::Connection::open(home.database()).unwrap();
        conn.execute(&format!("UPDATE conflicts SET {column} = ?1 WHERE number = ?2"), [name, &number])
            .unwrap();
        conn.close().unwrap();
        for how in [["lost"].as_slice(), &["theirs"], &["mine"]] {
            let args = [&["conflict", "resolve", &number], how].concat();
            let shown = home.json(["conflict", "show", &number]);
            let is_kept = how != ["lost"] && (shown["mine"] == "kept") == (how == ["mine"]);
            if is_kept {
                continue; // what stands stays: nothing has to be known for that
            }
            let error = home.fails_json(&args, 1);
            assert_eq!((&error["code"], &error["value"]), (&json!("protocol"), &json!(name)), "{error:#}");
            assert!(error["hint"].as_str().unwrap().contains("newer version"), "{error:#}");
        }
        assert_eq!(home.json(["conflict", "show", &number])["conflict"]["status"], "open");
    }
    home.ok(["conflict", "resolve", &number, "kept"]);
}

#[test]
fn exit_codes() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    let number = about(home, Some("amount"))["conflict"].to_string();
    refuses(home, &["conflict", "show", "9999"], 3, "not_found");
    refuses(home, &["conflict", "resolve", "9999", "mine"], 3, "not_found");
    refuses(home, &["conflict", "resolve", &number, "ours"], 2, "usage");
    refuses(home, &["conflict", "resolve", &number, "mine", "--value", "1"], 2, "usage");
    refuses(home, &["conflict", "resolve", &number, "--value", "twelve"], 2, "bad_amount");
    refuses(home, &["conflict", "frobnicate"], 2, "usage");
    needs(home, &["conflict", "resolve", &number], "WHICH or --value");
    assert_eq!(about(home, Some("amount"))["status"], "open", "bad input changes nothing");
    home.outlay(["status", "--check"]).assert().code(4);
    assert_eq!(answers(home, &["status"], "status")["conflicts_open"], 4);
    let empty = Sandbox::new();
    assert_eq!(answers(&empty, &["conflict", "list"], "conflict-list")["conflicts"], json!([]));
    assert!(!empty.database().exists());
}

#[test]
fn a_pipe_gets_all_of_it_and_a_narrow_terminal_what_fits() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    assert!(whole_in_a_pipe(home, &["conflict", "list"]).contains("by the laptop"));
    fits_forty_columns(home, &["conflict", "list", "-q"]);
    fits_forty_columns(home, &["conflict", "show", "1", "-q"]);
    for args in [["conflict", "list"].as_slice(), &["conflict", "show", "1"]] {
        survives_a_closed_pipe(home, args);
        lacks_formats(home, args, &["csv", "jsonl", "ids"]);
    }
}

#[test]
fn a_conflict_about_a_category_names_paths_and_never_ids() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    let lunch = laptop.add("12.50", "lunch");
    settle(&[&laptop, &phone]);
    laptop.home.ok(["edit", &lunch, "-c", "rent"]);
    laptop.home.ok(["category", "rename", "food", "Essen"]);
    laptop.synced();
    phone.home.ok(["edit", &lunch, "-c", "fun:trips"]);
    phone.home.ok(["category", "rename", "food", "eats"]);
    assert_eq!(phone.sync().code, 4);
    assert_eq!(laptop.sync().code, 4);
    let home = &laptop.home;
    let (category, name) = (about(home, Some("category")), about(home, Some("name")));
    let list = home.ok(["conflict", "list"]);
    assert!(list.contains("fun:trips") && list.contains("rent") && list.contains("category eats"), "{list}");
    let number = category["conflict"].to_string();
    let shown = home.ok(["conflict", "show", &number]);
    assert!(shown.contains("kept      fun:trips") && shown.contains("lost      rent (mine"), "{shown}");
    let ids =
        [&category["kept"]["value"], &category["lost"]["value"]].map(|id| id.as_str().unwrap().to_owned());
    for told in [&list, &shown] {
        assert!(ids.iter().all(|id| !told.contains(id)), "{told}");
    }
    home.ok(["category", "add", "travel"]);
    let told = home.ok(["conflict", "resolve", &number, "--value", "travel"]);
    assert!(told.ends_with("category of expense 1 is travel\n"), "{told}");
    let told = home.ok(["conflict", "resolve", &number, "mine"]);
    assert!(told.ends_with("category of expense 1 is rent\n"), "{told}");
    let name = name["conflict"].to_string();
    for (value, exit, code) in [
        ("", 2, "usage"),
        ("none", 2, "usage"),
        ("a:b", 2, "usage"),
        ("-x", 2, "usage"),
        (&"n".repeat(65), 2, "usage"),
        ("travel", 2, "usage"),
        ("TRAVEL", 2, "usage"),
    ] {
        refuses(home, &["conflict", "resolve", &name, &format!("--value={value}")], exit, code);
    }
    assert!(home.ok(["category", "list"]).contains("eats"));
    let told = home.ok(["conflict", "resolve", &name, "mine"]);
    assert!(told.contains("name of category eats is Essen"), "{told}");
}

#[test]
fn conflicts_that_a_silent_sync_found_are_told_by_the_next_one_that_is_seen_and_by_every_overview() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    home.outlay(["sync", "--quiet"]).assert().code(0).stdout("").stderr("");
    let seen = home.outlay(["sync"]).assert().code(0).stdout("up to date\n");
    assert_eq!(
        crate::common::text(&seen.get_output().stderr),
        "warning: 4 conflicts are open (outlay conflict list)\n"
    );
    assert_eq!(home.json(["sync"])["warnings"][0]["code"], "conflicts_open");
    assert!(home.ok(["status"]).contains("4 open (outlay conflict list)"));
    assert!(home.ok::<[&str; 0]>([]).contains("4 conflicts are open (outlay conflict list)"));
    for conflict in laptop.conflicts() {
        home.ok(["conflict", "resolve", &conflict["conflict"].to_string(), "kept"]);
    }
    home.outlay(["sync"]).assert().code(0).stderr("");
}

#[test]
fn a_decided_conflict_shows_what_was_decided_and_every_hint_has_all_ways() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    let number = about(home, Some("amount"))["conflict"].to_string();
    let way =
        format!("hint: outlay conflict resolve {number} kept or lost, mine or theirs, or --value V decides");
    let shown = home.outlay(["conflict", "show", &number]).assert().success();
    assert!(crate::common::text(&shown.get_output().stderr).contains(&way));
    let listed = home.outlay(["conflict", "list"]).assert().success();
    let hint = crate::common::text(&listed.get_output().stderr);
    assert!(hint.contains("resolve ID kept or lost, mine or theirs, or --value V decides"), "{hint}");
    home.ok(["conflict", "resolve", &number, "lost"]);
    let shown = home.ok(["conflict", "show", &number]);
    assert!(shown.contains("now       12.80 EUR") && shown.contains("resolved: lost"), "{shown}");
    let list = home.ok(["conflict", "list", "--all"]);
    let row: Vec<&str> = list.lines().find(|line| line.contains("amount")).unwrap().split("  ").collect();
    let cells: Vec<&str> = row.into_iter().map(str::trim).filter(|cell| !cell.is_empty()).collect();
    assert_eq!(
        cells[1..],
        ["expense 1", "amount", "12.80 EUR", "laptop", "13.10 EUR", "phone", "lost"],
        "{list}"
    );
    let payee = about(home, Some("payee"))["conflict"].to_string();
    home.ok(["conflict", "resolve", &payee, "--value", "Kantine"]);
    let list = home.ok(["conflict", "list", "--all"]);
    assert!(list.lines().any(|line| line.contains("Kantine") && line.contains("the decision")), "{list}");
}

#[test]
fn a_decision_is_named_in_the_history_and_its_undo_says_what_is_open_again() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    for field in [Some("amount"), Some("note")] {
        let number = about(home, field)["conflict"].to_string();
        let of = home.json(["conflict", "show", &number])["conflict"]["number"].to_string();
        let named = format!("conflict {number}: {} of expense {of}", field.unwrap());
        for how in ["lost", "kept"] {
            home.ok(["conflict", "resolve", &number, how]);
            let list = home.ok(["undo", "--list"]);
            assert!(list.lines().nth(1).unwrap().contains(&named), "{list}");
            let undone = home.ok(["undo"]);
            assert!(undone.contains(&format!("open again {named}\n")), "{undone}");
            assert_eq!(home.json(["conflict", "show", &number])["conflict"]["status"], "open");
            let redone = home.ok(["redo"]);
            assert!(redone.contains(&format!("decided {named}\n")), "{redone}");
            home.ok(["undo"]);
        }
    }
}

#[test]
fn a_conflict_that_was_decided_says_so_when_it_is_decided_again() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    let number = about(home, Some("amount"))["conflict"].to_string();
    let resolve = ["conflict", "resolve", &number, "lost"];
    home.outlay(resolve).assert().success().stderr("");
    let again = home.outlay(resolve).assert().success();
    let told = crate::common::text(&again.get_output().stderr);
    let words = format!("conflict {number} was decided before (lost, and 12.80 EUR stands)");
    assert!(told.contains(&words), "{told}");
    assert_eq!(home.json(resolve)["warnings"][0]["code"], "decided");
    // The decision is turned round, and not only its name.
    let turned = home.ok(["conflict", "resolve", &number, "kept"]);
    assert!(turned.ends_with("is 13.10 EUR\n"), "{turned}");
    assert_eq!(laptop.expense("lunch")["amount"], "13.10");
    home.ok(["undo"]);
    assert_eq!(laptop.expense("lunch")["amount"], "12.80");
    home.ok(["conflict", "resolve", &number, "lost"]);
    let lunch = laptop.expense("lunch")["id"].as_str().unwrap().to_owned();
    home.ok(["edit", &lunch, "--amount", "15"]);
    let told = home.ok(["conflict", "resolve", &number, "kept"]);
    assert!(told.ends_with("stays 15.00 EUR\n"), "a later change is nobody's decision: {told}");
}

#[test]
fn of_two_conflicts_about_one_field_what_stands_now_is_told_and_the_other_one_is_named() {
    let server = server();
    let devices = ["laptop", "phone", "tablet"].map(|name| Device::logged_in(&server.url(), name));
    let [laptop, phone, tablet] = &devices;
    let lunch = laptop.add("12.50", "lunch");
    settle(&[laptop, phone, tablet]);
    laptop.home.ok(["edit", &lunch, "--amount", "12.80"]);
    phone.home.ok(["edit", &lunch, "--amount", "13.10"]);
    tablet.home.ok(["edit", &lunch, "--amount", "14.20"]);
    laptop.synced();
    assert_eq!((phone.sync().code, tablet.sync().code), (4, 4));
    let home = &tablet.home;
    let open = tablet.conflicts();
    assert_eq!(open.len(), 2, "{open:#?}");
    let is_others = |one: &&Value| [&one["kept"], &one["lost"]].iter().all(|side| side["device"] != "tablet");
    let others = open.iter().find(is_others).unwrap()["conflict"].to_string();
    let own = open.iter().find(|one| !is_others(one)).unwrap()["conflict"].to_string();
    let stands = |home: &Sandbox| home.json(["list"])["expenses"][0]["amount"].as_str().unwrap().to_owned();
    // Neither value is this device's; and what stands is the one of the other conflict.
    let error = home.fails_json(["conflict", "resolve", &others, "mine"], 2);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(&format!("{} EUR stands (", stands(home))), "{message}");
    let way = format!("outlay conflict resolve {others} kept or lost, or --value V decides");
    assert_eq!(error["hint"], way);
    let shown = home.outlay(["conflict", "show", &others]).assert().success();
    assert!(crate::common::text(&shown.get_output().stderr).contains(&way));
    let resolved = home.outlay(["conflict", "resolve", &others, "kept"]).assert().success();
    let output = resolved.get_output();
    assert!(crate::common::text(&output.stdout).contains(&format!("{} EUR\n", stands(home))));
    let hint =
        format!("hint: conflict {own} is about the same field and still open: outlay conflict show {own}\n");
    assert_eq!(crate::common::text(&output.stderr), hint);
    home.ok(["conflict", "resolve", &own, "mine"]);
    assert_eq!(stands(home), "14.20");
}

#[test]
fn a_person_at_a_terminal_chooses_by_the_words_of_the_command_line() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    for (field, word) in [("amount", "mine"), ("note", "kept"), ("payee", "theirs")] {
        let conflict = about(home, Some(field));
        let number = conflict["conflict"].to_string();
        let mine = home.json(["conflict", "show", &number])["mine"].as_str().unwrap().to_owned();
        let theirs = if mine == "kept" { "lost" } else { "kept" };
        let side = match word {
            "mine" => mine.as_str(),
            "theirs" => theirs,
            other => other,
        };
        let typed = format!("nonsense\n{word}\n");
        let Some(ended) = terminal::run(home, 80, &["conflict", "resolve", &number], &typed) else { return };
        assert_eq!(ended.code, 0, "{}", ended.screen);
        let value = conflict[side]["value"].as_str().unwrap();
        assert!(ended.screen.contains(&format!("is {value}\n")) || side == "kept", "{}", ended.screen);
        assert_eq!(home.json(["conflict", "show", &number])["conflict"]["present"]["value"], value);
    }
}

#[test]
fn a_device_and_a_conflict_are_named_by_so_many_digits_of_their_ids() {
    let (_server, laptop, _phone) = quarrel();
    let home = &laptop.home;
    let conflict = about(home, None)["id"].as_str().unwrap().to_owned();
    refuses(home, &["conflict", "show", &conflict[..7]], 3, "not_found");
    for digits in [8, 9] {
        let shown = home.json(["conflict", "show", &conflict[..digits]]);
        assert_eq!(shown["conflict"]["id"], conflict.as_str());
    }
    let devices = home.json(["auth", "devices"])["devices"].as_array().unwrap().clone();
    let phone = devices.iter().find(|device| device["name"] == "phone").unwrap()["id"].as_str().unwrap();
    refuses(home, &["auth", "revoke", &phone[..7]], 3, "not_found");
    home.ok(["auth", "revoke", &phone[..8]]);
}
