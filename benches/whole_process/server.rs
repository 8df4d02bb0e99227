//! A real `outlay serve` on loopback, its users, and the databases that are synchronised with it.
//!
//! Owns starting and stopping the process, and ledgers in the states that sync is measured from. Must not time anything.

use std::cell::RefCell;
use std::fs::{self, File};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;

use crate::place::{Place, expect, json, output};

/// The user of every server.
pub const EMAIL: &str = "ana@example.org";
/// The password of every user.
pub const PASSWORD: &str = "correct horse battery";
/// How long a server may take to listen, or to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server.
pub struct Server {
    child: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts one on a database of its own kind, which is made if there is none.
    ///
    /// # Errors
    /// If it does not come to listen.
    pub fn start(place: &Place, database: &str) -> Result<Self> {
        let log = place.path(&format!("{database}.log"));
        let mut command =
            place.outlay_alone(["serve", "--listen", "127.0.0.1:0", "--log-level", "warn", "--database"]);
        command.arg(database).stdout(Stdio::null()).stderr(File::create(&log)?);
        let mut child = command.spawn().context("cannot start `outlay serve`")?;
        let begun = Instant::now();
        loop {
            let said = fs::read_to_string(&log)?;
            let listening = said.lines().find_map(|line| line.strip_prefix("listening on http://"));
            if let Some(address) = listening.filter(|_| said.ends_with('\n')) {
                let address = address.parse().with_context(|| format!("{address:?} is no address"))?;
                return Ok(Self { child, address });
            }
            if begun.elapsed() > PATIENCE || child.try_wait()?.is_some() {
                let _ = child.kill();
                bail!("`outlay serve` does not listen: {}", said.trim());
            }
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Asks it to stop, and waits until it has.
    ///
    /// # Errors
    /// If it does not, or not with 0.
    pub fn stop(mut self, place: &Place) -> Result<()> {
        let id = self.child.id().to_string();
        output(place.command(Path::new("sh")).args(["-c", "kill -TERM \"$0\"", &id]))?;
        let begun = Instant::now();
        loop {
            match self.child.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("`outlay serve` ended with {status}"),
                None if begun.elapsed() > PATIENCE => bail!("`outlay serve` does not stop"),
                None => thread::sleep(Duration::from_millis(1)),
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that was stopped is gone already; one that is left behind by an error must not stay.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A place for a server that is stopped and started again as its database is put back.
#[derive(Default)]
pub struct Running(RefCell<Option<Server>>);

impl Running {
    /// Stops what runs, puts the databases back, and starts a server on the first one.
    ///
    /// # Errors
    /// If one of them fails.
    pub fn restart(&self, place: &Place, server: (&str, &str), client: (&str, &str)) -> Result<()> {
        self.stop(place)?;
        place.copy(server.0, server.1)?;
        place.copy(client.0, client.1)?;
        self.0.replace(Some(Server::start(place, server.1)?));
        Ok(())
    }

    /// Stops what runs.
    ///
    /// # Errors
    /// If it does not stop.
    pub fn stop(&self, place: &Place) -> Result<()> {
        self.0.take().map_or(Ok(()), |server| server.stop(place))
    }

    /// Where it listens.
    ///
    /// # Errors
    /// If none runs.
    pub fn address(&self) -> Result<SocketAddr> {
        self.0.borrow().as_ref().map(Server::address).context("no server runs")
    }
}

/// `outlay sync`, of a database that knows its server by another port.
pub fn sync(place: &Place, database: &str, server: SocketAddr) -> Command {
    let mut command = place.outlay(database, ["sync"]);
    command.env("OUTLAY_SERVER", format!("http://{server}"));
    command
}

/// Synchronises and checks that all is well: every operation taken, nothing left, equal digests of so many expenses.
///
/// # Errors
/// If it is not.
pub fn sync_checked(place: &Place, database: &str, server: SocketAddr, expenses: u64) -> Result<Json> {
    let mut command = sync(place, database, server);
    command.args(["--format", "json"]);
    let said = json(&mut command)?;
    expect("status", &said["status"], "ok")?;
    expect("pending operations", &said["pending"], 0)?;
    expect("refused operations", &said["rejected"], 0)?;
    let digest = &said["ledgers"][0]["digest"];
    expect("equal digests", &digest["ok"], true)?;
    let live = "SELECT count(*) FROM expenses WHERE deleted_at IS NULL";
    expect("expenses here", place.sql_number(database, live)?, expenses)?;
    let queue = "SELECT coalesce(sum(count), 0) FROM queue_counts WHERE status IN (0, 1, 3)";
    expect("operations not done", place.sql_number(database, queue)?, 0)?;
    Ok(said)
}

/// What a server's database has: live expenses and their sum by the digest that the server keeps.
///
/// # Errors
/// If the database cannot be read.
pub fn server_facts(place: &Place, database: &str) -> Result<(u64, String)> {
    let count = place.sql_number(database, "SELECT sum(digest_count) FROM ledgers")?;
    Ok((count, place.sql(database, "SELECT group_concat(digest_sums) FROM ledgers")?))
}

/// A user.
///
/// # Errors
/// If it cannot be added.
pub fn add_user(place: &Place, database: &str, email: &str) -> Result<()> {
    let mut command = place.outlay_alone(["serve", "user", "add", email, "--database", database]);
    output(command.env("OUTLAY_PASSWORD", PASSWORD)).map(drop)
}

/// Makes a database a device of the user.
///
/// # Errors
/// If the server refuses.
pub fn log_in(place: &Place, database: &str, server: SocketAddr) -> Result<()> {
    let url = format!("http://{server}");
    let mut command = place.outlay(database, ["auth", "login", &url, "--email", EMAIL]);
    output(command.env("OUTLAY_PASSWORD", PASSWORD)).map(drop)
}

/// Databases of one size in the states that sync is measured from. None of them is open, and their logs are empty.
pub struct Stages {
    /// Logged in, every operation pending.
    pub pending: String,
    /// The server then: it knows the user and an empty ledger.
    pub server_empty: String,
    /// After the first push: nothing is left to do.
    pub pushed: String,
    /// The server then.
    pub server_full: String,
    /// A new device of the same account, before its first sync.
    pub fresh: String,
    /// The server then.
    pub server_two: String,
    /// Live expenses of the ledger.
    pub expenses: u64,
}

impl Stages {
    /// Makes them, or finds those made before.
    ///
    /// # Errors
    /// If anything fails on the way or is not what it must be.
    pub fn of(place: &Place, rows: u64) -> Result<Self> {
        let name = |stage: &str| format!("{stage}-{rows}.db");
        let stages = Self {
            pending: name("pending"),
            server_empty: name("server-empty"),
            pushed: name("pushed"),
            server_full: name("server-full"),
            fresh: name("fresh"),
            server_two: name("server-two"),
            expenses: rows,
        };
        if !place.path(&stages.server_two).exists() {
            stages.make(place, rows).with_context(|| format!("synchronising {rows} rows beforehand"))?;
        }
        Ok(stages)
    }

    fn make(&self, place: &Place, rows: u64) -> Result<()> {
        const CLIENT: &str = "stage.db";
        const SERVER: &str = "stage-server.db";
        const FRESH: &str = "stage-fresh.db";
        let keep = |database: &str, stage: &str| {
            place.checkpoint(database)?;
            place.copy(database, stage)
        };
        place.copy_of_filled(rows, CLIENT)?;
        place.remove_database(SERVER)?;
        add_user(place, SERVER, EMAIL)?;
        let server = Server::start(place, SERVER)?;
        log_in(place, CLIENT, server.address())?;
        server.stop(place)?;
        keep(CLIENT, &self.pending)?;
        keep(SERVER, &self.server_empty)?;
        let server = Server::start(place, SERVER)?;
        let said = sync_checked(place, CLIENT, server.address(), self.expenses)?;
        let categories = place.sql_number(CLIENT, "SELECT count(*) FROM categories")?;
        expect("pushed operations", &said["pushed"], self.expenses + categories)?;
        server.stop(place)?;
        keep(CLIENT, &self.pushed)?;
        keep(SERVER, &self.server_full)?;
        self.check_server(place, CLIENT, SERVER)?;
        place.remove_database(FRESH)?;
        let server = Server::start(place, SERVER)?;
        log_in(place, FRESH, server.address())?;
        server.stop(place)?;
        keep(FRESH, &self.fresh)?;
        keep(SERVER, &self.server_two)?;
        for database in [CLIENT, SERVER, FRESH] {
            place.remove_database(database)?;
        }
        Ok(())
    }

    /// The server's count and sum are those of the client's rows.
    fn check_server(&self, place: &Place, client: &str, server: &str) -> Result<()> {
        let (count, sums) = server_facts(place, server)?;
        expect("expenses on the server", count, self.expenses)?;
        let minor = place.sql_number(client, "SELECT sum(amount_minor) FROM expenses")?;
        expect("cents on the server", sums.as_str(), format!("EUR {minor}").as_str())
    }
}
