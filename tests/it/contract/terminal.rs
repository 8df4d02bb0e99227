//! The program at a terminal, by `script` of util-linux.

use std::io::{Read as _, Write as _};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::common::{Sandbox, text};

/// How long a command may take before the test gives up on it: it would wait for an answer for ever.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came of a command at a terminal.
pub struct Ended {
    /// Its exit status.
    pub code: i32,
    /// Everything that the terminal was sent, stdout and stderr alike, with plain line ends.
    pub screen: String,
}

/// Runs the program at a terminal of so many columns, without colour, and types `input`. `None`, and a line that says
/// so, where there is no `script` of util-linux.
pub fn run(home: &Sandbox, columns: u16, args: &[&str], input: &str) -> Option<Ended> {
    let known = home.process("script").arg("--version").output();
    if !known.is_ok_and(|output| text(&output.stdout).contains("util-linux")) {
        eprintln!("not tried at a terminal, there is no `script` of util-linux: {args:?}");
        return None;
    }
    let binary = assert_cmd::cargo::cargo_bin!("outlay").to_str().unwrap().to_owned();
    let line = shell_words::join(std::iter::once(binary.as_str()).chain(args.iter().copied()));
    let mut child = home
        .process("script")
        .args(["-qec", &line, "/dev/null"])
        .env("COLUMNS", columns.to_string())
        .env("NO_COLOR", "1")
        .env("SHELL", "/bin/sh")
        // With nothing to type `script` ends as soon as the program does, else it waits two seconds.
        .stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    if let Some(mut keyboard) = child.stdin.take() {
        keyboard.write_all(input.as_bytes()).unwrap();
    }
    let mut stdout = child.stdout.take().unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = stdout.read_to_end(&mut bytes).map(|_| bytes);
        sender.send(read)
    });
    let Ok(read) = receiver.recv_timeout(PATIENCE) else {
        child.kill().unwrap();
        panic!("still waiting at the terminal after {PATIENCE:?}: {args:?}");
    };
    let status = child.wait().unwrap();
    let screen = String::from_utf8_lossy(&read.unwrap()).replace("\r\n", "\n");
    Some(Ended { code: status.code().unwrap(), screen })
}
