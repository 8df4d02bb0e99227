//! What is written down of a request until it is answered, and how much one carries.

use std::cell::RefCell;

use outlay::store::sync::push::PushLimits;

use super::{Happening, Scene, now};

/// A later version may render a row otherwise: the same id with another content would be refused for ever.
#[test]
fn a_creation_that_was_sent_stays_what_it_was_though_its_row_would_be_told_otherwise() {
    let (_, mut laptop) = Scene::new();
    for name in ["one", "two", "three"] {
        laptop.add(name, Some(format!("line\nof \"{name}\"")));
    }
    let number = laptop.state().number;
    let prepare = |world: &mut crate::properties::world::World| {
        world.store.prepare_push(number, PushLimits::default(), now())
    };
    let sent = prepare(&mut laptop.world).unwrap().request.operations;
    assert_eq!(sent.len(), 3);
    laptop.world.sql().execute_batch("UPDATE expenses SET description = 'otherwise', note = NULL").unwrap();
    for _ in 0..2 {
        assert_eq!(prepare(&mut laptop.world).unwrap().request.operations, sent);
    }
}

#[test]
fn nothing_is_kept_of_a_request_that_was_answered_but_what_the_history_keeps() {
    let (scene, mut laptop) = Scene::new();
    for name in ["one", "two", "three"] {
        laptop.add(name, None);
    }
    let state = laptop.state();
    laptop.world.store.prepare_push(state.number, PushLimits::default(), now()).unwrap();
    let count = |sql: &str| -> i64 { laptop.world.sql().query_row(sql, [], |row| row.get(0)).unwrap() };
    let pieces = "SELECT count(*) FROM sent_bodies";
    let rows = "SELECT count(*) FROM operations WHERE kind = 1 AND action = 1 AND fields IS NULL";
    assert_eq!((count(pieces), count(rows)), (1, 3));
    scene.sync(&mut laptop, Vec::new());
    let count = |sql: &str| -> i64 { laptop.world.sql().query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!((count(pieces), count(rows)), (0, 0));
    let newest = "SELECT status FROM operations WHERE fields LIKE '%\"after\":\"three\"%'";
    assert_eq!(count(newest), 2);
    laptop.world.assert_sound();
}

#[test]
fn the_first_of_several_requests_is_short_and_one_alone_is_not() {
    for (operations, requests) in [(3, vec![1, 3, 1]), (4, vec![1, 4]), (5, vec![5]), (6, vec![5])] {
        let (scene, mut laptop) = Scene::new();
        for name in ["one", "two", "three", "four", "five"] {
            laptop.add(name, None);
        }
        let seen = RefCell::new(Vec::new());
        let look: Happening = Box::new(|request, ask| {
            seen.borrow_mut().push(request.operations.len());
            ask()
        });
        let limits = PushLimits { operations, lead: 1, ..PushLimits::default() };
        let report = scene.sync_within(&mut laptop, limits, look);
        assert_eq!((report.error, report.pending), (None, 0));
        let carried: Vec<usize> = seen.take().into_iter().filter(|count| *count > 0).collect();
        assert_eq!(carried, requests, "{operations} at most");
    }
}

#[test]
fn the_most_attempts_are_known_of_what_was_sent_once_and_of_what_lost_its_place() {
    let (_, mut laptop) = Scene::new();
    laptop.add("one", None);
    let number = laptop.state().number;
    let most = |laptop: &super::Laptop| laptop.world.store.waiting().unwrap().attempts_max;
    for attempts in 0..3 {
        assert_eq!(most(&laptop), attempts);
        laptop.world.store.prepare_push(number, PushLimits::default(), now()).unwrap();
    }
    for attempts in [1, 2] {
        let sql = "UPDATE operations SET seq = NULL, attempts = ?1 WHERE status = 1";
        laptop.world.sql().execute(sql, [attempts]).unwrap();
        assert_eq!(most(&laptop), attempts);
    }
}
