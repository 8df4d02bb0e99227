//! What is taken and what is refused, and how.

use std::io::Write as _;

use serde_json::json;

use super::super::common::server::{Server, read_answer};

fn with_ana(options: &[&str]) -> (Server, String) {
    let server = Server::start_with(options);
    server.add_user("ana@example.org", "correct horse");
    let answer = server.login("ana@example.org", "correct horse");
    let token = answer.body["access"]["token"].as_str().unwrap().to_owned();
    (server, token)
}

#[test]
fn a_wrong_password_a_missing_token_and_a_revoked_device_are_refused() {
    let (server, token) = with_ana(&[]);
    let wrong = server.login("ana@example.org", "correct house");
    assert_eq!((wrong.status, &wrong.body["code"]), (401, &json!("bad_credentials")));
    assert!(wrong.head.contains("content-type: application/problem+json"), "{}", wrong.head);
    assert!(wrong.head.contains("cache-control: no-store"));
    assert_eq!(server.send("GET", "/v1/devices", &[], b"").status, 401);
    let second = server.login("ana@example.org", "correct horse").body;
    let bearer = format!("Bearer {token}");
    let path = format!("/v1/devices/{}", second["device"].as_str().unwrap());
    assert_eq!(server.send("DELETE", &path, &[("authorization", &bearer)], b"").status, 200);
    let exchange = json!({"protocol": 1, "device_token": second["device_token"], "version": "0"});
    assert_eq!(server.post("/v1/auth/token", None, &exchange).status, 401);
    let revoked = format!("Bearer {}", second["access"]["token"].as_str().unwrap());
    assert_eq!(server.send("GET", "/v1/ledgers", &[("authorization", &revoked)], b"").status, 401);
    assert_eq!(server.send("GET", "/v1/ledgers", &[("authorization", &bearer)], b"").status, 200);
    assert!(!server.log().contains("ana@") && !server.log().contains("correct"));
}

#[test]
fn bad_json_wrong_methods_and_unknown_routes_are_problems() {
    let (server, token) = with_ana(&[]);
    let bearer = format!("Bearer {token}");
    let bad = server.send("POST", "/v1/ledgers", &[("authorization", &bearer)], b"{");
    assert_eq!((bad.status, &bad.body["code"]), (400, &json!("bad_request")));
    let method = server.send("GET", "/v1/auth/login", &[], b"");
    assert_eq!((method.status, &method.body["status"]), (405, &json!(405)));
    assert!(method.head.contains("allow: post"), "{}", method.head);
    assert_eq!(server.send("GET", "/v2", &[], b"").body["code"], "not_found");
    let media = server.send("POST", "/v1/auth/login", &[("content-type", "text/plain")], b"x");
    assert_eq!(media.status, 415);
    assert_eq!(server.send("POST", "/v1/auth/login", &[("content-encoding", "br")], b"x").status, 415);
}

#[test]
fn another_version_of_the_protocol_is_told_so_however_its_request_looks() {
    let server = Server::start();
    for version in [0, 99] {
        let answer = server.post("/v1/auth/login", None, &json!({"protocol": version}));
        assert_eq!((answer.status, &answer.body["code"]), (426, &json!("protocol")));
    }
    assert_eq!(server.post("/v1/auth/login", None, &json!({"protocol": 1})).status, 400);
}

#[test]
fn a_body_is_taken_one_below_and_at_the_limit_and_refused_above() {
    let (server, token) = with_ana(&["--max-body", "1000", "--max-decompressed", "2000"]);
    let path = "/v1/ledgers/00000000-0000-4000-8000-000000000000/sync";
    let bearer = format!("Bearer {token}");
    let send = |encoding: &str, body: &[u8]| {
        server.send("POST", path, &[("authorization", &bearer), ("content-encoding", encoding)], body)
    };
    let spaces = |count: usize| vec![b' '; count];
    assert_eq!(send("identity", &spaces(999)).status, 400);
    assert_eq!(send("identity", &spaces(1_000)).status, 400);
    let above = send("identity", &spaces(1_001));
    assert_eq!((above.status, &above.body["code"]), (413, &json!("too_large")));
    let packed = |count: usize| zstd::bulk::compress(&spaces(count), 1).unwrap();
    assert_eq!(send("zstd", &packed(1_999)).status, 400);
    assert_eq!(send("zstd", &packed(2_000)).status, 400);
    assert_eq!(send("zstd", &packed(2_001)).status, 413);
    assert_eq!(send("zstd", &packed(64 << 20)).status, 413);
}

#[test]
fn a_body_that_does_not_come_and_a_connection_that_says_nothing_are_ended() {
    let server = Server::start_with(&["--body-seconds", "1", "--idle-seconds", "1"]);
    let mut stream = server.connect();
    stream
        .write_all(
            b"POST /v1/auth/login HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 5\r\n\r\n{",
        )
        .unwrap();
    assert_eq!(read_answer(stream).status, 408);
    for begun in ["", "P", "GET /healthz HTTP/1.1\r\nhost:"] {
        let mut stream = server.connect();
        stream.write_all(begun.as_bytes()).unwrap();
        assert_eq!(read_answer(stream).status, 0, "{begun:?}");
    }
}
