//! Accounts and devices.

use outlay::protocol::sync::Head;
use outlay::server::storage::{StorageError, Txn, write};

use super::Fresh;
use super::rows::{account, device, entity, id, ledger, replica, result, tombstone, two_ledgers};

pub fn an_account_is_found_by_its_id_and_its_exact_address(storage: Fresh) {
    storage.write(|txn| {
        txn.insert_account(&account(2))?;
        txn.insert_account(&account(1))
    });
    let (found, by_email, other_case, none, all) = storage.read(|txn| {
        Ok((
            txn.account(id(1))?,
            txn.account_by_email("2@example.org")?,
            txn.account_by_email("2@EXAMPLE.org")?,
            txn.account(id(3))?,
            txn.accounts()?,
        ))
    });
    assert_eq!((found, by_email), (Some(account(1)), Some(account(2))));
    assert_eq!((other_case, none), (None, None));
    assert_eq!(all, [account(1), account(2)]);
}

pub fn an_id_or_an_address_is_taken_once(storage: Fresh) {
    storage.write(|txn| txn.insert_account(&account(1)));
    let mut same_id = account(2);
    same_id.id = id(1);
    let mut same_email = account(2);
    same_email.email = account(1).email;
    for taken in [same_id, same_email] {
        let refused = write(storage.storage(), move |txn| txn.insert_account(&taken));
        assert!(matches!(refused, Err(StorageError::Failed(_))), "{refused:?}");
    }
    assert_eq!(storage.read(|txn| txn.accounts()), [account(1)]);
}

pub fn a_password_is_set_for_one_account_alone(storage: Fresh) {
    storage.write(|txn| {
        txn.insert_account(&account(1))?;
        txn.insert_account(&account(2))?;
        txn.set_password_hash(id(1), "new")?;
        txn.set_password_hash(id(3), "nobody's")
    });
    let hashes: Vec<String> =
        storage.read(|txn| txn.accounts()).into_iter().map(|row| row.password_hash).collect();
    assert_eq!(hashes, ["new", "hash 2"]);
}

pub fn devices_are_told_oldest_first_with_the_revoked_ones(storage: Fresh) {
    storage.write(|txn| {
        for row in [device(4, 1, 30), device(3, 1, 20), device(2, 1, 20), device(5, 2, 10)] {
            txn.insert_device(&row)?;
        }
        txn.revoke_device(id(3), 40)
    });
    let told = storage.read(|txn| txn.devices(id(1)));
    let told: Vec<_> = told.iter().map(|row| (row.id, row.revoked_at)).collect();
    assert_eq!(told, [(id(2), None), (id(3), Some(40)), (id(4), None)]);
    assert_eq!(storage.read(|txn| txn.devices(id(9))), []);
}

pub fn a_device_is_revoked_once_and_found_afterwards(storage: Fresh) {
    let row = device(3, 1, 20);
    storage.write(|txn| {
        txn.insert_device(&device(3, 1, 20))?;
        txn.revoke_device(id(3), 40)?;
        txn.revoke_device(id(3), 50)?;
        txn.revoke_device(id(4), 50)
    });
    let (by_id, by_token, none) = storage.read(move |txn| {
        Ok((txn.device(id(3))?, txn.device_by_token(&row.token_hash)?, txn.device_by_token(&[9; 32])?))
    });
    assert_eq!(by_id.as_ref().unwrap().revoked_at, Some(40));
    assert_eq!((by_token, none), (by_id, None));
}

pub fn a_token_belongs_to_one_device(storage: Fresh) {
    storage.write(|txn| txn.insert_device(&device(3, 1, 20)));
    let mut same_id = device(4, 1, 20);
    same_id.id = id(3);
    let mut same_token = device(4, 2, 20);
    same_token.token_hash = device(3, 1, 20).token_hash;
    for taken in [same_id, same_token] {
        assert!(write(storage.storage(), move |txn| txn.insert_device(&taken)).is_err());
    }
    assert_eq!(storage.read(|txn| txn.device(id(4))), None);
}

pub fn notes_of_a_device_leave_what_they_do_not_name(storage: Fresh) {
    let noted = |version: Option<&'static str>, at: Option<i64>| {
        storage.write(move |txn| txn.note_device(id(3), version, at));
        let row = storage.read(|txn| txn.device(id(3))).unwrap();
        (row.version, row.last_sync_at)
    };
    storage.write(|txn| txn.insert_device(&device(3, 1, 20)));
    assert_eq!(noted(Some("1.0"), None), (Some("1.0".to_owned()), None));
    assert_eq!(noted(None, Some(50)), (Some("1.0".to_owned()), Some(50)));
    assert_eq!(noted(Some("1.1"), Some(60)), (Some("1.1".to_owned()), Some(60)));
}

/// Writes a row of every sort into a ledger.
fn fill(txn: &mut dyn Txn, number: u128) -> Result<(), StorageError> {
    let ledger = id(number);
    txn.put_replica(ledger, &replica(31))?;
    txn.put_results(ledger, &[result(31, 1, 41, Some(1))])?;
    txn.put_entities(ledger, &[entity("expense", 51, 1), tombstone("expense", 52, 2)], 0)?;
    txn.purge_entities(ledger, &[("expense".to_owned(), id(52))])?;
    txn.put_token(ledger, Head { revision: 1, token: id(61) })
}

pub fn an_account_goes_with_what_it_made_and_leaves_the_ledgers_of_others_whole(storage: Fresh) {
    storage.write(|txn| {
        two_ledgers(txn)?;
        txn.insert_device(&device(3, 1, 0))?;
        txn.insert_device(&device(4, 2, 0))?;
        txn.set_role(id(20), id(1), Some("editor"))?;
        txn.set_role(id(10), id(2), Some("viewer"))?;
        fill(txn, 10)?;
        fill(txn, 20)
    });
    storage.write(|txn| txn.delete_account(id(1)));
    storage.read(|txn| {
        assert_eq!((txn.account(id(1))?, txn.device(id(3))?, txn.ledger(id(10))?), (None, None, None));
        assert_eq!((txn.role(id(10), id(2))?, txn.role(id(20), id(1))?), (None, None));
        assert_eq!((txn.replica(id(10), id(31))?, txn.result_at(id(10), id(31), 1)?), (None, None));
        assert_eq!(txn.changed_after(id(10), 0, 9)?, []);
        assert_eq!(txn.token(id(10), 1)?, None);
        let purged = [("expense".to_owned(), id(52))];
        assert_eq!((txn.purged(id(10), &purged)?.len(), txn.purged(id(20), &purged)?.len()), (0, 1));
        assert_eq!((txn.account(id(2))?, txn.device(id(4))?), (Some(account(2)), Some(device(4, 2, 0))));
        assert_eq!(txn.ledgers_of(id(2))?, [(ledger(20, 2), "owner".to_owned())]);
        assert_eq!(txn.replica(id(20), id(31))?, Some(replica(31)));
        assert_eq!(txn.results_by_id(id(20), &[id(41)])?, [result(31, 1, 41, Some(1))]);
        assert_eq!(txn.changed_after(id(20), 0, 9)?, [entity("expense", 51, 1)]);
        assert_eq!(txn.token(id(20), 1)?, Some(id(61)));
        Ok(())
    });
    storage.write(|txn| txn.delete_account(id(1)));
}
