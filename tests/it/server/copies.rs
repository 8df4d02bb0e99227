//! Copies of a server's database: made while it runs, and put back.

use std::fs;

use serde_json::json;

use crate::common::device::{Device, EMAIL, PASSWORD, server};
use crate::common::text;

#[test]
fn a_running_server_is_copied_whole_and_the_copy_serves() {
    let mut server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "lunch");
    device.synced();
    let home = server.home();
    let said = home.ok(["serve", "backup", "copy.db"]);
    assert!(said.contains("copy.db"), "{said}");
    assert!(!home.path("copy.db-wal").exists() && !home.path("copy.db-shm").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(home.path("copy.db")).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "for its owner alone: it holds the hashes of passwords");
    }
    let before = fs::read(home.path("copy.db")).unwrap();
    let error = home.fails_json(["serve", "backup", "copy.db"], 1);
    assert!(error["hint"].as_str().unwrap().contains("-y"), "{error}");
    assert_eq!(fs::read(home.path("copy.db")).unwrap(), before, "one that is there is left alone");
    device.add("2", "dinner");
    device.synced();
    let made = home.json(["serve", "backup", "copy.db", "-y"]);
    assert_eq!(made["path"], "copy.db");
    assert_eq!(made["bytes"], fs::metadata(home.path("copy.db")).unwrap().len());
    let database = server.database();
    let refused = home.fails(["serve", "backup", database.to_str().unwrap(), "-y"], 2);
    assert!(refused.contains("belongs to the database itself"), "{refused}");
    home.fails(["serve", "backup", "other.db", "--database", "none.db"], 3);
    assert!(!home.path("other.db").exists() && !home.path("none.db").exists());
    // The copy takes the server's place.
    let copy = fs::read(home.path("copy.db")).unwrap();
    assert!(server.stop().success());
    fs::write(&database, copy).unwrap();
    server.restart();
    let other = Device::logged_in(&server.url(), "phone");
    other.synced();
    assert_eq!(other.descriptions(), ["dinner", "lunch"]);
    device.synced();
}

#[test]
fn a_copy_that_was_put_under_the_log_of_a_crash_is_not_served() {
    let mut server = server();
    assert!(server.stop().success());
    let database = server.database();
    let copy = fs::read(&database).unwrap();
    server.restart();
    let device = Device::logged_in(&server.url(), "laptop");
    for at in 0..40 {
        device.add("1", &format!("lunch {at}"));
    }
    device.synced();
    assert!(server.stop().success());
    server.restart();
    Device::logged_in(&server.url(), "phone").synced();
    device.add("2", "dinner");
    device.synced();
    server.kill();
    let log = database.with_extension("db-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0, "the crash leaves its log");
    // After a crash alone all is well.
    server.restart();
    server.add_user("bob@example.org", PASSWORD);
    device.synced();
    server.kill();
    fs::write(&database, &copy).unwrap();
    let database = database.to_str().unwrap();
    let said = server.home().fails(["serve", "--listen", "127.0.0.1:0", "--database", database], 1);
    assert!(said.contains("damaged") && said.contains("-wal") && said.contains("-shm"), "{said}");
    // As the message and the README say.
    for ending in ["db-wal", "db-shm"] {
        let _ = fs::remove_file(server.database().with_extension(ending));
    }
    fs::write(server.database(), copy).unwrap();
    server.restart();
    let (code, said) = {
        let output = device.process(&["auth", "login", "--format", "json"]).output().unwrap();
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    assert_eq!(code, Some(0), "{said}");
    device.sync();
    device.synced();
    let list = device.home.json(["list"]);
    assert_eq!(list["count"], json!(41), "what the server lost its devices give back");
    assert_eq!(server.login(EMAIL, PASSWORD).status, 200);
}
