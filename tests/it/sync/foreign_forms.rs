//! States that this version would write otherwise, or cannot read, as another server may tell them: the digest stays over
//! what was said, and whoever edits claims to have seen no more than was shown.

use std::collections::BTreeMap;

use outlay::ledger::entries::Edit;
use outlay::model::expense::Direction;
use outlay::protocol::digest::{DigestSums, content_hash, expense_amount};
use outlay::protocol::sync::{EntityChange, Exchange, Fields, Head, OperationResult, ResultStatus};
use outlay::store::StoreError;
use outlay::store::operations::QueueFilter;
use outlay::store::sync::push::{Outgoing, PushLimits};
use outlay::store::sync::queue::Dropped;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::properties::world::{Step, World, plain};

const LEDGER: i64 = 1;

/// A server that says whatever the test wants.
struct Teller {
    world: World,
    told: BTreeMap<Uuid, (i64, Fields)>,
    revision: i64,
    server: Uuid,
    /// Its clock.
    time: i64,
}

impl Teller {
    fn new() -> Self {
        let server = outlay::id::random_id();
        Self { world: World::in_memory(), told: BTreeMap::new(), revision: 0, server, time: 0 }
    }

    /// Says what an expense is now.
    fn say(&mut self, id: Uuid, fields: Value) {
        self.revision += 1;
        self.told.insert(id, (self.revision, serde_json::from_value(fields).unwrap()));
    }

    /// What the device would send now.
    fn asked(&mut self) -> Outgoing {
        self.world.store.prepare_push(LEDGER, PushLimits::default(), self.world.now).unwrap()
    }

    /// Answers, and checks that both come to the same digest.
    fn answer(&mut self, outgoing: &Outgoing) {
        let results = outgoing.request.operations.iter().map(|operation| OperationResult {
            id: operation.id,
            status: ResultStatus::Merged,
            revision: Some(self.revision),
            conflicts: Vec::new(),
            error: None,
            fast_forward: false,
            replayed: false,
        });
        let results = results.collect();
        let mut sums = DigestSums::default();
        let mut changes = Vec::new();
        for (id, (revision, fields)) in &self.told {
            let amount = expense_amount("expense", fields);
            let amount = amount.as_ref().map(|(currency, minor)| (currency.as_str(), *minor));
            sums.add(content_hash("expense", *id, *revision, fields), amount);
            if *revision > outgoing.request.cursor {
                changes.push(EntityChange {
                    revision: *revision,
                    entity: "expense".to_owned(),
                    entity_id: *id,
                    fields: fields.clone(),
                    deleted: false,
                    replica: self.server,
                    member: None,
                    at: 0,
                });
            }
        }
        changes.sort_by_key(|change| change.revision);
        let exchange = Exchange {
            results,
            changes,
            cursor: self.revision,
            has_more: false,
            digest: sums.at(self.revision),
            head: Head { revision: self.revision, token: outlay::id::random_id() },
            server: self.server,
            server_time: self.time,
        };
        let taken = self.world.store.take_answer(outgoing, &exchange, self.world.now).unwrap().unwrap();
        let (here, there) = taken.digests.unwrap();
        assert_eq!(here, there);
        self.world.assert_sound();
    }

    fn exchange(&mut self) {
        let outgoing = self.asked();
        self.answer(&outgoing);
    }

    /// Walks from zero, which makes the digest anew from what is kept.
    fn walk(&mut self) {
        self.world.store.begin_walk(LEDGER, None, self.world.now).unwrap();
        self.exchange();
    }
}

#[test]
fn an_edit_is_not_older_than_the_last_answer_even_if_an_earlier_one_came_from_the_future() {
    let mut server = Teller::new();
    for time in [4_000_000_000_000, 1_800_000_000_000] {
        server.time = time;
        server.exchange();
    }
    let id = outlay::id::random_id();
    server.say(id, json!({"date": "2026-01-05", "direction": 0, "amount": "12.50 EUR"}));
    server.exchange();
    server.world.run(&Step::Edit(vec![0], Edit { note: Some(Some("a".to_owned())), ..Edit::default() }));
    assert_eq!(server.asked().request.operations[0].since, Some(1_800_000_000_000));
}

#[test]
fn values_written_in_another_form_are_the_same_in_the_digest_whatever_comes_of_them() {
    let mut server = Teller::new();
    let id = outlay::id::random_id();
    let odd =
        json!({"date": "2026-1-5", "direction": 0, "amount": "12.5 EUR", "description": "", "note": "a"});
    server.say(id, odd.clone());
    server.exchange();
    server.walk();
    let shown = server.world.expenses();
    assert_eq!((shown[0].date.to_string(), shown[0].amount.minor), ("2026-01-05".to_owned(), 1_250));

    // An edit that waits, is answered, and is followed by another form; and one more edit after that.
    for (amount, note) in [("12.50 EUR", "b"), ("012.50 EUR", "c")] {
        let edit = Edit { note: Some(Some(note.to_owned())), ..Edit::default() };
        server.world.run(&Step::Edit(vec![0], edit));
        let outgoing = server.asked();
        assert_eq!(outgoing.request.operations[0].seen, server.revision);
        let mut now = odd.clone();
        now["amount"] = json!(amount);
        now["note"] = json!(note);
        server.say(id, now);
        server.answer(&outgoing);
        server.walk();
    }
}

#[test]
fn a_known_row_whose_new_state_cannot_be_read_keeps_it_and_claims_nothing_of_it() {
    let mut server = Teller::new();
    let id = outlay::id::random_id();
    server
        .say(id, json!({"date": "2026-10-15", "direction": 0, "amount": "2.00 EUR", "description": "lunch"}));
    server.exchange();
    let newer = json!({"date": "2026-10-16", "direction": 3, "amount": "9.00 EUR", "description": "lunch"});
    server.say(id, newer.clone());
    server.exchange();
    server.walk();
    // What can be read is shown; what cannot stays as it was.
    let shown = &server.world.expenses()[0];
    assert_eq!((shown.amount.minor, shown.direction), (900, Direction::Expense));

    let edit = Edit {
        note: Some(Some("by the older version".to_owned())),
        direction: Some(Direction::Income),
        ..Edit::default()
    };
    server.world.run(&Step::Edit(vec![0], edit));
    let outgoing = server.asked();
    let seen: BTreeMap<&str, i64> = outgoing
        .request
        .operations
        .iter()
        .flat_map(|operation| operation.fields.keys().map(|name| (name.as_str(), operation.seen)))
        .collect();
    assert_eq!(seen, [("direction", 0), ("note", 2)].into());
    // The server keeps the newer direction, and both stay level.
    let mut now = newer;
    now["note"] = json!("by the older version");
    server.say(id, now);
    server.answer(&outgoing);
    server.walk();
    assert_eq!(server.world.expenses()[0].note.as_deref(), Some("by the older version"));
}

#[test]
fn what_the_server_carried_out_is_not_dropped_and_what_went_with_its_create_is() {
    let mut server = Teller::new();
    let id = outlay::id::random_id();
    server.say(id, json!({"date": "2026-01-05", "direction": 0, "amount": "12.50 EUR"}));
    server.exchange();
    server.world.run(&Step::Edit(vec![0], Edit { note: Some(Some("a".to_owned())), ..Edit::default() }));
    let outgoing = server.asked();
    let sent = outgoing.sent[0].number;
    server.say(id, json!({"date": "2026-01-05", "direction": 0, "amount": "12.50 EUR", "note": "a"}));
    server.answer(&outgoing);
    let now = server.world.now;
    assert_eq!(server.world.store.drop_operation(sent, now).unwrap(), Dropped::Finished);

    server.world.run(&Step::Add(plain("made", None, 0)));
    server.world.run(&Step::Edit(vec![0], Edit { note: Some(Some("b".to_owned())), ..Edit::default() }));
    let mut waiting = Vec::new();
    let filter = QueueFilter::default();
    let listed = server.world.store.for_each_operation(filter, |operation| {
        waiting.push(operation.number);
        Ok::<_, StoreError>(())
    });
    listed.unwrap();
    for number in waiting {
        assert_eq!(server.world.store.drop_operation(number, now).unwrap(), Dropped::Gone);
    }
    server.world.assert_sound();
}
