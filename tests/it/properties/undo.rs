//! Undo and redo: any sequence of commands goes back step by step to where it came from, and forward again.

use proptest::collection::vec;
use proptest::prelude::*;

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
}

/// Runs one step and holds the ledger against the model.
fn run(world: &mut World, model: &mut Model, step: &Step) {
    let before = world.snapshot();
    let outcome = world.run(step);
    let after = world.snapshot();
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

proptest! {
    #![proptest_config(config(48))]

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
}
