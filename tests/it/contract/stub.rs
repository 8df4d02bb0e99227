//! A sync server of a few lines for the contract of the client's commands: one account, every operation is taken, nothing
//! is kept. What a real server does is tested against a real one.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use outlay::protocol::digest::{DigestSums, content_hash, expense_amount};
use outlay::protocol::encoding::{Encoding, decode};
use outlay::protocol::sync::{Fields, SentAction, SyncRequest};
use serde_json::{Value, json};
use uuid::Uuid;

/// The stub's own id.
pub const SERVER: Uuid = Uuid::from_u128(0x5e);
/// The one account.
pub const ACCOUNT: Uuid = Uuid::from_u128(0xac);
/// Its address.
const EMAIL: &str = "ana@example.org";
/// The device that every login makes.
pub const DEVICE: Uuid = Uuid::from_u128(0x11111111_0000_4000_8000_000000000001);
/// Its password.
pub const PASSWORD: &str = "correct horse";
/// The server's time: that of the tests.
const NOW_MS: i64 = 1_792_065_600_000;

/// What the stub does next to everything but a login.
#[derive(Clone, Copy, PartialEq)]
pub enum Mood {
    /// Answers.
    Well,
    /// Answers with that problem.
    Ill(u16, &'static str),
    /// Refuses every operation.
    Strict,
    /// Answers without a result for any operation.
    Forgetful,
}

struct State {
    mood: Mood,
    revision: i64,
    entities: BTreeMap<Uuid, (String, i64, Fields)>,
    requests: Vec<String>,
}

/// A server on loopback. It goes with the test's process.
pub struct Stub {
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl Stub {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = State { mood: Mood::Well, revision: 0, entities: BTreeMap::new(), requests: Vec::new() };
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(&stream.unwrap(), &shared));
            }
        });
        Self { url, state }
    }

    pub fn be(&self, mood: Mood) {
        self.state.lock().unwrap().mood = mood;
    }

    /// What was asked since the last time.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().requests)
    }
}

/// Another web server on loopback, which knows nothing of outlay and answers everything with that status. Gives its address.
pub fn other_web_server(status: u16) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line).unwrap_or(0) > 2 {
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                    length = value.trim().parse().unwrap();
                }
                line.clear();
            }
            // Read whole before it is answered, or the end of the connection could overtake the answer.
            let _ = reader.read_exact(&mut vec![0; length]);
            let head = format!("HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nConnection: close\r\n");
            let _ = stream.write_all(format!("{head}Content-Length: 13\r\n\r\n<html></html>").as_bytes());
        }
    });
    url
}

fn serve(stream: &TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let (mut length, mut encoding) = (0, Encoding::Identity);
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            let Some((name, value)) = header.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap(),
                "content-encoding" => encoding = Encoding::from_name(value).unwrap(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let what = line.rsplit_once(' ').unwrap().0.to_owned();
        let (status, answer) = {
            let mut state = state.lock().unwrap();
            state.requests.push(what.clone());
            answer(&mut state, &what, &body, encoding)
        };
        let kind = if status < 400 { "application/json" } else { "application/problem+json" };
        let text = answer.to_string();
        let mut stream = stream;
        let head =
            format!("HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", text.len());
        if stream.write_all(format!("{head}{text}").as_bytes()).is_err() {
            return;
        }
    }
}

fn problem(status: u16, code: &str) -> (u16, Value) {
    (
        status,
        json!({"type": "about:blank", "title": code, "status": status, "detail": "as the test wants it", "code": code}),
    )
}

fn answer(state: &mut State, what: &str, body: &[u8], encoding: Encoding) -> (u16, Value) {
    let read = || decode::<Value>(body, encoding, 1 << 24).unwrap();
    let access = json!({"token": "access", "expires_in": 900});
    if what == "POST /v1/auth/login" {
        let request = read();
        if request["password"] != PASSWORD {
            return problem(401, "bad_credentials");
        }
        let answer = json!({
            "server": SERVER, "account": ACCOUNT, "email": request["email"], "device": DEVICE,
            "device_token": "device", "access": access
        });
        return (200, answer);
    }
    if let Mood::Ill(status, code) = state.mood {
        return problem(status, code);
    }
    match what {
        "POST /v1/auth/token" => {
            let answer = json!({
                "server": SERVER, "account": ACCOUNT, "email": EMAIL, "device": DEVICE, "access": access
            });
            (200, answer)
        }
        "POST /v1/auth/logout" | "POST /v1/auth/password" => (200, json!({})),
        "GET /v1/devices" => {
            let other = Uuid::from_u128(DEVICE.as_u128() + 1);
            let device =
                |id, name, current| json!({"id": id, "name": name, "created_at": NOW_MS, "current": current});
            (200, json!({"devices": [device(DEVICE, "laptop", true), device(other, "phone", false)]}))
        }
        "GET /v1/ledgers" => (200, json!({"server": SERVER, "account": ACCOUNT, "ledgers": []})),
        "POST /v1/ledgers" => {
            let request = read();
            let id = Uuid::from_u128(0x1ed);
            let info = json!({
                "id": id, "key": request["key"], "name": request["name"], "currency": request["currency"],
                "role": "owner", "revision": 0, "expenses": 0
            });
            (200, info)
        }
        _ if what.starts_with("DELETE /v1/devices/") => (200, json!({})),
        _ if what.ends_with("/sync") => (200, exchange(state, &decode(body, encoding, 1 << 24).unwrap())),
        _ => problem(404, "not_found"),
    }
}

fn exchange(state: &mut State, request: &SyncRequest) -> Value {
    let mut results = Vec::new();
    for operation in &request.operations {
        if state.mood == Mood::Strict {
            results.push(json!({
                "id": operation.id, "status": "rejected", "error": {"code": "bad_value", "message": "not today"}
            }));
            continue;
        }
        state.revision += 1;
        let entity = state.entities.entry(operation.entity_id).or_default();
        entity.0.clone_from(&operation.entity);
        entity.1 = state.revision;
        for (name, value) in &operation.fields {
            entity.2.insert(name.clone(), value.clone());
        }
        entity.2.retain(|_, value| !value.is_null());
        assert!(operation.action != SentAction::Delete, "the stub keeps no deleted entities");
        results.push(json!({
            "id": operation.id, "status": "applied", "revision": state.revision, "fast_forward": true
        }));
    }
    if state.mood == Mood::Forgetful {
        results.clear();
    }
    let mut sums = DigestSums::default();
    for (id, (kind, revision, fields)) in &state.entities {
        let amount = expense_amount(kind, fields);
        let amount = amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor));
        sums.add(content_hash(kind, *id, *revision, fields), amount);
    }
    let head = json!({"revision": state.revision, "token": Uuid::from_u128(7)});
    json!({"exchange": {
        "results": results, "changes": [], "cursor": state.revision, "has_more": false,
        "digest": sums.at(state.revision), "head": head, "server": SERVER, "server_time": NOW_MS
    }})
}
