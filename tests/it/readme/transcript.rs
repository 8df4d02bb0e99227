//! Transcripts run again: what a reader of one section types, in one shell, and what comes of it.
//!
//! Owns the shell and everything it leaves running, such as a server started with `&`: all of it ends with the section,
//! also where that fails.

use std::fmt::Write as _;
use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::common::Sandbox;

/// For how long a section may run before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(120);

/// The port that transcripts show: the usual one. They run on a free one, so that tests do not meet.
const PORT_SHOWN: &str = ":8484";

/// One command with the lines that continue it, without their prompts.
struct Step {
    shown: String,
    script: String,
}

/// The commands of a transcript: each `$` line with the `>` lines after it.
fn steps(transcript: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in transcript.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push(Step { shown: format!("{line}\n"), script: format!("{command}\n") });
        } else if let (Some(more), Some(step)) = (line.strip_prefix("> "), steps.last_mut()) {
            step.shown += &format!("{line}\n");
            step.script += &format!("{more}\n");
        }
    }
    steps
}

/// Runs the transcripts of a section again, one after the other in one `sh`: below each command stands what it writes to
/// stdout and stderr, and `[exit N]` where it fails.
pub fn run_again(home: &Sandbox, transcripts: &[String]) -> Vec<String> {
    let port = format!(":{}", free_port());
    let outputs = tempfile::tempdir().unwrap();
    let transcripts: Vec<Vec<Step>> = transcripts.iter().map(|transcript| steps(transcript)).collect();
    let all = || transcripts.iter().flatten();
    let mut script = String::new();
    for (number, step) in all().enumerate() {
        let command = step.script.replace(PORT_SHOWN, &port);
        let place = outputs.path().join(number.to_string());
        let place = place.display();
        // Files, not pipes: a server in the background holds what it was started with.
        write!(script, "exec > '{place}.said' 2>&1\n{command}echo $? > '{place}.exit'\n").unwrap();
    }
    let mut shell = home.process("sh");
    if all().any(|step| step.script.contains("outlay serve")) {
        // A server measures by its own clock when an edit was made: time must pass, so the dates are typed.
        shell.env_remove("OUTLAY_NOW");
    }
    let place = outputs.path().join("script.sh");
    fs::write(&place, script).unwrap();
    run(shell.arg(place));
    let read = |number, what| fs::read_to_string(outputs.path().join(format!("{number}.{what}")));
    let mut numbers = 0..;
    let mut shown = |step: &Step| {
        let number: usize = numbers.next().unwrap();
        let said = read(number, "said").unwrap_or_default().replace(&port, PORT_SHOWN);
        let exit =
            read(number, "exit").unwrap_or_else(|_| panic!("the shell ended at:\n{}{said}", step.shown));
        let exit = if exit == "0\n" { String::new() } else { format!("[exit {}]\n", exit.trim()) };
        format!("{}{said}{exit}", step.shown)
    };
    transcripts.iter().map(|steps| steps.iter().map(&mut shown).collect()).collect()
}

/// Ends a group of processes when it goes.
struct Group(u32);

impl Drop for Group {
    fn drop(&mut self) {
        // Nothing is left of it where nothing was started in the background.
        let _ = Command::new("kill")
            .args(["-s", "KILL", "--", &format!("-{}", self.0)])
            .stderr(Stdio::null())
            .status();
    }
}

/// Runs a shell to its end, then ends what it left in the background.
fn run(shell: &mut Command) {
    let child = shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.process_group(0).spawn().unwrap();
    let _group = Group(child.id());
    let (ended, end) = mpsc::channel();
    std::thread::spawn(move || ended.send(child.wait()));
    end.recv_timeout(PATIENCE).expect("the section ends").unwrap();
}

/// A port that nobody listens on. It is below those that a system gives to whoever asks for any (from 32768 on Linux), so
/// that no other test is given it meanwhile.
fn free_port() -> u16 {
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    (first..32_000).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("a free port")
}

#[test]
fn a_transcript_keeps_its_shell_tells_how_commands_end_and_leaves_nothing_running() {
    let home = Sandbox::new();
    let typed = [
        "$ word=kept\n$ sleep 1000 & echo $! > sleeper\n",
        "$ echo $word; false\nold\n$ cat <<END\n> two\n> END\n",
    ];
    let shown = run_again(&home, &typed.map(str::to_owned));
    assert_eq!(shown[0], typed[0]);
    assert_eq!(shown[1], "$ echo $word; false\nkept\n[exit 1]\n$ cat <<END\n> two\n> END\ntwo\n");
    let sleeper = fs::read_to_string(home.path("sleeper")).unwrap();
    // A killed process that nobody has waited for yet is still listed.
    let runs = || {
        Command::new("kill").args(["-0", sleeper.trim()]).stderr(Stdio::null()).status().unwrap().success()
    };
    assert!((0..PATIENCE.as_millis()).any(|_| {
        std::thread::sleep(Duration::from_millis(1));
        !runs()
    }));
}
