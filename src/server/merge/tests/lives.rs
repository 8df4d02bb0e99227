//! Rules 10 and 14: deletes, restores, creates of what exists, weak operations.

use serde_json::json;

use super::*;

// Rule 14: deletes, restores, creates of what exists.

#[test]
fn a_delete_that_saw_every_write_deletes_and_keeps_the_fields() {
    let history = deleted_by_a();
    assert!(history.now().deleted);
    assert_eq!(history.now().life.revision, 2);
    assert_eq!(history.get("note"), "first");
}

#[test]
fn a_delete_loses_against_a_concurrent_edit_however_late_it_was_made() {
    let mut history = made_by_a();
    history.write(update(B, &[("note", json!("b"))]).seen(1).at(1));
    assert_eq!(history.write(delete_by(A).seen(1).at(99)), edit_kept());
    assert!(!history.now().deleted);
    assert_eq!(history.revision, 2);
}

#[test]
fn a_delete_loses_against_a_concurrent_create_or_restore() {
    let mut history = made_by_a();
    assert_eq!(history.write(delete_by(B)), edit_kept());
    let mut history = deleted_by_a();
    history.write(restore(B, &[]).seen(2));
    assert_eq!(history.write(delete_by(C).seen(2)), edit_kept());
    assert_eq!(history.write(delete_by(C).seen(3)), NOTHING_LOST);
    assert!(history.now().deleted);
}

#[test]
fn a_delete_loses_against_a_field_that_was_emptied() {
    let mut history = made_by_a();
    history.write(update(B, &[("note", Json::Null)]).seen(1));
    assert_eq!(history.write(delete_by(A).seen(1)), edit_kept());
}

#[test]
fn the_newest_of_the_writes_that_beat_a_delete_is_named() {
    let mut history = made_by_a();
    history.write(update(B, &[("note", json!("b"))]).seen(1));
    history.write(update(C, &[("amount", json!("1.00 EUR"))]).seen(1));
    let merged = history.try_write(&delete_by(A).seen(1)).unwrap();
    assert_eq!(merged.conflicts[0].kept.stamp.replica, Uuid::from_u128(C));
    assert_eq!(merged.conflicts[0].lost.stamp.replica, Uuid::from_u128(A));
}

#[test]
fn deleting_twice_is_agreed_and_neither_takes_it_back_for_the_other() {
    let mut history = deleted_by_a();
    history.ignores(delete_by(B).seen(2).at(9));
    history.ignores(delete_by(B).seen(2).at(9).weak());
    assert_eq!(history.write(delete_by(B).seen(1).at(9)), NOTHING_LOST);
    assert_eq!((history.now().deleted, history.now().life.revision), (true, 3));
    history.ignores(delete_by(B).seen(1).at(9));
    for by in [A, B] {
        let mut history = History { entity: history.entity.clone(), ..history };
        assert_eq!(history.write(restore(by, &[]).seen(2).at(10)), edit_kept(), "by {by}");
    }
    assert_eq!(history.write(restore(A, &[]).seen(3).at(10)), NOTHING_LOST);
}

#[test]
fn what_a_weak_delete_found_deleted_is_not_brought_back_in_silence_by_who_deleted_it() {
    let mut unmade = history();
    unmade.write(delete_by(A));
    for mut history in [deleted_by_a(), unmade] {
        let before = history.now().clone();
        assert_eq!(history.write(delete_by(B).seen(before.revision - 1).at(99).weak()), NOTHING_LOST);
        assert!(!history.now().life.weak, "one of the two is not");
        history.ignores(delete_by(B).seen(before.revision - 1).at(99).weak());
        let back = restore(A, &[("note", json!("again"))]).seen(before.revision - 1);
        assert_eq!(history.write(back), edit_kept());
        assert!(!history.now().deleted);
    }
}

#[test]
fn what_a_weak_restore_found_restored_is_not_deleted_in_silence_by_who_restored_it() {
    let mut history = deleted_by_a();
    history.write(restore(A, &[]).seen(2).weak());
    assert_eq!(history.write(restore(B, &[]).seen(2).weak()), NOTHING_LOST);
    assert!(history.now().life.weak);
    assert_eq!(history.write(delete_by(A).seen(3).weak()), edit_kept());
    assert_eq!(history.write(delete_by(A).seen(3)), delete_kept());
}

#[test]
fn what_two_made_is_not_deleted_by_one_who_does_not_know_of_the_other() {
    for (twin, action) in [(SentAction::Create, "made"), (SentAction::Restore, "restored")] {
        for weak in [false, true] {
            let mut history = made_by_a();
            let fields = [("amount", json!("12.50 EUR")), ("note", json!("first"))];
            assert_eq!(history.write(draft(B, twin, &fields)), NOTHING_LOST);
            let mut delete = delete_by(A).seen(1).at(9);
            delete.weak = weak;
            assert_eq!(history.write(delete), edit_kept(), "{action} again, weak: {weak}");
            assert!(!history.now().deleted);
            assert_eq!(history.write(delete_by(A).seen(2)), NOTHING_LOST);
            assert!(history.now().deleted);
        }
    }
}

#[test]
fn what_was_generated_and_made_by_hand_is_not_deleted_by_one_who_does_not_know_of_the_other() {
    let mut history = history();
    history.write(create(A, &[("note", json!("rent"))]).weak());
    history.write(create(B, &[("note", json!("rent"))]));
    assert_eq!(history.write(delete_by(A).seen(1)), edit_kept());
    assert_eq!(history.write(delete_by(B)), edit_kept(), "A's is B's as well now");
}

#[test]
fn an_edit_of_something_deleted_lives_again_with_a_conflict_only_if_the_delete_was_concurrent() {
    for (seen, conflict) in [(1, edit_kept()), (2, Vec::new())] {
        for action in [SentAction::Create, SentAction::Update, SentAction::Restore] {
            let mut history = deleted_by_a();
            let write = draft(B, action, &[("note", json!("b"))]).seen(seen).at(-5);
            assert_eq!(history.write(write), conflict, "{action:?} that saw {seen}");
            assert!(!history.now().deleted);
            assert_eq!(history.now().life.replica, Uuid::from_u128(B));
            assert_eq!(history.get("note"), "b");
            assert_eq!(history.get("amount"), "12.50 EUR");
        }
    }
}

#[test]
fn an_edit_that_agrees_in_its_values_still_makes_something_deleted_live() {
    let mut history = deleted_by_a();
    assert_eq!(history.write(update(B, &[("note", json!("first"))]).seen(1)), edit_kept());
    assert!(!history.now().deleted);
    assert_eq!(history.now().stamps["note"].replica, Uuid::from_u128(A));
}

#[test]
fn an_edit_may_lose_its_field_and_still_make_the_entity_live() {
    let mut history = made_by_a();
    history.write(update(A, &[("note", json!("a"))]).seen(1).at(9));
    history.write(delete_by(A).seen(2).at(9));
    let conflicts = history.write(update(B, &[("note", json!("b"))]).seen(1).at(5));
    assert_eq!(conflicts, [edit_kept(), lost("note", json!("a"), json!("b"))].concat());
    assert!(!history.now().deleted);
}

#[test]
fn a_create_of_something_that_exists_is_merged_field_by_field() {
    let mut history = made_by_a();
    let twin = create(B, &[("amount", json!("12.50 EUR")), ("payee", json!("shop"))]).at(1);
    assert_eq!(history.write(twin), NOTHING_LOST);
    assert_eq!(history.get("note"), "first");
    assert_eq!(history.get("payee"), "shop");
    let other = create(C, &[("amount", json!("13.00 EUR"))]).at(2);
    assert_eq!(history.write(other), lost("amount", json!("13.00 EUR"), json!("12.50 EUR")));
    assert_eq!(history.now().life.replica, Uuid::from_u128(C));
}

#[test]
fn a_create_may_say_that_a_field_is_empty() {
    let mut history = history();
    history.write(create(A, &[("note", Json::Null), ("payee", json!("shop"))]).at(5));
    assert_eq!(history.now().fields.len(), 1);
    assert!(history.now().made && !history.now().deleted);
    let conflict = history.write(create(B, &[("note", json!("b")), ("method", json!("cash"))]).at(1));
    assert_eq!(conflict, lost("note", Json::Null, json!("b")));
}

#[test]
fn a_restore_of_something_live_says_nothing_new_of_its_fields() {
    let mut history = made_by_a();
    history.ignores(restore(B, &[]).seen(1).at(9));
    history.write(restore(B, &[]).at(9));
    assert_eq!((history.now().fields.len(), history.now().life.revision), (2, 2));
    history.write(restore(B, &[("note", json!("b"))]).at(9));
    assert_eq!(history.get("note"), "b");
}

#[test]
fn what_was_never_made_can_be_deleted_and_made_but_not_changed() {
    let mut history = history();
    for unknown in [update(A, &[("note", json!("a"))]), restore(A, &[])] {
        assert_eq!(history.try_write(&unknown), Err(UnknownEntity));
    }
    history.write(delete_by(A));
    assert!(history.now().deleted && !history.now().made);
    for unknown in [update(B, &[("note", json!("b"))]), restore(B, &[]), restore(B, &[]).weak()] {
        assert_eq!(history.try_write(&unknown), Err(UnknownEntity));
    }
    history.ignores(delete_by(B).seen(1));
    assert_eq!(history.write(create(B, &[("note", json!("b"))])), edit_kept());
    assert!(history.now().made && !history.now().deleted);
}

#[test]
fn a_restore_with_fields_makes_what_is_not_known() {
    let mut fresh = history();
    fresh.write(restore(A, &[("note", json!("a"))]));
    assert!(fresh.now().made && !fresh.now().deleted);
    let mut buried = history();
    buried.write(delete_by(A));
    assert_eq!(buried.write(restore(B, &[("note", json!("b"))]).seen(1)), NOTHING_LOST);
    assert!(buried.now().made && !buried.now().deleted);
}

#[test]
fn an_update_without_fields_does_nothing() {
    made_by_a().ignores(update(B, &[]));
    deleted_by_a().ignores(update(B, &[]));
}

// Rule 10: weak operations.

#[test]
fn a_weak_write_loses_against_a_concurrent_one_however_late_it_is_and_leaves_a_conflict() {
    let mut history = made_by_a();
    let weak = update(B, &[("note", json!("b")), ("payee", json!("shop"))]).at(99).weak();
    assert_eq!(history.write(weak), lost("note", json!("first"), json!("b")));
    assert_eq!(history.get("payee"), "shop");
}

#[test]
fn a_weak_write_overwrites_what_its_author_saw_or_wrote() {
    let mut history = made_by_a();
    assert_eq!(history.write(update(B, &[("note", json!("b"))]).seen(1).weak()), NOTHING_LOST);
    assert_eq!(history.write(update(B, &[("note", json!("c"))]).seen(1).weak()), NOTHING_LOST);
    assert_eq!(history.get("note"), "c");
}

#[test]
fn a_weak_create_of_what_exists_or_existed_does_nothing_at_all() {
    let weak = || create(B, &[("note", json!("b")), ("payee", json!("shop"))]).at(99).weak();
    made_by_a().ignores(weak());
    deleted_by_a().ignores(weak());
    deleted_by_a().ignores(weak().seen(2));
    let mut buried = history();
    buried.write(delete_by(A));
    buried.ignores(weak());
    let mut fresh = history();
    fresh.write(weak());
    assert_eq!(fresh.get("note"), "b");
}

#[test]
fn a_weak_edit_of_what_was_deleted_concurrently_goes_into_the_tombstone() {
    let mut history = deleted_by_a();
    let weak = || update(B, &[("payee", json!("shop"))]).seen(1).at(99).weak();
    assert_eq!(history.write(weak()), delete_kept());
    assert!(history.now().deleted);
    assert_eq!(history.now().life.replica, Uuid::from_u128(A));
    assert_eq!(history.get("payee"), "shop");
    let before = history.now().clone();
    assert_eq!(history.write(weak()), delete_kept());
    assert_eq!(*history.now(), before);
}

#[test]
fn a_weak_restore_brings_back_only_what_its_author_saw_deleted() {
    let mut history = deleted_by_a();
    assert_eq!(history.write(restore(B, &[]).seen(1).weak()), delete_kept());
    assert!(history.now().deleted);
    assert_eq!(history.write(restore(B, &[]).seen(2).weak()), NOTHING_LOST);
    assert!(!history.now().deleted);
}

#[test]
fn a_weak_delete_deletes_what_its_author_saw() {
    let mut history = made_by_a();
    assert_eq!(history.write(delete_by(B).weak()), edit_kept());
    assert_eq!(history.write(delete_by(B).seen(1).weak()), NOTHING_LOST);
    assert!(history.now().deleted);
}

#[test]
fn a_weak_write_that_came_first_loses_against_a_concurrent_one_however_late_it_was_made() {
    let mut history = history();
    history.write(create(A, &[("amount", json!("10.00 EUR"))]).at(10).weak());
    history.ignores(create(B, &[("amount", json!("10.00 EUR"))]).at(8).weak());
    history.write(update(A, &[("amount", json!("11.00 EUR"))]).seen(1).at(10).weak());
    let conflict = history.write(update(B, &[("amount", json!("12.00 EUR"))]).at(9));
    assert_eq!(conflict, lost("amount", json!("12.00 EUR"), json!("11.00 EUR")));
}

#[test]
fn what_nobody_entered_gives_way_to_whoever_says_otherwise_and_leaves_no_conflict() {
    let generated = || {
        let mut history = history();
        history.write(create(A, &[("amount", json!("10.00 EUR")), ("tag:home", json!(true))]).at(10).weak());
        history
    };
    for weak in [false, true] {
        let said = |draft: Draft| if weak { draft.weak() } else { draft };
        let mut edited = generated();
        let fields = [("amount", json!("12.00 EUR")), ("tag:home", Json::Null)];
        assert_eq!(edited.write(said(update(B, &fields).at(9))), NOTHING_LOST);
        assert_eq!((edited.get("amount"), edited.get("tag:home")), (json!("12.00 EUR"), Json::Null));
        let mut deleted = generated();
        assert_eq!(deleted.write(said(delete_by(B).at(9))), NOTHING_LOST);
        assert!(deleted.now().deleted);
        deleted.ignores(create(C, &[("amount", json!("10.00 EUR"))]).weak());
    }
    let mut agreed = generated();
    agreed.write(create(B, &[("amount", json!("10.00 EUR"))]).at(9));
    assert_eq!(agreed.write(delete_by(C)), edit_kept(), "whoever makes it by hand has entered it");
}

#[test]
fn of_two_weak_writes_the_first_stays() {
    let mut history = made_by_a();
    history.write(update(A, &[("note", json!("a"))]).seen(1).at(5).weak());
    let conflict = history.write(update(B, &[("note", json!("b"))]).seen(1).at(9).weak());
    assert_eq!(conflict, lost("note", json!("a"), json!("b")));
}

#[test]
fn a_delete_stays_against_weak_writes_alone() {
    let generated = || {
        let mut history = history();
        history.write(create(B, &[("note", json!("rent"))]).at(9).weak());
        history.write(update(B, &[("note", json!("rents"))]).seen(1).at(9).weak());
        history
    };
    let mut deleted = generated();
    assert_eq!(deleted.write(delete_by(A)), delete_kept());
    assert!(deleted.now().deleted);
    let mut weakly = generated();
    assert_eq!(weakly.write(delete_by(A).weak()), edit_kept());
    let mut edited = generated();
    edited.write(update(B, &[("payee", json!("landlord"))]).seen(2));
    edited.write(update(B, &[("tag:home", json!(true))]).seen(3).weak());
    let merged = edited.try_write(&delete_by(A)).unwrap();
    assert_eq!(merged.conflicts[0].kept.value, "edit");
    assert_eq!(merged.conflicts[0].kept.stamp.revision, 3);
}
