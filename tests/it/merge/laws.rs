//! Laws of two and three writes on any state that devices can bring about.

use std::collections::{BTreeMap, BTreeSet};

use outlay::protocol::sync::{Branch, Fields, SentAction};
use outlay::server::merge::{Entity, Merged, Stamp, Write, merge};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::devices::{FIELDS, World, replica_id};
use super::schedules::{at, config, steps};

/// An update by a device that no schedule has, or by one that it has.
#[derive(Debug, Clone)]
struct Update {
    replica: Uuid,
    fields: Fields,
    seen: i64,
    weak: bool,
    at: i64,
}

fn update(by: usize, fields: Fields, seen: i64, weak: bool, at: i64) -> Update {
    Update { replica: replica_id(by), fields, seen, weak, at }
}

fn note(value: &str) -> Fields {
    Fields::from([("note".to_owned(), json!(value))])
}

/// The entity after these updates in this order, and the fields' conflicts: field, kept and lost value.
fn apply(start: &Entity, updates: &[&Update]) -> (Entity, BTreeSet<(String, String, String)>) {
    let mut entity = start.clone();
    let mut conflicts = BTreeSet::new();
    for (place, update) in (1..).zip(updates) {
        let Update { replica, seen, weak, at, .. } = **update;
        let stamp = Stamp {
            revision: start.revision + place,
            replica,
            member: replica,
            at,
            weak,
            shared: false,
            generated: false,
        };
        let lineage = [Branch { replica, revision: i64::MAX }];
        let action = SentAction::Update;
        let write = Write { action, fields: &update.fields, seen, lineage: &lineage, stamp };
        let merged: Merged = merge("expense", Some(&entity), &write).unwrap();
        entity = merged.entity.unwrap_or(entity);
        for found in merged.conflicts {
            if let Some(field) = found.field {
                conflicts.insert((field, found.kept.value.to_string(), found.lost.value.to_string()));
            }
        }
    }
    (entity, conflicts)
}

/// An entity that some schedule brought about, if it was ever made.
fn state() -> impl Strategy<Value = Entity> {
    steps()
        .prop_map(|steps| World::run_unjudged(&steps).server.entity)
        .prop_filter_map("never made", |entity| entity.filter(|entity| entity.made))
}

fn values(picks: &BTreeMap<usize, u8>, names: &[usize]) -> Fields {
    let value = |pick: &u8| if *pick == 0 { Json::Null } else { json!(pick.to_string()) };
    picks
        .iter()
        .filter(|(field, _)| names.contains(field))
        .map(|(field, pick)| (FIELDS[*field].to_owned(), value(pick)))
        .collect()
}

/// All orders of three.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn updates_of_different_fields_commute(
        start in state(),
        mine in subsequence((0..FIELDS.len()).collect::<Vec<_>>(), 1..FIELDS.len()),
        picks in btree_map(0..FIELDS.len(), 0_u8..4, 2..=FIELDS.len()),
        authors in (0_usize..3, 3_usize..20),
        seen in any::<[Index; 2]>(),
        weak in any::<[bool; 2]>(),
        at in [at(), at()],
    ) {
        let theirs: Vec<usize> = (0..FIELDS.len()).filter(|field| !mine.contains(field)).collect();
        let seen = seen.map(|seen| i64::try_from(seen.index(usize::try_from(start.revision).unwrap() + 1)).unwrap());
        let one = update(authors.0, values(&picks, &mine), seen[0], weak[0], at[0]);
        let other = update(authors.1, values(&picks, &theirs), seen[1], weak[1], at[1]);
        let (first, first_conflicts) = apply(&start, &[&one, &other]);
        let (second, second_conflicts) = apply(&start, &[&other, &one]);
        prop_assert_eq!(first.fields, second.fields);
        prop_assert_eq!(first.deleted, second.deleted);
        prop_assert_eq!(first_conflicts, second_conflicts);
        let writers = |stamps: &BTreeMap<String, Stamp>| -> Vec<(String, Uuid)> {
            stamps.iter().map(|(name, stamp)| (name.clone(), stamp.replica)).collect()
        };
        prop_assert_eq!(writers(&first.stamps), writers(&second.stamps));
    }

    #[test]
    fn the_latest_of_concurrent_edits_wins_whatever_the_order_of_arrival(
        start in state(),
        at in vec(at(), 3),
        authors in subsequence((20_usize..30).collect::<Vec<_>>(), 3),
    ) {
        let updates: Vec<Update> = (0..3)
            .map(|one| update(authors[one], note(&format!("edit {one}")), start.revision, false, at[one]))
            .collect();
        let latest = updates.iter().max_by_key(|update| (update.at, update.replica)).unwrap();
        for order in ORDERS {
            let (end, conflicts) = apply(&start, &order.map(|one| &updates[one]));
            prop_assert_eq!(&end.fields["note"], &latest.fields["note"]);
            prop_assert_eq!(conflicts.len(), 2, "both losers are told: {:?}", conflicts);
            let lost: BTreeSet<&str> = conflicts.iter().map(|(_, _, lost)| lost.as_str()).collect();
            prop_assert_eq!(lost.len(), 2);
        }
    }

    #[test]
    fn a_weak_write_never_wins_whatever_the_order_of_arrival_and_the_clocks(
        start in state(),
        at in vec(at(), 3),
        authors in subsequence((20_usize..30).collect::<Vec<_>>(), 3).prop_shuffle(),
    ) {
        let updates: Vec<Update> = (0..3)
            .map(|one| update(authors[one], note(&format!("edit {one}")), start.revision, one > 0, at[one]))
            .collect();
        for order in ORDERS {
            let (end, conflicts) = apply(&start, &order.map(|one| &updates[one]));
            prop_assert_eq!(&end.fields["note"], "edit 0");
            prop_assert_eq!(conflicts.len(), 2, "both losers are told: {:?}", conflicts);
        }
    }
}
