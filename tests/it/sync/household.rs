//! Two devices at work on one account, and the account that a test keeps of what they must hold in the end.
//!
//! What they do is chosen so that nothing of it can conflict: then every operation takes one revision of the server, and
//! that each took effect exactly once can be counted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::common::device::{Device, server, settle};
use crate::common::proxy::{Plan, Proxy};
use crate::common::random::Random;
use crate::common::server::Server;

/// Rows of a statement that one device imports.
const OWN_ROWS: u64 = 4;
/// Rows of the statement that both import.
const SHARED_ROWS: u64 = 5;
/// Syncs after which everything must have come through a network that loses a part of it.
const SYNCS_MAX: usize = 60;

/// What an expense must be in the end.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    amount_minor: u64,
    payee: Value,
    note: Value,
}

/// The two, their server and the network between.
pub struct Household {
    pub server: Server,
    pub proxy: Proxy,
    pub devices: [Device; 2],
    pub random: Random,
    wanted: BTreeMap<String, Entry>,
    /// Ids of what each device may delete again: nobody else touches it.
    doomed: [Vec<(String, String)>; 2],
    imported: [bool; 2],
    /// Revisions that the server must have given.
    operations: i64,
    steps: u64,
}

impl Household {
    pub fn new(seed: u64) -> Self {
        let server = server();
        let proxy = Proxy::start(([127, 0, 0, 1], server.port()).into(), Plan::pass());
        let devices = ["laptop", "phone"].map(|name| Device::logged_in(&proxy.url(), name));
        let mut household = Self {
            server,
            proxy,
            devices,
            random: Random::new(seed),
            wanted: BTreeMap::new(),
            doomed: [Vec::new(), Vec::new()],
            imported: [false; 2],
            operations: 0,
            steps: 0,
        };
        household.add(0, "first");
        let [laptop, phone] = &household.devices;
        household.operations = settle(&[laptop, phone]); // the category has one too
        household
    }

    /// Enters something on a device.
    pub fn act(&mut self, at: usize) {
        self.steps += 1;
        match self.random.below(10) {
            0..=3 => drop(self.add(at, "entered")),
            4 => {
                let (description, id) = self.add(at, "doomed");
                self.doomed[at].push((description, id));
            }
            5 => self.delete(at),
            6 => self.import(at),
            _ => self.edit(at),
        }
    }

    fn add(&mut self, at: usize, word: &str) -> (String, String) {
        let description = format!("{word} {} by {at}", self.steps);
        let amount_minor = 100 + self.random.below(10_000);
        let amount = format!("{}.{:02}", amount_minor / 100, amount_minor % 100);
        let id = self.devices[at].add(&amount, &description);
        self.wanted
            .insert(description.clone(), Entry { amount_minor, payee: json!(null), note: json!(null) });
        self.operations += 1;
        (description, id)
    }

    /// Each device changes a field of its own of anything that it knows.
    fn edit(&mut self, at: usize) {
        let list = self.devices[at].home.json(["list"]);
        let rows: Vec<&Value> = list["expenses"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| !row["description"].as_str().unwrap().starts_with("doomed"))
            .collect();
        let row = rows[self.random.index(rows.len())];
        let (id, description) = (row["id"].as_str().unwrap(), row["description"].as_str().unwrap());
        let value = format!("value {}", self.steps);
        let option = ["--payee", "--note"][at];
        self.devices[at].home.ok(["edit", id, option, &value]);
        let entry = self.wanted.get_mut(description).unwrap();
        *[&mut entry.payee, &mut entry.note][at] = json!(value);
        self.operations += 1;
    }

    fn delete(&mut self, at: usize) {
        let Some((description, id)) = self.doomed[at].pop() else {
            self.add(at, "entered");
            return;
        };
        let unsent =
            self.devices[at].queue().iter().any(|one| one["entity_id"] == *id && one["attempts"] == 0);
        self.devices[at].home.ok(["delete", &id, "-y"]);
        self.wanted.remove(&description).unwrap();
        // A create that was never sent goes with its delete.
        self.operations += if unsent { -1 } else { 1 };
    }

    fn import(&mut self, at: usize) {
        if std::mem::replace(&mut self.imported[at], true) {
            self.import_rows(at, &format!("own {}", self.steps), OWN_ROWS);
            self.operations += i64::try_from(OWN_ROWS).unwrap();
        } else {
            // The same statement on both: it is there once. Rows that this device knows already are not made again; those that
            // both make without knowing of each other are agreed upon, and a revision says that they are both's.
            let known = self.devices[at].descriptions();
            let made = (1..=SHARED_ROWS).filter(|row| !known.contains(&format!("shared {row}")));
            self.operations += i64::try_from(made.count()).unwrap();
            self.import_rows(at, "shared", SHARED_ROWS);
        }
    }

    fn import_rows(&mut self, at: usize, name: &str, rows: u64) {
        let mut csv = "Date,Amount,Description,Category\n".to_owned();
        for row in 1..=rows {
            csv += &format!("2026-09-{row:02},{row}.25,{name} {row},food\n");
            let entry = Entry { amount_minor: row * 100 + 25, payee: json!(null), note: json!(null) };
            self.wanted.entry(format!("{name} {row}")).or_insert(entry);
        }
        self.devices[at].home.write("bank.csv", csv);
        self.devices[at].home.ok(["import", "bank.csv", "--invert"]);
    }

    /// Lets both synchronise until nothing waits, whatever the network does, and then over a good one until nothing
    /// moves: both hold exactly what was entered, and every operation took effect once.
    pub fn check(&self) {
        for device in &self.devices {
            device.sync_until_done(SYNCS_MAX);
        }
        self.proxy.set_plan(Plan::pass());
        let [laptop, phone] = &self.devices;
        let revision = settle(&[laptop, phone]);
        let mut held = BTreeMap::new();
        for row in laptop.view() {
            let amount = row["amount"].as_str().unwrap().replace('.', "");
            let entry = Entry {
                amount_minor: amount.parse().unwrap(),
                payee: row["payee"].clone(),
                note: row["note"].clone(),
            };
            let description = row["description"].as_str().unwrap().to_owned();
            assert_eq!(held.insert(description.clone(), entry), None, "`{description}` is there twice");
        }
        assert_eq!(held, self.wanted);
        assert_eq!(revision, self.operations, "every operation took effect once");
        assert_eq!((laptop.conflicts().len(), laptop.queue().len(), phone.queue().len()), (0, 0, 0));
        laptop.assert_sound("at the end");
        phone.assert_sound("at the end");
    }

    /// How much was entered, for what a test says of itself.
    pub fn operations(&self) -> i64 {
        self.operations
    }
}
