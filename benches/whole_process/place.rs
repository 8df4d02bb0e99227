//! The folder that everything happens in, the programs, and how they are run.
//!
//! Owns the environment of every process: nothing of the user's own configuration reaches them. Must not time anything.

use std::cell::RefCell;
use std::collections::HashMap;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;
use tempfile::TempDir;

use crate::data::{self, Facts, Order};

/// The `outlay` of the profile that the benchmark is built with: the release build's settings.
const OUTLAY: &str = env!("CARGO_BIN_EXE_outlay");

/// A temporary folder with its programs; removed when it is dropped.
pub struct Place {
    root: TempDir,
    seed: u64,
    /// The `sqlite3` shell.
    pub sqlite3: PathBuf,
    /// A process that does nothing.
    pub empty: PathBuf,
    /// hledger, if installed.
    pub hledger: Option<PathBuf>,
    /// ledger, if installed.
    pub ledger: Option<PathBuf>,
    /// GNU time, if installed.
    pub time: Option<PathBuf>,
    /// `timeout` of the GNU core utilities, if installed.
    pub timeout: Option<PathBuf>,
    statements: RefCell<HashMap<String, Facts>>,
}

impl Place {
    /// Makes the folder, finds the programs and compiles the empty one.
    ///
    /// # Errors
    /// If there is no sqlite3 shell or no C compiler.
    pub fn new(parent: &Path, seed: u64) -> Result<Self> {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
        let root = tempfile::Builder::new().prefix("outlay-bench-").tempdir_in(parent.canonicalize()?)?;
        for folder in ["home", "data", "config", "state", "cache"] {
            fs::create_dir(root.path().join(folder))?;
        }
        let sqlite3 = find("sqlite3")
            .context("the sqlite3 shell is not installed: its package is usually called sqlite3")?;
        let mut place = Self {
            root,
            seed,
            sqlite3,
            empty: PathBuf::new(),
            hledger: find("hledger"),
            ledger: find("ledger"),
            time: find("time"),
            timeout: find("timeout"),
            statements: RefCell::default(),
        };
        place.empty = place.compile_empty()?;
        place.time = place.time.take().filter(|time| place.measures_memory(time));
        Ok(place)
    }

    fn compile_empty(&self) -> Result<PathBuf> {
        let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
        fs::write(self.path("empty.c"), "int main(void) { return 0; }\n")?;
        let mut command = self.command(Path::new(&compiler));
        command.args(["-O2", "-o", "empty", "empty.c"]);
        output(&mut command).context("the empty process could not be compiled")?;
        Ok(self.path("empty"))
    }

    fn measures_memory(&self, time: &Path) -> bool {
        let mut command = self.command(time);
        command.args(["-f", "%M"]).arg(&self.empty);
        command.output().is_ok_and(|out| String::from_utf8_lossy(&out.stderr).trim().parse::<u64>().is_ok())
    }

    /// The path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A program in the folder, with an environment that knows nothing but the folder.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.root.path()).stdin(Stdio::null());
        command.env("PATH", env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.path("home"));
        for (name, folder) in [
            ("DATA_HOME", "data"),
            ("CONFIG_HOME", "config"),
            ("STATE_HOME", "state"),
            ("CACHE_HOME", "cache"),
        ] {
            command.env(format!("XDG_{name}"), self.path(folder));
        }
        command.env("TMPDIR", self.root.path());
        command.env("LC_ALL", "C.UTF-8").env("TZ", "UTC").env("OUTLAY_CURRENCY", "EUR");
        command
    }

    /// `outlay` on one of the folder's databases.
    pub fn outlay<S: AsRef<OsStr>>(&self, database: &str, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = self.command(Path::new(OUTLAY));
        command.arg("--db").arg(database).args(args);
        command
    }

    /// `outlay` without a database of a client.
    pub fn outlay_alone<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = self.command(Path::new(OUTLAY));
        command.args(args);
        command
    }

    /// `outlay --version`.
    pub fn outlay_version(&self) -> Command {
        self.outlay_alone(["--version"])
    }

    /// Runs `outlay` with JSON output and gives what it printed.
    ///
    /// # Errors
    /// If it fails or prints no JSON.
    pub fn outlay_json(&self, database: &str, args: &[&str]) -> Result<Json> {
        let mut command = self.outlay(database, ["--format", "json"]);
        command.args(args);
        json(&mut command)
    }

    /// The `sqlite3` shell running SQL or one dot command on one of the folder's databases; the first error ends it.
    pub fn sqlite(&self, database: &str, sql: &str) -> Command {
        let mut command = self.command(&self.sqlite3);
        // An argument that begins with a comment would be taken for an option.
        let statements: Vec<&str> = sql.lines().filter(|line| !line.starts_with("--")).collect();
        command.args(["-bail", database, &statements.join("\n")]);
        command
    }

    /// Runs SQL and gives what it printed, trimmed.
    ///
    /// # Errors
    /// If it fails.
    pub fn sql(&self, database: &str, sql: &str) -> Result<String> {
        Ok(output(&mut self.sqlite(database, sql))?.trim().to_owned())
    }

    /// Runs SQL that gives one whole number.
    ///
    /// # Errors
    /// If it fails or gives something else.
    pub fn sql_number(&self, database: &str, sql: &str) -> Result<u64> {
        let text = self.sql(database, sql)?;
        text.parse().with_context(|| format!("`{sql}` gave {text:?}, not a number"))
    }

    /// A generated statement: its file name and what is in it. It is written when it is first asked for.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn statement(&self, rows: u64, order: Order) -> Result<(String, Facts)> {
        let name = format!("statement-{rows}-{}.csv", order.name());
        if let Some(facts) = self.statements.borrow().get(&name) {
            return Ok((name, *facts));
        }
        let facts = data::write_statement(&self.path(&name), self.seed, rows, order)?;
        self.settle()?;
        self.statements.borrow_mut().insert(name.clone(), facts);
        Ok((name, facts))
    }

    /// Writes the rows of the mixed statement as a journal; gives its file name.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn journal(&self, rows: u64) -> Result<String> {
        let name = format!("journal-{rows}.journal");
        data::write_journal(&self.path(&name), self.seed, rows, Order::Mixed)?;
        Ok(name)
    }

    /// The name of a database with so many imported rows, all operations pending, and nothing in its write-ahead log.
    /// Not to be changed: see [`Place::copy_of_filled`].
    ///
    /// # Errors
    /// If the import fails or imports something else.
    pub fn filled(&self, rows: u64) -> Result<String> {
        let name = format!("filled-{rows}.db");
        if !self.path(&name).exists() {
            let (statement, facts) = self.statement(rows, Order::Mixed)?;
            self.import_checked(&name, &statement, &facts)?;
            self.checkpoint(&name)?;
            self.settle()?;
        }
        Ok(name)
    }

    /// A copy of a filled database.
    ///
    /// # Errors
    /// As [`Place::filled`].
    pub fn copy_of_filled(&self, rows: u64, name: &str) -> Result<()> {
        let filled = self.filled(rows)?;
        self.copy(&filled, name)
    }

    /// Puts a copy of a database that nothing has open, and whose log is empty, in another one's place.
    ///
    /// # Errors
    /// If it cannot be copied.
    pub fn copy(&self, from: &str, to: &str) -> Result<()> {
        self.remove_database(to)?;
        fs::copy(self.path(from), self.path(to))?;
        self.settle()
    }

    /// Imports a statement and checks what was imported, by what `outlay` says and by counting.
    ///
    /// # Errors
    /// If the import fails or differs from the statement.
    pub fn import_checked(&self, database: &str, statement: &str, facts: &Facts) -> Result<()> {
        self.remove_database(database)?;
        let said = self.outlay_json(database, &["import", statement, "--source", "bench"])?;
        expect("imported rows", &said["imported"], facts.rows)?;
        expect("refused rows", &said["refused"], 0)?;
        expect("expenses", self.sql_number(database, "SELECT count(*) FROM expenses")?, facts.rows)?;
        let sums = "SELECT sum(amount_minor) FROM expenses WHERE direction = ";
        expect("expense cents", self.sql_number(database, &format!("{sums}0"))?, facts.expense_minor)?;
        expect("income cents", self.sql_number(database, &format!("{sums}1"))?, facts.income_minor)?;
        let operations = "SELECT count(*) FROM operations WHERE kind = 1 AND status = 0";
        expect("pending operations", self.sql_number(database, operations)?, facts.rows)
    }

    /// Moves the write-ahead log into the database file.
    ///
    /// # Errors
    /// If something else has the database open.
    pub fn checkpoint(&self, database: &str) -> Result<()> {
        let said = self.sql(database, "PRAGMA wal_checkpoint(TRUNCATE)")?;
        expect("checkpoint", said.as_str(), "0|0|0")
    }

    /// The bytes of a database with its write-ahead log.
    ///
    /// # Errors
    /// If there is no such database.
    pub fn bytes(&self, database: &str) -> Result<u64> {
        let log = fs::metadata(self.path(&format!("{database}-wal"))).map_or(0, |meta| meta.len());
        Ok(fs::metadata(self.path(database))?.len() + log)
    }

    /// Removes a database with the files that belong to it, if it exists.
    ///
    /// # Errors
    /// If one of them cannot be removed.
    pub fn remove_database(&self, database: &str) -> Result<()> {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            self.remove(&format!("{database}{suffix}"))?;
        }
        Ok(())
    }

    /// Removes a file, if it exists.
    ///
    /// # Errors
    /// If it cannot be removed.
    pub fn remove(&self, name: &str) -> Result<()> {
        match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Waits until the system has written what it holds back, so that a run does not pay for the one before.
    ///
    /// # Errors
    /// If `sync` fails.
    pub fn settle(&self) -> Result<()> {
        output(&mut self.command(Path::new("sync"))).map(drop)
    }
}

/// Finds a program in the search path.
fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Runs a command and gives its standard output.
///
/// # Errors
/// If it cannot be started or does not exit with 0; the error has what it said.
pub fn output(command: &mut Command) -> Result<String> {
    let out = command.output().with_context(|| format!("cannot run `{}`", words(command)))?;
    if !out.status.success() {
        let said = String::from_utf8_lossy(&out.stderr);
        bail!("`{}`: {}: {}", words(command), out.status, said.trim());
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Runs a command that prints JSON.
///
/// # Errors
/// As [`output`]; if it prints something else.
pub fn json(command: &mut Command) -> Result<Json> {
    let text = output(command)?;
    serde_json::from_str(&text).with_context(|| format!("`{}` printed no JSON", words(command)))
}

/// A command as a person would type it, without its environment.
fn words(command: &Command) -> String {
    let args = command.get_args().map(OsStr::to_string_lossy);
    [command.get_program().to_string_lossy()].into_iter().chain(args).collect::<Vec<_>>().join(" ")
}

/// Refuses a result that is not what it must be.
///
/// # Errors
/// If they differ.
pub fn expect<T: PartialEq<U> + Copy + std::fmt::Debug, U: std::fmt::Debug>(
    what: &str,
    found: T,
    wanted: U,
) -> Result<()> {
    if found == wanted { Ok(()) } else { bail!("{what}: found {found:?}, expected {wanted:?}") }
}
