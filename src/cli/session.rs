//! Who this device is to its server, between two runs: the token file, and which server a command means.
//!
//! Owns `$XDG_STATE_HOME/outlay/token`. It is keyed by device, and every database that logged in is a device of its own,
//! so that several databases (`--db`) keep their tokens side by side, and a moved or copied database finds its own again.
//! Must not talk to a server. The file is written whole and for its owner alone.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::config::keys::Key;
use super::config::settings::Source;
use super::context::Context;
use super::error::CliError;
use super::{variable, whole_file};
use crate::protocol::accounts::Secret;
use crate::store::open::create_folder;
use crate::store::sync::runs::Binding;
use crate::store::{Access as StoreAccess, OpenOptionsAt, Store};
use crate::sync::http::{Access, AddressError, Http, HttpRemote, Identity, ServerAddress};

/// The environment variable that holds a device's token, in place of the file: for containers and CI.
pub const TOKEN_VARIABLE: &str = "OUTLAY_TOKEN";

/// The environment variable that holds the account's password.
pub const PASSWORD_VARIABLE: &str = "OUTLAY_PASSWORD";

/// The name of the file in the state folder.
const TOKEN_NAME: &str = "token";

/// The lock beside it: the file itself is replaced.
const LOCK_NAME: &str = "token.lock";

/// The form of the file; another one is of another version.
const FILE_FORM: u32 = 1;

/// What the file keeps of one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The server's address.
    pub server_url: String,
    /// The server.
    pub server: Uuid,
    /// The account.
    pub account: Uuid,
    /// The account's address.
    pub email: String,
    /// The device.
    pub device: Uuid,
    /// The device's token.
    pub device_token: Secret,
    /// The newest access token.
    pub access_token: Option<Secret>,
    /// When that one ends: milliseconds since 1970, by this device's clock.
    pub access_expires_at: Option<i64>,
    /// Where the database lay that logged in; `None` where that was not written down.
    #[serde(default)]
    pub database: Option<PathBuf>,
}

impl Session {
    /// Where the database lies whose device this is, if that is another one than `database`: then `database` is a copy. One
    /// that cannot be looked at counts: its device is not to be taken from it.
    #[must_use]
    pub fn original(&self, database: &Path, ctx: &Context) -> Option<PathBuf> {
        let path = self.database.as_ref()?;
        if resolved(database).as_ref() == Some(path) || !path.exists() {
            return None;
        }
        let options = OpenOptionsAt { backup_dir: None, now: ctx.now() };
        let binding = Store::open(path, StoreAccess::Read, &options)
            .and_then(|store| store.map_or(Ok(None), |store| store.binding()));
        match binding {
            Ok(binding) if binding.as_ref().map(|one| one.device) != Some(self.device) => None,
            _ => Some(path.clone()),
        }
    }

    fn access(&self) -> Option<Access> {
        Some(Access { token: self.access_token.clone()?, expires_at: self.access_expires_at? })
    }
}

/// The whole file.
#[derive(Debug, Serialize, Deserialize)]
struct TokenFile {
    form: u32,
    devices: Vec<Session>,
}

/// The way to the token file.
#[derive(Debug, Clone)]
pub struct Tokens {
    path: PathBuf,
}

impl Tokens {
    /// The file of this user. One that others can read is made private, and that is told: what it holds may be known.
    ///
    /// # Errors
    /// Where others can read it and that cannot be mended.
    pub fn of(ctx: &mut Context) -> Result<Self, CliError> {
        let tokens = Self::in_folder(&ctx.paths.state_dir);
        if let Some(mode) = tokens.make_private()? {
            ctx.talk.warn(
                "token_exposed",
                format!(
                    "{} could be read by others (mode {mode:o}) and is private now; `outlay auth revoke` and a new \
                     login make what they read worthless",
                    tokens.path.display()
                ),
            );
        }
        Ok(tokens)
    }

    /// The file in a state folder.
    #[must_use]
    pub fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join(TOKEN_NAME) }
    }

    /// Makes the file private; gives the mode that it had if it was not.
    #[cfg(unix)]
    fn make_private(&self) -> Result<Option<u32>, CliError> {
        use std::os::unix::fs::PermissionsExt as _;
        let Ok(meta) = fs::metadata(&self.path) else { return Ok(None) };
        let mode = meta.permissions().mode() & 0o777;
        if mode.trailing_zeros() >= 6 {
            return Ok(None);
        }
        fs::set_permissions(&self.path, fs::Permissions::from_mode(0o600)).map_err(|error| {
            CliError::io("make private", &self.path, &error)
                .with_hint(format!("chmod 600 {}", self.path.display()))
        })?;
        Ok(Some(mode))
    }

    #[cfg(not(unix))]
    fn make_private(&self) -> Result<Option<u32>, CliError> {
        Ok(None)
    }

    /// Whether there is a file: whether anything was ever logged in.
    #[must_use]
    pub fn exist(&self) -> bool {
        self.path.exists()
    }

    /// What is kept of a device.
    ///
    /// # Errors
    /// `bad_file` where the file cannot be read or is not one of this program.
    pub fn find(&self, device: Uuid) -> Result<Option<Session>, CliError> {
        Ok(self.read()?.into_iter().find(|session| session.device == device))
    }

    /// Keeps a device, in place of what was kept of it.
    ///
    /// # Errors
    /// Those of the file.
    pub fn put(&self, session: Session) -> Result<(), CliError> {
        self.change(|sessions| {
            sessions.retain(|known| known.device != session.device);
            sessions.push(session);
        })
    }

    /// Forgets a device.
    ///
    /// # Errors
    /// Those of the file.
    pub fn remove(&self, device: Uuid) -> Result<(), CliError> {
        if self.find(device)?.is_none() {
            return Ok(());
        }
        self.change(|sessions| sessions.retain(|known| known.device != device))
    }

    /// Keeps a device's new access token.
    ///
    /// # Errors
    /// Those of the file.
    pub fn keep_access(&self, device: Uuid, access: &Access) -> Result<(), CliError> {
        self.change(|sessions| {
            for session in sessions.iter_mut().filter(|known| known.device == device) {
                session.access_token = Some(access.token.clone());
                session.access_expires_at = Some(access.expires_at);
            }
        })
    }

    fn read(&self) -> Result<Vec<Session>, CliError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(CliError::io("read", &self.path, &error)),
        };
        match serde_json::from_slice::<TokenFile>(&bytes) {
            Ok(file) if file.form == FILE_FORM => Ok(file.devices),
            _ => Err(CliError::bad_file(format!(
                "{} is not a token file of this version",
                self.path.display()
            ))
            .with_value(self.path.display().to_string())
            .with_hint("move it away and log in again with outlay auth login")),
        }
    }

    /// Changes the file under its lock, so that two databases that log in at once are both kept.
    fn change(&self, change: impl FnOnce(&mut Vec<Session>)) -> Result<(), CliError> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        create_folder(folder)?;
        let _lock = locked(&folder.join(LOCK_NAME))?;
        let mut devices = self.read()?;
        change(&mut devices);
        let text = serde_json::to_vec_pretty(&TokenFile { form: FILE_FORM, devices })
            .map_err(|error| CliError::internal(format!("the token file has no JSON form: {error}")))?;
        whole_file::write(&self.path, &mut |out| out.write_all(&text))
    }
}

/// Where a database lies, in the form that the token file keeps; `None` for a path that JSON has no form for.
#[must_use]
pub fn resolved(database: &Path) -> Option<PathBuf> {
    fs::canonicalize(database).ok().filter(|path| path.to_str().is_some())
}

/// Waits for a lock file and holds it until it is dropped.
fn locked(path: &Path) -> Result<File, CliError> {
    let file = lock_file(path)?;
    match file.lock() {
        // A file system without locks is used as well as it can be.
        Err(error) if error.kind() != ErrorKind::Unsupported => Err(CliError::io("lock", path, &error)),
        _ => Ok(file),
    }
}

/// Opens a lock file, for its owner alone.
pub(in crate::cli) fn lock_file(path: &Path) -> Result<File, CliError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| CliError::io("lock", path, &error))
}

/// The server that a new login goes to where none was typed: variable, configuration, else the one of this database.
#[must_use]
pub fn usual_server(ctx: &Context, binding: Option<&Binding>) -> Option<String> {
    let (configured, _) = ctx.settings.get(Key::Server);
    configured.map(str::to_owned).or_else(|| binding.map(|binding| binding.server_url.clone()))
}

/// Reads a server's address.
///
/// # Errors
/// `usage` for what is none, and for plain http to another machine.
pub fn address(text: &str) -> Result<ServerAddress, CliError> {
    ServerAddress::parse(text).map_err(|error| {
        let message = error.to_string();
        match error {
            AddressError::Malformed { text } => CliError::usage(message)
                .with_value(text)
                .with_hint("write https://sync.example.org, or localhost:8484"),
            AddressError::Plain { text } => CliError::usage(message)
                .with_hint(format!("write {}", text.replacen("http://", "https://", 1)))
                .with_value(text),
        }
    })
}

/// Where the server of a database is: `OUTLAY_SERVER` says where it is now, if not where it was at login.
#[must_use]
pub fn server_url(ctx: &Context, binding: &Binding) -> String {
    match ctx.settings.get(Key::Server) {
        (Some(url), Source::Env) => url.to_owned(),
        _ => binding.server_url.clone(),
    }
}

/// The server of a database that is logged in, ready to be asked; that it is the one it was, its answers say.
///
/// # Errors
/// `unauthorised` where this database is not logged in; those of the token file.
pub fn connect(ctx: &mut Context, binding: &Binding) -> Result<HttpRemote, CliError> {
    let url = server_url(ctx, binding);
    let http = Http::new(address(&url)?, ctx.clock);
    if let Some(token) = given_token() {
        let identity = identity(binding, token, None);
        return Ok(HttpRemote::new(http, identity, Box::new(|_| {})));
    }
    let tokens = Tokens::of(ctx)?;
    let session = tokens.find(binding.device)?.ok_or_else(|| logged_out(&url))?;
    let identity = identity(binding, session.device_token.clone(), session.access());
    let device = session.device;
    // An access token that cannot be kept costs one more request next time, and nothing else.
    Ok(HttpRemote::new(http, identity, Box::new(move |access| drop(tokens.keep_access(device, access)))))
}

/// The token that the environment gives in place of the file's. It may be one of another device.
#[must_use]
pub fn given_token() -> Option<Secret> {
    variable(TOKEN_VARIABLE).and_then(|token| token.into_string().ok()).map(Secret::new)
}

/// What a device with a token shows to the server of a database.
#[must_use]
pub fn identity(binding: &Binding, device_token: Secret, access: Option<Access>) -> Identity {
    let Binding { server, account, email, .. } = binding;
    Identity { server: *server, account: *account, email: email.clone(), device_token, access }
}

/// The error where a database has a server but no token any more.
#[must_use]
pub fn logged_out(url: &str) -> CliError {
    CliError::new(super::error::ErrorCode::Unauthorised, format!("this database is logged out of {url}"))
        .with_value(url)
        .with_hint("outlay auth login logs in again; what was entered meanwhile waits")
}

/// The error where a database was never logged in.
#[must_use]
pub fn never_logged_in() -> CliError {
    CliError::new(
        super::error::ErrorCode::Unauthorised,
        "this database belongs to no server: it was never logged in",
    )
    .with_hint("outlay auth login SERVER joins one; everything else works without")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(device: u128, token: &str) -> Session {
        Session {
            server_url: "https://sync.example.org".to_owned(),
            server: Uuid::from_u128(1),
            account: Uuid::from_u128(2),
            email: "ana@example.org".to_owned(),
            device: Uuid::from_u128(device),
            device_token: Secret::new(token.to_owned()),
            access_token: None,
            access_expires_at: None,
            database: None,
        }
    }

    #[test]
    fn the_devices_of_several_databases_are_kept_side_by_side() {
        let folder = tempfile::tempdir().unwrap();
        let tokens = Tokens::in_folder(&folder.path().join("new"));
        assert_eq!(tokens.find(Uuid::from_u128(3)).unwrap(), None);
        tokens.remove(Uuid::from_u128(3)).unwrap();
        assert!(!tokens.path.exists(), "nothing is written to forget what was never known");
        tokens.put(session(3, "three")).unwrap();
        tokens.put(session(4, "four")).unwrap();
        tokens.put(session(3, "three again")).unwrap();
        let access = Access { token: Secret::new("short".to_owned()), expires_at: 9 };
        tokens.keep_access(Uuid::from_u128(4), &access).unwrap();
        assert_eq!(tokens.find(Uuid::from_u128(4)).unwrap().unwrap().access(), Some(access));
        let three = tokens.find(Uuid::from_u128(3)).unwrap().unwrap();
        assert_eq!((three.device_token.expose(), three.access()), ("three again", None));
        tokens.remove(Uuid::from_u128(3)).unwrap();
        assert_eq!(tokens.find(Uuid::from_u128(3)).unwrap(), None);
        assert!(tokens.find(Uuid::from_u128(4)).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_private_and_a_wrong_mode_is_mended_once() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let tokens = Tokens::in_folder(folder.path());
        let mode = || fs::metadata(&tokens.path).unwrap().permissions().mode() & 0o777;
        tokens.put(session(3, "three")).unwrap();
        assert_eq!(mode(), 0o600);
        assert_eq!(tokens.make_private().unwrap(), None);
        fs::set_permissions(&tokens.path, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(tokens.make_private().unwrap(), Some(0o644));
        assert_eq!((mode(), tokens.make_private().unwrap()), (0o600, None));
    }

    #[test]
    fn a_damaged_file_is_told_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let tokens = Tokens::in_folder(folder.path());
        for text in ["", "{", "[]", r#"{"form": 2, "devices": []}"#] {
            fs::write(&tokens.path, text).unwrap();
            assert!(tokens.find(Uuid::nil()).unwrap_err().message.contains("token"), "{text}");
            assert!(tokens.put(session(3, "three")).is_err(), "{text}");
            assert_eq!(fs::read_to_string(&tokens.path).unwrap(), text);
        }
    }
}
