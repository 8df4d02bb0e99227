//! Two commands that meet: what one decided is still so when it writes, or it writes nothing.

use std::thread;
use std::time::Duration;

use chrono::{DateTime, Utc};
use outlay::ledger::entries::expense_record;
use outlay::ledger::{Book, LedgerError};
use outlay::model::category::CategoryPath;
use outlay::model::entity::{Kind, Value, category_field as field};
use outlay::store::apply::{Change, Creation, FieldUpdate, Presence};
use outlay::store::writer::{CommandInfo, Writer};
use outlay::store::{Access, Store};

use super::world::{Step, World, options, plain};
use crate::common::{Sandbox, text};

/// How long a command holds the write lock: time enough for the other one to decide and to wait for it.
const HELD: Duration = Duration::from_millis(400);

/// As [`HELD`] for a process, which has to start first.
const HELD_FOR_PROCESS: Duration = Duration::from_millis(2_000);

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

/// Runs the program while another command has the write lock; that one commits `theirs` first. The program must end
/// with `code`; gives its stderr.
fn run_while_writing(home: &Sandbox, args: &[&str], code: i32, theirs: impl FnOnce(&mut Writer)) -> String {
    let now = "2026-10-15T12:00:00Z".parse().unwrap();
    let mut store = Store::open(&home.database(), Access::Write, &options(now)).unwrap().unwrap();
    let mut writer = store.writer(CommandInfo { name: "other", ..CommandInfo::default() }, now).unwrap();
    thread::scope(|scope| {
        let ours = scope.spawn(|| home.outlay(args).output().unwrap());
        thread::sleep(HELD_FOR_PROCESS);
        theirs(&mut writer);
        writer.commit().unwrap();
        let output = ours.join().unwrap();
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{}{said}", text(&output.stdout));
        said
    })
}

/// A ledger of one expense in `home:groceries`.
fn groceries() -> Sandbox {
    let home = Sandbox::new();
    home.ok(["add", "5EUR", "home:groceries", "bread"]);
    home.ok(["add", "6EUR", "other", "screws"]);
    home.write(
        "rows.csv",
        "Date,Amount,Currency,Category\n2026-10-01,-1,EUR,home:groceries\n2026-10-02,-2,EUR,new\n",
    );
    home
}

#[test]
fn a_category_that_is_renamed_meanwhile_is_not_made_again() {
    for args in [
        ["add", "5", "groceries", "milk"].as_slice(),
        &["add", "5", "groceries", "milk", "--strict"],
        &["edit", "2", "-c", "groceries"],
        &["again", "1"],
        &["import", "rows.csv"],
    ] {
        let home = groceries();
        let said = run_while_writing(&home, args, 5, |writer| rename(writer, "home:groceries", "food"));
        assert!(said.contains("`home:groceries` was renamed"), "{args:?}: {said}");
        let list = home.json(["list"]);
        assert_eq!(list["count"], 2, "{args:?}: {list}");
        let categories = home.json(["category", "list"]);
        assert_eq!(categories["count"], 3, "{args:?}: {categories}");
    }
}

#[test]
fn an_announced_category_is_made_whatever_others_do_meanwhile() {
    let home = groceries();
    run_while_writing(&home, &["add", "5", "brand-new", "milk"], 0, |writer| {
        rename(writer, "home:groceries", "food");
    });
    assert_eq!(home.json(["category", "list"])["count"], 4);
}

#[test]
fn two_first_commands_do_not_record_in_two_currencies() {
    for args in [["add", "12", "food", "ours"].as_slice(), &["import", "rows.csv"]] {
        let home = Sandbox::new();
        home.write("rows.csv", "Date,Amount,Description\n2026-10-01,-12,ours\n");
        let said = run_while_writing(&home, args, 5, |writer| {
            let mut draft = plain("theirs", None, 0);
            draft.amount.currency = "JPY".parse().unwrap();
            writer.settle_currency(1, draft.amount.currency).unwrap();
            let creation = Creation {
                kind: Kind::Expense,
                id: outlay::id::random_id(),
                ledger: 1,
                record: expense_record(draft, None, None, None),
                presence: Presence::Absent,
                weak: false,
                created_at: None,
                updated_at: None,
            };
            writer.apply(Change::Create(Box::new(creation))).unwrap();
        });
        assert!(said.contains("JPY"), "{args:?}: {said}");
        assert_eq!(home.json(["list"])["count"], 1, "{args:?}");
        home.ok(args);
        let list = home.json(["list"]);
        let currencies: Vec<_> =
            list["expenses"].as_array().unwrap().iter().map(|row| row["currency"].clone()).collect();
        assert_eq!(currencies, ["JPY", "JPY"], "{args:?}");
    }
}
