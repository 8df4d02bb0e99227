//! `doctor`: each check finds the damage it is there for, and the repair mends what it says it mends.

use outlay::store::check::Check;

use super::world::{Step, World, plain};

/// A ledger with a little of everything.
fn ledger() -> World {
    let mut world = World::on_file();
    world.run(&Step::Add(plain("coffee", Some("food:out"), 0)));
    world.run(&Step::Add(plain("rent", Some("home"), 1)));
    world.run(&Step::Import(vec![vec![(1, plain("imported", None, 40))]]));
    world.run(&Step::Delete(vec![1]));
    world.run(&Step::Undo);
    world.assert_sound();
    world
}

fn found(world: &World) -> Vec<Check> {
    world.store.check().unwrap().into_iter().filter(|check| !check.problems.is_empty()).collect()
}

/// Damages a ledger by SQL: the named check and no other finds it, and says where.
fn assert_found(sql: &str, name: &str, problem: &str) -> World {
    let mut world = ledger();
    world.sql().execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}")).unwrap();
    world.reopen();
    let found = found(&world);
    assert_eq!(found.iter().map(|check| check.name).collect::<Vec<_>>(), [name], "{sql}: {found:?}");
    assert!(found[0].problems.iter().any(|line| line.contains(problem)), "{sql}: {found:?}");
    world
}

#[test]
fn a_wrong_total_is_found_and_computed_anew() {
    for (sql, problem) in [
        ("UPDATE totals SET minor = minor + 1 WHERE month = 202604", "ledger 1, month 202604"),
        ("UPDATE totals SET count = count - 1 WHERE category = 0", "too much: ledger 1, month 202604, EUR"),
        ("DELETE FROM totals WHERE month = 202604", "missing: ledger 1, month 202604, EUR, direction 0"),
        ("INSERT INTO totals VALUES (1, 209901, 'JPY', 0, 0, 0, 0)", "too much: ledger 1, month 209901, JPY"),
        ("UPDATE expenses SET amount_minor = 1 WHERE number = 1", "missing: ledger 1, month 202603, EUR"),
        ("UPDATE expenses SET category = NULL WHERE number = 1", "category 0"),
    ] {
        let mut world = assert_found(sql, "totals", problem);
        assert!(found(&world)[0].fixable);
        world.store.rebuild_derived().unwrap();
        world.assert_sound();
    }
}

#[test]
fn a_search_entry_that_is_missing_or_too_much_is_found_and_made_anew() {
    for (sql, problem) in [
        (
            "INSERT INTO expense_search (expense_search, rowid, terms) VALUES ('delete', 1, 'coffee')",
            "expense 1 is not found by `coffee`",
        ),
        ("INSERT INTO expense_search (rowid, terms) VALUES (77, 'ghost')", "`ghost` finds expense 77"),
        ("UPDATE expenses SET payee = 'new' WHERE number = 2", "expense 2 is not found by `new`"),
        ("UPDATE expenses SET tags = ' a b ' WHERE number = 3", "expense 3 is not found by `a`"),
        (
            "INSERT INTO expense_search (expense_search) VALUES ('delete-all')",
            "expense 3 is not found by `imported`",
        ),
    ] {
        let mut world = assert_found(sql, "search", problem);
        world.store.rebuild_derived().unwrap();
        world.assert_sound();
    }
}

#[test]
fn wrong_queue_counts_are_found_and_counted_anew() {
    for (sql, problem) in [
        ("UPDATE queue_counts SET count = count + 1 WHERE status = 0", "ledger 1, status 0"),
        ("DELETE FROM queue_counts WHERE status = 2", "ledger 1, status 2"),
        ("INSERT INTO queue_counts VALUES (1, 3, 5)", "ledger 1, status 3: 5"),
    ] {
        let mut world = assert_found(sql, "queue counts", problem);
        assert!(found(&world)[0].fixable);
        world.store.rebuild_derived().unwrap();
        world.assert_sound();
    }
}

#[test]
fn a_queue_that_lost_its_order_or_its_rows_is_found_and_not_hidden_by_the_repair() {
    for (sql, problem) in [
        ("UPDATE expenses SET last_op = NULL WHERE number = 1", "expenses 1 waits in no operation"),
        ("UPDATE expenses SET last_op = 9999 WHERE number = 1", "expenses 1 names operation 9999"),
        ("UPDATE expenses SET last_op = 1 WHERE number = 1", "expenses 1 names operation 1"),
        ("UPDATE categories SET last_op = NULL WHERE number = 2", "categories 2 waits in no operation"),
        ("UPDATE operations SET entity = 9999 WHERE number = 1", "operation 1 is of no row of categories"),
        ("UPDATE operations SET id = x'00' WHERE number = 2", "operation 2 has no id of its own"),
        ("UPDATE operations SET after = 1 WHERE number = 3", "operation 3 comes after 1"),
        (
            "UPDATE operations SET fields = '[]' WHERE number = 1",
            "operation 1 has fields that are no JSON object",
        ),
        (
            "UPDATE operations SET fields = '{' WHERE number = 1",
            "operation 1 has fields that are no JSON object",
        ),
    ] {
        let mut world = assert_found(&format!("{sql};"), "queue", problem);
        assert!(!found(&world)[0].fixable, "{sql}");
        world.store.rebuild_derived().unwrap();
        assert_eq!(found(&world).len(), 1, "{sql}");
    }
}

#[test]
fn values_references_and_history_that_cannot_be_are_found() {
    for (sql, name, problem) in [
        (
            "UPDATE expenses SET id = x'0102' WHERE number = 1",
            "values",
            "expense 1 has no valid date, id or currency",
        ),
        ("UPDATE expenses SET withdrawn = 1 WHERE number = 1", "values", "expense 1"),
        (
            "UPDATE categories SET parent = 99 WHERE number = 1",
            "references",
            "row 1 of categories refers to a row of categories",
        ),
        ("UPDATE groups SET undone_by = 2 WHERE number = 1", "history", "command 1 is marked as undone by 2"),
        (
            "UPDATE operations SET group_number = 88 WHERE number = 1",
            "history",
            "operation 1 is of command 88, which is not recorded",
        ),
    ] {
        assert_found(sql, name, problem);
    }
    let world = ledger();
    world.sql().execute_batch("UPDATE expenses SET date = 20260231 WHERE number = 1").unwrap();
    assert_eq!(found(&world)[0].problems, ["expense 1 has no valid date, id or currency"]);
}

#[test]
fn categories_that_no_command_can_make_are_found() {
    for (sql, problem) in [
        (
            "UPDATE categories SET merged_into = 3 WHERE number = 1;
             UPDATE categories SET merged_into = 1 WHERE number = 3",
            "` is merged into itself, by way of others",
        ),
        ("UPDATE categories SET parent = 2 WHERE number = 1", "` stands below itself, by way of others"),
        ("UPDATE categories SET name = 'HOME' WHERE number = 1", "two categories are both `home`"),
        ("UPDATE categories SET name = 'a:b:c:d:e' WHERE number = 2", "is 6 levels deep"),
    ] {
        assert_found(sql, "categories", problem);
    }
}

#[test]
fn a_currency_that_is_none_is_found() {
    let world = ledger();
    world
        .sql()
        .execute_batch(
            "UPDATE expenses SET currency = 'ZZZ' WHERE number = 1; UPDATE totals SET currency = 'ZZZ'
               WHERE category = (SELECT category FROM expenses WHERE number = 1);",
        )
        .unwrap();
    let found = found(&world);
    assert_eq!(found.iter().map(|check| check.name).collect::<Vec<_>>(), ["values"], "{found:?}");
    assert_eq!(found[0].problems, ["expense 1 has the currency `ZZZ`, which is none of ISO 4217"]);
}

#[test]
fn a_damaged_file_is_reported_before_anything_is_read_from_it() {
    let mut world = ledger();
    // An index that lacks a row, made by writing into SQLite's own tables.
    world
        .sql()
        .execute_batch(
            "PRAGMA writable_schema = ON;
         UPDATE sqlite_schema SET sql = 'CREATE INDEX expenses_tags ON expenses (note) WHERE note IS NULL'
           WHERE name = 'expenses_tags';
         PRAGMA writable_schema = RESET;",
        )
        .unwrap();
    world.reopen();
    let found = found(&world);
    assert_eq!(found.iter().map(|check| check.name).collect::<Vec<_>>(), ["file"], "{found:?}");
}
