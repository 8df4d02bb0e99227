//! The history of an expense, and commands that reach back into it.

use chrono::TimeDelta;
use outlay::ledger::LedgerError;
use outlay::ledger::categories::CategoryEdit;
use outlay::ledger::entries::Edit;
use outlay::model::category::CategoryPath;
use outlay::model::entity::Kind;
use outlay::model::expense::ExpenseDraft;
use outlay::model::operation::Action;
use outlay::store::operations::LogEntry;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use super::raw::{self, Fields, set};
use super::values;
use super::world::{Outcome, Step, World, config, plain, step};

fn path(text: &str) -> CategoryPath {
    CategoryPath::parse(text).unwrap()
}

/// The fields of an entry as `name: before -> after`, sorted.
fn told(entry: &LogEntry) -> (Action, Vec<String>) {
    let mut fields: Vec<String> = entry
        .fields
        .iter()
        .map(|change| format!("{}: {} -> {}", change.field, change.before, change.after))
        .collect();
    fields.sort();
    (entry.action, fields)
}

fn group(outcome: Outcome) -> i64 {
    match outcome {
        Outcome::Changed(group) => group,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_history_of_an_expense_tells_each_step_with_the_values_before_and_after() {
    let mut world = World::on_file();
    let draft = ExpenseDraft {
        payee: Some("Café".to_owned()),
        method: Some("Card".to_owned()),
        tags: vec!["x".to_owned()],
        ..plain("coffee", Some("food"), 0)
    };
    world.run(&Step::Add(draft));
    let edit = Edit {
        payee: Some(None),
        category: Some(Some(path("food:out"))),
        tags: vec![("x".to_owned(), false), ("y".to_owned(), true)],
        ..Edit::default()
    };
    world.run(&Step::Edit(vec![0], edit));
    world.run(&Step::Edit(vec![0], Edit { description: Some(String::new()), ..Edit::default() }));
    world.run(&Step::Delete(vec![0]));
    world.run(&Step::Undo);
    let log = world.store.log(Kind::Expense, 1).unwrap();
    let line = |text: &str| text.to_owned();
    assert_eq!(
        log.iter().map(told).collect::<Vec<_>>(),
        [
            (
                Action::Create,
                vec![
                    line("amount: null -> \"12.50 EUR\""),
                    line("category: null -> \"food\""),
                    line("date: null -> \"2026-03-01\""),
                    line("description: \"\" -> \"coffee\""),
                    line("direction: null -> \"expense\""),
                    line("method: null -> \"Card\""),
                    line("payee: null -> \"Café\""),
                    line("tag:x: null -> true"),
                ]
            ),
            (
                Action::Update,
                vec![
                    line("category: \"food\" -> \"food:out\""),
                    line("payee: \"Café\" -> null"),
                    line("tag:x: true -> null"),
                    line("tag:y: null -> true"),
                ]
            ),
            (Action::Update, vec![line("description: \"coffee\" -> \"\"")]),
            (Action::Delete, vec![]),
            (Action::Restore, vec![]),
        ]
    );
    assert!(log.windows(2).all(|pair| pair[0].at < pair[1].at));
    assert!(world.store.log(Kind::Expense, 2).unwrap().is_empty());
}

#[test]
fn a_creation_is_told_with_its_original_values_even_when_its_history_was_dropped() {
    let mut world = World::on_file();
    world.run(&Step::Add(plain("first", None, 0)));
    let slim = world.store.log(Kind::Expense, 1).unwrap();
    for text in ["second", "third"] {
        world.run(&Step::Edit(vec![0], Edit { description: Some(text.to_owned()), ..Edit::default() }));
    }
    let whole = world.store.log(Kind::Expense, 1).unwrap();
    assert_eq!(
        (told(&whole[0]), whole[0].at, whole[0].operation),
        (told(&slim[0]), slim[0].at, slim[0].operation)
    );
    let sql = world.sql();
    sql.execute_batch(
        "UPDATE operations SET status = 2; UPDATE expenses SET revision = 1, last_op = NULL;
         DELETE FROM queue_counts; INSERT INTO queue_counts VALUES (1, 2, 3);",
    )
    .unwrap();
    let later = world.now + TimeDelta::days(1);
    assert_eq!(world.store.trim_history(2, later).unwrap(), 1, "the oldest of three commands");
    let trimmed = world.store.log(Kind::Expense, 1).unwrap();
    assert_eq!(trimmed.iter().map(told).collect::<Vec<_>>(), whole.iter().map(told).collect::<Vec<_>>());
    assert_eq!(trimmed[0].operation, None);
    let refused = world.book().undo(Some(1), false);
    assert!(matches!(refused, Err(LedgerError::NotFound { .. })), "{refused:?}");
    world.assert_sound();
    assert_eq!(world.store.trim_history(2, later).unwrap(), 0);
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn the_history_of_every_entity_adds_up_to_its_row(steps in vec(step(), 5..25)) {
        let mut world = World::on_file();
        for step in &steps {
            world.run(step);
        }
        let sql = world.sql();
        for (key, row) in raw::entities(&sql) {
            let kind = Kind::from_code(key.0).unwrap();
            let log = world.store.log(kind, key.1).unwrap();
            let mut fields = Fields::new();
            let mut live = false;
            prop_assert_eq!(log[0].action, Action::Create);
            for (at, entry) in log.iter().enumerate() {
                prop_assert_eq!(entry.action == Action::Create, at == 0);
                for change in &entry.fields {
                    // Categories are told by the paths they have now, so only what else changed is followed.
                    if !["category", "parent", "merged_into"].contains(&change.field.as_str()) {
                        prop_assert_eq!(&raw::get(&fields, &change.field), &change.before, "{}", change.field);
                    }
                    set(&mut fields, &change.field, change.after.clone());
                }
                live = entry.action != Action::Delete;
            }
            prop_assert_eq!(live, row.live);
            prop_assert!(fields.keys().eq(row.fields.keys()), "{:?} {:?}", fields, row.fields);
            for (name, value) in fields {
                if !["category", "parent", "merged_into", "direction"].contains(&name.as_str()) {
                    prop_assert_eq!(&row.fields[&name], &value);
                }
            }
        }
    }
}

#[test]
fn what_an_edit_refuses_changes_nothing() {
    let mut world = World::in_memory();
    world.run(&Step::Add(plain("kept", None, 0)));
    world.run(&Step::Add(plain("gone", None, 0)));
    world.run(&Step::Delete(vec![1]));
    let before = world.snapshot();
    let edit = Edit { category: Some(Some(path("new"))), ..Edit::default() };
    let refused = world.book().edit(&[1, 2], &edit);
    assert!(matches!(refused, Err(LedgerError::Deleted { number: 2, .. })), "{refused:?}");
    let refused = world.book().edit(&[1, 3], &edit);
    assert!(matches!(refused, Err(LedgerError::NotFound { .. })), "{refused:?}");
    assert_eq!(world.snapshot(), before);
    assert_eq!(world.store.undoable_groups(9).unwrap().len(), 3);
    world.assert_sound();
}

#[test]
fn neither_an_undo_nor_an_unknown_command_can_be_undone_by_its_number() {
    let mut world = World::in_memory();
    world.run(&Step::Add(plain("a", None, 0)));
    let undo = group(world.run(&Step::Undo));
    assert!(matches!(world.book().undo(Some(undo), false), Err(LedgerError::NotUndoable(of)) if of == undo));
    assert!(
        matches!(world.book().undo(Some(1), false), Err(LedgerError::AlreadyUndone { group: 1, by }) if by == undo)
    );
    assert!(matches!(world.book().undo(Some(99), false), Err(LedgerError::NotFound { .. })));
    assert!(matches!(world.book().undo(None, false), Err(LedgerError::NothingToUndo)));
    let redo = group(world.run(&Step::Redo));
    assert!(matches!(world.book().undo(Some(redo), false), Err(LedgerError::NotUndoable(_))));
    assert!(matches!(world.book().redo(false), Err(LedgerError::NothingToRedo)));
    assert!(world.book().undo(Some(1), false).is_ok());
}

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

#[test]
fn a_batch_that_came_again_with_other_values_is_undone_unless_a_person_changed_it() {
    let mut world = World::in_memory();
    let first = vec![vec![(1, plain("one", None, 0))], vec![(2, plain("two", None, 1))]];
    let again = vec![
        vec![(1, plain("ONE", Some("food"), 0))],
        vec![(2, plain("TWO", None, 1)), (3, plain("new", None, 2))],
    ];
    world.import(&first).unwrap();
    world.run(&Step::Undo);
    let outcome = world.import(&again).unwrap();
    assert_eq!(outcome.files.iter().map(|file| file.imported).collect::<Vec<_>>(), [1, 2]);
    world.run(&Step::Edit(vec![1], Edit { note: Some(Some("mine".to_owned())), ..Edit::default() }));
    let batches: Vec<_> = outcome.files.iter().map(|file| file.batch.unwrap()).collect();
    assert_eq!(world.book().undo_batch(batches[0], false).unwrap().skipped, []);
    let skipped = world.book().undo_batch(batches[1], false).unwrap().skipped;
    assert_eq!(skipped.iter().map(|one| (one.number, &*one.field)).collect::<Vec<_>>(), [(2, "note")]);
    assert_eq!(world.numbers(true), [2]);
    let undone = world.book().undo(outcome.group, false).unwrap();
    assert_eq!(undone.skipped.iter().map(|one| (one.number, &*one.field)).collect::<Vec<_>>(), [(2, "note")]);
    world.assert_sound();
}

#[test]
fn a_second_import_leaves_what_a_person_deleted_and_brings_back_what_was_undone() {
    let mut world = World::in_memory();
    let rows = vec![(1, plain("one", None, 0)), (2, plain("two", None, 1))];
    world.import(std::slice::from_ref(&rows)).unwrap();
    world.run(&Step::Delete(vec![0]));
    let outcome = world.import(std::slice::from_ref(&rows)).unwrap();
    assert_eq!((outcome.group, outcome.files[0].skipped, outcome.files[0].duplicates), (None, 1, 1));
    world.run(&Step::Undo);
    world.run(&Step::Undo);
    assert!(world.numbers(true).is_empty());
    let outcome = world.import(&[rows]).unwrap();
    assert_eq!(outcome.files[0].imported, 2);
    assert_eq!(world.numbers(true), [1, 2]);
    world.assert_sound();
}

#[test]
fn an_edit_of_everything_is_one_command_and_comes_back_as_one() {
    let mut world = World::in_memory();
    for at in 0..5 {
        world.run(&Step::Add(plain("x", Some(values::PATHS[at]), at as u64)));
    }
    let before = world.snapshot();
    let edit = Edit {
        category: Some(Some(path("brand:new"))),
        tags: vec![("t".to_owned(), true)],
        clear_tags: true,
        ..Edit::default()
    };
    let changed = world.book().edit(&[5, 4, 3, 2, 1, 1], &edit).unwrap();
    assert_eq!((changed.numbers, changed.unchanged), (vec![5, 4, 3, 2, 1], vec![1]));
    assert_eq!(world.store.undoable_groups(1).unwrap()[0].number, changed.group.unwrap());
    world.run(&Step::Undo);
    assert_eq!(world.snapshot(), before);
}
