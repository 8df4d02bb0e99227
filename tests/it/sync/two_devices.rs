//! Two databases and a server, all of them the real program.

use serde_json::json;

use crate::common::device::{Device, server, settle};
use crate::common::server::Server;
use crate::common::{Sandbox, text};

const EMAIL: &str = "ana@example.org";
const PASSWORD: &str = "correct horse";

fn device(server: &Server, name: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    let url = server.url();
    let mut login =
        sandbox.outlay(["auth", "login", &url, "--email", EMAIL, "--device", name, "--password-stdin"]);
    login.write_stdin(PASSWORD).assert().success();
    sandbox
}

fn expense(device: &Sandbox, description: &str) -> serde_json::Value {
    let list = device.json(["list"]);
    let expenses = list["expenses"].as_array().unwrap().clone();
    expenses.into_iter().find(|expense| expense["description"] == description).expect("the expense")
}

#[test]
fn two_devices_edit_offline_and_agree_afterwards_with_what_lost_in_a_conflict() {
    let server = Server::start();
    server.add_user(EMAIL, PASSWORD);
    let laptop = device(&server, "laptop");
    laptop.ok(["add", "12.50EUR", "food:out", "Lunch"]);
    laptop.ok(["sync"]);
    let phone = device(&server, "phone");
    phone.ok(["sync"]);
    let number = |device: &Sandbox| expense(device, "Lunch")["number"].to_string();

    // Different fields, offline on both.
    laptop.ok(["edit", &number(&laptop), "--payee", "Bistro"]);
    phone.ok(["edit", &number(&phone), "--note", "with Bob"]);
    laptop.ok(["sync"]);
    phone.ok(["sync"]);
    laptop.ok(["sync"]);
    for device in [&laptop, &phone] {
        let lunch = expense(device, "Lunch");
        assert_eq!((&lunch["payee"], &lunch["note"]), (&json!("Bistro"), &json!("with Bob")));
        assert_eq!(device.json(["conflict", "list"])["count"], 0);
    }

    // The same field on both: one stands, the other is kept as a conflict everywhere.
    laptop.ok(["edit", &number(&laptop), "--payee", "Cafe"]);
    phone.ok(["edit", &number(&phone), "--payee", "Kantine"]);
    laptop.ok(["sync"]);
    let second = phone.outlay(["sync"]).output().unwrap();
    assert_eq!(second.status.code(), Some(4), "a conflict needs a person");
    laptop.outlay(["sync"]).output().unwrap();
    let open = |device: &Sandbox| device.json(["conflict", "list"])["conflicts"].as_array().unwrap().clone();
    let (here, there) = (open(&laptop), open(&phone));
    assert_eq!((here.len(), there.len()), (1, 1));
    assert_eq!(here[0]["id"], there[0]["id"]);
    let values = [&here[0]["kept"]["value"], &here[0]["lost"]["value"]];
    assert!(values.contains(&&json!("Cafe")) && values.contains(&&json!("Kantine")), "{values:?}");
    assert_eq!(expense(&laptop, "Lunch")["payee"], expense(&phone, "Lunch")["payee"]);

    // Resolved on one device, resolved on both.
    let id = here[0]["id"].as_str().unwrap();
    laptop.ok(["conflict", "resolve", id, "mine"]);
    laptop.ok(["sync"]);
    phone.ok(["sync"]);
    for device in [&laptop, &phone] {
        assert_eq!(expense(device, "Lunch")["payee"], "Cafe");
        assert_eq!(open(device).len(), 0);
    }

    // Deleted on one, edited on the other: the edit stays.
    laptop.ok(["delete", &number(&laptop), "-y"]);
    phone.ok(["edit", &number(&phone), "--note", "paid by Bob"]);
    laptop.ok(["sync"]);
    phone.outlay(["sync"]).output().unwrap();
    laptop.outlay(["sync"]).output().unwrap();
    for device in [&laptop, &phone] {
        assert_eq!(expense(device, "Lunch")["note"], "paid by Bob");
        assert_eq!(open(device)[0]["kind"], "edit_delete");
    }
}

#[test]
fn a_server_that_does_not_answer_costs_nothing_and_is_told_as_try_again() {
    let mut server = Server::start();
    server.add_user(EMAIL, PASSWORD);
    let laptop = device(&server, "laptop");
    server.kill();
    laptop.ok(["add", "3EUR", "food", "Tea"]);
    let output = laptop.outlay(["sync"]).output().unwrap();
    assert_eq!(output.status.code(), Some(5));
    assert_eq!(expense(&laptop, "Tea")["sync"], "pending");
    server.restart();
    laptop.ok(["sync"]);
    assert_eq!(expense(&laptop, "Tea")["sync"], "synced");
}

#[test]
fn categories_that_two_devices_move_and_merge_into_each_other_are_a_tree_everywhere_and_a_rename_settles_it()
{
    let server = Server::start();
    server.add_user(EMAIL, PASSWORD);
    let laptop = device(&server, "laptop");
    for category in ["food", "drinks", "rent", "pets"] {
        laptop.ok(["add", "1EUR", category, category]);
    }
    laptop.ok(["sync"]);
    let phone = device(&server, "phone");
    phone.ok(["sync"]);
    laptop.ok(["category", "rename", "food", "drinks:food"]);
    laptop.ok(["category", "merge", "pets", "rent"]);
    phone.ok(["category", "rename", "drinks", "food:drinks"]);
    phone.ok(["category", "merge", "rent", "pets"]);
    let sync = |device: &Sandbox| drop(device.outlay(["sync"]).output().unwrap());
    for device in [&laptop, &phone, &laptop] {
        sync(device);
    }
    let paths = |device: &Sandbox| -> Vec<String> {
        let list = device.json(["category", "list"]);
        let rows = list["categories"].as_array().unwrap().clone();
        rows.iter().map(|row| row["path"].as_str().unwrap().to_owned()).collect()
    };
    let shown = paths(&laptop);
    assert_eq!(shown, paths(&phone));
    assert_eq!(shown.len(), 3, "one below the other, and one of two: {shown:?}");
    let counted: u64 = laptop.json(["report", "--period", "all"])["rows"]
        .as_array()
        .map_or(0, |rows| rows.iter().map(|row| row["count"].as_u64().unwrap()).sum());
    assert_eq!(counted, 4);
    // What doctor and every sync say to do does it, and they name the categories as they are shown.
    let found = laptop.outlay(["doctor"]).assert().code(4);
    let found = text(&found.get_output().stdout) + &text(&found.get_output().stderr);
    assert!(found.contains("hint: outlay category rename") && !found.contains("restore"), "{found}");
    let warned = laptop.json(["sync"])["warnings"].as_array().unwrap().clone();
    let told: Vec<&str> = warned.iter().map(|warning| warning["message"].as_str().unwrap()).collect();
    assert_eq!(told.len(), 2, "one for each circle: {told:?}");
    for path in shown.iter().filter(|path| !path.contains(':')) {
        assert!(told.iter().any(|told| told.contains(&format!("renaming `{path}`"))), "{path}: {told:?}");
        laptop.ok(["category", "rename", path, &format!("{path}s")]);
    }
    laptop.ok(["doctor"]);
    sync(&laptop);
    sync(&phone);
    phone.ok(["doctor"]);
    assert_eq!(paths(&laptop), paths(&phone));
}

#[test]
fn two_categories_that_got_one_path_are_told_by_every_sync_and_become_one_on_every_device() {
    let server = server();
    let (laptop, phone) =
        (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
    for (amount, category) in [("1", "fun:trips"), ("2", "travel:trips"), ("4", "food")] {
        laptop.home.ok(["add", amount, "-c", category, category]);
    }
    settle(&[&laptop, &phone]);
    laptop.home.ok(["category", "rename", "fun", "leisure"]);
    phone.home.ok(["category", "rename", "travel", "Leisure"]);
    phone.synced();
    settle(&[&laptop, &phone]);
    let synced = laptop.synced();
    let warned = &synced.object["warnings"];
    assert_eq!(warned.as_array().unwrap().len(), 2, "both levels: {warned:#}");
    assert_eq!(warned[0]["code"], "categories");
    assert!(warned[0]["message"].to_string().contains("outlay category merge"), "{warned:#}");
    // On both at once, offline: what two people are told to do at the same time does no harm.
    for device in [&laptop, &phone] {
        device.home.ok(["category", "merge", "leisure", "leisure"]);
        assert!(device.home.ok(["doctor"]).contains("ok"));
    }
    settle(&[&laptop, &phone]);
    for device in [&laptop, &phone] {
        let synced = device.synced();
        assert_eq!(synced.object["warnings"], serde_json::json!([]), "{synced:?}");
        let trips = device.home.json(["list", "-c", "leisure:trips"]);
        assert_eq!(trips["expenses"].as_array().unwrap().len(), 2, "{trips:#}");
        device.home.ok(["doctor"]);
    }
    laptop.home.fails(["category", "merge", "food", "food"], 2);
}
