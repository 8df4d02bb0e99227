//! Random schedules of devices, checked at every operation and at the end.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::devices::{FIELDS, Step, World};
use super::fates::assert_nothing_disappeared;
use super::server::Tally;

/// A few instants, so that ties come up, and the ends of time.
pub fn at() -> impl Strategy<Value = i64> {
    prop_oneof![8 => -3_i64..=3, 1 => Just(i64::MIN), 1 => Just(i64::MAX)]
}

fn step() -> impl Strategy<Value = Step> {
    let device = || 0_usize..8;
    let fields = btree_map(0..FIELDS.len(), 0_u8..6, 0..=FIELDS.len());
    prop_oneof![
        12 => (device(), 0_usize..8, fields, prop::bool::weighted(0.25), at()).prop_map(
            |(device, action, fields, weak, at)| Step::Write { device, action, fields, weak, at }
        ),
        10 => (device(), 0_usize..5, prop::bool::weighted(0.75), prop::bool::weighted(0.75)).prop_map(
            |(device, operations, answered, pulls)| Step::Sync { device, operations, answered, pulls }
        ),
        1 => (device(), any::<bool>(), any::<bool>()).prop_map(
            |(device, original_keeps, answered)| Step::Fork { device, original_keeps, answered }
        ),
    ]
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    vec(step(), 10..80)
}

pub fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok());
    let cases = asked.unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 20_000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(768))]

    #[test]
    fn the_merge_says_what_vector_clocks_say(steps in steps()) {
        World::run("expense", &steps);
    }

    #[test]
    fn no_value_disappears_without_a_conflict(steps in steps()) {
        assert_nothing_disappeared(&World::run_unjudged(&steps).server);
    }

    #[test]
    fn a_conflict_is_merged_by_the_same_rules_without_further_conflicts(steps in steps()) {
        prop_assert!(World::run("conflict", &steps).server.conflicts.is_empty());
    }
}

#[test]
fn the_schedules_reach_every_case_that_the_rules_tell_apart() {
    let mut runner = TestRunner::deterministic();
    let strategy = steps();
    let mut total = Tally::default();
    for _ in 0..400 {
        let steps = strategy.new_tree(&mut runner).unwrap().current();
        for (what, count) in World::run("expense", &steps).server.tally.0 {
            *total.0.entry(what).or_default() += count;
        }
    }
    let rare: BTreeMap<_, _> = total.0.iter().filter(|(_, count)| **count < 20).collect();
    assert!(rare.is_empty(), "{rare:?} of {total:?}");
}
