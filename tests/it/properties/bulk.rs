//! Loading many rows at once: the indexes are there again afterwards, whether the load ends well or not.

use std::collections::BTreeMap;

use outlay::id::{derived_id, new_id};
use outlay::ledger::entries::expense_record;
use outlay::model::entity::Kind;
use outlay::model::filter::Filter;
use outlay::store::StoreError;
use outlay::store::apply::{Change, Creation, Presence};
use outlay::store::writer::{CommandInfo, Writer};
use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use super::world::{Step, World, plain};

/// Enough for the indexes to be dropped and built anew.
const MANY: u64 = 25_000;

fn schema(sql: &Connection) -> BTreeMap<String, String> {
    let mut statement = sql.prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

/// Everything in the tables that an expense reaches, and the search index's own configuration.
fn contents(sql: &Connection) -> Vec<String> {
    let mut lines = Vec::new();
    for query in [
        "SELECT format('expense %d %d %s %d', number, amount_minor, description, last_op) FROM expenses",
        "SELECT format('operation %d %d %s', number, status, fields) FROM operations",
        "SELECT format('total %d %s %d %d', month, currency, count, minor) FROM totals",
        "SELECT format('queue %d %d', status, count) FROM queue_counts",
        "SELECT format('group %d %s', number, command) FROM groups",
        "SELECT format('search %s %s', k, v) FROM expense_search_config WHERE k <> 'version'",
    ] {
        let mut statement = sql.prepare(query).unwrap();
        lines.extend(statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
    }
    lines
}

fn load(writer: &mut Writer, ids: impl Iterator<Item = Uuid>) -> Result<(), StoreError> {
    for (at, id) in ids.enumerate() {
        let draft = plain(["coffee", "咖啡店", "rent"][at % 3], None, at as u64 % 300);
        writer.apply(Change::Create(Box::new(Creation {
            kind: Kind::Expense,
            id,
            ledger: 1,
            record: expense_record(draft, None, None, None),
            presence: Presence::Absent,
            weak: false,
            created_at: None,
            updated_at: None,
        })))?;
    }
    Ok(())
}

const COMMAND: CommandInfo = CommandInfo { name: "import", undo_of: None, redo_of: None };

#[test]
fn a_large_load_leaves_the_same_indexes_a_sound_ledger_and_can_be_undone() {
    let mut world = World::on_file();
    world.run(&Step::Add(plain("before", None, 0)));
    let sql = world.sql();
    let indexes = schema(&sql);
    let now = world.now;
    let mut writer = world.store.writer(COMMAND, now).unwrap();
    writer.expect_expenses(MANY).unwrap();
    load(&mut writer, (0..MANY).map(|at| derived_id("bulk", &[&at.to_be_bytes()]))).unwrap();
    assert_eq!(writer.commit().unwrap().operations, MANY);
    assert_eq!(schema(&sql), indexes);
    assert_eq!(search_memory_bytes(&sql), Some(1024 * 1024), "as SQLite has it by itself");
    assert_healthy(&world);
    let search = Filter { search: vec!["啡店".to_owned()], ..Filter::default() };
    assert_eq!(world.store.count(&search).unwrap(), MANY / 3);
    assert_eq!(world.store.expense_count(None).unwrap(), MANY + 1);
    world.run(&Step::Delete(vec![5]));
    world.run(&Step::Undo);
    let undone = world.book().undo(None, false).unwrap();
    assert_eq!((undone.operations, undone.skipped), (MANY, Vec::new()));
    assert_eq!(world.store.expense_count(None).unwrap(), 1);
    assert_eq!(world.store.count(&search).unwrap(), 0);
    assert_healthy(&world);
}

/// The search index's memory limit, if it was ever set.
fn search_memory_bytes(sql: &Connection) -> Option<i64> {
    let query = "SELECT v FROM expense_search_config WHERE k = 'hashsize'";
    sql.query_row(query, [], |row| row.get(0)).optional().unwrap()
}

/// As `World::assert_sound`, without looking at each of many rows as a person would.
fn assert_healthy(world: &World) {
    for check in world.store.check().unwrap() {
        assert_eq!(check.problems, Vec::<String>::new(), "{}", check.name);
    }
}

#[test]
fn a_large_load_that_is_dropped_midway_leaves_the_database_as_it_was() {
    let mut world = World::on_file();
    world.run(&Step::Add(plain("before", None, 0)));
    let sql = world.sql();
    let before = (schema(&sql), contents(&sql));
    let now = world.now;
    let mut writer = world.store.writer(COMMAND, now).unwrap();
    writer.expect_expenses(MANY).unwrap();
    load(&mut writer, (0..2_000).map(|_| new_id(now))).unwrap();
    drop(writer);
    assert_eq!((schema(&sql), contents(&sql)), before);
    world.run(&Step::Add(plain("after", Some("food"), 1)));
    world.assert_sound();
    assert_eq!(world.numbers(true), [1, 2]);
}

#[test]
fn a_large_load_with_an_id_twice_is_refused_as_a_whole() {
    let mut world = World::on_file();
    world.run(&Step::Add(plain("before", None, 0)));
    let sql = world.sql();
    let before = (schema(&sql), contents(&sql));
    let now = world.now;
    let mut writer = world.store.writer(COMMAND, now).unwrap();
    writer.expect_expenses(MANY).unwrap();
    let id = new_id(now);
    // While the index over ids is gone nothing can refuse the second one; its return does.
    load(&mut writer, [id, id].into_iter()).unwrap();
    assert!(writer.commit().is_err());
    assert_eq!((schema(&sql), contents(&sql)), before);
    world.assert_sound();
}

#[test]
fn a_small_load_into_a_large_ledger_keeps_the_indexes() {
    let mut world = World::on_file();
    let sql = world.sql();
    let now = world.now;
    let mut writer = world.store.writer(COMMAND, now).unwrap();
    writer.expect_expenses(MANY - 20_000).unwrap();
    let id = new_id(now);
    load(&mut writer, [id].into_iter()).unwrap();
    assert!(load(&mut writer, [id].into_iter()).is_err(), "the index over ids refuses it at once");
    drop(writer);
    assert!(schema(&sql).contains_key("expenses_id"));
    assert!(world.numbers(false).is_empty());
    world.assert_sound();
}
