use std::sync::Mutex;

use super::*;
use crate::protocol::PROTOCOL_VERSION;
use crate::server::storage::sqlite::Sqlite;
use crate::server::storage::{Job, Storage};

const NOW: i64 = 1_790_000_000_000;

fn accounts() -> Accounts {
    let service = Service::new(Arc::new(Sqlite::in_memory().unwrap())).unwrap();
    let accounts = Accounts::new(service).unwrap();
    accounts.add("Ana@Example.org", &Secret::new("correct horse".into()), NOW).unwrap();
    accounts
}

fn login(accounts: &Accounts, email: &str, password: &str) -> Result<LoginAnswer, ServiceError> {
    let request = LoginRequest {
        protocol: PROTOCOL_VERSION,
        email: email.into(),
        password: Secret::new(password.into()),
        device: "laptop".into(),
        version: "1.0".into(),
        replaces: None,
    };
    accounts.login(&request, NOW)
}

fn exchange(accounts: &Accounts, token: &Secret) -> Result<TokenAnswer, ServiceError> {
    let request =
        TokenRequest { protocol: PROTOCOL_VERSION, device_token: token.clone(), version: "1.1".into() };
    accounts.token(&request, NOW)
}

#[test]
fn a_login_makes_a_device_whatever_the_case_of_the_address() {
    let accounts = accounts();
    let answer = login(&accounts, " ANA@example.ORG ", "correct horse").unwrap();
    assert_eq!(answer.email, "ana@example.org");
    assert!(answer.device_token.expose().starts_with(TOKEN_PREFIX));
    let caller = accounts.verify(answer.access.token.expose(), NOW).unwrap();
    assert_eq!(caller, Caller { account: answer.account, device: answer.device });
    let devices = accounts.devices(caller).unwrap().devices;
    assert_eq!((devices.len(), devices[0].current, devices[0].name.as_str()), (1, true, "laptop"));
}

#[test]
fn a_wrong_password_and_an_unknown_address_are_told_alike() {
    let accounts = accounts();
    let wrong = login(&accounts, "ana@example.org", "correct house").unwrap_err();
    let unknown = login(&accounts, "bob@example.org", "correct horse").unwrap_err();
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.code, ProblemCode::BadCredentials);
}

#[test]
fn an_access_token_ends_with_its_time_and_is_no_other_servers() {
    let accounts = accounts();
    let token = login(&accounts, "ana@example.org", "correct horse").unwrap().access.token;
    assert!(accounts.verify(token.expose(), NOW + ACCESS_SECONDS * 1_000 - 1).is_ok());
    assert!(accounts.verify(token.expose(), NOW + ACCESS_SECONDS * 1_000).is_err());
    let other = Accounts::new(Service::new(Arc::new(Sqlite::in_memory().unwrap())).unwrap()).unwrap();
    assert!(other.verify(token.expose(), NOW).is_err());
}

#[test]
fn a_revoked_device_gets_no_access_token_and_is_not_listed() {
    let accounts = accounts();
    let first = login(&accounts, "ana@example.org", "correct horse").unwrap();
    let second = login(&accounts, "ana@example.org", "correct horse").unwrap();
    let caller = Caller { account: first.account, device: first.device };
    exchange(&accounts, &second.device_token).unwrap();
    accounts.revoke(caller, second.device, NOW).unwrap();
    assert_eq!(exchange(&accounts, &second.device_token).unwrap_err().code, ProblemCode::Unauthorised);
    let revoked = Caller { account: first.account, device: second.device };
    assert_eq!(accounts.check_device(revoked).unwrap_err().code, ProblemCode::Unauthorised);
    assert_eq!(accounts.devices(caller).unwrap().devices.len(), 1);
    assert_eq!(accounts.revoke(caller, second.device, NOW).unwrap_err().code, ProblemCode::NotFound);
}

#[test]
fn a_new_password_needs_the_current_one_and_leaves_devices_logged_in() {
    let accounts = accounts();
    let answer = login(&accounts, "ana@example.org", "correct horse").unwrap();
    let caller = Caller { account: answer.account, device: answer.device };
    let change = |current: &str, new: &str| {
        let secret = |text: &str| Secret::new(text.to_owned());
        accounts.change_password(caller, &PasswordRequest { current: secret(current), new: secret(new) })
    };
    assert_eq!(change("wrong", "battery staple").unwrap_err().code, ProblemCode::BadCredentials);
    change("correct horse", "battery staple").unwrap();
    assert!(login(&accounts, "ana@example.org", "correct horse").is_err());
    assert!(login(&accounts, "ana@example.org", "battery staple").is_ok());
    assert!(exchange(&accounts, &answer.device_token).is_ok());
}

/// A storage in which something else writes just before the next write.
struct Meddled {
    storage: Sqlite,
    meddler: Mutex<Option<Job>>,
}

impl Storage for Meddled {
    fn write(&self, job: Job) -> Result<(), StorageError> {
        let meddler = self.meddler.lock().unwrap().take();
        if let Some(meddler) = meddler {
            self.storage.write(meddler)?;
        }
        self.storage.write(job)
    }

    fn read(&self, job: Job) -> Result<(), StorageError> {
        self.storage.read(job)
    }
}

#[test]
fn a_change_of_password_does_not_undo_what_the_operator_did_meanwhile() {
    for revokes in [false, true] {
        let storage = Arc::new(Meddled { storage: Sqlite::in_memory().unwrap(), meddler: Mutex::new(None) });
        let accounts = Accounts::new(Service::new(storage.clone()).unwrap()).unwrap();
        accounts.add("ana@example.org", &Secret::new("correct horse".into()), NOW).unwrap();
        let answer = login(&accounts, "ana@example.org", "correct horse").unwrap();
        let caller = Caller { account: answer.account, device: answer.device };
        let reset = hash_password(&Secret::new("by the operator".into())).unwrap();
        *storage.meddler.lock().unwrap() = Some(Box::new(move |txn| {
            if revokes {
                txn.revoke_device(caller.device, NOW)
            } else {
                txn.set_password_hash(caller.account, &reset)
            }
        }));
        let request = PasswordRequest {
            current: Secret::new("correct horse".into()),
            new: Secret::new("by a stranger".into()),
        };
        let refused = accounts.change_password(caller, &request).unwrap_err();
        assert_eq!(refused.code, ProblemCode::BadCredentials);
        let stands = if revokes { "correct horse" } else { "by the operator" };
        assert!(login(&accounts, "ana@example.org", stands).is_ok());
        assert!(login(&accounts, "ana@example.org", "by a stranger").is_err());
    }
}

#[test]
fn passwords_and_addresses_keep_to_their_limits_one_below_at_and_above() {
    let accept = |text: String| check_password(&Secret::new(text)).is_ok();
    let bytes = |count| "x".repeat(count);
    assert!(!accept(bytes(PASSWORD_CHARS_MIN - 1)) && accept(bytes(PASSWORD_CHARS_MIN)));
    assert!(accept(bytes(PASSWORD_BYTES_MAX - 1)) && accept(bytes(PASSWORD_BYTES_MAX)));
    assert!(!accept(bytes(PASSWORD_BYTES_MAX + 1)));
    let email = |count: usize| address(&format!("{}@b", "a".repeat(count - 2))).is_ok();
    assert!(email(EMAIL_BYTES_MAX - 1) && email(EMAIL_BYTES_MAX) && !email(EMAIL_BYTES_MAX + 1));
    for wrong in ["", "ana", "@b", "a@", "a b@c", "a\u{202e}@b"] {
        assert!(address(wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn an_account_is_made_once_and_removed_with_its_devices() {
    let accounts = accounts();
    assert!(accounts.add("ana@example.org", &Secret::new("another one".into()), NOW).is_err());
    let answer = login(&accounts, "ana@example.org", "correct horse").unwrap();
    assert_eq!(accounts.list().unwrap()[0].1, 1);
    accounts.remove(accounts.find("ANA@example.org").unwrap().id).unwrap();
    assert!(accounts.find("ana@example.org").is_err());
    assert!(exchange(&accounts, &answer.device_token).is_err());
}

#[test]
fn a_clients_version_is_cut_one_below_at_and_above() {
    for length in [VERSION_BYTES_MAX - 1, VERSION_BYTES_MAX, VERSION_BYTES_MAX + 1] {
        assert_eq!(bounded(&"1".repeat(length)).len(), length.min(VERSION_BYTES_MAX));
    }
    assert_eq!(bounded("1.0\u{202e} \n(x)"), "1.0(x)");
}

#[test]
fn a_name_of_a_device_keeps_to_its_limit_one_below_at_and_above() {
    for length in [0, 1, NAME_BYTES_MAX - 1, NAME_BYTES_MAX, NAME_BYTES_MAX + 1] {
        assert_eq!(
            names::device_name(&"n".repeat(length)).is_some(),
            (1..=NAME_BYTES_MAX).contains(&length),
            "{length}"
        );
    }
    for wrong in ["  ", "a\u{202e}b", "a\nb"] {
        assert!(names::device_name(wrong).is_none(), "{wrong:?}");
    }
}
