//! Ledgers, members and tokens.

use outlay::protocol::digest::DigestSums;
use outlay::protocol::sync::Head;
use outlay::server::storage::{LedgerRow, write};

use super::Fresh;
use super::rows::{account, id, ledger, two_ledgers};

/// A ledger's row with the largest of everything.
fn large() -> LedgerRow {
    let mut row = ledger(10, 1);
    row.name = "Ünïcødé 🧾".to_owned();
    row.currency = Some("EUR".to_owned());
    row.head = Head { revision: i64::MAX, token: id(u128::MAX) };
    row.purged_to = i64::MAX - 1;
    row.digest = DigestSums {
        count: i64::MAX,
        sums: [("EUR".to_owned(), i128::MAX), ("JPY".to_owned(), i128::MIN)].into(),
        hash: u128::MAX,
    };
    row
}

pub fn a_ledger_is_told_as_it_was_written(storage: Fresh) {
    storage.write(|txn| {
        txn.insert_account(&account(1))?;
        txn.insert_ledger(&large())
    });
    let (told, role, none) =
        storage.read(|txn| Ok((txn.ledger(id(10))?, txn.role(id(10), id(1))?, txn.ledger(id(11))?)));
    assert_eq!((told, role, none), (Some(large()), Some("owner".to_owned()), None));
}

pub fn an_update_changes_neither_the_key_nor_the_account(storage: Fresh) {
    storage.write(|txn| {
        two_ledgers(txn)?;
        let mut other = large();
        (other.key, other.account) = (id(77), id(2));
        txn.update_ledger(&other)
    });
    let (told, neighbour) = storage.read(|txn| Ok((txn.ledger(id(10))?, txn.ledger(id(20))?)));
    assert_eq!((told, neighbour), (Some(large()), Some(ledger(20, 2))));
}

pub fn a_key_is_taken_once_by_each_account(storage: Fresh) {
    storage.write(two_ledgers);
    let with = |number: u128, account: u128, key: u128| LedgerRow { key: id(key), ..ledger(number, account) };
    for taken in [with(10, 2, 5), with(30, 1, 1_010)] {
        assert!(write(storage.storage(), move |txn| txn.insert_ledger(&taken)).is_err());
    }
    storage.write(move |txn| txn.insert_ledger(&with(30, 2, 1_010)));
    assert_eq!(storage.read(|txn| txn.ledger_ids()), [id(10), id(20), id(30)]);
}

pub fn ledgers_of_an_account_are_told_with_their_roles_by_name_and_id(storage: Fresh) {
    let named = |number, account, name: &str| LedgerRow { name: name.to_owned(), ..ledger(number, account) };
    let rows = [named(13, 1, "b"), named(12, 1, "b"), named(14, 2, "a"), named(15, 2, "c")];
    let written = rows.clone();
    storage.write(move |txn| {
        written.iter().try_for_each(|row| txn.insert_ledger(row))?;
        txn.set_role(id(14), id(1), Some("viewer"))
    });
    let told = storage.read(|txn| txn.ledgers_of(id(1)));
    let [b13, b12, a14, _] = rows;
    let role = |role: &str| role.to_owned();
    assert_eq!(told, [(a14, role("viewer")), (b12, role("owner")), (b13, role("owner"))]);
    assert_eq!(storage.read(|txn| txn.ledgers_of(id(9))), []);
}

pub fn a_role_is_set_changed_and_taken_away(storage: Fresh) {
    storage.write(two_ledgers);
    for role in [Some("viewer"), Some("editor"), None, None] {
        storage.write(move |txn| txn.set_role(id(10), id(2), role));
        let told = storage.read(|txn| Ok((txn.role(id(10), id(2))?, txn.role(id(10), id(1))?)));
        assert_eq!(told, (role.map(str::to_owned), Some("owner".to_owned())));
    }
}

pub fn tokens_belong_to_a_revision_of_one_ledger(storage: Fresh) {
    storage.write(|txn| {
        txn.put_token(id(10), Head { revision: 1, token: id(71) })?;
        txn.put_token(id(20), Head { revision: 1, token: id(72) })?;
        txn.put_token(id(10), Head { revision: i64::MAX, token: id(73) })?;
        txn.put_token(id(10), Head { revision: 1, token: id(74) })
    });
    let told = storage.read(|txn| {
        let asked = [(10, 1), (20, 1), (10, i64::MAX), (10, 2), (20, i64::MAX), (10, -1), (30, 1)];
        asked.into_iter().map(|(ledger, revision)| txn.token(id(ledger), revision)).collect()
    });
    let told: Vec<Option<uuid::Uuid>> = told;
    assert_eq!(told, [Some(id(74)), Some(id(72)), Some(id(73)), None, None, None, None]);
}

pub fn every_ledger_is_listed_in_the_order_of_ids(storage: Fresh) {
    assert!(storage.read(|txn| txn.ledger_ids()).is_empty());
    storage
        .write(|txn| [30, 10, 20].into_iter().try_for_each(|number| txn.insert_ledger(&ledger(number, 1))));
    assert_eq!(storage.read(|txn| txn.ledger_ids()), [id(10), id(20), id(30)]);
}
