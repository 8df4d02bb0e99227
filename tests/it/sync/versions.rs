//! An older client against a newer server and a newer client, and the other way round. This version is the older one; the
//! newer ones are played by the test.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use outlay::protocol::PROTOCOL_VERSION;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::common::device::{Device, EMAIL, PASSWORD, server, settle};
use crate::common::server::{Server, send_to};

/// A client of a newer version: it speaks for itself, by requests that this test writes.
pub(super) struct Newer<'a> {
    server: &'a Server,
    token: String,
    pub(super) ledger: String,
    replica: Uuid,
    seq: i64,
    /// The newest revision that it was told.
    head: Value,
}

impl<'a> Newer<'a> {
    pub(super) fn logged_in(server: &'a Server) -> Self {
        let answer = server.login(EMAIL, PASSWORD);
        let token = answer.body["access"]["token"].as_str().unwrap().to_owned();
        let bearer = format!("Bearer {token}");
        let list = server.send("GET", "/v1/ledgers", &[("authorization", &bearer)], b"");
        let ledger = list.body["ledgers"][0]["id"].as_str().unwrap().to_owned();
        Self { server, token, ledger, replica: outlay::id::random_id(), seq: 0, head: json!(null) }
    }

    /// It in a ledger that it makes.
    pub(super) fn with_ledger(server: &'a Server, name: &str) -> Self {
        let answer = server.login(EMAIL, PASSWORD);
        let token = answer.body["access"]["token"].as_str().unwrap().to_owned();
        let request = json!({"key": outlay::id::random_id(), "name": name, "currency": "EUR"});
        let made = server.post("/v1/ledgers", Some(&token), &request);
        let ledger = made.body["id"].as_str().unwrap_or_else(|| panic!("{made:?}")).to_owned();
        Self { server, token, ledger, replica: outlay::id::random_id(), seq: 0, head: json!(null) }
    }

    /// One exchange with these operations; gives what came back.
    pub(super) fn exchange(&mut self, operations: Vec<Value>) -> Value {
        let operations: Vec<Value> = operations
            .into_iter()
            .map(|mut operation| {
                self.seq += 1;
                operation["id"] = json!(outlay::id::random_id());
                operation["seq"] = json!(self.seq);
                operation["made_at"] = json!(0);
                operation["group"] = json!(1);
                operation["mood"] = json!("a key of a newer version");
                operation
            })
            .collect();
        let request = json!({
            "protocol": PROTOCOL_VERSION, "replica": self.replica, "cursor": 0, "sent_at": 0, "limit": 5_000,
            "witness": self.head, "operations": operations, "weather": {"a": "key of a newer version"},
        });
        let path = format!("/v1/ledgers/{}/sync", self.ledger);
        let answer = self.server.post(&path, Some(&self.token), &request);
        assert_eq!(answer.status, 200, "{answer:?}");
        self.head = answer.body["exchange"]["head"].clone();
        answer.body["exchange"].clone()
    }

    /// The state of an entity as the server tells it.
    pub(super) fn state(&mut self, id: &str) -> Value {
        let answer = self.exchange(Vec::new());
        let changes = answer["changes"].as_array().unwrap().iter();
        changes.rev().find(|change| change["entity_id"] == id).expect("the entity").clone()
    }
}

#[test]
fn kinds_and_fields_of_a_newer_version_are_kept_and_handed_on_unread() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    let lunch = laptop.add("2", "lunch");
    laptop.synced();
    let mut newer = Newer::logged_in(&server);
    let (satellite, seen) = (outlay::id::random_id(), newer.state(&lunch)["revision"].clone());
    let mood = json!({"stars": 4, "words": ["good", "…"]});
    let answer = newer.exchange(vec![
        json!({"entity": "satellite", "entity_id": satellite, "action": "create", "seen": 0,
               "fields": {"orbit": "low", "lunch": lunch}}),
        json!({"entity": "expense", "entity_id": lunch, "action": "update", "seen": seen,
               "fields": {"mood": mood, "payee": "Bistro"}}),
    ]);
    assert_eq!(answer["results"][0]["status"], "applied", "{answer:#}");
    assert_eq!(answer["results"][1]["status"], "applied", "{answer:#}");

    // It takes them, and comes to the same digest though it cannot read them.
    let synced = laptop.synced();
    assert_eq!(synced.count("pulled"), 2, "{synced:?}");
    assert_eq!(synced.object["ledgers"][0]["digest"]["ok"], true, "{synced:?}");
    assert_eq!(laptop.expense("lunch")["payee"], "Bistro");

    // An edit of what it can read leaves the rest; so do a delete and a restore, and a walk from zero.
    laptop.home.ok(["edit", &lunch, "--note", "by the older version"]);
    laptop.synced();
    let state = newer.state(&lunch);
    assert_eq!((&state["fields"]["mood"], &state["fields"]["note"]), (&mood, &json!("by the older version")));
    laptop.home.ok(["delete", &lunch, "-y"]);
    laptop.synced();
    laptop.home.ok(["undo"]);
    laptop.synced();
    assert_eq!(laptop.sync_with(&["--repair"]).object["status"], "ok");
    let state = newer.state(&lunch);
    assert_eq!((&state["fields"]["mood"], &state["deleted"]), (&mood, &json!(null)), "{state:#}");
    assert_eq!(newer.state(&satellite.to_string())["fields"]["orbit"], "low");
    laptop.assert_sound("with an entity that it cannot read");

    // Another old device gets all of it from the server, and both agree; the newer one goes on changing it.
    let phone = Device::logged_in(&server.url(), "phone");
    let seen = newer.state(&satellite.to_string())["revision"].clone();
    let moved = json!({"entity": "satellite", "entity_id": satellite, "action": "update", "seen": seen,
                       "fields": {"orbit": "high"}});
    newer.exchange(vec![moved]);
    settle(&[&laptop, &phone]);
    let seen = newer.state(&satellite.to_string())["revision"].clone();
    newer.exchange(vec![
        json!({"entity": "satellite", "entity_id": satellite, "action": "delete", "seen": seen, "fields": {}}),
    ]);
    settle(&[&laptop, &phone]);
}

#[test]
fn a_value_that_this_version_cannot_read_does_not_stop_it_and_is_not_overwritten() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    let lunch = laptop.add("2", "lunch");
    laptop.synced();
    let mut newer = Newer::logged_in(&server);
    let state = newer.state(&lunch);
    // A newer version may give a field another form; the server of this version takes what it cannot know.
    let tag = json!({"entity": "expense", "entity_id": lunch, "action": "update", "seen": state["revision"],
                     "fields": {"tag:sun": {"since": "2026"}}});
    let answer = newer.exchange(vec![tag]);
    assert_eq!(answer["results"][0]["status"], "applied", "{answer:#}");
    let synced = laptop.synced();
    assert_eq!(synced.object["ledgers"][0]["digest"]["ok"], true, "{synced:?}");
    laptop.home.ok(["edit", &lunch, "-t", "+rain"]);
    laptop.synced();
    let fields = newer.state(&lunch)["fields"].clone();
    assert_eq!((&fields["tag:sun"], &fields["tag:rain"]), (&json!({"since": "2026"}), &json!(true)));
}

/// A server of a newer version: the real one, with keys in its answers that this version does not know.
struct NewerServer {
    url: String,
}

impl NewerServer {
    fn before(server: &Server) -> Self {
        let port = server.port();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                std::thread::spawn(move || hand_on(&stream.unwrap(), port));
            }
        });
        Self { url }
    }
}

/// Hands one request on, and the answer back with more in it.
fn hand_on(stream: &TcpStream, port: u16) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split(' ').map(str::to_owned);
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return };
    let (mut headers, mut length) = (Vec::new(), 0);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "host" | "connection" | "accept-encoding" => {}
            _ => headers.push((name.to_owned(), value.to_owned())),
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = send_to(port, &method, &path, &headers, &body);
    let mut value = answer.body;
    add_keys(&mut value);
    let text = value.to_string();
    let head = format!(
        "HTTP/1.1 {} X\r\nConnection: close\r\nX-Newer: yes\r\nContent-Length: {}\r\n\r\n",
        answer.status,
        text.len()
    );
    let mut stream = stream;
    let _ = stream.write_all(format!("{head}{text}").as_bytes()); // a client that has gone misses it
}

/// Adds a key to every object, but for those whose keys are data.
fn add_keys(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (name, inner) in &mut *map {
                if name != "fields" && name != "sums" {
                    add_keys(inner);
                }
            }
            map.insert("of_a_newer_version".to_owned(), json!({"x": [1, null]}));
        }
        Value::Array(list) => list.iter_mut().for_each(add_keys),
        _ => {}
    }
}

#[test]
fn what_a_newer_server_says_beside_what_is_known_is_ignored() {
    let server = server();
    let newer = NewerServer::before(&server);
    let laptop = Device::logged_in(&newer.url, "laptop");
    laptop.add("2", "lunch");
    assert_eq!(laptop.synced().object["ledgers"][0]["digest"]["ok"], true);
    let phone = Device::logged_in(&server.url(), "phone");
    phone.add("3", "dinner");
    settle(&[&phone, &laptop]);
    assert_eq!(laptop.home.json(["auth", "devices"])["count"], 2);
    // The other answers of an exchange have such keys too: a copy is told to take a new name.
    let copy = laptop.clone_files();
    copy.add("4", "by the copy");
    laptop.add("5", "by the original");
    laptop.synced();
    copy.synced();
    settle(&[&phone, &laptop, &copy]);
    laptop.home.ok(["auth", "revoke", "phone"]);
    assert_eq!(phone.sync().code, 6);
}

#[test]
fn a_server_that_understands_only_another_version_is_recognised_and_costs_nothing() {
    let laptop = {
        let server = server();
        let laptop = Device::logged_in(&server.url(), "laptop");
        laptop.add("1", "the first");
        laptop.synced();
        laptop
    };
    // Something that answers as a server of another time would, to whatever it is asked.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            let mut reader = BufReader::new(&stream);
            let mut length = 0;
            loop {
                let mut header = String::new();
                reader.read_line(&mut header).unwrap();
                if header.trim_end().is_empty() {
                    break;
                }
                if let Some(value) = header.to_ascii_lowercase().strip_prefix("content-length: ") {
                    length = value.trim_end().parse().unwrap();
                }
            }
            reader.read_exact(&mut vec![0; length]).unwrap();
            let body = json!({"type": "about:blank", "title": "protocol", "status": 426, "code": "protocol",
                              "detail": "the client speaks protocol 1; this server understands 7 to 8"})
            .to_string();
            let length = body.len();
            let head = "HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Type: application/problem+json";
            let _ =
                (&stream).write_all(format!("{head}\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes());
        }
    });
    laptop.add("2", "waits");
    let mut sync = laptop.process(&["sync", "--format", "json"]);
    let synced = crate::common::device::synced(sync.env("OUTLAY_SERVER", &url).output().unwrap());
    assert_eq!((synced.code, &synced.object["error"]["code"]), (1, &json!("protocol")), "{synced:?}");
    let error = synced.object["error"].clone();
    assert!(error["message"].as_str().unwrap().contains("understands 7 to 8"), "{error}");
    assert!(error["hint"].as_str().unwrap().contains("versions"), "{error}");
    assert_eq!(synced.count("pending"), 1);
    assert_eq!(laptop.descriptions(), ["the first", "waits"]);
    laptop.assert_sound("after another version");
}

#[test]
fn a_client_of_another_version_is_told_so_before_anything_else() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    laptop.add("1", "the first");
    laptop.synced();
    let newer = Newer::logged_in(&server);
    let path = format!("/v1/ledgers/{}/sync", newer.ledger);
    for version in [0, PROTOCOL_VERSION + 1] {
        let answer = server.post(&path, Some(&newer.token), &json!({"protocol": version, "news": true}));
        assert_eq!((answer.status, &answer.body["code"]), (426, &json!("protocol")), "{answer:?}");
        let detail = answer.body["detail"].as_str().unwrap();
        assert!(detail.contains(&format!("protocol {version}")), "{detail}");
    }
    assert_eq!(laptop.synced().count("pulled"), 0);
}

#[test]
fn a_database_of_a_newer_version_is_refused_and_left_as_it_is() {
    let server = server();
    let laptop = Device::logged_in(&server.url(), "laptop");
    laptop.add("1", "the first");
    laptop.synced();
    let conn = rusqlite::Connection::open(laptop.home.database()).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    conn.close().unwrap();
    let before = std::fs::read(laptop.home.database()).unwrap();
    for args in
        [&["sync"][..], &["sync", "--dry-run"], &["sync", "--watch"], &["list"], &["add", "1", "food"]]
    {
        let error = laptop.home.fails_json(args, 1);
        assert_eq!(error["code"], "database_newer", "{args:?}: {error}");
        assert!(error["hint"].as_str().unwrap().contains("update outlay"), "{error}");
    }
    assert!(std::fs::read(laptop.home.database()).unwrap() == before, "not a byte of it is changed");
}
