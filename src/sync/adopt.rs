//! The first meeting of a database and an account: which ledger becomes which (PROTOCOL, rule 25).
//!
//! Owns the plan, which a dry run shows, and its execution. Rows keep their ids, so nothing is copied or rewritten.

use chrono::{DateTime, Utc};

use super::SyncError;
use super::remote::{Remote, RemoteError};
use crate::protocol::accounts::{LedgerList, LedgerRequest};
use crate::store::Store;

/// What becomes of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The account has none like it: this device's becomes the account's.
    Adopt,
    /// Both have it: they are merged.
    Merge,
    /// Only the account has it: this device gets it.
    Join,
    /// It is synchronised already.
    Keep,
}

impl Way {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Adopt => "adopt",
            Self::Merge => "merge",
            Self::Join => "join",
            Self::Keep => "keep",
        }
    }
}

/// What becomes of one ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Its name here, or there if it is new here.
    pub ledger: String,
    /// What becomes of it.
    pub way: Way,
    /// Live expenses on this device.
    pub local_expenses: u64,
    /// Live expenses on the server.
    pub server_expenses: u64,
}

/// Says what adoption would do; writes nothing.
///
/// # Errors
/// Those of the store.
pub fn plan(store: &Store, list: &LedgerList) -> Result<Vec<Adoption>, SyncError> {
    let local = store.ledgers()?;
    let mut plan = Vec::new();
    for ledger in &local {
        let there = list.ledgers.iter().find(|info| info.key == ledger.id);
        plan.push(Adoption {
            ledger: ledger.name.clone(),
            way: match (ledger.server_id, there) {
                (Some(id), Some(info)) if id == info.id => Way::Keep,
                (_, Some(_)) => Way::Merge,
                (_, None) => Way::Adopt,
            },
            local_expenses: store.expense_count(Some(ledger.number))?,
            server_expenses: there.map_or(0, |info| u64::try_from(info.expenses).unwrap_or(0)),
        });
    }
    for info in list.ledgers.iter().filter(|info| !local.iter().any(|ledger| ledger.id == info.key)) {
        plan.push(Adoption {
            ledger: info.shown_name(),
            way: Way::Join,
            local_expenses: 0,
            server_expenses: u64::try_from(info.expenses).unwrap_or(0),
        });
    }
    Ok(plan)
}

/// Refuses a list of another server, or of another account than the database belongs to.
///
/// # Errors
/// [`RemoteError::WrongServer`], [`RemoteError::WrongAccount`], [`SyncError::NotLoggedIn`]; those of the store.
pub fn check_list(store: &Store, list: &LedgerList) -> Result<(), SyncError> {
    let binding = store.binding()?.ok_or(SyncError::NotLoggedIn)?;
    if list.server != binding.server {
        return Err(RemoteError::WrongServer { expected: binding.server, found: list.server }.into());
    }
    if list.account != binding.account {
        let expected = format!("{} ({})", binding.email, binding.account);
        return Err(RemoteError::WrongAccount { expected, found: list.account.to_string() }.into());
    }
    Ok(())
}

/// Gives every ledger of this device its place on the server, and this device every ledger of the account. May be done
/// again: what has its place keeps it. A ledger that had its place on another server is sent to this one whole.
///
/// # Errors
/// Those of [`check_list`], of the store and of the remote; what was done before stays done.
pub fn adopt(
    store: &mut Store,
    remote: &mut dyn Remote,
    now: DateTime<Utc>,
) -> Result<Vec<Adoption>, SyncError> {
    let list = remote.ledgers()?;
    check_list(store, &list)?;
    let plan = plan(store, &list)?;
    for ledger in store.ledgers()? {
        let known = list.ledgers.iter().find(|info| info.key == ledger.id);
        let currency = ledger.currency.map(|currency| currency.to_string());
        let info = match known {
            Some(info) if info.currency.is_some() || currency.is_none() => info.clone(),
            _ => remote.create_ledger(&LedgerRequest {
                key: ledger.id,
                name: ledger.name.clone(),
                currency,
            })?,
        };
        if ledger.server_id.is_some_and(|id| id != info.id) {
            store.begin_recovery(ledger.number, None, None, now)?;
        }
        store.adopt_ledger(ledger.number, &info)?;
    }
    let local = store.ledgers()?;
    for info in list.ledgers.iter().filter(|info| !local.iter().any(|ledger| ledger.id == info.key)) {
        store.join_ledger(info, now)?;
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::protocol::accounts::LedgerInfo;
    use crate::protocol::sync::{CommonAnswer, CommonRequest, SyncAnswer, SyncRequest};
    use crate::store::sync::runs::Binding;
    use crate::store::{Access, OpenOptionsAt};

    const SERVER: Uuid = Uuid::from_u128(1);
    const ACCOUNT: Uuid = Uuid::from_u128(2);

    /// A server that lists no ledgers, as itself and for an account.
    struct Listing(Uuid, Uuid);

    impl Remote for Listing {
        fn sync(&mut self, _: Uuid, _: &SyncRequest) -> Result<SyncAnswer, RemoteError> {
            panic!("nothing is sent")
        }

        fn common(&mut self, _: Uuid, _: &CommonRequest) -> Result<CommonAnswer, RemoteError> {
            panic!("nothing is asked")
        }

        fn ledgers(&mut self) -> Result<LedgerList, RemoteError> {
            Ok(LedgerList { server: self.0, account: self.1, ledgers: Vec::new() })
        }

        fn create_ledger(&mut self, _: &LedgerRequest) -> Result<LedgerInfo, RemoteError> {
            panic!("nothing is made")
        }
    }

    #[test]
    fn a_list_of_another_account_or_server_joins_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let now = DateTime::UNIX_EPOCH;
        let options = OpenOptionsAt { backup_dir: None, now };
        let mut store =
            Store::open(&folder.path().join("outlay.db"), Access::Write, &options).unwrap().unwrap();
        let adopted = adopt(&mut store, &mut Listing(SERVER, ACCOUNT), now);
        assert!(matches!(adopted, Err(SyncError::NotLoggedIn)), "{adopted:?}");
        let binding = Binding {
            server: SERVER,
            server_url: "http://localhost".to_owned(),
            account: ACCOUNT,
            email: "ana@example.org".to_owned(),
            device: Uuid::from_u128(3),
            device_name: "laptop".to_owned(),
        };
        store.bind(&binding).unwrap();
        let other = Uuid::from_u128(9);
        let adopted = adopt(&mut store, &mut Listing(SERVER, other), now);
        let Err(SyncError::Remote(RemoteError::WrongAccount { expected, found })) = adopted else {
            panic!("{adopted:?}")
        };
        assert!(expected.contains("ana@example.org") && found.contains(&other.to_string()));
        let adopted = adopt(&mut store, &mut Listing(other, ACCOUNT), now);
        let wrong = RemoteError::WrongServer { expected: SERVER, found: other };
        assert!(matches!(&adopted, Err(SyncError::Remote(error)) if *error == wrong), "{adopted:?}");
        assert!(store.ledgers().unwrap().iter().all(|ledger| ledger.server_id.is_none()));
    }
}
