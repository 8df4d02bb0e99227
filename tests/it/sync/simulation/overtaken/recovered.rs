//! What a user does while a device tells a restored server again what it lost.

use std::cell::Cell;

use outlay::ledger::entries::Edit;
use outlay::store::sync::push::PushLimits;
use outlay::sync::remote::RemoteError;
use outlay::sync::report::SyncStatus;

use super::{Happening, Laptop, Scene, Step, draft, now, other};

/// A server that was restored to before four expenses of two devices, and the first of the two, which has told it one of
/// them again and no more.
fn in_the_middle() -> (Scene, Laptop, Laptop) {
    let (mut scene, mut laptop) = Scene::new();
    let backup = scene.server.backup();
    for name in ["a", "b", "c", "d"] {
        laptop.add(name, None);
    }
    assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
    let phone = other(&scene);
    scene.server.restore(backup);
    let told = Cell::new(0);
    let breaks: Happening = Box::new(|request, ask| {
        told.set(told.get() + request.operations.len());
        if told.get() > 1 { Err(RemoteError::Offline { detail: "lost".to_owned() }) } else { ask() }
    });
    let limits = PushLimits { operations: 1, ..PushLimits::default() };
    assert_eq!(scene.sync_within(&mut laptop, limits, breaks).status, SyncStatus::Offline);
    (scene, laptop, phone)
}

/// What a device shows as live.
fn shown(device: &Laptop) -> Vec<String> {
    let live = device.world.expenses().into_iter().filter(|expense| expense.deleted_at.is_none());
    let mut found: Vec<String> = live.map(|expense| expense.description).collect();
    found.sort();
    found
}

/// The place of an expense among those that a step picks from.
fn place(device: &Laptop, name: &str) -> usize {
    let number = device.world.expenses().iter().find(|one| one.description == name).unwrap().number;
    device.world.numbers(true).iter().position(|one| *one == number).unwrap()
}

/// Lets both come to rest. Returns what both show, and how many conflicts there are.
fn settled(scene: &Scene, devices: &mut [Laptop]) -> (Vec<String>, usize) {
    for _ in 0..3 {
        for device in &mut *devices {
            assert!(scene.sync(device, Vec::new()).error.is_none());
            device.world.assert_sound();
        }
    }
    let (shown, conflicts) = (shown(&devices[0]), devices[0].world.store.conflicts(None, true).unwrap());
    for device in devices {
        assert_eq!(self::shown(device), shown);
    }
    (shown, conflicts.len())
}

#[test]
fn what_is_deleted_before_it_was_told_again_is_not_brought_back_in_silence() {
    for name in ["a", "b", "c", "d"] {
        let (scene, mut laptop, phone) = in_the_middle();
        let at = place(&laptop, name);
        laptop.world.run(&Step::Delete(vec![at]));
        assert!(!shown(&laptop).contains(&name.to_owned()));
        let (shown, conflicts) = settled(&scene, &mut [phone, laptop]);
        assert!(!shown.contains(&name.to_owned()) || conflicts > 0, "{name} came back: {shown:?}");
    }
}

#[test]
fn the_queue_is_sound_while_an_edit_waits_for_what_is_told_again() {
    let (mut scene, mut laptop) = Scene::new();
    let backup = scene.server.backup();
    laptop.add("lunch", None);
    assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
    scene.server.restore(backup);
    let at = place(&laptop, "lunch");
    laptop.world.run(&Step::Edit(vec![at], Edit { note: Some(Some("late".to_owned())), ..Edit::default() }));
    // The first request is told of the restore, the walk goes through, and what carries an operation then is lost.
    let is_first = Cell::new(true);
    let breaks: Happening = Box::new(|request, ask| {
        if is_first.replace(false) || request.operations.is_empty() {
            ask()
        } else {
            Err(RemoteError::Offline { detail: "lost".to_owned() })
        }
    });
    assert_eq!(scene.sync_always(&mut laptop, breaks).status, SyncStatus::Offline);
    laptop.world.assert_sound();
    let (shown, conflicts) = settled(&scene, &mut [laptop]);
    assert_eq!((shown, conflicts), (vec!["lunch".to_owned(), "the first".to_owned()], 0));
}

/// A row of a statement that was imported and deleted before any sync is known to the server by its delete alone, and to its
/// device by nothing once old history is dropped.
#[test]
fn a_deleted_row_of_a_statement_is_told_a_restored_server_though_its_history_is_gone() {
    let (mut scene, mut laptop) = Scene::new();
    let mut phone = other(&scene);
    let backup = scene.server.backup();
    let statement = Step::Import(vec![vec![(7, draft("coffee", None))]]);
    laptop.world.run(&statement);
    let at = place(&laptop, "coffee");
    laptop.world.run(&Step::Delete(vec![at]));
    assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
    laptop.add("tea", None);
    assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
    assert!(laptop.world.store.trim_history(0, now() + chrono::Days::new(400)).unwrap() > 0);
    scene.server.restore(backup);
    phone.world.run(&statement);
    let (shown, conflicts) = settled(&scene, &mut [laptop, phone]);
    assert!(!shown.contains(&"coffee".to_owned()) || conflicts > 0, "it came back: {shown:?}");
}

/// Of what was deleted before the first sync and taken back after it, a restored server has the tombstone alone.
#[test]
fn what_the_server_knows_only_as_deleted_is_level_again_once_it_was_told_whole() {
    let (mut scene, mut laptop) = Scene::new();
    laptop.world.run(&Step::Import(vec![vec![(1, draft("lunch", None))]]));
    let at = place(&laptop, "lunch");
    laptop.world.run(&Step::Delete(vec![at]));
    assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
    let backup = scene.server.backup();
    laptop.world.run(&Step::Undo);
    assert_eq!(scene.sync(&mut laptop, Vec::new()).status, SyncStatus::Ok);
    scene.server.restore(backup);
    let report = scene.sync(&mut laptop, Vec::new());
    assert_eq!((report.status, &report.error), (SyncStatus::Ok, &None), "{report:?}");
    assert!(report.ledgers[0].digest.as_ref().is_some_and(|digest| digest.ok), "{report:?}");
    let (shown, conflicts) = settled(&scene, &mut [other(&scene), laptop]);
    assert_eq!((shown, conflicts), (vec!["lunch".to_owned(), "the first".to_owned()], 0));
}
