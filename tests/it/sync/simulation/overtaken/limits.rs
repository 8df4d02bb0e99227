//! The limits of a run: one below, at, and one above each.

use chrono::TimeDelta;
use outlay::clock::Clock;
use outlay::protocol::sync::SyncAnswer;
use outlay::store::sync::push::PushLimits;
use outlay::store::sync::runs::RunRecord;
use outlay::sync::engine::{RUN_REQUESTS_MAX, SyncOptions, run};
use outlay::sync::remote::RemoteError;
use outlay::sync::report::{SyncReport, SyncStatus};

use super::{Happening, Laptop, Scene, now};

/// A run with options, and what happens to its first requests.
fn run_with<'a>(
    scene: &'a Scene,
    laptop: &mut Laptop,
    options: &SyncOptions,
    script: Vec<Happening<'a>>,
) -> SyncReport {
    run(&mut laptop.world.store, &mut scene.remote(script), options, &Clock::fixed(now())).unwrap()
}

#[test]
fn a_run_sends_so_many_requests_and_the_next_one_goes_on() {
    assert_eq!(SyncOptions::default().requests_max, RUN_REQUESTS_MAX);
    let (scene, mut laptop) = Scene::new();
    for name in ["one", "two", "three", "four", "five"] {
        laptop.add(name, None);
    }
    assert_eq!(run_with(&scene, &mut laptop, &SyncOptions::default(), Vec::new()).pending, 0);
    let limits = PushLimits { changes: 1, ..PushLimits::default() };
    let walk = SyncOptions { repair: true, limits, ..SyncOptions::default() };
    let needed = run_with(&scene, &mut laptop, &walk, Vec::new()).requests;
    assert!(needed > 5, "a page for each");
    for (requests_max, status) in
        [(needed + 1, SyncStatus::Ok), (needed, SyncStatus::Ok), (needed - 1, SyncStatus::Offline)]
    {
        let report = run_with(&scene, &mut laptop, &SyncOptions { requests_max, ..walk }, Vec::new());
        assert_eq!((report.status, report.requests), (status, needed.min(requests_max)), "{report:?}");
    }
    let next = run_with(&scene, &mut laptop, &SyncOptions { limits, ..SyncOptions::default() }, Vec::new());
    assert_eq!((next.status, next.requests), (SyncStatus::Ok, 1), "{next:?}");
    assert!(next.ledgers[0].digest.as_ref().unwrap().ok);
}

#[test]
fn a_run_is_sent_round_so_many_times_and_no_more() {
    for (times, status) in [(7, SyncStatus::Ok), (8, SyncStatus::Ok), (9, SyncStatus::Refused)] {
        let (scene, mut laptop) = Scene::new();
        laptop.add("lunch", None);
        let (revision, server) = (laptop.state().cursor, scene.server.service.server());
        let renew = || -> Happening { Box::new(move |_, _| Ok(SyncAnswer::Renew { revision, server })) };
        let script = (0..times).map(|_| renew()).collect();
        let report = run_with(&scene, &mut laptop, &SyncOptions::default(), script);
        assert_eq!(report.status, status, "{times} times: {report:?}");
        assert_eq!(run_with(&scene, &mut laptop, &SyncOptions::default(), Vec::new()).status, SyncStatus::Ok);
        assert_eq!(laptop.descriptions(), ["lunch", "the first"]);
    }
}

#[test]
fn a_server_makes_a_device_wait_for_a_day_and_no_longer() {
    let day = 86_400_u64;
    for (asked, waits) in [(day - 1, day - 1), (day, day), (day + 1, day)] {
        let (scene, mut laptop) = Scene::new();
        laptop.add("lunch", None);
        let limited: Happening =
            Box::new(move |_, _| Err(RemoteError::RateLimited { retry_after: Some(asked) }));
        let report = run_with(&scene, &mut laptop, &SyncOptions::default(), vec![limited]);
        assert_eq!(report.status, SyncStatus::Offline);
        let until = now() + TimeDelta::seconds(i64::try_from(waits).unwrap());
        assert_eq!(laptop.world.store.next_attempt().unwrap(), Some(until), "{asked}");
    }
}

#[test]
fn a_wait_that_is_longer_than_any_can_be_is_of_another_clock() {
    for (seconds, waits) in [(0, false), (1, true), (86_400, true), (86_401, false)] {
        let (scene, mut laptop) = Scene::new();
        let until = now() + TimeDelta::seconds(seconds);
        let record =
            RunRecord { result: "offline".to_owned(), next_attempt_at: Some(until), ..RunRecord::default() };
        laptop.world.store.record_run(now(), now(), &record).unwrap();
        let options = SyncOptions { scheduled: true, ..SyncOptions::default() };
        let report = run_with(&scene, &mut laptop, &options, Vec::new());
        assert_eq!(report.waits_until, waits.then_some(until), "{seconds}");
    }
}
