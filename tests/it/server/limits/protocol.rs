//! Limits of requests and answers, at the service.

use outlay::id::random_id;
use outlay::protocol::PROTOCOL_VERSION;
use outlay::protocol::accounts::{LedgerRequest, LoginRequest, Secret};
use outlay::protocol::limits::{
    CHANGES_MAX, DEVICES_MAX, ENTITY_BYTES_MAX, ENTITY_FIELDS_MAX, FIELD_BYTES_MAX, FIELD_DEPTH_MAX,
    FIELD_NAME_BYTES_MAX, FIELDS_MAX, KIND_NAME_BYTES_MAX, LEDGERS_MAX, NAME_BYTES_MAX, OPERATIONS_MAX,
    PAGE_BYTES_MAX, WITNESSES_MAX,
};
use outlay::protocol::problem::ProblemCode;
use outlay::protocol::sync::{
    Branch, CommonRequest, Fields, Head, OperationResult, RefusalCode, ResultStatus, SentAction,
    SentOperation,
};
use outlay::server::accounts::Accounts;
use outlay::server::merge::{Entity, Stamp};
use outlay::server::service::Caller;
use outlay::server::storage::{DeviceRow, StoredEntity, read, write};
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::book::{Book, Client, create, note};

/// An operation on an entity of a kind that nobody knows.
fn unknown(fields: Fields) -> SentOperation {
    SentOperation { entity: "gadget".to_owned(), fields, ..create() }
}

fn with(name: &str, value: Value) -> SentOperation {
    unknown([(name.to_owned(), value)].into())
}

/// What comes of one operation.
fn result(operation: SentOperation) -> OperationResult {
    let book = Book::new();
    Client::new(book.ana).send(&book, vec![operation]).results.remove(0)
}

/// Takes what is one below and at the limit, and refuses what is one above.
fn assert_limit(limit: usize, operation: impl Fn(usize) -> SentOperation) {
    for size in [limit - 1, limit] {
        assert_eq!(result(operation(size)).status, ResultStatus::Applied, "{size}");
    }
    let above = result(operation(limit + 1));
    assert_eq!(above.status, ResultStatus::Rejected);
    assert_eq!(above.error.unwrap().code, RefusalCode::TooLarge);
}

#[test]
fn operations_of_one_request() {
    for count in [OPERATIONS_MAX - 1, OPERATIONS_MAX, OPERATIONS_MAX + 1] {
        let book = Book::new();
        let client = Client::new(book.ana);
        let request = client.request(client.placed((0..count).map(|_| create()).collect()));
        let answer = book.sync(book.ana, &request);
        match answer {
            Ok(_) => assert!(count <= OPERATIONS_MAX),
            Err(error) => {
                assert_eq!((error.code, book.revision()), (ProblemCode::TooLarge, 0));
                assert!(count > OPERATIONS_MAX);
            }
        }
    }
}

#[test]
fn bytes_of_a_field() {
    assert_limit(FIELD_BYTES_MAX, |bytes| with("text", json!("x".repeat(bytes))));
    assert_limit(FIELD_BYTES_MAX, |bytes| with("list", json!(["x".repeat(bytes - 4)])));
    assert_limit(FIELD_BYTES_MAX, |bytes| {
        let mut operation = create();
        operation.fields.insert("note".to_owned(), json!("x".repeat(bytes)));
        operation
    });
}

#[test]
fn depth_of_a_field() {
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    assert_limit(FIELD_DEPTH_MAX, |depth| with("list", nested(depth)));
    assert_limit(FIELD_DEPTH_MAX, |depth| with("object", json!({"a": nested(depth - 1)})));
}

#[test]
fn fields_of_an_operation() {
    assert_limit(FIELDS_MAX, |count| {
        unknown((0..count).map(|number| (format!("field {number}"), json!(number))).collect())
    });
}

#[test]
fn bytes_of_a_name_of_a_field() {
    assert_limit(FIELD_NAME_BYTES_MAX, |bytes| {
        with(&"é".repeat(bytes)[..bytes / 2 * 2], json!(1)).widened(bytes)
    });
}

#[test]
fn bytes_of_a_name_of_a_kind() {
    assert_limit(KIND_NAME_BYTES_MAX, |bytes| SentOperation {
        entity: "k".repeat(bytes),
        ..with("a", json!(1))
    });
    let nameless = result(SentOperation { entity: String::new(), ..with("a", json!(1)) });
    assert_eq!(nameless.error.unwrap().code, RefusalCode::TooLarge);
}

trait Widened {
    fn widened(self, bytes: usize) -> Self;
}

impl Widened for SentOperation {
    /// Its one field with a name of exactly so many bytes.
    fn widened(mut self, bytes: usize) -> Self {
        let (name, value) = self.fields.pop_first().unwrap();
        let name = format!("{name}{}", "n".repeat(bytes - name.len()));
        self.fields.insert(name, value);
        self
    }
}

/// Updates of an entity of an unknown kind, each with as many fields as one may have, until it has so many.
fn grown(count: usize, text: &str) -> Vec<SentOperation> {
    let entity_id = random_id();
    let names: Vec<usize> = (0..count).collect();
    let chunks = names.chunks(FIELDS_MAX.min(16));
    chunks
        .enumerate()
        .map(|(at, chunk)| {
            let fields = chunk.iter().map(|number| (format!("{number:04}"), json!(text))).collect();
            let action = if at == 0 { SentAction::Create } else { SentAction::Update };
            SentOperation { entity_id, action, ..unknown(fields) }
        })
        .collect()
}

#[test]
fn fields_of_an_entity() {
    for count in [ENTITY_FIELDS_MAX - 1, ENTITY_FIELDS_MAX, ENTITY_FIELDS_MAX + 1] {
        let book = Book::new();
        let answer = Client::new(book.ana).send(&book, grown(count, "x"));
        let refused = answer.results.iter().filter(|result| result.status == ResultStatus::Rejected).count();
        assert_eq!(refused, usize::from(count > ENTITY_FIELDS_MAX), "{count}");
    }
}

#[test]
fn bytes_of_an_entity() {
    // Each field takes its name, its text and two quotes.
    let text = 64 * 1_024 - 4 - 2;
    let count = ENTITY_BYTES_MAX / (64 * 1_024) - 1;
    for rest in [-1_i64, 0, 1] {
        let book = Book::new();
        let mut client = Client::new(book.ana);
        let operations = grown(count, &"x".repeat(text));
        let entity_id = operations[0].entity_id;
        for operation in operations {
            assert_eq!(client.send(&book, vec![operation]).results[0].status, ResultStatus::Applied);
        }
        let left = i64::try_from(ENTITY_BYTES_MAX - count * 64 * 1_024 - 4 - 2).unwrap() + rest;
        let last = "x".repeat(usize::try_from(left).unwrap());
        let fields = [("last".to_owned(), json!(last))].into();
        let update = SentOperation { entity_id, action: SentAction::Update, ..unknown(fields) };
        let result = client.send(&book, vec![update]).results.remove(0);
        let is_taken = result.status == ResultStatus::Applied;
        assert_eq!(is_taken, rest <= 0, "{result:?}");
        // Smaller again is no matter.
        let fields = [("0000".to_owned(), Value::Null)].into();
        let update = SentOperation { entity_id, action: SentAction::Update, ..unknown(fields) };
        assert_eq!(client.send(&book, vec![update]).results[0].status, ResultStatus::Applied);
    }
}

/// Puts entities into the ledger with a text each, without a request.
fn put(book: &Book, texts: Vec<String>) {
    let ledger = book.ledger;
    write(book.service.storage(), move |txn| {
        let mut row = txn.ledger(ledger)?.unwrap();
        let mut all = Vec::new();
        for text in &texts {
            row.head.revision += 1;
            let life = Stamp {
                revision: row.head.revision,
                replica: Uuid::nil(),
                member: Uuid::nil(),
                at: 0,
                weak: false,
                shared: false,
                generated: false,
            };
            let fields: Fields = [("note".to_owned(), json!(text))].into();
            let stamps = [("note".to_owned(), life)].into();
            let entity = Entity { revision: life.revision, deleted: false, made: true, fields, stamps, life };
            all.push(StoredEntity { kind: "expense".to_owned(), id: random_id(), entity });
        }
        txn.put_entities(ledger, &all, 0)?;
        txn.put_token(ledger, row.head)?;
        txn.update_ledger(&row)
    })
    .unwrap();
}

#[test]
fn changes_of_one_page() {
    let most = usize::try_from(CHANGES_MAX).unwrap();
    let book = Book::new();
    put(&book, vec![String::new(); most + 1]);
    for limit in [CHANGES_MAX - 1, CHANGES_MAX, CHANGES_MAX + 1, u32::MAX] {
        let client = Client::new(book.ana);
        let mut request = client.request(Vec::new());
        request.limit = limit;
        let page = client.clone().exchange(&book, &request);
        assert_eq!(page.changes.len(), most.min(usize::try_from(limit).unwrap()), "{limit}");
        assert!(page.has_more);
    }
}

#[test]
fn bytes_of_one_page() {
    // A change counts 200 bytes, its field four for the name and two for the quotes.
    let length = |bytes: usize| bytes - 200 - 4 - 2;
    for (first, told) in [(PAGE_BYTES_MAX - 1, 2), (PAGE_BYTES_MAX, 2), (PAGE_BYTES_MAX + 1, 1)] {
        let book = Book::new();
        put(&book, vec!["x".repeat(length(first)), String::new(), String::new()]);
        let mut client = Client::new(book.ana);
        let page = client.send(&book, Vec::new());
        assert_eq!((page.changes.len(), page.has_more), (told, true), "{first}");
        let rest = client.send(&book, Vec::new());
        assert_eq!((rest.changes.len(), rest.has_more), (3 - told, false));
    }
}

#[test]
fn a_page_is_measured_as_it_travels() {
    let book = Book::new();
    // As JSON each of these takes six times its bytes.
    put(&book, vec!["\u{1}".repeat(64 * 1_024); 64]);
    let page = Client::new(book.ana).send(&book, Vec::new());
    let bytes = serde_json::to_string(&page).unwrap().len();
    assert!(page.has_more && bytes < PAGE_BYTES_MAX + 512 * 1_024, "{bytes}");
}

#[test]
fn ledgers_of_an_account() {
    let book = Book::new();
    let make = |key| {
        let request = LedgerRequest { key, name: "trip".to_owned(), currency: None };
        book.service.create_ledger(book.ana, &request)
    };
    // The book is one of them.
    let keys: Vec<Uuid> = (1..LEDGERS_MAX).map(|_| random_id()).collect();
    for key in &keys {
        make(*key).unwrap();
    }
    assert_eq!(make(random_id()).unwrap_err().code, ProblemCode::Unprocessable);
    // What there is can be asked for as ever.
    make(keys[0]).unwrap();
    assert_eq!(book.service.ledgers(book.ana).unwrap().ledgers.len(), LEDGERS_MAX);
}

#[test]
fn devices_of_an_account() {
    let book = Book::new();
    let accounts = Accounts::new(book.service.clone()).unwrap();
    let account = book.ana.account;
    let password = || Secret::new("a password".to_owned());
    accounts.set_password(account, &password(), None).unwrap();
    write(book.service.storage(), move |txn| {
        for _ in txn.devices(account)?.len()..DEVICES_MAX - 1 {
            let device = DeviceRow {
                id: random_id(),
                account,
                name: "container".to_owned(),
                token_hash: std::array::from_fn(|at| random_id().as_bytes()[at % 16]),
                version: None,
                created_at: 0,
                last_sync_at: None,
                revoked_at: None,
            };
            txn.insert_device(&device)?;
        }
        Ok(())
    })
    .unwrap();
    let request = LoginRequest {
        protocol: PROTOCOL_VERSION,
        email: "ana@example.org".to_owned(),
        password: password(),
        device: "laptop".to_owned(),
        version: "1".to_owned(),
        replaces: None,
    };
    let last = accounts.login(&request, book.now).unwrap();
    let refused = accounts.login(&request, book.now).unwrap_err();
    assert_eq!(refused.code, ProblemCode::Unprocessable);
    // One that is revoked makes room.
    accounts.revoke(Caller { account, device: last.device }, last.device, book.now).unwrap();
    accounts.login(&request, book.now).unwrap();
}

#[test]
fn witnesses_of_one_question() {
    let book = Book::new();
    for count in [WITNESSES_MAX - 1, WITNESSES_MAX, WITNESSES_MAX + 1] {
        let witnesses = vec![Head { revision: 9, token: random_id() }; count];
        let answer = book.service.common(book.ana, book.ledger, &CommonRequest { witnesses });
        assert_eq!(answer.is_ok(), count <= WITNESSES_MAX, "{count}");
    }
}

#[test]
fn bytes_of_a_name_of_a_ledger_and_of_a_device() {
    // That of a device stands beside the accounts, where names of devices are read.
    let book = Book::new();
    for bytes in [0, 1, NAME_BYTES_MAX - 1, NAME_BYTES_MAX, NAME_BYTES_MAX + 1] {
        let request = LedgerRequest { key: random_id(), name: "n".repeat(bytes), currency: None };
        let made = book.service.create_ledger(book.ana, &request);
        assert_eq!(made.is_ok(), (1..=NAME_BYTES_MAX).contains(&bytes), "{bytes}");
    }
}

#[test]
fn a_device_is_noted_again_after_an_hour() {
    const HOUR: i64 = 3_600_000;
    let mut book = Book::new();
    let mut client = Client::new(book.ana);
    client.send(&book, Vec::new());
    let begun_at = book.now;
    let (ledger, replica) = (book.ledger, client.replica);
    for (age, noted_at) in [(HOUR - 1, begun_at), (HOUR, begun_at + HOUR), (HOUR + 1, begun_at + HOUR)] {
        book.now = begun_at + age;
        client.send(&book, Vec::new());
        let row = read(book.service.storage(), move |txn| txn.replica(ledger, replica)).unwrap();
        assert_eq!(row.unwrap().seen_at, noted_at, "{age}");
    }
}

#[test]
fn forks_of_forks_are_followed_so_far() {
    // A chain of so many forks; the last one changes what the first one wrote and nobody since has seen.
    for (forks, conflicts) in [(62, 0), (63, 0), (64, 1)] {
        let book = Book::new();
        let made = create();
        let mut client = Client::new(book.ana);
        client.send(&book, vec![made.clone()]);
        client.send(&book, vec![note(made.entity_id, 1, "first")]);
        for _ in 0..forks {
            let parent = Some(Branch { replica: client.replica, revision: 2 });
            let witness = client.witness;
            client = Client::new(book.ana);
            (client.parent, client.witness) = (parent, witness);
            client.send(&book, Vec::new());
        }
        let answer = client.send(&book, vec![note(made.entity_id, 1, "last")]);
        assert_eq!(answer.results[0].conflicts.len(), conflicts, "{forks}");
    }
}

#[test]
fn as_many_tombstones_as_there_are_go_in_one_purge() {
    const STEP: u32 = 2_000;
    for count in [STEP - 1, STEP, STEP + 1, 2 * STEP] {
        let book = Book::new();
        let ledger = book.ledger;
        write(book.service.storage(), move |txn| {
            let mut row = txn.ledger(ledger)?.unwrap();
            row.head.revision = count.into();
            txn.update_ledger(&row)?;
            let all: Vec<StoredEntity> = (1..=i64::from(count))
                .map(|revision| {
                    let life = Stamp {
                        revision,
                        replica: Uuid::nil(),
                        member: Uuid::nil(),
                        at: 0,
                        weak: false,
                        shared: false,
                        generated: false,
                    };
                    let entity = Entity {
                        revision,
                        deleted: true,
                        made: true,
                        fields: Fields::new(),
                        stamps: [].into(),
                        life,
                    };
                    StoredEntity { kind: "expense".to_owned(), id: random_id(), entity }
                })
                .collect();
            txn.put_entities(ledger, &all, 0)
        })
        .unwrap();
        assert_eq!(book.service.purge(book.now).unwrap(), usize::try_from(count).unwrap());
        let left = read(book.service.storage(), move |txn| txn.changed_after(ledger, 0, 9)).unwrap();
        assert_eq!(left, []);
    }
}
