//! Replicas and results.

use outlay::protocol::sync::{Refusal, RefusalCode, ResultStatus};
use outlay::server::storage::{ReplicaRow, StoredResult};
use uuid::Uuid;

use super::Fresh;
use super::rows::{id, replica, result};

pub fn a_replica_is_replaced_and_belongs_to_one_ledger(storage: Fresh) {
    let large = ReplicaRow {
        device: id(u128::MAX),
        last_seq: i64::MAX,
        cursor: i64::MAX,
        seen_at: i64::MIN,
        parent: Some((id(6), i64::MAX)),
        ..replica(5)
    };
    let written = large.clone();
    storage.write(move |txn| {
        txn.put_replica(id(10), &replica(5))?;
        txn.put_replica(id(20), &replica(5))?;
        txn.put_replica(id(10), &written)
    });
    let told = storage.read(|txn| {
        Ok((txn.replica(id(10), id(5))?, txn.replica(id(20), id(5))?, txn.replica(id(10), id(6))?))
    });
    assert_eq!(told, (Some(large), Some(replica(5)), None));
}

pub fn the_forks_of_a_replica_are_those_of_its_ledger(storage: Fresh) {
    let fork = |number, parent| ReplicaRow { parent: Some((id(parent), 3)), ..replica(number) };
    storage.write(move |txn| {
        txn.put_replica(id(10), &fork(6, 5))?;
        txn.put_replica(id(10), &fork(7, 5))?;
        txn.put_replica(id(10), &fork(8, 6))?;
        txn.put_replica(id(20), &fork(9, 5))
    });
    let mut told = storage.read(|txn| txn.forks_of(id(10), id(5)));
    told.sort_by_key(|fork| fork.id);
    assert_eq!(told, [fork(6, 5), fork(7, 5)]);
    assert_eq!(storage.read(|txn| txn.forks_of(id(10), id(8))), []);
}

pub fn the_smallest_cursor_counts_from_the_moment_itself(storage: Fresh) {
    storage.write(|txn| {
        for (number, seen_at, cursor) in [(1, 99, 1), (2, 100, 2), (3, 101, 3)] {
            txn.put_replica(id(10), &ReplicaRow { seen_at, cursor, ..replica(number) })?;
        }
        txn.put_replica(id(20), &ReplicaRow { seen_at: 500, cursor: 0, ..replica(4) })
    });
    let told: Vec<Option<i64>> = storage
        .read(|txn| [99, 100, 101, 102].into_iter().map(|since| txn.cursor_min(id(10), since)).collect());
    assert_eq!(told, [Some(1), Some(2), Some(3), None]);
    assert_eq!(storage.read(|txn| txn.cursor_min(id(30), 0)), None);
}

pub fn results_are_found_by_their_ids_from_every_replica(storage: Fresh) {
    storage.write(|txn| {
        txn.put_results(
            id(10),
            &[result(5, 1, 41, Some(1)), result(5, 2, 42, Some(2)), result(6, 1, 41, None)],
        )?;
        txn.put_results(id(20), &[result(5, 1, 41, Some(9))])
    });
    let mut told = storage.read(|txn| txn.results_by_id(id(10), &[id(41), id(43)]));
    told.sort_by_key(|stored| stored.replica);
    assert_eq!(told, [result(5, 1, 41, Some(1)), result(6, 1, 41, None)]);
    assert_eq!(storage.read(|txn| txn.results_by_id(id(10), &[])), []);
    assert_eq!(storage.read(|txn| txn.result_at(id(10), id(5), 2)), Some(result(5, 2, 42, Some(2))));
    assert_eq!(storage.read(|txn| txn.result_at(id(10), id(6), 2)), None);
    assert_eq!(storage.read(|txn| txn.result_at(id(20), id(5), 2)), None);
}

pub fn a_result_is_told_with_everything_that_was_in_it(storage: Fresh) {
    let mut whole = result(5, i64::MAX, 41, Some(i64::MAX));
    whole.attempt = u32::MAX;
    whole.fingerprint = u64::MAX;
    whole.result.status = ResultStatus::Merged;
    whole.result.conflicts = vec![id(1), id(2)];
    whole.result.error =
        Some(Refusal { code: RefusalCode::BadValue, message: "\u{202e}'\"\\ 🧾".to_owned() });
    whole.result.fast_forward = true;
    let written = whole.clone();
    storage.write(move |txn| txn.put_results(id(10), std::slice::from_ref(&written)));
    assert_eq!(storage.read(|txn| txn.result_at(id(10), id(5), i64::MAX)), Some(whole));
}

pub fn a_result_at_a_place_is_replaced(storage: Fresh) {
    storage.write(|txn| {
        txn.put_results(id(10), &[result(5, 1, 41, None), result(5, 1, 42, Some(7))])?;
        txn.put_results(id(10), &[])
    });
    assert_eq!(storage.read(|txn| txn.results_by_id(id(10), &[id(41)])), []);
    assert_eq!(storage.read(|txn| txn.result_at(id(10), id(5), 1)), Some(result(5, 1, 42, Some(7))));
}

pub fn the_shared_revision_lies_below_all_that_came_behind_the_place(storage: Fresh) {
    storage.write(|txn| {
        // The second was refused; the third was asked for again, after the fourth.
        let rows = [(1, Some(10)), (2, None), (3, Some(40)), (4, Some(30))];
        let rows: Vec<StoredResult> = rows
            .iter()
            .map(|&(seq, revision)| result(5, seq, 40 + seq.unsigned_abs() as u128, revision))
            .collect();
        txn.put_results(id(10), &rows)?;
        txn.put_results(id(10), &[result(6, 1, 51, Some(99))])?;
        txn.put_results(id(20), &[result(5, 1, 51, Some(98))])
    });
    let told: Vec<i64> = storage.read(|txn| {
        [0, 1, 2, 3, 4, 5, i64::MAX].into_iter().map(|seq| txn.revision_up_to(id(10), id(5), seq)).collect()
    });
    assert_eq!(told, [0, 10, 10, 10, 40, 40, 40]);
    assert_eq!(storage.read(|txn| txn.revision_up_to(id(10), id(7), 5)), 0);
}

pub fn thousands_of_results_are_looked_up_at_once(storage: Fresh) {
    let count = 3_000;
    storage.write(move |txn| {
        let rows: Vec<StoredResult> =
            (1..=count).map(|seq| result(5, seq, seq.unsigned_abs().into(), Some(seq))).collect();
        txn.put_results(id(10), &rows)
    });
    let ids: Vec<Uuid> = (0..=3_001).map(id).collect();
    let told = storage.read(move |txn| txn.results_by_id(id(10), &ids));
    let mut seqs: Vec<i64> = told.iter().map(|stored| stored.seq).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=count).collect::<Vec<_>>());
}
