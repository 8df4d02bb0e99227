//! Rules 11 to 13, 15 and 16: what is concurrent, what becomes of the values, which edit is later.

use serde_json::json;

use super::*;

// Rule 11: concurrent or not.

#[test]
fn a_write_that_was_seen_is_overwritten_however_early_its_successor_was_made() {
    let mut history = made_by_a();
    assert_eq!(history.write(update(B, &[("note", json!("b"))]).seen(1).at(-5)), NOTHING_LOST);
    assert_eq!(history.get("note"), "b");
}

#[test]
fn a_write_one_revision_past_what_was_seen_is_concurrent() {
    let mut history = made_by_a();
    history.write(update(A, &[("note", json!("a"))]).seen(1).at(5));
    let conflict = history.write(update(B, &[("note", json!("b"))]).seen(1).at(9));
    assert_eq!(conflict, lost("note", json!("b"), json!("a")));
}

#[test]
fn a_replica_knows_its_own_writes_whatever_it_has_seen() {
    let mut history = made_by_a();
    assert_eq!(history.write(update(A, &[("note", json!("later"))]).seen(0).at(-5)), NOTHING_LOST);
    assert_eq!(history.get("note"), "later");
}

#[test]
fn a_fork_knows_what_its_ancestors_wrote_up_to_the_branch_and_no_more() {
    for (branch, known) in [(0, false), (1, true), (2, true)] {
        let mut history = made_by_a();
        let conflict = history.write(update(C, &[("note", json!("c"))]).at(1).forked_from(A, branch));
        assert_eq!(conflict.is_empty(), known, "branch at {branch}");
        assert_eq!(history.get("note"), "c");
    }
}

#[test]
fn a_fork_of_a_fork_knows_both_its_ancestors() {
    let mut history = made_by_a();
    history.write(update(B, &[("note", json!("b"))]).forked_from(A, 1));
    let write = update(C, &[("note", json!("c")), ("amount", json!("1.00 EUR"))]);
    assert_eq!(history.write(write.forked_from(B, 2).forked_from(A, 1)), NOTHING_LOST);
}

#[test]
fn an_ancestor_does_not_know_its_fork() {
    let mut history = made_by_a();
    history.write(update(B, &[("note", json!("b"))]).forked_from(A, 1).at(3));
    let conflict = history.write(update(A, &[("note", json!("a"))]).seen(1).at(2));
    assert_eq!(conflict, lost("note", json!("b"), json!("a")));
}

#[test]
fn concurrency_is_a_matter_of_the_field_and_not_of_the_entity() {
    let mut history = made_by_a();
    history.write(update(A, &[("note", json!("a"))]).seen(1));
    assert_eq!(history.write(update(B, &[("amount", json!("9.00 EUR"))]).seen(1)), NOTHING_LOST);
    assert_eq!(history.get("note"), "a");
    assert_eq!(history.get("amount"), "9.00 EUR");
}

// Rule 12: what becomes of the values.

#[test]
fn the_same_value_is_agreed_and_nothing_is_stamped() {
    let mut history = made_by_a();
    history.ignores(update(B, &[("note", json!("first"))]).at(9));
    let write = update(B, &[("note", json!("first")), ("payee", json!("shop"))]);
    history.write(write);
    assert_eq!(history.now().stamps["note"].replica, Uuid::from_u128(A));
    assert_eq!(history.now().stamps["note"].revision, 1);
    assert_eq!(history.now().stamps["payee"].replica, Uuid::from_u128(B));
}

#[test]
fn that_a_field_is_empty_which_nobody_wrote_is_told_once() {
    let mut history = made_by_a();
    assert_eq!(history.write(update(B, &[("payee", Json::Null)]).seen(1).at(2)), NOTHING_LOST);
    assert_eq!(history.now().fields.len(), 2);
    history.ignores(update(B, &[("payee", Json::Null)]).seen(1).at(2));
    history.ignores(update(C, &[("payee", Json::Null)]).seen(2).at(3));
    let conflict = history.write(update(A, &[("payee", json!("shop"))]).seen(1).at(1));
    assert_eq!(conflict, lost("payee", Json::Null, json!("shop")));
}

#[test]
fn a_conflict_says_who_wrote_which_value_when() {
    let mut history = made_by_a();
    let merged = history.try_write(&update(B, &[("note", json!("b"))]).at(7)).unwrap();
    let stamp = |revision, by: u128, at| {
        let replica = Uuid::from_u128(by);
        Stamp { revision, replica, member: replica, at, weak: false, shared: false, generated: false }
    };
    let kept = Side { value: json!("b"), stamp: stamp(2, B, 7) };
    let lost = Side { value: json!("first"), stamp: stamp(1, A, 0) };
    assert_eq!(merged.conflicts, [Conflict { field: Some("note".into()), kept, lost }]);
}

#[test]
fn an_earlier_edit_that_loses_changes_nothing_and_takes_no_revision() {
    let mut history = made_by_a();
    history.write(update(A, &[("note", json!("a"))]).seen(1).at(9));
    let before = history.now().clone();
    let conflict = history.write(update(B, &[("note", json!("b"))]).seen(1).at(5));
    assert_eq!(conflict, lost("note", json!("a"), json!("b")));
    assert_eq!(*history.now(), before);
    assert_eq!(history.revision, 2);
}

#[test]
fn one_write_may_win_one_field_and_lose_another() {
    let mut history = made_by_a();
    history.write(update(A, &[("note", json!("a"))]).seen(1).at(9));
    let write = update(B, &[("note", json!("b")), ("amount", json!("1.00 EUR"))]).seen(1).at(5);
    assert_eq!(history.write(write), lost("note", json!("a"), json!("b")));
    assert_eq!(history.get("amount"), "1.00 EUR");
    assert_eq!(history.now().stamps["note"].replica, Uuid::from_u128(A));
}

#[test]
fn an_emptied_field_is_a_value_that_can_win_and_lose() {
    for (at, kept) in [(9, Json::Null), (1, json!("a"))] {
        let mut history = made_by_a();
        history.write(update(A, &[("note", json!("a"))]).seen(1).at(5));
        history.write(update(B, &[("note", Json::Null)]).seen(1).at(at));
        assert_eq!(history.get("note"), kept);
        assert_eq!(history.now().fields.contains_key("note"), !kept.is_null());
    }
    let mut history = made_by_a();
    history.write(update(A, &[("note", Json::Null)]).seen(1).at(9));
    let conflict = history.write(update(B, &[("note", json!("b"))]).seen(1).at(5));
    assert_eq!(conflict, lost("note", Json::Null, json!("b")));
}

#[test]
fn money_is_one_field() {
    let mut history = made_by_a();
    history.write(update(A, &[("amount", json!("12.50 USD"))]).seen(1).at(1));
    let conflict = history.write(update(B, &[("amount", json!("13.00 EUR"))]).seen(1).at(2));
    assert_eq!(conflict, lost("amount", json!("13.00 EUR"), json!("12.50 USD")));
    assert_eq!(history.get("amount"), "13.00 EUR");
}

#[test]
fn each_tag_is_a_field_of_its_own() {
    let mut history = made_by_a();
    history.write(update(A, &[("tag:holiday", json!(true))]).seen(1));
    assert_eq!(history.write(update(B, &[("tag:work", json!(true))]).seen(1)), NOTHING_LOST);
    assert_eq!(history.write(update(C, &[("tag:holiday", json!(true))]).seen(1)), NOTHING_LOST);
    assert_eq!(history.get("tag:holiday"), true);
    assert_eq!(history.get("tag:work"), true);
    let conflict = history.write(update(C, &[("tag:work", Json::Null)]).seen(1).at(-1));
    assert_eq!(conflict, lost("tag:work", json!(true), Json::Null));
    assert_eq!(history.get("tag:work"), true);
}

// Rule 13: which edit is later.

#[test]
fn a_tie_is_decided_by_the_replica_in_either_order() {
    for (first, second) in [(A, B), (B, A)] {
        let mut history = history();
        history.write(create(C, &[("note", json!("c"))]));
        history.write(update(first, &[("note", json!(first.to_string()))]).seen(1).at(4));
        history.write(update(second, &[("note", json!(second.to_string()))]).seen(1).at(4));
        assert_eq!(history.get("note"), B.to_string());
    }
}

#[test]
fn the_later_edit_wins_over_a_greater_replica() {
    for reversed in [false, true] {
        let mut history = history();
        history.write(create(C, &[("note", json!("c"))]));
        let mut writes = vec![(A, 5), (B, 4)];
        if reversed {
            writes.reverse();
        }
        for (by, at) in writes {
            history.write(update(by, &[("note", json!(by.to_string()))]).seen(1).at(at));
        }
        assert_eq!(history.get("note"), A.to_string());
    }
}

// Rule 15: conflicts are entities like every other, and make none themselves.

#[test]
fn a_conflict_is_resolved_twice_without_a_further_conflict() {
    let mut history = History { kind: "conflict", ..history() };
    history.write(create(A, &[("status", json!("open"))]));
    history.write(update(A, &[("status", json!("mine"))]).seen(1).at(5));
    assert_eq!(history.write(update(B, &[("status", json!("theirs"))]).seen(1).at(4)), NOTHING_LOST);
    assert_eq!(history.get("status"), "mine");
    assert_eq!(history.write(update(B, &[("status", json!("value"))]).seen(1).at(6)), NOTHING_LOST);
    assert_eq!(history.get("status"), "value");
    assert_eq!(history.write(delete_by(C).seen(1)), NOTHING_LOST);
    assert!(!history.now().deleted);
}

#[test]
fn a_kind_that_is_not_known_is_merged_like_every_other() {
    let mut history = History { kind: "hologram", ..history() };
    history.write(create(A, &[("depth", json!({"layers": [1, 2]}))]));
    let conflict = history.write(update(B, &[("depth", json!({"layers": [3]}))]).at(1));
    assert_eq!(conflict, lost("depth", json!({"layers": [3]}), json!({"layers": [1, 2]})));
}

// Rule 16: what must hold together is one field.

#[test]
fn a_composite_field_is_never_mixed_of_two_writes() {
    let split = |first: u32, second: u32| json!({"anna": first, "ben": second});
    let mut history = history();
    history.write(create(A, &[("split", split(50, 50))]));
    history.write(update(A, &[("split", split(60, 40))]).seen(1).at(1));
    let conflict = history.write(update(B, &[("split", split(50, 70))]).seen(1).at(2));
    assert_eq!(conflict, lost("split", split(50, 70), split(60, 40)));
    assert_eq!(history.get("split"), split(50, 70));
}
