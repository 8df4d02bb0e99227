//! A hermetic place to run the program in: own folders, own environment, a fixed time.

#[cfg(feature = "server")]
pub mod device;
pub mod proxy;
pub mod random;
pub mod server;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The instant at which every test takes place.
pub const NOW: &str = "2026-10-15T12:00:00Z";

/// A home with nothing in it. Its folders are removed when it goes.
pub struct Sandbox {
    root: TempDir,
    variables: Vec<(String, String)>,
}

impl Sandbox {
    /// Makes an empty home.
    pub fn new() -> Self {
        Self { root: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    /// Sets an environment variable for every command that follows.
    pub fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.root.path()
    }

    /// A path below the home folder, which is also the working folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home().join(name)
    }

    /// Writes a file below the home folder and gives its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Where the configuration lies.
    pub fn config_file(&self) -> PathBuf {
        self.path("config/outlay/config.toml")
    }

    /// Where the database lies.
    pub fn database(&self) -> PathBuf {
        self.path("data/outlay/outlay.db")
    }

    /// The program with these arguments, as [`Sandbox::process`] starts it.
    pub fn outlay<I>(&self, args: I) -> Command
    where
        I: IntoIterator,
        I::Item: AsRef<std::ffi::OsStr>,
    {
        let mut command = Command::from_std(self.process(assert_cmd::cargo::cargo_bin!("outlay")));
        command.args(args);
        command
    }

    /// A script of a shell (`sh`, `bash`), in the same surroundings, with the program on its path.
    pub fn script(&self, shell: &str, script: &str) -> Command {
        let mut command = Command::from_std(self.process(shell));
        command.args(["-c", script]);
        command
    }

    /// A program in the home folder: nothing of the surrounding environment but `PATH`, the fixed time, UTC, 80
    /// columns, no terminal.
    pub fn process(&self, program: impl AsRef<std::ffi::OsStr>) -> std::process::Command {
        let folder = assert_cmd::cargo::cargo_bin!("outlay").parent().unwrap().to_owned();
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let path =
            std::env::join_paths([folder].into_iter().chain(std::env::split_paths(&inherited))).unwrap();
        let mut command = std::process::Command::new(program);
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.home())
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_STATE_HOME", self.path("state"))
            .env("OUTLAY_NOW", NOW)
            .env("TZ", "UTC")
            .env("COLUMNS", "80")
            .env("LANG", "C.UTF-8")
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(self.home());
        command
    }

    /// Runs a command that must succeed; gives its stdout.
    pub fn ok<I>(&self, args: I) -> String
    where
        I: IntoIterator,
        I::Item: AsRef<std::ffi::OsStr>,
    {
        let assert = self.outlay(args).assert().success();
        text(&assert.get_output().stdout)
    }

    /// Runs a command that must succeed with `--format json`; gives the object, after checking that it is one line and
    /// that stderr is empty.
    pub fn json<I>(&self, args: I) -> Value
    where
        I: IntoIterator,
        I::Item: AsRef<std::ffi::OsStr>,
    {
        let assert = self.outlay(args).args(["--format", "json"]).assert().success();
        let output = assert.get_output();
        assert_eq!(text(&output.stderr), "", "nothing but the object is said");
        let stdout = text(&output.stdout);
        assert_eq!(stdout.lines().count(), 1, "one line: {stdout}");
        let object: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(object["schema"], 1);
        object
    }

    /// Runs a command that must end with `code` and say nothing on stdout; gives its stderr.
    pub fn fails<I>(&self, args: I, code: i32) -> String
    where
        I: IntoIterator,
        I::Item: AsRef<std::ffi::OsStr>,
    {
        let assert = self.outlay(args).assert().code(code).stdout("");
        text(&assert.get_output().stderr)
    }

    /// As [`Sandbox::fails`] with `--format json`; gives what is inside `error`.
    pub fn fails_json<I>(&self, args: I, code: i32) -> Value
    where
        I: IntoIterator,
        I::Item: AsRef<std::ffi::OsStr>,
    {
        let assert = self.outlay(args).args(["--format", "json"]).assert().code(code).stdout("");
        let stderr = text(&assert.get_output().stderr);
        let line = stderr.lines().last().unwrap_or_default();
        let object: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {stderr}"));
        let error = object["error"].clone();
        assert_eq!(error["exit_code"], code);
        error
    }
}

/// Output as text; the program writes nothing but UTF-8.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Copies a folder with everything in it, if it is there.
pub fn copy_folder(from: &Path, to: &Path) {
    let Ok(entries) = std::fs::read_dir(from) else { return };
    std::fs::create_dir_all(to).unwrap();
    for entry in entries {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
