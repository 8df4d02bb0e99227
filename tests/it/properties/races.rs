//! Two commands that meet: what one decided is still so when it writes, or it writes nothing.

use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use outlay::ledger::{Book, LedgerError};
use outlay::model::category::CategoryPath;
use outlay::model::entity::{Kind, Value, category_field as field};
use outlay::store::apply::{Change, FieldUpdate};
use outlay::store::writer::{CommandInfo, Writer};
use outlay::store::{Access, Store};

use super::world::{Step, World, options, plain};

/// How long a command holds the write lock: time enough for the other one to decide and to wait for it.
const HELD: Duration = Duration::from_millis(400);

fn path(text: &str) -> CategoryPath {
    CategoryPath::parse(text).unwrap()
}

/// Runs `ours` while another command has the write lock, and has `theirs` commit before `ours` can write.
fn while_writing<T: Send>(
    world: &mut World,
    theirs: impl FnOnce(&mut Writer),
    ours: impl FnOnce(&mut World) -> T + Send,
) -> T {
    let now = world.now;
    let mut other = another(world, now);
    let mut writer = other.writer(CommandInfo { name: "other", ..CommandInfo::default() }, now).unwrap();
    thread::scope(|scope| {
        let ours = scope.spawn(|| ours(world));
        thread::sleep(HELD);
        theirs(&mut writer);
        writer.commit().unwrap();
        ours.join().unwrap()
    })
}

fn another(world: &World, now: DateTime<Utc>) -> Store {
    Store::open(world.store.path(), Access::Write, &options(now)).unwrap().unwrap()
}

/// The number of a live category.
fn number(writer: &Writer, path: &str) -> i64 {
    let tree = writer.category_tree().unwrap();
    tree.live(1).iter().find(|row| tree.path(row.number) == Some(path)).unwrap().number
}

fn change(writer: &mut Writer, category: i64, at: usize, value: Value) {
    let fields = vec![FieldUpdate::Set(at, value)];
    writer.apply(Change::Update { kind: Kind::Category, number: category, fields, weak: false }).unwrap();
}

fn rename(writer: &mut Writer, old: &str, new: &str) {
    let number = number(writer, old);
    change(writer, number, field::NAME, Value::Text(new.to_owned()));
}

fn merge(writer: &mut Writer, from: &str, into: &str) {
    let (from, into) = (number(writer, from), number(writer, into));
    let id = writer.category_tree().unwrap().get(into).unwrap().id;
    change(writer, from, field::MERGED_INTO, Value::reference(Some(id)));
}

/// A ledger in a file with expenses in `a` and `b`.
fn two_categories() -> World {
    let mut world = World::on_file();
    world.run(&Step::Add(plain("first", Some("a"), 0)));
    world.run(&Step::Add(plain("second", Some("b"), 0)));
    world
}

#[test]
fn two_merges_of_two_categories_into_each_other_make_no_circle() {
    let mut world = two_categories();
    let ours = while_writing(
        &mut world,
        |writer| merge(writer, "a", "b"),
        |world| world.book().merge_categories(&[path("b")], &path("a")),
    );
    assert!(matches!(ours, Err(LedgerError::NotFound { .. })), "{ours:?}");
    world.assert_sound();
}

#[test]
fn two_renames_to_one_path_leave_one_category_of_it() {
    let mut world = two_categories();
    let ours = while_writing(
        &mut world,
        |writer| rename(writer, "a", "c"),
        |world| world.book().rename_category(&path("b"), &path("c")),
    );
    assert!(matches!(ours, Err(LedgerError::CategoryExists(_))), "{ours:?}");
    world.assert_sound();
}

#[test]
fn a_restore_keeps_what_another_command_records_while_it_runs() {
    let mut world = two_categories();
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup.db");
    world.store.backup(&backup, false).unwrap();
    let (database, now) = (world.store.path().to_path_buf(), world.now);
    let restored = while_writing(
        &mut world,
        |writer| rename(writer, "a", "renamed since"),
        |_| Store::restore(&backup, &database, folder.path(), &options(now)).unwrap(),
    );
    let paths = |file| {
        let mut store = Store::open(file, Access::Read, &options(now)).unwrap().unwrap();
        let ledger = store.ledgers().unwrap().remove(0);
        let book = Book { store: &mut store, ledger, now, today: now.date_naive() };
        let tree = book.store.category_tree().unwrap();
        tree.live(1).iter().map(|row| tree.path(row.number).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(paths(&database), ["a", "b"]);
    assert_eq!(paths(&restored.kept.unwrap()), ["b", "renamed since"]);
}
