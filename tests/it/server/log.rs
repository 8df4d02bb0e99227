//! What the server writes down, and what it does by itself.

use serde_json::{Value, json};

use super::super::common::server::Server;

const EMAIL: &str = "ana.secret@example.org";
const PASSWORD: &str = "correct horse secret";

fn operation(seq: i64, action: &str, fields: &Value) -> Value {
    json!({
        "id": format!("00000000-0000-4000-8000-0000000000{seq:02}"), "seq": seq, "entity": "expense",
        "entity_id": "00000000-0000-4000-8000-0000000000ee", "action": action, "fields": fields,
        "seen": 0, "made_at": 0, "group": 1
    })
}

fn request(cursor: i64, operations: &[Value]) -> Value {
    json!({
        "protocol": 1, "replica": "00000000-0000-4000-8000-0000000000cc", "cursor": cursor, "sent_at": 0,
        "limit": 9, "operations": operations
    })
}

fn expense() -> Value {
    json!({"date": "2026-10-15", "direction": 0, "amount": "987654.32 EUR", "description": "secret dinner",
           "payee": "Secret Ltd", "note": "secret note", "tag:secret": true})
}

/// Logs in and makes a ledger: the access token and the path of its exchange.
fn begin(server: &Server) -> (String, String) {
    server.add_user(EMAIL, PASSWORD);
    let login = server.login(EMAIL, PASSWORD);
    let token = login.body["access"]["token"].as_str().unwrap().to_owned();
    let made = json!({"key": "00000000-0000-4000-8000-000000000001", "name": "secret ledger"});
    let ledger = server.post("/v1/ledgers", Some(&token), &made).body["id"].as_str().unwrap().to_owned();
    (token, format!("/v1/ledgers/{ledger}/sync"))
}

#[test]
fn nothing_that_a_person_entered_is_in_the_log() {
    let mut server = Server::start_with(&["--log-level", "debug"]);
    let (token, path) = begin(&server);
    let login = server.login(EMAIL, PASSWORD).body;
    let device_token = login["device_token"].as_str().unwrap().to_owned();
    let post = |path: &str, body: &Value| server.post(path, Some(&token), body).status;
    assert_eq!(post(&path, &request(0, &[operation(1, "create", &expense())])), 200);
    // Everything that is refused, with what was sent in the message.
    let mut other = expense();
    other["note"] = json!("another secret");
    assert_eq!(post(&path, &request(0, &[operation(1, "create", &other)])), 422);
    assert_eq!(post(&path, &request(0, &[operation(2, "create", &json!({"amount": "secret"}))])), 200);
    assert_eq!(post(&path, &json!({"protocol": EMAIL})), 400);
    assert_eq!(post(&path, &request(-1, &[])), 422);
    assert_eq!(post("/v1/ledgers", &json!({"key": EMAIL, "name": EMAIL})), 400);
    assert_eq!(post(&format!("/v1/ledgers/{EMAIL}/sync"), &request(0, &[])), 404);
    assert_eq!(post(&format!("/{EMAIL}?email={EMAIL}"), &request(0, &[])), 404);
    assert_eq!(server.login(EMAIL, "wrong secret").status, 401);
    assert_eq!(server.login(&format!("{EMAIL}\n"), &"secret ".repeat(200)).status, 401);
    let exchange = json!({"protocol": 1, "device_token": device_token, "version": "secret"});
    assert_eq!(server.post("/v1/auth/token", None, &exchange).status, 200);
    assert_eq!(server.post("/v1/auth/token", Some("secret"), &json!({"protocol": 1})).status, 400);
    let change = json!({"current": "wrong secret", "new": "another secret"});
    assert_eq!(post("/v1/auth/password", &change), 401);
    assert_eq!(server.send("GET", "/v1/devices", &[("authorization", "Bearer secret")], b"").status, 401);
    assert!(server.stop().success());
    let log = server.log();
    assert!(log.lines().filter(|line| line.contains("\"request\"")).count() >= 16, "{log}");
    let ledger = path.split('/').nth(3).unwrap();
    for private in [
        "secret",
        "Secret",
        "@example",
        "example.org",
        "987654",
        "EUR",
        "2026-10-15\"",
        &device_token,
        &token,
        ledger,
    ] {
        assert!(!log.contains(private), "`{private}` is in the log:\n{log}");
    }
    for line in log.lines().filter(|line| line.starts_with('{')) {
        let object: Value = serde_json::from_str(line).unwrap();
        assert!(object["timestamp"].is_string() && object["level"].is_string(), "{line}");
    }
}

#[test]
fn what_nobody_needs_any_more_goes_when_the_server_starts() {
    let mut server = Server::start();
    let (token, path) = begin(&server);
    let post = |server: &Server, body: &Value| {
        let answer = server.post(&path, Some(&token), body);
        assert_eq!(answer.status, 200, "{:?}", answer.body);
    };
    post(&server, &request(0, &[operation(1, "create", &expense())]));
    let deletion = operation(2, "delete", &json!({}));
    post(&server, &request(1, &[deletion]));
    post(&server, &request(2, &[]));
    // Each run says once what it removed.
    let purged = |server: &Server, runs: usize, removed: usize| {
        let begun = std::time::Instant::now();
        loop {
            let log = server.log();
            let said: Vec<&str> = log.lines().filter(|line| line.contains("tombstones purged")).collect();
            if said.len() == runs {
                let last = said.last().unwrap();
                assert!(last.contains(&format!("\"removed\":{removed}")), "{last}");
                return;
            }
            assert!(begun.elapsed().as_secs() < 60, "{runs} purges are not in the log:\n{log}");
            std::thread::yield_now();
        }
    };
    purged(&server, 1, 0);
    server.restart_in_days(29);
    purged(&server, 2, 0);
    server.restart_in_days(31);
    purged(&server, 3, 1);
    assert!(server.stop().success());
}
