//! The end of a schedule: everybody syncs over a good network until nothing moves, and then all must agree.
//!
//! Owns what must hold then. Must not add anything to the schedule.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use outlay::model::operation::Status;
use outlay::sync::engine::SyncOptions;
use serde_json::Value as Json;
use uuid::Uuid;

use super::judge::Outcome;
use super::schedule::{EVENTS, Simulation};
use super::view::{Fields, Key, view};

/// Rounds in which everybody syncs, at most.
const ROUNDS_MAX: u32 = 20;
/// From this round on what is still refused is taken out by its user.
const PATIENCE: u32 = 4;

impl Simulation {
    /// Brings everything to rest and holds it against what must be so.
    pub fn settle(&mut self) {
        self.deliver_late();
        for at in 0..self.devices.len() {
            self.log_in_again(at);
            // A login brings the ledgers that other devices have made.
            self.devices[at].is_logged_in = false;
        }
        for account in 0..2 {
            let account = self.server.account(account);
            self.server.set_role(account, "editor");
        }
        for round in 0.. {
            assert!(round < ROUNDS_MAX, "it never comes to rest");
            if !self.round(round) {
                break;
            }
        }
        self.check_devices();
        self.check_server();
    }

    /// Everybody syncs once; says whether anything moved.
    fn round(&mut self, round: u32) -> bool {
        let mut moved = 0;
        for at in 0..self.devices.len() {
            self.now += TimeDelta::seconds(1);
            let report = self.run(at, Vec::new(), SyncOptions::default()).expect("a run to its end");
            assert_eq!(report.error, None, "device {at}");
            assert!(!self.devices[at].world.store.has_unsent().unwrap(), "device {at} ended a run too early");
            moved += report.sum(|ledger| ledger.pushed + ledger.replayed + ledger.pulled + ledger.rejected);
            for operation in self.unfinished(at, Some(Status::Failed)) {
                moved += 1;
                if round < PATIENCE {
                    let now = self.now + self.devices[at].off;
                    self.devices[at].world.store.retry_operations(&[operation.number], now).unwrap();
                } else {
                    self.drop_operation(EVENTS, at, &operation);
                }
            }
            moved += self.unfinished(at, None).len() as u64;
        }
        self.note(|| format!("round {round}: {moved} moved"));
        moved > 0
    }

    fn check_devices(&mut self) {
        for at in 0..self.devices.len() {
            // A repair computes the digest from the rows and walks from zero: both must come to the same.
            for repair in [false, true] {
                let options = SyncOptions { repair, ..SyncOptions::default() };
                let report = self.run(at, Vec::new(), options).expect("a run to its end");
                for ledger in &report.ledgers {
                    let digest = ledger.digest.as_ref().expect("a digest");
                    assert!(digest.ok, "device {at}, repair {repair}: {digest:?}");
                }
                let left = self.unfinished(at, None);
                assert!(left.is_empty(), "device {at} waits with {left:#?} after repair {repair}");
            }
            self.check_database(at);
        }
    }

    /// `doctor` is content with a device's database, whatever waits in its queue.
    pub fn check_database(&self, at: usize) {
        let checks = self.devices[at].world.store.check().unwrap();
        // Two devices may each move another category to one path, or one below the other: as trees these are for their
        // users to mend, and nothing is lost by it.
        for check in checks.into_iter().filter(|check| check.name != "categories") {
            assert_eq!(check.problems, Vec::<String>::new(), "device {at}: {}", check.name);
        }
    }

    /// What the server holds is what every device shows, and what the oracle asks for.
    fn check_server(&mut self) {
        let mut outcome = Outcome::default();
        let mut live: BTreeMap<Key, (Uuid, Fields)> = BTreeMap::new();
        for (_, key, entities) in self.server.ledgers() {
            for stored in entities {
                let name = (stored.kind, stored.id);
                if !stored.entity.deleted {
                    live.insert(name.clone(), (key, stored.entity.fields.clone()));
                }
                outcome.entities.insert(name, (!stored.entity.deleted, stored.entity.fields));
            }
        }
        self.oracle.judge(&outcome);
        let known: Vec<&Key> = live.keys().filter(|key| key.0 != "attachment").collect();
        let sums = sums(live.iter().map(|(key, (ledger, fields))| (key, *ledger, fields)));
        for (at, device) in self.devices.iter_mut().enumerate() {
            let ledgers: BTreeMap<i64, Uuid> =
                device.world.store.ledgers().unwrap().iter().map(|row| (row.number, row.id)).collect();
            let shown = view(&mut device.world.store);
            let shown: BTreeMap<&Key, (Uuid, &Fields)> = shown
                .iter()
                .filter(|(_, one)| one.live)
                .map(|(key, one)| (key, (ledgers[&one.ledger], &one.fields)))
                .collect();
            for (key, (ledger, fields)) in &live {
                if key.0 != "attachment" {
                    assert_eq!(shown.get(key), Some(&(*ledger, fields)), "device {at} shows {key:?}");
                }
            }
            assert_eq!(shown.keys().copied().collect::<Vec<_>>(), known, "what device {at} shows");
            let own = self::sums(shown.iter().map(|(key, (ledger, fields))| (*key, *ledger, *fields)));
            assert_eq!(own, sums, "the sums of device {at}");
        }
    }
}

/// Minor units of the live expenses by ledger and currency, from the amounts as they travel.
fn sums<'a>(
    entities: impl Iterator<Item = (&'a Key, Uuid, &'a Fields)>,
) -> BTreeMap<(Uuid, String), (i64, i128)> {
    let mut sums: BTreeMap<(Uuid, String), (i64, i128)> = BTreeMap::new();
    for (key, ledger, fields) in entities.filter(|(key, _, _)| key.0 == "expense") {
        let amount =
            fields.get("amount").and_then(Json::as_str).unwrap_or_else(|| panic!("{key:?} has no amount"));
        let (digits, currency) = amount.split_once(' ').unwrap();
        let minor: i128 = digits.replace('.', "").parse().unwrap();
        let sum = sums.entry((ledger, currency.to_owned())).or_default();
        sum.0 += 1;
        sum.1 += minor;
    }
    sums
}
