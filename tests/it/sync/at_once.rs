//! Several things at once: two syncs, a sync and an import, a server that restarts, a watch.

use std::io::Write as _;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::device::{Device, server, settle, synced};
use crate::common::proxy::{Fault, Hold, Plan, Proxy};
use crate::common::server::Server;
use crate::common::text;

/// For how long something that must happen is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

struct Scene {
    server: Server,
    proxy: Proxy,
    laptop: Device,
    phone: Device,
}

impl Scene {
    fn new() -> Self {
        let server = server();
        let proxy = Proxy::start(([127, 0, 0, 1], server.port()).into(), Plan::pass());
        let laptop = Device::logged_in(&proxy.url(), "laptop");
        let phone = Device::logged_in(&proxy.url(), "phone");
        laptop.add("1", "the first");
        settle(&[&laptop, &phone]);
        Self { server, proxy, laptop, phone }
    }

    fn ends_with(&self, count: usize) {
        self.proxy.set_plan(Plan::pass());
        settle(&[&self.laptop, &self.phone]);
        let mut held = self.phone.descriptions();
        assert_eq!(held.len(), count);
        held.dedup();
        assert_eq!(held.len(), count, "nothing is there twice");
    }
}

/// A statement of so many rows.
fn statement(rows: usize) -> String {
    let mut csv = "Date,Amount,Description,Category\n".to_owned();
    for row in 1..=rows {
        csv += &format!("2026-09-{:02},{row}.25,row {row},food\n", row % 28 + 1);
    }
    csv
}

fn until(what: &str, so: impl Fn() -> bool) {
    let started = Instant::now();
    while !so() {
        assert!(started.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_second_of_two_syncs_says_so_and_the_first_delivers() {
    let scene = Scene::new();
    scene.laptop.add("2", "lunch");
    scene.proxy.set_plan(Plan::script([Fault::Hold(Hold::Request)]));
    let first = scene.laptop.start_sync();
    scene.proxy.await_held(1);
    let asked = scene.proxy.counts().requests;
    let second = scene.laptop.sync();
    assert_eq!((second.code, &second.object["status"]), (0, &json!("already_running")), "{second:?}");
    assert_eq!((second.count("requests"), second.object["ledgers"].clone()), (0, json!([])));
    let told = scene.laptop.home.outlay(["sync"]).assert().success().stdout("");
    assert!(text(&told.get_output().stderr).contains("another sync of this database is running"));
    for quiet in [&["sync", "-q"][..], &["sync", "--quiet", "--scheduled", "--tolerate", "1h"]] {
        scene.laptop.home.outlay(quiet).assert().success().stdout("").stderr("");
    }
    assert_eq!(scene.proxy.counts().requests, asked);
    scene.proxy.release();
    assert_eq!(synced(first.wait_with_output().unwrap()).count("pushed"), 1);
    scene.ends_with(2);
}

#[test]
fn syncs_that_start_at_the_same_moment_deliver_everything_once() {
    let scene = Scene::new();
    for round in 0..8 {
        scene.laptop.add("2", &format!("lunch {round}"));
        let both = [(); 3].map(|()| scene.laptop.start_sync());
        let ended = both.map(|child| synced(child.wait_with_output().unwrap()));
        assert!(ended.iter().all(|one| one.code == 0), "round {round}: {ended:?}");
        let pushed: u64 = ended.iter().map(|one| one.count("pushed")).sum();
        assert_eq!(pushed, 1, "round {round}: {ended:?}");
    }
    scene.ends_with(9);
}

#[test]
fn an_import_during_a_sync_goes_with_it() {
    let scene = Scene::new();
    scene.laptop.add("2", "lunch");
    for (hold, name) in [(Hold::Request, "one.csv"), (Hold::Answer, "two.csv")] {
        let rows = statement(10).replace("row ", name);
        scene.laptop.home.write(name, rows);
        scene.laptop.add("2", &format!("before {name}"));
        scene.proxy.set_plan(Plan::script([Fault::Hold(hold)]));
        let syncing = scene.laptop.start_sync();
        scene.proxy.await_held(1);
        assert_eq!(scene.laptop.home.json(["import", name, "--invert"])["imported"], 10);
        scene.proxy.release();
        let ended = synced(syncing.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.count("pending")), (0, 0), "{ended:?}");
    }
    scene.ends_with(2 + 2 + 20);
}

#[test]
fn syncs_during_a_long_import_neither_wait_for_it_nor_take_a_part_of_it() {
    const ROWS: usize = 6_000;
    let scene = Scene::new();
    let statement = statement(ROWS);
    // Its end is missing, so the import has begun and cannot be done.
    let (begin, end) = statement.split_at(statement.len() - 10);
    let mut importing = scene.laptop.process(&["import", "-", "--invert", "--format", "json"]);
    let mut importing = importing.stdin(Stdio::piped()).spawn().unwrap();
    let mut file = importing.stdin.take().unwrap();
    file.write_all(begin.as_bytes()).unwrap();
    scene.laptop.add("2", "meanwhile");
    assert_eq!(scene.laptop.synced().count("pushed"), 1);
    file.write_all(end.as_bytes()).unwrap();
    drop(file);
    // While it writes, a sync finds nothing of it, or all.
    let mut pushed = 0;
    while importing.try_wait().unwrap().is_none() {
        let ended = scene.laptop.sync();
        assert_eq!(ended.code, 0, "{ended:?}");
        pushed += ended.count("pushed");
        assert!(matches!(pushed, 0 | 6_000), "{ended:?}");
    }
    let output = importing.wait_with_output().unwrap();
    let imported: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(imported["imported"], ROWS);
    pushed += scene.laptop.synced().count("pushed");
    assert_eq!(pushed, 6_000);
    // More than one page: the server goes away and comes back between the first and the second.
    scene.proxy.set_plan(Plan::script([Fault::Pass, Fault::Hold(Hold::Request)]).only("/sync"));
    let pulling = scene.phone.start_sync();
    scene.proxy.await_held(1);
    let Scene { mut server, proxy, laptop, phone } = scene;
    server.restart();
    proxy.release();
    let ended = synced(pulling.wait_with_output().unwrap());
    assert_eq!((ended.code, ended.count("pulled"), ended.count("requests")), (0, 6_001, 2), "{ended:?}");
    Scene { server, proxy, laptop, phone }.ends_with(ROWS + 2);
}

#[test]
fn a_pull_that_breaks_off_between_two_pages_goes_on_where_it_was() {
    let scene = Scene::new();
    // A page is closed at 4 MiB: notes of 40 kB each.
    let note = "𝄞".repeat(9_900);
    let mut csv = "Date,Amount,Description,Category,Note\n".to_owned();
    for row in 1..=120 {
        csv += &format!("2026-09-01,{row}.25,row {row},food,{note}\n");
    }
    scene.laptop.home.write("large.csv", csv);
    scene.laptop.home.ok(["import", "large.csv", "--invert", "--map", "note=Note"]);
    scene.laptop.synced();
    for fault in [Fault::DropAnswer, Fault::DropRequest] {
        scene.proxy.set_plan(Plan::script([Fault::Pass, fault]).only("/sync"));
        let phone = Device::logged_in(&scene.proxy.url(), &format!("phone {fault:?}"));
        let broken = phone.sync();
        let first = broken.count("pulled");
        assert_eq!((broken.code, first > 50 && first < 122), (5, true), "{broken:?}");
        let ended = phone.synced();
        assert_eq!(ended.count("pulled"), 122 - first, "what came is not fetched again: {ended:?}");
    }
    scene.ends_with(121);
}

/// A watch that ends whatever becomes of the test.
struct Watch(Child);

impl Watch {
    fn start(device: &Device, interval: &str) -> Self {
        let mut watch = device.process(&["sync", "--watch", "--interval", interval]);
        // It lives by the real time: a clock that stands still would never let a wait end.
        watch.env_remove("OUTLAY_NOW").stdout(Stdio::null()).stderr(Stdio::null());
        Self(watch.spawn().unwrap())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_synced(device: &Device, description: &str) -> bool {
    device.find(description).is_some_and(|expense| expense["sync"] == "synced")
}

#[test]
fn a_watch_picks_up_a_change_at_once_and_goes_on_by_itself_after_the_server_was_away() {
    let mut scene = Scene::new();
    {
        let _watch = Watch::start(&scene.laptop, "1h");
        until("the watch runs", || scene.proxy.counts().requests > 0);
        for name in ["lunch", "dinner"] {
            scene.laptop.add("2", name);
            until("a change goes out long before the hour is over", || is_synced(&scene.laptop, name));
        }
    }
    let mut watch = Watch::start(&scene.laptop, "1s");
    scene.phone.add("3", "from the phone");
    scene.phone.synced();
    until("what others did comes with the interval", || is_synced(&scene.laptop, "from the phone"));
    scene.server.kill();
    scene.laptop.add("4", "while it was away");
    until("it finds the server gone", || {
        scene.laptop.queue().iter().any(|operation| operation["last_error"].is_string())
    });
    assert!(watch.0.try_wait().unwrap().is_none(), "a server that is away does not end it");
    scene.server.restart();
    until("it goes on by itself", || is_synced(&scene.laptop, "while it was away"));
    drop(watch);
    scene.ends_with(5);
}

/// Whether a process waits for a lock: it has a lock file open for a moment, or sleeps until it looks again, as nothing else of
/// the command does. Where the system does not tell, it is taken to wait.
fn waits_for_a_lock(process: u32) -> bool {
    let sleeps = std::fs::read_to_string(format!("/proc/{process}/wchan"));
    if sleeps.is_ok_and(|place| place.contains("nanosleep")) {
        return true;
    }
    let Ok(files) = std::fs::read_dir(format!("/proc/{process}/fd")) else { return true };
    let mut open = files.filter_map(|file| std::fs::read_link(file.ok()?.path()).ok());
    open.any(|path| path.to_string_lossy().ends_with("lock"))
}

#[test]
fn a_restore_that_waited_for_a_sync_counts_what_waits_after_it() {
    let server = server();
    let proxy = Proxy::start(([127, 0, 0, 1], server.port()).into(), Plan::pass());
    let device = Device::logged_in(&proxy.url(), "laptop");
    device.home.ok(["backup", "copy.db"]);
    device.add("1", "lunch");
    proxy.set_plan(Plan::script([Fault::Hold(Hold::Answer)]).only("/sync"));
    let sync = device.start_sync();
    proxy.await_held(1);
    let restore = device.process(&["restore", "copy.db", "-y"]).spawn().unwrap();
    let since = Instant::now();
    while !waits_for_a_lock(restore.id()) {
        assert!(since.elapsed() < PATIENCE, "it does not wait for the sync");
    }
    proxy.release();
    assert!(sync.wait_with_output().unwrap().status.success());
    let restored = restore.wait_with_output().unwrap();
    let said = text(&restored.stderr);
    assert_eq!(restored.status.code(), Some(0), "{said}");
    assert!(said.contains("is kept at") && !said.contains("no server has"), "{said}");
}
