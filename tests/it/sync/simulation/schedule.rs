//! A schedule: what happens to the devices and the server, event by event.
//!
//! Owns the choice of events. What must hold afterwards is `settle`'s and the oracle's.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use outlay::id::{personal_ledger_id, random_id, seed_ids};
use outlay::model::operation::{Operation, Status};
use outlay::protocol::accounts::LedgerRequest;
use outlay::server::service::Caller;
use outlay::server::storage::sqlite::Sqlite;
use outlay::store::StoreError;
use outlay::store::operations::QueueFilter;
use outlay::store::sync::queue::Dropped;
use outlay::sync::engine::SyncOptions;

use super::bugs::Bug;
use super::commands;
use super::devices::Device;
use super::dice::Dice;
use super::network::{Network, Older};
use super::newer::Newer;
use super::oracle::{Done, Oracle};
use super::server::Server;
use crate::properties::values::currency;

/// Devices at the beginning; copies come to them.
const DEVICES: usize = 3;
/// Devices at most.
const DEVICES_MAX: usize = 5;
/// Events of a schedule.
pub const EVENTS: u64 = 50;

/// What a schedule may contain beside commands and syncs: not every schedule everything, so that each is tried without
/// the others.
#[derive(Debug, Clone, Copy)]
struct Theme {
    server_backups: bool,
    client_backups: bool,
    clones: bool,
    roles: bool,
    purges: bool,
    clocks: bool,
    newer: bool,
}

impl Theme {
    fn new(dice: &mut Dice) -> Self {
        Self {
            server_backups: dice.once_in(3),
            client_backups: dice.once_in(4),
            clones: dice.once_in(4),
            roles: dice.once_in(3),
            purges: dice.once_in(4),
            clocks: dice.once_in(3),
            newer: dice.once_in(4),
        }
    }
}

/// One schedule as it runs.
pub struct Simulation {
    pub server: Server,
    pub devices: Vec<Device>,
    pub oracle: Oracle,
    pub now: DateTime<Utc>,
    /// What is wrong with every client, or the server, where the simulation itself is on trial.
    pub bug: Option<Bug>,
    theme: Theme,
    pub older: Vec<Older>,
    backup: Option<(Sqlite, Done)>,
    newer: Newer,
}

impl Simulation {
    /// Makes the devices and the server of a seed.
    pub fn new(seed: u64, is_traced: bool, bug: Option<Bug>) -> Self {
        seed_ids(Some(seed));
        let mut dice = Dice::new(seed, u64::MAX);
        let theme = Theme::new(&mut dice);
        let mut simulation = Self {
            server: Server::new(),
            devices: Vec::new(),
            oracle: Oracle::default(),
            now: "2026-10-15T12:00:00Z".parse().unwrap(),
            bug,
            theme,
            older: Vec::new(),
            backup: None,
            newer: Newer::default(),
        };
        simulation.oracle.trace = is_traced.then(String::new);
        simulation.note(|| format!("{theme:?}"));
        let is_shared = dice.once_in(2);
        if is_shared {
            simulation.share();
        }
        for number in 0..DEVICES {
            let account = simulation.server.account(usize::from(is_shared && number == 2));
            let id = simulation.server.log_in(account);
            let years = i64::try_from(dice.below(7)).unwrap() - 3;
            let off = if theme.clocks && dice.once_in(2) {
                TimeDelta::days(years * 365)
            } else {
                TimeDelta::zero()
            };
            let mut device = Device::new(id, account, off, dice.once_in(8));
            if number == 0 && !is_shared {
                device.world.store.create_ledger("trip", currency("JPY"), simulation.now).unwrap();
            }
            simulation.devices.push(device);
        }
        simulation
    }

    /// Two ledgers of the first account, of which the second is a member.
    fn share(&mut self) {
        let caller = Caller { account: self.server.account(0), device: random_id() };
        for (key, name) in [(personal_ledger_id(), "personal"), (random_id(), "trip")] {
            let request = LedgerRequest { key, name: name.to_owned(), currency: Some("EUR".to_owned()) };
            self.server.service.create_ledger(caller, &request).unwrap();
        }
        self.server.set_role(self.server.account(1), "editor");
    }

    /// Writes a line into the trace.
    pub fn note(&mut self, line: impl FnOnce() -> String) {
        if let Some(trace) = &mut self.oracle.trace {
            writeln!(trace, "{}", line()).unwrap();
        }
    }

    /// What happened.
    pub fn trace(&self) -> &str {
        self.oracle.trace.as_deref().unwrap_or_default()
    }

    /// One event of the schedule.
    pub fn event(&mut self, seed: u64, event: u64) {
        let mut dice = Dice::new(seed, event);
        seed_ids(Some(dice.number()));
        self.now += TimeDelta::minutes(i64::try_from(dice.below(600)).unwrap());
        let at = dice.place(self.devices.len());
        match dice.below(100) {
            0..=44 => self.command(&mut dice, event, at),
            45..=74 => self.sync(&mut dice, event, at),
            75..=77 => self.repair(&mut dice, event, at),
            78..=80 => self.half_run(&mut dice, event, at),
            81 | 82 => self.resolve(&mut dice, event, at),
            83 | 84 => self.drop_one(&mut dice, event, at),
            85 => self.retry(event, at),
            86 => self.maintain(&mut dice, event, at),
            87 => self.repeat(&mut dice, event),
            88 | 89 if self.theme.roles => self.flip_role(&mut dice, event),
            90 if self.theme.server_backups => {
                self.note(|| format!("{event}: the server is backed up"));
                self.backup = Some((self.server.backup(), self.oracle.done_so_far()));
            }
            91 if self.theme.server_backups => self.restore_server(event),
            92 if self.theme.client_backups => {
                let held = self.oracle.held_by(at);
                self.note(|| format!("{event}: {at} is backed up"));
                self.devices[at].back_up(held);
            }
            93 if self.theme.client_backups => self.restore_device(event, at),
            94 if self.theme.clones => self.clone_device(event, at),
            95 if self.theme.purges => self.purge(&mut dice, event),
            96 if self.theme.clocks => {
                let off = TimeDelta::days(i64::try_from(dice.below(2_000)).unwrap() - 1_000);
                self.note(|| format!("{event}: the clock of {at} jumps"));
                self.devices[at].off = off;
            }
            97 if self.theme.newer => self.write_newer(&mut dice, event),
            98 => self.revoke(event, at),
            _ => self.command(&mut dice, event, at),
        }
    }

    fn command(&mut self, dice: &mut Dice, event: u64, at: usize) {
        self.watched(event, at, |device| {
            device.world.ledger = dice.place(device.world.store.ledgers().unwrap().len());
            Some(commands::run(device, dice, event))
        });
    }

    fn resolve(&mut self, dice: &mut Dice, event: u64, at: usize) {
        self.watched(event, at, |device| commands::resolve(device, dice, event));
    }

    /// Runs a command and shows the oracle what it changed.
    fn watched(&mut self, event: u64, at: usize, run: impl FnOnce(&mut Device) -> Option<String>) {
        let device = &mut self.devices[at];
        device.world.now = self.now + device.off;
        let before = device.shown();
        let what = run(device);
        let after = super::view::view(&mut device.world.store);
        let from = self.oracle.edits.len();
        self.oracle.record(event, at, &before, &after);
        if what.as_deref().is_some_and(|what| what.starts_with(commands::ENTERS)) {
            self.oracle.note_generated(from);
        }
        device.keep_shown(after);
        if let Some(what) = what {
            self.note(|| format!("{event}: {at} {what}"));
        }
    }

    /// The operations of a device that are not finished.
    pub fn unfinished(&self, at: usize, status: Option<Status>) -> Vec<Operation> {
        let mut found = Vec::new();
        let filter = QueueFilter { status, ..QueueFilter::default() };
        let each = |operation| {
            found.push(operation);
            Ok::<_, StoreError>(())
        };
        self.devices[at].world.store.for_each_operation(filter, each).unwrap();
        found
    }

    fn drop_one(&mut self, dice: &mut Dice, event: u64, at: usize) {
        // One whose outcome is not known is the most interesting.
        let sent = self.unfinished(at, Some(Status::InFlight));
        let waiting = if sent.is_empty() { self.unfinished(at, None) } else { sent };
        if !waiting.is_empty() {
            let operation = waiting[dice.place(waiting.len())].clone();
            self.drop_operation(event, at, &operation);
        }
    }

    /// Takes an operation out of the queue of a device.
    pub fn drop_operation(&mut self, event: u64, at: usize, operation: &Operation) {
        let device = &mut self.devices[at];
        device.forget_shown();
        let outcome = device.world.store.drop_operation(operation.number, self.now + device.off).unwrap();
        if outcome == Dropped::Used {
            self.note(|| format!("{event}: {at} keeps {}, which is used", operation.id));
            return;
        }
        let key = (operation.kind.spec().name.to_owned(), operation.entity_id);
        let names: Vec<String> = operation.fields.iter().map(|change| change.field.clone()).collect();
        let is_update = operation.action == outlay::model::operation::Action::Update;
        self.oracle.drop_edits(at, &key, is_update.then_some(&names));
        self.note(|| {
            format!(
                "{event}: {at} drops {:?} {} of {key:?} {names:?}: {outcome:?}",
                operation.action, operation.id
            )
        });
    }

    fn retry(&mut self, event: u64, at: usize) {
        for operation in self.unfinished(at, Some(Status::Failed)) {
            let device = &mut self.devices[at];
            device.forget_shown();
            device.world.store.retry_operations(&[operation.number], self.now + device.off).unwrap();
            self.note(|| format!("{event}: {at} retries {}", operation.id));
        }
    }

    /// What `outlay compact` and the upkeep of the history do, or a process that ends.
    fn maintain(&mut self, dice: &mut Dice, event: u64, at: usize) {
        let device = &mut self.devices[at];
        device.forget_shown();
        match dice.below(3) {
            0 => drop(device.world.store.compact().unwrap()),
            1 => drop(device.world.store.trim_history(2, self.now + device.off).unwrap()),
            _ => device.die(),
        }
        self.note(|| format!("{event}: {at} is maintained"));
        self.check_database(at);
    }

    /// An old request arrives.
    fn repeat(&mut self, dice: &mut Dice, event: u64) {
        let mut older = self.older.clone();
        let mut network = Network {
            server: &self.server,
            oracle: &mut self.oracle,
            older: &mut older,
            caller: Caller { account: self.server.account(0), device: random_id() },
            now: self.now,
            faults: Vec::new(),
            bug: self.bug,
        };
        network.repeat(dice);
        self.note(|| format!("{event}: an old request arrives"));
    }

    /// Every request that was ever sent arrives again, the newest first.
    pub fn deliver_late(&mut self) {
        let late = std::mem::take(&mut self.older);
        let mut network = Network {
            server: &self.server,
            oracle: &mut self.oracle,
            older: &mut self.older,
            caller: Caller { account: self.server.account(0), device: random_id() },
            now: self.now,
            faults: Vec::new(),
            bug: self.bug,
        };
        network.deliver(late);
        self.note(|| "old requests arrive".to_owned());
    }

    fn flip_role(&mut self, dice: &mut Dice, event: u64) {
        let account = self.server.account(dice.place(2));
        let role = dice.among(&["viewer", "editor"]);
        self.server.set_role(account, role);
        self.note(|| format!("{event}: {account} becomes {role}"));
    }

    /// The operator puts a backup of the server in its place: what was acknowledged since is gone there.
    fn restore_server(&mut self, event: u64) {
        let Some((backup, done)) = self.backup.take() else { return };
        self.note(|| format!("{event}: the server is restored"));
        self.server.restore(backup);
        self.oracle.restore(done);
    }

    fn restore_device(&mut self, event: u64, at: usize) {
        let Some(held) = self.devices[at].restore() else { return };
        self.note(|| format!("{event}: {at} is restored"));
        self.oracle.holds(at, &held);
    }

    fn clone_device(&mut self, event: u64, at: usize) {
        if self.devices.len() == DEVICES_MAX {
            return;
        }
        let copy = self.devices[at].cloned();
        let held = self.oracle.held_by(at);
        self.devices.push(copy);
        self.oracle.holds(self.devices.len() - 1, &held);
        self.note(|| format!("{event}: {at} is cloned"));
    }

    /// Time goes by, in which only some devices come, and the server purges.
    fn purge(&mut self, dice: &mut Dice, event: u64) {
        let days = dice.among(&[10, 40, 200]);
        self.now += TimeDelta::days(days);
        let present = dice.below(1 << self.devices.len());
        for at in (0..self.devices.len()).filter(|at| present >> at & 1 == 1) {
            self.run(at, Vec::new(), SyncOptions::default());
        }
        let gone = self.server.service.purge(self.now.timestamp_millis()).unwrap();
        self.note(|| format!("{event}: after {days} days, in which {present:b} came, {gone} tombstones go"));
    }

    fn write_newer(&mut self, dice: &mut Dice, event: u64) {
        let caller = Caller { account: self.server.account(0), device: random_id() };
        self.newer.write(&self.server, &mut self.oracle, caller, self.now, dice, event);
        self.note(|| format!("{event}: a newer device writes"));
    }

    fn revoke(&mut self, event: u64, at: usize) {
        self.server.revoke(self.devices[at].id, self.now.timestamp_millis());
        self.note(|| format!("{event}: {at} is revoked"));
    }
}
