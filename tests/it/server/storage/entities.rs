//! Entities and tombstones.

use std::collections::BTreeSet;

use outlay::server::storage::{EntityKey, StoredEntity};
use serde_json::json;

use super::Fresh;
use super::rows::{entity, id, stamp, tombstone};

fn key(kind: &str, number: u128) -> EntityKey {
    (kind.to_owned(), id(number))
}

fn keys(told: &[StoredEntity]) -> BTreeSet<EntityKey> {
    told.iter().map(|stored| (stored.kind.clone(), stored.id)).collect()
}

pub fn an_entity_is_told_as_it_was_written(storage: Fresh) {
    let mut whole = tombstone("unknown kind", 1, i64::MAX);
    whole.entity.made = false;
    whole.entity.fields.insert("any".to_owned(), json!({"b": [1, null, "\u{0}"], "a": true}));
    // A field that was emptied keeps its stamp.
    whole.entity.stamps.insert("emptied".to_owned(), stamp(3));
    whole.entity.life.weak = true;
    let written = [whole.clone(), entity("expense", 2, 1)];
    storage.write(move |txn| txn.put_entities(id(10), &written, 0));
    assert_eq!(storage.read(|txn| txn.entities(id(10), &[key("unknown kind", 1)])), [whole]);
    assert_eq!(storage.read(|txn| txn.entities(id(10), &[key("expense", 2)])), [entity("expense", 2, 1)]);
}

pub fn entities_are_found_by_kind_and_id_in_one_ledger(storage: Fresh) {
    storage.write(|txn| {
        txn.put_entities(
            id(10),
            &[entity("expense", 1, 1), entity("category", 1, 2), entity("expense", 2, 3)],
            0,
        )?;
        txn.put_entities(id(20), &[entity("expense", 3, 1)], 0)
    });
    let asked = [key("expense", 1), key("category", 2), key("expense", 3), key("category", 1)];
    let told = storage.read(move |txn| txn.entities(id(10), &asked));
    assert_eq!(keys(&told), [key("expense", 1), key("category", 1)].into());
    assert_eq!(storage.read(|txn| txn.entities(id(10), &[])), []);
    let many: Vec<EntityKey> = (0..3_000).map(|number| key("expense", number)).collect();
    assert_eq!(storage.read(move |txn| txn.entities(id(10), &many)).len(), 2);
}

pub fn a_write_replaces_all_of_an_entity(storage: Fresh) {
    let mut second = entity("expense", 1, 2);
    second.entity.fields = [("note".to_owned(), json!("x"))].into();
    second.entity.stamps = [("note".to_owned(), stamp(2))].into();
    let written = second.clone();
    storage.write(move |txn| {
        txn.put_entities(id(10), &[tombstone("expense", 1, 1)], 0)?;
        txn.put_entities(id(20), &[entity("expense", 1, 1)], 0)?;
        txn.put_entities(id(10), std::slice::from_ref(&written), 0)
    });
    assert_eq!(storage.read(|txn| txn.changed_after(id(10), 0, 9)), [second]);
    assert_eq!(storage.read(|txn| txn.changed_after(id(20), 0, 9)), [entity("expense", 1, 1)]);
    assert_eq!(storage.read(|txn| txn.tombstones(id(10), 0..=9, 1, 9)), []);
}

pub fn changes_come_after_the_cursor_in_order_and_at_most_so_many(storage: Fresh) {
    storage.write(|txn| {
        let rows = [(3, 30), (1, 10), (2, 20)].map(|(number, revision)| entity("expense", number, revision));
        txn.put_entities(id(10), &rows, 0)?;
        txn.put_entities(id(20), &[entity("expense", 9, 15)], 0)
    });
    let told = |after: i64, limit: u32| -> Vec<i64> {
        let told = storage.read(move |txn| txn.changed_after(id(10), after, limit));
        told.iter().map(|stored| stored.entity.revision).collect()
    };
    assert_eq!(told(i64::MIN, 9), [10, 20, 30]);
    assert_eq!((told(9, 9), told(10, 9), told(11, 9)), (vec![10, 20, 30], vec![20, 30], vec![20, 30]));
    assert_eq!((told(0, 0), told(0, 1), told(0, 2)), (vec![], vec![10], vec![10, 20]));
    assert_eq!((told(29, 9), told(30, 9), told(i64::MAX, u32::MAX)), (vec![30], vec![], vec![]));
}

pub fn tombstones_keep_to_their_revisions_their_time_and_their_limit(storage: Fresh) {
    storage.write(|txn| {
        for (number, at) in [(1, 100), (2, 200), (3, 300)] {
            txn.put_entities(
                id(10),
                &[tombstone("expense", number, i64::try_from(number).unwrap() * 10)],
                at,
            )?;
        }
        txn.put_entities(id(10), &[entity("expense", 4, 15)], 100)?;
        txn.put_entities(id(20), &[tombstone("expense", 5, 10)], 100)
    });
    let told = |from: i64, to: i64, before: i64, limit: u32| -> Vec<i64> {
        let told = storage.read(move |txn| txn.tombstones(id(10), from..=to, before, limit));
        told.iter().map(|stored| stored.entity.revision).collect()
    };
    assert_eq!(told(0, 99, 999, 9), [10, 20, 30]);
    assert_eq!((told(10, 20, 999, 9), told(11, 19, 999, 9)), (vec![10, 20], vec![]));
    assert_eq!((told(0, 99, 100, 9), told(0, 99, 101, 9)), (vec![], vec![10]));
    assert_eq!((told(0, 99, 999, 0), told(0, 99, 999, 2)), (vec![], vec![10, 20]));
    assert_eq!(told(i64::MIN, i64::MAX, i64::MAX, u32::MAX), [10, 20, 30]);
    // It lived again, and was deleted once more.
    storage.write(|txn| {
        txn.put_entities(id(10), &[entity("expense", 1, 40)], 400)?;
        txn.put_entities(id(10), &[tombstone("expense", 1, 50)], 500)
    });
    assert_eq!((told(0, 99, 500, 9), told(0, 99, 501, 9)), (vec![20, 30], vec![20, 30, 50]));
}

pub fn what_is_purged_is_gone_but_for_its_delete_and_nothing_else(storage: Fresh) {
    storage.write(|txn| {
        txn.put_entities(
            id(10),
            &[tombstone("expense", 1, 1), entity("category", 1, 2), entity("expense", 2, 3)],
            0,
        )?;
        txn.put_entities(id(20), &[entity("expense", 1, 1)], 0)?;
        txn.purge_entities(id(10), &[key("expense", 1), key("expense", 7)])?;
        txn.purge_entities(id(10), &[])
    });
    let here = storage.read(|txn| txn.changed_after(id(10), 0, 9));
    assert_eq!(keys(&here), [key("category", 1), key("expense", 2)].into());
    assert_eq!(storage.read(|txn| txn.changed_after(id(20), 0, 9)).len(), 1);
    let life = tombstone("expense", 1, 1).entity.life;
    let asked = [key("expense", 1), key("category", 1), key("expense", 7)];
    let left = storage.read(move |txn| Ok((txn.purged(id(10), &asked)?, txn.purged(id(20), &asked)?)));
    assert_eq!(left, (vec![(key("expense", 1), life)], Vec::new()));
    // Made again and deleted again: the last delete counts.
    storage.write(|txn| {
        txn.put_entities(id(10), &[tombstone("expense", 1, 9)], 0)?;
        txn.purge_entities(id(10), &[key("expense", 1)])
    });
    let life = tombstone("expense", 1, 9).entity.life;
    let left = storage.read(|txn| txn.purged(id(10), &[key("expense", 1)]));
    assert_eq!(left, [(key("expense", 1), life)]);
}

pub fn texts_of_any_size_and_kind_come_back(storage: Fresh) {
    let mut large = entity("expense", 1, 1);
    for (number, text) in
        ["\u{0}", "';DROP TABLE entities;--", "\u{202e}🧾\u{10ffff}"].into_iter().enumerate()
    {
        large.entity.fields.insert(format!("text {number}"), json!(text));
    }
    large.entity.fields.insert("long".to_owned(), json!("é".repeat(4 << 20)));
    for number in 0..512 {
        large.entity.stamps.insert(format!("stamp {number}"), stamp(number));
    }
    let written = large.clone();
    storage.write(move |txn| txn.put_entities(id(10), std::slice::from_ref(&written), 0));
    assert_eq!(storage.read(|txn| txn.changed_after(id(10), 0, 9)), [large]);
}
