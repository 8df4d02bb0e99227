//! What a broken or an evil client says of itself, and that nobody else loses by it.

use outlay::id::random_id;
use outlay::protocol::problem::ProblemCode;
use outlay::protocol::sync::{Branch, Exchange, Head, Place, ResultStatus, SyncAnswer, SyncRequest};
use uuid::Uuid;

use super::book::{Book, Client, DAY, account, create, device, note};

/// Ana made an expense (revision 1), Bob has seen it, and Ana has changed its note since (revision 2).
struct Scene {
    book: Book,
    ana: Client,
    bob: Client,
    expense: Uuid,
}

fn scene() -> Scene {
    let book = Book::new();
    let made = create();
    let (mut ana, mut bob) = (Client::new(book.ana), Client::new(book.member("bob@example.org", "editor")));
    ana.send(&book, vec![made.clone()]);
    bob.send(&book, Vec::new());
    ana.send(&book, vec![note(made.entity_id, 1, "hers")]);
    Scene { book, ana, bob, expense: made.entity_id }
}

fn assert_kept(answer: &Exchange, count: usize) {
    let last = answer.results.last().unwrap();
    assert_eq!((last.status, last.conflicts.len()), (ResultStatus::Merged, count), "{answer:?}");
}

fn refused(scene: &Scene, client: &Client, request: &SyncRequest) {
    let error = scene.book.sync(client.caller, request).unwrap_err();
    assert_eq!(error.code, ProblemCode::Unprocessable, "{request:?}");
    assert_eq!(scene.book.revision(), 2);
}

#[test]
fn a_revision_that_was_never_told_hides_no_concurrent_edit() {
    let mut scene = scene();
    for seen in [2, 3, i64::MAX] {
        let operations = scene.bob.placed(vec![note(scene.expense, seen, "his")]);
        refused(&scene, &scene.bob, &scene.bob.request(operations.clone()));
        let witness = None;
        refused(&scene, &scene.bob, &SyncRequest { witness, ..scene.bob.request(operations) });
    }
    let answer = scene.bob.send(&scene.book, vec![note(scene.expense, 1, "his")]);
    assert_kept(&answer, 1);
}

#[test]
fn what_was_told_may_have_been_seen() {
    let mut scene = scene();
    scene.bob.send(&scene.book, Vec::new());
    let answer = scene.bob.send(&scene.book, vec![note(scene.expense, 2, "his")]);
    assert_eq!(answer.results[0].status, ResultStatus::Applied);
}

#[test]
fn a_cursor_or_a_witness_beyond_the_head_means_that_the_server_went_back() {
    let scene = scene();
    let head = Head { revision: 2, token: scene.ana.witness.unwrap().token };
    for revision in [3, i64::MAX] {
        let beyond = [
            SyncRequest { cursor: revision, ..scene.ana.request(Vec::new()) },
            SyncRequest { witness: Some(Head { revision, ..head }), ..scene.ana.request(Vec::new()) },
        ];
        for request in beyond {
            let answer = scene.book.sync(scene.ana.caller, &request).unwrap();
            assert!(matches!(answer, SyncAnswer::Rollback { head: told, .. } if told == head), "{answer:?}");
        }
    }
    for witness in [Head { revision: 2, token: random_id() }, Head { revision: -1, ..head }] {
        let request = SyncRequest { witness: Some(witness), ..scene.ana.request(Vec::new()) };
        let answer = scene.book.sync(scene.ana.caller, &request).unwrap();
        assert!(matches!(answer, SyncAnswer::Rollback { .. }), "{answer:?}");
    }
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let scene = scene();
    let fresh = Client::new(scene.bob.caller);
    for number in [-1, i64::MIN] {
        refused(&scene, &fresh, &SyncRequest { cursor: number, ..fresh.request(Vec::new()) });
        let seen = fresh.placed(vec![note(scene.expense, number, "his")]);
        refused(&scene, &fresh, &fresh.request(seen));
        let parent = Some(Branch { replica: scene.bob.replica, revision: number });
        refused(&scene, &fresh, &SyncRequest { parent, ..fresh.request(Vec::new()) });
    }
    for seq in [0, -1, i64::MIN] {
        let mut placed = fresh.placed(vec![create()]);
        placed[0].seq = seq;
        refused(&scene, &fresh, &fresh.request(placed));
        let last = Some(Place { seq, id: random_id() });
        refused(&scene, &fresh, &SyncRequest { last, ..fresh.request(Vec::new()) });
    }
}

#[test]
fn a_place_that_is_too_far_is_a_gap() {
    let scene = scene();
    let fresh = Client::new(scene.bob.caller);
    for seq in [2, i64::MAX] {
        let mut placed = fresh.placed(vec![create()]);
        placed[0].seq = seq;
        let gaps = [
            fresh.request(placed),
            SyncRequest { last: Some(Place { seq, id: random_id() }), ..fresh.request(Vec::new()) },
        ];
        for request in gaps {
            let answer = scene.book.sync(fresh.caller, &request).unwrap();
            assert!(matches!(answer, SyncAnswer::Gap { seq: 1, .. }), "{answer:?}");
        }
    }
    assert_eq!(scene.book.revision(), 2);
}

#[test]
fn a_parent_of_another_account_makes_none_of_its_writes_known() {
    let scene = scene();
    // He has seen the head, and says that he is a copy of her, who wrote it.
    let mut evil = Client::new(scene.bob.caller);
    evil.send(&scene.book, Vec::new());
    evil.replica = random_id();
    evil.parent = Some(Branch { replica: scene.ana.replica, revision: 2 });
    let answer = evil.send(&scene.book, vec![note(scene.expense, 1, "his")]);
    assert_kept(&answer, 1);
}

#[test]
fn a_copy_knows_what_its_original_wrote_before_the_branch() {
    let scene = scene();
    let mut copy = scene.ana.clone();
    copy.replica = random_id();
    copy.last = None;
    copy.parent = Some(Branch { replica: scene.ana.replica, revision: 2 });
    copy.caller = device(&scene.book.service, scene.ana.caller.account);
    let mut first = note(scene.expense, 1, "the copy's");
    first.seq = 1;
    let answer = copy.exchange(&scene.book, &copy.request(vec![first]));
    assert_eq!(answer.results[0].status, ResultStatus::Applied);
}

/// A request that was held up until the server had been restored and the device had recovered would bring back what was
/// emptied since.
#[test]
fn nothing_new_is_carried_out_under_a_name_that_a_copy_has_left() {
    let mut scene = scene();
    let known = note(scene.expense, 2, "before");
    scene.ana.send(&scene.book, vec![known]);
    let sent = scene.ana.request(scene.ana.placed(vec![note(scene.expense, 3, "held up")]));
    let again = scene.ana.request(Vec::new());
    // Another account's replica that claims the same parent disturbs nobody.
    scene.bob.replica = random_id();
    scene.bob.parent = Some(Branch { replica: scene.ana.replica, revision: 1 });
    scene.bob.send(&scene.book, Vec::new());
    let revision = scene.book.revision();
    let mut copy = Client::new(device(&scene.book.service, scene.ana.caller.account));
    copy.witness = scene.ana.witness;
    copy.parent = Some(Branch { replica: scene.ana.replica, revision });
    let before = scene.book.sync(scene.ana.caller, &again).unwrap();
    assert!(matches!(before, SyncAnswer::Exchange(_)), "{before:?}");
    copy.send(&scene.book, Vec::new());
    let answer = scene.book.sync(scene.ana.caller, &sent).unwrap();
    assert!(matches!(answer, SyncAnswer::Renew { revision: told, .. } if told == revision), "{answer:?}");
    assert_eq!(scene.book.revision(), revision);
    // What only reads, or was answered before, still is.
    assert!(matches!(scene.book.sync(scene.ana.caller, &again).unwrap(), SyncAnswer::Exchange(_)));
    let answer = copy.send(&scene.book, vec![note(scene.expense, revision, "the copy's")]);
    assert_eq!(answer.results[0].status, ResultStatus::Applied);
}

#[test]
fn a_branch_beyond_what_was_told_is_refused() {
    let scene = scene();
    let mut copy = Client::new(device(&scene.book.service, scene.ana.caller.account));
    for revision in [1, 2, 3, i64::MAX] {
        copy.parent = Some(Branch { replica: scene.ana.replica, revision });
        refused(&scene, &copy, &copy.request(Vec::new()));
    }
    copy.witness = scene.ana.witness;
    copy.parent = Some(Branch { replica: scene.ana.replica, revision: 3 });
    refused(&scene, &copy, &copy.request(Vec::new()));
}

#[test]
fn a_replica_has_the_parent_that_it_had_at_first() {
    let mut scene = scene();
    let mut other = Client::new(device(&scene.book.service, scene.ana.caller.account));
    other.send(&scene.book, Vec::new());
    scene.ana.send(&scene.book, vec![note(scene.expense, 2, "newer")]);
    other.send(&scene.book, Vec::new());
    other.parent = Some(Branch { replica: scene.ana.replica, revision: 3 });
    let answer = other.send(&scene.book, vec![note(scene.expense, 2, "unseen")]);
    assert_kept(&answer, 1);
}

#[test]
fn a_parent_that_the_server_never_saw_is_no_matter() {
    let mut scene = scene();
    scene.bob.replica = random_id();
    scene.bob.parent = Some(Branch { replica: random_id(), revision: 1 });
    let answer = scene.bob.send(&scene.book, vec![note(scene.expense, 1, "his")]);
    assert_kept(&answer, 1);
}

#[test]
fn a_replica_of_another_account_can_neither_be_used_nor_disturbed() {
    let mut scene = scene();
    let mut evil = scene.bob.clone();
    evil.replica = scene.ana.replica;
    let mut guessed = evil.placed(vec![note(scene.expense, 1, "his")]);
    guessed[0].seq = 3;
    for last in [None, scene.ana.last] {
        let request = SyncRequest { last, ..evil.request(guessed.clone()) };
        let answer = scene.book.sync(evil.caller, &request).unwrap();
        assert!(matches!(answer, SyncAnswer::Renew { revision: 0, .. }), "{answer:?}");
    }
    let answer = scene.ana.send(&scene.book, vec![note(scene.expense, 2, "hers again")]);
    assert_eq!(answer.results[0].status, ResultStatus::Applied);
}

#[test]
fn a_replica_on_another_device_shows_its_history_or_is_renewed() {
    let mut scene = scene();
    let again = device(&scene.book.service, scene.ana.caller.account);
    let mut guessed = scene.ana.placed(vec![note(scene.expense, 1, "guessed")]);
    guessed[0].seq = 3;
    let without = SyncRequest { last: None, ..scene.ana.request(guessed) };
    let answer = scene.book.sync(again, &without).unwrap();
    assert!(matches!(answer, SyncAnswer::Renew { .. }), "{answer:?}");
    // Logged in again, with the same database.
    scene.ana.caller = again;
    let answer = scene.ana.send(&scene.book, vec![note(scene.expense, 2, "hers again")]);
    assert_eq!(answer.results[0].status, ResultStatus::Applied);
}

#[test]
fn times_at_both_ends_neither_fail_nor_win_over_a_later_edit() {
    let ends = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
    for made_at in ends {
        for sent_at in ends {
            for since in [None, Some(i64::MIN), Some(i64::MAX)] {
                let Scene { mut book, mut ana, mut bob, expense } = scene();
                let mut edit = note(expense, 2, "odd");
                (edit.made_at, edit.since) = (made_at, since);
                let operations = ana.placed(vec![edit]);
                ana.exchange(&book, &SyncRequest { sent_at, ..ana.request(operations) });
                book.now += DAY;
                let answer = bob.send(&book, vec![note(expense, 1, "later")]);
                assert_kept(&answer, 1);
                let told = Client::new(bob.caller).send(&book, Vec::new());
                let state = told.changes.iter().find(|change| change.entity_id == expense).unwrap();
                assert_eq!(state.fields["note"], "later", "{made_at} {sent_at} {since:?}");
            }
        }
    }
}

#[test]
fn a_stranger_is_told_nothing_of_a_ledger() {
    let scene = scene();
    let stranger = Client::new(account(&scene.book.service, "eve@example.org"));
    let request = stranger.request(stranger.placed(vec![create()]));
    let error = scene.book.sync(stranger.caller, &request).unwrap_err();
    assert_eq!(error.code, ProblemCode::NotFound);
    let viewer = Client::new(scene.book.member("viewer@example.org", "viewer"));
    let request = viewer.request(viewer.placed(vec![create()]));
    let SyncAnswer::Exchange(answer) = scene.book.sync(viewer.caller, &request).unwrap() else { panic!() };
    assert_eq!((answer.results[0].status, answer.head.revision), (ResultStatus::Rejected, 2));
}
