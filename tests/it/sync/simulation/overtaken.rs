//! A database that is changed while a run waits for its server, operations that give their place up, and forks of forks.
//!
//! Owns a server that lets something happen between a request and its answer.

mod ahead;
mod limits;
mod recovered;
mod sent;
mod unknown;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use outlay::clock::Clock;
use outlay::id::random_id;
use outlay::model::expense::{Direction, ExpenseDraft};
use outlay::model::money::Money;
use outlay::protocol::accounts::{LedgerInfo, LedgerList, LedgerRequest};
use outlay::protocol::problem::ProblemCode;
use outlay::protocol::sync::{CommonAnswer, CommonRequest, SyncAnswer, SyncRequest};
use outlay::server::service::Caller;
use outlay::store::sync::LedgerState;
use outlay::store::sync::push::PushLimits;
use outlay::store::sync::runs::Binding;
use outlay::store::{Access, OpenOptionsAt, Store};
use outlay::sync::adopt::adopt;
use outlay::sync::engine::{SyncOptions, run};
use outlay::sync::remote::{Remote, RemoteError};
use outlay::sync::report::{SyncReport, SyncStatus};
use uuid::Uuid;

use super::network::refused;
use super::server::Server;
use crate::properties::world::{FILE, Step, World};

type Answer = Result<SyncAnswer, RemoteError>;
/// What happens to one request of a script: it gives the server's answer or another, and may do something first.
type Happening<'a> = Box<dyn FnMut(&SyncRequest, &mut dyn FnMut() -> Answer) -> Answer + 'a>;

/// The server, with what happens to the next requests.
struct Scripted<'a> {
    scene: &'a Scene,
    script: VecDeque<Happening<'a>>,
    /// What happens to every request that the script says nothing of.
    always: Option<Happening<'a>>,
}

impl Remote for Scripted<'_> {
    fn sync(&mut self, ledger: Uuid, request: &SyncRequest) -> Answer {
        let (server, caller) = (&self.scene.server, self.scene.caller);
        let shared = Arc::new(request.clone());
        let mut ask =
            || server.service.sync(caller, ledger, &shared, now().timestamp_millis()).map_err(refused);
        match self.script.pop_front() {
            Some(mut happens) => happens(request, &mut ask),
            None => match &mut self.always {
                Some(happens) => happens(request, &mut ask),
                None => ask(),
            },
        }
    }

    fn sync_while(&mut self, ledger: Uuid, request: &SyncRequest, meanwhile: &mut dyn FnMut()) -> Answer {
        // What is done meanwhile is done as late as it can be.
        let answer = self.sync(ledger, request);
        meanwhile();
        answer
    }

    fn common(&mut self, ledger: Uuid, request: &CommonRequest) -> Result<CommonAnswer, RemoteError> {
        self.scene.server.service.common(self.scene.caller, ledger, request).map_err(refused)
    }

    fn ledgers(&mut self) -> Result<LedgerList, RemoteError> {
        self.scene.server.service.ledgers(self.scene.caller).map_err(refused)
    }

    fn create_ledger(&mut self, request: &LedgerRequest) -> Result<LedgerInfo, RemoteError> {
        self.scene.server.service.create_ledger(self.scene.caller, request).map_err(refused)
    }
}

fn now() -> DateTime<Utc> {
    "2026-10-15T12:00:00Z".parse().unwrap()
}

const fn options() -> OpenOptionsAt<'static> {
    OpenOptionsAt { backup_dir: None, now: DateTime::UNIX_EPOCH }
}

/// A server and who asks it.
struct Scene {
    server: Server,
    caller: Caller,
}

/// A device's database, and where it lies.
struct Laptop {
    world: World,
    file: PathBuf,
}

impl Scene {
    /// One, and a device that is level with it and has one expense.
    fn new() -> (Self, Laptop) {
        let server = Server::new();
        let account = server.account(0);
        let caller = Caller { account, device: server.log_in(account) };
        let scene = Self { server, caller };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        let mut laptop = Laptop { world: World::opened_in(folder), file };
        let store = &mut laptop.world.store;
        store
            .bind(&Binding {
                server: scene.server.service.server(),
                server_url: "http://127.0.0.1".to_owned(),
                account,
                email: "ana@example.org".to_owned(),
                device: caller.device,
                device_name: "laptop".to_owned(),
            })
            .unwrap();
        adopt(store, &mut scene.remote(Vec::new()), now()).unwrap();
        laptop.add("the first", None);
        assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
        (scene, laptop)
    }

    fn remote<'a>(&'a self, script: Vec<Happening<'a>>) -> Scripted<'a> {
        Scripted { scene: self, script: script.into(), always: None }
    }

    fn sync<'a>(&'a self, laptop: &mut Laptop, script: Vec<Happening<'a>>) -> SyncReport {
        let remote = &mut self.remote(script);
        run(&mut laptop.world.store, remote, &SyncOptions::default(), &Clock::fixed(now())).unwrap()
    }

    /// [`Scene::sync`] with the same befalling every request.
    fn sync_always<'a>(&'a self, laptop: &mut Laptop, happens: Happening<'a>) -> SyncReport {
        self.sync_within(laptop, PushLimits::default(), happens)
    }

    /// [`Scene::sync_always`] with requests of another size.
    fn sync_within<'a>(
        &'a self,
        laptop: &mut Laptop,
        limits: PushLimits,
        happens: Happening<'a>,
    ) -> SyncReport {
        let remote = &mut Scripted { scene: self, script: VecDeque::new(), always: Some(happens) };
        let options = SyncOptions { limits, ..SyncOptions::default() };
        run(&mut laptop.world.store, remote, &options, &Clock::fixed(now())).unwrap()
    }
}

impl Laptop {
    fn add(&mut self, description: &str, note: Option<String>) {
        self.world.run(&Step::Add(draft(description, note)));
    }

    fn state(&self) -> LedgerState {
        self.world.store.synced_ledgers().unwrap().remove(0)
    }

    fn descriptions(&self) -> Vec<String> {
        let mut found: Vec<String> =
            self.world.expenses().into_iter().map(|expense| expense.description).collect();
        found.sort();
        found
    }
}

fn draft(description: &str, note: Option<String>) -> ExpenseDraft {
    ExpenseDraft {
        date: now().date_naive(),
        direction: Direction::Expense,
        amount: Money { minor: 100, currency: "EUR".parse().unwrap() },
        category: Some("food".to_owned()),
        description: description.to_owned(),
        payee: None,
        method: None,
        tags: Vec::new(),
        note,
        paid_by: None,
        reference: None,
    }
}

/// Another device of the account, level with the server.
fn other(scene: &Scene) -> Laptop {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let mut phone = Laptop { world: World::opened_in(folder), file };
    let binding = Binding {
        server: scene.server.service.server(),
        server_url: "http://127.0.0.1".to_owned(),
        account: scene.caller.account,
        email: "ana@example.org".to_owned(),
        device: scene.caller.device,
        device_name: "phone".to_owned(),
    };
    phone.world.store.bind(&binding).unwrap();
    adopt(&mut phone.world.store, &mut scene.remote(Vec::new()), now()).unwrap();
    assert_eq!(scene.sync(&mut phone, Vec::new()).status, SyncStatus::Ok);
    phone
}

/// A request that has an operation of such a description.
fn has(request: &SyncRequest, description: &str) -> bool {
    request.operations.iter().any(|one| one.fields.get("description").is_some_and(|text| text == description))
}

#[test]
fn an_answer_to_a_ledger_that_got_another_history_meanwhile_is_thrown_away() {
    for late in ["renew", "resync", "gap", "exchange"] {
        let (scene, mut laptop) = Scene::new();
        laptop.add("lunch", None);
        let (before, file) = (laptop.state(), laptop.file.clone());
        let server = scene.server.service.server();
        let overtakes: Happening = Box::new(move |_, ask| {
            // What a login to a new server does with the ledger.
            let mut other = Store::open(&file, Access::Write, &options()).unwrap().unwrap();
            assert!(other.begin_recovery(before.number, None, None, now()).unwrap());
            match late {
                "renew" => Ok(SyncAnswer::Renew { revision: before.cursor, server }),
                "resync" => Ok(SyncAnswer::Resync { server }),
                "gap" => Ok(SyncAnswer::Gap { seq: 1, server }),
                _ => ask(),
            }
        });
        let report = scene.sync(&mut laptop, vec![overtakes]);
        assert_eq!((report.status, &report.error), (SyncStatus::Ok, &None), "{late}");
        let parent = laptop.state().parent.unwrap();
        assert_eq!(
            (parent.replica, parent.revision),
            (before.replica, 0),
            "{late}: it forked once, where it was told"
        );
        assert_eq!(laptop.descriptions(), ["lunch", "the first"], "{late}");
        assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok, "{late}");
        laptop.world.assert_sound();
    }
}

#[test]
fn a_backup_that_was_put_back_under_a_request_is_not_taken_to_have_what_it_asked_for() {
    let (scene, mut laptop) = Scene::new();
    let backup = laptop.file.with_file_name("backup.db");
    laptop.world.store.backup(&backup, false).unwrap();
    laptop.add("lunch", None);
    let file = laptop.file.clone();
    let restores: Happening = Box::new(move |_, ask| {
        let answer = ask();
        Store::restore(&backup, &file, file.parent().unwrap(), &options()).unwrap();
        answer
    });
    let report = scene.sync(&mut laptop, vec![restores]);
    assert_eq!((report.status, &report.error), (SyncStatus::Ok, &None));
    scene.sync(&mut laptop, Vec::new());
    assert_eq!(laptop.descriptions(), ["lunch", "the first"]);
    laptop.world.assert_sound();
}

#[test]
fn a_run_that_is_overtaken_again_and_again_ends_and_says_that_the_database_is_in_use() {
    let (scene, mut laptop) = Scene::new();
    let (number, file) = (laptop.state().number, laptop.file.clone());
    let mut remote = Scripted { scene: &scene, script: VecDeque::new(), always: None };
    remote.always = Some(Box::new(move |_, ask| {
        let mut other = Store::open(&file, Access::Write, &options()).unwrap().unwrap();
        other.begin_recovery(number, None, None, now()).unwrap();
        ask()
    }));
    let ended = run(&mut laptop.world.store, &mut remote, &SyncOptions::default(), &Clock::fixed(now()));
    assert!(ended.is_err(), "{ended:?}");
    drop(remote);
    assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
    assert_eq!(laptop.descriptions(), ["the first"]);
}

#[test]
fn an_operation_that_is_too_large_gives_its_place_up_and_no_copy_is_made_of_it() {
    let (scene, mut laptop) = Scene::new();
    for name in ["one", "huge", "two"] {
        laptop.add(name, None);
    }
    let replica = laptop.state().replica;
    let refuses = || -> Happening {
        Box::new(|request, ask| if has(request, "huge") { Err(RemoteError::TooLarge) } else { ask() })
    };
    let report = scene.sync_always(&mut laptop, refuses());
    assert_eq!((report.status, &report.error), (SyncStatus::Attention, &None));
    assert_eq!((report.sum(|one| one.rejected), report.pending), (1, 0));
    laptop.add("three", None);
    let report = scene.sync_always(&mut laptop, refuses());
    assert_eq!((report.error, report.pending), (None, 0));
    assert_eq!(laptop.state().replica, replica, "no place is missing, so that nobody has to fork");
    // It is taken out, and still everything goes on under the one name.
    let number: i64 = laptop
        .world
        .sql()
        .query_row("SELECT number FROM operations WHERE status = 3", [], |row| row.get(0))
        .unwrap();
    laptop.world.store.drop_operation(number, now()).unwrap();
    laptop.add("four", None);
    let report = scene.sync(&mut laptop, Vec::new());
    assert_eq!((report.status, report.error, report.pending), (SyncStatus::Ok, None, 0));
    assert_eq!(laptop.state().replica, replica);
    laptop.world.assert_sound();
}

#[test]
fn a_gap_is_closed_by_sending_from_the_place_that_the_server_waits_for() {
    let (scene, mut laptop) = Scene::new();
    laptop.add("lunch", None);
    let replica = laptop.state().replica;
    // A place that was lost, as earlier versions lost it.
    laptop.world.sql().execute("UPDATE ledgers SET next_seq = next_seq + 3", []).unwrap();
    let report = scene.sync(&mut laptop, Vec::new());
    assert_eq!((report.status, report.error, report.pending), (SyncStatus::Ok, None, 0));
    assert_eq!(laptop.state().replica, replica);
    let state = laptop.state();
    assert_eq!(state.next_seq, state.last.unwrap().seq + 1);
}

#[test]
fn a_void_goes_at_its_place_among_what_was_sent_with_it() {
    let (scene, mut laptop) = Scene::new();
    for name in ["one", "two", "three"] {
        laptop.add(name, None);
    }
    let replica = laptop.state().replica;
    let lost: Happening = Box::new(|_, _| Err(RemoteError::Offline { detail: "lost".to_owned() }));
    scene.sync(&mut laptop, vec![lost]);
    let first: i64 = laptop
        .world
        .sql()
        .query_row("SELECT number FROM operations WHERE status = 1 ORDER BY seq LIMIT 1", [], |row| {
            row.get(0)
        })
        .unwrap();
    laptop.world.store.drop_operation(first, now()).unwrap();
    let report = scene.sync(&mut laptop, Vec::new());
    assert_eq!((report.error, report.pending), (None, 0));
    assert_eq!(laptop.descriptions().len(), 4, "{:?}", laptop.descriptions());
    assert_eq!(laptop.state().replica, replica, "the server has found every place where it looked for it");
}

#[test]
fn a_ledger_that_is_refused_for_good_leaves_the_others_their_turn() {
    let (scene, mut laptop) = Scene::new();
    let request =
        LedgerRequest { key: random_id(), name: "house".to_owned(), currency: Some("EUR".to_owned()) };
    let info = scene.server.service.create_ledger(scene.caller, &request).unwrap();
    adopt(&mut laptop.world.store, &mut scene.remote(Vec::new()), now()).unwrap();
    laptop.add("lunch", None);
    let refused_once = |error: RemoteError| -> Happening { Box::new(move |_, _| Err(error.clone())) };
    let forbidden = RemoteError::Refused { code: ProblemCode::Forbidden, detail: "not yours".to_owned() };
    let report = scene.sync(&mut laptop, vec![refused_once(forbidden.clone())]);
    assert_eq!((report.status, &report.error), (SyncStatus::Refused, &Some(forbidden.clone())));
    assert_eq!(report.ledgers.len(), 2, "{report:?}");
    assert_eq!((&report.ledgers[0].error, &report.ledgers[1].error), (&Some(forbidden), &None));
    assert!(report.ledgers[1].digest.as_ref().is_some_and(|digest| digest.ok), "{report:?}");
    assert!(report.requests > 1 && info.name == "house");
    // What would befall the others too ends the run.
    let away = RemoteError::Offline { detail: "away".to_owned() };
    let report = scene.sync(&mut laptop, vec![refused_once(away)]);
    assert_eq!((report.status, report.ledgers.len()), (SyncStatus::Offline, 1));
}

#[test]
fn a_copy_that_forks_again_before_it_was_answered_keeps_the_line_that_the_server_knows() {
    let (_, mut laptop) = Scene::new();
    let before = laptop.state();
    let common = before.witness;
    for _ in 0..2 {
        assert!(laptop.world.store.begin_recovery(before.number, None, common, now()).unwrap());
    }
    let parent = laptop.state().parent.unwrap();
    assert_eq!((parent.replica, Some(parent.revision)), (before.replica, common.map(|head| head.revision)));
}

#[test]
fn a_request_is_no_larger_than_its_limit_though_its_creates_were_never_written_down() {
    let (_, mut laptop) = Scene::new();
    for name in ["one", "two", "three", "four"] {
        laptop.add(name, Some("n".repeat(9_000)));
    }
    let limits = PushLimits { bytes: 20_000, ..PushLimits::default() };
    let state = laptop.state();
    let outgoing = laptop.world.store.prepare_push(state.number, limits, now()).unwrap();
    assert_eq!(outgoing.sent.len(), 2);
    assert!(serde_json::to_string(&outgoing.request).unwrap().len() <= limits.bytes);
}
