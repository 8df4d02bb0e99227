//! `outlay sync --watch` beside other commands of the same database.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::device::{Device, server};
use crate::common::text;
use crate::contract::stub::{Mood, Stub};

/// For how long anything of a watch is waited for before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// A watch that ends with the test at the latest.
struct Watch(Child);

impl Watch {
    fn of(device: &Device) -> Self {
        let mut command = device.process(&["sync", "--watch", "--interval", "1s", "--quiet"]);
        Self(command.stdout(Stdio::null()).spawn().unwrap())
    }

    /// Waits until it has sent everything; fails if it ends before.
    fn sends_all(&mut self, device: &Device) {
        let since = Instant::now();
        while device.queue() != [Value::Null; 0] {
            assert_eq!(self.0.try_wait().unwrap(), None, "it ended");
            assert!(since.elapsed() < PATIENCE, "nothing is sent: {:?}", device.queue());
        }
    }

    /// Ends it as a service manager does; gives its status and what it said.
    fn stop(mut self) -> (Option<i32>, String) {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut said = Vec::new();
        std::io::Read::read_to_end(self.0.stderr.as_mut().unwrap(), &mut said).unwrap();
        (self.0.wait().unwrap().code(), text(&said))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_new_login_is_taken_up_by_the_watch_that_runs() {
    let server = server();
    let device = Device::logged_in(&server.url(), "laptop");
    device.add("1", "before");
    let mut watch = Watch::of(&device);
    watch.sends_all(&device);
    for word in ["after a login", "after another"] {
        device.home.ok(["auth", "login"]);
        device.add("2", word);
        watch.sends_all(&device);
    }
    assert_eq!(watch.stop(), (Some(0), String::new()));
    let phone = Device::logged_in(&server.url(), "phone");
    phone.synced();
    assert_eq!(phone.descriptions(), ["after a login", "after another", "before"]);
}

#[test]
fn a_watch_says_that_it_watches_and_once_what_no_sync_can_get_past() {
    let stub = Stub::start();
    let device = Device::new();
    device.log_in(&stub.url, "laptop");
    stub.be(Mood::Ill(426, "protocol"));
    let mut watch = Watch(device.process(&["sync", "--watch", "--interval", "1s"]).spawn().unwrap());
    let mut lines = BufReader::new(watch.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    let first = lines.next().unwrap();
    assert!(first.contains("every 1 s") && first.contains("Ctrl-C"), "{first}");
    let said: Vec<String> = lines.by_ref().take_while(|line| !line.contains("goes on")).collect();
    assert!(said[0].contains("do not understand each other"), "{said:?}");
    // A change is tried at once all the same, and what was said is not said again.
    let asked = stub.requests().len();
    device.add("1", "lunch");
    let since = Instant::now();
    while stub.requests().len() == asked {
        assert!(since.elapsed() < PATIENCE, "the change is not tried");
    }
    let id = watch.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert_eq!(lines.collect::<Vec<_>>(), [""; 0]);
    assert_eq!(watch.0.wait().unwrap().code(), Some(0));
}
