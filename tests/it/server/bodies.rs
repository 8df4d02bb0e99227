//! What stands in a body that no client of ours would send, over HTTP.

use serde_json::{Value, json};

use super::super::common::server::Server;

/// A server with a ledger, the bearer's header and the path of its exchange.
fn scene() -> (Server, String, String) {
    let server = Server::start();
    server.add_user("ana@example.org", "correct horse");
    let login = server.login("ana@example.org", "correct horse");
    let token = login.body["access"]["token"].as_str().unwrap();
    let request = json!({"key": "00000000-0000-4000-8000-000000000001", "name": "personal"});
    let ledger = server.post("/v1/ledgers", Some(token), &request).body["id"].clone();
    let path = format!("/v1/ledgers/{}/sync", ledger.as_str().unwrap());
    (server, format!("Bearer {token}"), path)
}

/// A request with one operation whose fields are this text.
fn with_fields(fields: &str) -> String {
    request(&format!(
        r#"{{"id":"00000000-0000-4000-8000-0000000000aa","seq":1,"entity":"gadget",
            "entity_id":"00000000-0000-4000-8000-0000000000bb","action":"create","fields":{fields},
            "seen":0,"made_at":0,"group":1}}"#
    ))
}

fn request(operation: &str) -> String {
    format!(
        r#"{{"protocol":1,"replica":"00000000-0000-4000-8000-0000000000cc","cursor":0,"sent_at":0,"limit":9,
            "operations":[{operation}]}}"#
    )
}

#[test]
fn nesting_numbers_and_names_that_come_twice_are_refused_and_the_server_goes_on() {
    let (server, bearer, path) = scene();
    let send = |body: &str| server.send("POST", &path, &[("authorization", &bearer)], body.as_bytes());
    let bad = |body: &str| {
        let answer = send(body);
        assert_eq!((answer.status, &answer.body["code"]), (400, &json!("bad_request")), "{body:.200}");
    };
    let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    bad(&"[".repeat(100_000));
    bad(&r#"{"a":"#.repeat(100_000));
    bad(&with_fields(&format!(r#"{{"a":{}}}"#, deep(200))));
    bad(&with_fields(r#"{"a":1e999}"#));
    bad(&with_fields(r#"{"a":1,"a":2}"#));
    bad(&with_fields("[]"));
    let good = with_fields(r#"{"a":1}"#);
    bad(&good.replacen(r#""seq":1"#, r#""seq":1,"seq":2"#, 1));
    bad(&good.replacen(r#""protocol":1"#, r#""protocol":1,"protocol":1"#, 1));
    for number in ["9223372036854775808", "1e5", "1.0", "-9223372036854775809", "\"1\"", "null", "true"] {
        bad(&good.replacen(r#""seq":1"#, &format!(r#""seq":{number}"#), 1));
        bad(&good.replacen(r#""cursor":0"#, &format!(r#""cursor":{number}"#), 1));
        bad(&good.replacen(r#""made_at":0"#, &format!(r#""made_at":{number}"#), 1));
    }
    bad(&good.replacen(r#""action":"create""#, r#""action":"explode""#, 1));
    bad(&good.replacen("00aa", "00a", 1));
    bad(&format!("{good} x"));
    bad("\u{feff}{}");
    // Too deep or not whole, but well formed: the operation is refused, and says why.
    let odd = [(deep(100), "too_large"), ("1.5".to_owned(), "bad_value"), ("1e3".to_owned(), "bad_value")];
    for (number, (value, code)) in odd.into_iter().enumerate() {
        let body = with_fields(&format!(r#"{{"a":{value}}}"#));
        let body = body.replace("00aa", &format!("01{number:02}")).replace("00cc", &format!("02{number:02}"));
        let answer = send(&body);
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        assert_eq!(answer.body["exchange"]["results"][0]["error"]["code"], code, "{value}");
    }
    let answer = send(&good);
    assert_eq!(answer.body["exchange"]["results"][0]["status"], "applied", "{:?}", answer.body);
    // A name that this version does not know is no matter.
    let newer =
        request("").replacen(r#""limit":9"#, r#""limit":9,"colour":"red""#, 1).replace("00cc", "00dd");
    let told = send(&newer);
    assert_eq!(told.body["exchange"]["changes"][0]["fields"], json!({"a": 1}), "{:?}", told.body);
}

#[test]
fn a_small_body_of_many_values_is_refused_by_name_before_they_take_memory() {
    let (server, bearer, path) = scene();
    let bomb = with_fields(&format!(r#"{{"note":"x","x":[0{}]}}"#, ",0".repeat(7_500_000)));
    let mut packed = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(bomb.as_bytes(), flate2::Compression::best());
    std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
    assert!(packed.len() < 32_000, "{} bytes", packed.len());
    let headers = [("authorization", bearer.as_str()), ("content-encoding", "gzip")];
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let answer = server.send("POST", &path, &headers, &packed);
                assert_eq!((answer.status, &answer.body["code"]), (413, &json!("too_large")));
                let detail = answer.body["detail"].as_str().unwrap();
                assert!(detail.contains("`x`"), "{detail}");
            });
        }
    });
    if let Some(peak) = server.peak_kib() {
        assert!(peak < 200 * 1_024, "{peak} KiB");
    }
}

#[test]
fn an_operator_logs_all_devices_out_with_a_new_password() {
    let (server, bearer, path) = scene();
    let headers = [("authorization", bearer.as_str())];
    let sync = || server.send("POST", &path, &headers, request("").as_bytes()).status;
    let passwd = |options: &[&str]| {
        let args = [&["serve", "user", "passwd", "ana@example.org", "--password-stdin"], options].concat();
        server.home().outlay(args).write_stdin("battery staple\n").assert().success();
    };
    assert_eq!(sync(), 200);
    passwd(&[]);
    assert_eq!(sync(), 200);
    passwd(&["--revoke-devices"]);
    assert_eq!(sync(), 401);
    assert_eq!(server.login("ana@example.org", "battery staple").status, 200);
}

#[test]
fn a_removed_account_ends_at_once_also_while_its_device_holds_a_token() {
    let (server, bearer, path) = scene();
    let headers = [("authorization", bearer.as_str())];
    let body = request("");
    assert_eq!(server.send("POST", &path, &headers, body.as_bytes()).status, 200);
    server.home().ok(["serve", "user", "remove", "ana@example.org", "-y"]);
    for _ in 0..2 {
        let answer = server.send("POST", &path, &headers, body.as_bytes());
        assert_eq!((answer.status, &answer.body["code"]), (401, &json!("unauthorised")));
    }
    assert_eq!(server.send("GET", "/v1/ledgers", &headers, b"").status, 401);
    // The address may be used again, by an account of its own.
    server.add_user("ana@example.org", "correct horse");
    let again = server.login("ana@example.org", "correct horse");
    let token = again.body["access"]["token"].as_str();
    assert_eq!(server.post(&path, token, &serde_json::from_str(&body).unwrap()).status, 404);
}

#[test]
fn a_revoked_device_syncs_no_more_though_its_access_token_still_holds() {
    let (server, bearer, path) = scene();
    let first = [("authorization", bearer.as_str())];
    let second = server.login("ana@example.org", "correct horse").body;
    let its_bearer = format!("Bearer {}", second["access"]["token"].as_str().unwrap());
    let its_headers = [("authorization", its_bearer.as_str())];
    let body = request("");
    let sync = |headers: &[(&str, &str)]| server.send("POST", &path, headers, body.as_bytes());
    // A replica belongs to a device; each sends its own.
    assert_eq!((sync(&first).status, sync(&its_headers).status), (200, 200));
    let device = format!("/v1/devices/{}", second["device"].as_str().unwrap());
    assert_eq!(server.send("DELETE", &device, &first, b"").status, 200);
    let refused = sync(&its_headers);
    assert_eq!((refused.status, &refused.body["code"]), (401, &json!("unauthorised")));
    assert_eq!(sync(&first).status, 200);
    assert_eq!(server.send("POST", "/v1/auth/logout", &first, b"").status, 200);
    assert_eq!(sync(&first).status, 401);
}

#[test]
fn devices_go_on_syncing_while_the_operator_changes_the_password() {
    let (server, bearer, path) = scene();
    let second = server.login("ana@example.org", "correct horse").body;
    let its_bearer = format!("Bearer {}", second["access"]["token"].as_str().unwrap());
    let (begun, has_begun) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        for (number, bearer) in [bearer.as_str(), its_bearer.as_str()].into_iter().enumerate() {
            let (server, path, begun) = (&server, &path, begun.clone());
            scope.spawn(move || {
                let headers = [("authorization", bearer)];
                for seq in 1..=40 {
                    let body = with_fields(r#"{"a":1}"#)
                        .replace(r#""seq":1"#, &format!(r#""seq":{seq}"#))
                        .replace("00aa", &format!("{number}0{seq:02}"))
                        .replace("00cc", &format!("{number}0cc"));
                    let answer = server.send("POST", path, &headers, body.as_bytes());
                    assert_eq!(answer.status, 200, "{:?}", answer.body);
                    let _ = begun.send(());
                }
            });
        }
        has_begun.recv().unwrap();
        for password in ["battery staple", "correct horse"] {
            server
                .home()
                .outlay(["serve", "user", "passwd", "ana@example.org", "--password-stdin"])
                .write_stdin(format!("{password}\n"))
                .assert()
                .success();
        }
    });
    let told = server.post(
        &path,
        bearer.strip_prefix("Bearer "),
        &serde_json::from_str::<Value>(&request("")).unwrap(),
    );
    assert_eq!(
        told.body["exchange"]["changes"].as_array().unwrap().len(),
        1,
        "one entity, whoever made it first"
    );
}
