use super::*;
use crate::server::storage::{read, write};

type Answer = Receiver<Result<(), StorageError>>;

/// A job that does nothing, and where it is answered.
fn nothing() -> ((Job, Reply), Answer) {
    let (reply, answer) = mpsc::sync_channel(1);
    ((Box::new(|_| Ok(())), reply), answer)
}

#[test]
fn so_many_jobs_wait_and_one_more_is_told_to_come_again() {
    let home = tempfile::tempdir().unwrap();
    let storage = Sqlite::open(&home.path().join("server.db")).unwrap();
    let Kind::File { writer: Writer { queue: Some(queue), .. }, .. } = &storage.kind else { panic!() };
    let (entered, has_entered) = mpsc::channel();
    let (leave, may_leave) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            write(&storage, move |_| {
                entered.send(()).unwrap();
                may_leave.recv().unwrap();
                Ok(())
            })
        });
        has_entered.recv().unwrap();
        let mut answers = Vec::new();
        for waiting in 1..=QUEUE_MAX {
            let (job, answer) = nothing();
            assert!(queue.try_send(job).is_ok(), "{waiting}");
            answers.push(answer);
        }
        for _ in 0..2 {
            let refused = write(&storage, |_| Ok(()));
            assert!(matches!(refused, Err(StorageError::Busy)), "{refused:?}");
        }
        // Readers do not wait for the writer.
        read(&storage, |txn| txn.server_id()).unwrap();
        leave.send(()).unwrap();
        writer.join().unwrap().unwrap();
        for answer in answers {
            answer.recv().unwrap().unwrap();
        }
    });
    write(&storage, |_| Ok(())).unwrap();
}

#[test]
fn so_many_jobs_are_committed_at_once() {
    for (waiting, group) in
        [(GROUP_MAX - 2, GROUP_MAX - 1), (GROUP_MAX - 1, GROUP_MAX), (GROUP_MAX, GROUP_MAX)]
    {
        let (queue, jobs) = mpsc::sync_channel(QUEUE_MAX);
        for _ in 0..waiting {
            queue.send(nothing().0).unwrap();
        }
        assert_eq!(group_of(nothing().0, &jobs).len(), group, "{waiting}");
    }
}

#[test]
fn so_many_readers_are_kept_open() {
    let home = tempfile::tempdir().unwrap();
    let storage = Sqlite::open(&home.path().join("server.db")).unwrap();
    let Kind::File { readers, .. } = &storage.kind else { panic!() };
    for at_once in [READERS_MAX - 1, READERS_MAX, READERS_MAX + 1] {
        let together = std::sync::Arc::new(std::sync::Barrier::new(at_once));
        std::thread::scope(|scope| {
            for _ in 0..at_once {
                let together = together.clone();
                scope.spawn(|| {
                    read(&storage, move |_| {
                        together.wait();
                        Ok(())
                    })
                    .unwrap();
                });
            }
        });
        assert_eq!(readers.lock().unwrap().len(), at_once.min(READERS_MAX));
    }
}

#[test]
fn a_database_that_another_process_holds_is_busy() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("server.db");
    drop(Sqlite::open(&path).unwrap());
    let holder = connect(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let conn = connect(&path).unwrap();
    conn.busy_timeout(Duration::ZERO).unwrap();
    let (job, answer) = nothing();
    write_group(&conn, vec![job]);
    assert!(matches!(answer.recv().unwrap(), Err(StorageError::Busy)));
    holder.execute_batch("ROLLBACK").unwrap();
    let (job, answer) = nothing();
    write_group(&conn, vec![job]);
    answer.recv().unwrap().unwrap();
}

#[test]
fn a_file_of_another_program_or_version_is_refused_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    for (name, sql) in [
        ("other.db", "CREATE TABLE t (a)"),
        ("application.db", "PRAGMA application_id = 7"),
        ("newer.db", "PRAGMA application_id = 1869968499; PRAGMA user_version = 99"),
    ] {
        let path = home.path().join(name);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = std::fs::read(&path).unwrap();
        let refused = Sqlite::open(&path).map(drop);
        assert!(matches!(refused, Err(StorageError::Failed(_))), "{name}: {refused:?}");
        let tables: i64 = Connection::open(&path)
            .unwrap()
            .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'ledgers'", [], |row| row.get(0))
            .unwrap();
        assert_eq!((tables, before.is_empty()), (0, false), "{name}");
    }
}
