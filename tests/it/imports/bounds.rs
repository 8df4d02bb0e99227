//! Files that are no statements: refused with their line, and with little memory.

use std::fs::File;
use std::process::{Child, Command, Stdio};

use super::euros;
use crate::common::{Sandbox, text};

/// What the program may hold in memory while it refuses a file, in kilobytes.
const MEMORY_KB_MAX: u64 = 64 * 1_024;

/// The most memory that a process has held so far, in kilobytes; 0 once it has ended.
fn peak_kb(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

/// Imports a file, or what `stdin` gives; the exit status, what was said, and the most memory that was seen in use.
fn refused(home: &Sandbox, file: &str, stdin: Stdio) -> (Option<i32>, String, u64) {
    let mut child = home
        .process(assert_cmd::cargo::cargo_bin!("outlay"))
        .args(["import", file])
        .stdin(stdin)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(peak_kb(&child));
        std::thread::yield_now();
    }
    let output = child.wait_with_output().unwrap();
    (output.status.code(), text(&output.stderr), peak)
}

#[test]
#[cfg(target_os = "linux")]
fn a_line_of_a_gigabyte_is_refused_with_its_number_and_little_memory() {
    let home = euros();
    let start = "Date,Text,Amount\n2026-10-01,Bread,-5.00\n";
    let path = home.write("big.csv", start);
    // What is not written takes no room on the disk and reads as zeros.
    File::options().append(true).open(path).unwrap().set_len(1_000_000_000).unwrap();
    let (code, said, peak) = refused(&home, "big.csv", Stdio::null());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("big.csv: line 3 is longer than "), "{said}");
    assert!(peak < MEMORY_KB_MAX, "{peak} kB");
}

#[test]
#[cfg(target_os = "linux")]
fn endless_quotes_and_columns_are_refused_with_their_line_and_little_memory() {
    let home = euros();
    for (endless, says) in [
        ("yes '\"' | tr -d '\\n'", "line 1 is longer than "),
        ("yes , | tr -d '\\n'", "line 1 is longer than "),
        ("echo Date,Text,Amount; yes , | head -n 1000000 | tr -d '\\n'; echo", "line 2 has 1000001 columns"),
    ] {
        let mut source = Command::new("sh")
            .args(["-c", endless])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (code, said, peak) = refused(&home, "-", source.stdout.take().unwrap().into());
        source.wait().unwrap();
        assert_eq!(code, Some(1), "{endless}: {said}");
        assert!(said.contains(says), "{endless}: {said}");
        assert!(peak < MEMORY_KB_MAX, "{endless}: {peak} kB");
    }
}
