//! The client against a server of a few lines that answers what it is told.

#![allow(clippy::format_push_string)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;
use crate::protocol::encoding::decode;
use crate::protocol::problem::Problem;

const SERVER: Uuid = Uuid::from_u128(7);
const ACCOUNT: Uuid = Uuid::from_u128(70);
const DEVICE: Uuid = Uuid::from_u128(71);
const EMAIL: &str = "ana@example.org";

fn now() -> DateTime<Utc> {
    "2026-10-15T12:00:00Z".parse().unwrap()
}

/// One request as the stub saw it.
#[derive(Debug, Clone)]
struct Seen {
    line: String,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// One answer of the stub: the status, further headers, the body. `None` closes the connection instead.
type Given = Option<(u16, Vec<(&'static str, String)>, Vec<u8>)>;

/// A server on loopback that gives each connection the next answer, and what it saw.
struct Stub {
    address: ServerAddress,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Stub {
    fn answering(answers: Vec<Given>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = ServerAddress::parse(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            for answer in answers {
                let Ok((mut stream, _)) = listener.accept() else { return };
                let request = read(&mut BufReader::new(stream.try_clone().unwrap()));
                shared.lock().unwrap().push(request);
                let Some((status, headers, body)) = answer else { continue };
                let mut head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\n");
                if !headers.iter().any(|(name, _)| *name == "Content-Length") {
                    head += &format!("Content-Length: {}\r\n", body.len());
                }
                for (name, value) in headers {
                    head += &format!("{name}: {value}\r\n");
                }
                head.push_str("\r\n");
                // The client may have gone; the test sees what it did.
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
            }
        });
        Self { address, seen }
    }

    fn http(&self) -> Http {
        Http::new(self.address.clone(), Clock::fixed(now()))
    }

    fn remote(&self, access: Option<Access>) -> HttpRemote {
        HttpRemote::new(self.http(), identity(access), Box::new(|_| {}))
    }

    fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

fn read(stream: &mut impl BufRead) -> Seen {
    let mut line = String::new();
    stream.read_line(&mut line).unwrap();
    let mut headers = BTreeMap::new();
    loop {
        let mut header = String::new();
        stream.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    Seen { line: line.trim_end().to_owned(), headers, body }
}

fn identity(access: Option<Access>) -> Identity {
    let device_token = Secret::new("device".to_owned());
    Identity { server: SERVER, account: ACCOUNT, email: EMAIL.to_owned(), device_token, access }
}

#[allow(clippy::unnecessary_wraps)] // as it is asked for
fn good_access() -> Option<Access> {
    let expires_at = now().timestamp_millis() + 60_000;
    Some(Access { token: Secret::new("cached".to_owned()), expires_at })
}

#[allow(clippy::unnecessary_wraps)] // as it is asked for
fn ok(value: &serde_json::Value) -> Given {
    Some((200, vec![], value.to_string().into_bytes()))
}

#[allow(clippy::unnecessary_wraps)] // as it is asked for
fn problem(code: ProblemCode, headers: Vec<(&'static str, String)>) -> Given {
    let document = Problem::new(code, "the reason");
    Some((code.status(), headers, serde_json::to_vec(&document).unwrap()))
}

fn token_answer(server: Uuid) -> Given {
    token_answer_of(server, ACCOUNT, EMAIL)
}

fn token_answer_of(server: Uuid, account: Uuid, email: &str) -> Given {
    ok(&json!({"server": server, "account": account, "email": email, "device": DEVICE,
        "access": {"token": "fresh", "expires_in": 900}}))
}

fn no_ledgers() -> Given {
    ok(&json!({"server": SERVER, "account": ACCOUNT, "ledgers": []}))
}

/// What `ledgers` comes to with one answer.
fn ledgers_with(answer: Given) -> Result<LedgerList, RemoteError> {
    Stub::answering(vec![answer]).remote(good_access()).ledgers()
}

#[test]
fn a_cached_access_token_that_still_holds_makes_one_request() {
    let stub = Stub::answering(vec![no_ledgers()]);
    assert_eq!(stub.remote(good_access()).ledgers().unwrap().ledgers, []);
    let [request] = stub.seen().try_into().unwrap();
    assert_eq!(request.line, "GET /v1/ledgers HTTP/1.1");
    assert_eq!(request.headers["authorization"], "Bearer cached");
    assert_eq!(request.headers["accept-encoding"], "zstd, gzip");
    assert_eq!(request.headers["user-agent"], format!("outlay/{CLIENT_VERSION}"));
}

#[test]
fn an_access_token_that_ended_is_exchanged_before_it_is_sent_and_the_new_one_is_handed_over() {
    for access in
        [None, Some(Access { expires_at: now().timestamp_millis() + 4_999, ..good_access().unwrap() })]
    {
        let stub = Stub::answering(vec![token_answer(SERVER), no_ledgers()]);
        let kept = Arc::new(Mutex::new(None));
        let keep = Arc::clone(&kept);
        let mut remote = HttpRemote::new(
            stub.http(),
            identity(access),
            Box::new(move |access| *keep.lock().unwrap() = Some(access.clone())),
        );
        remote.ledgers().unwrap();
        let [exchange, request] = stub.seen().try_into().unwrap();
        assert_eq!(exchange.line, "POST /v1/auth/token HTTP/1.1");
        let sent: TokenRequest = decode(&exchange.body, Encoding::Identity, 10_000).unwrap();
        assert_eq!((sent.device_token.expose(), sent.protocol), ("device", PROTOCOL_VERSION));
        assert_eq!(request.headers["authorization"], "Bearer fresh");
        let kept = kept.lock().unwrap().clone().unwrap();
        assert_eq!((kept.token.expose(), kept.expires_at), ("fresh", now().timestamp_millis() + 900_000));
    }
}

#[test]
fn a_token_that_is_not_taken_is_exchanged_once_and_then_the_device_is_unauthorised() {
    let unauthorised = || problem(ProblemCode::Unauthorised, vec![]);
    let stub = Stub::answering(vec![unauthorised(), token_answer(SERVER), no_ledgers()]);
    assert!(stub.remote(good_access()).ledgers().is_ok());
    let stub = Stub::answering(vec![unauthorised(), token_answer(SERVER), unauthorised()]);
    let error = stub.remote(good_access()).ledgers().unwrap_err();
    assert_eq!(error, RemoteError::Unauthorised { detail: "the reason".to_owned(), server: None });
    let stub = Stub::answering(vec![unauthorised(), unauthorised()]);
    let error = stub.remote(good_access()).ledgers().unwrap_err();
    assert_eq!(error, RemoteError::Unauthorised { detail: "the reason".to_owned(), server: None });
    assert_eq!(stub.seen().len(), 2);
}

#[test]
fn a_token_of_another_server_is_not_used() {
    let other = Uuid::from_u128(8);
    let stub = Stub::answering(vec![token_answer(other)]);
    let error = stub.remote(None).ledgers().unwrap_err();
    assert_eq!(error, RemoteError::WrongServer { expected: SERVER, found: other });
}

#[test]
fn a_token_of_another_account_is_not_used_and_both_are_named() {
    let other = Uuid::from_u128(72);
    let named = |account: Uuid| format!("{EMAIL} ({account})");
    let cases = [
        ("bob@example.org", EMAIL.to_owned(), "bob@example.org".to_owned()),
        // Set up anew under the same address.
        (EMAIL, named(ACCOUNT), named(other)),
    ];
    for (email, expected, found) in cases {
        let stub = Stub::answering(vec![token_answer_of(SERVER, other, email), no_ledgers()]);
        let mut remote = HttpRemote::new(
            stub.http(),
            identity(None),
            Box::new(|_| panic!("another account's access token is not kept")),
        );
        let error = remote.ledgers().unwrap_err();
        assert_eq!(error, RemoteError::WrongAccount { expected, found });
        assert_eq!(stub.seen().len(), 1);
    }
    let stub = Stub::answering(vec![token_answer(SERVER)]);
    assert_eq!(stub.remote(good_access()).device(), Ok(DEVICE), "the server is asked for it");
}

#[test]
fn statuses_and_problem_documents_become_errors() {
    let refused = |code| RemoteError::Refused { code, detail: "the reason".to_owned() };
    let unavailable = |retry_after| RemoteError::Unavailable { detail: "the reason".to_owned(), retry_after };
    let wait = |text: &str| vec![("Retry-After", text.to_owned())];
    for (answer, error) in [
        (problem(ProblemCode::TooLarge, vec![]), RemoteError::TooLarge),
        (problem(ProblemCode::NotFound, vec![]), refused(ProblemCode::NotFound)),
        (problem(ProblemCode::Forbidden, vec![]), refused(ProblemCode::Forbidden)),
        (problem(ProblemCode::KeyReused, vec![]), refused(ProblemCode::KeyReused)),
        (problem(ProblemCode::UnsupportedMedia, vec![]), refused(ProblemCode::UnsupportedMedia)),
        (problem(ProblemCode::Timeout, vec![]), unavailable(None)),
        (problem(ProblemCode::Internal, vec![]), unavailable(None)),
        (problem(ProblemCode::Unavailable, wait("30")), unavailable(Some(30))),
        (problem(ProblemCode::RateLimited, vec![]), RemoteError::RateLimited { retry_after: None }),
        (problem(ProblemCode::RateLimited, wait("7")), RemoteError::RateLimited { retry_after: Some(7) }),
        (
            problem(ProblemCode::RateLimited, wait("Thu, 15 Oct 2026 12:02:00 GMT")),
            RemoteError::RateLimited { retry_after: Some(120) },
        ),
        (
            problem(ProblemCode::RateLimited, wait("Thu, 15 Oct 2020 12:02:00 GMT")),
            RemoteError::RateLimited { retry_after: Some(0) },
        ),
        (
            problem(ProblemCode::RateLimited, wait("99999999999")),
            RemoteError::RateLimited { retry_after: Some(86_400) },
        ),
        (problem(ProblemCode::RateLimited, wait("soon")), RemoteError::RateLimited { retry_after: None }),
        (problem(ProblemCode::Protocol, vec![]), RemoteError::Protocol { detail: "the reason".to_owned() }),
    ] {
        assert_eq!(ledgers_with(answer).unwrap_err(), error);
    }
}

#[test]
fn an_answer_that_is_not_of_this_protocol_is_a_protocol_error() {
    let page = || b"<html>sign in</html>".to_vec();
    for answer in [
        Some((200, vec![], page())),
        Some((404, vec![], page())),
        Some((405, vec![], page())),
        Some((501, vec![], page())),
        Some((200, vec![("Content-Encoding", "br".to_owned())], page())),
        Some((200, vec![("Content-Encoding", "zstd".to_owned())], page())),
        Some((302, vec![("Location", "https://elsewhere.example/".to_owned())], vec![])),
    ] {
        let error = ledgers_with(answer).unwrap_err();
        assert!(matches!(error, RemoteError::Protocol { .. }), "{error}");
    }
}

#[test]
fn a_redirect_is_told_and_not_followed() {
    let stub =
        Stub::answering(vec![Some((307, vec![("Location", "/elsewhere".to_owned())], vec![])), no_ledgers()]);
    let error = stub.remote(good_access()).ledgers().unwrap_err();
    assert!(error.to_string().contains("/elsewhere"), "{error}");
    assert_eq!(stub.seen().len(), 1);
}

#[test]
fn a_connection_that_breaks_is_offline_whenever_it_breaks() {
    let cut = Some((200, vec![("Content-Length", "500".to_owned())], b"{\"server\":".to_vec()));
    for answer in [None, cut] {
        let error = ledgers_with(answer).unwrap_err();
        let RemoteError::Offline { detail } = &error else { panic!("{error:?}") };
        assert!(detail.contains("broke off"), "{detail}");
    }
}

#[test]
fn a_server_that_is_not_there_is_offline_and_the_message_names_it() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = ServerAddress::parse(&listener.local_addr().unwrap().to_string()).unwrap();
    drop(listener);
    let http = Http::new(address.clone(), Clock::fixed(now()));
    let error = HttpRemote::new(http, identity(good_access()), Box::new(|_| {})).ledgers().unwrap_err();
    assert_eq!(error, RemoteError::Offline { detail: format!("`{address}` takes no connection") });
}

#[test]
fn a_request_travels_in_zstd_and_an_answer_in_any_known_encoding() {
    let request = CommonRequest {
        witnesses: (0..100)
            .map(|revision| crate::protocol::sync::Head { revision, token: Uuid::from_u128(9) })
            .collect(),
    };
    let answer = CommonAnswer { common: None, server: SERVER };
    for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Zstd] {
        // A short answer would stay as it is, so a key that nobody knows makes it long.
        let value = json!({"common": null, "server": SERVER, "newer": "x".repeat(1_000)});
        let (bytes, used) = encode(&value, encoding).unwrap();
        let headers = used.name().map(|name| ("Content-Encoding", name.to_owned())).into_iter().collect();
        let stub = Stub::answering(vec![Some((200, headers, bytes))]);
        assert_eq!(stub.remote(good_access()).common(SERVER, &request).unwrap(), answer);
        let [seen] = stub.seen().try_into().unwrap();
        assert_eq!(seen.line, format!("POST /v1/ledgers/{SERVER}/common HTTP/1.1"));
        assert_eq!(seen.headers["content-encoding"], "zstd");
        assert_eq!(decode::<CommonRequest>(&seen.body, Encoding::Zstd, 1 << 20).unwrap(), request);
    }
}

#[test]
fn a_body_that_is_refused_as_it_travels_is_sent_as_it_is_and_so_is_every_later_one() {
    let head = |revision| crate::protocol::sync::Head { revision, token: Uuid::from_u128(9) };
    let request = CommonRequest { witnesses: (0..100).map(head).collect() };
    let good = || ok(&json!({"common": null, "server": SERVER}));
    // The server says so, or a proxy before it.
    for refusal in [problem(ProblemCode::UnsupportedMedia, vec![]), Some((415, vec![], vec![]))] {
        let stub = Stub::answering(vec![refusal, good(), good()]);
        let mut remote = stub.remote(good_access());
        remote.common(SERVER, &request).unwrap();
        remote.common(SERVER, &request).unwrap();
        let [packed, plain, later] = stub.seen().try_into().unwrap();
        assert_eq!(packed.headers["content-encoding"], "zstd");
        for seen in [plain, later] {
            assert_eq!(seen.headers.get("content-encoding"), None);
            assert_eq!(decode::<CommonRequest>(&seen.body, Encoding::Identity, 1 << 20).unwrap(), request);
        }
    }
    let refusal = || problem(ProblemCode::UnsupportedMedia, vec![]);
    let stub = Stub::answering(vec![refusal(), refusal()]);
    let error = stub.remote(good_access()).common(SERVER, &request).unwrap_err();
    assert!(matches!(error, RemoteError::Refused { code: ProblemCode::UnsupportedMedia, .. }), "{error:?}");
    assert_eq!(stub.seen().len(), 2, "and not for ever");
}

#[test]
fn an_access_token_that_would_run_out_on_the_way_is_not_sent() {
    for (left_ms, requests) in [
        (ACCESS_SECONDS_MIN * 1_000 - 1, 2),
        (ACCESS_SECONDS_MIN * 1_000, 2),
        (ACCESS_SECONDS_MIN * 1_000 + 1, 1),
    ] {
        let expires_at = now().timestamp_millis() + left_ms;
        let access = Some(Access { token: Secret::new("cached".to_owned()), expires_at });
        let answers =
            if requests == 1 { vec![no_ledgers()] } else { vec![token_answer(SERVER), no_ledgers()] };
        let stub = Stub::answering(answers);
        stub.remote(access).ledgers().unwrap();
        assert_eq!(stub.seen().len(), requests, "{left_ms}");
    }
}

#[test]
fn an_answer_is_bounded_as_it_travels_and_unpacked() {
    let bomb = encode(&" ".repeat(DECOMPRESSED_BYTES_MAX), Encoding::Zstd).unwrap().0;
    let error = ledgers_with(Some((200, vec![("Content-Encoding", "zstd".to_owned())], bomb))).unwrap_err();
    assert!(error.to_string().contains(&DECOMPRESSED_BYTES_MAX.to_string()), "{error}");
    let long = Some((200, vec![], vec![b' '; DECOMPRESSED_BYTES_MAX + 2]));
    assert!(matches!(ledgers_with(long).unwrap_err(), RemoteError::Protocol { .. }));
}

#[test]
fn what_a_server_says_is_cut_to_what_a_person_reads() {
    let document = Problem::new(ProblemCode::Forbidden, "é".repeat(10_000));
    let error = ledgers_with(Some((403, vec![], serde_json::to_vec(&document).unwrap()))).unwrap_err();
    assert!(error.to_string().chars().count() < 400);
}

#[test]
fn a_wrong_password_is_refused_and_costs_no_exchange() {
    let refused = RemoteError::Refused { code: ProblemCode::BadCredentials, detail: "the reason".to_owned() };
    let stub = Stub::answering(vec![problem(ProblemCode::BadCredentials, vec![])]);
    let password = Secret::new("wrong password".to_owned());
    assert_eq!(stub.http().login("ana@example.org", &password, "laptop", None).unwrap_err(), refused);
    let stub = Stub::answering(vec![problem(ProblemCode::BadCredentials, vec![])]);
    assert_eq!(stub.remote(good_access()).password(&password, &password).unwrap_err(), refused);
    assert_eq!(stub.seen().len(), 1);
}

#[test]
fn devices_are_listed_and_revoked_by_id() {
    let device = Uuid::from_u128(3);
    let list = json!({"devices": [{"id": device, "name": "laptop", "created_at": 1, "current": true}]});
    let stub = Stub::answering(vec![ok(&list), Some((204, vec![], vec![])), Some((204, vec![], vec![]))]);
    let mut remote = stub.remote(good_access());
    assert_eq!(remote.devices().unwrap().devices[0].name, "laptop");
    remote.revoke(device).unwrap();
    remote.logout().unwrap();
    let lines: Vec<String> = stub.seen().into_iter().map(|seen| seen.line).collect();
    assert_eq!(lines[1], format!("DELETE /v1/devices/{device} HTTP/1.1"));
    assert_eq!(lines[2], "POST /v1/auth/logout HTTP/1.1");
    let logout = &stub.seen()[2].headers;
    assert_eq!(logout.get("content-length").map(String::as_str), Some("0"), "{logout:?}");
    assert_eq!(logout.get("transfer-encoding"), None, "{logout:?}");
}
