//! The queue: a server that receives it can rebuild the ledger, whatever was sent, answered and changed in between.
//!
//! The server here is a model that folds operations; sending and answering are done to the file by SQL, as the sync
//! engine will do it.

use std::collections::{BTreeMap, BTreeSet};

use outlay::model::entity::Kind;
use outlay::model::operation::Operation;
use outlay::store::StoreError;
use outlay::store::operations::QueueFilter;
use proptest::collection::vec;
use proptest::prelude::*;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value as Json, json};

use super::raw::{self, CREATE, DELETE, Entity, Fields, Key, Op, RESTORE, UPDATE, get, set};
use super::world::{Outcome, Step, World, config, plain, step};

/// What happens to a database: a command, or a part of a sync.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant)] // a few dozen in a test
enum Event {
    /// A command.
    Command(Step),
    /// The oldest so many pending operations leave for the server.
    Send(usize),
    /// The server answers all that was sent.
    Answer,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        10 => step().prop_map(Event::Command),
        2 => (1_usize..30).prop_map(Event::Send),
        2 => Just(Event::Answer),
    ]
}

/// An entity as the server has it.
#[derive(Debug, Clone, Default, PartialEq)]
struct Known {
    /// Whether it ever got the fields, and not only the delete of something it did not know.
    whole: bool,
    live: bool,
    fields: Fields,
}

type Server = BTreeMap<Key, Known>;

/// Applies one operation as a server does: an update or a bare restore of something unknown is an error.
fn fold(server: &mut Server, op: &Op, rows: &BTreeMap<Key, Entity>) {
    let known = server.entry(op.key).or_default();
    let values: Fields = match &op.body {
        None => rows[&op.key].fields.clone(),
        Some(_) => op.changes().into_iter().map(|(name, _, after)| (name, after)).collect(),
    };
    match op.action {
        CREATE => assert!(!known.whole, "operation {} makes what is there", op.number),
        UPDATE => assert!(known.whole, "operation {} changes what is not there", op.number),
        RESTORE => {
            assert!(known.whole || op.creates(), "operation {} restores what was never told", op.number)
        }
        _ => {}
    }
    known.whole |= op.creates();
    known.live = op.action != DELETE && (op.action != UPDATE || known.live);
    for (name, value) in values {
        set(&mut known.fields, &name, value);
    }
}

/// A database, its server, and what was seen of its operations before.
struct Pair {
    world: World,
    sql: Connection,
    server: Server,
    revision: i64,
    next_seq: i64,
    seen: BTreeMap<i64, Op>,
}

impl Pair {
    fn new() -> Self {
        let world = World::on_file();
        let sql = world.sql();
        Self { world, sql, server: Server::new(), revision: 0, next_seq: 1, seen: BTreeMap::new() }
    }

    fn run(&mut self, event: &Event) {
        match event {
            Event::Command(step) => drop(self.world.run(step)),
            Event::Send(count) => self.send(*count),
            Event::Answer => self.answer(),
        }
        self.check(matches!(event, Event::Command(_)));
    }

    /// Marks operations as sent; a create that was rendered from its row until now is written down.
    fn send(&mut self, count: usize) {
        let rows = raw::entities(&self.sql);
        let pending = raw::operations(&self.sql).into_iter().filter(|op| op.status == 0);
        for op in pending.take(count) {
            let body = op.body.unwrap_or_else(|| {
                let fields = rows[&op.key].fields.iter();
                let change = |(name, after): (&String, &Json)| {
                    (name.clone(), json!({"before": get(&Fields::new(), name), "after": after}))
                };
                Json::Object(fields.map(change).collect::<Map<_, _>>()).to_string()
            });
            self.sql
                .execute(
                    "UPDATE operations SET status = 1, attempts = 1, seq = ?2, fields = ?3 WHERE number = ?1",
                    params![op.number, self.next_seq, body],
                )
                .unwrap();
            self.next_seq += 1;
        }
        self.recount();
    }

    /// Folds what was sent into the server, and its answer into the file. What the server never got whole keeps
    /// revision 0, so that a later restore tells it everything.
    fn answer(&mut self) {
        let rows = raw::entities(&self.sql);
        let (sent, later): (Vec<Op>, Vec<Op>) =
            raw::operations(&self.sql).into_iter().filter(|op| op.status != 2).partition(|op| op.status == 1);
        for op in &sent {
            fold(&mut self.server, op, &rows);
            self.revision += 1;
            self.sql.execute("UPDATE operations SET status = 2 WHERE number = ?1", [op.number]).unwrap();
        }
        for (kind, number) in sent.iter().map(|op| op.key).collect::<BTreeSet<_>>() {
            let known = &self.server[&(kind, number)];
            let revision = if known.whole { self.revision } else { 0 };
            let waits = later.iter().any(|op| op.key == (kind, number));
            let table = Kind::from_code(kind).unwrap().spec().table;
            self.sql
                .execute(
                    &format!(
                        "UPDATE {table} SET revision = ?2, last_op = CASE WHEN ?3 THEN last_op END WHERE number = ?1"
                    ),
                    params![number, revision, waits],
                )
                .unwrap();
            self.sql.execute("DELETE FROM bases WHERE kind = ?1 AND entity = ?2", [kind, number]).unwrap();
            if waits && known.whole {
                self.sql
                    .execute(
                        "INSERT INTO bases (kind, entity, revision, state) VALUES (?1, ?2, ?3, ?4)",
                        params![kind, number, revision, base_of(kind, known).to_string()],
                    )
                    .unwrap();
            }
        }
        self.recount();
    }

    fn recount(&self) {
        self.sql
            .execute_batch(
                "DELETE FROM queue_counts; INSERT INTO queue_counts (ledger, status, count)
                 SELECT ledger, status, count(*) FROM operations GROUP BY ledger, status;",
            )
            .unwrap();
    }

    fn check(&mut self, after_command: bool) {
        let (rows, history) = (raw::entities(&self.sql), raw::operations(&self.sql));
        let waiting: Vec<&Op> = history.iter().filter(|op| op.status != 2).collect();
        self.check_rebuilt(&rows, &waiting);
        for (key, row) in &rows {
            let own: Vec<&Op> = waiting.iter().copied().filter(|op| op.key == *key).collect();
            self.check_waiting(*key, row, &own);
            self.check_base(*key, row, &own);
        }
        self.check_bodies(&rows, &history, after_command);
        check_rendering(&self.world, &rows, &waiting);
        self.world.assert_sound();
    }

    /// What the server has, and the queue folded over it, are the rows.
    fn check_rebuilt(&self, rows: &BTreeMap<Key, Entity>, waiting: &[&Op]) {
        let mut rebuilt = self.server.clone();
        for op in waiting {
            fold(&mut rebuilt, op, rows);
        }
        for (key, row) in rows {
            let known = rebuilt.remove(key).unwrap_or_default();
            assert_eq!(known.live, row.live, "{key:?} lives");
            if known.whole {
                assert_eq!(known.fields, row.fields, "{key:?}");
            }
        }
        assert_eq!(rebuilt, Server::new(), "entities without rows");
    }

    /// What waits of one entity: a chain in order, with one creation at its start if the server knows nothing of it.
    fn check_waiting(&self, key: Key, row: &Entity, own: &[&Op]) {
        assert_eq!(row.last_op, own.last().map(|op| op.number), "the newest operation of {key:?}");
        for pair in own.windows(2) {
            assert_eq!(pair[1].after, Some(pair[0].number), "{key:?}");
        }
        let heard = self.server.contains_key(&key) || own.iter().any(|op| op.sent);
        let creating = own.iter().filter(|op| op.creates()).count();
        if heard {
            return;
        }
        assert_eq!(row.revision, 0, "{key:?}");
        assert!(
            own.first().is_none_or(|op| op.after.is_none()),
            "{key:?} comes after something that is not sent"
        );
        if row.live {
            assert_eq!(creating, 1, "creations of {key:?}");
            assert!(own[0].creates(), "{key:?} begins with something else");
        } else if Kind::from_code(key.0).is_some_and(Kind::is_referred_to) {
            // Told whole though it is gone: something that stays may name it.
            assert!(own.is_empty() || own[0].creates() && own.last().unwrap().action == DELETE, "{key:?}");
        } else if row.id.get_version_num() == 8 {
            assert_eq!(own.iter().map(|op| op.action).collect::<Vec<_>>(), [DELETE], "{key:?}");
        } else {
            assert_eq!(own, &[] as &[&Op], "{key:?} was made and deleted");
        }
    }

    /// The base of an entity with operations waiting is what the server has; others have none.
    fn check_base(&self, key: Key, row: &Entity, own: &[&Op]) {
        let base: Option<(i64, String)> = self
            .sql
            .query_row(
                "SELECT revision, state FROM bases WHERE kind = ?1 AND entity = ?2",
                [key.0, key.1],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .unwrap();
        if own.is_empty() || row.revision == 0 {
            assert_eq!(base, None, "{key:?}");
            return;
        }
        let (revision, state) = base.expect("a base");
        assert_eq!(revision, row.revision, "{key:?}");
        let state: Json = serde_json::from_str(&state).unwrap();
        assert_eq!(state, base_of(key.0, &self.server[&key]), "{key:?}");
    }

    /// Bodies never change once they are written down, nor do ids; a new operation has seen its entity's revision.
    fn check_bodies(&mut self, rows: &BTreeMap<Key, Entity>, history: &[Op], after_command: bool) {
        for op in history {
            match self.seen.get(&op.number) {
                Some(was) => {
                    let then = (was.id, was.key, was.action, was.seen, was.group, was.withdrawn);
                    assert_eq!(then, (op.id, op.key, op.action, op.seen, op.group, op.withdrawn));
                    assert!(was.body.is_none() || was.body == op.body, "operation {} changed", op.number);
                }
                None => {
                    assert!(after_command);
                    // What an unfinished operation hides, its user has still not seen.
                    let covered = history.iter().any(|one| {
                        one.key == op.key && one.number < op.number && one.status != 2 && one.seen == op.seen
                    });
                    assert!(op.seen == rows[&op.key].revision || covered, "operation {}", op.number);
                    assert!(op.after.is_none_or(|after| after < op.number), "operation {}", op.number);
                }
            }
            self.seen.insert(op.number, op.clone());
        }
        assert_eq!(self.seen.len(), history.len(), "operations are gone");
    }
}

/// A base as the store writes it: the fields as they travel, and whether it is deleted.
fn base_of(kind: i64, known: &Known) -> Json {
    let spec = Kind::from_code(kind).unwrap().spec();
    let empty = |name: &str| spec.position(name).map_or(Json::Null, |at| spec.fields[at].empty().to_json());
    let fields: Map<String, Json> = known
        .fields
        .iter()
        .filter(|(name, value)| *name != "batch" && !value.is_null() && **value != empty(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    json!({"fields": fields, "deleted": !known.live})
}

/// What people see of the queue is what it holds; a slim create shows its row.
fn check_rendering(world: &World, rows: &BTreeMap<Key, Entity>, waiting: &[&Op]) {
    let mut shown: Vec<Operation> = Vec::new();
    let each = |operation| {
        shown.push(operation);
        Ok::<_, StoreError>(())
    };
    world.store.for_each_operation(QueueFilter::default(), each).unwrap();
    let numbers: Vec<i64> = shown.iter().map(|operation| operation.number).collect();
    assert_eq!(numbers, waiting.iter().map(|op| op.number).collect::<Vec<_>>());
    let ids: BTreeMap<i64, _> = waiting.iter().map(|op| (op.number, op.id)).collect();
    for (operation, op) in shown.iter().zip(waiting) {
        assert_eq!((operation.kind.code(), operation.entity_number), op.key);
        assert_eq!((operation.id, operation.entity_id), (op.id, rows[&op.key].id));
        assert_eq!((operation.action.code(), operation.status.code()), (op.action, op.status));
        assert_eq!(operation.depends_on, op.after.and_then(|after| ids.get(&after).copied()));
        let fields: BTreeMap<&str, &Json> =
            operation.fields.iter().map(|change| (change.field.as_str(), &change.after)).collect();
        let held: Fields = match &op.body {
            None => rows[&op.key].fields.clone(),
            Some(_) => op.changes().into_iter().map(|(name, _, after)| (name, after)).collect(),
        };
        assert!(fields.keys().copied().eq(held.keys().map(String::as_str)), "{fields:?} for {held:?}");
        for (name, after) in held {
            match name.as_str() {
                "category" | "parent" | "merged_into" => {
                    assert_eq!(fields[&*name].is_null(), after.is_null())
                }
                "direction" => {
                    assert!(["expense", "income", "transfer"].contains(&fields[&*name].as_str().unwrap()))
                }
                _ => assert_eq!(fields[&*name], &after, "{name}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn a_server_that_receives_the_queue_can_rebuild_the_ledger(steps in vec(step(), 5..25)) {
        let mut pair = Pair::new();
        for step in steps {
            pair.run(&Event::Command(step));
        }
    }

    #[test]
    fn a_queue_that_is_sent_and_answered_in_parts_rebuilds_the_ledger_too(events in vec(event(), 5..35)) {
        let mut pair = Pair::new();
        for event in &events {
            pair.run(event);
        }
        pair.run(&Event::Send(usize::MAX));
        pair.run(&Event::Answer);
        prop_assert_eq!(pair.world.store.queue_counts(None).unwrap().unfinished(), 0);
    }
}

#[test]
fn the_base_is_the_state_before_the_first_pending_edit_and_is_written_once() {
    let mut pair = Pair::new();
    pair.run(&Event::Command(Step::Add(plain("first", None, 0))));
    pair.run(&Event::Send(9));
    pair.run(&Event::Answer);
    pair.sql.execute("UPDATE expenses SET revision = 7", []).unwrap();
    let edit = |description: &str| outlay::ledger::entries::Edit {
        description: Some(description.to_owned()),
        ..outlay::ledger::entries::Edit::default()
    };
    let base = |pair: &Pair| -> (i64, Json) {
        pair.sql
            .query_row("SELECT revision, state FROM bases", [], |row| {
                Ok((row.get(0)?, row.get::<_, String>(1)?))
            })
            .map(|(revision, state)| (revision, serde_json::from_str(&state).unwrap()))
            .unwrap()
    };
    for (text, count) in [("second", 1), ("third", 2)] {
        assert!(matches!(pair.world.run(&Step::Edit(vec![0], edit(text))), Outcome::Changed(_)));
        let (revision, state) = base(&pair);
        assert_eq!(revision, 7);
        assert_eq!((&state["fields"]["description"], &state["deleted"]), (&json!("first"), &json!(false)));
        let waiting: Vec<Op> = raw::operations(&pair.sql).into_iter().filter(|op| op.status == 0).collect();
        assert_eq!(waiting.iter().map(|op| op.seen).collect::<Vec<_>>(), vec![7; count]);
    }
    assert!(matches!(pair.world.run(&Step::Delete(vec![0])), Outcome::Changed(_)));
    assert_eq!(base(&pair).1["deleted"], false);
}

#[test]
fn an_expense_that_was_added_and_deleted_leaves_nothing_and_an_imported_one_leaves_its_delete() {
    let mut world = World::on_file();
    let sql = world.sql();
    world.run(&Step::Add(plain("by hand", None, 0)));
    world.run(&Step::Delete(vec![0]));
    assert_eq!(world.store.queue_counts(None).unwrap().unfinished(), 0);
    world.run(&Step::Import(vec![vec![(1, plain("imported", None, 1))]]));
    world.run(&Step::Delete(vec![1]));
    let waiting: Vec<i64> =
        raw::operations(&sql).into_iter().filter(|op| op.status == 0).map(|op| op.action).collect();
    assert_eq!(waiting, [DELETE]);
}
