//! Many jobs at once: what one sees of another.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use outlay::protocol::sync::Head;
use outlay::server::storage::{Storage, StorageError, read, write};

use super::Fresh;
use super::rows::{account, entity, id, two_ledgers};

/// For how long another thread is waited for before a test fails.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a reader looks that must see the same each time.
const LOOKS: usize = 200;
/// Threads that write at once, and what each writes.
const WRITERS: usize = 8;
const WRITES: i64 = 40;

/// Takes the next revision of ledger 10, with an entity that has it.
fn count_up(storage: &dyn Storage) -> Result<i64, StorageError> {
    write(storage, |txn| {
        let mut row = txn.ledger(id(10))?.unwrap();
        row.head = Head { revision: row.head.revision + 1, token: id(9) };
        let revision = row.head.revision;
        txn.put_entities(id(10), &[entity("expense", u128::from(revision.unsigned_abs()), revision)], 0)?;
        txn.put_token(id(10), row.head)?;
        txn.update_ledger(&row)?;
        Ok(revision)
    })
}

fn revision(storage: &dyn Storage) -> i64 {
    read(storage, |txn| Ok(txn.ledger(id(10))?.unwrap().head.revision)).unwrap()
}

/// Writes once it is told to, and says when it is done.
fn later(storage: Arc<dyn Storage>) -> (Sender<()>, Receiver<i64>, thread::JoinHandle<()>) {
    let (begin, begins) = mpsc::channel();
    let (done, is_done) = mpsc::channel();
    let thread = thread::spawn(move || {
        begins.recv_timeout(PATIENCE).unwrap();
        let _ = done.send(count_up(&*storage).unwrap());
    });
    (begin, is_done, thread)
}

pub fn a_reader_sees_one_moment(storage: Fresh) {
    storage.write(two_ledgers);
    let (begin, is_done, writer) = later(storage.shared());
    let waits = storage.serves_readers;
    storage.read(move |txn| {
        let first = txn.ledger(id(10))?;
        begin.send(()).unwrap();
        if waits {
            is_done.recv_timeout(PATIENCE).unwrap();
        }
        for _ in 0..LOOKS {
            assert_eq!(txn.ledger(id(10))?, first);
            assert_eq!(txn.changed_after(id(10), 0, 9)?, []);
            thread::yield_now();
        }
        Ok(())
    });
    writer.join().unwrap();
    assert_eq!(revision(storage.storage()), 1);
}

pub fn nothing_is_seen_before_it_is_settled(storage: Fresh) {
    storage.write(two_ledgers);
    if !storage.serves_readers {
        return;
    }
    let shared = storage.shared();
    let told = write(storage.storage(), move |txn| {
        txn.insert_account(&account(3))?;
        let told = read(&*shared, |txn| txn.account(id(3)))?;
        assert_eq!(told, None);
        Ok(txn.account(id(3))?.is_some())
    });
    assert!(told.unwrap());
    assert!(storage.read(|txn| txn.account(id(3))).is_some());
}

pub fn readers_are_served_while_a_writer_works(storage: Fresh) {
    storage.write(two_ledgers);
    if !storage.serves_readers {
        return;
    }
    let (entered, has_entered) = mpsc::channel();
    let (leave, may_leave) = mpsc::channel::<()>();
    let shared = storage.shared();
    let writer = thread::spawn(move || {
        write(&*shared, move |txn| {
            txn.insert_account(&account(3))?;
            entered.send(()).unwrap();
            may_leave.recv_timeout(PATIENCE).unwrap();
            Ok(())
        })
        .unwrap();
    });
    has_entered.recv_timeout(PATIENCE).unwrap();
    // More than are kept open, at once.
    let readers: Vec<_> = (0..20)
        .map(|_| {
            let shared = storage.shared();
            thread::spawn(move || read(&*shared, |txn| txn.accounts()).unwrap().len())
        })
        .collect();
    for reader in readers {
        assert_eq!(reader.join().unwrap(), 2);
    }
    leave.send(()).unwrap();
    writer.join().unwrap();
    assert_eq!(storage.read(|txn| txn.accounts()).len(), 3);
}

pub fn no_count_is_lost_and_no_reader_misses_one(storage: Fresh) {
    storage.write(two_ledgers);
    let total = i64::try_from(WRITERS).unwrap() * WRITES;
    let start = Arc::new(Barrier::new(WRITERS + 1));
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let (shared, start) = (storage.shared(), Arc::clone(&start));
            thread::spawn(move || {
                start.wait();
                (0..WRITES).map(|_| count_up(&*shared).unwrap()).collect::<Vec<i64>>()
            })
        })
        .collect();
    start.wait();
    // Follows as a device does: whatever lies behind its cursor, a few at a time.
    let (mut cursor, mut looks) = (0, 0_u64);
    while cursor < total {
        let (page, head) = storage.read(move |txn| {
            Ok((txn.changed_after(id(10), cursor, 7)?, txn.ledger(id(10))?.unwrap().head.revision))
        });
        for stored in page {
            assert_eq!(stored.entity.revision, cursor + 1, "a revision was passed over");
            cursor = stored.entity.revision;
        }
        assert!(cursor <= head, "a revision was seen before it was counted");
        looks += 1;
        assert!(looks < 10_000_000);
    }
    let mut taken: Vec<i64> = Vec::new();
    for writer in writers {
        let own = writer.join().unwrap();
        assert!(own.is_sorted(), "a later write took an earlier revision");
        taken.extend(own);
    }
    taken.sort_unstable();
    assert_eq!(taken, (1..=total).collect::<Vec<_>>());
    assert_eq!(revision(storage.storage()), total);
}

pub fn a_failing_neighbour_takes_nothing_with_it(storage: Fresh) {
    storage.write(two_ledgers);
    let start = Arc::new(Barrier::new(WRITERS));
    let threads: Vec<_> = (0..WRITERS)
        .map(|number| {
            let (shared, start) = (storage.shared(), Arc::clone(&start));
            thread::spawn(move || {
                start.wait();
                for _ in 0..WRITES {
                    match number % 4 {
                        0 => {
                            let failed: Result<(), _> = write(&*shared, |txn| {
                                txn.set_role(id(10), id(2), Some("viewer"))?;
                                Err(StorageError::TakenBack)
                            });
                            assert!(matches!(failed, Err(StorageError::TakenBack)), "{failed:?}");
                        }
                        1 => {
                            let panicked: Result<(), _> = write(&*shared, |txn| {
                                txn.set_role(id(10), id(2), Some("viewer"))?;
                                panic!("a bug in a job");
                            });
                            assert!(matches!(panicked, Err(StorageError::Failed(_))), "{panicked:?}");
                        }
                        _ => drop(count_up(&*shared).unwrap()),
                    }
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(revision(storage.storage()), i64::try_from(WRITERS / 2).unwrap() * WRITES);
    assert_eq!(storage.read(|txn| txn.role(id(10), id(2))), None);
}
