//! A device as its user has it: a home that is logged in to a server, and what two of them must agree in.

use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use super::server::Server;
use super::{Sandbox, copy_folder, text};

/// The one account of these tests.
pub const EMAIL: &str = "ana@example.org";
/// Its password.
pub const PASSWORD: &str = "correct horse";
/// Syncs of each device after which everything must have come to rest.
const ROUNDS_MAX: usize = 12;

/// A device.
pub struct Device {
    /// Where it lives.
    pub home: Sandbox,
}

/// What a sync came to.
#[derive(Debug)]
pub struct Synced {
    /// The exit status.
    pub code: i32,
    /// The object that it printed, or the error where that is all there was.
    pub object: Value,
}

impl Synced {
    /// A count of the object.
    pub fn count(&self, name: &str) -> u64 {
        self.object[name].as_u64().unwrap_or_else(|| panic!("no `{name}`: {self:?}"))
    }
}

/// A server with the one account.
pub fn server() -> Server {
    let server = Server::start();
    server.add_user(EMAIL, PASSWORD);
    server
}

impl Device {
    /// A device that was never logged in.
    pub fn new() -> Self {
        let mut home = Sandbox::new();
        home.set("OUTLAY_PASSWORD", PASSWORD).set("OUTLAY_CURRENCY", "EUR");
        Self { home }
    }

    /// A device that is logged in at an address.
    pub fn logged_in(url: &str, name: &str) -> Self {
        let device = Self::new();
        device.log_in(url, name);
        device
    }

    /// Logs in.
    pub fn log_in(&self, url: &str, name: &str) {
        self.home.ok(["auth", "login", url, "--email", EMAIL, "--device", name]);
    }

    /// Another device with the same database and the same token: a copy of the files.
    pub fn clone_files(&self) -> Self {
        let other = Self::new();
        for folder in ["data", "state", "config"] {
            copy_folder(&self.home.path(folder), &other.home.path(folder));
        }
        other
    }

    /// The program, to be started as a process of its own.
    pub fn process(&self, args: &[&str]) -> Command {
        let mut command = self.home.process(assert_cmd::cargo::cargo_bin!("outlay"));
        command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts a sync.
    pub fn start_sync(&self) -> Child {
        self.process(&["sync", "--format", "json"]).spawn().unwrap()
    }

    /// Synchronises, whatever comes of it, but for a bug.
    pub fn sync(&self) -> Synced {
        self.sync_with(&[])
    }

    /// [`Device::sync`] at another time, with options.
    pub fn sync_at(&self, now: &str, options: &[&str]) -> Synced {
        let args = [&["sync", "--format", "json"], options].concat();
        synced(self.process(&args).env("OUTLAY_NOW", now).output().unwrap())
    }

    /// [`Device::sync`] with options.
    pub fn sync_with(&self, options: &[&str]) -> Synced {
        let args = [&["sync", "--format", "json"], options].concat();
        synced(self.process(&args).output().unwrap())
    }

    /// Synchronises well, without anything that needs a person.
    pub fn synced(&self) -> Synced {
        let synced = self.sync();
        assert_eq!((synced.code, &synced.object["status"]), (0, &json!("ok")), "{synced:?}");
        synced
    }

    /// Synchronises until nothing waits any more, however often it fails. Returns how many syncs it took.
    pub fn sync_until_done(&self, most: usize) -> usize {
        let mut last = None;
        for times in 1..=most {
            let synced = self.sync();
            if matches!(synced.code, 0 | 4) && synced.object["pending"] == 0 {
                return times;
            }
            assert_eq!(synced.code, 5, "only the network fails here: {synced:?}");
            last = Some(synced);
        }
        panic!("{most} syncs were not enough: {last:?}");
    }

    /// Enters an expense; gives its id.
    pub fn add(&self, amount: &str, description: &str) -> String {
        let added = self.home.json(["add", amount, "-c", "food", description]);
        added["expense"]["id"].as_str().unwrap().to_owned()
    }

    /// The expense with a description.
    pub fn expense(&self, description: &str) -> Value {
        let found = self.find(description);
        found.unwrap_or_else(|| panic!("no `{description}`"))
    }

    /// [`Device::expense`], if there is one.
    pub fn find(&self, description: &str) -> Option<Value> {
        let list = self.home.json(["list"]);
        let mut found = list["expenses"].as_array().unwrap().iter();
        found.find(|expense| expense["description"] == description).cloned()
    }

    /// The descriptions of all live expenses, sorted.
    pub fn descriptions(&self) -> Vec<String> {
        let list = self.home.json(["list"]);
        let rows = list["expenses"].as_array().unwrap().iter();
        let mut found: Vec<String> =
            rows.map(|row| row["description"].as_str().unwrap().to_owned()).collect();
        found.sort_unstable();
        found
    }

    /// Everything that is the same on every device: live expenses without what is this device's own, by id.
    pub fn view(&self) -> Vec<Value> {
        let list = self.home.json(["list"]);
        let mut rows = list["expenses"].as_array().unwrap().clone();
        for row in &mut rows {
            let row = row.as_object_mut().unwrap();
            for own in ["number", "batch", "created_at", "updated_at"] {
                row.remove(own).unwrap();
            }
        }
        rows.sort_by_key(|row| row["id"].to_string());
        rows
    }

    /// The totals of everything that was ever entered.
    pub fn totals(&self) -> Value {
        self.home.json(["report", "--from", "2000-01-01", "--to", "2099-12-31"])["totals"].clone()
    }

    /// The open conflicts.
    pub fn conflicts(&self) -> Vec<Value> {
        self.home.json(["conflict", "list"])["conflicts"].as_array().unwrap().clone()
    }

    /// What waits or was refused.
    pub fn queue(&self) -> Vec<Value> {
        self.home.json(["queue", "list"])["operations"].as_array().unwrap().clone()
    }

    /// `doctor` finds nothing.
    pub fn assert_sound(&self, when: &str) {
        let found = self.home.outlay(["doctor", "--format", "json"]).output().unwrap();
        assert!(found.status.success(), "{when}: {}{}", text(&found.stdout), text(&found.stderr));
    }
}

/// The end of a sync that was started.
pub fn synced(output: Output) -> Synced {
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    let code = output.status.code().unwrap_or_else(|| panic!("{}: {stderr}", output.status));
    assert!(matches!(code, 0 | 1 | 4 | 5 | 6), "{code}: {stdout}{stderr}");
    let said = if stdout.is_empty() { &stderr } else { &stdout };
    let object = serde_json::from_str(said).unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}"));
    Synced { code, object }
}

/// Lets devices synchronise in turn until nothing moves any more, and checks that they are then the same: expenses,
/// totals, conflicts, digest. Gives the revision that the server stands at.
pub fn settle(devices: &[&Device]) -> i64 {
    for round in 0.. {
        assert!(round < ROUNDS_MAX, "they never come to rest");
        let mut moved = 0;
        for device in devices {
            let synced = device.sync();
            assert!(matches!(synced.code, 0 | 4), "{synced:?}");
            moved += synced.count("pushed") + synced.count("replayed") + synced.count("pulled");
        }
        if moved == 0 {
            break;
        }
    }
    let digests: Vec<Value> = devices.iter().map(|device| level(device)).collect();
    let (first, others) = devices.split_first().unwrap();
    let conflicts = |device: &Device| -> Vec<Value> {
        let mut ids: Vec<Value> = device.conflicts().iter().map(|conflict| conflict["id"].clone()).collect();
        ids.sort_by_key(ToString::to_string);
        ids
    };
    for (at, other) in others.iter().enumerate() {
        assert_eq!(first.view(), other.view(), "device {}", at + 1);
        assert_eq!(first.totals(), other.totals(), "device {}", at + 1);
        assert_eq!(conflicts(first), conflicts(other), "device {}", at + 1);
        assert_eq!(digests[0], digests[at + 1], "device {}", at + 1);
    }
    digests[0]["revision"].as_i64().unwrap()
}

/// One sync more, which must find both sides level; gives the digest.
fn level(device: &Device) -> Value {
    let synced = device.sync();
    let ledgers = synced.object["ledgers"].as_array().unwrap_or_else(|| panic!("{synced:?}"));
    for ledger in ledgers {
        assert_eq!(ledger["digest"]["ok"], true, "{ledger:#}");
    }
    assert_eq!(synced.object["pending"], 0, "{synced:?}");
    ledgers[0]["digest"]["server"].clone()
}
