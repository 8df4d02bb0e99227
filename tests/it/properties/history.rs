//! The history of an expense, and commands that reach back into it.

use chrono::TimeDelta;
use outlay::ledger::LedgerError;
use outlay::ledger::entries::Edit;
use outlay::model::entity::Kind;
use outlay::model::expense::ExpenseDraft;
use outlay::model::operation::Action;
use outlay::store::operations::LogEntry;
use proptest::collection::vec;
use proptest::prelude::*;

use super::raw::{self, Fields, set};
use super::values;
use super::world::{Step, World, config, group, path, plain, step};

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
