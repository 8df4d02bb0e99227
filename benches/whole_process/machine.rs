//! What the figures were measured on.
//!
//! Owns asking the system and the programs. What cannot be found is said to be unknown. Must not name the host.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::place::{Place, output};

/// The machine in one line, and the programs' versions in another.
pub fn describe(place: &Place) -> [String; 2] {
    let machine = format!(
        "{}, {}, {} of memory, {}, Linux kernel {}, data on {}",
        thread::available_parallelism().map_or_else(|_| "? cores".into(), |cores| format!("{cores} cores")),
        after("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.into()),
        memory().unwrap_or_else(unknown),
        after("/etc/os-release", "PRETTY_NAME").unwrap_or_else(|| std::env::consts::OS.into()),
        fs::read_to_string("/proc/sys/kernel/osrelease")
            .map_or_else(|_| unknown(), |text| text.trim().into()),
        file_system(&place.path("")).unwrap_or_else(unknown),
    );
    let version = |program: &Path| first_line(place.command(program).arg("--version"));
    let optional = |name: &str, program: Option<&Path>| {
        program.map_or_else(|| format!("{name}: not installed"), &version)
    };
    let sqlite3 = version(&place.sqlite3);
    let programs = format!(
        "{}; {}; sqlite3 {}; {}; {}",
        first_line(&mut place.outlay_version()),
        // In the caller's own environment: rustup's rustc needs its home folder.
        first_line(Command::new("rustc").arg("--version")),
        sqlite3.split(' ').next().unwrap_or(&sqlite3),
        optional("hledger", place.hledger.as_deref()),
        optional("ledger", place.ledger.as_deref()),
    );
    [machine, programs]
}

fn first_line(command: &mut Command) -> String {
    output(command).ok().and_then(|text| text.lines().next().map(str::to_owned)).unwrap_or_else(unknown)
}

fn unknown() -> String {
    "unknown".into()
}

/// The value after a name in a file of `name : value` or `NAME="value"` lines.
fn after(path: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    let (_, value) = line.split_once([':', '='])?;
    Some(value.trim().trim_matches('"').to_owned())
}

fn memory() -> Option<String> {
    let kib: u64 = after("/proc/meminfo", "MemTotal")?.split(' ').next()?.parse().ok()?;
    Some(format!("{} GiB", (kib + (1 << 19)) >> 20))
}

/// The kind of the file system that holds a folder: that of the longest mount point above it.
fn file_system(folder: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ').skip(1);
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(point, _)| folder.starts_with(point))
        .max_by_key(|(point, _)| point.len())
        .map(|(_, kind)| kind.to_owned())
}
