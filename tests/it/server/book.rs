//! A ledger on a service in memory, and clients that keep to the protocol, each request made by hand.

use std::sync::Arc;

use outlay::id::random_id;
use outlay::protocol::PROTOCOL_VERSION;
use outlay::protocol::accounts::LedgerRequest;
use outlay::protocol::sync::{
    Branch, Exchange, Head, Place, SentAction, SentOperation, SyncAnswer, SyncRequest,
};
use outlay::server::service::{Caller, Service, ServiceError};
use outlay::server::storage::sqlite::Sqlite;
use outlay::server::storage::{AccountRow, DeviceRow, write};
use serde_json::{Value, json};
use uuid::Uuid;

/// When these tests take place, in milliseconds since 1970.
pub const NOW: i64 = 1_790_000_000_000;
/// One day.
pub const DAY: i64 = 86_400_000;

/// A service with one ledger of Ana's.
pub struct Book {
    pub service: Service,
    pub ledger: Uuid,
    pub ana: Caller,
    pub now: i64,
}

impl Book {
    pub fn new() -> Self {
        let service = Service::new(Arc::new(Sqlite::in_memory().unwrap())).unwrap();
        let ana = account(&service, "ana@example.org");
        let ledger = ledger(&service, ana, random_id());
        Self { service, ledger, ana, now: NOW }
    }

    /// Another account with a role in the ledger.
    pub fn member(&self, email: &str, role: &'static str) -> Caller {
        let caller = account(&self.service, email);
        let ledger = self.ledger;
        write(self.service.storage(), move |txn| txn.set_role(ledger, caller.account, Some(role))).unwrap();
        caller
    }

    /// Whatever comes of a request.
    pub fn sync(&self, caller: Caller, request: &SyncRequest) -> Result<SyncAnswer, ServiceError> {
        self.service.sync(caller, self.ledger, &Arc::new(request.clone()), self.now)
    }

    /// The ledger's newest revision, as a newcomer is told.
    pub fn revision(&self) -> i64 {
        let mut newcomer = Client::new(self.ana);
        newcomer.send(self, Vec::new()).head.revision
    }
}

/// An account with a device.
pub fn account(service: &Service, email: &str) -> Caller {
    let account = random_id();
    let row =
        AccountRow { id: account, email: email.to_owned(), password_hash: String::new(), created_at: 0 };
    write(service.storage(), move |txn| txn.insert_account(&row)).unwrap();
    device(service, account)
}

/// A further device of an account.
pub fn device(service: &Service, account: Uuid) -> Caller {
    let id = random_id();
    let mut token_hash = [0; 32];
    token_hash[..16].copy_from_slice(id.as_bytes());
    let row = DeviceRow {
        id,
        account,
        name: "laptop".to_owned(),
        token_hash,
        version: None,
        created_at: 0,
        last_sync_at: None,
        revoked_at: None,
    };
    write(service.storage(), move |txn| txn.insert_device(&row)).unwrap();
    Caller { account, device: id }
}

/// A ledger of an account.
pub fn ledger(service: &Service, caller: Caller, key: Uuid) -> Uuid {
    let request = LedgerRequest { key, name: "personal".to_owned(), currency: None };
    service.create_ledger(caller, &request).unwrap().id
}

/// A device's side of the protocol, without a store.
#[derive(Clone)]
pub struct Client {
    pub caller: Caller,
    pub replica: Uuid,
    pub parent: Option<Branch>,
    pub last: Option<Place>,
    pub witness: Option<Head>,
    pub cursor: i64,
    /// The revision at which its walk from zero began.
    pub walk: Option<i64>,
    seq: i64,
}

impl Client {
    pub fn new(caller: Caller) -> Self {
        Self {
            caller,
            replica: random_id(),
            parent: None,
            last: None,
            witness: None,
            cursor: 0,
            walk: None,
            seq: 0,
        }
    }

    /// A request with operations at their places.
    pub fn request(&self, operations: Vec<SentOperation>) -> SyncRequest {
        SyncRequest {
            protocol: PROTOCOL_VERSION,
            replica: self.replica,
            parent: self.parent,
            last: self.last,
            witness: self.witness,
            walk: self.walk.filter(|_| self.cursor > 0),
            cursor: self.cursor,
            sent_at: 0,
            limit: 5_000,
            operations,
        }
    }

    /// Gives operations their places.
    pub fn placed(&self, mut operations: Vec<SentOperation>) -> Vec<SentOperation> {
        for (operation, seq) in operations.iter_mut().zip(self.seq + 1..) {
            operation.seq = seq;
        }
        operations
    }

    /// Sends operations, which get their places, and takes the answer.
    pub fn send(&mut self, book: &Book, operations: Vec<SentOperation>) -> Exchange {
        let request = self.request(self.placed(operations));
        self.exchange(book, &request)
    }

    /// Sends a request and takes the answer, which must be the ordinary one.
    pub fn exchange(&mut self, book: &Book, request: &SyncRequest) -> Exchange {
        match book.sync(self.caller, request).unwrap() {
            SyncAnswer::Exchange(exchange) => {
                self.note(request, &exchange);
                *exchange
            }
            other => panic!("{other:?}"),
        }
    }

    /// Notes what an answer says, as far as it was asked for.
    pub fn note(&mut self, request: &SyncRequest, exchange: &Exchange) {
        if let Some(last) = request.operations.last() {
            self.seq = self.seq.max(last.seq);
            self.last = Some(Place { seq: last.seq, id: last.id });
        }
        self.witness = Some(exchange.head);
        self.cursor = exchange.cursor;
    }
}

/// An operation that makes an expense.
pub fn create() -> SentOperation {
    SentOperation {
        id: random_id(),
        attempt: 0,
        seq: 0,
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

/// An operation that changes the note of an expense.
pub fn note(entity_id: Uuid, seen: i64, text: &str) -> SentOperation {
    let fields = [("note".to_owned(), Value::from(text))].into();
    SentOperation { entity_id, action: SentAction::Update, fields, seen, ..create() }
}

/// An operation that deletes an expense.
pub fn delete(entity_id: Uuid, seen: i64) -> SentOperation {
    SentOperation { entity_id, action: SentAction::Delete, fields: [].into(), seen, ..create() }
}
