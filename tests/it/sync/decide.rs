//! What a person decides about the queue: operations that are dropped or asked for again, in each state they can be in.

use serde_json::json;

use crate::common::device::{Device, server, settle};
use crate::common::proxy::{Fault, Plan, Proxy};
use crate::common::server::Server;
use crate::common::text;

struct Scene {
    server: Server,
    proxy: Proxy,
    laptop: Device,
    phone: Device,
    first: String,
    revision: i64,
}

impl Scene {
    fn new() -> Self {
        let server = server();
        let proxy = Proxy::start(([127, 0, 0, 1], server.port()).into(), Plan::pass());
        let (laptop, phone) =
            (Device::logged_in(&proxy.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
        let first = laptop.add("1", "the first");
        let revision = settle(&[&laptop, &phone]);
        Self { server, proxy, laptop, phone, first, revision }
    }

    /// Edits the note on the laptop, and lets a sync meet this.
    fn edit(&self, note: &str, fault: Option<Fault>) {
        self.laptop.home.ok(["edit", &self.first, "--note", note]);
        if let Some(fault) = fault {
            self.proxy.set_plan(Plan::script([fault]).only("/sync"));
            assert_eq!(self.laptop.sync().code, 5);
        }
    }

    /// Drops the only operation; gives what became of it.
    fn drop_only(&self) -> String {
        let queue = self.laptop.queue();
        assert_eq!(queue.len(), 1, "{queue:?}");
        let dropped = self.laptop.home.json(["queue", "drop", &queue[0]["seq"].to_string(), "-y"]);
        dropped["operations"][0]["outcome"].as_str().unwrap().to_owned()
    }

    /// Both have this note, after so many operations.
    fn ends_with(&self, note: serde_json::Value, operations: i64) {
        assert_eq!(settle(&[&self.laptop, &self.phone]), self.revision + operations);
        for device in [&self.laptop, &self.phone] {
            assert_eq!(device.expense("the first")["note"], note);
            assert_eq!(device.queue().len(), 0);
            device.assert_sound("at the end");
        }
    }
}

#[test]
fn what_was_never_sent_is_dropped_as_if_it_had_not_been_entered() {
    let scene = Scene::new();
    scene.edit("dropped", None);
    assert_eq!(scene.drop_only(), "gone");
    assert_eq!(scene.laptop.expense("the first")["note"], json!(null));
    scene.laptop.add("2", "dropped");
    assert_eq!(scene.drop_only(), "gone");
    assert_eq!(scene.laptop.descriptions(), ["the first"]);
    scene.ends_with(json!(null), 0);
}

#[test]
fn what_was_sent_and_never_arrived_is_taken_back_at_the_server() {
    let scene = Scene::new();
    scene.edit("dropped", Some(Fault::DropRequest));
    assert_eq!(scene.drop_only(), "asked");
    assert_eq!(scene.laptop.expense("the first")["note"], json!(null), "it is not shown while it waits");
    assert_eq!(scene.laptop.sync().code, 0);
    scene.ends_with(json!(null), 0);
    // What is entered afterwards goes as ever.
    scene.edit("after", None);
    scene.ends_with(json!("after"), 1);
}

#[test]
fn what_was_sent_and_carried_out_is_told_and_stands() {
    let scene = Scene::new();
    scene.edit("carried out", Some(Fault::DropAnswer));
    assert_eq!(scene.drop_only(), "asked");
    scene.laptop.add("2", "behind it");
    assert_eq!(scene.laptop.sync().code, 0);
    scene.ends_with(json!("carried out"), 2);
    let error = scene.laptop.home.fails_json(["queue", "retry"], 3);
    assert_eq!(error["code"], "not_found");
}

/// Makes the server refuse the operation that waits: a note longer than any client could have entered.
fn spoil(device: &Device, note: &str) {
    let conn = rusqlite::Connection::open(device.home.database()).unwrap();
    let (from, to) = (format!("\"{note}\""), format!("\"{}\"", "x".repeat(70_000)));
    let spoilt = conn
        .execute(
            "UPDATE operations SET fields = replace(fields, ?1, ?2) WHERE fields LIKE '%' || ?1 || '%'",
            [from, to],
        )
        .unwrap();
    assert_eq!(spoilt, 1);
    conn.close().unwrap();
}

#[test]
fn what_was_refused_is_explained_asked_for_again_and_dropped_and_what_it_blocked_goes() {
    let scene = Scene::new();
    scene.edit("spoilt", None);
    spoil(&scene.laptop, "spoilt");
    scene.laptop.home.ok(["edit", &scene.first, "--payee", "Bistro"]);
    scene.laptop.add("2", "beside it");
    let synced = scene.laptop.sync_with(&["--explain"]);
    assert_eq!((synced.code, &synced.object["status"]), (4, &json!("attention")), "{synced:?}");
    assert_eq!((synced.count("rejected"), synced.count("pushed"), synced.count("pending")), (2, 1, 0));
    let told = synced.object["operations"].as_array().unwrap();
    let statuses: Vec<&str> = told.iter().map(|one| one["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["rejected", "blocked", "applied"], "{synced:?}");
    assert!(told.iter().all(|one| one["attempts"] == 1), "{synced:?}");
    assert!(told[0]["detail"].as_str().unwrap().contains("`note` has 70000 bytes"), "{synced:?}");
    assert!(told[1]["detail"].as_str().unwrap().contains("before it was refused"), "{synced:?}");
    // What was entered is still shown here, and the next sync is not held up by it.
    assert_eq!(scene.laptop.expense("the first")["payee"], "Bistro");
    assert_eq!(scene.laptop.synced().count("rejected"), 0);
    // Asked for again it is refused again; each time it is a new attempt of the same operation.
    assert_eq!(scene.laptop.home.json(["queue", "retry"])["count"], 2);
    let again = scene.laptop.sync_with(&["--explain"]);
    assert_eq!((again.code, again.count("rejected")), (4, 2), "{again:?}");
    assert_eq!(again.object["operations"][0]["id"], told[0]["id"]);
    assert_eq!(again.object["operations"][0]["attempts"], 2, "{again:?}");
    // Dropped, the entry goes back to what the server has, with what is left laid over it.
    let seqs: Vec<String> = scene.laptop.queue().iter().map(|one| one["seq"].to_string()).collect();
    scene.laptop.home.ok(["queue", "drop", &seqs[0], "-y"]);
    let first = scene.laptop.expense("the first");
    assert_eq!((&first["note"], &first["payee"]), (&json!(null), &json!("Bistro")));
    scene.laptop.sync();
    if !scene.laptop.queue().is_empty() {
        scene.laptop.home.ok(["queue", "retry", &seqs[1]]);
    }
    scene.ends_with(json!(null), 2);
    assert_eq!(scene.phone.expense("the first")["payee"], "Bistro");
}

#[test]
fn what_waits_behind_a_refused_operation_is_told_so_and_not_counted_as_leaving() {
    let scene = Scene::new();
    scene.edit("spoilt", None);
    spoil(&scene.laptop, "spoilt");
    assert_eq!(scene.laptop.sync().code, 4);
    scene.laptop.home.ok(["edit", &scene.first, "--payee", "Bistro"]);
    let queue = scene.laptop.queue();
    let [refused, held] = [&queue[0], &queue[1]].map(|one| one["seq"].to_string());
    assert_eq!((&queue[0]["held_by"], &queue[1]["held_by"]), (&json!(null), &queue[0]["seq"]));
    let why = format!("waits for operation {refused}, which was refused");
    assert!(scene.laptop.home.ok(["queue", "list"]).contains(&why));
    let planned = scene.laptop.home.json(["sync", "--dry-run"]);
    assert_eq!(planned["operations"][0]["detail"], why.as_str(), "{planned:#}");
    let asked = scene.laptop.home.json(["queue", "retry", &held]);
    assert_eq!((&asked["count"], &asked["warnings"][0]["code"]), (&json!(0), &json!("held")), "{asked:#}");
    let asked = scene.laptop.home.json(["queue", "retry", &held, &refused]);
    assert_eq!(
        (&asked["count"], asked["warnings"].as_array().map(Vec::len)),
        (&json!(2), Some(0)),
        "{asked:#}"
    );
}

#[test]
fn explain_tells_how_often_an_operation_was_sent_and_what_became_of_it() {
    let scene = Scene::new();
    scene.edit("twice", Some(Fault::DropAnswer));
    let synced = scene.laptop.sync_with(&["--explain"]);
    let told = &synced.object["operations"][0];
    assert_eq!((&told["attempts"], &told["status"]), (&json!(2), &json!("applied")), "{synced:?}");
    assert!(told["detail"].as_str().unwrap().contains("only its answer was lost"), "{synced:?}");
    scene.phone.home.ok(["edit", &scene.first, "--note", "by the phone"]);
    let synced = scene.phone.sync_with(&["--explain"]);
    let told = &synced.object["operations"][0];
    assert_eq!((synced.code, &told["status"]), (4, &json!("merged")), "{synced:?}");
    assert!(told["detail"].as_str().unwrap().contains("1 conflict"), "{synced:?}");
    let shown = scene.phone.home.ok(["sync", "--explain"]);
    assert!(shown.contains("up to date"), "{shown}");
}

#[test]
fn a_dry_run_needs_no_network_and_writes_nothing() {
    let mut scene = Scene::new();
    scene.edit("unknown", Some(Fault::DropAnswer));
    scene.laptop.add("2", "new");
    scene.server.kill();
    let asked = scene.proxy.counts().connections;
    let before = std::fs::read(scene.laptop.home.database()).unwrap();
    let planned = scene.laptop.home.json(["sync", "--dry-run"]);
    assert_eq!((&planned["pending"], &planned["requests"]), (&json!(2), &json!(0)), "{planned:#}");
    let told = planned["operations"].as_array().unwrap();
    assert_eq!((&told[0]["status"], &told[1]["status"]), (&json!("in_flight"), &json!("pending")));
    assert!(told[0]["detail"].as_str().unwrap().contains("same id"), "{planned:#}");
    assert!(scene.laptop.home.ok(["sync", "--dry-run"]).contains("in_flight"));
    assert!(std::fs::read(scene.laptop.home.database()).unwrap() == before);
    assert_eq!(scene.proxy.counts().connections, asked);
}

#[test]
fn a_damaged_copy_of_what_the_server_has_is_noticed_and_mended_as_the_message_says() {
    let scene = Scene::new();
    scene.laptop.add("2", "waits");
    let conn = rusqlite::Connection::open(scene.laptop.home.database()).unwrap();
    let id = scene.first.parse::<uuid::Uuid>().unwrap();
    let changed = conn
        .execute("UPDATE expenses SET description = 'damaged' WHERE id = ?1", [&id.as_bytes()[..]])
        .unwrap();
    assert_eq!(changed, 1);
    conn.execute("UPDATE ledgers SET digest_hash = zeroblob(16)", []).unwrap();
    conn.close().unwrap();
    let synced = scene.laptop.sync();
    assert_eq!((synced.code, &synced.object["status"]), (4, &json!("attention")), "{synced:?}");
    assert_eq!(synced.object["ledgers"][0]["digest"]["ok"], false);
    let warning = synced.object["warnings"][0]["message"].as_str().unwrap();
    assert!(warning.contains("outlay sync --repair mends it"), "{warning}");
    let repaired = scene.laptop.sync_with(&["--repair"]);
    assert_eq!((repaired.code, &repaired.object["status"]), (0, &json!("ok")), "{repaired:?}");
    assert_eq!(scene.laptop.descriptions(), ["the first", "waits"]);
    scene.ends_with(json!(null), 1);
}

#[test]
fn a_decision_that_another_device_replaced_is_told_where_it_was_made() {
    let scene = Scene::new();
    let (laptop, phone) = (&scene.laptop, &scene.phone);
    let tablet = Device::logged_in(&scene.server.url(), "tablet");
    laptop.home.ok(["edit", &scene.first, "--amount", "20"]);
    phone.home.ok(["edit", &scene.first, "--amount", "30"]);
    settle(&[laptop, phone, &tablet]);
    for (device, choice) in [(laptop, "kept"), (phone, "lost")] {
        device.home.ok(["conflict", "resolve", "1", choice]);
    }
    laptop.synced();
    tablet.synced();
    phone.synced();
    tablet.synced();
    let present = |device: &Device| device.expense("the first")["amount"].as_str().unwrap().to_owned();
    let told = laptop.home.outlay(["sync", "-q"]).assert().code(4);
    let told = text(&told.get_output().stderr);
    let amount = present(laptop);
    for words in ["conflict 1", "amount of expense 1", "`kept`", "`lost`", &amount, "outlay conflict show 1"]
    {
        assert!(told.contains(words), "no {words}: {told}");
    }
    assert_eq!(amount, present(phone));
    settle(&[laptop, phone, &tablet]);
    laptop.home.outlay(["sync"]).assert().code(0).stdout("up to date\n").stderr("");
    // One that both decide alike needs nobody.
    laptop.home.ok(["edit", &scene.first, "--note", "mine"]);
    phone.home.ok(["edit", &scene.first, "--note", "yours"]);
    settle(&[laptop, phone]);
    for device in [laptop, phone] {
        device.home.ok(["conflict", "resolve", "2", "kept"]);
    }
    laptop.synced();
    phone.synced();
    laptop.synced();
}
