//! The service on its storage: what a request may not do, and pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use outlay::id::random_id;
use outlay::protocol::PROTOCOL_VERSION;
use outlay::protocol::accounts::LedgerRequest;
use outlay::protocol::problem::ProblemCode;
use outlay::protocol::sync::{Exchange, SentAction, SentOperation, SyncAnswer, SyncRequest};
use outlay::server::service::{Caller, Service};
use outlay::server::storage::sqlite::Sqlite;
use outlay::server::storage::{AccountRow, write};
use serde_json::json;
use uuid::Uuid;

fn service() -> Service {
    Service::new(Arc::new(Sqlite::in_memory().unwrap())).unwrap()
}

fn caller(service: &Service, email: &str) -> Caller {
    let account = random_id();
    let row =
        AccountRow { id: account, email: email.to_owned(), password_hash: String::new(), created_at: 0 };
    write(service.storage(), move |txn| txn.insert_account(&row)).unwrap();
    Caller { account, device: random_id() }
}

fn ledger(service: &Service, caller: Caller, key: Uuid) -> Uuid {
    let request = LedgerRequest { key, name: "personal".to_owned(), currency: None };
    service.create_ledger(caller, &request).unwrap().id
}

fn create(seq: i64) -> SentOperation {
    SentOperation {
        id: random_id(),
        attempt: 0,
        seq,
        after: None,
        entity: "expense".to_owned(),
        entity_id: random_id(),
        action: SentAction::Create,
        fields: [("date", json!("2026-10-15")), ("direction", json!(0)), ("amount", json!("1.00 EUR"))]
            .map(|(name, value)| (name.to_owned(), value))
            .into(),
        seen: 0,
        made_at: 0,
        since: None,
        weak: false,
        void: false,
        group: 1,
    }
}

fn request(replica: Uuid, cursor: i64, limit: u32, operations: Vec<SentOperation>) -> SyncRequest {
    SyncRequest {
        protocol: PROTOCOL_VERSION,
        replica,
        parent: None,
        last: None,
        witness: None,
        cursor,
        sent_at: 0,
        limit,
        operations,
    }
}

fn exchange(service: &Service, caller: Caller, ledger: Uuid, request: &SyncRequest) -> Exchange {
    match service.sync(caller, ledger, request, 1_000).unwrap() {
        SyncAnswer::Exchange(exchange) => *exchange,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_key_that_comes_twice_in_one_request_is_refused_and_nothing_is_carried_out() {
    let service = service();
    let ana = caller(&service, "ana@example.org");
    let ledger = ledger(&service, ana, random_id());
    let first = create(1);
    let second = SentOperation { id: first.id, ..create(2) };
    let error =
        service.sync(ana, ledger, &request(random_id(), 0, 10, vec![first, second]), 1_000).unwrap_err();
    assert_eq!(error.code, ProblemCode::Unprocessable);
    assert_eq!(exchange(&service, ana, ledger, &request(random_id(), 0, 10, Vec::new())).head.revision, 0);
}

#[test]
fn a_ledger_of_the_same_key_is_found_among_ones_own_only() {
    let service = service();
    let (ana, bob) = (caller(&service, "ana@example.org"), caller(&service, "bob@example.org"));
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
    let service = service();
    let ana = caller(&service, "ana@example.org");
    let ledger = ledger(&service, ana, random_id());
    let made: Vec<SentOperation> = (1..=1_200).map(create).collect();
    let ids: BTreeSet<Uuid> = made.iter().map(|operation| operation.entity_id).collect();
    exchange(&service, ana, ledger, &request(random_id(), 0, 0, made));
    // Pages that divide the count, that do not, and that are more than is read at a time.
    for limit in [300, 400, 499, 500, 501, 700, 1_199, 1_200, 1_201] {
        let (mut told, mut cursor) = (BTreeSet::new(), 0);
        loop {
            let page = exchange(&service, ana, ledger, &request(random_id(), cursor, limit, Vec::new()));
            assert!(page.changes.len() <= limit as usize);
            for change in &page.changes {
                assert!(told.insert(change.entity_id), "told twice, limit {limit}");
            }
            cursor = page.cursor;
            if !page.has_more {
                assert_eq!((cursor, page.digest.count), (1_200, 1_200));
                break;
            }
        }
        assert_eq!(told, ids, "limit {limit}");
    }
}

#[test]
fn what_no_device_could_have_made_is_refused_by_the_operation() {
    let service = service();
    let ana = caller(&service, "ana@example.org");
    let ledger = ledger(&service, ana, random_id());
    let mut operations: Vec<SentOperation> = (1..=4).map(create).collect();
    operations[0].fields.insert("amount".to_owned(), json!("-1.00 EUR"));
    operations[1].fields.insert("direction".to_owned(), json!(3));
    operations[2].fields.remove("date");
    operations[3].action = SentAction::Restore;
    operations[3].fields.remove("amount");
    let answer = exchange(&service, ana, ledger, &request(random_id(), 0, 10, operations));
    for result in &answer.results {
        assert!(result.error.is_some(), "{result:?}");
    }
    assert_eq!(answer.head.revision, 0);
}
