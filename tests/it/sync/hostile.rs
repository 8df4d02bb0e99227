//! What a member of a ledger, or a server, may send that no device of this version would: it is kept, and nothing else
//! comes to harm.

use serde_json::{Value, json};

use super::versions::Newer;
use crate::common::device::{Device, Synced, server};

/// An amount that is as large as one may be, so many times that no 64 bits hold the sum.
const LARGEST: &str = "9999999999999.99 EUR";
const TOO_MANY: usize = 9_300;
/// Operations of one request.
const AT_ONCE: usize = 1_900;

fn assert_level(synced: &Synced) {
    for ledger in synced.object["ledgers"].as_array().unwrap() {
        assert_eq!(ledger["digest"]["ok"], true, "{synced:?}");
    }
}

fn expense(entity_id: &str, fields: Value) -> Value {
    json!({"entity": "expense", "entity_id": entity_id, "action": "create", "seen": 0, "fields": fields})
}

#[test]
fn an_id_of_another_ledger_touches_nothing_there() {
    let server = server();
    let mut shared = Newer::with_ledger(&server, "shared");
    let laptop = Device::logged_in(&server.url(), "laptop");
    let lunch = laptop.add("2", "lunch");
    laptop.synced();
    let food = outlay::id::category_id(outlay::id::personal_ledger_id(), "food").to_string();
    let before = laptop.expense("lunch");
    assert_eq!(before["category"], "food");

    let meal = outlay::id::random_id().to_string();
    let fields =
        json!({"date": "2026-10-15", "direction": 0, "amount": "999.00 EUR", "description": "HIJACK8"});
    let mut of_food = fields.clone();
    of_food["category"] = json!(food);
    of_food["description"] = json!("meal");
    let category = json!({"entity": "category", "entity_id": food, "action": "create", "seen": 0,
                          "fields": {"name": "HIJACK9"}});
    let answer = shared.exchange(vec![expense(&lunch, fields), category, expense(&meal, of_food)]);
    for result in answer["results"].as_array().unwrap() {
        assert_eq!(result["status"], "applied", "{answer:#}");
    }
    for options in [&[][..], &["--repair"]] {
        let synced = laptop.sync_with(options);
        assert_eq!((synced.code, &synced.object["status"]), (0, &json!("ok")), "{synced:?}");
        assert_level(&synced);
        assert_eq!(laptop.expense("lunch"), before);
        assert_eq!(laptop.find("HIJACK8"), None);
        let there = laptop.home.json(["list", "--ledger", "shared"]);
        let there: Vec<[&Value; 2]> = there["expenses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| [&row["description"], &row["category"]])
            .collect();
        assert_eq!(there, [[&json!("meal"), &json!(null)]]);
        laptop.assert_sound("after entities with ids of another ledger");
    }

    // They go on changing there, and the expense goes on changing here.
    let seen = shared.state(&lunch)["revision"].clone();
    let renamed = json!({"entity": "expense", "entity_id": lunch, "action": "update", "seen": seen,
                         "fields": {"description": "HIJACK10"}});
    shared.exchange(vec![renamed]);
    laptop.home.ok(["edit", &lunch, "--note", "mine"]);
    assert_level(&laptop.synced());
    let seen = shared.state(&lunch)["revision"].clone();
    let gone =
        json!({"entity": "expense", "entity_id": lunch, "action": "delete", "seen": seen, "fields": {}});
    shared.exchange(vec![gone]);
    assert_level(&laptop.synced());
    assert_eq!(laptop.descriptions(), ["lunch"]);
    laptop.assert_sound("in the end");
}

#[test]
fn a_batch_of_another_device_is_handed_on_unread() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    laptop.synced();
    let mut other = Newer::logged_in(&server);
    let (id, batch) = (outlay::id::random_id().to_string(), outlay::id::random_id());
    let answer = other.exchange(vec![expense(
        &id,
        json!({"date": "2026-10-15", "direction": 0, "amount": "1.00 EUR", "description": "tea", "batch": batch}),
    )]);
    assert_eq!(answer["results"][0]["status"], "applied", "{answer:#}");
    assert_level(&laptop.synced());
    laptop.home.ok(["edit", &id, "--note", "hot"]);
    assert_level(&laptop.synced());
    let state = other.state(&id);
    assert_eq!((&state["fields"]["batch"], &state["fields"]["note"]), (&json!(batch), &json!("hot")));
    assert_level(&laptop.sync_with(&["--repair"]));
    laptop.assert_sound("with a batch of another device");
}

#[test]
fn pulled_expenses_whose_sum_no_number_holds_do_not_stop_sync() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    laptop.home.ok(["category", "add", "food"]);
    laptop.synced();
    let food = outlay::id::category_id(outlay::id::personal_ledger_id(), "food");
    let mut other = Newer::logged_in(&server);
    let ids: Vec<String> = (0..TOO_MANY).map(|_| outlay::id::random_id().to_string()).collect();
    let fields = json!({"date": "2026-10-15", "direction": 0, "amount": LARGEST, "category": food});
    for part in ids.chunks(AT_ONCE) {
        other.exchange(part.iter().map(|id| expense(id, fields.clone())).collect());
    }
    assert_level(&laptop.synced());
    laptop.assert_sound("with a total that is out of range");

    // A report says so; more is refused to whoever types it here, and less is not.
    let report = ["report", "--from", "2026-10-01", "--to", "2026-10-31"];
    let error = laptop.home.fails_json(report, 1);
    assert_eq!((&error["code"], &error["value"]), (&json!("bad_amount"), &json!("EUR")), "{error}");
    let typed = ["add", "1.00", "food", "-d", "2026-10-15"];
    assert_eq!(laptop.home.fails_json(typed, 1)["code"], "bad_amount");
    laptop.home.ok(["add", "1.00", "food", "-d", "2026-11-15"]);
    laptop.home.ok(["delete", &ids[0], "-y"]);
    laptop.assert_sound("after one was deleted");
    assert_level(&laptop.synced());

    // When enough of them are gone the total is exact again.
    let left = 9_200;
    for part in ids[1..TOO_MANY - left].chunks(AT_ONCE) {
        let gone = |id: &String| json!({"entity": "expense", "entity_id": id, "action": "delete", "seen": TOO_MANY + 1, "fields": {}});
        other.exchange(part.iter().map(gone).collect());
    }
    assert_level(&laptop.synced());
    laptop.assert_sound("with a total that is back in range");
    let totals = laptop.home.json(report)["totals"].clone();
    assert!(totals.to_string().contains("91999999999999908.00"), "{totals}");
}

#[test]
fn a_currency_of_a_newer_server_stops_no_command() {
    let server = server();
    let mut shared = Newer::with_ledger(&server, "shared");
    shared.exchange(Vec::new());
    let conn = rusqlite::Connection::open(server.database()).unwrap();
    let changed =
        conn.execute("UPDATE ledgers SET currency = 'QQX', name = ?1", ["sha\u{1b}[31mred\nx"]).unwrap();
    assert_eq!(changed, 1);
    conn.close().unwrap();
    let laptop = Device::logged_in(&server.url(), "laptop");
    laptop.add("2", "lunch");
    assert_level(&laptop.synced());
    assert_eq!(laptop.descriptions(), ["lunch"]);
    let conn = rusqlite::Connection::open(laptop.home.database()).unwrap();
    let joined = conn.query_row("SELECT name, currency FROM ledgers WHERE name LIKE 'sha%'", [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    });
    assert_eq!(joined.unwrap(), ("sha_[31mred_x".to_owned(), "QQX".to_owned()));
    conn.close().unwrap();
    laptop.assert_sound("with a currency that it does not know");
}
