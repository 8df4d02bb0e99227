//! Undo and redo: any sequence of commands goes back step by step to where it came from, and forward again.

use std::collections::{BTreeMap, BTreeSet};

use outlay::ledger::LedgerError;
use outlay::model::entity::Kind;
use proptest::collection::vec;
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::Value as Json;

use super::raw::{self, CREATE, DELETE, Entity, Fields, Key, Op, RESTORE, UPDATE, get, set};
use super::world::{Outcome, Snapshot, Step, World, command, config, step};

/// One command that changed something, with the ledger around it.
struct Done {
    group: i64,
    before: Snapshot,
    after: Snapshot,
}

/// What `undo` and `redo` should do next: the commands in force, and those undone since the last other command.
#[derive(Default)]
struct Model {
    done: Vec<Done>,
    undone: Vec<Done>,
    now: Option<Snapshot>,
}

/// Runs one step and holds the ledger against the model.
fn run(world: &mut World, model: &mut Model, step: &Step) {
    let before = model.now.take().unwrap_or_else(|| world.snapshot());
    let outcome = world.run(step);
    let after = world.snapshot();
    model.now = Some(after.clone());
    match (step, outcome) {
        (Step::Undo, Outcome::Changed(_)) => {
            let taken = model.done.pop().expect("something was undone that was not there");
            after.assert_is_back(&taken.before, &format!("undo of {}", taken.group));
            model.undone.push(taken);
        }
        (Step::Redo, Outcome::Changed(_)) => {
            let again = model.undone.pop().expect("something was redone that was not undone");
            after.assert_is_back(&again.after, &format!("redo of {}", again.group));
            model.done.push(again);
        }
        (_, Outcome::Changed(group)) => {
            model.undone.clear();
            model.done.push(Done { group, before, after });
        }
        (_, Outcome::Nothing | Outcome::Refused) => {
            assert_eq!(before, after, "{step:?} wrote something");
            if matches!(step, Step::Undo) {
                assert!(model.done.is_empty(), "nothing was found to undo");
            }
            if matches!(step, Step::Redo) {
                assert!(model.undone.is_empty(), "nothing was found to redo");
            }
        }
    }
    world.assert_sound();
}

/// What undoing a command out of order should make of the expenses, and the fields that it should leave.
fn expected_after_undo(
    rows: &BTreeMap<Key, Entity>,
    history: &[Op],
    group: i64,
) -> (BTreeMap<Key, Entity>, BTreeSet<(Key, String)>) {
    let mut expected = rows.clone();
    let mut left = BTreeSet::new();
    let own: Vec<&Op> =
        history.iter().filter(|op| op.group == group && op.key.0 == Kind::Expense.code()).collect();
    let mut kept = BTreeSet::new();
    for op in own.iter().filter(|op| [CREATE, RESTORE].contains(&op.action)) {
        let gone = !rows[&op.key].live;
        let changed = if gone { BTreeSet::new() } else { changed_since(rows, history, op) };
        kept.extend((gone || !changed.is_empty()).then_some(op.key));
        left.extend(changed.into_iter().map(|name| (op.key, name)));
    }
    for op in own.iter().rev().filter(|op| !kept.contains(&op.key)) {
        let row = expected.get_mut(&op.key).unwrap();
        match op.action {
            CREATE | RESTORE => row.live = false,
            DELETE => row.live = true,
            _ if !row.live => drop(left.insert((op.key, "deleted".to_owned()))),
            _ => {
                for (name, before, after) in op.changes() {
                    if get(&row.fields, &name) == after {
                        set(&mut row.fields, &name, before);
                    } else {
                        left.insert((op.key, name));
                    }
                }
            }
        }
    }
    (expected, left)
}

/// The fields in which an entity differs from what a command made it: told from the values before the first change.
fn changed_since(rows: &BTreeMap<Key, Entity>, history: &[Op], made: &Op) -> BTreeSet<String> {
    let mut first = Fields::new();
    for op in history.iter().filter(|op| op.key == made.key && op.group > made.group && op.action == UPDATE) {
        for (name, before, _) in op.changes() {
            first.entry(name).or_insert(before);
        }
    }
    let differs =
        |(name, then): (String, Json)| (get(&rows[&made.key].fields, &name) != then).then_some(name);
    first.into_iter().filter_map(differs).collect()
}

/// Undoes one command out of order, dry first, and holds the rows against what was there.
fn undo_out_of_order(world: &mut World, sql: &Connection, group: i64) {
    let (rows, history, seen) = (raw::entities(sql), raw::operations(sql), world.snapshot());
    let (expected, left) = expected_after_undo(&rows, &history, group);
    let dry = world.book().undo(Some(group), true).unwrap();
    assert_eq!((dry.group, world.snapshot()), (None, seen), "a dry run wrote something");
    assert_eq!(raw::operations(sql), history, "a dry run wrote something");
    let real = world.book().undo(Some(group), false).unwrap();
    assert_eq!((&dry.skipped, dry.operations), (&real.skipped, real.operations));
    let skipped: BTreeSet<(Key, String)> =
        real.skipped.iter().map(|one| ((one.kind.code(), one.number), one.field.clone())).collect();
    let now = raw::entities(sql);
    for (key, was) in &rows {
        let is = &now[key];
        if key.0 == Kind::Expense.code() {
            assert_eq!(
                (is.live, &is.fields),
                (expected[key].live, &expected[key].fields),
                "expense {}",
                key.1
            );
            continue;
        }
        let own: Vec<&Op> = history.iter().filter(|op| op.group == group && op.key == *key).collect();
        assert!(is.live || !was.live || !own.is_empty(), "category {} is gone", key.1);
        let changes: Vec<_> =
            own.iter().filter(|op| op.action == UPDATE).flat_map(|op| op.changes()).collect();
        // One that comes back because it is used again may have to give way to another of its path.
        let revived = is.live && !was.live;
        for field in
            Kind::Category.spec().fields.iter().filter(|field| !revived || field.name != "merged_into")
        {
            let (was, is) = (get(&was.fields, field.name), get(&is.fields, field.name));
            let back = changes.iter().find(|(name, ..)| name == field.name);
            let listed = skipped.contains(&(*key, field.name.to_owned()));
            match back {
                Some((_, before, after)) if was == *after && !listed => {
                    assert_eq!(is, *before, "{}", field.name)
                }
                _ => assert_eq!(is, was, "{} of category {}", field.name, key.1),
            }
            assert!(back.is_none_or(|(_, _, after)| was == *after || listed), "{} is not listed", field.name);
        }
    }
    let skipped_expenses = skipped.into_iter().filter(|(key, _)| key.0 == Kind::Expense.code()).collect();
    assert_eq!(left, skipped_expenses, "what was skipped");
    match world.book().undo(Some(group), false) {
        Err(LedgerError::AlreadyUndone { group: of, .. }) => assert_eq!(of, group),
        Ok(again) => assert!(!real.skipped.is_empty(), "nothing was left, and yet: {again:?}"),
        Err(other) => panic!("{other}"),
    }
    world.assert_sound();
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn undoing_everything_returns_the_ledger_field_by_field_and_redo_brings_it_back(
        steps in vec(command(), 10..30),
    ) {
        let mut world = World::in_memory();
        let mut model = Model::default();
        for step in &steps {
            run(&mut world, &mut model, step);
        }
        let count = model.done.len();
        for _ in 0..=count {
            run(&mut world, &mut model, &Step::Undo);
        }
        prop_assert_eq!(model.undone.len(), count);
        for _ in 0..=count {
            run(&mut world, &mut model, &Step::Redo);
        }
        prop_assert_eq!(model.done.len(), count);
    }

    #[test]
    fn undo_and_redo_between_other_commands_follow_the_order_of_the_commands(steps in vec(step(), 10..40)) {
        let mut world = World::in_memory();
        let mut model = Model::default();
        for step in &steps {
            run(&mut world, &mut model, step);
        }
    }

    #[test]
    fn undoing_a_command_out_of_order_leaves_and_lists_what_changed_since(
        rounds in vec((vec(command(), 1..8), 0_usize..1_000), 1..5),
    ) {
        let mut world = World::on_file();
        let sql = world.sql();
        for (steps, at) in &rounds {
            for step in steps {
                world.run(step);
            }
            let groups = world.store.undoable_groups(1_000).unwrap();
            if let Some(group) = at.checked_rem(groups.len()).map(|at| groups[at].number) {
                undo_out_of_order(&mut world, &sql, group);
            }
        }
    }
}
