//! Runs of the engine: whole ones over a bad network, walks from zero, and those that are killed in the middle.
//!
//! Owns the login before the first one. Must not judge what came of a run.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use chrono::{DateTime, Utc};
use outlay::clock::Clock;
use outlay::protocol::sync::SyncAnswer;
use outlay::server::service::Caller;
use outlay::store::sync::push::PushLimits;
use outlay::store::sync::runs::Binding;
use outlay::sync::SyncError;
use outlay::sync::adopt::adopt;
use outlay::sync::engine::{SyncOptions, run};
use outlay::sync::remote::Remote;
use outlay::sync::report::SyncReport;

use super::devices::Device;
use super::dice::Dice;
use super::network::{Fault, Network, faults, is_kill};
use super::schedule::Simulation;

impl Simulation {
    /// A run over a bad network, in small pages.
    pub fn sync(&mut self, dice: &mut Dice, event: u64, at: usize) {
        let limits = PushLimits {
            operations: 1 + dice.place(5),
            changes: 1 + u32::try_from(dice.below(6)).unwrap(),
            ..PushLimits::default()
        };
        let options = SyncOptions { scheduled: dice.once_in(8), limits, ..SyncOptions::default() };
        let faults = faults(dice);
        self.note(|| format!("{event}: {at} syncs {} at a time, {:?}", limits.operations, faults));
        let report = self.run(at, faults, options);
        self.note(|| told(report.as_ref()));
        if report.is_some_and(|report| report.error.is_some()) && dice.once_in(2) {
            self.log_in_again(at);
        }
    }

    /// A walk from zero in small pages, which a bad network interrupts.
    pub fn repair(&mut self, dice: &mut Dice, event: u64, at: usize) {
        let changes = 1 + u32::try_from(dice.below(6)).unwrap();
        let limits = PushLimits { changes, ..PushLimits::default() };
        self.note(|| format!("{event}: {at} repairs"));
        let report =
            self.run(at, faults(dice), SyncOptions { repair: true, limits, ..SyncOptions::default() });
        self.note(|| told(report.as_ref()));
    }

    /// A run of the engine. `None` if the client was killed.
    pub fn run(&mut self, at: usize, faults: Vec<Fault>, options: SyncOptions) -> Option<SyncReport> {
        let device = &mut self.devices[at];
        device.forget_shown();
        let mut network = Network {
            server: &self.server,
            oracle: &mut self.oracle,
            older: &mut self.older,
            caller: Caller { account: device.account, device: device.id },
            now: self.now,
            faults,
            bug: self.bug,
        };
        let clock = Clock::fixed(self.now + device.off);
        let result = catch_unwind(AssertUnwindSafe(|| {
            if !device.is_logged_in {
                log_in(device, &mut network, clock.now())?;
            }
            run(&mut device.world.store, &mut network, &options, &clock)
        }));
        match result {
            Ok(Ok(report)) => Some(report),
            // The device was revoked before it ever came.
            Ok(Err(SyncError::Remote(_))) => None,
            Ok(Err(error)) => panic!("device {at}: {error}"),
            Err(payload) if is_kill(&*payload) => {
                self.devices[at].die();
                None
            }
            Err(payload) => resume_unwind(payload),
        }
    }

    /// A run that is killed between its transactions: after the operations were marked as sent, or after the answer was
    /// taken.
    pub fn half_run(&mut self, dice: &mut Dice, event: u64, at: usize) {
        let device = &mut self.devices[at];
        let ledgers = device.world.store.synced_ledgers().unwrap();
        if !device.is_logged_in || ledgers.is_empty() {
            return;
        }
        device.forget_shown();
        let ledger = &ledgers[dice.place(ledgers.len())];
        let now = self.now + device.off;
        let limits = PushLimits {
            operations: 1 + dice.place(4),
            changes: 1 + u32::try_from(dice.below(4)).unwrap(),
            ..PushLimits::default()
        };
        let mut outgoing = device.world.store.prepare_push(ledger.number, limits, now).unwrap();
        let is_sent = !dice.once_in(4);
        if is_sent {
            outgoing.request.sent_at = now.timestamp_millis();
            let mut network = Network {
                server: &self.server,
                oracle: &mut self.oracle,
                older: &mut self.older,
                caller: Caller { account: device.account, device: device.id },
                now: self.now,
                faults: Vec::new(),
                bug: self.bug,
            };
            let answer = network.sync(ledger.server_id.unwrap(), &outgoing.request);
            if let Ok(SyncAnswer::Exchange(exchange)) = answer {
                device.world.store.take_answer(&outgoing, &exchange, now).unwrap();
            }
        }
        device.die();
        self.note(|| format!("{event}: {at} is killed in the middle of a run, sent: {is_sent}"));
    }

    /// A device that the server does not know any more logs in again.
    pub fn log_in_again(&mut self, at: usize) {
        let device = &mut self.devices[at];
        if !self.server.knows(device.id) {
            device.id = self.server.log_in(device.account);
            device.is_logged_in = false;
        }
    }
}

fn log_in(device: &mut Device, network: &mut Network, now: DateTime<Utc>) -> Result<(), SyncError> {
    let store = &mut device.world.store;
    store.bind(&Binding {
        server: network.server.service.server(),
        server_url: "http://127.0.0.1".to_owned(),
        account: device.account,
        email: "ana@example.org".to_owned(),
        device: device.id,
        device_name: "device".to_owned(),
    })?;
    adopt(store, network, now)?;
    device.is_logged_in = true;
    Ok(())
}

fn told(report: Option<&SyncReport>) -> String {
    match report {
        None => "  killed or not let in".to_owned(),
        Some(report) => {
            let sums: Vec<String> = report
                .ledgers
                .iter()
                .map(|one| {
                    format!(
                        "{} at {}: {} pushed, {} replayed, {} merged, {} refused, {} pulled",
                        one.ledger,
                        one.cursor,
                        one.pushed,
                        one.replayed,
                        one.merged,
                        one.rejected,
                        one.pulled
                    )
                })
                .collect();
            format!("  {}: {} {:?}", report.status.as_str(), sums.join("; "), report.error)
        }
    }
}
