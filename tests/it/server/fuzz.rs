//! Whatever a client sends: an answer or a refusal, never a failure of the server, and what the ledger promises holds.

use std::collections::BTreeSet;

use outlay::protocol::digest::{DigestSums, content_hash, expense_amount};
use outlay::protocol::encoding::{Encoding, decode};
use outlay::protocol::problem::ProblemCode;
use outlay::protocol::sync::{
    Branch, Fields, Head, OperationResult, Place, SentAction, SentOperation, SyncAnswer, SyncRequest,
};
use outlay::server::service::Caller;
use outlay::server::storage::{LedgerRow, StoredEntity, read};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::book::{Book, Client, create, device};

/// One of a few ids, so that they meet.
fn few(kind: u128) -> impl Strategy<Value = Uuid> {
    (1..=4_u128).prop_map(move |number| Uuid::from_u128(kind << 64 | number))
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![12 => 0..6_i64, 1 => any::<i64>(), 1 => Just(i64::MAX), 1 => Just(i64::MIN), 1 => Just(-1_i64)]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("1.00 EUR")),
        Just(json!("9223372036854775807 JPY")),
        Just(json!("2026-10-15")),
        Just(json!([[{"a": [1, "\u{0}"]}]])),
    ]
}

fn fields() -> impl Strategy<Value = Fields> {
    let name = prop_oneof![
        Just("note".to_owned()),
        Just("amount".to_owned()),
        Just("tag:a".to_owned()),
        Just("direction".to_owned()),
        any::<String>(),
    ];
    let whole = Just(create().fields);
    let odd = prop::collection::btree_map(name, value(), 0..4);
    (whole, odd, any::<bool>()).prop_map(|(mut whole, odd, is_whole)| {
        if is_whole {
            whole.extend(odd);
            whole
        } else {
            odd
        }
    })
}

fn operation() -> impl Strategy<Value = SentOperation> {
    let action = prop_oneof![
        3 => Just(SentAction::Create),
        3 => Just(SentAction::Update),
        1 => Just(SentAction::Delete),
        1 => Just(SentAction::Restore)
    ];
    let kind = prop_oneof![6 => Just("expense"), 2 => Just("gadget"), 1 => Just("conflict"), 1 => Just("")];
    let flags = (prop::bool::weighted(0.2), prop::bool::weighted(0.1), 0..3_u32);
    let ids = (few(1), few(2), prop::option::weighted(0.2, few(1)));
    let numbers = (number(), number(), prop::option::of(number()));
    (action, kind, flags, ids, numbers, fields()).prop_map(|(action, kind, flags, ids, numbers, fields)| {
        let ((weak, void, attempt), (id, entity_id, after), (seen, made_at, since)) = (flags, ids, numbers);
        let id = Uuid::from_u128(id.as_u128() ^ entity_id.as_u128() << 8);
        let entity = kind.to_owned();
        SentOperation {
            id,
            attempt,
            after,
            entity,
            entity_id,
            action,
            fields,
            seen,
            made_at,
            since,
            weak,
            void,
            seq: 0,
            group: 1,
        }
    })
}

/// What one client does, and how far it lies.
#[derive(Debug, Clone)]
struct Step {
    client: usize,
    operations: Vec<SentOperation>,
    /// A place for each operation other than the right one.
    odd_seq: Option<i64>,
    odd_cursor: Option<i64>,
    odd_witness: Option<i64>,
    odd_last: Option<(i64, Uuid)>,
    odd_parent: Option<(usize, i64)>,
    /// Says to have seen no more than it was told.
    is_modest: bool,
    limit: u32,
}

fn step() -> impl Strategy<Value = Step> {
    let odd = (
        prop::option::weighted(0.1, number()),
        prop::option::weighted(0.1, number()),
        prop::option::weighted(0.1, number()),
        prop::option::weighted(0.1, (number(), few(1))),
        prop::option::weighted(0.1, (0..3_usize, number())),
    );
    let limit = prop_oneof![Just(5_000_u32), Just(0), Just(1), Just(u32::MAX)];
    (0..3_usize, prop::collection::vec(operation(), 0..4), odd, prop::bool::weighted(0.8), limit).prop_map(
        |(client, operations, odd, is_modest, limit)| {
            let (odd_seq, odd_cursor, odd_witness, odd_last, odd_parent) = odd;
            Step {
                client,
                operations,
                odd_seq,
                odd_cursor,
                odd_witness,
                odd_last,
                odd_parent,
                is_modest,
                limit,
            }
        },
    )
}

fn request(step: &Step, clients: &[Client]) -> SyncRequest {
    let client = &clients[step.client];
    let mut request = client.request(client.placed(step.operations.clone()));
    request.limit = step.limit;
    let told = request.witness.map_or(0, |witness| witness.revision);
    for operation in request.operations.iter_mut().filter(|_| step.is_modest) {
        operation.seen = operation.seen.clamp(0, told);
    }
    for (number, operation) in (0..).zip(&mut request.operations) {
        operation.seq = step.odd_seq.map_or(operation.seq, |seq| seq.saturating_add(number));
    }
    request.cursor = step.odd_cursor.unwrap_or(request.cursor);
    if let Some(revision) = step.odd_witness {
        request.witness = request.witness.map(|head| Head { revision, ..head });
    }
    request.last = step.odd_last.map(|(seq, id)| Place { seq, id }).or(request.last);
    let parent = step.odd_parent.map(|(of, revision)| Branch { replica: clients[of].replica, revision });
    request.parent = parent.or(request.parent);
    request
}

/// The ledger as it is stored.
fn stored(book: &Book) -> (LedgerRow, Vec<StoredEntity>) {
    let ledger = book.ledger;
    read(book.service.storage(), move |txn| {
        Ok((txn.ledger(ledger)?.unwrap(), txn.changed_after(ledger, 0, u32::MAX)?))
    })
    .unwrap()
}

/// The digest is that of what is live, and each entity has a revision of its own up to the head.
fn assert_sound(row: &LedgerRow, entities: &[StoredEntity]) {
    let mut digest = DigestSums::default();
    for stored in entities.iter().filter(|stored| !stored.entity.deleted) {
        let (kind, fields) = (stored.kind.as_str(), &stored.entity.fields);
        let amount = expense_amount(kind, fields);
        let amount = amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor));
        digest.add(content_hash(kind, stored.id, stored.entity.revision, fields), amount);
    }
    assert_eq!(row.digest, digest);
    let revisions: BTreeSet<i64> = entities.iter().map(|stored| stored.entity.revision).collect();
    assert_eq!(revisions.len(), entities.len(), "two entities have one revision");
    assert_eq!(revisions.last().copied().unwrap_or(0), row.head.revision);
    for stored in entities {
        let stamps = stored.entity.stamps.values().chain([&stored.entity.life]);
        assert!(stamps.into_iter().all(|stamp| stamp.revision <= stored.entity.revision));
    }
}

/// What is the same however often a result is told.
fn told_again(result: &OperationResult) -> OperationResult {
    OperationResult { fast_forward: false, replayed: false, ..result.clone() }
}

fn clients(book: &Book) -> Vec<Client> {
    let bob: Caller = book.member("bob@example.org", "editor");
    let second = device(&book.service, book.ana.account);
    [book.ana, second, bob].into_iter().map(Client::new).collect()
}

fn carry_out(book: &mut Book, clients: &mut [Client], step: &Step) {
    book.now += 1_000;
    let request = request(step, clients);
    let (before, entities) = stored(book);
    let answer = book.sync(clients[step.client].caller, &request);
    let (after, now) = stored(book);
    assert_sound(&after, &now);
    let exchange = match answer {
        Ok(SyncAnswer::Exchange(exchange)) => exchange,
        other => {
            if let Err(error) = other {
                assert!(error.code.status() < 500, "{error:?}");
            }
            assert_eq!(
                (&before, &entities),
                (&after, &now),
                "a request that is not carried out changed something"
            );
            return;
        }
    };
    assert_eq!(exchange.results.len(), request.operations.len());
    let written = now.iter().filter(|stored| stored.entity.revision > before.head.revision).count();
    assert_eq!(after.head.revision > before.head.revision, written > 0, "a revision without an effect");
    assert_eq!(exchange.head, after.head);
    // Once more, as after a lost answer.
    let again = book.sync(clients[step.client].caller, &request);
    let Ok(SyncAnswer::Exchange(again)) = again else { panic!("{again:?} after {request:?}") };
    let results = |results: &[OperationResult]| results.iter().map(told_again).collect::<Vec<_>>();
    assert_eq!(results(&again.results), results(&exchange.results));
    assert!(again.results.iter().all(|result| result.replayed || !result.fast_forward));
    assert_eq!(stored(book), (after, now), "a replay changed something");
    if step.odd_cursor.is_none() && step.odd_seq.is_none() {
        clients[step.client].note(&request, &exchange);
    }
}

/// Puts a value in place of one inside another.
fn replace(root: &mut Value, path: &[usize], with: Value) {
    let Some((&first, rest)) = path.split_first() else {
        *root = with;
        return;
    };
    match root {
        Value::Array(items) if !items.is_empty() => {
            let at = first % items.len();
            replace(&mut items[at], rest, with);
        }
        Value::Object(entries) if !entries.is_empty() => {
            let at = first % entries.len();
            replace(entries.values_mut().nth(at).unwrap(), rest, with);
        }
        _ => *root = with,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_exchange_keeps_what_a_ledger_promises_whatever_is_sent(
        steps in prop::collection::vec(step(), 1..16)
    ) {
        let mut book = Book::new();
        let mut clients = clients(&book);
        for step in &steps {
            carry_out(&mut book, &mut clients, step);
        }
    }

    #[test]
    fn a_request_that_is_almost_right_is_read_or_refused(
        step in step(),
        path in prop::collection::vec(any::<usize>(), 0..5),
        with in value(),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let book = Book::new();
        let clients = clients(&book);
        let mut body = serde_json::to_value(request(&step, &clients)).unwrap();
        replace(&mut body, &path, with);
        let mut bytes = serde_json::to_vec(&body).unwrap();
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len() + 1));
        }
        if let Ok(request) = decode::<SyncRequest>(&bytes, Encoding::Identity, 1 << 20)
            && let Err(error) = book.sync(clients[step.client].caller, &request)
        {
            prop_assert!(error.code != ProblemCode::Internal, "{error:?}");
        }
    }

    #[test]
    fn bytes_of_any_kind_are_no_request(
        bytes in prop::collection::vec(any::<u8>(), 0..200)
    ) {
        for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Zstd] {
            prop_assert!(decode::<SyncRequest>(&bytes, encoding, 1 << 20).is_err());
        }
    }
}
