//! A sync in the background after a change, and a server that does not answer or is not there.

use std::fs;
use std::time::{Duration, Instant};

use crate::common::device::{Device, server};
use crate::common::proxy::{Fault, Hold, Plan, Proxy};

/// For how long something that must happen is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

fn until(what: &str, so: impl Fn() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The processes that synchronise a device's database: their ids and their parents'.
fn syncs(device: &Device) -> Vec<(u32, u32)> {
    let database = device.home.database();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let line = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok());
        if words.contains(&&b"sync"[..]) && words.contains(&database.as_os_str().as_encoded_bytes()) {
            found.extend(parent.map(|parent| (id, parent)));
        }
    }
    found
}

fn is_synced(device: &Device, description: &str) -> bool {
    device.expense(description)["sync"] == "synced"
}

/// A device that synchronises after each change.
fn device(url: &str) -> Device {
    let device = Device::logged_in(url, "laptop");
    device.add("1", "the first");
    device.synced();
    device.home.ok(["config", "set", "auto_sync", "on"]);
    device
}

#[test]
fn a_server_that_does_not_answer_holds_no_command_up_and_one_sync_waits_for_it() {
    let server = server();
    let proxy = Proxy::start(([127, 0, 0, 1], server.port()).into(), Plan::pass());
    let laptop = device(&proxy.url());
    proxy.set_plan(Plan::script([Fault::Hold(Hold::Request)]).only("/sync"));
    laptop.add("2", "lunch");
    // The command is done, and its sync stands still at the proxy, which has let nothing go.
    proxy.await_held(1);
    let running = syncs(&laptop);
    assert_eq!(running.len(), 1, "{running:?}");
    assert_ne!(running[0].1, std::process::id(), "nobody here has to wait for it");
    assert!(!is_synced(&laptop, "lunch"));
    for name in ["dinner", "breakfast"] {
        laptop.add("3", name);
        assert_eq!(syncs(&laptop), running, "one is enough");
    }
    assert_eq!(proxy.counts().held, 1);
    proxy.release();
    for name in ["lunch", "dinner", "breakfast"] {
        until("it takes along what was entered meanwhile", || is_synced(&laptop, name));
    }
    until("it ends", || syncs(&laptop).is_empty());
}

#[test]
fn a_server_that_is_not_there_costs_a_command_nothing_and_a_later_one_delivers() {
    let mut server = server();
    let mut laptop = device(&server.url());
    server.kill();
    laptop.add("2", "lunch");
    until("a sync has tried", || laptop.queue().iter().any(|one| one["last_error"].is_string()));
    until("it has ended", || syncs(&laptop).is_empty());
    // The next one keeps to the wait, and still nothing is held up.
    laptop.add("3", "dinner");
    until("it has ended", || syncs(&laptop).is_empty());
    assert_eq!(laptop.queue().len(), 2);
    server.restart();
    laptop.home.set("OUTLAY_NOW", "2026-10-15T13:00:00Z");
    laptop.add("4", "breakfast");
    for name in ["lunch", "dinner", "breakfast"] {
        until("the next command's sync delivers everything", || is_synced(&laptop, name));
    }
    until("it ends", || syncs(&laptop).is_empty());
}

/// A run that is about to end has looked at the queue for the last time, and the command that comes just then leaves its
/// change to that run. Many such ends are met here.
#[test]
fn the_last_change_of_a_burst_leaves_too_though_a_run_was_about_to_end() {
    const BURSTS: usize = 12;
    let server = server();
    let laptop = device(&server.url());
    for burst in 0..BURSTS {
        for number in 0..=burst {
            laptop.add("2", &format!("{burst} {number}"));
        }
        let last = format!("{burst} {burst}");
        until("nothing that was entered is left to a command that never comes", || is_synced(&laptop, &last));
    }
    until("it ends", || syncs(&laptop).is_empty());
    assert!(laptop.queue().is_empty());
}
