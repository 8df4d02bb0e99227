//! Requests that leave before the answer to the last one is taken.

use std::cell::{Cell, RefCell};
use std::path::Path;

use outlay::ledger::entries::Edit;
use outlay::store::sync::push::PushLimits;
use outlay::sync::remote::RemoteError;

use super::{Happening, Scene, Step};

/// The numbers of a device's operations that were sent and wait for their answers, in their order.
fn unanswered(file: &Path) -> Vec<i64> {
    let database = rusqlite::Connection::open(file).unwrap();
    let mut found = database
        .prepare("SELECT seq FROM operations WHERE status = 1 AND revision IS NULL ORDER BY seq")
        .unwrap();
    found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Client and server work at the same time: the next request is on its way before the last answer is written down.
#[test]
fn a_request_leaves_before_the_answer_to_the_last_one_is_taken() {
    let (scene, mut laptop) = Scene::new();
    for name in ["one", "two", "three", "four", "five"] {
        laptop.add(name, None);
    }
    let from = laptop.state().next_seq;
    let file = laptop.file.clone();
    let seen = RefCell::new(Vec::new());
    let look: Happening = Box::new(|request, ask| {
        let sent: Vec<i64> = request.operations.iter().map(|one| one.seq - from).collect();
        let waits: Vec<i64> = unanswered(&file).into_iter().map(|seq| seq - from).collect();
        seen.borrow_mut().push((sent, waits, request.cursor));
        ask()
    });
    let limits = PushLimits { operations: 2, ..PushLimits::default() };
    let report = scene.sync_within(&mut laptop, limits, look);
    assert_eq!((report.error, report.pending), (None, 0));
    let cursor = laptop.state().cursor;
    assert_eq!(
        seen.take(),
        [
            // Nobody has answered yet: nothing more is marked than leaves.
            (vec![0, 1], vec![0, 1], cursor - 5),
            (vec![2, 3], vec![2, 3], cursor - 3),
            // The last one was made ready beside that, and leaves while its answer is still not taken.
            (vec![4], vec![2, 3, 4], cursor - 1),
        ]
    );
    laptop.world.assert_sound();
}

/// The same for pages: a device that only takes asks for the next one before it has taken the last.
#[test]
fn a_page_is_asked_for_before_the_last_one_is_taken() {
    let (scene, mut laptop) = Scene::new();
    for name in ["one", "two", "three"] {
        laptop.add(name, None);
    }
    scene.sync(&mut laptop, Vec::new());
    let (number, cursor) = (laptop.state().number, laptop.state().cursor);
    laptop.world.sql().execute("UPDATE ledgers SET cursor = 1 WHERE number = ?1", [number]).unwrap();
    let file = laptop.file.clone();
    let seen = RefCell::new(Vec::new());
    let look: Happening = Box::new(|request, ask| {
        let database = rusqlite::Connection::open(&file).unwrap();
        let taken: i64 = database.query_row("SELECT cursor FROM ledgers", [], |row| row.get(0)).unwrap();
        seen.borrow_mut().push((request.cursor, taken));
        ask()
    });
    let limits = PushLimits { changes: 1, ..PushLimits::default() };
    let report = scene.sync_within(&mut laptop, limits, look);
    assert_eq!(report.error, None);
    let seen = seen.take();
    assert!(seen.len() > 2, "{seen:?}");
    assert!(seen.iter().skip(1).all(|(asked, taken)| taken < asked), "{seen:?}");
    assert_eq!(laptop.state().cursor, cursor);
    laptop.world.assert_sound();
}

/// Of an entity that comes to something more than once, a page may end between the two: until its last state is here, what was
/// entered last stays shown (PROTOCOL, rule 5).
#[test]
fn an_own_edit_is_shown_all_the_while_however_small_the_pages_are() {
    for operations in 1..=4 {
        for changes in 1..=3 {
            let (scene, mut laptop) = Scene::new();
            laptop.add("lunch", None);
            let number =
                laptop.world.expenses().iter().find(|one| one.description == "lunch").unwrap().number;
            let edit = |laptop: &mut super::Laptop, edit: Edit| {
                let at = laptop.world.numbers(true).iter().position(|one| *one == number).unwrap();
                laptop.world.run(&Step::Edit(vec![at], edit));
            };
            let payee = |text: &str| Edit { payee: Some(Some(text.to_owned())), ..Edit::default() };
            edit(&mut laptop, payee("first"));
            for round in 0..4 {
                laptop.add(&format!("other {round}"), None);
                edit(&mut laptop, Edit { note: Some(Some(format!("note {round}"))), ..Edit::default() });
                // Each run comes to an end after a few requests.
                let left = Cell::new(3);
                let breaks: Happening = Box::new(|_, ask| {
                    left.set(left.get() - 1);
                    if left.get() < 0 {
                        Err(RemoteError::Offline { detail: "lost".to_owned() })
                    } else {
                        ask()
                    }
                });
                let limits = PushLimits { operations, changes, ..PushLimits::default() };
                scene.sync_within(&mut laptop, limits, breaks);
                let shown = laptop.world.expenses().into_iter().find(|one| one.number == number).unwrap();
                assert_eq!(
                    (shown.payee.as_deref(), shown.note),
                    (Some("first"), Some(format!("note {round}"))),
                    "{operations} operations, {changes} changes"
                );
            }
        }
    }
}
