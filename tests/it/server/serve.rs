//! The life of the process, and its users.

use std::io::Write as _;

use super::super::common::server::{Server, read_answer};
use super::super::common::{Sandbox, text};
use outlay::server::http::Options;

#[test]
fn a_server_tells_its_address_and_that_it_is_well() {
    let server = Server::start();
    for path in ["/healthz", "/readyz"] {
        let answer = server.send("GET", path, &[], b"");
        assert_eq!((answer.status, answer.body["status"].as_str()), (200, Some("ok")));
    }
}

#[test]
fn an_address_that_others_can_reach_is_refused() {
    let server = Server::start();
    let error = server.home().fails_json(["serve", "--listen", "0.0.0.0:0"], 2);
    assert!(error["hint"].as_str().unwrap().contains("--insecure"));
}

#[test]
fn what_a_server_cannot_use_is_named_with_the_way_out() {
    let server = Server::start();
    let home = server.home();
    let taken = format!("127.0.0.1:{}", server.port());
    let error = home.fails_json(["serve", "--listen", &taken, "--database", "other.db"], 1);
    let message = error["message"].as_str().unwrap();
    assert!(message.contains(&taken) && message.ends_with("address already in use"), "{message}");
    for left in ["other.db", "other.db.serve-lock"] {
        assert!(!home.path(left).exists(), "{left} is left of a server that never ran");
    }
    let named = home.fails(["serve", "--listen", "localhost:8484"], 2);
    assert!(named.contains("localhost:8484") && named.contains("as in 127.0.0.1:8484"), "{named}");
    home.ok(["--db", "client.db", "add", "1EUR", "food"]);
    home.write("text.db", "no database, but long enough to be looked at");
    for (file, why) in [("client.db", "not a database of outlay serve"), ("text.db", "not a database")] {
        let before = std::fs::read(home.path(file)).unwrap();
        let error = home.fails(["serve", "--database", file], 1);
        assert!(error.contains(&format!("`{file}`")) && error.contains(why), "{error}");
        assert_eq!(std::fs::read(home.path(file)).unwrap(), before, "{file} is left as it is");
    }
    server.add_user("ana@example.org", "correct horse");
    let known = home.fails(["serve", "user", "add", "Ana@example.org"], 2);
    assert!(
        known.contains("`ana@example.org` has an account already"),
        "before a password is asked for: {known}"
    );
    let unread = home.fails(["serve", "user", "add", "ana"], 2);
    assert!(unread.contains("`ana` is not an e-mail address"), "{unread}");
    let silent = home.fails(["serve", "user", "add", "bob@example.org"], 2);
    assert!(silent.contains("OUTLAY_PASSWORD") && silent.contains("--password-stdin"), "{silent}");
}

#[test]
fn a_password_of_the_environment_becomes_nobodys_new_one_unasked() {
    let server = Server::start();
    let mut home = Sandbox::new();
    let database = server.database();
    let user = |home: &Sandbox, args: &[&str]| {
        let args = [&["serve", "user"], args, &["--database", database.to_str().unwrap()]].concat();
        let output = home.outlay(args).output().unwrap();
        (output.status.code().unwrap(), text(&output.stderr))
    };
    home.set("OUTLAY_PASSWORD", "correct horse");
    let (code, said) = user(&home, &["add", "ana@example.org"]);
    assert_eq!((code, said.as_str()), (0, "the password of ana@example.org is the one in OUTLAY_PASSWORD\n"));
    assert_eq!(server.login("ana@example.org", "correct horse").status, 200);
    home.set("OUTLAY_PASSWORD", "battery staple");
    let (code, said) = user(&home, &["passwd", "ana@example.org"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("--password-stdin") && said.contains("never the new one"), "{said}");
    assert_eq!(server.login("ana@example.org", "correct horse").status, 200, "it is what it was");
    let (code, said) = user(&home, &["list"]);
    assert_eq!((code, said), (0, String::new()));
}

#[test]
fn users_are_managed_while_the_server_runs() {
    let server = Server::start();
    server.add_user("Ana@example.org", "correct horse");
    assert_eq!(server.login("ana@example.org", "correct horse").status, 200);
    let listed = server.home().json(["serve", "user", "list"]);
    assert_eq!((listed["count"].as_u64(), listed["users"][0]["devices"].as_u64()), (Some(1), Some(1)));
    server
        .home()
        .outlay(["serve", "user", "passwd", "ana@example.org", "--password-stdin"])
        .write_stdin("battery staple\n")
        .assert()
        .success();
    assert_eq!(server.login("ana@example.org", "correct horse").status, 401);
    assert_eq!(server.login("ana@example.org", "battery staple").status, 200);
    server.home().ok(["serve", "user", "remove", "ana@example.org", "-y"]);
    assert_eq!(server.login("ana@example.org", "battery staple").status, 401);
    server.home().fails(["serve", "user", "remove", "ana@example.org", "-y"], 3);
}

#[test]
fn a_server_that_is_told_to_stop_finishes_what_runs() {
    let mut server = Server::start();
    server.add_user("ana@example.org", "correct horse");
    let body =
        br#"{"protocol":1,"email":"ana@example.org","password":"correct horse","device":"d","version":"0"}"#;
    let mut stream = server.connect();
    // The server asks for the body, so the request runs.
    let head = format!(
        "POST /v1/auth/login HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut line = [0_u8; 25];
    std::io::Read::read_exact(&mut stream, &mut line).unwrap();
    assert!(line.starts_with(b"HTTP/1.1 100"));
    server.signal("TERM");
    while std::net::TcpStream::connect(("127.0.0.1", server.port())).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(body).unwrap();
    assert_eq!(read_answer(stream).status, 200);
    assert!(server.wait().success());
}

#[test]
fn a_server_that_was_killed_comes_back_with_its_users() {
    let mut server = Server::start();
    server.add_user("ana@example.org", "correct horse");
    let id = server.login("ana@example.org", "correct horse").body["server"].clone();
    server.restart();
    assert_eq!(server.login("ana@example.org", "correct horse").body["server"], id);
    assert!(server.stop().success());
}

#[test]
fn a_database_of_ones_own_is_refused_where_the_servers_is_meant() {
    let home = Sandbox::new();
    home.ok(["--db", "own.db", "add", "1EUR", "food"]);
    let before = std::fs::read(home.path("own.db")).unwrap();
    for args in [
        ["serve", "user", "list", "--db", "own.db"].as_slice(),
        &["serve", "user", "add", "ana@example.org", "--db", "own.db"],
        &["--db", "own.db", "serve", "--listen", "127.0.0.1:0"],
    ] {
        let error = home.fails_json(args, 2);
        assert_eq!((&error["code"], &error["value"]), (&"usage".into(), &"own.db".into()), "{error}");
        assert!(error["hint"].as_str().unwrap().contains("--database own.db"), "{error}");
    }
    assert!(!home.path("data/outlay/server.db").exists(), "the usual one is not made instead");
    assert_eq!(std::fs::read(home.path("own.db")).unwrap(), before);
}

#[test]
fn a_second_server_on_a_database_is_refused_until_the_first_has_ended_however_it_ended() {
    let mut server = Server::start();
    let database = server.database();
    for path in [database.clone(), server.home().path("data/outlay/../outlay/server.db")] {
        let path = path.to_str().unwrap();
        let error = server.home().fails_json(["serve", "--listen", "127.0.0.1:0", "--database", path], 5);
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("server.db") && message.contains("(process "), "{message}");
        assert_eq!(error["code"], "database_busy");
    }
    server.add_user("ana@example.org", "correct horse");
    server.restart();
    assert_eq!(server.login("ana@example.org", "correct horse").status, 200);
    assert!(server.stop().success());
    server.restart();
}

#[test]
fn a_database_that_is_not_there_is_named_and_made_by_nothing_but_serve_and_a_new_user() {
    let home = Sandbox::new();
    for args in [
        ["serve", "user", "list"].as_slice(),
        &["serve", "user", "remove", "ana@example.org", "-y"],
        &["serve", "user", "passwd", "ana@example.org", "--password-stdin"],
    ] {
        let error = home.fails_json(args.iter().chain(&["--database", "new/mistyped.db"]), 3);
        assert_eq!((&error["code"], &error["value"]), (&"not_found".into(), &"new/mistyped.db".into()));
        assert!(error["message"].as_str().unwrap().contains("`new/mistyped.db`"), "{error}");
        assert!(error["hint"].as_str().unwrap().contains("--database"), "{error}");
        assert!(!home.path("new").exists(), "{args:?} made something");
    }
    let add = |email: &str, options: &[&str]| {
        let args = ["serve", "user", "add", email, "--password-stdin", "--database", "s.db"];
        let mut command = home.outlay(args.iter().chain(options));
        command.write_stdin("correct horse\n").assert().success().get_output().clone()
    };
    let first = add("ana@example.org", &[]);
    assert_eq!(text(&first.stderr), "made a new server's database: s.db\n");
    assert_eq!(text(&add("bob@example.org", &[]).stderr), "");
    std::fs::remove_file(home.path("s.db")).unwrap();
    let told = text(&add("ana@example.org", &["--format", "json"]).stdout);
    assert!(told.contains("new_database") && told.contains("s.db"), "{told}");
    let server = Server::start();
    let made = format!("made a new server's database: {}\n", server.database().display());
    assert!(server.log().contains(&made), "{}", server.log());
}

#[test]
fn the_help_names_the_defaults_of_the_limits() {
    let help = Sandbox::new().ok(["serve", "--help"]);
    let words: Vec<&str> = help.split_whitespace().collect();
    let help = words.join(" ");
    let usual = Options::default();
    let seconds = |time: std::time::Duration| time.as_secs().to_string();
    for (option, default) in [
        ("--max-connections", usual.connections.to_string()),
        ("--max-body", usual.request_bytes.to_string()),
        ("--max-decompressed", usual.decompressed_bytes.to_string()),
        ("--request-seconds", seconds(usual.request_time)),
        ("--body-seconds", seconds(usual.body_time)),
        ("--idle-seconds", seconds(usual.idle_time)),
        ("--shutdown-seconds", seconds(usual.shutdown_time)),
    ] {
        let (_, after) = help.split_once(&format!("{option} <")).unwrap();
        let told = after.split(" --").next().unwrap();
        assert!(told.contains(&format!("[default: {default}]")), "{option}: {told}");
    }
    assert!(help.contains("/healthz") && help.contains("/readyz"), "{help}");
}
