//! The service on its storage: what a request may not do, and pages.

use std::collections::BTreeSet;

use outlay::id::random_id;
use outlay::protocol::accounts::LedgerRequest;
use outlay::protocol::problem::ProblemCode;
use outlay::protocol::sync::{RefusalCode, ResultStatus, SentAction, SentOperation};
use outlay::server::storage::write;
use serde_json::json;
use uuid::Uuid;

use super::book::{Book, Client, account, create, ledger, note};

#[test]
fn a_key_that_comes_twice_in_one_request_is_refused_and_nothing_is_carried_out() {
    let book = Book::new();
    let client = Client::new(book.ana);
    let first = create();
    let second = SentOperation { id: first.id, ..create() };
    let error = book.sync(book.ana, &client.request(client.placed(vec![first, second]))).unwrap_err();
    assert_eq!(error.code, ProblemCode::Unprocessable);
    assert_eq!(book.revision(), 0);
}

#[test]
fn what_every_entity_of_a_kind_has_cannot_be_emptied() {
    let book = Book::new();
    let mut client = Client::new(book.ana);
    let category = |action, name: serde_json::Value| SentOperation {
        entity: "category".to_owned(),
        entity_id: Uuid::from_u128(1),
        action,
        fields: [("name".to_owned(), name)].into(),
        ..create()
    };
    let (make, update) = (SentAction::Create, SentAction::Update);
    for (name, code) in [(json!(null), RefusalCode::BadValue), (json!(""), RefusalCode::MissingField)] {
        let sent = vec![category(make, name.clone()), category(make, json!("food")), category(update, name)];
        let results = client.send(&book, sent).results;
        let codes: Vec<Option<RefusalCode>> =
            results.iter().map(|result| result.error.as_ref().map(|error| error.code)).collect();
        assert_eq!(codes, [Some(code), None, Some(code)]);
    }
}

/// Sends one operation at a place; the result.
fn send_at(client: &mut Client, book: &Book, seq: i64, operation: &SentOperation) -> (ResultStatus, bool) {
    let request = client.request(vec![SentOperation { seq, ..operation.clone() }]);
    let result = client.exchange(book, &request).results.remove(0);
    (result.status, result.replayed)
}

#[test]
fn what_one_copy_takes_back_after_another_had_it_carried_out_is_answered_to_both() {
    let book = Book::new();
    let (mut original, mut copy) = (Client::new(book.ana), Client::new(book.ana));
    let made = create();
    assert_eq!(send_at(&mut original, &book, 1, &made), (ResultStatus::Applied, false));
    let void = SentOperation { void: true, fields: [].into(), ..made.clone() };
    for asked in [&void, &made, &void] {
        assert_eq!(send_at(&mut copy, &book, 1, asked), (ResultStatus::Applied, true));
        assert_eq!(send_at(&mut original, &book, 1, &made), (ResultStatus::Applied, true));
    }
    assert_eq!(book.revision(), 1);
}

#[test]
fn what_was_refused_to_one_copy_and_carried_out_for_another_is_answered_after_it_was_taken_back() {
    let book = Book::new();
    let (mut original, mut copy) = (Client::new(book.ana), Client::new(book.ana));
    let refused = note(random_id(), 0, "of nothing");
    assert_eq!(send_at(&mut original, &book, 1, &refused), (ResultStatus::Rejected, false));
    let made = SentOperation { entity_id: refused.entity_id, ..create() };
    assert_eq!(send_at(&mut copy, &book, 1, &made), (ResultStatus::Applied, false));
    let again = SentOperation { attempt: 1, ..refused };
    assert_eq!(send_at(&mut copy, &book, 2, &again).0, ResultStatus::Applied);
    let void = SentOperation { void: true, fields: [].into(), ..again.clone() };
    assert_eq!(send_at(&mut original, &book, 1, &void), (ResultStatus::Applied, true));
    assert_eq!(send_at(&mut copy, &book, 2, &again), (ResultStatus::Applied, true));
}

#[test]
fn a_ledger_of_the_same_key_is_found_among_ones_own_only() {
    let Book { service, ana, .. } = Book::new();
    let bob = account(&service, "bob@example.org");
    let key = random_id();
    let hers = ledger(&service, ana, key);
    write(service.storage(), move |txn| txn.set_role(hers, bob.account, Some("editor"))).unwrap();
    let his = ledger(&service, bob, key);
    assert_ne!(hers, his);
    assert_eq!(ledger(&service, ana, key), hers);
    assert_eq!(ledger(&service, bob, key), his);
}

#[test]
fn every_entity_is_told_once_whatever_the_pages_are() {
    let book = Book::new();
    let made: Vec<SentOperation> = (1..=1_200).map(|_| create()).collect();
    let ids: BTreeSet<Uuid> = made.iter().map(|operation| operation.entity_id).collect();
    Client::new(book.ana).send(&book, made);
    // Pages that divide the count, that do not, and that are more than is read at a time.
    for limit in [300, 400, 499, 500, 501, 700, 1_199, 1_200, 1_201] {
        let mut client = Client::new(book.ana);
        let mut told = BTreeSet::new();
        loop {
            let mut request = client.request(Vec::new());
            request.limit = limit;
            let page = client.exchange(&book, &request);
            assert!(page.changes.len() <= limit as usize);
            for change in &page.changes {
                assert!(told.insert(change.entity_id), "told twice, limit {limit}");
            }
            if !page.has_more {
                assert_eq!((page.cursor, page.digest.count), (1_200, 1_200));
                break;
            }
        }
        assert_eq!(told, ids, "limit {limit}");
    }
}

#[test]
fn what_no_device_could_have_made_is_refused_by_the_operation() {
    let book = Book::new();
    let mut operations: Vec<SentOperation> = (1..=4).map(|_| create()).collect();
    operations[0].fields.insert("amount".to_owned(), json!("-1.00 EUR"));
    operations[1].fields.insert("direction".to_owned(), json!(3));
    operations[2].fields.remove("date");
    operations[3].action = SentAction::Restore;
    operations[3].fields.remove("amount");
    let answer = Client::new(book.ana).send(&book, operations);
    for result in &answer.results {
        assert!(result.error.is_some(), "{result:?}");
    }
    assert_eq!(answer.head.revision, 0);
}

#[test]
fn entities_of_other_ledgers_are_not_known_and_ids_may_be_the_same_in_both() {
    let mut book = Book::new();
    let hers = create();
    Client::new(book.ana).send(&book, vec![hers.clone()]);
    let first = book.ledger;
    book.ledger = ledger(&book.service, book.ana, random_id());
    let mut client = Client::new(book.ana);
    let refused = client.send(&book, vec![note(hers.entity_id, 0, "mine")]);
    assert_eq!(refused.results[0].error.as_ref().unwrap().code, RefusalCode::UnknownEntity);
    let same = SentOperation { fields: hers.fields.clone(), ..note(hers.entity_id, 0, "") };
    let made = client.send(
        &book,
        vec![SentOperation { action: SentAction::Create, ..same }, { note(hers.entity_id, 0, "other") }],
    );
    assert!(made.results.iter().all(|result| result.status == ResultStatus::Applied), "{made:?}");
    book.ledger = first;
    let mut reader = Client::new(book.ana);
    let page = reader.send(&book, Vec::new());
    assert_eq!((page.changes.len(), page.changes[0].fields.contains_key("note")), (1, false));
}

#[test]
fn an_id_may_be_that_of_an_expense_and_of_a_category() {
    let book = Book::new();
    let expense = create();
    let category = SentOperation {
        entity: "category".to_owned(),
        entity_id: expense.entity_id,
        fields: [("name".to_owned(), json!("food"))].into(),
        ..create()
    };
    let mut client = Client::new(book.ana);
    let answer = client.send(&book, vec![expense.clone(), category]);
    assert!(answer.results.iter().all(|result| result.status == ResultStatus::Applied));
    client.send(&book, vec![super::book::delete(expense.entity_id, 1)]);
    let told = Client::new(book.ana).send(&book, Vec::new());
    let states: BTreeSet<(String, bool)> =
        told.changes.into_iter().map(|change| (change.entity, change.deleted)).collect();
    assert_eq!(states, [("category".to_owned(), false), ("expense".to_owned(), true)].into());
}

#[test]
fn values_are_kept_in_the_form_in_which_every_device_writes_them() {
    let book = Book::new();
    let mut client = Client::new(book.ana);
    let mut made = create();
    made.fields.insert("amount".to_owned(), json!("12.5 EUR"));
    made.fields.insert("date".to_owned(), json!("2026-1-5"));
    made.fields.insert("description".to_owned(), json!(""));
    made.fields.insert("tag:a".to_owned(), json!({"kept": "as it is"}));
    let id = made.entity_id;
    let first = client.send(&book, vec![made.clone()]);
    assert_eq!(first.results[0].status, ResultStatus::Applied);
    let told = Client::new(book.ana).send(&book, Vec::new());
    let fields =
        json!({"amount": "12.50 EUR", "date": "2026-01-05", "direction": 0, "tag:a": {"kept": "as it is"}});
    assert_eq!(json!(told.changes[0].fields), fields);

    // The same value in another form is no change, and no conflict for who did not see it.
    let mut other = Client::new(book.ana);
    let same =
        SentOperation { fields: [("amount".to_owned(), json!("012.50 EUR"))].into(), ..note(id, 0, "") };
    let answer = other.send(&book, vec![same]);
    assert_eq!((answer.results[0].status, answer.head.revision), (ResultStatus::Applied, 1));
    // What is sent again is known by what was sent.
    let again = client.request(vec![SentOperation { seq: 1, ..made.clone() }]);
    let answer = client.exchange(&book, &again);
    assert!(answer.results[0].replayed);
}

#[test]
fn a_ledgers_name_holds_nothing_that_is_not_meant_to_be_seen() {
    let Book { service, ana, .. } = Book::new();
    for name in ["sha\u{1b}[31mred", "two\nlines", "\u{202e}derahs"] {
        let request = LedgerRequest { key: random_id(), name: name.to_owned(), currency: None };
        assert_eq!(service.create_ledger(ana, &request).unwrap_err().code, ProblemCode::Unprocessable);
    }
}
