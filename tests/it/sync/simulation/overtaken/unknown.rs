//! What a device does with a name that it was told before what it names.

use std::cell::Cell;

use outlay::ledger::entries::Edit;
use outlay::model::category::CategoryPath;
use outlay::store::sync::push::PushLimits;
use outlay::sync::remote::RemoteError;
use outlay::sync::report::SyncStatus;
use serde_json::Value as Json;

use super::{Happening, Laptop, Scene, Step, other};
use crate::properties::world::path;

/// Moves the only expense to a category.
fn move_to(device: &mut Laptop, category: &str) {
    let category = Some(Some(path(category)));
    device.world.run(&Step::Edit(vec![0], Edit { category, ..Edit::default() }));
}

fn rename(device: &mut Laptop, from: &str, to: &str) {
    let at = device.world.category_paths().iter().position(|known| *known == path(from)).unwrap();
    device.world.run(&Step::RenameCategory(at, path(to)));
}

/// Two devices that moved the expense to different categories and renamed both, and a third one that was told of the expense
/// and of the conflict, and of nothing behind them.
fn half_told(scene: &Scene, laptop: &mut Laptop) -> (Laptop, Laptop) {
    let (mut phone, mut tablet) = (other(scene), other(scene));
    move_to(laptop, "bio");
    move_to(&mut phone, "travel");
    for device in [laptop, &mut phone] {
        assert!(scene.sync(device, Vec::new()).error.is_none());
    }
    // Both categories are told at their newest revisions: after the conflict that names them.
    rename(&mut phone, "bio", "organic");
    rename(&mut phone, "travel", "trips");
    assert!(scene.sync(&mut phone, Vec::new()).error.is_none());
    let asked = Cell::new(0);
    let breaks: Happening = Box::new(|_, ask| {
        asked.set(asked.get() + 1);
        if asked.get() > 1 { Err(RemoteError::Offline { detail: "lost".to_owned() }) } else { ask() }
    });
    let limits = PushLimits { changes: 2, ..PushLimits::default() };
    assert_eq!(scene.sync_within(&mut tablet, limits, breaks).status, SyncStatus::Offline);
    (phone, tablet)
}

#[test]
fn a_conflict_is_decided_for_a_category_that_is_told_later() {
    let (scene, mut laptop) = Scene::new();
    let (phone, mut tablet) = half_told(&scene, &mut laptop);
    let conflict = tablet.world.store.conflicts(None, true).unwrap().remove(0);
    let lost: Json = serde_json::from_str(conflict.lost.as_deref().unwrap()).unwrap();
    tablet.world.book().resolve_conflict(&conflict, Some(&lost["value"]), "lost").unwrap();
    // Until its own state comes the category has a name of the device's making.
    assert!(tablet.world.expenses()[0].category.as_ref().is_some_and(|name| name.starts_with('?')));

    let mut devices = [tablet, laptop, phone];
    for _ in 0..2 {
        for device in &mut devices {
            assert!(scene.sync(device, Vec::new()).error.is_none());
            device.world.assert_sound();
        }
    }
    let chosen = |device: &Laptop| -> Option<CategoryPath> {
        let category = device.world.expenses().remove(0).category;
        category.map(|category| path(&category))
    };
    let [tablet, laptop, phone] = &devices;
    assert!(chosen(tablet).is_some_and(|path| ["organic", "trips"].contains(&&*path.to_string())));
    assert_eq!([chosen(laptop), chosen(phone)], [chosen(tablet), chosen(tablet)]);
    assert!(tablet.world.store.conflicts(None, true).unwrap().is_empty());
}

#[test]
fn a_category_that_is_told_later_is_not_deleted_at_a_restored_server() {
    let (mut scene, mut laptop) = Scene::new();
    let backup = scene.server.backup();
    let (phone, tablet) = half_told(&scene, &mut laptop);
    scene.server.restore(backup);
    let mut devices = [tablet, laptop, phone];
    for _ in 0..3 {
        for device in &mut devices {
            assert!(scene.sync(device, Vec::new()).error.is_none());
        }
    }
    for device in &devices {
        device.world.assert_sound();
        let conflicts = device.world.store.conflicts(None, true).unwrap();
        assert!(conflicts.iter().all(|one| one.field.is_some()), "nobody deleted anything: {conflicts:?}");
    }
}
