//! What can befall a device or its server, and that each is recognised, says its way out, and costs nothing.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::common::copy_folder;
use crate::common::device::{Device, EMAIL, PASSWORD, server, settle};
use crate::common::proxy::{Plan, Proxy};
use crate::common::server::Server;

/// A server and two devices that are level.
struct Scene {
    server: Server,
    laptop: Device,
    phone: Device,
}

impl Scene {
    fn new() -> Self {
        let server = server();
        let (laptop, phone) =
            (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
        laptop.add("1", "the first");
        settle(&[&laptop, &phone]);
        Self { server, laptop, phone }
    }

    /// Both end with exactly these beside the first.
    fn ends_with(&self, descriptions: &[&str]) {
        settle(&[&self.laptop, &self.phone]);
        let mut wanted: Vec<&str> = descriptions.iter().copied().chain(["the first"]).collect();
        wanted.sort_unstable();
        for device in [&self.laptop, &self.phone] {
            assert_eq!(device.descriptions(), wanted);
            assert_eq!(device.queue(), [Value::Null; 0]);
            device.assert_sound("at the end");
        }
    }

    /// The folder of the server's database.
    fn data(&self) -> PathBuf {
        self.server.database().parent().unwrap().to_owned()
    }
}

/// A sync that is refused: exit 6 with a code, a hint that names a command, and everything still here.
fn refused(device: &Device, code: &str, command: &str) -> Value {
    let before = device.descriptions();
    let synced = device.sync();
    assert_eq!((synced.code, &synced.object["status"]), (6, &json!("refused")), "{synced:?}");
    let error = synced.object["error"].clone();
    assert_eq!(error["code"], code, "{error}");
    assert!(error["hint"].as_str().unwrap().contains(command), "{error}");
    assert_eq!(device.descriptions(), before);
    error
}

#[test]
fn another_server_at_the_same_address_gets_nothing_and_the_right_one_goes_on() {
    let scene = Scene::new();
    let other = server();
    let proxy = Proxy::start(([127, 0, 0, 1], scene.server.port()).into(), Plan::pass());
    let tablet = Device::logged_in(&proxy.url(), "tablet");
    tablet.synced();
    tablet.add("2", "lunch");
    proxy.lead_to(([127, 0, 0, 1], other.port()).into());
    refused(&tablet, "wrong_server", "outlay auth login");
    // It is not joined by mistake either.
    let error = tablet.home.fails_json(["auth", "login"], 6);
    assert_eq!(error["code"], "wrong_server", "{error}");
    assert!(error["hint"].as_str().unwrap().contains("--new-server"), "{error}");
    let ana = other.login(EMAIL, PASSWORD);
    let devices = other.send(
        "GET",
        "/v1/devices",
        &[("authorization", &format!("Bearer {}", ana.body["access"]["token"].as_str().unwrap()))],
        b"",
    );
    assert_eq!(devices.body["devices"].as_array().unwrap().len(), 1, "only this test's own: {devices:?}");
    proxy.lead_to(([127, 0, 0, 1], scene.server.port()).into());
    assert_eq!(tablet.synced().count("pushed"), 1);
    scene.ends_with(&["lunch"]);
}

#[test]
fn a_server_that_is_left_for_another_is_left_with_everything() {
    let scene = Scene::new();
    let other = server();
    scene.laptop.add("2", "lunch");
    let number = scene.laptop.expense("the first")["number"].to_string();
    scene.laptop.home.ok(["edit", &number, "--note", "waits"]);
    for device in [&scene.laptop, &scene.phone] {
        device.home.ok(["auth", "login", &other.url(), "--new-server"]);
    }
    scene.ends_with(&["lunch"]);
    assert_eq!(scene.phone.expense("the first")["note"], "waits");
    let status = scene.phone.home.json(["status"]);
    assert_eq!(status["server"], other.url());
}

#[test]
fn a_server_that_was_wiped_is_recognised_and_filled_again_from_the_devices() {
    let mut scene = Scene::new();
    scene.phone.add("2", "lunch");
    scene.server.stop();
    std::fs::remove_dir_all(scene.data()).unwrap();
    scene.server.restart();
    scene.server.add_user(EMAIL, PASSWORD);
    for device in [&scene.laptop, &scene.phone] {
        refused(device, "wrong_server", "--new-server");
        device.home.ok(["auth", "login", "--new-server"]);
        device.sync();
    }
    scene.ends_with(&["lunch"]);
}

#[test]
fn a_server_that_was_restored_from_a_backup_gets_back_what_it_lost() {
    let mut scene = Scene::new();
    let backup = tempfile::tempdir().unwrap();
    let doomed = scene.laptop.add("2", "doomed");
    settle(&[&scene.laptop, &scene.phone]);
    scene.server.stop();
    copy_folder(&scene.data(), backup.path());
    scene.server.restart();
    // Acknowledged and then lost by the server: a create, an edit and a delete, each known to both or to one.
    let first = scene.laptop.expense("the first")["id"].as_str().unwrap().to_owned();
    scene.laptop.home.ok(["edit", &first, "--note", "edited"]);
    scene.laptop.home.ok(["delete", &doomed, "-y"]);
    scene.laptop.add("3", "known to both");
    settle(&[&scene.laptop, &scene.phone]);
    scene.laptop.add("4", "known to the laptop");
    scene.laptop.synced();
    scene.phone.add("5", "never sent");
    scene.server.stop();
    std::fs::remove_dir_all(scene.data()).unwrap();
    copy_folder(backup.path(), &scene.data());
    scene.server.restart();
    scene.ends_with(&["known to both", "known to the laptop", "never sent"]);
    assert_eq!(scene.phone.expense("the first")["note"], "edited");
}

#[test]
fn what_was_written_after_a_restore_is_not_overwritten_by_what_another_device_remembers() {
    let mut scene = Scene::new();
    let first = scene.laptop.expense("the first")["id"].as_str().unwrap().to_owned();
    let backup = tempfile::tempdir().unwrap();
    scene.server.stop();
    copy_folder(&scene.data(), backup.path());
    scene.server.restart();
    scene.laptop.home.ok(["edit", &first, "--note", "lost by the server", "--payee", "lost too"]);
    settle(&[&scene.laptop, &scene.phone]);
    scene.server.stop();
    std::fs::remove_dir_all(scene.data()).unwrap();
    copy_folder(backup.path(), &scene.data());
    scene.server.restart();
    // The laptop brings it back and goes on; the phone remembers the value from before.
    scene.laptop.synced();
    scene.laptop.home.ok(["edit", &first, "--note", "newer"]);
    scene.laptop.synced();
    assert!(matches!(scene.phone.sync().code, 0 | 4));
    scene.ends_with(&[]);
    let first = scene.phone.expense("the first");
    assert_eq!((&first["note"], &first["payee"]), (&json!("newer"), &json!("lost too")));
}

#[test]
fn a_revoked_device_is_refused_and_goes_on_after_a_new_login() {
    let scene = Scene::new();
    scene.laptop.add("2", "before");
    scene.laptop.synced();
    scene.phone.home.ok(["auth", "revoke", "laptop"]);
    scene.laptop.add("3", "after");
    refused(&scene.laptop, "unauthorised", "outlay auth login");
    scene.laptop.home.ok(["auth", "login"]);
    assert_eq!(scene.laptop.synced().count("pushed"), 1);
    scene.ends_with(&["before", "after"]);
    let devices = scene.phone.home.json(["auth", "devices"]);
    assert_eq!(devices["count"], 2, "{devices:#}");
}

#[test]
fn a_logout_keeps_what_waits_for_the_next_login() {
    let scene = Scene::new();
    scene.laptop.add("2", "before");
    scene.laptop.home.ok(["auth", "logout"]);
    scene.laptop.add("3", "after");
    let error = scene.laptop.home.fails_json(["sync"], 6);
    assert!(error["hint"].as_str().unwrap().contains("outlay auth login"), "{error}");
    scene.laptop.home.ok(["auth", "login"]);
    assert_eq!(scene.laptop.synced().count("pushed"), 2);
    scene.ends_with(&["before", "after"]);
}

#[test]
fn an_access_token_that_expired_is_renewed_without_a_word() {
    let mut server = Server::start_at("2026-10-15T12:00:00Z");
    server.add_user(EMAIL, PASSWORD);
    let laptop = Device::logged_in(&server.url(), "laptop");
    laptop.add("1", "breakfast");
    laptop.synced();
    // By both clocks, and then by the server's alone.
    server.restart_at("2026-10-15T13:00:00Z");
    laptop.add("1", "lunch");
    let synced = laptop.sync_at("2026-10-15T13:00:00Z", &[]);
    assert_eq!((synced.code, synced.count("pushed")), (0, 1), "{synced:?}");
    server.restart_at("2026-10-15T14:00:00Z");
    laptop.add("2", "dinner");
    let synced = laptop.sync_at("2026-10-15T13:00:00Z", &[]);
    assert_eq!((synced.code, synced.count("pushed")), (0, 1), "{synced:?}");
    assert_eq!(synced.object["warnings"], json!([]));
}

#[test]
fn a_copied_database_and_its_original_both_go_on_and_lose_nothing() {
    let scene = Scene::new();
    let waiting = scene.laptop.add("2", "waited when it was copied");
    let copy = scene.laptop.clone_files();
    let first = scene.laptop.expense("the first")["id"].as_str().unwrap().to_owned();
    scene.laptop.add("3", "by the original");
    scene.laptop.home.ok(["edit", &first, "--note", "by the original"]);
    copy.add("4", "by the copy");
    copy.home.ok(["edit", &first, "--payee", "by the copy"]);
    copy.home.ok(["edit", &waiting, "--note", "by the copy"]);
    for device in [&scene.laptop, &copy, &scene.laptop, &copy] {
        assert!(matches!(device.sync().code, 0 | 4));
    }
    // And again, now that they are two.
    scene.laptop.add("5", "by the original again");
    copy.add("6", "by the copy again");
    settle(&[&scene.laptop, &copy]);
    scene.ends_with(&[
        "waited when it was copied",
        "by the original",
        "by the copy",
        "by the original again",
        "by the copy again",
    ]);
    settle(&[&scene.laptop, &copy, &scene.phone]);
    let (first, waited) = (copy.expense("the first"), copy.expense("waited when it was copied"));
    assert_eq!((&first["note"], &first["payee"]), (&json!("by the original"), &json!("by the copy")));
    assert_eq!(waited["note"], "by the copy");
    assert_eq!(copy.conflicts(), [Value::Null; 0]);
}

#[test]
fn both_copies_change_the_same_field_and_neither_value_is_lost() {
    let scene = Scene::new();
    let copy = scene.laptop.clone_files();
    let first = scene.laptop.expense("the first")["id"].as_str().unwrap().to_owned();
    scene.laptop.home.ok(["edit", &first, "--note", "by the original"]);
    scene.laptop.synced();
    copy.home.ok(["edit", &first, "--note", "by the copy"]);
    let synced = copy.sync();
    assert_eq!((synced.code, synced.count("conflicts")), (4, 1), "{synced:?}");
    settle(&[&scene.laptop, &copy, &scene.phone]);
    let conflict = &scene.phone.conflicts()[0];
    let values = [&conflict["kept"]["value"], &conflict["lost"]["value"]];
    assert!(values.contains(&&json!("by the original")) && values.contains(&&json!("by the copy")));
}

#[test]
fn a_database_that_was_restored_from_a_backup_catches_up_and_doubles_nothing() {
    let scene = Scene::new();
    scene.laptop.add("2", "waits in the backup");
    scene.laptop.home.ok(["backup", "copy.db"]);
    scene.laptop.add("3", "after the backup");
    let first = scene.laptop.expense("the first")["id"].as_str().unwrap().to_owned();
    scene.laptop.home.ok(["edit", &first, "--note", "after the backup"]);
    settle(&[&scene.laptop, &scene.phone]);
    scene.laptop.home.ok(["restore", "copy.db", "-y"]);
    assert_eq!(scene.laptop.descriptions(), ["the first", "waits in the backup"]);
    scene.laptop.add("4", "after the restore");
    scene.laptop.home.ok(["edit", &first, "--payee", "after the restore"]);
    scene.ends_with(&["waits in the backup", "after the backup", "after the restore"]);
    let first = scene.phone.expense("the first");
    assert_eq!((&first["note"], &first["payee"]), (&json!("after the backup"), &json!("after the restore")));
}
