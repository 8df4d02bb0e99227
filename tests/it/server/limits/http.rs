//! Limits of the process: bodies, requests and connections at once, and times.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use outlay::protocol::encoding::Encoding;
use outlay::protocol::limits::{DECOMPRESSED_BYTES_MAX, REQUEST_BYTES_MAX, VALUES_MAX};
use outlay::server::http::options::{DISCARD_FACTOR, LOGINS_MAX, REQUESTS_MAX, SMALL_BYTES_MAX};
use serde_json::json;

use super::super::super::common::server::{Answer, Server, read_answer};

const LOGIN: &str = "/v1/auth/login";
const TOKEN: &str = "/v1/auth/token";
/// A login that the server answers with 401.
const NOBODY: &[u8] =
    br#"{"protocol":1,"email":"nobody@example.org","password":"correct horse","device":"d","version":"0"}"#;

fn spaces(count: usize) -> Vec<u8> {
    vec![b' '; count]
}

fn packed(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
    match encoding {
        Encoding::Identity => bytes.to_vec(),
        Encoding::Zstd => zstd::bulk::compress(bytes, 1).unwrap(),
        Encoding::Gzip => {
            let mut packed = Vec::new();
            let mut encoder = flate2::read::GzEncoder::new(bytes, flate2::Compression::fast());
            encoder.read_to_end(&mut packed).unwrap();
            packed
        }
    }
}

fn send(server: &Server, path: &str, token: Option<&str>, encoding: Encoding, body: &[u8]) -> Answer {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let mut headers = vec![("content-encoding", encoding.name().unwrap_or("identity"))];
    headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
    server.send("POST", path, &headers, body)
}

/// A request that runs, because the server has asked for its body, until that is sent.
fn begun(server: &Server, path: &str, body: &[u8]) -> TcpStream {
    let mut stream = server.connect();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = [0_u8; 25];
    stream.read_exact(&mut line).unwrap();
    assert!(line.starts_with(b"HTTP/1.1 100"), "{}", String::from_utf8_lossy(&line));
    stream
}

#[test]
fn the_usual_limits_of_a_body_hold_in_every_encoding() {
    let server = Server::start();
    server.add_user("ana@example.org", "correct horse");
    let token = server.login("ana@example.org", "correct horse").body["access"]["token"].clone();
    let token = token.as_str();
    let path = "/v1/ledgers/00000000-0000-4000-8000-000000000000/sync";
    // What is read is refused as no request, what is too large before.
    for (bytes, status) in
        [(REQUEST_BYTES_MAX - 1, 400), (REQUEST_BYTES_MAX, 400), (REQUEST_BYTES_MAX + 1, 413)]
    {
        assert_eq!(send(&server, path, token, Encoding::Identity, &spaces(bytes)).status, status);
    }
    for encoding in [Encoding::Gzip, Encoding::Zstd] {
        let most = DECOMPRESSED_BYTES_MAX;
        for (bytes, status) in [(most - 1, 400), (most, 400), (most + 1, 413)] {
            let body = packed(encoding, &spaces(bytes));
            assert_eq!(send(&server, path, token, encoding, &body).status, status, "{encoding:?} {bytes}");
        }
    }
}

#[test]
fn bytes_of_a_small_body() {
    let server = Server::start();
    for (bytes, status) in [(SMALL_BYTES_MAX - 1, 400), (SMALL_BYTES_MAX, 400), (SMALL_BYTES_MAX + 1, 413)] {
        assert_eq!(send(&server, TOKEN, None, Encoding::Identity, &spaces(bytes)).status, status, "{bytes}");
    }
}

#[test]
fn a_body_that_is_too_large_is_read_so_far() {
    let server = Server::start_with(&["--max-body", "1000", "--body-seconds", "1"]);
    server.add_user("ana@example.org", "correct horse");
    let token = server.login("ana@example.org", "correct horse").body["access"]["token"].clone();
    let far = 1_000 * DISCARD_FACTOR;
    // More is announced than is sent: the server waits for it, or has enough.
    for (bytes, status) in [(far - 1, 408), (far, 408), (far + 1, 413)] {
        let mut stream = server.connect();
        let head = format!(
            "POST /v1/ledgers/00000000-0000-4000-8000-000000000000/sync HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             authorization: Bearer {}\r\ncontent-length: {}\r\n\r\n",
            token.as_str().unwrap(),
            far * 2
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&spaces(bytes)).unwrap();
        assert_eq!(read_answer(stream).status, status, "{bytes}");
    }
}

#[test]
fn logins_that_are_sent_slowly_keep_nobody_out() {
    let server = Server::start();
    server.add_user("ana@example.org", "correct horse");
    let token = server.login("ana@example.org", "correct horse").body["access"]["token"].clone();
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    let headers = [("authorization", bearer.as_str())];
    let mut waiting: Vec<TcpStream> = (0..=LOGINS_MAX).map(|_| begun(&server, LOGIN, NOBODY)).collect();
    assert_eq!(server.send("POST", LOGIN, &[], NOBODY).status, 401);
    assert_eq!(server.login("ana@example.org", "correct horse").status, 200);
    let change = br#"{"current":"correct horse","new":"battery staple"}"#;
    assert_eq!(server.send("POST", "/v1/auth/password", &headers, change).status, 200);
    let mut first = waiting.pop().unwrap();
    first.write_all(NOBODY).unwrap();
    assert_eq!(read_answer(first).status, 401);
}

#[test]
fn values_of_one_body() {
    let server = Server::start();
    let body = |values: usize| format!("[0{}]", ",0".repeat(values - 2));
    for (values, status) in [(VALUES_MAX - 1, 400), (VALUES_MAX, 400), (VALUES_MAX + 1, 413)] {
        server_takes(&server, body(values).as_bytes(), status);
    }
}

/// The exchange answers a body with a status.
fn server_takes(server: &Server, body: &[u8], status: u16) {
    let email = format!("user{status}-{}@example.org", body.len());
    server.add_user(&email, "correct horse");
    let token = server.login(&email, "correct horse").body["access"]["token"].clone();
    let path = "/v1/ledgers/00000000-0000-4000-8000-000000000000/sync";
    let answer = send(server, path, token.as_str(), Encoding::Identity, body);
    assert_eq!(answer.status, status, "{:?}", answer.body);
}

#[test]
fn a_body_is_bounded_after_decompression_on_small_routes_and_as_the_operator_chose_on_the_other() {
    let server = Server::start_with(&["--max-body", "2000", "--max-decompressed", "1000"]);
    for encoding in [Encoding::Gzip, Encoding::Zstd] {
        for (bytes, status) in
            [(SMALL_BYTES_MAX - 1, 400), (SMALL_BYTES_MAX, 400), (SMALL_BYTES_MAX + 1, 413)]
        {
            let body = packed(encoding, &spaces(bytes));
            assert_eq!(send(&server, TOKEN, None, encoding, &body).status, status, "{encoding:?} {bytes}");
        }
    }
    for (bytes, status) in [(999, 400), (1_000, 400), (1_001, 413)] {
        server_takes(&server, &spaces(bytes), status);
    }
}

#[test]
fn requests_at_once() {
    let connections = (REQUESTS_MAX + 10).to_string();
    let server = Server::start_with(&[
        "--max-connections",
        &connections,
        "--body-seconds",
        "300",
        "--request-seconds",
        "300",
    ]);
    let body = br#"{"protocol":1,"device_token":"x","version":"0"}"#;
    let mut waiting: Vec<TcpStream> = (1..REQUESTS_MAX).map(|_| begun(&server, TOKEN, body)).collect();
    assert_eq!(server.send("GET", "/healthz", &[], b"").status, 200, "the last place");
    waiting.push(begun(&server, TOKEN, body));
    let above = server.send("GET", "/healthz", &[], b"");
    assert_eq!((above.status, &above.body["code"]), (503, &json!("unavailable")));
    assert!(above.head.contains("retry-after: "), "{}", above.head);
    let mut first = waiting.pop().unwrap();
    first.write_all(body).unwrap();
    assert_eq!(read_answer(first).status, 401);
    assert_eq!(server.send("GET", "/healthz", &[], b"").status, 200);
}

#[test]
fn connections_at_once() {
    let server = Server::start_with(&["--max-connections", "3"]);
    let mut waiting: Vec<TcpStream> = (0..2).map(|_| begun(&server, TOKEN, b"{}")).collect();
    assert_eq!(server.send("GET", "/healthz", &[], b"").status, 200, "the last place");
    waiting.push(begun(&server, TOKEN, b"{}"));
    let mut above = server.connect();
    above.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    above.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let silent = above.read(&mut [0]).unwrap_err();
    assert!(matches!(silent.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{silent}");
    above.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    drop(waiting.pop());
    assert_eq!(read_answer(above).status, 200);
}

#[test]
fn a_request_that_takes_too_long_is_answered() {
    let server = Server::start_with(&["--request-seconds", "1"]);
    let stream = begun(&server, TOKEN, b"{}");
    let answer = read_answer(stream);
    assert_eq!((answer.status, &answer.body["code"]), (503, &json!("unavailable")));
    assert_eq!(server.send("GET", "/healthz", &[], b"").status, 200);
}

#[test]
fn a_server_that_may_not_wait_stops_at_once() {
    let mut server = Server::start_with(&["--shutdown-seconds", "0", "--body-seconds", "300"]);
    let waiting = begun(&server, TOKEN, b"{}");
    assert!(server.stop().success());
    assert_eq!(read_answer(waiting).status, 0);
}
