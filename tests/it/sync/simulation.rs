//! Devices and a server in one process: the real engine, the real service and storage, a network that loses, doubles and
//! delays, and clocks that are off by years.
//!
//! A schedule is made from its seed alone. `OUTLAY_SEED=N` runs that one, `OUTLAY_SCHEDULES=N` so many.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use outlay::clock::Clock;
use outlay::id::random_id;
use outlay::ledger::LedgerError;
use outlay::protocol::accounts::{LedgerInfo, LedgerList, LedgerRequest};
use outlay::protocol::sync::{CommonAnswer, CommonRequest, SyncAnswer, SyncRequest};
use outlay::server::service::{Caller, Service, ServiceError};
use outlay::server::storage::sqlite::Sqlite;
use outlay::server::storage::{AccountRow, DeviceRow, write};
use outlay::store::sync::push::PushLimits;
use outlay::store::sync::runs::Binding;
use outlay::sync::adopt::adopt;
use outlay::sync::engine::{SyncOptions, SyncReport, run};
use outlay::sync::remote::{Remote, RemoteError};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use uuid::Uuid;

use crate::properties::world::{Step, World, step};

/// What the network does to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Nothing.
    None,
    /// The request does not arrive.
    LostRequest,
    /// It takes effect and the answer does not arrive.
    LostAnswer,
    /// It arrives twice; the second answer is the one that comes back.
    Doubled,
    /// An older request arrives again first.
    Delayed,
    /// The server takes no body of more than one operation.
    TooLarge,
    /// The server cannot answer.
    Unavailable,
}

/// The way to the server.
struct Network<'a> {
    service: &'a Service,
    caller: Caller,
    now: DateTime<Utc>,
    faults: Vec<Fault>,
    older: &'a mut Vec<(Caller, Uuid, SyncRequest)>,
}

fn refused(error: ServiceError) -> RemoteError {
    use outlay::protocol::problem::ProblemCode;
    match error.code {
        ProblemCode::TooLarge => RemoteError::TooLarge,
        code => RemoteError::Refused { code, detail: error.detail },
    }
}

impl Network<'_> {
    fn send(&self, ledger: Uuid, request: &SyncRequest) -> Result<SyncAnswer, RemoteError> {
        // Through JSON, as it travels.
        let text = serde_json::to_string(request).unwrap();
        let request = serde_json::from_str(&text).unwrap();
        let answer =
            self.service.sync(self.caller, ledger, &request, self.now.timestamp_millis()).map_err(refused)?;
        Ok(serde_json::from_str(&serde_json::to_string(&answer).unwrap()).unwrap())
    }
}

impl Remote for Network<'_> {
    fn sync(&mut self, ledger: Uuid, request: &SyncRequest) -> Result<SyncAnswer, RemoteError> {
        let lost = || RemoteError::Offline { detail: "lost".to_owned() };
        let fault = self.faults.pop().unwrap_or(Fault::None);
        self.older.push((self.caller, ledger, request.clone()));
        match fault {
            Fault::None => self.send(ledger, request),
            Fault::LostRequest => Err(lost()),
            Fault::LostAnswer => self.send(ledger, request).and(Err(lost())),
            Fault::Doubled => {
                self.send(ledger, request)?;
                self.send(ledger, request)
            }
            Fault::Delayed => {
                let at = self.older.len() / 2;
                let (caller, older_ledger, older) = self.older[at].clone();
                // Whatever is answered, nobody hears it.
                let _ = self.service.sync(caller, older_ledger, &older, self.now.timestamp_millis());
                self.send(ledger, request)
            }
            Fault::TooLarge if request.operations.len() > 1 => Err(RemoteError::TooLarge),
            Fault::TooLarge => self.send(ledger, request),
            Fault::Unavailable => {
                Err(RemoteError::Unavailable { detail: "503".to_owned(), retry_after: Some(1) })
            }
        }
    }

    fn common(&mut self, ledger: Uuid, request: &CommonRequest) -> Result<CommonAnswer, RemoteError> {
        self.service.common(self.caller, ledger, request).map_err(refused)
    }

    fn ledgers(&mut self) -> Result<LedgerList, RemoteError> {
        self.service.ledgers(self.caller).map_err(refused)
    }

    fn create_ledger(&mut self, request: &LedgerRequest) -> Result<LedgerInfo, RemoteError> {
        self.service.create_ledger(self.caller, request).map_err(refused)
    }
}

struct Device {
    world: World,
    id: Uuid,
    /// How far its clock is off.
    off: TimeDelta,
    is_logged_in: bool,
}

/// One schedule.
struct Simulation {
    runner: TestRunner,
    service: Service,
    storage: Arc<Sqlite>,
    account: Uuid,
    devices: Vec<Device>,
    now: DateTime<Utc>,
    older: Vec<(Caller, Uuid, SyncRequest)>,
    backup: Option<Sqlite>,
}

const DEVICES: usize = 3;

impl Simulation {
    fn new(seed: u64) -> Self {
        let mut bytes = [0_u8; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let runner = TestRunner::new_with_rng(Config::default(), rng);
        let storage = Arc::new(Sqlite::in_memory().unwrap());
        let service = Service::new(storage.clone()).unwrap();
        let account = random_id();
        let row = AccountRow {
            id: account,
            email: "ana@example.org".to_owned(),
            password_hash: String::new(),
            created_at: 0,
        };
        write(&*storage, move |txn| txn.insert_account(&row)).unwrap();
        let mut simulation = Self {
            runner,
            service,
            storage,
            account,
            devices: Vec::new(),
            now: "2026-10-15T12:00:00Z".parse().unwrap(),
            older: Vec::new(),
            backup: None,
        };
        for number in 0..DEVICES {
            let id = simulation.new_device(&format!("device {number}"));
            let years = i64::from(simulation.pick(7)) - 3;
            let off = if simulation.pick(3) == 0 { TimeDelta::days(years * 365) } else { TimeDelta::zero() };
            simulation.devices.push(Device { world: World::in_memory(), id, off, is_logged_in: false });
        }
        simulation
    }

    fn new_device(&self, name: &str) -> Uuid {
        let id = random_id();
        let mut token_hash = [0; 32];
        token_hash[..16].copy_from_slice(id.as_bytes());
        let row = DeviceRow {
            id,
            account: self.account,
            name: name.to_owned(),
            token_hash,
            version: None,
            created_at: 0,
            last_sync_at: None,
            revoked_at: None,
        };
        write(&*self.storage, move |txn| txn.insert_device(&row)).unwrap();
        id
    }

    fn pick(&mut self, below: u32) -> u32 {
        (0..below).new_tree(&mut self.runner).unwrap().current()
    }

    fn run(&mut self, events: u32) {
        for _ in 0..events {
            let minutes = self.pick(600);
            self.now += TimeDelta::minutes(i64::from(minutes));
            let at = usize::try_from(self.pick(3)).unwrap();
            match self.pick(40) {
                0..=22 => self.command(at),
                23 => self.backup = Some(self.storage.copy().unwrap()),
                24 => self.restore_server(),
                25 | 26 => self.repair(at),
                _ => drop(self.sync(at, true)),
            }
        }
    }

    /// A walk from zero in small pages, which a bad network interrupts.
    fn repair(&mut self, at: usize) {
        let faults = self.faults();
        let changes = 1 + self.pick(6);
        self.sync_with(at, faults, PushLimits { changes, ..PushLimits::default() }, true);
    }

    /// The operator puts a backup of the server in its place: what was acknowledged since is gone there.
    fn restore_server(&mut self) {
        let Some(backup) = self.backup.take() else { return };
        self.storage = Arc::new(backup);
        self.service = Service::new(self.storage.clone()).unwrap();
    }

    fn command(&mut self, at: usize) {
        let wanted: Step = step().new_tree(&mut self.runner).unwrap().current();
        let device = &mut self.devices[at];
        device.world.now = self.now + device.off;
        let result = match wanted {
            Step::Undo => device.world.book().undo(None, false).map(drop),
            Step::Redo => device.world.book().redo(false).map(drop),
            other => {
                device.world.run(&other);
                Ok(())
            }
        };
        match result {
            Ok(()) | Err(LedgerError::NothingToUndo | LedgerError::NothingToRedo) => {}
            Err(error) => panic!("{error}"),
        }
    }

    fn faults(&mut self) -> Vec<Fault> {
        (0..6)
            .map(|_| match self.pick(16) {
                0 => Fault::LostRequest,
                1 | 2 => Fault::LostAnswer,
                3 => Fault::Doubled,
                4 => Fault::Delayed,
                5 => Fault::TooLarge,
                6 => Fault::Unavailable,
                _ => Fault::None,
            })
            .collect()
    }

    fn sync(&mut self, at: usize, is_faulty: bool) -> SyncReport {
        let faults = if is_faulty { self.faults() } else { Vec::new() };
        let limits = if is_faulty {
            let changes = 1 + self.pick(6);
            PushLimits {
                operations: 1 + usize::try_from(self.pick(5)).unwrap(),
                changes,
                ..PushLimits::default()
            }
        } else {
            PushLimits::default()
        };
        self.sync_with(at, faults, limits, false)
    }

    fn sync_with(&mut self, at: usize, faults: Vec<Fault>, limits: PushLimits, repair: bool) -> SyncReport {
        let device = &mut self.devices[at];
        let caller = Caller { account: self.account, device: device.id };
        let mut network =
            Network { service: &self.service, caller, now: self.now, faults, older: &mut self.older };
        let clock = Clock::fixed(self.now + device.off);
        let store = &mut device.world.store;
        if !device.is_logged_in {
            store
                .bind(&Binding {
                    server: self.service.server(),
                    server_url: "http://127.0.0.1".to_owned(),
                    account: self.account,
                    email: "ana@example.org".to_owned(),
                    device: device.id,
                    device_name: "device".to_owned(),
                })
                .unwrap();
            adopt(store, &mut network, clock.now()).unwrap();
            device.is_logged_in = true;
        }
        run(store, &mut network, &SyncOptions { repair, limits, ..SyncOptions::default() }, &clock).unwrap()
    }

    /// Everybody syncs over a good network until nothing moves, and then all agree.
    fn settle(&mut self) {
        for round in 0.. {
            assert!(round < 20, "it never comes to rest");
            let mut moved = 0;
            for at in 0..DEVICES {
                self.now += TimeDelta::seconds(1);
                let report = self.sync(at, false);
                assert_eq!(report.error, None, "device {at}");
                moved += report.sum(|ledger| ledger.pushed + ledger.replayed + ledger.pulled);
            }
            if moved == 0 {
                break;
            }
        }
        let mut seen: Option<BTreeMap<Uuid, String>> = None;
        for at in 0..DEVICES {
            // A repair computes the digest from the rows and walks from zero: both must come to the same.
            for repair in [false, true] {
                let report = self.sync_with(at, Vec::new(), PushLimits::default(), repair);
                for ledger in &report.ledgers {
                    let digest = ledger.digest.as_ref().expect("a digest");
                    assert!(digest.ok, "device {at}, repair {repair}: {digest:?}");
                }
            }
            let world = &self.devices[at].world;
            let counts = world.store.queue_counts(None).unwrap();
            let mut waiting = Vec::new();
            let each = |operation| {
                waiting.push(operation);
                Ok::<_, outlay::store::StoreError>(())
            };
            world.store.for_each_operation(outlay::store::operations::QueueFilter::default(), each).unwrap();
            assert!(
                waiting.is_empty(),
                "device {at} waits with {waiting:#?} {:?}",
                world.store.ledger_state(1)
            );
            assert_eq!((counts.pending, counts.in_flight, counts.failed), (0, 0, 0), "device {at}");
            let view = view(world);
            match &seen {
                Some(seen) => assert_eq!(&view, seen, "device {at}"),
                None => seen = Some(view),
            }
        }
    }
}

/// What a person sees of the live expenses.
fn view(world: &World) -> BTreeMap<Uuid, String> {
    let live = world.expenses().into_iter().filter(|expense| expense.deleted_at.is_none());
    live.map(|expense| {
        let shown = format!(
            "{} {:?} {:?} {:?} {} {:?} {:?} {:?} {:?} {:?}",
            expense.date,
            expense.direction,
            expense.amount,
            expense.category,
            expense.description,
            expense.payee,
            expense.method,
            expense.tags,
            expense.note,
            expense.reference,
        );
        (expense.id, shown)
    })
    .collect()
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

#[test]
fn devices_agree_after_any_schedule_and_nothing_is_left_behind() {
    let seeds = match (number("OUTLAY_SEED"), number("OUTLAY_SCHEDULES")) {
        (Some(seed), _) => seed..seed + 1,
        (None, count) => 0..count.unwrap_or(150),
    };
    for seed in seeds {
        let outcome = std::panic::catch_unwind(|| {
            let mut simulation = Simulation::new(seed);
            simulation.run(40);
            simulation.settle();
        });
        if let Err(panic) = outcome {
            eprintln!("the schedule of OUTLAY_SEED={seed} failed");
            std::panic::resume_unwind(panic);
        }
    }
}
