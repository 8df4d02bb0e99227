//! A device of a newer version: it writes kinds and fields that this version does not know, straight to the service.
//!
//! Owns its place in the sequence of operations. It looks before it writes, so that it has always seen what is there.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use outlay::id::random_id;
use outlay::protocol::PROTOCOL_VERSION;
use outlay::protocol::sync::{ResultStatus, SentAction, SentOperation, SyncAnswer, SyncRequest};
use outlay::server::service::Caller;
use outlay::server::storage::StoredEntity;
use serde_json::json;
use uuid::Uuid;

use super::dice::Dice;
use super::oracle::Oracle;
use super::server::Server;
use super::view::Fields;

/// The newer device.
#[derive(Debug, Default)]
pub struct Newer {
    /// By ledger: its replica and the next place.
    places: HashMap<Uuid, (Uuid, i64)>,
}

impl Newer {
    /// Writes an unknown field of an expense, or an entity of an unknown kind.
    pub fn write(
        &mut self,
        server: &Server,
        oracle: &mut Oracle,
        caller: Caller,
        now: DateTime<Utc>,
        dice: &mut Dice,
        event: u64,
    ) {
        let ledgers = server.ledgers();
        if ledgers.is_empty() {
            return;
        }
        let (ledger, _, entities) = &ledgers[dice.place(ledgers.len())];
        let wanted = if dice.once_in(2) { "expense" } else { "attachment" };
        let known: Vec<&StoredEntity> =
            entities.iter().filter(|one| one.kind == wanted && !one.entity.deleted).collect();
        let found = if known.is_empty() { None } else { Some(known[dice.place(known.len())]) };
        if wanted == "expense" && found.is_none() {
            return;
        }
        let found = found.filter(|_| wanted == "expense" || !dice.once_in(3));
        let (replica, seq) = *self.places.entry(*ledger).or_insert_with(|| (random_id(), 1));
        let fields = Fields::from([("mood".to_owned(), json!({ "of": event }))]);
        let operation = SentOperation {
            id: random_id(),
            attempt: 0,
            seq,
            after: None,
            entity: wanted.to_owned(),
            entity_id: found.map_or_else(random_id, |found| found.id),
            action: if found.is_some() { SentAction::Update } else { SentAction::Create },
            fields: fields.clone(),
            seen: found.map_or(0, |found| found.entity.revision),
            made_at: now.timestamp_millis(),
            since: None,
            weak: false,
            void: false,
            group: 1,
        };
        let key = (operation.entity.clone(), operation.entity_id);
        let request = SyncRequest {
            protocol: PROTOCOL_VERSION,
            replica,
            parent: None,
            last: None,
            witness: None,
            walk: None,
            cursor: server.head(*ledger).unwrap().revision,
            sent_at: now.timestamp_millis(),
            limit: 0,
            operations: vec![operation],
        };
        match server.service.sync(caller, *ledger, &Arc::new(request.clone()), now.timestamp_millis()) {
            Ok(SyncAnswer::Exchange(exchange)) => {
                self.places.insert(*ledger, (replica, seq + 1));
                if exchange.results[0].status == ResultStatus::Applied {
                    oracle.record_direct(event, &key, found.map(|found| &found.entity.fields), &fields);
                }
            }
            // It knows another history: it begins anew.
            _ => drop(self.places.remove(ledger)),
        }
    }
}
