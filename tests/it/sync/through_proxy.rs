//! A client and a server with a network between them that does one thing to one request.

use serde_json::json;

use crate::common::device::{Device, Synced, server, settle};
use crate::common::proxy::{Fault, Hold, Plan, Proxy, Returned};
use crate::common::server::Server;
use crate::common::text;

/// A server, a network, a device behind it and one that is not, both level.
struct Scene {
    server: Server,
    proxy: Proxy,
    laptop: Device,
    phone: Device,
    revision: i64,
}

impl Scene {
    fn new() -> Self {
        Self::with(server())
    }

    fn with(server: Server) -> Self {
        let proxy = Proxy::start(([127, 0, 0, 1], server.port()).into(), Plan::pass());
        let laptop = Device::logged_in(&proxy.url(), "laptop");
        laptop.add("1", "the first");
        let phone = Device::logged_in(&server.url(), "phone");
        let revision = settle(&[&laptop, &phone]);
        Self { server, proxy, laptop, phone, revision }
    }

    /// Does these things to the next exchanges.
    fn plan(&self, faults: impl IntoIterator<Item = Fault>) {
        self.proxy.set_plan(Plan::script(faults).only("/sync"));
    }

    /// Checks that both have these expenses beside the first, and that each took effect once.
    fn ends_with(&self, descriptions: &[&str], operations: i64) {
        self.proxy.set_plan(Plan::pass());
        assert_eq!(settle(&[&self.laptop, &self.phone]), self.revision + operations, "each took effect once");
        let mut wanted: Vec<&str> = descriptions.iter().copied().chain(["the first"]).collect();
        wanted.sort_unstable();
        assert_eq!(self.phone.descriptions(), wanted);
        self.laptop.assert_sound("at the end");
        self.phone.assert_sound("at the end");
    }
}

/// It failed for the network alone: nothing is lost, and one operation waits with an unknown outcome.
fn assert_unknown(synced: &Synced, device: &Device, attempts: u64) {
    assert_eq!((synced.code, &synced.object["status"]), (5, &json!("offline")), "{synced:?}");
    assert_eq!(synced.object["error"]["code"], "offline", "{synced:?}");
    let queue = device.queue();
    assert_eq!(queue.len(), 1, "{queue:?}");
    assert_eq!((&queue[0]["status"], &queue[0]["attempts"]), (&json!("in_flight"), &json!(attempts)));
    assert!(queue[0]["last_error"].is_string() && queue[0]["next_attempt_at"].is_string(), "{queue:?}");
}

#[test]
fn an_answer_that_is_lost_after_it_took_effect_is_told_again() {
    let scene = Scene::new();
    scene.laptop.add("2", "lunch");
    scene.plan([Fault::DropAnswer, Fault::DropAnswer]);
    assert_unknown(&scene.laptop.sync(), &scene.laptop, 1);
    assert_unknown(&scene.laptop.sync(), &scene.laptop, 2);
    let synced = scene.laptop.synced();
    assert_eq!((synced.count("pushed"), synced.count("replayed")), (0, 1), "{synced:?}");
    assert_eq!(scene.proxy.counts().answers_dropped, 2);
    scene.ends_with(&["lunch"], 1);
}

#[test]
fn a_request_that_is_lost_or_cut_is_sent_again_and_takes_effect_once() {
    let scene = Scene::new();
    let cuts = [0, 30, 300, usize::MAX].map(Fault::CutRequest);
    for (at, fault) in [Fault::Refuse, Fault::DropRequest].into_iter().chain(cuts).enumerate() {
        scene.laptop.add("2", &format!("lunch {at}"));
        scene.plan([fault]);
        assert_unknown(&scene.laptop.sync(), &scene.laptop, 1);
        let synced = scene.laptop.synced();
        assert_eq!((synced.count("pushed"), synced.count("replayed")), (1, 0), "{fault:?}: {synced:?}");
    }
    scene.ends_with(&["lunch 0", "lunch 1", "lunch 2", "lunch 3", "lunch 4", "lunch 5"], 6);
}

#[test]
fn an_answer_that_breaks_off_anywhere_is_asked_for_again() {
    let scene = Scene::new();
    let places = [0, 12, 80, 250, 400, usize::MAX];
    for (at, bytes) in places.into_iter().enumerate() {
        scene.laptop.add("2", &format!("lunch {at}"));
        scene.plan([Fault::TruncateAnswer(bytes)]);
        assert_unknown(&scene.laptop.sync(), &scene.laptop, 1);
        let synced = scene.laptop.synced();
        assert_eq!((synced.count("pushed"), synced.count("replayed")), (0, 1), "{bytes} bytes: {synced:?}");
    }
    scene.ends_with(&["lunch 0", "lunch 1", "lunch 2", "lunch 3", "lunch 4", "lunch 5"], 6);
}

#[test]
fn a_request_that_is_delivered_twice_takes_effect_once_whichever_answer_comes_back() {
    let scene = Scene::new();
    for (returned, pushed, replayed) in [(Returned::First, 1, 0), (Returned::Second, 0, 1)] {
        scene.laptop.add("2", &format!("{returned:?}"));
        scene.plan([Fault::Twice(returned)]);
        let synced = scene.laptop.synced();
        assert_eq!((synced.count("pushed"), synced.count("replayed")), (pushed, replayed), "{synced:?}");
        assert_eq!(synced.object["ledgers"][0]["digest"]["ok"], true, "{synced:?}");
    }
    assert_eq!(scene.proxy.counts().repeated, 2);
    scene.ends_with(&["First", "Second"], 2);
}

#[test]
fn a_body_that_is_too_large_is_halved_until_it_fits() {
    let scene = Scene::new();
    let names: Vec<String> = (0..8).map(|at| format!("lunch {at}")).collect();
    for name in &names {
        scene.laptop.add("2", name);
    }
    // Eight, four, then two at a time.
    scene.plan([413, 413].map(|status| Fault::Answer { status, retry_after: None }));
    let synced = scene.laptop.synced();
    assert_eq!((synced.count("pushed"), synced.count("requests")), (8, 2 + 4), "{synced:?}");
    scene.ends_with(&names.iter().map(String::as_str).collect::<Vec<_>>(), 8);
}

#[test]
fn what_waits_behind_an_operation_that_is_too_large_goes_together_again() {
    let server = Server::start_with(&["--max-body", "3000"]);
    server.add_user(crate::common::device::EMAIL, crate::common::device::PASSWORD);
    let scene = Scene::with(server);
    let large = scene.laptop.add("3", "large");
    scene.laptop.home.ok(["edit", &large, "--note", &noise(5_000)]);
    let rows: String =
        (1..=60).map(|day| format!("2026-0{}-{:02},1.00,row\n", 1 + day / 28, 1 + day % 28)).collect();
    std::fs::write(scene.laptop.home.path("rows.csv"), format!("date,amount,description\n{rows}")).unwrap();
    scene.laptop.home.ok(["import", "rows.csv", "--invert"]);
    let synced = scene.laptop.sync_with(&["--explain"]);
    assert_eq!((synced.count("pushed"), synced.count("rejected")), (61, 1), "{synced:?}");
    assert!(synced.count("requests") < 16, "{}", synced.count("requests"));
    assert_eq!(synced.object["operations"].as_array().unwrap().len(), 62);
    assert_eq!(synced.object["operations_unlisted"], 0);
}

/// A text that does not become shorter by packing it.
fn noise(characters: usize) -> String {
    let mut random = crate::common::random::Random::new(1);
    (0..characters).map(|_| char::from(b'!' + u8::try_from(random.below(90)).unwrap())).collect()
}

#[test]
fn one_operation_that_is_too_large_alone_is_parked_visibly_and_the_others_go() {
    let server = Server::start_with(&["--max-body", "3000"]);
    server.add_user(crate::common::device::EMAIL, crate::common::device::PASSWORD);
    let scene = Scene::with(server);
    for at in 0..3 {
        scene.laptop.add("2", &format!("before {at}"));
    }
    let large = scene.laptop.add("3", "large");
    scene.laptop.home.ok(["edit", &large, "--note", &noise(5_000)]);
    for at in 0..3 {
        scene.laptop.add("2", &format!("after {at}"));
    }
    let synced = scene.laptop.sync_with(&["--explain"]);
    assert_eq!((synced.code, &synced.object["status"]), (4, &json!("attention")), "{synced:?}");
    assert_eq!((synced.count("pushed"), synced.count("rejected"), synced.count("pending")), (7, 1, 0));
    let told = synced.object["operations"].as_array().unwrap();
    assert!(told.iter().any(|one| one["status"] == "rejected" && one["detail"].to_string().contains("size")));
    let queue = scene.laptop.queue();
    assert_eq!((queue.len(), &queue[0]["status"]), (1, &json!("failed")), "{queue:?}");
    assert!(queue[0]["last_error"].as_str().unwrap().contains("shorten"), "{queue:?}");
    scene.laptop.home.outlay(["status", "--check"]).assert().code(4);
    // The way out that it names: dropped, it goes back to what the server has, and a shorter one goes.
    let seq = queue[0]["seq"].to_string();
    scene.laptop.home.ok(["queue", "drop", &seq, "-y"]);
    scene.laptop.home.ok(["edit", &large, "--note", "short"]);
    let named = ["before 0", "before 1", "before 2", "large", "after 0", "after 1", "after 2"];
    scene.ends_with(&named, 8);
    assert_eq!(scene.phone.expense("large")["note"], "short");
}

#[test]
fn a_server_that_asks_to_wait_is_obeyed_by_scheduled_syncs_and_a_typed_one_tries_at_once() {
    let scene = Scene::new();
    scene.laptop.add("2", "lunch");
    scene.plan([Fault::Answer { status: 429, retry_after: Some(120) }]);
    let refused = scene.laptop.sync();
    assert_eq!((refused.code, &refused.object["error"]["code"]), (5, &json!("rate_limited")), "{refused:?}");
    assert!(refused.object["error"]["hint"].as_str().unwrap().contains("120 s"), "{refused:?}");
    let asked = scene.proxy.counts().requests;
    for now in ["2026-10-15T12:00:00Z", "2026-10-15T12:01:59Z"] {
        let waits = scene.laptop.sync_at(now, &["--scheduled"]);
        assert_eq!((waits.code, waits.count("requests"), waits.count("pending")), (0, 0, 1), "{waits:?}");
        assert_eq!(waits.object["waits_until"], "2026-10-15T12:02:00.000Z");
    }
    assert_eq!(scene.proxy.counts().requests, asked, "nothing was asked meanwhile");
    let sent = scene.laptop.sync_at("2026-10-15T12:02:00Z", &["--scheduled"]);
    assert_eq!((sent.code, sent.count("pushed")), (0, 1), "{sent:?}");
    scene.laptop.add("2", "dinner");
    scene.plan([Fault::Answer { status: 429, retry_after: Some(120) }]);
    assert_eq!(scene.laptop.sync().code, 5);
    assert_eq!(scene.laptop.synced().count("pushed"), 1, "a typed one tries at once");
    // A wait that was noted when the clock was years ahead is none.
    scene.laptop.add("2", "breakfast");
    scene.plan([Fault::Answer { status: 503, retry_after: Some(60) }]);
    assert_eq!(scene.laptop.sync_at("2036-10-15T12:00:00Z", &[]).code, 5);
    assert_eq!(scene.laptop.sync_with(&["--scheduled"]).count("pushed"), 1);
    scene.ends_with(&["lunch", "dinner", "breakfast"], 3);
}

#[test]
fn a_server_that_asks_to_wait_is_obeyed_where_there_is_nothing_to_send_too() {
    let scene = Scene::new();
    scene.plan([Fault::Answer { status: 503, retry_after: Some(60) }]);
    assert_eq!(scene.laptop.sync().code, 5);
    let asked = scene.proxy.counts().requests;
    let waits = scene.laptop.sync_at("2026-10-15T12:00:59Z", &["--scheduled"]);
    assert_eq!((waits.code, waits.count("requests")), (0, 0), "{waits:?}");
    assert_eq!(scene.proxy.counts().requests, asked);
    let status = scene.laptop.home.json(["status"]);
    assert_eq!(status["next_attempt_at"], "2026-10-15T12:01:00.000Z", "{status:#}");
    assert_eq!(scene.laptop.sync_at("2026-10-15T12:01:00Z", &["--scheduled"]).code, 0);
    let status = scene.laptop.home.json(["status"]);
    assert_eq!(status["next_attempt_at"], json!(null), "a success ends the wait: {status:#}");
    scene.ends_with(&[], 0);
}

#[test]
fn failures_of_the_server_never_use_an_operation_up() {
    let scene = Scene::new();
    scene.laptop.add("2", "lunch");
    let all = [500, 503, 408, 429, 502].into_iter().cycle().take(25);
    scene.plan(all.map(|status| Fault::Answer { status, retry_after: None }));
    for attempt in 1..=25 {
        let failed = scene.laptop.sync();
        assert_eq!((failed.code, &failed.object["status"]), (5, &json!("offline")), "{failed:?}");
        let queue = scene.laptop.queue();
        assert_eq!((&queue[0]["status"], &queue[0]["attempts"]), (&json!("in_flight"), &json!(attempt)));
    }
    assert_eq!(scene.laptop.synced().count("pushed"), 1);
    scene.ends_with(&["lunch"], 1);
}

#[test]
fn commands_work_while_a_sync_waits_for_the_network_and_what_they_did_goes_with_it() {
    let scene = Scene::new();
    let lunch = scene.laptop.add("2", "lunch");
    for (hold, name) in [(Hold::Request, "dinner"), (Hold::Answer, "breakfast")] {
        scene.plan([Fault::Hold(hold)]);
        let syncing = scene.laptop.start_sync();
        scene.proxy.await_held(1);
        // All of it while the request stands still: the proxy lets it go only afterwards.
        scene.laptop.add("3", name);
        scene.laptop.home.ok(["edit", &lunch, "--note", name]);
        scene.laptop.home.ok(["list"]);
        scene.laptop.home.ok(["report"]);
        scene.laptop.home.ok(["status"]);
        assert!(scene.laptop.find(name).is_some());
        scene.proxy.release();
        let synced = crate::common::device::synced(syncing.wait_with_output().unwrap());
        assert_eq!((synced.code, synced.count("pending")), (0, 0), "{synced:?}");
    }
    // One create and one edit each time, beside the create of the lunch.
    scene.ends_with(&["lunch", "dinner", "breakfast"], 5);
    assert_eq!(scene.phone.expense("lunch")["note"], "breakfast");
}

#[test]
fn a_login_that_breaks_off_anywhere_is_finished_by_the_next_command() {
    let scene = Scene::new();
    for at in 0..2_u32 {
        for fault in [Fault::DropAnswer, Fault::DropRequest] {
            let tablet = Device::new();
            let name = format!("tablet {at} {fault:?}");
            tablet.add("4", &name);
            // The login itself is no exchange; what follows it is asked for at `/v1/ledgers`.
            let passed = (0..at).map(|_| Fault::Pass);
            scene.proxy.set_plan(Plan::script(passed.chain([fault])).only("/v1/ledgers"));
            let mut login = tablet.process(&[
                "auth",
                "login",
                &scene.proxy.url(),
                "--email",
                crate::common::device::EMAIL,
                "--device",
                &name,
            ]);
            let output = login.output().unwrap();
            let said = text(&output.stderr);
            if output.status.code() != Some(0) {
                assert_eq!(output.status.code(), Some(5), "{said}");
                assert!(said.contains("outlay sync goes on where this stopped"), "{said}");
            }
            scene.proxy.set_plan(Plan::pass());
            tablet.synced();
            assert!(tablet.find("the first").is_some() && tablet.find(&name).is_some());
        }
    }
    // Each one's expense, and its word that there is the category.
    assert_eq!(settle(&[&scene.laptop, &scene.phone]), scene.revision + 4 * 2);
    assert_eq!(scene.server.url(), format!("http://127.0.0.1:{}", scene.server.port()));
}
