//! One job: all of it or nothing, and for good.

use outlay::protocol::sync::Head;
use outlay::server::storage::{StorageError, Txn, read, write};

use super::Fresh;
use super::rows::{account, device, entity, id, replica, result, two_ledgers};

/// Writes a row of every sort.
fn one_of_each(txn: &mut dyn Txn) -> Result<(), StorageError> {
    two_ledgers(txn)?;
    txn.insert_device(&device(3, 1, 0))?;
    txn.put_replica(id(10), &replica(5))?;
    txn.put_results(id(10), &[result(5, 1, 41, Some(1))])?;
    txn.put_entities(id(10), &[entity("expense", 1, 1)], 0)?;
    txn.put_token(id(10), Head { revision: 1, token: id(7) })
}

fn assert_empty(storage: &Fresh) {
    storage.read(|txn| {
        assert_eq!((txn.accounts()?, txn.ledger_ids()?, txn.device(id(3))?), (vec![], vec![], None));
        assert_eq!((txn.replica(id(10), id(5))?, txn.result_at(id(10), id(5), 1)?), (None, None));
        assert_eq!((txn.changed_after(id(10), 0, 9)?, txn.token(id(10), 1)?), (vec![], None));
        Ok(())
    });
}

pub fn a_job_that_fails_leaves_nothing(storage: Fresh) {
    let taken_back: Result<(), _> = write(storage.storage(), |txn| {
        one_of_each(txn)?;
        Err(StorageError::TakenBack)
    });
    assert!(matches!(taken_back, Err(StorageError::TakenBack)), "{taken_back:?}");
    assert_empty(&storage);
    // A row that cannot be written takes back what was written before it.
    let refused = write(storage.storage(), |txn| {
        one_of_each(txn)?;
        txn.insert_account(&account(1))
    });
    assert!(matches!(refused, Err(StorageError::Failed(_))), "{refused:?}");
    assert_empty(&storage);
    storage.write(one_of_each);
    assert_eq!(storage.read(|txn| txn.accounts()).len(), 2);
}

pub fn a_job_that_panics_leaves_nothing_and_stops_no_other(storage: Fresh) {
    for _ in 0..20 {
        let panicked: Result<(), _> = write(storage.storage(), |txn| {
            one_of_each(txn)?;
            panic!("a bug in a job");
        });
        assert!(matches!(panicked, Err(StorageError::Failed(_))), "{panicked:?}");
        let panicked: Result<(), _> = read(storage.storage(), |_| panic!("a bug in a reader"));
        assert!(matches!(panicked, Err(StorageError::Failed(_))), "{panicked:?}");
    }
    assert_empty(&storage);
    storage.write(one_of_each);
    assert_eq!(storage.read(|txn| txn.accounts()).len(), 2);
}

pub fn a_reader_that_writes_leaves_nothing(storage: Fresh) {
    // Whether it is refused or taken back is the storage's own matter.
    let _ = read(storage.storage(), one_of_each);
    assert_empty(&storage);
    storage.write(one_of_each);
    assert_eq!(storage.read(|txn| txn.accounts()).len(), 2);
}

pub fn a_job_sees_what_it_wrote(storage: Fresh) {
    storage.write(|txn| {
        one_of_each(txn)?;
        assert_eq!(txn.accounts()?, [account(1), account(2)]);
        assert_eq!(txn.changed_after(id(10), 0, 9)?, [entity("expense", 1, 1)]);
        assert_eq!(txn.results_by_id(id(10), &[id(41)])?, [result(5, 1, 41, Some(1))]);
        txn.purge_entities(id(10), &[("expense".to_owned(), id(1))])?;
        assert_eq!(txn.changed_after(id(10), 0, 9)?, []);
        Ok(())
    });
}

pub fn what_a_storage_is_does_not_change(mut storage: Fresh) {
    let known = |storage: &Fresh| storage.read(|txn| Ok((txn.server_id()?, txn.signing_key()?)));
    let first = known(&storage);
    assert!(first.1.len() >= 32 && !first.0.is_nil());
    assert_eq!(known(&storage), first);
    if storage.reopened() {
        assert_eq!(known(&storage), first);
    }
}

pub fn what_was_answered_is_there_when_it_is_opened_again(mut storage: Fresh) {
    storage.write(one_of_each);
    let failed: Result<(), _> = write(storage.storage(), |txn| {
        txn.insert_account(&account(3))?;
        Err(StorageError::TakenBack)
    });
    assert!(failed.is_err());
    if storage.reopened() {
        let told = storage
            .read(|txn| Ok((txn.accounts()?, txn.changed_after(id(10), 0, 9)?, txn.token(id(10), 1)?)));
        assert_eq!(told, (vec![account(1), account(2)], vec![entity("expense", 1, 1)], Some(id(7))));
    }
}
