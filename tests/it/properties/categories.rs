//! The category tree, whatever is made, merged, renamed and undone around it: one live category to a path, each below a
//! live one, no circle, and nothing in a category that is gone.

use outlay::ledger::LedgerError;
use outlay::ledger::categories::CategoryEdit;
use serde_json::json;

use super::world::{Step, World, group, path, plain};

#[test]
fn a_category_that_is_made_again_and_undone_again_is_gone_again() {
    let mut world = World::in_memory();
    for step in [
        Step::Add(plain("a", Some("food:out"), 0)),
        Step::Undo,
        Step::Add(plain("b", Some("food:out"), 0)),
        Step::Undo,
    ] {
        world.run(&step);
    }
    assert!(world.category_paths().is_empty());
}

#[test]
fn a_category_is_not_merged_into_what_stands_below_it_by_way_of_another_merge() {
    let mut world = World::in_memory();
    for text in ["a:c", "b"] {
        world.book().add_category(&path(text), &CategoryEdit::default()).unwrap();
    }
    world.book().merge_categories(&[path("a")], &path("b")).unwrap();
    assert_eq!(world.category_paths(), [path("b"), path("b:c")]);
    let refused = world.book().merge_categories(&[path("b")], &path("b:c"));
    assert!(matches!(refused, Err(LedgerError::CategoryCircle { .. })), "{refused:?}");
    let refused = world.book().rename_category(&path("b"), &path("b:c:b"));
    assert!(matches!(refused, Err(LedgerError::CategoryCircle { .. })), "{refused:?}");
}

#[test]
fn a_merge_takes_namesakes_along_and_undo_takes_them_apart() {
    let mut world = World::in_memory();
    for (at, text) in
        ["old:bio:milk", "old:tea", "food:bio", "food:bio:milk", "deep:a:b:c"].iter().enumerate()
    {
        world.run(&Step::Add(plain("x", Some(text), at as u64)));
    }
    let before = world.snapshot();
    world.book().merge_categories(&[path("old")], &path("food")).unwrap();
    let categories: Vec<Option<String>> =
        (1..=4).map(|at| world.snapshot().expenses[&at].category.clone()).collect();
    assert_eq!(
        categories,
        ["food:bio:milk", "food:tea", "food:bio", "food:bio:milk"].map(|text| Some(text.to_owned()))
    );
    world.assert_sound();
    world.run(&Step::Undo);
    assert_eq!(world.snapshot(), before);
    world.run(&Step::Redo);
    world.assert_sound();
    let refused = world.book().merge_categories(&[path("deep")], &path("food:bio:milk"));
    assert!(matches!(refused, Err(LedgerError::TooDeep { levels: 6, .. })), "{refused:?}");
}

#[test]
fn a_category_that_something_changed_since_or_uses_stays_when_the_command_that_made_it_is_undone() {
    let mut world = World::in_memory();
    let add = |world: &mut World, text: &str| {
        world.book().add_category(&path(text), &CategoryEdit::default()).unwrap().group.unwrap()
    };
    let (used, looks, plain_one) =
        (add(&mut world, "used"), add(&mut world, "looks"), add(&mut world, "plain"));
    world.run(&Step::Add(plain("x", Some("used"), 0)));
    let edit = CategoryEdit { colour: Some(Some("red".to_owned())), ..CategoryEdit::default() };
    world.book().edit_categories(&[path("looks")], &edit).unwrap();
    assert_eq!(world.book().undo(Some(used), false).unwrap().skipped, []);
    let skipped = world.book().undo(Some(looks), false).unwrap().skipped;
    assert_eq!(skipped.len(), 1);
    assert_eq!((&*skipped[0].field, &skipped[0].current), ("colour", &json!("red")));
    assert_eq!(world.book().undo(Some(plain_one), false).unwrap().skipped, []);
    assert_eq!(world.category_paths(), [path("looks"), path("used")]);
}

#[test]
fn a_category_that_was_made_again_and_changed_since_stays_when_that_command_is_undone() {
    let mut world = World::in_memory();
    world.run(&Step::Add(plain("x", Some("again"), 0)));
    world.run(&Step::Undo);
    let again = world.book().add_category(&path("again"), &CategoryEdit::default()).unwrap().group;
    let edit = CategoryEdit { hidden: Some(true), ..CategoryEdit::default() };
    world.book().edit_categories(&[path("again")], &edit).unwrap();
    let skipped = world.book().undo(again, false).unwrap().skipped;
    assert_eq!(skipped.iter().map(|one| &*one.field).collect::<Vec<_>>(), ["hidden"]);
    assert_eq!(world.category_paths(), [path("again")]);
}

#[test]
fn undone_late_a_rename_makes_no_second_category_of_one_path_and_no_circle() {
    let mut world = World::in_memory();
    for text in ["a", "b"] {
        world.book().add_category(&path(text), &CategoryEdit::default()).unwrap();
    }
    let renamed = world.book().rename_category(&path("a"), &path("z")).unwrap().group;
    world.book().add_category(&path("a"), &CategoryEdit::default()).unwrap();
    let skipped = world.book().undo(renamed, false).unwrap().skipped;
    assert_eq!(skipped.iter().map(|one| &*one.field).collect::<Vec<_>>(), ["name"]);
    assert_eq!(world.category_paths(), [path("a"), path("b"), path("z")]);
    let moved = world.book().rename_category(&path("a"), &path("b:a")).unwrap().group;
    let out = world.book().rename_category(&path("b:a"), &path("a")).unwrap().group;
    world.book().rename_category(&path("b"), &path("a:b")).unwrap();
    let skipped = world.book().undo(out, false).unwrap().skipped;
    assert_eq!(
        skipped.iter().map(|one| &*one.field).collect::<Vec<_>>(),
        ["parent"],
        "b:a would stand below itself"
    );
    assert!(world.book().undo(moved, false).is_ok());
    world.assert_sound();
}

#[test]
fn an_expense_that_comes_back_brings_its_category_back() {
    let mut world = World::in_memory();
    let added = group(world.run(&Step::Add(plain("x", Some("food:out"), 0))));
    let deleted = group(world.run(&Step::Delete(vec![0])));
    world.book().undo(Some(added), false).unwrap();
    assert!(world.category_paths().is_empty());
    world.book().undo(Some(deleted), false).unwrap();
    assert_eq!(world.category_paths(), [path("food"), path("food:out")]);
    world.assert_sound();
}

#[test]
fn an_expense_that_comes_back_goes_to_the_category_that_has_its_path_by_now() {
    let mut world = World::in_memory();
    let added = group(world.run(&Step::Add(plain("x", Some("food:out"), 0))));
    let deleted = group(world.run(&Step::Delete(vec![0])));
    world.book().undo(Some(added), false).unwrap();
    for (made, name) in [("eat", "food"), ("food:away", "food:out")] {
        world.book().add_category(&path(made), &CategoryEdit::default()).unwrap();
        world.book().rename_category(&path(made), &path(name)).unwrap();
    }
    world.book().undo(Some(deleted), false).unwrap();
    assert_eq!(world.category_paths(), [path("food"), path("food:out")]);
    world.assert_sound();
    world.book().rename_category(&path("food"), &path("meals")).unwrap();
    assert_eq!(world.expenses()[0].category.as_deref(), Some("meals:out"));
    world.assert_sound();
}

#[test]
fn an_expense_that_comes_back_to_a_place_that_is_too_deep_by_now_goes_to_the_category_above() {
    let mut world = World::in_memory();
    world.book().add_category(&path("food"), &CategoryEdit::default()).unwrap();
    let added = group(world.run(&Step::Add(plain("x", Some("food:out"), 0))));
    let deleted = group(world.run(&Step::Delete(vec![0])));
    world.book().undo(Some(added), false).unwrap();
    world.book().rename_category(&path("food"), &path("a:b:c:d:e")).unwrap();
    world.book().undo(Some(deleted), false).unwrap();
    assert_eq!(world.expenses()[0].category.as_deref(), Some("a:b:c:d:e"));
    world.assert_sound();
}

#[test]
fn a_category_is_made_below_the_one_that_has_the_path_and_not_below_one_that_had_it() {
    let mut world = World::in_memory();
    world.run(&Step::Add(plain("x", Some("food:out"), 0)));
    world.run(&Step::Undo);
    world.book().add_category(&path("eat"), &CategoryEdit::default()).unwrap();
    world.book().rename_category(&path("eat"), &path("food")).unwrap();
    world.run(&Step::Add(plain("y", Some("food:out"), 0)));
    world.book().rename_category(&path("food"), &path("meals")).unwrap();
    assert_eq!(world.category_paths(), [path("meals"), path("meals:out")]);
    world.assert_sound();
}
