//! Client and server killed before, and in the middle of, each call by which they change a file: first 1, then 2, then 3 …

use std::ffi::OsStr;

use crate::common::copy_folder;
use crate::common::device::{Device, EMAIL, server, settle};
use crate::common::random::asked_for;
use crate::common::server::Server;
use crate::faults::shim::{self, Mode};

/// Where a step costs much only every so manieth call is taken, beginning with the first.
const STRIDE: u64 = 5;
/// No command of these makes so many calls: one that does never ends.
const CALLS_MAX: u64 = 2_000;

fn stride() -> usize {
    usize::try_from(asked_for("OUTLAY_STRIDE", STRIDE)).unwrap()
}

/// Runs a command that is killed at a call; says whether it was.
fn killed(device: &Device, args: &[&str], at: usize, mode: Mode) -> bool {
    let faulted = shim::run(device.process(args), device.home.home(), Some((at, mode)));
    let reached = faulted.calls.len() >= at;
    assert_eq!(faulted.was_killed(), reached, "{args:?} with {mode:?} at call {at}");
    reached
}

/// Takes calls one after the other until one is not reached any more; says how many kills there were.
fn each_call(stride: usize, mut step: impl FnMut(usize) -> bool) -> usize {
    let mut kills = 0;
    for at in (1..).step_by(stride) {
        assert!(at < usize::try_from(CALLS_MAX).unwrap(), "it makes no end");
        if !step(at) {
            break;
        }
        kills += 1;
    }
    assert!(kills > 3, "only {kills} kills: nothing was tested");
    kills
}

fn names(device: &Device) -> Vec<String> {
    let names = device.descriptions();
    let mut unique = names.clone();
    unique.dedup();
    assert_eq!(names, unique, "nothing is there twice");
    names
}

/// Two devices that are level.
struct Scene {
    server: Server,
    laptop: Device,
    phone: Device,
    entered: usize,
}

impl Scene {
    fn new() -> Self {
        let server = server();
        let (laptop, phone) =
            (Device::logged_in(&server.url(), "laptop"), Device::logged_in(&server.url(), "phone"));
        laptop.add("1", "the first");
        settle(&[&laptop, &phone]);
        Self { server, laptop, phone, entered: 1 }
    }

    fn enter(&mut self, device: impl Fn(&Self) -> &Device) {
        device(self).add("2", &format!("entered {}", self.entered));
        self.entered += 1;
    }

    /// Everything is there once, on both, and took effect once.
    fn check(&self) -> i64 {
        let revision = settle(&[&self.laptop, &self.phone]);
        assert_eq!(names(&self.laptop).len(), self.entered);
        self.laptop.assert_sound("at the end");
        revision
    }
}

#[test]
fn a_sync_killed_at_any_call_is_finished_by_the_next_one() {
    let mut scene = Scene::new();
    let before = scene.check() - i64::try_from(scene.entered).unwrap();
    let mut kills = 0;
    for (mode, stride) in [(Mode::KillBefore, 1), (Mode::Torn, stride())] {
        kills += each_call(stride, |at| {
            // It sends, and it fetches.
            scene.enter(|scene| &scene.phone);
            scene.phone.synced();
            scene.enter(|scene| &scene.laptop);
            let reached = killed(&scene.laptop, &["sync", "--format", "json"], at, mode);
            let synced = scene.laptop.sync();
            assert_eq!((synced.code, synced.count("pending")), (0, 0), "{mode:?} at call {at}: {synced:?}");
            assert_eq!(
                synced.object["ledgers"][0]["digest"]["ok"], true,
                "{mode:?} at call {at}: {synced:?}"
            );
            assert_eq!(scene.laptop.descriptions().len(), scene.entered, "{mode:?} at call {at}");
            reached
        });
    }
    let revision = scene.check();
    assert_eq!(revision - before, i64::try_from(scene.entered).unwrap(), "each took effect once");
    eprintln!("{kills} kills of a sync");
}

#[test]
fn a_login_killed_at_any_call_is_finished_by_the_next_commands() {
    let scene = Scene::new();
    let mut homes = 0;
    let kills = each_call(stride(), |at| {
        homes += 1;
        let name = format!("tablet {at}");
        let tablet = Device::new();
        tablet.add("3", &name);
        let url = scene.server.url();
        let login = ["auth", "login", &url, "--email", EMAIL, "--device", &name, "--format", "json"];
        let reached = killed(&tablet, &login, at, Mode::KillBefore);
        let synced = tablet.sync();
        if synced.code == 6 {
            tablet.log_in(&url, &name);
        }
        tablet.synced();
        assert_eq!(names(&tablet).len(), 1 + homes, "call {at}");
        assert!(tablet.find("the first").is_some() && tablet.find(&name).is_some(), "call {at}");
        tablet.assert_sound(&name);
        reached
    });
    settle(&[&scene.laptop, &scene.phone]);
    assert_eq!(names(&scene.phone).len(), 1 + homes);
    eprintln!("{kills} kills of a login");
}

#[test]
fn a_copy_that_is_killed_while_it_takes_a_new_name_takes_it_the_next_time() {
    let mut scene = Scene::new();
    let kills = each_call(stride(), |at| {
        let copy = scene.laptop.clone_files();
        scene.enter(|scene| &scene.laptop);
        scene.laptop.synced();
        copy.add("3", &format!("by copy {at}"));
        scene.entered += 1;
        let reached = killed(&copy, &["sync", "--format", "json"], at, Mode::KillBefore);
        copy.synced();
        assert_eq!(names(&copy).len(), scene.entered, "call {at}");
        scene.laptop.synced();
        reached
    });
    scene.check();
    eprintln!("{kills} kills of a copy");
}

#[test]
fn a_device_that_is_killed_while_it_gives_back_what_a_server_lost_goes_on_the_next_time() {
    let mut scene = Scene::new();
    let backup = tempfile::tempdir().unwrap();
    let data = scene.server.database().parent().unwrap().to_owned();
    scene.server.stop();
    copy_folder(&data, backup.path());
    scene.server.restart();
    let kills = each_call(stride(), |at| {
        scene.enter(|scene| &scene.laptop);
        scene.laptop.synced();
        scene.server.kill();
        std::fs::remove_dir_all(&data).unwrap();
        copy_folder(backup.path(), &data);
        scene.server.restart();
        let reached = killed(&scene.laptop, &["sync", "--format", "json"], at, Mode::KillBefore);
        let synced = scene.laptop.sync();
        assert_eq!((synced.code, synced.count("pending")), (0, 0), "call {at}: {synced:?}");
        assert_eq!(names(&scene.laptop).len(), scene.entered, "call {at}");
        reached
    });
    scene.check();
    eprintln!("{kills} kills of a recovery");
}

#[test]
fn a_server_killed_at_any_call_has_what_it_answered_and_not_half_of_anything() {
    let mut scene = Scene::new();
    let before = scene.check() - i64::try_from(scene.entered).unwrap();
    let data = scene.server.database().parent().unwrap().to_owned();
    let mut kills = 0;
    for (mode, stride) in [(Mode::KillBefore, 1), (Mode::Torn, stride())] {
        kills += each_call(stride, |at| {
            scene.enter(|scene| &scene.laptop);
            scene.enter(|scene| &scene.phone);
            let number = at.to_string();
            let environment = [
                ("LD_PRELOAD", shim::library().as_os_str()),
                ("SHIM_DIR", data.as_os_str()),
                ("SHIM_AT", OsStr::new(&number)),
                ("SHIM_MODE", OsStr::new(mode.as_str())),
            ];
            if scene.server.run_under(&environment) {
                for device in [&scene.laptop, &scene.phone] {
                    let code = device.sync().code;
                    assert!(matches!(code, 0 | 5), "{mode:?} at call {at}: {code}");
                }
            }
            let reached = scene.server.has_ended();
            scene.server.restart();
            for device in [&scene.laptop, &scene.phone] {
                assert_eq!(device.synced().count("pending"), 0, "{mode:?} at call {at}");
            }
            reached
        });
    }
    let revision = scene.check();
    assert_eq!(revision - before, i64::try_from(scene.entered).unwrap(), "each took effect once");
    eprintln!("{kills} kills of a server");
}
