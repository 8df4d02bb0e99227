//! The units and the crontab of the README: they can be read by the programs they are for, and the commands in them do what
//! is said when they are started as those programs start them, with next to no environment.

use std::path::Path;
use std::process::{Command, Output};

use super::{blocks, read};
use crate::common::server::Server;
use crate::common::{NOW, Sandbox, text};

const EMAIL: &str = "ana@example.org";
const PASSWORD: &str = "correct horse";

/// The units: each block begins with a comment that is the path to save it under.
fn units() -> Vec<(String, String)> {
    let name = |unit: &str| {
        let path = unit.lines().next().unwrap().strip_prefix("# ").expect("where the unit is saved");
        Path::new(path).file_name().unwrap().to_str().unwrap().to_owned()
    };
    blocks(&read("README.md"), "ini").into_iter().map(|unit| (name(&unit), unit)).collect()
}

/// The value of a unit's setting.
fn setting<'u>(unit: &'u str, name: &str) -> Option<&'u str> {
    unit.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
}

/// A unit's command as the user's manager starts it: no shell, `%h` is the home folder.
fn exec(home: &Sandbox, name: &str) -> Vec<String> {
    let units = units();
    let (_, unit) = units.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}"));
    let line = setting(unit, "ExecStart").unwrap().replace("%h", home.home().to_str().unwrap());
    shell_words::split(&line).unwrap()
}

/// The command of the crontab that has a program's words in it, as cron hands it to `sh`, and the path that the crontab sets.
fn cron(words: &str) -> (String, String) {
    let crontab = blocks(&read("README.md"), "crontab").into_iter().find(|table| table.contains(words));
    let crontab = crontab.unwrap_or_else(|| panic!("a crontab with `{words}`"));
    let path = crontab.lines().find_map(|line| line.strip_prefix("PATH=")).unwrap().to_owned();
    let line = crontab.lines().find(|line| line.contains(words)).unwrap();
    assert!(!line.replace("\\%", "").contains('%'), "a line break to cron(8): {line}");
    let command: Vec<&str> = line.split_whitespace().skip(5).collect();
    (command.join(" "), path)
}

/// Nothing but what cron(8) and a manager of user units give: the home, a path, a shell. And the time of the tests.
fn bare(home: &Sandbox, program: impl AsRef<std::ffi::OsStr>, path: &str, now: &str) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("HOME", home.home()).env("PATH", path).env("SHELL", "/bin/sh");
    command.env("LOGNAME", "ana").env("OUTLAY_NOW", now).current_dir(home.home());
    command
}

/// A home with a program in `~/.cargo/bin` that is logged in there, and its server.
fn logged_in() -> (Server, Sandbox) {
    let server = Server::start();
    server.add_user(EMAIL, PASSWORD);
    let home = Sandbox::new();
    std::fs::create_dir_all(home.path(".cargo/bin")).unwrap();
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin!("outlay"), home.path(".cargo/bin/outlay"))
        .unwrap();
    outlay(&home, &["auth", "login", &server.url(), "--email", EMAIL]);
    outlay(&home, &["sync"]);
    (server, home)
}

/// The program with the environment of a timer; it must succeed.
fn outlay(home: &Sandbox, args: &[&str]) -> String {
    let mut command = bare(home, home.path(".cargo/bin/outlay"), "/usr/bin:/bin", NOW);
    let output = command.args(args).env("OUTLAY_PASSWORD", PASSWORD).output().unwrap();
    assert!(output.status.success(), "{args:?}: {output:?}");
    text(&output.stdout)
}

/// What comes of a run: the exit status and what a mail or the journal would hold.
fn told(output: &Output) -> (i32, String) {
    (output.status.code().unwrap(), text(&output.stdout) + &text(&output.stderr))
}

/// A timer's command sends what waits and says nothing; a server that is away is nothing to tell while the last success is
/// young, and is told when it is not.
fn does_what_is_said(run: &dyn Fn(&Sandbox, &str) -> Output) {
    let (mut server, home) = logged_in();
    outlay(&home, &["add", "1EUR", "food", "one"]);
    assert_eq!(told(&run(&home, NOW)), (0, String::new()));
    assert!(outlay(&home, &["list", "--pending"]).is_empty(), "it was sent");
    server.stop();
    outlay(&home, &["add", "2EUR", "food", "two"]);
    assert_eq!(told(&run(&home, "2026-10-16T11:59:59Z")), (0, String::new()), "23 hours are tolerated");
    let (status, said) = told(&run(&home, "2026-10-17T12:00:01Z"));
    assert!(status == 5 && said.contains("the server cannot be reached"), "{status} {said}");
    server.restart();
    assert_eq!(told(&run(&home, "2026-10-17T13:00:00Z")), (0, String::new()));
}

#[test]
fn the_line_of_the_crontab_is_silent_while_all_is_well_and_tells_what_is_not() {
    let (command, path) = cron("outlay sync");
    does_what_is_said(&|home, now| {
        let own = home.path(".cargo/bin");
        let path = path.replace("/home/me/.cargo/bin", own.to_str().unwrap());
        assert!(path.contains(own.to_str().unwrap()), "the crontab names where cargo installs: {path}");
        bare(home, "/bin/sh", &path, now).args(["-c", &command]).output().unwrap()
    });
}

#[test]
fn the_line_that_looks_after_budgets_is_silent_until_one_is_nearly_used_and_then_makes_a_mail() {
    let (command, path) = cron("budget status");
    let home = Sandbox::new();
    std::fs::create_dir_all(home.path(".cargo/bin")).unwrap();
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin!("outlay"), home.path(".cargo/bin/outlay"))
        .unwrap();
    let own = home.path(".cargo/bin");
    let path = path.replace("/home/me/.cargo/bin", own.to_str().unwrap());
    let run = || told(&bare(&home, "/bin/sh", &path, NOW).args(["-c", &command]).output().unwrap());
    assert_eq!(run(), (0, String::new()), "without a ledger");
    outlay(&home, &["budget", "set", "food", "100EUR"]);
    outlay(&home, &["add", "79.99EUR", "food"]);
    assert_eq!(run(), (0, String::new()));
    outlay(&home, &["add", "0.01EUR", "food"]);
    let mail = "food, October 2026: 80.00 of 100.00 EUR spent, 20.00 left for 16 more days\n";
    assert_eq!(run(), (4, mail.to_owned()));
    outlay(&home, &["add", "30EUR", "food"]);
    assert_eq!(run(), (4, "food, October 2026: 110.00 of 100.00 EUR spent, 10.00 over\n".to_owned()));
}

#[test]
fn the_nightly_copy_of_the_crontab_is_made_however_often_it_runs_on_a_day() {
    let home = Sandbox::new();
    home.ok(["add", "1EUR", "food"]);
    let table = blocks(&read("README.md"), "crontab").concat();
    let line = table.lines().find(|line| line.contains("backup")).expect("a line that makes a copy");
    // What cron(8) makes of it: `%` is a line break unless a backslash stands before it.
    let command = line.split_whitespace().skip(5).collect::<Vec<_>>().join(" ").replace("\\%", "%");
    for expenses in 1..=2 {
        home.script("sh", &command).assert().success().stdout("").stderr("");
        let copies: Vec<_> = std::fs::read_dir(home.path("backups")).unwrap().collect();
        assert_eq!(copies.len(), 1);
        let copy = copies[0].as_ref().unwrap().path();
        assert_eq!(home.json(["--db", copy.to_str().unwrap(), "list"])["count"], expenses);
        home.ok(["add", "2EUR", "food"]);
    }
}

#[test]
fn the_service_that_the_timer_starts_is_silent_while_all_is_well_and_tells_what_is_not() {
    does_what_is_said(&|home, now| {
        let words = exec(home, "outlay-sync.service");
        bare(home, &words[0], "/usr/local/bin:/usr/bin:/bin", now).args(&words[1..]).output().unwrap()
    });
}

#[test]
fn the_timer_starts_the_service_of_its_name() {
    let units = units();
    let timer = units.iter().find(|(name, _)| name == "outlay-sync.timer").expect("the timer");
    assert!(setting(&timer.1, "OnCalendar").is_some() && setting(&timer.1, "Unit").is_none());
    assert!(units.iter().any(|(name, _)| name == "outlay-sync.service"));
}

#[test]
fn systemd_can_read_the_units() {
    let known = Command::new("systemd-analyze").arg("--version").output();
    if !known.is_ok_and(|output| output.status.success()) {
        eprintln!("the units are not read: there is no systemd-analyze");
        return;
    }
    let home = Sandbox::new();
    let binary = assert_cmd::cargo::cargo_bin!("outlay").to_str().unwrap();
    let units = units();
    assert_eq!(units.len(), 3, "a service, its timer, and the server");
    for (name, unit) in &units {
        // The program is looked for; it is where the tests have it.
        let unit = unit.replace("%h/.cargo/bin/outlay", binary).replace("/usr/local/bin/outlay", binary);
        home.write(name, unit);
    }
    for (name, _) in &units {
        let manager = if name.contains("server") { "--system" } else { "--user" };
        let mut command = home.process("systemd-analyze");
        // Only these units: what else is installed on this machine is not looked at.
        command.env("SYSTEMD_UNIT_PATH", format!("{}:", home.home().display()));
        command.env("XDG_RUNTIME_DIR", home.home());
        let output = command.args(["verify", manager, "--man=no"]).arg(home.path(name)).output().unwrap();
        let said = text(&output.stderr);
        let about: Vec<&str> = said.lines().filter(|line| line.contains("outlay")).collect();
        assert!(output.status.success() && about.is_empty(), "{name}: {said}");
    }
}
