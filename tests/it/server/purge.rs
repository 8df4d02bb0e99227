//! When a tombstone goes, and what a device does that slept for too long.

use outlay::protocol::sync::{ResultStatus, SentAction, SentOperation, SyncAnswer};
use uuid::Uuid;

use super::book::{Book, Client, DAY, create, delete, device};

/// A ledger with one expense that was deleted at `book.now`, and a device that has seen all of it.
fn deleted(book: &Book, made_at: i64) -> Client {
    let mut client = Client::new(book.ana);
    let made = create();
    client.send(book, vec![made.clone()]);
    let gone = SentOperation { made_at, ..delete(made.entity_id, 1) };
    client.send(book, vec![gone]);
    client.send(book, Vec::new());
    client
}

#[test]
fn a_tombstone_stays_thirty_days_from_when_it_came_however_old_the_edit_is() {
    for made_at in [0, -400 * DAY, i64::MIN] {
        let book = Book::new();
        deleted(&book, made_at);
        let thirty_days = book.now + 30 * DAY;
        assert_eq!(book.service.purge(book.now + DAY).unwrap(), 0, "{made_at}");
        assert_eq!(book.service.purge(thirty_days - 1).unwrap(), 0, "{made_at}");
        assert_eq!(book.service.purge(thirty_days).unwrap(), 0, "{made_at}");
        assert_eq!(book.service.purge(thirty_days + 1).unwrap(), 1, "{made_at}");
        assert_eq!(book.service.purge(thirty_days + 1).unwrap(), 0, "{made_at}");
    }
}

#[test]
fn a_tombstone_waits_for_every_device_of_the_last_hundred_and_eighty_days() {
    for (age, removed) in [(180 * DAY - 1, 0), (180 * DAY, 0), (180 * DAY + 1, 1)] {
        let mut book = Book::new();
        let mut asleep = Client::new(device(&book.service, book.ana.account));
        asleep.send(&book, vec![create()]);
        let slept_at = book.now;
        book.now += 100 * DAY;
        deleted(&book, 0);
        assert_eq!(book.service.purge(slept_at + age).unwrap(), removed, "{age}");
    }
}

#[test]
fn a_tombstone_of_an_id_that_others_may_make_again_stays() {
    let book = Book::new();
    let mut client = Client::new(book.ana);
    let entity_id = outlay::id::derived_id("test", &[b"row"]);
    client.send(&book, vec![SentOperation { entity_id, ..create() }]);
    client.send(&book, vec![delete(entity_id, 1)]);
    client.send(&book, Vec::new());
    assert_eq!(book.service.purge(book.now + 365 * DAY).unwrap(), 0);
}

/// Walks from zero in pages of one; how many expenses there were, and how often it was told to begin again.
fn walk(book: &Book, client: &mut Client, pages: usize) -> (usize, usize) {
    let (mut live, mut again) = (0, 0);
    for _ in 0..pages {
        let mut request = client.request(Vec::new());
        request.limit = 1;
        match book.sync(client.caller, &request).unwrap() {
            SyncAnswer::Exchange(page) => {
                live += page.changes.iter().filter(|change| !change.deleted).count();
                if client.cursor == 0 {
                    client.walk = Some(page.head.revision);
                }
                (client.cursor, client.witness) = (page.cursor, Some(page.head));
                if !page.has_more {
                    break;
                }
            }
            SyncAnswer::Resync { .. } => (client.cursor, live, again) = (0, 0, again + 1),
            other => panic!("{other:?}"),
        }
    }
    (live, again)
}

#[test]
fn a_walk_from_zero_passes_below_the_purge_line() {
    let mut book = Book::new();
    Client::new(book.ana).send(&book, (0..5).map(|_| create()).collect());
    book.now += 200 * DAY;
    deleted(&book, 0);
    book.now += 31 * DAY;
    assert_eq!(book.service.purge(book.now).unwrap(), 1);
    let mut newcomer = Client::new(device(&book.service, book.ana.account));
    assert_eq!(walk(&book, &mut newcomer, 20), (5, 0));
}

#[test]
fn a_walk_that_a_purge_overtook_begins_again_once() {
    let mut book = Book::new();
    let made: Vec<SentOperation> = (0..5).map(|_| create()).collect();
    let first: Uuid = made[0].entity_id;
    let mut writer = Client::new(book.ana);
    writer.send(&book, made);
    let mut walker = Client::new(device(&book.service, book.ana.account));
    assert_eq!(walk(&book, &mut walker, 2), (2, 0));
    // What it was told is deleted, and it sleeps until the tombstone has gone.
    writer.send(&book, vec![delete(first, 1)]);
    book.now += 181 * DAY;
    writer.send(&book, Vec::new());
    assert_eq!(book.service.purge(book.now).unwrap(), 1);
    assert_eq!(walk(&book, &mut walker, 20), (4, 1));
}

#[test]
fn a_request_from_before_does_not_make_a_device_walk() {
    let mut book = Book::new();
    let mut writer = Client::new(book.ana);
    let made = create();
    writer.send(&book, vec![made.clone(), create()]);
    let mut sleeper = Client::new(device(&book.service, book.ana.account));
    let first = sleeper.request(Vec::new());
    sleeper.exchange(&book, &first);
    writer.send(&book, vec![delete(made.entity_id, 1)]);
    book.now += 181 * DAY;
    writer.send(&book, Vec::new());
    book.service.purge(book.now).unwrap();
    // Its first request, from zero, arrives once more; nobody hears the answer.
    book.sync(sleeper.caller, &first).unwrap();
    let answer = book.sync(sleeper.caller, &sleeper.request(Vec::new())).unwrap();
    assert!(matches!(answer, SyncAnswer::Resync { .. }), "{answer:?}");
}

#[test]
fn a_device_that_slept_through_a_purge_is_told_to_walk_from_zero() {
    let mut book = Book::new();
    let mut writer = Client::new(book.ana);
    let made = create();
    writer.send(&book, vec![made.clone(), create()]);
    let mut sleeper = Client::new(device(&book.service, book.ana.account));
    sleeper.send(&book, Vec::new());
    writer.send(&book, vec![delete(made.entity_id, 1)]);
    book.now += 181 * DAY;
    writer.send(&book, Vec::new());
    book.service.purge(book.now).unwrap();
    let answer = book.sync(sleeper.caller, &sleeper.request(Vec::new())).unwrap();
    assert!(matches!(answer, SyncAnswer::Resync { .. }), "{answer:?}");
    sleeper.cursor = 0;
    assert_eq!(walk(&book, &mut sleeper, 20), (1, 0));
}

/// A ledger with one expense whose tombstone was purged (made at revision 1, deleted at 2), its id, and a device that has
/// walked from zero since.
fn purged() -> (Book, Uuid, Client) {
    let mut book = Book::new();
    let mut writer = Client::new(book.ana);
    let made = create();
    writer.send(&book, vec![made.clone()]);
    writer.send(&book, vec![delete(made.entity_id, 1)]);
    writer.send(&book, Vec::new());
    book.now += 31 * DAY;
    assert_eq!(book.service.purge(book.now).unwrap(), 1);
    let mut back = Client::new(device(&book.service, book.ana.account));
    back.send(&book, Vec::new());
    (book, made.entity_id, back)
}

#[test]
fn what_was_purged_is_made_again_with_a_word_of_its_delete_unless_that_was_seen() {
    for action in [SentAction::Create, SentAction::Restore] {
        for (seen, lost) in [(0, 1), (1, 1), (2, 0)] {
            let (book, entity_id, mut back) = purged();
            let again = SentOperation { entity_id, action, seen, ..create() };
            let results = back.send(&book, vec![again]).results;
            let told = if lost == 0 { ResultStatus::Applied } else { ResultStatus::Merged };
            assert_eq!((results[0].status, results[0].conflicts.len()), (told, lost), "{action:?} {seen}");
            assert!(!results[0].fast_forward, "its author may know more fields than the server");
            let mut reader = Client::new(device(&book.service, book.ana.account));
            let states = reader.send(&book, Vec::new()).changes;
            let expense = states.iter().find(|state| state.entity_id == entity_id).unwrap();
            assert!(!expense.deleted, "{action:?} {seen}");
            assert_eq!(states.len(), 1 + lost, "{action:?} {seen}");
        }
    }
}

#[test]
fn a_weak_write_does_not_bring_back_what_was_purged_unseen_and_its_author_is_told() {
    for (action, conflicts) in [(SentAction::Create, 0), (SentAction::Restore, 1)] {
        let (book, entity_id, mut back) = purged();
        let again = SentOperation { entity_id, action, weak: true, ..create() };
        let answer = back.send(&book, vec![again]);
        assert_eq!(answer.results[0].conflicts.len(), conflicts, "{action:?}");
        assert!(!answer.results[0].fast_forward, "{action:?}");
        let told = answer.changes.iter().find(|state| state.entity_id == entity_id).unwrap();
        assert!(told.deleted, "{action:?}");
    }
}

#[test]
fn who_deletes_what_was_purged_and_takes_it_back_hears_of_the_other_delete() {
    let (book, entity_id, mut back) = purged();
    let answer = back.send(&book, vec![delete(entity_id, 1)]);
    assert_eq!(answer.results[0].status, ResultStatus::Applied);
    assert!(answer.changes.iter().any(|state| state.entity_id == entity_id && state.deleted));
    let again = SentOperation { entity_id, action: SentAction::Restore, ..create() };
    let answer = back.send(&book, vec![again]);
    assert_eq!((answer.results[0].status, answer.results[0].conflicts.len()), (ResultStatus::Merged, 1));
    let conflict = answer.changes.iter().find(|state| state.entity == "conflict").unwrap();
    let says = |side: &str, word: &str| conflict.fields[side].as_str().unwrap().contains(word);
    assert!(says("kept", "\"edit\"") && says("lost", "\"delete\""), "{conflict:?}");
}

#[test]
fn what_was_purged_is_made_whole_or_not_at_all() {
    let (book, entity_id, mut back) = purged();
    let part = super::book::note(entity_id, 0, "x").fields;
    let restored = SentOperation { entity_id, action: SentAction::Restore, fields: part, ..create() };
    let results = back.send(&book, vec![restored, super::book::note(entity_id, 2, "y")]).results;
    for result in &results {
        assert_eq!(result.status, ResultStatus::Rejected, "{result:?}");
    }
}
